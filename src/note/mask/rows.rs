//! Timecodes → the stretches to cover: several in a row go together with the separators
//! between them and the brackets that only they fill.

use super::{Piece, Region};
use crate::note::stamp::RawStamp;
use crate::text::Span;

/// Joins stamps to regions: stamps that share a span, the separators between stamps in a
/// row, and the brackets that only such a row fills.
pub(super) fn stamp_regions(text: &str, stamps: &[RawStamp]) -> Vec<Region> {
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
