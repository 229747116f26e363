//! Words and where they stand.

use std::ops::Range;

/// A word of a text: letters and digits, with the marks that belong inside one
/// (`don't`, `one-on-one`, `3.5`, `U.S`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// As written.
    pub text: &'t str,
    /// First byte in the text it was taken from.
    pub start: usize,
}

impl Word<'_> {
    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end()
    }

    /// Itself in lower case.
    pub fn lower(&self) -> String {
        self.text.to_lowercase()
    }

    /// Whether its first character is an upper-case letter.
    pub fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The words of `text`, in order. Linear in its length.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map(|&(_, c)| c);
        let inside = c.is_alphanumeric()
            || (start.is_some() && joins(c) && next.is_some_and(char::is_alphanumeric));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(Word {
                    text: &text[from..at],
                    start: from,
                });
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        found.push(Word {
            text: &text[from..],
            start: from,
        });
    }
    found
}

/// How many words `text` has.
pub fn count_words(text: &str) -> usize {
    words(text).len()
}

/// Marks that stand inside one word when a letter or digit follows.
fn joins(c: char) -> bool {
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
        assert!(words(text).iter().all(|w| &text[w.range()] == w.text));
    }
}
