//! Properties of paragraphs and runs: what of them is kept, and in which order they stand.
//!
//! ```text
//! <w:pPr> pStyle, numPr, jc, sectPr, rPr     pStyle, ind of the list's level, jc
//! <w:rPr> b, vanish, vertAlign, rtl          b, rtl
//! ```
//!
//! Left out is what belongs to another part (`r:id`), what was tracked already, and what would make the
//! text read otherwise than it was read: automatic numbers (the label is typed), words that are hidden,
//! raised or struck through, frames.

use std::collections::BTreeSet;

use super::tree::{Child, Element};

/// The order of a paragraph's properties (ECMA-376, 17.3.1.26); others are left out.
const PARAGRAPH: [&str; 30] = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "rPr",
    "sectPr",
];

/// The order of a run's properties (17.3.2.28); others are left out.
const RUN: [&str; 28] = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "color",
    "spacing",
    "w",
    "kern",
    "sz",
    "szCs",
    "highlight",
    "u",
    "effect",
    "bdr",
    "shd",
    "rtl",
    "cs",
    "lang",
];

/// Those that stand behind `vertAlign`.
const BEHIND: [&str; 3] = ["rtl", "cs", "lang"];

/// Fonts whose letters are pictures: the words were read as what they show.
const SYMBOLS: [&str; 4] = ["symbol", "wingdings", "webdings", "zapfdingbats"];

/// How a run looks: its properties before and behind the place of `vertAlign`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    before: String,
    behind: String,
}

impl Look {
    /// What stands in `w:rPr`.
    pub(super) fn properties(&self, raised: bool) -> String {
        let raised = if raised { "<w:vertAlign w:val=\"superscript\"/>" } else { "" };
        format!("{}{raised}{}", self.before, self.behind)
    }
}

/// The properties of a run that are kept. `is_style`: whether there is a style of characters with an id.
pub(super) fn look(properties: &Element, is_style: &impl Fn(&str) -> bool) -> Look {
    let mut properties = properties.clone();
    run(&mut properties);
    properties.children.retain(|child| match child {
        Child::Element(element) => element.name != "rStyle" || element.val().is_some_and(is_style),
        Child::Words(_) => false,
    });
    let mut look = Look::default();
    for element in properties.elements() {
        let out = if BEHIND.contains(&element.name.as_str()) { &mut look.behind } else { &mut look.before };
        element.write(out, "w");
    }
    look
}

/// Keeps of a run's properties what can be kept, in order.
pub(super) fn run(properties: &mut Element) {
    properties.keep(&|element| !element.points() && !is_symbol(element));
    properties.sort(&RUN);
    once(properties);
}

/// Keeps of a paragraph's properties what can be kept, in order.
pub(super) fn paragraph(properties: &mut Element) {
    properties.children.retain(|child| {
        !matches!(child, Child::Element(element) if ["rPr", "sectPr"].contains(&element.name.as_str()))
    });
    clean(properties, &PARAGRAPH);
}

/// Keeps those properties that have a place in an order.
pub(super) fn clean(properties: &mut Element, order: &[&str]) {
    properties.keep(&|element| !element.points());
    properties.sort(order);
    once(properties);
}

/// A property is said once: the first counts.
fn once(properties: &mut Element) {
    let mut before = String::new();
    properties.children.retain(|child| match child {
        Child::Element(element) => {
            let again = element.name == before;
            before.clone_from(&element.name);
            !again
        }
        Child::Words(_) => false,
    });
}

/// Adds to a paragraph's properties what the level of its list says of indents and tabs, where they say
/// nothing themselves.
pub(super) fn fill(properties: &mut Element, level: &Element) {
    if let Some(tabs) = level.child("tabs").filter(|_| properties.child("tabs").is_none()) {
        properties.children.push(Child::Element(tabs.clone()));
    }
    let Some(given) = level.child("ind") else { return };
    match properties.child_mut("ind") {
        None => properties.children.push(Child::Element(given.clone())),
        Some(own) => {
            for (key, value) in &given.attributes {
                let same = |name: &str| own.attributes.iter().any(|(other, _)| group(other) == group(name));
                if !same(key) {
                    own.attributes.push((key.clone(), value.clone()));
                }
            }
        }
    }
}

/// Places of the tab stops that hold words from the right or the middle.
pub(super) fn held_stops(properties: &Element) -> Vec<String> {
    let stops = properties.child("tabs").into_iter().flat_map(Element::elements).filter(|stop| is_held(stop));
    stops.filter_map(|stop| stop.get("pos").map(str::to_owned)).collect()
}

fn is_held(stop: &Element) -> bool {
    matches!(stop.val(), Some("right" | "end" | "center" | "decimal"))
}

/// Takes such tab stops out, those of the style (`above`) too: a label stood at them behind a tab of its
/// own, and is typed at the start now, so that its tab has to lead to the words.
pub(super) fn free_label(properties: &mut Element, above: &BTreeSet<String>) {
    let tabs = match properties.child_mut("tabs") {
        Some(tabs) => tabs,
        None if above.is_empty() => return,
        None => {
            properties.children.push(Child::Element(Element::new("tabs", &[])));
            match properties.child_mut("tabs") {
                Some(tabs) => tabs,
                None => return,
            }
        }
    };
    tabs.children.retain(|child| !matches!(child, Child::Element(stop) if is_held(stop)));
    let set: BTreeSet<String> =
        tabs.elements().filter_map(|stop| stop.get("pos").map(str::to_owned)).collect();
    for place in above.difference(&set) {
        let clear = Element::new("tab", &[("val", "clear"), ("pos", place)]);
        tabs.children.push(Child::Element(clear));
    }
    if tabs.elements().next().is_none() {
        properties
            .children
            .retain(|child| !matches!(child, Child::Element(element) if element.name == "tabs"));
    }
}

/// Which indent an attribute speaks of.
fn group(key: &str) -> u8 {
    match key {
        "w:left" | "w:start" => 0,
        "w:right" | "w:end" => 1,
        "w:hanging" | "w:firstLine" => 2,
        _ => 3,
    }
}

fn is_symbol(element: &Element) -> bool {
    let names = |value: &String| {
        let value = value.to_lowercase().replace(' ', "");
        SYMBOLS.iter().any(|symbol| value.starts_with(symbol))
    };
    element.name == "rFonts" && element.attributes.iter().any(|(_, value)| names(value))
}
