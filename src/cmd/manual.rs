//! `cuedeck completions` and `cuedeck man`: the command line's own words, for shells and for
//! `man`.

use std::fs;
use std::io::{self, Write};

use clap::CommandFactory;
use clap_mangen::Man;

use crate::cli::{Cli, CompletionsArgs, ManArgs};

use super::console::Console;
use super::{CmdError, Outcome, StoreError};

/// Prints the completions of a shell.
pub(super) fn completions(args: &CompletionsArgs) -> Result<Outcome, CmdError> {
    // By way of memory: the generator takes a closed pipe for a reason to panic.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "cuedeck", &mut script);
    print(&script)
}

/// Prints the man page, or writes one for each command.
pub(super) fn man(args: &ManArgs, console: &Console) -> Result<Outcome, CmdError> {
    let Some(folder) = &args.dir else {
        let mut page = Vec::new();
        let rendered = Man::new(Cli::command()).render(&mut page);
        rendered.map_err(CmdError::Output)?;
        return print(&page);
    };
    let refused = |source: io::Error| StoreError::Write {
        path: folder.clone(),
        source,
    };
    fs::create_dir_all(folder).map_err(refused)?;
    clap_mangen::generate_to(Cli::command(), folder).map_err(refused)?;
    console.say(format_args!("wrote the manual into {}", folder.display()));
    Ok(Outcome::Done)
}

fn print(bytes: &[u8]) -> Result<Outcome, CmdError> {
    let mut out = io::stdout().lock();
    let printed = out.write_all(bytes).and_then(|()| out.flush());
    printed.map_err(CmdError::Output)?;
    Ok(Outcome::Done)
}
