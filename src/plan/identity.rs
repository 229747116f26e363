//! Which new card is which old one.
//!
//! A statement whose words are unchanged is the same statement. Failing that, a statement
//! of the same recording may be an old one reworded: only if the two are each other's best
//! match, clearly better than any second, and still ask the same part. In doubt a card is
//! new: to hand one card's review history to another is worse than to lose it.

use std::collections::{BTreeMap, BTreeSet};

use crate::timecode::Timecode;

/// A statement as matching sees it; old or new.
#[derive(Clone, Debug)]
pub(super) struct Trace<'a> {
    /// The words in lower case, without marks, one space apart.
    pub words: String,
    /// The moments cited.
    pub timecodes: &'a [Timecode],
    /// Whether a card was or would be made of it.
    pub has_card: bool,
}

/// The least share of words that a reworded statement keeps.
const LEAST: f64 = 0.55;
/// The same where the new statement makes no card. The ledger knows only statements that
/// have one, so this one may have stood there all the time, beside the old one.
const LEAST_BARE: f64 = 0.75;
/// How alike a statement is to a longer one that holds it in one run.
const WHOLE: f64 = 0.9;
/// By how much the best match must lead the second best.
const MARGIN: f64 = 0.12;
/// The most words of a label.
const LABEL: usize = 4;
/// How far a timecode may move, in seconds, without counting against a match.
const NEAR: u32 = 90;

/// Pairs of old and new statements of one recording that are one reworded, as indices, by
/// new.
///
/// `fits` says whether a pair could be one card at all (kind and part); pairs it refuses
/// still count as rivals, since a twin that asks something else is a reason for doubt.
pub(super) fn reworded(
    old: &[Trace<'_>],
    new: &[Trace<'_>],
    fits: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let mut pairs = mutual_best(old, new);
    pairs.retain(|&(o, n)| fits(o, n));
    pairs
}

/// The pairs that are each other's best match, and clearly so.
fn mutual_best(old: &[Trace<'_>], new: &[Trace<'_>]) -> Vec<(usize, usize)> {
    let mut best_old: Vec<Best> = vec![Best::default(); old.len()];
    let mut best_new: Vec<Best> = vec![Best::default(); new.len()];
    let (old_words, new_words) = (split(old), split(new));
    let pairs = candidates(&old_words, &new_words);
    let whole = innermost(&pairs, &old_words, &new_words);
    for (o, n) in pairs {
        let alike = likeness(&old_words[o], &new_words[n]);
        // However much was written around it, the old statement is still there, whole.
        let alike = match whole.contains(&(o, n)) {
            true => alike.max(WHOLE),
            false => alike,
        };
        let score = alike - doubt(old[o].timecodes, new[n].timecodes);
        best_old[o].offer(n, score);
        best_new[n].offer(o, score);
    }
    let clear = |best: &Best| best.first - best.second >= MARGIN;
    // Behind a label that it did not have, a statement is itself, however close the next.
    let labelled = |o: usize, n: usize| {
        let label = new_words[n].len().saturating_sub(old_words[o].len());
        let others = |pair: &&(usize, usize)| (pair.0 == o) != (pair.1 == n);
        label <= LABEL
            && whole.contains(&(o, n))
            && new_words[n].ends_with(&old_words[o])
            && !whole.iter().any(|pair| others(&pair))
    };
    (0..new.len())
        .filter_map(|n| {
            let o = best_new[n].index?;
            let least = match new[n].has_card {
                true => LEAST,
                false => LEAST_BARE,
            };
            let mutual = best_old[o].index == Some(n) && best_new[n].first >= least;
            let sure = clear(&best_new[n]) && clear(&best_old[o]) || labelled(o, n);
            (mutual && sure).then_some((o, n))
        })
        .collect()
}

fn split<'t>(traces: &'t [Trace<'_>]) -> Vec<Vec<&'t str>> {
    let words = traces.iter().map(|trace| trace.words.split(' ').collect());
    words.collect()
}

/// The pairs worth comparing: those that share enough words to be alike, counted through
/// the words themselves and not pair by pair.
///
/// Where a recording has very many statements at once, words that hold everywhere find no
/// partner: a statement that shares only those with another is a new one, which is the
/// safe side.
fn candidates(old: &[Vec<&str>], new: &[Vec<&str>]) -> Vec<(usize, usize)> {
    const COMMON: usize = 400;
    let bag = |words: &Vec<&'_ str>| {
        words
            .iter()
            .copied()
            .map(str::to_owned)
            .collect::<BTreeSet<String>>()
    };
    let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut sizes = Vec::with_capacity(old.len());
    for (o, words) in old.iter().enumerate() {
        let words = bag(words);
        sizes.push(words.len());
        for word in words {
            holders.entry(word).or_default().push(o);
        }
    }
    let mut pairs = Vec::new();
    for (n, words) in new.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        let mut everywhere = 0;
        let words = bag(words);
        for word in &words {
            match holders.get(word) {
                Some(olds) if olds.len() > COMMON => everywhere += 1,
                Some(olds) => olds
                    .iter()
                    .for_each(|&o| *shared.entry(o).or_default() += 1),
                None => {}
            }
        }
        let enough =
            |&(o, shared): &(usize, usize)| 3 * (shared + everywhere) >= sizes[o].max(words.len());
        pairs.extend(shared.into_iter().filter(enough).map(|(o, _)| (o, n)));
    }
    pairs
}

/// The best partner seen so far, and how good the second best is.
#[derive(Clone, Copy, Debug, Default)]
struct Best {
    index: Option<usize>,
    first: f64,
    second: f64,
}

impl Best {
    fn offer(&mut self, index: usize, score: f64) {
        if score > self.first {
            *self = Self {
                index: Some(index),
                first: score,
                second: self.first,
            };
        } else {
            self.second = self.second.max(score);
        }
    }
}

/// The pairs whose new statement holds the old one whole. A list holds what its items hold:
/// of new statements that hold each other, the innermost is meant.
fn innermost(
    pairs: &[(usize, usize)],
    old: &[Vec<&str>],
    new: &[Vec<&str>],
) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(o, n) in pairs {
        if holds(&new[n], &old[o]) {
            holders.entry(o).or_default().push(n);
        }
    }
    let mut found = BTreeSet::new();
    for (o, holders) in holders {
        let is_outer = |&n: &usize| {
            let mut others = holders.iter();
            others.any(|&m| new[m].len() < new[n].len() && holds(&new[n], &new[m]))
        };
        let inner = holders.iter().copied().filter(|n| !is_outer(n));
        found.extend(inner.map(|n| (o, n)));
    }
    found
}

/// How alike two statements are, 0 to 1: the share of words they have in the same order.
fn likeness(a: &[&str], b: &[&str]) -> f64 {
    2.0 * common(a, b) / (a.len() + b.len()) as f64
}

/// What counts against two statements that were said at different moments.
fn doubt(old: &[Timecode], new: &[Timecode]) -> f64 {
    match apart(old, new) {
        Some(seconds) if seconds > NEAR => 0.25,
        Some(0) => 0.0,
        _ => 0.02,
    }
}

/// Whether `words` stand in `text` in one run.
pub(super) fn holds(text: &[&str], words: &[&str]) -> bool {
    // Fewer words may stand anywhere; more are looked for at every place in vain.
    (5..=500).contains(&words.len()) && text.windows(words.len()).any(|run| run == words)
}

/// Seconds between the nearest timecodes of the two; `None` when one has none.
///
/// `01:18:53` is a minute and a bit in a note whose other timecodes say so, and an hour and a
/// bit once those are gone: the same moment, read in another unit.
fn apart(old: &[Timecode], new: &[Timecode]) -> Option<u32> {
    // Not quite the same: by chance, two moments can stand so to each other as well.
    let apart = |one: u32, other: u32| match one / 60 == other || other / 60 == one {
        true => one.abs_diff(other).min(NEAR),
        false => one.abs_diff(other),
    };
    let distances = old
        .iter()
        .flat_map(|o| new.iter().map(move |n| apart(o.seconds(), n.seconds())));
    distances.min()
}

/// Length of the longest common subsequence; a mistyped word counts almost whole.
///
/// What both begin and end with is taken off first, so that one edit in a very long
/// statement costs little; what is left of two that differ everywhere is not compared.
fn common(a: &[&str], b: &[&str]) -> f64 {
    const MOST: usize = 1_000_000;
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let same = (head + tail) as f64;
    if a.len().saturating_mul(b.len()) > MOST {
        return same;
    }
    let mut above = vec![0.0_f64; b.len() + 1];
    for x in a {
        let mut row = vec![0.0_f64; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            row[j + 1] = (above[j] + same_word(x, y)).max(above[j + 1]).max(row[j]);
        }
        above = row;
    }
    same + above[b.len()]
}

/// 1 for the same word, a little less for one that is mistyped, 0 for another.
fn same_word(x: &str, y: &str) -> f64 {
    if x == y {
        return 1.0;
    }
    // A slip changes the length by one at most, and rarely both ends of a word.
    let near = x.len() > 3 && y.len() > 3 && x.len().abs_diff(y.len()) <= 1;
    let (one, other) = (x.as_bytes(), y.as_bytes());
    let ends = near && (one.first() == other.first() || one.last() == other.last());
    match ends && strsim::damerau_levenshtein(x, y) <= 1 {
        true => 0.9,
        false => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &[(&str, u32)], new: &[(&str, u32)], expected: &[(usize, usize)]) {
        let moments = |list: &[(&str, u32)]| -> Vec<[Timecode; 1]> {
            list.iter()
                .map(|&(_, at)| [Timecode::from_seconds(at)])
                .collect()
        };
        let (old_moments, new_moments) = (moments(old), moments(new));
        let old: Vec<Trace<'_>> = old
            .iter()
            .zip(&old_moments)
            .map(|((words, _), timecodes)| Trace {
                words: (*words).to_owned(),
                timecodes,
                has_card: true,
            })
            .collect();
        let new: Vec<Trace<'_>> = new
            .iter()
            .zip(&new_moments)
            .map(|((words, _), timecodes)| Trace {
                words: (*words).to_owned(),
                timecodes,
                has_card: true,
            })
            .collect();
        assert_eq!(reworded(&old, &new, |_, _| true), expected);
    }

    #[test]
    fn a_reworded_statement_is_found_again() {
        check(
            &[
                ("a written strategy can be improved by everyone", 10),
                ("skip levels show what reports hide", 50),
            ],
            &[("a written strategy can be mended by everybody", 12)],
            &[(0, 0)],
        );
    }

    #[test]
    fn two_candidates_that_are_alike_are_both_new() {
        check(
            &[("salicylic acid can reduce pore clogging and redness", 10)],
            &[
                ("lactic acid can reduce pore clogging and redness", 10),
                ("azelaic acid can reduce pore clogging and redness", 10),
            ],
            &[],
        );
    }

    #[test]
    fn a_twin_beside_the_joined_statement_is_doubted() {
        check(
            &[(
                "the goal of communication is to achieve the ideal outcome",
                10,
            )],
            &[
                (
                    "most talks are too long and the goal of communication is to achieve the ideal outcome",
                    10,
                ),
                ("the goal of muscles is to achieve the ideal outcome", 10),
            ],
            &[],
        );
    }

    #[test]
    fn a_statement_that_got_a_label_is_found_beside_its_twin() {
        let old = "these hidden bounds make millers seem late but seeing them can help";
        let labelled = format!("hidden bounds {old}");
        check(
            &[(old, 10)],
            &[
                (&labelled, 10),
                (
                    "these hidden bounds make millers seem late but weekly them can help",
                    10,
                ),
            ],
            &[(0, 0)],
        );
    }

    #[test]
    fn a_timecode_that_is_read_in_another_unit_is_the_same_moment() {
        check(
            &[("a swipe file gives millers words to take apart", 78)],
            &[("a swipe file lends millers words to pull apart", 4733)],
            &[(0, 0)],
        );
    }

    #[test]
    fn a_statement_that_was_joined_with_another_is_found_in_it() {
        check(
            &[("the goal of communication is to achieve the outcome", 10)],
            &[(
                "most talks that people hold are far too long and badly prepared and the goal of communication is to achieve the outcome",
                10,
            )],
            &[(0, 0)],
        );
    }

    #[test]
    fn a_list_that_holds_the_statement_is_no_rival_of_its_item() {
        let item = "learning over outcome this encourages a willingness to make future bets";
        let list = format!("leaders should do these things write it down {item} say it aloud");
        check(
            &[("this encourages a willingness to make future bets", 10)],
            &[(&list, 10), (item, 10)],
            &[(0, 1)],
        );
    }

    #[test]
    fn the_same_words_at_another_moment_are_doubted() {
        check(
            &[("teams fail when goals are vague", 10)],
            &[("groups fail when aims are vague", 4000)],
            &[],
        );
    }
}
