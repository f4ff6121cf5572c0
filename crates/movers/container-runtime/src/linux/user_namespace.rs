//! User namespaces: the daemon's own when it is not root, and one for every container. In: the process, while it has one thread; a
//! range of ids. Out: the same process with all capabilities over what it creates; namespaces. Never here: a map of more than one id for
//! an ordinary user (that needs `newuidmap` and a system file).
//!
//! ```text
//! the machine ─(not root)─▶ the daemon's, which owns the namespaces of tasks ─▶ one of each container, which owns nothing
//! ```
//! A container enters its own last: what capabilities its programs hold are worth nothing over mounts, networks and processes outside.

use std::fs::{self, File};
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::ptr;

use nix::sched::{CloneFlags, setns, unshare};

use super::keeper;
use crate::layer::Ids;

/// Where the ids of containers begin: systemd's list of ranges has it as unused, above every range of `/etc/subuid`
/// (https://systemd.io/UIDS-GIDS/).
const BASE: u32 = 0x7000_0000;
/// As many ids as a container has everywhere.
const COUNT: u32 = 65_536;
/// A container with fewer is of no use to images with users.
const FEWEST: u32 = 1_001;

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
    single(&fs::read_to_string("/proc/self/uid_map").unwrap_or_default())
}

fn single(map: &str) -> bool {
    map.lines().count() == 1 && map.split_whitespace().nth(2) == Some("1")
}

fn explain(error: io::Error) -> io::Error {
    let text = format!(
        "cannot make a user namespace ({error}). Run as root, or allow it: `sysctl -w kernel.unprivileged_userns_clone=1` \
         (Debian), `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` or an AppArmor profile with `userns,` \
         (Ubuntu 24.04), `sysctl -w user.max_user_namespaces=10000`"
    );
    io::Error::new(error.kind(), text)
}

/// Ids, as the daemon sees them, for containers that have their own: a range where there is one, else the only id there is.
pub(super) fn range() -> Option<Ids> {
    let map = |name: &str| fs::read_to_string(format!("/proc/self/{name}")).unwrap_or_default();
    choose(&map("uid_map"), &map("gid_map"))
}

fn choose(users: &str, groups: &str) -> Option<Ids> {
    if single(users) {
        return Some(Ids { base: 0, count: 1 });
    }
    let usual = Ids { base: BASE, count: COUNT };
    if [users, groups].iter().all(|map| extents(map).any(|extent| covers(extent, usual))) {
        return Some(usual);
    }
    // Inside another container: the largest range there is, leaving out its root, who is us.
    let largest = |map| extents(map).map(|(first, length)| (length, first)).max();
    let ((length, first), (of_groups, first_group)) = (largest(users)?, largest(groups)?);
    let first = first.max(first_group).max(1);
    let end = (largest(users)?.1.saturating_add(length)).min(first_group.saturating_add(of_groups));
    let count = end.saturating_sub(first).min(COUNT);
    (count >= FEWEST).then(|| Ids { base: end - count, count })
}

/// First id and length of every line of a map, as seen inside.
fn extents(map: &str) -> impl Iterator<Item = (u32, u32)> {
    map.lines().filter_map(|line| {
        let mut numbers = line.split_whitespace().map(str::parse::<u32>);
        let (first, _outside, length) = (numbers.next()?.ok()?, numbers.next()?, numbers.next()?.ok()?);
        Some((first, length))
    })
}

fn covers((first, length): (u32, u32), ids: Ids) -> bool {
    first <= ids.base && ids.base.saturating_add(ids.count) <= first.saturating_add(length)
}

/// A user namespace whose ids from 0 on are these of ours. It lives as long as the descriptor or a process in it.
pub(super) fn make(ids: Ids) -> io::Result<OwnedFd> {
    let inside = Placeholder::start()?;
    let map = format!("0 {} {}", ids.base, ids.count);
    for file in ["uid_map", "gid_map"] {
        fs::write(format!("/proc/{}/{file}", inside.process), &map)?;
    }
    Ok(File::open(format!("/proc/{}/ns/user", inside.process))?.into())
}

/// A process that does nothing in a new user namespace, while somebody takes hold of that. It shares this process' memory, which makes it
/// cheap, and makes no call that touches any of it.
struct Placeholder {
    process: i32,
    _about: Box<About>,
}

/// What it finds in the memory it shares.
struct About {
    /// The process that asked for it.
    parent: i32,
    stack: [u128; 256],
}

impl Placeholder {
    fn start() -> io::Result<Self> {
        let mut about = Box::new(About { parent: std::process::id().cast_signed(), stack: [0; 256] });
        let top = about.stack.as_mut_ptr_range().end;
        let parent = (&raw mut about.parent).cast();
        // SAFETY: stack and number outlive the process, which is killed and waited for before they are freed.
        let process = unsafe {
            libc::clone(wait_for_the_end, top.cast(), libc::CLONE_VM | libc::CLONE_NEWUSER, parent)
        };
        if process < 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(Self { process, _about: about })
    }
}

impl Drop for Placeholder {
    fn drop(&mut self) {
        // SAFETY: a child of ours that nobody else waits for.
        unsafe {
            libc::kill(self.process, libc::SIGKILL);
            while libc::waitpid(self.process, ptr::null_mut(), libc::__WALL) < 0
                && io::Error::last_os_error().raw_os_error() == Some(libc::EINTR)
            {}
        }
    }
}

/// Ends with the process that asked for it, also where that was killed before this began. Until then it holds none of its descriptors:
/// the lock of a data directory would outlive the daemon.
extern "C" fn wait_for_the_end(parent: *mut libc::c_void) -> i32 {
    // SAFETY: plain system calls; the number is there as long as this process; waiting for no descriptor and for ever.
    unsafe {
        libc::syscall(libc::SYS_close_range, 0, u32::MAX, 0);
        libc::syscall(libc::SYS_prctl, libc::PR_SET_PDEATHSIG, libc::SIGKILL, 0, 0, 0);
        if libc::syscall(libc::SYS_getppid) != i64::from(*parent.cast::<i32>()) {
            return 0;
        }
        loop {
            libc::syscall(libc::SYS_ppoll, 0, 0, 0, 0, 0);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_found_wherever_we_are() {
        let whole = "0 0 4294967295";
        assert_eq!(choose(whole, whole), Some(Ids { base: BASE, count: COUNT }));
        assert_eq!(choose("0 1000 1", "0 1000 1"), Some(Ids { base: 0, count: 1 }));
        let rootless = "0 1000 1\n1 100000 65536";
        assert_eq!(choose(rootless, rootless), Some(Ids { base: 1, count: COUNT }));
        assert_eq!(choose("0 100000 65536", "0 100000 65536"), Some(Ids { base: 1, count: COUNT - 1 }));
        assert_eq!(choose("0 1000 10", "0 1000 10"), None);
    }
}
