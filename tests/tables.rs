//! The tables: concordance and change table, for people and for programs; and the report in Markdown.

mod handmade;
mod texts;

use std::path::Path;
use std::process::Command;

use handmade::{Draft, everything, link};
use pulldown_cmark::{Event, Options as Dialect, Parser, Tag};
use travaux::compare::{self, Comparison, Fate, Link, Summary};
use travaux::document::Kind;
use travaux::report::{Content, Filter, Format, Options, Pick, write};
use travaux::{Document, Pair, read};
use unicode_width::UnicodeWidthStr;

fn written(documents: Pair<&Document>, comparison: &Comparison, options: &Options) -> String {
    let mut out = Vec::new();
    write(documents, comparison, options, &mut out).expect("a vector can be written to");
    String::from_utf8(out).expect("a report is UTF-8")
}

fn options(content: Content, format: Format) -> Options {
    Options { content, format, ..Options::default() }
}

fn handmade(content: Content, format: Format) -> String {
    let (documents, comparison) = everything();
    written(documents.as_ref(), &comparison, &options(content, format))
}

#[test]
fn the_concordance() {
    insta::assert_snapshot!("concordance_terminal", handmade(Content::Concordance, Format::Terminal));
    insta::assert_snapshot!("concordance_markdown", handmade(Content::Concordance, Format::Markdown));
    insta::assert_snapshot!("concordance_tsv", handmade(Content::Concordance, Format::Tsv));
}

#[test]
fn the_change_table() {
    insta::assert_snapshot!("changes_terminal", handmade(Content::Changes, Format::Terminal));
    insta::assert_snapshot!("changes_markdown", handmade(Content::Changes, Format::Markdown));
    insta::assert_snapshot!("changes_tsv", handmade(Content::Changes, Format::Tsv));
    assert_eq!(handmade(Content::Changes, Format::Csv), handmade(Content::Report, Format::Csv));
}

#[test]
fn a_report_in_markdown() {
    insta::assert_snapshot!("report_markdown", handmade(Content::Report, Format::Markdown));
    let (documents, comparison) = everything();
    let all = Options { all: true, ..options(Content::Report, Format::Markdown) };
    insta::assert_snapshot!("report_markdown_all", written(documents.as_ref(), &comparison, &all));
}

#[test]
fn filters_are_heeded_and_said() {
    let (documents, comparison) = everything();
    let filter = Filter { only: vec![Pick::Moved, Pick::Dropped], ..Filter::default() };
    for content in [Content::Concordance, Content::Changes, Content::Report] {
        for format in [Format::Terminal, Format::Markdown] {
            let options = Options { filter: filter.clone(), ..options(content, format) };
            let said = written(documents.as_ref(), &comparison, &options);
            let said = said.replace('\n', " ");
            assert!(said.contains("showing only: moved, dropped (2 of 14 links)"), "{said}");
            assert!(!said.contains("Oil is stored"), "{said}");
        }
    }
    let options = Options { filter, ..options(Content::Report, Format::Tsv) };
    assert_eq!(written(documents.as_ref(), &comparison, &options).lines().count(), 3, "a head and two rows");
}

#[test]
fn all_gives_unchanged_rows_too_with_the_same_numbers() {
    let (documents, comparison) = everything();
    let rows = |all| {
        let options = Options { all, ..options(Content::Changes, Format::Tsv) };
        written(documents.as_ref(), &comparison, &options)
    };
    let (few, all) = (rows(false), rows(true));
    assert_eq!(all.lines().count(), comparison.links.len() + 1);
    assert!(few.lines().all(|row| all.contains(row)), "{few}");
}

#[test]
fn no_line_is_wider_than_asked() {
    let (documents, comparison) = everything();
    for width in [20, 31, 40, 60, 80, 200] {
        for content in [Content::Concordance, Content::Changes] {
            let options = Options { width, ..options(content, Format::Terminal) };
            for line in written(documents.as_ref(), &comparison, &options).lines() {
                assert!(line.width() <= width, "{} columns instead of {width}: {line}", line.width());
            }
        }
    }
}

/// A comparison of texts with nothing in common but their number.
fn unrelated(old: &[&str], new: &[&str]) -> (Pair<Document>, Comparison) {
    let (mut a, mut b) = (Draft::new("=a.txt", "=1+1"), Draft::new("b.txt", "[x](y)"));
    let mut links = Vec::new();
    for (old, new) in old.iter().zip(new) {
        let (old_id, new_id) =
            (a.unit(Kind::Paragraph, "(1)", "(1)", old), b.unit(Kind::Paragraph, "1.10", "1.10", new));
        let marked = format!("{{-{old}-}}{{+{new}+}}");
        links.push(link(&[old_id], &[new_id], Fate::Reworded, 0.5, &marked));
    }
    let documents = Pair::new(a.0, b.0);
    let summary = Summary::of(documents.as_ref(), &links, &[]);
    (documents, Comparison { links, passages: Vec::new(), substitutions: Vec::new(), summary })
}

const HOSTILE: [&str; 14] = [
    "=HYPERLINK(\"http://example.org\")",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\tx",
    "<script>alert(1)</script> <b>&amp;</b>",
    "[a](http://x) ![b](c) [d]: e [[wiki]] [^1] [^1]: f",
    "*a* _b_ `c` ~~d~~ $e$ | f \\",
    "# heading",
    "- [ ] item\nnext\n===",
    "1. item",
    "www.example.org and http://example.org and me@example.org",
    "\u{1b}[31m\u{9b}\u{202e}x\u{0}",
    "国家\u{200f}يولد \u{1F600} \"q\", 'r'",
];

#[test]
fn no_cell_is_a_formula() {
    let (documents, comparison) = unrelated(&HOSTILE, &HOSTILE.map(|text| text.trim_end_matches('x')));
    for (content, format) in [
        (Content::Changes, Format::Csv),
        (Content::Changes, Format::Tsv),
        (Content::Concordance, Format::Csv),
    ] {
        let table = written(documents.as_ref(), &comparison, &options(content, format));
        let delimiter = if format == Format::Csv { b',' } else { b'\t' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(table.as_bytes());
        let mut rows = 0;
        for record in reader.records() {
            rows += 1;
            for cell in &record.expect("all rows are as long as the head") {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
                assert!(!cell.contains(['\u{1b}', '\u{9b}', '\u{0}']), "{cell:?}");
            }
        }
        assert_eq!(rows, if content == Content::Concordance { 28 } else { 14 });
        assert_eq!(table.starts_with('\u{feff}'), format == Format::Csv);
        assert_eq!(table.contains("\r\n"), format == Format::Csv);
    }
}

#[test]
fn a_spreadsheet_shows_the_cells_as_they_are() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let sheet_of = |table: &str| {
        std::fs::write(folder.path().join("changes.csv"), table).expect("a temporary file can be written");
        // Comma, quotation mark, UTF-8; dates and other special numbers are looked for.
        let mut program = Command::new("soffice");
        program.arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()));
        program.args(["--headless", "--infilter=CSV:44,34,76,1,,0,false,true", "--convert-to", "fods"]);
        program.arg("changes.csv").current_dir(folder.path());
        program.output().ok().and_then(|_| std::fs::read_to_string(folder.path().join("changes.fods")).ok())
    };
    if sheet_of("a,b\r\n").is_none() {
        println!(
            "a_spreadsheet_shows_the_cells_as_they_are: ignored, there is no LibreOffice Calc (soffice)"
        );
        return;
    }
    let (documents, comparison) = unrelated(&HOSTILE, &HOSTILE.map(|text| text.trim_end_matches('x')));
    let table = written(documents.as_ref(), &comparison, &options(Content::Changes, Format::Csv));
    let sheet = sheet_of(&table).expect("it was converted").replace("&apos;", "'");
    assert!(
        sheet_of("a\r\n=1+1\r\n").is_some_and(|sheet| sheet.contains("table:formula")),
        "it could be told"
    );
    assert!(!sheet.contains("table:formula"), "a cell became a formula");
    assert!(
        !sheet.contains("office:value-type=\"date\"") && !sheet.contains("office:value-type=\"currency\"")
    );
    for cell in ["'=HYPERLINK(", "'(1)", "'1.10", "'@SUM(A1)", "'-2"] {
        assert!(sheet.contains(&format!("<text:p>{cell}")), "{cell}");
    }
}

/// The dialect of GitHub, and more than that.
fn dialect() -> Dialect {
    Dialect::ENABLE_TABLES
        | Dialect::ENABLE_FOOTNOTES
        | Dialect::ENABLE_STRIKETHROUGH
        | Dialect::ENABLE_TASKLISTS
        | Dialect::ENABLE_MATH
        | Dialect::ENABLE_WIKILINKS
        | Dialect::ENABLE_DEFINITION_LIST
}

/// What a renderer shows of a report: its text, tags left out. Fails if the text became markup.
fn rendered(markdown: &str) -> String {
    let mut shown = String::new();
    for event in Parser::new_ext(markdown, dialect()) {
        match event {
            Event::Text(text) => shown.push_str(&text),
            Event::SoftBreak => shown.push(' '),
            Event::InlineHtml(tag) => {
                assert!(["<del>", "</del>", "<ins>", "</ins>"].contains(&tag.as_ref()), "{tag}");
            }
            Event::End(_) => shown.push('\n'),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(dest_url.starts_with("#change-"), "{dest_url}")
            }
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::Strong
                | Tag::List(None)
                | Tag::Item
                | Tag::BlockQuote(None),
            ) => {}
            other => panic!("text became markup: {other:?}\n{markdown}"),
        }
    }
    shown
}

#[test]
fn text_never_becomes_markup() {
    let (documents, comparison) = unrelated(&HOSTILE, &HOSTILE.map(|text| text.trim_end_matches('x')));
    let report = Options { all: true, ..options(Content::Report, Format::Markdown) };
    let shown = rendered(&written(documents.as_ref(), &comparison, &report));
    for text in HOSTILE {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.contains('\u{1b}') {
            assert!(shown.contains(&text), "{text} in {shown}");
        }
    }
    assert!(!shown.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{0}']));
    for content in [Content::Changes, Content::Concordance] {
        rendered(&written(documents.as_ref(), &comparison, &options(content, Format::Markdown)));
    }
}

#[test]
fn links_of_the_table_lead_to_headings() {
    let report = handmade(Content::Report, Format::Markdown);
    let targets = report.split("](#").skip(1).filter_map(|rest| rest.split(')').next());
    for target in targets {
        let heading = format!("\n#### {}\n", target.replace("change-", "Change "));
        assert_eq!(report.matches(&heading).count(), 1, "{target}");
    }
}

fn compared(documents: Pair<&Document>) -> Comparison {
    compare::compare(documents, &compare::Options::default(), &compare::Watch::default())
        .expect("nobody interrupts")
}

const ALL: [(Content, Format); 14] = [
    (Content::Report, Format::Terminal),
    (Content::Report, Format::Json),
    (Content::Report, Format::JsonLines),
    (Content::Report, Format::Markdown),
    (Content::Report, Format::Csv),
    (Content::Report, Format::Tsv),
    (Content::Report, Format::Tei),
    (Content::Changes, Format::Terminal),
    (Content::Changes, Format::Markdown),
    (Content::Changes, Format::Csv),
    (Content::Concordance, Format::Terminal),
    (Content::Concordance, Format::Markdown),
    (Content::Concordance, Format::Csv),
    (Content::Concordance, Format::Tsv),
];

/// Drafts of the specimen, and small, empty, right-to-left and Chinese texts.
fn pairs() -> Vec<Pair<Document>> {
    let specimen = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/specimen").join(name);
        read(&path, &read::Options::default()).expect("the specimen can be read")
    };
    let drafts =
        ["1-initial-pre-draft.md", "2-revised-pre-draft.md", "3-zero-draft.txt", "4-first-draft.txt"];
    let mut pairs: Vec<Pair<Document>> =
        drafts.windows(2).map(|pair| Pair::new(specimen(pair[0]), specimen(pair[1]))).collect();
    let texts = [
        ("", ""),
        ("", "1. A.\n\n2. B.\n"),
        ("1. A.\n\n2. B.\n", ""),
        ("A line.\n", "A line.\n"),
        (
            "一、国家应当保护守灯人。\n\n二、灯油应当干燥。\n",
            "一、灯油应当干燥。\n\n二、国家必须保护守灯人，并照顾他们。\n",
        ),
        (
            "1. يولد جميع الناس أحرارًا.\n\n2. لكل فرد الحق في الحياة.\n",
            "1. لكل فرد الحق في الحياة والحرية.\n",
        ),
    ];
    for (old, new) in texts {
        let document = |text: &str| read::read_bytes("x.txt", text.as_bytes(), &read::Options::default());
        pairs.push(Pair::new(old, new).try_map(document).expect("it is text"));
    }
    pairs
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let bytes = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        pool.install(|| {
            let mut all = Vec::new();
            for documents in pairs() {
                let comparison = compared(documents.as_ref());
                for (content, format) in ALL {
                    all.push(written(documents.as_ref(), &comparison, &options(content, format)));
                }
            }
            all
        })
    };
    assert_eq!(bytes(1), bytes(3));
}

/// Every listed unit is in the concordance once, and what one direction says the other says too.
#[test]
fn both_directions_of_the_concordance_agree() {
    for documents in pairs() {
        let comparison = compared(documents.as_ref());
        let table = written(documents.as_ref(), &comparison, &options(Content::Concordance, Format::Tsv));
        let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|row| row.split('\t').collect()).collect();
        let (there, back): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row[0] == "old to new");
        let numbers = |rows: &[Vec<&str>], fate: &str| -> Vec<usize> {
            let rows = rows.iter().filter(|row| row[6] != fate);
            let mut numbers: Vec<usize> = rows.filter_map(|row| row[1].parse().ok()).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        assert_eq!(numbers(&there, "dropped"), numbers(&back, "new"));
        let listed = |link: &Link| {
            numbers(&there, "").len() + numbers(&back, "").len() > 0 && !link.units.old.is_empty()
        };
        let of = |number: usize| &comparison.links[number - 1];
        let old: usize = numbers(&there, "").into_iter().map(|number| of(number).units.old.len()).sum();
        assert_eq!(old, there.len());
        assert!(there.iter().all(|row| row[1].parse().is_ok_and(|number| listed(of(number)))));
        let new: usize = numbers(&back, "").into_iter().map(|number| of(number).units.new.len()).sum();
        assert_eq!(new, back.len());
    }
}

#[test]
fn markdown_of_real_drafts_shows_their_words() {
    let mut pairs = pairs();
    if let Some(folder) = texts::folder("markdown_of_real_drafts_shows_their_words") {
        let paris = folder.join("paris-agreement");
        let draft = |name: &str| read(&paris.join(name), &read::Options::default()).expect("it can be read");
        pairs.push(Pair::new(draft("agreement-9-dec-2015.md"), draft("agreement-12-dec-2015.md")));
    }
    for documents in pairs {
        let comparison = compared(documents.as_ref());
        let report = Options { all: true, ..options(Content::Report, Format::Markdown) };
        let shown = rendered(&written(documents.as_ref(), &comparison, &report));
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let shown = squeezed(&shown);
        for link in comparison.links.iter().filter(|link| matches!(link.fate, Fate::Dropped | Fate::New)) {
            let text = documents.old.joined(&link.units.old) + &documents.new.joined(&link.units.new);
            assert!(shown.contains(&squeezed(&text)), "{text}");
        }
    }
}
