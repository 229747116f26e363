//! The name of a linked note that hangs on the end of a sentence like a foreign body.
//!
//! `… that add to addiction [[effects of diet on health]]`: programs that link notes print the
//! whole name behind a word that it has to do with, or print that word again.

use std::ops::Range;

use crate::language::{Parse, Tag, Word, lexicon, lowered, verb, words};
use crate::note::{MarkKind, RichText};

/// A link with what stands before it.
struct Link<'t> {
    name: &'t str,
    words: Vec<Word<'t>>,
    /// The name of its note.
    target: &'t str,
    /// The token before it.
    at: usize,
}

/// The byte where a sentence ends before such a link; `None` where its last link belongs to it,
/// or it has none.
pub(super) fn begins_at(
    rich: &RichText,
    parse: &Parse<'_>,
    sentence: Range<usize>,
) -> Option<usize> {
    let (mark, target) = last(rich, sentence.clone())?;
    let name = &rich.text[mark.clone()];
    let tokens = &parse.tokens;
    let at = tokens
        .iter()
        .rposition(|token| token.span.end <= mark.start)?;
    let link = Link {
        name,
        words: words(name),
        target,
        at,
    };
    // An aside may stand before the link, and the link may be one.
    let between = &rich.text[tokens[at].span.end..mark.start];
    let behind = rich.text.get(mark.end..sentence.end).unwrap_or_default();
    if between == " (" && behind.starts_with(')') {
        return Some(mark.start - 2);
    }
    let inside = between
        .strip_prefix(" (")
        .and_then(|rest| rest.strip_suffix(") "));
    let aside = inside.is_some_and(|inside| !inside.contains(')'));
    ((between == " " || aside) && link.hangs(parse)).then_some(mark.start - 1)
}

/// The link that a sentence ends with, and the name of its note.
pub(super) fn last(rich: &RichText, sentence: Range<usize>) -> Option<(&Range<usize>, &str)> {
    let until = match rich.text[..sentence.end].ends_with(')') {
        true => sentence.end - 1,
        false => sentence.end,
    };
    rich.marks.iter().find_map(|mark| match &mark.kind {
        MarkKind::Wikilink { target }
            if mark.range.start > sentence.start
                && mark.range.end >= until
                && mark.range.start < sentence.end =>
        {
            Some((&mark.range, target.as_str()))
        }
        _ => None,
    })
}

impl Link<'_> {
    /// Whether the sentence is whole without it.
    fn hangs(&self, parse: &Parse<'_>) -> bool {
        const LONG: usize = 4;
        let tag = parse.tokens[self.at].tag;
        let before = lowered(parse.form(self.at));
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else {
            return false;
        };
        let (first, last) = (first.lower(), last.lower());
        if last == *before {
            return true;
        }
        let count = self.words.len();
        let opens = !lexicon::is_function_word(&first) && !lexicon::is_finite_verb(&first);
        // "significant [[scaling business operations]]" is one phrase, "lethargic [[impact of
        // stress on sleep]]" is none.
        let titled = self
            .words
            .iter()
            .any(|word| lexicon::is_function_word(&word.lower()));
        let whole = letters(self.name).eq(letters(self.target));
        if tag.is_noun() {
            // "functions [[aerobic exercise]]", but "workouts [[emphasizing recovery]]"
            let plural = matches!(tag, Tag::Nns | Tag::Nnps)
                && opens
                && count > 1
                && !first.ends_with("ing")
                && !first.ends_with("ed");
            let second = self.words.get(1).map(Word::lower).unwrap_or_default();
            return plural
                || opens && (count >= LONG || titled && count + 1 >= LONG)
                || whole && count > 1
                || self.is_headline(titled)
                || self.is_tail() && !self.target.to_lowercase().contains(&*before)
                || count > 1 && verb::is_command(&first, &second);
        }
        // "when you return to it [[routines and creativity]]"
        let closed = matches!(tag, Tag::Rb | Tag::Rbr | Tag::Jjr | Tag::Prp)
            || matches!(tag, Tag::Jj | Tag::Vbn)
                && (titled && !opens_phrase(parse, self.at) || is_said_of_subject(parse, self.at));
        closed && count + 1 >= LONG && whole
            || matches!(tag, Tag::Jj | Tag::Vb | Tag::Vbn | Tag::Vbp | Tag::Vbz)
                && self.is_headline(titled)
    }

    /// `goal progress [[…|Regulation of emotions]]`: written like a title behind a word that is
    /// not.
    fn is_headline(&self, titled: bool) -> bool {
        titled && self.words[0].is_capitalised() && self.words.len() > 2
    }

    /// `a higher price [[factors_of_supplementation_decisions|supplementation decisions]]`: the
    /// end of a note's name.
    fn is_tail(&self) -> bool {
        let (name, target): (String, String) =
            (letters(self.name).collect(), letters(self.target).collect());
        self.words.len() > 1 && name.len() < target.len() && target.ends_with(&name)
    }
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

/// What is left of a note's name when it becomes the name of its file.
fn letters(name: &str) -> impl Iterator<Item = char> {
    let kept = name.chars().filter(|letter| letter.is_alphanumeric());
    kept.flat_map(char::to_lowercase)
}
