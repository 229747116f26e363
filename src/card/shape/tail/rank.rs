//! Which part of a claim is the best to ask.

use crate::card::sentence::Sentence;
use crate::language::{Label, Tag, Word, count_words, lexicon, verb, words};

use super::super::Shape;
use super::{Asked, Asks};

/// What a part has to reach to be asked at all.
pub(super) const LEAST: i32 = 86;

/// Verbs that choose *in* themselves, so that it says more than where.
const GOVERNS_IN: &[&str] = &[
    "believe",
    "engage",
    "invest",
    "lie",
    "participate",
    "result",
    "root",
    "ground",
    "specialize",
    "succeed",
    "trust",
    "embed",
    "rest",
    "differ",
];

/// Nouns that choose *for* themselves.
const GOVERNS_FOR: &[&str] = &[
    "basis",
    "case",
    "demand",
    "desire",
    "foundation",
    "need",
    "preference",
    "reason",
    "recipe",
    "responsibility",
    "substitute",
];
/// What it costs to ask where a thing holds, or for whom: `adaptability in what?` Of nine
/// judged ones behind a noun or an adjective one was usable.
const PLACE: i32 = 30;

/// Verbs that say next to nothing without their object.
const LIGHT: &[&str] = &["do", "get", "give", "have", "keep", "make", "put", "take"];

/// What it costs to ask for a side that is rejected.
const REJECTED: i32 = 22;

/// Whether what follows these words is rejected: `rather than `, `, not by `.
fn is_rejected(before: &str) -> bool {
    let before = before.trim_end();
    let direct = ["rather than", "instead of"];
    let denied = before.rfind(", not ").is_some_and(|comma| {
        let since = count_words(&before[comma..]);
        since <= 2 && !before.ends_with("only") && !before.ends_with("to")
    });
    denied || before.ends_with(", not") || direct.iter().any(|words| before.ends_with(words))
}

/// Higher is better. What is asked should be short, say something and stand near the end,
/// and its governor should go with few other objects.
pub(super) fn score(sentence: &Sentence<'_>, asked: &Asked, shape: Shape) -> i32 {
    let parse = &sentence.parse;
    let text = &sentence.rich.text;
    let said = &text[asked.span.clone()];
    // The rejected side in view pins even a plain word.
    let against = shape == Shape::Contrast && sentence.lower(asked.governor) != "than";
    let mut score = 100;
    score += match shape {
        Shape::Contrast => 12,
        Shape::Cause => 8,
        _ => 0,
    };
    let content: Vec<String> = words(said)
        .iter()
        .map(Word::lower)
        .filter(|word| !lexicon::is_function_word(word))
        .collect();
    score += match count_words(said) {
        // "meet what? Expectations": one plain word behind its verb is often a set phrase.
        _ if content.len() == 1
            && parse.has_label(asked.token, Label::Dobj)
            && parse.tokens[asked.token].tag == Tag::Nns =>
        {
            -18
        }
        _ if content.len() == 1 && !against => -4,
        1 => 0,
        2..=6 => 8,
        7..=9 => 0,
        10..=12 => -10,
        _ => -20,
    };
    // What is left out of the front no longer pins it.
    if count_words(&text[asked.dropped.clone()]) > 4
        && !text[asked.dropped.clone()].starts_with(" (")
    {
        score -= 14;
    }
    // Which side is kept is the point, and not which one is rejected.
    if is_rejected(&text[sentence.body.start..asked.span.start]) {
        score -= REJECTED;
    }
    let rest = count_words(&text[asked.dropped.end..sentence.end]);
    score += match rest {
        0 => 10,
        1..=4 => 4,
        5..=10 => 0,
        more => -4 - i32::try_from(more / 2).unwrap_or(40),
    };
    let governor = asked.governor;
    let word = sentence.lower(governor);
    score += match (asked.asks, parse.tokens[asked.token].label) {
        (Asks::DoWhat, _) => 1,
        (Asks::Doing, _) => 2,
        (_, Label::Dobj) => 6,
        (_, Label::Pobj) if word == "of" => -8,
        (_, Label::Pobj) => {
            let over = parse.tokens[governor].head;
            let verbal = over.is_some_and(|over| parse.tokens[over].tag.is_verb());
            if verbal { 4 } else { -3 }
        }
        (_, Label::Attr) if rest == 0 => -2,
        (_, Label::Attr) if against => 0,
        (_, Label::Attr) => -20,
        _ => -2,
    };
    let lemma = parse.lemma(governor);
    if parse.tokens[governor].tag.is_verb()
        && (verb::is_generic(&lemma)
            || lexicon::is_weak_word(&lemma)
            || lexicon::is_function_word(&lemma))
    {
        score -= match LIGHT.binary_search(&lemma.as_str()) {
            Ok(_) => 16,
            Err(_) => 8,
        };
    }
    if parse.tokens[governor].tag == Tag::In
        && matches!(
            &*word,
            "during" | "in" | "within" | "at" | "after" | "before" | "throughout"
        )
    {
        let over = parse.tokens[governor].head.map(|over| parse.lemma(over));
        let own = over.is_some_and(|over| GOVERNS_IN.contains(&over.as_str()));
        score -= if own { 0 } else { 14 };
    }
    let of_thing = |over: usize| {
        let tag = parse.tokens[over].tag;
        tag.is_noun() && !GOVERNS_FOR.contains(&parse.lemma(over).as_str())
            || tag == Tag::Jj && &*word == "in"
    };
    if parse.tokens[governor].tag == Tag::In
        && matches!(&*word, "in" | "for")
        && !against
        && !matches!(asked.asks, Asks::HowMany | Asks::HowLong)
        && parse.tokens[governor].head.is_some_and(of_thing)
    {
        score -= PLACE;
    }
    // "The company", "Alignment": one noun by itself is too easily another one.
    if let [only] = content.as_slice()
        && !matches!(asked.asks, Asks::HowMany | Asks::HowLong)
        && !said.contains(['"', '“', '-'])
    {
        score -= match only.len() {
            _ if against => 8,
            0..=8 => 28,
            _ => 16,
        };
    }
    if said.contains(['"', '“']) || said.chars().any(|c| c.is_ascii_digit()) {
        score += 4;
    }
    score
}

/// Verbs of effects that close a sentence: `…, allowing for what?`
const EFFECTS: &[&str] = &[
    "allow",
    "boost",
    "contribute",
    "create",
    "drive",
    "emphasize",
    "enable",
    "enhance",
    "ensure",
    "foster",
    "help",
    "highlight",
    "improve",
    "lead",
    "make",
    "promote",
    "provide",
    "reflect",
    "result",
    "support",
];

/// What a part is ahead of the others of its sentence, or behind them. Of 770 claims with
/// several sound wordings each was judged: these signs tell the usable from the others.
pub(super) fn preference(sentence: &Sentence<'_>, asked: &Asked) -> i32 {
    let parse = &sentence.parse;
    let text = &sentence.rich.text;
    let rest = &text[asked.dropped.end..sentence.end];
    let mut ahead = match asked.asks {
        Asks::Doing | Asks::Things(_) => 16,
        Asks::DoWhat if has_effect(sentence, asked) => -4,
        _ if has_effect(sentence, asked) => -8,
        _ => 0,
    };
    // Many words behind the question are read before it is answered: that counts once more here
    // than for whether it is asked at all.
    ahead -= i32::try_from(count_words(rest).saturating_sub(10) / 2).unwrap_or(40);
    // "resolves what robotically?"
    if (1..=2).contains(&count_words(rest)) && !rest.starts_with(',') {
        ahead -= 10;
    }
    // "nudged to do what because it seems cheap?": the pronoun takes up the answer.
    let takes_up = |word: &Word<'_>| matches!(&*word.lowered(), "it" | "those" | "such");
    if words(rest).iter().any(takes_up) {
        ahead -= 8;
    }
    // "ask for feedback on what to improve?" is read as another question.
    if parse.tokens[asked.governor].tag == Tag::In && rest.starts_with(" to ") {
        ahead -= 8;
    }
    let said = &text[asked.span.clone()];
    let coined = said.contains(['"', '“']);
    let hinge = parse.tokens[asked.governor].tag == Tag::In;
    if hinge && sentence.lower(asked.governor) == "as" && !coined {
        ahead -= 14;
    }
    // "written for what? The board of Mill Works": a name is learnt by heart.
    let named = words(said).iter().skip(1).any(Word::is_capitalised);
    if named {
        ahead -= 10;
    }
    ahead
}

/// Whether what is asked is the effect a sentence closes with.
fn has_effect(sentence: &Sentence<'_>, asked: &Asked) -> bool {
    let parse = &sentence.parse;
    let governor = match parse.tokens[asked.governor].tag {
        Tag::In => parse.tokens[asked.governor].head.unwrap_or(asked.governor),
        _ => asked.governor,
    };
    let closes = asked.dropped.end >= sentence.end
        && parse.has_tag(governor, Tag::Vbg)
        && governor > 0
        && parse.has_tag(governor - 1, Tag::Comma);
    closes
        && EFFECTS
            .binary_search(&parse.lemma(governor).as_str())
            .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(EFFECTS.is_sorted() && LIGHT.is_sorted());
    }
}
