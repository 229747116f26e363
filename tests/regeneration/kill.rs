//! Builds that are killed at random moments, and builds that meet.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use cuedeck::package::read_notes;
use cuedeck::plan::{AnkiNote, Ledger};
use tempfile::TempDir;

use crate::dice::Dice;
use crate::edit::{Kind, Script};
use crate::manuscript::Manuscript;
use crate::world::notes;

/// A project with a few notes, built by the program itself.
struct Project(TempDir);

impl Project {
    fn new() -> Self {
        let project = Self(tempfile::tempdir().expect("a temporary folder"));
        fs::create_dir_all(project.path("decks")).expect("a folder");
        fs::write(project.path("decks/talks.yaml"), "deck: Talks\n").expect("a recipe");
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Puts exactly these notes into it.
    fn put(&self, notes: &BTreeMap<usize, Manuscript>) {
        let folder = self.path("notes");
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("an emptied folder");
        }
        for (nth, note) in notes {
            let file = folder.join(format!("{nth}")).join(&note.path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
            fs::write(file, note.text()).expect("a note");
        }
    }

    fn command(&self, seconds: i64) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cuedeck"));
        command
            .args(["build", "--quiet"])
            .current_dir(self.0.path())
            .env_clear()
            .env("SOURCE_DATE_EPOCH", seconds.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        command
    }

    /// Builds to the end.
    fn build(&self, seconds: i64) -> Output {
        let output = self.command(seconds).output().expect("the program runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output
    }

    /// Begins to build and is killed after a while. Whether it was still at work then.
    fn killed(&self, seconds: i64, after: Duration) -> bool {
        let mut child = self.command(seconds).spawn().expect("the program starts");
        std::thread::sleep(after);
        child.kill().expect("SIGKILL");
        !child.wait().expect("it is gone").success()
    }

    fn package(&self) -> PathBuf {
        self.path("decks/talks.apkg")
    }

    /// The files that a killed build left beside the recipe.
    fn unfinished(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("decks")).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        names
            .map(|name| name.to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".tmp"))
            .collect()
    }

    fn notes_of_package(&self) -> Vec<AnkiNote> {
        let notes = read_notes(&self.package()).expect("a whole package");
        let mut notes: Vec<AnkiNote> = notes.into_iter().map(|packaged| packaged.note).collect();
        notes.sort_by_key(|a| a.guid);
        notes
    }

    fn ledger(&self) -> Ledger {
        let text = fs::read_to_string(self.path("decks/talks.ledger")).expect("a ledger");
        Ledger::parse(&text).expect("a whole ledger")
    }
}

/// How long a build takes from start to end.
fn length(project: &Project, seconds: i64) -> Duration {
    #[expect(
        clippy::disallowed_methods,
        reason = "kills have to fall while it runs"
    )]
    let started = Instant::now();
    project.build(seconds);
    #[expect(
        clippy::disallowed_methods,
        reason = "kills have to fall while it runs"
    )]
    let ended = Instant::now();
    ended - started
}

fn edited(note: &Manuscript, dice: &mut Dice) -> Option<Manuscript> {
    let kinds = [
        Kind::Typo,
        Kind::Words,
        Kind::Deleted,
        Kind::Twin,
        Kind::Sections,
        Kind::Mixed,
        Kind::Timecodes,
    ];
    let kind = *dice.pick(&kinds)?;
    let text = note.text();
    let note = Manuscript::of(&note.path, &text)?;
    Some(Script::draw(&note, kind, dice)?.after)
}

/// `CUEDECK_KILLS=200` kills that many builds.
#[test]
fn a_build_killed_at_any_moment_loses_nothing() {
    let wanted = std::env::var("CUEDECK_KILLS")
        .ok()
        .and_then(|text| text.parse().ok());
    let rounds: usize = wanted.unwrap_or(25);
    let seed = 4;
    println!("seed {seed}");
    let mut dice = Dice::new(seed);
    let originals: Vec<Manuscript> = notes()
        .iter()
        .filter_map(|(path, text)| Manuscript::of(path, text))
        .collect();
    let all = |from: &[Manuscript]| from.iter().cloned().enumerate().collect::<BTreeMap<_, _>>();
    let mut present = all(&originals);
    let (victim, control) = (Project::new(), Project::new());
    victim.put(&present);
    control.put(&present);
    let mut now = 1_800_000_000;
    control.build(now);
    victim.build(now);
    let mut at_work = 0;
    for round in 0..rounds {
        now += 1000;
        // A note in ten is left out for a while; the others are edited where they stand.
        let at = dice.below(originals.len());
        match present.get(&at) {
            None => drop(present.insert(at, originals[at].clone())),
            Some(_) if dice.once_in(10) => drop(present.remove(&at)),
            Some(note) => {
                if let Some(after) = edited(note, &mut dice) {
                    present.insert(at, after);
                }
            }
        }
        victim.put(&present);
        control.put(&present);
        let (old_package, old_ledger) = (victim.notes_of_package(), victim.ledger());
        // Timed anew in every round, as the machine may be busy with other things.
        let whole = length(&control, now);
        let new_package = control.notes_of_package();
        let moment = whole.as_micros() as usize * 5 / 4;
        let moment = Duration::from_micros(dice.below(moment) as u64);
        at_work += usize::from(victim.killed(now, moment));
        // Killed or not: the package is the old one or the new one, and so is the ledger.
        let found = victim.notes_of_package();
        assert!(
            found == old_package || found == new_package,
            "round {round}: a package in between"
        );
        let ledger = victim.ledger();
        assert!(
            ledger == old_ledger || ledger == control.ledger(),
            "round {round}: a ledger in between"
        );
        victim.build(now);
        assert_eq!(victim.notes_of_package(), new_package, "round {round}");
        assert_eq!(victim.ledger(), control.ledger(), "round {round}");
        let left = victim.unfinished();
        assert!(left.is_empty(), "round {round}: {left:?} was not swept");
        let bytes = |project: &Project| fs::read(project.package()).expect("a package");
        assert!(
            bytes(&victim) == bytes(&control),
            "round {round}: another package"
        );
    }
    println!("{at_work} of {rounds} builds were killed at work");
    assert!(at_work * 10 > rounds, "too few kills fell into a build");
}

#[test]
fn two_builds_at_once_corrupt_nothing() {
    let project = Project::new();
    let notes: BTreeMap<usize, Manuscript> = notes()
        .iter()
        .filter_map(|(path, text)| Manuscript::of(path, text))
        .enumerate()
        .collect();
    project.put(&notes);
    let mut done = 0;
    for round in 0..8 {
        let now = 1_800_000_000;
        let children = [(); 3].map(|()| project.command(now).spawn().expect("the program starts"));
        for child in children {
            let output = child.wait_with_output().expect("it ends");
            let said = String::from_utf8_lossy(&output.stderr);
            if output.status.success() {
                done += 1;
            } else {
                assert!(
                    said.contains("another cuedeck is at work"),
                    "round {round}: {said}"
                );
                assert_eq!(output.status.code(), Some(1));
            }
        }
        assert_eq!(
            project.notes_of_package().len(),
            project.ledger().records().len()
        );
    }
    assert!(done >= 8, "in every round one build is done");
}

/// The moment between the two renames is too short to be hit by chance.
#[test]
fn a_build_killed_between_ledger_and_package_writes_that_very_package_next() {
    for retire in ["keep", "tag"] {
        let project = Project::new();
        let recipe = format!("deck: Talks\nretire: {retire}\n");
        fs::write(project.path("decks/talks.yaml"), recipe).expect("a recipe");
        let (path, text) = &notes()[0];
        let note = Manuscript::of(path, text).expect("a note");
        project.put(&BTreeMap::from([(0, note.clone())]));
        project.build(1_800_000_000);
        let old = fs::read(project.package()).expect("a package");
        let gone = text.replace(
            "Lactic acid can reduce dryness because it binds water [00:01:40].",
            "",
        );
        let gone = Manuscript::of(path, &gone).expect("a note");
        project.put(&BTreeMap::from([(0, gone)]));
        project.build(1_800_001_000);
        let whole = fs::read(project.package()).expect("a package");
        fs::write(project.package(), old).expect("the old package");
        project.build(1_800_001_000);
        let again = fs::read(project.package()).expect("a package");
        assert!(again == whole, "retire: {retire}");
    }
}
