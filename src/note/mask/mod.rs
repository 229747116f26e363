//! Source text → the same text with everything that is not Markdown hidden from the
//! Markdown reader, and a list of what was hidden.
//!
//! Timecodes, wikilinks, formulas and HTML tags are covered with commas, byte for byte, so
//! that every offset stays what it was. A comma means nothing to Markdown, and as
//! punctuation it lets `**Lead:**<a …>` close its bold text, which a letter would not. The
//! covers are recognised later by their place, never by the comma.

mod html;
mod rows;
mod scan;

use std::ops::Range;

use self::rows::stamp_regions;
use self::scan::Scanner;
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
