//! The label before an item's words: `**Term:** words` and its kin.
//!
//! The notes write it in many ways: the colon inside or outside the bold, a dash, nothing
//! but a capital behind it, italics, or no markup at all. Bold that runs on in lower case
//! is emphasis, not a label.

use crate::language::words;
use crate::note::{MarkKind, RichText};

/// The longest label, in bytes: every sentence of the item carries it.
const LONGEST: usize = 400;

/// Splits `body` into its label, if it has one, and the rest.
pub(super) fn split(body: &RichText, in_item: bool) -> (Option<String>, RichText) {
    let cut = marked_label(body, in_item).or_else(|| plain_label(body, in_item));
    let Some((label_end, rest_start)) = cut else {
        return (None, body.clone());
    };
    let label = body.text[..label_end].trim_end_matches([':', ' ', '.', ',', '–', '—', '-']);
    if label.is_empty() || label.len() > LONGEST {
        return (None, body.clone());
    }
    let mut rest = body.slice(rest_start..body.text.len());
    // A timecode between label and colon belongs to the words it introduces.
    let early = body.stamps.iter().filter(|stamp| stamp.at <= rest_start);
    let mut stamps: Vec<_> = early
        .map(|stamp| crate::note::Stamp {
            at: 0,
            ..stamp.clone()
        })
        .collect();
    stamps.append(&mut rest.stamps);
    rest.stamps = stamps;
    (Some(label.to_owned()), rest)
}

/// A label in bold or italics: where it ends and where the rest begins.
fn marked_label(body: &RichText, in_item: bool) -> Option<(usize, usize)> {
    let mark = body.marks.iter().find(|mark| {
        mark.range.start == 0 && matches!(mark.kind, MarkKind::Strong | MarkKind::Emphasis)
    })?;
    let strong = mark.kind == MarkKind::Strong;
    let label = &body.text[mark.range.clone()];
    let after = &body.text[mark.range.end..];
    let rest = after.trim_start();
    let first = rest.chars().next();
    let joined = label.ends_with(':') || rest.starts_with(':');
    let dashed = ["–", "—", "- "].iter().any(|dash| rest.starts_with(dash));
    let skipped = after.len() - rest.len();
    let start = |extra: usize| mark.range.end + skipped + extra;
    match first {
        None if strong && in_item => Some((mark.range.end, body.text.len())),
        None => None,
        // `**Building for winning**:: words` is met too.
        Some(':') => Some((
            mark.range.end,
            start(rest.len() - rest.trim_start_matches(':').len()),
        )),
        Some(dash) if dashed => Some((mark.range.end, start(dash.len_utf8()))),
        Some(_) if joined => Some((mark.range.end, start(0))),
        // `**Reduced Body Language** Viewers often …`, but not `**Teams** Ada leads …`,
        // which cannot be told apart from a sentence unless it is an item's head.
        Some(c) if strong && in_item && c.is_uppercase() && words(label).len() > 1 => {
            Some((mark.range.end, start(0)))
        }
        Some(c) if strong && in_item && label.ends_with('.') && c.is_uppercase() => {
            Some((mark.range.end, start(0)))
        }
        Some(_) => None,
    }
}

/// A label without markup: a few words and a colon at the head of an item.
fn plain_label(body: &RichText, in_item: bool) -> Option<(usize, usize)> {
    if !in_item {
        return None;
    }
    let colon = body.text.find(": ")?;
    let label = &body.text[..colon];
    let fits = words(label).len() <= 6
        && label.chars().next().is_some_and(|c| !c.is_lowercase())
        && !label.contains(['.', ',', '"', '(', ';', '?', '!'])
        && !body
            .marks
            .iter()
            .any(|mark| mark.range.start < colon && mark.range.end > colon);
    fits.then_some((colon, colon + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Mark;

    fn check(marked: &str, label: Option<&str>, rest: &str) {
        let (before, after) = marked.split_once("**").unwrap_or(("", marked));
        assert!(before.is_empty());
        let (bold, tail) = after.split_once("**").unwrap_or(("", after));
        let body = RichText {
            text: format!("{bold}{tail}"),
            marks: vec![
                Mark {
                    range: 0..bold.len(),
                    kind: MarkKind::Strong
                };
                usize::from(!bold.is_empty())
            ],
            ..RichText::default()
        };
        let (found, words) = split(&body, true);
        assert_eq!(found.as_deref(), label, "{marked}");
        assert_eq!(words.text, rest, "{marked}");
    }

    #[test]
    fn a_label_is_found_in_all_its_forms() {
        check("**Scope:** It grows.", Some("Scope"), "It grows.");
        check("**Scope**: It grows.", Some("Scope"), "It grows.");
        check("**Scope** – it grows.", Some("Scope"), "it grows.");
        check(
            "**Reduced scope** It grows.",
            Some("Reduced scope"),
            "It grows.",
        );
        check(
            "**Everything is a bet.** It pays.",
            Some("Everything is a bet"),
            "It pays.",
        );
        check("**Scope**", Some("Scope"), "");
        check("Scope: It grows.", Some("Scope"), "It grows.");
    }

    #[test]
    fn bold_that_runs_on_is_part_of_the_sentence() {
        check(
            "**Scope** grows with trust.",
            None,
            "Scope grows with trust.",
        );
        check(
            "They said: it grows, then it shrinks, and then: no.",
            Some("They said"),
            "it grows, then it shrinks, and then: no.",
        );
    }
}
