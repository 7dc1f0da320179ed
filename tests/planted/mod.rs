//! Planted truth: pairs of generated drafts of which everything is known.
//!
//! An old draft is written from an invented vocabulary ([`language`]), a new one is made of it by
//! operations that are written down ([`draft`]), and a comparison is scored against what was
//! written down ([`score`]). Nobody can tune to these texts, and they come in any size.
//!
//! ```text
//! old  14. States noted the framework ...        new  15. States noted the framework ...
//!      15. The working group may review ...           14. The working group shall review ...
//! truth: lines 29 -> 31 (kept), 31 -> 29 (moved, edited), word 3 of 29 -> word 3 of 31, ...
//! ```
//!
//! The truth is in lines of the source and words of a paragraph, never in units: it says nothing
//! about how a reader cuts a text. The module uses nothing of travaux but in [`score`], so that
//! benches and `examples/generate.rs` can include it by `#[path]`.

// Every test, bench and example that includes this module uses another part of it.
#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "shared by path between targets that each use a part"
)]

pub mod draft;
pub mod hits;
pub mod language;
pub mod random;
pub mod score;

pub use draft::{Parameters, Planted, plant};
pub use language::Vocabulary;
