//! Links that a person has decided, beside those that are found.
//!
//! ```text
//! a person says   old 14 became new 12 and 13; old 20 was dropped
//! then            14 and 12 count as linked when the place of others is judged, and neither 14, 12,
//!                 13 nor 20 is looked at when partners are sought
//! ```

use super::Group;
use crate::compare::assign::Partners;
use crate::compare::result::Fixed;
use crate::document::{Document, UnitId};
use crate::pair::Pair;

/// Links by hand, ready to be kept apart from those that are found.
#[derive(Debug)]
pub(super) struct ByHand {
    groups: Vec<Group>,
    /// Units that are decided.
    pub(super) taken: Pair<Vec<bool>>,
    /// Partners of decided units, the first with the first.
    partner: Partners,
}

impl ByHand {
    /// Takes what is possible: a link that names a unit twice, or one that is not there, is passed
    /// over, for every unit is to be in exactly one link.
    pub(super) fn of(documents: Pair<&Document>, fixed: &[Fixed]) -> Self {
        let counts = documents.map(|document| document.units.len());
        let mut by_hand = Self {
            groups: Vec::new(),
            taken: counts.map(|count| vec![false; count]),
            partner: counts.map(|count| vec![None; count]),
        };
        for link in fixed {
            by_hand.add(link);
        }
        by_hand
    }

    fn add(&mut self, link: &Fixed) {
        let units = link.units.clone().map(|mut units| {
            units.sort_unstable();
            units.dedup();
            units
        });
        let free = |taken: &[bool], units: &[UnitId]| {
            units.iter().all(|unit| taken.get(unit.index()).is_some_and(|taken| !taken))
        };
        let nothing = units.old.is_empty() && units.new.is_empty();
        if nothing || !free(&self.taken.old, &units.old) || !free(&self.taken.new, &units.new) {
            return;
        }
        units.old.iter().for_each(|unit| self.taken.old[unit.index()] = true);
        units.new.iter().for_each(|unit| self.taken.new[unit.index()] = true);
        for (old, new) in units.old.iter().zip(&units.new) {
            self.partner.old[old.index()] = Some(new.0);
            self.partner.new[new.index()] = Some(old.0);
        }
        let mut group = Group::of(units.old, units.new, None);
        group.basis.by_hand = Some(link.said());
        self.groups.push(group);
    }

    /// Undoes whatever was found for decided units.
    pub(super) fn settle(&self, partner: &mut Partners) {
        if self.groups.is_empty() {
            return;
        }
        settle(&self.taken.old, &self.partner.old, &mut partner.old, &mut partner.new);
        settle(&self.taken.new, &self.partner.new, &mut partner.new, &mut partner.old);
    }

    /// Puts the groups in the place of those that hold decided units.
    pub(super) fn replace(self, groups: &mut Vec<Group>) {
        if self.groups.is_empty() {
            return;
        }
        groups.retain(|group| !self.holds(group));
        groups.extend(self.groups);
    }

    /// Whether a group has a decided unit.
    pub(super) fn holds(&self, group: &Group) -> bool {
        group.units.old.iter().any(|unit| self.taken.old[unit.index()])
            || group.units.new.iter().any(|unit| self.taken.new[unit.index()])
    }
}

fn settle(taken: &[bool], decided: &[Option<u32>], side: &mut [Option<u32>], other: &mut [Option<u32>]) {
    for (unit, partner) in side.iter_mut().enumerate().filter(|&(unit, _)| taken[unit]) {
        if *partner == decided[unit] {
            continue;
        }
        if let Some(lost) = *partner {
            other[lost as usize] = None;
        }
        *partner = decided[unit];
    }
}
