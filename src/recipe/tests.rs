use std::error::Error;
use std::path::Path;

use super::*;

/// Reads `text` as `decks/leadership.yaml`.
fn read(text: &str) -> Recipe {
    Recipe::parse(text, Path::new("decks/leadership.yaml")).expect("a good recipe")
}

/// The message for `text`, with the folder left off.
fn trouble(text: &str) -> String {
    let error = Recipe::parse(text, Path::new("decks/r.yaml")).expect_err("a bad recipe");
    let message = error.to_string();
    message
        .strip_prefix("decks/r.yaml:")
        .expect("the message begins with the place")
        .to_owned()
}

fn check(text: &str, message: &str) {
    assert_eq!(trouble(text), message, "for {text:?}");
}

fn check_selection(patterns: &str, chosen: &[&str], left_out: &[&str]) {
    let recipe = read(&format!("deck: D\nnotes: {patterns}"));
    for path in chosen {
        assert!(recipe.selects(path), "{patterns} should choose {path}");
    }
    for path in left_out {
        assert!(!recipe.selects(path), "{patterns} should leave out {path}");
    }
}

#[test]
fn a_deck_name_is_all_that_a_recipe_needs() {
    let recipe = read("deck: Leadership");
    assert_eq!(recipe.deck.as_str(), "Leadership");
    assert_eq!(recipe.patterns(), ["notes/**/*.md"]);
    assert_eq!(recipe.description, "");
    assert!(recipe.tags.is_empty());
    assert_eq!(recipe.kinds.len(), 2);
    assert_eq!(recipe.order, Order::Note);
    assert_eq!(recipe.limits, Limits::default());
}

#[test]
fn every_key_is_read() {
    let recipe = read(
        "\
deck: Work::Leadership
description: |
  What I noted down.
notes: [talks/*.md, '!talks/old.md']
tags: [leadership, work::team, leadership]
kinds: [cloze]
order: interleaved
seed: 7
limits: {cards_per_note: 5, cards: 60}
",
    );
    assert_eq!(recipe.deck.as_str(), "Work::Leadership");
    assert_eq!(recipe.description, "What I noted down.");
    assert_eq!(recipe.patterns(), ["talks/*.md", "!talks/old.md"]);
    assert_eq!(recipe.tags, ["leadership", "work::team"]);
    assert_eq!(recipe.kinds, BTreeSet::from([CardKind::Cloze]));
    assert_eq!(recipe.order, Order::Interleaved { seed: 7 });
    assert_eq!(recipe.limits.cards_per_note, NonZeroU32::new(5));
    assert_eq!(recipe.limits.cards, NonZeroU32::new(60));
}

#[test]
fn the_sample_recipe_chooses_the_sample_notes() {
    let recipe = read(include_str!("../../decks/leadership.yaml"));
    assert!(recipe.selects("notes/engineering_strategy.md"));
    assert!(!recipe.selects("notes/drafts/unfinished.md"));
}

#[test]
fn mixing_without_a_seed_starts_at_zero() {
    let recipe = read("deck: D\norder: interleaved");
    assert_eq!(recipe.order, Order::Interleaved { seed: 0 });
}

#[test]
fn a_star_stays_in_its_folder_and_two_go_below_it() {
    check_selection("[notes/*.md]", &["notes/a.md"], &["notes/b/a.md", "a.md"]);
    check_selection(
        "[notes/**/*.md]",
        &["notes/a.md", "notes/b/c/a.md"],
        &["a.md", "other/a.md", "notes/a.txt"],
    );
}

#[test]
fn a_folder_stands_for_the_notes_below_it() {
    check_selection(
        "[notes/, '!notes/drafts/']",
        &["notes/a.md", "notes/b/a.md"],
        &["notes/drafts/a.md", "notes/a.png"],
    );
}

#[test]
fn an_exclusion_wins_wherever_it_stands() {
    check_selection(
        "['!notes/a.md', notes/*.md]",
        &["notes/b.md"],
        &["notes/a.md"],
    );
}

#[test]
fn exclusions_alone_leave_the_other_notes_in() {
    check_selection("['!notes/a.md']", &["notes/b.md"], &["notes/a.md"]);
}

#[test]
fn a_leading_dot_and_slash_change_nothing() {
    check_selection("[./notes/*.md]", &["notes/a.md"], &[]);
}

#[test]
fn a_misspelt_key_is_named_with_its_place_and_the_key_that_was_meant() {
    check(
        "deck: D\nknids: [cloze]",
        "2:1: unknown key `knids`; did you mean `kinds`?",
    );
    check(
        "deck: D\nlimits:\n  cards-per-note: 3",
        "3:3: unknown key `cards-per-note`; did you mean `cards_per_note`?",
    );
    check("name: D", "1:1: unknown key `name`; did you mean `deck`?");
}

#[test]
fn a_key_without_a_likeness_gets_the_list_of_keys() {
    check(
        "deck: D\nlimits:\n  minutes: 3",
        "3:3: unknown key `minutes`; the keys are `cards_per_note`, `cards`",
    );
}

#[test]
fn an_unknown_value_is_named_with_the_value_that_was_meant() {
    check(
        "deck: D\nkinds:\n  - question\n  - close",
        "4:5: `kinds` has no value `close`; did you mean `cloze`?",
    );
    check(
        "deck: D\norder: random",
        "2:8: `order` has no value `random`; did you mean `interleaved`?",
    );
    check(
        "deck: D\norder: by-date",
        "2:8: `order` has no value `by-date`; the values are `note`, `interleaved`",
    );
}

#[test]
fn a_key_that_stands_there_twice_is_an_error() {
    check(
        "deck: D\ndeck: E",
        "2:1: the key `deck` stands here a second time",
    );
}

#[test]
fn a_recipe_without_a_deck_is_an_error() {
    let wanted = "1:1: the recipe does not name its deck; add a line such as `deck: Leadership`";
    for text in ["", "# nothing yet\n", "tags: [a]", "deck:", "deck: ~"] {
        check(text, wanted);
    }
}

#[test]
fn a_deck_name_without_words_is_an_error() {
    check("deck: ' '", "1:7: the deck's name is empty");
    for name in ["'A::'", "'::A'", "A::::B", "'A:: ::B'"] {
        let message = trouble(&format!("deck: {name}"));
        assert!(message.contains("has an empty level"), "{message}");
    }
    check(
        "deck: \"A\\tB\"",
        "1:7: deck name \"A\\tB\" has a control character",
    );
}

#[test]
fn a_pattern_that_leaves_the_project_is_refused() {
    check(
        "deck: D\nnotes:\n  - ../other/*.md",
        "3:5: the pattern `../other/*.md` leaves the project; `..` cannot be part of a pattern",
    );
    for pattern in ["notes/../../x.md", "'!notes/..'"] {
        let message = trouble(&format!("deck: D\nnotes: [{pattern}]"));
        assert!(message.contains("leaves the project"), "{message}");
    }
}

#[test]
fn an_absolute_pattern_is_refused_on_every_system() {
    for pattern in ["/notes/*.md", "C:/notes/*.md", "'~/n/*.md'", "'!/notes'"] {
        let message = trouble(&format!("deck: D\nnotes: [{pattern}]"));
        assert!(message.contains("is absolute"), "{message}");
    }
}

#[test]
fn dots_within_a_name_are_no_way_up() {
    check_selection("['notes/a..b.md']", &["notes/a..b.md"], &[]);
}

#[test]
fn a_backslash_in_a_pattern_is_answered_with_the_slash() {
    check(
        "deck: D\nnotes: ['notes\\*.md']",
        "2:9: the pattern `notes\\*.md` has a backslash; did you mean `notes/*.md`?",
    );
}

#[test]
fn a_pattern_without_its_quotes_is_explained() {
    check(
        "deck: D\nnotes:\n  - !notes/drafts/**\n",
        "3:5: `!notes/drafts/**` needs quotes around it, because YAML gives `!` a meaning of its own",
    );
    check(
        "deck: D\nnotes:\n  - **/*.md\n",
        "3:5: `**/*.md` needs quotes around it, because YAML gives `*` a meaning of its own",
    );
}

#[test]
fn an_empty_pattern_is_an_error() {
    check(
        "deck: D\nnotes: ['!']",
        "2:9: an empty pattern names no note",
    );
}

#[test]
fn a_pattern_that_does_not_compile_keeps_its_cause() {
    let error = Recipe::parse("deck: D\nnotes: ['a[']", Path::new("r.yaml"))
        .expect_err("the bracket stays open");
    assert_eq!(
        error.to_string(),
        "r.yaml:2:9: the pattern `a[` cannot be read"
    );
    assert!(error.source().is_some());
}

#[test]
fn a_tag_with_a_space_is_answered_with_one_that_anki_keeps() {
    check(
        "deck: D\ntags: [senior leadership]",
        "2:8: `senior leadership` cannot be a tag, as a tag has no spaces; \
         did you mean `senior_leadership`?",
    );
}

#[test]
fn a_list_is_asked_for_where_one_is_needed() {
    check(
        "deck: D\nnotes: notes/*.md",
        "2:8: a list, one `- item` a line, is needed here",
    );
    check("- deck", "1:1: a list of `key: value` lines is needed here");
    check("deck: [D]", "1:7: a single value is needed here");
    check("deck: D\ntags:\n  -\n", "3:4: a value is needed here");
}

#[test]
fn no_kind_at_all_is_an_error() {
    let message = trouble("deck: D\nkinds: []");
    assert!(
        message.starts_with("2:8: with no kind of card on"),
        "{message}"
    );
}

#[test]
fn a_seed_needs_something_to_mix() {
    check(
        "deck: D\nseed: 7",
        "2:7: a seed changes nothing unless `order` is `interleaved`",
    );
    check(
        "deck: D\norder: interleaved\nseed: -7",
        "3:7: a whole number, 0 or more, is needed here",
    );
}

#[test]
fn a_limit_of_zero_is_an_error() {
    check(
        "deck: D\nlimits:\n  cards: 0",
        "3:10: a limit of 0 would leave the deck empty; leave the key out to set no limit",
    );
}

#[test]
fn broken_yaml_keeps_the_words_of_the_yaml_reader_as_the_cause() {
    let error = Recipe::parse("deck: A: B", Path::new("r.yaml")).expect_err("two colons");
    assert_eq!(error.to_string(), "r.yaml:1:8: this is not valid YAML");
    let cause = error.source().expect("a cause").to_string();
    assert!(cause.contains("mapping values"), "{cause}");
}

#[test]
fn a_second_document_is_refused() {
    let message = trouble("deck: D\n---\ndeck: E");
    assert!(message.contains("one file holds one recipe"), "{message}");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_do_no_harm() {
    assert_eq!(read("\u{feff}deck: D\r\ntags: [a]\r\n").deck.as_str(), "D");
    check(
        "\u{feff}deck: D\r\nknids: []\r\n",
        "2:1: unknown key `knids`; did you mean `kinds`?",
    );
}

#[test]
fn columns_count_characters() {
    check(
        "deck: D\nkinds: [ß, x]",
        "2:9: `kinds` has no value `ß`; the values are `question`, `cloze`",
    );
    check(
        "deck: D\nkinds: ['cloze', 'größe']",
        "2:18: `kinds` has no value `größe`; the values are `question`, `cloze`",
    );
}

#[test]
fn the_line_is_drawn_with_what_is_wrong_underlined() {
    let error = Recipe::parse("deck: D\nkinds: [cloze, gap]", Path::new("r.yaml"))
        .expect_err("no such kind");
    let drawn = "  |\n2 | kinds: [cloze, gap]\n  |                ^^^";
    assert_eq!(error.excerpt().as_deref(), Some(drawn));
}

#[test]
fn the_page_on_recipes_shows_an_error_as_it_is() {
    let text = format!("deck: D{}knids: [question]", "\n".repeat(11));
    let error = Recipe::parse(&text, Path::new("decks/leadership.yaml")).expect_err("no such key");
    let excerpt = error.excerpt().expect("a line to show");
    let shown = format!("error: {error}\n{excerpt}\n");
    assert!(
        include_str!("../../docs/recipes.md").contains(&shown),
        "{shown}"
    );
}

#[test]
fn any_text_is_read_or_refused_without_a_panic() {
    let seed = "deck: A::B\nnotes:\n  - n/*.md\ntags: [a]\norder: note\nlimits:\n  cards: 3\n";
    let marks = [
        "", ":", "- ", "!", "*", "\"", "\t", "\u{feff}", "ß", "\r", "[", "{", "---\n",
    ];
    for (at, _) in seed.char_indices() {
        let (before, after) = seed.split_at(at);
        for mark in marks {
            for text in [format!("{before}{mark}"), format!("{before}{mark}{after}")] {
                if let Err(error) = Recipe::parse(&text, Path::new("r.yaml")) {
                    assert!(error.excerpt().is_some());
                }
            }
        }
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = Recipe::load(Path::new("decks/none.yaml")).expect_err("no such file");
    assert_eq!(error.to_string(), "cannot read recipe `decks/none.yaml`");
    assert!(error.source().is_some());
    assert_eq!(error.excerpt(), None);
}

#[test]
fn a_folder_without_a_recipe_gives_every_note_below_it() {
    let recipe = Recipe::for_folder("talks");
    assert_eq!(recipe.deck.as_str(), "talks");
    assert!(recipe.selects("a.md") && recipe.selects("b/a.md"));
    assert!(!recipe.selects("a.txt"));
}

#[test]
fn a_folder_name_is_made_fit_for_a_deck() {
    let decks = ["a::b", "::", "", " a\u{7}b ", "a::::b"].map(|n| Recipe::for_folder(n).deck);
    let decks = decks.each_ref().map(|deck| deck.as_str());
    assert_eq!(decks, ["a::b", "Notes", "Notes", "a b", "a::b"]);
}

#[test]
fn patterns_are_seen_from_the_folder_that_holds_decks() {
    let root = |path: &str| Recipe::project_root(Path::new(path));
    assert_eq!(root("decks/a.yaml"), Path::new("."));
    assert_eq!(root("study/decks/a.yaml"), Path::new("study"));
    assert_eq!(root("/study/decks/a.yaml"), Path::new("/study"));
    assert_eq!(root("recipes/a.yaml"), Path::new("recipes"));
}

#[test]
fn the_deck_is_written_beside_its_recipe() {
    let path = Recipe::package_path(Path::new("decks/leadership.yaml"));
    assert_eq!(path, Path::new("decks/leadership.apkg"));
}
