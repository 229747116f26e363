//! Words → lines of a width.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::diag::visible;

/// Words of several looks that are one text.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    text: String,
    looks: Vec<(Range<usize>, Style)>,
}

impl Words {
    /// Adds words. What would steer the terminal shows as a mark.
    pub fn push(&mut self, words: &str, look: Style) {
        let start = self.text.len();
        self.text.push_str(&visible(words));
        self.looks.push((start..self.text.len(), look));
    }

    /// How long the text is, in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// The lines of the text, behind `head` and as deep as it is; where each piece begins.
    pub fn lines(&self, head: &str, width: usize) -> (Vec<Line<'static>>, Vec<Range<usize>>) {
        let depth = head.width();
        let ranges = wrap(&self.text, width.saturating_sub(depth));
        let lines = ranges.iter().enumerate().map(|(nth, range)| {
            let first = match nth {
                0 => head.to_owned(),
                _ => " ".repeat(depth),
            };
            let mut line = Line::from(first);
            for (words, look) in &self.looks {
                let (from, to) = (words.start.max(range.start), words.end.min(range.end));
                if from < to {
                    line.push_span(Span::styled(self.text[from..to].to_owned(), *look));
                }
            }
            line
        });
        (lines.collect(), ranges)
    }
}

/// Cuts a text into pieces that fit a width in columns, behind spaces and around wide
/// characters, else where it has to be. There is always one piece.
pub(super) fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    let mut gap = 0;
    for (at, character) in text.grapheme_indices(true) {
        let wide = character.width();
        let space = character.trim().is_empty();
        // Twice, where what goes on behind the space still leaves no room for a wide one.
        while used + wide > width && !space && at > start {
            let cut = if gap > start { gap } else { at };
            lines.push(start..cut);
            start = cut;
            used = text[cut..at].width();
        }
        used += wide;
        if space || wide > 1 {
            gap = at + character.len();
        }
    }
    lines.push(start..text.len());
    lines
}

/// The first characters of a text that fit a width, without steering any terminal.
pub(super) fn fitted(text: &str, width: usize) -> String {
    let text = visible(text);
    if text.width() <= width {
        return text;
    }
    format!("{}~", &text[..room(text.graphemes(true), width)])
}

/// The last characters of a text that fit a width, in the same way: the end of a path says
/// more than its beginning.
pub(super) fn fitted_end(text: &str, width: usize) -> String {
    let text = visible(text);
    if text.width() <= width {
        return text;
    }
    let kept = room(text.graphemes(true).rev(), width);
    format!("~{}", &text[text.len() - kept..])
}

/// How many bytes of these characters fit a width beside a sign of one column.
fn room<'t>(characters: impl Iterator<Item = &'t str>, width: usize) -> usize {
    let mut used = 0;
    let fits = |character: &&str| {
        used += character.width();
        used < width
    };
    characters.take_while(fits).map(str::len).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_wide_character_behind_a_word_begins_a_line_of_its_own() {
        check("\u{2000}𐊀a𖽑", 2, &["\u{2000}", "𐊀", "a𖽑"]);
    }

    #[track_caller]
    fn check(text: &str, width: usize, expected: &[&str]) {
        let lines: Vec<&str> = wrap(text, width).into_iter().map(|at| &text[at]).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_text_is_cut_behind_spaces_or_where_it_has_to_be() {
        check("", 5, &[""]);
        check("one two three", 8, &["one two ", "three"]);
        check("one two", 3, &["one ", "two"]);
        check("abcdefgh ij", 3, &["abc", "def", "gh ", "ij"]);
        check("会議は短い", 4, &["会議", "は短", "い"]);
    }

    #[test]
    fn what_is_too_long_is_cut_with_a_sign() {
        assert_eq!(fitted("short", 5), "short");
        assert_eq!(fitted("longer", 5), "long~");
        assert_eq!(fitted("会議は短い", 6), "会議~");
        assert_eq!(fitted_end("notes/a.md:3", 7), "~a.md:3");
        assert_eq!(fitted_end("会議は短い", 6), "~短い");
        assert_eq!(
            (fitted("x", 0), fitted_end("x", 0)),
            ("~".into(), "~".into())
        );
    }

    proptest! {
        #[test]
        fn lines_make_up_the_text_and_fit_but_for_spaces(text in any::<String>(), width in 2..30_usize) {
            let text = visible(&text);
            let lines = wrap(&text, width);
            prop_assert_eq!(lines.iter().map(|at| &text[at.clone()]).collect::<String>(), text.clone());
            for at in lines {
                let line = &text[at];
                let one = line.graphemes(true).count() == 1;
                prop_assert!(one || line.trim_end().width() <= width, "{line:?}");
            }
        }
    }
}
