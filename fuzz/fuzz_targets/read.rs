//! Reading never panics, whatever the bytes, and what it returns stands in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use travaux::read::Options;

fuzz_target!(|bytes: &[u8]| {
    for name in ["draft.txt", "draft.md"] {
        let Ok(document) = travaux::read_bytes(name, bytes, &Options::default()) else { continue };
        let mut end = 0;
        for id in document.ids() {
            let range = document.unit(id).text.clone();
            assert!(range.start >= end && document.text.get(range.clone()).is_some());
            end = range.end;
        }
    }
});
