//! What the tables said before: a text has few words, and they come again and again.

use super::transition::{ROLES, ROW};

/// What a token scores in each role, by some of its features.
pub type Part = [[i16; ROW]; ROLES];

/// How many parts are remembered, as a power of two: two megabytes.
const BITS: u32 = 15;

/// Scores of the parser, remembered by what they rest on. Of one table only.
///
/// What comes later takes the place of what stood there: nothing has to be tidied up.
#[derive(Clone, Debug)]
pub struct Memo {
    known: Vec<Known>,
}

/// As long as a line of the cache.
#[derive(Clone, Debug)]
#[repr(align(64))]
struct Known {
    key: u64,
    part: Part,
}

impl Memo {
    /// The scores of a key, a hash; looked up where they are not remembered.
    #[inline(always)]
    pub fn part(&mut self, key: u64, look_up: impl FnOnce() -> Part) -> &Part {
        let known = &mut self.known[(key >> (64 - BITS)) as usize];
        if known.key != key {
            let part = look_up();
            *known = Known { key, part };
        }
        &known.part
    }
}

impl Default for Memo {
    fn default() -> Self {
        let nothing = Known {
            key: 0,
            part: Part::default(),
        };
        let mut known = vec![nothing; 1 << BITS];
        // A key that belongs elsewhere, so that nothing passes for remembered.
        known[0].key = u64::MAX;
        Self { known }
    }
}
