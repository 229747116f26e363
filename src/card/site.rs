//! Where a card stands: what it shows of its statement and of the note around it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::extract::Reason;
use crate::note::{MarkKind, StudyNote};
use crate::statement::{Role, Statement, items_by_lead_in};
use crate::timecode::Timecode;

use super::context::context_line;
use super::{CardSet, Origin, Site, Source};

/// The statements of a note as cards show them.
pub struct Sites<'n> {
    pub(super) note: &'n StudyNote,
    pub(super) statements: &'n [Statement],
    /// `None` without a video.
    source: Option<Arc<Source>>,
    /// The context lines, by section.
    contexts: Vec<Arc<str>>,
    /// For each statement the first timecode of its section from there on, itself included.
    next_time: Vec<Option<Timecode>>,
    /// See [`items_by_lead_in`].
    items: BTreeMap<usize, Vec<usize>>,
}

impl<'n> Sites<'n> {
    /// Takes a note and its statements.
    pub fn new(note: &'n StudyNote, statements: &'n [Statement]) -> Self {
        let sections = 0..note.sections.len();
        Self {
            note,
            statements,
            source: note.video.map(|video| {
                Arc::new(Source {
                    note: note.path.clone(),
                    title: Arc::clone(&note.title),
                    tags: Arc::clone(&note.tags),
                    video,
                    guest: note.guest.clone(),
                    episode: note.episode.clone(),
                    channel: note.channel.clone(),
                })
            }),
            contexts: sections
                .map(|section| context_line(note, section).into())
                .collect(),
            next_time: next_times(statements),
            items: items_by_lead_in(statements),
        }
    }

    /// Those that have no card in `set`, as a card would show them: a card made from one of
    /// them earlier may still be its owner's.
    pub fn bare(&self, set: &CardSet) -> Vec<Arc<Site>> {
        set.left_out
            .iter()
            .filter(|(_, reason)| *reason != Reason::Rejected)
            .filter_map(|&(index, _)| self.with_context(index, self.context(index)))
            .collect()
    }

    /// When a statement was said. A statement without a timecode takes the next one of its
    /// section: the notes often stamp only the last sentence of a thought.
    pub fn said_at(&self, index: usize) -> Vec<Timecode> {
        match self.statements[index].timecodes.as_slice() {
            [] => self.next_time[index].into_iter().collect(),
            own => own.to_vec(),
        }
    }

    /// The context line that a statement stands under.
    pub(super) fn context(&self, index: usize) -> Arc<str> {
        Arc::clone(&self.contexts[self.statements[index].section])
    }

    /// The context line of a section.
    pub(super) fn context_of(&self, section: usize) -> &str {
        &self.contexts[section]
    }

    /// A statement under a context line of its own. `None` only without a video, which
    /// extraction has refused before.
    pub(super) fn with_context(&self, index: usize, context: Arc<str>) -> Option<Arc<Site>> {
        let Self {
            note, statements, ..
        } = self;
        let statement = &statements[index];
        let links = statement
            .words
            .marks
            .iter()
            .filter_map(|mark| match &mark.kind {
                MarkKind::Wikilink { target } => Some(target.clone()),
                _ => None,
            });
        Some(Arc::new(Site {
            context,
            statement: self.rests_on(index).into(),
            headings: Arc::clone(&note.sections[statement.section].headings),
            links: links.collect(),
            source: Arc::clone(self.source.as_ref()?),
            origin: Origin {
                line: statement.line,
                span: statement.span,
                statement: index,
                timecodes: self.said_at(index).into(),
            },
        }))
    }

    /// Every word a card rests on: the statement, and for a counted list its items.
    fn rests_on(&self, index: usize) -> String {
        let statement = &self.statements[index];
        let mut text = statement.as_written();
        if statement.role == Role::LeadIn {
            for &item in self.items.get(&index).into_iter().flatten() {
                text.push(' ');
                text.push_str(&self.statements[item].as_written());
            }
        }
        text
    }
}

/// For each statement the first timecode of its section from there on.
fn next_times(statements: &[Statement]) -> Vec<Option<Timecode>> {
    let mut times: Vec<Option<Timecode>> = vec![None; statements.len()];
    for (at, statement) in statements.iter().enumerate().rev() {
        let next = statements.get(at + 1);
        let next = next.filter(|next| next.section == statement.section);
        let later = next.and_then(|_| times[at + 1]);
        times[at] = statement.timecodes.first().copied().or(later);
    }
    times
}
