//! Stems: what two words have in common when only their endings differ.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;
use rust_stemmers::{Algorithm, Stemmer};

use super::lexicon;
use super::word::{each_word, lowered};

/// A stem, shared by all who hold it: a text has few, and they come again and again.
pub type Stem = Arc<str>;

/// A set of stems, in order.
///
/// A list, for nearly all have one or a dozen, and a tree of one takes hundreds of bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stems(Vec<Stem>);

impl Stems {
    /// Whether it holds a stem.
    pub fn contains(&self, stem: &str) -> bool {
        self.0.binary_search_by(|own| (**own).cmp(stem)).is_ok()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Stem> {
        self.0.iter()
    }

    /// Those that another set holds, too.
    pub fn intersection<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = &'s Stem> {
        self.iter().filter(|stem| other.contains(stem))
    }

    /// Those that another set does not hold.
    pub fn difference<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = &'s Stem> {
        self.iter().filter(|stem| !other.contains(stem))
    }

    /// Whether it shares no stem with another set.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.intersection(other).next().is_none()
    }
}

impl Extend<Stem> for Stems {
    fn extend<I: IntoIterator<Item = Stem>>(&mut self, stems: I) {
        self.0.extend(stems);
        self.0.sort_unstable();
        self.0.dedup();
    }
}

impl FromIterator<Stem> for Stems {
    fn from_iter<I: IntoIterator<Item = Stem>>(stems: I) -> Self {
        let mut set = Self::default();
        set.extend(stems);
        set
    }
}

impl IntoIterator for Stems {
    type Item = Stem;
    type IntoIter = std::vec::IntoIter<Stem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'s> IntoIterator for &'s Stems {
    type Item = &'s Stem;
    type IntoIter = std::slice::Iter<'s, Stem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Between the parts of a compound.
const JOINTS: [char; 4] = ['-', '‑', '_', '&'];

/// How many stems are remembered.
const MOST_KNOWN: usize = 1 << 15;

thread_local! {
    // Building the Snowball machine costs more than one word does.
    // Text has few words, and they come again and again.
    static KNOWN: RefCell<HashMap<Box<str>, Known, FixedState>> = RefCell::default();
    static SNOWBALL: RefCell<Stemmer> = RefCell::new(Stemmer::create(Algorithm::English));
}

/// What is remembered of a word.
struct Known {
    stem: Stem,
    /// Whether it carries meaning: it is no function word.
    content: bool,
}

/// The stem of one word, in lower case: `Leaders`, `leading` and `leadership` → `lead`,
/// `lead`, `leadership` (Snowball's English; nouns in -ship stay apart, so
/// [`content_stems`] also cuts that ending).
pub fn stem(word: &str) -> Stem {
    with_known(word, |known| known.stem.clone())
}

/// The stem of a word that carries meaning.
fn content_stem(word: &str) -> Option<Stem> {
    with_known(word, |known| known.content.then(|| known.stem.clone()))
}

fn with_known<T>(word: &str, look: impl FnOnce(&Known) -> T) -> T {
    KNOWN.with_borrow_mut(|all| {
        if let Some(known) = all.get(word) {
            return look(known);
        }
        let known = Known {
            stem: stem_anew(word).into(),
            content: !lexicon::is_function_word(&lowered(word)),
        };
        let found = look(&known);
        if all.len() >= MOST_KNOWN {
            all.clear();
        }
        all.insert(word.into(), known);
        found
    })
}

fn stem_anew(word: &str) -> String {
    let lower = word.to_lowercase().replace('’', "'");
    let plain = lower.strip_suffix("'s").unwrap_or(&lower);
    let base = ["ship", "ships"]
        .iter()
        .find_map(|ending| plain.strip_suffix(ending))
        .filter(|base| base.len() > 4)
        .unwrap_or(plain);
    let stem = SNOWBALL.with_borrow(|snowball| snowball.stem(base).into_owned());
    // Snowball keeps agent nouns apart from their verb (`leader`, `lead`).
    let agent = ["er", "or"]
        .iter()
        .find_map(|ending| stem.strip_suffix(ending));
    agent
        .filter(|base| base.len() > 3)
        .map_or(stem.clone(), str::to_owned)
}

/// The stems of the words of `text` that carry meaning, the parts of a compound apart.
pub fn content_stems(text: &str) -> Stems {
    let mut stems = Vec::with_capacity(text.len() / 10 + 1);
    each_word(text).for_each(|word| each_stem(word.text, |stem| stems.push(stem)));
    Stems::from_iter(stems)
}

/// Hands out the stem of a word that carries meaning, or those of the parts of a compound.
pub fn each_stem(word: &str, mut take: impl FnMut(Stem)) {
    // Nearly no word is a compound, and looking for a joint costs less than cutting there.
    if word.bytes().any(may_join) {
        let parts = word.split(JOINTS).filter(|part| !part.is_empty());
        parts.filter_map(content_stem).for_each(take);
    } else if let Some(stem) = content_stem(word) {
        take(stem);
    }
}

/// Whether a byte may belong to one of [`JOINTS`].
fn may_join(byte: u8) -> bool {
    matches!(byte, b'-' | b'_' | b'&') || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for (one, other) in [
            ("accountable", "accountability"),
            ("leaders", "leadership"),
            ("decision", "decisions"),
            ("Engineers", "engineer's"),
        ] {
            let shared = content_stems(one)
                .intersection(&content_stems(other))
                .count();
            assert_eq!(shared, 1, "{one} and {other}");
        }
    }

    #[test]
    fn function_words_carry_no_stem() {
        assert!(content_stems("What is it that they should do?").is_empty());
    }
}
