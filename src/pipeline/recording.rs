//! The notes of one recording → what each of them gives.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::card::{self, Site, Sites, Wording};
use crate::diag::{Checked, Diagnostic, Rule};
use crate::extract::{self, Reason};
use crate::note::guest::Episodes;
use crate::note::{self, Document, StudyNote, Wish, section_line};
use crate::statement::{self, Statement};

use super::{LeftOut, OneNote, Shelf, Study, Watch};

/// Studies the notes of one recording; `files` are their numbers on the shelf.
pub(super) fn studied<S: Shelf + ?Sized>(
    shelf: &S,
    files: &[usize],
    episodes: &Episodes,
    watch: Watch<'_>,
) -> Result<Vec<OneNote>, S::Error> {
    let mut done = match shelf.recall(files, episodes) {
        Some(known) => known,
        None => studied_now(shelf, files, episodes, watch)?,
    };
    files.iter().for_each(|_| (watch.step)());
    if !watch.left_out {
        done.iter_mut()
            .for_each(|one| one.study.count_left_out(|_| false));
    }
    Ok(done)
}

/// The same of notes that nobody remembers.
fn studied_now<S: Shelf + ?Sized>(
    shelf: &S,
    files: &[usize],
    episodes: &Episodes,
    watch: Watch<'_>,
) -> Result<Vec<OneNote>, S::Error> {
    let mut done: Vec<OneNote> = Vec::with_capacity(files.len());
    let mut notes: Vec<(usize, StudyNote)> = Vec::with_capacity(files.len());
    for &file in files {
        let source = shelf.read(file)?;
        let Checked { value, problems } = note::parse(&source);
        let mut study = Study::default();
        match value {
            Some(Document::Note(note)) => notes.push((done.len(), *note)),
            Some(Document::ChannelPage(_)) => study.channel_pages = 1,
            // What cannot be read today is not gone: its cards stay.
            None => study.present.add_unread(source.path.as_str()),
        }
        done.push(OneNote {
            path: source.path.clone(),
            study,
            problems,
        });
    }
    let (places, mut notes): (Vec<usize>, Vec<StudyNote>) = notes.into_iter().unzip();
    episodes.introduce(&mut notes);
    let mut problems = Vec::new();
    note::timing::settle(&mut notes, &mut problems);
    for (place, note) in places.into_iter().zip(&notes) {
        let one = &mut done[place];
        one.study.add(note, watch.memory, &mut one.problems);
    }
    if let Some(first) = done.first_mut() {
        // Each says by itself which note it is about.
        first.problems.extend(problems);
    }
    // What is not wanted today was not made, and would be missed tomorrow.
    if watch.memory {
        shelf.keep(files, episodes, &done);
    }
    Ok(done)
}

impl Study {
    fn add(&mut self, note: &StudyNote, memory: bool, problems: &mut Vec<Diagnostic>) {
        let statements = statement::statements_in(note);
        let extracted = extract::facts_in(note, &statements);
        let sites = Sites::new(note, &statements);
        let mut set = card::cards_for(&sites, &extracted);
        problems.extend(trouble_with_cues(note, &statements));
        self.notes += 1;
        self.statements += statements.len();
        if memory && let Some(video) = note.video {
            let written: Vec<String> = statements.iter().map(Statement::as_written).collect();
            // A counted list rests on more words than its lead-in has.
            let rests_on_more = |site: &Site| *site.statement != *written[site.origin.statement];
            let bare = sites.bare(&set);
            let each = set.cards.iter().map(|card| &card.site).chain(&bare);
            for site in each.filter(|site| rests_on_more(site)) {
                self.present.add(video, &site.statement, false);
            }
            for site in bare {
                self.present.add_bare(site);
            }
            let left_out = set.left_out.iter();
            let rejected = left_out.filter(|(_, reason)| *reason == Reason::Rejected);
            let rejected: BTreeSet<usize> = rejected.map(|&(index, _)| index).collect();
            let skipped = |index: usize| rejected.contains(&index);
            for (index, written) in written.iter().enumerate() {
                self.present.add(video, written, skipped(index));
            }
        }
        if !memory {
            for card in &mut set.cards {
                card.others = Vec::new();
            }
        }
        self.cards.extend(set.cards);
        let headings = note.sections.iter().map(|section| &section.headings);
        let sections: Vec<Arc<str>> = headings.map(|all| section_line(all).into()).collect();
        let left_out = set.left_out.into_iter().map(|(index, reason)| LeftOut {
            note: note.path.shared(),
            line: statements[index].line,
            statement: statements[index].as_written().into(),
            section: Arc::clone(&sections[statements[index].section]),
            reason,
            index,
        });
        self.left_out.extend(left_out);
    }
}

/// Cues that would do nothing, or not what their writer thinks.
fn trouble_with_cues(note: &StudyNote, statements: &[Statement]) -> Vec<Diagnostic> {
    let mut later = BTreeSet::new();
    let cued = card::cued(note, statements).into_iter().rev();
    let trouble = cued.filter_map(|(index, cue)| match (index, &cue.wish) {
        (_, Wish::Unknown(_)) => None,
        (None, _) => Some((cue, "the cue stands before any statement")),
        (Some(_), Wish::Card { question, answer }) if Wording::own(question, answer).is_none() => {
            Some((cue, "a mark of the cue is not closed, so it makes no card"))
        }
        (Some(index), _) => (!later.insert(index)).then_some((
            cue,
            "a later cue for the same statement takes the place of this one",
        )),
    });
    let reported = trouble.take(note::MOST_CUES).map(|(cue, message)| {
        let problem = Diagnostic::new(Rule::CueUnknown, note.path.as_str(), message);
        problem.at(note.place(cue.span))
    });
    reported.collect()
}
