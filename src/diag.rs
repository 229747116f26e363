//! Trouble in a note: what is wrong, where, how bad, and what helps.
//!
//! A [`Diagnostic`] never stops a run. Every stage collects them and still returns its
//! value; the command line prints them all at the end. Trouble with the world (disk,
//! database) is an `Err` instead.

use std::ops::Range;

use serde::Serialize;

use crate::text::{LineIndex, Span};

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something was read differently than it is written, and nothing is lost.
    Info,
    /// Something could not be used; the rest of the note was.
    Warning,
    /// The note could not be used.
    Error,
}

/// What a diagnostic is about. The code is stable: scripts may match on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The file is not UTF-8.
    NotUtf8,
}

impl Rule {
    /// Every rule, in the order of their codes.
    pub const ALL: &[Rule] = &[Rule::NotUtf8];

    /// The stable code, in kebab case: `not-utf8`.
    pub fn code(self) -> &'static str {
        match self {
            Rule::NotUtf8 => "not-utf8",
        }
    }

    /// How bad it is.
    pub fn severity(self) -> Severity {
        match self {
            Rule::NotUtf8 => Severity::Error,
        }
    }
}

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

impl Place {
    /// Longest piece of a source line that is kept, in bytes: notes with lines of 387 kB exist.
    const LONGEST: usize = 160;

    /// Cuts the line around `span` out of `text`. A span over several lines is marked to
    /// the end of its first.
    pub fn new(text: &str, lines: &LineIndex, span: Span) -> Self {
        let line = lines.line(span.start);
        let line_start = lines.start_of(line);
        let line_end = text[line_start..]
            .find('\n')
            .map_or(text.len(), |at| line_start + at);
        let from = floor_char(text, span.start.saturating_sub(60).max(line_start));
        let to = floor_char(text, line_end.min(from + Self::LONGEST));
        let end = span.end.clamp(span.start, to.max(span.start));
        Self {
            line,
            column: text[line_start..span.start].chars().count() as u32 + 1,
            source: text[from..to.max(from)].trim_end().to_owned(),
            mark: span.start - from..end - from,
        }
    }
}

/// The nearest character boundary at or before `at`.
fn floor_char(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(0)
}
