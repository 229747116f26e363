//! The command line program: arguments in, exit code out.

use std::process::ExitCode;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use clap::Parser;
use cuedeck::cli::Cli;
use cuedeck::cmd;
use cuedeck::plan::BuildTime;

/// A deck is hundreds of thousands of small texts: the system's allocator takes a fifth of
/// the time for them on Linux.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[expect(clippy::disallowed_methods, reason = "the only clocks of the program")]
fn main() -> ExitCode {
    let started = Instant::now();
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    let clock = || {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        BuildTime::new(since.unwrap_or_default(), epoch.as_deref())
    };
    cmd::run(Cli::parse(), &clock, &|| started.elapsed()).into()
}
