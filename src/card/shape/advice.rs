//! Advice behind a condition: `When a launch slips, cut scope first.`

use std::ops::Range;

use crate::language::{Word, lexicon, verb, words};
use crate::note::RichText;
use crate::statement::quotations;

use super::{CardText, Draft, Shape, capitalised, cut, splits_verbatim};

/// Words that open the condition.
const CONDITIONS: &[&str] = &[
    "after", "before", "if", "once", "to", "unless", "when", "while",
];
/// The fewest words of a condition that only this advice has.
const FEWEST: usize = 5;
/// The same of a side that is rejected.
const FEWEST_REJECTED: usize = 3;

/// `When a launch slips twice, cut scope.` → *When a launch slips twice, do what?* The
/// command must stand right behind the only comma before it; `Instead of X, do Y` asks Y.
pub(super) fn drafts(text: &RichText, body: Range<usize>) -> Vec<Draft> {
    let shown = &text.text[..body.end];
    let end = shown
        .trim_end_matches(['.', '!', ' '])
        .len()
        .max(body.start);
    let Some(comma) = text.text[body.start..end]
        .find(", ")
        .map(|at| at + body.start)
    else {
        return Vec::new();
    };
    let condition = words(&text.text[body.start..comma]);
    let Some(shape) = shape_of(&condition) else {
        return Vec::new();
    };
    let fewest = match shape {
        Shape::Contrast => FEWEST_REJECTED,
        _ => FEWEST,
    };
    let answer = comma + 2..end;
    let said = &text.text[answer.clone()];
    let act: Vec<String> = words(said).iter().map(Word::lower).collect();
    let [first, next, ..] = act.as_slice() else {
        return Vec::new();
    };
    let whole = !said.contains([',', ';', ':', '—', '–', '('])
        && lexicon::is_one_phrase(&act)
        && !act.last().is_some_and(|last| lexicon::cannot_end(last));
    let torn = splits_verbatim(text, comma)
        || quotations(shown)
            .iter()
            .any(|quoted| quoted.start < comma && comma < quoted.end);
    if !verb::is_command(first, next) || !whole || torn || condition.len() < fewest {
        return Vec::new();
    }
    let mut front = capitalised(cut(text, body.start..comma));
    front.push_words(", do what?");
    let back: CardText = capitalised(cut(text, answer));
    vec![Draft::new(shape, "advice", front, back)]
}

/// A contrast behind "instead of", an object behind a condition; `None` for all others.
fn shape_of(condition: &[Word<'_>]) -> Option<Shape> {
    let lower = |at: usize| condition.get(at).map(Word::lower).unwrap_or_default();
    match (lower(0).as_str(), lower(1).as_str()) {
        ("instead", "of") | ("rather", "than") => Some(Shape::Contrast),
        (first, _) if CONDITIONS.contains(&first) => Some(Shape::Object),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(claim: &str, expected: Option<(&str, &str)>) {
        let rich = RichText {
            text: claim.to_owned(),
            ..RichText::default()
        };
        let found = drafts(&rich, 0..claim.len());
        let found = found
            .first()
            .map(|draft| (draft.wording.front.plain(), draft.wording.back.plain()));
        let expected = expected.map(|(front, back)| (front.to_owned(), back.to_owned()));
        assert_eq!(found, expected, "{claim}");
    }

    #[test]
    fn a_command_behind_its_condition_is_asked() {
        check(
            "When a launch slips twice in a row, cut its scope in public.",
            Some((
                "When a launch slips twice in a row, do what?",
                "Cut its scope in public",
            )),
        );
        check(
            "Instead of asking buyers for wishes, ask for their last purchase.",
            Some((
                "Instead of asking buyers for wishes, do what?",
                "Ask for their last purchase",
            )),
        );
    }

    #[test]
    fn a_noun_behind_the_comma_is_no_command() {
        check(
            "When hiring for a hard role, work samples beat a talk.",
            None,
        );
        check("When a launch slips twice, focus groups help nobody.", None);
    }

    #[test]
    fn a_second_comma_leaves_the_command_in_doubt() {
        check("When a launch slips twice, cut the scope, then tell.", None);
    }
}
