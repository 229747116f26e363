//! Retired cards in Anki: those that the ledger knows and the deck has no longer. They are
//! listed, and touched only when that is asked for as well.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::anki_connect::{AnkiConnect, FoundNote};
use crate::cli::Retired;
use crate::plan::{Guid, Ledger, RETIRED_TAG, Record, State};

use super::super::CmdError;
use super::super::console::Console;
use super::super::store::Store;
use super::error::PushError;

/// Lists the retired cards of a package's deck that are in Anki; with `yes`, does to them
/// what is asked.
pub(super) fn settle(
    what: Retired,
    yes: bool,
    package: &Path,
    anki: &AnkiConnect,
    console: &Console,
) -> Result<(), CmdError> {
    let retired = retired_in(package)?;
    let guids: Vec<Guid> = retired.keys().copied().collect();
    // Those that are as asked for already need nothing more.
    let and = match what {
        Retired::Suspend => "-is:suspended".to_owned(),
        Retired::Tag => format!("-tag:{RETIRED_TAG}"),
        Retired::Delete => String::new(),
    };
    let found = anki.notes(&anki.note_ids(&guids, &and)?)?;
    let (verb, done) = words(what);
    if found.is_empty() {
        console.say(format_args!("no retired card in Anki to {verb}"));
        return Ok(());
    }
    console.say(format_args!(
        "retired cards in Anki to {verb}: {}",
        found.len()
    ));
    for note in &found {
        console.say(line(note, &retired));
    }
    if !yes {
        console.say(format_args!(
            "nothing was done to them; --yes {}",
            match what {
                Retired::Suspend => "suspends them",
                Retired::Tag => "tags them",
                Retired::Delete => "deletes them, with their history",
            }
        ));
        return Ok(());
    }
    let ids: Vec<i64> = found.iter().map(|note| note.id).collect();
    match what {
        Retired::Suspend => {
            let cards: Vec<i64> = found.iter().flat_map(|note| note.cards.clone()).collect();
            anki.suspend(&cards)?;
        }
        Retired::Tag => anki.tag(&ids, RETIRED_TAG)?,
        Retired::Delete => anki.delete(&ids)?,
    }
    let left = anki.note_ids(&guids, &and)?.len();
    if left > 0 {
        let asked = found.len();
        return Err(PushError::RetiredLeft { left, asked }.into());
    }
    console.say(format_args!("{done}: {}", found.len()));
    Ok(())
}

/// The word for what is to be done, and for what was done.
fn words(what: Retired) -> (&'static str, &'static str) {
    match what {
        Retired::Suspend => ("suspend", "suspended"),
        Retired::Tag => ("tag", "tagged"),
        Retired::Delete => ("delete", "deleted"),
    }
}

fn line(note: &FoundNote, retired: &BTreeMap<Guid, Arc<Record>>) -> String {
    let record = retired.get(&note.guid);
    let state = record.map_or("", |record| match record.state {
        State::Rejected => "rejected",
        _ => "retired",
    });
    let front = record.map(|record| record.front.plain());
    format!("  {state} {}  {}", note.guid, front.unwrap_or_default())
}

/// The cards that the deck's ledger knows and the deck has no longer. A card that another
/// deck beside it has is none of them: two decks over the same notes share their cards.
fn retired_in(package: &Path) -> Result<BTreeMap<Guid, Arc<Record>>, CmdError> {
    let own = Store::beside(package);
    let mut retired: BTreeMap<Guid, Arc<Record>> = own
        .ledger()?
        .records()
        .filter(|record| record.state != State::Live)
        .map(|record| (record.guid, Arc::clone(record)))
        .collect();
    for ledger in ledgers_beside(package)? {
        retired.retain(|guid, _| {
            let other = ledger.get(guid);
            other.is_none_or(|record| record.state != State::Live)
        });
    }
    Ok(retired)
}

/// The ledgers in the folder of a package.
fn ledgers_beside(package: &Path) -> Result<Vec<Ledger>, CmdError> {
    let folder = package.parent().unwrap_or(Path::new("."));
    let unreadable = |source| CmdError::Folder {
        path: folder.to_owned(),
        source,
    };
    let mut ledgers = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending == "ledger") {
            ledgers.push(Store::beside(&path).ledger()?);
        }
    }
    Ok(ledgers)
}
