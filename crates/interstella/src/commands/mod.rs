//! The program's commands, one file each. In: parsed arguments. Out: an exit status. Never here: the work itself.

pub(crate) mod detach;
pub(crate) mod down;
pub(crate) mod logs;
pub(crate) mod pid_file;
pub(crate) mod place;
pub(crate) mod reset;
pub(crate) mod status;
pub(crate) mod up;

use std::fmt::Display;
use std::process::ExitCode;

/// Nothing runs there: not an error of the program, but not what was asked for either.
pub(crate) const NOTHING_RUNS: u8 = 3;

/// Says on stderr why a command failed.
pub(crate) fn fail(command: &str, why: impl Display) -> ExitCode {
    eprintln!("interstella {command}: {why}");
    ExitCode::FAILURE
}
