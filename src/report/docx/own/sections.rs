//! The sections of a source file: pages, columns, which headers they have.

use std::collections::{BTreeMap, BTreeSet};

use super::margins::margin;
use super::tree::{self, Child, Element, Step, Walk};
use crate::report::docx::package::{MAIN, OFFICE, Side, XML};
use crate::word::WordFile;

/// What may stand in a section (17.6.17), but for what belongs to other parts.
const ORDER: [&str; 16] = [
    "headerReference",
    "footerReference",
    "type",
    "pgSz",
    "pgMar",
    "paperSrc",
    "pgBorders",
    "lnNumType",
    "pgNumType",
    "cols",
    "vAlign",
    "titlePg",
    "textDirection",
    "bidi",
    "rtlGutter",
    "docGrid",
];

/// Headers that a section may have.
const KINDS: [&str; 3] = ["default", "first", "even"];

/// The sections of a file.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// Where each ends in the main part, and what it says, in order.
    pub(super) inner: Vec<(usize, Element)>,
    /// The last section.
    pub(super) last: Element,
}

impl Sections {
    /// Reads the sections of the main part.
    pub(super) fn read(xml: &str) -> Result<Self, String> {
        let mut walk = Walk::new(xml, "w");
        tree::root(&mut walk, MAIN)?;
        let mut sections = Self::default();
        let mut open: Vec<bool> = vec![false];
        while !open.is_empty() {
            let at = walk.offset();
            match walk.step()? {
                Step::Open(start) => match walk.name(&start).as_deref() {
                    Some("sectPr") => {
                        let section = walk.element(&start)?.unwrap_or_default();
                        // That of the body stands in no paragraph.
                        if open.contains(&true) {
                            sections.inner.push((at, section));
                        } else {
                            sections.last = section;
                        }
                    }
                    Some("txbxContent" | "pPrChange") => walk.skip()?,
                    name => open.push(name == Some("p")),
                },
                Step::Close => drop(open.pop()),
                Step::Words(_) => {}
                Step::End => return Err("it ends in the middle".to_owned()),
            }
        }
        sections.inherit();
        Ok(sections)
    }

    /// Names in each section the headers it has from those before it, for not every section is carried
    /// over.
    fn inherit(&mut self) {
        let mut known: BTreeMap<(String, String), Child> = BTreeMap::new();
        let all = self.inner.iter_mut().map(|(_, section)| section);
        for section in all.chain([&mut self.last]) {
            let mut own = BTreeSet::new();
            for element in section.elements().filter(|element| element.name.ends_with("Reference")) {
                let place = element.get("type").unwrap_or("default").to_owned();
                let key = (element.name.clone(), place);
                known.insert(key.clone(), Child::Element(element.clone()));
                own.insert(key);
            }
            let missing = known.iter().filter(|(key, _)| !own.contains(*key)).map(|(_, child)| child.clone());
            section.children.extend(missing);
        }
    }
}

/// The headers and footers being carried over.
pub(super) struct Margins<'f> {
    file: &'f WordFile,
    /// The number of the next relation.
    next: usize,
    /// Id in the source -> relation of the report.
    known: BTreeMap<String, Option<String>>,
    /// What sections without a header of their own have: none, rather than that of the summary.
    empty: BTreeMap<&'static str, String>,
    pub(super) sides: Vec<Side>,
}

impl<'f> Margins<'f> {
    /// `next` is the number of the first relation that is free.
    pub(super) const fn new(file: &'f WordFile, next: usize) -> Self {
        Self { file, next, known: BTreeMap::new(), empty: BTreeMap::new(), sides: Vec::new() }
    }

    /// A section as the report has it. The first of the text begins on a page of its own, numbered
    /// from 1 unless it says otherwise, and inherits nothing.
    pub(super) fn section(&mut self, given: &Element, first: bool) -> Result<String, String> {
        let mut section = given.clone();
        let mut had: Vec<(&str, String)> = Vec::new();
        let mut kept = Vec::new();
        for child in std::mem::take(&mut section.children) {
            let Child::Element(mut element) = child else { continue };
            let kind = match element.name.as_str() {
                "headerReference" => "header",
                "footerReference" => "footer",
                _ => {
                    element.keep(&|inner| !inner.points());
                    let left = element.points() || (first && element.name == "type");
                    kept.extend((!left).then_some(Child::Element(element)));
                    continue;
                }
            };
            let place = element.get("type").unwrap_or("default").to_owned();
            let known = KINDS.contains(&place.as_str());
            let again = !known || had.iter().any(|(other, at)| *other == kind && *at == place);
            let id = element.attributes.iter().find(|(key, _)| key == "r:id").map(|(_, id)| id.clone());
            if let Some(relation) = id.and_then(|id| self.relation(&id, kind)).filter(|_| !again) {
                kept.push(Child::Element(reference(kind, &place, relation)));
                had.push((kind, place));
            }
        }
        if first {
            for (kind, place) in ["header", "footer"].into_iter().flat_map(|kind| KINDS.map(|at| (kind, at)))
            {
                if !had.iter().any(|(other, at)| *other == kind && at == place) {
                    let relation = self.empty(kind);
                    kept.push(Child::Element(reference(kind, place, relation)));
                }
            }
        }
        section.children = kept;
        if first {
            match section.child_mut("pgNumType") {
                Some(pages) if pages.get("start").is_none() => {
                    pages.attributes.push(("w:start".to_owned(), "1".to_owned()));
                }
                Some(_) => {}
                None => section.children.push(Child::Element(Element::new("pgNumType", &[("start", "1")]))),
            }
        }
        section.attributes.clear();
        section.sort(&ORDER);
        "sectPr".clone_into(&mut section.name);
        let mut out = String::new();
        section.write(&mut out, "w");
        Ok(out)
    }

    /// The relation to a header of the source; `None`: it cannot be carried over.
    fn relation(&mut self, id: &str, kind: &'static str) -> Option<String> {
        if let Some(known) = self.known.get(id) {
            return known.clone();
        }
        let part = self.file.parts.iter().find(|part| part.id == id && part.kind == kind);
        let inside = part.and_then(|part| tree::part(&part.xml, "w", MAIN).ok()).map(|part| margin(&part));
        let relation = inside.map(|inside| self.side(kind, &inside));
        self.known.insert(id.to_owned(), relation.clone());
        relation
    }

    fn empty(&mut self, kind: &'static str) -> String {
        if let Some(known) = self.empty.get(kind) {
            return known.clone();
        }
        let relation = self.side(kind, "<w:p/>");
        self.empty.insert(kind, relation.clone());
        relation
    }

    fn side(&mut self, kind: &'static str, inside: &str) -> String {
        let root = if kind == "header" { "hdr" } else { "ftr" };
        let xml = format!("{XML}<w:{root} xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{inside}</w:{root}>");
        self.sides.push((format!("own-{kind}{}", self.next), kind, xml));
        self.next += 1;
        format!("rId{}", self.next - 1)
    }
}

fn reference(kind: &str, place: &str, relation: String) -> Element {
    let mut element = Element::new(&format!("{kind}Reference"), &[("type", place)]);
    element.attributes.push(("r:id".to_owned(), relation));
    element
}
