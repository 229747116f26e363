//! What the notes of a recording give ↔ bytes.
//!
//! Notes of one recording repeat themselves: a title, a context line, a statement stand in
//! dozens of cards. Each text is written once and known by its number behind that, and what
//! was shared in memory is shared again after reading.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::card::{Card, CardText, Origin, Shape, Site, Source, Wording, notation};
use crate::diag::{Diagnostic, Place, Rule};
use crate::extract::Reason;
use crate::note::{NotePath, VideoId};
use crate::pipeline::{LeftOut, OneNote, Study};
use crate::plan::Present;
use crate::text::Span;
use crate::timecode::Timecode;

/// The number of a text, or of a list of texts.
type Nth = u32;

#[derive(Deserialize, Serialize)]
struct Stored<'b> {
    #[serde(borrow)]
    texts: Vec<&'b str>,
    lists: Vec<Vec<Nth>>,
    sources: Vec<StoredSource>,
    notes: Vec<StoredNote<'b>>,
}

#[derive(Deserialize, Serialize)]
struct StoredSource {
    note: Nth,
    title: Nth,
    tags: Nth,
    video: Nth,
    guest: Option<Nth>,
    episode: Option<Nth>,
    channel: Option<Nth>,
}

#[derive(Deserialize, Serialize)]
struct StoredNote<'b> {
    path: Nth,
    notes: usize,
    channel_pages: usize,
    statements: usize,
    #[serde(borrow)]
    cards: Vec<StoredCard<'b>>,
    left_out: Vec<StoredLeftOut>,
    present: StoredPresent,
    problems: Vec<StoredProblem<'b>>,
}

#[derive(Deserialize, Serialize)]
struct StoredCard<'b> {
    site: StoredSite,
    #[serde(borrow)]
    wording: StoredWording<'b>,
    others: Vec<StoredWording<'b>>,
}

#[derive(Deserialize, Serialize)]
struct StoredSite {
    context: Nth,
    statement: Nth,
    headings: Nth,
    links: Nth,
    source: u32,
    line: u32,
    span: (usize, usize),
    index: usize,
    seconds: Vec<u32>,
}

/// The sides are in the notation of [`notation`].
#[derive(Deserialize, Serialize)]
struct StoredWording<'b> {
    shape: Shape,
    part: Nth,
    #[serde(borrow)]
    front: Cow<'b, str>,
    #[serde(borrow)]
    back: Cow<'b, str>,
}

#[derive(Deserialize, Serialize)]
struct StoredLeftOut {
    note: Nth,
    line: u32,
    statement: Nth,
    section: Nth,
    reason: Reason,
    index: usize,
}

#[derive(Deserialize, Serialize)]
struct StoredPresent {
    statements: Vec<StoredDigests>,
    skipped: Vec<StoredDigests>,
    bare: Vec<StoredSite>,
    unread: Vec<Nth>,
}

/// A recording, and the digests of statements about it.
type StoredDigests = (String, Vec<[u8; 16]>);

#[derive(Deserialize, Serialize)]
struct StoredProblem<'b> {
    rule: Rule,
    path: Nth,
    #[serde(borrow)]
    message: &'b str,
    help: Option<&'b str>,
    place: Option<StoredPlace<'b>>,
}

#[derive(Deserialize, Serialize)]
struct StoredPlace<'b> {
    line: u32,
    column: u32,
    source: &'b str,
    mark: (usize, usize),
}

/// The notes as bytes. `None` for what would not be the same after reading.
pub(super) fn written(notes: &[OneNote]) -> Option<Vec<u8>> {
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

/// The notes again. `None` when the bytes are not such notes.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<OneNote>> {
    let stored: Stored<'_> = postcard::from_bytes(bytes).ok()?;
    let mut reader = Reader {
        shared: vec![None; stored.texts.len()],
        texts: stored.texts,
        lists: Vec::new(),
        sources: Vec::new(),
    };
    for list in &stored.lists {
        let texts = list.iter().map(|&text| reader.owned(text));
        let list = texts.collect::<Option<Vec<String>>>()?;
        reader.lists.push(list.into());
    }
    for source in &stored.sources {
        let source = reader.source(source)?;
        reader.sources.push(Arc::new(source));
    }
    let notes = stored.notes.into_iter();
    notes.map(|note| reader.note(note)).collect()
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

/// Finds each text by its number.
struct Reader<'b> {
    texts: Vec<&'b str>,
    /// The same texts as they are shared, from the first time one is asked for.
    shared: Vec<Option<Arc<str>>>,
    lists: Vec<Arc<[String]>>,
    sources: Vec<Arc<Source>>,
}

/// All of them give `None` for a number that nothing has.
impl<'b> Reader<'b> {
    fn text(&self, nth: Nth) -> Option<&'b str> {
        self.texts.get(nth as usize).copied()
    }

    fn owned(&self, nth: Nth) -> Option<String> {
        self.text(nth).map(str::to_owned)
    }

    fn shared(&mut self, nth: Nth) -> Option<Arc<str>> {
        let text = self.text(nth)?;
        let shared = self.shared.get_mut(nth as usize)?;
        Some(Arc::clone(shared.get_or_insert_with(|| text.into())))
    }

    fn shared_if(&mut self, nth: Option<Nth>) -> Option<Option<Arc<str>>> {
        match nth {
            Some(nth) => self.shared(nth).map(Some),
            None => Some(None),
        }
    }

    fn list(&self, nth: Nth) -> Option<Arc<[String]>> {
        self.lists.get(nth as usize).cloned()
    }

    fn source(&mut self, stored: &StoredSource) -> Option<Source> {
        Some(Source {
            note: NotePath::new(self.shared(stored.note)?),
            title: self.shared(stored.title)?,
            tags: self.list(stored.tags)?,
            video: VideoId::parse(self.text(stored.video)?)?,
            guest: self.shared_if(stored.guest)?,
            episode: self.shared_if(stored.episode)?,
            channel: self.shared_if(stored.channel)?,
        })
    }

    fn note(&mut self, stored: StoredNote<'_>) -> Option<OneNote> {
        let StoredPresent {
            statements,
            skipped,
            bare,
            unread,
        } = stored.present;
        let mut present = Present::default();
        for (digests, skipped) in [(statements, false), (skipped, true)] {
            for (video, digests) in digests {
                let video = VideoId::parse(&video)?;
                let bits = digests.into_iter().map(u128::from_le_bytes);
                present.add_digests(bits.map(|bits| (video, bits)), skipped);
            }
        }
        for site in bare {
            present.add_bare(Arc::new(self.site(site)?));
        }
        for note in unread {
            present.add_unread(self.text(note)?);
        }
        let cards = stored.cards.into_iter().map(|card| {
            let others = card.others.into_iter();
            Some(Card {
                site: Arc::new(self.site(card.site)?),
                wording: self.wording(card.wording)?,
                others: others
                    .map(|other| self.wording(other))
                    .collect::<Option<_>>()?,
            })
        });
        let cards = cards.collect::<Option<_>>()?;
        let left_out = stored.left_out.into_iter().map(|left| {
            Some(LeftOut {
                note: self.owned(left.note)?,
                line: left.line,
                statement: self.owned(left.statement)?,
                section: self.owned(left.section)?,
                reason: left.reason,
                index: left.index,
            })
        });
        let left_out = left_out.collect::<Option<_>>()?;
        let problems = stored.problems.into_iter().map(|one| self.problem(one));
        let problems = problems.collect::<Option<_>>()?;
        Some(OneNote {
            path: NotePath::new(self.shared(stored.path)?),
            study: Study {
                notes: stored.notes,
                channel_pages: stored.channel_pages,
                statements: stored.statements,
                cards,
                left_out,
                present,
            },
            problems,
        })
    }

    fn site(&mut self, stored: StoredSite) -> Option<Site> {
        let (start, end) = stored.span;
        let seconds = stored.seconds.into_iter();
        Some(Site {
            context: self.shared(stored.context)?,
            statement: self.shared(stored.statement)?,
            headings: self.list(stored.headings)?,
            links: self.list(stored.links)?,
            source: self.sources.get(stored.source as usize).cloned()?,
            origin: Origin {
                line: stored.line,
                span: Span::new(start, end),
                statement: stored.index,
                timecodes: seconds.map(Timecode::from_seconds).collect(),
            },
        })
    }

    fn wording(&mut self, stored: StoredWording<'_>) -> Option<Wording> {
        Some(Wording {
            shape: stored.shape,
            part: self.shared(stored.part)?,
            front: notation::read(&stored.front)?,
            back: notation::read(&stored.back)?,
        })
    }

    fn problem(&self, stored: StoredProblem<'_>) -> Option<Diagnostic> {
        let place = match stored.place {
            None => None,
            Some(StoredPlace {
                line,
                column,
                source,
                mark: (start, end),
            }) => {
                // Whoever draws it underlines these bytes.
                source.get(start..end)?;
                Some(Place {
                    line,
                    column,
                    source: source.to_owned(),
                    mark: start..end,
                })
            }
        };
        Some(Diagnostic {
            rule: stored.rule,
            path: self.owned(stored.path)?,
            place,
            message: stored.message.to_owned(),
            help: stored.help.map(str::to_owned),
        })
    }
}
