//! The pages before the text: which files, how many of what, how to read the marks, and the table of
//! changes, whose rows lead into the text.
//!
//! None of it is tracked: accepting or rejecting changes leaves it as it is. It ends with a section
//! break, so the text begins on a page of its own.

use super::body::bookmark;
use super::ink;
use crate::compare::Summary;
use crate::document::Document;
use crate::pair::Pair;
use crate::report::changes::Change;
use crate::report::say::{self, shorten};
use crate::report::{Pick, Rule, View};

/// Recurring substitutions listed.
const SUBSTITUTIONS: usize = 12;

/// Columns of a cell with words; a row is to be read at a glance.
const WORDS: usize = 240;

/// Widths of the table's columns in twentieths of a point.
const WIDTHS: [u32; 5] = [1050, 1050, 2100, 1500, 3938];

/// What the writer found out that a reader should know.
#[derive(Clone, Debug, Default)]
pub(super) struct Remarks {
    /// Characters that XML cannot hold, on either side.
    pub(super) replaced: Pair<usize>,
    /// Anything else, each a sentence.
    pub(super) others: Vec<String>,
    /// Whether there are comments.
    pub(super) comments: bool,
}

/// Writes the summary, up to the section break.
pub(super) fn write(
    out: &mut String,
    view: &View<'_>,
    changes: &[Change<'_>],
    remarks: &Remarks,
    section: &str,
) {
    paragraph(out, "SummaryTitle", "Comparison of two drafts");
    file(out, "Old", view.documents.old);
    file(out, "New", view.documents.new);
    paragraph(out, "SummaryHeading", "What became of the paragraphs");
    for line in counts(&view.comparison.summary) {
        paragraph(out, "SummaryText", &line);
    }
    if !crate::report::differs(view.comparison, &[], &[]) {
        paragraph(out, "SummaryText", "Nothing changed: every unit is carried and none moved.");
    }
    for line in filtered(view) {
        paragraph(out, "SummaryText", &line);
    }
    recurring(out, view);
    paragraph(out, "SummaryHeading", "How to read the marks");
    for line in legend(remarks) {
        paragraph(out, "SummaryItem", &format!("–\t{line}"));
    }
    if !changes.is_empty() {
        paragraph(out, "SummaryHeading", "Table of changes");
        paragraph(out, "SummaryText", "The old and new places lead to the passage in the text.");
        table(out, changes);
    }
    out.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"SummaryText\"/><w:spacing w:before=\"0\" w:after=\"0\"/>{section}</w:pPr></w:p>"));
}

fn paragraph(out: &mut String, style: &str, words: &str) {
    out.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"));
    ink::run(out, "", words, false);
    out.push_str("</w:p>");
}

/// Side, source, title, number of units.
fn file(out: &mut String, side: &str, document: &Document) {
    out.push_str(
        "<w:p><w:pPr><w:pStyle w:val=\"SummaryItem\"/><w:tabs><w:tab w:val=\"clear\" w:pos=\"284\"/>\
         <w:tab w:val=\"left\" w:pos=\"709\"/></w:tabs><w:ind w:left=\"709\" w:hanging=\"709\"/></w:pPr>",
    );
    ink::run(out, "", &format!("{side}\t"), false);
    ink::run(out, "<w:b/><w:bCs/>", file_name(&document.source), false);
    let title = document.title.as_deref().map(|title| format!(" — “{}”", shorten(title, WORDS)));
    let units = say::units(document.units.len());
    ink::run(out, "", &format!("{} — {units}", title.unwrap_or_default()), false);
    out.push_str("</w:p>");
}

/// The name of a file without its folders: they are nobody's business but the sender's.
pub(super) fn file_name(source: &str) -> &str {
    source.rsplit(['/', '\\']).next().unwrap_or(source)
}

/// Counts of something, those of nothing left out.
fn listed(counts: &[(usize, &str)]) -> String {
    let said =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count}\u{A0}{word}"));
    said.collect::<Vec<_>>().join(" · ")
}

fn counts(summary: &Summary) -> Vec<String> {
    let brackets = match summary.brackets {
        0 => "edited".to_owned(),
        n => format!("edited ({n} by brackets only)"),
    };
    let fates = listed(&[
        (summary.carried, "carried"),
        (summary.edited, &brackets),
        (summary.reworded, "reworded"),
        (summary.dropped, "dropped"),
        (summary.new, "new"),
    ]);
    let shapes = listed(&[
        (summary.moved, "moved"),
        (summary.split, "split"),
        (summary.merged, "merged"),
        (summary.regrouped, "regrouped"),
    ]);
    let sentences = listed(&[
        (summary.sentences_dropped, "dropped"),
        (summary.sentences_added, "added"),
        (summary.sentences_moved, "moved to another unit"),
    ]);
    let lines = [("", fates), ("Of these ", shapes), ("Sentences of surviving units: ", sentences)];
    lines
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(lead, said)| lead.to_owned() + &said)
        .collect()
}

/// What the table leaves out, so that nobody takes a part for the whole.
fn filtered(view: &View<'_>) -> Vec<String> {
    let filter = view.filter;
    let mut said = Vec::new();
    if filter.selects() {
        let mut only: Vec<String> = filter.only.iter().map(|&pick| Pick::word(pick).to_owned()).collect();
        only.extend(filter.section.iter().map(|section| format!("under headings with “{section}”")));
        let (shown, all) = (view.shown, view.comparison.links.len());
        said.push(format!(
            "The table shows only: {} ({shown} of {all} links). The text is whole.",
            only.join(", ")
        ));
    }
    if !filter.ignore.is_empty() {
        let words = filter.ignore.iter().map(|&rule| Rule::word(rule)).collect::<Vec<_>>().join(", ");
        said.push(format!("Not in the table: units with {words} changes only. The text shows all changes."));
    }
    said
}

fn recurring(out: &mut String, view: &View<'_>) {
    let all = &view.comparison.substitutions;
    if all.is_empty() {
        return;
    }
    paragraph(out, "SummaryHeading", "Recurring substitutions");
    for substitution in all.iter().take(SUBSTITUTIONS) {
        let words =
            format!("–\t“{}” → “{}”, {} times", substitution.old, substitution.new, substitution.count);
        paragraph(out, "SummaryItem", &words);
    }
    if all.len() > SUBSTITUTIONS {
        paragraph(out, "SummaryItem", &format!("–\tand {} more", all.len() - SUBSTITUTIONS));
    }
}

fn legend(remarks: &Remarks) -> Vec<String> {
    let mut lines = vec![
        "The text that follows carries tracked changes. Accept all of them, and it is the new text; reject all, \
         and it is the old one, character for character."
            .to_owned(),
        "A deletion stood in the old text only, an insertion stands in the new one only.".to_owned(),
        "Text that moved is marked as moved in both its places; words changed on the way are marked as deleted \
         at the old place and inserted at the new one."
            .to_owned(),
        "A paragraph that was split or merged has a tracked paragraph mark, and keeps its words.".to_owned(),
        "Numbers are typed. A new number is a change of its own; the paragraph after it is untouched.".to_owned(),
        "A paragraph that was dropped is shown in its old place.".to_owned(),
    ];
    if remarks.comments {
        lines.push("Comments say what became of a paragraph, and why.".to_owned());
    }
    let Pair { old, new } = remarks.replaced;
    if old + new > 0 {
        lines.push(format!(
            "Characters that a Word file cannot hold ({old} in the old text, {new} in the new) are shown as \u{FFFD}."
        ));
    }
    lines.extend(remarks.others.iter().cloned());
    lines
}

fn table(out: &mut String, changes: &[Change<'_>]) {
    let sum: u32 = WIDTHS.iter().sum();
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{sum}\" w:type=\"dxa\"/><w:tblBorders>\
         <w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>\
         <w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>\
         <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C0C0C0\"/></w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"57\" w:type=\"dxa\"/>\
         <w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>"
    ));
    WIDTHS.iter().for_each(|width| out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>")));
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (words, width) in ["Old", "New", "Section", "Fate", "What changed"].into_iter().zip(WIDTHS) {
        cell(out, width, |out| ink::run(out, "<w:b/><w:bCs/>", words, false));
    }
    out.push_str("</w:tr>");
    for change in changes {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        let section =
            if change.sections.new.is_empty() { &change.sections.old } else { &change.sections.new };
        let fate = if change.check { format!("{} (please check)", change.fate) } else { change.fate.clone() };
        let cells = [
            (place(&change.addresses.old), true),
            (place(&change.addresses.new), true),
            (shorten(section.rsplit(" › ").next().unwrap_or_default(), 80).into_owned(), false),
            (fate, false),
            (shorten(&change.what(), WORDS).into_owned(), false),
        ];
        for ((words, linked), width) in cells.into_iter().zip(WIDTHS) {
            cell(out, width, |out| {
                if words.is_empty() {
                    return;
                }
                if linked {
                    out.push_str(&format!(
                        "<w:hyperlink w:anchor=\"{}\" w:history=\"1\">",
                        bookmark(change.index)
                    ));
                }
                ink::run(out, if linked { "<w:rStyle w:val=\"SummaryLink\"/>" } else { "" }, &words, false);
                if linked {
                    out.push_str("</w:hyperlink>");
                }
            });
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

/// An address as short as a column is narrow: the words of a heading stand beside it.
fn place(address: &str) -> String {
    let address =
        if address.starts_with("heading “") && !address.contains(" + ") { "heading" } else { address };
    shorten(address, 60).into_owned()
}

fn cell(out: &mut String, width: u32, inside: impl FnOnce(&mut String)) {
    out.push_str(&format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"SummaryCell\"/></w:pPr>"
    ));
    inside(out);
    out.push_str("</w:p></w:tc>");
}
