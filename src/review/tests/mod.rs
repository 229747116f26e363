//! Decisions on the cards of a small deck, and what is seen of them.

mod decide;
mod screens;

use crate::plan::{Guid, Ledger, Overrides};
use crate::preview::Preview;
use crate::preview::tests::seen;

use super::{Action, Files, Rewrite, Select, Triage};

/// Four cards: three questions and a sentence with a gap.
pub(super) const NOTE: &str = "\
---
title: Running staff meetings
guest: Ada Lind
videoId: Z9ftpRhRiJE
---

## Opening

Opening a staff meeting with status reports pushes the hardest decision to the end [00:01:05]. Long agendas with a dozen small items often fail due to a lack of preparation [00:02:10].

*   **Parking lot**: A list of topics that nobody has time for today [00:03:00].

A stated strategy can be repaired because nobody has to guess [00:04:00].
";

/// The overrides of one deck, without a disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Memory(pub Option<String>);

impl Files for Memory {
    type Error = String;

    fn rewrite(
        &mut self,
        _deck: usize,
        key: &Guid,
        edit: &mut dyn FnMut(Option<&str>) -> Rewrite,
    ) -> Result<(), String> {
        self.0 = match edit(self.0.as_deref()) {
            Rewrite::Write(now) => Some(now),
            Rewrite::Remove => None,
            Rewrite::Refuse => return Err(format!("change {key} by hand")),
        };
        Ok(())
    }
}

/// The cards of a note as its overrides make them.
fn preview(note: &str, files: &Memory) -> Preview {
    let (_, ledger) = seen(note, "", &Ledger::default());
    let text = files.0.as_deref().unwrap_or_default();
    seen(note, text, &ledger).0
}

/// A review of a note after what was decided before.
pub(super) fn review_of(note: &str, files: &Memory, select: &Select) -> Triage {
    let text = files.0.as_deref().unwrap_or_default();
    let overrides = Overrides::parse(text).expect("overrides");
    Triage::new(preview(note, files), &[overrides], select)
}

pub(super) fn review(files: &Memory) -> Triage {
    review_of(NOTE, files, &Select::default())
}

/// The front of the card on the screen.
pub(super) fn front(triage: &Triage) -> &str {
    let (.., shown) = triage.current().expect("a card");
    &shown.front
}

/// Goes on to the card that asks this.
pub(super) fn go_to(triage: &mut Triage, files: &mut Memory, words: &str) {
    triage.apply(Action::First, files);
    while !front(triage).contains(words) {
        triage.apply(Action::Next, files);
    }
}
