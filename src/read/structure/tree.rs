//! Which label hangs under which: the open labels above a block.
//!
//! ```text
//! 13.        open: 13
//!   (c)      open: 13 > (c)
//!     (ii)   open: 13 > (c) > (ii)
//! 14.        open: 14
//! ```
//!
//! Where the format indents what stands under an item (Markdown), indent decides first; among labels
//! of one indent, and in plain text, the style does: a style that is open again means a sibling, a
//! new style goes below unless it is of a higher rank.

use super::labels::{Mark, Style};
use crate::document::UnitId;

/// A label that is open.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    style: Style,
    indent: u16,
    /// A bare "Option 2:": numbers at its own indent belong to it.
    group: bool,
    /// Its last number, for gaps.
    pub(crate) value: u32,
    /// The unit with this label; `None` where it shares a unit with an inner label.
    pub(crate) unit: Option<UnitId>,
    /// Its address.
    pub(crate) address: String,
}

/// The open labels, outermost first.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    open: Vec<Open>,
}

impl Tree {
    /// Closes everything: a heading came.
    pub(crate) fn clear(&mut self) {
        self.open.clear();
    }

    /// Makes room for a label: closes what it does not hang under. Returns the sibling before it.
    pub(crate) fn make_room(&mut self, mark: &Mark, indent: u16, by_indent: bool) -> Option<Open> {
        if by_indent {
            let keep = self.open.iter().take_while(|open| open.indent < indent + 2).count();
            self.open.truncate(keep);
        }
        let group = self.open.iter().position(|open| !by_indent || open.indent + 1 >= indent).unwrap_or(self.open.len());
        if let Some(same) = self.open[group..].iter().rposition(|open| open.style == mark.style) {
            let sibling = self.open[group + same].clone();
            self.open.truncate(group + same);
            return Some(sibling);
        }
        let below = self.open[group..]
            .iter()
            .rposition(|open| rank(open.style) < rank(mark.style) || (open.group && mark.style != Style::Option))
            .map_or(group, |n| group + n + 1);
        self.open.truncate(below);
        None
    }

    /// Opens a label under what is open now; its address is the path.
    pub(crate) fn open(&mut self, mark: &Mark, label: &str, indent: u16, group: bool, prefix: &str) {
        let address = match (self.open.last(), prefix) {
            (Some(parent), _) => join(&parent.address, label, mark.style),
            (None, "") => label.to_owned(),
            (None, prefix) => format!("{prefix}, {label}"),
        };
        self.open.push(Open { style: mark.style, indent, group, value: mark.value, unit: None, address });
    }

    /// Names the unit of the innermost open label.
    pub(crate) fn set_unit(&mut self, unit: UnitId) {
        if let Some(open) = self.open.last_mut() {
            open.unit = Some(unit);
        }
    }

    /// The innermost open label.
    pub(crate) fn last(&self) -> Option<&Open> {
        self.open.last()
    }

    /// The nearest unit above what is open now.
    pub(crate) fn unit(&self) -> Option<UnitId> {
        self.open.iter().rev().find_map(|open| open.unit)
    }

    /// What an unlabelled block at this indent goes on with: by indent where that tells, else the
    /// outermost label.
    pub(crate) fn continued(&self, indent: u16, by_indent: bool) -> Option<&Open> {
        let under = by_indent.then(|| self.open.iter().rev().find(|open| open.indent + 2 <= indent)).flatten();
        under.or_else(|| self.open.iter().find(|open| open.style != Style::Option).or_else(|| self.open.first()))
    }
}

/// How far down a style usually stands.
const fn rank(style: Style) -> u8 {
    match style {
        Style::Word(_) | Style::Capital | Style::Roman => 0,
        Style::Number | Style::LetterNumber | Style::Operative | Style::Preambular => 1,
        Style::Option => 2,
        Style::Dotted(parts) => 2 + if parts > 3 { 3 } else { parts },
        Style::ParenNumber | Style::ParenCapital | Style::ParenLetter => 6,
        Style::ParenRoman => 7,
        Style::Letter | Style::SmallRoman => 8,
        Style::Bullet(_) => 9,
    }
}

/// "13" and "(c)" are "13 (c)"; words are set off by a comma.
fn join(parent: &str, label: &str, style: Style) -> String {
    let comma = if matches!(style, Style::Option | Style::Number) { "," } else { "" };
    format!("{parent}{comma} {label}")
}
