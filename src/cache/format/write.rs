//! What the notes of a recording give → bytes.

use std::collections::HashMap;
use std::sync::Arc;

use crate::card::{CardText, Site, Source, Wording, notation};
use crate::diag::Diagnostic;
use crate::pipeline::OneNote;
use crate::plan::Present;

use super::{
    Nth, Stored, StoredCard, StoredDigests, StoredLeftOut, StoredNote, StoredPlace, StoredPresent,
    StoredProblem, StoredSite, StoredSource, StoredWording,
};

/// The notes as bytes. `None` for what would not be the same after reading.
pub fn written(notes: &[OneNote]) -> Option<Vec<u8>> {
    let mut writer = Writer::default();
    let notes = notes
        .iter()
        .map(|note| writer.note(note))
        .collect::<Option<_>>()?;
    let stored = Stored {
        notes,
        texts: writer.texts,
        lists: writer.lists,
        sources: writer.sources,
    };
    postcard::to_stdvec(&stored).ok()
}

/// Gives each text its number.
#[derive(Default)]
struct Writer<'n> {
    texts: Vec<&'n str>,
    numbers: HashMap<&'n str, Nth>,
    lists: Vec<Vec<Nth>>,
    list_numbers: HashMap<Vec<Nth>, Nth>,
    sources: Vec<StoredSource>,
    source_numbers: HashMap<*const Source, u32>,
}

impl<'n> Writer<'n> {
    fn text(&mut self, text: &'n str) -> Nth {
        *self.numbers.entry(text).or_insert_with(|| {
            self.texts.push(text);
            self.texts.len() as Nth - 1
        })
    }

    fn list(&mut self, list: &'n [String]) -> Nth {
        let list: Vec<Nth> = list.iter().map(|text| self.text(text)).collect();
        if let Some(&known) = self.list_numbers.get(&list) {
            return known;
        }
        let number = self.lists.len() as Nth;
        self.lists.push(list.clone());
        self.list_numbers.insert(list, number);
        number
    }

    fn source(&mut self, source: &'n Arc<Source>) -> u32 {
        if let Some(&known) = self.source_numbers.get(&Arc::as_ptr(source)) {
            return known;
        }
        let stored = StoredSource {
            note: self.text(source.note.as_str()),
            title: self.text(&source.title),
            tags: self.list(&source.tags),
            video: self.text(source.video.as_str()),
            guest: source.guest.as_deref().map(|text| self.text(text)),
            episode: source.episode.as_deref().map(|text| self.text(text)),
            channel: source.channel.as_deref().map(|text| self.text(text)),
        };
        let number = self.sources.len() as u32;
        self.sources.push(stored);
        self.source_numbers.insert(Arc::as_ptr(source), number);
        number
    }

    fn note(&mut self, note: &'n OneNote) -> Option<StoredNote<'n>> {
        let OneNote {
            path,
            study,
            problems,
        } = note;
        let cards = study.cards.iter().map(|card| {
            Some(StoredCard {
                site: self.site(&card.site),
                wording: self.wording(&card.wording)?,
                others: (card.others.iter().map(|other| self.wording(other)))
                    .collect::<Option<_>>()?,
            })
        });
        Some(StoredNote {
            cards: cards.collect::<Option<_>>()?,
            path: self.text(path.as_str()),
            notes: study.notes,
            channel_pages: study.channel_pages,
            statements: study.statements,
            left_out: (study.left_out.iter())
                .map(|left| StoredLeftOut {
                    note: self.text(&left.note),
                    line: left.line,
                    statement: self.text(&left.statement),
                    section: self.text(&left.section),
                    reason: left.reason,
                    index: left.index,
                })
                .collect(),
            present: StoredPresent {
                statements: digests(&study.present, false),
                skipped: digests(&study.present, true),
                bare: (study.present.bare().iter())
                    .map(|site| self.site(site))
                    .collect(),
                unread: (study.present.unread_notes())
                    .map(|note| self.text(note))
                    .collect(),
            },
            problems: problems.iter().map(|one| self.problem(one)).collect(),
        })
    }

    fn site(&mut self, site: &'n Site) -> StoredSite {
        StoredSite {
            context: self.text(&site.context),
            statement: self.text(&site.statement),
            headings: self.list(&site.headings),
            links: self.list(&site.links),
            source: self.source(&site.source),
            line: site.origin.line,
            span: (site.origin.span.start, site.origin.span.end),
            index: site.origin.statement,
            seconds: (site.origin.timecodes.iter())
                .map(|time| time.seconds())
                .collect(),
        }
    }

    fn wording(&mut self, wording: &'n Wording) -> Option<StoredWording<'n>> {
        Some(StoredWording {
            shape: wording.shape,
            part: self.text(&wording.part),
            front: side(&wording.front)?.into(),
            back: side(&wording.back)?.into(),
        })
    }

    fn problem(&mut self, problem: &'n Diagnostic) -> StoredProblem<'n> {
        StoredProblem {
            rule: problem.rule,
            path: self.text(&problem.path),
            message: &problem.message,
            help: problem.help.as_deref(),
            place: problem.place.as_ref().map(|place| StoredPlace {
                line: place.line,
                column: place.column,
                source: &place.source,
                mark: (place.mark.start, place.mark.end),
            }),
        }
    }
}

/// A side in writing; `None` where reading would not give it back.
fn side(text: &CardText) -> Option<String> {
    let line = notation::write(text);
    (notation::read(&line).as_ref() == Some(text)).then_some(line)
}

/// The digests by recording; they come sorted by it.
fn digests(present: &Present, skipped: bool) -> Vec<StoredDigests> {
    let all = present.digests(skipped);
    let of_one = all.chunk_by(|a, b| a.0 == b.0);
    let stored = of_one.filter_map(|chunk| {
        let (video, _) = chunk.first()?;
        let digests = chunk.iter().map(|(_, bits)| bits.to_le_bytes());
        Some((video.as_str().to_owned(), digests.collect()))
    });
    stored.collect()
}
