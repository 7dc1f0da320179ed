//! The edits of a link -> an inline redline.
//!
//! With colour, deletions are red and struck, insertions green and underlined. Without, they are
//! marked, and stay so in a black-and-white e-mail:
//!
//! ```text
//! States {-should-} {+shall+} take [all] measures … to that end.
//! ```
//!
//! Curly brackets, because the square ones are the text's own and mean something to its readers,
//! while curly ones hardly ever occur in it; ASCII, because the marks must survive any mail
//! program; and one sign each, because `{--` as in CriticMarkup runs into the dashes of the text.
//! wdiff's `[-old-]` would make `[-[shall]-]` of a deleted bracket.
//!
//! A new unit inside a split begins a line of its own with `¶` and its address; an old boundary
//! that is gone is a deleted `¶`.

use super::page::{Span, Style, plain, span};
use crate::compare::{Link, Op};
use crate::document::{Document, UnitId};
use crate::pair::Pair;
use crate::report::redline::{Part, parts};
use crate::segment::{WordKind, sentences, words};

/// Words of unchanged text left standing on either side of a change.
const CONTEXT: usize = 8;
/// A sentence may begin or end a little further off: then it is left whole.
const STRETCH: usize = 12;
/// Words left standing at the beginning of a unit, to recognise it by.
const OPENING: usize = 5;
/// At least so many words are folded: fewer are as short as the fold.
const LEAST: usize = 8;

/// How to draw a redline.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Manner {
    /// Marks instead of colour.
    pub(in crate::report) marks: bool,
    /// Fold long unchanged stretches.
    pub(in crate::report) fold: bool,
}

/// The paragraphs of a link's redline: one, and one more for each further new unit.
pub(in crate::report) fn redline(
    documents: Pair<&Document>,
    link: &Link,
    manner: Manner,
) -> Vec<Vec<Span<'static>>> {
    let texts = documents.zip(link.units.as_ref()).map(|(document, units)| document.joined(units));
    let parts = parts(documents, link, &texts);
    let mut paragraphs = vec![Vec::new()];
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::NewUnit(unit) => paragraphs.push(vec![unit_mark(documents.new, *unit)]),
            _ => {
                let (before, after) = (at.checked_sub(1).and_then(|at| parts.get(at)), parts.get(at + 1));
                let spans = paragraphs.last_mut().expect("there is a first paragraph");
                draw(part, before, after, manner, spans);
            }
        }
    }
    paragraphs
}

fn unit_mark(document: &Document, unit: UnitId) -> Span<'static> {
    span(Style::Strong, format!("¶ {} ", document.unit(unit).address))
}

fn draw(
    part: &Part<'_>,
    before: Option<&Part<'_>>,
    after: Option<&Part<'_>>,
    manner: Manner,
    spans: &mut Vec<Span<'static>>,
) {
    match part {
        Part::Text(Op::Equal, text, _) if manner.fold => fold(text, before.is_some(), after.is_some(), spans),
        Part::Text(Op::Equal, text, _) => spans.push(plain((*text).to_owned())),
        Part::Text(op, text, (space_before, space_after)) => {
            if *space_before || touches(before, text) {
                spans.push(plain(" "));
            }
            mark(*op, text.trim(), manner, spans);
            if *space_after {
                spans.push(plain(" "));
            }
        }
        Part::OldUnit => {
            mark(Op::Delete, "¶", manner, spans);
            spans.push(plain(" "));
        }
        Part::NewUnit(_) => {}
    }
}

/// Whether a word that went and the word that came for it would run together on the page.
fn touches(before: Option<&Part<'_>>, text: &str) -> bool {
    let Some(Part::Text(Op::Delete | Op::Insert, before, _)) = before else { return false };
    before.ends_with(char::is_alphanumeric) && text.starts_with(char::is_alphanumeric)
}

/// Marks or colours a change. White space around it belongs to no mark.
fn mark(op: Op, words: &str, manner: Manner, spans: &mut Vec<Span<'static>>) {
    let (style, open, close) = match op {
        Op::Delete => (Style::Delete, "{-", "-}"),
        Op::Insert => (Style::Insert, "{+", "+}"),
        Op::Equal => (Style::Plain, "", ""),
    };
    match (words.is_empty(), manner.marks) {
        (true, _) => {}
        (false, true) => spans.push(span(style, format!("{open}{words}{close}"))),
        (false, false) => spans.push(span(style, words.to_owned())),
    }
}

/// Unchanged text with its middle left out, or its end where nothing follows.
fn fold(text: &str, has_before: bool, has_after: bool, spans: &mut Vec<Span<'static>>) {
    let tokens: Vec<_> = words(text).into_iter().filter(|word| word.kind == WordKind::Word).collect();
    let head_words = if has_before { CONTEXT } else { OPENING };
    let tail_words = if has_after { CONTEXT } else { 0 };
    if tokens.len() < head_words + tail_words + LEAST {
        spans.push(plain(text.to_owned()));
        return;
    }
    let sentences = sentences(text);
    let word_end = |n: usize| tokens.get(n.wrapping_sub(1)).map_or(0, |word| word.range.end);
    let word_start = |n: usize| tokens.get(tokens.len() - n).map_or(text.len(), |word| word.range.start);
    let ends = sentences.iter().map(|sentence| sentence.end);
    let starts = sentences.iter().map(|sentence| sentence.start);
    let head = ends.filter(|&end| has_before && end <= word_end(STRETCH)).max();
    let head = head.filter(|&end| end > 0).unwrap_or_else(|| word_end(head_words));
    let tail = starts.filter(|&start| has_after && start >= word_start(STRETCH)).min();
    let tail = tail.unwrap_or_else(|| word_start(tail_words));
    // Brackets and commas stay with the words they touch.
    let head = head + text[head..].find(char::is_whitespace).unwrap_or(text.len() - head);
    let before_tail = text[..tail].char_indices().rfind(|(_, c)| c.is_whitespace());
    let tail = before_tail.filter(|_| has_after).map_or(tail, |(at, c)| at + c.len_utf8()).max(head);
    let hidden = tokens.iter().filter(|word| word.range.start >= head && word.range.end <= tail).count();
    if hidden < LEAST {
        spans.push(plain(text.to_owned()));
        return;
    }
    let (head, tail) = (text[..head].to_owned(), text[tail..].to_owned());
    spans.extend([plain(head), plain(" "), span(Style::Faint, "…"), plain(" "), plain(tail)]);
}

/// The whole text of one side, as a dropped or a new unit is shown.
pub(super) fn whole<'a>(document: &'a Document, units: &[UnitId], style: Style) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    for (n, &unit) in units.iter().enumerate() {
        if n > 0 {
            spans.push(plain(" "));
        }
        spans.push(span(style, document.text_of(unit)));
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::redline::push_text;

    /// The spans of one change in a text, marked, as one string.
    fn drawn(parts: &[Part<'_>]) -> String {
        let mut spans = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| parts.get(at));
            draw(part, before, parts.get(at + 1), Manner { marks: true, fold: true }, &mut spans);
        }
        spans.iter().map(|span| span.text.as_ref()).collect()
    }

    #[test]
    fn a_word_that_went_keeps_its_distance() {
        let mut parts = Vec::new();
        push_text(&mut parts, Op::Equal, "of poverty.", 0..10);
        push_text(&mut parts, Op::Delete, "of poverty eradication.", 11..22);
        push_text(&mut parts, Op::Equal, "of poverty.", 10..11);
        assert_eq!(drawn(&parts), "of poverty {-eradication-}.");
    }

    #[test]
    fn replaced_words_do_not_run_together() {
        let mut parts = Vec::new();
        push_text(&mut parts, Op::Delete, "should", 0..6);
        push_text(&mut parts, Op::Insert, "shall", 0..5);
        assert_eq!(drawn(&parts), "{-should-} {+shall+}");
        let mut marks = Vec::new();
        push_text(&mut marks, Op::Delete, "dry.", 3..4);
        push_text(&mut marks, Op::Insert, "dry;", 3..4);
        assert_eq!(drawn(&marks), "{-.-}{+;+}");
    }

    #[test]
    fn folds_the_middle_and_keeps_brackets_whole() {
        let text = "One two three four five six seven eight (nine) ten eleven twelve thirteen fourteen fifteen \
                    sixteen seventeen eighteen [nineteen twenty 21 22 23 24 25 26] end";
        let mut spans = Vec::new();
        fold(text, true, true, &mut spans);
        let folded: String = spans.iter().map(|span| span.text.as_ref()).collect();
        assert_eq!(folded, "One two three four five six seven eight … twenty 21 22 23 24 25 26] end");
        let mut short = Vec::new();
        fold("One two three four.", true, true, &mut short);
        assert_eq!(short, vec![plain("One two three four.")]);
    }

    #[test]
    fn nothing_is_left_standing_after_the_last_change() {
        let mut spans = Vec::new();
        let text = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen.";
        fold(text, true, false, &mut spans);
        let folded: String = spans.iter().map(|span| span.text.as_ref()).collect();
        assert_eq!(folded.trim_end(), "One two three four five six seven eight …");
    }
}
