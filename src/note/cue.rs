//! Comments by which the writer of a note steers its cards: `<!-- cue: skip -->` and
//! `<!-- cue: q: … a: … -->`. Rendered Markdown does not show them.

use memchr::memmem;

use crate::text::Span;

/// A cue comment. It belongs to the statement that ends before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// All of it in the source.
    pub span: Span,
    /// What it asks for.
    pub wish: Wish,
}

/// What a cue asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// No card.
    Skip,
    /// This card.
    Card {
        /// The front: a question, or a sentence with its `[[gap]]`.
        question: String,
        /// The back.
        answer: String,
    },
    /// Something that is not understood, as written.
    Unknown(String),
}

/// The cues of a note, in reading order. Linear in the length of `source`.
pub(super) fn cues_in(source: &str) -> Vec<Cue> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = memmem::find(&bytes[from..], b"<!--").map(|at| from + at) {
        let Some(length) = memmem::find(&bytes[start..], b"-->") else {
            break;
        };
        let end = start + length + "-->".len();
        let inner = source[start + "<!--".len()..start + length.max("<!--".len())].trim();
        if let Some(wish) = strip_name(inner, "cue:") {
            found.push(Cue {
                span: Span::new(start, end),
                wish: wish_of(wish.trim()),
            });
        }
        from = end;
    }
    found
}

/// What somebody who wrote a cue that is not understood probably meant, as the end of a
/// message; empty where it could be anything.
pub(super) fn meant(written: &str) -> &'static str {
    if strip_name(written, "q:").is_some() {
        return "; it lacks a question, or an answer behind ` a:`, or else a `[[gap]]`";
    }
    let letters = written.chars().take_while(|c| c.is_alphanumeric());
    let word: String = letters.take(LONGEST_WORD).collect();
    let word = word.to_lowercase();
    let is_like = |known: &&str| strsim::damerau_levenshtein(&word, known) <= known.len() / 4;
    if ["skip", "reject", "ignore", "omit"].iter().any(is_like) {
        "; did you mean `skip`?"
    } else if ["q", "a", "question", "answer", "front"]
        .iter()
        .any(is_like)
    {
        "; did you mean `q: … a: …`?"
    } else {
        ""
    }
}

/// A word of more letters is none of ours; comparing it would take long.
const LONGEST_WORD: usize = 12;

/// What stands behind `name`, in whatever case it is written.
fn strip_name<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(name.len())?;
    head.eq_ignore_ascii_case(name).then_some(rest)
}

fn wish_of(text: &str) -> Wish {
    if text.eq_ignore_ascii_case("skip") {
        return Wish::Skip;
    }
    let unknown = || Wish::Unknown(text.to_owned());
    let Some(rest) = strip_name(text, "q:") else {
        return unknown();
    };
    // The last ` a:` that begins an answer: a question may hold the letters itself.
    let lower = rest.to_ascii_lowercase();
    let answer_at = lower.rfind("\na:").or_else(|| lower.rfind(" a:"));
    let (question, answer) = match answer_at {
        Some(at) => (&rest[..at], &rest[at + " a:".len()..]),
        None => (rest, ""),
    };
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (question, answer) = (tidy(question), tidy(answer));
    let whole = !question.is_empty() && (!answer.is_empty() || question.contains("[["));
    match whole {
        true => Wish::Card { question, answer },
        false => unknown(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Wish]) {
        let found: Vec<Wish> = cues_in(text).into_iter().map(|cue| cue.wish).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_cue_is_a_comment_of_its_own_form() {
        let card = |question: &str, answer: &str| Wish::Card {
            question: question.to_owned(),
            answer: answer.to_owned(),
        };
        check("A. <!-- CUE: Skip -->", &[Wish::Skip]);
        check("A. <!-- cue: skip --> B. <!-- not a cue -->", &[Wish::Skip]);
        check(
            "<!-- cue: q: What grows? a: Trust -->",
            &[card("What grows?", "Trust")],
        );
        check(
            "<!-- cue:\nq: What\n  grows?\na: Trust\n-->",
            &[card("What grows?", "Trust")],
        );
        check(
            "<!-- cue: q: [[Trust]] grows. -->",
            &[card("[[Trust]] grows.", "")],
        );
        check("<!-- cue: sikp -->", &[Wish::Unknown("sikp".to_owned())]);
        check(
            "<!-- cue: q: What? -->",
            &[Wish::Unknown("q: What?".to_owned())],
        );
        check("<!-->  <!-- cue: skip", &[]);
    }
    #[test]
    fn a_cue_that_is_not_understood_gets_a_suggestion() {
        for (written, part) in [
            ("sikp", "did you mean `skip`?"),
            ("skip this", "did you mean `skip`?"),
            ("Ignore", "did you mean `skip`?"),
            ("queston: What? a: Trust", "did you mean `q: … a: …`?"),
            ("a: Trust", "did you mean `q: … a: …`?"),
            ("q: What?", "it lacks a question, or an answer"),
        ] {
            assert!(
                meant(written).contains(part),
                "{written}: {}",
                meant(written)
            );
        }
        let long = "s".repeat(1 << 20);
        for written in ["", "keep", "…", "queue: deck", &long] {
            assert_eq!(meant(written), "", "{written:.20}");
        }
    }
}
