//! Tags that come out of Anki exactly as they went in.

use unicode_normalization::UnicodeNormalization;

/// Makes a tag of any text, levels apart by `::`. `None` when nothing is left of it.
///
/// Anki splits tags at the space and at U+3000, so white space becomes `_`; it drops
/// control characters, and quotes before version 24.10; it calls an empty level "blank",
/// so an empty level is left out; and it composes accents.
pub fn tag(text: &str) -> Option<String> {
    let levels: Vec<String> = text.split("::").filter_map(level).collect();
    (!levels.is_empty()).then(|| levels.join("::"))
}

/// Sorts tags and drops those that differ from an earlier one only in case, as Anki does.
pub fn sorted_tags(mut tags: Vec<String>) -> Vec<String> {
    tags.sort_by_cached_key(|tag| (tag.to_lowercase(), tag.clone()));
    tags.dedup_by_key(|tag| tag.to_lowercase());
    tags
}

/// One level of a tag; `None` when it is empty.
fn level(text: &str) -> Option<String> {
    // A colon at an end would move into the `::` beside it.
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == ':');
    let stays = |c: &char| *c != '"' && (c.is_whitespace() || !c.is_control());
    let kept: String = match text.is_ascii() {
        // Nothing to compose: nearly all of them.
        true => text.chars().filter(stays).collect(),
        false => text.nfc().filter(stays).collect(),
    };
    let level = kept.split_whitespace().collect::<Vec<_>>().join("_");
    (!level.is_empty()).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_no_spaces_no_quotes_and_no_empty_level() {
        for (text, expected) in [
            ("product", Some("product")),
            ("product  strategy", Some("product_strategy")),
            ("全角\u{3000}空白", Some("全角_空白")),
            ("a::b c", Some("a::b_c")),
            ("a:: ::b::", Some("a::b")),
            ("a: :: :b", Some("a::b")),
            ("a:::b", Some("a::b")),
            ("say \"no\"", Some("say_no")),
            ("\" x \"", Some("x")),
            ("e\u{301}te\u{301}", Some("\u{e9}t\u{e9}")),
            ("a\u{7}b", Some("ab")),
            (" \"\" ", None),
            ("::", None),
        ] {
            assert_eq!(tag(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn tags_are_sorted_and_differ_in_more_than_case() {
        let tags = ["b", "A", "a", "B::c", "b"].map(str::to_owned).to_vec();
        assert_eq!(sorted_tags(tags), ["A", "b", "B::c"]);
    }
}
