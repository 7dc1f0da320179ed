//! Several texts: lineage, places of a phrase, shared language, and their reports; clean texts.
#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| shared::rounds(bytes));
