//! The text of a ledger → the ledger, or the line that is not as it was written.

use std::collections::HashSet;
use std::io::{self, Read as _};
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::card::notation;
use crate::card::{CardKind, Shape};
use crate::note::VideoId;
use crate::plan::{AnkiId, Guid, ModifiedAt};
use crate::timecode::Timecode;

use super::Ledger;
use super::format::{END, FACTS, Fact, HEAD, LedgerError};
use super::record::{CardKey, ContentHash, Record, State, WordsKey};

const BEHIND_END: &str = "nothing, as it stands behind `end`";
/// How the lines begin that git leaves in a merge it could not finish.
const CONFLICT_MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// Why no ledger could be read.
#[derive(Debug, thiserror::Error)]
pub enum LedgerReadError {
    /// The bytes could not be had, or are no UTF-8.
    #[error(transparent)]
    World(#[from] io::Error),
    /// They are no ledger.
    #[error(transparent)]
    Text(#[from] LedgerError),
}

impl Ledger {
    /// Reads a ledger.
    ///
    /// # Errors
    ///
    /// With the line, when anything in it is not as it is written: a memory
    /// that is half right would hand one card's history to another.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        Self::parse_in(text, share(text.len()))
    }

    /// The same from a file, of which only a part is in memory at once: the text of a large
    /// ledger takes half as much as its records.
    ///
    /// # Errors
    ///
    /// As [`Ledger::parse`], and when the file cannot be read.
    pub fn read(source: impl io::Read + Send) -> Result<Self, LedgerReadError> {
        Self::read_in(source, 2 << 20)
    }

    /// Reads a ledger of which about `batch` bytes are in memory at once.
    fn read_in(mut source: impl io::Read + Send, batch: u32) -> Result<Self, LedgerReadError> {
        let mut reading = Reading::default();
        let (mut bytes, mut ahead) = (Vec::new(), Vec::new());
        let mut more = |bytes: &mut Vec<u8>| {
            let mut next = source.by_ref().take(u64::from(batch));
            next.read_to_end(bytes)
        };
        let mut got = more(&mut bytes)?;
        loop {
            let whole = match got {
                0 => bytes.len(),
                _ => memchr::memmem::rfind(&bytes, BLOCK).map_or(0, |at| at + 1),
            };
            let text = std::str::from_utf8(&bytes[..whole])
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            ahead.clear();
            ahead.extend_from_slice(&bytes[whole..]);
            // The disk need not wait for the records, nor they for it.
            let (taken, read) = rayon::join(
                || reading.take(text, share(text.len())),
                || more(&mut ahead),
            );
            taken?;
            if got == 0 {
                return Ok(reading.finished()?);
            }
            got = read?;
            std::mem::swap(&mut bytes, &mut ahead);
        }
    }

    /// Reads a ledger in parts of about `size` bytes, at the same time.
    fn parse_in(text: &str, size: usize) -> Result<Self, LedgerError> {
        let mut reading = Reading::default();
        reading.take(text, size)?;
        reading.finished()
    }
}

/// How much of a text of so many bytes a thread reads. What is read does not depend on it.
fn share(bytes: usize) -> usize {
    const WORTH_A_THREAD: usize = 1 << 20;
    (bytes / rayon::current_num_threads()).max(WORTH_A_THREAD)
}

/// How a block begins, behind the line before it.
const BLOCK: &[u8] = b"\n[";

/// A ledger of which some blocks have been read.
struct Reading {
    records: Vec<(usize, Arc<Record>)>,
    /// One for each thread. They last as long as the reading does: a ledger is sorted by
    /// GUID, so that every part of it has cards of nearly every note.
    pools: Vec<Pool>,
    /// The line that comes next, counted from 1.
    line: usize,
    ended: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            pools: Vec::new(),
            line: 1,
            ended: false,
        }
    }
}

impl Reading {
    /// Reads on: `text` goes on where the last one ended, and ends before a block.
    fn take(&mut self, text: &str, size: usize) -> Result<(), LedgerError> {
        if text.is_empty() {
            return Ok(());
        }
        if self.line == 1 {
            head(text)?;
        }
        let parts = parts(text, self.line, size);
        if self.pools.len() < parts.len() {
            self.pools.resize_with(parts.len(), Pool::default);
        }
        let read: Vec<Result<Read, LedgerError>> = parts
            .par_iter()
            .zip(&mut self.pools)
            .map(|(part, pool)| part.read(pool))
            .collect();
        for (part, read) in parts.iter().zip(read) {
            if self.ended {
                return Err(LedgerError::Line {
                    line: part.first_line,
                    wanted: BEHIND_END,
                });
            }
            let read = read?;
            self.ended = read.ended;
            self.records.extend(read.records);
        }
        self.line += memchr::memchr_iter(b'\n', text.as_bytes()).count();
        Ok(())
    }

    fn finished(self) -> Result<Ledger, LedgerError> {
        match (self.line, self.ended) {
            // Not one line was there to take.
            (1, false) => head("").and(Err(LedgerError::CutOff)),
            (_, false) => Err(LedgerError::CutOff),
            (_, true) => collected(self.records),
        }
    }
}

/// Passes a text that begins as every ledger of this version does.
fn head(text: &str) -> Result<(), LedgerError> {
    match text.lines().next() {
        Some(HEAD) => Ok(()),
        Some(found) if found.starts_with("cuedeck ledger ") => Err(LedgerError::Version {
            found: found.to_owned(),
        }),
        _ => Err(LedgerError::Line {
            line: 1,
            wanted: "`cuedeck ledger 1`",
        }),
    }
}

/// A run of whole blocks.
struct Part<'t> {
    text: &'t str,
    /// Counted from 1.
    first_line: usize,
}

/// The records of a part, each with the line it begins on.
struct Read {
    records: Vec<(usize, Arc<Record>)>,
    ended: bool,
}

/// Cuts a ledger into runs of whole blocks, each of at least `size` bytes but the last.
fn parts(text: &str, mut first_line: usize, size: usize) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let cut = memchr::memmem::find(&rest.as_bytes()[size.min(rest.len())..], BLOCK);
        let (part, behind) = rest.split_at(cut.map_or(rest.len(), |at| size + at + 1));
        parts.push(Part {
            text: part,
            first_line,
        });
        first_line += memchr::memchr_iter(b'\n', part.as_bytes()).count();
        rest = behind;
    }
    parts
}

impl Part<'_> {
    fn read(&self, pool: &mut Pool) -> Result<Read, LedgerError> {
        let mut records = Vec::new();
        let mut block: Option<Block<'_>> = None;
        let mut ended = false;
        let lines = self.text.lines().enumerate();
        let lines = lines.map(|(nth, text)| (self.first_line + nth, text));
        for (line, text) in lines.skip_while(|(line, _)| *line == 1) {
            if text.starts_with(['<', '|', '=', '>'])
                && CONFLICT_MARKS.iter().any(|mark| text.starts_with(mark))
            {
                return Err(LedgerError::Conflict { line });
            }
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            if ended {
                return Err(LedgerError::Line {
                    line,
                    wanted: BEHIND_END,
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
                if let Some(block) = block.take() {
                    records.push((block.line, Arc::new(block.record(pool)?)));
                }
                block = Some(Block {
                    line,
                    guid,
                    facts: [None; FACTS.len()],
                    next: 0,
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
        if let Some(block) = block {
            records.push((block.line, Arc::new(block.record(pool)?)));
        }
        Ok(Read { records, ended })
    }
}

/// The records as a ledger. Of two with one GUID, the later one is the one too many.
fn collected(mut records: Vec<(usize, Arc<Record>)>) -> Result<Ledger, LedgerError> {
    records.par_sort_by_key(|(line, record)| (record.guid, *line));
    let twice = records
        .windows(2)
        .filter(|two| two[0].1.guid == two[1].1.guid);
    if let Some((line, record)) = twice.map(|two| &two[1]).min_by_key(|(line, _)| *line) {
        return Err(LedgerError::Twice {
            line: *line,
            guid: record.guid.to_string(),
        });
    }
    // Sorted, each GUID once: a ledger as it stands.
    let records = records.into_iter().map(|(_, record)| record).collect();
    Ok(Ledger { records })
}

/// A block while it is being read.
struct Block<'t> {
    line: usize,
    guid: &'t str,
    /// Line and value, by [`FACTS`].
    facts: [Option<(usize, &'t str)>; FACTS.len()],
    /// The fact behind the last one, which comes next unless a person moved a line.
    next: usize,
}

impl<'t> Block<'t> {
    // A block whose `[GUID]` line was lost runs on into the one above: were a second `mod`
    // or an unknown line passed over, a record would be forgotten without a word.
    fn add(&mut self, line: usize, (name, value): (&'t str, &'t str)) -> Result<(), LedgerError> {
        let fact = match FACTS.get(self.next) {
            Some(fact) if *fact == name => Some(self.next),
            _ => FACTS.iter().position(|fact| *fact == name),
        };
        let wanted = match fact {
            None => "one of the facts that this version writes",
            Some(fact) if self.facts[fact].is_some() => "each fact once in a block",
            Some(fact) => {
                self.facts[fact] = Some((line, value));
                self.next = fact + 1;
                return Ok(());
            }
        };
        Err(LedgerError::Line { line, wanted })
    }

    fn fact(&self, fact: Fact) -> Result<(usize, &'t str), LedgerError> {
        let fact = fact as usize;
        self.facts[fact].ok_or_else(|| LedgerError::Missing {
            line: self.line,
            guid: self.guid.to_owned(),
            missing: FACTS[fact],
        })
    }

    fn read<T>(
        &self,
        fact: Fact,
        wanted: &'static str,
        read: impl FnOnce(&'t str) -> Option<T>,
    ) -> Result<T, LedgerError> {
        let (line, value) = self.fact(fact)?;
        read(value).ok_or(LedgerError::Line { line, wanted })
    }

    fn record(&self, pool: &mut Pool) -> Result<Record, LedgerError> {
        let guid = Guid::parse(self.guid).ok_or(LedgerError::Line {
            line: self.line,
            wanted: "a GUID in brackets",
        })?;
        let text = |value: &'t str| notation::read_plain(value);
        let part = self.read(Fact::Part, "the part that is asked", text)?;
        let statement: Arc<str> = self.read(Fact::Statement, "a statement", text)?.into();
        let record = Record {
            guid,
            state: self.read(
                Fact::State,
                "`live`, `retired`, `told` or `rejected`",
                State::parse,
            )?,
            id: AnkiId(self.read(Fact::Id, "milliseconds since 1970", |value| {
                number(value, LATEST * 1000)
            })?),
            modified_at: ModifiedAt(self.read(Fact::Mod, "seconds since 1970", |value| {
                number(value, LATEST)
            })?),
            key: CardKey {
                video: self.read(Fact::Video, "a video's id", VideoId::parse)?,
                kind: self.read(Fact::Kind, "`question` or `cloze`", CardKind::parse)?,
                words: WordsKey::of(&statement),
                part: pool.shared(&part),
            },
            shape: self.read(Fact::Shape, "a shape", Shape::parse)?,
            timecodes: self.read(Fact::At, "seconds", seconds)?,
            note: pool.shared(&self.read(Fact::Note, "a path", text)?),
            title: pool.shared(&self.read(Fact::Title, "a title", text)?),
            context: pool.shared(&self.read(Fact::Context, "a context line", text)?),
            tags: pool.shared(self.fact(Fact::Tags)?.1),
            front: self.read(Fact::Front, "a front", notation::read)?,
            back: self.read(Fact::Back, "a back", notation::read)?,
            statement,
        };
        let content = self.read(
            Fact::Content,
            "sixteen hexadecimal digits",
            ContentHash::parse,
        )?;
        if content != record.content_as(self.fact(Fact::Front)?.1, self.fact(Fact::Back)?.1) {
            return Err(LedgerError::Content {
                line: self.line,
                guid: guid.to_string(),
            });
        }
        Ok(record)
    }
}

/// Texts that many records have in common, each kept once.
#[derive(Default)]
struct Pool(HashSet<Arc<str>, FixedState>);

impl Pool {
    fn shared(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let text: Arc<str> = text.into();
        self.0.insert(Arc::clone(&text));
        text
    }
}

/// The last second of the year 9999: a later time is a slip, and would break the sums.
const LATEST: i64 = 253_402_300_799;

fn number(value: &str, most: i64) -> Option<i64> {
    value
        .parse()
        .ok()
        .filter(|number| (-most..=most).contains(number))
}

fn seconds(value: &str) -> Option<Arc<[Timecode]>> {
    let times = value
        .split_whitespace()
        .map(|number| number.parse().ok().map(Timecode::from_seconds));
    times.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = include_str!("../../../decks/leadership.ledger");

    #[test]
    fn a_ledger_reads_the_same_in_one_part_and_in_many() {
        let whole = Ledger::parse_in(SAMPLE, usize::MAX).expect("a ledger");
        assert!(whole.records().len() > 10);
        for size in [1, 700, 5000] {
            assert_eq!(Ledger::parse_in(SAMPLE, size).as_ref(), Ok(&whole));
        }
        for batch in [1, 700, 5000, u32::MAX] {
            let read = Ledger::read_in(SAMPLE.as_bytes(), batch);
            assert_eq!(read.expect("a ledger"), whole);
        }
    }

    #[test]
    fn the_first_of_several_slips_is_reported_however_it_is_cut() {
        let twice_wrong = SAMPLE.replace("kind question", "kind quiz");
        let behind = SAMPLE.replace(END, "\nend\n[0123456789abcdef]\nkind quiz\n");
        for text in [twice_wrong, behind] {
            let whole = Ledger::parse_in(&text, usize::MAX);
            assert!(whole.is_err());
            for size in [1, 700, 5000] {
                assert_eq!(Ledger::parse_in(&text, size), whole);
            }
            for batch in [1, 700, 5000] {
                match (Ledger::read_in(text.as_bytes(), batch), &whole) {
                    (Err(LedgerReadError::Text(found)), Err(first)) => assert_eq!(&found, first),
                    other => panic!("{other:?}"),
                }
            }
        }
    }
}
