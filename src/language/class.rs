//! Closed classes of words, with a quick look at whether a word is in one.

/// First letters that have a place of their own.
const LETTERS: usize = 26;
/// Longer words count as so long.
const LONGEST: usize = 31;

/// A sorted list of words in lower case.
///
/// Most words that are looked up are in no class. Nearly all of these are told by their
/// first letter and their length alone, so that no text is compared.
pub(crate) struct Class {
    words: &'static [&'static str],
    /// Where the words with each first letter begin.
    starts: [u16; LETTERS + 1],
    /// The lengths of those words, a bit each.
    lengths: [u32; LETTERS],
}

impl Class {
    /// Takes a list as a `const`.
    ///
    /// # Panics
    ///
    /// When a word does not begin with a letter in lower case, or stands before one that
    /// begins with an earlier letter. Whether the list is sorted all through is for tests.
    pub const fn new(words: &'static [&'static str]) -> Self {
        let (mut starts, mut lengths) = ([0; LETTERS + 1], [0; LETTERS]);
        let mut at = 0;
        let mut letter = 0;
        while letter < LETTERS {
            starts[letter] = at as u16;
            while at < words.len() && words[at].as_bytes()[0] == b'a' + letter as u8 {
                lengths[letter] |= 1 << capped(words[at].len());
                at += 1;
            }
            letter += 1;
        }
        starts[LETTERS] = at as u16;
        assert!(at == words.len(), "a word out of place");
        Self {
            words,
            starts,
            lengths,
        }
    }

    /// Its words, in order.
    #[cfg(test)]
    pub const fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// Whether a word is in it. Takes lower case.
    #[inline]
    pub fn has(&self, lower: &str) -> bool {
        let letter = match lower.as_bytes().first() {
            Some(first @ b'a'..=b'z') => usize::from(first - b'a'),
            _ => return false,
        };
        if self.lengths[letter] >> capped(lower.len()) & 1 == 0 {
            return false;
        }
        let (start, end) = (self.starts[letter], self.starts[letter + 1]);
        // Two words of one length and with one first letter hardly ever share the last, and
        // to compare letters by hand is quicker than to call for it.
        let last = lower.as_bytes().last();
        let like = |word: &&&str| word.len() == lower.len() && word.as_bytes().last() == last;
        let words = self.words[usize::from(start)..usize::from(end)].iter();
        words.filter(like).any(|word| *word == lower)
    }
}

const fn capped(length: usize) -> u32 {
    if length < LONGEST {
        length as u32
    } else {
        LONGEST as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_has_its_words_and_no_others() {
        const WORDS: &[&str] = &["a", "also", "an", "it's", "zoo"];
        let class = Class::new(WORDS);
        assert!(WORDS.iter().all(|word| class.has(word)));
        for other in ["", "b", "al", "alto", "zo", "it’s", "é", "'s", "5"] {
            assert!(!class.has(other), "{other}");
        }
    }
}
