//! The `.apkg` file: a zip of the collection, put in place in one step.
//!
//! Everything is streamed: rows into a scratch database, the database through deflate into
//! a file beside the target, and only when that is on the disk does it take the target's
//! name. So memory stays flat, and a crash or a full disk leaves the old package whole.

use std::fs::{self, File};
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{PackageError, Written};

/// Deflate's usual level: twice as fast as the highest and within 3 % of its size.
const LEVEL: i64 = 6;

/// What is in the collection that was written.
pub(super) struct Counts {
    pub notes: usize,
    pub cards: usize,
}

/// A package that is whole and on the disk, under another name; it goes away by itself
/// unless it is put in place.
#[derive(Debug)]
pub struct Prepared {
    to: PathBuf,
    target: PathBuf,
    file: NamedTempFile,
    written: Written,
}

impl Prepared {
    /// Renames the package over its target.
    ///
    /// # Errors
    ///
    /// When the system refuses; the old file, if any, is untouched then.
    pub fn put_in_place(self) -> Result<Written, PackageError> {
        let Self {
            to,
            target,
            file,
            written,
        } = self;
        file.persist(&target)
            .map_err(|error| PackageError::Replace {
                path: to,
                source: error.error,
            })?;
        sync_folder(folder_of(&target));
        Ok(written)
    }
}

/// Builds a package beside `to`. `fill` writes the collection into an empty scratch file
/// that it is given the path of.
pub(super) fn prepare(
    to: &Path,
    fill: impl FnOnce(&Path) -> Result<Counts, rusqlite::Error>,
) -> Result<Prepared, PackageError> {
    let target = resolved(to);
    let folder = folder_of(&target);
    let create = |source| PackageError::Create {
        path: to.to_owned(),
        source,
    };
    // The scratch file lies here and not in the system's temporary folder, which is often
    // memory, or on a smaller disk.
    let scratch = new_file(folder).map_err(create)?.into_temp_path();
    let counts = fill(&scratch).map_err(|source| PackageError::Collection {
        path: to.to_owned(),
        source: Box::new(source),
    })?;
    let file = new_file(folder).map_err(create)?;
    let bytes = pack(&scratch, file.as_file()).map_err(|source| PackageError::Pack {
        path: to.to_owned(),
        source,
    })?;
    let written = Written {
        notes: counts.notes,
        cards: counts.cards,
        bytes,
    };
    Ok(Prepared {
        to: to.to_owned(),
        target,
        file,
        written,
    })
}

fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The file a link leads to, so that the link itself stays.
fn resolved(to: &Path) -> PathBuf {
    fs::canonicalize(to).unwrap_or_else(|_| to.to_owned())
}

/// A temporary file that goes away by itself unless it is renamed.
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".cuedeck-").suffix(".tmp");
    // Temporary files are private by default; a package is as public as any file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Zips the collection and sees it onto the disk. Returns the size of the package.
fn pack(collection: &Path, package: &File) -> io::Result<u64> {
    let collection = File::open(collection)?;
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        // The same plan shall give the same bytes, so no entry carries a date of its own.
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644)
        .large_file(collection.metadata()?.len() >= u64::from(u32::MAX));
    let mut zip = ZipWriter::new(package);
    zip.start_file("collection.anki2", options)?;
    io::copy(&mut BufReader::with_capacity(1 << 16, collection), &mut zip)?;
    // Cards carry no media, but Anki before 23.10 refuses a package without this entry.
    zip.start_file("media", options.large_file(false))?;
    zip.write_all(b"{}")?;
    let package = zip.finish()?;
    package.sync_all()?;
    Ok(package.metadata()?.len())
}

/// Makes the rename itself survive a power cut, where a system offers that. The package is
/// in place by now, so a refusal is no failure.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}
