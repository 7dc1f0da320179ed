//! Notes: bodies at the page foot get their label, markers without a body go back into the text.

use rustc_hash::FxHashSet;

use super::engine::Page;
use super::{Hint, Printed, Start};

/// Marks the lines of notes.
pub(super) fn find(lines: &mut [Printed], _pages: &[Page], tagged: bool) {
    if tagged {
        told(lines);
    }
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

/// Lines that the tags call a note: each that begins with a raised label begins one.
fn told(lines: &mut [Printed]) {
    for line in lines.iter_mut().filter(|line| line.in_note) {
        let Some(length) = label_length(line) else {
            line.start = Start::Never;
            continue;
        };
        let label = line.segment.text[..length].trim().to_owned();
        cut_front(line, length);
        line.hint = Hint::Note(label);
        line.start = Start::Block;
        line.in_note = true;
    }
}

fn label_length(line: &Printed) -> Option<usize> {
    if line.start != Start::Block {
        return None;
    }
    line.segment.raised.or_else(|| {
        let text = &line.segment.text;
        let length = text.find(' ')?;
        let label = &text[..length];
        let digits = length <= 3 && label.bytes().all(|byte| byte.is_ascii_digit());
        (digits || label.chars().all(|c| "*†‡".contains(c))).then_some(length)
    })
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

/// Raised signs that no note explains are text: an exponent, a star of the masthead.
fn put_back(line: &mut Printed, labels: &FxHashSet<String>) {
    let segment = &mut line.segment;
    let mut shift = 0;
    let mut kept = Vec::new();
    for (at, label) in std::mem::take(&mut segment.markers) {
        if labels.contains(&label) {
            kept.push((at + shift, label));
        } else {
            segment.text.insert_str(at + shift, &label);
            if segment.lead > at + shift {
                segment.lead += label.len();
            }
            shift += label.len();
        }
    }
    segment.markers = kept;
}
