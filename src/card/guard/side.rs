//! A side of a card as the guards read it: cut into words and stemmed once for all of them.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Deref;

use crate::language::{Stem, Stems, Word, each_stem, words};

/// The plain text of a side with its words.
pub(super) struct Side<'t> {
    text: &'t str,
    /// Its words.
    pub words: Vec<Word<'t>>,
    /// The same in lower case.
    pub lower: Vec<Cow<'t, str>>,
    /// What carries meaning, with the number of its word; made when it is first asked for.
    stems: OnceCell<Vec<(usize, Stem)>>,
}

impl<'t> Side<'t> {
    pub fn new(text: &'t str) -> Self {
        let words = words(text);
        Self {
            text,
            lower: words.iter().map(Word::lowered).collect(),
            words,
            stems: OnceCell::new(),
        }
    }

    /// Where the sentence begins that asks: the last of a front.
    pub fn asking_from(&self) -> usize {
        let ends = [". ", "! ", "? "].iter();
        let last = ends.filter_map(|end| self.text.rfind(end)).max();
        last.map_or(0, |at| at + 2)
    }

    /// The stems of its words that carry meaning, each with the number of its word; a compound
    /// has several.
    pub fn stems(&self) -> &[(usize, Stem)] {
        self.stems.get_or_init(|| {
            let mut stems = Vec::with_capacity(self.words.len());
            for (nth, word) in self.words.iter().enumerate() {
                each_stem(word.text, |stem| stems.push((nth, stem)));
            }
            stems
        })
    }

    /// The stems of one word.
    pub fn stems_at(&self, nth: usize) -> impl Iterator<Item = &Stem> + Clone {
        let from = self.stems().partition_point(|(of, _)| *of < nth);
        let rest = self.stems()[from..].iter();
        rest.take_while(move |(of, _)| *of == nth)
            .map(|(_, stem)| stem)
    }

    /// Whether a word of it has this stem.
    pub fn has_stem(&self, stem: &str) -> bool {
        self.stems().iter().any(|(_, own)| **own == *stem)
    }

    /// Its stems as a set.
    pub fn distinct_stems(&self) -> Stems {
        self.stems().iter().map(|(_, stem)| stem.clone()).collect()
    }
}

impl Deref for Side<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}
