use super::*;
use crate::note::{Document, NotePath, SourceFile, parse};

/// Makes a note about one video from timecodes as they are written.
fn note(name: &str, timecodes: &[&str]) -> StudyNote {
    let mut text = "---\ntitle: Ice\nvideoId: abcdefghijk\n---\n\n".to_owned();
    for timecode in timecodes {
        match timecode.split_once('/') {
            Some((data, shown)) => {
                text +=
                    &format!("Ice <a class=\"yt-timestamp\" data-t=\"{data}\">[{shown}]</a>.\n");
            }
            None => text += &format!("Ice [{timecode}].\n"),
        }
    }
    let path = NotePath::new(name);
    let bytes = text.into_bytes();
    match parse(&SourceFile { path, bytes }).value {
        Some(Document::Note(note)) => *note,
        other => panic!("no note: {other:?}"),
    }
}

fn times(note: &StudyNote) -> Vec<String> {
    let word = |time: Option<Timecode>| time.map_or("-".to_owned(), |time| time.to_string());
    note.stamps().iter().map(|stamp| word(stamp.time)).collect()
}

/// Settles one note beside its sisters; both are judged in both orders.
fn check(own: &[&str], sisters: &[&[&str]], settled: &[&str], rules: &[Rule]) {
    let mut notes = vec![note("own.md", own)];
    for (n, sister) in sisters.iter().enumerate() {
        notes.push(note(&format!("sister{n}.md"), sister));
    }
    for _ in 0..2 {
        notes.reverse();
        let mut problems = Vec::new();
        settle(&mut notes, &mut problems);
        let own = notes.iter().find(|note| note.path.as_str() == "own.md");
        assert_eq!(times(own.expect("it is in the list")), settled);
        let mine = problems.iter().filter(|problem| problem.path == "own.md");
        assert_eq!(mine.map(|problem| problem.rule).collect::<Vec<_>>(), rules);
    }
}

const SISTER: &[&str] = &["00:05:03", "00:17:42", "00:41:05", "01:10:09"];
const OTHER_SISTER: &[&str] = &["00:01:11", "00:22:22", "00:57:07", "01:15:29"];

#[test]
fn plain_timecodes_stay_as_they_are() {
    check(
        &["00:04:19", "14:12", "1:02:03"],
        &[],
        &["00:04:19", "00:14:12", "01:02:03"],
        &[],
    );
}

#[test]
fn an_absurd_hour_makes_the_round_hours_of_its_note_minutes() {
    check(
        &["00:00:09", "01:47:00", "02:08:00", "11:16:00"],
        &[],
        &["00:00:09", "00:01:47", "00:02:08", "00:11:16"],
        &[Rule::TimecodeUnit],
    );
}

#[test]
fn round_seconds_alone_betray_minutes() {
    check(
        &["00:00:09", "00:41:17", "01:47:00", "02:08:00", "03:16:00"],
        &[],
        &["00:00:09", "00:41:17", "00:01:47", "00:02:08", "00:03:16"],
        &[Rule::TimecodeUnit],
    );
}

#[test]
fn an_hour_that_follows_fifty_nine_minutes_is_an_hour() {
    check(
        &["05:01:01", "58:19:07", "01:00:09", "01:01:36"],
        &[],
        &["00:05:01", "00:58:19", "01:00:09", "01:01:36"],
        &[Rule::TimecodeUnit],
    );
}

#[test]
fn a_round_hour_beyond_all_sisters_is_minutes() {
    check(
        &["00:03:33", "00:04:44", "03:05:00"],
        &[SISTER, OTHER_SISTER],
        &["00:03:33", "00:04:44", "00:03:05"],
        &[Rule::TimecodeUnit],
    );
}

#[test]
fn tag_and_text_mean_the_reading_they_share() {
    check(
        &["11:16:00/0:11:16"],
        &[],
        &["00:11:16"],
        &[Rule::TimecodeUnit],
    );
    check(
        &["0:11:16/11:16:00"],
        &[],
        &["00:11:16"],
        &[Rule::TimecodeUnit],
    );
    check(&["01:25/00:01:25"], &[], &["00:01:25"], &[]);
}

#[test]
fn tag_and_text_far_apart_are_reported() {
    check(
        &["00:10:00/00:20:00"],
        &[],
        &["00:10:00"],
        &[Rule::TimecodeMismatch],
    );
    check(&["00:10:00/00:10:07"], &[], &["00:10:00"], &[]);
    check(&["HH:00:20/00:00:20"], &[], &["00:00:20"], &[]);
}

#[test]
fn what_cannot_be_a_moment_has_no_time() {
    check(
        &["00:01:00", "03:70:00", "N/A/N/A"],
        &[],
        &["00:01:00", "-", "-"],
        &[Rule::TimecodeImpossible],
    );
}

#[test]
fn a_note_one_hour_ahead_of_its_sisters_is_set_back() {
    check(
        &["01:17:42", "01:41:05", "01:57:07", "01:59:01", "00:00:00"],
        &[SISTER, OTHER_SISTER],
        &["00:17:42", "00:41:05", "00:57:07", "00:59:01", "00:00:00"],
        &[Rule::TimecodeShifted],
    );
}

#[test]
fn a_longer_note_without_meetings_is_kept_and_doubted() {
    check(
        &["01:37:01", "01:41:01", "01:57:01"],
        &[SISTER, OTHER_SISTER],
        &["01:37:01", "01:41:01", "01:57:01"],
        &[Rule::TimecodeDoubtful],
    );
}

#[test]
fn an_hour_alone_behind_an_hour_of_silence_is_minutes() {
    check(
        &[
            "04:56:06", "00:04:58", "00:05:04", "00:05:09", "00:06:14", "00:07:01",
        ],
        &[],
        &[
            "00:04:56", "00:04:58", "00:05:04", "00:05:09", "00:06:14", "00:07:01",
        ],
        &[Rule::TimecodeUnit],
    );
}

#[test]
fn a_garbled_note_counts_seconds_as_minutes_too_where_sisters_rule_out_the_minutes() {
    check(
        &["00:00:03", "00:33:14", "01:12:00", "11:02:07"],
        &[&["00:01:02", "00:05:11", "00:11:43"]],
        &["00:00:03", "00:00:33", "00:01:12", "00:11:02"],
        &[Rule::TimecodeUnit],
    );
}
