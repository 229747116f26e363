//! What follows from a condition: `If nobody greases the axle, the wheel seizes by spring.`

use crate::card::sentence::Sentence;
use crate::language::{Label, Tag, count_words, lexicon};

use super::{CardText, Draft, Shape, capitalised, cut};

/// Words that open the condition.
const OPENERS: &[&str] = &["if", "once", "unless", "when", "whenever"];
/// Auxiliaries of what ought to happen, or did once.
const ADVISES: &[&str] = &[
    "did", "had", "have", "must", "need", "needs", "should", "was", "were",
];
/// The fewest words of a condition that only this effect has.
const FEWEST: usize = 8;
/// How many words of the effect are asked.
const WORDS: std::ops::RangeInclusive<usize> = 3..=12;
/// Where the draft stands: behind whatever is narrower.
const SCORE: i32 = 88;

/// `If nobody greases the axle, …` → *If nobody greases the axle, what happens?*
pub(super) fn drafts(sentence: &Sentence<'_>) -> Vec<Draft> {
    draft(sentence).into_iter().collect()
}

fn draft(sentence: &Sentence<'_>) -> Option<Draft> {
    let parse = &sentence.parse;
    let rich = sentence.rich;
    if !OPENERS.contains(&&*sentence.lower(0)) {
        return None;
    }
    let root = parse.root()?;
    let comma = (1..parse.tokens.len()).find(|&at| {
        parse.has_tag(at, Tag::Comma) && sentence.is_whole_at(parse.tokens[at].span.start)
    })?;
    let subject = parse.subject_of(root)?;
    let at = parse.tokens[comma].span.start;
    let first = comma + 1 + usize::from(sentence.lower(comma + 1) == "then");
    // One clause behind the only comma, of a noun that is not taken up from the condition.
    // "When planning a launch, …": what is said then is advice.
    let event = !matches!(parse.tokens[1].tag, Tag::Vbg | Tag::Vbn);
    let happens = (subject..=root).all(|at| !ADVISES.contains(&&*sentence.lower(at)))
        && !lexicon::is_reporting_verb(&sentence.lower(root))
        && parse.tokens[root].tag != Tag::Vbd;
    let told = event
        && happens
        && first <= subject
        && subject < root
        && matches!(parse.tokens[subject].label, Label::Nsubj | Label::Nsubjpass)
        && parse.tokens[subject].tag.is_noun()
        && parse.is_finite(root)
        && (first..subject).all(|at| !parse.tokens[at].tag.is_verb());
    if !told {
        return None;
    }
    let span = parse.tokens[first].span.start..sentence.end;
    let said = &rich.text[span.clone()];
    let whole = !said.contains([',', '(', ')', ':', ';', '—', '–'])
        && parse.is_balanced(span.clone())
        && !lexicon::points_back(&sentence.lower(first));
    let condition = count_words(&rich.text[sentence.body.start..at]);
    if !whole || condition < FEWEST || !WORDS.contains(&count_words(said)) {
        return None;
    }
    let mut front = capitalised(cut(rich, sentence.body.start..at));
    front.push_words(", what happens?");
    let back: CardText = capitalised(cut(rich, span));
    let draft = Draft::new(Shape::Cause, "effect", front, back);
    Some(Draft {
        score: SCORE,
        ..draft
    })
}

#[cfg(test)]
mod tests {
    use super::super::first_asked;
    use super::*;

    fn asked(claim: &str) -> Option<(String, String)> {
        first_asked(drafts, claim)
    }

    #[test]
    fn the_effect_of_a_condition_is_asked() {
        let front = "If nobody greases the axle of a mill in autumn, what happens?";
        assert_eq!(
            asked("If nobody greases the axle of a mill in autumn, the wheel seizes by spring."),
            Some((front.into(), "The wheel seizes by spring".into()))
        );
    }

    #[test]
    fn an_effect_that_takes_up_the_condition_is_not_asked() {
        for claim in [
            "If a mill in a damp valley stands idle for a year, it needs new stones.",
            "If a mill stands idle, the stones crack.",
            "If a mill in a damp valley stands idle for a whole year, then",
            "If a mill in a damp valley stands idle for a whole year,",
            "If a mill in a damp valley stands idle for a year, call the mason.",
        ] {
            assert_eq!(asked(claim), None, "{claim}");
        }
    }
}
