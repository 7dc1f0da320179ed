//! Where the real texts are, if they are here.

#![allow(unreachable_pub, reason = "shared by path between tests")]
#![allow(clippy::print_stdout, reason = "whoever runs the tests should see what was left out")]

use std::path::PathBuf;

/// The folder of texts that `TRAVAUX_TEXTS` names, or `None` with a line that says so. Where it is
/// set, a missing file is the test's failure.
pub fn folder(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("TRAVAUX_TEXTS").map(PathBuf::from);
    if folder.is_none() {
        println!("{test}: ignored, TRAVAUX_TEXTS is not set");
    }
    folder
}
