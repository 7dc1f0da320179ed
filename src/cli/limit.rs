//! `--max-time`: an end to work that takes too long.
//!
//! A report is written beside its place and put there in one step (`output`), so work that is ended in
//! the middle leaves the old file, or none. What was begun beside is taken away here.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::error::{Error, ErrorKind};

/// The file that is being written beside its place.
static BEGUN: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Ends the program if it still works after so many seconds.
pub(super) fn watch(seconds: Option<NonZeroU32>) {
    let Some(seconds) = seconds else { return };
    // The thread ends with the program: nobody waits for it.
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(seconds.get().into()));
        let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
        // Whether it can be taken away does not change what is to be said.
        let _ = begun.take().map(std::fs::remove_file);
        let error =
            Error::new(ErrorKind::Interrupted, "--max-time", format!("the work took more than {seconds} s"));
        super::complain(&error.with_help(
            "allow more, or give it smaller texts; no file was written, and what was printed is not whole",
        ));
        // Still held, the lock keeps the report from being put in its place meanwhile.
        process::exit(2);
    });
}

/// Notes the file that is being written, so that it does not stay if time runs out.
pub(super) fn begin(file: &Path) {
    *BEGUN.lock().unwrap_or_else(PoisonError::into_inner) = Some(file.to_owned());
}

/// Puts the file in its place, unless time runs out at this moment.
pub(super) fn finish<T>(put: impl FnOnce() -> T) -> T {
    let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
    let done = put();
    *begun = None;
    done
}
