//! A phrase through texts: keyword in context, the keywords one below the other.
//!
//! ```text
//!  1  1-initial-pre-draft.md: once
//!     A. Introduction
//!   = 14 (c)       …States reaffirmed the prohibition of the threat or use of force against…
//! ```

use std::io::{self, Write};

use super::page::{Page, Style, plain, span};
use crate::report::SurveyOptions;
use crate::report::say::{self, columns, shorten};
use crate::report::survey::{about, context, remarks, rounds, said, times};
use crate::survey::{Found, Hit, Match};

/// Columns of the sign and the place before the context.
const SIGN: usize = 4;
const PLACE: usize = 13;
/// Wordings listed.
const WORDINGS: usize = 12;

/// Writes the report of a phrase.
pub(in crate::report) fn found(
    found: &Found<'_>,
    options: &SurveyOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(out, options.width, options.color);
    page.put(0, 2, &[span(Style::Strong, format!("“{}”", found.phrase.as_str()))])?;
    for said in about(found) {
        page.put(2, 4, &[plain(said)])?;
    }
    if found.hits.is_empty() {
        return Ok(());
    }
    wordings(found, &mut page)?;
    page.blank()?;
    page.put(0, 2, &[span(Style::Faint, "marks: = verbatim, ≈ near, ⇄ reordered, ⊂ partial")])?;
    let left = left(found, page.width());
    for witness in 0..found.chain.witnesses.len() {
        text(found, witness, left, &mut page)?;
    }
    Ok(())
}

/// Columns before the keywords: two fifths, less where they are long, so that they can be read whole.
fn left(found: &Found<'_>, width: usize) -> usize {
    let room = width.saturating_sub(SIGN + PLACE);
    let longest = found.variants.iter().map(|variant| columns(&variant.wording)).max().unwrap_or(0);
    (room.saturating_sub(longest) / 2).min(room * 2 / 5).max(room / 8)
}

fn wordings(found: &Found<'_>, page: &mut Page<'_>) -> io::Result<()> {
    page.blank()?;
    let title =
        if found.variants.len() == 1 { "1 wording" } else { "wordings, with the rounds they stand in" };
    page.put(0, 2, &[span(Style::Strong, title)])?;
    for variant in found.variants.iter().take(WORDINGS) {
        let what = match variant.what {
            Match::Verbatim => String::new(),
            what => format!("  {}", said(what, variant.similarity)),
        };
        let spans = [
            plain(format!("{:\u{A0}>4}× ", variant.count())),
            span(style(variant.what), format!("“{}”", variant.wording)),
            span(Style::Faint, format!("{what}  in {}", rounds(found.chain, &variant.counts))),
        ];
        page.put(0, 6, &spans)?;
    }
    let more = found.variants.len().saturating_sub(WORDINGS);
    if more > 0 {
        let more = format!("and {more} more wordings: all of them with --format csv or json");
        page.put(6, 6, &[span(Style::Faint, more)])?;
    }
    Ok(())
}

fn text(found: &Found<'_>, witness: usize, left: usize, page: &mut Page<'_>) -> io::Result<()> {
    let text = &found.chain.witnesses[witness];
    let hits: Vec<&Hit> = found.hits.iter().filter(|hit| hit.witness == witness).collect();
    page.blank()?;
    let count = if hits.is_empty() { "not in it".to_owned() } else { times(hits.len()) };
    page.put(
        0,
        4,
        &[
            plain(format!("{:\u{A0}>2}\u{A0} ", text.round)),
            span(Style::Strong, text.document.source.as_str()),
            span(Style::Faint, format!(": {count}")),
        ],
    )?;
    let mut section = None;
    for hit in hits {
        let own = text.document.unit(hit.unit).section;
        if section.replace(own) != Some(own) {
            let path = say::headings(text.document, own).join(" › ");
            let room = page.width().saturating_sub(SIGN);
            if !path.is_empty() {
                page.put(SIGN, SIGN, &[span(Style::Faint, shorten(&path, room).into_owned())])?;
            }
        }
        line(found, hit, left, page)?;
    }
    Ok(())
}

/// A hit in its context: the keyword begins in the same column in every line.
fn line(found: &Found<'_>, hit: &Hit, left: usize, page: &mut Page<'_>) -> io::Result<()> {
    let document = found.chain.witnesses[hit.witness].document;
    let width = page.width();
    let place = say::short_address(document, hit.unit);
    let place = shorten(&place, PLACE - 1);
    let context = context(found, hit, width);
    let before = tail(context.before.trim_start(), left.saturating_sub(1));
    let wording = shorten(&context.wording, width.saturating_sub(SIGN + PLACE + left));
    let used = SIGN + PLACE + left + columns(&wording);
    let after = shorten(context.after.trim_end(), width.saturating_sub(used + 1)).into_owned();
    let spaced = context.after.starts_with(' ') && !after.is_empty();
    let glued = !context.before.is_empty() && !context.before.ends_with(' ');
    let gap = left.saturating_sub(columns(&before) + usize::from(!glued));
    let spans = [
        plain(format!("  {} ", sign(hit.what))),
        plain(format!("{place}{:1$}", "", PLACE - columns(&place))),
        span(Style::Faint, format!("{:gap$}{before}{}", "", if glued { "" } else { " " })),
        span(style(hit.what), wording.into_owned()),
        span(Style::Faint, format!("{}{after}", if spaced { " " } else { "" })),
    ];
    page.row(&spans)?;
    for remark in remarks(hit) {
        page.put(SIGN + PLACE + left, SIGN + PLACE + left, &[span(Style::Faint, remark)])?;
    }
    Ok(())
}

/// The end of a text in at most `room` columns.
fn tail(text: &str, room: usize) -> String {
    let text = text.trim_end();
    if columns(text) <= room {
        return text.to_owned();
    }
    let starts = text.char_indices().map(|(at, _)| at).find(|&at| columns(&text[at..]) < room);
    let cut = starts.map_or("", |at| &text[at..]);
    let whole = cut.find(' ').filter(|&at| at < cut.len() / 2).map_or(cut, |at| &cut[at + 1..]);
    format!("…{whole}")
}

const fn sign(what: Match) -> &'static str {
    match what {
        Match::Verbatim => "=",
        Match::Near => "≈",
        Match::Reordered => "⇄",
        Match::Partial => "⊂",
    }
}

const fn style(what: Match) -> Style {
    match what {
        Match::Verbatim => Style::Strong,
        Match::Near | Match::Partial => Style::Reworded,
        Match::Reordered => Style::Edited,
    }
}
