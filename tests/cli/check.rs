//! `cuedeck check`: what it prints, explains and repairs.

use super::workdir::Workdir;

#[test]
fn a_code_is_explained_with_an_example() {
    let dir = Workdir::new();
    let run = dir.run(&["check", "--explain", "timecode-unit"]).ended(0);
    assert!(
        run.stdout.starts_with("## `timecode-unit`\n"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("11:16:00") && run.stdout.ends_with("```\n"));
    let reason = dir.run(&["check", "--explain", "no-shape"]).ended(0);
    assert!(!reason.stdout.contains("## `leak`"), "{}", reason.stdout);
}

#[test]
fn a_code_that_does_not_exist_gets_a_suggestion() {
    let run = Workdir::new()
        .run(&["check", "--explain", "timecode-units"])
        .ended(2);
    assert!(run.stderr.contains("timecode-unit'"), "{}", run.stderr);
}

/// A note with a broken tag, minutes as hours, and odd bytes that must stay.
const DAMAGED: &str = "\u{feff}---\r\ntitle: Ice\r\nvideoId: Z9ftpRhRiJE\r\n---\r\n\r\n\
Old ice\tfloats because it is lighter than water <a class=\"yt_timestamp\" data-t=\"00:02:10]\">[00:02:10]</a>.  \r\n\
New ice sinks due to the weight of the snow [11:16:00]. It melts [03:70:00].";

/// The codes that `check` reports.
fn codes(dir: &Workdir) -> Vec<String> {
    let json = dir
        .run(&["check", "notes", "--format", "json"])
        .ended(0)
        .stdout;
    let found: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
    let codes = found.iter().map(|problem| problem["code"].as_str());
    codes
        .map(|code| code.unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_fixed_note_reads_the_same_and_the_damage_is_gone() {
    let dir = Workdir::new();
    dir.write("notes/ice.md", DAMAGED);
    assert_eq!(
        codes(&dir),
        ["timecode-damaged", "timecode-unit", "timecode-impossible"]
    );
    let before = dir.run(&["cards", "notes"]).ended(0).stdout;
    let run = dir
        .run(&["check", "notes", "--fix", "--format", "json"])
        .ended(0);
    assert!(
        run.stderr
            .contains("notes/ice.md: repaired 1 damaged tag and 1 timecode in the wrong unit"),
        "{}",
        run.stderr
    );
    assert!(!run.stdout.contains("timecode-unit"), "{}", run.stdout);
    let expected = DAMAGED
        .replace("yt_timestamp", "yt-timestamp")
        .replace("00:02:10]\"", "00:02:10\"")
        .replace("11:16:00", "00:11:16");
    assert_eq!(String::from_utf8_lossy(&dir.read("notes/ice.md")), expected);
    assert_eq!(codes(&dir), ["timecode-impossible"]);
    assert_eq!(dir.run(&["cards", "notes"]).ended(0).stdout, before);
    let again = dir.run(&["check", "notes", "--fix"]).ended(0);
    assert!(!again.stderr.contains("repaired"), "{}", again.stderr);
    assert_eq!(String::from_utf8_lossy(&dir.read("notes/ice.md")), expected);
}

#[test]
fn a_diff_shows_the_repair_and_writes_nothing() {
    let dir = Workdir::new();
    dir.write("notes/ice.md", DAMAGED);
    for args in [
        ["check", "notes", "--diff"].as_slice(),
        &["check", "notes", "--fix", "--diff"],
    ] {
        let run = dir.run(args).ended(0);
        assert!(
            run.stdout
                .starts_with("--- a/notes/ice.md\n+++ b/notes/ice.md\n@@"),
            "{}",
            run.stdout
        );
        assert!(
            run.stdout
                .contains("+New ice sinks due to the weight of the snow [00:11:16]."),
            "{}",
            run.stdout
        );
        assert!(run.stderr.contains("would change 1"), "{}", run.stderr);
    }
    assert_eq!(dir.read("notes/ice.md"), DAMAGED.as_bytes());
}

#[test]
fn the_diff_is_what_fix_does() {
    let (dir, other) = (Workdir::new(), Workdir::new());
    dir.write("notes/ice.md", DAMAGED);
    other.write("notes/ice.md", DAMAGED);
    other.write(
        "fix.diff",
        dir.run(&["check", "notes", "--diff"]).ended(0).stdout,
    );
    let patch = std::process::Command::new("patch")
        .args(["--binary", "-p1", "-i", "fix.diff"])
        .current_dir(other.path(""))
        .output();
    match patch {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(error) => return println!("skipped: no `patch` here: {error}"),
    }
    let _ = dir.run(&["check", "notes", "--fix"]).ended(0);
    assert_eq!(dir.read("notes/ice.md"), other.read("notes/ice.md"));
}

#[cfg(unix)]
#[test]
fn a_fixed_note_keeps_its_permissions_and_its_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = Workdir::new();
    dir.write("real/ice.md", DAMAGED);
    dir.write("notes/other.md", super::workdir::NOTE);
    symlink("../real/ice.md", dir.path("notes/ice.md")).expect("a link");
    let real = dir.path("real/ice.md");
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(&real, private).expect("permissions");
    let _ = dir.run(&["check", "notes", "--fix"]).ended(0);
    assert!(dir.path("notes/ice.md").is_symlink());
    let about = std::fs::metadata(&real).expect("the note");
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
    assert_eq!(dir.read("notes/other.md"), super::workdir::NOTE.as_bytes());
    let left = std::fs::read_dir(dir.path("real")).expect("the folder");
    assert_eq!(left.count(), 1, "nothing is left beside the note");
}

#[test]
fn sarif_names_files_as_seen_from_here() {
    let dir = Workdir::new();
    dir.write("my notes/ice.md", DAMAGED);
    dir.write("my notes/broken.md", b"\xff\xfe");
    let run = dir
        .run(&["check", "my notes", "--format", "sarif"])
        .ended(3);
    let log: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let uri = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "my%20notes/broken.md");
    let found: Vec<_> = results.iter().map(|result| &result["ruleId"]).collect();
    let expected = [
        "not-utf8",
        "timecode-damaged",
        "timecode-unit",
        "timecode-impossible",
    ];
    assert_eq!(found, expected);
    assert_eq!(
        results[2]["locations"][0]["physicalLocation"]["region"]["startLine"],
        7
    );
}
