//! A triage → the screen.
//!
//! Colour only repeats what words and signs say. Nothing stands at the sides of the text,
//! so that it can be copied, and so that words from right to left disturb nothing.

mod body;
mod wrap;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::{Mode, Triage};

use body::Body;
use wrap::{Words, fitted};

/// What a terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether it has colours, and they are wanted.
    pub colour: bool,
    /// Whether it shows more than ASCII. Only our own signs depend on it: the words of a
    /// note are shown as they are.
    pub unicode: bool,
}

impl Look {
    /// Words that count.
    fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    fn coloured(self, colour: Color) -> Style {
        match self.colour {
            true => Style::new().fg(colour),
            false => Style::new(),
        }
    }

    fn dot(self) -> &'static str {
        if self.unicode { " · " } else { " | " }
    }

    fn rule(self) -> &'static str {
        if self.unicode { "─" } else { "-" }
    }

    /// What a statement stands between where no colour tells it from its paragraph.
    fn quotes(self) -> [&'static str; 2] {
        match (self.colour, self.unicode) {
            (true, _) => ["", ""],
            (false, true) => ["»", "«"],
            (false, false) => [">>", "<<"],
        }
    }
}

/// Draws what there is to see, whatever the size of the screen, and tells the triage how
/// much of it was seen.
pub fn draw(frame: &mut Frame<'_>, triage: &mut Triage, look: Look) {
    let area = frame.area();
    let width = usize::from(area.width);
    // A screen of a few lines has none to spare for rules.
    let (head, foot, said) = match area.height {
        0..4 => (0, 0, 0),
        4..9 => (1, 1, 1),
        _ => (2, 2, 4),
    };
    let mut said = footer(triage, look, width, said);
    let foot = foot + u16::try_from(said.len().saturating_sub(1)).unwrap_or(0);
    let inner = Rect {
        y: area.y + head,
        height: area.height.saturating_sub(head + foot),
        ..area
    };
    if head > 0 {
        put(
            frame,
            area,
            0,
            Line::styled(header(triage, look, width), look.strong()),
        );
    }
    if head > 1 {
        put(frame, area, 1, rule(look, width, ""));
    }
    let body = Body::of(triage, look, (width, usize::from(inner.height)));
    let more = show(frame, inner, body, triage);
    if head > 1 {
        let words = if more { " more below (PgDn) " } else { "" };
        said.insert(0, rule(look, width, words));
    }
    for (row, line) in (area.height - foot..area.height).zip(said) {
        put(frame, area, row, line);
    }
}

fn put(frame: &mut Frame<'_>, area: Rect, row: u16, line: Line<'_>) {
    let row = Rect {
        y: area.y + row,
        height: 1,
        ..area
    };
    frame.render_widget(line, row.intersection(area));
}

/// Draws as much of the text as fits, and says whether there is more below.
fn show(frame: &mut Frame<'_>, area: Rect, body: Body, triage: &mut Triage) -> bool {
    let room = usize::from(area.height);
    let most = body.lines.len().saturating_sub(room);
    let mut first = triage.scroll().min(most);
    if let Some((row, _)) = body.cursor {
        // What is being written stays in sight.
        first = first.clamp((row + 1).saturating_sub(room.max(1)), row);
    }
    for (row, line) in (0..area.height).zip(body.lines.iter().skip(first)) {
        put(frame, area, row, line.clone());
    }
    if let Some((row, column)) = body.cursor {
        let (row, column) = (u16::try_from(row - first), u16::try_from(column));
        let at = Position {
            x: area.x + column.unwrap_or(u16::MAX).min(area.width.saturating_sub(1)),
            y: area.y + row.unwrap_or(u16::MAX).min(area.height.saturating_sub(1)),
        };
        if !area.is_empty() {
            frame.set_cursor_position(at);
        }
    }
    triage.drawn(body.lines.len(), room, first);
    first < most
}

/// A line across, with words near its end.
fn rule(look: Look, width: usize, words: &str) -> Line<'static> {
    let words = if words.width() + 4 > width { "" } else { words };
    let left = width.saturating_sub(words.width() + if words.is_empty() { 0 } else { 2 });
    let right = width.saturating_sub(left + words.width());
    let line = |count: usize| look.rule().repeat(count);
    Line::from(format!("{}{words}{}", line(left), line(right)))
}

/// Where one stands: the deck on the left, the counts on the right.
fn header(triage: &Triage, look: Look, width: usize) -> String {
    let tally = triage.tally();
    let place = match triage.current() {
        Some((at, ..)) => format!("{} of {}", at + 1, triage.len()),
        None => format!("{} cards", triage.len()),
    };
    let counts = [
        place,
        format!("{} to do", tally.open),
        format!("{} kept", tally.kept),
        format!("{} rejected", tally.rejected),
    ];
    let mut right = counts.join(look.dot());
    if right.width() + 2 > width {
        right = counts[..2].join(look.dot());
    }
    let decks = &triage.preview().decks;
    let deck = match triage.current() {
        Some((.., shown)) => decks.get(shown.deck),
        None => decks.first(),
    };
    let deck = deck.map_or("", |deck| deck.name.as_str());
    let room = width.saturating_sub(right.width() + 3);
    let deck = match room {
        0..8 => String::new(),
        room => fitted(deck, room),
    };
    let space = width.saturating_sub(deck.width() + right.width() + 2);
    fitted(&format!(" {deck}{}{right}", " ".repeat(space)), width)
}

/// What was said last, on so many lines at most, else the keys.
fn footer(triage: &Triage, look: Look, width: usize, most: usize) -> Vec<Line<'static>> {
    if let Some(notice) = triage.notice() {
        let mut words = Words::default();
        words.push(notice, look.strong().add_modifier(Modifier::REVERSED));
        let (mut lines, _) = words.lines(" ", width.saturating_sub(1));
        lines.truncate(most);
        return lines;
    }
    let keys: &[&str] = match triage.mode() {
        Mode::Edit(..) => &[
            "Enter save",
            "Esc leave",
            "Ctrl-U clear before",
            "Ctrl-K clear behind",
        ],
        Mode::Help => &["any key back"],
        Mode::Look if triage.current().is_none() => &["q quit", "u undo", "k back", "g first"],
        Mode::Look => &[
            "space keep",
            "r reject",
            "e question",
            "a answer",
            "u undo",
            "j/k move",
            "E editor",
        ],
    };
    let always = match triage.mode() {
        Mode::Look => "? help",
        _ => "",
    };
    // As many as there is room for, and how to see the others.
    let mut line = String::new();
    for key in keys {
        let next = format!(
            "{line}{}{key}",
            if line.is_empty() { " " } else { look.dot() }
        );
        if next.width() + look.dot().width() + always.width() > width {
            break;
        }
        line = next;
    }
    if !always.is_empty() {
        line.push_str(if line.is_empty() { " " } else { look.dot() });
        line.push_str(always);
    }
    vec![Line::from(fitted(&line, width))]
}
