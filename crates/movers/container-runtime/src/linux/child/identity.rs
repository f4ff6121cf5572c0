//! Who the child is and what it may do: users, capabilities, keyring, seccomp. In: numbers. Out: 0 or an errno. Which numbers, is the
//! plan's business.

use super::step::{errno, result};

/// What a command joins of a container that runs, besides its user namespace.
pub(super) const NAMESPACES: i32 = libc::CLONE_NEWNS
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNET
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWCGROUP;

pub(super) unsafe fn fork_and_wait() -> i32 {
    // SAFETY: the child goes on with system calls only; the parent waits and leaves.
    unsafe {
        // Not fork(): its handlers take locks another thread of the parent may have held.
        let pid = libc::syscall(libc::SYS_clone, libc::SIGCHLD, 0, 0, 0, 0) as i32;
        if pid < 0 {
            return errno();
        }
        if pid == 0 {
            libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
            return 0;
        }
        // Lets the error pipe end when the child executes.
        libc::syscall(libc::SYS_close_range, 3, u32::MAX, 0);
        let mut status = 0;
        while libc::waitpid(pid, &raw mut status, 0) < 0 && errno() == libc::EINTR {}
        libc::_exit(if libc::WIFSIGNALED(status) {
            128 + libc::WTERMSIG(status)
        } else {
            libc::WEXITSTATUS(status)
        })
    }
}

pub(super) unsafe fn bound_capabilities(kept: u64) -> i32 {
    for capability in 0..64 {
        if kept & (1 << capability) == 0 {
            // SAFETY: plain system call.
            let errno = result(unsafe { libc::prctl(libc::PR_CAPBSET_DROP, capability, 0, 0, 0) });
            // EINVAL: the kernel knows no capability of this number.
            if errno == libc::EINVAL {
                return 0;
            }
            if errno != 0 {
                return errno;
            }
        }
    }
    0
}

pub(super) unsafe fn become_user(uid: u32, gid: u32, groups: Option<&[u32]>) -> i32 {
    // SAFETY: raw system calls (glibc's wrappers would signal the parent's other threads, which we do not have).
    unsafe {
        if let Some(groups) = groups {
            let errno = result(libc::syscall(libc::SYS_setgroups, groups.len(), groups.as_ptr()));
            if errno != 0 {
                return errno;
            }
        }
        let errno = result(libc::syscall(libc::SYS_setresgid, gid, gid, gid));
        if errno != 0 { errno } else { result(libc::syscall(libc::SYS_setresuid, uid, uid, uid)) }
    }
}

pub(super) unsafe fn hold_capabilities(held: u64, inheritable: u64) -> i32 {
    const VERSION_3: u32 = 0x2008_0522;
    let header: [u32; 2] = [VERSION_3, 0];
    let (low, high) = (|set: u64| set as u32, |set: u64| (set >> 32) as u32);
    let data: [u32; 6] = [low(held), low(held), low(inheritable), high(held), high(held), high(inheritable)];
    // SAFETY: the two arrays have the layout capset(2) documents.
    result(unsafe { libc::syscall(libc::SYS_capset, header.as_ptr(), data.as_ptr()) })
}

/// keyctl(2): without a name the new session keyring is nobody else's to join.
pub(super) unsafe fn own_keyring() -> i32 {
    const JOIN_SESSION_KEYRING: i32 = 1;
    // SAFETY: a null pointer stands for no name.
    let errno = result(unsafe { libc::syscall(libc::SYS_keyctl, JOIN_SESSION_KEYRING, 0) });
    // A kernel without keyrings has none to share.
    if errno == libc::ENOSYS { 0 } else { errno }
}

pub(super) unsafe fn filter(program: Option<&libc::sock_fprog>) -> i32 {
    const SET_MODE_FILTER: u32 = 1;
    let Some(program) = program else { return libc::EINVAL };
    // SAFETY: a program compiled before the clone, in memory that is still there.
    result(unsafe { libc::syscall(libc::SYS_seccomp, SET_MODE_FILTER, 0, std::ptr::from_ref(program)) })
}
