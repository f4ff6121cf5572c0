//! Bounds of a container's programs. In: names as Docker and ECS write them. Out: numbers of the kernel. Never here: setting them.

use serde::{Deserialize, Serialize};

/// One limit of setrlimit(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceLimit {
    resource: u32,
    soft: u64,
    hard: u64,
}

impl ResourceLimit {
    /// By its name in lower case, for example `nofile`; -1 means that there is no limit. `None` for a name that is none.
    pub fn named(name: &str, soft: i64, hard: i64) -> Option<Self> {
        let (_, resource) = RESOURCES.iter().find(|(known, _)| *known == name)?;
        Some(Self { resource: *resource, soft: value(soft), hard: value(hard) })
    }

    pub(crate) fn new(resource: u32, value: u64) -> Self {
        Self { resource, soft: value, hard: value }
    }

    pub(crate) fn resource(self) -> u32 {
        self.resource
    }

    pub(crate) fn values(self) -> (u64, u64) {
        (self.soft, self.hard)
    }
}

fn value(given: i64) -> u64 {
    u64::try_from(given).unwrap_or(libc::RLIM_INFINITY)
}

const RESOURCES: [(&str, u32); 15] = [
    ("core", libc::RLIMIT_CORE),
    ("cpu", libc::RLIMIT_CPU),
    ("data", libc::RLIMIT_DATA),
    ("fsize", libc::RLIMIT_FSIZE),
    ("locks", libc::RLIMIT_LOCKS),
    ("memlock", libc::RLIMIT_MEMLOCK),
    ("msgqueue", libc::RLIMIT_MSGQUEUE),
    ("nice", libc::RLIMIT_NICE),
    ("nofile", libc::RLIMIT_NOFILE),
    ("nproc", libc::RLIMIT_NPROC),
    ("rss", libc::RLIMIT_RSS),
    ("rtprio", libc::RLIMIT_RTPRIO),
    ("rttime", libc::RLIMIT_RTTIME),
    ("sigpending", libc::RLIMIT_SIGPENDING),
    ("stack", libc::RLIMIT_STACK),
];

/// Capabilities of capabilities(7), in the order of their numbers.
const CAPABILITIES: [&str; 41] = [
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "KILL",
    "SETGID",
    "SETUID",
    "SETPCAP",
    "LINUX_IMMUTABLE",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_ADMIN",
    "NET_RAW",
    "IPC_LOCK",
    "IPC_OWNER",
    "SYS_MODULE",
    "SYS_RAWIO",
    "SYS_CHROOT",
    "SYS_PTRACE",
    "SYS_PACCT",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_NICE",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "MKNOD",
    "LEASE",
    "AUDIT_WRITE",
    "AUDIT_CONTROL",
    "SETFCAP",
    "MAC_OVERRIDE",
    "MAC_ADMIN",
    "SYSLOG",
    "WAKE_ALARM",
    "BLOCK_SUSPEND",
    "AUDIT_READ",
    "PERFMON",
    "BPF",
    "CHECKPOINT_RESTORE",
];

/// The set of these capabilities, each without `CAP_`; `ALL` is every one. Unknown names are nobody's.
pub(crate) fn capabilities(names: &[String]) -> u64 {
    let one = |name: &String| match CAPABILITIES.iter().position(|known| known == name) {
        Some(number) => 1 << number,
        None if name == "ALL" => u64::MAX,
        None => 0,
    };
    names.iter().map(one).fold(0, |set, one| set | one)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_found_by_name_and_minus_one_is_none() {
        let files = ResourceLimit::named("nofile", 10, -1).unwrap();
        assert_eq!((files.resource(), files.values()), (libc::RLIMIT_NOFILE, (10, libc::RLIM_INFINITY)));
        assert_eq!(ResourceLimit::named("files", 1, 1), None);
    }

    #[test]
    fn capabilities_have_the_numbers_of_the_kernel() {
        assert_eq!(capabilities(&["NET_RAW".into(), "SETFCAP".into()]), 1 << 13 | 1 << 31);
        assert_eq!(capabilities(&["CHECKPOINT_RESTORE".into()]), 1 << 40);
        assert_eq!((capabilities(&["ALL".into()]), capabilities(&["FLY".into()])), (u64::MAX, 0));
    }
}
