//! PDF files written here, byte by byte, and what is read of them.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use travaux::document::{Document, Kind};
use travaux::error::Error;
use travaux::read::{Options, read_bytes};

/// A page: its content stream.
struct Sheet(String);

impl Sheet {
    fn new() -> Self {
        Self(String::new())
    }

    /// Writes at a place, in points from the lower left corner.
    fn at(self, x: f32, y: f32, words: &str) -> Self {
        self.sized("F1", 10.0, x, y, words)
    }

    fn sized(mut self, font: &str, size: f32, x: f32, y: f32, words: &str) -> Self {
        let words = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        self.0.push_str(&format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n"));
        self
    }

    fn rule(mut self, x: f32, y: f32, width: f32) -> Self {
        self.0.push_str(&format!("{x} {y} {width} 0.5 re f\n"));
        self
    }

    /// Lines under each other.
    fn lines(self, x: f32, y: f32, lines: &[&str]) -> Self {
        lines.iter().enumerate().fold(self, |sheet, (n, line)| sheet.at(x, y - 12.0 * n as f32, line))
    }
}

/// Objects, in order from 1.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", n + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let xref = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n").bytes());
    out
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {dictionary} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

const FONTS: &str = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>";

/// A file of these pages.
fn pdf(sheets: &[Sheet]) -> Vec<u8> {
    let kids: Vec<String> = (0..sheets.len()).map(|n| format!("{} 0 R", 5 + 2 * n)).collect();
    let font = |name: &str| {
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>").into_bytes()
    };
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), sheets.len()).into_bytes(),
        font("Helvetica"),
        font("Helvetica-Bold"),
    ];
    for (n, sheet) in sheets.iter().enumerate() {
        let content = 6 + 2 * n;
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {FONTS} /Contents {content} 0 R >>"
            )
            .into_bytes(),
        );
        objects.push(stream("", sheet.0.as_bytes()));
    }
    file(&objects)
}

fn try_read(bytes: &[u8]) -> Result<Document, Error> {
    read_bytes("made.pdf", bytes, &Options::default())
}

fn read(sheets: &[Sheet]) -> Document {
    try_read(&pdf(sheets)).unwrap()
}

fn texts(document: &Document, kind: Kind) -> Vec<String> {
    let units = document.ids().filter(|&id| document.unit(id).kind == kind);
    units.map(|id| document.text_of(id).to_owned()).collect()
}

fn labels(document: &Document) -> Vec<String> {
    document.units.iter().filter_map(|unit| unit.label.clone()).collect()
}

#[test]
fn paragraphs_by_the_margin_and_over_the_page_s_end() {
    let first = Sheet::new()
        .at(500.0, 760.0, "A/999/7")
        .lines(
            72.0,
            700.0,
            &[
                "1.   States noted that the repair of a cable takes longer than the consent to it takes to",
                "come, and that ships are few.",
                "2.   The Group heard that anchors and fishing gear cause most of the damage that is known,",
            ],
        )
        .at(300.0, 40.0, "1/2");
    let second = Sheet::new()
        .at(500.0, 760.0, "A/999/7")
        .lines(72.0, 700.0, &["and that storms cause the rest.", "3.   A third paragraph follows."])
        .at(300.0, 40.0, "2/2");
    let document = read(&[first, second]);
    assert_eq!(labels(&document), ["1", "2", "3"]);
    let paragraphs = texts(&document, Kind::Paragraph);
    assert!(paragraphs[0].ends_with("takes to come, and that ships are few."), "{paragraphs:?}");
    assert!(paragraphs[1].ends_with("that is known, and that storms cause the rest."), "{paragraphs:?}");
    assert_eq!(document.units.iter().filter_map(|unit| unit.place.page).max(), Some(2));
    let codes: Vec<&str> = document.furniture.iter().map(|furniture| furniture.code).collect();
    assert_eq!(codes.iter().filter(|code| **code == "page-number").count(), 2, "{codes:?}");
}

#[test]
fn notes_stand_apart_and_keep_their_marker() {
    let body = "1.   The Group heard that a repair takes eleven days in calm seas and more in storms.";
    let first = Sheet::new()
        .at(72.0, 700.0, body)
        .sized("F1", 6.5, 465.0, 703.5, "4")
        .lines(
            72.0,
            688.0,
            &["A number of States asked whether the consent of the coastal State could be had"],
        )
        .rule(72.0, 120.0, 140.0)
        .sized("F1", 5.5, 72.0, 109.0, "4")
        .sized("F1", 8.0, 78.0, 106.0, "Operators reported delays of up to 213 days.");
    let second = Sheet::new().lines(72.0, 700.0, &["before the ship sails.", "2.   Others did not."]);
    let document = read(&[first, second]);
    assert_eq!(texts(&document, Kind::Note), ["Operators reported delays of up to 213 days."]);
    let paragraphs = texts(&document, Kind::Paragraph);
    assert!(paragraphs[0].contains("in storms. A number"), "{paragraphs:?}");
    assert!(paragraphs[0].ends_with("could be had before the ship sails."), "{paragraphs:?}");
    assert_eq!(document.units[0].note_markers[0].label, "4");
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let left = [
        "The left column begins here and goes on",
        "for many lines that are all as wide as",
        "the column itself, so that nobody could",
        "take them for the cells of a table with",
        "two columns, which would be read row by",
        "row and would make no sense whatsoever",
        "to anybody who reads the text in order,",
    ];
    let right = [
        "and which goes on in the right column at",
        "its top, with lines that are as wide as",
        "those of the left one were and that end",
        "only when the paragraph itself has come",
        "to its end after a good number of lines",
        "that say little more than that they are",
        "there. That is the end of it.",
    ];
    let document = read(&[Sheet::new().lines(60.0, 700.0, &left).lines(320.0, 700.0, &right)]);
    assert!(document.text.contains("in order, and which goes on"), "{}", document.text);
}

#[test]
fn cells_are_kept_apart() {
    let sheet = Sheet::new()
        .at(
            72.0,
            720.0,
            "1.   The costs of the ships are set out in the table below, which has two columns of",
        )
        .at(72.0, 708.0, "figures.")
        .at(72.0, 670.0, "Category")
        .at(300.0, 670.0, "2031")
        .at(400.0, 670.0, "2032")
        .at(72.0, 650.0, "Ships")
        .at(300.0, 650.0, "12")
        .at(400.0, 650.0, "14")
        .at(72.0, 630.0, "Cables and")
        .at(300.0, 630.0, "7")
        .at(400.0, 630.0, "9")
        .at(72.0, 618.0, "repeaters");
    let rows = texts(&read(&[sheet]), Kind::TableRow);
    assert_eq!(rows, ["Category | 2031 | 2032", "Ships | 12 | 14", "Cables and repeaters | 7 | 9"]);
}

/// A page each of whose pieces is an element of the structure tree, a paragraph.
fn tagged(pieces: &[(f32, f32, &str)]) -> Vec<u8> {
    let mut content = String::new();
    for (n, (x, y, words)) in pieces.iter().enumerate() {
        let piece = Sheet::new().at(*x, *y, words).0;
        content.push_str(&format!("/P <</MCID {n}>> BDC\n{piece}EMC\n"));
    }
    let kids: Vec<String> = (0..pieces.len()).map(|n| format!("{} 0 R", 7 + n)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 6 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
        stream("", content.as_bytes()),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> \
          /Contents 4 0 R >>"
            .to_vec(),
        format!("<< /Type /StructTreeRoot /K [{}] >>", kids.join(" ")).into_bytes(),
    ];
    for n in 0..pieces.len() {
        objects.push(format!("<< /Type /StructElem /S /P /P 6 0 R /Pg 5 0 R /K {n} >>").into_bytes());
    }
    file(&objects)
}

#[test]
fn empty_cells_tell_rows_in_tagged_files() {
    let first = "1.   The catches of the two years before the ban are set out in the table below.";
    let file = tagged(&[
        (72.0, 740.0, first),
        (72.0, 725.0, " "),
        (72.0, 700.0, "Harbour"),
        (300.0, 700.0, "2030"),
        (400.0, 700.0, "2031"),
        (72.0, 685.0, "Landings"),
        (300.0, 685.0, " "),
        (400.0, 685.0, " "),
        (72.0, 670.0, "Cod"),
        (300.0, 670.0, " "),
        (400.0, 670.0, "7"),
        (72.0, 655.0, "Hake"),
        (300.0, 655.0, "4"),
        (400.0, 655.0, " "),
        (72.0, 630.0, "2.   Nets were sold in all harbours after the end of the second year."),
    ]);
    let document = try_read(&file).unwrap();
    let rows = ["Harbour | 2030 | 2031", "Landings", "Cod | | 7", "Hake | 4"];
    assert_eq!(texts(&document, Kind::TableRow), rows);
    assert_eq!(labels(&document), ["1", "2"]);
}

#[test]
fn text_off_the_page_is_said() {
    let mut sheet = Sheet::new().at(72.0, 700.0, "1.   One paragraph of the text.").at(700.0, 300.0, "gone");
    sheet.0.push_str("BT /F1 10 Tf 0 1 -1 0 40 300 Tm (Aside) Tj ET\n");
    let document = read(&[sheet]);
    let warning = document.warnings.iter().find(|warning| warning.code == "text-left-out").unwrap();
    assert!(warning.message.starts_with("9 letters on page 1"), "{}", warning.message);
    assert_eq!(texts(&document, Kind::Paragraph), ["One paragraph of the text."]);
}

#[test]
fn a_long_stream_may_not_stand_on_many_pages() {
    let pages = 40;
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        Vec::new(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
        stream("", " ".repeat(4 * 1024 * 1024).as_bytes()),
    ];
    for _ in 0..pages {
        let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents [4 0 R] >>";
        objects.push(page.as_bytes().to_vec());
    }
    let numbered: Vec<String> = (0..pages).map(|n| format!("{} 0 R", 5 + n)).collect();
    objects[1] = format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", numbered.join(" ")).into_bytes();
    let error = try_read(&file(&objects)).unwrap_err();
    assert!(error.message.contains("unpacks"), "{error}");
}

#[test]
fn wrapped_cells_are_one_row_and_a_line_alone_is_a_row() {
    let text = "1.   The results of the year before are set out in the table, as far as they are known now.";
    let sheet = Sheet::new()
        .at(72.0, 720.0, text)
        // The first cell of a head may be set lower than the others.
        .at(300.0, 682.0, "Target for")
        .at(400.0, 682.0, "Result for")
        .at(72.0, 670.0, "Indicator")
        .at(300.0, 670.0, "the year")
        .at(400.0, 670.0, "the year")
        .at(72.0, 650.0, "Moorings")
        .at(72.0, 630.0, "Buoys laid in the")
        .at(300.0, 630.0, "All were laid")
        .at(72.0, 618.0, "deep basin")
        .at(300.0, 618.0, "before winter")
        .at(72.0, 598.0, "Days at sea lost to")
        .at(300.0, 598.0, "11")
        .at(72.0, 586.0, "storms and repairs")
        .at(
            72.0,
            560.0,
            "2.   No other results were reported by the States of the region before the end of the year.",
        );
    let rows = texts(&read(&[sheet]), Kind::TableRow);
    assert_eq!(
        rows,
        [
            "Indicator | Target for the year | Result for the year",
            "Moorings",
            "Buoys laid in the deep basin | All were laid before winter",
            "Days at sea lost to storms and repairs | 11",
        ]
    );
}

#[test]
fn a_sentence_goes_on_with_a_number_and_a_caption_stands_alone() {
    let lines = [
        "1.   The Group took note of the cost of the ships and of the buoys for the period that ended on",
        "30 June 2031, and asked for more.",
        "Table 3",
        "2.   The Group also heard that the number of the buoys that were lost had fallen again by",
        "0.6 per cent.",
    ];
    let document = read(&[Sheet::new().lines(72.0, 700.0, &lines)]);
    let paragraphs = texts(&document, Kind::Paragraph);
    assert_eq!(labels(&document), ["1", "2"]);
    assert!(paragraphs[0].ends_with("ended on 30 June 2031, and asked for more."), "{paragraphs:?}");
    assert!(paragraphs[1].ends_with("again by 0.6 per cent."), "{paragraphs:?}");
    assert_eq!(texts(&document, Kind::Heading), ["Table 3"]);
}

#[test]
fn letters_printed_twice_are_read_once() {
    let words = "2.   Bold without a bold font.";
    let sheet = Sheet::new().at(72.0, 700.0, words).at(72.3, 700.0, words);
    assert_eq!(texts(&read(&[sheet]), Kind::Paragraph), ["Bold without a bold font."]);
}

#[test]
fn broken_words_close_again() {
    let sheet = Sheet::new().lines(
        72.0,
        700.0,
        &[
            "1.   The telecommunications of small islands hang on one cable, and with it all telecommuni-",
            "cations of the region.",
        ],
    );
    let text = read(&[sheet]).text;
    assert!(text.contains("all telecommunications of the region"), "{text}");
}

#[test]
fn an_empty_page_says_what_to_do() {
    let error = try_read(&pdf(&[Sheet::new()])).unwrap_err();
    assert!(error.message.contains("no text layer"), "{error}");
    assert!(error.help.unwrap().contains("OCR"));
}

#[test]
fn no_pdf_and_a_page_tree_in_circles() {
    assert!(try_read(b"%PDF-1.4\nnothing of the sort").is_err());
    let circle = file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Parent 3 0 R /Count 9 >>".to_vec(),
    ]);
    assert!(try_read(&circle).is_err());
}

#[test]
fn forms_inside_forms_end() {
    // Each form draws the next one twice: forty of them draw more than anybody has time for.
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
          /Resources << /XObject << /X 5 0 R >> >> >>"
            .to_vec(),
        stream("", b"/X Do"),
    ];
    for next in 6..46 {
        let dictionary = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /X {next} 0 R >> >>"
        );
        objects.push(stream(&dictionary, b"/X Do /X Do"));
    }
    objects.push(stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b"0 0 1 1 re f"));
    let error = try_read(&file(&objects)).unwrap_err();
    assert!(error.message.contains("circles"), "{error}");
}

#[test]
fn an_encrypted_file_is_named_as_such() {
    let plain = String::from_utf8(pdf(&[Sheet::new().at(72.0, 700.0, "1. Words.")])).unwrap();
    let lock = "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 \
        /O <0102030405060708091011121314151617181920212223242526272829303132> \
        /U <0102030405060708091011121314151617181920212223242526272829303132> >> \
        /ID [<01020304050607080910111213141516> <01020304050607080910111213141516>]";
    let locked = plain.replace("/Root 1 0 R", &format!("/Root 1 0 R {lock}"));
    let error = try_read(locked.as_bytes()).unwrap_err();
    assert!(error.message.contains("encrypted"), "{error}");
}

#[test]
fn a_file_cut_anywhere_is_read_whole_or_refused() {
    let whole = pdf(&[
        Sheet::new().lines(72.0, 700.0, &["1.   One paragraph of the text.", "2.   Another one."]),
        Sheet::new().lines(72.0, 700.0, &["3.   A third one on the second page."]),
    ]);
    let texts = |document: &travaux::Document| document.text.clone();
    let all = texts(&try_read(&whole).unwrap());
    for percent in 1..100 {
        let cut = &whole[..whole.len() * percent / 100];
        // The whole text, or none: half a text would have its other half "dropped".
        match try_read(cut) {
            Ok(document) => assert_eq!(texts(&document), all, "cut at {percent} %"),
            Err(error) => assert!(error.help.is_some(), "{error}"),
        }
    }
}

#[test]
fn a_page_without_words_is_said() {
    let whole = pdf(&[Sheet::new().at(72.0, 700.0, "1.   The keepers met."), Sheet::new()]);
    let document = try_read(&whole).unwrap();
    assert!(document.warnings.iter().any(|warning| warning.code == "empty-page"), "{:?}", document.warnings);
}
