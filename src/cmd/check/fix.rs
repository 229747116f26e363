//! `cuedeck check --fix` and `--diff`: repairs of the notes themselves.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use similar::TextDiff;

use crate::cmd::console::Console;
use crate::cmd::job::Job;
use crate::cmd::{CmdError, StoreError};
use crate::diag::visible_lines;
use crate::note::SourceFile;
use crate::note::repair::{Repair, repairs};
use crate::replace::NewFile;

/// Lines around a change that a diff shows.
const CONTEXT: usize = 3;

/// Repairs the notes of a job.
pub(super) fn fix(job: &Job, console: &Console) -> Result<(), CmdError> {
    let sources = job.sources()?;
    for repair in repairs(&sources) {
        let file = &job.found()[repair.source].file;
        replace(file, &sources[repair.source].bytes, &repair.text)?;
        console.say(format_args!("{}: {}", file.display(), counted(&repair)));
    }
    Ok(())
}

/// Shows what [`fix`] would do. Gives the number of notes that it would change.
/// `for_reading` makes control characters visible, which `patch` needs as they are.
pub(super) fn diff(
    job: &Job,
    sources: &[SourceFile],
    for_reading: bool,
    out: &mut impl Write,
) -> io::Result<usize> {
    let repairs = repairs(sources);
    for repair in &repairs {
        let name = job.found()[repair.source].file.display().to_string();
        // A note that is repaired was read, so it is text.
        let old = String::from_utf8_lossy(&sources[repair.source].bytes);
        let diff = TextDiff::from_lines(&*old, &repair.text);
        let mut unified = diff.unified_diff();
        let (from, to) = (format!("a/{name}"), format!("b/{name}"));
        unified.context_radius(CONTEXT).header(&from, &to);
        let unified = unified.to_string();
        match for_reading {
            true => out.write_all(visible_lines(&unified).as_bytes())?,
            false => out.write_all(unified.as_bytes())?,
        }
    }
    Ok(repairs.len())
}

/// Puts a note in the place of the one that was read, and only of that one.
fn replace(file: &Path, read: &[u8], text: &str) -> Result<(), CmdError> {
    let write = |source| StoreError::Write {
        path: file.to_owned(),
        source,
    };
    let new = NewFile::beside(file).map_err(write)?;
    let permissions = fs::metadata(file).map_err(write)?.permissions();
    new.file().set_permissions(permissions).map_err(write)?;
    new.file().write_all(text.as_bytes()).map_err(write)?;
    new.sync().map_err(write)?;
    // Its owner may be typing in it.
    if fs::read(file).map_err(write)? != read {
        return Err(CmdError::NoteChanged {
            path: file.to_owned(),
        });
    }
    Ok(new.put_in_place().map_err(write)?)
}

fn counted(repair: &Repair) -> String {
    let count = |number: usize, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let parts = [
        count(repair.tags, "damaged tag", "damaged tags"),
        count(
            repair.units,
            "timecode in the wrong unit",
            "timecodes in the wrong unit",
        ),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("repaired {}", parts.join(" and "))
}
