//! A part with text -> paragraphs and tables: body, notes, headers and footers, text boxes.
//!
//! ```text
//! <w:p> … <w:p>          two paragraphs
//! <w:tbl><w:tr><w:tc>    a table; what is in a cell is a story again
//! <w:sdt>, <w:ins>       looked through
//! <mc:AlternateContent>  the first branch, never both
//! ```
//!
//! One walk, no tree of XML: only words, marks and the few properties that matter are kept.

use super::revisions::{Changes, Revised};
use super::styles::{Look, Role, Styles, list, of_outline};
use super::tree::{Block, Cell, Para, Section, Table};
use super::xml::{Node, Xml};
use super::{Revisions, Trouble};

/// A field that is open.
#[derive(Debug, Default)]
pub(crate) struct Field {
    pub(crate) instruction: String,
    /// Its result has begun.
    pub(crate) result: bool,
}

impl Field {
    /// It makes a table of contents.
    fn contents(&self) -> bool {
        let word = self.instruction.split_whitespace().next().unwrap_or("");
        word.eq_ignore_ascii_case("TOC")
    }
}

/// A walk through one part.
pub(crate) struct Story<'a, 's> {
    pub(crate) xml: Xml<'a>,
    pub(crate) styles: &'s mut Styles,
    pub(crate) revisions: Revisions,
    pub(crate) changes: Changes,
    /// How many insertions and deletions are open.
    pub(crate) inside: Revised,
    pub(crate) fields: Vec<Field>,
    /// Comments seen.
    pub(crate) comments: usize,
    /// The body's own section, which comes last.
    pub(crate) last_section: Option<Section>,
    /// Characters of symbol fonts that are not known.
    pub(crate) unknown_symbols: usize,
    /// Runs of hidden words, left out.
    pub(crate) hidden: usize,
    /// Other files stand in this one.
    pub(crate) foreign: usize,
    /// It is the body: paragraphs remember where they stand in the part.
    pub(crate) is_body: bool,
}

impl<'a, 's> Story<'a, 's> {
    pub(crate) fn new(text: &'a str, styles: &'s mut Styles, revisions: Revisions) -> Self {
        Self {
            xml: Xml::new(text),
            styles,
            revisions,
            changes: Changes::default(),
            inside: Revised::default(),
            fields: Vec::new(),
            comments: 0,
            last_section: None,
            unknown_symbols: 0,
            hidden: 0,
            foreign: 0,
            is_body: false,
        }
    }

    /// Reads blocks up to the end of the element that is open.
    pub(crate) fn blocks(&mut self, out: &mut Vec<Block>) -> Result<(), Trouble> {
        loop {
            let tag = match self.xml.next()? {
                Node::Open(tag) => tag,
                Node::Close | Node::End => return Ok(()),
                Node::Text(_) => continue,
            };
            match tag.name() {
                "p" => {
                    let para = self.paragraph()?;
                    push(out, para);
                }
                "tbl" => {
                    let table = self.table()?;
                    out.push(Block::Table(table));
                }
                "sdt" | "sdtContent" | "customXml" | "smartTag" => self.blocks(out)?,
                "ins" | "moveTo" => self.within(true, |story| story.blocks(out))?,
                "del" | "moveFrom" => self.within(false, |story| story.blocks(out))?,
                "AlternateContent" => {
                    if self.branch()? {
                        self.blocks(out)?;
                        self.xml.skip()?;
                    }
                }
                "sectPr" => self.last_section = Some(self.section()?),
                "altChunk" => {
                    self.foreign += 1;
                    self.xml.skip()?;
                }
                _ => self.xml.skip()?,
            }
        }
    }

    /// Goes into the first branch of alternatives. False: there is none, and they have ended.
    pub(crate) fn branch(&mut self) -> Result<bool, Trouble> {
        Ok(self.xml.child()?.is_some())
    }

    /// Reads something that was inserted, or deleted.
    pub(crate) fn within(
        &mut self,
        inserted: bool,
        read: impl FnOnce(&mut Self) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        self.inside.enter(inserted);
        let done = read(self);
        self.inside.leave(inserted);
        done
    }

    fn paragraph(&mut self) -> Result<Para, Trouble> {
        self.styles.count()?;
        let origin = self.is_body.then(|| self.xml.offset());
        let mut para = Para { origin, ..Para::default() };
        let style = self.styles.get(None);
        (para.role, para.look) = (style.role, style.look);
        para.contents = self.in_contents();
        self.changes.start();
        let mut line = Line { para, open: true, shown: None, struck: false };
        self.inline(&mut line)?;
        line.show(None);
        let mut para = line.para;
        // An instruction that a paragraph's end leaves open is broken: what follows is text.
        self.fields.iter_mut().for_each(|field| field.result = true);
        para.contents |= self.in_contents();
        if para.role == Role::Contents {
            para.contents = true;
        }
        Ok(para)
    }

    fn in_contents(&self) -> bool {
        self.fields.iter().any(Field::contents)
    }

    /// Reads the properties of a paragraph: what it says itself goes before what its style says, in
    /// whatever order the two stand.
    pub(crate) fn properties(&mut self, para: &mut Para) -> Result<(), Trouble> {
        let mut style = self.styles.get(None);
        let (mut own, mut role) = (Look::default(), None);
        let mut old = None;
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "pStyle" => style = self.styles.get(tag.val().as_deref()),
                "numPr" => {
                    let mut given = Look::default();
                    let inserted = list(&mut self.xml, &mut given)?;
                    if !(inserted && self.revisions == Revisions::Reject) {
                        own = given;
                    }
                    continue;
                }
                "framePr" => para.framed = true,
                "pageBreakBefore" => para.breaks |= tag.on(),
                "outlineLvl" => role = tag.number().and_then(|n| u8::try_from(n).ok()).map(of_outline),
                "rPr" => {
                    self.paragraph_mark(para)?;
                    continue;
                }
                "sectPr" => {
                    para.section = Some(self.section()?);
                    continue;
                }
                "pPrChange" if self.revisions == Revisions::Reject => {
                    let mut before = Para::default();
                    while let Some(tag) = self.xml.child()? {
                        if tag.name() == "pPr" { self.properties(&mut before)? } else { self.xml.skip()? }
                    }
                    old = Some((before.role, before.look));
                    continue;
                }
                _ => {}
            }
            self.xml.skip()?;
        }
        if own.list.is_some() {
            own.level = own.level.or(Some(0));
        }
        own.fill(&style.look);
        (para.role, para.look) = old.unwrap_or((role.unwrap_or(style.role), own));
        Ok(())
    }

    /// Reads the properties of a paragraph's end: it may have been inserted or deleted.
    fn paragraph_mark(&mut self, para: &mut Para) -> Result<(), Trouble> {
        while let Some(tag) = self.xml.child()? {
            let inserted = match tag.name() {
                "ins" | "moveTo" => Some(true),
                "del" | "moveFrom" => Some(false),
                _ => None,
            };
            if let Some(inserted) = inserted {
                self.changes.mark(inserted);
                let mut mark = Revised::default();
                mark.enter(inserted);
                para.runs_on |= !mark.seen(self.revisions);
                para.uncounted |= !inserted && self.revisions == Revisions::Show;
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    fn section(&mut self) -> Result<Section, Trouble> {
        let mut section = Section::default();
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "headerReference" | "footerReference" => {
                    let kind = tag.get("type").unwrap_or_else(|| "default".to_owned());
                    section.margins.extend(tag.get("id").map(|id| (kind, id)));
                }
                "titlePg" => section.title_page = tag.on(),
                _ => {}
            }
            self.xml.skip()?;
        }
        Ok(section)
    }

    fn table(&mut self) -> Result<Table, Trouble> {
        let mut table = Table::default();
        self.rows(&mut table)?;
        Ok(table)
    }

    fn rows(&mut self, table: &mut Table) -> Result<(), Trouble> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "tr" => {
                    let mut row = Row::default();
                    self.row(&mut row)?;
                    if row.seen(self.revisions) {
                        table.rows.push(row.cells);
                    }
                }
                "sdt" | "sdtContent" | "customXml" => self.rows(table)?,
                "ins" | "moveTo" => self.within(true, |story| story.rows(table))?,
                "del" | "moveFrom" => self.within(false, |story| story.rows(table))?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn row(&mut self, row: &mut Row) -> Result<(), Trouble> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "trPr" => {
                    while let Some(tag) = self.xml.child()? {
                        let inserted = match tag.name() {
                            "ins" => Some(true),
                            "del" => Some(false),
                            _ => None,
                        };
                        if let Some(inserted) = inserted {
                            row.changed.enter(inserted);
                            self.changes.mark(inserted);
                        }
                        self.xml.skip()?;
                    }
                }
                "tc" => {
                    let cell = self.cell()?;
                    row.cells.extend(cell);
                }
                "sdt" | "sdtContent" | "customXml" => self.row(row)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    /// Reads a cell; `None`: a tracked change takes it away.
    fn cell(&mut self) -> Result<Option<Cell>, Trouble> {
        let mut cell = Cell::default();
        let mut changed = Revised::default();
        loop {
            match self.xml.next()? {
                Node::Open(tag) if tag.name() == "tcPr" => {
                    while let Some(tag) = self.xml.child()? {
                        match tag.name() {
                            "cellIns" => changed.enter(true),
                            "cellDel" => changed.enter(false),
                            "vMerge" => cell.goes_on = tag.val().is_none_or(|val| val != "restart"),
                            _ => {}
                        }
                        self.xml.skip()?;
                    }
                    // What follows the properties is a story.
                    self.blocks(&mut cell.blocks)?;
                    break;
                }
                Node::Open(tag) if tag.name() == "p" => {
                    let para = self.paragraph()?;
                    push(&mut cell.blocks, para);
                    self.blocks(&mut cell.blocks)?;
                    break;
                }
                Node::Open(tag) if tag.name() == "tbl" => {
                    let table = self.table()?;
                    cell.blocks.push(Block::Table(table));
                    self.blocks(&mut cell.blocks)?;
                    break;
                }
                Node::Open(tag) if matches!(tag.name(), "sdt" | "customXml") => {
                    self.blocks(&mut cell.blocks)?;
                }
                Node::Open(_) => self.xml.skip()?,
                Node::Close | Node::End => break,
                Node::Text(_) => {}
            }
        }
        Ok(changed.seen(self.revisions).then_some(cell))
    }
}

/// A row being read.
#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    changed: Revised,
}

impl Row {
    fn seen(&self, revisions: Revisions) -> bool {
        self.changed.seen(revisions)
    }
}

/// Adds a paragraph, or its words to the one before that goes on with it.
fn push(out: &mut Vec<Block>, para: Para) {
    if let Some(Block::Para(last)) = out.last_mut()
        && last.runs_on
    {
        last.run_on(para);
        return;
    }
    out.push(Block::Para(Box::new(para)));
}

/// A paragraph being read.
pub(crate) struct Line {
    pub(crate) para: Para,
    /// All so far was bold.
    pub(crate) open: bool,
    /// The change whose words are being shown: inserted or deleted.
    pub(crate) shown: Option<bool>,
    /// The last words were struck through.
    pub(crate) struck: bool,
}

impl Line {
    /// Closes and opens the signs of a shown change.
    pub(crate) fn show(&mut self, change: Option<bool>) {
        if self.shown == change {
            return;
        }
        match self.shown {
            Some(true) => self.para.text.push_str("++}"),
            Some(false) => self.para.text.push_str("--}"),
            None => {}
        }
        match change {
            Some(true) => self.para.text.push_str("{++"),
            Some(false) => self.para.text.push_str("{--"),
            None => {}
        }
        self.shown = change;
    }
}
