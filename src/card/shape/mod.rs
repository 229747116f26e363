//! Question shapes: ways of cutting a statement into what is shown and what is asked.
//!
//! Each shape proposes drafts from the statement's own words; none of them judges. Shapes
//! that need grammar are not here: only cuts at words with one reading.

mod advice;
mod coined;
mod colon;
mod contrast;
mod definition;
mod effect;
mod list;
mod number;
mod quote;
mod quoted;
mod reason;
mod subject;
mod tail;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::extract::Fact;
use crate::note::{MarkKind, RichText};
use crate::statement::Statement;

use super::sentence::Sentence;
use super::{CardText, Wording};

/// How a card was made, in the order the shapes are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Shape {
    /// A contrast with the rejected side in view.
    Contrast,
    /// What a term means.
    Definition,
    /// What follows because, due to, leading to, by.
    Cause,
    /// What the last verb of the claim is about.
    Object,
    /// The items of a counted list.
    List,
    /// A number with its unit in view.
    Number,
    /// A word missing from somebody's words.
    QuoteCloze,
    /// A clause missing from the claim.
    Cloze,
    /// Written by the owner of the notes.
    Own,
}

impl Shape {
    /// The word that output uses.
    pub fn name(self) -> &'static str {
        match self {
            Shape::Contrast => "contrast",
            Shape::Definition => "definition",
            Shape::Cause => "cause",
            Shape::Object => "object",
            Shape::List => "list",
            Shape::Number => "number",
            Shape::QuoteCloze => "quote-cloze",
            Shape::Cloze => "cloze",
            Shape::Own => "own",
        }
    }

    /// Where its drafts stand among those of the other shapes.
    fn score(self) -> i32 {
        match self {
            Shape::List => 118,
            Shape::Definition => 115,
            Shape::Contrast => 112,
            Shape::Cause => 108,
            Shape::Object => 100,
            Shape::Number => 118,
            Shape::QuoteCloze => 92,
            Shape::Cloze | Shape::Own => 80,
        }
    }

    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        use Shape::{Cause, Cloze, Contrast, Definition, List, Number, Object, Own, QuoteCloze};
        [
            Contrast, Definition, Cause, Object, List, Number, QuoteCloze, Cloze, Own,
        ]
        .into_iter()
        .find(|shape| shape.name() == word)
    }
}

/// A wording that no guard has looked at yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub wording: Wording,
    /// Whether the cut stands behind a denial that its reason would belong to.
    pub denied: bool,
    /// Of the drafts of one statement, the one with the highest score is tried first.
    pub score: i32,
    /// Whether its front shows words from outside the statement.
    pub framed: bool,
    /// Whether those stand before a question that is proposed without them, too.
    pub supported: bool,
}

impl Draft {
    fn new(shape: Shape, part: impl Into<Arc<str>>, front: CardText, back: CardText) -> Self {
        let part = part.into();
        Self {
            wording: Wording {
                shape,
                part,
                front,
                back,
            },
            denied: false,
            score: shape.score(),
            framed: false,
            supported: false,
        }
    }
}

/// The drafts of a claim, best first.
pub(super) fn drafts(sentence: &Sentence<'_>, statement: &Statement) -> Vec<Draft> {
    let body = sentence.body.clone();
    let mut drafts = definition::drafts(statement, sentence);
    drafts.extend(definition::copula(sentence));
    drafts.extend(advice::drafts(sentence.rich, body.clone()));
    drafts.extend(contrast::drafts(sentence));
    drafts.extend(tail::drafts(sentence));
    drafts.extend(number::drafts(sentence));
    drafts.extend(coined::drafts(sentence));
    drafts.extend(reason::drafts(sentence));
    drafts.extend(effect::drafts(sentence));
    drafts.extend(quoted::drafts(sentence));
    drafts.extend(subject::drafts(sentence));
    drafts.extend(colon::drafts(sentence));
    drafts
}

/// The drafts of somebody's words and of a counted list.
pub(super) fn other_drafts(facts: &[Fact], statement: &Statement) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for fact in facts {
        match fact {
            Fact::Claim(_) => {}
            Fact::Quote(quote) => drafts.extend(quote::drafts(&statement.words, quote)),
            Fact::List(list) => drafts.extend(list::drafts(&statement.words, list)),
        }
    }
    drafts
}

/// The words of a range, code and formulas whole.
pub(super) fn cut(words: &RichText, range: std::ops::Range<usize>) -> CardText {
    let mut text = CardText::new();
    let mut at = range.start;
    for mark in &words.marks {
        let (start, end) = (mark.range.start, mark.range.end);
        if start < at || end > range.end {
            continue;
        }
        match mark.kind {
            MarkKind::Code => {
                text.push_words(&words.text[at..start]);
                text.push_code(&words.text[start..end]);
            }
            MarkKind::Math { display } => {
                text.push_words(&words.text[at..start]);
                text.push_math(&words.text[start..end], display);
            }
            _ => continue,
        }
        at = end;
    }
    text.push_words(&words.text[at..range.end]);
    text
}

/// Whether byte `at` falls inside code or a formula, which nothing may cut.
fn splits_verbatim(words: &RichText, at: usize) -> bool {
    words.marks.iter().any(|mark| {
        matches!(mark.kind, MarkKind::Code | MarkKind::Math { .. })
            && mark.range.start < at
            && at < mark.range.end
    })
}

/// The same text with its first letter in upper case.
pub(super) fn capitalised(text: CardText) -> CardText {
    with_first(text, |first| first.to_uppercase().collect())
}

/// The same text with its first letter in lower case, unless it is a name or initials.
pub(super) fn decapitalised(text: CardText) -> CardText {
    with_first(text, |first| first.to_lowercase().collect())
}

/// The text with another first letter. mTOR, iPhone and AI are written so on purpose.
fn with_first(text: CardText, change: fn(char) -> String) -> CardText {
    let Some(super::Piece::Words(words)) = text.pieces().first() else {
        return text;
    };
    let mut letters = words.chars();
    let first = letters.next();
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text;
    }
    let first = first.map(change).unwrap_or_default();
    let mut whole = CardText::from(format!("{first}{}", letters.as_str()).as_str());
    whole.append(text.pieces()[1..].iter().cloned().collect());
    whole
}

/// The first question that a shape asks of a claim, with its answer.
#[cfg(test)]
fn first_asked(drafts: fn(&Sentence<'_>) -> Vec<Draft>, claim: &str) -> Option<(String, String)> {
    let rich = RichText {
        text: claim.to_owned(),
        ..RichText::default()
    };
    let found = drafts(&Sentence::new(&rich, 0..claim.len()));
    let first = found.first()?;
    Some((first.wording.front.plain(), first.wording.back.plain()))
}
