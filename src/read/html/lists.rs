//! Lists: the label that a browser would print before an item.
//!
//! ```text
//! <ol type=a start=3><li>the need    "c. the need"
//! <ul><li>the need                   "• the need"
//! <ul style="list-style:none">       no label
//! ```

use super::tree::{Id, Tree};
use super::{sheet, style};

/// How an item's number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Bullet,
    Nothing,
    Decimal,
    Letter,
    Capital,
    Roman,
    CapitalRoman,
}

/// A list that is open.
#[derive(Clone, Debug)]
pub(super) struct List {
    manner: Manner,
    next: i64,
    step: i64,
    /// What stands around the number; `None`: a full stop after it.
    around: Option<(String, String)>,
}

impl List {
    /// The list that an element opens.
    pub(super) fn of(tree: &Tree, id: Id) -> Self {
        let ordered = tree.name(id) == "ol";
        let label = style::property(tree, id, sheet::LABEL);
        let parts: Vec<&str> = label.as_deref().unwrap_or("").split(',').collect();
        let (from_sheet, around) = match parts.as_slice() {
            [before, kind, after] => (named(kind), Some(((*before).to_owned(), (*after).to_owned()))),
            _ => (None, None),
        };
        let manner = from_sheet.or_else(|| told(tree, id)).unwrap_or(if ordered {
            Manner::Decimal
        } else {
            Manner::Bullet
        });
        let reversed = tree.attribute(id, "reversed").is_some();
        let count = || tree.children(id).filter(|&item| tree.name(item) == "li").count();
        let first = if reversed { i64::try_from(count()).unwrap_or(1) } else { 1 };
        let start = tree.attribute(id, "start").and_then(|start| start.trim().parse().ok());
        Self { manner, next: start.unwrap_or(first), step: if reversed { -1 } else { 1 }, around }
    }

    /// The label of the next item, with the space after it; empty if it has none.
    pub(super) fn label(&mut self, tree: &Tree, item: Id) -> String {
        if let Some(value) = tree.attribute(item, "value").and_then(|value| value.trim().parse().ok()) {
            self.next = value;
        }
        let number = self.next;
        self.next = self.next.saturating_add(self.step);
        let manner = told(tree, item).unwrap_or(self.manner);
        let number = match manner {
            Manner::Bullet => return "• ".to_owned(),
            Manner::Nothing => return String::new(),
            Manner::Decimal => number.to_string(),
            Manner::Letter => letters(number),
            Manner::Capital => letters(number).to_uppercase(),
            Manner::Roman => roman(number),
            Manner::CapitalRoman => roman(number).to_uppercase(),
        };
        match &self.around {
            Some((before, after)) => format!("{before}{number}{after} "),
            None => format!("{number}. "),
        }
    }

    /// Whether its labels say nothing that could differ from what is printed.
    pub(super) const fn is_bulleted(&self) -> bool {
        matches!(self.manner, Manner::Bullet | Manner::Nothing)
    }
}

/// What an element itself says of its labels.
fn told(tree: &Tree, id: Id) -> Option<Manner> {
    let style =
        ["list-style-type", "list-style"].into_iter().find_map(|name| style::property(tree, id, name));
    if let Some(style) = style {
        return named(&style);
    }
    Some(match tree.attribute(id, "type")?.trim() {
        "1" => Manner::Decimal,
        "a" => Manner::Letter,
        "A" => Manner::Capital,
        "i" => Manner::Roman,
        "I" => Manner::CapitalRoman,
        "disc" | "circle" | "square" => Manner::Bullet,
        _ => return None,
    })
}

/// A kind of label by its name in a style.
fn named(style: &str) -> Option<Manner> {
    Some(match style {
        "none" => Manner::Nothing,
        "decimal" | "decimal-leading-zero" => Manner::Decimal,
        "lower-alpha" | "lower-latin" => Manner::Letter,
        "upper-alpha" | "upper-latin" => Manner::Capital,
        "lower-roman" => Manner::Roman,
        "upper-roman" => Manner::CapitalRoman,
        "disc" | "circle" | "square" => Manner::Bullet,
        _ => return None,
    })
}

/// 1 is a, 27 is aa; what has no letters stays a number.
fn letters(number: i64) -> String {
    let Ok(mut rest @ 1..) = u32::try_from(number) else { return number.to_string() };
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'a' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

fn roman(number: i64) -> String {
    match u32::try_from(number) {
        Ok(number @ 1..=399) => crate::read::structure::labels::to_roman(number),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_they_are_printed() {
        assert_eq!([1, 26, 27, 28, 0].map(letters), ["a", "z", "aa", "ab", "0"]);
        assert_eq!([1, 4, 90, 400].map(roman), ["i", "iv", "xc", "400"]);
    }
}
