//! Stems: what two words have in common when only their endings differ.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use rust_stemmers::{Algorithm, Stemmer};

use super::lexicon;
use super::word::words;

/// A set of stems, in order.
pub type Stems = BTreeSet<String>;

/// How many stems are remembered.
const MOST_KNOWN: usize = 1 << 15;

thread_local! {
    // Building the Snowball machine costs more than one word does.
    // Text has few words, and they come again and again.
    static KNOWN: RefCell<HashMap<String, String>> = RefCell::new(HashMap::new());
    static SNOWBALL: RefCell<Stemmer> = RefCell::new(Stemmer::create(Algorithm::English));
}

/// The stem of one word, in lower case: `Leaders`, `leading` and `leadership` → `lead`,
/// `lead`, `leadership` (Snowball's English; nouns in -ship stay apart, so
/// [`content_stems`] also cuts that ending).
pub fn stem(word: &str) -> String {
    KNOWN.with_borrow_mut(|known| {
        if let Some(stem) = known.get(word) {
            return stem.clone();
        }
        let found = stem_anew(word);
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(word.to_owned(), found.clone());
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
    words(text)
        .iter()
        .flat_map(|word| word.text.split(['-', '‑', '_', '&']))
        .filter(|part| !part.is_empty() && !lexicon::is_function_word(&part.to_lowercase()))
        .map(stem)
        .collect()
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
