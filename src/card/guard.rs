//! What a careful reader would refuse, as named checks. Each refusal is a [`Reason`].
//!
//! The checks are those of the rubric that can be made without grammar: no leak, a pin,
//! one answer of one clause, nothing dangling, nothing made true that was denied.

use crate::extract::Reason;
use crate::language::{content_stems, count_words, lexicon, words};

use super::CardKind;
use super::shape::{Draft, Shape};

/// Longest answer, in words.
const LONGEST_BACK: usize = 15;
/// Longest front, in words.
const LONGEST_FRONT: usize = 30;
/// Fewest words that may stand before what is asked.
const SHORTEST_FRONT: usize = 5;
/// Content words a front must hold beyond what the context line says.
const PINS: usize = 2;

/// Passes a draft that a learner could study, or says what is wrong with it.
pub(super) fn check(draft: &Draft, context: &str) -> Result<(), Reason> {
    let front = draft.wording.front.plain();
    let back = draft.wording.back.plain();
    if draft.denied || samples(draft, &front, &back) {
        return Err(Reason::Untrue);
    }
    let length = count_words(&back);
    if length > LONGEST_BACK || length == 0 {
        return Err(Reason::AnswerTooLong);
    }
    let front_length = count_words(&front);
    if front_length > LONGEST_FRONT {
        return Err(Reason::FrontTooLong);
    }
    if points_back(&back) {
        return Err(Reason::Dangling);
    }
    let definition = matches!(draft.wording.shape, Shape::Definition);
    if front_length < SHORTEST_FRONT && !definition {
        return Err(Reason::NoPin);
    }
    leak(&front, &back, context)?;
    if !definition {
        pin(&front, context)?;
    }
    Ok(())
}

/// Strikes from the answer what the front and the context line show; at least half of it,
/// and something, must be left to tell right from wrong.
fn leak(front: &str, back: &str, context: &str) -> Result<(), Reason> {
    let mut shown = content_stems(front);
    shown.extend(content_stems(context));
    let asked = content_stems(back);
    if asked.is_empty() {
        // A bare number is an answer; nothing but function words is none.
        let number = back.chars().any(|c| c.is_ascii_digit())
            || words(back)
                .iter()
                .any(|word| lexicon::small_number(&word.lower()).is_some());
        return if number { Ok(()) } else { Err(Reason::NoPin) };
    }
    let kept = asked.difference(&shown).count();
    match 2 * kept > asked.len() {
        true => Ok(()),
        false => Err(Reason::Leak),
    }
}

/// Counts the words that only this claim has.
fn pin(front: &str, context: &str) -> Result<(), Reason> {
    let topic = content_stems(context);
    let pins = words(front)
        .iter()
        .map(|word| word.lower())
        .filter(|word| !lexicon::is_function_word(word) && !lexicon::is_weak_word(word))
        .filter(|word| content_stems(word).is_disjoint(&topic))
        .count();
    match pins >= PINS {
        true => Ok(()),
        false => Err(Reason::NoPin),
    }
}

/// Whether an answer leans on words nobody sees.
fn points_back(back: &str) -> bool {
    words(back).iter().any(|word| {
        let lower = word.lower();
        lexicon::is_demonstrative(&lower) && lower != "those" && lower != "such"
            || lexicon::is_personal_pronoun(&lower)
            || lexicon::is_first_person(&lower) && !back.contains(['"', '“'])
    })
}

/// Whether the question would present a sample as the whole: "such as what?".
fn samples(draft: &Draft, front: &str, back: &str) -> bool {
    let lower = back.to_lowercase();
    let marks_inside = [" such as ", " like ", " e.g", " including ", " etc"];
    let before = match draft.wording.kind() {
        CardKind::Cloze => front.split("[...]").next().unwrap_or(""),
        CardKind::Question => "",
    };
    let last = words(before).last().map(|word| word.lower());
    marks_inside.iter().any(|mark| lower.contains(mark))
        || last.is_some_and(|word| lexicon::marks_sample(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{CardText, Wording};

    fn check_question(front: &str, back: &str, context: &str) -> Result<(), Reason> {
        let wording = Wording {
            shape: Shape::Object,
            part: "create".to_owned(),
            front: CardText::from(front),
            back: CardText::from(back),
        };
        let draft = Draft {
            wording,
            denied: false,
        };
        check(&draft, context)
    }

    #[test]
    fn an_answer_that_stands_in_the_context_line_is_a_leak() {
        let front = "Weekly reviews of stalled projects create what?";
        assert_eq!(
            check_question(front, "Accountable teams", "Building accountable teams"),
            Err(Reason::Leak)
        );
        assert_eq!(
            check_question(front, "Shared urgency", "Building accountable teams"),
            Ok(())
        );
    }

    #[test]
    fn a_front_of_topic_words_has_no_pin() {
        let front = "Effective engineering leadership requires what?";
        assert_eq!(
            check_question(front, "Listening", "Engineering leadership"),
            Err(Reason::NoPin)
        );
    }

    #[test]
    fn a_sample_is_not_asked_as_the_whole() {
        let front = "Stalled rewrites exhaust the patience of what?";
        assert_eq!(
            check_question(front, "Groups such as finance", "Rewrites"),
            Err(Reason::Untrue)
        );
    }
}
