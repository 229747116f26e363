//! Statements in a language whose grammar nothing here knows.
//!
//! What can be found without grammar: a label and its words, a counted list, a quotation, a
//! number, bold words. Which of them a statement has is looked at where it is cut.

use std::ops::Range;

use crate::note::StudyNote;
use crate::statement::{Role, Statement};

use super::{Claim, Fact, List, Quote, Reason, list};

/// The fewest words that make a quotation.
const FEWEST: usize = 6;
/// Fewer letters say nothing in any script.
const SHORTEST: usize = 12;
/// The marks around a quotation. A straight one opens and closes.
const MARKS: &[(char, char)] = &[
    ('„', '“'),
    ('“', '”'),
    ('«', '»'),
    ('»', '«'),
    ('「', '」'),
    ('『', '』'),
    ('"', '"'),
];

/// The facts of a statement that stands in a note with a recording.
pub(super) fn facts_of(
    note: &StudyNote,
    index: usize,
    statement: &Statement,
    items: &[&Statement],
) -> Result<Vec<Fact>, Reason> {
    let text = statement.words.text.as_str();
    if text.chars().filter(|c| c.is_alphabetic()).count() < SHORTEST {
        return Err(Reason::TooShort);
    }
    if is_damaged(text) {
        return Err(Reason::Debris);
    }
    debug_assert!(note.language.is_some(), "English has its own rules");
    if statement.role == Role::LeadIn {
        let items = counted_items(statement, items).ok_or(Reason::LeadIn)?;
        return Ok(vec![Fact::List(List {
            statement: index,
            items,
        })]);
    }
    let body = 0..text.len();
    let claim = Fact::Claim(Claim {
        statement: index,
        body: body.clone(),
        leans: None,
    });
    let quotes = quotes_in(text).into_iter().map(|quoted| {
        Fact::Quote(Quote {
            statement: index,
            body: body.clone(),
            quoted,
        })
    });
    Ok(std::iter::once(claim).chain(quotes).collect())
}

/// The items of a lead-in that counts them, with a numeral or a word for one.
fn counted_items(lead_in: &Statement, items: &[&Statement]) -> Option<Vec<String>> {
    let words = lead_in.words.text.split_whitespace().rev();
    let mut counts = words.filter_map(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        small_number(&bare.to_lowercase())
    });
    let names = list::names_of(items)?;
    counts.next().filter(|&count| count == names.len())?;
    Some(names)
}

/// Numerals of several scripts, and the words for two to five where nothing inflects them
/// away from the dictionary.
fn small_number(lower: &str) -> Option<usize> {
    const NAMES: [&[&str]; 4] = [
        &[
            "2", "٢", "२", "2つ", "二つ", "二", "zwei", "dos", "deux", "due", "dois", "twee",
            "два", "दो",
        ],
        &[
            "3",
            "٣",
            "३",
            "3つ",
            "三つ",
            "三",
            "drei",
            "tres",
            "trois",
            "tre",
            "três",
            "drie",
            "три",
            "तीन",
        ],
        &[
            "4",
            "٤",
            "४",
            "4つ",
            "四つ",
            "四",
            "vier",
            "cuatro",
            "quatre",
            "quattro",
            "quatro",
            "четыре",
            "चार",
        ],
        &[
            "5",
            "٥",
            "५",
            "5つ",
            "五つ",
            "五",
            "fünf",
            "cinco",
            "cinq",
            "cinque",
            "vijf",
            "пять",
            "पाँच",
        ],
    ];
    NAMES
        .iter()
        .position(|names| names.contains(&lower))
        .map(|at| at + 2)
}

/// The quotations of six words and more, without their marks.
fn quotes_in(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((from, close)) if c == close => {
                let said = text[from..at].trim_end_matches(['.', ',', '。', '،']);
                if said.split_whitespace().count() >= FEWEST {
                    found.push(from..from + said.len());
                }
                open = None;
            }
            Some(_) => {}
            None => {
                let pair = MARKS.iter().find(|(opening, _)| *opening == c);
                open = pair.map(|&(_, close)| (at + c.len_utf8(), close));
            }
        }
    }
    found
}

/// Whether a sentence carries damage that would show on a card.
fn is_damaged(text: &str) -> bool {
    let count = |c: char| text.matches(c).count();
    count('"') % 2 == 1
        || count('(') != count(')')
        || ["[", "]", "<", "{{", "}}", "**", "|", "\u{fffd}"]
            .iter()
            .any(|mark| text.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_found_in_the_marks_of_many_languages() {
        for text in [
            "Er sagt: „Kalte Steine mahlen immer viel besser.“",
            "Elle dit : « une pierre froide moud toujours mieux »",
            "Dice: “una piedra fría siempre muele mejor”.",
        ] {
            assert_eq!(quotes_in(text).len(), 1, "{text}");
        }
        assert!(quotes_in("Das „kalte“ Mahlen").is_empty());
    }
}
