//! What notes hold before anything is asked of it: the ground that `cuedeck stats` counts on.

use rayon::prelude::*;

use crate::note::{MarkKind, Oddity, section_line};
use crate::statement::Statement;

use super::outline::{Outline, outlined};
use super::{Recordings, Shelf};

/// One note, statement by statement.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The note's path.
    pub note: String,
    /// The channel it comes from; `None` where it says none.
    pub channel: Option<String>,
    /// Its statements, in the order in which cards and reasons count them.
    pub statements: Vec<Surveyed>,
}

/// One statement.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// Its headings, outermost first, with ` › ` between.
    pub section: String,
    /// The notes it links to, as their files would be called.
    pub concepts: Vec<String>,
    /// The timecodes written in it.
    pub timecodes: Health,
    /// Where its card would link to.
    pub said: Said,
}

/// When a statement was said, as far as its note tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It cites a moment of its own.
    Itself,
    /// It cites none and takes the one of a later statement.
    Later,
    /// Nothing says it.
    Unknown,
}

/// Timecodes, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// How many are written.
    pub written: usize,
    /// How many mean another moment than they are written as.
    pub read_differently: usize,
    /// How many mean no moment at all.
    pub unusable: usize,
    /// How many stand in a damaged tag.
    pub damaged: usize,
}

/// Surveys the notes of a shelf, by path. What cannot be read as a note is passed over. The
/// notes of a recording are forgotten before the next one's are read.
///
/// # Errors
///
/// When a file cannot be had.
pub fn survey<S: Shelf + ?Sized>(shelf: &S) -> Result<Vec<Survey>, S::Error> {
    let recordings = Recordings::on(shelf, &|| {})?;
    let each: Vec<Result<Vec<Survey>, S::Error>> = recordings
        .each
        .into_par_iter()
        .map(|(_, files)| of_recording(shelf, &files))
        .collect();
    let mut surveys = Vec::with_capacity(shelf.len());
    for recording in each {
        surveys.extend(recording?);
    }
    surveys.sort_by(|a: &Survey, b| a.note.cmp(&b.note));
    Ok(surveys)
}

/// Surveys the notes of one recording, which vouch for each other's timecodes.
fn of_recording<S: Shelf + ?Sized>(shelf: &S, files: &[usize]) -> Result<Vec<Survey>, S::Error> {
    let sources: Result<Vec<_>, _> = files.iter().map(|&file| shelf.read(file)).collect();
    let outlines = outlined(sources?);
    Ok(outlines.into_iter().map(surveyed).collect())
}

fn surveyed(outline: Outline) -> Survey {
    let Outline {
        note,
        statements,
        said_at,
    } = outline;
    let surveyed = statements.iter().zip(said_at);
    let surveyed = surveyed.map(|(statement, said_at)| Surveyed {
        section: section_line(&note.sections[statement.section].headings),
        concepts: concepts(statement),
        timecodes: health(statement),
        said: match (statement.timecodes.is_empty(), said_at.is_empty()) {
            (false, _) => Said::Itself,
            (true, false) => Said::Later,
            (true, true) => Said::Unknown,
        },
    });
    Survey {
        note: note.path.as_str().to_owned(),
        channel: note.channel.as_deref().map(str::to_owned),
        statements: surveyed.collect(),
    }
}

/// What a statement links to, each once; by title or by file name, which is one note.
fn concepts(statement: &Statement) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for mark in &statement.words.marks {
        if let MarkKind::Wikilink { target } = &mark.kind {
            let name = target.trim().to_lowercase().replace(' ', "_");
            if !name.is_empty() && !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

fn health(statement: &Statement) -> Health {
    let mut health = Health::default();
    for stamp in &statement.words.stamps {
        health.written += 1;
        health.damaged += usize::from(stamp.damaged);
        match stamp.oddity {
            None => {}
            Some(Oddity::Impossible) => health.unusable += 1,
            Some(Oddity::Unit | Oddity::Mismatch | Oddity::Shifted) => health.read_differently += 1,
        }
    }
    health
}
