//! A text as reports name it, by itself or among several.

use serde::Serialize;

use crate::document::{Document, Kind, Status, UnitId};
use crate::lineage::{Chain, Witness};

/// A text of a process.
#[derive(Serialize)]
pub(super) struct TextPart<'a> {
    round: usize,
    #[serde(flatten)]
    source: SourcePart<'a>,
    status: Status,
}

impl<'a> TextPart<'a> {
    pub(super) fn of(witness: &Witness<'a>) -> Self {
        Self {
            round: witness.round,
            source: SourcePart::of(witness.document),
            status: witness.status.unwrap_or_default(),
        }
    }
}

/// A text.
#[derive(Serialize)]
pub(super) struct SourcePart<'a> {
    source: &'a str,
    format: &'a str,
    sha256: &'a str,
    title: Option<&'a str>,
    language: Option<&'a str>,
}

impl<'a> SourcePart<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        Self {
            source: &document.source,
            format: document.format,
            sha256: &document.sha256,
            title: document.title.as_deref(),
            language: document.language,
        }
    }
}

/// Where something stands: a unit of one of the texts of a process.
#[derive(Serialize)]
pub(super) struct StandsPart<'a> {
    text: usize,
    round: usize,
    unit: u32,
    kind: Kind,
    label: Option<&'a str>,
    address: &'a str,
    section: Vec<String>,
    status: Status,
}

impl<'a> StandsPart<'a> {
    /// `text`: which of the texts, by its place in the chain.
    pub(super) fn of(chain: &Chain<'a>, text: usize, id: UnitId) -> Self {
        let witness = &chain.witnesses[text];
        let document: &'a Document = witness.document;
        let unit = document.unit(id);
        Self {
            text,
            round: witness.round,
            unit: id.0,
            kind: unit.kind,
            label: unit.label.as_deref(),
            address: &unit.address,
            section: document.section_path(id),
            status: witness.status_of(id),
        }
    }
}
