//! Trouble in a note: what is wrong, where, how bad, and what helps.
//!
//! A [`Diagnostic`] never stops a run. Every stage collects them and still returns its
//! value; the command line prints them all at the end. Trouble with the world (disk,
//! database) is an `Err` instead.

mod explanation;
mod render;
mod rule;
mod sarif;

use std::ops::Range;

use crate::text::{LineIndex, Span};

pub use explanation::explanation;
pub(crate) use render::{visible, visible_lines};
pub use rule::{Rule, Severity};
pub use sarif::sarif;

/// A place in a note, with the source line it stands on, so that a diagnostic can be
/// printed long after the note's text was dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, counted from 1.
    pub line: u32,
    /// Column in characters, counted from 1.
    pub column: u32,
    /// The source line, or the part of a very long one that surrounds the mark.
    pub source: String,
    /// The bytes of `source` to underline; never empty unless `source` is.
    pub mark: Range<usize>,
}

/// One finding in a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it is about.
    pub rule: Rule,
    /// The note, as [`crate::note::NotePath`] prints it.
    pub path: String,
    /// Where in the note; `None` when it concerns the whole file.
    pub place: Option<Place>,
    /// What is wrong: a lower-case fragment without a full stop.
    pub message: String,
    /// What helps; `None` when nothing needs doing.
    pub help: Option<String>,
}

/// A value, and the trouble met while making it.
#[derive(Clone, Debug, Default)]
pub struct Checked<T> {
    /// What was made; whole even if there was trouble.
    pub value: T,
    /// The trouble, in reading order.
    pub problems: Vec<Diagnostic>,
}

impl Diagnostic {
    /// Makes a finding about a whole file, with the rule's own help.
    pub fn new(rule: Rule, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            rule,
            path: path.into(),
            place: None,
            message: message.into(),
            help: rule.help().map(str::to_owned),
        }
    }

    /// Says where in the file.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}

impl Place {
    /// Longest piece of a source line that is kept, in bytes: notes with lines of 387 kB exist.
    const LONGEST: usize = 160;

    /// How much of a long line is kept before the mark, in bytes.
    const BEFORE: usize = 60;

    /// Cuts the line around `span` out of `text`. A span over several lines is marked to
    /// the end of its first; one that does not fit `text` is moved into it.
    pub fn new(text: &str, lines: &LineIndex, span: Span) -> Self {
        let start = text.floor_char_boundary(span.start);
        let line = lines.line(start);
        let line_start = lines.start_of(line);
        let rest = &text.as_bytes()[line_start..];
        let line_end = memchr::memchr(b'\n', rest).map_or(text.len(), |at| line_start + at);
        let from = text.floor_char_boundary(start.saturating_sub(Self::BEFORE).max(line_start));
        let to = text.floor_char_boundary(line_end.min(from + Self::LONGEST));
        let source = text[from..to.max(from)].trim_end();
        let mark_start = (start - from).min(source.len());
        let mark_end = source.floor_char_boundary(span.end.saturating_sub(from));
        // A mark needs a width to be seen: an empty one takes in the character behind it.
        let next = source[mark_start..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        Self {
            line,
            column: text[line_start..start].chars().count() as u32 + 1,
            mark: mark_start..mark_end.max(mark_start + next),
            source: source.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, start: usize, end: usize) -> Place {
        Place::new(text, &LineIndex::new(text), Span::new(start, end))
    }

    #[test]
    fn a_place_counts_characters_but_marks_bytes() {
        let place = place("one\ntwö thrée\n", 9, 15);
        assert_eq!((place.line, place.column), (2, 5));
        assert_eq!(&place.source[place.mark], "thrée");
    }

    #[test]
    fn a_place_in_a_very_long_line_keeps_only_what_surrounds_it() {
        let text = format!("{}here{}", "ä ".repeat(90_000), "é".repeat(90_000));
        let place = place(&text, 270_000, 270_004);
        assert!(place.source.len() <= Place::LONGEST);
        assert_eq!(&place.source[place.mark], "here");
    }

    #[test]
    fn a_place_outside_the_text_is_moved_into_it() {
        let place = place("é", 1, 900);
        assert_eq!(&place.source[place.mark], "é");
        assert_eq!(
            Place::new("", &LineIndex::new(""), Span::new(5, 9)).mark,
            0..0
        );
    }
}
