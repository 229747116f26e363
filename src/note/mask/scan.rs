//! Source text → wikilinks, formulas, tags and comments, in one pass from left to right.

use std::ops::Range;

use super::html::html_tag;
use super::{Piece, Region};
use crate::text::Span;

/// Longest wikilink, in bytes.
const LONGEST_LINK: usize = 600;

/// Longest formula inside a line, and on its own, in bytes.
const LONGEST_MATH: (usize, usize) = (300, 4_000);

/// Finds everything but timecodes.
pub(super) struct Scanner<'a> {
    text: &'a str,
    code: &'a [Span],
    covered: &'a [Span],
    at: usize,
    regions: Vec<Region>,
    /// Heads of wikilinks that wait for their `]]`: index into `regions`.
    open: Vec<usize>,
    /// From here on there is no `-->`.
    no_comment_end: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str, body: usize, code: &'a [Span], covered: &'a [Span]) -> Self {
        Self {
            text,
            code,
            covered,
            at: body,
            regions: Vec::new(),
            open: Vec::new(),
            no_comment_end: text.len(),
        }
    }

    pub fn scan(mut self) -> Vec<Region> {
        let bytes = self.text.as_bytes();
        let (mut code, mut covered) = (0, 0);
        while self.at < bytes.len() {
            // Both lists are sorted and we only move forward.
            if let Some(end) = skip(self.code, &mut code, self.at)
                .or_else(|| skip(self.covered, &mut covered, self.at))
            {
                self.at = end;
                continue;
            }
            let before = self.at;
            match bytes[before] {
                b'\\' => self.backslash(),
                b'[' => self.bracket(),
                b']' => self.close_link(),
                b'<' => self.angle(),
                b'$' => self.dollar(),
                b'\n' if is_blank_line(&bytes[before + 1..]) => self.forget_open(),
                _ => {
                    let start = |spans: &[Span], next: usize| spans.get(next).map(|s| s.start);
                    let spans = [start(self.code, code), start(self.covered, covered)];
                    let until = spans.into_iter().flatten().fold(bytes.len(), usize::min);
                    self.at = before + plain(&bytes[before..until]);
                }
            }
            self.at = self.at.max(before + 1);
        }
        self.forget_open();
        self.regions
    }

    fn push(&mut self, span: Span, piece: Piece) {
        self.at = self.at.max(span.end);
        self.regions.push(Region { span, piece });
    }

    /// Whether a timecode or code stands in `range`, so that it cannot be one thing.
    fn is_broken(&self, range: Range<usize>) -> bool {
        let overlaps = |spans: &[Span]| {
            let next = spans.partition_point(|span| span.end <= range.start);
            spans.get(next).is_some_and(|span| span.start < range.end)
        };
        overlaps(self.covered) || overlaps(self.code)
    }

    /// A wikilink is closed in the paragraph that opened it, or it is none. An empty region
    /// is dropped at the end.
    fn forget_open(&mut self) {
        for n in self.open.drain(..) {
            self.regions[n].span.end = self.regions[n].span.start;
        }
    }

    fn backslash(&mut self) {
        let start = self.at;
        for (open, close, display) in [("\\(", "\\)", false), ("\\[", "\\]", true)] {
            if !self.text[start..].starts_with(open) {
                continue;
            }
            let most = if display {
                LONGEST_MATH.1
            } else {
                LONGEST_MATH.0
            };
            let tex = self.find_near(start + 2, close, most).filter(|tex| {
                let inside = &self.text[tex.range()];
                is_tex(inside) && (display || !inside.contains('\n'))
            });
            if let Some(tex) = tex {
                let span = Span::new(start, tex.end + 2);
                return self.push(span, Piece::Math { display, tex });
            }
        }
        // The next character is escaped, and so opens nothing.
        self.at = (start + 2).min(self.text.len());
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    fn dollar(&mut self) {
        let start = self.at;
        let display = self.text[start..].starts_with("$$");
        let (mark, most) = if display {
            ("$$", LONGEST_MATH.1)
        } else {
            ("$", LONGEST_MATH.0)
        };
        let tex = self
            .find_near(start + mark.len(), mark, most)
            .filter(|tex| {
                let inside = &self.text[tex.range()];
                let tight = !inside.starts_with(' ')
                    && !inside.ends_with([' ', '\\'])
                    && !inside.contains('\n');
                let next = self.text.as_bytes().get(tex.end + mark.len());
                is_tex(inside) && (display || (tight && !next.is_some_and(u8::is_ascii_digit)))
            });
        match tex {
            Some(tex) => {
                let span = Span::new(start, tex.end + mark.len());
                self.push(span, Piece::Math { display, tex });
            }
            None => self.at = start + mark.len(),
        }
    }

    /// What stands from `start` to the next `close`, if that is near, in the same paragraph,
    /// and nothing else stands between.
    fn find_near(&self, start: usize, close: &str, most: usize) -> Option<Span> {
        let end = self.text.floor_char_boundary(start + most + close.len());
        let near = self.text.get(start..end)?;
        let tex = Span::new(start, start + near.find(close)?);
        let inside = &self.text[tex.range()];
        let one = !inside.trim().is_empty() && !inside.contains("\n\n") && !inside.contains("[[");
        (one && !self.is_broken(tex.range())).then_some(tex)
    }

    fn bracket(&mut self) {
        let start = self.at;
        let rest = &self.text[start..];
        if let Some(inside) = rest.strip_prefix("[!")
            && is_line_start(self.text, start)
        {
            let letters = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b' ');
            let length = inside.bytes().take(32).take_while(letters).count();
            let kind = inside[..length].to_ascii_lowercase();
            let end = start + 2 + length;
            match inside.as_bytes().get(length) {
                Some(b']') if length > 0 => {
                    let fold = matches!(inside.as_bytes().get(length + 1), Some(b'+' | b'-'));
                    let span = Span::new(start, end + 1 + usize::from(fold));
                    return self.push(span, Piece::CalloutMark { kind });
                }
                // `[!WARNING|Title]`: the title moved into the brackets.
                Some(b'|') if length > 0 => {
                    let near = &inside[length..inside.floor_char_boundary(LONGEST_LINK)];
                    if let Some(close) = near
                        .find([']', '[', '\n'])
                        .filter(|&at| near[at..].starts_with(']'))
                    {
                        self.push(Span::new(start, end + 1), Piece::CalloutMark { kind });
                        let at = end + close;
                        return self.push(Span::new(at, at + 1), Piece::Nothing);
                    }
                }
                _ => {}
            }
        }
        if !rest.starts_with("[[") {
            return;
        }
        let embeds = start > 0 && self.text.as_bytes()[start - 1] == b'!';
        let near = &rest[2..rest.floor_char_boundary(LONGEST_LINK)];
        let stop = near.find(['|', '[', ']', '\n']).unwrap_or(near.len());
        let target = near[..stop].trim().trim_end_matches('\\').trim_end();
        let tail = &near[stop..];
        let inner = start + 2;
        if target.is_empty() || self.is_broken(start..inner + stop) {
            return;
        }
        if embeds {
            if let Some(end) = near.find("]]") {
                self.push(Span::new(start - 1, inner + end + 2), Piece::Embed);
            }
        } else if tail.starts_with("]]") {
            // A matrix, `[[0 -1] [1 0]]`, has no name in its brackets.
            if target.contains(char::is_alphabetic) || !target.contains(' ') {
                self.link_without_label(start, inner + stop, target);
            }
        } else if tail.starts_with('|') {
            // Of two pipes the last counts: what stands between is the size of an image
            // or a second try at the target.
            let label = tail.find(['[', ']', '\n']).unwrap_or(tail.len());
            let pipe = tail[..label].rfind('|').unwrap_or(0);
            let rest = &tail[pipe + 1..];
            let head = inner + stop + pipe + 1 + (rest.len() - rest.trim_start_matches(' ').len());
            if rest.trim_start().starts_with("]]") {
                return self.link_without_label(start, inner + stop + pipe + 1, target);
            }
            let target = target.to_owned();
            self.open.push(self.regions.len());
            self.push(Span::new(start, head), Piece::LinkOpen { target });
        }
    }

    /// `[[a_b]]` and `[[a_b | ]]` show the target, as a reader would say it. `end` is where
    /// the target's text stops.
    fn link_without_label(&mut self, start: usize, end: usize, target: &str) {
        let words = target.rsplit('/').next().unwrap_or(target);
        let words = words.replace('_', " ");
        let target = target.to_owned();
        let close = end + self.text[end..].find("]]").map_or(0, |at| at + 2);
        self.push(Span::new(start, start + 2), Piece::LinkOpen { target });
        self.push(Span::new(start + 2, close - 2), Piece::LinkWords(words));
        self.push(Span::new(close - 2, close), Piece::LinkClose);
    }

    fn close_link(&mut self) {
        if !self.text[self.at..].starts_with("]]") {
            return;
        }
        let Some(&n) = self.open.last() else { return };
        self.open.pop();
        let head = self.regions[n].span;
        if self.at - head.start > LONGEST_LINK {
            self.regions[n].span.end = head.start;
            return;
        }
        let label = &self.text[head.end..self.at];
        let spaces = label.len() - label.trim_end_matches(' ').len();
        let span = Span::new(self.at - spaces, self.at + 2);
        self.push(span, Piece::LinkClose);
    }

    fn angle(&mut self) {
        let start = self.at;
        let rest = &self.text[start..];
        if rest.starts_with("<!--") {
            if start < self.no_comment_end {
                match memchr::memmem::find(&rest.as_bytes()[4..], b"-->") {
                    Some(end) if !self.is_broken(start..start + 4 + end) => {
                        self.push(Span::new(start, start + end + 7), Piece::Nothing);
                    }
                    Some(_) => {}
                    None => self.no_comment_end = start,
                }
            }
            return;
        }
        let Some((length, name)) = html_tag(rest) else {
            return;
        };
        if self.is_broken(start..start + length) {
            return;
        }
        let piece = match name.to_ascii_lowercase().as_str() {
            "br" | "hr" | "p" | "div" | "li" | "td" | "tr" | "th" => Piece::Space,
            _ => Piece::Nothing,
        };
        self.push(Span::new(start, start + length), piece);
    }
}

/// The end of the span that holds `at`, if one does. `next` moves forward with `at`.
fn skip(spans: &[Span], next: &mut usize, at: usize) -> Option<usize> {
    while spans.get(*next).is_some_and(|span| span.end <= at) {
        *next += 1;
    }
    let span = spans.get(*next)?;
    (span.start <= at).then_some(span.end)
}

/// How many bytes at the start begin nothing: nearly all of a note's.
fn plain(bytes: &[u8]) -> usize {
    let begins = |byte: &u8| matches!(byte, b'\\' | b'[' | b']' | b'<' | b'$' | b'\n');
    bytes.iter().position(begins).unwrap_or(bytes.len())
}

fn is_blank_line(bytes: &[u8]) -> bool {
    let mut rest = bytes
        .iter()
        .skip_while(|b| matches!(b, b' ' | b'\t' | b'>' | b'\r'));
    rest.next().is_none_or(|&b| b == b'\n')
}

fn is_line_start(text: &str, at: usize) -> bool {
    let before = text.as_bytes()[..at].iter().rev().take(64);
    let marker = |b: u8| matches!(b, b' ' | b'\t' | b'>' | b'#' | b'*' | b'-' | b'+');
    let mut before = before.skip_while(|&&b| marker(b));
    before.next().is_none_or(|&b| b == b'\n')
}

/// Whether `inside` reads as TeX rather than as the words between two amounts of money.
fn is_tex(inside: &str) -> bool {
    let letter = inside.trim();
    let letter = letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_alphabetic());
    let marked = inside.contains(['\\', '^', '_', '=', '{', '}', '<', '>', '+']);
    letter || (marked && !is_prose(inside))
}

/// Whether three words in a row stand in `inside`, commands and the text of `\text{…}` aside.
fn is_prose(inside: &str) -> bool {
    let mut row = 0;
    inside.split_whitespace().any(|word| {
        let plain = word.trim_end_matches([',', '.', ';', ':']);
        let is_word = plain.len() >= 3 && plain.bytes().all(|b| b.is_ascii_alphabetic());
        row = if is_word { row + 1 } else { 0 };
        row >= 3
    })
}
