//! `cuedeck watch`: builds a deck anew whenever something it is made from was saved.
//!
//! The system only wakes the loop; what changed is told by how the files look. So it does
//! not matter how an editor saves, how many events a save gives, or that a build writes
//! files itself.

mod alarm;
mod news;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::cli::WatchArgs;
use crate::note::load::find_folders;
use crate::plan::BuildTime;

use super::build::{made_and_written, refuse_packages_of_recipes};
use super::console::Console;
use super::job::{Job, asked_for};
use super::looks::Looks;
use super::push;
use super::store::Store;
use super::{CmdError, Outcome, StoreError, in_words, tell};

use alarm::{Alarm, Hearing, folder_of};
use news::News;

/// When the files are looked at although nothing was heard: some disks tell nothing of what
/// other computers write to them.
const LOOK_ANYWAY: Duration = Duration::from_secs(30);

/// When something that failed is tried again, where no save may come that mends it.
const RETRY: Duration = Duration::from_secs(1);

/// Builds, and builds again, until the program is stopped.
pub(super) fn run(
    args: &WatchArgs,
    console: &Console,
    clock: &dyn Fn() -> BuildTime,
    elapsed: &dyn Fn() -> Duration,
) -> Result<Outcome, CmdError> {
    // What is wrong from the start is for the command line; what breaks later is reported.
    let mut jobs = asked_for(&args.input)?;
    refuse_packages_of_recipes(&jobs)?;
    let mut hearing = match args.poll {
        true => Hearing::Looks,
        false => Hearing::Told,
    };
    let push = |package: &Path| {
        let Some(address) = args.push else { return };
        if let Err(error) = push::hand_over(package, address, console, elapsed) {
            tell(&error, console);
        }
    };
    let mut decks = Decks::default();
    let mut trouble = None;
    loop {
        // First the alarm, then the look: what is saved between them rings.
        let places = places(&jobs);
        let alarm = set(&places, &mut hearing, console);
        let mut patience = LOOK_ANYWAY;
        match asked_for(&args.input) {
            Ok(found) => {
                trouble = None;
                jobs = found;
                // Nobody is told of statements without a card, one by one.
                jobs.iter_mut().for_each(|job| job.left_out = false);
                if decks.build_changed(&jobs, console, clock, &push) == Next::TryAgain {
                    patience = RETRY;
                }
            }
            Err(error) => {
                let words = in_words(&error);
                if trouble.as_ref() != Some(&words) {
                    tell(&error, console);
                    trouble = Some(words);
                }
                patience = RETRY;
            }
        }
        // A recipe may ask for notes of other folders now, over which no alarm is set.
        if self::places(&jobs) == places {
            match alarm {
                Some(alarm) => alarm.wait(patience, elapsed),
                None => thread::sleep(RETRY),
            }
        }
    }
}

/// Sets an alarm; `None` where that cannot be done at all.
fn set(places: &Places, hearing: &mut Hearing, console: &Console) -> Option<Alarm> {
    let folders = folders(places);
    match Alarm::over(&folders, *hearing) {
        Ok(alarm) => Some(alarm),
        Err(error) if *hearing == Hearing::Told => {
            console.say(format_args!(
                "the system does not tell of saved files ({error}), so they are looked at twice a second"
            ));
            *hearing = Hearing::Looks;
            Alarm::over(&folders, *hearing).ok()
        }
        Err(_) => None,
    }
}

/// The folders and files that are searched for notes, and the recipes.
type Places = BTreeSet<PathBuf>;

fn places(jobs: &[Job]) -> Places {
    let recipes = jobs.iter().filter_map(|job| job.recipe_path.as_ref());
    let searched = jobs.iter().flat_map(|job| &job.searched);
    recipes.chain(searched).cloned().collect()
}

/// Every folder in which something may happen that matters.
fn folders(places: &Places) -> BTreeSet<PathBuf> {
    let mut folders = BTreeSet::new();
    for place in places {
        match place.is_dir() {
            true => folders.extend(find_folders(place)),
            false => {
                folders.insert(folder_of(place));
            }
        }
    }
    folders
}

/// What comes after a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// The next save.
    Wait,
    /// The same build once more, without a save.
    TryAgain,
    /// A package holds what Anki may not have.
    HandOver,
}

/// What is known of each deck, by its package.
#[derive(Default)]
struct Decks {
    known: BTreeMap<PathBuf, Deck>,
    /// Whether it was said that watching has begun.
    begun: bool,
}

#[derive(Default)]
struct Deck {
    /// The files as they were when it was last built, or could not be.
    seen: Option<Looks>,
    /// Why it could not be built.
    trouble: Option<String>,
    news: News,
}

impl Decks {
    /// Builds every deck whose files look other than they did.
    fn build_changed(
        &mut self,
        jobs: &[Job],
        console: &Console,
        clock: &dyn Fn() -> BuildTime,
        push: &dyn Fn(&Path),
    ) -> Next {
        self.known
            .retain(|package, _| jobs.iter().any(|job| job.package == *package));
        let mut next = Next::Wait;
        for job in jobs {
            let deck = self.known.entry(job.package.clone()).or_default();
            let looks = Looks::of(job);
            if deck.seen.as_ref() == Some(&looks) {
                continue;
            }
            match deck.build(job, looks, console, clock()) {
                Next::TryAgain => next = Next::TryAgain,
                Next::HandOver => push(&job.package),
                Next::Wait => {}
            }
        }
        if !self.begun {
            self.begun = true;
            let files: usize = jobs.iter().map(|job| job.files().count()).sum();
            console.say(format_args!("\nwatching {files} notes; Ctrl-C ends it"));
        }
        next
    }
}

impl Deck {
    /// Builds the deck and says what is new; or says why it could not be built, once.
    fn build(&mut self, job: &Job, mut looks: Looks, console: &Console, now: BuildTime) -> Next {
        match made_and_written(job, console, now) {
            Ok(made) => {
                if let Some(recipe) = &job.recipe_path {
                    looks.look_again_at(&Store::beside(recipe).ledger_path);
                }
                // What changed before watching began may not be in Anki either.
                let mut changes = made.planned.changes.iter();
                let is_new =
                    self.seen.is_none() || changes.any(|change| change.kind.changes_something());
                self.seen = Some(looks);
                self.trouble = None;
                self.news.tell(job, &made, console);
                match is_new && !made.planned.is_empty() {
                    true => Next::HandOver,
                    false => Next::Wait,
                }
            }
            Err(error) => {
                let words = in_words(&error);
                // Nothing is saved when another build lets go of the deck.
                let is_busy = matches!(error, CmdError::Store(StoreError::Busy { .. }));
                if !is_busy || self.trouble.as_ref() != Some(&words) {
                    tell(&error, console);
                }
                self.trouble = Some(words);
                self.seen = (!is_busy).then_some(looks);
                match is_busy {
                    true => Next::TryAgain,
                    false => Next::Wait,
                }
            }
        }
    }
}
