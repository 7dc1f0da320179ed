//! Redlines made from texts.

use travaux::compare::{Options, Watch, compare};
use travaux::pair::Pair;
use travaux::report::{self, Format};
use travaux::{Comparison, Document, read, read_bytes};

/// Reads and compares two texts.
pub(crate) fn compared(old: &str, new: &str) -> (Pair<Document>, Comparison) {
    let read = |(name, text): (&str, &str)| read_bytes(name, text.as_bytes(), &read::Options::default());
    let documents = Pair::new(("old.txt", old), ("new.txt", new)).try_map(read).expect("texts can be read");
    let comparison = between(&documents);
    (documents, comparison)
}

/// Compares two documents.
pub(crate) fn between(documents: &Pair<Document>) -> Comparison {
    compare(documents.as_ref(), &Options::default(), &Watch::default()).expect("nobody interrupts")
}

/// The Word file of a comparison.
pub(crate) fn file(documents: &Pair<Document>, comparison: &Comparison) -> Vec<u8> {
    with(documents, comparison, &options())
}

pub(crate) fn options() -> report::Options {
    report::Options { format: Format::Docx, ..report::Options::default() }
}

pub(crate) fn with(
    documents: &Pair<Document>,
    comparison: &Comparison,
    options: &report::Options,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    report::write(documents.as_ref(), comparison, options, &mut bytes).expect("the redline resolves");
    bytes
}
