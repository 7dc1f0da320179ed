//! What became of a thread from each round to the next.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::chain::Chain;
use super::threads::Thread;
use super::{Step, Total};
use crate::compare::{self, Edit, Fate, Shape};
use crate::document::{Status, UnitId};
use crate::pair::Pair;

/// What became of a thread at a change of rounds.
#[derive(Clone, Debug)]
pub struct Event {
    /// The rounds, counted from 1. Those between have no text; for what was restored, `old` is the
    /// round in which it was last seen.
    pub rounds: Pair<usize>,
    /// Indices into [`Thread::passages`]: which became which. `new` is empty for what was dropped.
    pub passages: Pair<Vec<usize>>,
    /// What happened.
    pub what: What,
    /// Fate of the language: carried, edited, reworded; dropped.
    pub fate: Fate,
    /// How many units became how many.
    pub shape: Shape,
    /// Likeness of the two wordings, 0 to 1; 0 for what was dropped.
    pub similarity: f64,
    /// What changed, over the two wordings (the passages' texts joined by one space).
    pub edits: Vec<Edit>,
    /// Whether it changed place among its neighbours, or went to another unit than its unit did.
    pub moved: bool,
    /// The status it left and the one it stands in now, if it stands in no text of the old status.
    pub crossed: Option<Pair<Status>>,
}

/// What sort of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// It went on.
    Continued,
    /// No text of the next round holds it.
    Dropped,
    /// It is back after a round or more.
    Restored,
}

/// Tells for every thread what became of it.
pub(super) fn tell(chain: &Chain<'_>, steps: &[Step], threads: &mut [Thread]) {
    let written = chain.written();
    let moved = Moved::of(steps);
    threads.par_iter_mut().for_each(|thread| {
        thread.events = events(chain, &written, &moved, thread);
    });
}

fn events(chain: &Chain<'_>, written: &[usize], moved: &Moved, thread: &Thread) -> Vec<Event> {
    let of_round = |round: usize| -> Vec<usize> {
        let at = |&at: &usize| chain.witnesses[thread.passages[at].witness].round == round;
        (0..thread.passages.len()).filter(at).collect()
    };
    let mut events = Vec::new();
    let mut seen: Option<(usize, Vec<usize>)> = None;
    let mut gone = false;
    for &round in written {
        let here = of_round(round);
        match (&seen, here.is_empty()) {
            (Some((last, old)), true) if !gone => {
                gone = true;
                events.push(dropped(Pair::new(*last, round), old.clone()));
            }
            (Some((last, old)), false) => {
                let what = if gone { What::Restored } else { What::Continued };
                let passages = Pair::new(old.clone(), here.clone());
                events.push(became(chain, moved, thread, what, Pair::new(*last, round), passages));
            }
            _ => {}
        }
        if !here.is_empty() {
            seen = Some((round, here));
            gone = false;
        }
    }
    events
}

fn dropped(rounds: Pair<usize>, old: Vec<usize>) -> Event {
    Event {
        rounds,
        passages: Pair::new(old, Vec::new()),
        what: What::Dropped,
        fate: Fate::Dropped,
        shape: Shape::None,
        similarity: 0.0,
        edits: Vec::new(),
        moved: false,
        crossed: None,
    }
}

/// One thread from one round to another. Where several texts of a round hold it, the one of the same
/// status counts, for that is where a reader looks first.
fn became(
    chain: &Chain<'_>,
    moved: &Moved,
    thread: &Thread,
    what: What,
    rounds: Pair<usize>,
    passages: Pair<Vec<usize>>,
) -> Event {
    let status = |&at: &usize| {
        let passage = &thread.passages[at];
        chain.witnesses[passage.witness].status_of(passage.unit)
    };
    let statuses = passages.as_ref().map(|side| side.iter().map(status).collect::<BTreeSet<Status>>());
    let stays = statuses.new.iter().any(|status| statuses.old.contains(status));
    let main = passages.as_ref().map(|side| main_text(chain, thread, side, &statuses));
    let texts = main
        .as_ref()
        .map(|side| side.iter().map(|&at| thread.passages[at].text(chain)).collect::<Vec<_>>().join(" "));
    let link = compare::wording(texts.as_ref().map(String::as_str));
    let shape = Shape::of(main.old.len(), main.new.len());
    let crossed = match (statuses.old.first(), statuses.new.first()) {
        (Some(&old), Some(&new)) if !stays => Some(Pair::new(old, new)),
        _ => None,
    };
    let moved = what == What::Continued && moved.any(thread, &main);
    Event {
        rounds,
        passages: main,
        what,
        fate: link.fate,
        shape,
        similarity: link.similarity,
        edits: link.edits,
        moved,
        crossed,
    }
}

/// The passages in the text that counts: one whose status is that of the other side, else the first.
fn main_text(
    chain: &Chain<'_>,
    thread: &Thread,
    side: &[usize],
    statuses: &Pair<BTreeSet<Status>>,
) -> Vec<usize> {
    let same = |&&at: &&usize| {
        let passage = &thread.passages[at];
        let status = chain.witnesses[passage.witness].status_of(passage.unit);
        statuses.old.contains(&status) && statuses.new.contains(&status)
    };
    let chosen = side.iter().find(same).or_else(|| side.first());
    let witness = chosen.map(|&at| thread.passages[at].witness);
    side.iter().copied().filter(|&at| Some(thread.passages[at].witness) == witness).collect()
}

/// For each comparison, which units became which, and whether they moved.
struct Moved {
    links: FxHashMap<(usize, usize), FxHashMap<UnitId, (bool, usize)>>,
    news: FxHashMap<(usize, usize), FxHashMap<UnitId, usize>>,
}

impl Moved {
    fn of(steps: &[Step]) -> Self {
        let mut all = Self { links: FxHashMap::default(), news: FxHashMap::default() };
        for step in steps {
            let key = (step.witnesses.old, step.witnesses.new);
            let links = all.links.entry(key).or_default();
            let news = all.news.entry(key).or_default();
            for (at, link) in step.comparison.links.iter().enumerate() {
                links.extend(link.units.old.iter().map(|&unit| (unit, (link.moved, at))));
                news.extend(link.units.new.iter().map(|&unit| (unit, at)));
            }
        }
        all
    }

    /// Whether any of the passages moved: with its unit, or to another unit than its unit's partner.
    fn any(&self, thread: &Thread, passages: &Pair<Vec<usize>>) -> bool {
        let side = |side: &[usize]| side.first().map(|&at| thread.passages[at].witness);
        let (Some(old), Some(new)) = (side(&passages.old), side(&passages.new)) else { return false };
        let key = (old, new);
        let (Some(links), Some(news)) = (self.links.get(&key), self.news.get(&key)) else { return false };
        let olds: BTreeSet<usize> = passages
            .old
            .iter()
            .filter_map(|&at| links.get(&thread.passages[at].unit))
            .map(|&(_, link)| link)
            .collect();
        let with_unit = passages
            .old
            .iter()
            .any(|&at| links.get(&thread.passages[at].unit).is_some_and(|&(moved, _)| moved));
        let elsewhere = passages
            .new
            .iter()
            .any(|&at| news.get(&thread.passages[at].unit).is_some_and(|link| !olds.contains(link)));
        with_unit || elsewhere
    }
}

/// Counts the threads of each change of rounds.
pub(super) fn totals(chain: &Chain<'_>, threads: &[Thread]) -> Vec<Total> {
    let written = chain.written();
    let in_round = |thread: &Thread, round: usize| {
        thread.passages.iter().any(|passage| chain.witnesses[passage.witness].round == round)
    };
    let rounds = written.windows(2).map(|rounds| Pair::new(rounds[0], rounds[1]));
    let total = |rounds: Pair<usize>| {
        let mut total = Total { rounds, ..Total::default() };
        for thread in threads {
            let here = rounds.map(|round| in_round(thread, round));
            total.before += usize::from(here.old);
            total.after += usize::from(here.new);
            let event = thread.events.iter().find(|event| event.rounds.new == rounds.new);
            match event.map(|event| (event.what, event.fate)) {
                Some((What::Continued, Fate::Carried)) => total.carried += 1,
                Some((What::Continued, Fate::Edited)) => total.edited += 1,
                Some((What::Continued, _)) => total.reworded += 1,
                Some((What::Dropped, _)) => total.dropped += 1,
                Some((What::Restored, _)) => total.restored += 1,
                None => total.new += usize::from(here.new),
            }
            if let Some(event) = event {
                total.moved += usize::from(event.moved);
                total.crossed += usize::from(event.crossed.is_some());
            }
        }
        total
    };
    rounds.map(total).collect()
}
