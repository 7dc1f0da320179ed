//! What all pairs of texts share, as a page: a table whose cells are the stronger the more is shared.
//!
//! The number stands in each cell, so nothing is told by colour alone.

use std::io::{self, Write};

use super::table::{titled, wide};
use super::{begin, end};
use crate::report::markup::{Markup, tag};
use crate::report::survey::{ABOUT, cell};
use crate::survey::Matrix;

/// Steps of strength, each a class of the style sheet.
const CLASSES: [&str; 11] = ["h0", "h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8", "h9", "h10"];

/// Writes the page.
pub(in crate::report) fn heat(matrix: &Matrix<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut markup = Markup::new(out);
    let title = format!("Shared language of {} texts", matrix.documents.len());
    begin(&title, false, &mut markup)?;
    titled(&title, &mut markup)?;
    markup.element(
        tag("p").with("class", "notice"),
        &format!("{}{}.", ABOUT[..1].to_uppercase(), &ABOUT[1..]),
    )?;
    wide(&title, &mut markup)?;
    markup.open(tag("table").with("class", "heat"))?;
    markup.open(tag("thead"))?;
    markup.open(tag("tr"))?;
    markup.element(tag("th").with("scope", "col"), "Text")?;
    markup.element(tag("th").with("scope", "col"), "Words")?;
    for (at, document) in matrix.documents.iter().enumerate() {
        let head = tag("th").with("scope", "col").with("title", &document.source);
        markup.element(head, &(at + 1).to_string())?;
    }
    markup.close()?;
    markup.close()?;
    markup.open(tag("tbody"))?;
    for of in 0..matrix.documents.len() {
        row(matrix, of, &mut markup)?;
    }
    for _ in 0..4 {
        markup.close()?;
    }
    end(&mut markup)
}

fn row(matrix: &Matrix<'_>, of: usize, markup: &mut Markup<'_>) -> io::Result<()> {
    markup.open(tag("tr"))?;
    let name = format!("{} {}", of + 1, matrix.documents[of].source);
    markup.element(tag("th").with("scope", "row").with("dir", "auto"), &name)?;
    markup.element(tag("td"), &matrix.words[of].to_string())?;
    for within in 0..matrix.documents.len() {
        if of == within {
            markup.element(tag("td"), "·")?;
            continue;
        }
        let share = cell(matrix, of, within);
        let said = format!(
            "{} of {} words of {} stand in {}",
            matrix.standing[of][within],
            matrix.words[of],
            matrix.documents[of].source,
            matrix.documents[within].source
        );
        let class = CLASSES[(share / 10).min(10)];
        markup.element(tag("td").with("class", class).with("title", said), &share.to_string())?;
    }
    markup.close()?;
    markup.line()
}
