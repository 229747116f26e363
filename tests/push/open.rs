//! Without AnkiConnect, a package is opened as by a double click.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::thread;
use std::time::Duration;

use crate::failures::{NOWHERE, built};
use crate::fake::{Anki, Fake, Reply};
use crate::workdir::Workdir;

/// A folder with a program in it that writes down what it is to open.
fn with_program() -> (Workdir, String) {
    let dir = built();
    let program = dir.path("my anki");
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" >'{}'\n",
        dir.path("opened").display()
    );
    dir.write("my anki", script);
    fs::set_permissions(&program, Permissions::from_mode(0o755)).expect("an executable file");
    let program = program.display().to_string();
    (dir, program)
}

fn opened(dir: &Workdir) -> String {
    for _ in 0..100 {
        if dir.has("opened") && !dir.read("opened").is_empty() {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    String::from_utf8(dir.read("opened")).expect("UTF-8")
}

#[test]
fn a_package_is_opened_with_the_program_by_its_whole_path() {
    let (dir, program) = with_program();
    let args = [
        "push",
        "--address",
        NOWHERE,
        "--anki",
        &program,
        "--wait",
        "1",
    ];
    let run = dir.run(&args).ended(0);
    assert_eq!(
        opened(&dir),
        format!("{}\n", dir.path("decks/meetings.apkg").display())
    );
    assert!(run.stderr.contains(&format!(
        "decks/meetings.apkg was opened with `{program}`: press Import in Anki"
    )));
    assert!(
        run.stderr
            .contains("whether its cards arrive cannot be seen"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_program_that_is_not_there_is_an_error() {
    let (dir, _) = with_program();
    let run = dir
        .run(&["push", "--address", NOWHERE, "--anki", "./gone"])
        .ended(1);
    assert!(
        run.stderr
            .contains("cannot open `decks/meetings.apkg` with Anki; in Anki, choose File › Import")
    );
}

#[test]
fn several_packages_are_not_opened_at_once() {
    let (dir, program) = with_program();
    dir.write("decks/other.yaml", "deck: Other\n");
    drop(dir.run(&["build"]).ended(0));
    let run = dir
        .run(&["push", "--address", NOWHERE, "--anki", &program])
        .ended(1);
    assert!(
        run.stderr.contains("one at a time, and there are 2 here"),
        "{}",
        run.stderr
    );
    assert!(!dir.has("opened"));
}

#[test]
fn an_anki_that_starts_with_the_add_on_is_asked_what_it_has() {
    let (dir, program) = with_program();
    let address = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.local_addr().expect("an address").to_string()
    };
    let late = {
        let (address, package) = (address.clone(), dir.path("decks/meetings.apkg"));
        thread::spawn(move || {
            thread::sleep(Duration::from_secs(2));
            let listener = TcpListener::bind(&address).expect("the port is still free");
            Fake::on(listener, Anki::with(&package), |_| Reply::Usual)
        })
    };
    let args = [
        "push",
        "--address",
        &address,
        "--anki",
        &program,
        "--wait",
        "30",
    ];
    let run = dir.run(&args).ended(0);
    let fake = late.join().expect("the late one started");
    assert!(
        run.stderr
            .ends_with("cards are in Anki as the package has them\n"),
        "{}",
        run.stderr
    );
    assert!(
        fake.params("guiImportFile").is_empty(),
        "its window is open already"
    );
}
