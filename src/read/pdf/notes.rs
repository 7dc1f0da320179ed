//! Notes: bodies at the page foot get their label, markers without a body go back into the text.

use rustc_hash::FxHashSet;

use super::engine::Rule;
use super::words::{Segment, is_note_label};
use super::{Hint, Printed, Start};

/// Marks the lines of notes.
pub(super) fn find(lines: &mut Vec<Printed>) {
    attach_labels(lines);
    label(lines);
    let labels: FxHashSet<String> = lines
        .iter()
        .filter_map(|line| match &line.hint {
            Hint::Note(label) => Some(label.clone()),
            _ => None,
        })
        .collect();
    for line in lines {
        put_back(line, &labels);
    }
}

/// A label that stands higher than its note, or before it, as a line of its own.
fn attach_labels(lines: &mut Vec<Printed>) {
    let mut out: Vec<Printed> = Vec::with_capacity(lines.len());
    for body in lines.drain(..) {
        let joins = out.last().is_some_and(|label| {
            let alone = label.in_note && body.in_note && is_note_label(&label.segment.text);
            let distance = (body.segment.y - label.segment.y).abs();
            let near = body.page == label.page && distance < 1.2 * body.segment.size;
            alone && near && label.segment.raised.is_none() && body.segment.raised.is_none()
        });
        match out.pop() {
            Some(label) if joins => {
                let (length, start) = (label.segment.text.len(), label.start);
                let mut whole = super::tagged::joined(label, body, " ");
                whole.segment.raised = Some(length);
                whole.start = start;
                out.push(whole);
            }
            last => {
                out.extend(last);
                out.push(body);
            }
        }
    }
    *lines = out;
}

/// A line that begins with a label begins a note: at the page foot, and elsewhere if the label is
/// raised or a star apart from its text. Other lines at the foot go on, over pages too.
fn label(lines: &mut [Printed]) {
    let starred = starred(lines);
    for line in lines.iter_mut().filter(|line| line.hint == Hint::Text) {
        match label_length(line, &starred) {
            Some(length) => {
                let label = line.segment.text[..length].trim().to_owned();
                cut_front(line, length);
                line.hint = Hint::Note(label);
                line.start = Start::Block;
            }
            None if line.in_note => line.start = Start::Never,
            None => {}
        }
    }
}

/// The stars that stand glued to words: they point to notes.
fn starred(lines: &[Printed]) -> FxHashSet<String> {
    let mut found = FxHashSet::default();
    for line in lines {
        for word in line.segment.text.split(' ').filter(|word| word.ends_with('*')) {
            let bare = word.trim_end_matches('*');
            if !bare.is_empty() && !bare.starts_with('*') {
                found.insert(word[bare.len()..].to_owned());
            }
        }
        let raised = line.segment.markers.iter().map(|marker| marker.1.clone());
        found.extend(raised.filter(|label| label.starts_with('*')));
    }
    found
}

fn label_length(line: &Printed, starred: &FxHashSet<String>) -> Option<usize> {
    if line.start == Start::Never {
        return None;
    }
    let text = &line.segment.text;
    if let Some(length) = line.segment.raised {
        return (text.len() > length).then_some(length);
    }
    let length = text.find(' ')?;
    let label = &text[..length];
    let digits = length <= 3 && label.bytes().all(|byte| byte.is_ascii_digit());
    let stars = label.chars().all(|c| "*†‡".contains(c));
    (line.in_note && (digits || stars) || stars && (line.segment.gap || starred.contains(label)))
        .then_some(length)
}

/// Takes a label off the front of a line.
fn cut_front(line: &mut Printed, length: usize) {
    let segment = &mut line.segment;
    let rest = segment.text[length..].trim_start();
    let cut = segment.text.len() - rest.len();
    segment.text = rest.to_owned();
    for marker in &mut segment.markers {
        marker.0 = marker.0.saturating_sub(cut);
    }
    segment.lead = segment.lead.saturating_sub(cut);
}

/// Raised signs that no note explains are text, such as exponents; stars that a note explains are
/// markers, raised or not.
fn put_back(line: &mut Printed, labels: &FxHashSet<String>) {
    let segment = &mut line.segment;
    let mut shift = 0;
    let mut kept = Vec::new();
    let mut last = None;
    let markers = std::mem::take(&mut segment.markers);
    for (at, label) in markers.into_iter().flat_map(|(at, label)| told_apart(at, label, labels)) {
        if labels.contains(&label) && !takes_exponent(&segment.text[..at + shift], &label) {
            kept.push((at + shift, label));
            continue;
        }
        // Marks that stood together were told apart by commas.
        let label = if last == Some(at) { format!(",{label}") } else { label };
        last = Some(at);
        segment.text.insert_str(at + shift, &label);
        if segment.lead > at + shift {
            segment.lead += label.len();
        }
        shift += label.len();
    }
    segment.markers = kept;
    if labels.iter().any(|label| label.starts_with('*')) {
        stars(segment, labels);
    }
}

/// "67" where notes 6 and 7 stand, and no note 67: two markers drawn without a gap.
fn told_apart(at: usize, label: String, labels: &FxHashSet<String>) -> Vec<(usize, String)> {
    let digits = label.len() > 1 && label.bytes().all(|byte| byte.is_ascii_digit());
    if digits && !labels.contains(&label) {
        for (first, second) in (1..label.len()).map(|cut| label.split_at(cut)) {
            let next = first.parse::<u32>().is_ok_and(|first| second.parse() == Ok(first + 1));
            if next && labels.contains(first) && labels.contains(second) {
                return vec![(at, first.to_owned()), (at, second.to_owned())];
            }
        }
    }
    vec![(at, label)]
}

/// A number after ten, or a square or cube after a unit of measure, is an exponent.
fn takes_exponent(before: &str, label: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let unit = (1..=2).contains(&word.len()) && word.chars().all(char::is_alphabetic);
    label.bytes().all(|byte| byte.is_ascii_digit()) && word == "10" || unit && matches!(label, "2" | "3")
}

/// Takes stars that follow a word, and that a note explains, off the text.
fn stars(segment: &mut Segment, labels: &FxHashSet<String>) {
    let mut at = 0;
    while let Some(start) = segment.text[at..].find('*').map(|found| at + found) {
        let count = segment.text[start..].bytes().take_while(|&byte| byte == b'*').count();
        let label = segment.text[start..start + count].to_owned();
        if segment.text[..start].ends_with(|c: char| !c.is_whitespace()) && labels.contains(&label) {
            segment.text.replace_range(start..start + count, "");
            for marker in segment.markers.iter_mut().filter(|marker| marker.0 > start) {
                marker.0 = marker.0.saturating_sub(count).max(start);
            }
            if segment.lead > start {
                segment.lead = segment.lead.saturating_sub(count).max(start);
            }
            segment.markers.push((start, label));
            at = start;
        } else {
            at = start + count;
        }
    }
    segment.markers.sort_by_key(|marker| marker.0);
}

/// Where the notes of a page begin, as a height: under a short rule with only small print below it,
/// or where small print with a raised label begins.
pub(super) fn zone(page: &[Segment], rules: &[Rule], width: f32, height: f32, body: f32) -> Option<f32> {
    let mut by_height: Vec<&Segment> = page.iter().collect();
    by_height.sort_by(|a, b| a.y.total_cmp(&b.y));
    let small = |segment: &Segment| segment.size < 0.93 * body;
    // From the foot upwards, as long as it is small print.
    let from = by_height.iter().rposition(|segment| !small(segment) && segment.text.len() > 2);
    let foot = &by_height[from.map_or(0, |from| from + 1)..];
    let labelled = foot.iter().position(|segment| segment.raised.is_some() || begins_with_number(segment));
    let under_rule = rules
        .iter()
        .filter(|rule| is_short(rule, width) && rule.y0 > 0.2 * height)
        .filter(|rule| by_height.iter().any(|segment| segment.y > rule.y1))
        .filter(|rule| {
            let below = || by_height.iter().filter(|segment| segment.y > rule.y1 + 1.0);
            let begins = below()
                .next()
                .is_some_and(|first| small(first) || first.raised.is_some() || begins_with_number(first));
            // Notes as large as the text are known by a raised number alone.
            let numbered = below().next().is_some_and(|first| {
                first.raised.is_some() && first.text.starts_with(|c: char| c.is_ascii_digit())
            });
            begins && (below().all(|segment| small(segment)) || numbered && rule.y0 > 0.5 * height)
        })
        .map(|rule| rule.y1)
        .fold(None, |found: Option<f32>, y| Some(found.map_or(y, |found| found.max(y))));
    under_rule.or_else(|| {
        let first = foot.get(labelled?)?;
        (first.y > 0.3 * height && first.raised.is_some()).then_some(first.y - first.size)
    })
}

fn begins_with_number(segment: &Segment) -> bool {
    let digits = segment.text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && segment.text[digits..].starts_with(' ')
}

fn is_short(rule: &Rule, width: f32) -> bool {
    let length = rule.x1 - rule.x0;
    rule.y1 - rule.y0 < 3.0 && length > 0.05 * width && length < 0.45 * width
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(text: &str, markers: &[(usize, &str)], notes: &[&str]) -> (String, Vec<(usize, String)>) {
        let markers = markers.iter().map(|&(at, label)| (at, label.to_owned())).collect();
        let segment = Segment { text: text.to_owned(), markers, ..Segment::default() };
        let mut line = Printed { segment, ..Printed::default() };
        put_back(&mut line, &notes.iter().map(|&label| label.to_owned()).collect());
        (line.segment.text, line.segment.markers)
    }

    #[test]
    fn two_markers_without_a_gap_are_told_apart() {
        let (text, markers) = put("Option 1: a buoy", &[(8, "67")], &["6", "7"]);
        assert_eq!(text, "Option 1: a buoy");
        assert_eq!(markers, [(8, "6".to_owned()), (8, "7".to_owned())]);
        // Note 67 exists, or the two don't follow each other: nothing is guessed.
        assert_eq!(put("a buoy", &[(6, "67")], &["6", "7", "67"]).1, [(6, "67".to_owned())]);
        assert_eq!(put("a buoy", &[(6, "57")], &["5", "7"]).0, "a buoy57");
    }

    #[test]
    fn exponents_are_squares_and_cubes_or_stand_after_ten() {
        assert_eq!(put("12 km of sea", &[(5, "2")], &["1", "2"]).0, "12 km2 of sea");
        assert_eq!(put("10 buoys", &[(2, "4")], &["4"]).0, "104 buoys");
        assert_eq!(put("annex x] lists", &[(7, "8")], &["8"]).0, "annex x] lists");
    }
}
