//! `cuedeck push`: a package into the user's Anki.
//!
//! The user presses Import, not we: Anki's window shows what an import will do, with the
//! settings the user chose. What is said afterwards is only what was seen.

mod error;
mod parcel;
mod retired;

use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::anki_connect::{
    ADD_ON_CODE, Address, AnkiConnect, Arrival, Counts, KEY_VARIABLE, TalkError,
};
use crate::cli::PushArgs;

use super::console::Console;
use super::{CmdError, Outcome};

pub use error::PushError;
use parcel::Parcel;

/// How long we wait for AnkiConnect after a package was opened without it: Anki may have
/// been started by that.
const START: Duration = Duration::from_secs(20);

/// Shortest pause between two looks.
const PAUSE: Duration = Duration::from_millis(500);

/// Hands over every package that was asked for, one after the other.
pub(super) fn run(
    args: &PushArgs,
    console: &Console,
    elapsed: &dyn Fn() -> Duration,
) -> Result<Outcome, CmdError> {
    let push = Push {
        args,
        console,
        elapsed,
        key: std::env::var(KEY_VARIABLE)
            .ok()
            .filter(|key| !key.is_empty()),
    };
    let parcels = parcel::asked_for(&args.paths)?;
    match push.greet() {
        Ok(anki) => {
            for parcel in &parcels {
                push.send(parcel, &anki)?;
            }
        }
        // What AnkiConnect alone can do is not asked of anybody else.
        Err(TalkError::NotAnswering { .. })
            if !(args.no_open || args.import_now || args.retired.is_some()) =>
        {
            match parcels.as_slice() {
                [parcel] => push.open(parcel)?,
                parcels => {
                    let packages = parcels.len();
                    return Err(PushError::OneAtATime { packages }.into());
                }
            }
        }
        Err(error) => return Err(error.into()),
    }
    Ok(Outcome::Done)
}

/// Hands over one package, just written, where AnkiConnect listens at `address`. Waits for
/// nobody to press Import.
pub(super) fn hand_over(
    package: &Path,
    address: Address,
    console: &Console,
    elapsed: &dyn Fn() -> Duration,
) -> Result<(), CmdError> {
    let args = PushArgs {
        paths: vec![package.to_owned()],
        wait: 0,
        again: false,
        import_now: false,
        retired: None,
        yes: false,
        address,
        anki: None,
        no_open: true,
    };
    run(&args, console, elapsed).map(drop)
}

/// What all packages are handed over with.
struct Push<'a> {
    args: &'a PushArgs,
    console: &'a Console,
    elapsed: &'a dyn Fn() -> Duration,
    key: Option<String>,
}

impl Push<'_> {
    fn greet(&self) -> Result<AnkiConnect, TalkError> {
        AnkiConnect::greet(self.args.address, self.key.as_deref())
    }

    /// Hands a package over through AnkiConnect, and settles its retired cards.
    fn send(&self, parcel: &Parcel, anki: &AnkiConnect) -> Result<(), CmdError> {
        let Self { args, console, .. } = self;
        let package = parcel.shown.display();
        let mut arrival = Arrival::of(&parcel.notes, anki)?;
        let before = arrival.counts();
        if before.is_settled() && !args.again {
            console.say(format_args!(
                "{package}: {}; nothing to import (--again opens Anki's window all the same)",
                in_words(before)
            ));
        } else {
            console.say(format_args!("{package}: {}", in_words(before)));
            self.import(&parcel.path, anki)?;
            if before.is_settled() {
                console.say("its cards were there before, so this import cannot be seen");
            } else if args.wait > 0 || args.import_now {
                self.see(parcel, anki, &mut arrival)?;
            }
        }
        if let Some(what) = args.retired {
            retired::settle(what, args.yes, &parcel.path, anki, console)?;
        }
        Ok(())
    }

    fn import(&self, package: &Path, anki: &AnkiConnect) -> Result<(), CmdError> {
        if self.args.import_now {
            self.console.say(
                "importing at once: this merges notetypes, takes over learning progress and deck presets, and leaves these three switched on in Anki's import window",
            );
            return Ok(anki.import_at_once(package)?);
        }
        anki.open_import_window(package)?;
        self.console
            .say("Anki shows its import window: press Import there");
        Ok(())
    }

    /// Opens a package without AnkiConnect. That may start an Anki that has it.
    fn open(&self, parcel: &Parcel) -> Result<(), CmdError> {
        let Self { args, console, .. } = self;
        let opened = open(&parcel.path, args.anki.as_deref());
        let how = opened.map_err(|source| PushError::Open {
            path: parcel.shown.clone(),
            source,
        })?;
        console.say(format_args!(
            "nothing answers at {}, so {} was opened {how}: press Import in Anki",
            args.address,
            parcel.shown.display()
        ));
        let wait = Duration::from_secs(args.wait.into()).min(START);
        let until = (self.elapsed)() + wait;
        while (self.elapsed)() < until {
            thread::sleep(PAUSE);
            // No profile may be open yet; what else is wrong will not mend itself.
            let seen = |anki| Ok((Arrival::of(&parcel.notes, &anki)?, anki));
            match self.greet().and_then(seen) {
                Ok((mut arrival, anki)) => return self.see(parcel, &anki, &mut arrival),
                Err(
                    TalkError::NotAnswering { .. } | TalkError::NoProfile | TalkError::Busy { .. },
                ) => {}
                Err(error) => return Err(error.into()),
            }
        }
        console.say(
            format_args!("whether its cards arrive cannot be seen without the AnkiConnect add-on (code {ADD_ON_CODE})"),
        );
        Ok(())
    }

    /// Looks until every card of a package has been seen in Anki, or the time is up.
    fn see(
        &self,
        parcel: &Parcel,
        anki: &AnkiConnect,
        arrival: &mut Arrival<'_>,
    ) -> Result<(), CmdError> {
        let wait = self.args.wait;
        let until = (self.elapsed)() + Duration::from_secs(wait.into());
        let before = arrival.counts();
        loop {
            let begun = (self.elapsed)();
            let last = arrival.counts();
            let heard = match arrival.look_again(anki) {
                // An import of many cards keeps Anki busy, and so does a message box.
                Ok(()) => true,
                Err(TalkError::Busy { .. }) => false,
                Err(error) => return Err(error.into()),
            };
            let now = arrival.counts();
            // An import comes all at once. Where some cards have changed and no more do, it
            // is over; what differs still is what Anki kept.
            let over = heard && (self.args.import_now || (now != before && now == last));
            if now.is_settled() || over {
                self.console.say(format_args!(
                    "{}: {}",
                    parcel.shown.display(),
                    in_words(now)
                ));
                return Ok(());
            }
            let at = (self.elapsed)();
            if at >= until {
                return Err(PushError::NotSeen {
                    path: parcel.shown.clone(),
                    seconds: wait,
                    seen: now.same,
                    all: now.all(),
                }
                .into());
            }
            // However long Anki takes to answer, most of its time is its user's.
            let pause = PAUSE.max(3 * (at - begun)).min(until - at);
            thread::sleep(pause);
        }
    }
}

/// What was seen, in words.
fn in_words(counts: Counts) -> String {
    let Counts {
        same,
        kept,
        different,
        missing,
    } = counts;
    let all = counts.all();
    let mut words = format!("{same} of {all} cards are in Anki as the package has them");
    let rest = [
        (kept, "changed in Anki since, which an import leaves alone"),
        (different, "different in Anki"),
        (missing, "not in Anki"),
    ];
    for (count, how) in rest.into_iter().filter(|(count, _)| *count > 0) {
        words.push_str(&format!(", {count} {how}"));
    }
    words
}

/// Opens a package with a program; without one, with `anki`, and where there is none, with
/// what the system opens packages with. Says how it was opened.
fn open(package: &Path, program: Option<&str>) -> io::Result<String> {
    // On Linux, a package may be a zip file to the system, and open in another program.
    let with = program.unwrap_or("anki");
    match open::with_detached(package, with) {
        Ok(()) => Ok(format!("with `{with}`")),
        Err(error) if program.is_some() => Err(error),
        Err(_) => open::that_detached(package).map(|()| "as by a double click".to_owned()),
    }
}
