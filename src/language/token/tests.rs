use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    let tokens: Vec<&str> = cut(text)
        .tokens
        .into_iter()
        .map(|range| &text[range])
        .collect();
    assert_eq!(tokens.join(" "), expected);
}

#[test]
fn clitics_and_marks_stand_apart() {
    check(
        "They don't ship users' data.",
        "They do n't ship users ' data .",
    );
    check("It’s Lenny's, isn’t it?", "It ’s Lenny 's , is n’t it ?");
    check("We'll cannot 5% $3, etc.", "We 'll can not 5 % $ 3 , etc.");
}

#[test]
fn compounds_fall_apart_between_letters() {
    check(
        "a long-term bet and/or 5-year plan",
        "a long - term bet and / or 5-year plan",
    );
    check("a process—which helps", "a process — which helps");
}

#[test]
fn abbreviations_keep_their_stop() {
    check(
        "Dr. Smith of the U.S. met J. Doe, e.g. at 5 p.m.",
        "Dr. Smith of the U.S. met J. Doe , e.g. at 5 p.m.",
    );
    check("Wait... what did I do? I.", "Wait ... what did I do ? I .");
    check("It is done.Then more.", "It is done . Then more .");
}

#[test]
fn addresses_stay_whole() {
    check(
        "See https://a.example/b-c, or a-b@c.example.",
        "See https://a.example/b-c , or a-b@c.example .",
    );
}

#[test]
fn quote_marks_and_parentheses_make_no_token() {
    check(
        "The \"big bet\" (of 2019, say) paid 'well'.",
        "The big bet paid well .",
    );
    check("(All of it is aside.)", "All of it is aside .");
    check("an unclosed ( stays", "an unclosed stays");
    check("He said, “ship it.”", "He said , ship it .");
}

#[test]
fn pairs_of_marks_are_kept() {
    let found = cut("The \"bet\" (ours) paid.").skipped;
    assert_eq!(
        found,
        [
            Skipped {
                open: 4..5,
                close: 8..9,
                aside: false
            },
            Skipped {
                open: 10..11,
                close: 15..16,
                aside: true
            },
        ]
    );
}

#[test]
fn any_text_is_cut_on_character_boundaries() {
    let long = "x".repeat(1 << 20);
    let marks = ")\"'(".repeat(1 << 18);
    for text in [
        "",
        "🦀",
        "…",
        "’s",
        "n't",
        "'",
        "日本語のテキスト。",
        "a\u{301}\u{200d}’’’",
        &long,
        &marks,
    ] {
        let found = cut(text);
        assert!(
            found
                .tokens
                .iter()
                .all(|range| text.get(range.clone()).is_some_and(|t| !t.is_empty()))
        );
    }
    assert!(cut(&"a ".repeat(5_000)).too_long);
}
