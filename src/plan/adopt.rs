//! An Anki note → the record it was made from: how a lost ledger comes back.
//!
//! Everything a record holds is in the fields of its note. What its owner edited in Anki is
//! read as it stands there, and so becomes the wording that later builds keep.

use crate::card::{CardKind, CardText, Piece, Shape};
use crate::note::VideoId;
use crate::timecode::Timecode;

use super::ledger::{CardKey, Record, State};
use super::{AnkiNote, FieldName, RETIRED_TAG};

/// The record of a note. `None` when its source names no recording, so that it cannot be
/// one of ours.
pub fn adopted(note: &AnkiNote) -> Option<Record> {
    let (video, timecodes) = source(note.field(FieldName::Source))?;
    let statement = text(note.field(FieldName::Statement)).plain();
    let front = text(note.field(FieldName::Prompt));
    let key_field = text(note.field(FieldName::Key)).plain();
    let part = key_field
        .split_once(' ')
        .map_or("", |(_, part)| part)
        .to_owned();
    let back = match note.kind {
        CardKind::Question => text(note.field(FieldName::Answer)),
        CardKind::Cloze => front.first_blank().cloned().unwrap_or_default(),
    };
    let retired = note.tags.iter().any(|tag| tag == RETIRED_TAG);
    Some(Record {
        guid: note.guid,
        state: if retired { State::Told } else { State::Live },
        id: note.id,
        modified_at: note.modified_at,
        key: CardKey::new(video, note.kind, &statement, &part),
        shape: shape_of(note.kind, &part),
        timecodes: timecodes.into(),
        note: "".into(),
        title: text(note.field(FieldName::Note)).plain().into(),
        context: text(note.field(FieldName::Context)).plain().into(),
        statement: statement.into(),
        tags: note.tags.join(" ").into(),
        front,
        back,
    })
}

/// The shape cannot be read off a note and decides nothing; the nearest one stands in.
fn shape_of(kind: CardKind, part: &str) -> Shape {
    match (kind, part) {
        (_, "term") => Shape::Definition,
        (_, "items") => Shape::List,
        (_, "number") => Shape::Number,
        (_, "quote") => Shape::QuoteCloze,
        (_, crate::card::Wording::OWN) => Shape::Own,
        (CardKind::Question, _) => Shape::Object,
        (CardKind::Cloze, _) => Shape::Cloze,
    }
}

/// The recording and the moments that a source field links to.
fn source(html: &str) -> Option<(VideoId, Vec<Timecode>)> {
    let mut video = None;
    let mut timecodes = Vec::new();
    for link in html.split("watch?v=").skip(1) {
        let url = link
            .split(['"', '\'', '<', ' '])
            .next()
            .unwrap_or_default()
            .replace("&amp;", "&");
        let mut parts = url.split('&');
        video = video.or_else(|| VideoId::parse(parts.next().unwrap_or_default()));
        let seconds =
            parts.find_map(|part| part.strip_prefix("t=")?.trim_end_matches('s').parse().ok());
        timecodes.extend(seconds.map(Timecode::from_seconds));
    }
    Some((video?, timecodes))
}

/// A field's HTML as text. Reads back exactly what [`super::html`] writes; of what others
/// wrote, tags are dropped.
fn text(html: &str) -> CardText {
    let mut text = CardText::new();
    let mut words = String::new();
    let mut rest = html;
    while !rest.is_empty() {
        let next = rest.find(['<', '{', '\\']).unwrap_or(rest.len());
        words.push_str(&unescaped(&rest[..next]));
        rest = &rest[next..];
        if let Some((piece, after)) = more_than_words(rest) {
            text.push_words(&std::mem::take(&mut words));
            text.append(CardText::from_iter([piece]));
            rest = after;
        } else if let Some(after) = rest.strip_prefix('<') {
            rest = after.split_once('>').map_or("", |(_, after)| after);
        } else if let Some(c) = rest.chars().next() {
            words.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    text.push_words(&words);
    text
}

/// The code, formula or gap that opens here, and what stands behind it.
fn more_than_words(rest: &str) -> Option<(Piece, &str)> {
    let math = |tex, display| Piece::Math {
        tex: unescaped(tex).into(),
        display,
    };
    if let Some((code, after)) = enclosed(rest, "<code>", "</code>") {
        Some((Piece::Code(unescaped(code).into()), after))
    } else if let Some((tex, after)) = enclosed(rest, "\\(", "\\)") {
        Some((math(tex, false), after))
    } else if let Some((tex, after)) = enclosed(rest, "\\[", "\\]") {
        Some((math(tex, true), after))
    } else {
        let (hidden, after) = enclosed(rest, "{{c1::", "}}")?;
        Some((Piece::Blank(text(hidden).into()), after))
    }
}

fn enclosed<'t>(rest: &'t str, open: &str, close: &str) -> Option<(&'t str, &'t str)> {
    rest.strip_prefix(open)?.split_once(close)
}

/// Entities as characters. An unknown one stays as it is.
fn unescaped(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let entity = after.split_once(';').filter(|(name, _)| name.len() <= 8);
        let character = entity.and_then(|(name, _)| character(name));
        match (entity, character) {
            (Some((_, after)), Some(c)) => {
                text.push(c);
                rest = after;
            }
            _ => {
                text.push('&');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "nbsp" => Some(' '),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::html;

    proptest! {
        #[test]
        fn any_words_come_back_from_their_html(words in "[ -~äß→\u{5d0}]{0,40}") {
            let mut written = CardText::from("x");
            written.push_words(&words);
            prop_assert_eq!(text(&html::field(&written)).plain(), written.plain());
        }

        #[test]
        fn any_gap_comes_back_from_its_html(before in "[ -~]{0,20}", hidden in "[ -~]{1,20}") {
            let mut written = CardText::from(before.as_str());
            written.push_blank(CardText::from(hidden.as_str()));
            let back = text(&html::cloze_field(&written));
            prop_assert_eq!(back.first_blank().map(CardText::plain), Some(hidden));
        }
    }
}
