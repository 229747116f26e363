//! One digest for all that has to be told apart by its words.

use sha2::{Digest, Sha256};

/// The first 128 bits of the SHA-256 of `parts`, the same in every version and on every
/// machine.
pub(super) fn digest<'a>(parts: impl IntoIterator<Item = &'a str>) -> u128 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes()); // "ab","c" is not "a","bc"
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let (head, _) = digest.split_at(16);
    head.iter()
        .fold(0, |bits, byte| bits << 8 | u128::from(*byte))
}
