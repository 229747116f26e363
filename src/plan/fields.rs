//! A record → what Anki shows of it. Pure.

use std::sync::Arc;

use crate::card::{CardKind, Site, Source};
use crate::language::words;
use crate::recipe::Recipe;

use super::ledger::Record;
use super::{AnkiNote, html, sorted_tags, tag};

/// The Anki note of a record: what a package would hold of it.
pub fn anki_note(record: &Record) -> AnkiNote {
    AnkiNote {
        guid: record.guid,
        kind: record.key.kind,
        id: record.id,
        modified_at: record.modified_at,
        fields: fields(record),
        tags: record.tags().map(str::to_owned).collect(),
    }
}

/// The fields in the order of [`super::FieldName`].
fn fields(record: &Record) -> [String; 8] {
    let (prompt, answer) = match record.key.kind {
        CardKind::Question => (html::field(&record.front), html::field(&record.back)),
        CardKind::Cloze => (html::cloze_field(&record.front), String::new()),
    };
    let links = record.links();
    let source: Vec<String> = links.iter().map(html::link).collect();
    [
        prompt,
        answer,
        html::words(&record.context),
        html::words(&record.statement),
        source.join(" · "),
        // The title and not the file: moving a note must change nothing in Anki.
        html::words(&record.title),
        String::new(),
        // The part stands behind the GUID so that `adopt` can read the whole key back.
        html::words(&format!("{} {}", record.guid, record.key.part)),
    ]
}

/// The tags of cards, one note's after the other: most of them are those of the note, and
/// are made once for it.
pub(super) struct Tags<'r> {
    recipe: &'r Recipe,
    note: Option<NoteTags>,
}

/// What every card of a note has.
struct NoteTags {
    source: Arc<Source>,
    tags: Vec<String>,
    /// The same in writing, for a card without links.
    written: Arc<str>,
}

impl<'r> Tags<'r> {
    /// The tags of a deck.
    pub fn new(recipe: &'r Recipe) -> Self {
        Self { recipe, note: None }
    }

    /// The tags of a card, a space apart. Facts of the source only, since Anki rewrites the
    /// tags of every note it updates: the channel, the note, its own tags, the linked
    /// concepts, and what the recipe puts on every card.
    pub fn of(&mut self, site: &Site) -> Arc<str> {
        let is_same = |note: &NoteTags| Arc::ptr_eq(&note.source, &site.source);
        let recipe = self.recipe;
        let note = match self.note.take().filter(is_same) {
            Some(note) => self.note.insert(note),
            None => self.note.insert(NoteTags::of(&site.source, recipe)),
        };
        if site.links.is_empty() {
            return Arc::clone(&note.written);
        }
        let concepts = site.links.iter().filter_map(|link| below("concept", link));
        written(note.tags.iter().cloned().chain(concepts).collect())
    }
}

impl NoteTags {
    fn of(source: &Arc<Source>, recipe: &Recipe) -> Self {
        let mut tags: Vec<String> = recipe.tags.iter().filter_map(|text| tag(text)).collect();
        let channel = source.channel.iter();
        tags.extend(channel.filter_map(|channel| below("channel", channel)));
        tags.extend(source.tags.iter().filter_map(|text| tag(text)));
        // A card of the owner's own stands in no note.
        if !source.title.is_empty() {
            tags.extend(below("note", &source.title));
        }
        Self {
            source: Arc::clone(source),
            written: written(tags.clone()),
            tags,
        }
    }
}

fn below(level: &str, name: &str) -> Option<String> {
    tag(&format!("{level}::{}", slug(name)))
}

fn written(tags: Vec<String>) -> Arc<str> {
    sorted_tags(tags).join(" ").into()
}

/// A linked note's name as its file would be called: notes link by title and by file name.
fn slug(name: &str) -> String {
    let words: Vec<String> = words(name)
        .iter()
        .map(|word| word.lower().replace(['\'', '’', '-'], ""))
        .collect();
    words.join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_by_title_and_a_link_by_file_name_are_one_concept() {
        let name = "strategies_for_decisionmaking";
        assert_eq!(slug("Strategies for decision-making"), name);
        assert_eq!(slug(name), name);
    }
}
