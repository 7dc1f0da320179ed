//! A paragraph's words with what is taken out of them: note markers, and the mark that a note under
//! a table begins with.
//!
//! ```text
//! "Estimate for 2031" + superscript "a,b"     "Estimate for 2031", markers a and b
//! superscript "a" + "\tAs at 1 May."          note a: "As at 1 May."
//! "12 m" + superscript "3"                    "12 m3": no note 3 stands in the text
//! ```
//!
//! A superscript is a marker only where a paragraph begins with the same mark, for exponents and
//! ordinals are set the same way.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::tree::Para;

/// Words to be laid down.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) text: String,
    /// Markers: offset in `text`, label.
    pub(crate) markers: Vec<(usize, String)>,
    /// Bold up to this byte.
    pub(crate) lead: usize,
    /// It is a note with this label.
    pub(crate) note: Option<String>,
    /// The paragraph it comes from, the first of several.
    pub(crate) origin: Option<usize>,
}

impl Words {
    /// The words of a paragraph. `printed`: for each of its references to notes, the mark as printed;
    /// `known`: the marks that paragraphs of the text begin with.
    pub(crate) fn of(para: &Para, printed: Vec<String>, known: &FxHashSet<String>) -> Self {
        let mut words = Self { origin: para.origin, ..Self::default() };
        let mut from = 0;
        if let Some((label, range)) = own_mark(para) {
            from = range.end;
            words.note = Some(label);
        }
        let mut refs = para.refs.iter().map(|note| note.at).zip(printed).peekable();
        for (cut, labels) in markers_typed(para, from, known) {
            while let Some((at, label)) = refs.next_if(|(at, _)| *at <= cut.start) {
                words.copy(para, from..at.max(from));
                words.mark(label);
                from = at.max(from);
            }
            words.copy(para, from..cut.start.max(from));
            labels.into_iter().for_each(|label| words.mark(label));
            from = cut.end.max(from);
        }
        for (at, label) in refs {
            words.copy(para, from..at.max(from));
            words.mark(label);
            from = at.max(from);
        }
        words.copy(para, from..para.text.len());
        words
    }

    fn copy(&mut self, para: &Para, range: Range<usize>) {
        if range.start < para.lead {
            self.lead = self.text.len() + range.end.min(para.lead) - range.start;
        }
        self.text.push_str(&para.text[range]);
    }

    fn mark(&mut self, label: String) {
        self.markers.push((self.text.len(), label));
    }

    /// Adds other words after a separator.
    pub(crate) fn append(&mut self, separator: &str, other: Self) {
        if !self.text.is_empty() && !other.text.is_empty() {
            self.text.push_str(separator);
        }
        self.origin = self.origin.or(other.origin);
        let base = self.text.len();
        if self.lead > 0 && self.text[self.lead..].trim().is_empty() && other.lead > 0 {
            self.lead = base + other.lead;
        }
        self.text.push_str(&other.text);
        self.markers.extend(other.markers.into_iter().map(|(at, label)| (base + at, label)));
    }

    /// Puts a number before the words.
    pub(crate) fn number(&mut self, number: &str) {
        let trimmed = self.text.len() - self.text.trim_start().len();
        self.text.replace_range(..trimmed, number);
        self.markers.iter_mut().for_each(|marker| marker.0 = marker.0.saturating_sub(trimmed) + number.len());
        if self.lead > 0 {
            self.lead = self.lead.saturating_sub(trimmed) + number.len();
        }
    }
}

/// The mark that a paragraph begins with, if it is a note under a table or in the masthead: a
/// superscript, or asterisks before a tab.
pub(crate) fn own_mark(para: &Para) -> Option<(String, Range<usize>)> {
    let text = para.text.as_str();
    let start = text.len() - text.trim_start().len();
    let raised = para.raised.first().filter(|first| first.start <= start && first.end > start);
    let end = match raised {
        Some(first) => first.end,
        None => {
            let stars = text[start..].bytes().take_while(|&byte| byte == b'*').count();
            if stars == 0 || !text[start + stars..].starts_with('\t') {
                return None;
            }
            start + stars
        }
    };
    let label = text.get(start..end)?.trim();
    let fits = is_mark(label) && text[end..].trim_start().len() > 1;
    fits.then(|| (label.to_owned(), start..end))
}

/// A letter or two, a number, asterisks and daggers.
fn is_mark(label: &str) -> bool {
    let all = |test: fn(char) -> bool| label.chars().all(test);
    !label.is_empty()
        && label.chars().count() <= 3
        && (all(|c| c.is_ascii_digit())
            || all(|c| "*†‡§".contains(c))
            || label.len() <= 2 && all(|c| c.is_ascii_lowercase()))
}

/// Typed markers in a paragraph, in order: the range to cut, and the labels in it.
fn markers_typed(para: &Para, from: usize, known: &FxHashSet<String>) -> Vec<(Range<usize>, Vec<String>)> {
    let mut found = Vec::new();
    if known.is_empty() {
        return found;
    }
    for range in para.raised.iter().filter(|range| range.start >= from) {
        let inside = para.text.get(range.clone()).unwrap_or("");
        let labels: Vec<String> = inside.split(',').map(|label| label.trim().to_owned()).collect();
        let before = &para.text[..range.start];
        if labels.iter().all(|label| known.contains(label)) && !takes_exponent(before, &labels) {
            found.push((range.clone(), labels));
        }
    }
    if known.iter().any(|label| label.starts_with('*')) {
        let mut at = from;
        while let Some(start) = para.text[at..].find('*').map(|found| at + found) {
            let stars = para.text[start..].bytes().take_while(|&byte| byte == b'*').count();
            at = start + stars;
            let label = &para.text[start..at];
            let after_word = para.text[..start].ends_with(|c: char| !c.is_whitespace());
            let raised = found.iter().any(|(range, _)| range.start <= start && start < range.end);
            if after_word && !raised && known.contains(label) {
                found.push((start..at, vec![label.to_owned()]));
            }
        }
        found.sort_by_key(|(range, _)| range.start);
    }
    found
}

/// A number after a unit of measure, or after ten, is an exponent.
fn takes_exponent(before: &str, labels: &[String]) -> bool {
    // The last word, if it is short; a long one is not worth the walk.
    let word: Vec<char> = before.chars().rev().take(3).take_while(|c| c.is_alphanumeric()).collect();
    let unit = (1..=2).contains(&word.len()) && word.iter().all(|c| c.is_alphabetic());
    (unit || word == ['0', '1']) && labels.iter().all(|label| label.bytes().all(|byte| byte.is_ascii_digit()))
}
