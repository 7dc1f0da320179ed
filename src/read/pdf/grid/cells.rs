//! Pieces of lines -> cells: cut where a border of columns is, if a space is there.

use super::super::words::Segment;
use super::bands::Band;

/// A piece of a line, and the columns it stands in.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) segment: Segment,
}

/// Takes the lines of a band out of the page, cut to cells.
pub(super) fn lines(page: &mut [Segment], band: &Band, edges: &[f32]) -> Vec<Vec<Cell>> {
    let inside: Vec<Segment> =
        page.iter_mut().filter(|segment| band.holds(segment)).map(std::mem::take).collect();
    let lines = super::super::layout::visual(inside).into_iter();
    lines.map(|line| line.into_iter().flat_map(|segment| cut(segment, edges)).collect()).collect()
}

/// Cuts a piece at the borders.
pub(super) fn cut(segment: Segment, edges: &[f32]) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut rest = segment;
    for &edge in edges {
        if edge <= rest.x0 + 1.0 || edge >= rest.x1 - 1.0 {
            continue;
        }
        // A figure may reach over the border a little. A space no wider than others is there by chance,
        // in a text that runs across.
        let wide = (0.42 * rest.size).max(1.6 * usual(&rest)).min(0.8 * rest.size);
        let gap = rest.gaps.iter().copied().filter(|gap| gap.1 - 1.5 <= edge && edge <= gap.2 + 1.5);
        let gap = gap.filter(|gap| gap.2 - gap.1 > wide);
        let widest = gap.max_by(|a, b| (a.2 - a.1).total_cmp(&(b.2 - b.1)));
        if let Some((at, left, right)) = widest {
            let (head, tail) = split(rest, at, left, right);
            cells.push(placed(head, edges));
            rest = tail;
        }
    }
    cells.push(placed(rest, edges));
    cells
}

/// How wide the narrower spaces of a piece are.
fn usual(segment: &Segment) -> f32 {
    let mut widths: Vec<f32> = segment.gaps.iter().map(|gap| gap.2 - gap.1).collect();
    widths.sort_by(f32::total_cmp);
    if widths.len() < 3 { 0.0 } else { widths[widths.len() / 4] }
}

/// The columns a piece stands in: one, unless it runs over a border.
fn placed(segment: Segment, edges: &[f32]) -> Cell {
    let column = |x: f32| edges.iter().filter(|&&edge| edge <= x).count();
    let over = 2.0_f32.min((segment.x1 - segment.x0) / 3.0);
    let (first, last) = (column(segment.x0 + over), column(segment.x1 - over));
    Cell { first, last: last.max(first), segment }
}

/// Two pieces of one, around the space at `at`.
fn split(mut segment: Segment, at: usize, left: f32, right: f32) -> (Segment, Segment) {
    let from = (at + 1).min(segment.text.len());
    let mut tail = Segment { raised: None, gap: false, ..segment.clone() };
    tail.text = segment.text[from..].to_owned();
    tail.x0 = right;
    tail.lead = if segment.lead >= segment.text.len() { tail.text.len() } else { 0 };
    tail.markers = moved(&segment.markers, from);
    tail.gaps =
        segment.gaps.iter().filter(|gap| gap.0 >= from).map(|gap| (gap.0 - from, gap.1, gap.2)).collect();
    tail.lost = 0;
    segment.text.truncate(at);
    segment.x1 = left;
    segment.lead = segment.lead.min(at);
    segment.markers.retain(|marker| marker.0 <= at);
    segment.gaps.retain(|gap| gap.0 < at);
    segment.gap = false;
    (segment, tail)
}

fn moved(markers: &[(usize, String)], from: usize) -> Vec<(usize, String)> {
    let after = markers.iter().filter(|marker| marker.0 >= from);
    after.map(|(at, label)| (at - from, label.clone())).collect()
}
