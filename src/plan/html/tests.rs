//! What Anki makes of our HTML, tried with a second, small reading of Anki's rules.

use proptest::prelude::*;

use super::*;

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

#[test]
fn words_code_and_math_are_escaped_each_in_their_way() {
    for (text, expected) in [
        ("a < b & \"c\"".into(), "a &lt; b &amp; &quot;c&quot;"),
        ("one\ntwo".into(), "one<br>two"),
        (code("Vec<u8>"), "<code>Vec&lt;u8&gt;</code>"),
        (code("a\n  b"), "<pre><code>a\n  b</code></pre>"),
        (math("a<b", false), "\\(a&lt;b\\)"),
        (math("\\left[x\\right]", true), "\\[\\left[x\\right]\\]"),
        (CardText::blank("answer".into()), "[...]"),
        ("{{c1::x}} {{{".into(), "{&#123;c1::x}} {&#123;{"),
    ] {
        assert_eq!(field(&text), expected);
    }
}

#[test]
fn a_mark_anki_acts_on_becomes_plain_text() {
    for (text, expected) in [
        ("[sound:a.mp3]", "&#91;sound:a.mp3]"),
        ("[LaTeX]x[/latex]", "&#91;LaTeX]x[/latex]"),
        ("[$]x[/$] [$$]", "&#91;$]x[/$] &#91;$$]"),
        ("[anki:play:q:0]", "&#91;anki:play:q:0]"),
        ("[[type:Answer]]", "&#91;[type:Answer]]"),
        ("[a] [1]", "[a] [1]"),
        (
            "\\(x\\)",
            "<span class=\"tex2jax_ignore\">&#92;</span>(x\\)",
        ),
    ] {
        assert_eq!(words(text), expected);
    }
    assert_eq!(field(&code("\\[x\\]")), "<code>&#92;[x\\]</code>");
}

#[test]
fn a_mark_that_a_gap_cuts_in_two_is_none_when_the_gap_is_shown() {
    let mut text = CardText::from("Say [a");
    text.push_blank("nki:tts] and [".into());
    text.push_words("sound:x]");
    let expected = "Say &#91;a{{c1::nki:tts] and &#91;}}sound:x]";
    assert_eq!(cloze_field(&text), expected);
}

#[test]
fn words_that_look_like_an_active_address_do_not_look_so_in_the_html() {
    for (text, expected) in [
        (
            "JavaScript: changes the page",
            "JavaScript&#58; changes the page",
        ),
        ("javascript:alert(1)", "javascript&#58;alert(1)"),
        ("TypeScript: adds types", "TypeScript: adds types"),
        (": javascript", ": javascript"),
    ] {
        assert_eq!(words(text), expected);
    }
}

#[test]
fn a_gap_holds_text_that_would_close_it_or_begin_a_hint() {
    for (hidden, expected) in [
        ("plain".into(), "{{c1::plain}}"),
        ("a}}b".into(), "{{c1::a&#125;&#125;b}}"),
        ("std::vec".into(), "{{c1::std&#58;&#58;vec}}"),
        ("so:".into(), "{{c1::so&#58;}}"),
        (
            "{{c2::x}}".into(),
            "{{c1::{&#123;c2&#58;&#58;x&#125;&#125;}}",
        ),
        (
            math("\\frac{a}{b}", false),
            "{{c1::\\(\\frac{a&#125;{b&#125;\\)}}",
        ),
        ("image-occlusion:x".into(), "{{c1::image-occlusion&#58;x}}"),
        (CardText::blank("inner".into()), "{{c1::inner}}"),
    ] {
        assert_eq!(cloze_field(&CardText::blank(hidden)), expected);
    }
}

#[test]
fn a_link_leads_to_the_second_and_shows_its_label() {
    assert_eq!(
        link(&Link {
            label: "00:04:19".to_owned(),
            address: "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=259s".to_owned(),
        }),
        "<a href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=259s\">00:04:19</a>"
    );
}

/// Anki's reading of a cloze field, written a second time from its rules and in another
/// way than `package::cloze`: the text outside deletions, and that inside, hints dropped.
fn read_cloze(field: &str) -> (String, String) {
    let (mut outside, mut inside, mut rest) = (String::new(), String::new(), field);
    while let Some(open) = rest.find("{{c1::") {
        outside.push_str(&rest[..open]);
        rest = &rest[open + 6..];
        let close = rest.find("}}").unwrap_or(rest.len());
        let shown = rest[..close].split("::").next().unwrap_or_default();
        inside.push_str(shown);
        rest = rest.get(close + 2..).unwrap_or_default();
    }
    outside.push_str(rest);
    assert!(!outside.contains("{{c"), "an opening is left: {outside}");
    assert!(!inside.contains("{{c"), "an opening is left: {inside}");
    (outside, inside)
}

/// What a browser shows of HTML: tags gone, entities read once.
fn visible(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        let end = if rest[at..].starts_with('<') {
            '>'
        } else {
            ';'
        };
        let close = at + rest[at..].find(end).expect("every mark is closed");
        let mark = &rest[at..=close];
        let number = mark
            .strip_prefix("&#")
            .and_then(|rest| rest.strip_suffix(';'));
        match number {
            Some(number) => {
                let number: u32 = number.parse().expect("a decimal number");
                text.push(char::from_u32(number).expect("a character"));
            }
            None => text.push_str(match mark {
                "<br>" => "\n",
                "&amp;" => "&",
                "&lt;" => "<",
                "&gt;" => ">",
                "&quot;" => "\"",
                tag if tag.starts_with('<') => "",
                entity => panic!("an entity we never write: {entity}"),
            }),
        }
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    text
}

/// The text of pieces without what HTML adds.
fn raw(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(text) | Piece::Code(text) => text.to_string(),
            Piece::Math { tex, display: true } => format!("\\[{tex}\\]"),
            Piece::Math { tex, .. } => format!("\\({tex}\\)"),
            Piece::Blank(_) => String::new(),
        })
        .collect()
}

fn any_text() -> impl Strategy<Value = CardText> {
    let nasty = "([{}:<>&\"\\\\()\\[\\]$;#a1c\n\u{338}é🎉]|c1::|\\{\\{c|sound:|latex\\]|image-occlusion:|&lt;){0,9}";
    prop::collection::vec((0..4_u8, nasty), 0..5).prop_map(|pieces| {
        let mut text = CardText::new();
        for (kind, part) in pieces {
            match kind {
                0 => text.push_code(&part),
                1 => text.push_math(&part, false),
                2 => text.push_math(&part, true),
                _ => text.push_words(&part),
            }
        }
        text
    })
}

proptest! {
    #[test]
    fn any_text_comes_back_exact_from_a_cloze_field(
        before in any_text(), hidden in any_text(), after in any_text()
    ) {
        let mut text = before.clone();
        text.push_blank(hidden.clone());
        text.append(after.clone());
        let (outside, inside) = read_cloze(&cloze_field(&text));
        prop_assert_eq!(visible(&inside), raw(hidden.pieces()));
        let shown = raw(before.pieces()) + &raw(after.pieces());
        prop_assert_eq!(visible(&outside), shown);
    }

    #[test]
    fn any_text_comes_back_exact_from_a_plain_field(text in any_text()) {
        let html = field(&text);
        prop_assert_eq!(visible(&html), raw(text.pieces()));
        prop_assert!(!html.contains("{{"));
    }
}
