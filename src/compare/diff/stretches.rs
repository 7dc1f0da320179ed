//! What a diff is made of: stretches that cover both sequences, and the changes between them.

use std::ops::Range;

use crate::compare::result::Op;

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

/// A deletion and an insertion at one place; either may be empty.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// Tokens taken out.
    pub old: Range<usize>,
    /// Tokens put in.
    pub new: Range<usize>,
}

/// The changes between equal stretches.
pub(crate) fn changes(stretches: &[Stretch]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for stretch in stretches.iter().filter(|stretch| stretch.op != Op::Equal) {
        match changes.last_mut() {
            Some(last) if last.old.end == stretch.old.start && last.new.end == stretch.new.start => {
                last.old.end = stretch.old.end;
                last.new.end = stretch.new.end;
            }
            _ => changes.push(Change { old: stretch.old.clone(), new: stretch.new.clone() }),
        }
    }
    changes
}

/// The stretches that changes leave in sequences of these lengths.
pub(crate) fn stretches(changes: &[Change], old: usize, new: usize) -> Vec<Stretch> {
    let mut out = Out::default();
    let (mut x, mut y) = (0, 0);
    for change in changes {
        out.equal(x, y, change.old.start - x);
        out.replace(change.old.clone(), change.new.clone());
        (x, y) = (change.old.end, change.new.end);
    }
    debug_assert_eq!(old - x, new - y, "what follows the last change is equal");
    out.equal(x, y, old - x);
    out.stretches
}

/// Stretches as they are found, from the start on.
#[derive(Default)]
pub(super) struct Out {
    pub(super) stretches: Vec<Stretch>,
}

impl Out {
    /// Equal tokens, joined to those just before.
    pub(super) fn equal(&mut self, old: usize, new: usize, len: usize) {
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
    pub(super) fn replace(&mut self, old: Range<usize>, new: Range<usize>) {
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
