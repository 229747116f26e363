//! Pieces of a paragraph, one after the other → [`RichText`]: folded white space, marks,
//! and stamps that leave no hole where they stood.

use std::mem;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Mark, MarkKind, RichText, Stamp};

/// A [`RichText`] in the making.
#[derive(Debug, Default)]
pub(super) struct Inline {
    done: RichText,
    /// Marks that are not closed yet; `None` until a character stands in them.
    open: Vec<(MarkKind, Option<usize>)>,
    /// Where the white space began that must stand before the next word.
    space: Option<usize>,
    /// A stamp stood here, and nothing since.
    gap: Option<Gap>,
}

/// How many marks may stand in one another. Each sentence carries those around it, so a text
/// of nothing but marks would grow with its square.
const DEEPEST: usize = 32;

/// The place a stamp was taken from.
#[derive(Clone, Copy, Debug, Default)]
struct Gap {
    /// Whether white space has followed the stamp.
    spaced_after: bool,
}

impl Inline {
    /// Adds words whose first byte stands at `from` in the source, byte for byte.
    pub fn words(&mut self, words: &str, from: usize) {
        if is_plain(words) {
            return self.plain_words(words, from);
        }
        let mut at = 0;
        for word in words.split_inclusive(is_space) {
            let bare = word.trim_end_matches(is_space);
            self.word(bare, from + at);
            at += bare.len();
            if bare.len() < word.len() {
                self.space_at(from + at);
                at += word.len() - bare.len();
            }
        }
    }

    /// The same for words of ASCII with one space between them, which most are: nothing is
    /// folded, left out or composed.
    fn plain_words(&mut self, words: &str, from: usize) {
        let behind = words.trim_start_matches(' ');
        let bare = behind.trim_end_matches(' ');
        if behind.len() < words.len() {
            self.space_at(from);
        }
        if bare.is_empty() {
            return;
        }
        let from = from + words.len() - behind.len();
        self.flush_space(bare);
        self.append(bare, from);
        if bare.len() < behind.len() {
            self.space_at(from + bare.len());
        }
    }

    /// Adds a white space: a line end, a `<br/>`.
    pub fn space_at(&mut self, from: usize) {
        if let Some(gap) = &mut self.gap {
            gap.spaced_after = true;
        }
        if !self.done.text.is_empty() {
            self.space.get_or_insert(from);
        }
    }

    /// Adds text as it stands, white space included: code.
    pub fn verbatim(&mut self, text: &str, from: usize) {
        if !text.is_empty() {
            self.flush_space(text);
            self.append(text, from);
        }
    }

    /// Adds a stamp; its `at` is set here.
    pub fn stamp(&mut self, mut stamp: Stamp) {
        stamp.at = self.done.text.len();
        self.done.stamps.push(stamp);
        self.gap.get_or_insert_default().spaced_after = false;
    }

    /// Begins a mark.
    pub fn open(&mut self, kind: MarkKind) {
        self.open.push((kind, None));
    }

    /// Ends the innermost open mark that `fits`.
    pub fn close(&mut self, fits: impl Fn(&MarkKind) -> bool) {
        if let Some(n) = self.open.iter().rposition(|(kind, _)| fits(kind)) {
            let (kind, start) = self.open.remove(n);
            if n < DEEPEST {
                self.finish_mark(kind, start);
            }
        }
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.done.text.is_empty() && self.done.stamps.is_empty()
    }

    /// Ends the text. Marks still open end with it, and stay open in what follows.
    pub fn finish(&mut self) -> RichText {
        let open: Vec<_> = self
            .open
            .iter()
            .take(DEEPEST)
            .map(|(kind, _)| (kind.clone(), None))
            .collect();
        self.open.truncate(DEEPEST);
        while let Some((kind, start)) = self.open.pop() {
            self.finish_mark(kind, start);
        }
        let mut done = mem::take(&mut self.done);
        done.marks
            .sort_by_key(|mark| (mark.range.start, usize::MAX - mark.range.end));
        *self = Self {
            open,
            ..Self::default()
        };
        done
    }

    fn finish_mark(&mut self, kind: MarkKind, start: Option<usize>) {
        if let Some(start) = start {
            let range = start..self.done.text.len();
            self.done.marks.push(Mark { range, kind });
        }
    }

    fn word(&mut self, word: &str, from: usize) {
        let mut at = 0;
        for piece in word.split_inclusive(is_stray) {
            let bare = piece.trim_end_matches(is_stray);
            if !bare.is_empty() {
                self.flush_space(bare);
                if is_nfc(bare) {
                    self.append(bare, from + at);
                } else {
                    let composed: String = bare.nfc().collect();
                    self.append(&composed, from + at);
                }
            }
            at += piece.len();
        }
    }

    /// Puts the white space that stands before `next`, or leaves it out where only a
    /// removed stamp had put it: `adults <stamp>.` is `adults.`
    fn flush_space(&mut self, next: &str) {
        let space = self.space.take();
        let gap = self.gap.take();
        let mut chars = next.chars();
        let first = chars.next().unwrap_or(' ');
        let number = first == '.' && chars.next().is_some_and(|c| c.is_ascii_digit());
        let Some(gap) = gap else {
            if let Some(from) = space {
                self.append(" ", from);
            }
            return;
        };
        let closes = match first {
            '.' if number && gap.spaced_after => false,
            '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '…' => true,
            '。' | '、' | '，' | '！' | '？' | '：' | '؟' | '،' | '؛' | '۔' | '।' => {
                true
            }
            // A closing quotation mark, unless it stands apart and so opens one.
            '"' | '\'' | '”' | '’' | '»' => !gap.spaced_after,
            _ => false,
        };
        let opened = self.done.text.ends_with(['(', '[', '“', '«']);
        let glued = space.is_none() && !first.is_alphanumeric();
        if !closes && !opened && !glued && !self.done.text.is_empty() {
            // Two words with nothing but a stamp between them were still two words.
            let from = self.done.stamps.last().map_or(0, |stamp| stamp.span.start);
            self.append(" ", space.unwrap_or(from));
        }
    }

    fn append(&mut self, text: &str, from: usize) {
        let here = self.done.text.len();
        let runs_on = self
            .done
            .origin
            .last()
            .is_some_and(|&(start, source)| source + (here - start) == from);
        if !runs_on {
            // A piece that yielded nothing of its own gives way.
            self.done.origin.pop_if(|&mut (start, _)| start == here);
            self.done.origin.push((here, from));
        }
        if text != " " {
            for (_, start) in self.open.iter_mut().rev() {
                if start.is_some() {
                    break;
                }
                *start = Some(here);
            }
        }
        self.done.text.push_str(text);
    }
}

/// Whether a text is of visible ASCII, no two spaces in a row.
fn is_plain(text: &str) -> bool {
    let mut before = b'x';
    text.bytes().all(|byte| {
        let twice = byte == b' ' && before == b' ';
        before = byte;
        matches!(byte, b' '..=b'~') && !twice
    })
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{a0}'
}

/// Characters that no reader sees and that keep equal words from being equal: zero-width
/// marks, direction marks, soft hyphens, control characters.
fn is_stray(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}')
        || (c.is_control() && !is_space(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// Builds a text from pieces; `@` stands for a stamp.
    fn check(source: &str, text: &str, at: &[usize]) {
        let mut inline = Inline::default();
        let mut from = 0;
        for piece in source.split_inclusive('@') {
            inline.words(piece.trim_end_matches('@'), from);
            from += piece.len();
            if piece.ends_with('@') {
                inline.stamp(Stamp {
                    span: Span::new(from - 1, from),
                    ..Stamp::default()
                });
            }
        }
        let done = inline.finish();
        assert_eq!(done.text, text, "from {source}");
        let stood: Vec<_> = done.stamps.iter().map(|stamp| stamp.at).collect();
        assert_eq!(stood, at, "from {source}");
    }

    #[test]
    fn a_stamp_leaves_no_hole() {
        check("adults @. This", "adults. This", &[6]);
        check("adults @, this", "adults, this", &[6]);
        check("adults @ and", "adults and", &[6]);
        check("adults@ and", "adults and", &[6]);
        check("adults@and", "adults and", &[6]);
        check("\"often. @\" He", "\"often.\" He", &[7]);
        check("often. @ \"He\"", "often. \"He\"", &[6]);
        check("lead @: whether", "lead: whether", &[4]);
        check("(see @)", "(see)", &[4]);
        check("(@ see)", "(see)", &[1]);
        check("@ first", "first", &[0]);
        check("last @@", "last", &[4, 4]);
        check("grew @ .5 points", "grew .5 points", &[4]);
    }

    #[test]
    fn white_space_is_folded_and_stray_marks_vanish() {
        check("  one\u{a0}\t two\u{200b}three ", "one twothree", &[]);
        check("Cafe\u{301} \u{feff}au lait", "Café au lait", &[]);
    }

    #[test]
    fn every_word_knows_where_it_came_from() {
        let mut inline = Inline::default();
        inline.words("one   two", 10);
        inline.words("&", 19);
        inline.words("three", 24);
        let done = inline.finish();
        assert_eq!(done.text, "one two&three");
        assert_eq!(done.source_offset(0), 10);
        assert_eq!(done.source_offset(4), 16);
        assert_eq!(done.source_offset(8), 24);
    }
}
