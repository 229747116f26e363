//! The two columns Anki derives from a note's first field: the text its browser sorts by,
//! and the checksum by which it finds duplicates.

use std::borrow::Cow;

use sha1::{Digest, Sha1};

/// The first field without HTML, as Anki's `strip_html_preserving_media_filenames` has it.
pub(super) fn text(field: &str) -> Cow<'_, str> {
    if !field.contains(['<', '&']) {
        return Cow::Borrowed(field);
    }
    let stripped = without_tags(field);
    match decoded(&stripped) {
        Some(text) => Cow::Owned(text),
        None => Cow::Owned(stripped),
    }
}

/// The first 32 bits of the SHA-1 of that text.
pub(super) fn checksum(text: &str) -> u32 {
    let digest = Sha1::digest(text.as_bytes());
    u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
}

/// Drops comments, styles, scripts and tags; of a picture or another medium the file name
/// stays. A `<` that nothing closes is text.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut wholes = [
        Whole::new("<!--", "-->"),
        Whole::new("<style", "</style>"),
        Whole::new("<script", "</script>"),
    ];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        // Anki takes `>` as the end of a tag even inside quotes, so no tag is longer.
        let whole = wholes.iter_mut().find_map(|whole| whole.length(rest));
        let Some(length) = whole.or_else(|| rest.find('>').map(|end| end + 1)) else {
            break;
        };
        if let Some(name) = media_name(&rest[..length]) {
            text.push(' ');
            text.push_str(name);
            text.push(' ');
        }
        rest = &rest[length..];
    }
    text.push_str(rest);
    text
}

/// An element that goes with all it holds.
struct Whole {
    open: &'static [u8],
    close: &'static [u8],
    /// No close was found once, so none is further on: a field of a thousand openings is
    /// searched to its end only once.
    hopeless: bool,
}

impl Whole {
    fn new(open: &'static str, close: &'static str) -> Self {
        Self {
            open: open.as_bytes(),
            close: close.as_bytes(),
            hopeless: false,
        }
    }

    /// The length of this element when `html` begins with it; case is all one.
    fn length(&mut self, html: &str) -> Option<usize> {
        let bytes = html.as_bytes();
        let head = bytes.get(..self.open.len())?;
        if self.hopeless || !head.eq_ignore_ascii_case(self.open) {
            return None;
        }
        let inner = match self.open {
            b"<!--" => self.open.len(),
            _ => html.find('>')? + 1,
        };
        let close = bytes[inner..]
            .windows(self.close.len())
            .position(|window| window.eq_ignore_ascii_case(self.close));
        self.hopeless = close.is_none();
        Some(inner + close? + self.close.len())
    }
}

/// The `src` or `data` of a media tag.
fn media_name(tag: &str) -> Option<&str> {
    let tag = tag.strip_prefix('<')?.strip_suffix('>')?;
    let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (name, attributes) = tag.split_at(name_end);
    let known = ["img", "audio", "video", "object", "source"];
    if !known.iter().any(|media| media.eq_ignore_ascii_case(name)) {
        return None;
    }
    let value = ["src=", "data="]
        .iter()
        .filter_map(|key| Some(attributes.find(key)? + key.len()))
        .min()
        .map(|at| &attributes[at..])?;
    let (end, value) = match value.chars().next()? {
        quote @ ('"' | '\'') => (quote, &value[1..]),
        _ => (' ', value),
    };
    value.split(end).next().filter(|name| !name.is_empty())
}

/// Reads the entities of a text. `None` when one of them is unknown or not closed: Anki
/// leaves the whole text as it is then.
fn decoded(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (entity, after) = rest[at + 1..].split_once(';')?;
        out.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => '\u{a0}',
            number => {
                let number = number.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => number.parse(),
                };
                char::from_u32(code.ok()?)?
            }
        });
        rest = after;
    }
    out.push_str(rest);
    // Anki does this only where it met an entity.
    Some(if text.contains('&') {
        out.replace('\u{a0}', " ")
    } else {
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, expected: &str) {
        assert_eq!(text(field), expected, "{field}");
    }

    #[test]
    fn tags_are_dropped_and_entities_read() {
        check("plain {{c1::x}}", "plain {{c1::x}}");
        check("a <b class=\"x\">b</b><br>c", "a bc");
        check("1 &lt; 2 &amp;&#125;&#x7d;", "1 < 2 &}}");
        check("a<!-- x > y -->b<STYLE>p{}</style >c</Style>d", "abd");
        check("a < b", "a < b");
        check("<!-- open > b", " b");
    }

    #[test]
    fn an_unknown_entity_leaves_all_of_them() {
        check("<b>R&D &lt;</b>", "R&D &lt;");
        check("&bogus; &amp;", "&bogus; &amp;");
    }

    #[test]
    fn a_picture_leaves_its_file_name() {
        check("see <img alt=x src=\"a b.png\">.", "see  a b.png .");
        check("<IMG src=a.png class=x>", " a.png ");
        check("<imgage src=a.png>", "");
    }

    #[test]
    fn the_checksum_is_ankis() {
        // The two values of Anki's own test.
        assert_eq!(checksum("test"), 2_840_236_005);
        assert_eq!(checksum("今日"), 1_464_653_051);
    }

    #[test]
    fn a_long_field_of_open_comments_is_read_in_a_moment() {
        check(&"<!-- >".repeat(50_000), "");
        check(&"<!--".repeat(50_000), &"<!--".repeat(50_000));
    }
}
