//! What a file looks like from outside, so that one that did not change is not read.
//!
//! The rule is git's: a file of the same size and times holds the same bytes, unless it was
//! written so shortly before it was looked at that a second writing would show the same
//! time. Such a file is read again until it has settled.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A SHA-256.
pub type Digest = [u8; 32];

/// The digest of `parts`, each told apart from the next.
pub fn digest<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Digest {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes()); // "ab","c" is not "a","bc"
        hash.update(part);
    }
    hash.finalize().into()
}

/// The digest of the bytes of a file.
pub fn digest_of(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

/// The size and the times of a file, in nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Stamp {
    size: u64,
    written: i64,
    /// When its owner, name or bytes changed; what sets `written` back cannot set this one.
    /// 0 where a system has no such time.
    changed: i64,
}

impl Stamp {
    /// Looks at a file; `None` where there is none that can be looked at.
    pub fn of(file: &Path) -> Option<Self> {
        fs::metadata(file).ok().map(|about| Self::new(&about))
    }

    fn new(about: &Metadata) -> Self {
        let nanoseconds = |time: Result<std::time::SystemTime, io::Error>| {
            let since = time.ok()?.duration_since(UNIX_EPOCH).ok()?;
            i64::try_from(since.as_nanos()).ok()
        };
        #[cfg(unix)]
        let changed = {
            use std::os::unix::fs::MetadataExt;
            let seconds = about.ctime().saturating_mul(1_000_000_000);
            seconds.saturating_add(about.ctime_nsec())
        };
        #[cfg(not(unix))]
        let changed = 0;
        Self {
            size: about.len(),
            // A time that cannot be told is one that never settles.
            written: nanoseconds(about.modified()).unwrap_or(i64::MAX),
            changed,
        }
    }

    /// The bytes of a stamp, for a digest over many.
    pub fn bytes(&self) -> [u8; 24] {
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&self.size.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.written.to_le_bytes());
        bytes[16..].copy_from_slice(&self.changed.to_le_bytes());
        bytes
    }
}

/// The disk's own idea of the present, from before anything was looked at. Its clock may
/// differ from the machine's.
#[derive(Clone, Copy, Debug)]
pub struct Moment(i64);

impl Moment {
    /// The coarsest times that disks keep are two seconds apart.
    const COARSE: i64 = 2_000_000_000;

    /// Asks the disk, by a file that is there for no longer than that.
    ///
    /// # Errors
    ///
    /// When the folder takes no file.
    pub fn in_folder_of(file: &Path) -> io::Result<Self> {
        let new = crate::replace::NewFile::beside(file)?;
        Ok(Self(Stamp::new(&new.file().metadata()?).written))
    }

    /// Whether a file with this stamp would show another one if it were written again.
    pub fn settles(self, stamp: &Stamp) -> bool {
        let last = stamp.written.max(stamp.changed);
        last.saturating_add(Self::COARSE) < self.0
    }
}

/// What was in a file when it was last read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Sighting {
    /// How the file looked before it was read; `None` where it may change and look the same.
    settled: Option<Stamp>,
    /// The digest of its bytes.
    pub bytes: Digest,
}

impl Sighting {
    /// Remembers the bytes of a file that had this stamp before it was read.
    pub fn new(stamp: Option<Stamp>, bytes: Digest, now: Option<Moment>) -> Self {
        let settles = |stamp: &Stamp| now.is_some_and(|now| now.settles(stamp));
        Self {
            settled: stamp.filter(settles),
            bytes,
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn of(file: &Path, now: Moment) -> io::Result<Self> {
        let stamp = Stamp::of(file);
        Ok(Self::new(stamp, digest_of_file(file)?, Some(now)))
    }

    /// Whether a file that looks like this now holds the same bytes for certain.
    pub fn vouches_for(&self, stamp: Option<Stamp>) -> bool {
        self.settled.is_some() && self.settled == stamp
    }

    /// Whether the file holds the same bytes; it is read where its looks do not tell.
    pub fn still_holds(&self, file: &Path) -> bool {
        self.vouches_for(Stamp::of(file))
            || digest_of_file(file).is_ok_and(|bytes| bytes == self.bytes)
    }

    /// The stamp that tells by itself what is in the file; `None` where it has to be read.
    pub fn settled(&self) -> Option<Stamp> {
        self.settled
    }

    /// Sees the file once more, now that it may have settled. `None` where it changed.
    pub fn again(&self, file: &Path, now: Moment) -> Option<Self> {
        match self.settled {
            Some(_) => Some(*self),
            None => Self::of(file, now)
                .ok()
                .filter(|seen| seen.bytes == self.bytes),
        }
    }
}

/// The digest of a file's bytes, in constant memory.
fn digest_of_file(path: &Path) -> io::Result<Digest> {
    let mut file = fs::File::open(path)?;
    let mut hash = Sha256::new();
    io::copy(&mut file, &mut HashWriter(&mut hash))?;
    Ok(hash.finalize().into())
}

struct HashWriter<'h>(&'h mut Sha256);

impl io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
impl Moment {
    /// A moment at which everything has settled.
    pub(super) const LAST: Self = Self(i64::MAX);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: i64, changed: i64, now: i64, settles: bool) {
        let stamp = Stamp {
            size: 1,
            written,
            changed,
        };
        assert_eq!(
            Moment(now).settles(&stamp),
            settles,
            "{written} {changed} {now}"
        );
    }

    #[test]
    fn a_file_settles_two_seconds_after_it_was_last_touched() {
        const SECOND: i64 = 1_000_000_000;
        check(0, 0, 2 * SECOND + 1, true);
        check(0, 0, 2 * SECOND, false);
        check(0, SECOND, 2 * SECOND + 1, false);
        // Its time was set back, or the clock was.
        check(9 * SECOND, 0, SECOND, false);
        check(i64::MAX, 0, i64::MAX, false);
    }

    #[test]
    fn what_may_change_unseen_is_read_and_what_may_not_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("note.md");
        fs::write(&file, "one").expect("a file");
        let fresh = Moment::in_folder_of(&file).expect("the time");
        let seen = Sighting::of(&file, fresh).expect("a file");
        assert!(seen.settled().is_none() && seen.still_holds(&file));
        let settled = seen.again(&file, Moment::LAST).expect("the same bytes");
        assert!(settled.still_holds(&file));
        fs::write(&file, "two").expect("a file");
        assert!(!seen.still_holds(&file));
        assert!(!settled.still_holds(&file));
        assert!(seen.again(&file, Moment::LAST).is_none());
        // The stamp alone tells: nobody looks at the bytes.
        let lying = Sighting::new(Stamp::of(&file), seen.bytes, Some(Moment::LAST));
        assert!(lying.still_holds(&file));
    }
}
