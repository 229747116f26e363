//! The words of the commands by which an owner steers single cards and mends a ledger.

use std::path::PathBuf;

use clap::Args;

/// The words after `cuedeck reject` and `cuedeck restore`.
#[derive(Args, Clone, Debug)]
pub struct KeysArgs {
    /// The keys of the cards
    #[arg(value_name = "KEY", required = true)]
    pub keys: Vec<String>,

    /// Only look in this recipe [default: every recipe in decks/]
    #[arg(long, value_name = "RECIPE")]
    pub recipe: Vec<PathBuf>,
}

/// The words after `cuedeck adopt`.
#[derive(Args, Clone, Debug)]
pub struct AdoptArgs {
    /// The package
    #[arg(value_name = "DECK.apkg")]
    pub package: PathBuf,

    /// The recipe to write a ledger for [default: the only recipe in decks/]
    #[arg(long, value_name = "RECIPE")]
    pub recipe: Option<PathBuf>,

    /// Replace a ledger that is there already
    #[arg(long)]
    pub force: bool,

    /// Take the cards of every deck, not only of the recipe's deck and those below it
    ///
    /// For cards that were moved into another deck in Anki, or a recipe whose deck was
    /// renamed.
    #[arg(long)]
    pub all_decks: bool,
}

pub(super) const AFTER_KEYS: &str = "\
The same file can give a card other words, keep its words as they are, and add cards of
your own: `cuedeck --help` shows how.

Examples:
  cuedeck reject 0123456789abcdef
  cuedeck restore 0123456789abcdef

Exit codes:
  0  done
  1  something could not be read or written
  2  the command line is wrong, or no deck has such a card
  3  not used by this command";

pub(super) const AFTER_ADOPT: &str = "\
Examples:
  cuedeck adopt decks/leadership.apkg
  cuedeck adopt exported.apkg --recipe decks/leadership.yaml

Exit codes:
  0  done
  1  something could not be read or written
  2  the command line is wrong
  3  not used by this command";
