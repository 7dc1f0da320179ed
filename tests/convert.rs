//! What `convert` writes reads back to the same units. Real texts are taken from `TRAVAUX_TEXTS`.

#![allow(clippy::print_stdout, reason = "figures are printed for people to read")]

mod texts;

use std::path::{Path, PathBuf};

use travaux::document::Document;
use travaux::read::{Format, Options, read, read_bytes};
use travaux::report::{Clean, write_clean};

/// A unit as it must come back: kind, label, words, markers.
type Row = (String, Option<String>, String, Vec<(usize, String)>);

fn rows(document: &Document) -> Vec<Row> {
    let row = |id| {
        let unit = document.unit(id);
        let markers = unit.note_markers.iter().map(|marker| (marker.at, marker.label.clone())).collect();
        (format!("{:?}", unit.kind), unit.label.clone(), document.text_of(id).to_owned(), markers)
    };
    let (notes, others): (Vec<Row>, Vec<Row>) = document.ids().map(row).partition(|row| row.0 == "Note");
    others.into_iter().chain(notes).collect()
}

fn written(document: &Document, form: Clean) -> String {
    let mut out = Vec::new();
    write_clean(document, form, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("text")
}

fn back(document: &Document, form: Clean) -> Document {
    let format = if form == Clean::Markdown { Format::Markdown } else { Format::Text };
    let options = Options { format: Some(format), ..Options::default() };
    read_bytes("back", written(document, form).as_bytes(), &options).expect("what was written is text")
}

/// How many units come back as they were, of how many; prints those that don't.
fn returned(document: &Document, form: Clean) -> (usize, usize) {
    let (before, after) = (rows(document), rows(&back(document, form)));
    let mut rest = after.iter();
    let mut same = 0;
    for row in &before {
        let ahead = rest.clone().position(|other| other == row);
        match ahead.filter(|&n| n < 40) {
            Some(n) => {
                same += 1;
                rest.nth(n);
            }
            None => {
                let at = rest.as_slice().first();
                let short = |row: &Row| format!("{} {:?} {:.90} {:?}", row.0, row.1, row.2, row.3);
                println!(
                    "  {form:?} not back: {}\n     but: {}",
                    short(row),
                    at.map(short).unwrap_or_default()
                );
            }
        }
    }
    (same, before.len())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("");
        if path.is_dir() {
            files(&path, found);
        } else if matches!(ending, "md" | "txt" | "html") {
            found.push(path);
        }
    }
}

/// The shares that come back from the files of a folder: Markdown, text.
fn shares(folder: &Path) -> (f64, f64) {
    let mut found = Vec::new();
    files(folder, &mut found);
    let mut sums = [(0, 0); 2];
    for path in found.iter().filter(|path| !path.ends_with("README.md")) {
        let Ok(document) = read(path, &Options::default()) else { continue };
        for (n, form) in [Clean::Markdown, Clean::Text].into_iter().enumerate() {
            let (same, all) = returned(&document, form);
            println!("{form:?} {same} of {all} {}", path.display());
            sums[n] = (sums[n].0 + same, sums[n].1 + all);
        }
    }
    let share = |(same, all): (usize, usize)| same as f64 / f64::max(all as f64, 1.0);
    println!("{}: Markdown {:.4}, text {:.4}", folder.display(), share(sums[0]), share(sums[1]));
    (share(sums[0]), share(sums[1]))
}

#[test]
fn the_specimen_comes_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/specimen");
    let (markdown, text) = shares(&folder);
    assert!(markdown >= 0.97 && text >= 0.8, "Markdown {markdown:.4}, text {text:.4}");
}

#[test]
fn real_texts_come_back() {
    let Some(folder) = texts::folder("convert") else { return };
    let (markdown, _) = shares(Path::new(&folder));
    assert!(markdown >= 0.9, "{markdown:.4}");
}

#[test]
fn what_looks_like_markup_comes_back() {
    let text = "## B. Threats\n\n13. A \\*star\\* and \\<tag\\> and \\`code\\` of 5 \\* 3 \\_x\\_ a_b C&amp;D \\~~no\\~~ [the][our] [a]\\(b).\n\n    (a) one[^1] two;\n\n    - a bullet\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: See \\*.\n";
    let options = Options { format: Some(Format::Markdown), ..Options::default() };
    let document = read_bytes("a.md", text.as_bytes(), &options).expect("text");
    assert_eq!(rows(&document), rows(&back(&document, Clean::Markdown)));
    assert_eq!(
        written(&document, Clean::Text).lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(),
        [
            "B. Threats",
            "13. A *star* and <tag> and `code` of 5 * 3 _x_ a_b C&D ~~no~~ [the][our] [a](b).",
            "    (a) one[1] two;",
            "        • a bullet",
            "a | b",
            "c | d",
            "Notes",
            "[1] See *.",
        ]
    );
}
