//! Folders → note files → bytes. The only part of this room that touches the disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use ignore::{DirEntry, WalkBuilder};

use super::{NotePath, SourceFile};

/// A note file that was found but not yet read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundNote {
    /// Where it stands below the folder that was searched.
    pub path: NotePath,
    /// The file to open.
    pub file: PathBuf,
}

/// Why notes could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The path that was named does not exist or cannot be looked at.
    #[error("cannot find notes at `{}`", path.display())]
    Missing {
        /// The path as it was named.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The path that was named is neither a folder nor a regular file.
    #[error("`{}` is neither a folder nor a file", path.display())]
    NotAFile {
        /// The path as it was named.
        path: PathBuf,
    },
    /// Something below the folder cannot be looked into; the source names it.
    #[error("cannot look for notes in `{}`", path.display())]
    Walk {
        /// The folder that was searched.
        path: PathBuf,
        /// What went wrong, and where.
        source: Box<ignore::Error>,
    },
    /// What should say which files are left out is a pipe, a device or a socket. To read it
    /// could wait for ever, and to pass it over would take in what it leaves out.
    #[error("`{}` is no regular file, so nothing says which notes are left out", path.display())]
    IgnoreFile {
        /// What it is called.
        path: PathBuf,
    },
    /// A note was found and cannot be read.
    #[error("cannot read the note `{}`", path.display())]
    Read {
        /// The note.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Finds the notes below `root`, sorted by their paths; or `root` itself, if it is a file.
///
/// A note is a regular file that ends in `.md` or `.markdown`. Hidden files and what
/// `.gitignore` names are left out, and links to folders are not followed, so a loop of
/// links cannot trap the search.
///
/// # Errors
///
/// When `root` does not exist, a folder below it cannot be opened, or what says which files
/// are left out is no file.
pub fn find_notes(root: &Path) -> Result<Vec<FoundNote>, LoadError> {
    let about = fs::metadata(root).map_err(|source| LoadError::Missing {
        path: root.to_owned(),
        source,
    })?;
    if about.is_file() {
        let name = root.file_name().unwrap_or(root.as_os_str());
        return Ok(vec![FoundNote {
            path: NotePath::new(name.to_string_lossy()),
            file: root.to_owned(),
        }]);
    }
    if !about.is_dir() {
        return Err(LoadError::NotAFile {
            path: root.to_owned(),
        });
    }
    if let Some(path) = strange_ignore_file_above(root) {
        return Err(LoadError::IgnoreFile { path });
    }
    // Each folder is asked before the walk reads what stands in it.
    let (tell, strange) = mpsc::channel();
    let enter = move |entry: &DirEntry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        match is_folder
            .then(|| strange_ignore_file(entry.path()))
            .flatten()
        {
            None => true,
            Some(path) => tell.send(path).is_err(),
        }
    };
    let mut found = Vec::new();
    // `.gitignore` counts outside a repository too: a vault synchronised without its `.git`
    // folder must give the same cards.
    let walk = WalkBuilder::new(root)
        .require_git(false)
        .filter_entry(enter)
        .build();
    for entry in walk {
        let entry = entry.map_err(|source| LoadError::Walk {
            path: root.to_owned(),
            source: Box::new(source),
        })?;
        // A linked file is asked what it leads to; a named pipe or device is never opened,
        // since reading one could wait for ever.
        let is_note = has_note_ending(entry.path())
            && entry.file_type().is_some_and(|kind| {
                kind.is_file() || (kind.is_symlink() && entry.path().is_file())
            });
        if is_note {
            found.push(FoundNote {
                path: path_below(root, entry.path()),
                file: entry.into_path(),
            });
        }
    }
    if let Ok(path) = strange.try_recv() {
        return Err(LoadError::IgnoreFile { path });
    }
    found.sort_by(|a, b| (&a.path, &a.file).cmp(&(&b.path, &b.file)));
    Ok(found)
}

/// The folders in which [`find_notes`] looks, `root` among them; for whoever wants to be told
/// of notes to come. What it would refuse to look into is left out.
pub fn find_folders(root: &Path) -> Vec<PathBuf> {
    if strange_ignore_file_above(root).is_some() {
        return vec![root.to_owned()];
    }
    // The root itself may be a link; those below it are not followed.
    let is_folder = |entry: &DirEntry| {
        entry.depth() == 0 || entry.file_type().is_some_and(|kind| kind.is_dir())
    };
    let enter =
        move |entry: &DirEntry| is_folder(entry) && strange_ignore_file(entry.path()).is_none();
    let walk = WalkBuilder::new(root)
        .require_git(false)
        .filter_entry(enter)
        .build();
    walk.flatten().map(DirEntry::into_path).collect()
}

/// What stands in the place of such a file in a folder or in one above it.
fn strange_ignore_file_above(folder: &Path) -> Option<PathBuf> {
    let whole = fs::canonicalize(folder);
    let whole = whole.as_deref().unwrap_or(folder);
    whole.ancestors().find_map(strange_ignore_file)
}

/// What a folder has in the place of a file that says what is left out, if it is none.
fn strange_ignore_file(folder: &Path) -> Option<PathBuf> {
    let mut names = [".gitignore", ".ignore"]
        .map(|name| folder.join(name))
        .into_iter();
    names.find(|name| fs::metadata(name).is_ok_and(|about| !about.is_file() && !about.is_dir()))
}

/// Reads one note that [`find_notes`] found.
///
/// # Errors
///
/// When the file cannot be read.
pub fn read_note(note: &FoundNote) -> Result<SourceFile, LoadError> {
    let bytes = fs::read(&note.file).map_err(|source| LoadError::Read {
        path: note.file.clone(),
        source,
    })?;
    Ok(SourceFile {
        path: note.path.clone(),
        bytes,
    })
}

/// Reads the notes of all `roots` that `wanted` asks for, sorted by path.
///
/// # Errors
///
/// As [`find_notes`] and [`read_note`].
pub fn load(
    roots: &[PathBuf],
    wanted: &dyn Fn(&NotePath) -> bool,
) -> Result<Vec<SourceFile>, LoadError> {
    let mut found = Vec::new();
    for root in roots {
        found.extend(find_notes(root)?);
    }
    found.retain(|note| wanted(&note.path));
    found.sort_by(|a, b| (&a.path, &a.file).cmp(&(&b.path, &b.file)));
    // A note named twice, as in `cuedeck build notes notes`, is still one note.
    found.dedup();
    found.iter().map(read_note).collect()
}

fn has_note_ending(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown")
    })
}

/// The path of `file` below `root` with `/` between its parts. A name that is not Unicode
/// is shown with replacement characters; the file is opened by its real name.
fn path_below(root: &Path, file: &Path) -> NotePath {
    let below = file.strip_prefix(root).unwrap_or(file);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    NotePath::new(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        for (path, text) in files {
            let file = dir.path().join(path);
            let folder = file.parent().expect("the file stands in the folder");
            fs::create_dir_all(folder).expect("a folder can be made");
            fs::write(file, text).expect("a file can be written");
        }
        dir
    }

    fn paths(root: &Path) -> Vec<String> {
        let found = find_notes(root).expect("the folder is readable");
        found
            .into_iter()
            .map(|note| note.path.to_string())
            .collect()
    }

    #[test]
    fn notes_are_found_in_the_order_of_their_paths() {
        let dir = vault(&[
            ("b/z.md", ""),
            ("a.MD", ""),
            ("b.markdown", ""),
            ("c.txt", ""),
        ]);
        assert_eq!(paths(dir.path()), ["a.MD", "b.markdown", "b/z.md"]);
    }

    #[test]
    fn hidden_and_ignored_files_are_no_notes() {
        let dir = vault(&[
            (".gitignore", "drafts/\n"),
            (".obsidian/x.md", ""),
            ("drafts/y.md", ""),
            ("z.md", ""),
        ]);
        assert_eq!(paths(dir.path()), ["z.md"]);
    }

    #[test]
    fn a_file_named_directly_is_known_by_its_name() {
        let dir = vault(&[("deep/down/a.md", "words")]);
        let file = dir.path().join("deep/down/a.md");
        assert_eq!(paths(&file), ["a.md"]);
        let read = load(&[file], &|_| true).expect("the file is readable");
        assert_eq!(read[0].bytes, b"words");
    }

    #[test]
    fn a_path_that_does_not_exist_is_named_in_the_error() {
        let error = find_notes(Path::new("no/such/folder")).expect_err("it does not exist");
        assert_eq!(error.to_string(), "cannot find notes at `no/such/folder`");
        assert!(std::error::Error::source(&error).is_some());
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_ends() {
        let dir = vault(&[("a/one.md", "")]);
        std::os::unix::fs::symlink(dir.path(), dir.path().join("a/loop"))
            .expect("a link can be made");
        std::os::unix::fs::symlink("one.md", dir.path().join("a/two.md"))
            .expect("a link can be made");
        assert_eq!(paths(dir.path()), ["a/one.md", "a/two.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_or_pipe_is_not_opened() {
        let dir = vault(&[("one.md", "")]);
        let socket = dir.path().join("pipe.md");
        std::os::unix::net::UnixListener::bind(&socket).expect("a socket can be made");
        assert_eq!(paths(dir.path()), ["one.md"]);
        assert!(matches!(
            find_notes(&socket),
            Err(LoadError::NotAFile { .. })
        ));
    }
}
