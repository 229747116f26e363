//! Forms of words: from a form to its lemma, and how many a form stands for.
//!
//! Regular forms are undone by rules. More than one base may come into question (`hoped`
//! from *hope* or *hop*); then the one counts that the lexicon of the
//! [model](super::model) knows as a verb.

mod irregular;
#[cfg(test)]
mod tests;

use irregular::{DOUBLING, KEPT_NOUNS, MORE_FORMS, NOUNS, VERBS};

use super::model::SHIPPED;
use super::model::lexeme::lexeme;
use super::tag::Tag;
use super::verb;
use super::word::lowered;

/// What a verb agrees with: *it does*, *they do*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// `it`, `the team`, a clause.
    One,
    /// `they`, `the teams`; `I` and `you` as well, for their verbs look the same.
    Many,
}

/// The form that a dictionary lists. Lower case, but a name is left as it stands.
pub fn lemma(form: &str, tag: Tag) -> String {
    if matches!(tag, Tag::Nnp | Tag::Nnps) {
        return form.to_owned();
    }
    let mut lower = lowered(form);
    if !lower.is_ascii() {
        lower = lower.replace('’', "'").into();
    }
    match tag {
        Tag::Nns => singular(&lower),
        tag if tag.is_verb() => base(&lower, tag),
        Tag::Rb if lower == "n't" => "not".to_owned(),
        _ => lower.into_owned(),
    }
}

/// The base of a verb in any form, by its tag: `has` → `have`. Takes lower case.
pub fn base(lower: &str, tag: Tag) -> String {
    let known = |list: &[(&str, &'static str)]| {
        let at = list.binary_search_by(|(form, _)| (*form).cmp(lower));
        at.ok().map(|at| list[at].1)
    };
    if let Some(base) = known(MORE_FORMS) {
        // `it 's built` has been built or is; a base of its own has only the tag of one.
        return match (lower, tag) {
            ("'d", Tag::Vbd) => "have".to_owned(),
            _ => base.to_owned(),
        };
    }
    match tag {
        Tag::Vbz => base_of_third(lower),
        Tag::Vbg => base_of_ing(lower),
        Tag::Vbd | Tag::Vbn => base_of_past(lower, tag),
        _ => lower.to_owned(),
    }
}

/// The singular of a noun. Takes lower case.
pub fn singular(plural: &str) -> String {
    if let Ok(at) = NOUNS.binary_search_by(|(form, _)| (*form).cmp(plural)) {
        return NOUNS[at].1.to_owned();
    }
    // `stakeholder-children`, `chairmen`: the last part decides.
    for (ending, one) in [("men", "man"), ("children", "child"), ("people", "person")] {
        if let Some(head) = plural.strip_suffix(ending).filter(|head| head.len() > 2)
            && plural != "specimen"
        {
            return format!("{head}{one}");
        }
    }
    let kept = KEPT_NOUNS.binary_search(&plural).is_ok();
    if kept || plural.ends_with("ss") || plural.ends_with("series") {
        return plural.to_owned();
    }
    without_s(plural, is_noun)
}

/// What an -s was put behind: `processes` → `process`, `uses` → `use`.
fn without_s(form: &str, known: impl Fn(&str) -> bool) -> String {
    let Some(stem) = form.strip_suffix('s').filter(|stem| stem.len() > 1) else {
        return form.to_owned();
    };
    if let Some(y) = stem.strip_suffix("ie").filter(|y| y.len() > 1) {
        // `calorie` and `cookie` are words, `strategie` is none.
        return match known(stem) {
            true => stem.to_owned(),
            false => format!("{y}y"),
        };
    }
    let Some(short) = stem.strip_suffix('e') else {
        return stem.to_owned();
    };
    let hisses = ["ss", "sh", "x", "zz", "ch"]
        .iter()
        .any(|end| short.ends_with(end));
    let opens = short.ends_with('o') && short.len() > 2;
    // `corpus`, `alias`; but `cause` and `phase`.
    let latin = short.len() > 4
        && (short.ends_with("ias") || short.ends_with("us") && !short.ends_with("aus"));
    match (known(stem), known(short)) {
        // Both may be words: *ach* is none, *tax* and *axe* are.
        (true, false) => stem.to_owned(),
        _ if hisses || opens || latin => short.to_owned(),
        _ => stem.to_owned(),
    }
}

fn base_of_third(lower: &str) -> String {
    match lower {
        "has" => "have".to_owned(),
        "does" => "do".to_owned(),
        "goes" | "undergoes" | "forgoes" => lower[..lower.len() - 2].to_owned(),
        "focuses" | "biases" => lower[..lower.len() - 2].to_owned(),
        "dies" | "lies" | "ties" | "vies" | "unties" | "belies" | "underlies" => {
            lower[..lower.len() - 1].to_owned()
        }
        _ if lower.ends_with("ss") => lower.to_owned(),
        _ => without_s(lower, is_verb),
    }
}

fn base_of_past(lower: &str, tag: Tag) -> String {
    let irregular = VERBS.iter().find(|(_, past, participle)| match tag {
        Tag::Vbn => *participle == lower,
        _ => *past == lower,
    });
    // A tag may be wrong between these two; the word then decides.
    let irregular = irregular.or_else(|| {
        VERBS
            .iter()
            .find(|(_, past, participle)| *past == lower || *participle == lower)
    });
    if let Some((base, ..)) = irregular {
        return (*base).to_owned();
    }
    match lower.strip_suffix("ed") {
        Some(stem) if stem.len() > 1 => match stem.strip_suffix('i') {
            Some(y) if y.len() > 1 => format!("{y}y"),
            _ => undo_ending(stem),
        },
        _ => lower.to_owned(),
    }
}

fn base_of_ing(lower: &str) -> String {
    match lower {
        "dying" | "lying" | "tying" | "vying" | "untying" | "belying" | "underlying" => {
            format!("{}ie", &lower[..lower.len() - 4])
        }
        _ => match lower.strip_suffix("ing") {
            Some(stem) if stem.chars().any(is_vowel_or_y) && stem.len() > 1 => undo_ending(stem),
            _ => lower.to_owned(),
        },
    }
}

/// The base of what is left before -ed or -ing: `hop`, `hopp` or `hope`?
fn undo_ending(stem: &str) -> String {
    let silent = format!("{stem}e");
    let mut last = stem.chars().rev();
    let doubled = match (last.next(), last.next()) {
        (Some(one), Some(two)) if one == two && one.is_ascii_alphabetic() && !is_vowel(one) => {
            Some(&stem[..stem.len() - 1])
        }
        _ => None,
    };
    if let Some(short) = doubled {
        // `added`, `pulled` and `passed` keep both.
        let keeps = is_verb(stem) || stem.ends_with("ss") || stem.ends_with("zz");
        let single = doubles(short);
        if DOUBLING.binary_search(&short).is_ok() {
            return short.to_owned();
        }
        if is_verb(short) && (single || !is_verb(stem)) {
            return short.to_owned();
        }
        return match keeps || stem.ends_with("ll") || stem.ends_with("ff") {
            true => stem.to_owned(),
            false => short.to_owned(),
        };
    }
    // `mimicked` of *mimic*, but `picked` of *pick*.
    if let Some(short) = stem.strip_suffix('k').filter(|short| short.ends_with("ic"))
        && !is_verb(stem)
    {
        return short.to_owned();
    }
    match (is_verb(stem), is_verb(&silent)) {
        // What doubles would have done so: `hoped` is not of *hop*.
        (true, true) if doubles(stem) => silent,
        (true, true) => match wants_e(stem) {
            true => silent,
            false => stem.to_owned(),
        },
        (true, false) if !doubles(stem) => stem.to_owned(),
        (false, true) => silent,
        _ if wants_e(stem) || doubles(stem) => silent,
        _ => stem.to_owned(),
    }
}

/// Whether a stem that is no known verb looks as if it had lost an -e.
fn wants_e(stem: &str) -> bool {
    #[rustfmt::skip]
    const ENDINGS: &[&str] = &[
        "v", "c", "u", "iz", "yz", "dg", "rg", "eng", "ag", "eg", "as", "es", "is", "os", "us", "ls",
        "ns", "rs", "bl", "cl", "dl", "fl", "gl", "kl", "pl", "tl", "zl", "ib", "ir", "ur", "lud", "vid",
        "cid", "ut", "plor", "nor",
    ];
    // Latin verbs in -ate have a vowel before it, those in -eat and -oat are no such.
    let vowels = stem.chars().filter(|&c| is_vowel(c)).count();
    let ate =
        vowels > 1 && stem.ends_with("at") && !stem.ends_with("eat") && !stem.ends_with("oat");
    let plain = stem.ends_with("ss") || stem.ends_with("our") || stem.ends_with("out");
    !plain && (ate || ENDINGS.iter().any(|end| stem.ends_with(end)))
}

/// Whether the last letter is doubled before a vowel.
fn doubles(base: &str) -> bool {
    if !short_syllable(base) {
        return false;
    }
    // `qu` is a consonant.
    let plain = base.replace("qu", "q");
    let mut groups = 0;
    let mut inside = false;
    for c in plain.chars() {
        groups += usize::from(is_vowel(c) && !inside);
        inside = is_vowel(c);
    }
    groups == 1 || DOUBLING.binary_search(&base).is_ok()
}

/// Whether a word ends in one consonant behind one vowel.
fn short_syllable(base: &str) -> bool {
    let plain = base.replace("qu", "q");
    let mut last = plain.chars().rev();
    let (Some(end), Some(vowel), before) = (last.next(), last.next(), last.next()) else {
        return false;
    };
    !is_vowel(end)
        && end.is_ascii_alphabetic()
        && !matches!(end, 'w' | 'x' | 'y')
        && is_vowel(vowel)
        && before.is_some_and(|c| !is_vowel(c))
}

/// How many a noun or pronoun stands for, by itself. Takes lower case.
pub fn number(lower: &str, tag: Tag) -> Number {
    let many = match tag {
        // `mathematics` and `news` are tagged as one already; these are not always.
        Tag::Nns => !matches!(
            lower,
            "economics" | "mathematics" | "news" | "physics" | "politics"
        ),
        Tag::Nnps => true,
        Tag::Prp => !matches!(
            lower,
            "it" | "he" | "she" | "him" | "her" | "itself" | "himself" | "herself" | "one"
        ),
        Tag::Dt => matches!(lower, "these" | "those" | "both" | "some" | "all"),
        Tag::Cd => !matches!(lower, "one" | "1"),
        Tag::Jj => matches!(lower, "many" | "few" | "several" | "most" | "others"),
        _ => lower == "people" || lower == "police",
    };
    match many {
        true => Number::Many,
        false => Number::One,
    }
}

/// Whether a word is a form of `do`. Takes lower case.
pub fn is_form_of_do(lower: &str) -> bool {
    matches!(lower, "do" | "does" | "did" | "doing" | "done")
}

fn is_verb(candidate: &str) -> bool {
    let known = |word: &str| verb::is_plain_verb(word) || lexicon_has(word, &[Tag::Vb, Tag::Vbp]);
    known(candidate)
        || PREFIXES
            .iter()
            .filter_map(|prefix| candidate.strip_prefix(prefix))
            .any(|rest| rest.len() > 3 && known(rest))
}

/// What may stand before a verb without changing its forms.
const PREFIXES: &[&str] = &[
    "back", "boot", "co", "counter", "de", "down", "dis", "fine", "hard", "inter", "mis", "multi",
    "off", "on", "out", "over", "pre", "re", "trans", "un", "under", "up",
];

fn is_noun(candidate: &str) -> bool {
    lexicon_has(candidate, &[Tag::Nn])
}

fn lexicon_has(word: &str, tags: &[Tag]) -> bool {
    let known = SHIPPED.lexicon.look_up(lexeme(word, false).cased);
    [known.first, known.second]
        .into_iter()
        .filter_map(|code| code.checked_sub(1))
        .any(|code| tags.contains(&Tag::from_code(code)))
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn is_vowel_or_y(c: char) -> bool {
    c == 'y' || is_vowel(c)
}
