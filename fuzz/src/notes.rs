//! Bytes → notes, timecodes, statements, sentences.

use cuedeck::diag::Diagnostic;
use cuedeck::language;
use cuedeck::note::{self, Document, Head, NotePath, RichText, SourceFile, StudyNote, timing};
use cuedeck::statement;
use cuedeck::text::Span;

/// The head of a note with a recording.
pub(crate) const HEAD: &str = "---\ntitle: A note\nvideoId: Z9ftpRhRiJE\n---\n\n";

/// Any bytes are a note, a channel's page, or refused with a diagnostic.
pub fn front_matter(bytes: &[u8]) {
    let file = SourceFile {
        path: NotePath::new("folder/a.md"),
        bytes: bytes.to_vec(),
    };
    let read = note::parse(&file);
    match (&read.value, note::head(&file)) {
        (Some(Document::Note(note)), Head::Note(video)) => {
            assert_eq!(note.video, video, "head and note name other recordings");
            assert!(!note.title.contains('\n'), "a title of two lines");
            check_note(note);
        }
        (Some(Document::ChannelPage(page)), Head::ChannelPage(head)) => assert_eq!(*page, head),
        (None, Head::Unread) => assert!(!read.problems.is_empty(), "refused without a word"),
        other => panic!("head and note differ: {other:?}"),
    }
    for problem in &read.problems {
        check_problem(problem, &String::from_utf8_lossy(bytes));
    }
}

/// Timecodes are found where they stand, and what they mean does not depend on the order in
/// which the notes of a recording come.
pub fn timecodes(text: &str) {
    // The second half is another note of the same recording.
    let (one, other) = text.split_at(text.floor_char_boundary(text.len() / 2));
    let notes: Vec<StudyNote> = [("a.md", one), ("b.md", other)]
        .into_iter()
        .filter_map(|(path, text)| parsed(path, &format!("{HEAD}{text}")))
        .collect();
    let settled = |mut notes: Vec<StudyNote>| {
        let mut problems = Vec::new();
        timing::settle(&mut notes, &mut problems);
        notes.sort_by(|a, b| a.path.cmp(&b.path));
        (notes, problems)
    };
    let reversed: Vec<StudyNote> = notes.iter().rev().cloned().collect();
    let (notes, problems) = settled(notes);
    assert_eq!(notes, settled(reversed).0, "the order of notes counts");
    for note in &notes {
        for stamp in note.stamps() {
            let written = &note.source[stamp.span.range()];
            assert!(
                written.contains(|c: char| c.is_ascii_digit()) || stamp.time.is_none(),
                "a moment out of nothing: {written}"
            );
        }
    }
    for problem in &problems {
        let note = notes.iter().find(|note| note.path.as_str() == problem.path);
        check_problem(problem, &note.expect("a note with the problem").source);
    }
}

/// Every statement stands where it says, in words that are there.
pub fn statements(text: &str) {
    let text = format!("{HEAD}{text}");
    let Some(note) = parsed("a.md", &text) else {
        return;
    };
    let statements = statement::statements_in(&note);
    let mut before = 0;
    for (index, statement) in statements.iter().enumerate() {
        let Span { start, end } = statement.span;
        assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
        assert!(start <= end && end <= text.len());
        let line = 1 + text[..start].matches('\n').count();
        assert_eq!(statement.line as usize, line, "another line");
        assert!(statement.section < note.sections.len());
        assert!(statement.block < note.blocks.len());
        assert!(statement.lead_in.is_none_or(|other| other < index));
        assert!(statement.previous.is_none_or(|other| other < index));
        assert!(!statement.as_written().trim().is_empty());
        assert!(statement.block >= before, "not in reading order");
        before = statement.block;
        check_text(&statement.words, &text);
    }
}

/// The tree of any text is a tree, and its spans fall on characters.
pub fn language(text: &str) {
    let parse = language::parse(text);
    let roots = parse.tokens.iter().filter(|token| token.head.is_none());
    assert_eq!(roots.count(), usize::from(!parse.tokens.is_empty()));
    for (at, token) in parse.tokens.iter().enumerate() {
        assert!(text.get(token.span.clone()).is_some(), "inside a character");
        assert!(parse.subtree(at).contains(&at));
        assert!(text.get(parse.phrase_span(at)).is_some());
        let _ = (parse.lemma(at), parse.number_of(at), parse.is_command(at));
        let _ = (parse.subject_of(at), parse.verb_group(at));
    }
    let arcs = parse.tokens.iter().enumerate();
    let arcs = arcs.filter_map(|(at, token)| token.head.map(|head| (at.min(head), at.max(head))));
    let arcs: Vec<(usize, usize)> = arcs.take(100).collect();
    for one in &arcs {
        let crosses =
            |other: &(usize, usize)| one.0 < other.0 && other.0 < one.1 && one.1 < other.1;
        assert!(
            !arcs.iter().any(crosses),
            "arcs cross: {:?}",
            parse.sketch()
        );
    }
    let middle = text.len() / 2;
    for part in [0..middle, middle..text.len(), middle..0, 1..text.len() + 9] {
        for token in language::parse_part(text, part).tokens {
            assert!(text.get(token.span).is_some(), "inside a character");
        }
    }
    for word in language::each_word(text) {
        assert_eq!(&text[word.start..word.end()], word.text);
    }
    for quotation in statement::quotations(text) {
        assert!(text.get(quotation).is_some());
    }
    let _ = (parse.in_short(), language::content_stems(text));
    let _ = language::foreign([text].into_iter());
}

fn parsed(path: &str, text: &str) -> Option<StudyNote> {
    let file = SourceFile {
        path: NotePath::new(path),
        bytes: text.as_bytes().to_vec(),
    };
    match note::parse(&file).value? {
        Document::Note(note) => Some(*note),
        Document::ChannelPage(_) => None,
    }
}

fn check_note(note: &StudyNote) {
    for section in &note.sections {
        check_text(&section.heading, &note.source);
    }
    for (index, block) in note.blocks.iter().enumerate() {
        assert!(block.section < note.sections.len());
        assert!(block.parent.is_none_or(|other| other < index));
        assert!(block.intro.is_none_or(|other| other < index));
        assert!(note.source.get(block.span.range()).is_some());
        check_text(&block.body, &note.source);
    }
    for cue in &note.cues {
        assert!(note.source.get(cue.span.range()).is_some());
    }
}

fn check_text(text: &RichText, source: &str) {
    for mark in &text.marks {
        assert!(text.text.get(mark.range.clone()).is_some());
    }
    for stamp in &text.stamps {
        assert!(text.text.is_char_boundary(stamp.at));
        assert!(source.get(stamp.span.range()).is_some());
    }
    for &(here, there) in &text.origin {
        assert!(text.text.is_char_boundary(here) && source.is_char_boundary(there));
    }
}

fn check_problem(problem: &Diagnostic, source: &str) {
    let lines = source.matches('\n').count() + 1;
    let place = problem.place.as_ref();
    assert!(place.is_none_or(|place| place.line as usize <= lines && place.line > 0));
    let _ = (problem.render(false), problem.render(true));
}
