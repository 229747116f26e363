//! Source text → the timecodes written in it, in all the ways people and programs write
//! them, damaged ones included.
//!
//! This runs before the Markdown reader, since half of these forms are not the Markdown
//! they look like: `[00:03:37](<a …>[00:03:37]</a>` is no link. Every reader here looks a
//! bounded way ahead, so the whole is linear; a backtracking pattern hung on real notes.

mod cursor;

use self::cursor::Cursor;
use crate::text::Span;

/// A timecode as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawStamp {
    /// All that was written for it, wrapping included; stamps in one bracket share it.
    pub span: Span,
    /// The value of `data-t`.
    pub data: Option<String>,
    /// The visible text without brackets.
    pub shown: Option<String>,
    /// Whether the tag around it was damaged.
    pub damaged: bool,
}

/// Whether `text` holds the tag that marks a timecode in a study note.
pub(super) fn mentions_anchor(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"yt-timestamp").is_some()
}

/// Finds the timecodes in `text` from `body` on, by place. In `code` (sorted) only those
/// with a tag count: there, brackets are brackets.
pub(super) fn find(text: &str, body: usize, code: &[Span]) -> Vec<RawStamp> {
    let mut stamps = Vec::new();
    let mut at = body;
    while let Some(found) = memchr::memchr3(b'[', b'<', b'(', &text.as_bytes()[at..]) {
        let start = at + found;
        let next = code.partition_point(|span| span.end <= start);
        let in_code = code.get(next).is_some_and(|span| span.start <= start);
        let mut cursor = Cursor { text, at: start };
        let read = match text.as_bytes()[start] {
            b'<' => cursor.anchor().map(|anchor| vec![anchor]),
            _ if in_code => None,
            b'[' => cursor.bracket(),
            _ => cursor.parenthesis(),
        };
        let Some(read) = read else {
            at = start + 1;
            continue;
        };
        let span = Span::new(start, cursor.at);
        for written in read {
            stamps.extend(written.into_stamps(span));
        }
        at = cursor.at.max(start + 1);
    }
    stamps
}

/// One tag or bracket, which may hold several timecodes.
#[derive(Debug, Default)]
struct Written {
    data: Option<String>,
    shown: Vec<String>,
    damaged: bool,
}

impl Written {
    fn into_stamps(self, span: Span) -> impl Iterator<Item = RawStamp> {
        let Self {
            data,
            shown,
            damaged,
        } = self;
        let count = shown.len().max(1);
        let mut shown = shown.into_iter();
        let mut data = data;
        (0..count).map(move |_| RawStamp {
            span,
            data: data.take(),
            shown: shown.next(),
            damaged,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each stamp as `data/shown`, and the text without what they cover.
    fn check(text: &str, stamps: &[&str], rest: &str) {
        let found = find(text, 0, &[]);
        let word = |value: &Option<String>| value.clone().unwrap_or_default();
        let read: Vec<_> = found
            .iter()
            .map(|stamp| format!("{}/{}", word(&stamp.data), word(&stamp.shown)))
            .collect();
        assert_eq!(read, stamps, "in {text}");
        let mut left = String::new();
        let mut at = 0;
        for stamp in &found {
            left += &text[at.min(stamp.span.start)..stamp.span.start];
            at = stamp.span.end;
        }
        left += &text[at..];
        assert_eq!(left, rest, "in {text}");
    }

    #[test]
    fn whole_tags_are_read_with_both_values() {
        let tag = r#"<a class="yt-timestamp" data-t="00:04:19">"#;
        check(
            &format!("a {tag}[00:04:19]</a>."),
            &["00:04:19/00:04:19"],
            "a .",
        );
        check(
            &format!("a {tag}00:04:20</a>."),
            &["00:04:19/00:04:20"],
            "a .",
        );
        check(&format!("a {tag}</a>."), &["00:04:19/"], "a .");
        check(
            &format!("a {tag}at last</a>."),
            &["00:04:19/"],
            "a at last</a>.",
        );
        let paragraph = r#"<p class="yt-timestamp" data-t="11:36:00">[11:36:00]</p> x"#;
        check(paragraph, &["11:36:00/11:36:00"], " x");
    }

    #[test]
    fn brackets_alone_are_read() {
        check(
            "a [00:00:06] b [14:12] c",
            &["/00:00:06", "/14:12"],
            "a  b  c",
        );
        check("a [00:00:34, 00:02:49]", &["/00:00:34", "/00:02:49"], "a ");
        check("a [00:23:44 - 00:23:51]", &["/00:23:44", "/00:23:51"], "a ");
        check(
            "a [01:10 | 02:20 | 03:30]",
            &["/01:10", "/02:20", "/03:30"],
            "a ",
        );
        check("a [02:00:0] b [0:5:58]", &["/02:00:0", "/0:5:58"], "a  b ");
        check("a [01:00:47:01:08]", &["/01:00:47:01:08"], "a ");
        check("a (00:02:22), (10:30)", &["/00:02:22"], "a , (10:30)");
        check("a [[some_note | 00:01:04]]s", &["/00:01:04"], "a s");
        check("[[00:50:02]]", &["/00:50:02"], "[]");
    }

    #[test]
    fn what_only_resembles_a_timecode_is_left_alone() {
        for text in [
            "x[0:1]",
            "x[10:30]",
            "at 10:30",
            "[1]",
            "[12:345678]",
            "[:20]",
            "[[a | b]]",
        ] {
            check(text, &[], text);
        }
    }

    #[test]
    fn links_around_timecodes_belong_to_them() {
        let tag = r#"<a class="yt-timestamp" data-t="00:03:37">[00:03:37]</a>"#;
        check(
            &format!("a [00:03:37]({tag}. B"),
            &["00:03:37/00:03:37"],
            "a . B",
        );
        check(
            &format!("a [00:03:37]({tag}). B"),
            &["00:03:37/00:03:37"],
            "a . B",
        );
        check("a ([00:50:54](#52:06)).", &["/00:50:54"], "a ().");
        check(
            "a [00:50:54](https://youtu.be/x?t=5).",
            &["/00:50:54"],
            "a .",
        );
        let escaped = r#"([00:00:41](<a%20class="yt-timestamp"%20data-t="00:00:41">))."#;
        check(escaped, &["00:00:41/00:00:41"], "().");
    }

    #[test]
    fn damaged_tags_are_read() {
        for (tag, data) in [
            (
                r#"<a class="yt="yt-timestamp" data-t="01:00:14">[01:00:14]</a>"#,
                "01:00:14",
            ),
            (
                r#"<a class="yt_timestamp" data-t="01:00:14">[01:00:14]</a>"#,
                "01:00:14",
            ),
            (
                r#"<a class="yt>timestamp" data-t="01:00:14">[01:00:14]</a>"#,
                "01:00:14",
            ),
            (r#"<a class="yt-0:00:11">[01:00:14]</a>"#, ""),
            (
                r#"<a class="yt-timestamp" data-t="01:00:14]">[01:00:14]</a>"#,
                "01:00:14",
            ),
            (
                r#"<a class="yt-timestamp" data-timestamp="01:00:14">[01:00:14]</a>"#,
                "01:00:14",
            ),
            (
                r#"<a class="yt-timestamp" data="01:00:14">[01:00:14]</a>"#,
                "01:00:14",
            ),
            (
                r#"<a class="yt-timestamp" data=t="01:00:14">[01:00:14]</a>"#,
                "01:00:14",
            ),
            (
                r#"< a class="yt-timestamp" data-t="01:00:14">[01:00:14]</a>"#,
                "01:00:14",
            ),
            (
                "<a class=\"yt\n-timestamp\" data-t=\"01:00:14\">[01:00:14]</a>",
                "01:00:14",
            ),
            (
                r#"<a class="yt-timestamp" data-t="01:00:14">[01:00:14]>"#,
                "01:00:14",
            ),
            (
                r#"<a class="yt-timestamp" data-t="HH:00:20">[01:00:14]</a>"#,
                "HH:00:20",
            ),
        ] {
            check(
                &format!("a {tag}, b"),
                &[&format!("{data}/01:00:14")],
                "a , b",
            );
        }
        let range = r#"a <a class="yt-timestamp" data-t="00:15:11]-[00:15:24]</a>."#;
        check(range, &["/00:15:11", "/00:15:24"], "a .");
        let cut = r#"a <a class="yt-timestamp" data-t="00:21:00%3C/a>)."#;
        check(cut, &["00:21:00/"], "a ).");
        let none = r#"a <a class="yt-timestamp" data-t="N/A">[N/A]</a>."#;
        check(none, &["N/A/N/A"], "a .");
    }

    #[test]
    fn in_code_only_tags_count() {
        let text = "`x[00:01:02]` `<a class=\"yt-timestamp\" data-t=\"00:01:02\">[00:01:02]</a>`";
        let stamps = find(text, 0, &[Span::new(0, text.len())]);
        assert_eq!(stamps.len(), 1);
    }
}
