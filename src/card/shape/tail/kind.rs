//! What an answer is: somebody, several things, an amount.

use std::ops::Range;

use crate::card::sentence::Sentence;
use crate::language::{Label, Tag, Word, count_words, each_word, lexicon, verb, words};

use super::Asked;
use super::nouns::SPELLS;

/// First words of an answer that says how long something lasts: `for extended periods`.
const OPENING_SPELLS: &[&str] = &[
    "a", "another", "at", "extended", "long", "many", "several", "short",
];

/// Whether an answer begins like a time: `several weeks`, `decades or centuries`, `two`.
pub(super) fn opens_as_spell(said: &str) -> bool {
    const NEARLY: [&str; 6] = [
        "about",
        "almost",
        "approximately",
        "nearly",
        "over",
        "roughly",
    ];
    let opening = each_word(said).find(|word| !NEARLY.contains(&&*word.lowered()));
    opening.is_some_and(|word| {
        let lower = &*word.lowered();
        OPENING_SPELLS.contains(&lower)
            || SPELLS.binary_search(&lower).is_ok()
            || lexicon::small_number(lower).is_some()
    })
}

/// Whether what is asked is two or three things, told apart by commas and "and": each a noun
/// with words of its own, and none a person.
pub(super) fn are_things(sentence: &Sentence<'_>, token: usize, said: &str, items: usize) -> bool {
    let parse = &sentence.parse;
    let parts: Vec<&str> = said
        .split(", ")
        .flat_map(|part| part.split(" and "))
        .map(|part| part.trim_start_matches("and "))
        .filter(|part| !part.is_empty())
        .collect();
    let mut heads = vec![token];
    while let Some(next) = heads
        .last()
        .and_then(|&at| parse.child_with(at, Label::Conj))
    {
        heads.push(next);
    }
    let nouns = heads
        .iter()
        .all(|&head| parse.tokens[head].tag.is_noun() && !is_person(sentence, head));
    // "a voice and audio model": one thing, of which the last word is the head.
    let article = |part: &str| {
        ["a ", "an ", "the "]
            .iter()
            .any(|start| part.starts_with(start))
    };
    let shared = parts.len() > 1
        && (article(&parts[0].to_lowercase()) && !article(parts[1])
            || count_words(parts[0]) == 1 && count_words(parts[1]) > 1);
    // "one's function and excelling": an act is no second thing.
    let acts = parts.iter().filter(|part| is_act(part)).count();
    let alike = acts == 0 || acts == parts.len();
    // "for a year and a half": one spell.
    let halves = parts.iter().any(|part| part.ends_with(" half"));
    (2..=3).contains(&items) && parts.len() == items && nouns && alike && !shared && !halves
}

/// Whether a part is one word for doing what no noun is a word for: `excelling`, not `marketing`.
fn is_act(part: &str) -> bool {
    part.strip_suffix("ing").is_some_and(|base| {
        let single = base.strip_suffix(|last| base[..base.len() - 1].ends_with(last));
        verb::is_never_noun(base) || single.is_some_and(verb::is_never_noun)
    })
}

/// How many things a noun and those joined to it are.
pub(super) fn items_of(sentence: &Sentence<'_>, token: usize) -> usize {
    let parse = &sentence.parse;
    let mut items = 1;
    let mut at = token;
    while let Some(next) = parse.child_with(at, Label::Conj) {
        items += parse.children_with(at, &[Label::Conj]).len();
        at = next;
    }
    items
}

/// "fewer", "50": a word that says how many.
pub(super) fn is_amount(sentence: &Sentence<'_>, token: usize) -> bool {
    matches!(sentence.parse.tokens[token].tag, Tag::Cd | Tag::Jjr)
}

/// Whether a noun names people.
pub(in crate::card::shape) fn is_person(sentence: &Sentence<'_>, token: usize) -> bool {
    let parse = &sentence.parse;
    let first = parse.phrase(token).start;
    // "cold-emailing executives", "how users think": no person is asked for.
    let acts = |at: usize| matches!(parse.tokens[at].tag, Tag::Vbg | Tag::Wrb | Tag::Wp);
    // "the hiring manager": behind an article the participle only tells who.
    let article = parse.has_tag(first, Tag::Dt);
    if (first..token).any(acts) && !article {
        return false;
    }
    // "their future prospects"
    if sentence.lower(token) == "prospects"
        && (first..token).any(|at| matches!(&*sentence.lower(at), "career" | "future" | "growth"))
    {
        return false;
    }
    // A coined word for somebody is asked for as a word.
    let coined = sentence.rich.text[parse.tokens[token].span.end..].starts_with(['"', '”']);
    !coined && lexicon::names_people(&sentence.lower(token))
}

/// "a mandate from what? Ada Berg": a name behind such a word is a person's, and not asked
/// by "what".
pub(super) fn is_name(sentence: &Sentence<'_>, part: &Asked) -> bool {
    let titled = |word: &Word<'_>| lexicon::names_people(&word.lowered()) || word.text == "Guest";
    // "Ada Lind at the old mill": what tells who she is comes behind her name.
    let said: Vec<Word<'_>> = words(&sentence.rich.text[part.span.clone()])
        .into_iter()
        .skip_while(titled)
        .take_while(|word| !lexicon::is_function_word(&word.lowered()))
        .collect();
    let governor = sentence.lower(part.governor);
    let behind = matches!(
        &*governor,
        "after"
            | "alongside"
            | "by"
            | "for"
            | "from"
            | "like"
            | "of"
            | "than"
            | "through"
            | "to"
            | "under"
            | "with"
    );
    let plain = |word: &Word<'_>| {
        word.is_capitalised() && word.text.chars().skip(1).all(char::is_lowercase)
    };
    let by = governor == "by";
    behind && (said.len() == 2 || by && said.len() > 2) && said.iter().take(2).all(plain)
}

/// "stories reveal struggling moments": the participle before the noun was taken for a verb.
pub(super) fn halves_compound(
    sentence: &Sentence<'_>,
    governor: usize,
    span: &Range<usize>,
) -> bool {
    let parse = &sentence.parse;
    parse.has_tag(governor, Tag::Vbg)
        && governor > 0
        && parse.tokens[governor].span.end + 1 == span.start
        && matches!(
            parse.tokens[governor - 1].tag,
            Tag::Vbp | Tag::Vbz | Tag::Vbd | Tag::Vb
        )
        && !matches!(
            parse.lemma(governor - 1).as_str(),
            "be" | "start"
                | "keep"
                | "stop"
                | "avoid"
                | "begin"
                | "involve"
                | "mean"
                | "include"
                | "require"
                | "recommend"
                | "suggest"
                | "advocate"
                | "consider"
                | "prevent"
                | "enjoy"
                | "prioritize"
                | "emphasize"
                | "continue"
                | "spend"
                | "justify"
                | "risk"
                | "stress"
        )
}
