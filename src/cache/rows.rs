//! The file of a cache: one SQLite table, from keys to values with their checksums.
//!
//! Nothing here can fail for the caller. A cache that is not there, damaged, locked, full
//! or from another program gives nothing and takes nothing.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, params};

use super::PROGRAM;
use super::sighting::digest;

/// Whether a run may write into the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It promised to write nothing, or others may be at work on the deck.
    Read,
    /// It holds the lock of the deck.
    Write,
}

/// How long a build waits for those who read, when it has all its work to write down.
const PATIENCE: Duration = Duration::from_millis(500);

/// The row that says which program wrote the others.
const WRITTEN_BY: &[u8] = b"program";

/// The rows of an open cache.
pub(super) struct Rows {
    /// `None` once anything went wrong.
    connection: Mutex<Option<Connection>>,
    access: Access,
    path: PathBuf,
}

impl Rows {
    /// Opens the cache at `path`, or makes an empty one where there is none of this program.
    /// `None` when it cannot be used.
    pub fn open(path: &Path, access: Access) -> Option<Self> {
        // A link in a folder of somebody else's could lead anywhere.
        if path.is_symlink() {
            return None;
        }
        let connection = match access {
            Access::Read => connected(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
                .ok()
                .filter(|connection| matches!(is_ours(connection), Ok(true)))?,
            Access::Write => {
                let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
                let opened = connected(path, flags);
                match opened.and_then(|one| Ok((is_ours(&one)?, one))) {
                    Ok((true, connection)) => connection,
                    Err(error) if is_busy(&error) => return None,
                    Ok((false, _)) | Err(_) => {
                        remove(path);
                        let connection = connected(path, flags).ok()?;
                        made(&connection).ok()?;
                        connection
                    }
                }
            }
        };
        if access == Access::Write {
            connection.execute_batch("BEGIN IMMEDIATE").ok()?;
            // Others only read a row now and then.
            connection.busy_timeout(PATIENCE).ok()?;
        }
        Some(Self {
            connection: Mutex::new(Some(connection)),
            access,
            path: path.to_owned(),
        })
    }

    /// Whether it may be written to.
    pub fn is_writable(&self) -> bool {
        self.access == Access::Write
    }

    /// The value of a key; `None` where there is none, or a damaged one.
    pub fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.with(|connection| {
            let mut row =
                connection.prepare_cached("SELECT sum, value FROM entry WHERE key = ?")?;
            row.query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })
        .flatten()
        .filter(|(sum, value): &(Vec<u8>, Vec<u8>)| *sum == checksum(key, value))
        .map(|(_, value)| value)
    }

    /// Gives a key a value.
    pub fn put(&self, key: &[u8], value: &[u8]) {
        if self.is_writable() {
            self.with(|connection| {
                let mut row = connection.prepare_cached(
                    "INSERT OR REPLACE INTO entry (key, sum, value) VALUES (?, ?, ?)",
                )?;
                row.execute(params![key, checksum(key, value), value])
            });
        }
    }

    /// Drops the rows whose keys are not among `used`.
    pub fn drop_unused(&self, used: &HashSet<Vec<u8>>) {
        if self.is_writable() {
            self.with(|connection| {
                let mut keys = connection.prepare("SELECT key FROM entry")?;
                let keys = keys.query_map([], |row| row.get(0))?;
                let keys: Vec<Vec<u8>> = keys.collect::<Result<_, _>>()?;
                let mut drop = connection.prepare("DELETE FROM entry WHERE key = ?")?;
                let unused = |key: &&Vec<u8>| !used.contains(*key) && *key != WRITTEN_BY;
                for key in keys.iter().filter(unused) {
                    drop.execute([key])?;
                }
                Ok(())
            });
        }
    }

    /// Puts what was written on the disk, and begins anew.
    pub fn commit(&self) {
        if self.is_writable() {
            self.with(|connection| connection.execute_batch("COMMIT; BEGIN IMMEDIATE"));
        }
    }

    /// Does something with the connection, as long as nothing went wrong.
    fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Option<T> {
        // A thread that panicked leaves a transaction that is rolled back.
        let mut guard = self.connection.lock().ok()?;
        let done = guard.as_ref().map(work)?;
        match done {
            Ok(value) => Some(value),
            Err(error) => {
                *guard = None;
                if self.is_writable() && is_damage(&error) {
                    remove(&self.path);
                }
                None
            }
        }
    }
}

fn connected(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Who is busy with the cache needs it more; and what a power cut damages is made anew.
    connection.busy_timeout(Duration::ZERO)?;
    connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA trusted_schema = OFF")?;
    Ok(connection)
}

/// Whether this very program wrote the cache.
fn is_ours(connection: &Connection) -> rusqlite::Result<bool> {
    let mut row = connection.prepare("SELECT value FROM entry WHERE key = ?")?;
    let written_by: Option<Vec<u8>> = row.query_row([WRITTEN_BY], |row| row.get(0)).optional()?;
    Ok(written_by.is_some_and(|program| program == PROGRAM.as_bytes()))
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

fn made(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("CREATE TABLE entry (key BLOB PRIMARY KEY, sum BLOB, value BLOB)")?;
    let row = "INSERT INTO entry (key, value) VALUES (?, ?)";
    connection.execute(row, params![WRITTEN_BY, PROGRAM.as_bytes()])?;
    Ok(())
}

/// Removes a cache that is of no use, and the journal that would be played back into the
/// next one.
fn remove(path: &Path) {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-journal");
    for file in [path.as_os_str(), &journal] {
        // Where it cannot be removed, there is no cache.
        let _ = fs::remove_file(file);
    }
}

fn checksum(key: &[u8], value: &[u8]) -> Vec<u8> {
    digest([key, value])[..16].to_vec()
}
