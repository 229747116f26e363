//! Which notes of a package are in Anki, as far as it can be seen from outside.
//!
//! There is no asking Anki for a GUID or whether an import took place. But a note of ours
//! names its GUID in a field, and its fields can be read: a note that reads as the package
//! has it has arrived, now or earlier.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::plan::{AnkiNote, Guid};

use super::{AnkiConnect, FoundNote, TalkError};

/// The notes of a package, and how each was last seen in Anki.
#[derive(Debug)]
pub struct Arrival<'p> {
    notes: BTreeMap<Guid, (&'p AnkiNote, Standing)>,
}

/// How many notes stand how. Together they are all notes of the package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In Anki, as the package has them.
    pub same: usize,
    /// In Anki, changed there later than in the package: an import leaves them alone.
    pub kept: usize,
    /// In Anki, but reading differently, for whatever reason.
    pub different: usize,
    /// Not in Anki.
    pub missing: usize,
}

/// How a note of the package stands in Anki, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Same,
    Kept,
    Different,
    Missing,
}

impl Standing {
    /// Whether an import can still change it, as far as can be seen.
    fn is_open(self) -> bool {
        matches!(self, Standing::Different | Standing::Missing)
    }
}

impl<'p> Arrival<'p> {
    /// Looks in Anki for the notes of a package.
    ///
    /// # Errors
    ///
    /// When Anki does not answer.
    pub fn of(notes: &'p [AnkiNote], anki: &AnkiConnect) -> Result<Self, TalkError> {
        let unseen = |note: &'p AnkiNote| (note.guid, (note, Standing::Missing));
        let mut arrival = Self {
            notes: notes.iter().map(unseen).collect(),
        };
        arrival.look_again(anki)?;
        Ok(arrival)
    }

    /// Looks again for those that an import can still change. What was seen stays seen, so
    /// that waiting for a large package does not keep Anki busy.
    ///
    /// # Errors
    ///
    /// When Anki does not answer; what was seen before stays as it was.
    pub fn look_again(&mut self, anki: &AnkiConnect) -> Result<(), TalkError> {
        let open: Vec<Guid> = self
            .notes
            .iter()
            .filter(|(_, (_, standing))| standing.is_open())
            .map(|(guid, _)| *guid)
            .collect();
        for found in anki.notes(&anki.note_ids(&open, "")?)? {
            if let Some((note, standing)) = self.notes.get_mut(&found.guid) {
                // A copy that the owner made of a note has the same key.
                *standing = compared(note, &found).min(*standing);
            }
        }
        Ok(())
    }

    /// How many notes stand how.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (_, standing) in self.notes.values() {
            *match standing {
                Standing::Same => &mut counts.same,
                Standing::Kept => &mut counts.kept,
                Standing::Different => &mut counts.different,
                Standing::Missing => &mut counts.missing,
            } += 1;
        }
        counts
    }
}

impl Counts {
    /// All notes of the package.
    pub fn all(&self) -> usize {
        self.same + self.kept + self.different + self.missing
    }

    /// Whether there is none that an import could change, as far as can be seen.
    pub fn is_settled(&self) -> bool {
        self.different + self.missing == 0
    }
}

fn compared(note: &AnkiNote, found: &FoundNote) -> Standing {
    match found.modified_at {
        // Anki replaces what is older, to the second, and nothing else.
        Some(modified) if modified < note.modified_at.0 => Standing::Different,
        Some(_) if !reads_same(note, found) => Standing::Kept,
        None if !reads_same(note, found) => Standing::Different,
        _ => Standing::Same,
    }
}

/// Whether Anki shows what the package holds. Anki composes accents, and the owner may have
/// added fields and tags.
fn reads_same(note: &AnkiNote, found: &FoundNote) -> bool {
    let mut pairs = note.fields.iter().zip(&found.fields);
    found.fields.len() >= note.fields.len()
        && pairs.all(|(ours, theirs)| ours == theirs || ours.nfc().eq(theirs.nfc()))
        && note.tags.iter().all(|tag| found.tags.contains(tag))
}

#[cfg(test)]
mod tests {
    use crate::card::CardKind;
    use crate::plan::{AnkiId, ModifiedAt};

    use super::*;

    fn packaged() -> AnkiNote {
        AnkiNote {
            guid: Guid::derive(["a"]),
            kind: CardKind::Question,
            id: AnkiId(1),
            modified_at: ModifiedAt(100),
            fields: std::array::from_fn(|nth| format!("é {nth}")),
            tags: vec!["note::x".to_owned()],
        }
    }

    fn found(change: impl FnOnce(&mut FoundNote)) -> FoundNote {
        let note = packaged();
        let mut found = FoundNote {
            id: 7,
            guid: note.guid,
            fields: note.fields.to_vec(),
            tags: vec!["marked".to_owned(), "note::x".to_owned()],
            modified_at: None,
            cards: vec![8],
        };
        change(&mut found);
        found
    }

    #[track_caller]
    fn check(change: impl FnOnce(&mut FoundNote), expected: Standing) {
        assert_eq!(compared(&packaged(), &found(change)), expected);
    }

    #[test]
    fn tags_and_fields_of_the_owners_own_make_no_difference() {
        check(|_| {}, Standing::Same);
        check(|note| note.fields.push("mine".to_owned()), Standing::Same);
        check(
            |note| note.fields[0] = "e\u{301} 0".to_owned(),
            Standing::Same,
        );
    }

    #[test]
    fn another_field_or_a_missing_tag_is_different() {
        check(|note| note.fields[1] = "y".to_owned(), Standing::Different);
        check(|note| note.tags.clear(), Standing::Different);
        check(|note| note.fields.truncate(7), Standing::Different);
    }

    #[test]
    fn where_anki_tells_the_time_it_decides() {
        let other = |note: &mut FoundNote| note.fields[1] = "y".to_owned();
        let at = |time| move |note: &mut FoundNote| note.modified_at = Some(time);
        // A tag was taken away: nothing but the time shows it.
        check(at(99), Standing::Different);
        check(at(100), Standing::Same);
        for time in [100, 101] {
            let edited = |note: &mut FoundNote| {
                other(note);
                note.modified_at = Some(time);
            };
            check(edited, Standing::Kept);
        }
    }
}
