//! The whole arrow as one function: sources in, cards and reasons out.

mod explain;

pub use explain::{Explained, Found, Verdict, explained};

use std::collections::BTreeSet;

use serde::Serialize;

use crate::card::{self, Card, Site, Sites, Wording};
use crate::diag::{Checked, Diagnostic, Rule};
use crate::extract::{self, Reason};
use crate::note::{self, ChannelPage, Document, SourceFile, StudyNote, Wish};
use crate::plan::Present;
use crate::statement::{self, Statement};

/// What a set of notes holds.
#[derive(Clone, Debug, Default)]
pub struct Study {
    /// How many study notes were read.
    pub notes: usize,
    /// How many channel pages were read; they say who speaks, and hold no statements.
    pub channel_pages: usize,
    /// How many statements the notes make.
    pub statements: usize,
    /// The cards, in the order of their notes and statements.
    pub cards: Vec<Card>,
    /// Every other statement, in the same order.
    pub left_out: Vec<LeftOut>,
    /// All statements of notes with a recording, for the identity of their cards.
    pub present: Present,
}

/// A statement without a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The note's path.
    pub note: String,
    /// The line it begins on, counted from 1.
    pub line: u32,
    /// Its words.
    pub statement: String,
    /// Its headings, outermost first, with ` › ` between.
    pub section: String,
    /// Why it has no card.
    pub reason: Reason,
    /// Which statement of the note it is.
    #[serde(skip)]
    pub index: usize,
}

/// What to keep of the notes, and whom to tell how far it is.
pub struct Watch<'w> {
    /// Whether [`Study::present`] is wanted. A deck without a ledger never asks what else
    /// is in the notes, and a vault takes half the memory.
    pub present: bool,
    /// Called twice for each file: when it is read, and when its cards are written.
    pub step: &'w mut dyn FnMut(),
}

/// Turns note files into cards. Reads no file, clock or dice, and does not care in which
/// order the files come: notes are taken by path.
pub fn study(sources: impl IntoIterator<Item = SourceFile>) -> Checked<Study> {
    let step = &mut || {};
    study_watched(
        sources,
        Watch {
            present: true,
            step,
        },
    )
}

/// The same for whoever wants to watch, or to keep less.
pub fn study_watched(
    sources: impl IntoIterator<Item = SourceFile>,
    watch: Watch<'_>,
) -> Checked<Study> {
    let mut study = Study::default();
    let mut problems = Vec::new();
    let notes = read(sources, &mut study, &mut problems, watch.step);
    for note in &notes {
        study.add(note, watch.present, &mut problems);
        (watch.step)();
    }
    problems.sort_by(|a, b| place_of(a).cmp(&place_of(b)));
    Checked {
        value: study,
        problems,
    }
}

/// The notes, with what they know of each other.
fn read(
    sources: impl IntoIterator<Item = SourceFile>,
    study: &mut Study,
    problems: &mut Vec<Diagnostic>,
    step: &mut dyn FnMut(),
) -> Vec<StudyNote> {
    let (mut notes, pages) = parse_all(sources, study, problems, step);
    note::guest::introduce(&mut notes, &pages);
    note::timing::settle(&mut notes, problems);
    notes
}

fn parse_all(
    sources: impl IntoIterator<Item = SourceFile>,
    study: &mut Study,
    problems: &mut Vec<Diagnostic>,
    step: &mut dyn FnMut(),
) -> (Vec<StudyNote>, Vec<ChannelPage>) {
    let mut notes = Vec::new();
    let mut pages = Vec::new();
    for source in sources {
        let parsed = note::parse(&source);
        step();
        problems.extend(parsed.problems);
        match parsed.value {
            Some(Document::Note(note)) => notes.push(*note),
            Some(Document::ChannelPage(page)) => pages.push(page),
            // What cannot be read today is not gone: its cards stay.
            None => study.present.add_unread(source.path.as_str()),
        }
    }
    notes.sort_by(|a, b| a.path.cmp(&b.path));
    study.channel_pages = pages.len();
    (notes, pages)
}

/// Where a diagnostic stands, for printing in reading order.
fn place_of(problem: &Diagnostic) -> (&str, Option<(u32, u32)>, &'static str) {
    let place = problem
        .place
        .as_ref()
        .map(|place| (place.line, place.column));
    (&problem.path, place, problem.rule.code())
}

impl Study {
    fn add(&mut self, note: &StudyNote, present: bool, problems: &mut Vec<Diagnostic>) {
        let statements = statement::statements_in(note);
        let extracted = extract::facts_in(note, &statements);
        let sites = Sites::new(note, &statements);
        let set = card::cards_for(&sites, &extracted);
        problems.extend(trouble_with_cues(note, &statements));
        self.notes += 1;
        self.statements += statements.len();
        if present && let Some(video) = note.video {
            for card in &set.cards {
                self.present.add(video, &card.site.statement, false);
            }
            for site in sites.bare(&set) {
                // A counted list rests on more words than its lead-in has.
                self.present.add(video, &site.statement, false);
                self.present.add_bare(site);
            }
            let skipped = |index: usize| set.left_out.contains(&(index, Reason::Rejected));
            for (index, statement) in statements.iter().enumerate() {
                self.present
                    .add(video, &statement.as_written(), skipped(index));
            }
        }
        self.cards.extend(set.cards);
        self.left_out.extend(
            set.left_out
                .into_iter()
                .map(|(index, reason)| LeftOut::new(note, &statements[index], index, reason)),
        );
    }
}

/// Cues that would do nothing, or not what their writer thinks.
fn trouble_with_cues(note: &StudyNote, statements: &[Statement]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut later = BTreeSet::new();
    for (index, cue) in card::cued(note, statements).into_iter().rev() {
        let message = match (index, &cue.wish) {
            (_, Wish::Unknown(_)) => continue,
            (None, _) => "the cue stands before any statement",
            (Some(_), Wish::Card { question, answer })
                if Wording::own(question, answer).is_none() =>
            {
                "a mark of the cue is not closed, so it makes no card"
            }
            (Some(index), _) if later.insert(index) => continue,
            (Some(_), _) => "a later cue for the same statement takes the place of this one",
        };
        let problem = Diagnostic::new(Rule::CueUnknown, note.path.as_str(), message);
        problems.push(problem.at(note.place(cue.span)));
    }
    problems
}

impl LeftOut {
    fn new(note: &StudyNote, statement: &Statement, index: usize, reason: Reason) -> Self {
        Self {
            note: note.path.as_str().to_owned(),
            line: statement.line,
            statement: statement.as_written(),
            section: note.sections[statement.section].headings.join(" › "),
            reason,
            index,
        }
    }

    /// The same for a statement whose card the plan left out.
    pub fn of_site(site: &Site, reason: Reason) -> Self {
        Self {
            note: site.source.note.as_str().to_owned(),
            line: site.origin.line,
            statement: site.statement.to_string(),
            section: site.headings.join(" › "),
            reason,
            index: site.origin.statement,
        }
    }
}
