//! Damaged timecodes → the same timecodes, written as they are meant. Pure.
//!
//! Two kinds of damage are repaired: tags that are broken, and minutes that are written as
//! hours. What a timecode means is read off its whole note and off the other notes of the
//! recording, so a repair takes evidence away that others rest on. No rule could foresee
//! that. So every repair is tried first: the notes of the recording are read again with it,
//! and a repair after which anything but the damage reads differently is not made.

use std::collections::BTreeMap;

use super::timing::{self, Oddity, written_as};
use super::{Document, SourceFile, Stamp, StudyNote, VideoId, parse};
use crate::text::Span;
use crate::timecode::Timecode;

/// What a repair would make of one note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Which of the sources.
    pub source: usize,
    /// The whole note, repaired.
    pub text: String,
    /// How many damaged tags are whole in it.
    pub tags: usize,
    /// How many timecodes count in the right unit in it.
    pub units: usize,
}

/// The repairs that change what is written and nothing that is read, in the order of the
/// sources. Notes that need none, or where none is safe, are not among them.
pub fn repairs(sources: &[SourceFile]) -> Vec<Repair> {
    // Notes of one recording bear witness for each other; a note without one stands alone.
    let mut circles: BTreeMap<(Option<VideoId>, usize), Circle> = BTreeMap::new();
    for (at, source) in sources.iter().enumerate() {
        if let Some(note) = read(source) {
            let alone = if note.video.is_some() { 0 } else { at };
            let circle = circles.entry((note.video, alone)).or_default();
            circle.sources.push(at);
            circle.notes.push(note);
        }
    }
    let mut repairs: Vec<Repair> = circles.into_values().flat_map(Circle::repairs).collect();
    repairs.sort_by_key(|repair| repair.source);
    repairs
}

fn read(source: &SourceFile) -> Option<StudyNote> {
    match parse(source).value? {
        Document::Note(note) => Some(*note),
        Document::ChannelPage(_) => None,
    }
}

/// How much of a note is repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
    Nothing,
    Tags,
    TagsAndUnits,
}

impl Extent {
    fn less(self) -> Self {
        match self {
            Extent::TagsAndUnits => Extent::Tags,
            Extent::Tags | Extent::Nothing => Extent::Nothing,
        }
    }
}

/// The notes of one recording, and which of the sources each is.
#[derive(Default)]
struct Circle {
    sources: Vec<usize>,
    notes: Vec<StudyNote>,
}

impl Circle {
    /// As many repairs as leave everything to be read as it was.
    fn repairs(mut self) -> Vec<Repair> {
        // What there is to report is reported by those who read the notes for it.
        timing::settle(&mut self.notes, &mut Vec::new());
        let mut extents = vec![Extent::TagsAndUnits; self.notes.len()];
        loop {
            let tried: Vec<Option<Repair>> = self
                .notes
                .iter()
                .zip(&extents)
                .zip(&self.sources)
                .map(|((note, &extent), &source)| repaired(source, note, extent))
                .collect();
            if tried.iter().all(Option::is_none) {
                return Vec::new();
            }
            let spoilt = self.spoilt_by(&tried);
            if spoilt.is_empty() {
                return tried.into_iter().flatten().collect();
            }
            // A note that reads differently gets less of a repair. One that was not repaired
            // is a witness whom the others swayed, so all of them get less.
            let swayed = spoilt.iter().all(|&at| tried[at].is_none());
            for (at, extent) in extents.iter_mut().enumerate() {
                if swayed || spoilt.contains(&at) {
                    *extent = extent.less();
                }
            }
        }
    }

    /// Which notes would read differently.
    fn spoilt_by(&self, tried: &[Option<Repair>]) -> Vec<usize> {
        let again = self.notes.iter().zip(tried).map(|(note, repair)| {
            let text = repair.as_ref().map_or(&*note.source, |repair| &repair.text);
            read(&SourceFile {
                path: note.path.clone(),
                bytes: text.as_bytes().to_vec(),
            })
        });
        let Some(mut again) = again.collect::<Option<Vec<StudyNote>>>() else {
            return (0..tried.len()).collect();
        };
        timing::settle(&mut again, &mut Vec::new());
        let differs = |at: &usize| !shows(&again[*at]).eq(shows(&self.notes[*at]));
        (0..again.len()).filter(differs).collect()
    }
}

/// All that later stages see of a note's text, and the moments in it.
fn shows(note: &StudyNote) -> impl Iterator<Item = (&str, Vec<(usize, Option<Timecode>)>)> {
    let headings = note.sections.iter().map(|section| &section.heading);
    let texts = headings.chain(note.blocks.iter().map(|block| &block.body));
    texts.map(|text| {
        let moments = text.stamps.iter().map(|stamp| (stamp.at, stamp.time));
        (text.text.as_str(), moments.collect())
    })
}

/// One note with its timecodes written anew; `None` where nothing is to be done.
fn repaired(source: usize, note: &StudyNote, extent: Extent) -> Option<Repair> {
    let stamps = note.stamps();
    let mut repair = Repair {
        source,
        text: String::with_capacity(note.source.len()),
        tags: 0,
        units: 0,
    };
    let mut done = 0;
    // Timecodes that share a bracket share a span.
    for group in stamps.chunk_by(|one, other| one.span == other.span) {
        let span = group[0].span;
        let Some(written) = written_anew(&note.source, span, group, extent) else {
            continue;
        };
        repair.text.push_str(&note.source[done..span.start]);
        repair.text.push_str(&written);
        done = span.end;
        repair.tags += usize::from(group[0].damaged);
        repair.units += match extent {
            Extent::TagsAndUnits => group.iter().filter(|stamp| is_unit(stamp)).count(),
            _ => 0,
        };
    }
    repair.text.push_str(&note.source[done..]);
    (*repair.text != *note.source).then_some(repair)
}

fn is_unit(stamp: &Stamp) -> bool {
    stamp.oddity == Some(Oddity::Unit)
}

/// What stands in `span`, repaired; `None` where nothing is wrong or nothing is safe.
fn written_anew(text: &str, span: Span, group: &[&Stamp], extent: Extent) -> Option<String> {
    let units = extent == Extent::TagsAndUnits && group.iter().any(|stamp| is_unit(stamp));
    let tag = extent >= Extent::Tags && group[0].damaged;
    if !(units || tag) || group.iter().any(|stamp| stamp.time.is_none()) {
        return None;
    }
    match tag {
        true => whole_tags(text, span, group, units),
        false => in_right_unit(&text[span.range()], group),
    }
}

/// A tag for each timecode of a damaged one.
fn whole_tags(text: &str, span: Span, group: &[&Stamp], units: bool) -> Option<String> {
    let line = text[span.end..].lines().next().unwrap_or_default();
    let before_next = line.split("<a").next().unwrap_or_default();
    // The words of the tag follow, and its end: `<a …>at last</a>`.
    if before_next.contains("</a>") {
        return None;
    }
    let tags = group.iter().map(|stamp| {
        let time = stamp.time?;
        let plain = |value: &Option<String>| {
            let value = value.as_deref().filter(|value| is_clock(value))?;
            match units && is_unit(stamp) {
                true => written_as(value, time).map(|time| time.to_string()),
                false => Some(value.to_owned()),
            }
        };
        let (data, shown) = (plain(&stamp.data), plain(&stamp.shown));
        let either = data.clone().or_else(|| shown.clone());
        let either = either.unwrap_or_else(|| time.to_string());
        let data = data.unwrap_or_else(|| either.clone());
        let shown = shown.unwrap_or(either);
        Some(format!(
            "<a class=\"yt-timestamp\" data-t=\"{data}\">[{shown}]</a>"
        ))
    });
    let tags: Option<Vec<String>> = tags.collect();
    Some(tags?.join(", "))
}

/// Whether a value is fields of digits, as a tag may hold it.
fn is_clock(value: &str) -> bool {
    value.contains(':') && value.bytes().all(|b| b.is_ascii_digit() || b == b':')
}

/// The same writing with every value that counts in the wrong unit put right.
fn in_right_unit(written: &str, group: &[&Stamp]) -> Option<String> {
    let mut values: BTreeMap<&str, Timecode> = BTreeMap::new();
    for stamp in group.iter().filter(|stamp| is_unit(stamp)) {
        for value in [&stamp.data, &stamp.shown].into_iter().flatten() {
            let time = written_as(value, stamp.time?)?;
            // One value that means two moments cannot be put right by its looks.
            if values
                .insert(value, time)
                .is_some_and(|other| other != time)
            {
                return None;
            }
        }
    }
    let mut anew = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| !c.is_ascii_digit() && c != ':');
        let (value, after) = from.split_at(end.unwrap_or(from.len()));
        anew.push_str(before);
        match values.get(value) {
            Some(time) => anew.push_str(&time.to_string()),
            None => anew.push_str(value),
        }
        rest = after;
    }
    anew.push_str(rest);
    Some(anew)
}

#[cfg(test)]
mod tests;
