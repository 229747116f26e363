//! Ctrl-C: the program is gone at once, and leaves the files that were there.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::child::{CLAIM, HEAD, Place, ended};
use crate::signal::interrupts_are_ignored;

/// A deck with notes enough to be at work for a while.
fn large() -> Place {
    let place = Place::with_deck();
    let _ = place.run(&["build", "--quiet"]).ended(0);
    let claims: String = (0..60)
        .map(|nth| {
            CLAIM
                .replace("wind", &format!("wind in harbour {nth}"))
                .replace("00:01", &format!("00:{nth:02}"))
        })
        .collect();
    for nth in 0..90 {
        let head = HEAD.replace("JE", &format!("{nth:02}"));
        place.write(format!("notes/{nth}.md"), format!("{head}{claims}"));
    }
    place
}

#[test]
fn an_interrupted_build_is_gone_at_once_and_leaves_the_old_files() {
    if interrupts_are_ignored() {
        return;
    }
    let place = large();
    let before = ["decks/talks.apkg", "decks/talks.ledger"].map(|path| place.read(path));
    let mut longest = Duration::ZERO;
    let mut interrupted = 0;
    for wait in [20, 100, 250, 400, 600, 900] {
        let child = place
            .command(&["build", "--quiet"])
            .spawn()
            .expect("it starts");
        thread::sleep(Duration::from_millis(wait));
        let id = child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        #[expect(
            clippy::disallowed_methods,
            reason = "how long it takes is the question"
        )]
        let asked = Instant::now();
        if !sent.is_ok_and(|status| status.success()) {
            let _ = ended(child);
            continue;
        }
        let mut child = child;
        child.wait().expect("it ends");
        longest = longest.max(asked.elapsed());
        let code = ended(child).code;
        if code == Some(0) {
            println!("after {wait} ms it was done");
            break;
        }
        interrupted += 1;
        assert_eq!(code, None, "a signal ends it");
        let after = ["decks/talks.apkg", "decks/talks.ledger"].map(|path| place.read(path));
        assert!(after == before, "after {wait} ms: other files");
    }
    assert!(interrupted > 0, "no build was long enough");
    println!("{interrupted} interrupted, the longest took {longest:?}");
    // A tenth of a second is promised; a machine that is busy with other things adds its own.
    assert!(longest < Duration::from_secs(2), "{longest:?}");
    let _ = place.run(&["build", "--quiet"]).ended(0);
    let left = fs::read_dir(place.path("decks")).expect("a folder");
    let mut left: Vec<_> = left
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    left.sort();
    let whole = [".talks.cache", "talks.apkg", "talks.ledger", "talks.yaml"];
    assert_eq!(left, whole, "what was unfinished is swept");
}
