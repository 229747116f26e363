//! `cuedeck preview`: a page to look the cards through.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::PreviewArgs;
use crate::diag::Diagnostic;
use crate::pipeline;
use crate::plan::{BuildTime, Reword};
use crate::preview::page::{Origin, render_page};
use crate::preview::{Preview, SeenDeck};
use crate::replace::NewFile;

use super::console::Console;
use super::job::{Job, asked_for};
use super::made::make;
use super::{CmdError, Outcome, outcome_of, serve};

/// Where the page goes unless told otherwise.
const PAGE: &str = "decks/preview.html";

/// Writes the page, or serves it.
pub(super) fn run(
    args: &PreviewArgs,
    console: &Console,
    now: BuildTime,
) -> Result<Outcome, CmdError> {
    if args.serve {
        return serve::run(args, console, now);
    }
    let (preview, problems) = previewed(&asked_for(&args.input)?, console, now)?;
    console.problems(&problems);
    let path = args.output.clone().unwrap_or_else(|| PathBuf::from(PAGE));
    let page = render_page(&preview, Origin::File);
    write(&path, &page).map_err(|source| CmdError::Page {
        path: path.clone(),
        source,
    })?;
    let cards = preview
        .cards
        .iter()
        .filter(|card| card.is_in_deck())
        .count();
    console.say(format_args!(
        "{cards} cards to look through in {}",
        path.display()
    ));
    if args.open {
        open(&path.display().to_string())?;
    }
    Ok(outcome_of(&problems))
}

/// What there is to see of some decks, and the trouble in their notes.
pub(super) fn previewed(
    jobs: &[Job],
    console: &Console,
    now: BuildTime,
) -> Result<(Preview, Vec<Diagnostic>), CmdError> {
    let mut preview = Preview::default();
    let mut problems = Vec::new();
    for job in jobs {
        let outlines = pipeline::outlined(job.sources()?);
        let made = make(job, now, &Reword::None, console)?;
        let recipe = job.recipe_path.as_deref().map(Path::to_string_lossy);
        preview.add(SeenDeck {
            planned: &made.planned,
            outlines: &outlines,
            left_out: &made.study.left_out,
            recipe: recipe.as_deref(),
        });
        problems.extend(made.problems);
    }
    Ok((preview, problems))
}

/// Shows a file or an address in the browser, and does not wait for it.
pub(super) fn open(page: &str) -> Result<(), CmdError> {
    open::that_detached(page).map_err(|source| CmdError::Open {
        page: page.to_owned(),
        source,
    })
}

/// Replaces the page as a whole, so that a browser that reloads it never sees half of it.
fn write(path: &Path, page: &str) -> io::Result<()> {
    // `decks/` is ours to make; any other folder has to be there.
    if let Some(folder) = path.parent().filter(|folder| folder.ends_with("decks")) {
        fs::create_dir_all(folder)?;
    }
    let new = NewFile::beside(path)?;
    new.file().write_all(page.as_bytes())?;
    new.put_in_place()
}
