//! The text of a card's side.

use std::sync::Arc;

/// Text of a card's side: words in which code and formulas stay whole.
///
/// The plain form (for people and for `cuedeck cards`) and the HTML form (for Anki) are
/// both made from it, so that neither has to be parsed back. A clone shares its texts: one
/// side is held by the card, the ledger and the plan at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CardText(Pieces);

/// A piece of a card's side.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Plain words.
    Words(Arc<str>),
    /// Code, verbatim.
    Code(Arc<str>),
    /// A formula in TeX, without delimiters.
    Math {
        /// The TeX.
        tex: Arc<str>,
        /// Whether it stands on a line of its own.
        display: bool,
    },
    /// The gap of a cloze card, which hides this text.
    Blank(Arc<CardText>),
}

/// Nearly every side is one piece, and a deck holds hundreds of thousands of them: each
/// costs one allocation. So that equal texts compare as equal, `Many` are at least two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
enum Pieces {
    #[default]
    None,
    One(Piece),
    Many(Arc<Vec<Piece>>),
}

impl Pieces {
    fn as_slice(&self) -> &[Piece] {
        match self {
            Pieces::None => &[],
            Pieces::One(piece) => std::slice::from_ref(piece),
            Pieces::Many(pieces) => pieces,
        }
    }

    fn as_mut_slice(&mut self) -> &mut [Piece] {
        match self {
            Pieces::None => &mut [],
            Pieces::One(piece) => std::slice::from_mut(piece),
            Pieces::Many(pieces) => Arc::make_mut(pieces).as_mut_slice(),
        }
    }

    fn push(&mut self, piece: Piece) {
        *self = match std::mem::take(self) {
            Pieces::None => Pieces::One(piece),
            Pieces::One(first) => Pieces::Many(Arc::new(vec![first, piece])),
            Pieces::Many(mut pieces) => {
                Arc::make_mut(&mut pieces).push(piece);
                Pieces::Many(pieces)
            }
        }
    }
}

impl CardText {
    /// Makes a text without pieces.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text that is one hidden gap: the answer of a cloze card, in its sentence.
    pub fn blank(hidden: CardText) -> Self {
        Self(Pieces::One(Piece::Blank(Arc::new(hidden))))
    }

    /// Adds plain words; words after words become one piece.
    pub fn push_words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        match self.0.as_mut_slice().last_mut() {
            Some(Piece::Words(last)) => *last = [&**last, words].concat().into(),
            _ => self.0.push(Piece::Words(words.into())),
        }
    }

    /// Adds code, verbatim.
    pub fn push_code(&mut self, code: &str) {
        self.0.push(Piece::Code(code.into()));
    }

    /// Adds a formula in TeX, without delimiters; `display` gives it a line of its own.
    pub fn push_math(&mut self, tex: &str, display: bool) {
        let tex = tex.into();
        self.0.push(Piece::Math { tex, display });
    }

    /// Adds a gap that hides `hidden`.
    pub fn push_blank(&mut self, hidden: CardText) {
        self.0.push(Piece::Blank(Arc::new(hidden)));
    }

    /// The text without the first bytes of its first words; the whole text where they are not
    /// so many.
    pub fn without_first(&self, bytes: usize) -> Self {
        let mut text = self.clone();
        if let Some(Piece::Words(first)) = text.0.as_mut_slice().first_mut()
            && let Some(rest) = first.get(bytes..)
        {
            *first = rest.into();
        }
        text
    }

    /// Adds the pieces of another text.
    pub fn append(&mut self, other: CardText) {
        for piece in other.pieces() {
            match piece {
                Piece::Words(words) => self.push_words(words),
                piece => self.0.push(piece.clone()),
            }
        }
    }

    /// What the first gap hides; `None` without a gap.
    pub fn first_blank(&self) -> Option<&CardText> {
        self.pieces().iter().find_map(|piece| match piece {
            Piece::Blank(hidden) => Some(&**hidden),
            _ => None,
        })
    }

    /// The pieces, in reading order.
    pub fn pieces(&self) -> &[Piece] {
        self.0.as_slice()
    }

    /// Whether there is nothing to see: no piece, or only white space. A gap always shows.
    pub fn is_empty(&self) -> bool {
        self.pieces().iter().all(|piece| match piece {
            Piece::Words(text) | Piece::Code(text) | Piece::Math { tex: text, .. } => {
                text.trim().is_empty()
            }
            Piece::Blank(_) => false,
        })
    }

    /// The text for people: code and formulas as they are written, a gap as `[...]`.
    pub fn plain(&self) -> String {
        self.pieces()
            .iter()
            .map(|piece| match piece {
                Piece::Words(text) | Piece::Code(text) | Piece::Math { tex: text, .. } => text,
                Piece::Blank(_) => "[...]",
            })
            .collect()
    }
}

impl FromIterator<Piece> for CardText {
    fn from_iter<I: IntoIterator<Item = Piece>>(pieces: I) -> Self {
        let mut text = Pieces::None;
        pieces.into_iter().for_each(|piece| text.push(piece));
        Self(text)
    }
}

impl From<&str> for CardText {
    fn from(words: &str) -> Self {
        let mut text = Self::new();
        text.push_words(words);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_form_keeps_code_and_math_and_hides_the_gap() {
        let mut text = CardText::from("Call ");
        text.push_code("push()");
        text.push_words(" at ");
        text.push_words("once: ");
        text.push_math("O(1)", false);
        text.push_words(" is ");
        text.append(CardText::blank("fast".into()));
        assert_eq!(text.plain(), "Call push() at once: O(1) is [...]");
        assert_eq!(text.pieces().len(), 6, "words after words are one piece");
    }

    #[test]
    fn white_space_is_empty_and_a_gap_is_not() {
        assert!(CardText::from(" \n").is_empty());
        assert!(!CardText::blank(CardText::new()).is_empty());
    }
}
