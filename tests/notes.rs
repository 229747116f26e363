//! Reading notes: one folder below `tests/notes` per case, named for what it shows. Each
//! holds `note.md` and the dump of what was read from it.
//!
//! To accept a changed dump, run with `INSTA_UPDATE=always` and review the difference.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use cuedeck::diag::Diagnostic;
use cuedeck::note::{
    BlockKind, Document, Mark, MarkKind, NotePath, RichText, SourceFile, StudyNote, parse, timing,
};
use proptest::prelude::*;

#[test]
fn every_case_reads_as_its_dump_says() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notes");
    let mut names: Vec<_> = fs::read_dir(&cases)
        .expect("the cases are part of the repository")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    assert!(names.len() >= 25);
    for name in names {
        let folder = cases.join(&name);
        let bytes = fs::read(folder.join("note.md")).expect("every case has its note");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("read", dump_of("note.md", bytes)));
    }
}

fn dump_of(path: &str, bytes: Vec<u8>) -> String {
    let path = NotePath::new(path);
    let mut checked = parse(&SourceFile { path, bytes });
    let mut out = String::new();
    match checked.value {
        None => out += "nothing\n",
        Some(Document::ChannelPage(page)) => {
            out += "channel page\n";
            for (video, title) in &page.episodes {
                let _ = writeln!(out, "  {}: {title}", video.as_str());
            }
        }
        Some(Document::Note(note)) => {
            let mut notes = [*note];
            timing::settle(&mut notes, &mut checked.problems);
            dump_note(&mut out, &notes[0]);
        }
    }
    for problem in &checked.problems {
        let _ = writeln!(out, "{}", problem.render(false));
    }
    out
}

fn dump_note(out: &mut String, note: &StudyNote) {
    let video = note.video.as_ref().map_or("-", |video| video.as_str());
    let channel = note.channel.as_deref().unwrap_or("-");
    let _ = writeln!(out, "{} | {video} | {channel}", note.title);
    for (key, value) in note.guest.iter().map(|guest| ("guest", guest)) {
        let _ = writeln!(out, "{key}: {value}");
    }
    if !note.tags.is_empty() {
        let _ = writeln!(out, "tags: {}", note.tags.join(", "));
    }
    for (key, value) in &note.extra {
        let _ = writeln!(out, "{key} = {value}");
    }
    for (n, section) in note.sections.iter().enumerate() {
        let _ = writeln!(out, "\n[{}]", section.headings.join(" > "));
        dump_marks(out, &section.heading);
        if !section.heading.stamps.is_empty() {
            let _ = writeln!(out, "    heading: {}", shown(&section.heading));
        }
        for (index, block) in note.blocks.iter().enumerate() {
            if block.section != n {
                continue;
            }
            let mut kind = kind_of(&block.kind);
            for (word, other) in [("in", block.parent), ("after", block.intro)] {
                if let Some(other) = other {
                    let _ = write!(kind, ", {word} {other}");
                }
            }
            let _ = writeln!(out, "{index} ({kind}) {}", shown(&block.body));
            dump_marks(out, &block.body);
        }
    }
    out.push('\n');
}

fn kind_of(kind: &BlockKind) -> String {
    match kind {
        BlockKind::Paragraph => "paragraph".into(),
        BlockKind::Item {
            depth,
            list,
            number,
        } => match number {
            Some(number) => format!("item {number} of list {list}, depth {depth}"),
            None => format!("item of list {list}, depth {depth}"),
        },
        BlockKind::Quotation => "quotation".into(),
        BlockKind::Callout { kind, title: true } => format!("{kind} title"),
        BlockKind::Callout { kind, .. } => kind.clone(),
        BlockKind::Row { header: true } => "header row".into(),
        BlockKind::Row { .. } => "row".into(),
        BlockKind::Code => "code".into(),
        BlockKind::Formula => "formula".into(),
    }
}

/// The words with their stamps put back as `{00:04:19}`.
fn shown(text: &RichText) -> String {
    let mut words = text.text.clone();
    for stamp in text.stamps.iter().rev() {
        let time = stamp
            .time
            .map_or_else(|| "?".to_owned(), |time| time.to_string());
        words.insert_str(stamp.at, &format!("{{{time}}}"));
    }
    words.replace('\n', "\n    ")
}

fn dump_marks(out: &mut String, text: &RichText) {
    for Mark { range, kind } in &text.marks {
        let kind = match kind {
            MarkKind::Strong => "strong".to_owned(),
            MarkKind::Emphasis => "emphasis".to_owned(),
            MarkKind::Code => "code".to_owned(),
            MarkKind::Math { display: true } => "displayed math".to_owned(),
            MarkKind::Math { .. } => "math".to_owned(),
            MarkKind::Wikilink { target } => format!("link to note {target}"),
            MarkKind::Link { url } => format!("link to {url}"),
        };
        let _ = writeln!(out, "    {kind}: {}", &text.text[range.clone()]);
    }
}

/// Text made of the pieces that notes are made of, in any order.
fn notelike() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<a class=\"yt-timestamp\" data-t=\"00:04:19\">[00:04:19]</a>".to_owned()),
        Just("<a class=\"yt-timestamp\" data-t=\"".to_owned()),
        Just("[00:01:02](<a".to_owned()),
        Just("[[a_b | ".to_owned()),
        Just("]]".to_owned()),
        Just("\n> [!INFO] ".to_owned()),
        Just("\n```markdown\n".to_owned()),
        Just("\n```\n".to_owned()),
        Just("\n::callout\n".to_owned()),
        Just("\n---\ntitle: x\n---\n".to_owned()),
        Just("\n*   **Lead:** ".to_owned()),
        Just("\n    1. ".to_owned()),
        Just("\n\n".to_owned()),
        Just("\n| a | b |\n|---|---|\n".to_owned()),
        Just("<!--".to_owned()),
        Just("-->".to_owned()),
        Just("<div>".to_owned()),
        Just("$x_1$".to_owned()),
        Just("\\(".to_owned()),
        Just("e\u{301}\u{200b}\u{a0}".to_owned()),
        "[\\[\\]()<>`*_$\\\\!|#:0-9 a-zé-]{1,8}",
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn read(text: &str) -> (Option<StudyNote>, Vec<Diagnostic>) {
    let path = NotePath::new("any.md");
    let bytes = text.as_bytes().to_vec();
    let checked = parse(&SourceFile { path, bytes });
    match checked.value {
        Some(Document::Note(note)) => (Some(*note), checked.problems),
        _ => (None, checked.problems),
    }
}

fn check_text(text: &RichText, source: &str) {
    let words = &text.text;
    assert_eq!(words.trim(), words);
    assert!(text.stamps.is_sorted_by_key(|stamp| stamp.at), "{text:?}");
    for stamp in &text.stamps {
        assert!(words.is_char_boundary(stamp.at));
        assert!(source.get(stamp.span.range()).is_some(), "{stamp:?}");
    }
    for mark in &text.marks {
        assert!(
            words
                .get(mark.range.clone())
                .is_some_and(|marked| !marked.is_empty())
        );
    }
    assert!(text.marks.is_sorted_by_key(|mark| mark.range.start));
    assert!(
        text.origin.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1),
        "{text:?}"
    );
    assert_eq!(text.origin.is_empty(), words.is_empty());
    for &(here, there) in &text.origin {
        assert!(words.is_char_boundary(here) && source.is_char_boundary(there));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_read_without_a_panic_and_every_place_is_in_it(text in notelike()) {
        let with_matter = format!("---\ntitle: T\nvideoId: abcdefghijk\n---\n{text}");
        for text in [text, with_matter] {
            let (note, mut problems) = read(&text);
            if let Some(note) = note {
                for section in &note.sections {
                    check_text(&section.heading, &text);
                }
                for (n, block) in note.blocks.iter().enumerate() {
                    if block.kind != BlockKind::Code {
                        check_text(&block.body, &text);
                    }
                    assert!(text.get(block.span.range()).is_some());
                    assert!(block.section < note.sections.len());
                    assert!(block.parent.is_none_or(|parent| parent < n));
                    assert!(block.intro.is_none_or(|intro| intro < n));
                }
                timing::settle(&mut [note], &mut problems);
            }
            for problem in problems {
                assert!(!problem.render(true).is_empty());
            }
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let path = NotePath::new("any.md");
        parse(&SourceFile { path, bytes });
    }

    #[test]
    fn plain_words_come_back_as_they_are(words in prop::collection::vec("[a-z]{1,9}", 1..20)) {
        let text = words.join(" ");
        let (note, _) = read(&text);
        let note = note.expect("words are a note");
        prop_assert_eq!(&note.blocks[0].body.text, &text);
        prop_assert_eq!(note.blocks[0].body.source_offset(text.len() / 2), text.len() / 2);
    }
}

#[test]
fn very_long_texts_take_time_in_proportion_to_their_length() {
    let stamp = "<a class=\"yt-timestamp\" data-t=\"00:04:19\">[00:04:19]</a>";
    let cases = [
        format!("{stamp} ").repeat(20_000),
        "[[a | ".repeat(100_000),
        "<a class=\"yt-timestamp\" data-t=\"".repeat(30_000),
        "<!-- ".repeat(100_000),
        "$x ".repeat(200_000),
        "```markdown\n".repeat(50_000),
        "```ad-note\n".repeat(50_000),
        "::callout\n".repeat(50_000),
        "`a ``b ".repeat(80_000),
        "> ".repeat(5_000),
        "[".repeat(300_000),
        format!("|{}|\n|---|\n", " ".repeat(900_000)),
        "([".repeat(100_000) + &"])".repeat(100_000),
        "---\ntitle: x\n".repeat(40_000),
        "* a\n".repeat(100_000),
        "**a ".repeat(100_000),
        "\\[x ".repeat(100_000),
    ];
    // No clock: what is not linear in these lengths does not come to an end.
    for text in cases {
        let (note, mut problems) = read(&text);
        if let Some(note) = note {
            timing::settle(&mut [note], &mut problems);
        }
    }
}
