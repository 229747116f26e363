//! A job, done: its notes read, its cards planned. What `build`, `plan`, `cards` and
//! `reject` have in common.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use rayon::slice::ParallelSliceMut;

use crate::cache::{Access, Cache, Inventory};
use crate::diag::{Checked, Diagnostic};
use crate::pipeline::{self, LeftOut, OneNote, Recordings, Shelf, Study, Watch};
use crate::plan::{
    self, BuildTime, Drawn, Ledger, Memory, Overrides, PlannedDeck, Planner, Present, Record,
    Reword, State, Wishes,
};

use super::CmdError;
use super::console::Console;
use super::job::{Job, Notes};
use super::store::Store;

/// A planned deck, and all that was learnt on the way.
pub(super) struct Made {
    /// What the notes hold; its cards have moved on into the plan.
    pub study: Study,
    /// The deck.
    pub planned: PlannedDeck,
    /// The ledger as it is on the disk; `None` for a folder, which has none.
    pub ledger: Option<Ledger>,
    /// The trouble in the notes.
    pub problems: Vec<Diagnostic>,
    /// The notes as they were read; `None` without a cache, or when one changed meanwhile.
    pub inventory: Option<Inventory>,
}

/// Reads the notes of a job and plans its deck. Writes nothing.
pub(super) fn make(
    job: &Job,
    now: BuildTime,
    reword: &Reword,
    console: &Console,
) -> Result<Made, CmdError> {
    make_with(job, job.cache(Access::Read).as_ref(), now, reword, console)
}

/// The same with a cache that is open, and may be written to.
pub(super) fn make_with(
    job: &Job,
    cache: Option<&Cache>,
    now: BuildTime,
    reword: &Reword,
    console: &Console,
) -> Result<Made, CmdError> {
    let store = job.recipe_path.as_deref().map(Store::beside);
    let (ledger, overrides) = match &store {
        Some(store) => (Some(store.ledger()?), store.overrides()?),
        None => (None, Overrides::default()),
    };
    let progress = console.progress(2 * job.len() as u64);
    let watch = Watch {
        memory: ledger.is_some(),
        left_out: true,
        step: &|| progress.step(),
    };
    let memory = match &ledger {
        Some(ledger) => Memory::Ledger(ledger, now),
        None => Memory::None,
    };
    let wishes = Wishes {
        recipe: &job.recipe,
        overrides: &overrides,
        memory,
        present: &Present::default(),
        reword,
    };
    let ((studied, mut planned), inventory) = job.with_notes(cache, |notes| {
        match one_by_one(job, notes, wishes, watch)? {
            Some(done) => Ok(done),
            // Somebody writes to them: what one says now may be about another recording.
            None => all_together(job, notes, wishes, watch),
        }
    })?;
    progress.done();
    let Checked {
        value: mut study,
        problems,
    } = studied;
    if ledger.is_some() {
        // A statement that keeps a card it would not get today has a card.
        let sites = planned.cards.iter().filter_map(|card| card.site.as_ref());
        let carded: BTreeSet<(&str, usize)> = sites
            .map(|site| (site.source.note.as_str(), site.origin.statement))
            .collect();
        (study.left_out).retain(|left| !carded.contains(&(&*left.note, left.index)));
    }
    let refused = std::mem::take(&mut planned.left_out).into_iter();
    (study.left_out).extend(refused.map(|(site, reason)| LeftOut::of_site(&site, reason)));
    (study.left_out).par_sort_unstable_by(|a, b| a.place().cmp(&b.place()));
    Ok(Made {
        study,
        planned,
        ledger,
        problems,
        inventory,
    })
}

/// The notes as one, and the deck.
type Done = (Checked<Study>, PlannedDeck);

/// Plans each recording as soon as it is read, so that what its notes say is forgotten before
/// the next one's. `None` when the notes are not what they were when they were looked at.
fn one_by_one(
    job: &Job,
    notes: &Notes<'_>,
    wishes: Wishes<'_>,
    watch: Watch<'_>,
) -> Result<Option<Done>, CmdError> {
    let recordings = Recordings::on(notes, watch.step)?;
    let unread = recordings.unread();
    let planner = Planner::new(Wishes {
        present: unread,
        ..wishes
    });
    let each = recordings.study_each(notes, watch, |video, mut notes| {
        let mut cards = Vec::new();
        let mut present = Present::default();
        for one in &mut notes {
            cards.extend(std::mem::take(&mut one.study.cards));
            present.extend(std::mem::take(&mut one.study.present));
        }
        let mut videos = cards.iter().map(|card| Some(card.site.source.video));
        if !videos.all(|of| of == video) || !present.is_as_seen(video, unread) {
            return None;
        }
        let mut drawn = video.map(|video| planner.draw(video, cards, &present));
        if !job.left_out {
            count_left_out(&mut notes, &mut drawn);
        }
        Some((drawn, notes))
    })?;
    let Some(each) = each.into_iter().collect::<Option<Vec<_>>>() else {
        return Ok(None);
    };
    let (drawn, notes): (Vec<_>, Vec<_>) = each.into_iter().unzip();
    let studied = Study::of(notes.into_iter().flatten().collect());
    refuse_to_retire_all(job, &studied.value, unread.unread(), wishes)?;
    let planned = planner.plan(drawn.into_iter().flatten().collect());
    Ok(Some((studied, planned)))
}

/// Reads all notes, and plans then: takes more memory, and does not mind what they said
/// before.
fn all_together(
    job: &Job,
    notes: &Notes<'_>,
    wishes: Wishes<'_>,
    watch: Watch<'_>,
) -> Result<Done, CmdError> {
    let mut studied = pipeline::study_shelf(notes, watch)?;
    let study = &mut studied.value;
    refuse_to_retire_all(job, study, study.present.unread(), wishes)?;
    let cards = std::mem::take(&mut study.cards);
    let present = std::mem::take(&mut study.present);
    let planned = plan::plan_deck(
        cards,
        Wishes {
            present: &present,
            ..wishes
        },
    );
    Ok((studied, planned))
}

/// Counts the statements without a card, and forgets them. One that keeps a card after all is
/// known as such when all is planned.
fn count_left_out(notes: &mut [OneNote], drawn: &mut Option<Drawn<'_>>) {
    let carded: HashSet<(&str, usize)> = drawn.iter().flat_map(Drawn::statements).collect();
    for one in &mut *notes {
        (one.study).count_left_out(|left| carded.contains(&(&*left.note, left.index)));
    }
    if let (Some(drawn), Some(first)) = (drawn, notes.first_mut()) {
        for (_, reason) in std::mem::take(&mut drawn.left_out) {
            *first.study.counted.entry(reason).or_default() += 1;
        }
    }
}

/// A mistyped pattern must not retire a whole deck.
fn refuse_to_retire_all(
    job: &Job,
    study: &Study,
    unread: usize,
    wishes: Wishes<'_>,
) -> Result<(), CmdError> {
    let (Some(path), Memory::Ledger(ledger, _)) = (&job.recipe_path, wishes.memory) else {
        return Ok(());
    };
    let live = |record: &&Arc<Record>| record.state == State::Live;
    match ledger.records().filter(live).count() {
        cards if cards > 0 && study.notes + unread == 0 => Err(CmdError::NoNotes {
            path: path.clone(),
            cards,
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::fs;

    use super::*;
    use crate::card::CardKind;
    use crate::note::load::LoadError;
    use crate::note::{Head, NotePath, SourceFile, VideoId};

    /// Notes that say something else when they are read than when they were looked at.
    struct Rewritten<'n> {
        heads: &'n [Head],
        files: &'n [SourceFile],
    }

    impl Shelf for Rewritten<'_> {
        type Error = LoadError;

        fn len(&self) -> usize {
            self.files.len()
        }

        fn read(&self, nth: usize) -> Result<Cow<'_, SourceFile>, LoadError> {
            Ok(Cow::Borrowed(&self.files[nth]))
        }

        fn head(&self, nth: usize) -> Result<Head, LoadError> {
            Ok(self.heads[nth].clone())
        }
    }

    fn note(name: &str, video: &str) -> SourceFile {
        let said = match name {
            "a.md" => "Wet grain often clogs the stones due to its sticky hull",
            _ => "Old flour soon spoils every loaf due to its bitter oil",
        };
        let text = format!(
            "---\ntitle: Mills\nvideoId: {video}\n---\n\n## Trouble\n\n{said} [00:10:00].\n"
        );
        SourceFile {
            path: NotePath::new(name),
            bytes: text.into(),
        }
    }

    /// Plans notes that were other ones when they were looked at, and counts the cards.
    fn check(heads: &[Head], files: &[SourceFile], at_once: Option<usize>, in_the_end: usize) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.md"), "# A\n").expect("a note");
        let jobs = super::super::job::jobs(&[folder.path().to_owned()]).expect("a job");
        let (job, notes) = (&jobs[0], Rewritten { heads, files });
        let wishes = Wishes {
            recipe: &job.recipe,
            overrides: &Overrides::default(),
            memory: Memory::Ledger(&Ledger::default(), BuildTime(1_800_000_000_000)),
            present: &Present::default(),
            reword: &Reword::None,
        };
        let watch = Watch {
            memory: true,
            left_out: true,
            step: &|| {},
        };
        let questions = |planned: &PlannedDeck| {
            let cards = planned.cards.iter();
            cards
                .filter(|card| card.record.key.kind == CardKind::Question)
                .count()
        };
        let done = one_by_one(job, &notes, wishes, watch).expect("notes");
        assert_eq!(done.map(|(_, planned)| questions(&planned)), at_once);
        let (_, planned) = all_together(job, &notes, wishes, watch).expect("notes");
        assert_eq!(questions(&planned), in_the_end);
    }

    #[test]
    fn notes_that_change_recordings_while_they_are_read_are_planned_all_together() {
        let head = |video: &str| Head::Note(VideoId::parse(video));
        let (mill, bakery) = ("MillsOfWind", "BreadAndOil");
        let heads = [head(mill), head(bakery)];
        check(
            &heads,
            &[note("a.md", mill), note("b.md", bakery)],
            Some(2),
            2,
        );
        // The first is about the other's recording by now.
        check(
            &heads,
            &[note("a.md", bakery), note("b.md", bakery)],
            None,
            2,
        );
        let empty = SourceFile {
            path: NotePath::new("a.md"),
            bytes: Vec::new(),
        };
        check(&heads, &[empty, note("b.md", bakery)], None, 1);
    }
}
