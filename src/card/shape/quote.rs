//! A word missing from somebody's words.

use crate::extract::Quote;
use crate::language::{Word, lexicon, words};
use crate::note::RichText;

use super::{CardText, Draft, Shape, capitalised, cut, splits_verbatim};

/// Shorter words are filled in from the ear alone.
const SHORTEST_GAP: usize = 6;

/// Leaves out one content word of the quotation, the last that fits first, and keeps a
/// word on either side of the gap.
pub(super) fn drafts(text: &RichText, quote: &Quote) -> Vec<Draft> {
    let said = &text.text[quote.quoted.clone()];
    // A quoted question is an example of asking, not something said about the subject.
    if said.contains('?') {
        return Vec::new();
    }
    let found = words(said);
    let inner = 1..found.len().saturating_sub(1);
    found[inner]
        .iter()
        .rev()
        .filter(|word| carries_the_point(word, said))
        .take(3)
        .map(|word| {
            let start = quote.quoted.start + word.start;
            (start, start + word.text.len())
        })
        .filter(|&(start, end)| !splits_verbatim(text, start) && !splits_verbatim(text, end))
        .map(|(start, end)| {
            gap(
                Shape::QuoteCloze,
                "quote",
                text,
                quote.body.clone(),
                start..end,
            )
        })
        .collect()
}

/// A sentence with `hidden` left out.
pub(super) fn gap(
    shape: Shape,
    part: &str,
    text: &RichText,
    body: std::ops::Range<usize>,
    hidden: std::ops::Range<usize>,
) -> Draft {
    let back = cut(text, hidden.clone());
    let mut front = cut(text, body.start..hidden.start);
    front = capitalised(front);
    front.append(CardText::blank(back.clone()));
    front.append(cut(text, hidden.end..body.end));
    Draft::new(shape, part, front, back)
}

/// Whether a word may be the gap: a content word of some length, standing once, and no
/// adverb, which is rarely the point.
fn carries_the_point(word: &Word<'_>, said: &str) -> bool {
    let lower = word.lower();
    word.text.len() >= SHORTEST_GAP
        && word.text.chars().all(|c| c.is_alphabetic() || c == '-')
        && !lower.ends_with("ly")
        && !lexicon::is_function_word(&lower)
        && !lexicon::is_weak_word(&lower)
        && said.to_lowercase().matches(lower.as_str()).count() == 1
}
