//! The `.apkg` file: a zip of the collection, put in place in one step.
//!
//! Everything is streamed: rows into a scratch database, the database through deflate into
//! a file beside the target. So memory stays flat.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::collection::{Counts, Refusal};
use super::{PackageError, Written};
use crate::replace::{self, NewFile};

/// Deflate's usual level: twice as fast as the highest and within 3 % of its size.
const LEVEL: i64 = 6;

/// A package that is whole and on the disk, under another name; it goes away by itself
/// unless it is put in place.
#[derive(Debug)]
pub struct Prepared {
    to: PathBuf,
    file: NewFile,
    written: Written,
}

impl Prepared {
    /// Renames the package over its target.
    ///
    /// # Errors
    ///
    /// When the system refuses; the old file, if any, is untouched then.
    pub fn put_in_place(self) -> Result<Written, PackageError> {
        let Self { to, file, written } = self;
        file.put_in_place()
            .map_err(|source| PackageError::Replace { path: to, source })?;
        Ok(written)
    }
}

/// Builds a package beside `to`. `fill` writes the collection into an empty scratch file
/// that it is given the path of.
pub(super) fn prepare(
    to: &Path,
    fill: impl FnOnce(&Path) -> Result<Counts, Refusal>,
) -> Result<Prepared, PackageError> {
    let create = |source| PackageError::Create {
        path: to.to_owned(),
        source,
    };
    let scratch = replace::scratch(to).map_err(create)?;
    let counts = fill(&scratch).map_err(|refusal| match refusal {
        Refusal::Check(error) => error,
        Refusal::Store(source) => PackageError::Collection {
            path: to.to_owned(),
            source: Box::new(source),
        },
    })?;
    let file = NewFile::beside(to).map_err(create)?;
    let bytes = pack(&scratch, &file).map_err(|source| PackageError::Pack {
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
        file,
        written,
    })
}

/// Zips the collection and sees it onto the disk. Returns the size of the package.
fn pack(collection: &Path, package: &NewFile) -> io::Result<u64> {
    let collection = File::open(collection)?;
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        // The same plan shall give the same bytes, so no entry carries a date of its own.
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644)
        .large_file(collection.metadata()?.len() >= u64::from(u32::MAX));
    let mut zip = ZipWriter::new(package.file());
    zip.start_file("collection.anki2", options)?;
    io::copy(&mut BufReader::with_capacity(1 << 16, collection), &mut zip)?;
    // Cards carry no media, but Anki before 23.10 refuses a package without this entry.
    zip.start_file("media", options.large_file(false))?;
    zip.write_all(b"{}")?;
    zip.finish()?;
    package.sync()?;
    Ok(package.file().metadata()?.len())
}
