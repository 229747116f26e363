//! `cuedeck explain`: how each statement of a note came to its card, or to none.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::card::Tried;
use crate::cli::ExplainArgs;
use crate::extract::Reason;
use crate::pipeline::{self, Explained, Found, Verdict};
use crate::plan::{BuildTime, Record, Reword};

use super::console::Console;
use super::job::{is_recipe, jobs};
use super::made::make;
use super::{CmdError, Outcome, outcome_of};

/// A statement for `--json`. The keys are a promise.
#[derive(Serialize)]
struct Row<'a> {
    note: &'a str,
    line: u32,
    last_line: u32,
    statement: &'a str,
    section: &'a str,
    timecodes: Vec<u32>,
    own_timecodes: bool,
    found: Vec<Fact<'a>>,
    parse: Option<&'a str>,
    confidence: Option<u8>,
    candidates: Vec<Candidate<'a>>,
    card: Option<&'a str>,
    reason: Option<Reason>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Fact<'a> {
    Claim { leans: Option<Reason> },
    Quote { words: &'a str },
    List { items: &'a [String] },
}

#[derive(Serialize)]
struct Candidate<'a> {
    shape: &'static str,
    part: &'a str,
    score: Option<i32>,
    context: &'a str,
    front: String,
    back: String,
    verdict: &'static str,
    reason: Option<Reason>,
}

/// A statement with its end: the card that the note alone would give it, or the reason.
struct Ended<'a> {
    explained: &'a Explained,
    card: Option<&'a Record>,
    reason: Option<Reason>,
}

/// Prints what became of the statements that were asked for.
pub(super) fn run(
    args: &ExplainArgs,
    console: &Console,
    now: BuildTime,
) -> Result<Outcome, CmdError> {
    let (path, line) = note_and_line(&args.place);
    if path.is_dir() || is_recipe(&path) {
        return Err(CmdError::NotANote { path });
    }
    let jobs = jobs(std::slice::from_ref(&path))?;
    let job = jobs.first().expect("a note asks for one deck");
    let all = pipeline::explained(job.sources()?);
    let made = make(job, now, &Reword::None, console)?;
    console.problems(&made.problems);
    let outcome = outcome_of(&made.problems);
    let sited = made.planned.cards.iter();
    let cards: BTreeMap<usize, &Record> = sited
        .filter_map(|card| Some((card.site.as_ref()?.origin.statement, card.record.as_ref())))
        .collect();
    let left_out = made.study.left_out.iter();
    let reasons: BTreeMap<usize, Reason> = left_out.map(|left| (left.index, left.reason)).collect();
    let shown: Vec<Ended<'_>> = all
        .iter()
        .filter(|explained| line.is_none_or(|line| explained.lines.contains(&line)))
        .map(|explained| Ended {
            explained,
            card: cards.get(&explained.index).copied(),
            reason: reasons.get(&explained.index).copied(),
        })
        .collect();
    let nearest = line.and_then(|line| nearest(&all, line));
    // What cannot be read has been reported, and has no lines to speak of.
    let read = nearest.is_some() || outcome == Outcome::Done;
    if let Some(line) = line.filter(|_| shown.is_empty() && read) {
        return Err(CmdError::NoStatement {
            path,
            line,
            nearest,
        });
    }
    let mut out = anstream::stdout().lock();
    for (nth, ended) in shown.iter().enumerate() {
        let written = match args.json {
            true => {
                let row = serde_json::to_string(&row(ended)).expect("a row is plain data");
                writeln!(out, "{row}")
            }
            false if nth == 0 => write!(out, "{}", text(&path, ended)),
            false => write!(out, "\n{}", text(&path, ended)),
        };
        written.map_err(CmdError::Output)?;
    }
    let with_card = shown.iter().filter(|ended| ended.card.is_some()).count();
    console.say(format_args!(
        "statements {}: cards {with_card}, no card {}",
        shown.len(),
        shown.len() - with_card
    ));
    Ok(outcome)
}

/// Takes `notes/a.md:12` apart, and `notes/a.md:12:5` as messages print it. A file that is
/// really called so is meant as it is, and the colon behind a drive letter is no line.
fn note_and_line(place: &Path) -> (PathBuf, Option<u32>) {
    let whole = (place.to_owned(), None);
    let Some(typed) = place.to_str().filter(|_| !place.exists()) else {
        return whole;
    };
    let numbered = |text: &str| {
        let (head, digits) = text.rsplit_once(':')?;
        let drive = head.len() == 1 && head.starts_with(|c: char| c.is_ascii_alphabetic());
        let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        // A number too large for a line is past every last line.
        (number && !drive && !head.is_empty())
            .then(|| (head.to_owned(), digits.parse().unwrap_or(u32::MAX)))
    };
    let Some((head, line)) = numbered(typed) else {
        return whole;
    };
    match numbered(&head) {
        Some((note, line)) if !Path::new(&head).exists() => (note.into(), Some(line)),
        _ => (head.into(), Some(line)),
    }
}

/// Where the statement nearest to a line begins; of two as near, the earlier.
fn nearest(all: &[Explained], line: u32) -> Option<u32> {
    let away = |explained: &&Explained| {
        let (first, last) = (*explained.lines.start(), *explained.lines.end());
        first.saturating_sub(line).max(line.saturating_sub(last))
    };
    let nearest = all.iter().min_by_key(away)?;
    Some(*nearest.lines.start())
}

fn row<'a>(ended: &Ended<'a>) -> Row<'a> {
    let Ended {
        explained,
        card,
        reason,
    } = *ended;
    let fact = |found: &'a Found| match found {
        Found::Claim(leans) => Fact::Claim { leans: *leans },
        Found::Quote(words) => Fact::Quote { words },
        Found::List(items) => Fact::List { items },
    };
    let verdicts = verdicts(ended);
    let candidates = explained.tried.iter().zip(verdicts);
    let times = explained.timecodes.iter();
    Row {
        note: explained.note.as_str(),
        line: *explained.lines.start(),
        last_line: *explained.lines.end(),
        statement: &explained.statement,
        section: &explained.section,
        timecodes: times.map(|time| time.seconds()).collect(),
        own_timecodes: explained.stamped,
        found: explained.found.iter().flatten().map(fact).collect(),
        parse: explained.parse.as_ref().map(|parse| parse.sketch.as_str()),
        confidence: explained.parse.as_ref().map(|parse| parse.confidence),
        candidates: candidates
            .map(|(tried, verdict)| Candidate {
                shape: tried.wording.shape.name(),
                part: &tried.wording.part,
                score: tried.score,
                context: &tried.context,
                front: tried.wording.front.plain(),
                back: tried.wording.back.plain(),
                verdict: match verdict {
                    Verdict::Won => "won",
                    Verdict::Sound => "sound",
                    Verdict::Stopped(_) => "stopped",
                },
                reason: match verdict {
                    Verdict::Stopped(reason) => Some(reason),
                    Verdict::Won | Verdict::Sound => None,
                },
            })
            .collect(),
        card: card.map(|record| record.guid.as_str()),
        reason,
    }
}

fn verdicts(ended: &Ended<'_>) -> Vec<Verdict> {
    let sides = ended.card.map(|record| (&record.front, &record.back));
    ended.explained.verdicts(sides)
}

/// A statement as a person reads it.
fn text(path: &Path, ended: &Ended<'_>) -> String {
    let Ended {
        explained,
        card,
        reason,
    } = ended;
    let mut text = format!(
        "{}:{}  {}",
        path.display(),
        explained.lines.start(),
        times(explained)
    );
    if !explained.section.is_empty() {
        text.push_str(&format!("  {}", explained.section));
    }
    text.push_str(&format!("\n  {}\n", explained.statement));
    text.push_str(&format!("  found: {}\n", found(explained)));
    if let Some(parse) = &explained.parse {
        text.push_str(&format!("  parse: {parse}\n"));
    }
    let mut context = None;
    for (nth, (tried, verdict)) in explained.tried.iter().zip(verdicts(ended)).enumerate() {
        if context.is_some_and(|context| context != &tried.context) {
            let context = &tried.context;
            text.push_str(&format!(
                "  the heading gives the answer away, so once more under: {context}\n"
            ));
        }
        context = Some(&tried.context);
        text.push_str(&candidate(
            nth + 1,
            tried,
            in_words(verdict, card.is_some()),
        ));
    }
    if let Some(reason) = reason {
        text.push_str(&format!("  no card: {}\n", explanation(*reason)));
    }
    text
}

/// When a statement was said.
fn times(explained: &Explained) -> String {
    let times = explained.timecodes.iter();
    let times: Vec<String> = times.map(|time| format!("[{time}]")).collect();
    match (explained.stamped, times.is_empty()) {
        (true, _) => times.join(" "),
        (false, false) => format!("{}, taken from a later statement", times.join(" ")),
        (false, true) => "no timecode".to_owned(),
    }
}

/// What can be asked of a statement.
fn found(explained: &Explained) -> String {
    let in_words = |found: &Found| match found {
        Found::Claim(None) => "a claim".to_owned(),
        Found::Claim(Some(leans)) => {
            format!("a claim that needs words before it ({})", leans.code())
        }
        Found::Quote(words) => format!("a quotation, \"{words}\""),
        Found::List(items) => format!("a list of {}: {}", items.len(), items.join(" · ")),
    };
    match explained.found.as_deref() {
        Ok(found) => found.iter().map(in_words).collect::<Vec<_>>().join("; "),
        Err(_) => "nothing to ask".to_owned(),
    }
}

fn candidate(nth: usize, tried: &Tried, verdict: String) -> String {
    let wording = &tried.wording;
    let score = match tried.score {
        Some(score) => format!(", score {score}"),
        None => String::new(),
    };
    format!(
        "  {nth}. {}, part `{}`{score}: {verdict}\n     {} → {}\n",
        wording.shape.name(),
        wording.part,
        wording.front.plain(),
        wording.back.plain()
    )
}

/// What became of a wording, of a statement with a card or without.
fn in_words(verdict: Verdict, card: bool) -> String {
    match verdict {
        Verdict::Won => "won".to_owned(),
        Verdict::Sound if card => "also sound".to_owned(),
        Verdict::Sound => "sound".to_owned(),
        Verdict::Stopped(reason) => format!("stopped by {}", explanation(reason)),
    }
}

/// A reason with its meaning.
fn explanation(reason: Reason) -> String {
    format!("{}: {}", reason.code(), reason.summary())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(place: &str, note: &str, line: Option<u32>) {
        let read = note_and_line(Path::new(place));
        assert_eq!(read, (PathBuf::from(note), line), "{place}");
    }

    #[test]
    fn the_number_behind_the_last_colon_is_a_line() {
        check("notes/a.md:12", "notes/a.md", Some(12));
        check("notes/a.md", "notes/a.md", None);
        check("no:12/a.md:3", "no:12/a.md", Some(3));
        check("notes/a.md:99999999999", "notes/a.md", Some(u32::MAX));
        check("notes/a.md:", "notes/a.md:", None);
        check(":12", ":12", None);
    }

    #[test]
    fn a_column_behind_the_line_is_passed_over() {
        check("notes/a.md:12:5", "notes/a.md", Some(12));
    }

    #[test]
    fn the_colon_of_a_drive_is_no_line() {
        check(r"C:\notes\a.md", r"C:\notes\a.md", None);
        check(r"C:\notes\a.md:12", r"C:\notes\a.md", Some(12));
        check("C:12", "C:12", None);
        check("C:12:5", "C:12", Some(5));
    }
}
