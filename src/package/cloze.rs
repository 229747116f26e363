//! Which cards a cloze note has, by Anki's own reading of its fields.
//!
//! Import makes no cards: a package has to bring exactly those Anki would make, or the
//! note stays without one until the owner runs "Check Database".

use std::collections::BTreeSet;

/// Deletions in deletions that Anki keeps track of; a deeper one is passed over.
const DEEPEST: usize = 10;

/// The highest ordinal; every greater cloze number shares this card. (Of a new note with
/// both `c500` and `c501` Anki makes this card twice, which its importer would not take.)
const LAST: u16 = 499;

/// The card ordinals of a cloze note, from 0, in order. Anki counts the deletions of every
/// field, not only of the one the template shows.
pub(super) fn ordinals<'a>(fields: impl IntoIterator<Item = &'a str>) -> BTreeSet<u16> {
    let mut numbers = BTreeSet::new();
    for field in fields {
        add_numbers(field, &mut numbers);
    }
    numbers
        .iter()
        .map(|number| (number - 1).min(LAST))
        .collect()
}

/// Adds the numbers of all closed deletions. One that is never closed does not count, nor
/// does anything inside of it; number 0 never does.
fn add_numbers(field: &str, numbers: &mut BTreeSet<u16>) {
    let mut open: Vec<Vec<u16>> = Vec::new();
    let mut rest = field.as_bytes();
    while let Some(at) = memchr::memchr2(b'{', b'}', rest) {
        rest = &rest[at..];
        if let Some((found, length)) = opening(rest) {
            if open.len() < DEEPEST {
                open.push(found);
            }
            rest = &rest[length..];
        } else if rest.starts_with(b"}}") {
            let closed = open.pop().unwrap_or_default();
            match open.last_mut() {
                Some(outer) => outer.extend(closed),
                None => numbers.extend(closed.into_iter().filter(|&number| number > 0)),
            }
            rest = &rest[2..];
        } else {
            rest = &rest[1..];
        }
    }
}

/// Reads `{{c1,2::`: its numbers, and its length in bytes. A number that does not fit 16
/// bits is passed over; without any number it is no opening.
fn opening(text: &[u8]) -> Option<(Vec<u16>, usize)> {
    let list = text.strip_prefix(b"{{c")?;
    let end = list
        .iter()
        .position(|byte| !byte.is_ascii_digit() && *byte != b',')?;
    if !list[end..].starts_with(b"::") {
        return None;
    }
    let numbers: Vec<u16> = std::str::from_utf8(&list[..end])
        .ok()?
        .split(',')
        .filter_map(|number| number.parse::<u16>().ok())
        .collect();
    (!numbers.is_empty()).then_some((numbers, "{{c".len() + end + "::".len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, expected: &[u16]) {
        let found: Vec<u16> = ordinals([field]).into_iter().collect();
        assert_eq!(found, expected, "{field}");
    }

    #[test]
    fn every_number_has_one_card() {
        check("{{c1::a}} {{c3::b}} {{c1::c}}", &[0, 2]);
        check("{{c1,2::a}}", &[0, 1]);
        check("{{c2,,2::a}}", &[1]);
        check("{{c1::a {{c2::b}}}}", &[0, 1]);
        check("{{{c1::a}}", &[0]);
        check("{{c1::}}", &[0]);
    }

    #[test]
    fn what_only_looks_like_a_deletion_has_no_card() {
        check("{{c0::a}} {{C1::a}} {{c::a}} {{c,::a}} {{c1:a}} {{c1", &[]);
        check("{{c1::a} }", &[]);
        check("{{c1::a {{c2::b}}", &[]);
        check("}}{{c1&#58;&#58;a}}", &[]);
        check("{{c99999::a}} {{c1 ::a}}", &[]);
    }

    #[test]
    fn numbers_past_500_share_the_last_card() {
        check("{{c500::a}} {{c501::b}} {{c65535::c}}", &[499]);
    }

    #[test]
    fn the_eleventh_level_is_passed_over() {
        let deep: String = (1..=11).map(|n| format!("{{{{c{n}::")).collect();
        check(
            &format!("{deep}x{}", "}}".repeat(11)),
            &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        );
    }

    #[test]
    fn deletions_of_all_fields_count() {
        let found = ordinals(["{{c1::a}}", "{{c2::b}}"]);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [0, 1]);
    }
}
