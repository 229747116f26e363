//! Changes to an overrides file that leave the rest of it as its owner wrote it.

use super::lines::Lines;
use super::{Correction, Guid, Mark, Overrides, Replacement};

/// The text of an overrides file that says `correction` of `guid`, all else untouched.
/// `None` when the file is written in a way that cannot be edited without a person.
pub fn with_correction(text: &str, guid: &Guid, correction: &Correction) -> Option<String> {
    // Read twice and no more, before and after: the file of a large deck has many lines.
    let mut wanted = Overrides::parse(text).ok()?;
    let before = wanted.correction(guid);
    if before == *correction {
        return Some(text.to_owned());
    }
    let key = guid.as_str();
    let mut lines = Lines::of(text);
    match (before.skip, correction.skip) {
        (false, true) => lines.add_item("skip", key),
        (true, false) => lines.remove_item("skip", key),
        _ => {}
    }
    let mark = |correction: &Correction| correction.reviewed.clone().map(|Mark(mark)| mark);
    let entries = [
        (
            vec!["replace", key, "question"],
            before.question.clone(),
            correction.question.clone(),
        ),
        (
            vec!["replace", key, "answer"],
            before.answer.clone(),
            correction.answer.clone(),
        ),
        (vec!["reviewed", key], mark(&before), mark(correction)),
    ];
    // What is as it was keeps the way it is written.
    for (path, _, now) in entries.iter().filter(|(_, was, now)| was != now) {
        match now {
            Some(now) => lines.set(path, &scalar(now)),
            None => lines.remove(path),
        }
    }
    wanted.set(guid, correction);
    checked(lines.text(), &wanted)
}

/// The text of an overrides file with `guid` among those to skip, all else untouched.
/// `None` when the file is written in a way that cannot be edited without a person.
pub fn with_skip(text: &str, guid: &Guid) -> Option<String> {
    with_skip_set(text, guid, true)
}

/// The text of an overrides file without `guid` among those to skip, all else untouched.
/// `None` when the file is written in a way that cannot be edited without a person.
pub fn without_skip(text: &str, guid: &Guid) -> Option<String> {
    with_skip_set(text, guid, false)
}

fn with_skip_set(text: &str, guid: &Guid, skip: bool) -> Option<String> {
    let before = Overrides::parse(text).ok()?.correction(guid);
    with_correction(text, guid, &Correction { skip, ..before })
}

impl Overrides {
    /// Says something else of a card.
    fn set(&mut self, guid: &Guid, correction: &Correction) {
        let Correction {
            skip,
            question,
            answer,
            reviewed,
        } = correction.clone();
        match skip {
            true => self.skip.insert(*guid),
            false => self.skip.remove(guid),
        };
        let words = Replacement { question, answer };
        if self.replace.get(guid).cloned().unwrap_or_default() != words {
            match words == Replacement::default() {
                true => self.replace.remove(guid),
                false => self.replace.insert(*guid, words),
            };
        }
        match reviewed {
            Some(mark) => self.reviewed.insert(*guid, mark),
            None => self.reviewed.remove(guid),
        };
    }
}

/// A text as YAML, on one line: as it is where it is read back so, else in quotation marks.
fn scalar(text: &str) -> String {
    let read: Result<Vec<String>, _> = serde_yaml::from_str(&format!("- {text}\n"));
    let plain = text.starts_with(char::is_alphabetic)
        && !text.contains(char::is_control)
        && read.is_ok_and(|read| read == [text]);
    if plain {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // Characters that YAML takes for line breaks or does not take at all.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The text, if it says what it should. YAML can be written in more ways than a line
/// editor knows, and a file of the owner's is never damaged on a guess.
fn checked(text: String, wanted: &Overrides) -> Option<String> {
    let says = Overrides::parse(&text).ok()?;
    (says == *wanted).then_some(text)
}

#[cfg(test)]
mod tests;
