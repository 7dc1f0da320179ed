//! The header: which witnesses, how to read the body, what the words for a fate mean.

use std::io;

use super::xml::Xml;
use crate::document::Document;
use crate::report::{View, say};

/// What `@ana` may point at.
const CATEGORIES: [(&str, &str); 11] = [
    ("carried", "The same words."),
    ("edited", "Changed in punctuation, case, spelling, brackets, cross-references only."),
    ("reworded", "Other words."),
    ("dropped", "In no unit of the new witness."),
    ("new", "In no unit of the old witness."),
    ("moved", "Changed place relative to its neighbours."),
    ("split", "One unit of the old witness became several."),
    ("merged", "Several units of the old witness became one."),
    ("regrouped", "Several units became several."),
    ("likely", "A verdict worth a look by a person."),
    ("sentence", "A sentence that went from one unit to another."),
];

/// How the body is to be read; the same text in every file.
const DECLARATION: [&str; 5] = [
    "Each block of the body (head, p, item, note, ab) whose identifier begins with “link.” holds one or \
     more units of the old witness and what they became in the new one, in the order of the new witness. \
     What stands in a block and in no app is common to both.",
    "A milestone marks where a unit of a witness begins: edRef points at the witness, n is the unit's \
     address, unit its kind, xml:id its identifier: “old.” or “new.” and its place in that witness, \
     counted from 0. A unit ends at the next milestone of its witness or at the end of its block. The \
     printed number of a unit stands in a label behind its milestone and is no part of its text.",
    "To read a witness: take the text of the blocks that is common or in an rdg of that witness, cut it \
     at the milestones of that witness, leave out labels, and put the units in the order of their \
     identifiers.",
    "A block that moved has fate.moved in ana; the anchor that its corresp points at stands where it \
     was in the old witness, behind the text that stood before it there. A note of type nearest follows a \
     block of one witness only and points at the most alike unit of the other.",
    "White space is as in the witnesses. A control character that XML forbids is shown by its picture \
     (U+2400 to U+241F), a noncharacter as U+FFFD. Markers of notes within the text are left out.",
];

pub(super) fn put(view: &View<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    xml.open("teiHeader", &[])?;
    xml.line()?;
    file(view, xml)?;
    encoding(view, xml)?;
    xml.close()?;
    xml.line()
}

fn file(view: &View<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let name =
        view.documents.map(|document| document.title.clone().unwrap_or_else(|| document.source.clone()));
    xml.open("fileDesc", &[])?;
    about(
        &format!("{} → {}: an apparatus of two drafts", name.old, name.new),
        "Made from two files by the program travaux; not published.",
        xml,
    )?;
    xml.open("sourceDesc", &[])?;
    xml.open("listWit", &[])?;
    witness("old", view.documents.old, None, xml)?;
    witness("new", view.documents.new, None, xml)?;
    xml.close()?;
    xml.close()?;
    xml.close()?;
    xml.line()
}

/// The title of a file, and how it came to be.
pub(super) fn about(title: &str, made: &str, xml: &mut Xml<'_>) -> io::Result<()> {
    xml.open("titleStmt", &[])?;
    xml.element("title", &[], title)?;
    xml.close()?;
    xml.line()?;
    xml.open("publicationStmt", &[])?;
    xml.element("p", &[], made)?;
    xml.close()?;
    xml.line()
}

/// A witness: title, file, checksum, and what else is known of it.
pub(super) fn witness(
    id: &str,
    document: &Document,
    note: Option<&str>,
    xml: &mut Xml<'_>,
) -> io::Result<()> {
    xml.line()?;
    xml.open("witness", &[("xml:id", &id), ("xml:lang", &document.language.unwrap_or_default())])?;
    if let Some(title) = document.title.as_deref().filter(|title| !title.trim().is_empty()) {
        xml.element("title", &[], title)?;
        xml.text(" ")?;
    }
    xml.element("idno", &[("type", &"file")], &document.source)?;
    xml.text(" ")?;
    xml.element("idno", &[("type", &"sha256")], &document.sha256)?;
    xml.text(&format!(" {}", say::units(document.units.len())))?;
    if let Some(note) = note {
        xml.text(&format!("; {note}"))?;
    }
    xml.close()
}

fn encoding(view: &View<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    encoding_of(&say::filtered(view), &DECLARATION, ("fates", "fate", &CATEGORIES), xml)
}

/// What was left out, how to read the body, and a taxonomy: its id, what ids of its categories begin
/// with, and these.
pub(super) fn encoding_of(
    filtered: &[String],
    declaration: &[&str],
    (id, prefix, categories): (&str, &str, &[(&str, &str)]),
    xml: &mut Xml<'_>,
) -> io::Result<()> {
    xml.open("encodingDesc", &[])?;
    xml.line()?;
    if !filtered.is_empty() {
        xml.open("samplingDecl", &[])?;
        xml.element("p", &[], &filtered.join("; "))?;
        xml.close()?;
        xml.line()?;
    }
    xml.open("editorialDecl", &[])?;
    for said in declaration {
        xml.element("p", &[], said)?;
    }
    xml.close()?;
    xml.line()?;
    xml.open("classDecl", &[])?;
    xml.open("taxonomy", &[("xml:id", &id)])?;
    for (name, said) in categories {
        xml.open("category", &[("xml:id", &format!("{prefix}.{name}"))])?;
        xml.element("catDesc", &[], said)?;
        xml.close()?;
    }
    xml.close()?;
    xml.close()?;
    xml.line()?;
    xml.open("appInfo", &[])?;
    xml.open("application", &[("ident", &"travaux"), ("version", &env!("CARGO_PKG_VERSION"))])?;
    xml.element("label", &[], "travaux")?;
    xml.close()?;
    xml.close()?;
    xml.line()?;
    xml.empty("variantEncoding", &[("method", &"parallel-segmentation"), ("location", &"internal")])?;
    xml.close()?;
    xml.line()
}
