//! `cuedeck adopt`: a ledger out of a package.

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
        .filter_map(|job| job.recipe_path.as_deref())
        .collect();
    let [recipe] = recipes.as_slice() else {
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
    let ledger: Ledger = notes.iter().filter_map(plan::adopted).collect();
    let count = ledger.records().len();
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
    Ok(Outcome::Done)
}
