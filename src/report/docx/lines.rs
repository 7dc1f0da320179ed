//! What each unit is as a paragraph: label, tab, words with the markers of its notes.
//!
//! ```text
//! Unit { label: "14", text: "States noted", markers: [1 at 6] }     "14.", tab, "States", ¹, " noted"
//! Unit { kind: Note, label: "1", … }                                ¹, tab, …
//! an item with a bullet                                             "•", tab, …
//! ```
//!
//! This is what a redline has to resolve to, so it is said here alone.

use crate::document::{Document, Kind, Unit, UnitId};
use crate::report::labels;

/// What stands before the words of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The label as printed.
    pub(super) label: String,
    /// It is set as a superscript, as the mark of a note is.
    pub(super) raised: bool,
    /// A tab follows.
    pub(super) tab: bool,
}

/// What stands before the words of a unit; `None`: nothing.
pub(super) fn head(document: &Document, id: UnitId) -> Option<Head> {
    let unit = document.unit(id);
    let tab = !document.text_of(id).is_empty();
    let (label, raised) = match (&unit.label, unit.kind) {
        (Some(label), Kind::Note) => (label.clone(), true),
        (Some(label), _) if !tab => (label.clone(), false),
        // "Article 3" before a title of its own has no stop; "A" and "II" have one.
        (Some(label), Kind::Heading) => {
            let short = label.chars().all(char::is_alphanumeric) && label.len() <= 5;
            (format!("{label}{}", if short { "." } else { "" }), false)
        }
        (Some(label), _) => (labels::punctuated(label).trim_end().to_owned(), false),
        (None, _) if is_bulleted(unit) => ("•".to_owned(), false),
        (None, _) => return None,
    };
    Some(Head { label, raised, tab })
}

/// A bullet stands before an item that has no label.
fn is_bulleted(unit: &Unit) -> bool {
    matches!(unit.kind, Kind::Item | Kind::AnnexEntry | Kind::Paragraph)
        && unit.address.contains('•')
        && !unit.address.contains("cont.")
}

/// The markers of a unit in order, each at a place where a character of its text begins.
pub(super) fn markers(document: &Document, id: UnitId) -> Vec<(usize, &str)> {
    let text = document.text_of(id);
    let mut from = 0;
    let mut markers = Vec::new();
    for marker in &document.unit(id).note_markers {
        let mut at = marker.at.clamp(from, text.len());
        while !text.is_char_boundary(at) {
            at += 1;
        }
        from = at;
        markers.push((at, marker.label.as_str()));
    }
    markers
}

/// All characters of a unit's paragraph.
pub(super) fn line(document: &Document, id: UnitId) -> String {
    let text = document.text_of(id);
    let mut line = String::with_capacity(text.len() + 8);
    if let Some(head) = head(document, id) {
        line.push_str(&head.label);
        line.push_str(if head.tab { "\t" } else { "" });
    }
    let mut from = 0;
    for (at, label) in markers(document, id) {
        line.push_str(&text[from..at]);
        line.push_str(label);
        from = at;
    }
    line.push_str(&text[from..]);
    line
}
