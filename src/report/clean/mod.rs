//! A document as a clean text: what the printer added is gone, what the authors wrote is all there.
//!
//! ```text
//! page 3, "13. States noted4", foot    13. States noted[^4]
//! note "4 See …", page number     ->
//!                                      [^4]: See …
//! ```
//!
//! One unit is one line: paragraphs are never wrapped, so that other programs can compare the lines.
//! Markdown is written so that it reads back to the same units; what a text holds that would be taken
//! for markup is escaped. Plain text has no way to escape, and none is invented.

mod markdown;

use std::io::{self, Write};

use super::labels;
use crate::document::{Document, Kind, Unit, UnitId};

/// The form of a clean text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clean {
    /// Markdown: headings, lists, tables and notes as markup.
    Markdown,
    /// Plain text.
    Text,
}

/// Columns that an item stands further in than what it hangs under.
const STEP: usize = 4;

/// Writes a document as a clean text.
pub(super) fn document(document: &Document, form: Clean, out: &mut dyn Write) -> io::Result<()> {
    let mut text = Paragraphs { out, first: true };
    if form == Clean::Markdown {
        markdown::title(document, &mut text)?;
    }
    let depths = depths(document);
    let mut rows: Vec<UnitId> = Vec::new();
    for id in document.ids().filter(|&id| document.unit(id).kind != Kind::Note) {
        if document.unit(id).kind == Kind::TableRow {
            rows.push(id);
            continue;
        }
        table(document, form, &mut rows, &mut text)?;
        let depth = depths[id.index()];
        match form {
            Clean::Markdown => markdown::unit(document, id, depth, &mut text)?,
            Clean::Text => plain(document, id, depth, &mut text)?,
        }
    }
    table(document, form, &mut rows, &mut text)?;
    notes(document, form, &mut text)
}

/// Paragraphs with an empty line between.
struct Paragraphs<'w> {
    out: &'w mut dyn Write,
    first: bool,
}

impl Paragraphs<'_> {
    fn paragraph(&mut self, indent: usize, words: &str) -> io::Result<()> {
        if !std::mem::take(&mut self.first) {
            self.out.write_all(b"\n")?;
        }
        let words = shown(words);
        for line in words.trim_end().split('\n') {
            writeln!(self.out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }
}

/// Control characters must not reach a terminal.
fn shown(words: &str) -> String {
    words.chars().map(|c| if c.is_control() && c != '\n' { '\u{FFFD}' } else { c }).collect()
}

/// How far in each unit stands.
fn depths(document: &Document) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(document.units.len());
    for unit in &document.units {
        let above = unit.parent.and_then(|parent| depths.get(parent.index()));
        // Nothing is read further in than a screen is wide.
        depths.push(above.map_or(0, |depth| (depth + 1).min(12)));
    }
    depths
}

/// A unit's words with its markers set in.
fn with_markers(
    document: &Document,
    id: UnitId,
    words: impl Fn(&str) -> String,
    marker: impl Fn(&str) -> String,
) -> String {
    let text = document.text_of(id);
    let mut whole = String::with_capacity(text.len() + 16);
    let mut from = 0;
    for note in &document.unit(id).note_markers {
        let at = (from..=note.at.min(text.len()).max(from))
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(from);
        whole.push_str(&words(&text[from..at]));
        whole.push_str(&marker(&note.label));
        from = at;
    }
    whole.push_str(&words(&text[from..]));
    whole
}

/// A bullet stands before an item that has no label.
fn is_bulleted(unit: &Unit) -> bool {
    unit.label.is_none()
        && matches!(unit.kind, Kind::Item | Kind::AnnexEntry | Kind::Paragraph)
        && unit.address.contains('•')
        && !unit.address.contains("cont.")
}

fn plain(document: &Document, id: UnitId, depth: usize, text: &mut Paragraphs<'_>) -> io::Result<()> {
    let unit = document.unit(id);
    let label = match &unit.label {
        Some(label) => labels::punctuated(label),
        None if is_bulleted(unit) => "• ".to_owned(),
        None => String::new(),
    };
    let words = with_markers(document, id, str::to_owned, |label| format!("[{label}]"));
    text.paragraph(STEP * depth, format!("{label}{words}").trim())
}

/// Writes the rows gathered, and forgets them.
fn table(
    document: &Document,
    form: Clean,
    rows: &mut Vec<UnitId>,
    text: &mut Paragraphs<'_>,
) -> io::Result<()> {
    let rows = std::mem::take(rows);
    if rows.is_empty() {
        return Ok(());
    }
    let table = match form {
        Clean::Markdown => markdown::table(document, &rows),
        Clean::Text => {
            let row = |&id: &UnitId| with_markers(document, id, str::to_owned, |label| format!("[{label}]"));
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
    };
    text.paragraph(0, &table)
}

/// Notes stand at the end.
fn notes(document: &Document, form: Clean, text: &mut Paragraphs<'_>) -> io::Result<()> {
    let mut first = true;
    for id in document.ids().filter(|&id| document.unit(id).kind == Kind::Note) {
        let label = document.unit(id).label.as_deref().unwrap_or("");
        match form {
            Clean::Markdown => markdown::note(document, id, label, text)?,
            Clean::Text => {
                if std::mem::take(&mut first) {
                    text.paragraph(0, "Notes")?;
                }
                let words = with_markers(document, id, str::to_owned, |label| format!("[{label}]"));
                text.paragraph(0, &format!("[{label}] {words}"))?;
            }
        }
    }
    Ok(())
}
