//! The inline markup of one block: emphasis, links, notes, entities, struck text.
//!
//! ```text
//! *[Taking* account of [the][our]   "[Taking account of [the][our]", emphasised to byte 7
//! the [source][s], if [s] is defined   "the source"
//! shall[^4]                          "shall", marker 4 at byte 5
//! ~~should~~ must                    "must", and a struck passage is counted
//! ```
//!
//! `pulldown-cmark` reads one block at a time. Every line is given a sign before it, so that no block
//! construct can begin (a line "1. Timing" would start a list and lose its number); the sign is taken
//! off again and all offsets are led back to the source.

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::Definitions;
use crate::read::Revisions;
use crate::read::line::{Mapped, RawLine, tidy_mapped};

/// The sign before each line: punctuation, so that emphasis may begin right after it.
const SIGN: &str = "·";

/// Longer blocks are taken as they are: no real text has one, and inline markup may be slow to read
/// in a text made to be.
const LONGEST: usize = 1 << 20;

/// A line of a block: its words, where they stand in the decoded source, and the physical line.
#[derive(Clone, Debug)]
pub(crate) struct Piece<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: usize,
    pub(crate) raw: RawLine,
}

/// A line without inline markup.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) text: Mapped,
    /// Note markers: offset, label.
    pub(crate) markers: Vec<(usize, String)>,
    /// Bold up to this byte.
    pub(crate) lead: usize,
}

/// How changes marked in the text are read; struck passages so far, and the line of the first.
#[derive(Debug, Default)]
pub(crate) struct Struck {
    pub(crate) revisions: Revisions,
    pub(crate) passages: usize,
    pub(crate) line: Option<u32>,
}

/// Whether a link's target is an address or a path, and not a word in parentheses after brackets.
pub(crate) fn is_target(target: &str) -> bool {
    target.contains("://")
        || target.starts_with(['/', '#', '?'])
        || target.starts_with("./")
        || target.starts_with("../")
        || target.starts_with("www.")
        || target.starts_with("mailto:")
        || target.rsplit_once('.').is_some_and(|(name, ending)| {
            !name.is_empty()
                && (2..=5).contains(&ending.len())
                && ending.chars().all(|c| c.is_ascii_alphanumeric())
                && !target.contains(' ')
        })
}

/// Reads the inline markup of a block. One result for each line.
pub(crate) fn inline(block: &[Piece<'_>], definitions: &Definitions, struck: &mut Struck) -> Vec<Words> {
    let size: usize = block.iter().map(|piece| piece.text.len()).sum();
    if size > LONGEST || !block.iter().any(|piece| has_markup(piece.text)) {
        return block.iter().map(|piece| finish(Mapped::verbatim(piece.text, piece.at), 0)).collect();
    }
    let mut buffer = String::with_capacity(size + 3 * block.len());
    let mut starts = Vec::with_capacity(block.len());
    for piece in block {
        buffer.push_str(SIGN);
        starts.push((buffer.len(), piece.at));
        buffer.push_str(piece.text);
        buffer.push('\n');
    }
    let known = |link: BrokenLink<'_>| {
        let target = definitions.get(&link.reference.to_lowercase())?;
        Some((CowStr::from(target.clone()), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(&buffer, Options::ENABLE_STRIKETHROUGH, Some(known));
    let mut walk = Walk {
        buffer: &buffer,
        starts: &starts,
        lines: vec![(Mapped::default(), 0); block.len()],
        line: 0,
        emphasis: 0,
        leading: false,
        hidden: 0,
        verbatim: Vec::new(),
        last_end: 0,
        passages: 0,
        revisions: struck.revisions,
    };
    for (event, range) in parser.into_offset_iter() {
        walk.event(event, range);
    }
    if walk.passages > 0 {
        struck.passages += walk.passages;
        struck.line.get_or_insert(block[0].raw.number);
    }
    walk.lines.into_iter().map(|(text, lead)| finish(text, lead)).collect()
}

fn has_markup(text: &str) -> bool {
    text.bytes().any(|byte| b"*_`[\\&<~!".contains(&byte))
}

struct Walk<'a> {
    buffer: &'a str,
    /// For each line: offset in the buffer, offset in the source.
    starts: &'a [(usize, usize)],
    lines: Vec<(Mapped, usize)>,
    line: usize,
    emphasis: usize,
    leading: bool,
    hidden: usize,
    /// For each open link: whether its brackets are kept.
    verbatim: Vec<bool>,
    last_end: usize,
    passages: usize,
    revisions: Revisions,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>) {
        match event {
            Event::Text(text) => self.push(&text, range.start),
            Event::Code(text) => {
                let ticks = self.buffer[range.clone()].bytes().take_while(|&byte| byte == b'`').count();
                self.push(&text.replace(" ·", " "), range.start + ticks);
                self.line = self.line_of(range.end);
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(range.end),
            Event::InlineHtml(tag) | Event::Html(tag) => self.tag(&tag, &range),
            Event::Start(tag) => return self.start(&tag, &range),
            Event::End(tag) => self.end(tag, &range),
            _ => {}
        }
        self.last_end = range.end;
    }

    fn start(&mut self, tag: &Tag<'_>, range: &std::ops::Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong => {
                self.emphasis += 1;
                let text = &self.lines[self.line].0.text;
                self.leading |= matches!(tag, Tag::Strong)
                    && (text.trim_matches(['[', ' ', '"', '“']).is_empty()
                        || self.lines[self.line].1 == text.len());
            }
            Tag::Strikethrough if self.buffer[range.start..].starts_with("~~") => {
                self.passages += 1;
                self.change(Revisions::Accept, "{--", 1, range.start);
            }
            Tag::Strikethrough => self.push("~", range.start),
            Tag::Link { dest_url, link_type, .. } | Tag::Image { dest_url, link_type, .. } => {
                let keep = !matches!(link_type, LinkType::Autolink | LinkType::Email) && !is_target(dest_url);
                self.verbatim.push(keep);
                if keep {
                    let sign = if matches!(tag, Tag::Image { .. }) { "![" } else { "[" };
                    self.push(sign, range.start);
                    self.last_end = range.start + sign.len();
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &std::ops::Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong => {
                self.emphasis = self.emphasis.saturating_sub(1);
                if self.emphasis == 0 && self.leading {
                    self.leading = false;
                    self.lines[self.line].1 = self.lines[self.line].0.text.len();
                }
            }
            TagEnd::Strikethrough if self.buffer[range.start..].starts_with("~~") => {
                self.change(Revisions::Accept, "--}", -1, range.end.saturating_sub(1))
            }
            TagEnd::Strikethrough => self.push("~", range.end.saturating_sub(1)),
            TagEnd::Link | TagEnd::Image if self.verbatim.pop() == Some(true) => {
                let from = self.last_end.min(range.end);
                let rest = self.buffer[from..range.end].replace("\n·", " ");
                self.push(&rest, from);
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str, at: usize) {
        let line = self.line_of(at);
        let (mut text, mut at) = (text, at);
        let signed = at + SIGN.len() == self.starts[line].0
            || self.starts.get(line + 1).is_some_and(|next| at + SIGN.len() == next.0);
        if let Some(rest) = text.strip_prefix(SIGN).filter(|_| signed) {
            (text, at) = (rest, at + SIGN.len());
        }
        self.line = self.line.max(self.line_of(at));
        if self.hidden == 0 {
            let source = self.source(at);
            self.lines[self.line].0.push(text, source);
        }
    }

    fn line_break(&mut self, at: usize) {
        if self.leading {
            self.lines[self.line].1 = self.lines[self.line].0.text.len();
        }
        self.line = self.line_of(at + SIGN.len()).max(self.line);
    }

    /// `<del>` or `<ins>` hides what is in it, `<br>` is a space, all other tags are dropped.
    fn tag(&mut self, tag: &str, range: &std::ops::Range<usize>) {
        let name: String =
            tag.trim_start_matches('<').chars().take_while(|c| c.is_alphanumeric() || *c == '/').collect();
        match name.to_ascii_lowercase().as_str() {
            "del" | "s" | "strike" => {
                self.passages += 1;
                self.change(Revisions::Accept, "{--", 1, range.start);
            }
            "/del" | "/s" | "/strike" => self.change(Revisions::Accept, "--}", -1, range.start),
            "ins" => self.change(Revisions::Reject, "{++", 1, range.start),
            "/ins" => self.change(Revisions::Reject, "++}", -1, range.start),
            "br" | "br/" => self.push(" ", range.start),
            _ => {}
        }
    }

    /// A change begins or ends, which `hides` leaves out; where changes are shown its sign is set.
    fn change(&mut self, hides: Revisions, sign: &str, step: isize, at: usize) {
        if self.revisions == Revisions::Show {
            self.push(sign, at);
        } else if self.revisions == hides {
            self.hidden = self.hidden.saturating_add_signed(step);
        }
    }

    fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| start.0 <= at).saturating_sub(1)
    }

    fn source(&self, at: usize) -> usize {
        let (start, source) = self.starts[self.line_of(at)];
        source + at.saturating_sub(start)
    }
}

/// White space made single, note markers lifted out.
fn finish(text: Mapped, lead: usize) -> Words {
    let whole = lead > 0 && lead >= text.text.trim_end().len();
    let mut words = tidy_mapped(&text);
    drop_failed_emphasis(&mut words);
    drop_failed_strong(&mut words);
    let lead = if whole { words.text.len() } else { lead.min(words.text.len()) };
    let markers = lift_markers(&mut words);
    let lead = if whole { words.text.len() } else { lead.min(words.text.len()) };
    Words { text: words, markers, lead }
}

/// Takes off the two signs of an emphasis that a space before the last keeps from being one:
/// "*A choice to be made. *", "Article 24 *(reservations) *".
fn drop_failed_emphasis(words: &mut Mapped) {
    let text = &words.text;
    let Some(first) = text.find('*').filter(|_| text.ends_with(" *") && text.matches('*').count() == 2)
    else {
        return;
    };
    let opens = text[..first].chars().next_back().is_none_or(char::is_whitespace)
        && text[first + 1..].starts_with(|c: char| !c.is_whitespace() && c != '*');
    if opens {
        words.cut_all(&[first..first + 1, text.len() - 2..text.len()]);
    }
}

/// Takes off the signs of a strong start that a letter right after them keeps from being one:
/// "**Option 3:**Building on", where a space was forgotten.
fn drop_failed_strong(words: &mut Mapped) {
    let Some(rest) = words.text.strip_prefix("**").filter(|rest| rest.matches("**").count() == 1) else {
        return;
    };
    let Some(second) = rest.find("**") else { return };
    let inside = &rest[..second];
    let label = inside.len() <= 60
        && inside.starts_with(|c: char| !c.is_whitespace())
        && inside.ends_with([':', '.', ')', '-', '–', '—']);
    if label && rest[second + 2..].starts_with(|c: char| !c.is_whitespace() && c != '*') {
        words.cut_all(&[0..2, second + 2..second + 4]);
    }
}

/// Takes `[^4]` out of a text, with brackets that held nothing else.
fn lift_markers(words: &mut Mapped) -> Vec<(usize, String)> {
    let mut markers = Vec::new();
    if !words.text.contains("[^") {
        return markers;
    }
    let mut rest = Mapped::default();
    let mut from = 0;
    while let Some(at) = words.text[from..].find("[^").map(|at| from + at) {
        let label = words.text[at + 2..].split([']', '[', ' ']).next().unwrap_or("");
        let mut end = at + 2 + label.len();
        if label.is_empty() || label.len() > 60 || !words.text[end..].starts_with(']') {
            rest.push_part(words, from..end);
            from = end;
            continue;
        }
        end += 1;
        let mut start = at;
        if words.text[from..start].ends_with('[') && words.text[end..].starts_with(']') {
            (start, end) = (start - 1, end + 1);
        }
        rest.push_part(words, from..start);
        markers.push((rest.text.len(), label.to_owned()));
        from = end;
    }
    rest.push_part(words, from..words.text.len());
    *words = rest;
    markers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bold_label_glued_to_its_text_is_bold_no_more() {
        for (source, expected) in [
            ("**Option 3:**Building on buoys", "Option 3:Building on buoys"),
            ("**Option 3:** Building", "**Option 3:** Building"),
            ("2**3 and **4", "2**3 and **4"),
            ("**a** and **b**c", "**a** and **b**c"),
        ] {
            let mut words = Mapped::verbatim(source, 0);
            drop_failed_strong(&mut words);
            assert_eq!(words.text, expected);
        }
    }
}
