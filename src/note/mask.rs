//! Source text → the same text with everything that is not Markdown hidden from the
//! Markdown reader, and a list of what was hidden.
//!
//! Timecodes, wikilinks, formulas and HTML tags are covered with commas, byte for byte, so
//! that every offset stays what it was. A comma means nothing to Markdown, and as
//! punctuation it lets `**Lead:**<a …>` close its bold text, which a letter would not. The
//! covers are recognised later by their place, never by the comma.

use std::ops::Range;

use super::frame::Frame;
use super::stamp::RawStamp;
use crate::text::Span;

/// A covered stretch of the source.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Region {
    pub span: Span,
    pub piece: Piece,
}

/// What a cover hides.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// Timecodes, as indices into the list of them.
    Stamps(Range<usize>),
    /// Markup without words of its own.
    Nothing,
    /// Markup that keeps words apart: `<br/>`.
    Space,
    /// The head of a wikilink, up to its label.
    LinkOpen { target: String },
    /// The words of a wikilink that has no label.
    LinkWords(String),
    /// The end of a wikilink.
    LinkClose,
    /// A formula; the range is its TeX.
    Math { display: bool, tex: Span },
    /// An embedded file: `![[chart.png]]`.
    Embed,
    /// `[!info]` at the start of a line.
    CalloutMark { kind: String },
}

/// A masked text and what its covers hide, by place.
pub(super) struct Masked {
    pub text: String,
    pub regions: Vec<Region>,
}

/// Longest wikilink, in bytes.
const LONGEST_LINK: usize = 600;

/// Longest HTML tag, in bytes.
const LONGEST_TAG: usize = 1_000;

/// Longest formula inside a line, and on its own, in bytes.
const LONGEST_MATH: (usize, usize) = (300, 4_000);

/// Hides what is not Markdown in `text` from `body` on. `code` is left as it is, but for
/// timecodes with tags.
pub(super) fn mask(
    text: &str,
    body: usize,
    frame: &Frame,
    code: &[Span],
    stamps: &[RawStamp],
) -> Masked {
    let mut regions = stamp_regions(text, stamps);
    let covered: Vec<Span> = regions.iter().map(|region| region.span).collect();
    regions.extend(Scanner::new(text, body, code, &covered).scan());
    regions.retain(|region| region.span.start < region.span.end);
    regions.sort_by_key(|region| region.span);

    let mut bytes = text.as_bytes().to_vec();
    let mut cover = |span: Span, with: u8| {
        for byte in &mut bytes[span.range()] {
            // Line ends stay: what a line is must not change.
            if !matches!(byte, b'\n' | b'\r') {
                *byte = with;
            }
        }
    };
    cover(Span::new(0, body), b' ');
    for region in &regions {
        cover(region.span, b',');
        // A tag on a line of its own becomes a blank line, so that the text around it is
        // not drawn into one paragraph.
        if matches!(region.piece, Piece::Nothing | Piece::Space) && is_whole_line(text, region.span)
        {
            cover(region.span, b' ');
        }
    }
    for &line in &frame.blank {
        cover(line, b' ');
    }
    regions.retain(|region| {
        let at = region.span.start;
        let next = frame.blank.partition_point(|line| line.end <= at);
        frame.blank.get(next).is_none_or(|line| line.start > at)
    });
    let text = String::from_utf8(bytes).expect("whole characters were replaced by ASCII");
    Masked { text, regions }
}

fn is_whole_line(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let ink = |b: &&u8| !matches!(b, b' ' | b'\t' | b'>');
    let before = bytes[..span.start].iter().rev().take(64).find(ink);
    let after = bytes[span.end..].iter().take(64).find(ink);
    let stops = |b: Option<&u8>| b.is_none_or(|b| matches!(b, b'\n' | b'\r'));
    stops(before) && stops(after)
}

/// Joins stamps to regions: stamps that share a span, the separators between stamps in a
/// row, and the brackets that only such a row fills.
fn stamp_regions(text: &str, stamps: &[RawStamp]) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let mut row_start = 0;
    let mut n = 0;
    while n < stamps.len() {
        let span = stamps[n].span;
        let same = stamps[n..]
            .iter()
            .take_while(|stamp| stamp.span == span)
            .count();
        let piece = Piece::Stamps(n..n + same);
        let gap = regions
            .last()
            .map(|last| Span::new(last.span.end, span.start));
        match gap.filter(|gap| is_separator(&text[gap.range()])) {
            Some(gap) => regions.push(Region {
                span: gap,
                piece: Piece::Nothing,
            }),
            None => {
                unbracket(text, &mut regions, row_start);
                row_start = regions.len();
            }
        }
        regions.push(Region { span, piece });
        n += same;
    }
    unbracket(text, &mut regions, row_start);
    regions
}

fn is_separator(gap: &str) -> bool {
    gap.len() <= 8
        && !gap.contains('\n')
        && matches!(
            gap.trim(),
            "" | "," | ";" | "-" | "–" | "—" | "&" | "and" | "to" | ", and" | "/"
        )
}

/// Takes the brackets around the row of stamps that begins at `row_start` into it.
fn unbracket(text: &str, regions: &mut Vec<Region>, row_start: usize) {
    let (Some(first), Some(last)) = (regions.get(row_start), regions.last()) else {
        return;
    };
    let bytes = text.as_bytes();
    let floor = row_start.checked_sub(1).map_or(0, |n| regions[n].span.end);
    let (mut start, mut end) = (first.span.start, last.span.end);
    for _ in 0..3 {
        let before = bytes[floor..start]
            .iter()
            .rev()
            .take(4)
            .take_while(|&&b| b == b' ')
            .count();
        let after = bytes[end..]
            .iter()
            .take(4)
            .take_while(|&&b| b == b' ')
            .count();
        let opening = (start - before).checked_sub(1).filter(|&at| at >= floor);
        let opening = opening.map(|at| (at, bytes[at]));
        match (opening, bytes.get(end + after)) {
            (Some((at, b'(')), Some(b')')) | (Some((at, b'[')), Some(b']')) => {
                // In front of a parenthesis, `](` belongs to a link that has words.
                start = at;
                end += after + 1;
            }
            _ => break,
        }
    }
    let (first, last) = (first.span.start, last.span.end);
    regions.insert(
        row_start,
        Region {
            span: Span::new(start, first),
            piece: Piece::Nothing,
        },
    );
    regions.push(Region {
        span: Span::new(last, end),
        piece: Piece::Nothing,
    });
}

/// Finds everything but timecodes.
struct Scanner<'a> {
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
    fn new(text: &'a str, body: usize, code: &'a [Span], covered: &'a [Span]) -> Self {
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

    fn scan(mut self) -> Vec<Region> {
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
                _ => {}
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

/// The length and name of the HTML tag that `text` begins with. Only elements that HTML has:
/// `Vec<String>` and `x <y> z` are words.
fn html_tag(text: &str) -> Option<(usize, &str)> {
    const NAMES: &[&str] = &[
        "a",
        "abbr",
        "article",
        "aside",
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "g",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "link",
        "main",
        "mark",
        "meta",
        "nav",
        "ol",
        "p",
        "path",
        "pre",
        "q",
        "rect",
        "s",
        "samp",
        "script",
        "section",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "tspan",
        "tt",
        "u",
        "ul",
        "var",
        "video",
    ];
    let inside = text.get(1..)?;
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let length = inside
        .bytes()
        .take(16)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let name = &inside[..length];
    let known = NAMES.iter().any(|known| known.eq_ignore_ascii_case(name));
    let after = inside.as_bytes().get(length)?;
    if !known || !(matches!(after, b'>' | b'/') || after.is_ascii_whitespace()) {
        return None;
    }
    let near = &text[1..text.floor_char_boundary(LONGEST_TAG)];
    let end = near.find(['>', '<'])?;
    let whole = near.as_bytes()[end] == b'>' && !near[..end].contains("\n\n");
    whole.then_some((end + 2, name))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::{frame, stamp};

    fn check(text: &str, covered: &str) {
        let frame = frame::read(text, 0);
        let code = frame::code_spans(text, 0, &frame.code);
        let stamps = stamp::find(text, 0, &code);
        assert_eq!(mask(text, 0, &frame, &code, &stamps).text, covered);
    }

    #[test]
    fn covers_are_as_long_as_what_they_hide() {
        check("a [00:01:02], [00:01:03]. é", "a ,,,,,,,,,,,,,,,,,,,,,,. é");
        check("(see [00:01:02])", "(see ,,,,,,,,,,)");
        check("([00:01:02]) x", ",,,,,,,,,,,, x");
        check("[[a_b | c]]s", ",,,,,,,,c,,s");
        check("x<br/>y Vec<T>", "x,,,,,y Vec<T>");
        check("$a_1$ for $5 or $6", ",,,,, for $5 or $6");
        check("`[[a | b]]` [[c", "`[[a | b]]` [[c");
    }

    #[test]
    fn a_tag_alone_on_its_line_leaves_a_blank_line() {
        check("a\n<div>\nb\n</div>", "a\n     \nb\n      ");
    }
}
