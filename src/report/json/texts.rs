//! A text of a process, as the reports of several texts name it.

use serde::Serialize;

use crate::document::Status;
use crate::lineage::Witness;

#[derive(Serialize)]
pub(super) struct TextPart<'a> {
    round: usize,
    source: &'a str,
    format: &'a str,
    sha256: &'a str,
    title: Option<&'a str>,
    language: Option<&'a str>,
    status: Status,
}

impl<'a> TextPart<'a> {
    pub(super) fn of(witness: &Witness<'a>) -> Self {
        Self {
            round: witness.round,
            source: &witness.document.source,
            format: witness.document.format,
            sha256: &witness.document.sha256,
            title: witness.document.title.as_deref(),
            language: witness.document.language,
            status: witness.status.unwrap_or_default(),
        }
    }
}
