//! The texts that ship: the register of real documents and the specimen are sound.
//!
//! What sound means is in `src/corpus`; here it is asked of the files in `texts/`.

use std::path::{Path, PathBuf};

use travaux::corpus::{Manifest, Register};

fn texts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("texts")
}

#[test]
fn the_register_is_sound() {
    let register = Register::load(&texts().join("register.toml")).unwrap_or_else(|error| panic!("{error}"));
    let problems = register.problems();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
    // A round may have agreed no text; it stays in the sequence, with the document that says so.
    let empty =
        register.process.iter().flat_map(|process| &process.round).filter(|round| round.notice.is_some());
    assert!(empty.count() >= 2);
}

#[test]
fn the_specimen_is_sound() {
    let folder = texts().join("specimen");
    let manifest = Manifest::load(&folder.join("manifest.toml")).unwrap_or_else(|error| panic!("{error}"));
    let problems = manifest.problems(&folder);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
    assert!(manifest.process.specimen, "what ships is invented, and says so");
    assert!(
        manifest.round.len() >= 5
            && manifest.proposal.len() >= 3
            && manifest.gold.len() == manifest.round.len() - 1
    );
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = Register::load(Path::new("no/such/register.toml")).expect_err("there is none");
    assert!(error.to_string().starts_with("no/such/register.toml: "), "{error}");
}
