//! HTML tags, told from words in angle brackets.

/// Longest HTML tag, in bytes.
const LONGEST_TAG: usize = 1_000;

/// The length and name of the HTML tag that `text` begins with. Only elements that HTML has:
/// `Vec<String>` and `x <y> z` are words.
pub(super) fn html_tag(text: &str) -> Option<(usize, &str)> {
    const NAMES: &[&str] = &[
        "a",
        "abbr",
        "article",
        "aside",
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "g",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "link",
        "main",
        "mark",
        "meta",
        "nav",
        "ol",
        "p",
        "path",
        "pre",
        "q",
        "rect",
        "s",
        "samp",
        "script",
        "section",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "tspan",
        "tt",
        "u",
        "ul",
        "var",
        "video",
    ];
    let inside = text.get(1..)?;
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let length = inside
        .bytes()
        .take(16)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let name = &inside[..length];
    let known = NAMES.iter().any(|known| known.eq_ignore_ascii_case(name));
    let after = inside.as_bytes().get(length)?;
    if !known || !(matches!(after, b'>' | b'/') || after.is_ascii_whitespace()) {
        return None;
    }
    let near = &text[1..text.floor_char_boundary(LONGEST_TAG)];
    let end = near.find(['>', '<'])?;
    let whole = near.as_bytes()[end] == b'>' && !near[..end].contains("\n\n");
    whole.then_some((end + 2, name))
}
