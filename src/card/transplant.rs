//! The cut of an old card, made again in the reworded statement.
//!
//! A learner who edits a sentence goes on studying the part that was asked. Where the words
//! at the cut were themselves reworded, no shape finds the cut again; but the words around
//! it still tell where it was.

use std::ops::Range;

use crate::language::{Word, lexicon, words};

use super::{CardText, Piece, Wording};

/// The longest statement that is aligned word by word, in bytes; far above any sentence.
const LONGEST: usize = 4000;

/// Words that ask, behind the kept words of a front and before the rest of the claim.
const ASKING: &[&str] = &[" do what", " doing what", " what"];

/// Makes the wording of a card on `old`, the statement it was made from, into one on
/// `new`, by finding the first word, the asked part and the end again. `None` when the
/// card was not cut in place, or when its place is not clear any more.
pub fn transplanted(wording: &Wording, old: &str, new: &str) -> Option<Wording> {
    let (before, asked, after) = parts(&wording.front)?;
    let hidden = plain(&wording.back)?;
    let (frame, before) = without_frame(&before, old)?;
    let from = find(old, before)?;
    let behind = from + before.len();
    // A letter may have another length in the other case.
    let start = behind + gap_between(old.get(behind..)?, &hidden)?;
    let end = start + hidden.len();
    let rest = old.get(end..end + after.len())?;
    if rest != after || !same_words(old.get(start..end)?, &hidden) {
        return None;
    }
    if old.len().max(new.len()) > LONGEST {
        return None;
    }
    let places = Places::new(old, new);
    let head = places.moved(from..start)?;
    let part = places.moved(start..end)?;
    // What stood between the kept words and the asked ones stands there again: a space, a
    // quote mark.
    if part.is_empty() || head.start > part.start || new[part.clone()].trim().is_empty() {
        return None;
    }
    let tail_end = match end + after.len() >= old.trim_end_matches(['.', ' ']).len() {
        true => new.trim_end_matches(['.', ' ']).len(),
        false => places.moved(end..end + after.len())?.end,
    };
    // Where the claim began, the new one begins, whatever became of its first words: behind
    // a label, or with the statement.
    let begin = match old[..from].is_empty() || old[..from].ends_with(": ") {
        true => new[..part.start]
            .rfind(": ")
            .map_or(0, |at| at + ": ".len()),
        false => head.start,
    };
    let answer = &new[part.clone()];
    // "Connect what to the source? It": a pronoun took the place of what was asked.
    let says_nothing = words(answer)
        .iter()
        .all(|word| lexicon::is_function_word(&word.lower()));
    if says_nothing || !asked.suits(&hidden, answer) {
        return None;
    }
    let front_head = new.get(begin..part.start)?.trim_end();
    let front_tail = new.get(part.end..tail_end.max(part.end))?;
    // What is behind the end of the sentence is another one.
    let front_tail = match front_tail.starts_with(['.', '?', '!']) {
        true => "",
        false => front_tail,
    };
    if !is_balanced(front_head, front_tail) || !is_balanced(&new[part.clone()], "") {
        return None;
    }
    let mut front = CardText::from(format!("{frame}{}", capital(front_head)).as_str());
    let back = CardText::from(&new[part]);
    match asked {
        Asked::Gap => {
            front.push_words(" ");
            front.push_blank(back.clone());
            front.push_words(front_tail);
            front.push_words(".");
            Some(Wording {
                front,
                back,
                ..wording.clone()
            })
        }
        Asked::Question(words) => {
            front.push_words(words);
            front.push_words(front_tail);
            front.push_words("?");
            let back = CardText::from(capital(&back.plain()).as_str());
            Some(Wording {
                front,
                back,
                ..wording.clone()
            })
        }
    }
}

/// Parts what a front shows before its claim, the sentence that it takes up or its label,
/// from the words of the statement.
fn without_frame<'b>(before: &'b str, statement: &str) -> Option<(&'b str, &'b str)> {
    let ends = before.match_indices([' ']).map(|(at, _)| at + 1);
    let begins = ends.filter(|&at| {
        before[..at]
            .trim_end()
            .ends_with(['.', '?', '!', ':', '"', '”'])
    });
    std::iter::once(0)
        .chain(begins)
        .map(|at| before.split_at(at))
        .find(|(_, claim)| find(statement, claim).is_some())
}

/// Whether every bracket and quotation mark of a text in two pieces has its partner.
fn is_balanced(head: &str, tail: &str) -> bool {
    let count = |mark: char| head.matches(mark).count() + tail.matches(mark).count();
    count('(') == count(')') && count('"').is_multiple_of(2)
}

/// How a front asks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Gap,
    Question(&'static str),
}

impl Asked {
    /// Whether what was asked can still be asked in these words: *doing what* wants an act.
    fn suits(self, old: &str, new: &str) -> bool {
        let first = |text: &str| words(text).first().map(Word::lower).unwrap_or_default();
        match self {
            Asked::Question(" doing what") => first(new).ends_with("ing"),
            Asked::Question(" do what") => first(new) == first(old),
            Asked::Gap | Asked::Question(_) => true,
        }
    }
}

/// A front as the words before what is asked, and the words after it.
fn parts(front: &CardText) -> Option<(String, Asked, String)> {
    match front.pieces() {
        [Piece::Words(before), Piece::Blank(_), Piece::Words(after)] => {
            let after = after.trim_end_matches('.');
            Some((before.trim_end().to_owned(), Asked::Gap, after.to_owned()))
        }
        [Piece::Words(question)] => {
            let question = question.strip_suffix('?')?;
            let asking = ASKING
                .iter()
                .filter_map(|asking| Some((question.rfind(asking)?, *asking)));
            // " do what" ends where " what" does; the longer one is meant.
            let (at, asking) =
                asking.min_by_key(|&(at, asking)| (std::cmp::Reverse(at + asking.len()), at))?;
            let after = &question[at + asking.len()..];
            Some((
                question[..at].to_owned(),
                Asked::Question(asking),
                after.to_owned(),
            ))
        }
        _ => None,
    }
}

fn plain(text: &CardText) -> Option<String> {
    match text.pieces() {
        [Piece::Words(words)] => Some(words.to_string()),
        _ => None,
    }
}

/// Where `part` begins in `text`, its first letter in either case.
fn find(text: &str, part: &str) -> Option<usize> {
    let first = part.chars().next()?;
    let tail = &part[first.len_utf8()..];
    let places = text.match_indices(tail).map(|(at, _)| at);
    places
        .filter_map(|at| {
            let before = text[..at].chars().next_back()?;
            before
                .to_lowercase()
                .eq(first.to_lowercase())
                .then(|| at - before.len_utf8())
        })
        .next()
}

/// Bytes of white space and quote marks before `hidden` in `text`.
fn gap_between(text: &str, hidden: &str) -> Option<usize> {
    let skipped = text.len() - text.trim_start_matches([' ', '"', '“']).len();
    let direct = text.len() - text.trim_start().len();
    [direct, skipped].into_iter().find(|&at| {
        text.get(at..at + hidden.len())
            .is_some_and(|part| same_words(part, hidden))
    })
}

fn same_words(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Which words of an old statement are which of a new one.
struct Places<'t> {
    old: Vec<Word<'t>>,
    new: Vec<Word<'t>>,
    new_text: &'t str,
    /// For each old word, the new word it became; in order, none twice.
    partner: Vec<Option<usize>>,
}

impl<'t> Places<'t> {
    fn new(old: &'t str, new: &'t str) -> Self {
        let (old, new_words) = (words(old), words(new));
        let partner = aligned(&old, &new_words);
        Self {
            old,
            new: new_words,
            new_text: new,
            partner,
        }
    }

    /// The bytes of the new statement that a stretch of the old one became. A replaced
    /// word at an edge counts as replaced by one word.
    fn moved(&self, bytes: Range<usize>) -> Option<Range<usize>> {
        let inside = |word: &&Word<'_>| word.start >= bytes.start && word.end() <= bytes.end;
        let first = self.old.iter().position(|word| inside(&word))?;
        let last = self.old.iter().rposition(|word| inside(&word))?;
        let start = self.near(first, true)?;
        let end = self.near(last, false)?;
        (start <= end).then(|| {
            // Marks that close the last word stay with it, unless they end the sentence.
            let stop = self.new[end].end();
            let closing = self.new_text[stop..].starts_with('"')
                && self.new_text[..self.new[start].start].ends_with('"');
            let open = self.new[start].start - usize::from(closing);
            open..stop + usize::from(closing)
        })
    }

    /// The new word for old word `at`: its partner, else the word as far from the nearest
    /// partner as the old one was.
    fn near(&self, at: usize, first: bool) -> Option<usize> {
        if let Some(partner) = self.partner[at] {
            return Some(partner);
        }
        let left = (0..at).rev().find_map(|o| Some((at - o, self.partner[o]?)));
        let right = (at + 1..self.old.len()).find_map(|o| Some((o - at, self.partner[o]?)));
        // From the side that the stretch does not reach into, so that words added inside
        // it stay inside.
        let (from_left, from_right) = (
            left.map(|(distance, partner)| partner + distance),
            right.and_then(|(distance, partner)| partner.checked_sub(distance)),
        );
        let place = if first {
            from_left.or(from_right)
        } else {
            from_right.or(from_left)
        }?;
        let place = match (first, right, left) {
            (false, None, _) => self.new.len() - 1,
            _ => place,
        };
        (place < self.new.len()).then_some(place)
    }
}

/// The longest common subsequence of two word lists, as the partner of each old word.
fn aligned(old: &[Word<'_>], new: &[Word<'_>]) -> Vec<Option<usize>> {
    let lower = |words: &[Word<'_>]| -> Vec<String> { words.iter().map(Word::lower).collect() };
    let (a, b) = (lower(old), lower(new));
    let mut table = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i][j] = match a[i] == b[j] {
                true => table[i + 1][j + 1] + 1,
                false => table[i + 1][j].max(table[i][j + 1]),
            };
        }
    }
    let mut partner = vec![None; a.len()];
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            partner[i] = Some(j);
            i += 1;
            j += 1;
        } else if table[i + 1][j] >= table[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    partner
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Shape;

    fn check(front: &str, back: &str, old: &str, new: &str, expected: Option<(&str, &str)>) {
        let front = crate::card::notation::read(front).expect("a front");
        let wording = Wording {
            shape: Shape::Cause,
            part: "due to".into(),
            front,
            back: CardText::from(back),
        };
        let found = transplanted(&wording, old, new);
        let found = found.map(|found| (found.front.plain(), found.back.plain()));
        assert_eq!(
            found,
            expected.map(|(f, b)| (f.to_owned(), b.to_owned())),
            "{new}"
        );
    }

    #[test]
    fn the_cut_is_found_again_when_the_words_at_it_changed() {
        let front = "Large rewrites often fail due to what?";
        let old = "Large rewrites often fail due to a loss of focus.";
        check(
            front,
            "A loss of focus",
            old,
            "Large rewrites often fail owing to a loss of focus.",
            Some((
                "Large rewrites often fail owing to what?",
                "A loss of focus",
            )),
        );
        check(
            front,
            "A loss of focus",
            old,
            "Large rewrites usually fail due to a lack of nerve.",
            Some((
                "Large rewrites usually fail due to what?",
                "A lack of nerve",
            )),
        );
    }

    #[test]
    fn a_gap_is_made_again_with_its_own_words() {
        check(
            "The first deck took [[six]] months of work.",
            "six",
            "The first deck took six months of work.",
            "The first deck took eight months of work.",
            Some(("The first deck took [...] months of work.", "eight")),
        );
    }

    #[test]
    fn the_rest_of_the_claim_stays_on_the_front() {
        check(
            "Sheltering engineers prevents what, hindering their careers?",
            "Real growth",
            "Sheltering engineers prevents real growth, hindering their careers.",
            "Shielding engineers stops real growth, hindering their careers.",
            Some((
                "Shielding engineers stops what, hindering their careers?",
                "Real growth",
            )),
        );
    }

    #[test]
    fn a_label_that_changed_stays_off_the_front() {
        check(
            "A free tier can drive what?",
            "Growth through word of mouth",
            "Reach: A free tier can drive growth through word of mouth.",
            "Reach (and trust): Freemium can drive growth through word of mouth.",
            Some(("Freemium can drive what?", "Growth through word of mouth")),
        );
    }

    #[test]
    fn an_act_is_not_asked_where_there_is_none_any_more() {
        let question = |front: &str, back: &str| Wording {
            shape: Shape::Object,
            part: "for do".into(),
            front: CardText::from(front),
            back: CardText::from(back),
        };
        let wording = question("Money serves for doing what?", "Buying and selling goods");
        let moved =
            |new: &str| transplanted(&wording, "Money serves for buying and selling goods.", new);
        assert!(moved("Coined money serves for buying and selling many goods.").is_some());
        assert!(moved("Money serves for the exchange of goods.").is_none());
    }

    #[test]
    fn another_sentence_behind_the_claim_stays_off_the_front() {
        check(
            "A mentor can help by bringing what?",
            "Experience",
            "A mentor can help by bringing experience.",
            "A mentor can help by bringing experience.# Scaling strategies",
            Some(("A mentor can help by bringing what?", "Experience")),
        );
    }

    #[test]
    fn what_a_front_shows_before_its_claim_stays() {
        check(
            "Pilots list risks first. This saves them from what?",
            "Late surprises",
            "This saves them from late surprises.",
            "This often saves crews from late surprises.",
            Some((
                "Pilots list risks first. This often saves crews from what?",
                "Late surprises",
            )),
        );
    }

    #[test]
    fn a_pronoun_is_no_answer() {
        check(
            "Connect what to the mill race?",
            "The new wheel",
            "Connect the new wheel to the mill race.",
            "Connect it to the mill race.",
            None,
        );
    }

    #[test]
    fn a_cut_that_would_halve_a_bracket_is_not_made() {
        check(
            "Large teams need what?",
            "More rules",
            "Large teams need more rules.",
            "Large teams need more (and strict rules) now.",
            None,
        );
    }

    #[test]
    fn a_card_that_was_not_cut_in_place_is_not_moved() {
        check(
            "What is a \"stock\"?",
            "A quantity that builds up",
            "Stock: A quantity that builds up.",
            "Stock: A quantity that grows.",
            None,
        );
    }
}
