//! Notes and other text → one sentence a line, cut into tokens by the library itself.
//!
//! What is trained on and what is held out is decided by a hash of the file's name, so it
//! stays so when files come and go.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use cuedeck::language::token;
use cuedeck::note::{self, Document, NotePath, SourceFile};
use cuedeck::statement::{Role, statements_in};

/// Of a hundred notes, how many are trained on. The channel that the decks are made from
/// first is taken whole.
const SHARE: u64 = 13;
const WHOLE_CHANNEL: &str = "lennyspodcast";
/// Of a hundred held-out notes, how many are looked at.
const HELD_SHARE: u64 = 12;

/// `gather OUT NOTES KEPT-OUT OTHER UNSEEN`: writes `train`, `held`, `other` and `unseen`
/// below `OUT`, as `.tokens` for the teacher and as `.text` for people.
///
/// `KEPT-OUT` is a file that names notes no sentence may be taken from, one to a line.
/// One file in ten below `OTHER` goes to `other`; nothing of `UNSEEN` is trained on.
pub fn run(paths: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let [out, notes, kept_out, other, unseen] = paths else {
        return Err("usage: gather OUT NOTES KEPT-OUT OTHER UNSEEN".into());
    };
    let kept_out: BTreeSet<String> = fs::read_to_string(kept_out)?
        .lines()
        .map(str::to_owned)
        .collect();
    let mut train = Sentences::default();
    let mut held = Sentences::default();
    for path in files_below(notes)? {
        let name = name_below(notes, &path);
        let stem = path.file_name().unwrap_or_default().to_string_lossy();
        let draw = fnv(&name);
        let channel = name.split('/').next().unwrap_or_default();
        if draw.is_multiple_of(10) {
            if draw / 10 % 100 < HELD_SHARE {
                held.add_file(&path)?;
            }
        } else if !kept_out.contains(stem.as_ref())
            && (channel == WHOLE_CHANNEL || draw / 10 % 100 < SHARE)
        {
            train.add_file(&path)?;
        }
    }
    let mut genre = Sentences::default();
    for path in files_below(other)? {
        if fnv(&name_below(other, &path)).is_multiple_of(10) {
            genre.add_file(&path)?;
        } else {
            train.add_file(&path)?;
        }
    }
    let mut strange = Sentences::default();
    for path in files_below(unseen)? {
        strange.add_file(&path)?;
    }
    fs::create_dir_all(out)?;
    for (name, sentences) in [
        ("train", train),
        ("held", held),
        ("other", genre),
        ("unseen", strange),
    ] {
        println!("{name}: {} sentences", sentences.tokens.len());
        fs::write(out.join(format!("{name}.tokens")), lines(&sentences.tokens))?;
        fs::write(out.join(format!("{name}.text")), lines(&sentences.texts))?;
    }
    Ok(())
}

#[derive(Default)]
struct Sentences {
    tokens: Vec<String>,
    texts: Vec<String>,
    seen: BTreeSet<u64>,
}

impl Sentences {
    fn add_file(&mut self, path: &Path) -> Result<(), Box<dyn Error>> {
        let mut text = String::from_utf8_lossy(&fs::read(path)?).into_owned();
        if path.extension().is_some_and(|ending| ending == "xhtml") {
            text = paragraphs(&text);
        }
        let source = SourceFile {
            path: NotePath::new("a/b.md"),
            bytes: text.into_bytes(),
        };
        let Some(Document::Note(note)) = note::parse(&source).value else {
            return Ok(());
        };
        let statements = statements_in(&note);
        if !is_english(
            statements
                .iter()
                .map(|statement| statement.words.text.as_str()),
        ) {
            return Ok(());
        }
        for statement in &statements {
            if matches!(statement.role, Role::Row | Role::Formula | Role::Title) {
                continue;
            }
            if let (Some(label), true) = (&statement.label, statement.labelled) {
                self.add(label);
            }
            self.add(&statement.words.text);
        }
        Ok(())
    }

    fn add(&mut self, text: &str) {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let tokens: Vec<&str> = token::cut(&line)
            .tokens
            .into_iter()
            .map(|range| &line[range])
            .collect();
        // Of one token there is nothing to learn, and beyond eighty the teacher guesses.
        if (2..=80).contains(&tokens.len()) && self.seen.insert(fnv(&line)) {
            self.tokens.push(tokens.join(" "));
            self.texts.push(line);
        }
    }
}

/// The paragraphs of a page, without its tags.
fn paragraphs(page: &str) -> String {
    let mut plain = String::new();
    for piece in page.split("<p").skip(1) {
        let Some(inner) = piece.split("</p>").next() else {
            continue;
        };
        let mut inside = true;
        for c in inner.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                _ if !inside => plain.push(if c.is_whitespace() { ' ' } else { c }),
                _ => {}
            }
        }
        plain.push_str("\n\n");
    }
    for (entity, c) in [
        ("&amp;", "&"),
        ("&#160;", " "),
        ("&lt;", "("),
        ("&gt;", ")"),
    ] {
        plain = plain.replace(entity, c);
    }
    plain
}

/// Whether the words are English: in no other language are so many of them these.
fn is_english<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let (mut all, mut known) = (0, 0);
    for word in texts.flat_map(str::split_whitespace) {
        all += 1;
        known += usize::from(matches!(
            word,
            "the" | "of" | "and" | "to" | "is" | "in" | "that" | "for" | "with" | "by" | "was"
        ));
    }
    known * 12 > all
}

fn files_below(root: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let ending = path.extension().unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if ending == "md" || ending == "xhtml" {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn name_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.to_string_lossy().replace('\\', "/")
}

fn lines(all: &[String]) -> String {
    all.iter().map(|line| format!("{line}\n")).collect()
}

/// FNV-1a, which never changes.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
