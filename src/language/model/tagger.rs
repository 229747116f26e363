//! Tokens → tags, from left to right, each seeing the tags before it.

use super::lexeme::{Lexeme, feature};
use super::table::{Found, WideTable, best};
use crate::language::tag::Tag;

/// Bytes of a row: a fingerprint, and a weight for each tag.
pub const ROW: usize = 48;
/// Features that do not depend on the tags before a token.
pub const STILL: usize = 21;
/// Features that do.
pub const MOVING: usize = 9;
/// How many features speak for the tag of a token.
pub const FEATURES: usize = STILL + MOVING;
/// Stands for a tag before the first token.
const START: u64 = 99;

/// The features of token `at`, given the two tags before it.
pub fn features(
    lexemes: &[Lexeme],
    at: usize,
    one: Option<u8>,
    two: Option<u8>,
) -> [u64; FEATURES] {
    let (still, moving) = (still(lexemes, at), moving(lexemes, at, one, two));
    std::array::from_fn(|nth| match nth.checked_sub(STILL) {
        Some(nth) => moving[nth],
        None => still[nth],
    })
}

/// The token at an offset from another; behind either end stands always the same.
#[inline(always)]
fn near(lexemes: &[Lexeme], at: usize, offset: isize) -> &Lexeme {
    const EDGE: &Lexeme = &Lexeme {
        word: 1,
        two: 1,
        three: 1,
        head: 1,
        shape: 127,
        cased: 1,
        known: super::lexeme::Known {
            first: 255,
            second: 0,
            sure: false,
        },
    };
    at.checked_add_signed(offset)
        .and_then(|at| lexemes.get(at))
        .unwrap_or(EDGE)
}

/// The features that do not depend on the tags before token `at`.
#[inline]
fn still(lexemes: &[Lexeme], at: usize) -> [u64; STILL] {
    let near = |offset| near(lexemes, at, offset);
    let this = near(0);
    let (before, after) = (near(-1), near(1));
    let (farther, beyond) = (near(-2), near(2));
    let class = this.known.class();
    let next = after.known.class();
    [
        feature(1, this.word, 0, 0),
        feature(2, this.cased, this.shape, 0),
        feature(3, this.three, 0, 0),
        feature(4, this.two, this.shape, 0),
        feature(5, this.head, this.two, 0),
        feature(6, this.shape, class, 0),
        feature(13, before.word, 0, 0),
        feature(14, before.word, class, 0),
        feature(15, after.word, 0, 0),
        feature(16, after.word, class, 0),
        feature(17, farther.word, class, 0),
        feature(18, beyond.word, class, 0),
        feature(19, after.three, class, 0),
        feature(20, before.three, class, 0),
        feature(21, next, class, 0),
        feature(23, next, beyond.known.class(), class),
        feature(24, before.word, this.word, 0),
        feature(25, this.word, after.word, 0),
        feature(26, this.word, next, 0),
        feature(27, before.word, after.word, class),
        feature(30, this.three, this.shape, next),
    ]
}

/// The features that do.
#[inline]
fn moving(lexemes: &[Lexeme], at: usize, one: Option<u8>, two: Option<u8>) -> [u64; MOVING] {
    let this = near(lexemes, at, 0);
    let after = near(lexemes, at, 1);
    let one = one.map_or(START, u64::from);
    let two = two.map_or(START, u64::from);
    let class = this.known.class();
    let next = after.known.class();
    [
        feature(7, one, 0, 0),
        feature(8, one, two, 0),
        feature(9, one, this.word, 0),
        feature(10, one, this.three, 0),
        feature(11, one, class, 0),
        feature(12, one, two, class),
        feature(22, next, class, one),
        feature(28, one, this.shape, after.shape),
        feature(29, one, two, next),
    ]
}

/// The tags of a sentence, as numbers of [`Tag::ALL`].
pub fn tags(lexemes: &[Lexeme], table: &WideTable<'_, ROW>) -> Vec<u8> {
    let mut tags: Vec<u8> = Vec::with_capacity(lexemes.len());
    let (mut one, mut two) = (None, None);
    // What can be known of all tokens first is looked up first: then no lookup waits for
    // the tag before it.
    let part = |(at, lexeme): (usize, &Lexeme)| match lexeme.known.sure {
        true => Found::NONE,
        false => table.find(&still(lexemes, at)),
    };
    let parts: Vec<Found<STILL>> = lexemes.iter().enumerate().map(part).collect();
    for (at, lexeme) in lexemes.iter().enumerate() {
        let tag = if lexeme.known.sure {
            lexeme.known.first - 1
        } else {
            let rest = table.find(&moving(lexemes, at, one, two));
            let mut scores = [0; ROW];
            table.add(&parts[at], &mut scores);
            table.add(&rest, &mut scores);
            best(&scores, Tag::ALL.len())
        };
        tags.push(tag);
        two = one;
        one = Some(tag);
    }
    tags
}
