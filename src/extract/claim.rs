//! Which sentences are worth asking.

use std::borrow::Cow;

use crate::language::{Word, lexicon};
use crate::note::{Section, StudyNote};
use crate::statement::Statement;

use super::Reason;
use super::phrases::{DATED, META, PLUGS, RECAPS, SHELVES};

/// What the heading of a section says of every statement under it.
pub(super) struct Heading {
    /// What stands there was said before.
    recaps: bool,
    /// What stands there is to be read and heard elsewhere.
    shelves: bool,
}

impl Heading {
    pub fn of(section: &Section) -> Self {
        let heading = section.headings.last();
        let heading = heading.map(|heading| heading.to_lowercase());
        let heading = heading.unwrap_or_default();
        Self {
            recaps: RECAPS.contains(&heading.trim()),
            shelves: SHELVES.iter().any(|shelf| heading.contains(shelf)),
        }
    }
}

/// Refuses statements that hold nothing to learn.
pub(super) fn worth_asking(
    note: &StudyNote,
    heading: &Heading,
    statement: &Statement,
    found: &[Word<'_>],
) -> Result<(), Reason> {
    if found.len() < 4 {
        return Err(Reason::TooShort);
    }
    if is_damaged(&statement.words.text, found) {
        return Err(Reason::Debris);
    }
    if opens_long_note(note, statement) || heading.recaps {
        return Err(Reason::Recap);
    }
    let lower: Vec<Cow<'_, str>> = found.iter().map(Word::lowered).collect();
    if PLUGS.is_in(&lower) || heading.shelves {
        return Err(Reason::Plug);
    }
    if DATED.is_in(&lower) {
        return Err(Reason::Dated);
    }
    if META.is_in(&lower) {
        return Err(Reason::Meta);
    }
    Ok(())
}

/// Whether a statement stands before the first heading of a note with several: such words
/// announce what the sections say. Judged blind, two cards of five made of them were worth
/// studying, against two of three from the sections.
fn opens_long_note(note: &StudyNote, statement: &Statement) -> bool {
    const SECTIONS: usize = 3;
    let headed = |section: &&crate::note::Section| !section.headings.is_empty();
    note.sections[statement.section].headings.is_empty()
        && note.sections.iter().filter(headed).take(SECTIONS).count() == SECTIONS
}

/// Whether a sentence carries damage that would show on a card.
fn is_damaged(text: &str, words: &[Word<'_>]) -> bool {
    let (mut straight, mut opening, mut closing) = (0, 0, 0);
    let mut stray = false;
    for (at, byte) in text.bytes().enumerate() {
        let rest = &text.as_bytes()[at + 1..];
        match byte {
            b'"' => straight += 1,
            b'(' => opening += 1,
            b')' => closing += 1,
            b'[' | b']' | b'<' | b'|' => stray = true,
            b'{' | b'}' | b'*' | b'_' => stray |= rest.first() == Some(&byte),
            b'-' => stray |= rest.starts_with(b">"),
            b'%' => stray |= rest.starts_with(b"3C"),
            b',' => stray |= rest.starts_with(b",") || rest.starts_with(b"."),
            _ => {}
        }
    }
    let broken_time = words.iter().any(|word| {
        word.text.starts_with("e.")
            && word.text.len() > 3
            && word.text[2..].starts_with(|c: char| c.is_ascii_digit())
    });
    straight % 2 == 1
        || opening != closing
        || stray
        || broken_time
        || text.contains(char::REPLACEMENT_CHARACTER)
}

/// Where a sentence begins once a linking word at its head is dropped.
pub(super) fn after_connective(text: &str) -> Result<usize, Reason> {
    let opens_with = |head: &&str| {
        let opening = text.as_bytes().get(..head.len());
        opening.is_some_and(|opening| opening.eq_ignore_ascii_case(head.as_bytes()))
    };
    if [
        "for example",
        "for instance",
        "examples include",
        "an example",
    ]
    .iter()
    .any(opens_with)
    {
        return Err(Reason::Example);
    }
    let Some(comma) = text.find(", ") else {
        return Ok(0);
    };
    let head = text[..comma].to_lowercase();
    let phrase = [
        "in addition",
        "as a result",
        "in contrast",
        "in fact",
        "on the other hand",
        "in other words",
        "in essence",
        "of course",
        "in turn",
        "in summary",
        "in conclusion",
        "in short",
        "in particular",
        "in reality",
        "in comparison",
        "by contrast",
        "as a consequence",
        "as such",
        "at the same time",
        "even so",
        "for this reason",
        "for these reasons",
        "more importantly",
        "most importantly",
        "that said",
        "to this end",
        "to that end",
    ];
    if lexicon::is_connective(&head) || phrase.contains(&head.as_str()) {
        return Ok(comma + 2);
    }
    Ok(0)
}
