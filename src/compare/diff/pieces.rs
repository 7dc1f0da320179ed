//! Two sequences -> the stretches they share: heaviest blocks in small pieces, anchors in large ones.

use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::stretches::{Out, Stretch};
use super::words::Sequence;
use crate::compare::rising::longest_rising;

/// Length of both sides from which on a piece is cut at anchors first.
const LARGE: usize = 1_000;
/// Length of both sides up to which a piece without anchors is aligned block by block.
const BLOCKS: usize = 2_000;
/// Length of both sides from which on a piece without anchors is called replaced.
const HOPELESS: usize = 20_000;
/// How often a piece is cut again.
const DEPTH: usize = 24;
/// Tokens in an anchor.
const RUN: usize = 4;

/// Aligns two sequences. Without weights: the shortest edits.
pub(super) fn align(old: Sequence<'_>, new: Sequence<'_>) -> Vec<Stretch> {
    let mut aligner = Aligner { old, new, out: Out::default() };
    aligner.piece(0..old.keys.len(), 0..new.keys.len(), DEPTH);
    aligner.out.stretches
}

struct Aligner<'a> {
    old: Sequence<'a>,
    new: Sequence<'a>,
    out: Out,
}

/// Where the tokens of a piece stand, sorted by token, then place.
struct Places {
    sorted: Vec<(u32, usize)>,
}

impl Places {
    fn of(keys: &[u32], piece: Range<usize>) -> Self {
        let mut sorted: Vec<(u32, usize)> = piece.map(|at| (keys[at], at)).collect();
        sorted.sort_unstable();
        Self { sorted }
    }

    /// The part of the list that a token has.
    fn with(&self, key: u32) -> Range<usize> {
        let start = self.sorted.partition_point(|&(other, _)| other < key);
        start..start + self.sorted[start..].iter().take_while(|&&(other, _)| other == key).count()
    }
}

enum Step {
    Compare(Range<usize>, Range<usize>),
    Keep(usize, usize, usize),
}

impl Aligner<'_> {
    /// Aligns a piece: what both sides begin and end with, then what stands between.
    fn piece(&mut self, a: Range<usize>, b: Range<usize>, depth: usize) {
        let head = self.old.keys[a.clone()]
            .iter()
            .zip(&self.new.keys[b.clone()])
            .take_while(|(x, y)| x == y)
            .count();
        let rest = (a.start + head..a.end, b.start + head..b.end);
        let tail = self.old.keys[rest.0.clone()]
            .iter()
            .rev()
            .zip(self.new.keys[rest.1.clone()].iter().rev())
            .take_while(|(x, y)| x == y)
            .count();
        self.out.equal(a.start, b.start, head);
        self.middle(rest.0.start..a.end - tail, rest.1.start..b.end - tail, depth);
        self.out.equal(a.end - tail, b.end - tail, tail);
    }

    fn middle(&mut self, a: Range<usize>, b: Range<usize>, depth: usize) {
        let size = a.len() + b.len();
        if a.is_empty() || b.is_empty() {
            self.out.replace(a, b);
        } else if size <= LARGE {
            self.blocks(a, b);
        } else {
            let anchors = if depth > 0 {
                anchors(&self.old.keys[a.clone()], &self.new.keys[b.clone()])
            } else {
                Vec::new()
            };
            if !anchors.is_empty() {
                let (mut x, mut y) = (a.start, b.start);
                for (i, j) in anchors {
                    self.piece(x..a.start + i, y..b.start + j, depth - 1);
                    (x, y) = (a.start + i, b.start + j);
                    self.out.equal(x, y, 1);
                    (x, y) = (x + 1, y + 1);
                }
                self.piece(x..a.end, y..b.end, depth - 1);
            } else if size <= BLOCKS {
                self.blocks(a, b);
            } else if size <= HOPELESS {
                self.shortest(a, b);
            } else {
                self.out.replace(a, b);
            }
        }
    }

    /// Aligns a piece by its heaviest run of equal tokens, then what stands on either side of it.
    fn blocks(&mut self, a: Range<usize>, b: Range<usize>) {
        if self.old.weights.is_empty() || self.new.weights.is_empty() {
            return self.shortest(a, b);
        }
        let places = Places::of(self.new.keys, b.clone());
        let found: Vec<Range<usize>> = self.old.keys[a.clone()].iter().map(|&key| places.with(key)).collect();
        // Runs that end at the token before, by where they end in the new sequence: start, weight.
        let mut runs = (vec![(0, 0u32); b.len() + 1], Vec::new());
        let mut last = vec![(0, 0u32); b.len() + 1];
        let mut row = Vec::new();
        let mut todo = vec![Step::Compare(a.clone(), b.clone())];
        while let Some(step) = todo.pop() {
            let (x, y) = match step {
                Step::Compare(x, y) => (x, y),
                Step::Keep(x, y, len) => {
                    self.out.equal(x, y, len);
                    continue;
                }
            };
            let mut best = (0, 0, 0, 0);
            runs.1.clear();
            for i in x.clone() {
                let weight = u32::from(self.old.weights[i].weight);
                // Cells of the row before are read, then cleared: rows are sparse.
                let found = &places.sorted[found[i - a.start].clone()];
                let from = found.partition_point(|&(_, j)| j < y.start);
                for &(_, j) in found[from..].iter().take_while(|&&(_, j)| j < y.end) {
                    let (length, before) = if j > y.start { runs.0[j - b.start] } else { (0, 0) };
                    let run = (length + 1, before + weight);
                    row.push(j);
                    last[j - b.start + 1] = run;
                    if run.1 > best.0 {
                        best = (run.1, i + 1 - run.0, j + 1 - run.0, run.0);
                    }
                }
                for at in runs.1.drain(..) {
                    runs.0[at] = (0, 0);
                }
                for j in row.drain(..) {
                    let at = j - b.start + 1;
                    runs.0[at] = last[at];
                    runs.1.push(at);
                }
            }
            for at in runs.1.drain(..) {
                runs.0[at] = (0, 0);
            }
            let (weight, i, j, len) = best;
            if weight == 0 {
                self.out.replace(x, y);
            } else {
                todo.push(Step::Compare(i + len..x.end, j + len..y.end));
                todo.push(Step::Keep(i, j, len));
                todo.push(Step::Compare(x.start..i, y.start..j));
            }
        }
    }

    fn shortest(&mut self, a: Range<usize>, b: Range<usize>) {
        for op in
            capture_diff_slices(Algorithm::RawMyers, &self.old.keys[a.clone()], &self.new.keys[b.clone()])
        {
            match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    self.out.equal(a.start + old_index, b.start + new_index, len)
                }
                _ => {
                    let (x, y) = (op.old_range(), op.new_range());
                    self.out.replace(a.start + x.start..a.start + x.end, b.start + y.start..b.start + y.end);
                }
            }
        }
    }
}

/// Places where a run of tokens that occurs once on either side begins, in an order that both sides
/// share.
fn anchors(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let places = |tokens: &[u32]| {
        let mut once: FxHashMap<[u32; RUN], Option<usize>> = FxHashMap::default();
        for (at, run) in tokens.windows(RUN).enumerate() {
            let run = [run[0], run[1], run[2], run[3]];
            once.entry(run).and_modify(|place| *place = None).or_insert(Some(at));
        }
        once
    };
    let new_places = places(new);
    let mut pairs: Vec<(usize, usize)> =
        places(old).into_iter().filter_map(|(run, at)| Some((at?, (*new_places.get(&run)?)?))).collect();
    pairs.sort_unstable();
    let order = longest_rising(&pairs.iter().map(|&(_, j)| j).collect::<Vec<_>>());
    order.into_iter().map(|at| pairs[at]).collect()
}
