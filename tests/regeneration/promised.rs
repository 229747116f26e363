//! The table of what survives an edit, executed row by row.

use std::sync::Arc;

use cuedeck::package;
use cuedeck::plan::{Guid, Ledger, Overrides, PlannedDeck, Record, State, adopted};

use crate::world::{START, build, build_with};

const PAGE: &str = include_str!("../../README.md");
const NOTE: &str = include_str!("notes/meetings.md");
/// The statement whose card is watched.
const WATCHED: &str =
    "Long agendas with a dozen small items often fail due to a lack of preparation";

/// One row: the edit, what it does to the GUID, and what Anki does with the package.
fn rows() -> Vec<[String; 3]> {
    let (_, rest) = PAGE
        .split_once("<!-- begin: what survives an edit")
        .expect("the section begins");
    let (section, _) = rest
        .split_once("<!-- end: what survives an edit -->")
        .expect("the section ends");
    let cells = |line: &str| -> Option<[String; 3]> {
        let inner = line.strip_prefix("| ")?.strip_suffix(" |")?;
        let cells: Vec<String> = inner.split(" | ").map(str::to_owned).collect();
        cells.try_into().ok()
    };
    let rows = section.lines().filter_map(cells);
    rows.filter(|[edit, ..]| edit != "edit").collect()
}

#[test]
fn every_row_of_what_survives_an_edit_is_true() {
    let rows = rows();
    assert!(rows.len() >= 12, "{rows:?}");
    for [edit, guid, anki] in rows {
        let (found_guid, found_anki) = executed(&edit);
        assert_eq!(guid, found_guid, "{edit}");
        assert_eq!(anki, found_anki, "{edit}");
    }
}

/// Does what a row says, and sees what became of the watched card.
fn executed(edit: &str) -> (&'static str, &'static str) {
    let first = build(&[("meetings.md", NOTE)], &Ledger::default(), START);
    let old = watched(&first).expect("the watched card").clone();
    let swap = |from: &str, to: &str| {
        assert!(NOTE.contains(from), "{from}");
        NOTE.replace(from, to)
    };
    let then = |path: &str, text: &str| build(&[(path, text)], &first.ledger, START + 100);
    let here = |text: String| then("meetings.md", &text);
    let statement =
        format!(" {WATCHED} <a class=\"yt-timestamp\" data-t=\"00:02:10\">[00:02:10]</a>.");
    let second = match edit {
        "a slip of the pen is corrected" => here(swap("due to a lack of", "due to the lack of")),
        "a few words are replaced" => here(swap("items often fail", "points usually fail")),
        "a clause is added" => here(swap(
            "a lack of preparation",
            "a lack of preparation, at least at first",
        )),
        "a comma or a capital changes" => here(swap("items often fail", "items, often, fail")),
        "bold or italics change" => here(swap("Long agendas", "Long *agendas*")),
        "a link is set or taken away" => here(swap("Long agendas", "Long [[agenda | agendas]]")),
        "sentences or sections change places" => {
            let moved = swap(&statement, "");
            here(moved.replace(
                "## After the meeting\n\n",
                &format!("## After the meeting\n\n{} ", statement.trim()),
            ))
        }
        "other statements are added, changed or removed" => here(
            swap(
                "Silence prevents honest repair",
                "A quiet room hides every doubt",
            )
            .replace(
                "## Deciding",
                "New words lead to new cards [00:04:30].\n\n## Deciding",
            ),
        ),
        "a statement almost like it is written beside it" => here(swap(
            &statement,
            &format!("{statement}{}", statement.replace("agendas", "monologues")),
        )),
        "the file is renamed or moved" => then("2027/archive/staff.md", NOTE),
        "the note's title or a heading changes" => here(swap("## Opening", "## How to begin")),
        "a timecode moves by seconds" => here(swap("00:02:10", "00:02:17")),
        "the statement is removed" => here(swap(&statement, "")),
        "the statement comes back later" => {
            let gone = here(swap(&statement, ""));
            build(&[("meetings.md", NOTE)], &gone.ledger, START + 200)
        }
        "the statement says something else now" => here(swap(
            WATCHED,
            "Short agendas stop working because everybody wanders off",
        )),
        "the card becomes another kind of card" => here(swap(
            &statement,
            &format!("{statement} <!-- cue: q: Long agendas fail without [[preparation]]. -->"),
        )),
        "`videoId` names another recording" => here(swap("StaffMeets1", "StaffMeets2")),
        "`cuedeck reject` is told its key" => {
            let skip = Overrides::parse(&format!("skip:\n  - {}\n", old.guid)).expect("overrides");
            build_with(&[("meetings.md", NOTE)], &first.ledger, START + 100, &skip)
        }
        "the ledger is lost, and `cuedeck adopt` is run" => build(
            &[("meetings.md", NOTE)],
            &adopted_ledger(&first),
            START + 100,
        ),
        "the ledger is lost, and nothing is done" => {
            build(&[("meetings.md", NOTE)], &Ledger::default(), START + 100)
        }
        unknown => panic!("the page has a row that no test knows: {unknown}"),
    };
    seen(&old, &second)
}

/// What became of a card, in the words of the table.
fn seen(old: &Record, deck: &PlannedDeck) -> (&'static str, &'static str) {
    if let Some(now) = find(deck, &old.guid) {
        let anki = match now.modified_at > old.modified_at {
            true => "its text is replaced, its history stays",
            false => "nothing",
        };
        return ("kept", anki);
    }
    let state = deck.ledger.get(&old.guid).map(|record| record.state);
    match (watched(deck).is_some(), state) {
        (true, _) => ("new", "a card is added, the old one stays"),
        (false, Some(State::Retired)) => ("retired", "nothing: the card stays"),
        (false, Some(State::Rejected)) => ("rejected", "nothing: the card stays"),
        (false, state) => panic!("the ledger forgot the card: {state:?}"),
    }
}

/// The card on whatever stands at the watched moment now.
fn watched(deck: &PlannedDeck) -> Option<&Record> {
    let records = deck.cards.iter().map(|card| &card.record);
    let mut of_moment =
        records.filter(|record| record.timecodes.iter().any(|time| time.seconds() == 130));
    of_moment.next().map(Arc::as_ref)
}

fn find<'d>(deck: &'d PlannedDeck, guid: &Guid) -> Option<&'d Record> {
    let records = deck.cards.iter().map(|card| &card.record);
    let mut records = records.map(Arc::as_ref);
    records.find(|record| &record.guid == guid)
}

fn adopted_ledger(deck: &PlannedDeck) -> Ledger {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("deck.apkg");
    package::write_package(deck, &path).expect("a package");
    let notes = package::read_notes(&path).expect("a package to read");
    notes
        .iter()
        .filter_map(|packaged| adopted(&packaged.note))
        .collect()
}
