//! How well a damaged plain text is read: notes inside sentences, headings without numbers, paragraphs
//! without blank lines, against facts labelled by reading (`tests/reading/studies-002.toml`).
//!
//! The text is not ours and not here: `TRAVAUX_TEXTS` names the folder. Unset, the test says so and
//! passes. `cargo test --test studies -- --nocapture` prints the figures.

#![allow(clippy::print_stdout, reason = "figures are printed for people to read")]

mod texts;

use std::path::{Path, PathBuf};

use serde::Deserialize;
use travaux::Document;
use travaux::document::Kind;
use travaux::read::{Options, read_bytes};

/// What stands where, by line numbers.
#[derive(Deserialize)]
struct Facts {
    file: PathBuf,
    notes: Vec<String>,
    links: Vec<usize>,
    crossed: Vec<(usize, usize)>,
    headings: Vec<usize>,
    borders: Vec<(usize, usize)>,
    joined: Vec<(usize, usize)>,
    page_numbers: Vec<usize>,
}

/// The text, its lines, and how it was read.
struct Reading {
    lines: Vec<String>,
    document: Document,
    /// Letters of every unit that is no note.
    body: Vec<String>,
}

impl Reading {
    fn line(&self, number: usize) -> &str {
        &self.lines[number - 1]
    }

    /// The last letters of a line.
    fn tail(&self, number: usize) -> String {
        let letters = letters(self.line(number));
        let skip = letters.chars().count().saturating_sub(24);
        letters.chars().skip(skip).collect()
    }

    /// The first letters of a line.
    fn head(&self, number: usize) -> String {
        letters(self.line(number)).chars().take(24).collect()
    }

    /// Some unit has the end of one line and the start of another side by side.
    fn together(&self, &(before, after): &(usize, usize)) -> bool {
        let joint = self.tail(before) + &self.head(after);
        self.body.iter().any(|unit| unit.contains(&joint))
    }

    /// A unit ends with one line and another begins with the next.
    fn apart(&self, &(before, after): &(usize, usize)) -> bool {
        let (tail, head) = (self.tail(before), self.head(after));
        self.body.windows(2).any(|pair| pair[0].ends_with(&tail) && pair[1].starts_with(&head))
    }

    /// A note's text is that of its lines, all and nothing else.
    fn has_note(&self, fact: &str) -> bool {
        let (label, pieces) = fact.split_once(": ").expect("a label and its lines");
        let mut wanted = String::new();
        for piece in pieces.split(' ') {
            let (first, last) = piece.split_once('-').expect("two lines");
            for number in first.parse().expect("a line")..=last.parse().expect("a line") {
                wanted.push_str(&signs(self.line(number)));
            }
        }
        let wanted = wanted.strip_prefix(label).expect("the first line begins with the label");
        let mut found = self.document.ids().filter(|&id| {
            let unit = self.document.unit(id);
            unit.kind == Kind::Note && unit.label.as_deref() == Some(label)
        });
        found.next().is_some_and(|id| signs(self.document.text_of(id)) == wanted) && found.next().is_none()
    }
}

/// Letters alone: markers and numbers at line ends do not count.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Letters and digits: hyphens and spaces at line ends do not count.
fn signs(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How many of the facts hold; prints those that don't.
fn score<T: std::fmt::Debug>(what: &str, facts: &[T], holds: impl Fn(&T) -> bool) -> usize {
    let wrong: Vec<&T> = facts.iter().filter(|fact| !holds(fact)).collect();
    println!("{what}: {} of {}; wrong: {wrong:?}", facts.len() - wrong.len(), facts.len());
    facts.len() - wrong.len()
}

#[test]
fn a_study_as_extraction_leaves_it() {
    let Some(folder) = texts::folder("studies") else { return };
    let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading/studies-002.toml");
    let facts: Facts =
        toml::from_str(&std::fs::read_to_string(facts).expect("the facts")).expect("facts have this form");
    let bytes = std::fs::read(folder.join(&facts.file)).expect("the study");
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    let document = read_bytes("study.txt", &bytes, &Options::default()).expect("a text");
    let body = document.ids().filter(|&id| document.unit(id).kind != Kind::Note);
    let body = body.map(|id| letters(&document.heading_line(id))).filter(|unit| !unit.is_empty()).collect();
    let reading = Reading { lines: text.lines().map(str::to_owned).collect(), document, body };

    let notes = score("notes, label and full text", &facts.notes, |fact| reading.has_note(fact));
    let crossed = score("sentences closed over a page's end", &facts.crossed, |pair| reading.together(pair));
    let is_heading = |line: &usize| {
        reading.document.ids().any(|id| {
            let unit = reading.document.unit(id);
            unit.kind == Kind::Heading && unit.place.lines.0 as usize == *line
        })
    };
    let headings = score("headings", &facts.headings, is_heading);
    let borders = score("borders of paragraphs", &facts.borders, |pair| reading.apart(pair));
    let joined = score("paragraphs not cut", &facts.joined, |pair| reading.together(pair));
    let all: Vec<usize> = reading
        .document
        .units
        .iter()
        .filter(|unit| unit.kind == Kind::Heading)
        .map(|unit| unit.place.lines.0 as usize)
        .collect();
    let true_headings = score("headings that are ones", &all, |line| facts.headings.contains(line));
    let furniture =
        |line: &usize| reading.document.furniture.iter().any(|piece| piece.place.lines.0 as usize == *line);
    let links = score("targets of links taken out", &facts.links, furniture);
    let pages = score("page numbers taken out", &facts.page_numbers, furniture);

    assert!(notes >= facts.notes.len() - 2, "notes");
    assert!(crossed >= facts.crossed.len() - 1, "crossed");
    assert!(headings >= facts.headings.len() - 1 && true_headings == all.len(), "headings");
    assert!(borders >= facts.borders.len() * 95 / 100 && joined == facts.joined.len(), "borders");
    assert!(links == facts.links.len() && pages == facts.page_numbers.len(), "furniture");
}

/// A draft resolution without a blank line, with notes and page furniture inside its paragraphs.
#[test]
fn a_resolution_run_together() {
    let Some(folder) = texts::folder("studies") else { return };
    let path = folder.join("un-documents/A_C.3_78_L.41-draft-text.txt");
    let document = travaux::read(&path, &Options::default()).expect("a text");
    let labels = |kind: Kind| -> Vec<&str> {
        let of_kind = document.units.iter().filter(|unit| unit.kind == kind);
        of_kind.map(|unit| unit.label.as_deref().unwrap_or("")).collect()
    };
    let numbers = |last: u32| (1..=last).map(|number| number.to_string()).collect::<Vec<_>>();
    assert_eq!(labels(Kind::Operative), numbers(35));
    assert_eq!(labels(Kind::Note), numbers(13));
    assert_eq!(labels(Kind::Item), ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)"]);
    assert_eq!((labels(Kind::Preambular).len(), labels(Kind::Chapeau).len()), (3, 1));
    assert_eq!(document.units.len(), 35 + 13 + 7 + 3 + 1);
    let markers =
        document.units.iter().flat_map(|unit| &unit.note_markers).map(|marker| marker.label.as_str());
    assert_eq!(markers.collect::<Vec<_>>(), numbers(13));
    for id in document.ids() {
        let text = document.text_of(id);
        assert!(text.ends_with([',', ';', '.', ':']) && !text.contains("23-21227"), "{text}");
    }
}
