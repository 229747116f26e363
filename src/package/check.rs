//! What has to hold before a package is begun. Anki imports most of these mistakes in
//! silence and shows broken cards later, so they are refused here.

use std::collections::HashSet;
use std::path::Path;

use super::{PackageError, cloze, first_field};
use crate::card::CardKind;
use crate::plan::{AnkiNote, DeckPlan, FieldName};

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

/// Checks names and identities over all decks of a package.
pub(super) fn plans(plans: &[DeckPlan]) -> Result<(), PackageError> {
    let mut decks = HashSet::new();
    let mut guids = HashSet::new();
    let mut ids = HashSet::new();
    for plan in plans {
        let deck = || plan.name.as_str().to_owned();
        // Anki compares deck names without regard to case.
        if !decks.insert(plan.name.as_str().to_lowercase()) {
            return Err(PackageError::DuplicateDeck { deck: deck() });
        }
        for note in &plan.notes {
            let guid = || note.guid.as_str().to_owned();
            if !guids.insert(note.guid.as_str()) {
                let (deck, guid) = (deck(), guid());
                return Err(PackageError::DuplicateGuid { deck, guid });
            }
            if !ids.insert(note.id) {
                let (deck, id) = (deck(), note.id.0);
                return Err(PackageError::DuplicateId { deck, id });
            }
            if !has_prompt(note) {
                let (deck, guid) = (deck(), guid());
                return Err(PackageError::EmptyPrompt { deck, guid });
            }
            if !has_gap(note) {
                let (deck, guid) = (deck(), guid());
                return Err(PackageError::NoGap { deck, guid });
            }
        }
    }
    Ok(())
}

/// Whether the front shows something. Stricter than Anki, to which `<b></b>` is a front.
fn has_prompt(note: &AnkiNote) -> bool {
    let shown = first_field::text(note.field(FieldName::Prompt));
    !shown.trim().is_empty()
}

fn has_gap(note: &AnkiNote) -> bool {
    note.kind != CardKind::Cloze || !cloze::ordinals([note.field(FieldName::Prompt)]).is_empty()
}
