//! The terminal, for as long as it is ours.

use std::io::{self, IsTerminal, stdin, stdout};
use std::process;
use std::thread;
use std::time::Duration;

use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event};
use ratatui::crossterm::execute;

use crate::review::Triage;
use crate::review::view::{Look, draw};

use signals::Signals;

/// How long it may take until a signal to end is heard.
const PATIENCE: Duration = Duration::from_millis(200);

/// How a program ends that lost its terminal: 128, and 1 for SIGHUP, as if by the signal.
const GONE: i32 = 129;

/// A screen to draw on. It gives the terminal back when it is dropped, and when the program
/// panics, before the panic is told.
pub(super) struct Screen {
    terminal: DefaultTerminal,
    look: Look,
    signals: Signals,
}

impl Screen {
    /// Takes the terminal over.
    pub fn open(look: Look) -> io::Result<Self> {
        let signals = Signals::watch()?;
        thread::spawn(end_with_the_terminal);
        let mut screen = Self {
            terminal: open()?,
            look,
            signals,
        };
        screen.forget_keys()?;
        Ok(screen)
    }

    /// Gives the terminal back.
    pub fn close(self) {}

    /// Shows where the triage is.
    pub fn draw(&mut self, triage: &mut Triage) -> io::Result<()> {
        let look = self.look;
        self.terminal.draw(|frame| draw(frame, triage, look))?;
        Ok(())
    }

    /// Waits for a key; `None` when the program was told to end.
    pub fn next_event(&mut self) -> io::Result<Option<Event>> {
        while !event::poll(PATIENCE)? {
            if self.signals.end() {
                return Ok(None);
            }
        }
        event::read().map(Some)
    }

    /// Lets another program have the terminal while `work` runs.
    pub fn without<T>(&mut self, work: impl FnOnce() -> T) -> io::Result<T> {
        close();
        let done = work();
        // Ctrl-C there was meant for that program.
        self.signals.forget_interrupt();
        self.terminal = open()?;
        self.forget_keys()?;
        Ok(done)
    }

    /// Drops what was typed before there was anything to see: nobody decides unseen.
    fn forget_keys(&mut self) -> io::Result<()> {
        while event::poll(Duration::ZERO)? {
            event::read()?;
        }
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        close();
    }
}

/// Ends the program when its terminal is gone: a window was closed, a connection broke.
/// From a terminal that is gone, crossterm reads nothing for ever, and hears no signal
/// meanwhile. Every decision is on the disk, and there is no one to tell anything.
fn end_with_the_terminal() {
    while stdin().is_terminal() {
        thread::sleep(PATIENCE);
    }
    process::exit(GONE);
}

fn open() -> io::Result<DefaultTerminal> {
    let terminal = ratatui::try_init().inspect_err(|_| ratatui::restore())?;
    // What is pasted must not be taken for commands. A terminal that knows no such thing
    // does not mind.
    execute!(stdout(), EnableBracketedPaste)?;
    Ok(terminal)
}

fn close() {
    let _ = execute!(stdout(), DisableBracketedPaste);
    // It says on stderr what it could not do.
    ratatui::restore();
}

/// Signals that would end the program with the terminal still ours.
#[cfg(unix)]
mod signals {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::flag::register;

    #[derive(Default)]
    pub(super) struct Signals {
        interrupt: Arc<AtomicBool>,
        end: Arc<AtomicBool>,
    }

    impl Signals {
        pub fn watch() -> io::Result<Self> {
            let signals = Self::default();
            register(SIGINT, Arc::clone(&signals.interrupt))?;
            for signal in [SIGTERM, SIGHUP] {
                register(signal, Arc::clone(&signals.end))?;
            }
            Ok(signals)
        }

        pub fn end(&self) -> bool {
            let came = |flag: &AtomicBool| flag.load(Ordering::Relaxed);
            came(&self.interrupt) || came(&self.end)
        }

        pub fn forget_interrupt(&self) {
            self.interrupt.store(false, Ordering::Relaxed);
        }
    }
}

/// Elsewhere, Ctrl-C is a key like any other while the terminal is ours.
#[cfg(not(unix))]
mod signals {
    use std::io;

    pub(super) struct Signals;

    impl Signals {
        pub fn watch() -> io::Result<Self> {
            Ok(Self)
        }

        pub fn end(&self) -> bool {
            false
        }

        pub fn forget_interrupt(&self) {}
    }
}
