//! What a key means.

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{Action, Mode, Side, Stroke};

/// What is wanted of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Something that [`super::Triage`] does.
    Do(Action),
    /// The card in an editor of the person's own.
    Editor,
    /// The end.
    Quit,
}

/// The keys and what they do, for people.
pub const KEYS: &[(&str, &str)] = &[
    ("space, Enter", "keep the card, and on"),
    (
        "r",
        "reject the card, and on; a second time takes that back",
    ),
    ("e", "write the question anew"),
    ("a", "write the answer anew"),
    ("E", "write both in your own editor ($VISUAL or $EDITOR)"),
    ("u", "take the last decision back"),
    ("j, n, right", "on without a decision"),
    ("k, p, left", "one back"),
    ("g, Home; G, End", "the first card; the last card"),
    ("up, down, PgUp, PgDn", "move what does not fit"),
    ("?", "these keys"),
    ("q, Ctrl-C", "leave; all that you decided is written down"),
];

/// What an event asks for; `None` when it is none of ours.
pub fn wish(event: &Event, mode: &Mode) -> Option<Wish> {
    match (event, mode) {
        (Event::Key(key), _) if key.kind == KeyEventKind::Release => None,
        (Event::Key(key), _) if is_control(key, 'c') => Some(Wish::Quit),
        (Event::Key(key), Mode::Look) => looking(key),
        (Event::Key(key), Mode::Edit(..)) => editing(key).map(Wish::Do),
        (Event::Key(key), Mode::Help) => Some(Wish::Do(match scrolling(key) {
            Some(scroll) => scroll,
            None => Action::Close,
        })),
        (Event::Paste(text), Mode::Edit(..)) => {
            Some(Wish::Do(Action::Type(Stroke::Insert(text.clone()))))
        }
        _ => None,
    }
}

fn looking(key: &KeyEvent) -> Option<Wish> {
    let held = key.modifiers & !KeyModifiers::SHIFT;
    if !held.is_empty() {
        return None;
    }
    let action = match key.code {
        KeyCode::Char(' ') | KeyCode::Enter => Action::Keep,
        KeyCode::Char('r' | 'R') => Action::Reject,
        KeyCode::Char('e') => Action::Edit(Side::Question),
        KeyCode::Char('a' | 'A') => Action::Edit(Side::Answer),
        KeyCode::Char('u' | 'U') => Action::Undo,
        KeyCode::Char('j' | 'n' | 'J' | 'N') | KeyCode::Right => Action::Next,
        KeyCode::Char('k' | 'p' | 'K' | 'P') | KeyCode::Left => Action::Back,
        KeyCode::Char('g') | KeyCode::Home => Action::First,
        KeyCode::Char('G') | KeyCode::End => Action::Last,
        KeyCode::Char('?' | 'h') | KeyCode::F(1) => Action::Help,
        KeyCode::Char('E') => return Some(Wish::Editor),
        KeyCode::Char('q' | 'Q') => return Some(Wish::Quit),
        _ => scrolling(key)?,
    };
    Some(Wish::Do(action))
}

fn scrolling(key: &KeyEvent) -> Option<Action> {
    Some(match key.code {
        KeyCode::Up => Action::Scroll(-1),
        KeyCode::Down => Action::Scroll(1),
        KeyCode::PageUp => Action::Page(-1),
        KeyCode::PageDown => Action::Page(1),
        _ => return None,
    })
}

fn editing(key: &KeyEvent) -> Option<Action> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    let stroke = match key.code {
        KeyCode::Enter => return Some(Action::Save),
        KeyCode::Esc => return Some(Action::Close),
        KeyCode::Char('w') if control => Stroke::DeleteWord,
        KeyCode::Char('u') if control => Stroke::DeleteBefore,
        KeyCode::Char('k') if control => Stroke::DeleteBehind,
        KeyCode::Char('a') if control => Stroke::Home,
        KeyCode::Char('e') if control => Stroke::End,
        KeyCode::Char('b') if alt => Stroke::WordLeft,
        KeyCode::Char('f') if alt => Stroke::WordRight,
        // The third level of many keyboards arrives as both of them.
        KeyCode::Char(c) if control == alt => Stroke::Insert(c.to_string()),
        KeyCode::Backspace if alt || control => Stroke::DeleteWord,
        KeyCode::Backspace => Stroke::Backspace,
        KeyCode::Delete => Stroke::Delete,
        KeyCode::Left if alt || control => Stroke::WordLeft,
        KeyCode::Right if alt || control => Stroke::WordRight,
        KeyCode::Left => Stroke::Left,
        KeyCode::Right => Stroke::Right,
        KeyCode::Home => Stroke::Home,
        KeyCode::End => Stroke::End,
        _ => return None,
    };
    Some(Action::Type(stroke))
}

fn is_control(key: &KeyEvent, letter: char) -> bool {
    key.code == KeyCode::Char(letter) && key.modifiers.contains(KeyModifiers::CONTROL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::LineEditor;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    fn editing() -> Mode {
        Mode::Edit(Side::Question, LineEditor::new(String::new()))
    }

    #[test]
    fn a_letter_is_a_command_for_a_card_and_a_letter_in_a_text() {
        let r = key(KeyCode::Char('r'), KeyModifiers::NONE);
        assert_eq!(wish(&r, &Mode::Look), Some(Wish::Do(Action::Reject)));
        let typed = Action::Type(Stroke::Insert("r".to_owned()));
        assert_eq!(wish(&r, &editing()), Some(Wish::Do(typed)));
        assert_eq!(wish(&r, &Mode::Help), Some(Wish::Do(Action::Close)));
    }

    #[test]
    fn control_c_always_leaves() {
        let interrupt = key(KeyCode::Char('c'), KeyModifiers::CONTROL);
        for mode in [Mode::Look, editing(), Mode::Help] {
            assert_eq!(wish(&interrupt, &mode), Some(Wish::Quit));
        }
    }

    #[test]
    fn a_command_with_control_held_is_none_of_ours() {
        let held = key(KeyCode::Char('r'), KeyModifiers::CONTROL);
        assert_eq!(wish(&held, &Mode::Look), None);
        assert_eq!(wish(&held, &editing()), None);
    }

    #[test]
    fn what_is_pasted_is_no_command() {
        let paste = Event::Paste("r q".to_owned());
        assert_eq!(wish(&paste, &Mode::Look), None);
        let typed = Action::Type(Stroke::Insert("r q".to_owned()));
        assert_eq!(wish(&paste, &editing()), Some(Wish::Do(typed)));
    }
}
