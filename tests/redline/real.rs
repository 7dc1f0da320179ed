//! Real pairs: the specimen, and those of `TRAVAUX_TEXTS` where that is set.

use std::path::{Path, PathBuf};

use super::texts;

/// Paths of old and new texts.
pub(crate) fn pairs(test: &str) -> Vec<(PathBuf, PathBuf)> {
    let specimen = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/specimen");
    let rounds = [
        "1-initial-pre-draft.md",
        "2-revised-pre-draft.md",
        "3-zero-draft.txt",
        "4-first-draft.txt",
        "5-final-report.md",
    ];
    let mut pairs: Vec<(PathBuf, PathBuf)> =
        rounds.windows(2).map(|pair| (specimen.join(pair[0]), specimen.join(pair[1]))).collect();
    pairs.push((specimen.join(rounds[0]), specimen.join(rounds[4])));
    let Some(folder) = texts::folder(test) else { return pairs };
    let paris = folder.join("paris-agreement");
    let drafts = ["23-oct-2015", "4-dec-2015", "9-dec-2015", "12-dec-2015", "29-jan-2016-final"];
    let draft = |date: &str| paris.join(format!("agreement-{date}.md"));
    pairs.extend(drafts.windows(2).map(|pair| (draft(pair[0]), draft(pair[1]))));
    let un = folder.join("un-documents");
    for (old, new) in [
        ("A_80_604_Add.1.docx", "A_80_604_Add.2.docx"),
        ("A_80_604_Add.1.pdf", "A_80_604_Add.1.docx"),
        ("A_80_604_Add.3.docx", "A_80_604_Add.4.docx"),
    ] {
        pairs.push((un.join(old), un.join(new)));
    }
    pairs
}
