//! Scored pairs -> the one-to-one links with the greatest sum of scores.
//!
//! ```text
//!      a    b
//! 1   .9   .8     greedy: 1a + 2b = .9 + .1     here: 1b + 2a = .8 + .7
//! 2   .7   .1
//! ```
//!
//! The assignment problem on a sparse graph, by shortest augmenting paths with potentials (Jonker
//! and Volgenant 1987, in the sparse form of LAPJVsp). A unit may stay alone at a score of 0.
//! Scores are whole numbers, so that no rounding decides. A dense Kuhn–Munkres
//! (`pathfinding`) gives the same sums and ends at a few thousand units; here a unit costs what its
//! own neighbourhood costs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::pair::Pair;

/// For each unit the one of the other side that it is linked with.
pub(crate) type Partners = Pair<Vec<Option<u32>>>;

/// A pair that may be linked: old index, new index, score (greater is better, above 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    /// Index of the old side.
    pub old: u32,
    /// Index of the new side.
    pub new: u32,
    /// Score, above 0.
    pub score: i64,
}

/// For every old index its partner, if it has one. `edges` must be sorted by old, then new index.
pub(crate) fn assign(edges: &[Edge], sizes: (usize, usize)) -> Vec<Option<u32>> {
    let mut search = Search::new(edges, sizes);
    for row in 0..sizes.0 {
        if search.starts[row] < search.starts[row + 1] {
            search.augment(row);
        }
    }
    search.partner_of_row
}

struct Search<'a> {
    edges: &'a [Edge],
    starts: Vec<usize>,
    top: i64,
    partner_of_row: Vec<Option<u32>>,
    partner_of_column: Vec<Option<u32>>,
    column_price: Vec<i64>,
    distance: Vec<i64>,
    parent: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(edges: &'a [Edge], (rows, columns): (usize, usize)) -> Self {
        let mut starts = vec![0; rows + 1];
        for edge in edges {
            starts[edge.old as usize + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        Self {
            edges,
            starts,
            top: edges.iter().map(|edge| edge.score).max().unwrap_or(0),
            partner_of_row: vec![None; rows],
            partner_of_column: vec![None; columns],
            column_price: vec![0; columns],
            distance: vec![i64::MAX; columns],
            parent: vec![u32::MAX; columns],
        }
    }

    /// Gives `row` a partner, or leaves some row alone, whichever costs least in all.
    ///
    /// Dijkstra over columns with the reduced costs `top - score - price(column) - price(row)`.
    /// The price of a row follows from its partner, so only columns store one. A row may end the
    /// path by staying alone, which costs `top`.
    fn augment(&mut self, row: usize) {
        let mut queue = BinaryHeap::new();
        let mut touched = Vec::new();
        let mut settled: Vec<u32> = Vec::new();
        // The best end so far: (cost, where the path ends).
        let mut alone = (self.top, End::Alone(row));
        self.relax(row, 0, &mut queue, &mut touched);
        let (cost, end) = loop {
            let Some(Reverse((distance, column))) = queue.pop() else { break alone };
            if distance > self.distance[column as usize] {
                continue;
            }
            if distance >= alone.0 {
                break alone;
            }
            let Some(owner) = self.partner_of_column[column as usize] else {
                break (distance, End::Column(column));
            };
            settled.push(column);
            let owner = owner as usize;
            // Going back along the owner's own edge costs nothing in reduced terms.
            let base = distance - self.own_cost(owner, column);
            if base + self.top < alone.0 {
                alone = (base + self.top, End::Alone(owner));
            }
            self.relax(owner, base, &mut queue, &mut touched);
        };
        for &column in &settled {
            let column = column as usize;
            self.column_price[column] += self.distance[column] - cost;
        }
        self.flip(end, row);
        for column in touched {
            self.distance[column as usize] = i64::MAX;
        }
    }

    /// Cost of a row's edge to a column, less the column's price.
    fn own_cost(&self, row: usize, column: u32) -> i64 {
        let edges = &self.edges[self.starts[row]..self.starts[row + 1]];
        let at = edges.partition_point(|edge| edge.new < column);
        self.top - edges[at].score - self.column_price[column as usize]
    }

    fn relax(
        &mut self,
        row: usize,
        base: i64,
        queue: &mut BinaryHeap<Reverse<(i64, u32)>>,
        touched: &mut Vec<u32>,
    ) {
        for edge in &self.edges[self.starts[row]..self.starts[row + 1]] {
            let column = edge.new as usize;
            let distance = base + self.top - edge.score - self.column_price[column];
            if distance < self.distance[column] {
                if self.distance[column] == i64::MAX {
                    touched.push(edge.new);
                }
                self.distance[column] = distance;
                self.parent[column] = row as u32;
                queue.push(Reverse((distance, edge.new)));
            }
        }
    }

    /// Exchanges partners along the path from `start` to its end.
    fn flip(&mut self, end: End, start: usize) {
        let mut free = match end {
            End::Column(column) => Some(column),
            End::Alone(row) => self.partner_of_row[row].take(),
        };
        if let End::Alone(row) = end
            && row == start
        {
            return;
        }
        while let Some(column) = free {
            let row = self.parent[column as usize] as usize;
            free = self.partner_of_row[row].replace(column);
            self.partner_of_column[column as usize] = Some(row as u32);
            if row == start {
                break;
            }
        }
    }
}

#[derive(Clone, Copy)]
enum End {
    Column(u32),
    Alone(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(scores: &[&[i64]]) -> (i64, Vec<Option<u32>>) {
        let edges: Vec<Edge> = scores
            .iter()
            .enumerate()
            .flat_map(|(old, row)| {
                let scored = row.iter().enumerate().filter(|&(_, &score)| score > 0);
                scored.map(move |(new, &score)| Edge { old: old as u32, new: new as u32, score })
            })
            .collect();
        let found = assign(&edges, (scores.len(), scores[0].len()));
        let sum =
            found.iter().enumerate().filter_map(|(old, new)| new.map(|new| scores[old][new as usize])).sum();
        (sum, found)
    }

    fn brute(scores: &[Vec<i64>], row: usize, used: &mut Vec<bool>) -> i64 {
        if row == scores.len() {
            return 0;
        }
        let mut most = brute(scores, row + 1, used);
        for column in 0..used.len() {
            if !used[column] && scores[row][column] > 0 {
                used[column] = true;
                most = most.max(scores[row][column] + brute(scores, row + 1, used));
                used[column] = false;
            }
        }
        most
    }

    #[test]
    fn is_not_greedy() {
        assert_eq!(best(&[&[9, 8], &[7, 1]]).1, [Some(1), Some(0)]);
    }

    #[test]
    fn leaves_alone_what_has_no_partner() {
        assert_eq!(best(&[&[9, 0], &[8, 0], &[0, 0]]).1, [Some(0), None, None]);
    }

    #[test]
    fn agrees_with_trying_everything() {
        let mut state = 1u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..400 {
            let (rows, columns) = (1 + random(6) as usize, 1 + random(6) as usize);
            let scores: Vec<Vec<i64>> = (0..rows)
                .map(|_| (0..columns).map(|_| if random(3) == 0 { 0 } else { random(20) as i64 }).collect())
                .collect();
            let slices: Vec<&[i64]> = scores.iter().map(Vec::as_slice).collect();
            let (sum, found) = best(&slices);
            assert_eq!(sum, brute(&scores, 0, &mut vec![false; columns]), "{scores:?}");
            let mut taken: Vec<u32> = found.into_iter().flatten().collect();
            taken.sort_unstable();
            let count = taken.len();
            taken.dedup();
            assert_eq!(taken.len(), count, "a column twice");
        }
    }
}
