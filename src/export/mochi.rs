//! Deck plan → a `.mochi` file: a zip that holds `data.json`.
//! <https://mochi.cards/docs/import-and-export/mochi-format-reference/>
//!
//! The JSON is Transit: keys and ids are keywords and begin with `~:`, and a text that
//! begins with a mark of Transit gets a `~` before it. Ids are our keys, so that a card that
//! comes again is the same card.

use std::io::{self, Cursor, Write};

use serde_json::{Map, Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::card::CardKind;
use crate::plan::{Guid, PlannedDeck, Record};

use super::markdown::{Dialect, escaped, links};

const DIALECT: Dialect = Dialect {
    gap: ("{{", "}}"),
    math: "$$",
};

/// Renders a deck as a `.mochi` file.
///
/// # Errors
/// Never in practice: it is written into memory.
pub fn mochi(planned: &PlannedDeck) -> io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // The same deck gives the same bytes.
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("data.json", options)?;
    zip.write_all(data(planned).to_string().as_bytes())?;
    Ok(zip.finish()?.into_inner())
}

/// The deck, and the decks it stands in.
fn data(planned: &PlannedDeck) -> Value {
    let name = planned.name.as_str();
    let levels: Vec<&str> = name.split("::").collect();
    let mut decks = Vec::new();
    let mut parent: Option<String> = None;
    for (nth, level) in levels.iter().enumerate() {
        let id = keyword(&deck_id(&levels[..=nth].join("::")));
        let mut deck = Map::new();
        deck.insert("~:id".to_owned(), id.as_str().into());
        deck.insert("~:name".to_owned(), text(level).into());
        if let Some(parent) = parent {
            deck.insert("~:parent-id".to_owned(), parent.into());
        }
        if nth + 1 == levels.len() {
            let cards = planned.cards.iter().enumerate();
            let cards = cards.map(|(nth, card)| self::card(&card.record, nth, &id));
            deck.insert("~:cards".to_owned(), cards.collect());
        }
        decks.push(Value::Object(deck));
        parent = Some(id);
    }
    json!({ "~:version": 2, "~:decks": decks })
}

fn card(record: &Record, nth: usize, deck: &str) -> Value {
    json!({
        "~:id": keyword(record.guid.as_str()),
        "~:deck-id": deck,
        "~:content": text(&content(record)),
        // Sorted as text, so the numbers are of one length.
        "~:pos": format!("{nth:08}"),
    })
}

/// The sides of a card, apart by a line of hyphens.
fn content(record: &Record) -> String {
    let context = match &*record.context {
        "" => String::new(),
        context => format!("*{}*\n\n", escaped(context)),
    };
    let links = links(record);
    match record.key.kind {
        CardKind::Question => {
            let (front, back) = (DIALECT.side(&record.front), DIALECT.side(&record.back));
            format!("{context}{front}\n\n---\n\n{back}\n\n{links}")
        }
        CardKind::Cloze => {
            let front = DIALECT.cloze(&record.front);
            format!("{context}{front}\n\n---\n\n{links}")
        }
    }
}

fn deck_id(name: &str) -> String {
    Guid::derive(["cuedeck", "mochi", name]).to_string()
}

fn keyword(id: &str) -> String {
    format!("~:{id}")
}

/// A text as Transit writes it.
fn text(text: &str) -> String {
    match text.starts_with(['~', '^', '`']) {
        true => format!("~{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_looks_like_transit_is_told_apart() {
        assert_eq!(text("~:a"), "~~:a");
        assert_eq!(text("`a`"), "~`a`");
        assert_eq!(text("a"), "a");
    }

    #[test]
    fn a_decks_id_never_changes() {
        // Frozen: another one would make a second deck in Mochi.
        assert_eq!(deck_id("Work::Talks"), "gt6xyrk1mqyqb0d2");
    }
}
