//! `cuedeck reject` and `cuedeck restore`: keep a card out for good, and let it in again.

use std::path::PathBuf;

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
    edit(args, console, now, Verdict::Reject, told)
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
    edit(args, console, now, Verdict::Restore, told)
}

/// What becomes of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is kept out for good.
    Reject,
    /// It is let in again.
    Restore,
}

/// A key that was asked for, in the overrides file that it belongs to.
pub(super) struct Done {
    key: Guid,
    overrides: PathBuf,
    /// Whether anything had to be done about it.
    changed: bool,
}

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
    verdict: Verdict,
    told: Told,
) -> Result<Outcome, CmdError> {
    let done = write_verdict(&args.keys, verdict, &args.recipe, console, now)?;
    for one in &done {
        let (key, path) = (one.key, one.overrides.display());
        console.say(match one.changed {
            true => format!("{} {key} in {path}", told.done),
            false => format!("{key} {} {path}", told.already),
        });
    }
    if done.iter().any(|one| one.changed) {
        console.say(told.next);
    }
    Ok(Outcome::Done)
}

/// Writes what becomes of some cards into the overrides of the decks that know their keys:
/// those of `recipes`, or of every recipe in `decks/` where none is named.
pub(super) fn write_verdict(
    keys: &[String],
    verdict: Verdict,
    recipes: &[PathBuf],
    console: &Console,
    now: BuildTime,
) -> Result<Vec<Done>, CmdError> {
    let change = match verdict {
        Verdict::Reject => plan::with_skip,
        Verdict::Restore => plan::without_skip,
    };
    let read =
        |key: &String| Guid::parse(key).ok_or_else(|| CmdError::UnknownKey { key: key.clone() });
    let keys: Vec<Guid> = keys.iter().map(read).collect::<Result<_, _>>()?;
    let jobs = jobs(recipes)?;
    // Each deck with its new overrides and the keys it knows.
    let mut homes: Vec<(Store, String, Vec<Done>)> = Vec::new();
    // Held from the reading to the writing, or one of two rejections would be lost.
    let mut locks = Vec::new();
    for job in &jobs {
        let Some(path) = &job.recipe_path else {
            continue;
        };
        let store = Store::beside(path);
        locks.push(store.lock()?);
        let known = known_keys(&keys, job, &store, now, console)?;
        let mut text = store.overrides_text()?;
        let mut done = Vec::new();
        for key in &known {
            let changed = change(&text, key).ok_or_else(|| CmdError::EditByHand {
                path: store.overrides_path.clone(),
                key: key.to_string(),
            })?;
            done.push(Done {
                key: *key,
                overrides: store.overrides_path.clone(),
                changed: changed != text,
            });
            text = changed;
        }
        homes.push((store, text, done));
    }
    let found = |key: &&Guid| {
        let mut known = homes.iter().flat_map(|(.., here)| here);
        known.any(|done| done.key == **key)
    };
    // All keys or none: a run that stops halfway would have to be read to be repeated.
    if let Some(key) = keys.iter().find(|key| !found(key)) {
        return Err(CmdError::UnknownKey {
            key: key.to_string(),
        });
    }
    for (store, text, _) in homes.iter().filter(|(.., here)| !here.is_empty()) {
        store.write_overrides(text)?;
    }
    Ok(homes.into_iter().flat_map(|(.., done)| done).collect())
}

/// The keys among `wanted` that a deck knows: those of its ledger, its overrides and its
/// cards. The cards are made only for keys that were never built.
fn known_keys(
    wanted: &[Guid],
    job: &Job,
    store: &Store,
    now: BuildTime,
    console: &Console,
) -> Result<Vec<Guid>, CmdError> {
    let (ledger, overrides) = (store.ledger()?, store.overrides()?);
    let written =
        |key: &&Guid| ledger.get(key).is_some() || overrides.keys().any(|known| known == *key);
    if wanted.iter().all(|key| written(&key)) {
        return Ok(wanted.to_vec());
    }
    let made = make(job, now, &Reword::None, console)?;
    let known = |key: &&Guid| written(key) || made.planned.ledger.get(key).is_some();
    Ok(wanted.iter().filter(known).copied().collect())
}
