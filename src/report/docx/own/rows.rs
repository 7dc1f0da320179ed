//! Cells of a unit -> the cells of the row it was read from: each looks as its own.
//!
//! ```text
//! "Nets | 4"      in a row of an empty cell, "Nets", "4": the second and the third
//! ```

use super::story::{Row, Slot, mark};
use super::tree::Element;
use super::words::Looks;
use crate::report::docx::rows::cells;

/// The row that a unit wears.
#[derive(Clone, Debug)]
pub(super) struct Worn {
    /// Its number in the source.
    pub(super) row: usize,
    /// For each cell of the row which of the unit's stands in it; or none, and the properties of its
    /// paragraph.
    pub(super) inside: Vec<Result<usize, Option<String>>>,
    /// For each cell of the unit the properties of its paragraph.
    pub(super) properties: Vec<String>,
}

/// Fits the line of a unit into the row it was read from, the `number`th; `None`: it has other cells.
/// `look`: what is kept of the properties of a paragraph.
pub(super) fn wear(
    row: &mut Row,
    number: usize,
    line: &str,
    look: impl Fn(Option<&Element>) -> String,
) -> Option<(Worn, Looks)> {
    let cells = cells(line)?;
    let seen = row.seen();
    if cells.len() != seen.len() {
        return None;
    }
    let given = |slot: &Slot| look(slot.paragraph.properties.as_ref());
    let inside = row.slots.iter().enumerate().map(|(n, slot)| {
        let cell = seen.iter().position(|&seen| seen == n);
        cell.ok_or_else(|| Some(given(slot) + &mark(slot.paragraph.properties.as_ref())))
    });
    let worn = Worn {
        row: number,
        inside: inside.collect(),
        properties: seen.iter().map(|&n| given(&row.slots[n])).collect(),
    };
    let mut looks = Looks::default();
    for (cell, &n) in cells.iter().zip(&seen) {
        let of_cell = row.slots[n].paragraph.looks(&line[cell.clone()]);
        if cell.start == 0 {
            looks.most = of_cell.most.clone();
        }
        let stretches = of_cell.stretches.into_iter().map(|(end, look)| (cell.start + end, look));
        looks.stretches.extend(stretches);
        if looks.stretches.last().is_none_or(|last| last.0 < cell.end) {
            looks.stretches.push((cell.end, of_cell.most));
        }
    }
    Some((worn, looks))
}
