//! What a claim names behind its colon: `They go back to two tribes: the Medes and …`.

use crate::card::sentence::Sentence;
use crate::language::{Word, count_words, lexicon, words};

use super::{CardText, Draft, Shape, capitalised, cut};

/// The longest list behind a colon, in words.
const LONGEST: usize = 15;

/// Asks for the items behind the one colon of a claim that says how many they are.
pub(super) fn drafts(sentence: &Sentence<'_>) -> Vec<Draft> {
    let text = &sentence.rich.text[..sentence.end];
    let body = &text[sentence.body.start..];
    let Some(colon) = body.find(": ").map(|at| at + sentence.body.start) else {
        return Vec::new();
    };
    let (before, after) = (&text[sentence.body.start..colon], &text[colon + 2..]);
    let Some(count) = words(before)
        .iter()
        .rev()
        .take(4)
        .find_map(|word| lexicon::small_number(&word.lower()))
    else {
        return Vec::new();
    };
    let items = after.matches(", ").count() + usize::from(after.contains(" and "))
        - usize::from(after.contains(", and "))
        + 1;
    let lower: Vec<String> = words(after).iter().map(Word::lower).collect();
    if items != count
        || count > 5
        || count_words(after) > LONGEST
        || !sentence.is_whole_at(colon)
        || after.contains([':', ';', '(', '.'])
        || lower.iter().any(|word| lexicon::is_auxiliary(word))
    {
        return Vec::new();
    }
    let mut front = capitalised(cut(sentence.rich, sentence.body.start..colon));
    front.push_words(&format!(": which {}?", lexicon::number_word(count)));
    let back: CardText = capitalised(cut(sentence.rich, colon + 2..sentence.end));
    vec![Draft::new(Shape::List, "items", front, back)]
}
