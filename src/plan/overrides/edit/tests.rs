//! Edits of overrides files in the styles that people write.

use proptest::prelude::*;

use super::*;
use crate::card::notation;

fn guid(nth: usize) -> Guid {
    Guid::derive([nth.to_string().as_str()])
}

fn replaced(question: &str) -> Correction {
    Correction {
        question: Some(question.to_owned()),
        ..Correction::default()
    }
}

#[track_caller]
fn check(before: &str, correction: &Correction, after: &str) {
    let fill = |text: &str| text.replace("KEY", guid(0).as_str());
    let edited = with_correction(&fill(before), &guid(0), correction);
    assert_eq!(edited.as_deref(), Some(fill(after).as_str()));
}

#[test]
fn a_correction_is_written_where_a_person_would_write_it() {
    check(
        "",
        &replaced("Why?"),
        "replace:\n  KEY:\n    question: Why?\n",
    );
    check(
        "replace: # mine\n    0123456789abcdef: # his\n        answer: So\nskip: [2d70b3r1dx5zbw5a]\n",
        &replaced("a: b"),
        "replace: # mine\n    KEY:\n      question: \"a: b\"\n    0123456789abcdef: # his\n        answer: So\nskip: [2d70b3r1dx5zbw5a]\n",
    );
    check(
        "# head\nreplace:\n  'KEY':\n    # best so far\n    question: 'It''s #1?'  # to do\n    answer: >-\n      So\n      it is\n# foot\n",
        &Correction {
            answer: Some("So it is".to_owned()),
            ..replaced("Is it \"one\"?")
        },
        "# head\nreplace:\n  'KEY':\n    # best so far\n    question: Is it \"one\"?  # to do\n    answer: >-\n      So\n      it is\n# foot\n",
    );
}

#[test]
fn a_correction_that_is_taken_back_leaves_no_empty_entries() {
    check(
        "# mine\nreplace:\n  KEY:\n    question: Why?\nreviewed:\n  KEY: 0a0a0a0a\npin:\n- KEY\nskip:\n- KEY\n",
        &Correction::default(),
        "# mine\npin:\n- KEY\n",
    );
}

#[test]
fn a_mark_takes_the_place_of_the_one_before() {
    let text = "reviewed:\n  KEY: 0a0a0a0a\n  0123456789abcdef: 12345678\n";
    let now = Mark::of(&"Why?".into(), &"So".into());
    let correction = Correction {
        reviewed: Some(now.clone()),
        ..Correction::default()
    };
    check(
        text,
        &correction,
        &text.replace("0a0a0a0a", &scalar(&now.0)),
    );
}

#[test]
fn a_style_that_is_not_known_is_left_to_its_owner() {
    for text in [
        "replace: {}\n",
        "replace: { 0123456789abcdef: { answer: So } }\n",
        "{skip: []}\n",
        "skip: []\n...\n",
        "replace:\n  KEY: { question: Why not? }\n",
    ] {
        let text = text.replace("KEY", guid(0).as_str());
        assert!(Overrides::parse(&text).is_ok(), "{text}");
        let edited = with_correction(&text, &guid(0), &replaced("Why?"));
        assert_eq!(edited, None, "{text}");
    }
}

/// One line of a file, and the card whose it is.
type Line = (String, Option<usize>);

/// A question or an answer in the notation.
fn side() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z][a-z ,:#'\"?-]{0,20}[a-z?]",
        "\\PC{0,12}x\\PC{0,12}",
        any::<String>().prop_map(|text| text + "."),
    ]
    .prop_map(|text| {
        let mut line = String::new();
        notation::push_escaped(&mut line, &text);
        line
    })
}

/// A value behind its key, in one of the ways that a person may write it.
fn value(text: String, way: usize, indent: usize) -> Vec<String> {
    let simple = text.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ')
        && text.trim() == text
        && text.starts_with(|c: char| c.is_ascii_alphabetic());
    let deeper = " ".repeat(indent + 2);
    match way {
        0 if simple => vec![format!(" {text} # said so")],
        1 if simple => vec![" >-".to_owned(), format!("{deeper}{text}")],
        2 if simple => vec![format!(" '{text}'")],
        _ => vec![format!(" {}", scalar(&text))],
    }
}

fn correction() -> impl Strategy<Value = Correction> {
    let side = || proptest::option::of(side());
    let reviewed = proptest::option::of("[0-9a-f]{8}");
    (any::<bool>(), side(), side(), reviewed).prop_map(|(skip, question, answer, reviewed)| {
        Correction {
            skip,
            question,
            answer,
            reviewed: reviewed.map(Mark),
        }
    })
}

prop_compose! {
    /// A file that corrects three cards, as a person may have written it.
    fn file()(
        corrections in prop::collection::vec(correction(), 3),
        ways in prop::collection::vec(0..4_usize, 6),
        indents in (0..3_usize, 1..4_usize, 1..4_usize),
        order in Just([0, 1, 2, 3]).prop_shuffle(),
        comments in any::<bool>(),
    ) -> Vec<Line> {
        let pad = |depth: usize| " ".repeat(depth);
        let mut blocks: [Vec<Line>; 4] = Default::default();
        for (nth, correction) in corrections.iter().enumerate() {
            let key = guid(nth);
            if correction.skip {
                blocks[0].push((format!("{}- {key}", pad(indents.0)), Some(nth)));
            }
            let (one, two) = (indents.1, indents.1 + indents.2);
            if comments {
                blocks[1].push((format!("{}# comment {nth}", pad(one)), None));
            }
            let sides = [("question", &correction.question), ("answer", &correction.answer)];
            if sides.iter().any(|(_, side)| side.is_some()) {
                blocks[1].push((format!("{}{key}:", pad(one)), Some(nth)));
            }
            for (at, (name, text)) in sides.into_iter().enumerate() {
                let Some(text) = text else { continue };
                let mut value = value(text.clone(), ways[2 * nth + at], two);
                value[0] = format!("{}{name}:{}", pad(two), value[0]);
                blocks[1].extend(value.into_iter().map(|line| (line, Some(nth))));
            }
            if let Some(mark) = &correction.reviewed {
                blocks[2].push((format!("{}\"{key}\": {}", pad(one), scalar(&mark.0)), Some(nth)));
            }
        }
        blocks[3].push(("  - 0123456789abcdef".to_owned(), None));
        let heads = ["skip:", "replace:", "reviewed:", "pin:"];
        let mut lines = Vec::new();
        for block in order {
            if comments {
                lines.push((format!("# above {}", heads[block]), None));
                lines.push((String::new(), None));
            }
            if blocks[block].iter().any(|(line, _)| !line.contains('#') || line.contains(": ")) {
                lines.push((heads[block].to_owned(), None));
                lines.append(&mut blocks[block]);
            }
        }
        lines
    }
}

proptest! {
    #[test]
    fn an_edit_says_what_it_should_and_leaves_the_rest(
        mut lines in file(),
        correction in correction(),
        nth in 0..4_usize,
        windows in any::<bool>(),
        last_ends in any::<bool>(),
    ) {
        lines.push(("# the end".to_owned(), None));
        let end = if windows { "\r\n" } else { "\n" };
        let mut text: String = lines.iter().map(|(line, _)| format!("{line}{end}")).collect();
        if !last_ends {
            text.truncate(text.len() - end.len());
        }
        let (Ok(before), key) = (Overrides::parse(&text), guid(nth)) else {
            return Err(TestCaseError::fail(format!("no overrides: {text}")));
        };
        let Some(edited) = with_correction(&text, &key, &correction) else {
            return Err(TestCaseError::fail(format!("not edited: {text}")));
        };
        let after = Overrides::parse(&edited).expect("still overrides");
        prop_assert_eq!(after.correction(&key), correction);
        for other in (0..4).filter(|other| *other != nth).map(guid) {
            prop_assert_eq!(after.correction(&other), before.correction(&other));
        }
        // Every line of others is there, in its order.
        let mut left = edited.lines();
        for (line, owner) in &lines {
            let head = line.ends_with(':') && !line.starts_with([' ', '#']);
            if *owner != Some(nth) && !head {
                prop_assert!(left.any(|now| now == line), "{line:?} is gone: {edited}");
            }
        }
        let back = with_correction(&edited, &key, &before.correction(&key));
        let Some(back) = back else {
            return Err(TestCaseError::fail(format!("not taken back: {edited}")));
        };
        prop_assert_eq!(Overrides::parse(&back).expect("still overrides"), before);
        if nth == 3 && last_ends {
            prop_assert_eq!(back, text, "a card that was not in it");
        }
    }
}

#[test]
fn skipping_and_restoring_leaves_the_file_as_it_was() {
    let guid = Guid::derive(["a"]);
    let text = "# mine\npin:\n  - 0123456789abcdef\n";
    let skipped = with_skip(text, &guid).expect("an editable file");
    let read = Overrides::parse(&skipped).expect("an overrides file");
    assert!(read.skips(&guid));
    assert_eq!(with_skip(&skipped, &guid).as_ref(), Some(&skipped));
    assert_eq!(without_skip(&skipped, &guid).as_deref(), Some(text));
}

#[test]
fn a_file_is_edited_whatever_its_style_or_not_at_all() {
    let guid = Guid::derive(["a"]);
    for text in [
        "skip: # mine\n    - 0123456789abcdef\n",
        "skip:\n- 0123456789abcdef\n",
        "skip:\r\n  - 0123456789abcdef\r\n",
        "pin:\n  - 0123456789abcdef",
    ] {
        let skipped = with_skip(text, &guid).expect("an editable file");
        assert!(
            Overrides::parse(&skipped).is_ok_and(|read| read.skips(&guid)),
            "{text}"
        );
    }
    assert_eq!(with_skip("skip: [0123456789abcdef]\n", &guid), None);
    let flow = format!("skip: [{guid}]\n");
    assert_eq!(without_skip(&flow, &guid), None);
    assert_eq!(
        without_skip("pin: []\n", &guid).as_deref(),
        Some("pin: []\n")
    );
}
