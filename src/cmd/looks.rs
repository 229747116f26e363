//! How the files that a deck is made from look from outside, to tell whether one changed.

use std::path::{Path, PathBuf};

use crate::cache::Stamp;

use super::job::Job;
use super::store::Store;

/// The notes, the recipe, the overrides and the ledger of a deck, as they look at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Looks {
    /// `None` for a file that is not there.
    files: Vec<(PathBuf, Option<Stamp>)>,
}

impl Looks {
    /// Looks at the files of a job.
    pub fn of(job: &Job) -> Self {
        let mut files: Vec<_> = job.files().map(seen).collect();
        if let Some(recipe) = &job.recipe_path {
            let store = Store::beside(recipe);
            let beside = [recipe, &store.ledger_path, &store.overrides_path];
            files.extend(beside.map(|path| seen(path)));
        }
        Self { files }
    }

    /// Looks at one of them once more: what was just written by ourselves is no news.
    pub fn look_again_at(&mut self, file: &Path) {
        for (path, stamp) in self.files.iter_mut().filter(|(path, _)| path == file) {
            *stamp = Stamp::of(path);
        }
    }
}

fn seen(path: &Path) -> (PathBuf, Option<Stamp>) {
    (path.to_owned(), Stamp::of(path))
}
