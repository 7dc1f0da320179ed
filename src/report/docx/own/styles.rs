//! The styles of a source file -> those of the report: its own, and those of the summary.

use std::collections::{BTreeMap, BTreeSet};

use super::numbering::Lists;
use super::properties;
use super::tree::{Child, Element};

/// What may stand in a style besides properties of paragraphs and runs (17.7.4.17).
const ORDER: [&str; 19] = [
    "name",
    "aliases",
    "basedOn",
    "next",
    "link",
    "autoRedefine",
    "hidden",
    "uiPriority",
    "semiHidden",
    "unhideWhenUsed",
    "qFormat",
    "locked",
    "rsid",
    "pPr",
    "rPr",
    "tblPr",
    "trPr",
    "tcPr",
    "tblStylePr",
];

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// The part, without its end.
    xml: String,
    /// Ids of styles of paragraphs, of characters.
    paragraphs: BTreeSet<String>,
    characters: BTreeSet<String>,
    /// Id of a style of paragraphs -> the style below it, and its own tab stops that hold words from the
    /// right or the middle.
    stops: BTreeMap<String, (Option<String>, Vec<String>)>,
    /// Small name -> id of a style of paragraphs.
    named: BTreeMap<String, String>,
}

impl Styles {
    /// Reads the part. `taken` are ids that the summary needs.
    pub(super) fn new(mut part: Element, lists: &Lists, taken: &[String]) -> Self {
        let mut styles = Self::default();
        let mut met: BTreeSet<String> = taken.iter().map(|id| id.to_lowercase()).collect();
        part.children.retain(|child| matches!(child, Child::Element(_)));
        let mut kept = Vec::new();
        for child in part.children {
            let Child::Element(mut element) = child else { continue };
            match element.name.as_str() {
                "docDefaults" => defaults(&mut element),
                "latentStyles" => {}
                "style" => {
                    let id = element.get("styleId").unwrap_or_default().to_owned();
                    if id.is_empty() || !met.insert(id.to_lowercase()) {
                        continue;
                    }
                    styles.meet(&element, &id);
                    style(&mut element, &id, lists);
                }
                _ => continue,
            }
            kept.push(element);
        }
        for element in &kept {
            element.write(&mut styles.xml, "w");
        }
        styles
    }

    fn meet(&mut self, style: &Element, id: &str) {
        let name = style.child("name").and_then(Element::val).unwrap_or_default().to_lowercase();
        match style.get("type") {
            Some("paragraph") => {
                self.paragraphs.insert(id.to_owned());
                let below = style.child("basedOn").and_then(Element::val).map(str::to_owned);
                let stops = style.child("pPr").map_or_else(Vec::new, properties::held_stops);
                self.stops.insert(id.to_owned(), (below, stops));
                self.named.entry(name).or_insert_with(|| id.to_owned());
            }
            Some("character") => drop(self.characters.insert(id.to_owned())),
            _ => {}
        }
    }

    /// The styles, to stand in the part.
    pub(super) fn xml(&self) -> &str {
        &self.xml
    }

    /// Whether there is a style of paragraphs with this id.
    pub(super) fn is_paragraph(&self, id: &str) -> bool {
        self.paragraphs.contains(id)
    }

    /// Whether there is a style of characters with this id.
    pub(super) fn is_character(&self, id: &str) -> bool {
        self.characters.contains(id)
    }

    /// Places of the tab stops of a style, and of those below it, that hold words from the right or the
    /// middle.
    pub(super) fn held_stops(&self, id: Option<&str>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut at = id;
        // A circle of styles has to end somewhere.
        for _ in 0..16 {
            let Some((below, stops)) = at.and_then(|id| self.stops.get(id)) else { break };
            found.extend(stops.iter().cloned());
            at = below.as_deref();
        }
        found
    }

    /// The id of a style of paragraphs, by its name in small letters.
    pub(super) fn named(&self, name: &str) -> Option<&str> {
        self.named.get(name).map(String::as_str)
    }
}

fn defaults(element: &mut Element) {
    for (outer, inner) in [("rPrDefault", "rPr"), ("pPrDefault", "pPr")] {
        let Some(given) = element.child_mut(outer).and_then(|outer| outer.child_mut(inner)) else { continue };
        if inner == "rPr" { properties::run(given) } else { properties::paragraph(given) }
    }
    element.keep(&|element| !element.points());
    element.sort(&["rPrDefault", "pPrDefault"]);
}

fn style(element: &mut Element, id: &str, lists: &Lists) {
    element.keep(&|element| !element.points() && !element.name.ends_with("Change"));
    if let Some(given) = element.child_mut("pPr")
        && let Some(level) = lists.level(given, Some(id))
    {
        properties::fill(given, &level);
    }
    clean(element);
    element.sort(&ORDER);
}

/// Cleans the properties of a style, and of the parts of a style of tables.
fn clean(element: &mut Element) {
    for child in &mut element.children {
        let Child::Element(child) = child else { continue };
        match child.name.as_str() {
            "pPr" => properties::paragraph(child),
            "rPr" => properties::run(child),
            "tblStylePr" => clean(child),
            _ => {}
        }
    }
}
