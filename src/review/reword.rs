//! What a person wrote → the sides of a card, or why they cannot be.

use crate::card::{CardKind, CardText, notation};
use crate::preview::ShownCard;

use super::form::Written;

/// A card with other words.
pub(super) struct Reworded {
    /// What was written anew, in the notation.
    pub words: NewWords,
    /// The front and the back that come of it.
    pub sides: (CardText, CardText),
}

/// The sides that were written anew; `None` for one that stayed.
#[derive(Default)]
pub(super) struct NewWords {
    pub question: Option<String>,
    pub answer: Option<String>,
}

/// A card as it may be written; the answer of a sentence with a gap stands in the gap.
pub(super) fn written(shown: &ShownCard) -> Written {
    Written {
        question: notation::write(&shown.front_text),
        answer: (!is_cloze(shown)).then(|| notation::write(&shown.back_text)),
    }
}

/// The card with what was written in place of its words. `None` when it says that already.
/// `is_asked` tells whether another card of the deck has a front.
///
/// # Errors
///
/// Why a card cannot say this, for the person who wrote it.
pub(super) fn reworded(
    shown: &ShownCard,
    new: &Written,
    is_asked: impl Fn(&str) -> bool,
) -> Result<Option<Reworded>, &'static str> {
    let now = written(shown);
    let question = new.question.trim();
    let answer = new.answer.as_deref().map(str::trim);
    let answer = answer.filter(|_| !is_cloze(shown));
    if question.is_empty() && answer.is_none_or(str::is_empty) {
        return Err("nothing was written, so nothing is changed");
    }
    let before = (shown.front_text.clone(), shown.back_text.clone());
    let mut sides = before.clone();
    let mut words = NewWords::default();
    if question != now.question.trim() {
        sides.0 = front_of(question, shown)?;
        if is_asked(&sides.0.plain()) {
            return Err("another card asks just this, and a deck holds only one of them");
        }
        words.question = Some(question.to_owned());
    }
    if let Some(answer) = answer.filter(|answer| Some(*answer) != now.answer.as_deref()) {
        sides.1 = side_of(answer)?;
        words.answer = Some(answer.to_owned());
    }
    if let Some(hidden) = sides.0.first_blank() {
        sides.1 = hidden.clone();
    }
    Ok((sides != before).then_some(Reworded { words, sides }))
}

fn is_cloze(shown: &ShownCard) -> bool {
    shown.kind == CardKind::Cloze.name()
}

/// A question as this card takes it.
fn front_of(question: &str, shown: &ShownCard) -> Result<CardText, &'static str> {
    let front = side_of(question)?;
    // Anki could not follow: the notetype is another one.
    match (is_cloze(shown), front.first_blank().is_some()) {
        (true, false) => {
            Err("this card needs its [[gap]]: reject it, and add a question of your own")
        }
        (false, true) => Err("this card cannot get a [[gap]]: reject it, and add one of your own"),
        _ => Ok(front),
    }
}

/// A side as a card takes it.
fn side_of(text: &str) -> Result<CardText, &'static str> {
    match notation::read(text) {
        None => Err("a [[, $ or ` is not closed; put a \\ before one that is only meant as itself"),
        Some(side) if side.is_empty() => {
            Err("a side without words is no side: write some, or press Esc")
        }
        Some(side) => Ok(side),
    }
}
