//! Study notes → statements: one sentence each, with all it leans on.
//!
//! A statement keeps its place in the note, its timecodes, the label of its list item, the
//! line that introduces its list and the statement before it, because a card may need any
//! of them. Nothing is dropped here: whatever gets no card later, gets its reason later.

mod lead;
mod sentence;

pub use sentence::{quotations, sentences};

use std::collections::{BTreeMap, BTreeSet};

use crate::note::{Block, BlockKind, RichText, StudyNote};
use crate::text::{LineIndex, Span};
use crate::timecode::Timecode;

/// One sentence of a study note, or what stands in for one.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it is.
    pub role: Role,
    /// Its words, without the label.
    pub words: RichText,
    /// The label of the item or paragraph it stands in (`**Label:** words`), for every
    /// sentence of the item; `None` without one.
    pub label: Option<String>,
    /// Whether the label stands right before these words.
    pub labelled: bool,
    /// Index of its section in [`StudyNote::sections`].
    pub section: usize,
    /// Index of its block in [`StudyNote::blocks`].
    pub block: usize,
    /// Index of the statement that introduces its list, or heads the item it is nested in.
    pub lead_in: Option<usize>,
    /// Index of the statement before it in the same block; `None` for the first.
    pub previous: Option<usize>,
    /// The moments it cites, in the order written; none that cannot exist, none twice.
    pub timecodes: Vec<Timecode>,
    /// Where it stands in the source.
    pub span: Span,
    /// The line it begins on, counted from 1.
    pub line: u32,
}

/// What a statement is to the ones around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A sentence that stands for itself.
    Sentence,
    /// Words that only introduce what follows: they end in a colon.
    LeadIn,
    /// A label with nothing behind it.
    Label,
    /// A question.
    Question,
    /// The title line of a callout.
    Title,
    /// A row of a table.
    Row,
    /// A displayed formula.
    Formula,
}

impl Statement {
    /// The words as a reader meets them, label included: `Skip-levels: They show …`.
    pub fn as_written(&self) -> String {
        match (&self.label, self.labelled) {
            (Some(label), true) if self.words.text.is_empty() => label.clone(),
            (Some(label), true) => format!("{label}: {}", self.words.text),
            _ => self.words.text.clone(),
        }
    }
}

/// The statements of `note`, in reading order.
pub fn statements_in(note: &StudyNote) -> Vec<Statement> {
    let lines = LineIndex::new(&note.source);
    let mut found: Vec<Statement> = Vec::new();
    // For each block, its first and last statement: later blocks lean on them.
    let mut extent: Vec<Option<(usize, usize)>> = vec![None; note.blocks.len()];
    for (index, block) in note.blocks.iter().enumerate() {
        if matches!(
            block.kind,
            BlockKind::Code | BlockKind::Row { header: true }
        ) {
            continue;
        }
        let before = found.len();
        let lead_in = lead_in_of(block, &found, &extent);
        for (role, words, label, labelled) in pieces(block) {
            let span = place_of(&words, block, note);
            found.push(Statement {
                role,
                label: label.clone(),
                labelled,
                section: block.section,
                block: index,
                lead_in,
                previous: (found.len() > before).then(|| found.len() - 1),
                timecodes: timecodes(&words),
                span,
                line: lines.line(span.start),
                words,
            });
        }
        if found.len() > before {
            extent[index] = Some((before, found.len() - 1));
        }
    }
    found
}

/// For each lead-in the heads of the items it introduces, all as indices of statements.
/// Sentences further down an item have the same lead-in and are not among them.
pub fn items_by_lead_in(statements: &[Statement]) -> BTreeMap<usize, Vec<usize>> {
    let mut items: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, statement) in statements.iter().enumerate() {
        if let (Some(lead_in), None) = (statement.lead_in, statement.previous) {
            items.entry(lead_in).or_default().push(index);
        }
    }
    items
}

/// Where some words of a block stand in the source. What the reader put between words, as
/// between the cells of a row, stands nowhere and could lead past the end.
fn place_of(words: &RichText, block: &Block, note: &StudyNote) -> Span {
    let inside = |at: usize| {
        let at = at.clamp(block.span.start, block.span.end);
        note.source.floor_char_boundary(at)
    };
    let start = inside(words.source_offset(0));
    Span::new(start, inside(words.source_end()).max(start))
}

/// The statement that a block's own statements hang on: the line that introduces its list,
/// else the head of the item it is nested in.
fn lead_in_of(
    block: &Block,
    found: &[Statement],
    extent: &[Option<(usize, usize)>],
) -> Option<usize> {
    let introduced = block
        .intro
        .and_then(|intro| extent[intro])
        .map(|(_, last)| last)
        .filter(|&last| matches!(found[last].role, Role::LeadIn | Role::Label));
    introduced.or_else(|| {
        block
            .parent
            .and_then(|parent| extent[parent])
            .map(|(first, _)| first)
    })
}

type StatementParts = (Role, RichText, Option<String>, bool);

/// What a block falls into.
fn pieces(block: &Block) -> Vec<StatementParts> {
    let whole = |role| vec![(role, block.body.clone(), None, false)];
    match &block.kind {
        BlockKind::Row { .. } => return whole(Role::Row),
        BlockKind::Formula => return whole(Role::Formula),
        BlockKind::Callout { title: true, .. } => return whole(Role::Title),
        _ => {}
    }
    let in_item = matches!(block.kind, BlockKind::Item { .. });
    let (label, body) = lead::split(&block.body, in_item);
    let ranges = sentence::sentences(&body);
    if ranges.is_empty() && label.is_some() {
        return vec![(Role::Label, body, label, true)];
    }
    let pieces = body.slices(&ranges).into_iter().enumerate();
    let pieces = pieces.map(|(nth, words)| {
        let role = match words.text.chars().next_back() {
            Some(':' | '：') => Role::LeadIn,
            Some('?' | '？' | '؟') => Role::Question,
            _ => Role::Sentence,
        };
        (role, words, label.clone(), label.is_some() && nth == 0)
    });
    pieces.collect()
}

/// The settled timecodes of some words, each once.
fn timecodes(words: &RichText) -> Vec<Timecode> {
    let mut seen = BTreeSet::new();
    let times = words.stamps.iter().filter_map(|stamp| stamp.time);
    times.filter(|&time| seen.insert(time)).collect()
}
