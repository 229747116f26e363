//! What a term means: `**Term:** a gloss` in a list.

use crate::card::sentence::Sentence;
use crate::language::{Label, Word, lexicon, verb, words};
use crate::statement::Statement;

use super::{CardText, Draft, Shape, capitalised, cut};

/// Labels that name a place in the note instead of a term.
const PLACES: &[&str] = &[
    "action",
    "advice",
    "answer",
    "background",
    "benefit",
    "challenge",
    "context",
    "example",
    "goal",
    "how",
    "impact",
    "insight",
    "key takeaway",
    "lesson",
    "note",
    "outcome",
    "problem",
    "purpose",
    "question",
    "reason",
    "result",
    "solution",
    "step",
    "tip",
    "what",
    "when",
    "why",
];

/// Last words of a label that names a way of doing something.
#[rustfmt::skip]
const WAYS: &[&str] = &[
    "approach", "hiring", "interviewing", "loop", "mapping", "marketing", "method", "model",
    "optimization", "planning", "positioning", "pricing", "principle", "prototyping", "rule",
    "sampling", "segmentation", "strategy", "tactic", "technique", "testing", "thinking",
];

/// `**Parking lot:** A list of topics that …` → *What is a "parking lot"?* Only where the words
/// behind the label are one noun phrase and the label names a thing.
pub(super) fn drafts(statement: &Statement, sentence: &Sentence<'_>) -> Vec<Draft> {
    let body = sentence.body.clone();
    let Some(label) = statement.label.as_deref().filter(|_| statement.labelled) else {
        return Vec::new();
    };
    let text = statement.words.text[body.clone()].trim_end_matches(['.', ' ']);
    let term = label.trim_matches(['"', '“', '”']);
    let known = names_what(term, text) && is_noun_phrase(text);
    if !is_term(term) || !known && !is_thing_with_gloss(term, sentence) || body.start > 0 {
        return Vec::new();
    }
    let text = without_sample(text);
    let front = CardText::from(format!("What is {}?", named(term, text)).as_str());
    let back = capitalised(cut(&statement.words, body.start..body.start + text.len()));
    vec![Draft::new(Shape::Definition, "term", front, back)]
}

/// Whether the tree sees a noun with something that tells it apart behind a label that is a
/// noun as well.
fn is_thing_with_gloss(term: &str, sentence: &Sentence<'_>) -> bool {
    let parse = &sentence.parse;
    let Some(root) = parse.root() else {
        return false;
    };
    let told_apart = !parse
        .children_with(root, &[Label::Relcl, Label::Acl, Label::Prep, Label::Appos])
        .is_empty();
    let lower: Vec<String> = words(term).iter().map(Word::lower).collect();
    let advice = lower.first().is_some_and(|first| {
        verb::is_never_noun(first) || first.ends_with("ing") || lexicon::is_function_word(first)
    }) || term.contains(['&', '/'])
        || lower.iter().any(|word| word == "and" || word == "or");
    let label = crate::language::parse(term);
    let noun = label
        .root()
        .is_some_and(|root| label.tokens[root].tag.is_noun());
    let gloss = without_sample(&sentence.rich.text[sentence.body.start..sentence.end]);
    let opens = match &*sentence.lower(0) {
        "a" | "an" => true,
        "the" => is_noun_phrase(gloss),
        // "Quantities that pile up".
        _ => {
            root == 0
                && !gloss.contains(',')
                && !parse.children_with(root, &[Label::Relcl]).is_empty()
        }
    };
    noun && !advice
        && told_apart
        && opens
        && parse.tokens[root].tag.is_noun()
        && parse.subject_of(root).is_none()
        && lexicon::is_one_phrase(&words(gloss).iter().map(Word::lower).collect::<Vec<_>>())
        && parse.confidence >= 74
}

/// A gloss without the sample that ends it: `Quantities that pile up, like fish`.
fn without_sample(gloss: &str) -> &str {
    let samples = [
        ", like ",
        ", such as ",
        ", including ",
        ", e.g",
        " (e.g",
        ", often ",
    ];
    let end = samples.iter().filter_map(|sample| gloss.find(sample)).min();
    match end {
        Some(end) if words(&gloss[..end]).len() >= 3 => &gloss[..end],
        _ => gloss,
    }
}

/// `A conductor PM is a manager who …` → *What is a conductor PM?*
pub(super) fn copula(sentence: &Sentence<'_>) -> Vec<Draft> {
    let parse = &sentence.parse;
    let rich = sentence.rich;
    let Some(root) = parse.root() else {
        return Vec::new();
    };
    let be = sentence.lower(root);
    let plain = matches!(&*be, "is" | "are")
        && parse.negation_of(root).is_none()
        && parse.auxiliaries_of(root).is_empty();
    let (Some(subject), Some(attr)) = (
        parse.child_with(root, Label::Nsubj),
        parse.child_with(root, Label::Attr),
    ) else {
        return Vec::new();
    };
    let subject_span = parse.phrase_span(subject);
    let span = parse.phrase_span(attr);
    let named = &rich.text[subject_span.clone()];
    let first = sentence.lower(parse.phrase(subject).start);
    let term = matches!(&*first, "a" | "an")
        || named.contains(['"', '“'])
        || words(named).iter().skip(1).any(Word::is_capitalised);
    let determined = parse
        .child_with(attr, Label::Det)
        .is_some_and(|det| matches!(&*sentence.lower(det), "a" | "an"));
    let told_apart = !parse
        .children_with(attr, &[Label::Relcl, Label::Acl])
        .is_empty();
    let weak = words(named)
        .iter()
        .any(|word| lexicon::is_weak_word(&word.lower()) || word.lower() == "of");
    if !plain
        || !term
        || weak
        || !determined
        || !told_apart
        || subject_span.start != sentence.body.start
        || span.end < sentence.end
        || words(named).len() > 5
        || named.contains(['(', ','])
        || !sentence.is_whole_at(span.start)
    {
        return Vec::new();
    }
    let mut front = CardText::from(format!("What {be} ").as_str());
    let article = matches!(&*first, "a" | "an" | "the");
    let shown = cut(rich, subject_span);
    front.append(match article {
        true => super::decapitalised(shown),
        false => shown,
    });
    front.push_words("?");
    let back = capitalised(cut(rich, span.start..sentence.end));
    vec![Draft::new(Shape::Definition, "term", front, back)]
}

/// The term as the question names it: with an article where its gloss has an indefinite
/// one, in the middle of a sentence where the label was written like the start of one.
fn named(term: &str, gloss: &str) -> String {
    let mut words = term.split(' ');
    let first = words.next().unwrap_or_default();
    let sentence_case = words.clone().next().is_some()
        && words.all(|word| word.chars().all(|c| !c.is_uppercase()))
        && first.chars().skip(1).all(char::is_lowercase);
    let term = match sentence_case {
        true => term.to_lowercase(),
        false => term.to_owned(),
    };
    let indefinite = gloss.starts_with("A ") || gloss.starts_with("An ");
    match (
        indefinite && !term.ends_with('s'),
        term.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']),
    ) {
        (false, _) => format!("\"{term}\""),
        (true, true) => format!("an \"{term}\""),
        (true, false) => format!("a \"{term}\""),
    }
}

/// Whether a label names a thing that its gloss can define. One everyday word ("Velocity")
/// means too much, a command or an act ("Protecting the team") is advice, two things joined
/// by "and" are two terms, and a gloss in -ing defines only a way of doing something.
fn names_what(term: &str, gloss: &str) -> bool {
    let found = words(term);
    let lower: Vec<String> = found.iter().map(Word::lower).collect();
    let (Some(first), Some(last)) = (lower.first(), lower.last()) else {
        return false;
    };
    let coined = term.chars().skip(1).any(char::is_uppercase) || term.contains(['#', '-']);
    let opens = words(gloss).first().map(Word::lower).unwrap_or_default();
    let thing = matches!(opens.as_str(), "a" | "an" | "the");
    let act = verb::is_never_noun(first)
        || !thing && (verb::is_plain_verb(first) || first.ends_with("ing"));
    let advice = act && !lower.iter().any(|word| word == "of")
        || lower.iter().any(|word| {
            matches!(
                word.as_str(),
                "the" | "and" | "or" | "your" | "our" | "their" | "to" | "in" | "about" | "from"
            )
        })
        || term.contains(['&', '/', '\'', '’']);
    let way = !opens.ends_with("ing") || WAYS.binary_search(&last.as_str()).is_ok();
    // "Freemium: A model where …": whoever writes so defines a word.
    let kind = thing
        && opens != "the"
        && words(gloss)
            .iter()
            .skip(2)
            .take(3)
            .any(|word| matches!(word.lower().as_str(), "that" | "which" | "where" | "who"));
    (found.len() > 1 || coined || kind && first.len() > 4) && !advice && way && !has_past(gloss)
}

/// "An odd misprint led to a new label" says what happened and defines nothing.
fn has_past(gloss: &str) -> bool {
    words(gloss)
        .iter()
        .any(|word| verb::is_irregular_past(&word.lower()))
}

fn is_term(label: &str) -> bool {
    let lower = label.to_lowercase();
    let found = words(&lower);
    (1..=5).contains(&found.len())
        && !label.contains(['?', '"', '(', ':', ','])
        && !PLACES
            .iter()
            .any(|place| lower == *place || lower == format!("{place}s"))
        && found
            .iter()
            .any(|word| !lexicon::is_function_word(word.text))
        && !found
            .iter()
            .any(|word| word.text.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a fragment is one noun phrase: it opens with an article and a noun that is told
/// apart by of, to or a clause, or with a verb in -ing, and no auxiliary stands outside a
/// relative clause.
fn is_noun_phrase(text: &str) -> bool {
    let found = words(text);
    let lower: Vec<String> = found.iter().map(|word| word.lower()).collect();
    let Some(first) = lower.first() else {
        return false;
    };
    let article = matches!(first.as_str(), "a" | "an");
    let definite = first == "the"
        && lower
            .iter()
            .skip(2)
            .take(2)
            .any(|word| matches!(word.as_str(), "of" | "to" | "that" | "in"));
    let gerund = first.len() > 5
        && first.ends_with("ing")
        && lower
            .get(1)
            .is_some_and(|word| !lexicon::is_auxiliary(word));
    let told_apart = definite
        || gerund
        || lower.iter().skip(2).take(5).any(|word| {
            matches!(
                word.as_str(),
                "of" | "to" | "that" | "which" | "who" | "where" | "in" | "for" | "with" | "used"
            )
        });
    (article || definite || gerund)
        && told_apart
        && lexicon::is_one_phrase(&lower)
        && found.len() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gloss_is_a_noun_phrase_and_not_a_sentence() {
        assert!(is_noun_phrase("A climate in which people can speak up"));
        assert!(is_noun_phrase("The ability to build a simple reason"));
        assert!(is_noun_phrase("Asking the people who do the work"));
        assert!(!is_noun_phrase("The team should meet weekly to talk"));
        assert!(!is_noun_phrase("A premortem is run before launch"));
        assert!(!is_noun_phrase(
            "Writing down thoughts of the day helps to sort them"
        ));
        assert!(!is_noun_phrase("Clearly state the assumptions"));
    }

    #[test]
    fn a_term_is_named_as_in_the_middle_of_a_sentence() {
        assert_eq!(
            named("Inert strategy", "A set of policies"),
            "an \"inert strategy\""
        );
        assert_eq!(
            named("Standard Kit", "A strategy that"),
            "a \"Standard Kit\""
        );
        assert_eq!(named("Stocks", "Quantities that"), "\"Stocks\"");
    }

    #[test]
    fn a_command_an_act_and_one_everyday_word_are_no_terms() {
        let gloss = "A list of topics that wait";
        assert!(names_what("Parking lot", gloss));
        assert!(names_what(
            "Penetration pricing",
            "Setting a low price at first"
        ));
        assert!(names_what("FocusPal", gloss));
        assert!(!names_what("Velocity", "A rapid rise in users"));
        assert!(!names_what("Protecting the team", gloss));
        assert!(!names_what("Build the odd thing", gloss));
        assert!(!names_what("Nerve and drive", gloss));
        assert!(!names_what("Data collection", "Gathering data on users"));
        assert!(!names_what(
            "Yellow label",
            "A misprint led to a look that stuck"
        ));
    }

    #[test]
    fn a_place_in_the_note_is_no_term() {
        assert!(is_term("Psychological safety"));
        assert!(!is_term("Examples"));
        assert!(!is_term("Why now?"));
    }
}
