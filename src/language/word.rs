//! Words and where they stand.

use std::borrow::Cow;

/// A word of a text: letters and digits, with the marks that belong inside one
/// (`don't`, `one-on-one`, `3.5`, `U.S`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// As written.
    pub text: &'t str,
    /// First byte in the text it was taken from.
    pub start: usize,
}

impl<'t> Word<'t> {
    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Itself in lower case.
    pub fn lower(&self) -> String {
        lowered(self.text).into_owned()
    }

    /// The same, and without a copy where it is in lower case already: nearly every word is.
    pub fn lowered(&self) -> Cow<'t, str> {
        lowered(self.text)
    }

    /// Whether its first character is an upper-case letter.
    pub fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// A text in lower case. Unlike [`str::to_lowercase`] it is quick to see that nothing is to
/// be done.
pub(crate) fn lowered(text: &str) -> Cow<'_, str> {
    let (mut upper, mut ascii) = (false, true);
    for byte in text.bytes() {
        upper |= byte.is_ascii_uppercase();
        ascii &= byte.is_ascii();
    }
    match (ascii, upper) {
        (true, false) => Cow::Borrowed(text),
        (true, true) => Cow::Owned(text.to_ascii_lowercase()),
        (false, _) => Cow::Owned(text.to_lowercase()),
    }
}

/// The words of `text`, in order. Linear in its length.
pub fn words(text: &str) -> Vec<Word<'_>> {
    // English needs about six bytes for a word and its space.
    let mut found = Vec::with_capacity(text.len() / 6 + 2);
    found.extend(each_word(text));
    found
}

/// The same, one by one.
pub fn each_word(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = start_of_word(text, at)?;
        at = end_of_word(text, start);
        Some(Word {
            text: &text[start..at],
            start,
        })
    })
}

/// Where the first word behind `from` begins.
///
/// This and [`end_of_word`] go byte by byte where the text is ASCII: every statement of a
/// vault comes through here several times.
fn start_of_word(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(&byte) = text.as_bytes().get(at) {
        at += match KINDS[usize::from(byte)] {
            Kind::Inside => return Some(at),
            Kind::Joint | Kind::Outside => 1,
            Kind::Wide => match text[at..].chars().next()? {
                c if c.is_alphanumeric() => return Some(at),
                c => c.len_utf8(),
            },
        };
    }
    None
}

/// Where the word that begins at `start` ends.
fn end_of_word(text: &str, start: usize) -> usize {
    let kind = |byte: &u8| KINDS[usize::from(*byte)];
    let mut at = start;
    loop {
        let rest = text.as_bytes()[at..].iter();
        at += rest.take_while(|byte| kind(byte) == Kind::Inside).count();
        let width = match text.as_bytes().get(at).map(kind) {
            Some(Kind::Joint | Kind::Wide) => bytes_inside(&text[at..]),
            _ => 0,
        };
        if width == 0 {
            return at;
        }
        at += width;
    }
}

/// The bytes of a character that goes on with the word before it; 0 for one that does not.
fn bytes_inside(rest: &str) -> usize {
    let mut ahead = rest.chars();
    let Some(c) = ahead.next() else { return 0 };
    match c.is_alphanumeric() || joins(c) && ahead.next().is_some_and(char::is_alphanumeric) {
        true => c.len_utf8(),
        false => 0,
    }
}

/// How many words `text` has.
pub fn count_words(text: &str) -> usize {
    each_word(text).count()
}

/// What a byte is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An ASCII letter or digit.
    Inside,
    /// An ASCII mark that may join.
    Joint,
    /// Other ASCII.
    Outside,
    /// The start of a longer character, which has to be looked at.
    Wide,
}

/// The kinds of all bytes: to look one up is quicker than to ask for ranges.
const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Wide; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        kinds[byte as usize] = if byte.is_ascii_alphanumeric() {
            Kind::Inside
        } else if joins(byte as char) {
            Kind::Joint
        } else {
            Kind::Outside
        };
        byte += 1;
    }
    kinds
};

/// Marks that stand inside one word when a letter or digit follows.
const fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '‑' | '.' | '&' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_inside_a_word_do_not_end_it() {
        let found: Vec<&str> = words("Don't hold one-on-ones, 3.5 a day (U.S. style).")
            .iter()
            .map(|w| w.text)
            .collect();
        assert_eq!(
            found,
            [
                "Don't",
                "hold",
                "one-on-ones",
                "3.5",
                "a",
                "day",
                "U.S",
                "style"
            ]
        );
    }

    #[test]
    fn a_word_knows_its_bytes() {
        let text = "é – naïve";
        assert!(
            words(text)
                .iter()
                .all(|w| &text[w.start..w.end()] == w.text)
        );
    }
}
