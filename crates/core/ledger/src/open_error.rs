//! Why a ledger could not be opened: a path and a cause go in, a sentence telling whom to blame comes out.
//! Deliberately absent: recovery; nothing here deletes or rewrites a file.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why [`crate::Ledger::open`] failed. Nothing on disk was changed.
#[derive(Debug)]
pub enum OpenError {
    /// The directory cannot be made or written.
    Directory {
        /// The directory asked for.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// Another process has it open.
    Locked {
        /// The journal file.
        path: PathBuf,
    },
    /// The content cannot be read.
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// Written by a later version of this program.
    Newer {
        /// The journal file.
        path: PathBuf,
        /// The format found.
        found: u64,
        /// The newest format known here.
        known: u64,
    },
}

impl OpenError {
    pub(crate) fn corrupt(path: &Path, detail: &str) -> Self {
        Self::Corrupt { path: path.to_owned(), detail: detail.to_owned() }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory { path, cause } => write!(
                f,
                "cannot keep state in {}: {cause}; choose a directory this user can write",
                path.display()
            ),
            Self::Locked { path } => write!(
                f,
                "{} is in use by another process; stop it or choose another directory",
                path.display()
            ),
            Self::Corrupt { path, detail } => write!(
                f,
                "{} cannot be read: {detail}; `interstella doctor --repair` says what can be kept, or move it away to begin anew",
                path.display()
            ),
            Self::Newer { path, found, known } => write!(
                f,
                "{} has format {found}, this version knows up to {known}; use a newer version",
                path.display()
            ),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Directory { cause, .. } => Some(cause),
            _ => None,
        }
    }
}
