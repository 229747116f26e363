//! A ledger of 300,000 records: read, matched with the cards of the notes, written.
//!
//! `cargo bench --bench ledger`; with `CUEDECK_PEAK=FILE` it runs once, as the program
//! does, and prints times and memory.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cuedeck::card::{Card, CardText, Origin, Shape, Site, Source, Wording};
use cuedeck::note::{NotePath, VideoId};
use cuedeck::pipeline::Study;
use cuedeck::plan::{
    BuildTime, Ledger, Memory, Overrides, PlannedDeck, Present, Reword, Wishes, plan_deck,
};
use cuedeck::recipe::Recipe;
use cuedeck::text::Span;
use cuedeck::timecode::Timecode;

/// The one of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RECORDS: usize = 300_000;
/// A recording has as many cards as a note gets that has no limit of its own; of one more,
/// none would ever be issued.
const PER_VIDEO: usize = 40;
const WORDS: [&str; 32] = [
    "strategy",
    "engineers",
    "meetings",
    "written",
    "silence",
    "updates",
    "budget",
    "morning",
    "diagnosis",
    "leaders",
    "metrics",
    "quality",
    "customers",
    "deadlines",
    "focus",
    "trust",
    "agenda",
    "reviews",
    "hiring",
    "values",
    "decisions",
    "reports",
    "policy",
    "growth",
    "feedback",
    "planning",
    "teams",
    "research",
    "delivery",
    "culture",
    "pricing",
    "support",
];

/// What the statements of a note share.
struct Talk {
    source: Arc<Source>,
    context: Arc<str>,
    headings: Arc<[String]>,
}

impl Talk {
    fn new(nth: usize) -> Self {
        Self {
            source: Arc::new(Source {
                // As wide as all are: cards come in the order of their notes.
                note: NotePath::new(format!("notes/{nth:05}.md")),
                title: format!("Talk {nth}").into(),
                tags: Arc::default(),
                video: VideoId::parse(&format!("v{nth:010}")).expect("an id"),
                guest: None,
                episode: None,
                channel: None,
            }),
            context: format!("Talk {nth} › A section").into(),
            headings: ["A section".to_owned()].into(),
        }
    }
}

/// The card of one statement; `reworded` puts another word into it.
fn card(talk: &Talk, nth: usize, reworded: bool) -> Card {
    let word = |place: u32| WORDS[(nth.wrapping_mul(2_654_435_761) >> (5 * place)) % WORDS.len()];
    let subject = if reworded { "careful" } else { "clear" };
    let back = format!("{} and {}", word(3), word(4));
    let statement = format!(
        "A {subject} {} number {nth} with {} and {} in it leads to {back}.",
        word(0),
        word(1),
        word(2)
    );
    let front = statement.replace(&format!("{back}."), "what?");
    Card {
        site: Arc::new(Site {
            context: Arc::clone(&talk.context),
            statement: statement.into(),
            headings: Arc::clone(&talk.headings),
            links: Arc::default(),
            source: Arc::clone(&talk.source),
            origin: Origin {
                line: (nth % PER_VIDEO) as u32,
                span: Span::new(nth, nth + 1),
                statement: nth % PER_VIDEO,
                timecodes: [Timecode::from_seconds((nth % PER_VIDEO * 40) as u32)].into(),
            },
        }),
        wording: Wording {
            shape: Shape::Object,
            part: "leads to".into(),
            front: CardText::from(front.as_str()),
            back: CardText::from(back.as_str()),
        },
        others: Vec::new(),
    }
}

/// All cards; every hundredth is reworded in the second round.
fn study(second: bool) -> Study {
    let talks: Vec<Talk> = (0..RECORDS.div_ceil(PER_VIDEO)).map(Talk::new).collect();
    let cards: Vec<Card> = (0..RECORDS)
        .map(|nth| card(&talks[nth / PER_VIDEO], nth, second && nth % 100 == 0))
        .collect();
    let mut present = Present::default();
    for card in &cards {
        present.add(card.site.source.video, &card.site.statement, false);
    }
    Study {
        cards,
        present,
        ..Study::default()
    }
}

fn plan(study: Study, ledger: &Ledger, seconds: i64) -> PlannedDeck {
    let recipe = Recipe::parse("deck: Bench\n", Path::new("decks/bench.yaml")).expect("a recipe");
    let wishes = Wishes {
        recipe: &recipe,
        overrides: &Overrides::default(),
        memory: Memory::Ledger(ledger, BuildTime(seconds * 1000)),
        present: &study.present,
        reword: &Reword::None,
    };
    plan_deck(study.cards, wishes)
}

/// The text of a ledger that knows all cards of the first round.
fn written() -> String {
    plan(study(false), &Ledger::default(), 1_800_000_000)
        .ledger
        .to_string()
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn load(bencher: divan::Bencher<'_, '_>) {
    let text = written();
    bencher.bench_local(|| Ledger::parse(&text).expect("a ledger"));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn matched(bencher: divan::Bencher<'_, '_>) {
    let ledger = Ledger::parse(&written()).expect("a ledger");
    bencher
        .with_inputs(|| study(true))
        .bench_local_values(|study| plan(study, &ledger, 1_800_001_000));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn save(bencher: divan::Bencher<'_, '_>) {
    let ledger = Ledger::parse(&written()).expect("a ledger");
    bencher.bench_local(|| save_to_file(&ledger));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn load_match_and_save(bencher: divan::Bencher<'_, '_>) {
    let text = written();
    bencher
        .with_inputs(|| study(true))
        .bench_local_values(|study| {
            let ledger = Ledger::parse(&text).expect("a ledger");
            let planned = plan(study, &ledger, 1_800_001_000);
            save_to_file(&planned.ledger);
            // What is handed back is freed when the clock has stopped.
            (ledger, planned)
        });
}

fn save_to_file(ledger: &Ledger) {
    let file = tempfile::tempfile().expect("a file");
    let mut out = BufWriter::new(file);
    write!(out, "{ledger}").expect("room on the disk");
    out.flush().expect("room on the disk");
}

/// How long each step of a single run took.
#[derive(Default)]
struct Clock(Vec<Duration>);

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "it is what is measured")]
    fn time<T>(&mut self, step: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = step();
        self.0.push(started.elapsed());
        done
    }
}

/// What the system says of this process: `VmRSS` now, `VmHWM` at the peak.
fn memory(name: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    line.unwrap_or("unknown on this system").to_owned()
}

fn main() {
    // The text has to come from outside, or making it would be what is measured.
    let Some(path) = std::env::var_os("CUEDECK_PEAK") else {
        divan::main();
        return;
    };
    if !Path::new(&path).exists() {
        std::fs::write(&path, written()).expect("a written ledger");
        println!("wrote the ledger; run again to measure");
        return;
    }
    // In the order of the program: the ledger first, then the notes.
    let mut clock = Clock::default();
    let ledger = clock
        .time(|| Ledger::read(std::fs::File::open(&path).expect("a ledger")).expect("a ledger"));
    println!("the ledger: {}, {}", memory("VmRSS"), memory("VmHWM"));
    let study = study(true);
    println!("with the cards of the notes: {}", memory("VmRSS"));
    let planned = clock.time(|| plan(study, &ledger, 1_800_001_000));
    println!("matched: {}", memory("VmHWM"));
    clock.time(|| {
        let mut out = BufWriter::new(std::fs::File::create(&path).expect("a file"));
        write!(out, "{}", planned.ledger).expect("room on the disk");
        out.flush().expect("room on the disk");
    });
    println!("written: {}", memory("VmHWM"));
    println!(
        "load, match and save: {:.2?}, {:.2?} in all",
        clock.0,
        clock.0.iter().sum::<Duration>()
    );
    let count = |kind| {
        planned
            .changes
            .iter()
            .filter(|change| change.kind == kind)
            .count()
    };
    println!(
        "unchanged {}, reworded {}",
        count(cuedeck::plan::ChangeKind::Unchanged),
        count(cuedeck::plan::ChangeKind::Reworded)
    );
}
