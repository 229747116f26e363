//! A card as a row: for JSON, for tables, and for reading. The names are a promise, and
//! `docs/cards.schema.json` spells it out.

use std::sync::Arc;

use serde::Serialize;

use crate::card::{Site, Source};
use crate::note::section_line;
use crate::plan::{DeckCard, PlannedDeck};

use super::markdown::inert;

/// A card of a deck, in plain text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CardRow {
    /// The card's key.
    pub id: String,
    /// The same, by the name that Anki gives it.
    pub guid: String,
    /// `question` or `cloze`.
    pub kind: &'static str,
    /// How the card was made.
    pub shape: &'static str,
    /// The front; a gap is `[...]`.
    pub front: String,
    /// The back.
    pub back: String,
    /// The line above the front.
    pub context: String,
    /// The words the card was made from.
    pub statement: String,
    /// The headings above the statement, with ` › ` between.
    pub section: String,
    /// The note's path; empty for a card from the overrides file.
    pub note: String,
    /// The line of the note, counted from 1; 0 where there is none.
    pub line: u32,
    /// The recording's id.
    pub video: String,
    /// The moments that the statement cites, in seconds.
    pub timecodes: Vec<u32>,
    /// The link to the first of them.
    pub url: String,
    /// The tags.
    pub tags: Vec<String>,
    /// The deck's name.
    pub deck: String,
    /// Who speaks in the recording; empty where nothing says it.
    pub guest: String,
    /// What the recording is called; empty without a channel page.
    pub episode: String,
}

/// The cards of a deck as rows, in study order.
pub fn card_rows(planned: &PlannedDeck) -> Vec<CardRow> {
    let row = |DeckCard { record, site }: &DeckCard| CardRow {
        id: record.guid.to_string(),
        guid: record.guid.to_string(),
        kind: record.key.kind.name(),
        shape: record.shape.name(),
        front: record.front.plain(),
        back: record.back.plain(),
        context: record.context.to_string(),
        statement: record.statement.to_string(),
        section: site
            .as_ref()
            .map(|site| section_line(&site.headings))
            .unwrap_or_default(),
        note: record.note.to_string(),
        line: site.as_ref().map_or(0, |site| site.origin.line),
        video: record.key.video.as_str().to_owned(),
        timecodes: record.timecodes.iter().map(|time| time.seconds()).collect(),
        url: record.links().swap_remove(0).address,
        tags: record.tags().map(str::to_owned).collect(),
        deck: planned.name.as_str().to_owned(),
        guest: said_of(site.as_deref(), |source| &source.guest),
        episode: said_of(site.as_deref(), |source| &source.episode),
    };
    planned.cards.iter().map(row).collect()
}

/// What is known of a card's recording; empty where nothing is.
fn said_of(site: Option<&Site>, what: fn(&Source) -> &Option<Arc<str>>) -> String {
    let known = site.and_then(|site| what(&site.source).as_deref());
    known.unwrap_or_default().to_owned()
}

impl CardRow {
    /// The names of the columns of a table.
    pub const COLUMNS: &'static [&'static str] = &[
        "id",
        "guid",
        "kind",
        "shape",
        "front",
        "back",
        "context",
        "statement",
        "section",
        "note",
        "line",
        "video",
        "timecodes",
        "url",
        "tags",
        "deck",
        "guest",
        "episode",
    ];

    /// The cells of a table, in the order of the columns; lists are joined with spaces.
    pub fn cells(&self) -> Vec<String> {
        let seconds: Vec<String> = self.timecodes.iter().map(u32::to_string).collect();
        let cells = [
            &self.id,
            &self.guid,
            self.kind,
            self.shape,
            &self.front,
            &self.back,
            &self.context,
            &self.statement,
            &self.section,
            &self.note,
            &self.line.to_string(),
            &self.video,
            &seconds.join(" "),
            &self.url,
            &self.tags.join(" "),
            &self.deck,
            &self.guest,
            &self.episode,
        ];
        cells.map(str::to_owned).to_vec()
    }

    /// The card as Markdown, to be read or printed.
    pub fn markdown(&self) -> String {
        let Self { url, line, .. } = self;
        let [context, front, back, note, statement] = [
            &self.context,
            &self.front,
            &self.back,
            &self.note,
            &self.statement,
        ]
        .map(|text| inert(text));
        // A card from the overrides file stands in no note and may have no context.
        let head = match context.as_str() {
            "" => String::new(),
            context => format!("**{context}**\n\n"),
        };
        let place = match note.as_str() {
            "" => "added in the overrides file".to_owned(),
            note => format!("{note}:{line}"),
        };
        format!("{head}{front}\n\n→ {back}\n\n> {statement}\n>\n> <{url}> · {place}\n\n---\n\n")
    }
}
