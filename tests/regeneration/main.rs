//! Regeneration is safe: what a learner knows and corrected survives every build.

mod anki;
mod dice;
mod edit;
mod edits;
mod kill;
mod leaning;
mod ledger;
mod limit;
mod manuscript;
mod markup;
mod promised;
mod recordings;
mod twins;
mod verdict;
mod world;

#[path = "../anki/harness.rs"]
#[allow(dead_code, reason = "two test programs share it")]
mod harness;
