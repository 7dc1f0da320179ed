//! Two token sequences -> correct edits.
//!
//! ```text
//! States  should     consider          equal 1, delete 1, insert 2, equal 1
//! States  are  encouraged to  consider
//! ```
//!
//! Small pieces are compared by Myers' algorithm without heuristics (`similar`'s `RawMyers`): the
//! shortest edit script. Its time grows with length times number of edits, so a large piece is
//! first cut at runs of four tokens that occur once on either side, in the longest order both sides
//! share (the idea of patience diff, on runs instead of lines). What is left too large even then is
//! called replaced: honest, bounded, and the same on every machine. Deadlines were rejected: the
//! answer would depend on the clock; `similar`'s default Myers gives up by heuristic and finds half
//! of the common words in a large text.

use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::result::Op;
use super::rising::longest_rising;

/// Length of both sides from which on a piece is cut at anchors first.
const LARGE: usize = 4_000;
/// Length of both sides from which on a piece without anchors is called replaced.
const HOPELESS: usize = 20_000;
/// How often a piece is cut again.
const DEPTH: usize = 24;
/// Tokens in an anchor.
const RUN: usize = 4;

/// A stretch of both sequences. Equal stretches have the same length on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// What it does.
    pub op: Op,
    /// Tokens of the old sequence.
    pub old: Range<usize>,
    /// Tokens of the new sequence.
    pub new: Range<usize>,
}

/// The edits that turn `old` into `new`, in order, covering both; a deletion stands before an
/// insertion at the same place.
pub(crate) fn diff(old: &[u32], new: &[u32]) -> Vec<Stretch> {
    let mut out = Out::default();
    piece(old, new, 0..old.len(), 0..new.len(), DEPTH, &mut out);
    out.stretches
}

fn piece(old: &[u32], new: &[u32], a: Range<usize>, b: Range<usize>, depth: usize, out: &mut Out) {
    let head = old[a.clone()].iter().zip(&new[b.clone()]).take_while(|(x, y)| x == y).count();
    let rest = (a.start + head..a.end, b.start + head..b.end);
    let tail = old[rest.0.clone()]
        .iter()
        .rev()
        .zip(new[rest.1.clone()].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    out.equal(a.start, b.start, head);
    middle(old, new, rest.0.start..a.end - tail, rest.1.start..b.end - tail, depth, out);
    out.equal(a.end - tail, b.end - tail, tail);
}

fn middle(old: &[u32], new: &[u32], a: Range<usize>, b: Range<usize>, depth: usize, out: &mut Out) {
    let size = a.len() + b.len();
    if a.is_empty() || b.is_empty() {
        out.replace(a, b);
    } else if size <= LARGE {
        small(old, new, a, b, out);
    } else {
        let anchors = if depth > 0 { anchors(&old[a.clone()], &new[b.clone()]) } else { Vec::new() };
        if !anchors.is_empty() {
            let (mut x, mut y) = (a.start, b.start);
            for (i, j) in anchors {
                piece(old, new, x..a.start + i, y..b.start + j, depth - 1, out);
                (x, y) = (a.start + i, b.start + j);
                out.equal(x, y, 1);
                (x, y) = (x + 1, y + 1);
            }
            piece(old, new, x..a.end, y..b.end, depth - 1, out);
        } else if size <= HOPELESS {
            small(old, new, a, b, out);
        } else {
            out.replace(a, b);
        }
    }
}

fn small(old: &[u32], new: &[u32], a: Range<usize>, b: Range<usize>, out: &mut Out) {
    for op in capture_diff_slices(Algorithm::RawMyers, &old[a.clone()], &new[b.clone()]) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                out.equal(a.start + old_index, b.start + new_index, len)
            }
            _ => {
                let (x, y) = (op.old_range(), op.new_range());
                out.replace(a.start + x.start..a.start + x.end, b.start + y.start..b.start + y.end);
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

#[derive(Default)]
struct Out {
    stretches: Vec<Stretch>,
}

impl Out {
    fn equal(&mut self, old: usize, new: usize, len: usize) {
        if len == 0 {
            return;
        }
        match self.stretches.last_mut() {
            Some(last) if last.op == Op::Equal => {
                last.old.end += len;
                last.new.end += len;
            }
            _ => self.stretches.push(Stretch { op: Op::Equal, old: old..old + len, new: new..new + len }),
        }
    }

    /// A deletion and an insertion, joined to those just before.
    fn replace(&mut self, old: Range<usize>, new: Range<usize>) {
        let inserted = match self.stretches.last() {
            Some(last) if last.op == Op::Insert => self.stretches.pop().map(|last| last.new),
            _ => None,
        };
        if !old.is_empty() {
            match self.stretches.last_mut() {
                Some(last) if last.op == Op::Delete => last.old.end = old.end,
                _ => {
                    let at = inserted.as_ref().map_or(new.start, |inserted| inserted.start);
                    self.stretches.push(Stretch { op: Op::Delete, old: old.clone(), new: at..at });
                }
            }
        }
        let start = inserted.map_or(new.start, |inserted| inserted.start);
        if start < new.end {
            self.stretches.push(Stretch { op: Op::Insert, old: old.end..old.end, new: start..new.end });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &[u32], new: &[u32]) -> Vec<Stretch> {
        let stretches = diff(old, new);
        let (mut x, mut y) = (0, 0);
        for stretch in &stretches {
            assert_eq!((stretch.old.start, stretch.new.start), (x, y), "{stretches:?}");
            if stretch.op == Op::Equal {
                assert_eq!(old[stretch.old.clone()], new[stretch.new.clone()]);
            }
            (x, y) = (stretch.old.end, stretch.new.end);
        }
        assert_eq!((x, y), (old.len(), new.len()));
        for pair in stretches.windows(2) {
            assert_ne!(pair[0].op, pair[1].op);
            assert_ne!((pair[0].op, pair[1].op), (Op::Insert, Op::Delete));
        }
        stretches
    }

    #[test]
    fn small_cases() {
        assert_eq!(check(&[], &[]), []);
        assert_eq!(check(&[1], &[]).len(), 1);
        assert_eq!(check(&[], &[1]).len(), 1);
        assert_eq!(check(&[1, 2, 3], &[1, 2, 3]).len(), 1);
        let ops: Vec<Op> = check(&[1, 2, 3, 4], &[1, 5, 6, 4]).iter().map(|stretch| stretch.op).collect();
        assert_eq!(ops, [Op::Equal, Op::Delete, Op::Insert, Op::Equal]);
    }

    #[test]
    fn large_pieces_keep_what_they_share() {
        let mut state = 7u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 16
        };
        let old: Vec<u32> = (0..50_000).map(|_| random() % 3_000).collect();
        let new: Vec<u32> = old.iter().map(|&token| if random() % 20 == 0 { 9_000 } else { token }).collect();
        let equal: usize = check(&old, &new).iter().filter(|s| s.op == Op::Equal).map(|s| s.old.len()).sum();
        assert!(equal > 46_000, "{equal}");
    }

    #[test]
    fn nothing_in_common_is_bounded() {
        let old: Vec<u32> = (0..200_000).collect();
        let new: Vec<u32> = (200_000..400_000).collect();
        assert_eq!(check(&old, &new).len(), 2);
    }
}
