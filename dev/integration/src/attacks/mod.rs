//! Escapes and abuses a container may try, as one table of named attacks.
//!
//! In: what the test has planted on the machine ([`Machine`], from the environment). Out: for each attack whether the wall held.
//! An attack that succeeds does no more than show it: it writes to canaries only, and puts back what it has changed.

mod calls;
mod cgroups;
mod devices;
mod files;
pub(crate) mod hogs;
mod identity;
mod keys;
mod masks;
mod mounts;
mod namespaces;
mod network;
mod processes;
pub(crate) mod report;
mod system;
pub(crate) mod visitors;

pub(crate) use report::{Attempts, Outcome};
pub(crate) use system::{Machine, exchange, inherited_descriptors};

/// What `attacker whoami` and `attacker capabilities` say.
pub(crate) fn identity_words(what: &str) -> String {
    if what == "whoami" { identity::effective_user().to_string() } else { identity::effective_capabilities() }
}

/// Tries one thing.
pub(crate) type Attack = fn(&Machine) -> Outcome;
/// Attacks of one kind, by name.
pub(crate) type Table = &'static [(&'static str, Attack)];

/// Everything.
pub(crate) const ALL: &[Table] = &[
    files::TABLE,
    mounts::TABLE,
    devices::TABLE,
    masks::TABLE,
    calls::TABLE,
    namespaces::TABLE,
    cgroups::TABLE,
    keys::TABLE,
    processes::TABLE,
    identity::TABLE,
    network::TABLE,
];

/// What finds the machine's files, if there is a way: for images that may have opened one while the container was started.
pub(crate) const REACH: &[Table] = &[files::TABLE];
