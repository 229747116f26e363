//! Main verbs and subjects of sentences that a person has read.

use cuedeck::language::{Parse, parse};

const HAND: &str = include_str!("language/hand.tsv");

/// A word of the table: `many#2` is the second `many`, `-` no word.
fn named(parse: &Parse<'_>, name: &str) -> Option<usize> {
    let (form, nth) = match name.rsplit_once('#') {
        Some((form, nth)) => (form, nth.parse().expect("a number behind #")),
        None => (name, 1_usize),
    };
    (name != "-").then(|| {
        (0..parse.tokens.len())
            .filter(|&at| parse.form(at) == form)
            .nth(nth - 1)
            .expect("a word of the sentence")
    })
}

#[test]
fn main_verb_and_subject_are_as_a_person_reads_them() {
    let (mut verbs, mut subjects, mut both, mut all) = (0, 0, 0, 0);
    for line in HAND.lines().filter(|line| !line.starts_with('#')) {
        let [text, verb, subject] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}");
        };
        let parse = parse(text);
        let root = parse.root().expect("every sentence has a root");
        let same_verb = Some(root) == named(&parse, verb);
        let same_subject = parse.subject_of(root) == named(&parse, subject);
        verbs += usize::from(same_verb);
        subjects += usize::from(same_subject);
        both += usize::from(same_verb && same_subject);
        all += 1;
        if !(same_verb && same_subject) {
            println!("{verb}, {subject}: {parse}");
        }
    }
    println!("of {all} sentences: {verbs} main verbs, {subjects} subjects, {both} both");
    assert!(all >= 58);
    // 48 of 58 is what such a parser has been seen to reach.
    assert!(both * 58 >= 48 * all, "only {both} of {all}");
}
