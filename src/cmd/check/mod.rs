//! `cuedeck check`: what the notes and recipes have wrong, and, on request, repairs.

mod fix;

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::cache::Access;
use crate::cli::{CheckArgs, CheckFormat};
use crate::diag::{self, Diagnostic, Severity};
use crate::pipeline::{Shelf, Watch};

use crate::cmd::console::Console;
use crate::cmd::job::asked_for;
use crate::cmd::{CmdError, Outcome, outcome_of};

/// Prints every diagnostic of the notes that were asked for.
pub(super) fn run(args: &CheckArgs, console: &Console) -> Result<Outcome, CmdError> {
    if let Some(code) = &args.explain {
        // The command line takes no code without a text; a test holds the two together.
        let text = diag::explanation(code).unwrap_or_default();
        write!(anstream::stdout(), "{text}").map_err(CmdError::Output)?;
        return Ok(Outcome::Done);
    }
    if args.diff {
        return show(args, console);
    }
    let mut problems = Vec::new();
    let mut files: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut notes = 0;
    for job in asked_for(&args.input)? {
        if args.fix {
            fix::fix(&job, console)?;
        }
        let found = job.found().iter();
        files.extend(found.map(|found| (found.path.to_string(), found.file.clone())));
        let progress = console.progress(2 * job.len() as u64);
        let watch = Watch {
            memory: false,
            left_out: false,
            step: &|| progress.step(),
        };
        let checked = job.study(job.cache(Access::Read).as_ref(), watch)?;
        progress.done();
        notes += checked.value.notes;
        problems.extend(checked.problems);
    }
    // Two recipes may hold the same note.
    problems.dedup();
    let mut out = anstream::stdout().lock();
    match args.format {
        CheckFormat::Json => {
            let text = serde_json::to_string_pretty(&problems).expect("a diagnostic is plain data");
            writeln!(out, "{text}").map_err(CmdError::Output)?;
        }
        CheckFormat::Sarif => {
            let file = |problem: &Diagnostic| match files.get(&problem.path) {
                Some(file) => with_slashes(file),
                None => problem.path.clone(),
            };
            let log = diag::sarif(&problems, file);
            let text = serde_json::to_string_pretty(&log).expect("a log is plain data");
            writeln!(out, "{text}").map_err(CmdError::Output)?;
        }
        CheckFormat::Human => {
            for problem in &problems {
                writeln!(out, "{}\n", problem.render(true)).map_err(CmdError::Output)?;
            }
        }
    }
    let mut by_severity: BTreeMap<Severity, usize> = BTreeMap::new();
    for problem in &problems {
        *by_severity.entry(problem.rule.severity()).or_default() += 1;
    }
    let count = |severity| by_severity.get(&severity).copied().unwrap_or(0);
    console.say(format_args!(
        "notes {notes}: errors {}, warnings {}, remarks {}",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info),
    ));
    Ok(outcome_of(&problems))
}

/// Prints what `--fix` would change.
fn show(args: &CheckArgs, console: &Console) -> Result<Outcome, CmdError> {
    let for_reading = io::stdout().is_terminal();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut notes, mut repaired) = (0, 0);
    for job in asked_for(&args.input)? {
        let sources = job.sources()?;
        notes += sources.len();
        repaired += fix::diff(&job, &sources, for_reading, &mut out).map_err(CmdError::Output)?;
    }
    out.flush().map_err(CmdError::Output)?;
    console.say(format_args!("notes {notes}: --fix would change {repaired}"));
    Ok(Outcome::Done)
}

/// A path as programs on every system write it, without a `./` at its head.
fn with_slashes(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    path.display()
        .to_string()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
