//! What a build says of one deck: for people, and as JSON.
//!
//! All of it is text that can be kept, so that a build that finds nothing to do says what
//! it would have said.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::plan::{Change, ChangeKind, PlannedDeck, Record, Words};

use super::console::{Console, Problems};
use super::job::Job;
use super::made::Made;
use super::plan::{counts as counts_of_changes, worded_differently};
use super::{Outcome, outcome_of};

/// Names, and how many there are of each.
type Counts = BTreeMap<String, usize>;

/// What a build says of one deck.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Report {
    /// For programs.
    pub summary: Summary,
    problems: Problems,
    notes_have_errors: bool,
    /// For people, line by line.
    said: Vec<String>,
}

/// What a build writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writes {
    /// Ledger and package.
    Package,
    /// No package, for want of cards.
    NoPackage,
    /// Nothing at all: it was not asked to.
    Nothing,
}

/// What became of one deck, for `--json`. The keys are a promise.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Summary {
    deck: String,
    recipe: Option<String>,
    /// `None` when nothing was written.
    pub package: Option<String>,
    notes: usize,
    channel_pages: usize,
    statements: usize,
    cards: usize,
    cards_by_kind: Counts,
    cards_by_shape: Counts,
    statements_without_card: usize,
    without_card_by_reason: Counts,
    /// Since the last build; `None` for a folder, which has no ledger.
    changes: Option<Counts>,
    worded_differently_by_this_version: usize,
    diagnostics: Counts,
}

impl Report {
    /// Puts a build into words.
    pub fn of(job: &Job, made: &Made, writes: Writes) -> Self {
        let summary = Summary::of(job, made, writes == Writes::Package);
        Self {
            said: said(&summary, job, &made.planned, writes),
            summary,
            problems: Problems::of(&made.problems),
            notes_have_errors: outcome_of(&made.problems) != Outcome::Done,
        }
    }

    /// How the build ended.
    pub fn outcome(&self) -> Outcome {
        match self.notes_have_errors {
            true => Outcome::NotesHaveErrors,
            false => Outcome::Done,
        }
    }

    /// Prints the trouble in the notes.
    pub fn print_problems(&self, console: &Console) {
        console.show(&self.problems);
    }

    /// Prints what became of the deck.
    pub fn print_summary(&self, console: &Console) {
        for line in &self.said {
            console.say(line);
        }
    }

    /// Prints both.
    pub fn print(&self, console: &Console) {
        self.print_problems(console);
        self.print_summary(console);
    }
}

impl Summary {
    fn of(job: &Job, made: &Made, written: bool) -> Self {
        let Made {
            study,
            planned,
            problems,
            ..
        } = made;
        let without_card = study.without_card();
        let records = || planned.cards.iter().map(|card| &card.record);
        let changes = || {
            let counts = counts_of_changes(planned).into_iter();
            counts
                .map(|(name, count)| (name.to_owned(), count))
                .collect()
        };
        Self {
            deck: planned.name.as_str().to_owned(),
            recipe: (job.recipe_path.as_ref()).map(|path| path.display().to_string()),
            package: written.then(|| job.package.display().to_string()),
            notes: study.notes,
            channel_pages: study.channel_pages,
            statements: study.statements,
            cards: planned.cards.len(),
            cards_by_kind: tally(records().map(|record| record.key.kind.name())),
            cards_by_shape: tally(records().map(|record| record.shape.name())),
            statements_without_card: without_card.values().sum(),
            without_card_by_reason: without_card
                .into_iter()
                .map(|(reason, count)| (reason.code().to_owned(), count))
                .collect(),
            changes: job.recipe_path.is_some().then(changes),
            worded_differently_by_this_version: worded_differently(planned),
            diagnostics: tally(problems.iter().map(|problem| problem.rule.code())),
        }
    }
}

fn tally(names: impl Iterator<Item = &'static str>) -> Counts {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let counts = counts.into_iter();
    counts
        .map(|(name, count)| (name.to_owned(), count))
        .collect()
}

/// A deck's summary for people.
fn said(summary: &Summary, job: &Job, planned: &PlannedDeck, writes: Writes) -> Vec<String> {
    let Summary {
        deck,
        notes,
        statements,
        cards,
        statements_without_card: without,
        ..
    } = summary;
    let mut said = vec![
        deck.clone(),
        format!("  notes       {notes:>7}"),
        format!("  statements  {statements:>7}"),
        format!(
            "  cards       {cards:>7}  {}",
            in_words(&summary.cards_by_kind)
        ),
        format!(
            "  no card     {without:>7}  {}",
            in_words(&summary.without_card_by_reason)
        ),
    ];
    if !summary.diagnostics.is_empty() {
        let total: usize = summary.diagnostics.values().sum();
        said.push(format!(
            "  diagnostics {total:>7}  {}",
            in_words(&summary.diagnostics)
        ));
    }
    if let Some(changes) = &summary.changes {
        let mut told = changes.clone();
        told.retain(|_, count| *count > 0);
        said.push(format!("  since the last build: {}", in_words(&told)));
        list(planned, &mut said);
    }
    let package = job.package.display();
    said.push(match writes {
        Writes::Package => format!("  written to {package}; in Anki: File > Import"),
        Writes::NoPackage => format!("  no card, so {package} was not written"),
        Writes::Nothing => format!("  {package} was not written"),
    });
    said
}

/// Lists what a person should look at: what was matched by likeness, and what is gone.
fn list(planned: &PlannedDeck, said: &mut Vec<String>) {
    const MOST: usize = 12;
    let of = |kind: ChangeKind| {
        planned
            .changes
            .iter()
            .filter(move |change| change.kind == kind)
    };
    let front = |record: &Option<Arc<Record>>| {
        let record = record.as_ref();
        record
            .map(|record| record.front.plain())
            .unwrap_or_default()
    };
    let whole = |record: &Option<Arc<Record>>| {
        let words = record.as_ref().map(|record| Words::of(record));
        words
            .map(|words| format!("{} → {}", words.front, words.back))
            .unwrap_or_default()
    };
    let reworded = |change: &Change| {
        format!(
            "  reworded {}\n    was {}\n    now {}",
            change.guid,
            whole(&change.was),
            whole(&change.now)
        )
    };
    let retired = |change: &Change| format!("  retired {}  {}", change.guid, front(&change.was));
    let lines: Vec<String> = of(ChangeKind::Reworded)
        .map(reworded)
        .chain(of(ChangeKind::Retired).map(retired))
        .collect();
    let more = lines.len().saturating_sub(MOST);
    said.extend(lines.into_iter().take(MOST));
    if more > 0 {
        said.push(format!(
            "  … and {more} more; `cuedeck plan` shows all before a build"
        ));
    }
    said.extend(complaints(planned));
    let differently = worded_differently(planned);
    if differently > 0 {
        said.push(format!(
            "  keep their wording, though this version has another: {differently} (--reword takes it over)"
        ));
    }
}

/// What the overrides file asks for and does not get.
pub(super) fn complaints(planned: &PlannedDeck) -> Vec<String> {
    let refused = planned.refused_overrides.iter().map(|guid| {
        format!("  the replacement for {guid} would make it another kind of card, so it was left; a cue in the note can do that")
    });
    let unused = planned.unused_overrides.iter();
    let unused =
        unused.map(|guid| format!("  the overrides file names {guid}, but no card has this key"));
    refused.chain(unused).collect()
}

/// `question 12, cloze 3`, the largest first.
fn in_words(counts: &Counts) -> String {
    let mut sorted: Vec<(&str, usize)> = counts
        .iter()
        .map(|(name, &count)| (name.as_str(), count))
        .collect();
    sorted.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
    let parts: Vec<String> = sorted
        .iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    parts.join(", ")
}
