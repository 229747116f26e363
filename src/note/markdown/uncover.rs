//! Stretches of masked text → the words of a block, with what the covers hide put back.

use super::Walker;
use crate::note::mask::{Piece, Region};
use crate::note::{MarkKind, Stamp};
use crate::text::Span;

impl Walker<'_> {
    pub(super) fn region_at(&self, at: usize) -> Option<&Region> {
        let regions = &self.masked.regions;
        let next = regions.partition_point(|region| region.span.end <= at);
        regions.get(next).filter(|region| region.span.start <= at)
    }

    /// Adds text, with what is covered in it put back.
    pub(super) fn text(&mut self, words: &str, span: Span) {
        if self.open.is_none() && words.trim().is_empty() {
            return;
        }
        self.ensure_open(span);
        if self.masked.text.get(span.range()) != Some(words) {
            // An entity, or the like: what is shown is not what is written.
            if self.images == 0 {
                self.inline.words(words, span.start);
            }
            return;
        }
        let mut at = span.start.max(self.covered_to.min(span.end));
        let mut next = self
            .masked
            .regions
            .partition_point(|region| region.span.start < at);
        while let Some(region) = self.masked.regions.get(next) {
            if region.span.start >= span.end {
                break;
            }
            if region.span.start >= at {
                self.words(at, region.span.start);
                self.uncover(next);
                at = region.span.end;
            }
            next += 1;
        }
        self.words(at, span.end);
        self.covered_to = self.covered_to.max(at);
    }

    fn words(&mut self, start: usize, end: usize) {
        if start < end && self.images == 0 {
            self.inline.words(&self.source[start..end], start);
        }
    }

    fn uncover(&mut self, n: usize) {
        let region = &self.masked.regions[n];
        let span = region.span;
        match &region.piece {
            Piece::Stamps(stamps) => self.put_stamps(stamps.clone()),
            Piece::Nothing | Piece::CalloutMark { .. } => {}
            Piece::Space => self.inline.space_at(span.start),
            Piece::LinkOpen { target } => {
                let target = target.clone();
                self.inline.open(MarkKind::Wikilink { target });
            }
            Piece::LinkWords(words) => self.inline.words(words, span.start),
            Piece::LinkClose => {
                self.inline
                    .close(|kind| matches!(kind, MarkKind::Wikilink { .. }));
            }
            Piece::Math { display, tex } => {
                let display = *display;
                self.inline.open(MarkKind::Math { display });
                self.inline
                    .words(self.source[tex.range()].trim(), tex.start);
                self.inline
                    .close(|kind| matches!(kind, MarkKind::Math { .. }));
            }
            Piece::Embed => self.body.images.push(span),
        }
    }

    fn put_stamps(&mut self, stamps: std::ops::Range<usize>) {
        for raw in &self.stamps[stamps] {
            self.inline.stamp(Stamp {
                at: 0,
                span: raw.span,
                data: raw.data.clone(),
                shown: raw.shown.clone(),
                damaged: raw.damaged,
                ..Stamp::default()
            });
        }
    }

    /// Adds a piece of a code block as the source has it; only stamps are taken out.
    pub(super) fn code(&mut self, words: &str, span: Span) {
        if self.masked.text.get(span.range()) != Some(words) {
            return self.inline.verbatim(words, span.start);
        }
        let mut at = span.start;
        let mut next = self
            .masked
            .regions
            .partition_point(|region| region.span.start < at);
        while let Some(region) = self.masked.regions.get(next) {
            if region.span.start >= span.end {
                break;
            }
            if let Piece::Stamps(stamps) = &region.piece {
                self.inline
                    .verbatim(&self.source[at..region.span.start.max(at)], at);
                self.put_stamps(stamps.clone());
                at = region.span.end.min(span.end);
            }
            next += 1;
        }
        self.inline.verbatim(&self.source[at..span.end], at);
    }

    /// Adds what stands between the backticks of `span`. A wikilink in there is one that an
    /// unpaired backtick swallowed: its label is shown.
    pub(super) fn code_span(&mut self, span: Span) {
        let whole = &self.source[span.range()];
        let ticks = whole.bytes().take_while(|&b| b == b'`').count();
        let (mut at, end) = (span.start + ticks, span.end.saturating_sub(ticks));
        let mut next = self
            .masked
            .regions
            .partition_point(|region| region.span.start < at);
        while at < end {
            let region = self
                .masked
                .regions
                .get(next)
                .filter(|region| region.span.start < end);
            let stop = region.map_or(end, |region| region.span.start.max(at));
            self.code_words(at, stop);
            at = stop;
            let Some(region) = region else { break };
            if let Piece::Stamps(stamps) = &region.piece {
                self.put_stamps(stamps.clone());
                at = region.span.end;
            } else if matches!(region.piece, Piece::Nothing) {
                at = region.span.end;
            }
            next += 1;
        }
    }

    fn code_words(&mut self, mut at: usize, end: usize) {
        while let Some(open) = self.source[at..end].find("[[") {
            let link = at + open;
            let label = self.source[link + 2..end].find("]]").and_then(|close| {
                let inside = &self.source[link + 2..link + 2 + close];
                let pipe = inside.find(" | ")?;
                let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b' ');
                let named = inside[..pipe].trim().bytes().all(is_name);
                named.then_some((link + 2 + pipe + 3, link + 2 + close))
            });
            let Some((start, close)) = label else { break };
            self.words(at, link);
            self.words(start, close);
            at = close + 2;
        }
        self.words(at, end);
    }
}
