//! Notes a second, on one core: read, cut into statements, worded as cards, planned.
//!
//! `cargo bench --bench cards`. Takes the sample notes many times over, each time as those
//! of another recording; or with `CUEDECK_NOTES=FOLDER` the notes of that folder. Notes that
//! are all different are slower, for the words and weights they need do not stay in the
//! cache.

use std::path::Path;

use cuedeck::note::{NotePath, SourceFile, load};
use cuedeck::pipeline::study;
use cuedeck::plan::{Memory, Overrides, PlannedDeck, Reword, Wishes, plan_deck};
use cuedeck::recipe::Recipe;

/// The one of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often the sample is taken.
const TIMES: usize = 50;
/// The recording of the sample.
const VIDEO: &str = "Z9ftpRhRiJE";

fn notes() -> Vec<SourceFile> {
    if let Some(folder) = std::env::var_os("CUEDECK_NOTES") {
        return read(Path::new(&folder));
    }
    let sample = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("notes"));
    let copies = (0..TIMES).flat_map(|nth| {
        sample.iter().map(move |note| SourceFile {
            path: NotePath::new(format!("{nth}/{}", note.path.as_str())),
            bytes: String::from_utf8_lossy(&note.bytes)
                .replace(VIDEO, &format!("v{nth:010}"))
                .into_bytes(),
        })
    });
    copies.collect()
}

fn read(folder: &Path) -> Vec<SourceFile> {
    let found = load::find_notes(folder).expect("a folder of notes");
    let read = found.iter().map(load::read_note);
    read.collect::<Result<_, _>>().expect("readable notes")
}

fn planned(notes: Vec<SourceFile>, recipe: &Recipe) -> PlannedDeck {
    let study = study(notes).value;
    let wishes = Wishes {
        recipe,
        overrides: &Overrides::default(),
        memory: Memory::None,
        present: &study.present,
        reword: &Reword::None,
    };
    plan_deck(study.cards, wishes)
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn cards(bencher: divan::Bencher<'_, '_>) {
    let notes = notes();
    let recipe = Recipe::parse("deck: Bench\n", Path::new("decks/bench.yaml")).expect("a recipe");
    let one_core = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let one_core = one_core.expect("a thread");
    bencher
        .counter(divan::counter::ItemsCount::new(notes.len()))
        .with_inputs(|| notes.clone())
        .bench_local_values(|notes| one_core.install(|| planned(notes, &recipe)));
}

fn main() {
    divan::main();
}
