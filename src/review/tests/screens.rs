//! What a terminal shows.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;

use super::*;
use crate::review::view::{Look, draw};
use crate::review::{Side, Stroke};

const FULL: Look = Look {
    colour: true,
    unicode: true,
};
const PLAIN: Look = Look {
    colour: false,
    unicode: false,
};

fn drawn(triage: &mut Triage, (width, height): (u16, u16), look: Look) -> Terminal<TestBackend> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a screen");
    terminal
        .draw(|frame| draw(frame, triage, look))
        .expect("it is drawn");
    terminal
}

/// The lines of a screen.
fn lines(buffer: &Buffer) -> Vec<String> {
    let cells = |y| (0..buffer.area.width).map(move |x| buffer[(x, y)].symbol());
    let line = |y| cells(y).collect::<String>().trim_end().to_owned();
    (0..buffer.area.height).map(line).collect()
}

fn screen(triage: &mut Triage, size: (u16, u16), look: Look) -> String {
    lines(drawn(triage, size, look).backend().buffer()).join("\n")
}

#[test]
fn a_card_stands_above_its_paragraph() {
    let mut files = Memory(None);
    let mut triage = review(&files);
    triage.apply(Action::Keep, &mut files);
    insta::assert_snapshot!("a-card", screen(&mut triage, (72, 18), FULL));
}

#[test]
fn without_colours_and_signs_nothing_is_lost() {
    let mut files = Memory(None);
    let mut triage = review(&files);
    triage.apply(Action::Reject, &mut files);
    triage.apply(Action::Back, &mut files);
    let terminal = drawn(&mut triage, (72, 18), PLAIN);
    let buffer = terminal.backend().buffer();
    assert!(
        buffer
            .content
            .iter()
            .all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset)
    );
    let shown = lines(buffer).join("\n");
    assert!(shown.is_ascii(), "{shown}");
    insta::assert_snapshot!("a-card-without-colour", shown);
}

#[test]
fn a_small_window_shows_the_question_first() {
    let mut triage = review(&Memory(None));
    insta::assert_snapshot!("a-small-window", screen(&mut triage, (40, 10), FULL));
}

#[test]
fn what_does_not_fit_can_be_reached() {
    let mut files = Memory(None);
    let mut triage = review(&files);
    let mut seen = screen(&mut triage, (40, 8), FULL);
    for _ in 0..3 {
        triage.apply(Action::Page(1), &mut files);
        seen += &screen(&mut triage, (40, 8), FULL);
    }
    assert!(seen.contains("Long agendas"), "{seen}");
    triage.apply(Action::Page(-9), &mut files);
    let first = screen(&mut triage, (40, 8), FULL);
    assert!(first.contains("Ada Lind"), "{first}");
}

#[test]
fn a_side_that_is_written_shows_its_cursor() {
    let mut files = Memory(None);
    let mut triage = review(&files);
    go_to(&mut triage, &mut files, "parking lot");
    triage.apply(Action::Edit(Side::Question), &mut files);
    let more = " that goes on for more than one line 会議".to_owned();
    triage.apply(Action::Type(Stroke::Insert(more)), &mut files);
    let mut terminal = drawn(&mut triage, (48, 14), FULL);
    let at = terminal.get_cursor_position().expect("a cursor");
    let shown = lines(terminal.backend().buffer());
    let line = &shown[usize::from(at.y)];
    assert!(line.trim_end().ends_with('議'), "{line}");
    insta::assert_snapshot!("an-edit", shown.join("\n"));
}

#[test]
fn the_end_says_what_is_left_and_the_help_names_all_keys() {
    let mut files = Memory(None);
    let mut triage = review(&files);
    triage.apply(Action::Last, &mut files);
    triage.apply(Action::Next, &mut files);
    insta::assert_snapshot!("the-end", screen(&mut triage, (60, 10), FULL));
    triage.apply(Action::Help, &mut files);
    insta::assert_snapshot!("the-keys", screen(&mut triage, (60, 24), FULL));
}

#[test]
fn a_long_paragraph_begins_near_the_statement_where_room_is_scarce() {
    let filler = "Meetings come and go as the weather does [00:00:30]. ".repeat(20);
    let note = NOTE.replace("Opening a staff", &format!("{filler}Opening a staff"));
    let mut files = Memory(None);
    let mut triage = review_of(&note, &files, &Select::default());
    go_to(&mut triage, &mut files, "Long agendas");
    let shown = screen(&mut triage, (60, 20), PLAIN);
    assert!(shown.contains(">>Long agendas"), "{shown}");
    assert!(shown.contains("\n [...]\n"), "{shown}");
    let shown = screen(&mut triage, (60, 60), PLAIN);
    assert!(!shown.contains("[...]"), "{shown}");
}

const HOSTILE: &str = "---\ntitle: \"a\\e[2Jb\\u202ec\"\nguest: \"d\\e]0;e\\a\"\nvideoId: Z9ftpRhRiJE\n---\n\nLong tides of the northern winter often \u{1b}[31mfail due to a lack\u{9b}2J of wind [00:01:00]. 会議 tides of the northern winter often fail due to a lack of 準備 in 会議 [00:02:00].\n\nשלום עולם tides of the long northern winter often fail due to a lack of e\u{301}\u{200d}\u{1f469}\u{200d}\u{1f680} [00:03:00].\n";

#[test]
fn nothing_in_a_note_steers_the_terminal() {
    let mut files = Memory(None);
    let mut triage = review_of(HOSTILE, &files, &Select::default());
    assert!(triage.len() >= 2, "{}", triage.len());
    while triage.current().is_some() {
        for look in [FULL, PLAIN] {
            let shown = screen(&mut triage, (50, 20), look);
            let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!shown.contains(steers), "{shown:?}");
        }
        triage.apply(Action::Next, &mut files);
    }
}

#[test]
fn no_window_is_too_small() {
    for note in [NOTE, HOSTILE] {
        let mut files = Memory(None);
        let mut triage = review_of(note, &files, &Select::default());
        for action in [
            Action::Undo,
            Action::Edit(Side::Question),
            Action::Type(Stroke::Insert("w ".repeat(90))),
            Action::Help,
            Action::Scroll(5),
            Action::Last,
            Action::Next,
        ] {
            triage.apply(action, &mut files);
            for width in (0..24).chain([40, 200]) {
                for height in (0..12).chain([40]) {
                    let _ = screen(&mut triage, (width, height), FULL);
                }
            }
        }
    }
}
