//! The text of a finished file, all changes accepted and all rejected.
//!
//! ```text
//! <w:p>a<w:ins>b</w:ins>, its end inserted</w:p><w:p>c</w:p>      accepted "ab", "c"; rejected "ac"
//! ```
//!
//! The cells of a row make one line, as in a draft that is read: with bars between them, for each empty
//! one between others too, and none for those that are empty at either end.
//!
//! It knows nothing of how the file was written: it reads XML, and what ECMA-376 says of insertions,
//! deletions, moves, ends of paragraphs and rows. The writer runs it on its own work before it hands
//! that over.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::pair::Pair;

/// Paragraphs in order: as they were (all changes rejected), and as they are (all accepted).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Resolved {
    /// What stands before the first section break.
    pub(super) before: Pair<Vec<String>>,
    /// What stands after it.
    pub(super) lines: Pair<Vec<String>>,
}

/// Resolves the main part of a file.
///
/// # Errors
/// What is wrong with the XML.
pub(super) fn resolve(xml: &str) -> Result<Resolved, String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut walk = Walk::default();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => walk.open(&start)?,
            Event::End(_) => walk.close()?,
            Event::Text(text) => walk.words(&text.into_inner()),
            Event::CData(text) => walk.words(&text.into_inner()),
            Event::GeneralRef(entity) => {
                let name: &str = &entity;
                let known = unescape(&format!("&{name};")).map_err(|error| error.to_string())?.into_owned();
                walk.words(&known);
            }
            Event::Eof if walk.open.is_empty() => return Ok(walk.done()),
            Event::Eof => return Err("the part ends in the middle".to_owned()),
            _ => {}
        }
    }
}

/// What an open element does to the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// Nothing.
    Other,
    Paragraph,
    /// Properties of a paragraph, a run, a row.
    ParagraphProperties,
    RunProperties,
    RowProperties,
    /// A cell, and its properties.
    Cell,
    CellProperties,
    /// What the properties were before.
    Before,
    Run,
    Words,
    /// Inserted, or moved here; deleted, or moved away.
    Inserted,
    Deleted,
    Row,
    /// The other of two ways to say the same.
    Fallback,
}

#[derive(Default)]
struct Walk {
    open: Vec<Inside>,
    /// Insertions and deletions around what is read, rows among them.
    inserted: usize,
    deleted: usize,
    /// The row that is open.
    row: Option<Row>,
    /// Paragraphs that are open, innermost last: words on both sides, whether the end is there, and
    /// whether a section ends with it.
    paragraphs: Vec<Open>,
    /// Words of paragraphs whose end is not there: they go on in the next.
    carried: Pair<String>,
    fallbacks: usize,
    resolved: Resolved,
    broken: bool,
}

#[derive(Default)]
struct Open {
    words: Pair<String>,
    gone: Pair<bool>,
    section: bool,
}

#[derive(Default)]
struct Row {
    inserted: bool,
    deleted: bool,
    cells: Vec<Cell>,
}

/// A cell that is closed, or open: its paragraphs on both sides.
#[derive(Default)]
struct Cell {
    words: Pair<Vec<String>>,
    /// The cell above goes on in it.
    goes_on: bool,
    /// The end of its last paragraph was inserted or deleted.
    gone: Pair<bool>,
}

impl Walk {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        let name = name(start);
        let parent = self.open.last().copied();
        let inside = match (name, parent) {
            ("p", _) => Inside::Paragraph,
            ("pPr", Some(Inside::Paragraph)) => Inside::ParagraphProperties,
            ("rPr", Some(Inside::ParagraphProperties | Inside::Run)) => Inside::RunProperties,
            ("trPr", Some(Inside::Row)) => Inside::RowProperties,
            ("tcPr", Some(Inside::Cell)) => Inside::CellProperties,
            ("tc", Some(Inside::Row)) => Inside::Cell,
            ("pPrChange" | "rPrChange" | "trPrChange" | "tblPrChange" | "sectPrChange", _) => Inside::Before,
            ("r", _) => Inside::Run,
            ("t" | "delText", Some(Inside::Run)) => Inside::Words,
            ("tr", _) => Inside::Row,
            ("Fallback", _) => Inside::Fallback,
            ("ins" | "moveTo" | "del" | "moveFrom", _) => {
                let inserted = matches!(name, "ins" | "moveTo");
                match parent {
                    Some(Inside::RunProperties) => self.mark(inserted),
                    Some(Inside::RowProperties) => self.mark_row(inserted),
                    Some(Inside::Before) => {}
                    _ if inserted => self.inserted += 1,
                    _ => self.deleted += 1,
                }
                match parent {
                    Some(Inside::RunProperties | Inside::RowProperties | Inside::Before) => Inside::Other,
                    _ if inserted => Inside::Inserted,
                    _ => Inside::Deleted,
                }
            }
            _ => Inside::Other,
        };
        match inside {
            Inside::Paragraph => self.paragraphs.push(Open::default()),
            Inside::Row => self.begin_row()?,
            Inside::Cell => self.row.iter_mut().for_each(|row| row.cells.push(Cell::default())),
            Inside::Fallback => self.fallbacks += 1,
            _ => {}
        }
        if parent == Some(Inside::Run) {
            match name {
                "tab" => self.add("\t"),
                "br" | "cr" if !start.attributes().flatten().any(|a| a.key.as_ref().ends_with("type")) => {
                    self.add("\n");
                }
                "noBreakHyphen" => self.add("\u{2011}"),
                "softHyphen" => self.add("\u{AD}"),
                _ => {}
            }
        }
        if name == "sectPr"
            && parent == Some(Inside::ParagraphProperties)
            && let Some(paragraph) = self.paragraphs.last_mut()
        {
            paragraph.section = true;
        }
        let value = || start.attributes().flatten().find(|a| a.key.as_ref().ends_with("val"));
        if name == "vMerge"
            && parent == Some(Inside::CellProperties)
            && let Some(cell) = self.row.as_mut().and_then(|row| row.cells.last_mut())
        {
            cell.goes_on = value().is_none_or(|value| {
                let value: &str = &value.value;
                value != "restart"
            });
        }
        self.open.push(inside);
        Ok(())
    }

    fn begin_row(&mut self) -> Result<(), String> {
        if self.row.is_some() || !self.paragraphs.is_empty() {
            return Err("a table stands in a table or a text box".to_owned());
        }
        if !self.carried.old.is_empty() || !self.carried.new.is_empty() {
            return Err("a paragraph goes on in a table".to_owned());
        }
        self.row = Some(Row::default());
        Ok(())
    }

    /// The end of the paragraph that is open was inserted or deleted.
    fn mark(&mut self, inserted: bool) {
        // The properties of a run can say so too, and mean nothing by it.
        if self.open.contains(&Inside::Run) {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            if inserted { paragraph.gone.old = true } else { paragraph.gone.new = true }
        }
    }

    fn mark_row(&mut self, inserted: bool) {
        if let Some(row) = &mut self.row {
            if inserted { row.inserted = true } else { row.deleted = true }
        }
    }

    fn words(&mut self, words: &str) {
        if self.open.last() == Some(&Inside::Words) {
            self.add(words);
        }
    }

    /// Which sides see what stands here.
    fn seen(&self) -> Pair<bool> {
        let row = self.row.as_ref().map_or((false, false), |row| (row.inserted, row.deleted));
        Pair::new(self.inserted == 0 && !row.0, self.deleted == 0 && !row.1)
    }

    fn add(&mut self, words: &str) {
        let seen = self.seen();
        if self.fallbacks > 0 {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            if seen.old {
                paragraph.words.old.push_str(words);
            }
            if seen.new {
                paragraph.words.new.push_str(words);
            }
        }
    }

    fn close(&mut self) -> Result<(), String> {
        match self.open.pop() {
            Some(Inside::Inserted) => self.inserted -= 1,
            Some(Inside::Deleted) => self.deleted -= 1,
            Some(Inside::Fallback) => self.fallbacks -= 1,
            Some(Inside::Row) => self.end_row()?,
            Some(Inside::Paragraph) => self.end(),
            Some(_) => {}
            None => return Err("an element ends that was not begun".to_owned()),
        }
        Ok(())
    }

    fn end(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        if self.fallbacks > 0 {
            return;
        }
        // A paragraph in a text box is one of its own.
        let nested = !self.paragraphs.is_empty();
        if let Some(cell) = self.row.as_mut().and_then(|row| row.cells.last_mut()).filter(|_| !nested) {
            cell.words.old.push(paragraph.words.old);
            cell.words.new.push(paragraph.words.new);
            cell.gone.old |= paragraph.gone.old;
            cell.gone.new |= paragraph.gone.new;
            return;
        }
        let seen = self.seen();
        let into = if self.broken { &mut self.resolved.lines } else { &mut self.resolved.before };
        let side = |words: String, carried: &mut String, gone: bool, seen: bool, into: &mut Vec<String>| {
            let mut whole = if nested { String::new() } else { std::mem::take(carried) };
            whole.push_str(&words);
            match (seen, gone && !nested) {
                (false, _) => *carried = whole,
                (true, true) => *carried = whole,
                (true, false) => into.push(whole),
            }
        };
        let Open { words, gone, section } = paragraph;
        side(words.old, &mut self.carried.old, gone.old, seen.old, &mut into.old);
        side(words.new, &mut self.carried.new, gone.new, seen.new, &mut into.new);
        self.broken |= section && !nested;
    }

    fn end_row(&mut self) -> Result<(), String> {
        let seen = self.seen();
        let Some(row) = self.row.take() else { return Ok(()) };
        let into = if self.broken { &mut self.resolved.lines } else { &mut self.resolved.before };
        for cell in &row.cells {
            // Such an end goes with its row, and never without it.
            if (cell.gone.old && seen.old) || (cell.gone.new && seen.new) {
                return Err("the end of a cell is tracked, and its row is not".to_owned());
            }
        }
        let line = |side: fn(&Pair<Vec<String>>) -> &Vec<String>| {
            let cells = row.cells.iter().map(|cell| (side(&cell.words).join(" "), cell.goes_on));
            in_line(cells)
        };
        into.old.extend(seen.old.then(|| line(|words| &words.old)));
        into.new.extend(seen.new.then(|| line(|words| &words.new)));
        Ok(())
    }

    fn done(mut self) -> Resolved {
        let carried = std::mem::take(&mut self.carried);
        self.resolved.lines.old.extend(Some(carried.old).filter(|words| !words.is_empty()));
        self.resolved.lines.new.extend(Some(carried.new).filter(|words| !words.is_empty()));
        self.resolved
    }
}

/// Cells, each with whether the one above goes on in it, as a line.
fn in_line(cells: impl Iterator<Item = (String, bool)>) -> String {
    let mut line = String::new();
    let mut between = String::new();
    for (words, _) in cells.filter(|(words, goes_on)| !goes_on || !words.is_empty()) {
        if !line.is_empty() {
            between.push_str(if between.is_empty() { " | " } else { "| " });
        }
        if !words.is_empty() {
            line.push_str(&std::mem::take(&mut between));
            line.push_str(&words);
        }
    }
    line
}

/// The name of an element, without the namespace.
fn name<'s>(start: &'s BytesStart<'_>) -> &'s str {
    let name: &str = start;
    let name = name.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or("");
    name.rsplit(':').next().unwrap_or(name)
}
