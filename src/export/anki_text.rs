//! Deck plan → the text file that Anki imports, with GUIDs.
//!
//! Anki matches the lines by GUID as it does the notes of a package. Where a file has no
//! column for tags, it leaves an owner's tags alone, which no package can do. It does not
//! compare times: what stands in the file replaces the fields, edited or not. It makes no
//! notetypes either, so a package has to come first.

use std::io;

use crate::package::Notetype;
use crate::plan::DeckPlan;

/// Whether the file has a column for tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagColumn {
    /// It has none: the tags that cards have in Anki stay, and new cards get none.
    Absent,
    /// It has one: it replaces the tags of every card, its owner's too.
    Present,
}

/// Renders a deck as a text file for Anki.
///
/// # Errors
/// Never in practice: it is written into memory.
pub fn anki_text(plan: &DeckPlan, tags: TagColumn) -> io::Result<Vec<u8>> {
    let fields = plan.notes.first().map_or(0, |note| note.fields.len());
    let mut text = format!(
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck:{}\n",
        plan.name.as_str()
    );
    if tags == TagColumn::Present {
        // Behind GUID, notetype and fields.
        text.push_str(&format!("#tags column:{}\n", 2 + fields + 1));
    }
    let mut lines = csv::WriterBuilder::new()
        .delimiter(b'\t')
        .from_writer(text.into_bytes());
    for note in &plan.notes {
        let head = [note.guid.as_str(), Notetype::of(note.kind).name];
        let fields = note.fields.iter().map(String::as_str);
        let tagged = match tags {
            TagColumn::Present => Some(note.tags.join(" ")),
            TagColumn::Absent => None,
        };
        lines.write_record(head.into_iter().chain(fields).chain(tagged.as_deref()))?;
    }
    lines.into_inner().map_err(csv::IntoInnerError::into_error)
}
