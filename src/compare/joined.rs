//! The units of one side of a link, joined to one text with one sequence of tokens.

use std::borrow::Cow;
use std::ops::Range;

use super::diff::Stretch;
use super::result::{Edit, Op};
use super::tokens::{Token, Tokens};
use crate::document::{Document, UnitId};
use crate::pair::Pair;

/// Several units as one text, joined by one space. Most often it is one, and nothing is copied.
#[derive(Debug, Default)]
pub(crate) struct Joined<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Its tokens; their ranges index `text`.
    pub tokens: Cow<'a, [Token]>,
    /// Where each unit begins: unit, byte in `text`, first token.
    pub starts: Vec<(UnitId, usize, usize)>,
}

impl<'a> Joined<'a> {
    /// Joins units of a document, in the order given.
    pub(super) fn new(document: &'a Document, tokens: &'a Tokens, units: &[UnitId]) -> Self {
        if let &[unit] = units {
            return Self {
                text: Cow::Borrowed(document.text_of(unit)),
                tokens: Cow::Borrowed(tokens.of(unit)),
                starts: vec![(unit, 0, 0)],
            };
        }
        let (mut text, mut all, mut starts) = (String::new(), Vec::new(), Vec::with_capacity(units.len()));
        for (n, &unit) in units.iter().enumerate() {
            if n > 0 {
                text.push(' ');
            }
            starts.push((unit, text.len(), all.len()));
            let shift = text.len() as u32;
            text.push_str(document.text_of(unit));
            all.extend(tokens.of(unit).iter().map(|token| Token {
                start: token.start + shift,
                end: token.end + shift,
                ..*token
            }));
        }
        Self { text: Cow::Owned(text), tokens: Cow::Owned(all), starts }
    }

    /// The exact keys of all tokens.
    pub(super) fn keys(&self) -> Vec<u32> {
        self.tokens.iter().map(|token| token.exact).collect()
    }

    /// Where the text of token `at` begins as a stretch of text: white space belongs to the token
    /// before it.
    fn edge(&self, at: usize) -> usize {
        if at == 0 { 0 } else { self.tokens.get(at).map_or(self.text.len(), |token| token.start as usize) }
    }

    fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.edge(tokens.start)..self.edge(tokens.end)
    }
}

/// Stretches of tokens -> stretches of text that cover both texts completely.
pub(crate) fn edits(stretches: &[Stretch], sides: Pair<&Joined<'_>>) -> Vec<Edit> {
    if stretches.is_empty() {
        // No tokens at all: what text there is has no language.
        let texts = sides.map(|side| side.text.len());
        let op = match (sides.old.starts.is_empty(), sides.new.starts.is_empty()) {
            (false, true) => Op::Delete,
            (true, false) => Op::Insert,
            _ => Op::Equal,
        };
        let blank = Edit { op, old: 0..texts.old, new: 0..texts.new };
        return if texts.old + texts.new > 0 { vec![blank] } else { Vec::new() };
    }
    let mut edits: Vec<Edit> = stretches
        .iter()
        .map(|stretch| Edit {
            op: stretch.op,
            old: sides.old.bytes(&stretch.old),
            new: sides.new.bytes(&stretch.new),
        })
        .collect();
    // A side without tokens can have a text all the same, of control characters.
    let wordless = sides.map(|side| if side.tokens.is_empty() { side.text.len() } else { 0 });
    if wordless.old > 0 {
        for edit in &mut edits {
            edit.old = wordless.old..wordless.old;
        }
        edits.insert(0, Edit { op: Op::Delete, old: 0..wordless.old, new: 0..0 });
    }
    if wordless.new > 0 {
        let end = edits.last().map_or(0, |edit| edit.old.end);
        edits.push(Edit { op: Op::Insert, old: end..end, new: 0..wordless.new });
    }
    edits
}
