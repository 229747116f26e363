//! Claims and quotes → cards: the wording of questions and answers. Pure.

/// Text of a card's side: words in which code and formulas stay whole.
///
/// The plain form (for people and for `cuedeck cards`) and the HTML form (for Anki) are
/// both made from it, so that neither has to be parsed back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CardText(Vec<Piece>);

/// A piece of a card's side.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Plain words.
    Words(String),
    /// Code, verbatim.
    Code(String),
    /// A formula in TeX, without delimiters.
    Math {
        /// The TeX.
        tex: String,
        /// Whether it stands on a line of its own.
        display: bool,
    },
    /// The gap of a cloze card, which hides this text.
    Blank(CardText),
}

/// Which of the two notetypes a card needs.
///
/// It is part of a card's identity: Anki cannot turn a note of one kind into the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardKind {
    /// A question and its answer.
    Question,
    /// A sentence with a gap.
    Cloze,
}
