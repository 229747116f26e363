//! Words that point at something the learner does not see.

use std::cell::OnceCell;

use crate::language::{Class, Stems, Word, content_stems, lexicon, stem, verb};

use super::side::Side;

/// Nouns that stand for something named before them: `The company hired …`. With a word
/// behind them that tells which one (`the company that …`) they need nothing.
#[rustfmt::skip]
const POINTERS: &Class = &Class::new(&[
    "alternative", "app", "approach", "author", "book", "challenge", "change", "company",
    "concept", "decision", "design", "element", "elements", "episode", "exercise", "experiment",
    "factors", "feature", "fields", "firm", "framework", "game", "gap", "guest", "host", "idea",
    "issue", "issues", "method", "mistake", "mistakes", "model", "models", "narrative",
    "options", "phase", "platform", "problem", "problems", "process", "program", "project",
    "projections", "question", "scenario", "service", "shift", "situation", "solution",
    "speaker", "stage", "startup", "steps", "story", "study", "system", "technique",
    "technology", "theory", "tool", "topic", "trait", "transition", "types", "version", "website",
]);

/// People of whom something past is told: `The founder had given up …`, but not `The founder
/// decides …`, which every founder does.
const DOERS: &[&str] = &["founder", "founders", "team"];

/// Adjectives that do not tell which one is meant.
const DESCRIBING: &[&str] = &[
    "current", "entire", "final", "first", "former", "latter", "new", "old", "original", "second",
];
/// Words that open a sentence before its first noun, and those that do before a described one.
const OPENING: [&str; 4] = ["at", "for", "in", "on"];
const OPENING_DESCRIBED: [&str; 5] = ["after", "by", "when", "while", "with"];

/// Words behind a noun that tell which one is meant.
#[rustfmt::skip]
const TELLING: &[&str] = &[
    "of", "for", "that", "which", "who", "whose", "where", "in", "behind", "between", "with", "to",
    "at", "on", "from", "about", "by", "around", "here", "they", "you", "we",
];

/// `The company course-corrected …`, `both fields`: a definite noun that nothing in sight
/// names. A front of several sentences shows what its last one takes up.
pub(super) fn points_at_unseen(front: &Side<'_>, known: &Stems) -> bool {
    let first_sentence = &front[..front.find(". ").unwrap_or(front.len())];
    let inside = |word: &&Word<'_>| word.end() <= first_sentence.len();
    let found = &front.words[..front.words.iter().take_while(inside).count()];
    let lower = &front.lower[..found.len()];
    (0..found.len()).any(|at| {
        let next = lower.get(at + 1).map_or("", |next| &**next);
        let past = next.len() > 4 && next.ends_with("ed") && !next.ends_with("eed")
            || matches!(next, "had" | "was" | "were")
            || verb::is_irregular_past(next);
        let did = || past && DOERS.contains(&&*lower[at]);
        if !POINTERS.has(&lower[at]) && !did() {
            return false;
        }
        let counted = at > 1 && lexicon::small_number(&lower[at - 1]).is_some();
        let described = at > 1 && DESCRIBING.contains(&&*lower[at - 1]);
        let Some(opener) = at.checked_sub(1 + usize::from(counted || described)) else {
            return false;
        };
        let points = match &*lower[opener] {
            "this" | "these" | "those" | "both" => true,
            // "Beyond coding, the projections say …" opens its clause as well.
            "the" | "another" => {
                opener == 0
                    || first_sentence[..found[opener].start]
                        .trim_end()
                        .ends_with(',')
                    || opener == 1
                        && (OPENING.contains(&&*lower[0])
                            || described && OPENING_DESCRIBED.contains(&&*lower[0]))
            }
            // "An alternative is …" is one to something; other nouns may be new.
            "an" => opener == 0 && lower[at] == "alternative",
            _ => false,
        };
        // "Both types of content": which two they are was said before.
        // What a comma parts from its noun adds to it and does not tell which one.
        let apart = first_sentence[found[at].end()..].starts_with(',');
        let told = !apart
            && lower
                .get(at + 1)
                .is_some_and(|next| TELLING.contains(&&**next))
            && !(&*lower[opener] == "both" && lower[at] == "types");
        // Few nouns point, and only theirs are worth looking for.
        points && !told && {
            let noun = stem(&lower[at]);
            let named = content_stems(&front[..found[at].start]).contains(&noun);
            !known.contains(&noun) && !named
        }
    })
}

/// Words that "they" can stand for though they do not end in -s, and those that join or count
/// several.
#[rustfmt::skip]
const MANY: &[&str] = &[
    "and", "anybody", "anyone", "audience", "business", "candidate", "child", "children",
    "client", "company", "competitor", "customer", "data", "each", "employee", "every",
    "everybody", "everyone", "few", "founder", "group", "individual", "kid", "leader",
    "majority", "manager", "many", "media", "men", "most", "organization", "others", "patient",
    "people", "person", "some", "somebody", "someone", "ss", "staff", "student", "team",
    "those", "us", "user", "who", "women",
];

/// Words for several people at once.
const GROUPS: [&str; 8] = [
    "businesses",
    "companies",
    "company",
    "men",
    "organizations",
    "students",
    "teams",
    "women",
];

/// `they` and `their` without a word before them that they could stand for.
pub(super) fn nobody_meant(front: &Side<'_>) -> bool {
    let lower = &front.lower;
    let pronoun = lower
        .iter()
        .position(|word| matches!(&**word, "they" | "them" | "their" | "theirs"));
    let plural = |word: &str| {
        word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")
    };
    // "Instead of a product with all features, they …": only people do something instead, and
    // no sentence before names them.
    let acts = |at: usize| {
        let first = lower.first().map_or("", |word| &**word);
        let opens = ["by", "instead", "rather", "through", "to", "without"].contains(&first);
        opens && !front[..front.words[at].start].contains(". ")
    };
    let people = |word: &str| lexicon::names_people(word) || GROUPS.contains(&word);
    pronoun.is_some_and(|at| {
        let doers =
            lower[at] == "they" && acts(at) && front[..front.words[at].start].ends_with(", ");
        let mut before = lower[..at].iter();
        !before.any(|word| match doers {
            true => people(word),
            false => plural(word) || MANY.binary_search(&&**word).is_ok(),
        })
    })
}

/// `Berg notes that …` under a title that names no Berg: nobody can tell who that is.
pub(super) fn bare_surname(front: &Side<'_>, context: &str) -> bool {
    let (found, lower) = (&front.words, &front.lower);
    let known = |name: &str| context.contains(name.trim_end_matches("'s").trim_end_matches("’s"));
    let name = |at: usize| {
        found.get(at).is_some_and(|word| {
            word.is_capitalised()
                && word.text.len() > 2
                && word.text.chars().skip(1).all(|c| c.is_lowercase())
                && !lexicon::is_function_word(&lower[at])
        })
    };
    // "Both Berg and Lind note …": two of them have another form of the verb.
    let two = |verb: usize| verb > 2 && lower[verb - 2] == "and" && name(verb - 3);
    (1..found.len()).any(|verb| {
        name(verb - 1)
            && (lexicon::is_reporting_verb(&lower[verb])
                || two(verb) && lexicon::is_reporting_verb(&format!("{}s", lower[verb])))
            // Two names in a row are a full one.
            && !(verb >= 2
                && found[verb - 2].is_capitalised()
                && !lexicon::is_function_word(&lower[verb - 2])
                && front[found[verb - 2].end()..found[verb - 1].start].trim().is_empty())
            && !known(found[verb - 1].text)
    })
}

/// "his mother": nobody can tell whose, unless a name stands before it or in the context.
pub(super) fn unnamed(front: &Side<'_>, context: &str) -> bool {
    let (found, lower) = (&front.words, &front.lower);
    let quoted = OnceCell::new();
    let is_quoted = |at: usize| {
        let quoted = quoted.get_or_init(|| crate::statement::quotations(front));
        quoted.iter().any(|range| range.contains(&found[at].start))
    };
    let pronoun =
        (0..found.len()).find(|&at| lexicon::is_personal_pronoun(&lower[at]) && !is_quoted(at));
    let guest = context.contains(" · ");
    pronoun.is_some_and(|at| {
        let named = (0..at).any(|before| {
            let opens = before == 0
                || front[..found[before].start]
                    .trim_end()
                    .ends_with(['.', ':']);
            // "At Stripe, he …": that is no person.
            let place = before > 0 && matches!(&*lower[before - 1], "at" | "in" | "on" | "the");
            found[before].is_capitalised()
                && !place
                && !lexicon::is_function_word(&lower[before])
                && (!opens || before + 1 < at && found[before + 1].is_capitalised())
        });
        !named && !guest
    })
}

/// Initials that neither the context line nor the front spells out: "DAs review what?".
pub(super) fn unexplained_initials(front: &Side<'_>, context: &str) -> bool {
    let initials = |(word, lower): (&Word<'_>, &str)| {
        let core = word.text.strip_suffix('s').unwrap_or(word.text);
        (2..=5).contains(&core.len())
            && core.chars().all(|c| c.is_ascii_uppercase())
            && !lexicon::is_common_acronym(lower)
            && !context.contains(core)
    };
    // "Net Promoter Score (NPS)" and "NPS (Net Promoter Score)" explain it.
    front.words.iter().zip(&front.lower).any(|(word, lower)| {
        initials((word, lower))
            && !front[..word.start].ends_with('(')
            && !front[word.end()..].starts_with(" (")
            && !front.contains(&format!("({}", word.text))
    })
}

/// Whether an answer leans on words nobody sees.
pub(super) fn points_back(back: &Side<'_>) -> bool {
    // "achieving that outcome", "the cost of that choice".
    let that = back.lower.windows(3).any(|three| {
        three[1] == "that"
            && matches!(
                &*three[0],
                "about"
                    | "achieving"
                    | "at"
                    | "by"
                    | "doing"
                    | "for"
                    | "from"
                    | "of"
                    | "on"
                    | "reaching"
                    | "with"
            )
    });
    that || back.lower.iter().any(|lower| {
        lexicon::is_demonstrative(lower) && lower != "those" && lower != "such"
            || lexicon::is_personal_pronoun(lower)
            || lexicon::is_first_person(lower) && !back.contains(['"', '“'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unseen(front: &str, title: &str) -> bool {
        points_at_unseen(&Side::new(front), &content_stems(title))
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(POINTERS.words().is_sorted());
        assert!(MANY.is_sorted());
    }

    #[test]
    fn a_definite_noun_needs_its_name_in_sight() {
        let front = "The company changed course to keep what?";
        assert!(unseen(front, "Late mills"));
        assert!(!unseen(front, "How a company of millers works"));
        assert!(!unseen(
            "The company that grinds at night saves what?",
            "Mills"
        ));
        assert!(unseen("Both fields reward what?", "Mills"));
        assert!(!unseen(
            "Millers first clean the stones. This step prevents what?",
            "Mills"
        ));
    }

    #[test]
    fn they_are_somebody_said_before() {
        assert!(nobody_meant(&Side::new(
            "After a long pause they began to grind what?"
        )));
        assert!(!nobody_meant(&Side::new(
            "Millers rest before they grind what?"
        )));
    }
}
