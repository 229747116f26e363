//! What is served: the decks as their files are now.

use std::path::PathBuf;

use serde_json::json;

use crate::cmd::console::Console;
use crate::cmd::job::{Job, jobs};
use crate::cmd::looks::Looks;
use crate::cmd::preview::previewed;
use crate::cmd::reject::{Verdict, write_verdict};
use crate::cmd::{CmdError, in_words};
use crate::plan::BuildTime;
use crate::preview::Preview;
use crate::preview::page::{Origin, render_data, render_page};

/// The decks that are served.
pub(super) struct Room<'c> {
    paths: Vec<PathBuf>,
    console: &'c Console,
    now: BuildTime,
    preview: Preview,
    /// Counts up with every change.
    version: u64,
    /// The files as they were when it was made.
    seen: Vec<Looks>,
    /// Why what is shown is older than the files.
    trouble: Option<String>,
}

impl<'c> Room<'c> {
    /// Makes the decks for the first time.
    pub fn new(paths: &[PathBuf], console: &'c Console, now: BuildTime) -> Result<Self, CmdError> {
        let jobs = jobs(paths)?;
        // The files first: what is written meanwhile is seen as a change then.
        let seen = looks_of(&jobs);
        let (preview, problems) = previewed(&jobs, console, now)?;
        console.problems(&problems);
        Ok(Self {
            paths: paths.to_owned(),
            console,
            now,
            preview,
            version: 1,
            seen,
            trouble: None,
        })
    }

    /// Looks at the files, and makes the decks anew if one has changed.
    pub fn look(&mut self) {
        let made = jobs(&self.paths).and_then(|jobs| {
            let seen = looks_of(&jobs);
            if seen == self.seen && self.trouble.is_none() {
                return Ok(None);
            }
            let (preview, _) = previewed(&jobs, self.console, self.now)?;
            Ok(Some((seen, preview)))
        });
        match made {
            Ok(Some((seen, preview))) => {
                self.version += u64::from(preview != self.preview || self.trouble.is_some());
                self.trouble = None;
                self.seen = seen;
                self.preview = preview;
            }
            Ok(None) => {}
            Err(error) => self.trouble = Some(in_words(&error)),
        }
    }

    /// Writes what becomes of some cards, as `cuedeck reject` does. The next look finds it.
    pub fn write(&self, keys: &[String], verdict: Verdict) -> Result<(), CmdError> {
        let decks = self.preview.decks.iter();
        let recipes: Vec<PathBuf> = decks
            .filter_map(|deck| deck.recipe.as_ref().map(PathBuf::from))
            .collect();
        // Without a recipe to name, every recipe in `decks/` would be meant.
        if let (true, Some(key)) = (recipes.is_empty(), keys.first()) {
            return Err(CmdError::UnknownKey { key: key.clone() });
        }
        write_verdict(keys, verdict, &recipes, self.console, self.now)?;
        Ok(())
    }

    /// The page as it is now.
    pub fn page(&self) -> String {
        render_page(&self.preview, self.origin())
    }

    /// What a page that is open shall show now.
    pub fn data(&self) -> String {
        render_data(&self.preview, self.origin())
    }

    fn origin(&self) -> Origin {
        Origin::Server {
            version: self.version,
        }
    }

    /// Whether a page that is open has to ask for more.
    pub fn version(&self) -> String {
        json!({ "version": self.version, "trouble": self.trouble }).to_string()
    }
}

fn looks_of(jobs: &[Job]) -> Vec<Looks> {
    jobs.iter().map(Looks::of).collect()
}
