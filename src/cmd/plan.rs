//! `cuedeck plan`: what a build would change, and what Anki will do with it.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use serde::Serialize;

use crate::cli::PlanArgs;
use crate::plan::{BuildTime, Change, ChangeKind, PlannedDeck, Record, Reword, Words};

use super::console::Console;
use super::job::asked_for;
use super::made::make;
use super::{CmdError, Outcome, outcome_of};

/// The changes of one deck, for `--json`. The keys are a promise.
#[derive(Serialize)]
struct Report<'a> {
    deck: &'a str,
    counts: BTreeMap<&'static str, usize>,
    worded_differently_by_this_version: usize,
    unused_overrides: Vec<&'a str>,
    changes: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    kind: ChangeKind,
    guid: &'a str,
    note: &'a str,
    line: Option<u32>,
    was: Option<Words>,
    now: Option<Words>,
    proposed: Option<&'a Words>,
    in_anki: &'static str,
}

/// Prints what would change.
pub(super) fn run(args: &PlanArgs, console: &Console, now: BuildTime) -> Result<Outcome, CmdError> {
    let mut problems = Vec::new();
    let mut decks = Vec::new();
    for job in asked_for(&args.input)? {
        let made = make(&job, now, &Reword::None, console)?;
        problems.extend(made.problems);
        decks.push(made.planned);
    }
    console.problems(&problems);
    let mut out = anstream::stdout().lock();
    if args.json {
        let reports: Vec<Report<'_>> = decks.iter().map(report).collect();
        let text = serde_json::to_string_pretty(&reports).expect("a report is plain data");
        writeln!(out, "{text}").map_err(CmdError::Output)?;
    } else {
        for deck in &decks {
            write!(out, "{}", text(deck)).map_err(CmdError::Output)?;
        }
    }
    Ok(outcome_of(&problems))
}

/// How many Anki notes there are of each kind of change, none left out.
pub(super) fn counts(deck: &PlannedDeck) -> BTreeMap<&'static str, usize> {
    let mut counts: BTreeMap<&'static str, usize> = ChangeKind::ALL
        .iter()
        .map(|kind| (kind.name(), 0))
        .collect();
    for change in &deck.changes {
        *counts.entry(change.kind.name()).or_default() += 1;
    }
    counts
}

/// How many cards keep a wording that this version would word differently.
pub(super) fn worded_differently(deck: &PlannedDeck) -> usize {
    deck.changes
        .iter()
        .filter(|change| change.proposed.is_some())
        .count()
}

fn report(deck: &PlannedDeck) -> Report<'_> {
    let lines = deck.changes.iter().map(|change| Line {
        kind: change.kind,
        guid: change.guid.as_str(),
        note: &change.note,
        line: change.line,
        was: change.was.as_deref().map(Words::of),
        now: change.now.as_deref().map(Words::of),
        proposed: change.proposed.as_deref(),
        in_anki: change.kind.in_anki(),
    });
    Report {
        deck: deck.name.as_str(),
        counts: counts(deck),
        worded_differently_by_this_version: worded_differently(deck),
        unused_overrides: deck
            .unused_overrides
            .iter()
            .map(|guid| guid.as_str())
            .collect(),
        changes: lines.collect(),
    }
}

/// The plan as a person reads it: unchanged notes are only counted.
fn text(deck: &PlannedDeck) -> String {
    let mut text = format!("{}\n", deck.name.as_str());
    for &kind in ChangeKind::ALL {
        let changes: Vec<&Change> = deck
            .changes
            .iter()
            .filter(|change| change.kind == kind)
            .collect();
        if changes.is_empty() {
            continue;
        }
        text.push_str(&format!(
            "\n{} {}: for each, Anki {}\n",
            changes.len(),
            kind.name(),
            kind.in_anki()
        ));
        if kind == ChangeKind::Unchanged {
            continue;
        }
        for change in changes {
            text.push_str(&entry(change));
        }
    }
    let differently = worded_differently(deck);
    if differently > 0 {
        text.push_str(&format!(
            "\n{differently} keep their wording, though this version has another; `cuedeck build --reword` takes it over\n"
        ));
        let proposals = deck
            .changes
            .iter()
            .filter_map(|change| Some((change, change.proposed.as_deref()?)));
        for (change, proposed) in proposals {
            text.push_str(&format!("  {}  {}\n", change.guid, place(change)));
            let now = change.now.as_deref().map(Words::of);
            text.extend(now.iter().map(|words| side("has", words)));
            text.push_str(&side("new", proposed));
        }
    }
    for guid in &deck.refused_overrides {
        text.push_str(&format!(
            "\nthe replacement for {guid} would make it another kind of card, so it is left\n"
        ));
    }
    for guid in &deck.unused_overrides {
        text.push_str(&format!(
            "\nthe overrides file names {guid}, but no card has this key\n"
        ));
    }
    text.push('\n');
    text
}

/// Where a card's statement stands.
fn place(change: &Change) -> String {
    match change.line {
        // A card from the overrides file stands in no note.
        Some(_) if change.note.is_empty() => "added in the overrides file".to_owned(),
        Some(line) => format!("{}:{line}", change.note),
        None => change.note.to_string(),
    }
}

/// Both sides of a card on one line.
fn side(name: &str, words: &Words) -> String {
    format!("    {name} {} → {}\n", words.front, words.back)
}

/// A change over several lines: the key, where its statement stands, and both sides of the
/// card before and after.
pub(super) fn entry(change: &Change) -> String {
    let mut text = format!("  {}  {}\n", change.guid, place(change));
    let words = |record: &Option<Arc<Record>>| record.as_deref().map(Words::of);
    match (&words(&change.was), &words(&change.now)) {
        (Some(was), Some(now)) if was.front == now.front && was.back == now.back => {
            text.push_str(&side("   ", now));
        }
        (was, now) => {
            text.extend(was.iter().map(|words| side("was", words)));
            text.extend(now.iter().map(|words| side("now", words)));
        }
    }
    text
}
