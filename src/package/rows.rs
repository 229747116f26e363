//! Anki notes → the rows of a collection, one note at a time.

use std::borrow::Cow;

use rusqlite::{Connection, Statement, params};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::check::{self, Taken};
use super::collection::{Counts, Refusal};
use super::{Notetype, cloze, first_field};
use crate::card::CardKind;
use crate::plan::{AnkiId, AnkiNote, Deck, ModifiedAt};
use crate::recipe::DeckName;

/// "Not synced yet", as Anki marks the rows of an export.
const USN: i64 = -1;

/// What parts the fields of a note.
const SEPARATOR: char = '\x1f';

/// The tables of notes and cards while they are filled.
pub(super) struct Rows<'a> {
    note: Statement<'a>,
    card: Statement<'a>,
    taken: Taken,
    /// Cards that do not have their note's id. They wait for the end, when it is known
    /// which ids no note has.
    siblings: Vec<Card>,
    counts: Counts,
    kinds: Vec<CardKind>,
    latest: Option<ModifiedAt>,
    /// All fields of a note, and all its tags, as they are stored.
    fields: String,
    tags: String,
}

/// The row of a card, which is new.
struct Card {
    id: i64,
    note: i64,
    deck: i64,
    ordinal: u16,
    modified_at: i64,
    due: i64,
}

impl<'a> Rows<'a> {
    pub(super) fn new(db: &'a Connection) -> Result<Self, rusqlite::Error> {
        Ok(Self {
            note: db.prepare("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')")?,
            // Type 0 and queue 0: new. Import would reset them to that anyway.
            card: db.prepare(
                "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            )?,
            taken: Taken::default(),
            siblings: Vec::new(),
            counts: Counts { notes: 0, cards: 0 },
            kinds: Vec::new(),
            latest: None,
            fields: String::new(),
            tags: String::new(),
        })
    }

    /// Writes the notes of one deck, which has this id, and their cards.
    pub(super) fn write(&mut self, deck: &impl Deck, id: i64) -> Result<(), Refusal> {
        self.taken.deck(deck.name())?;
        for (place, note) in deck.notes() {
            self.write_note(&note, deck.name())?;
            // Anki shows new cards by `due`, from 1; siblings share theirs.
            self.write_cards(&note, id, place as i64 + 1)?;
        }
        Ok(())
    }

    /// Writes what had to wait. Returns what is there now, the kinds of notes among it, and
    /// when the newest of them changed.
    pub(super) fn finish(
        mut self,
    ) -> Result<(Counts, Vec<CardKind>, Option<ModifiedAt>), rusqlite::Error> {
        for mut card in std::mem::take(&mut self.siblings) {
            card.id = self.taken.id_after(AnkiId(card.note)).0;
            self.write_card(&card)?;
        }
        Ok((self.counts, self.kinds, self.latest))
    }

    fn write_note(&mut self, note: &AnkiNote, deck: &DeckName) -> Result<(), Refusal> {
        self.taken.note(note, deck)?;
        self.fields.clear();
        let mut first = 0;
        for (nth, field) in note.fields.iter().enumerate() {
            if nth > 0 {
                self.fields.push(SEPARATOR);
            }
            self.fields.push_str(&normal(field));
            if nth == 0 {
                first = self.fields.len();
            }
        }
        let shown = first_field::text(&self.fields[..first]);
        check::has_card(note, &shown, deck)?;
        // Anki searches for a tag with a space on either side.
        self.tags.clear();
        for tag in &note.tags {
            self.tags.push(' ');
            self.tags.push_str(tag);
        }
        if !note.tags.is_empty() {
            self.tags.push(' ');
        }
        self.note.execute(params![
            note.id.0,
            note.guid.as_str(),
            Notetype::of(note.kind).id,
            note.modified_at.0,
            USN,
            self.tags,
            self.fields,
            shown,
            first_field::checksum(&shown),
        ])?;
        self.counts.notes += 1;
        self.latest = self.latest.max(Some(note.modified_at));
        if !self.kinds.contains(&note.kind) {
            self.kinds.push(note.kind);
        }
        Ok(())
    }

    fn write_cards(&mut self, note: &AnkiNote, deck: i64, due: i64) -> Result<(), rusqlite::Error> {
        let card = |ordinal| Card {
            id: note.id.0,
            note: note.id.0,
            deck,
            ordinal,
            modified_at: note.modified_at.0,
            due,
        };
        if note.kind == CardKind::Question {
            return self.write_card(&card(0));
        }
        for ordinal in cloze::ordinals(note.fields.iter().map(String::as_str)) {
            match ordinal {
                0 => self.write_card(&card(0))?,
                _ => self.siblings.push(card(ordinal)),
            }
        }
        Ok(())
    }

    fn write_card(&mut self, card: &Card) -> Result<(), rusqlite::Error> {
        self.card.execute(params![
            card.id,
            card.note,
            card.deck,
            card.ordinal,
            card.modified_at,
            USN,
            card.due,
        ])?;
        self.counts.cards += 1;
        Ok(())
    }
}

/// A field as Anki would store it: accents composed, and no control character, among them
/// the one that parts the fields.
fn normal(field: &str) -> Cow<'_, str> {
    let unwanted = |byte: u8| byte.is_ascii_control() && byte != b'\n' && byte != b'\t';
    // To the end of the field in any case, which lets the compiler take many bytes at once.
    let odd = |odd: bool, byte: u8| odd | unwanted(byte);
    let clean = !field.bytes().fold(false, odd);
    if clean && (field.is_ascii() || is_nfc(field)) {
        return Cow::Borrowed(field);
    }
    let unwanted = |c: char| u8::try_from(c).is_ok_and(unwanted);
    field.chars().filter(|&c| !unwanted(c)).nfc().collect()
}
