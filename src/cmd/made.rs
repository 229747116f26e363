//! A job, done: its notes read, its cards planned. What `build`, `plan`, `cards` and
//! `reject` have in common.

use crate::diag::Diagnostic;
use crate::pipeline::{self, LeftOut, Study};
use crate::plan::{self, BuildTime, Memory, Overrides, PlannedDeck, Reword, Wishes};

use super::CmdError;
use super::job::Job;
use super::store::Store;

/// A planned deck, and all that was learnt on the way.
pub(super) struct Made {
    /// What the notes hold; its cards have moved on into the plan.
    pub study: Study,
    /// The deck.
    pub planned: PlannedDeck,
    /// The trouble in the notes.
    pub problems: Vec<Diagnostic>,
}

/// Reads the notes of a job and plans its deck. Writes nothing.
pub(super) fn make(job: &Job, now: BuildTime, reword: &Reword) -> Result<Made, CmdError> {
    let store = job.recipe_path.as_deref().map(Store::beside);
    let (ledger, overrides) = match &store {
        Some(store) => (Some(store.ledger()?), store.overrides()?),
        None => (None, Overrides::default()),
    };
    let checked = pipeline::study(job.sources()?);
    let mut study = checked.value;
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
    let left_out = planned.left_out.iter();
    study
        .left_out
        .extend(left_out.map(|(card, reason)| LeftOut::of_card(card, *reason)));
    study
        .left_out
        .sort_by(|a, b| (&a.note, a.line).cmp(&(&b.note, b.line)));
    Ok(Made {
        study,
        planned,
        problems: checked.problems,
    })
}
