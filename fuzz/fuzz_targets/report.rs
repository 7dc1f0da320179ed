//! Every report of a comparison.
#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| shared::compare(&shared::pair(bytes), true));
