//! `cuedeck explain`: why a statement has this card, or none.

use crate::workdir::{NOTE, Workdir, run_in};

/// A folder with a note of this body below one heading, its first line being line 8.
fn with_body(body: &str) -> Workdir {
    let dir = Workdir::new();
    let head = "---\ntitle: Mills\nvideoId: dQw4w9WgXcQ\n---\n\n## Work\n\n";
    dir.write("notes/mill.md", format!("{head}{body}\n"));
    dir
}

/// The lines of a text that begin like this, less the white space around them.
fn lines_with<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| line.starts_with(start)).collect()
}

#[test]
fn a_whole_note_is_explained_statement_by_statement() {
    let dir = Workdir::with_note();
    let run = dir.run(&["explain", "notes/meetings.md"]).ended(0);
    assert_eq!(
        lines_with(&run.stdout, "notes/meetings.md:"),
        [
            "notes/meetings.md:10  [00:01:05]  Opening",
            "notes/meetings.md:10  [00:02:10]  Opening",
            "notes/meetings.md:12  [00:03:00]  Opening",
            "notes/meetings.md:14  [00:04:00]  Opening",
            "notes/meetings.md:14  no timecode  Opening",
        ]
    );
    for part in [
        "  Long agendas with a dozen small items often fail due to a lack of preparation.\n",
        "  found: a claim\n",
        "  parse: nsubj[Long agendas with a dozen small items] advmod[often] VERB[fail] prep[due to a lack of preparation] (",
        "  1. cause, part `fail due`, score ",
        ": won\n     Long agendas with a dozen small items often fail due to what? → A lack of preparation\n",
    ] {
        assert!(
            run.stdout.contains(part),
            "{part} is missing: {}",
            run.stdout
        );
    }
    assert_eq!(run.stderr, "statements 5: cards 4, no card 1\n");
}

#[test]
fn a_line_shows_the_statements_that_stand_on_it() {
    let dir = with_body(
        "Long agendas with a dozen small items often fail due to a lack\nof preparation [00:02:10]. Wet grain often clogs the stones due to its sticky hull [00:03:10].",
    );
    let heads = |place: &str| {
        let run = dir.run(&["explain", place]).ended(0);
        lines_with(&run.stdout, "notes/mill.md:").join("; ")
    };
    let (long, wet) = (
        "notes/mill.md:8  [00:02:10]  Work",
        "notes/mill.md:9  [00:03:10]  Work",
    );
    assert_eq!(heads("notes/mill.md:8"), long);
    assert_eq!(heads("notes/mill.md:9"), format!("{long}; {wet}"));
    assert_eq!(heads("notes/mill.md:9:4"), format!("{long}; {wet}"));
}

#[test]
fn a_line_without_a_statement_names_the_nearest_one() {
    let dir = Workdir::with_note();
    let run = dir.run(&["explain", "notes/meetings.md:7"]).ended(2);
    assert_eq!(run.stdout, "");
    assert_eq!(
        run.stderr,
        "error: no statement stands on line 7 of `notes/meetings.md`; the nearest one begins on line 10\n"
    );
    let run = dir.run(&["explain", "notes/meetings.md:999"]).ended(2);
    assert!(run.stderr.contains("begins on line 14"), "{}", run.stderr);
    dir.write("notes/bare.md", "---\ntitle: Bare\n---\n\n## Nothing\n");
    let run = dir.run(&["explain", "notes/bare.md:3"]).ended(2);
    assert!(run.stderr.contains("holds none at all"), "{}", run.stderr);
}

#[test]
fn a_statement_that_is_left_out_says_why() {
    let dir = Workdir::with_note();
    let run = dir.run(&["explain", "notes/meetings.md:14"]).ended(0);
    let (_, below) = run.stdout.split_once("  This helps.\n").expect("it");
    assert!(below.starts_with("  found: nothing to ask\n"), "{below}");
    assert!(
        below.ends_with("  no card: too-short: Fewer than four words.\n"),
        "{below}"
    );
}

#[test]
fn the_guard_that_stopped_a_candidate_is_named_with_its_meaning() {
    let dir = with_body("Effective strategies tend to remove options [00:02:10].");
    let run = dir.run(&["explain", "notes/mill.md"]).ended(0);
    let guard = "no-pin: The front would hold too little that only this claim says.";
    assert!(
        run.stdout.contains(&format!(": stopped by {guard}\n")),
        "{}",
        run.stdout
    );
    assert_eq!(
        lines_with(&run.stdout, "no card"),
        [format!("no card: {guard}")]
    );
}

#[test]
fn a_card_that_the_heading_gives_away_is_shown_under_both_context_lines() {
    let dir = Workdir::new();
    dir.write(
        "notes/meetings.md",
        NOTE.replace("## Opening", "## A lack of preparation"),
    );
    let run = dir.run(&["explain", "notes/meetings.md:10"]).ended(0);
    let tried = lines_with(
        &run.stdout,
        "Long agendas with a dozen small items often fail due to what?",
    );
    assert_eq!(tried.len(), 2, "{}", run.stdout);
    assert_eq!(
        lines_with(&run.stdout, "the heading gives"),
        ["the heading gives the answer away, so once more under: Running staff meetings"]
    );
}

#[test]
fn of_two_statements_that_say_the_same_one_is_a_duplicate_that_passed_every_guard() {
    let dir = with_body(
        "Long meetings of a staff often fail due to a lack of clear goals [00:04:10].

Long meetings of a staff often fail due to a lack of goals [00:05:10].",
    );
    let run = dir.run(&["explain", "notes/mill.md"]).ended(0);
    let [reason] = lines_with(&run.stdout, "no card: duplicate:")[..] else {
        panic!("one has no card: {}", run.stdout);
    };
    let (above, _) = run.stdout.split_once(reason).expect("it");
    let last = above.rfind("notes/mill.md:").expect("its head");
    assert!(above[last..].contains(": sound\n"), "{}", run.stdout);
}

#[test]
fn json_is_one_object_for_each_statement_with_the_fields_of_the_reference() {
    let dir = Workdir::with_note();
    let rows = dir
        .run(&["explain", "notes/meetings.md", "--json"])
        .ended(0)
        .json_lines();
    assert_eq!(rows.len(), 5);
    let reference = include_str!("../../docs/reference.md");
    let keys = rows[0].as_object().expect("an object").keys();
    let inner = rows[0]["candidates"][0].as_object().expect("one").keys();
    for key in keys.chain(inner) {
        assert!(reference.contains(&format!("`{key}`")), "{key}");
    }
    let agendas = &rows[1];
    assert_eq!(agendas["note"], "meetings.md");
    assert_eq!(
        (&agendas["line"], &agendas["last_line"]),
        (&10.into(), &10.into())
    );
    assert_eq!(agendas["timecodes"], serde_json::json!([130]));
    assert_eq!(agendas["own_timecodes"], true);
    assert_eq!(
        agendas["found"],
        serde_json::json!([{"kind": "claim", "leans": null}])
    );
    assert!(agendas["confidence"].as_u64() > Some(50), "{agendas}");
    let won = &agendas["candidates"][0];
    assert_eq!(won["verdict"], "won");
    assert_eq!(
        won["front"],
        "Long agendas with a dozen small items often fail due to what?"
    );
    assert_eq!(won["context"], "Running staff meetings › Opening");
    assert!(won["score"].is_i64() && agendas["reason"].is_null());
    // The key is that of the card that `cards` prints.
    let cards = dir
        .run(&["cards", "notes/meetings.md"])
        .ended(0)
        .json_lines();
    assert_eq!(agendas["card"], cards[1]["id"]);
    let helps = &rows[4];
    assert_eq!(helps["reason"], "too-short");
    assert_eq!(helps["card"], serde_json::Value::Null);
    assert_eq!(helps["candidates"], serde_json::json!([]));
}

#[test]
fn a_cue_a_foreign_note_and_a_note_without_a_video_are_explained_too() {
    let dir = with_body(
        "Long agendas with a dozen small items often fail due to a lack of preparation [00:02:10]. <!-- cue: skip -->

Short agendas work [00:03:10]. <!-- cue: q: What makes short agendas work? a: Preparation -->",
    );
    let run = dir.run(&["explain", "notes/mill.md"]).ended(0);
    assert_eq!(
        lines_with(&run.stdout, "no card"),
        ["no card: rejected: The owner skipped it, in the note or in the overrides file."]
    );
    assert!(
        run.stdout.contains(
            "  1. own, part `own`: won\n     What makes short agendas work? → Preparation\n"
        ),
        "{}",
        run.stdout
    );

    let dir = with_body(
        "El molinero trabaja cada mañana con **piedra caliza** y revisa la harina con mucho cuidado antes de venderla [00:02:10].

Las piedras pesan 400 kilos y giran despacio durante toda la noche para no quemar el grano [00:03:10].

Tres reglas del molino que todos los aprendices tienen que saber de memoria antes de empezar a trabajar [00:04:10].",
    );
    let run = dir.run(&["explain", "notes/mill.md"]).ended(0);
    assert!(
        run.stdout.contains("  1. cloze, part `bold`: won\n"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("parse:"), "{}", run.stdout);

    dir.write(
        "notes/mill.md",
        "---\ntitle: Mills\n---\n\nLong agendas with a dozen small items often fail due to a lack of preparation.\n",
    );
    let run = dir.run(&["explain", "notes/mill.md"]).ended(0);
    assert_eq!(lines_with(&run.stdout, "no card: no-video:").len(), 1);
}

#[test]
fn what_is_no_note_is_refused_as_by_the_other_commands() {
    let dir = Workdir::with_note();
    let explained = dir.run(&["explain", "notes/nowhere.md:3"]).ended(1);
    let cards = dir.run(&["cards", "notes/nowhere.md"]).ended(1);
    assert_eq!(explained.stderr, cards.stderr);
    for place in ["notes", "decks/meetings.yaml"] {
        let run = dir.run(&["explain", place]).ended(2);
        assert!(run.stderr.contains("one note at a time"), "{}", run.stderr);
    }
    dir.write("notes/bytes.md", b"\0\0");
    let _ = dir.run(&["explain", "notes/bytes.md:1"]).ended(3);
}

#[test]
fn the_notes_of_this_repository_agree_with_what_cards_prints() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let note = "notes/engineering_strategy.md";
    let rows = run_in(root, &["explain", note, "--json"])
        .ended(0)
        .json_lines();
    let won: Vec<_> = rows
        .iter()
        .flat_map(|row| row["candidates"].as_array().expect("a list"))
        .filter(|candidate| candidate["verdict"] == "won")
        .map(|candidate| (&candidate["front"], &candidate["back"]))
        .collect();
    let cards = run_in(root, &["cards", note]).ended(0).json_lines();
    let cards: Vec<_> = cards
        .iter()
        .map(|card| (&card["front"], &card["back"]))
        .collect();
    assert_eq!(won, cards);
}
