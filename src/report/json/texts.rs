//! A text as reports name it, by itself or among several.

use serde::Serialize;

use crate::document::{Document, Status};
use crate::lineage::Witness;

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
