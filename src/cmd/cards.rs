//! `cuedeck cards`: the cards, or the statements without one, on stdout.

use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use crate::card::{Site, Source};
use crate::cli::{CardFormat, CardsArgs};
use crate::pipeline::LeftOut;
use crate::plan::{BuildTime, DeckCard, PlannedDeck, Record, Reword};

use super::console::Console;
use super::job::jobs;
use super::made::make;
use super::{CmdError, Outcome, outcome_of};

/// A card as it is printed. The keys are a promise.
#[derive(Serialize)]
struct Row {
    id: String,
    guid: String,
    kind: &'static str,
    shape: &'static str,
    front: String,
    back: String,
    context: String,
    statement: String,
    section: String,
    note: String,
    line: u32,
    video: String,
    timecodes: Vec<u32>,
    url: String,
    tags: Vec<String>,
    deck: String,
    guest: String,
    episode: String,
}

/// Prints what was asked for.
pub(super) fn run(
    args: &CardsArgs,
    console: &Console,
    now: BuildTime,
) -> Result<Outcome, CmdError> {
    let mut rows = Vec::new();
    let mut left_out: Vec<LeftOut> = Vec::new();
    let mut problems = Vec::new();
    for job in jobs(&args.input.paths)? {
        let made = make(&job, now, &Reword::None, console)?;
        rows.extend(rows_of(&made.planned));
        left_out.extend(made.study.left_out);
        problems.extend(made.problems);
    }
    console.problems(&problems);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = match args.skipped {
        true => print(&mut out, args.format, &left_out),
        false => print(&mut out, args.format, &rows),
    };
    printed
        .and_then(|()| out.flush())
        .map_err(CmdError::Output)?;
    Ok(outcome_of(&problems))
}

fn rows_of(planned: &PlannedDeck) -> Vec<Row> {
    let row = |DeckCard { record, site }: &DeckCard| Row {
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
            .map(|site| site.headings.join(" › "))
            .unwrap_or_default(),
        note: record.note.to_string(),
        line: site.as_ref().map_or(0, |site| site.origin.line),
        video: record.key.video.as_str().to_owned(),
        timecodes: record.timecodes.iter().map(|time| time.seconds()).collect(),
        url: url(record),
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

/// The link to the first second that the card cites.
fn url(record: &Record) -> String {
    let video = record.key.video.as_str();
    match record.timecodes.first() {
        Some(time) => format!(
            "https://www.youtube.com/watch?v={video}&t={}s",
            time.seconds()
        ),
        None => format!("https://www.youtube.com/watch?v={video}"),
    }
}

fn print<T: Printed>(out: &mut impl Write, format: CardFormat, rows: &[T]) -> io::Result<()> {
    match format {
        CardFormat::Jsonl => rows.iter().try_for_each(|row| {
            serde_json::to_writer(&mut *out, row)?;
            out.write_all(b"\n")
        }),
        CardFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, rows)?;
            out.write_all(b"\n")
        }
        CardFormat::Csv => {
            let mut table = csv::Writer::from_writer(out);
            table.write_record(T::COLUMNS)?;
            for row in rows {
                table.write_record(row.cells())?;
            }
            table.flush()
        }
        CardFormat::Md => rows
            .iter()
            .try_for_each(|row| out.write_all(row.markdown().as_bytes())),
    }
}

/// What can be printed as a line of a table and as Markdown.
trait Printed: Serialize {
    /// The names of the columns.
    const COLUMNS: &'static [&'static str];
    /// The cells, by column; lists are joined with spaces.
    fn cells(&self) -> Vec<String>;
    /// The same for reading.
    fn markdown(&self) -> String;
}

impl Printed for Row {
    const COLUMNS: &'static [&'static str] = &[
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

    fn cells(&self) -> Vec<String> {
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

    fn markdown(&self) -> String {
        let Row {
            context,
            front,
            back,
            url,
            note,
            line,
            statement,
            ..
        } = self;
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

impl Printed for LeftOut {
    const COLUMNS: &'static [&'static str] = &["note", "line", "statement", "section", "reason"];

    fn cells(&self) -> Vec<String> {
        let line = self.line.to_string();
        let cells: [&str; 5] = [
            &self.note,
            &line,
            &self.statement,
            &self.section,
            self.reason.code(),
        ];
        cells.map(str::to_owned).to_vec()
    }

    fn markdown(&self) -> String {
        let LeftOut {
            note,
            line,
            statement,
            reason,
            ..
        } = self;
        format!("- `{}` {note}:{line} — {statement}\n", reason.code())
    }
}
