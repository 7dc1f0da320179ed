//! The reader of plain text.
#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;
use travaux::read::Format;

fuzz_target!(|bytes: &[u8]| shared::check(Format::Text, bytes));
