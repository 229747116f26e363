//! `cuedeck build`: packages out of notes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use crate::cache::Access;
use crate::cli::BuildArgs;
use crate::package;
use crate::plan::{BuildTime, ChangeKind, Guid, Ledger, PlannedDeck, Reword};
use crate::recipe::DeckName;

use super::console::Console;
use super::job::{Job, asked_for};
use super::last_build::{Inputs, LastBuild};
use super::made::{Made, make_with};
use super::report::{Report, Summary, Writes};
use super::store::Store;
use super::{CmdError, Outcome};

/// Builds every deck that was asked for.
pub(super) fn run(
    args: &BuildArgs,
    console: &Console,
    now: BuildTime,
    elapsed: &dyn Fn() -> Duration,
) -> Result<Outcome, CmdError> {
    let mut jobs = asked_for(&args.input)?;
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
        job.left_out = false;
        if let Some(name) = &args.deck {
            job.recipe.deck = DeckName::parse(name).map_err(CmdError::DeckOption)?;
        }
        if let Some(output) = &args.output {
            job.package.clone_from(output);
        }
    }
    if args.output.is_none() {
        refuse_packages_of_recipes(&jobs)?;
    }
    let reword = reword_of(args.reword.as_deref(), &jobs)?;
    let mut outcome = Outcome::Done;
    let mut summaries: Vec<Summary> = Vec::new();
    for job in &jobs {
        let report = build(job, args, now, &reword, console)?;
        if report.outcome() != Outcome::Done {
            outcome = Outcome::NotesHaveErrors;
        }
        summaries.push(report.summary);
    }
    if args.json {
        let text = serde_json::to_string_pretty(&summaries).expect("a summary is plain data");
        writeln!(anstream::stdout(), "{text}").map_err(CmdError::Output)?;
    } else {
        console.say(format_args!("\ntook {:.2} s", elapsed().as_secs_f64()));
    }
    Ok(outcome)
}

/// Fails when a folder's package would take the place of one that belongs to a recipe.
pub(super) fn refuse_packages_of_recipes(jobs: &[Job]) -> Result<(), CmdError> {
    for job in jobs.iter().filter(|job| job.recipe_path.is_none()) {
        let taken = ["yaml", "yml", "ledger"]
            .iter()
            .any(|ending| job.package.with_extension(ending).exists());
        if taken {
            return Err(CmdError::PackageOfRecipe {
                path: job.package.clone(),
            });
        }
    }
    Ok(())
}

/// Makes a deck and writes it, whatever the last build left. What is said of it is up to the
/// caller.
pub(super) fn made_and_written(
    job: &Job,
    console: &Console,
    now: BuildTime,
) -> Result<Made, CmdError> {
    let store = job.recipe_path.as_deref().map(Store::beside);
    let _lock = store.as_ref().map(Store::lock).transpose()?;
    let cache = job.cache(Access::Write);
    let made = make_with(job, cache.as_ref(), now, &Reword::None, console)?;
    write(job, store.as_ref(), &made.planned, !made.planned.is_empty())?;
    Ok(made)
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
) -> Result<Report, CmdError> {
    let store = job.recipe_path.as_deref().map(Store::beside);
    // Held to the end: a second build of the deck would read a ledger about to change.
    let _lock = store.as_ref().map(Store::lock).transpose()?;
    let writes = !args.dry_run && !args.locked;
    let cache = job.cache(match writes {
        true => Access::Write,
        false => Access::Read,
    });
    // What is asked for once is not what the last build was asked for.
    let plain = writes && *reword == Reword::None;
    let inputs = match &store {
        Some(store) if plain && cache.is_some() => Some(Inputs::of(job, store)?),
        _ => None,
    };
    if let (Some(cache), Some(inputs)) = (&cache, &inputs)
        && let Some(report) = LastBuild::repeated(cache, inputs)
    {
        report.print(console);
        return Ok(report);
    }
    let mut made = make_with(job, cache.as_ref(), now, reword, console)?;
    let has_cards = !made.planned.is_empty();
    let report = Report::of(
        job,
        &made,
        match (writes, has_cards) {
            (true, true) => Writes::Package,
            (true, false) => Writes::NoPackage,
            (false, _) => Writes::Nothing,
        },
    );
    report.print_problems(console);
    if args.locked {
        up_to_date(&made, &job.package)?;
    }
    if writes {
        write(job, store.as_ref(), &made.planned, has_cards)?;
    }
    report.print_summary(console);
    if let (Some(cache), Some(inputs), Some(notes)) = (&cache, inputs, made.inventory.take())
        && made.ledger.as_ref() == Some(&made.planned.ledger)
    {
        LastBuild::leave(cache, inputs, notes, &report);
    }
    Ok(report)
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
