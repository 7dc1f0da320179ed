//! What of a text stands in earlier ones, and what all pairs of texts share.
//!
//! ```text
//! verbatim   14 s1 ← 12       States should act in good faith.
//! near .84   14 s2 ← 12 s2    They {-should-} {+shall+} share information.
//!
//!      1    2    3
//! 1    ·   82   60    first.md
//! ```

use std::io::{self, Write};

use super::page::{Page, Span, Style, plain, span};
use super::redline::{Manner, redline};
use crate::compare::wording;
use crate::document::Document;
use crate::pair::Pair;
use crate::report::SurveyOptions;
use crate::report::say::{self, columns, shorten};
use crate::report::survey::{ABOUT, about_share, cell, place_there, stands};
use crate::survey::{Matrix, Passage, Share, Stands};

/// Indent of a passage's words.
const BODY: usize = 6;
/// Columns of a number of the matrix, and least columns of a name.
const NUMBER: usize = 4;
const NAME: usize = 16;

/// Writes how much of a text stands in earlier ones.
pub(in crate::report) fn share(
    share: &Share<'_>,
    options: &SurveyOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(out, options.width, options.color);
    page.put(0, 2, &[span(Style::Strong, share.document.source.as_str())])?;
    for said in about_share(share) {
        page.put(2, 4, &[plain(said)])?;
    }
    let mut section = None;
    for passage in &share.passages {
        super::heading(share.document, share.document.unit(passage.unit).section, &mut section, &mut page)?;
        put(share, passage, &mut page)?;
    }
    Ok(())
}

fn put(share: &Share<'_>, passage: &Passage, page: &mut Page<'_>) -> io::Result<()> {
    let document = share.document;
    let style = match passage.stands {
        Stands::Verbatim => Style::Plain,
        Stands::Near => Style::Reworded,
        Stands::Part => Style::Edited,
        Stands::Own => Style::New,
    };
    let place = say::sentence_address(document, passage.unit, passage.range.start);
    let there = place_there(share, passage);
    let there = if there.is_empty() { there } else { format!(" ← {there}") };
    page.put(
        2,
        BODY,
        &[span(style, format!("{:\u{A0}<10}", stands(passage))), plain(format!(" {place}{there}"))],
    )?;
    let text = document.text_of(passage.unit);
    let own = &text[passage.range.clone()];
    let spans: Vec<Span<'_>> = match (&passage.source, passage.stands) {
        (Some(source), Stands::Near) => {
            let base = share.bases[source.base];
            let texts = Pair::new(&base.text_of(source.unit)[source.range.clone()], own);
            let link = wording(texts);
            let documents = texts.map(|text| Document::of_texts("passage", [text]));
            let manner = Manner { marks: !page.color(), fold: false };
            redline(documents.as_ref(), &link, manner).concat()
        }
        (Some(_), Stands::Part) => vec![
            span(Style::Faint, &text[passage.range.start..passage.quoted.start]),
            plain(format!("“{}”", &text[passage.quoted.clone()])),
            span(Style::Faint, &text[passage.quoted.end..passage.range.end]),
        ],
        (_, Stands::Own) => vec![plain(own)],
        _ => vec![span(Style::Faint, shorten(own, page.width().saturating_sub(BODY)).into_owned())],
    };
    page.put(BODY, BODY, &spans)
}

/// Writes what all pairs of texts share.
pub(in crate::report) fn matrix(
    matrix: &Matrix<'_>,
    options: &SurveyOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(out, options.width, options.color);
    page.put(0, 2, &[span(Style::Strong, format!("Shared language of {} texts", matrix.documents.len()))])?;
    page.put(2, 4, &[plain(ABOUT)])?;
    page.blank()?;
    for (at, document) in matrix.documents.iter().enumerate() {
        let words = matrix.words[at];
        let spans = [
            plain(format!("{:\u{A0}>3}\u{A0} ", at + 1)),
            plain(document.source.as_str()),
            span(Style::Faint, format!("  {words} words")),
        ];
        page.put(0, 5, &spans)?;
    }
    // More texts than a line has room for: columns go on below.
    let room = (page.width().saturating_sub(NUMBER + 2 + NAME) / NUMBER).max(1);
    let all: Vec<usize> = (0..matrix.documents.len()).collect();
    for some in all.chunks(room) {
        page.blank()?;
        let head: String = some.iter().map(|at| format!("{:>NUMBER$}", at + 1)).collect();
        page.row(&[span(Style::Faint, format!("{:NUMBER$}{head}", ""))])?;
        for &of in &all {
            row(matrix, of, some, &mut page)?;
        }
    }
    Ok(())
}

fn row(matrix: &Matrix<'_>, of: usize, some: &[usize], page: &mut Page<'_>) -> io::Result<()> {
    let mut spans = vec![span(Style::Faint, format!("{:>3} ", of + 1))];
    for &within in some {
        let share = cell(matrix, of, within);
        spans.push(match share {
            _ if of == within => span(Style::Faint, format!("{:>NUMBER$}", "·")),
            50.. => span(Style::Strong, format!("{share:>NUMBER$}")),
            _ => plain(format!("{share:>NUMBER$}")),
        });
    }
    let used: usize = spans.iter().map(|span| columns(&span.text)).sum();
    let name = matrix.documents[of].source.rsplit('/').next().unwrap_or_default();
    let name = shorten(name, page.width().saturating_sub(used + 2)).into_owned();
    spans.push(span(Style::Faint, format!("  {name}")));
    page.row(&spans)
}
