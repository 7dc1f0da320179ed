//! Counting what was found against what is true.

use std::collections::BTreeSet;

/// Precision, recall and what follows from them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Found and true.
    pub hits: usize,
    /// Found.
    pub found: usize,
    /// True.
    pub wanted: usize,
}

impl Hits {
    /// Counts one set against another.
    pub fn of<T: Ord>(found: &BTreeSet<T>, wanted: &BTreeSet<T>) -> Self {
        Self { hits: found.intersection(wanted).count(), found: found.len(), wanted: wanted.len() }
    }

    /// Share of the found that is true; 1 if nothing was found.
    pub fn precision(self) -> f64 {
        share(self.hits, self.found)
    }

    /// Share of the true that was found; 1 if there was nothing to find.
    pub fn recall(self) -> f64 {
        share(self.hits, self.wanted)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        share(2 * self.hits, self.found + self.wanted)
    }
}

impl std::ops::AddAssign for Hits {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.found += other.found;
        self.wanted += other.wanted;
    }
}

impl std::fmt::Display for Hits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "P {:.4} R {:.4} F1 {:.4}", self.precision(), self.recall(), self.f1())
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
