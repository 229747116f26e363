//! What the documents say, held against the code.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use clap::{CommandFactory, Parser};
use cuedeck::cli::Cli;
use cuedeck::diag::Rule;
use cuedeck::extract::Reason;
use cuedeck::note::{NotePath, SourceFile};
use cuedeck::pipeline;
use cuedeck::plan::{ChangeKind, Overrides};
use cuedeck::recipe::{Fault, Recipe, RecipeError};

fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(path).expect("the document is part of the repository")
}

/// What stands below a heading, down to the next one of its level.
fn section<'t>(text: &'t str, heading: &str) -> &'t str {
    let (_, below) = text
        .split_once(&format!("\n## {heading}\n"))
        .unwrap_or_else(|| panic!("no section `{heading}`"));
    below
        .split_once("\n## ")
        .map_or(below, |(section, _)| section)
}

/// The rows of the tables of a section, as cells; heads and rules left out.
fn rows(section: &str) -> Vec<Vec<&str>> {
    let lines = section.lines().filter(|line| line.starts_with("| `"));
    lines
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect()
}

/// The words in backticks in the first cell of each row.
fn names(section: &str) -> Vec<String> {
    let cells = rows(section).into_iter().map(|row| row[0]);
    cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

/// The first code block of a language.
fn block<'t>(text: &'t str, language: &str) -> &'t str {
    let (_, block) = text
        .split_once(&format!("\n```{language}\n"))
        .expect("a code block");
    block.split_once("\n```").expect("the block ends").0
}

/// Every document that people read, as seen from the root.
fn documents() -> Vec<String> {
    let docs = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")).expect("docs");
    let names = docs.map(|entry| {
        entry
            .expect("a document")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let pages = names
        .filter(|name| name.ends_with(".md"))
        .map(|name| format!("docs/{name}"));
    let root = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    ];
    let mut all: Vec<String> = root.map(str::to_owned).into_iter().chain(pages).collect();
    all.sort();
    all
}

#[test]
fn the_reference_lists_every_reason_with_its_meaning() {
    // The meaning is the doc comment, so it is read where it stands.
    let source = text("src/extract/reason.rs");
    let (_, variants) = source.split_once("pub enum Reason {").expect("the enum");
    let (variants, _) = variants.split_once("\n}").expect("its end");
    let mut meanings = vec![String::new()];
    for line in variants.lines().map(str::trim) {
        match line.strip_prefix("/// ") {
            Some(words) => {
                let meaning = meanings.last_mut().expect("one is open");
                meaning.push_str(if meaning.is_empty() { "" } else { " " });
                meaning.push_str(words);
            }
            None if line.ends_with(',') => meanings.push(String::new()),
            None => {}
        }
    }
    meanings.pop();
    assert_eq!(
        meanings.len(),
        Reason::ALL.len(),
        "`Reason::ALL` leaves one out"
    );
    let printed: Vec<&str> = Reason::ALL.iter().map(|reason| reason.summary()).collect();
    assert_eq!(printed, meanings, "`Reason::summary` says something else");
    let expected: Vec<Vec<String>> = Reason::ALL
        .iter()
        .zip(meanings)
        .map(|(reason, meaning)| vec![format!("`{}`", reason.code()), meaning])
        .collect();
    let reference = text("docs/reference.md");
    assert_eq!(rows(section(&reference, "Reason codes")), expected);
}

#[test]
fn the_reference_lists_every_diagnostic_with_its_meaning() {
    let expected: Vec<Vec<String>> = Rule::ALL
        .iter()
        .map(|rule| {
            let code = format!("`{}`", rule.code());
            let severity = rule.severity().word().to_owned();
            vec![code, severity, rule.summary().to_owned()]
        })
        .collect();
    let reference = text("docs/reference.md");
    assert_eq!(rows(section(&reference, "Diagnostic codes")), expected);
}

#[test]
fn the_reference_lists_every_change() {
    let expected: Vec<&str> = ChangeKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(
        names(section(&text("docs/reference.md"), "Changes")),
        expected
    );
}

#[test]
fn the_reference_lists_every_key_of_a_recipe() {
    let known = |recipe: &str| -> BTreeSet<String> {
        match Recipe::parse(recipe, Path::new("decks/x.yaml")) {
            Err(RecipeError::Invalid {
                fault: Fault::UnknownKey { known, .. },
                ..
            }) => known.into_iter().map(str::to_owned).collect(),
            other => panic!("an unknown key was expected: {other:?}"),
        }
    };
    let reference = text("docs/reference.md");
    let section = section(&reference, "Recipes");
    let listed: BTreeSet<String> = names(section).into_iter().collect();
    assert_eq!(listed, known("zzzzzzzz: 1\n"));
    for key in known("deck: X\nlimits:\n  zzzzzzzz: 1\n") {
        assert!(section.contains(&format!("`{key}`")), "{key}");
    }
    let example = Recipe::parse(block(section, "yaml"), Path::new("decks/x.yaml"));
    assert!(example.is_ok(), "{example:?}");
}

#[test]
fn the_example_of_an_overrides_file_is_one() {
    let reference = text("docs/reference.md");
    let example = Overrides::parse(block(section(&reference, "Overrides"), "yaml"));
    assert_eq!(example.expect("an overrides file").keys().count(), 3);
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = text("Cargo.toml");
    let (_, tables) = manifest
        .split_once("\n[dependencies]\n")
        .expect("dependencies");
    let (tables, _) = tables.split_once("\n[lints").expect("what follows them");
    // A benchmark's table stands among them and names no crate.
    let lines = tables
        .split("\n[")
        .filter(|table| !table.starts_with("[bench]]"));
    let lines = lines
        .flat_map(str::lines)
        .filter_map(|line| line.split_once(" = "));
    let crates: Vec<&str> = lines
        .map(|(name, _)| name)
        .filter(|name| !name.starts_with('#'))
        .collect();
    let reasons = text("docs/dependencies.md");
    let listed: Vec<&str> = rows(&reasons)
        .into_iter()
        .map(|row| row[0].trim_matches('`'))
        .collect();
    assert_eq!(listed, crates);
}

#[test]
fn the_readme_and_the_program_have_the_same_commands() {
    let readme = text("README.md");
    let commands: BTreeSet<String> = Cli::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    let listed: BTreeSet<String> = names(section(&readme, "Commands"))
        .iter()
        .filter_map(|code| code.strip_prefix("cuedeck "))
        .map(|words| words.split(' ').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(listed, commands);
}

#[test]
fn every_command_line_in_the_documents_is_valid() {
    let mut tried = 0;
    for document in &documents() {
        let text = text(document);
        let quoted = text.split('`').skip(1).step_by(2);
        let typed = text.lines();
        for line in quoted.chain(typed) {
            // `cuedeck = …` is a line of somebody's Cargo.toml.
            let words = line.strip_prefix("cuedeck ");
            let Some(words) = words.filter(|words| !words.starts_with('=')) else {
                continue;
            };
            let words = words.split_once('#').map_or(words, |(words, _)| words);
            // Placeholders in brackets may be left out; in capitals, any word will do.
            let words = words
                .split_whitespace()
                .filter(|word| !word.starts_with('['));
            let line: Vec<&str> = std::iter::once("cuedeck").chain(words).collect();
            // `cuedeck reject` alone names the command and is no command line.
            let named = line.len() == 2;
            let parsed = Cli::try_parse_from(&line);
            let known = named && Cli::command().find_subcommand(line[1]).is_some();
            assert!(
                parsed.is_ok() || known || ["help", "--help", "--version"].contains(&line[1]),
                "{document}: {line:?}"
            );
            tried += 1;
        }
    }
    assert!(tried >= 15, "only {tried} were found");
}

#[test]
fn every_link_between_the_documents_leads_somewhere() {
    let mut followed = 0;
    for document in &documents() {
        let text = text(document);
        let folder = Path::new(document).parent().expect("a folder");
        // What stands in code is no link.
        let prose: String = text.split("```").step_by(2).collect();
        for target in prose.split("](").skip(1) {
            let target = target.split(')').next().unwrap_or_default();
            if target.contains("://") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let file = match file {
                "" => document.clone(),
                file => folder.join(file).to_string_lossy().into_owned(),
            };
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
            assert!(path.exists(), "{document} leads to {target}");
            let leads = heading.is_empty() || anchors(&self::text(&file)).contains(heading);
            assert!(leads, "{document} leads to {target}");
            followed += 1;
        }
    }
    assert!(followed >= 40, "only {followed} links");
}

/// The names that links give to headings: small letters, hyphens for spaces, no marks.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let name = |line: &str| {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(name).collect()
}

#[test]
fn troubleshooting_quotes_messages_and_codes_that_exist() {
    let text = text("docs/troubleshooting.md");
    let plain = |text: &str| text.replace(['`', '\\'], "");
    let sources = plain(&sources(Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src"
    ))));
    let codes: BTreeSet<&str> = Rule::ALL
        .iter()
        .map(|rule| rule.code())
        .chain(Reason::ALL.iter().map(|reason| reason.code()))
        .collect();
    let mut quoted = 0;
    for row in text.lines().filter(|line| line.starts_with("| `")) {
        let cell = row
            .trim_matches('|')
            .split(" | ")
            .next()
            .unwrap_or_default();
        let words = cell.trim();
        let code = words.split(", ").map(|code| code.trim_matches('`'));
        if code.clone().all(|code| codes.contains(code)) {
            quoted += 1;
            continue;
        }
        for message in words.split("`, `") {
            for part in plain(message).split('…').map(str::trim) {
                assert!(sources.contains(part), "nothing says `{part}`, of {words}");
            }
        }
        quoted += 1;
    }
    assert!(quoted >= 30, "only {quoted} rows");
}

/// All source files below a folder, as one text.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    let texts = entries.map(|path| match path.is_dir() {
        true => sources(&path),
        false if path.extension().is_some_and(|ending| ending == "rs") => {
            fs::read_to_string(&path).expect("source")
        }
        false => String::new(),
    });
    texts.collect()
}

#[test]
fn the_note_in_the_readme_gives_the_card_below_it() {
    let readme = text("README.md");
    let source = SourceFile {
        path: NotePath::new("strategy.md"),
        bytes: block(&readme, "markdown").as_bytes().to_vec(),
    };
    let study = pipeline::study([source]);
    assert_eq!(study.problems, []);
    let [card] = study.value.cards.as_slice() else {
        panic!("one card was expected: {:?}", study.value.cards);
    };
    let (video, time) = (&card.site.source.video, card.site.origin.timecodes[0]);
    let link = format!(
        "[{time}](https://www.youtube.com/watch?v={}&t={}s)",
        video.as_str(),
        time.seconds()
    );
    for shown in [
        format!("> <sub>{}</sub>\n", card.site.context),
        format!("> **{}**\n", card.wording.front.plain()),
        format!("> {}\n", card.wording.back.plain()),
        format!("{link}</sub>\n"),
    ] {
        assert!(readme.contains(&shown), "the README lacks: {shown}");
    }
}
