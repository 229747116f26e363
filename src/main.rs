//! The command line program: arguments in, exit code out.

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use cuedeck::cli::Cli;
use cuedeck::cmd;

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "the only clock of the program")]
    let started = Instant::now();
    cmd::run(Cli::parse(), &|| started.elapsed()).into()
}
