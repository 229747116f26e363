//! An averaged perceptron, first with all features, then with those that fit the table.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use cuedeck::language::model::table::{HEADER, MAGIC, print, slot};

/// Features are hashes already.
#[derive(Clone, Copy, Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// A feature must have been met this often before it gets a row.
const LEAST: u8 = 3;
const SKETCH: u32 = 26;

/// Where the rows of features are.
enum Places {
    /// Every feature that was ever wrong.
    Open {
        index: HashMap<u64, u32, BuildHasherDefault<Same>>,
        features: Vec<u64>,
        /// How often features were met, collisions and all.
        met: Vec<u8>,
    },
    /// The slots of the table, found as the library finds them.
    Packed { prints: Vec<u8>, shift: u32 },
}

/// The weights of one table while they are learned.
pub struct Learner<const W: usize> {
    places: Places,
    rows: Vec<[f32; W]>,
    totals: Vec<[f32; W]>,
    counts: Vec<u32>,
    /// Decisions so far. Rounds are long: an `f32` would stop counting at 2^24.
    step: u32,
}

impl<const W: usize> Learner<W> {
    /// Knows nothing.
    pub fn new() -> Self {
        Self {
            places: Places::Open {
                index: HashMap::default(),
                features: Vec::new(),
                met: vec![0; 1 << SKETCH],
            },
            rows: Vec::new(),
            totals: Vec::new(),
            counts: Vec::new(),
            step: 1,
        }
    }

    fn place(&self, feature: u64) -> Option<usize> {
        match &self.places {
            Places::Open { index, .. } => index.get(&feature).map(|&at| at as usize),
            Places::Packed { prints, shift } => {
                let at = slot(feature, *shift);
                let print = print(feature);
                [at, at ^ 1].into_iter().find(|&at| prints[at] == print)
            }
        }
    }

    /// Adds what the features say to `scores`.
    pub fn score(&mut self, features: &[u64], scores: &mut [f32; W]) {
        for &feature in features {
            if let Places::Open { met, .. } = &mut self.places {
                let met = &mut met[(feature >> (64 - SKETCH)) as usize];
                *met = met.saturating_add(1);
            }
            if let Some(at) = self.place(feature) {
                self.counts[at] += 1;
                for (score, weight) in scores.iter_mut().zip(&self.rows[at]) {
                    *score += weight;
                }
            }
        }
    }

    /// Moves weight from the lane that won to the one that should have.
    pub fn learn(&mut self, features: &[u64], right: usize, wrong: usize) {
        for &feature in features {
            let at = match self.place(feature) {
                Some(at) => at,
                None => {
                    let Places::Open {
                        index,
                        features,
                        met,
                    } = &mut self.places
                    else {
                        continue;
                    };
                    if met[(feature >> (64 - SKETCH)) as usize] < LEAST {
                        continue;
                    }
                    index.insert(feature, features.len() as u32);
                    features.push(feature);
                    self.rows.push([0.0; W]);
                    self.totals.push([0.0; W]);
                    self.counts.push(1);
                    self.rows.len() - 1
                }
            };
            self.rows[at][right] += 1.0;
            self.rows[at][wrong] -= 1.0;
            self.totals[at][right] += self.step as f32;
            self.totals[at][wrong] -= self.step as f32;
        }
    }

    /// Counts a decision; the average is over these.
    pub fn tick(&mut self) {
        self.step += 1;
    }

    /// Puts the average in place of the last weights.
    pub fn average(&mut self) {
        for (row, total) in self.rows.iter_mut().zip(&mut self.totals) {
            for (weight, total) in row.iter_mut().zip(total) {
                *weight -= *total / self.step as f32;
                *total = 0.0;
            }
        }
        self.step = 1;
    }

    /// How many features have a row.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Keeps what matters most of the averaged features: as many as fit `1 << bits` rows.
    pub fn pack(&mut self, bits: u32) {
        let Places::Open { features, .. } = &self.places else {
            return;
        };
        let weight = |at: usize| {
            let row = &self.rows[at];
            let most = row
                .iter()
                .fold(0.0_f32, |most, weight| most.max(weight.abs()));
            most * (self.counts[at] as f32).sqrt()
        };
        let mut order: Vec<(f32, usize)> = (0..features.len()).map(|at| (weight(at), at)).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let shift = 64 - bits;
        let mut prints = vec![0_u8; 1 << bits];
        let mut rows = vec![[0.0; W]; 1 << bits];
        let mut kept = 0;
        for (_, at) in order {
            let feature = features[at];
            let print = print(feature);
            let first = slot(feature, shift);
            let bucket = [first, first ^ 1];
            if bucket.iter().any(|&at| prints[at] == print) {
                continue;
            }
            if let Some(free) = bucket.into_iter().find(|&at| prints[at] == 0) {
                prints[free] = print;
                rows[free] = self.rows[at];
                kept += 1;
            }
        }
        println!("  kept {kept} of {} features", features.len());
        self.totals = vec![[0.0; W]; rows.len()];
        self.counts = vec![0; rows.len()];
        self.rows = rows;
        self.places = Places::Packed { prints, shift };
    }

    /// The table as the library reads it. Lane 0 holds the fingerprints.
    pub fn render(&self) -> Vec<u8> {
        let Places::Packed { prints, .. } = &self.places else {
            panic!("only a packed table is written");
        };
        let mut sizes: Vec<f32> = self
            .rows
            .iter()
            .flatten()
            .map(|weight| weight.abs())
            .filter(|&weight| weight > 0.0)
            .collect();
        sizes.sort_by(f32::total_cmp);
        // The few largest weights are cut, so that the many small ones stay apart.
        let largest = sizes
            .get(sizes.len() * 9995 / 10_000)
            .copied()
            .unwrap_or(1.0);
        let mut bytes = MAGIC.to_vec();
        bytes.push(W as u8);
        bytes.resize(HEADER, 0);
        for (print, row) in prints.iter().zip(&self.rows) {
            bytes.push(*print);
            for weight in &row[1..] {
                let small = (weight / largest * 127.0).round().clamp(-127.0, 127.0);
                bytes.push(small as i8 as u8);
            }
        }
        bytes
    }
}
