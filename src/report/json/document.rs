//! A document in JSON: units, sections, warnings, furniture.

use std::ops::Range;

use serde::{Serialize, Serializer};

use super::chars::Chars;
use super::parts;
use super::texts::SourcePart;
use crate::document::{Document, Furniture, Kind, Section, SectionId, Status, Unit, UnitId, Warning};

#[derive(Serialize)]
pub(super) struct DocumentPart<'a> {
    #[serde(flatten)]
    source: SourcePart<'a>,
    units: Units<'a>,
    warnings: &'a [Warning],
}

impl<'a> DocumentPart<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        Self { source: SourcePart::of(document), units: Units(document), warnings: &document.warnings }
    }
}

struct Units<'a>(&'a Document);

impl Serialize for Units<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let paths = section_paths(self.0);
        let ids: Vec<UnitId> = self.0.ids().collect();
        parts::list(serializer, &ids, |&id| UnitPart::of(self.0, id, &paths))
    }
}

/// For each section the headings down to its own, as printed. Made once: there are many units in
/// a section.
pub(super) fn section_paths(document: &Document) -> Vec<Vec<String>> {
    let mut paths: Vec<Vec<String>> = Vec::with_capacity(document.sections.len());
    for section in &document.sections {
        let above = section.parent.and_then(|parent| paths.get(parent.index()));
        let mut path = above.cloned().unwrap_or_default();
        path.extend(section.heading.map(|heading| document.heading_line(heading)));
        paths.push(path);
    }
    paths
}

#[derive(Serialize)]
pub(super) struct UnitPart<'a> {
    id: UnitId,
    kind: Kind,
    label: Option<&'a str>,
    address: &'a str,
    section: &'a [String],
    status: Status,
    parent: Option<UnitId>,
    text: &'a str,
    lines: Option<(u32, u32)>,
    bytes: Option<[usize; 2]>,
    page: Option<u32>,
    note_markers: Vec<MarkerPart<'a>>,
}

impl<'a> UnitPart<'a> {
    pub(super) fn of(document: &'a Document, id: UnitId, paths: &'a [Vec<String>]) -> Self {
        let unit = document.unit(id);
        let text = document.text_of(id);
        Self {
            id,
            kind: unit.kind,
            label: unit.label.as_deref(),
            address: &unit.address,
            section: headings_above(document, id, unit, paths),
            status: document.status_of(id),
            parent: unit.parent,
            text,
            lines: (unit.place.lines != (0, 0)).then_some(unit.place.lines),
            bytes: bytes(&unit.place.bytes),
            page: unit.place.page,
            note_markers: MarkerPart::all(unit, text),
        }
    }
}

/// The path of a unit's section; a heading's own line is no part of its path.
fn headings_above<'a>(
    document: &Document,
    id: UnitId,
    unit: &Unit,
    paths: &'a [Vec<String>],
) -> &'a [String] {
    let path = paths[unit.section.index()].as_slice();
    match path.split_last() {
        Some((_, above)) if document.sections[unit.section.index()].heading == Some(id) => above,
        _ => path,
    }
}

fn bytes(range: &Range<usize>) -> Option<[usize; 2]> {
    (!range.is_empty()).then_some([range.start, range.end])
}

#[derive(Serialize)]
struct MarkerPart<'a> {
    at: usize,
    label: &'a str,
}

impl<'a> MarkerPart<'a> {
    fn all(unit: &'a Unit, text: &str) -> Vec<Self> {
        let mut chars = Chars::new(text);
        unit.note_markers
            .iter()
            .map(|marker| Self { at: chars.at(marker.at), label: &marker.label })
            .collect()
    }
}

#[derive(Serialize)]
pub(super) struct SectionPart {
    heading: Option<UnitId>,
    parent: Option<SectionId>,
    level: u8,
    status: Status,
}

impl SectionPart {
    pub(super) fn of(section: &Section) -> Self {
        Self {
            heading: section.heading,
            parent: section.parent,
            level: section.level,
            status: section.status,
        }
    }
}

#[derive(Serialize)]
pub(super) struct FurniturePart<'a> {
    code: &'static str,
    lines: Option<(u32, u32)>,
    bytes: Option<[usize; 2]>,
    page: Option<u32>,
    text: &'a str,
}

impl<'a> FurniturePart<'a> {
    pub(super) fn of(furniture: &'a Furniture) -> Self {
        let place = &furniture.place;
        Self {
            code: furniture.code,
            lines: (place.lines != (0, 0)).then_some(place.lines),
            bytes: bytes(&place.bytes),
            page: place.page,
            text: &furniture.text,
        }
    }
}
