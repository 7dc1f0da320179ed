//! One document in two formats has the same units, with the same labels.
//!
//! Real documents, not ours and not here: `TRAVAUX_TEXTS` names the folder. Unset, these tests say so
//! and pass; set, a missing file is a failure. `cargo test --test formats -- --nocapture` prints the
//! figures and every unit that is not carried.

#![allow(clippy::print_stdout, reason = "figures are printed for people to read")]

mod texts;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use travaux::compare::{Comparison, Fate, Options, Shape, Watch};
use travaux::document::{Document, Kind, UnitId};
use travaux::{Pair, compare, read};

fn document(path: &Path, ignore_tags: bool) -> Document {
    let options = read::Options { ignore_tags, ..read::Options::default() };
    read(path, &options).unwrap_or_else(|error| panic!("{error}"))
}

fn compared(paths: Pair<PathBuf>, ignore_tags: bool) -> (Pair<Document>, Comparison) {
    let documents = paths.as_ref().map(|path| document(path, ignore_tags));
    let comparison = compare(documents.as_ref(), &Options::default(), &Watch::default())
        .unwrap_or_else(|error| panic!("{error}"));
    (documents, comparison)
}

/// A unit that differs between two files of one document, and why: reviewed by reading both.
#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Clone)]
struct Difference {
    /// File name without its ending.
    document: String,
    /// `docx` or `pdf`: which of the two has the unit.
    side: String,
    /// Address of the unit.
    address: String,
    /// Why it cannot be carried.
    #[serde(default)]
    reason: String,
}

#[derive(Debug, Deserialize)]
struct Reviewed {
    #[serde(default)]
    difference: Vec<Difference>,
}

fn reviewed() -> Vec<Difference> {
    let text = include_str!("reading/docx-and-pdf.toml");
    let reviewed: Reviewed = toml::from_str(text).expect("the list is well formed");
    assert!(reviewed.difference.iter().all(|difference| !difference.reason.is_empty()), "each has a reason");
    reviewed.difference
}

/// The folder and the names of the documents that are there as Word file and as PDF.
fn names() -> Option<(PathBuf, Vec<String>)> {
    let folder = texts::folder("un-documents")?.join("un-documents");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".docx")?.to_owned()))
        .collect();
    names.sort();
    assert!(names.len() >= 10, "{names:?}");
    Some((folder, names))
}

fn paths(folder: &Path, name: &str) -> Pair<PathBuf> {
    Pair::new("docx", "pdf").map(|ending| folder.join(format!("{name}.{ending}")))
}

/// The units of either side that are not carried one to one.
fn differing(name: &str, documents: &Pair<Document>, comparison: &Comparison) -> BTreeSet<Difference> {
    let mut found = BTreeSet::new();
    for link in &comparison.links {
        if link.fate == Fate::Carried && link.shape == Shape::OneToOne {
            continue;
        }
        let mut add = |side: &str, document: &Document, units: &[UnitId]| {
            for &unit in units {
                println!(
                    "  {side} {} [{:?}]: {:?}",
                    document.unit(unit).address,
                    link.fate,
                    document.text_of(unit)
                );
                found.insert(Difference {
                    document: name.to_owned(),
                    side: side.to_owned(),
                    address: document.unit(unit).address.clone(),
                    reason: String::new(),
                });
            }
        };
        add("docx", &documents.old, &link.units.old);
        add("pdf", &documents.new, &link.units.new);
    }
    found
}

#[test]
fn a_word_file_and_its_pdf_have_the_same_units() {
    let Some((folder, names)) = names() else { return };
    let known: BTreeSet<(String, String, String)> =
        reviewed().into_iter().map(|d| (d.document, d.side, d.address)).collect();
    let (mut unknown, mut relabelled) = (Vec::new(), Vec::new());
    for name in &names {
        let (documents, comparison) = compared(paths(&folder, name), false);
        println!("{name}");
        let differing = differing(name, &documents, &comparison);
        let units = documents.old.units.len();
        let lost = differing.iter().filter(|difference| difference.side == "docx").count();
        println!("  {} of {units} carried", units - lost);
        assert!((units - lost) * 100 >= units * 99, "{name}: {lost} of {units} units are not carried");
        unknown.extend(
            differing
                .into_iter()
                .filter(|d| !known.contains(&(d.document.clone(), d.side.clone(), d.address.clone()))),
        );
        for link in comparison.links.iter().filter(|link| link.shape == Shape::OneToOne) {
            let labels = Pair::new(
                &documents.old.unit(link.units.old[0]).label,
                &documents.new.unit(link.units.new[0]).label,
            );
            let path = |document: &Document, id| document.section_path(id);
            let sections =
                Pair::new(path(&documents.old, link.units.old[0]), path(&documents.new, link.units.new[0]));
            assert_eq!(sections.old, sections.new, "{name}: the section of {:?}", labels.old);
            if labels.old != labels.new {
                relabelled.push((name.clone(), labels.old.clone(), labels.new.clone()));
            }
        }
    }
    assert_eq!(relabelled, [], "a unit has the same label in both files");
    assert_eq!(unknown, [], "every other difference is reviewed in tests/reading/docx-and-pdf.toml");
}

/// A PDF without tags: everything comes from places and sizes. Tables are the hardest.
#[test]
fn a_pdf_read_by_its_looks_has_nearly_the_same_units() {
    let Some((folder, names)) = names() else { return };
    // Text units and rows: all of the Word file, and those carried one to one.
    let (mut text, mut rows) = ((0, 0), (0, 0));
    for name in &names {
        let (documents, comparison) = compared(paths(&folder, name), true);
        println!("{name}, tags ignored");
        differing(name, &documents, &comparison);
        for link in &comparison.links {
            let carried = link.fate == Fate::Carried && link.shape == Shape::OneToOne;
            for &id in &link.units.old {
                let is_row = documents.old.unit(id).kind == Kind::TableRow;
                let count = if is_row { &mut rows } else { &mut text };
                *count = (count.0 + 1, count.1 + usize::from(carried));
            }
        }
    }
    for (what, count) in [("text units", text), ("table rows", rows)] {
        let percent = 100.0 * count.1 as f64 / count.0 as f64;
        println!("tags ignored: {} of {} {what} carried one to one ({percent:.1} %)", count.1, count.0);
    }
    assert!(text.1 * 1000 >= text.0 * 950, "{text:?}");
    assert!(rows.1 * 1000 >= rows.0 * 840, "{rows:?}");
}
