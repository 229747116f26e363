//! Held-out sentences → how often the model agrees with the teacher, and with people.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use cuedeck::language::model::table::{Table, WideTable, prints};
use cuedeck::language::model::{Model, labeller, lexeme::Lexicon, memo::Memo, tagger};
use cuedeck::language::{Label, Tag};

use crate::conll;

/// `score MODEL HELD.conll...`: reads the tables in the folder `MODEL`.
pub fn run(paths: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let Some((folder, sets)) = paths.split_first() else {
        return Err("usage: score MODEL HELD.conll...".into());
    };
    let bytes = |name: &str| fs::read(folder.join(format!("{name}.bin")));
    let (lexicon, tagger) = (bytes("lexicon")?, bytes("tagger")?);
    let (parser, labels) = (bytes("parser")?, bytes("labeller")?);
    let tag_prints = prints::<{ tagger::ROW }>(&tagger);
    let label_prints = prints::<{ labeller::ROW }>(&labels);
    let model = Model {
        lexicon: Lexicon::new(&lexicon),
        tagger: WideTable::new(&tagger, &tag_prints),
        parser: Table::new(&parser),
        labeller: WideTable::new(&labels, &label_prints),
    };
    for set in sets {
        agreement(&model, set)?;
    }
    Ok(())
}

fn agreement(model: &Model<'_>, path: &Path) -> Result<(), Box<dyn Error>> {
    let taught = conll::load(path)?;
    let begin = Instant::now();
    let mut memo = Memo::default();
    let read: Vec<_> = taught
        .iter()
        .map(|one| model.read(&one.text, &one.tokens, &mut memo))
        .collect();
    let seconds = begin.elapsed().as_secs_f64();
    let (mut tokens, mut tags, mut words, mut heads, mut labels) = (0, 0, 0, 0, 0);
    let mut roots = 0;
    let mut whole: Vec<(i16, bool)> = Vec::new();
    let mut confused: BTreeMap<(u8, u8), u32> = BTreeMap::new();
    for (one, read) in taught.iter().zip(&read) {
        let root = |heads: &[u16]| {
            heads
                .iter()
                .position(|&head| usize::from(head) == heads.len())
        };
        let mut same = root(&one.heads) == root(&read.heads);
        roots += usize::from(same);
        for at in 0..one.tags.len() {
            tokens += 1;
            tags += usize::from(one.tags[at] == read.tags[at]);
            if one.tags[at] != read.tags[at] {
                *confused.entry((one.tags[at], read.tags[at])).or_default() += 1;
            }
            let subject = |label: u8| Label::ALL[usize::from(label)].is_subject();
            let agrees = one.heads[at] == read.heads[at];
            if subject(one.labels[at]) || subject(read.labels[at]) {
                same &= agrees && subject(one.labels[at]) && subject(read.labels[at]);
            }
            if Label::ALL[usize::from(one.labels[at])] != Label::Punct {
                words += 1;
                heads += usize::from(agrees);
                labels += usize::from(agrees && one.labels[at] == read.labels[at]);
            }
        }
        whole.push((read.margin, same));
    }
    let share = |part: usize, all: usize| 100.0 * part as f64 / all as f64;
    println!(
        "{}: {} sentences, {:.0} a second",
        path.file_stem().unwrap_or_default().to_string_lossy(),
        taught.len(),
        taught.len() as f64 / seconds
    );
    println!(
        "  tags {:.2}, heads {:.2}, heads and labels {:.2}, main verb {:.2}",
        share(tags, tokens),
        share(heads, words),
        share(labels, words),
        share(roots, taught.len())
    );
    whole.sort_by_key(|&(margin, _)| std::cmp::Reverse(margin));
    for (name, part) in [("quarter", 4), ("half", 2), ("whole", 1)] {
        let top = &whole[..whole.len() / part];
        let same = top.iter().filter(|(_, same)| *same).count();
        let margin = top.last().map_or(0, |&(margin, _)| margin);
        println!(
            "  main verb and all subjects, surest {name} (margin from {margin}): {:.2}",
            share(same, top.len())
        );
    }
    if taught.len() > 5_000 {
        bands(&whole, share);
    }
    let mut confused: Vec<_> = confused.into_iter().collect();
    confused.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let worst: Vec<String> = confused
        .iter()
        .take(8)
        .map(|&((gold, found), count)| {
            let name = |code: u8| Tag::ALL[usize::from(code)].as_str();
            format!("{}→{} {count}", name(gold), name(found))
        })
        .collect();
    println!("  tags taken for others: {}", worst.join(", "));
    Ok(())
}

/// Prints how often sentences of about the same margin agree: the table of
/// `language::parse` that turns margins into a confidence.
fn bands(whole: &[(i16, bool)], share: impl Fn(usize, usize) -> f64) {
    for band in whole.chunks(whole.len().div_ceil(20)).rev() {
        let same = band.iter().filter(|(_, same)| *same).count();
        let margin = band.last().map_or(0, |&(margin, _)| margin);
        println!("    margin from {margin}: {:.1}", share(same, band.len()));
    }
}
