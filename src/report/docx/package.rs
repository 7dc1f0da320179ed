//! Parts -> the archive that a Word file is, always the same bytes for the same parts.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// What every part begins with.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The names of the text's elements.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The names of relations to other parts.
pub(super) const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The names of lists of relations.
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// What the names of a part's content types begin with.
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// The same of a theme.
const THEME: &str = "application/vnd.openxmlformats-officedocument.";

/// The names of a theme's elements.
pub(super) const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";

/// When everything was changed, for the file says nothing of the day it was made.
///
/// Two, because LibreOffice takes changes of one author and one minute for one change if nothing but
/// the end of a paragraph stands between, and that end with them: words put in at the end of one
/// paragraph, and a paragraph put in after it. Where both texts have an end of a paragraph, the date
/// changes.
pub(super) const DATES: [&str; 2] = [DATE, "2000-01-01T00:10:00Z"];

/// The first of these.
pub(super) const DATE: &str = "2000-01-01T00:00:00Z";

/// A side part of the text: name without ending, last word of its relation, XML.
pub(super) type Side = (String, &'static str, String);

/// A file with these parts. `sides` have the relations rId1, rId2, … of the text.
///
/// # Errors
/// If the archive cannot be made.
pub(super) fn file(
    document: &str,
    sides: &[Side],
    title: &str,
    author: &str,
) -> zip::result::ZipResult<Vec<u8>> {
    let mut types = format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{TYPE}document.main+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    let mut relations = format!("{XML}<Relationships xmlns=\"{RELATIONS}\">");
    for (n, (name, kind, _)) in sides.iter().enumerate() {
        let of = if *kind == "theme" { THEME } else { TYPE };
        types.push_str(&format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{of}{kind}+xml\"/>"));
        relations.push_str(&format!(
            "<Relationship Id=\"rId{}\" Type=\"{OFFICE}/{kind}\" Target=\"{name}.xml\"/>",
            n + 1
        ));
    }
    types.push_str("</Types>");
    relations.push_str("</Relationships>");
    let top = format!(
        "{XML}<Relationships xmlns=\"{RELATIONS}\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    );
    let mut parts: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), types.into_bytes()),
        ("_rels/.rels".to_owned(), top.into_bytes()),
        ("docProps/core.xml".to_owned(), core(title, author).into_bytes()),
        ("word/document.xml".to_owned(), document.as_bytes().to_vec()),
        ("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()),
    ];
    parts.extend(sides.iter().map(|(name, _, xml)| (format!("word/{name}.xml"), xml.clone().into_bytes())));
    archive(&parts)
}

/// An archive of parts, in this order, without the time.
///
/// # Errors
/// If the archive cannot be made.
pub(super) fn archive(parts: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Title and author of the file.
fn core(title: &str, author: &str) -> String {
    let (title, author) = (super::ink::escaped(title), super::ink::escaped(author));
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dc:creator>{author}</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">{DATE}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{DATE}</dcterms:modified></cp:coreProperties>"
    )
}
