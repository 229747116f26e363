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
        let whole = &self.text[range.clone()];
        let start = range.start + (whole.len() - whole.trim_start().len());
        let end = start.max(range.end - (whole.len() - whole.trim_end().len()));
        let inside = |at: usize| at.clamp(start, end) - start;
        let marks = self
            .marks
            .iter()
            .filter(|mark| mark.range.start < end && mark.range.end > start)
            .map(|mark| Mark {
                range: inside(mark.range.start)..inside(mark.range.end),
                kind: mark.kind.clone(),
            })
            .collect();
        let stamps = self
            .stamps
            .iter()
            .filter(|stamp| {
                let first = stamp.at == 0 && range.start == 0;
                first || (stamp.at > range.start && stamp.at <= range.end)
            })
            .map(|stamp| Stamp {
                at: inside(stamp.at),
                ..stamp.clone()
            })
            .collect();
        let within = self
            .origin
            .iter()
            .filter(|&&(here, _)| here > start && here < end)
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
    fn a_piece_still_knows_where_it_came_from() {
        let whole = stamped("One. Two.", &[]);
        let second = whole.slice(4..9);
        assert_eq!(second.text, "Two.");
        assert_eq!(second.source_offset(1), 106);
    }
}
