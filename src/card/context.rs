//! The line above a card's front.

use crate::note::{BETWEEN_HEADINGS, StudyNote};

/// Guest if known · note title › headings: all a learner needs to place a question. The
/// guest is printed only where the note names one; it is never guessed.
pub(super) fn context_line(note: &StudyNote, section: usize) -> String {
    let mut line = String::new();
    if let Some(guest) = &note.guest {
        line.push_str(guest);
        line.push_str(" · ");
    }
    line.push_str(&note.title);
    for heading in note.sections[section].headings.iter() {
        line.push_str(BETWEEN_HEADINGS);
        line.push_str(heading);
    }
    line
}

/// The same without the last heading; `None` where no heading stands.
pub(super) fn shorter_context(note: &StudyNote, section: usize) -> Option<String> {
    let last = note.sections[section].headings.last()?;
    let line = context_line(note, section);
    line.strip_suffix(last.as_str())
        .and_then(|line| line.strip_suffix(BETWEEN_HEADINGS))
        .map(str::to_owned)
}
