//! Words of a statement's source that can be changed without touching its markup.

use std::ops::Range;

/// The words that stand outside of links, code, formulas and tags; letters only.
pub fn free_words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut closer: Option<char> = None;
    let mut start: Option<usize> = None;
    let mut before = ' ';
    let mut spoilt = false;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let free = closer.is_none();
        if free && c.is_ascii_alphabetic() {
            if start.is_none() {
                start = Some(at);
                spoilt = !matches!(before, ' ' | '"' | '(' | '“' | '*' | '\n');
            }
        } else if let Some(from) = start.take() {
            let ends = matches!(
                c,
                ' ' | '.' | ',' | ';' | ':' | '"' | ')' | '”' | '*' | '\n'
            );
            if !spoilt && ends {
                words.push(from..at);
            }
        }
        match closer {
            Some(close) if c == close => closer = None,
            Some(_) => {}
            None => closer = closes(c, &text[at..]),
        }
        before = c;
    }
    words
}

fn closes(open: char, rest: &str) -> Option<char> {
    let close = match open {
        '<' => '>',
        '[' => ']',
        '`' | '$' => open,
        _ => return None,
    };
    rest[1..].contains(close).then_some(close)
}

/// The text with one stretch replaced.
pub fn replaced(text: &str, range: Range<usize>, by: &str) -> String {
    format!("{}{by}{}", &text[..range.start], &text[range.end..])
}

/// The text with a capital, or a small, first letter.
pub fn with_first(text: &str, change: fn(&char) -> char) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => std::iter::once(change(&first)).chain(chars).collect(),
        None => String::new(),
    }
}

/// Every `HH:MM:SS` moved by some seconds, never before the start.
pub fn shifted(text: &str, by: i64) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let end = at + 8;
        let alone = at == 0 || !bytes[at - 1].is_ascii_digit();
        if alone && end <= text.len() && is_clock(&bytes[at..end]) {
            let number = |from: usize| {
                i64::from(bytes[at + from] - b'0') * 10 + i64::from(bytes[at + from + 1] - b'0')
            };
            let seconds = (number(0) * 3600 + number(3) * 60 + number(6) + by).max(0);
            out.push_str(&format!(
                "{:02}:{:02}:{:02}",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60
            ));
            at = end;
        } else {
            let c = text[at..].chars().next().expect("not at the end");
            out.push(c);
            at += c.len_utf8();
        }
    }
    out
}

fn is_clock(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().all(|(at, byte)| match at {
        2 | 5 => *byte == b':',
        _ => byte.is_ascii_digit(),
    })
}
