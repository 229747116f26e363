//! A terminal: the program on the one end, a reader of escape sequences on the other.

use std::io::{Read, Write};
use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use vt100::{Parser, Screen};

use crate::workdir::Workdir;

/// A terminal with a shell in it, which runs the program once.
pub struct Terminal {
    pty: Arc<Pty>,
    screen: Arc<Mutex<Parser>>,
    shell: Child,
    /// Whether its reader shall let go of it.
    gone: Arc<AtomicBool>,
}

/// How often the screen is looked at, at most, before something is missing: half a minute.
const LOOKS: u32 = 1500;

impl Terminal {
    /// Runs `cuedeck review` on a screen of 80 columns and 24 lines.
    pub fn review(dir: &Workdir, variables: &[(&str, &str)], args: &str) -> Self {
        Self::typed_ahead(dir, variables, args, "")
    }

    /// The same after somebody has typed ahead.
    pub fn typed_ahead(dir: &Workdir, variables: &[(&str, &str)], args: &str, keys: &str) -> Self {
        let (pty, pts) = open().expect("a terminal");
        (&pty).write_all(keys.as_bytes()).expect("it takes keys");
        pty.resize(Size::new(24, 80)).expect("a size");
        // What the terminal is like afterwards is asked of the terminal itself.
        // The shell outlives a Ctrl-C that was meant for what it runs.
        let line = format!(
            "trap : INT; {} review {args}; echo ended with $?; stty -a",
            env!("CARGO_BIN_EXE_cuedeck")
        );
        let shell = Command::new("sh")
            .args(["-c", &line])
            .current_dir(dir.path(""))
            .env_clear()
            .envs([
                ("PATH", "/usr/local/bin:/usr/bin:/bin"),
                ("TERM", "xterm-256color"),
                ("LANG", "C.UTF-8"),
            ])
            .envs(variables.iter().copied())
            .spawn(pts)
            .expect("a shell");
        let rows = |count: u16| std::num::NonZeroU16::new(count).expect("not zero");
        let screen = Arc::new(Mutex::new(Parser::new(rows(24), rows(80), 100)));
        let pty = Arc::new(pty);
        let (from, to) = (Arc::clone(&pty), Arc::clone(&screen));
        let gone = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&gone);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // It ends with an error when nobody holds the other end any more.
            while let Ok(count @ 1..) = (&*from).read(&mut bytes) {
                lock(&to).process(&bytes[..count]);
                if stop.load(Ordering::Relaxed) {
                    return;
                }
            }
        });
        Self {
            pty,
            screen,
            shell,
            gone,
        }
    }

    /// Presses keys, or whatever else a terminal sends.
    pub fn send(&self, keys: &str) -> &Self {
        (&*self.pty)
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
        self
    }

    /// Makes the window another one.
    pub fn resize(&self, rows: u16, columns: u16) {
        let count = |count: u16| std::num::NonZeroU16::new(count).expect("not zero");
        lock(&self.screen)
            .screen_mut()
            .set_size(count(rows), count(columns));
        self.pty.resize(Size::new(rows, columns)).expect("a size");
    }

    /// Takes the terminal away, as a connection does that breaks.
    pub fn hang_up(self) {
        self.gone.store(true, Ordering::Relaxed);
        // The reader wakes when there is something to read.
        self.resize(30, 100);
        for _ in 0..LOOKS {
            if Arc::strong_count(&self.pty) == 1 {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("the reader did not let go");
    }

    /// Looks at the screen.
    pub fn look<T>(&self, at: impl FnOnce(&Screen) -> T) -> T {
        at(lock(&self.screen).screen())
    }

    /// What stands on the screen.
    pub fn words(&self) -> String {
        self.look(|screen| screen.contents())
    }

    /// Waits until words stand on the screen.
    #[track_caller]
    pub fn shows(&self, words: &str) -> &Self {
        self.until(words, |screen| screen.contents().contains(words))
    }

    /// Waits until something is true of the screen.
    #[track_caller]
    pub fn until(&self, what: &str, is_so: impl Fn(&Screen) -> bool) -> &Self {
        for _ in 0..LOOKS {
            if self.look(&is_so) {
                return self;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("not seen: {what}\n{}", self.words());
    }

    /// Waits for the end, and sees that the terminal is as it was.
    #[track_caller]
    pub fn ended(&self, code: i32) -> String {
        self.shows(&format!("ended with {code}\n")).shows("echoke");
        let words = self.words();
        let modes: Vec<&str> = words.split_whitespace().collect();
        for mode in ["icanon", "isig", "echo", "icrnl", "opost"] {
            assert!(modes.contains(&mode), "{mode}: {words}");
        }
        self.look(|screen| {
            assert!(!screen.alternate_screen(), "the screen of before");
            assert!(!screen.hide_cursor(), "a cursor");
            assert!(!screen.bracketed_paste(), "paste as always");
        });
        words
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.shell.kill();
        let _ = self.shell.wait();
    }
}

fn lock(screen: &Mutex<Parser>) -> MutexGuard<'_, Parser> {
    screen.lock().unwrap_or_else(PoisonError::into_inner)
}
