//! The system calls a container may make: Docker's default seccomp profile. In: capabilities. Out: a filter, compiled once for each set.
//!
//! What is not listed fails with EPERM, as in Docker; clone3(2) with ENOSYS, so that C libraries fall back to clone(2), whose flags a
//! filter can see. Facts: moby's `profiles/seccomp/default.json` (Apache-2.0), without io_uring as since Docker 25. Stricter than there:
//! programs of another architecture of the same processor (i386 on x86-64) are killed.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::bpf::{self, Rule};

/// A program for seccomp(2).
pub(super) struct Filter {
    program: libc::sock_fprog,
    /// What the program points into.
    _code: Vec<libc::sock_filter>,
}

// SAFETY: the pointer leads into a vector that is owned here and never changed.
unsafe impl Send for Filter {}
// SAFETY: the same.
unsafe impl Sync for Filter {}

impl Filter {
    fn new(mut code: Vec<libc::sock_filter>) -> io::Result<Self> {
        let len = u16::try_from(code.len()).map_err(io::Error::other)?;
        Ok(Self { program: libc::sock_fprog { len, filter: code.as_mut_ptr() }, _code: code })
    }

    pub(super) fn program(&self) -> &libc::sock_fprog {
        &self.program
    }
}

static COMPILED: Mutex<BTreeMap<u64, Arc<Filter>>> = Mutex::new(BTreeMap::new());
/// Sets of capabilities whose filters are kept; a user who drops every single one in turn makes more.
const MOST_KEPT: usize = 64;

/// The filter for a program that may hold these capabilities.
pub(super) fn filter(capabilities: u64) -> io::Result<Arc<Filter>> {
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(filter) = compiled.get(&capabilities) {
        return Ok(filter.clone());
    }
    if compiled.len() >= MOST_KEPT {
        compiled.clear();
    }
    let made = Arc::new(Filter::new(bpf::program(&rules(capabilities)))?);
    compiled.insert(capabilities, made.clone());
    Ok(made)
}

/// What is not refused.
fn rules(capabilities: u64) -> BTreeMap<u32, Rule> {
    let always = EVERYWHERE.iter().chain(HERE);
    let with = WITH_CAPABILITY.iter().filter(|(number, _)| has(capabilities, *number));
    let allowed = always.chain(with.flat_map(|(_, calls)| calls.iter()));
    let mut rules: BTreeMap<u32, Rule> = allowed.map(|call| (*call as u32, Rule::Allowed)).collect();
    let mut rule = |call: i64, rule| rules.insert(call as u32, rule);
    rule(libc::SYS_personality, Rule::FirstIsOneOf(&PERSONALITIES));
    // A socket of virtual machines leads to the host of this one.
    rule(libc::SYS_socket, Rule::FirstIsNot(libc::AF_VSOCK as u32));
    if !has(capabilities, SYS_ADMIN) {
        rule(libc::SYS_clone, Rule::FirstIsWithout(NEW_NAMESPACES));
        rule(libc::SYS_clone3, Rule::Missing);
    }
    rules
}

fn has(capabilities: u64, number: u8) -> bool {
    capabilities & (1 << number) != 0
}

const SYS_ADMIN: u8 = 21;
/// `CLONE_NEW*` of clone(2).
const NEW_NAMESPACES: u32 = 0x7e02_0000;
/// Linux, its 32-bit and UNAME26 forms, and the question which it is.
const PERSONALITIES: [u32; 5] = [0x0, 0x8, 0x2_0000, 0x2_0008, 0xffff_ffff];

/// Allowed by a capability; numbers as in capabilities(7).
const WITH_CAPABILITY: [(u8, &[i64]); 14] = [
    (2, &[libc::SYS_open_by_handle_at]),
    (16, &[libc::SYS_delete_module, libc::SYS_init_module, libc::SYS_finit_module]),
    (17, PORTS),
    (18, &[libc::SYS_chroot]),
    (19, &[libc::SYS_kcmp, libc::SYS_pidfd_getfd, libc::SYS_process_madvise]),
    (20, &[libc::SYS_acct]),
    (SYS_ADMIN, ADMINISTRATION),
    (22, &[libc::SYS_reboot]),
    (23, &[libc::SYS_get_mempolicy, libc::SYS_mbind, libc::SYS_set_mempolicy]),
    (25, &[libc::SYS_settimeofday, libc::SYS_clock_settime]),
    (26, &[libc::SYS_vhangup]),
    (34, &[libc::SYS_syslog]),
    (38, &[libc::SYS_perf_event_open]),
    (39, &[libc::SYS_bpf]),
];

#[rustfmt::skip]
const ADMINISTRATION: &[i64] = &[
    libc::SYS_bpf, libc::SYS_clone, libc::SYS_clone3, libc::SYS_fanotify_init, libc::SYS_fsconfig, libc::SYS_fsmount,
    libc::SYS_fsopen, libc::SYS_fspick, libc::SYS_mount, libc::SYS_mount_setattr, libc::SYS_move_mount, libc::SYS_open_tree,
    libc::SYS_perf_event_open, libc::SYS_quotactl, libc::SYS_quotactl_fd, libc::SYS_setdomainname, libc::SYS_sethostname,
    libc::SYS_setns, libc::SYS_syslog, libc::SYS_umount2, libc::SYS_unshare,
];

#[cfg(target_arch = "x86_64")]
const PORTS: &[i64] = &[libc::SYS_iopl, libc::SYS_ioperm];
#[cfg(not(target_arch = "x86_64"))]
const PORTS: &[i64] = &[];

/// Calls that only this architecture has, or has under another number; those without a name: io_pgetevents, uretprobe.
#[cfg(target_arch = "x86_64")]
#[rustfmt::skip]
const HERE: &[i64] = &[
    libc::SYS_access, libc::SYS_alarm, libc::SYS_chmod, libc::SYS_chown, libc::SYS_creat, libc::SYS_dup2,
    libc::SYS_epoll_create, libc::SYS_epoll_ctl_old, libc::SYS_epoll_wait, libc::SYS_epoll_wait_old,
    libc::SYS_eventfd, libc::SYS_fork, libc::SYS_futimesat, libc::SYS_getdents,
    libc::SYS_getpgrp, libc::SYS_getrlimit, libc::SYS_get_thread_area, libc::SYS_inotify_init,
    libc::SYS_lchown, libc::SYS_link, libc::SYS_lstat, libc::SYS_mkdir, libc::SYS_mknod, libc::SYS_open,
    libc::SYS_pause, libc::SYS_pipe, libc::SYS_poll, libc::SYS_readlink, libc::SYS_rename,
    libc::SYS_renameat, libc::SYS_rmdir, libc::SYS_select, libc::SYS_setrlimit, libc::SYS_set_thread_area,
    libc::SYS_signalfd, libc::SYS_stat, libc::SYS_symlink, libc::SYS_sync_file_range, libc::SYS_time,
    libc::SYS_unlink, libc::SYS_utime, libc::SYS_utimes, libc::SYS_vfork, libc::SYS_arch_prctl,
    libc::SYS_modify_ldt,
    333, 335,
];
/// renameat, sync_file_range, getrlimit, setrlimit, io_pgetevents.
#[cfg(target_arch = "aarch64")]
const HERE: &[i64] = &[38, 84, 163, 164, 292];

/// Calls of every architecture. The numbers without a name: cachestat, fchmodat2, map_shadow_stack, futex_wake, futex_wait, futex_requeue,
/// mseal, setxattrat, getxattrat, listxattrat, removexattrat.
#[rustfmt::skip]
const EVERYWHERE: &[i64] = &[
    451, 452, 453, 454, 455, 456, 462, 463, 464, 465, 466,
    libc::SYS_accept, libc::SYS_accept4, libc::SYS_adjtimex, libc::SYS_bind, libc::SYS_brk,
    libc::SYS_capget, libc::SYS_capset, libc::SYS_chdir, libc::SYS_clock_adjtime, libc::SYS_clock_getres,
    libc::SYS_clock_gettime, libc::SYS_clock_nanosleep, libc::SYS_close, libc::SYS_close_range,
    libc::SYS_connect, libc::SYS_copy_file_range, libc::SYS_dup, libc::SYS_dup3, libc::SYS_epoll_create1,
    libc::SYS_epoll_ctl, libc::SYS_epoll_pwait, libc::SYS_epoll_pwait2, libc::SYS_eventfd2,
    libc::SYS_execve, libc::SYS_execveat, libc::SYS_exit, libc::SYS_exit_group, libc::SYS_faccessat,
    libc::SYS_faccessat2, libc::SYS_fadvise64, libc::SYS_fallocate, libc::SYS_fanotify_mark,
    libc::SYS_fchdir, libc::SYS_fchmod, libc::SYS_fchmodat, libc::SYS_fchown, libc::SYS_fchownat,
    libc::SYS_fcntl, libc::SYS_fdatasync, libc::SYS_fgetxattr, libc::SYS_flistxattr, libc::SYS_flock,
    libc::SYS_fremovexattr, libc::SYS_fsetxattr, libc::SYS_fstat, libc::SYS_newfstatat, libc::SYS_fstatfs,
    libc::SYS_fsync, libc::SYS_ftruncate, libc::SYS_futex, libc::SYS_futex_waitv, libc::SYS_getcpu,
    libc::SYS_getcwd, libc::SYS_getdents64, libc::SYS_getegid, libc::SYS_geteuid, libc::SYS_getgid,
    libc::SYS_getgroups, libc::SYS_getitimer, libc::SYS_getpeername, libc::SYS_getpgid, libc::SYS_getpid,
    libc::SYS_getppid, libc::SYS_getpriority, libc::SYS_getrandom, libc::SYS_getresgid,
    libc::SYS_getresuid, libc::SYS_get_robust_list, libc::SYS_getrusage, libc::SYS_getsid,
    libc::SYS_getsockname, libc::SYS_getsockopt, libc::SYS_gettid, libc::SYS_gettimeofday,
    libc::SYS_getuid, libc::SYS_getxattr, libc::SYS_inotify_add_watch, libc::SYS_inotify_init1,
    libc::SYS_inotify_rm_watch, libc::SYS_io_cancel, libc::SYS_ioctl, libc::SYS_io_destroy,
    libc::SYS_io_getevents, libc::SYS_ioprio_get, libc::SYS_ioprio_set, libc::SYS_io_setup,
    libc::SYS_io_submit, libc::SYS_kill, libc::SYS_landlock_add_rule, libc::SYS_landlock_create_ruleset,
    libc::SYS_landlock_restrict_self, libc::SYS_lgetxattr, libc::SYS_linkat, libc::SYS_listen,
    libc::SYS_listxattr, libc::SYS_llistxattr, libc::SYS_lremovexattr, libc::SYS_lseek,
    libc::SYS_lsetxattr, libc::SYS_madvise, libc::SYS_membarrier, libc::SYS_memfd_create,
    libc::SYS_memfd_secret, libc::SYS_mincore, libc::SYS_mkdirat, libc::SYS_mknodat, libc::SYS_mlock,
    libc::SYS_mlock2, libc::SYS_mlockall, libc::SYS_mmap, libc::SYS_mprotect, libc::SYS_mq_getsetattr,
    libc::SYS_mq_notify, libc::SYS_mq_open, libc::SYS_mq_timedreceive, libc::SYS_mq_timedsend,
    libc::SYS_mq_unlink, libc::SYS_mremap, libc::SYS_mseal, libc::SYS_msgctl, libc::SYS_msgget,
    libc::SYS_msgrcv, libc::SYS_msgsnd, libc::SYS_msync, libc::SYS_munlock, libc::SYS_munlockall,
    libc::SYS_munmap, libc::SYS_name_to_handle_at, libc::SYS_nanosleep, libc::SYS_openat,
    libc::SYS_openat2, libc::SYS_pidfd_open, libc::SYS_pidfd_send_signal, libc::SYS_pipe2,
    libc::SYS_pkey_alloc, libc::SYS_pkey_free, libc::SYS_pkey_mprotect, libc::SYS_ppoll, libc::SYS_prctl,
    libc::SYS_pread64, libc::SYS_preadv, libc::SYS_preadv2, libc::SYS_prlimit64,
    libc::SYS_process_mrelease, libc::SYS_process_vm_readv, libc::SYS_process_vm_writev,
    libc::SYS_pselect6, libc::SYS_ptrace, libc::SYS_pwrite64, libc::SYS_pwritev, libc::SYS_pwritev2,
    libc::SYS_read, libc::SYS_readahead, libc::SYS_readlinkat, libc::SYS_readv, libc::SYS_recvfrom,
    libc::SYS_recvmmsg, libc::SYS_recvmsg, libc::SYS_remap_file_pages, libc::SYS_removexattr,
    libc::SYS_renameat2, libc::SYS_restart_syscall, libc::SYS_rseq, libc::SYS_rt_sigaction,
    libc::SYS_rt_sigpending, libc::SYS_rt_sigprocmask, libc::SYS_rt_sigqueueinfo, libc::SYS_rt_sigreturn,
    libc::SYS_rt_sigsuspend, libc::SYS_rt_sigtimedwait, libc::SYS_rt_tgsigqueueinfo,
    libc::SYS_sched_getaffinity, libc::SYS_sched_getattr, libc::SYS_sched_getparam,
    libc::SYS_sched_get_priority_max, libc::SYS_sched_get_priority_min, libc::SYS_sched_getscheduler,
    libc::SYS_sched_rr_get_interval, libc::SYS_sched_setaffinity, libc::SYS_sched_setattr,
    libc::SYS_sched_setparam, libc::SYS_sched_setscheduler, libc::SYS_sched_yield, libc::SYS_seccomp,
    libc::SYS_semctl, libc::SYS_semget, libc::SYS_semop, libc::SYS_semtimedop, libc::SYS_sendfile,
    libc::SYS_sendmmsg, libc::SYS_sendmsg, libc::SYS_sendto, libc::SYS_setfsgid, libc::SYS_setfsuid,
    libc::SYS_setgid, libc::SYS_setgroups, libc::SYS_setitimer, libc::SYS_setpgid, libc::SYS_setpriority,
    libc::SYS_setregid, libc::SYS_setresgid, libc::SYS_setresuid, libc::SYS_setreuid,
    libc::SYS_set_robust_list, libc::SYS_setsid, libc::SYS_setsockopt, libc::SYS_set_tid_address,
    libc::SYS_setuid, libc::SYS_setxattr, libc::SYS_shmat, libc::SYS_shmctl, libc::SYS_shmdt,
    libc::SYS_shmget, libc::SYS_shutdown, libc::SYS_sigaltstack, libc::SYS_signalfd4, libc::SYS_socketpair,
    libc::SYS_splice, libc::SYS_statfs, libc::SYS_statx, libc::SYS_symlinkat, libc::SYS_sync,
    libc::SYS_syncfs, libc::SYS_sysinfo, libc::SYS_tee, libc::SYS_tgkill, libc::SYS_timer_create,
    libc::SYS_timer_delete, libc::SYS_timer_getoverrun, libc::SYS_timer_gettime, libc::SYS_timer_settime,
    libc::SYS_timerfd_create, libc::SYS_timerfd_gettime, libc::SYS_timerfd_settime, libc::SYS_times,
    libc::SYS_tkill, libc::SYS_truncate, libc::SYS_umask, libc::SYS_uname, libc::SYS_unlinkat,
    libc::SYS_utimensat, libc::SYS_vmsplice, libc::SYS_wait4, libc::SYS_waitid, libc::SYS_write,
    libc::SYS_writev,
];

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const DOCKER: u64 = 0xa804_25fb;

    #[test]
    fn a_filter_fits_the_kernel_and_is_compiled_once() {
        let filter = super::filter(DOCKER).unwrap();
        assert!((1..=4096).contains(&filter.program().len));
        assert!(Arc::ptr_eq(&filter, &super::filter(DOCKER).unwrap()));
    }

    #[test]
    fn what_needs_a_capability_is_allowed_with_it_only() {
        let (docker, none, all) = (rules(DOCKER), rules(0), rules(u64::MAX));
        let of = |rules: &BTreeMap<u32, Rule>, call: i64| rules.get(&(call as u32)).copied();
        assert_eq!(of(&docker, libc::SYS_chroot), Some(Rule::Allowed));
        assert_eq!(of(&none, libc::SYS_chroot), None);
        for call in [libc::SYS_mount, libc::SYS_unshare, libc::SYS_setns, libc::SYS_bpf, libc::SYS_kexec_load]
        {
            assert_eq!(of(&docker, call), None, "{call}");
        }
        for call in [libc::SYS_keyctl, libc::SYS_add_key, libc::SYS_userfaultfd, libc::SYS_io_uring_setup] {
            assert_eq!(of(&all, call), None, "{call}");
        }
        assert_eq!(of(&docker, libc::SYS_clone), Some(Rule::FirstIsWithout(NEW_NAMESPACES)));
        assert_eq!(of(&docker, libc::SYS_clone3), Some(Rule::Missing));
        assert_eq!(of(&all, libc::SYS_clone), Some(Rule::Allowed));
        assert_eq!(of(&all, libc::SYS_clone3), Some(Rule::Allowed));
    }
}
