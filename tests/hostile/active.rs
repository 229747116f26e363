//! Notes with scripts, handlers and paths in them: all of it is shown as text, or left out.

use cuedeck::package::read_notes;
use pulldown_cmark as md;

use crate::child::{HEAD, Place};

#[path = "../../fuzz/src/html.rs"]
mod html;

/// What a browser, Anki or a spreadsheet would act on.
const HOSTILE: &str = "\
*   **Script <script>alert(1)</script> tag**: A tag that leads to trouble because `<script>alert(2)</script>` runs [00:01:00].
*   **Handler**: An attribute that leads to &lt;img src=x onerror=alert(3)&gt; on each page [00:02:00].
*   **Address**: A [link](javascript:alert(4)) that leads to &lt;a href=\"javascript:alert(5)\"&gt; rather than a page [00:03:00].
*   **Sound**: A mark such as [sound:../../x.mp3] that leads to {{c1::noise}} because [latex]\\input{/etc/passwd}[/latex] runs [00:04:00].
*   **Frame**: An <iframe src=\"//example.org\" onload=\"alert(6)\"></iframe> element that leads to pages in pages [00:05:00].

Long tides often fail due to a lack of &lt;b onclick=alert(7)&gt;wind&lt;/b&gt; [00:06:00]. <!-- cue: q: What do <svg/onload=alert(8)> and [tides](javascript:alert(9)) lack? a: <script>alert(10)</script> wind -->

![chart](../../../etc/passwd) ![[/etc/shadow]] ![x](file:///etc/hosts)
";

fn place() -> Place {
    let place = Place::new();
    let head = HEAD.replace(
        "title: Tides",
        "title: \"<script>alert(0)</script> & {{c1::tides}}\"",
    );
    place.write(
        "notes/<img src=x onerror=alert(11)>.md",
        format!("{head}{HOSTILE}"),
    );
    place.write("decks/talks.yaml", "deck: Talks\n");
    place
}

#[test]
fn nothing_on_a_card_is_active() {
    let place = place();
    let _ = place.run(&["build"]).ended(0);
    let notes = read_notes(&place.path("decks/talks.apkg")).expect("a package");
    assert!(notes.len() >= 2, "{} cards", notes.len());
    let mut fields = String::new();
    for packaged in &notes {
        for field in &packaged.note.fields {
            html::check(field);
            fields.push_str(&html::text_of(field));
        }
    }
    assert!(
        fields.contains("<script>alert(10)</script> wind"),
        "shown as text"
    );
}

#[test]
fn nothing_in_markdown_output_is_active_once_it_is_rendered() {
    let place = place();
    for args in [
        &["cards", "notes", "--format", "md"][..],
        &["cards", "notes", "--skipped", "--format", "md"],
    ] {
        let shown = place.run(args).ended(0).stdout;
        assert!(shown.contains("alert("), "{shown}");
        for event in md::Parser::new_ext(&shown, md::Options::all()) {
            match event {
                md::Event::Html(html) | md::Event::InlineHtml(html) => panic!("a tag: {html}"),
                md::Event::Start(md::Tag::Image { dest_url, .. }) => panic!("an image: {dest_url}"),
                md::Event::Start(md::Tag::Link { dest_url, .. }) => {
                    let known = "https://www.youtube.com/watch?v=Z9ftpRhRiJE";
                    assert!(dest_url.starts_with(known), "a link to {dest_url}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn images_and_files_are_never_looked_at() {
    let place = place();
    let found = place.run(&["check", "notes"]).ended(0);
    assert!(found.stdout.contains("image-dropped"), "{}", found.stdout);
    let notes = place.run(&["build"]).ended(0);
    assert!(!notes.stderr.contains("root:"), "{}", notes.stderr);
    let package = std::fs::File::open(place.path("decks/talks.apkg")).expect("a package");
    let mut package = zip::ZipArchive::new(package).expect("a zip");
    let mut media = String::new();
    std::io::Read::read_to_string(&mut package.by_name("media").expect("a list"), &mut media)
        .expect("text");
    assert_eq!(media, "{}", "a card has no files");
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let place = Place::new();
    let head = HEAD.replace(
        "title: Tides",
        "title: \"a\\e[2Jb\\u202ec\"\nguest: \"d\\e]0;e\\a\"",
    );
    let text = format!(
        "{head}Long tides often \u{1b}[31mfail due to a lack\u{9b}2J of wind [00:01:00].\n\n[99:99:99] \u{1b}]0;x\u{7}\n"
    );
    place.write("notes/\u{1b}[2Jtides.md", text);
    for args in [
        &["check", "notes"][..],
        &["cards", "notes", "--format", "md"],
        &["build", "notes", "-o", "x.apkg"],
        &["build", "notes/\u{1b}[2Jnone.md"],
    ] {
        let run = place.run(args);
        let all = format!("{}{}", run.stdout, run.stderr);
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!all.contains(steers), "{args:?}: {all:?}");
    }
}
