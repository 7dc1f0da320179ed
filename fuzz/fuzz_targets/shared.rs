//! What holds for every reader, for the comparison and for every report, whatever the bytes.
//!
//! `tests/fuzz.rs` runs the same over the seeds and some thousands of mutations of them.

#![allow(dead_code, unreachable_pub, reason = "each target uses a part")]

use std::io::{Cursor, Write};

use travaux::compare::{Options as How, Watch};
use travaux::lineage::{self, Chain};
use travaux::read::{Format, Options, Revisions};
use travaux::report::{self, Format as To};
use travaux::survey::{self, Phrase, Search};
use travaux::{Document, Pair};
use zip::write::SimpleFileOptions;

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

const PARTS: [&str; 5] =
    ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/comments.xml"];

const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const PART_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>"#;

/// A Word file, or the parts of one, cut at lines of `----`: document, styles, numbering, footnotes,
/// comments. Mutations of an archive rarely get past its checksums, those of its parts do.
pub fn word(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        return check(Format::Docx, bytes);
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut put = |name: &str, part: &[u8]| {
        archive.start_file(name, stored).expect("a name of our own");
        archive.write_all(part).expect("memory takes it");
    };
    put("_rels/.rels", RELS.as_bytes());
    put("word/_rels/document.xml.rels", PART_RELS.as_bytes());
    let mut rest = bytes;
    for name in PARTS {
        let end = rest.windows(6).position(|window| window == b"\n----\n");
        put(name, &rest[..end.unwrap_or(rest.len())]);
        let Some(end) = end else { break };
        rest = &rest[end + 6..];
    }
    let archive = archive.finish().expect("memory takes it").into_inner();
    check(Format::Docx, &archive);
}

/// What stands between texts in one input.
const BETWEEN: &str = "\n=====\n";

/// The old and the new text of an input: what stands before and behind the first border, or two halves.
pub fn pair(bytes: &[u8]) -> (String, String) {
    let text = String::from_utf8_lossy(bytes);
    let (old, new) = text.split_once(BETWEEN).unwrap_or_else(|| {
        let middle = (0..=text.len() / 2).rev().find(|&at| text.is_char_boundary(at));
        text.split_at(middle.unwrap_or(0))
    });
    (old.to_owned(), new.to_owned())
}

fn read(text: &str) -> Option<Document> {
    travaux::read_bytes("draft.txt", text.as_bytes(), &Options::default()).ok()
}

/// Comparing never panics, and puts every unit of both sides into exactly one link. Every report of it
/// can be written, and a Word file resolves into both texts: its writer refuses to write another.
pub fn compare((old, new): &(String, String), reports: bool) {
    let (Some(old), Some(new)) = (read(old), read(new)) else { return };
    let documents = Pair::new(&old, &new);
    let comparison =
        travaux::compare(documents, &How::default(), &Watch::default()).expect("nobody interrupts");
    let linked = comparison
        .links
        .iter()
        .fold((0, 0), |sum, link| (sum.0 + link.units.old.len(), sum.1 + link.units.new.len()));
    assert_eq!(linked, (old.units.len(), new.units.len()));
    if !reports {
        return;
    }
    for content in [report::Content::Report, report::Content::Changes, report::Content::Concordance] {
        for &format in content.formats() {
            let options = report::Options { format, content, comments: true, ..report::Options::default() };
            let mut out = Vec::new();
            report::write(documents, &comparison, &options, &mut out)
                .unwrap_or_else(|error| panic!("{content:?} as {format:?}: {error}"));
            if format == To::Json {
                serde_json::from_slice::<serde_json::Value>(&out).expect("JSON is JSON");
            }
        }
    }
}

/// Texts one after the other: following passages through them, finding, sharing, and every report of that
/// and of each text never panic. An input is cut at its borders.
pub fn rounds(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let documents: Vec<Document> = text.split(BETWEEN).take(5).filter_map(read).collect();
    let chain = Chain::of(&documents);
    let watch = Watch::default();
    let lineage = lineage::trace(&chain, &How::default(), &watch).expect("nobody interrupts");
    for format in [To::Terminal, To::Json, To::Csv, To::Tsv, To::Svg, To::Html, To::Tei] {
        let options = report::LineageOptions { format, all: true, ..report::LineageOptions::default() };
        report::write_lineage(&chain, &lineage, &options, &mut Vec::new()).expect("a lineage has this form");
    }
    let all: Vec<&Document> = documents.iter().collect();
    let Some((last, before)) = all.split_last() else { return };
    let matrix = survey::matrix(&all, &watch).expect("nobody interrupts");
    let share = survey::share(last, before, None);
    let words: Vec<&str> = last.text.split_whitespace().take(3).collect();
    let phrase = Phrase::new(&words.join(" ")).ok();
    let found = phrase.as_ref().map(|phrase| survey::find(&chain, phrase, Search::default()));
    for format in [To::Terminal, To::Json, To::Csv, To::Tsv, To::Markdown, To::Html] {
        let options = report::SurveyOptions { format, ..report::SurveyOptions::default() };
        report::write_matrix(&matrix, &options, &mut Vec::new()).expect("a matrix has this form");
        report::write_share(&share, &options, &mut Vec::new()).expect("a share has this form");
        if let Some(found) = &found {
            report::write_found(found, &options, &mut Vec::new()).expect("places have this form");
        }
    }
    for document in &documents {
        for format in [To::Terminal, To::Json] {
            let options = report::Options { format, ..report::Options::default() };
            report::write_document(document, &options, &mut Vec::new()).expect("a document has this form");
        }
        for form in [report::Clean::Markdown, report::Clean::Text] {
            report::write_clean(document, form, &mut Vec::new()).expect("a vector can be written to");
        }
    }
}
