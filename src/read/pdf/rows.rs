//! Rows of tables without tags: which lines are one row, and what alone on its line is a row too.
//!
//! ```text
//! Moorings laid in    | Achieved: all were     "the deep basin" begins small: cells go on
//! the deep basin      | laid before winter
//!           2031      | 2032                   no first cell above, one below: one row, the head
//! Buoys     planned   | planned
//! Posts                                        alone between rows: a row
//! ```

use super::layout::Visual;
use super::words::Segment;
use super::{Hint, Printed, Start};
use crate::read::structure::blocks::is_figure;

/// The longest line alone that is a row, in bytes.
const ALONE: usize = 100;

/// The most lines that are sought to be one row, and the longest row that takes a line more: a page
/// may be made to have thousands.
const TALLEST: usize = 60;
const LONGEST: usize = 8000;

/// Whether a line of cells goes on with the row above, though it begins at the table's edge.
pub(super) fn goes_on(row: &[Visual], line: &Visual, edge: f32) -> bool {
    if row.len() > TALLEST || line.iter().any(|cell| is_amount(&cell.text)) {
        return false;
    }
    let small =
        |cell: &Segment| cell.text.trim_start_matches(['(', '[', '"', '“']).starts_with(char::is_lowercase);
    let cells = || row.iter().flatten();
    let headless = row.len() == 1 && cells().all(|cell| cell.x0 > edge + 4.0) && cells().count() > 1;
    let under = line.iter().filter(|cell| cells().any(|above| above.x0 < cell.x1 && cell.x0 < above.x1));
    let first = line.first().is_some_and(small);
    // A second line need not have all cells, but its first one may not begin anew.
    first || line.iter().filter(|cell| small(cell)).count() * 2 > line.len() || headless && under.count() > 1
}

/// A number in a cell, no year: the cells of a row of figures never go on.
pub(super) fn is_amount(text: &str) -> bool {
    let year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    let words = || text.split(' ');
    !year && words().all(is_figure) || text.len() < 5 && text.starts_with('(') && text.ends_with(')')
}

/// Gives rows the lines that stand before them as text.
pub(super) fn mend(lines: Vec<Printed>) -> Vec<Printed> {
    let mut out: Vec<Printed> = Vec::with_capacity(lines.len());
    for line in lines {
        if line.hint == Hint::Row {
            let line = first_cell(line, &mut out);
            alone(&line, &mut out);
            out.push(line);
        } else if !out.last_mut().is_some_and(|row| last_lines(row, &line)) {
            out.push(line);
        }
    }
    out
}

/// A long first cell fills lines of its own under the line on which the other cells stand: they are
/// put into it. Whether that was so.
fn last_lines(row: &mut Printed, line: &Printed) -> bool {
    let (above, here) = (&mut row.segment, &line.segment);
    let step = here.y - above.y;
    let fits = row.hint == Hint::Row
        && line.hint == Hint::Text
        && row.page == line.page
        && above.text.len() < LONGEST
        && step > 0.0
        && step < 1.35 * here.size.max(above.size)
        && (above.x0 - here.x0).abs() < 4.0
        && here.text.starts_with(char::is_lowercase);
    let Some(end) = above.text.find(" | ").filter(|_| fits) else { return false };
    let added = here.text.len() + 1;
    for marker in above.markers.iter_mut().filter(|marker| marker.0 > end) {
        marker.0 += added;
    }
    above.markers.extend(here.markers.iter().map(|(at, label)| (end + 1 + at, label.clone())));
    above.markers.sort_by_key(|marker| marker.0);
    above.text.insert_str(end, &format!(" {}", here.text));
    above.lead = above.lead.min(end);
    above.y = here.y;
    true
}

/// A long first cell fills lines of its own above the line on which the other cells stand.
fn first_cell(mut row: Printed, out: &mut Vec<Printed>) -> Printed {
    while let Some(last) = out.last() {
        let (above, here) = (&last.segment, &row.segment);
        let step = here.y - above.y;
        let fits = last.hint == Hint::Text
            && last.page == row.page
            && step > 0.0
            && step < 1.35 * here.size.max(above.size)
            && (above.x0 - here.x0).abs() < 14.0
            && here.text.starts_with(char::is_lowercase)
            && !above.text.ends_with(['.', ';', ':']);
        let table = out.iter().rev().take(6).any(|line| line.hint == Hint::Row);
        if !fits || !table {
            break;
        }
        let Some(last) = out.pop() else { break };
        let y = last.segment.y;
        row = super::tagged::joined(last, row, " ");
        row.segment.y = y;
        row.hint = Hint::Row;
        row.start = Start::Block;
    }
    row
}

/// A short line between two rows is one: "Posts".
fn alone(row: &Printed, out: &mut [Printed]) {
    let Some(at) = out.iter().rposition(|line| line.hint == Hint::Row) else { return };
    let between = out.len() - at - 1;
    let near = |above: &Printed, below: &Printed| {
        let step = below.segment.y - above.segment.y;
        above.page == below.page && step > 0.0 && step < 3.5 * below.segment.size
    };
    let short = |line: &Printed| {
        line.hint == Hint::Text
            && line.segment.text.len() < ALONE
            && !line.segment.text.ends_with(['.', ';', ':'])
            && !line.segment.text.starts_with(char::is_lowercase)
            && (line.segment.x0 - row.segment.x0).abs() < 30.0
            && (line.segment.size - row.segment.size).abs() < 0.08 * row.segment.size
    };
    let whole = (at + 1..out.len()).all(|n| {
        let below = out.get(n + 1).unwrap_or(row);
        short(&out[n])
            && near(&out[n], below)
            && (near(&out[n - 1], &out[n]) || out[n - 1].page < out[n].page)
    });
    if (1..=2).contains(&between) && whole {
        for line in &mut out[at + 1..] {
            line.hint = Hint::Row;
            line.start = Start::Block;
        }
    }
}
