//! Properties of the ledger and of what the owner corrects.

use std::collections::BTreeSet;

use cuedeck::card::{CardKind, CardText, Shape};
use cuedeck::note::VideoId;
use cuedeck::package;
use cuedeck::plan::{
    AnkiId, CardKey, ChangeKind, Guid, Ledger, LedgerError, ModifiedAt, Overrides, Record, State,
    adopted,
};
use cuedeck::timecode::Timecode;
use proptest::prelude::*;

use crate::dice::Dice;
use crate::edit::{Fate, Kind, Script};
use crate::manuscript::Manuscript;
use crate::world::{START, build, build_with, notes};

fn any_text() -> impl Strategy<Value = String> {
    "[ -~äßé→\u{5d0}\u{1f9e0}\u{a0}\u{2028}\t\n\r]{0,40}"
}

fn any_card_text() -> impl Strategy<Value = CardText> {
    let piece = prop_oneof![
        any_text().prop_map(|text| CardText::from(text.as_str())),
        any_text().prop_map(|code| {
            let mut text = CardText::new();
            text.push_code(&code);
            text
        }),
        // A formula without TeX is none, and no note can hold one.
        ("[!-~]{1,12}", any::<bool>()).prop_map(|(tex, display)| {
            let mut text = CardText::new();
            text.push_math(&tex, display);
            text
        }),
        any_text().prop_map(|hidden| CardText::blank(CardText::from(hidden.as_str()))),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| {
        let mut text = CardText::new();
        pieces.into_iter().for_each(|piece| text.append(piece));
        text
    })
}

fn any_record() -> impl Strategy<Value = Record> {
    let state = prop::sample::select(vec![
        State::Live,
        State::Retired,
        State::Told,
        State::Rejected,
    ]);
    let shape = prop::sample::select(vec![
        Shape::Contrast,
        Shape::Definition,
        Shape::List,
        Shape::QuoteCloze,
        Shape::Own,
    ]);
    let kind = prop::sample::select(vec![CardKind::Question, CardKind::Cloze]);
    let texts = prop::collection::vec(any_text(), 5);
    (
        (any::<u64>(), "[A-Za-z0-9_-]{11}", state, shape, kind),
        (
            0_i64..=253_402_300_799_000,
            0_i64..=253_402_300_799,
            prop::collection::vec(any::<u32>(), 0..4),
        ),
        (
            texts,
            prop::collection::vec("[!-~äß]{1,9}", 0..4),
            any_card_text(),
            any_card_text(),
        ),
    )
        .prop_map(
            |(
                (number, video, state, shape, kind),
                (id, modified, seconds),
                (texts, tags, front, back),
            )| {
                let [part, note, title, context, statement] =
                    <[String; 5]>::try_from(texts).expect("five");
                let video = VideoId::parse(&video).expect("eleven characters");
                Record {
                    guid: Guid::derive([number.to_string().as_str()]),
                    state,
                    id: AnkiId(id),
                    modified_at: ModifiedAt(modified),
                    key: CardKey::new(video, kind, &statement, &part),
                    shape,
                    timecodes: seconds.into_iter().map(Timecode::from_seconds).collect(),
                    note: note.into(),
                    title: title.into(),
                    context: context.into(),
                    statement: statement.into(),
                    tags: tags.join(" ").into(),
                    front,
                    back,
                }
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_ledger_comes_back_from_its_text(records in prop::collection::vec(any_record(), 0..6)) {
        let ledger: Ledger = records.into_iter().collect();
        let text = ledger.to_string();
        prop_assert_eq!(Ledger::parse(&text), Ok(ledger.clone()));
        // Git may check it out with the line ends of Windows.
        prop_assert_eq!(Ledger::parse(&text.replace('\n', "\r\n")), Ok(ledger));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any_text(), at in 0_usize..4000) {
        let (path, note) = &notes()[0];
        let mut ledger = build(&[(path, note)], &Ledger::default(), START).ledger.to_string();
        let at = at.min(ledger.len());
        if ledger.is_char_boundary(at) {
            ledger.insert_str(at, &text);
            let _ = Ledger::parse(&ledger);
        }
    }

    #[test]
    fn a_line_that_is_lost_or_changed_is_refused(nth in 4_usize..400, lost in any::<bool>()) {
        let (path, note) = &notes()[0];
        let text = build(&[(path, note)], &Ledger::default(), START).ledger.to_string();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let nth = 4 + nth % (lines.len() - 4);
        if lines[nth].is_empty() {
            return Ok(());
        }
        if lost {
            lines.remove(nth);
        } else {
            lines[nth] = lines[nth].replacen(' ', "", 1);
        }
        let damaged = lines.join("\n") + "\n";
        if damaged != text {
            let parsed = Ledger::parse(&damaged);
            prop_assert!(parsed.is_err(), "line {nth} of\n{damaged}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn edits_in_any_order_end_in_a_valid_ledger(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let notes = notes();
        let originals: Vec<(String, String)> = notes;
        let mut edits: Vec<(usize, String)> = Vec::new();
        for (at, (path, text)) in originals.iter().enumerate().take(3) {
            if let Some(original) = Manuscript::of(path, text)
                && let Some(script) = Script::draw(&original, Kind::Mixed, &mut dice) {
                edits.push((at, script.after.text()));
            }
        }
        let mut ends: Vec<(BTreeSet<String>, usize)> = Vec::new();
        for _ in 0..2 {
            dice.shuffle(&mut edits);
            let mut texts: Vec<(String, String)> = originals[..3].to_vec();
            let mut ledger = Ledger::default();
            let mut now = START;
            let mut step = |texts: &[(String, String)], ledger: &Ledger| {
                now += 10;
                let notes: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
                build(&notes, ledger, now)
            };
            ledger = step(&texts, &ledger).ledger;
            for (at, text) in &edits {
                texts[*at].1.clone_from(text);
                ledger = step(&texts, &ledger).ledger;
                let read = Ledger::parse(&ledger.to_string());
                prop_assert_eq!(read.as_ref(), Ok(&ledger));
            }
            let last = step(&texts, &ledger);
            prop_assert!(last.changes.iter().all(|change| matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Retired)));
            let live = last.cards.iter().map(|card| card.record.guid.to_string()).collect();
            ends.push((live, last.ledger.records().len()));
        }
        prop_assert_eq!(&ends[0], &ends[1]);
    }

    #[test]
    fn corrections_survive_a_rewording(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let notes = notes();
        let (path, text) = dice.pick(&notes).expect("a note");
        let original = Manuscript::of(path, text).expect("a note");
        let first = build(&[(path, text)], &Ledger::default(), START);
        let kinds = [Kind::Typo, Kind::Clause, Kind::Words];
        let kind = *dice.pick(&kinds).expect("a kind");
        let Some(script) = Script::draw(&original, kind, &mut dice) else { return Ok(()) };
        let reworded: Vec<&Record> = first.cards.iter().filter(|card| {
            let span = card.site.as_ref().expect("a site").origin.span;
            original.owners_at(span.start).is_some_and(|owners| owners.iter().all(|&at| script.fates[at] == Fate::Reworded))
        }).map(|card| &*card.record).collect();
        let Some(record) = reworded.first() else { return Ok(()) };
        let edited = script.after.text();
        // Only a statement that still makes a card can be asked.
        let free = build(&[(path, &edited)], &first.ledger, START + 10);
        if !free.cards.iter().any(|card| card.record.guid == record.guid) {
            return Ok(());
        }
        let guid = &record.guid;
        let correct = |text: String| Overrides::parse(&text).expect("overrides");
        let after = |overrides: &Overrides| {
            let with = build_with(&[(path, text)], &first.ledger, START + 5, overrides);
            build_with(&[(path, &edited)], &with.ledger, START + 10, overrides)
        };
        let find = |deck: &cuedeck::plan::PlannedDeck| deck.cards.iter().find(|card| &card.record.guid == guid).map(|card| card.record.clone());

        let skipped = after(&correct(format!("skip:\n  - {guid}\n")));
        prop_assert!(find(&skipped).is_none());
        prop_assert!(skipped.unused_overrides.is_empty());
        // The edit may have made a card of another statement, with or without the correction.
        let known = |guid: &Guid| first.ledger.get(guid).is_some() || free.ledger.get(guid).is_some();
        let extra = skipped.cards.iter().filter(|card| !known(&card.record.guid));
        let extra: Vec<_> = extra.map(|card| &card.record).collect();
        prop_assert!(extra.is_empty(), "a rejected card came back as a new one: {extra:#?} instead of {record:#?}");

        let pinned = find(&after(&correct(format!("pin:\n  - {guid}\n")))).expect("the pinned card");
        prop_assert_eq!(&pinned.front, &record.front);
        prop_assert_eq!(&pinned.back, &record.back);

        let front = if record.key.kind == CardKind::Cloze { "My own [[gap]]." } else { "My own question?" };
        let replaced = find(&after(&correct(format!("replace:\n  {guid}:\n    question: \"{front}\"\n")))).expect("the replaced card");
        prop_assert!(replaced.front.plain().starts_with("My own"));
    }
}

#[test]
fn a_ledger_adopted_from_the_package_leaves_all_cards_unchanged() {
    let notes = notes();
    let notes: Vec<(&str, &str)> = notes
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let first = build(&notes, &Ledger::default(), START);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("talks.apkg");
    package::write_package(&first, &path).expect("a package");
    let read = package::read_notes(&path).expect("a package to read");
    let ledger: Ledger = read
        .iter()
        .filter_map(|packaged| adopted(&packaged.note))
        .collect();
    assert_eq!(ledger.records().len(), first.ledger.records().len());
    let second = build(&notes, &ledger, START + 100);
    for change in &second.changes {
        // The package does not know the path, so a card is told to have moved: Anki sees none of it.
        let fine = matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Moved);
        assert!(fine, "{change:?}");
    }
    assert_eq!(second.plan(), first.plan());
    // The shape of a card cannot be read off its note, and decides nothing.
    let plain = |ledger: &Ledger| -> Vec<Record> {
        let records = ledger.records().cloned();
        records
            .map(|record| Record {
                shape: Shape::Own,
                ..Record::clone(&record)
            })
            .collect()
    };
    assert_eq!(plain(&second.ledger), plain(&first.ledger));
    let third = build(&notes, &second.ledger, START + 200);
    assert!(
        third
            .changes
            .iter()
            .all(|change| change.kind == ChangeKind::Unchanged)
    );
}

#[test]
fn two_machines_without_a_ledger_agree() {
    let notes = notes();
    let mut list: Vec<(&str, &str)> = notes
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let guids = |notes: &[(&str, &str)], seconds| -> Vec<Guid> {
        let deck = build(notes, &Ledger::default(), seconds);
        deck.ledger.records().map(|record| record.guid).collect()
    };
    let here = guids(&list, START);
    list.reverse();
    assert_eq!(guids(&list, START + 77), here);
    assert!(here.len() > 40, "{}", here.len());
}

/// The ledger of a small note, after a change to its text, read again.
fn damaged(change: impl Fn(&str) -> String) -> LedgerError {
    let (path, note) = &notes()[0];
    let text = build(&[(path, note)], &Ledger::default(), START)
        .ledger
        .to_string();
    let damaged = change(&text);
    assert_ne!(damaged, text);
    Ledger::parse(&damaged).expect_err("a damaged ledger")
}

/// Where a line that begins with `name` stands first, counted from 1.
fn line_of(text: &str, name: &str) -> usize {
    1 + text
        .lines()
        .position(|line| line.starts_with(name))
        .expect("such a line")
}

#[test]
fn a_ledger_of_a_later_version_is_refused() {
    let error = damaged(|text| text.replacen("cuedeck ledger 1", "cuedeck ledger 2", 1));
    assert!(matches!(error, LedgerError::Version { .. }), "{error}");
    assert!(error.to_string().contains("newer"), "{error}");
}

#[test]
fn an_unfinished_merge_is_refused_with_its_line() {
    for mark in ["<<<<<<< HEAD", "||||||| base", "=======", ">>>>>>> theirs"] {
        let error = damaged(|text| text.replacen("state live", &format!("{mark}\nstate live"), 1));
        let (path, note) = &notes()[0];
        let text = build(&[(path, note)], &Ledger::default(), START)
            .ledger
            .to_string();
        assert_eq!(
            error,
            LedgerError::Conflict {
                line: line_of(&text, "state live")
            },
            "{mark}"
        );
    }
}

#[test]
fn a_damaged_line_is_refused_with_its_line() {
    let (path, note) = &notes()[0];
    let text = build(&[(path, note)], &Ledger::default(), START)
        .ledger
        .to_string();
    for (name, instead) in [
        ("mod ", "mod yesterday"),
        ("state ", "state lvie"),
        ("id ", "id "),
        ("video ", "video short"),
        ("back ", "back `open"),
    ] {
        let nth = line_of(&text, name);
        let error = damaged(|text| {
            let mut lines: Vec<&str> = text.lines().collect();
            lines[nth - 1] = instead;
            lines.join("\n")
        });
        assert!(
            error.to_string().contains(&format!("line {nth} ")),
            "{instead}: {error}"
        );
    }
}

#[test]
fn words_changed_in_a_ledger_are_refused() {
    let error = damaged(|text| text.replacen("\nfront ", "\nfront Perhaps ", 1));
    assert!(matches!(error, LedgerError::Content { .. }), "{error}");
}

#[test]
fn a_merge_that_kept_a_line_of_both_sides_is_refused() {
    for name in ["mod ", "state ", "note ", "part "] {
        let (path, note) = &notes()[0];
        let text = build(&[(path, note)], &Ledger::default(), START)
            .ledger
            .to_string();
        let nth = line_of(&text, name);
        let mut lines: Vec<&str> = text.lines().collect();
        lines.insert(nth, lines[nth - 1]);
        let parsed = Ledger::parse(&(lines.join("\n") + "\n"));
        assert!(parsed.is_err(), "two lines `{name}`");
    }
}

#[test]
fn a_line_nobody_knows_is_refused() {
    let error = damaged(|text| text.replacen("\nstate live", "\nflavour sweet\nstate live", 1));
    assert!(matches!(error, LedgerError::Line { .. }), "{error}");
}
