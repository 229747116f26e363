//! The text of a card's side.

use std::sync::Arc;

/// Text of a card's side: words in which code and formulas stay whole.
///
/// The plain form (for people and for `cuedeck cards`) and the HTML form (for Anki) are
/// both made from it, so that neither has to be parsed back. A clone shares its pieces: one
/// side is held by the card, the ledger and the plan at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CardText(Arc<Vec<Piece>>);

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

impl CardText {
    /// Makes a text without pieces.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text that is one hidden gap: the answer of a cloze card, in its sentence.
    pub fn blank(hidden: CardText) -> Self {
        Self(Arc::new(vec![Piece::Blank(hidden)]))
    }

    /// Adds plain words; words after words become one piece.
    pub fn push_words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        match self.0.last() {
            Some(Piece::Words(_)) => {
                if let Some(Piece::Words(last)) = Arc::make_mut(&mut self.0).last_mut() {
                    last.push_str(words);
                }
            }
            _ => self.push(Piece::Words(words.to_owned())),
        }
    }

    fn push(&mut self, piece: Piece) {
        let pieces = Arc::make_mut(&mut self.0);
        // Nearly every side is one piece, and a deck holds hundreds of thousands of them.
        pieces.reserve_exact(usize::from(pieces.is_empty()));
        pieces.push(piece);
    }

    /// Adds code, verbatim.
    pub fn push_code(&mut self, code: &str) {
        self.push(Piece::Code(code.to_owned()));
    }

    /// Adds a formula in TeX, without delimiters; `display` gives it a line of its own.
    pub fn push_math(&mut self, tex: &str, display: bool) {
        let tex = tex.to_owned();
        self.push(Piece::Math { tex, display });
    }

    /// Adds a gap that hides `hidden`.
    pub fn push_blank(&mut self, hidden: CardText) {
        self.push(Piece::Blank(hidden));
    }

    /// The text without the first bytes of its first words; the whole text where they are not
    /// so many.
    pub fn without_first(&self, bytes: usize) -> Self {
        let mut text = self.clone();
        if let Some(Piece::Words(first)) = Arc::make_mut(&mut text.0).first_mut()
            && first.is_char_boundary(bytes)
        {
            first.drain(..bytes);
        }
        text
    }

    /// Adds the pieces of another text.
    pub fn append(&mut self, other: CardText) {
        for piece in Arc::unwrap_or_clone(other.0) {
            match piece {
                Piece::Words(words) => self.push_words(&words),
                piece => self.push(piece),
            }
        }
    }

    /// What the first gap hides; `None` without a gap.
    pub fn first_blank(&self) -> Option<&CardText> {
        self.0.iter().find_map(|piece| match piece {
            Piece::Blank(hidden) => Some(hidden),
            _ => None,
        })
    }

    /// The pieces, in reading order.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Whether there is nothing to see: no piece, or only white space. A gap always shows.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|piece| match piece {
            Piece::Words(text) | Piece::Code(text) | Piece::Math { tex: text, .. } => {
                text.trim().is_empty()
            }
            Piece::Blank(_) => false,
        })
    }

    /// The text for people: code and formulas as they are written, a gap as `[...]`.
    pub fn plain(&self) -> String {
        self.0
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
        Self(Arc::new(pieces.into_iter().collect()))
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
