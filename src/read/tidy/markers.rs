//! Note markers glued to words: "commitment4", "instrument.12", "OSCE134".
//!
//! ```text
//! voluntary commitment4 and   ->  "voluntary commitment and", marker 4 at byte 20
//! resolution 77/2285 and      ->  marker 5, if 4 and 6 stand around it and a note 5 exists
//! emissions of CO2            ->  no marker: the word comes again
//! ```
//!
//! A marker is taken off only if a note with its number exists, or if the markers count up from 1
//! without a hole; otherwise it stays and is warned about. Taking off every digit after a word was
//! rejected: it changes language silently.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::read::line::{Hint, Line, Lines};

/// At most this many single warnings.
const WARNINGS: usize = 50;

/// So many missing markers in a row are sought, so that a text with notes and no markers stays cheap.
const LONGEST_GAP: usize = 20;

#[derive(Clone, Copy, Debug)]
struct Candidate {
    line: usize,
    /// Where its digits begin and end in the line's text.
    from: usize,
    to: usize,
    number: u32,
}

/// Numbers glued to words, with the line where each is first seen.
pub(crate) fn numbers_seen(lines: &[Line]) -> FxHashMap<u32, usize> {
    let mut seen = FxHashMap::default();
    for candidate in candidates(lines) {
        seen.entry(candidate.number).or_insert(candidate.line);
    }
    for (n, line) in lines.iter().enumerate() {
        for token in tokens(&line.text.text) {
            if let Some(number) = weak(&line.text.text[token.clone()]) {
                for digits in 1..=2 {
                    let tail = number.len().saturating_sub(digits);
                    if let Ok(value) = number[tail..].parse() {
                        seen.entry(value).or_insert(n);
                    }
                }
            }
        }
    }
    seen
}

/// Takes glued markers off the words, where that is sure; warns of the others.
pub(crate) fn unglue(lines: &mut Lines) {
    let notes: FxHashSet<u32> = lines
        .lines
        .iter()
        .filter_map(|line| if let Hint::Note(label) = &line.hint { label.parse().ok() } else { None })
        .collect();
    bracketed(&mut lines.lines, &notes);
    let strong = candidates(&lines.lines);
    if strong.is_empty() {
        return;
    }
    let mut accepted = accept(&strong, &notes);
    let taken: FxHashSet<(usize, usize)> = accepted.iter().map(|a| (a.line, a.from)).collect();
    for candidate in strong.iter().filter(|c| !taken.contains(&(c.line, c.from))).take(WARNINGS) {
        let line = &lines.lines[candidate.line];
        let text = &line.text.text;
        let word = text[..candidate.to].rsplit(' ').next().unwrap_or("");
        let message =
            format!("“{word}” may end in the marker of note {}; it was left as it is", candidate.number);
        lines.warnings.push(("glued-note-marker", Some(line.number), message));
    }
    // A note whose marker the format told needs no other.
    let told: FxHashSet<u32> = lines
        .lines
        .iter()
        .flat_map(|line| &line.markers)
        .filter_map(|marker| marker.1.parse().ok())
        .collect();
    fill_gaps(&lines.lines, &notes.difference(&told).copied().collect(), &mut accepted);
    accepted.sort_by_key(|candidate| (candidate.line, candidate.from));
    for same_line in accepted.chunk_by(|a, b| a.line == b.line) {
        take_off(&mut lines.lines[same_line[0].line], same_line);
    }
}

/// Takes markers off a line; they are in order.
fn take_off(line: &mut Line, candidates: &[Candidate]) {
    let ranges: Vec<_> = candidates.iter().map(|candidate| candidate.from..candidate.to).collect();
    let (mut markers, mut taken, mut next) = (Vec::new(), 0, 0);
    for candidate in candidates {
        while let Some(old) = line.markers.get(next).filter(|old| old.0 <= candidate.from) {
            markers.push((old.0 - taken, old.1.clone()));
            next += 1;
        }
        markers.push((candidate.from - taken, candidate.number.to_string()));
        taken += candidate.to - candidate.from;
    }
    markers.extend(line.markers.drain(..).skip(next).map(|old| (old.0.saturating_sub(taken), old.1)));
    line.markers = markers;
    line.text.cut_all(&ranges);
}

/// Lifts the 4 in brackets where note 4 exists: at the end of a word or stop, never between words,
/// where it is a negotiated number.
fn bracketed(lines: &mut [Line], notes: &FxHashSet<u32>) {
    for line in lines.iter_mut().filter(|line| !notes.is_empty() && !matches!(line.hint, Hint::Note(_))) {
        let text = &line.text.text;
        let found = text.match_indices('[').filter_map(|(from, _)| {
            let (number, _) = super::notes::bracketed_number(&text[from..])?;
            let to = from + 2 + text[from + 1..].find(']')?;
            let before = text[..from].ends_with(|c: char| !c.is_whitespace() && c != ']' && c != '[');
            let after = text[to..].chars().next().is_none_or(|c| c != '[' && !c.is_alphanumeric());
            (before && after && notes.contains(&number)).then_some(Candidate { line: 0, from, to, number })
        });
        let found: Vec<Candidate> = found.collect();
        if !found.is_empty() {
            take_off(line, &found);
        }
    }
}

/// The candidates that count up: each the next, or known by its note.
fn accept(strong: &[Candidate], notes: &FxHashSet<u32>) -> Vec<Candidate> {
    let mut accepted: Vec<Candidate> = Vec::new();
    let mut last = 0;
    for (n, candidate) in strong.iter().enumerate() {
        let follows = candidate.number == last + 1;
        let jumps = candidate.number > last
            && candidate.number <= last + 4
            && !strong[n + 1..].iter().take(8).any(|c| c.number == last + 1);
        if (notes.contains(&candidate.number) && (follows || jumps)) || (notes.is_empty() && follows) {
            accepted.push(*candidate);
            last = candidate.number;
        }
    }
    if notes.is_empty() && accepted.len() < 3 {
        accepted.clear();
    }
    accepted
}

/// Markers glued to numbers ("77/2285"): only where one is missing between its neighbours.
fn fill_gaps(lines: &[Line], notes: &FxHashSet<u32>, accepted: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    let start = Candidate { line: 0, from: 0, to: 0, number: 0 };
    let ends = accepted.iter().skip(1).map(Some).chain([None]);
    let starts = std::iter::once(&start).chain(accepted.iter());
    for (before, after) in starts.zip(accepted.first().map(Some).into_iter().chain(ends)) {
        let last = after.map_or_else(|| notes.iter().copied().max().unwrap_or(0) + 1, |after| after.number);
        let mut from = (before.line, before.to);
        for number in (before.number + 1..last).take(LONGEST_GAP) {
            let until = after.map_or((lines.len(), 0), |after| (after.line, after.from));
            if let Some(candidate) =
                notes.contains(&number).then(|| weak_between(lines, number, from, until)).flatten()
            {
                from = (candidate.line, candidate.to);
                found.push(candidate);
            }
        }
    }
    accepted.extend(found);
}

fn weak_between(
    lines: &[Line],
    number: u32,
    from: (usize, usize),
    until: (usize, usize),
) -> Option<Candidate> {
    let digits = number.to_string();
    for (n, line) in lines.iter().enumerate().take(until.0 + 1).skip(from.0) {
        if matches!(line.hint, Hint::Note(_)) {
            continue;
        }
        let text = line.text.text.as_str();
        for token in tokens(text) {
            let hidden = weak(&text[token.clone()])
                .is_some_and(|run| run.len() > digits.len() && run.ends_with(&digits));
            if hidden || after_stop(text, &token, &digits) {
                let candidate = Candidate { line: n, from: token.end - digits.len(), to: token.end, number };
                if (n, candidate.from) >= from && (n, candidate.to) <= until {
                    return Some(candidate);
                }
            }
        }
    }
    None
}

/// "held it.150 Then", "as follows:59 the", "less developed. 45": the very number that is missing, after
/// a stop.
fn after_stop(text: &str, token: &std::ops::Range<usize>, digits: &str) -> bool {
    let word = &text[token.clone()];
    let Some(stem) = word.strip_suffix(digits) else { return false };
    let end = stem.chars().next_back();
    if end.is_some_and(|c| c.is_ascii_digit() || c == '/' || c == '-') || stem.contains('/') {
        return false;
    }
    if end.is_some() {
        let letters = stem.trim_end_matches(['.', ':', ';']);
        return letters.len() < stem.len()
            && letters.ends_with(|c: char| c.is_alphabetic() || "”\"’)".contains(c));
    }
    let before = text[..token.start].trim_end();
    let next = text[token.end..].trim_start();
    before.ends_with(['.', ';', '”', '!', '?'])
        && before.len() > 20
        && (next.is_empty() || next.starts_with(char::is_uppercase))
}

/// Markers glued to a letter or to punctuation, in reading order. A word that comes again with the
/// same digits ("CO2", "G20") is a name.
fn candidates(lines: &[Line]) -> Vec<Candidate> {
    let mut found: Vec<(Candidate, &str)> = Vec::new();
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for (n, line) in lines.iter().enumerate() {
        if matches!(line.hint, Hint::Note(_) | Hint::Verbatim | Hint::Rule) {
            continue;
        }
        let text = line.text.text.as_str();
        for token in tokens(text) {
            let word = &text[token.clone()];
            if let Some(digits) = strong(word) {
                *counts.entry(word).or_default() += 1;
                let from = token.end - digits;
                if let Ok(number) = text[from..token.end].parse() {
                    found.push((Candidate { line: n, from, to: token.end, number }, word));
                }
            }
        }
    }
    found.retain(|(candidate, word)| {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(char::is_alphabetic);
        !letters || counts.get(word) == Some(&1) && !is_name(word, candidate.number)
    });
    found.into_iter().map(|(candidate, _)| candidate).collect()
}

/// Tokens between spaces that have a digit, without the punctuation around them.
fn tokens(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        // From digit to digit: most tokens have none.
        let digit = next_digit(bytes, at)?;
        let start = bytes[at..digit].iter().rposition(|&byte| byte == b' ').map_or(at, |n| at + n + 1);
        let stop = bytes[digit..].iter().position(|&byte| byte == b' ').map_or(bytes.len(), |n| digit + n);
        at = stop + 1;
        let token = &text[start..stop];
        let end = start + token.trim_end_matches(|c: char| ".,;:)]”\"’".contains(c)).len();
        let front = token.len() - token.trim_start_matches(|c: char| "([“\"‘".contains(c)).len();
        Some((start + front).min(end)..end)
    })
}

/// The place of the first digit from a place on: sixteen bytes at a time, as a machine looks at them.
fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let any = |chunk: &[u8]| chunk.iter().fold(false, |digit, byte| digit | byte.is_ascii_digit());
    let chunk = rest.chunks(16).position(any)? * 16;
    Some(from + chunk + rest[chunk..].iter().position(u8::is_ascii_digit)?)
}

/// Bytes of the digits that may be a marker glued to the end of a word.
fn strong(word: &str) -> Option<usize> {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = word.len() - stem.len();
    if !(1..=3).contains(&digits) || word[stem.len()..].starts_with('0') {
        return None;
    }
    let last = stem.chars().next_back()?;
    let before = stem[..stem.len() - last.len_utf8()].chars().next_back();
    let sure = match last {
        _ if last.is_alphabetic() => {
            let word = stem.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            word.chars().count() >= 3
                && !stem.contains(['/', '_', '@'])
                && !stem.contains(|c: char| c.is_ascii_digit())
        }
        '.' | ',' | ';' => {
            let name = stem.split(['.', '/']).next().unwrap_or("").chars().count() <= 2 || stem.contains('/');
            before.is_some_and(|c| c.is_alphabetic() || "”\"’)]".contains(c)) && !name
                || (last == ','
                    && digits < 3
                    && before.is_some_and(|c| c.is_ascii_digit())
                    && stem.len() == 5)
        }
        '?' | '!' => before.is_none_or(char::is_alphanumeric),
        '”' | '"' | '’' | ')' | ']' => {
            before.is_some_and(|c| c.is_alphanumeric() || c == '.' || c == ',')
        }
        _ => false,
    };
    sure.then_some(digits)
}

/// A run of digits at the end of a token that may hide a marker: "77/2285" (a resolution's number
/// has at most three digits behind the slash), "20152" (a year has four). Any other number is whole:
/// to take "2" off "1992" would be a forgery.
fn weak(word: &str) -> Option<&str> {
    let digits = word.len() - word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let run = &word[word.len() - digits..];
    let resolution = digits >= 2 && word[..word.len() - digits].ends_with('/');
    let year = digits == word.len() && matches!(digits, 5 | 6) && matches!(&word[..2], "19" | "20");
    (resolution || year).then_some(run)
}

/// Names that end in a digit: substances, groups of States, labels.
fn is_name(word: &str, number: u32) -> bool {
    const NAMES: [&str; 10] = ["CO", "CH", "COVID", "PP", "OP", "CMA", "Annex", "Option", "Article", "Rev"];
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
    NAMES.contains(&stem)
        || (stem.chars().all(char::is_uppercase) && stem.len() < 3)
        || (stem.ends_with('-') && number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::line::Mapped;

    fn run(text: &[&str], notes: &[&str]) -> (Vec<String>, Vec<String>, usize) {
        let mut lines = Lines::default();
        lines
            .lines
            .extend(text.iter().map(|text| Line { text: Mapped::verbatim(text, 0), ..Line::default() }));
        lines.lines.extend(
            notes.iter().map(|label| Line { hint: Hint::Note((*label).to_owned()), ..Line::default() }),
        );
        unglue(&mut lines);
        let texts = lines.lines[..text.len()].iter().map(|line| line.text.text.clone()).collect();
        let markers = lines
            .lines
            .iter()
            .flat_map(|line| line.markers.iter().map(|(at, label)| format!("{label}@{at}")))
            .collect();
        (texts, markers, lines.warnings.len())
    }

    #[test]
    fn a_note_with_that_number_exists() {
        let (texts, markers, warnings) =
            run(&["a commitment1 and a treaty.2 Then OSCE3 met"], &["1", "2", "3"]);
        assert_eq!(texts, ["a commitment and a treaty. Then OSCE met"]);
        assert_eq!((markers, warnings), (vec!["1@12".to_owned(), "2@26".to_owned(), "3@36".to_owned()], 0));
    }

    #[test]
    fn without_notes_only_a_running_sequence_counts() {
        assert_eq!(run(&["the commitment4 and an instrument.12 The"], &[]).2, 2);
        assert_eq!(run(&["one1 word", "two2, words", "three.3 More"], &[]).1.len(), 3);
    }

    #[test]
    fn a_note_that_has_its_marker_needs_no_other() {
        let mut lines = Lines::default();
        let mut line = |text: &str, hint: Hint, marker: Option<usize>| {
            let markers = marker.map(|at| (at, "1".to_owned())).into_iter().collect();
            lines.lines.push(Line { text: Mapped::verbatim(text, 0), hint, markers, ..Line::default() });
        };
        line("a buoy is moored", Hint::Text, Some(6));
        line("in decision CP/21, and a treaty.2 Then", Hint::Text, None);
        for label in ["1", "2"] {
            line("a note", Hint::Note(label.to_owned()), None);
        }
        unglue(&mut lines);
        assert_eq!(lines.lines[1].text.text, "in decision CP/21, and a treaty. Then");
    }

    #[test]
    fn names_and_numbers_stay() {
        let (texts, markers, _) = run(
            &["CO2 and CO2 and G20 in A/68/98 of 2013, 1.5 per cent, paragraph 42(b), A.1 Then"],
            &["1", "2"],
        );
        assert_eq!(
            texts[0],
            "CO2 and CO2 and G20 in A/68/98 of 2013, 1.5 per cent, paragraph 42(b), A.1 Then"
        );
        assert!(markers.is_empty());
    }

    #[test]
    fn a_marker_on_a_number_fills_a_gap() {
        let (texts, markers, _) = run(&["its Law1 and resolution 77/2282 and a report3"], &["1", "2", "3"]);
        assert_eq!(texts, ["its Law and resolution 77/228 and a report"]);
        assert_eq!(markers.len(), 3);
    }
}
