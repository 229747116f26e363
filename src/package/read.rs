//! A package → the Anki notes in it that are ours: written by Cuedeck, or exported from
//! Anki with our notetypes.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use zip::ZipArchive;

use crate::card::CardKind;
use crate::plan::{AnkiId, AnkiNote, Guid, ModifiedAt};

use super::Notetype;

/// Why a package could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file cannot be opened.
    #[error("cannot open `{}`", path.display())]
    Open {
        /// The package.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is no zip file, or a broken one.
    #[error("`{}` is not an Anki package", path.display())]
    Zip {
        /// The package.
        path: PathBuf,
        /// What is wrong with it.
        source: zip::result::ZipError,
    },
    /// It holds only Anki's newer format, which Cuedeck does not read.
    #[error(
        "`{}` is in Anki's newer format; export it again with \"Support older Anki versions\" ticked",
        path.display()
    )]
    NewFormat {
        /// The package.
        path: PathBuf,
    },
    /// Its collection cannot be read.
    #[error("cannot read the collection of `{}`", path.display())]
    Collection {
        /// The package.
        path: PathBuf,
        /// What the database said.
        source: Box<rusqlite::Error>,
    },
    /// A temporary file cannot be written.
    #[error("cannot unpack `{}`", path.display())]
    Unpack {
        /// The package.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// An Anki note as it stands in a package.
#[derive(Clone, Debug, PartialEq)]
pub struct PackagedNote {
    /// The note.
    pub note: AnkiNote,
    /// The name of the deck that its first card is in; empty when the package does not say.
    pub deck: String,
}

/// Reads the notes of both our notetypes from a package, by GUID; others are passed over.
///
/// # Errors
///
/// When the file is no package, or one of Anki's newer format.
pub fn read_notes(path: &Path) -> Result<Vec<PackagedNote>, ReadError> {
    let at = || path.to_owned();
    let file = File::open(path).map_err(|source| ReadError::Open { path: at(), source })?;
    let mut zip = ZipArchive::new(file).map_err(|source| ReadError::Zip { path: at(), source })?;
    // Anki 2.1 and later put the real notes into `anki21` and a notice into `anki2`.
    let has = |name: &str| zip.index_for_name(name).is_some();
    let entry = match (
        has("collection.anki21"),
        has("collection.anki2"),
        has("collection.anki21b"),
    ) {
        (true, ..) => "collection.anki21",
        (_, true, false) => "collection.anki2",
        (_, _, true) => return Err(ReadError::NewFormat { path: at() }),
        _ => {
            let source = zip::result::ZipError::FileNotFound;
            return Err(ReadError::Zip { path: at(), source });
        }
    };
    let unpacked =
        unpack(&mut zip, entry).map_err(|source| ReadError::Unpack { path: at(), source })?;
    notes_in(unpacked.path()).map_err(|source| ReadError::Collection {
        path: at(),
        source: Box::new(source),
    })
}

fn unpack<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    entry: &str,
) -> io::Result<tempfile::NamedTempFile> {
    let mut unpacked = tempfile::NamedTempFile::new()?;
    io::copy(
        &mut zip.by_name(entry).map_err(io::Error::other)?,
        &mut unpacked,
    )?;
    Ok(unpacked)
}

fn notes_in(collection: &Path) -> Result<Vec<PackagedNote>, rusqlite::Error> {
    // A card in a filtered deck has its own deck in `odid`.
    const NOTES: &str = "\
        select guid, mid, id, mod, flds, tags,
          (select case odid when 0 then did else odid end
             from cards where nid = notes.id order by ord limit 1)
        from notes order by guid";
    let connection = Connection::open(collection)?;
    let decks: String = connection.query_row("select decks from col", [], |row| row.get(0))?;
    let decks: serde_json::Value = serde_json::from_str(&decks).unwrap_or_default();
    let name_of = |deck: Option<i64>| {
        let deck = decks.get(deck?.to_string())?;
        Some(deck.get("name")?.as_str()?.to_owned())
    };
    let mut query = connection.prepare(NOTES)?;
    let rows = query.query_map([], |row| {
        let (guid, mid): (String, i64) = (row.get(0)?, row.get(1)?);
        let (id, modified, fields, tags): (i64, i64, String, String) =
            (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
        let deck: Option<i64> = row.get(6)?;
        let kinds = [CardKind::Question, CardKind::Cloze];
        let kind = kinds.into_iter().find(|&kind| Notetype::of(kind).id == mid);
        let fields: Vec<String> = fields.split('\u{1f}').map(str::to_owned).collect();
        let ours = kind
            .zip(Guid::parse(&guid))
            .zip(<[String; 8]>::try_from(fields).ok());
        Ok(ours.map(|((kind, guid), fields)| PackagedNote {
            deck: name_of(deck).unwrap_or_default(),
            note: AnkiNote {
                guid,
                kind,
                id: AnkiId(id),
                modified_at: ModifiedAt(modified),
                fields,
                tags: tags.split_whitespace().map(str::to_owned).collect(),
            },
        }))
    })?;
    rows.filter_map(Result::transpose).collect()
}
