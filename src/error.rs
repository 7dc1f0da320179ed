//! What can go wrong, where, and what to do about it.

use std::fmt;

/// The kinds of trouble travaux can meet. The kind decides the exit status of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file is not there, is a directory or may not be read.
    Unreadable,
    /// The bytes are no text in a format travaux reads.
    NotText,
    /// The input passes a limit that keeps memory and time bounded.
    TooLarge,
    /// The result could not be written.
    Unwritable,
    /// An argument, a settings file or a register entry makes no sense.
    Invalid,
    /// A document could not be fetched.
    NotFetched,
    /// The work was interrupted.
    Interrupted,
}

/// An error with its place in the source and a hint.
#[derive(Clone, Debug, thiserror::Error)]
pub struct Error {
    /// What kind of trouble.
    pub kind: ErrorKind,
    /// The file, with a line or byte where known: `draft.txt`, `draft.txt:12`, `standard input`.
    pub place: String,
    /// What happened, in one sentence without a full stop.
    pub message: String,
    /// What the user can do about it, in one sentence without a full stop.
    pub help: Option<String>,
}

impl Error {
    /// An error without a hint.
    pub fn new(kind: ErrorKind, place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { kind, place: place.into(), message: message.into(), help: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// The result of whatever may fail.
pub type Result<T> = std::result::Result<T, Error>;
