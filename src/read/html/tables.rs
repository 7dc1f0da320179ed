//! Tables: rows of figures, labels beside paragraphs, or a page laid out in cells.
//!
//! ```text
//! <td>14.</td><td>States noted …</td>     labels: "14. States noted …"
//! <td><h2>…</h2><p>…</p></td>             layout: its blocks, one after another
//! <td>2031</td><td>41 cuts</td>           data: "2031 | 41 cuts"
//! ```

use super::tree::{Id, Tree};
use crate::read::structure::labels::readings;

/// What a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    /// Rows that belong together.
    Data,
    /// Each row is a label and its text.
    Labels,
    /// A page in cells.
    Layout,
}

/// The rows of a table, not those of tables in it.
pub(super) fn rows(tree: &Tree, table: Id) -> Vec<Id> {
    let mut rows = Vec::new();
    for child in tree.children(table) {
        match tree.name(child) {
            "tr" => rows.push(child),
            "tbody" | "thead" | "tfoot" => {
                rows.extend(tree.children(child).filter(|&row| tree.name(row) == "tr"));
            }
            _ => {}
        }
    }
    rows
}

/// What a table is for.
pub(super) fn kind(tree: &Tree, table: Id) -> Table {
    if matches!(tree.attribute(table, "role"), Some("presentation" | "none")) {
        return Table::Layout;
    }
    let layout = tree.under(table).skip(1).any(|id| {
        matches!(
            tree.name(id),
            "table" | "h1" | "h2" | "h3" | "h4" | "ol" | "ul" | "blockquote" | "pre" | "hr"
        )
    });
    if layout {
        return Table::Layout;
    }
    let rows = rows(tree, table);
    let (mut widest, mut labels, mut full, mut head) = (0, 0usize, 0usize, false);
    for &row in &rows {
        let cells: Vec<Id> =
            tree.children(row).filter(|&cell| matches!(tree.name(cell), "td" | "th")).collect();
        head |= cells.iter().any(|&cell| tree.name(cell) == "th");
        widest = widest.max(cells.len());
        let words: Vec<String> =
            cells.iter().map(|&cell| tree.words(cell, 120)).filter(|words| !words.is_empty()).collect();
        full += usize::from(!words.is_empty());
        labels +=
            usize::from(words.len() == 2 && is_label(&words[0]) && words[1].len() > 20 || words.len() == 1);
    }
    let paragraphs = tree.under(table).filter(|&id| tree.name(id) == "p").count();
    match () {
        () if widest <= 1 => Table::Layout,
        () if !head && full > 0 && labels * 10 >= full * 9 => Table::Labels,
        () if !head && rows.len() == 1 => Table::Layout,
        () if !head && rows.len() <= 2 && paragraphs > 3 * rows.len() * widest => Table::Layout,
        () => Table::Data,
    }
}

/// A label and nothing else: "14.", "(a)", "•".
pub(super) fn is_label(words: &str) -> bool {
    let with = format!("{words} x");
    words.len() <= 12 && readings(&with, false).iter().any(|mark| mark.at == (0..words.len() + 1))
}
