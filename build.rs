//! Names the program by its own source: a cache is good for the program that wrote it, and
//! for no other.
//!
//! A version number would have to be raised by hand with each change of what is read, asked
//! or refused, and a cache that outlives one such change shows yesterday's cards.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    let mut hash = Sha256::new();
    let mut files = Vec::new();
    for root in ["src", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={root}");
        list(Path::new(root), &mut files)?;
    }
    files.sort();
    for file in files {
        let bytes = fs::read(&file)?;
        // Slashes on every system, lest the same source have two names.
        let name = file.to_string_lossy().replace('\\', "/");
        for part in [name.as_bytes(), &bytes] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    let digest: String = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
    println!("cargo::rustc-env=CUEDECK_SOURCE={digest}");
    Ok(())
}

/// All files at or below `path`. The lock file is not there where Cuedeck is a dependency.
fn list(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            list(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_owned());
    }
    Ok(())
}
