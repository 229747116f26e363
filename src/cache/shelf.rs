//! The notes of a deck, and what was made of them before.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Mutex;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::note::guest::Episodes;
use crate::note::load::{self, FoundNote, LoadError};
use crate::note::{self, ChannelPage, Head, SourceFile, VideoId};
use crate::pipeline::{OneNote, Shelf};

use super::format;
use super::inventory::Inventory;
use super::rows::Rows;
use super::sighting::{Digest, Moment, Sighting, Stamp, digest, digest_of};

/// The row of what is known of each file.
const FILES: &[u8] = b"files";

/// A shelf that remembers.
pub struct Remembered<'c> {
    rows: &'c Rows,
    found: &'c [FoundNote],
    now: Option<Moment>,
    /// By number.
    files: Vec<Mutex<File>>,
    /// The keys of what was recalled or kept.
    used: Mutex<HashSet<Vec<u8>>>,
}

/// One file of the shelf.
struct File {
    /// How it looked before this run read anything.
    stamp: Option<Stamp>,
    known: Known,
}

/// What is known of a file's bytes.
enum Known {
    /// Nothing yet; perhaps what they were in an earlier run.
    No(Option<(Digest, Head)>),
    /// What they are.
    Bytes(Sighting, Head),
    /// They changed while this run was reading.
    Torn,
}

/// What is written of one file: its path, and what was in it.
#[derive(Deserialize, Serialize)]
struct StoredFile<'b> {
    path: &'b str,
    sighting: Sighting,
    #[serde(borrow)]
    head: StoredHead<'b>,
}

#[derive(Deserialize, Serialize)]
enum StoredHead<'b> {
    Note(#[serde(borrow)] Option<&'b str>),
    ChannelPage(#[serde(borrow)] Vec<(&'b str, &'b str)>),
    Unread,
}

impl<'c> Remembered<'c> {
    pub(super) fn new(rows: &'c Rows, found: &'c [FoundNote], now: Option<Moment>) -> Self {
        let bytes = rows.get(FILES).unwrap_or_default();
        let stored: Vec<StoredFile<'_>> = postcard::from_bytes(&bytes).unwrap_or_default();
        let stored: HashMap<&str, &StoredFile<'_>> =
            stored.iter().map(|file| (file.path, file)).collect();
        let files = found.par_iter().map(|found| {
            let stamp = Stamp::of(&found.file);
            let earlier = stored.get(found.path.as_str());
            let earlier = earlier.and_then(|file| Some((file.sighting, file.head.read(found)?)));
            let known = match earlier {
                Some((sighting, head)) if sighting.vouches_for(stamp) => {
                    Known::Bytes(sighting, head)
                }
                earlier => Known::No(earlier.map(|(sighting, head)| (sighting.bytes, head))),
            };
            Mutex::new(File { stamp, known })
        });
        Self {
            rows,
            found,
            now,
            files: files.collect(),
            used: Mutex::default(),
        }
    }

    /// Writes down what was seen, and drops what is of no use any more. Gives the files as
    /// they were read; `None` where one of them changed meanwhile.
    pub fn remember(&self) -> Option<Inventory> {
        let files: Vec<Option<(Sighting, Head)>> = self.files.iter().map(seen).collect();
        let seen = self.found.iter().zip(&files);
        let stored: Vec<StoredFile<'_>> = seen
            .filter_map(|(found, seen)| {
                let (sighting, head) = seen.as_ref()?;
                Some(StoredFile {
                    path: found.path.as_str(),
                    sighting: *sighting,
                    head: StoredHead::of(head),
                })
            })
            .collect();
        if let Ok(bytes) = postcard::to_stdvec(&stored)
            && self.rows.get(FILES).as_ref() != Some(&bytes)
        {
            self.rows.put(FILES, &bytes);
        }
        if let Ok(mut used) = self.used.lock() {
            // What an earlier build said is of no use either: it did not come to be said.
            used.insert(FILES.into());
            self.rows.drop_unused(&used);
        }
        self.rows.commit();
        let sightings: Option<Vec<Sighting>> = files
            .iter()
            .map(|seen| seen.as_ref().map(|(sighting, _)| *sighting))
            .collect();
        Some(Inventory::new(self.found, &sightings?))
    }

    /// Keeps what was learnt before something went wrong: it is good all the same.
    pub fn keep_so_far(&self) {
        self.rows.commit();
    }

    /// All that decides what the notes of a recording give. `None` where it is not known.
    fn key(&self, files: &[usize], episodes: &Episodes) -> Option<Digest> {
        let mut parts: Vec<Vec<u8>> = Vec::with_capacity(5 * files.len());
        for &nth in files {
            let (sighting, head) = seen(&self.files[nth])?;
            parts.push(self.found[nth].path.as_str().into());
            parts.push(sighting.bytes.into());
            let episode = match head {
                Head::Note(Some(video)) => episodes.of_video(&video),
                _ => None,
            };
            let guest = episode.and_then(|episode| episode.guest.as_deref());
            let told = [u8::from(episode.is_some()), u8::from(guest.is_some())];
            let title = episode.map_or("", |episode| &episode.title);
            parts.extend([told.into(), title.into(), guest.unwrap_or("").into()]);
        }
        Some(digest(parts.iter().map(Vec::as_slice)))
    }

    fn use_key(&self, key: Digest) {
        if let Ok(mut used) = self.used.lock() {
            used.insert(key.into());
        }
    }

    /// Reads a file, and looks whether it is still the one that was read before.
    fn load(&self, nth: usize) -> Result<SourceFile, LoadError> {
        let source = load::read_note(&self.found[nth])?;
        let bytes = digest_of(&source.bytes);
        if let Ok(mut file) = self.files[nth].lock() {
            let File { stamp, known } = &mut *file;
            let head = match known {
                Known::No(Some((digest, head))) if *digest == bytes => Some(head.clone()),
                Known::No(_) => Some(note::head(&source)),
                Known::Bytes(before, _) if before.bytes == bytes => None,
                Known::Bytes(..) | Known::Torn => {
                    *known = Known::Torn;
                    None
                }
            };
            if let Some(head) = head {
                *known = Known::Bytes(Sighting::new(*stamp, bytes, self.now), head);
            }
        }
        Ok(source)
    }
}

impl Shelf for Remembered<'_> {
    type Error = LoadError;

    fn len(&self) -> usize {
        self.found.len()
    }

    fn read(&self, nth: usize) -> Result<Cow<'_, SourceFile>, LoadError> {
        self.load(nth).map(Cow::Owned)
    }

    fn head(&self, nth: usize) -> Result<Head, LoadError> {
        if let Some((_, head)) = seen(&self.files[nth]) {
            return Ok(head);
        }
        let source = self.load(nth)?;
        Ok(match seen(&self.files[nth]) {
            Some((_, head)) => head,
            None => note::head(&source),
        })
    }

    fn recall(&self, files: &[usize], episodes: &Episodes) -> Option<Vec<OneNote>> {
        let key = self.key(files, episodes)?;
        let notes = format::read(&self.rows.get(&key)?)?;
        self.use_key(key);
        Some(notes)
    }

    fn keep(&self, files: &[usize], episodes: &Episodes, notes: &[OneNote]) {
        if self.rows.is_writable()
            && let Some(key) = self.key(files, episodes)
            && let Some(bytes) = format::written(notes)
        {
            self.rows.put(&key, &bytes);
            self.use_key(key);
        }
    }
}

fn seen(file: &Mutex<File>) -> Option<(Sighting, Head)> {
    match &file.lock().ok()?.known {
        Known::Bytes(sighting, head) => Some((*sighting, head.clone())),
        Known::No(_) | Known::Torn => None,
    }
}

impl<'b> StoredHead<'b> {
    fn of(head: &'b Head) -> Self {
        match head {
            Head::Note(video) => StoredHead::Note(video.as_ref().map(VideoId::as_str)),
            Head::ChannelPage(page) => {
                let episodes = page.episodes.iter();
                let episodes = episodes.map(|(video, title)| (video.as_str(), title.as_str()));
                StoredHead::ChannelPage(episodes.collect())
            }
            Head::Unread => StoredHead::Unread,
        }
    }

    fn read(&self, found: &FoundNote) -> Option<Head> {
        Some(match self {
            StoredHead::Note(None) => Head::Note(None),
            StoredHead::Note(Some(video)) => Head::Note(Some(VideoId::parse(video)?)),
            StoredHead::ChannelPage(episodes) => {
                let episodes = episodes
                    .iter()
                    .map(|(video, title)| Some((VideoId::parse(video)?, (*title).to_owned())));
                Head::ChannelPage(ChannelPage {
                    path: found.path.clone(),
                    episodes: episodes.collect::<Option<BTreeMap<_, _>>>()?,
                })
            }
            StoredHead::Unread => Head::Unread,
        })
    }
}

#[cfg(test)]
mod tests;
