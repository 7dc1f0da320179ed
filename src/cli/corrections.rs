//! Corrections by hand: found, applied, and a word about those that do not fit.

use std::path::{Path, PathBuf};

use super::warn_of_each;
use crate::compare::Fixed;
use crate::corpus::{Corrections, Misfit};
use crate::document::Document;
use crate::error::Result;
use crate::pair::Pair;

/// Corrections to apply: those of the file that was named, else of the one beside the new text.
pub(super) fn find(named: Option<&Path>, none: bool, new: &Path) -> Result<Option<Corrections>> {
    if none {
        return Ok(None);
    }
    let file: Option<PathBuf> = named.map(Path::to_owned).or_else(|| Corrections::beside(new));
    file.map(|file| Corrections::load(&file)).transpose()
}

/// What applies to two texts. What does not fit them is said on standard error and left out.
pub(super) fn fixed(corrections: Option<&Corrections>, documents: Pair<&Document>) -> Vec<Fixed> {
    let Some(corrections) = corrections else { return Vec::new() };
    let (fixed, misfits) = corrections.between(documents, false);
    complain(&misfits);
    fixed
}

/// Says which corrections do not fit.
pub(super) fn complain(misfits: &[Misfit]) {
    let warnings = misfits.iter().map(|misfit| (misfit.place.as_str(), misfit.message.as_str()));
    warn_of_each(
        warnings,
        "this correction is left out; mend it or take it out",
        "corrections do not fit and are left out",
    );
}
