//! A deck → its package: notes a second, and what single runs of other programs are held
//! against.
//!
//! `cargo bench --bench package`. With words behind `--` it does one thing and ends, as a
//! process that `bench/peers/run` can measure:
//!
//! - `deck COUNT` prints a made deck as lines of fields, which every packager can read;
//! - `write DECK PACKAGE` packages such a deck as the program does;
//! - `limit PACKAGE OUT` prints how many milliseconds of CPU the least take that any
//!   packager has to do: the rows of that package inserted, its bytes deflated and written.

use std::io::{BufWriter, Write};
use std::path::Path;

use cuedeck::package::write_package;
use cuedeck::plan::DeckPlan;

mod deck;
mod limit;

use deck::Lines;

/// The one of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // Cargo says `--bench` behind what it was given.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["deck", count] => print(count.parse().expect("a number of notes")),
        ["write", deck, package] => write(Path::new(deck), Path::new(package)),
        ["limit", package, out] => limit::print(Path::new(package), Path::new(out)),
        _ => divan::main(),
    }
}

fn print(count: usize) {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in deck::lines(count) {
        writeln!(out, "{line}").expect("stdout takes it");
    }
    out.flush().expect("stdout takes it");
}

fn write(deck: &Path, package: &Path) {
    write_package(&Lines::of(deck), package).expect("a package");
    // What the caller of a process can learn includes the peak of the caller itself.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|words| words.split_whitespace().next()?.parse::<u64>().ok());
    if let Some(peak) = peak {
        println!("{{\"peak_kib\": {peak}}}");
    }
}

#[divan::bench(args = [1_000, 10_000], sample_count = 20, sample_size = 1)]
fn packaged(bencher: divan::Bencher<'_, '_>, notes: usize) {
    measure(bencher, &deck::made(notes));
}

/// As in a deck without a ledger, whose ids are drawn from the words of the cards.
#[divan::bench(args = [1_000, 10_000], sample_count = 20, sample_size = 1)]
fn packaged_with_ids_in_any_order(bencher: divan::Bencher<'_, '_>, notes: usize) {
    let mut deck = deck::made(notes);
    for note in &mut deck.notes {
        note.id.0 = note.id.0 * 7_919 % 1_000_000_007;
    }
    measure(bencher, &deck);
}

fn measure(bencher: divan::Bencher<'_, '_>, deck: &DeckPlan) {
    let folder = tempfile::tempdir().expect("a folder");
    bencher
        .counter(divan::counter::ItemsCount::new(deck.notes.len()))
        .bench_local(|| write_package(deck, &folder.path().join("deck.apkg")));
}
