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
        Self { properties, widths: letters.iter().map(|letters| WIDTH * letters / sum).collect() }
    }

    /// Those of a source file.
    pub(super) fn own(properties: &str, widths: Vec<usize>) -> Self {
        Self { properties: properties.to_owned(), widths }
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
