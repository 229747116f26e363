//! Card texts as one line of plain text, and back.
//!
//! Words stand as they are; `` `code` ``, `$tex$`, `$$tex$$` and `[[gap]]` mark the pieces
//! that are more than words. A backslash takes the meaning from the character behind it.

use std::borrow::Cow;

use super::{CardText, Piece};

/// Where the first character stands that means something. Byte by byte, as each of them is one: every word of a
/// ledger comes through here.
fn first_mark(text: &str) -> Option<usize> {
    text.bytes().position(is_mark)
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'$' | b'[' | b']')
}

/// How deep gaps may stand in one another. No card has one in another; a text made to break
/// its reader may have a million.
const DEEPEST: usize = 16;

/// Writes a text on one line.
pub fn write(text: &CardText) -> String {
    let mut line = String::new();
    for piece in text.pieces() {
        match piece {
            Piece::Words(words) => push_escaped(&mut line, words),
            Piece::Code(code) => enclosed(&mut line, "`", code, "`"),
            Piece::Math {
                tex,
                display: false,
            } => enclosed(&mut line, "$", tex, "$"),
            Piece::Math { tex, display: true } => enclosed(&mut line, "$$", tex, "$$"),
            Piece::Blank(hidden) => {
                line.push_str("[[");
                line.push_str(&write(hidden));
                line.push_str("]]");
            }
        }
    }
    line
}

/// Reads a text back. `None` when a mark is not closed, or gaps stand in one another too
/// deep.
pub fn read(line: &str) -> Option<CardText> {
    if first_mark(line).is_none() {
        return Some(CardText::from(line));
    }
    let mut rest = line;
    let text = read_until(&mut rest, None, 0)?;
    rest.is_empty().then_some(text)
}

/// Reads a text that is only words back. `None` as for [`read`].
pub fn read_plain(line: &str) -> Option<Cow<'_, str>> {
    match first_mark(line).is_some() {
        true => read(line).map(|text| text.plain().into()),
        false => Some(line.into()),
    }
}

fn enclosed(line: &mut String, open: &str, inner: &str, close: &str) {
    line.push_str(open);
    push_escaped(line, inner);
    line.push_str(close);
}

/// Plain text with every character that means something here made harmless.
pub fn push_escaped(line: &mut String, text: &str) {
    let mut rest = text;
    let acts = |byte| is_mark(byte) || matches!(byte, b'\n' | b'\r');
    while let Some(at) = rest.bytes().position(acts) {
        line.push_str(&rest[..at]);
        line.push('\\');
        match rest.as_bytes()[at] {
            b'\n' => line.push('n'),
            b'\r' => line.push('r'),
            mark => line.push(char::from(mark)),
        }
        rest = &rest[at + 1..];
    }
    line.push_str(rest);
}

/// Reads on to `close`, inside so many gaps.
fn read_until(rest: &mut &str, close: Option<&str>, depth: usize) -> Option<CardText> {
    let mut text = CardText::new();
    let mut words = String::new();
    loop {
        // What lies before the next mark is words, and there are many of them.
        let plain = first_mark(rest).unwrap_or(rest.len());
        words.push_str(&rest[..plain]);
        *rest = &rest[plain..];
        if let Some(close) = close
            && let Some(after) = rest.strip_prefix(close)
        {
            *rest = after;
            break;
        }
        if let Some(after) = rest.strip_prefix("[[") {
            text.push_words(&std::mem::take(&mut words));
            *rest = after;
            let deeper = (depth < DEEPEST).then_some(depth + 1)?;
            text.push_blank(read_until(rest, Some("]]"), deeper)?);
            continue;
        }
        let marks = ["$$", "$", "`"];
        if let Some(mark) = marks.into_iter().find(|mark| rest.starts_with(mark)) {
            text.push_words(&std::mem::take(&mut words));
            *rest = &rest[mark.len()..];
            let inner = read_verbatim(rest, mark)?;
            match mark {
                "`" => text.push_code(&inner),
                mark => text.push_math(&inner, mark == "$$"),
            }
            continue;
        }
        match next_char(rest) {
            Some(c) => words.push(c),
            None if close.is_none() => break,
            None => return None,
        }
    }
    text.push_words(&words);
    Some(text)
}

fn read_verbatim(rest: &mut &str, close: &str) -> Option<String> {
    let mut inner = String::new();
    loop {
        if let Some(after) = rest.strip_prefix(close) {
            *rest = after;
            return Some(inner);
        }
        inner.push(next_char(rest)?);
    }
}

/// Takes one character, an escaped one as what it stands for.
fn next_char(rest: &mut &str) -> Option<char> {
    let mut chars = rest.chars();
    let c = match chars.next()? {
        '\\' => match chars.next()? {
            'n' => '\n',
            'r' => '\r',
            c => c,
        },
        c => c,
    };
    *rest = chars.as_str();
    Some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_as_it_was() {
        let mut text = CardText::from("a [b] $5 \\ c\nd ");
        text.push_code("x[0]`");
        text.push_math("\\frac{a}{b}$", true);
        let mut hidden = CardText::from("gap]]");
        hidden.push_math("n", false);
        text.push_blank(hidden);
        assert_eq!(read(&write(&text)), Some(text.clone()));
        assert!(!write(&text).contains('\n'));
    }

    #[test]
    fn what_is_not_closed_is_not_read() {
        assert_eq!(read("a `b"), None);
        assert_eq!(read("a [[b"), None);
        assert_eq!(read("a \\"), None);
    }

    #[test]
    fn gaps_in_gaps_without_end_are_refused() {
        let nested = |depth: usize| format!("{}x{}", "[[".repeat(depth), "]]".repeat(depth));
        let read_back = read(&nested(DEEPEST)).map(|text| write(&text));
        assert_eq!(read_back, Some(nested(DEEPEST)));
        assert_eq!(read(&nested(DEEPEST + 1)), None);
        assert_eq!(read(&nested(1_000_000)), None);
    }
}
