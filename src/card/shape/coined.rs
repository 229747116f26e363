//! A coined phrase: a few quoted words that a claim turns on.

use crate::card::sentence::Sentence;
use crate::language::{Word, lexicon, words};

use super::quote::{gap, is_sample};
use super::{Draft, Shape};

/// How many words a coined phrase has.
const WORDS: std::ops::RangeInclusive<usize> = 2..=7;
/// The fewest content words around the gap.
const AROUND: usize = 5;
/// Words before a quotation that make a name or a saying of it.
const SAMPLING: [&str; 5] = ["book", "called", "like", "says", "titled"];

/// Leaves out all of a short quotation: `Metrics are a "[...]"`. Not where it opens the
/// claim, where it is a line to say or one of several, nor where it names a thing.
pub(super) fn drafts(sentence: &Sentence<'_>) -> Vec<Draft> {
    let text = &sentence.rich.text;
    let quoted: Vec<_> = sentence
        .quoted
        .iter()
        .filter(|range| range.start >= sentence.body.start)
        .collect();
    let [only] = quoted.as_slice() else {
        return Vec::new();
    };
    let inner = text[(*only).clone()].trim_start_matches(['"', '“', ' ']);
    let inner = inner.trim_end_matches([',', '.', ' ', '"', '”']);
    let said = words(inner);
    let (Some(first), Some(last)) = (said.first(), said.last()) else {
        return Vec::new();
    };
    let opened = only.start + text[only.start..only.end].find(inner).unwrap_or(1);
    let hidden = opened + first.start..opened + last.end();
    let before = &text[sentence.body.start..only.start];
    let after = &text[only.end..sentence.end];
    let content = |part: &str| {
        words(part)
            .iter()
            .filter(|word| !lexicon::is_function_word(&word.lower()))
            .count()
    };
    let named = said.iter().all(Word::is_capitalised);
    let voice = said
        .iter()
        .any(|word| lexicon::is_first_person(&word.lower()));
    let lists = after.starts_with(" or ") || after.starts_with(" and ");
    if !WORDS.contains(&said.len())
        || content(inner) < 2
        || content(before) + content(after) < AROUND
        || content(before) < 3
        || named
        || voice
        || is_sample(before, 3, &SAMPLING)
        || lists
        || inner.contains(['?', '!', ',', ';'])
    {
        return Vec::new();
    }
    let draft = gap(
        Shape::QuoteCloze,
        "phrase",
        sentence.rich,
        sentence.body.clone(),
        hidden,
    );
    vec![Draft {
        // A tail that can be asked asks more.
        score: 88,
        ..draft
    }]
}
