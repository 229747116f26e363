//! Who "he", "she" or "the author" is: the one person whom the section named in full.
//!
//! Pure. In doubt nobody: a card about the wrong person is worse than no card.

use std::collections::BTreeSet;

use crate::language::{Word, each_word, lexicon, words};
use crate::note::guest::is_full_name;
use crate::statement::Statement;

/// The full name of the only person whom the section of `statements[index]` named before it,
/// or before the first pronoun of the statement itself. `guest` is who the note says speaks.
///
/// `None` when the section names nobody in full, when it names two, and when nothing shows
/// that the name is a person's: that somebody with it says something, or is the guest.
pub fn named_before<'s>(
    statements: &'s [Statement],
    index: usize,
    guest: Option<&str>,
) -> Option<&'s str> {
    let statement = statements.get(index)?;
    let text = statement.words.text.as_str();
    let own = &text[..first_pronoun(text)];
    let mut texts: Vec<&'s str> = statements[..index]
        .iter()
        .filter(|earlier| earlier.section == statement.section)
        .map(|earlier| earlier.words.text.as_str())
        .collect();
    texts.push(own);
    let names: BTreeSet<&'s str> = texts.iter().flat_map(|text| full_names(text)).collect();
    let mut each = names.into_iter();
    let (Some(name), None) = (each.next(), each.next()) else {
        return None;
    };
    let last = name.rsplit(' ').next().unwrap_or(name);
    let is_guest = guest.is_some_and(|guest| guest.contains(name));
    // "Ada Lind and Bo argue …": a second person, though not in full.
    let another = texts
        .iter()
        .flat_map(|text| speakers(text))
        .any(|speaker| !name.split(' ').any(|part| part == speaker));
    let speaks = || {
        texts
            .iter()
            .any(|text| speakers(text).any(|speaker| speaker == last))
    };
    (!another && (is_guest || speaks())).then_some(name)
}

/// Where the first word stands that needs a person; the end of the text without one.
fn first_pronoun(text: &str) -> usize {
    each_word(text)
        .find(|word| {
            matches!(
                &*word.lower(),
                "he" | "she" | "his" | "her" | "hers" | "him" | "himself" | "herself"
            )
        })
        .map_or(text.len(), |word| word.start)
}

/// The runs of two and more capitalised words that are written like a person's name, without
/// a possessive `'s`.
fn full_names(text: &str) -> Vec<&str> {
    let found = words(text);
    let mut names = Vec::new();
    let mut at = 0;
    while at < found.len() {
        let end = run_end(text, &found, at);
        // "When Ada Lind left": the first word of a sentence has its capital from there.
        let start = at + usize::from(lexicon::is_function_word(&found[at].lower()));
        if end > start + 1 {
            let name = &text[found[start].start..found[end - 1].end()];
            let name = name.trim_end_matches("'s").trim_end_matches("’s");
            if is_full_name(name) {
                names.push(name);
            }
        }
        at = end.max(at + 1);
    }
    names
}

/// One past the last word of the run of capitalised words that begins at `at`.
fn run_end(text: &str, found: &[Word<'_>], at: usize) -> usize {
    let mut end = at;
    while end < found.len() && found[end].is_capitalised() {
        if end > at {
            let between = &text[found[end - 1].end()..found[end].start];
            let initial = found[end - 1].text.chars().count() == 1 && between == ". ";
            let possessive =
                found[end - 1].text.ends_with("'s") || found[end - 1].text.ends_with("’s");
            if !(between == " " || initial) || possessive {
                break;
            }
        }
        end += 1;
    }
    end
}

/// The last names of those who say something: `Lind argues`, `Lind also notes`, `according to
/// Ada Lind`.
fn speakers(text: &str) -> impl Iterator<Item = &str> {
    let found = words(text);
    let mut speakers = Vec::new();
    for (at, word) in found.iter().enumerate() {
        let lower = word.lower();
        if lexicon::is_reporting_verb(&lower) {
            let before = at.checked_sub(1).map(|before| found[before].lower());
            let adverb = |word: &String| word.ends_with("ly") || word == "also";
            let skip = usize::from(before.as_ref().is_some_and(adverb));
            let subject = at.checked_sub(1 + skip).map(|before| found[before]);
            speakers.extend(subject.filter(Word::is_capitalised));
        } else if lower == "to" && at > 0 && found[at - 1].lower() == "according" {
            let end = run_end(text, &found, at + 1);
            speakers.extend((end > at + 1).then(|| found[end - 1]));
        }
    }
    speakers
        .into_iter()
        .filter(|word| !lexicon::is_function_word(&word.lower()))
        .map(|word| word.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::{Document, NotePath, SourceFile, parse};
    use crate::statement::statements_in;

    /// Resolves the last sentence of a section.
    fn check(section: &str, guest: Option<&str>, name: Option<&str>) {
        let text = format!(
            "---\ntitle: Mill\nvideoId: dQw4w9WgXcQ\n---\n\nZoe Quist says it rains.\n\n## Mill\n\n{section}\n"
        );
        let file = SourceFile {
            path: NotePath::new("a.md"),
            bytes: text.into_bytes(),
        };
        let Some(Document::Note(note)) = parse(&file).value else {
            panic!("a note");
        };
        let statements = statements_in(&note);
        assert_eq!(
            named_before(&statements, statements.len() - 1, guest),
            name,
            "{section}"
        );
    }

    #[test]
    fn the_only_person_named_in_full_is_meant() {
        check(
            "Ada Lind argues for rye. She sells it.",
            None,
            Some("Ada Lind"),
        );
        check(
            "When Ada Lind left, mills closed. Lind also notes a flood. She sells it.",
            None,
            Some("Ada Lind"),
        );
        check(
            "According to Ada B. Lind, rye pays. Her mill grew.",
            None,
            Some("Ada B. Lind"),
        );
        check(
            "The mill of Ada Lind grew. She sells it.",
            Some("Ada Lind"),
            Some("Ada Lind"),
        );
        check("Ada Lind says she sells it.", None, Some("Ada Lind"));
    }

    #[test]
    fn in_doubt_nobody_is_meant() {
        check("She sells it.", None, None);
        check("Lind argues for rye. She sells it.", None, None);
        check("Ada Lind argues with Eve Ek. She sells it.", None, None);
        check(
            "Ada Lind argues for rye. Bo says no. He sells it.",
            None,
            None,
        );
        check("Silver Lake froze over. He sells it.", None, None);
        check("He sells it, Ada Lind argues.", None, None);
    }
}
