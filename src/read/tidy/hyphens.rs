//! Hyphens at line ends: joined or kept, by the document's own vocabulary.
//!
//! ```text
//! telecommuni- / cations   joined: "telecommunications", the halves are no words of the text
//! decision- / makers       kept: "decision-makers" occurs, or both halves are words of the text
//! non- / State             kept: a prefix, and a capital follows
//! ```
//!
//! A dictionary was rejected: it would have to exist for every language, and the document itself
//! spells most of its words in full somewhere.

use rustc_hash::FxHashSet;

use crate::read::line::{Line, Mapped};

/// First halves that keep their hyphen when the text itself doesn't tell.
const FIRST_HALVES: [&str; 17] = [
    "non", "self", "cross", "well", "long", "short", "high", "low", "large", "small", "open", "so", "vice",
    "early", "mid", "fifty", "twenty",
];

/// First halves that are as often the start of a word ("preferred"): kept if the rest is a word.
const PREFIXES: [&str; 8] = ["co", "pre", "post", "anti", "multi", "inter", "ex", "sub"];

/// Second halves that follow a hyphen.
const SECOND_HALVES: [&str; 22] = [
    "based", "related", "term", "building", "maker", "makers", "making", "led", "wide", "range", "ended",
    "sharing", "held", "scale", "general", "specific", "like", "free", "up", "driven", "warning", "sized",
];

/// No word is longer, in characters: a text of nothing but broken lines stays cheap to join.
const LONGEST_WORD: usize = 120;

/// The words of a document in small letters: whole ones, and compounds with a hyphen.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    words: FxHashSet<String>,
    /// Words are not broken at line ends: each hyphen there is one that belongs to a compound.
    intact: bool,
}

impl Vocabulary {
    /// Collects the words of all lines; the half words at line ends are left out. Only documents with
    /// hyphens at line ends pay for it.
    /// `whole`: the format would mark a word that is broken at a line end.
    pub(crate) fn of(lines: &[Line], whole: bool) -> Self {
        let mut words = FxHashSet::default();
        if lines.iter().any(|line| ends_in_hyphen(&line.text.text)) {
            let mut after_hyphen = false;
            for line in lines {
                let text = line.text.text.as_str();
                let hyphen = ends_in_hyphen(text);
                let mut all = text
                    .split(|c: char| !(c.is_alphabetic() || is_hyphen(c) || c == '\'' || c == '’'))
                    .peekable();
                if after_hyphen {
                    all.next();
                }
                while let Some(word) = all.next() {
                    let half = hyphen && all.peek().is_none();
                    if !half && !word.is_empty() {
                        words.insert(normal(word));
                    }
                }
                after_hyphen = hyphen;
            }
        }
        let intact = is_intact(lines, &words, whole);
        Self { words, intact }
    }

    /// What stands between the end of `text` and `next` when the lines are joined. A hyphen that only
    /// broke a word is taken off `text`.
    pub(crate) fn glue(&self, text: &mut Mapped, next: &str) -> &'static str {
        let Some(last) = text.text.chars().next_back() else { return "" };
        if last == '\u{00AD}' {
            text.truncate(text.text.len() - last.len_utf8());
            return "";
        }
        if matches!(last, '—' | '\u{200B}') && !text.text.ends_with(" —")
            || both_ideographs(last, next)
            || breaks_symbol(&text.text, next)
        {
            return "";
        }
        if !ends_in_hyphen(&text.text) || !next.starts_with(char::is_alphabetic) {
            return if last == '-'
                && next.starts_with(char::is_alphanumeric)
                && ends_in_digit_hyphen(&text.text)
            {
                ""
            } else {
                " "
            };
        }
        let left = last_word(&text.text);
        let right = first_word(next);
        if right == "and" || right == "or" || right == "to" {
            return " ";
        }
        if !self.keeps_hyphen(left, right) {
            text.truncate(text.text.len() - last.len_utf8());
        }
        ""
    }

    fn keeps_hyphen(&self, left: &str, right: &str) -> bool {
        let (l, r) = (left.to_lowercase(), right.to_lowercase());
        let outer = l.rsplit('-').next().unwrap_or(&l);
        if !right.starts_with(char::is_lowercase) || self.words.contains(&normal(&format!("{l}-{r}"))) {
            return true;
        }
        if self.words.contains(&normal(&format!("{l}{r}"))) {
            return false;
        }
        let both = l.chars().count() > 3
            && r.chars().count() > 3
            && self.words.contains(&l)
            && self.words.contains(&r);
        let known = r.chars().count() > 3 && self.words.contains(&r);
        both || FIRST_HALVES.contains(&outer)
            || PREFIXES.contains(&outer) && known
            || SECOND_HALVES.contains(&r.as_str())
            || l.contains('-')
            || self.intact
    }
}

/// Word processors break lines at hyphens and leave words whole. That is so if no half words at line
/// ends make a word that the text has elsewhere, while a quarter of them make a compound that it has,
/// or are words on their own; or if the format says so.
fn is_intact(lines: &[Line], words: &FxHashSet<String>, whole: bool) -> bool {
    let (mut pairs, mut compounds) = (0usize, 0usize);
    for pair in lines.windows(2) {
        let (text, next) = (pair[0].text.text.as_str(), pair[1].text.text.as_str());
        if !ends_in_hyphen(text) || !next.starts_with(char::is_lowercase) {
            continue;
        }
        let (l, r) = (last_word(text).to_lowercase(), first_word(next).to_lowercase());
        if matches!(r.as_str(), "and" | "or" | "to") {
            continue;
        }
        if words.contains(&normal(&format!("{l}{r}"))) {
            return false;
        }
        pairs += 1;
        let both = words.contains(&l) && words.contains(&r);
        compounds += usize::from(both || words.contains(&normal(&format!("{l}-{r}"))));
    }
    whole || pairs >= 2 && compounds >= 1 && compounds * 4 >= pairs
}

fn normal(word: &str) -> String {
    word.to_lowercase().replace(['\u{2010}', '\u{2011}'], "-")
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// The text ends in a letter and a hyphen.
fn ends_in_hyphen(text: &str) -> bool {
    let mut end = text.chars().rev();
    end.next().is_some_and(is_hyphen) && end.next().is_some_and(char::is_alphabetic)
}

fn ends_in_digit_hyphen(text: &str) -> bool {
    let mut end = text.chars().rev();
    end.next() == Some('-') && end.next().is_some_and(|c| c.is_ascii_digit())
}

/// The last word of a text that ends in a hyphen, without that hyphen.
fn last_word(text: &str) -> &str {
    let text = text.strip_suffix(is_hyphen).unwrap_or(text);
    let start = text
        .char_indices()
        .rev()
        .take(LONGEST_WORD)
        .take_while(|&(_, c)| c.is_alphabetic() || is_hyphen(c))
        .last();
    start.map_or("", |(at, _)| &text[at..])
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("")
}

/// A document symbol or an address goes on in the next line: "A/AC.999/2031/" and "CRP.1".
fn breaks_symbol(text: &str, next: &str) -> bool {
    let start = text.char_indices().rev().take(LONGEST_WORD).last().map_or(0, |(at, _)| at);
    let word = text[start..].rsplit(' ').next().unwrap_or("");
    let goes_on = next.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    word.ends_with('/')
        && (word.contains("://")
            || goes_on && word.starts_with(|c: char| c.is_ascii_uppercase()) && word.matches('/').count() > 1)
}

/// Chinese and Japanese lines are joined without a space.
fn both_ideographs(last: char, next: &str) -> bool {
    let wide = |c: char| matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}');
    wide(last) && next.chars().next().is_some_and(wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(vocabulary: &str, left: &str, right: &str) -> String {
        let line = Line { text: Mapped::verbatim(vocabulary, 0), ..Line::default() };
        let broken = Line { text: Mapped::verbatim(left, 0), ..Line::default() };
        let rest = Line { text: Mapped::verbatim(right, 0), ..Line::default() };
        let vocabulary = Vocabulary::of(&[line, broken, rest], false);
        let mut text = Mapped::verbatim(left, 0);
        let glue = vocabulary.glue(&mut text, right);
        format!("{}{glue}{right}", text.text)
    }

    #[test]
    fn joined_or_kept() {
        for (vocabulary, left, right, expected) in [
            ("", "telecommuni-", "cations grow", "telecommunications grow"),
            ("", "the infor\u{00AD}", "mation", "the information"),
            ("the decision-makers met", "our decision-", "makers", "our decision-makers"),
            ("", "our decision-", "makers", "our decision-makers"),
            ("", "by non-", "State actors", "by non-State actors"),
            ("", "the non-", "governmental", "the non-governmental"),
            ("nongovernmental bodies", "the non-", "governmental", "the nongovernmental"),
            ("coordination", "the co-", "ordination", "the coordination"),
            ("", "others pre-", "ferred", "others preferred"),
            ("some operators", "the co-", "operators", "the co-operators"),
            ("a ship, a repair", "the repair-", "ship", "the repair-ship"),
            ("", "in 2031-", "32 the", "in 2031-32 the"),
            ("", "short- and", "long", "short- and long"),
            ("", "pre-", "and post-war", "pre- and post-war"),
            ("", "cut —", "and mend", "cut — and mend"),
            ("", "cut—", "and mend", "cut—and mend"),
            ("", "A/AC.999/2031/", "CRP.1/Rev.1,", "A/AC.999/2031/CRP.1/Rev.1,"),
            ("", "day-to-", "day work", "day-to-day work"),
            ("", "电缆", "海底", "电缆海底"),
            ("", "plain", "words", "plain words"),
        ] {
            assert_eq!(join(vocabulary, left, right), expected, "{left} / {right}");
        }
    }
}
