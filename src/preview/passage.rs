//! A block of a note → runs of words that know their statement.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use crate::note::{BlockKind, MarkKind, RichText};
use crate::pipeline::Outline;

use super::Paragraph;

/// Words of a paragraph that look alike and belong to one statement; or a timecode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The words; for a timecode, how it is printed.
    pub text: String,
    /// Index into [`super::ShownNote::statements`]; `None` between statements.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<usize>,
    /// `strong`, `emphasis`, `code` or `math`; several where marks lie in each other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub styles: Vec<&'static str>,
    /// The second, where this is a timecode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<u32>,
}

/// The paragraphs of a note, in reading order.
pub(super) fn paragraphs(outline: &Outline) -> Vec<Paragraph> {
    let mut places: Vec<Vec<(usize, Range<usize>)>> = vec![Vec::new(); outline.note.blocks.len()];
    for (index, statement) in outline.statements.iter().enumerate() {
        let text = &outline.note.blocks[statement.block].body.text;
        let places = &mut places[statement.block];
        let from = places.last().map_or(0, |(_, range)| range.end);
        // A statement's words are a piece of its block's, and they come in order.
        let Some(at) = text[from..].find(&statement.words.text) else {
            continue;
        };
        let start = match statement.labelled {
            true => from + leading_space(&text[from..]),
            false => from + at,
        };
        places.push((index, start..from + at + statement.words.text.len()));
    }
    let blocks = outline.note.blocks.iter().zip(places);
    blocks
        .map(|(block, places)| Paragraph {
            section: block.section,
            kind: kind(&block.kind),
            depth: match block.kind {
                BlockKind::Item { depth, .. } => depth,
                _ => 0,
            },
            runs: runs(&block.body, &places),
        })
        .collect()
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn kind(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Item { .. } => "item",
        BlockKind::Quotation | BlockKind::Callout { .. } => "quotation",
        BlockKind::Row { .. } => "row",
        BlockKind::Code => "code",
        BlockKind::Formula => "formula",
    }
}

/// Cuts a text wherever a statement, a mark or a timecode begins or ends.
fn runs(body: &RichText, places: &[(usize, Range<usize>)]) -> Vec<Run> {
    let mut cuts: BTreeSet<usize> = BTreeSet::from([0, body.text.len()]);
    cuts.extend(
        places
            .iter()
            .flat_map(|(_, range)| [range.start, range.end]),
    );
    let styled: Vec<(&Range<usize>, &'static str)> = body
        .marks
        .iter()
        .filter_map(|mark| Some((&mark.range, style(&mark.kind)?)))
        .collect();
    cuts.extend(
        styled
            .iter()
            .flat_map(|(range, _)| [range.start, range.end]),
    );
    cuts.extend(
        body.stamps
            .iter()
            .map(|stamp| stamp.at.min(body.text.len())),
    );
    let mut runs: Vec<Run> = Vec::new();
    let (mut places, mut styled, mut stamps) = (
        places.iter().peekable(),
        styled.into_iter().peekable(),
        body.stamps.iter().peekable(),
    );
    let mut open: Vec<(&Range<usize>, &'static str)> = Vec::new();
    let mut ends = cuts.iter().skip(1);
    for &start in &cuts {
        while let Some(stamp) = stamps.next_if(|stamp| stamp.at <= start) {
            // A timecode closes what stands before it.
            let statement = runs.last().and_then(|run| run.statement);
            runs.extend(stamp.time.map(|time| Run {
                text: time.to_string(),
                statement,
                styles: Vec::new(),
                time: Some(time.seconds()),
            }));
        }
        let Some(&end) = ends.next() else {
            break;
        };
        while places.next_if(|(_, range)| range.end <= start).is_some() {}
        open.retain(|(range, _)| range.end > start);
        while let Some(mark) = styled.next_if(|(range, _)| range.start <= start) {
            open.extend(Some(mark).filter(|(range, _)| range.end > start));
        }
        let statement = places
            .peek()
            .filter(|(_, range)| range.contains(&start))
            .map(|&&(index, _)| index);
        runs.push(Run {
            text: body.text[start..end].to_owned(),
            statement,
            styles: open.iter().map(|&(_, style)| style).collect(),
            time: None,
        });
    }
    runs
}

/// How a mark looks; links look like the words around them.
fn style(kind: &MarkKind) -> Option<&'static str> {
    match kind {
        MarkKind::Strong => Some("strong"),
        MarkKind::Emphasis => Some("emphasis"),
        MarkKind::Code => Some("code"),
        MarkKind::Math { .. } => Some("math"),
        MarkKind::Wikilink { .. } | MarkKind::Link { .. } => None,
    }
}
