//! A sentence as the shapes see it: its words, its tree and its quotations.

use std::borrow::Cow;
use std::ops::Range;

use crate::extract::Claim;
use crate::language::{Parse, Tag, lexicon, lowered, parse_part, words};
use crate::note::{MarkKind, RichText};
use crate::statement::{Statement, quotations};

/// The part of a statement that is asked, parsed once for all shapes.
pub(super) struct Sentence<'t> {
    /// The statement's words with their markup.
    pub rich: &'t RichText,
    /// The bytes of them that make the sentence.
    pub body: Range<usize>,
    /// The sentence without its last stop.
    pub end: usize,
    /// Its tree; spans are bytes of `rich.text`.
    pub parse: Parse<'t>,
    /// The quotations in it, marks included.
    pub quoted: Vec<Range<usize>>,
}

/// The tree of a claim as the shapes see it; spans point into the statement's words.
pub fn parse_of<'s>(statement: &'s Statement, claim: &Claim) -> Parse<'s> {
    Sentence::new(&statement.words, claim.body.clone()).parse
}

impl<'t> Sentence<'t> {
    pub fn new(rich: &'t RichText, body: Range<usize>) -> Self {
        let text = &rich.text[..body.end];
        let end = closed_at(text).max(body.start);
        let parse = parse_part(&rich.text, body.start..end);
        if let Some(start) = loose_link(rich, &parse, body.start..end) {
            return Self::new(rich, body.start..start);
        }
        Self {
            rich,
            parse,
            quoted: quotations(text),
            body,
            end,
        }
    }

    /// Whether a cut at this byte would go through code, a formula or a quotation.
    pub fn is_whole_at(&self, at: usize) -> bool {
        let verbatim = self.rich.marks.iter().any(|mark| {
            matches!(mark.kind, MarkKind::Code | MarkKind::Math { .. })
                && mark.range.start < at
                && at < mark.range.end
        });
        let quoted = self
            .quoted
            .iter()
            .any(|range| range.start < at && at < range.end);
        !verbatim && !quoted
    }

    /// A token in lower case.
    pub fn lower(&self, token: usize) -> Cow<'t, str> {
        lowered(self.parse.form(token))
    }
}

/// Where the words of a statement end that are shown before another: without the last stop and
/// without a link that hangs loose.
pub(super) fn shown_until(rich: &RichText) -> usize {
    let end = rich.text.trim_end_matches(['.', ' ', ',', ';']).len();
    match last_link(rich, 0..end) {
        Some(_) => Sentence::new(rich, 0..rich.text.len()).end,
        None => end,
    }
}

/// Where a sentence ends without its last stop.
fn closed_at(text: &str) -> usize {
    text.trim_end_matches(['.', '!', ' ', ',', ';']).len()
}

/// Where the name of a linked note begins that hangs on the end of a sentence like a foreign
/// body: `… that add to addiction [[effects of diet on health]]`. Programs that link notes
/// print the whole name behind a word that it has to do with, or print that word again.
fn loose_link(rich: &RichText, parse: &Parse<'_>, sentence: Range<usize>) -> Option<usize> {
    const SHORTEST: usize = 4;
    const SHORTEST_NAMED: usize = 3;
    let (mark, target) = last_link(rich, sentence)?;
    let name = &rich.text[mark.clone()];
    let found = words(name);
    let (first, last) = (found.first()?.lower(), found.last()?.lower());
    let at = parse
        .tokens
        .iter()
        .rposition(|token| token.span.end <= mark.start)?;
    let (before, tag) = (lowered(parse.form(at)), parse.tokens[at].tag);
    let end = parse.tokens[at].span.end;
    let described = tag.is_noun()
        && found.len() >= SHORTEST
        && !lexicon::is_function_word(&first)
        && !lexicon::is_finite_verb(&first);
    // "significant [[scaling business operations]]" is one phrase, "lethargic [[impact of
    // stress on sleep]]" is none.
    let titled = found
        .iter()
        .any(|word| lexicon::is_function_word(&word.lower()));
    let closed = tag.is_noun()
        || tag == Tag::Rb
        || matches!(tag, Tag::Jj | Tag::Vbn)
            && (titled && !opens_phrase(parse, at) || is_said_of_subject(parse, at));
    let named = closed && found.len() >= SHORTEST_NAMED && letters(name).eq(letters(target));
    let repeated = last == before;
    // "a higher price [[factors_of_supplementation_decisions|supplementation decisions]]": the end
    // of a note's name, of which the word before is no part.
    let tail = tag.is_noun() && is_tail(name, target) && !target.to_lowercase().contains(&*before);
    // "goal progress [[…|Regulation of emotions]]"
    let headline =
        tag.is_noun() && titled && found[0].is_capitalised() && !found[1].is_capitalised();
    // An aside may stand before the link.
    let between = &rich.text[end..mark.start];
    let aside = between.starts_with(" (") && between.find(')') == Some(between.len() - 2);
    let loose = described || named || repeated || tail || headline;
    ((between == " " || aside) && loose).then_some(mark.start - 1)
}

/// The link that a sentence ends with, and the name of its note.
fn last_link(rich: &RichText, sentence: Range<usize>) -> Option<(&Range<usize>, &str)> {
    rich.marks.iter().find_map(|mark| match &mark.kind {
        MarkKind::Wikilink { target }
            if mark.range.start > sentence.start
                && mark.range.end >= sentence.end
                && mark.range.start < sentence.end =>
        {
            Some((&mark.range, target.as_str()))
        }
        _ => None,
    })
}

/// Whether an adjective stands right behind what opens a phrase, so that its noun is to come:
/// `a cornerstone of effective [[storytelling in teams]]`.
fn opens_phrase(parse: &Parse<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        matches!(
            parse.tokens[before].tag,
            Tag::In | Tag::Dt | Tag::PrpPossessive
        )
    })
}

/// Whether a word ends what is said of a subject: `it is not directly visible`.
fn is_said_of_subject(parse: &Parse<'_>, at: usize) -> bool {
    let mut before = (0..at).rev();
    let copula = before.find(|&other| parse.tokens[other].tag != Tag::Rb);
    copula.is_some_and(|copula| parse.lemma(copula) == "be")
}

/// Whether a name of several words is the end of a longer one.
fn is_tail(name: &str, target: &str) -> bool {
    let (name, target): (String, String) = (letters(name).collect(), letters(target).collect());
    name.len() > 8 && name.len() < target.len() && target.ends_with(&name)
}

/// What is left of a note's name when it becomes the name of its file.
fn letters(name: &str) -> impl Iterator<Item = char> {
    let kept = name.chars().filter(|letter| letter.is_alphanumeric());
    kept.flat_map(char::to_lowercase)
}

/// Whether a sentence begins with a helper that no command begins with.
pub(super) fn opens_with_auxiliary(sentence: &Sentence<'_>) -> bool {
    matches!(
        &*sentence.lower(0),
        "has"
            | "had"
            | "is"
            | "was"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "should"
            | "will"
    )
}
