//! The last narrow part of a claim: the whole claim stays, one complement gives way to *what*.
//!
//! `Skip-levels show what reports filter out, leading to earlier repairs.` asks *leading to
//! what?* The tree says which words make one complement and what governs it. Nothing is
//! moved and nothing inflected, so nothing can come out inverted; what the tree gets wrong
//! shows in the answer, and `answer` looks at that. `extent` says where a complement ends.

mod answer;
mod extent;
mod fit;
mod kind;
mod nouns;
mod rank;

pub(super) use kind::is_person;

use std::ops::Range;

use crate::card::sentence::Sentence;
use crate::language::{Label, Tag, lexicon};

use super::{CardText, Draft, Shape, capitalised, cut};

/// What the front says in place of the part it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    /// `… leads to what?`
    What,
    /// `… talk to whom?`
    Whom,
    /// `… rests on which two things?`
    Things(usize),
    /// `… spend how many hours a day …?`
    HowMany,
    /// `… for how long?`
    HowLong,
    /// `… to do what?`
    DoWhat,
    /// `… by doing what?`
    Doing,
}

/// A complement that may be asked.
struct Asked {
    /// Its head.
    token: usize,
    /// What governs it: a verb or a preposition.
    governor: usize,
    /// The bytes that are asked.
    span: Range<usize>,
    /// The bytes behind it that would give it away and are left out.
    dropped: Range<usize>,
    asks: Asks,
}

/// The drafts of a sentence, best first.
pub(super) fn drafts(sentence: &Sentence<'_>) -> Vec<Draft> {
    let Some(root) = sentence.parse.root() else {
        return Vec::new();
    };
    // The subject and what is said before it open the claim; they are not its point.
    let first = match sentence.parse.tokens[root].tag.is_verb() {
        true => root + 1,
        false => 0,
    };
    let opening = (0..first).filter(|&token| is_cause(sentence, token));
    let mut drafts: Vec<Draft> = opening
        .chain(first..sentence.parse.tokens.len())
        .filter_map(|token| asked_at(sentence, token))
        .filter_map(|asked| draft(sentence, &asked))
        .collect();
    // Stable: of equals, the later part is the narrower one.
    drafts.reverse();
    drafts.sort_by_key(|draft| std::cmp::Reverse(draft.score));
    drafts
}

/// `When nobody dares because of a freeze, …`: a cause is a point also where it opens the claim.
fn is_cause(sentence: &Sentence<'_>, token: usize) -> bool {
    let Some(governor) = sentence.parse.tokens[token].head else {
        return false;
    };
    let before = |word: &str| governor > 0 && sentence.lower(governor - 1) == word;
    sentence.parse.has_label(token, Label::Pobj)
        && match &*sentence.lower(governor) {
            "due" | "because" => true,
            "to" => before("due"),
            "of" => before("because"),
            _ => false,
        }
}

/// The complement whose head this token is, if it is one that can be asked.
fn asked_at(sentence: &Sentence<'_>, token: usize) -> Option<Asked> {
    let parse = &sentence.parse;
    let governor = parse.tokens[token].head?;
    let asks = match parse.tokens[token].label {
        Label::Dobj | Label::Attr if parse.tokens[governor].tag.is_full_verb() => Asks::What,
        Label::Pobj => Asks::What,
        Label::Ccomp | Label::Pcomp if extent::is_content_clause(sentence, token) => Asks::What,
        Label::Pcomp if parse.has_tag(token, Tag::Vbg) => Asks::Doing,
        Label::Xcomp | Label::Advcl | Label::Acl | Label::Ccomp
            if parse.has_tag(token, Tag::Vb) && parse.is_infinitive(token) =>
        {
            Asks::DoWhat
        }
        Label::Conj => return last_item(sentence, token),
        _ => return None,
    };
    let span = match (asks, parse.tokens[token].label) {
        (Asks::DoWhat | Asks::Doing, _) => extent::act_span(sentence, token, asks),
        (_, Label::Ccomp | Label::Pcomp) => extent::clause_span(sentence, token),
        _ => extent::thing_span(sentence, token),
    }?;
    answer::asked(sentence, token, governor, span, asks)
}

/// The last item of a list that is too long to be asked as a whole: the others stay.
fn last_item(sentence: &Sentence<'_>, token: usize) -> Option<Asked> {
    let parse = &sentence.parse;
    let mut first = token;
    let mut items = 1;
    while parse.has_label(first, Label::Conj) {
        first = parse.tokens[first].head?;
        items += 1;
    }
    let complement = parse.has_label(first, Label::Dobj) || parse.has_label(first, Label::Pobj);
    let last = parse.child_with(token, Label::Conj).is_none();
    let whole = extent::thing_span(sentence, first)?;
    let long = crate::language::count_words(&sentence.rich.text[whole]) > answer::LONGEST;
    // "is not a diary but a promise": the kept side.
    let cc = parse
        .children(first)
        .find(|&at| parse.has_label(at, Label::Cc));
    let kept = items == 2
        && cc.is_some_and(|cc| sentence.lower(cc) == "but")
        && (first.saturating_sub(4)..first).any(|at| lexicon::is_negation(&sentence.lower(at)));
    if kept && parse.tokens[first].label != Label::Nsubj {
        let span = extent::thing_span(sentence, token)?;
        return answer::asked(sentence, token, cc?, span, Asks::What);
    }
    if !complement || !last || items < 3 || items == 3 && !long {
        return None;
    }
    let governor = parse.tokens[first].head?;
    let span = extent::thing_span(sentence, token)?;
    answer::asked(sentence, token, governor, span, Asks::What)
}

/// The draft that asks a complement.
fn draft(sentence: &Sentence<'_>, asked: &Asked) -> Option<Draft> {
    let rich = sentence.rich;
    let Range { start, end } = asked.span.clone();
    let shape = match asked.asks {
        Asks::HowMany | Asks::HowLong => Shape::Number,
        _ => shape_of(sentence, asked),
    };
    let score = rank::score(sentence, asked, shape);
    if score < rank::LEAST {
        return None;
    }
    let mut front = capitalised(cut(rich, sentence.body.start..start));
    front.push_words(&match asked.asks {
        Asks::What => "what".to_owned(),
        Asks::Whom => "whom".to_owned(),
        Asks::Things(count) => format!("which {} things", lexicon::number_word(count)),
        Asks::HowMany => "how many".to_owned(),
        Asks::HowLong => "how long".to_owned(),
        Asks::DoWhat => "do what".to_owned(),
        // "leads to peeling boards": an act or a thing, "what" fits both.
        Asks::Doing if sentence.lower(asked.governor) == "to" => "what".to_owned(),
        Asks::Doing => "doing what".to_owned(),
    });
    front.append(cut(rich, end..asked.dropped.start));
    front.append(cut(rich, asked.dropped.end..sentence.end));
    front.push_words("?");
    let back: CardText = capitalised(cut(rich, start..end));
    let draft = Draft::new(shape, part_of(sentence, asked), front, back);
    Some(Draft {
        denied: is_denied(sentence, asked),
        score: score + rank::preference(sentence, asked),
        ..draft
    })
}

/// The stable name of what is asked: its governor, a preposition with what it hangs on.
fn part_of(sentence: &Sentence<'_>, asked: &Asked) -> String {
    let parse = &sentence.parse;
    let lemma = parse.lemma(asked.governor);
    let over = parse.tokens[asked.governor].head;
    // The last item of a list is another question than the list.
    let item = parse.has_label(asked.token, Label::Conj)
        && parse.tokens[asked.token].head != parse.tokens[asked.governor].head;
    let part = match over
        .filter(|_| parse.tokens[asked.governor].tag == Tag::In || asked.asks == Asks::Doing)
    {
        Some(over) => format!("{} {lemma}", parse.lemma(over)),
        None if asked.asks == Asks::DoWhat => format!("{lemma} to"),
        None => lemma,
    };
    match item {
        true => format!("{part}, last"),
        false => part,
    }
}

/// What kind of part it is: the kept side of a contrast, an effect or a cause, or an object.
fn shape_of(sentence: &Sentence<'_>, asked: &Asked) -> Shape {
    let text = &sentence.rich.text;
    let rest = text[asked.span.end..sentence.end].trim_start_matches([',', ' ']);
    let lead = sentence.lower(asked.governor);
    if lead == "than" || lead == "but" {
        return Shape::Contrast;
    }
    let rejects = ["rather than", "instead of", "but not"];
    let denied = text[asked.span.end..sentence.end].starts_with(", not ");
    if denied || rejects.iter().any(|reject| rest.starts_with(reject)) {
        return Shape::Contrast;
    }
    let before = text[sentence.body.start..asked.span.start].to_lowercase();
    let before = before.trim_end();
    let causes = [
        "because of",
        "due to",
        "leading to",
        "leads to",
        "lead to",
        "led to",
        "results in",
        "result in",
        "resulting in",
        "resulted in",
        "stems from",
        "stem from",
        " by",
    ];
    let causal_clause = ["because ", "so that ", "in order to "];
    match causes.iter().any(|cause| before.ends_with(cause))
        || causal_clause.iter().any(|cause| before.contains(cause))
    {
        true => Shape::Cause,
        false => Shape::Object,
    }
}

/// Whether a denial stands over the reason that is asked: "not … because" gives no why.
fn is_denied(sentence: &Sentence<'_>, asked: &Asked) -> bool {
    let text = &sentence.rich.text[sentence.body.start..asked.span.start];
    let lower = text.to_lowercase();
    let Some(because) = lower.rfind("because ").or_else(|| lower.rfind(" due to")) else {
        return false;
    };
    let clause = crate::language::words(&lower[..because]);
    let clause = clause.iter().rev().take(12);
    clause
        .take_while(|word| !matches!(word.text, "but" | "and"))
        .any(|word| lexicon::is_negation(word.text))
}
