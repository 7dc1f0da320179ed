//! The same readings by an office program: LibreOffice, without a window, accepts and rejects all
//! changes and saves the text.
//!
//! Comments are left out here: LibreOffice 7.4 without a window ends at any file that has one.

use std::path::Path;
use std::process::Command;

use travaux::document::Kind;
use travaux::pair::Pair;
use travaux::read;
use travaux::read::Revisions;

use super::making::{between, file};
use super::pairs::pair;
use super::resolves::{expected, readings};

/// A Python that can talk to the office.
fn python() -> Option<&'static str> {
    let office = Command::new("soffice").arg("--version").output().is_ok_and(|out| out.status.success());
    let speaks = |python: &&str| {
        Command::new(python).args(["-c", "import uno"]).output().is_ok_and(|out| out.status.success())
    };
    ["python3", "/usr/bin/python3"].into_iter().find(speaks).filter(|_| office)
}

fn real(old: &Path, new: &Path) -> Pair<travaux::Document> {
    let read = |path: &Path| read::read(path, &read::Options::default()).expect("a real text can be read");
    Pair::new(read(old), read(new))
}

/// Lines without what stands after the last of them.
fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.trim_start_matches('\u{FEFF}').split('\n').map(str::to_owned).collect()
}

/// A table as text has a line for each cell, and the office may leave an empty one before it.
fn has_rows(documents: &Pair<travaux::Document>) -> bool {
    let of = |document: &travaux::Document| document.units.iter().any(|unit| unit.kind == Kind::TableRow);
    of(&documents.old) || of(&documents.new)
}

/// The cells of a row as our reader puts them in a line, empty ones between others too.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split(" | ").map(|cell| cell.trim_start_matches("| ")).filter(|&cell| cell != "|")
}

#[test]
fn sixty_pairs_and_more() {
    let Some(python) = python() else {
        println!("sixty_pairs_and_more: could not run, no LibreOffice with Python was found");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut pairs: Vec<(String, Pair<travaux::Document>)> =
        (1..=60).map(|seed| (format!("seed{seed:02}"), pair(7_000 + seed))).collect();
    pairs.extend((1..=20).map(|seed| (format!("seed{seed:02}t"), super::tables::pair(8_000 + seed).0)));
    let reals = super::real::pairs("sixty_pairs_and_more");
    pairs.extend(reals.iter().enumerate().map(|(n, (old, new))| (format!("real{n:02}"), real(old, new))));
    for (name, documents) in &pairs {
        let bytes = file(documents, &between(documents));
        std::fs::write(folder.path().join(format!("{name}.docx")), bytes).expect("a file can be written");
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/redline/office.py");
    let run = Command::new(python).arg(script).arg(folder.path()).output().expect("Python runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut wrong = Vec::new();
    for (name, documents) in &pairs {
        let by_chance = name.starts_with("seed");
        let bytes = std::fs::read(folder.path().join(format!("{name}.docx"))).expect("it was written");
        let expected = if by_chance {
            documents.as_ref().map(expected)
        } else {
            // Real texts have labels of all sorts: what our reader makes of the file is known to be right.
            Pair::new(Revisions::Reject, Revisions::Accept).map(|revisions| readings(&bytes, revisions))
        };
        for (what, should) in [("reject", &expected.old), ("accept", &expected.new)] {
            let is = lines(&folder.path().join(format!("{name}.{what}.txt")));
            let plain = |lines: &[String]| -> Vec<String> {
                if by_chance && !has_rows(documents) {
                    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
                    return lines[..end].to_vec();
                }
                let words = |line: &str| match by_chance {
                    true => line.to_owned(),
                    false => line.split_whitespace().collect::<Vec<_>>().join(" "),
                };
                let cells = lines.iter().flat_map(|line| cells(line));
                cells.map(words).filter(|line| !line.is_empty()).collect()
            };
            let (is, should) = (plain(&is), plain(should));
            // From the end, for the summary stands before.
            if let Some((is, should)) =
                is.iter().rev().zip(should.iter().rev()).find(|(is, should)| is != should)
            {
                wrong.push(format!("{name} {what}:\n  {is}\n  {should}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} readings:\n{}", wrong.len(), 2 * pairs.len(), wrong.join("\n"));
}
