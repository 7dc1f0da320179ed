//! Headers and footers of a source file, without what cannot be carried over.
//!
//! ```text
//! symbol, page number, a table around them     kept
//! a picture, a link, a comment, a list         left out; the words of a link stay
//! a field that reads other files               its last result stays
//! ```

use super::tree::{Child, Element};

/// Elements that may stand in a header, with all that is in them.
const KEPT: [&str; 18] = [
    "p",
    "r",
    "t",
    "tab",
    "ptab",
    "br",
    "cr",
    "noBreakHyphen",
    "softHyphen",
    "fldChar",
    "instrText",
    "fldSimple",
    "tbl",
    "tblGrid",
    "gridCol",
    "tr",
    "tc",
    "pgNum",
];

/// Properties, which are kept but for a few.
const PROPERTIES: [&str; 7] = ["pPr", "rPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblpPr"];

/// Properties that belong to lists, to other parts, or to changes.
const LEFT: [&str; 10] =
    ["numPr", "sectPr", "rStyle", "cnfStyle", "divId", "ins", "del", "moveFrom", "moveTo", "cellMerge"];

/// Elements whose contents stand in their place.
const OPENED: [&str; 7] = ["ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml"];

/// Fields that say nothing but where they are.
const FIELDS: [&str; 4] = ["PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"];

/// A header or footer as it can be carried over: what stands in its root.
pub(super) fn margin(part: &Element) -> String {
    let mut root = Element { children: inside(part), ..Element::default() };
    let marks = fields(&root);
    open_fields(&mut root, &mut marks.into_iter());
    let is_block = |child: &Child| match child {
        Child::Element(element) => element.name == "p" || element.name == "tbl",
        Child::Words(_) => false,
    };
    root.children.retain(is_block);
    let mut out = String::new();
    root.inside(&mut out, "w");
    // The last block has to be a paragraph.
    if root.elements().last().is_none_or(|last| last.name != "p") {
        out.push_str("<w:p/>");
    }
    out
}

fn inside(element: &Element) -> Vec<Child> {
    let mut kept = Vec::new();
    for child in &element.children {
        let Child::Element(child) = child else {
            if ["t", "instrText"].contains(&element.name.as_str()) {
                kept.push(child.clone());
            }
            continue;
        };
        let name = child.name.as_str();
        if PROPERTIES.contains(&name) {
            let mut properties = child.clone();
            properties.keep(&|property| {
                !property.points()
                    && !property.name.ends_with("Change")
                    && !LEFT.contains(&property.name.as_str())
            });
            kept.push(Child::Element(properties));
        } else if OPENED.contains(&name) {
            kept.extend(inside(child));
        } else if KEPT.contains(&name) && !child.points() && !is_hidden(child) {
            let mut whole = Element { children: inside(child), ..child.clone() };
            if name == "tc" && whole.elements().last().is_none_or(|last| last.name != "p") {
                whole.children.push(Child::Element(Element::new("p", &[])));
            }
            kept.push(Child::Element(whole));
        }
    }
    kept
}

fn is_hidden(element: &Element) -> bool {
    let off = |hidden: &Element| matches!(hidden.val(), Some("0" | "false" | "off"));
    element.child("rPr").and_then(|properties| properties.child("vanish")).is_some_and(|hidden| !off(hidden))
}

/// For each mark of a field, in order, whether it stays: those of known fields do, unless one stands in
/// another, or has no end.
fn fields(root: &Element) -> Vec<bool> {
    let mut marks: Vec<bool> = Vec::new();
    // The first mark of the field that is open, and what it says.
    let mut open: Option<(usize, String)> = None;
    let mut whole = true;
    walk(root, &mut |element| {
        if !is_mark(element) {
            return;
        }
        match element.get("fldCharType") {
            Some("begin") => whole &= open.replace((marks.len(), String::new())).is_none(),
            Some("end") => match open.take() {
                Some((first, instruction)) => {
                    marks.push(false);
                    let known = is_known(&instruction);
                    marks[first..].fill(known);
                    return;
                }
                None => whole = false,
            },
            _ => {
                let words = element.children.iter().filter_map(|child| match child {
                    Child::Words(words) => Some(words.as_str()),
                    Child::Element(_) => None,
                });
                if let Some((_, instruction)) = &mut open {
                    words.for_each(|words| instruction.push_str(words));
                }
            }
        }
        marks.push(false);
    });
    if !whole || open.is_some() {
        marks.fill(false);
    }
    marks
}

fn is_mark(element: &Element) -> bool {
    ["fldChar", "instrText"].contains(&element.name.as_str())
}

fn is_known(instruction: &str) -> bool {
    let word = instruction.split_whitespace().next().unwrap_or_default();
    FIELDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn walk(element: &Element, see: &mut impl FnMut(&Element)) {
    for child in element.elements() {
        see(child);
        walk(child, see);
    }
}

/// Takes out the marks of fields that are not known, and puts what simple ones show in their place.
fn open_fields(element: &mut Element, marks: &mut impl Iterator<Item = bool>) {
    let children = std::mem::take(&mut element.children);
    for child in children {
        match child {
            Child::Element(child) if is_mark(&child) => {
                if marks.next().unwrap_or(false) {
                    element.children.push(Child::Element(child));
                }
            }
            Child::Element(mut child) => {
                open_fields(&mut child, marks);
                if child.name == "fldSimple" && !is_known(child.get("instr").unwrap_or_default()) {
                    element.children.extend(child.children);
                } else {
                    element.children.push(Child::Element(child));
                }
            }
            words @ Child::Words(_) => element.children.push(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::part;
    use super::*;

    fn kept(inside: &str) -> String {
        let xml = format!("<w:hdr xmlns:w='urn:w' xmlns:r='urn:r'>{inside}</w:hdr>");
        margin(&part(&xml, "w", "urn:w").expect("it is well-formed"))
    }

    #[test]
    fn words_and_page_numbers_are_kept() {
        let page = "<w:p><w:r><w:t>A/1</w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>";
        assert_eq!(kept(page), page);
    }

    #[test]
    fn what_leads_elsewhere_is_left_out() {
        let link = "<w:p><w:hyperlink r:id='rId9'><w:r><w:t>a</w:t><w:drawing><w:x/></w:drawing></w:r></w:hyperlink></w:p>";
        assert_eq!(kept(link), "<w:p><w:r><w:t>a</w:t></w:r></w:p>");
        let field = "<w:p><w:fldSimple w:instr='INCLUDETEXT x'><w:r><w:t>b</w:t></w:r></w:fldSimple></w:p>";
        assert_eq!(kept(field), "<w:p><w:r><w:t>b</w:t></w:r></w:p>");
        let parts = "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>DDE</w:instrText><w:instrText>AUTO x</w:instrText>\
                     <w:fldChar w:fldCharType='end'/></w:r></w:p>";
        assert_eq!(kept(parts), "<w:p><w:r/></w:p>");
        assert_eq!(
            kept("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>"),
            "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"
        );
    }
}
