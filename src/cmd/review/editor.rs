//! A card in a person's own editor.

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitStatus};

use crate::replace;
use crate::review::form::{Written, parse_form, render_form};

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
pub(super) enum EditorError {
    /// Nobody said which one.
    #[error("set VISUAL or EDITOR to your editor, or write here with e and a")]
    None,
    /// It cannot be run.
    #[error("cannot run the editor: {0}")]
    Run(#[source] io::Error),
    /// It said that it failed.
    #[error("the editor ended with {0}; nothing is changed")]
    Failed(ExitStatus),
    /// The form is no form any more.
    #[error("the line `Question:` is gone, so nothing is changed")]
    Form,
}

/// Lets a person write a card in their editor, and waits for it. The text lies where
/// temporary files lie and is gone afterwards.
pub(super) fn written(card: &Written, about: &str) -> Result<Written, EditorError> {
    let set = |name: &str| env::var_os(name).filter(|editor| !editor.is_empty());
    let editor = set("VISUAL").or_else(|| set("EDITOR"));
    let editor = editor.ok_or(EditorError::None)?;
    let mut file = tempfile::Builder::new()
        .prefix("cuedeck-card-")
        .suffix(".txt")
        .tempfile()
        .map_err(EditorError::Run)?;
    file.write_all(render_form(card, about).as_bytes())
        .map_err(EditorError::Run)?;
    // Closed, as some systems let nobody else write a file that is open; and by its name,
    // because editors put another file in its place.
    let path = file.into_temp_path();
    let status = command(editor, &path).status().map_err(EditorError::Run)?;
    if !status.success() {
        return Err(EditorError::Failed(status));
    }
    let text = replace::read_text(&path).map_err(EditorError::Run)?;
    match text.trim().is_empty() {
        true => Ok(card.clone()),
        false => parse_form(&text).ok_or(EditorError::Form),
    }
}

/// What is set may be a line of words, as in `code --wait`; everybody hands it to a shell.
#[cfg(unix)]
fn command(editor: OsString, file: &Path) -> Command {
    let mut line = editor;
    line.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(line).arg("sh").arg(file);
    command
}

#[cfg(not(unix))]
fn command(editor: OsString, file: &Path) -> Command {
    let line = editor.to_string_lossy().into_owned();
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).arg(file);
    command
}
