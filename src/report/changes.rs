//! The change table: one row for every link that changed, with what changed in words.
//!
//! ```text
//! old      new      section             fate              what changed
//! 14       16       B. Threats          reworded, moved   “should” → “shall”
//! 15                B. Threats          dropped           “The Group took note …”
//! 20       21 + 22  C. Capacity         carried, split
//! ```

use super::table::{Cells, NOTHING, Table, number};
use super::view::{Entry, Row, View};
use super::{remarks, say};
use crate::compare::{Confidence, Fate, Link, Op, Passage};
use crate::document::{Document, Kind, UnitId};
use crate::pair::Pair;

/// Columns a quoted change may take in a table for people, unless all is asked for.
const QUOTED: usize = 90;
/// Changes of one link listed in a table for people, unless all are asked for.
const LISTED: usize = 6;

/// A row of the change table.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// Index into [`crate::Comparison::links`].
    pub index: usize,
    /// The link.
    pub link: &'a Link,
    /// Addresses on both sides, several joined by " + "; empty where there is no unit.
    pub addresses: Pair<String>,
    /// The headings above it on both sides, joined by " › "; empty where there is no unit or heading.
    pub sections: Pair<String>,
    /// Fate, shape and place in words: "reworded, split, moved from “B. Threats”".
    pub fate: String,
    /// What was replaced, in order. A dropped or new unit has its whole text here.
    pub replaced: Vec<Replaced>,
    /// What happened to single sentences, and other remarks; each a phrase.
    pub remarks: Vec<String>,
    /// Whether somebody should look at it.
    pub check: bool,
}

/// Words that went, and the words that came for them; either may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// The old words, without white space around them.
    pub old: String,
    /// The new words, without white space around them.
    pub new: String,
}

impl Replaced {
    /// In words: “should” → “shall”, + “new”, − “old”.
    pub fn say(&self) -> String {
        match (self.old.is_empty(), self.new.is_empty()) {
            (true, true) => String::new(),
            (true, false) => format!("+ “{}”", self.new),
            (false, true) => format!("− “{}”", self.old),
            (false, false) => format!("“{}” → “{}”", self.old, self.new),
        }
    }
}

impl Change<'_> {
    /// Everything that changed in words, with the remarks, as one line.
    pub fn what(&self) -> String {
        let replaced = self.replaced.iter().map(Replaced::say);
        replaced.chain(self.remarks.iter().cloned()).collect::<Vec<_>>().join("; ")
    }

    /// The same for a narrow column: long quotations cut, and no more than a few of them. Of a
    /// carried unit, the first words, to know it by.
    fn short(&self, documents: Pair<&Document>) -> String {
        let cut = |words: &str| say::shorten(words, QUOTED).into_owned();
        let replaced = self.replaced.iter().take(LISTED);
        let mut said: Vec<String> = replaced
            .map(|replaced| Replaced { old: cut(&replaced.old), new: cut(&replaced.new) }.say())
            .collect();
        if self.replaced.len() > LISTED {
            said.push(format!("and {} more", self.replaced.len() - LISTED));
        }
        said.extend(self.remarks.iter().cloned());
        match self.link.units.new.first() {
            Some(&unit) if said.is_empty() => say::shorten(documents.new.text_of(unit), QUOTED).into_owned(),
            _ => said.join("; "),
        }
    }
}

/// The rows of the change table, in the order of the report. Unchanged links have none.
pub(super) fn changes<'a>(view: &View<'a>) -> Vec<Change<'a>> {
    shown(view, false).map(|entry| change(view, entry)).collect()
}

/// The change table for people: under the headings of the new text, long quotations cut unless `all`
/// is asked for.
pub(super) fn page(view: &View<'_>, all: bool) -> Table {
    let mut table = Table {
        title: "Changes".to_owned(),
        about: say::filtered(view),
        head: vec!["old", "new", "what became of it", "in words"],
        groups: Vec::new(),
    };
    for row in view.rows.iter().filter(|row| all || !matches!(row, Row::Unchanged(_))) {
        match row {
            Row::Masthead(run) if run.len() > 1 && !all => table.push("", masthead(view, run)),
            Row::Entry(entry) => table.push(&heading(view, entry), page_row(view, entry, all)),
            Row::Unchanged(run) | Row::Masthead(run) => {
                for entry in run {
                    table.push(&heading(view, entry), page_row(view, entry, all));
                }
            }
        }
    }
    table
}

fn heading(view: &View<'_>, entry: &Entry) -> String {
    say::headings(view.documents.new, entry.section).join(" › ")
}

fn page_row(view: &View<'_>, entry: &Entry, all: bool) -> Cells {
    let change = change(view, entry);
    let sides = view.documents.zip(change.link.units.as_ref());
    let label = |document: &Document, unit: UnitId| match document.unit(unit).kind {
        // Its words stand above the row.
        Kind::Heading if document.unit(unit).label.is_none() => "heading".to_owned(),
        _ => say::short_address(document, unit),
    };
    let labels = sides.map(|(document, units)| match units.as_slice() {
        [] => NOTHING.to_owned(),
        units => say::joined(units.iter().map(|&unit| label(document, unit))),
    });
    let check = if change.check { "; please check" } else { "" };
    let fate = format!("{}{check}", change.fate);
    let what = if all { change.what() } else { change.short(view.documents) };
    Cells { cells: vec![labels.old, labels.new, fate, what], link: Some(entry.link) }
}

/// Lines of the masthead that all went or all came, as one row: nobody negotiates them.
fn masthead(view: &View<'_>, run: &[Entry]) -> Cells {
    let Some(said) = remarks::masthead(view, run) else { return Cells::default() };
    let words = say::shorten(&said.lines.join(" / "), 2 * QUOTED).into_owned();
    let (here, nothing) = ("masthead".to_owned(), NOTHING.to_owned());
    let (labels, what) = match said.fate {
        Fate::Dropped => ([here, nothing], Replaced { old: words, new: String::new() }),
        _ => ([nothing, here], Replaced { old: String::new(), new: words }),
    };
    let [old, new] = labels;
    Cells {
        cells: vec![old, new, say::fate(said.fate).to_owned(), what.say()],
        link: run.first().map(|entry| entry.link),
    }
}

/// The change table for programs: every figure and word a column. With `all` the unchanged links too.
pub(super) fn sheet(view: &View<'_>, all: bool) -> Table {
    let mut table = Table { title: "Changes".to_owned(), head: SHEET.to_vec(), ..Table::default() };
    for entry in shown(view, all) {
        table.push("", Cells { cells: sheet_row(view, entry), link: Some(entry.link) });
    }
    table
}

/// The columns of the change table for programs. New ones are added at the end.
const SHEET: [&str; 28] = [
    "number",
    "old_label",
    "new_label",
    "old_section",
    "new_section",
    "fate",
    "shape",
    "moved",
    "similarity",
    "confidence",
    "what",
    "reasons",
    "old_text",
    "new_text",
    "nearest",
    "nearest_similarity",
    "old_kind",
    "new_kind",
    "old_lines",
    "new_lines",
    "old_bytes",
    "new_bytes",
    "old_page",
    "new_page",
    "old_units",
    "new_units",
    "old_file",
    "new_file",
];

fn sheet_row(view: &View<'_>, entry: &Entry) -> Vec<String> {
    let change = change(view, entry);
    let link = change.link;
    let sides = view.documents.zip(link.units.as_ref());
    let each = |say: fn(&Document, UnitId) -> String| {
        sides.map(|(document, units)| say::joined(units.iter().map(|&unit| say(document, unit))))
    };
    let alone = link.units.old.is_empty() || link.units.new.is_empty();
    let reasons = link.reasons.iter().chain(&link.basis).map(|reason| reason.message.as_str());
    let other = if link.units.new.is_empty() { view.documents.new } else { view.documents.old };
    let nearest = link.nearest.as_ref();
    let (labels, sections) = (each(say::short_address), change.sections.clone());
    let (kinds, lines, bytes, pages) = (each(kind), each(lines), each(bytes), each(page_of));
    let ids = each(|_, unit| unit.0.to_string());
    let texts = sides.map(|(document, units)| document.joined(units));
    let what = change.what();
    vec![
        number(entry.link).to_string(),
        labels.old,
        labels.new,
        sections.old,
        sections.new,
        say::fate(link.fate).to_owned(),
        say::shape_word(link.shape).to_owned(),
        say::yes(link.moved).to_owned(),
        if alone { String::new() } else { likeness(link.similarity) },
        say::confidence(link.confidence).to_owned(),
        // Beginning with the fate it is a whole phrase, and never begins with a plus sign.
        if what.is_empty() { change.fate.clone() } else { format!("{}: {what}", change.fate) },
        reasons.collect::<Vec<_>>().join("; "),
        texts.old,
        texts.new,
        nearest.map(|nearest| say::short_address(other, nearest.unit)).unwrap_or_default(),
        nearest.map(|nearest| likeness(nearest.similarity)).unwrap_or_default(),
        kinds.old,
        kinds.new,
        lines.old,
        lines.new,
        bytes.old,
        bytes.new,
        pages.old,
        pages.new,
        ids.old,
        ids.new,
        view.documents.old.source.clone(),
        view.documents.new.source.clone(),
    ]
}

/// A likeness with four places, never "1" for what is only nearly alike.
fn likeness(similarity: f64) -> String {
    if similarity >= 1.0 { "1".to_owned() } else { format!("{:.4}", similarity.min(0.9999)) }
}

fn kind(document: &Document, unit: UnitId) -> String {
    say::kind(document.unit(unit).kind).to_owned()
}

/// First and last line: "line 101", "lines 101–108". With the word before them, for a spreadsheet
/// would take "3-5" for a day in May.
fn lines(document: &Document, unit: UnitId) -> String {
    match document.unit(unit).place.lines {
        (0, _) => String::new(),
        (first, last) if first == last => format!("line {first}"),
        (first, last) => format!("lines {first}–{last}"),
    }
}

/// Bytes from and up to, the last one not included.
fn bytes(document: &Document, unit: UnitId) -> String {
    match &document.unit(unit).place.bytes {
        range if range.is_empty() => String::new(),
        range => format!("bytes {}–{}", range.start, range.end),
    }
}

fn page_of(document: &Document, unit: UnitId) -> String {
    document.unit(unit).place.page.map(|page| page.to_string()).unwrap_or_default()
}

/// The entries that have a row: those that changed, or all.
fn shown<'v>(view: &'v View<'_>, all: bool) -> impl Iterator<Item = &'v Entry> {
    let rows = view.rows.iter().filter(move |row| all || !matches!(row, Row::Unchanged(_)));
    rows.flat_map(|row| match row {
        Row::Entry(entry) => std::slice::from_ref(entry),
        Row::Unchanged(run) | Row::Masthead(run) => run.as_slice(),
    })
}

/// The row of one entry.
pub(super) fn change<'a>(view: &View<'a>, entry: &Entry) -> Change<'a> {
    let link = &view.comparison.links[entry.link];
    let sides = view.documents.zip(link.units.as_ref());
    Change {
        index: entry.link,
        link,
        addresses: sides.map(|(document, units)| say::list(document, units)),
        sections: sides.map(|(document, units)| section(document, units)),
        fate: fate(view, entry, link),
        replaced: replaced(view.documents, link),
        remarks: remarks(view, entry, link),
        check: link.confidence == Confidence::Likely,
    }
}

fn section(document: &Document, units: &[UnitId]) -> String {
    let first = units.first().map(|&unit| document.unit(unit).section);
    first.map(|section| say::headings(document, section).join(" › ")).unwrap_or_default()
}

fn fate(view: &View<'_>, entry: &Entry, link: &Link) -> String {
    let mut said = say::fate(link.fate).to_owned();
    if let Some(shape) = say::shape(link.shape) {
        said.push_str(&format!(", {shape}"));
    }
    if link.moved {
        said.push_str(&format!(", {}", say::moved(view, entry, link)));
    }
    said
}

/// What went and what came, as the readable edits say it. Neighbouring deletions and insertions are
/// one replacement.
fn replaced(documents: Pair<&Document>, link: &Link) -> Vec<Replaced> {
    let texts = documents.zip(link.units.as_ref()).map(|(document, units)| document.joined(units));
    let mut all: Vec<Replaced> = Vec::new();
    let mut open = false;
    for edit in &link.edits {
        let words = Pair::new(&texts.old[edit.old.clone()], &texts.new[edit.new.clone()]).map(str::trim);
        match edit.op {
            Op::Equal => open &= words.new.is_empty(),
            Op::Delete | Op::Insert => {
                if !std::mem::replace(&mut open, true) {
                    all.push(Replaced::default());
                }
                if let Some(last) = all.last_mut() {
                    add(&mut last.old, words.old, edit.op == Op::Delete);
                    add(&mut last.new, words.new, edit.op == Op::Insert);
                }
            }
        }
    }
    all.retain(|replaced| *replaced != Replaced::default());
    all
}

fn add(words: &mut String, more: &str, here: bool) {
    if here && !more.is_empty() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(more);
    }
}

fn remarks(view: &View<'_>, entry: &Entry, link: &Link) -> Vec<String> {
    let documents = view.documents;
    let mut said = Vec::new();
    if link.fate == Fate::Edited {
        said.push(say::rules(link));
    }
    if let Some(recurring) = entry.recurring {
        let substitution = &view.comparison.substitutions[recurring];
        said.push(format!("recurs {} times", substitution.count));
    }
    for passage in entry.passages.iter().map(|&passage| &view.comparison.passages[passage]) {
        said.push(sentence(documents, link, passage));
    }
    if let Some(nearest) = &link.nearest {
        let other = if link.units.new.is_empty() { documents.new } else { documents.old };
        let address = say::address(other, nearest.unit);
        said.push(format!("nearest: {address}, {} alike", say::alike(nearest.similarity)));
    }
    said
}

/// What happened to a sentence, seen from a link.
fn sentence(documents: Pair<&Document>, link: &Link, passage: &Passage) -> String {
    match (&passage.old, &passage.new) {
        (Some(old), Some(new)) if link.units.old.contains(&old.unit) => {
            format!("a sentence moved to {}", say::address(documents.new, new.unit))
        }
        (Some(old), Some(_)) => format!("a sentence came from old {}", say::address(documents.old, old.unit)),
        (Some(_), None) => "a sentence dropped".to_owned(),
        (None, _) => "a sentence added".to_owned(),
    }
}
