//! Tables without tags, from the lines drawn across the page.
//!
//! ```text
//! ------------------ -------- --------    a rule in pieces: the borders of three columns
//! Category            2031/32  2032/33    the head
//! ------------------ -------- --------
//! Buoys, as laid
//! before winter            14       15    one row: its first cell has two lines
//! ------------------ -------- --------    the foot
//! ```
//!
//! Word processors draw the border of each cell by itself, so a rule tells where columns are; others
//! draw it through, and then columns are where no line of the table has ink. What stands between two
//! rules is a table if lines have several cells there and few run across. Tables without rules are
//! left to `layout`, which knows less.

mod rules;
mod cells;
mod bands;
mod blocks;

use self::bands::Band;
use self::cells::Cell;
use self::rules::RuleLine;
pub(super) use self::rules::Running;
use super::engine::Page;
use super::words::Segment;
use super::{Hint, Printed, Start};

/// A table of a page, or the part of it that stands there.
#[derive(Debug)]
pub(super) struct Table {
    /// Where it begins; what stands above is read before it.
    pub(super) top: f32,
    /// Where it ends.
    pub(super) bottom: f32,
    /// Its rows.
    pub(super) rows: Vec<Printed>,
}

/// A table that had no end on its page: the next one may go on with it.
#[derive(Debug)]
pub(super) struct Open {
    x0: f32,
    x1: f32,
    edges: Vec<f32>,
    /// The words of its head, row by row.
    head: Vec<String>,
}

/// Takes the tables out of a page, from top to bottom. `from`: where its masthead ends; `running`: rules of all pages; `open`: the table that the page before left open, and then the one that this one
/// leaves, if nothing but notes stands under it.
pub(super) fn take(
    page: &mut Vec<Segment>,
    size: &Page,
    number: u32,
    from: f32,
    running: &Running,
    open: &mut Option<Open>,
) -> Vec<Table> {
    let rules = rules::lines(&size.rules).into_iter();
    let rules: Vec<RuleLine> = rules.filter(|rule| rule.y > from && !running.has(rule)).collect();
    let mut tables = Vec::new();
    let before = open.take();
    let mut first = true;
    for run in bands::runs(page, &rules, size, before.as_ref()) {
        let goes_on = before.as_ref().filter(|_| first && is_first(page, &run, from));
        first = false;
        let (table, left) = read(page, &rules, run, number, goes_on);
        tables.push(table);
        *open = left;
    }
    tables
}

/// Whether nothing stands above the table on its page.
fn is_first(page: &[Segment], run: &[Band], from: f32) -> bool {
    let top = run.first().map_or(f32::MAX, |band| band.top);
    !page.iter().any(|segment| segment.y > from && segment.y < top)
}

/// Reads a table out of its bands.
fn read(
    page: &mut Vec<Segment>,
    rules: &[RuleLine],
    run: Vec<Band>,
    number: u32,
    before: Option<&Open>,
) -> (Table, Option<Open>) {
    let (top, x0, x1) = run.first().map_or((0.0, 0.0, 0.0), |band| (band.top, band.x0, band.x1));
    let bottom = run.last().map_or(0.0, |band| band.bottom);
    let closed = run.last().is_some_and(|band| band.closed);
    let edges = bands::edges(&run);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut head = Vec::new();
    let count = run.len();
    for (n, band) in run.into_iter().enumerate() {
        let lines = cells::lines(page, &band, &edges);
        let within = rules::within(rules, &band);
        let found = match () {
            () if n == 0 && count > 1 && band.ruled => blocks::head(lines, &within),
            () => blocks::rows(lines, &within),
        };
        if n == 0 && count > 1 && band.ruled {
            head = found.iter().map(|row| words(row)).collect();
            // The head is printed again on each page.
            if before.is_some_and(|before| before.head == head) {
                continue;
            }
        }
        rows.extend(found);
    }
    page.retain(|segment| !segment.text.is_empty() || !segment.markers.is_empty());
    let rows = rows.into_iter().filter_map(|row| printed(row, number)).collect();
    if head.is_empty() {
        head = before.map_or_else(Vec::new, |before| before.head.clone());
    }
    let open = (!closed).then_some(Open { x0, x1, edges, head });
    (Table { top, bottom, rows }, open)
}

fn words(row: &[Cell]) -> String {
    row.iter().map(|cell| cell.segment.text.as_str()).collect::<Vec<_>>().join("|")
}

/// A row as a line, with bars between its cells. Empty cells between others are kept.
fn printed(mut row: Vec<Cell>, page: u32) -> Option<Printed> {
    row.sort_by_key(|cell| cell.first);
    let bottom = row.iter().map(|cell| cell.segment.y).fold(f32::MIN, f32::max);
    let mut out: Option<(Printed, usize)> = None;
    for cell in row {
        let line = Printed { segment: cell.segment, page, ..Printed::default() };
        out = Some(match out {
            None => (line, cell.last),
            Some((row, last)) => {
                let glue = match cell.first {
                    first if first <= last => " ".to_owned(),
                    first => format!(" | {}", "| ".repeat(first - last - 1)),
                };
                (super::tagged::joined(row, line, &glue), cell.last.max(last))
            }
        });
    }
    let (mut row, _) = out?;
    row.segment.y = bottom;
    row.hint = Hint::Row;
    row.start = Start::Block;
    Some(row)
}
