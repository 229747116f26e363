//! Whether front and answer together say enough: words that only this claim has, on one side
//! or the other.

use crate::language::{Class, Stem, Stems, lexicon, stem, verb};

use super::Shown;
use super::side::Side;

/// Words besides the vague ones that say nothing of what they name, in lower case and sorted.
#[rustfmt::skip]
const EMPTY: &Class = &Class::new(&[
    "aspects", "basis", "beneficial", "chosen", "complexities", "complexity", "concern",
    "concerns", "conclusion", "conclusions", "crucial", "current", "daily", "deep", "deeper",
    "desired", "details", "detrimental", "effects", "everything", "existing", "fundamental",
    "helpful", "initiatives", "intricacies", "legitimate", "likelihood", "matters", "maximum",
    "nature", "nuances", "numerous", "obvious", "outcome", "outcomes", "payoff", "possible",
    "previous", "principle", "principles", "profound", "purpose", "purposes", "range", "request",
    "requests", "smarter", "something", "truly", "truth", "underlying", "unique", "useful",
    "variety", "various", "wide", "wider",
]);
/// Words of which an answer alone says no more than what everybody wishes for, or names
/// nothing, sorted: `Proper recovery`, `Mental well-being`, `Recent studies`. Of 93 judged ones two of five were
/// usable.
#[rustfmt::skip]
const WISHED: &Class = &Class::new(&[
    "adapt", "adaptation", "adaptations", "adaptive", "alternative", "alternatives", "awareness",
    "balance", "balanced", "career", "careers", "cognitive", "comprehensive", "considerations",
    "constant", "context", "continue", "continuous", "core", "course", "dimensions", "diverse",
    "diversity", "efficient", "emotional", "engagement", "enhance", "enhanced", "enhances",
    "fields", "fitness", "function", "functional", "functioning", "functions", "groundbreaking",
    "healthier", "high-potential", "holistic", "human", "immense", "immensely", "improve",
    "improves", "individual", "individuals", "innovative", "intervention", "interventions",
    "landscape", "landscapes", "lasting", "lifestyle", "lifestyles", "lives", "living",
    "longevity", "maximize", "mental", "method", "methods", "mindset", "modern", "natural",
    "optimal", "optimally", "optimize", "option", "options", "perspective", "perspectives",
    "physical", "physiological", "prevent", "prevention", "preventive", "productive",
    "productivity", "promising", "recent", "recovery", "remarkable", "resilience", "resilient",
    "significance", "society", "sophisticated", "stability", "strategic", "strength", "strengths",
    "studies", "support", "supportive", "sustainable", "system", "systems", "tailored", "targeted",
    "thoughts", "timely", "trends", "well-being", "wellness", "whole",
]);
/// Words that set one thing against another: the side in view pins the other.
const AGAINST: &[&str] = &["instead", "not", "rather", "than", "unlike", "without"];
/// Verbs besides the generic ones that go with nearly every object, sorted.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "conduct", "extend", "face", "feel", "find", "have", "know", "lack", "lead", "promote", "realize", "report",
    "see", "set", "yield",
];

/// What a card needs: a point for each word of the front that only this claim has, two for
/// each such word of the answer, and two for a quotation, a number or another side in view.
const ENOUGH: usize = 5;
/// More words than these pin a front no better.
const MOST_PINS: usize = 10;

/// What is left of a card once everything is struck out that it shows anyway or that could
/// be said of anything.
pub(super) struct Substance {
    /// Words of the answer.
    answer: usize,
    /// Those of them that say more than what everybody wishes for.
    told: usize,
    /// Words of the front.
    pins: usize,
    /// Whether the answer holds somebody's words.
    quoted: bool,
    /// Whether the answer holds a number.
    numbered: bool,
    /// Whether another side is in view, and whether in the sentence that asks.
    against: (bool, bool),
    /// Whether what is asked is the object of a verb that goes with anything.
    open: bool,
}

impl Substance {
    /// Takes both sides, the part that is asked, and what the card shows besides.
    pub fn of(front: &Side<'_>, back: &Side<'_>, part: &str, shown: &Shown<'_>) -> Self {
        let seen = |stem: &str| {
            let visible = front.stems().iter().map(|(_, own)| own);
            let mut all = visible.chain(shown.stems.iter());
            all.any(|other| are_kin(stem, other))
        };
        let says = |nth: &usize| {
            !is_empty(&back.lower[*nth]) && back.stems_at(*nth).all(|stem| !seen(stem))
        };
        let tells = |nth: &usize| says(nth) && !WISHED.has(&back.lower[*nth]);
        let asking = front.asking_from();
        Self {
            told: (0..back.words.len()).filter(tells).count(),
            answer: (0..back.words.len()).filter(says).count(),
            pins: pins_of(front, &shown.stems),
            quoted: back.contains(['"', '“']),
            numbered: back.contains(|c: char| c.is_ascii_digit()),
            against: (sets_against(front, 0), sets_against(front, asking)),
            open: verb::is_generic(part)
                || lexicon::is_weak_word(part)
                || OPEN.binary_search(&part).is_ok(),
        }
    }

    /// `A clear outcome`, `What truly matters`: everything in the answer is in view or could be
    /// said of anything. What stands against something in view may be plain.
    pub fn answers_nothing(&self) -> bool {
        let says = if self.quoted { self.answer } else { self.told };
        says == 0 && !self.against.1 && !self.numbered
    }

    /// `Advertising is a foundational step before what?`: few words pin the question, and the
    /// answer does not make up for it.
    pub fn is_thin(&self) -> bool {
        let extra = usize::from(self.quoted || self.numbered) + usize::from(self.against.0);
        let said = self.pins.min(MOST_PINS) + 2 * self.answer + 2 * extra;
        said < ENOUGH + usize::from(self.open)
    }
}

/// `Manually onboarding every new user` under *Manual onboarding*: half of an answer that is
/// nobody's own word is made up of the words of the heading it stands under, in any form.
pub(super) fn rewords_heading(back: &Side<'_>, heading: &Stems) -> bool {
    let asked = back.distinct_stems();
    let kin = |stem: &&Stem| heading.iter().any(|other| are_forms(stem, other));
    let shared = asked.iter().filter(kin).count();
    shared > 0 && 2 * shared >= asked.len() && !back.contains(['"', '“'])
}

/// `The belief that there's "no time for discovery"` under *Overcoming "no time for discovery"*:
/// somebody's words that the line above the front has word for word.
pub(super) fn quotes_heading(back: &Side<'_>, seen: &Stems) -> bool {
    let quoted = crate::statement::quotations(back);
    quoted.iter().any(|range| {
        let inside = |nth: &usize| range.contains(&back.words[*nth].start);
        let mut stems = (0..back.words.len()).filter(inside);
        let any = stems.clone().any(|nth| back.stems_at(nth).next().is_some());
        any && stems.all(|nth| back.stems_at(nth).all(|stem| seen.contains(stem)))
    })
}

/// Whether two stems are forms of one word, as far as their letters tell: `strateg` and
/// `strategist`, `evaluat` and `eval`.
fn are_kin(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 4;
    const SHARED: usize = 6;
    let common = one.bytes().zip(other.bytes());
    let common = common.take_while(|(a, b)| a == b).count();
    let shorter = one.len().min(other.len());
    one == other || common >= SHARED || shorter >= SHORTEST && common == shorter
}

/// Whether two stems are forms of one word, or one of them the other behind a syllable:
/// `inflamm` and `proinflammatori`, `indistract` and `distract`.
pub(super) fn are_forms(one: &str, other: &str) -> bool {
    are_kin(one, other) || is_prefixed(one, other) || is_prefixed(other, one)
}

/// Whether one stem is the other with one of the usual syllables before it.
fn is_prefixed(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 5;
    // Most stems are too short for a syllable more, and that is quickly seen.
    if one.len() < SHORTEST + 2 || other.len() < SHORTEST {
        return false;
    }
    const BEFORE: &[&str] = &["anti", "dis", "en", "in", "mis", "non", "pre", "pro", "un"];
    let rests = BEFORE.iter().filter_map(|before| one.strip_prefix(before));
    let mut rests = rests.map(|rest| rest.trim_start_matches('-'));
    rests.any(|rest| rest.starts_with(other) || rest.len() >= SHORTEST && other.starts_with(rest))
}

/// Whether a word says next to nothing where another word of the answer is in view.
pub(super) fn is_plain(lower: &str) -> bool {
    is_empty(lower) || WISHED.has(lower)
}

fn is_empty(lower: &str) -> bool {
    lexicon::is_function_word(lower)
        || lexicon::is_vague_word(lower)
        || lexicon::is_weak_word(lower)
        || EMPTY.has(lower)
}

/// How many words of a front carry something that the line above it does not show.
pub(super) fn pins_of(front: &Side<'_>, topic: &Stems) -> usize {
    let carries = |word: &&str| {
        let plain = lexicon::is_function_word(word) || lexicon::is_weak_word(word);
        !plain && *word != "there's"
    };
    let words = front.lower.iter().map(|word| &**word);
    let stems = words.filter(carries).map(stem);
    let pins: Stems = stems.filter(|stem| !topic.contains(stem)).collect();
    pins.len()
}

/// Whether another side is in view behind a byte of the front.
pub(super) fn sets_against(front: &Side<'_>, from: usize) -> bool {
    let mut behind = front.words.iter().zip(&front.lower);
    behind.any(|(word, lower)| {
        word.start >= from && (AGAINST.contains(&&**lower) || lower.ends_with("n't"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::content_stems;

    fn substance(front: &str, back: &str, context: &str) -> Substance {
        Substance::of(
            &Side::new(front),
            &Side::new(back),
            "come",
            &Shown::new(context),
        )
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(EMPTY.words().is_sorted() && WISHED.words().is_sorted() && OPEN.is_sorted());
    }

    #[test]
    fn an_answer_of_empty_words_answers_nothing() {
        let front = "Good steps lead a mill to what?";
        for empty in [
            "A clear outcome",
            "Its underlying principles",
            "Deeper effects",
        ] {
            assert!(substance(front, empty, "Mills").answers_nothing());
        }
        assert!(!substance(front, "A dry store", "Mills").answers_nothing());
        let against = "The miller asks for flour instead of what?";
        assert!(!substance(against, "Better results", "Mills").answers_nothing());
    }

    #[test]
    fn a_thin_card_pins_little_and_answers_little() {
        assert!(substance("Grinding comes before what?", "Sale", "Mills").is_thin());
        assert!(
            !substance(
                "Grinding comes before what?",
                "Sale to bakers at dawn",
                "Mills"
            )
            .is_thin()
        );
        let pinned = "Grinding rye twice before the first frost keeps what out?";
        assert!(!substance(pinned, "Mould", "Mills").is_thin());
    }

    #[test]
    fn a_heading_in_other_forms_is_no_answer() {
        let heading = content_stems("Strategy as practice");
        assert!(rewords_heading(&Side::new("A great strategist"), &heading));
        assert!(!rewords_heading(&Side::new("A good listener"), &heading));
        assert!(!rewords_heading(
            &Side::new("A \"strategist by night\""),
            &heading
        ));
        assert!(rewords_heading(
            &Side::new("Distraction"),
            &content_stems("Be indistractable")
        ));
    }
}
