//! What becomes of cards and of the overrides file.

use proptest::prelude::*;

use super::*;
use crate::card::CardKind;
use crate::plan::ChangeKind;
use crate::review::form::Written;
use crate::review::{Mode, Side, Standing, Stroke, Tally};

/// Files as they may be before a review.
const FILES: [Option<&str>; 5] = [
    None,
    Some(""),
    Some("# mine"),
    Some("# mine\r\npin:\r\n- 0123456789abcdef # this\r\n"),
    Some("replace: # words\n    0123456789abcdef:\n        answer: >-\n            So\n"),
];

fn question(text: &str) -> Action {
    Action::Take(Written {
        question: text.to_owned(),
        answer: None,
    })
}

#[test]
fn taking_back_leaves_the_file_as_it_was_byte_for_byte() {
    for before in FILES {
        let before = Memory(before.map(str::to_owned));
        for action in [
            Action::Keep,
            Action::Reject,
            question("Why do agendas fail?"),
        ] {
            let (mut files, mut triage) = (before.clone(), review(&before));
            triage.apply(action.clone(), &mut files);
            assert_ne!(files, before, "{action:?} did nothing");
            assert_eq!(triage.tally().decided, 1);
            triage.apply(Action::Undo, &mut files);
            assert_eq!(files, before, "{action:?}");
            assert_eq!(triage.tally().decided, 0);
            triage.apply(Action::Undo, &mut files);
            assert_eq!(triage.notice(), Some("there is nothing to take back"));
        }
    }
}

#[test]
fn what_was_decided_is_not_asked_again() {
    let mut files = Memory(None);
    let mut triage = review(&files);
    let (all, first) = (triage.len(), front(&triage).to_owned());
    triage.apply(Action::Keep, &mut files);
    let second = front(&triage).to_owned();
    triage.apply(Action::Reject, &mut files);
    let third = front(&triage).to_owned();
    triage.apply(question("What does the third one ask?"), &mut files);
    let again = review(&files);
    assert_eq!(again.len(), all - 3);
    assert!(![first, second, third].contains(&front(&again).to_owned()));
    let select = Select {
        all: true,
        ..Select::default()
    };
    let everything = review_of(NOTE, &files, &select);
    let tally = Tally {
        open: all - 3,
        kept: 2,
        rejected: 1,
        ..Tally::default()
    };
    assert_eq!(everything.tally(), tally);
}

#[test]
fn a_card_that_says_something_else_now_is_asked_again() {
    let mut files = Memory(None);
    let mut triage = review(&files);
    let all = triage.len();
    while triage.current().is_some() {
        triage.apply(Action::Keep, &mut files);
    }
    assert!(review(&files).is_empty());
    let edited = NOTE.replace("a lack of preparation", "a lack of good preparation");
    let again = review_of(&edited, &files, &Select::default());
    assert_eq!((again.len(), all > 3), (1, true));
    assert!(front(&again).contains("agendas"), "{}", front(&again));
}

#[test]
fn rejecting_twice_lets_the_card_in_again() {
    let mut files = Memory(Some("# mine\n".to_owned()));
    let mut triage = review(&files);
    triage.apply(Action::Reject, &mut files);
    triage.apply(Action::Back, &mut files);
    let standing = |triage: &Triage| triage.current().map(|(_, card, _)| card.standing());
    assert_eq!(standing(&triage), Some(Standing::Rejected));
    triage.apply(Action::Reject, &mut files);
    assert_eq!(standing(&triage), Some(Standing::Open));
    assert_eq!(files.0.as_deref(), Some("# mine\n"));
}

#[test]
fn cards_that_were_passed_by_come_at_the_end() {
    let mut files = Memory(None);
    let mut triage = review(&files);
    let first = front(&triage).to_owned();
    triage.apply(Action::Next, &mut files);
    for _ in 1..triage.len() {
        triage.apply(Action::Keep, &mut files);
    }
    assert_eq!(front(&triage), first);
    assert!(
        triage
            .notice()
            .is_some_and(|said| said.contains("passed by"))
    );
    triage.apply(Action::Keep, &mut files);
    assert!(triage.current().is_none());
    triage.apply(Action::Keep, &mut files);
    triage.apply(Action::Edit(Side::Question), &mut files);
    assert!(
        triage.current().is_none(),
        "there is nothing there to decide on"
    );
}

#[test]
fn a_side_is_written_in_place() {
    let mut files = Memory(None);
    let mut triage = review(&files);
    go_to(&mut triage, &mut files, "parking lot");
    let typed = |text: &str| Action::Type(Stroke::Insert(text.to_owned()));
    triage.apply(Action::Edit(Side::Answer), &mut files);
    triage.apply(Action::Type(Stroke::DeleteBefore), &mut files);
    triage.apply(typed("Topics: # for `later`"), &mut files);
    triage.apply(Action::Save, &mut files);
    assert_eq!(triage.mode(), &Mode::Look);
    let (_, card, shown) = triage.current().expect("the same card");
    assert!(card.is_reworded() && card.standing() == Standing::Kept);
    assert_eq!(shown.back, "Topics: # for later");
    assert_eq!(triage.tally().reworded, 1);
    // The deck says the same of it.
    let built = preview(NOTE, &files);
    let built = built.cards.iter().find(|card| card.key == shown.key);
    assert_eq!(built.map(|card| &card.back_text), Some(&shown.back_text));
}

#[test]
fn what_was_not_changed_is_not_written() {
    let mut files = Memory(None);
    let mut triage = review(&files);
    triage.apply(Action::Edit(Side::Question), &mut files);
    triage.apply(Action::Save, &mut files);
    assert_eq!(triage.notice(), Some("nothing was changed"));
    let as_it_was = triage.written().expect("a card");
    triage.apply(Action::Take(as_it_was), &mut files);
    triage.apply(question(" "), &mut files);
    triage.apply(Action::Edit(Side::Question), &mut files);
    triage.apply(Action::Type(Stroke::Insert("x".to_owned())), &mut files);
    triage.apply(Action::Close, &mut files);
    assert_eq!(files, Memory(None));
}

#[track_caller]
fn refused(words: &str, action: Action, because: &str) {
    let mut files = Memory(None);
    let mut triage = review(&files);
    go_to(&mut triage, &mut files, words);
    triage.apply(action, &mut files);
    let said = triage.notice().unwrap_or_default();
    assert!(said.contains(because), "{said}");
    assert_eq!(files, Memory(None));
}

#[test]
fn words_that_make_no_card_are_refused_with_the_reason() {
    refused("parking lot", question("What is `this?"), "not closed");
    refused(
        "parking lot",
        question("What is [[this]]?"),
        "cannot get a [[gap]]",
    );
    refused(
        "can be repaired",
        question("Why repair it?"),
        "needs its [[gap]]",
    );
    refused(
        "can be repaired",
        Action::Edit(Side::Answer),
        "the gap is the answer",
    );
    let other = "Long agendas with a dozen small items often fail due to what?";
    refused(
        "parking lot",
        question(other),
        "another card asks just this",
    );
    let empty = Written {
        question: "What is it?".to_owned(),
        answer: Some(" ".to_owned()),
    };
    refused("parking lot", Action::Take(empty), "without words");
}

#[test]
fn another_gap_is_another_answer() {
    let mut files = Memory(None);
    let mut triage = review(&files);
    go_to(&mut triage, &mut files, "can be repaired");
    triage.apply(
        question("A [[stated]] strategy can be repaired."),
        &mut files,
    );
    assert_eq!(front(&triage), "A [...] strategy can be repaired.");
    assert_eq!(triage.current().expect("a card").2.back, "stated");
    assert!(review(&files).len() < triage.len(), "it is decided on");
}

#[test]
fn a_file_in_a_style_of_its_owners_is_left_alone() {
    let text = "skip: [0123456789abcdef]\nreviewed: {}\n";
    let mut files = Memory(Some(text.to_owned()));
    let mut triage = review(&files);
    let first = front(&triage).to_owned();
    for action in [Action::Keep, Action::Reject] {
        triage.apply(action, &mut files);
        assert!(triage.notice().is_some_and(|said| said.contains("by hand")));
        assert_eq!(front(&triage), first);
    }
    assert_eq!(
        (files.0.as_deref(), triage.tally().decided),
        (Some(text), 0)
    );
}

#[test]
fn what_somebody_else_wrote_meanwhile_stays() {
    let mut files = Memory(Some("# mine\n".to_owned()));
    let mut triage = review(&files);
    triage.apply(Action::Reject, &mut files);
    let text = files.0.take().expect("a file");
    files.0 = Some(format!("{text}pin:\n  - 0123456789abcdef\n"));
    triage.apply(Action::Undo, &mut files);
    let pinned = "# mine\npin:\n  - 0123456789abcdef\n";
    assert_eq!(files.0.as_deref(), Some(pinned));
}

#[test]
fn cards_are_chosen_by_note_kind_and_state() {
    let files = Memory(None);
    let count = |select: &Select| review_of(NOTE, &files, select).len();
    let everything = count(&Select::default());
    let noted = |note: &str| Select {
        note: Some(note.to_owned()),
        ..Select::default()
    };
    assert_eq!(count(&noted("STAFF")), everything, "its title");
    assert_eq!(count(&noted("notes/meet")), everything, "its path");
    assert_eq!(count(&noted("elsewhere")), 0);
    let kinds = [CardKind::Question, CardKind::Cloze].map(|kind| {
        count(&Select {
            kind: Some(kind),
            ..Select::default()
        })
    });
    assert!(kinds[0] > 0 && kinds[1] > 0, "{kinds:?}");
    assert_eq!(kinds[0] + kinds[1], everything);
    for (state, expected) in [(ChangeKind::Unchanged, everything), (ChangeKind::New, 0)] {
        let states = [state].into();
        assert_eq!(
            count(&Select {
                states,
                ..Select::default()
            }),
            expected
        );
    }
}

#[test]
fn who_asks_for_rejected_cards_sees_them() {
    let mut files = Memory(None);
    let mut triage = review(&files);
    triage.apply(Action::Reject, &mut files);
    let select = Select {
        states: [ChangeKind::Rejected].into(),
        ..Select::default()
    };
    let mut rejected = review_of(NOTE, &files, &select);
    assert_eq!(rejected.len(), 1);
    rejected.apply(Action::Reject, &mut files);
    assert_eq!(review(&files).len(), triage.len());
}

fn action() -> impl Strategy<Value = Action> {
    let side = prop_oneof![Just(Side::Question), Just(Side::Answer)];
    let words = || "[A-Za-z \\[\\]`#:\"]{0,12}";
    prop_oneof![
        3 => Just(Action::Keep),
        3 => Just(Action::Reject),
        2 => side.prop_map(Action::Edit),
        2 => words().prop_map(|text| Action::Type(Stroke::Insert(text))),
        2 => Just(Action::Save),
        2 => (words(), proptest::option::of(words())).prop_map(|(question, answer)| {
            Action::Take(Written { question, answer })
        }),
        2 => Just(Action::Undo),
        2 => prop::sample::select(vec![
            Action::Next,
            Action::Back,
            Action::First,
            Action::Last,
            Action::Scroll(3),
            Action::Page(-1),
            Action::Help,
            Action::Close,
        ]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_was_done_can_be_taken_back(
        before in prop::sample::select(FILES.to_vec()),
        actions in prop::collection::vec(action(), 0..30),
    ) {
        let before = Memory(before.map(str::to_owned));
        let (mut files, mut triage) = (before.clone(), review(&before));
        let fronts: Vec<String> = triage.preview().cards.iter().map(|card| card.front.clone()).collect();
        for action in actions {
            triage.apply(action, &mut files);
            // What is on the screen is what the file says.
            let select = Select { all: true, ..Select::default() };
            let (now, read) = (triage.tally(), review_of(NOTE, &files, &select).tally());
            prop_assert_eq!((now.open, now.kept, now.rejected), (read.open, read.kept, read.rejected));
        }
        while triage.notice() != Some("there is nothing to take back") {
            triage.apply(Action::Undo, &mut files);
        }
        prop_assert_eq!(files, before);
        let cards = triage.preview().cards.iter();
        prop_assert_eq!(cards.map(|card| card.front.clone()).collect::<Vec<_>>(), fronts);
        prop_assert_eq!(triage.tally().decided, 0);
    }
}
