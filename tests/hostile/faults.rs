//! Faults of the world: whatever fails, the package and the ledger before it stay whole, and
//! the next build is right.

use std::fs;
use std::path::Path;

use crate::child::{HEAD, Place, finished, note};

const PACKAGE: &str = "decks/talks.apkg";
const LEDGER: &str = "decks/talks.ledger";

/// Package and ledger of a deck.
fn files(place: &Place) -> (Vec<u8>, Vec<u8>) {
    (place.read(PACKAGE), place.read(LEDGER))
}

/// A deck that was built once, with notes since that make another one of it.
fn edited() -> (Place, (Vec<u8>, Vec<u8>)) {
    let place = Place::with_deck();
    let _ = place.run(&["build"]).ended(0);
    let before = files(&place);
    for nth in 0..40 {
        place.write(format!("notes/{nth}.md"), note(nth));
    }
    (place, before)
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_at_any_write_leaves_the_old_files_whole() {
    use std::process::Command;
    let (place, before) = edited();
    let whole = {
        let (other, _) = edited();
        let _ = other.run(&["build"]).ended(0);
        files(&other)
    };
    let disk = place.path("disk");
    fs::create_dir(&disk).expect("a folder");
    let mount = |size: usize| {
        let options = format!("size={size}k");
        let args = ["-t", "tmpfs", "-o", &options, "tmpfs"];
        let status = Command::new("mount").args(args).arg(&disk).status();
        status.is_ok_and(|status| status.success())
    };
    let unmount = || {
        Command::new("umount")
            .arg(&disk)
            .status()
            .is_ok_and(|status| status.success())
    };
    // From no room for the first new file to room for all of them.
    let (mut refused, mut done) = (0, 0);
    for size in (40..400).step_by(8) {
        if !mount(size) {
            println!("skipped: this user may not mount a disk");
            return;
        }
        fs::create_dir(disk.join("decks")).expect("a folder");
        let put = |name: &str, bytes: &[u8]| fs::write(disk.join(name), bytes);
        let fits = put(PACKAGE, &before.0)
            .and(put(LEDGER, &before.1))
            .and(put("decks/talks.yaml", b"deck: Talks\n"));
        let notes = std::os::unix::fs::symlink(place.path("notes"), disk.join("notes"));
        let run = fits.and(notes).ok().map(|()| {
            let mut command = place.command(&["build", "--quiet"]);
            command.current_dir(&disk);
            finished(command)
        });
        let after = fs::read(disk.join(PACKAGE))
            .and_then(|package| Ok((package, fs::read(disk.join(LEDGER))?)));
        let left = names_in(&disk.join("decks"));
        assert!(unmount(), "the disk can be taken away");
        let Some(run) = run else { continue };
        let after = after.expect("both files");
        match run.code {
            Some(0) => {
                assert!(after == whole, "{size} KiB: another deck");
                done += 1;
            }
            code => {
                assert_eq!(code, Some(1), "{size} KiB: {}", run.stderr);
                assert!(
                    run.stderr.contains("decks/talks."),
                    "{size} KiB: {}",
                    run.stderr
                );
                assert!(after == before, "{size} KiB: the old files changed");
                refused += 1;
            }
        }
        // A cache may have found room or not.
        let left: Vec<&str> = left.iter().map(String::as_str).collect();
        let left = left.strip_prefix(&[".talks.cache"]).unwrap_or(&left);
        assert_eq!(
            left,
            ["talks.apkg", "talks.ledger", "talks.yaml"],
            "{size} KiB"
        );
    }
    assert!(refused > 3 && done > 0, "{refused} refused, {done} done");
}

#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_file_leaves_the_old_ones_whole() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let (place, before) = edited();
    let allow = |path: &str, mode: u32| {
        fs::set_permissions(place.path(path), fs::Permissions::from_mode(mode))
            .expect("permissions")
    };
    allow("", 0o755);
    allow("decks", 0o555);
    // Root may write everywhere, and may become nobody.
    let is_root = fs::write(place.path("decks/.probe"), "").is_ok();
    let run = || {
        let mut command = place.command(&["build", "--quiet"]);
        if is_root {
            command.uid(65_534).gid(65_534);
        }
        finished(command)
    };
    let _ = fs::remove_file(place.path("decks/.probe"));
    let _ = run().ended(1).says("decks/talks.");
    assert!(files(&place) == before);
    allow("decks", 0o755);
    for (path, told) in [
        ("notes/7.md", "notes/7.md"),
        ("decks/talks.ledger", "talks.ledger"),
        ("decks/talks.yaml", "talks.yaml"),
        ("notes", "notes"),
    ] {
        allow(path, 0o000);
        let _ = run().ended(1).says(told);
        allow(path, 0o755);
        assert!(files(&place) == before, "{path}");
    }
    let _ = place.run(&["build"]).ended(0);
}

#[test]
fn notes_that_come_and_go_while_they_are_read_spoil_no_deck() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let (place, mut before) = edited();
    let over = AtomicBool::new(false);
    let (mut built, mut refused) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0_usize.. {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                let file = place.path(format!("notes/{}.md", round % 40));
                let _ = fs::remove_file(&file);
                // Not whole at any one time, as editors that write in place do.
                let _ = fs::write(&file, HEAD);
                let _ = fs::write(&file, note(round % 40));
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
        });
        for _ in 0..12 {
            let run = place.run(&["build", "--quiet"]);
            match run.code {
                Some(0 | 3) => built += 1,
                code => {
                    assert_eq!(code, Some(1), "{}", run.stderr);
                    assert!(run.stderr.contains(".md"), "{}", run.stderr);
                    assert!(files(&place) == before, "a refused build wrote");
                    refused += 1;
                }
            }
            before = files(&place);
        }
        over.store(true, Ordering::Relaxed);
    });
    println!("{built} built, {refused} refused");
    // Nothing is forgotten once they stand still.
    let _ = place.run(&["build"]).ended(0);
    assert_eq!(place.run(&["cards"]).ended(0).stdout.lines().count(), 41);
    let _ = place.run(&["build", "--locked"]).ended(0);
}

#[test]
fn a_clock_that_was_set_back_makes_no_card_older() {
    let place = Place::with_deck();
    let at = |seconds: &str| {
        let mut command = place.command(&["build"]);
        command.env("SOURCE_DATE_EPOCH", seconds);
        let _ = finished(command).ended(0);
        let ledger = String::from_utf8(place.read(LEDGER)).expect("text");
        let line = ledger.lines().find_map(|line| line.strip_prefix("mod "));
        line.and_then(|number| number.parse::<i64>().ok())
            .expect("a time")
    };
    let first = at("1800000000");
    let edit = |from: &str, to: &str| {
        let text = String::from_utf8(place.read("notes/tides.md")).expect("text");
        place.write("notes/tides.md", text.replace(from, to));
    };
    edit("Long", "High");
    let second = at("1700000000");
    assert!(second > first, "Anki would keep the old words");
    edit("High", "Spring");
    for odd in ["0", "-5", "99999999999999999999", "soon"] {
        let later = at(odd);
        assert!(later > first, "{odd}: {later}");
    }
}
