//! Thousands of made edits whose truth is known.

use std::path::{Path, PathBuf};

use cuedeck::plan::Ledger;

use crate::dice::Dice;
use crate::edit::{Kind, Script};
use crate::manuscript::Manuscript;
use crate::verdict::Verdict;
use crate::world::{START, build, notes};

/// Where the larger set of notes lies, beside the repository.
const CORPUS: &str = "../shared/corpus/dev";

/// Judges `each` scripts of every kind on every note.
fn run(notes: &[(String, String)], each: usize, seed: u64) -> Verdict {
    println!("seed {seed}");
    let mut verdict = Verdict::default();
    for (path, text) in notes {
        let Some(mut original) = Manuscript::of(path, text) else {
            println!("{path} has no recording or statements that overlap");
            continue;
        };
        original.carded = carded(&original);
        for kind in Kind::ALL {
            for nth in 0..each {
                // Spread out, or two seeds would draw the same scripts in another order.
                let spread = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                let own = spread ^ sum(path) ^ ((kind as u64) << 32) ^ nth as u64;
                if let Some(script) = Script::draw(&original, kind, &mut Dice::new(own)) {
                    verdict.judge(&original, &script, own);
                }
            }
        }
    }
    verdict
}

/// The statements of a note that have a card.
fn carded(note: &Manuscript) -> Vec<usize> {
    let deck = build(&[(&note.path, &note.text())], &Ledger::default(), START);
    let sites = deck.cards.iter().filter_map(|card| card.site.as_ref());
    let owners = sites.filter_map(|site| note.owners_at(site.origin.span.start));
    owners.flatten().copied().collect()
}

fn sum(path: &str) -> u64 {
    path.bytes().fold(7, |sum: u64, byte| {
        sum.wrapping_mul(131).wrapping_add(u64::from(byte)) & 0xffff_f000
    })
}

/// The promises, for all edits together and for every kind.
fn check(verdict: &Verdict) {
    println!("{}", verdict.table());
    for example in &verdict.examples {
        println!("{example}");
    }
    let total = verdict.total();
    assert_eq!(total.wrong, 0, "a card's history was handed to another");
    assert_eq!(total.doubled, 0, "Anki would show a card twice");
    assert_eq!(total.broken, 0, "a promise about ledger or times is broken");
    let untouched = total.untouched;
    assert_eq!(
        untouched.another + untouched.none,
        0,
        "a card lost its GUID for nothing"
    );
    let kept = total.reworded.ratio();
    assert!(
        kept >= 0.97,
        "only {kept:.4} of reworded statements keep their GUID"
    );
}

#[test]
fn cards_keep_their_guids_through_a_few_hundred_edits() {
    check(&run(&notes(), 4, 20_260));
}

/// `CUEDECK_EDITS=10000` makes at least so many edits, and at least 200 of each note.
#[test]
fn cards_keep_their_guids_through_thousands_of_edits() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(CORPUS);
    let wanted: Option<usize> = std::env::var("CUEDECK_EDITS")
        .ok()
        .and_then(|text| text.parse().ok());
    let (Some(wanted), true) = (wanted, folder.is_dir()) else {
        println!("SKIPPED: this run wants CUEDECK_EDITS=10000 and the notes in {CORPUS}");
        return;
    };
    let mut files = Vec::new();
    markdown_below(&folder, &mut files);
    files.sort();
    let notes: Vec<(String, String)> = files
        .iter()
        .filter_map(|file| {
            let path = file
                .strip_prefix(&folder)
                .ok()?
                .to_string_lossy()
                .into_owned();
            Some((path, std::fs::read_to_string(file).ok()?))
        })
        .collect();
    let each = (wanted / notes.len().max(1))
        .max(200)
        .div_ceil(Kind::ALL.len());
    let seed = std::env::var("CUEDECK_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    check(&run(&notes, each, seed));
}

fn markdown_below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of notes") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            markdown_below(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
}
