//! The name of a deck, checked.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// A deck's name, levels apart by `::`; never empty, no empty level, no control characters.
///
/// Anki matches decks by this name and nothing else, so it is kept in the one spelling
/// Anki would give it: NFC, and no white space at the ends of a level.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeckName(String);

/// Why a text is no deck name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeckNameError {
    /// Nothing but white space.
    #[error("the deck's name is empty")]
    Empty,
    /// `A::::B`, `::A` or `A::`. Anki would call that level "blank".
    #[error("deck name `{name}` has an empty level between its `::`")]
    EmptyLevel {
        /// The name as given.
        name: String,
    },
    /// A tab, a line break, or another control character. Anki drops them.
    #[error("deck name {name:?} has a control character")]
    ControlCharacter {
        /// The name as given.
        name: String,
    },
    /// `A:::B`. Anki drops a colon at the end of a level.
    #[error("deck name `{name}` has a level that begins or ends with a colon")]
    StrayColon {
        /// The name as given.
        name: String,
    },
}

impl DeckName {
    /// Reads a name as people write it: `Podcast::Interviews`. White space at the ends of
    /// a level is dropped, and accents are composed, both as Anki does.
    ///
    /// # Errors
    /// When Anki would change the name in a way its author could not see.
    pub fn parse(name: &str) -> Result<Self, DeckNameError> {
        let given = || name.to_owned();
        if name.trim().is_empty() {
            return Err(DeckNameError::Empty);
        }
        let mut levels = Vec::new();
        for level in name.split("::") {
            let level: String = level.trim().nfc().collect();
            if level.is_empty() {
                return Err(DeckNameError::EmptyLevel { name: given() });
            }
            if level.contains(char::is_control) {
                return Err(DeckNameError::ControlCharacter { name: given() });
            }
            if level.starts_with(':') || level.ends_with(':') {
                return Err(DeckNameError::StrayColon { name: given() });
            }
            levels.push(level);
        }
        Ok(Self(levels.join("::")))
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The deck and the decks above it, topmost first: `A`, `A::B`, `A::B::C`.
    pub fn lineage(&self) -> impl Iterator<Item = &str> {
        let ends = self.0.match_indices("::").map(|(at, _)| at);
        ends.chain(std::iter::once(self.0.len()))
            .map(|end| &self.0[..end])
    }
}

impl fmt::Display for DeckName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: Result<&str, &str>) {
        let parsed = DeckName::parse(name);
        let parsed = parsed.map(|deck| deck.0).map_err(|error| error.to_string());
        assert_eq!(
            parsed.as_deref().map_err(String::as_str),
            expected,
            "{name:?}"
        );
    }

    #[test]
    fn a_name_is_kept_in_the_spelling_anki_gives_it() {
        check("Podcast", Ok("Podcast"));
        check(" Podcast :: Ship it ", Ok("Podcast::Ship it"));
        check("Cafe\u{301}", Ok("Caf\u{e9}"));
        check("14:30", Ok("14:30"));
        check("ש::日本", Ok("ש::日本"));
    }

    #[test]
    fn a_name_anki_would_change_is_refused_with_the_reason() {
        check(" ", Err("the deck's name is empty"));
        check(
            "A:: ::B",
            Err("deck name `A:: ::B` has an empty level between its `::`"),
        );
        check("A\tB", Err("deck name \"A\\tB\" has a control character"));
        check(
            "A:::B",
            Err("deck name `A:::B` has a level that begins or ends with a colon"),
        );
    }

    #[test]
    fn the_lineage_begins_at_the_top() {
        let deck = DeckName::parse("A::B::C").expect("a plain name");
        assert_eq!(deck.lineage().collect::<Vec<_>>(), ["A", "A::B", "A::B::C"]);
    }
}
