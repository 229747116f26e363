//! What people read: messages on stderr, in colour where that is wanted.

use std::error::Error;
use std::fmt::Display;

use anstyle::{AnsiColor, Style};
use clap::ColorChoice;
use serde::{Deserialize, Serialize};

use crate::cli::MessageArgs;
use crate::diag::{Diagnostic, Severity, visible};

use super::causes;
use super::progress::Progress;

/// Most warnings that `build` and `cards` print one by one; `check` prints all.
const SHOWN: usize = 8;

/// Where messages go, and which.
pub(super) struct Console {
    quiet: bool,
}

impl Console {
    /// Sets the program's colours. NO_COLOR and CLICOLOR_FORCE count unless told otherwise.
    pub fn new(args: MessageArgs) -> Self {
        let choice = match args.color {
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
            ColorChoice::Auto => anstream::ColorChoice::Auto,
        };
        choice.write_global();
        Self { quiet: args.quiet }
    }

    /// Prints a line for people.
    pub fn say(&self, line: impl Display) {
        if !self.quiet {
            anstream::eprintln!("{line}");
        }
    }

    /// A bar for work that takes a while; nothing shows when messages are not read by a
    /// person.
    pub fn progress(&self, steps: u64) -> Progress {
        Progress::new(steps, self.quiet)
    }

    /// Prints an error with its causes.
    pub fn error(&self, error: &dyn Error, excerpt: Option<&str>) {
        let style = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
        anstream::eprintln!("{style}error{style:#}: {}", visible(&error.to_string()));
        if let Some(excerpt) = excerpt {
            anstream::eprintln!("{excerpt}");
        }
        for cause in causes(error) {
            // Some readers draw the place over several lines.
            let lines: Vec<String> = cause.to_string().lines().map(visible).collect();
            anstream::eprintln!("  caused by: {}", lines.join("\n"));
        }
    }

    /// Prints the errors in the notes, some of the warnings, and how to see the rest.
    pub fn problems(&self, problems: &[Diagnostic]) {
        self.show(&Problems::of(problems));
    }

    /// The same when they are in words already.
    pub fn show(&self, problems: &Problems) {
        for error in &problems.errors {
            anstream::eprintln!("{error}\n");
        }
        if self.quiet {
            return;
        }
        for warning in &problems.warnings {
            anstream::eprintln!("{warning}\n");
        }
        if problems.more > 0 {
            let more = problems.more;
            anstream::eprintln!("… and {more} more warnings; `cuedeck check` shows them all\n");
        }
    }
}

/// The trouble in the notes, as it is printed.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Problems {
    errors: Vec<String>,
    /// The first few.
    warnings: Vec<String>,
    /// How many warnings there are beside them.
    more: usize,
}

impl Problems {
    /// Draws them.
    pub fn of(problems: &[Diagnostic]) -> Self {
        let of = |severity| {
            problems
                .iter()
                .filter(move |problem| problem.rule.severity() == severity)
        };
        let drawn = |problem: &Diagnostic| problem.render(true);
        Self {
            errors: of(Severity::Error).map(drawn).collect(),
            warnings: of(Severity::Warning).take(SHOWN).map(drawn).collect(),
            more: of(Severity::Warning).count().saturating_sub(SHOWN),
        }
    }
}
