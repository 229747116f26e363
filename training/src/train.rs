//! What the teacher said → the tables.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use cuedeck::language::model::labeller::{self, Tree};
use cuedeck::language::model::lexeme::{ENTRY, Lexeme, Lexicon};
use cuedeck::language::model::table::{HEADER, MAGIC, WideTable, prints};
use cuedeck::language::model::tagger;
use cuedeck::language::model::transition::{self, STEPS, State, Step};
use cuedeck::language::{Label, Tag};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::conll::{self, Taught};
use crate::learner::Learner;

/// The lexicon has `1 << 15` entries, and so on.
const LEXICON_BITS: u32 = 15;
const TAGGER_BITS: u32 = 15;
const PARSER_BITS: u32 = 19;
const LABELLER_BITS: u32 = 14;
/// Rounds with all features, then with those that were kept.
const OPEN_ROUNDS: usize = 5;
const PACKED_ROUNDS: usize = 4;
const SEED: u64 = 58;

/// `train TRAIN.conll MODEL`: writes the four tables into the folder `MODEL`.
pub fn run(paths: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let [source, target] = paths else {
        return Err("usage: train TRAIN.conll MODEL".into());
    };
    let begin = Instant::now();
    let taught = conll::load(source)?;
    println!("{} sentences", taught.len());
    let known = lexicon(&taught);
    let lexicon = Lexicon::new(&known);
    let lexemes: Vec<Vec<Lexeme>> = taught.iter().map(|one| one.lexemes(lexicon)).collect();
    let tokens: usize = lexemes.iter().map(Vec::len).sum();
    let sure = lexemes
        .iter()
        .flatten()
        .filter(|one| one.known.sure)
        .count();
    println!("{tokens} tokens, {sure} of them with a sure tag");
    write(target, "lexicon", &known)?;

    let all: Vec<usize> = (0..taught.len()).collect();
    let tagged = jackknife(&taught, &lexemes);
    println!("jackknifed after {:.0?}", begin.elapsed());
    // The parser needs nothing of the last tagger, so both learn at once.
    let (tagger, (parser, labeller)) = thread::scope(|scope| {
        let tagger = scope.spawn(|| {
            let mut learner = Learner::new();
            learn_tags(&mut learner, &taught, &lexemes, &all, OPEN_ROUNDS);
            learner.pack(TAGGER_BITS);
            learn_tags(&mut learner, &taught, &lexemes, &all, PACKED_ROUNDS);
            let labels = learn_labels(&taught, &lexemes, &tagged);
            (learner.render(), labels)
        });
        let parser = learn_steps(&taught, &lexemes, &tagged);
        let (tagger, labeller) = tagger.join().expect("the tagger learns to its end");
        (tagger, (parser, labeller))
    });
    write(target, "tagger", &tagger)?;
    write(target, "parser", &parser)?;
    write(target, "labeller", &labeller)?;
    println!("done after {:.0?}", begin.elapsed());
    Ok(())
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let path = folder.join(format!("{name}.bin"));
    fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{name}: {} bytes", bytes.len());
    Ok(())
}

/// The words of the text with their commonest tags.
fn lexicon(taught: &[Taught]) -> Vec<u8> {
    const EMPTY: [[u8; ENTRY]; 2] = [[0; ENTRY]; 2];
    let mut blank = MAGIC.to_vec();
    blank.push(ENTRY as u8);
    blank.resize(HEADER, 0);
    let mut bytes = blank.clone();
    blank.extend(EMPTY.as_flattened());
    let mut counts: BTreeMap<u64, [u32; 64]> = BTreeMap::new();
    for one in taught {
        for (lexeme, &tag) in one.lexemes(Lexicon::new(&blank)).iter().zip(&one.tags) {
            counts.entry(lexeme.cased).or_insert([0; 64])[usize::from(tag)] += 1;
        }
    }
    let mut words: Vec<(u32, u64, [u8; 3])> = Vec::new();
    for (&cased, counts) in &counts {
        let all: u32 = counts.iter().sum();
        let mut order: Vec<usize> = (0..Tag::ALL.len()).collect();
        order.sort_by_key(|&tag| (std::cmp::Reverse(counts[tag]), tag));
        let second = if counts[order[1]] * 50 > all {
            order[1] as u8 + 1
        } else {
            0
        };
        let sure = all >= 50 && u64::from(counts[order[0]]) * 1000 >= u64::from(all) * 997;
        if all >= 3 {
            words.push((all, cased, [order[0] as u8 + 1, second, u8::from(sure)]));
        }
    }
    words.sort_by_key(|&(all, cased, _)| (std::cmp::Reverse(all), cased));
    let mut entries = vec![[0_u8; ENTRY]; 1 << LEXICON_BITS];
    for (_, cased, known) in words {
        let at = (cased >> (64 - LEXICON_BITS)) as usize;
        if let Some(free) = [at, at ^ 1].into_iter().find(|&at| entries[at][4] == 0) {
            entries[free][..4].copy_from_slice(&(cased as u32).to_le_bytes());
            entries[free][4..7].copy_from_slice(&known);
        }
    }
    bytes.extend(entries.as_flattened());
    bytes
}

fn order_of_round(round: usize, indices: &[usize]) -> Vec<usize> {
    let mut order = indices.to_vec();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(SEED + round as u64));
    order
}

fn highest<const W: usize>(scores: &[f32; W], lanes: usize) -> usize {
    let mut best = 1;
    for lane in 2..=lanes {
        if scores[lane] > scores[best] {
            best = lane;
        }
    }
    best
}

/// Tags of the whole text, each half by a tagger that learned from the other: the parser
/// must learn from tags with the errors it will meet.
fn jackknife(taught: &[Taught], lexemes: &[Vec<Lexeme>]) -> Vec<Vec<u8>> {
    // Neighbours stay together: they come from one note and share its words.
    let half = |wanted: usize| -> Vec<usize> {
        (0..taught.len())
            .filter(|at| at / 500 % 2 == wanted)
            .collect()
    };
    let tag_half = |from: usize| -> Vec<(usize, Vec<u8>)> {
        let mut learner = Learner::new();
        learn_tags(&mut learner, taught, lexemes, &half(from), OPEN_ROUNDS - 2);
        // Packed as the last one is, so that it errs as much.
        learner.pack(TAGGER_BITS);
        learn_tags(&mut learner, taught, lexemes, &half(from), 1);
        let bytes = learner.render();
        let prints = prints::<{ tagger::ROW }>(&bytes);
        let table = WideTable::new(&bytes, &prints);
        half(1 - from)
            .into_iter()
            .map(|at| (at, tagger::tags(&lexemes[at], &table)))
            .collect()
    };
    let (one, two) = thread::scope(|scope| {
        let one = scope.spawn(|| tag_half(0));
        (tag_half(1), one.join().expect("a tagger learns to its end"))
    });
    let mut tagged = vec![Vec::new(); taught.len()];
    for (at, tags) in one.into_iter().chain(two) {
        tagged[at] = tags;
    }
    tagged
}

fn learn_tags(
    learner: &mut Learner<{ tagger::ROW }>,
    taught: &[Taught],
    lexemes: &[Vec<Lexeme>],
    indices: &[usize],
    rounds: usize,
) {
    for round in 0..rounds {
        let (mut right, mut all) = (0_u64, 0_u64);
        for index in order_of_round(round, indices) {
            let (words, gold) = (&lexemes[index], &taught[index].tags);
            let (mut one, mut two) = (None, None);
            for (at, lexeme) in words.iter().enumerate() {
                let tag = if lexeme.known.sure {
                    lexeme.known.first - 1
                } else {
                    let features = tagger::features(words, at, one, two);
                    let mut scores = [0.0; tagger::ROW];
                    learner.score(&features, &mut scores);
                    let found = highest(&scores, Tag::ALL.len());
                    let wanted = usize::from(gold[at]) + 1;
                    if found != wanted {
                        learner.learn(&features, wanted, found);
                    }
                    learner.tick();
                    (found - 1) as u8
                };
                right += u64::from(tag == gold[at]);
                all += 1;
                two = one;
                one = Some(tag);
            }
        }
        println!(
            "  tags, round {round}: {:.2} %, {} features",
            100.0 * right as f64 / all as f64,
            learner.len()
        );
    }
    learner.average();
}

fn learn_steps(taught: &[Taught], lexemes: &[Vec<Lexeme>], tagged: &[Vec<u8>]) -> Vec<u8> {
    let mut learner: Learner<{ transition::ROW }> = Learner::new();
    let all: Vec<usize> = (0..taught.len()).collect();
    for round in 0..OPEN_ROUNDS + PACKED_ROUNDS {
        if round == OPEN_ROUNDS {
            learner.average();
            learner.pack(PARSER_BITS);
        }
        let mut dice = ChaCha8Rng::seed_from_u64(SEED ^ (round as u64) << 32);
        let (mut right, mut count) = (0_u64, 0_u64);
        for index in order_of_round(round, &all) {
            let gold = &taught[index].heads;
            let mut state = State::new(&lexemes[index], &tagged[index]);
            while !state.is_done() {
                if let Some(step) = state.forced() {
                    state.take(step);
                    continue;
                }
                let roles = state.roles();
                let mut features = Vec::with_capacity(64);
                features.extend(state.moving(&roles));
                for (role, &at) in roles.iter().enumerate() {
                    features.extend(state.still(role, at));
                }
                let mut scores = [0.0; transition::ROW];
                learner.score(&features, &mut scores);
                let costs = STEPS.map(|step| {
                    if state.allows(step) {
                        cost(&state, step, gold)
                    } else {
                        u32::MAX
                    }
                });
                let least = costs.into_iter().min().unwrap_or(0);
                let lane = |step: &Step| *step as usize + 1;
                let mut found = None;
                let mut wanted = None;
                for step in STEPS {
                    let cost = costs[step as usize];
                    let score = scores[lane(&step)];
                    let beats =
                        |other: Option<Step>| other.is_none_or(|o| score > scores[lane(&o)]);
                    if cost < u32::MAX && beats(found) {
                        found = Some(step);
                    }
                    if cost == least && beats(wanted) {
                        wanted = Some(step);
                    }
                }
                let (found, wanted) = (found.expect("a step"), wanted.expect("a best step"));
                let good = costs[found as usize] == least;
                if !good {
                    learner.learn(&features, lane(&wanted), lane(&found));
                }
                learner.tick();
                right += u64::from(good);
                count += 1;
                // From the second round on it mostly goes on from its own errors, so that
                // it knows what to do after one.
                let explore = round > 0 && dice.next_u32() % 10 != 0;
                state.take(if good || explore { found } else { wanted });
            }
        }
        println!(
            "  steps, round {round}: {:.2} %, {} features",
            100.0 * right as f64 / count as f64,
            learner.len()
        );
    }
    learner.average();
    learner.render()
}

/// How many of the teacher's arcs can no longer be made after a step.
fn cost(state: &State, step: Step, gold: &[u16]) -> u32 {
    let (next, root) = (state.next(), state.root());
    let stack = state.stack();
    let head = |at: u16| gold.get(usize::from(at)).copied();
    let depends = |child: u16, on: u16| head(child) == Some(on);
    match step {
        Step::Shift => {
            let children = stack.iter().filter(|&&child| depends(child, next)).count();
            let lower = &stack[..stack.len().saturating_sub(1)];
            let heads = lower.iter().filter(|&&on| depends(next, on)).count();
            (children + heads) as u32
        }
        Step::Left | Step::Right => {
            let Some((&top, lower)) = stack.split_last() else {
                return u32::MAX;
            };
            let children = (next..root).filter(|&child| depends(child, top)).count();
            let lost = match head(top) {
                Some(on) if step == Step::Left => {
                    on > next || lower.last().is_some_and(|&below| below == on)
                }
                Some(on) => on >= next,
                None => false,
            };
            children as u32 + u32::from(lost)
        }
    }
}

fn learn_labels(taught: &[Taught], lexemes: &[Vec<Lexeme>], tagged: &[Vec<u8>]) -> Vec<u8> {
    let mut learner: Learner<{ labeller::ROW }> = Learner::new();
    let all: Vec<usize> = (0..taught.len()).collect();
    for round in 0..OPEN_ROUNDS + PACKED_ROUNDS - 2 {
        if round == OPEN_ROUNDS - 1 {
            learner.average();
            learner.pack(LABELLER_BITS);
        }
        let (mut right, mut count) = (0_u64, 0_u64);
        for index in order_of_round(round, &all) {
            let (one, tags) = (&taught[index], &tagged[index]);
            let tree = Tree::new(&lexemes[index], tags, &one.heads);
            let mut labels: Vec<u8> = Vec::with_capacity(tags.len());
            for (at, &gold) in one.labels.iter().enumerate() {
                let root = usize::from(one.heads[at]) == tags.len();
                let label = match labeller::fixed(tags[at], root) {
                    Some(label) => label as u8,
                    None => {
                        let features = tree.features(at, &labels);
                        let mut scores = [0.0; labeller::ROW];
                        learner.score(&features, &mut scores);
                        let found = highest(&scores, Label::ALL.len());
                        let wanted = usize::from(gold) + 1;
                        if found != wanted {
                            learner.learn(&features, wanted, found);
                        }
                        learner.tick();
                        (found - 1) as u8
                    }
                };
                right += u64::from(label == gold);
                count += 1;
                labels.push(label);
            }
        }
        println!(
            "  labels, round {round}: {:.2} %, {} features",
            100.0 * right as f64 / count as f64,
            learner.len()
        );
    }
    learner.average();
    learner.render()
}
