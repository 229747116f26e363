//! The subject of a clause that says something in somebody's words.
//!
//! `What was a "huge issue"?` has one answer where `What matters?` has a hundred. So only a
//! quotation pins the question, or a number behind *can* and its like; the tail of a claim,
//! where it can be asked, is asked first.

use std::ops::Range;

use crate::card::sentence::Sentence;
use crate::language::inflect::Number;
use crate::language::{Label, Tag, Word, lexicon, words};

use super::{CardText, Draft, Shape, capitalised, cut};

/// How many words a subject has that is asked.
const WORDS: std::ops::RangeInclusive<usize> = 2..=9;
/// How many content words the rest of the sentence has at least.
const REST: usize = 5;
/// Where its drafts stand: any tail that may be asked is better.
const SCORE: i32 = 85;

/// Subjects that only announce what is said of them.
const EMPTY: &[&str] = &[
    "advice",
    "approach",
    "goal",
    "idea",
    "insight",
    "key",
    "mentor",
    "mistake",
    "philosophy",
    "principle",
    "question",
    "quote",
    "shift",
    "strategy",
    "way",
];

/// `It meant that losing people was a "huge issue"` → *It meant that what was a "huge issue"?*
pub(super) fn drafts(sentence: &Sentence<'_>) -> Vec<Draft> {
    let tokens = 0..sentence.parse.tokens.len();
    tokens.filter_map(|verb| draft(sentence, verb)).collect()
}

fn draft(sentence: &Sentence<'_>, verb: usize) -> Option<Draft> {
    let parse = &sentence.parse;
    let rich = sentence.rich;
    let subject = parse
        .children_with(verb, &[Label::Nsubj, Label::Nsubjpass, Label::Csubj])
        .first()
        .copied()?;
    if !parse.is_finite(verb) || parse.tokens[subject].tag == Tag::Wdt {
        return None;
    }
    let span = parse.phrase_span(subject);
    let rest = span.end..sentence.end;
    let opens = span.start == sentence.body.start;
    let nested = rich.text[..span.start].ends_with(" that ") && parse.has_label(verb, Label::Ccomp);
    let said = &rich.text[span.clone()];
    let behind = &rich.text[rest.clone()];
    let quoted = sentence.quoted.iter().find(|quoted| {
        let apart = words(&rich.text[(*quoted).clone()]).len() > 1;
        apart && quoted.start > rest.start && quoted.end <= rest.end
    });
    let helped = parse.auxiliaries_of(verb);
    let may = helped
        .first()
        .is_some_and(|&helper| parse.has_tag(helper, Tag::Md));
    // "is a common mistake …": only somebody's words for it say more than a judgement.
    let pinned = match quoted {
        Some(quoted) if parse.lemma(verb) == "be" => {
            let between = rich.text.get(parse.tokens[verb].span.end..quoted.start);
            between.is_some_and(|between| words(between).len() <= 1)
        }
        Some(_) => true,
        None => may && behind.contains(|c: char| c.is_ascii_digit()),
    };
    let found = words(behind);
    // "What it's worthy of": the subject of another clause.
    if found.first().is_some_and(|word| {
        let lower = word.lower();
        lexicon::points_back(&lower) || lexicon::is_personal_pronoun(&lower)
    }) {
        return None;
    }
    let content = found
        .iter()
        .filter(|word| !lexicon::is_function_word(&word.lower()))
        .count();
    let follows = behind.starts_with(' ') && parse.subtree(verb).end >= parse.tokens.len();
    if !(opens || nested && follows)
        || !behind.starts_with(' ')
        || behind.starts_with(" (")
        || lexicon::is_reporting_verb(&sentence.lower(verb))
        || !pinned
        || content < REST
        || !is_plain_thing(sentence, subject, said)
        || !agrees(sentence, subject, verb)
        || !sentence.is_whole_at(span.end)
        || !parse.is_balanced(span.clone())
    {
        return None;
    }
    let asked = asking(sentence, &span, opens);
    let back: CardText = capitalised(cut(rich, span));
    let part = format!("{}, subject", parse.lemma(verb));
    let draft = Draft::new(Shape::Object, part, asked, back);
    Some(Draft {
        score: SCORE,
        ..draft
    })
}

/// The front with *what* in the subject's place.
fn asking(sentence: &Sentence<'_>, span: &Range<usize>, opens: bool) -> CardText {
    let rich = sentence.rich;
    let mut front = match opens {
        true => CardText::from("What"),
        false => {
            let mut before = capitalised(cut(rich, sentence.body.start..span.start));
            before.push_words("what");
            before
        }
    };
    front.append(cut(rich, span.end..sentence.end));
    front.push_words("?");
    front
}

/// Whether a subject is a thing or an act that "what" asks for: nobody's name, no pronoun, and
/// nothing that points out of sight.
fn is_plain_thing(sentence: &Sentence<'_>, subject: usize, said: &str) -> bool {
    let parse = &sentence.parse;
    let found = words(said);
    let first = found.first().map(Word::lower).unwrap_or_default();
    let leans = lexicon::points_back(&first)
        || lexicon::is_demonstrative(&first)
        || matches!(
            first.as_str(),
            "the" | "there" | "what" | "who" | "which" | "you" | "each"
        );
    let named = found.iter().skip(1).any(Word::is_capitalised);
    let person = super::tail::is_person(sentence, subject);
    let tag = parse.tokens[subject].tag;
    WORDS.contains(&found.len())
        && !leans
        && !named
        && !person
        && !EMPTY.contains(&&*sentence.lower(subject))
        && (tag.is_noun() || tag == Tag::Vbg)
        && !said.contains(['(', ':', ';', ',', '"', '“', '%', '\'', '’'])
}

/// Whether the verb stays as it is behind "what", which counts as one.
fn agrees(sentence: &Sentence<'_>, subject: usize, verb: usize) -> bool {
    let parse = &sentence.parse;
    let helper = parse.auxiliaries_of(verb).first().copied();
    let first = helper.unwrap_or(verb);
    let form = sentence.lower(first);
    let many = parse.number_of(subject) == Number::Many
        || parse.child_with(subject, Label::Conj).is_some();
    let neutral = parse.has_tag(first, Tag::Md) || parse.has_tag(first, Tag::Vbd) && form != "were";
    neutral && form != "was" || !many && !matches!(&*form, "are" | "were" | "have" | "do")
}
