//! What the notes of a recording give ↔ bytes.
//!
//! Notes of one recording repeat themselves: a title, a context line, a statement stand in
//! dozens of cards. Each text is written once and known by its number behind that, and what
//! was shared in memory is shared again after reading.

mod read;
#[cfg(test)]
mod tests;
mod write;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::card::Shape;
use crate::diag::Rule;
use crate::extract::Reason;

pub(super) use read::read;
pub(super) use write::written;

/// The number of a text, or of a list of texts.
type Nth = u32;

#[derive(Deserialize, Serialize)]
struct Stored<'b> {
    #[serde(borrow)]
    texts: Vec<&'b str>,
    lists: Vec<Vec<Nth>>,
    sources: Vec<StoredSource>,
    notes: Vec<StoredNote<'b>>,
}

#[derive(Deserialize, Serialize)]
struct StoredSource {
    note: Nth,
    title: Nth,
    tags: Nth,
    video: Nth,
    guest: Option<Nth>,
    episode: Option<Nth>,
    channel: Option<Nth>,
}

#[derive(Deserialize, Serialize)]
struct StoredNote<'b> {
    path: Nth,
    notes: usize,
    channel_pages: usize,
    statements: usize,
    #[serde(borrow)]
    cards: Vec<StoredCard<'b>>,
    left_out: Vec<StoredLeftOut>,
    present: StoredPresent,
    problems: Vec<StoredProblem<'b>>,
}

#[derive(Deserialize, Serialize)]
struct StoredCard<'b> {
    site: StoredSite,
    #[serde(borrow)]
    wording: StoredWording<'b>,
    others: Vec<StoredWording<'b>>,
}

#[derive(Deserialize, Serialize)]
struct StoredSite {
    context: Nth,
    statement: Nth,
    headings: Nth,
    links: Nth,
    source: u32,
    line: u32,
    span: (usize, usize),
    index: usize,
    seconds: Vec<u32>,
}

/// The sides are in the notation of [`crate::card::notation`].
#[derive(Deserialize, Serialize)]
struct StoredWording<'b> {
    shape: Shape,
    part: Nth,
    #[serde(borrow)]
    front: Cow<'b, str>,
    #[serde(borrow)]
    back: Cow<'b, str>,
}

#[derive(Deserialize, Serialize)]
struct StoredLeftOut {
    note: Nth,
    line: u32,
    statement: Nth,
    section: Nth,
    reason: Reason,
    index: usize,
}

#[derive(Deserialize, Serialize)]
struct StoredPresent {
    statements: Vec<StoredDigests>,
    skipped: Vec<StoredDigests>,
    bare: Vec<StoredSite>,
    unread: Vec<Nth>,
}

/// A recording, and the digests of statements about it.
type StoredDigests = (String, Vec<[u8; 16]>);

#[derive(Deserialize, Serialize)]
struct StoredProblem<'b> {
    rule: Rule,
    path: Nth,
    #[serde(borrow)]
    message: &'b str,
    help: Option<&'b str>,
    place: Option<StoredPlace<'b>>,
}

#[derive(Deserialize, Serialize)]
struct StoredPlace<'b> {
    line: u32,
    column: u32,
    source: &'b str,
    mark: (usize, usize),
}
