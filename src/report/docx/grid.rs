//! The columns of a table that has no properties of its own.
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

/// Widths of columns.
#[derive(Debug)]
pub(super) struct Grid {
    widths: Vec<usize>,
    /// Its columns go from right to left.
    bidi: bool,
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
        Self { widths: letters.iter().map(|letters| WIDTH * letters / sum).collect(), bidi }
    }

    /// Properties and columns of the table.
    pub(super) fn open(&self, out: &mut String) {
        out.push_str("<w:tbl><w:tblPr>");
        out.push_str(if self.bidi { "<w:bidiVisual/>" } else { "" });
        out.push_str("<w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>");
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            out.push_str(&format!(
                "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A0A0A0\"/>"
            ));
        }
        out.push_str("</w:tblBorders></w:tblPr><w:tblGrid>");
        self.widths.iter().for_each(|width| out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>")));
        out.push_str("</w:tblGrid>");
    }

    /// For each cell of a row with so many: how many columns it has. Cells that are missing at the end
    /// come last.
    pub(super) fn spans(&self, cells: usize) -> Vec<usize> {
        match cells {
            1 => vec![self.widths.len()],
            _ => vec![1; self.widths.len()],
        }
    }

    /// Properties of a cell that has these columns.
    pub(super) fn cell(&self, out: &mut String, first: usize, span: usize) {
        let width: usize = self.widths.iter().skip(first).take(span).sum();
        let span = if span > 1 { format!("<w:gridSpan w:val=\"{span}\"/>") } else { String::new() };
        out.push_str(&format!("<w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}</w:tcPr>"));
    }
}
