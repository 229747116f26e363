//! The bold label of an item on the front: as the subject of its sentence, in place of a pronoun,
//! or printed before it.

use crate::language::{Label, Tag, count_words, lexicon};
use crate::statement::Statement;

use super::CardText;
use super::sentence::{Sentence, opens_with_auxiliary};

/// The label of an item as the subject in place of its pronoun, with the bytes that this
/// takes: `Segmentation` for the `This ` of `This involves …`. `None` where the label is no
/// noun, or the pronoun no subject.
pub(super) fn label_for_pronoun(
    statement: &Statement,
    sentence: &Sentence<'_>,
) -> Option<(CardText, usize)> {
    let label = statement.label.as_deref().filter(|_| statement.labelled)?;
    let parse = &sentence.parse;
    let many = match &*sentence.lower(0) {
        "this" | "it" => false,
        "they" | "these" => true,
        _ => return None,
    };
    // "This feature shows …": the label is its name.
    let noun = is_named(&sentence.lower(1)) || names(label, parse.form(1));
    let verb = 1 + usize::from(noun);
    let tag = parse.tokens.get(verb)?.tag;
    let finite = matches!(tag, Tag::Vbz | Tag::Vbp | Tag::Md | Tag::Vbd);
    let told = crate::language::parse(label);
    let root = told.root()?;
    let plural = told.number_of(root) == crate::language::inflect::Number::Many;
    // "It can take a year": nothing that the label names.
    let empty = sentence.lower(0) == "it"
        && !(tag == Tag::Vbz && parse.form(1) != "is" && parse.form(1) != "takes");
    let named = !empty
        && !says_of(label)
        && told.tokens[root].tag.is_noun()
        && !crate::language::verb::is_never_noun(&told.form(0).to_lowercase())
        && !label.contains(['?', ':', ',', '"', '(', '/', '&', '!'])
        && count_words(label) <= 6;
    let start = parse.tokens[verb].span.start;
    // "It's hard": nothing is left between the pronoun and its verb.
    let apart = sentence.rich.text[..start].ends_with(' ');
    (finite && named && apart && plural == many)
        .then(|| (subject(label), start - sentence.body.start))
}

/// `Label: `.
pub(super) fn labelled(label: &str) -> CardText {
    CardText::from(format!("{label}: ").as_str())
}

/// The label of an item as the subject of the verb its words begin with:
/// `Weekly demos` + `Force teams to …`.
pub(super) fn label_as_subject(statement: &Statement, sentence: &Sentence<'_>) -> Option<CardText> {
    let label = statement.label.as_deref().filter(|_| statement.labelled)?;
    let parse = &sentence.parse;
    let root = parse.root()?;
    let third = parse.has_tag(root, Tag::Vbz)
        || parse.has_tag(root, Tag::Md)
        || opens_with_auxiliary(sentence)
        || lexicon::is_finite_verb(&sentence.lower(root));
    let named = count_words(label) <= 6
        && !says_of(label)
        && !label.contains(['?', ':', ',', '"', '(', '/', '&']);
    let own = parse.child_with(root, Label::Nsubj).is_none();
    (third && named && own).then(|| subject(label))
}

/// Whether a sentence opens with a word that its label, printed before it, explains: a noun,
/// as many as the pronoun says. A pronoun that is the subject gives its place to the label or
/// stays dark: `Raised prices: This involves what?` was broken in ten of twelve verdicts.
pub(super) fn stands_for(label: &str, text: &str) -> bool {
    let first = crate::language::words(text)
        .first()
        .map(crate::language::Word::lower)
        .unwrap_or_default();
    let many = match first.as_str() {
        "their" => Some(true),
        "its" => Some(false),
        "the" => None,
        _ => return false,
    };
    let parse = crate::language::parse(label);
    let Some(root) = parse.root() else {
        return false;
    };
    let tag = parse.tokens[root].tag;
    let plural = parse.number_of(root) == crate::language::inflect::Number::Many;
    (tag.is_noun() || tag == Tag::Vbg && many != Some(true))
        && many.is_none_or(|many| many == plural)
}

/// `Label `, to go on with a verb.
fn subject(label: &str) -> CardText {
    CardText::from(format!("{label} ").as_str())
}

/// Kinds of things that a label is the name of, in the singular.
#[rustfmt::skip]
const NAMED: &[&str] = &[
    "approach", "category", "channel", "concept", "course", "event", "exercise", "feature",
    "framework", "function", "initiative", "mechanism", "method", "metric", "mindset", "mode",
    "model", "phase", "philosophy", "pillar", "practice", "principle", "process",
    "professional", "program",
    "role", "rule", "skill", "stage", "step", "strategy", "style", "system", "tactic",
    "technique", "tool", "trait",
];

fn is_named(noun: &str) -> bool {
    NAMED.contains(&noun) || NAMED.contains(&crate::language::inflect::singular(noun).as_str())
}

/// `Friends of Figma Program` in `This program organizes …`.
fn names(label: &str, noun: &str) -> bool {
    let last = label.split(' ').next_back();
    last.is_some_and(|last| last.eq_ignore_ascii_case(noun))
}

/// Labels that say what is said of a thing, and do not name it.
#[rustfmt::skip]
const SAYING: &[&str] = &[
    "aim", "approach", "benefit", "cause", "caution", "challenge", "context", "duration",
    "effect", "example", "goal", "impact", "implication", "importance", "insight", "intent",
    "issue", "limitation", "meaning", "method", "note", "objective", "outcome", "problem",
    "purpose", "rationale", "reason", "result", "risk", "solution", "timeframe", "timeline",
    "tip", "why",
];

/// Whether a label is like `Purpose` in `Purpose: This question shows …`.
fn says_of(label: &str) -> bool {
    let last = label.split(' ').next_back().unwrap_or_default();
    SAYING.contains(&last.to_lowercase().as_str())
}
