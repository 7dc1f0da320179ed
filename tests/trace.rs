//! `travaux trace` from outside, over the specimen.

use std::path::Path;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use travaux::report::LINEAGE_SCHEMA;
use unicode_width::UnicodeWidthStr;

const TEXTS: [&str; 7] = [
    "1-initial-pre-draft.md",
    "2-revised-pre-draft.md",
    "3-zero-draft.txt",
    "4-first-draft.txt",
    "5-final-report.md",
    "--beside=chairs-summary.md",
    "--summary=chairs-summary.md",
];

/// Status, standard output, standard error.
fn trace(arguments: &[&str]) -> (i32, String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/specimen");
    let mut command = Command::new(cargo_bin!("travaux"));
    command.current_dir(folder).arg("trace").args(arguments).stdin(Stdio::null());
    let output = command.output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it writes UTF-8");
    (output.status.code().expect("it ends by itself"), text(&output.stdout), text(&output.stderr))
}

fn specimen(more: &[&str]) -> String {
    let (status, report, complaint) = trace(&[&TEXTS[..], more].concat());
    assert_eq!((status, complaint.as_str()), (0, ""));
    report
}

#[test]
fn a_matrix_of_rounds() {
    let report = specimen(&["--only", "restored"]);
    for line in ["“within seventy-two hours”, out in round 3,", "First seen in round 2", "↺ 42"] {
        assert!(report.contains(line), "{line}\n{report}");
    }
    assert!(report.contains("5              ×                             ↺ 6"), "{report}");
    let widest = specimen(&["--all"]).lines().map(UnicodeWidthStr::width).max();
    assert!(widest <= Some(80), "{widest:?}");
}

#[test]
fn json_is_as_the_schema_says_on_any_number_of_threads() {
    let report = specimen(&["--format", "json", "--threads", "1"]);
    assert_eq!(report, specimen(&["--format", "json", "--threads", "8"]));
    let report: Value = serde_json::from_str(&report).expect("a report is JSON");
    let schema: Value = serde_json::from_str(LINEAGE_SCHEMA).expect("the schema is JSON");
    jsonschema::meta::validate(&schema).expect("the schema is a schema");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let faults: Vec<String> = validator.iter_errors(&report).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let crossed = |thread: &Value| {
        thread["events"]
            .as_array()
            .is_some_and(|events| events.iter().any(|event| event["crossed"]["new"] == "chairs-summary"))
    };
    let threads = report["threads"].as_array().expect("threads are a list");
    assert_eq!(threads.iter().filter(|thread| crossed(thread)).count(), 6, "sentences of four paragraphs");
}

#[test]
fn a_manifest_says_the_same_as_its_texts_named() {
    let count = |report: &str| {
        let report: Value = serde_json::from_str(report).expect("a report is JSON");
        report["threads"].as_array().map(Vec::len)
    };
    let (status, report, complaint) = trace(&["--process", ".", "--format", "json"]);
    assert_eq!((status, complaint.as_str()), (0, ""));
    assert_eq!(count(&report), count(&specimen(&["--format", "json"])));
}

#[test]
fn a_round_without_a_text_is_passed_over() {
    let (status, report, _) =
        trace(&["1-initial-pre-draft.md", "2-revised-pre-draft.md", "--empty-after", "1", "--all"]);
    assert_eq!(status, 0);
    assert!(report.contains("1 → 3: "), "{report}");
    assert!(report.contains("2  (no text): no text"), "{report}");
}

#[test]
fn mistakes_are_told_with_what_to_do() {
    let text = TEXTS[0];
    for (arguments, message, help) in [
        (vec![text], "one text is no process", "at least two"),
        (vec!["-", "-"], "cannot be several texts", "give files"),
        (vec![text, text, "--summary", "x.md"], "x.md: is no text of this process", "--beside"),
        (
            vec![text, text, "--empty-after", "2"],
            "there is no gap after text 2",
            "the number of the text before",
        ),
        (vec![text, "nowhere.md"], "nowhere.md: there is no such file", "check the path"),
    ] {
        let (status, report, complaint) = trace(&arguments);
        assert_eq!((status, report.as_str()), (2, ""), "{arguments:?}");
        assert!(complaint.contains(message) && complaint.contains(help), "{complaint}");
    }
}
