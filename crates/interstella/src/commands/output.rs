//! How a command writes what it has to say: for people or for programs. Never here: the writing.

use clap::ValueEnum;

/// The values of `--output`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    Text,
    Json,
}
