//! Lines -> sections, units, labels, addresses: the same for every source format.
//!
//! ```text
//! B. Threats                 section B, its heading a unit
//! 13. States noted:          paragraph "13"
//! (c) the need;              item, label "(c)", address "13 (c)", parent 13
//! What is reasonable …       continuation of 13
//! ```
//!
//! Three steps: `blocks` joins lines and takes labels off, `outline` decides what each block is and
//! what it hangs under, and `sentences` cuts units where sentences are asked for. Labels are
//! addresses, never keys: duplicates, gaps and missing numbers are warned about and change nothing.

pub(crate) mod kinds;
pub(crate) mod labels;
pub(crate) mod blocks;
mod tree;
mod outline;
mod cut;

pub(crate) use cut::cut_sentences;
pub(crate) use outline::{Outline, outline};
