//! Patterns such as `notes/**/*.md` → whether a note is chosen.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use super::error::Fault;

/// The patterns of one recipe. A note is chosen when a pattern names it and no pattern
/// with a leading `!` does; their order does not matter.
#[derive(Clone, Debug, Default)]
pub(super) struct NotePatterns {
    written: Vec<String>,
    chosen: Vec<Glob>,
    left_out: Vec<Glob>,
    chosen_set: GlobSet,
    left_out_set: GlobSet,
}

impl NotePatterns {
    /// Adds one pattern.
    pub(super) fn add(&mut self, pattern: &str) -> Result<(), Fault> {
        let (list, set, mark, path) = match pattern.strip_prefix('!') {
            Some(path) => (&mut self.left_out, &mut self.left_out_set, "!", path),
            None => (&mut self.chosen, &mut self.chosen_set, "", pattern),
        };
        // Notes are known by paths without `./`, so a pattern with one would match none.
        let path = path.trim_start_matches("./");
        list.push(glob(path)?);
        *set = compiled(list);
        self.written.push(format!("{mark}{path}"));
        Ok(())
    }

    /// The same, or every note below `folder` if no pattern chooses any.
    pub(super) fn or_all_below(mut self, folder: &str) -> Self {
        if self.chosen.is_empty() {
            self.add(&format!("{folder}**/*.md"))
                .expect("a fixed folder makes a good pattern");
        }
        self
    }

    /// Whether the note at `path` is chosen.
    pub(super) fn select(&self, path: &str) -> bool {
        self.chosen_set.is_match(path) && !self.left_out_set.is_match(path)
    }

    /// The patterns as they were added.
    pub(super) fn written(&self) -> &[String] {
        &self.written
    }
}

/// Checks one pattern without its `!`, and compiles it.
fn glob(written: &str) -> Result<Glob, Fault> {
    let pattern = written.trim();
    let path = pattern.strip_prefix("./").unwrap_or(pattern);
    let named = || written.to_owned();
    if path.is_empty() {
        return Err(Fault::EmptyPattern);
    }
    // Recipes travel between machines, so a drive letter is refused everywhere.
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    if drive || path.starts_with(['/', '~']) || path.starts_with("\\\\") {
        return Err(Fault::AbsolutePattern { pattern: named() });
    }
    if path.contains('\\') {
        return Err(Fault::BackslashInPattern {
            pattern: named(),
            tidy: path.replace('\\', "/"),
        });
    }
    if path.split('/').any(|part| part == "..") {
        return Err(Fault::ClimbingPattern { pattern: named() });
    }
    // A folder stands for the notes in it, as in `.gitignore`.
    let below = if path.ends_with('/') { "**/*.md" } else { "" };
    GlobBuilder::new(&format!("{path}{below}"))
        .literal_separator(true)
        .build()
        .map_err(|source| Fault::Pattern {
            pattern: named(),
            source: Box::new(source),
        })
}

fn compiled(globs: &[Glob]) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for glob in globs {
        builder.add(glob.clone());
    }
    builder
        .build()
        .expect("patterns that compile one by one compile together")
}
