//! Rows of tables as rows of tables: their marks in small cases, and that pairs made by chance resolve,
//! in the clean layout and in a file's own formatting.

use travaux::Document;
use travaux::document::Kind;
use travaux::pair::Pair;
use travaux::read::Revisions;

use super::handmade::Draft;
use super::making::{between, compared, file};
use super::marks::{marks, part};
use super::own::{KEPT, dressed, redline, resolves};
use super::packed::plain;
use super::pairs::Chance;
use super::resolves::{expected, plainly, readings};

/// What stands after the summary.
fn text(bytes: &[u8]) -> String {
    let xml = part(bytes, "word/document.xml");
    xml.split_once("</w:sectPr></w:pPr></w:p>").expect("the summary ends with a section").1.to_owned()
}

/// The marks between two tables under one paragraph, a cell a line, and the text's XML.
fn between_tables(old: &[&str], new: &[&str]) -> (Vec<String>, String) {
    let whole = |rows: &[&str]| format!("The harbour master counts all boats.\n\n{}\n", rows.join("\n"));
    let [old, new] =
        [old, new].map(|rows| whole(&["| Port | Boats | Nets |", "|---|---|---|"]) + &rows.join("\n"));
    let read = |(name, text): (&str, String)| {
        travaux::read_bytes(name, text.as_bytes(), &travaux::read::Options::default())
            .expect("it can be read")
    };
    let documents = Pair::new(("old.md", old), ("new.md", new)).map(read);
    let bytes = file(&documents, &between(&documents));
    let marks = marks(&bytes).lines().skip(4).map(str::to_owned).collect();
    (marks, text(&bytes))
}

#[test]
fn a_cell_is_edited() {
    let (marks, xml) = between_tables(&["| Upper pier | 14 | 3 |"], &["| Upper pier | 15 | 3 |"]);
    assert_eq!(marks, ["Upper pier¶", "{-14-}{+15+}¶", "3¶", "¶"]);
    assert_eq!(xml.matches("<w:tbl>").count(), 1, "{xml}");
    assert!(!xml.contains("trPr") && !xml.contains(" | "), "{xml}");
}

#[test]
fn a_row_comes_and_a_row_goes() {
    let pier = "| Upper pier in the north | 14 | 3 |";
    let lock = "| The old lock | 2 | none |";
    let (came, xml) = between_tables(&[pier], &[lock, pier]);
    assert_eq!(
        came,
        [
            "{+row+}{+The old lock+}{+¶+}",
            "{+2+}{+¶+}",
            "{+none+}{+¶+}",
            "Upper pier in the north¶",
            "14¶",
            "3¶",
            "¶"
        ]
    );
    assert_eq!(xml.matches("<w:trPr><w:ins ").count(), 1, "{xml}");
    let (went, xml) = between_tables(&[lock, pier], &[pier]);
    assert_eq!(went[..3], ["{-row-}{-The old lock-}{-¶-}", "{-2-}{-¶-}", "{-none-}{-¶-}"]);
    assert_eq!(xml.matches("<w:trPr><w:del ").count(), 1, "{xml}");
    assert_eq!(xml.matches("<w:tbl>").count(), 1, "{xml}");
}

#[test]
fn a_row_with_another_number_of_cells_stands_twice() {
    let (marks, xml) =
        between_tables(&["| Upper pier in the north | 14 |"], &["| Upper pier in the north | 14 | 3 |"]);
    assert_eq!(
        marks,
        [
            "{-row-}{-Upper pier in the north-}{-¶-}",
            "{-14-}{-¶-}",
            "{-¶-}",
            "{+row+}{+Upper pier in the north+}{+¶+}",
            "{+14+}{+¶+}",
            "{+3+}{+¶+}",
            "¶"
        ]
    );
    assert_eq!(xml.matches("<w:tr>").count(), 3, "{xml}");
}

/// Words that share their row with other words than before keep to their cells.
#[test]
fn figures_that_change_their_column() {
    let (marks, _) = between_tables(&["| Upper pier | 14 | 30 |"], &["| Upper pier | 30 | 41 |"]);
    let plain: String = marks.join("");
    assert!(
        plain.contains("{-14-}") && plain.contains("{+41+}") && plain.matches("30").count() == 2,
        "{plain}"
    );
}

/// A row that is a paragraph in the other text is one in the file.
#[test]
fn no_row_begins_in_a_paragraph() {
    let (documents, comparison) =
        compared("Boats are counted in the upper port | each morning.", "Boats are counted.");
    let xml = text(&file(&documents, &comparison));
    assert!(!xml.contains("<w:tbl>"), "{xml}");
}

#[derive(Clone)]
enum Block {
    Text(String),
    Row(Vec<String>),
}

const CELLS: [&str; 14] = [
    "Upper pier",
    "14",
    "3",
    "1 200",
    "none",
    "(5)",
    "Boats and nets",
    "Total",
    "n/a",
    "a < b",
    "ports | quays",
    "98.5",
    "The old lock",
    "x",
];

fn cell(chance: &mut Chance) -> String {
    match chance.below(5) {
        0 => chance.below(1000).to_string(),
        1 => format!("{} {}", CELLS[chance.below(CELLS.len())], chance.below(100)),
        _ => CELLS[chance.below(CELLS.len())].to_owned(),
    }
}

fn row(chance: &mut Chance, columns: usize) -> Vec<String> {
    let last = columns - 1;
    (0..columns)
        .map(|n| if n > 0 && n < last && chance.one_in(6) { String::new() } else { cell(chance) })
        .collect()
}

fn made(chance: &mut Chance) -> Vec<Block> {
    let mut blocks = Vec::new();
    for _ in 0..1 + chance.below(3) {
        for _ in 0..chance.below(3) {
            let words: Vec<String> =
                (0..4 + chance.below(6)).map(|_| cell(chance).replace(" | ", " ")).collect();
            blocks.push(Block::Text(format!("Harbours {}.", words.join(" "))));
        }
        let columns = 1 + chance.below(5);
        for _ in 0..1 + chance.below(5) {
            let columns = if chance.one_in(8) { 1 + chance.below(5) } else { columns };
            blocks.push(Block::Row(row(chance, columns)));
        }
    }
    blocks
}

fn changed(chance: &mut Chance, old: &[Block]) -> Vec<Block> {
    let mut new = old.to_vec();
    for _ in 0..1 + chance.below(5) {
        if new.is_empty() {
            break;
        }
        let at = chance.below(new.len());
        match chance.below(7) {
            0 => drop(new.remove(at)),
            1 => {
                let columns = 1 + chance.below(5);
                new.insert(at, Block::Row(row(chance, columns)));
            }
            2 => {
                let moved = new.remove(at);
                let to = chance.below(new.len() + 1);
                new.insert(to, moved);
            }
            3 => {
                // A column more.
                for block in &mut new {
                    if let Block::Row(cells) = block {
                        let to = cells.len().min(1);
                        cells.insert(to, cell(chance));
                    }
                }
            }
            4 => {
                if let Block::Row(cells) = &new[at] {
                    new[at] = Block::Text(cells.join(" "));
                }
            }
            _ => match &mut new[at] {
                Block::Text(text) => text.push_str(" And more of it."),
                Block::Row(cells) => {
                    let n = chance.below(cells.len());
                    cells[n] = if n > 0 && n + 1 < cells.len() && chance.one_in(3) {
                        String::new()
                    } else {
                        cell(chance)
                    };
                }
            },
        }
    }
    new
}

/// The line of a row: an empty cell is a bar.
fn line(cells: &[String]) -> String {
    let mut line = String::new();
    for (n, cell) in cells.iter().enumerate() {
        let empty_before = n > 0 && cells[n - 1].is_empty();
        line.push_str(if n == 0 {
            ""
        } else if empty_before {
            "| "
        } else {
            " | "
        });
        line.push_str(cell);
    }
    line
}

/// The pair of a seed, as drafts and as Word files.
pub(crate) fn pair(seed: u64) -> (Pair<Document>, Pair<Vec<u8>>) {
    let mut chance = Chance::new(seed);
    let old = made(&mut chance);
    let new = changed(&mut chance, &old);
    let blocks = Pair::new(old, new);
    let document = |blocks: &Vec<Block>| {
        let mut draft = Draft::new("tables.txt", "Tables by chance");
        for block in blocks {
            match block {
                Block::Text(text) => draft.paragraph("", text),
                Block::Row(cells) => draft.unit(Kind::TableRow, "", "row", &line(cells)),
            };
        }
        draft.0
    };
    let word = |blocks: &Vec<Block>| {
        let mut body = String::new();
        let mut open = false;
        for block in blocks {
            let is_row = matches!(block, Block::Row(_));
            if open && !is_row {
                body.push_str("</w:tbl>");
            } else if !open && is_row {
                body.push_str("<w:tbl><w:tblPr><w:tblW w:w='0' w:type='auto'/></w:tblPr><w:tblGrid><w:gridCol w:w='999'/></w:tblGrid>");
            }
            open = is_row;
            match block {
                Block::Text(text) => body.push_str(&plain(&text.replace('<', "&lt;"))),
                Block::Row(cells) => {
                    let cell = |cell: &String| {
                        format!(
                            "<w:tc><w:tcPr><w:tcW w:w='777' w:type='dxa'/></w:tcPr>{}</w:tc>",
                            plain(&cell.replace('<', "&lt;"))
                        )
                    };
                    body.push_str(&format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>()));
                }
            }
        }
        dressed(&(body + if open { "</w:tbl>" } else { "" })).bytes()
    };
    (blocks.as_ref().map(document), blocks.as_ref().map(word))
}

#[test]
fn pairs_by_chance() {
    for seed in 1..=600 {
        let (documents, words) = pair(seed);
        let bytes = file(&documents, &between(&documents));
        for (revisions, document) in
            [(Revisions::Reject, &documents.old), (Revisions::Accept, &documents.new)]
        {
            assert_eq!(
                readings(&bytes, revisions),
                plainly(&expected(document)),
                "seed {seed}, {revisions:?}"
            );
        }
        if seed <= 200 {
            let (documents, bytes) = redline(&words.old, &words.new);
            resolves(&format!("seed {seed}"), &documents, &bytes);
            assert!(part(&bytes, "word/document.xml").contains(KEPT), "seed {seed}");
        }
    }
}
