//! Who a container's program is, and ways to be more: capabilities, set-user-id, capabilities of files.

use std::ffi::CStr;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::report::result;
use super::system::{path_text as text, workplace};
use super::{Attempts, Machine, Outcome, Table};

pub(super) const TABLE: Table = &[
    ("identity/no-new-privileges", |_| status_is("NoNewPrivs", "1")),
    ("identity/filter", |_| status_is("Seccomp", "2")),
    ("identity/capabilities", capabilities),
    ("identity/raise", raise),
    ("identity/set-user-id", set_user_id),
    ("identity/capabilities-of-a-file", capabilities_of_a_file),
    ("identity/keep-on-change", keep_on_change),
];

/// chown dac_override fowner fsetid kill setgid setuid setpcap net_bind_service net_raw sys_chroot mknod audit_write setfcap.
const DOCKERS: [u8; 14] = [0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31];

fn dockers() -> u64 {
    DOCKERS.iter().map(|number| 1_u64 << number).sum()
}

fn field(name: &str) -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::to_owned));
    line.map(|value| value.trim().to_owned())
}

fn status_is(name: &str, wanted: &str) -> Outcome {
    match field(name) {
        Some(value) if value == wanted => Outcome::Held(value),
        Some(value) => Outcome::Broken(format!("{name} is {value}")),
        None => Outcome::Absent(format!("the kernel tells no {name}")),
    }
}

/// None of the sets holds more than Docker's.
fn capabilities(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for (set, allowed) in
        [("CapEff", dockers()), ("CapPrm", dockers()), ("CapBnd", dockers()), ("CapInh", 0), ("CapAmb", 0)]
    {
        let held = field(set).and_then(|text| u64::from_str_radix(&text, 16).ok()).unwrap_or(u64::MAX);
        match held & !allowed {
            0 => attempts.fine(&format!("{set} {held:x}")),
            more => attempts.breach(&format!("{set} has {more:x} more")),
        }
    }
    attempts.outcome()
}

/// capset(2) of everything, and ambient sets.
fn raise(_: &Machine) -> Outcome {
    const VERSION_3: u32 = 0x2008_0522;
    let mut attempts = Attempts::default();
    let (header, all) = ([VERSION_3, 0], [u32::MAX; 6]);
    // SAFETY: structures as the kernel lays them out, alive through the call.
    let set = unsafe { libc::syscall(libc::SYS_capset, header.as_ptr(), all.as_ptr()) };
    attempts.must_fail("capset", result(set));
    for capability in (0..41).filter(|number| !DOCKERS.contains(number)) {
        // SAFETY: numbers only.
        let raised = unsafe {
            libc::prctl(
                libc::PR_CAP_AMBIENT,
                libc::PR_CAP_AMBIENT_RAISE,
                libc::c_ulong::from(capability),
                0,
                0,
            )
        };
        attempts.must_fail(&format!("ambient {capability}"), result(raised.into()));
    }
    attempts.outcome()
}

/// This very program has the bit and belongs to root; see `attacker whoami`.
fn set_user_id(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    // SAFETY: no arguments.
    let own = unsafe { libc::getuid() };
    for program in ["/app/attacker", "/proc/self/exe"] {
        let said = Command::new(program).arg("whoami").output();
        let said = said.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
        match said {
            Ok(user) if user == own.to_string() => attempts.fine(&format!("{program} is {user}")),
            Ok(user) => attempts.breach(&format!("{program} is user {user}, started by {own}")),
            Err(error) => attempts.fine(&format!("{program}: {error}")),
        }
    }
    attempts.outcome()
}

/// A copy of this program that asks for every capability; see `attacker capabilities`.
fn capabilities_of_a_file(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let copy = workplace().join("capable");
    let made = fs::copy("/proc/self/exe", &copy).and_then(|_| {
        fs::set_permissions(&copy, Permissions::from_mode(0o755))?;
        grant_all(&copy)
    });
    if let Err(error) = made {
        return Outcome::Held(format!("cannot be given any: {error}"));
    }
    match Command::new(&copy).arg("capabilities").output() {
        Ok(output) => {
            let held = String::from_utf8_lossy(&output.stdout).trim().to_owned();
            match u64::from_str_radix(&held, 16) {
                Ok(held) if held & !dockers() == 0 => attempts.fine(&format!("{held:x}")),
                _ => attempts.breach(&format!("a program of its own making has {held:?}")),
            }
        }
        Err(error) => attempts.fine(&error.to_string()),
    }
    attempts.outcome()
}

/// The attribute of version 2: permitted is everything, and effective.
fn grant_all(path: &Path) -> io::Result<()> {
    const NAME: &CStr = c"security.capability";
    let value = [0x0200_0001_u32, u32::MAX, 0, u32::MAX, 0];
    let path = text(path);
    // SAFETY: C strings and an array that live through the call.
    let set = unsafe {
        libc::setxattr(path.as_ptr(), NAME.as_ptr(), value.as_ptr().cast(), size_of_val(&value), 0)
    };
    result(set.into()).map(drop)
}

/// An ordinary user who was root keeps what the bits say, and no more.
fn keep_on_change(machine: &Machine) -> Outcome {
    // SAFETY: numbers only; the process is the attack's own.
    unsafe {
        libc::prctl(libc::PR_SET_KEEPCAPS, 1, 0, 0, 0);
        libc::prctl(libc::PR_SET_SECUREBITS, 0x2f, 0, 0, 0);
        libc::setuid(1000);
    }
    capabilities(machine)
}

/// What `attacker whoami` says.
pub(crate) fn effective_user() -> u32 {
    // SAFETY: no arguments.
    unsafe { libc::geteuid() }
}

/// What `attacker capabilities` says.
pub(crate) fn effective_capabilities() -> String {
    field("CapEff").unwrap_or_default()
}
