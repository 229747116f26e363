//! `cuedeck build`: packages out of notes.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use crate::cli::BuildArgs;
use crate::diag::Diagnostic;
use crate::package;
use crate::plan::{
    BuildTime, Change, ChangeKind, Guid, Ledger, PlannedDeck, Record, Reword, Words,
};
use crate::recipe::DeckName;

use super::console::Console;
use super::job::{Job, jobs};
use super::made::{Made, make};
use super::plan::{counts as counts_of_changes, worded_differently};
use super::store::Store;
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
    /// Since the last build; `None` for a folder, which has no ledger.
    changes: Option<BTreeMap<&'static str, usize>>,
    worded_differently_by_this_version: usize,
    diagnostics: BTreeMap<&'static str, usize>,
}

/// Builds every deck that was asked for.
pub(super) fn run(
    args: &BuildArgs,
    console: &Console,
    now: BuildTime,
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
    for job in jobs.iter().filter(|job| job.recipe_path.is_none()) {
        let taken = ["yaml", "yml", "ledger"]
            .iter()
            .any(|ending| job.package.with_extension(ending).exists());
        if taken && args.output.is_none() {
            return Err(CmdError::PackageOfRecipe {
                path: job.package.clone(),
            });
        }
    }
    let reword = reword_of(args.reword.as_deref(), &jobs)?;
    let mut outcome = Outcome::Done;
    let mut summaries = Vec::new();
    for job in &jobs {
        let built = build(job, args, now, &reword, console)?;
        if outcome_of(&built.1) != Outcome::Done {
            outcome = Outcome::NotesHaveErrors;
        }
        summaries.push(built.0);
    }
    if args.json {
        let text = serde_json::to_string_pretty(&summaries).expect("a summary is plain data");
        writeln!(anstream::stdout(), "{text}").map_err(CmdError::Output)?;
    } else {
        console.say(format_args!("\ntook {:.2} s", elapsed().as_secs_f64()));
    }
    Ok(outcome)
}

/// Which cards `--reword` names: all, or some that a ledger knows.
fn reword_of(keys: Option<&[String]>, jobs: &[Job]) -> Result<Reword, CmdError> {
    let keys = match keys {
        None => return Ok(Reword::None),
        Some([]) => return Ok(Reword::All),
        Some(keys) => keys,
    };
    let stores = jobs
        .iter()
        .filter_map(|job| job.recipe_path.as_deref())
        .map(Store::beside);
    let ledgers: Vec<Ledger> = stores
        .map(|store| store.ledger())
        .collect::<Result<_, _>>()?;
    let known = |guid: &Guid| ledgers.iter().any(|ledger| ledger.get(guid).is_some());
    let read = |key: &String| {
        let guid = Guid::parse(key).filter(known);
        guid.ok_or_else(|| CmdError::UnknownKey { key: key.clone() })
    };
    Ok(Reword::Only(
        keys.iter().map(read).collect::<Result<_, _>>()?,
    ))
}

fn build(
    job: &Job,
    args: &BuildArgs,
    now: BuildTime,
    reword: &Reword,
    console: &Console,
) -> Result<(Summary, Vec<Diagnostic>), CmdError> {
    let store = job.recipe_path.as_deref().map(Store::beside);
    // Held to the end: a second build of the deck would read a ledger about to change.
    let _lock = store.as_ref().map(Store::lock).transpose()?;
    let made = make(job, now, reword, console)?;
    console.problems(&made.problems);
    if args.locked {
        up_to_date(&made, &job.package)?;
    }
    let writes = !args.dry_run && !args.locked;
    let written = writes && !made.planned.is_empty();
    if writes {
        write(job, store.as_ref(), &made.planned, written)?;
    }
    let summary = summary(job, &made, written);
    report(&summary, job, &made.planned, args, console);
    Ok((summary, made.problems))
}

/// Puts ledger and package in place. Both are whole and on the disk before either takes its
/// name, so that hardly anything can go wrong between the two renames.
///
/// The ledger comes first: killed between them, the next build finds all that it issued and
/// writes the very package that is missing.
fn write(
    job: &Job,
    store: Option<&Store>,
    planned: &PlannedDeck,
    has_cards: bool,
) -> Result<(), CmdError> {
    // `decks/` is ours to make; any other folder has to be there.
    if let Some(folder) = job
        .package
        .parent()
        .filter(|folder| folder.ends_with("decks"))
    {
        let refused = |source| CmdError::Folder {
            path: folder.to_owned(),
            source,
        };
        fs::create_dir_all(folder).map_err(refused)?;
    }
    if let Some(store) = store {
        store.sweep();
    }
    let package = match has_cards {
        true => Some(package::prepare(planned, &job.package)?),
        false => None,
    };
    if let Some(store) = store
        && (planned.ledger.records().len() > 0 || store.has_ledger())
    {
        store.prepare_ledger(&planned.ledger)?.put_in_place()?;
    }
    package.map(package::Prepared::put_in_place).transpose()?;
    Ok(())
}

/// Fails when a build would write anything else than what is there. A package that is not
/// there is no change: it is made from the rest, and kept out of git.
fn up_to_date(made: &Made, package: &Path) -> Result<(), CmdError> {
    let planned = &made.planned;
    let remembered = made.ledger.is_some();
    let count = |kind: ChangeKind| {
        planned
            .changes
            .iter()
            .filter(|change| change.kind == kind)
            .count()
    };
    let mut changes: Vec<String> = ChangeKind::ALL
        .iter()
        .filter(|kind| remembered && kind.changes_something())
        .map(|&kind| (kind.name(), count(kind)))
        .filter(|&(_, count)| count > 0)
        .map(|(name, count)| format!("{count} {name}"))
        .collect();
    if changes.is_empty()
        && made
            .ledger
            .as_ref()
            .is_some_and(|ledger| *ledger != planned.ledger)
    {
        changes.push("its ledger".to_owned());
    }
    // A deck without cards writes no package, and leaves the one that is there.
    let has_cards = !planned.is_empty();
    if changes.is_empty()
        && has_cards
        && package.exists()
        && !package::is_current(planned, package)?
    {
        changes.push("its package".to_owned());
    }
    match changes.is_empty() {
        true => Ok(()),
        false => Err(CmdError::NotUpToDate {
            deck: planned.name.as_str().to_owned(),
            changes: changes.join(", "),
        }),
    }
}

fn summary(job: &Job, made: &Made, written: bool) -> Summary {
    let Made {
        study,
        planned,
        problems,
        ..
    } = made;
    let records = || planned.cards.iter().map(|card| &card.record);
    Summary {
        deck: planned.name.as_str().to_owned(),
        recipe: job.recipe_path.clone(),
        package: written.then(|| job.package.clone()),
        notes: study.notes,
        channel_pages: study.channel_pages,
        statements: study.statements,
        cards: planned.cards.len(),
        cards_by_kind: tally(records().map(|record| record.key.kind.name())),
        cards_by_shape: tally(records().map(|record| record.shape.name())),
        statements_without_card: study.left_out.len(),
        without_card_by_reason: tally(study.left_out.iter().map(|left| left.reason.code())),
        changes: job
            .recipe_path
            .is_some()
            .then(|| counts_of_changes(planned)),
        worded_differently_by_this_version: worded_differently(planned),
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
fn report(
    summary: &Summary,
    job: &Job,
    planned: &PlannedDeck,
    args: &BuildArgs,
    console: &Console,
) {
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
    if let Some(changes) = &summary.changes {
        let told: BTreeMap<&'static str, usize> = changes
            .iter()
            .filter(|&(_, &count)| count > 0)
            .map(|(&name, &count)| (name, count))
            .collect();
        console.say(format_args!("  since the last build: {}", counts(&told)));
        list(planned, console);
    }
    let package = job.package.display();
    console.say(match (&summary.package, args.dry_run || args.locked) {
        (Some(_), _) => format!("  written to {package}; in Anki: File > Import"),
        (None, true) => format!("  {package} was not written"),
        (None, false) => format!("  no card, so {package} was not written"),
    });
}

/// Lists what a person should look at: what was matched by likeness, and what is gone.
fn list(planned: &PlannedDeck, console: &Console) {
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
    for line in lines.iter().take(MOST) {
        console.say(line);
    }
    if lines.len() > MOST {
        console.say(format_args!(
            "  … and {} more; `cuedeck plan` shows all before a build",
            lines.len() - MOST
        ));
    }
    for guid in &planned.refused_overrides {
        console.say(format_args!(
            "  the replacement for {guid} would make it another kind of card, so it was left; a cue in the note can do that"
        ));
    }
    for guid in &planned.unused_overrides {
        console.say(format_args!(
            "  the overrides file names {guid}, but no card has this key"
        ));
    }
    let differently = worded_differently(planned);
    if differently > 0 {
        console.say(format_args!(
            "  keep their wording, though this version has another: {differently} (--reword takes it over)"
        ));
    }
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
