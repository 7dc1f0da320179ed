//! The comparisons of several rounds -> threads: what became of each passage through all of them.
//!
//! ```text
//! round 1   round 2   round 3   round 4
//! 5         –         –         6          carried …, dropped in 2, restored in 4
//! 11        11 + 12   13        14         split, merged
//! 14 s2     15        15        summary 3  moved to 15, later to another status
//! ```
//!
//! Each text is compared with each text of the next round that has any (`steps`). Sentences are what
//! flows (`flows`): those that share words in a link, and those that went elsewhere. What flows into
//! one another is one thread (`threads`), what was gone and came back joins its old thread
//! (`restored`), and what happened at each step is told last (`events`).
//!
//! A chain of comparisons by units alone was rejected: a sentence that leaves its paragraph and the
//! paragraph it joins would become one thread, and with them everything that ever touched either.

mod chain;
mod flows;
mod union;
mod restored;
mod threads;
mod events;
mod phrases;

use rayon::prelude::*;

pub use chain::{Chain, Witness};
pub use events::{Event, What};
pub use phrases::Phrase;
pub use threads::{Passage, Thread};

use crate::compare::{self, Comparison, Watch};
use crate::error::Result;
use crate::pair::Pair;

/// What became of all passages of a chain of texts.
#[derive(Clone, Debug)]
pub struct Lineage {
    /// The comparisons it rests on.
    pub steps: Vec<Step>,
    /// Threads, by first appearance. Every sentence of every text is in exactly one.
    pub threads: Vec<Thread>,
    /// Counts for each change of rounds.
    pub totals: Vec<Total>,
}

/// A comparison of two texts of neighbouring rounds.
#[derive(Clone, Debug)]
pub struct Step {
    /// Indices into [`Chain::witnesses`].
    pub witnesses: Pair<usize>,
    /// What was found.
    pub comparison: Comparison,
}

/// What became of the threads of one round in the next that has a text.
///
/// `before == carried + edited + reworded + dropped`, and
/// `after == carried + edited + reworded + new + restored`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Total {
    /// The rounds, counted from 1.
    pub rounds: Pair<usize>,
    /// Threads present before.
    pub before: usize,
    /// Threads present after.
    pub after: usize,
    /// Threads whose language is equal.
    pub carried: usize,
    /// Threads edited.
    pub edited: usize,
    /// Threads reworded.
    pub reworded: usize,
    /// Threads that no text of the later round holds.
    pub dropped: usize,
    /// Threads never seen before.
    pub new: usize,
    /// Threads seen before the earlier round, and back.
    pub restored: usize,
    /// Threads that stand elsewhere (counted under their fate too).
    pub moved: usize,
    /// Threads that now stand only in texts or parts of another status (counted under their fate too).
    pub crossed: usize,
}

/// Follows all passages through a chain of texts. What a person has decided is taken from the chain;
/// [`compare::Options::fixed`] is passed over.
///
/// # Errors
/// Only [`crate::ErrorKind::Interrupted`], if `watch` was told to stop.
pub fn trace(chain: &Chain<'_>, options: &compare::Options, watch: &Watch) -> Result<Lineage> {
    let options = &compare::Options { fixed: Vec::new(), ..options.clone() };
    let pairs = chain.neighbours();
    let steps = pairs.into_par_iter().map(|witnesses| {
        let documents = witnesses.map(|witness| chain.witnesses[witness].document);
        let options = compare::Options { fixed: chain.fixed_between(witnesses), ..options.clone() };
        let comparison = compare::compare(documents, &options, watch)?;
        Ok(Step { witnesses, comparison })
    });
    let steps = steps.collect::<Result<Vec<Step>>>()?;
    let sentences = flows::Sentences::of(chain);
    let mut union = union::Union::new(sentences.count());
    for step in &steps {
        for flow in flows::flows(chain, &sentences, step) {
            union.join(flow.old, flow.new);
        }
    }
    let restored = restored::restored(chain, &sentences, &mut union, options, watch)?;
    let mut threads = threads::threads(chain, &sentences, &mut union, &restored);
    events::tell(chain, &steps, &mut threads);
    phrases::find(chain, &mut threads);
    let totals = events::totals(chain, &threads);
    Ok(Lineage { steps, threads, totals })
}
