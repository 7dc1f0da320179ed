//! What holds for every reader, whatever the bytes.

use travaux::read::{Format, Options, Revisions};

/// Reads the bytes as this format: it may refuse, but not panic, and what it returns stands in order.
pub fn check(format: Format, bytes: &[u8]) {
    let revisions = [Revisions::Accept, Revisions::Reject, Revisions::Show];
    // One of three, chosen by the bytes: the same input always takes the same way.
    let revisions = revisions[bytes.len() % 3];
    let options = Options { format: Some(format), revisions, ..Options::default() };
    let Ok(document) = travaux::read_bytes("draft", bytes, &options) else { return };
    let mut end = 0;
    for id in document.ids() {
        let unit = document.unit(id);
        let range = unit.text.clone();
        assert!(range.start >= end && document.text.get(range.clone()).is_some());
        assert!(unit.section.index() < document.sections.len());
        assert!(unit.note_markers.iter().all(|marker| marker.at <= range.len()));
        end = range.end;
    }
}
