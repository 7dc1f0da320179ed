//! Tokens -> paragraphs and tables with tracked changes.
//!
//! ```text
//! "7." old, "9." new, tab both, end both
//!     <w:p><w:pPr/><w:del>7.</w:del><w:ins>9.</w:ins><w:r><w:tab/></w:r></w:p>
//! end new
//!     <w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr></w:p>     this paragraph's end was put in
//! end new, of a row
//!     <w:tr><w:trPr><w:ins/></w:trPr><w:tc>…</w:tc></w:tr>   this row was, and all in its cells
//! ```

use super::flow::Placed;
use super::ink;
use super::layout::{Layout, Shown};
use super::moves::{Mark, Range};
use super::package::DATES;
use super::walk::What;
use crate::document::UnitId;
use crate::pair::Pair;

/// Numbers for whatever needs one: no two alike in a file.
#[derive(Debug)]
pub(super) struct Numbers(u32);

impl Numbers {
    pub(super) const fn new() -> Self {
        Self(0)
    }

    pub(super) const fn next(&mut self) -> u32 {
        self.0 += 1;
        self.0
    }

    /// The number given last.
    const fn last(&self) -> u32 {
        self.0
    }
}

/// What hangs at a link: the table of changes points to it, and a comment may speak of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hook {
    pub(super) bookmark: bool,
    pub(super) comment: bool,
}

/// The name of the bookmark at a link.
pub(super) fn bookmark(link: usize) -> String {
    format!("travaux_{link}")
}

/// How far the writing has come.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// How many ends that both texts share have been passed.
    kept: usize,
    /// How many ends of either text.
    lines: Pair<usize>,
    /// Whether a paragraph has begun on either side, and not ended.
    open: Pair<bool>,
    /// Blanks that are to be written, with their properties.
    due: Vec<String>,
    /// For each blank how many paragraphs of either text stand before it.
    pub(super) blanks: Vec<Pair<usize>>,
}

/// The paragraphs being written.
pub(super) struct Body<'a> {
    pub(super) flow: &'a [Placed<'a>],
    pub(super) marks: &'a [Mark],
    pub(super) ranges: &'a [Range],
    pub(super) layout: Layout<'a>,
    /// Where each token begins in the line of its new unit.
    pub(super) offsets: &'a [usize],
    /// What hangs at each link.
    pub(super) hooks: &'a [Hook],
    pub(super) author: String,
    /// The number of a link's comment, which is that of its range too.
    pub(super) comments: Vec<(u32, usize)>,
    pub(super) progress: Progress,
}

impl Body<'_> {
    /// Writes all paragraphs and tables.
    pub(super) fn write(&mut self, out: &mut String, numbers: &mut Numbers) {
        let places = self.places();
        let mut range_numbers = vec![0; self.ranges.len()];
        let paragraphs = self.spans((0, self.flow.len()), |what| *what == What::End);
        let mut rest = paragraphs.as_slice();
        self.progress.due = self.layout.blanks(None).to_vec();
        self.blanks(out);
        while let Some(&paragraph) = rest.first() {
            let rows = self.rows(rest);
            if rows > 0 {
                let rows: Vec<Vec<(usize, usize)>> =
                    rest[..rows].iter().map(|&(from, end)| self.spans((from, end + 1), |_| true)).collect();
                self.table(out, numbers, &rows, &places);
            } else {
                self.paragraph(out, numbers, paragraph, None, &places, &mut range_numbers);
                self.passed(paragraph);
            }
            rest = &rest[rows.max(1)..];
            self.blanks(out);
        }
    }

    /// How many paragraphs follow each other that are rows of one table, and that the source has
    /// nothing between.
    fn rows(&self, paragraphs: &[(usize, usize)]) -> usize {
        let mut table = None;
        for (n, &(_, end)) in paragraphs.iter().enumerate() {
            let Placed { token, row, .. } = &self.flow[end];
            let own = self.layout.table(token.at);
            if !row || (own.is_some() && table.is_some() && own != table) {
                return n;
            }
            table = own.or(table);
            if token.at.new.is_some_and(|new| !self.layout.blanks(Some(new)).is_empty()) {
                return n + 1;
            }
        }
        paragraphs.len()
    }

    /// A paragraph has been written.
    fn passed(&mut self, (from, end): (usize, usize)) {
        self.progress.kept += usize::from(self.marks[end] == Mark::Kept);
        let at = self.flow[end].token.at;
        let begun = |side: fn(Pair<Option<UnitId>>) -> Option<UnitId>| {
            self.flow[from..end].iter().any(|placed| side(placed.token.at).is_some())
        };
        self.progress.open.old = at.old.is_none() && (self.progress.open.old || begun(|at| at.old));
        self.progress.open.new = at.new.is_none() && (self.progress.open.new || begun(|at| at.new));
        self.progress.lines.old += usize::from(at.old.is_some());
        self.progress.lines.new += usize::from(at.new.is_some());
        self.progress.due.extend_from_slice(at.new.map_or(&[], |new| self.layout.blanks(Some(new))));
    }

    /// Writes the blanks that are due, unless a paragraph has begun on either side: one between its
    /// beginning and its end would be taken for its end.
    fn blanks(&mut self, out: &mut String) {
        if self.progress.open.old || self.progress.open.new {
            return;
        }
        for properties in self.progress.due.drain(..) {
            out.push_str(&format!("<w:p><w:pPr>{properties}</w:pPr></w:p>"));
            self.progress.blanks.push(self.progress.lines);
        }
    }

    /// Cuts tokens behind those that end a cell or a paragraph and are asked for.
    fn spans(&self, (from, to): (usize, usize), ends: impl Fn(&What<'_>) -> bool) -> Vec<(usize, usize)> {
        let mut start = from;
        let mut spans = Vec::new();
        for n in from..to {
            let what = &self.flow[n].token.what;
            if what.ends() && ends(what) {
                spans.push((start, n));
                start = n + 1;
            }
        }
        spans
    }

    /// Writes rows that follow each other.
    fn table(
        &mut self,
        out: &mut String,
        numbers: &mut Numbers,
        rows: &[Vec<(usize, usize)>],
        places: &[Option<usize>],
    ) {
        let letters = |&(from, end): &(usize, usize)| -> usize {
            self.flow[from..end].iter().map(|placed| placed.token.what.words().chars().count()).sum()
        };
        let sizes: Vec<Vec<usize>> = rows.iter().map(|row| row.iter().map(letters).collect()).collect();
        let table = rows.iter().find_map(|row| self.layout.table(self.flow[row.last()?.1].token.at));
        let grid = self.layout.grid(table, &sizes).into_owned();
        grid.open(out);
        for row in rows {
            let (Some(&(from, _)), Some(&(_, end))) = (row.first(), row.last()) else { continue };
            let (own, slots) = self.layout.row(self.flow[end].token.at, row.len(), &grid);
            let mut properties = own.to_owned();
            if let Some(element) = element(self.marks[end]) {
                properties.push_str(&format!("<{element} {}/>", self.change(numbers)));
            }
            out.push_str("<w:tr>");
            if !properties.is_empty() {
                out.push_str(&format!("<w:trPr>{properties}</w:trPr>"));
            }
            for slot in slots {
                out.push_str(&format!("<w:tc><w:tcPr>{}</w:tcPr>", slot.properties));
                match slot.inside {
                    Ok(n) => {
                        // No move is in a table, so none has a range there.
                        let cell = row.get(n).copied().unwrap_or((end, end));
                        self.paragraph(out, numbers, cell, Some((n, row.len())), places, &mut []);
                    }
                    Err(own) => {
                        let shown = Shown { properties: own.unwrap_or_default(), ..Shown::default() };
                        out.push_str("<w:p>");
                        self.properties(out, numbers, end, shown);
                        out.push_str("</w:p>");
                    }
                }
                out.push_str("</w:tc>");
            }
            out.push_str("</w:tr>");
            self.passed((from, end));
        }
        out.push_str("</w:tbl>");
    }

    /// For each link the token it is shown at: the first of its new side, else the first there is.
    fn places(&self) -> Vec<Option<usize>> {
        let mut places: Vec<Option<usize>> = vec![None; self.hooks.len()];
        let mut is_new = vec![false; self.hooks.len()];
        for (n, placed) in self.flow.iter().enumerate() {
            let new = placed.token.at.new.is_some();
            let link = placed.link;
            if places[link].is_none() || (new && !is_new[link]) {
                places[link] = Some(n);
                is_new[link] = new;
            }
        }
        places
    }

    fn paragraph(
        &mut self,
        out: &mut String,
        numbers: &mut Numbers,
        (from, end): (usize, usize),
        cell: Option<(usize, usize)>,
        places: &[Option<usize>],
        range_numbers: &mut [u32],
    ) {
        out.push_str("<w:p>");
        let shown = self.layout.paragraph(self.flow[end].token.at, cell);
        self.properties(out, numbers, end, shown);
        let mut hooked: Vec<usize> = (from..=end).map(|n| self.flow[n].link).collect();
        hooked.dedup();
        hooked.sort_unstable();
        hooked.dedup();
        hooked.retain(|&link| places[link].is_some_and(|place| (from..=end).contains(&place)));
        for &link in hooked.iter().filter(|&&link| self.hooks[link].bookmark) {
            let (id, name) = (numbers.next(), bookmark(link));
            out.push_str(&format!(
                "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{id}\"/>"
            ));
        }
        let commented: Vec<(u32, usize)> = hooked
            .iter()
            .filter(|&&link| self.hooks[link].comment)
            .map(|&link| (numbers.next(), link))
            .collect();
        for (id, _) in &commented {
            out.push_str(&format!("<w:commentRangeStart w:id=\"{id}\"/>"));
        }
        self.runs(out, numbers, (from, end), range_numbers);
        for (id, _) in &commented {
            out.push_str(&format!("<w:commentRangeEnd w:id=\"{id}\"/>"));
            // A comment goes and comes with its paragraph.
            let tracked = element(self.marks[end]);
            if let Some(element) = tracked {
                let change = self.change(numbers);
                out.push_str(&format!("<{element} {change}>"));
            }
            out.push_str(&format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>"));
            close(out, tracked.map(|_| self.marks[end]));
        }
        self.comments.extend(commented);
        out.push_str("</w:p>");
        self.range_ends(out, end, range_numbers);
    }

    /// Style and mark of a paragraph, as its end says.
    fn properties(&self, out: &mut String, numbers: &mut Numbers, end: usize, shown: Shown) {
        out.push_str("<w:pPr>");
        out.push_str(&shown.properties);
        if let Some(element) = element(self.marks[end]) {
            let change = self.change(numbers);
            out.push_str(&format!("<w:rPr><{element} {change}/></w:rPr>"));
        }
        out.push_str(&shown.section);
        if let Some(before) = shown.before {
            let change = self.change(numbers);
            out.push_str(&format!("<w:pPrChange {change}><w:pPr>{before}</w:pPr></w:pPrChange>"));
        }
        out.push_str("</w:pPr>");
    }

    /// The attributes of a change.
    fn change(&self, numbers: &mut Numbers) -> String {
        format!(
            "w:id=\"{}\" w:author=\"{}\" w:date=\"{}\"",
            numbers.next(),
            self.author,
            DATES[self.progress.kept % 2]
        )
    }

    /// The words of a paragraph: one run for neighbours that are tracked and set alike.
    fn runs(
        &self,
        out: &mut String,
        numbers: &mut Numbers,
        (from, end): (usize, usize),
        range_numbers: &mut [u32],
    ) {
        let mut open: Option<Mark> = None;
        let mut run: Option<(String, String)> = None;
        for n in from..=end {
            let mark = self.marks[n];
            let (words, raised) = match &self.flow[n].token.what {
                What::Words(words) => (words.as_ref(), false),
                What::Raised(words) => (words.as_ref(), true),
                What::Between(_) | What::End => ("", false),
            };
            let is_end = self.flow[n].token.what.ends();
            let starts = self.ranges.iter().any(|range| range.tokens.0 == n);
            let other = is_end || starts || open.is_some_and(|open| open != mark);
            if other {
                put(out, open, run.take());
                close(out, open.take());
            }
            self.range_starts(out, numbers, n, range_numbers);
            if is_end {
                break;
            }
            if open.is_none() {
                if let Some(element) = element(mark) {
                    let change = self.change(numbers);
                    out.push_str(&format!("<{element} {change}>"));
                }
                open = Some(mark);
            }
            for (look, words) in self.layout.pieces(self.flow[n].token.at, self.offsets[n], words, raised) {
                if run.as_ref().is_some_and(|(before, _)| *before != look) {
                    put(out, open, run.take());
                }
                run.get_or_insert_with(|| (look, String::new())).1.push_str(words);
            }
            if self.ranges.iter().any(|range| range.tokens.1 == n) {
                put(out, open, run.take());
                close(out, open.take());
                self.range_ends(out, n, range_numbers);
            }
        }
    }

    fn range_starts(&self, out: &mut String, numbers: &mut Numbers, token: usize, range_numbers: &mut [u32]) {
        for (range, number) in
            self.ranges.iter().zip(range_numbers).filter(|(range, _)| range.tokens.0 == token)
        {
            let change = self.change(numbers);
            *number = numbers.last();
            let direction = if range.to { "To" } else { "From" };
            out.push_str(&format!("<w:move{direction}RangeStart {change} w:name=\"move{}\"/>", range.number));
        }
    }

    fn range_ends(&self, out: &mut String, token: usize, range_numbers: &[u32]) {
        for (range, id) in self.ranges.iter().zip(range_numbers).filter(|(range, _)| range.tokens.1 == token)
        {
            let direction = if range.to { "To" } else { "From" };
            out.push_str(&format!("<w:move{direction}RangeEnd w:id=\"{id}\"/>"));
        }
    }
}

/// Writes a run, with its properties, inside a change that is open.
fn put(out: &mut String, open: Option<Mark>, run: Option<(String, String)>) {
    if let Some((properties, words)) = run {
        ink::run(out, &properties, &words, open == Some(Mark::Deleted));
    }
}

/// The element that tracks a change.
const fn element(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Kept => None,
        Mark::Deleted => Some("w:del"),
        Mark::Inserted => Some("w:ins"),
        Mark::From => Some("w:moveFrom"),
        Mark::To => Some("w:moveTo"),
    }
}

fn close(out: &mut String, open: Option<Mark>) {
    if let Some(element) = open.and_then(element) {
        out.push_str(&format!("</{element}>"));
    }
}
