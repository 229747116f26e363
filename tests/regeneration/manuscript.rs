//! A note cut into pieces, each of which knows which statement of the original it is.

use std::collections::BTreeSet;
use std::ops::Range;

use cuedeck::note::{self, Document, NotePath, SourceFile, StudyNote};
use cuedeck::statement::{self, Role, Statement};

/// A stretch of the note.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// The statements of the original that it is, for the stretches that are statements; a
    /// statement that the edit invented is none of them.
    pub owners: Option<BTreeSet<usize>>,
}

/// A note while it is being edited.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// Its path.
    pub path: String,
    /// Its pieces in order. Those between statements end with their line.
    pub pieces: Vec<Piece>,
    /// What is known of each statement of the original.
    pub statements: Vec<Known>,
    /// Where its front matter ends, in pieces.
    pub body: usize,
    /// The statements that edits had better fall on: those with a card.
    pub carded: Vec<usize>,
}

/// What is known of a statement of the original.
#[derive(Clone, Debug)]
pub struct Known {
    /// What it is.
    pub role: Role,
    /// Whether a label stands in front of it.
    pub labelled: bool,
    /// Its block.
    pub block: usize,
    /// The statement that introduces it.
    pub lead_in: Option<usize>,
}

impl Manuscript {
    /// Cuts a note up. `None` when it is no study note with a recording.
    pub fn of(path: &str, source: &str) -> Option<Self> {
        let note = parse(path, source)?;
        note.video.as_ref()?;
        let found = statement::statements_in(&note);
        let mut manuscript = Self {
            path: path.to_owned(),
            pieces: Vec::new(),
            statements: found.iter().map(known).collect(),
            body: 0,
            carded: Vec::new(),
        };
        let mut spans: Vec<(usize, Range<usize>)> = found
            .iter()
            .enumerate()
            .map(|(index, statement)| (index, statement.span.range()))
            .filter(|(_, span)| !span.is_empty())
            .collect();
        spans.sort_by_key(|(_, span)| span.start);
        let first = spans.first().map_or(source.len(), |(_, span)| span.start);
        let mut at = 0;
        for (index, span) in spans {
            if span.start < at {
                return None; // statements that overlap cannot be edited one by one
            }
            manuscript.glue(&source[at..span.start]);
            manuscript.pieces.push(Piece {
                text: source[span.clone()].to_owned(),
                owners: Some(BTreeSet::from([index])),
            });
            at = span.end;
        }
        manuscript.glue(&source[at..]);
        // The front matter ends with the second line of three dashes.
        let mut length = 0;
        let mut fences = 0;
        for (nth, piece) in manuscript.pieces.iter().enumerate() {
            length += piece.text.len();
            fences += usize::from(piece.text.trim_end() == "---");
            if fences == 2 && length <= first {
                manuscript.body = nth + 1;
                break;
            }
        }
        Some(manuscript)
    }

    fn glue(&mut self, text: &str) {
        let lines = text.split_inclusive('\n').map(|line| Piece {
            text: line.to_owned(),
            owners: None,
        });
        self.pieces.extend(lines);
    }

    /// The text as it stands.
    pub fn text(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }

    /// The place of a statement among the pieces, while it is one piece.
    pub fn place_of(&self, statement: usize) -> Option<usize> {
        let is = |piece: &Piece| {
            piece
                .owners
                .as_ref()
                .is_some_and(|owners| owners.len() == 1 && owners.contains(&statement))
        };
        let place = self.pieces.iter().position(is)?;
        let alone = self.pieces[place + 1..].iter().all(|piece| !is(piece));
        alone.then_some(place)
    }

    /// The lines of the body, as ranges of pieces; each ends with its line break.
    pub fn lines(&self) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = self.body;
        for at in self.body..self.pieces.len() {
            if self.pieces[at].text.ends_with('\n') {
                lines.push(start..at + 1);
                start = at + 1;
            }
        }
        if start < self.pieces.len() {
            lines.push(start..self.pieces.len());
        }
        lines
    }

    /// The text of some pieces.
    pub fn text_of(&self, range: Range<usize>) -> String {
        self.pieces[range]
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }

    /// The statements that some pieces are.
    pub fn statements_in(&self, range: Range<usize>) -> BTreeSet<usize> {
        let owners = self.pieces[range].iter().filter_map(|p| p.owners.as_ref());
        owners.flatten().copied().collect()
    }

    /// Which statements of the original the text at `offset` is; `None` between statements.
    pub fn owners_at(&self, offset: usize) -> Option<&BTreeSet<usize>> {
        let mut end = 0;
        let piece = self.pieces.iter().find(|piece| {
            end += piece.text.len();
            offset < end
        })?;
        piece.owners.as_ref()
    }

    /// Whether the program still sees the statements where the edit left them. An edit that
    /// moved a sentence boundary by accident has no known truth.
    pub fn is_sound(&self) -> bool {
        let text = self.text();
        let Some(note) = parse(&self.path, &text) else {
            return false;
        };
        let mut offset = 0;
        let mut wanted = Vec::new();
        for piece in &self.pieces {
            if piece.owners.is_some() {
                wanted.push(offset);
            }
            offset += piece.text.len();
        }
        let mut seen: Vec<usize> = statement::statements_in(&note)
            .iter()
            .filter(|statement| !statement.span.range().is_empty())
            .map(|statement| statement.span.start)
            .collect();
        seen.sort_unstable();
        seen == wanted
    }
}

fn known(statement: &Statement) -> Known {
    Known {
        role: statement.role,
        labelled: statement.labelled,
        block: statement.block,
        lead_in: statement.lead_in,
    }
}

/// A file of notes.
pub fn source(path: &str, text: &str) -> SourceFile {
    SourceFile {
        path: NotePath::new(path),
        bytes: text.as_bytes().to_vec(),
    }
}

fn parse(path: &str, text: &str) -> Option<StudyNote> {
    match note::parse(&source(path, text)).value? {
        Document::Note(note) => Some(*note),
        Document::ChannelPage(_) => None,
    }
}
