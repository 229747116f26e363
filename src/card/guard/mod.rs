//! What a careful reader would refuse, as named checks. Each refusal is a [`Reason`].
//!
//! The checks are those of the rubric that can be made without grammar: no leak, a pin,
//! one answer of one clause, nothing dangling, nothing made true that was denied.

mod dangling;
mod leak;
mod phrasing;
mod side;
mod substance;

use crate::extract::Reason;
use crate::language::{
    Stem, Stems, content_stems, count_words, each_stem, each_word, lexicon, lowered, words,
};
use crate::note::BETWEEN_HEADINGS;

use super::CardKind;
use super::shape::{Draft, Shape};
use dangling::{
    bare_surname, nobody_meant, points_at_unseen, points_back, unexplained_initials, unnamed,
};
use leak::leak;
use phrasing::{
    asks_for_one_of_many, asks_for_praise, asks_nothing_of_its_own, asks_twice, asks_what_it_shows,
    asks_whose, hangs_on_preposition, holds_both_sides, is_set_phrase, is_torn, is_whole_sentence,
    opens_aside, takes_thing_for_act,
};
use side::Side;
use substance::{Substance, are_forms, quotes_heading, rewords_heading};

/// Longest answer, in words.
const LONGEST_BACK: usize = 15;
/// The same for what defines a term or gives a reason: a clause cannot be cut.
const LONGEST_CLAUSE: usize = 18;
/// Most items of an answer whose number the front does not give.
const MOST_ITEMS: usize = 3;
/// Longest front, in words.
const LONGEST_FRONT: usize = 36;
/// The same for a front that shows what its sentence takes up.
const LONGEST_FRAMED: usize = 64;
/// Fewest words that may stand before what is asked.
const SHORTEST_FRONT: usize = 5;
/// Content words a front must hold beyond what the context line says.
const PINS: usize = 2;

/// Content words with which a front pins even a plain answer.
const RICH: usize = 10;
/// Words up to which a front may be slight.
const MOST_SLIGHT: usize = 12;
/// Content words a front must hold in all.
const LEAST_CONTENT: usize = 3;

/// What a card shows besides its front: the context line, with its stems and those of the
/// heading it ends with.
pub(super) struct Shown<'c> {
    context: &'c str,
    stems: Stems,
    heading: Stems,
}

impl<'c> Shown<'c> {
    pub fn new(context: &'c str) -> Self {
        Self {
            context,
            stems: content_stems(context),
            heading: context
                .rsplit_once(BETWEEN_HEADINGS)
                .map(|(_, heading)| content_stems(heading))
                .unwrap_or_default(),
        }
    }
}

/// What it costs a wording that words of its answer stand in the context line: of the judged
/// ones of one claim, the usable answer had fewer of them in three cases of four.
pub(super) fn shown_already(back: &str, shown: &Shown<'_>) -> i32 {
    /// When all of them do.
    const ALL: usize = 24;
    let (mut all, mut known) = (0, 0);
    for word in each_word(back) {
        each_stem(word.text, |stem| {
            all += 1;
            known += usize::from(shown.stems.contains(&stem));
        });
    }
    (ALL * known / all.max(1)) as i32
}

/// Whether the words of a question pin it so little that it is better asked behind the sentence
/// before it: of the judged ones, half were usable bare and three of four behind a sentence.
///
/// What points out of sight is not meant: the sentence before need not be what it points at.
pub(super) fn is_slight(draft: &Draft, shown: &Shown<'_>) -> bool {
    let front = draft.wording.front.plain();
    // Most are long, and nothing more has to be looked at.
    if count_words(&front) > MOST_SLIGHT {
        return false;
    }
    let front = Side::new(&front);
    slightness(&front, draft, shown) >= Slightness::Slight && stands_alone(&front, shown).is_ok()
}

/// How little the words of a front pin it, by their number and by how many of them carry
/// something that the context line does not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slightness {
    /// They are enough.
    Pinned,
    /// They may do, where nothing stands before them.
    Slight,
    /// So few that anything fits: `Employees must feel safe to do what?` Of 22 five were usable.
    Bare,
}

/// What stands behind other words, be it a sentence or its label, is pinned by them.
fn slightness(front: &Side<'_>, draft: &Draft, shown: &Shown<'_>) -> Slightness {
    let question = draft.wording.kind() == CardKind::Question
        && !matches!(draft.wording.shape, Shape::Definition | Shape::List);
    if draft.framed || !question || front.words.len() > MOST_SLIGHT {
        return Slightness::Pinned;
    }
    // Somebody's words, a number or another side in view pin more than their words.
    let pinned = draft.wording.shape == Shape::Contrast
        || front.contains(['"', '“'])
        || front.contains(|c: char| c.is_ascii_digit())
        || substance::sets_against(front, 0);
    if pinned {
        return Slightness::Pinned;
    }
    let quoted = draft.wording.back.plain().contains(['"', '“']);
    let (length, pins) = (front.words.len(), substance::pins_of(front, &shown.stems));
    match (length, pins) {
        (..=6, _) | (..=8, ..=4) if !hangs_on_preposition(front) && !quoted => Slightness::Bare,
        (_, ..=5) => Slightness::Slight,
        _ => Slightness::Pinned,
    }
}

/// Passes a draft that a learner could study, or says what is wrong with it.
pub(super) fn check(draft: &Draft, shown: &Shown<'_>) -> Result<(), Reason> {
    let (front, back) = (draft.wording.front.plain(), draft.wording.back.plain());
    let (front, back) = (Side::new(&front), Side::new(&back));
    if draft.denied || samples(draft, &front, &back) {
        return Err(Reason::Untrue);
    }
    let length = back.words.len();
    let clause =
        draft.wording.kind() == CardKind::Cloze || draft.wording.shape == Shape::Definition;
    let longest = if clause { LONGEST_CLAUSE } else { LONGEST_BACK };
    let items = 1 + back.matches(", ").count();
    let crowd = draft.wording.shape == Shape::Object && items > MOST_ITEMS;
    if length > longest || length == 0 || crowd {
        return Err(Reason::AnswerTooLong);
    }
    let front_length = front.words.len();
    let longest = match draft.framed {
        true => LONGEST_FRAMED,
        false => LONGEST_FRONT,
    };
    if front_length > longest {
        return Err(Reason::FrontTooLong);
    }
    stands_alone(&front, shown)?;
    if points_back(&back) {
        return Err(Reason::Dangling);
    }
    // "Various methods": the claim keeps to itself which ones.
    let open = back.lower.first();
    if open.is_some_and(|first| matches!(&**first, "various" | "numerous")) {
        return Err(Reason::VagueAnswer);
    }
    // The words around a gap pin it, the word itself may be plain.
    if draft.wording.kind() == CardKind::Question
        && is_vague(&back)
        && front.distinct_stems().len() < RICH
    {
        return Err(Reason::VagueAnswer);
    }
    let definition = matches!(draft.wording.shape, Shape::Definition);
    if front_length < SHORTEST_FRONT && !definition {
        return Err(Reason::NoPin);
    }
    if draft.wording.kind() == CardKind::Question {
        let part = &draft.wording.part;
        let miscut = holds_both_sides(&back) || takes_thing_for_act(part, &front, &back);
        if asks_twice(&front) || asks_whose(&front) || is_torn(&front) || miscut {
            return Err(Reason::Unreadable);
        }
        // What stands against something in view is more than praise.
        let against = draft.wording.shape == Shape::Contrast;
        let open = || {
            asks_nothing_of_its_own(&front)
                || asks_for_praise(&front, &back)
                || asks_for_one_of_many(&front)
                || asks_what_it_shows(&front, &back)
        };
        if !against && open() {
            return Err(Reason::NoPin);
        }
    }
    leak(&front, &back, shown)?;
    // "Rapid iteration" is no more than to iterate quickly.
    let terms = || front.stems().iter().map(|(_, stem)| stem);
    let reworded = |stem: &Stem| terms().any(|term| are_forms(stem, term));
    if definition && back.stems().iter().any(|(_, stem)| reworded(stem)) {
        return Err(Reason::Leak);
    }
    let repeated = rewords_heading(&back, &shown.heading) || quotes_heading(&back, &shown.stems);
    if repeated || is_set_phrase(&front, &back) {
        return Err(Reason::Leak);
    }
    if !definition {
        pin(&front, &shown.stems)?;
    }
    if draft.wording.kind() == CardKind::Question && draft.wording.shape != Shape::List {
        let substance = Substance::of(&front, &back, &draft.wording.part, shown);
        if substance.answers_nothing() {
            return Err(Reason::VagueAnswer);
        }
        if !definition && substance.is_thin() {
            return Err(Reason::Thin);
        }
    }
    if slightness(&front, draft, shown) == Slightness::Bare {
        return Err(Reason::NoPin);
    }
    // Last, as it takes a parse.
    let thing = draft.wording.kind() == CardKind::Question
        && draft.wording.shape != Shape::List
        && !front.contains(" do")
        && !front.ends_with(" what happens?")
        && length > 1;
    if thing && is_whole_sentence(&back) {
        return Err(Reason::Unreadable);
    }
    Ok(())
}

/// Whether a front and the context line show what every word of the front points at.
fn stands_alone(front: &Side<'_>, shown: &Shown<'_>) -> Result<(), Reason> {
    let blind = opens_aside(front)
        || nobody_meant(front)
        || points_at_unseen(front, &shown.stems)
        || unexplained_initials(front, shown.context);
    if blind {
        return Err(Reason::Dangling);
    }
    match bare_surname(front, shown.context) || unnamed(front, shown.context) {
        true => Err(Reason::UnnamedPerson),
        false => Ok(()),
    }
}

/// Counts the words that only this claim has.
fn pin(front: &Side<'_>, topic: &Stems) -> Result<(), Reason> {
    let mut pins: Vec<&Stem> = Vec::new();
    let mut said = 0;
    for (nth, word) in front.lower.iter().enumerate() {
        if lexicon::is_function_word(word) || lexicon::is_weak_word(word) {
            continue;
        }
        said += usize::from(word.len() <= 6 || !word.ends_with("ly"));
        let stems = front.stems_at(nth);
        let shown = stems.clone().any(|stem| topic.contains(stem));
        let pin = stems.min().filter(|_| !shown);
        pins.extend(pin.filter(|pin| !pins.contains(pin)));
    }
    let quoted = front.contains(['"', '“']) || front.chars().any(|c| c.is_ascii_digit());
    // "provides what?": the verb pins nothing, so the rest has to pin more.
    let least = match asks_behind_open_verb(front) {
        true => PINS + 1,
        false => PINS,
    };
    match pins.len() >= least && (said >= LEAST_CONTENT || quoted) {
        true => Ok(()),
        false => Err(Reason::NoPin),
    }
}

/// Whether a front ends with a verb that anything can be the object of.
fn asks_behind_open_verb(front: &str) -> bool {
    const OPEN: &[&str] = &[
        "achieve", "achieves", "face", "faces", "have", "has", "need", "needs", "offer", "offers",
        "provide", "provides", "require", "requires",
    ];
    let said = front.strip_suffix(" what?").map(words).unwrap_or_default();
    said.last()
        .is_some_and(|verb| OPEN.contains(&verb.lower().as_str()))
}

/// "Success", "More value": an answer that would fit a hundred questions.
fn is_vague(back: &Side<'_>) -> bool {
    let content: Vec<&str> = back
        .lower
        .iter()
        .map(|word| &**word)
        .filter(|word| !lexicon::is_function_word(word))
        .collect();
    !content.is_empty()
        && content.len() <= 3
        && back.words.len() <= 4
        && !back.contains(|c: char| c.is_ascii_digit() || matches!(c, '"' | '“' | ','))
        && content
            .iter()
            .all(|word| lexicon::is_vague_word(word) || lexicon::is_weak_word(word))
}

/// Whether the question would present a sample as the whole: "such as what?".
fn samples(draft: &Draft, front: &str, back: &str) -> bool {
    let lower = lowered(back);
    let marks_inside = [" such as ", " like ", " e.g", " including ", " etc"];
    let before = match draft.wording.kind() {
        CardKind::Cloze => front.split("[...]").next().unwrap_or(""),
        CardKind::Question => "",
    };
    // "such as calming buyers by doing what?": one of many, without a comma since.
    let lower_front = lowered(front);
    let sampled = draft.wording.kind() == CardKind::Question
        && lower_front.rfind("such as ").is_some_and(|at| {
            let asked = lower_front.rfind(" what").unwrap_or(0);
            at < asked && !lower_front[at..asked].contains([',', ')'])
        });
    let last = words(before).last().map(|word| word.lower());
    sampled
        || marks_inside.iter().any(|mark| lower.contains(mark))
        || last.is_some_and(|word| lexicon::marks_sample(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{CardText, Wording};

    fn check_question(front: &str, back: &str, context: &str) -> Result<(), Reason> {
        let wording = Wording {
            shape: Shape::Object,
            part: "create".into(),
            front: CardText::from(front),
            back: CardText::from(back),
        };
        let draft = Draft {
            wording,
            denied: false,
            score: 0,
            framed: false,
            supported: false,
        };
        check(&draft, &Shown::new(context))
    }

    #[test]
    fn an_answer_that_stands_in_the_context_line_is_a_leak() {
        let front = "Weekly reviews of stalled projects quietly create what in winter?";
        assert_eq!(
            check_question(front, "Accountable teams", "Building accountable teams"),
            Err(Reason::Leak)
        );
        assert_eq!(
            check_question(front, "Shared urgency", "Building accountable teams"),
            Ok(())
        );
    }

    #[test]
    fn a_front_of_topic_words_has_no_pin() {
        let front = "Effective engineering leadership requires what?";
        assert_eq!(
            check_question(front, "Listening", "Engineering leadership"),
            Err(Reason::NoPin)
        );
    }

    #[test]
    fn an_answer_that_fits_everything_is_vague() {
        let front = "Spreading people over ten bets at once leads to what?";
        for vague in ["Failure", "More value", "Significant impact"] {
            let found = check_question(front, vague, "Planning");
            assert_eq!(found, Err(Reason::VagueAnswer), "{vague}");
        }
        assert_eq!(
            check_question(front, "Burned-out staff", "Planning"),
            Ok(())
        );
    }

    #[test]
    fn a_front_asks_once() {
        let front = "Start the long winter by naming to whom what what gives?";
        assert_eq!(
            check_question(front, "Beat last spring", "Planning"),
            Err(Reason::Unreadable)
        );
    }

    #[test]
    fn a_label_before_a_pronoun_it_does_not_name_is_refused() {
        for front in [
            "Purpose: This question about stalled rewrites reveals what?",
            "(If nobody answers.) Stalled rewrites first exhaust what?",
        ] {
            let found = check_question(front, "Hidden fear of blame", "Planning");
            assert_eq!(found, Err(Reason::Dangling), "{front}");
        }
        let front = "Planning poker: Stalled rewrites of old billing code first exhaust what?";
        let found = check_question(front, "Hidden fear of blame", "Rules");
        assert_eq!(found, Ok(()));
    }

    #[test]
    fn a_thing_that_a_change_leads_to_is_no_act() {
        let thing = ("pivot to", "Cloud security");
        let front = "The stalled rewrite prompted a sudden pivot to do what?";
        assert!(takes_thing_for_act(thing.0, front, &Side::new(thing.1)));
        let act = Side::new("Sell the upper vault");
        assert!(!takes_thing_for_act(thing.0, front, &act));
        assert!(!takes_thing_for_act("fail to", front, &Side::new(thing.1)));
    }

    #[test]
    fn both_sides_of_a_contrast_are_no_answer() {
        let front = "In a stalled rewrite, it is not the weather that causes what?";
        assert_eq!(
            check_question(front, "Delays but rather the shifting plan", "Planning"),
            Err(Reason::Unreadable)
        );
        assert_eq!(
            check_question(front, "Delays in shipping", "Planning"),
            Ok(())
        );
    }

    #[test]
    fn a_surname_needs_its_owner_in_sight() {
        let front = "Berg notes that stalled rewrites of billing code first exhaust what?";
        assert_eq!(
            check_question(front, "Patience", "Rewrites"),
            Err(Reason::UnnamedPerson)
        );
        assert_eq!(
            check_question(front, "Patience", "Ada Berg · Rewrites"),
            Ok(())
        );
        let full = "Ada Berg notes that stalled rewrites of billing code first exhaust what?";
        assert_eq!(check_question(full, "Patience", "Rewrites"), Ok(()));
    }

    #[test]
    fn initials_are_spelled_out_somewhere() {
        let front = "In a stalled rewrite of an old system, DAs quietly create what?";
        assert_eq!(
            check_question(front, "Shadow plans", "Rewrites"),
            Err(Reason::Dangling)
        );
        assert_eq!(
            check_question(front, "Shadow plans", "DAs in rewrites"),
            Ok(())
        );
        let front =
            "In a stalled rewrite of an old system, deal advisors (DAs) quietly create what?";
        assert_eq!(check_question(front, "Shadow plans", "Rewrites"), Ok(()));
    }

    #[test]
    fn an_answer_with_a_pointing_that_is_refused() {
        let front = "Probability of a launch names the likelihood of what?";
        assert_eq!(
            check_question(front, "Achieving that result in spring", "Plans"),
            Err(Reason::Dangling)
        );
    }

    #[test]
    fn what_stands_behind_such_as_is_a_sample() {
        let front = "Strong aims are put as gains, such as calming buyers by doing what?";
        assert_eq!(
            check_question(front, "Widening the range", "Planning"),
            Err(Reason::Untrue)
        );
    }

    #[test]
    fn a_word_said_twice_pins_once() {
        let front = "Data and more data are central to what?";
        assert_eq!(
            check_question(front, "Sound pricing", "Markets"),
            Err(Reason::NoPin)
        );
    }

    #[test]
    fn a_sample_is_not_asked_as_the_whole() {
        let front = "Stalled rewrites exhaust the patience of what?";
        assert_eq!(
            check_question(front, "Groups such as finance", "Rewrites"),
            Err(Reason::Untrue)
        );
    }
}
