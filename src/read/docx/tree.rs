//! What a part says, before numbers are restored: paragraphs and tables.
//!
//! ```text
//! Block::Para   Para { text: "14.\tStates noted¹", refs: [Foot 3 at byte 17], style: Text }
//! Block::Table  rows of cells, each with blocks of its own
//! ```

use std::ops::Range;

use super::styles::{Look, Role};

/// A piece of a story.
#[derive(Debug)]
pub(crate) enum Block {
    Para(Box<Para>),
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Default)]
pub(crate) struct Para {
    /// Its words as they stand: tabs as such, line breaks as line feeds.
    pub(crate) text: String,
    /// References to notes.
    pub(crate) refs: Vec<NoteRef>,
    /// What is set as superscript.
    pub(crate) raised: Vec<Range<usize>>,
    /// It is bold from its start to this byte.
    pub(crate) lead: usize,
    /// What its style or its own outline level says.
    pub(crate) role: Role,
    /// What its style and itself say; list and level above all.
    pub(crate) look: Look,
    /// It stands in a table of contents.
    pub(crate) contents: bool,
    /// Its end was taken away by a tracked change: it goes on with the next.
    pub(crate) runs_on: bool,
    /// It was taken away as a whole, and is only shown: it takes no number.
    pub(crate) uncounted: bool,
    /// Stories in text boxes that hang at it.
    pub(crate) boxes: Vec<Block>,
    /// It stands in a frame of its own, as notes at the foot of a first page do.
    pub(crate) framed: bool,
    /// A page ends in it.
    pub(crate) breaks: bool,
    /// A section of the file ends with it.
    pub(crate) section: Option<Section>,
    /// Where it stands in the main part: the byte after its first tag. `None`: in another part.
    pub(crate) origin: Option<usize>,
}

/// A reference to a note.
#[derive(Debug)]
pub(crate) struct NoteRef {
    /// Offset in the paragraph's text.
    pub(crate) at: usize,
    pub(crate) end: bool,
    pub(crate) id: String,
    /// A mark of its own, typed; it counts for nothing.
    pub(crate) custom: Option<String>,
}

/// What a section of the file says that matters here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    /// Headers and footers: kind ("first"), id.
    pub(crate) margins: Vec<(String, String)>,
    /// Its first page has its own.
    pub(crate) title_page: bool,
}

/// A table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Debug, Default)]
pub(crate) struct Cell {
    /// The cell above goes on here.
    pub(crate) goes_on: bool,
    pub(crate) blocks: Vec<Block>,
}

impl Para {
    /// It has no words and nothing else to say.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.refs.is_empty()
    }

    /// Adds the words of the paragraph that this one goes on with.
    pub(crate) fn run_on(&mut self, next: Self) {
        if self.is_empty() {
            let (mut boxes, refs) = (std::mem::take(&mut self.boxes), std::mem::take(&mut self.refs));
            *self = next;
            boxes.append(&mut self.boxes);
            self.boxes = boxes;
            self.refs.splice(0..0, refs);
            return;
        }
        let base = self.text.len();
        if self.lead == base {
            self.lead = base + next.lead;
        }
        self.text.push_str(&next.text);
        self.refs.extend(next.refs.into_iter().map(|note| NoteRef { at: base + note.at, ..note }));
        self.raised.extend(next.raised.into_iter().map(|range| base + range.start..base + range.end));
        self.boxes.extend(next.boxes);
        self.runs_on = next.runs_on;
        self.contents |= next.contents;
        self.breaks |= next.breaks;
        self.section = next.section.or(self.section.take());
    }
}

impl Table {
    /// All paragraphs of a row's cells, in order, also those of tables inside.
    pub(crate) fn row_paras(row: &[Cell]) -> Vec<&Para> {
        let mut found = Vec::new();
        for cell in row {
            collect(&cell.blocks, &mut found);
        }
        found
    }

    /// All its paragraphs.
    pub(crate) fn paras(&self) -> impl Iterator<Item = &Para> {
        self.rows.iter().flat_map(|row| Self::row_paras(row))
    }
}

impl Cell {
    /// It has no words.
    pub(crate) fn is_empty(&self) -> bool {
        let mut found = Vec::new();
        collect(&self.blocks, &mut found);
        found.iter().all(|para| para.is_empty() && para.boxes.is_empty())
    }
}

pub(crate) fn collect<'a>(blocks: &'a [Block], found: &mut Vec<&'a Para>) {
    for block in blocks {
        match block {
            Block::Para(para) => found.push(para),
            Block::Table(table) => table.rows.iter().flatten().for_each(|cell| collect(&cell.blocks, found)),
        }
    }
}
