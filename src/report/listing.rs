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
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

/// Writes a list for the terminal, or as values between commas or tabs.
///
/// # Errors
/// What `out` returns, and that a list is written in these forms only.
pub fn write_listing(listing: &Listing, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let rows = listing.rows.iter().map(|cells| Cells { cells: cells.clone(), link: None });
    let table = Table {
        title: listing.title.clone(),
        about: listing.about.clone(),
        head: listing.head.clone(),
        groups: vec![Group { heading: String::new(), rows: rows.collect() }],
    };
    match options.format {
        Format::Terminal => terminal::tables(&[table], options, out),
        Format::Csv => csv::sheet(&table, csv::Manner::Commas, out),
        Format::Tsv => csv::sheet(&table, csv::Manner::Tabs, out),
        _ => Err(refused("the list", "cannot be written in this form", "choose terminal or csv")),
    }
}
