//! Planned deck → files for other programs than Anki, and a second way into Anki.
//!
//! A room beside [`package`](crate::package): it takes a deck when identity is decided, so
//! every form of it names a card by the same key. Pure; the disk is the command's business.

mod anki_text;
mod markdown;
mod mochi;
mod obsidian;
mod row;

use std::io;

pub use anki_text::{TagColumn, anki_text};
pub(crate) use markdown::inert;
pub use mochi::mochi;
pub use obsidian::{is_obsidian, obsidian};
pub use row::{CardRow, card_rows};

/// Renders cards as a table with a header line.
///
/// # Errors
/// When `out` refuses.
pub fn csv(rows: &[CardRow], out: impl io::Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(CardRow::COLUMNS)?;
    for row in rows {
        table.write_record(row.cells())?;
    }
    table.flush()
}

/// Renders cards as a JSON array, which `docs/cards.schema.json` describes.
///
/// # Errors
/// When `out` refuses.
pub fn json(rows: &[CardRow], mut out: impl io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, rows)?;
    out.write_all(b"\n")
}
