//! `cuedeck build`: packages out of notes.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use crate::card::Card;
use crate::cli::BuildArgs;
use crate::diag::Diagnostic;
use crate::package;
use crate::pipeline::{self, LeftOut, Study};
use crate::plan::{self, PlannedDeck};
use crate::recipe::DeckName;

use super::console::Console;
use super::job::{Job, jobs};
use super::{CmdError, Outcome, outcome_of};

/// What became of one deck, for `--json`. The keys are a promise.
#[derive(Serialize)]
struct Summary {
    deck: String,
    recipe: Option<PathBuf>,
    /// `None` when nothing was written.
    package: Option<PathBuf>,
    notes: usize,
    channel_pages: usize,
    statements: usize,
    cards: usize,
    cards_by_kind: BTreeMap<&'static str, usize>,
    cards_by_shape: BTreeMap<&'static str, usize>,
    statements_without_card: usize,
    without_card_by_reason: BTreeMap<&'static str, usize>,
    diagnostics: BTreeMap<&'static str, usize>,
}

/// Builds every deck that was asked for.
pub(super) fn run(
    args: &BuildArgs,
    console: &Console,
    elapsed: &dyn Fn() -> Duration,
) -> Result<Outcome, CmdError> {
    let mut jobs = jobs(&args.input.paths)?;
    let given = [
        ("--output", args.output.is_some()),
        ("--deck", args.deck.is_some()),
    ];
    if let Some((option, _)) = given.iter().find(|(_, given)| *given && jobs.len() > 1) {
        return Err(CmdError::OneDeckOnly {
            option,
            decks: jobs.len(),
        });
    }
    for job in &mut jobs {
        if let Some(name) = &args.deck {
            job.recipe.deck = DeckName::parse(name).map_err(CmdError::DeckOption)?;
        }
        if let Some(output) = &args.output {
            job.package.clone_from(output);
        }
    }
    let mut outcome = Outcome::Done;
    let mut summaries = Vec::new();
    for job in &jobs {
        let (summary, problems) = build(job, args.dry_run, console)?;
        if outcome_of(&problems) != Outcome::Done {
            outcome = Outcome::NotesHaveErrors;
        }
        summaries.push(summary);
    }
    if args.json {
        let text = serde_json::to_string_pretty(&summaries).expect("a summary is plain data");
        writeln!(anstream::stdout(), "{text}").map_err(CmdError::Output)?;
    } else {
        console.say(format_args!("\ntook {:.2} s", elapsed().as_secs_f64()));
    }
    Ok(outcome)
}

fn build(
    job: &Job,
    dry_run: bool,
    console: &Console,
) -> Result<(Summary, Vec<Diagnostic>), CmdError> {
    let checked = pipeline::study(job.sources()?);
    let mut study = checked.value;
    let planned = plan::plan_deck(std::mem::take(&mut study.cards), &job.recipe);
    let left_out = planned.left_out.iter();
    study
        .left_out
        .extend(left_out.map(|(card, reason)| LeftOut::of_card(card, *reason)));
    console.problems(&checked.problems);
    let written = !dry_run && !planned.cards.is_empty();
    if written {
        // `decks/` is ours to make; any other folder has to be there.
        if job
            .package
            .parent()
            .is_some_and(|parent| parent.ends_with("decks"))
        {
            let folder = job.package.parent().expect("just seen").to_owned();
            fs::create_dir_all(&folder).map_err(|source| CmdError::Folder {
                path: folder,
                source,
            })?;
        }
        package::write_package(&planned.plan, &job.package)?;
    }
    let summary = summary(job, &study, &planned, &checked.problems, written);
    report(&summary, job, dry_run, console);
    Ok((summary, checked.problems))
}

fn summary(
    job: &Job,
    study: &Study,
    planned: &PlannedDeck,
    problems: &[Diagnostic],
    written: bool,
) -> Summary {
    let cards = |name: fn(&Card) -> &'static str| tally(planned.cards.iter().map(name));
    Summary {
        deck: planned.plan.name.as_str().to_owned(),
        recipe: job.recipe_path.clone(),
        package: written.then(|| job.package.clone()),
        notes: study.notes,
        channel_pages: study.channel_pages,
        statements: study.statements,
        cards: planned.cards.len(),
        cards_by_kind: cards(|card| card.kind().name()),
        cards_by_shape: cards(|card| card.wording.shape.name()),
        statements_without_card: study.left_out.len(),
        without_card_by_reason: tally(study.left_out.iter().map(|left| left.reason.code())),
        diagnostics: tally(problems.iter().map(|problem| problem.rule.code())),
    }
}

fn tally(names: impl Iterator<Item = &'static str>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

/// Prints a deck's summary for people.
fn report(summary: &Summary, job: &Job, dry_run: bool, console: &Console) {
    let Summary {
        deck,
        notes,
        statements,
        cards,
        ..
    } = summary;
    console.say(format_args!("{deck}"));
    console.say(format_args!("  notes       {notes:>7}"));
    console.say(format_args!("  statements  {statements:>7}"));
    console.say(format_args!(
        "  cards       {cards:>7}  {}",
        counts(&summary.cards_by_kind)
    ));
    let without = summary.statements_without_card;
    console.say(format_args!(
        "  no card     {without:>7}  {}",
        counts(&summary.without_card_by_reason)
    ));
    if !summary.diagnostics.is_empty() {
        let total: usize = summary.diagnostics.values().sum();
        console.say(format_args!(
            "  diagnostics {total:>7}  {}",
            counts(&summary.diagnostics)
        ));
    }
    let package = job.package.display();
    console.say(match (&summary.package, dry_run) {
        (Some(_), _) => format!("  written to {package}; in Anki: File > Import"),
        (None, true) => format!("  dry run: {package} was not written"),
        (None, false) => format!("  no card, so {package} was not written"),
    });
}

/// `question 12, cloze 3`, the largest first.
fn counts(counts: &BTreeMap<&'static str, usize>) -> String {
    let mut sorted: Vec<(&str, usize)> =
        counts.iter().map(|(&name, &count)| (name, count)).collect();
    sorted.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
    let parts: Vec<String> = sorted
        .iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    parts.join(", ")
}
