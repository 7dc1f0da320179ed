//! The main part of a source file -> its tables as they look, and its paragraphs without words.
//!
//! ```text
//! <w:tbl> … <w:tr><w:tc/><w:tc>Nets</w:tc></w:tr>     table 0; row 0: two cells, the second with words
//! <w:p/> between paragraphs                           a blank, and where it stands
//! ```
//!
//! Tables in tables, text boxes and tracked deletions lend nothing.

use std::collections::BTreeMap;

use super::properties::{self, clean};
use super::tree::{Element, Walk, root};
use super::words::Paragraph;
use crate::report::docx::grid::Grid;
use crate::report::docx::package::MAIN;

/// Blocks stand in one another this deep at most.
const DEPTH: usize = 64;

/// The order of a table's properties (17.4.59); others are left out.
const TABLE: [&str; 13] = [
    "tblStyle",
    "bidiVisual",
    "tblStyleRowBandSize",
    "tblStyleColBandSize",
    "tblW",
    "jc",
    "tblCellSpacing",
    "tblInd",
    "tblBorders",
    "shd",
    "tblLayout",
    "tblCellMar",
    "tblLook",
];

/// The same of a row's (17.4.81).
const ROW: [&str; 8] =
    ["gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit", "trHeight", "tblHeader", "jc"];

/// The same of a cell's (17.4.69).
const CELL: [&str; 11] = [
    "tcW",
    "gridSpan",
    "vMerge",
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
];

/// What the main part lends beside paragraphs with words.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) tables: Vec<Grid>,
    pub(super) rows: Vec<Row>,
    /// Where a paragraph stands that is in a row -> the row.
    pub(super) row_at: BTreeMap<usize, usize>,
    /// Paragraphs without words that stand in no table: where, and their properties.
    pub(super) blanks: Vec<(usize, Option<Element>)>,
}

/// A row as it looks.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) table: usize,
    /// What stands in `w:trPr`.
    pub(super) properties: String,
    pub(super) slots: Vec<Slot>,
}

/// A cell as it looks.
#[derive(Debug, Default)]
pub(super) struct Slot {
    /// What stands in `w:tcPr`.
    pub(super) properties: String,
    /// It belongs to one that goes over several rows; the cell above goes on in it.
    pub(super) merged: bool,
    pub(super) goes_on: bool,
    /// Words stand in it.
    pub(super) filled: bool,
    /// Its first paragraph, words or not.
    pub(super) paragraph: Paragraph,
}

impl Story {
    /// Reads the main part. `is_style`: whether there is a style of characters with an id.
    pub(super) fn read(xml: &str, is_style: &impl Fn(&str) -> bool) -> Result<Self, String> {
        let mut walk = Walk::new(xml, "w");
        root(&mut walk, MAIN)?;
        let mut story = Self::default();
        story.blocks(&mut walk, is_style, 0)?;
        Ok(story)
    }

    fn blocks(
        &mut self,
        walk: &mut Walk<'_>,
        is_style: &impl Fn(&str) -> bool,
        depth: usize,
    ) -> Result<(), String> {
        while let Some(name) = child(walk)? {
            match name.as_str() {
                "p" => {
                    let at = walk.offset();
                    let paragraph = Paragraph::rest(walk, is_style)?;
                    if !paragraph.filled {
                        self.blanks.push((at, paragraph.properties));
                    }
                }
                "tbl" => self.table(walk, is_style)?,
                "body" | "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" if depth < DEPTH => {
                    self.blocks(walk, is_style, depth + 1)?;
                }
                _ => walk.skip()?,
            }
        }
        Ok(())
    }

    fn table(&mut self, walk: &mut Walk<'_>, is_style: &impl Fn(&str) -> bool) -> Result<(), String> {
        let mut properties = String::new();
        let mut widths = Vec::new();
        let table = self.tables.len();
        while let Some(start) = walk.open()? {
            match walk.name(&start).as_deref() {
                Some("tblPr") => {
                    properties = inside(walk.element(&start)?, &TABLE);
                }
                Some("tblGrid") => {
                    let columns = walk.element(&start)?.unwrap_or_default();
                    let width = |column: &Element| column.get("w").and_then(|width| width.parse().ok());
                    let columns = columns.elements().filter(|column| column.name == "gridCol");
                    widths = columns.map(|column| width(column).unwrap_or(0)).collect();
                }
                Some("tr") => self.row(walk, is_style, table)?,
                _ => walk.skip()?,
            }
        }
        self.tables.push(Grid::own(&properties, widths));
        Ok(())
    }

    fn row(
        &mut self,
        walk: &mut Walk<'_>,
        is_style: &impl Fn(&str) -> bool,
        table: usize,
    ) -> Result<(), String> {
        let mut row = Row { table, properties: String::new(), slots: Vec::new() };
        while let Some(start) = walk.open()? {
            match walk.name(&start).as_deref() {
                Some("trPr") => {
                    let mut given = walk.element(&start)?;
                    // A row has to become higher where words were put in.
                    if let Some(height) = given.as_mut().and_then(|given| given.child_mut("trHeight")) {
                        height.attributes.retain(|(key, _)| key != "w:hRule");
                    }
                    row.properties = inside(given, &ROW);
                }
                Some("tc") => {
                    let mut slot = Slot::default();
                    let mut met = 0;
                    self.cell(walk, is_style, &mut slot, &mut met, 0)?;
                    row.slots.push(slot);
                }
                _ => walk.skip()?,
            }
        }
        self.rows.push(row);
        Ok(())
    }

    fn cell(
        &mut self,
        walk: &mut Walk<'_>,
        is_style: &impl Fn(&str) -> bool,
        slot: &mut Slot,
        met: &mut usize,
        depth: usize,
    ) -> Result<(), String> {
        while let Some(start) = walk.open()? {
            match walk.name(&start).as_deref() {
                Some("tcPr") if depth == 0 => {
                    let given = walk.element(&start)?.unwrap_or_default();
                    if let Some(merge) = given.child("vMerge") {
                        slot.merged = true;
                        slot.goes_on = merge.val().is_none_or(|val| val != "restart");
                    }
                    slot.properties = inside(Some(given), &CELL);
                }
                Some("p") => {
                    self.row_at.insert(walk.offset(), self.rows.len());
                    let paragraph = Paragraph::rest(walk, is_style)?;
                    slot.filled |= paragraph.filled;
                    if *met == 0 {
                        slot.paragraph = paragraph;
                    }
                    *met += 1;
                }
                Some("tbl" | "tr" | "tc" | "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo")
                    if depth < DEPTH =>
                {
                    self.cell(walk, is_style, slot, met, depth + 1)?;
                }
                _ => walk.skip()?,
            }
        }
        Ok(())
    }
}

impl Row {
    /// The cells that a reader sees, from the first with words to the last: their places.
    pub(super) fn seen(&self) -> Vec<usize> {
        let shown = (0..self.slots.len()).filter(|&n| self.slots[n].filled || !self.slots[n].goes_on);
        let shown: Vec<usize> = shown.collect();
        let filled = |n: &&usize| self.slots[**n].filled;
        let first = shown.iter().position(|n| filled(&n)).unwrap_or(0);
        let last = shown.iter().rposition(|n| filled(&n)).map_or(first, |last| last + 1);
        shown[first..last].to_vec()
    }
}

/// The name of the next element that opens, empty if it is of another vocabulary.
fn child(walk: &mut Walk<'_>) -> Result<Option<String>, String> {
    Ok(walk.open()?.map(|start| walk.name(&start).unwrap_or_default()))
}

/// What is kept of properties, in order.
fn inside(given: Option<Element>, order: &[&str]) -> String {
    let mut out = String::new();
    if let Some(mut given) = given {
        clean(&mut given, order);
        given.inside(&mut out, "w");
    }
    out
}

/// Properties of the mark of a paragraph without words, which make it as high as it is.
pub(super) fn mark(given: Option<&Element>) -> String {
    let Some(mut mark) = given.and_then(|given| given.child("rPr")).cloned() else { return String::new() };
    properties::run(&mut mark);
    let mut out = String::new();
    mark.write(&mut out, "w");
    out
}
