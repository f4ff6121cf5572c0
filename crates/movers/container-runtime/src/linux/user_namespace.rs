//! Makes the daemon root of its own user namespace when it is not root. In: the process, while it has one
//! thread. Out: the same process with all capabilities over what it creates. Never here: a map of more than
//! one uid (that needs `newuidmap` and a system file).

use std::fs;
use std::io;
use std::path::Path;

use nix::sched::{CloneFlags, setns, unshare};

use super::keeper;

/// How the daemon runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privilege {
    /// Root already; nothing was changed.
    Root,
    /// Root of a user namespace with one uid: images that run as another user cannot start.
    UserNamespace,
}

/// Call first thing in `main`, before any thread exists: a process of several threads may not enter a user namespace. Where an earlier
/// daemon on `state_directory` left containers running, theirs is entered.
///
/// Errors carry the remedy (sysctl, AppArmor) in their text.
pub fn enter_user_namespace_if_needed(state_directory: Option<&Path>) -> io::Result<Privilege> {
    if nix::unistd::geteuid().is_root() {
        return Ok(if single_uid_map() { Privilege::UserNamespace } else { Privilege::Root });
    }
    if let Some(theirs) = state_directory.and_then(keeper::hello)
        && setns(theirs, CloneFlags::CLONE_NEWUSER).is_ok()
    {
        // Refused only if it is another user's, whose containers are not ours to take over either.
        unshare(CloneFlags::CLONE_NEWNS).map_err(|e| explain(e.into()))?;
        return Ok(Privilege::UserNamespace);
    }
    let (uid, gid) = (nix::unistd::geteuid(), nix::unistd::getegid());
    unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWNS).map_err(|e| explain(e.into()))?;
    fs::write("/proc/self/setgroups", "deny")?;
    fs::write("/proc/self/uid_map", format!("0 {uid} 1")).map_err(explain)?;
    fs::write("/proc/self/gid_map", format!("0 {gid} 1")).map_err(explain)?;
    Ok(Privilege::UserNamespace)
}

/// Whether the process can be one uid only.
pub(crate) fn single_uid_map() -> bool {
    let map = fs::read_to_string("/proc/self/uid_map").unwrap_or_default();
    map.split_whitespace().nth(2) == Some("1")
}

fn explain(error: io::Error) -> io::Error {
    let text = format!(
        "cannot make a user namespace ({error}). Run as root, or allow it: `sysctl -w kernel.unprivileged_userns_clone=1` \
         (Debian), `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` or an AppArmor profile with `userns,` \
         (Ubuntu 24.04), `sysctl -w user.max_user_namespaces=10000`"
    );
    io::Error::new(error.kind(), text)
}
