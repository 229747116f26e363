//! The identity of an Anki note.

use std::fmt;

use sha2::{Digest, Sha256};

use super::digest::digest;

/// What Anki matches an imported note by: 16 characters of Crockford's base 32 in lower
/// case, so that a person can type one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Guid([u8; Guid::LENGTH]);

/// Crockford's digits: no `i`, `l`, `o` or `u`, which are misread or spell words.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl Guid {
    /// Characters in a GUID; each carries five bits.
    pub const LENGTH: usize = 16;

    /// Derives the GUID from what a card is about: the first 80 bits of a SHA-256.
    ///
    /// Eighty bits keep a million notes apart with a chance of one in two trillion. Never
    /// hand in the card's wording: a reworded card would lose its review history.
    pub fn derive<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let bits = digest(parts) >> 48;
        let digit = |nth: usize| DIGITS[(bits >> (5 * (Self::LENGTH - 1 - nth)) & 31) as usize];
        Self(std::array::from_fn(digit))
    }

    /// Reads a GUID that was written down. `None` unless it is exactly as
    /// [`Guid::derive`] prints them.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: [u8; Self::LENGTH] = text.as_bytes().try_into().ok()?;
        digits
            .iter()
            .all(|digit| DIGITS.contains(digit))
            .then_some(Self(digits))
    }

    /// A number drawn from the GUID, evenly over all 64 bits.
    pub(super) fn number(&self) -> u64 {
        let digest = Sha256::digest(self.0);
        digest[..8]
            .iter()
            .fold(0, |bits, byte| bits << 8 | u64::from(*byte))
    }

    /// The GUID as Anki stores it.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("the digits are ASCII")
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Guid({self})")
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_never_changes_between_versions() {
        // Frozen: if this fails, every learner's review history is about to be lost.
        let guid = Guid::derive(["video", "question", "slot"]);
        assert_eq!(guid.as_str(), "r0y23hjf9hm3v2h3");
        assert_eq!(Guid::parse(guid.as_str()), Some(guid));
    }

    #[test]
    fn moving_a_letter_between_parts_makes_another_guid() {
        assert_ne!(Guid::derive(["ab", "c"]), Guid::derive(["a", "bc"]));
        assert_ne!(Guid::derive(["a"]), Guid::derive(["a", ""]));
    }

    #[test]
    fn a_text_with_other_letters_is_no_guid() {
        for text in [
            "",
            "0123456789abcde",
            "0123456789abcdeu",
            "0123456789ABCDEF",
        ] {
            assert_eq!(Guid::parse(text), None, "{text}");
        }
    }
}
