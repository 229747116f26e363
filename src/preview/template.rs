//! An Anki note → the HTML of both sides of its card, as Anki makes it of our templates.
//!
//! Only what our own templates use of Anki's notation: fields, sections of a field, gaps
//! and the front on the back. A test holds the result against the real Anki.

use crate::package::Notetype;
use crate::plan::AnkiNote;

/// Both sides of a card as HTML. The words in it are escaped already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faces {
    /// What is asked.
    pub front: String,
    /// What Anki shows in its place once the answer is asked for.
    pub back: String,
}

impl Faces {
    /// Draws both sides of the one card of a note.
    pub fn of(note: &AnkiNote) -> Self {
        let notetype = Notetype::of(note.kind);
        let field = |name: &str| {
            let place = notetype.fields.iter().position(|(known, _)| *known == name);
            place.map(|place| note.fields[place].as_str())
        };
        let front = filled(notetype.front(), &|tag| match tag {
            Tag::Field(name) => field(name).map(str::to_owned),
            Tag::Cloze(name) => field(name).map(|text| with_gaps(text, Gap::Open)),
        });
        let back = filled(notetype.back(), &|tag| match tag {
            Tag::Field("FrontSide") => Some(front.clone()),
            Tag::Field(name) => field(name).map(str::to_owned),
            Tag::Cloze(name) => field(name).map(|text| with_gaps(text, Gap::Filled)),
        });
        Self { front, back }
    }
}

/// What stands in double braces.
enum Tag<'t> {
    /// A field, or the front.
    Field(&'t str),
    /// A field with its gaps.
    Cloze(&'t str),
}

/// Fills a template. A tag that nothing is known for stays as it is written.
fn filled(template: &str, value: &dyn Fn(Tag<'_>) -> Option<String>) -> String {
    let mut html = String::new();
    // For each open section, whether its field holds anything.
    let mut sections: Vec<bool> = Vec::new();
    let mut rest = template;
    while let Some((before, opened)) = rest.split_once("{{") {
        let Some((tag, after)) = opened.split_once("}}") else {
            break;
        };
        let shown = |sections: &[bool]| sections.iter().all(|holds| *holds);
        if shown(&sections) {
            html.push_str(before);
        }
        rest = after;
        if let Some(name) = tag.strip_prefix('#') {
            let holds = value(Tag::Field(name)).is_some_and(|text| !text.trim().is_empty());
            sections.push(holds);
        } else if tag.starts_with('/') {
            sections.pop();
        } else if shown(&sections) {
            let named = match tag.strip_prefix("cloze:") {
                Some(name) => Tag::Cloze(name),
                None => Tag::Field(tag),
            };
            html.push_str(&value(named).unwrap_or_else(|| format!("{{{{{tag}}}}}")));
        }
    }
    html.push_str(rest);
    html
}

/// How gaps are shown.
#[derive(Clone, Copy)]
enum Gap {
    Open,
    Filled,
}

/// A cloze field with its gaps drawn. Our fields hold gap number 1 only, and inside of one
/// no `}}`: see [`crate::plan::html::cloze_field`].
fn with_gaps(field: &str, gap: Gap) -> String {
    let mut html = String::new();
    let mut rest = field;
    while let Some((before, opened)) = rest.split_once("{{c1::") {
        let Some((hidden, after)) = opened.split_once("}}") else {
            break;
        };
        html.push_str(before);
        html.push_str("<span class=\"cloze\" data-ordinal=\"1\">");
        html.push_str(match gap {
            Gap::Open => "[...]",
            Gap::Filled => hidden,
        });
        html.push_str("</span>");
        rest = after;
    }
    html.push_str(rest);
    html
}

#[cfg(test)]
mod tests {
    use crate::card::CardKind;
    use crate::plan::{AnkiId, Guid, ModifiedAt};

    use super::*;

    fn note(kind: CardKind, prompt: &str, answer: &str, context: &str) -> AnkiNote {
        let fields = [
            prompt,
            answer,
            context,
            "The statement.",
            "link",
            "Title",
            "",
            "key",
        ];
        AnkiNote {
            guid: Guid::derive(["a"]),
            kind,
            id: AnkiId(1),
            modified_at: ModifiedAt(1),
            fields: fields.map(str::to_owned),
            tags: Vec::new(),
        }
    }

    #[test]
    fn a_field_without_words_leaves_its_section_out() {
        let with = Faces::of(&note(CardKind::Question, "Why?", "So.", "Guest"));
        let without = Faces::of(&note(CardKind::Question, "Why?", "So.", ""));
        assert!(with.front.contains("class=\"context\""), "{}", with.front);
        assert!(
            !without.front.contains("class=\"context\""),
            "{}",
            without.front
        );
        assert!(!with.back.contains("class=\"extra\""), "{}", with.back);
    }

    #[test]
    fn the_back_of_a_question_holds_its_front() {
        let Faces { front, back } = Faces::of(&note(CardKind::Question, "Why?", "So.", ""));
        assert!(back.starts_with(&front) && back.contains("So."), "{back}");
        assert!(!front.contains("So."), "{front}");
    }

    #[test]
    fn a_gap_is_open_on_the_front_and_filled_on_the_back() {
        let cloze = note(CardKind::Cloze, "Long {{c1::agendas}} fail.", "", "");
        let Faces { front, back } = Faces::of(&cloze);
        assert!(front.contains("Long <span class=\"cloze\" data-ordinal=\"1\">[...]</span> fail."));
        assert!(!front.contains("agendas"), "{front}");
        assert!(
            back.contains("Long <span class=\"cloze\" data-ordinal=\"1\">agendas</span> fail.")
        );
    }

    #[test]
    fn no_tag_of_our_templates_is_left_over() {
        for kind in [CardKind::Question, CardKind::Cloze] {
            let Faces { front, back } = Faces::of(&note(kind, "x", "y", "z"));
            assert!(!front.contains("{{") && !back.contains("{{"), "{back}");
        }
    }
}
