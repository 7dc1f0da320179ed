//! How reports say things: fates, addresses, headings, likeness. One wording for all formats.
//!
//! ```text
//! addresses   14 → 15 + 16
//! alike       .83
//! moved       moved from “C. International law”
//! ```

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::filter::{Pick, Rule};
use super::view::{Entry, View};
use crate::compare::{Confidence, Fate, Link, Shape, Summary};
use crate::document::{Document, Kind, SectionId, Status, UnitId};

/// Addresses listed before "…": a merger of many units must not fill a line.
const ADDRESSES: usize = 6;

/// The word for a fate.
pub(super) const fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Carried => "carried",
        Fate::Edited => "edited",
        Fate::Reworded => "reworded",
        Fate::Dropped => "dropped",
        Fate::New => "new",
    }
}

/// The word for a shape, if there is anything to say.
pub(super) const fn shape(shape: Shape) -> Option<&'static str> {
    match shape {
        Shape::Split => Some("split"),
        Shape::Merged => Some("merged"),
        Shape::Regrouped => Some("regrouped"),
        Shape::OneToOne | Shape::None => None,
    }
}

/// The word for a shape, for a table that leaves no cell empty.
pub(super) const fn shape_word(shape: Shape) -> &'static str {
    match shape {
        Shape::OneToOne => "one-to-one",
        Shape::Split => "split",
        Shape::Merged => "merged",
        Shape::Regrouped => "regrouped",
        Shape::None => "none",
    }
}

/// The word for a kind of unit.
pub(super) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Heading => "heading",
        Kind::Paragraph => "paragraph",
        Kind::Item => "item",
        Kind::Chapeau => "chapeau",
        Kind::Continuation => "continuation",
        Kind::Preambular => "preambular",
        Kind::Operative => "operative",
        Kind::Option => "option",
        Kind::Note => "note",
        Kind::TableRow => "table-row",
        Kind::Masthead => "masthead",
        Kind::Front => "front",
        Kind::AnnexEntry => "annex-entry",
        Kind::Line => "line",
        Kind::Sentence => "sentence",
    }
}

/// How sure a verdict is.
pub(super) const fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Sure => "sure",
        Confidence::Likely => "likely",
    }
}

/// Yes or no.
pub(super) const fn yes(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// The counts of fates, those of nothing left out: "4 edited (1 by brackets only)".
pub(super) fn fates(summary: &Summary) -> Vec<(Fate, String)> {
    let counts = [
        (Fate::Carried, summary.carried),
        (Fate::Edited, summary.edited),
        (Fate::Reworded, summary.reworded),
        (Fate::Dropped, summary.dropped),
        (Fate::New, summary.new),
    ];
    let said = |(of, count): (Fate, usize)| {
        let brackets = match summary.brackets {
            n if n > 0 && of == Fate::Edited => format!(" ({n} by brackets only)"),
            _ => String::new(),
        };
        (count > 0).then(|| (of, format!("{count} {}{brackets}", fate(of))))
    };
    counts.into_iter().filter_map(said).collect()
}

/// The counts of what moved and of shapes.
pub(super) fn shapes(summary: &Summary) -> Vec<String> {
    counts(&[
        (summary.moved, "moved"),
        (summary.split, "split"),
        (summary.merged, "merged"),
        (summary.regrouped, "regrouped"),
    ])
}

/// The counts of sentences with a fate of their own.
pub(super) fn sentences(summary: &Summary) -> Vec<String> {
    counts(&[
        (summary.sentences_dropped, "dropped"),
        (summary.sentences_added, "added"),
        (summary.sentences_moved, "moved to another unit"),
    ])
}

fn counts(counts: &[(usize, &str)]) -> Vec<String> {
    counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect()
}

/// What a filter leaves out, so that nobody takes a part for the whole; each a sentence without its
/// full stop.
pub(super) fn filtered(view: &View<'_>) -> Vec<String> {
    let filter = view.filter;
    let mut wanted = Vec::new();
    if !filter.only.is_empty() {
        wanted.push(filter.only.iter().map(|pick| Pick::word(*pick)).collect::<Vec<_>>().join(", "));
    }
    if let Some(section) = &filter.section {
        wanted.push(format!("under headings with “{section}”"));
    }
    let mut said = Vec::new();
    if filter.selects() {
        let (shown, all) = (view.shown, view.comparison.links.len());
        said.push(format!("showing only: {} ({shown} of {all} links)", wanted.join(" ")));
    }
    if !filter.ignore.is_empty() {
        let words = filter.ignore.iter().map(|rule| Rule::word(*rule)).collect::<Vec<_>>().join(", ");
        said.push(format!("listed as unchanged: units with {words} changes only"));
    }
    said
}

/// A likeness as ".83". Never "1.00" for what is only nearly alike.
pub(super) fn alike(similarity: f64) -> String {
    if similarity >= 1.0 {
        return "1.0".to_owned();
    }
    let hundredths = (similarity * 100.0).round().clamp(0.0, 99.0);
    format!(".{hundredths:02}")
}

/// The addresses of both sides: "14 → 16", or "14" where the address stayed. A heading's words are
/// left out; they follow in the text.
pub(super) fn addresses(view: &View<'_>, link: &Link) -> String {
    let sides = view.documents.zip(link.units.as_ref()).map(|(document, units)| match units.as_slice() {
        [heading] if document.unit(*heading).kind == Kind::Heading => {
            let label = document.unit(*heading).label.as_deref().unwrap_or_default();
            format!("heading {label}").trim_end().to_owned()
        }
        units => list(document, units),
    });
    match (sides.old.is_empty(), sides.new.is_empty()) {
        (true, _) => sides.new,
        (_, true) => sides.old,
        _ if sides.old == sides.new => sides.old,
        _ => format!("{} → {}", sides.old, sides.new),
    }
}

/// The addresses of several units: "7 + 7 (a)".
pub(super) fn list(document: &Document, units: &[UnitId]) -> String {
    let mut said: Vec<String> = units.iter().take(ADDRESSES).map(|&unit| address(document, unit)).collect();
    if units.len() > ADDRESSES {
        said.push(format!("… {}", address(document, units[units.len() - 1])));
    }
    said.join(" + ")
}

/// How a delegation would point at a unit. One without an address is pointed at by its place.
pub(super) fn address(document: &Document, id: UnitId) -> String {
    let unit = document.unit(id);
    let place = match unit.place.lines {
        (0, _) => format!("unit {}", id.0),
        (line, _) => format!("line {line}"),
    };
    match (unit.kind, unit.address.trim()) {
        (Kind::Heading, _) => format!("heading “{}”", shorten(&document.heading_line(id), 40)),
        (_, "") => place,
        (_, address) => address.to_owned(),
    }
}

/// An address for a narrow column: a heading is called by its number alone.
///
/// ```text
/// heading B        Article 3        13 (c)        heading “Final provisions”
/// ```
pub(super) fn short_address(document: &Document, id: UnitId) -> String {
    let unit = document.unit(id);
    match unit.label.as_deref().filter(|_| unit.kind == Kind::Heading) {
        // "Article 3" says itself what it is.
        Some(label) if label.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 4) => {
            label.to_owned()
        }
        Some(label) => format!("heading {label}"),
        None => address(document, id),
    }
}

/// The address of a sentence: that of its unit, with its number where the unit has several: "14 s2".
pub(super) fn sentence_address(document: &Document, id: UnitId, start: usize) -> String {
    let sentences = crate::segment::sentences(document.text_of(id));
    let number = sentences.partition_point(|sentence| sentence.start <= start);
    let address = short_address(document, id);
    if sentences.len() < 2 { address } else { format!("{address} s{number}") }
}

/// Addresses that belong together, none left out but empty ones.
pub(super) fn joined(addresses: impl Iterator<Item = String>) -> String {
    addresses.filter(|address| !address.is_empty()).collect::<Vec<_>>().join(" + ")
}

/// From one address to another, what both begin with said once, or the only one.
///
/// ```text
/// 10–13        Article 8, 3–5        13 (a)–(c)        10 (a) – 13 (b)
/// ```
pub(super) fn extent(first: &str, last: &str) -> String {
    if first == last {
        return first.to_owned();
    }
    match (first.rsplit_once(' '), last.rsplit_once(' ')) {
        (None, None) => format!("{first}–{last}"),
        (Some((before, a)), Some((also, b))) if before == also && a.contains('(') == b.contains('(') => {
            format!("{first}–{b}")
        }
        _ => format!("{first} – {last}"),
    }
}

/// The headings above a unit as one line; of a heading those around it and its own.
pub(super) fn section(document: &Document, id: UnitId) -> String {
    headings(document, document.unit(id).section).join(" › ")
}

/// Where a moved link came from, and into what if that is no report.
pub(super) fn moved(view: &View<'_>, entry: &Entry, link: &Link) -> String {
    let heading = link.units.old.iter().any(|&unit| view.documents.old.unit(unit).kind == Kind::Heading);
    let status = |document: &Document, units: &[UnitId]| units.first().map(|&unit| document.status_of(unit));
    let was = status(view.documents.old, &link.units.old);
    let now = status(view.documents.new, &link.units.new);
    let into = match now {
        _ if now == was => "",
        Some(Status::Note) => " into a note",
        Some(Status::Annex) => " into an annex",
        Some(Status::ChairsSummary) => " into a Chair’s summary",
        _ => "",
    };
    match entry.origin {
        _ if heading => format!("moved{into}"),
        _ if was == Some(Status::Note) && now != was && into.is_empty() => "moved out of a note".to_owned(),
        Some(_) => format!("moved from {}{into}", origin(view, entry)),
        None if !into.is_empty() => format!("moved{into}"),
        None if entry.with_section => "moved with its section".to_owned(),
        None => "moved within its section".to_owned(),
    }
}

/// The heading a unit stood under, in quotes.
pub(super) fn origin(view: &View<'_>, entry: &Entry) -> String {
    let document = view.documents.old;
    let heading = entry.origin.and_then(|section| headings(document, section).pop());
    heading.map_or_else(|| "the opening".to_owned(), |heading| format!("“{}”", shorten(&heading, 48)))
}

/// Why a link counts as edited: the words of the rules.
pub(super) fn rules(link: &Link) -> String {
    match link.reasons.as_slice() {
        [] => "editorial".to_owned(),
        reasons => reasons.iter().map(|reason| reason.rule).collect::<Vec<_>>().join(", "),
    }
}

/// A count with its noun: "1 unit", "2 units".
pub(super) fn units(count: usize) -> String {
    if count == 1 { "1 unit".to_owned() } else { format!("{count} units") }
}

/// The headings down to a section's own, as printed. That of a section around all others, the
/// title of the document, says nothing where another follows.
pub(super) fn headings(document: &Document, section: SectionId) -> Vec<String> {
    let mut path = Vec::new();
    let mut at = Some(section);
    while let Some(id) = at {
        let section = &document.sections[id.index()];
        if path.is_empty() || !is_title(document, id) {
            path.extend(section.heading.map(|heading| document.heading_line(heading)));
        }
        at = section.parent;
    }
    path.reverse();
    path.retain(|line| !line.is_empty());
    path
}

/// Whether a section's heading is the title of the document: it says so, or stands alone at the top.
pub(super) fn is_title(document: &Document, id: SectionId) -> bool {
    let at_top = |section: &&crate::document::Section| section.parent == Some(SectionId::ROOT);
    let Some(section) = document.sections.get(id.index()).filter(at_top) else { return false };
    let heading = section.heading.map(|heading| document.heading_line(heading));
    heading == document.title || document.sections.iter().filter(at_top).take(2).count() == 1
}

/// Columns a text takes on a terminal.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// The beginning of a text in at most `room` columns, with `…` if something is left out. Cut
/// between words if that leaves enough.
pub(super) fn shorten(text: &str, room: usize) -> Cow<'_, str> {
    let text = text.trim();
    if columns(text) <= room {
        return Cow::Borrowed(text);
    }
    let mut used = 1;
    let mut end = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        used += columns(cluster);
        if used > room {
            break;
        }
        end = at + cluster.len();
    }
    let cut = &text[..end];
    let whole_words = cut.rfind(' ').filter(|&at| at > end / 2).map_or(cut, |at| &cut[..at]);
    Cow::Owned(format!("{}…", whole_words.trim_end_matches([' ', ',', ';', ':', '.'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortens_between_words() {
        assert_eq!(shorten("the quick brown fox", 15), "the quick…");
        assert_eq!(shorten("the quick", 15), "the quick");
    }

    #[test]
    fn what_both_ends_begin_with_is_said_once() {
        for (first, last, said) in [
            ("10", "13", "10–13"),
            ("Article 8, 3", "Article 8, 5", "Article 8, 3–5"),
            ("13 (a)", "13 (c)", "13 (a)–(c)"),
            ("10 (a)", "13 (b)", "10 (a) – 13 (b)"),
            ("18", "18 (a)", "18 – 18 (a)"),
            ("B ¶ 2", "B ¶ 2", "B ¶ 2"),
        ] {
            assert_eq!(extent(first, last), said);
        }
    }

    #[test]
    fn nearly_alike_is_not_equal() {
        assert_eq!([1.0, 0.9999, 0.5].map(alike), ["1.0", ".99", ".50"]);
    }
}
