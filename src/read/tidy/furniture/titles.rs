//! Running titles: words that come again at the edge of pages, or inside a sentence.
//!
//! ```text
//! whose ship was at
//! 2        Report of the Board      short, again with 4 and 6, inside a sentence: taken out
//! sea on each of the days
//! ```

use rustc_hash::FxHashMap;

use super::pages::is_number;
use crate::read::line::{Hint, Line};
use crate::read::structure::labels::{Style, readings};

/// A labelled heading or an introduction of a list may come again at the top of pages, as text.
fn is_text(line: &Line) -> bool {
    line.text.text.ends_with([':', ';', '.'])
        || readings(&line.text.text, false).iter().any(|mark| !matches!(mark.style, Style::Word(_)))
}

/// Running titles with the page's number on the same line, "2 Report of the Board" and "The year 3":
/// the words repeat, the number grows, and one of them stands inside a sentence.
pub(super) fn numbered_titles(lines: &[Line], taken: &mut [Option<&'static str>]) {
    let mut seen: FxHashMap<&str, Vec<(usize, u32)>> = FxHashMap::default();
    for (n, line) in lines.iter().enumerate() {
        if taken[n].is_none()
            && line.hint == Hint::Text
            && let Some((words, number)) = words_and_number(&line.text.text)
        {
            seen.entry(words).or_default().push((n, number));
        }
    }
    #[allow(clippy::iter_over_hash_type, reason = "each only marks its own lines")]
    for places in seen.values() {
        let grows = places.windows(2).all(|pair| pair[0].1 < pair[1].1 && pair[0].0 + 1 < pair[1].0);
        let inside = places.iter().any(|&(n, _)| is_inside(lines, n));
        if places.len() >= 2 && grows && inside {
            for &(n, _) in places {
                taken[n] = Some("running-title");
            }
        }
    }
}

/// A short line as at least two words and the number before or after them.
fn words_and_number(text: &str) -> Option<(&str, u32)> {
    let sized = text.len() <= 100 && !text.ends_with(['.', ';', ',', ':']);
    let parts = [text.split_once(' ').map(|(a, b)| (b, a)), text.rsplit_once(' ')];
    let (words, number) =
        parts.into_iter().flatten().find(|(_, number)| is_number(number)).filter(|_| sized)?;
    let starts = words.starts_with(char::is_uppercase);
    (starts && words.split(' ').count() >= 2).then_some((words, number.parse().ok()?))
}

/// A line much shorter than those around it, while the line before ends in the middle of a sentence
/// that the line after goes on with: no wrapped line would end so early.
fn is_inside(lines: &[Line], n: usize) -> bool {
    let free = |line: &Line| line.room * 3 > line.text.text.chars().count();
    let Some(before) = n.checked_sub(1).and_then(|n| lines.get(n)) else { return false };
    // In a column of a table all lines are short.
    if !free(&lines[n]) || free(before) || lines[n].narrow {
        return false;
    }
    before.text.text.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        && lines.get(n + 1).is_some_and(|after| after.text.text.starts_with(char::is_lowercase))
}

/// Lines that repeat beside page numbers and symbols.
pub(super) fn running_titles(lines: &[Line], taken: &mut [Option<&'static str>]) {
    let mut seen: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for n in 0..lines.len() {
        let text = lines[n].text.text.as_str();
        let beside = (n > 0 && taken[n - 1].is_some_and(|code| code != "contents" && code != "rule"))
            || taken.get(n + 1).copied().flatten().is_some_and(|code| code != "contents" && code != "rule")
            || lines[n].page_start
            || is_inside(lines, n);
        if taken[n].is_none() && beside && text.len() <= 120 && !text.is_empty() && !is_text(&lines[n]) {
            seen.entry(text.chars().filter(|c| !c.is_ascii_digit()).collect()).or_default().push(n);
        }
    }
    #[allow(clippy::iter_over_hash_type, reason = "each only marks its own lines")]
    for (text, places) in &seen {
        if places.len() >= 3 && text.trim().contains(' ') && text.chars().any(char::is_alphabetic) {
            for &n in places {
                taken[n] = Some("running-title");
            }
        }
    }
}
