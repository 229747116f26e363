//! A job, done: its notes read, its cards planned. What `build`, `plan`, `cards` and
//! `reject` have in common.

use std::collections::BTreeSet;

use crate::cache::{Access, Cache, Inventory};
use crate::diag::Diagnostic;
use crate::pipeline::{LeftOut, Shelf, Study, Watch};
use crate::plan::{self, BuildTime, Ledger, Memory, Overrides, PlannedDeck, Reword, State, Wishes};

use super::CmdError;
use super::console::Console;
use super::job::Job;
use super::store::Store;

/// A planned deck, and all that was learnt on the way.
pub(super) struct Made {
    /// What the notes hold; its cards have moved on into the plan.
    pub study: Study,
    /// The deck.
    pub planned: PlannedDeck,
    /// The ledger as it is on the disk; `None` for a folder, which has none.
    pub ledger: Option<Ledger>,
    /// The trouble in the notes.
    pub problems: Vec<Diagnostic>,
    /// The notes as they were read; `None` without a cache, or when one changed meanwhile.
    pub inventory: Option<Inventory>,
}

/// Reads the notes of a job and plans its deck. Writes nothing.
pub(super) fn make(
    job: &Job,
    now: BuildTime,
    reword: &Reword,
    console: &Console,
) -> Result<Made, CmdError> {
    make_with(job, job.cache(Access::Read).as_ref(), now, reword, console)
}

/// The same with a cache that is open, and may be written to.
pub(super) fn make_with(
    job: &Job,
    cache: Option<&Cache>,
    now: BuildTime,
    reword: &Reword,
    console: &Console,
) -> Result<Made, CmdError> {
    let store = job.recipe_path.as_deref().map(Store::beside);
    let (ledger, overrides) = match &store {
        Some(store) => (Some(store.ledger()?), store.overrides()?),
        None => (None, Overrides::default()),
    };
    let progress = console.progress(2 * job.len() as u64);
    let watch = Watch {
        memory: ledger.is_some(),
        words: job.words,
        step: &|| progress.step(),
    };
    let (checked, inventory) = job.study(cache, watch)?;
    progress.done();
    let mut study = checked.value;
    if let (Some(path), Some(ledger)) = (&job.recipe_path, &ledger) {
        let cards = ledger
            .records()
            .filter(|record| record.state == State::Live)
            .count();
        // A mistyped pattern must not retire a whole deck.
        if study.notes + study.present.unread() == 0 && cards > 0 {
            return Err(CmdError::NoNotes {
                path: path.clone(),
                cards,
            });
        }
    }
    let cards = std::mem::take(&mut study.cards);
    let memory = match &ledger {
        Some(ledger) => Memory::Ledger(ledger, now),
        None => Memory::None,
    };
    let wishes = Wishes {
        recipe: &job.recipe,
        overrides: &overrides,
        memory,
        present: &study.present,
        reword,
    };
    let planned = plan::plan_deck(cards, wishes);
    // A statement that keeps a card it would not get today has a card.
    let sites = planned.cards.iter().filter_map(|card| card.site.as_ref());
    let carded: BTreeSet<(&str, usize)> = sites
        .map(|site| (site.source.note.as_str(), site.origin.statement))
        .collect();
    study
        .left_out
        .retain(|left| !carded.contains(&(&*left.note, left.index)));
    let left_out = planned.left_out.iter();
    study
        .left_out
        .extend(left_out.map(|(site, reason)| LeftOut::of_site(site, *reason)));
    study
        .left_out
        .sort_by(|a, b| (&a.note, a.line).cmp(&(&b.note, b.line)));
    Ok(Made {
        study,
        planned,
        ledger,
        problems: checked.problems,
        inventory,
    })
}
