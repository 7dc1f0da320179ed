//! Which way a page is read: one column, or two beside each other under a common title.
//!
//! ```text
//! |          A title over both          |      the title,
//! | first column     | second column    |      then the left column as a whole,
//! | goes on here     | goes on here     |      then the right one
//! ```
//!
//! A column is known by a gutter that no line crosses over many lines, with full lines on both
//! sides. Short pieces beside each other are the cells of a table, which is read row by row.

use super::words::Segment;

/// Lines a column has at least.
const LINES: usize = 6;

/// A part of a page that is read from top to bottom.
#[derive(Debug, Default)]
pub(super) struct Region {
    /// Its segments, from top to bottom.
    pub(super) segments: Vec<Segment>,
    /// Left edge of its text.
    pub(super) left: f32,
    /// Right edge.
    pub(super) right: f32,
}

/// Cuts a page into regions, in reading order.
pub(super) fn regions(mut page: Vec<Segment>, width: f32) -> Vec<Region> {
    page.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let Some((gutter, top, bottom)) = gutter(&page, width) else { return vec![region(page)] };
    let (mut above, mut left, mut right, mut below) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for segment in page {
        match () {
            () if segment.y < top => above.push(segment),
            () if segment.y > bottom => below.push(segment),
            () if segment.x1 <= gutter + 1.0 => left.push(segment),
            () => right.push(segment),
        }
    }
    [above, left, right, below].into_iter().filter(|part| !part.is_empty()).map(region).collect()
}

fn region(segments: Vec<Segment>) -> Region {
    let mut right: Vec<f32> = segments.iter().map(|segment| segment.x1).collect();
    right.sort_by(f32::total_cmp);
    let mut left: Vec<f32> = segments.iter().map(|segment| segment.x0).collect();
    left.sort_by(f32::total_cmp);
    let at = |edges: &[f32], share: usize| edges.get(edges.len() * share / 20).copied().unwrap_or(0.0);
    Region { left: at(&left, 1), right: at(&right, 18), segments }
}

/// A gutter near the middle: its place, and the heights between which no line crosses it.
fn gutter(page: &[Segment], width: f32) -> Option<(f32, f32, f32)> {
    let mut best: Option<(usize, f32, f32, f32)> = None;
    let mut candidates: Vec<f32> =
        page.iter().map(|segment| segment.x0 - 2.0).filter(|x| (0.35..0.65).contains(&(x / width))).collect();
    candidates.sort_by(f32::total_cmp);
    candidates.dedup_by(|a, b| (*a - *b).abs() < 6.0);
    for &x in candidates.iter().take(60) {
        for band in page.split(|segment| segment.x0 < x && segment.x1 > x) {
            let found = columns(band, x);
            if let Some(lines) = found
                && best.is_none_or(|best| lines > best.0)
                && let (Some(first), Some(last)) = (band.first(), band.last())
            {
                best = Some((lines, x, first.y - 0.5, last.y + 0.5));
            }
        }
    }
    best.map(|best| (best.1, best.2, best.3))
}

/// The number of lines, if what stands on both sides of a gutter are columns of text.
fn columns(band: &[Segment], x: f32) -> Option<usize> {
    let (left, right): (Vec<&Segment>, Vec<&Segment>) = band.iter().partition(|segment| segment.x1 <= x);
    if left.len() < LINES || right.len() < LINES {
        return None;
    }
    (is_full(&left) && is_full(&right)).then_some(left.len() + right.len())
}

/// Most lines reach over most of the column: text, no cells.
fn is_full(column: &[&Segment]) -> bool {
    let left = column.iter().map(|segment| segment.x0).fold(f32::MAX, f32::min);
    let right = column.iter().map(|segment| segment.x1).fold(f32::MIN, f32::max);
    let full = column.iter().filter(|segment| segment.x1 - segment.x0 > 0.7 * (right - left)).count();
    let words: usize = column.iter().map(|segment| segment.text.split(' ').count()).sum();
    full * 2 > column.len() && words > 3 * column.len()
}
