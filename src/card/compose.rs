//! One card for one statement: the first wording that passes every guard, the others in reserve.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::extract::{Claim, Extracted, Fact, Reason};
use crate::language::{Word, count_words, lexicon, words};
use crate::note::{BlockKind, StudyNote, Wish};
use crate::statement::Statement;

use super::context::shorter_context;
use super::cue::cued;
use super::frame::{Form, Frames, form_of, opens_with_act};
use super::label::{label_as_subject, label_for_pronoun};
use super::sentence::Sentence;
use super::shape::{Draft, decapitalised, drafts, other_drafts};
use super::site::Sites;
use super::{Card, CardText, Shape, Wording, foreign, guard};

/// The cards of a note, and the statements that gave none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CardSet {
    /// In the order of their statements.
    pub cards: Vec<Card>,
    /// Every other statement of the note with its reason, by statement.
    pub left_out: Vec<(usize, Reason)>,
}

/// A wording that was tried for a statement, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Index of the statement.
    pub statement: usize,
    /// The wording.
    pub wording: Wording,
    /// What its place among the others rests on: the highest is tried first. `None` for the
    /// owner's own words, and where no grammar is known.
    pub score: Option<i32>,
    /// The line above the question under which it was tried.
    pub context: Arc<str>,
    /// The guard that stopped it; `None` when it passed.
    pub stopped: Option<Reason>,
}

/// Writes the cards of a note from what was extracted of its statements.
///
/// Every statement ends either as a card or with a reason.
pub fn cards_for(sites: &Sites<'_>, extracted: &Extracted) -> CardSet {
    Composer::new(sites, extracted, None).cards(extracted).0
}

/// The same, with every wording that was tried, in the order of the statements and best first.
pub fn cards_and_trail(sites: &Sites<'_>, extracted: &Extracted) -> (CardSet, Vec<Tried>) {
    let (set, trail) = Composer::new(sites, extracted, Some(Vec::new())).cards(extracted);
    (set, trail.unwrap_or_default())
}

/// What writing the cards of one note needs.
struct Composer<'n> {
    note: &'n StudyNote,
    statements: &'n [Statement],
    sites: &'n Sites<'n>,
    frames: Frames<'n>,
    /// What the cards of the section at hand show, with its number.
    shown: Option<(usize, Rc<guard::Shown<'n>>)>,
    /// What was tried; `None` when nobody asks.
    trail: Option<Vec<Tried>>,
}

/// The most wordings that are kept of one statement.
const MOST: usize = 4;

/// The sound wordings of a statement, and the context line they are asked under.
type Composed = (Vec<Wording>, Arc<str>);

impl<'n> Composer<'n> {
    fn new(sites: &'n Sites<'n>, extracted: &Extracted, trail: Option<Vec<Tried>>) -> Self {
        let (note, statements) = (sites.note, sites.statements);
        Self {
            note,
            statements,
            sites,
            frames: Frames::new(note, statements, extracted),
            shown: None,
            trail,
        }
    }

    fn cards(mut self, extracted: &Extracted) -> (CardSet, Option<Vec<Tried>>) {
        let wishes = wishes(self.note, self.statements);
        let mut by_statement: BTreeMap<usize, Vec<Fact>> = BTreeMap::new();
        for fact in &extracted.facts {
            by_statement
                .entry(fact.statement())
                .or_default()
                .push(fact.clone());
        }
        let mut set = CardSet {
            cards: Vec::new(),
            left_out: extracted.left_out.clone(),
        };
        set.left_out
            .retain(|(index, _)| !wishes.contains_key(index));
        for &index in wishes.keys() {
            by_statement.entry(index).or_default();
        }
        for (index, facts) in by_statement {
            let context = self.sites.context(index);
            let composed = match wishes.get(&index) {
                Some(Wish::Card { question, answer }) => Wording::own(question, answer)
                    .inspect(|own| self.keep_tried(index, own, None, &context, None))
                    .map(|own| (vec![own], context))
                    .ok_or(Reason::Debris),
                Some(_) => Err(Reason::Rejected),
                None if self.note.language.is_some() => {
                    let statement = &self.statements[index];
                    let tried = &mut |wording: &Wording, stopped| {
                        self.keep_tried(index, wording, None, &context, stopped);
                    };
                    foreign::wordings(&facts, statement, &context, tried)
                        .map(|wordings| (wordings, context))
                }
                None => self.compose(index, &facts),
            };
            match composed {
                Ok((mut wordings, context)) => {
                    set.cards
                        .extend(self.sites.with_context(index, context).map(|site| Card {
                            site,
                            wording: wordings.remove(0),
                            others: wordings,
                        }));
                }
                Err(reason) => set.left_out.push((index, reason)),
            }
        }
        set.left_out.sort_by_key(|&(index, _)| index);
        (set, self.trail)
    }

    /// The sound wordings of one statement, best first; else the reason that stopped the best.
    fn compose(&mut self, index: usize, facts: &[Fact]) -> Result<Composed, Reason> {
        let statement = &self.statements[index];
        let mut drafts = other_drafts(facts, statement);
        let claim = facts.iter().find_map(|fact| match fact {
            Fact::Claim(claim) => Some(claim),
            _ => None,
        });
        if let Some(claim) = claim {
            drafts.extend(self.claim_drafts(index, claim)?);
        }
        let full = self.sites.context(index);
        let shown = self.shown(statement.section);
        if drafts.len() > 1 {
            for draft in &mut drafts {
                draft.score -= guard::shown_already(&draft.wording.back.plain(), &shown);
            }
        }
        // Stable: shapes already propose their best draft first.
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.score));
        let found = self.sound(index, &drafts, &full, &shown);
        match found {
            Ok(wordings) => Ok((wordings, full)),
            // The heading gives the answer away: the card can do without it.
            Err(Reason::Leak) => {
                let shorter: Arc<str> = shorter_context(self.note, statement.section)
                    .ok_or(Reason::Leak)?
                    .into();
                let wordings =
                    self.sound(index, &drafts, &shorter, &guard::Shown::new(&shorter))?;
                Ok((wordings, shorter))
            }
            Err(reason) => Err(reason),
        }
    }

    /// What every card of a section shows. Most statements stand under the heading of the one
    /// before.
    fn shown(&mut self, section: usize) -> Rc<guard::Shown<'n>> {
        if let Some((of, shown)) = &self.shown
            && *of == section
        {
            return Rc::clone(shown);
        }
        let shown = Rc::new(guard::Shown::new(self.sites.context_of(section)));
        self.shown = Some((section, Rc::clone(&shown)));
        shown
    }

    /// The drafts of a claim, each behind the words it needs before it.
    fn claim_drafts(&mut self, index: usize, claim: &Claim) -> Result<Vec<Draft>, Reason> {
        let statement = &self.statements[index];
        let mut frame = match claim.leans {
            Some(reason) => match self.frames.for_leaning(index) {
                Some(frame) => Some(frame),
                // A verb without a subject may have it in its label.
                None if statement.labelled => None,
                None => return Err(reason),
            },
            None => None,
        };
        let sentence = Sentence::new(&statement.words, claim.body.clone());
        let form = match form_of(&sentence) {
            // Where a paragraph states something, the tree erred.
            Form::Fragment if self.is_prose(index) => Form::Whole,
            // "A new trade focused on tools": the tree took a participle for the verb.
            Form::Whole if statement.labelled && is_gloss(&sentence) => Form::Fragment,
            form => form,
        };
        self.frames.note_form(index, form);
        // "Segmentation: This is …" reads better, and leaks less, as one sentence.
        let label = match form {
            Form::Whole => label_for_pronoun(statement, &sentence),
            _ => None,
        };
        let mut subject = false;
        match form {
            Form::Headless => {
                let label = label_as_subject(statement, &sentence);
                frame = Some(label.ok_or(claim.leans.unwrap_or(Reason::Dangling))?);
                subject = true;
            }
            // "Flow: The movement out of a stock": the label is all that a gloss needs.
            Form::Fragment if claim.leans.is_some() && statement.labelled && frame.is_none() => {}
            Form::Whole | Form::Fragment
                if claim.leans.is_some() && frame.is_none() && label.is_none() =>
            {
                return Err(claim.leans.unwrap_or(Reason::Dangling));
            }
            // "Checking several sources": an act goes on with its lead-in.
            Form::Fragment if frame.is_none() && opens_with_act(&sentence) => {
                frame = self.frames.for_fragment(index);
            }
            _ => {}
        }
        let mut replaced = 0;
        if let Some((label, pronoun)) = label {
            frame = Some(label);
            subject = true;
            replaced = pronoun;
        }
        let mut drafts = drafts(&sentence, statement);
        let gloss = statement.labelled && !opens_with_act(&sentence);
        if form == Form::Fragment && (frame.is_none() || gloss) {
            drafts.retain(|draft| draft.wording.shape == Shape::Definition);
        }
        let Some(frame) = frame else {
            return Ok(self.support_slight(index, drafts));
        };
        drafts.retain(|draft| draft.wording.shape != Shape::Definition || !subject);
        let shown = frame.plain();
        let closed = shown.trim_end().ends_with(['.', '!', '?']);
        let continues = form == Form::Fragment && !closed || shown.ends_with(" and ");
        if replaced > 0 {
            let start = sentence.body.start;
            let pronoun = &statement.words.text[start..start + replaced];
            drafts.retain(|draft| draft.wording.front.plain().starts_with(pronoun));
        }
        if continues {
            // "This includes adding what?": any item of the list would do.
            drafts.retain(|draft| said_of(&draft.wording.front) >= SAID_OF_ITEM);
        }
        for draft in &mut drafts {
            if draft.wording.shape == Shape::Definition {
                continue;
            }
            let mut front = frame.clone();
            let asked = draft.wording.front.without_first(replaced);
            // What goes on with a lead-in is no new sentence.
            let goes_on = subject || continues;
            front.append(match goes_on {
                true => decapitalised(asked),
                false => asked,
            });
            draft.wording.front = front;
            draft.framed = true;
        }
        Ok(drafts)
    }

    /// Puts before each question whose own words pin too little the same question behind the
    /// sentence that stands before the statement.
    fn support_slight(&mut self, index: usize, drafts: Vec<Draft>) -> Vec<Draft> {
        let shown = self.shown(self.statements[index].section);
        let mut support = None;
        let mut supported = Vec::with_capacity(drafts.len());
        for draft in drafts {
            if guard::is_slight(&draft, &shown) {
                let support = support.get_or_insert_with(|| self.frames.for_slight(index));
                supported.extend(support.clone().map(|mut front: CardText| {
                    let mut behind = draft.clone();
                    front.append(behind.wording.front);
                    behind.wording.front = front;
                    behind.framed = true;
                    behind.supported = true;
                    behind
                }));
            }
            supported.push(draft);
        }
        supported
    }

    /// Whether a statement is a sentence of a paragraph, and no item.
    fn is_prose(&self, index: usize) -> bool {
        let statement = &self.statements[index];
        let kind = &self.note.blocks[statement.block].kind;
        matches!(kind, BlockKind::Paragraph)
            && statement.label.is_none()
            && count_words(&statement.words.text) >= 8
    }

    /// The wordings that pass, best first, one for each part and kind; else the reason that
    /// stopped the best one.
    fn sound(
        &mut self,
        index: usize,
        drafts: &[Draft],
        context: &Arc<str>,
        shown: &guard::Shown<'_>,
    ) -> Result<Vec<Wording>, Reason> {
        let mut sound: Vec<Wording> = Vec::new();
        let mut stopped = None;
        for draft in drafts {
            // A deck takes one of the others where its owner studies that part; the ones far
            // down are hardly ever it.
            if sound.len() >= MOST && self.trail.is_none() {
                break;
            }
            let wording = &draft.wording;
            let asked =
                |other: &Wording| other.part == wording.part && other.kind() == wording.kind();
            // A worse wording of a part that has a sound one is not needed.
            if sound.iter().any(asked) && self.trail.is_none() {
                continue;
            }
            let verdict = guard::check(draft, shown);
            self.keep_tried(index, wording, Some(draft.score), context, verdict.err());
            match verdict {
                Ok(()) if sound.iter().any(asked) => {}
                Ok(()) => sound.push(wording.clone()),
                // What stops the question by itself says more.
                Err(_) if draft.supported => {}
                Err(reason) => stopped = stopped.or(Some(reason)),
            }
        }
        match sound.is_empty() {
            true => Err(stopped.unwrap_or(Reason::NoShape)),
            false => Ok(sound),
        }
    }

    /// Keeps what was tried, if somebody asks.
    fn keep_tried(
        &mut self,
        statement: usize,
        wording: &Wording,
        score: Option<i32>,
        context: &Arc<str>,
        stopped: Option<Reason>,
    ) {
        if let Some(trail) = &mut self.trail {
            trail.push(Tried {
                statement,
                wording: wording.clone(),
                score,
                context: Arc::clone(context),
                stopped,
            });
        }
    }
}

/// The fewest content words that the front of an item has of its own.
const SAID_OF_ITEM: usize = 2;

/// How many content words a front has.
fn said_of(front: &CardText) -> usize {
    let plain = front.plain();
    let content = |word: &&Word<'_>| !lexicon::is_function_word(&word.lower());
    words(&plain).iter().filter(content).count()
}

/// Whether words behind a label begin like a gloss and hold no verb of their own.
fn is_gloss(sentence: &Sentence<'_>) -> bool {
    let text = &sentence.rich.text[sentence.body.clone()];
    let lower: Vec<String> = words(text).iter().map(Word::lower).collect();
    matches!(lower.first().map(String::as_str), Some("a" | "an"))
        && !lexicon::states_something(&lower)
}

/// What the writer of the note wishes for single statements; of two cues the later counts.
fn wishes<'n>(note: &'n StudyNote, statements: &[Statement]) -> BTreeMap<usize, &'n Wish> {
    let cues = cued(note, statements).into_iter();
    cues.filter_map(|(index, cue)| match (index, &cue.wish) {
        (Some(index), wish @ (Wish::Skip | Wish::Card { .. })) if note.video.is_some() => {
            Some((index, wish))
        }
        _ => None,
    })
    .collect()
}
