//! Where sentences end.
//!
//! Hand-written, because the notes break what general splitters assume: the timecode stood
//! between a sentence and its full stop, quotations end a sentence or run over several,
//! and headings leave names like "Staff Engineer," behind. Linear in the text's length.

use std::ops::Range;

use crate::note::{MarkKind, RichText};

/// The sentences of `body` as byte ranges of its text, trimmed, none empty.
pub fn sentences(body: &RichText) -> Vec<Range<usize>> {
    let text = body.text.as_str();
    let shelter = sheltered(body);
    let mut found = Vec::new();
    let mut start = 0;
    let mut inside = shelter.iter().peekable();
    for (at, c) in marks_in(text) {
        while inside.peek().is_some_and(|range| range.end <= at) {
            inside.next();
        }
        if at < start {
            continue;
        }
        // A quotation may itself end the sentence, so its last mark counts.
        let end = at + c.len_utf8() + closers(&text[at + c.len_utf8()..]);
        if inside
            .peek()
            .is_some_and(|range| range.start <= at && end < range.end)
        {
            continue;
        }
        if ends_sentence(body, start, at, c, end) {
            push_trimmed(text, start..end, &mut found);
            start = end;
        }
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

/// The marks that may end a sentence, with their places. Byte by byte where the text is
/// ASCII: every word of a vault comes through here.
fn marks_in(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.bytes().enumerate();
    // A longer character begins with a byte of C0 or more.
    let starts = bytes.filter(|(_, byte)| matches!(byte, b'.' | b'!' | b'?' | 0xc0..));
    let ends = |c: &char| {
        matches!(
            c,
            '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।'
        )
    };
    starts.filter_map(move |(at, _)| {
        let c = text[at..].chars().next().filter(ends)?;
        Some((at, c))
    })
}

fn push_trimmed(text: &str, range: Range<usize>, into: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    if text[start..end].chars().any(char::is_alphanumeric) {
        into.push(start..end);
    } else if let Some(last) = into.last_mut() {
        // Stray marks go to the sentence before them.
        last.end = end.max(last.end);
    }
}

/// Bytes of quote marks and brackets that close right behind a full stop.
fn closers(rest: &str) -> usize {
    let closing = |c: &char| {
        matches!(
            c,
            '"' | '”' | '“' | '’' | '\'' | ')' | ']' | '»' | '」' | '』' | '）' | '.' | '!' | '?'
        )
    };
    rest.chars().take_while(closing).map(char::len_utf8).sum()
}

/// Whether the mark `c` at `at`, closed at `end`, ends the sentence that began at `start`.
fn ends_sentence(body: &RichText, start: usize, at: usize, c: char, end: usize) -> bool {
    let text = body.text.as_str();
    let rest = &text[end..];
    if matches!(c, '。' | '！' | '？') || rest.trim().is_empty() {
        return true;
    }
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let Some(next) = rest.trim_start().chars().next() else {
        return true;
    };
    if next.is_lowercase() || matches!(next, ',' | ';' | ':' | ')' | '–' | '—' | '-') {
        return false;
    }
    // A timecode before the stop is written at the end of a sentence and nowhere else.
    if c != '.' || body.stamps.iter().any(|stamp| stamp.at == at && at > start) {
        return true;
    }
    let word = text[start..at]
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("");
    let bare = word.trim_start_matches(['"', '“', '\'', '(', '[']);
    !abbreviates(bare, rest.trim_start())
}

/// Whether a full stop behind `word` only shortens it, given what follows.
fn abbreviates(word: &str, next: &str) -> bool {
    let lower = word.to_lowercase();
    let opens_sentence = || {
        let first = next.split_whitespace().next().unwrap_or("");
        matches!(
            first,
            "The"
                | "This"
                | "These"
                | "It"
                | "He"
                | "She"
                | "They"
                | "In"
                | "A"
                | "However,"
                | "For"
        )
    };
    match lower.as_str() {
        "e.g" | "i.e" | "cf" | "vs" | "dr" | "mr" | "mrs" | "ms" | "prof" | "st" | "fig" | "no"
        | "vol" | "gen" | "sen" | "rep" | "approx" | "ca" => true,
        "etc" | "inc" | "jr" | "sr" | "ltd" | "corp" | "co" | "p.m" | "a.m" | "u.s" | "u.k"
        | "u.n" | "d.c" | "ph.d" | "al" => !opens_sentence(),
        // An initial: `J. Edgar`, but `plan B. The …` and `vitamin C.` end a sentence.
        _ => {
            let mut letters = word.chars();
            let initial =
                letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
            initial && word != "I" && !opens_sentence()
        }
    }
}

/// Ranges in which no sentence ends: code, formulas, and what stands in quote marks or
/// brackets that are closed again.
fn sheltered(body: &RichText) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = body
        .marks
        .iter()
        .filter(|mark| matches!(mark.kind, MarkKind::Code | MarkKind::Math { .. }))
        .map(|mark| mark.range.clone())
        .collect();
    ranges.extend(quotations(&body.text));
    ranges.extend(bracketed(&body.text));
    ranges.sort_by_key(|range| (range.start, range.end));
    // Nested ones only matter by their outermost.
    let mut outer: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match outer.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => outer.push(range),
        }
    }
    outer
}

/// The quotations of `text`, marks included. A straight mark opens when a word follows it
/// and none is open; an unclosed one is ignored.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    // Most statements quote nothing. `“` begins with this byte, too.
    if memchr::memchr2(b'"', "“".as_bytes()[0], text.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('“', None) => open = Some((at, '”')),
            // An inch mark follows a digit; it neither opens nor closes.
            ('"', None) if !before.is_alphanumeric() => open = Some((at, '"')),
            (c, Some((from, closing))) if c == closing => {
                found.push(from..at + c.len_utf8());
                open = None;
            }
            _ => {}
        }
        before = c;
    }
    found
}

fn bracketed(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => open.push(at),
            b')' => found.extend(open.pop().map(|from| from..at + 1)),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let body = RichText {
            text: text.to_owned(),
            ..RichText::default()
        };
        let found: Vec<&str> = sentences(&body).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_decimals_and_initials_do_not_end_a_sentence() {
        check(
            "It grew 3.5 times, e.g. in the U.S. market. Dr. Ann B. Lee agreed vs. Node.js fans.",
            &[
                "It grew 3.5 times, e.g. in the U.S. market.",
                "Dr. Ann B. Lee agreed vs. Node.js fans.",
            ],
        );
        check(
            "Ask for plan B. The rest waits.",
            &["Ask for plan B.", "The rest waits."],
        );
        check(
            "Tools, docs, etc. This helps.",
            &["Tools, docs, etc.", "This helps."],
        );
    }

    #[test]
    fn a_quotation_of_several_sentences_stays_whole() {
        check(
            "He asks: \"It failed. Why? Let us see.\" Then they write.",
            &[
                "He asks: \"It failed. Why? Let us see.\"",
                "Then they write.",
            ],
        );
        check(
            "An author of \"Staff Engineer,\" is \"done.\" Next one.",
            &["An author of \"Staff Engineer,\" is \"done.\"", "Next one."],
        );
    }

    #[test]
    fn a_question_inside_a_sentence_does_not_end_it() {
        check(
            "Ask \"why now?\" before you start.",
            &["Ask \"why now?\" before you start."],
        );
    }

    #[test]
    fn an_unclosed_quote_shelters_nothing() {
        check(
            "He is 5'8\" tall. She \"left. Early.",
            &["He is 5'8\" tall.", "She \"left.", "Early."],
        );
    }

    #[test]
    fn other_scripts_end_their_sentences_too() {
        check("これは文です。次です。", &["これは文です。", "次です。"]);
    }

    #[test]
    fn words_without_a_stop_are_a_sentence() {
        check(
            "Treat engineers like peers",
            &["Treat engineers like peers"],
        );
        check(" … ", &[]);
    }
}
