//! Cuts at a hinge: words that join a claim to its last part, and have one reading.
//!
//! `Skip-levels show what reports filter out, leading to earlier repairs.` turns at
//! *leading to*: everything up to it stays on the front, what follows is asked. Nothing is
//! moved and nothing inflected, so nothing can come out ungrammatical or inverted.

use std::ops::Range;

use crate::language::{Word, lexicon, stem, words};
use crate::note::RichText;
use crate::statement::quotations;

use super::{CardText, Draft, Shape, capitalised, cut, quote::gap, splits_verbatim};

/// What the front says in place of the part it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    /// `… due to what?`
    What,
    /// `… in order to do what?`
    DoWhat,
    /// `… by doing what?`; only before a verb in -ing.
    Doing,
    /// A gap: the part is a clause, which no "what" can stand for.
    Gap,
}

/// A hinge: its words, the shape it makes, what it asks.
type Hinge = (&'static [&'static str], Shape, Asks);

#[rustfmt::skip]
const HINGES: &[Hinge] = &[
    (&["rather", "than"], Shape::Contrast, Asks::What),
    (&["instead", "of"], Shape::Contrast, Asks::What),
    (&["but", "also"], Shape::Contrast, Asks::Gap),
    (&["but", "rather"], Shape::Contrast, Asks::Gap),
    (&["is", "defined", "as"], Shape::Definition, Asks::What),
    (&["are", "defined", "as"], Shape::Definition, Asks::What),
    (&["refers", "to"], Shape::Definition, Asks::What),
    (&["is", "known", "as"], Shape::Definition, Asks::What),
    (&["are", "known", "as"], Shape::Definition, Asks::What),
    (&["is", "called"], Shape::Definition, Asks::What),
    (&["because"], Shape::Cause, Asks::Gap),
    (&["so", "that"], Shape::Cause, Asks::Gap),
    (&["due", "to"], Shape::Cause, Asks::What),
    (&["because", "of"], Shape::Cause, Asks::What),
    (&["leading", "to"], Shape::Cause, Asks::What),
    (&["resulting", "in"], Shape::Cause, Asks::What),
    (&["leads", "to"], Shape::Cause, Asks::What),
    (&["led", "to"], Shape::Cause, Asks::What),
    (&["results", "in"], Shape::Cause, Asks::What),
    (&["resulted", "in"], Shape::Cause, Asks::What),
    (&["stems", "from"], Shape::Cause, Asks::What),
    (&["stem", "from"], Shape::Cause, Asks::What),
    (&["in", "order", "to"], Shape::Cause, Asks::DoWhat),
    (&["by"], Shape::Cause, Asks::Doing),
    (&["without"], Shape::Object, Asks::Doing),
    (&["from"], Shape::Object, Asks::Doing),
    (&["depends", "on"], Shape::Object, Asks::What),
    (&["depend", "on"], Shape::Object, Asks::What),
    (&["relies", "on"], Shape::Object, Asks::What),
    (&["hinges", "on"], Shape::Object, Asks::What),
    (&["consists", "of"], Shape::Object, Asks::What),
    (&["focuses", "on"], Shape::Object, Asks::What),
    (&["is", "based", "on"], Shape::Object, Asks::What),
    (&["are", "based", "on"], Shape::Object, Asks::What),
    (&["is", "rooted", "in"], Shape::Object, Asks::What),
    (&["is", "driven", "by"], Shape::Object, Asks::What),
    (&["are", "driven", "by"], Shape::Object, Asks::What),
    (&["is", "about"], Shape::Object, Asks::What),
    (&["are", "about"], Shape::Object, Asks::What),
    (&["lies", "in"], Shape::Object, Asks::What),
    (&["comes", "from"], Shape::Object, Asks::What),
    (&["comes", "down", "to"], Shape::Object, Asks::What),
    (&["boils", "down", "to"], Shape::Object, Asks::What),
    (&["starts", "with"], Shape::Object, Asks::What),
    (&["begins", "with"], Shape::Object, Asks::What),
    (&["serves", "as"], Shape::Object, Asks::What),
    (&["serve", "as"], Shape::Object, Asks::What),
    (&["acts", "as"], Shape::Object, Asks::What),
    (&["act", "as"], Shape::Object, Asks::What),
    (&["is", "crucial", "for"], Shape::Object, Asks::What),
    (&["are", "crucial", "for"], Shape::Object, Asks::What),
    (&["is", "essential", "for"], Shape::Object, Asks::What),
    (&["are", "essential", "for"], Shape::Object, Asks::What),
    (&["is", "vital", "for"], Shape::Object, Asks::What),
    (&["is", "critical", "for"], Shape::Object, Asks::What),
    (&["is", "critical", "to"], Shape::Object, Asks::What),
    (&["is", "key", "to"], Shape::Object, Asks::What),
    (&["is", "a", "sign", "of"], Shape::Object, Asks::What),
    (&["points", "to"], Shape::Object, Asks::What),
    (&["aims", "to"], Shape::Object, Asks::DoWhat),
    (&["tends", "to"], Shape::Object, Asks::DoWhat),
    (&["tend", "to"], Shape::Object, Asks::DoWhat),
];

/// Verbs that are nothing but verbs in this form, and take an object.
#[rustfmt::skip]
const THIRD_PERSON: &[&str] = &[
    "accelerates", "broadens", "clarifies", "conveys", "creates", "deepens", "destroys",
    "eliminates", "encourages", "enhances", "ensures", "erodes", "exposes", "fosters",
    "generates", "hinders", "improves", "involves", "maximizes", "minimizes", "prevents",
    "produces", "promotes", "protects", "reduces", "reinforces", "requires", "reveals",
    "strengthens", "undermines", "weakens",
];
/// Their plain forms, which are verbs for sure behind a modal or "to".
#[rustfmt::skip]
const PLAIN_FORM: &[&str] = &[
    "accelerate", "avoid", "broaden", "clarify", "create", "deepen", "destroy", "eliminate",
    "encourage", "enhance", "ensure", "erode", "expose", "foster", "generate", "hinder",
    "improve", "involve", "maximize", "minimize", "prevent", "produce", "promote", "protect",
    "reduce", "reinforce", "require", "reveal", "strengthen", "undermine", "weaken",
];
/// Verbs whose object and infinitive go together: `allows teams to …` asks the infinitive.
#[rustfmt::skip]
const ENABLING: &[&str] = &[
    "allow", "allowing", "allows", "enable", "enables", "enabling", "encourage", "encourages",
    "encouraging", "force", "forces", "forcing", "help", "helping", "helps",
];
/// Plain verbs that are hardly ever nouns: behind "and" they begin a second thing said.
#[rustfmt::skip]
const SECOND_VERBS: &[&str] = &[
    "add", "allow", "are", "avoid", "become", "boost", "bring", "build", "can", "find", "gain",
    "get", "give", "grow", "has", "have", "help", "identify", "improve", "increase", "is", "keep",
    "learn", "maintain", "make", "meet", "offer", "provide", "serve", "should", "to",
    "understand", "was", "were", "will",
];
/// Words in -ing that stand before a noun like an adjective.
#[rustfmt::skip]
const ING_ADJECTIVES: &[&str] = &[
    "according", "competing", "during", "emerging", "existing", "following", "growing",
    "including", "increasing", "leading", "missing", "ongoing", "recurring", "remaining",
    "underlying", "varying",
];
/// Nouns whose "… is to" asks what is done: `The goal of a premortem is to …`.
#[rustfmt::skip]
const PURPOSES: &[&str] = &[
    "aim", "approach", "challenge", "goal", "idea", "intention", "job", "key", "mission",
    "objective", "point", "priority", "purpose", "responsibility", "role", "solution", "step",
    "strategy", "task", "trick", "way",
];
/// Where the asked part ends and the rest of the claim stays on the front, without a comma.
#[rustfmt::skip]
const BREAKS: &[&str] = &[
    "although", "because", "before", "if", "rather", "since", "unless", "until", "when",
    "whereas", "while",
];

/// The drafts of a claim, one for each hinge in it, the last hinge first.
pub(super) fn drafts(text: &RichText, body: Range<usize>) -> Vec<Draft> {
    let claim = Claim::new(text, body);
    let mut drafts: Vec<Draft> = (1..claim.words.len())
        .rev()
        .flat_map(|next| {
            claim
                .hinges_before(next)
                .into_iter()
                .map(move |hinge| (next, hinge))
        })
        .filter_map(|(next, (part, shape, asks))| claim.draft(next, (&part, shape, asks)))
        .collect();
    drafts.dedup_by(|a, b| a.wording.back == b.wording.back && a.wording.front == b.wording.front);
    drafts
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
    fn hinges_before(&self, next: usize) -> Vec<(String, Shape, Asks)> {
        let listed = HINGES
            .iter()
            .filter(|(hinge, ..)| self.ends_with(next, hinge));
        let mut found: Vec<(String, Shape, Asks)> = listed
            .map(|&(hinge, shape, asks)| (hinge.join(" "), shape, asks))
            .collect();
        let verb = self.lower[next - 1].as_str();
        let plain = PLAIN_FORM.binary_search(&verb).is_ok() && self.follows_modal(next - 1);
        if THIRD_PERSON.binary_search(&verb).is_ok() || plain {
            // `reduces` and `can reduce` ask the same part.
            found.push((stem(verb), Shape::Object, Asks::What));
        }
        if verb == "to" && (self.enables(next - 1) || self.states_purpose(next - 1)) {
            found.push(("to".to_owned(), Shape::Object, Asks::DoWhat));
        }
        found
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
    fn follows_modal(&self, verb: usize) -> bool {
        let before = self.lower[..verb].iter().rev();
        let mut before = before.skip_while(|word| {
            word.ends_with("ly")
                || matches!(word.as_str(), "also" | "often" | "even" | "help" | "not")
        });
        before.next().is_some_and(|word| {
            matches!(
                word.as_str(),
                "can"
                    | "could"
                    | "may"
                    | "might"
                    | "must"
                    | "should"
                    | "will"
                    | "would"
                    | "to"
                    | "cannot"
            )
        })
    }

    /// `allows … to` with at most five words between.
    fn enables(&self, to: usize) -> bool {
        let from = to.saturating_sub(6);
        (from..to.saturating_sub(1)).any(|at| {
            let object = &self.lower[at + 1..to];
            ENABLING.binary_search(&self.lower[at].as_str()).is_ok()
                && (at..to).all(|between| self.joined(between))
                // Another "to" in between, or a verb for an object, and this one is its own.
                && !object.iter().any(|word| word == "to")
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
    fn draft(&self, next: usize, (part, shape, asks): (&str, Shape, Asks)) -> Option<Draft> {
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
                    SECOND_VERBS.binary_search(&next.as_str()).is_ok()
                        || PLAIN_FORM.binary_search(&next.as_str()).is_ok()
                        || THIRD_PERSON.binary_search(&next.as_str()).is_ok()
                });
            // "leads to X and helps Y": the second thing said stays on the front.
            if gap.trim().is_empty() && second && asks == Asks::What {
                return gap_start;
            }
            if gap.trim().is_empty() && BREAKS.binary_search(&word).is_ok() {
                return gap_start;
            }
        }
        self.end
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
                    && first.len() > 4
                    && ING_ADJECTIVES.binary_search(first).is_err()
                    // "from writing code to running it" names two ends.
                    && (self.lower[next - 1] != "from" || !part.contains(&"to"))
            }
            Asks::DoWhat => {
                !lexicon::is_function_word(first)
                    || matches!(*first, "be" | "become" | "do" | "have" | "make")
            }
            Asks::What => {
                let content_clause =
                    matches!(*first, "how" | "what" | "where" | "who" | "whether" | "why");
                content_clause || !(lexicon::is_clause_opener(first) || is_bad_head(first))
            }
            Asks::Gap => part.len() >= 3 && !matches!(*first, "of"),
        };
        let one_phrase = asks == Asks::Gap || lexicon::is_one_phrase(&part);
        // "involves naming it, framing it, and …": a list of acts, cut in its first.
        let after = self.words.iter().position(|word| word.start >= stop);
        let parallel =
            first.ends_with("ing") && after.is_some_and(|at| self.lower[at].ends_with("ing"));
        // "is key to understanding if …": the clause belongs to the one word before it.
        let torn = part.len() == 1
            && after.is_some_and(|at| BREAKS.binary_search(&self.lower[at].as_str()).is_ok());
        let whole =
            !text.contains([';', ':', '—', '–', '(', ')']) && is_short_list(text, &part, asks);
        opens_well && one_phrase && whole && !parallel && !torn && !lexicon::cannot_end(last)
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

/// Words that open no object.
fn is_bad_head(word: &str) -> bool {
    BAD_HEADS.binary_search(&word).is_ok()
}

#[rustfmt::skip]
const BAD_HEADS: &[&str] = &[
    "about", "across", "after", "against", "also", "among", "and", "around", "as", "at", "before",
    "being", "between", "beyond", "both", "but", "by", "during", "either", "for", "from", "he",
    "her", "him", "in", "into", "it", "just", "more", "not", "of", "on", "only", "or", "out", "over",
    "she", "that", "them", "these", "they", "this", "those", "through", "to", "toward", "under",
    "up", "us", "with", "within", "you",
];

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
            (last.starts_with("and ") || last.starts_with("or ")) && (short || asks == Asks::DoWhat)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(claim: &str, expected: &[(&str, &str)]) {
        let rich = RichText {
            text: claim.to_owned(),
            ..RichText::default()
        };
        let found: Vec<(String, String)> = drafts(&rich, 0..claim.len())
            .iter()
            .map(|draft| (draft.wording.front.plain(), draft.wording.back.plain()))
            .collect();
        let expected: Vec<(String, String)> = expected
            .iter()
            .map(|&(f, b)| (f.to_owned(), b.to_owned()))
            .collect();
        assert_eq!(found, expected, "{claim}");
    }

    #[test]
    fn the_words_behind_a_hinge_are_asked_and_the_rest_stays() {
        check(
            "Large rewrites often fail due to a loss of focus.",
            &[("Large rewrites often fail due to what?", "A loss of focus")],
        );
        check(
            "Sheltering engineers prevents real growth, hindering their careers.",
            &[(
                "Sheltering engineers prevents what, hindering their careers?",
                "Real growth",
            )],
        );
        check(
            "Clear guardrails allow new managers to decide without fear.",
            &[(
                "Clear guardrails allow new managers to do what?",
                "Decide without fear",
            )],
        );
        check(
            "Leads earn trust by sharing hard news early.",
            &[("Leads earn trust by doing what?", "Sharing hard news early")],
        );
    }

    #[test]
    fn a_second_thing_said_stays_on_the_front() {
        check(
            "Good treatment can reduce symptoms and improve the health of skin.",
            &[(
                "Good treatment can reduce what and improve the health of skin?",
                "Symptoms",
            )],
        );
        check(
            "Careful naming involves framing it, testing it, and shipping it.",
            &[],
        );
    }

    #[test]
    fn a_clause_is_asked_by_a_gap() {
        check(
            "A stated strategy can be repaired because everyone sees the same flaw.",
            &[(
                "A stated strategy can be repaired because [...].",
                "everyone sees the same flaw",
            )],
        );
    }

    #[test]
    fn a_cut_never_halves_a_quotation() {
        check(
            "He calls it \"a shift due to a loss of nerve\" in public.",
            &[],
        );
    }

    #[test]
    fn lists_are_sorted_for_the_search() {
        for list in [
            THIRD_PERSON,
            PLAIN_FORM,
            ENABLING,
            SECOND_VERBS,
            ING_ADJECTIVES,
            PURPOSES,
            BREAKS,
            BAD_HEADS,
        ] {
            assert!(list.is_sorted());
        }
    }
}
