//! Lists of a source file -> the indents of their levels.
//!
//! ```text
//! <w:numPr> list 4, level 1     <w:ind w:left="1134" w:hanging="567"/>
//! ```
//!
//! Numbers are not carried over: labels are typed, so that either reading has its own. What remains of
//! a list is how its paragraphs are indented.

use std::collections::BTreeMap;

use super::tree::Element;

/// Levels of a list.
const LEVELS: u32 = 9;

/// The levels of all lists.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// List and level -> properties of its paragraphs.
    levels: BTreeMap<(u32, u32), Element>,
    /// List and style -> the level that belongs to the style.
    styled: BTreeMap<(u32, String), u32>,
}

impl Lists {
    pub(super) fn new(part: &Element) -> Self {
        let mut lists = Self::default();
        let drafts: BTreeMap<&str, &Element> = part
            .elements()
            .filter(|element| element.name == "abstractNum")
            .filter_map(|draft| Some((draft.get("abstractNumId")?, draft)))
            .collect();
        for list in part.elements().filter(|element| element.name == "num") {
            let Some(number) = number(list.get("numId")) else { continue };
            let draft = list.child("abstractNumId").and_then(Element::val).and_then(|id| drafts.get(id));
            let overrides = list.elements().filter(|element| element.name == "lvlOverride");
            let own = overrides.filter_map(|element| element.child("lvl"));
            let levels = draft.into_iter().flat_map(|draft| draft.elements()).filter(|e| e.name == "lvl");
            for level in levels.chain(own) {
                let Some(at) = self::number(level.get("ilvl")).filter(|&at| at < LEVELS) else { continue };
                if let Some(style) = level.child("pStyle").and_then(Element::val) {
                    lists.styled.insert((number, style.to_owned()), at);
                }
                lists.levels.insert((number, at), level.child("pPr").cloned().unwrap_or_default());
            }
        }
        lists
    }

    /// What the level says that a paragraph or style stands in; `None`: it stands in no list.
    pub(super) fn level(&self, properties: &Element, style: Option<&str>) -> Option<Element> {
        let list = properties.child("numPr")?;
        let given = list.child("numId").and_then(Element::val);
        let number = number(given)?;
        if number == 0 {
            // It is taken out of the list of its style, and out of its indents.
            let mut none = Element::default();
            let indent = Element::new("ind", &[("left", "0"), ("firstLine", "0")]);
            none.children.push(super::tree::Child::Element(indent));
            return Some(none);
        }
        let of_style = || self.styled.get(&(number, style?.to_owned())).copied();
        let level = self::number(list.child("ilvl").and_then(Element::val)).or_else(of_style).unwrap_or(0);
        self.levels.get(&(number, level)).cloned()
    }
}

fn number(value: Option<&str>) -> Option<u32> {
    value?.trim().parse().ok()
}
