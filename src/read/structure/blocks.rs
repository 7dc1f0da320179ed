//! Lines -> blocks: which lines belong together, and which label a block begins with.
//!
//! ```text
//! 13. States noted that paragraph      one block, label 13: "(c)" follows no "(b)" and no clause
//! (c) of the report was silent on        ends before it, so it is no item
//! the matter.
//! 14. The Group                        a block: 14 follows 13, and the clause before it has ended
//! ```
//!
//! A label in the middle of a block must follow in sequence; after a blank line anything plausible
//! is taken, for labels are addresses and may repeat or be missing.

use std::ops::Range;

use super::kinds;
use super::labels::{Mark, Style, readings, readings_after};
use crate::read::line::{Hint, Line, Mapped, Start};
use crate::read::tidy::hyphens::Vocabulary;

/// Lines that belong together, joined, with their labels taken off.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// The words, without labels.
    pub(crate) text: Mapped,
    /// Note markers: offset in `text`, label.
    pub(crate) markers: Vec<(usize, String)>,
    /// Labels in order; more than one where a paragraph begins with its first item: "13. (a) …".
    pub(crate) marks: Vec<Mark>,
    /// First and last line of the source.
    pub(crate) lines: (u32, u32),
    /// Where it stands in the decoded source.
    pub(crate) source: Range<usize>,
    /// Page, where the format has pages.
    pub(crate) page: Option<u32>,
    /// Columns before its first line.
    pub(crate) indent: u16,
    /// What the format says.
    pub(crate) hint: Hint,
    /// It is bold from its start to this byte of `text`.
    pub(crate) lead: usize,
}

impl Block {
    /// The text without what surrounds language: brackets, quotes, emphasis.
    pub(crate) fn bare(&self) -> &str {
        self.text.text.trim_matches(|c: char| "[]*_\"“” ".contains(c))
    }

    /// Its first label is written in this style.
    pub(crate) fn has_style(&self, style: Style) -> bool {
        self.marks.first().is_some_and(|mark| mark.style == style)
    }

    /// Bold as a whole.
    pub(crate) fn emphasised(&self) -> bool {
        self.lead > 0 && self.lead >= self.text.text.trim_end().len()
    }
}

/// Joins lines to blocks. `vocabulary` decides about hyphens at line ends; `marks_items`: the format
/// itself says where `-` and `*` are bullets.
pub(crate) fn blocks(lines: Vec<Line>, vocabulary: &Vocabulary, marks_items: bool) -> Vec<Block> {
    let mut builder =
        Builder { blocks: Vec::new(), open: Vec::new(), vocabulary, marks_items, in_preamble: false };
    for line in lines {
        builder.line(line);
    }
    builder.blocks
}

struct Builder<'a> {
    blocks: Vec<Block>,
    /// Labels that are open: style and last number, from the outermost.
    open: Vec<(Style, u32)>,
    vocabulary: &'a Vocabulary,
    marks_items: bool,
    in_preamble: bool,
}

impl Builder<'_> {
    fn line(&mut self, line: Line) {
        let chosen = self.label_of(&line);
        if chosen.is_some() || self.begins(&line) {
            self.start(line, chosen);
        } else {
            self.join(line);
        }
    }

    fn begins(&self, line: &Line) -> bool {
        let Some(last) = self.blocks.last() else { return true };
        if line.start == Start::Never && last.hint == line.hint {
            return false;
        }
        line.start != Start::Maybe && line.start != Start::Never
            || matches!(line.hint, Hint::Heading(_) | Hint::Title | Hint::Row | Hint::Note(_))
            || (last.hint != line.hint && !matches!(last.hint, Hint::Note(_)))
            || matches!(last.hint, Hint::Heading(_) | Hint::Title | Hint::Row)
            || (last.marks.last().is_some_and(Mark::is_section)
                && is_title_like(last.bare())
                && !continues_title(last, line))
            || kinds::is_organ_line(&last.text.text)
            || (self.in_preamble && kinds::opens_preambular(&line.text.text) && ends_clause(&last.text.text))
    }

    /// The label a line begins with, if it is one.
    fn label_of(&self, line: &Line) -> Option<Mark> {
        if matches!(line.hint, Hint::Note(_) | Hint::Row | Hint::Verbatim) || line.start == Start::Never {
            return None;
        }
        let mut readings = readings_after(&line.text.text, line.gap, |mark| self.is_next(mark));
        if matches!(line.hint, Hint::Heading(_)) {
            readings.retain(|mark| !matches!(mark.style, Style::Bullet(_)));
        } else if line.start == Start::Item {
            // The format vouches for the label.
        } else {
            readings.retain(|mark| self.plausible(mark, line));
        }
        let best = readings.iter().position(|mark| self.is_next(mark));
        (!readings.is_empty()).then(|| readings.swap_remove(best.unwrap_or(0)))
    }

    fn last_of(&self, style: Style) -> Option<u32> {
        self.open.iter().rev().find(|open| open.0 == style).map(|open| open.1)
    }

    fn is_next(&self, mark: &Mark) -> bool {
        self.last_of(mark.style).is_some_and(|last| mark.follows(last))
    }

    fn plausible(&self, mark: &Mark, line: &Line) -> bool {
        let text = line.text.text.as_str();
        let rest = &text[mark.at.end..];
        let next = self.is_next(mark);
        let last = self.last_of(mark.style);
        let near = last.is_some_and(|last| mark.value > last && mark.value <= last + 3);
        let fresh = line.start == Start::Block || self.blocks.is_empty();
        let stopped = fresh || self.clause_ended();
        match mark.style {
            Style::Word(_) => stopped && heads_a_part(text, mark),
            Style::Capital | Style::Roman => {
                stopped && is_title_like(rest) && (fresh || next || mark.value == 1)
            }
            Style::Dotted(_) if !text[..mark.at.end].trim_end().ends_with(['.', ':', ')']) => {
                stopped && (next || starts_sentence(rest))
            }
            Style::Number | Style::Dotted(_) | Style::LetterNumber => {
                stopped
                    && (fresh
                        || next
                        || near
                        || (mark.value == 1 && (last.is_none() || self.introduces_list())))
            }
            Style::Letter | Style::SmallRoman => stopped && (next || mark.value == 1),
            Style::ParenNumber | Style::ParenLetter | Style::ParenRoman | Style::ParenCapital => {
                let skips =
                    last.is_some_and(|last| mark.value == last + 2) && !self.marks_items && self.item_ended();
                stopped && (fresh || next || mark.value == 1 || skips)
            }
            Style::Operative | Style::Preambular => stopped,
            Style::Option | Style::SubOption => {
                stopped && text[..mark.at.end].contains(':') | rest.is_empty() | rest.starts_with(['(', '['])
            }
            Style::Bullet(c) if !"-–—*+·".contains(c) => true,
            Style::Bullet(c) => {
                let told = self.marks_items && "-*+".contains(c);
                stopped
                    && !told
                    && (fresh || c != '-' && c != '–' && c != '—' || last.is_some() || self.introduces_list())
            }
        }
    }

    fn clause_ended(&self) -> bool {
        self.blocks.last().is_none_or(|last| {
            ends_clause(&last.text.text)
                || matches!(last.hint, Hint::Heading(_) | Hint::Title | Hint::Row | Hint::Note(_))
                || last.marks.last().is_some_and(|mark| {
                    mark.is_section() || matches!(mark.style, Style::Option | Style::SubOption)
                })
                || kinds::is_organ_line(&last.text.text)
        })
    }

    /// The block before is an item that has ended.
    fn item_ended(&self) -> bool {
        self.blocks
            .last()
            .is_some_and(|last| !last.marks.is_empty() && last.text.text.trim_end().ends_with([';', '.']))
    }

    fn introduces_list(&self) -> bool {
        self.blocks.last().is_none_or(|last| {
            last.text.text.trim_end().ends_with(':') || last.marks.last().is_some_and(Mark::is_section)
        })
    }

    fn start(&mut self, line: Line, mark: Option<Mark>) {
        let mut block = Block {
            lines: (line.number, line.number),
            source: line.source.clone(),
            page: line.page,
            indent: line.indent,
            hint: line.hint.clone(),
            lead: line.lead,
            text: line.text,
            markers: line.markers,
            ..Block::default()
        };
        if let Some(mark) = mark {
            self.take(&mut block, mark);
            while let Some(inner) = inner_mark(&block) {
                self.take(&mut block, inner);
            }
        }
        self.in_preamble = match () {
            () if kinds::is_organ_line(&block.text.text) => true,
            () if !block.marks.is_empty() || matches!(block.hint, Hint::Heading(_)) => false,
            () => self.in_preamble,
        };
        self.blocks.push(block);
    }

    /// Takes a label off the text and remembers it as open.
    fn take(&mut self, block: &mut Block, mark: Mark) {
        let cut = mark.at.clone();
        let length = cut.len();
        block.text.cut(cut.clone());
        for marker in &mut block.markers {
            if marker.0 >= cut.end {
                marker.0 -= length;
            } else if marker.0 > cut.start {
                marker.0 = cut.start;
            }
        }
        block.lead = block.lead.saturating_sub(length);
        if let Some(level) = self.open.iter().position(|open| open.0 == mark.style) {
            self.open.truncate(level);
        } else if mark.is_section() {
            self.open.retain(|open| {
                matches!(
                    open.0,
                    Style::Number | Style::Word(_) | Style::Capital | Style::Roman | Style::LetterNumber
                )
            });
        } else if mark.style == Style::Number {
            self.open.retain(|open| {
                matches!(open.0, Style::Word(_) | Style::Capital | Style::Roman | Style::Option)
            });
        }
        self.open.push((mark.style, mark.value));
        block.marks.push(mark);
    }

    fn join(&mut self, line: Line) {
        let Some(block) = self.blocks.last_mut() else { return };
        let whole = block.lead > 0 && block.lead >= block.text.text.len();
        let glue = if block.hint == Hint::Verbatim {
            "\n"
        } else {
            self.vocabulary.glue(&mut block.text, &line.text.text)
        };
        block.text.push(glue, line.text.source_at(0));
        let base = block.text.text.len();
        block.text.push_part(&line.text, 0..line.text.text.len());
        if whole {
            block.lead = base + line.lead;
        }
        block.markers.extend(line.markers.into_iter().map(|(at, label)| (base + at, label)));
        block.lines.1 = block.lines.1.max(line.number);
        block.source.end = block.source.end.max(line.source.end);
    }
}

/// A second label right after the first: "5. Option 1: …", "13. (a) …".
fn inner_mark(block: &Block) -> Option<Mark> {
    let outer = block.marks.last()?;
    if outer.is_section() || matches!(block.hint, Hint::Heading(_)) || block.marks.len() > 3 {
        return None;
    }
    readings(&block.text.text, false).into_iter().find(|mark| match mark.style {
        Style::Option => {
            !matches!(outer.style, Style::Option | Style::SubOption)
                && block.text.text[..mark.at.end].contains(':')
        }
        // "3. Option (a): …"
        Style::SubOption => {
            matches!(outer.style, Style::Number | Style::Dotted(_))
                && block.text.text[..mark.at.end].contains(':')
        }
        Style::ParenLetter | Style::ParenNumber => {
            matches!(outer.style, Style::Number | Style::Dotted(_) | Style::Operative) && mark.value == 1
        }
        Style::ParenRoman => matches!(outer.style, Style::ParenLetter) && mark.value == 1,
        Style::Number => {
            outer.style == Style::Option && mark.value == 1 || matches!(outer.style, Style::Bullet(_))
        }
        _ => false,
    })
}

/// The text ends a clause: a stop, or "; and". Closing quotes, brackets and note digits may follow.
pub(crate) fn ends_clause(text: &str) -> bool {
    let text = text.trim_end();
    let text = text.strip_suffix(" and").or_else(|| text.strip_suffix(" or")).unwrap_or(text);
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || ")]”\"’'»*".contains(c));
    text.is_empty()
        || text
            .ends_with(['.', ';', ':', '!', '?', ',', '…', '。', '；', '：', '，', '！', '？', '؟', '؛', '،'])
}

/// The last two words are figures: a row of a table.
pub(crate) fn ends_in_figures(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    words.next().is_some_and(is_figure) && words.next().is_some_and(is_figure)
}

/// "18", "(923.8)", "$14", "7.6%"; a dash stands for nothing.
pub(crate) fn is_figure(word: &str) -> bool {
    let digits = word.trim_matches(|c: char| "()$€£%+-–—".contains(c));
    matches!(word, "–" | "—" | "-")
        || (digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b','))
}

/// Short, without a stop at the end: what a title looks like.
pub(crate) fn is_title_like(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 160
        && !text.ends_with(['.', ';', ',', '。', '；', '，', '؛', '،'])
        && text.split_whitespace().count() <= 22
}

fn starts_sentence(text: &str) -> bool {
    text.trim_start_matches(['[', '"', '“', '(']).starts_with(char::is_uppercase) || text.starts_with('[')
}

/// "Article 3", "Article 3 (purpose)", "Annex II: Members"; not "Article 3 of the Convention applies."
fn heads_a_part(text: &str, mark: &Mark) -> bool {
    let rest = text[mark.at.end..].trim_matches([']', ' ']);
    let plain = rest.starts_with(|c: char| c.is_uppercase() || "([–—\"“*（《".contains(c));
    // Scripts without capitals: what follows must be set off, "第三条 电缆" and not "第三条所述".
    let caseless = |c: char| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase();
    let set_off = text.starts_with('第') && text[..mark.at.end].ends_with(char::is_whitespace);
    text.trim_start_matches('[').starts_with(|c: char| c.is_uppercase() || caseless(c))
        && (rest.is_empty() || (plain || set_off) && is_title_like(rest))
}

/// The second line of a wrapped title: it begins with a small letter.
fn continues_title(last: &Block, line: &Line) -> bool {
    !last.bare().is_empty() && line.text.text.starts_with(char::is_lowercase)
}
