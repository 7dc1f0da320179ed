//! A comparison as JSON Lines: one value a line, each to be understood by itself.
//!
//! ```text
//! {"line":"comparison","schema":"travaux/lines/1","old":{…},"new":{…},"summary":{…}}
//! {"line":"link","number":12,"said":"reworded","what":"“should” → “shall”",…,"units":{"old":[…],"new":[…]}}
//! {"line":"passage",…}
//! {"line":"substitution",…}
//! ```
//!
//! For programs that read a line at a time, filter with `jq` or load a table: a link brings its units
//! with their labels, sections, words and places along, and is a row of the change table (`number`,
//! `said`, `changed`, `what`). The parts are those of the JSON report, so what has the same name there
//! means the same; `links` of a substitution are numbers here, for a line has no place in a list.

use std::io::{self, Write};

use serde::Serialize;

use super::document::{UnitPart, section_paths};
use super::texts::SourcePart;
use super::{FilterPart, LinkPart, Links, PassagePart, Passages, SubstitutionPart, finish};
use crate::compare::Summary;
use crate::document::{Document, UnitId};
use crate::pair::Pair;
use crate::report::changes::{self, Change, Replaced};
use crate::report::table::number;
use crate::report::{View, say};

/// JSON Schema (draft 2020-12) of a line of the report in JSON Lines.
pub const LINES_SCHEMA: &str = include_str!("../../../schema/lines-1.json");

/// Writes the report of a comparison, a value a line.
pub(in crate::report) fn lines(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let first = ComparisonLine {
        line: "comparison",
        schema: "travaux/lines/1",
        old: CountedPart::of(view.documents.old),
        new: CountedPart::of(view.documents.new),
        filter: FilterPart::of(view),
        summary: &view.comparison.summary,
    };
    finish(&first, out)?;
    let paths = view.documents.map(section_paths);
    for entry in view.entries() {
        finish(&LinkLine::of(view, &changes::change(view, entry), &paths), out)?;
    }
    let links = Links::of(view);
    for passage in (Passages { view, links: &links }).shown() {
        let (old, new) = (passage.old.as_ref(), passage.new.as_ref());
        let line = PassageLine {
            line: "passage",
            passage: PassagePart::of(view.documents, passage),
            addresses: Pair::new(
                old.map(|end| say::short_address(view.documents.old, end.unit)),
                new.map(|end| say::short_address(view.documents.new, end.unit)),
            ),
            texts: Pair::new(
                old.map(|end| &view.documents.old.text_of(end.unit)[end.range.clone()]),
                new.map(|end| &view.documents.new.text_of(end.unit)[end.range.clone()]),
            ),
        };
        finish(&line, out)?;
    }
    for substitution in &view.comparison.substitutions {
        let part = SubstitutionPart {
            old: &substitution.old,
            new: &substitution.new,
            count: substitution.count,
            links: substitution.links.iter().map(|&link| number(link)).collect(),
        };
        finish(&SubstitutionLine { line: "substitution", substitution: part }, out)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct ComparisonLine<'a> {
    line: &'static str,
    schema: &'static str,
    old: CountedPart<'a>,
    new: CountedPart<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    filter: Option<FilterPart<'a>>,
    summary: &'a Summary,
}

/// A document without its units, which come with the links.
#[derive(Serialize)]
struct CountedPart<'a> {
    #[serde(flatten)]
    source: SourcePart<'a>,
    units: usize,
    warnings: usize,
}

impl<'a> CountedPart<'a> {
    fn of(document: &'a Document) -> Self {
        Self {
            source: SourcePart::of(document),
            units: document.units.len(),
            warnings: document.warnings.len(),
        }
    }
}

#[derive(Serialize)]
struct LinkLine<'a> {
    line: &'static str,
    number: usize,
    addresses: Pair<Vec<String>>,
    said: &'a str,
    changed: Vec<ReplacedPart<'a>>,
    what: String,
    #[serde(flatten)]
    link: LinkPart<'a>,
    units: Pair<Vec<UnitPart<'a>>>,
}

impl<'a> LinkLine<'a> {
    fn of(view: &View<'a>, change: &'a Change<'a>, paths: &'a Pair<Vec<Vec<String>>>) -> Self {
        let sides = view.documents.zip(change.link.units.as_ref());
        let parts = |document: &'a Document, units: &[UnitId], paths: &'a [Vec<String>]| {
            units.iter().map(|&unit| UnitPart::of(document, unit, paths)).collect()
        };
        Self {
            line: "link",
            number: number(change.index),
            addresses: sides.map(|(document, units)| {
                units.iter().map(|&unit| say::short_address(document, unit)).collect()
            }),
            said: &change.fate,
            changed: change.replaced.iter().map(ReplacedPart::of).collect(),
            what: change.what(),
            link: LinkPart::of(view.documents, change.link),
            units: Pair::new(
                parts(sides.old.0, sides.old.1, &paths.old),
                parts(sides.new.0, sides.new.1, &paths.new),
            ),
        }
    }
}

#[derive(Serialize)]
struct ReplacedPart<'a> {
    old: &'a str,
    new: &'a str,
}

impl<'a> ReplacedPart<'a> {
    fn of(replaced: &'a Replaced) -> Self {
        Self { old: &replaced.old, new: &replaced.new }
    }
}

#[derive(Serialize)]
struct PassageLine<'a> {
    line: &'static str,
    #[serde(flatten)]
    passage: PassagePart,
    addresses: Pair<Option<String>>,
    texts: Pair<Option<&'a str>>,
}

#[derive(Serialize)]
struct SubstitutionLine<'a> {
    line: &'static str,
    #[serde(flatten)]
    substitution: SubstitutionPart<'a>,
}
