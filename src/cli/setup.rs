//! The words of the commands that set up a working folder and a shell.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

/// The words after `cuedeck init`.
#[derive(Args, Clone, Debug)]
pub struct InitArgs {
    /// The folder to set up; it is made if it is not there
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,

    /// Call the deck NAME
    ///
    /// `::` puts a deck inside another one, as in Work::Leadership. Without this, the deck
    /// is called what the folder is called.
    #[arg(long, value_name = "NAME")]
    pub deck: Option<String>,
}

/// The words after `cuedeck completions`.
#[derive(Args, Clone, Copy, Debug)]
pub struct CompletionsArgs {
    /// The shell to complete for
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: Shell,
}

/// The words after `cuedeck man`.
#[derive(Args, Clone, Debug)]
pub struct ManArgs {
    /// Write a page for the program and one for each command into FOLDER
    ///
    /// The folder is made if it is not there. The pages are called cuedeck.1,
    /// cuedeck-build.1 and so on; pages of these names are replaced.
    #[arg(long, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
}

pub(super) const AFTER_INIT: &str = "\
Examples:
  cuedeck init
  cuedeck init my-talks
  cuedeck init my-talks --deck Work::Talks

Exit codes:
  0  done
  1  something could not be read or written
  2  the command line is wrong
  3  not used by this command";

pub(super) const AFTER_COMPLETIONS: &str = "\
Examples:
  cuedeck completions bash > ~/.local/share/bash-completion/completions/cuedeck
  cuedeck completions zsh > ~/.zfunc/_cuedeck
  cuedeck completions fish > ~/.config/fish/completions/cuedeck.fish

Exit codes:
  0  done
  1  standard output could not be written
  2  the command line is wrong, or names another shell
  3  not used by this command";

pub(super) const AFTER_MAN: &str = "\
Examples:
  cuedeck man | man -l -
  cuedeck man --dir ~/.local/share/man/man1

Exit codes:
  0  done
  1  something could not be written
  2  the command line is wrong
  3  not used by this command";
