//! Cutting a piece out of a [`RichText`] without losing what it carries.

use std::ops::Range;

use super::{Mark, RichText, Stamp};

impl RichText {
    /// The part `range` of the text (bytes, on character boundaries), white space at its
    /// ends dropped, with the marks, stamps and source places that fall into it.
    ///
    /// A stamp right at the end belongs to the part, one right at its start does not: a
    /// timecode closes what stands before it. Only at byte 0 is there nothing before.
    pub fn slice(&self, range: Range<usize>) -> RichText {
        self.part(range, &self.marks)
    }

    /// The same for several parts, one behind the other, in time linear in the text: a
    /// paragraph may have a million sentences.
    pub fn slices(&self, ranges: &[Range<usize>]) -> Vec<RichText> {
        let mut parts = Vec::with_capacity(ranges.len());
        // Those that began and may reach into the next part; marks nest, so they are few.
        let mut open: Vec<Mark> = Vec::new();
        let mut later = self.marks.iter().peekable();
        for range in ranges {
            open.retain(|mark| mark.range.end > range.start);
            while let Some(mark) = later.next_if(|mark| mark.range.start < range.end) {
                open.push(mark.clone());
            }
            parts.push(self.part(range.clone(), &open));
        }
        parts
    }

    /// The part `range`, whose marks are among `marks`.
    fn part(&self, range: Range<usize>, marks: &[Mark]) -> RichText {
        let whole = &self.text[range.clone()];
        let start = range.start + (whole.len() - whole.trim_start().len());
        let end = start.max(range.end - (whole.len() - whole.trim_end().len()));
        let inside = |at: usize| at.clamp(start, end) - start;
        let marks = marks
            .iter()
            .filter(|mark| mark.range.start < end && mark.range.end > start)
            .map(|mark| Mark {
                range: inside(mark.range.start)..inside(mark.range.end),
                kind: mark.kind.clone(),
            })
            .collect();
        let first = match range.start {
            0 => 0,
            start => self.stamps.partition_point(|stamp| stamp.at <= start),
        };
        let stamps = self.stamps[first..]
            .iter()
            .take_while(|stamp| stamp.at <= range.end)
            .map(|stamp| Stamp {
                at: inside(stamp.at),
                ..stamp.clone()
            })
            .collect();
        let first = self.origin.partition_point(|&(here, _)| here <= start);
        let within = self.origin[first..]
            .iter()
            .take_while(|&&(here, _)| here < end)
            .map(|&(here, there)| (here - start, there));
        RichText {
            text: self.text[start..end].to_owned(),
            marks,
            stamps,
            origin: std::iter::once((0, self.source_offset(start)))
                .chain(within)
                .collect(),
        }
    }

    /// The last source byte known to belong to the text, plus one; for spans.
    pub fn source_end(&self) -> usize {
        let words = self.source_offset(self.text.len());
        self.stamps
            .iter()
            .map(|stamp| stamp.span.end)
            .fold(words, usize::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::MarkKind;

    fn stamped(text: &str, places: &[usize]) -> RichText {
        RichText {
            text: text.to_owned(),
            stamps: places
                .iter()
                .map(|&at| Stamp {
                    at,
                    ..Stamp::default()
                })
                .collect(),
            origin: vec![(0, 100)],
            ..RichText::default()
        }
    }

    #[test]
    fn a_stamp_on_the_cut_stays_with_the_words_before_it() {
        let whole = stamped("One. Two.", &[4, 8]);
        assert_eq!(whole.slice(0..4).stamps.len(), 1);
        assert_eq!(whole.slice(4..9).stamps.len(), 1);
    }

    #[test]
    fn parts_cut_at_once_are_those_cut_one_by_one() {
        let mut whole = stamped("One. Two words. Three.", &[3, 4, 14, 15, 22]);
        whole.origin = vec![(0, 100), (2, 110), (5, 120), (16, 140)];
        whole.marks = [(0, 22), (1, 7), (5, 8), (9, 22), (16, 21)]
            .map(|(start, end)| Mark {
                range: start..end,
                kind: MarkKind::Strong,
            })
            .to_vec();
        let ranges = [0..4, 4..15, 15..22];
        let one_by_one = ranges.clone().map(|range| whole.slice(range));
        assert_eq!(whole.slices(&ranges), one_by_one);
    }

    #[test]
    fn a_piece_still_knows_where_it_came_from() {
        let whole = stamped("One. Two.", &[]);
        let second = whole.slice(4..9);
        assert_eq!(second.text, "Two.");
        assert_eq!(second.source_offset(1), 106);
    }
}
