//! YAML → keys and values with their places, within limits that no honest front matter
//! meets.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;
use serde_yaml::options::DuplicateKeyPolicy;

use crate::text::Span;

/// One `key: value` with its place.
pub(super) struct Entry {
    pub key: Spanned<String>,
    pub value: Spanned<Value>,
}

/// A value of the front matter, as far as we care.
#[derive(Debug)]
pub(super) enum Value {
    Nothing,
    Text(String),
    /// A number or a truth value, whose text is taken from the source.
    Other,
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

/// Reads the lines of `yaml`.
pub(super) fn entries(yaml: &str) -> Result<Vec<Entry>, serde_yaml::Error> {
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

/// The bytes of `yaml` that `value` was read from.
pub(super) fn span_of<T>(value: &Spanned<T>, yaml: &str) -> Span {
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
