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
    /// Two rows each.
    buckets: &'b [[[u8; W]; 2]],
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
            buckets: rows.as_chunks::<2>().0,
            shift: 64 - rows.len().trailing_zeros(),
        }
    }

    /// The bucket that a feature would be in.
    #[inline(always)]
    fn bucket(&self, feature: u64) -> &'b [[u8; W]; 2] {
        const { assert!(W > 1) };
        let at = slot(feature, self.shift) >> 1;
        // No feature has a slot behind the end, so the first bucket is never put in place.
        self.buckets.get(at).unwrap_or(&self.buckets[0])
    }
}

/// A table with long rows, and its fingerprints once more by themselves.
///
/// Half of all features have no row. To see that in the table costs a trip to the far cache
/// each time, and all fingerprints together fit into the near one.
#[derive(Clone, Copy, Debug)]
pub struct WideTable<'b, const W: usize> {
    table: Table<'b, W>,
    prints: &'b [[u8; 2]],
}

impl<'b, const W: usize> WideTable<'b, W> {
    /// Takes a table and what [`prints`] makes of it.
    ///
    /// # Panics
    ///
    /// When there are not as many fingerprints as rows, or more rows than fit a `u16`.
    pub const fn new(bytes: &'b [u8], prints: &'b [[u8; 2]]) -> Self {
        let table = Table::new(bytes);
        assert!(table.buckets.len() == prints.len());
        assert!(2 * prints.len() <= 1 << 16, "a row has a number of 16 bits");
        Self { table, prints }
    }

    /// Looks for the rows of features.
    ///
    /// Whether a feature has a row is as good as random, so a branch on it would be
    /// guessed wrong half the time. Rows are gathered without one.
    #[inline(always)]
    pub fn find<const F: usize>(&self, features: &[u64; F]) -> Found<F> {
        let mut rows = [0; F];
        let mut count = 0;
        for &feature in features {
            let at = slot(feature, self.table.shift) >> 1;
            let [first, second] = self.prints.get(at).copied().unwrap_or_default();
            let print = print(feature);
            rows[count.min(F - 1)] = (2 * at + usize::from(second == print)) as u16;
            count += usize::from((second == print) | (first == print));
        }
        // A look at each row before the first is added: the processor waits for all of them
        // together, for most are not in the near cache.
        let table = self.table.buckets.as_flattened();
        for row in rows.iter().take(count) {
            std::hint::black_box(table.get(usize::from(*row)).map(|row| row[W - 1]));
        }
        Found { rows, count }
    }

    /// Adds the weights of rows to `scores`. Lane 0 collects fingerprints and means nothing;
    /// it makes a row as wide as what the processor adds at once.
    #[inline(always)]
    pub fn add<const F: usize>(&self, found: &Found<F>, scores: &mut [i16; W]) {
        let rows = found.rows.get(..found.count).unwrap_or_default();
        add_rows(self.table.buckets.as_flattened(), rows, scores);
    }
}

/// The rows of up to `F` features in a [`WideTable`], found and not yet added.
#[derive(Clone, Copy, Debug)]
pub struct Found<const F: usize> {
    rows: [u16; F],
    count: usize,
}

impl<const F: usize> Found<F> {
    /// Of no feature.
    pub const NONE: Self = Self {
        rows: [0; F],
        count: 0,
    };
}

/// How many pairs of fingerprints the rows of a table have.
pub const fn pairs_of_prints<const W: usize>(bytes: &[u8]) -> usize {
    (bytes.len() - HEADER) / W / 2
}

/// The fingerprints of a table that is read at run time, for a [`WideTable`].
pub fn prints<const W: usize>(bytes: &[u8]) -> Vec<[u8; 2]> {
    let mut prints = vec![[0; 2]; pairs_of_prints::<W>(bytes)];
    copy_prints::<W>(bytes, &mut prints);
    prints
}

/// Copies the fingerprints out of a table; as a `const`, while the program is built.
pub const fn copy_prints<const W: usize>(bytes: &[u8], into: &mut [[u8; 2]]) {
    let mut at = 0;
    while at < into.len() {
        let row = HEADER + 2 * at * W;
        into[at] = [bytes[row], bytes[row + W]];
        at += 1;
    }
}

/// Adds the weights of some rows.
///
/// Kept apart: by itself it holds all scores in registers while it goes through the rows,
/// inlined it is compiled to a step for each weight.
#[inline(never)]
fn add_rows<const W: usize>(table: &[[u8; W]], rows: &[u16], scores: &mut [i16; W]) {
    let mut sums = *scores;
    for row in rows.iter().filter_map(|&at| table.get(usize::from(at))) {
        for (sum, &weight) in sums.iter_mut().zip(row) {
            *sum = sum.wrapping_add(i16::from(weight as i8));
        }
    }
    *scores = sums;
}

impl Table<'_, 4> {
    /// Fetches the buckets of features, so that the processor waits for all of them together:
    /// many are not in the near cache.
    #[inline(always)]
    pub fn fetch<const F: usize>(&self, features: &[u64; F]) -> Fetched<F> {
        let (mut first, mut second) = ([0; F], [0; F]);
        for (nth, &feature) in features.iter().enumerate() {
            [first[nth], second[nth]] = self.bucket(feature).map(u32::from_le_bytes);
        }
        Fetched {
            first,
            second,
            prints: features.map(|feature| u32::from(print(feature))),
        }
    }
}

/// The two rows in the bucket of each feature, in a table of short rows, not yet looked at.
/// Apart, so that those of several features are looked at in one step.
#[derive(Clone, Copy, Debug)]
pub struct Fetched<const F: usize> {
    first: [u32; F],
    second: [u32; F],
    prints: [u32; F],
}

impl<const F: usize> Fetched<F> {
    /// Adds the weights of the features to `scores`. Rows are so short that adding one of
    /// zeros costs less than a branch. Kept apart for the reason of [`add_rows`].
    #[inline(never)]
    pub fn add_to(&self, scores: &mut [i16; 4]) {
        // Two weights are summed in one number: with 128 added a weight is a byte without a
        // sign, and a hundred of those fit into 16 bits.
        const { assert!(F < 128) };
        let (mut even, mut odd) = (0_u32, 0_u32);
        for nth in 0..F {
            let (first, second, print) = (self.first[nth], self.second[nth], self.prints[nth]);
            let first = if first & 0xff == print { first } else { 0 };
            let row = if second & 0xff == print {
                second
            } else {
                first
            } ^ 0x8080_8080;
            even = even.wrapping_add(row & 0x00ff_00ff);
            odd = odd.wrapping_add(row >> 8 & 0x00ff_00ff);
        }
        let weight = |sum: u32| (sum & 0xffff) as i16 - 128 * F as i16;
        scores[1] = scores[1].wrapping_add(weight(odd));
        scores[2] = scores[2].wrapping_add(weight(even >> 16));
        scores[3] = scores[3].wrapping_add(weight(odd >> 16));
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

/// The lane with the highest score; the first of equals.
pub fn best<const W: usize>(scores: &[i16; W], lanes: usize) -> u8 {
    let mut scores = *scores;
    scores[0] = i16::MIN;
    scores[lanes + 1..].fill(i16::MIN);
    let highest = scores.iter().copied().fold(i16::MIN, i16::max);
    let lane = scores.iter().position(|&score| score == highest);
    lane.unwrap_or_default().saturating_sub(1) as u8
}
