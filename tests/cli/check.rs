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
