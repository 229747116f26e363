//! Counted lists: a lead-in that says how many, and that many items.

use crate::language::{lexicon, words};
use crate::statement::{Role, Statement};

/// The names of the items that a lead-in announces, if it says how many and exactly that
/// many follow. An item's name is its label, or all of it when it is short.
pub(super) fn counted_items(lead_in: &Statement, items: &[&Statement]) -> Option<Vec<String>> {
    let count = announced(&lead_in.words.text)?;
    let names = names_of(items)?;
    (names.len() == count).then_some(names)
}

/// The names of some items, given their heads; `None` if one has no short name.
pub(super) fn names_of(items: &[&Statement]) -> Option<Vec<String>> {
    items.iter().map(|item| name(item)).collect()
}

/// How many things a lead-in announces: the last small number in it that counts a noun.
fn announced(lead_in: &str) -> Option<usize> {
    let words = words(lead_in);
    let counts = words
        .iter()
        .rev()
        .skip(1)
        .find_map(|word| lexicon::small_number(&word.lower()))?;
    (counts <= 5).then_some(counts)
}

/// The name of a list item; `None` when nothing short names it.
fn name(item: &Statement) -> Option<String> {
    const LONGEST: usize = 6;
    let text = match (&item.label, item.labelled, item.role) {
        (Some(label), true, _) => label.as_str(),
        (_, _, Role::Sentence) => item.words.text.trim_end_matches(['.', ';', ',']),
        _ => return None,
    };
    (1..=LONGEST)
        .contains(&words(text).len())
        .then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_in_counts_when_it_names_a_small_number() {
        assert_eq!(announced("It rests on two key factors:"), Some(2));
        assert_eq!(announced("There are 3 levels of research:"), Some(3));
        assert_eq!(announced("It rests on several factors:"), None);
        assert_eq!(announced("They take all seven:"), None);
    }
}
