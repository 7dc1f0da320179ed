//! Comparing never panics, and puts every unit of both sides into exactly one link.
#![no_main]

use libfuzzer_sys::fuzz_target;
use travaux::Pair;
use travaux::compare::{Options, Watch};

fuzz_target!(|texts: (&str, &str)| {
    let read =
        |text: &str| travaux::read_bytes("draft.txt", text.as_bytes(), &travaux::read::Options::default());
    let (Ok(old), Ok(new)) = (read(texts.0), read(texts.1)) else { return };
    let documents = Pair::new(&old, &new);
    let comparison =
        travaux::compare(documents, &Options::default(), &Watch::default()).expect("nobody interrupts");
    let linked = comparison
        .links
        .iter()
        .fold((0, 0), |sum, link| (sum.0 + link.units.old.len(), sum.1 + link.units.new.len()));
    assert_eq!(linked, (old.units.len(), new.units.len()));
});
