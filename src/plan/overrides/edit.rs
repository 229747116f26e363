//! Changes to an overrides file that leave the rest of it as its owner wrote it.

use super::lines::Lines;
use super::{Correction, Guid, Mark, Overrides, Replacement};

/// The text of an overrides file that says `correction` of `guid`, all else untouched.
/// `None` when the file is written in a way that cannot be edited without a person.
pub fn with_correction(text: &str, guid: &Guid, correction: &Correction) -> Option<String> {
    let text = match correction.skip {
        true => with_skip(text, guid),
        false => without_skip(text, guid),
    }?;
    let replacement = Replacement {
        question: correction.question.clone(),
        answer: correction.answer.clone(),
    };
    let text = with_replacement(&text, guid, replacement)?;
    with_reviewed(&text, guid, correction.reviewed.as_ref())
}

/// The text of an overrides file with `guid` among those to skip, all else untouched.
/// `None` when the file is written in a way that cannot be edited without a person.
pub fn with_skip(text: &str, guid: &Guid) -> Option<String> {
    let before = Overrides::parse(text).ok()?;
    let mut wanted = before.clone();
    if !wanted.skip.insert(*guid) {
        return Some(text.to_owned());
    }
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('\n')) {
        last.push_str(end);
    }
    let head = lines.iter().position(|line| line.starts_with("skip:"));
    match head {
        Some(at) => {
            let items = lines
                .get(at + 1)
                .filter(|next| next.trim_start().starts_with('-'));
            let indent = items.map_or(2, |next| next.len() - next.trim_start().len());
            lines.insert(at + 1, format!("{}- {guid}{end}", " ".repeat(indent)));
        }
        None => lines.push(format!("skip:{end}  - {guid}{end}")),
    }
    checked(lines.concat(), &wanted)
}

/// The text of an overrides file without `guid` among those to skip, all else untouched.
/// `None` when the file is written in a way that cannot be edited without a person.
pub fn without_skip(text: &str, guid: &Guid) -> Option<String> {
    let mut wanted = Overrides::parse(text).ok()?;
    if !wanted.skip.remove(guid) {
        return Some(text.to_owned());
    }
    let mut inside = false;
    let mut kept: Vec<&str> = Vec::new();
    for line in text.split_inclusive('\n') {
        if !line.starts_with([' ', '-', '#', '\r', '\n']) {
            inside = line.starts_with("skip:");
        }
        let item = line
            .trim()
            .trim_start_matches("- ")
            .trim_matches(['"', '\'']);
        let item = item.split([' ', '#', '"', '\'']).next().unwrap_or_default();
        if !(inside && item == guid.as_str()) {
            kept.push(line);
        }
    }
    // A list without items is nothing to YAML, and the reader wants a list.
    if wanted.skip.is_empty() {
        kept.retain(|line| line.trim_end() != "skip:");
    }
    checked(kept.concat(), &wanted)
}

/// The text with these words for `guid` under `replace`; with none of them, without it.
fn with_replacement(text: &str, guid: &Guid, words: Replacement) -> Option<String> {
    let mut wanted = Overrides::parse(text).ok()?;
    let before = wanted.replace.get(guid).cloned();
    if before.clone().unwrap_or_default() == words {
        return Some(text.to_owned());
    }
    let before = before.unwrap_or_default();
    let mut lines = Lines::of(text);
    let sides = [
        ("question", before.question, &words.question),
        ("answer", before.answer, &words.answer),
    ];
    let key = guid.as_str();
    if words == Replacement::default() {
        wanted.replace.remove(guid);
        lines.remove(&["replace", key]);
    } else {
        // What is as it was keeps the way it is written.
        for (side, _, now) in sides.into_iter().filter(|(_, was, now)| was != *now) {
            match now {
                Some(now) => lines.set(&["replace", key, side], &scalar(now)),
                None => lines.remove(&["replace", key, side]),
            }
        }
        wanted.replace.insert(*guid, words);
    }
    checked(lines.text(), &wanted)
}

/// The text with this mark for `guid` under `reviewed`; with none, without it.
fn with_reviewed(text: &str, guid: &Guid, mark: Option<&Mark>) -> Option<String> {
    let mut wanted = Overrides::parse(text).ok()?;
    if wanted.reviewed.get(guid) == mark {
        return Some(text.to_owned());
    }
    let mut lines = Lines::of(text);
    let place = ["reviewed", guid.as_str()];
    match mark {
        Some(mark) => {
            lines.set(&place, &scalar(&mark.0));
            wanted.reviewed.insert(*guid, mark.clone());
        }
        None => {
            lines.remove(&place);
            wanted.reviewed.remove(guid);
        }
    }
    checked(lines.text(), &wanted)
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
