//! One file per subcommand: load, call the stages, report.
//!
//! Data goes to stdout, everything for people to stderr. Nothing here decides what a card
//! says or is.

mod adopt;
mod build;
mod cards;
mod check;
mod console;
mod explain;
mod export;
mod init;
mod job;
mod last_build;
mod looks;
mod made;
mod manual;
mod plan;
mod preview;
mod progress;
mod push;
mod reject;
mod report;
mod review;
mod serve;
mod stats;
mod store;
mod watch;

use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use crate::anki_connect::TalkError;
use crate::cli::{Cli, Command};
use crate::diag::{Diagnostic, Severity};
use crate::note::load::LoadError;
use crate::package::{PackageError, ReadError};
use crate::plan::BuildTime;
use crate::recipe::{DeckNameError, RecipeError};

use console::Console;
pub use push::PushError;
pub use store::StoreError;

/// How a run ended. The numbers are a promise; see the README.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done; there may have been warnings.
    Done = 0,
    /// Something could not be read, written or packaged.
    Failed = 1,
    /// The command line is wrong. Clap itself ends with the same number.
    Usage = 2,
    /// Done, but the notes have errors.
    NotesHaveErrors = 3,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(outcome as u8)
    }
}

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
pub enum CmdError {
    /// A recipe cannot be used.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// The notes cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The package cannot be written.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The files beside a recipe cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A package cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// `--locked`, and a build would change something.
    #[error("the deck `{deck}` is not up to date: {changes}; run `cuedeck build` without --locked")]
    NotUpToDate {
        /// The deck.
        deck: String,
        /// What would change, counted.
        changes: String,
    },
    /// Anki could not be asked, or did not do what it was asked.
    #[error(transparent)]
    Anki(#[from] TalkError),
    /// A package could not be handed over.
    #[error(transparent)]
    Push(#[from] PushError),
    /// A key that no deck knows.
    #[error("no deck has a card with the key `{key}`; `cuedeck cards` prints the keys as `id`")]
    UnknownKey {
        /// The key as given.
        key: String,
    },
    /// `explain` was given something that is no single note.
    #[error("`{}` is no note; `cuedeck explain` takes one note at a time", path.display())]
    NotANote {
        /// The path as given.
        path: PathBuf,
    },
    /// `explain` was given a line that no statement stands on.
    #[error("no statement stands on line {line} of `{}`; {}", path.display(), nearest_in_words(*nearest))]
    NoStatement {
        /// The note.
        path: PathBuf,
        /// The line as given.
        line: u32,
        /// Where the nearest statement begins; `None` in a note without any.
        nearest: Option<u32>,
    },
    /// The overrides file is written in a way that no program should edit.
    #[error("`{}` is written in a style that cannot be edited safely; change what it says of `{key}` by hand", path.display())]
    EditByHand {
        /// The overrides file.
        path: PathBuf,
        /// The card.
        key: String,
    },
    /// A recipe with cards selects no note any more.
    #[error("the recipe `{}` selects no note, and its ledger holds {cards} cards; look at its `notes`", path.display())]
    NoNotes {
        /// The recipe.
        path: PathBuf,
        /// How many cards live in the ledger.
        cards: usize,
    },
    /// Two recipes would write the same files.
    #[error("`{}` and `{}` would share one ledger and one package; rename one of them", one.display(), other.display())]
    SameName {
        /// One recipe.
        one: PathBuf,
        /// The other.
        other: PathBuf,
    },
    /// A folder's package would take the place of a recipe's.
    #[error("`{}` belongs to a recipe; name another file with --output", path.display())]
    PackageOfRecipe {
        /// The package.
        path: PathBuf,
    },
    /// `adopt` would replace a ledger.
    #[error("there is a ledger already: `{}`; --force replaces it", path.display())]
    LedgerExists {
        /// The ledger.
        path: PathBuf,
    },
    /// `adopt` found no card of ours.
    #[error("`{}` holds no card of Cuedeck", path.display())]
    NothingToAdopt {
        /// The package.
        path: PathBuf,
    },
    /// `adopt` found cards of ours, but of other decks.
    #[error(
        "`{}` holds no card of the deck `{deck}`, but some of `{others}`; take them with --all-decks",
        path.display()
    )]
    NothingOfDeck {
        /// The package.
        path: PathBuf,
        /// The deck of the recipe.
        deck: String,
        /// The decks whose cards it holds.
        others: String,
    },
    /// `--deck` was given a name that cannot be used.
    #[error("the name given with --deck cannot be used")]
    DeckOption(#[source] DeckNameError),
    /// There is neither a path nor a recipe.
    #[error(
        "there is no recipe in `decks/` here; go to the folder that holds `decks/`, or name a recipe or a folder of notes"
    )]
    NothingToDo,
    /// An option that is for one deck was given for several.
    #[error("`{option}` is for one deck, and there are {decks} here; name one recipe")]
    OneDeckOnly {
        /// The option.
        option: &'static str,
        /// How many decks there are.
        decks: usize,
    },
    /// A note was saved by somebody else while it was being repaired; it is untouched.
    #[error("`{}` was saved meanwhile and is left as it is; try again", path.display())]
    NoteChanged {
        /// The note.
        path: PathBuf,
    },
    /// `export` would replace a note that it did not write.
    #[error("`{}` is a note of another kind, and `export` would replace it; name another file", path.display())]
    NotOurs {
        /// The note.
        path: PathBuf,
    },
    /// An option of `export` was given for a format that has no use for it.
    #[error("`--tags` is for `cuedeck export anki` alone")]
    TagsElsewhere,
    /// A folder cannot be made or listed.
    #[error("cannot use the folder `{}`", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The page cannot be written.
    #[error("cannot write the page `{}`", path.display())]
    Page {
        /// The page.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No browser could be told of the page.
    #[error("cannot open `{page}`; open it in a browser yourself")]
    Open {
        /// The file or address.
        page: String,
        /// What the system said.
        source: io::Error,
    },
    /// The page cannot be served.
    #[error("cannot serve the page")]
    Serve(#[source] io::Error),
    /// There is no screen to draw on.
    #[error(
        "`cuedeck review` needs a terminal, and {why}; `cuedeck preview` shows the cards in a browser, `cuedeck reject` takes keys"
    )]
    NoTerminal {
        /// What is missing.
        why: &'static str,
    },
    /// The terminal does not do what it should.
    #[error("cannot use the terminal")]
    Terminal(#[source] io::Error),
    /// A folder without a recipe was given for review.
    #[error("decisions on cards are kept beside a recipe, and there is none for `{}`; name a recipe, or make one with `cuedeck init`", path.display())]
    NoRecipe {
        /// The path as given.
        path: PathBuf,
    },
    /// Standard output is closed or full.
    #[error("cannot write to standard output")]
    Output(#[source] io::Error),
}

impl CmdError {
    fn outcome(&self) -> Outcome {
        match self {
            CmdError::NothingToDo
            | CmdError::OneDeckOnly { .. }
            | CmdError::DeckOption(_)
            | CmdError::TagsElsewhere
            | CmdError::UnknownKey { .. }
            | CmdError::NotANote { .. }
            | CmdError::NoTerminal { .. }
            | CmdError::NoRecipe { .. }
            | CmdError::NoStatement { .. } => Outcome::Usage,
            _ => Outcome::Failed,
        }
    }
}

/// Runs a command and says how it ended. `clock` tells the time of a build, `elapsed` the
/// time since the program began.
pub fn run(cli: Cli, clock: &dyn Fn() -> BuildTime, elapsed: &dyn Fn() -> Duration) -> Outcome {
    let console = Console::new(cli.messages);
    let now = clock();
    let result = match &cli.command {
        Command::Build(args) => build::run(args, &console, now, elapsed),
        Command::Export(args) => export::run(args, &console, now),
        Command::Explain(args) => explain::run(args, &console, now),
        Command::Stats(args) => stats::run(args, &console, now),
        Command::Watch(args) => watch::run(args, &console, clock, elapsed),
        Command::Plan(args) => plan::run(args, &console, now),
        Command::Cards(args) => cards::run(args, &console, now),
        Command::Preview(args) => preview::run(args, &console, now),
        Command::Review(args) => review::run(args, &console, now),
        Command::Push(args) => push::run(args, &console, elapsed),
        Command::Reject(args) => reject::reject(args, &console, now),
        Command::Restore(args) => reject::restore(args, &console, now),
        Command::Adopt(args) => adopt::run(args, &console),
        Command::Check(args) => check::run(args, &console),
        Command::Init(args) => init::run(args, &console),
        Command::Completions(args) => manual::completions(args),
        Command::Man(args) => manual::man(args, &console),
    };
    match result {
        Ok(outcome) => outcome,
        // A reader that has seen enough (`cuedeck cards | head`) is no failure.
        Err(CmdError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Done,
        Err(error) => {
            tell(&error, &console);
            error.outcome()
        }
    }
}

/// Prints an error, with the lines of the recipe that it is about.
fn tell(error: &CmdError, console: &Console) {
    let excerpt = match error {
        CmdError::Recipe(recipe) => recipe.excerpt(),
        _ => None,
    };
    console.error(error, excerpt.as_deref());
}

/// The outcome that a run's diagnostics ask for.
fn outcome_of(problems: &[Diagnostic]) -> Outcome {
    match problems
        .iter()
        .any(|problem| problem.rule.severity() == Severity::Error)
    {
        true => Outcome::NotesHaveErrors,
        false => Outcome::Done,
    }
}

fn nearest_in_words(nearest: Option<u32>) -> String {
    match nearest {
        Some(line) => format!("the nearest one begins on line {line}"),
        None => "it holds none at all".to_owned(),
    }
}

/// An error with its causes, on one line.
fn in_words(error: &CmdError) -> String {
    let causes = causes(error as &dyn Error);
    let words = causes.iter().map(|cause| cause.to_string());
    std::iter::once(error.to_string())
        .chain(words)
        .collect::<Vec<_>>()
        .join(": ")
}

/// The causes of an error, outermost first, itself not among them.
fn causes(error: &dyn Error) -> Vec<&dyn Error> {
    let mut causes = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        causes.push(cause);
        next = cause.source();
    }
    causes
}
