//! Runs packages through the real Anki, in a virtual environment the tests make themselves.
//!
//! The environment lies in the target folder and is made once, from the pinned
//! `requirements.txt`. `CUEDECK_SKIP_ANKI=1` skips all of it.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};

const REQUIREMENTS: &str = include_str!("requirements.txt");
const SKIP: &str = "CUEDECK_SKIP_ANKI";

/// The real Anki. `None` from [`AnkiImport::new`] means: the person asked to skip it.
pub struct AnkiImport {
    python: PathBuf,
}

/// What happens to the collection, one after the other.
pub enum Step<'a> {
    /// A package, or a text file, is imported with the dialog's own options.
    Import(&'a Path),
    /// The owner gives a note a tag.
    Tag {
        /// The note.
        guid: &'a str,
        /// The tag.
        with: &'a str,
    },
    /// The owner changes a field of a note.
    Edit {
        /// The note.
        guid: &'a str,
        /// The field's place.
        field: usize,
        /// The new HTML.
        text: &'a str,
    },
    /// The owner answers a note's card so often that it is a review card of 30 days.
    Study(&'a str),
}

impl AnkiImport {
    /// Finds or makes the environment; says so when asked to skip.
    pub fn new() -> Option<Self> {
        static PYTHON: OnceLock<Result<PathBuf, String>> = OnceLock::new();
        if std::env::var_os(SKIP).is_some_and(|value| value == "1") {
            eprintln!("SKIPPED because {SKIP}=1: nothing was tried with the real Anki");
            return None;
        }
        match PYTHON.get_or_init(environment) {
            Ok(python) => Some(Self {
                python: python.clone(),
            }),
            Err(missing) => panic!("{missing}; set {SKIP}=1 to skip the tests with Anki"),
        }
    }

    /// The Python that knows Anki.
    pub fn python(&self) -> &Path {
        &self.python
    }

    /// Imports packages one after the other into one fresh collection, and tells what is
    /// in it after each: see `import.py` for the answer's shape.
    #[must_use]
    pub fn run(&self, packages: &[&Path]) -> Value {
        let steps: Vec<Step> = packages.iter().map(|path| Step::Import(path)).collect();
        self.steps(&steps)
    }

    /// As [`AnkiImport::run`], with the owner at work between the imports.
    #[must_use]
    pub fn steps(&self, steps: &[Step]) -> Value {
        let steps: Vec<Value> = steps.iter().map(Step::json).collect();
        let mut child = Command::new(&self.python)
            .args(["-c", include_str!("import.py")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts");
        let mut stdin = child.stdin.take().expect("stdin is piped");
        stdin
            .write_all(Value::from(steps).to_string().as_bytes())
            .expect("Python takes the steps");
        drop(stdin);
        let output = child.wait_with_output().expect("Python ends");
        assert!(output.status.success(), "import.py failed, see above");
        let answer: Value = serde_json::from_slice(&output.stdout).expect("import.py prints JSON");
        assert_eq!(answer["error"], Value::Null, "Anki refused the import");
        answer
    }
}

impl Step<'_> {
    fn json(&self) -> Value {
        match self {
            Step::Import(path) => json!({"import": path}),
            Step::Edit { guid, field, text } => json!({"edit": guid, "field": field, "text": text}),
            Step::Tag { guid, with } => json!({"tag": guid, "with": with}),
            Step::Study(guid) => json!({"study": guid}),
        }
    }
}

/// The Python with Anki in it. Several test programs may ask at once: a lock file lets one
/// make the environment while the others wait.
fn environment() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("anki");
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make a folder: {error}"))?;
    let lock = File::create(folder.join("lock"))
        .and_then(|file| file.lock().map(|()| file))
        .map_err(|error| format!("cannot lock the folder for Anki: {error}"))?;
    let home = folder.join("venv");
    let python = if cfg!(windows) {
        home.join("Scripts").join("python.exe")
    } else {
        home.join("bin").join("python")
    };
    // Written last, so that an environment left half-made is made again.
    let finished = folder.join("finished");
    if fs::read_to_string(&finished).is_ok_and(|made| made == REQUIREMENTS) && python.exists() {
        return Ok(python);
    }
    let requirements = folder.join("requirements.txt");
    fs::write(&requirements, REQUIREMENTS).map_err(|error| format!("cannot write: {error}"))?;
    let system = if cfg!(windows) { "python" } else { "python3" };
    succeed(
        Command::new(system)
            .args(["-m", "venv", "--clear"])
            .arg(&home),
        "Python 3.9 or later with its venv module is missing",
    )?;
    succeed(
        Command::new(&python)
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ])
            .arg("--requirement")
            .arg(&requirements),
        "Anki could not be installed with pip: no network or no such version",
    )?;
    fs::write(&finished, REQUIREMENTS).map_err(|error| format!("cannot write: {error}"))?;
    drop(lock);
    Ok(python)
}

/// Runs a command; what it lacks is told in one sentence.
fn succeed(command: &mut Command, otherwise: &str) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(otherwise.to_owned()),
        Err(error) => Err(format!("{otherwise} ({error})")),
    }
}
