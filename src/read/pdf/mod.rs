//! PDF -> lines, from the places of its glyphs and from its tags.
//!
//! ```text
//! glyphs -> words: segments -> furniture out -> tagged | layout: lines in reading order
//!        -> notes: lifted out, markers kept -> write: Extract
//! ```
//!
//! A PDF knows where each glyph stands and nothing else, unless the program that made it left tags:
//! then paragraphs, cells and notes are known and need no guess (`tagged`). Without tags the same
//! is read off the page (`layout`): columns, gaps, indents. Both give the same kind of lines, so
//! what follows is one path. Reading the text in the order in which it is drawn was rejected: it
//! is right for word processors and wrong for everybody else.

mod engine;
mod words;
mod bidi;
mod pages;
mod furniture;
mod tagged;
mod layout;
mod columns;
mod grid;
mod paragraphs;
mod rows;
mod headings;
mod notes;
mod contents;
mod write;

#[cfg(feature = "fetch")]
pub(crate) use self::engine::has_end;

use rayon::prelude::*;

use self::words::Segment;
use super::line::{Extract, Hint, Start};
use crate::error::{Error, ErrorKind, Result};

/// A line in reading order, not yet laid down.
#[derive(Clone, Debug, Default)]
struct Printed {
    /// Its words and its place.
    segment: Segment,
    /// Page, counted from 1.
    page: u32,
    /// Whether a block begins.
    start: Start,
    /// What it is.
    hint: Hint,
    /// Why it is no language, if it isn't.
    furniture: Option<&'static str>,
    /// It belongs to a note at the page foot.
    in_note: bool,
    /// The level of heading that the tags call it.
    level: Option<u8>,
}

/// What to do with a PDF that has no words.
const OCR: &str = "recognise its text with OCR first, for instance with ocrmypdf, and read what that writes";

/// Reads the lines; `ignore_tags`: as if the file had none.
///
/// # Errors
/// If the file is broken, needs a password, has no text layer or passes a limit.
pub(crate) fn extract(name: &str, bytes: &[u8], ignore_tags: bool) -> Result<Extract> {
    let mut source = engine::read(name, bytes)?;
    let tags = source.tags.take().filter(|_| !ignore_tags);
    if ignore_tags {
        source.pages.iter_mut().for_each(pages::forget_marks);
    }
    let mut warnings = pages::warnings(&source);
    let (mut pages, left_out): (Vec<Vec<Segment>>, Vec<usize>) = source
        .pages
        .par_iter_mut()
        .enumerate()
        .map(|(n, page)| {
            let left_out = pages::make_upright(page);
            (words::segments(page, u32::try_from(n).unwrap_or(u32::MAX), tags.as_ref()), left_out)
        })
        .unzip();
    if pages.iter().all(Vec::is_empty) {
        return Err(no_text(name, source.pages.iter().any(|page| page.broken)));
    }
    if pages::is_mostly_lost(&pages) {
        let message = "the fonts of this PDF don't say what their letters are";
        return Err(Error::new(ErrorKind::NotText, name, message).with_help(OCR));
    }
    pages::lost_letters(&pages, &mut warnings);
    pages::left_out(&left_out, &mut warnings);
    let taken = furniture::take(&mut pages, &mut source.pages);
    let tags = tags.filter(|tags| tagged::usable(&pages, tags));
    let mut lines = match &tags {
        Some(tags) => {
            let numbered = source.pages.iter().zip(0u32..);
            let blanks = numbered.map(|(page, number)| words::blanks(page, number, tags)).collect();
            tagged::lines(pages, blanks, tags)
        }
        None => layout::lines(pages, &source.pages),
    };
    notes::find(&mut lines);
    contents::find(&mut lines);
    headings::find(&mut lines);
    let mut extract = write::write(lines, taken, warnings);
    // Tagged files draw the hyphens of broken words as soft ones.
    extract.lines.whole_words = tags.is_some();
    Ok(extract)
}

fn no_text(name: &str, broken: bool) -> Error {
    if broken {
        return Error::new(ErrorKind::NotText, name, "this PDF file is broken: no page of it can be read")
            .with_help("fetch it again, or open it in a PDF reader and save it anew");
    }
    Error::new(ErrorKind::NotText, name, "this PDF has no text layer: its pages are pictures").with_help(OCR)
}
