//! Counting: what the notes hold, what the deck asks, joined statement by statement.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::cmd::made::Made;
use crate::extract::Reason;
use crate::pipeline::{Said, Survey, Surveyed};

/// Some statements, counted. The keys are a promise.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Tally {
    pub statements: usize,
    pub cards: usize,
    /// Statements whose fact is on the card of another one.
    pub twins: usize,
    /// The share of statements with a card or a twin, in thousandths; 0 of none.
    pub coverage: f64,
    pub timecodes: Timecodes,
    /// Statements whose card links to the timecode of a later one.
    pub timed_by_a_later_one: usize,
    /// Statements whose card would link to the start of the recording.
    pub untimed: usize,
    /// By the code of the reason.
    pub without_card: BTreeMap<&'static str, usize>,
}

/// Timecodes, counted.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Timecodes {
    pub written: usize,
    pub read_differently: usize,
    pub unusable: usize,
    pub damaged: usize,
}

/// A name and what was counted under it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub name: String,
    #[serde(flatten)]
    pub tally: Tally,
}

/// One deck, counted in every way.
#[derive(Debug, Serialize)]
pub(super) struct Counted {
    pub deck: String,
    /// All its statements.
    pub total: Tally,
    /// Cards of no statement in the notes: those that the owner added.
    pub cards_added: usize,
    pub notes: Vec<Line>,
    pub sections: Vec<Line>,
    pub channels: Vec<Line>,
    pub concepts: Vec<Line>,
}

impl Counted {
    /// Joins the notes of a deck with what became of their statements.
    pub fn new(made: &Made, surveys: &[Survey]) -> Self {
        let sites = made
            .planned
            .cards
            .iter()
            .filter_map(|card| card.site.as_ref());
        let carded: BTreeSet<(&str, usize)> = sites
            .map(|site| (site.source.note.as_str(), site.origin.statement))
            .collect();
        let reasons: BTreeMap<(&str, usize), Reason> = made
            .study
            .left_out
            .iter()
            .map(|left| ((&*left.note, left.index), left.reason))
            .collect();
        let mut total = Tally::default();
        let (mut notes, mut sections) = (Lines::default(), Lines::default());
        let (mut channels, mut concepts) = (Lines::default(), Lines::default());
        for survey in surveys {
            let note = survey.note.as_str();
            for (index, statement) in survey.statements.iter().enumerate() {
                let at = (note, index);
                let fate = match carded.contains(&at) {
                    true => Fate::Card,
                    false => Fate::None(reasons.get(&at).copied()),
                };
                let section = match statement.section.as_str() {
                    "" => note.to_owned(),
                    section => format!("{note} › {section}"),
                };
                total.add(statement, fate);
                notes.add(note, statement, fate);
                sections.add(&section, statement, fate);
                let channel = survey.channel.as_deref().unwrap_or_default();
                channels.add(channel, statement, fate);
                for concept in &statement.concepts {
                    concepts.add(concept, statement, fate);
                }
            }
        }
        total.finish();
        Self {
            deck: made.planned.name.as_str().to_owned(),
            cards_added: made.planned.cards.len().saturating_sub(total.cards),
            total,
            notes: notes.finished(),
            sections: sections.finished(),
            channels: channels.most_first(),
            concepts: concepts.most_first(),
        }
    }
}

/// What became of a statement.
#[derive(Clone, Copy)]
enum Fate {
    Card,
    /// Why there is none; `None` only if the notes changed while they were being read.
    None(Option<Reason>),
}

impl Tally {
    fn add(&mut self, statement: &Surveyed, fate: Fate) {
        self.statements += 1;
        match fate {
            Fate::Card => self.cards += 1,
            Fate::None(reason) => {
                self.twins += usize::from(reason == Some(Reason::Duplicate));
                let code = reason.map_or("unknown", Reason::code);
                *self.without_card.entry(code).or_default() += 1;
            }
        }
        self.timed_by_a_later_one += usize::from(statement.said == Said::Later);
        self.untimed += usize::from(statement.said == Said::Unknown);
        self.timecodes.written += statement.timecodes.written;
        self.timecodes.read_differently += statement.timecodes.read_differently;
        self.timecodes.unusable += statement.timecodes.unusable;
        self.timecodes.damaged += statement.timecodes.damaged;
    }

    fn finish(&mut self) {
        let covered = (self.cards + self.twins) as f64;
        let share = covered / (self.statements.max(1) as f64);
        self.coverage = (share * 1000.0).round() / 1000.0;
    }
}

/// Lines in the order in which their names were met.
#[derive(Default)]
struct Lines {
    lines: Vec<Line>,
    by_name: BTreeMap<String, usize>,
}

impl Lines {
    fn add(&mut self, name: &str, statement: &Surveyed, fate: Fate) {
        let at = match self.by_name.get(name) {
            Some(&at) => at,
            None => {
                self.by_name.insert(name.to_owned(), self.lines.len());
                self.lines.push(Line {
                    name: name.to_owned(),
                    tally: Tally::default(),
                });
                self.lines.len() - 1
            }
        };
        self.lines[at].tally.add(statement, fate);
    }

    fn finished(mut self) -> Vec<Line> {
        for line in &mut self.lines {
            line.tally.finish();
        }
        self.lines
    }

    fn most_first(self) -> Vec<Line> {
        let mut lines = self.finished();
        lines.sort_by(|a, b| {
            let by_size = b.tally.statements.cmp(&a.tally.statements);
            by_size.then_with(|| a.name.cmp(&b.name))
        });
        lines
    }
}
