//! A list of anything that has rows and columns: for people, for a spreadsheet.

use std::io::{self, Write};

use super::table::{Cells, Group, Table};
use super::{Format, Options, csv, refused, terminal};

/// A list.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// What it is a list of.
    pub title: String,
    /// What a reader must know first; each a sentence.
    pub about: Vec<String>,
    /// The names of the columns.
    pub head: Vec<&'static str>,
    /// Headings, and the rows under each; one without words for rows that need none. Rows are as long
    /// as the head.
    pub groups: Vec<(String, Vec<Vec<String>>)>,
}

/// Writes a list for the terminal, or as values between commas or tabs.
///
/// # Errors
/// What `out` returns, and that a list is written in these forms only.
pub fn write_listing(listing: &Listing, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let cells = |cells: &Vec<String>| Cells { cells: cells.clone(), link: None };
    let groups = listing.groups.iter();
    let groups = groups
        .map(|(heading, rows)| Group { heading: heading.clone(), rows: rows.iter().map(cells).collect() });
    let table = Table {
        title: listing.title.clone(),
        about: listing.about.clone(),
        head: listing.head.clone(),
        groups: groups.collect(),
    };
    match options.format {
        Format::Terminal => terminal::tables(&[table], options, out),
        Format::Csv => csv::sheet(&table, csv::Manner::Commas, out),
        Format::Tsv => csv::sheet(&table, csv::Manner::Tabs, out),
        _ => Err(refused("the list", "cannot be written in this form", "choose terminal or csv")),
    }
}
