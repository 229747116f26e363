//! Cards in a language whose grammar nothing here knows.
//!
//! Nothing is asked in words of ours: a card is the statement with a gap, or the line that
//! counts a list. Words end at white space, because in some scripts a word holds marks that
//! are no letters.

use std::ops::Range;

use crate::extract::{Fact, Reason};
use crate::note::{MarkKind, RichText};
use crate::statement::Statement;

use super::shape::cut;
use super::{CardText, Shape, Wording};

/// Longest answer, in words.
const LONGEST_BACK: usize = 8;
/// Longest front, in words.
const LONGEST_FRONT: usize = 40;
/// Fewest words around a gap.
const SHORTEST_FRONT: usize = 5;
/// In a script without spaces, so many letters count as a word.
const LETTERS_A_WORD: usize = 3;
/// Shorter words are filled in from the ear alone.
const SHORTEST_GAP: usize = 5;

/// The sound wordings of one statement, best first; else why there is none. `tried` is told
/// of every wording, and what stopped it.
pub(super) fn wordings(
    facts: &[Fact],
    statement: &Statement,
    context: &str,
    tried: &mut dyn FnMut(&Wording, Option<Reason>),
) -> Result<Vec<Wording>, Reason> {
    let mut drafts = Vec::new();
    for fact in facts {
        match fact {
            Fact::List(list) => drafts.push(of_list(&statement.words, &list.items)),
            Fact::Claim(_) => {
                drafts.extend(of_label(statement));
                drafts.extend(of_number(&statement.words));
                drafts.extend(of_bold(&statement.words));
            }
            Fact::Quote(quote) => drafts.extend(of_quote(&statement.words, &quote.quoted)),
        }
    }
    let mut sound: Vec<Wording> = Vec::new();
    let mut stopped = None;
    for draft in drafts {
        let verdict = check(&draft, context);
        tried(&draft, verdict.err());
        match verdict {
            Ok(()) if sound.iter().any(|other| other.part == draft.part) => {}
            Ok(()) => sound.push(draft),
            Err(reason) => stopped = stopped.or(Some(reason)),
        }
    }
    match sound.is_empty() {
        true => Err(stopped.unwrap_or(Reason::NoShape)),
        false => Ok(sound),
    }
}

fn check(wording: &Wording, context: &str) -> Result<(), Reason> {
    let (front, back) = (wording.front.plain(), wording.back.plain());
    let length = length(&back);
    let list = wording.shape == Shape::List;
    if length == 0 || length > LONGEST_BACK && !list {
        return Err(Reason::AnswerTooLong);
    }
    let around = self::length(&front.replace("[...]", " "));
    if around > LONGEST_FRONT {
        return Err(Reason::FrontTooLong);
    }
    if around < SHORTEST_FRONT && !list {
        return Err(Reason::NoPin);
    }
    let (asked, shown) = (back.to_lowercase(), front.to_lowercase());
    // A number may stand in a date above without giving itself away.
    let number = wording.shape == Shape::Number;
    if holds(&shown, &asked) || !number && holds(&context.to_lowercase(), &asked) {
        return Err(Reason::Leak);
    }
    Ok(())
}

/// Whether `text` holds `words` as words, and not inside longer ones.
fn holds(text: &str, words: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || is_dense(c));
    text.match_indices(words).any(|(at, found)| {
        edge(text[..at].chars().next_back()) && edge(text[at + found.len()..].chars().next())
    })
}

/// How many words a text has, those of a script without spaces by their letters.
fn length(text: &str) -> usize {
    let dense = text.chars().filter(|&c| is_dense(c)).count();
    let spaced = text
        .split_whitespace()
        .filter(|word| word.chars().any(|c| c.is_alphanumeric() && !is_dense(c)));
    spaced.count() + dense.div_ceil(LETTERS_A_WORD)
}

/// Han, kana, Thai, Lao, Khmer, Burmese: written without spaces.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// `Tres reglas del molino:` → the same line, open.
fn of_list(words: &RichText, items: &[String]) -> Wording {
    let end = words.text.trim_end_matches([':', '：', ' ']).len();
    let mut front = cut(words, 0..end);
    front.push_words(": …");
    Wording {
        shape: Shape::List,
        part: "items".into(),
        front,
        back: CardText::from(items.join(" · ").as_str()),
    }
}

/// `**Tolva:** …` → the words, and the label to be named.
fn of_label(statement: &Statement) -> Option<Wording> {
    let label = statement.label.as_deref().filter(|_| statement.labelled)?;
    let back = CardText::from(label);
    let mut front = CardText::blank(back.clone());
    front.push_words(": ");
    front.append(cut(&statement.words, 0..statement.words.text.len()));
    let short = length(label) <= 4;
    short.then_some(Wording {
        shape: Shape::Cloze,
        part: "term".into(),
        front,
        back,
    })
}

/// The one number of a sentence, with its percent sign.
fn of_number(words: &RichText) -> Option<Wording> {
    let text = words.text.as_str();
    let mut runs = numbers(text);
    let only = runs.next().filter(|_| runs.next().is_none())?;
    // A year in brackets is a date, and a number at the head is one of a list.
    let bracket = text[..only.start].ends_with('(') || only.start == 0;
    (!bracket).then(|| gap(Shape::Number, "number", words, only))
}

/// Stretches of digits of any script, with what stands inside a number.
fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_numeric)?;
        let inner = |c: char| !(c.is_numeric() || matches!(c, '.' | ',' | '٫' | '%' | '٪' | '％'));
        let end = text[start..]
            .find(inner)
            .map_or(text.len(), |length| start + length);
        at = end;
        let bare = text[start..end].trim_end_matches(['.', ',']);
        Some(start..start + bare.len())
    })
}

/// A few bold words inside a sentence.
fn of_bold(words: &RichText) -> Vec<Wording> {
    let bold = words
        .marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Strong);
    bold.filter(|mark| mark.range.len() < words.text.len())
        .map(|mark| trimmed(&words.text, mark.range.clone()))
        .filter(|range| (1..=4).contains(&length(&words.text[range.clone()])))
        .map(|range| gap(Shape::Cloze, "bold", words, range))
        .collect()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let bold = &text[range.clone()];
    let marks = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ':' | ';' | '。' | '،');
    let start = range.start + (bold.len() - bold.trim_start_matches(marks).len());
    start..(range.start + bold.trim_end_matches(marks).len()).max(start)
}

/// The longest word of a quotation, the last of them if several are.
fn of_quote(words: &RichText, quoted: &Range<usize>) -> Option<Wording> {
    let said = &words.text[quoted.clone()];
    let mut longest: Option<(usize, Range<usize>)> = None;
    let mut at = 0;
    for word in said.split_whitespace() {
        let start = at + said[at..].find(word).expect("the word is one of its parts");
        at = start + word.len();
        let letters = |c: char| c.is_alphabetic() || is_inner(c);
        let bare = word.trim_matches(|c: char| !letters(c));
        let count = bare.chars().filter(|c| c.is_alphabetic()).count();
        let from = quoted.start + start + word.find(bare).unwrap_or(0);
        let edge = start == 0 || at == said.len();
        let fits = !edge && count >= SHORTEST_GAP && bare.chars().all(letters);
        if fits && longest.as_ref().is_none_or(|(most, _)| count >= *most) {
            longest = Some((count, from..from + bare.len()));
        }
    }
    longest.map(|(_, range)| gap(Shape::QuoteCloze, "quote", words, range))
}

/// Marks that join or modify the letters of one word.
fn is_inner(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{0900}'..='\u{0dff}'
        | '\u{200c}' | '\u{200d}' | '-' | '\'' | '’')
}

fn gap(shape: Shape, part: &str, words: &RichText, hidden: Range<usize>) -> Wording {
    let back = cut(words, hidden.clone());
    let mut front = cut(words, 0..hidden.start);
    front.append(CardText::blank(back.clone()));
    front.append(cut(words, hidden.end..words.text.len()));
    Wording {
        shape,
        part: part.into(),
        front,
        back,
    }
}
