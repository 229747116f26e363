//! Labelled cards: what a careful reader says of a card, held against what is made today.
//!
//! Precision and recall on the list may not fall. When they rise, so do the figures in the
//! head of `tests/cards/labelled.yaml`.

use std::collections::BTreeSet;
use std::fmt::Write;

use cuedeck::note::{NotePath, SourceFile};
use cuedeck::pipeline;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labelled {
    at_least: AtLeast,
    entries: Vec<Entry>,
}

/// In percent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AtLeast {
    precision: f64,
    recall: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default = "title")]
    title: String,
    #[serde(default = "heading")]
    heading: String,
    note: String,
    /// The line above the card, where the verdict rests on it.
    context: Option<String>,
    front: String,
    back: String,
    /// Other wordings of which the same holds.
    #[serde(default)]
    or: Vec<Sides>,
    label: Label,
    /// The checks that the card fails.
    #[serde(default)]
    failed: Vec<u32>,
    why: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sides {
    front: String,
    back: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Label {
    Usable,
    Broken,
    Pointless,
}

/// A card as the program makes it.
struct Made {
    context: String,
    front: String,
    back: String,
}

fn title() -> String {
    "Running a mill".to_owned()
}

fn heading() -> String {
    "Daily work".to_owned()
}

fn labelled() -> Labelled {
    serde_yaml::from_str(include_str!("cards/labelled.yaml")).expect("the list is sound YAML")
}

impl Entry {
    /// The cards that the program makes of the note, and why there are no others.
    fn made(&self) -> (Vec<Made>, BTreeSet<&'static str>) {
        let Entry {
            title,
            heading,
            note,
            ..
        } = self;
        let text = format!(
            "---\ntitle: {title}\nvideoId: dQw4w9WgXcQ\n---\n\n## {heading}\n\n{}\n",
            note.trim_end()
        );
        let source = SourceFile {
            path: NotePath::new("note.md"),
            bytes: text.into_bytes(),
        };
        let study = pipeline::study([source]).value;
        let cards = study.cards.iter().map(|card| Made {
            context: card.site.context.to_string(),
            front: card.wording.front.plain(),
            back: card.wording.back.plain(),
        });
        let left = study.left_out.iter().map(|left| left.reason.code());
        (cards.collect(), left.collect())
    }

    /// Whether it speaks of this card.
    fn means(&self, made: &Made) -> bool {
        let same = |front: &str, back: &str| {
            folded(front) == folded(&made.front) && folded(back) == folded(&made.back)
        };
        let context = self.context.as_ref();
        context.is_none_or(|context| *context == made.context)
            && (same(&self.front, &self.back) || self.or.iter().any(|or| same(&or.front, &or.back)))
    }
}

/// A side without what makes no difference to a reader.
fn folded(side: &str) -> String {
    side.trim().trim_end_matches('.').to_lowercase()
}

/// `a` of `b` against the figure in the head: what is wrong, if anything.
fn verdict(name: &str, a: usize, b: usize, at_least: f64) -> Option<String> {
    // How many entries of `b` there are above the figure.
    let above = a as f64 - b as f64 * at_least / 100.0;
    if above < 0.0 {
        return Some(format!("{name} fell below {at_least} %"));
    }
    (above > 2.0).then(|| {
        let today = (a as f64 / b as f64 * 1000.0).floor() / 10.0;
        format!("{name} rose: set it to {today} in the head of tests/cards/labelled.yaml")
    })
}

/// Looks at all the list with `cargo test --test labelled -- --nocapture`.
#[test]
fn precision_and_recall_on_the_labelled_cards_do_not_fall() {
    let Labelled { at_least, entries } = labelled();
    let (mut usable, mut made_usable, mut made_unusable) = (0, 0, 0);
    let mut wrong = String::new();
    let mut unlabelled = BTreeSet::new();
    for entry in &entries {
        let (made, left) = entry.made();
        let is_made = made.iter().any(|made| entry.means(made));
        let Entry {
            note, front, back, ..
        } = entry;
        match entry.label {
            Label::Usable => {
                usable += 1;
                made_usable += usize::from(is_made);
            }
            _ => made_unusable += usize::from(is_made),
        }
        if is_made != (entry.label == Label::Usable) {
            let _ = match entry.why.as_deref().filter(|_| is_made) {
                Some(why) => writeln!(
                    wrong,
                    "made, but {:?} {:?}: {front} → {back}\n  {why}",
                    entry.label, entry.failed
                ),
                None => writeln!(wrong, "not made: {front} → {back}\n  {left:?}"),
            };
        }
        for made in &made {
            let known = |other: &Entry| {
                (&other.title, &other.heading, &other.note)
                    == (&entry.title, &entry.heading, &entry.note)
                    && other.means(made)
            };
            if !entries.iter().any(known) {
                unlabelled.insert(format!("{} → {}\n  {note}", made.front, made.back));
            }
        }
    }
    let made = made_usable + made_unusable;
    let percent = |a: usize, b: usize| a as f64 * 100.0 / b as f64;
    let mut report = format!(
        "precision {:.1} %: {made_usable} usable of {made} made\n\
         recall {:.1} %: {made_usable} made of {usable} usable\n\n{wrong}",
        percent(made_usable, made),
        percent(made_usable, usable),
    );
    if !unlabelled.is_empty() {
        let _ = writeln!(report, "\nmade and not labelled:");
        for card in &unlabelled {
            let _ = writeln!(report, "{card}");
        }
    }
    println!("{report}");
    let verdicts: Vec<String> = [
        verdict("precision", made_usable, made, at_least.precision),
        verdict("recall", made_usable, usable, at_least.recall),
    ]
    .into_iter()
    .flatten()
    .collect();
    assert!(verdicts.is_empty(), "{}", verdicts.join("\n"));
}

#[test]
fn every_label_rests_on_the_checks_it_names() {
    let mut seen = BTreeSet::new();
    for entry in labelled().entries {
        let front = &entry.front;
        let (broken, pointless) = (
            entry.failed.iter().any(|check| (1..=7).contains(check)),
            entry.failed.iter().any(|check| (8..=9).contains(check)),
        );
        let expected = match (broken, pointless) {
            (true, _) => Label::Broken,
            (false, true) => Label::Pointless,
            (false, false) => Label::Usable,
        };
        assert_eq!(entry.label, expected, "{front}");
        let known = entry.failed.iter().all(|check| (1..=12).contains(check));
        assert!(known && entry.failed.is_sorted(), "{front}");
        assert!(
            entry.label == Label::Usable || entry.why.is_some(),
            "{front}"
        );
        let card = (entry.note, entry.context, entry.front, entry.back);
        assert!(seen.insert(card), "there twice");
    }
}
