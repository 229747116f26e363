//! Planned a recording at a time or all together, a deck is the same.

use std::path::Path;

use cuedeck::note::SourceFile;
use cuedeck::pipeline::{Recordings, Study, Watch, study};
use cuedeck::plan::{
    BuildTime, Ledger, Memory, Overrides, PlannedDeck, Planner, Reword, Wishes, plan_deck,
};
use cuedeck::recipe::Recipe;

use crate::manuscript::source;
use crate::world::{START, notes};

/// The deck of some notes, planned in both ways.
fn both(notes: &[SourceFile], ledger: &Ledger, overrides: &Overrides) -> [PlannedDeck; 2] {
    let recipe = Recipe::parse("deck: Test\n", Path::new("decks/test.yaml")).expect("a recipe");
    let all = study(notes.to_vec()).value;
    let wishes = Wishes {
        recipe: &recipe,
        overrides,
        memory: Memory::Ledger(ledger, BuildTime((START + 100) * 1000)),
        present: &all.present,
        reword: &Reword::None,
    };
    let together = plan_deck(all.cards, wishes);

    let watch = Watch {
        memory: true,
        left_out: true,
        step: &|| {},
    };
    let Ok(recordings) = Recordings::on(notes, &|| {});
    let planner = Planner::new(Wishes {
        present: recordings.unread(),
        ..wishes
    });
    let Ok(drawn) = recordings.study_each(notes, watch, |video, notes| {
        let Study { cards, present, .. } = Study::of(notes).value;
        video.map(|video| planner.draw(video, cards, &present))
    });
    [
        planner.plan(drawn.into_iter().flatten().collect()),
        together,
    ]
}

fn check(notes: &[SourceFile], ledger: &Ledger, overrides: &Overrides) -> PlannedDeck {
    let [one, other] = both(notes, ledger, overrides);
    assert_eq!(one.plan(), other.plan());
    assert_eq!(one.ledger, other.ledger);
    assert_eq!(one.changes, other.changes);
    assert_eq!(one.unused_overrides, other.unused_overrides);
    let left_out = |deck: &PlannedDeck| {
        let each = deck.left_out.iter();
        let mut each: Vec<String> = each.map(|one| format!("{one:?}")).collect();
        each.sort();
        each
    };
    assert_eq!(left_out(&one), left_out(&other));
    one
}

#[test]
fn a_recording_at_a_time_makes_the_same_deck_as_all_together() {
    let added = "add:\n  - name: mill\n    video: TwinsOfMill\n    question: What grinds?\n    answer: A mill\n  - name: other\n    video: NobodysNote\n    question: What else?\n    answer: Nothing\n";
    let overrides = Overrides::parse(added).expect("overrides");
    let notes = notes();
    let files: Vec<SourceFile> = notes
        .iter()
        .map(|(path, text)| source(path, text))
        .collect();
    let first = check(&files, &Ledger::default(), &overrides);
    assert!(first.cards.len() > 20);
    // Some notes lose their second half, one cannot be read any more, and one is gone with
    // its recording.
    let mut later = files.clone();
    for file in later.iter_mut().step_by(2) {
        file.bytes.truncate(file.bytes.len() * 2 / 3);
    }
    later[1].bytes = vec![0];
    later.pop();
    let second = check(&later, &first.ledger, &overrides);
    assert_ne!(second.plan(), first.plan());
    let kept = second
        .cards
        .iter()
        .filter(|card| card.site.is_none())
        .count();
    assert!(kept > 0, "the cards of the note that cannot be read stay");
    let back = check(&files, &second.ledger, &Overrides::default());
    assert!(back.cards.len() >= first.cards.len() - 2);
}
