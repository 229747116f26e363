//! Card texts → the HTML of an Anki field.
//!
//! Anki stores HTML as it is and gives meaning to more than tags: cloze marks, sound and
//! LaTeX marks, MathJax delimiters. Whatever a study note says, none of it may become
//! active by accident; each escape here names the rule it answers. Never reads back HTML.

use crate::card::{CardText, Piece};

use super::Link;

/// Renders a text for a field without gaps. A gap shows as `[...]`, so that a question
/// never gives its answer away.
pub fn field(text: &CardText) -> String {
    let mut html = String::new();
    for piece in text.pieces() {
        match piece {
            Piece::Blank(_) => html.push_str("[...]"),
            piece => push_piece(&mut html, piece),
        }
    }
    without_openings(html)
}

/// Renders a text for the field that holds the cloze deletion. Every gap gets number 1,
/// since one Anki note is one card; a gap in a gap is part of the outer one.
pub fn cloze_field(text: &CardText) -> String {
    let mut html = String::new();
    let mut run = String::new();
    for piece in text.pieces() {
        if let Piece::Blank(hidden) = piece {
            html.push_str(&without_openings(std::mem::take(&mut run)));
            html.push_str("{{c1::");
            html.push_str(&hidden_html(hidden));
            html.push_str("}}");
        } else {
            push_piece(&mut run, piece);
        }
    }
    html.push_str(&without_openings(run));
    html
}

/// Renders plain words for a field.
pub fn words(text: &str) -> String {
    let mut html = String::new();
    push_words(&mut html, text);
    without_openings(html)
}

/// A link. The label is shown as text, because AnkiDroid may not follow links at all.
pub fn link(link: &Link) -> String {
    let address = link.address.replace('&', "&amp;");
    format!("<a href=\"{address}\">{}</a>", words(&link.label))
}

/// The inside of a deletion. There, the first `}}` closes, the first `::` begins the hint,
/// and `image-occlusion:` at the start makes it a picture mask. Entities hide all of them
/// from Anki's tokenizer and are plain characters again on the card, in MathJax too.
fn hidden_html(hidden: &CardText) -> String {
    fn push(html: &mut String, text: &CardText) {
        for piece in text.pieces() {
            match piece {
                Piece::Blank(inner) => push(html, inner),
                piece => push_piece(html, piece),
            }
        }
    }
    let mut html = String::new();
    push(&mut html, hidden);
    let mut html = without_openings(html)
        .replace('}', "&#125;")
        .replace("::", "&#58;&#58;")
        .replace("image-occlusion:", "image-occlusion&#58;");
    if html.ends_with(':') {
        html.pop();
        html.push_str("&#58;");
    }
    html
}

/// Breaks every `{{`. Anki counts the deletions of all fields of a cloze note, not only of
/// the one its template shows, so no field may hold an opening by accident.
fn without_openings(html: String) -> String {
    if html.contains("{{") {
        html.replace("{{", "{&#123;")
    } else {
        html
    }
}

/// Adds anything but a gap.
fn push_piece(html: &mut String, piece: &Piece) {
    match piece {
        Piece::Words(text) => push_words(html, text),
        Piece::Code(code) => push_code(html, code),
        Piece::Math { tex, display } => {
            let (open, close) = if *display {
                ("\\[", "\\]")
            } else {
                ("\\(", "\\)")
            };
            html.push_str(open);
            // `\[` and `$]` would be one of the marks together.
            let (head, tex) = match tex.chars().next().filter(|_| *display && is_active(&**tex)) {
                Some(first) => (format!("&#{};", u32::from(first)), &tex[first.len_utf8()..]),
                None => (String::new(), &**tex),
            };
            html.push_str(&head);
            push_text(html, tex, Backslash::Tex);
            html.push_str(close);
        }
        Piece::Blank(_) => {}
    }
}

fn push_words(html: &mut String, text: &str) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            html.push_str("<br>");
        }
        push_text(html, line, Backslash::Words);
    }
}

/// Code of several lines keeps them; both forms are never looked into by MathJax.
fn push_code(html: &mut String, code: &str) {
    let (open, close) = if code.contains('\n') {
        ("<pre><code>", "</code></pre>")
    } else {
        ("<code>", "</code>")
    };
    html.push_str(open);
    push_text(html, code, Backslash::Code);
    html.push_str(close);
}

/// What a backslash before `(` or `[` may become.
#[derive(Clone, Copy)]
enum Backslash {
    /// Part of a formula, to stay as it is.
    Tex,
    /// The start of a formula to MathJax, which sees characters and not entities, so an
    /// element has to stand around it.
    Words,
    /// Nothing to MathJax; but Anki strips tags from `\(` to `\)` in a cloze field.
    Code,
}

/// Marks that Anki acts on, wherever in a field they stand; upper or lower case.
const ACTIVE: [&str; 6] = ["sound:", "latex]", "$]", "$$]", "anki:", "[type:"];

fn push_text(html: &mut String, text: &str, backslash: Backslash) {
    let bytes = text.as_bytes();
    let mut done = 0;
    // Anki composes accents on import, and this one turns the `>` of a tag into `≯`.
    if text.starts_with('\u{338}') {
        html.push_str("&#824;");
        done = '\u{338}'.len_utf8();
    }
    for (at, byte) in bytes.iter().enumerate() {
        let rest = &bytes[at + 1..];
        let escape = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'[' if is_active(rest) => "&#91;",
            b':' if ends_with_scheme(&bytes[..at]) => "&#58;",
            // The last one of its words may stand before the `[...]` of a gap.
            b'\\' if matches!(rest.first(), Some(b'(' | b'[') | None) => match backslash {
                Backslash::Tex => continue,
                Backslash::Words => "<span class=\"tex2jax_ignore\">&#92;</span>",
                Backslash::Code => "&#92;",
            },
            _ => continue,
        };
        html.push_str(&text[done..at]);
        html.push_str(escape);
        done = at + 1;
    }
    html.push_str(&text[done..]);
}

/// Whether a `:` behind `text` would make the name of a language the beginning of an active
/// address, to whoever looks for such in the HTML of a field.
fn ends_with_scheme(text: &[u8]) -> bool {
    const SCHEME: &[u8] = b"javascript";
    let tail = text.len().checked_sub(SCHEME.len());
    tail.is_some_and(|start| text[start..].eq_ignore_ascii_case(SCHEME))
}

/// Whether a `[` before `text` would make it one of the marks, or the beginning of one: what
/// comes next may stand in a gap, whose braces are gone once it is shown.
fn is_active(text: impl AsRef<[u8]>) -> bool {
    let text = text.as_ref();
    let begins_with = |mark: &&str| {
        let both = mark.len().min(text.len());
        text[..both].eq_ignore_ascii_case(&mark.as_bytes()[..both])
    };
    ACTIVE.iter().any(begins_with)
}

#[cfg(test)]
mod tests;
