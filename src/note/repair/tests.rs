use super::*;
use crate::note::NotePath;

const OPEN: &str = r#"<a class="yt-timestamp" data-t="#;

fn source(name: &str, body: &str) -> SourceFile {
    SourceFile {
        path: NotePath::new(name),
        bytes: format!("---\ntitle: Ice\nvideoId: abcdefghijk\n---\n\n{body}").into_bytes(),
    }
}

/// Repairs one note, makes sure that a second repair finds nothing, and compares.
fn check(body: &str, expected: &str) {
    let found = repairs(&[source("a.md", body)]);
    let text = match found.as_slice() {
        [] => body.to_owned(),
        [repair] => {
            let again = SourceFile {
                path: NotePath::new("a.md"),
                bytes: repair.text.clone().into_bytes(),
            };
            assert_eq!(repairs(&[again]), [], "twice: {}", repair.text);
            repair
                .text
                .split_once("---\n\n")
                .expect("a body")
                .1
                .to_owned()
        }
        more => panic!("{more:?}"),
    };
    assert_eq!(text, expected);
}

#[test]
fn a_damaged_tag_is_written_anew_and_nothing_else() {
    let whole = format!("Ice\tfloats  {OPEN}\"00:02:10\">[00:02:10]</a>.\r\n\r\nIt *melts*");
    for damaged in [
        r#"<a class="yt-timestamp" data-t="00:02:10]">[00:02:10]</a>"#,
        r#"<a class="yt="yt-timestamp" data-t="00:02:10">[00:02:10]</a>"#,
        r#"<a class="yt_timestamp" data-timestamp="00:02:10">[00:02:10]</a>"#,
        r#"< a class="yt-timestamp" data-t="00:02:10">[00:02:10]</a>"#,
        r#"<a class="yt-timestamp" data-t="00:02:10">[00:02:10]>"#,
    ] {
        let body = whole.replace(&format!("{OPEN}\"00:02:10\">[00:02:10]</a>"), damaged);
        check(&body, &whole);
    }
}

#[test]
fn a_range_that_lost_its_middle_becomes_two_tags() {
    check(
        r#"Ice floats <a class="yt-timestamp" data-t="00:15:11]-[00:15:24]</a>."#,
        &format!(
            "Ice floats {OPEN}\"00:15:11\">[00:15:11]</a>, {OPEN}\"00:15:24\">[00:15:24]</a>."
        ),
    );
}

#[test]
fn minutes_written_as_hours_become_minutes() {
    check(
        &format!("Ice floats {OPEN}\"11:16:00\">[11:16:00]</a>. It melts [12:20:00]."),
        &format!("Ice floats {OPEN}\"00:11:16\">[00:11:16]</a>. It melts [00:12:20]."),
    );
    check(
        &format!("Ice floats {OPEN}\"11:16:00\">[0:11:16]</a>."),
        &format!("Ice floats {OPEN}\"00:11:16\">[00:11:16]</a>."),
    );
    check(
        "Ice floats [11:16:00, 12:20:00]. It melts [00:00:09].",
        "Ice floats [00:11:16, 00:12:20]. It melts [00:00:09].",
    );
}

#[test]
fn what_is_not_damaged_or_cannot_be_known_stays() {
    for body in [
        "Ice floats [00:02:10] and melts [14:12].",
        "Ice floats [03:70:00].",
        "Ice floats <a class=\"yt-timestamp\" data-t=\"00:02:10\">[00:05:10]</a>.",
        // The tag's own words and its end follow.
        "Ice floats <a class=\"yt_timestamp\" data-t=\"00:02:10\">at last</a>.",
    ] {
        check(body, body);
    }
}

#[test]
fn a_repair_that_would_change_a_reading_is_not_made() {
    // The last timecode cannot be repaired, so the note goes on writing minutes as hours
    // now and then. Then 00:11:00, close behind nine seconds, would be read as eleven.
    let body = "Ice floats [00:00:09]. It melts [11:00:00]. It sinks \
                <a class=\"yt-timestamp\" data-t=\"12:20:00\">[13:50:00]</a>.";
    check(body, body);
    check(
        &body.replace("13:50:00", "12:20:00"),
        &body
            .replace("11:00:00", "00:11:00")
            .replace("12:20:00", "00:12:20")
            .replace("13:50:00", "00:12:20"),
    );
}

#[test]
fn tags_are_repaired_where_units_cannot_be() {
    let body = "Ice floats [00:00:09]<b>. It melts [11:00:00]. It sinks \
                <a class=\"yt-timestamp\" data-t=\"12:20:00\">[13:50:00]</a>.";
    let tag = |class| format!("<a class=\"{class}\" data-t=\"00:00:09\">[00:00:09]</a>");
    check(
        &body.replace("[00:00:09]<b>", &tag("yt_timestamp")),
        &body.replace("[00:00:09]<b>", &tag("yt-timestamp")),
    );
}

#[test]
fn notes_that_are_no_text_are_left_alone() {
    let bytes = b"\xff\x00 [11:16:00]".to_vec();
    let path = NotePath::new("a.md");
    assert_eq!(repairs(&[SourceFile { path, bytes }]), []);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Two notes of one recording, put together from what timecodes are made of.
    #[test]
    fn any_two_notes_are_repaired_once_and_for_all(
        bodies in proptest::array::uniform2(proptest::collection::vec(
            proptest::sample::select(vec![
                "Ice floats ", "[11:16:00]", "[00:33:00]", "[01:20:00]", "[00:00:09]", "[03:70:00]",
                "<a class=\"yt_timestamp\" data-t=\"00:02:10]\">[00:02:10]</a>",
                "<a class=\"yt-timestamp\" data-t=\"12:20:00\">[13:50:00]</a>",
                "<a class=\"yt-timestamp\" data-t=\"00:15:11]-[00:15:24]</a>",
                "<a class=\"yt>timestamp\" data-t=\"01:00:14\">", "</a>", ". ", "é", "\n\n", "`", ", ",
            ]),
            0..24,
        )),
    ) {
        let [one, other] = bodies.map(|parts| parts.concat());
        let mut sources = vec![source("a.md", &one), source("b.md", &other)];
        for repair in repairs(&sources) {
            sources[repair.source].bytes = repair.text.into_bytes();
        }
        proptest::prop_assert_eq!(repairs(&sources), []);
    }
}
