//! The YAML between the two `---` lines → title, video, guest, tags. The only part of
//! this room that knows YAML.

mod yaml;

use std::collections::BTreeMap;

use self::yaml::{Entry, Value, entries, span_of};
use super::VideoId;
use crate::diag::{Diagnostic, Place, Rule};
use crate::text::{LineIndex, Span, name_of_sane_length};

/// What the front matter of a note says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct FrontMatter {
    pub title: Option<String>,
    pub video: Option<VideoId>,
    /// Whether there is a `videoId` at all, be it an id or not.
    pub names_video: bool,
    pub guest: Option<String>,
    pub tags: Vec<String>,
    pub extra: BTreeMap<String, String>,
    /// Where the note's text begins.
    pub body: usize,
}

/// Longest front matter that is handed to the YAML reader, in bytes. A text that merely
/// begins with a rule must not be taken for megabytes of YAML.
const LONGEST: usize = 64 * 1024;

/// Reads the front matter of the note `text`, which stands at `path`.
pub(super) fn read(text: &str, path: &str, problems: &mut Vec<Diagnostic>) -> FrontMatter {
    let mut report = |rule, message: String, span| {
        let place = Place::new(text, &LineIndex::new(text), span);
        problems.push(Diagnostic::new(rule, path, message).at(place));
    };
    let (yaml, body) = match split(text) {
        Split::Missing { body } => {
            let message = "the note does not begin with front matter".to_owned();
            report(Rule::FrontMatterMissing, message, Span::new(body, body));
            return FrontMatter {
                body,
                ..FrontMatter::default()
            };
        }
        Split::Unclosed { yaml, body } => {
            let message = "the front matter has no closing `---`".to_owned();
            let opening = yaml.start.saturating_sub(4);
            report(
                Rule::FrontMatterUnclosed,
                message,
                Span::new(opening, opening + 3),
            );
            (yaml, body)
        }
        Split::Found { yaml, body } => (yaml, body),
    };
    let mut matter = FrontMatter {
        body,
        ..FrontMatter::default()
    };
    if yaml.end - yaml.start > LONGEST {
        let message = format!("the front matter is longer than {} KiB", LONGEST / 1024);
        report(
            Rule::FrontMatterMalformed,
            message,
            Span::new(yaml.start, yaml.start),
        );
        return matter;
    }
    match entries(&text[yaml.range()]) {
        Ok(entries) => {
            for entry in entries {
                matter.take(
                    entry,
                    &text[yaml.range()],
                    &mut |rule, message, span: Span| {
                        let span = Span::new(yaml.start + span.start, yaml.start + span.end);
                        report(rule, message, span);
                    },
                );
            }
        }
        Err(error) => {
            let at = place_of(&error, &text[yaml.range()]).map_or(yaml.start, |at| yaml.start + at);
            let reason = error.without_snippet().to_string();
            let reason = reason.lines().next().unwrap_or_default();
            // The reader counts lines from the first key; the place says it for the file.
            let reason = reason.split(" at line ").next().unwrap_or(reason);
            let message = format!("the front matter is not readable as YAML: {reason}");
            report(Rule::FrontMatterMalformed, message, Span::new(at, at));
            matter.salvage(&text[yaml.range()]);
        }
    }
    matter
}

/// The byte of `yaml` that `error` is about.
fn place_of(error: &serde_yaml::Error, yaml: &str) -> Option<usize> {
    let place = error.location()?;
    let line = usize::try_from(place.line()).ok()?.checked_sub(1)?;
    let column = usize::try_from(place.column()).ok()?.checked_sub(1)?;
    let (start, text, _) = lines_from(yaml, 0).nth(line)?;
    let at = text
        .char_indices()
        .nth(column)
        .map_or(text.len(), |(at, _)| at);
    Some(start + at.min(text.trim_end().len()))
}

/// Where the front matter stands, if there is one.
#[derive(Debug, PartialEq)]
enum Split {
    Missing { body: usize },
    Unclosed { yaml: Span, body: usize },
    Found { yaml: Span, body: usize },
}

fn split(text: &str) -> Split {
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let start = lines_from(text, mark)
        .find(|(_, line, _)| !line.trim().is_empty())
        .map_or(text.len(), |(at, _, _)| at);
    let mut lines = lines_from(text, start);
    let Some((_, first, yaml_start)) = lines.next() else {
        return Split::Missing { body: start };
    };
    if first.trim_end() != "---" {
        return Split::Missing { body: start };
    }
    let mut yaml_end = None;
    for (at, line, next) in lines {
        let line = line.trim_end();
        if line == "---" || line == "..." {
            let yaml = Span::new(yaml_start, at);
            return Split::Found { yaml, body: next };
        }
        // Should no closing line come, the keys end where lines stop looking like keys.
        if yaml_end.is_none() && !looks_like_entry(line) {
            yaml_end = Some(at);
        }
    }
    let end = yaml_end.unwrap_or(text.len());
    Split::Unclosed {
        yaml: Span::new(yaml_start, end),
        body: end,
    }
}

fn looks_like_entry(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or_default();
    let is_key = key.len() < line.len() && !key.is_empty() && !key.contains(' ');
    is_key || line.starts_with("  ") || line.starts_with("- ")
}

/// The lines of `text` from `start`: where each begins, its text, where the next begins.
fn lines_from(text: &str, start: usize) -> impl Iterator<Item = (usize, &str, usize)> {
    text[start..].split_inclusive('\n').scan(start, |at, line| {
        let here = *at;
        *at += line.len();
        Some((here, line, *at))
    })
}

impl FrontMatter {
    /// Reads title and video off lines that are not YAML as a whole. A colon in a title,
    /// `title: Ice: the movie`, is the commonest mistake, and no reason to lose the video.
    fn salvage(&mut self, yaml: &str) {
        for line in yaml.lines() {
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim().trim_matches(['"', '\'']);
            match key {
                "title" if self.title.is_none() && !value.is_empty() => {
                    self.title = Some(on_one_line(value));
                }
                "videoId" if self.video.is_none() => {
                    self.names_video = true;
                    self.video = VideoId::parse(value);
                }
                _ => {}
            }
        }
    }

    fn take(&mut self, entry: Entry, yaml: &str, report: &mut dyn FnMut(Rule, String, Span)) {
        let Entry { key, value } = entry;
        let key_span = span_of(&key, yaml);
        let span = span_of(&value, yaml);
        let (key, value) = (key.value, value.value);
        let seen = match key.as_str() {
            "title" => self.title.is_some(),
            "videoId" => self.names_video,
            "guest" => self.guest.is_some(),
            "tags" => !self.tags.is_empty(),
            other => self.extra.contains_key(other),
        };
        if seen {
            let message = format!("`{key}` stands twice in the front matter");
            return report(Rule::FrontMatterDuplicate, message, key_span);
        }
        // Numbers and such are taken as written: `title: 007` must not become 7.
        let text = match &value {
            Value::Text(text) => Some(text.trim().to_owned()),
            Value::Other => Some(yaml[span.range()].trim().to_owned()),
            Value::Nothing | Value::List(_) | Value::Map(_) => None,
        }
        .filter(|text| !text.is_empty());
        match (key.as_str(), text) {
            ("videoId", text) => {
                self.names_video = true;
                self.video = text.as_deref().and_then(VideoId::parse);
                if self.video.is_none() {
                    let written = text.unwrap_or_else(|| value.to_string());
                    let message = format!("`{written}` is not the id of a video");
                    report(Rule::VideoMalformed, message, span);
                }
            }
            ("title", Some(text)) => self.title = Some(on_one_line(&text)),
            ("guest", Some(text)) => self.guest = Some(on_one_line(&text)),
            ("guest", None) if matches!(value, Value::List(_)) => {
                self.guest = Some(on_one_line(&value.to_string()));
            }
            ("tags", Some(text)) => self.tags = tags_in(&text),
            ("tags", None) if matches!(value, Value::List(_)) => {
                if let Value::List(items) = value {
                    let tags = items.iter().map(Value::to_string);
                    let tags = tags.map(|tag| tag.trim().trim_start_matches('#').to_owned());
                    self.tags = tags.filter(|tag| !tag.is_empty()).collect();
                }
            }
            ("title" | "guest" | "tags", None) => {
                let message = format!("`{key}` has no text as its value");
                report(Rule::FrontMatterValue, message, key_span);
            }
            (_, text) => {
                if let Some(meant) = lookalike(&key) {
                    let message = format!("`{key}` is not read; `{meant}` would be");
                    report(Rule::KeyLookalike, message, key_span);
                }
                self.extra
                    .insert(key, text.unwrap_or_else(|| value.to_string()));
            }
        }
    }
}

/// A text that may be written over several lines, as what it is shown as: one.
fn on_one_line(text: &str) -> String {
    let parts = text.split(char::is_control).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    name_of_sane_length(parts.join(" "))
}

/// The key that the writer of `key` may have had in mind.
fn lookalike(key: &str) -> Option<&'static str> {
    let bare: String = key
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    match bare.as_str() {
        "videoid" | "video" | "vid" | "youtube" | "youtubeid" | "ytid" => Some("videoId"),
        "title" | "titel" | "titles" => Some("title"),
        "guest" | "guests" | "speaker" | "speakers" => Some("guest"),
        "tag" | "tags" | "keywords" => Some("tags"),
        _ => None,
    }
}

fn tags_in(text: &str) -> Vec<String> {
    text.split(|c: char| c == ',' || c.is_whitespace())
        .map(|tag| tag.trim_start_matches('#'))
        .filter(|tag| !tag.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, yaml: &str, body: &str) {
        let (read, at) = match split(text) {
            Split::Missing { body } => ("", body),
            Split::Unclosed { yaml, body } | Split::Found { yaml, body } => {
                (&text[yaml.range()], body)
            }
        };
        assert_eq!((read, &text[at..]), (yaml, body), "in {text:?}");
    }

    #[test]
    fn front_matter_ends_at_its_closing_line_or_where_keys_end() {
        check("---\na: 1\n---\nBody", "a: 1\n", "Body");
        check("\u{feff}---\r\na: 1\r\n---\r\nBody", "a: 1\r\n", "Body");
        check("\n\n---\na: 1\n...\nBody", "a: 1\n", "Body");
        check("---\na: 1\n\nBody goes on", "a: 1\n", "\nBody goes on");
        check("---\n---\nBody", "", "Body");
        check("Body\n---\na: 1\n---\n", "", "Body\n---\na: 1\n---\n");
        check("---", "", "");
        check("", "", "");
    }

    #[test]
    fn brackets_nested_without_end_are_refused() {
        let text = format!("---\na: {}\n---\n", "[".repeat(10_000));
        let mut problems = Vec::new();
        read(&text, "a.md", &mut problems);
        assert_eq!(problems[0].rule, Rule::FrontMatterMalformed);
    }
}
