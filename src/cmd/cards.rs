//! `cuedeck cards`: the cards, or the statements without one, on stdout.

use std::io::{self, Write};

use serde::Serialize;

use crate::card::Card;
use crate::cli::{CardFormat, CardsArgs};
use crate::pipeline::{self, LeftOut};
use crate::plan::{self, PlannedDeck};

use super::console::Console;
use super::job::jobs;
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
}

/// Prints what was asked for.
pub(super) fn run(args: &CardsArgs, console: &Console) -> Result<Outcome, CmdError> {
    let mut rows = Vec::new();
    let mut left_out: Vec<LeftOut> = Vec::new();
    let mut problems = Vec::new();
    for job in jobs(&args.input.paths)? {
        let checked = pipeline::study(job.sources()?);
        let planned = plan::plan_deck(checked.value.cards, &job.recipe);
        rows.extend(rows_of(&planned));
        left_out.extend(checked.value.left_out);
        left_out.extend(
            planned
                .left_out
                .iter()
                .map(|(card, reason)| LeftOut::of_card(card, *reason)),
        );
        problems.extend(checked.problems);
    }
    left_out.sort_by(|a, b| (&a.note, a.line).cmp(&(&b.note, b.line)));
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
    let pairs = planned.cards.iter().zip(&planned.plan.notes);
    pairs
        .map(|(card, note)| {
            let origin = &card.origin;
            Row {
                id: note.guid.to_string(),
                guid: note.guid.to_string(),
                kind: card.kind().name(),
                shape: card.wording.shape.name(),
                front: card.wording.front.plain(),
                back: card.wording.back.plain(),
                context: card.context.clone(),
                statement: card.statement.clone(),
                section: card.headings.join(" › "),
                note: origin.note.to_string(),
                line: origin.line,
                video: origin.video.as_str().to_owned(),
                timecodes: origin.timecodes.iter().map(|time| time.seconds()).collect(),
                url: url(card),
                tags: note.tags.clone(),
                deck: planned.plan.name.as_str().to_owned(),
            }
        })
        .collect()
}

/// The link to the first second that the card cites.
fn url(card: &Card) -> String {
    let video = card.origin.video.as_str();
    match card.origin.timecodes.first() {
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
        format!(
            "**{context}**\n\n{front}\n\n→ {back}\n\n> {statement}\n>\n> <{url}> · {note}:{line}\n\n---\n\n"
        )
    }
}

impl Printed for LeftOut {
    const COLUMNS: &'static [&'static str] = &["note", "line", "statement", "section", "reason"];

    fn cells(&self) -> Vec<String> {
        let line = self.line.to_string();
        let cells = [
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
