//! The reader of PDF.
#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;
use travaux::read::Format;

fuzz_target!(|bytes: &[u8]| shared::check(Format::Pdf, bytes));
