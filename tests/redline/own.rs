//! Two Word files: the redline has the new one's formatting, and both readings all the same.

use std::path::Path;

use travaux::pair::Pair;
use travaux::read::Revisions;
use travaux::{Document, read, read_bytes};

use super::making::{between, options, with};
use super::marks::part;
use super::packed::{Word, listed, para, plain, run, styled};
use super::pairs::pair;
use super::resolves::{expected, lines, plainly, readings};

pub(crate) const KEPT: &str = "The text has the formatting of the new document";
const NOT_KEPT: &str = "own formatting could not be kept";

fn read_word(name: &str, bytes: &[u8]) -> Document {
    read_bytes(name, bytes, &read::Options::default()).expect("the file can be read")
}

/// The redline of two Word files, with both documents.
pub(crate) fn redline(old: &[u8], new: &[u8]) -> (Pair<Document>, Vec<u8>) {
    let documents = Pair::new(read_word("old.docx", old), read_word("new.docx", new));
    let original =
        read::original(&documents.new, new, &read::Options::default()).expect("it was read before");
    assert!(original.is_some(), "it is the file that was read");
    let how = travaux::report::Options { original, comments: true, ..options() };
    let bytes = with(&documents, &between(&documents), &how);
    (documents, bytes)
}

/// Both readings, of the text alone and of the file as it is, with its styles.
pub(crate) fn resolves(name: &str, documents: &Pair<Document>, bytes: &[u8]) {
    for (revisions, document) in [(Revisions::Reject, &documents.old), (Revisions::Accept, &documents.new)] {
        let expected = plainly(&expected(document));
        assert_eq!(readings(bytes, revisions), expected, "{name}, {revisions:?}");
        if document.units.iter().all(|unit| unit.note_markers.is_empty()) && !expected.is_empty() {
            let whole = lines(bytes, revisions);
            assert!(whole.windows(expected.len()).any(|part| part == expected), "{name}, {revisions:?}");
        }
    }
}

fn names(bytes: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("the file is an archive");
    archive.file_names().map(|name| name.expect("it has a name").into_owned()).collect()
}

const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii='Garamond'/></w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Body'><w:name w:val='Body'/><w:pPr><w:tabs>\
    <w:tab w:val='right' w:pos='400'/></w:tabs><w:jc w:val='both'/></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='SummaryTitle'><w:name w:val='Mine'/></w:style>";

const LISTS: &str = "<w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
    <w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/><w:pPr><w:ind w:left='777' w:hanging='333'/></w:pPr></w:lvl>\
    </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>";

const SECTION: &str = "<w:sectPr><w:headerReference w:type='default' r:id='rId3'/><w:pgSz w:w='12240' w:h='15840'/>\
    <w:pgMar w:top='1440' w:right='1200' w:bottom='1152' w:left='1200' w:header='432' w:footer='504' w:gutter='0'/></w:sectPr>";

/// A file with styles, a list, a header.
pub(crate) fn dressed(body: &str) -> Word {
    let header = para(
        "",
        &(run("Boats, ") + "<w:fldSimple w:instr=' PAGE '/><w:r><w:drawing><w:secret/></w:drawing></w:r>"),
    );
    Word::new(format!("{body}{SECTION}"))
        .with("styles", STYLES)
        .with("numbering", LISTS)
        .with("header", header)
}

#[test]
fn the_new_file_lends_its_looks() {
    let old = dressed(
        &[
            listed(1, 0, "Boats are counted in spring."),
            listed(1, 0, "Nets are mended."),
            plain("Gone for good, all of it."),
        ]
        .concat(),
    );
    let words = run("Boats are counted ")
        + "<w:r><w:rPr><w:i/><w:vanish w:val='0'/></w:rPr><w:t>in autumn</w:t></w:r>"
        + &run(" and later.");
    let first =
        para("<w:pStyle w:val='Body'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>", &words);
    let new = dressed(
        &[styled("Body", "A new beginning of the paper."), first, listed(1, 0, "Nets are mended.")].concat(),
    );
    let (documents, bytes) = redline(&old.bytes(), &new.bytes());
    resolves("looks", &documents, &bytes);

    let text = part(&bytes, "word/document.xml");
    assert!(text.contains(KEPT) && !text.contains(NOT_KEPT), "{text}");
    assert!(text.contains("<w:pStyle w:val=\"Body\"/><w:tabs><w:tab w:val=\"clear\" w:pos=\"400\"/></w:tabs><w:ind w:left=\"777\" w:hanging=\"333\"/>"), "{text}");
    assert!(!text.contains("numPr") && !text.contains("vanish"), "{text}");
    assert!(text.contains("<w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">autumn"), "{text}");
    assert!(text.contains("<w:pgSz w:w=\"12240\" w:h=\"15840\"/>"), "{text}");

    let styles = part(&bytes, "word/styles.xml");
    assert!(styles.contains("Garamond") && styles.contains("w:styleId=\"Body\""), "{styles}");
    assert_eq!(styles.matches("w:styleId=\"SummaryTitle\"").count(), 1, "ids are unique");
    let header =
        names(&bytes).into_iter().find(|name| name.starts_with("word/own-header")).expect("a header");
    let header = part(&bytes, &header);
    assert!(
        header.contains("Boats, ") && header.contains(" PAGE ") && !header.contains("secret"),
        "{header}"
    );
}

/// Whatever cannot be used: a clean layout instead, which says so.
#[test]
fn broken_clothes_are_left() {
    let body = plain("1.\tBoats are counted.");
    let old = Word::new(plain("1.\tBoats were counted.")).bytes();
    let without = Word::new(body.clone());
    let deep = "<w:style>".repeat(200) + &"</w:style>".repeat(200);
    let broken = Word::new(body.clone()).with("styles", "<w:style w:type='paragraph' w:type='paragraph'/>");
    let entity = Word::new(body.clone()).with("styles", "<w:style w:type='paragraph' w:styleId='&boats;'/>");
    for word in [without, broken, entity, Word::new(body).with("styles", deep)] {
        let (documents, bytes) = redline(&old, &word.bytes());
        resolves("broken", &documents, &bytes);
        let text = part(&bytes, "word/document.xml");
        assert!(text.contains(NOT_KEPT) && !text.contains(KEPT), "{text}");
    }
}

/// Nothing leads out of the file, and nothing comes in but what is known.
#[test]
fn nothing_foreign_is_carried_over() {
    let link = "<w:hyperlink r:id='rId4' w:tooltip='evil'>".to_owned() + &run("Boats") + "</w:hyperlink>";
    let odd = "<w:r><w:object><w:control r:id='rId9'/></w:object><w:pict/><w:instrText>DDEAUTO evil</w:instrText></w:r>";
    let framed = para(
        "<w:framePr w:w='99'/><w:numPr><w:numId w:val='1'/></w:numPr><w:pBdr r:id='rId5'/>",
        &(link + &run(" are counted.") + odd),
    );
    let new = dressed(&(framed + "<w:altChunk r:id='rId7'/>"))
        .with("hyperlink", "evil")
        .with("settings", "<w:attachedTemplate r:id='rId8'/>");
    let (documents, bytes) = redline(&dressed(&plain("Boats were counted.")).bytes(), &new.bytes());
    resolves("foreign", &documents, &bytes);
    for name in names(&bytes) {
        let xml = part(&bytes, &name);
        for word in ["evil", "TargetMode", "attachedTemplate", "DDE", "altChunk", "object", "framePr"] {
            assert!(!xml.contains(word), "{name} contains {word}");
        }
    }
    let text = part(&bytes, "word/document.xml");
    assert!(text.contains(KEPT), "{text}");
}

/// Pairs by chance, as Word files: none refused, none in the clean layout.
#[test]
fn pairs_by_chance() {
    for seed in 1..=150 {
        let word = |document: &Document| {
            let escape = |line: &String| line.replace('&', "&amp;").replace('<', "&lt;");
            let styles = ["Body", "Normal", "None"];
            let lines = expected(document);
            let paras = lines.iter().enumerate().map(|(n, line)| {
                let halves = escape(line);
                let runs: Vec<String> = halves.split('\t').map(run).collect();
                para(
                    &format!("<w:pStyle w:val='{}'/>", styles[n % 3]),
                    &runs.join("<w:r><w:rPr><w:b/></w:rPr><w:tab/></w:r>"),
                )
            });
            dressed(&paras.collect::<String>()).bytes()
        };
        let made = pair(seed);
        let (documents, bytes) = redline(&word(&made.old), &word(&made.new));
        resolves(&format!("seed {seed}"), &documents, &bytes);
        assert!(part(&bytes, "word/document.xml").contains(KEPT), "seed {seed}");
    }
}

/// Real files, where they are.
#[test]
fn real_files() {
    let is_word = |path: &Path| path.extension().is_some_and(|extension| extension == "docx");
    for (old, new) in
        super::real::pairs("real_files").iter().filter(|(old, new)| is_word(old) && is_word(new))
    {
        let (old, new) = (std::fs::read(old).expect("it is there"), std::fs::read(new).expect("it is there"));
        let (_, bytes) = redline(&old, &new);
        let text = part(&bytes, "word/document.xml");
        assert!(text.contains(KEPT) && !text.contains(NOT_KEPT), "its formatting is kept");
        assert!(bytes == redline(&old, &new).1, "the same bytes");
    }
}

/// A table with its columns, a paragraph without words, and a section that has none of its own.
#[test]
fn what_has_no_words_stays() {
    let cell = |width: u32, words: &str| {
        format!("<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/></w:tcPr>{}</w:tc>", plain(words))
    };
    let row = |cells: &[&str]| {
        let cells: Vec<String> = cells.iter().map(|words| cell(1234, words)).collect();
        format!("<w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr>", cells.concat())
    };
    let table = |rows: &[&[&str]]| {
        let rows: String = rows.iter().map(|cells| row(cells)).collect();
        format!(
            "<w:tbl><w:tblPr><w:tblInd w:w='321' w:type='dxa'/></w:tblPr><w:tblGrid><w:gridCol w:w='1234'/>\
             <w:gridCol w:w='1234'/><w:gridCol w:w='1234'/></w:tblGrid>{rows}</w:tbl>"
        )
    };
    let front = "<w:sectPr><w:headerReference w:type='first' r:id='rId3'/><w:pgSz w:w='7777' w:h='9999'/><w:titlePg/></w:sectPr>";
    let whole = |table: &str, last: &str| {
        let blank = para("<w:spacing w:line='555'/><w:rPr><w:sz w:val='3'/></w:rPr>", "");
        dressed(
            &[&para(front, ""), &plain("Boats are counted."), table, &blank, table, &plain(last)].concat(),
        )
        .bytes()
    };
    let old = whole(&table(&[&["", "Nets", "4"], &["", "Gone lock", "2"]]), "The end.");
    let new = whole(&table(&[&["", "Nets", "5"], &["Wide", "", "New quay"]]), "The end of it.");
    let (documents, bytes) = redline(&old, &new);
    resolves("without words", &documents, &bytes);
    let text = part(&bytes, "word/document.xml");
    assert!(text.contains(KEPT), "{text}");
    let (_, text) = text.split_once("</w:sectPr></w:pPr></w:p>").expect("the summary ends with a section");
    assert_eq!(
        text.matches("<w:spacing w:line=\"555\"/><w:rPr><w:sz w:val=\"3\"/></w:rPr>").count(),
        1,
        "{text}"
    );
    assert_eq!(
        text.matches("<w:tbl><w:tblPr><w:tblInd w:w=\"321\" w:type=\"dxa\"/></w:tblPr>").count(),
        2,
        "{text}"
    );
    assert!(text.contains("<w:tblHeader/><w:ins ") && text.contains("<w:tblHeader/><w:del "), "{text}");
    assert!(
        text.contains("<w:titlePg/>") && text.contains("w:w=\"7777\""),
        "the first section stays: {text}"
    );
}

/// A box of one cell around a table of three columns, as some reports have around their summary. Its rows
/// don't fit into the column of the box: they get columns of their own, each with a width.
#[test]
fn a_table_in_a_box_has_columns_with_a_width() {
    let cell = |words: &str, inside: &str| {
        format!("<w:tc><w:tcPr><w:tcW w:w='3000' w:type='dxa'/></w:tcPr>{inside}{}</w:tc>", plain(words))
    };
    let table = |columns: usize, rows: &str| {
        let grid = "<w:gridCol w:w='3000'/>".repeat(columns);
        format!(
            "<w:tbl><w:tblPr><w:tblInd w:w='321' w:type='dxa'/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )
    };
    let whole = |rows: &[[&str; 3]]| {
        let row = |row: &[&str; 3]| {
            format!("<w:tr>{}</w:tr>", row.iter().map(|words| cell(words, "")).collect::<String>())
        };
        let rows: String = rows.iter().map(row).collect();
        // A row of one cell, as the box has: it is what ties the table to the box.
        let inner = table(3, &format!("<w:tr>{}</w:tr>{rows}", cell("Variance", "")));
        let boxed = table(1, &format!("<w:tr>{}</w:tr>", cell("The harbour keeps these.", &inner)));
        dressed(&[plain("Boats are counted."), boxed, plain("The end.")].concat()).bytes()
    };
    let old = whole(&[["Kind", "Old ones", "New ones"], ["Nets", "4111", "9222"], ["Locks", "2333", "7444"]]);
    let new = whole(&[["Kind", "Old ones", "New ones"], ["Nets", "4111", "9555"], ["Quays", "6666", "1777"]]);
    let (documents, bytes) = redline(&old, &new);
    resolves("boxed", &documents, &bytes);
    let text = part(&bytes, "word/document.xml");
    let (_, text) = text.split_once("</w:sectPr></w:pPr></w:p>").expect("the summary ends with a section");
    for figure in ["4111", "9222", "9555", "2333", "7444", "6666", "1777"] {
        let (before, _) = text.split_once(figure).expect("it stands in one of the texts");
        let (_, cell) = before.rsplit_once("<w:tcW w:w=\"").expect("it stands in a cell");
        let (width, _) = cell.split_once('"').expect("the width ends");
        assert!(width.parse::<usize>().is_ok_and(|width| width > 0), "{figure} is seen: {width}\n{text}");
    }
    for column in text.split("<w:gridCol w:w=\"").skip(1) {
        assert!(!column.starts_with("0\""), "{text}");
    }
}
