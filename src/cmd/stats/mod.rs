//! `cuedeck stats`: how much of the notes is on cards, and how the notes are.

mod tally;

use std::io::{self, Write};

use crate::cli::{StatsArgs, StatsLevel};
use crate::cmd::console::Console;
use crate::cmd::job::asked_for;
use crate::cmd::made::make;
use crate::cmd::{CmdError, Outcome, outcome_of};
use crate::extract::Reason;
use crate::pipeline;
use crate::plan::{BuildTime, Reword};

use tally::{Counted, Line, Tally};

/// All levels, with their names in tables and the lines that belong to them.
const LEVELS: [StatsLevel; 4] = [
    StatsLevel::Note,
    StatsLevel::Section,
    StatsLevel::Channel,
    StatsLevel::Concept,
];

/// The heads of the columns that people read; the name stands behind them.
const HEADS: [&str; 8] = [
    "statements",
    "cards",
    "twins",
    "covered",
    "timecodes",
    "odd",
    "bad",
    "untimed",
];

/// Counts every deck that was asked for.
pub(super) fn run(
    args: &StatsArgs,
    console: &Console,
    now: BuildTime,
) -> Result<Outcome, CmdError> {
    let mut problems = Vec::new();
    let mut decks = Vec::new();
    for job in asked_for(&args.input)? {
        let made = make(&job, now, &Reword::None, console)?;
        let surveys = pipeline::survey(&job)?;
        decks.push(Counted::new(&made, &surveys));
        problems.extend(made.problems);
    }
    console.problems(&problems);
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let printed = if args.json {
        print_json(&mut out, &mut decks, args.by)
    } else if args.csv {
        print_csv(&mut out, &decks, args.by)
    } else {
        let level = args.by.unwrap_or(StatsLevel::Note);
        let tables = decks.iter().map(|deck| table(deck, level));
        tables
            .into_iter()
            .try_for_each(|table| out.write_all(table.as_bytes()))
    };
    printed
        .and_then(|()| out.flush())
        .map_err(CmdError::Output)?;
    Ok(outcome_of(&problems))
}

impl Counted {
    fn lines(&self, level: StatsLevel) -> &[Line] {
        match level {
            StatsLevel::Note => &self.notes,
            StatsLevel::Section => &self.sections,
            StatsLevel::Channel => &self.channels,
            StatsLevel::Concept => &self.concepts,
        }
    }

    /// Forgets what was not asked for.
    fn keep(&mut self, level: StatsLevel) {
        for other in LEVELS.into_iter().filter(|&other| other != level) {
            match other {
                StatsLevel::Note => self.notes.clear(),
                StatsLevel::Section => self.sections.clear(),
                StatsLevel::Channel => self.channels.clear(),
                StatsLevel::Concept => self.concepts.clear(),
            }
        }
    }
}

fn name(level: StatsLevel) -> &'static str {
    match level {
        StatsLevel::Note => "note",
        StatsLevel::Section => "section",
        StatsLevel::Channel => "channel",
        StatsLevel::Concept => "concept",
    }
}

fn print_json(
    out: &mut impl Write,
    decks: &mut [Counted],
    by: Option<StatsLevel>,
) -> io::Result<()> {
    if let Some(level) = by {
        decks.iter_mut().for_each(|deck| deck.keep(level));
    }
    serde_json::to_writer_pretty(&mut *out, decks)?;
    out.write_all(b"\n")
}

fn print_csv(out: &mut impl Write, decks: &[Counted], by: Option<StatsLevel>) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let heads = [
        "deck",
        "level",
        "name",
        "statements",
        "cards",
        "twins",
        "coverage",
        "timecodes",
        "read_differently",
        "unusable",
        "damaged",
        "timed_by_a_later_one",
        "untimed",
    ];
    let reasons = Reason::ALL.iter().map(|reason| reason.code());
    table.write_record(heads.into_iter().chain(reasons))?;
    for deck in decks {
        for level in LEVELS
            .into_iter()
            .filter(|&level| by.is_none_or(|by| by == level))
        {
            for line in deck.lines(level) {
                let head = [deck.deck.clone(), name(level).to_owned(), line.name.clone()];
                table.write_record(head.into_iter().chain(figures(&line.tally)))?;
            }
        }
    }
    table.flush()
}

/// The cells of a tally in the CSV.
fn figures(tally: &Tally) -> impl Iterator<Item = String> {
    let times = &tally.timecodes;
    let first = [tally.statements, tally.cards, tally.twins].map(|n| n.to_string());
    let rest = [
        times.written,
        times.read_differently,
        times.unusable,
        times.damaged,
        tally.timed_by_a_later_one,
        tally.untimed,
    ];
    let reasons = Reason::ALL.iter().map(|reason| reason.code());
    let reasons = reasons.map(|code| tally.without_card.get(code).copied().unwrap_or(0));
    first
        .into_iter()
        .chain([tally.coverage.to_string()])
        .chain(rest.into_iter().chain(reasons).map(|n| n.to_string()))
}

/// A deck for people. The names come last, so that no line needs to be cut.
fn table(deck: &Counted, level: StatsLevel) -> String {
    let lines = deck.lines(level);
    let mut rows: Vec<([String; 8], &str)> = lines
        .iter()
        .map(|line| (cells(&line.tally), line.name.as_str()))
        .collect();
    let all = match lines.len() {
        1 => format!("all, in 1 {}", name(level)),
        n => format!("all, in {n} {}s", name(level)),
    };
    rows.push((cells(&deck.total), &all));
    let width = |at: usize| {
        let cells = rows.iter().map(|(cells, _)| cells[at].len());
        cells.chain([HEADS[at].len()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..HEADS.len()).map(width).collect();
    let mut text = format!("{}\n\n", deck.deck);
    let mut push = |cells: [&str; 8], name: &str| {
        for (cell, &width) in cells.iter().zip(&widths) {
            text.push_str(&format!("{cell:>width$}  "));
        }
        text.push_str(if name.is_empty() { "-" } else { name });
        text.push('\n');
    };
    push(HEADS, name(level));
    for (cells, name) in &rows {
        push(cells.each_ref().map(String::as_str), name);
    }
    let mut reasons: Vec<(&str, usize)> = deck
        .total
        .without_card
        .iter()
        .map(|(&code, &count)| (code, count))
        .collect();
    reasons.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let reasons = reasons
        .iter()
        .map(|(code, count)| format!("{count} {code}"));
    let reasons = reasons.collect::<Vec<_>>().join(", ");
    if !reasons.is_empty() {
        text.push_str(&format!("\nwithout a card: {reasons}\n"));
    }
    if deck.cards_added > 0 {
        text.push_str(&format!("\nadded by hand: {} cards\n", deck.cards_added));
    }
    text.push('\n');
    text
}

fn cells(tally: &Tally) -> [String; 8] {
    let times = &tally.timecodes;
    [
        tally.statements.to_string(),
        tally.cards.to_string(),
        tally.twins.to_string(),
        format!("{:.0} %", tally.coverage * 100.0),
        times.written.to_string(),
        times.read_differently.to_string(),
        times.unusable.to_string(),
        tally.untimed.to_string(),
    ]
}
