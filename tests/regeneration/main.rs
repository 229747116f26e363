//! Regeneration is safe: what a learner knows and corrected survives every build.

mod dice;
mod edit;
mod edits;
mod kill;
mod ledger;
mod manuscript;
mod markup;
mod readme;
mod verdict;
mod world;
