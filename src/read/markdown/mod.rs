//! Markdown -> lines: the block structure, line by line.
//!
//! ```text
//! ## B. Threats             Line { hint: Heading(2), text: "B. Threats" }
//! 2. **Individual efforts** Line { start: Item, indent: 0, text: "2. Individual efforts", lead: 21 }
//!
//!     Each Party shall      Line { start: Block, indent: 4 }      (a continuation of 2, never code)
//! [^4]: Housing issue.      Line { hint: Note("4") }
//! * TOC, {:toc}, ---        furniture
//! ```
//!
//! Negotiated texts are not clean CommonMark: they are indented for looks, their brackets nest and
//! don't close, and lists change level by a space or two. A CommonMark parser takes indented
//! paragraphs for code and drops list numbers, so block structure is read here and only the inline
//! markup of one block at a time is left to `pulldown-cmark` (`inline`).

mod inline;

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use self::inline::{Piece, Struck, inline};
use super::Revisions;
use super::line::{Hint, Line, Lines, RawLine, Start, indent_of, raw_lines};
use crate::document::{Furniture, Place};

/// Link definitions: label in small letters -> target.
pub(crate) type Definitions = FxHashMap<String, String>;

macro_rules! pattern {
    ($name:ident, $pattern:literal) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a constant pattern"));
    };
}

pattern!(HEADING, r"^(#{1,6})(?:\s+(.*?))?\s*#*\s*$");
pattern!(ITEM, r"^(?:[-*+]|[0-9]{1,3}[.)])\s+");
pattern!(LINK, r#"^\[([^\]^][^\]]*)\]:[ \t]*<?([^\s>]+)>?(?:[ \t]+["'(].*)?$"#);
pattern!(NOTE, r"^\[\^([^\]\s]{1,60})\]:[ \t]*");
pattern!(ATTRIBUTES, r"^\{:.*\}$");
pattern!(TRAILING_ATTRIBUTES, r"[ \t]*\{[:#][^{}]*\}[ \t]*$");
pattern!(RULE, r"^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$");
pattern!(RFC_PART, r"^--- [a-z]+$");
pattern!(TABLE_RULE, r"^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$");
pattern!(CONTENTS, r"^(?:(?:[-*+]|1\.)[ \t]+[Tt][Oo][Cc]|\[\[_TOC_\]\]|\[TOC\]|\{:toc\})$");

/// Whether a text without a telling name is Markdown: front matter, headings, notes or link
/// definitions in its first lines.
pub(crate) fn looks_like(text: &str) -> bool {
    let mut signs = 0;
    for (n, line) in text.lines().take(400).enumerate() {
        let line = line.trim();
        if line.len() > 300 {
            continue;
        }
        let heading = line.starts_with('#') && HEADING.is_match(line) && line.trim_matches('#').len() > 2;
        signs += usize::from(n == 0 && line == "---") * 2;
        signs += usize::from(heading) * 2
            + usize::from(
                line.starts_with("[^") && NOTE.is_match(line)
                    || line.starts_with('{') && ATTRIBUTES.is_match(line)
                    || line.starts_with('[') && LINK.is_match(line),
            );
    }
    signs >= 2
}

/// Reads the lines of a decoded Markdown text.
pub(crate) fn lines(text: &str, revisions: Revisions) -> Lines {
    let raw = raw_lines(text);
    let mut reader = Reader {
        text,
        out: Lines { indent_is_depth: true, ..Lines::default() },
        definitions: definitions(text, &raw),
        block: Vec::new(),
        head: Line::default(),
        blank: true,
        in_note: false,
        struck: Struck { revisions, ..Struck::default() },
    };
    let mut n = reader.front_matter(&raw);
    while n < raw.len() {
        n = reader.step(&raw, n);
    }
    reader.flush();
    reader.finish()
}

fn definitions(text: &str, raw: &[RawLine]) -> Definitions {
    let mut definitions = Definitions::default();
    for line in raw {
        let trimmed = text[line.range.clone()].trim();
        if let Some(found) = link_definition(trimmed) {
            definitions.entry(found.0.to_lowercase()).or_insert_with(|| found.1.to_owned());
        }
    }
    definitions
}

/// `[label]: target`, if the target is one: "[Article 3]: see below" is text.
fn link_definition(line: &str) -> Option<(&str, &str)> {
    if !line.starts_with('[') || line.len() > 2000 {
        return None;
    }
    let found = LINK.captures(line)?;
    let (label, target) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    inline::is_target(target).then_some((label, target))
}

struct Reader<'a> {
    text: &'a str,
    out: Lines,
    definitions: Definitions,
    /// Lines of the block that is being read.
    block: Vec<Piece<'a>>,
    /// What the block's first line is.
    head: Line,
    blank: bool,
    in_note: bool,
    struck: Struck,
}

impl<'a> Reader<'a> {
    fn trimmed(&self, raw: &RawLine) -> &'a str {
        self.text[raw.range.clone()].trim()
    }

    /// YAML between two lines of three dashes at the very start. Returns the line after it.
    fn front_matter(&mut self, raw: &[RawLine]) -> usize {
        if raw.first().is_none_or(|line| self.text[line.range.clone()].trim_end() != "---") {
            return 0;
        }
        let end = raw.iter().skip(1).take(2000).position(|line| {
            matches!(self.trimmed(line), "---" | "...") || RFC_PART.is_match(self.trimmed(line))
        });
        let Some(end) = end.map(|end| end + 1) else { return 0 };
        for line in &raw[1..end] {
            let title = self.text[line.range.clone()].strip_prefix("title:");
            if let Some(title) =
                title.map(|title| title.trim().trim_matches(['"', '\''])).filter(|title| !title.is_empty())
            {
                self.out.title = Some(title.to_owned());
            }
        }
        self.furniture("front-matter", &raw[0], &raw[end]);
        end + 1
    }

    fn furniture(&mut self, code: &'static str, first: &RawLine, last: &RawLine) {
        let bytes = first.range.start..last.range.end;
        let text = self.text[bytes.clone()].trim().to_owned();
        self.out.furniture.push(Furniture {
            code,
            place: Place { lines: (first.number, last.number), bytes, page: None },
            text,
        });
    }

    /// Reads one line, or as many as belong together. Returns the next line's number.
    fn step(&mut self, raw: &[RawLine], n: usize) -> usize {
        let line = &raw[n];
        let trimmed = self.trimmed(line);
        // A line of a quotation without words parts paragraphs as well.
        if trimmed.trim_start_matches(['>', ' ']).is_empty() {
            self.flush();
            self.blank = true;
            return n + 1;
        }
        let next = self
            .region(raw, n, trimmed)
            .or_else(|| self.out_of_text(raw, n, trimmed))
            .or_else(|| self.heading(raw, n, trimmed))
            .or_else(|| self.table(raw, n, trimmed))
            .unwrap_or_else(|| {
                self.words(line);
                n + 1
            });
        self.blank = false;
        next
    }

    /// Fenced code and comments, which end by their own sign.
    fn region(&mut self, raw: &[RawLine], n: usize, trimmed: &str) -> Option<usize> {
        if trimmed.starts_with("<!--") {
            self.flush();
            let end = (n..raw.len()).find(|&m| self.trimmed(&raw[m]).contains("-->"))?;
            if self.trimmed(&raw[end]).ends_with("-->") {
                self.furniture("comment", &raw[n], &raw[end]);
                return Some(end + 1);
            }
        }
        let fence = ["```", "~~~"].into_iter().find(|fence| trimmed.starts_with(fence))?;
        if trimmed.trim_start_matches(&fence[..1]).contains(&fence[..1]) {
            return None;
        }
        let end = (n + 1..raw.len()).find(|&m| {
            let line = self.trimmed(&raw[m]);
            line.starts_with(fence) && line.trim_matches(|c| fence.starts_with(c)).is_empty()
        })?;
        self.flush();
        self.furniture("markup", &raw[n], &raw[n]);
        for (m, line) in raw[n + 1..end].iter().enumerate() {
            if !self.trimmed(line).is_empty() {
                let source = self.text[line.range.clone()].trim_end();
                let start = if m == 0 { Start::Block } else { Start::Never };
                let text = super::line::Mapped::verbatim(source, line.range.start);
                self.out.lines.push(Line { text, hint: Hint::Verbatim, start, ..self.place(line) });
            }
        }
        self.furniture("markup", &raw[end], &raw[end]);
        Some(end + 1)
    }

    /// Lines that are no text: attributes, contents, link definitions, rules.
    fn out_of_text(&mut self, raw: &[RawLine], n: usize, trimmed: &str) -> Option<usize> {
        if trimmed.len() > 2000 {
            return None;
        }
        let underline = trimmed.starts_with(['-', '=']) && self.is_setext();
        let code = match () {
            () if CONTENTS.is_match(trimmed) => "contents",
            () if ATTRIBUTES.is_match(trimmed) || RFC_PART.is_match(trimmed) => "markup",
            () if link_definition(trimmed).is_some() => "link-definition",
            () if RULE.is_match(trimmed) && underline => {
                self.head.hint = Hint::Heading(if trimmed.starts_with('=') { 1 } else { 2 });
                "markup"
            }
            () if RULE.is_match(trimmed) => "rule",
            () => return None,
        };
        self.flush();
        self.furniture(code, &raw[n], &raw[n]);
        Some(n + 1)
    }

    /// A rule under one short line of text is an underline: the line is a heading.
    fn is_setext(&self) -> bool {
        !self.blank
            && self.block.len() == 1
            && self.head.hint == Hint::Text
            && self.block[0].text.len() <= 120
            && !self.block[0].text.ends_with('.')
    }

    fn heading(&mut self, raw: &[RawLine], n: usize, trimmed: &'a str) -> Option<usize> {
        if !trimmed.starts_with('#') || trimmed.len() > 2000 {
            return None;
        }
        let found = HEADING.captures(trimmed)?;
        let level = u8::try_from(found.get(1)?.len()).unwrap_or(6);
        let words = found.get(2)?;
        self.flush();
        let line = &raw[n];
        self.head = Line { hint: Hint::Heading(level), start: Start::Block, ..self.place(line) };
        let at = line.range.start + self.indent_bytes(line) + words.start();
        self.piece(line, words.as_str(), at);
        self.flush();
        Some(n + 1)
    }

    /// A table: a row, a line of dashes, rows. One line for each row.
    fn table(&mut self, raw: &[RawLine], n: usize, trimmed: &str) -> Option<usize> {
        let under = raw.get(n + 1).map(|line| self.trimmed(line))?;
        if !trimmed.contains('|')
            || !under.contains('|')
            || !under.contains('-')
            || !TABLE_RULE.is_match(under)
        {
            return None;
        }
        self.flush();
        self.row(&raw[n]);
        self.furniture("rule", &raw[n + 1], &raw[n + 1]);
        let mut m = n + 2;
        while raw.get(m).is_some_and(|line| self.trimmed(line).contains('|')) {
            self.row(&raw[m]);
            m += 1;
        }
        Some(m)
    }

    fn row(&mut self, line: &RawLine) {
        let trimmed = self.trimmed(line);
        let base = line.range.start + self.indent_bytes(line);
        let mut row = Line { hint: Hint::Row, start: Start::Block, ..self.place(line) };
        for cell in cells(trimmed) {
            let (words, at) = (
                trimmed[cell.clone()].trim(),
                cell.start + trimmed[cell.clone()].len() - trimmed[cell.clone()].trim_start().len(),
            );
            let piece = Piece { text: words, at: base + at, raw: line.clone() };
            let inner = inline(&[piece], &self.definitions, &mut self.struck).pop().unwrap_or_default();
            if !row.text.text.is_empty() || cell.start > 1 {
                row.text.push(" | ", base + cell.start.saturating_sub(1));
            }
            let before = row.text.text.len();
            row.text.push_part(&inner.text, 0..inner.text.text.len());
            row.markers.extend(inner.markers.into_iter().map(|(at, label)| (before + at, label)));
        }
        self.out.lines.push(row);
    }

    /// A line of words: it begins a block, or goes on with one.
    fn words(&mut self, line: &RawLine) {
        let whole = &self.text[line.range.clone()];
        let quote = whole.trim_start().starts_with("> ");
        let inner =
            if quote { whole.trim_start().trim_start_matches(['>', ' ']) } else { whole.trim_start() };
        let at = line.range.end - inner.len();
        let inner = inner.trim_end();
        let note = NOTE.captures(inner);
        let item = ITEM.is_match(inner) && note.is_none();
        let after_item = self.head.start == Start::Item && self.block.len() == 1;
        let indented = indent_of(whole) >= 2;
        let start = match () {
            () if note.is_some() => Start::Block,
            () if self.in_note && (!self.blank || indented) && !item => Start::Never,
            () if item && (self.blank || self.block.is_empty() || after_item) => Start::Item,
            () if self.blank || self.block.is_empty() => Start::Block,
            () => Start::Maybe,
        };
        if start != Start::Maybe {
            self.flush();
            self.head = Line { start, ..self.place(line) };
        }
        let mut skip = 0;
        if let Some(note) = note {
            let label = note.get(1).map_or("", |label| label.as_str()).to_owned();
            skip = note.get(0).map_or(0, |whole| whole.len());
            self.head.hint = Hint::Note(label);
        }
        self.in_note = skip > 0 || (self.in_note && start == Start::Never);
        self.piece(line, &inner[skip..], at + skip);
    }

    fn piece(&mut self, line: &RawLine, words: &'a str, at: usize) {
        let end =
            TRAILING_ATTRIBUTES.find(tail(words)).map_or(words.len(), |found| words.len() - found.len());
        self.block.push(Piece { text: words[..end].trim(), at, raw: line.clone() });
    }

    /// Ends the block: its inline markup is read, and its lines go out.
    fn flush(&mut self) {
        if self.block.is_empty() {
            return;
        }
        let block = std::mem::take(&mut self.block);
        let head = std::mem::take(&mut self.head);
        for (n, (piece, words)) in
            block.iter().zip(inline(&block, &self.definitions, &mut self.struck)).enumerate()
        {
            let mut line = if n == 0 { head.clone() } else { self.place(&piece.raw) };
            line.text = words.text;
            line.markers = words.markers;
            line.lead = words.lead;
            if line.text.text.is_empty() && line.markers.is_empty() {
                self.furniture("markup", &piece.raw, &piece.raw);
            } else {
                self.out.lines.push(line);
            }
        }
    }

    fn place(&self, raw: &RawLine) -> Line {
        let whole = &self.text[raw.range.clone()];
        Line { number: raw.number, source: raw.range.clone(), indent: indent_of(whole), ..Line::default() }
    }

    fn indent_bytes(&self, raw: &RawLine) -> usize {
        let whole = &self.text[raw.range.clone()];
        whole.len() - whole.trim_start().len()
    }

    fn finish(mut self) -> Lines {
        if self.struck.passages > 0 {
            let n = self.struck.passages;
            let message = match self.struck.revisions {
                Revisions::Accept => format!(
                    "{n} struck-out passages (~~ or <del>) were left out: the text is read as if they were accepted"
                ),
                Revisions::Reject => {
                    format!("{n} struck-out passages (~~ or <del>) were kept, <ins> left out")
                }
                Revisions::Show => format!("{n} struck-out passages (~~ or <del>) are shown as {{--…--}}"),
            };
            self.out.warnings.push(("struck-text", self.struck.line, message));
        }
        self.out
    }
}

/// The last characters of a line, where attributes may stand.
fn tail(words: &str) -> &str {
    let from = words.len().saturating_sub(300);
    let from = (from..words.len()).find(|&at| words.is_char_boundary(at)).unwrap_or(words.len());
    &words[from..]
}

/// The cells of a table row, without the bars.
fn cells(row: &str) -> Vec<std::ops::Range<usize>> {
    let mut cells = Vec::new();
    let bytes = row.as_bytes();
    let mut from = usize::from(row.starts_with('|'));
    for (at, _) in row.match_indices('|').filter(|&(at, _)| at > 0 && bytes[at - 1] != b'\\') {
        cells.push(from..at);
        from = at + 1;
    }
    if from < row.len() {
        cells.push(from..row.len());
    }
    cells
}
