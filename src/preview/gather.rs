//! A planned deck and its notes → what there is to see of them.

use std::collections::BTreeMap;

use crate::card::Site;
use crate::extract::Reason;
use crate::note::section_line;
use crate::pipeline::{LeftOut, Outline};
use crate::plan::{self, Change, ChangeKind, Guid, PlannedDeck, Record, Words, WordsKey};
use crate::timecode::Timecode;

use super::passage::paragraphs;
use super::recording::recordings;
use super::{Faces, Preview, ShownCard, ShownDeck, ShownNote, ShownSection, ShownStatement};

/// A deck with all that was learnt while it was planned.
#[derive(Clone, Copy, Debug)]
pub struct SeenDeck<'a> {
    /// The deck.
    pub planned: &'a PlannedDeck,
    /// Its notes, read from the same files.
    pub outlines: &'a [Outline],
    /// Every statement without a card.
    pub left_out: &'a [LeftOut],
    /// Its recipe; `None` for a folder without one.
    pub recipe: Option<&'a str>,
}

impl Preview {
    /// Adds a deck.
    pub fn add(&mut self, seen: SeenDeck<'_>) {
        let deck = self.decks.len();
        self.decks.push(ShownDeck {
            name: seen.planned.name.as_str().to_owned(),
            recipe: seen.recipe.map(str::to_owned),
        });
        let first_note = self.notes.len();
        let notes = seen
            .outlines
            .iter()
            .map(|outline| shown_note(deck, outline));
        self.notes.extend(notes);
        let places = Places::of(seen.outlines, first_note);
        let first_card = self.cards.len();
        self.add_cards(deck, seen.planned, &places);
        self.tie(first_card, &seen, &places);
        let mut titles = BTreeMap::new();
        for note in seen.outlines.iter().map(|outline| &outline.note) {
            if let (Some(video), Some(episode)) = (note.video, &note.episode) {
                titles.insert(video.as_str().to_owned(), episode.to_string());
            }
        }
        let live: Vec<&ShownCard> = self.cards[first_card..]
            .iter()
            .filter(|card| card.is_in_deck())
            .collect();
        let recordings = recordings(deck, &self.notes, &live, &titles);
        self.recordings.extend(recordings);
    }

    /// The cards of the deck in the order of the notes, then those that are gone.
    fn add_cards(&mut self, deck: usize, planned: &PlannedDeck, places: &Places<'_>) {
        let changes: BTreeMap<&Guid, &Change> = planned
            .changes
            .iter()
            .map(|change| (&change.guid, change))
            .collect();
        let mut cards: Vec<_> = planned.cards.iter().collect();
        // The order of study may be a mixed one; whoever looks cards through wants theirs.
        cards.sort_by_key(|card| {
            let origin = card.site.as_ref().map(|site| &site.origin);
            (
                card.record.note.clone(),
                origin.map_or(usize::MAX, |origin| origin.statement),
            )
        });
        for card in cards {
            let Some(change) = changes.get(&card.record.guid) else {
                continue;
            };
            let place = match &card.site {
                Some(site) => places.of_site(site),
                None => places.of_record(&card.record),
            };
            self.cards
                .push(shown_card(deck, &card.record, change, place));
        }
        for change in &planned.changes {
            if let (Some(was), None) = (&change.was, &change.now) {
                let place = places.of_record(was);
                self.cards.push(shown_card(deck, was, change, place));
            }
        }
    }

    /// Tells each statement of its card, or why it has none.
    fn tie(&mut self, first_card: usize, seen: &SeenDeck<'_>, places: &Places<'_>) {
        for (index, card) in self.cards.iter_mut().enumerate().skip(first_card) {
            let (Some(note), Some(statement)) = (card.note, card.statement) else {
                continue;
            };
            // A note that was written to while it was read has other statements by now.
            let Some(statement) = self.notes[note].statements.get_mut(statement) else {
                card.statement = None;
                continue;
            };
            card.line = Some(statement.line);
            if card.is_in_deck() {
                statement.card = Some(index);
            }
        }
        for left in seen.left_out {
            let note = places.notes.get(&*left.note);
            let statement = note.and_then(|&note| {
                let statements = &mut self.notes[note].statements;
                statements.get_mut(left.index)
            });
            if let Some(statement) = statement.filter(|statement| statement.card.is_none()) {
                statement.reason = Some(left.reason);
                self.reasons
                    .insert(left.reason.code(), left.reason.summary());
            }
        }
    }
}

impl ShownCard {
    /// Whether the deck holds it, and not only the memory of the deck.
    pub fn is_in_deck(&self) -> bool {
        !matches!(self.state, ChangeKind::Retired | ChangeKind::Rejected)
    }
}

/// A note of [`Preview::notes`] and one of its statements, as far as they are there.
type Place = (Option<usize>, Option<usize>);

/// Where statements are found again.
struct Places<'a> {
    notes: BTreeMap<&'a str, usize>,
    /// By the note's path and the statement's words: a card that is not in the deck knows no
    /// more of its place.
    words: BTreeMap<(&'a str, WordsKey), usize>,
}

impl<'a> Places<'a> {
    fn of(outlines: &'a [Outline], first: usize) -> Self {
        let mut places = Self {
            notes: BTreeMap::new(),
            words: BTreeMap::new(),
        };
        for (nth, outline) in outlines.iter().enumerate() {
            let path = outline.note.path.as_str();
            places.notes.insert(path, first + nth);
            for (index, statement) in outline.statements.iter().enumerate() {
                let words = WordsKey::of(&statement.as_written());
                places.words.entry((path, words)).or_insert(index);
            }
        }
        places
    }

    fn of_site(&self, site: &Site) -> Place {
        let note = self.notes.get(site.source.note.as_str());
        (note.copied(), note.map(|_| site.origin.statement))
    }

    fn of_record(&self, record: &Record) -> Place {
        let path: &str = &record.note;
        let statement = self.words.get(&(path, record.key.words));
        (self.notes.get(path).copied(), statement.copied())
    }
}

fn shown_card(deck: usize, record: &Record, change: &Change, place: Place) -> ShownCard {
    let Faces { front, back } = Faces::of(&plan::anki_note(record));
    let words = Words::of(record);
    let was = change.was.as_deref().map(Words::of);
    ShownCard {
        key: record.guid.to_string(),
        deck,
        note: place.0,
        statement: place.1,
        kind: record.key.kind.name(),
        shape: record.shape.name(),
        state: change.kind,
        front_html: front,
        back_html: back,
        path: record.note.to_string(),
        line: None,
        video: record.key.video.as_str().to_owned(),
        times: seconds(&record.timecodes),
        tags: record.tags().map(str::to_owned).collect(),
        was: was.filter(|was| *was != words),
        proposed: change.proposed.as_deref().cloned(),
        front: words.front,
        back: words.back,
        front_text: record.front.clone(),
        back_text: record.back.clone(),
        words: words.statement,
    }
}

fn shown_note(deck: usize, outline: &Outline) -> ShownNote {
    let note = &outline.note;
    let said = outline.statements.iter().zip(&outline.said_at);
    let statements: Vec<ShownStatement> = said
        .map(|(statement, times)| ShownStatement {
            words: statement.as_written(),
            line: statement.line,
            section: statement.section,
            paragraph: statement.block,
            times: seconds(times),
            card: None,
            reason: None::<Reason>,
        })
        .collect();
    let mut spans: Vec<Option<(u32, u32)>> = vec![None; note.sections.len()];
    for statement in &statements {
        for &time in &statement.times {
            let span = &mut spans[statement.section];
            let (from, to) = span.unwrap_or((time, time));
            *span = Some((from.min(time), to.max(time)));
        }
    }
    ShownNote {
        deck,
        path: note.path.as_str().to_owned(),
        title: note.title.to_string(),
        guest: note.guest.as_deref().map(str::to_owned),
        video: note.video.map(|video| video.as_str().to_owned()),
        sections: note
            .sections
            .iter()
            .zip(spans)
            .map(|(section, span)| ShownSection {
                title: section_line(&section.headings),
                span,
            })
            .collect(),
        paragraphs: paragraphs(outline),
        statements,
    }
}

fn seconds(times: &[Timecode]) -> Vec<u32> {
    times.iter().map(|time| time.seconds()).collect()
}
