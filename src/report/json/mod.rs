//! The JSON reports: a contract with other programs.
//!
//! The types here are the format, and nothing but the format; `schema/*.json` say it in JSON
//! Schema, and `tests/schema.rs` holds the two together. Fields may be added, never renamed.
//!
//! All ranges are characters (Unicode scalar values), while the library counts bytes. Ranges come
//! in ascending order, so one walk along each text converts them ([`Chars`]); counting from the
//! start of the text for each edit was the alternative, and quadratic. Links and units are made
//! and written some at a time: the report of a large comparison never stands in memory.

mod chars;
mod parts;
mod document;
mod texts;
mod lineage;
mod occurrences;
mod share;
mod lines;

use std::borrow::Cow;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::View;
use crate::compare::{
    Confidence, Edit, Fate, Link, Op, Passage, PassageEnd, Reason, Shape, Substitution, Summary,
};
use crate::document::{Document, UnitId};
use crate::pair::Pair;
use chars::Chars;
use document::{DocumentPart, FurniturePart, SectionPart};
pub use lineage::LINEAGE_SCHEMA;
pub(super) use lineage::lineage;

pub use occurrences::OCCURRENCES_SCHEMA;
pub(super) use occurrences::occurrences;
pub use share::{MATRIX_SCHEMA, SHARE_SCHEMA};
pub(super) use share::{matrix, share};

pub use lines::LINES_SCHEMA;
pub(super) use lines::lines;
use parts::Plain;

/// JSON Schema (draft 2020-12) of the report of a comparison.
pub const COMPARISON_SCHEMA: &str = include_str!("../../../schema/comparison-1.json");
/// JSON Schema (draft 2020-12) of the report of a document.
pub const DOCUMENT_SCHEMA: &str = include_str!("../../../schema/document-1.json");

/// Writes the report of a comparison.
pub(super) fn comparison(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let links = Links::of(view);
    let report = ComparisonReport {
        schema: "travaux/comparison/1",
        old: DocumentPart::of(view.documents.old),
        new: DocumentPart::of(view.documents.new),
        filter: FilterPart::of(view),
        passages: Passages { view, links: &links },
        substitutions: substitutions(view, &links),
        summary: &view.comparison.summary,
        links: &links,
    };
    finish(&report, out)
}

/// Writes how a document was understood.
pub(super) fn document(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let report = DocumentReport {
        schema: "travaux/document/1",
        document: DocumentPart::of(document),
        sections: document.sections.iter().map(SectionPart::of).collect(),
        furniture: document.furniture.iter().map(FurniturePart::of).collect(),
    };
    finish(&report, out)
}

fn finish(report: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    report.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Plain))?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct ComparisonReport<'a> {
    schema: &'static str,
    old: DocumentPart<'a>,
    new: DocumentPart<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    filter: Option<FilterPart<'a>>,
    links: &'a Links<'a>,
    passages: Passages<'a>,
    substitutions: Vec<SubstitutionPart<'a>>,
    summary: &'a Summary,
}

#[derive(Serialize)]
struct DocumentReport<'a> {
    schema: &'static str,
    #[serde(flatten)]
    document: DocumentPart<'a>,
    sections: Vec<SectionPart>,
    furniture: Vec<FurniturePart<'a>>,
}

#[derive(Serialize)]
struct FilterPart<'a> {
    only: Vec<&'static str>,
    section: Option<&'a str>,
    ignore: Vec<&'static str>,
}

impl<'a> FilterPart<'a> {
    /// `None` if the report is whole.
    fn of(view: &View<'a>) -> Option<Self> {
        let filter = view.filter;
        filter.selects().then(|| Self {
            only: filter.only.iter().map(|pick| pick.word()).collect(),
            section: filter.section.as_deref(),
            ignore: filter.ignore.iter().map(|rule| rule.word()).collect(),
        })
    }
}

/// The links a filter let through, in order.
struct Links<'a> {
    documents: Pair<&'a Document>,
    all: &'a [Link],
    /// For each link its place in the report, if it is in it.
    place: Vec<Option<usize>>,
}

impl<'a> Links<'a> {
    fn of(view: &View<'a>) -> Self {
        let mut place = vec![None; view.comparison.links.len()];
        for (n, entry) in view.entries().enumerate() {
            place[entry.link] = Some(n);
        }
        Self { documents: view.documents, all: &view.comparison.links, place }
    }
}

impl Serialize for Links<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shown = self.all.iter().zip(&self.place).filter(|(_, place)| place.is_some());
        let shown: Vec<&Link> = shown.map(|(link, _)| link).collect();
        parts::list(serializer, &shown, |link| LinkPart::of(self.documents, link))
    }
}

#[derive(Serialize)]
struct LinkPart<'a> {
    old: &'a [UnitId],
    new: &'a [UnitId],
    fate: Fate,
    shape: Shape,
    moved: bool,
    similarity: f64,
    edits: Vec<EditPart>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_edits: Option<Vec<EditPart>>,
    confidence: Confidence,
    reasons: &'a [Reason],
    basis: &'a [Reason],
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<NearestPart>,
}

impl<'a> LinkPart<'a> {
    fn of(documents: Pair<&Document>, link: &'a Link) -> Self {
        let texts = documents.zip(link.units.as_ref()).map(|(document, units)| joined(document, units));
        Self {
            old: &link.units.old,
            new: &link.units.new,
            fate: link.fate,
            shape: link.shape,
            moved: link.moved,
            similarity: link.similarity,
            edits: EditPart::all(&texts, &link.edits),
            raw_edits: link.raw_edits.as_ref().map(|edits| EditPart::all(&texts, edits)),
            confidence: link.confidence,
            reasons: &link.reasons,
            basis: &link.basis,
            nearest: NearestPart::of(documents, link),
        }
    }
}

/// The texts of units joined by one space; a single one, the usual case, is not copied.
fn joined<'a>(document: &'a Document, units: &[UnitId]) -> Cow<'a, str> {
    match units {
        [only] => Cow::Borrowed(document.text_of(*only)),
        several => Cow::Owned(document.joined(several)),
    }
}

#[derive(Serialize)]
struct EditPart {
    op: Op,
    old: [usize; 2],
    new: [usize; 2],
}

impl EditPart {
    fn all(texts: &Pair<Cow<'_, str>>, edits: &[Edit]) -> Vec<Self> {
        let mut chars = texts.as_ref().map(|text| Chars::new(text));
        let part = |edit: &Edit| Self {
            op: edit.op,
            old: chars.old.range(&edit.old),
            new: chars.new.range(&edit.new),
        };
        edits.iter().map(part).collect()
    }
}

#[derive(Serialize)]
struct NearestPart {
    unit: UnitId,
    similarity: f64,
    passage: [usize; 2],
}

impl NearestPart {
    fn of(documents: Pair<&Document>, link: &Link) -> Option<Self> {
        let nearest = link.nearest.as_ref()?;
        let other = if link.units.new.is_empty() { documents.new } else { documents.old };
        let passage = Chars::new(other.text_of(nearest.unit)).range(&nearest.passage);
        Some(Self { unit: nearest.unit, similarity: nearest.similarity, passage })
    }
}

/// The passages, of a filtered report those that touch a link of it.
struct Passages<'a> {
    view: &'a View<'a>,
    links: &'a Links<'a>,
}

impl<'a> Passages<'a> {
    fn shown(&self) -> impl Iterator<Item = &'a Passage> {
        let all = &self.view.comparison.passages;
        let mut shown = vec![!self.view.filter.selects(); all.len()];
        for entry in self.view.entries().filter(|entry| self.links.place[entry.link].is_some()) {
            entry.passages.iter().for_each(|&passage| shown[passage] = true);
        }
        all.iter().zip(shown).filter(|(_, shown)| *shown).map(|(passage, _)| passage)
    }
}

impl Serialize for Passages<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let documents = self.view.documents;
        serializer.collect_seq(self.shown().map(|passage| PassagePart::of(documents, passage)))
    }
}

#[derive(Serialize)]
struct PassagePart {
    old: Option<EndPart>,
    new: Option<EndPart>,
    fate: Fate,
    similarity: f64,
}

impl PassagePart {
    fn of(documents: Pair<&Document>, passage: &Passage) -> Self {
        Self {
            old: passage.old.as_ref().map(|end| EndPart::of(documents.old, end)),
            new: passage.new.as_ref().map(|end| EndPart::of(documents.new, end)),
            fate: passage.fate,
            similarity: passage.similarity,
        }
    }
}

#[derive(Serialize)]
struct EndPart {
    unit: UnitId,
    range: [usize; 2],
}

impl EndPart {
    fn of(document: &Document, end: &PassageEnd) -> Self {
        Self { unit: end.unit, range: Chars::new(document.text_of(end.unit)).range(&end.range) }
    }
}

#[derive(Serialize)]
struct SubstitutionPart<'a> {
    old: &'a str,
    new: &'a str,
    count: usize,
    links: Vec<usize>,
}

/// The substitutions, with the places of their links in this report.
fn substitutions<'a>(view: &View<'a>, links: &Links<'_>) -> Vec<SubstitutionPart<'a>> {
    let part = |substitution: &'a Substitution| SubstitutionPart {
        old: &substitution.old,
        new: &substitution.new,
        count: substitution.count,
        links: substitution.links.iter().filter_map(|&link| *links.place.get(link)?).collect(),
    };
    view.comparison.substitutions.iter().map(part).collect()
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_character_stands_as_itself() {
        let mut out = Vec::new();
        finish(&"a\u{1b}[31m \u{9b}31m \u{7f} é", &mut out).expect("a vector can be written to");
        assert_eq!(String::from_utf8_lossy(&out), "\"a\\u001b[31m \\u009b31m \\u007f é\"\n");
    }
}
