//! The ledger as text, and back.

use crate::card::notation;
use crate::card::{CardKind, Shape};
use crate::note::VideoId;
use crate::plan::{AnkiId, Guid, ModifiedAt};
use crate::timecode::Timecode;

use super::Ledger;
use super::record::{CardKey, ContentHash, Record, State};

/// The first line of every ledger this version writes and reads.
const HEAD: &str = "cuedeck ledger 1";
/// The last line of every ledger. A file that was cut off has none.
const END: &str = "\nend\n";
const PREAMBLE: &str = "\
# The memory of this deck: keep it in git beside the recipe. It lets a reworded card keep
# its review history. If it is damaged, restore it from git or run `cuedeck adopt`.
";

/// The facts of a block, in the order they are written.
const FACTS: [&str; 16] = [
    "state",
    "kind",
    "shape",
    "part",
    "id",
    "mod",
    "content",
    "video",
    "at",
    "note",
    "title",
    "context",
    "tags",
    "statement",
    "front",
    "back",
];
/// How the lines begin that git leaves in a merge it could not finish.
const CONFLICT_MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// Why a text is no ledger.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// A later version of the format.
    #[error("line 1 says `{found}`, and this version reads `{HEAD}`; a newer Cuedeck wrote it")]
    Version {
        /// The first line.
        found: String,
    },
    /// The last line is missing.
    #[error("its last line, `end`, is missing: the file was cut off")]
    CutOff,
    /// Marks of an unfinished merge.
    #[error("line {line} is the mark of an unfinished merge")]
    Conflict {
        /// Counted from 1.
        line: usize,
    },
    /// A line that says nothing known.
    #[error("line {line} should hold {wanted}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What should stand there.
        wanted: &'static str,
    },
    /// A block that lacks a fact.
    #[error("the block of `{guid}`, which begins on line {line}, has no `{missing}`")]
    Missing {
        /// Where the block begins, counted from 1.
        line: usize,
        /// Its GUID.
        guid: String,
        /// The fact.
        missing: &'static str,
    },
    /// Words and digest of a block do not fit.
    #[error(
        "the block of `{guid}`, which begins on line {line}, was changed: its content no longer fits its `content` line"
    )]
    Content {
        /// Where the block begins, counted from 1.
        line: usize,
        /// Its GUID.
        guid: String,
    },
    /// A GUID with two blocks.
    #[error("`{guid}` has a second block on line {line}")]
    Twice {
        /// Where the second block begins, counted from 1.
        line: usize,
        /// The GUID.
        guid: String,
    },
}

impl Ledger {
    /// The whole ledger as text, the same for the same records.
    pub fn render(&self) -> String {
        let mut text = format!("{HEAD}\n{PREAMBLE}");
        for record in self.records() {
            render(record, &mut text);
        }
        text.push_str(END);
        text
    }

    /// Reads a ledger.
    ///
    /// # Errors
    ///
    /// With the line, when anything in it is not as [`Ledger::render`] writes it: a memory
    /// that is half right would hand one card's history to another.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let mut lines = text.lines().enumerate().map(|(nth, line)| (nth + 1, line));
        match lines.next() {
            Some((_, HEAD)) => {}
            Some((_, found)) if found.starts_with("cuedeck ledger ") => {
                return Err(LedgerError::Version {
                    found: found.to_owned(),
                });
            }
            _ => {
                return Err(LedgerError::Line {
                    line: 1,
                    wanted: "`cuedeck ledger 1`",
                });
            }
        }
        let mut ledger = Ledger::default();
        let mut block: Option<Block<'_>> = None;
        let mut ended = false;
        for (line, text) in lines {
            if CONFLICT_MARKS.iter().any(|mark| text.starts_with(mark)) {
                return Err(LedgerError::Conflict { line });
            }
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            if ended {
                return Err(LedgerError::Line {
                    line,
                    wanted: "nothing, as it stands behind `end`",
                });
            }
            if text == END.trim() {
                ended = true;
                continue;
            }
            if let Some(guid) = text
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'))
            {
                finish(block.take(), &mut ledger)?;
                block = Some(Block {
                    line,
                    guid,
                    facts: Vec::with_capacity(16),
                });
            } else {
                let block = block.as_mut().ok_or(LedgerError::Line {
                    line,
                    wanted: "`[GUID]`",
                })?;
                // A fact may be empty, and editors cut the space off then.
                block.add(line, text.split_once(' ').unwrap_or((text, "")))?;
            }
        }
        finish(block, &mut ledger)?;
        match ended {
            true => Ok(ledger),
            false => Err(LedgerError::CutOff),
        }
    }
}

fn render(record: &Record, text: &mut String) {
    let mut line = |name: &str, value: &str| {
        text.push_str(name);
        if !value.is_empty() {
            text.push(' ');
            text.push_str(value);
        }
        text.push('\n');
    };
    let plain = |value: &str| {
        let mut escaped = String::new();
        notation::push_escaped(&mut escaped, value);
        escaped
    };
    let times: Vec<String> = record
        .timecodes
        .iter()
        .map(|time| time.seconds().to_string())
        .collect();
    line("", "");
    line(&format!("[{}]", record.guid), "");
    line("state", record.state.name());
    line("kind", record.key.kind.name());
    line("shape", record.shape.name());
    line("part", &plain(&record.key.part));
    line("id", &record.id.0.to_string());
    line("mod", &record.modified_at.0.to_string());
    line("content", &record.content().to_string());
    line("video", record.key.video.as_str());
    line("at", &times.join(" "));
    line("note", &plain(&record.note));
    line("title", &plain(&record.title));
    line("context", &plain(&record.context));
    line("tags", &record.tags.join(" "));
    line("statement", &plain(&record.statement));
    line("front", &notation::write(&record.front));
    line("back", &notation::write(&record.back));
}

/// A block while it is being read.
struct Block<'t> {
    line: usize,
    guid: &'t str,
    facts: Vec<(usize, (&'t str, &'t str))>,
}

impl<'t> Block<'t> {
    // A block whose `[GUID]` line was lost runs on into the one above: were a second `mod`
    // or an unknown line passed over, a record would be forgotten without a word.
    fn add(&mut self, line: usize, (name, value): (&'t str, &'t str)) -> Result<(), LedgerError> {
        let wanted = match FACTS.contains(&name) {
            false => "one of the facts that this version writes",
            true if self.facts.iter().any(|(_, (fact, _))| *fact == name) => {
                "each fact once in a block"
            }
            true => {
                self.facts.push((line, (name, value)));
                return Ok(());
            }
        };
        Err(LedgerError::Line { line, wanted })
    }

    fn fact(&self, name: &'static str) -> Result<(usize, &'t str), LedgerError> {
        let found = self.facts.iter().find(|(_, (fact, _))| *fact == name);
        let &(line, (_, value)) = found.ok_or_else(|| LedgerError::Missing {
            line: self.line,
            guid: self.guid.to_owned(),
            missing: name,
        })?;
        Ok((line, value))
    }

    fn read<T>(
        &self,
        name: &'static str,
        wanted: &'static str,
        read: impl FnOnce(&'t str) -> Option<T>,
    ) -> Result<T, LedgerError> {
        let (line, value) = self.fact(name)?;
        read(value).ok_or(LedgerError::Line { line, wanted })
    }
}

fn finish(block: Option<Block<'_>>, ledger: &mut Ledger) -> Result<(), LedgerError> {
    let Some(block) = block else {
        return Ok(());
    };
    let guid = Guid::parse(block.guid).ok_or(LedgerError::Line {
        line: block.line,
        wanted: "a GUID in brackets",
    })?;
    let text = |value: &str| notation::read(value).map(|text| text.plain());
    let statement = block.read("statement", "a statement", text)?;
    let key = CardKey::new(
        block.read("video", "a video's id", VideoId::parse)?,
        block.read("kind", "`question` or `cloze`", CardKind::parse)?,
        &statement,
        &block.read("part", "the part that is asked", text)?,
    );
    let record = Record {
        guid: guid.clone(),
        state: block.read(
            "state",
            "`live`, `retired`, `told` or `rejected`",
            State::parse,
        )?,
        id: AnkiId(block.read("id", "milliseconds since 1970", |value| {
            number(value, LATEST * 1000)
        })?),
        modified_at: ModifiedAt(
            block.read("mod", "seconds since 1970", |value| number(value, LATEST))?,
        ),
        key,
        shape: block.read("shape", "a shape", Shape::parse)?,
        timecodes: block.read("at", "seconds", seconds)?,
        note: block.read("note", "a path", text)?,
        title: block.read("title", "a title", text)?,
        context: block.read("context", "a context line", text)?,
        statement,
        tags: block
            .fact("tags")?
            .1
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        front: block.read("front", "a front", notation::read)?,
        back: block.read("back", "a back", notation::read)?,
    };
    let content = block.read("content", "sixteen hexadecimal digits", ContentHash::parse)?;
    if content != record.content() {
        return Err(LedgerError::Content {
            line: block.line,
            guid: guid.to_string(),
        });
    }
    if ledger.get(&guid).is_some() {
        return Err(LedgerError::Twice {
            line: block.line,
            guid: guid.to_string(),
        });
    }
    ledger.insert(record);
    Ok(())
}

/// The last second of the year 9999: a later time is a slip, and would break the sums.
const LATEST: i64 = 253_402_300_799;

fn number(value: &str, most: i64) -> Option<i64> {
    value
        .parse()
        .ok()
        .filter(|number| (-most..=most).contains(number))
}

fn seconds(value: &str) -> Option<Vec<Timecode>> {
    let times = value
        .split_whitespace()
        .map(|number| number.parse().ok().map(Timecode::from_seconds));
    times.collect()
}
