//! Near-twins: one fact that several notes of a recording state. Pure.
//!
//! One card stands for all of them, and links to every moment at which it is said. A card
//! that its owner already has always stays: a new note adds its moments to it and nothing
//! else. Among new cards, the one stays whose front says most by itself.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::card::{Shape, Site, Wording};
use crate::extract::Reason;
use crate::language::{Stem, Stems, content_stems, words};

use super::identity::{Trace, reworded};
use super::ledger::{Record, State};
use super::resolve::{Options, Resolved, Slot};

/// A stem that more cards of a recording hold finds no twin: passing it over keeps this
/// linear. How alike two cards are is counted with all stems.
const COMMON: usize = 48;
/// So many rarer stems two cards must share before they are compared.
const SHARED: usize = 2;

/// From so many percent on, two statements of one note are one: a claim that comes back
/// reworded keeps about two stems in three.
const SAME_IN_A_NOTE: usize = 65;

/// Leaves one card of each fact. Expects the cards of one recording.
///
/// The next build finds the cards that stayed in the ledger and the others again as new
/// ones, and must come to the same end: so what is a twin of what depends on nothing but
/// the two, and a card joins the likest of all that stay.
pub(super) fn merge(resolved: &mut Resolved<'_>, options: Options<'_>) {
    let slots = &resolved.slots;
    if slots.len() < 2 || slots.iter().all(is_held) {
        return;
    }
    let facts = Facts::of(slots);
    let mut stays = vec![true; slots.len()];
    // Most cards have no twin at all: they stay, and what is preferred is not asked of them.
    let mut index = Index::new(&facts);
    (0..slots.len()).for_each(|at| index.add(&facts, at));
    let has_twin = |at: &usize| index.likest(&facts, *at).is_some();
    let mut order: Vec<usize> = (0..slots.len()).filter(has_twin).collect();
    let mut topics = Topics::default();
    order.sort_by_cached_key(|&at| (!is_held(&slots[at]), preference(&slots[at], &mut topics)));
    let mut index = Index::new(&facts);
    let mut joining = Vec::new();
    for at in order {
        let slot = &slots[at];
        if is_held(slot) || index.likest(&facts, at).is_none() {
            // A card of a kind that the recipe has off is not in the deck to stand for any.
            if options.kinds.contains(&slot.wording.kind()) && !is_added(slot) {
                index.add(&facts, at);
            }
        } else {
            stays[at] = false;
            joining.push(at);
        }
    }
    let homes: Vec<(usize, usize)> = joining
        .into_iter()
        .filter_map(|at| Some((at, index.likest(&facts, at)?)))
        .collect();
    for (at, home) in homes {
        let moments = resolved.slots[at].site.as_ref();
        let moments = moments.map(|site| Arc::clone(&site.origin.timecodes));
        if let (Some(site), Some(moments)) = (&mut resolved.slots[home].site, moments) {
            let mut all = site.origin.timecodes.to_vec();
            all.extend(
                moments
                    .iter()
                    .filter(|moment| !site.origin.timecodes.contains(moment)),
            );
            if all.len() > site.origin.timecodes.len() {
                all.sort_unstable();
                all.dedup();
                Arc::make_mut(site).origin.timecodes = all.into();
            }
        }
    }
    let mut at = 0;
    let left_out = &mut resolved.left_out;
    resolved.slots.retain(|slot| {
        at += 1;
        if !stays[at - 1] {
            left_out.extend(slot.site.clone().map(|site| (site, Reason::Duplicate)));
        }
        stays[at - 1]
    });
}

/// Reworded statements of cards that stood for twins, as pairs of old and new.
///
/// Such a card is like its own statement of today and like its twin, and in doubt it would
/// go to neither. But it knows the moments of both: what another note says at one of them
/// is its twin and no rival, so the statement in its own note may carry the card on.
pub(super) fn carried_on(
    lost: &[&Arc<Record>],
    old: &[Trace<'_>],
    sites: &[&Arc<Site>],
    new: &[Trace<'_>],
    paired: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (o, record) in lost.iter().enumerate() {
        let known = |n: usize| {
            let moments = &sites[n].origin.timecodes;
            !moments.is_empty() && moments.iter().all(|at| record.timecodes.contains(at))
        };
        let home = |n: usize| sites[n].source.note.as_str() == &*record.note;
        let is_free = paired.iter().chain(&found).all(|&(other, _)| other != o);
        if !is_free || record.timecodes.len() < 2 {
            continue;
        }
        let (twins, rest): (Vec<usize>, Vec<usize>) =
            (0..sites.len()).partition(|&n| !home(n) && known(n));
        let traces: Vec<Trace<'_>> = rest.iter().map(|&n| new[n].clone()).collect();
        let apart = |n: usize| {
            let moments = &sites[n].origin.timecodes;
            let of_twins = twins
                .iter()
                .flat_map(|&twin| sites[twin].origin.timecodes.iter());
            of_twins.into_iter().all(|at| !moments.contains(at))
        };
        let pairs = match twins.is_empty() {
            true => Vec::new(),
            false => reworded(old, &traces, |_, _| true),
        };
        let own = pairs.into_iter().map(|(old, at)| (old, rest[at]));
        found.extend(own.filter(|&(old, n)| {
            let taken = paired.iter().any(|&(_, other)| other == n);
            old == o && !taken && home(n) && known(n) && apart(n)
        }));
    }
    found
}

/// Whether its owner has the card already, or refused it, or wrote it: it stays whatever
/// else says the same.
fn is_held(slot: &Slot<'_>) -> bool {
    let known = slot
        .old
        .is_some_and(|old| matches!(old.state, State::Live | State::Rejected));
    known || &*slot.wording.part == Wording::OWN || is_added(slot)
}

/// A card of the overrides file: its statement is only its name.
fn is_added(slot: &Slot<'_>) -> bool {
    &*slot.wording.part == Wording::ADDED
}

/// The stems of context lines: a section has several cards, and its line is long.
type Topics<'s> = BTreeMap<&'s str, Stems>;

/// Which of several new cards stays, least first: one that was there before; one that does
/// not stand in a summary; one whose front holds more that the context line does not.
fn preference<'s>(slot: &'s Slot<'_>, topics: &mut Topics<'s>) -> impl Ord + use<'s> {
    let site = slot.site.as_deref();
    let context = site.map_or("", |site| &site.context);
    let topic = topics
        .entry(context)
        .or_insert_with(|| content_stems(context));
    let place = site.map(|site| (site.source.note.as_str().to_owned(), site.origin.statement));
    (
        slot.old.is_none(),
        site.is_some_and(|site| is_summary(&site.headings)),
        Reverse(pins_beyond(&slot.wording, topic)),
        place,
    )
}

/// Whether a section only says what others say: the words before any heading, and the end.
fn is_summary(headings: &[String]) -> bool {
    headings.last().is_none_or(|last| {
        let last = last.trim().to_lowercase();
        [
            "conclusion",
            "introduction",
            "key takeaways",
            "overview",
            "summary",
        ]
        .contains(&&*last)
    })
}

/// What the cards of a recording say.
struct Facts<'s> {
    each: Vec<Said<'s>>,
    /// How many cards hold a stem, by its number.
    holders: Vec<usize>,
}

/// What one card says, each list sorted.
struct Said<'s> {
    note: &'s str,
    /// The stems of its statement.
    stems: Vec<u32>,
    /// The stems of its answer.
    answer: Vec<u32>,
    /// The numbers of its statement.
    figures: Vec<&'s str>,
    /// The names in its statement, in lower case.
    names: Vec<String>,
    denies: bool,
    /// Whether it asks for the items of a list, which are part of its statement.
    list: bool,
}

impl<'s> Facts<'s> {
    fn of(slots: &'s [Slot<'_>]) -> Self {
        let mut numbers: HashMap<Stem, u32, FixedState> = HashMap::default();
        let mut number_of = |stems: Stems| -> Vec<u32> {
            let mut found: Vec<u32> = stems
                .into_iter()
                .map(|stem| {
                    let next = numbers.len() as u32;
                    *numbers.entry(stem).or_insert(next)
                })
                .collect();
            found.sort_unstable();
            found
        };
        let each: Vec<Said<'s>> = slots
            .iter()
            .map(|slot| {
                let statement: &str = match (&slot.site, slot.old) {
                    (Some(site), _) => &site.statement,
                    (None, Some(old)) => &old.statement,
                    (None, None) => "",
                };
                let note: &str = match (&slot.site, slot.old) {
                    (Some(site), _) => site.source.note.as_str(),
                    (None, old) => old.map_or("", |old| &old.note),
                };
                let mut figures = Vec::new();
                let mut names = Vec::new();
                let mut denies = false;
                for (nth, word) in words(statement).iter().enumerate() {
                    if word.text.starts_with(|c: char| c.is_ascii_digit()) {
                        figures.push(word.text);
                    } else if nth > 0 && word.is_capitalised() {
                        names.push(word.lower());
                    } else {
                        denies |= matches!(&*word.lowered(), "not" | "never" | "no" | "without")
                            || word.text.ends_with("n't");
                    }
                }
                figures.sort_unstable();
                names.sort_unstable();
                Said {
                    note,
                    stems: number_of(content_stems(statement)),
                    answer: number_of(content_stems(&slot.wording.back.plain())),
                    figures,
                    names,
                    denies,
                    list: slot.wording.shape == Shape::List,
                }
            })
            .collect();
        let mut holders = vec![0; numbers.len()];
        for said in &each {
            for &stem in &said.stems {
                holders[stem as usize] += 1;
            }
        }
        Self { each, holders }
    }

    fn is_rare(&self, stem: u32) -> bool {
        self.holders[stem as usize] <= COMMON
    }
}

/// The cards that stay, by the rarer stems of their statements.
struct Index {
    holders: Vec<Vec<usize>>,
}

impl Index {
    fn new(facts: &Facts<'_>) -> Self {
        Self {
            holders: vec![Vec::new(); facts.holders.len()],
        }
    }

    fn add(&mut self, facts: &Facts<'_>, at: usize) {
        for &stem in facts.each[at]
            .stems
            .iter()
            .filter(|&&stem| facts.is_rare(stem))
        {
            self.holders[stem as usize].push(at);
        }
    }

    /// The other card that is most like the one at `at`, the first of several.
    fn likest(&self, facts: &Facts<'_>, at: usize) -> Option<usize> {
        let own = &facts.each[at];
        let holders = own.stems.iter().map(|&stem| &self.holders[stem as usize]);
        let mut shared: Vec<usize> = holders.flatten().copied().collect();
        shared.sort_unstable();
        let near = shared.chunk_by(|one, other| one == other);
        let near = near.filter(|stems| stems.len() >= SHARED && stems[0] != at);
        let twins = near.filter_map(|stems| {
            let other = stems[0];
            let likeness = likeness(own, &facts.each[other])?;
            Some((Reverse(likeness), other))
        });
        twins.min().map(|(_, other)| other)
    }
}

/// How alike two cards are that say the same, in percent of statement and answer together;
/// `None` when they do not say the same.
///
/// The bounds were found by reading pairs of cards of 71 recordings: a claim that comes back
/// in another note keeps half of its stems, or a third and its answer. Inside one note,
/// claims of one pattern stand side by side, so the statements must be much more alike.
fn likeness(one: &Said<'_>, other: &Said<'_>) -> Option<usize> {
    let shared = common(&one.stems, &other.stems);
    let statement = overlap(shared, one.stems.len(), other.stems.len());
    let answers = common(&one.answer, &other.answer);
    let answer = 100 * answers / one.answer.len().max(other.answer.len()).max(1);
    // "It grew by 5%" and "It grew by 8%".
    if one.list != other.list || differ(&one.figures, &other.figures) {
        return None;
    }
    // "At Acme …" and "At Initech …", "X helps" and "X does not help". Labels have capitals,
    // too, and a contrast denies: with nearly the same answer in another note it is the same
    // fact after all.
    let doubtful = differ(&one.names, &other.names) || one.denies != other.denies;
    if doubtful && (answer < 75 || one.note == other.note) {
        return None;
    }
    let telling = answers >= 2 || !one.figures.is_empty() && one.figures == other.figures;
    let twins = match one.note == other.note {
        true => statement >= SAME_IN_A_NOTE || statement >= 50 && answer >= 60,
        false => {
            statement >= 50
                || statement >= 35 && answer >= 60
                || statement >= 25 && answer >= 75 && telling
        }
    };
    twins.then_some(statement + answer)
}

/// How alike two statementsare, in percent: the stems they share, of all that they have.
fn overlap(shared: usize, one: usize, other: usize) -> usize {
    100 * shared / (one + other - shared).max(1)
}

/// How many stems of a front the context line does not hold: of two cards that say the
/// same, the one with more of them is the better pinned.
pub(super) fn pins_of(wording: &Wording, context: &str) -> usize {
    pins_beyond(wording, &content_stems(context))
}

/// The same, where the stems of the context line are known.
fn pins_beyond(wording: &Wording, topic: &Stems) -> usize {
    let front = content_stems(&wording.front.plain());
    front.difference(topic).count()
}

/// How many elements two sorted lists share.
fn common<T: Ord>(one: &[T], other: &[T]) -> usize {
    let found = one.iter().filter(|item| other.binary_search(item).is_ok());
    found.count()
}

/// Whether both lists hold something, and nothing of it in both.
fn differ<T: Ord>(one: &[T], other: &[T]) -> bool {
    !one.is_empty() && !other.is_empty() && common(one, other) == 0
}
