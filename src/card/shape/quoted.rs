//! Somebody's words at the end of a claim: `The lean team forces "ruthless choices".`
//!
//! Inside a quotation the tree is at its weakest, yet the marks say where it begins and ends,
//! and whoever quotes the words finds that they carry the claim.

use crate::card::sentence::Sentence;
use crate::language::{Tag, Word, lexicon, verb, words};

use super::quote::is_sample;
use super::{CardText, Draft, Shape, capitalised, cut};

/// How many words are asked.
const WORDS: std::ops::RangeInclusive<usize> = 2..=15;
/// The fewest content words before them.
const BEFORE: usize = 2;
/// Where its drafts stand: behind whatever the tree finds to ask.
const SCORE: i32 = 91;
/// Words before a quotation that make a name, a line to say or a sample of it.
const NAMING: &[&str] = &[
    "book", "called", "like", "named", "quote", "quoted", "titled",
];
/// First words of a quotation that is no thing.
const ADVERBIAL: &[&str] = &[
    "at", "for", "from", "in", "less", "more", "not", "okay", "on", "pretty", "so", "such", "with",
];
/// Prepositions behind which a thing stands.
const HINGES: &[&str] = &["as", "by", "from", "into", "of", "on", "through", "with"];

/// `… forces "ruthless choices"` → *… forces what?*; behind *to*, an act: *… to do what?*
pub(super) fn drafts(sentence: &Sentence<'_>) -> Vec<Draft> {
    draft(sentence).into_iter().collect()
}

fn draft(sentence: &Sentence<'_>) -> Option<Draft> {
    let rich = sentence.rich;
    let text = &rich.text;
    let quoted = sentence.quoted.last()?;
    let ends = text[quoted.end.min(sentence.end)..sentence.end].is_empty();
    let inner = text[quoted.clone()].trim_matches(['"', '“', '”', ' ', '.', ',', '!']);
    let said = words(inner);
    let lead = &text[sentence.body.start..quoted.start];
    let found = words(lead);
    let article = found
        .last()
        .filter(|word| matches!(word.lower().as_str(), "a" | "an" | "the"));
    let start = match article {
        Some(article) => sentence.body.start + article.start,
        None => quoted.start,
    };
    let before = text[sentence.body.start..start].trim_end();
    let hinge = words(before).last()?.lower();
    let voice = said.iter().any(|word| {
        let lower = word.lower();
        matches!(
            lower.as_str(),
            "i" | "i'm" | "i've" | "my" | "me" | "this" | "that" | "it"
        )
    });
    let content = words(before);
    let content = content
        .iter()
        .filter(|word| !lexicon::is_function_word(&word.lower()))
        .count();
    if !ends
        || !WORDS.contains(&said.len())
        || content < BEFORE
        || voice
        || before.ends_with([',', ':', ';', '–', '—', '(', '"', '”'])
        || is_sample(before, 3, NAMING)
        || inner.contains(['?', ':', ';'])
        || said.iter().all(Word::is_capitalised)
    {
        return None;
    }
    let first = said.first()?.lower();
    // "makers can work "on demand"", "it's "not always right"": these words say how.
    if ADVERBIAL.contains(&first.as_str()) || hinge.contains(['\'', '’']) {
        return None;
    }
    let asks = match hinge.as_str() {
        "to" if article.is_some() => "what",
        "to" if verb::is_plain_verb(&first) || first.ends_with("ly") => "do what",
        hinge if HINGES.contains(&hinge) => "what",
        _ if is_verb_before(sentence, start) && !lexicon::is_reporting_verb(&hinge) => "what",
        _ => return None,
    };
    let mut front = capitalised(cut(rich, sentence.body.start..start));
    front.push_words(asks);
    front.push_words("?");
    let back: CardText = capitalised(cut(rich, start..quoted.end));
    let draft = Draft::new(Shape::Object, format!("{hinge}, quoted"), front, back);
    Some(Draft {
        score: SCORE,
        ..draft
    })
}

/// Whether the word before `start` is a verb that takes an object.
fn is_verb_before(sentence: &Sentence<'_>, start: usize) -> bool {
    let parse = &sentence.parse;
    let at = parse
        .tokens
        .iter()
        .rposition(|token| token.span.end <= start);
    at.is_some_and(|at| {
        let form = sentence.lower(at);
        let verbal = parse.tokens[at].tag.is_verb() || lexicon::is_finite_verb(&form);
        verbal && parse.tokens[at].tag != Tag::Vbn && parse.tokens[at].tag != Tag::Md
    })
}
