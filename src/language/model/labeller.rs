//! Heads → labels, from left to right over the finished tree.

use super::lexeme::{Lexeme, ascii_word, feature};
use super::table::{Found, WideTable, best};
use crate::language::label::Label;
use crate::language::tag::Tag;

/// Bytes of a row: a fingerprint, and a weight for each label.
pub const ROW: usize = 48;
/// Features that do not depend on the labels before a token.
pub const STILL: usize = 22;
/// Features that do.
pub const MOVING: usize = 6;
/// How many features speak for the label of a token.
pub const FEATURES: usize = STILL + MOVING;
const NONE: u16 = u16::MAX;

/// A tree as the labeller walks it.
#[derive(Clone, Debug)]
pub struct Tree<'s> {
    lexemes: &'s [Lexeme],
    tags: &'s [u8],
    heads: &'s [u16],
    nodes: Vec<Kin>,
}

/// The relatives of a token.
#[derive(Clone, Copy, Debug)]
struct Kin {
    leftmost: u16,
    rightmost: u16,
    /// The sibling before it, whichever side of the head; and the one behind.
    before: u16,
    after: u16,
    /// Which dependent of its side it is.
    rank: u8,
    /// Whether a form of `be` hangs on it from the left.
    passive: bool,
    /// Kinds of its dependents.
    kinds: u8,
}

impl<'s> Tree<'s> {
    /// Looks at a tree; the head of the root is one past the last token.
    pub fn new(lexemes: &'s [Lexeme], tags: &'s [u8], heads: &'s [u16]) -> Self {
        let blank = Kin {
            leftmost: NONE,
            rightmost: NONE,
            before: NONE,
            after: NONE,
            rank: 0,
            passive: false,
            kinds: 0,
        };
        let mut nodes = vec![blank; lexemes.len() + 1];
        for (at, &head) in heads.iter().enumerate() {
            let place = usize::from(head).min(lexemes.len());
            let last = nodes[place].rightmost;
            if last == NONE {
                nodes[place].leftmost = at as u16;
            } else {
                nodes[usize::from(last)].after = at as u16;
                // Counted anew behind the head, where objects stand.
                let same_side = usize::from(last) > place || at < place;
                let rank = nodes[usize::from(last)].rank + 1;
                nodes[at].rank = if same_side { rank.min(6) } else { 0 };
                nodes[at].before = last;
            }
            nodes[place].rightmost = at as u16;
            nodes[place].kinds |= kind(tags[at]);
            if at < place && is_be(lexemes[at].word) {
                nodes[place].passive = true;
            }
        }
        Self {
            lexemes,
            tags,
            heads,
            nodes,
        }
    }

    /// The features of token `at`, given the labels of the tokens before it.
    pub fn features(&self, at: usize, labels: &[u8]) -> [u64; FEATURES] {
        let (still, moving) = (self.still(at), self.moving(at, labels));
        std::array::from_fn(|nth| match nth.checked_sub(STILL) {
            Some(nth) => moving[nth],
            None => still[nth],
        })
    }

    #[inline(always)]
    fn word(&self, at: u16) -> u64 {
        self.lexemes.get(usize::from(at)).map_or(3, |l| l.word)
    }

    #[inline(always)]
    fn tag(&self, at: u16) -> u64 {
        self.tags.get(usize::from(at)).map_or(97, |&t| u64::from(t))
    }

    /// The tags of a token and its head, and on which side of it the token stands.
    #[inline(always)]
    fn pair(&self, at: usize) -> u64 {
        let head = self.heads[at];
        let side = u64::from(at > usize::from(head));
        self.tag(at as u16) << 9 | self.tag(head) << 1 | side
    }

    /// The features that do not depend on the labels before token `at`.
    #[inline]
    fn still(&self, at: usize) -> [u64; STILL] {
        let head = usize::from(self.heads[at]);
        let (word, tag) = (|at| self.word(at), |at| self.tag(at));
        let kin = self.nodes[at];
        let family = self.nodes[head.min(self.lexemes.len())];
        let (c, h) = (at as u16, self.heads[at]);
        let side = u64::from(at > head);
        let gap = match at.abs_diff(head) {
            1 => 1,
            2 => 2,
            3..=4 => 3,
            5..=8 => 4,
            _ => 5,
        };
        let (cw, ct) = (word(c), tag(c));
        let (hw, ht) = (word(h), tag(h));
        let pair = self.pair(at);
        let (first, last) = (kin.leftmost, kin.rightmost);
        let passive = u64::from(family.passive);
        [
            feature(1, cw, hw, side),
            feature(2, cw, ht, side),
            feature(3, hw, ct, side),
            feature(4, pair, gap, 0),
            feature(5, pair, tag(c.wrapping_sub(1)), tag(c + 1)),
            feature(6, pair, tag(first), tag(last)),
            feature(7, pair, word(first), 0),
            feature(8, pair, word(last), 0),
            feature(11, pair, passive, 0),
            feature(12, pair, passive, word(kin.before)),
            feature(13, pair, u64::from(family.kinds), 0),
            feature(14, pair, u64::from(kin.kinds), 0),
            feature(17, pair, u64::from(kin.rank), hw),
            feature(18, pair, u64::from(kin.rank), u64::from(family.kinds)),
            feature(19, cw, side, 0),
            feature(20, cw, ct, u64::from(kin.kinds)),
            feature(21, hw, pair, word(first)),
            feature(22, cw, pair, tag(c + 1)),
            feature(23, self.lexemes[at].three, pair, 0),
            feature(24, pair, word(c.wrapping_sub(1)), 0),
            feature(25, pair, word(c + 1), 0),
            feature(28, pair, tag(kin.before), tag(kin.after)),
        ]
    }

    /// The features that do.
    #[inline]
    fn moving(&self, at: usize, labels: &[u8]) -> [u64; MOVING] {
        let (word, tag) = (|at| self.word(at), |at| self.tag(at));
        let label = |at: u16| labels.get(usize::from(at)).map_or(98, |&l| u64::from(l));
        let kin = self.nodes[at];
        let h = self.heads[at];
        let pair = self.pair(at);
        let first = kin.leftmost;
        let grand = self.heads.get(usize::from(h)).map_or(96, |&g| tag(g));
        [
            feature(9, pair, label(kin.before), 0),
            feature(10, pair, label(kin.before), tag(kin.after)),
            feature(15, pair, label(first), u64::from(kin.kinds)),
            feature(16, pair, grand, label(h)),
            feature(26, pair, label(first), label(h)),
            feature(27, pair, label(kin.before), word(kin.before)),
        ]
    }
}

/// The labels of a tree, as numbers of [`Label::ALL`].
pub fn labels(
    lexemes: &[Lexeme],
    tags: &[u8],
    heads: &[u16],
    table: &WideTable<'_, ROW>,
) -> Vec<u8> {
    let tree = Tree::new(lexemes, tags, heads);
    let mut labels: Vec<u8> = Vec::with_capacity(lexemes.len());
    let fixed = |at: usize| fixed(tags[at], usize::from(heads[at]) == lexemes.len());
    // As in the tagger: what can be known first is looked up first.
    let part = |at: usize| match fixed(at) {
        Some(_) => Found::NONE,
        None => table.find(&tree.still(at)),
    };
    let parts: Vec<Found<STILL>> = (0..heads.len()).map(part).collect();
    for (at, part) in parts.iter().enumerate() {
        let label = match fixed(at) {
            Some(label) => label as u8,
            None => {
                let rest = table.find(&tree.moving(at, &labels));
                let mut scores = [0; ROW];
                table.add(part, &mut scores);
                table.add(&rest, &mut scores);
                best(&scores, Label::ALL.len())
            }
        };
        labels.push(label);
    }
    labels
}

/// The label of a token that can have but one.
#[inline]
pub fn fixed(tag: u8, root: bool) -> Option<Label> {
    match Tag::from_code(tag) {
        _ if root => Some(Label::Root),
        tag if tag.is_mark() => Some(Label::Punct),
        Tag::Cc => Some(Label::Cc),
        _ => None,
    }
}

fn kind(tag: u8) -> u8 {
    match Tag::from_code(tag) {
        tag if tag.is_noun() => 1,
        Tag::Prp | Tag::Ex => 2,
        Tag::Wdt | Tag::Wp | Tag::Wrb => 4,
        Tag::Md | Tag::To => 8,
        tag if tag.is_full_verb() => 16,
        Tag::In => 32,
        Tag::Cc => 64,
        Tag::Comma | Tag::Colon => 128,
        _ => 0,
    }
}

fn is_be(word: u64) -> bool {
    BE.contains(&word)
}

/// The forms of `be`, and `get`, as [`Lexeme::word`].
const BE: [u64; 9] = [
    ascii_word("be"),
    ascii_word("am"),
    ascii_word("is"),
    ascii_word("are"),
    ascii_word("was"),
    ascii_word("were"),
    ascii_word("been"),
    ascii_word("being"),
    ascii_word("get"),
];
