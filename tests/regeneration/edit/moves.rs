//! Edits to the order and the number of statements and sections.

use std::collections::BTreeSet;

use cuedeck::statement::Role;

use super::{Fate, Script};
use crate::dice::Dice;
use crate::manuscript::Piece;
use crate::markup::{free_words, replaced, with_first};

impl Script {
    pub(super) fn split(&mut self, index: usize, place: usize, dice: &mut Dice) -> Option<()> {
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

    pub(super) fn merge(&mut self, index: usize, place: usize) -> Option<()> {
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
    pub(super) fn swap(&mut self, index: usize, place: usize, dice: &mut Dice) -> Option<()> {
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

    pub(super) fn delete(&mut self, index: usize, place: usize) -> Option<()> {
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

    pub(super) fn twin(&mut self, index: usize, place: usize, dice: &mut Dice) -> Option<()> {
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

    pub(super) fn sections(&mut self, dice: &mut Dice) -> Option<()> {
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

    pub(super) fn section_renamed(&mut self, dice: &mut Dice) -> Option<()> {
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

    pub(super) fn front_matter(&mut self, key: &str, line: &str) -> Option<()> {
        let body = self.after.body;
        let front = &mut self.after.pieces[..body];
        let piece = front.iter_mut().find(|piece| piece.text.starts_with(key))?;
        piece.text = format!("{line}\n");
        Some(())
    }
}
