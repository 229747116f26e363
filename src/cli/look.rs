//! The words of the commands that look at notes and cards.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use crate::diag::Rule;
use crate::extract::Reason;

use super::InputArgs;

/// The words after `cuedeck cards`.
#[derive(Args, Clone, Debug)]
pub struct CardsArgs {
    /// What to make cards from.
    #[command(flatten)]
    pub input: InputArgs,

    /// How to print the cards
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: CardFormat,

    /// Print the statements without a card instead, with the reason
    ///
    /// Each has the fields note, line, statement, section and reason. A reason is a short
    /// code that stays the same from version to version, so that scripts can count it.
    #[arg(long)]
    pub skipped: bool,
}

/// The words after `cuedeck explain`.
#[derive(Args, Clone, Debug)]
pub struct ExplainArgs {
    /// A note, or one line of it: notes/talk.md, notes/talk.md:12
    ///
    /// With a line, only the statements that stand on it are shown. Lines are counted from
    /// 1, as in messages and in the field `line` of `cuedeck cards`; a column behind the
    /// line is passed over.
    #[arg(value_name = "NOTE[:LINE]")]
    pub place: PathBuf,

    /// Print one JSON object for each statement, one a line
    #[arg(long)]
    pub json: bool,
}

/// The words after `cuedeck check`.
#[derive(Args, Clone, Debug)]
pub struct CheckArgs {
    /// What to look through.
    #[command(flatten)]
    pub input: InputArgs,

    /// How to print what was found
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: CheckFormat,

    /// Say what a code is about, with an example and what to do; read no notes
    ///
    /// For the codes of `check`, and for the reasons of `cuedeck cards --skipped`.
    #[arg(
        long,
        value_name = "CODE",
        value_parser = PossibleValuesParser::new(codes()),
        hide_possible_values = true,
        conflicts_with_all = ["paths", "format", "fix", "diff"],
    )]
    pub explain: Option<String>,

    /// Repair damaged timecodes in the notes
    ///
    /// Writes broken tags anew (`timecode-damaged`) and minutes that are written as hours
    /// (`timecode-unit`). Changes nothing else in a note, and no timecode's meaning: a
    /// repair after which anything would be read differently is not made. Each note is
    /// replaced whole or not at all. Then reports what is left.
    #[arg(long)]
    pub fix: bool,

    /// Show what --fix would change, as a unified diff; write nothing
    #[arg(long, conflicts_with = "format")]
    pub diff: bool,
}

/// The words after `cuedeck stats`.
#[derive(Args, Clone, Debug)]
pub struct StatsArgs {
    /// What to count.
    #[command(flatten)]
    pub input: InputArgs,

    /// What each line counts [default: note; with --json and --csv: all four]
    #[arg(long, value_name = "WHAT", value_enum)]
    pub by: Option<StatsLevel>,

    /// Print JSON: an array with one object for each deck
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,

    /// Print a table for spreadsheets, with a header line and a column for each reason
    #[arg(long)]
    pub csv: bool,
}

/// What `cuedeck stats` counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatsLevel {
    /// The notes, by path
    Note,
    /// The sections of the notes, in reading order
    Section,
    /// The channels that notes come from, the one with most statements first
    Channel,
    /// The notes that statements link to, the one with most statements first
    Concept,
}

/// Every code that can be explained.
fn codes() -> impl Iterator<Item = &'static str> {
    let rules = Rule::ALL.iter().map(|rule| rule.code());
    rules.chain(Reason::ALL.iter().map(|reason| reason.code()))
}

/// How `cuedeck cards` prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CardFormat {
    /// One JSON object a line
    #[default]
    Jsonl,
    /// One JSON array
    Json,
    /// A table for spreadsheets, with a header line
    Csv,
    /// Markdown to read or print
    Md,
}

/// How `cuedeck check` prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// The source line with what is wrong underlined
    #[default]
    Human,
    /// One JSON array
    Json,
    /// SARIF 2.1.0, for editors and for the services that review code
    Sarif,
}

pub(super) const AFTER_CARDS: &str = "\
Examples:
  cuedeck cards notes/systems_thinking.md --format md
  cuedeck cards --format csv
  cuedeck cards notes --skipped

Exit codes:
  0  done; there may have been warnings
  1  something could not be read
  2  the command line is wrong
  3  the cards are printed, but the notes have errors";

pub(super) const AFTER_EXPLAIN: &str = "\
Examples:
  cuedeck explain notes/systems_thinking.md
  cuedeck explain notes/systems_thinking.md:13
  cuedeck explain notes/systems_thinking.md --json

Exit codes:
  0  done; there may have been warnings
  1  something could not be read
  2  the command line is wrong, or names a line without a statement
  3  the statements are printed, but the note has errors";

pub(super) const AFTER_CHECK: &str = "\
Examples:
  cuedeck check
  cuedeck check notes/engineering_strategy.md
  cuedeck check notes --format json
  cuedeck check --explain timecode-unit
  cuedeck check notes --diff
  cuedeck check notes --fix

Exit codes:
  0  no errors; there may be warnings
  1  something could not be read
  2  the command line is wrong
  3  the notes have errors";

pub(super) const AFTER_STATS: &str = "\
Columns:
  statements  what the notes state, sentence by sentence
  cards       statements with a card of their own
  twins       statements whose fact is on the card of another one
  covered     the share of statements with a card or a twin
  timecodes   how many are written
  odd         of these, how many mean another moment than is written
  bad         of these, how many mean no moment
  untimed     statements whose card would link to the start of the recording

Examples:
  cuedeck stats
  cuedeck stats notes --by section
  cuedeck stats --by concept --csv
  cuedeck stats --json

Exit codes:
  0  done; there may have been warnings
  1  something could not be read
  2  the command line is wrong
  3  the figures are printed, but the notes have errors";
