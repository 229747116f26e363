//! The page as a file.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::browser::{Browser, address};
use crate::workdir::{NOTE, Workdir};

/// A note that tries to be more than words.
const HOSTILE: &str = "\
---
title: </script><script>document.title = 'taken'</script>
videoId: dQw4w9WgXcQ
---

## <img src=x onerror=\"document.title='taken'\">

*   **Script tag**: A `</script><script>document.title='taken'</script>` in the middle of words [00:01:00].

Long scripts often fail due to <b>a lack of tests</b> & \"quotes\" [00:02:00].
";

/// A note on another recording, with a definition and a cause as the first has.
const OTHER: &str = "\
---
title: Running other meetings
videoId: dQw4w9WgXcQ
---

*   **Side table**: A place for talks that only two people need [00:01:00].

Long retrospectives often fail due to a lack of notes [00:02:00].
";

/// Where the page of a folder is.
fn page(dir: &Workdir) -> String {
    address(&dir.path("page.html"))
}

/// A folder with notes, and its page in a browser.
fn shown(dir: &Workdir) -> Option<Browser> {
    let _ = dir.run(&["preview", "-o", "page.html"]).ended(0);
    let mut browser = Browser::start()?;
    browser.resize(1400, 900);
    browser.open(&page(dir));
    Some(browser)
}

#[test]
fn the_page_is_written_whole_and_nothing_else_is() {
    let dir = Workdir::with_note();
    let run = dir.run(&["preview"]).ended(0);
    assert!(run.stderr.contains("decks/preview.html"), "{}", run.stderr);
    assert_eq!(run.stdout, "", "stdout is for data");
    assert!(dir.has("decks/preview.html"));
    assert!(!dir.has("decks/meetings.ledger") && !dir.has("decks/meetings.apkg"));
    let page = dir.read("decks/preview.html");
    let _ = dir.run(&["preview"]).ended(0);
    assert!(
        page == dir.read("decks/preview.html"),
        "the same notes give the same page"
    );
}

#[test]
fn a_page_that_cannot_be_written_is_an_error() {
    let dir = Workdir::with_note();
    let run = dir.run(&["preview", "-o", "nowhere/page.html"]).ended(1);
    assert!(run.stderr.contains("nowhere/page.html"), "{}", run.stderr);
    let _ = dir.run(&["preview", "--serve", "-o", "page.html"]).ended(2);
}

#[cfg(target_os = "linux")]
#[test]
fn open_hands_the_page_to_the_desktop() {
    use std::os::unix::fs::PermissionsExt;
    let dir = Workdir::with_note();
    let script = dir.path("bin/xdg-open");
    dir.write(
        "bin/xdg-open",
        "#!/bin/sh\necho \"$1\" >opened.new\n/bin/mv opened.new opened\n",
    );
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("permissions");
    let status = Command::new(env!("CARGO_BIN_EXE_cuedeck"))
        .args(["preview", "--open", "--quiet"])
        .current_dir(dir.path(""))
        .env_clear()
        .env("PATH", dir.path("bin"))
        .status()
        .expect("the program runs");
    assert!(status.success());
    // It runs by itself: the program does not wait for a browser to be closed.
    for _ in 0..200 {
        if dir.has("opened") {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(dir.read("opened"), b"decks/preview.html\n");
}

#[test]
fn a_card_turns_by_key_and_by_click_and_keys_step_through_the_deck() {
    let dir = Workdir::with_note();
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    let first = browser.card();
    assert!(first.ends_with('?'), "{first}");
    browser.press(" ");
    let back = browser.card();
    assert!(
        back.starts_with(&first) && back.len() > first.len(),
        "{back}"
    );
    assert_eq!(browser.words("#flip"), "Show question");
    browser.click("#card");
    assert_eq!(browser.card(), first);
    browser.click("#flip");
    assert_eq!(browser.card(), back);
    browser.press("ArrowRight");
    let second = browser.card();
    assert_ne!(second, first);
    assert!(
        second.lines().count() <= 3,
        "the next card shows its front: {second}"
    );
    browser.press("ArrowLeft");
    assert_eq!(browser.card(), first);
    browser.is_calm(&page(&dir));
}

#[test]
fn a_card_is_drawn_with_ankis_style_which_does_not_leave_it() {
    let dir = Workdir::with_note();
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    let paper = "getComputedStyle(document.querySelector('#card').shadowRoot.querySelector('.card')).backgroundColor";
    assert_eq!(browser.value(paper), "rgb(252, 252, 250)");
    browser.press("n");
    assert_eq!(browser.value(paper), "rgb(33, 36, 39)");
    assert_eq!(
        browser.value("getComputedStyle(document.body).backgroundColor"),
        "rgb(23, 25, 27)"
    );
    browser.press("n");
    assert_eq!(browser.value(paper), "rgb(252, 252, 250)");
    browser.is_calm(&page(&dir));
}

#[test]
fn search_and_filters_leave_the_cards_that_fit() {
    let dir = Workdir::with_note();
    dir.write("notes/other.md", OTHER);
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    let count = |browser: &mut Browser| browser.words("#count");
    let all = count(&mut browser);
    browser.press("/");
    browser.type_in("LONG fail");
    assert_eq!(count(&mut browser), format!("2 of {all}"));
    assert!(
        browser
            .card()
            .contains("Long agendas with a dozen small items often fail due to what?")
    );
    browser.type_in(" nowhere");
    assert_eq!(count(&mut browser), format!("0 of {all}"));
    assert_eq!(browser.words("#none"), "Nothing fits.");
    browser.click("#clear");
    assert_eq!(count(&mut browser), all);
    browser.choose("shape", "definition");
    assert_eq!(count(&mut browser), format!("2 of {all}"));
    browser.choose("note", "1");
    assert_eq!(count(&mut browser), format!("1 of {all}"));
    assert_eq!(browser.words("#source h2"), "Running other meetings");
    browser.click("#clear");
    browser.choose("state", "new");
    assert_eq!(count(&mut browser), all, "nothing was built yet");
    browser.is_calm(&page(&dir));
}

#[test]
fn of_five_thousand_cards_only_the_rows_in_sight_exist() {
    let dir = Workdir::with_note();
    let mut added = "add:\n".to_owned();
    for nth in 0..5000 {
        added += &format!(
            "  - name: n{nth}\n    video: Z9ftpRhRiJE\n    question: What is {nth}?\n    answer: A number\n"
        );
    }
    dir.write("decks/meetings.overrides.yaml", added);
    dir.write(
        "decks/meetings.yaml",
        "deck: Meetings\nlimits:\n  cards_per_note: 6000\n",
    );
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    let rows = "document.querySelectorAll('[role=option]').length";
    let all = browser.value("Number(document.querySelector('[role=option]').ariaSetSize)");
    assert!(all.as_u64() > Some(5000), "{all}");
    browser.wait_for(&format!("{rows} < 40"));
    browser.value("document.querySelector('#list').focus()");
    browser.press("End");
    let last = "document.querySelector('[role=option][aria-selected=true]').ariaPosInSet";
    assert_eq!(browser.value(last), all.to_string());
    assert_eq!(browser.words("#place"), "5,004 of 5,004");
    browser.wait_for(&format!("{rows} < 40"));
    browser.is_calm(&page(&dir));
}

#[test]
fn a_card_stands_beside_its_words_in_the_note() {
    let dir = Workdir::with_note();
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    browser.press("/");
    browser.type_in("agendas");
    assert_eq!(
        browser.words("#source .own").replace('\n', " "),
        "Opening a staff meeting with status reports pushes the hardest decision to the end 00:01:05. \
         Long agendas with a dozen small items often fail due to a lack of preparation 00:02:10."
    );
    let marked = browser.value(
        "[...document.querySelectorAll('#source mark')].map((mark) => mark.innerText).join('')",
    );
    let marked = marked.as_str().expect("marked words").trim().to_owned();
    assert_eq!(
        marked,
        "Long agendas with a dozen small items often fail due to a lack of preparation 00:02:10."
    );
    let place = browser.words("#source .where");
    assert!(place.contains("notes/meetings.md:10"), "{place}");
    let link = browser.value("document.querySelector('#source .where a').href");
    assert_eq!(link, "https://www.youtube.com/watch?v=Z9ftpRhRiJE&t=130s");
    browser.is_calm(&page(&dir));
}

#[test]
fn a_statement_without_a_card_says_why() {
    let dir = Workdir::with_note();
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    browser.click("nav button[data-view=bare]");
    browser.press("/");
    browser.type_in("This helps");
    let why = browser.words("#bare");
    assert!(
        why.contains("This helps.") && why.contains("too-short"),
        "{why}"
    );
    assert_eq!(
        browser.value("document.querySelector('#card').hidden"),
        true
    );
    browser.is_calm(&page(&dir));
}

#[test]
fn the_overview_shows_each_recording_and_leads_to_its_cards() {
    let dir = Workdir::with_note();
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    browser.click("nav button[data-view=overview]");
    let words = browser.words("#overview");
    for part in [
        "Running staff meetings",
        "00:04:00",
        "of the statements have one",
    ] {
        assert!(words.contains(part), "{part} is missing in {words}");
    }
    let named = browser.value("document.querySelector('#overview svg').getAttribute('aria-label')");
    assert!(
        named.as_str().expect("a name").contains("in 00:04:00"),
        "{named}"
    );
    browser.click("#overview svg");
    assert_eq!(browser.value("document.body.dataset.view"), "cards");
    assert_eq!(
        browser.value("document.querySelector('#browse').hidden"),
        false
    );
    browser.is_calm(&page(&dir));
}

#[test]
fn rejected_keys_make_a_line_that_works() {
    let dir = Workdir::with_note();
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    assert_eq!(
        browser.value("document.querySelector('#tray').hidden"),
        true
    );
    browser.click("#reject");
    browser.press("ArrowRight");
    browser.press("r");
    browser.press("ArrowRight");
    browser.press("r");
    browser.press("r");
    assert_eq!(browser.words("#tray-count"), "2 cards to reject");
    let line = browser.words("#line");
    let words: Vec<&str> = line.split(' ').collect();
    assert_eq!(words[..2], ["cuedeck", "reject"]);
    let before = dir.run(&["cards"]).ended(0).json_lines().len();
    let _ = dir.run(&words[1..]).ended(0);
    assert_eq!(dir.run(&["cards"]).ended(0).json_lines().len(), before - 2);
    browser.is_calm(&page(&dir));
}

#[test]
fn what_changed_since_the_last_build_is_marked() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let edited = NOTE.replace("Long agendas", "Crowded agendas").replace(
        "*   **Parking lot**: A list of topics that nobody has time for today",
        "*",
    );
    dir.write("notes/meetings.md", edited);
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    browser.choose("state", "reworded");
    assert!(
        browser.card().contains("Crowded agendas"),
        "{}",
        browser.card()
    );
    let was = browser.words("#changes");
    assert!(
        was.contains("Long agendas with a dozen small items often fail due to what?"),
        "{was}"
    );
    browser.choose("state", "retired");
    assert!(browser.card().contains("parking lot"), "{}", browser.card());
    assert_eq!(
        browser.value("document.querySelector('#reject').hidden"),
        true
    );
    browser.is_calm(&page(&dir));
}

#[test]
fn a_note_that_tries_to_be_a_script_stays_words() {
    let dir = Workdir::with_note();
    dir.write("notes/hostile.md", HOSTILE);
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    let count = browser.value("document.querySelectorAll('[role=option]').length");
    for _ in 0..count.as_u64().expect("a number") {
        browser.press("ArrowRight");
        browser.press(" ");
    }
    browser.click("nav button[data-view=overview]");
    let words = browser.words("#overview");
    assert!(
        words.contains("</script><script>document.title = 'taken'</script>"),
        "{words}"
    );
    let title = browser.value("document.title");
    assert_eq!(title, "Meetings – Cuedeck");
    assert_eq!(
        browser.value("document.querySelectorAll('script').length"),
        2
    );
    browser.is_calm(&page(&dir));
}

#[test]
fn the_policy_stops_what_escaping_would_miss() {
    let dir = Workdir::with_note();
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    browser.value(
        "document.body.insertAdjacentHTML('beforeend', \
         '<img src=\"data:,x\" onerror=\"document.title = 1\"><img src=\"http://127.0.0.1:9/x.png\">')",
    );
    browser.value("fetch('http://127.0.0.1:9/').catch(() => 1)");
    browser.wait_for("true");
    assert_eq!(browser.value("document.title"), "Meetings – Cuedeck");
    let told = format!("{:?}", browser.complaints());
    for part in ["event handler", "img-src", "connect-src"] {
        assert!(told.contains(part), "{part} was not stopped: {told}");
    }
}

#[test]
fn a_screen_reader_finds_a_name_on_everything_that_can_be_used() {
    let dir = Workdir::with_note();
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    browser.press("r");
    let read = browser.read_out();
    let used = [
        "button",
        "link",
        "combobox",
        "searchbox",
        "listbox",
        "option",
        "image",
        "article",
    ];
    for (role, name) in &read {
        assert!(
            !used.contains(&role.as_str()) || !name.is_empty(),
            "a {role} has no name: {read:?}"
        );
    }
    for role in [
        "button",
        "link",
        "combobox",
        "searchbox",
        "listbox",
        "option",
        "status",
        "navigation",
        "main",
    ] {
        assert!(
            read.iter().any(|(found, _)| found == role),
            "no {role}: {read:?}"
        );
    }
    // The list is one stop of the Tab key, and says which of its entries is meant.
    browser.value("document.querySelector('#list').focus()");
    browser.press("ArrowDown");
    let active = browser.value(
        "document.getElementById(document.querySelector('#list').getAttribute('aria-activedescendant')).ariaPosInSet",
    );
    assert_eq!(active, "2");
    browser.is_calm(&page(&dir));
}

#[test]
fn on_a_phone_the_list_and_the_card_take_turns() {
    let dir = Workdir::with_note();
    let Some(mut browser) = shown(&dir) else {
        return;
    };
    browser.resize(390, 844);
    let seen = |browser: &mut Browser, id: &str| {
        browser.value(&format!(
            "document.querySelector('{id}').offsetParent !== null"
        )) == true
    };
    assert!(seen(&mut browser, "#list") && !seen(&mut browser, "#card"));
    browser.click("#row-1");
    assert!(!seen(&mut browser, "#list") && seen(&mut browser, "#card"));
    let wide = browser.value("document.documentElement.scrollWidth");
    assert_eq!(wide, 390, "the page does not scroll sideways");
    browser.click("#back");
    assert!(seen(&mut browser, "#list"));
    browser.is_calm(&page(&dir));
}
