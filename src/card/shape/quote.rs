//! A word missing from somebody's words.

use crate::extract::Quote;
use crate::language::{Word, lexicon, words};
use crate::note::RichText;

use super::{CardText, Draft, Shape, capitalised, cut, splits_verbatim};

/// Shorter words are filled in from the ear alone.
const SHORTEST_GAP: usize = 6;

/// Leaves out one noun of the quotation, the last that fits first, and keeps a word on
/// either side of the gap. A quotation in brackets, behind "such as", in the first person or
/// in the second is a line to say or a sample: any word of it would do.
pub(super) fn drafts(text: &RichText, quote: &Quote) -> Vec<Draft> {
    let said = &text.text[quote.quoted.clone()];
    // A quoted question is an example of asking, not something said about the subject.
    if said.contains('?') || is_line_to_say(text, quote) {
        return Vec::new();
    }
    let found = words(said);
    let inner = 1..found.len().saturating_sub(1);
    inner
        .rev()
        .filter(|&at| follows_article(&found, at))
        .map(|at| &found[at])
        .filter(|word| carries_the_point(word, said))
        .take(3)
        .map(|word| {
            let start = quote.quoted.start + word.start;
            (start, start + word.text.len())
        })
        .filter(|&(start, end)| !splits_verbatim(text, start) && !splits_verbatim(text, end))
        .map(|(start, end)| {
            gap(
                Shape::QuoteCloze,
                "quote",
                text,
                quote.body.clone(),
                start..end,
            )
        })
        .collect()
}

/// Whether a quotation is one of many that would do.
fn is_line_to_say(text: &RichText, quote: &Quote) -> bool {
    let before = &text.text[quote.body.start..quote.quoted.start];
    let said = words(&text.text[quote.quoted.clone()]);
    let voice = said.iter().any(|word| {
        let lower = word.lower();
        lexicon::is_first_person(&lower) || matches!(lower.as_str(), "you" | "your" | "this")
    });
    before.trim_matches(['"', '“', ' ']).is_empty() || is_sample(before, 2, &[]) || voice
}

/// Whether a quotation behind `before` is a sample or a line to say: it stands in brackets,
/// or one of the last `reach` words tells, be it one of `more`.
pub(super) fn is_sample(before: &str, reach: usize, more: &[&str]) -> bool {
    let said = words(before);
    let mut lead = said.iter().rev().take(reach).map(Word::lower);
    in_brackets(before)
        || lead.any(|word| {
            lexicon::marks_sample(&word)
                || more.contains(&word.as_str())
                || matches!(
                    word.as_str(),
                    "such" | "ask" | "asking" | "say" | "saying" | "stating" | "or" | "phrases"
                )
        })
}

/// Whether a bracket of `before` is still open at its end.
pub(super) fn in_brackets(before: &str) -> bool {
    before.matches('(').count() > before.matches(')').count()
}

/// `a shortcut to`, `the outcome than`: a noun, by the article before it and the word
/// behind it.
fn follows_article(found: &[Word<'_>], at: usize) -> bool {
    let before = found[at - 1].lower();
    let after = found[at + 1].lower();
    matches!(before.as_str(), "a" | "an" | "the")
        && lexicon::is_function_word(&after)
        && after != "why"
}

/// A sentence with `hidden` left out.
pub(super) fn gap(
    shape: Shape,
    part: &str,
    text: &RichText,
    body: std::ops::Range<usize>,
    hidden: std::ops::Range<usize>,
) -> Draft {
    let back = cut(text, hidden.clone());
    let mut front = cut(text, body.start..hidden.start);
    front = capitalised(front);
    front.append(CardText::blank(back.clone()));
    front.append(cut(text, hidden.end..body.end));
    Draft::new(shape, part, front, back)
}

/// Whether a word may be the gap: a content word of some length, standing once, and no
/// adverb, which is rarely the point.
fn carries_the_point(word: &Word<'_>, said: &str) -> bool {
    let lower = word.lower();
    word.text.len() >= SHORTEST_GAP
        && word.text.chars().all(|c| c.is_alphabetic() || c == '-')
        && !lower.ends_with("ly")
        && !lexicon::is_function_word(&lower)
        && !lexicon::is_weak_word(&lower)
        && said.to_lowercase().matches(lower.as_str()).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::quotations;

    fn fronts(claim: &str) -> Vec<String> {
        let text = RichText {
            text: claim.to_owned(),
            ..RichText::default()
        };
        let marks = quotations(claim).remove(0);
        let quote = Quote {
            statement: 0,
            body: 0..claim.len(),
            quoted: marks.start + 1..marks.end - 1,
        };
        drafts(&text, &quote)
            .iter()
            .map(|draft| draft.wording.front.plain())
            .collect()
    }

    #[test]
    fn a_noun_behind_its_article_is_the_gap() {
        // "our" is the speaker's voice.
        assert!(fronts("The rule is that \"a late order is a failure of our plan\".").is_empty());
        assert_eq!(
            fronts("The rule at the mill is that \"every late order is a failure of planning\"."),
            ["The rule at the mill is that \"every late order is a [...] of planning\"."]
        );
    }

    #[test]
    fn a_line_to_say_gets_no_gap() {
        for line in [
            "Open with a plain line such as \"the budget is a promise to the board\".",
            "Name the fear (for example \"the budget is a promise to the board\") aloud.",
            "Say it as \"we are a company of makers and always will be\".",
            "\"The budget is a promise to the board\" or \"the plan is a guess\".",
        ] {
            assert!(fronts(line).is_empty(), "{line}");
        }
    }
}
