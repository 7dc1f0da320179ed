//! Gold: the true links between two drafts, labelled by reading or known because we wrote both.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Result;

/// The true links between two drafts. A unit is named by its first line, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gold {
    /// The older draft: a file name, or the stem of one.
    pub old: String,
    /// The newer draft.
    pub new: String,
    /// What became of what.
    pub links: Vec<GoldLink>,
    /// Old units that nothing carries on.
    pub dropped: Vec<u32>,
    /// New units that carry on nothing.
    pub added: Vec<u32>,
    /// Conventions followed and doubts had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// Old units that became new units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldLink {
    /// First lines of the old units.
    pub old: Vec<u32>,
    /// First lines of the new units.
    pub new: Vec<u32>,
    /// What happened to the words, or to the shape.
    pub relation: Relation,
    /// Whether they changed place. In a swap of neighbours either may be called moved.
    pub moved: bool,
    /// How sure the label is.
    pub confidence: Sureness,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a label says of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The same text apart from markup, numbering and white space.
    Identical,
    /// Only punctuation, spelling, capitals, cross-reference numbers or brackets differ.
    Editorial,
    /// Words differ.
    Reworded,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// Several became several and cannot be taken apart.
    Regrouped,
}

/// How sure a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sureness {
    /// Two readers would agree.
    Sure,
    /// Counts neither for nor against.
    Likely,
}

impl Gold {
    /// Loads a gold file.
    ///
    /// # Errors
    /// If the file cannot be read or is no gold.
    pub fn load(path: &Path) -> Result<Self> {
        super::load_json(path)
    }

    /// What is wrong with it: lines labelled twice, lines that are empty or beyond the end of the
    /// texts it is about, shapes that contradict the relation.
    pub fn problems(&self, old: &str, new: &str) -> Vec<String> {
        let mut problems = Vec::new();
        let mut old_lines: Vec<u32> = self.dropped.clone();
        let mut new_lines: Vec<u32> = self.added.clone();
        for link in &self.links {
            old_lines.extend(&link.old);
            new_lines.extend(&link.new);
        }
        for (name, text, lines) in [(&self.old, old, old_lines), (&self.new, new, new_lines)] {
            let text: Vec<&str> = text.lines().collect();
            let mut times = BTreeMap::new();
            for line in lines {
                *times.entry(line).or_insert(0) += 1;
            }
            for (line, times) in times {
                let there = (line as usize).checked_sub(1).and_then(|at| text.get(at));
                if there.is_none_or(|text| text.trim().is_empty()) {
                    problems.push(format!("{name}: line {line} is empty or not there"));
                }
                if times > 1 {
                    problems.push(format!("{name}: line {line} is labelled {times} times"));
                }
            }
        }
        problems.extend(self.links.iter().filter(|link| !link.shape_fits()).map(|link| {
            format!(
                "{:?} -> {:?}: {:?} is said of {} to {}",
                link.old,
                link.new,
                link.relation,
                link.old.len(),
                link.new.len()
            )
        }));
        problems
    }
}

impl GoldLink {
    fn shape_fits(&self) -> bool {
        match (self.old.len(), self.new.len()) {
            (0, _) | (_, 0) => false,
            (1, 1) => !matches!(self.relation, Relation::Split | Relation::Merged | Relation::Regrouped),
            (1, _) => self.relation == Relation::Split,
            (_, 1) => self.relation == Relation::Merged,
            _ => self.relation == Relation::Regrouped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_found() {
        let gold: Gold = serde_json::from_str(
            r#"{"old":"a","new":"b","dropped":[3],"added":[9],"links":[
                {"old":[1],"new":[1],"relation":"split","moved":false,"confidence":"sure"},
                {"old":[1],"new":[2],"relation":"identical","moved":false,"confidence":"likely"}]}"#,
        )
        .expect("it is gold");
        assert_eq!(
            gold.problems("one\n\nthree\n", "one\n\n"),
            [
                "a: line 1 is labelled 2 times",
                "b: line 2 is empty or not there",
                "b: line 9 is empty or not there",
                "[1] -> [1]: Split is said of 1 to 1",
            ]
        );
    }
}
