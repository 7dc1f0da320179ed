//! Rows of tables in the row of tokens: which paragraphs of it can stand as such, cut into cells.
//!
//! ```text
//! old "Nets | 4 | new"              one row: "Nets" | {-4-}{+5+} | "new"
//! new "Nets | 5 | new"
//! new "Nets | 5"                    another number of cells: the old row deleted, the new one inserted
//! new "Nets are mended."            no row any more: a paragraph
//! ```
//!
//! A row can neither begin in the middle of a paragraph nor go on in the next one. Where a text of
//! either side does, it stays a paragraph, with bars between its cells. No row is tracked as moved:
//! there is no move of rows in the format that other programs read alike.

use std::ops::Range;

use super::flow::Placed;
use super::walk::{Token, What};
use crate::document::{Document, Kind, UnitId};
use crate::pair::Pair;

/// Stands between two cells, with spaces around it.
const BAR: &str = "|";

/// Cuts what can stand as rows of tables into cells.
pub(super) fn rows<'t>(documents: Pair<&Document>, flow: Vec<Placed<'t>>) -> Vec<Placed<'t>> {
    let mut out = Vec::with_capacity(flow.len());
    // Whether a paragraph has begun on either side, and not ended.
    let mut open = Pair::new(false, false);
    let mut paragraph: Vec<Placed<'t>> = Vec::new();
    for placed in flow {
        let end = (placed.token.what == What::End).then_some(placed.token.at);
        paragraph.push(placed);
        let Some(end) = end else { continue };
        let paragraph = std::mem::take(&mut paragraph);
        let begun = open.old || open.new;
        open.old = end.old.is_none() && (open.old || paragraph.iter().any(|it| it.token.at.old.is_some()));
        open.new = end.new.is_none() && (open.new || paragraph.iter().any(|it| it.token.at.new.is_some()));
        let whole = !begun && !open.old && !open.new;
        match Some(&paragraph).filter(|_| whole).and_then(|paragraph| row(documents, paragraph)) {
            Some(rows) => out.extend(rows),
            None => out.extend(paragraph),
        }
    }
    out.extend(paragraph);
    out
}

/// The unit of a side.
type Side = fn(Pair<Option<UnitId>>) -> Option<UnitId>;

/// The row, or the two rows, that a paragraph can stand as.
fn row<'t>(documents: Pair<&Document>, paragraph: &[Placed<'t>]) -> Option<Vec<Placed<'t>>> {
    let at = paragraph.last()?.token.at;
    let is_row = |(document, unit): (&Document, Option<UnitId>)| {
        unit.is_none_or(|unit| document.unit(unit).kind == Kind::TableRow)
    };
    let are_rows = documents.zip(at).map(is_row);
    if !are_rows.old || !are_rows.new {
        return None;
    }
    let side = |unit: Option<UnitId>, side: Side| match unit {
        Some(_) => cells(&line(paragraph, side)),
        None => Some(Vec::new()),
    };
    let (mut old, mut new) = (side(at.old, |at| at.old)?, side(at.new, |at| at.new)?);
    // Some formats have empty cells at the end of a row, and others none.
    if !old.is_empty() && !new.is_empty() {
        let count = old.len().min(new.len());
        for cells in [&mut old, &mut new] {
            while cells.len() > count && cells.last().is_some_and(Range::is_empty) {
                cells.pop();
            }
        }
    }
    if old.is_empty() || new.is_empty() || old.len() == new.len() {
        return Some(cut(paragraph, &Pair::new(old, new)));
    }
    let alone = |side: fn(Pair<Option<UnitId>>) -> Pair<Option<UnitId>>| -> Vec<Placed<'t>> {
        paragraph.iter().filter_map(|placed| only(placed, side(placed.token.at))).collect()
    };
    let mut rows = cut(&alone(|at| Pair::new(at.old, None)), &Pair::new(old, Vec::new()));
    rows.extend(cut(&alone(|at| Pair::new(None, at.new)), &Pair::new(Vec::new(), new)));
    Some(rows)
}

/// What a paragraph says on a side.
fn line(paragraph: &[Placed<'_>], side: Side) -> String {
    paragraph
        .iter()
        .filter(|placed| side(placed.token.at).is_some())
        .map(|it| it.token.what.words())
        .collect()
}

/// The cells of a row's line, empty ones too; `None`: not every reader would find them again, for one has
/// white space at its ends, or all are empty.
pub(super) fn cells(line: &str) -> Option<Vec<Range<usize>>> {
    let bytes = line.as_bytes();
    let is_space = |byte: Option<&u8>| byte.is_none_or(|&byte| byte == b' ');
    let is_bar = |&(at, _): &(usize, &str)| {
        is_space(at.checked_sub(1).and_then(|before| bytes.get(before))) && is_space(bytes.get(at + 1))
    };
    let mut cells = Vec::new();
    let mut from = 0;
    let bars = line.match_indices(BAR).filter(is_bar).map(|(at, _)| at);
    for bar in bars.chain([line.len()]) {
        let mut cell = from..bar;
        let inside = line.get(cell.clone())?;
        if inside.bytes().all(|byte| byte == b' ') {
            cell.end = from;
        } else {
            cell.start += usize::from(from > 0);
            cell.end -= usize::from(bar < line.len());
        }
        cells.push(cell);
        from = bar + BAR.len();
    }
    // Behind a bar at the very end there is nothing to cut.
    cells.iter_mut().for_each(|cell| *cell = cell.start.min(line.len())..cell.end.min(line.len()));
    let is_sound = |cell: &Range<usize>| line[cell.clone()].trim().len() == cell.len();
    let filled = cells.iter().any(|cell| !cell.is_empty());
    (filled && cells.iter().all(is_sound)).then_some(cells)
}

/// The line of a row as whoever reads the file finds it: empty cells at its ends are none, and between
/// others each is a bar.
pub(super) fn as_read(line: &str) -> String {
    let Some(cells) = cells(line) else { return line.to_owned() };
    let mut read = String::with_capacity(line.len());
    let mut empty = 0;
    for cell in cells {
        if cell.is_empty() {
            empty += 1;
            continue;
        }
        if !read.is_empty() {
            read.push_str(" | ");
            read.push_str(&"| ".repeat(empty));
        }
        empty = 0;
        read.push_str(&line[cell]);
    }
    read
}

/// Tokens cut at the ends of cells, cell by cell; `cells` are those of the sides that are there, as many
/// on both.
fn cut<'t>(paragraph: &[Placed<'t>], cells: &Pair<Vec<Range<usize>>>) -> Vec<Placed<'t>> {
    let count = cells.old.len().max(cells.new.len());
    let mut inside: Vec<Vec<Placed<'t>>> = vec![Vec::new(); count];
    let mut passed = Pair::new(0, 0);
    for placed in paragraph {
        let at = placed.token.at;
        let length = placed.token.what.words().len();
        let mut from = 0;
        while from < length {
            let old = at.old.map_or((None, usize::MAX), |_| cell_at(&cells.old, passed.old));
            let new = at.new.map_or((None, usize::MAX), |_| cell_at(&cells.new, passed.new));
            let step = (length - from).min(old.1 - passed.old).min(new.1 - passed.new);
            let piece = Placed { token: placed.token.part(from..from + step), ..placed.clone() };
            from += step;
            passed.old += if at.old.is_some() { step } else { 0 };
            passed.new += if at.new.is_some() { step } else { 0 };
            match (old.0, new.0) {
                (Some(cell), other) if Some(cell) == other => inside[cell].extend(only(&piece, at)),
                // What changed its cell is taken out of one and put into the other.
                (old, new) => {
                    old.into_iter()
                        .for_each(|cell| inside[cell].extend(only(&piece, Pair::new(at.old, None))));
                    new.into_iter()
                        .for_each(|cell| inside[cell].extend(only(&piece, Pair::new(None, at.new))));
                }
            }
        }
    }
    let Some(end) = paragraph.last() else { return Vec::new() };
    let shown = if end.token.at.new.is_some() { &cells.new } else { &cells.old };
    let mut row = Vec::new();
    for (n, cell) in inside.into_iter().enumerate() {
        row.extend(cell);
        let next = shown.get(n).zip(shown.get(n + 1));
        let what = next.map_or(What::End, |(cell, next)| What::Between(next.start - cell.end));
        row.push(Placed { token: Token { what, at: end.token.at }, half: false, row: true, ..end.clone() });
    }
    row
}

/// The cell that a byte stands in, and where it ends; or none, and where the next begins.
fn cell_at(cells: &[Range<usize>], byte: usize) -> (Option<usize>, usize) {
    let n = cells.partition_point(|cell| cell.end <= byte);
    match cells.get(n) {
        Some(cell) if cell.start <= byte => (Some(n), cell.end),
        Some(cell) => (None, cell.start),
        None => (None, usize::MAX),
    }
}

/// A token of a row on these sides; `None`: it is on none.
fn only<'t>(placed: &Placed<'t>, at: Pair<Option<UnitId>>) -> Option<Placed<'t>> {
    let there = at.old.is_some() || at.new.is_some();
    let token = Token { what: placed.token.what.clone(), at };
    there.then(|| Placed { token, half: false, row: true, ..placed.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_again() {
        let found =
            |line: &str| cells(line).map(|cells| cells.into_iter().map(|at| line[at].to_owned()).collect());
        let of = |cells: &[&str]| Some(cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>());
        assert_eq!(found("a | b"), of(&["a", "b"]));
        assert_eq!(found("a | | | c|d"), of(&["a", "", "", "c|d"]));
        assert_eq!(found("alone"), of(&["alone"]));
        assert_eq!(found("| a |  | b |"), of(&["", "a", "", "b", ""]));
        assert_eq!(found("a || b |c"), of(&["a || b |c"]));
        for line in ["", "|", "a |  b", "a\t | b", " a"] {
            assert_eq!(found(line), None, "{line}");
        }
        assert_eq!(as_read("| a |  | b |"), "a | | b");
    }
}
