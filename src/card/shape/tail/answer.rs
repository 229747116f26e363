//! Which complements make an answer, and which answer nothing.

use std::ops::Range;

use crate::card::sentence::Sentence;
use crate::language::{Label, Tag, Word, count_words, each_word, lexicon, verb, words};

use super::extent::is_content_clause;
use super::kind::{are_things, halves_compound, is_amount, is_name, is_person, items_of};
use super::nouns::{EMPTY, EXTENTS, IDIOMS, LEADING, MEASURES, SAMPLING, SPELLS};
use super::{Asked, Asks, fit, kind};

/// The longest answer, in words.
pub(super) const LONGEST: usize = 15;

/// Makes sure that the part can be asked at all.
pub(super) fn asked(
    sentence: &Sentence<'_>,
    token: usize,
    governor: usize,
    span: Range<usize>,
    asks: Asks,
) -> Option<Asked> {
    let parse = &sentence.parse;
    let text = &sentence.rich.text;
    let mut part = Asked {
        token,
        governor,
        dropped: span.end..span.end,
        span: span.start..span.end.min(sentence.end),
        asks,
    };
    // "in senior roles, even in small groups": the second place is said in passing.
    let aside = governor > 0
        && matches!(
            &*sentence.lower(governor - 1),
            "even" | "especially" | "particularly" | "including" | "particular"
        );
    let word = sentence.lower(governor);
    // "less dangerous than a silent one", but not "rather than", whose other side is asked.
    let compared = || {
        governor > 0
            && (0..governor).any(|at| {
                matches!(parse.tokens[at].tag, Tag::Jjr | Tag::Rbr)
                    || matches!(&*sentence.lower(at), "more" | "less")
            })
            && sentence.lower(governor - 1) != "rather"
    };
    // "an act of selling", "the standard of living": the act is half of what it is an act of.
    let of_doing = asks == Asks::Doing && (word == "of" || fit::is_based_on(sentence, governor));
    if aside || of_doing || word == "than" && !compared() {
        return None;
    }
    let lead = each_word(&text[sentence.body.start..part.span.start]).last();
    let lead = lead.as_ref().map(Word::lowered).unwrap_or_default();
    // "from what? The first order to the last": both ends were the point.
    if lead == "from" && text[part.span.clone()].contains(" to ") {
        return None;
    }
    if let Some(end) = fit::turns_at(sentence, &part.span) {
        part.span.end = end;
        part.dropped = end..end;
    }
    // What stands in parentheses behind the answer explains it.
    if let Some(open) = text[part.span.clone()].find(" (") {
        part.span.end = part.span.start + open;
    }
    let said = &text[part.span.clone()];
    let count = count_words(said);
    let balanced =
        parse.is_balanced(part.span.clone()) && !said.contains(['(', ')', ':', ';', '—', '–']);
    if !(1..=LONGEST).contains(&count)
        || !balanced
        || fit::wraps_another(sentence, token)
        || fit::joins_no_act(sentence, token, &part.span, asks)
        || part.span.start <= sentence.body.start
        || !sentence.is_whole_at(part.span.start)
        || !sentence.is_whole_at(part.span.end)
        || is_fixed_phrase(sentence, &part)
    {
        return None;
    }
    let before = text[..part.span.start].chars().next_back();
    let after = text[part.span.end..sentence.end].chars().next();
    // "pivoted, what and …": what stands behind a comma is another clause, or an item.
    if text[..part.span.start].trim_end().ends_with(',') {
        return None;
    }
    if before.is_some_and(|c| c != ' ') || after.is_some_and(|c| !matches!(c, ' ' | ',' | ';')) {
        return None;
    }
    let dropped = dropped_behind(sentence, part.span.end)?;
    // "by doing what, purely logical acts and …? Shunning top-down": half of two adjectives.
    if fit::halves_adjectives(sentence, part.span.end) {
        return None;
    }
    // "do what, but a new workflow": a denial and its other side go together.
    if said.contains(" thanks to ") || said.contains(" due to ") || said.contains(" because ") {
        return None;
    }
    // "The difference between prediction": its other side was left behind.
    let halved = said
        .find(" between ")
        .is_some_and(|at| !said[at..].contains(" and "));
    if halved && text[part.span.end..sentence.end].starts_with(" and ") {
        return None;
    }
    let denies = said.contains(" not ") || said.contains("n't ");
    if denies && text[part.span.end..sentence.end].contains("but ") {
        return None;
    }
    // "do what? Notice and for demand to grow": the second half hangs on something before.
    if asks == Asks::DoWhat && said.contains(" and for ") {
        return None;
    }
    // "provides what to pause? Comfort or a moment": what to do belongs to one of the two.
    if said.contains(" or ") && text[part.span.end..sentence.end].starts_with(" to ") {
        return None;
    }
    // "benefit from what to remote work? The shift": a change keeps where it leads.
    let head = sentence.lower(token);
    let leads = || lexicon::names_change(&head) || LEADING.contains(&&*head);
    if text[part.span.end..sentence.end].starts_with(" to ") && leads() {
        return None;
    }
    // "There are what, and …": the place says nothing.
    let there = parse.child_with(governor, Label::Expl).is_some();
    if there && dropped.end < sentence.end {
        return None;
    }
    // "is a key part of planning": it says no more than that.
    if parse.has_label(token, Label::Attr) && EMPTY.binary_search(&&*sentence.lower(token)).is_ok()
    {
        return None;
    }
    if torn_behind(sentence, dropped.end) || ends_badly(sentence, token, &part.span) {
        return None;
    }
    let items = items_of(sentence, token);
    let clause = is_content_clause(sentence, token);
    if items > 3
        || !opens_well(sentence, &part.span, clause)
        || follows_noun(sentence, &part)
        || lists_on(sentence, dropped.end)
        || is_absolute(sentence, token, governor)
        || is_name(sentence, &part)
        || halves_compound(sentence, governor, &part.span)
    {
        return None;
    }
    // "in the last six months": a date, or nothing to learn.
    let spell = SPELLS.binary_search(&&*sentence.lower(token)).is_ok();
    let counted = count_before(sentence, &part.span).is_some();
    if spell && lead != "for" && (parse.has_label(token, Label::Pobj) || !counted) {
        return None;
    }
    // "the point where it fails": a clause that tells which point.
    if asks == Asks::What && clause && fit::follows_thing(sentence, &part.span) {
        return None;
    }
    // "at an accelerating rate": how, and not at what.
    if lead == "at" && EXTENTS.binary_search(&&*sentence.lower(token)).is_ok() {
        return None;
    }
    // "are more likely to offer help than …": the comparison is the claim's.
    let compared = said.contains(" than ")
        && !words(said).iter().any(|word| {
            let lower = word.lower();
            lower.ends_with("er") || matches!(lower.as_str(), "more" | "less" | "rather" | "worse")
        });
    if compared || text[..part.span.start].ends_with("no matter ") {
        return None;
    }
    if matches!(
        &*lead,
        "both" | "either" | "neither" | "between" | "whether" | "not" | "no"
    ) {
        return None;
    }
    let parse_tag = parse.tokens[token].tag;
    let thing = parse_tag.is_noun();
    let together = said.contains(" and ") && !said.contains(" or ");
    part.asks = match asks {
        // "an exercise to what? Bolster the will": a verb that the tree took for a noun.
        Asks::What if lead == "to" && begins_as_act(said) => Asks::DoWhat,
        // "AI as what? A coworker", "leading to what? Better hires": what it is made.
        Asks::What
            if thing
                && lead != "as"
                && !fit::is_led_to(sentence, governor)
                && is_person(sentence, token) =>
        {
            // "with whom? Fewer people": how many they are was the point, or what they do.
            let children = || parse.children(token);
            // One word for all of them is too easily another one, and "to have" or "to be"
            // somebody asks who they are.
            let light = matches!(parse.lemma(governor).as_str(), "have" | "be" | "get");
            if children().any(|child| is_amount(sentence, child) || child > token)
                || light
                || count == 1
            {
                return None;
            }
            Asks::Whom
        }
        // "with which two things?": of the judged ones half were broken, as what is joined hangs
        // on the word before in another way.
        Asks::What
            if thing
                && together
                && !matches!(&*lead, "of" | "with")
                && are_things(sentence, token, said, items) =>
        {
            Asks::Things(items)
        }
        Asks::What
            if SPELLS.binary_search(&&*sentence.lower(token)).is_ok()
                && lead == "for"
                && (counted
                    || said.starts_with(|c: char| c.is_ascii_digit())
                    || kind::opens_as_spell(said)) =>
        {
            Asks::HowLong
        }
        Asks::What if items == 1 && parse_tag == Tag::Nns => {
            match count_before(sentence, &part.span) {
                Some(end) => {
                    part.span.end = end;
                    Asks::HowMany
                }
                None => Asks::What,
            }
        }
        asks => asks,
    };
    part.dropped = match part.asks {
        Asks::HowMany => part.span.end..part.span.end,
        _ => dropped,
    };
    Some(part)
}

/// Whether an answer begins with a verb that is hardly ever a noun (`best exploit the wind`), or
/// with a word that tells how something is done (`slowly brake the stone`).
fn begins_as_act(said: &str) -> bool {
    let found = words(said);
    let lower: Vec<_> = found.iter().map(Word::lowered).collect();
    let mut verbs = lower
        .iter()
        .filter(|word| !word.ends_with("ly") && *word != "best");
    let Some(first) = verbs.next() else {
        return false;
    };
    let told = lower[0].ends_with("ly") && lower.len() > 2;
    let bare = first.rsplit('-').next().unwrap_or(first);
    verb::is_never_noun(first) || told && verb::is_plain_verb(bare)
}

/// Whether a noun that is not its governor stands right before an object: the tree took a
/// participle for a verb (*assumptions underlying solutions*).
fn follows_noun(sentence: &Sentence<'_>, part: &Asked) -> bool {
    let parse = &sentence.parse;
    let before = parse
        .tokens
        .iter()
        .rposition(|token| token.span.end <= part.span.start);
    before.is_some_and(|before| {
        let tag = parse.tokens[before].tag;
        let object = matches!(
            parse.tokens[part.token].label,
            Label::Dobj | Label::Attr | Label::Pobj
        );
        let noun = tag.is_noun() && parse.tokens[before].label != Label::Dative && object;
        // "two trusted what": the first half of a compound was taken for a verb.
        let half = matches!(
            tag,
            Tag::Jj | Tag::Vbn | Tag::Dt | Tag::Cd | Tag::PrpPossessive | Tag::Pos | Tag::Hyph
        );
        before != part.governor && (noun || half && parse.tokens[part.token].tag != Tag::Vb)
    })
}

/// Whether the word right behind the answer belongs to it after all: a noun it was cut from,
/// a clause without a word to open it (*the tools they use*).
fn torn_behind(sentence: &Sentence<'_>, end: usize) -> bool {
    let parse = &sentence.parse;
    let rest = &sentence.rich.text[end..sentence.end];
    let next = parse.tokens.iter().position(|token| token.span.start > end);
    let joined = [" and ", " or "].iter().any(|link| rest.starts_with(link));
    if let (true, Some(link)) = (joined, next)
        && let Some(behind) = parse.tokens.get(link + 1)
    {
        // "imagining what and structure": half a list.
        let compound = sentence.rich.text[behind.span.end..].starts_with('-');
        let last = behind.span.end >= sentence.end || compound;
        return last || !(behind.tag.is_verb() || matches!(behind.tag, Tag::Rb | Tag::To));
    }
    next.filter(|_| rest.starts_with(' ')).is_some_and(|next| {
        let tag = parse.tokens[next].tag;
        // "foster what launches": a noun that the tree took for a verb.
        let verb = matches!(tag, Tag::Vbz | Tag::Vbd)
            && !lexicon::is_auxiliary(&sentence.lower(next))
            && parse.subject_of(next).is_none();
        verb || tag.is_noun()
            || matches!(
                tag,
                Tag::Vb
                    | Tag::Vbp
                    | Tag::Vbz
                    | Tag::Vbd
                    | Tag::Prp
                    | Tag::Dt
                    | Tag::Jj
                    | Tag::Cd
                    | Tag::Wdt
                    | Tag::Wp
            )
    })
}

/// Whether the answer ends with a word that shows it is more than a thing: *makes the
/// irrational rational*, *seeing their work move*.
fn ends_badly(sentence: &Sentence<'_>, token: usize, span: &Range<usize>) -> bool {
    let parse = &sentence.parse;
    let last = parse
        .tokens
        .iter()
        .rposition(|other| other.span.end <= span.end && other.span.start >= span.start);
    let plain = parse.tokens[token].tag.is_noun()
        && parse
            .children_with(token, &[Label::Relcl, Label::Acl])
            .is_empty();
    last.is_some_and(|last| {
        plain
            && last != token
            && !parse.form(last).starts_with(char::is_uppercase)
            && matches!(
                parse.tokens[last].tag,
                Tag::Jj | Tag::Vb | Tag::Vbp | Tag::Vbz | Tag::Vbd
            )
    })
}

/// Whether what stays behind the answer goes on as a list: its first item would be asked and
/// the others shown.
fn lists_on(sentence: &Sentence<'_>, end: usize) -> bool {
    let rest = &sentence.rich.text[end..sentence.end];
    let Some(next) = rest.strip_prefix(", ") else {
        return false;
    };
    let first = next.split(' ').next().unwrap_or_default().to_lowercase();
    let adds = first.ends_with("ing") || first.ends_with("ly") || lexicon::is_function_word(&first);
    !adds && [", and ", ", or "].iter().any(|link| rest.contains(link))
}

/// "with roles becoming common": the noun is the subject of what follows.
fn is_absolute(sentence: &Sentence<'_>, token: usize, governor: usize) -> bool {
    sentence.lower(governor) == "with"
        && sentence
            .parse
            .children_with(token, &[Label::Acl, Label::Relcl, Label::Advcl])
            .iter()
            .any(|&clause| sentence.parse.has_tag(clause, Tag::Vbg))
}

/// Where the number ends that an answer begins with: `eight hours a day`.
fn count_before(sentence: &Sentence<'_>, span: &Range<usize>) -> Option<usize> {
    let parse = &sentence.parse;
    let first = parse
        .tokens
        .iter()
        .position(|token| token.span.start >= span.start)?;
    let next = parse.tokens.get(first + 1)?;
    (parse.has_tag(first, Tag::Cd) && next.tag == Tag::Nns).then(|| parse.tokens[first].span.end)
}

/// "in fact", "over time", "a lot of what": phrases that nobody would ask.
fn is_fixed_phrase(sentence: &Sentence<'_>, part: &Asked) -> bool {
    let parse = &sentence.parse;
    let word = sentence.lower(part.governor);
    if SAMPLING.contains(&&*word) {
        return true;
    }
    if parse.tokens[part.governor].tag != Tag::In {
        return false;
    }
    let over = parse.tokens[part.governor].head;
    let bare = count_words(&sentence.rich.text[part.span.clone()]) == 1;
    let measured = word == "of"
        && over.is_some_and(|over| MEASURES.binary_search(&&*sentence.lower(over)).is_ok());
    let idiom = bare
        && parse.has_tag(part.token, Tag::Nn)
        && matches!(
            &*word,
            "at" | "by" | "for" | "in" | "on" | "over" | "under" | "within" | "as" | "upon"
        );
    // "on your behalf", "in their own way".
    let phrase = IDIOMS.binary_search(&&*sentence.lower(part.token)).is_ok();
    // "as well as", "as fast as".
    let compares = word == "as"
        && over.is_some_and(|over| matches!(&*sentence.lower(over), "well" | "as" | "much"));
    // "such as".
    let sample =
        part.governor > 0 && matches!(&*sentence.lower(part.governor - 1), "such" | "as" | "well");
    measured || idiom || phrase || compares || sample
}

/// The bytes behind the answer that would give it away: a parenthesis, a sample of it.
/// `None` when what gives it away cannot be left out.
fn dropped_behind(sentence: &Sentence<'_>, end: usize) -> Option<Range<usize>> {
    let rest = &sentence.rich.text[end..sentence.end];
    if rest.starts_with(" (") {
        let close = rest.find(')')?;
        return Some(end..end + close + 1);
    }
    let samples = [
        ", such as",
        " such as",
        ", including",
        " including",
        ", like",
        " like ",
        ", e.g",
    ];
    if samples.iter().any(|sample| rest.starts_with(sample)) {
        let conditions = [" if ", " unless ", " when ", " which ", " but ", " while "];
        let whole = !conditions.iter().any(|condition| rest.contains(condition));
        return whole.then_some(end..sentence.end);
    }
    // What follows goes on with the answer, or names it again.
    let tied = [
        " of ", " that ", " who ", " whose ", ", or ", ", namely", ", i.e", ", a ", ", an ",
    ];
    if tied.iter().any(|tie| rest.starts_with(tie)) {
        return None;
    }
    Some(end..end)
}

/// Whether the answer begins with a word that can open one.
fn opens_well(sentence: &Sentence<'_>, span: &Range<usize>, clause: bool) -> bool {
    let said = &sentence.rich.text[span.clone()];
    let found = words(said);
    let (Some(first), Some(last)) = (found.first(), found.last()) else {
        return false;
    };
    (clause || !lexicon::cannot_end(&last.lowered()))
        && !matches!(
            &*first.lowered(),
            "it" | "them"
                | "this"
                | "that"
                | "these"
                | "those"
                | "which"
                | "who"
                | "whom"
                | "such"
                | "itself"
                | "themselves"
                | "yourself"
                | "each"
                | "both"
                | "and"
                | "or"
                | "but"
                | "everything"
                | "something"
                | "anything"
                | "nothing"
                | "everyone"
                | "anyone"
                | "anybody"
                | "someone"
                | "be"
                | "being"
                | "do"
                | "doing"
                | "so"
                | "not"
                | "here"
                | "there"
        )
}
