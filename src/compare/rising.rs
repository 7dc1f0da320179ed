//! Rising subsequences: what keeps its order when everything else may move.

/// Indices of a longest strictly rising subsequence; of several, the one that ends lowest.
pub(crate) fn longest_rising(values: &[usize]) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; values.len()];
    for (at, &value) in values.iter().enumerate() {
        let length = ends.partition_point(|&end| values[end] < value);
        if length > 0 {
            before[at] = ends[length - 1];
        }
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        chain.push(at);
        at = before[at];
    }
    chain.reverse();
    chain
}

/// For each value whether it belongs to a heaviest strictly rising subsequence.
pub(crate) fn heaviest_rising(values: &[usize], weights: &[u64]) -> Vec<bool> {
    let size = values.iter().max().map_or(0, |&value| value + 1);
    // tree[k]: (greatest sum that ends below the range's end, its last index)
    let mut tree = vec![(0u64, usize::MAX); size + 1];
    let mut before = vec![usize::MAX; values.len()];
    let mut best = (0u64, usize::MAX);
    for (at, (&value, &weight)) in values.iter().zip(weights).enumerate() {
        let mut sum = (0u64, usize::MAX);
        let mut k = value;
        while k > 0 {
            if tree[k].0 > sum.0 {
                sum = tree[k];
            }
            k -= k & k.wrapping_neg();
        }
        before[at] = sum.1;
        let total = sum.0 + weight;
        if total > best.0 {
            best = (total, at);
        }
        let mut k = value + 1;
        while k <= size {
            if total > tree[k].0 {
                tree[k] = (total, at);
            }
            k += k & k.wrapping_neg();
        }
    }
    let mut stay = vec![false; values.len()];
    let mut at = best.1;
    while at != usize::MAX {
        stay[at] = true;
        at = before[at];
    }
    stay
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_set_moves() {
        assert_eq!(heaviest_rising(&[0, 2, 3, 1, 4], &[1; 5]), [true, true, true, false, true]);
        assert_eq!(heaviest_rising(&[1, 0], &[2, 3]), [false, true]);
        assert!(heaviest_rising(&[], &[]).is_empty());
    }

    #[test]
    fn the_longest_ends_lowest() {
        assert_eq!(longest_rising(&[3, 0, 1, 4, 2]), [1, 2, 4]);
        assert!(longest_rising(&[]).is_empty());
    }
}
