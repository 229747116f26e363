//! `cuedeck init`: a folder to begin with.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::InitArgs;
use crate::note::load;
use crate::recipe::{DeckName, Recipe};

use super::console::Console;
use super::job::{deck_name_of, recipes_in};
use super::{CmdError, Outcome, StoreError};

const RECIPE: &str = include_str!("recipe.yaml");
const SAMPLE: &str = include_str!("sample.md");
const GITIGNORE: &str = include_str!("gitignore");

/// Makes what is missing, and replaces nothing.
pub(super) fn run(args: &InitArgs, console: &Console) -> Result<Outcome, CmdError> {
    let root = &args.folder;
    let name = match &args.deck {
        Some(name) => DeckName::parse(name).map_err(CmdError::DeckOption)?,
        None => Recipe::for_folder(&deck_name_of(root)).deck,
    };
    let [decks, notes] = ["decks", "notes"].map(|name| root.join(name));
    for folder in [&decks, &notes] {
        fs::create_dir_all(folder).map_err(|source| CmdError::Folder {
            path: folder.clone(),
            source,
        })?;
    }
    match recipes_in(&decks)?.first() {
        Some(recipe) => kept(recipe, console),
        None => {
            let file = decks.join(file_name_of(&name)).with_extension("yaml");
            // A text in JSON is one in YAML too, whatever the name holds.
            let quoted = serde_json::Value::from(name.as_str()).to_string();
            make(&file, &RECIPE.replace("{deck}", &quoted), console)?;
        }
    }
    match load::find_notes(&notes)?.first() {
        Some(note) => kept(&note.file, console),
        None => make(&notes.join("sample.md"), SAMPLE, console)?,
    }
    make(&root.join(".gitignore"), GITIGNORE, console)?;
    console.say(match root == Path::new(".") {
        true => "next: cuedeck build".to_owned(),
        false => format!("next: cd {} && cuedeck build", in_shell(root)),
    });
    Ok(Outcome::Done)
}

/// Writes a new file, or says that there is one.
fn make(path: &Path, text: &str, console: &Console) -> Result<(), CmdError> {
    // The system tells whether there is one, so that none can come between asking and writing.
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => console.say(format_args!("wrote {}", shown(path).display())),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => kept(path, console),
        Err(source) => {
            let path = path.to_owned();
            return Err(StoreError::Write { path, source }.into());
        }
    }
    Ok(())
}

fn kept(path: &Path, console: &Console) {
    console.say(format_args!("kept  {}", shown(path).display()));
}

/// The path as a person would type it.
fn shown(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

/// A folder as a word of a shell.
fn in_shell(folder: &Path) -> String {
    let path = folder.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    match path.chars().all(plain) {
        true => path,
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

/// The last level of a deck's name as a file's name: small letters, hyphens for the rest.
fn file_name_of(deck: &DeckName) -> String {
    let level = deck.as_str().rsplit("::").next().unwrap_or_default();
    let words = level
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").to_lowercase();
    match name.is_empty() {
        true => "notes".to_owned(),
        false => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recipe_is_named_after_the_last_level_of_its_deck() {
        let name = |deck| file_name_of(&DeckName::parse(deck).expect("a name"));
        assert_eq!(name("Work::Talks & Papers!"), "talks-papers");
        assert_eq!(name("Übung"), "übung");
        assert_eq!(name("?!"), "notes");
    }

    #[test]
    fn a_folder_with_odd_characters_is_quoted_for_the_shell() {
        assert_eq!(in_shell(Path::new("my/talks-1")), "my/talks-1");
        assert_eq!(in_shell(Path::new("Ada's talks")), r"'Ada'\''s talks'");
    }
}
