//! Questions that read badly, and answers that belong to no question.

use crate::language::{Label, count_words, lexicon, verb};

use super::side::Side;

/// "… what a growth team can do what?"; a quoted "what" is only a word.
pub(super) fn asks_twice(front: &Side<'_>) -> bool {
    let asks = |&at: &usize| {
        matches!(&*front.lower[at], "what" | "what's")
            && !front[..front.words[at].start].ends_with(['"', '“'])
    };
    let places: Vec<usize> = (0..front.words.len()).filter(asks).collect();
    // "know what to build by doing what?": two far apart are told apart.
    places.windows(2).any(|pair| pair[1] - pair[0] < 8)
}

/// `"Slow is smooth." – what?`: the name under somebody's words is no part of a claim.
pub(super) fn asks_whose(front: &str) -> bool {
    ["what?", "whom?"].iter().any(|asking| {
        let before = front.strip_suffix(asking).map(str::trim_end);
        before.is_some_and(|before| before.ends_with(['-', '–', '—']))
    })
}

/// `eliminating what or late orders?`, `To judge what in a crowd?`, `Lafley, are those who …`:
/// the cut went through a pair, or the sentence was none.
pub(super) fn is_torn(front: &Side<'_>) -> bool {
    let asking = front.asking_from();
    let first = front.words.partition_point(|word| word.start < asking);
    let (found, lower) = (&front.words[first..], &front.lower[first..]);
    let halved = [" what or ", " which what", " whom what"]
        .iter()
        .any(|pair| front.contains(pair));
    let purpose =
        lower.first().is_some_and(|word| word == "to") && !front[asking..].contains([',', ':']);
    let severed = lower.get(1).is_some_and(|word| lexicon::is_auxiliary(word))
        && front[found[0].end()..].starts_with(',');
    let reason = |word: &str| matches!(word, "because" | "due");
    let alternative = lower.first().is_some_and(|word| word == "either")
        && lower.get(1).is_some_and(|word| reason(word));
    halved || purpose || severed || alternative || hangs_on(front)
}

/// Words behind what is asked that belong to the answer: `that suit what set?`, `doing what
/// where adding more fails?`
const BELONGING: &[&str] = &[
    "being", "needed", "off", "out", "set", "thereof", "up", "where",
];

/// Whether a preposition before what is asked holds a question to fewer answers.
pub(super) fn hangs_on_preposition(front: &str) -> bool {
    const HINGES: [&str; 4] = [" in what", " of what", " to what", " with what"];
    HINGES.iter().any(|hinge| front.contains(hinge))
}

/// `…, with what?`, `helps what?`, `setting what regarding bliss?`: the words around what is
/// asked do not tell what kind of thing it is. Of 26 judged ones three were usable.
fn hangs_on(front: &Side<'_>) -> bool {
    let asks = |word: &str| matches!(word, "what" | "whom");
    let Some(at) = front.lower.iter().rposition(|word| asks(word)) else {
        return false;
    };
    let lower = |at: usize| front.lower.get(at).map_or("", |word| &**word);
    let behind = &front[front.words[at].end()..];
    let next = lower(at + 1);
    let adds =
        next.ends_with("ing") && !matches!(next, "according" | "during" | "including" | "using");
    let joined = behind.starts_with(' ') && (adds || BELONGING.contains(&next));
    let before = at.checked_sub(1).map(lower).unwrap_or_default();
    let carries = matches!(
        before,
        "help" | "helps" | "helping" | "helped" | "let" | "letting"
    );
    front.ends_with(", with what?") || joined || carries || behind.starts_with(", who ")
}

/// `Ignoring feedback is what? A grave mistake`, `Rest is crucial for what?`: a hundred other
/// judgements would fit. Not where the answer is somebody's own word for it.
pub(super) fn asks_for_praise(front: &Side<'_>, back: &str) -> bool {
    let copulas = [
        " is what?",
        " are what?",
        " was what?",
        " were what?",
        " be what?",
        " remain what?",
        " remains what?",
        " it's what?",
    ];
    let own_word = back.contains(['"', '“']) && count_words(back) > 2;
    let praises = copulas.iter().any(|end| front.ends_with(end)) || asks_what_it_matters_for(front);
    praises && !own_word
}

/// Verbs besides the generic ones, and nouns, with which a sentence only takes up the one before.
#[rustfmt::skip]
const TAKING_UP: &[&str] = &[
    "act", "acts", "addresses", "aim", "allows", "approach", "avoid", "best", "better", "creates",
    "crucial", "cultivates", "directly", "emphasizes", "enables", "ensures", "fosters", "goal",
    "helps", "highlights", "idea", "important", "includes", "involves", "key", "leads",
    "leverages", "makes", "means", "method", "often", "process", "raises", "requires", "serves",
    "shift", "shows", "strategy", "system",
];

/// `… for hosts. This includes what?`: the sentence that asks has no word of its own. Of five
/// judged ones none was usable.
pub(super) fn asks_nothing_of_its_own(front: &Side<'_>) -> bool {
    let asking = front.asking_from();
    let own = |nth: usize| {
        let word = &*front.lower[nth];
        !lexicon::is_function_word(word)
            && !lexicon::is_weak_word(word)
            && !TAKING_UP.contains(&word)
    };
    asking > 0
        && front.ends_with(" what?")
        && (0..front.words.len()).all(|nth| front.words[nth].start < asking || !own(nth))
}

/// Verbs with which a sentence says at its end what it is good for.
const SHOWING: &[&str] = &[
    "demonstrating",
    "emphasizing",
    "exemplifying",
    "highlighting",
    "illustrating",
    "reflecting",
    "showcasing",
    "signifying",
    "underscoring",
];

/// `…, underscoring the need for what?`: a moral that any story could have. Of 38 judged ones
/// 17 were usable.
pub(super) fn asks_what_it_shows(front: &Side<'_>, back: &str) -> bool {
    let Some((before, closing)) = front.rsplit_once(", ") else {
        return false;
    };
    if back.contains(['"', '“']) {
        return false;
    }
    let mut words = closing.split(' ').take(2);
    let asked = closing.contains(" what") || closing.contains(" which ");
    before.len() >= front.asking_from() && asked && words.any(|word| SHOWING.contains(&word))
}

/// Adjectives that rank one of several things.
#[rustfmt::skip]
const RANKS: &[&str] = &[
    "central", "clear", "common", "core", "critical", "crucial", "effective", "fundamental", "good",
    "great", "guiding", "important", "internal", "key", "main", "major", "notable", "primary",
    "significant", "simple", "useful",
];

/// `A key skill of a founder is to do what?`: one of several, and nothing tells which. Of six
/// judged ones none was usable.
pub(super) fn asks_for_one_of_many(front: &Side<'_>) -> bool {
    let lower = |at: usize| front.lower.get(at).map_or("", |word| &**word);
    let opens = matches!(lower(0), "a" | "an" | "one") && RANKS.contains(&lower(1));
    let asks = [
        " is what?",
        " involves what?",
        " is to do what?",
        " is doing what?",
        " is the ability to do what?",
    ];
    // "is to determine what?", "is encouraging what?"
    let behind_act = || {
        let lower: Vec<&str> = front.lower.iter().map(|word| &**word).collect();
        match lower.as_slice() {
            [.., "is", "to", _, "what"] => true,
            [.., "is", act, "what"] => act.ends_with("ing"),
            _ => false,
        }
    };
    let plain = !front.contains(['"', '“', ';']) && !front.contains(|c: char| c.is_ascii_digit());
    opens && plain && (asks.iter().any(|end| front.ends_with(end)) || behind_act())
}

/// Adjectives that say of a thing that it counts for another, and no more.
const MATTERING: &[&str] = &[
    "beneficial",
    "critical",
    "crucial",
    "essential",
    "important",
    "indispensable",
    "instrumental",
    "key",
    "known",
    "pivotal",
    "recognized",
    "responsible",
    "useful",
    "valuable",
    "vital",
];

/// `Rest is crucial for what?`, `… is essential in doing what?`, at the end of a front.
fn asks_what_it_matters_for(front: &Side<'_>) -> bool {
    let asking = ["for", "in", "to"];
    let preposition = front
        .lower
        .iter()
        .rposition(|word| asking.contains(&&**word));
    let Some(at) = preposition.filter(|&at| at > 1) else {
        return false;
    };
    let asked: Vec<&str> = front.lower[at + 1..].iter().map(|word| &**word).collect();
    let asked = asked.strip_suffix(&["as", "well"]).unwrap_or(&asked);
    let asks = matches!(asked, ["what"] | ["doing", "what"] | ["which", _, "things"]);
    let of_a_thing = front.lower[..at - 1]
        .iter()
        .rev()
        .find(|word| !word.ends_with("ly") && !matches!(&***word, "also" | "most"));
    asks && MATTERING.contains(&&*front.lower[at - 1])
        && of_a_thing.is_some_and(|verb| lexicon::is_auxiliary(verb) || verb == "be")
}

/// `(If not, ask twice). Purpose: This question reveals what?`: an aside opens the front, or a
/// label stands before a pronoun that does not take it up.
pub(super) fn opens_aside(front: &str) -> bool {
    front.starts_with('(')
        || [": This ", ": These ", ": It ", ": They "]
            .iter()
            .any(|start| front.contains(start))
}

/// `a pivot to do what? Cloud security`: a thing was taken for an act. Takes the part that is
/// asked: `pivot to`.
pub(super) fn takes_thing_for_act(part: &str, front: &str, back: &Side<'_>) -> bool {
    let known = back
        .lower
        .first()
        .is_some_and(|first| verb::is_plain_verb(first));
    let change = part.strip_suffix(" to");
    front.contains(" do what") && change.is_some_and(lexicon::names_change) && !known
}

/// `The illness but rather the crowd`: the cut went through a contrast, and both of its sides
/// are in the answer.
pub(super) fn holds_both_sides(back: &Side<'_>) -> bool {
    // "What they did but fail to say why": a second clause with the verb of the question.
    let clause = matches!(
        back.lower.first().map(|word| &**word),
        Some("how" | "what" | "why")
    );
    back.contains(" but rather ") || clause && back.contains(" but ")
}

/// Answers that the words before them call up by themselves; `…` stands for more words.
const SET_PHRASES: &[(&str, &str)] = &[
    ("", "the real world"),
    ("", "the planet"),
    ("", "their comfort zone"),
    ("", "your comfort zone"),
    ("", "the sidelines"),
    ("", "the long run"),
    ("", "the company"),
    ("", "the world"),
    ("assuming", "prior knowledge"),
    ("work", "long hours"),
    ("make", "informed decisions"),
    ("make", "better decisions"),
    ("answer", "questions"),
    ("answer", "a question"),
    ("solve", "problems"),
    ("solve", "a specific problem"),
    ("think", "first principles"),
    ("solve", "a problem"),
    ("make", "money…"),
    ("play", "a role…"),
    ("play", "a crucial role…"),
    ("play", "a key role…"),
    ("play", "a significant role…"),
    ("raise", "the bar…"),
    ("carr", "weight"),
    ("carr", "different weight"),
    ("draw", "connections…"),
    ("by", "extension…"),
    ("acts", "kindness…"),
    ("show", "promising results"),
    ("solve", "complex problems"),
    ("mitigate", "risks"),
    ("mitigate", "associated risks"),
    ("meet", "expectations"),
    ("achieve", "goals"),
    ("achieve", "their goals"),
    ("achieve", "success"),
    ("do", "make informed decisions"),
    ("do", "make better decisions"),
    ("do", "solve problems"),
    ("do", "execute strategy"),
    ("do", "move forward"),
];

/// Whether the answer is one that anybody would say without knowing the claim.
pub(super) fn is_set_phrase(front: &Side<'_>, back: &str) -> bool {
    let back = back.to_lowercase();
    SET_PHRASES.iter().any(|(word, phrase)| {
        let called = || front.lower.iter().any(|other| other.starts_with(word));
        let said = match phrase.strip_suffix('…') {
            Some(start) => back.starts_with(start),
            None => *phrase == back,
        };
        said && (word.is_empty() || called())
    })
}

/// `Design increases`, `The model works at night`: an answer that is a whole sentence was
/// cut in the wrong place.
pub(super) fn is_whole_sentence(back: &str) -> bool {
    // Hardly any answer has one, and to see that takes no tree.
    if !crate::language::has_finite_verb(back) {
        return false;
    }
    let parse = crate::language::parse(back);
    let lower = |at: usize| parse.form(at).to_lowercase();
    // "What drives them", "How goals are set": a clause that stands for a thing.
    if matches!(
        lower(0).as_str(),
        "what" | "how" | "why" | "where" | "who" | "which" | "when"
    ) {
        return false;
    }
    parse.root().is_some_and(|root| {
        let finite = parse.tokens[root].tag.is_finite();
        let subject = parse.child_with(root, Label::Nsubj);
        // "Product descriptions": a noun at the end is easily taken for a verb.
        let sure = root + 1 < parse.tokens.len() || lexicon::is_finite_verb(&lower(root));
        finite && sure && subject.is_some_and(|subject| subject < root)
    })
}
