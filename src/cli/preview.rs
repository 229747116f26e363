//! The words after `cuedeck preview`.

use std::path::PathBuf;

use clap::Args;

use super::InputArgs;

/// The words after `cuedeck preview`.
#[derive(Args, Clone, Debug)]
pub struct PreviewArgs {
    /// What to look at.
    #[command(flatten)]
    pub input: InputArgs,

    /// Write the page to FILE [default: decks/preview.html]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,

    /// Write no page, but serve it to this computer until Ctrl-C
    ///
    /// The address holds a secret that is drawn anew each time. Rejecting and restoring a
    /// card writes decks/NAME.overrides.yaml at once, and the page shows the notes as they
    /// are now.
    #[arg(long, conflicts_with = "output")]
    pub serve: bool,
}

pub(super) const AFTER: &str = "\
Examples:
  cuedeck preview --open
  cuedeck preview notes -o cards.html
  cuedeck preview --serve --open

Exit codes:
  0  done; there may have been warnings
  1  something could not be read, written or served
  2  the command line is wrong
  3  the page is written, but the notes have errors";
