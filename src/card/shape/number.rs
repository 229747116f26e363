//! A number with its unit in view.

use std::ops::Range;

use crate::language::{Word, lexicon, verb, words};
use crate::note::RichText;
use crate::statement::quotations;

use super::{Draft, Shape, quote::gap, splits_verbatim};

/// Units that make a number worth asking; nouns of people and of time.
const UNITS: &[&str] = &[
    "days",
    "employees",
    "engineers",
    "hours",
    "minutes",
    "months",
    "people",
    "percent",
    "reports",
    "times",
    "users",
    "weeks",
    "years",
];

/// Leaves out the one number of a claim: a share (`92%`), or a count before its unit.
pub(super) fn drafts(text: &RichText, body: Range<usize>) -> Vec<Draft> {
    let shown = &text.text[body.clone()];
    let quoted = quotations(shown);
    let found = words(shown);
    let numbers: Vec<usize> = (0..found.len())
        .filter(|&at| is_number(&found[at]))
        .collect();
    let [only] = numbers.as_slice() else {
        return Vec::new();
    };
    let word = &found[*only];
    let percent = shown[word.end()..].starts_with('%');
    let unit = found
        .get(only + 1)
        .is_some_and(|next| UNITS.binary_search(&next.lower().as_str()).is_ok());
    let inside = quoted.iter().any(|range| range.contains(&word.start));
    let money = shown[..word.start].ends_with(['$', '€', '£']);
    if !(percent || unit)
        || inside
        || money
        || found.len() < 8
        || *only == 0
        || is_tally(&found, *only, percent)
        || splits_verbatim(text, body.start + word.start)
    {
        return Vec::new();
    }
    let end = word.end() + usize::from(percent);
    let hidden = body.start + word.start..body.start + end;
    vec![gap(Shape::Number, "number", text, body, hidden)]
}

/// Whether the number only counts in a story: `She hired 20 engineers in 3 weeks.` A share
/// may carry the point of a story; a count carries it only where it is a rule.
fn is_tally(found: &[Word<'_>], number: usize, percent: bool) -> bool {
    let lower: Vec<String> = found.iter().map(Word::lower).collect();
    let states = lexicon::states_something(&lower);
    let past = lower.iter().any(|word| {
        matches!(
            word.as_str(),
            "was" | "were" | "had" | "did" | "has" | "have" | "been"
        ) || verb::is_irregular_past(word)
            || word.len() > 4 && word.ends_with("ed")
    });
    let named = found[1..].iter().enumerate().any(|(at, word)| {
        at + 1 != number
            && word.is_capitalised()
            && !lexicon::is_common_acronym(&word.lower())
            && !lexicon::is_function_word(&word.lower())
    });
    let after = lower.get(number + 1).map_or("", String::as_str);
    let age = after == "years" && lower.get(number + 2).is_some_and(|word| word == "old");
    !states || age || !percent && (past || named)
}

fn is_number(word: &Word<'_>) -> bool {
    word.text.starts_with(|c: char| c.is_ascii_digit())
        || lexicon::small_number(&word.lower()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fronts(claim: &str) -> Vec<String> {
        let rich = RichText {
            text: claim.to_owned(),
            ..RichText::default()
        };
        drafts(&rich, 0..claim.len())
            .iter()
            .map(|draft| draft.wording.front.plain())
            .collect()
    }

    #[test]
    fn a_rule_is_asked_for_its_number_and_a_story_is_not() {
        assert_eq!(
            fronts("Send the notes of a review to everyone within 24 hours."),
            ["Send the notes of a review to everyone within [...] hours."]
        );
        assert_eq!(
            fronts("By moving the table into the photo, orders grew by 22%."),
            ["By moving the table into the photo, orders grew by [...]."]
        );
        for story in [
            "During one outage the whole company of 20 people answered calls.",
            "The small research division is only about three years old now.",
            "Six months after launch, the firm hires its first advocate.",
            "Sending meeting notes to all who came within 24 hours.",
        ] {
            assert!(fronts(story).is_empty(), "{story}");
        }
    }
}
