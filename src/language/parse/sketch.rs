//! A parse on one line, for people who ask why a card is as it is.

use std::fmt;

use super::Parse;
use crate::language::label::Label;

/// What a person has to know of a parse, without the text it points into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InShort {
    /// See [`Parse::sketch`].
    pub sketch: String,
    /// See [`Parse::confidence`].
    pub confidence: u8,
    /// See [`Parse::cut_short`].
    pub cut_short: bool,
}

impl Parse<'_> {
    /// The parse in short; `None` when there is no word to parse.
    pub fn in_short(&self) -> Option<InShort> {
        self.root().map(|_| InShort {
            sketch: self.sketch(),
            confidence: self.confidence,
            cut_short: self.cut_short,
        })
    }

    /// The main verb with what hangs on it, in the order of the text:
    /// `nsubj[This view] VERB[helps] xcomp[understand the space]`.
    ///
    /// The verb stands with its auxiliaries, its `not` and its particle.
    pub fn sketch(&self) -> String {
        let Some(root) = self.root() else {
            return String::new();
        };
        let verb = self.verb_group(root);
        let shown = |&child: &usize| !verb.contains(&child) && !self.has_label(child, Label::Punct);
        let mut parts: Vec<(usize, String)> = self
            .children(root)
            .filter(shown)
            .map(|child| {
                let words = &self.text[self.phrase_span(child)];
                (
                    child,
                    format!("{}[{words}]", self.tokens[child].label.as_str()),
                )
            })
            .collect();
        let words: Vec<&str> = verb.iter().map(|&at| self.form(at)).collect();
        let name = if self.tokens[root].tag.is_verb() {
            "VERB"
        } else {
            "ROOT"
        };
        parts.push((root, format!("{name}[{}]", words.join(" "))));
        parts.sort();
        let parts: Vec<String> = parts.into_iter().map(|(_, part)| part).collect();
        parts.join(" ")
    }
}

impl fmt::Display for Parse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sketch())
    }
}

impl fmt::Display for InShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            sketch, confidence, ..
        } = self;
        write!(f, "{sketch} ({confidence} % sure")?;
        if self.cut_short {
            f.write_str("; the end of the sentence was too far to read")?;
        }
        f.write_str(")")
    }
}
