//! Edits to the words of one statement. `None` when its text has no place for one.

use crate::dice::Dice;
use crate::markup::{free_words, replaced, with_first};

pub(super) fn typo(text: &str, dice: &mut Dice) -> Option<String> {
    let words = free_words(text);
    let long: Vec<_> = words.iter().skip(1).filter(|word| word.len() > 3).collect();
    let word = (*dice.pick(&long)?).clone();
    let mut letters: Vec<char> = text[word.clone()].chars().collect();
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(3) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        _ => letters.insert(at, letters[at]),
    }
    Some(replaced(
        text,
        word,
        &letters.into_iter().collect::<String>(),
    ))
}

pub(super) fn words_replaced(text: &str, dice: &mut Dice) -> Option<String> {
    const PAIRS: [(&str, &str); 24] = [
        ("because", "since"),
        ("people", "persons"),
        ("company", "firm"),
        ("often", "frequently"),
        ("leads", "points"),
        ("should", "ought to"),
        ("important", "vital"),
        ("using", "with"),
        ("helps", "assists"),
        ("rather", "sooner"),
        ("allows", "lets"),
        ("make", "create"),
        ("users", "customers"),
        ("product", "offering"),
        ("team", "group"),
        ("teams", "groups"),
        ("problem", "difficulty"),
        ("problems", "difficulties"),
        ("significant", "large"),
        ("large", "big"),
        ("help", "aid"),
        ("requires", "needs"),
        ("work", "labour"),
        ("understand", "grasp"),
    ];
    let words = free_words(text);
    // Three words of eight are a rewording; three of four are another statement.
    let most = (words.len() / 3).clamp(1, 3);
    let mut text = text.to_owned();
    let mut places: Vec<_> = words
        .into_iter()
        .skip(1)
        .filter(|word| word.len() > 3)
        .collect();
    dice.shuffle(&mut places);
    places.truncate(1 + dice.below(most));
    places.sort_by_key(|word| std::cmp::Reverse(word.start));
    if places.is_empty() {
        return None;
    }
    for word in places {
        let old = &text[word.clone()];
        let known = PAIRS
            .iter()
            .find(|(from, _)| old.eq_ignore_ascii_case(from));
        let new = match known {
            Some((_, to)) => *to,
            None if old.ends_with("ing") => "handling",
            None if old.ends_with("ly") => "clearly",
            None if old.ends_with("ed") => "treated",
            None if old.ends_with('s') => "matters",
            None => *dice.pick(&["main", "usual", "certain", "matter", "general"])?,
        };
        text = replaced(&text, word, new);
    }
    Some(text)
}

pub(super) fn clause_added(text: &str, dice: &mut Dice) -> Option<String> {
    const BEHIND: [&str; 6] = [
        ", which many people overlook",
        ", at least at first",
        ", as the guest says",
        ", even in small groups",
        " in most cases",
        " for the most part",
    ];
    const BEFORE: [&str; 4] = [
        "In practice, ",
        "As a rule, ",
        "For most people, ",
        "According to the guest, ",
    ];
    if dice.once_in(3) && text.starts_with(|c: char| c.is_ascii_uppercase()) {
        let rest = with_first(text, char::to_ascii_lowercase);
        return Some(format!("{}{rest}", dice.pick(&BEFORE)?));
    }
    let last = free_words(text).last()?.end;
    let after = &text[last..];
    let quote = after.len() - after.trim_start_matches(['"', '”', '*', ')']).len();
    if after.contains("[[") || after.contains('`') || after.contains('$') {
        return None;
    }
    let at = last + quote;
    Some(replaced(text, at..at, dice.pick(&BEHIND)?))
}

pub(super) fn marked(text: &str, dice: &mut Dice) -> Option<String> {
    if dice.once_in(2) {
        if let Some((before, rest)) = text.split_once("[[")
            && let Some((link, after)) = rest.split_once("]]")
        {
            // The words as they were shown: a note's name has underscores for spaces.
            let words = link.rsplit('|').next().unwrap_or(link).trim();
            let words = words.replace('_', " ");
            return Some(format!("{before}{words}{after}"));
        }
        if let Some((before, rest)) = text.split_once("<a class=\"yt-timestamp\"")
            && let Some((_, inner)) = rest.split_once('>')
            && let Some((stamp, after)) = inner.split_once("</a>")
            && stamp.starts_with('[')
        {
            return Some(format!("{before}{stamp}{after}"));
        }
    }
    let words = free_words(text);
    let inner: Vec<_> = words
        .iter()
        .skip(1)
        .filter(|word| {
            word.len() > 3
                && !text[..word.start].ends_with('*')
                && !text[word.end..].starts_with('*')
        })
        .collect();
    let word = (*dice.pick(&inner)?).clone();
    let old = text[word.clone()].to_owned();
    let new = match dice.below(4) {
        0 => format!("**{old}**"),
        1 => format!("*{old}*"),
        2 => format!("[[{old}]]"),
        _ => format!("[[another_note | {old}]]"),
    };
    Some(replaced(text, word, &new))
}
