//! What wakes the watching program: something happened in a folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// How long nothing must happen before a save counts as over. Editors write a file in
/// several steps, and "save all" writes several files.
const QUIET: Duration = Duration::from_millis(100);

/// After so long the files are looked at although things go on happening.
const LONGEST: Duration = Duration::from_millis(1000);

/// How often folders are looked through where the system tells nothing of them.
const POLL: Duration = Duration::from_millis(500);

/// Set over some folders, not over those below them. It may ring for nothing, so whoever it
/// wakes looks for himself.
pub(super) struct Alarm {
    rings: Receiver<()>,
    /// Rings until it is dropped.
    _watcher: Box<dyn Watcher>,
}

/// How an alarm learns that something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hearing {
    /// The system says so.
    Told,
    /// It looks, twice a second.
    Looks,
}

impl Alarm {
    /// Sets an alarm. A folder that cannot be watched, for want of rights or because it is
    /// gone, is left out.
    ///
    /// # Errors
    ///
    /// When the system watches nothing, or no more than it does already.
    pub fn over(folders: &BTreeSet<PathBuf>, hearing: Hearing) -> notify::Result<Self> {
        let (sender, rings) = mpsc::channel();
        let ring = move |event| ring(&sender, &event);
        let config = Config::default().with_poll_interval(POLL);
        let mut watcher: Box<dyn Watcher> = match hearing {
            Hearing::Told => Box::new(RecommendedWatcher::new(ring, config)?),
            Hearing::Looks => Box::new(PollWatcher::new(ring, config)?),
        };
        let mut paths = watcher.paths_mut();
        for folder in folders {
            match paths.add(folder, RecursiveMode::NonRecursive) {
                Err(error) if is_limit(&error) => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        paths.commit()?;
        Ok(Self {
            rings,
            _watcher: watcher,
        })
    }

    /// Waits until something happened and it has been quiet since, or until `at_most` is
    /// over. `elapsed` tells the time.
    pub fn wait(&self, at_most: Duration, elapsed: &dyn Fn() -> Duration) {
        if self.rings.recv_timeout(at_most).is_err() {
            return;
        }
        let first = elapsed();
        while elapsed().saturating_sub(first) < LONGEST && self.rings.recv_timeout(QUIET).is_ok() {}
    }
}

/// Passes an event on, unless somebody only read a file, as a build does.
fn ring(rings: &Sender<()>, event: &notify::Result<Event>) {
    let only_read = event.as_ref().is_ok_and(|event| {
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        matches!(event.kind, EventKind::Access(_)) && event.kind != written
    });
    if !only_read {
        // Whoever does not listen any more has set another alarm.
        let _ = rings.send(());
    }
}

/// Whether the system watches as much as it will: all further folders would be left out.
fn is_limit(error: &notify::Error) -> bool {
    matches!(error.kind, notify::ErrorKind::MaxFilesWatch)
}

/// The folder that a file stands in, so that a file replaced by another one is seen.
pub(super) fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
