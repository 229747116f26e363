//! A sentence as the shapes see it: its words, its tree and its quotations.

use std::borrow::Cow;
use std::ops::Range;

use crate::extract::Claim;
use crate::language::{Parse, lowered, parse_part};
use crate::note::{MarkKind, RichText};
use crate::statement::{Statement, quotations};

use super::loose_link;

/// The part of a statement that is asked, parsed once for all shapes.
pub(super) struct Sentence<'t> {
    /// The statement's words with their markup.
    pub rich: &'t RichText,
    /// The bytes of them that make the sentence.
    pub body: Range<usize>,
    /// The sentence without its last stop.
    pub end: usize,
    /// Its tree; spans are bytes of `rich.text`.
    pub parse: Parse<'t>,
    /// The quotations in it, marks included.
    pub quoted: Vec<Range<usize>>,
}

/// The tree of a claim as the shapes see it; spans point into the statement's words.
pub fn parse_of<'s>(statement: &'s Statement, claim: &Claim) -> Parse<'s> {
    Sentence::new(&statement.words, claim.body.clone()).parse
}

impl<'t> Sentence<'t> {
    pub fn new(rich: &'t RichText, body: Range<usize>) -> Self {
        let text = &rich.text[..body.end];
        let end = closed_at(text).max(body.start);
        let parse = parse_part(&rich.text, body.start..end);
        if let Some(start) = loose_link::begins_at(rich, &parse, body.start..end) {
            return Self::new(rich, body.start..start);
        }
        Self {
            rich,
            parse,
            quoted: quotations(text),
            body,
            end,
        }
    }

    /// Whether a cut at this byte would go through code, a formula or a quotation.
    pub fn is_whole_at(&self, at: usize) -> bool {
        let verbatim = self.rich.marks.iter().any(|mark| {
            matches!(mark.kind, MarkKind::Code | MarkKind::Math { .. })
                && mark.range.start < at
                && at < mark.range.end
        });
        let quoted = self
            .quoted
            .iter()
            .any(|range| range.start < at && at < range.end);
        !verbatim && !quoted
    }

    /// A token in lower case.
    pub fn lower(&self, token: usize) -> Cow<'t, str> {
        lowered(self.parse.form(token))
    }
}

/// Where the words of a statement end that are shown before another: without the last stop and
/// without a link that hangs loose.
pub(super) fn shown_until(rich: &RichText) -> usize {
    let end = rich.text.trim_end_matches(['.', ' ', ',', ';']).len();
    match loose_link::last(rich, 0..end) {
        Some(_) => Sentence::new(rich, 0..rich.text.len()).end,
        None => end,
    }
}

/// Where a sentence ends without its last stop.
fn closed_at(text: &str) -> usize {
    text.trim_end_matches(['.', '!', ' ', ',', ';']).len()
}

/// Whether a sentence begins with a helper that no command begins with.
pub(super) fn opens_with_auxiliary(sentence: &Sentence<'_>) -> bool {
    matches!(
        &*sentence.lower(0),
        "has"
            | "had"
            | "is"
            | "was"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "should"
            | "will"
    )
}
