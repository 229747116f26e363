//! Which cards go into a deck, in which order, as which Anki notes.

use std::collections::{BTreeMap, BTreeSet};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

use crate::card::{Card, CardKind};
use crate::extract::Reason;
use crate::language::words;
use crate::recipe::{Order, Recipe};

use super::{AnkiId, AnkiNote, DeckPlan, Guid, ModifiedAt, html, sorted_tags, tag};

/// A deck, and what became of every card offered to it.
#[derive(Clone, Debug)]
pub struct PlannedDeck {
    /// What the package will hold.
    pub plan: DeckPlan,
    /// The cards behind [`DeckPlan::notes`], in the same order.
    pub cards: Vec<Card>,
    /// The cards that were left out, with the reason, in the order they came.
    pub left_out: Vec<(Card, Reason)>,
}

/// Plans the deck of a recipe from cards in the order of their notes and statements.
pub fn plan_deck(cards: Vec<Card>, recipe: &Recipe) -> PlannedDeck {
    let mut chosen = Chosen::default();
    for card in cards {
        chosen.offer(card, recipe);
    }
    let Chosen {
        mut kept, left_out, ..
    } = chosen;
    if let Order::Interleaved { seed } = recipe.order {
        kept.sort_by_cached_key(|(guid, _)| (place(seed, guid), guid.clone()));
    }
    let ids = ids(kept.iter().map(|(guid, _)| guid));
    let notes = kept
        .iter()
        .map(|(guid, card)| anki_note(guid, card, ids[guid], recipe))
        .collect();
    PlannedDeck {
        plan: DeckPlan {
            name: recipe.deck.clone(),
            description: html::words(&recipe.description),
            notes,
        },
        cards: kept.into_iter().map(|(_, card)| card).collect(),
        left_out,
    }
}

/// The choice while it is being made.
#[derive(Default)]
struct Chosen {
    kept: Vec<(Guid, Card)>,
    left_out: Vec<(Card, Reason)>,
    guids: BTreeSet<Guid>,
    /// The fronts: two cards of a deck that ask alike must not answer apart.
    fronts: BTreeSet<String>,
    per_note: BTreeMap<String, u32>,
}

impl Chosen {
    fn offer(&mut self, card: Card, recipe: &Recipe) {
        let guid = guid(&card);
        match self.refusal(&card, &guid, recipe) {
            Some(reason) => self.left_out.push((card, reason)),
            None => {
                self.guids.insert(guid.clone());
                self.fronts.insert(card.wording.front.plain());
                *self
                    .per_note
                    .entry(card.origin.note.as_str().to_owned())
                    .or_default() += 1;
                self.kept.push((guid, card));
            }
        }
    }

    fn refusal(&self, card: &Card, guid: &Guid, recipe: &Recipe) -> Option<Reason> {
        let limit = |limit: Option<std::num::NonZeroU32>, count: u32| {
            limit.is_some_and(|limit| count >= limit.get())
        };
        let of_note = self
            .per_note
            .get(card.origin.note.as_str())
            .copied()
            .unwrap_or(0);
        if !recipe.kinds.contains(&card.kind()) {
            Some(Reason::KindOff)
        } else if self.guids.contains(guid) {
            Some(Reason::Duplicate)
        } else if self.fronts.contains(&card.wording.front.plain()) {
            Some(Reason::AmbiguousFront)
        } else if limit(recipe.limits.cards_per_note, of_note)
            || limit(recipe.limits.cards, self.kept.len() as u32)
        {
            Some(Reason::OverLimit)
        } else {
            None
        }
    }
}

/// The identity of a card: its recording, its kind, the words of its statement, and which
/// part of it is asked.
///
/// Case, marks, markup, headings, the note's name and place do not count, so moving a
/// statement or mending its commas keeps the review history; other words make another card.
fn guid(card: &Card) -> Guid {
    let words: Vec<String> = words(&card.statement)
        .iter()
        .map(|word| word.lower())
        .collect();
    Guid::derive([
        "cuedeck",
        card.origin.video.as_str(),
        card.kind().name(),
        &words.join(" "),
        &card.wording.part,
    ])
}

/// A card's place in an interleaved deck: a draw of its own, so that a new card moves no other.
fn place(seed: u64, guid: &Guid) -> u64 {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    hash.update(guid.as_str().as_bytes());
    // ChaCha is named here because its draws must be the same in every later version.
    ChaCha8Rng::from_seed(hash.finalize().into()).next_u64()
}

/// When a note without a memory of its own was issued: 2026-01-01.
///
/// Anki replaces a note, its owner's edits included, when the incoming one is newer. A
/// build that does not know what it issued before must therefore never carry a new time:
/// an old one can only fail to update, a new one would undo a year of corrections.
const ISSUED: i64 = 1_767_225_600;

/// An id for each GUID: a moment of January 2026 drawn from it, the next free one on a
/// collision. Anki shows it as the day the note was created.
fn ids<'g>(guids: impl Iterator<Item = &'g Guid>) -> BTreeMap<Guid, AnkiId> {
    const MONTH_MS: u64 = 31 * 24 * 3600 * 1000;
    let sorted: BTreeSet<&Guid> = guids.collect();
    let mut taken = BTreeSet::new();
    sorted
        .into_iter()
        .map(|guid| {
            let digest = Sha256::digest(guid.as_str().as_bytes());
            let head: [u8; 8] = digest[..8].try_into().expect("a SHA-256 has 32 bytes");
            let mut id = ISSUED * 1000 + (u64::from_le_bytes(head) % MONTH_MS) as i64;
            while !taken.insert(id) {
                id += 1;
            }
            (guid.clone(), AnkiId(id))
        })
        .collect()
}

fn anki_note(guid: &Guid, card: &Card, id: AnkiId, recipe: &Recipe) -> AnkiNote {
    AnkiNote {
        guid: guid.clone(),
        kind: card.kind(),
        id,
        modified_at: ModifiedAt(ISSUED),
        fields: fields(guid, card),
        tags: tags(card, recipe),
    }
}

/// The fields in the order of [`super::FieldName`].
fn fields(guid: &Guid, card: &Card) -> [String; 8] {
    let (prompt, answer) = match card.kind() {
        CardKind::Question => (
            html::field(&card.wording.front),
            html::field(&card.wording.back),
        ),
        CardKind::Cloze => (html::cloze_field(&card.wording.front), String::new()),
    };
    let origin = &card.origin;
    let video = origin.video.as_str();
    let links: Vec<String> = origin
        .timecodes
        .iter()
        .map(|time| html::source_link(video, Some(time.seconds()), &time.to_string()))
        .collect();
    let source = match links.is_empty() {
        true => html::source_link(video, None, "recording"),
        false => links.join(" · "),
    };
    [
        prompt,
        answer,
        html::words(&card.context),
        html::words(&card.statement),
        source,
        // The title and not the file: moving a note must change nothing in Anki.
        html::words(&origin.title),
        String::new(),
        html::words(guid.as_str()),
    ]
}

/// Facts of the source only, since Anki rewrites the tags of every note it updates: the
/// channel, the note, the linked concepts, and what the recipe puts on every card.
fn tags(card: &Card, recipe: &Recipe) -> Vec<String> {
    let of = |level: &str, text: &str| tag(&format!("{level}::{}", slug(text)));
    let mut found: Vec<String> = recipe.tags.iter().filter_map(|text| tag(text)).collect();
    found.extend(
        card.origin
            .channel
            .iter()
            .filter_map(|channel| of("channel", channel)),
    );
    found.extend(of("note", &card.origin.title));
    found.extend(card.links.iter().filter_map(|link| of("concept", link)));
    sorted_tags(found)
}

/// A linked note's name as its file would be called: notes link by title and by file name.
fn slug(name: &str) -> String {
    let words: Vec<String> = words(name)
        .iter()
        .map(|word| word.lower().replace(['\'', '’', '-'], ""))
        .collect();
    words.join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_an_interleaved_deck_never_changes() {
        // Frozen: another number would reorder everybody's new cards.
        let guid = Guid::derive(["a"]);
        assert_eq!(place(7, &guid), 2_510_720_223_326_722_557);
        assert_ne!(place(7, &guid), place(8, &guid));
    }

    #[test]
    fn a_link_by_title_and_a_link_by_file_name_are_one_concept() {
        let name = "strategies_for_decisionmaking";
        assert_eq!(slug("Strategies for decision-making"), name);
        assert_eq!(slug(name), name);
    }
}
