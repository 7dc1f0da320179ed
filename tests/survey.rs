//! Phrases and shared language through many texts, over the specimen and, where they are, real texts.
//!
//! The numbers were counted by hand and with `tr`, `grep -ow` and `pdftotext`, which do not know
//! travaux: tables of contents and front matter left out, for those are no language of a text.

mod texts;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use travaux::compare::Watch;
use travaux::lineage::Chain;
use travaux::report::{MATRIX_SCHEMA, OCCURRENCES_SCHEMA, SHARE_SCHEMA};
use travaux::survey::{self, Match, Phrase, Search, Stands};
use travaux::{Document, read};
use unicode_width::UnicodeWidthStr;

const SPECIMEN: [&str; 6] = [
    "1-initial-pre-draft.md",
    "2-revised-pre-draft.md",
    "3-zero-draft.txt",
    "4-first-draft.txt",
    "5-final-report.md",
    "chairs-summary.md",
];

fn specimen_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/specimen")
}

fn documents(folder: &Path, files: &[&str]) -> Vec<Document> {
    let read = |file: &&str| read::read(&folder.join(file), &read::Options::default());
    files.iter().map(read).collect::<Result<_, _>>().expect("the texts can be read")
}

/// How often each text has the phrase in this way.
fn counts(documents: &[Document], phrase: &str, what: Match) -> Vec<usize> {
    let chain = Chain::of(documents);
    let phrase = Phrase::new(phrase).expect("there are words in it");
    let found = survey::find(&chain, &phrase, Search::default());
    (0..documents.len()).map(|witness| found.count(witness, what)).collect()
}

/// Status, standard output, standard error, in the folder of the specimen.
fn travaux(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(cargo_bin!("travaux"));
    command.current_dir(specimen_folder()).args(arguments).stdin(Stdio::null());
    let output = command.output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it writes UTF-8");
    (output.status.code().expect("it ends by itself"), text(&output.stdout), text(&output.stderr))
}

fn valid(schema: &str, report: &str) -> Value {
    let report: Value = serde_json::from_str(report).expect("a report is JSON");
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::meta::validate(&schema).expect("the schema is a schema");
    let validator = jsonschema::validator_for(&schema).expect("the schema can be used");
    let faults: Vec<String> =
        validator.iter_errors(&report).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    report
}

#[test]
fn ten_phrases_of_the_specimen() {
    let documents = documents(&specimen_folder(), &SPECIMEN);
    for (phrase, expected) in [
        ("data relays", [7, 8, 12, 12, 12, 0]),
        ("international law", [3, 4, 5, 5, 4, 1]),
        ("critical relay infrastructure", [1, 1, 1, 10, 10, 0]),
        ("points of contact", [2, 4, 10, 10, 10, 0]),
        ("consensus", [1, 1, 1, 1, 2, 1]),
        ("confidence-building", [1, 1, 1, 1, 1, 0]),
        ("spare parts", [0, 0, 0, 1, 1, 0]),
        ("within seventy-two hours", [1, 1, 0, 1, 1, 0]),
        ("outer space", [1, 1, 1, 0, 1, 0]),
        ("weather on other planets", [0, 0, 0, 0, 0, 0]),
    ] {
        assert_eq!(counts(&documents, phrase, Match::Verbatim), expected, "{phrase}");
    }
    let formula = "mislead, cut, jam or take over a data relay";
    assert_eq!(counts(&documents, formula, Match::Reordered), [1, 1, 1, 1, 1, 0]);
    let formula = "mislead, cut, sink, jam or take over a data relay";
    assert_eq!(counts(&documents, formula, Match::Partial), [1, 1, 1, 1, 1, 0], "nobody says “sink”");
    assert_eq!(counts(&documents, "landing stations", Match::Near), [0, 3, 3, 3, 3, 0], "“landing station”");
}

#[test]
fn phrases_of_real_texts() {
    let Some(folder) = texts::folder("phrases_of_real_texts") else { return };
    for (phrase, file, expected) in [
        ("international law", "oewg-pre-draft-2020/quoted-paragraphs.txt", 8),
        ("critical infrastructure", "oewg-pre-draft-2020/quoted-paragraphs.txt", 3),
        ("use of force", "oewg-pre-draft-2020/quoted-paragraphs.txt", 2),
        ("use of force", "un-documents/A_C.3_78_L.41-draft-text.txt", 6),
        ("capacity-building", "paris-agreement/agreement-12-dec-2015.md", 13),
        ("developed country Parties", "paris-agreement/agreement-12-dec-2015.md", 9),
        ("developed country Parties", "paris-agreement/agreement-23-oct-2015.md", 48),
        ("best available science", "paris-agreement/agreement-4-dec-2015.md", 6),
        ("programme planning", "un-documents/A_81_6_SECT._13.pdf", 1),
        ("programme planning", "un-documents/A_81_6_SECT._13.docx", 1),
        ("human rights", "un-documents/A_80_590.pdf", 2),
        ("confidence-building measures", "paris-agreement/agreement-12-dec-2015.md", 0),
        (
            "open, secure, stable, accessible and peaceful ICT environment",
            "oewg-pre-draft-2020/quoted-paragraphs.txt",
            0,
        ),
    ] {
        let documents = documents(&folder, &[file]);
        assert_eq!(counts(&documents, phrase, Match::Verbatim), [expected], "{phrase} in {file}");
    }
    let documents = documents(&folder, &["oewg-pre-draft-2020/quoted-paragraphs.txt"]);
    assert_eq!(counts(&documents, "international law", Match::Near), [2], "“international humanitarian law”");
}

/// On a telephone rows become blocks, and each cell says what column it is of.
#[test]
fn cells_of_a_page_name_their_columns() {
    for arguments in
        [&["find", "data relays", "--process", "."][..], &["share", SPECIMEN[4], "--of", SPECIMEN[3]]]
    {
        let (_, page, _) = travaux(&[arguments, &["--format", "html"]].concat());
        let cells = page.matches("<td").count();
        assert!(cells > 0 && page.contains("class=\"stacks\""), "{arguments:?}");
        assert_eq!(page.matches("data-column=").count(), cells, "{arguments:?}");
    }
}

#[test]
fn find_for_people() {
    let (status, report, complaint) = travaux(&["find", "within seventy-two hours", "--process", "."]);
    assert_eq!((status, complaint.as_str()), (0, ""));
    for line in ["  4 times in 4 of 6 texts: 4 verbatim", "  not in round 3 (Zero draft)"] {
        assert!(report.lines().any(|found| found == line), "{line}\n{report}");
    }
    assert!(report.contains("4× “within seventy-two hours”  in 1, 2, 4, 5"), "{report}");
    // The keywords stand one below the other.
    let hits = report.lines().filter(|line| line.starts_with("  = "));
    let columns: Vec<Option<usize>> =
        hits.map(|line| line.find("within").map(|at| line[..at].width())).collect();
    assert_eq!(columns.len(), 4, "{report}");
    assert!(columns.iter().all(|&column| column == columns[0] && column.is_some()), "{report}");
    let widest = travaux(&["find", "relay", "--process", "."]).1.lines().map(UnicodeWidthStr::width).max();
    assert!(widest <= Some(80), "{widest:?}");
}

#[test]
fn the_exit_status_says_whether_it_was_found() {
    assert_eq!(travaux(&["find", "data relays", SPECIMEN[0], "--quiet"]), (0, String::new(), String::new()));
    let (status, report, _) = travaux(&["find", "weather on other planets", "--process", "."]);
    assert_eq!(status, 1);
    assert!(report.contains("not found in 6 texts"), "{report}");
    for (arguments, said) in [
        (vec!["find", "", SPECIMEN[0]], "phrase: there is no word in it"),
        (vec!["find", ".*", SPECIMEN[0]], "phrase: there is no word in it"),
        (vec!["find", "x", "not-there.md"], "not-there.md"),
        (vec!["find", "x", "-", "-"], "cannot be several texts at once"),
        (vec!["find", "x", "--process", ".", "--only", "nothing"], "no text has “nothing” in its name"),
        (vec!["find", "x", SPECIMEN[0], "--format", "svg"], "this report has no such form"),
        (vec!["find", "x", SPECIMEN[0], "--near", "0.2"], "expected a number from 0.5 to 1"),
        (vec!["find", "x", SPECIMEN[0], "--output", SPECIMEN[0]], "would be overwritten"),
        (vec!["share", SPECIMEN[0], "--of", SPECIMEN[1], "--section", "weather"], "contains “weather”"),
        (vec!["matrix", SPECIMEN[0]], "name at least two texts"),
    ] {
        let (status, report, complaint) = travaux(&arguments);
        assert_eq!((status, report.as_str()), (2, ""), "{arguments:?}");
        assert!(complaint.contains(said), "{arguments:?}: {complaint}");
    }
}

#[test]
fn json_is_as_the_schemas_say_on_any_number_of_threads() {
    let find = ["find", "mislead, cut, jam or take over a data relay", "--process", "."];
    let share = ["share", SPECIMEN[4], "--of", SPECIMEN[3], "--of", SPECIMEN[5]];
    let matrix = ["matrix", "--process", "."];
    for (arguments, schema) in
        [(&find[..], OCCURRENCES_SCHEMA), (&share[..], SHARE_SCHEMA), (&matrix[..], MATRIX_SCHEMA)]
    {
        for form in ["json", "csv", "tsv", "markdown", "html", "terminal"] {
            let on =
                |threads: &str| travaux(&[arguments, &["--format", form, "--threads", threads]].concat());
            let (status, report, complaint) = on("1");
            assert_eq!((status, complaint.as_str()), (0, ""), "{arguments:?} {form}");
            assert_eq!(report, on("8").1, "{arguments:?} {form}");
            if form == "json" {
                valid(schema, &report);
            }
        }
    }
    let nothing = travaux(&["find", "weather on other planets", "--process", ".", "--format", "json"]);
    assert_eq!(valid(OCCURRENCES_SCHEMA, &nothing.1)["any"], Value::Null);
}

#[test]
fn places_are_those_of_the_text() {
    let (_, report, _) = travaux(&["find", "spare parts", SPECIMEN[4], "--format", "json"]);
    let report = valid(OCCURRENCES_SCHEMA, &report);
    let hit = &report["hits"][0];
    let source = std::fs::read_to_string(specimen_folder().join(SPECIMEN[4])).expect("it is there");
    let number = |value: &Value| value.as_u64().expect("it is a number") as usize;
    let bytes = number(&hit["bytes"][0])..number(&hit["bytes"][1]);
    assert!(source[bytes].contains("spare parts"));
    let lines = source.lines().skip(number(&hit["lines"][0]) - 1);
    let lines: Vec<&str> = lines.take(number(&hit["lines"][1]) - number(&hit["lines"][0]) + 1).collect();
    assert!(lines.join(" ").contains("spare parts"));
    assert_eq!((&hit["match"], &hit["wording"]), (&"verbatim".into(), &"spare parts".into()));
}

#[test]
fn a_text_stands_in_itself() {
    let documents = documents(&specimen_folder(), &SPECIMEN);
    for document in &documents {
        let share = survey::share(document, &[document], None);
        let (words, standing) = share.words();
        assert_eq!((words, share.count(Stands::Verbatim)), (standing, share.passages.len()));
        for passage in &share.passages {
            let source = passage.source.as_ref().expect("it stands there");
            let there = &document.text_of(source.unit)[source.range.clone()];
            let here = &document.text_of(passage.unit)[passage.range.clone()];
            let letters = |text: &str| {
                text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
            };
            assert_eq!(letters(there), letters(here));
        }
    }
}

#[test]
fn what_is_shared_is_the_same_in_both_reports() {
    let documents = documents(&specimen_folder(), &SPECIMEN);
    let all: Vec<&Document> = documents.iter().collect();
    let matrix = survey::matrix(&all, &Watch::default()).expect("nobody stops it");
    for of in 0..all.len() {
        for within in 0..all.len() {
            let words = survey::share(all[of], &[all[within]], None).words();
            assert_eq!(words, (matrix.words[of], matrix.standing[of][within]), "{of} in {within}");
        }
    }
    // The Chair's summary has little of the report: what is in it was taken out of the report.
    assert!(matrix.share(5, 3) > 0.3 && matrix.share(5, 4) < 0.05);
}

#[test]
fn share_for_people() {
    let (status, report, complaint) =
        travaux(&["share", SPECIMEN[4], "--of", SPECIMEN[3], "--section", "international law"]);
    assert_eq!((status, complaint.as_str()), (0, ""));
    for line in [
        "  of 16 passages 11 verbatim · 2 near · 1 in part · 2 not there",
        "      {-States agreed-} {+The Group concluded+} that a relay used chiefly by",
    ] {
        assert!(report.lines().any(|found| found == line), "{line}\n{report}");
    }
    assert!(report.lines().all(|line| line.width() <= 80), "{report}");
}

#[test]
fn a_picture_of_what_is_shared() {
    let (status, svg, _) = travaux(&["matrix", SPECIMEN[0], SPECIMEN[1], "--format", "svg"]);
    assert_eq!(status, 0);
    assert!(svg.contains("1 in 2: 93 %. 2 in 1: 70 %."), "{svg}");
    assert!(svg.contains(">93</text>") && svg.contains(">70</text>"), "numbers in the cells: {svg}");
    let mut reader = quick_xml::Reader::from_str(&svg);
    while !matches!(reader.read_event().expect("it is XML"), quick_xml::events::Event::Eof) {}
    let (_, page, _) = travaux(&["matrix", SPECIMEN[0], SPECIMEN[1], "--format", "html"]);
    assert!(page.contains(">93</td>") && !page.contains("<script"), "{page}");
}
