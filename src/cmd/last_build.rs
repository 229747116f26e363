//! A build that would do nothing: known by what it is made from, told by what the last one
//! said.
//!
//! Only a build that left its ledger as it was is remembered. Whatever it was made from, the
//! same again gives the same deck and the same words; and its package is there already.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Digest, Inventory, Moment, Sighting, digest};

use super::job::Job;
use super::report::Report;
use super::store::{Store, StoreError};

/// The last build, if it changed nothing.
#[derive(Deserialize, Serialize)]
pub(super) struct LastBuild {
    wishes: Digest,
    notes: Inventory,
    /// `None` where there was no ledger.
    ledger: Option<Sighting>,
    /// `None` where it wrote no package.
    package: Option<Sighting>,
    report: Report,
}

/// What a deck is made from, its notes aside.
pub(super) struct Inputs<'j> {
    job: &'j Job,
    store: &'j Store,
    /// Digest of all that a person wrote to say what goes into the deck, and where.
    wishes: Digest,
}

impl<'j> Inputs<'j> {
    /// Looks at recipe and overrides.
    ///
    /// # Errors
    ///
    /// When the overrides cannot be read.
    pub fn of(job: &'j Job, store: &'j Store) -> Result<Self, StoreError> {
        let overrides = store.overrides_text()?;
        let parts = [
            job.recipe_text.as_bytes(),
            overrides.as_bytes(),
            job.recipe.deck.as_str().as_bytes(),
            job.package.as_os_str().as_encoded_bytes(),
            store.ledger_path.as_os_str().as_encoded_bytes(),
        ];
        Ok(Self {
            job,
            store,
            wishes: digest(parts),
        })
    }
}

impl LastBuild {
    /// What the last build said, if this one would do the same and say the same.
    pub fn repeated(cache: &Cache, inputs: &Inputs<'_>) -> Option<Report> {
        let mut last: Self = cache.last_build()?;
        let Inputs { job, store, wishes } = inputs;
        let holds = |seen: &Option<Sighting>, file: &Path| {
            seen.as_ref().is_none_or(|seen| seen.still_holds(file))
        };
        let same = last.wishes == *wishes
            && last.ledger.is_some() == store.has_ledger()
            && holds(&last.package, &job.package)
            && holds(&last.ledger, &store.ledger_path)
            && job.has_notes_of(&last.notes);
        if !same {
            return None;
        }
        // What had to be read this time need not be the next time.
        if !last.is_settled()
            && let Some(now) = cache.now()
            && last.see_again(inputs, now).is_some()
        {
            cache.leave(&last);
        }
        Some(last.report)
    }

    /// Remembers a build whose ledger was and is the same.
    pub fn leave(cache: &Cache, inputs: Inputs<'_>, notes: Inventory, report: &Report) {
        let Inputs { job, store, wishes } = inputs;
        // The overrides were read twice, before the deck was planned and for it.
        let unchanged = Inputs::of(job, store).is_ok_and(|after| after.wishes == wishes);
        let Some(now) = cache.now().filter(|_| unchanged) else {
            return;
        };
        let ledger = match store.has_ledger() {
            true => Sighting::of(&store.ledger_path, now).map(Some),
            false => Ok(None),
        };
        let package = match report.summary.package {
            Some(_) => Sighting::of(&job.package, now).map(Some),
            None => Ok(None),
        };
        if let (Ok(ledger), Ok(package)) = (ledger, package) {
            cache.leave(&Self {
                wishes,
                notes,
                ledger,
                package,
                report: report.clone(),
            });
        }
    }

    fn is_settled(&self) -> bool {
        let mut files = [&self.ledger, &self.package].into_iter().flatten();
        files.all(|seen| seen.settled().is_some()) && self.notes.is_settled()
    }

    /// Sees every file once more that may have settled; `None` where one changed.
    fn see_again(&mut self, inputs: &Inputs<'_>, now: Moment) -> Option<()> {
        let Inputs { job, store, .. } = inputs;
        self.notes = job.notes_again(&self.notes, now)?;
        let files = [
            (&mut self.ledger, store.ledger_path.as_path()),
            (&mut self.package, job.package.as_path()),
        ];
        for (seen, file) in files {
            if let Some(seen) = seen {
                *seen = seen.again(file, now)?;
            }
        }
        Some(())
    }
}
