//! What there is to see → one HTML page that needs nothing else.
//!
//! The page never trusts a note. Card sides are HTML whose words were escaped for Anki;
//! everything else travels as JSON in a block that no parser of HTML can leave early, and
//! is shown as text. The page's own policy allows the one script and the one style in it,
//! by their digests, and nothing besides: no other script, no picture from elsewhere, no
//! request.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::card::CardKind;
use crate::package::Notetype;
use crate::plan::ChangeKind;

use super::Preview;

const FRAME: &str = include_str!("page/page.html");
const STYLE: &str = concat!(
    include_str!("page/page.css"),
    include_str!("page/browse.css"),
    include_str!("page/overview.css"),
    include_str!("page/narrow.css"),
);

/// Its parts read one list of names.
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("page/data.js"),
    include_str!("page/filter.js"),
    include_str!("page/list.js"),
    include_str!("page/stage.js"),
    include_str!("page/timeline.js"),
    include_str!("page/reject.js"),
    include_str!("page/main.js"),
);

/// Whom the page talks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody: it is a file.
    File,
    /// The `cuedeck preview --serve` it came from, and nobody else.
    Server {
        /// Counts up with every change of what there is to see.
        version: u64,
    },
}

/// What the script is given.
#[derive(Serialize)]
struct Data<'a> {
    #[serde(flatten)]
    preview: &'a Preview,
    /// The style of both notetypes, which is one.
    card_css: &'static str,
    /// What Anki does with a card on the next import, by its state.
    in_anki: BTreeMap<&'static str, &'static str>,
    /// Which version this is, where there is a server to ask for the next.
    served: Option<u64>,
}

/// Draws the page.
pub fn render_page(preview: &Preview, origin: Origin) -> String {
    let names: Vec<&str> = preview
        .decks
        .iter()
        .map(|deck| deck.name.as_str())
        .collect();
    filled(FRAME, |name| match name {
        "policy" => policy(origin),
        "title" => escaped(&names.join(", ")),
        "style" => STYLE.to_owned(),
        "data" => render_data(preview, origin),
        "script" => SCRIPT.to_owned(),
        _ => String::new(),
    })
}

/// What the script is given, as JSON in which no `<` stands: `</script>` in a note would
/// end the block it lies in.
pub fn render_data(preview: &Preview, origin: Origin) -> String {
    let data = Data {
        preview,
        card_css: Notetype::of(CardKind::Question).css(),
        in_anki: ChangeKind::ALL
            .iter()
            .map(|kind| (kind.name(), kind.in_anki()))
            .collect(),
        served: match origin {
            Origin::File => None,
            Origin::Server { version } => Some(version),
        },
    };
    let json = serde_json::to_string(&data).expect("a preview is plain data");
    json.replace('<', "\\u003c")
}

/// What a browser may load and run for the page: its one script, its one style, nothing
/// else.
fn policy(origin: Origin) -> String {
    let connect = match origin {
        Origin::File => "'none'",
        Origin::Server { .. } => "'self'",
    };
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; \
         connect-src {connect}; base-uri 'none'; form-action 'none'",
        digest(SCRIPT),
        digest(STYLE),
    )
}

fn digest(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text))
}

/// Puts values in the places of `{{name}}`, in one go, so that no value is read for places.
fn filled(frame: &str, value: impl Fn(&str) -> String) -> String {
    let mut page = String::new();
    let mut rest = frame;
    while let Some((before, opened)) = rest.split_once("{{") {
        let Some((name, after)) = opened.split_once("}}") else {
            break;
        };
        page.push_str(before);
        page.push_str(&value(name));
        rest = after;
    }
    page.push_str(rest);
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preview::ShownDeck;

    fn named(name: &str) -> Preview {
        Preview {
            decks: vec![ShownDeck {
                name: name.to_owned(),
                recipe: None,
            }],
            ..Preview::default()
        }
    }

    #[test]
    fn no_word_of_a_note_ends_the_block_it_lies_in() {
        let page = render_page(&named("</script><!--{{script}}\"&"), Origin::File);
        assert_eq!(page.matches("</script>").count(), 2);
        assert!(page.contains("<title>&lt;/script>&lt;!--{{script}}&quot;&amp; – Cuedeck</title>"));
        let data = render_data(&named("</script>"), Origin::File);
        let read: serde_json::Value = serde_json::from_str(&data).expect("JSON");
        assert_eq!(read["decks"][0]["name"], "</script>");
    }

    #[test]
    fn the_page_names_nothing_that_would_have_to_be_loaded() {
        let page = render_page(&named("x"), Origin::File);
        for loaded in [" src=", "@import", "url(", "import("] {
            assert!(!page.contains(loaded), "{loaded}");
        }
        assert!(policy(Origin::File).contains("connect-src 'none'"));
        assert!(!page.contains(" style=") && !page.contains(" onclick="));
    }

    /// The colours of one mode, by name.
    fn colours(selector: &str) -> BTreeMap<&str, [f64; 3]> {
        let (_, rule) = STYLE.split_once(selector).expect("the mode");
        let (rule, _) = rule.split_once('}').expect("its end");
        let lines = rule
            .lines()
            .filter_map(|line| line.trim().split_once(": #"));
        lines
            .map(|(name, hex)| {
                let part =
                    |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits");
                (name, [0, 2, 4].map(|at| f64::from(part(at)) / 255.0))
            })
            .collect()
    }

    /// How far two colours stand apart, as the accessibility guidelines (WCAG) count it.
    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let light = |colour: [f64; 3]| {
            let linear = colour.map(|part| match part <= 0.04045 {
                true => part / 12.92,
                false => ((part + 0.055) / 1.055).powf(2.4),
            });
            0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05
        };
        let (one, other) = (light(one), light(other));
        one.max(other) / one.min(other)
    }

    #[test]
    fn all_words_stand_out_from_their_paper() {
        let pairs = [
            ("ink", &["page", "paper", "shade", "tint"][..]),
            ("muted", &["page", "paper", "shade"]),
            ("accent", &["page", "paper", "shade", "tint"]),
            ("on-accent", &["accent"]),
            ("warn", &["warn-tint"]),
        ];
        for mode in [":root {", ":root.night {"] {
            let colours = colours(mode);
            let colour = |name: &str| colours[format!("--{name}").as_str()];
            for (words, papers) in pairs {
                for paper in papers {
                    let found = contrast(colour(words), colour(paper));
                    assert!(found >= 4.5, "{mode} {words} on {paper}: {found:.2}");
                }
            }
        }
    }
}
