//! `cuedeck watch --push`: what a save changed is in Anki's window a moment later.

use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::failures::built;
use crate::fake::{Anki, Fake};
use crate::workdir::Workdir;

/// The program, watching a folder.
struct Watching(Child);

impl Watching {
    fn start(dir: &Workdir, fake: &Fake) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_cuedeck"))
            .args(["watch", &format!("--push={}", fake.address)])
            .current_dir(dir.path(""))
            .env_clear()
            .env("SOURCE_DATE_EPOCH", "1800000200")
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        Self(child)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until Anki's window was opened so many times.
#[track_caller]
fn opened(fake: &Fake, times: usize) {
    for _ in 0..3000 {
        if fake.params("guiImportFile").len() == times {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("{:?}", fake.actions());
}

#[test]
fn a_save_that_changes_a_card_opens_ankis_window_and_another_one_does_not() {
    let dir = built();
    let fake = Fake::start(Anki::default());
    let _watching = Watching::start(&dir, &fake);
    opened(&fake, 1);
    let note = String::from_utf8(dir.read("notes/meetings.md")).expect("UTF-8");
    let reworded = note.replace("nobody has time for", "no one has time for");
    assert_ne!(reworded, note);
    dir.write("notes/meetings.md", &reworded);
    opened(&fake, 2);
    dir.write("notes/meetings.md", reworded + "\n\n");
    dir.write("notes/other.md", "---\ntitle: Nothing\n---\n");
    thread::sleep(Duration::from_millis(1500));
    opened(&fake, 2);
    for never in ["importPackage", "addNote", "addNotes"] {
        assert!(!fake.actions().contains(&never.to_owned()), "{never}");
    }
}
