//! Which cards are asked about.

use std::collections::BTreeSet;

use crate::card::CardKind;
use crate::plan::ChangeKind;
use crate::preview::{Preview, ShownCard};

/// What a person wants to look through. Empty sets and `None` want everything.
#[derive(Clone, Debug, Default)]
pub struct Select {
    /// Words in the path or the title of the note, in any case.
    pub note: Option<String>,
    /// The kind of card.
    pub kind: Option<CardKind>,
    /// What became of it since the last build.
    pub states: BTreeSet<ChangeKind>,
    /// Whether those that were decided on before are shown, too.
    pub all: bool,
}

impl Select {
    /// Whether a card is one of these, decided on or not. A card whose statement is gone
    /// never is: there is nothing to decide.
    pub(super) fn wants(&self, preview: &Preview, card: &ShownCard) -> bool {
        let title = card.note.map(|note| preview.notes[note].title.as_str());
        let named = |wanted: &String| {
            let wanted = wanted.to_lowercase();
            let names = [Some(card.path.as_str()), title];
            let mut names = names.into_iter().flatten();
            names.any(|name| name.to_lowercase().contains(&wanted))
        };
        card.state != ChangeKind::Retired
            && self.note.as_ref().is_none_or(named)
            && self.kind.is_none_or(|kind| kind.name() == card.kind)
            && (self.states.is_empty() || self.states.contains(&card.state))
    }

    /// Whether a card that was decided on is shown all the same.
    pub(super) fn shows_decided(&self, card: &ShownCard) -> bool {
        // Whoever asks for what was rejected wants to see it.
        self.all || (card.state == ChangeKind::Rejected && self.states.contains(&card.state))
    }
}
