//! One line of text with a cursor in it.

use unicode_segmentation::UnicodeSegmentation;

/// A text that is being written. The cursor never stands inside a character, nor inside
/// what a reader takes for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineEditor {
    text: String,
    /// Bytes before the cursor.
    cursor: usize,
}

/// What is done to a text at its cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Writes these words; line breaks become spaces, other control characters vanish.
    Insert(String),
    /// Takes the character before the cursor out.
    Backspace,
    /// Takes the character behind the cursor out.
    Delete,
    /// Takes the word before the cursor out.
    DeleteWord,
    /// Takes all before the cursor out.
    DeleteBefore,
    /// Takes all behind the cursor out.
    DeleteBehind,
    /// Goes back by a character.
    Left,
    /// Goes on by a character.
    Right,
    /// Goes back to the beginning of a word.
    WordLeft,
    /// Goes on to the end of a word.
    WordRight,
    /// Goes to the beginning.
    Home,
    /// Goes to the end.
    End,
}

impl LineEditor {
    /// A text with the cursor at its end.
    pub fn new(text: String) -> Self {
        let cursor = text.len();
        Self { text, cursor }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor.
    pub fn before(&self) -> &str {
        &self.text[..self.cursor]
    }

    fn behind(&self) -> &str {
        &self.text[self.cursor..]
    }

    /// Does one thing.
    pub fn apply(&mut self, stroke: Stroke) {
        match stroke {
            Stroke::Insert(words) => {
                let words: String = words
                    .chars()
                    .map(|c| if c == '\n' || c == '\t' { ' ' } else { c })
                    .filter(|c| !c.is_control())
                    .collect();
                self.text.insert_str(self.cursor, &words);
                self.cursor += words.len();
                // What was typed may have become one character with what stands there.
                self.cursor = self.boundary_from(self.cursor);
            }
            Stroke::Backspace => self.delete(self.left()..self.cursor),
            Stroke::Delete => self.delete(self.cursor..self.right()),
            Stroke::DeleteWord => self.delete(self.word_left()..self.cursor),
            Stroke::DeleteBefore => self.delete(0..self.cursor),
            Stroke::DeleteBehind => self.delete(self.cursor..self.text.len()),
            Stroke::Left => self.cursor = self.left(),
            Stroke::Right => self.cursor = self.right(),
            Stroke::WordLeft => self.cursor = self.word_left(),
            Stroke::WordRight => self.cursor = self.word_right(),
            Stroke::Home => self.cursor = 0,
            Stroke::End => self.cursor = self.text.len(),
        }
    }

    fn delete(&mut self, range: std::ops::Range<usize>) {
        let start = range.start;
        self.text.drain(range);
        self.cursor = self.boundary_from(start);
    }

    /// The first boundary between characters at or behind a place.
    fn boundary_from(&self, at: usize) -> usize {
        let mut starts = self.text.grapheme_indices(true).map(|(start, _)| start);
        starts.find(|&start| start >= at).unwrap_or(self.text.len())
    }

    fn left(&self) -> usize {
        let last = self.before().graphemes(true).next_back();
        self.cursor - last.map_or(0, str::len)
    }

    fn right(&self) -> usize {
        let next = self.behind().graphemes(true).next();
        self.cursor + next.map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        let mut words = self.before().unicode_word_indices();
        words.next_back().map_or(0, |(start, _)| start)
    }

    fn word_right(&self) -> usize {
        let mut words = self.behind().unicode_word_indices();
        let end = words.next().map(|(start, word)| start + word.len());
        end.map_or(self.text.len(), |end| self.cursor + end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, strokes: &[Stroke], expected: &str) {
        let mut editor = LineEditor::new(text.to_owned());
        for stroke in strokes {
            editor.apply(stroke.clone());
        }
        let shown = format!("{}|{}", editor.before(), editor.behind());
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_are_written_and_taken_out_at_the_cursor() {
        use Stroke::*;
        check("one two", &[WordLeft, Insert("x ".into())], "one x |two");
        check("one two", &[WordLeft, Backspace, Delete], "one|wo");
        check("one two", &[DeleteWord, DeleteWord, DeleteWord], "|");
        check("one two", &[Home, WordRight, DeleteBehind], "one|");
        check("one two", &[Left, DeleteBefore, End], "o|");
    }

    #[test]
    fn what_reads_as_one_character_is_one() {
        use Stroke::*;
        check(
            "e\u{301}\u{1f469}\u{200d}\u{1f680}",
            &[Left],
            "e\u{301}|\u{1f469}\u{200d}\u{1f680}",
        );
        check("ae\u{301}", &[Backspace], "a|");
    }

    #[test]
    fn what_is_pasted_stays_on_one_line() {
        check("", &[Stroke::Insert("a\r\n\u{1b}b".into())], "a b|");
    }

    fn stroke() -> impl Strategy<Value = Stroke> {
        prop_oneof![
            any::<String>().prop_map(Stroke::Insert),
            prop::sample::select(vec![
                Stroke::Backspace,
                Stroke::Delete,
                Stroke::DeleteWord,
                Stroke::DeleteBefore,
                Stroke::DeleteBehind,
                Stroke::Left,
                Stroke::Right,
                Stroke::WordLeft,
                Stroke::WordRight,
                Stroke::Home,
                Stroke::End,
            ]),
        ]
    }

    proptest! {
        #[test]
        fn the_cursor_always_stands_between_characters(
            text in any::<String>(),
            strokes in prop::collection::vec(stroke(), 0..20),
        ) {
            let mut editor = LineEditor::new(text);
            for stroke in strokes {
                editor.apply(stroke);
                let mut ends = editor.text.grapheme_indices(true).map(|(at, _)| at);
                let end = editor.cursor == editor.text.len();
                prop_assert!(end || ends.any(|at| at == editor.cursor));
            }
        }
    }
}
