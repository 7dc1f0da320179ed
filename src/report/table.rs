//! A table as data: what the change table and the concordance are before a format spells them.
//!
//! ```text
//! Table { title: "Changes", head: [old, new, what], groups: [
//!     Group { heading: "B. Threats", rows: [[14, 16, “should” → “shall”]] } ] }
//! ```
//!
//! One type for all formats: the terminal wraps its columns, Markdown puts bars between them, CSV
//! writes them as they are, a page makes cells of them. A cell is text and nothing but text.

/// What stands in a table for people where a label has no counterpart.
pub(super) const NOTHING: &str = "—";

/// A table with a title, a head, and rows in groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// What it is a table of, in a few words.
    pub(super) title: String,
    /// What a reader must know before reading it, such as what a filter left out; each a sentence.
    pub(super) about: Vec<String>,
    /// The names of the columns.
    pub(super) head: Vec<&'static str>,
    /// The rows. Tables for programs have a single group without a heading.
    pub(super) groups: Vec<Group>,
}

/// Rows that stand under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    /// The heading, or an empty text if there is none.
    pub(super) heading: String,
    /// The rows.
    pub(super) rows: Vec<Cells>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cells {
    /// As many as the table has columns.
    pub(super) cells: Vec<String>,
    /// The link it is about, as an index into [`crate::Comparison::links`], if it is about one.
    pub(super) link: Option<usize>,
}

impl Table {
    /// All rows, whatever group they are in.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Cells> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    /// Whether there is no row.
    pub(super) fn is_empty(&self) -> bool {
        self.rows().next().is_none()
    }

    /// Adds a row under a heading; the same heading as before goes on.
    pub(super) fn push(&mut self, heading: &str, row: Cells) {
        match self.groups.last_mut() {
            Some(group) if group.heading == heading => group.rows.push(row),
            _ => self.groups.push(Group { heading: heading.to_owned(), rows: vec![row] }),
        }
    }
}

/// A number that a table or a list calls a link by: its place in the comparison, counted from 1. It
/// is the same in every format, whatever a filter leaves out.
pub(super) const fn number(link: usize) -> usize {
    link + 1
}
