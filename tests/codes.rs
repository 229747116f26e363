//! `docs/codes.md`, which `check --explain` prints from: every code has its section, and
//! every example gives the code that it stands under.

use std::path::Path;

use cuedeck::diag::{self, Rule};
use cuedeck::extract::Reason;
use cuedeck::note::{NotePath, SourceFile};
use cuedeck::pipeline;
use cuedeck::plan::{BuildTime, Ledger, Memory, Overrides, Reword, Wishes, plan_deck};
use cuedeck::recipe::Recipe;

/// Cannot be shown in a Markdown document.
const WITHOUT_EXAMPLE: [&str; 3] = ["binary-file", "not-utf8", "table-padded"];

/// All codes, in the order in which the document shall have them.
fn codes() -> Vec<&'static str> {
    let rules = Rule::ALL.iter().map(|rule| rule.code());
    rules
        .chain(Reason::ALL.iter().map(|reason| reason.code()))
        .collect()
}

/// The code blocks of a section in one language.
fn blocks<'t>(section: &'t str, language: &str) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut rest = section;
    while let Some(at) = rest.find("\n```") {
        rest = &rest[at + 1..];
        // A longer fence may hold a shorter one.
        let fence = &rest[..rest.len() - rest.trim_start_matches('`').len()];
        let (info, body) = rest[fence.len()..].split_once('\n').expect("a block");
        let (block, after) = body.split_once(&format!("\n{fence}\n")).expect("its end");
        if info == language {
            found.push(block);
        }
        rest = after;
    }
    found
}

/// Every code that the notes of an example give.
fn given_by(section: &str) -> Vec<&'static str> {
    let sources = blocks(section, "markdown").into_iter().enumerate();
    let sources = sources.map(|(nth, block)| SourceFile {
        path: NotePath::new(format!("note{nth}.md")),
        bytes: match section.contains("`front-matter-missing`") || block.starts_with("---") {
            true => block.to_owned(),
            false => format!("---\ntitle: Meetings\nvideoId: Z9ftpRhRiJE\n---\n\n{block}\n"),
        }
        .into_bytes(),
    });
    let mut checked = pipeline::study(sources);
    let recipe = blocks(section, "yaml").first().copied();
    let recipe = Recipe::parse(recipe.unwrap_or("deck: X"), Path::new("decks/x.yaml"));
    let nothing = Ledger::default();
    let planned = plan_deck(
        std::mem::take(&mut checked.value.cards),
        Wishes {
            recipe: &recipe.expect("a recipe"),
            overrides: &Overrides::default(),
            memory: Memory::Ledger(&nothing, BuildTime::new(Default::default(), Some("1"))),
            present: &checked.value.present,
            reword: &Reword::None,
        },
    );
    let rules = checked.problems.iter().map(|problem| problem.rule.code());
    let early = checked.value.left_out.iter().map(|left| left.reason.code());
    let late = planned.left_out.iter().map(|(_, reason)| reason.code());
    rules.chain(early).chain(late).collect()
}

#[test]
fn every_code_has_its_section_and_no_section_is_left_over() {
    let document = include_str!("../docs/codes.md");
    let headings = document
        .lines()
        .filter_map(|line| line.strip_prefix("## `"));
    let sections: Vec<&str> = headings
        .map(|heading| heading.trim_end_matches('`'))
        .collect();
    assert_eq!(sections, codes());
    for code in codes() {
        let section = diag::explanation(code).expect("a section");
        assert!(section.len() > code.len() + 60, "{section}");
    }
    assert_eq!(diag::explanation("no-such-code"), None);
}

#[test]
fn every_example_gives_the_code_it_stands_under() {
    let mut wrong = Vec::new();
    for code in codes() {
        let section = diag::explanation(code).expect("a section");
        let shown = !blocks(section, "markdown").is_empty();
        assert_eq!(shown, !WITHOUT_EXAMPLE.contains(&code), "{code}");
        let given = given_by(section);
        if shown && !given.contains(&code) {
            wrong.push(format!("{code}: {given:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
