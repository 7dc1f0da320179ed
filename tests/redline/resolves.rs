//! Accepting all gives the new text, rejecting all the old one: read back by our reader of Word files,
//! which shares nothing with the writer's own check.

use std::path::Path;

use travaux::pair::Pair;
use travaux::read::{Granularity, Revisions};
use travaux::{Document, read, read_bytes};

use super::making::{between, options, with};
use super::marks::part;
use super::packed::{Word, plain};
use super::pairs::pair;

/// The paragraphs of a file, none of them interpreted, as the reader sees them.
pub(crate) fn lines(bytes: &[u8], revisions: Revisions) -> Vec<String> {
    let how = read::Options { unit: Granularity::Line, revisions, ..read::Options::default() };
    let document = read_bytes("redline.docx", bytes, &how).expect("the file can be read");
    document.ids().map(|id| cells_apart(document.text_of(id))).collect()
}

/// A line whose bars, if it is a row of a table, are spelt as our reader of Word files does: none for
/// empty cells at its ends.
fn cells_apart(line: &str) -> String {
    let mut line = line.to_owned();
    while line.contains("|  |") {
        line = line.replace("|  |", "| |");
    }
    let inside = line.trim_start_matches("| ").trim_end_matches(" |");
    if inside.is_empty() { line } else { inside.to_owned() }
}

/// What a redline's text says, as the reader sees it. The reader takes raised marks for notes, and
/// headers for furniture: neither is there, nor is the summary.
pub(crate) fn readings(bytes: &[u8], revisions: Revisions) -> Vec<String> {
    let xml = part(bytes, "word/document.xml").replace("<w:vertAlign w:val=\"superscript\"/>", "");
    let (head, _) = xml.split_once("<w:body>").expect("a text has a body");
    let (_, text) = xml.split_once("</w:sectPr></w:pPr></w:p>").expect("the summary ends with a section");
    lines(&Word::default().around(&format!("{head}<w:body>{text}")), revisions)
}

/// What a document's paragraphs should be: label, tab and words, with what no Word file can hold
/// replaced.
pub(crate) fn expected(document: &Document) -> Vec<String> {
    let legal = |c: char| match c {
        '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        c => c,
    };
    let line = |id| {
        let unit = document.unit(id);
        let mut text = document.text_of(id).to_owned();
        for marker in unit.note_markers.iter().rev() {
            text.insert_str(marker.at, &marker.label);
        }
        let label = match (&unit.label, unit.kind) {
            (None, _) => String::new(),
            (Some(label), _) if document.text_of(id).is_empty() => label.clone(),
            (Some(label), travaux::document::Kind::Note) => format!("{label}\t"),
            (Some(label), _) if label.ends_with(')') => format!("{}\t", label.replacen(" (", ". (", 1)),
            (Some(label), _) => format!("{label}.\t"),
        };
        (label + &text).chars().map(legal).collect()
    };
    document.ids().map(line).collect()
}

/// The same paragraphs in a file without any change, read the same way.
pub(crate) fn plainly(lines_of: &[String]) -> Vec<String> {
    let escaped = |line: &String| line.replace('&', "&amp;").replace('<', "&lt;");
    let body: String = lines_of.iter().map(|line| plain(&escaped(line))).collect();
    lines(&Word::new(body).bytes(), Revisions::Accept)
}

fn check(name: &str, documents: &Pair<Document>, expected: &Pair<Vec<String>>) -> Result<(), String> {
    let mut bytes = Vec::new();
    let comparison = between(documents);
    travaux::report::write(documents.as_ref(), &comparison, &options(), &mut bytes)
        .map_err(|error| format!("{name}: refused: {error}"))?;
    for (revisions, expected) in [(Revisions::Reject, &expected.old), (Revisions::Accept, &expected.new)] {
        assert_eq!(readings(&bytes, revisions), plainly(expected), "{name}, {revisions:?}");
    }
    Ok(())
}

/// 2,000 pairs by chance; none may be refused.
#[test]
fn two_thousand_pairs() {
    let refused: Vec<String> = (1..=2000)
        .filter_map(|seed| {
            let documents = pair(seed);
            let lines = documents.as_ref().map(expected);
            check(&format!("seed {seed}"), &documents, &lines).err()
        })
        .collect();
    assert!(refused.is_empty(), "{} of 2000 refused: {}", refused.len(), refused.join("\n"));
}

/// The same file for the same input, on one thread or many.
#[test]
fn always_the_same_bytes() {
    for seed in [3, 14, 159] {
        let documents = pair(seed);
        let how = travaux::report::Options { comments: true, ..options() };
        let one = with(&documents, &between(&documents), &how);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be made");
        assert!(one == pool.install(|| with(&documents, &between(&documents), &how)), "seed {seed}");
    }
}

/// The readings of real pairs, where the texts are here, and of the specimen.
#[test]
fn real_pairs() {
    for (old, new) in super::real::pairs("real_pairs") {
        let name = format!("{} → {}", old.display(), new.display());
        let read =
            |path: &Path| read::read(path, &read::Options::default()).expect("a real text can be read");
        let documents = Pair::new(read(&old), read(&new));
        let mut bytes = Vec::new();
        let written =
            travaux::report::write(documents.as_ref(), &between(&documents), &options(), &mut bytes);
        written.unwrap_or_else(|error| panic!("{name}: {error}"));
        for (revisions, document) in
            [(Revisions::Reject, &documents.old), (Revisions::Accept, &documents.new)]
        {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let read: String = lines(&bytes, revisions).iter().map(|line| letters(line)).collect();
            // Markers are lifted by the reader or not, as their notes stand; words never are.
            for id in document.ids().filter(|&id| document.unit(id).note_markers.is_empty()) {
                let words = letters(document.text_of(id));
                assert!(read.contains(&words), "{name}, {revisions:?}: {}", document.text_of(id));
            }
        }
    }
}
