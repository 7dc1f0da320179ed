//! Real reports against the published JSON Schemas.

mod handmade;

use handmade::everything;
use serde_json::Value;
use travaux::pair::Pair;
use travaux::report::{
    COMPARISON_SCHEMA, Content, DOCUMENT_SCHEMA, Filter, Format, Options, Pick, write, write_document,
};
use travaux::{Comparison, Document, read};

const JSON: Options = Options {
    format: Format::Json,
    content: Content::Report,
    filter: Filter { only: Vec::new(), section: None, ignore: Vec::new() },
    all: false,
    width: 80,
    color: false,
    furniture: false,
    comments: false,
    author: None,
};

fn comparison(documents: &Pair<Document>, comparison: &Comparison, options: &Options) -> Value {
    let mut out = Vec::new();
    write(documents.as_ref(), comparison, options, &mut out).expect("a vector can be written to");
    serde_json::from_slice(&out).expect("a report is JSON")
}

fn check(schema: &str, report: &Value) {
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::meta::validate(&schema).expect("the schema is a schema");
    let validator = jsonschema::validator_for(&schema).expect("the schema can be used");
    let errors: Vec<String> =
        validator.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_comparison_of_everything() {
    let (documents, mut found) = everything();
    for link in &mut found.links {
        link.raw_edits = Some(link.edits.clone());
    }
    let report = comparison(&documents, &found, &JSON);
    check(COMPARISON_SCHEMA, &report);
    assert!(report.get("filter").is_none());
    assert_eq!(report["links"].as_array().map(Vec::len), Some(found.links.len()));
}

#[test]
fn a_filtered_comparison_says_so() {
    let (documents, found) = everything();
    let filter = Filter { only: vec![Pick::Reworded], ..Filter::default() };
    let report = comparison(&documents, &found, &Options { filter, ..JSON });
    check(COMPARISON_SCHEMA, &report);
    assert_eq!(report["filter"]["only"][0], "reworded");
    let links = report["links"].as_array().expect("links are a list");
    assert!(links.iter().all(|link| link["fate"] == "reworded"));
    let place = report["substitutions"][0]["links"][0].as_u64().expect("a place in the list");
    assert_eq!(links[place as usize]["similarity"], 0.7, "places are those of the filtered list");
}

#[test]
fn a_wrong_report_is_found_out() {
    let (documents, found) = everything();
    let mut report = comparison(&documents, &found, &JSON);
    report["links"][0]["fate"] = "vanished".into();
    let schema: Value = serde_json::from_str(COMPARISON_SCHEMA).expect("the schema is JSON");
    assert!(!jsonschema::is_valid(&schema, &report));
}

#[test]
fn documents() {
    let (documents, _) = everything();
    for document in [&documents.old, &documents.new] {
        let mut out = Vec::new();
        write_document(document, &JSON, &mut out).expect("a vector can be written to");
        check(DOCUMENT_SCHEMA, &serde_json::from_slice(&out).expect("a report is JSON"));
    }
}

#[test]
fn what_is_read_and_compared_for_real() {
    let old = "A. Lanterns\n\n1. Keepers shall tend — naïvely — the lanterns.\n\n2. Oil is dear.\n";
    let new = "A. Lanterns\n\n1. Oil is dear.\n\n2. Keepers should tend — naïvely — the lanterns.\n";
    for (old, new) in [(old, new), (old, old), ("", new), (old, ""), ("", "")] {
        let read = |text: &str| read::read_bytes("x.txt", text.as_bytes(), &read::Options::default());
        let documents = Pair::new(old, new).try_map(read).expect("it is text");
        let options = travaux::compare::Options { raw_edits: true, ..Default::default() };
        let found = travaux::compare(documents.as_ref(), &options, &travaux::compare::Watch::default());
        let report = comparison(&documents, &found.expect("nobody interrupts"), &JSON);
        check(COMPARISON_SCHEMA, &report);
        edits_join_back(&report);
    }
}

/// Ranges are characters: joined back, the edits give both texts.
fn edits_join_back(report: &Value) {
    for link in report["links"].as_array().expect("links are a list") {
        for side in ["old", "new"] {
            let units = link[side].as_array().expect("units are a list");
            let texts: Vec<&str> = units
                .iter()
                .filter_map(|id| report[side]["units"][id.as_u64()? as usize]["text"].as_str())
                .collect();
            let joined: Vec<char> = texts.join(" ").chars().collect();
            let mut at = 0;
            for edit in link["edits"].as_array().expect("edits are a list") {
                let range: (usize, usize) = serde_json::from_value(edit[side].clone()).expect("a range");
                assert_eq!(range.0, at, "{link}");
                at = range.1;
            }
            if link["fate"] != "dropped" && link["fate"] != "new" {
                assert_eq!(at, joined.len(), "{link}");
            }
        }
    }
}

#[test]
fn ranges_are_characters() {
    let (documents, found) = everything();
    let report = comparison(&documents, &found, &JSON);
    edits_join_back(&report);
    let marker = &report["new"]["units"][4]["note_markers"][0];
    assert_eq!(marker["at"], 23, "27 bytes are 23 characters");
}
