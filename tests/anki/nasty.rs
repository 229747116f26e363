//! A deck of everything that has ever broken a card.

use cuedeck::card::{CardKind, CardText};
use cuedeck::plan::{AnkiId, AnkiNote, DeckPlan, Guid, Link, ModifiedAt, html, sorted_tags, tag};
use cuedeck::recipe::DeckName;

/// When the first note was made: in the past, as Anki renumbers ids from the future.
pub const FIRST: i64 = 1_780_000_000;

fn code(code: &str) -> CardText {
    let mut text = CardText::new();
    text.push_code(code);
    text
}

fn math(tex: &str, display: bool) -> CardText {
    let mut text = CardText::new();
    text.push_math(tex, display);
    text
}

fn join(parts: impl IntoIterator<Item = CardText>) -> CardText {
    let mut text = CardText::new();
    for part in parts {
        text.append(part);
    }
    text
}

/// Questions and their answers.
pub fn questions() -> Vec<(CardText, CardText)> {
    let long = "A sentence that goes on. ".repeat(4_000);
    vec![
        (
            "What closes a template?".into(),
            "}} and {{Answer}} and {{c1::x}}".into(),
        ),
        (
            "<b>bold</b> & \"quoted\" &amp; <br>?".into(),
            "1 < 2 > 0 && <script>alert(1)</script>".into(),
        ),
        (
            "Which bound holds?".into(),
            math("\\frac{a_{1}}{b} < \\{x & y\\}", true),
        ),
        (
            join([
                "What does ".into(),
                code("Vec::<u8>::new()"),
                " give?".into(),
            ]),
            code("let v: Vec<u8> = vec![];\n  // two  spaces\nif a && b { }"),
        ),
        (
            "מה אמר האורח על Rust?".into(),
            "הוא אמר: \"ship it\" (2024)".into(),
        ),
        (
            "🎉 日本語 \u{1f469}\u{200d}\u{1f680}?".into(),
            "e\u{301} ≠ é; \u{338}x".into(),
        ),
        ("Long?".into(), long.as_str().into()),
        (
            "[sound:x.mp3] [latex]x[/latex] [$]y[/$] [anki:tts]z[/anki:tts] [[type:Answer]]?"
                .into(),
            "\\(not math\\) and C:\\[dir]".into(),
        ),
        ("12345".into(), "a number as the first field".into()),
        (
            "Line one\nLine two?".into(),
            "{{#Extra}}{{/Extra}} **not bold**".into(),
        ),
    ]
}

/// Sentences with a gap, as text before, hidden text, text after.
pub fn clozes() -> Vec<[CardText; 3]> {
    vec![
        ["The ".into(), "answer".into(), " is plain.".into()],
        ["Close ".into(), "a}}b".into(), " and }} again.".into()],
        [
            "Use ".into(),
            "std::vec::Vec".into(),
            " from std::vec.".into(),
        ],
        ["Ends ".into(), "with a colon:".into(), ": after".into()],
        [
            "Nested {{c2::".into(),
            "{{c3::x::hint}}".into(),
            "}} {{c4::y}}".into(),
        ],
        [
            "Math ".into(),
            math("\\frac{a}{b}^{\\{c\\}}", false),
            join([" and ".into(), math("x_{{i}}", true)]),
        ],
        [
            "Code ".into(),
            code("HashMap<K, V>::new() {}"),
            join([" in ".into(), code("{{{c1::}}}")]),
        ],
        ["מימין ".into(), "לשמאל".into(), " <i>לא</i>".into()],
        ["Braces {".into(), "{".into(), "} done".into()],
        [
            "Mask ".into(),
            "image-occlusion:rect".into(),
            " & co.".into(),
        ],
        ["Slash \\(".into(), "\\(x\\)".into(), "\\) end".into()],
    ]
}

/// The whole deck plan. Notes are a second apart.
pub fn plan() -> DeckPlan {
    let questions = questions().into_iter().map(|(question, answer)| {
        (
            CardKind::Question,
            html::field(&question),
            html::field(&answer),
            question.plain() + &answer.plain(),
        )
    });
    let clozes = clozes().into_iter().map(|[before, hidden, after]| {
        let text = join([before, CardText::blank(hidden), after]);
        (
            CardKind::Cloze,
            html::cloze_field(&text),
            String::new(),
            text.plain(),
        )
    });
    let mut notes = Vec::new();
    for (number, (kind, prompt, answer, plain)) in questions.chain(clozes).enumerate() {
        let number = number as i64;
        let tags = ["cuedeck", "Talk::Ship it", "日本\u{3000}語"];
        notes.push(AnkiNote {
            guid: Guid::derive(["nasty", &number.to_string()]),
            kind,
            // Against the order of study, to see that ids do not decide it.
            id: AnkiId((FIRST - number) * 1000),
            modified_at: ModifiedAt(FIRST + number),
            fields: [
                prompt,
                answer,
                html::words("Ada & Grace › Shipping {{c7::x}}"),
                html::words(&plain.chars().take(300).collect::<String>()),
                html::link(&Link {
                    label: "00:04:19".to_owned(),
                    address: "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=259s".to_owned(),
                }),
                html::words("Ship it: \"why\" & how"),
                String::new(),
                format!("nasty/{number}"),
            ],
            tags: sorted_tags(tags.iter().filter_map(|text| tag(text)).collect()),
        });
    }
    DeckPlan {
        name: DeckName::parse("Cuedeck::Nasty \"deck\" & co").expect("a deck name"),
        description: "Everything that breaks cards.".to_owned(),
        notes,
    }
}
