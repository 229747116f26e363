//! Decks of any size, alike to those that Cuedeck makes of real notes: as long in every
//! field, with as many words in common, and about as well compressed.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use cuedeck::card::CardKind;
use cuedeck::plan::{AnkiId, AnkiNote, Deck, DeckPlan, Guid, ModifiedAt};
use cuedeck::recipe::DeckName;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Running text to draw words from, so that some are frequent as in any text.
const TEXT: &str = concat!(
    include_str!("../../notes/engineering_strategy.md"),
    include_str!("../../notes/engineers_in_senior_leadership.md"),
    include_str!("../../notes/measuring_engineering.md"),
    include_str!("../../notes/systems_thinking.md"),
);
/// Cards of one study note, which have its title, its tags and most of the context alike.
const PER_STUDY_NOTE: usize = 30;
/// Cards of one section.
const PER_SECTION: usize = 5;
/// Between the fields of a line, and between them and the tags.
const TAB: char = '\t';

/// A deck that is read from a file of such lines while it is packaged.
pub struct Lines {
    path: PathBuf,
    name: DeckName,
}

impl Lines {
    pub fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            name: name(),
        }
    }
}

impl Deck for Lines {
    fn name(&self) -> &DeckName {
        &self.name
    }

    fn description(&self) -> &str {
        ""
    }

    fn notes(&self) -> impl Iterator<Item = (usize, Cow<'_, AnkiNote>)> {
        let file = File::open(&self.path).expect("a deck");
        let lines = BufReader::new(file).lines();
        let lines = lines.map(|line| line.expect("a line of text"));
        lines
            .enumerate()
            .map(|(nth, line)| (nth, Cow::Owned(note(nth, &line))))
    }
}

/// A deck of so many notes, all made beforehand.
pub fn made(count: usize) -> DeckPlan {
    DeckPlan {
        name: name(),
        description: String::new(),
        notes: lines(count)
            .enumerate()
            .map(|(nth, line)| note(nth, &line))
            .collect(),
    }
}

fn name() -> DeckName {
    DeckName::parse("Bench").expect("a plain name")
}

/// The lines of a deck: eight fields and the tags, apart by tabs.
pub fn lines(count: usize) -> impl Iterator<Item = String> {
    let words: Vec<&str> = TEXT
        .lines()
        .map(|line| line.split(" <a ").next().unwrap_or_default())
        .flat_map(|line| line.split(|c: char| !c.is_alphabetic() && c != '\''))
        .filter(|word| !word.is_empty())
        .collect();
    let mut writer = Writer {
        words,
        dice: ChaCha8Rng::seed_from_u64(7),
        title: String::new(),
        section: String::new(),
        video: String::new(),
    };
    (0..count).map(move |nth| writer.line(nth))
}

/// Draws the words of one note after another.
struct Writer {
    words: Vec<&'static str>,
    dice: ChaCha8Rng,
    /// Those of the study note and the section that are being written.
    title: String,
    section: String,
    video: String,
}

impl Writer {
    fn line(&mut self, nth: usize) -> String {
        if nth.is_multiple_of(PER_STUDY_NOTE) {
            self.title = self.phrase(46);
            self.video = Guid::derive([self.title.as_str()]).as_str()[..11].to_owned();
        }
        if nth.is_multiple_of(PER_SECTION) {
            self.section = self.phrase(50);
        }
        let answer = self.phrase(33);
        let head = self.phrase(100);
        let seconds = nth % PER_STUDY_NOTE * 97 + 13;
        let time = format!(
            "{:02}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
        let (title, section, video) = (&self.title, &self.section, &self.video);
        let slug = title.to_lowercase().replace(' ', "_");
        [
            format!("{head} what?"),
            answer.clone(),
            format!("{title} › {section}"),
            format!("{head} {answer}."),
            format!(
                "<a href=\"https://www.youtube.com/watch?v={video}&amp;t={seconds}s\">{time}</a>"
            ),
            title.clone(),
            String::new(),
            Guid::derive([nth.to_string().as_str()]).to_string(),
            format!("channel::bench note::{slug}"),
        ]
        .join(&TAB.to_string())
    }

    /// Words until there are as many characters, give or take a word.
    fn phrase(&mut self, length: usize) -> String {
        let mut text = String::with_capacity(length + 20);
        while text.len() < length {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(self.words[self.dice.next_u64() as usize % self.words.len()]);
        }
        text
    }
}

/// The note of a line.
fn note(nth: usize, line: &str) -> AnkiNote {
    let mut cells = line.split(TAB);
    let fields: [String; 8] = std::array::from_fn(|_| cells.next().unwrap_or_default().to_owned());
    let tags = cells.next().unwrap_or_default().split(' ');
    AnkiNote {
        guid: Guid::derive([fields[3].as_str()]),
        kind: CardKind::Question,
        id: AnkiId(1_780_000_000_000 + nth as i64),
        modified_at: ModifiedAt(1_780_000_000),
        fields,
        tags: tags
            .filter(|tag| !tag.is_empty())
            .map(str::to_owned)
            .collect(),
    }
}
