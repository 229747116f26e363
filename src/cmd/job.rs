//! What the paths on the command line ask for: decks to make, and the notes of each.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cache::{Access, Cache, Inventory, Moment};
use crate::cli::InputArgs;
use crate::diag::Checked;
use crate::note::NotePath;
use crate::note::SourceFile;
use crate::note::load::{self, FoundNote, LoadError};
use crate::pipeline::{self, Shelf, Study, Watch};
use crate::recipe::Recipe;

use super::CmdError;

/// One deck to make.
pub(super) struct Job {
    /// What goes in.
    pub recipe: Recipe,
    /// The recipe's file; `None` for a folder without one.
    pub recipe_path: Option<PathBuf>,
    /// Where the package goes unless told otherwise.
    pub package: PathBuf,
    /// The recipe as it was written; empty for a folder.
    pub recipe_text: String,
    /// The folders and files that were searched for notes.
    pub searched: Vec<PathBuf>,
    /// The notes, by path.
    found: Vec<FoundNote>,
    /// Whether earlier builds may help. Never for a folder: what is built to try something
    /// once leaves nothing behind.
    cached: bool,
    /// Whether the statements without a card are wanted, and not only their number.
    pub left_out: bool,
}

impl Job {
    /// The files of the notes, by path.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.found.iter().map(|found| found.file.as_path())
    }

    /// What earlier builds remember; `None` where nothing can be used.
    pub fn cache(&self, access: Access) -> Option<Cache> {
        let recipe = self.recipe_path.as_deref().filter(|_| self.cached)?;
        Cache::beside(recipe, access)
    }

    /// Whether the notes are those of an earlier build.
    pub fn has_notes_of(&self, inventory: &Inventory) -> bool {
        inventory.still_holds(&self.found)
    }

    /// The notes that had not settled, seen once more; `None` where one changed.
    pub fn notes_again(&self, inventory: &Inventory, now: Moment) -> Option<Inventory> {
        inventory.again(&self.found, now)
    }

    /// Studies the notes; those that changed, where the others are remembered.
    pub fn study(
        &self,
        cache: Option<&Cache>,
        watch: Watch<'_>,
    ) -> Result<Checked<Study>, CmdError> {
        let study = |shelf: &Notes<'_>| Ok(pipeline::study_shelf(shelf, watch)?);
        Ok(self.with_notes(cache, study)?.0)
    }

    /// Does something with the notes, which may be remembered. With a cache comes a list of
    /// what was read, unless it changed meanwhile.
    pub fn with_notes<T>(
        &self,
        cache: Option<&Cache>,
        work: impl FnOnce(&Notes<'_>) -> Result<T, CmdError>,
    ) -> Result<(T, Option<Inventory>), CmdError> {
        let Some(cache) = cache else {
            return Ok((work(self)?, None));
        };
        let shelf = cache.shelf(&self.found);
        match work(&shelf) {
            Ok(done) => Ok((done, shelf.remember())),
            Err(error) => {
                shelf.keep_so_far();
                Err(error)
            }
        }
    }

    /// Reads the notes.
    pub fn sources(&self) -> Result<Vec<SourceFile>, CmdError> {
        self.found
            .iter()
            .map(|found| Ok(load::read_note(found)?))
            .collect()
    }

    /// The notes and their files, in the order of [`Self::sources`].
    pub fn found(&self) -> &[FoundNote] {
        &self.found
    }
}

/// The notes of a job, remembered or not.
pub(super) type Notes<'n> = dyn Shelf<Error = LoadError> + 'n;

/// The notes of a job are read when they are wanted.
impl Shelf for Job {
    type Error = LoadError;

    fn len(&self) -> usize {
        self.found.len()
    }

    fn read(&self, nth: usize) -> Result<Cow<'_, SourceFile>, LoadError> {
        load::read_note(&self.found[nth]).map(Cow::Owned)
    }
}

/// The decks that the command line asks for.
pub(super) fn asked_for(input: &InputArgs) -> Result<Vec<Job>, CmdError> {
    let mut jobs = jobs(&input.paths)?;
    for job in &mut jobs {
        job.cached = !input.no_cache;
    }
    Ok(jobs)
}

/// The decks that `paths` ask for, to be made without a cache: one for each recipe, and one for all other paths
/// together. Without paths, every recipe in `decks/`.
pub(super) fn jobs(paths: &[PathBuf]) -> Result<Vec<Job>, CmdError> {
    let paths = or_recipes(paths)?;
    let (recipes, notes): (Vec<&PathBuf>, Vec<&PathBuf>) =
        paths.iter().partition(|path| is_recipe(path));
    let mut jobs: Vec<Job> = recipes
        .into_iter()
        .map(|path| of_recipe(path))
        .collect::<Result<_, _>>()?;
    if !notes.is_empty() {
        jobs.push(of_notes(&notes)?);
    }
    for (nth, job) in jobs.iter().enumerate() {
        let other = jobs[..nth]
            .iter()
            .find(|other| other.package == job.package);
        let (one, other) = (&job.recipe_path, other.map(|other| &other.recipe_path));
        if let (Some(one), Some(Some(other))) = (one, other) {
            return Err(CmdError::SameName {
                one: other.clone(),
                other: one.clone(),
            });
        }
    }
    match jobs.is_empty() {
        true => Err(CmdError::NothingToDo),
        false => Ok(jobs),
    }
}

/// Whether a path on the command line stands for a recipe.
pub(super) fn is_recipe(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    // The overrides of a deck stand beside its recipe under a name of two endings.
    let overrides = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().ends_with(".overrides.yaml"));
    matches!(ending, Some("yaml" | "yml")) && !overrides && !path.is_dir()
}

/// The paths of a command line; without any, the recipes in `decks/`.
pub(super) fn or_recipes(paths: &[PathBuf]) -> Result<Cow<'_, [PathBuf]>, CmdError> {
    match paths {
        [] => Ok(recipes_in(Path::new("decks"))?.into()),
        paths => Ok(paths.into()),
    }
}

/// The recipes of a folder, by name; none when it is not there.
pub(super) fn recipes_in(folder: &Path) -> Result<Vec<PathBuf>, CmdError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => {
            return Err(CmdError::Folder {
                path: folder.to_owned(),
                source,
            });
        }
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|source| CmdError::Folder {
            path: folder.to_owned(),
            source,
        })?;
        let path = entry.path();
        if is_recipe(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn of_recipe(path: &Path) -> Result<Job, CmdError> {
    let recipe_text = Recipe::text_at(path)?;
    let recipe = Recipe::parse(&recipe_text, path)?;
    let root = Recipe::project_root(path);
    let mut found = Vec::new();
    let mut searched = Vec::new();
    for base in bases(recipe.patterns()) {
        let folder = root.join(&base);
        for note in load::find_notes(&folder)? {
            let path = match base.as_str() {
                "" => note.path,
                base => NotePath::new(format!("{base}/{}", note.path)),
            };
            if recipe.selects(path.as_str()) {
                found.push(FoundNote {
                    path,
                    file: note.file,
                });
            }
        }
        searched.push(folder);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.dedup_by(|a, b| a.path == b.path);
    Ok(Job {
        recipe,
        recipe_path: Some(path.to_owned()),
        package: Recipe::package_path(path),
        recipe_text,
        searched,
        found,
        cached: false,
        left_out: true,
    })
}

/// The folders that patterns can reach, so that a recipe does not walk all of a project:
/// the part of each before its first wildcard.
fn bases(patterns: &[String]) -> Vec<String> {
    let mut bases: Vec<String> = patterns
        .iter()
        .filter(|pattern| !pattern.starts_with('!'))
        .map(|pattern| {
            let folders = pattern
                .split('/')
                .take_while(|part| !part.contains(['*', '?', '[', '{']));
            let parts: Vec<&str> = folders.collect();
            let whole = parts.join("/");
            // A pattern without wildcards names a file; its folder is walked.
            match whole == *pattern {
                true => parts[..parts.len() - 1].join("/"),
                false => whole,
            }
        })
        .collect();
    bases.sort();
    bases.dedup();
    bases
}

fn of_notes(paths: &[&PathBuf]) -> Result<Job, CmdError> {
    let mut found = Vec::new();
    for path in paths {
        let root_name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        for note in load::find_notes(path)? {
            // Two folders may hold notes of one name; then the folder's own name tells them apart.
            let prefix = root_name
                .as_deref()
                .filter(|_| paths.len() > 1 && path.is_dir());
            let note_path = match prefix {
                Some(prefix) => NotePath::new(format!("{prefix}/{}", note.path)),
                None => note.path,
            };
            found.push(FoundNote {
                path: note_path,
                file: note.file,
            });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.dedup_by(|a, b| a.path == b.path && a.file == b.file);
    let name = deck_name_of(paths[0]);
    Ok(Job {
        package: Path::new("decks").join(format!("{name}.apkg")),
        recipe: Recipe::for_folder(&name),
        recipe_path: None,
        recipe_text: String::new(),
        searched: paths.iter().map(PathBuf::from).collect(),
        found,
        cached: false,
        left_out: true,
    })
}

/// The name of a folder or note, as a deck's and a package's name.
pub(super) fn deck_name_of(path: &Path) -> String {
    let own = |path: &Path| {
        path.file_stem()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let named = own(path).or_else(|| path.canonicalize().ok().as_deref().and_then(own));
    named.unwrap_or_else(|| "notes".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_folders_that_patterns_can_reach_are_walked() {
        let patterns = ["notes/**/*.md", "talks/one.md", "!notes/drafts/**"].map(str::to_owned);
        assert_eq!(bases(&patterns), ["notes", "talks"]);
        assert_eq!(bases(&["**/*.md".to_owned()]), [""]);
    }
}
