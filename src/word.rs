//! A Word file as it came, beside what was read of it: so that a report can wear its clothes.
//!
//! Plain data: [`mod@crate::read`] fills it, [`crate::report`] takes from it. Nothing in it is to be
//! trusted; whoever writes a file takes what it knows, element by element.

/// The parts of a Word file that say how its text looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordFile {
    /// The part with the text.
    pub main: String,
    /// Where lines of the text stand in it: number of the line ([`crate::document::Place::lines`]),
    /// and the byte of `main` after the first tag of its paragraph. In order of the lines; lines of
    /// other parts (notes, headers) are left out.
    pub lines: Vec<(u32, usize)>,
    /// Other parts that the text refers to.
    pub parts: Vec<WordPart>,
}

/// A part of a Word file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordPart {
    /// The id by which the text refers to it.
    pub id: String,
    /// What it is: `styles`, `numbering`, `settings`, `theme`, `fontTable`, `header`, `footer`.
    pub kind: String,
    /// Its XML.
    pub xml: String,
}

impl WordFile {
    /// The first part of a kind.
    pub fn part(&self, kind: &str) -> Option<&WordPart> {
        self.parts.iter().find(|part| part.kind == kind)
    }

    /// Where the paragraph of a line begins in the text; `None`: it stands in another part.
    pub fn origin(&self, line: u32) -> Option<usize> {
        let at = self.lines.binary_search_by_key(&line, |&(number, _)| number).ok()?;
        self.lines.get(at).map(|&(_, origin)| origin)
    }
}
