//! Stems: what two words have in common when only their endings differ.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;
use rust_stemmers::{Algorithm, Stemmer};

use super::lexicon;
use super::word::{each_word, lowered};

/// A set of stems, in order.
pub type Stems = BTreeSet<String>;

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
    stem: String,
    /// Whether it carries meaning: it is no function word.
    content: bool,
}

/// The stem of one word, in lower case: `Leaders`, `leading` and `leadership` → `lead`,
/// `lead`, `leadership` (Snowball's English; nouns in -ship stay apart, so
/// [`content_stems`] also cuts that ending).
pub fn stem(word: &str) -> String {
    with_known(word, |known| known.stem.clone())
}

/// The stem of a word that carries meaning.
fn content_stem(word: &str) -> Option<String> {
    with_known(word, |known| known.content.then(|| known.stem.clone()))
}

fn with_known<T>(word: &str, look: impl FnOnce(&Known) -> T) -> T {
    KNOWN.with_borrow_mut(|all| {
        if let Some(known) = all.get(word) {
            return look(known);
        }
        let known = Known {
            stem: stem_anew(word),
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
    let mut stems = Vec::with_capacity(text.len() / 8 + 2);
    for word in each_word(text) {
        // Nearly no word is a compound, and looking for a joint costs less than cutting there.
        if word.text.contains(JOINTS) {
            let parts = word.text.split(JOINTS).filter(|part| !part.is_empty());
            stems.extend(parts.filter_map(content_stem));
        } else {
            stems.extend(content_stem(word.text));
        }
    }
    stems.into_iter().collect()
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
