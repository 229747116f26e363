//! How often the teacher finds the main verb and subject that a person found.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use cuedeck::language::{Label, token};

use crate::conll;

fn rows(table: &str) -> impl Iterator<Item = [&str; 3]> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// `cut HAND.tsv HAND.tokens`: writes the sentences as tokens, for the teacher.
pub fn cut(paths: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let [source, target] = paths else {
        return Err("usage: cut HAND.tsv HAND.tokens".into());
    };
    let mut lines = String::new();
    for [text, ..] in rows(&fs::read_to_string(source)?) {
        let tokens = token::cut(text).tokens;
        let forms: Vec<&str> = tokens.into_iter().map(|range| &text[range]).collect();
        lines.push_str(&forms.join(" "));
        lines.push('\n');
    }
    Ok(fs::write(target, lines)?)
}

/// `hand HAND.tsv HAND.conll`: compares what the teacher said with what the person said.
pub fn run(paths: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let [source, taught] = paths else {
        return Err("usage: hand HAND.tsv HAND.conll".into());
    };
    let (mut verbs, mut subjects, mut both, mut all) = (0, 0, 0, 0);
    let table = fs::read_to_string(source)?;
    for ([_, verb, subject], one) in rows(&table).zip(conll::load(taught)?) {
        let named = |name: &str| {
            let (form, nth) = name.rsplit_once('#').unwrap_or((name, "1"));
            let nth: usize = nth.parse().unwrap_or(1);
            (0..one.tags.len())
                .filter(|&at| one.form(at) == form)
                .nth(nth - 1)
        };
        let count = one.heads.len();
        let root = one
            .heads
            .iter()
            .position(|&head| usize::from(head) == count);
        let found = (0..count).find(|&at| {
            root == Some(usize::from(one.heads[at]))
                && Label::ALL[usize::from(one.labels[at])].is_subject()
        });
        let same = [root == named(verb), found == named(subject)];
        verbs += usize::from(same[0]);
        subjects += usize::from(same[1]);
        both += usize::from(same[0] && same[1]);
        all += 1;
    }
    println!("teacher, of {all}: {verbs} main verbs, {subjects} subjects, {both} both");
    Ok(())
}
