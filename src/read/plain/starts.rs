//! Where blocks begin in a plain text, and which lines are titles: by blank lines, or by the margin.
//!
//! ```text
//! and governments of the region have     full: the next word had no place
//! sought to carry it out.                ends a sentence, with room for "Lamps": a paragraph ends
//! Lamps and their keepers                short, without a stop, before a full line: a title
//! Since the keepers met at the town
//! ```

use super::{Entry, Manner};
use crate::read::line::{Hint, Line, Start};
use crate::read::structure::blocks::{ends_in_figures, is_title_like};
use crate::read::structure::kinds;
use crate::read::structure::labels::{Style, Word, readings};

/// A stretch of fewer lines has the margin of the whole text.
const MARGIN_LINES: usize = 6;

/// So many titles stand above one another before a text: of a part, a chapter, a section.
const MOST_TITLES: usize = 4;

/// A masthead has no more lines.
const MASTHEAD_LINES: usize = 24;

/// Notes each line's free room before the margin of its stretch: the ninth tenth of all lengths.
/// Returns the margin of the whole text.
pub(super) fn margins(entries: &mut [Entry], manner: Manner) -> usize {
    let length = |entry: &Entry| entry.line.text.text.chars().count();
    let mut all: Vec<usize> = entries.iter().map(length).filter(|&width| width > 0).collect();
    let whole = ninth_tenth(&mut all);
    if manner == Manner::Unwrapped {
        return whole;
    }
    let mut from = 0;
    while from < entries.len() {
        let stretch = entries[from].stretch;
        let to = from + entries[from..].iter().take_while(|entry| entry.stretch == stretch).count();
        let mut lengths: Vec<usize> = entries[from..to].iter().map(length).collect();
        let margin = if lengths.len() >= MARGIN_LINES { ninth_tenth(&mut lengths) } else { whole };
        for entry in &mut entries[from..to] {
            let length = entry.line.text.text.chars().count();
            // Letters are of different breadth, so that the margin is not sharp.
            entry.line.room = (margin * 19 / 20).saturating_sub(length);
            entry.line.narrow = margin * 2 < whole;
        }
        from = to;
    }
    whole
}

fn ninth_tenth(lengths: &mut [usize]) -> usize {
    lengths.sort_unstable();
    lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0)
}

/// Says of every line whether a block begins there, and marks titles.
pub(super) fn mark(entries: &mut [Entry], manner: Manner, width: usize) {
    let usual = usual_blanks(entries);
    for n in 0..entries.len() {
        entries[n].line.start = match manner {
            Manner::Between if entries[n].blanks > 0 => Start::Block,
            Manner::Unwrapped => Start::Block,
            Manner::Everywhere if n == 0 || entries[n].blanks > usual => Start::Block,
            Manner::Everywhere if is_tight(entries, n) => Start::Block,
            Manner::Everywhere | Manner::Nowhere if ends_before(entries, n) => Start::Block,
            _ if entries[n].line.hint == Hint::Row => Start::Block,
            _ => Start::Maybe,
        };
    }
    match manner {
        Manner::Everywhere | Manner::Nowhere => wrapped_titles(entries),
        Manner::Between | Manner::Unwrapped => single_titles(entries, width),
    }
    part_titles(entries);
    if manner == Manner::Between {
        masthead(entries);
    }
}

/// Lines of a cover block stand each for itself: symbol, date, session. So do those of any block near the
/// top in which one line is a masthead's.
fn masthead(entries: &mut [Entry]) {
    let mut from = 0;
    while from < entries.len().min(MASTHEAD_LINES) {
        let to = from
            + 1
            + entries[from + 1..].iter().take_while(|entry| entry.line.start != Start::Block).count();
        let block = &entries[from..to];
        let plain = block.iter().all(|entry| {
            let line = &entry.line;
            line.text.text.chars().count() < 100
                && line.hint == Hint::Text
                && (is_masthead(line) || readings(&line.text.text, false).is_empty())
        });
        if !plain && from > 0 {
            return;
        }
        if plain && block.iter().any(|entry| is_masthead(&entry.line)) {
            for entry in &mut entries[from..to] {
                let goes_on = entry.line.text.text.starts_with(char::is_lowercase);
                entry.line.start = if goes_on { entry.line.start } else { Start::Block };
            }
        }
        from = to;
    }
}

fn is_masthead(line: &Line) -> bool {
    kinds::is_masthead(&line.text.text)
}

/// "Annex II", and on the next line what it is about: one heading.
fn part_titles(entries: &mut [Entry]) {
    for n in 0..entries.len().saturating_sub(1) {
        let line = &entries[n].line;
        if line.start != Start::Block || !is_bare_part(line) {
            continue;
        }
        let mut end = n + 1;
        while let Some(entry) = entries.get(end).filter(|entry| is_part_title(&entry.line)) {
            end += 1;
            if end - n > 3 || !goes_on(&entry.line.text.text) {
                break;
            }
        }
        if end > n + 1 && is_title_like(&title_of(&entries[n..end]).text.text) {
            for entry in &mut entries[n..end] {
                entry.line.hint = Hint::Title;
            }
            for entry in &mut entries[n + 1..end] {
                entry.line.start = Start::Never;
            }
            if let Some(after) = entries.get_mut(end) {
                after.line.start = Start::Block;
            }
        }
    }
}

/// "Annex II" or "Part One" alone on a line.
fn is_bare_part(line: &Line) -> bool {
    let text = line.text.text.as_str();
    matches!(line.hint, Hint::Text | Hint::Title)
        && readings(text, false).iter().any(|mark| {
            matches!(mark.style, Style::Word(Word::Annex)) && text[mark.at.end..].trim().is_empty()
        })
}

/// A line that says what an annex is about: words, not the head of a table.
fn is_part_title(line: &Line) -> bool {
    let text = line.text.text.as_str();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    may_be_title(line)
        && !line.page_start
        && readings(text, line.gap).is_empty()
        && letters * 2 > text.chars().count()
        && text.split(' ').count() > 1
}

/// How many blank lines stand between two lines, mostly.
fn usual_blanks(entries: &[Entry]) -> usize {
    let mut blanks: Vec<usize> =
        entries.iter().skip(1).map(|entry| entry.blanks).filter(|&n| n > 0).collect();
    blanks.sort_unstable();
    blanks.get(blanks.len() / 2).copied().unwrap_or(1)
}

/// Without the blank line that all others have before them: a heading stands close to its text.
fn is_tight(entries: &[Entry], n: usize) -> bool {
    let Some(before) = n.checked_sub(1).map(|n| &entries[n].line) else { return true };
    let line = &entries[n].line;
    entries[n].blanks == 0
        && !line.page_start
        && !goes_on(&before.text.text)
        && !line.text.text.starts_with(char::is_lowercase)
}

/// A block ends before this line: at a drawn line, or where the last one ends a paragraph.
fn ends_before(entries: &[Entry], n: usize) -> bool {
    let Some(before) = n.checked_sub(1).map(|n| &entries[n].line) else { return true };
    before.hint == Hint::Rule
        || matches!(before.hint, Hint::Row) != matches!(entries[n].line.hint, Hint::Row)
        || ends_paragraph(before, &entries[n].line)
        || ends_cell(before, &entries[n].line)
}

/// A line that ends a sentence, with room for the next word, and a new sentence after it.
pub(crate) fn ends_paragraph(before: &Line, line: &Line) -> bool {
    stops(&before.text.text) && has_room(before, line) && begins_sentence(&line.text.text)
}

/// The first word of `line` would have fitted on the line before.
pub(crate) fn has_room(before: &Line, line: &Line) -> bool {
    let first = line.text.text.split(' ').next().unwrap_or("");
    before.room > first.chars().count()
}

/// In a narrow column, cells begin with a space or after a closing bracket.
fn ends_cell(before: &Line, line: &Line) -> bool {
    line.narrow
        && begins_sentence(&line.text.text)
        && (line.indent > 0 || before.text.text.ends_with(')') || !before.narrow)
}

/// The text ends a sentence or introduces a list; note digits and closing signs may follow.
fn stops(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_ascii_digit() || ")]”\"’» ".contains(c));
    end.ends_with(['.', ';', ':', '!', '?'])
}

fn begins_sentence(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || "[“\"(•«".contains(c))
}

/// The text ends in the middle of a phrase: a comma, a hyphen, a small word.
fn goes_on(text: &str) -> bool {
    const SMALL: [&str; 26] = [
        "the", "of", "and", "to", "in", "for", "on", "a", "an", "or", "with", "by", "from", "at", "as",
        "its", "de", "la", "le", "les", "des", "du", "et", "el", "los", "y",
    ];
    text.ends_with([',', '-', '–', '—']) || text.rsplit(' ').next().is_some_and(|word| SMALL.contains(&word))
}

/// What could be a title by itself: short, no stop at its end, no label that makes it a paragraph.
fn may_be_title(line: &Line) -> bool {
    let text = line.text.text.trim_end_matches(|c: char| c.is_ascii_digit());
    line.hint == Hint::Text
        && is_title_like(text)
        && !ends_in_figures(text)
        && text.chars().any(char::is_alphabetic)
        && (text.starts_with(|c: char| c.is_uppercase() || c == '“') || is_ordinal(text) || is_dotted(text))
        && !text.ends_with([':', '!', '”'])
        && !text.contains("://")
        && readings(text, line.gap)
            .iter()
            .all(|mark| mark.is_section() || matches!(mark.style, Style::Dotted(_)))
        && !kinds::is_masthead(text)
        && !kinds::is_organ_line(text)
}

/// "2nd Meeting", "21st century".
fn is_ordinal(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or("");
    let ending = word.trim_start_matches(|c: char| c.is_ascii_digit());
    ending.len() < word.len() && matches!(ending, "st" | "nd" | "rd" | "th")
}

/// "3.1. Costs", "2.4.1 Lamps".
fn is_dotted(text: &str) -> bool {
    readings(text, false).iter().any(|mark| {
        matches!(mark.style, Style::Dotted(_)) && text[mark.at.end..].starts_with(char::is_uppercase)
    })
}

/// Titles among wrapped lines. One or two short lines after the end of a paragraph and before a full
/// line that begins a sentence; or a page of its own.
fn wrapped_titles(entries: &mut [Entry]) {
    let mut n = 0;
    let mut ruled = false;
    while n < entries.len() {
        ruled = match entries[n].line.hint {
            Hint::Rule => true,
            _ if entries[n].line.page_start => false,
            _ => ruled,
        };
        let lines = if ruled || !begins_freely(entries, n) { 0 } else { title_at(entries, n, 0) };
        for (k, entry) in entries[n..n + lines].iter_mut().enumerate() {
            entry.line.hint = Hint::Title;
            entry.line.start = if k == 0 { Start::Block } else { Start::Never };
        }
        n += lines;
        if lines > 0 {
            if let Some(after) = entries.get_mut(n) {
                after.line.start = Start::Block;
            }
        } else {
            n += 1;
        }
    }
}

/// How many lines the title takes that begins here; 0 if none does. `above`: titles right above it.
fn title_at(entries: &[Entry], n: usize, above: usize) -> usize {
    let line = &entries[n].line;
    if line.narrow || !is_short(line) || above > MOST_TITLES {
        return 0;
    }
    let mut lines = 1;
    while lines < 3 && goes_on(&entries[n + lines - 1].line.text.text) {
        match entries.get(n + lines) {
            Some(next) if is_short(&next.line) && !next.line.page_start => lines += 1,
            _ => return 0,
        }
    }
    let last = &entries[n + lines - 1].line;
    let Some(next) = entries.get(n + lines) else { return 0 };
    if !may_be_title(&title_of(&entries[n..n + lines])) {
        return 0;
    }
    let own_page = line.page_start && next.line.page_start;
    let follows = !next.line.page_start && has_room(last, &next.line);
    let prose = !is_short(&next.line) && !next.line.narrow && begins_sentence(&next.line.text.text);
    let title =
        || next.blanks <= 1 && next.line.hint == Hint::Text && title_at(entries, n + lines, above + 1) > 0;
    if own_page || (follows && (prose || title())) { lines } else { 0 }
}

/// A line that ends well before the margin.
fn is_short(line: &Line) -> bool {
    let length = line.text.text.chars().count();
    line.room * 5 > length + line.room
}

/// The words of a title of several lines as one line.
fn title_of(entries: &[Entry]) -> Line {
    let mut line = entries[0].line.clone();
    for entry in &entries[1..] {
        line.text.push(" ", entry.line.source.start);
        line.text.push_part(&entry.line.text, 0..entry.line.text.text.len());
    }
    line
}

/// Nothing is left open before this line: the last line of the text above it, past the notes at a
/// page's foot, ends a sentence or is a title.
fn begins_freely(entries: &[Entry], n: usize) -> bool {
    let mut at = n;
    if entries[n].line.page_start {
        let rule = entries[..n]
            .iter()
            .rev()
            .take_while(|entry| !entry.line.page_start)
            .position(|entry| entry.line.hint == Hint::Rule);
        at -= rule.map_or(0, |rule| rule + 1);
    }
    let before = at.checked_sub(1).map(|at| &entries[at].line);
    let ended = |line: &Line| {
        let text = line.text.text.as_str();
        matches!(line.hint, Hint::Title | Hint::Row)
            || stops(text)
            || text.bytes().all(|byte| byte.is_ascii_digit())
    };
    before.is_none_or(ended) || entries[n].blanks > 1
}

/// Titles among blocks set off by blank lines: a short line alone, after the end of a sentence or
/// another title and before prose.
fn single_titles(entries: &mut [Entry], width: usize) {
    let prose = |line: &Line| {
        let length = line.text.text.chars().count();
        let full = length * 10 >= width.min(120) * 7;
        line.hint == Hint::Text
            && full
            && begins_sentence(&line.text.text)
            && readings(&line.text.text, line.gap).is_empty()
    };
    for n in 1..entries.len().saturating_sub(1) {
        let (before, line, next) = (&entries[n - 1].line, &entries[n].line, &entries[n + 1].line);
        let alone = line.start == Start::Block && next.start == Start::Block;
        let free = before.hint == Hint::Title || stops(&before.text.text) || (n == 1 && may_be_title(before));
        if alone
            && free
            && entries[n].blanks > 0
            && entries[n + 1].blanks > 0
            && line.text.text.chars().count() <= 110
            && !goes_on(&line.text.text)
            && may_be_title(line)
            && prose(next)
        {
            entries[n].line.hint = Hint::Title;
        }
    }
}
