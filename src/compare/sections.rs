//! Headings and bare options: linked by what stands under them.
//!
//! "Article 3" and "Option 2:" say nothing themselves, and "B. Threats" may be renamed while its
//! paragraphs stay. So such a unit, a *container*, is as alike another as the text under it went
//! from the one to the other, and as its own words are alike.
//!
//! ```text
//! Article 3bis          Article 5       no word in common, but
//!   1. Parties are …      1. Parties …  both paragraphs went from the one to the other: linked
//!   2. Parties …          2. Parties …
//! ```

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::assign::{Edge, Partners, assign};
use super::likeness::Bags;
use crate::document::{Document, Kind, UnitId};
use crate::pair::Pair;

/// Weight of the words of a heading beside those under it.
const OWN: f64 = 0.45;
/// Least score of containers of the same words: more than the text under them can give to others.
const SAME: f64 = 0.56;
/// How much the text under a bare container counts.
const BARE: f64 = 0.8;
/// Most containers one container is weighed against.
const MOST: usize = 32;
/// Least score of a link between containers.
const LEAST: f64 = 0.28;

/// Least likeness of the words of containers that share no text under them.
const LEAST_WORDS: f64 = 0.5;

/// The containers of one document.
#[derive(Debug)]
pub(crate) struct Containers {
    /// Containers in document order.
    list: Vec<Container>,
    /// For every unit the containers around it, innermost first (indices into `list`).
    around: Vec<Vec<u32>>,
    /// For every unit whether it is a container.
    is_container: Vec<bool>,
}

#[derive(Debug)]
struct Container {
    unit: UnitId,
    kind: Kind,
    body: Range<usize>,
}

impl Containers {
    /// Finds the containers of a document.
    pub(super) fn of(document: &Document) -> Self {
        let mut list = Vec::new();
        let mut around = vec![Vec::new(); document.units.len()];
        let mut is_container = vec![false; document.units.len()];
        for id in document.ids().filter(|&id| is_container_unit(document, id)) {
            list.push(Container { unit: id, kind: document.unit(id).kind, body: body(document, id) });
            is_container[id.index()] = true;
        }
        for (at, container) in list.iter().enumerate().rev() {
            for around in &mut around[container.body.clone()] {
                around.push(at as u32);
            }
        }
        Self { list, around, is_container }
    }

    /// Whether a unit is a container.
    pub(super) fn contains(&self, unit: UnitId) -> bool {
        self.is_container[unit.index()]
    }
}

fn is_container_unit(document: &Document, id: UnitId) -> bool {
    match document.unit(id).kind {
        Kind::Heading => true,
        Kind::Option => !document.text_of(id).contains(char::is_alphanumeric),
        _ => false,
    }
}

/// The units under a container: up to the next heading of its rank, or the next option.
fn body(document: &Document, id: UnitId) -> Range<usize> {
    let unit = document.unit(id);
    let start = id.index() + 1;
    let level = document.sections[unit.section.index()].level;
    let ends = |other: &crate::document::Unit| match unit.kind {
        Kind::Heading => {
            other.kind == Kind::Heading && document.sections[other.section.index()].level <= level
        }
        _ => {
            matches!(other.kind, Kind::Heading | Kind::Option)
                || (unit.parent.is_some() && other.kind == Kind::Paragraph && other.parent.is_none())
        }
    };
    let length = document.units[start..].iter().position(ends).unwrap_or(document.units.len() - start);
    start..start + length
}

/// Links containers by their words and by the units under them that `partner` links.
pub(crate) fn link_containers(
    containers: Pair<&Containers>,
    bags: &Bags,
    partner: &Partners,
) -> Vec<(UnitId, UnitId)> {
    let shares = shares(containers, bags, partner);
    let words = containers.zip(bags.bags.as_ref()).map(|(containers, bags)| {
        containers.list.iter().map(|container| &bags[container.unit.index()]).collect::<Vec<_>>()
    });
    let mut possible = bags.possible(&words.old, &words.new, LEAST_WORDS);
    #[allow(clippy::iter_over_hash_type, reason = "sorted before use")]
    for &(a, b) in shares.keys() {
        possible[a as usize].push(b);
    }
    let mut edges = Vec::new();
    for (a, old) in containers.old.list.iter().enumerate() {
        let possible = &mut possible[a];
        possible.sort_unstable();
        possible.dedup();
        let row = edges.len();
        for b in possible.iter().map(|&b| b as usize) {
            let new = &containers.new.list[b];
            // A long heading may be an anchor already.
            let linked = partner.old[old.unit.index()].is_some() || partner.new[new.unit.index()].is_some();
            if old.kind != new.kind || linked {
                continue;
            }
            let share = shares.get(&(a as u32, b as u32)).copied();
            let words = Pair::new(&bags.bags.old[old.unit.index()], &bags.bags.new[new.unit.index()]);
            // Only where neither says anything is the text under them all there is to go by.
            let bare = words.old.weight() <= 0.0 && words.new.weight() <= 0.0;
            let own = (!bare).then(|| bags.likeness(words.old, words.new));
            if share.is_none() && own.is_none_or(|own| own < LEAST_WORDS) {
                continue;
            }
            let under = share.unwrap_or(0.0);
            let score = match own {
                // Words that stand there are not dropped for what stands under others.
                Some(1.0) => (OWN + (1.0 - OWN) * under).max(SAME),
                Some(own) => OWN * own + (1.0 - OWN) * under,
                None => under * BARE,
            };
            if score >= LEAST {
                edges.push(Edge { old: a as u32, new: b as u32, score: (score * 1e6) as i64 });
            }
        }
        if edges.len() - row > MOST {
            // Headings that all say the same: the best, then the nearest.
            edges[row..].sort_by_key(|edge: &Edge| (-edge.score, (edge.new).abs_diff(a as u32)));
            edges.truncate(row + MOST);
            edges[row..].sort_by_key(|edge| edge.new);
        }
    }
    assign(&edges, (containers.old.list.len(), containers.new.list.len()))
        .into_iter()
        .enumerate()
        .filter_map(|(a, b)| Some((containers.old.list[a].unit, containers.new.list[b? as usize].unit)))
        .collect()
}

/// How much of the linked text under two containers went from the one to the other, 0 to 1.
fn shares(containers: Pair<&Containers>, bags: &Bags, partner: &Partners) -> FxHashMap<(u32, u32), f64> {
    let mut mass = containers.map(|containers| vec![0.0; containers.list.len()]);
    let mut shared: FxHashMap<(u32, u32), f64> = FxHashMap::default();
    for (i, j) in partner.old.iter().enumerate() {
        let Some(j) = j.map(|j| j as usize) else { continue };
        if containers.old.is_container[i] {
            continue;
        }
        let weight = 1.0 + bags.bags.old[i].weight().min(bags.bags.new[j].weight());
        for &a in &containers.old.around[i] {
            mass.old[a as usize] += weight;
            for &b in &containers.new.around[j] {
                *shared.entry((a, b)).or_default() += weight;
            }
        }
        for &b in &containers.new.around[j] {
            mass.new[b as usize] += weight;
        }
    }
    #[allow(clippy::iter_over_hash_type, reason = "each only changes itself")]
    for ((a, b), share) in &mut shared {
        *share = 2.0 * *share / (mass.old[*a as usize] + mass.new[*b as usize]);
    }
    shared
}
