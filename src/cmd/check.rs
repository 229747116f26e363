//! `cuedeck check`: what the notes and recipes have wrong, and nothing else.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::{CheckArgs, CheckFormat};
use crate::diag::{self, Severity};
use crate::pipeline::{self, Shelf, Watch};

use super::console::Console;
use super::job::jobs;
use super::{CmdError, Outcome, outcome_of};

/// Prints every diagnostic of the notes that were asked for.
pub(super) fn run(args: &CheckArgs, console: &Console) -> Result<Outcome, CmdError> {
    if let Some(code) = &args.explain {
        // The command line takes no code without a text; a test holds the two together.
        let text = diag::explanation(code).unwrap_or_default();
        write!(anstream::stdout(), "{text}").map_err(CmdError::Output)?;
        return Ok(Outcome::Done);
    }
    let mut problems = Vec::new();
    let mut notes = 0;
    for job in jobs(&args.input.paths)? {
        let progress = console.progress(2 * job.len() as u64);
        let watch = Watch {
            memory: false,
            step: &|| progress.step(),
        };
        let checked = pipeline::study_shelf(&job, watch)?;
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
