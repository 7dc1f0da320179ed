//! What all pairs of texts share: as rows, and as a picture.

use std::io::{self, Write};

use super::share::hundredths;
use crate::report::markup::{Markup, Tag, tag};
use crate::report::say::shorten;
use crate::report::table::{Cells, Group, Table};
use crate::survey::Matrix;

/// Sizes of the picture.
const CELL: f64 = 56.0;
const HEIGHT: f64 = 40.0;
const NAMES: f64 = 420.0;
const TOP: f64 = 120.0;
const MARGIN: f64 = 32.0;
/// Columns of a name.
const NAME: usize = 48;

const FONT: &str = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif";
const INK: &str = "#1b2733";
const FAINT: &str = "#5b6775";
/// Read with ink on it, whatever its strength: the strongest is seven tenths.
const HEAT: &str = "#0072b2";
const STRONGEST: f64 = 0.7;

/// What the figures are.
pub(in crate::report) const ABOUT: &str =
    "of 100 words of the text in the row, so many stand in the text in the column, in runs of five or more";

/// Hundredths of one text's words that stand in another.
pub(in crate::report) fn cell(matrix: &Matrix<'_>, of: usize, within: usize) -> usize {
    hundredths(matrix.standing[of][within], matrix.words[of])
}

/// A row for each pair, both ways.
pub(super) fn sheet(matrix: &Matrix<'_>) -> Table {
    let count = matrix.documents.len();
    let pairs = (0..count).flat_map(|of| (0..count).map(move |within| (of, within)));
    let rows = pairs.filter(|(of, within)| of != within).map(|(of, within)| {
        let cells = vec![
            matrix.documents[of].source.clone(),
            matrix.documents[within].source.clone(),
            matrix.words[of].to_string(),
            matrix.standing[of][within].to_string(),
            format!("{:.4}", matrix.share(of, within)),
        ];
        Cells { cells, link: None }
    });
    Table {
        title: "Shared language".to_owned(),
        about: vec![ABOUT.to_owned()],
        head: vec!["text", "within", "words", "standing", "share"],
        groups: vec![Group { heading: String::new(), rows: rows.collect() }],
    }
}

/// Writes the picture: a heat map, with its numbers.
pub(super) fn picture(matrix: &Matrix<'_>, out: &mut dyn Write) -> io::Result<()> {
    let count = matrix.documents.len();
    let width = 2.0 * MARGIN + NAMES + CELL * count as f64;
    let width = width.max(900.0);
    let height = TOP + HEIGHT * count as f64 + MARGIN;
    let mut markup = Markup::new(out);
    markup.open(
        tag("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("viewBox", format!("0 0 {width} {height}"))
            .with("width", width)
            .with("height", height)
            .with("role", "img")
            .with("font-family", FONT),
    )?;
    markup.element(tag("title"), &format!("Shared language of {count} texts"))?;
    markup.element(tag("desc"), &described(matrix))?;
    markup.empty(tag("rect").with("width", width).with("height", height).with("fill", "#ffffff"))?;
    markup.element(
        text(MARGIN, 44.0, "start").with("font-size", 24).with("font-weight", 600).with("fill", INK),
        &format!("Shared language of {count} texts"),
    )?;
    markup.element(
        text(MARGIN, 70.0, "start").with("font-size", 14).with("fill", FAINT),
        &format!("{}{}", ABOUT[..1].to_uppercase(), &ABOUT[1..]),
    )?;
    markup.line()?;
    for at in 0..count {
        let x = MARGIN + NAMES + CELL * (at as f64 + 0.5);
        markup.element(
            text(x, TOP - 10.0, "middle").with("font-size", 15).with("fill", FAINT),
            &(at + 1).to_string(),
        )?;
    }
    for of in 0..count {
        row(matrix, of, &mut markup)?;
    }
    markup.close()?;
    markup.line()
}

fn row(matrix: &Matrix<'_>, of: usize, markup: &mut Markup<'_>) -> io::Result<()> {
    let y = TOP + HEIGHT * of as f64;
    let name = format!("{}  {}", of + 1, shorten(&matrix.documents[of].source, NAME));
    let middle = y + HEIGHT / 2.0 + 5.0;
    markup.element(text(MARGIN, middle, "start").with("font-size", 15).with("fill", INK), &name)?;
    for within in 0..matrix.documents.len() {
        let x = MARGIN + NAMES + CELL * within as f64;
        if of == within {
            markup.element(
                text(x + CELL / 2.0, middle, "middle").with("font-size", 15).with("fill", FAINT),
                "·",
            )?;
            continue;
        }
        let share = cell(matrix, of, within);
        let box_ = tag("rect").with("x", x + 1.0).with("y", y + 1.0).with("width", CELL - 2.0);
        let strength = format!("{:.3}", share as f64 / 100.0 * STRONGEST);
        markup.empty(box_.with("height", HEIGHT - 2.0).with("fill", HEAT).with("fill-opacity", strength))?;
        markup.element(
            text(x + CELL / 2.0, middle, "middle").with("font-size", 15).with("fill", INK),
            &share.to_string(),
        )?;
    }
    markup.line()
}

fn text(x: f64, y: f64, anchor: &'static str) -> Tag {
    tag("text").with("x", x).with("y", y).with("text-anchor", anchor)
}

/// The picture in words.
fn described(matrix: &Matrix<'_>) -> String {
    let count = matrix.documents.len();
    let pairs = (0..count).flat_map(|of| (0..count).map(move |within| (of, within)));
    let pairs = pairs.filter(|(of, within)| of != within);
    let said =
        pairs.map(|(of, within)| format!("{} in {}: {} %.", of + 1, within + 1, cell(matrix, of, within)));
    said.collect::<Vec<_>>().join(" ")
}
