//! Card texts → Markdown, in which nothing becomes active by accident.

use crate::card::{CardText, Piece};
use crate::plan::Record;

/// How a program writes what Markdown itself has no marks for.
#[derive(Clone, Copy)]
pub(super) struct Dialect {
    /// Before and behind the gap of a cloze card.
    pub gap: (&'static str, &'static str),
    /// Before and behind a formula within a line.
    pub math: &'static str,
}

impl Dialect {
    /// A side without gaps; a gap shows as `[...]`, so that it is not given away.
    pub fn side(&self, text: &CardText) -> String {
        self.write(text, |_| r"\[...\]".to_owned())
    }

    /// A sentence with its gap.
    pub fn cloze(&self, text: &CardText) -> String {
        let (open, close) = self.gap;
        // A gap in a gap is part of the outer one.
        self.write(text, |hidden| {
            format!(
                "{open}{}{close}",
                self.write(hidden, |inner| self.side(inner))
            )
        })
    }

    fn write(&self, text: &CardText, gap: impl Fn(&CardText) -> String) -> String {
        let mut line = String::new();
        for piece in text.pieces() {
            match piece {
                Piece::Words(words) => line.push_str(&escaped(words)),
                Piece::Code(code) => line.push_str(&code_span(code)),
                Piece::Math { tex, display } => {
                    let mark = if *display { "$$" } else { self.math };
                    line.push_str(&format!("{mark}{}{mark}", formula(tex)));
                }
                Piece::Blank(hidden) => line.push_str(&gap(hidden)),
            }
        }
        at_line_start(line)
    }
}

/// A text as Markdown for people to read as it is, with the few marks escaped that would do
/// something: no tag of it becomes active where the
/// Markdown is rendered, and no brackets become a link.
pub(crate) fn inert(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek();
        let active = match c {
            '<' | '&' | '\\' => true,
            ']' => next.is_some_and(|next| matches!(next, '(' | '[' | ':')),
            _ => false,
        };
        if active {
            markdown.push('\\');
        }
        markdown.push(c);
    }
    markdown
}

/// Words for a program that reads the Markdown again: every mark made harmless, on one line.
pub(super) fn escaped(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    let mut before = '\n';
    for c in one_line(words).chars() {
        let active = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '<' | '$' | '|' | '~' | '#' => true,
            // `&amp;` is an ampersand, `::` and `==` and `%%` are marks of Obsidian.
            '&' => true,
            ':' | '=' | '%' => c == before,
            _ => false,
        };
        if active {
            line.push('\\');
        }
        line.push(c);
        before = c;
    }
    line
}

/// The links of a card, on one line.
pub(super) fn links(record: &Record) -> String {
    let links = record.links().into_iter();
    let links = links.map(|link| format!("[{}]({})", link.label, link.address));
    links.collect::<Vec<_>>().join(" · ")
}

/// What means something at the head of a line only: `- `, `1. `, `> `, `? ` alone.
fn at_line_start(line: String) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match line[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        Some('-' | '+' | '>' | '?') if digits == 0 => format!("\\{line}"),
        _ => line,
    }
}

/// Code: between backticks where that is safe, else as an element, whose marks can be
/// written as entities.
fn code_span(code: &str) -> String {
    let plain = !code.contains(['`', '\n', '\r']) && !code.trim().is_empty();
    let marks = ["::", "==", "**", "{{", "%%"];
    if plain && !marks.iter().any(|mark| code.contains(mark)) {
        return format!("`{code}`");
    }
    let mut html = String::from("<code>");
    for c in code.chars() {
        match c {
            '\n' => html.push_str("<br>"),
            '\r' => {}
            c if c.is_ascii_punctuation() => html.push_str(&format!("&#{};", u32::from(c))),
            c => html.push(c),
        }
    }
    html.push_str("</code>");
    html
}

/// A formula without what flashcard programs take for a mark of theirs. To TeX, an empty
/// group is nothing, and so is a space between braces.
fn formula(tex: &str) -> String {
    one_line(tex)
        .replace("::", ":{}:")
        .replace("==", "={}=")
        .replace("{{", "{ {")
        .replace("}}", "} }")
}

/// A blank line would end a card, and a line break may.
fn one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIALECT: Dialect = Dialect {
        gap: ("==", "=="),
        math: "$",
    };

    #[test]
    fn marks_in_words_become_characters() {
        let side = |text: &str| DIALECT.side(&text.into());
        assert_eq!(
            side("*a* [[b]] <i> x::y ==z=="),
            r"\*a\* \[\[b\]\] \<i> x:\:y =\=z=\="
        );
        assert_eq!(side("1. first"), r"1\. first");
        assert_eq!(side("- a\n\n- b"), r"\- a  - b");
        assert_eq!(side("?"), r"\?");
        assert_eq!(side("5: #1 & more"), r"5: \#1 \& more");
    }

    #[test]
    fn code_and_formulas_stay_whole() {
        let mut text = CardText::from("Call ");
        text.push_code("push(*x)");
        text.push_words(" or ");
        text.push_code("std::vec");
        text.push_math("a_1", false);
        let shown = "Call `push(*x)` or <code>std&#58;&#58;vec</code>$a_1$";
        assert_eq!(DIALECT.side(&text), shown);
    }

    #[test]
    fn a_gap_is_marked_in_a_cloze_and_hidden_on_a_side() {
        let mut text = CardText::from("Ice ");
        text.append(CardText::blank("floats = swims".into()));
        assert_eq!(DIALECT.cloze(&text), "Ice ==floats = swims==");
        assert_eq!(DIALECT.side(&text), r"Ice \[...\]");
    }

    #[test]
    fn markdown_shows_what_a_note_says_and_does_nothing() {
        assert_eq!(inert("a < b [...] and [c]"), "a \\< b [...] and [c]");
        assert_eq!(inert("<script>x</script>"), "\\<script>x\\</script>");
        assert_eq!(inert("\\<b>"), "\\\\\\<b>");
        assert_eq!(inert("[a](javascript:b)"), "[a\\](javascript:b)");
        assert_eq!(inert("[a]: javascript:b"), "[a\\]: javascript:b");
    }
}
