//! How a report looks: the same for all commands that print one.

use clap::{Args, ValueEnum};

/// How a report looks.
#[derive(Debug, Args)]
pub(in crate::cli) struct Look {
    /// Columns of a line [default: those of the terminal, else 80]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..), help_heading = "The report")]
    pub(in crate::cli) width: Option<u16>,
    /// When to use colour; NO_COLOR and CLICOLOR_FORCE are heeded
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "The report")]
    pub(in crate::cli) color: Color,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Color {
    /// If the output is a terminal
    Auto,
    Always,
    Never,
}
