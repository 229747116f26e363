//! What stands in a field of an Anki note.

/// The tags that a field may hold; all else of a note is text.
const TAGS: [&str; 9] = [
    "<br>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<span class=\"tex2jax_ignore\">",
    "</span>",
    "</a>",
    "<a href=\"https://www.youtube.com/watch?v=",
];

/// What Anki plays, renders or speaks wherever it stands.
const ACTIVE: [&str; 6] = ["[sound:", "[latex]", "[$]", "[$$]", "[anki:", "[[type:"];

/// Nothing in a field is active, and no mark is left open.
pub(crate) fn check(field: &str) {
    for (at, _) in field.match_indices('<') {
        let rest = &field[at..];
        assert!(
            TAGS.iter().any(|tag| rest.starts_with(tag)),
            "a tag: {field}"
        );
    }
    let lower = field.to_ascii_lowercase();
    for mark in ACTIVE {
        assert!(!lower.contains(mark), "{mark} in {field}");
    }
    let _ = text_of(field);
}

/// The text that a field shows.
pub(crate) fn text_of(field: &str) -> String {
    let mut text = String::new();
    let mut rest = field;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let close = if rest.starts_with('<') { '>' } else { ';' };
        let end = 1 + rest
            .find(close)
            .unwrap_or_else(|| panic!("not closed: {field}"));
        text.push_str(&shown(&rest[..end]));
        rest = &rest[end..];
    }
    text + rest
}

fn shown(mark: &str) -> String {
    let number = mark
        .strip_prefix("&#")
        .and_then(|rest| rest.strip_suffix(';'));
    if let Some(number) = number {
        let number: u32 = number.parse().expect("a decimal number");
        return char::from_u32(number).expect("a character").to_string();
    }
    let text = match mark {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "<br>" => "\n",
        tag if tag.starts_with('<') => "",
        entity => panic!("an entity that nothing writes: {entity}"),
    };
    text.to_owned()
}
