//! Paragraphs and tables -> lines: numbers restored, notes lifted, tables told from frames.
//!
//! ```text
//! a table of symbol, date and "Distr."     lines of the masthead
//! a table under "Contents"                 furniture
//! a frame of one cell                      what is in it
//! any other table                          a line for each row: "2031 | 4,500"
//! ```

use rustc_hash::FxHashSet;

use super::notes::Notes;
use super::numbering::Numbering;
use super::styles::{Role, Styles};
use super::tree::{Block, Cell, Para, Table, collect};
use super::words::{Words, own_mark};
use crate::document::{Furniture, Place};
use crate::read::line::{Extract, Hint, Line, Start};
use crate::read::structure::kinds;

/// Between the cells of a row.
const CELL: &str = " | ";

/// A heading longer than this is a paragraph in the clothes of one.
const HEADING: usize = 300;

/// The document being laid down.
pub(crate) struct Layer<'s> {
    pub(crate) extract: Extract,
    pub(crate) styles: &'s mut Styles,
    pub(crate) numbering: Numbering,
    pub(crate) notes: Notes,
    /// Marks that paragraphs begin with.
    pub(crate) marks: FxHashSet<String>,
    /// Where lines stand in the main part: number of the line, place of its paragraph.
    pub(crate) origins: Vec<(u32, usize)>,
    /// Words of the body have been laid down: the masthead is over.
    body: bool,
}

impl<'s> Layer<'s> {
    pub(crate) fn new(styles: &'s mut Styles, numbering: Numbering, notes: Notes) -> Self {
        Self {
            extract: Extract::default(),
            styles,
            numbering,
            notes,
            marks: FxHashSet::default(),
            origins: Vec::new(),
            body: false,
        }
    }

    /// Remembers the marks that paragraphs begin with.
    pub(crate) fn learn(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Para(para) => {
                    self.marks.extend(own_mark(para).map(|(label, _)| label));
                    self.learn(&para.boxes);
                }
                Block::Table(table) => {
                    table.rows.iter().flatten().for_each(|cell| self.learn(&cell.blocks));
                }
            }
        }
    }

    /// Lays blocks down.
    pub(crate) fn blocks(&mut self, blocks: &[Block]) {
        let mut n = 0;
        let mut held: Vec<&Para> = Vec::new();
        while let Some(block) = blocks.get(n) {
            n += 1;
            if let Block::Para(para) = block {
                // Notes in frames stand at the foot of their page, whatever they hang at.
                if para.breaks || para.section.is_some() {
                    held.drain(..).for_each(|note| self.para(note));
                }
                if para.framed && own_mark(para).is_some() {
                    held.push(para);
                    continue;
                }
            }
            match block {
                Block::Para(para) if heads_contents(para, &blocks[n..]) => {
                    self.furniture("contents", &para.text);
                    while let Some(Block::Para(blank)) = blocks.get(n)
                        && blank.is_empty()
                    {
                        n += 1;
                    }
                    if let Some(Block::Table(table)) = blocks.get(n)
                        && lists_pages(table)
                    {
                        table.rows.iter().for_each(|row| self.contents_row(row));
                        n += 1;
                    }
                }
                Block::Para(para) => self.para(para),
                Block::Table(table) => self.table(table),
            }
        }
        held.into_iter().for_each(|note| self.para(note));
    }

    fn para(&mut self, para: &Para) {
        if para.contents && (para.role == Role::Contents || is_entry(&para.text)) {
            self.furniture("contents", &para.text);
        } else {
            let (words, counted) = self.words(para);
            self.lines(words, counted, para.role);
        }
        self.blocks(&para.boxes);
    }

    /// The words of a paragraph with its number, and whether it was counted.
    fn words(&mut self, para: &Para) -> (Words, bool) {
        let printed = para.refs.iter().map(|note| self.notes.mark(note)).collect();
        let mut words = Words::of(para, printed, &self.marks);
        let list = para.look.list.filter(|&list| list > 0 && !para.uncounted);
        let number =
            list.and_then(|list| self.numbering.count(list, para.look.level.unwrap_or(0), self.styles));
        let blank = words.text.trim().is_empty();
        let counted = number.is_some() && !blank;
        if let Some(number) = number.filter(|_| !blank) {
            let space = if number.glued { "" } else { " " };
            words.number(&format!("{}{space}", number.text));
        }
        (words, counted)
    }

    /// Lays the words of a paragraph down, a line for each of its lines.
    fn lines(&mut self, words: Words, counted: bool, role: Role) {
        if words.text.trim().is_empty() {
            return;
        }
        let hint = match role {
            _ if words.note.is_some() => Hint::Note(words.note.clone().unwrap_or_default()),
            Role::Title | Role::Heading(_) if words.text.len() > HEADING => Hint::Text,
            // A document has one title: what else is set like it are its parts.
            Role::Title if self.extract.lines.title.is_some() => Hint::Heading(2),
            Role::Title => Hint::Heading(1),
            // "(Thousands of dollars)" belongs to the heading above it and heads nothing itself.
            Role::Heading(level) if is_aside(words.text.trim()) => Hint::Heading(level.saturating_add(1)),
            Role::Heading(level) => Hint::Heading(level),
            Role::Masthead => Hint::Masthead,
            // Where styles say what a heading is, this one is none by style, though it opens a part.
            Role::Text if kinds::is_front_heading(words.text.trim()) => Hint::Heading(2),
            Role::Text | Role::Contents => Hint::Text,
        };
        if role == Role::Title && hint == Hint::Heading(1) && self.extract.lines.title.is_none() {
            self.extract.lines.title = Some(words.text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        self.body |= role != Role::Masthead && !kinds::is_masthead(words.text.trim());
        if hint != Hint::Text || !words.text.trim().contains('\n') {
            let start = if counted { Start::Item } else { start_of(&words.text) };
            self.line(&words, 0..words.text.len(), hint, start, counted);
            return;
        }
        let mut at = 0;
        let mut first = true;
        for part in words.text.split_inclusive('\n') {
            let range = at..at + part.len();
            at = range.end;
            if part.trim().is_empty() && !words.markers.iter().any(|marker| range.contains(&marker.0)) {
                continue;
            }
            let start = match (first, start_of(part)) {
                (true, _) if counted => Start::Item,
                (true, start) => start,
                (false, Start::Item) => Start::Item,
                (false, _) => Start::Maybe,
            };
            self.line(&words, range, hint.clone(), start, counted && first);
            first = false;
        }
    }

    fn line(
        &mut self,
        words: &Words,
        range: std::ops::Range<usize>,
        hint: Hint,
        start: Start,
        counted: bool,
    ) {
        let text = &words.text[range.clone()];
        let mut line = self.extract.lay(text);
        self.origins.extend(words.origin.map(|origin| (line.number, origin)));
        place_markers(&mut line, words, &range);
        line.gap = counted || gap(text);
        line.hint = hint;
        line.start = start;
        self.extract.lines.lines.push(line);
    }

    fn table(&mut self, table: &Table) {
        let frame = table.rows.iter().all(|row| row.iter().filter(|cell| !cell.is_empty()).count() <= 1)
            && table.rows.iter().map(Vec::len).max().unwrap_or(0) <= 2;
        if frame {
            return table.rows.iter().flatten().for_each(|cell| self.blocks(&cell.blocks));
        }
        let masthead = !self.body && table.paras().any(|para| kinds::is_masthead(para.text.trim()));
        if masthead {
            let mut paras = Vec::new();
            table.rows.iter().flatten().for_each(|cell| collect(&cell.blocks, &mut paras));
            return self.masthead_lines(&paras);
        }
        self.body = true;
        for row in &table.rows {
            self.row(row);
        }
    }

    /// Lays blocks down as lines of the masthead, those in tables too.
    pub(crate) fn masthead(&mut self, blocks: &[Block]) {
        let mut paras = Vec::new();
        collect(blocks, &mut paras);
        self.masthead_lines(&paras);
    }

    fn masthead_lines(&mut self, paras: &[&Para]) {
        for para in paras {
            let (words, counted) = self.words(para);
            self.lines(words, counted, Role::Masthead);
        }
    }

    fn row(&mut self, row: &[Cell]) {
        let paras = Table::row_paras(row);
        let alone = row.iter().filter(|cell| !cell.is_empty()).count() == 1;
        if alone && paras.iter().any(|para| own_mark(para).is_some()) {
            // Notes that stand in the last row of their table.
            for para in paras {
                let (words, counted) = self.words(para);
                self.lines(words, counted, Role::Text);
            }
            return;
        }
        let mut words = Words::default();
        // Empty cells between others are kept, for a figure may change its column.
        let mut between = String::new();
        for cell in row.iter().filter(|cell| !(cell.goes_on && cell.is_empty())) {
            if !words.text.is_empty() {
                between.push_str(if between.is_empty() { CELL } else { "| " });
            }
            if cell.is_empty() {
                continue;
            }
            let inside = self.cell(&cell.blocks);
            words.append(&between, inside);
            between.clear();
        }
        if !words.text.trim().is_empty() {
            let range = 0..words.text.len();
            self.line(&words, range, Hint::Row, Start::Block, false);
        }
    }

    fn cell(&mut self, blocks: &[Block]) -> Words {
        let mut words = Words::default();
        for block in blocks {
            match block {
                Block::Para(para) => {
                    let (inside, _) = self.words(para);
                    words.append(" ", trimmed(inside));
                    let boxed = self.cell(&para.boxes);
                    words.append(" ", boxed);
                }
                Block::Table(table) => {
                    for cell in table.rows.iter().flatten().filter(|cell| !cell.is_empty()) {
                        let inside = self.cell(&cell.blocks);
                        words.append(CELL, inside);
                    }
                }
            }
        }
        words
    }

    fn contents_row(&mut self, row: &[Cell]) {
        let cells: Vec<&str> = Table::row_paras(row).into_iter().map(|para| para.text.trim()).collect();
        let text: Vec<&str> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
        self.furniture("contents", &text.join(" "));
    }

    /// Lays down what is no text, and takes it out.
    pub(crate) fn furniture(&mut self, code: &'static str, words: &str) {
        let line = self.extract.lay(words);
        if line.text.text.is_empty() {
            return;
        }
        self.extract.lines.furniture.push(Furniture {
            code,
            place: Place { lines: (line.number, line.number), bytes: line.source, page: None },
            text: line.text.text,
        });
    }

    /// Lays the notes down that the text refers to.
    pub(crate) fn lay_notes(&mut self) {
        // A note may refer to another; it comes after.
        for _ in 0..4 {
            let notes = self.notes.take();
            if notes.is_empty() {
                break;
            }
            for note in notes {
                let mut start = Start::Block;
                let mut paras = Vec::new();
                collect(&note.blocks, &mut paras);
                for para in paras {
                    let (words, _) = self.words(para);
                    let mut words = trimmed(words);
                    if note.custom && start == Start::Block {
                        words = without(words, &note.label);
                    }
                    if words.text.is_empty() && words.note.is_none() {
                        continue;
                    }
                    let range = 0..words.text.len();
                    self.line(&words, range, Hint::Note(note.label.clone()), start, false);
                    start = Start::Never;
                }
            }
        }
    }
}

/// Words without white space before them.
fn trimmed(mut words: Words) -> Words {
    words.number("");
    words.text.truncate(words.text.trim_end().len());
    words
}

/// Takes a mark off that a note begins with.
fn without(mut words: Words, label: &str) -> Words {
    if let Some(rest) = words.text.strip_prefix(label) {
        let taken = words.text.len() - rest.trim_start().len();
        words.text.drain(..taken);
        words.markers.iter_mut().for_each(|marker| marker.0 = marker.0.saturating_sub(taken));
        words.lead = words.lead.saturating_sub(taken);
    }
    words
}

/// The markers and the bold start of a line, where they came to stand after tidying.
fn place_markers(line: &mut Line, words: &Words, range: &std::ops::Range<usize>) {
    let base = line.source.start;
    let inside = words.markers.iter().filter(|marker| {
        range.contains(&marker.0) || (marker.0 == range.end && range.end == words.text.len())
    });
    let markers = inside.map(|(at, label)| (tidied(line, base + at - range.start), label.clone())).collect();
    if words.lead > range.start {
        line.lead = tidied(line, base + words.lead.min(range.end) - range.start);
    }
    line.markers = markers;
}

/// The offset in a line's words of a place in the text.
fn tidied(line: &Line, source: usize) -> usize {
    let text = &line.text.text;
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if line.text.source_at(middle) < source { low = middle + 1 } else { high = middle }
    }
    while !text.is_char_boundary(low) {
        low += 1;
    }
    low
}

/// All of it stands in one pair of brackets.
fn is_aside(text: &str) -> bool {
    text.starts_with('(') && text.find(')').is_some_and(|at| at + 1 == text.len()) && text.contains(' ')
}

/// A tab or a wide gap stands after the first word.
fn gap(text: &str) -> bool {
    let text = text.trim_start();
    let after = text.find(char::is_whitespace).map(|at| &text[at..]);
    after.is_some_and(|after| after.starts_with('\t') || after.starts_with("  ") || after.starts_with(" \t"))
}

/// A label before a tab is one that its author meant.
fn start_of(text: &str) -> Start {
    let text = text.trim_start();
    let first = text.split(char::is_whitespace).next().unwrap_or("");
    let label = first.len() <= 12
        && (first.ends_with(['.', ')', ':']) || first.contains(|c: char| c.is_ascii_digit()));
    if label && gap(text) && text[first.len()..].trim_start().len() > 1 { Start::Item } else { Start::Block }
}

/// An entry of a table of contents: a tab, or a page number at its end.
fn is_entry(text: &str) -> bool {
    let text = text.trim();
    text.contains('\t') || text.ends_with(|c: char| c.is_ascii_digit()) || text.is_empty()
}

/// "Contents", before a table of contents.
fn heads_contents(para: &Para, next: &[Block]) -> bool {
    const WORDS: [&str; 11] = [
        "contents",
        "table of contents",
        "sommaire",
        "table des matières",
        "índice",
        "sumario",
        "содержание",
        "оглавление",
        "目录",
        "المحتويات",
        "inhalt",
    ];
    let text = para.text.trim().trim_end_matches(':').to_lowercase();
    text.len() <= 40
        && WORDS.contains(&text.as_str())
        && next.iter().find(|block| !matches!(block, Block::Para(para) if para.is_empty())).is_some_and(
            |block| match block {
                Block::Para(para) => para.contents,
                Block::Table(table) => lists_pages(table),
            },
        )
}

/// Most rows of a table end in a page number.
fn lists_pages(table: &Table) -> bool {
    let ends: Vec<bool> = table
        .rows
        .iter()
        .filter_map(|row| Table::row_paras(row).into_iter().rev().find(|para| !para.is_empty()))
        .map(|para| para.text.trim().ends_with(|c: char| c.is_numeric()))
        .collect();
    ends.len() > 1 && ends.iter().filter(|&&number| number).count() * 10 >= ends.len() * 6
}
