//! Tags → heads: an arc-hybrid transition system and its features.
//!
//! The parser reads tokens from left to right onto a stack. At each step it either takes
//! the next token, or makes the top of the stack a dependent: of the next token (`Left`),
//! or of the one below it on the stack (`Right`). The artificial root stands behind the
//! last token, and only the last token left on the stack may hang on it, so that every
//! sentence has one root.

use super::lexeme::{Lexeme, feature};
use super::memo::{Memo, Part};
use super::table::Table;

/// Bytes of a row: a fingerprint, and a weight for each step.
pub const ROW: usize = 4;
/// Features of a token in one role that do not change while the sentence is parsed.
pub const STILL: usize = 5;
/// Features of the stack and the next token together.
pub const MOVING: usize = 30;

/// A step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Step {
    /// Takes the next token onto the stack.
    Shift = 0,
    /// Hangs the top of the stack on the next token.
    Left = 1,
    /// Hangs the top of the stack on the one below.
    Right = 2,
}

/// All steps, in the order of their weights.
pub const STEPS: [Step; 3] = [Step::Shift, Step::Left, Step::Right];

/// Where a token can stand: the top three of the stack, the next three tokens.
pub const ROLES: usize = 6;

const NONE: u16 = u16::MAX;
/// Stands for the tag of no token, and of the root.
const NO_TAG: u64 = 97;
const ROOT_TAG: u64 = 98;

/// What is known of a token while its sentence is parsed.
#[derive(Clone, Copy, Debug)]
struct Node {
    word: u64,
    tag: u64,
    both: u64,
    /// Outermost dependents.
    leftmost: u16,
    rightmost: u16,
    lefts: u8,
    rights: u8,
    /// Kinds of the dependents to the left, and to the right.
    kinds: [u8; 2],
    /// Verbs and marks before it, counted from the start of the sentence.
    verbs: u16,
    marks: u16,
}

const NOBODY: Node = Node {
    word: 3,
    tag: NO_TAG,
    both: 5,
    leftmost: NONE,
    rightmost: NONE,
    lefts: 0,
    rights: 0,
    kinds: [0; 2],
    verbs: 0,
    marks: 0,
};

/// A sentence half parsed.
#[derive(Clone, Debug)]
pub struct State {
    nodes: Vec<Node>,
    stack: Vec<u16>,
    next: u16,
    heads: Vec<u16>,
}

impl State {
    /// Nothing read yet. Tags are numbers of [`crate::language::Tag::ALL`].
    ///
    /// # Panics
    ///
    /// When there are more tokens than fit a `u16`; the tokenizer cuts far earlier.
    pub fn new(lexemes: &[Lexeme], tags: &[u8]) -> Self {
        assert!(lexemes.len() < usize::from(NONE));
        let (mut verbs, mut marks) = (0, 0);
        let mut nodes: Vec<Node> = Vec::with_capacity(lexemes.len() + 1);
        for (lexeme, &code) in lexemes.iter().zip(tags) {
            let tag = u64::from(code);
            nodes.push(Node {
                word: lexeme.word,
                tag,
                both: feature(200, lexeme.word, tag, 0),
                verbs,
                marks,
                ..NOBODY
            });
            let tag = crate::language::tag::Tag::from_code(code);
            verbs += u16::from(tag.is_finite());
            marks += u16::from(tag.is_mark());
        }
        nodes.push(Node {
            word: 7,
            tag: ROOT_TAG,
            both: 11,
            verbs,
            marks,
            ..NOBODY
        });
        Self {
            stack: Vec::with_capacity(16),
            next: 0,
            heads: vec![NONE; lexemes.len()],
            nodes,
        }
    }

    /// The index of the artificial root: one past the last token.
    pub fn root(&self) -> u16 {
        (self.nodes.len() - 1) as u16
    }

    /// Whether every token has its head.
    pub fn is_done(&self) -> bool {
        self.stack.is_empty() && self.next == self.root()
    }

    /// The tokens on the stack, the top last.
    pub fn stack(&self) -> &[u16] {
        &self.stack
    }

    /// The next token.
    pub fn next(&self) -> u16 {
        self.next
    }

    /// Which steps may be taken.
    #[inline(always)]
    pub fn allows(&self, step: Step) -> bool {
        let at_root = self.next == self.root();
        match step {
            Step::Shift => !at_root,
            Step::Left => !self.stack.is_empty() && (!at_root || self.stack.len() == 1),
            Step::Right => self.stack.len() >= 2,
        }
    }

    /// The only step that may be taken, if there is but one.
    #[inline(always)]
    pub fn forced(&self) -> Option<Step> {
        match (self.stack.len(), self.next == self.root()) {
            (0, _) => Some(Step::Shift),
            (1, true) => Some(Step::Left),
            (_, true) => Some(Step::Right),
            _ => None,
        }
    }

    /// Takes a step that [`State::allows`].
    pub fn take(&mut self, step: Step) {
        match step {
            Step::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Step::Left => {
                if let Some(child) = self.stack.pop() {
                    self.heads[usize::from(child)] = self.next;
                    let kind = kind(self.nodes[usize::from(child)].tag);
                    let head = &mut self.nodes[usize::from(self.next)];
                    head.leftmost = child;
                    head.lefts = head.lefts.saturating_add(1);
                    head.kinds[0] |= kind;
                }
            }
            Step::Right => {
                if let Some(child) = self.stack.pop()
                    && let Some(&head) = self.stack.last()
                {
                    self.heads[usize::from(child)] = head;
                    let kind = kind(self.nodes[usize::from(child)].tag);
                    let head = &mut self.nodes[usize::from(head)];
                    head.rightmost = child;
                    head.rights = head.rights.saturating_add(1);
                    head.kinds[1] |= kind;
                }
            }
        }
    }

    #[inline(always)]
    fn node(&self, at: u16) -> &Node {
        self.nodes.get(usize::from(at)).unwrap_or(&NOBODY)
    }

    /// The token in each role: top of the stack and two below, next token and two behind.
    #[inline(always)]
    pub fn roles(&self) -> [u16; ROLES] {
        let below = |depth: usize| {
            let at = self.stack.len().wrapping_sub(depth);
            self.stack.get(at).copied().unwrap_or(NONE)
        };
        let behind = |offset: u16| {
            let at = self.next + offset;
            if usize::from(at) < self.nodes.len() {
                at
            } else {
                NONE
            }
        };
        [
            below(1),
            below(2),
            below(3),
            self.next,
            behind(1),
            behind(2),
        ]
    }

    /// The features of a token in a role, with the tokens around it in the sentence.
    pub fn still(&self, role: usize, at: u16) -> [u64; STILL] {
        self.around(at).features(role)
    }

    #[inline(always)]
    fn around(&self, at: u16) -> Around {
        let here = self.node(at);
        let before = self.node(at.wrapping_sub(1));
        let after = self.node(if at == NONE { NONE } else { at + 1 });
        Around {
            word: here.word,
            tag: here.tag,
            both: here.both,
            tag_before: before.tag,
            tag_after: after.tag,
            word_after: after.word,
        }
    }

    /// The features of the stack and the next token together.
    #[inline(always)]
    pub fn moving(&self, roles: &[u16; ROLES]) -> [u64; MOVING] {
        let [s0, s1, s2, b0, b1, b2] = roles.map(|at| self.node(at));
        let s0l = self.node(s0.leftmost);
        let s0r = self.node(s0.rightmost);
        let s1l = self.node(s1.leftmost);
        let s1r = self.node(s1.rightmost);
        let b0l = self.node(b0.leftmost);
        let far = distance(roles[0], roles[3]);
        let below = distance(roles[1], roles[0]);
        let between = u64::from(b0.verbs.wrapping_sub(s0.verbs).min(3))
            | u64::from(b0.marks.wrapping_sub(s0.marks).min(3)) << 2;
        let under = u64::from(s0.verbs.wrapping_sub(s1.verbs).min(3))
            | u64::from(s0.marks.wrapping_sub(s1.marks).min(3)) << 2;
        let tags = s0.tag << 8 | b0.tag;
        let three = s1.tag << 16 | tags;
        let lower = s1.tag << 8 | s0.tag;
        let [left0, right0] = s0.kinds.map(u64::from);
        let [left1, right1] = s1.kinds.map(u64::from);
        let left_next = u64::from(b0.kinds[0]);
        let count0 = u64::from(s0.lefts.min(3)) << 4 | u64::from(s0.rights.min(5));
        [
            feature(1, s0.word, b0.word, 0),
            feature(2, s0.both, b0.tag, 0),
            feature(3, b0.both, s0.tag, 0),
            feature(4, tags, b1.tag, 0),
            feature(5, s0.both, b0.tag, far),
            feature(6, b0.both, s0.tag, far),
            feature(7, s1.word, s0.word, 0),
            feature(8, s1.both, s0.tag, 0),
            feature(9, s0.both, s1.tag, 0),
            feature(10, three, 0, 0),
            feature(11, lower, below, under),
            feature(12, s2.tag, three, 0),
            feature(13, tags, far, between),
            feature(14, three, b1.tag, 0),
            feature(15, b0.word, lower, 0),
            feature(16, s1.word, tags, 0),
            feature(17, s1.word, b0.word, s0.tag),
            feature(18, tags, s0l.tag, 0),
            feature(19, tags, s0r.tag, 0),
            feature(20, tags, s0r.word, 0),
            feature(21, tags, b0l.both, 0),
            feature(22, lower, s1r.tag, b0.tag),
            feature(23, lower, s1l.tag, 0),
            feature(24, s0.both, count0, 0),
            feature(25, tags, left0, right0),
            feature(26, three, left1, right1),
            feature(27, tags, left_next, left0),
            feature(28, s0.word, three, 0),
            feature(29, s2.tag << 8 | b1.tag, three, b2.tag),
            feature(30, b0.word, b1.tag, tags),
        ]
    }
}

/// Classes of dependents that say what a head still lacks.
#[inline(always)]
fn kind(tag: u64) -> u8 {
    use crate::language::tag::Tag;
    match Tag::from_code(tag as u8) {
        tag if tag.is_noun() => 1,
        Tag::Prp | Tag::Ex | Tag::Dt | Tag::Cd | Tag::Wp | Tag::Wdt => 2,
        Tag::Md | Tag::Vbz | Tag::Vbp | Tag::Vbd => 4,
        Tag::Vb | Tag::Vbg | Tag::Vbn => 8,
        Tag::In | Tag::To | Tag::Wrb => 16,
        Tag::Comma | Tag::Colon | Tag::Stop => 32,
        Tag::Cc => 64,
        _ => 128,
    }
}

/// How far apart two tokens are, in six steps.
#[inline(always)]
fn distance(from: u16, to: u16) -> u64 {
    match to.wrapping_sub(from) {
        1 => 1,
        2 => 2,
        3 => 3,
        4..=6 => 4,
        7..=12 => 5,
        _ => 6,
    }
}

/// The heads of a sentence, and the smallest margin by which a step won.
///
/// A head is the index of a token; that of the root is one past the last.
pub fn heads(
    lexemes: &[Lexeme],
    tags: &[u8],
    table: &Table<'_, ROW>,
    memo: &mut Memo,
) -> (Vec<u16>, i16) {
    let mut state = State::new(lexemes, tags);
    let parts = still_parts(&state, table, memo);
    let mut margin = i16::MAX;
    while !state.is_done() {
        if let Some(step) = state.forced() {
            state.take(step);
            continue;
        }
        let roles = state.roles();
        let moving = table.fetch(&state.moving(&roles));
        let mut scores = [0; ROW];
        for (role, &at) in roles.iter().enumerate() {
            let part = &parts[usize::from(at).min(parts.len() - 1)][role];
            for (score, more) in scores.iter_mut().zip(part) {
                *score += *more;
            }
        }
        moving.add_to(&mut scores);
        let (step, ahead) = choose(&state, &scores);
        margin = margin.min(ahead);
        state.take(step);
    }
    (state.heads, margin)
}

/// A token with the tokens around it in the sentence: all that its still features rest on.
#[derive(Clone, Copy, Debug)]
struct Around {
    word: u64,
    tag: u64,
    both: u64,
    tag_before: u64,
    tag_after: u64,
    word_after: u64,
}

impl Around {
    #[inline(always)]
    fn features(&self, role: usize) -> [u64; STILL] {
        let base = 1000 + 10 * role as u64;
        [
            feature(base, self.both, 0, 0),
            feature(base + 1, self.tag, 0, 0),
            feature(base + 2, self.tag, self.tag_before, self.tag_after),
            feature(base + 3, self.word, self.tag_after, 0),
            feature(base + 4, self.tag, self.word_after, 0),
        ]
    }

    /// What the token scores in each role. Of its features, those that rest on the same words
    /// and tags are remembered together.
    #[inline(always)]
    fn scores(&self, table: &Table<'_, ROW>, memo: &mut Memo) -> Part {
        let own = feature(300, self.both, self.tag_after, 0);
        let tags = feature(301, self.tag, self.tag_before, self.tag_after);
        let next = feature(302, self.tag, self.word_after, 0);
        let mut part = *memo.part(own, || self.looked_up(table, [0, 1, 3]));
        add(&mut part, memo.part(tags, || self.looked_up(table, [2])));
        add(&mut part, memo.part(next, || self.looked_up(table, [4])));
        part
    }

    /// What some features score. Those of all roles are fetched before one is looked at.
    #[inline(never)]
    fn looked_up<const F: usize>(&self, table: &Table<'_, ROW>, which: [usize; F]) -> Part {
        let fetched: [_; ROLES] = std::array::from_fn(|role| {
            let features = self.features(role);
            table.fetch(&which.map(|nth| features[nth]))
        });
        fetched.map(|fetched| {
            let mut scores = [0; ROW];
            fetched.add_to(&mut scores);
            scores
        })
    }
}

fn add(part: &mut Part, more: &Part) {
    for (score, more) in part.as_flattened_mut().iter_mut().zip(more.as_flattened()) {
        *score = score.wrapping_add(*more);
    }
}

/// What each token scores in each role, whenever it stands there; behind the root, what no
/// token scores. Looked up beforehand, so that no step waits for it.
fn still_parts(state: &State, table: &Table<'_, ROW>, memo: &mut Memo) -> Vec<Part> {
    let places = (0..=state.root()).chain([NONE]);
    let parts = |at| state.around(at).scores(table, memo);
    places.map(parts).collect()
}

/// The best step that may be taken, the first of equals, and how far ahead it is of the next.
///
/// Written so that no branch is needed: which step wins is hard to guess.
#[inline(always)]
fn choose(state: &State, scores: &[i16; ROW]) -> (Step, i16) {
    let [shift, left, right] = STEPS.map(|step| match state.allows(step) {
        true => scores[step as usize + 1],
        false => i16::MIN,
    });
    let (step, high, low) = match left > shift {
        true => (Step::Left, left, shift),
        false => (Step::Shift, shift, left),
    };
    match right > high {
        true => (Step::Right, right.saturating_sub(high)),
        false => (step, high.saturating_sub(low.max(right))),
    }
}
