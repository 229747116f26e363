//! Masked text → sections and blocks. The only part of the program that knows
//! `pulldown-cmark`.
//!
//! The Markdown reader says what kind of block we are in and which stretch of the source a
//! piece of text is; what the covers of [`super::mask`] hide is put back by that place.

mod kind;
mod uncover;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::frame::Frame;
use super::inline::Inline;
use super::mask::Masked;
use super::stamp::RawStamp;
use super::{Block, BlockKind, MarkKind, RichText, Section};
use crate::text::{Span, name_of_sane_length};

/// The text of a note as structure.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub sections: Vec<Section>,
    pub blocks: Vec<Block>,
    /// Images and embedded files that were left out, by place.
    pub images: Vec<Span>,
}

/// Reads the masked form of `source`.
pub(super) fn read(source: &str, masked: &Masked, frame: &Frame, stamps: &[RawStamp]) -> Body {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut walker = Walker {
        source,
        masked,
        frame,
        stamps,
        body: Body {
            sections: vec![Section::default()],
            ..Body::default()
        },
        inline: Inline::default(),
        open: None,
        frames: vec![Container::new(Holds::Text)],
        headings: Vec::new(),
        lists: 0,
        images: 0,
        covered_to: 0,
    };
    for (event, range) in Parser::new_ext(&masked.text, options).into_offset_iter() {
        walker.read_event(event, Span::new(range.start, range.end));
    }
    walker.close();
    walker.body
}

/// A block in the making.
struct Open {
    kind: Kind,
    span: Span,
    /// The text is the title of a callout, which ends with its line.
    title: bool,
}

/// What the text in the making will be.
enum Kind {
    Block(BlockKind),
    Heading(HeadingLevel),
}

/// Something that holds blocks.
struct Container {
    holds: Holds,
    /// The block that came last in it.
    last: Option<usize>,
}

enum Holds {
    Text,
    Quotation {
        callout: Option<String>,
    },
    List {
        list: usize,
        number: Option<u64>,
        intro: Option<usize>,
    },
    Item {
        block: Option<usize>,
    },
    Row {
        cells: usize,
    },
}

impl Container {
    fn new(holds: Holds) -> Self {
        Self { holds, last: None }
    }
}

struct Walker<'a> {
    source: &'a str,
    masked: &'a Masked,
    frame: &'a Frame,
    stamps: &'a [RawStamp],
    body: Body,
    inline: Inline,
    open: Option<Open>,
    frames: Vec<Container>,
    /// The headings we stand under.
    headings: Vec<(HeadingLevel, String)>,
    lists: usize,
    /// How many images we stand in.
    images: usize,
    /// Up to here the source's covers were put back.
    covered_to: usize,
}

impl Walker<'_> {
    fn read_event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(words) if self.in_code_block() => {
                self.ensure_open(span);
                self.code(&words, span);
            }
            Event::Text(words) => self.text(&words, span),
            Event::Code(_) => {
                self.ensure_open(span);
                self.inline.open(MarkKind::Code);
                let inside = Span::new(span.start, span.end);
                self.code_span(inside);
                self.inline.close(|kind| *kind == MarkKind::Code);
            }
            Event::Html(tag) | Event::InlineHtml(tag) => self.text(&tag, span),
            Event::SoftBreak | Event::HardBreak => self.line_end(span),
            Event::Rule => self.close(),
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn in_code_block(&self) -> bool {
        self.open
            .as_ref()
            .is_some_and(|open| matches!(open.kind, Kind::Block(BlockKind::Code)))
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Heading { level, .. } => {
                self.close();
                // Inside a list or quotation a heading is emphasis, not a new section.
                let kind = if self.frames.len() == 1 {
                    Kind::Heading(level)
                } else {
                    Kind::Block(self.kind_here())
                };
                self.begin(kind, span);
            }
            Tag::Paragraph | Tag::HtmlBlock => {
                self.close();
                self.ensure_open(span);
            }
            Tag::BlockQuote(_) => {
                self.close();
                let callout = self.callout_mark(span);
                self.frames
                    .push(Container::new(Holds::Quotation { callout }));
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.begin(Kind::Block(BlockKind::Code), span);
            }
            Tag::List(number) => {
                self.close();
                let intro = self.frames.last().and_then(|frame| frame.last);
                let list = self.lists;
                self.lists += 1;
                self.frames.push(Container::new(Holds::List {
                    list,
                    number,
                    intro,
                }));
            }
            Tag::Item => {
                self.close();
                self.frames
                    .push(Container::new(Holds::Item { block: None }));
            }
            Tag::TableHead | Tag::TableRow => {
                self.close();
                let header = matches!(tag, Tag::TableHead);
                self.frames.push(Container::new(Holds::Row { cells: 0 }));
                self.begin(Kind::Block(BlockKind::Row { header }), span);
            }
            Tag::TableCell => {
                if let Some(Holds::Row { cells }) = self.frames.last_mut().map(|f| &mut f.holds) {
                    *cells += 1;
                    if *cells > 1 {
                        // A cover may reach over a cell's start.
                        let at = span.start.max(self.covered_to);
                        self.inline.space_at(at);
                        self.inline.words("| ", at);
                    }
                }
            }
            Tag::Image { .. } => {
                self.images += 1;
                self.body.images.push(span);
            }
            Tag::Emphasis => self.open_mark(MarkKind::Emphasis, span),
            Tag::Strong => self.open_mark(MarkKind::Strong, span),
            Tag::Link { dest_url, .. } => {
                let url = dest_url.into_string();
                self.open_mark(MarkKind::Link { url }, span);
            }
            Tag::Table(_) | Tag::FootnoteDefinition(_) => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::HtmlBlock | TagEnd::CodeBlock => {
                self.close();
            }
            TagEnd::BlockQuote(_) | TagEnd::TableHead | TagEnd::TableRow => {
                self.close();
                let inner = self.frames.pop();
                if let (Some(inner), Some(frame)) = (inner, self.frames.last_mut()) {
                    frame.last = inner.last;
                }
            }
            TagEnd::Item => {
                self.close();
                self.frames.pop();
                if let Some(Holds::List {
                    number: Some(number),
                    ..
                }) = self.frames.last_mut().map(|frame| &mut frame.holds)
                {
                    *number = number.saturating_add(1);
                }
            }
            TagEnd::List(_) => {
                self.close();
                self.frames.pop();
                if let Some(frame) = self.frames.last_mut() {
                    frame.last = None;
                }
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Emphasis => self.inline.close(|kind| *kind == MarkKind::Emphasis),
            TagEnd::Strong => self.inline.close(|kind| *kind == MarkKind::Strong),
            TagEnd::Link => self
                .inline
                .close(|kind| matches!(kind, MarkKind::Link { .. })),
            TagEnd::Table | TagEnd::FootnoteDefinition => self.close(),
            _ => {}
        }
        if let Some(open) = &mut self.open {
            open.span.end = open.span.end.max(span.end);
        }
    }

    fn open_mark(&mut self, kind: MarkKind, span: Span) {
        self.ensure_open(span);
        self.inline.open(kind);
    }

    /// Opens the block that text at `span` belongs to; the text of a tight item comes
    /// without a paragraph around it.
    fn ensure_open(&mut self, span: Span) {
        if self.open.is_none() {
            let kind = Kind::Block(self.kind_at(span));
            self.begin(kind, span);
        } else if let Some(open) = &mut self.open {
            open.span.end = open.span.end.max(span.end);
        }
    }

    fn begin(&mut self, kind: Kind, span: Span) {
        let title = matches!(kind, Kind::Block(BlockKind::Callout { title: true, .. }));
        self.open = Some(Open { kind, span, title });
    }

    /// A line ends: white space, or the end of a callout's title.
    fn line_end(&mut self, span: Span) {
        let region = self.region_at(span.start);
        let covered = region.is_some_and(|region| region.span.start < span.start);
        if covered {
            return;
        }
        match self.open.take() {
            Some(open) if open.title => {
                let Kind::Block(BlockKind::Callout { kind, .. }) = &open.kind else {
                    return;
                };
                let kind = kind.clone();
                self.finish(open, span.start);
                let kind = Kind::Block(BlockKind::Callout { kind, title: false });
                self.begin(kind, Span::new(span.end, span.end));
            }
            open => {
                self.open = open;
                self.inline.space_at(span.start);
            }
        }
    }

    /// Ends the block in the making.
    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            let end = open.span.end;
            self.finish(open, end);
        }
    }

    fn finish(&mut self, open: Open, end: usize) {
        let is_heading = matches!(open.kind, Kind::Heading(_));
        if self.inline.is_empty() && !is_heading {
            return;
        }
        let span = self.trimmed(Span::new(open.span.start, end));
        let text = self.inline.finish();
        match open.kind {
            Kind::Heading(level) => self.push_section(level, text),
            Kind::Block(kind) => self.push_block(kind, text, span),
        }
    }

    /// `span` without white space at its end, on character boundaries.
    fn trimmed(&self, span: Span) -> Span {
        let start = self.source.floor_char_boundary(span.start);
        let end = self.source.floor_char_boundary(span.end).max(start);
        Span::new(start, start + self.source[start..end].trim_end().len())
    }

    fn push_section(&mut self, level: HeadingLevel, heading: RichText) {
        self.headings.retain(|&(outer, _)| outer < level);
        let name = name_of_sane_length(heading.text.clone());
        self.headings.push((level, name));
        let headings = self.headings.iter().map(|(_, text)| text.clone()).collect();
        self.body.sections.push(Section { headings, heading });
        if let Some(frame) = self.frames.last_mut() {
            frame.last = None;
        }
    }

    fn push_block(&mut self, mut kind: BlockKind, mut body: RichText, span: Span) {
        match kind {
            BlockKind::Code => trim_code(&mut body),
            BlockKind::Paragraph if is_formula(&body) => kind = BlockKind::Formula,
            _ => {}
        }
        let index = self.body.blocks.len();
        let is_item = matches!(kind, BlockKind::Item { .. });
        let parent = self
            .frames
            .iter()
            .rev()
            .find_map(|frame| match frame.holds {
                Holds::Item { block } => block,
                _ => None,
            });
        let mut intro = None;
        if is_item {
            intro = self
                .frames
                .iter()
                .rev()
                .find_map(|frame| match frame.holds {
                    Holds::List { intro, .. } => Some(intro),
                    _ => None,
                });
            let item = self
                .frames
                .iter_mut()
                .rev()
                .find_map(|frame| match &mut frame.holds {
                    Holds::Item { block } => Some(block),
                    _ => None,
                });
            if let Some(block) = item {
                *block = Some(index);
            }
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.last = Some(index);
        }
        self.body.blocks.push(Block {
            kind,
            section: self.body.sections.len() - 1,
            parent,
            intro: intro.flatten(),
            body,
            span,
        });
    }
}

/// Takes the line ends off the end of code.
fn trim_code(body: &mut RichText) {
    let length = body.text.trim_end_matches(['\n', '\r']).len();
    body.text.truncate(length);
    for stamp in &mut body.stamps {
        stamp.at = stamp.at.min(length);
    }
    body.origin.retain(|&(at, _)| at < length.max(1));
}

/// Whether a paragraph is nothing but one displayed formula.
fn is_formula(body: &RichText) -> bool {
    match body.marks.as_slice() {
        [mark] => {
            let whole = body.text.trim_end_matches(['.', ',']).len();
            mark.kind == MarkKind::Math { display: true }
                && mark.range.start == 0
                && mark.range.end >= whole
        }
        _ => false,
    }
}
