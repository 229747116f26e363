//! A number with its unit in view.

use std::ops::Range;

use crate::language::{Word, lexicon, words};
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
        || splits_verbatim(text, body.start + word.start)
    {
        return Vec::new();
    }
    let end = word.end() + usize::from(percent);
    let hidden = body.start + word.start..body.start + end;
    vec![gap(Shape::Number, "number", text, body, hidden)]
}

fn is_number(word: &Word<'_>) -> bool {
    word.text.starts_with(|c: char| c.is_ascii_digit())
        || lexicon::small_number(&word.lower()).is_some()
}
