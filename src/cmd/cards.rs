//! `cuedeck cards`: the cards, or the statements without one, on stdout.

use std::io::{self, Write};

use serde::Serialize;

use crate::cli::{CardFormat, CardsArgs};
use crate::export::{CardRow, card_rows, inert};
use crate::pipeline::LeftOut;
use crate::plan::{BuildTime, Reword};

use super::console::Console;
use super::job::asked_for;
use super::made::make;
use super::{CmdError, Outcome, outcome_of};

/// Prints what was asked for.
pub(super) fn run(
    args: &CardsArgs,
    console: &Console,
    now: BuildTime,
) -> Result<Outcome, CmdError> {
    let mut rows = Vec::new();
    let mut left_out: Vec<LeftOut> = Vec::new();
    let mut problems = Vec::new();
    for job in asked_for(&args.input)? {
        let made = make(&job, now, &Reword::None, console)?;
        rows.extend(card_rows(&made.planned));
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

impl Printed for CardRow {
    const COLUMNS: &'static [&'static str] = CardRow::COLUMNS;

    fn cells(&self) -> Vec<String> {
        CardRow::cells(self)
    }

    fn markdown(&self) -> String {
        CardRow::markdown(self)
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
        let LeftOut { line, reason, .. } = self;
        let (note, statement) = (inert(&self.note), inert(&self.statement));
        format!("- `{}` {note}:{line} — {statement}\n", reason.code())
    }
}
