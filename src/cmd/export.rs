//! `cuedeck export`: decks as files for other programs.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::{ExportArgs, ExportFormat};
use crate::export::{self, TagColumn, card_rows};
use crate::plan::{BuildTime, PlannedDeck, Reword};
use crate::replace::NewFile;

use super::console::Console;
use super::job::{Job, asked_for};
use super::made::{Made, make};
use super::{CmdError, Outcome, StoreError, outcome_of};

/// Writes a file for each deck that was asked for.
pub(super) fn run(
    args: &ExportArgs,
    console: &Console,
    now: BuildTime,
) -> Result<Outcome, CmdError> {
    if args.tags && args.format != ExportFormat::Anki {
        return Err(CmdError::TagsElsewhere);
    }
    let jobs = asked_for(&args.input)?;
    if args.output.is_some() && jobs.len() > 1 {
        return Err(CmdError::OneDeckOnly {
            option: "--output",
            decks: jobs.len(),
        });
    }
    let mut problems = Vec::new();
    for job in &jobs {
        let made = make(job, now, &Reword::None, console)?;
        match &args.output {
            Some(output) if output == Path::new("-") => {
                let bytes = rendered(args, &made.planned, "").map_err(CmdError::Output)?;
                let mut out = io::stdout().lock();
                let written = out.write_all(&bytes).and_then(|()| out.flush());
                written.map_err(CmdError::Output)?;
            }
            output => write(args, job, &made, output.as_deref(), console)?,
        }
        problems.extend(made.problems);
    }
    console.problems(&problems);
    Ok(outcome_of(&problems))
}

/// Writes the file of one deck, whole or not at all.
fn write(
    args: &ExportArgs,
    job: &Job,
    made: &Made,
    output: Option<&Path>,
    console: &Console,
) -> Result<(), CmdError> {
    let path = match output {
        Some(output) => output.to_owned(),
        None => beside_package(job, args.format)?,
    };
    let failed = |source| StoreError::Write {
        path: path.clone(),
        source,
    };
    let before = match args.format {
        ExportFormat::Obsidian => text_of(&path)?,
        _ => String::new(),
    };
    // A note of the owner's own is easily named by mistake.
    if !before.is_empty() && !export::is_obsidian(&before) {
        return Err(CmdError::NotOurs { path });
    }
    let bytes = rendered(args, &made.planned, &before).map_err(failed)?;
    let new = NewFile::beside(&path).map_err(failed)?;
    new.file().write_all(&bytes).map_err(failed)?;
    new.sync().map_err(failed)?;
    new.put_in_place().map_err(failed)?;
    let cards = made.planned.cards.len();
    console.say(format_args!("cards {cards}: wrote {}", path.display()));
    let unknown = unknown_cards(made);
    if unknown > 0 {
        console.say(format_args!(
            "{unknown} of them are not in the ledger yet; `cuedeck build` remembers them"
        ));
    }
    Ok(())
}

/// Where a file goes unless told otherwise; its folder is made.
fn beside_package(job: &Job, format: ExportFormat) -> Result<PathBuf, CmdError> {
    let path = job.package.with_extension(match format {
        ExportFormat::Anki => "txt",
        ExportFormat::Csv => "csv",
        ExportFormat::Obsidian => "md",
        ExportFormat::Mochi => "mochi",
        ExportFormat::Json => "json",
    });
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder).map_err(|source| CmdError::Folder {
            path: folder.to_owned(),
            source,
        })?;
    }
    Ok(path)
}

fn rendered(args: &ExportArgs, planned: &PlannedDeck, before: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match args.format {
        ExportFormat::Anki => {
            let tags = match args.tags {
                true => TagColumn::Present,
                false => TagColumn::Absent,
            };
            let mut plan = planned.plan();
            // Retired cards ride along in a package for the sake of a tag. Without one they
            // would come back for nothing.
            plan.notes.truncate(planned.cards.len());
            bytes = export::anki_text(&plan, tags)?;
        }
        ExportFormat::Csv => export::csv(&card_rows(planned), &mut bytes)?,
        ExportFormat::Obsidian => bytes = export::obsidian(planned, before).into_bytes(),
        ExportFormat::Mochi => bytes = export::mochi(planned)?,
        ExportFormat::Json => export::json(&card_rows(planned), &mut bytes)?,
    }
    Ok(bytes)
}

/// The file that is to be replaced; empty when there is none.
fn text_of(path: &Path) -> Result<String, StoreError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(source) => Err(StoreError::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

/// How many cards a recipe's ledger does not know. A folder has none to know them.
fn unknown_cards(made: &Made) -> usize {
    let Some(ledger) = &made.ledger else { return 0 };
    let cards = made.planned.cards.iter();
    cards
        .filter(|card| ledger.get(&card.record.guid).is_none())
        .count()
}
