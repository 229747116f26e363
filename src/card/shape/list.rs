//! Counted lists: the lead-in says how many, the names of the items are the answer.

use crate::extract::List;
use crate::language::lexicon;
use crate::note::RichText;

use super::{CardText, Draft, Shape, capitalised, cut};

/// `It rests on two key factors:` → *It rests on two key factors. Which two?*
pub(super) fn drafts(words: &RichText, list: &List) -> Vec<Draft> {
    let end = words.text.trim_end_matches([':', ' ']).len();
    let mut front = capitalised(cut(words, 0..end));
    let count = lexicon::number_word(list.items.len());
    // "The two common traps are:" asks on; a whole sentence is closed first.
    let open = crate::language::words(&words.text[..end])
        .last()
        .is_some_and(|word| lexicon::cannot_end(&word.lower()));
    front.push_words(&match open {
        true => format!(" which {count}?"),
        false => format!(". Which {count}?"),
    });
    vec![Draft::new(Shape::List, "items", front, joined(&list.items))]
}

/// `a, b and c`; a name keeps its capital only at the head of the answer.
fn joined(items: &[String]) -> CardText {
    let mut text = String::new();
    for (nth, item) in items.iter().enumerate() {
        text.push_str(match nth {
            0 => "",
            _ if nth + 1 == items.len() => " and ",
            _ => ", ",
        });
        text.push_str(item);
    }
    CardText::from(text.as_str())
}
