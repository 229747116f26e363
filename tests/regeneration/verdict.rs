//! What a build made of an edit, held against the truth.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use cuedeck::plan::{
    ChangeKind, Ledger, ModifiedAt, PlannedDeck, Record, State, WordsKey, normalised,
};
use cuedeck::statement::Role;

use crate::edit::{Fate, Kind, Script};
use crate::manuscript::Manuscript;
use crate::world::{START, build};

/// Counts for one kind of edit.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub scripts: usize,
    /// Cards whose statement was reworded: kept, lost to another card, left without one.
    pub reworded: Kept,
    /// Cards whose statement was cut in two or joined.
    pub cut: Kept,
    /// Cards that had to stay.
    pub untouched: Kept,
    /// Cards whose statement was deleted; all of them are retired.
    pub gone: usize,
    /// GUIDs on a statement that is another one, or on another part of their own.
    pub wrong: usize,
    /// Cards that Anki would show twice.
    pub doubled: usize,
    /// Any other broken promise: modification times, the ledger, a third build.
    pub broken: usize,
}

/// What became of cards that may stay.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kept {
    pub kept: usize,
    pub another: usize,
    pub none: usize,
}

/// All counts, and examples of what went wrong.
#[derive(Debug, Default)]
pub struct Verdict {
    pub kinds: BTreeMap<Kind, Tally>,
    pub examples: Vec<String>,
}

/// A card of the first build, and which statement it stands on.
struct Home<'a> {
    record: &'a Record,
    statement: usize,
}

impl Verdict {
    /// Builds a note, then the note after the edit, and judges what moved.
    pub fn judge(&mut self, original: &Manuscript, script: &Script, seed: u64) {
        let text = original.text();
        let first = build(&[(&original.path, &text)], &Ledger::default(), START);
        let edited = script.after.text();
        let second = build(
            &[(&script.after.path, &edited)],
            &first.ledger,
            START + 1000,
        );
        let homes = homes(&first, original);
        let mut tally = Tally {
            scripts: 1,
            ..Tally::default()
        };
        let mut said = Vec::new();
        for home in &homes {
            judge_card(home, script, &second, &mut tally, &mut said);
        }
        judge_deck(&first, &second, &mut tally, &mut said);
        if script.kind == Kind::Restored {
            let third = build(&[(&original.path, &text)], &second.ledger, START + 2000);
            judge_restored(&homes, original, &third, &mut tally, &mut said);
        } else if seed.is_multiple_of(4) {
            let third = build(
                &[(&script.after.path, &edited)],
                &second.ledger,
                START + 2000,
            );
            let still = |change: &cuedeck::plan::Change| {
                matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Retired)
            };
            if third.plan() != second.plan() {
                tally.broken += 1;
                let place = |deck: &PlannedDeck| -> Vec<String> {
                    deck.plan()
                        .notes
                        .iter()
                        .map(|note| note.guid.to_string())
                        .collect()
                };
                let (one, two) = (place(&second), place(&third));
                let first = one.iter().zip(&two).find(|(one, two)| one != two);
                said.push(format!("the next build is another deck from {first:?} on"));
            }
            if let Some(change) = third.changes.iter().find(|change| !still(change)) {
                tally.broken += 1;
                said.push(format!("the next build is not unchanged: {change:?}"));
            }
        }
        for line in said {
            self.examples.push(format!(
                "{} · {} · seed {seed}: {line}",
                script.kind.name(),
                original.path
            ));
        }
        self.kinds.entry(script.kind).or_default().add(&tally);
    }

    /// The sum over all kinds.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.kinds.values().for_each(|tally| total.add(tally));
        total
    }

    /// The table of the documentation.
    pub fn table(&self) -> String {
        let mut table = "| edit | scripts | wrong hand-overs | untouched kept | reworded kept | reworded, no card any more | cut or joined: kept | retired | doubled |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n".to_owned();
        let total = self.total();
        let rows = self.kinds.iter().map(|(kind, tally)| (kind.name(), tally));
        for (name, tally) in rows.chain([("**all**", &total)]) {
            writeln!(
                table,
                "| {name} | {} | {} | {} | {} | {} | {} | {} | {} |",
                tally.scripts,
                tally.wrong,
                tally.untouched.share(),
                tally.reworded.share(),
                tally.reworded.none,
                tally.cut.share(),
                tally.gone,
                tally.doubled
            )
            .expect("a String takes all");
        }
        table
    }
}

impl Kept {
    /// Of those that still have a card.
    pub fn ratio(&self) -> f64 {
        self.kept as f64 / (self.kept + self.another).max(1) as f64
    }

    fn share(&self) -> String {
        match self.kept + self.another {
            0 => "–".to_owned(),
            all => format!("{} of {all} ({:.2} %)", self.kept, 100.0 * self.ratio()),
        }
    }

    fn add(&mut self, other: Self) {
        self.kept += other.kept;
        self.another += other.another;
        self.none += other.none;
    }
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.scripts += other.scripts;
        self.reworded.add(other.reworded);
        self.cut.add(other.cut);
        self.untouched.add(other.untouched);
        self.gone += other.gone;
        self.wrong += other.wrong;
        self.doubled += other.doubled;
        self.broken += other.broken;
    }
}

fn homes<'a>(deck: &'a PlannedDeck, original: &Manuscript) -> Vec<Home<'a>> {
    let mut homes = Vec::new();
    for card in &deck.cards {
        let site = card.site.as_ref().expect("a new card has its statement");
        let owners = original
            .owners_at(site.origin.span.start)
            .expect("a card stands on a statement");
        let statement = *owners.first().expect("of the original");
        homes.push(Home {
            record: &card.record,
            statement,
        });
    }
    homes
}

fn judge_card(
    home: &Home<'_>,
    script: &Script,
    second: &PlannedDeck,
    tally: &mut Tally,
    said: &mut Vec<String>,
) {
    let Home { record, statement } = home;
    let fate = script.fates[*statement];
    let now = second
        .cards
        .iter()
        .find(|card| card.record.guid == record.guid);
    let place = |span: cuedeck::text::Span| script.after.owners_at(span.start);
    // Whoever else stands on the statement now: the new card of one that was lost.
    let other = second.cards.iter().any(|card| {
        card.record.guid != record.guid
            && card
                .site
                .as_ref()
                .and_then(|site| place(site.origin.span))
                .is_some_and(|owners| owners.contains(statement))
    });
    let kept = match fate {
        Fate::Untouched => &mut tally.untouched,
        Fate::Reworded => &mut tally.reworded,
        Fate::Cut => &mut tally.cut,
        Fate::Gone => {
            tally.gone += usize::from(now.is_none());
            &mut Kept::default()
        }
    };
    let Some(now) = now else {
        if other || fate == Fate::Untouched {
            kept.another += 1;
        } else {
            kept.none += 1;
        }
        if fate != Fate::Gone && (other || fate == Fate::Untouched) {
            said.push(format!(
                "{fate:?} lost its GUID:\n    was {}\n    now {}",
                words(record),
                standing(script, *statement)
            ));
        }
        return;
    };
    kept.kept += 1;
    let same_words = now.record.key.words == record.key.words;
    let owners = now.site.as_ref().and_then(|site| place(site.origin.span));
    let at_home = owners.is_some_and(|owners| owners.contains(statement));
    // Notes say some things twice: the other place has the same words, and is as good; so is
    // one that holds them whole, where the card stays as it was to the letter.
    let same_card = now.record.front == record.front
        && now.record.back == record.back
        && normalised(&now.record.statement).contains(&normalised(&record.statement));
    let said_twice = (same_words || same_card) && now.site.is_some();
    let by_memory = same_words && now.site.is_none() && fate != Fate::Gone;
    if !(at_home || said_twice || by_memory) {
        tally.wrong += 1;
        said.push(format!(
            "WRONG HAND-OVER ({fate:?}):\n    was {}\n    now {}",
            words(record),
            words(&now.record)
        ));
    } else if asks_another_part(record, &now.record) {
        tally.wrong += 1;
        said.push(format!(
            "ANOTHER PART ({fate:?}):\n    was {}\n    now {}",
            words(record),
            words(&now.record)
        ));
    }
}

/// The same GUID, and a question that has nothing to do with the old one; or the old answer
/// is in plain sight now and something else is asked.
fn asks_another_part(old: &Record, new: &Record) -> bool {
    let bag = |text: &str| -> BTreeSet<String> {
        normalised(text)
            .split(' ')
            .filter(|word| word.len() > 3)
            .map(|word| word.chars().take(5).collect())
            .collect()
    };
    let share = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
        one.intersection(other).count() as f64 / one.len().max(1) as f64
    };
    let backs = (bag(&old.back.plain()), bag(&new.back.plain()));
    let fronts = (bag(&old.front.plain()), bag(&new.front.plain()));
    if old.key.kind != new.key.kind {
        return true;
    }
    if backs.0.is_empty() || backs.1.is_empty() {
        return false;
    }
    let unrelated = share(&backs.0, &backs.1) == 0.0 && share(&fronts.0, &fronts.1) < 0.5;
    let swapped = share(&backs.0, &backs.1) == 0.0
        && share(&backs.0, &fronts.1) > 0.6
        && share(&backs.0, &fronts.0) < 0.5;
    unrelated || swapped
}

fn judge_deck(
    first: &PlannedDeck,
    second: &PlannedDeck,
    tally: &mut Tally,
    said: &mut Vec<String>,
) {
    let mut fronts: BTreeMap<String, &Record> = BTreeMap::new();
    let old: BTreeMap<(WordsKey, Arc<str>), &Arc<Record>> = first
        .ledger
        .records()
        .map(|record| ((record.key.words, Arc::clone(&record.key.part)), record))
        .collect();
    for card in &second.cards {
        let record = &card.record;
        if let Some(other) = fronts.insert(record.front.plain(), record) {
            tally.doubled += 1;
            said.push(format!("DOUBLED: {} and {}", words(other), words(record)));
        }
        let issued = old.get(&(record.key.words, Arc::clone(&record.key.part)));
        if let Some(other) = issued
            && other.guid != record.guid
            && other.key.video == record.key.video
            && other.key.kind == record.key.kind
            && first.ledger.get(&record.guid).is_none()
        {
            tally.doubled += 1;
            said.push(format!(
                "DOUBLED, the old one stays in Anki: {} and {}",
                words(other),
                words(record)
            ));
        }
        let before = first.ledger.get(&record.guid);
        let wanted = match before {
            None => ModifiedAt(START + 1000),
            Some(before) if before.content() == record.content() => before.modified_at,
            Some(_) => ModifiedAt(START + 1000),
        };
        if record.modified_at != wanted || before.is_some_and(|before| before.id != record.id) {
            tally.broken += 1;
            said.push(format!("time or id of {}", words(record)));
        }
    }
    for record in first.ledger.records() {
        if second.ledger.get(&record.guid).is_none() {
            tally.broken += 1;
            said.push(format!("the ledger forgot {}", words(record)));
        }
    }
    let text = second.ledger.to_string();
    if Ledger::parse(&text).as_ref() != Ok(&second.ledger) {
        tally.broken += 1;
        said.push("the ledger does not read back".to_owned());
    }
}

fn judge_restored(
    homes: &[Home<'_>],
    original: &Manuscript,
    third: &PlannedDeck,
    tally: &mut Tally,
    said: &mut Vec<String>,
) {
    for home in homes {
        let back = third
            .cards
            .iter()
            .find(|card| card.record.guid == home.record.guid);
        let same = back.is_some_and(|card| {
            let at = card
                .site
                .as_ref()
                .and_then(|site| original.owners_at(site.origin.span.start));
            at.is_none_or(|owners| owners.contains(&home.statement))
                && card.record.state == State::Live
        });
        if !same {
            tally.broken += 1;
            let role = original.statements[home.statement].role == Role::LeadIn;
            said.push(format!(
                "did not come back (list: {role}): {}",
                words(home.record)
            ));
        }
    }
}

/// What stands where a statement was.
fn standing(script: &Script, statement: usize) -> String {
    let pieces = script.after.pieces.iter();
    let of = pieces.filter(|piece| {
        piece
            .owners
            .as_ref()
            .is_some_and(|owners| owners.contains(&statement))
    });
    of.map(|piece| piece.text.as_str())
        .collect::<Vec<_>>()
        .join(" ¦ ")
}

fn words(record: &Record) -> String {
    format!(
        "[{}] {} → {} ({}; {})",
        record.guid,
        record.front.plain(),
        record.back.plain(),
        record.key.part,
        record.statement
    )
}
