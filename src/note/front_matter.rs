//! The YAML between the two `---` lines → title, video, guest, tags. The only part of the
//! program that knows YAML.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;
use serde_yaml::options::DuplicateKeyPolicy;

use super::VideoId;
use crate::diag::{Diagnostic, Place, Rule};
use crate::text::{LineIndex, Span};

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
                    self.title = Some(value.to_owned());
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
            ("title", Some(text)) => self.title = Some(text),
            ("guest", Some(text)) => self.guest = Some(text),
            ("guest", None) if matches!(value, Value::List(_)) => {
                self.guest = Some(value.to_string());
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

/// One `key: value` with its place.
struct Entry {
    key: Spanned<String>,
    value: Spanned<Value>,
}

/// A value of the front matter, as far as we care.
#[derive(Debug)]
enum Value {
    Nothing,
    Text(String),
    /// A number or a truth value, whose text is taken from the source.
    Other,
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

fn entries(yaml: &str) -> Result<Vec<Entry>, serde_yaml::Error> {
    if yaml.trim().is_empty() {
        return Ok(Vec::new());
    }
    // Front matter is small. These limits stop a file whose few aliases unfold to
    // gigabytes, or whose brackets nest until the stack ends.
    let options = serde_yaml::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        // `y` and `no` are words; only `true` and `false` are not.
        strict_booleans: true,
        budget: serde_yaml::budget! {
            max_depth: 8,
            max_aliases: 8,
            max_anchors: 8,
            max_nodes: 2_000,
            max_events: 10_000,
        },
    };
    serde_yaml::from_str_with_options::<Entries>(yaml, options).map(|entries| entries.0)
}

fn span_of<T>(value: &Spanned<T>, yaml: &str) -> Span {
    let span = value.referenced.span();
    let start = span.byte_offset().unwrap_or(0) as usize;
    let end = start + span.byte_len().unwrap_or(0) as usize;
    let start = yaml.floor_char_boundary(start);
    Span::new(start, yaml.floor_char_boundary(end).max(start))
}

struct Entries(Vec<Entry>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("lines of the form `key: value`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some((key, value)) = map.next_entry()? {
                    entries.push(Entry { key, value });
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(EntriesVisitor)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValueVisitor;
        impl<'de> Visitor<'de> for ValueVisitor {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
                Ok(Value::Other)
            }
            fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
                Ok(Value::Other)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
                Ok(Value::Other)
            }
            fn visit_i128<E>(self, _: i128) -> Result<Value, E> {
                Ok(Value::Other)
            }
            fn visit_u128<E>(self, _: u128) -> Result<Value, E> {
                Ok(Value::Other)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
                Ok(Value::Other)
            }
            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Nothing)
            }
            fn visit_none<E>(self) -> Result<Value, E> {
                Ok(Value::Nothing)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
                let mut items = Vec::new();
                while let Some(Plain(item)) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Value::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
                let mut items = Vec::new();
                while let Some((Plain(key), Plain(value))) = map.next_entry()? {
                    items.push((key.to_string(), value));
                }
                Ok(Value::Map(items))
            }
        }
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// A value inside a list: a scalar of any kind is its text.
struct Plain(Value);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PlainVisitor;
        impl<'de> Visitor<'de> for PlainVisitor {
            type Value = Plain;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_str<E>(self, text: &str) -> Result<Plain, E> {
                Ok(Plain(Value::Text(text.to_owned())))
            }
            fn visit_bool<E>(self, value: bool) -> Result<Plain, E> {
                Ok(Plain(Value::Text(value.to_string())))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Plain, E> {
                Ok(Plain(Value::Text(value.to_string())))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Plain, E> {
                Ok(Plain(Value::Text(value.to_string())))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Plain, E> {
                Ok(Plain(Value::Text(value.to_string())))
            }
            fn visit_unit<E>(self) -> Result<Plain, E> {
                Ok(Plain(Value::Nothing))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Plain, A::Error> {
                let access = serde::de::value::SeqAccessDeserializer::new(seq);
                Value::deserialize(access).map(Plain)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Plain, A::Error> {
                let access = serde::de::value::MapAccessDeserializer::new(map);
                Value::deserialize(access).map(Plain)
            }
        }
        deserializer.deserialize_any(PlainVisitor)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Nothing | Value::Other => Ok(()),
            Value::Text(text) => f.write_str(text),
            Value::List(items) => {
                for (n, item) in items.iter().enumerate() {
                    let comma = if n == 0 { "" } else { ", " };
                    write!(f, "{comma}{item}")?;
                }
                Ok(())
            }
            Value::Map(items) => {
                for (n, (key, value)) in items.iter().enumerate() {
                    let comma = if n == 0 { "" } else { ", " };
                    write!(f, "{comma}{key}: {value}")?;
                }
                Ok(())
            }
        }
    }
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
