//! Files by the recording they are about.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::note::guest::Episodes;
use crate::note::{ChannelPage, Head, VideoId};
use crate::plan::Present;

use super::recording::studied;
use super::{OneNote, Shelf, Watch};

/// The files of a shelf by what they are about, as their heads say.
///
/// Notes of one recording vouch for each other's timecodes, and recordings do not know of
/// each other: whatever is made of notes can be made of one recording at a time.
#[derive(Clone, Debug)]
pub struct Recordings {
    /// The recordings, each with the numbers of its files. What has none stands by itself.
    pub(super) each: Vec<(Option<VideoId>, Vec<usize>)>,
    /// The channel pages among the files.
    pages: Vec<ChannelPage>,
    unread: Present,
}

impl Recordings {
    /// Looks at the head of each file; `step` is called for each.
    ///
    /// # Errors
    ///
    /// When a file cannot be read: the first one of the shelf.
    pub fn on<S: Shelf + ?Sized>(shelf: &S, step: &(dyn Fn() + Sync)) -> Result<Self, S::Error> {
        let heads: Vec<Result<Head, S::Error>> = (0..shelf.len())
            .into_par_iter()
            .map(|nth| {
                let head = shelf.head(nth)?;
                step();
                Ok(head)
            })
            .collect();
        let mut pages = Vec::new();
        let mut unread = Present::default();
        let mut recordings: BTreeMap<(Option<VideoId>, usize), Vec<usize>> = BTreeMap::new();
        for (nth, head) in heads.into_iter().enumerate() {
            let key = match head? {
                Head::Note(Some(video)) => (Some(video), 0),
                // What has no recording has nothing in common with anything.
                Head::Note(None) => (None, nth),
                Head::ChannelPage(page) => {
                    pages.push(page);
                    (None, nth)
                }
                Head::Unread => {
                    unread.add_unread(shelf.read(nth)?.path.as_str());
                    (None, nth)
                }
            };
            recordings.entry(key).or_default().push(nth);
        }
        let each = recordings.into_iter();
        Ok(Self {
            each: each.map(|((video, _), files)| (video, files)).collect(),
            pages,
            unread,
        })
    }

    /// The notes that are empty or no text: what they held before is taken to be there still.
    pub fn unread(&self) -> &Present {
        &self.unread
    }

    /// Studies one recording after the other, on every core, and gives the notes of each to
    /// `then` while no others are in memory. The results are in an order that is always the
    /// same.
    ///
    /// # Errors
    ///
    /// When a file cannot be read: the first one of these recordings.
    pub fn study_each<S: Shelf + ?Sized, T: Send>(
        &self,
        shelf: &S,
        watch: Watch<'_>,
        then: impl Fn(Option<VideoId>, Vec<OneNote>) -> T + Sync,
    ) -> Result<Vec<T>, S::Error> {
        let episodes = Episodes::of(&self.pages);
        let each: Vec<Result<T, S::Error>> = self
            .each
            .par_iter()
            .map(|(video, files)| Ok(then(*video, studied(shelf, files, &episodes, watch)?)))
            .collect();
        each.into_iter().collect()
    }
}
