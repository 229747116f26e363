//! A sentence as the shapes see it: its words, its tree and its quotations.

use std::borrow::Cow;
use std::ops::Range;

use crate::extract::Claim;
use crate::language::{Parse, Word, count_words, lexicon, lowered, parse_part, words};
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
        let end = closed_at(text).max(body.start);
        let parse = parse_part(&rich.text, body.start..end);
        if let Some(start) = loose_link(rich, &parse, body.start..end) {
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

/// Where a sentence ends without its last stop.
fn closed_at(text: &str) -> usize {
    text.trim_end_matches(['.', '!', ' ', ',', ';']).len()
}

/// Where the name of a linked note begins that hangs on the end of a sentence like a foreign
/// body: `… that add to addiction [[effects of diet on health]]`.
fn loose_link(rich: &RichText, parse: &Parse<'_>, sentence: Range<usize>) -> Option<usize> {
    const SHORTEST: usize = 4;
    let mark = rich.marks.iter().find(|mark| {
        matches!(mark.kind, MarkKind::Wikilink { .. })
            && mark.range.start > sentence.start
            && mark.range.end >= sentence.end
            && mark.range.start < sentence.end
    })?;
    let name = &rich.text[mark.range.clone()];
    let first = words(name).first().map(Word::lower)?;
    let before = parse.tokens.iter().rev();
    let before = before.map(|token| (token.span.end, token.tag));
    let (end, tag) = before
        .into_iter()
        .find(|(end, _)| *end <= mark.range.start)?;
    let loose = end + 1 == mark.range.start
        && tag.is_noun()
        && count_words(name) >= SHORTEST
        && !lexicon::is_function_word(&first)
        && !lexicon::is_finite_verb(&first);
    loose.then_some(end)
}
