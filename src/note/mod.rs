//! Notes on disk → study notes.
//!
//! [`load`] reads files, [`parse`] makes structure from their text, and
//! [`timing::settle`] decides what the timecodes of a video mean, from the evidence of all
//! its notes together. [`guest::Episodes`] tells the notes what a channel's page says, and
//! [`repair::repairs`] writes damaged timecodes anew. This room owns the Markdown reader and
//! the YAML reader; nothing behind it sees markup.

mod cue;
mod frame;
mod front_matter;
pub mod guest;
mod inline;
pub mod load;
mod markdown;
mod mask;
mod page;
mod parse;
pub mod repair;
mod slice;
mod stamp;
pub mod timing;

pub use cue::{Cue, Wish};

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub(crate) use parse::MOST_CUES;
pub use parse::{head, parse};
pub use timing::Oddity;

use crate::diag::Place;
use crate::text::{LineIndex, Span};
use crate::timecode::Timecode;

/// Where a note stands: its path below the folder the user named, with `/` between parts
/// on every system, so that output does not depend on the machine.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NotePath(Arc<str>);

impl NotePath {
    /// Wraps a path that already uses `/`.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as text that is kept once for all who hold it.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

impl fmt::Display for NotePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A note file as it was read, before anything is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it stands.
    pub path: NotePath,
    /// Its bytes, not yet known to be text.
    pub bytes: Vec<u8>,
}

/// The eleven characters by which YouTube knows a video.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VideoId([u8; 11]);

impl VideoId {
    /// Checks `text`: eleven of `A-Z a-z 0-9 - _`, as all 21,189 surveyed notes have it.
    pub fn parse(text: &str) -> Option<Self> {
        let id: [u8; 11] = text.as_bytes().try_into().ok()?;
        let fits = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-' || *b == b'_';
        id.iter().all(fits).then_some(Self(id))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("an id is ASCII")
    }
}

impl fmt::Debug for VideoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VideoId({:?})", self.as_str())
    }
}

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// A study note.
    Note(Box<StudyNote>),
    /// A channel's directory page: a list of its episodes, no statements.
    ChannelPage(ChannelPage),
}

/// One Markdown file that a learner wrote, as structure.
#[derive(Clone, Debug, PartialEq)]
pub struct StudyNote {
    /// Where it stands.
    pub path: NotePath,
    /// `title` of the front matter, else the first heading, else the file's name.
    pub title: Arc<str>,
    /// `videoId`; `None` when it is missing or not an id.
    pub video: Option<VideoId>,
    /// `guest`, who speaks in the recording; else as [`guest::Episodes`] reads it off the
    /// channel's page; `None` when neither says.
    pub guest: Option<Arc<str>>,
    /// What the recording is called, from the channel's page; `None` without one.
    pub episode: Option<Arc<str>>,
    /// The English name of the language it is written in; `None` for English, and where it
    /// is too short to tell.
    pub language: Option<&'static str>,
    /// The target of the `From: [[channel]]` line; `None` without one.
    pub channel: Option<Arc<str>>,
    /// `tags` of the front matter.
    pub tags: Arc<[String]>,
    /// All other front matter keys with their values as YAML would print them.
    pub extra: BTreeMap<String, String>,
    /// The sections in reading order; the first is what stands before any heading.
    pub sections: Vec<Section>,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// The comments by which its writer steers its cards, in reading order.
    pub cues: Vec<Cue>,
    /// The note as it was written, for the places of diagnostics that later stages find.
    pub source: Arc<str>,
}

impl StudyNote {
    /// The place of `span` in the note, for a diagnostic. Reads the note's lines anew, so
    /// that a note without findings need not remember them.
    pub fn place(&self, span: Span) -> Place {
        Place::new(&self.source, &LineIndex::new(&self.source), span)
    }

    /// All timecodes of the note, those in headings included, in reading order.
    pub fn stamps(&self) -> Vec<&Stamp> {
        let headings = self.sections.iter().map(|section| &section.heading);
        let bodies = self.blocks.iter().map(|block| &block.body);
        let mut stamps: Vec<_> = headings
            .chain(bodies)
            .flat_map(|text| &text.stamps)
            .collect();
        // The sort is stable: stamps that share one bracket keep their order.
        stamps.sort_by_key(|stamp| stamp.span);
        stamps
    }

    /// As [`Self::stamps`], to be changed.
    pub fn stamps_mut(&mut self) -> Vec<&mut Stamp> {
        let headings = self.sections.iter_mut().map(|section| &mut section.heading);
        let bodies = self.blocks.iter_mut().map(|block| &mut block.body);
        let texts = headings.chain(bodies);
        let mut stamps: Vec<_> = texts.flat_map(|text| &mut text.stamps).collect();
        stamps.sort_by_key(|stamp| stamp.span);
        stamps
    }
}

/// A stretch of a note under one heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The headings it stands under, outermost first, its own last; empty before any heading.
    pub headings: Arc<[String]>,
    /// Its own heading with marks and stamps; empty before any heading.
    pub heading: RichText,
}

/// Stands between headings, and between a title and the headings under it.
pub const BETWEEN_HEADINGS: &str = " › ";

/// A section as people read it: its headings on one line.
pub fn section_line(headings: &[String]) -> String {
    headings.join(BETWEEN_HEADINGS)
}

/// A paragraph, an item, a row: the smallest thing Markdown itself tells apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Index into [`StudyNote::sections`].
    pub section: usize,
    /// Index of the item this block stands in: the parent of a nested item, or the item
    /// that a continuation paragraph belongs to. `None` at the top.
    pub parent: Option<usize>,
    /// For the items of a list: index of the block right before the list, in the same
    /// container and section, which may introduce it. `None` when there is none.
    pub intro: Option<usize>,
    /// Its words.
    pub body: RichText,
    /// All of it in the source.
    pub span: Span,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// The first paragraph of a list item.
    Item {
        /// 0 for a list at the top.
        depth: u8,
        /// Which list of the note, counted from 0; siblings share it.
        list: usize,
        /// The number of an ordered item.
        number: Option<u64>,
    },
    /// A paragraph of a block quotation.
    Quotation,
    /// A paragraph of a callout; `kind` in lower case: `info`, `quote`. A callout's title
    /// is a block of its own with `title` set.
    Callout {
        /// The word in `[!…]`.
        kind: String,
        /// Whether this is the text on the callout's first line.
        title: bool,
    },
    /// A table row; the cells are joined with ` | `.
    Row {
        /// Whether it is the header row.
        header: bool,
    },
    /// A code block, verbatim.
    Code,
    /// A displayed formula on its own.
    Formula,
}

/// Words with their markup taken off and remembered on the side.
///
/// Offsets are bytes of `text`. White space is folded to single spaces, both ends trimmed,
/// text is NFC.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RichText {
    /// The words as a reader sees them; stamps are not in it.
    pub text: String,
    /// What was marked up, by start.
    pub marks: Vec<Mark>,
    /// The timecodes that stood in it, by place.
    pub stamps: Vec<Stamp>,
    /// Where pieces of `text` came from: (offset in `text`, offset in the source), by
    /// both; within a piece the two run alike.
    pub origin: Vec<(usize, usize)>,
}

/// A stretch of a [`RichText`] that was marked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of [`RichText::text`].
    pub range: Range<usize>,
    /// How.
    pub kind: MarkKind,
}

/// A kind of inline markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// `**bold**`.
    Strong,
    /// `*italic*`.
    Emphasis,
    /// `` `code` ``; the text is verbatim.
    Code,
    /// `$tex$`, `\(tex\)`; the text is the TeX without its delimiters.
    Math {
        /// `$$tex$$`, `\[tex\]`.
        display: bool,
    },
    /// `[[target | label]]`: the text is the label (or the target, underscores made spaces).
    Wikilink {
        /// The linked note's name as written.
        target: String,
    },
    /// `[label](url)`.
    Link {
        /// Where it leads.
        url: String,
    },
}

/// A timecode in a note: what is written, and, once [`timing::settle`] has run, what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Byte of [`RichText::text`] before which it stood.
    pub at: usize,
    /// The stamp in the source, tag and brackets included.
    pub span: Span,
    /// The value of `data-t`, if there was one.
    pub data: Option<String>,
    /// The visible text without brackets, if there was one.
    pub shown: Option<String>,
    /// Whether the tag around it is damaged.
    pub damaged: bool,
    /// The moment it means; `None` before settling, and after it when none can exist.
    pub time: Option<Timecode>,
    /// Why the moment is not simply what is written; `None` when it is, and before settling.
    pub oddity: Option<Oddity>,
}

/// How a file begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Head {
    /// A study note, and the recording it is about; `None` without one.
    Note(Option<VideoId>),
    /// A channel's directory page.
    ChannelPage(ChannelPage),
    /// A file that is empty, or no text: nobody knows what it says.
    Unread,
}

/// A channel's directory page.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelPage {
    /// Where it stands.
    pub path: NotePath,
    /// Episode titles by video.
    pub episodes: BTreeMap<VideoId, String>,
}

impl RichText {
    /// The source offset of byte `at` of the text; the nearest known one before it.
    pub fn source_offset(&self, at: usize) -> usize {
        match self.origin.partition_point(|&(here, _)| here <= at) {
            0 => self.origin.first().map_or(0, |&(_, there)| there),
            n => {
                let (here, there) = self.origin[n - 1];
                there + (at - here)
            }
        }
    }
}
