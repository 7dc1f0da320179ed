//! Where links of the page lead: one name for every unit, made from its label.
//!
//! ```text
//! new 13 (a)        #new-13-a
//! old 7, again      #old-7-2      numbers repeat, names must not
//! old, no label     #old-unit-45
//! ```
//!
//! Names hold letters, digits and hyphens only, so that they survive an e-mail.

use std::collections::BTreeSet;

use crate::document::{Document, Kind, UnitId};
use crate::pair::Pair;
use crate::report::View;

/// Letters of a label that go into a name.
const LENGTH: usize = 40;

/// Which of the two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

impl Side {
    /// Its part of a pair.
    pub(super) fn of<T>(self, pair: Pair<T>) -> T {
        match self {
            Self::Old => pair.old,
            Self::New => pair.new,
        }
    }

    /// The word for it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }
}

/// The names of all units.
pub(super) struct Anchors {
    names: Pair<Vec<String>>,
    shown: Pair<Vec<bool>>,
}

impl Anchors {
    /// Names the units of both documents.
    pub(super) fn of(view: &View<'_>) -> Self {
        let names = Pair::new(names(view.documents.old, Side::Old), names(view.documents.new, Side::New));
        let mut shown = view.documents.map(|document| vec![false; document.units.len()]);
        for entry in view.entries() {
            let link = &view.comparison.links[entry.link];
            link.units.old.iter().for_each(|unit| shown.old[unit.index()] = true);
            link.units.new.iter().for_each(|unit| shown.new[unit.index()] = true);
        }
        Self { names, shown }
    }

    /// The name of a unit: "new-13-a".
    pub(super) fn name(&self, side: Side, unit: UnitId) -> &str {
        &side.of(self.names.as_ref())[unit.index()]
    }

    /// A reference to a unit, if the page shows it.
    pub(super) fn reference(&self, side: Side, unit: UnitId) -> Option<String> {
        side.of(self.shown.as_ref())[unit.index()].then(|| format!("#{}", self.name(side, unit)))
    }
}

fn names(document: &Document, side: Side) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut names = Vec::with_capacity(document.units.len());
    for id in document.ids() {
        let unit = document.unit(id);
        let said = match unit.kind {
            Kind::Heading => unit.label.as_deref().unwrap_or_default(),
            _ => unit.address.as_str(),
        };
        let slug = slug(said);
        let stem = match (slug.is_empty(), unit.kind) {
            (true, _) => format!("{}-unit-{}", side.word(), id.0),
            (false, Kind::Heading) => format!("{}-heading-{slug}", side.word()),
            (false, _) => format!("{}-{slug}", side.word()),
        };
        let name = if taken.contains(&stem) { another(&stem, &taken) } else { stem };
        taken.insert(name.clone());
        names.push(name);
    }
    names
}

/// The first name with a number behind it that is free.
fn another(stem: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (2..).map(|n| format!("{stem}-{n}"));
    // There are more numbers than names.
    numbered.into_iter().find(|name| !taken.contains(name)).unwrap_or_default()
}

/// The letters and digits of a label, the rest as single hyphens.
fn slug(label: &str) -> String {
    let mut slug = String::new();
    for c in label.chars().take(LENGTH) {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_an_e_mail() {
        for (label, name) in [
            ("13 (a)", "13-a"),
            ("OP7bis", "op7bis"),
            ("“><script>", "script"),
            ("第一条", "第一条"),
            ("…", ""),
        ] {
            assert_eq!(slug(label), name);
        }
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let taken = ["old-7", "old-7-2"].map(str::to_owned).into();
        assert_eq!(another("old-7", &taken), "old-7-3");
    }
}
