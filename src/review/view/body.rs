//! What stands between header and footer.

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::diag::visible;
use crate::note::BETWEEN_HEADINGS;
use crate::preview::{Preview, ShownCard};
use crate::review::keys::KEYS;
use crate::review::{LineEditor, Mode, Side, Standing, Triage, TriageCard};
use crate::timecode::Timecode;

use super::Look;
use super::wrap::{Words, fitted_end};

/// The text of a screen, all of it.
pub(super) struct Body {
    /// Its lines.
    pub lines: Vec<Line<'static>>,
    /// Line and column of the cursor, counted from 0, where something is being written.
    pub cursor: Option<(usize, usize)>,
}

impl Body {
    /// What there is to see on so many columns; where there are not lines enough for all of
    /// a paragraph, its beginning gives way to the statement.
    pub fn of(triage: &Triage, look: Look, (width, room): (usize, usize)) -> Self {
        let mut writer = Writer {
            body: Self {
                lines: Vec::new(),
                cursor: None,
            },
            look,
            width,
            room,
        };
        match (triage.mode(), triage.current()) {
            (Mode::Help, _) => writer.help(),
            (_, None) => writer.end(triage),
            (mode, Some((_, card, shown))) => {
                writer.card(triage.preview(), card, shown, mode);
                writer.source(triage.preview(), shown);
            }
        }
        writer.body
    }
}

struct Writer {
    body: Body,
    look: Look,
    width: usize,
    room: usize,
}

impl Writer {
    fn blank(&mut self) {
        self.body.lines.push(Line::default());
    }

    /// One text behind a head, wrapped.
    fn text(&mut self, head: &str, words: &str, look: Style) {
        let mut text = Words::default();
        text.push(words, look);
        self.words(head, &text);
    }

    fn words(&mut self, head: &str, words: &Words) {
        // The last column stays free: a cursor behind the last word needs it.
        let (lines, _) = words.lines(head, self.width.saturating_sub(1));
        self.body.lines.extend(lines);
    }

    fn card(&mut self, preview: &Preview, card: &TriageCard, shown: &ShownCard, mode: &Mode) {
        let context = context(preview, shown, self.look);
        if !context.is_empty() {
            self.text(" ", &context, Style::new());
            self.blank();
        }
        let strong = self.look.strong();
        for (side, sign, words, look) in [
            (Side::Question, " Q  ", &shown.front, strong),
            (Side::Answer, " A  ", &shown.back, Style::new()),
        ] {
            match mode {
                Mode::Edit(edited, line) if *edited == side => self.editor(sign, line),
                _ => self.text(sign, words, look),
            }
        }
        if let Some(was) = &shown.was {
            let arrow = if self.look.unicode { "→" } else { "->" };
            let was = format!("{} {arrow} {}", was.front, was.back);
            self.text("    was: ", &was, Style::new());
        }
        let (word, colour) = match card.standing() {
            Standing::Open => ("not decided", Color::Reset),
            Standing::Kept => ("KEPT", Color::Green),
            Standing::Rejected => ("REJECTED", Color::Red),
        };
        let mut state = Words::default();
        state.push(
            word,
            self.look.coloured(colour).add_modifier(Modifier::BOLD),
        );
        let more = [
            card.is_reworded().then_some("in your words"),
            Some(shown.state.name()),
            Some(shown.key.as_str()),
        ];
        for more in more.into_iter().flatten() {
            state.push(&format!("{}{more}", self.look.dot()), Style::new());
        }
        self.blank();
        self.words("    ", &state);
    }

    /// A side that is being written, and the cursor in it.
    fn editor(&mut self, head: &str, line: &LineEditor) {
        let mut words = Words::default();
        words.push(line.text(), Style::new().add_modifier(Modifier::UNDERLINED));
        let width = self.width.saturating_sub(1);
        let (lines, ranges) = words.lines(head, width);
        let text = visible(line.text());
        let at = visible(line.before()).len();
        let row = ranges
            .iter()
            .rposition(|range| range.start <= at)
            .unwrap_or(0);
        let before = ranges.get(row).and_then(|range| text.get(range.start..at));
        let column = head.width() + before.map_or(0, UnicodeWidthStr::width);
        self.body.cursor = Some((self.body.lines.len() + row, column));
        self.body.lines.extend(lines);
    }

    /// The statement in its paragraph.
    fn source(&mut self, preview: &Preview, shown: &ShownCard) {
        let mut place = match (shown.path.as_str(), shown.line) {
            ("", _) => "added in the overrides file".to_owned(),
            (path, Some(line)) => format!("{path}:{line}"),
            (path, None) => path.to_owned(),
        };
        if let Some(time) = shown.times.first() {
            place.push_str(self.look.dot());
            place.push_str(&Timecode::from_seconds(*time).to_string());
        }
        let rule = self.look.rule();
        let place = fitted_end(&place, self.width.saturating_sub(6));
        let rest = self.width.saturating_sub(place.width() + 5);
        self.body.lines.push(Line::from(format!(
            "{} {place} {}",
            rule.repeat(3),
            rule.repeat(rest)
        )));
        // A colour that can be read on dark and on light.
        let mark = self.look.coloured(Color::Magenta);
        let mark = mark.add_modifier(Modifier::BOLD);
        let (words, begins) = paragraph(preview, shown, mark, self.look).unwrap_or_else(|| {
            let mut words = Words::default();
            words.push(&shown.words, mark);
            (words, 0)
        });
        let (mut lines, ranges) = words.lines(" ", self.width.saturating_sub(1));
        let first = ranges.iter().rposition(|range| range.start <= begins);
        // One line of what comes before, to read on from.
        let first = first.unwrap_or(0).saturating_sub(1);
        if first > 1 && self.body.lines.len() + lines.len() > self.room {
            let cut = if self.look.unicode {
                " […]"
            } else {
                " [...]"
            };
            lines.splice(..first, [Line::from(cut)]);
        }
        self.body.lines.extend(lines);
    }

    fn end(&mut self, triage: &Triage) {
        let tally = triage.tally();
        let said = match tally.open {
            0 => "That was all: every card is decided on.".to_owned(),
            1 => "That was the last card. 1 is not decided on; g goes to the first.".to_owned(),
            open => {
                format!("That was the last card. {open} are not decided on; g goes to the first.")
            }
        };
        self.blank();
        self.text(" ", &said, self.look.strong());
        let counts = format!("{} kept, {} rejected", tally.kept, tally.rejected);
        self.text(" ", &counts, Style::new());
        self.blank();
        self.text(" ", "All of it is written down. q leaves.", Style::new());
    }

    fn help(&mut self) {
        for (keys, what) in KEYS {
            self.text(&format!(" {keys:<22}"), what, Style::new());
        }
    }
}

/// Who speaks, in which note, in which section.
fn context(preview: &Preview, shown: &ShownCard, look: Look) -> String {
    let Some(note) = shown.note.map(|note| &preview.notes[note]) else {
        return String::new();
    };
    let statement = shown.statement.and_then(|at| note.statements.get(at));
    let section = statement.and_then(|statement| note.sections.get(statement.section));
    let section = section.map(|section| section.title.as_str());
    let mut context = note.guest.clone().unwrap_or_default();
    if !context.is_empty() {
        context.push_str(look.dot());
    }
    context.push_str(&note.title);
    if let Some(section) = section.filter(|section| !section.is_empty()) {
        context.push_str(BETWEEN_HEADINGS);
        context.push_str(section);
    }
    match look.unicode {
        true => context,
        false => context.replace(BETWEEN_HEADINGS, " > "),
    }
}

/// The paragraph that a card's statement stands in, the statement marked, and where that
/// begins in it.
fn paragraph(
    preview: &Preview,
    shown: &ShownCard,
    mark: Style,
    look: Look,
) -> Option<(Words, usize)> {
    let note = &preview.notes[shown.note?];
    let statement = note.statements.get(shown.statement?)?;
    let paragraph = note.paragraphs.get(statement.paragraph)?;
    let [open, close] = look.quotes();
    let mut words = Words::default();
    let mut begins = None;
    let mut inside = false;
    let mut after_time = false;
    for run in &paragraph.runs {
        // Some notes cite a dozen moments in a row; the first one is enough to go by.
        if std::mem::replace(&mut after_time, run.time.is_some()) && run.time.is_some() {
            continue;
        }
        let ours = run.statement == shown.statement;
        if ours {
            begins.get_or_insert(words.len());
        }
        if ours != inside {
            words.push(if ours { open } else { close }, mark);
            inside = ours;
        }
        let text = match run.time {
            Some(_) => format!(" [{}]", run.text),
            None => run.text.clone(),
        };
        words.push(&text, if ours { mark } else { Style::new() });
    }
    if inside {
        words.push(close, mark);
    }
    Some((words, begins.unwrap_or(0)))
}
