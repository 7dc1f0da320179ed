//! Tables in GitHub's Markdown.
//!
//! ```text
//! | old | new | what became of it |
//! | --- | --- | --- |
//! | 9–12 | 10–13 | carried |
//! ```

use std::io::{self, Write};

use super::escape;
use crate::report::table::{Cells, Table, number};

/// Writes tables, each under its title.
pub(in crate::report) fn tables(tables: &[Table], out: &mut dyn Write) -> io::Result<()> {
    for (n, table) in tables.iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        writeln!(out, "## {}\n", escape::inline(&table.title))?;
        for about in &table.about {
            writeln!(out, "{}\n", escape::line(about))?;
        }
        rows(table, false, out)?;
    }
    Ok(())
}

/// Writes the rows. With `linked` a first column links each to its change.
pub(super) fn rows(table: &Table, linked: bool, out: &mut dyn Write) -> io::Result<()> {
    if table.is_empty() {
        return writeln!(out, "Nothing to list.");
    }
    let number_head = linked.then_some("#");
    let head: Vec<&str> = number_head.into_iter().chain(table.head.iter().copied()).collect();
    writeln!(out, "| {} |", head.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(head.len()))?;
    for group in &table.groups {
        if !group.heading.is_empty() {
            let empty = " |".repeat(head.len() - 1);
            writeln!(out, "|{empty} **{}** |", strong(&group.heading))?;
        }
        for Cells { cells, link } in &group.rows {
            write!(out, "|")?;
            if linked {
                match link {
                    Some(link) => write!(out, " [{0}](#change-{0}) |", number(*link))?,
                    None => write!(out, " |")?,
                }
            }
            for cell in cells {
                write!(out, " {} |", escape::inline(cell.trim()))?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Text inside `**`: it must not begin or end with a space, or with what would part it from them.
pub(super) fn strong(text: &str) -> String {
    escape::inline(text.trim())
}
