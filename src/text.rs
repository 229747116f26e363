//! Places in a text: byte spans, and the lines they fall on.

use std::ops::Range;

/// A stretch of a source file, in bytes; both ends fall on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Makes a span from its two ends.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same stretch as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A name that is printed again and again, such as a heading: what is beyond any name is cut
/// off. A heading of five megabytes above a million statements would fill every memory.
pub fn name_of_sane_length(name: String) -> String {
    const LONGEST: usize = 400;
    match name.len() > LONGEST {
        true => format!("{}…", name[..name.floor_char_boundary(LONGEST)].trim_end()),
        false => name,
    }
}

/// Where the lines of a text begin, so that an offset becomes a line in `O(log n)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Finds the line starts of `text`. A line ends at `\n`; a `\r` before it belongs to it.
    pub fn new(text: &str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self {
            starts: std::iter::once(0).chain(breaks).collect(),
        }
    }

    /// The line that byte `offset` stands on, counted from 1.
    pub fn line(&self, offset: usize) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// The first byte of `line` (counted from 1); past the last line, that line's start.
    pub fn start_of(&self, line: u32) -> usize {
        let index = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_belongs_to_the_line_that_its_newline_closes() {
        let index = LineIndex::new("ab\nc\n\nd");
        let lines: Vec<u32> = (0..7).map(|at| index.line(at)).collect();
        assert_eq!(lines, [1, 1, 1, 2, 2, 3, 4]);
    }
}
