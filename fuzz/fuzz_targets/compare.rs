//! The comparison.
#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str)| shared::compare(texts, false));
