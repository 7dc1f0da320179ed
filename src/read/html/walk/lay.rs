//! A block's words -> lines: its label in front, its markers in their places.

use super::{Around, Walker};
use crate::document::{Furniture, Place};
use crate::read::Revisions;
use crate::read::html::lists::List;
use crate::read::html::tree::Id;
use crate::read::html::words::Words;
use crate::read::line::{Extract, Hint, Mapped, Start};
use crate::read::structure::labels::{Mark, readings};

impl Walker<'_> {
    /// Ends the block: its words go out as lines.
    pub(super) fn flush(&mut self) {
        if self.cells > 0 {
            return self.words.gap();
        }
        self.words.close();
        if self.words.is_empty() {
            self.words = Words::default();
        } else {
            let words = std::mem::take(&mut self.words);
            self.lay(words);
        }
        for (id, label) in std::mem::take(&mut self.inlined) {
            self.note(id, label, Around::default());
        }
    }

    fn lay(&mut self, mut words: Words) {
        let leading = words.text.len() - words.text.trim_start().len();
        words.drop_front(leading);
        words.trim_end();
        words.free_label();
        if let Hint::Note(label) = &self.hint
            && !self.goes_on
        {
            words.drop_front(note_label(&words.text, label));
        }
        let mut indent = self.item.as_ref().map_or(self.indent, |item| item.1);
        let mut start = self.label(&mut words);
        if self.goes_on {
            start = Start::Never;
        }
        let within = if matches!(self.hint, Hint::Text) { Start::Maybe } else { Start::Never };
        for (text, markers, lead) in words.lines() {
            if text.trim().is_empty() && markers.is_empty() {
                if start != Start::Item {
                    start = if within == Start::Never { start } else { Start::Block };
                }
                continue;
            }
            let mut line = self.out.lay(text);
            let from = line.source.start;
            let place = |at: usize| find_place(&line.text, from + at);
            line.markers = markers.into_iter().map(|(at, label)| (place(at), label)).collect();
            line.lead = place(lead);
            line.indent = std::mem::replace(&mut indent, self.indent);
            line.hint = self.hint.clone();
            line.start = start;
            self.out.lines.lines.push(line);
            start = within;
        }
        self.goes_on = matches!(self.hint, Hint::Note(_));
    }

    /// Puts an item's label before its words, unless it is printed there already.
    fn label(&mut self, words: &mut Words) -> Start {
        let typed = ["- ", "* ", "+ ", "– "].iter().any(|sign| words.text.starts_with(sign));
        let Some((label, _)) = self.item.take() else {
            return if typed && matches!(self.hint, Hint::Text) { Start::Item } else { Start::Block };
        };
        let printed = readings(&words.text, false);
        let bulleted = self.lists.last().is_some_and(List::is_bulleted);
        let same = |mark: &Mark| {
            let own = mark.printed.as_deref().unwrap_or("•");
            let plain = |text: &str| text.trim_matches(|c: char| "(). ".contains(c)).to_owned();
            plain(own) == plain(&label)
        };
        if !(label.is_empty() || printed.iter().any(same) || bulleted && !printed.is_empty()) {
            words.put_before(&label);
        } else if printed.is_empty() {
            return Start::Block;
        }
        if matches!(self.hint, Hint::Heading(_)) { Start::Block } else { Start::Item }
    }

    /// Leaves an element out, and remembers what it said.
    pub(super) fn leave_out(&mut self, id: Id, code: &'static str) {
        let words = self.page.tree.words(id, 2000);
        if words.is_empty() {
            return;
        }
        // What stands in the middle of a block must not tear it: its place is the next line's.
        if self.words.is_empty() {
            let line = self.out.lay(&words);
            let place = Place { lines: (line.number, line.number), bytes: line.source, page: None };
            self.out.lines.furniture.push(Furniture { code, place, text: words });
        } else {
            let at = self.out.text.len();
            let place = Place { lines: (0, 0), bytes: at..at, page: None };
            self.out.lines.furniture.push(Furniture { code, place, text: words });
        }
    }

    /// What was read, with a word on what was struck out.
    pub(super) fn finish(mut self) -> Extract {
        if self.struck > 0 {
            let n = self.struck;
            let message = match self.page.revisions {
                Revisions::Accept => format!(
                    "{n} struck-out passages (<del>, <s>) were left out: the text is read as if they were accepted"
                ),
                Revisions::Reject => {
                    format!("{n} struck-out passages (<del>, <s>) were kept, and what was inserted left out")
                }
                Revisions::Show => format!("{n} struck-out passages (<del>, <s>) are shown as {{--…--}}"),
            };
            self.out.lines.warnings.push(("struck-text", None, message));
        }
        self.out.lines.indent_is_depth = true;
        self.out
    }
}

/// Where a place of the text as laid down stands in the tidied words.
fn find_place(words: &Mapped, source: usize) -> usize {
    let (mut low, mut high) = (0, words.text.len());
    while low < high {
        let middle = (low + high) / 2;
        if words.source_at(middle) < source { low = middle + 1 } else { high = middle }
    }
    (low..=words.text.len()).find(|&at| words.text.is_char_boundary(at)).unwrap_or(words.text.len())
}

/// Bytes of the label that a note's words begin with.
fn note_label(words: &str, label: &str) -> usize {
    let inner = words.trim_start_matches(['[', '(', '^', '↑', ' ']);
    let Some(rest) = inner.strip_prefix(label) else { return 0 };
    if label.bytes().all(|byte| byte.is_ascii_alphanumeric()) && rest.starts_with(char::is_alphanumeric) {
        return 0;
    }
    words.len() - rest.trim_start_matches([']', ')', '.', ':', ' ', '\u{A0}']).len()
}
