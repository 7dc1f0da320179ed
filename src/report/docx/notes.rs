//! Comments beside the text: what became of a paragraph, and why that is said.
//!
//! ```text
//! reworded, moved from “B. Threats”. old 14, new 16.
//! similarity: .83 alike
//! ```

use super::ink;
use super::package::{DATE, MAIN, XML};
use crate::report::changes::Change;

/// The part with the comments. Each has its number and the change it speaks of.
pub(super) fn part(comments: &[(u32, &Change<'_>)], author: &str) -> String {
    let mut out = format!("{XML}<w:comments xmlns:w=\"{MAIN}\">");
    for (id, change) in comments {
        out.push_str(&format!(
            "<w:comment w:id=\"{id}\" w:author=\"{author}\" w:date=\"{DATE}\" w:initials=\"t\">"
        ));
        for line in said(change) {
            out.push_str("<w:p><w:pPr><w:pStyle w:val=\"SummaryComment\"/></w:pPr>");
            ink::run(&mut out, "", &line, false);
            out.push_str("</w:p>");
        }
        out.push_str("</w:comment>");
    }
    out.push_str("</w:comments>");
    out
}

/// What a comment says, line by line.
fn said(change: &Change<'_>) -> Vec<String> {
    let places = [("old", &change.addresses.old), ("new", &change.addresses.new)];
    let places: Vec<String> = places
        .iter()
        .filter(|(_, address)| !address.is_empty())
        .map(|(side, address)| format!("{side} {address}"))
        .collect();
    let check = if change.check { "; please check" } else { "" };
    let mut lines = vec![format!("{}: {}{check}", places.join(", "), change.fate)];
    lines.extend(change.remarks.iter().cloned());
    let reasons = change.link.reasons.iter().chain(&change.link.basis);
    lines.extend(reasons.map(|reason| format!("{}: {}", reason.rule, reason.message)));
    lines
}
