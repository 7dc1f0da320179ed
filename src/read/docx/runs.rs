//! The words of a paragraph: runs, fields, references to notes.
//!
//! ```text
//! <w:r><w:t>Article</w:t><w:tab/>          "Article\t"
//! { PAGEREF _Toc1 \h } 12                  "12": a field's result, never its instruction
//! <w:footnoteReference w:id="3"/>          nothing, and a reference at this byte
//! <w:vanish/>                              nothing
//! ```

use super::Trouble;
use super::story::{Field, Line, Story};
use super::styles::Look;
use super::symbols::{is_private, symbol};
use super::tree::NoteRef;
use super::xml::{Node, Tag};

/// Fields may stand in one another this deep.
const FIELDS: usize = 64;

/// The longest instruction kept of a field.
const INSTRUCTION: usize = 1024;

impl Story<'_, '_> {
    /// Reads what stands in a paragraph, up to the end of the element that is open.
    pub(crate) fn inline(&mut self, line: &mut Line) -> Result<(), Trouble> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                // A fraction or a root in a formula has runs of its own: "r" stands in both.
                "r" => self.run(line)?,
                "pPr" => self.properties(&mut line.para)?,
                "hyperlink" | "smartTag" | "sdt" | "sdtContent" | "fldSimple" | "customXml" | "bdo"
                | "dir" => self.inline(line)?,
                "ins" | "moveTo" => self.within(true, |story| story.inline(line))?,
                "del" | "moveFrom" => self.within(false, |story| story.inline(line))?,
                "oMath" | "oMathPara" => self.math(line)?,
                "AlternateContent" => {
                    if self.branch()? {
                        self.inline(line)?;
                        self.xml.skip()?;
                    }
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn run(&mut self, line: &mut Line) -> Result<(), Trouble> {
        let mut look = Look::default();
        self.run_content(line, &mut look, &mut String::new())
    }

    fn run_content(&mut self, line: &mut Line, look: &mut Look, font: &mut String) -> Result<(), Trouble> {
        // The reference whose own mark follows in this run.
        let mut custom: Option<usize> = None;
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "rPr" => {
                    self.run_properties(look, font)?;
                    continue;
                }
                "t" | "delText" => {
                    let words = self.xml.words()?;
                    self.words(line, look, font, &words, custom);
                    continue;
                }
                "instrText" | "delInstrText" => {
                    let words = self.xml.words()?;
                    if let Some(field) = self.fields.last_mut()
                        && field.instruction.len() < INSTRUCTION
                    {
                        field.instruction.push_str(&words);
                    }
                    continue;
                }
                "tab" | "ptab" => self.words(line, look, "", "\t", None),
                "br" | "cr" => {
                    line.para.breaks |= tag.get("type").is_some_and(|kind| kind == "page");
                    self.words(line, look, "", "\n", None);
                }
                "lastRenderedPageBreak" => line.para.breaks = true,
                "noBreakHyphen" => self.words(line, look, "", "\u{2011}", None),
                "sym" => self.sym(line, look, &tag, custom),
                "fldChar" => self.field(&tag),
                "footnoteReference" => custom = self.note(line, look, &tag, false),
                "endnoteReference" => custom = self.note(line, look, &tag, true),
                "commentReference" => self.comments += 1,
                "drawing" | "pict" | "object" => {
                    self.graphics(line)?;
                    continue;
                }
                "ruby" => {
                    self.ruby(line)?;
                    continue;
                }
                "AlternateContent" => {
                    if self.branch()? {
                        self.run_content(line, look, font)?;
                        self.xml.skip()?;
                    }
                    continue;
                }
                _ => {}
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    fn run_properties(&mut self, look: &mut Look, font: &mut String) -> Result<(), Trouble> {
        let mut styled = Look::default();
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "rStyle" => {
                    let id = tag.val();
                    if let Some(id) = id.as_deref() {
                        styled = self.styles.get(Some(id)).look;
                    }
                }
                "rFonts" => {
                    if let Some(name) = tag.get("ascii") {
                        *font = name;
                    }
                }
                _ => look.of_run(&tag),
            }
            self.xml.skip()?;
        }
        look.bold = look.bold.or(styled.bold);
        look.hidden = look.hidden.or(styled.hidden);
        look.raised = look.raised.or(styled.raised);
        look.struck = look.struck.or(styled.struck);
        Ok(())
    }

    /// Adds words, unless they are hidden, taken away or part of an instruction.
    fn words(&mut self, line: &mut Line, look: &Look, font: &str, words: &str, custom: Option<usize>) {
        let mut change = self.inside.change();
        self.changes.words(change);
        if !self.visible(line, look) || words.is_empty() {
            let hidden = look.hidden.or(line.para.look.hidden) == Some(true);
            self.hidden += usize::from(hidden && !words.trim().is_empty());
            return;
        }
        if look.struck == Some(true) && !words.trim().is_empty() {
            self.changes.strike(line.struck);
            line.struck = true;
            change = Some(false);
            if self.revisions == super::Revisions::Accept {
                return;
            }
        } else {
            line.struck &= words.trim().is_empty();
        }
        if let Some(note) = custom.and_then(|n| line.para.refs.get_mut(n)) {
            note.custom.get_or_insert_default().push_str(words);
            return;
        }
        line.show(change.filter(|_| self.revisions == super::Revisions::Show));
        let para = &mut line.para;
        let from = para.text.len();
        if words.contains(is_private) {
            self.unknown_symbols += push_symbols(&mut para.text, font, words);
        } else {
            para.text.push_str(words);
        }
        if look.raised == Some(true) {
            match para.raised.last_mut().filter(|last| last.end == from) {
                Some(last) => last.end = para.text.len(),
                None => para.raised.push(from..para.text.len()),
            }
        }
        let blank = words.trim().is_empty();
        let bold = look.bold.or(para.look.bold) == Some(true);
        line.open &= bold || blank;
        if line.open && !blank {
            para.lead = para.text.len();
        }
    }

    fn visible(&self, line: &Line, look: &Look) -> bool {
        look.hidden.or(line.para.look.hidden) != Some(true)
            && self.inside.seen(self.revisions)
            && self.fields.iter().all(|field| field.result)
    }

    fn sym(&mut self, line: &mut Line, look: &Look, tag: &Tag<'_>, custom: Option<usize>) {
        let code = tag.get("char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
        let font = tag.get("font").unwrap_or_default();
        match code.and_then(|code| symbol(&font, code)) {
            Some(c) => self.words(line, look, "", c.encode_utf8(&mut [0; 4]), custom),
            None => self.unknown_symbols += 1,
        }
    }

    fn field(&mut self, tag: &Tag<'_>) {
        match tag.get("fldCharType").as_deref() {
            Some("begin") if self.fields.len() < FIELDS => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// A reference to a note. Returns its place if its own mark follows.
    fn note(&mut self, line: &mut Line, look: &Look, tag: &Tag<'_>, end: bool) -> Option<usize> {
        let change = self.inside.change();
        self.changes.words(change);
        if !self.visible(line, look) {
            return None;
        }
        let para = &mut line.para;
        para.refs.push(NoteRef {
            at: para.text.len(),
            end,
            id: tag.get("id").unwrap_or_default(),
            custom: None,
        });
        let own = tag.get("customMarkFollows");
        own.is_some_and(|own| !matches!(own.as_str(), "0" | "false" | "off")).then(|| para.refs.len() - 1)
    }

    /// Looks for text boxes in a drawing.
    fn graphics(&mut self, line: &mut Line) -> Result<(), Trouble> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "txbxContent" => {
                    let fields = std::mem::take(&mut self.fields);
                    let seen = self.inside.seen(self.revisions);
                    let mut blocks = Vec::new();
                    self.blocks(&mut blocks)?;
                    self.fields = fields;
                    if seen {
                        line.para.boxes.append(&mut blocks);
                    }
                }
                "AlternateContent" => {
                    if self.branch()? {
                        self.graphics(line)?;
                        self.xml.skip()?;
                    }
                }
                _ => self.graphics(line)?,
            }
        }
        Ok(())
    }

    /// Ruby: the base is the text, the reading above it is not.
    fn ruby(&mut self, line: &mut Line) -> Result<(), Trouble> {
        while let Some(tag) = self.xml.child()? {
            if tag.name() == "rubyBase" { self.inline(line)? } else { self.xml.skip()? }
        }
        Ok(())
    }

    /// The words of a formula, one after another.
    fn math(&mut self, line: &mut Line) -> Result<(), Trouble> {
        loop {
            match self.xml.next()? {
                Node::Open(tag) if tag.name() == "t" => {
                    let words = self.xml.words()?;
                    self.words(line, &Look::default(), "", &words, None);
                }
                Node::Open(tag) => {
                    if tag.name() == "den" {
                        self.words(line, &Look::default(), "", "/", None);
                    }
                    self.math(line)?;
                }
                Node::Close | Node::End => return Ok(()),
                Node::Text(_) => {}
            }
        }
    }
}

/// Adds words with characters of a symbol font. Returns how many were not known.
fn push_symbols(text: &mut String, font: &str, words: &str) -> usize {
    let mut unknown = 0;
    for c in words.chars() {
        match if is_private(c) { symbol(font, c as u32) } else { Some(c) } {
            Some(c) => text.push(c),
            None => unknown += 1,
        }
    }
    unknown
}
