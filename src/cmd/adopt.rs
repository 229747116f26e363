//! `cuedeck adopt`: a ledger out of a package.

use std::collections::BTreeSet;

use crate::cli::AdoptArgs;
use crate::package;
use crate::plan::{self, Ledger};

use super::console::Console;
use super::job::jobs;
use super::store::Store;
use super::{CmdError, Outcome};

/// Writes the ledger of a recipe from the notes of a package.
pub(super) fn run(args: &AdoptArgs, console: &Console) -> Result<Outcome, CmdError> {
    let paths: Vec<_> = args.recipe.iter().cloned().collect();
    let jobs = jobs(&paths)?;
    let recipes: Vec<_> = jobs
        .iter()
        .filter_map(|job| Some((job, job.recipe_path.as_deref()?)))
        .collect();
    let [(job, recipe)] = recipes.as_slice() else {
        return Err(CmdError::OneDeckOnly {
            option: "adopt without --recipe",
            decks: recipes.len(),
        });
    };
    let store = Store::beside(recipe);
    let _lock = store.lock()?;
    if store.has_ledger() && !args.force {
        return Err(CmdError::LedgerExists {
            path: store.ledger_path,
        });
    }
    let notes = package::read_notes(&args.package)?;
    // An export of a whole collection holds the cards of every recipe.
    let deck = job.recipe.deck.as_str();
    let (here, elsewhere): (Vec<_>, Vec<_>) = notes
        .into_iter()
        .partition(|note| args.all_decks || is_in(deck, &note.deck));
    let ledger: Ledger = here
        .iter()
        .filter_map(|packaged| plan::adopted(&packaged.note))
        .collect();
    let count = ledger.records().len();
    let decks: BTreeSet<&str> = elsewhere.iter().map(|note| note.deck.as_str()).collect();
    let decks = decks.into_iter().collect::<Vec<_>>().join("`, `");
    if count == 0 && !elsewhere.is_empty() {
        return Err(CmdError::NothingOfDeck {
            path: args.package.clone(),
            deck: deck.to_owned(),
            others: decks,
        });
    }
    if count == 0 {
        return Err(CmdError::NothingToAdopt {
            path: args.package.clone(),
        });
    }
    store.prepare_ledger(&ledger)?.put_in_place()?;
    console.say(format_args!(
        "adopted {count} cards into {}",
        store.ledger_path.display()
    ));
    if !elsewhere.is_empty() {
        console.say(format_args!(
            "left {} cards of other decks (`{decks}`); --all-decks takes them too",
            elsewhere.len()
        ));
    }
    Ok(Outcome::Done)
}

/// Whether a deck is `deck` or one below it.
fn is_in(deck: &str, found: &str) -> bool {
    let below = found.strip_prefix(deck);
    below.is_some_and(|below| below.is_empty() || below.starts_with("::"))
}
