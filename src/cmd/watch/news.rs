//! What a build tells that the one before did not.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::plan::{Change, ChangeKind, Guid, PlannedDeck, Record, State};

use crate::cmd::console::Console;
use crate::cmd::job::Job;
use crate::cmd::made::Made;
use crate::cmd::plan::entry;
use crate::cmd::report::{Report, Writes, complaints};

/// Most changes that are shown one by one.
const SHOWN: usize = 12;

/// What was told of a deck.
#[derive(Default)]
pub(super) struct News {
    /// `None` before its first build.
    told: Option<Told>,
}

struct Told {
    problems: Vec<Diagnostic>,
    complaints: Vec<String>,
    /// The cards of a deck that has no ledger to compare with.
    cards: BTreeMap<Guid, Arc<Record>>,
}

impl News {
    /// Tells of a build: of the first one all, of the others what is new.
    pub fn tell(&mut self, job: &Job, made: &Made, console: &Console) {
        let told = Told::by(made);
        match &self.told {
            None => {
                let writes = match made.planned.is_empty() {
                    true => Writes::NoPackage,
                    false => Writes::Package,
                };
                Report::of(job, made, writes).print(console);
            }
            Some(before) => {
                let changes = match made.ledger.is_some() {
                    true => made
                        .planned
                        .changes
                        .iter()
                        .filter(|c| matters(c))
                        .cloned()
                        .collect(),
                    false => changes_without_ledger(&before.cards, &told.cards),
                };
                console.problems(&new_problems(&before.problems, &told.problems));
                console.say(headline(job, &made.planned, &changes));
                for change in changes.iter().take(SHOWN) {
                    console.say(shown(change));
                }
                if changes.len() > SHOWN {
                    console.say(format_args!("  … and {} more", changes.len() - SHOWN));
                }
                let new = told.complaints.iter();
                for line in new.filter(|line| !before.complaints.contains(line)) {
                    console.say(line);
                }
            }
        }
        self.told = Some(told);
    }
}

impl Told {
    fn by(made: &Made) -> Self {
        let records = made.planned.cards.iter().map(|card| &card.record);
        Self {
            problems: made.problems.clone(),
            complaints: complaints(&made.planned),
            cards: match made.ledger.is_some() {
                true => BTreeMap::new(),
                false => records
                    .map(|record| (record.guid, record.clone()))
                    .collect(),
            },
        }
    }
}

/// Whether a change is news. A plan lists every rejected card each time.
fn matters(change: &Change) -> bool {
    match change.kind {
        ChangeKind::Unchanged => false,
        ChangeKind::Rejected => {
            let was = change.was.as_ref();
            was.is_some_and(|was| was.state != State::Rejected)
        }
        _ => true,
    }
}

/// What a folder's cards are beside those of the last build.
fn changes_without_ledger(
    before: &BTreeMap<Guid, Arc<Record>>,
    after: &BTreeMap<Guid, Arc<Record>>,
) -> Vec<Change> {
    let change = |kind, was: Option<&Arc<Record>>, now: Option<&Arc<Record>>| {
        let record = now.or(was)?;
        Some(Change {
            kind,
            guid: record.guid,
            note: Arc::clone(&record.note),
            line: None,
            was: was.cloned(),
            now: now.cloned(),
            proposed: None,
        })
    };
    let there = after.iter().filter_map(|(guid, now)| {
        let was = before.get(guid);
        match was {
            None => change(ChangeKind::New, None, Some(now)),
            Some(old) if old.content() != now.content() => {
                change(ChangeKind::Updated, was, Some(now))
            }
            Some(_) => None,
        }
    });
    let gone = before.iter().filter(|(guid, _)| !after.contains_key(guid));
    let gone = gone.filter_map(|(_, was)| change(ChangeKind::Retired, Some(was), None));
    there.chain(gone).collect()
}

/// The problems that were not there before. A line added above one only moves it.
fn new_problems(before: &[Diagnostic], after: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut left: Vec<&Diagnostic> = before.iter().collect();
    let is_new = |problem: &&Diagnostic| {
        let known = left.iter().position(|old| is_same(old, problem));
        known.map(|nth| left.swap_remove(nth)).is_none()
    };
    after.iter().filter(is_new).cloned().collect()
}

fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    let source = |problem: &Diagnostic| problem.place.as_ref().map(|place| place.source.clone());
    one.rule == other.rule
        && one.path == other.path
        && one.message == other.message
        && source(one) == source(other)
}

/// `Meetings: 1 new, 2 reworded; 27 cards in decks/meetings.apkg`
fn headline(job: &Job, planned: &PlannedDeck, changes: &[Change]) -> String {
    let of = |kind| changes.iter().filter(|change| change.kind == kind).count();
    let counted = ChangeKind::ALL.iter().map(|&kind| (kind.name(), of(kind)));
    let counts: Vec<String> = counted
        .filter(|&(_, count)| count > 0)
        .map(|(name, count)| format!("{count} {name}"))
        .collect();
    let changes = match counts.is_empty() {
        true => "no card changed".to_owned(),
        false => counts.join(", "),
    };
    let package = job.package.display();
    let cards = match planned.cards.len() {
        0 => format!("no card, so {package} was not written"),
        1 => format!("1 card in {package}"),
        cards => format!("{cards} cards in {package}"),
    };
    format!("{}: {changes}; {cards}", planned.name.as_str())
}

/// A change as `plan` shows it, behind the word for it.
fn shown(change: &Change) -> String {
    let entry = entry(change);
    format!("  {} {}", change.kind.name(), entry.trim())
}
