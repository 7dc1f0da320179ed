//! Word files, made here, as travaux reads them.

mod packed;

use packed::{Word, level, listed, para, plain, relations, root, run, styled, table};
use travaux::document::{Document, Kind};
use travaux::read::{Options, Revisions, read_bytes};

fn read_as(bytes: &[u8], revisions: Revisions) -> Document {
    let options = Options { revisions, ..Options::default() };
    read_bytes("test.docx", bytes, &options).unwrap_or_else(|error| panic!("{error}"))
}

fn read(word: &Word) -> Document {
    read_as(&word.bytes(), Revisions::Accept)
}

/// Units as "kind label: words ^markers".
fn units(document: &Document) -> Vec<String> {
    document
        .ids()
        .map(|id| {
            let unit = document.unit(id);
            let kind = format!("{:?}", unit.kind).to_lowercase();
            let label = unit.label.as_ref().map_or(String::new(), |label| format!(" {label}"));
            let markers: Vec<String> =
                unit.note_markers.iter().map(|marker| format!(" ^{}@{}", marker.label, marker.at)).collect();
            format!("{kind}{label}: {}{}", document.text_of(id), markers.concat())
        })
        .collect()
}

fn furniture(document: &Document) -> Vec<String> {
    document.furniture.iter().map(|item| format!("{}: {}", item.code, item.text)).collect()
}

fn warnings(document: &Document) -> Vec<String> {
    document.warnings.iter().map(|warning| format!("{}: {}", warning.code, warning.message)).collect()
}

#[test]
fn numbers_are_restored() {
    let lists = format!(
        "<w:abstractNum w:abstractNumId='7'>{}{}{}</w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>\
         <w:num w:numId='2'><w:abstractNumId w:val='7'/>\
         <w:lvlOverride w:ilvl='0'><w:startOverride w:val='20'/></w:lvlOverride></w:num>",
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "(%2)"),
        level(2, "lowerRoman", "(%3)"),
    );
    let body = [
        listed(1, 0, "Boats are counted:"),
        listed(1, 1, "In spring;"),
        listed(1, 1, "In autumn:"),
        listed(1, 2, "By day."),
        listed(1, 0, "Nets are counted:"),
        listed(1, 1, "At sea."),
        listed(2, 0, "Another list begins."),
        listed(1, 0, "The first goes on with it."),
    ];
    let document = read(&Word::new(body.concat()).with("numbering", lists));
    assert_eq!(
        units(&document),
        [
            "paragraph 1: Boats are counted:",
            "item (a): In spring;",
            "item (b): In autumn:",
            "item (i): By day.",
            "paragraph 2: Nets are counted:",
            "item (a): At sea.",
            "paragraph 20: Another list begins.",
            "paragraph 21: The first goes on with it.",
        ]
    );
}

#[test]
fn numbers_of_many_levels_and_by_style() {
    let lists = format!(
        "<w:abstractNum w:abstractNumId='1'>{}{}\
         <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlRestart w:val='1'/>\
         <w:lvlText w:val='(%3)'/></w:lvl></w:abstractNum>\
         <w:num w:numId='4'><w:abstractNumId w:val='1'/></w:num>",
        level(0, "upperRoman", "%1."),
        "<w:lvl w:ilvl='1'><w:start w:val='3'/><w:numFmt w:val='decimal'/><w:isLgl/>\
         <w:lvlText w:val='%1.%2'/><w:suff w:val='space'/></w:lvl>",
    );
    let styles = "<w:style w:type='paragraph' w:styleId='Base'><w:name w:val='heading 1'/><w:pPr>\
         <w:outlineLvl w:val='0'/><w:numPr><w:numId w:val='4'/></w:numPr></w:pPr></w:style>\
         <w:style w:type='paragraph' w:styleId='K'><w:name w:val='Kapitel'/><w:basedOn w:val='Base'/></w:style>";
    let body = [
        styled("K", "Harbours"),
        listed(4, 1, "Ferries stop here."),
        listed(4, 2, "item one;"),
        listed(4, 1, "Trawlers don't."),
        listed(4, 2, "item two."),
        styled("K", "Lighthouses"),
        listed(4, 1, "They are painted."),
        listed(0, 0, "No number at all."),
    ];
    let document = read(&Word::new(body.concat()).with("numbering", lists).with("styles", styles));
    let labels: Vec<_> = document.units.iter().map(|unit| unit.label.as_deref().unwrap_or("-")).collect();
    assert_eq!(labels, ["I", "1.3", "(a)", "1.4", "(b)", "II", "2.3", "-"]);
    assert_eq!(document.units[0].kind, Kind::Heading);
}

#[test]
fn typed_numbers_and_headings_keep_their_labels() {
    let styles = "<w:style w:type='paragraph' w:styleId='a'><w:name w:val='_ H _Ch'/></w:style>\
         <w:style w:type='paragraph' w:styleId='b'><w:name w:val='_ H_1'/></w:style>";
    let body = [
        styled("a", "I.").replace("I.", "I. Harbours"),
        styled("b", "A. Ferries"),
        plain("1.\tThe ferry leaves at noon."),
        plain("\t(a)\tOn weekdays;"),
        plain("14\tThe number has no stop."),
        styled("a", "II. Lighthouses"),
    ];
    let document = read(&Word::new(body.concat()).with("styles", styles));
    assert_eq!(
        units(&document),
        [
            "heading I: Harbours",
            "heading A: Ferries",
            "paragraph 1: The ferry leaves at noon.",
            "item (a): On weekdays;",
            "paragraph 14: The number has no stop.",
            "heading II: Lighthouses",
        ]
    );
    let levels: Vec<_> = document.sections.iter().map(|section| section.level).collect();
    assert_eq!(levels, [0, 1, 2, 1]);
}

#[test]
fn notes_are_counted_and_lifted() {
    let reference = |id: u8| format!("<w:r><w:footnoteReference w:id='{id}'/></w:r>");
    let own = "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='8'/><w:t>*</w:t></w:r>";
    let body = [
        para("", &format!("{}{}{}", run("Fish"), reference(5), run("  swim."))),
        para("", &format!("{}{own}", run("Birds fly"))),
        para("", &format!("{}{}<w:r><w:endnoteReference w:id='1'/></w:r>", run("Moles dig."), reference(2))),
    ];
    let note = |id: u8, words: &str| {
        format!(
            "<w:footnote w:id='{id}'>{}</w:footnote>",
            para("", &format!("<w:r><w:footnoteRef/><w:tab/></w:r>{}", run(words)))
        )
    };
    let notes = format!(
        "<w:footnote w:type='separator' w:id='-1'>{}</w:footnote>{}{}{}",
        plain("____"),
        note(2, "Not all of them."),
        note(8, "* Most birds."),
        format_args!("<w:footnote w:id='5'>{}{}</w:footnote>", plain("See the list."), plain("And the map.")),
    );
    let ends = format!("<w:endnote w:id='1'>{}</w:endnote>", plain("Said by a gardener."));
    let document = read(&Word::new(body.concat()).with("footnotes", notes).with("endnotes", ends));
    assert_eq!(
        units(&document),
        [
            "paragraph: Fish swim. ^1@4",
            "paragraph: Birds fly ^*@9",
            "paragraph: Moles dig. ^2@10 ^i@10",
            "note 1: See the list. And the map.",
            "note *: Most birds.",
            "note 2: Not all of them.",
            "note i: Said by a gardener.",
        ]
    );
}

#[test]
fn superscripts_are_markers_where_a_note_begins_so() {
    let raised =
        |mark: &str| format!("<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>{mark}</w:t></w:r>");
    let cell = |inside: String| format!("<w:tc>{}</w:tc>", para("", &inside));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>{}{}",
        cell(run("Cod") + &raised("a,b")),
        cell(run("12 m") + &raised("3")),
        para("", &(raised("a") + "<w:r><w:tab/></w:r>" + &run("Salted."))),
        para("", &(raised("b") + &run(" Smoked."))),
    );
    let document = read(&Word::new(body));
    assert_eq!(units(&document), ["tablerow: Cod | 12 m3 ^a@3 ^b@3", "note a: Salted.", "note b: Smoked."]);
}

const CHANGED: &str = "<w:p><w:r><w:t xml:space='preserve'>States </w:t></w:r>\
    <w:ins><w:r><w:t>shall</w:t></w:r></w:ins><w:del><w:r><w:delText>should</w:delText></w:r></w:del>\
    <w:r><w:t xml:space='preserve'> meet.</w:t></w:r></w:p>\
    <w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:r><w:t>They talk</w:t></w:r></w:p>\
    <w:p><w:r><w:t xml:space='preserve'> and listen.</w:t></w:r></w:p>\
    <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>They leave.</w:delText></w:r></w:del></w:p>\
    <w:p><w:r><w:t>They stay.</w:t></w:r></w:p>\
    <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>one</w:t></w:r></w:p></w:tc>\
    <w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>\
    <w:tr><w:tc><w:p><w:r><w:t>two</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
    <w:p><w:moveTo><w:r><w:t>Moved here.</w:t></w:r></w:moveTo><w:moveFrom><w:r><w:t>Moved away.</w:t></w:r></w:moveFrom></w:p>";

#[test]
fn tracked_changes_three_ways() {
    let bytes = Word::new(CHANGED).bytes();
    let accepted = read_as(&bytes, Revisions::Accept);
    assert_eq!(
        units(&accepted),
        [
            "paragraph: States shall meet.",
            "paragraph: They talk",
            "paragraph: and listen.",
            "paragraph: They stay.",
            "tablerow: two | 2",
            "paragraph: Moved here.",
        ]
    );
    assert_eq!(
        warnings(&accepted),
        ["tracked-changes: 3 insertions and 4 deletions are tracked in the file; they were read as accepted"]
    );
    assert_eq!(
        units(&read_as(&bytes, Revisions::Reject)),
        [
            "paragraph: States should meet.",
            "paragraph: They talk and listen.",
            "paragraph: They leave.",
            "paragraph: They stay.",
            "tablerow: one | 1",
            "tablerow: two | 2",
            "paragraph: Moved away.",
        ]
    );
    let shown = units(&read_as(&bytes, Revisions::Show));
    assert_eq!(shown[0], "paragraph: States {++shall++}{--should--} meet.");
    assert_eq!(shown[3], "paragraph: {--They leave.--}");
    assert!(shown.contains(&"paragraph: {++Moved here.++}{--Moved away.--}".to_owned()));
}

#[test]
fn words_struck_through_are_deleted_words() {
    let struck = |words: &str| format!("<w:r><w:rPr><w:strike/></w:rPr><w:t>{words}</w:t></w:r>");
    let body = para("", &[run("States "), struck("should"), struck(" not"), run(" shall meet.")].concat());
    let bytes = Word::new(body).bytes();
    let accepted = read_as(&bytes, Revisions::Accept);
    assert_eq!(units(&accepted), ["paragraph: States shall meet."]);
    assert_eq!(warnings(&accepted), ["struck-text: 1 passage struck through left out"]);
    assert_eq!(units(&read_as(&bytes, Revisions::Reject)), ["paragraph: States should not shall meet."]);
    let shown = units(&read_as(&bytes, Revisions::Show));
    assert_eq!(shown, ["paragraph: States {--should not--} shall meet."]);
}

#[test]
fn a_list_given_before_the_style_still_counts() {
    let lists = format!(
        "<w:abstractNum w:abstractNumId='1'>{}{}</w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>",
        level(0, "lowerRoman", "%1."),
        level(1, "bullet", " "),
    );
    let styles = "<w:style w:type='paragraph' w:styleId='c'><w:name w:val='Compact'/></w:style>";
    let item = |level: u8, words: &str| {
        let list = format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>");
        para(&(list + "<w:pStyle w:val='c'/>"), &run(words))
    };
    let body = item(0, "soon;") + &item(1, "or later;") + &item(0, "fully.");
    let document = read(&Word::new(body).with("numbering", lists).with("styles", styles));
    assert_eq!(units(&document)[0], "item i: soon;");
    assert_eq!(units(&document)[2], "item ii: fully.");
    assert!(units(&document)[1].ends_with(": or later;"));
}

#[test]
fn tables_are_rows_and_frames_are_not() {
    let merged = "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>Fish</w:t></w:r></w:p></w:tc>\
         <w:tc><w:p><w:r><w:t>cod</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>hake</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>small</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>large</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr>\
         <w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    let gaps = table(&[&["Harbour", "2030", "2031"], &["Cod", "", "7"], &["Hake", "4", ""]]);
    let frame = table(&[&["2.\tA paragraph in a frame."]]);
    let document = read(&Word::new([plain("1.\tFish were sold."), merged.into(), gaps, frame].concat()));
    assert_eq!(
        units(&document),
        [
            "paragraph 1: Fish were sold.",
            "tablerow: Fish | cod",
            "tablerow: hake | small | large",
            "tablerow: Harbour | 2030 | 2031",
            "tablerow: Cod | | 7",
            "tablerow: Hake | 4",
            "paragraph 2: A paragraph in a frame.",
        ]
    );
}

#[test]
fn a_masthead_may_stand_in_a_table_or_in_the_first_header() {
    let rows: &[&[&str]] =
        &[&["United Nations", "A/999/17"], &["General Assembly", "Distr.: General"], &["", "3 May 2031"]];
    let expected = [
        "masthead: United Nations",
        "masthead: A/999/17",
        "masthead: General Assembly",
        "masthead: Distr.: General",
        "masthead: 3 May 2031",
        "masthead: Ninetieth session",
        "heading I: Harbours",
        "paragraph 1: They were counted.",
    ];
    let text = [plain("Ninetieth session"), plain("I.\tHarbours"), plain("1.\tThey were counted.")].concat();
    assert_eq!(units(&read(&Word::new(table(rows) + &text))), expected);
    let section = "<w:sectPr><w:headerReference w:type='first' r:id='rId1'/>\
         <w:headerReference w:type='default' r:id='rId2'/><w:titlePg/></w:sectPr>";
    let word = Word::new(text + section).with("header", table(rows)).with("header", plain("A/999/17"));
    let document = read(&word);
    assert_eq!(units(&document), expected);
    assert_eq!(furniture(&document), ["header: A/999/17"]);
}

#[test]
fn text_boxes_are_read_once() {
    let content = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", plain(words));
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>",
        run("Before "),
        content("In the box."),
        content("In the box."),
        run("and after."),
    );
    assert_eq!(units(&read(&Word::new(body))), ["paragraph: Before and after.", "paragraph: In the box."]);
}

#[test]
fn contents_and_fields() {
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType='separate'/></w:r>{result}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        )
    };
    let entry = |words: &str, page: &str| {
        para(
            "<w:pStyle w:val='t'/>",
            &(run(words) + "<w:r><w:tab/></w:r>" + &field(" PAGEREF _Toc1 ", &run(page))),
        )
    };
    let styles = "<w:style w:type='paragraph' w:styleId='t'><w:name w:val='toc 1'/></w:style>\
         <w:style w:type='paragraph' w:styleId='h'><w:name w:val='heading 1'/></w:style>";
    let body = [
        plain("Contents"),
        entry("Harbours", "2"),
        entry("Lighthouses", "5"),
        styled("h", "Harbours"),
        para(
            "",
            &format!("{}<w:hyperlink r:id='x'>{}</w:hyperlink>{}", run("See "), run("A/999/3"), run(".")),
        ),
        para("", &(run("Figure ") + &field(" SEQ Figure ", &run("4")) + &run(" shows it."))),
    ];
    let document = read(&Word::new(body.concat()).with("styles", styles));
    assert_eq!(
        units(&document),
        ["heading: Harbours", "paragraph: See A/999/3.", "paragraph: Figure 4 shows it."]
    );
    assert_eq!(
        furniture(&document),
        ["contents: Contents", "contents: Harbours 2", "contents: Lighthouses 5"]
    );
}

#[test]
fn signs_hidden_text_and_content_controls() {
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>";
    let body = [
        para(
            "",
            &format!(
                "{}<w:r><w:noBreakHyphen/></w:r>{}{hidden}<w:r><w:softHyphen/></w:r>{}\
                 <w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>{}<w:r><w:sym w:font='Wingdings' w:char='F001'/></w:r>",
                run("long"),
                run("term co\u{AD}oper"),
                run("ation "),
                run(" 3 &amp; &#x2026;"),
            ),
        ),
        format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", plain("In a control.")),
        "<w:p><w:sdt><w:sdtContent><w:smartTag><w:r><w:t>Tagged</w:t></w:r></w:smartTag></w:sdtContent></w:sdt>\
         <w:r><w:commentReference w:id='1'/></w:r></w:p>"
            .to_owned(),
        plain("one").replace("</w:t></w:r>", "</w:t><w:br/><w:t>two</w:t></w:r>"),
    ];
    let document = read(&Word::new(body.concat()));
    assert_eq!(
        units(&document),
        [
            "paragraph: long-term cooperation ≥ 3 & …",
            "paragraph: In a control.",
            "paragraph: Tagged",
            "paragraph: one two",
        ]
    );
    assert_eq!(
        warnings(&document),
        [
            "comments: 1 comment in the file left out",
            "hidden-text: 1 passage formatted as hidden left out, as Word prints the text",
            "unknown-symbol: 1 character of a symbol font could not be read and left out",
        ]
    );
}

#[test]
fn utf16_and_other_prefixes() {
    let main = root("document", &format!("<w:body>{}</w:body>", plain("Été à Genève.")))
        .replace("<w:", "<x:")
        .replace("</w:", "</x:")
        .replace("xmlns:w", "xmlns:x")
        .replace("w:val", "x:val")
        .replace("UTF-8", "UTF-16");
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(main.encode_utf16().flat_map(u16::to_le_bytes));
    let file = packed::archive(&[
        ("_rels/.rels", relations(&[("officeDocument", "/d/m.xml")]).as_bytes()),
        ("d\\m.xml", &bytes),
    ]);
    assert_eq!(units(&read_as(&file, Revisions::Accept)), ["paragraph: Été à Genève."]);
}

/// A file that must be refused: the message and the help.
fn refused(bytes: &[u8]) -> String {
    let error = read_bytes("test.docx", bytes, &Options::default()).expect_err("no text");
    assert!(!error.message.ends_with('.'), "{error}");
    format!("{} ({})", error.message, error.help.unwrap_or_default())
}

#[test]
fn what_is_no_word_file_is_named() {
    let archive = |names: &[(&str, &[u8])]| packed::archive(names);
    let main = |target: &str| relations(&[("officeDocument", target)]);
    for (bytes, words) in [
        (
            archive(&[("_rels/.rels", main("xl/workbook.xml").as_bytes()), ("xl/workbook.xml", b"<w/>")]),
            "Excel",
        ),
        (archive(&[("_rels/.rels", main("ppt/p.xml").as_bytes()), ("ppt/p.xml", b"<p/>")]), "PowerPoint"),
        (archive(&[("mimetype", b"x"), ("META-INF/container.xml", b"<x/>")]), "EPUB"),
        (archive(&[("notes.txt", b"words")]), "archive (ZIP)"),
        (archive(&[("word/document.xml", b"<w/>")]), "does not say where its text is"),
        (archive(&[("_rels/.rels", main("../../etc/passwd").as_bytes())]), "archive (ZIP)"),
        (archive(&[("_rels/.rels", main("m.xml").as_bytes()), ("m.xml", b"<w:document/>")]), "archive (ZIP)"),
        (archive(&[("_rels/.rels", main("m.xml").as_bytes()), ("m.xml", b"<a><b></a>")]), "damaged"),
        (b"\xD0\xCF\x11\xE0 word".to_vec(), ".doc"),
        (b"PK\x03\x04 and no more".to_vec(), "cut off"),
    ] {
        let said = refused(&bytes);
        assert!(said.contains(words) && !said.ends_with("()"), "{words}: {said}");
    }
    let mut encrypted = b"\xD0\xCF\x11\xE0".to_vec();
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refused(&encrypted).contains("password"));
}

#[test]
fn bombs_are_refused() {
    let large = vec![b' '; 65 << 20];
    let parts: &[(&str, &[u8])] =
        &[("_rels/.rels", &relations(&[("officeDocument", "m.xml")]).into_bytes()), ("m.xml", &large)];
    assert!(refused(&packed::archive(parts)).contains("64 MiB"));

    let deep = "<w:tbl><w:tr><w:tc>".repeat(20_000);
    assert!(refused(&Word::new(deep).bytes()).contains("nested too deeply"));

    assert!(refused(&Word::new("<w:p/>".repeat(300_000)).bytes()).contains("more paragraphs"));

    let mut entities = String::from("<!DOCTYPE x [<!ENTITY a0 'ha'>");
    for n in 1..40 {
        entities.push_str(&format!("<!ENTITY a{n} '&a{};&a{};'>", n - 1, n - 1));
    }
    let main = root("document", &format!("<w:body>{}</w:body>", plain("It says &a39; here.")));
    let bytes = Word::default().around(&main.replacen("<w:document", &format!("{entities}]><w:document"), 1));
    let document = read_as(&bytes, Revisions::Accept);
    assert_eq!(units(&document), ["paragraph: It says &a39; here."]);
}

#[test]
fn loops_in_styles_and_lists_end() {
    let styles = "<w:style w:styleId='a'><w:basedOn w:val='b'/></w:style>\
         <w:style w:styleId='b'><w:basedOn w:val='a'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>";
    let lists = "<w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='a'/></w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>";
    let word = Word::new(styled("a", "It ends.")).with("styles", styles).with("numbering", lists);
    assert_eq!(units(&read(&word)), ["paragraph: It ends."]);
}

#[test]
fn a_damaged_part_is_warned_about() {
    let word = Word::new(plain("The text is whole.")).with("styles", "<w:style>");
    let document = read(&word);
    assert_eq!(units(&document), ["paragraph: The text is whole."]);
    assert_eq!(
        warnings(&document),
        ["damaged-part: text/styles0.xml is damaged; the text was read without it"]
    );
}

#[test]
fn cut_off_or_changed_files_never_panic() {
    let bytes = Word::new(CHANGED.to_owned() + &table(&[&["one", "two"]])).with("styles", "").bytes();
    for percent in 0..100 {
        let end = bytes.len() * percent / 100;
        assert!(read_bytes("cut.docx", &bytes[..end], &Options::default()).is_err() || end == 0);
    }
    // Every part of the XML cut off anywhere, and bytes changed anywhere in the archive.
    let main = root("document", &format!("<w:body>{CHANGED}</w:body>"));
    for end in (0..main.len()).filter(|&end| main.is_char_boundary(end)).step_by(7) {
        let _ = read_bytes("cut.docx", &Word::default().around(&main[..end]), &Options::default());
    }
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        let _ = read_bytes("changed.docx", &changed, &Options::default());
    }
}
