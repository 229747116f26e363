//! The lines of a YAML file in block style, changed one entry at a time.
//!
//! Nothing here knows all of YAML: what comes of it is read again and compared, and a file
//! that is written in another style is left alone.

use std::ops::Range;

/// The lines of a file, each with its end.
pub(super) struct Lines {
    lines: Vec<String>,
    /// How its lines end.
    end: &'static str,
}

impl Lines {
    /// Takes a text apart.
    pub fn of(text: &str) -> Self {
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('\n')) {
            last.push_str(end);
        }
        Self { lines, end }
    }

    /// The text of all lines.
    pub fn text(&self) -> String {
        self.lines.concat()
    }

    /// Gives the entry at a path of keys a value on its line. What is missing on the way to
    /// it is made; a comment behind the old value stays.
    pub fn set(&mut self, path: &[&str], value: &str) {
        let mut within = None;
        for (depth, key) in path.iter().enumerate() {
            let value = if depth + 1 == path.len() { value } else { "" };
            within = Some(match self.entry(within.as_ref(), key) {
                Some(found) if value.is_empty() => found,
                Some(found) => self.put(found, key, value),
                None => self.add(within, key, value),
            });
        }
    }

    /// Takes the entry at a path of keys out, and what has nothing left in it then.
    pub fn remove(&mut self, path: &[&str]) {
        let mut places: Vec<Range<usize>> = Vec::new();
        for key in path {
            let Some(found) = self.entry(places.last(), key) else {
                return;
            };
            places.push(found);
        }
        let Some(gone) = places.pop() else {
            return;
        };
        let mut removed = gone.len();
        self.lines.drain(gone);
        while let Some(mut around) = places.pop() {
            around.end -= removed;
            if self.first_inside(&around).is_some() {
                return;
            }
            // Comments in it are its owner's and stay.
            self.lines.remove(around.start);
            removed += 1;
        }
    }

    /// Adds an item to a list of the file, as its first one; makes the list if there is none.
    pub fn add_item(&mut self, list: &str, item: &str) {
        let end = self.end;
        match self
            .lines
            .iter()
            .position(|line| is_key(line, list) && indent(line) == 0)
        {
            Some(at) => {
                let first = self.lines.get(at + 1).filter(|next| is_item(next));
                let indent = first.map_or(2, |first| indent(first));
                let item = format!("{}- {item}{end}", " ".repeat(indent));
                self.lines.insert(at + 1, item);
            }
            None => self.lines.push(format!("{list}:{end}  - {item}{end}")),
        }
    }

    /// Takes an item out of a list of the file, and the list if that was all.
    pub fn remove_item(&mut self, list: &str, item: &str) {
        let Some(mut place) = self.entry(None, list) else {
            return;
        };
        let is_it = |line: &String| {
            let words = line.trim_start().strip_prefix('-').unwrap_or_default();
            let words = words.trim_start().trim_start_matches(['"', '\'']);
            is_item(line) && words.split([' ', '"', '\'', '\r', '\n']).next() == Some(item)
        };
        let Some(at) = place.clone().find(|&at| is_it(&self.lines[at])) else {
            return;
        };
        self.lines.remove(at);
        place.end -= 1;
        // A list without items is nothing to YAML, and the reader wants a list.
        if self.first_inside(&place).is_none() {
            self.lines.remove(place.start);
        }
    }

    /// Writes a value in place of an entry's own.
    fn put(&mut self, place: Range<usize>, key: &str, value: &str) -> Range<usize> {
        let line = &self.lines[place.start];
        let indent = " ".repeat(indent(line));
        let comment = match place.len() {
            1 => comment(line),
            _ => "",
        };
        let line = format!("{indent}{key}: {value}{comment}{}", self.end);
        let start = place.start;
        self.lines.splice(place, [line]);
        start..start + 1
    }

    /// Adds an entry: to the file as its last one, to another entry as its first one, where
    /// its place is beyond doubt.
    fn add(&mut self, within: Option<Range<usize>>, key: &str, value: &str) -> Range<usize> {
        let space = if value.is_empty() { "" } else { " " };
        let (at, indent) = match &within {
            None => (self.lines.len(), 0),
            Some(within) => {
                let first = self.first_inside(within);
                let usual = indent(&self.lines[within.start]) + 2;
                let indent = first.map_or(usual, |first| indent(&self.lines[first]));
                (within.start + 1, indent)
            }
        };
        let line = format!("{}{key}:{space}{value}{}", " ".repeat(indent), self.end);
        self.lines.insert(at, line);
        at..at + 1
    }

    /// The lines of an entry of the file, or of another entry: its own and those indented
    /// below it, without comments that may belong to what follows.
    fn entry(&self, within: Option<&Range<usize>>, key: &str) -> Option<Range<usize>> {
        let (inside, depth) = match within {
            None => (0..self.lines.len(), 0),
            Some(within) => {
                let first = self.first_inside(within)?;
                (first..within.end, indent(&self.lines[first]))
            }
        };
        let ends = |line: &str| says_something(line) && indent(line) <= depth;
        let start = inside
            .clone()
            .find(|&at| indent(&self.lines[at]) == depth && is_key(&self.lines[at], key))?;
        let end = (start + 1..inside.end)
            .find(|&at| ends(&self.lines[at]) && !is_item(&self.lines[at]))
            .unwrap_or(inside.end);
        let last = (start..end)
            .rev()
            .find(|&at| says_something(&self.lines[at]));
        Some(start..last.unwrap_or(start) + 1)
    }

    /// The first line inside an entry that is no comment.
    fn first_inside(&self, entry: &Range<usize>) -> Option<usize> {
        (entry.start + 1..entry.end).find(|&at| says_something(&self.lines[at]))
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn says_something(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#')
}

/// Whether a line is an item of a list, which may stand as far left as the list's key.
fn is_item(line: &str) -> bool {
    line.trim_start().starts_with('-')
}

fn is_key(line: &str, key: &str) -> bool {
    let line = line.trim();
    let named = |rest: &str| {
        let value = rest.strip_prefix(':');
        value.is_some_and(|value| value.is_empty() || value.starts_with(' '))
    };
    ["", "\"", "'"].into_iter().any(|mark| {
        let rest = line
            .strip_prefix(mark)
            .and_then(|line| line.strip_prefix(key));
        rest.and_then(|rest| rest.strip_prefix(mark))
            .is_some_and(named)
    })
}

/// The comment behind the value of a line, with the spaces before it; empty without one.
fn comment(line: &str) -> &str {
    let line = line.trim_end();
    let Some((_, value)) = line.split_once(": ") else {
        return "";
    };
    let value = value.trim_start();
    let end = match value.chars().next() {
        Some(mark @ ('"' | '\'')) => end_of_quoted(value, mark),
        _ => value.find(" #"),
    };
    let rest = end.map_or("", |end| &value[end..]);
    match rest.trim_start().starts_with('#') {
        true => rest,
        false => "",
    }
}

/// Where a value in quotation marks ends; `None` when it goes on on the next line.
fn end_of_quoted(value: &str, mark: char) -> Option<usize> {
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        if c == '\\' && mark == '"' || c == mark && mark == '\'' && next == Some(mark) {
            chars.next();
        } else if c == mark {
            return Some(at + c.len_utf8());
        }
    }
    None
}
