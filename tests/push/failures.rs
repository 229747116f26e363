//! Everything that can stand between a package and Anki, each with its own message.

use serde_json::{Value, json};

use crate::fake::{Anki, Fake, Reply};
use crate::workdir::{Run, Workdir};

/// An address that nobody listens at: the port is for a service that nobody offers any more.
pub const NOWHERE: &str = "127.0.0.1:1";

/// A folder whose deck is built.
pub fn built() -> Workdir {
    let dir = Workdir::with_note();
    drop(dir.run(&["build"]).ended(0));
    dir
}

/// Pushes to a fake.
pub fn push(dir: &Workdir, fake: &Fake, more: &[&str]) -> Run {
    let args = [&["push", "--address", &fake.address], more].concat();
    dir.run(&args)
}

/// A push that fails, with this in its message, before any import.
#[track_caller]
fn check(anki: Anki, twist: fn(&Value) -> Reply, message: &str) {
    let fake = Fake::twisted(anki, twist);
    let run = push(&built(), &fake, &["--no-open"]).ended(1);
    assert!(run.stderr.contains(message), "{}", run.stderr);
    let actions = fake.actions();
    assert!(
        !actions.contains(&"importPackage".to_owned()),
        "{actions:?}"
    );
}

/// What the add-on says when something is wrong.
fn complaint(error: &str) -> Reply {
    Reply::Http(200, json!({"result": null, "error": error}).to_string())
}

#[test]
fn a_package_is_looked_at_before_anki_is() {
    let fake = Fake::start(Anki::default());
    let dir = Workdir::with_note();
    dir.write("broken.apkg", "PK?");
    dir.write("deck.zip", "PK?");
    dir.write("collection.apkg", "PK?");
    for (args, message) in [
        (
            &[][..],
            "there is no package `decks/meetings.apkg`; `cuedeck build` writes it",
        ),
        (&["notes"][..], "there is no package `decks/notes.apkg`"),
        (&["gone.apkg"][..], "there is no package `gone.apkg`"),
        (&["broken.apkg"][..], "`broken.apkg` is not an Anki package"),
        (
            &["deck.zip"][..],
            "`deck.zip` is no package: the name of one ends in .apkg",
        ),
        (
            &["collection.apkg"][..],
            "makes Anki replace the whole collection",
        ),
    ] {
        let run = push(&dir, &fake, args).ended(1);
        assert!(run.stderr.contains(message), "{args:?}: {}", run.stderr);
    }
    assert!(fake.actions().is_empty());
}

#[test]
fn without_a_recipe_there_is_nothing_to_push() {
    let run = Workdir::new().run(&["push"]).ended(2);
    assert!(run.stderr.contains("there is no recipe in `decks/` here"));
}

#[test]
fn an_anki_that_is_not_there_and_one_without_the_add_on_are_one() {
    for option in ["--no-open", "--import-now", "--retired=tag"] {
        let run = built()
            .run(&["push", "--address", NOWHERE, option])
            .ended(1);
        let message = format!(
            "nothing answers at {NOWHERE}: Anki is not running, or has no AnkiConnect add-on (code 2055492159)"
        );
        assert!(run.stderr.contains(&message), "{}", run.stderr);
    }
}

#[test]
fn something_else_on_the_port_is_not_taken_for_anki() {
    let message = "is not AnkiConnect; if AnkiConnect has another port, name it with --address";
    check(
        Anki::default(),
        |_| Reply::Http(200, "<html>".to_owned()),
        message,
    );
    check(
        Anki::default(),
        |_| Reply::Http(200, "{}".to_owned()),
        message,
    );
    check(
        Anki::default(),
        |_| Reply::Http(404, String::new()),
        message,
    );
    check(Anki::default(), |_| Reply::Raw(b"SSH-2.0-x\r\n"), message);
    check(Anki::default(), |_| Reply::Raw(b""), message);
    // Its answer has the form and not the sense.
    let odd = |_: &Value| Reply::Http(200, json!({"result": 7, "error": null}).to_string());
    check(Anki::default(), odd, message);
}

#[test]
fn a_redirection_is_not_followed() {
    // Were it followed, the push would succeed.
    static GOAL: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let goal = Fake::start(Anki::default());
    GOAL.get_or_init(|| format!("http://{}/", goal.address));
    check(
        Anki::default(),
        |_| Reply::Http(307, GOAL.get().cloned().unwrap_or_default()),
        "is not AnkiConnect",
    );
    assert!(goal.actions().is_empty());
}

#[test]
fn only_addresses_of_this_computer_are_taken() {
    for address in ["192.168.1.5:8765", "anki.example:8765", "0.0.0.0:8765"] {
        let run = built().run(&["push", "--address", address]).ended(2);
        assert!(run.stderr.contains("127.0.0.1:8765"), "{}", run.stderr);
    }
}

#[test]
fn a_proxy_is_not_asked_and_no_origin_is_told() {
    let dir = built();
    let fake = Fake::start(Anki::with(&dir.path("decks/meetings.apkg")));
    for proxy in ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"] {
        let args = ["push", "--address", &fake.address];
        drop(dir.run_where((proxy, "http://127.0.0.1:1"), &args).ended(0));
    }
    let anki = fake.anki.lock().expect("no test panicked inside");
    assert!(anki.heard.len() >= 4 * 3);
    for (head, body) in &anki.heard {
        assert!(!head.to_lowercase().contains("\norigin:"), "{head}");
        assert_eq!(body["version"], 6);
    }
}

#[test]
fn a_refusal_is_told_from_a_wrong_key() {
    let refused = "AnkiConnect refuses programs of this computer";
    check(
        Anki::default(),
        |_| Reply::Http(403, String::new()),
        refused,
    );
    let denied = |_: &Value| {
        let answer = json!({"result": {"permission": "denied"}, "error": null});
        Reply::Http(200, answer.to_string())
    };
    check(Anki::default(), denied, refused);
}

fn with_key() -> Anki {
    Anki {
        key: Some("sesame"),
        ..Anki::default()
    }
}

#[test]
fn a_key_comes_from_the_environment_and_goes_only_where_one_is_asked_for() {
    check(
        with_key(),
        |_| Reply::Usual,
        "put the `apiKey` of its configuration into the environment variable CUEDECK_ANKI_KEY",
    );
    let dir = built();
    let run = |anki: Anki, key: &str| {
        let fake = Fake::start(anki);
        let args = ["push", "--wait", "0", "--address", &fake.address];
        (dir.run_where(("CUEDECK_ANKI_KEY", key), &args), fake)
    };
    let (wrong, _) = run(with_key(), "semolina");
    let wrong = wrong.ended(1);
    let message = "the key in CUEDECK_ANKI_KEY is not the `apiKey` of AnkiConnect's configuration";
    assert!(wrong.stderr.contains(message), "{}", wrong.stderr);
    assert!(
        !wrong.stderr.contains("semolina"),
        "a key is not for the screen"
    );
    drop(run(with_key(), "sesame").0.ended(0));
    // AnkiConnect without a key takes any key for a wrong one.
    let (needless, fake) = run(Anki::default(), "sesame");
    drop(needless.ended(0));
    let anki = fake.anki.lock().expect("no test panicked inside");
    assert!(anki.heard.iter().all(|(_, body)| body.get("key").is_none()));
}

#[test]
fn a_closed_profile_is_noticed_before_a_window_opens() {
    let twist = |request: &Value| match request["action"].as_str() {
        Some("requestPermission") => Reply::Usual,
        _ => complaint("collection is not available"),
    };
    let fake = Fake::twisted(Anki::default(), twist);
    let run = push(&built(), &fake, &[]).ended(1);
    assert!(
        run.stderr
            .contains("Anki has no profile open; open one and try again")
    );
    assert_eq!(fake.actions(), ["requestPermission", "deckNames"]);
}

#[test]
fn an_anki_that_says_nothing_is_busy() {
    let message = "Anki did not answer within 3 s: it is busy or shows a message box";
    check(Anki::default(), |_| Reply::Silence, message);
}

#[test]
fn a_window_that_does_not_open_is_a_message_box() {
    let twist = |request: &Value| match request["action"].as_str() {
        Some("guiImportFile") => Reply::Silence,
        _ => Reply::Usual,
    };
    check(Anki::default(), twist, "Anki did not answer within 10 s");
}

#[test]
fn an_error_with_status_500_is_read() {
    let twist = |request: &Value| match request["action"].as_str() {
        Some("guiImportFile") => Reply::Http(
            500,
            json!({"result": null, "error": "disk \u{1b}[31mfull"}).to_string(),
        ),
        _ => Reply::Usual,
    };
    let fake = Fake::twisted(Anki::default(), twist);
    let run = push(&built(), &fake, &[]).ended(1);
    assert!(
        run.stderr
            .contains("Anki could not do `guiImportFile`: disk")
    );
    assert!(
        !run.stderr.contains("\u{1b}[31m"),
        "its words are not obeyed"
    );
}

#[test]
fn an_add_on_that_is_too_old_is_named() {
    check(
        Anki::default(),
        |_| complaint("unsupported action"),
        "this AnkiConnect is too old",
    );
    let fifth = |_: &Value| {
        let answer = json!({"permission": "granted", "requireApikey": false, "version": 5});
        Reply::Http(200, json!({"result": answer, "error": null}).to_string())
    };
    check(Anki::default(), fifth, "this AnkiConnect is too old");
}
