//! Which units a delegation calls by name.

use crate::document::{Document, Kind, Unit};
use crate::pair::Pair;

/// For each unit whether a delegation would call it by its number.
pub(super) fn called(documents: Pair<&Document>) -> Pair<Vec<bool>> {
    let called = documents.map(by_number);
    if called.old.contains(&true) || called.new.contains(&true) {
        return called;
    }
    let all = |document: &Document| -> Vec<bool> {
        document.units.iter().map(|unit| !matches!(unit.kind, Kind::Masthead | Kind::Note)).collect()
    };
    documents.map(all)
}

fn by_number(document: &Document) -> Vec<bool> {
    let counts =
        |kind: Kind| !matches!(kind, Kind::Masthead | Kind::Front | Kind::Note | Kind::TableRow | Kind::Line);
    let numbered = |unit: &Unit| unit.label.is_some() && counts(unit.kind);
    let mut below = vec![false; document.sections.len()];
    for unit in document.units.iter().filter(|unit| unit.kind != Kind::Heading && numbered(unit)) {
        below[unit.section.index()] = true;
    }
    let only_the_heading = |unit: &Unit| {
        let heading = document.sections[unit.section.index()].heading;
        !below[unit.section.index()] && heading.is_some_and(|heading| numbered(document.unit(heading)))
    };
    let by_number = |unit: &Unit| match unit.kind {
        Kind::Preambular | Kind::Operative | Kind::Sentence => true,
        Kind::Paragraph | Kind::Chapeau | Kind::Continuation if unit.label.is_none() => {
            only_the_heading(unit)
        }
        _ => numbered(unit),
    };
    document.units.iter().map(by_number).collect()
}
