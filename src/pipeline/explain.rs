//! How each statement of some notes came to its card, or to none.

use std::borrow::Borrow;
use std::ops::RangeInclusive;

use crate::card::{self, CardText, Sites, Tried};
use crate::extract::{self, Extracted, Fact, Reason};
use crate::language::{InShort, parse};
use crate::note::guest::Episodes;
use crate::note::{self, Document, NotePath, SourceFile, StudyNote, section_line};
use crate::statement::{self, Role, Statement};
use crate::text::LineIndex;
use crate::timecode::Timecode;

/// A statement, and what was done with it up to its card.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The note it stands in.
    pub note: NotePath,
    /// Which statement of the note it is.
    pub index: usize,
    /// The lines it stands on, counted from 1.
    pub lines: RangeInclusive<u32>,
    /// Its words.
    pub statement: String,
    /// Its headings, outermost first, with ` › ` between.
    pub section: String,
    /// When it was said: its own moments, else the next one of its section.
    pub timecodes: Vec<Timecode>,
    /// Whether those timecodes are its own, and not taken from a later statement.
    pub stamped: bool,
    /// What can be asked of it, or why nothing can.
    pub found: Result<Vec<Found>, Reason>,
    /// What the language layer made of it; `None` where no sentence of English is.
    pub parse: Option<InShort>,
    /// The wordings that were tried, in that order.
    pub tried: Vec<Tried>,
}

/// A [`Fact`] without the text it points into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A sentence that says something, and why it needs another one before it.
    Claim(Option<Reason>),
    /// Words that somebody said.
    Quote(String),
    /// The items of a counted list.
    List(Vec<String>),
}

/// What became of a wording that was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the card.
    Won,
    /// It passed every guard, too.
    Sound,
    /// A guard stopped it.
    Stopped(Reason),
}

/// Explains every statement of the notes, in the order of their paths and lines. Makes the
/// same cards as [`super::study`], and says nothing of trouble in the notes.
pub fn explained(sources: impl IntoIterator<Item = SourceFile>) -> Vec<Explained> {
    read(sources).iter().flat_map(of_note).collect()
}

/// The notes, with what they know of each other.
pub(super) fn read(sources: impl IntoIterator<Item: Borrow<SourceFile>>) -> Vec<StudyNote> {
    let mut notes = Vec::new();
    let mut pages = Vec::new();
    for source in sources {
        match note::parse(source.borrow()).value {
            Some(Document::Note(note)) => notes.push(*note),
            Some(Document::ChannelPage(page)) => pages.push(page),
            None => {}
        }
    }
    notes.sort_by(|a, b| a.path.cmp(&b.path));
    Episodes::of(&pages).introduce(&mut notes);
    note::timing::settle(&mut notes, &mut Vec::new());
    notes
}

fn of_note(note: &StudyNote) -> Vec<Explained> {
    let statements = statement::statements_in(note);
    let extracted = extract::facts_in(note, &statements);
    let sites = Sites::new(note, &statements);
    let (_, tried) = card::cards_and_trail(&sites, &extracted);
    let lines = LineIndex::new(&note.source);
    let explained = |(index, statement): (usize, &Statement)| Explained {
        note: note.path.clone(),
        index,
        lines: statement.line
            ..=lines
                .line(statement.span.end.saturating_sub(1))
                .max(statement.line),
        statement: statement.as_written(),
        section: section_line(&note.sections[statement.section].headings),
        timecodes: sites.said_at(index),
        stamped: !statement.timecodes.is_empty(),
        found: found(&extracted, index, statement),
        parse: parsed(note, &extracted, index, statement),
        tried: of_statement(&tried, index, |tried| tried.statement).to_vec(),
    };
    statements.iter().enumerate().map(explained).collect()
}

/// The entries of one statement in a list that is sorted by statement.
fn of_statement<T>(all: &[T], index: usize, statement: impl Fn(&T) -> usize) -> &[T] {
    let start = all.partition_point(|one| statement(one) < index);
    let end = all.partition_point(|one| statement(one) <= index);
    &all[start..end]
}

fn found(extracted: &Extracted, index: usize, statement: &Statement) -> Result<Vec<Found>, Reason> {
    if let [(_, reason), ..] = of_statement(&extracted.left_out, index, |&(index, _)| index) {
        return Err(*reason);
    }
    let in_short = |fact: &Fact| match fact {
        Fact::Claim(claim) => Found::Claim(claim.leans),
        Fact::Quote(quote) => Found::Quote(statement.words.text[quote.quoted.clone()].to_owned()),
        Fact::List(list) => Found::List(list.items.clone()),
    };
    let facts = of_statement(&extracted.facts, index, Fact::statement);
    Ok(facts.iter().map(in_short).collect())
}

/// The tree that the shapes saw; of a statement without a claim, that of all its words.
fn parsed(
    note: &StudyNote,
    extracted: &Extracted,
    index: usize,
    statement: &Statement,
) -> Option<InShort> {
    let sentence = matches!(
        statement.role,
        Role::Sentence | Role::LeadIn | Role::Question
    );
    if note.language.is_some() || !sentence {
        return None;
    }
    let facts = of_statement(&extracted.facts, index, Fact::statement);
    let claim = facts.iter().find_map(|fact| match fact {
        Fact::Claim(claim) => Some(claim),
        _ => None,
    });
    match claim {
        Some(claim) => card::parse_of(statement, claim).in_short(),
        None => parse(&statement.words.text).in_short(),
    }
}

impl Explained {
    /// What became of each wording that was tried, given the front and back of the
    /// statement's card.
    pub fn verdicts(&self, card: Option<(&CardText, &CardText)>) -> Vec<Verdict> {
        let mut open = card;
        let verdict = |tried: &Tried| match tried.stopped {
            Some(reason) => Verdict::Stopped(reason),
            None if open == Some((&tried.wording.front, &tried.wording.back)) => {
                // Two shapes may come to the same words; the first of them is the card.
                open = None;
                Verdict::Won
            }
            None => Verdict::Sound,
        };
        self.tried.iter().map(verdict).collect()
    }
}
