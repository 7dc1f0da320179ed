//! The tree of a page -> lines with hints, block by block.
//!
//! ```text
//! <h2>B. Threats</h2>             Line { hint: Heading(2), text: "B. Threats" }
//! <ol start=3><li>States noted    Line { start: Item, indent: 0, text: "3. States noted" }
//! <div id=fn4>4. See …            Line { hint: Note("4"), text: "See …" }
//! ```
//!
//! A block ends where another begins, wherever that is in the tree: words between two paragraphs are
//! a paragraph too. What stands in an item is four columns further in than the item.

mod lay;

use crate::read::Revisions;
use crate::read::html::lists::List;
use crate::read::html::notes::{self, Notes};
use crate::read::html::style::{self, Change};
use crate::read::html::tables::{self, Table};
use crate::read::html::tree::{Data, Id, Tree};
use crate::read::html::words::Words;
use crate::read::line::{Extract, Hint, Line, Mapped, Start};
use crate::read::structure::labels::readings;

/// Deeper trees are read as flat words.
const DEEPEST: usize = 400;

/// Columns that stand for one level.
const STEP: u16 = 4;

/// What holds for the words under an element.
#[derive(Clone, Copy, Debug, Default)]
struct Around {
    depth: usize,
    bold: bool,
    change: Change,
    indent: u16,
}

/// What is known of a page before its words are read.
pub(crate) struct Page<'t> {
    pub(super) tree: &'t Tree,
    pub(super) notes: Notes,
    /// For each node why it is left out, if it is.
    pub(super) left_out: Vec<Option<&'static str>>,
    pub(super) revisions: Revisions,
    /// Underlining means insertion.
    pub(super) underlined: bool,
}

/// Reads the blocks of a page.
pub(crate) fn walk(page: &Page<'_>) -> Extract {
    let mut walker = Walker {
        page,
        out: Extract::default(),
        words: Words::default(),
        hint: Hint::Text,
        indent: 0,
        item: None,
        lists: Vec::new(),
        cells: 0,
        goes_on: false,
        level: 0,
        struck: 0,
        inlined: Vec::new(),
        count: 0,
    };
    walker.node(0, Around::default());
    walker.flush();
    walker.finish()
}

struct Walker<'p> {
    page: &'p Page<'p>,
    out: Extract,
    words: Words,
    hint: Hint,
    indent: u16,
    /// The label that stands before the next words, and the columns before it.
    item: Option<(String, u16)>,
    lists: Vec<List>,
    /// Cells of a table's row that are open: blocks do not end in them.
    cells: usize,
    /// The next line goes on with the note before.
    goes_on: bool,
    /// Deepest heading level so far, for bold paragraphs.
    level: u8,
    /// Struck passages left out.
    struck: usize,
    /// Notes that stand in the running text, to be read after its block.
    inlined: Vec<(Id, String)>,
    /// Notes without a mark of their own so far.
    count: u32,
}

impl Walker<'_> {
    fn node(&mut self, id: Id, around: Around) {
        let tree = self.page.tree;
        match tree.data(id) {
            Data::Text(text) => self.text(text, around),
            Data::Other => self.children(id, around),
            Data::Element(..) => self.element(id, around),
        }
    }

    fn children(&mut self, id: Id, around: Around) {
        if around.depth > DEEPEST {
            let words = self.page.tree.words(id, usize::MAX);
            return self.text(&words, around);
        }
        let around = Around { depth: around.depth + 1, ..around };
        for child in self.page.tree.children(id) {
            self.node(child, around);
        }
    }

    fn text(&mut self, text: &str, around: Around) {
        let shown = match self.page.revisions {
            Revisions::Show => around.change,
            Revisions::Accept if around.change == Change::Deleted => return,
            Revisions::Reject if around.change == Change::Inserted => return,
            _ => Change::None,
        };
        self.words.push(text, around.bold, shown);
    }

    fn element(&mut self, id: Id, around: Around) {
        let tree = self.page.tree;
        let name = tree.name(id);
        // Pages that fold their articles have headings in buttons.
        let folds = name == "button" && matches!(self.hint, Hint::Heading(_));
        if style::is_never_text(name) && !folds || self.page.notes.back[id] {
            return;
        }
        if let Some(code) = self.page.left_out[id] {
            return self.leave_out(id, code);
        }
        if style::is_hidden(tree, id) {
            return self.leave_out(id, "hidden");
        }
        if self.page.notes.comments[id] {
            return self.leave_out(id, "comment");
        }
        let mut inner = around;
        inner.bold = style::bold(tree, id).unwrap_or(around.bold);
        match style::change(tree, id, self.page.underlined) {
            Change::None => {}
            Change::Deleted => {
                self.struck += usize::from(around.change != Change::Deleted);
                inner.change = Change::Deleted;
            }
            Change::Inserted if around.change != Change::Deleted => inner.change = Change::Inserted,
            Change::Inserted => {}
        }
        if let Some(label) = self.page.notes.markers[id].clone() {
            return self.marker(label, inner);
        }
        if let Some(label) = self.page.notes.bodies[id].clone() {
            return self.note(id, label, inner);
        }
        if notes::is_inlined(tree, id) && !matches!(self.hint, Hint::Note(_)) {
            return self.inlined(id, inner);
        }
        if style::is_block(name) || style::is_made_block(tree, id) {
            self.block(id, inner)
        } else {
            self.inline(id, inner)
        }
    }

    fn inline(&mut self, id: Id, around: Around) {
        let tree = self.page.tree;
        match tree.name(id) {
            "br" if self.cells > 0 => self.words.gap(),
            "br" => self.words.line_break(),
            "wbr" => {}
            "img" => {}
            "q" => {
                self.text("“", around);
                self.children(id, around);
                self.text("”", around);
            }
            "sup" => self.raised(id, around),
            "span" if is_word_label(tree, id) => self.word_label(id),
            "span" | "font"
                if style::property(tree, id, "vertical-align").is_some_and(|align| align == "super") =>
            {
                self.raised(id, around);
            }
            _ => self.children(id, around),
        }
    }

    /// A raised number right after a word is a note's marker; after a measure it is a power.
    fn raised(&mut self, id: Id, around: Around) {
        let tree = self.page.tree;
        let has_link = tree.under(id).take(20).any(|down| self.page.notes.markers[down].is_some());
        let label = notes::mark(&tree.words(id, 16)).filter(|_| !has_link);
        let digits =
            label.as_ref().filter(|label| label.bytes().all(|byte| byte.is_ascii_digit() || byte == b'*'));
        let word = self.words.text.trim_end().rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
        let letters = word.chars().rev().take_while(|c| c.is_alphabetic()).count();
        let stop = word.ends_with(['.', ',', ';', ':', '”', '"', '’', ')', ']', '»', '。', '，', '；', '、']);
        let ideograph = word.ends_with(|c: char| ('\u{3400}'..='\u{9FFF}').contains(&c));
        match digits {
            Some(label) if letters >= 3 || stop || ideograph => {
                let label = label.clone();
                self.marker(label, around);
            }
            _ => self.children(id, around),
        }
    }

    fn marker(&mut self, label: String, around: Around) {
        let gone = match self.page.revisions {
            Revisions::Show => false,
            Revisions::Accept => around.change == Change::Deleted,
            Revisions::Reject => around.change == Change::Inserted,
        };
        if !gone {
            self.words.trim_end_before_marker();
            self.words.marker(label);
        }
    }

    /// The label that Word prints before a list's item.
    fn word_label(&mut self, id: Id) {
        let words = self.page.tree.words(id, 60);
        let label = words.trim_matches(|c: char| c.is_whitespace() || c == '\u{A0}');
        let bullet =
            label.chars().count() == 1 && !label.chars().all(|c| c.is_ascii_digit() || "a".contains(c));
        if !label.is_empty() {
            let label = format!("{} ", if bullet { "•" } else { label });
            self.item = Some((label, self.indent));
        }
    }

    fn block(&mut self, id: Id, around: Around) {
        let tree = self.page.tree;
        match tree.name(id) {
            _ if self.cells > 0 => {
                self.words.gap();
                if tree.name(id) == "li" {
                    let label = self.lists.last_mut().map(|list| list.label(tree, id)).unwrap_or_default();
                    self.words.push(&label, false, Change::None);
                }
                self.list_or_children(id, around);
                self.words.gap();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = tree.name(id)[1..].parse().unwrap_or(6);
                self.heading(id, level, around);
            }
            "ol" | "ul" | "menu" | "dir" => {
                self.flush();
                let deeper = !self.lists.is_empty() || self.is_introduced();
                let below = if self.lists.is_empty() && deeper { STEP } else { 0 };
                let indent = list_level(tree, id).map_or(around.indent + below, |level| STEP * level);
                self.list_or_children(id, Around { indent, ..around });
                self.flush();
            }
            "li" => self.item(id, around),
            // "14." or "(a)" as a term is the label of its definition.
            "dt" if tables::is_label(&tree.words(id, 40)) => {
                self.flush();
                self.item = Some((format!("{} ", tree.words(id, 40)), around.indent));
            }
            "dt" => self.inside(id, Hint::Text, around),
            "dd" => {
                self.inside(id, Hint::Text, Around { indent: around.indent + STEP, ..around });
            }
            "pre" => self.verbatim(id, around),
            "table" => self.table(id, around),
            _ if tree.attribute(id, "role") == Some("heading") => {
                let level = tree.attribute(id, "aria-level").and_then(|level| level.trim().parse().ok());
                self.heading(id, level.unwrap_or(2).clamp(1, 6), around);
            }
            _ => {
                let indent = word_level(tree, id).map_or(around.indent, |level| STEP * (level - 1));
                let hint = self.hint.clone();
                self.inside(id, hint, Around { indent, ..around });
            }
        }
    }

    fn list_or_children(&mut self, id: Id, around: Around) {
        let tree = self.page.tree;
        if matches!(tree.name(id), "ol" | "ul" | "menu" | "dir") {
            self.lists.push(List::of(tree, id));
            self.children(id, around);
            self.lists.pop();
        } else {
            self.children(id, around);
        }
    }

    /// The line before ends in a colon and begins with a label: a list after it hangs under it.
    fn is_introduced(&self) -> bool {
        self.out.lines.lines.last().is_some_and(|last| {
            last.text.text.trim_end().ends_with([':', '：'])
                && matches!(last.hint, Hint::Text)
                && !readings(&last.text.text, false).is_empty()
        })
    }

    fn inside(&mut self, id: Id, hint: Hint, around: Around) {
        self.flush();
        let outer =
            (std::mem::replace(&mut self.hint, hint), std::mem::replace(&mut self.indent, around.indent));
        self.children(id, around);
        self.flush();
        (self.hint, self.indent) = outer;
    }

    fn heading(&mut self, id: Id, level: u8, around: Around) {
        self.level = self.level.max(level);
        self.inside(id, Hint::Heading(level), Around { bold: false, ..around });
    }

    fn item(&mut self, id: Id, around: Around) {
        let tree = self.page.tree;
        self.flush();
        let label = self.lists.last_mut().map(|list| list.label(tree, id)).unwrap_or_default();
        self.item = Some((label, around.indent));
        let outer = std::mem::replace(&mut self.indent, around.indent);
        self.children(id, Around { indent: around.indent + STEP, ..around });
        self.flush();
        self.item = None;
        self.indent = outer;
    }

    fn note(&mut self, id: Id, label: String, around: Around) {
        self.flush();
        self.item = None;
        // A note in a cell is no part of the row.
        let row = (self.cells > 0).then(|| std::mem::take(&mut self.words));
        let outer = (std::mem::replace(&mut self.hint, Hint::Note(label)), self.indent, self.cells);
        (self.indent, self.cells, self.goes_on) = (0, 0, false);
        self.children(id, Around { indent: 0, ..around });
        self.flush();
        self.goes_on = false;
        (self.hint, self.indent, self.cells) = outer;
        self.words = row.unwrap_or_default();
    }

    /// A note in the running text: its words wait until the block has ended.
    fn inlined(&mut self, id: Id, around: Around) {
        let words = self.page.tree.words(id, 24);
        let first = words.split([' ', '.', ')']).next().unwrap_or("");
        let label = notes::mark(first).filter(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
        let waiting = self.words.markers.last().map(|marker| marker.1.clone());
        let known = |label: &String| self.inlined.iter().all(|other| other.1 != *label);
        let label = label.or_else(|| waiting.clone().filter(known)).unwrap_or_else(|| {
            self.count += 1;
            self.count.to_string()
        });
        if waiting.as_ref() != Some(&label) && !self.words.text.trim().is_empty() {
            self.marker(label.clone(), around);
        }
        self.inlined.push((id, label));
    }

    fn verbatim(&mut self, id: Id, around: Around) {
        self.flush();
        let mut text = String::new();
        for node in self.page.tree.under(id) {
            match self.page.tree.data(node) {
                Data::Text(words) => text.push_str(words),
                _ if self.page.tree.name(node) == "br" => text.push('\n'),
                _ => {}
            }
        }
        // With blank lines between, it is prose that somebody typed: paragraphs, not code.
        if text.trim().contains("\n\n") || text.trim().contains("\n\r\n") {
            let mut start = Start::Block;
            for words in text.lines() {
                if words.trim().is_empty() {
                    start = Start::Block;
                    continue;
                }
                let indent = around.indent;
                let line = self.out.lay(words);
                self.out.lines.lines.push(Line { start, indent, ..line });
                start = Start::Maybe;
            }
            return;
        }
        for (n, words) in text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
            let line = self.out.lay(words.trim_end());
            let start = if n == 0 { Start::Block } else { Start::Never };
            let text = Mapped::verbatim(words.trim_end(), line.source.start);
            self.out.lines.lines.push(Line {
                text,
                hint: Hint::Verbatim,
                start,
                indent: around.indent,
                ..line
            });
        }
    }

    fn table(&mut self, id: Id, around: Around) {
        let tree = self.page.tree;
        self.flush();
        match tables::kind(tree, id) {
            Table::Layout => self.inside(id, Hint::Text, around),
            Table::Labels => {
                for row in tables::rows(tree, id) {
                    self.row(row, Hint::Text, " ", around);
                }
            }
            Table::Data => {
                for child in tree.children(id).filter(|&child| tree.name(child) == "caption") {
                    self.inside(child, Hint::Text, around);
                }
                for row in tables::rows(tree, id) {
                    self.row(row, Hint::Row, " | ", around);
                }
            }
        }
    }

    fn row(&mut self, row: Id, hint: Hint, between: &str, around: Around) {
        let tree = self.page.tree;
        self.flush();
        let outer =
            (std::mem::replace(&mut self.hint, hint), std::mem::replace(&mut self.indent, around.indent));
        let mut some = false;
        for (n, cell) in tree.children(row).filter(|&cell| matches!(tree.name(cell), "td" | "th")).enumerate()
        {
            if n > 0 {
                self.words.close();
                self.words.trim_end();
                self.words.text.push_str(between);
            }
            let before = self.words.text.len();
            self.cells += 1;
            // The hidden, the struck and the changed hold for cells too.
            if self.page.notes.bodies[cell].is_some() {
                self.children(cell, around);
            } else {
                let bold = around.bold || style::bold(tree, cell) == Some(true);
                self.children(cell, Around { bold, ..around });
            }
            self.cells -= 1;
            some |= !self.words.text[before.min(self.words.text.len())..].trim().is_empty();
        }
        if !some && self.words.markers.is_empty() {
            self.words = Words::default();
        }
        self.flush();
        (self.hint, self.indent) = outer;
    }
}

/// Google Docs: `<ol class="lst-kix_x-1">` is of the second level, though it stands in no other.
fn list_level(tree: &Tree, id: Id) -> Option<u16> {
    let mut names = tree.attribute(id, "class")?.split_whitespace();
    let level = names.find_map(|name| name.strip_prefix("lst-kix_")?.rsplit_once('-')?.1.parse().ok())?;
    (level < 10).then_some(level)
}

/// Word: `<span style='mso-list:Ignore'>`.
fn is_word_label(tree: &Tree, id: Id) -> bool {
    style::property(tree, id, "mso-list").is_some_and(|value| value == "ignore")
}

/// Word: `<p style='mso-list:l0 level2 lfo1'>` is of level 2.
fn word_level(tree: &Tree, id: Id) -> Option<u16> {
    let list = style::property(tree, id, "mso-list")?;
    let digits = list.split("level").nth(1)?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok().filter(|level| (1..10).contains(level))
}
