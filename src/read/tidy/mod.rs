//! Repair that does not depend on the source format: what extraction and printing did to the lines.
//!
//! What can be repaired surely is repaired; what can't is a warning with its place.

pub(crate) mod hyphens;
