//! Footnotes and endnotes: their marks, counted in the order of the text, and their bodies.
//!
//! ```text
//! reference, reference with the mark "*", reference     1, *, 2
//! settings: lower-case Roman, from 3                    iii, iv
//! ```
//!
//! A count that begins again on each page goes on here: a Word file has no pages until it is printed.

use rustc_hash::FxHashMap;

use super::Trouble;
use super::formats::Format;
use super::story::Story;
use super::tree::{Block, NoteRef};
use super::xml::{Node, Xml};

/// How one sort of note counts.
#[derive(Clone, Copy, Debug)]
struct Counter {
    next: u32,
    format: Format,
}

/// A note that the text refers to.
#[derive(Debug)]
pub(crate) struct Note {
    pub(crate) label: String,
    pub(crate) blocks: Vec<Block>,
    /// Its mark is its own.
    pub(crate) custom: bool,
}

/// The notes of a document.
#[derive(Debug)]
pub(crate) struct Notes {
    foot: Counter,
    end: Counter,
    bodies: FxHashMap<(bool, String), Vec<Block>>,
    labels: FxHashMap<(bool, String), String>,
    found: [Vec<Note>; 2],
}

impl Notes {
    pub(crate) fn new() -> Self {
        Self {
            foot: Counter { next: 1, format: Format::Decimal },
            end: Counter { next: 1, format: Format::LowerRoman },
            bodies: FxHashMap::default(),
            labels: FxHashMap::default(),
            found: [Vec::new(), Vec::new()],
        }
    }

    /// Reads how notes are counted.
    pub(crate) fn settings(&mut self, text: &str) -> Result<(), Trouble> {
        let mut xml = Xml::new(text);
        let Some(_root) = xml.child()? else { return Ok(()) };
        while let Some(tag) = xml.child()? {
            let counter = match tag.name() {
                "footnotePr" => &mut self.foot,
                "endnotePr" => &mut self.end,
                _ => {
                    xml.skip()?;
                    continue;
                }
            };
            while let Some(tag) = xml.child()? {
                match tag.name() {
                    "numFmt" => counter.format = tag.val().map_or(Format::Decimal, |name| Format::of(&name)),
                    "numStart" => counter.next = tag.number().unwrap_or(1),
                    _ => {}
                }
                xml.skip()?;
            }
        }
        Ok(())
    }

    /// Reads the bodies of footnotes, or of endnotes.
    pub(crate) fn bodies(&mut self, story: &mut Story<'_, '_>, end: bool) -> Result<(), Trouble> {
        loop {
            match story.xml.next()? {
                Node::End => return Ok(()),
                Node::Open(tag) if matches!(tag.name(), "footnote" | "endnote") => {
                    let id = tag.get("id").unwrap_or_default();
                    if tag.get("type").is_some_and(|kind| kind != "normal") {
                        story.xml.skip()?;
                        continue;
                    }
                    let mut blocks = Vec::new();
                    story.blocks(&mut blocks)?;
                    self.bodies.insert((end, id), blocks);
                }
                _ => {}
            }
        }
    }

    /// The mark of a reference, which counts.
    pub(crate) fn mark(&mut self, note: &NoteRef) -> String {
        let key = (note.end, note.id.clone());
        if let Some(label) = self.labels.get(&key) {
            return label.clone();
        }
        let custom = note.custom.as_deref().map(str::trim).filter(|mark| !mark.is_empty());
        let label = match custom {
            Some(mark) => mark.to_owned(),
            None => {
                let counter = if note.end { &mut self.end } else { &mut self.foot };
                let mut label = String::new();
                counter.format.write(counter.next, &mut label);
                counter.next = counter.next.saturating_add(1);
                label
            }
        };
        if let Some(blocks) = self.bodies.remove(&key) {
            self.found[usize::from(note.end)].push(Note {
                label: label.clone(),
                blocks,
                custom: custom.is_some(),
            });
        }
        self.labels.insert(key, label.clone());
        label
    }

    /// The notes that were referred to, footnotes first, each in the order of the text.
    pub(crate) fn take(&mut self) -> Vec<Note> {
        let [foot, end] = std::mem::take(&mut self.found);
        foot.into_iter().chain(end).collect()
    }
}
