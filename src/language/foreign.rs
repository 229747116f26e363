//! English or not: what is in another language must not be cut at English words.

use whatlang::{Lang, Script};

use super::word::each_word;

/// Words that English cannot do without and other languages do not have, or have far less
/// often. In the surveyed notes they are at least every sixth word. Sorted.
const ENGLISH: &[&str] = &[
    "and", "are", "as", "be", "by", "can", "for", "from", "how", "is", "it", "of", "on", "or",
    "that", "the", "their", "this", "to", "was", "what", "which", "with",
];
/// Beyond so many bytes a text says nothing new about its language.
const ENOUGH: usize = 4000;
/// Fewer letters tell nothing.
const LEAST_LATIN: usize = 160;
/// The same for a script that English is never written in.
const LEAST_OTHER: usize = 40;
/// What the detector has to be sure of; it says 1.0 where no second language comes near.
const SURE: f64 = 0.9;

/// The English name of the language that `texts` together are in, or `another language`;
/// `None` for English, and where they are too short or too mixed to tell.
///
/// Two things have to agree: hardly any of the words are English, and the detector is sure
/// of another language. A glossary of English terms fails the second, an English text full
/// of foreign names the first.
pub fn foreign<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Option<&'static str> {
    let (mut words, mut english, mut seen) = (0_usize, 0_usize, 0_usize);
    for text in texts.clone() {
        for word in each_word(text) {
            words += 1;
            english += usize::from(is_english(word.text));
        }
        seen += text.len();
        if seen > ENOUGH {
            break;
        }
    }
    // One in twelve: a text with English quotations stays below, an English one never does.
    if words == 0 || 12 * english >= words {
        return None;
    }
    let mut sample = String::new();
    for text in texts {
        sample.push_str(text);
        sample.push('\n');
        if sample.len() > ENOUGH {
            break;
        }
    }
    let info = whatlang::detect(&sample)?;
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let sure = info.is_reliable() && info.confidence() >= SURE;
    match info.script() {
        Script::Latin if letters < LEAST_LATIN || !sure || info.lang() == Lang::Eng => None,
        Script::Latin => Some(info.lang().eng_name()),
        // Which of the languages of a script it is may stay open: English it is not.
        _ if letters < LEAST_OTHER => None,
        _ if sure => Some(info.lang().eng_name()),
        _ => Some("another language"),
    }
}

fn is_english(word: &str) -> bool {
    // Nearly every word is too long, and needs no lower case.
    let mut lower = [0; 5];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return false;
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    ENGLISH
        .binary_search_by(|english| english.as_bytes().cmp(lower))
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Option<&str>) {
        assert_eq!(foreign(std::iter::once(text)), language, "{text}");
    }

    #[test]
    fn english_words_are_sorted() {
        assert!(ENGLISH.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_text_in_another_language_is_told() {
        check(
            "Una piedra fría muele mejor que una caliente, porque el calor quema la harina y \
             la vuelve amarga. Los molineros viejos lo saben bien: tocan la piedra con la mano \
             cada hora y esperan cuando hace falta.",
            Some("Spanish"),
        );
        check(
            "Ein kalter Stein mahlt besser als ein warmer, denn die Hitze verbrennt das Mehl und \
             macht es bitter. Alte Müller wissen das genau: Sie legen jede Stunde die Hand auf \
             den Stein und warten, wenn es nötig ist.",
            Some("German"),
        );
        check(
            "冷たい石は熱い石よりもよく挽ける。熱は粉を焦がし、苦くするからである。古い粉屋はそれをよく知っている。",
            Some("Japanese"),
        );
        check(
            "الحجر البارد يطحن أفضل من الحجر الساخن لأن الحرارة تحرق الدقيق وتجعله مرا",
            Some("another language"),
        );
    }

    #[test]
    fn english_stays_english_and_so_does_what_is_too_short() {
        check(
            "The mill of El Molino Viejo and the bakers of San Juan de la Cruz know that cold \
             stones grind better than warm ones, which burn the flour.",
            None,
        );
        check("Una piedra fría muele mejor.", None);
        check("石", None);
        check("", None);
        check(
            "Ledger, sieve, paddle, shaft, hopper, grain store, night shift, drift ice, bolting \
             cloth, flour dust, horse drive, cold stone, warm stone, mill pond, river gate, sack \
             hoist, apprentice, inspector, carter, porter, baker.",
            None,
        );
    }
}
