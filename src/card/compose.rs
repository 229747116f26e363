//! One card for one statement: the first wording that passes every guard, the others in reserve.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::extract::{Extracted, Fact, Reason};
use crate::language::{Stems, content_stems};
use crate::note::{MarkKind, StudyNote, Wish};
use crate::statement::Statement;
use crate::timecode::Timecode;

use super::context::context_line;
use super::cue::cued;
use super::shape::{Draft, drafts};
use super::{Card, Origin, Shape, Site, Wording, foreign, guard};

/// The cards of a note, and the statements that gave none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CardSet {
    /// In the order of their statements.
    pub cards: Vec<Card>,
    /// Every other statement of the note with its reason, by statement.
    pub left_out: Vec<(usize, Reason)>,
}

impl CardSet {
    /// Of two cards that say nearly the same, keeps the one whose front is better pinned, the
    /// earlier one if both are.
    fn drop_twins(&mut self) {
        let mut twins = BTreeSet::new();
        for (one, other) in twins_among(&self.cards) {
            let own = |at: usize| self.cards[at].wording.shape == Shape::Own;
            if twins.contains(&one) || twins.contains(&other) || own(one) || own(other) {
                continue;
            }
            let pins = |at: usize| {
                let card = &self.cards[at];
                guard::pins_of(&card.wording.front.plain(), &card.site.context)
            };
            twins.insert(if pins(other) > pins(one) { one } else { other });
        }
        let mut at = 0;
        let left_out = &mut self.left_out;
        self.cards.retain(|card| {
            let twin = twins.contains(&at);
            at += 1;
            if twin {
                left_out.push((card.site.origin.statement, Reason::Duplicate));
            }
            !twin
        });
    }
}

/// The pairs of cards whose statements share nearly all their stems, earlier one first.
fn twins_among(cards: &[Card]) -> Vec<(usize, usize)> {
    // A stem that many cards hold finds no twin; passing it over keeps this linear.
    const COMMON: usize = 24;
    let stems: Vec<Stems> = cards
        .iter()
        .map(|card| content_stems(&card.site.statement))
        .collect();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (at, own) in stems.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for stem in own {
            let earlier = holders.entry(stem).or_default();
            if earlier.len() < COMMON {
                for &card in earlier.iter() {
                    *shared.entry(card).or_default() += 1;
                }
                earlier.push(at);
            }
        }
        let twin = |&(earlier, shared): &(usize, usize)| {
            let all = own.len() + stems[earlier].len() - shared;
            // 13 of 20: a claim that comes back reworded keeps about two stems in three.
            20 * shared >= 13 * all
        };
        pairs.extend(
            shared
                .into_iter()
                .filter(twin)
                .map(|(earlier, _)| (earlier, at)),
        );
    }
    pairs
}

/// Writes the cards of `note` from what was extracted of its `statements`.
///
/// Every statement ends either as a card or with a reason.
pub fn cards_for(note: &StudyNote, statements: &[Statement], extracted: &Extracted) -> CardSet {
    let wishes = wishes(note, statements);
    let mut by_statement: BTreeMap<usize, Vec<Fact>> = BTreeMap::new();
    for fact in &extracted.facts {
        by_statement
            .entry(fact.statement())
            .or_default()
            .push(fact.clone());
    }
    let mut set = CardSet {
        cards: Vec::new(),
        left_out: extracted.left_out.clone(),
    };
    set.left_out
        .retain(|(index, _)| !wishes.contains_key(index));
    for &index in wishes.keys() {
        by_statement.entry(index).or_default();
    }
    let sites = Sites::new(note, statements);
    for (index, facts) in by_statement {
        let statement = &statements[index];
        let context = &sites.contexts[statement.section];
        let wordings = match wishes.get(&index) {
            Some(Wish::Card { question, answer }) => Wording::own(question, answer)
                .map(|own| vec![own])
                .ok_or(Reason::Debris),
            Some(_) => Err(Reason::Rejected),
            None if note.language.is_some() => foreign::wordings(&facts, statement, context),
            None => sound(drafts(&facts, statement), context),
        };
        match wordings {
            Ok(mut wordings) => set.cards.extend(sites.of(index).map(|site| Card {
                site,
                wording: wordings.remove(0),
                others: wordings,
            })),
            Err(reason) => set.left_out.push((index, reason)),
        }
    }
    set.drop_twins();
    set.left_out.sort_by_key(|&(index, _)| index);
    set
}

/// The statements of a note that have no card, as a card would show them: a card made from
/// one of them earlier may still be its owner's.
pub fn bare_sites(note: &StudyNote, statements: &[Statement], set: &CardSet) -> Vec<Arc<Site>> {
    let bare = set
        .left_out
        .iter()
        .filter(|(_, reason)| *reason != Reason::Rejected);
    let sites = Sites::new(note, statements);
    bare.filter_map(|&(index, _)| sites.of(index)).collect()
}

/// What the writer of the note wishes for single statements; of two cues the later counts.
fn wishes<'n>(note: &'n StudyNote, statements: &[Statement]) -> BTreeMap<usize, &'n Wish> {
    let cues = cued(note, statements).into_iter();
    cues.filter_map(|(index, cue)| match (index, &cue.wish) {
        (Some(index), wish @ (Wish::Skip | Wish::Card { .. })) if note.video.is_some() => {
            Some((index, wish))
        }
        _ => None,
    })
    .collect()
}

/// The wordings that pass, best first, one for each part and kind; else the reason that
/// stopped the best one.
fn sound(drafts: Vec<Draft>, context: &str) -> Result<Vec<Wording>, Reason> {
    let mut sound: Vec<Wording> = Vec::new();
    let mut stopped = None;
    for draft in drafts {
        let Draft { wording, .. } = &draft;
        let asked = |other: &Wording| other.part == wording.part && other.kind() == wording.kind();
        match guard::check(&draft, context) {
            Ok(()) if sound.iter().any(asked) => {}
            Ok(()) => sound.push(draft.wording),
            Err(reason) => stopped = stopped.or(Some(reason)),
        }
    }
    match sound.is_empty() {
        true => Err(stopped.unwrap_or(Reason::NoShape)),
        false => Ok(sound),
    }
}

/// The statements of a note as cards show them.
struct Sites<'n> {
    note: &'n StudyNote,
    statements: &'n [Statement],
    /// The context lines, by section.
    contexts: Vec<Arc<str>>,
}

impl<'n> Sites<'n> {
    fn new(note: &'n StudyNote, statements: &'n [Statement]) -> Self {
        let sections = 0..note.sections.len();
        Self {
            note,
            statements,
            contexts: sections
                .map(|section| context_line(note, section).into())
                .collect(),
        }
    }

    /// One of them. `None` only without a video, which extraction has refused before.
    fn of(&self, index: usize) -> Option<Arc<Site>> {
        let Self {
            note, statements, ..
        } = self;
        let statement = &statements[index];
        let links = statement
            .words
            .marks
            .iter()
            .filter_map(|mark| match &mark.kind {
                MarkKind::Wikilink { target } => Some(target.clone()),
                _ => None,
            });
        Some(Arc::new(Site {
            context: Arc::clone(&self.contexts[statement.section]),
            statement: rests_on(statements, index).into(),
            headings: Arc::clone(&note.sections[statement.section].headings),
            links: links.collect(),
            tags: Arc::clone(&note.tags),
            origin: Origin {
                note: note.path.clone(),
                title: Arc::clone(&note.title),
                line: statement.line,
                span: statement.span,
                statement: index,
                video: note.video?,
                timecodes: said_at(statements, index).into(),
                guest: note.guest.clone(),
                episode: note.episode.clone(),
                channel: note.channel.clone(),
            },
        }))
    }
}

/// Every word a card rests on: the statement, and for a counted list its items.
fn rests_on(statements: &[Statement], index: usize) -> String {
    let mut text = statements[index].as_written();
    if statements[index].role == crate::statement::Role::LeadIn {
        let items = statements[index + 1..]
            .iter()
            .filter(|item| item.lead_in == Some(index) && item.previous.is_none());
        for item in items {
            text.push(' ');
            text.push_str(&item.as_written());
        }
    }
    text
}

/// When a statement was said. A statement without a timecode takes the next one of its
/// section: the notes often stamp only the last sentence of a thought.
fn said_at(statements: &[Statement], index: usize) -> Vec<Timecode> {
    let own = &statements[index];
    if !own.timecodes.is_empty() {
        return own.timecodes.clone();
    }
    let mut later = statements[index + 1..]
        .iter()
        .take_while(|next| next.section == own.section);
    let next = later.find_map(|next| next.timecodes.first().copied());
    next.into_iter().collect()
}
