//! Where a person stands in the cards, and what they decided. Pure but for [`Files`].

use crate::card::CardText;
use crate::plan::{Correction, Guid, Mark, Overrides, with_correction};
use crate::preview::{Preview, ShownCard};

use super::form::Written;
use super::reword::{Reworded, reworded, written};
use super::scroll::Scroll;
use super::{Files, LineEditor, Rewrite, Select, Stroke};

/// The cards to decide on, and where one stands in them.
#[derive(Clone, Debug)]
pub struct Triage {
    preview: Preview,
    cards: Vec<TriageCard>,
    /// Index into `cards`; their number behind the last one.
    at: usize,
    steps: Vec<Step>,
    mode: Mode,
    scroll: Scroll,
    notice: Option<String>,
}

/// A card, and what was decided of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriageCard {
    /// Index into [`Preview::cards`].
    shown: usize,
    key: Guid,
    /// The mark of the words it has now.
    mark: Mark,
    /// What the overrides say of it now.
    correction: Correction,
    /// What they said when the review began.
    at_first: Correction,
}

/// What is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A card, or the end of them.
    Look,
    /// A card, one side of which is being written.
    Edit(Side, LineEditor),
    /// What the keys mean.
    Help,
}

/// A side of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The front.
    Question,
    /// The back.
    Answer,
}

/// What was decided of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing yet, or it said something else then.
    Open,
    /// It is good.
    Kept,
    /// It stays out of the deck.
    Rejected,
}

/// What a person does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The card is good; on to the next one.
    Keep,
    /// The card stays out; on to the next one. A second time lets it in again.
    Reject,
    /// Begins to write a side.
    Edit(Side),
    /// Changes what is being written.
    Type(Stroke),
    /// Takes over what was written.
    Save,
    /// Takes over what was written elsewhere.
    Take(Written),
    /// Takes the last decision back, and shows its card.
    Undo,
    /// On without a decision.
    Next,
    /// One back.
    Back,
    /// To the first card.
    First,
    /// To the last card.
    Last,
    /// Moves what does not fit on the screen by so many lines.
    Scroll(isize),
    /// The same by screens.
    Page(isize),
    /// Shows what the keys mean.
    Help,
    /// Back to the card, from wherever one is.
    Close,
}

/// How many cards stand how; and what this review changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cards to decide on.
    pub open: usize,
    /// Good ones.
    pub kept: usize,
    /// Rejected ones.
    pub rejected: usize,
    /// Cards of which this review changed what is said.
    pub decided: usize,
    /// Cards among these that it gave other words.
    pub reworded: usize,
}

/// A decision, and what it takes to take it back.
#[derive(Clone, Debug)]
struct Step {
    card: usize,
    before: Correction,
    sides: (CardText, CardText),
    was: Option<String>,
    now: String,
}

impl TriageCard {
    /// What was decided of it.
    pub fn standing(&self) -> Standing {
        if self.correction.skip {
            Standing::Rejected
        } else if self.correction.reviewed.as_ref() == Some(&self.mark) {
            Standing::Kept
        } else {
            Standing::Open
        }
    }

    /// Whether its owner gave it words.
    pub fn is_reworded(&self) -> bool {
        self.correction.question.is_some() || self.correction.answer.is_some()
    }
}

impl Triage {
    /// Begins at the first card that was not decided on. `overrides` are those of the
    /// preview's decks, in their order.
    pub fn new(preview: Preview, overrides: &[Overrides], select: &Select) -> Self {
        let mut cards = Vec::new();
        for (index, shown) in preview.cards.iter().enumerate() {
            let said = overrides.get(shown.deck).zip(Guid::parse(&shown.key));
            let Some((overrides, key)) = said.filter(|_| select.wants(&preview, shown)) else {
                continue;
            };
            let correction = overrides.correction(&key);
            let card = TriageCard {
                shown: index,
                key,
                mark: Mark::of(&shown.front_text, &shown.back_text),
                at_first: correction.clone(),
                correction,
            };
            if card.standing() == Standing::Open || select.shows_decided(shown) {
                cards.push(card);
            }
        }
        Self {
            preview,
            cards,
            at: 0,
            steps: Vec::new(),
            mode: Mode::Look,
            scroll: Scroll::default(),
            notice: None,
        }
    }

    /// How many cards there are.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Whether there is nothing to decide on.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// What the cards were taken from, with the words they have now.
    pub fn preview(&self) -> &Preview {
        &self.preview
    }

    /// The card on the screen, counted from 0; `None` behind the last one.
    pub fn current(&self) -> Option<(usize, &TriageCard, &ShownCard)> {
        let card = self.cards.get(self.at)?;
        Some((self.at, card, self.shown(card)))
    }

    /// What is on the screen.
    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// What has to be said of the last action.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Says something.
    pub fn say(&mut self, notice: impl Into<String>) {
        self.notice = Some(notice.into());
    }

    /// The first line on the screen of what does not fit on it.
    pub fn scroll(&self) -> usize {
        self.scroll.first
    }

    /// Learns how many lines there are to show, how many of them the screen takes, and
    /// which one it began with.
    pub fn drawn(&mut self, lines: usize, room: usize, first: usize) {
        self.scroll = Scroll { first, lines, room };
    }

    /// How the cards stand.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for card in &self.cards {
            match card.standing() {
                Standing::Open => tally.open += 1,
                Standing::Kept => tally.kept += 1,
                Standing::Rejected => tally.rejected += 1,
            }
            let (first, now) = (&card.at_first, &card.correction);
            let reworded = (&first.question, &first.answer) != (&now.question, &now.answer);
            tally.decided += usize::from(first != now);
            tally.reworded += usize::from(reworded);
        }
        tally
    }

    /// The sides of the card on the screen, for whoever wants to write them elsewhere.
    pub fn written(&self) -> Option<Written> {
        self.current().map(|(.., shown)| written(shown))
    }

    /// Does one thing. What cannot be done is said, and nothing is changed then.
    pub fn apply<F: Files>(&mut self, action: Action, files: &mut F) {
        self.notice = None;
        match action {
            Action::Keep => self.keep(files),
            Action::Reject => self.reject(files),
            Action::Edit(side) => self.edit(side),
            Action::Type(stroke) => {
                if let Mode::Edit(_, line) = &mut self.mode {
                    line.apply(stroke);
                }
            }
            Action::Save => self.save(files),
            Action::Take(written) => self.take(written, files),
            Action::Undo => self.undo(files),
            Action::Next => self.go((self.at + 1).min(self.cards.len())),
            Action::Back => self.go(self.at.saturating_sub(1)),
            Action::First => self.go(0),
            Action::Last => self.go(self.cards.len().saturating_sub(1)),
            Action::Scroll(lines) => self.scroll.by_lines(lines),
            Action::Page(pages) => self.scroll.by_screens(pages),
            Action::Help => self.show(Mode::Help),
            Action::Close => self.show(Mode::Look),
        }
    }

    fn shown(&self, card: &TriageCard) -> &ShownCard {
        &self.preview.cards[card.shown]
    }

    fn go(&mut self, at: usize) {
        self.at = at;
        self.show(Mode::Look);
    }

    fn show(&mut self, mode: Mode) {
        self.mode = mode;
        self.scroll = Scroll::default();
    }

    fn keep<F: Files>(&mut self, files: &mut F) {
        let Some((_, card, _)) = self.current() else {
            return;
        };
        let correction = Correction {
            skip: false,
            reviewed: Some(card.mark.clone()),
            ..card.correction.clone()
        };
        // What is said already needs no taking back.
        if correction == card.correction || self.decide(correction, None, files) {
            self.go_on();
        }
    }

    fn reject<F: Files>(&mut self, files: &mut F) {
        let Some((_, card, _)) = self.current() else {
            return;
        };
        let skip = !card.correction.skip;
        let correction = Correction {
            skip,
            ..card.correction.clone()
        };
        if self.decide(correction, None, files) && skip {
            self.go_on();
        }
    }

    /// To the next card without a decision, from the beginning again behind the last one.
    fn go_on(&mut self) {
        let open = |at: &usize| self.cards[*at].standing() == Standing::Open;
        let behind = (self.at + 1..self.cards.len()).find(open);
        let next = behind.or_else(|| (0..self.at).find(open));
        if behind.is_none() && next.is_some() {
            self.say("that was the last one; on with those that you passed by");
        }
        self.go(next.unwrap_or(self.cards.len()));
    }

    fn edit(&mut self, side: Side) {
        let Some(Written { question, answer }) = self.written() else {
            return;
        };
        let text = match side {
            Side::Question => Some(question),
            Side::Answer => answer,
        };
        match text {
            Some(text) => self.show(Mode::Edit(side, LineEditor::new(text))),
            None => self.say("the gap is the answer: press e to write the sentence with it"),
        }
    }

    fn save<F: Files>(&mut self, files: &mut F) {
        let (Mode::Edit(side, line), Some(now)) = (&self.mode, self.written()) else {
            return;
        };
        let text = line.text().to_owned();
        let written = match side {
            Side::Question => Written {
                question: text,
                ..now
            },
            Side::Answer => Written {
                answer: Some(text),
                ..now
            },
        };
        self.take(written, files);
    }

    fn take<F: Files>(&mut self, written: Written, files: &mut F) {
        let Some((_, card, shown)) = self.current() else {
            return;
        };
        let reworded = match reworded(shown, &written, |front| self.is_asked(front)) {
            Ok(Some(reworded)) => reworded,
            Ok(None) => {
                self.show(Mode::Look);
                return self.say("nothing was changed");
            }
            Err(trouble) => return self.say(trouble),
        };
        let Reworded { words, sides } = reworded;
        let before = card.correction.clone();
        let correction = Correction {
            skip: false,
            question: words.question.or(before.question),
            answer: words.answer.or(before.answer),
            // Whoever writes a card has looked at it.
            reviewed: Some(Mark::of(&sides.0, &sides.1)),
        };
        if self.decide(correction, Some(sides), files) {
            self.show(Mode::Look);
        }
    }

    /// Whether another card of the deck has this front.
    fn is_asked(&self, front: &str) -> bool {
        let Some((_, card, shown)) = self.current() else {
            return false;
        };
        let mut others = self.preview.cards.iter().enumerate();
        others.any(|(index, other)| {
            index != card.shown
                && other.deck == shown.deck
                && other.is_in_deck()
                && other.front == front
                && !self.is_rejected(index)
        })
    }

    fn is_rejected(&self, shown: usize) -> bool {
        let mut cards = self.cards.iter();
        cards.any(|card| card.shown == shown && card.correction.skip)
    }

    /// Writes down what becomes of the card on the screen, and whether that worked.
    fn decide<F: Files>(
        &mut self,
        correction: Correction,
        sides: Option<(CardText, CardText)>,
        files: &mut F,
    ) -> bool {
        let card = &self.cards[self.at];
        let key = card.key;
        let (mut was, mut now) = (None, String::new());
        let written = files.rewrite(self.shown(card).deck, &key, &mut |text| {
            was = text.map(str::to_owned);
            match with_correction(text.unwrap_or_default(), &key, &correction) {
                Some(new) => {
                    now.clone_from(&new);
                    Rewrite::Write(new)
                }
                None => Rewrite::Refuse,
            }
        });
        if let Err(error) = written {
            self.say(error.to_string());
            return false;
        }
        let before = std::mem::replace(&mut self.cards[self.at].correction, correction);
        let shown = self.shown(&self.cards[self.at]);
        let old = (shown.front_text.clone(), shown.back_text.clone());
        if let Some(sides) = sides {
            self.put(self.at, sides);
        }
        self.steps.push(Step {
            card: self.at,
            before,
            sides: old,
            was,
            now,
        });
        true
    }

    fn undo<F: Files>(&mut self, files: &mut F) {
        let Some(step) = self.steps.last() else {
            return self.say("there is nothing to take back");
        };
        let card = &self.cards[step.card];
        let key = card.key;
        let written = files.rewrite(self.shown(card).deck, &key, &mut |text| {
            if text == Some(step.now.as_str()) {
                return match &step.was {
                    Some(was) => Rewrite::Write(was.clone()),
                    None => Rewrite::Remove,
                };
            }
            // Somebody wrote to it since: what they wrote stays.
            let text = with_correction(text.unwrap_or_default(), &key, &step.before);
            text.map_or(Rewrite::Refuse, Rewrite::Write)
        });
        if let Err(error) = written {
            return self.say(error.to_string());
        }
        if let Some(step) = self.steps.pop() {
            self.cards[step.card].correction = step.before;
            self.put(step.card, step.sides);
            self.go(step.card);
            self.say("taken back");
        }
    }

    /// Gives a card other words.
    fn put(&mut self, card: usize, (front, back): (CardText, CardText)) {
        self.cards[card].mark = Mark::of(&front, &back);
        let shown = &mut self.preview.cards[self.cards[card].shown];
        shown.front = front.plain();
        shown.back = back.plain();
        shown.front_text = front;
        shown.back_text = back;
    }
}
