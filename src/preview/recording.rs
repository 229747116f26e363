//! Notes and cards → recordings: how far they reach and what no card asks about.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Recording, ShownCard, ShownNote};

/// No shorter stretch is a gap, in seconds: a thought takes its time.
const SHORTEST: u32 = 120;

/// Nor is one shorter than this part of the recording.
const PART: u32 = 20;

/// A stretch of a recording that no card asks about, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The last moment before it that a card asks about, or the start.
    pub from: u32,
    /// The next one, or the end.
    pub to: u32,
}

/// The recordings of one deck, in the order of their first notes. `notes` and `cards` are
/// those of all decks; `titles` says what a recording is called.
pub(super) fn recordings(
    deck: usize,
    notes: &[ShownNote],
    cards: &[&ShownCard],
    titles: &BTreeMap<String, String>,
) -> Vec<Recording> {
    let mut found: Vec<Recording> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, note) in notes.iter().enumerate() {
        let Some(video) = note.video.as_deref().filter(|_| note.deck == deck) else {
            continue;
        };
        let place = *known.entry(video).or_insert_with(|| {
            found.push(Recording {
                deck,
                video: video.to_owned(),
                title: titles.get(video).unwrap_or(&note.title).clone(),
                notes: Vec::new(),
                length: 0,
                gaps: Vec::new(),
            });
            found.len() - 1
        });
        let recording = &mut found[place];
        recording.notes.push(index);
        let last = note.statements.iter().flat_map(|said| &said.times).max();
        recording.length = recording.length.max(last.copied().unwrap_or(0));
    }
    let mut asked: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for card in cards {
        asked.entry(&card.video).or_default().extend(&card.times);
    }
    for recording in &mut found {
        let mut asked = asked.remove(recording.video.as_str()).unwrap_or_default();
        asked.sort_unstable();
        recording.length = recording.length.max(asked.last().copied().unwrap_or(0));
        recording.gaps = gaps(&asked, recording.length);
    }
    found
}

/// The stretches between sorted moments, up to the end, that are long enough to be seen.
fn gaps(asked: &[u32], length: u32) -> Vec<Gap> {
    let long = SHORTEST.max(length / PART);
    let from = std::iter::once(0).chain(asked.iter().copied());
    let to = asked.iter().copied().chain([length]);
    from.zip(to)
        .filter(|(from, to)| to.saturating_sub(*from) >= long)
        .map(|(from, to)| Gap { from, to })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(asked: &[u32], length: u32, expected: &[(u32, u32)]) {
        let found: Vec<_> = gaps(asked, length)
            .iter()
            .map(|gap| (gap.from, gap.to))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_gap_is_a_long_stretch_without_a_card() {
        check(&[100, 200, 500], 600, &[(200, 500)]);
        check(&[130], 240, &[(0, 130)]);
        check(&[], 300, &[(0, 300)]);
        check(&[], 0, &[]);
    }

    #[test]
    fn in_a_long_recording_a_gap_is_longer() {
        check(&[300, 600, 3000], 7200, &[(600, 3000), (3000, 7200)]);
    }
}
