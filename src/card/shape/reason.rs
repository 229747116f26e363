//! The reason or the condition that a claim ends with, as a gap.

use crate::card::sentence::Sentence;
use crate::language::{Word, lexicon, words};

use super::{Draft, Shape, quote::gap};

/// The words behind which a reason or a condition stands, and what the part is called.
const OPENERS: &[(&str, &str)] = &[
    (" because ", "because"),
    (" unless ", "unless"),
    (" until ", "until"),
    (" only if ", "only if"),
    (" only when ", "only when"),
    (" as long as ", "as long as"),
];
/// How many words the gap may hide.
const WORDS: std::ops::RangeInclusive<usize> = 3..=17;

/// `It fails because nobody looks.` → *It fails because [...].*
pub(super) fn drafts(sentence: &Sentence<'_>) -> Vec<Draft> {
    let text = &sentence.rich.text[sentence.body.start..sentence.end];
    // Each opens with a space, and to look at the spaces is quicker than to look for six phrases.
    let last = memchr::memrchr_iter(b' ', text.as_bytes()).find_map(|space| {
        let opens = |(opener, _): &&(&str, &str)| text[space..].starts_with(opener);
        let (opener, part) = OPENERS.iter().find(opens)?;
        Some((space + opener.len(), *part))
    });
    let Some((at, part)) = last else {
        return Vec::new();
    };
    let said = words(&text[at..]);
    let Some(first) = said.first().map(Word::lower) else {
        return Vec::new();
    };
    let pronoun = lexicon::points_back(&first) || matches!(first.as_str(), "of" | "you" | "it's");
    let start = sentence.body.start + at;
    let before: Vec<String> = words(&text[..at]).iter().map(Word::lower).collect();
    // A reason inside a denial denies the reason.
    let clause = before.iter().rev().skip(1).take(12);
    let denied = part == "because"
        && clause
            .take_while(|word| !matches!(word.as_str(), "but" | "and"))
            .any(|word| lexicon::is_negation(word));
    if pronoun
        || !WORDS.contains(&said.len())
        || text[at..].contains(['(', ')', ':', ';'])
        || !sentence.is_whole_at(start)
        || !sentence.parse.is_balanced(start..sentence.end)
    {
        return Vec::new();
    }
    let draft = gap(
        Shape::Cause,
        part,
        sentence.rich,
        sentence.body.clone(),
        start..sentence.end,
    );
    vec![Draft {
        denied,
        // What stands inside the clause is the narrower part.
        score: 90,
        ..draft
    }]
}
