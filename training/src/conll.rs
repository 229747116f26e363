//! What the teacher said, read back.

use std::error::Error;
use std::fs;
use std::ops::Range;
use std::path::Path;

use cuedeck::language::model::lexeme::{Lexeme, Lexicon, lexemes};
use cuedeck::language::{Label, Tag};

/// A sentence with the teacher's reading of it.
#[derive(Clone, Debug)]
pub struct Taught {
    /// The tokens with a space between.
    pub text: String,
    /// Where each token stands.
    pub tokens: Vec<Range<usize>>,
    /// Numbers of [`Tag::ALL`].
    pub tags: Vec<u8>,
    /// Indices of tokens; the head of the root is one past the last.
    pub heads: Vec<u16>,
    /// Numbers of [`Label::ALL`].
    pub labels: Vec<u8>,
}

impl Taught {
    /// The token as written.
    pub fn form(&self, at: usize) -> &str {
        &self.text[self.tokens[at].clone()]
    }

    /// The tokens as the model sees them.
    pub fn lexemes(&self, lexicon: Lexicon<'_>) -> Vec<Lexeme> {
        lexemes(&self.text, &self.tokens, lexicon)
    }
}

/// Reads a file that `teach.py` wrote.
pub fn load(path: &Path) -> Result<Vec<Taught>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let sentences = text.split("\n\n").filter(|block| !block.trim().is_empty());
    sentences.map(sentence).collect()
}

fn sentence(block: &str) -> Result<Taught, Box<dyn Error>> {
    let mut taught = Taught {
        text: String::new(),
        tokens: Vec::new(),
        tags: Vec::new(),
        heads: Vec::new(),
        labels: Vec::new(),
    };
    let count = block.trim().lines().count() as u16;
    for line in block.trim().lines() {
        let [form, tag, head, label] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("not a line of four columns: {line}").into());
        };
        if !taught.text.is_empty() {
            taught.text.push(' ');
        }
        let start = taught.text.len();
        taught.text.push_str(form);
        taught.tokens.push(start..taught.text.len());
        // The teacher's marks of quotation do not occur: no quote mark gets to it, but
        // now and then it takes another mark for one.
        let tag = match tag {
            "``" | "''" => Tag::Colon,
            "_SP" => Tag::Xx,
            name => Tag::from_name(name).ok_or_else(|| format!("no tag: {name}"))?,
        };
        let label = Label::from_name(label).ok_or_else(|| format!("no label: {label}"))?;
        let head: u16 = head.parse()?;
        taught.tags.push(tag as u8);
        taught.labels.push(label as u8);
        taught.heads.push(if head == 0 { count } else { head - 1 });
    }
    Ok(taught)
}
