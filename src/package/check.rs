//! What has to hold for a package. Anki imports most of these mistakes in silence and shows
//! broken cards later, so they are refused here.

use std::collections::HashSet;
use std::path::Path;

use foldhash::fast::FixedState;

use super::{PackageError, cloze};
use crate::card::CardKind;
use crate::plan::{AnkiId, AnkiNote, FieldName, Guid};
use crate::recipe::DeckName;

/// Refuses the names by which Anki and AnkiDroid know a backup: on import they offer to
/// replace the whole collection with it.
pub(super) fn file_name(path: &Path) -> Result<(), PackageError> {
    let name = path.file_name().unwrap_or_default();
    let name = name.to_string_lossy().to_lowercase();
    let backup = name.starts_with("backup-") && name.ends_with(".apkg");
    if backup || name == "collection.apkg" || name.ends_with(".colpkg") {
        let path = path.to_owned();
        return Err(PackageError::DangerousName { path });
    }
    Ok(())
}

/// Names and identities that are taken, over all decks of a package.
#[derive(Default)]
pub(super) struct Taken {
    decks: HashSet<String>,
    guids: HashSet<Guid, FixedState>,
    ids: HashSet<AnkiId, FixedState>,
}

impl Taken {
    /// Takes the name of a deck. Anki compares them without regard to case.
    pub(super) fn deck(&mut self, name: &DeckName) -> Result<(), PackageError> {
        if self.decks.insert(name.as_str().to_lowercase()) {
            return Ok(());
        }
        let deck = name.as_str().to_owned();
        Err(PackageError::DuplicateDeck { deck })
    }

    /// Takes the GUID and the id of a note.
    pub(super) fn note(&mut self, note: &AnkiNote, deck: &DeckName) -> Result<(), PackageError> {
        let deck = || deck.as_str().to_owned();
        if !self.guids.insert(note.guid) {
            let guid = note.guid.as_str().to_owned();
            return Err(PackageError::DuplicateGuid { deck: deck(), guid });
        }
        if !self.ids.insert(note.id) {
            let id = note.id.0;
            return Err(PackageError::DuplicateId { deck: deck(), id });
        }
        Ok(())
    }

    /// Takes the next id after a note's own that is free, for a second card of it.
    pub(super) fn id_after(&mut self, note: AnkiId) -> AnkiId {
        let mut id = note;
        while !self.ids.insert(id) {
            id = AnkiId(id.0.wrapping_add(1));
        }
        id
    }
}

/// Checks that Anki will make a card of a note. `shown` is what the first field shows.
pub(super) fn has_card(note: &AnkiNote, shown: &str, deck: &DeckName) -> Result<(), PackageError> {
    let deck = || deck.as_str().to_owned();
    let guid = || note.guid.as_str().to_owned();
    // Stricter than Anki, to which `<b></b>` is a front.
    if shown.trim().is_empty() {
        let (deck, guid) = (deck(), guid());
        return Err(PackageError::EmptyPrompt { deck, guid });
    }
    let prompt = note.field(FieldName::Prompt);
    if note.kind == CardKind::Cloze && cloze::ordinals([prompt]).is_empty() {
        let (deck, guid) = (deck(), guid());
        return Err(PackageError::NoGap { deck, guid });
    }
    Ok(())
}
