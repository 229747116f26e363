//! A number with its unit in view.

use std::ops::Range;

use crate::card::sentence::Sentence;
use crate::language::{Tag, Word, each_word, lexicon, verb, words};

use super::quote::{gap, in_brackets};
use super::{Draft, Shape};

/// Units that make a number worth asking: people, time, and what is measured or repeated; sorted.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "calls", "calories", "companies", "conversations", "customers", "days", "degrees", "employees",
    "engineers", "experiments", "grams", "hours", "interviews", "milligrams", "minutes", "months",
    "people", "points", "quarters", "reports", "seconds", "sessions", "times", "users",
    "weeks", "years",
];
/// What a sum of money or a count is written on with.
const POWERS: &[&str] = &["thousand", "million", "billion", "trillion"];
/// Units of which a few are as good as any: a number up to ten before them is no rule.
const COUNTED: &[&str] = &[
    "companies",
    "customers",
    "employees",
    "engineers",
    "people",
    "reports",
    "users",
];
/// More numbers than these make a table of a sentence.
const MOST: usize = 3;

/// Where a number in parentheses stands among the drafts: behind whatever the tree finds to ask.
const ASIDE: i32 = 90;

/// A number with what belongs to it.
struct Amount {
    /// Its first word, among the words of the claim.
    first: usize,
    /// Its last word.
    last: usize,
    /// Its bytes in the claim, with the marks of money and of a share.
    span: Range<usize>,
    measure: Measure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// `92%`.
    Share,
    /// `$5 million`, `10x`; not `$500`.
    Size,
    /// A count before its unit.
    Count,
    /// Anything else: a year, a version, a level.
    Bare,
}

/// Leaves out a number of a claim that says how much: a share (`92%`), a large sum of money, a
/// multiple, or a count before its unit. The last is asked first, with the others in view; a
/// range is one number.
pub(super) fn drafts(sentence: &Sentence<'_>) -> Vec<Draft> {
    let (text, body) = (sentence.rich, sentence.body.clone());
    let shown = &text.text[body.clone()];
    if !each_word(shown).any(|word| is_number(&word)) {
        return Vec::new();
    }
    let found = words(shown);
    let amounts = amounts(shown, &found);
    if amounts.len() > MOST || found.len() < 8 || tell_each_other(shown, &amounts) {
        return Vec::new();
    }
    let asked = |amount: &&Amount| {
        amount.measure != Measure::Bare
            && amount.first > 0
            && !is_aside(shown, &found, amount)
            && !is_tally(sentence, &found, amount)
            && sentence.is_whole_at(body.start + amount.span.start)
            && sentence.is_whole_at(body.start + amount.span.end)
    };
    let gaps = amounts.iter().rev().filter(asked).map(|amount| {
        let hidden = body.start + amount.span.start..body.start + amount.span.end;
        let draft = gap(Shape::Number, "number", text, body.clone(), hidden);
        // What stands in parentheses is hardly ever the point.
        let within = in_brackets(&shown[..amount.span.start]);
        Draft {
            score: if within { ASIDE } else { draft.score },
            ..draft
        }
    });
    gaps.collect()
}

/// The numbers of a claim in order; `between 30 and 40%` is one.
fn amounts(shown: &str, found: &[Word<'_>]) -> Vec<Amount> {
    let mut amounts: Vec<Amount> = Vec::new();
    for first in 0..found.len() {
        let taken = amounts.last().is_some_and(|before| first <= before.last);
        if taken || !is_number(&found[first]) {
            continue;
        }
        let amount = amount(shown, found, first);
        match amounts.last_mut() {
            Some(before) if is_range(shown, found, before, &amount) => {
                before.last = amount.last;
                before.span.end = amount.span.end;
                before.measure = amount.measure;
            }
            _ => amounts.push(amount),
        }
    }
    amounts
}

fn amount(shown: &str, found: &[Word<'_>], first: usize) -> Amount {
    let mut last = first;
    // "7,000" is two words with a mark between them.
    while let Some(next) = found.get(last + 1)
        && next.text.len() == 3
        && next.text.bytes().all(|byte| byte.is_ascii_digit())
        && &shown[found[last].end()..next.start] == ","
    {
        last += 1;
    }
    let behind = |last: usize| found.get(last + 1).map(Word::lowered).unwrap_or_default();
    let in_words = POWERS.contains(&&*behind(last));
    let power = in_words || found[last].text.ends_with(['k', 'K', 'M']);
    last += usize::from(in_words);
    let word = &found[first];
    let (mut start, mut end) = (word.start, found[last].end());
    let sign = shown[..start].chars().next_back();
    let sign = sign.filter(|sign| matches!(sign, '$' | '€' | '£'));
    start -= sign.map_or(0, char::len_utf8);
    let share = shown[end..].starts_with('%');
    end += usize::from(share);
    end += usize::from(shown[end..].starts_with('+'));
    let digits = word.text.starts_with(|c: char| c.is_ascii_digit());
    let unit = behind(last);
    let few = lexicon::small_number(&word.lowered()).is_some() && first == last;
    let measure = if share || unit == "percent" {
        Measure::Share
    } else if sign.is_some() && power || digits && word.text.ends_with('x') {
        Measure::Size
    } else if sign.is_none()
        && UNITS.binary_search(&&*unit).is_ok()
        && !(few && COUNTED.contains(&&*unit))
    {
        Measure::Count
    } else {
        Measure::Bare
    };
    Amount {
        first,
        last,
        span: start..end,
        measure,
    }
}

/// Whether two numbers in a row are the ends of a range.
fn is_range(shown: &str, found: &[Word<'_>], one: &Amount, other: &Amount) -> bool {
    let between = &shown[one.span.end..other.span.start];
    let spanned = one.first > 0 && found[one.first - 1].lowered() == "between";
    match between {
        " to " | "-" | "–" | "—" | " - " | " – " => {
            one.measure == Measure::Bare || one.measure == other.measure
        }
        " or " => one.measure == Measure::Bare && other.measure == Measure::Count,
        " and " => spanned,
        _ => false,
    }
}

/// Whether the numbers of a claim give each other away: the parts of a whole (`30% design and
/// 70% code`), or numbers in a row like samples of one thing (`60%, 90% or 99%`).
fn tell_each_other(shown: &str, amounts: &[Amount]) -> bool {
    let shares = amounts.iter().filter(|one| one.measure == Measure::Share);
    let parts = shares.map(|share| {
        shown[share.span.clone()]
            .trim_end_matches('%')
            .parse::<f32>()
    });
    let parts: Vec<f32> = parts.filter_map(Result::ok).collect();
    let whole = parts.len() > 1 && (parts.iter().sum::<f32>() - 100.0).abs() < 0.5;
    let series = amounts.windows(2).any(|pair| {
        let between = &shown[pair[0].span.end..pair[1].span.start];
        let joined = [",", "/", "vs", " or "]
            .iter()
            .any(|mark| between.contains(mark));
        joined && each_word(between).count() <= 3
    });
    whole || series
}

/// Whether a number stands in an example, behind a denial, or between two commas: `The mill, with
/// 70 employees, …`.
fn is_aside(shown: &str, found: &[Word<'_>], amount: &Amount) -> bool {
    let before = &shown[..amount.span.start];
    let sampled = before
        .rfind('(')
        .is_some_and(|open| before[open..].contains("e.g") && !before[open..].contains(')'));
    let denied = found[amount.first.saturating_sub(4)..amount.first]
        .iter()
        .any(|word| word.lowered() == "not" || word.text.ends_with("n't"));
    let opened = before.rfind(", ").map(|comma| &before[comma..]);
    let closed = shown[amount.span.end..]
        .find(", ")
        .map(|comma| &shown[amount.span.end..][..comma]);
    let inserted = amount.measure != Measure::Share
        && opened.is_some_and(|part| each_word(part).count() <= 3)
        && closed.is_some_and(|part| each_word(part).count() <= 3);
    sampled || denied || inserted
}

/// Whether the number only counts in a story: `She hired 20 engineers in 3 weeks.` A share
/// may carry the point of a story; a count carries it only where it is a rule.
fn is_tally(sentence: &Sentence<'_>, found: &[Word<'_>], amount: &Amount) -> bool {
    let lower: Vec<_> = found.iter().map(Word::lowered).collect();
    let past = lower.iter().any(|word| {
        matches!(
            &**word,
            "was" | "were" | "had" | "did" | "has" | "have" | "been"
        ) || verb::is_irregular_past(word)
            || word.len() > 4 && word.ends_with("ed")
    });
    let named = found[1..].iter().enumerate().any(|(at, word)| {
        !(amount.first..=amount.last).contains(&(at + 1))
            && word.is_capitalised()
            && !lexicon::is_common_acronym(&lower[at + 1])
            && !lexicon::is_function_word(&lower[at + 1])
    }) || sentence.parse.has_tag(0, Tag::Nnp);
    let after = |behind: usize| lower.get(amount.last + behind).map_or("", |word| &**word);
    // "focus 100% on it": all of it.
    let all = found[amount.first].text == "100" && amount.measure == Measure::Share;
    let age = after(1) == "years" && after(2) == "old";
    !lexicon::states_something(&lower)
        || age
        || all
        || amount.measure != Measure::Share && (past || named)
}

fn is_number(word: &Word<'_>) -> bool {
    word.text.starts_with(|c: char| c.is_ascii_digit())
        || lexicon::small_number(&word.lowered()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::RichText;

    fn fronts(claim: &str) -> Vec<String> {
        let rich = RichText {
            text: claim.to_owned(),
            ..RichText::default()
        };
        drafts(&Sentence::new(&rich, 0..claim.len()))
            .iter()
            .map(|draft| draft.wording.front.plain())
            .collect()
    }

    #[test]
    fn the_units_are_sorted() {
        assert!(UNITS.is_sorted());
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
        assert_eq!(
            fronts("A first call with a mill should take between 30 and 45 minutes at most."),
            ["A first call with a mill should take between [...] minutes at most."]
        );
        assert_eq!(
            fronts("In the 2 best months a mill sells for $5 million or so."),
            ["In the 2 best months a mill sells for [...] or so."]
        );
        assert!(
            fronts("In a good week 30 percent goes to design and 70 percent to the mill.")
                .is_empty()
        );
        assert!(fronts("Of a good week 30% goes to design and 70% to the mill.").is_empty());
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
