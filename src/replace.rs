//! Files that are replaced whole or not at all.
//!
//! The new bytes go into a file beside the old one, and only when they are on the disk does
//! it take the old one's name. So a crash, a kill or a full disk leaves the old file whole.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempPath};

/// What the names of unfinished files end in.
const ENDING: &str = ".tmp";
/// How many characters of such a name are drawn, to keep two programs apart.
const DRAWN: usize = 6;

/// Opens a file for reading that is a file: a pipe or a device of its name could be waited for
/// until the end of days.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let about = fs::metadata(path)?;
    match about.is_file() {
        true => File::open(path),
        false => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is not a file",
        )),
    }
}

/// The text of a file that is a file.
pub(crate) fn read_text(path: &Path) -> io::Result<String> {
    io::read_to_string(open(path)?)
}

/// A file that will take the place of another; it goes away by itself unless it is put
/// there.
#[derive(Debug)]
pub(crate) struct NewFile {
    file: NamedTempFile,
    target: PathBuf,
}

impl NewFile {
    /// An empty file beside the one that `to` names, or that a link at `to` leads to.
    ///
    /// # Errors
    /// When the folder takes no new file, or a folder stands at `to`.
    pub fn beside(to: &Path) -> io::Result<Self> {
        let target = resolved(to);
        if target.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Ok(Self {
            file: beside(&target)?,
            target,
        })
    }

    /// The file, for writing.
    pub fn file(&self) -> &File {
        self.file.as_file()
    }

    /// Sees the bytes onto the disk, so that nothing but a rename is left to do.
    pub fn sync(&self) -> io::Result<()> {
        self.file().sync_all()
    }

    /// Takes the old file's name.
    pub fn put_in_place(self) -> io::Result<()> {
        self.file
            .persist(&self.target)
            .map_err(|error| error.error)?;
        sync_folder(folder_of(&self.target));
        Ok(())
    }
}

/// An empty file beside `to` for whoever needs one while writing it. It lies there and not
/// in the system's temporary folder, which is often memory, or on a smaller disk.
pub(crate) fn scratch(to: &Path) -> io::Result<TempPath> {
    beside(&resolved(to)).map(NamedTempFile::into_temp_path)
}

/// Removes what killed programs left beside `to`. Only for whoever holds the lock that keeps
/// others from writing it.
pub(crate) fn sweep(to: &Path) {
    let target = resolved(to);
    let beginning = beginning(&target);
    let Ok(entries) = fs::read_dir(folder_of(&target)) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let drawn = name
            .to_str()
            .and_then(|name| name.strip_prefix(&beginning)?.strip_suffix(ENDING));
        if drawn.is_some_and(|drawn| drawn.chars().count() == DRAWN) {
            // One that stays does no harm, and the next build tries again.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn beside(target: &Path) -> io::Result<NamedTempFile> {
    let beginning = beginning(target);
    let mut builder = Builder::new();
    builder.prefix(&beginning).suffix(ENDING).rand_bytes(DRAWN);
    // Temporary files are private by default; these become files like any other.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder_of(target))
}

/// How the names of unfinished files of a target begin. No more of its name than leaves
/// room for the rest.
fn beginning(target: &Path) -> String {
    const LONGEST: usize = 120;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let end = name.floor_char_boundary(LONGEST);
    format!(".cuedeck-{}-", &name[..end])
}

/// The file a link leads to, so that the link itself stays.
fn resolved(to: &Path) -> PathBuf {
    fs::canonicalize(to).unwrap_or_else(|_| to.to_owned())
}

fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes the rename itself survive a power cut, where a system offers that. The file is in
/// place by now, so a refusal is no failure.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_program_left_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("a.apkg");
        for name in [
            ".cuedeck-a.apkg-Ab3dEf.tmp",
            ".cuedeck-b.apkg-Ab3dEf.tmp",
            ".cuedeck-a.apkg-b.apkg-Ab3dEf.tmp",
            "a.apkg",
        ] {
            fs::write(folder.path().join(name), "x").expect("a file");
        }
        sweep(&target);
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .expect("the folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        left.sort();
        assert_eq!(
            left,
            [
                ".cuedeck-a.apkg-b.apkg-Ab3dEf.tmp",
                ".cuedeck-b.apkg-Ab3dEf.tmp",
                "a.apkg"
            ]
        );
    }

    #[test]
    fn a_folder_is_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = NewFile::beside(folder.path()).expect_err("a folder");
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_the_file_it_leads_to_is_replaced() {
        use std::io::Write;
        let folder = tempfile::tempdir().expect("a folder");
        let [far, near] = ["far", "near"].map(|name| folder.path().join(name));
        fs::create_dir(&far).expect("a folder");
        fs::write(far.join("real"), "old").expect("a file");
        std::os::unix::fs::symlink(far.join("real"), &near).expect("a link");
        let new = NewFile::beside(&near).expect("a new file");
        new.file().write_all(b"new").expect("room");
        new.put_in_place().expect("a rename");
        assert!(near.is_symlink());
        assert_eq!(fs::read_to_string(far.join("real")).expect("text"), "new");
    }
}
