//! The reader of Word files. Mutations of an archive rarely get past its checksums, so bytes that are
//! no archive are packed as the parts of one, cut at lines of `----`: document, styles, numbering,
//! footnotes, comments.
#![no_main]

mod shared;

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use travaux::read::Format;
use zip::write::SimpleFileOptions;

const PARTS: [&str; 5] =
    ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/comments.xml"];

const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const PART_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>"#;

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        return shared::check(Format::Docx, bytes);
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
    shared::check(Format::Docx, &archive);
});
