//! Two sides set against each other: the rejected one stays in view, the kept one is asked.
//!
//! `A brand is not merely a logo, but a promise.` The tree often hangs the kept side in the
//! wrong place. The words between the sides say where it begins, and the tag of its first word
//! says what to ask.

use std::ops::Range;

use crate::card::sentence::Sentence;
use crate::language::{Label, Tag, Word, count_words, lexicon, verb, words};

use super::quote::gap;
use super::{CardText, Draft, Shape, capitalised, cut};

/// How many words of the kept side are asked.
const WORDS: std::ops::RangeInclusive<usize> = 1..=15;
/// How many tokens back a denial is looked for.
const REACH: usize = 16;
/// Words before the kept side that stay on the front.
const KEPT: &[&str] = &[
    "actually",
    "also",
    "even",
    "fundamentally",
    "generally",
    "instead",
    "mainly",
    "mostly",
    "now",
    "often",
    "primarily",
    "rather",
    "really",
    "simply",
    "truly",
    "ultimately",
    "usually",
];
/// Where the drafts stand among the others: a thing before all that the tree finds to ask, a
/// whole act behind its narrower parts.
const SIDE: i32 = 124;
const ACT: i32 = 94;

/// The drafts of a claim that sets one side against another.
pub(super) fn drafts(sentence: &Sentence<'_>) -> Vec<Draft> {
    let found = [
        behind_but(sentence),
        behind_denial(sentence),
        behind_opener(sentence),
    ];
    found.into_iter().flatten().collect()
}

/// `It is not the problem, but its framing.` → *… but what?*
fn behind_but(sentence: &Sentence<'_>) -> Option<Draft> {
    let but = (0..sentence.parse.tokens.len()).rfind(|&at| sentence.lower(at) == "but")?;
    let denial = denial_before(sentence, but)?;
    // "Not asking is a common but costly habit": the denial has its own predicate.
    let closed = (denial + 1..but)
        .any(|at| sentence.parse.tokens[at].tag.is_verb() && is_copula(&sentence.lower(at)));
    let reason = sentence.lower(but + 1) == "because";
    (reason || !closed)
        .then(|| kept(sentence, but + 1, "but"))
        .flatten()
}

/// `SEO is not free; it is an investment.` → *…; it is what?*
fn behind_denial(sentence: &Sentence<'_>) -> Option<Draft> {
    let parse = &sentence.parse;
    let again = (1..parse.tokens.len()).find(|&at| {
        let mark = matches!(parse.tokens[at - 1].tag, Tag::Colon | Tag::Comma);
        mark && matches!(&*sentence.lower(at), "it" | "they")
    })?;
    // "If it is not enough, they …": the first side is a condition.
    let whole = !lexicon::is_clause_opener(&sentence.lower(0));
    (whole && denial_before(sentence, again - 1).is_some())
        .then(|| kept(sentence, again + 1, "denial"))
        .flatten()
}

/// `Unlike software, models are stochastic.` → *Unlike software, models are what?*
fn behind_opener(sentence: &Sentence<'_>) -> Option<Draft> {
    let parse = &sentence.parse;
    let opener = match (&*sentence.lower(0), &*sentence.lower(1)) {
        ("instead", "of") => "instead",
        ("rather", "than") => "rather",
        ("unlike", _) => "unlike",
        _ => return None,
    };
    let comma = (2..parse.tokens.len()).find(|&at| {
        let goes_on = parse.tokens.get(at + 1).is_some_and(|next| {
            matches!(next.tag, Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Cc | Tag::Vbg)
        });
        parse.has_tag(at, Tag::Comma)
            && !goes_on
            && sentence.is_whole_at(parse.tokens[at].span.start)
    })?;
    let first = comma + 1;
    let command = first + 1 < parse.tokens.len()
        && verb::is_command(&sentence.lower(first), &sentence.lower(first + 1));
    let predicate = match command {
        true => first,
        false => (first + 1..parse.tokens.len()).find(|&at| is_predicate(sentence, at))?,
    };
    // What stands between the comma and the verb is one subject.
    let apart = (first..predicate)
        .any(|at| parse.tokens[at].tag.is_mark() || parse.tokens[at].tag == Tag::Cc);
    (!apart)
        .then(|| kept(sentence, predicate, opener))
        .flatten()
}

/// Whether a token is the finite verb of a main clause.
fn is_predicate(sentence: &Sentence<'_>, at: usize) -> bool {
    let parse = &sentence.parse;
    let finite = matches!(
        parse.tokens[at].tag,
        Tag::Vbz | Tag::Vbp | Tag::Vbd | Tag::Md
    );
    finite && !matches!(parse.tokens[at - 1].tag, Tag::Wdt | Tag::Wp | Tag::Wrb)
}

/// The denial before a token, in the same clause as far as the marks tell.
fn denial_before(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let mut before = (at.saturating_sub(REACH)..at).rev();
    let found = before.find(|&at| {
        let word = sentence.lower(at);
        // "… it is not over, which they know but …": another clause begins in between.
        let parts = matches!(sentence.parse.tokens[at].tag, Tag::Colon | Tag::Wdt);
        parts || word == "but" || is_denial(&word)
    })?;
    is_denial(&sentence.lower(found)).then_some(found)
}

fn is_denial(lower: &str) -> bool {
    matches!(lower, "not" | "n't" | "n’t")
}

/// What is asked of the kept side.
enum Asks {
    What,
    Do(&'static str),
    Reason,
}

/// The draft that asks the side beginning at a token; what only leads to it (*also*, *is*, *with*)
/// stays on the front.
fn kept(sentence: &Sentence<'_>, mut first: usize, part: &str) -> Option<Draft> {
    let parse = &sentence.parse;
    let rich = sentence.rich;
    let tag = |at: usize| parse.tokens.get(at).map(|token| token.tag);
    let denial = denial_before(sentence, first - 1);
    let of_a_thing = denial.is_some_and(|at| at > 0 && is_copula(&sentence.lower(at - 1)));
    let asks = loop {
        let word = sentence.lower(first);
        match tag(first)? {
            _ if KEPT.contains(&&*word) => {}
            _ if word == "because" => {
                first += 1;
                break Asks::Reason;
            }
            _ if is_denial(&word) => return None,
            _ if is_copula(&word) || tag(first) == Some(Tag::Md) => {}
            Tag::To => {}
            Tag::In
                if matches!(
                    &*word,
                    "if" | "that" | "when" | "whether" | "while" | "than"
                ) =>
            {
                return None;
            }
            Tag::In => {}
            // "but by doing one thing well"
            _ if matches!(&*word, "do" | "does" | "doing") => {}
            Tag::Vb | Tag::Vbp => break Asks::Do("do what"),
            Tag::Vbz => break Asks::Do("does what"),
            // "are not traits but learned skills"
            Tag::Vbn if of_a_thing => break Asks::What,
            Tag::Vbd if of_a_thing && word.ends_with("ed") && !takes_thing(sentence, first) => {
                break Asks::What;
            }
            // "but didn't come back": a denial is no side to keep.
            _ if lexicon::is_auxiliary(&word) && is_denial(&sentence.lower(first + 1)) => {
                return None;
            }
            _ if lexicon::is_reporting_verb(&word) => return None,
            Tag::Vbd => break Asks::Do("did what"),
            Tag::Vbg => break Asks::Do("doing what"),
            Tag::Rb if matches!(tag(first + 1), Some(Tag::Jj | Tag::Jjr)) => break Asks::What,
            Tag::Wp | Tag::Wrb | Tag::Dt | Tag::Pdt | Tag::Cd | Tag::PrpPossessive => {
                break Asks::What;
            }
            Tag::Jj | Tag::Jjr | Tag::Jjs => break Asks::What,
            tag if tag.is_noun() => break Asks::What,
            _ => return None,
        }
        first += 1;
    };
    let (last, after) = end_of(sentence, first)?;
    let span = parse.span_of(first..last);
    let span = span.start..span.end.min(sentence.end);
    let said = &rich.text[span.clone()];
    let says = words(said).iter().map(Word::lower).any(|word| {
        !lexicon::is_function_word(&word) && !matches!(word.as_str(), "many" | "one" | "more")
    });
    let lead = rich.text[sentence.body.start..span.start].trim_end();
    let torn = !sentence.is_whole_at(span.start)
        || !sentence.is_whole_at(span.end)
        || !parse.is_balanced(span.clone())
        || said.contains(['(', ')', ':', ';', '—', '–'])
        || lead.ends_with(['(', '–', '—']);
    let clause = !matches!(asks, Asks::Reason) && has_clause(sentence, first..last);
    if !WORDS.contains(&count_words(said)) || !says || torn || clause {
        return None;
    }
    if matches!(asks, Asks::Reason) {
        let draft = gap(Shape::Contrast, part, rich, sentence.body.clone(), span);
        return Some(Draft {
            score: SIDE,
            ..draft
        });
    }
    let mut front = capitalised(cut(rich, sentence.body.start..span.start));
    let asked = match asks {
        Asks::Do(act) => act,
        _ => "what",
    };
    front.push_words(asked);
    front.append(cut(rich, after..sentence.end));
    front.push_words("?");
    let back: CardText = capitalised(cut(rich, span));
    let score = match asks {
        Asks::Do(_) => ACT,
        _ => SIDE,
    };
    let draft = Draft::new(Shape::Contrast, part, front, back);
    Some(Draft { score, ..draft })
}

/// Whether a thing stands right behind a verb: `provided a path`.
fn takes_thing(sentence: &Sentence<'_>, verb: usize) -> bool {
    let next = sentence.parse.tokens.get(verb + 1);
    next.is_some_and(|next| matches!(next.tag, Tag::Dt | Tag::PrpPossessive))
}

fn is_copula(lower: &str) -> bool {
    matches!(
        lower,
        "am" | "are" | "be" | "is" | "was" | "were" | "'s" | "’s" | "'re" | "’re"
    )
}

/// One past the last token of the side that begins at `first`, and the byte from which the rest
/// stays on the front: what a comma adds (`…, making it easier`) is no part of the side.
fn end_of(sentence: &Sentence<'_>, first: usize) -> Option<(usize, usize)> {
    let parse = &sentence.parse;
    let mut end = parse.tokens.len();
    while end > first && parse.tokens[end - 1].span.start >= sentence.end {
        end -= 1;
    }
    let adds = |&at: &usize| {
        parse.has_tag(at, Tag::Comma)
            && parse
                .tokens
                .get(at + 1)
                .is_some_and(|next| matches!(next.tag, Tag::Vbg | Tag::Wdt | Tag::Rb))
    };
    match (first..end).find(adds) {
        Some(comma) if comma > first => Some((comma, parse.tokens[comma].span.start)),
        Some(_) => None,
        None => (end > first).then_some((end, sentence.end)),
    }
}

/// Whether a stretch is a clause with a subject of its own: `the lack of it is`.
fn has_clause(sentence: &Sentence<'_>, tokens: Range<usize>) -> bool {
    let parse = &sentence.parse;
    let opens = matches!(parse.tokens[tokens.start].tag, Tag::Wp | Tag::Wrb);
    !opens
        && tokens.clone().any(|at| {
            let subject = matches!(parse.tokens[at].label, Label::Nsubj | Label::Nsubjpass);
            let head = parse.tokens[at].head.filter(|head| tokens.contains(head));
            let embedded = |head: usize| {
                matches!(
                    parse.tokens[head].label,
                    Label::Relcl
                        | Label::Ccomp
                        | Label::Pcomp
                        | Label::Advcl
                        | Label::Acl
                        | Label::Csubj
                )
            };
            subject && head.is_some_and(|head| !embedded(head))
        })
}

#[cfg(test)]
mod tests {
    use super::super::first_asked;
    use super::*;

    fn asked(claim: &str) -> Option<(String, String)> {
        first_asked(drafts, claim)
    }

    fn check(claim: &str, front: &str, back: &str) {
        assert_eq!(asked(claim), Some((front.into(), back.into())), "{claim}");
    }

    #[test]
    fn the_side_behind_but_is_asked() {
        check(
            "A mill stream is not merely a source of power, but a boundary between two farms.",
            "A mill stream is not merely a source of power, but what?",
            "A boundary between two farms",
        );
        check(
            "Compare your flour not just with last year's but with the best in the valley.",
            "Compare your flour not just with last year's but with what?",
            "The best in the valley",
        );
        check(
            "Most mills failed not because they were badly built, but because nobody cleaned the race.",
            "Most mills failed not because they were badly built, but because [...].",
            "nobody cleaned the race",
        );
        check(
            "A dry summer not only stops the wheel but also warps the sluice gate.",
            "A dry summer not only stops the wheel but also does what?",
            "Warps the sluice gate",
        );
    }

    #[test]
    fn what_a_thing_is_instead_is_asked() {
        check(
            "A millstone is not a finished product; it is a tool that wears.",
            "A millstone is not a finished product; it is what?",
            "A tool that wears",
        );
    }

    #[test]
    fn what_sets_a_thing_apart_is_asked() {
        check(
            "Unlike a steam engine, a water wheel is silent.",
            "Unlike a steam engine, a water wheel is what?",
            "Silent",
        );
    }

    #[test]
    fn a_side_with_a_subject_of_its_own_is_not_asked() {
        assert_eq!(
            asked("The stone itself is not the problem, but the neglect of its furrows is."),
            None
        );
        assert_eq!(asked("The wheel turns, but the stone stands still."), None);
    }
}
