//! A coined phrase: a few quoted words that a claim turns on.

use crate::card::sentence::Sentence;
use crate::language::{Word, lexicon, words};

use super::{Draft, Shape, quote::gap};

/// How many words a coined phrase has.
const WORDS: std::ops::RangeInclusive<usize> = 2..=7;
/// The fewest content words around the gap.
const AROUND: usize = 5;

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
    let lead: Vec<String> = words(before)
        .iter()
        .rev()
        .take(3)
        .map(Word::lower)
        .collect();
    let sample = lead.iter().any(|word| {
        lexicon::marks_sample(word)
            || matches!(
                word.as_str(),
                "such"
                    | "ask"
                    | "asking"
                    | "say"
                    | "saying"
                    | "says"
                    | "stating"
                    | "like"
                    | "phrases"
                    | "called"
                    | "titled"
                    | "book"
                    | "or"
            )
    });
    let bracket = before.matches('(').count() > before.matches(')').count();
    let lists = after.starts_with(" or ") || after.starts_with(" and ");
    if !WORDS.contains(&said.len())
        || content(inner) < 2
        || content(before) + content(after) < AROUND
        || content(before) < 3
        || named
        || voice
        || sample
        || bracket
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
