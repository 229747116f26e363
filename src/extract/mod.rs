//! Statements → claims and quotes. Pure.
//!
//! A claim is a sentence that says something by itself; a quote is somebody's words inside
//! one; a list is a lead-in that counts, and its items. Every statement that gives none of
//! them leaves with a [`Reason`].

mod claim;
mod foreign;
mod leaning;
mod list;
mod phrases;
mod quote;
mod reason;

pub use reason::Reason;

use std::ops::Range;

use crate::language::words;
use crate::note::StudyNote;
use crate::statement::{Role, Statement, items_by_lead_in};

use claim::Heading;

/// Something in a note that a card can ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A sentence that stands for itself.
    Claim(Claim),
    /// Words that somebody said.
    Quote(Quote),
    /// A counted list.
    List(List),
}

/// A sentence that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Index of the statement.
    pub statement: usize,
    /// The bytes of its words that say it: a linking word at the head is left out.
    pub body: Range<usize>,
    /// Why it does not stand by itself: it takes up something said before. A card on it
    /// has to show that, too.
    pub leans: Option<Reason>,
}

/// Words that somebody said, long enough to be theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Index of the statement.
    pub statement: usize,
    /// The bytes of the statement's words to show: the claim's body.
    pub body: Range<usize>,
    /// The bytes between the quote marks.
    pub quoted: Range<usize>,
}

/// A lead-in that says how many follow, and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Index of the lead-in.
    pub statement: usize,
    /// The name of each item, in order; as many as the lead-in says.
    pub items: Vec<String>,
}

impl Fact {
    /// Index of the statement it stands in.
    pub fn statement(&self) -> usize {
        match self {
            Fact::Claim(claim) => claim.statement,
            Fact::Quote(quote) => quote.statement,
            Fact::List(list) => list.statement,
        }
    }
}

/// What the statements of one note hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The facts, by statement.
    pub facts: Vec<Fact>,
    /// The statements that gave none, with the reason, by statement.
    pub left_out: Vec<(usize, Reason)>,
}

/// The facts of `note`, whose statements are `statements`.
pub fn facts_in(note: &StudyNote, statements: &[Statement]) -> Extracted {
    let mut extracted = Extracted::default();
    let items = items_by_lead_in(statements);
    let headings: Vec<Heading> = note.sections.iter().map(Heading::of).collect();
    for (index, statement) in statements.iter().enumerate() {
        let items = items.get(&index).into_iter().flatten();
        let items: Vec<&Statement> = items.map(|&item| &statements[item]).collect();
        let heading = &headings[statement.section];
        match facts_of(note, heading, index, statement, &items) {
            Ok(facts) => extracted.facts.extend(facts),
            Err(reason) => extracted.left_out.push((index, reason)),
        }
    }
    extracted
}

/// The longest statement that is looked into, in bytes: far more than a card can show. Who
/// writes a megabyte without a full stop waits for nothing.
const LONGEST: usize = 8 * 1024;

fn facts_of(
    note: &StudyNote,
    heading: &Heading,
    index: usize,
    statement: &Statement,
    items: &[&Statement],
) -> Result<Vec<Fact>, Reason> {
    if note.video.is_none() {
        return Err(Reason::NoVideo);
    }
    match statement.role {
        Role::Label => return Err(Reason::LabelOnly),
        Role::Question => return Err(Reason::Question),
        Role::Title => return Err(Reason::CalloutTitle),
        Role::Row => return Err(Reason::TableRow),
        Role::Formula => return Err(Reason::Formula),
        Role::Sentence | Role::LeadIn => {}
    }
    if statement.words.text.len() > LONGEST {
        return Err(Reason::FrontTooLong);
    }
    if note.language.is_some() {
        return foreign::facts_of(note, index, statement, items);
    }
    let found = words(&statement.words.text);
    claim::worth_asking(note, heading, statement, &found)?;
    if statement.role == Role::LeadIn {
        let items = list::counted_items(statement, items).ok_or(Reason::LeadIn)?;
        let start = claim::after_connective(&statement.words.text)?;
        leaning::stands_alone(note, statement, &found, start)?;
        return Ok(vec![Fact::List(List {
            statement: index,
            items,
        })]);
    }
    let start = claim::after_connective(&statement.words.text)?;
    let leans = match leaning::stands_alone(note, statement, &found, start) {
        Ok(()) => None,
        Err(reason @ (Reason::Dangling | Reason::UnnamedPerson)) => Some(reason),
        Err(reason) => return Err(reason),
    };
    let body = start..statement.words.text.len();
    let quotes = match leans {
        None => quote::quotes_in(&statement.words, &body),
        Some(_) => Vec::new(),
    };
    let mut facts = vec![Fact::Claim(Claim {
        statement: index,
        body: body.clone(),
        leans,
    })];
    facts.extend(quotes.into_iter().map(|quoted| {
        Fact::Quote(Quote {
            statement: index,
            body: body.clone(),
            quoted,
        })
    }));
    Ok(facts)
}
