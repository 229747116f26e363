//! The collection inside a package: Anki's schema 11, as its own export writes it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, Statement, params};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::archive::Counts;
use super::settings::{self, DeckIds};
use super::{Notetype, cloze, first_field};
use crate::card::CardKind;
use crate::plan::{AnkiNote, DeckPlan};

/// "Not synced yet", as Anki marks the rows of an export.
const USN: i64 = -1;

/// 2020-01-01: what Anki counts the days of reviews from. New cards have none, so any
/// moment does, and a fixed one keeps the bytes the same.
const CREATED: i64 = 1_577_836_800;

/// Writes a collection with these decks into the empty file at `path`.
pub(super) fn write(plans: &[DeckPlan], path: &Path) -> Result<Counts, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut db = Connection::open_with_flags(path, flags)?;
    // Nobody reads the file before it is whole, and after a crash nobody does: SQLite need
    // not protect it. The page size is Anki's.
    db.execute_batch(
        "PRAGMA page_size = 4096;
         PRAGMA journal_mode = OFF;
         PRAGMA synchronous = OFF;
         PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA cache_size = -8192;",
    )?;
    let decks = DeckIds::new(plans);
    let transaction = db.transaction()?;
    transaction.execute_batch(include_str!("schema.sql"))?;
    write_settings(&transaction, plans, &decks)?;
    let counts = Rows::new(&transaction, plans)?.write(plans, &decks)?;
    // Building an index over finished rows is cheaper than keeping it up row by row.
    transaction.execute_batch(include_str!("indices.sql"))?;
    transaction.commit()?;
    db.close().map_err(|(_, error)| error)?;
    Ok(counts)
}

fn write_settings(
    db: &Connection,
    plans: &[DeckPlan],
    decks: &DeckIds,
) -> Result<(), rusqlite::Error> {
    let notes = || plans.iter().flat_map(|plan| &plan.notes);
    let latest = notes().map(|note| note.modified_at.0).max();
    let latest = latest.unwrap_or(CREATED);
    let kinds = [CardKind::Question, CardKind::Cloze]
        .into_iter()
        .filter(|kind| notes().any(|note| note.kind == *kind));
    db.execute(
        "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
        params![
            CREATED,
            latest.saturating_mul(1000),
            latest.saturating_mul(1000),
            settings::configuration().to_string(),
            settings::notetypes(kinds).to_string(),
            decks.json(latest).to_string(),
            settings::deck_options().to_string(),
        ],
    )?;
    Ok(())
}

/// The notes and cards, and what their rows are made with.
struct Rows<'a> {
    note: Statement<'a>,
    card: Statement<'a>,
    /// Ids that a card may not take, since it belongs to another note's first card.
    taken: HashSet<i64>,
    counts: Counts,
}

impl<'a> Rows<'a> {
    fn new(db: &'a Connection, plans: &[DeckPlan]) -> Result<Self, rusqlite::Error> {
        let notes = plans.iter().flat_map(|plan| &plan.notes);
        Ok(Self {
            note: db.prepare("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')")?,
            // Type 0 and queue 0: new. Import would reset them to that anyway.
            card: db.prepare(
                "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            )?,
            taken: notes.map(|note| note.id.0).collect(),
            counts: Counts { notes: 0, cards: 0 },
        })
    }

    fn write(mut self, plans: &[DeckPlan], decks: &DeckIds) -> Result<Counts, rusqlite::Error> {
        let mut joined = String::new();
        for plan in plans {
            let deck = decks.id(&plan.name);
            // Anki shows new cards by `due`, from 1; siblings share theirs.
            for (due, note) in (1_i64..).zip(&plan.notes) {
                self.write_note(note, &mut joined)?;
                self.write_cards(note, deck, due)?;
            }
        }
        Ok(self.counts)
    }

    fn write_note(&mut self, note: &AnkiNote, joined: &mut String) -> Result<(), rusqlite::Error> {
        joined.clear();
        for (index, field) in note.fields.iter().enumerate() {
            if index > 0 {
                joined.push('\x1f');
            }
            joined.push_str(&normal(field));
        }
        let first = joined.split('\x1f').next().unwrap_or_default();
        let shown = first_field::text(first);
        let tags = match note.tags.as_slice() {
            [] => String::new(),
            tags => format!(" {} ", tags.join(" ")),
        };
        self.note.execute(params![
            note.id.0,
            note.guid.as_str(),
            Notetype::of(note.kind).id,
            note.modified_at.0,
            USN,
            tags,
            joined.as_str(),
            shown,
            first_field::checksum(&shown),
        ])?;
        self.counts.notes += 1;
        Ok(())
    }

    fn write_cards(&mut self, note: &AnkiNote, deck: i64, due: i64) -> Result<(), rusqlite::Error> {
        let ordinals = match note.kind {
            CardKind::Question => [0].into(),
            CardKind::Cloze => cloze::ordinals(note.fields.iter().map(String::as_str)),
        };
        for ordinal in ordinals {
            let id = match ordinal {
                0 => note.id.0,
                _ => self.free_id(note.id.0),
            };
            self.card.execute(params![
                id,
                note.id.0,
                deck,
                ordinal,
                note.modified_at.0,
                USN,
                due
            ])?;
            self.counts.cards += 1;
        }
        Ok(())
    }

    /// The next id after a note's own that no card has or will have.
    fn free_id(&mut self, note: i64) -> i64 {
        let mut id = note;
        while !self.taken.insert(id) {
            id = id.wrapping_add(1);
        }
        id
    }
}

/// A field as Anki would store it: accents composed, and no control character, among them
/// the one that parts the fields.
fn normal(field: &str) -> Cow<'_, str> {
    let unwanted = |byte: u8| byte.is_ascii_control() && byte != b'\n' && byte != b'\t';
    let composed = field.is_ascii() || is_nfc(field);
    if composed && !field.bytes().any(unwanted) {
        return Cow::Borrowed(field);
    }
    let unwanted = |c: char| u8::try_from(c).is_ok_and(unwanted);
    field.chars().filter(|&c| !unwanted(c)).nfc().collect()
}
