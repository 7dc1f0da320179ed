//! What is otherwise in a report, as verdicts if it has any to tell, else as lines.

use serde_json::Value;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::compare::Fate;

/// Most lines of a list of differences.
const MOST: usize = 40;

/// A verdict in words: "14 → 12 + 13 reworded, moved".
pub(super) fn said(old: &str, new: &str, fate: Fate, moved: bool) -> String {
    let place = match (old.is_empty(), new.is_empty()) {
        (false, false) => format!("{old} → {new}"),
        (false, true) => old.to_owned(),
        _ => new.to_owned(),
    };
    let fate = super::read::FATES.iter().find(|(_, other)| *other == fate).map_or("", |(word, _)| word);
    format!("{place} {fate}{}", if moved { ", moved" } else { "" })
}

/// What went (`-`) and came (`+`) between two reports. Of the JSON of a comparison only verdicts are
/// compared, if these differ: one word put in would else change all places after it.
pub fn differences(expected: &[u8], is: &[u8]) -> Vec<String> {
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>();
    match (verdicts(expected), verdicts(is)) {
        (Some(old), Some(new)) if old != new => list(&old, &new),
        (Some(_), Some(_)) => vec!["all verdicts are the same; words, places or figures differ".to_owned()],
        _ => list(&lines(expected), &lines(is)),
    }
}

fn list(old: &[String], new: &[String]) -> Vec<String> {
    let mut said = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, old, new) {
        if let DiffOp::Equal { .. } = operation {
            continue;
        }
        said.extend(old[operation.old_range()].iter().map(|line| format!("- {line}")));
        said.extend(new[operation.new_range()].iter().map(|line| format!("+ {line}")));
    }
    if said.len() > MOST {
        let more = said.len() - MOST;
        said.truncate(MOST);
        said.push(format!("… and {more} more"));
    }
    said
}

/// The verdicts of a comparison's JSON, one a line; `None` for anything else.
fn verdicts(report: &[u8]) -> Option<Vec<String>> {
    let report: Value = serde_json::from_slice(report).ok()?;
    let links = report.get("links")?.as_array()?;
    let side = |link: &Value, side: &str| {
        let units = report[side]["units"].as_array();
        let ids = link[side].as_array().into_iter().flatten().filter_map(Value::as_u64);
        let said = ids.map(|id| {
            let unit = units.and_then(|units| units.get(usize::try_from(id).ok()?));
            match unit.and_then(|unit| unit["address"].as_str()).unwrap_or_default() {
                "" => format!("unit {id}"),
                address => address.to_owned(),
            }
        });
        said.collect::<Vec<_>>().join(" + ")
    };
    let fate = |link: &Value| {
        let word = link["fate"].as_str().unwrap_or_default();
        super::read::FATES.iter().find(|(other, _)| *other == word).map(|(_, fate)| *fate)
    };
    let verdict = |link: &Value| {
        let moved = link["moved"].as_bool().unwrap_or_default();
        Some(said(&side(link, "old"), &side(link, "new"), fate(link)?, moved))
    };
    links.iter().map(verdict).collect()
}
