//! Where a complement ends: the bytes of a thing, an act or a clause.

use std::ops::Range;

use crate::card::sentence::Sentence;
use crate::language::{Label, Parse, Tag};

use super::Asks;
use super::nouns::SAMPLING;

/// The bytes of the thing at `token`: a noun with all that tells it apart, up to a comma that
/// only adds to it, and up to a sample of it.
pub(super) fn thing_span(sentence: &Sentence<'_>, token: usize) -> Option<Range<usize>> {
    let parse = &sentence.parse;
    let tag = parse.tokens[token].tag;
    if !(tag.is_noun() || tag == Tag::Vbg) {
        return None;
    }
    let phrase = parse.phrase(token);
    let mut last = phrase.end;
    for child in parse.children(token).filter(|&child| child > token) {
        let first = parse.subtree(child).start;
        let behind_comma =
            first > 0 && parse.has_tag(first - 1, Tag::Comma) || parse.has_tag(first, Tag::Comma);
        let adds = !matches!(
            parse.tokens[child].label,
            Label::Conj | Label::Cc | Label::Punct
        );
        let sample = SAMPLING[..4].contains(&&*sentence.lower(first))
            && parse.tokens[child].label == Label::Prep;
        if adds && (behind_comma || sample) {
            last = first;
            break;
        }
    }
    let last = without_loose_end(parse, token, last);
    Some(parse.span_of(phrase.start..last))
}

/// The bytes of an act: a verb and what belongs to it, `to` left out, up to a clause behind a
/// comma.
pub(super) fn act_span(sentence: &Sentence<'_>, token: usize, asks: Asks) -> Option<Range<usize>> {
    let parse = &sentence.parse;
    let phrase = parse.phrase(token);
    // "with some reacting badly": a subject of its own stands before the verb.
    let led = (phrase.start..token).all(|at| parse.tokens[at].label == Label::Advmod);
    if asks == Asks::Doing && !led {
        return None;
    }
    // "to quickly find": what stands between belongs to the act.
    let to = (phrase.start..token).find(|&at| parse.has_tag(at, Tag::To));
    let start = to.map_or(phrase.start, |to| to + 1);
    let mut last = phrase.end;
    for child in parse.children(token).filter(|&child| child > token) {
        let first = parse.subtree(child).start;
        let behind_comma = first > 0 && parse.has_tag(first - 1, Tag::Comma);
        let adds = parse.tokens[child].label != Label::Conj;
        if adds && behind_comma {
            last = first;
            break;
        }
    }
    let last = without_loose_end(parse, token, last);
    (last > token + 1).then(|| parse.span_of(start..last))
}

/// Whether a clause begins with its question word: `what they do`, `how it works`.
pub(super) fn is_content_clause(sentence: &Sentence<'_>, token: usize) -> bool {
    let parse = &sentence.parse;
    let first = parse.phrase(token).start;
    first < token
        && matches!(parse.tokens[first].tag, Tag::Wp | Tag::Wrb)
        && parse.tokens[token].tag.is_full_verb()
}

/// The bytes of a content clause, up to a comma.
pub(super) fn clause_span(sentence: &Sentence<'_>, token: usize) -> Option<Range<usize>> {
    let parse = &sentence.parse;
    let phrase = parse.phrase(token);
    let comma = (token..phrase.end).find(|&at| parse.has_tag(at, Tag::Comma));
    let last = comma.unwrap_or(phrase.end);
    (last > phrase.start + 2).then(|| parse.span_of(phrase.start..last))
}

/// One past the last token of a part, the marks and conjunctions at its end left out.
fn without_loose_end(parse: &Parse<'_>, token: usize, mut last: usize) -> usize {
    let loose = |at: usize| parse.tokens[at].tag.is_mark() || parse.tokens[at].tag == Tag::Cc;
    while last > token + 1 && loose(last - 1) {
        last -= 1;
    }
    last
}
