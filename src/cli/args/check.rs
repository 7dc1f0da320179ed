//! Arguments of `check`.

use std::path::PathBuf;

use clap::Args;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Check {
    /// Expectations, a manifest with expectations beside it, or a folder with either
    #[arg(default_value = ".")]
    pub(in crate::cli) path: PathBuf,
    /// The same, as other commands say it
    #[arg(long, value_name = "MANIFEST", conflicts_with = "path", hide = true)]
    pub(in crate::cli) process: Option<PathBuf>,
    /// Write down what is found now; only what drifted is touched
    #[arg(long)]
    pub(in crate::cli) update: bool,
    /// The folder that the names of texts start from [default: that of the expectations]
    #[arg(long, value_name = "FOLDER")]
    pub(in crate::cli) texts: Option<PathBuf>,
    /// Write the results to this file as JUnit XML too
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) junit: Option<PathBuf>,
    /// Say only what drifted
    #[arg(long, short)]
    pub(in crate::cli) quiet: bool,
}
