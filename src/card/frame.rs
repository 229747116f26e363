//! What a front shows before its sentence, so that nothing in it points out of sight.
//!
//! A sentence that takes up another (`This leads to …`) is asked behind the one it takes
//! up; an item that goes on with its lead-in or its label is asked behind that.

use crate::extract::{Extracted, Fact};
use crate::language::{Label, Tag, count_words, lexicon};
use crate::note::{BlockKind, StudyNote};
use crate::statement::{Role, Statement};

use super::CardText;
use super::label::{labelled, stands_for};
use super::sentence::{Sentence, opens_with_auxiliary, shown_until};
use super::shape::{capitalised, cut, decapitalised};

/// The longest words before a sentence, in words.
const LONGEST: usize = 44;
/// The same before a sentence that could stand alone.
const LONGEST_SUPPORT: usize = 32;
/// How many sentences back a chain of pronouns is followed.
const DEEPEST: usize = 2;

/// What a sentence is, as far as it can stand on a front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It has a subject and a finite verb, or is a command.
    Whole,
    /// It begins with its finite verb: `Forces teams to …`.
    Headless,
    /// It has no finite verb of its own.
    Fragment,
}

/// Tells what a sentence is.
pub(super) fn form_of(sentence: &Sentence<'_>) -> Form {
    let parse = &sentence.parse;
    let Some(root) = parse.root() else {
        return Form::Fragment;
    };
    let subject = parse.subject_of(root).is_some();
    // "What the company does to win": a clause that stands for a thing.
    if matches!(parse.tokens[0].tag, Tag::Wp | Tag::Wrb)
        && !matches!(&*sentence.lower(0), "when" | "whenever")
    {
        let clause = parse.tokens[root].tag.is_verb()
            && parse.child_with(root, Label::Csubj).is_none()
            && parse.subject_of(root) != Some(0);
        if clause {
            return Form::Fragment;
        }
    }
    let verb = parse.tokens[root].tag.is_verb();
    let opens = root == 0 || root == 1 && parse.has_label(0, Label::Advmod);
    // "Over-testing should be avoided": the subject was taken for something else.
    let helped = !parse.auxiliaries_of(root).is_empty() && parse.is_finite(root);
    // "Has been the only mill to …": the subject stands in the label.
    if verb && !subject && opens_with_auxiliary(sentence) {
        return Form::Headless;
    }
    if verb && subject || parse.is_command(root) || !opens && verb && helped {
        return Form::Whole;
    }
    if opens && parse.is_finite(root) {
        return Form::Headless;
    }
    if parse.has_tag(root, Tag::Vb) {
        return Form::Whole;
    }
    // Where the tree sees a noun, the word by itself may still be known as a command.
    let (first, next) = (sentence.lower(0), sentence.lower(1));
    match crate::language::verb::is_command(&first, &next) {
        true => Form::Whole,
        false => Form::Fragment,
    }
}

/// What frames know of a claim.
#[derive(Clone, Copy)]
struct Stated {
    /// Where it begins, behind a linking word.
    start: usize,
    leans: bool,
}

/// The words that a sentence of this form needs before it; `None` when nothing in sight
/// would help.
pub(super) struct Frames<'n> {
    note: &'n StudyNote,
    statements: &'n [Statement],
    /// The claim of each statement.
    claims: Vec<Option<Stated>>,
    /// The form of each claim that was looked at: those before the one at hand.
    forms: Vec<Option<Form>>,
}

impl<'n> Frames<'n> {
    pub fn new(note: &'n StudyNote, statements: &'n [Statement], extracted: &Extracted) -> Self {
        let mut claims = vec![None; statements.len()];
        for fact in &extracted.facts {
            if let Fact::Claim(claim) = fact {
                claims[claim.statement] = Some(Stated {
                    start: claim.body.start,
                    leans: claim.leans.is_some(),
                });
            }
        }
        Self {
            note,
            statements,
            claims,
            forms: vec![None; statements.len()],
        }
    }

    /// Remembers the form of a claim.
    pub fn note_form(&mut self, index: usize, form: Form) {
        self.forms[index] = Some(form);
    }

    /// What stands before a claim that leans on something.
    pub fn for_leaning(&self, index: usize) -> Option<CardText> {
        let found = self.leaning(index, DEEPEST)?;
        (count_words(&found.plain()) <= LONGEST).then_some(found)
    }

    /// What a claim that leans on nothing stands behind, for a question that says little by
    /// itself: the sentence before it in its paragraph.
    pub fn for_slight(&self, index: usize) -> Option<CardText> {
        self.statements[index].previous?;
        let found = self.before(index, DEEPEST)?;
        (count_words(&found.plain()) <= LONGEST_SUPPORT).then_some(found)
    }

    /// What stands before a claim that leans, no more than `depth` sentences back.
    fn leaning(&self, index: usize, depth: usize) -> Option<CardText> {
        let statement = &self.statements[index];
        if let (Some(label), true) = (&statement.label, statement.labelled)
            && stands_for(label, &statement.words.text)
        {
            return Some(labelled(label));
        }
        self.naming(index)
            .or_else(|| self.joined(index))
            .or_else(|| self.before(index, depth))
            .or_else(|| self.opens_section(index).then(CardText::new))
    }

    /// `This story …`: the nearest sentence with the same noun, if it leans on nothing.
    fn naming(&self, index: usize) -> Option<CardText> {
        let text = &self.statements[index].words.text;
        let found = crate::language::words(text);
        let first = found.first()?.lower();
        if !matches!(first.as_str(), "this" | "these" | "such") {
            return None;
        }
        let noun = found[1..]
            .iter()
            .take(3)
            .map(crate::language::Word::lower)
            .take_while(|word| !lexicon::is_finite_verb(word) && !lexicon::is_function_word(word))
            .last()?;
        let stem = crate::language::stem(&noun);
        let mut at = index;
        for _ in 0..3 {
            at = self.previous(at)?;
            if crate::language::content_stems(&self.statements[at].words.text).contains(&stem) {
                return self.stands(at).then(|| self.shown(at, true));
            }
        }
        None
    }

    /// `There is a chance to:`, `Treat millers like peers`, `Place them …`: a lead-in that its
    /// commands go on with, and the item before, as the beginning of one sentence.
    fn joined(&self, index: usize) -> Option<CardText> {
        let item = &self.statements[index];
        let before = index.checked_sub(1)?;
        let sibling = &self.statements[before];
        let lead_in = &self.statements[item.lead_in?];
        let command = |text: &str| {
            let first = crate::language::words(text)
                .first()
                .map(|word| word.lower());
            let parse = crate::language::parse(text);
            first.is_some_and(|first| crate::language::verb::is_plain_verb(&first))
                || parse.root().is_some_and(|root| parse.is_command(root))
        };
        let opened = lead_in.words.text.trim_end_matches([':', ' ']);
        let fits = sibling.lead_in == item.lead_in
            && !item.labelled
            && !sibling.labelled
            && item.previous.is_none()
            && self.stands(before)
            && opened.ends_with(" to")
            && command(&item.words.text)
            && command(&sibling.words.text);
        let bare = sibling.words.text.trim_end_matches(['.', ' ', ',', ';']);
        (fits && self.claim_like(lead_in).is_some() && !bare.contains(['.', ',', ';'])).then(|| {
            let mut text = capitalised(cut(&lead_in.words, 0..opened.len()));
            text.push_words(" ");
            text.append(decapitalised(cut(&sibling.words, 0..bare.len())));
            text.push_words(" and ");
            text
        })
    }

    /// Whether a statement is a claim that leans on nothing.
    fn stands(&self, at: usize) -> bool {
        self.claims[at].is_some_and(|claim| !claim.leans)
    }

    /// Whether a statement is the first under its heading and speaks of the thing the
    /// heading names, or of one of several: `The core idea is …`, `A key step is …`.
    fn opens_section(&self, index: usize) -> bool {
        let statement = &self.statements[index];
        let first = index == 0 || self.statements[index - 1].section != statement.section;
        let kinds = ["The ", "A ", "An ", "One "];
        let told = kinds
            .iter()
            .any(|start| statement.words.text.starts_with(start));
        first && told && !self.note.sections[statement.section].headings.is_empty()
    }

    /// What stands before a fragment: its lead-in.
    pub fn for_fragment(&self, index: usize) -> Option<CardText> {
        let statement = &self.statements[index];
        let at = statement.lead_in?;
        let lead_in = &self.statements[at];
        let words = &lead_in.words.text;
        // No sentence of so few words is so long, and each item would count them anew.
        let endless = words.len() > 40 * LONGEST;
        if lead_in.role != Role::LeadIn || endless || recommends(words) || counts(words) {
            return None;
        }
        let mut text = match self.claim_like(lead_in) {
            Some(()) => CardText::new(),
            // "This involves:" goes on with the sentence before it.
            None => {
                let before = at.checked_sub(1).filter(|&before| {
                    self.stands(before) && self.statements[before].section == lead_in.section
                })?;
                self.shown(before, true)
            }
        };
        let words = &lead_in.words;
        text.append(capitalised(cut(words, 0..goes_on(&words.text))));
        text.push_words(" ");
        (count_words(&text.plain()) <= LONGEST).then_some(text)
    }

    /// A lead-in that leans on nothing itself.
    fn claim_like(&self, lead_in: &Statement) -> Option<()> {
        let first = crate::language::words(&lead_in.words.text)
            .first()
            .map(crate::language::Word::lower)?;
        let leans = lexicon::points_back(&first)
            || crate::language::words(&lead_in.words.text)
                .iter()
                .any(|word| {
                    let lower = word.lower();
                    lexicon::is_demonstrative(&lower)
                        || lexicon::is_personal_pronoun(&lower)
                        || lexicon::is_first_person(&lower)
                });
        (!leans && count_words(&lead_in.words.text) >= 3).then_some(())
    }

    /// The sentences before `index` that it takes up, ready to stand before it.
    fn before(&self, index: usize, depth: usize) -> Option<CardText> {
        let at = self.previous(index)?;
        let statement = &self.statements[at];
        let leans = self.claims[at]?.leans;
        // A fragment explains nothing.
        if self.forms[at] == Some(Form::Fragment) && !statement.labelled {
            return None;
        }
        let mut text = match leans {
            false => CardText::new(),
            true if depth > 1 => self.leaning(at, depth - 1)?,
            true => return None,
        };
        text.append(self.shown(at, !leans));
        (!text.is_empty() && statement.role == Role::Sentence).then_some(text)
    }

    /// A sentence as it stands before another, behind its label where only that makes a
    /// sentence of it.
    fn shown(&self, at: usize, with_label: bool) -> CardText {
        let statement = &self.statements[at];
        let words = &statement.words;
        let mut text = CardText::new();
        let lower: Vec<String> = crate::language::words(&words.text)
            .iter()
            .map(crate::language::Word::lower)
            .collect();
        if let (Some(label), true, true) = (&statement.label, statement.labelled, with_label)
            && !lexicon::states_something(&lower)
        {
            text.append(labelled(label));
        }
        let end = shown_until(words);
        let start = self.claims[at].as_ref().map_or(0, |claim| claim.start);
        text.append(capitalised(cut(words, start.min(end)..end)));
        text.push_words(match words.text[..end].ends_with(['!', '?']) {
            true => " ",
            false => ". ",
        });
        text
    }

    /// The statement right before `index` that it may take up: in the same item or paragraph,
    /// or the paragraph before it under the same heading.
    fn previous(&self, index: usize) -> Option<usize> {
        let statement = &self.statements[index];
        if let Some(previous) = statement.previous {
            return Some(previous);
        }
        let before = index.checked_sub(1)?;
        let paragraph = |at: usize| {
            let block = &self.note.blocks[self.statements[at].block];
            block.kind == BlockKind::Paragraph && block.parent.is_none()
        };
        let other = &self.statements[before];
        (other.section == statement.section
            && paragraph(before)
            && paragraph(index)
            && other.role == Role::Sentence)
            .then_some(before)
    }
}

/// "It's recommended to read:": what follows is a shelf of books.
fn recommends(lead_in: &str) -> bool {
    crate::language::words(lead_in).iter().any(|word| {
        matches!(
            word.lower().as_str(),
            "read"
                | "reading"
                | "book"
                | "books"
                | "resources"
                | "podcasts"
                | "links"
                | "listen"
                | "example"
                | "examples"
        )
    })
}

/// How much of a lead-in stands before an item that ends its sentence: behind a verb or a
/// preposition (`Signs of trouble include:`) the colon is one mark too many.
fn goes_on(lead_in: &str) -> usize {
    let bare = lead_in.trim_end().trim_end_matches(':');
    let parse = crate::language::parse(bare);
    let open = parse.tokens.last().is_some_and(|last| {
        last.span.end == bare.len()
            && (last.tag.is_verb() && last.tag != Tag::Vbg || matches!(last.tag, Tag::In | Tag::To))
    });
    match open {
        true => bare.len(),
        false => lead_in.len(),
    }
}

/// "There are two ways:": one of them asked by itself has the others for rivals.
fn counts(lead_in: &str) -> bool {
    let found = crate::language::words(lead_in);
    let lower: Vec<String> = found.iter().map(crate::language::Word::lower).collect();
    let there = lower.first().is_some_and(|first| first == "there");
    let many = |word: &String| {
        lexicon::small_number(word).is_some_and(|count| count > 1)
            || matches!(
                word.as_str(),
                "several" | "distinct" | "following" | "stages" | "steps"
            )
    };
    there || lower.iter().any(many)
}

/// Whether a fragment is an act: `Checking several sources`.
pub(super) fn opens_with_act(sentence: &Sentence<'_>) -> bool {
    let parse = &sentence.parse;
    parse.root().is_some_and(|root| {
        root <= 1 && (parse.has_tag(root, Tag::Vbg) || parse.has_tag(root, Tag::Vb))
    })
}
