//! Small Word files made for tests: a builder of archives, and of the XML in them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An archive of parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(*name, options).expect("a part can be written to memory");
        writer.write_all(bytes).expect("a part can be written to memory");
    }
    writer.finish().expect("an archive can be written to memory").into_inner()
}

/// A list of relations, as an archive has them.
pub(crate) fn relations(targets: &[(&str, &str)]) -> String {
    let mut list = format!("<Relationships xmlns='{PACKAGE}'>");
    for (n, (kind, target)) in targets.iter().enumerate() {
        list.push_str(&format!("<Relationship Id='rId{}' Type='{OFFICE}/{kind}' Target='{target}'/>", n + 1));
    }
    list + "</Relationships>"
}

/// A Word file being made: the main part, and others that it points to.
#[derive(Default)]
pub(crate) struct Word {
    body: String,
    others: Vec<(&'static str, String)>,
}

impl Word {
    /// A file with this body.
    pub(crate) fn new(body: impl Into<String>) -> Self {
        Self { body: body.into(), others: Vec::new() }
    }

    /// Adds a part: `kind` as in the relations ("numbering"), and what stands in its root element.
    #[must_use]
    pub(crate) fn with(mut self, kind: &'static str, inside: impl Into<String>) -> Self {
        self.others.push((kind, inside.into()));
        self
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let main = root("document", &format!("<w:body>{}</w:body>", self.body));
        self.around(&main)
    }

    /// The file with this main part.
    pub(crate) fn around(&self, main: &str) -> Vec<u8> {
        let names: Vec<String> =
            self.others.iter().enumerate().map(|(n, (kind, _))| format!("{kind}{n}.xml")).collect();
        let targets: Vec<(&str, &str)> =
            self.others.iter().zip(&names).map(|((kind, _), name)| (*kind, name.as_str())).collect();
        let mut parts = vec![
            ("_rels/.rels".to_owned(), relations(&[("officeDocument", "text/main.xml")])),
            ("text/main.xml".to_owned(), main.to_owned()),
            ("text/_rels/main.xml.rels".to_owned(), relations(&targets)),
        ];
        for ((kind, inside), name) in self.others.iter().zip(&names) {
            let element = match *kind {
                "header" => "hdr",
                "footer" => "ftr",
                kind => kind,
            };
            parts.push((format!("text/{name}"), root(element, inside)));
        }
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
        archive(&parts)
    }
}

/// A root element with the usual names.
pub(crate) fn root(element: &str, inside: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><w:{element} xmlns:w='{MAIN}' xmlns:r='{OFFICE}' \
         xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>{inside}</w:{element}>"
    )
}

/// A run of words.
pub(crate) fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>")
}

/// A paragraph: its properties, and what stands in it.
pub(crate) fn para(properties: &str, inside: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>")
}

/// A paragraph of plain words; a tab sign becomes a tab.
pub(crate) fn plain(words: &str) -> String {
    let runs: Vec<String> = words.split('\t').map(run).collect();
    para("", &runs.join("<w:r><w:tab/></w:r>"))
}

/// A paragraph in a style.
pub(crate) fn styled(style: &str, words: &str) -> String {
    para(&format!("<w:pStyle w:val='{style}'/>"), &run(words))
}

/// A paragraph of a list.
pub(crate) fn listed(list: u32, level: u8, words: &str) -> String {
    para(&format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>"), &run(words))
}

/// A table of rows of cells of plain words.
pub(crate) fn table(rows: &[&[&str]]) -> String {
    let mut made = String::from("<w:tbl><w:tblPr/>");
    for row in rows {
        made.push_str("<w:tr>");
        for cell in *row {
            made.push_str(&format!("<w:tc><w:tcPr/>{}</w:tc>", plain(cell)));
        }
        made.push_str("</w:tr>");
    }
    made + "</w:tbl>"
}

/// A level of a list.
pub(crate) fn level(n: u8, format: &str, text: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>"
    )
}
