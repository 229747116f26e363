//! `cuedeck reject` and `cuedeck restore`: keep a card out for good, and let it in again.

use crate::cli::KeysArgs;
use crate::plan::{self, BuildTime, Guid, Reword};

use super::console::Console;
use super::job::{Job, jobs};
use super::made::make;
use super::store::Store;
use super::{CmdError, Outcome};

/// Writes the keys into the overrides file of the deck that has them.
pub(super) fn reject(
    args: &KeysArgs,
    console: &Console,
    now: BuildTime,
) -> Result<Outcome, CmdError> {
    let told = Told {
        done: "rejected",
        already: "is rejected already in",
        next: "the next `cuedeck build` leaves it out; delete or suspend it in Anki yourself",
    };
    edit(args, console, now, plan::with_skip, told)
}

/// Takes the keys out of it again.
pub(super) fn restore(
    args: &KeysArgs,
    console: &Console,
    now: BuildTime,
) -> Result<Outcome, CmdError> {
    let told = Told {
        done: "restored",
        already: "is not rejected in",
        next: "the next `cuedeck build` puts it back",
    };
    edit(args, console, now, plan::without_skip, told)
}

/// A key that a deck knows, and whether anything had to be done about it.
type Done = (Guid, bool);

/// What a person reads when it is done.
#[derive(Clone, Copy)]
struct Told {
    /// What was done with a key.
    done: &'static str,
    /// What is said of a key where there was nothing to do.
    already: &'static str,
    /// What happens with its card now.
    next: &'static str,
}

fn edit(
    args: &KeysArgs,
    console: &Console,
    now: BuildTime,
    change: fn(&str, &Guid) -> Option<String>,
    told: Told,
) -> Result<Outcome, CmdError> {
    let read =
        |key: &String| Guid::parse(key).ok_or_else(|| CmdError::UnknownKey { key: key.clone() });
    let keys: Vec<Guid> = args.keys.iter().map(read).collect::<Result<_, _>>()?;
    let jobs = jobs(&args.recipe)?;
    // Each deck with its new overrides and the keys it knows: whether a key changes them.
    let mut homes: Vec<(Store, String, Vec<Done>)> = Vec::new();
    // Held from the reading to the writing, or one of two rejections would be lost.
    let mut locks = Vec::new();
    for job in &jobs {
        let Some(path) = &job.recipe_path else {
            continue;
        };
        let store = Store::beside(path);
        locks.push(store.lock()?);
        let known = known_keys(job, &store, now, console)?;
        let here: Vec<Guid> = keys
            .iter()
            .filter(|key| known.contains(key))
            .copied()
            .collect();
        let mut text = store.overrides_text()?;
        let mut done = Vec::with_capacity(here.len());
        for key in here {
            let changed = change(&text, &key).ok_or_else(|| CmdError::EditByHand {
                path: store.overrides_path.clone(),
                key: key.to_string(),
            })?;
            done.push((key, changed != text));
            text = changed;
        }
        homes.push((store, text, done));
    }
    let found = |key: &&Guid| {
        let mut known = homes.iter().flat_map(|(.., here)| here);
        known.any(|(known, _)| known == *key)
    };
    // All keys or none: a run that stops halfway would have to be read to be repeated.
    if let Some(key) = keys.iter().find(|key| !found(key)) {
        return Err(CmdError::UnknownKey {
            key: key.to_string(),
        });
    }
    for (store, text, here) in homes.iter().filter(|(.., here)| !here.is_empty()) {
        store.write_overrides(text)?;
        let path = store.overrides_path.display();
        for (key, changes) in here {
            console.say(match changes {
                true => format!("{} {key} in {path}", told.done),
                false => format!("{key} {} {path}", told.already),
            });
        }
    }
    if homes
        .iter()
        .flat_map(|(.., here)| here)
        .any(|(_, changes)| *changes)
    {
        console.say(told.next);
    }
    Ok(Outcome::Done)
}

/// The keys a deck knows: those of its ledger, its cards and its overrides.
fn known_keys(
    job: &Job,
    store: &Store,
    now: BuildTime,
    console: &Console,
) -> Result<Vec<Guid>, CmdError> {
    let made = make(job, now, &Reword::None, console)?;
    let mut known: Vec<Guid> = made
        .planned
        .ledger
        .records()
        .map(|record| record.guid)
        .collect();
    known.extend(store.overrides()?.keys().cloned());
    Ok(known)
}
