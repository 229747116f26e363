//! Text → who does what: tokens with tags, heads and labels, and questions to the tree.
//!
//! The tree is read by a [model](super::model) that errs in about one main verb of eight,
//! so a parse says how far it may be trusted. It holds no text of its own: every span
//! points into the text that was parsed, so that a card can be made of the words as
//! they stand there.

mod query;
mod sketch;
#[cfg(test)]
mod tests;

pub use sketch::InShort;

use std::cell::RefCell;
use std::ops::Range;

use super::label::Label;
use super::model::memo::Memo;
use super::model::{Reading, SHIPPED};
use super::tag::Tag;
use super::token::{self, Skipped};

thread_local! {
    static MEMO: RefCell<Memo> = RefCell::default();
}

/// A token and its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes in the text that was parsed.
    pub span: Range<usize>,
    /// Its part of speech.
    pub tag: Tag,
    /// Index of the token it belongs to; `None` for the root.
    pub head: Option<usize>,
    /// What it is to its head.
    pub label: Label,
}

/// The tree of one sentence.
///
/// There is exactly one root unless there are no tokens, and no arc crosses another, so
/// what hangs on a token is always one stretch of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parse<'t> {
    text: &'t str,
    /// In the order of the text.
    pub tokens: Vec<Token>,
    /// Of a hundred sentences that the parser is as sure of, how many had the main verb
    /// and all subjects as the teacher has them. 0 without tokens.
    pub confidence: u8,
    /// Whether the text had more tokens than are read.
    pub cut_short: bool,
    skipped: Vec<Skipped>,
    /// For each token, where the stretch that hangs on it begins and ends.
    reach: Vec<Range<usize>>,
}

/// Parses one sentence. Quote marks make no token, nor does what stands in parentheses.
///
/// Takes any text, in time linear in its length; of what is no English sentence the tree
/// means nothing.
pub fn parse(text: &str) -> Parse<'_> {
    parse_part(text, 0..text.len())
}

/// Parses a part of a text, such as what follows a lead; spans point into the whole.
///
/// Ends that are no boundaries of characters are moved back to one.
pub fn parse_part(text: &str, part: Range<usize>) -> Parse<'_> {
    let start = text.floor_char_boundary(part.start);
    let end = text.floor_char_boundary(part.end).max(start);
    let inner = &text[start..end];
    let cut = token::cut(inner);
    let reading = MEMO.with_borrow_mut(|memo| SHIPPED.read(inner, &cut.tokens, memo));
    let moved = |range: &Range<usize>| range.start + start..range.end + start;
    let skipped = cut.skipped.iter().map(|pair| Skipped {
        open: moved(&pair.open),
        close: moved(&pair.close),
        aside: pair.aside,
    });
    let reach = reach(&reading.heads);
    let tokens = cut.tokens.iter().enumerate().map(|(at, range)| Token {
        span: moved(range),
        tag: Tag::from_code(reading.tags[at]),
        head: Some(usize::from(reading.heads[at])).filter(|&head| head < cut.tokens.len()),
        label: Label::from_code(reading.labels[at]),
    });
    Parse {
        text,
        tokens: tokens.collect(),
        confidence: confidence(&reading),
        cut_short: cut.too_long,
        skipped: skipped.collect(),
        reach,
    }
}

/// Whether a verb of a text is bound to a subject by its own form. Takes a third of the time
/// of a parse, and sees the same tags.
pub fn has_finite_verb(text: &str) -> bool {
    let tags = SHIPPED.tags(text, &token::cut(text).tokens);
    tags.into_iter().map(Tag::from_code).any(Tag::is_finite)
}

/// The stretch of tokens that hangs on each token, itself included.
fn reach(heads: &[u16]) -> Vec<Range<usize>> {
    let count = heads.len();
    let mut reach: Vec<Range<usize>> = (0..count).map(|at| at..at + 1).collect();
    // A head takes over what its dependents reach. Those to its left are done from left to
    // right, those to its right the other way, so each is complete when it is asked.
    for at in 0..count {
        let head = usize::from(heads[at]);
        if at < head && head < count {
            reach[head].start = reach[head].start.min(reach[at].start);
        }
    }
    for at in (0..count).rev() {
        let head = usize::from(heads[at]);
        if head < at {
            reach[head].end = reach[head].end.max(reach[at].end);
        }
    }
    // What is left of a dependent to the right lies right of the head, and the reverse,
    // for no arcs cross. So the outer ends need no second pass.
    reach
}

/// Margins, and how many in a hundred held-out notes' sentences agree with the teacher from
/// there to the next. `training/README.md` says how to find them for new tables.
#[rustfmt::skip]
const SURE: &[(i16, u8)] = &[
    (0, 69), (8, 74), (18, 77), (48, 82), (72, 85), (105, 88), (129, 91), (202, 96), (249, 97),
    (373, 98), (463, 99),
];

fn confidence(reading: &Reading) -> u8 {
    if reading.heads.is_empty() {
        return 0;
    }
    let reached = SURE.iter().rev().find(|(from, _)| reading.margin >= *from);
    reached.map_or(0, |&(_, share)| share)
}
