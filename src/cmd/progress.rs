//! How far a long run is, on stderr.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that is over sooner shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// A progress bar that shows itself only when it is needed.
pub(super) struct Progress {
    bar: ProgressBar,
    quiet: bool,
}

impl Progress {
    /// A bar of so many steps, not shown yet.
    pub fn new(steps: u64, quiet: bool) -> Self {
        let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {eta} left")
            .expect("a template of known words");
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
        bar.set_style(style);
        Self { bar, quiet }
    }

    /// One step is done.
    pub fn step(&self) {
        self.bar.inc(1);
        if !self.quiet && self.bar.is_hidden() && self.bar.elapsed() > PATIENCE {
            // Draws nothing where stderr is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// All is done; the bar goes away.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}
