//! The user's running Anki, asked through its add-on AnkiConnect, on this computer alone.
//!
//! Cards go into Anki as a package and never one by one: AnkiConnect's `addNote` can set no
//! GUID and its `createModel` no id, so that the next import would double every card.
//! Anki's own import window is opened, and then we look what has arrived: a note's field
//! `Key` begins with its GUID, so Anki can be searched for exactly the notes of a package.

mod address;
mod arrival;
mod call;
mod error;

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::plan::{FieldName, Guid};

pub use address::{Address, AddressError};
pub use arrival::{Arrival, Counts};
pub use error::{ADD_ON_CODE, KEY_VARIABLE, TalkError};

use call::{Line, VERSION};

/// How long a greeting may take. It needs nothing but Anki's attention.
const GREETING: Duration = Duration::from_secs(3);

/// How long a question may take.
const QUESTION: Duration = Duration::from_secs(10);

/// How long an import without the window may take: a hundred thousand cards on a slow disk.
const IMPORT: Duration = Duration::from_secs(600);

/// Most GUIDs in one search. Anki makes one pattern of them: on 7,000 cards, a thousand take
/// it a fifth of a second, and four thousand longer than four times a thousand.
const KEYS_AT_ONCE: usize = 1000;

/// Most notes, or cards, in one question: Anki's window stands still while it answers.
const NOTES_AT_ONCE: usize = 100;

/// The user's Anki, with a profile open.
#[derive(Debug)]
pub struct AnkiConnect {
    line: Line,
}

/// A note as Anki has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundNote {
    /// Anki's id for it.
    pub id: i64,
    /// Its identity, out of its field `Key`.
    pub guid: Guid,
    /// Its fields, in their order; the owner may have added some at the end.
    pub fields: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// When it last changed, in seconds since 1970; `None` where AnkiConnect does not say.
    pub modified_at: Option<i64>,
    /// The ids of its cards.
    pub cards: Vec<i64>,
}

/// What `requestPermission` answers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Permission {
    permission: String,
    version: Option<u64>,
    require_apikey: Option<bool>,
}

/// What `notesInfo` answers for a note that is there.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NoteInfo {
    note_id: i64,
    tags: Vec<String>,
    fields: std::collections::BTreeMap<String, FieldInfo>,
    #[serde(default)]
    cards: Vec<i64>,
    #[serde(rename = "mod")]
    modified: Option<i64>,
}

#[derive(Deserialize)]
struct FieldInfo {
    value: String,
    order: usize,
}

impl AnkiConnect {
    /// Greets AnkiConnect, and makes sure that it lets us in and that a profile is open.
    ///
    /// # Errors
    ///
    /// Each [`TalkError`]; nothing in Anki has changed then.
    pub fn greet(address: Address, key: Option<&str>) -> Result<Self, TalkError> {
        let mut line = Line::new(address);
        let answer = line.ask("requestPermission", json!({}), GREETING)?;
        let permission: Permission = understood(&line, answer)?;
        if permission.permission != "granted" {
            return Err(TalkError::Refused);
        }
        if permission.version.is_none_or(|version| version < VERSION) {
            return Err(TalkError::TooOld);
        }
        line.key = match (permission.require_apikey, key) {
            // Whoever wants no key takes any key for a wrong one.
            (Some(false), _) => None,
            (Some(true), None) => return Err(TalkError::KeyNeeded),
            (_, key) => key.map(str::to_owned),
        };
        // The import window would open without a profile, too, and show an error.
        line.ask("deckNames", json!({}), QUESTION)?;
        Ok(Self { line })
    }

    /// Opens Anki's import window on a package. Returns when the window is there; whether
    /// its button is ever pressed is not for AnkiConnect to say.
    ///
    /// # Errors
    ///
    /// As [`AnkiConnect::greet`]. Anki complains of a bad file only in its window, so look
    /// at it before.
    pub fn open_import_window(&self, package: &Path) -> Result<(), TalkError> {
        let path = json!({ "path": written(package) });
        self.line.ask("guiImportFile", path, QUESTION).map(drop)
    }

    /// Imports a package at once, without the window. This merges notetypes and takes
    /// learning progress and deck presets over, and Anki keeps all three as settings of its
    /// window.
    ///
    /// # Errors
    ///
    /// As [`AnkiConnect::greet`], and when Anki refuses the package.
    pub fn import_at_once(&self, package: &Path) -> Result<(), TalkError> {
        let path = json!({ "path": written(package) });
        self.line.ask("importPackage", path, IMPORT).map(drop)
    }

    /// The ids of those of our notes that are in Anki and meet another condition, in the
    /// language of Anki's search; empty for none.
    ///
    /// # Errors
    ///
    /// As [`AnkiConnect::greet`].
    pub fn note_ids(&self, guids: &[Guid], and: &str) -> Result<Vec<i64>, TalkError> {
        let mut ids = Vec::new();
        for some in guids.chunks(KEYS_AT_ONCE) {
            let query = json!({ "query": format!("{} {and}", search(some)) });
            let answer = self.line.ask("findNotes", query, QUESTION)?;
            ids.extend(understood::<Vec<i64>>(&self.line, answer)?);
        }
        Ok(ids)
    }

    /// The notes of some ids; those that are gone, or are not ours, are left out.
    ///
    /// # Errors
    ///
    /// As [`AnkiConnect::greet`].
    pub fn notes(&self, ids: &[i64]) -> Result<Vec<FoundNote>, TalkError> {
        let mut notes = Vec::new();
        for some in ids.chunks(NOTES_AT_ONCE) {
            let answer = self
                .line
                .ask("notesInfo", json!({ "notes": some }), QUESTION)?;
            let infos: Vec<Value> = understood(&self.line, answer)?;
            notes.extend(infos.into_iter().filter_map(FoundNote::parse));
        }
        Ok(notes)
    }

    /// Suspends cards. Those that are suspended already must not be among them: AnkiConnect
    /// skips the card behind each of those.
    ///
    /// # Errors
    ///
    /// As [`AnkiConnect::greet`].
    pub fn suspend(&self, cards: &[i64]) -> Result<(), TalkError> {
        self.each("suspend", "cards", cards, json!({}))
    }

    /// Gives notes a tag.
    ///
    /// # Errors
    ///
    /// As [`AnkiConnect::greet`].
    pub fn tag(&self, notes: &[i64], tag: &str) -> Result<(), TalkError> {
        self.each("addTags", "notes", notes, json!({ "tags": tag }))
    }

    /// Deletes notes, and with them their cards and their history.
    ///
    /// # Errors
    ///
    /// As [`AnkiConnect::greet`].
    pub fn delete(&self, notes: &[i64]) -> Result<(), TalkError> {
        self.each("deleteNotes", "notes", notes, json!({}))
    }

    fn each(
        &self,
        action: &'static str,
        what: &str,
        ids: &[i64],
        mut params: Value,
    ) -> Result<(), TalkError> {
        for some in ids.chunks(NOTES_AT_ONCE) {
            params[what] = json!(some);
            self.line.ask(action, params.clone(), QUESTION)?;
        }
        Ok(())
    }
}

impl FoundNote {
    fn parse(info: Value) -> Option<Self> {
        // A note that is gone is an empty object.
        let info: NoteInfo = serde_json::from_value(info).ok()?;
        let mut fields: Vec<FieldInfo> = info.fields.into_values().collect();
        fields.sort_by_key(|field| field.order);
        let fields: Vec<String> = fields.into_iter().map(|field| field.value).collect();
        let key = fields.get(FieldName::Key as usize)?;
        Some(Self {
            id: info.note_id,
            guid: Guid::parse(key.split(' ').next()?)?,
            fields,
            tags: info.tags,
            modified_at: info.modified,
            cards: info.cards,
        })
    }
}

/// What Anki finds exactly these notes by: a pattern for their field `Key`. GUIDs are
/// letters and digits, so that nothing in them means anything to Anki's search.
fn search(guids: &[Guid]) -> String {
    let guids: Vec<&str> = guids.iter().map(Guid::as_str).collect();
    format!("\"Key:re:^({})( |$)\"", guids.join("|"))
}

fn understood<T: DeserializeOwned>(line: &Line, answer: Value) -> Result<T, TalkError> {
    serde_json::from_value(answer).map_err(|error| TalkError::SomethingElse {
        address: line.address,
        source: Some(error.into()),
    })
}

/// A path as Anki reads it: with forward slashes, on Windows too.
fn written(path: &Path) -> String {
    let text = path.to_string_lossy();
    match cfg!(windows) {
        true => text.replace('\\', "/"),
        false => text.into_owned(),
    }
}
