//! Deck plan → a Markdown note in the notation of Obsidian's spaced-repetition plug-in.
//! <https://stephenmwangi.com/obsidian-spaced-repetition/>
//!
//! The plug-in writes the schedule of a card into the note, as a comment below the card. So
//! a note that is written anew takes the schedules of the old one over, card by card: each
//! card ends in a block id, which is its key.

use std::collections::BTreeMap;

use crate::card::CardKind;
use crate::plan::PlannedDeck;

use super::markdown::{Dialect, escaped, links};

const DIALECT: Dialect = Dialect {
    gap: ("==", "=="),
    math: "$",
};

/// How a note begins: the tag by which the plug-in finds it, and the deck behind it.
const HEAD: &str = "#flashcards/";

/// How the comment begins and ends in which the plug-in keeps a schedule.
const SCHEDULE: (&str, &str) = ("<!--SR:", "-->");

/// Renders a deck as a note. `before` is the note that it takes the place of; empty when
/// there is none.
pub fn obsidian(planned: &PlannedDeck, before: &str) -> String {
    let schedules = schedules_in(before);
    let levels = planned.name.as_str().split("::").map(tag);
    let levels: Vec<String> = levels.collect();
    let mut note = format!("{HEAD}{}\n", levels.join("/"));
    for card in &planned.cards {
        let record = &card.record;
        note.push('\n');
        if !record.context.is_empty() {
            note.push_str(&format!("*{}*\n", escaped(&record.context)));
        }
        match record.key.kind {
            CardKind::Question => {
                let (front, back) = (DIALECT.side(&record.front), DIALECT.side(&record.back));
                note.push_str(&format!("{front}\n?\n{back}\n"));
            }
            CardKind::Cloze => note.push_str(&format!("{}\n", DIALECT.cloze(&record.front))),
        }
        let key = record.guid.as_str();
        note.push_str(&format!("{} ^{key}\n", links(record)));
        if let Some(schedule) = schedules.get(key) {
            note.push_str(&format!("{schedule}\n"));
        }
    }
    note
}

/// Whether a note looks like one that was exported here.
pub fn is_obsidian(note: &str) -> bool {
    note.starts_with(HEAD)
}

/// The schedules of a note, by the key of their card.
fn schedules_in(note: &str) -> BTreeMap<&str, &str> {
    let mut schedules = BTreeMap::new();
    let mut key = None;
    for line in note.lines() {
        if line.is_empty() {
            key = None;
        }
        let (open, close) = SCHEDULE;
        let schedule = line.find(open).and_then(|start| {
            let end = line[start..].find(close)? + start + close.len();
            Some(&line[start..end])
        });
        // The schedule stands on a line of its own, or before the block id.
        if let Some((_, id)) = line.rsplit_once(" ^") {
            key = Some(id.trim_end());
        }
        if let (Some(key), Some(schedule)) = (key, schedule) {
            schedules.insert(key, schedule);
        }
    }
    schedules
}

/// A level of a deck's name as a level of a tag: Obsidian takes letters, digits, `_` and `-`.
fn tag(level: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let words = level.split(|c| !fits(c)).filter(|word| !word.is_empty());
    let tag = words.collect::<Vec<_>>().join("-");
    // A tag of digits alone is none.
    match tag.chars().all(|c| c.is_ascii_digit()) {
        true => format!("deck-{tag}"),
        false => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_are_found_below_a_card_and_on_its_last_line() {
        let note = "#flashcards/x\n\nA?\n?\nB\n[1](u) ^aaaa\n<!--SR:!2026-12-01,4,270-->\n\n\
                    C ==d==\n[2](u) <!--SR:!fsrs,1,2-->  ^bbbb\n\nE ^cccc\n\n<!--SR:!2020-01-01,1,1-->\n";
        let expected = [
            ("aaaa", "<!--SR:!2026-12-01,4,270-->"),
            ("bbbb", "<!--SR:!fsrs,1,2-->"),
        ];
        assert_eq!(schedules_in(note), BTreeMap::from(expected));
    }

    #[test]
    fn a_deck_is_a_tag_that_obsidian_reads() {
        assert_eq!(tag("My Talks & Papers"), "My-Talks-Papers");
        assert_eq!(tag("2026"), "deck-2026");
    }
}
