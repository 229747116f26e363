//! Bytes → what the notes of a recording give. Any bytes can be read.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::card::{Card, Origin, Site, Source, Wording, notation};
use crate::diag::{Diagnostic, Place};
use crate::note::{NotePath, VideoId};
use crate::pipeline::{LeftOut, OneNote, Study};
use crate::plan::Present;
use crate::text::Span;
use crate::timecode::Timecode;

use super::{
    Nth, Stored, StoredNote, StoredPlace, StoredPresent, StoredProblem, StoredSite, StoredSource,
    StoredWording,
};

/// The notes again. `None` when the bytes are not such notes.
pub fn read(bytes: &[u8]) -> Option<Vec<OneNote>> {
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
                note: self.shared(left.note)?,
                line: left.line,
                statement: self.text(left.statement)?.into(),
                section: self.shared(left.section)?,
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
                counted: BTreeMap::new(),
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
