//! The columns of a table, its own or such as its words need.
//!
//! ```text
//! "Nets | 4", "Boats, with all that is in them | 5"      two columns, the first wide
//! "Harbours"                                              one cell over both
//! "Piers | 7" in a table of three columns                 an empty cell at the end
//! ```

/// Between the margins of the page, in twentieths of a point; tables are as wide as their page in the
/// end, whatever its margins.
const WIDTH: usize = 9638;

/// A column counts as this many letters at least, and at most.
const LETTERS: (usize, usize) = (6, 40);

/// The columns of a table.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// What stands in `w:tblPr`.
    properties: String,
    widths: Vec<usize>,
    /// Whether the source's rows fit into it as they are.
    own: bool,
}

/// A cell to be written.
#[derive(Debug)]
pub(super) struct Slot {
    /// What stands in its `w:tcPr`.
    pub(super) properties: String,
    /// Which of the row's cells stands in it; or it is empty, and its paragraph has these properties, if
    /// not those of the row's.
    pub(super) inside: Result<usize, Option<String>>,
}

impl Grid {
    /// For rows of cells with so many letters.
    pub(super) fn new(rows: &[Vec<usize>], bidi: bool) -> Self {
        let count = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let longest = |column: usize| {
            let cells = rows.iter().filter(|row| row.len() > 1).filter_map(|row| row.get(column));
            cells.copied().max().unwrap_or(0).clamp(LETTERS.0, LETTERS.1)
        };
        let letters: Vec<usize> = (0..count).map(longest).collect();
        let sum: usize = letters.iter().sum();
        let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
            .iter()
            .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A0A0A0\"/>"))
            .collect();
        let properties = format!(
            "{}<w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>{borders}</w:tblBorders>",
            if bidi { "<w:bidiVisual/>" } else { "" }
        );
        let widths = letters.iter().map(|letters| WIDTH * letters / sum).collect();
        Self { properties, widths, own: false }
    }

    /// Those of a source file.
    pub(super) fn own(properties: &str, widths: Vec<usize>) -> Self {
        Self { properties: properties.to_owned(), widths, own: true }
    }

    /// Whether rows look as in the source.
    pub(super) const fn is_own(&self) -> bool {
        self.own
    }

    /// Whether rows of so many cells each have a column for every cell. Those of a table in a table don't
    /// fit into the outer one: their words would stand in columns without any width.
    pub(super) fn holds(&self, rows: &[Vec<usize>]) -> bool {
        let columns = self.widths.iter().filter(|&&width| width > 0).count();
        rows.iter().all(|row| row.len() <= columns)
    }

    /// Properties and columns of the table.
    pub(super) fn open(&self, out: &mut String) {
        out.push_str(&format!("<w:tbl><w:tblPr>{}</w:tblPr><w:tblGrid>", self.properties));
        self.widths.iter().for_each(|width| out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>")));
        out.push_str("</w:tblGrid>");
    }

    /// A row of so many cells: one is as wide as the table, of several each has a column, and columns
    /// that are left over are empty.
    pub(super) fn slots(&self, cells: usize) -> Vec<Slot> {
        if cells == 1 {
            return vec![self.slot(0, self.widths.len().max(1), Ok(0))];
        }
        let columns = self.widths.len().max(cells);
        (0..columns).map(|n| self.slot(n, 1, if n < cells { Ok(n) } else { Err(None) })).collect()
    }

    fn slot(&self, first: usize, span: usize, inside: Result<usize, Option<String>>) -> Slot {
        let width: usize = self.widths.iter().skip(first).take(span).sum();
        let span = if span > 1 { format!("<w:gridSpan w:val=\"{span}\"/>") } else { String::new() };
        Slot { properties: format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}"), inside }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A box of one cell around a table of three columns (A/80/590 has one around its summary).
    #[test]
    fn columns_without_width_hold_nothing() {
        let row = vec![vec![5, 1, 4]];
        assert!(!Grid::own("", vec![9850]).holds(&row));
        assert!(!Grid::own("", vec![900, 0, 900]).holds(&row));
        assert!(Grid::own("", vec![900, 900, 900]).holds(&row));
        assert!(Grid::new(&row, false).holds(&row));
    }
}
