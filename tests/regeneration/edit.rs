//! Edits that people make to their notes, with the truth about each statement.

mod moves;
mod wording;

use std::collections::BTreeSet;

use cuedeck::plan::normalised;
use cuedeck::statement::Role;

use crate::dice::Dice;
use crate::manuscript::Manuscript;
use crate::markup::shifted;
use wording::{clause_added, marked, typo, words_replaced};

/// What an edit did to a statement of the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It says the same, wherever it stands and however it is marked up.
    Untouched,
    /// It has other words and is still the same statement.
    Reworded,
    /// It was cut in two, or joined with another one: any part may be what it was.
    Cut,
    /// It is gone.
    Gone,
}

/// A kind of edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Typo,
    Words,
    Clause,
    Split,
    Merged,
    Sentences,
    Sections,
    SectionRenamed,
    NoteRenamed,
    NoteMoved,
    Timecodes,
    Markup,
    Deleted,
    Restored,
    Twin,
    Mixed,
    OtherRecording,
}

impl Kind {
    /// All of them, in the order of the table.
    pub const ALL: [Kind; 17] = [
        Kind::Typo,
        Kind::Words,
        Kind::Clause,
        Kind::Split,
        Kind::Merged,
        Kind::Sentences,
        Kind::Sections,
        Kind::SectionRenamed,
        Kind::NoteRenamed,
        Kind::NoteMoved,
        Kind::Timecodes,
        Kind::Markup,
        Kind::Deleted,
        Kind::Restored,
        Kind::Twin,
        Kind::Mixed,
        Kind::OtherRecording,
    ];

    /// As the table says it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Typo => "typo",
            Kind::Words => "one to three words replaced",
            Kind::Clause => "clause added",
            Kind::Split => "statement split",
            Kind::Merged => "two statements merged",
            Kind::Sentences => "sentences or items reordered",
            Kind::Sections => "sections reordered",
            Kind::SectionRenamed => "section renamed",
            Kind::NoteRenamed => "note renamed",
            Kind::NoteMoved => "note moved",
            Kind::Timecodes => "timecodes shifted by seconds",
            Kind::Markup => "links and markup changed",
            Kind::Deleted => "statement deleted",
            Kind::Restored => "statement deleted, later restored",
            Kind::Twin => "near-twin inserted beside it",
            Kind::Mixed => "several of these at once",
            Kind::OtherRecording => "path given to another recording",
        }
    }
}

/// An edit that was made.
#[derive(Clone, Debug)]
pub struct Script {
    /// What kind it was.
    pub kind: Kind,
    /// The note after it.
    pub after: Manuscript,
    /// What became of each statement of the original.
    pub fates: Vec<Fate>,
    /// Statements with a twin: were one deleted now, its twin would be it, reworded.
    twinned: BTreeSet<usize>,
}

impl Script {
    /// Draws an edit of a kind. `None` when the note has no place for it.
    pub fn draw(original: &Manuscript, kind: Kind, dice: &mut Dice) -> Option<Self> {
        for _ in 0..40 {
            let mut script = Self {
                kind,
                after: original.clone(),
                fates: vec![Fate::Untouched; original.statements.len()],
                twinned: BTreeSet::new(),
            };
            let made = script.make(dice).is_some();
            let changed =
                script.after.text() != original.text() || script.after.path != original.path;
            if made && changed && script.after.is_sound() {
                script.spread();
                return Some(script);
            }
        }
        None
    }

    /// A card on a counted list rests on the items, too.
    fn spread(&mut self) {
        let fates = self.fates.clone();
        for (index, known) in self.after.statements.iter().enumerate() {
            if let Some(lead) = known.lead_in
                && self.after.statements[lead].role == Role::LeadIn
                && fates[index] != Fate::Untouched
            {
                self.fates[lead] = self.fates[lead].max(Fate::Reworded);
            }
        }
    }

    fn make(&mut self, dice: &mut Dice) -> Option<()> {
        match self.kind {
            Kind::Sections => self.sections(dice),
            Kind::SectionRenamed => self.section_renamed(dice),
            Kind::NoteRenamed => {
                self.after.path = "another_name.md".to_owned();
                self.front_matter("title:", "title: Another name")
            }
            Kind::NoteMoved => {
                self.after.path = format!("archive/2024/{}", self.after.path);
                Some(())
            }
            Kind::OtherRecording => {
                self.fates.fill(Fate::Gone);
                for piece in &mut self.after.pieces {
                    piece.owners.iter_mut().for_each(BTreeSet::clear);
                }
                self.front_matter("videoId:", "videoId: zzzzzzzzzzz")
            }
            Kind::Timecodes if dice.once_in(3) => {
                let by = dice.below(41) as i64 - 20;
                for piece in &mut self.after.pieces {
                    piece.text = shifted(&piece.text, by);
                }
                Some(())
            }
            Kind::Mixed => {
                let some = [
                    Kind::Typo,
                    Kind::Words,
                    Kind::Clause,
                    Kind::Split,
                    Kind::Merged,
                    Kind::Deleted,
                    Kind::Twin,
                    Kind::Timecodes,
                    Kind::Sentences,
                ];
                for _ in 0..3 + dice.below(4) {
                    let kind = *dice.pick(&some)?;
                    self.at_statement(kind, dice);
                }
                Some(())
            }
            kind => {
                let times = 1 + dice.below(3);
                let made = (0..times).filter(|_| self.at_statement(kind, dice).is_some());
                (made.count() > 0).then_some(())
            }
        }
    }

    /// Edits one statement that no edit has touched so far.
    fn at_statement(&mut self, kind: Kind, dice: &mut Dice) -> Option<()> {
        // Most edits fall on a statement with a card; the others are its rivals.
        let carded = &self.after.carded;
        let index = match dice.once_in(5) || carded.is_empty() {
            true => dice.below(self.fates.len()),
            false => *dice.pick(carded)?,
        };
        if self.fates.get(index)? != &Fate::Untouched || self.twinned.contains(&index) {
            return None;
        }
        let place = self.after.place_of(index)?;
        let text = self.after.pieces[place].text.clone();
        let is_sentence = self.after.statements[index].role == Role::Sentence;
        let (text, fate) = match kind {
            Kind::Typo => (typo(&text, dice)?, Fate::Reworded),
            Kind::Words => (words_replaced(&text, dice)?, Fate::Reworded),
            Kind::Clause => (clause_added(&text, dice)?, Fate::Reworded),
            Kind::Timecodes => (shifted(&text, dice.below(41) as i64 - 20), Fate::Untouched),
            Kind::Markup => (marked(&text, dice)?, Fate::Untouched),
            Kind::Split if is_sentence => return self.split(index, place, dice),
            Kind::Merged if is_sentence => return self.merge(index, place),
            Kind::Sentences => return self.swap(index, place, dice),
            Kind::Deleted | Kind::Restored => return self.delete(index, place),
            Kind::Twin => return self.twin(index, place, dice),
            _ => return None,
        };
        if fate == Fate::Reworded && normalised(&text) == normalised(&self.after.pieces[place].text)
        {
            return None;
        }
        self.after.pieces[place].text = text;
        self.fates[index] = fate;
        Some(())
    }
}
