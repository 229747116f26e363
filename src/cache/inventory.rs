//! The files of a deck as they were when they were read.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::note::load::FoundNote;

use super::sighting::{Digest, Moment, Sighting, Stamp, digest};

/// Which files there were, and what was in them.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub struct Inventory {
    /// One digest of all paths, and of the stamps of those files whose stamp tells enough.
    looks: Digest,
    /// The other files, by number.
    unsettled: Vec<(usize, Sighting)>,
}

impl Inventory {
    pub(super) fn new(found: &[FoundNote], sightings: &[Sighting]) -> Self {
        let stamps: Vec<Option<Stamp>> = sightings.iter().map(Sighting::settled).collect();
        let unsettled = sightings.iter().copied().enumerate();
        Self {
            looks: looks(found, &stamps),
            unsettled: unsettled
                .filter(|(_, sighting)| sighting.settled().is_none())
                .collect(),
        }
    }

    /// Whether these are the same files, with the same bytes in them.
    pub fn still_holds(&self, found: &[FoundNote]) -> bool {
        let same_bytes = |(nth, sighting): &(usize, Sighting)| {
            let found = found.get(*nth);
            found.is_some_and(|found| sighting.still_holds(&found.file))
        };
        looks(found, &self.stamps(found)) == self.looks && self.unsettled.iter().all(same_bytes)
    }

    /// Whether a look at the files is enough.
    pub fn is_settled(&self) -> bool {
        self.unsettled.is_empty()
    }

    /// Sees the files once more that had not settled. `None` where one changed.
    pub fn again(&self, found: &[FoundNote], now: Moment) -> Option<Self> {
        let mut stamps = self.stamps(found);
        if looks(found, &stamps) != self.looks {
            return None;
        }
        let mut unsettled = Vec::new();
        for (nth, sighting) in &self.unsettled {
            let seen = sighting.again(&found.get(*nth)?.file, now)?;
            *stamps.get_mut(*nth)? = seen.settled();
            unsettled.extend(seen.settled().is_none().then_some((*nth, seen)));
        }
        Some(Self {
            looks: looks(found, &stamps),
            unsettled,
        })
    }

    /// The stamps of the files now; `None` for those whose stamp did not tell enough.
    fn stamps(&self, found: &[FoundNote]) -> Vec<Option<Stamp>> {
        let stamps = found.par_iter().map(|found| Stamp::of(&found.file));
        let mut stamps: Vec<Option<Stamp>> = stamps.collect();
        for (nth, _) in &self.unsettled {
            if let Some(stamp) = stamps.get_mut(*nth) {
                *stamp = None;
            }
        }
        stamps
    }
}

fn looks(found: &[FoundNote], stamps: &[Option<Stamp>]) -> Digest {
    let mut bytes = Vec::with_capacity(found.len() * 100);
    for (found, stamp) in found.iter().zip(stamps) {
        let path = found.path.as_str();
        bytes.extend_from_slice(&(path.len() as u64).to_le_bytes());
        bytes.extend_from_slice(path.as_bytes());
        bytes.extend_from_slice(&stamp.map_or([0; 24], |stamp| stamp.bytes()));
    }
    digest([bytes.as_slice()])
}
