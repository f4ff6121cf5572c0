//! Who trusts the local certificate authority on this machine. In: its root. Out: a report of what was done in each store, and what could not be.
//! Never here: making the root, words about it on a terminal.
//!
//! Two kinds of stores matter: the system's ([`system`], what curl, Python and most programs ask) and those of browsers ([`nss`]).

mod nss;
mod system;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Serialize;

/// A root as stores know it.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    /// Its name, the same for the same root: `Interstella local CA 1a2b3c4d`.
    pub(crate) name: String,
    /// Its certificate, PEM.
    pub(crate) pem: String,
    /// Where that lies.
    pub(crate) file: PathBuf,
}

/// This machine, as far as trust goes.
#[derive(Clone, Debug)]
pub(crate) struct Machine {
    /// `/`
    pub(crate) root: PathBuf,
    /// The user's directory, where browsers keep their stores.
    pub(crate) home: Option<PathBuf>,
}

/// What became of one store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Step {
    /// Which store.
    pub(crate) store: String,
    /// How it went.
    pub(crate) outcome: Outcome,
    /// What was done, or why not.
    pub(crate) words: String,
}

/// How it went with one store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// As was asked.
    Done,
    /// There was nothing to do.
    Unneeded,
    /// It could not be done.
    Failed,
}

impl Step {
    fn new(store: impl Into<String>, outcome: Outcome, words: impl Into<String>) -> Step {
        Step { store: store.into(), outcome, words: words.into() }
    }

    /// From what was tried.
    fn of(store: &str, tried: Result<String, String>) -> Step {
        match tried {
            Ok(words) => Step::new(store, Outcome::Done, words),
            Err(words) => Step::new(store, Outcome::Failed, words),
        }
    }
}

/// Has every store there is trust the root.
pub(crate) fn trust(machine: &Machine, root: &Root) -> Vec<Step> {
    let browsers = nss::stores(machine).into_iter().map(|store| nss::add(&store, root));
    std::iter::once(system::add(machine, root)).chain(browsers).collect()
}

/// Takes the root out of every store it is in.
pub(crate) fn untrust(machine: &Machine, root: &Root) -> Vec<Step> {
    let browsers = nss::stores(machine).into_iter().map(|store| nss::remove(&store, root));
    std::iter::once(system::remove(machine, root)).chain(browsers).collect()
}

/// Runs a program; its complaint when it fails.
fn run(program: &Path, words: &[&str]) -> Result<(), String> {
    let output = Command::new(program).args(words).output();
    let output = output.map_err(|error| format!("{}: {error}", program.display()))?;
    if output.status.success() {
        return Ok(());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(format!("{} ended with {}: {}", program.display(), output.status, complaint.trim()))
}
