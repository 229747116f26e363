//! A sentence as the shapes see it: its words, its tree and its quotations.

use std::ops::Range;

use crate::extract::Claim;
use crate::language::{Parse, lowered, parse_part};
use crate::note::{MarkKind, RichText};
use crate::statement::{Statement, quotations};

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
        let end = text.trim_end_matches(['.', '!', ' ', ',', ';']).len();
        let end = end.max(body.start);
        Self {
            rich,
            parse: parse_part(&rich.text, body.start..end),
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
    pub fn lower(&self, token: usize) -> String {
        lowered(self.parse.form(token)).into_owned()
    }
}
