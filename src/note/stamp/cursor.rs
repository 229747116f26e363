//! The small readers that a timecode is put together from.

use std::ops::Range;

use super::Written;

/// Longest tag that is looked through, in bytes.
const LONGEST_TAG: usize = 160;

/// Longest text that may stand between a tag and its `</a>` and still be a timecode.
const LONGEST_SHOWN: usize = 24;

/// A place in the text, and the small readers that move it. Each returns `None` and leaves
/// the place undefined when the text is something else.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    fn eat(&mut self, word: &str) -> bool {
        let fits = self.rest().starts_with(word.as_bytes());
        self.at += if fits { word.len() } else { 0 };
        fits
    }

    fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    fn eat_while(&mut self, most: usize, fits: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.at;
        self.at += self
            .rest()
            .iter()
            .take(most)
            .take_while(|&&b| fits(b))
            .count();
        start..self.at
    }

    fn blanks(&mut self) {
        self.eat_while(8, |b| b == b' ' || b == b'\t');
    }

    /// Digits in fields between colons: `4:19`, `00:04:19`, `01:00:03:00`, `HH:00:20`.
    fn timecode(&mut self) -> Option<&'a str> {
        let start = self.at;
        if self.eat("HH:") {
            self.at -= 1;
        } else {
            let first = self.eat_while(5, |b| b.is_ascii_digit());
            if first.is_empty() || first.len() > 4 {
                return None;
            }
        }
        let (mut fields, mut short) = (1, false);
        while self.peek() == Some(b':') && fields < 6 {
            let colon = self.at;
            self.at += 1;
            let field = self.eat_while(5, |b| b.is_ascii_digit());
            if !(1..=3).contains(&field.len()) {
                self.at = colon;
                break;
            }
            short |= field.len() == 1;
            fields += 1;
        }
        // `[0:1]` is a slice of an array; `[02:00:0]` is a slip.
        let whole =
            fields >= 2 + usize::from(short) && !matches!(self.peek(), Some(b':' | b'0'..=b'9'));
        whole.then(|| &self.text[start..self.at])
    }

    /// Timecodes with separators between them.
    fn timecodes(&mut self) -> Option<Vec<String>> {
        let mut all = vec![self.timecode()?.to_owned()];
        loop {
            let before = *self;
            self.blanks();
            let separators = [",", "|", "-", "–", "—", ";", "&", "/", "and ", "to "];
            self.eat_any(&separators);
            self.blanks();
            // A list may bracket each of its members: `[00:01:00], [00:02:00]`.
            match self.timecode() {
                Some(next) if self.at > before.at => all.push(next.to_owned()),
                _ => {
                    *self = before;
                    return Some(all);
                }
            }
        }
    }

    /// `[T]`, `[T, T]`, `[T](…)`, `[[T]]`, `[[slug | T]]`.
    pub fn bracket(&mut self) -> Option<Vec<Written>> {
        let start = self.at;
        if self.rest().starts_with(b"[[")
            && let Some(written) = self.labelled_link()
        {
            return Some(vec![written]);
        }
        self.at = start + 1;
        self.blanks();
        let shown = self.timecodes()?;
        self.blanks();
        if !self.eat("]") {
            return None;
        }
        // `array[10:30]` cuts a piece out of an array; a word with `[00:10:30]` glued to it
        // lacks a space.
        let glued = start > 0 && self.text.as_bytes()[start - 1].is_ascii_alphanumeric();
        if glued && shown.iter().all(|one| one.matches(':').count() < 2) {
            return None;
        }
        let mut written = Written {
            shown,
            ..Written::default()
        };
        self.link_target(&mut written);
        Some(vec![written])
    }

    /// What may follow `[T]`: `(<a …>[T]</a>)`, `(#t=…)`, `(https://…)`, `(T)`.
    fn link_target(&mut self, written: &mut Written) {
        let before = *self;
        if !self.eat("(") {
            return;
        }
        self.blanks();
        if self.peek() == Some(b'<')
            && let Some(anchor) = self.anchor()
        {
            written.data = anchor.data;
            self.blanks();
            // The closing parenthesis is missing more often than not.
            self.eat(")");
            return;
        }
        *self = before;
        self.at += 1;
        let target = self.eat_while(300, |b| !b.is_ascii_whitespace() && b != b')' && b != b'(');
        let target = &self.text[target];
        let leads = target.starts_with('#')
            || target.starts_with("http")
            || target.starts_with('?')
            || target.bytes().all(|b| b.is_ascii_digit() || b == b':');
        if !(leads && self.eat(")")) {
            *self = before;
        }
    }

    /// `[[slug | T]]`: a link whose label is a timecode is a timecode.
    fn labelled_link(&mut self) -> Option<Written> {
        self.at += 2;
        self.eat_while(200, |b| !matches!(b, b'|' | b'[' | b']' | b'\n'));
        if !self.eat("|") {
            return None;
        }
        self.blanks();
        let shown = self.timecodes()?;
        self.blanks();
        self.eat("]]").then(|| Written {
            shown,
            ..Written::default()
        })
    }

    /// `(T)`. Only in full: `(10:30)` may be a time of day, or a verse.
    pub fn parenthesis(&mut self) -> Option<Vec<Written>> {
        self.at += 1;
        self.blanks();
        let shown = self.timecodes()?;
        self.blanks();
        let full = shown.iter().all(|one| one.matches(':').count() >= 2);
        (full && self.eat(")")).then(|| {
            vec![Written {
                shown,
                ..Written::default()
            }]
        })
    }

    /// `<a class="yt-timestamp" data-t="T">[T]</a>`, whole or damaged.
    pub fn anchor(&mut self) -> Option<Written> {
        let start = self.at;
        self.at += 1;
        self.blanks();
        let spaced = self.at > start + 1;
        if !self.eat_any(&["a", "p", "span", "sup", "A"]) {
            return None;
        }
        let escaped = self.eat("%20");
        if !escaped && !self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            return None;
        }
        self.eat_while(8, |b| b.is_ascii_whitespace());
        let attributes = self.at;
        let window = window(self.text, attributes);
        if !is_stamp_tag(window) {
            return None;
        }
        let mut written = Written {
            damaged: spaced || escaped,
            ..Written::default()
        };
        let name = ["data-timestamp=", "data-t=", "data=t=", "data=", "data-"]
            .iter()
            .find_map(|name| Some((window.find(name)?, name)));
        match name {
            Some((at, &name)) => {
                self.at = attributes + at + name.len();
                written.damaged |=
                    name != "data-t=" || !window.starts_with("class=\"yt-timestamp\"");
                self.eat_any(&["\\\"", "%22", "\"", "'", "“", "”"]);
                let stop = |b: u8| matches!(b, b'"' | b'\'' | b'<' | b'>' | b']' | b'\n' | b'%');
                let value = self.eat_while(LONGEST_SHOWN, |b| !stop(b) && b.is_ascii());
                let value = self.text[value].trim().trim_end_matches('\\');
                written.data = (!value.is_empty()).then(|| value.to_owned());
            }
            None => {
                written.damaged = true;
                self.at = attributes + window.find('>')?;
            }
        }
        let quoted = self.eat_any(&["\\\"", "%22", "\"", "'", "”"]);
        self.blanks();
        if !self.eat(">") {
            self.damaged_end(&mut written);
            return Some(written);
        }
        written.damaged |= !quoted && name.is_some();
        self.content(&mut written);
        Some(written)
    }

    /// The end of a tag that is not `">`: `]">[T]</a>`, `]-[T]</a>`, `%3C/a>`.
    fn damaged_end(&mut self, written: &mut Written) {
        written.damaged = true;
        if self.eat("%3C/a>") {
            return;
        }
        let before = *self;
        if self.eat_any(&["]-[", "] - [", "],["])
            && let Some(second) = self.timecode()
        {
            // `data-t="00:15:11]-[00:15:24]</a>`: a range that lost the middle of its tag.
            written.shown = written.data.take().into_iter().collect();
            written.shown.push(second.to_owned());
            self.eat_while(4, |b| matches!(b, b']' | b'"' | b'>'));
            self.eat("</a>");
            return;
        }
        *self = before;
        let stray = |b: u8| matches!(b, b']' | b')' | b'"' | b'\'' | b' ' | b'/' | b';');
        self.eat_while(8, stray);
        if self.eat(">") {
            self.content(written);
        } else if let Some(end) = window(self.text, self.at).find('>') {
            // Some other attribute follows.
            let between = &self.text[self.at..self.at + end];
            if between.contains('=') {
                self.at += end + 1;
                self.content(written);
            }
        }
    }

    /// What stands between the tag and its end, and the end.
    fn content(&mut self, written: &mut Written) {
        let before = *self;
        self.eat_while(4, |b| b.is_ascii_whitespace());
        let opened = self.eat_while(2, |b| b == b'[' || b == b'(');
        self.blanks();
        if let Some(shown) = self.timecodes() {
            written.shown = shown;
            self.blanks();
            let closed = self.eat_while(opened.len().max(1), |b| b == b']' || b == b')');
            written.damaged |= closed.len() != opened.len();
            self.eat_while(4, |b| b.is_ascii_whitespace());
            if !self.closing_tag() {
                written.damaged = true;
                self.eat_any(&[">", "</sup>"]);
            }
            return;
        }
        *self = before;
        if self.closing_tag() {
            return;
        }
        // `[N/A]`: short and in brackets, so it stands for a timecode. Anything else is
        // the note's own words, and stays.
        if self.eat("[") {
            let word = self.eat_while(LONGEST_SHOWN, |b| !matches!(b, b']' | b'<' | b'[' | b'\n'));
            let word = &self.text[word];
            if self.eat("]") && self.closing_tag() {
                written.shown = vec![word.trim().to_owned()];
                return;
            }
        }
        *self = before;
    }

    fn closing_tag(&mut self) -> bool {
        self.eat_any(&[
            "</a>", "</p>", "</span>", "</sup>", "</A>", "</ a>", "< /a>", "%3C/a>",
        ])
    }
}

/// The text from `at` on, as far as a tag may reach.
fn window(text: &str, at: usize) -> &str {
    let window = &text[at..text.floor_char_boundary(at + LONGEST_TAG)];
    // The next tag is not this one's business.
    &window[..window.find('<').unwrap_or(window.len())]
}

/// Whether attributes are those of a timecode: a class that begins with `yt`, or `data-t`.
fn is_stamp_tag(attributes: &str) -> bool {
    let class = attributes
        .strip_prefix("class=")
        .map(|value| value.trim_start_matches(['"', '\'', '\\', '“', '”']));
    class.is_some_and(|class| class.starts_with("yt") || class.starts_with("timestamp"))
        || attributes.starts_with("data-t")
        || attributes
            .split('>')
            .next()
            .is_some_and(|tag| tag.contains("data-t="))
}
