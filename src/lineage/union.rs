//! Which things belong together, when only pairs are told.

/// Sets that are joined pair by pair.
#[derive(Debug)]
pub(super) struct Union {
    above: Vec<usize>,
}

impl Union {
    /// `count` sets of one member each.
    pub(super) fn new(count: usize) -> Self {
        Self { above: (0..count).collect() }
    }

    /// The first member of the set that `at` is in.
    pub(super) fn first(&mut self, at: usize) -> usize {
        let mut root = at;
        while self.above[root] != root {
            root = self.above[root];
        }
        let mut step = at;
        while self.above[step] != root {
            step = std::mem::replace(&mut self.above[step], root);
        }
        root
    }

    /// Joins two sets. The smaller member is first, whatever order the pairs come in.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.above[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_in_any_order() {
        let firsts = |pairs: &[(usize, usize)]| {
            let mut union = Union::new(6);
            pairs.iter().for_each(|&(a, b)| union.join(a, b));
            (0..6).map(|at| union.first(at)).collect::<Vec<_>>()
        };
        assert_eq!(firsts(&[(0, 3), (3, 5), (1, 2)]), [0, 1, 1, 0, 4, 0]);
        assert_eq!(firsts(&[(5, 3), (2, 1), (3, 0)]), [0, 1, 1, 0, 4, 0]);
    }
}
