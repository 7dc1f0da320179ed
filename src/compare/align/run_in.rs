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
    let group_of = |of: fn(&Group) -> &Vec<UnitId>, document: &Document| {
        let mut group_of = vec![0; document.units.len()];
        for (at, group) in groups.iter().enumerate() {
            of(group).iter().for_each(|unit| group_of[unit.index()] = at);
        }
        group_of
    };
    let old_groups = group_of(|group| &group.units.old, documents.old);
    let new_groups = group_of(|group| &group.units.new, documents.new);
    let mut joined = vec![false; groups.len()];
    for at in 0..groups.len() {
        let Group { units, basis, .. } = &groups[at];
        let (host, old) = match (&units.old[..], &units.new[..]) {
            _ if basis.by_hand.is_some() => continue,
            (&[heading], []) if run_in(documents.old, tokens.old, heading).is_some() => {
                (old_groups[heading.index() + 1], true)
            }
            ([], &[heading]) if run_in(documents.new, tokens.new, heading).is_some() => {
                (new_groups[heading.index() + 1], false)
            }
            _ => continue,
        };
        let heading = if old { units.old[0] } else { units.new[0] };
        let under = &groups[host].units;
        let (own, other) = if old { (tokens.old, tokens.new) } else { (tokens.new, tokens.old) };
        let (beside, across) = if old { (&under.old, &under.new) } else { (&under.new, &under.old) };
        let words = folds(own.of(heading));
        let begins = |tokens: &Tokens, unit: &UnitId| {
            let mut all = tokens.of(*unit).iter().filter(|token| token.is_word()).map(|token| token.fold);
            words.iter().all(|&word| all.next() == Some(word)) && all.next().is_some()
        };
        if groups[host].basis.by_hand.is_some()
            || beside.iter().any(|unit| begins(own, unit))
            || !across.first().is_some_and(|unit| begins(other, unit))
        {
            continue;
        }
        let group = &mut groups[host];
        let units = if old { &mut group.units.old } else { &mut group.units.new };
        let place = units.partition_point(|&unit| unit < heading);
        units.insert(place, heading);
        group.basis.joined.push((1.0, SURE_JOIN));
        joined[at] = true;
    }
    let mut joined = joined.into_iter();
    groups.retain(|_| joined.next() != Some(true));
}

/// The unit under a heading with words, if it is text.
fn run_in(document: &Document, tokens: &Tokens, heading: UnitId) -> Option<UnitId> {
    let under = UnitId(heading.0 + 1);
    let text = |unit: UnitId| {
        document.units.get(unit.index()).is_some_and(|unit| {
            !matches!(unit.kind, Kind::Heading | Kind::Note | Kind::Masthead | Kind::TableRow)
        })
    };
    let heads = document.unit(heading).kind == Kind::Heading && tokens.of(heading).iter().any(Token::is_word);
    (heads && text(under)).then_some(under)
}

fn folds(tokens: &[Token]) -> Vec<u32> {
    tokens.iter().filter(|token| token.is_word()).map(|token| token.fold).collect()
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
