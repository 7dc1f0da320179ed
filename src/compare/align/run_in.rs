//! Headings that became the first words of the paragraph under them, or were those.
//!
//! ```text
//! old  Threats                                    new  1. Threats: States are concerned …
//!        1. States are concerned …
//! ```
//!
//! A heading is linked with headings only, and would be "dropped" or "new" though its words stand there.

use super::{Group, SURE_JOIN};
use crate::compare::tokens::{Token, Tokens};
use crate::document::{Document, Kind, UnitId};
use crate::pair::Pair;

/// Joins headings without a partner to the group of the unit under them, if that begins with their words on
/// the other side and not on their own.
pub(super) fn join_headings(documents: Pair<&Document>, tokens: Pair<&Tokens>, groups: &mut Vec<Group>) {
    join_old(documents, tokens, groups);
    swap(groups);
    join_old(documents.swap(), tokens.swap(), groups);
    swap(groups);
}

fn swap(groups: &mut Vec<Group>) {
    *groups = std::mem::take(groups).into_iter().map(Group::swap).collect();
}

/// Joins old headings.
fn join_old(documents: Pair<&Document>, tokens: Pair<&Tokens>, groups: &mut Vec<Group>) {
    let mut group_of = vec![0; documents.old.units.len()];
    for (at, group) in groups.iter().enumerate() {
        group.units.old.iter().for_each(|unit| group_of[unit.index()] = at);
    }
    for at in 0..groups.len() {
        let Some(heading) = loose_heading(documents.old, &groups[at]) else { continue };
        // What stands under it is text, so there is such a unit.
        let host = group_of[heading.index() + 1];
        let words: Vec<u32> = folds(tokens.old.of(heading)).collect();
        let begins = |tokens: &[Token]| {
            let mut all = folds(tokens);
            words.iter().all(|&word| all.next() == Some(word)) && all.next().is_some()
        };
        let Group { units, basis, .. } = &mut groups[host];
        if words.is_empty()
            || basis.by_hand.is_some()
            || units.old.iter().any(|&unit| begins(tokens.old.of(unit)))
            || !units.new.first().is_some_and(|&unit| begins(tokens.new.of(unit)))
        {
            continue;
        }
        let place = units.old.partition_point(|&unit| unit < heading);
        units.old.insert(place, heading);
        basis.joined.push((1.0, SURE_JOIN));
        groups[at].units.old.clear();
    }
    groups.retain(|group| !group.units.old.is_empty() || !group.units.new.is_empty());
}

/// The old heading that is all of a group, if text stands under it.
fn loose_heading(document: &Document, group: &Group) -> Option<UnitId> {
    let (&[heading], []) = (&group.units.old[..], &group.units.new[..]) else { return None };
    let under = document.units.get(heading.index() + 1)?;
    let text = !matches!(under.kind, Kind::Heading | Kind::Note | Kind::Masthead | Kind::TableRow);
    (text && group.basis.by_hand.is_none() && document.unit(heading).kind == Kind::Heading).then_some(heading)
}

fn folds(tokens: &[Token]) -> impl Iterator<Item = u32> {
    tokens.iter().filter(|token| token.is_word()).map(|token| token.fold)
}

#[cfg(test)]
mod tests {
    use crate::compare::{Fate, Options, Shape, Watch, compare};
    use crate::pair::Pair;
    use crate::read::{self, read_bytes};

    fn fates(old: &str, new: &str) -> Vec<(Fate, Shape)> {
        let documents = Pair::new(old, new).map(|text| {
            read_bytes("made.md", text.as_bytes(), &read::Options::default()).expect("it is text")
        });
        let all =
            compare(documents.as_ref(), &Options::default(), &Watch::default()).expect("nobody stops it");
        all.links.iter().map(|link| (link.fate, link.shape)).collect()
    }

    #[test]
    fn a_heading_that_became_a_run_in_title_is_not_dropped() {
        let old = "# Talks\n\n## Threats\n\n1. States are concerned about torn cables.\n\n## Contacts\n\n2. A list of contacts is kept.\n";
        let new = "# Talks\n\n1. Threats: States are concerned about torn cables.\n\n2. *Contacts.* A list of contacts is kept.\n";
        let merged = (Fate::Edited, Shape::Merged);
        assert_eq!(fates(old, new), [(Fate::Carried, Shape::OneToOne), merged, merged]);
        let split = (Fate::Edited, Shape::Split);
        assert_eq!(fates(new, old), [(Fate::Carried, Shape::OneToOne), split, split]);
    }

    #[test]
    fn a_paragraph_that_began_with_the_word_before_takes_no_heading() {
        let old = "# Talks\n\n## Threats\n\n1. Threats grow, and cables tear.\n\n2. The list is kept.\n";
        let new = "# Talks\n\n1. Threats grow, and cables tear.\n\n2. The list is kept.\n";
        assert!(fates(old, new).contains(&(Fate::Dropped, Shape::None)));
    }
}
