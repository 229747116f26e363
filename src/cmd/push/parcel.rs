//! The packages to hand over, looked at before Anki is: Anki opens its window on a missing
//! or broken file, too, and complains only when Import is pressed.

use std::path::{Path, PathBuf};

use crate::package;
use crate::plan::AnkiNote;
use crate::recipe::Recipe;

use super::super::CmdError;
use super::super::job::{deck_name_of, is_recipe, or_recipes};
use super::error::PushError;

/// A package that can be handed over.
pub(super) struct Parcel {
    /// Its path as people know it.
    pub shown: PathBuf,
    /// Its whole path: Anki takes others from its own folder.
    pub path: PathBuf,
    /// What it holds; never empty.
    pub notes: Vec<AnkiNote>,
}

/// The packages that the command line asks for.
pub(super) fn asked_for(paths: &[PathBuf]) -> Result<Vec<Parcel>, CmdError> {
    let paths = or_recipes(paths)?;
    if paths.is_empty() {
        return Err(CmdError::NothingToDo);
    }
    let mut packages: Vec<PathBuf> = Vec::new();
    for path in paths.iter() {
        let package = package_of(path)?;
        if !packages.contains(&package) {
            packages.push(package);
        }
    }
    packages.into_iter().map(checked).collect()
}

/// Where the package of a path is: the path itself, or where `build` puts it.
fn package_of(path: &Path) -> Result<PathBuf, PushError> {
    let is = |ending: &str| {
        path.extension()
            .is_some_and(|own| own.eq_ignore_ascii_case(ending))
    };
    if is("apkg") {
        return Ok(path.to_owned());
    }
    if is_recipe(path) {
        return Ok(Recipe::package_path(path));
    }
    if path.is_file() && !is("md") {
        return Err(PushError::NotAPackage {
            path: path.to_owned(),
        });
    }
    Ok(Path::new("decks").join(format!("{}.apkg", deck_name_of(path))))
}

fn checked(shown: PathBuf) -> Result<Parcel, CmdError> {
    package::check_name(&shown)?;
    if !shown.is_file() {
        return Err(PushError::NoPackage { path: shown }.into());
    }
    let path = std::path::absolute(&shown).map_err(|source| PushError::Where {
        path: shown.clone(),
        source,
    })?;
    if path.to_str().is_none() {
        return Err(PushError::NotUnicode { path }.into());
    }
    let packaged = package::read_notes(&shown)?;
    let notes: Vec<AnkiNote> = packaged.into_iter().map(|packaged| packaged.note).collect();
    match notes.is_empty() {
        true => Err(CmdError::NothingToAdopt { path: shown }),
        false => Ok(Parcel { shown, path, notes }),
    }
}
