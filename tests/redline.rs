//! Word files with tracked changes: what they mark, and that they resolve to both texts exactly.

// The small cases stand in files of their own, and what others share is not all needed here.
#[allow(dead_code, reason = "shared between tests")]
mod handmade;
#[allow(dead_code, reason = "shared between tests")]
mod packed;
mod texts;
#[path = "redline/making.rs"]
mod making;
#[path = "redline/marks.rs"]
mod marks;
#[path = "redline/office.rs"]
mod office;
#[path = "redline/own.rs"]
mod own;
#[path = "redline/pairs.rs"]
mod pairs;
#[path = "redline/real.rs"]
mod real;
#[path = "redline/resolves.rs"]
mod resolves;
#[path = "redline/small.rs"]
mod small;
#[path = "redline/tables.rs"]
mod tables;
#[path = "redline/valid.rs"]
mod valid;
