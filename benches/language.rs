//! Sentences a second: tokens, tags, heads and labels, on one core.
//!
//! `cargo bench --bench language`. Reads the sentences of a test, or with
//! `CUEDECK_SENTENCES=FILE` the lines of that file: many different ones are slower, for
//! the weights they need do not stay in the cache.

use std::hint::black_box;

use cuedeck::language::{parse, token};

const HAND: &str = include_str!("../tests/language/hand.tsv");

fn sentences() -> Vec<String> {
    if let Some(path) = std::env::var_os("CUEDECK_SENTENCES") {
        let text = std::fs::read_to_string(path).expect("a readable file of sentences");
        return text.lines().map(str::to_owned).collect();
    }
    HAND.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').next())
        .map(str::to_owned)
        .collect()
}

fn counter(sentences: &[String]) -> divan::counter::ItemsCount {
    divan::counter::ItemsCount::new(sentences.len())
}

#[divan::bench(sample_count = 20)]
fn cut(bencher: divan::Bencher<'_, '_>) {
    let sentences = sentences();
    bencher.counter(counter(&sentences)).bench_local(|| {
        for sentence in &sentences {
            black_box(token::cut(sentence));
        }
    });
}

#[divan::bench(sample_count = 20)]
fn parsed(bencher: divan::Bencher<'_, '_>) {
    let sentences = sentences();
    bencher.counter(counter(&sentences)).bench_local(|| {
        for sentence in &sentences {
            black_box(parse(sentence));
        }
    });
}

fn main() {
    divan::main();
}
