//! Answers that the card gives away.

use crate::extract::Reason;
use crate::language::{Stem, Stems, Word, lexicon, words};

use super::Shown;
use super::side::Side;
use super::substance::{are_forms, is_plain};

/// Strikes from the answer what the front and the context line show; more than half of it
/// must be left to tell right from wrong, and say something.
pub(super) fn leak(front: &Side<'_>, back: &Side<'_>, seen: &Shown<'_>) -> Result<(), Reason> {
    let shown = |stem: &Stem| front.has_stem(stem) || seen.stems.contains(stem);
    let asked = back.distinct_stems();
    if asked.is_empty() {
        // A bare number is an answer; nothing but function words is none.
        let number = back.chars().any(|c| c.is_ascii_digit())
            || back
                .lower
                .iter()
                .any(|word| lexicon::small_number(word).is_some());
        return if number { Ok(()) } else { Err(Reason::NoPin) };
    }
    let kin = |stem: &Stem| {
        let fronts = front.stems().iter();
        fronts.map(|(_, own)| own).any(|own| are_forms(stem, own))
    };
    // "Distraction" under "How to be indistractable".
    let alone = asked.len() == 1;
    let headed = |stem: &Stem| alone && seen.stems.iter().any(|own| are_forms(stem, own));
    let given = |stem: &Stem| seen.stems.contains(stem) || kin(stem) || headed(stem);
    let kept = asked.iter().filter(|stem| !given(stem)).count();
    // "Impact of AI" gives "Artificial Intelligence" away.
    let initials: String = back
        .words
        .iter()
        .filter(|word| word.is_capitalised())
        .filter_map(|word| word.text.chars().next())
        .collect();
    let abbreviated = initials.len() > 1
        && words(seen.context)
            .iter()
            .chain(&front.words)
            .any(|word| capitals(word) == Some(&initials) || word.text == initials);
    if abbreviated || spelled_out(back, seen.context) {
        return Err(Reason::Leak);
    }
    // Of "good practices", what the front shows is the practices: what is left says nothing.
    let says_something = back
        .lower
        .iter()
        .enumerate()
        .any(|(nth, word)| !back.stems_at(nth).any(shown) && !is_plain(word));
    let bare = back.trim_start_matches("A ").trim_start_matches("The ");
    let coined = bare.starts_with(['"', '“']) && bare.ends_with(['"', '”']);
    // Where only the line above the front shows the other half, two words of its own that
    // come first tell right from wrong: "career progression into senior roles" under "Senior
    // roles".
    let own = opens_with_own(back, &seen.stems) && asked.iter().all(|stem| !kin(stem));
    let most = match coined || own {
        // A coined phrase is not made up of its words.
        true => 2 * kept >= asked.len(),
        false => 2 * kept > asked.len(),
    };
    match most && (kept == asked.len() || says_something) {
        true => Ok(()),
        false => Err(Reason::Leak),
    }
}

/// Whether an answer begins with two words that say something and are not in view.
fn opens_with_own(back: &Side<'_>, seen: &Stems) -> bool {
    let content = (0..back.words.len()).filter(|&nth| !lexicon::is_function_word(&back.lower[nth]));
    let own = |nth: usize| {
        let word = &back.lower[nth];
        let plain = lexicon::is_vague_word(word) || lexicon::is_weak_word(word);
        !plain && back.stems_at(nth).all(|stem| !seen.contains(stem))
    };
    content.take(2).filter(|&nth| own(nth)).count() == 2
}

/// "Success in PLS" under "Moving to product-led sales".
fn spelled_out(back: &Side<'_>, context: &str) -> bool {
    let initials = || -> String {
        let words = words(context);
        let parts = words.iter().flat_map(|word| word.text.split('-'));
        let firsts: String = parts.filter_map(|part| part.chars().next()).collect();
        firsts.to_uppercase()
    };
    let mut abbreviations = back.words.iter().filter_map(capitals).peekable();
    abbreviations.peek().is_some() && {
        let initials = initials();
        abbreviations.any(|letters| initials.contains(letters))
    }
}

/// The letters of a word like `PLS`, `OKRs` or `aMCC`.
fn capitals<'t>(word: &Word<'t>) -> Option<&'t str> {
    let letters = word.text.strip_suffix('s').unwrap_or(word.text);
    let letters = letters.strip_prefix('a').unwrap_or(letters);
    let upper = letters.len() > 2 && letters.chars().all(|c| c.is_ascii_uppercase());
    upper.then_some(letters)
}
