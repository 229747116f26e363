//! Which sentences lean on words before them.

use std::borrow::Cow;

use crate::language::{Word, content_stems, each_word, lexicon, stem, verb};
use crate::note::StudyNote;
use crate::statement::{Statement, quotations};

use super::Reason;
use super::phrases::{EVALUATIONS, KINDS, ONLY_ONES};

/// Whether the part of a statement behind `start` stands without the words before it.
///
/// Conservative: what leans on something said before is refused, because a card whose
/// "this" nobody can resolve is worse than no card.
pub(super) fn stands_alone(
    note: &StudyNote,
    statement: &Statement,
    found: &[Word<'_>],
    start: usize,
) -> Result<(), Reason> {
    let text = statement.words.text.as_str();
    let inside_quotes = quotations(text);
    let open: Vec<Word<'_>> = found
        .iter()
        .copied()
        .filter(|word| word.start >= start)
        .filter(|word| !inside_quotes.iter().any(|q| q.contains(&word.start)))
        .collect();
    let Some(first) = open.first() else {
        return Err(Reason::Dangling);
    };
    let lower: Vec<Cow<'_, str>> = open.iter().map(Word::lowered).collect();
    if lower.iter().any(|word| lexicon::is_first_person(word)) {
        return Err(Reason::FirstPerson);
    }
    let personal = lower
        .iter()
        .position(|word| lexicon::is_personal_pronoun(word));
    if let Some(at) = personal {
        // "Doshi says he …": a name in the same sentence, before the pronoun.
        let named = open[..at]
            .iter()
            .skip(usize::from(at > 1))
            .any(Word::is_capitalised);
        if !named || at == 0 {
            return Err(Reason::UnnamedPerson);
        }
    }
    let stands_for_clause = is_expletive(&open);
    let points = first.start == start
        && lexicon::points_back(&lower[0])
        && !stands_for_clause
        && !counts_one(&lower)
        && !joins_two(&lower);
    let demonstrates = |at: usize| {
        lexicon::is_demonstrative(&lower[at])
            && !is_phrase(text, &open[at])
            && !takes_up_own_words(text, &open, at)
    };
    if points || (0..open.len()).any(demonstrates) {
        return Err(Reason::Dangling);
    }
    // "By doing it, teams …", "The first step to improving it is …": a pronoun before the
    // first verb, and so before any noun it could stand for.
    let verb = lower
        .iter()
        .position(|word| lexicon::is_auxiliary(word) || lexicon::is_finite_verb(word));
    let window = verb.unwrap_or(4).clamp(4, 9);
    let opening = !stands_for_clause
        && lower.iter().take(window).enumerate().any(|(at, word)| {
            match &**word {
                "its" => !names_something(&open[..at]),
                "it" | "it's" => {
                    let inside = at > 1 && lexicon::is_clause_opener(&lower[at - 1]);
                    let named =
                        (inside || names_its_own(text, &open)) && names_something(&open[..at]);
                    !named && !is_expletive(&open[at..])
                }
                // "Managers lose their best people": the subject is in sight.
                "they" | "them" | "their" | "they're" => {
                    !opens_with_plural(&open[..at]) && !follows_plural_phrase(text, &open, at)
                }
                _ => false,
            }
        });
    // "Millers have used it to …": several cannot be meant.
    let taken_up = (2..=4).any(|at| {
        lower.get(at).is_some_and(|word| word == "it")
            && opens_with_plural(&open[..at])
            && !names_something(&open[..at])
    });
    // "Involves a rocket …": the subject stands in the label.
    let headless = lexicon::is_finite_verb(&lower[0]) || verb::is_irregular_past(&lower[0]);
    if opening
        || taken_up
        || headless
        || takes_up_with_pronoun(text, &open)
        || has_unowned_plural(&open)
        || takes_up_act(&open)
        || takes_up_pair(text, &open)
        || is_bare_definite(note, statement, &open)
        || is_bare_kind(&open)
    {
        return Err(Reason::Dangling);
    }
    Ok(())
}

/// "One of the hardest steps is …", "One miller wrote …": the first of several, and not somebody
/// named before.
fn counts_one(lower: &[Cow<'_, str>]) -> bool {
    let stated = |next: &str| lexicon::is_finite_verb(next) || lexicon::is_auxiliary(next);
    lower[0] == "one" && lower.get(1).is_some_and(|next| !stated(next))
}

/// "Both rye and wheat keep …": the two are named.
fn joins_two(lower: &[Cow<'_, str>]) -> bool {
    let verb = lower.iter().position(|word| lexicon::is_auxiliary(word));
    let subject = &lower[..verb.unwrap_or(lower.len()).min(8)];
    lower[0] == "both" && subject.iter().any(|word| word == "and")
}

/// Uses of a demonstrative that point nowhere: "such as", "no such thing as", "those who", "those grinding rye".
fn is_phrase(text: &str, word: &Word<'_>) -> bool {
    let next = each_word(&text[word.end()..]).next();
    let next = next.as_ref().map(Word::lowered);
    match (&*word.lowered(), next.as_deref()) {
        ("such", Some("as")) => true,
        ("such", Some("thing")) => text[..word.start].to_lowercase().ends_with("no "),
        ("those", Some(next)) => {
            let told = [
                "at", "from", "in", "not", "of", "on", "that", "who", "whose", "with",
            ];
            told.contains(&next) || next.ends_with("ing")
        }
        _ => false,
    }
}

/// "It has a cost, but this cost …", "Delegating is hard; this step …": a demonstrative that takes
/// up a noun or a clause of its own sentence.
fn takes_up_own_words(text: &str, open: &[Word<'_>], at: usize) -> bool {
    /// The fewest words of a clause that says enough to be taken up.
    const FEWEST: usize = 5;
    let before = &open[..at];
    let noun = open[at + 1..].iter().take(2).any(|word| {
        let own = stem(word.text);
        let plain = lexicon::is_function_word(&word.lowered());
        !plain && before.iter().any(|other| stem(other.text) == own)
    });
    let said = text[..open[at].start].trim_end();
    let joined = [", but", ", and", ", as", ", so", ";"];
    noun || at >= FEWEST && joined.iter().any(|link| said.ends_with(link))
}

/// Whether words hold a thing that a pronoun behind them can stand for: one with an article, or
/// with a name.
fn names_something(before: &[Word<'_>]) -> bool {
    before.iter().enumerate().any(|(at, word)| {
        let article = matches!(&*word.lowered(), "a" | "an" | "each" | "every" | "the");
        article && at + 1 < before.len() || at > 0 && word.is_capitalised()
    })
}

/// "To make a mill pay, it …", "For a mill to pay, it …": the act names its own thing.
fn names_its_own(text: &str, open: &[Word<'_>]) -> bool {
    let first = open.first().map(Word::lowered).unwrap_or_default();
    first == "to" || first == "for" && text.contains(" to ")
}

/// "Rather than hurting you, it …": a pronoun that takes up something outside the phrase
/// before it. After a clause ("When teams grow, they …") its noun is in sight.
fn takes_up_with_pronoun(text: &str, open: &[Word<'_>]) -> bool {
    // "Launched too soon, it …"
    let participle = open
        .first()
        .is_some_and(|first| first.text.len() > 5 && first.lowered().ends_with("ed"));
    let phrase = open.first().is_some_and(|first| {
        matches!(
            &*first.lowered(),
            "after"
                | "before"
                | "beyond"
                | "by"
                | "despite"
                | "for"
                | "from"
                | "in"
                | "instead"
                | "on"
                | "rather"
                | "to"
                | "with"
                | "without"
        )
    });
    // The first comma outside brackets ends the phrase.
    let subject = open
        .windows(2)
        .position(|pair| {
            let before = &text[..pair[1].start];
            let outside = before.matches('(').count() == before.matches(')').count();
            let between = &text[pair[0].end()..pair[1].start];
            outside && between.trim_start_matches(')').starts_with([',', '"', '”'])
        })
        .filter(|&at| {
            let plural = open[..=at].iter().any(|word| is_plural(&word.lowered()));
            !(plural && open[at + 1].lowered().starts_with("the"))
        })
        .map(|at| &open[at + 1..]);
    // "By the time mills close, they …" is a clause.
    let clause = text[open[0].start..]
        .to_lowercase()
        .starts_with("by the time ");
    (phrase && !clause && !names_its_own(text, open) || participle)
        && subject.is_some_and(|rest| {
            let word = rest[0].lowered();
            matches!(&*word, "it" | "it's" | "they" | "they're" | "its" | "their")
                && !is_expletive(rest)
        })
}

/// Adjectives of what can be done to a thing.
const EASY: &[&str] = &[
    "difficult",
    "easier",
    "easy",
    "hard",
    "harder",
    "impossible",
    "tough",
];

/// "It's crucial to …", "it is good for a team to …": the pronoun that opens the words stands for
/// what follows.
fn is_expletive(open: &[Word<'_>]) -> bool {
    let lower: Vec<Cow<'_, str>> = open.iter().take(12).map(Word::lowered).collect();
    if takes_time(&lower) || is_judged(&lower) {
        return true;
    }
    let verb = match lower.first().map(AsRef::as_ref) {
        Some("it's") => 0,
        Some("it")
            if lower
                .get(1)
                .is_some_and(|word| word == "is" || word == "was") =>
        {
            1
        }
        Some("it") if lower.get(2).is_some_and(|word| word == "be") => 2,
        _ => return false,
    };
    lower
        .iter()
        .enumerate()
        .skip(verb + 1)
        .take(4)
        .any(|(at, word)| {
            let before = lower[..at].iter().rfind(|word| **word != "not");
            let judged = before.is_some_and(|before| EVALUATIONS.binary_search(&&**before).is_ok());
            // "It's hard for a referee to dodge": the pronoun is what he dodges.
            let easy = before.is_some_and(|before| EASY.contains(&&**before));
            let act = || lower[at..].iter().any(|word| word == "to");
            judged && (word == "to" || word == "that" || word == "for" && !easy && act())
        })
}

/// "It takes a year for a stone to wear", "it can take longer to …": how much, and for what.
fn takes_time(lower: &[Cow<'_, str>]) -> bool {
    const AMOUNTS: [&str; 16] = [
        "a", "about", "an", "at", "effort", "less", "long", "longer", "more", "nearly", "only",
        "over", "several", "time", "weeks", "years",
    ];
    let takes = lower
        .iter()
        .take(4)
        .position(|word| matches!(&**word, "take" | "takes" | "took"));
    let amount = takes.and_then(|at| lower.get(at + 1)).is_some_and(|word| {
        AMOUNTS.contains(&&**word)
            || word.starts_with(|c: char| c.is_ascii_digit())
            || lexicon::small_number(word).is_some()
    });
    let purpose = lower
        .iter()
        .skip(3)
        .any(|word| word == "to" || word == "for");
    lower.first().is_some_and(|first| first == "it") && amount && purpose
}

/// "It is never too early to …", "it's a mistake to …".
fn is_judged(lower: &[Cow<'_, str>]) -> bool {
    const JUDGED: [&str; 5] = ["early", "late", "mistake", "misconception", "soon"];
    let opens = lower
        .first()
        .is_some_and(|first| first == "it's" || first == "it");
    let told = lower
        .windows(2)
        .take(5)
        .position(|pair| JUDGED.contains(&&*pair[0]) && matches!(&*pair[1], "to" | "that" | "for"));
    let is = |word: &Cow<'_, str>| matches!(&**word, "is" | "it's" | "was");
    opens && told.is_some_and(|at| lower[..at].iter().any(is))
}

/// "A key aspect is …", "One challenge is …": a kind of something that was named before.
fn is_bare_kind(open: &[Word<'_>]) -> bool {
    let lower = |at: usize| open.get(at).map(Word::lowered).unwrap_or_default();
    let ranks = matches!(
        &*lower(1),
        "common"
            | "core"
            | "critical"
            | "crucial"
            | "key"
            | "main"
            | "major"
            | "notable"
            | "primary"
            | "useful"
    );
    let verb = lower(2 + usize::from(ranks));
    matches!(&*lower(0), "a" | "an" | "one")
        && (ranks || lower(0) == "one" || lower(1) == "exception")
        && (lexicon::is_auxiliary(&verb) || matches!(&*verb, "involves" | "involved"))
}

/// "Without either, mills …": one of two that were named before.
fn takes_up_pair(text: &str, open: &[Word<'_>]) -> bool {
    let pair = |word: &Word<'_>| matches!(&*word.lowered(), "either" | "neither");
    let closes = |word: &Word<'_>| text[word.end()..].starts_with([',', '.', ';']);
    open.iter().any(|word| pair(word) && closes(word))
}

/// "Failure to do so": the act was named before.
fn takes_up_act(open: &[Word<'_>]) -> bool {
    let so = open.windows(2).find(|pair| {
        pair[1].lowered() == "so" && matches!(&*pair[0].lowered(), "do" | "does" | "doing" | "done")
    });
    // Early in the sentence nothing can have named it yet.
    so.is_some_and(|pair| open.iter().take(6).any(|word| word.start == pair[1].start))
}

/// Whether the words before a pronoun are a plural subject and what it does, and nothing the
/// pronoun could take up from outside.
fn opens_with_plural(before: &[Word<'_>]) -> bool {
    let Some(first) = before.first().map(Word::lowered) else {
        return false;
    };
    let bare = !lexicon::is_function_word(&first) && !first.ends_with("ing");
    bare && before.len() > 1 && before.iter().take(3).any(|word| is_plural(&word.lowered()))
}

/// "While metrics exist, they …", "Instead of treating engineers …, they …": a pronoun behind
/// the comma of a clause or phrase that holds its noun.
fn follows_plural_phrase(text: &str, open: &[Word<'_>], at: usize) -> bool {
    let first = open[0].lowered();
    let opens = lexicon::is_clause_opener(&first)
        || matches!(
            &*first,
            "although"
                | "as"
                | "by"
                | "if"
                | "instead"
                | "once"
                | "rather"
                | "since"
                | "when"
                | "while"
                | "without"
        );
    let comma = at > 0 && text[open[at - 1].end()..open[at].start].contains(',');
    opens && comma && open[..at].iter().any(|word| is_plural(&word.lowered()))
}

/// Nouns in -s, by their ending.
fn is_plural(lower: &str) -> bool {
    matches!(lower, "children" | "men" | "people" | "women")
        || lower.len() > 3
            && lower.ends_with('s')
            && !lower.ends_with("ss")
            && !lower.ends_with("us")
            && !lower.ends_with("'s")
            && !lexicon::is_function_word(lower)
            && !lexicon::is_finite_verb(lower)
}

/// "If a product simplifies their day, …": they, them or their with nobody before it whom it
/// could mean.
fn has_unowned_plural(open: &[Word<'_>]) -> bool {
    let Some(at) = open
        .iter()
        .position(|word| matches!(&*word.lowered(), "they" | "them" | "their"))
    else {
        return false;
    };
    let endings = ["er", "or", "ist", "ent", "ant", "ee", "ian", "one", "body"];
    !open[..at].iter().enumerate().any(|(nth, word)| {
        let lower = word.lowered();
        is_plural(&lower)
            || word.is_capitalised() && (nth > 0 || owns(&lower))
            || lower.len() > 4 && endings.iter().any(|ending| lower.ends_with(ending))
            || is_person(lower.trim_end_matches("'s"))
    })
}

/// "Lind's", but not "it's".
fn owns(lower: &str) -> bool {
    let owner = lower.strip_suffix("'s");
    owner.is_some_and(|owner| owner != "let" && !lexicon::is_function_word(owner))
}

/// Nouns and pronouns that "they" can stand for though they have no -s.
fn is_person(lower: &str) -> bool {
    matches!(
        lower,
        "audience"
            | "both"
            | "business"
            | "candidate"
            | "children"
            | "community"
            | "company"
            | "couple"
            | "each"
            | "family"
            | "firm"
            | "group"
            | "human"
            | "individual"
            | "many"
            | "men"
            | "most"
            | "one"
            | "organization"
            | "others"
            | "person"
            | "staff"
            | "startup"
            | "team"
            | "those"
            | "who"
            | "women"
    )
}

/// "The shift …", "The team …": a definite noun nothing in sight explains. A noun that the
/// title or the headings hold, or that an of, a to or a clause tells apart, is explained.
fn is_bare_definite(note: &StudyNote, statement: &Statement, open: &[Word<'_>]) -> bool {
    let [first, noun, next, ..] = open else {
        return false;
    };
    if first.lowered() != "the" {
        return false;
    }
    let explained = |word: &Word<'_>| {
        word.is_capitalised()
            || matches!(
                &*word.lowered(),
                "of" | "to"
                    | "that"
                    | "which"
                    | "who"
                    | "for"
                    | "in"
                    | "between"
                    | "behind"
                    | "when"
                    | "where"
                    | "from"
                    | "with"
            )
    };
    // "the bottleneck of …", "the hard part of …", but not "the shift allows for …".
    let verb = lexicon::is_finite_verb(&next.lowered())
        || lexicon::is_auxiliary(&next.lowered())
        || next.lowered().ends_with("ed");
    let near = [Some(noun), Some(next), open.get(3).filter(|_| !verb)];
    if near.into_iter().flatten().any(explained) || statement.words.text.starts_with("The \"") {
        return false;
    }
    let mut sight = content_stems(&note.title);
    for heading in note.sections[statement.section].headings.iter() {
        sight.extend(content_stems(heading));
    }
    let named = content_stems(noun.text);
    // An adjective before the noun singles it out ("The biggest mistake …") only where a
    // superlative does; anything else keeps its doubt.
    let superlative = noun.lowered().ends_with("est")
        || matches!(
            &*noun.lowered(),
            "first" | "most" | "best" | "only" | "worst"
        );
    let kind = [KINDS, ONLY_ONES]
        .iter()
        .any(|kinds| kinds.binary_search(&&*noun.lowered()).is_ok());
    !superlative && !kind && named.is_disjoint(&sight)
}
