//! Tables -> columns of a terminal.
//!
//! ```text
//! old   new       what became of it
//! ────  ────────  ─────────────────────────
//! 9–12  10–13     carried
//! 13    14 + 15   reworded, split; please
//!                 check
//! ```
//!
//! The last column takes what the others leave, and those take what they need up to a share of the
//! line. Where the last one would be too narrow to read, each row stands on lines of its own.

use std::io::{self, Write};

use super::page::{Page, Span, Style, plain, span};
use crate::report::Options;
use crate::report::say::columns;
use crate::report::table::{Cells, Table};

/// Space between columns.
const GAP: usize = 2;
/// The last column is at least so wide, or there are no columns.
const LEAST: usize = 16;

/// Writes tables one after another.
pub(in crate::report) fn tables(tables: &[Table], options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(out, options.width, options.color);
    for (n, table) in tables.iter().enumerate() {
        if n > 0 {
            page.blank()?;
        }
        page.put(0, 2, &[span(Style::Strong, table.title.as_str())])?;
        for about in &table.about {
            page.put(0, 2, &[plain(about.as_str())])?;
        }
        page.blank()?;
        if table.is_empty() {
            page.put(0, 0, &[span(Style::Faint, "nothing to list")])?;
            continue;
        }
        match widths(table, page.width()) {
            Some(widths) => in_columns(table, &widths, &mut page)?,
            None => one_by_one(table, &mut page)?,
        }
    }
    Ok(())
}

/// How wide each column is, if the last one can be read then.
fn widths(table: &Table, room: usize) -> Option<Vec<usize>> {
    let count = table.head.len();
    let mut widths: Vec<usize> = table.head.iter().map(|name| columns(name)).collect();
    for row in table.rows() {
        for (width, cell) in widths.iter_mut().zip(&row.cells) {
            *width = (*width).max(columns(cell));
        }
    }
    let room = room.checked_sub(GAP * count.saturating_sub(1))?;
    if widths.iter().sum::<usize>() <= room {
        return Some(widths);
    }
    let (last, others) = widths.split_last_mut()?;
    // Two columns of labels and one of words, or one of words between them.
    for (n, width) in others.iter_mut().enumerate() {
        let share = match (count, n) {
            (..=3, _) => room * 3 / 10,
            (_, 0 | 1) => room / 5,
            _ => room / 4,
        };
        *width = (*width).min(share.max(6));
    }
    let left = room.checked_sub(others.iter().sum())?;
    *last = (*last).min(left);
    (left >= LEAST).then_some(widths)
}

fn in_columns(table: &Table, widths: &[usize], page: &mut Page<'_>) -> io::Result<()> {
    let head: Vec<String> = table.head.iter().map(|name| (*name).to_owned()).collect();
    row(&head, widths, Style::Strong, page)?;
    let rules: Vec<String> = widths.iter().map(|&width| "─".repeat(width)).collect();
    row(&rules, widths, Style::Faint, page)?;
    for group in &table.groups {
        if !group.heading.is_empty() {
            page.blank()?;
            page.put(0, 2, &[span(Style::Strong, group.heading.as_str())])?;
        }
        for Cells { cells, .. } in &group.rows {
            row(cells, widths, Style::Plain, page)?;
        }
    }
    Ok(())
}

/// One row, over as many lines as its longest cell needs.
fn row(cells: &[String], widths: &[usize], style: Style, page: &mut Page<'_>) -> io::Result<()> {
    let mut wrapped = Vec::with_capacity(cells.len());
    for (cell, &width) in cells.iter().zip(widths) {
        wrapped.push(lines(cell, width)?);
    }
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let mut spans: Vec<Span<'_>> = Vec::new();
        let mut behind = 0;
        for (cell, &width) in wrapped.iter().zip(widths) {
            let text = cell.get(line).map_or("", String::as_str);
            if !text.is_empty() {
                spans.push(plain(" ".repeat(behind)));
                spans.push(span(style, text));
                behind = 0;
            }
            behind += width.saturating_sub(columns(text)) + GAP;
        }
        page.row(&spans)?;
    }
    Ok(())
}

/// The lines of a cell.
fn lines(cell: &str, width: usize) -> io::Result<Vec<String>> {
    let mut out = Vec::new();
    Page::column(&mut out, width).put(0, 0, &[plain(cell)])?;
    let text = String::from_utf8_lossy(&out);
    Ok(text.lines().map(|line| line.trim_end().to_owned()).collect())
}

/// Rows for a line too short for columns: labels, then what is said of them.
fn one_by_one(table: &Table, page: &mut Page<'_>) -> io::Result<()> {
    for group in &table.groups {
        if !group.heading.is_empty() {
            page.put(0, 2, &[span(Style::Strong, group.heading.as_str())])?;
        }
        for Cells { cells, .. } in &group.rows {
            let (labels, said) = cells.split_at(cells.len().min(2));
            page.put(0, 2, &[span(Style::Strong, labels.join(" → "))])?;
            for cell in said.iter().filter(|cell| !cell.is_empty()) {
                page.put(2, 4, &[plain(cell.as_str())])?;
            }
        }
    }
    Ok(())
}
