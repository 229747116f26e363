//! What a token looks like: its word, endings and shape as hashes, and what the lexicon
//! knows of it.

use std::ops::Range;

use super::table::{HEADER, MAGIC};

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes a template's number and up to three values into one feature.
#[inline(always)]
pub fn feature(template: u64, x: u64, y: u64, z: u64) -> u64 {
    let sum = x
        .wrapping_mul(0xff51_afd7_ed55_8ccd)
        .wrapping_add(y.rotate_left(21).wrapping_mul(0xc4ce_b9fe_1a85_ec53))
        .wrapping_add(z.rotate_left(42).wrapping_mul(0x2545_f491_4f6c_dd1d))
        .wrapping_add(template.wrapping_mul(0xd6e8_feb8_6659_fd93));
    (sum ^ (sum >> 32)).wrapping_mul(FACTOR)
}

/// The token as the model sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lexeme {
    /// The word in lower case, digits alike.
    pub word: u64,
    /// Its last two characters.
    pub two: u64,
    /// Its last three characters.
    pub three: u64,
    /// Its first two characters.
    pub head: u64,
    /// Capitals, digits and hyphens, as a small number.
    pub shape: u64,
    /// The word, apart when it is a name by its capital.
    pub cased: u64,
    /// What the lexicon knows of `cased`.
    pub known: Known,
}

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// One more than the commonest tag; 0 for an unknown word.
    pub first: u8,
    /// One more than the next commonest tag; 0 without one.
    pub second: u8,
    /// Whether it has hardly ever another tag than the first.
    pub sure: bool,
}

impl Known {
    /// Both tags as one number.
    #[inline(always)]
    pub fn class(self) -> u64 {
        u64::from(self.first) << 8 | u64::from(self.second)
    }
}

/// Looks at a word. `first` says whether it opens the sentence, where a capital means less.
pub fn lexeme(word: &str, first: bool) -> Lexeme {
    // Nothing is told from the middle of a word that is longer than any.
    let (mut hash, mut tail) = (0xcbf2_9ce4_8422_2325_u64, [0_u32; 3]);
    let mut head = 0_u64;
    let (mut upper, mut digits, mut letters, mut hyphen) = (0_u32, 0_u32, 0_u32, false);
    let mut initial = false;
    for (place, c) in word.chars().take(64).enumerate() {
        // The commonest first.
        let plain = match c {
            'a'..='z' => c,
            'A'..='Z' => {
                upper += 1;
                initial |= place == 0;
                c.to_ascii_lowercase()
            }
            '0'..='9' => {
                digits += 1;
                '0'
            }
            '’' | '‘' => '\'',
            _ if c.is_ascii() => {
                hyphen |= c == '-';
                c
            }
            _ => {
                if c.is_uppercase() {
                    upper += 1;
                    initial |= place == 0;
                }
                c.to_lowercase().next().unwrap_or(c)
            }
        };
        letters += u32::from(plain.is_alphabetic());
        hash = (hash ^ u64::from(u32::from(plain))).wrapping_mul(0x0100_0000_01b3);
        tail = [tail[1], tail[2], u32::from(plain)];
        if place < 2 {
            head = head << 24 | u64::from(u32::from(plain));
        }
    }
    let hash = (hash ^ (hash >> 29)).wrapping_mul(FACTOR);
    let shape = u64::from(initial)
        | u64::from(upper > 1) << 1
        | u64::from(upper > 0 && upper == letters) << 2
        | u64::from(digits > 0) << 3
        | u64::from(letters == 0) << 4
        | u64::from(hyphen) << 5
        | u64::from(first) << 6;
    let cased = if initial && !first {
        hash ^ FACTOR
    } else {
        hash
    };
    let mut two = u64::from(tail[1]) << 24 | u64::from(tail[2]);
    two = two.wrapping_add(1);
    Lexeme {
        word: hash,
        two,
        three: (u64::from(tail[0]) << 48) ^ two.wrapping_mul(3),
        head,
        shape,
        cased,
        known: Known::default(),
    }
}

/// The [`Lexeme::word`] of a word in lower-case letters, while the program is built.
pub const fn ascii_word(word: &str) -> u64 {
    let letters = word.as_bytes();
    let (mut hash, mut at) = (0xcbf2_9ce4_8422_2325_u64, 0);
    while at < letters.len() {
        hash = (hash ^ letters[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    (hash ^ (hash >> 29)).wrapping_mul(FACTOR)
}

/// Looks at all tokens of a sentence.
pub fn lexemes(text: &str, tokens: &[Range<usize>], lexicon: Lexicon<'_>) -> Vec<Lexeme> {
    let look = |(nth, range): (usize, &Range<usize>)| {
        let mut lexeme = lexeme(&text[range.clone()], nth == 0);
        lexeme.known = lexicon.look_up(lexeme.cased);
        lexeme
    };
    tokens.iter().enumerate().map(look).collect()
}

/// Bytes of an entry: four of the hash, two tags, whether the first is sure, one spare.
pub const ENTRY: usize = 8;

/// Words and their commonest tags.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'b> {
    entries: &'b [[u8; ENTRY]],
    shift: u32,
}

impl<'b> Lexicon<'b> {
    /// Reads a lexicon in place.
    ///
    /// # Panics
    ///
    /// When the bytes are not a lexicon.
    pub const fn new(bytes: &'b [u8]) -> Self {
        let (head, entries) = bytes.split_at(HEADER);
        let mut at = 0;
        while at < MAGIC.len() {
            assert!(head[at] == MAGIC[at], "not a lexicon of this version");
            at += 1;
        }
        assert!(head[8] as usize == ENTRY);
        let (entries, rest) = entries.as_chunks::<ENTRY>();
        assert!(rest.is_empty() && entries.len() >= 2 && entries.len().is_power_of_two());
        Self {
            entries,
            shift: 64 - entries.len().trailing_zeros(),
        }
    }

    /// What is known of a word, by [`Lexeme::cased`].
    #[inline]
    pub fn look_up(&self, cased: u64) -> Known {
        let slot = (cased >> self.shift) as usize;
        let print = (cased as u32).to_le_bytes();
        for at in [slot, slot ^ 1] {
            if let Some(entry) = self.entries.get(at)
                && entry[..4] == print
            {
                return Known {
                    first: entry[4],
                    second: entry[5],
                    sure: entry[6] != 0,
                };
            }
        }
        Known::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_known_beforehand_has_the_same_hash() {
        assert_eq!(ascii_word("were"), lexeme("Were", true).word);
    }

    #[test]
    fn digits_are_alike_and_capitals_make_names() {
        assert_eq!(lexeme("2019", false).word, lexeme("1987", false).word);
        assert_eq!(lexeme("Apple", true).cased, lexeme("apple", false).cased);
        assert_ne!(lexeme("Apple", false).cased, lexeme("apple", false).cased);
    }
}
