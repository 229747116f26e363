//! A ledger → its text.

use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;

use crate::card::notation;

use super::format::{END, HEAD};
use super::{Ledger, Record};

const PREAMBLE: &str = "\
# The memory of this deck: keep it in git beside the recipe. It lets a reworded card keep
# its review history. If it is damaged, restore it from git or run `cuedeck adopt`.
";

/// The whole ledger as text, the same for the same records.
impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HEAD}\n{PREAMBLE}")?;
        // In batches, so that the whole text is never in memory; one is written while the
        // next is drawn up.
        const BATCH: usize = 1 << 13;
        let mut batches = self.records.chunks(BATCH);
        let mut drawn = batches.next().map(draw).unwrap_or_default();
        while !drawn.is_empty() {
            let mut next = Vec::new();
            rayon::in_place_scope(|scope| {
                if let Some(batch) = batches.next() {
                    scope.spawn(|_| next = draw(batch));
                }
                drawn.iter().try_for_each(|text| f.write_str(text))
            })?;
            drawn = next;
        }
        f.write_str(END)
    }
}

/// The text of some records, in pieces.
fn draw(records: &[Arc<Record>]) -> Vec<String> {
    let share = records.len().div_ceil(rayon::current_num_threads());
    let pieces = records.par_chunks(share.max(1)).map(|records| {
        // A block has four to five hundred bytes.
        let mut text = String::with_capacity(records.len() * 512);
        records
            .iter()
            .for_each(|record| write_block(&mut text, record));
        text
    });
    pieces.collect()
}

/// Adds the block of a record to `out`.
fn write_block(out: &mut String, record: &Record) {
    let times: Vec<String> = record
        .timecodes
        .iter()
        .map(|time| time.seconds().to_string())
        .collect();
    let (front, back) = (
        notation::write(&record.front),
        notation::write(&record.back),
    );
    out.push_str("\n[");
    out.push_str(record.guid.as_str());
    out.push_str("]\n");
    fact(out, "state", record.state.name());
    fact(out, "kind", record.key.kind.name());
    fact(out, "shape", record.shape.name());
    plain_fact(out, "part", &record.key.part);
    fact(out, "id", &record.id.0.to_string());
    fact(out, "mod", &record.modified_at.0.to_string());
    let content = record.content_as(&front, &back);
    fact(out, "content", &content.to_string());
    fact(out, "video", record.key.video.as_str());
    fact(out, "at", &times.join(" "));
    plain_fact(out, "note", &record.note);
    plain_fact(out, "title", &record.title);
    plain_fact(out, "context", &record.context);
    fact(out, "tags", &record.tags);
    plain_fact(out, "statement", &record.statement);
    fact(out, "front", &front);
    fact(out, "back", &back);
}

/// Adds the line of a fact; `value` is one line.
fn fact(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    if !value.is_empty() {
        out.push(' ');
        out.push_str(value);
    }
    out.push('\n');
}

/// The same for any text.
fn plain_fact(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    if !value.is_empty() {
        out.push(' ');
        notation::push_escaped(out, value);
    }
    out.push('\n');
}
