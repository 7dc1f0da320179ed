//! The text of a finished file, all changes accepted and all rejected.
//!
//! ```text
//! <w:p>a<w:ins>b</w:ins>, its end inserted</w:p><w:p>c</w:p>      accepted "ab", "c"; rejected "ac"
//! ```
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
            Event::Start(start) => walk.open(&start),
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
    /// Whether the open row is inserted, deleted.
    rows: Vec<(bool, bool)>,
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

impl Walk {
    fn open(&mut self, start: &BytesStart<'_>) {
        let name = name(start);
        let parent = self.open.last().copied();
        let inside = match (name, parent) {
            ("p", _) => Inside::Paragraph,
            ("pPr", Some(Inside::Paragraph)) => Inside::ParagraphProperties,
            ("rPr", Some(Inside::ParagraphProperties | Inside::Run)) => Inside::RunProperties,
            ("trPr", Some(Inside::Row)) => Inside::RowProperties,
            ("pPrChange" | "rPrChange" | "trPrChange" | "tblPrChange" | "sectPrChange", _) => Inside::Before,
            ("r", _) => Inside::Run,
            ("t" | "delText", Some(Inside::Run)) => Inside::Words,
            ("tr", _) => Inside::Row,
            ("Fallback", _) => Inside::Fallback,
            ("ins" | "moveTo" | "del" | "moveFrom", _) => {
                let inserted = matches!(name, "ins" | "moveTo");
                match parent {
                    Some(Inside::RunProperties) => self.mark(inserted),
                    Some(Inside::RowProperties) => self.row(inserted),
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
            Inside::Row => self.rows.push((false, false)),
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
        self.open.push(inside);
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

    fn row(&mut self, inserted: bool) {
        if let Some(row) = self.rows.last_mut() {
            if inserted { row.0 = true } else { row.1 = true }
        }
    }

    fn words(&mut self, words: &str) {
        if self.open.last() == Some(&Inside::Words) {
            self.add(words);
        }
    }

    /// Which sides see what stands here.
    fn seen(&self) -> Pair<bool> {
        let rows = (self.rows.iter().any(|row| row.0), self.rows.iter().any(|row| row.1));
        Pair::new(self.inserted == 0 && !rows.0, self.deleted == 0 && !rows.1)
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
            Some(Inside::Row) => drop(self.rows.pop()),
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

    fn done(mut self) -> Resolved {
        let carried = std::mem::take(&mut self.carried);
        self.resolved.lines.old.extend(Some(carried.old).filter(|words| !words.is_empty()));
        self.resolved.lines.new.extend(Some(carried.new).filter(|words| !words.is_empty()));
        self.resolved
    }
}

/// The name of an element, without the namespace.
fn name<'s>(start: &'s BytesStart<'_>) -> &'s str {
    let name: &str = start;
    let name = name.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or("");
    name.rsplit(':').next().unwrap_or(name)
}
