//! Cuts at a hinge: words that join a claim to its last part, and have one reading.
//!
//! `Skip-levels show what reports filter out, leading to earlier repairs.` turns at
//! *leading to*: everything up to it stays on the front, what follows is asked. Nothing is
//! moved and nothing inflected, so nothing can come out ungrammatical or inverted.

use std::ops::Range;

use crate::language::verb::{self, VerbForm};
use crate::language::{Word, lexicon, stem, words};
use crate::note::RichText;
use crate::statement::quotations;

use super::{CardText, Draft, Shape, capitalised, cut, quote::gap, splits_verbatim};

mod table;

use table::{
    Asks, BAD_HEADS, BREAKS, CONDITIONS, CONTENT_VERBS, ENABLING, HINGES, ING_ADJECTIVES, MODALS,
    PURPOSES, SECOND_VERBS,
};

/// A hinge found in a claim.
struct Turn {
    /// Index of the word behind it.
    next: usize,
    /// What the part is called.
    part: String,
    shape: Shape,
    asks: Asks,
    /// Whether a hinge further to the front is tried before it: it hangs on the whole claim.
    late: bool,
}

/// The drafts of a claim, one for each hinge in it, the last hinge first.
pub(super) fn drafts(text: &RichText, body: Range<usize>) -> Vec<Draft> {
    let claim = Claim::new(text, body);
    if !lexicon::states_something(&claim.lower) {
        return Vec::new();
    }
    let mut turns: Vec<Turn> = (1..claim.words.len())
        .rev()
        .flat_map(|next| claim.turns_before(next))
        .collect();
    turns.sort_by_key(|turn| turn.late);
    let mut drafts: Vec<Draft> = turns.iter().filter_map(|turn| claim.draft(turn)).collect();
    drafts.dedup_by(|a, b| a.wording.back == b.wording.back && a.wording.front == b.wording.front);
    drafts
}

/// What stands before a verb in its plain form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Modal {
    /// `can`, `should`: nothing but a verb follows.
    Sure,
    /// `to`: a noun may follow as well.
    To,
}

/// A claim's words, with what the cuts need to know of them.
struct Claim<'t> {
    rich: &'t RichText,
    body: Range<usize>,
    /// The claim without its last stop.
    end: usize,
    words: Vec<Word<'t>>,
    lower: Vec<String>,
    quoted: Vec<Range<usize>>,
}

impl<'t> Claim<'t> {
    fn new(rich: &'t RichText, body: Range<usize>) -> Self {
        let text = &rich.text[..body.end];
        let end = text.trim_end_matches(['.', '!', ' ']).len();
        let words: Vec<Word<'t>> = words(&text[..end])
            .into_iter()
            .filter(|word| word.start >= body.start)
            .collect();
        Self {
            lower: words.iter().map(Word::lower).collect(),
            quoted: quotations(text),
            rich,
            body,
            end,
            words,
        }
    }

    /// The hinges that end right before word `next`.
    fn turns_before(&self, next: usize) -> Vec<Turn> {
        let turn = |part: String, shape, asks, late| Turn {
            next,
            part,
            shape,
            asks,
            late,
        };
        let word = self.lower[next - 1].as_str();
        let mut found: Vec<Turn> = HINGES
            .iter()
            // The last word rules nearly all of them out, and costs one comparison.
            .filter(|(hinge, ..)| hinge.last() == Some(&word) && self.ends_with(next, hinge))
            .map(|&(hinge, shape, asks)| turn(hinge.join(" "), shape, asks, false))
            .collect();
        let modal = self.follows_modal(next - 1);
        let behind_comma = next >= 2 && self.behind_comma(next - 1);
        match verb::object_verb(word, modal == Some(Modal::Sure) || behind_comma) {
            // `reduces` and `can reduce` ask the same part.
            // "Similar to a map, generates …": the subject is missing.
            Some(VerbForm::Third) if behind_comma && self.commas_before(next - 1) == 1 => {}
            Some(VerbForm::Third) => found.push(turn(stem(word), Shape::Object, Asks::What, false)),
            Some(VerbForm::Plain) if self.is_asked_of(modal, word) => {
                found.push(turn(stem(word), Shape::Object, Asks::What, false));
            }
            Some(VerbForm::Ing)
                if behind_comma && !verb::is_generic(word) && !self.lists_acts(next - 1) =>
            {
                found.push(turn(word.to_owned(), Shape::Object, Asks::What, true));
            }
            _ => {}
        }
        if word == "to" && (self.enables(next - 1) || self.states_purpose(next - 1)) {
            found.push(turn("to".to_owned(), Shape::Object, Asks::DoWhat, false));
        }
        if word == "than" && self.compares(next - 1) {
            found.push(turn(word.to_owned(), Shape::Contrast, Asks::What, false));
        }
        if MODALS.contains(&word) && self.is_conditional(next - 1) {
            found.push(turn(word.to_owned(), Shape::Object, Asks::DoWhat, true));
        }
        if matches!(word, "when" | "if") && self.opens_tail_clause(next) {
            found.push(turn(word.to_owned(), Shape::Cause, Asks::Gap, true));
        }
        if word == "but" && self.corrects(next - 1) {
            found.push(turn(word.to_owned(), Shape::Contrast, Asks::Gap, false));
        }
        found
    }

    /// Whether a comma and nothing else stands before word `at`.
    fn behind_comma(&self, at: usize) -> bool {
        self.rich.text[self.words[at - 1].end()..self.words[at].start].trim() == ","
    }

    fn commas_before(&self, at: usize) -> usize {
        (1..=at).filter(|&word| self.behind_comma(word)).count()
    }

    /// `more useful than`, `cheaper than`: what is compared, not counted.
    fn compares(&self, than: usize) -> bool {
        let measure = self.lower[than.saturating_sub(5)..than].iter().rev();
        let counted = self.words.get(than + 1).is_some_and(|word| {
            word.text.starts_with(|c: char| c.is_ascii_digit())
                || lexicon::small_number(&word.lower()).is_some()
        });
        let mut measure = measure.take_while(|word| !matches!(word.as_str(), "and" | "rather"));
        !counted
            && measure.any(|word| {
                matches!(
                    word.as_str(),
                    "more" | "less" | "better" | "worse" | "fewer"
                ) || word.len() > 4 && word.ends_with("ier")
                    || matches!(
                        word.as_str(),
                        "higher" | "lower" | "faster" | "harder" | "greater"
                    )
            })
    }

    /// `…, building trust, reducing churn`: words in -ing that follow each other are a list.
    fn lists_acts(&self, at: usize) -> bool {
        (1..self.words.len())
            .filter(|&other| other != at && self.lower[other].ends_with("ing"))
            .any(|other| self.behind_comma(other) || self.lower[other - 1] == "by")
    }

    /// `When teams grow, leads should`: a condition before the clause that word `modal` is in.
    fn is_conditional(&self, modal: usize) -> bool {
        let condition = CONDITIONS.binary_search(&self.lower[0].as_str()).is_ok();
        let commas = (3..modal).filter(|&at| self.behind_comma(at)).count();
        condition && commas == 1 && !lexicon::is_negation(&self.lower[modal])
    }

    /// `Feedback lands best when [clause]`: the words from `next` on are a clause, the last.
    fn opens_tail_clause(&self, next: usize) -> bool {
        let tail = &self.lower[next..];
        next > 4
            && tail.len() >= 4
            && self.joined(next - 2)
            && !lexicon::is_auxiliary(&self.lower[next - 2])
            && lexicon::states_something(&self.lower[..next - 1])
            && !CONTENT_VERBS.contains(&self.lower[next - 2].as_str())
            && !matches!(
                tail[0].as_str(),
                "it" | "they" | "he" | "she" | "necessary" | "needed"
            )
            && tail[1..]
                .iter()
                .any(|word| lexicon::is_auxiliary(word) || lexicon::is_finite_verb(word))
    }

    /// `… is not X but`: a denial shortly before "but", in the same clause.
    fn corrects(&self, but: usize) -> bool {
        let from = but.saturating_sub(9);
        let clause = &self.lower[from..but];
        let Some(not) = clause.iter().rposition(|word| word == "not") else {
            return false;
        };
        let next = self.lower.get(but + 1).map_or("", String::as_str);
        !clause[not..].iter().any(|word| {
            lexicon::is_auxiliary(word) || lexicon::is_finite_verb(word) || word == "and"
        }) && !matches!(next, "it" | "they" | "the" | "also" | "rather")
            && lexicon::is_one_phrase(&self.lower[but + 1..])
    }

    /// Whether the words before `next` are those of `hinge`, with nothing but spaces between.
    fn ends_with(&self, next: usize, hinge: &[&str]) -> bool {
        next >= hinge.len()
            && self.lower[next - hinge.len()..next] == *hinge
            && (next - hinge.len()..next - 1).all(|at| self.joined(at))
    }

    /// Whether only white space stands between word `at` and the next.
    fn joined(&self, at: usize) -> bool {
        let between = self.words[at].end()..self.words[at + 1].start;
        self.rich.text[between].trim().is_empty()
    }

    /// `can reduce`, `may also reduce`, `to reduce`.
    fn follows_modal(&self, verb: usize) -> Option<Modal> {
        let before = self.lower[..verb].iter().rev();
        let mut before = before.skip_while(|word| {
            word.ends_with("ly")
                || matches!(word.as_str(), "also" | "often" | "even" | "help" | "not")
        });
        match before.next()?.as_str() {
            "can" | "could" | "may" | "might" | "must" | "should" | "will" | "would" | "cannot" => {
                Some(Modal::Sure)
            }
            "to" => Some(Modal::To),
            _ => None,
        }
    }

    /// Whether a plain verb behind `modal` is worth asking for its object: a purpose ("to
    /// ensure …") only where the verb is a particular one.
    fn is_asked_of(&self, modal: Option<Modal>, verb: &str) -> bool {
        match modal {
            Some(Modal::Sure) => true,
            Some(Modal::To) => !verb::is_generic(verb),
            None => false,
        }
    }

    /// `allows … to` with at most five words between.
    fn enables(&self, to: usize) -> bool {
        let from = to.saturating_sub(6);
        (from..to.saturating_sub(1)).any(|at| {
            let object = &self.lower[at + 1..to];
            ENABLING.binary_search(&self.lower[at].as_str()).is_ok()
                && (at..to).all(|between| self.joined(between))
                // Another "to" in between, or a verb for an object, and this one is its own.
                && !object.iter().any(|word| matches!(word.as_str(), "to" | "from"))
                && !object[0].ends_with("ing")
        })
    }

    /// `The goal of … is to`.
    fn states_purpose(&self, to: usize) -> bool {
        to >= 2
            && matches!(self.lower[to - 1].as_str(), "is" | "was")
            && self.lower[..to - 1]
                .iter()
                .take(5)
                .any(|word| PURPOSES.binary_search(&word.as_str()).is_ok())
    }

    /// The draft that turns at the hinge before word `next`, if the part behind it is whole.
    fn draft(&self, turn: &Turn) -> Option<Draft> {
        let &Turn {
            next, shape, asks, ..
        } = turn;
        let part = turn.part.as_str();
        // "The ability to do what …?", "as fast as possible to do what?".
        let bare = asks == Asks::DoWhat && next <= 3;
        if bare || next > 2 && self.lower[next - 3] == "as" && part == "possible to" {
            return None;
        }
        // "Instead of what, do Y?": nothing stands before the question to pin it.
        if next <= 2 && matches!(self.lower[0].as_str(), "instead" | "rather" | "to" | "by") {
            return None;
        }
        // "By embracing change, teams can do what?" takes any good thing for an answer.
        if asks == Asks::DoWhat && self.lower[0] == "by" {
            return None;
        }
        let hinge_end = self.words[next - 1].end();
        let start = self.words[next].start;
        // A quote mark or bracket may stand before the asked part, nothing else.
        let between = &self.rich.text[hinge_end..start];
        let start = start - between.trim_start().len();
        if !between.trim().chars().all(|c| matches!(c, '"' | '“' | '(')) || between.contains('(')
        {
            return None;
        }
        let stop = self.stop_of(next, asks);
        let answer = start..stop;
        if splits_verbatim(self.rich, hinge_end)
            || splits_verbatim(self.rich, stop)
            || self.cuts_quotation(hinge_end)
            || self.cuts_quotation(stop)
            || !self.fits(next, stop, asks)
        {
            return None;
        }
        let rest = self.rich.text[stop..self.end].trim_start();
        // "do what, which …": the rest tells of the answer's noun, and no noun stands there.
        if asks == Asks::DoWhat && rest.starts_with(", which") {
            return None;
        }
        // "foster what and thrive": behind a clause of the answer's own, the verb is its.
        let has_clause = words(&self.rich.text[answer.clone()])
            .iter()
            .any(|word| lexicon::is_clause_opener(&word.lower()));
        if has_clause && (rest.starts_with("and ") || rest.starts_with("or ")) {
            return None;
        }
        // A sentence that opens with its gap has nothing to start thinking from.
        if asks == Asks::Gap && next <= 2 {
            return None;
        }
        let denied = self.is_denied(next, shape);
        if asks == Asks::Gap {
            let hidden = answer;
            let draft = gap(shape, part, self.rich, self.body.clone(), hidden);
            return Some(Draft { denied, ..draft });
        }
        let asked = match asks {
            Asks::DoWhat => " do what",
            Asks::Doing => " doing what",
            Asks::What | Asks::Gap => " what",
        };
        let mut front = capitalised(cut(self.rich, self.body.start..hinge_end));
        front.push_words(asked);
        front.append(cut(self.rich, stop..self.end));
        front.push_words("?");
        let back: CardText = capitalised(cut(self.rich, answer));
        let draft = Draft::new(shape, part, front, back);
        Some(Draft { denied, ..draft })
    }

    /// Where the asked part ends: before a clause that goes on, else with the claim.
    fn stop_of(&self, next: usize, asks: Asks) -> usize {
        let text = &self.rich.text;
        for at in next + 1..self.words.len() {
            let gap_start = self.words[at - 1].end();
            let gap = &text[gap_start..self.words[at].start];
            let word = self.lower[at].as_str();
            if self
                .quoted
                .iter()
                .any(|range| range.start < gap_start && self.words[at].start < range.end)
            {
                continue;
            }
            let comma = gap.trim_start_matches(['"', '”', ')']).starts_with(',');
            let goes_on = word.ends_with("ing") && word.len() > 4
                || matches!(
                    word,
                    "which"
                        | "who"
                        | "where"
                        | "so"
                        | "while"
                        | "but"
                        | "thereby"
                        | "even"
                        | "especially"
                        | "particularly"
                        | "rather"
                        | "not"
                        | "instead"
                        | "often"
                        | "such"
                        | "including"
                        | "with"
                        | "as"
                        | "if"
                        | "when"
                        | "because"
                        | "without"
                        | "making"
                );
            if comma && goes_on {
                let comma_at = gap_start + gap.find(',').unwrap_or(0);
                return comma_at;
            }
            let second = matches!(word, "and" | "or")
                && self.lower.get(at + 1).is_some_and(|next| {
                    self.is_verb_before_object(at + 1)
                        || verb::is_never_noun(next)
                        || SECOND_VERBS.binary_search(&next.as_str()).is_ok()
                        || verb::object_verb(next, false).is_some()
                });
            // "leads to X and helps Y": the second thing said stays on the front.
            if gap.trim().is_empty() && second && asks == Asks::What {
                return gap_start;
            }
            // "do what rather than guess": the comparison belongs to the act that is asked.
            let compares = word == "rather" && asks != Asks::What;
            if gap.trim().is_empty() && !compares && BREAKS.binary_search(&word).is_ok() {
                return gap_start;
            }
        }
        self.end
    }

    /// `and commit to`, `and pay the price`: a plain verb, by what stands behind it.
    fn is_verb_before_object(&self, at: usize) -> bool {
        let next = self.lower.get(at + 1).map_or("", String::as_str);
        let word = self.lower[at].as_str();
        let third = word.strip_suffix('s').unwrap_or(word);
        let third = third.strip_suffix('e').unwrap_or(third);
        (verb::is_plain_verb(word)
            || verb::is_plain_verb(third)
            || verb::is_plain_verb(&word[..word.len() - usize::from(word.ends_with('s'))]))
            && matches!(
                next,
                "a" | "an" | "the" | "their" | "its" | "your" | "them" | "it"
            )
    }

    /// Whether the asked part, words `next` up to byte `stop`, is one part and nothing else.
    fn fits(&self, next: usize, stop: usize, asks: Asks) -> bool {
        let text = &self.rich.text[self.words[next].start..stop];
        let part: Vec<&str> = self.lower[next..]
            .iter()
            .zip(&self.words[next..])
            .filter(|(_, word)| word.end() <= stop)
            .map(|(lower, _)| lower.as_str())
            .collect();
        let (Some(first), Some(last)) = (part.first(), part.last()) else {
            return false;
        };
        let opens_well = match asks {
            Asks::Doing => {
                first.ends_with("ing")
                    && *first != "being"
                    && first.len() > 4
                    && ING_ADJECTIVES.binary_search(first).is_err()
                    // "qualified by marketing": a noun.
                    && part.len() > 1
                    // "from writing code to running it" names two ends.
                    && (self.lower[next - 1] != "from" || !part.contains(&"to"))
            }
            // "should do what? → Be on the next launch" answers nothing.
            // "tell a tale that sticks is crucial": the claim's own verb.
            Asks::DoWhat
                if part.len() < 2
                    || part.windows(2).any(|pair| {
                        matches!(pair[0], "is" | "are") && lexicon::is_weak_word(pair[1])
                    }) =>
            {
                false
            }
            // "needs to do what? Be solved in a smart way" answers nothing.
            Asks::DoWhat if *first == "be" && self.lower[next - 1] == "to" => {
                self.enables(next - 1)
            }
            Asks::DoWhat if matches!(*first, "first" | "never" | "no" | "once") => false,
            Asks::DoWhat if MODALS.contains(&self.lower[next - 1].as_str()) => {
                !lexicon::is_function_word(first)
                    || matches!(*first, "become" | "do" | "have" | "make")
            }
            Asks::DoWhat => {
                !lexicon::is_function_word(first)
                    || matches!(*first, "be" | "become" | "do" | "have" | "make")
            }
            Asks::What => {
                // "is critical to get right": the infinitive, not the preposition.
                let infinitive = self.lower[next - 1] == "to" && verb::is_plain_verb(first);
                let content_clause =
                    matches!(*first, "how" | "what" | "where" | "who" | "whether" | "why");
                let opens = !(lexicon::is_clause_opener(first) || is_bad_head(first));
                (content_clause || opens) && !infinitive
            }
            Asks::Gap => part.len() >= 3 && !matches!(*first, "of"),
        };
        let one_phrase = asks == Asks::Gap || lexicon::is_one_phrase(&part);
        // "involves naming it, framing it, and …": a list of acts, cut in its first.
        let after = self.words.iter().position(|word| word.start >= stop);
        let goes_on = |at: usize| {
            let link = usize::from(matches!(self.lower[at].as_str(), "and" | "or"));
            self.lower
                .get(at + link)
                .is_some_and(|word| word.ends_with("ing"))
        };
        let parallel = first.ends_with("ing") && after.is_some_and(goes_on);
        // "is key to understanding if …": the clause belongs to the one word before it.
        let torn = part.len() == 1
            && after.is_some_and(|at| BREAKS.binary_search(&self.lower[at].as_str()).is_ok());
        let whole =
            !text.contains([';', ':', '—', '–', '(', ')']) && is_short_list(text, &part, asks);
        // "reducing risk": one word behind a purpose or a side effect has too many rivals.
        let before = self.lower[next - 1].as_str();
        let thin = asks == Asks::What
            && part.len() == 1
            && (verb::object_verb(before, true).is_some() && verb::is_generic(&stem_s(before))
                || before.ends_with("ing")
                || verb::object_verb(before, false) == Some(VerbForm::Plain)
                    && self.follows_modal(next - 1) == Some(Modal::To));
        // "faster than planned": nothing is compared.
        let degree = before == "than"
            && asks == Asks::What
            && (first.ends_with("ly")
                || verb::may_be_past(first)
                || matches!(*first, "ever" | "many" | "most" | "usual"));
        // "rather than purely rough to spur debate": the infinitive belongs to the claim.
        let stray = self.lower[next - 1] == "than"
            && !first.ends_with("ing")
            && *first != "to"
            && part.contains(&"to");
        opens_well
            && one_phrase
            && whole
            && !parallel
            && !torn
            && !stray
            && !thin
            && !degree
            && !self.lists_on(stop)
            && !lexicon::cannot_end(last)
    }

    /// Whether what stays behind byte `stop` goes on as a list: `…, hiring well, and pay`. Its
    /// first item would be asked and the others shown.
    fn lists_on(&self, stop: usize) -> bool {
        let rest = &self.rich.text[stop..self.end];
        rest.starts_with(',')
            && [", and ", ", or "]
                .iter()
                .any(|link| rest.find(link).is_some_and(|at| at > 0))
    }

    /// Whether a denial stands in the clause before the hinge: "not … because" gives no why.
    fn is_denied(&self, next: usize, shape: Shape) -> bool {
        if shape != Shape::Cause {
            return false;
        }
        let clause = self.lower[..next].iter().rev().take(12);
        let mut clause = clause.take_while(|word| !matches!(word.as_str(), "but" | "and"));
        clause.any(|word| lexicon::is_negation(word))
    }

    fn cuts_quotation(&self, at: usize) -> bool {
        self.quoted
            .iter()
            .any(|range| range.start < at && at < range.end)
    }
}

/// A verb without its ending in -s.
fn stem_s(verb: &str) -> String {
    verb.strip_suffix('s').unwrap_or(verb).to_owned()
}

/// Words that open no object.
fn is_bad_head(word: &str) -> bool {
    BAD_HEADS.binary_search(&word).is_ok()
}

/// Whether `text` holds one thing or a list of at most three.
fn is_short_list(text: &str, part: &[&str], asks: Asks) -> bool {
    let items: Vec<&str> = text.split(',').collect();
    match items.as_slice() {
        [_] => part.iter().filter(|word| **word == "and").count() <= 1,
        // One comma and an "and" are two clauses far more often than two things.
        [_, _] => asks == Asks::Gap,
        [.., last] if items.len() == 3 && !part.windows(2).any(|pair| pair == ["and", "to"]) => {
            let last = last.trim_start();
            let short = items.iter().all(|item| words(item).len() <= 5);
            let sequel = items
                .iter()
                .any(|item| item.trim_start().starts_with("then ") || item.ends_with(" later"));
            let acts = asks == Asks::What
                && items[1..].iter().any(|item| {
                    let item = item.trim_start().trim_start_matches("and ");
                    let first = item.split(' ').next().unwrap_or_default();
                    verb::is_command(&first.to_lowercase(), "")
                });
            (last.starts_with("and ") || last.starts_with("or "))
                && !sequel
                && !acts
                && (short || asks == Asks::DoWhat)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
