//! The model behind [`super::parse()`]: tagger, parser and labeller with their tables.
//!
//! All three are averaged perceptrons over hashed features. They learned from what
//! another parser said of many sentences; see `training/README.md`. Sums are of whole
//! numbers, so every machine finds the same. The tables are read where they lie in the
//! program, so loading them costs nothing.
//!
//! Public for the program that makes the tables, and for nobody else.

pub mod labeller;
pub mod lexeme;
pub mod memo;
pub mod table;
pub mod tagger;
pub mod transition;

use std::ops::Range;

use lexeme::Lexicon;
use memo::Memo;
use table::{Table, WideTable, copy_prints, pairs_of_prints};

/// The tables of a model.
#[derive(Clone, Copy, Debug)]
pub struct Model<'b> {
    /// Words and their commonest tags.
    pub lexicon: Lexicon<'b>,
    /// Weights of tags.
    pub tagger: WideTable<'b, { tagger::ROW }>,
    /// Weights of steps.
    pub parser: Table<'b, { transition::ROW }>,
    /// Weights of labels.
    pub labeller: WideTable<'b, { labeller::ROW }>,
}

const TAGGER: &[u8] = include_bytes!("tagger.bin");
const LABELLER: &[u8] = include_bytes!("labeller.bin");

static TAGGER_PRINTS: [[u8; 2]; pairs_of_prints::<{ tagger::ROW }>(TAGGER)] = {
    let mut prints = [[0; 2]; _];
    copy_prints::<{ tagger::ROW }>(TAGGER, &mut prints);
    prints
};
static LABELLER_PRINTS: [[u8; 2]; pairs_of_prints::<{ labeller::ROW }>(LABELLER)] = {
    let mut prints = [[0; 2]; _];
    copy_prints::<{ labeller::ROW }>(LABELLER, &mut prints);
    prints
};

/// The model that is compiled in.
pub static SHIPPED: Model<'static> = Model {
    lexicon: Lexicon::new(include_bytes!("lexicon.bin")),
    tagger: WideTable::new(TAGGER, &TAGGER_PRINTS),
    parser: Table::new(include_bytes!("parser.bin")),
    labeller: WideTable::new(LABELLER, &LABELLER_PRINTS),
};

/// What the model says of a sentence: a tag, a head and a label for each token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Numbers of [`super::Tag::ALL`].
    pub tags: Vec<u8>,
    /// Indices of tokens; that of the root is one past the last.
    pub heads: Vec<u16>,
    /// Numbers of [`super::Label::ALL`].
    pub labels: Vec<u8>,
    /// The smallest margin by which a step of the parser won.
    pub margin: i16,
}

impl Model<'_> {
    /// Only the tags of a sentence that is cut into tokens, as numbers of [`super::Tag::ALL`].
    pub fn tags(&self, text: &str, tokens: &[Range<usize>]) -> Vec<u8> {
        tagger::tags(&lexeme::lexemes(text, tokens, self.lexicon), &self.tagger)
    }

    /// Reads a sentence that is cut into tokens. The memo is this model's alone.
    pub fn read(&self, text: &str, tokens: &[Range<usize>], memo: &mut Memo) -> Reading {
        let lexemes = lexeme::lexemes(text, tokens, self.lexicon);
        let tags = tagger::tags(&lexemes, &self.tagger);
        let (heads, margin) = transition::heads(&lexemes, &tags, &self.parser, memo);
        let labels = labeller::labels(&lexemes, &tags, &heads, &self.labeller);
        Reading {
            tags,
            heads,
            labels,
            margin,
        }
    }
}
