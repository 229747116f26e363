use super::*;
use crate::language::inflect::Number;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const EASY: &str = "This approach helps teams understand their users.";

#[track_caller]
fn sketch(text: &str, expected: &str) {
    assert_eq!(parse(text).sketch(), expected);
}

/// The index of a word that stands once in the sentence.
#[track_caller]
fn word(parse: &Parse<'_>, form: &str) -> usize {
    (0..parse.tokens.len())
        .find(|&at| parse.form(at) == form)
        .expect("a word of the sentence")
}

#[test]
fn a_sentence_falls_into_verb_subject_and_object() {
    sketch(
        EASY,
        "nsubj[This approach] VERB[helps] ccomp[teams understand their users]",
    );
    sketch(
        "The goal of a pre-mortem is to find risks early.",
        "nsubj[The goal of a pre-mortem] VERB[is] xcomp[to find risks early]",
    );
    sketch(
        "Leaders should not ignore feedback.",
        "nsubj[Leaders] VERB[should not ignore] dobj[feedback]",
    );
    sketch("Write a short memo.", "VERB[Write] dobj[a short memo]");
    sketch("", "");
}

#[test]
fn quote_marks_and_asides_are_no_tokens_but_their_bytes_are_known() {
    let text = "The \"growth loop\" (a metaphor) reduces costs.";
    let parse = parse(text);
    let subject = parse
        .subject_of(word(&parse, "reduces"))
        .expect("a subject");
    assert_eq!(parse.form(subject), "loop");
    assert_eq!(&text[parse.phrase_span(subject)], "The \"growth loop\"");
    // A part of what is quoted takes no mark along, the whole of it both.
    let growth = word(&parse, "growth");
    assert_eq!(&text[parse.span_of(growth..growth + 1)], "growth");
    assert_eq!(&text[parse.span_of(growth..growth + 2)], "\"growth loop\"");
    assert!(parse.is_balanced(parse.phrase_span(subject)));
    assert!(!parse.is_balanced(4..10));
}

#[test]
fn a_part_is_parsed_with_spans_of_the_whole() {
    let text = "Focus: This approach helps teams.";
    let parse = parse_part(text, 7..text.len());
    assert_eq!(parse.form(0), "This");
    assert_eq!(parse.tokens[0].span, 7..11);
}

#[test]
fn a_passive_has_its_subject_and_auxiliaries() {
    let parse = parse("The decisions have not been written down by the team.");
    let verb = parse.root().expect("a verb");
    let forms = |all: &[usize]| all.iter().map(|&at| parse.form(at)).collect::<Vec<_>>();
    assert_eq!(parse.form(verb), "written");
    assert_eq!(
        parse.subject_of(verb).map(|at| parse.form(at)),
        Some("decisions")
    );
    assert_eq!(forms(&parse.auxiliaries_of(verb)), ["have", "been"]);
    assert_eq!(
        parse.negation_of(verb).map(|at| parse.form(at)),
        Some("not")
    );
    assert!(parse.is_finite(verb) && !parse.is_command(verb));
    assert_eq!(parse.lemma(verb), "write");
}

#[test]
fn a_verb_behind_and_shares_its_subject() {
    let parse = parse("The team writes memos and reads them.");
    let reads = word(&parse, "reads");
    assert_eq!(
        parse.subject_of(reads).map(|at| parse.form(at)),
        Some("team")
    );
}

#[test]
fn subjects_have_a_number() {
    for (text, number) in [
        ("The teams write memos.", Number::Many),
        ("The team writes memos.", Number::One),
        ("Alice and Bob write memos.", Number::Many),
        ("They write memos.", Number::Many),
        ("Writing memos saves time.", Number::One),
    ] {
        let parse = parse(text);
        let subject = parse.root().and_then(|root| parse.subject_of(root));
        assert_eq!(
            subject.map(|at| parse.number_of(at)),
            Some(number),
            "{text}"
        );
    }
}

#[test]
fn a_command_has_no_subject() {
    for text in [
        "Write a memo.",
        "Do not write a memo.",
        "Ask users and listen to them.",
    ] {
        let parse = parse(text);
        assert!(
            parse.root().is_some_and(|root| parse.is_command(root)),
            "{text}: {parse}"
        );
    }
    let parse = parse(EASY);
    assert!(!parse.is_command(word(&parse, "helps")));
}

/// What holds for every text, sense or nonsense.
#[track_caller]
fn holds(text: &str) {
    let parse = parse(text);
    let mut last = 0;
    for token in &parse.tokens {
        assert!(token.span.start >= last && token.span.end > token.span.start);
        assert!(text.get(token.span.clone()).is_some());
        last = token.span.end;
    }
    let roots = parse
        .tokens
        .iter()
        .filter(|token| token.head.is_none())
        .count();
    assert_eq!(roots, usize::from(!parse.tokens.is_empty()));
    for at in 0..parse.tokens.len() {
        // Every head leads to the root.
        let (mut up, mut steps) = (at, 0);
        while let Some(head) = parse.tokens[up].head {
            assert!(parse.subtree(head).contains(&up));
            up = head;
            steps += 1;
            assert!(steps <= parse.tokens.len());
        }
        assert!(text.get(parse.phrase_span(at)).is_some());
        if parse.tokens.len() < 100 {
            parse.subject_of(at);
            parse.lemma(at);
            parse.number_of(at);
            parse.is_command(at);
            parse.is_finite(at);
        }
    }
    parse.sketch();
    assert_eq!(parse, super::parse(text));
}

#[test]
fn nonsense_is_parsed_without_a_panic() {
    const PIECES: &[&str] = &[
        "the",
        "team",
        "writes",
        "\"",
        "“",
        "”",
        "(",
        ")",
        "[",
        "'",
        "’",
        "n't",
        "'s",
        "-",
        "—",
        "...",
        "…",
        ".",
        ",",
        ":",
        "🦀",
        "👩‍👩‍👧",
        "日本語",
        "é",
        "e\u{301}",
        "\u{200b}",
        "\u{0}",
        "\n",
        "İ",
        "ß",
        "https://a.b",
        "a@b.c",
        "$5",
        "5%",
        "cannot",
        "and/or",
        "don't",
        "X",
        "١٢",
        "\u{feff}",
        " ",
    ];
    let seed = 7;
    println!("seed {seed}");
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    for _ in 0..600 {
        let mut text = String::new();
        for _ in 0..dice.random_range(0..40) {
            text.push_str(PIECES[dice.random_range(0..PIECES.len())]);
            if dice.random_bool(0.5) {
                text.push(' ');
            }
        }
        holds(&text);
        let bytes: Vec<u8> = (0..dice.random_range(0..80))
            .map(|_| dice.random::<u8>())
            .collect();
        holds(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn long_texts_take_time_linear_in_their_length() {
    for piece in [
        "a",
        "a ",
        "(",
        ")",
        "((a) ",
        "\"",
        "“a ",
        "'",
        "...",
        "-",
        "a-",
        "don't",
        "a,",
        "日",
        "🦀 ",
        "the team writes memos and ",
        ".",
        "a.B",
        "x/",
        "$",
        "'s",
        "n't ",
        "’",
        "\u{301}",
    ] {
        let long = piece.repeat(100_000 / piece.len());
        // Whatever grows with the square of this takes minutes.
        holds(&long);
    }
}

#[test]
fn parts_out_of_range_are_moved_into_it() {
    assert!(parse_part("é é", 1..900).tokens.len() == 2);
    let (start, end) = (3, 1);
    assert!(parse_part("é é", start..end).tokens.is_empty());
    let parse = parse("é");
    assert_eq!(parse.subtree(9), 0..0);
    assert_eq!(parse.form(9), "");
    assert_eq!(parse.span_of(end..start), 0..0);
    assert_eq!(parse.span_of(start..end), 0..0);
}

#[test]
fn a_parse_in_short_says_how_sure_it_is_and_there_is_none_of_nothing() {
    let short = parse("Long agendas often fail.").in_short().expect("words");
    let sure = parse("Long agendas often fail.").confidence;
    assert_eq!(
        short.to_string(),
        format!("nsubj[Long agendas] advmod[often] VERB[fail] ({sure} % sure)")
    );
    let long = "and it runs ".repeat(400);
    let short = parse(&long).in_short().expect("words").to_string();
    assert!(short.ends_with("; the end of the sentence was too far to read)"));
    assert_eq!(parse(" ").in_short(), None);
}
