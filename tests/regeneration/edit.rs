//! Edits that people make to their notes, with the truth about each statement.

use std::collections::BTreeSet;

use cuedeck::plan::normalised;
use cuedeck::statement::Role;

use crate::dice::Dice;
use crate::manuscript::{Manuscript, Piece};
use crate::markup::{free_words, replaced, shifted, with_first};

/// What an edit did to a statement of the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It says the same, wherever it stands and however it is marked up.
    Untouched,
    /// It has other words and is still the same statement.
    Reworded,
    /// It was cut in two, or joined with another one: any part may be what it was.
    Cut,
    /// It is gone.
    Gone,
}

/// A kind of edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Typo,
    Words,
    Clause,
    Split,
    Merged,
    Sentences,
    Sections,
    SectionRenamed,
    NoteRenamed,
    NoteMoved,
    Timecodes,
    Markup,
    Deleted,
    Restored,
    Twin,
    Mixed,
    OtherRecording,
}

impl Kind {
    /// All of them, in the order of the table.
    pub const ALL: [Kind; 17] = [
        Kind::Typo,
        Kind::Words,
        Kind::Clause,
        Kind::Split,
        Kind::Merged,
        Kind::Sentences,
        Kind::Sections,
        Kind::SectionRenamed,
        Kind::NoteRenamed,
        Kind::NoteMoved,
        Kind::Timecodes,
        Kind::Markup,
        Kind::Deleted,
        Kind::Restored,
        Kind::Twin,
        Kind::Mixed,
        Kind::OtherRecording,
    ];

    /// As the table says it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Typo => "typo",
            Kind::Words => "one to three words replaced",
            Kind::Clause => "clause added",
            Kind::Split => "statement split",
            Kind::Merged => "two statements merged",
            Kind::Sentences => "sentences or items reordered",
            Kind::Sections => "sections reordered",
            Kind::SectionRenamed => "section renamed",
            Kind::NoteRenamed => "note renamed",
            Kind::NoteMoved => "note moved",
            Kind::Timecodes => "timecodes shifted by seconds",
            Kind::Markup => "links and markup changed",
            Kind::Deleted => "statement deleted",
            Kind::Restored => "statement deleted, later restored",
            Kind::Twin => "near-twin inserted beside it",
            Kind::Mixed => "several of these at once",
            Kind::OtherRecording => "path given to another recording",
        }
    }
}

/// An edit that was made.
#[derive(Clone, Debug)]
pub struct Script {
    /// What kind it was.
    pub kind: Kind,
    /// The note after it.
    pub after: Manuscript,
    /// What became of each statement of the original.
    pub fates: Vec<Fate>,
    /// Statements with a twin: were one deleted now, its twin would be it, reworded.
    twinned: BTreeSet<usize>,
}

impl Script {
    /// Draws an edit of a kind. `None` when the note has no place for it.
    pub fn draw(original: &Manuscript, kind: Kind, dice: &mut Dice) -> Option<Self> {
        for _ in 0..40 {
            let mut script = Self {
                kind,
                after: original.clone(),
                fates: vec![Fate::Untouched; original.statements.len()],
                twinned: BTreeSet::new(),
            };
            let made = script.make(dice).is_some();
            let changed =
                script.after.text() != original.text() || script.after.path != original.path;
            if made && changed && script.after.is_sound() {
                script.spread();
                return Some(script);
            }
        }
        None
    }

    /// A card on a counted list rests on the items, too.
    fn spread(&mut self) {
        let fates = self.fates.clone();
        for (index, known) in self.after.statements.iter().enumerate() {
            if let Some(lead) = known.lead_in
                && self.after.statements[lead].role == Role::LeadIn
                && fates[index] != Fate::Untouched
            {
                self.fates[lead] = self.fates[lead].max(Fate::Reworded);
            }
        }
    }

    fn make(&mut self, dice: &mut Dice) -> Option<()> {
        match self.kind {
            Kind::Sections => self.sections(dice),
            Kind::SectionRenamed => self.section_renamed(dice),
            Kind::NoteRenamed => {
                self.after.path = "another_name.md".to_owned();
                self.front_matter("title:", "title: Another name")
            }
            Kind::NoteMoved => {
                self.after.path = format!("archive/2024/{}", self.after.path);
                Some(())
            }
            Kind::OtherRecording => {
                self.fates.fill(Fate::Gone);
                for piece in &mut self.after.pieces {
                    piece.owners.iter_mut().for_each(BTreeSet::clear);
                }
                self.front_matter("videoId:", "videoId: zzzzzzzzzzz")
            }
            Kind::Timecodes if dice.once_in(3) => {
                let by = dice.below(41) as i64 - 20;
                for piece in &mut self.after.pieces {
                    piece.text = shifted(&piece.text, by);
                }
                Some(())
            }
            Kind::Mixed => {
                let some = [
                    Kind::Typo,
                    Kind::Words,
                    Kind::Clause,
                    Kind::Split,
                    Kind::Merged,
                    Kind::Deleted,
                    Kind::Twin,
                    Kind::Timecodes,
                    Kind::Sentences,
                ];
                for _ in 0..3 + dice.below(4) {
                    let kind = *dice.pick(&some)?;
                    self.at_statement(kind, dice);
                }
                Some(())
            }
            kind => {
                let times = 1 + dice.below(3);
                let made = (0..times).filter(|_| self.at_statement(kind, dice).is_some());
                (made.count() > 0).then_some(())
            }
        }
    }

    /// Edits one statement that no edit has touched so far.
    fn at_statement(&mut self, kind: Kind, dice: &mut Dice) -> Option<()> {
        // Most edits fall on a statement with a card; the others are its rivals.
        let carded = &self.after.carded;
        let index = match dice.once_in(5) || carded.is_empty() {
            true => dice.below(self.fates.len()),
            false => *dice.pick(carded)?,
        };
        if self.fates.get(index)? != &Fate::Untouched || self.twinned.contains(&index) {
            return None;
        }
        let place = self.after.place_of(index)?;
        let text = self.after.pieces[place].text.clone();
        let is_sentence = self.after.statements[index].role == Role::Sentence;
        let (text, fate) = match kind {
            Kind::Typo => (typo(&text, dice)?, Fate::Reworded),
            Kind::Words => (words_replaced(&text, dice)?, Fate::Reworded),
            Kind::Clause => (clause_added(&text, dice)?, Fate::Reworded),
            Kind::Timecodes => (shifted(&text, dice.below(41) as i64 - 20), Fate::Untouched),
            Kind::Markup => (marked(&text, dice)?, Fate::Untouched),
            Kind::Split if is_sentence => return self.split(index, place, dice),
            Kind::Merged if is_sentence => return self.merge(index, place),
            Kind::Sentences => return self.swap(index, place, dice),
            Kind::Deleted | Kind::Restored => return self.delete(index, place),
            Kind::Twin => return self.twin(index, place, dice),
            _ => return None,
        };
        if fate == Fate::Reworded && normalised(&text) == normalised(&self.after.pieces[place].text)
        {
            return None;
        }
        self.after.pieces[place].text = text;
        self.fates[index] = fate;
        Some(())
    }

    fn split(&mut self, index: usize, place: usize, dice: &mut Dice) -> Option<()> {
        const JOINTS: [(&str, &str); 9] = [
            (", and ", ""),
            (", but ", "However, "),
            (", so ", "So "),
            ("; ", ""),
            (" because ", "This is because "),
            (", which ", "This "),
            (" so that ", "The point is that "),
            (", as ", "It matters as "),
            (" and ", ""),
        ];
        let text = &self.after.pieces[place].text;
        let words = free_words(text);
        let joints: Vec<_> = JOINTS
            .iter()
            .filter_map(|&(joint, opener)| {
                let at = text.find(joint)?;
                let inside = |at: usize| words.iter().filter(|word| word.end <= at).count();
                let before = inside(at);
                (before >= 4 && words.len() - before >= 4).then_some((at, joint, opener))
            })
            .collect();
        let &(at, joint, opener) = dice.pick(&joints)?;
        let rest = &text[at + joint.len()..];
        let second = match opener {
            "" => with_first(rest, char::to_ascii_uppercase),
            opener => format!("{opener}{rest}"),
        };
        let first = format!("{}.", &text[..at]);
        let owners = self.after.pieces[place].owners.clone();
        self.after.pieces[place].text = first;
        let glue = Piece {
            text: " ".to_owned(),
            owners: None,
        };
        let second = Piece {
            text: second,
            owners,
        };
        self.after
            .pieces
            .splice(place + 1..place + 1, [glue, second]);
        self.fates[index] = Fate::Cut;
        Some(())
    }

    fn merge(&mut self, index: usize, place: usize) -> Option<()> {
        let next = index + 1;
        let known = self.after.statements.get(next)?;
        let joins = known.role == Role::Sentence && !known.labelled;
        if !joins
            || known.block != self.after.statements[index].block
            || self.fates[next] != Fate::Untouched
        {
            return None;
        }
        let other = self.after.place_of(next)?;
        let between = self.after.pieces.get(place + 1..other)?;
        let apart = between
            .iter()
            .all(|piece| piece.owners.is_none() && piece.text.trim().is_empty());
        let first = self.after.pieces[place].text.strip_suffix('.')?.to_owned();
        if !apart {
            return None;
        }
        let second = with_first(&self.after.pieces[other].text, char::to_ascii_lowercase);
        self.after.pieces[place] = Piece {
            text: format!("{first}, and {second}"),
            owners: Some(BTreeSet::from([index, next])),
        };
        self.after.pieces.drain(place + 1..=other);
        self.fates[index] = Fate::Cut;
        self.fates[next] = Fate::Cut;
        Some(())
    }

    /// Swaps a statement with another one of its paragraph, or its item with the next.
    fn swap(&mut self, index: usize, place: usize, dice: &mut Dice) -> Option<()> {
        let known = &self.after.statements;
        let movable = |at: usize| {
            known[at].role == Role::Sentence
                && !known[at].labelled
                && known[at].block == known[index].block
        };
        let others: Vec<usize> = (0..known.len())
            .filter(|&at| at != index && movable(at) && movable(index))
            .filter_map(|at| self.after.place_of(at))
            .collect();
        if let Some(&other) = dice.pick(&others) {
            self.after.pieces.swap(place, other);
            return Some(());
        }
        let lines = self.after.lines();
        let nth = lines.iter().position(|line| line.contains(&place))?;
        let (one, two) = (lines[nth].clone(), lines.get(nth + 1)?.clone());
        let bullet = |text: &str| -> Option<(usize, char)> {
            let indent = text.len() - text.trim_start().len();
            let mark = text.trim_start().chars().next()?;
            let items = mark.is_ascii_digit() || matches!(mark, '*' | '-' | '+');
            items.then_some((indent, if mark.is_ascii_digit() { '1' } else { mark }))
        };
        let texts = (
            self.after.text_of(one.clone()),
            self.after.text_of(two.clone()),
        );
        let after = lines
            .get(nth + 2)
            .map(|line| self.after.text_of(line.clone()));
        let deeper = after.is_some_and(|text| {
            !text.trim().is_empty() && text.len() - text.trim_start().len() > 1
        });
        if bullet(&texts.0)? != bullet(&texts.1)? || deeper || !texts.1.ends_with('\n') {
            return None;
        }
        let swapped: Vec<Piece> = self.after.pieces[two.clone()]
            .iter()
            .chain(&self.after.pieces[one.clone()])
            .cloned()
            .collect();
        for item in self.after.statements_in(one.start..two.end) {
            if let Some(lead) = self.after.statements[item].lead_in {
                self.fates[lead] = self.fates[lead].max(Fate::Reworded);
            }
        }
        self.after.pieces.splice(one.start..two.end, swapped);
        Some(())
    }

    fn delete(&mut self, index: usize, place: usize) -> Option<()> {
        let line = self
            .after
            .lines()
            .into_iter()
            .find(|line| line.contains(&place))?;
        let statements = self.after.pieces[line.clone()]
            .iter()
            .filter(|piece| piece.owners.is_some());
        let alone = statements.count() == 1;
        self.after
            .pieces
            .drain(if alone { line } else { place..place + 1 });
        self.fates[index] = Fate::Gone;
        Some(())
    }

    fn twin(&mut self, index: usize, place: usize, dice: &mut Dice) -> Option<()> {
        const OTHERS: [&str; 12] = [
            "customers",
            "engineers",
            "mornings",
            "budgets",
            "weekly",
            "silent",
            "children",
            "markets",
            "sleep",
            "rarely",
            "evenings",
            "muscles",
        ];
        let text = self.after.pieces[place].text.clone();
        let words: Vec<_> = free_words(&text)
            .into_iter()
            .filter(|word| word.len() > 4)
            .collect();
        let word = dice.pick(&words)?.clone();
        let other = *dice.pick(&OTHERS)?;
        if text[word.clone()].eq_ignore_ascii_case(other) {
            return None;
        }
        let other = match text[word.clone()].starts_with(|c: char| c.is_ascii_uppercase()) {
            true => with_first(other, char::to_ascii_uppercase),
            false => other.to_owned(),
        };
        let twin = Piece {
            text: replaced(&text, word, &other),
            owners: Some(BTreeSet::new()),
        };
        // The items behind a twin of their introduction would be the twin's.
        if self.after.statements[index].role == Role::LeadIn {
            return None;
        }
        let line = self
            .after
            .lines()
            .into_iter()
            .find(|line| line.contains(&place))?;
        let of_line = self.after.pieces[line.clone()].iter();
        let alone = of_line.filter(|piece| piece.owners.is_some()).count() == 1;
        let item = self
            .after
            .text_of(line.clone())
            .trim_start()
            .starts_with(['*', '-', '1', '2', '3']);
        if alone && item {
            let mut copy = self.after.pieces[line.clone()].to_vec();
            copy[place - line.start] = twin;
            self.after.pieces.splice(line.end..line.end, copy);
        } else if self.after.statements[index].role == Role::Sentence {
            let glue = Piece {
                text: " ".to_owned(),
                owners: None,
            };
            self.after.pieces.splice(place + 1..place + 1, [glue, twin]);
        } else {
            return None;
        }
        if let Some(lead) = self.after.statements[index].lead_in {
            self.fates[lead] = self.fates[lead].max(Fate::Reworded);
        }
        self.twinned.insert(index);
        Some(())
    }

    fn sections(&mut self, dice: &mut Dice) -> Option<()> {
        let headings = self.headings();
        let level = headings
            .iter()
            .map(|(_, level)| *level)
            .find(|level| headings.iter().filter(|(_, other)| other == level).count() > 1)?;
        let starts: Vec<usize> = headings
            .iter()
            .filter(|(_, l)| *l <= level)
            .map(|(at, _)| *at)
            .collect();
        let first = *starts.first()?;
        let mut sections: Vec<Vec<Piece>> = Vec::new();
        for (nth, &start) in starts.iter().enumerate() {
            let end = starts
                .get(nth + 1)
                .copied()
                .unwrap_or(self.after.pieces.len());
            let mut section = self.after.pieces[start..end].to_vec();
            section.push(Piece {
                text: "\n\n".to_owned(),
                owners: None,
            });
            sections.push(section);
        }
        dice.shuffle(&mut sections);
        self.after.pieces.truncate(first);
        self.after.pieces.extend(sections.into_iter().flatten());
        Some(())
    }

    fn section_renamed(&mut self, dice: &mut Dice) -> Option<()> {
        const NAMES: [&str; 5] = [
            "What follows",
            "In short",
            "Remarks",
            "More on this",
            "Background",
        ];
        let headings = self.headings();
        let &(at, level) = dice.pick(&headings)?;
        let line = self
            .after
            .lines()
            .into_iter()
            .find(|line| line.start == at)?;
        if !self.after.statements_in(line.clone()).is_empty() {
            return None;
        }
        let text = format!("{} {}\n", "#".repeat(level), dice.pick(&NAMES)?);
        self.after
            .pieces
            .splice(line, [Piece { text, owners: None }]);
        Some(())
    }

    /// Where the headings stand, in pieces, and their levels.
    fn headings(&self) -> Vec<(usize, usize)> {
        let mut inside_code = false;
        let mut headings = Vec::new();
        for line in self.after.lines() {
            let text = self.after.text_of(line.clone());
            inside_code ^= text.trim_start().starts_with("```");
            let level = text.len() - text.trim_start_matches('#').len();
            if !inside_code && (1..7).contains(&level) && text[level..].starts_with(' ') {
                headings.push((line.start, level));
            }
        }
        headings
    }

    fn front_matter(&mut self, key: &str, line: &str) -> Option<()> {
        let body = self.after.body;
        let front = &mut self.after.pieces[..body];
        let piece = front.iter_mut().find(|piece| piece.text.starts_with(key))?;
        piece.text = format!("{line}\n");
        Some(())
    }
}

fn typo(text: &str, dice: &mut Dice) -> Option<String> {
    let words = free_words(text);
    let long: Vec<_> = words.iter().skip(1).filter(|word| word.len() > 3).collect();
    let word = (*dice.pick(&long)?).clone();
    let mut letters: Vec<char> = text[word.clone()].chars().collect();
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(3) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        _ => letters.insert(at, letters[at]),
    }
    Some(replaced(
        text,
        word,
        &letters.into_iter().collect::<String>(),
    ))
}

fn words_replaced(text: &str, dice: &mut Dice) -> Option<String> {
    const PAIRS: [(&str, &str); 24] = [
        ("because", "since"),
        ("people", "persons"),
        ("company", "firm"),
        ("often", "frequently"),
        ("leads", "points"),
        ("should", "ought to"),
        ("important", "vital"),
        ("using", "with"),
        ("helps", "assists"),
        ("rather", "sooner"),
        ("allows", "lets"),
        ("make", "create"),
        ("users", "customers"),
        ("product", "offering"),
        ("team", "group"),
        ("teams", "groups"),
        ("problem", "difficulty"),
        ("problems", "difficulties"),
        ("significant", "large"),
        ("large", "big"),
        ("help", "aid"),
        ("requires", "needs"),
        ("work", "labour"),
        ("understand", "grasp"),
    ];
    let words = free_words(text);
    // Three words of eight are a rewording; three of four are another statement.
    let most = (words.len() / 3).clamp(1, 3);
    let mut text = text.to_owned();
    let mut places: Vec<_> = words
        .into_iter()
        .skip(1)
        .filter(|word| word.len() > 3)
        .collect();
    dice.shuffle(&mut places);
    places.truncate(1 + dice.below(most));
    places.sort_by_key(|word| std::cmp::Reverse(word.start));
    if places.is_empty() {
        return None;
    }
    for word in places {
        let old = &text[word.clone()];
        let known = PAIRS
            .iter()
            .find(|(from, _)| old.eq_ignore_ascii_case(from));
        let new = match known {
            Some((_, to)) => *to,
            None if old.ends_with("ing") => "handling",
            None if old.ends_with("ly") => "clearly",
            None if old.ends_with("ed") => "treated",
            None if old.ends_with('s') => "matters",
            None => *dice.pick(&["main", "usual", "certain", "matter", "general"])?,
        };
        text = replaced(&text, word, new);
    }
    Some(text)
}

fn clause_added(text: &str, dice: &mut Dice) -> Option<String> {
    const BEHIND: [&str; 6] = [
        ", which many people overlook",
        ", at least at first",
        ", as the guest says",
        ", even in small groups",
        " in most cases",
        " for the most part",
    ];
    const BEFORE: [&str; 4] = [
        "In practice, ",
        "As a rule, ",
        "For most people, ",
        "According to the guest, ",
    ];
    if dice.once_in(3) && text.starts_with(|c: char| c.is_ascii_uppercase()) {
        let rest = with_first(text, char::to_ascii_lowercase);
        return Some(format!("{}{rest}", dice.pick(&BEFORE)?));
    }
    let last = free_words(text).last()?.end;
    let after = &text[last..];
    let quote = after.len() - after.trim_start_matches(['"', '”', '*', ')']).len();
    if after.contains("[[") || after.contains('`') || after.contains('$') {
        return None;
    }
    let at = last + quote;
    Some(replaced(text, at..at, dice.pick(&BEHIND)?))
}

fn marked(text: &str, dice: &mut Dice) -> Option<String> {
    if dice.once_in(2) {
        if let Some((before, rest)) = text.split_once("[[")
            && let Some((link, after)) = rest.split_once("]]")
        {
            // The words as they were shown: a note's name has underscores for spaces.
            let words = link.rsplit('|').next().unwrap_or(link).trim();
            let words = words.replace('_', " ");
            return Some(format!("{before}{words}{after}"));
        }
        if let Some((before, rest)) = text.split_once("<a class=\"yt-timestamp\"")
            && let Some((_, inner)) = rest.split_once('>')
            && let Some((stamp, after)) = inner.split_once("</a>")
            && stamp.starts_with('[')
        {
            return Some(format!("{before}{stamp}{after}"));
        }
    }
    let words = free_words(text);
    let inner: Vec<_> = words
        .iter()
        .skip(1)
        .filter(|word| {
            word.len() > 3
                && !text[..word.start].ends_with('*')
                && !text[word.end..].starts_with('*')
        })
        .collect();
    let word = (*dice.pick(&inner)?).clone();
    let old = text[word.clone()].to_owned();
    let new = match dice.below(4) {
        0 => format!("**{old}**"),
        1 => format!("*{old}*"),
        2 => format!("[[{old}]]"),
        _ => format!("[[another_note | {old}]]"),
    };
    Some(replaced(text, word, &new))
}
