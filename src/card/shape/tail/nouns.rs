//! Words that tell whether a complement is worth asking, in lower case and sorted.

/// Prepositions and verbs behind which only a sample or a comparison stands.
pub(super) const SAMPLING: &[&str] = &["e.g", "including", "like", "such", "besides", "regarding"];
/// Nouns that say how much of something there is, and nothing of what it is.
#[rustfmt::skip]
pub(super) const MEASURES: &[&str] = &[
    "amount", "bit", "bunch", "couple", "degree", "form", "kind", "level", "lot", "majority",
    "number", "one", "pair", "part", "percent", "piece", "plenty", "portion", "range", "rest",
    "series", "set", "some", "sort", "sorts", "type", "types", "variety", "way", "ways",
];
/// Nouns that say nothing of a subject but that it matters.
#[rustfmt::skip]
pub(super) const EMPTY: &[&str] = &[
    "aspect", "challenge", "component", "element", "example", "factor", "form", "instance", "key",
    "part", "piece", "reason", "skill", "step", "tool", "way",
];
/// Nouns that make a set phrase with the preposition before them.
#[rustfmt::skip]
pub(super) const IDIOMS: &[&str] = &[
    "addition", "advance", "behalf", "case", "cases", "contrast", "core", "end", "essence",
    "fact", "favor", "first", "front", "general", "hand", "heart", "least", "light", "mind",
    "once", "order", "own", "particular", "place", "practice", "process", "reality", "regard",
    "scenario", "scenarios", "sense", "situation", "situations", "spite", "terms", "time",
    "times", "track", "turn", "way", "ways",
];
/// Nouns that say at which rate or place in a row something is done.
#[rustfmt::skip]
pub(super) const EXTENTS: &[&str] = &[
    "cost", "end", "expense", "level", "pace", "point", "price", "rate", "scale", "speed", "stage",
];
/// Nouns of time, asked by "how long".
#[rustfmt::skip]
pub(super) const SPELLS: &[&str] = &[
    "centuries", "century", "day", "days", "decade", "decades", "hour", "hours", "minute",
    "minutes", "moment", "month", "months", "period", "periods", "week", "weeks", "year", "years",
];

/// Nouns besides those of a change behind which *to* says where they lead.
pub(super) const LEADING: &[&str] = &["access", "approach", "return"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [MEASURES, EMPTY, EXTENTS, IDIOMS, SPELLS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
