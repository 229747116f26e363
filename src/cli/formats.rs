//! What people write, shown in the manual: a note, a recipe, corrections.

/// An example of each, with all keys. Tests read them as the program reads files.
pub const FORMATS: &str = "\
A note:
  ---
  title: Engineering Strategy
  videoId: Z9ftpRhRiJE
  guest: Will Larson
  ---

  ## Rumelt's three parts

  *   **Inert strategy**: A set of policies that was never carried out [00:21:37].

  A note without a videoId gives no cards. A timecode stands before the full stop. Behind
  a statement, `<!-- cue: skip -->` keeps it out of the deck, and
  `<!-- cue: q: What is it? a: Inert -->` words its card; a gap is written [[so]].

A recipe, decks/NAME.yaml:
  deck: Work::Leadership               the only key that is needed
  description: Engineering leadership  shown in Anki above the deck
  notes: [notes/**/*.md, \"!n/x/**\"]   which notes, seen from the folder of decks/
  tags: [leadership]                   for all cards
  kinds: [question, cloze]             which kinds of card to make
  order: interleaved                   the notes mixed; `note` is one after the other
  seed: 7                              mixes in another way
  limits: {cards_per_note: 20, cards: 200}
  retire: tag                          tags cards whose statement is gone, or `keep`

Corrections, decks/NAME.overrides.yaml; keys are those that `cuedeck cards` prints:
  skip: [2d70b3r1dx5zbw5a]             no such card
  pin: [mersc18vpef93rjn]              its words stay
  replace: {jrx2wh74n6h2srta: {question: What fails?, answer: Long agendas}}
  add:                                 cards of your own; `at` and `context` may be left out
    - {name: first step, video: Z9ftpRhRiJE, at: \"21:22\", context: Strategy,
       question: What comes first in a strategy?, answer: A diagnosis}
";

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::note::{NotePath, SourceFile};
    use crate::pipeline;
    use crate::plan::Overrides;
    use crate::recipe::{Fault, Recipe, RecipeError};

    /// The lines below a heading of [`super::FORMATS`], without what explains them.
    fn example(heading: &str) -> String {
        let (_, below) = super::FORMATS.split_once(heading).expect("the heading");
        let (_, below) = below.split_once('\n').expect("lines below it");
        let lines = below
            .lines()
            .take_while(|line| line.is_empty() || line.starts_with(' '));
        let plain = lines.map(|line| {
            let line = line.strip_prefix("  ").unwrap_or(line);
            // Two spaces, and a small letter or a mark, begin an explanation.
            let words = line.trim_start();
            let indent = line.len() - words.len();
            match words.split_once("  ") {
                Some((words, _)) if !words.starts_with('*') => &line[..indent + words.len()],
                _ => line,
            }
        });
        plain.collect::<Vec<_>>().join("\n")
    }

    /// The keys that stand beside an unknown one.
    fn keys(recipe: &str) -> Vec<&'static str> {
        match Recipe::parse(recipe, Path::new("decks/x.yaml")) {
            Err(RecipeError::Invalid {
                fault: Fault::UnknownKey { known, .. },
                ..
            }) => known,
            other => panic!("an unknown key was expected: {other:?}"),
        }
    }

    #[test]
    fn the_note_of_the_manual_gives_one_card() {
        let source = SourceFile {
            path: NotePath::new("strategy.md"),
            bytes: example("A note:")
                .split("\n\nA note without")
                .next()
                .unwrap()
                .into(),
        };
        let study = pipeline::study([source]);
        assert_eq!(study.problems, []);
        assert_eq!(study.value.cards.len(), 1, "{:?}", study.value.left_out);
    }

    #[test]
    fn the_recipe_and_the_overrides_of_the_manual_are_read() {
        let recipe = example("A recipe,");
        let read = Recipe::parse(&recipe, Path::new("decks/x.yaml"));
        assert!(read.is_ok(), "{read:?} of {recipe}");
        for key in keys("zzzz: 1")
            .iter()
            .chain(&keys("deck: X\nlimits: {zzzz: 1}"))
        {
            assert!(recipe.contains(&format!("{key}: ")), "{key}");
        }
        let overrides = example("Corrections,");
        let read = Overrides::parse(&overrides);
        assert!(read.is_ok(), "{read:?} of {overrides}");
    }
}
