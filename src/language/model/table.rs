//! Tables of weights, read where they lie in the program.
//!
//! A table maps a feature, which is a hash, to a row of small weights. Two neighbouring
//! rows form a bucket, and the first byte of a row tells features of one bucket apart;
//! with eight bits that errs now and then, and training lives with the same errors.

/// Bytes before the first row: a name, the width of a row, and nothing else yet.
pub const HEADER: usize = 16;
/// What every table begins with; the last byte is the version of the features.
pub const MAGIC: [u8; 8] = *b"cuedeck\x01";

/// Rows of `W` bytes: a fingerprint, then weights.
#[derive(Clone, Copy, Debug)]
pub struct Table<'b, const W: usize> {
    rows: &'b [[u8; W]],
    shift: u32,
}

impl<'b, const W: usize> Table<'b, W> {
    /// Reads a table in place. As a `const` it checks the file while the program is built.
    ///
    /// # Panics
    ///
    /// When the bytes are not a table of this width.
    pub const fn new(bytes: &'b [u8]) -> Self {
        let (head, rows) = bytes.split_at(HEADER);
        let mut at = 0;
        while at < MAGIC.len() {
            assert!(head[at] == MAGIC[at], "not a table of this version");
            at += 1;
        }
        assert!(head[8] as usize == W, "a table of another width");
        let (rows, rest) = rows.as_chunks::<W>();
        assert!(rest.is_empty() && rows.len() >= 2 && rows.len().is_power_of_two());
        Self {
            rows,
            shift: 64 - rows.len().trailing_zeros(),
        }
    }

    /// The row of a feature, if it has one.
    #[inline(always)]
    pub fn row(&self, feature: u64) -> Option<&'b [u8; W]> {
        let slot = slot(feature, self.shift);
        let print = print(feature);
        let first = self.rows.get(slot)?;
        if first[0] == print {
            return Some(first);
        }
        let second = self.rows.get(slot ^ 1)?;
        (second[0] == print).then_some(second)
    }
}

impl<const W: usize> Table<'_, W> {
    /// Adds the weights of all features to `scores`. Lane 0 collects fingerprints and
    /// means nothing; it makes a row as wide as what the processor adds at once.
    #[inline(always)]
    pub fn add(&self, features: &[u64], scores: &mut [i16; W]) {
        for &feature in features {
            if let Some(row) = self.row(feature) {
                for (score, &weight) in scores.iter_mut().zip(row) {
                    *score = score.wrapping_add(i16::from(weight as i8));
                }
            }
        }
    }
}

/// Where the bucket of a feature begins, give or take one.
#[inline(always)]
pub fn slot(feature: u64, shift: u32) -> usize {
    (feature >> shift) as usize
}

/// What tells the features of a bucket apart; never 0, which marks an empty row.
#[inline(always)]
pub fn print(feature: u64) -> u8 {
    ((feature >> 16) as u8).max(1)
}

/// The lane with the highest score and how far ahead of the next it is; the first of equals.
pub fn best<const W: usize>(scores: &[i16; W], lanes: usize) -> (u8, i16) {
    let (mut best, mut next, mut at) = (i16::MIN, i16::MIN, 1);
    for (lane, &score) in scores.iter().enumerate().take(lanes + 1).skip(1) {
        if score > best {
            next = best;
            best = score;
            at = lane;
        } else if score > next {
            next = score;
        }
    }
    ((at - 1) as u8, best.saturating_sub(next))
}
