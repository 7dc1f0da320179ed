//! The report a negotiator reads: the summary first, then the changes in the order of the new
//! document, under its headings.
//!
//! ```text
//! B. Existing and potential threats
//!
//!   4 unchanged: 10–13 (formerly 9–12)
//!
//!   reworded  14 → 16 · moved from “C. International law” · .83 alike
//!       States {-should-} {+shall+} take all measures … to that end.
//!       sentence moved to 18: “Capacity-building is a two-way street.”
//!
//!   dropped  15
//!       The Group took note of the proposals made.
//!       nearest: 31, .41 alike: “Note was taken of several proposals.”
//! ```

mod page;
mod redline;
mod entry;
mod summary;
mod document;
mod table;
mod lineage;
mod found;
mod shared;

use std::io::{self, Write};

use super::{Options, Row, View, remarks, say};
use crate::document::{Document, SectionId};
use page::{Page, plain, span};

pub(super) use document::document;
pub(super) use found::found;
pub(super) use lineage::lineage;
pub(super) use page::{Span, Style, clean};
pub(super) use redline::{Manner, redline};
pub(super) use shared::{matrix, share};
pub(super) use table::tables;

/// Indent of an entry's head.
const HEAD: usize = 2;
/// Indent of an entry's text.
const BODY: usize = 6;

/// Writes the report of a comparison.
pub(super) fn comparison(view: &View<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(out, options.width, options.color);
    summary::put(view, options, &mut page)?;
    let mut section = None;
    for row in &view.rows {
        match row {
            Row::Unchanged(run) if !options.all => entry::put_unchanged(view, run, &mut page)?,
            Row::Unchanged(run) => {
                // An unchanged heading is printed as such, above what stands under it.
                for entry in run.iter().filter(|entry| !remarks::is_heading(view, entry)) {
                    heading(view.documents.new, entry.section, &mut section, &mut page)?;
                    entry::put(view, entry, options, &mut page)?;
                }
            }
            Row::Masthead(run) if run.len() > 1 => entry::put_masthead(view, run, &mut page)?,
            Row::Masthead(run) => entry::put(view, &run[0], options, &mut page)?,
            Row::Entry(entry) => {
                heading(view.documents.new, entry.section, &mut section, &mut page)?;
                entry::put(view, entry, options, &mut page)?;
            }
        }
    }
    Ok(())
}

/// Prints the headings of a section, when it is another than before.
fn heading(
    document: &Document,
    section: SectionId,
    current: &mut Option<SectionId>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    if current.replace(section) == Some(section) {
        return Ok(());
    }
    let path = say::headings(document, section);
    if path.is_empty() {
        return Ok(());
    }
    page.blank()?;
    let last = path.len() - 1;
    let mut spans = Vec::new();
    for (n, line) in path.into_iter().enumerate() {
        if n < last {
            spans.extend([plain(say::shorten(&line, 40).into_owned()), plain(" › ")]);
        } else {
            spans.push(span(Style::Strong, line));
        }
    }
    page.put(0, HEAD, &spans)
}
