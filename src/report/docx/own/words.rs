//! A paragraph of a source file -> its properties, and how each of its letters looks.
//!
//! ```text
//! <w:r><w:rPr><w:i/></w:rPr>Noting</w:r><w:r> the boats</w:r>    letters "Notingtheboats", looks 1 1 1 … 0 0
//! a unit "Noting the boats"                                      italic to byte 6, then plain
//! ```
//!
//! The words themselves come from the document; only letters and digits are compared, for spaces,
//! quotes and hyphens were tidied. Where the letters of a unit do not stand in its paragraph, all of it
//! looks as most of the paragraph does.

use super::properties::{self, Look};
use super::tree::{Element, Step, Walk};

/// What stands in a paragraph is looked for this deep.
const DEPTH: usize = 32;

/// A paragraph has this many looks at most; further ones are those of its style.
const LOOKS: usize = 64;

/// A paragraph as it looks.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its properties as they stand.
    pub(super) properties: Option<Element>,
    /// More than white space stands in it.
    pub(super) filled: bool,
    /// Letters and digits of its words.
    letters: String,
    /// For each stretch of them: where it ends in `letters`, and its look.
    stretches: Vec<(usize, usize)>,
    /// The looks there are.
    looks: Vec<Look>,
    /// Bytes of `letters` that units have taken.
    taken: usize,
}

/// How the words of a unit look: ends of stretches in its text, with their looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks {
    /// In order; the last ends with the text.
    pub(super) stretches: Vec<(usize, Look)>,
    /// How most of it looks: the label too.
    pub(super) most: Look,
}

impl Looks {
    /// The look of the words at an offset, and where it ends.
    pub(super) fn at(&self, offset: usize) -> (&Look, usize) {
        let n = self.stretches.partition_point(|&(end, _)| end <= offset);
        self.stretches.get(n).map_or((&self.most, usize::MAX), |(end, look)| (look, *end))
    }
}

impl Paragraph {
    /// Reads the paragraph that begins at a byte of a part.
    pub(super) fn read(xml: &str, is_style: &impl Fn(&str) -> bool) -> Result<Self, String> {
        let mut walk = Walk::new(xml, "w");
        match walk.step()? {
            Step::Open(start) if walk.name(&start).as_deref() == Some("p") => {}
            _ => return Err("a paragraph is not where it was".to_owned()),
        }
        Self::rest(&mut walk, is_style)
    }

    /// Reads the paragraph that has been opened.
    pub(super) fn rest(walk: &mut Walk<'_>, is_style: &impl Fn(&str) -> bool) -> Result<Self, String> {
        let mut paragraph = Self { looks: vec![Look::default()], ..Self::default() };
        paragraph.inside(walk, is_style, 0)?;
        Ok(paragraph)
    }

    fn inside(
        &mut self,
        walk: &mut Walk<'_>,
        is_style: &impl Fn(&str) -> bool,
        depth: usize,
    ) -> Result<(), String> {
        while let Some(start) = walk.open()? {
            match walk.name(&start).as_deref() {
                Some("pPr") if depth == 0 => self.properties = walk.element(&start)?,
                Some("r") => self.run(walk, is_style)?,
                Some(
                    "ins" | "moveTo" | "hyperlink" | "smartTag" | "sdt" | "sdtContent" | "fldSimple"
                    | "customXml" | "dir" | "bdo",
                ) if depth < DEPTH => self.inside(walk, is_style, depth + 1)?,
                _ => walk.skip()?,
            }
        }
        Ok(())
    }

    fn run(&mut self, walk: &mut Walk<'_>, is_style: &impl Fn(&str) -> bool) -> Result<(), String> {
        let mut look = 0;
        while let Some(start) = walk.open()? {
            match walk.name(&start).as_deref() {
                Some("rPr") => {
                    let given = walk.element(&start)?.unwrap_or_default();
                    look = self.known(properties::look(&given, is_style));
                }
                Some("t") => {
                    let words = walk.element(&start)?.unwrap_or_default();
                    for child in &words.children {
                        if let super::tree::Child::Words(words) = child {
                            self.words(words, look);
                        }
                    }
                }
                Some("footnoteReference" | "endnoteReference" | "noBreakHyphen" | "sym") => {
                    self.filled = true;
                    walk.skip()?;
                }
                _ => walk.skip()?,
            }
        }
        Ok(())
    }

    fn known(&mut self, look: Look) -> usize {
        let known = self.looks.iter().position(|known| *known == look);
        known.unwrap_or_else(|| {
            if self.looks.len() == LOOKS {
                return 0;
            }
            self.looks.push(look);
            self.looks.len() - 1
        })
    }

    fn words(&mut self, words: &str, look: usize) {
        self.filled |= !words.trim().is_empty();
        self.letters.extend(words.chars().filter(|c| c.is_alphanumeric()));
        match self.stretches.last_mut() {
            Some(last) if last.1 == look => last.0 = self.letters.len(),
            _ => self.stretches.push((self.letters.len(), look)),
        }
    }

    /// How most of it looks.
    pub(super) fn most(&self) -> Look {
        let mut letters = vec![0; self.looks.len()];
        let mut from = 0;
        for &(end, look) in &self.stretches {
            letters[look] += end - from;
            from = end;
        }
        let most = (0..letters.len()).rev().max_by_key(|&look| letters[look]).unwrap_or(0);
        self.looks.get(most).cloned().unwrap_or_default()
    }

    /// How the words of a unit look that comes from this paragraph, after those asked for before.
    pub(super) fn looks(&mut self, text: &str) -> Looks {
        let most = self.most();
        let wanted: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let found = self.letters[self.taken..].find(&wanted).filter(|_| !wanted.is_empty());
        let Some(start) = found.map(|at| self.taken + at) else {
            return Looks { stretches: Vec::new(), most };
        };
        self.taken = start + wanted.len();
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        let mut at = start;
        let mut n = self.stretches.partition_point(|&(end, _)| end <= at);
        for (offset, c) in text.char_indices() {
            if c.is_alphanumeric() {
                while self.stretches.get(n).is_some_and(|&(end, _)| end <= at) {
                    n += 1;
                }
                at += c.len_utf8();
            }
            let look = self.stretches.get(n).map_or(0, |&(_, look)| look);
            let end = offset + c.len_utf8();
            match stretches.last_mut() {
                Some(last) if last.1 == look => last.0 = end,
                _ => stretches.push((end, look)),
            }
        }
        let stretches = stretches.into_iter().map(|(end, look)| (end, self.looks[look].clone())).collect();
        Looks { stretches, most }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_keep_their_looks() {
        let xml = "<w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:r><w:t>1.</w:t><w:tab/></w:r>\
                   <w:r><w:rPr><w:i/></w:rPr><w:t>Noting</w:t></w:r><w:r><w:t> the “boats”.</w:t></w:r></w:p>";
        let mut paragraph = Paragraph::read(xml, &|_| false).expect("it can be read");
        let looks = paragraph.looks("Noting the \"boats\".");
        let said: Vec<(usize, String)> =
            looks.stretches.iter().map(|(end, look)| (*end, look.properties(false))).collect();
        assert_eq!(said, [(7, "<w:i/>".to_owned()), (19, String::new())]);
        assert_eq!(looks.at(7).0.properties(true), "<w:vertAlign w:val=\"superscript\"/>");
        assert_eq!(paragraph.looks("Other words"), Looks { stretches: Vec::new(), most: Look::default() });
    }
}
