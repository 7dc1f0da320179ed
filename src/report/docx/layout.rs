//! What the paragraphs of a report look like: the clean layout, or the new document's own.

use std::borrow::Cow;

use super::dress::{Clean, run_properties};
use super::grid::{Grid, Slot};
use super::own::Own;
use crate::document::UnitId;
use crate::pair::Pair;

/// How paragraphs and words look.
pub(super) enum Layout<'a> {
    /// Styles of our own, by what each unit is, and the language of the text.
    Clean(&'a Pair<Clean<'a>>, Option<&'a str>),
    /// The new document's.
    Own(&'a Own),
}

/// How one paragraph looks.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// What stands in `w:pPr`.
    pub(super) properties: String,
    /// The section that ends with it.
    pub(super) section: String,
    /// What its properties were in the old document, where that is to be tracked.
    pub(super) before: Option<String>,
}

impl Layout<'_> {
    /// The table of the source that a row stands in.
    pub(super) fn table(&self, at: Pair<Option<UnitId>>) -> Option<usize> {
        match self {
            Self::Clean(..) => None,
            Self::Own(own) => own.table_of(at.new),
        }
    }

    /// The columns of a table, for rows of cells with so many letters where it has none of its own.
    pub(super) fn grid(&self, table: Option<usize>, letters: &[Vec<usize>]) -> Cow<'_, Grid> {
        let (own, bidi) = match self {
            Self::Clean(_, language) => (None, !run_properties(*language).is_empty()),
            Self::Own(own) => (table.and_then(|table| own.table(table)), false),
        };
        let own = own.filter(|grid| grid.holds(letters));
        own.map_or_else(|| Cow::Owned(Grid::new(letters, bidi)), Cow::Borrowed)
    }

    /// Properties of a row of so many cells, and where these stand.
    pub(super) fn row(&self, at: Pair<Option<UnitId>>, cells: usize, grid: &Grid) -> (&str, Vec<Slot>) {
        let own = match self {
            Self::Clean(..) => None,
            Self::Own(own) => own.slots(at, cells).filter(|_| grid.is_own()),
        };
        own.unwrap_or_else(|| ("", grid.slots(cells)))
    }

    /// Paragraphs without words, each with what stands in its `w:pPr`, that follow a new unit, or, for
    /// `None`, stand before all.
    pub(super) fn blanks(&self, after: Option<UnitId>) -> &[String] {
        match self {
            Self::Clean(..) => &[],
            Self::Own(own) => own.blanks(after),
        }
    }

    /// How the paragraph looks that ends with these units, or one cell of a row that does, of so many.
    pub(super) fn paragraph(&self, at: Pair<Option<UnitId>>, cell: Option<(usize, usize)>) -> Shown {
        match self {
            Self::Clean(..) if cell.is_some() => {
                Shown { properties: "<w:pStyle w:val=\"TableCell\"/>".to_owned(), ..Shown::default() }
            }
            Self::Clean(dress, _) => {
                let style = |dress: &Clean<'_>, unit: Option<UnitId>| {
                    unit.map(|unit| format!("<w:pStyle w:val=\"{}\"/>", dress.style(unit)))
                };
                let (old, new) = (style(&dress.old, at.old), style(&dress.new, at.new));
                let properties = new.or_else(|| old.clone()).unwrap_or_default();
                let before = old.filter(|old| *old != properties);
                Shown { properties, section: String::new(), before }
            }
            Self::Own(own) => {
                let (properties, section) = own.paragraph(at, cell);
                Shown { properties: properties.to_owned(), section: section.to_owned(), before: None }
            }
        }
    }

    /// Words cut where they look different, each piece with what stands in its `w:rPr`. `offset`: where
    /// they begin in the line of the new unit.
    pub(super) fn pieces<'t>(
        &self,
        at: Pair<Option<UnitId>>,
        offset: usize,
        words: &'t str,
        raised: bool,
    ) -> Vec<(String, &'t str)> {
        match self {
            Self::Clean(_, language) => {
                let raised = if raised { "<w:vertAlign w:val=\"superscript\"/>" } else { "" };
                vec![(format!("{raised}{}", run_properties(*language)), words)]
            }
            Self::Own(own) => own.pieces(at, offset, words, raised),
        }
    }
}
