//! Whether a part is one answer of the kind that is asked for, and nothing of what stands
//! around it.

use std::ops::Range;

use crate::card::sentence::Sentence;
use crate::language::{Label, Tag, verb};

use super::Asks;

/// Nouns that only introduce the thing behind their preposition: `the importance of sleep`.
#[rustfmt::skip]
pub(super) const WRAPPERS: &[&str] = &[
    "concept", "impact", "importance", "influence", "necessity", "need", "possibility",
    "prospect", "relevance", "role", "significance", "urgency", "value",
];

/// `emphasizes the importance of sleep`: the narrower part, `the importance of what`, is asked.
pub(super) fn wraps_another(sentence: &Sentence<'_>, token: usize) -> bool {
    let parse = &sentence.parse;
    let links = |at: usize| {
        parse.has_label(at, Label::Prep)
            && matches!(&*sentence.lower(at), "of" | "for")
            && parse.children(at).next().is_some()
    };
    WRAPPERS.binary_search(&parse.lemma(token).as_str()).is_ok() && parse.children(token).any(links)
}

/// `hard to do what? Sell but easy to fulfil`, `the nerve to do what? Ask people, or new ideas`:
/// what is joined to the act is none, or belongs to a list that the act stands in.
pub(super) fn joins_no_act(
    sentence: &Sentence<'_>,
    act: usize,
    span: &Range<usize>,
    asks: Asks,
) -> bool {
    let parse = &sentence.parse;
    let verb = |at: usize| match asks {
        Asks::Doing => sentence.lower(at).ends_with("ing"),
        _ => {
            let tag = parse.tokens[at].tag;
            matches!(tag, Tag::Vb | Tag::Vbp)
                || tag.is_noun() && verb::is_plain_verb(&sentence.lower(at))
        }
    };
    let inside = |at: &usize| parse.tokens[*at].span.end <= span.end;
    let joined = parse.children_with(act, &[Label::Conj]);
    let said = &sentence.rich.text[span.clone()];
    let outer = said.matches(", ").count() == 1
        && [", or ", ", and "].iter().any(|link| said.contains(link));
    matches!(asks, Asks::DoWhat | Asks::Doing)
        && (outer || joined.iter().filter(|at| inside(at)).any(|&at| !verb(at)))
}

/// How many words a change has at most between its first end and what is asked of it.
const FARTHEST: usize = 5;

/// Where an answer ends that runs on into the other end of a change: `from viewing growth as a
/// duty to a habit` asks for the duty.
pub(super) fn turns_at(sentence: &Sentence<'_>, span: &Range<usize>) -> Option<usize> {
    let parse = &sentence.parse;
    let text = &sentence.rich.text;
    let apart = |at: usize| text[..parse.tokens[at].span.start].ends_with(' ');
    let to = |at: &usize| parse.has_tag(*at, Tag::In) && sentence.lower(*at) == "to" && apart(*at);
    let first = parse
        .tokens
        .iter()
        .position(|token| token.span.start >= span.start)?;
    let inside = first + 1..parse.tokens.len();
    let turn = inside.clone().find(to)?;
    let end = parse.tokens[turn - 1].span.end;
    let before = (0..first).rev();
    let from = before
        .take(FARTHEST)
        .take_while(|at| !to(at) && !parse.has_tag(*at, Tag::Comma))
        .any(|at| sentence.lower(at) == "from");
    (from && end < span.end).then_some(end)
}

/// Whether a byte stands between an adjective and a comma with another one behind it.
pub(super) fn halves_adjectives(sentence: &Sentence<'_>, at: usize) -> bool {
    let parse = &sentence.parse;
    let Some(comma) = parse.tokens.iter().position(|token| token.span.start >= at) else {
        return false;
    };
    let tag = |at: usize| parse.tokens.get(at).map(|token| token.tag);
    // "purely logical"
    let describes = |at: usize| match tag(at) {
        Some(Tag::Rb) => tag(at + 1) == Some(Tag::Jj),
        told => told == Some(Tag::Jj),
    };
    comma > 0
        && parse.has_tag(comma, Tag::Comma)
        && (parse.has_tag(comma - 1, Tag::Jj) || comma > 1 && parse.has_tag(comma - 2, Tag::Hyph))
        && describes(comma + 1)
}

/// Whether a clause with `where` or `when` stands right behind a noun, and tells which one.
pub(super) fn follows_thing(sentence: &Sentence<'_>, span: &Range<usize>) -> bool {
    let parse = &sentence.parse;
    let first = parse
        .tokens
        .iter()
        .position(|token| token.span.start >= span.start);
    first.is_some_and(|first| {
        first > 0
            && matches!(&*sentence.lower(first), "where" | "when")
            && parse.tokens[first - 1].tag.is_noun()
    })
}

/// Whether a preposition hangs on a verb of effect: `leads to`, `results in`.
pub(super) fn is_led_to(sentence: &Sentence<'_>, governor: usize) -> bool {
    let parse = &sentence.parse;
    let over = parse.tokens[governor].head.map(|over| parse.lemma(over));
    parse.has_tag(governor, Tag::In)
        && matches!(over.as_deref(), Some("lead" | "result" | "contribute"))
}

/// "based on evolving context": a participle before its noun, and no act.
pub(super) fn is_based_on(sentence: &Sentence<'_>, governor: usize) -> bool {
    let before = governor.checked_sub(1);
    sentence.lower(governor) == "on" && before.is_some_and(|at| sentence.lower(at) == "based")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(WRAPPERS.is_sorted());
    }
}
