//! The front stage, from a folder to statements, against the least there is to do: reading
//! the files and walking through their Markdown.
//!
//! `CUEDECK_NOTES=FOLDER cargo bench --bench front`; without the variable, the sample. On
//! one core.

use std::hint::black_box;
use std::path::PathBuf;

use cuedeck::note::{Document, load, parse};
use cuedeck::statement::statements_in;

/// The one of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn folder() -> PathBuf {
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("notes");
    std::env::var_os("CUEDECK_NOTES").map_or(sample, PathBuf::from)
}

/// How many files lie there.
fn count() -> divan::counter::ItemsCount {
    divan::counter::ItemsCount::new(load::find_notes(&folder()).expect("a folder").len())
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn front_stage(bencher: divan::Bencher<'_, '_>) {
    bencher.counter(count()).bench_local(|| {
        for found in load::find_notes(&folder()).expect("a folder") {
            let source = load::read_note(&found).expect("a readable note");
            if let Some(Document::Note(note)) = parse(&source).value {
                black_box(statements_in(&note));
            }
        }
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn reading_and_bare_markdown(bencher: divan::Bencher<'_, '_>) {
    bencher.counter(count()).bench_local(|| {
        for found in load::find_notes(&folder()).expect("a folder") {
            let source = load::read_note(&found).expect("a readable note");
            let text = String::from_utf8_lossy(&source.bytes);
            pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::all())
                .for_each(|event| drop(black_box(event)));
        }
    });
}

fn main() {
    divan::main();
}
