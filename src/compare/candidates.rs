//! Which pairs of units are worth a look.
//!
//! Each unit is asked which ones of the other side are most alike; most have their partner at a glance.
//! Where two want the same partner, one of them will have to look elsewhere, and both are asked again,
//! thoroughly: without that, an option whose neighbour had taken the paragraph was called dropped.

use rayon::prelude::*;

use super::finder::{Finder, Near, Question};
use super::likeness::{Bag, Bags};
use crate::document::UnitId;
use crate::pair::Pair;

/// Share of its likeness from which on another's makes that one a rival.
const RIVAL: f64 = 0.5;

/// A pair of units and how alike they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    /// Old unit.
    pub old: UnitId,
    /// New unit.
    pub new: UnitId,
    /// Likeness, 0 to 1.
    pub likeness: f64,
}

/// Pairs of units worth a look with a likeness of at least `least`, ordered by old, then new
/// unit. Units for which `skip` says so are left out.
pub(super) fn candidates(bags: &Bags, skip: Pair<&[bool]>, least: f64) -> Vec<Candidate> {
    let sides = bags.bags.as_ref().zip(skip);
    let finders = sides.par_map(|(side, skip)| Finder::new(bags, side, skip));
    let glance = Question { least, most: usize::MAX, glance: true };
    let old = finders.new.all(&bags.bags.old, skip.old, glance);
    // Who has found its partner is not asked for it in turn.
    let mut found = skip.new.to_vec();
    old.iter().filter_map(Near::partner).for_each(|partner| found[partner as usize] = true);
    let new = finders.old.all(&bags.bags.new, &found, glance);
    let mut all = each_once(pairs(&old, &new).collect());
    // But where others want the same unit, one of them will have to look elsewhere.
    let settled = settled(&all, Pair::new(&old, &new), skip);
    let question = Question { glance: false, ..glance };
    // They are few, so both sides are asked at once.
    let (old, new) = rayon::join(
        || finders.new.all(&bags.bags.old, &settled.old, question),
        || finders.old.all(&bags.bags.new, &settled.new, question),
    );
    all.extend(pairs(&old, &new));
    each_once(all)
}

/// In order. Of a pair found twice either may stay: it is the same likeness.
fn each_once(mut all: Vec<Candidate>) -> Vec<Candidate> {
    all.par_sort_unstable_by_key(|candidate| (candidate.old, candidate.new));
    all.dedup_by_key(|candidate| (candidate.old, candidate.new));
    all
}

/// What was found from either side.
fn pairs<'a>(
    old: impl IntoIterator<Item = &'a Near>,
    new: impl IntoIterator<Item = &'a Near>,
) -> impl Iterator<Item = Candidate> {
    let from_old = old.into_iter().flat_map(|near| {
        near.units.iter().map(|&(new, likeness)| Candidate { old: near.unit, new: UnitId(new), likeness })
    });
    let from_new = new.into_iter().flat_map(|near| {
        near.units.iter().map(|&(old, likeness)| Candidate { old: UnitId(old), new: near.unit, likeness })
    });
    from_old.chain(from_new)
}

/// The two greatest likenesses of a unit.
#[derive(Clone, Copy, Default)]
struct Greatest(f64, f64);

impl Greatest {
    fn add(&mut self, likeness: f64) {
        if likeness > self.0 {
            *self = Self(likeness, self.0);
        } else if likeness > self.1 {
            self.1 = likeness;
        }
    }

    /// The greatest beside this one.
    const fn beside(self, likeness: f64) -> f64 {
        if self.0 > likeness { self.0 } else { self.1 }
    }
}

/// Which units may rest: all but those that a glance has satisfied and for whose partner, or for which,
/// there is a rival.
fn settled(pairs: &[Candidate], found: Pair<&[Near]>, skip: Pair<&[bool]>) -> Pair<Vec<bool>> {
    let mut greatest = skip.map(|side| vec![Greatest::default(); side.len()]);
    for pair in pairs {
        greatest.old[pair.old.index()].add(pair.likeness);
        greatest.new[pair.new.index()].add(pair.likeness);
    }
    let clear = found.map(|side| side.iter().filter(|near| near.clear));
    let mut settled = skip.map(|side| vec![true; side.len()]);
    for Candidate { old, new, likeness } in self::pairs(clear.old, clear.new) {
        let rivals = [greatest.old[old.index()], greatest.new[new.index()]];
        if rivals.iter().any(|rival| rival.beside(likeness) >= RIVAL * likeness) {
            settled.old[old.index()] = false;
            settled.new[new.index()] = false;
        }
    }
    // Who was not satisfied by a glance has been asked thoroughly.
    for (settled, found) in [(&mut settled.old, found.old), (&mut settled.new, found.new)] {
        found.iter().filter(|near| !near.clear).for_each(|near| settled[near.unit.index()] = true);
    }
    settled
}

/// Pairs of bags with a likeness of at least `least`, ordered by the first, then the second.
pub(super) fn alike(bags: &Bags, from: &[Bag], to: &[Bag], least: f64) -> Vec<(usize, usize, f64)> {
    let finder = Finder::new(bags, to, &vec![false; to.len()]);
    let found =
        finder.all(from, &vec![false; from.len()], Question { least, most: usize::MAX, glance: false });
    let mut found: Vec<_> = found
        .iter()
        .flat_map(|near| near.units.iter().map(|&(b, likeness)| (near.unit.index(), b as usize, likeness)))
        .collect();
    found.sort_by_key(|&(a, b, _)| (a, b));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::tokens::tokenise;
    use crate::document::Document;

    fn words(letter: char, count: usize) -> String {
        (0..count).map(|n| format!("{letter}{n} ")).collect()
    }

    /// The pairs of units found, among others that have nothing to do with them.
    fn found(old: &[String], new: &[String]) -> Vec<(u32, u32)> {
        let documents = Pair::new((old, 'g'), (new, 'h')).map(|(units, filler)| {
            let fillers: Vec<String> = (0..40).map(|n| words(filler, n % 7 + 3)).collect();
            Document::of_texts("made", units.iter().chain(&fillers).map(String::as_str))
        });
        let (mut tokens, vocabulary) = tokenise(documents.as_ref());
        let bags = Bags::new(&mut tokens, &vocabulary, 0.5, &[]);
        let skip = documents.as_ref().map(|document| vec![false; document.units.len()]);
        let all = candidates(&bags, skip.as_ref().map(Vec::as_slice), 0.05);
        all.iter().map(|candidate| (candidate.old.0, candidate.new.0)).collect()
    }

    #[test]
    fn a_partner_is_seen_at_a_glance() {
        let old = [format!("{}{}", words('w', 20), words('y', 3)), format!("{}x", words('z', 20))];
        let new = [words('w', 20), format!("{}{}", words('z', 20), words('y', 3))];
        // Each shares the words y with the partner of the other, too: not worth a look.
        assert_eq!(found(&old, &new), [(0, 0), (1, 1)]);
    }

    #[test]
    fn who_shares_its_partner_with_a_rival_is_looked_for_again() {
        let [w, w12, y, m] = [words('w', 20), words('w', 12), words('y', 5), words('m', 12)];
        let old = [format!("{w}x"), format!("{w12}{y}"), format!("{m}{y}x")];
        let new = [w, format!("{m}{y}")];
        // 1 seems to have its partner in 0, which 0 takes.
        let found = found(&old, &new);
        assert!([(0, 0), (1, 0), (1, 1), (2, 1)].iter().all(|pair| found.contains(pair)), "{found:?}");
    }

    #[test]
    fn what_is_skipped_is_never_found() {
        let documents = Pair::new("a b c", "a b c").map(|text| Document::of_texts("made", [text]));
        let (mut tokens, vocabulary) = tokenise(documents.as_ref());
        let bags = Bags::new(&mut tokens, &vocabulary, 0.5, &[]);
        assert!(candidates(&bags, Pair::new(&[true], &[false]), 0.05).is_empty());
    }
}
