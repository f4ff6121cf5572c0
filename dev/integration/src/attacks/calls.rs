//! System calls that change the machine or widen what a program can do to its kernel. Each is made so that nothing happens when it is
//! let through: with arguments the kernel dislikes only after it has asked for permission, or with the values that are set already.
//!
//! Refused are those Docker's default profile refuses, by the filter or by the kernel.

use std::io;
use std::ptr;

use super::report::result;
use super::{Attempts, Machine, Outcome, Table};

pub(super) const TABLE: Table = &[
    ("calls/kexec", |_| refused(&[("kexec_load", kexec_load), ("kexec_file_load", kexec_file_load)])),
    ("calls/modules", |_| {
        refused(&[
            ("init_module", init_module),
            ("finit_module", finit_module),
            ("delete_module", delete_module),
        ])
    }),
    ("calls/reboot", |_| refused(&[("reboot", reboot)])),
    ("calls/clock", |_| refused(&[("settimeofday", settimeofday), ("clock_settime", clock_settime)])),
    ("calls/clock-speed", |_| refused(&[("adjtimex", adjtimex)])),
    ("calls/swap", |_| refused(&[("swapon", swapon), ("swapoff", swapoff)])),
    ("calls/accounting", |_| refused(&[("acct", acct)])),
    ("calls/ports", |_| refused(PORTS)),
    ("calls/kernel-log", |_| refused(&[("syslog", syslog), ("clear", syslog_clear)])),
    ("calls/quota", |_| refused(&[("quotactl", quotactl)])),
    ("calls/names", |_| refused(&[("sethostname", sethostname), ("setdomainname", setdomainname)])),
    ("calls/personality", |_| refused(&[("no randomness", personality), ("old layout", old_layout)])),
    ("calls/userfaultfd", |_| refused(&[("userfaultfd", userfaultfd)])),
    ("calls/io-uring", |_| refused(&[("io_uring_setup", io_uring_setup)])),
    ("calls/bpf", |_| refused(&[("a map", bpf_map), ("a program", bpf_program)])),
    ("calls/perf", |_| refused(&[("perf_event_open", perf_event_open)])),
    ("calls/fanotify", |_| refused(&[("fanotify_init", fanotify_init)])),
    ("calls/other-processes", |_| {
        refused(&[("kcmp", kcmp), ("pidfd_getfd", pidfd_getfd), ("process_madvise", process_madvise)])
    }),
    ("calls/memory-of-nodes", |_| refused(&[("move_pages", move_pages), ("mbind", mbind)])),
    ("calls/hang-up", |_| refused(&[("vhangup", vhangup)])),
    ("calls/old", |_| refused(OLD)),
    ("calls/other-abi", other_abi),
];

type Call = (&'static str, fn() -> libc::c_long);

fn refused(calls: &[Call]) -> Outcome {
    let mut attempts = Attempts::default();
    for (name, call) in calls {
        attempts.must_be_refused(name, result(call()));
    }
    attempts.outcome()
}

/// A system call by number.
macro_rules! call {
    ($number:ident $(, $argument:expr)*) => {
        // SAFETY: arguments are numbers, null or live through the call; the process is the attack's own.
        unsafe { libc::syscall(libc::$number $(, $argument)*) }
    };
}

/// Flags no kernel knows.
const ODD: libc::c_ulong = 0xdead_0000;
const NOWHERE: &std::ffi::CStr = c"/no-such-place";

fn kexec_load() -> libc::c_long {
    call!(SYS_kexec_load, 0_usize, 0_usize, ptr::null::<u8>(), ODD)
}

fn kexec_file_load() -> libc::c_long {
    call!(SYS_kexec_file_load, -1, -1, 0_usize, ptr::null::<u8>(), ODD)
}

fn init_module() -> libc::c_long {
    call!(SYS_init_module, ptr::null::<u8>(), 0_usize, c"".as_ptr())
}

fn finit_module() -> libc::c_long {
    call!(SYS_finit_module, -1, c"".as_ptr(), 0)
}

fn delete_module() -> libc::c_long {
    call!(SYS_delete_module, c"no_such_module".as_ptr(), libc::O_NONBLOCK)
}

/// With a wrong second number, which is looked at after the permission.
fn reboot() -> libc::c_long {
    call!(SYS_reboot, libc::LINUX_REBOOT_MAGIC1, 0, libc::LINUX_REBOOT_CMD_CAD_OFF, ptr::null::<u8>())
}

/// Neither a time nor a zone: nothing is set.
fn settimeofday() -> libc::c_long {
    call!(SYS_settimeofday, ptr::null::<u8>(), ptr::null::<u8>())
}

/// The time it is.
fn clock_settime() -> libc::c_long {
    // SAFETY: all-zero is a valid time, and the kernel fills it in.
    let mut now: libc::timespec = unsafe { std::mem::zeroed() };
    call!(SYS_clock_gettime, libc::CLOCK_REALTIME, &raw mut now);
    call!(SYS_clock_settime, libc::CLOCK_REALTIME, &raw const now)
}

/// The tick there is.
fn adjtimex() -> libc::c_long {
    // SAFETY: all-zero asks for nothing to be changed.
    let mut values: libc::timex = unsafe { std::mem::zeroed() };
    call!(SYS_adjtimex, &raw mut values);
    values.modes = libc::ADJ_TICK;
    call!(SYS_adjtimex, &raw mut values)
}

fn swapon() -> libc::c_long {
    call!(SYS_swapon, NOWHERE.as_ptr(), 0)
}

fn swapoff() -> libc::c_long {
    call!(SYS_swapoff, NOWHERE.as_ptr())
}

fn acct() -> libc::c_long {
    call!(SYS_acct, NOWHERE.as_ptr())
}

#[cfg(target_arch = "x86_64")]
const PORTS: &[Call] = &[("ioperm", || call!(SYS_ioperm, 0x80, 1, 1)), ("iopl", || call!(SYS_iopl, 3))];
#[cfg(not(target_arch = "x86_64"))]
const PORTS: &[Call] = &[];

/// Reads all there is.
fn syslog() -> libc::c_long {
    let mut buffer = [0_u8; 4096];
    call!(SYS_syslog, 3, buffer.as_mut_ptr(), buffer.len())
}

/// An action that does not exist: only the permission is asked for.
fn syslog_clear() -> libc::c_long {
    call!(SYS_syslog, 99, ptr::null::<u8>(), 0)
}

/// Write out what quotas there are.
fn quotactl() -> libc::c_long {
    const SYNC_USER: u32 = 0x0080_0001 << 8;
    call!(SYS_quotactl, SYNC_USER, ptr::null::<u8>(), 0, ptr::null::<u8>())
}

/// Of its own UTS namespace.
fn sethostname() -> libc::c_long {
    call!(SYS_sethostname, c"attacked".as_ptr(), 8)
}

fn setdomainname() -> libc::c_long {
    call!(SYS_setdomainname, c"attacked".as_ptr(), 8)
}

fn personality() -> libc::c_long {
    call!(SYS_personality, libc::ADDR_NO_RANDOMIZE)
}

fn old_layout() -> libc::c_long {
    call!(SYS_personality, libc::ADDR_COMPAT_LAYOUT | libc::MMAP_PAGE_ZERO | libc::READ_IMPLIES_EXEC)
}

/// For faults of user mode only, which needs no privilege.
fn userfaultfd() -> libc::c_long {
    call!(SYS_userfaultfd, 1)
}

fn io_uring_setup() -> libc::c_long {
    let mut parameters = [0_u8; 256];
    call!(SYS_io_uring_setup, 1, parameters.as_mut_ptr())
}

/// BPF_MAP_CREATE of an array with one element.
fn bpf_map() -> libc::c_long {
    let mut attributes = [0_u32; 32];
    attributes[..4].copy_from_slice(&[2, 4, 4, 1]);
    call!(SYS_bpf, 0, attributes.as_mut_ptr(), size_of_val(&attributes))
}

/// BPF_PROG_LOAD of nothing.
fn bpf_program() -> libc::c_long {
    let mut attributes = [0_u32; 32];
    call!(SYS_bpf, 5, attributes.as_mut_ptr(), size_of_val(&attributes))
}

/// The CPU time of this process in user mode, which is open to everybody on most machines.
fn perf_event_open() -> libc::c_long {
    const SOFTWARE: u32 = 1;
    const TASK_CLOCK: u32 = 1;
    /// disabled, exclude_kernel, exclude_hv.
    const FLAGS: u32 = 1 | 1 << 5 | 1 << 6;
    let mut attributes = [0_u32; 28];
    attributes[..3].copy_from_slice(&[SOFTWARE, 112, TASK_CLOCK]);
    attributes[10] = FLAGS;
    call!(SYS_perf_event_open, attributes.as_mut_ptr(), 0, -1, -1, 0_usize)
}

fn fanotify_init() -> libc::c_long {
    call!(SYS_fanotify_init, 0, libc::O_RDONLY)
}

fn kcmp() -> libc::c_long {
    let own = std::process::id();
    call!(SYS_kcmp, own, own, 0, 0, 0)
}

/// A descriptor of its own.
fn pidfd_getfd() -> libc::c_long {
    let own = call!(SYS_pidfd_open, std::process::id(), 0);
    call!(SYS_pidfd_getfd, own, 0, 0)
}

fn process_madvise() -> libc::c_long {
    let own = call!(SYS_pidfd_open, std::process::id(), 0);
    call!(SYS_process_madvise, own, ptr::null::<u8>(), 0_usize, libc::MADV_COLD, 0)
}

fn move_pages() -> libc::c_long {
    let nothing = ptr::null::<u8>();
    call!(SYS_move_pages, 0, 0_usize, nothing, nothing, nothing, 0)
}

fn mbind() -> libc::c_long {
    call!(SYS_mbind, ptr::null::<u8>(), 0_usize, 0, ptr::null::<u8>(), 0_usize, 0)
}

/// Only a session leader with a terminal has one to lose.
fn vhangup() -> libc::c_long {
    call!(SYS_vhangup)
}

#[cfg(target_arch = "x86_64")]
const OLD: &[Call] = &[
    ("uselib", || call!(SYS_uselib, NOWHERE.as_ptr())),
    ("nfsservctl", || call!(SYS_nfsservctl, 0, 0_usize, 0_usize)),
    ("lookup_dcookie", || call!(SYS_lookup_dcookie, 0_usize, 0_usize, 0_usize)),
    ("_sysctl", || call!(SYS__sysctl, 0_usize)),
];
#[cfg(not(target_arch = "x86_64"))]
const OLD: &[Call] = &[("nfsservctl", || call!(SYS_nfsservctl, 0, 0_usize, 0_usize))];

/// The same calls by the numbers of i386 and of x32: a filter that looks at the number alone lets them pass.
#[cfg(target_arch = "x86_64")]
fn other_abi(_: &Machine) -> Outcome {
    const X32: libc::c_long = 0x4000_0000;
    let mut attempts = Attempts::default();
    for (name, number) in [("x32 unshare", libc::SYS_unshare), ("x32 keyctl", libc::SYS_keyctl)] {
        let first = if name.ends_with("unshare") { libc::CLONE_NEWUSER as libc::c_long } else { 0 };
        // SAFETY: numbers only.
        let returned = unsafe { libc::syscall(number | X32, first, -3, 0) };
        attempts.must_be_refused(name, result(returned));
    }
    // A kernel without i386 kills the process here, which is a wall as well.
    for (name, number, first) in [("i386 unshare", 310, libc::CLONE_NEWUSER), ("i386 keyctl", 288, 0)] {
        attempts.must_be_refused(name, i386(number, first));
    }
    attempts.outcome()
}

#[cfg(not(target_arch = "x86_64"))]
fn other_abi(_: &Machine) -> Outcome {
    Outcome::Absent("this architecture has one".to_owned())
}

#[cfg(target_arch = "x86_64")]
fn i386(number: i32, first: i32) -> io::Result<libc::c_long> {
    let mut returned = number;
    // SAFETY: a system call with numbers only; the kernel keeps every register it is not documented to change. LLVM keeps rbx for
    // itself, hence the exchange.
    unsafe {
        std::arch::asm!(
            "xchg rbx, {first}", "int 0x80", "xchg rbx, {first}",
            first = inout(reg) i64::from(first) => _,
            inout("eax") returned, in("ecx") -3_i32, in("edx") 0,
            out("r8") _, out("r9") _, out("r10") _, out("r11") _,
        );
    }
    if returned < 0 { Err(io::Error::from_raw_os_error(-returned)) } else { Ok(returned.into()) }
}
