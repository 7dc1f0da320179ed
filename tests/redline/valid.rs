//! Whether our files are valid by somebody else's rules: Microsoft's Open XML SDK, as the npm package
//! `@ooxml-tools/validate` has it.
//!
//! ```sh
//! npm install @ooxml-tools/validate
//! TRAVAUX_OOXML_VALIDATE=node_modules/.bin/ooxml-validate cargo test --test redline
//! ```

use std::process::Command;

use super::making::{between, options, with};
use super::pairs::pair;

/// The validator: what the variable names, else whatever is found by its name.
fn validator() -> Option<String> {
    let name = std::env::var("TRAVAUX_OOXML_VALIDATE").unwrap_or_else(|_| "ooxml-validate".to_owned());
    Command::new(&name).arg("--help").output().is_ok_and(|out| out.status.success()).then_some(name)
}

fn faults(validator: &str, bytes: &[u8]) -> String {
    let file = tempfile::Builder::new().suffix(".docx").tempfile().expect("a file can be made");
    std::fs::write(file.path(), bytes).expect("a file can be written");
    let out = Command::new(validator).arg(file.path()).output().expect("the validator runs");
    String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr)
}

#[test]
fn files_are_valid() {
    let Some(validator) = validator() else {
        println!("files_are_valid: could not run, ooxml-validate was not found");
        return;
    };
    let how = travaux::report::Options { comments: true, ..options() };
    let mut files: Vec<(String, Vec<u8>)> = (1..=4)
        .map(|seed| {
            let documents = pair(9_000 + seed);
            (format!("seed {seed}"), with(&documents, &between(&documents), &how))
        })
        .collect();
    // The validator takes its time: a few files of each sort, the last of them two Word files.
    for (old, new) in super::real::pairs("files_are_valid").into_iter().rev().step_by(4) {
        let read = |path: &std::path::Path| travaux::read(path, &travaux::read::Options::default());
        let documents =
            travaux::Pair::new(old.as_path(), new.as_path()).try_map(read).expect("it can be read");
        files.push((new.display().to_string(), with(&documents, &between(&documents), &how)));
        let original = travaux::read::read_original(&new, &documents.new, &travaux::read::Options::default())
            .expect("it was read before")
            .filter(|_| documents.old.format == documents.new.format);
        if original.is_some() {
            let how = travaux::report::Options { original, ..how.clone() };
            files.push((
                format!("{}, its own formatting", new.display()),
                with(&documents, &between(&documents), &how),
            ));
        }
    }
    for (name, bytes) in &files {
        let said = faults(&validator, bytes);
        assert!(said.contains("Found 0 errors"), "{name}: {said}");
    }
}
