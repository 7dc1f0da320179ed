//! Links against gold, over pairs of source lines.
//!
//! - Links labelled `likely` count neither for nor against.
//! - A wrong pair that arises only because a unit spans several lines of one block (no blank line
//!   between them) is not counted either.
//! - A surviving old line in no link is a false *dropped*: the costliest error.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use travaux::compare::{Comparison, Fate};
use travaux::corpus::{Gold, Relation, Sureness};
use travaux::document::UnitId;
use travaux::{Document, Pair};

use super::hits::Hits;

/// A pair of lines, old and new.
type Lines = (u32, u32);

/// What a comparison found of a gold.
#[derive(Clone, Debug, Default)]
pub struct LinkScore {
    /// All links.
    pub links: Hits,
    /// Links that are not labelled identical.
    pub changed: Hits,
    /// Surviving old lines that no link holds.
    pub lost: Vec<u32>,
    /// Surviving old lines.
    pub surviving: usize,
    /// Per label: links judged as the label asks, links judged at all.
    pub fates: BTreeMap<Relation, (usize, usize)>,
    /// Identical or editorial links (old line, new line) with another fate than the label asks.
    pub misjudged: Vec<(Relation, Lines, Fate)>,
    /// One-to-one links said to be moved; for information, since in a swap either side may be.
    pub moved: Hits,
}

impl LinkScore {
    /// Share of surviving lines that no link holds.
    pub fn false_dropped(&self) -> f64 {
        self.lost.len() as f64 / self.surviving.max(1) as f64
    }
}

impl fmt::Display for LinkScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line =
            |hits: Hits| format!("P {:.3} R {:.3} F1 {:.3}", hits.precision(), hits.recall(), hits.f1());
        writeln!(f, "links: {}", line(self.links))?;
        writeln!(f, "changed links: {}", line(self.changed))?;
        let share = 100.0 * self.false_dropped();
        writeln!(
            f,
            "false dropped: {} of {} surviving lines ({share:.1}%)",
            self.lost.len(),
            self.surviving
        )?;
        for (relation, (good, judged)) in &self.fates {
            let name = format!("{relation:?}").to_lowercase();
            let fates = match relation {
                Relation::Identical => "carried",
                Relation::Editorial => "carried/edited",
                _ => "reworded",
            };
            writeln!(f, "fate of {name} links: {good} of {judged} judged {fates}")?;
        }
        writeln!(f, "moved (information): {}", line(self.moved))
    }
}

/// The gold as sets of pairs.
struct Truth {
    sure: BTreeSet<Lines>,
    likely: BTreeSet<Lines>,
    identical: BTreeSet<Lines>,
    /// Sure one-to-one links and their labels.
    labels: BTreeMap<Lines, Relation>,
    moved: BTreeSet<Lines>,
    /// Labelled lines of either side.
    known: Pair<BTreeSet<u32>>,
}

impl Truth {
    fn of(gold: &Gold) -> Self {
        let mut truth = Self {
            sure: BTreeSet::new(),
            likely: BTreeSet::new(),
            identical: BTreeSet::new(),
            labels: BTreeMap::new(),
            moved: BTreeSet::new(),
            known: Pair::new(&gold.dropped, &gold.added).map(|lines| lines.iter().copied().collect()),
        };
        for link in &gold.links {
            truth.known.old.extend(&link.old);
            truth.known.new.extend(&link.new);
            let pairs: Vec<Lines> =
                link.old.iter().flat_map(|&a| link.new.iter().map(move |&b| (a, b))).collect();
            if link.confidence == Sureness::Likely {
                truth.likely.extend(pairs);
                continue;
            }
            truth.sure.extend(&pairs);
            if link.relation == Relation::Identical {
                truth.identical.extend(&pairs);
            }
            if let [pair] = pairs[..] {
                truth.labels.insert(pair, link.relation);
                if link.moved {
                    truth.moved.insert(pair);
                }
            }
        }
        truth
    }

    fn holds(&self, pair: Lines) -> bool {
        self.sure.contains(&pair) || self.likely.contains(&pair)
    }
}

/// Scores a comparison of two texts against their gold.
pub fn score(
    gold: &Gold,
    texts: Pair<&str>,
    documents: Pair<&Document>,
    comparison: &Comparison,
) -> LinkScore {
    let truth = Truth::of(gold);
    let blocks = texts.map(blocks);
    let lines = documents.zip(truth.known.as_ref()).map(|(document, known)| unit_lines(document, known));
    let (mut found, mut moved, mut linked) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut fates = BTreeMap::new();
    for link in &comparison.links {
        for (i, a) in spread(&link.units.old, &lines.old) {
            for (j, b) in spread(&link.units.new, &lines.new) {
                linked.insert(a);
                // The true pair may be another line of the same unit and the same block.
                let folded = |&(x, y): &Lines| {
                    truth.holds((x, y))
                        && blocks.old.get(&x) == blocks.old.get(&a)
                        && blocks.new.get(&y) == blocks.new.get(&b)
                };
                let others_old = lines.old[i.index()].iter().filter(|&&x| x != a).map(|&x| (x, b));
                let others_new = lines.new[j.index()].iter().filter(|&&y| y != b).map(|&y| (a, y));
                if !truth.holds((a, b)) && others_old.chain(others_new).any(|pair| folded(&pair)) {
                    continue;
                }
                found.insert((a, b));
                fates.insert((a, b), link.fate);
                if link.moved {
                    moved.insert((a, b));
                }
            }
        }
    }
    let found: BTreeSet<Lines> = found.difference(&truth.likely).copied().collect();
    let without =
        |pairs: &BTreeSet<Lines>| pairs.difference(&truth.identical).copied().collect::<BTreeSet<_>>();
    let surviving: BTreeSet<u32> = truth.sure.iter().map(|&(a, _)| a).collect();
    let one_to_one: BTreeSet<Lines> =
        moved.into_iter().filter(|pair| truth.labels.contains_key(pair)).collect();
    let mut score = LinkScore {
        links: Hits::of(&found, &truth.sure),
        changed: Hits::of(&without(&found), &without(&truth.sure)),
        lost: surviving.difference(&linked).copied().collect(),
        surviving: surviving.len(),
        moved: Hits::of(&one_to_one, &truth.moved),
        ..LinkScore::default()
    };
    for (&pair, &relation) in &truth.labels {
        if let Some(&fate) = fates.get(&pair) {
            let good = match relation {
                Relation::Identical => fate == Fate::Carried,
                Relation::Editorial => matches!(fate, Fate::Carried | Fate::Edited),
                _ => fate == Fate::Reworded,
            };
            let count = score.fates.entry(relation).or_default();
            count.0 += usize::from(good);
            count.1 += 1;
            if !good && relation != Relation::Reworded {
                score.misjudged.push((relation, pair, fate));
            }
        }
    }
    score
}

/// Line -> number of its block of lines without a blank one between them.
fn blocks(text: &str) -> BTreeMap<u32, usize> {
    let (mut blocks, mut block) = (BTreeMap::new(), 0);
    for (line, text) in (1..).zip(text.split('\n')) {
        if text.trim().is_empty() {
            block += 1;
        } else {
            blocks.insert(line, block);
        }
    }
    blocks
}

/// Unit -> the labelled lines it spans, but for those on which another unit begins: a paragraph
/// that runs over a page's foot encloses the notes printed there and does not hold them.
fn unit_lines(document: &Document, known: &BTreeSet<u32>) -> Vec<Vec<u32>> {
    let begins: BTreeSet<u32> = document.units.iter().map(|unit| unit.place.lines.0).collect();
    let lines = |id: UnitId| {
        let (first, last) = document.unit(id).place.lines;
        known.range(first..=last).copied().filter(|line| *line == first || !begins.contains(line)).collect()
    };
    document.ids().map(lines).collect()
}

fn spread(units: &[UnitId], lines: &[Vec<u32>]) -> Vec<(UnitId, u32)> {
    units.iter().flat_map(|&id| lines[id.index()].iter().map(move |&line| (id, line))).collect()
}
