//! `ulimits`, `linuxParameters` and `restartPolicy` of container definitions: from and to the wire, with the bounds of AWS (ECS API).
//!
//! In: what the user gave. Out: settings that will hold, or a refusal. Never here: the settings at work.

use std::ops::RangeInclusive;

use model::ecs::{LinuxParameters, RestartPolicy, Tmpfs, Ulimit};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

use super::{refuse, volumes};

/// Seconds a container must have run before it is started again.
const PERIOD: RangeInclusive<i64> = 60..=1800;
/// Exit codes a restart policy may ignore.
const MOST_IGNORED: usize = 50;
/// Options of a tmpfs that ECS takes (ECS API, `Tmpfs`), without those about propagation, of which a file system of one container has none.
const TMPFS_OPTIONS: [&str; 24] = [
    "defaults",
    "ro",
    "rw",
    "suid",
    "nosuid",
    "dev",
    "nodev",
    "exec",
    "noexec",
    "sync",
    "async",
    "dirsync",
    "remount",
    "mand",
    "nomand",
    "atime",
    "noatime",
    "diratime",
    "nodiratime",
    "relatime",
    "norelatime",
    "strictatime",
    "nostrictatime",
    "bind",
];
/// Options of a tmpfs that carry a number.
const TMPFS_NUMBERS: [&str; 5] = ["mode", "uid", "gid", "nr_inodes", "nr_blocks"];
/// Capabilities of capabilities(7) by their numbers; the API takes these names, and ALL.
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

/// The limits of a container's programs.
pub(crate) fn ulimits(container: &str, given: Option<Vec<wire::Ulimit>>) -> Result<Vec<Ulimit>, Error> {
    let mut all: Vec<Ulimit> = Vec::new();
    for given in given.unwrap_or_default() {
        let limit = ulimit(container, &given)?;
        if all.iter().any(|other| other.name == limit.name) {
            return Err(invalid(container, &format!("Ulimit '{}' is given more than once.", limit.name)));
        }
        all.push(limit);
    }
    Ok(all)
}

fn ulimit(container: &str, given: &wire::Ulimit) -> Result<Ulimit, Error> {
    let name = given
        .name
        .parse()
        .map_err(|()| invalid(container, &format!("Invalid ulimit name: {}.", given.name)))?;
    let (soft, hard) = (given.soft_limit, given.hard_limit);
    if soft < -1 || hard < -1 {
        return Err(invalid(container, &format!("Ulimit '{name}' must not be less than -1.")));
    }
    let above = hard != -1 && (soft == -1 || soft > hard);
    if above {
        let why =
            format!("Ulimit '{name}' soft limit must be less than or equal to hard limit: {soft} > {hard}.");
        return Err(invalid(container, &why));
    }
    Ok(Ulimit { name, soft, hard })
}

/// What Linux gives a container beyond the usual.
pub(crate) fn linux_parameters(
    container: &str,
    given: wire::LinuxParameters,
) -> Result<LinuxParameters, Error> {
    let capabilities = given.capabilities.unwrap_or_default();
    if given.shared_memory_size.is_some_and(|size| size < 1) {
        return Err(invalid(container, "'linuxParameters.sharedMemorySize' must be at least 1 MiB."));
    }
    let drop = capabilities.drop.unwrap_or_default();
    if let Some(other) = drop.iter().find(|name| *name != "ALL" && !CAPABILITIES.contains(&name.as_str())) {
        return Err(invalid(container, &format!("Invalid capability: {other}.")));
    }
    let tmpfs = given.tmpfs.unwrap_or_default().into_iter().map(|one| tmpfs(container, one));
    Ok(LinuxParameters {
        shared_memory_size: given.shared_memory_size,
        tmpfs: tmpfs.collect::<Result<_, _>>()?,
        drop,
    })
}

fn tmpfs(container: &str, given: wire::Tmpfs) -> Result<Tmpfs, Error> {
    let container_path = volumes::container_path(container, Some(given.container_path))?;
    if given.size < 1 {
        return Err(invalid(container, "'linuxParameters.tmpfs.size' must be at least 1 MiB."));
    }
    let options = given.mount_options.unwrap_or_default();
    let known = |option: &String| match option.split_once('=') {
        Some((name, value)) => TMPFS_NUMBERS.contains(&name) && value.parse::<u64>().is_ok(),
        None => TMPFS_OPTIONS.contains(&option.as_str()),
    };
    if let Some(other) = options.iter().find(|option| !known(option)) {
        return Err(refuse::not_in_product(&format!("tmpfs mount option {other}")));
    }
    Ok(Tmpfs { container_path, size: given.size, options })
}

/// Whether a container is started again when it ends by itself.
pub(crate) fn restart_policy(
    container: &str,
    given: wire::ContainerRestartPolicy,
) -> Result<RestartPolicy, Error> {
    let ignored_exit_codes = given.ignored_exit_codes.unwrap_or_default();
    if ignored_exit_codes.len() > MOST_IGNORED {
        let why = format!("'restartPolicy.ignoredExitCodes' must have at most {MOST_IGNORED} exit codes.");
        return Err(invalid(container, &why));
    }
    if given.restart_attempt_period.is_some_and(|period| !PERIOD.contains(&period)) {
        let (least, most) = (PERIOD.start(), PERIOD.end());
        let why = format!("'restartPolicy.restartAttemptPeriod' must be between {least} and {most} seconds.");
        return Err(invalid(container, &why));
    }
    let attempt_period = given.restart_attempt_period;
    Ok(RestartPolicy { enabled: given.enabled, ignored_exit_codes, attempt_period })
}

/// Seconds of a timeout, which must not be negative.
pub(crate) fn timeout(container: &str, name: &str, given: Option<i64>) -> Result<Option<i64>, Error> {
    match given {
        Some(seconds) if seconds < 0 => Err(invalid(container, &format!("'{name}' must not be negative."))),
        other => Ok(other),
    }
}

fn invalid(container: &str, why: &str) -> Error {
    errors::client_exception(format!("Invalid setting for container '{container}'. {why}"))
}

/// Limits as DescribeTaskDefinition shows them; absent when there are none.
pub(crate) fn write_ulimits(all: &[Ulimit]) -> Option<Vec<wire::Ulimit>> {
    let one = |limit: &Ulimit| wire::Ulimit {
        name: limit.name.to_string(),
        soft_limit: limit.soft,
        hard_limit: limit.hard,
    };
    (!all.is_empty()).then(|| all.iter().map(one).collect())
}

/// Linux parameters as DescribeTaskDefinition shows them.
pub(crate) fn write_linux_parameters(given: &LinuxParameters) -> wire::LinuxParameters {
    let tmpfs = given.tmpfs.iter().map(|one| wire::Tmpfs {
        container_path: one.container_path.clone(),
        size: one.size,
        mount_options: (!one.options.is_empty()).then(|| one.options.clone()),
    });
    wire::LinuxParameters {
        shared_memory_size: given.shared_memory_size,
        tmpfs: (!given.tmpfs.is_empty()).then(|| tmpfs.collect()),
        capabilities: (!given.drop.is_empty())
            .then(|| wire::KernelCapabilities { drop: Some(given.drop.clone()) }),
    }
}

/// The restart policy as DescribeTaskDefinition shows it.
pub(crate) fn write_restart_policy(policy: &RestartPolicy) -> wire::ContainerRestartPolicy {
    wire::ContainerRestartPolicy {
        enabled: policy.enabled,
        ignored_exit_codes: (!policy.ignored_exit_codes.is_empty())
            .then(|| policy.ignored_exit_codes.clone()),
        restart_attempt_period: policy.enabled.then(|| policy.period()).or(policy.attempt_period),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn limit(name: &str, soft: i64, hard: i64) -> Option<Vec<wire::Ulimit>> {
        Some(vec![wire::Ulimit { name: name.into(), soft_limit: soft, hard_limit: hard }])
    }

    #[test]
    fn limits_are_shown_as_given_and_soft_ones_stay_below_hard_ones() {
        let given = limit("nofile", 1024, 4096);
        assert_eq!(write_ulimits(&ulimits("web", given.clone()).unwrap()), given);
        ulimits("web", limit("memlock", -1, -1)).unwrap();
        ulimits("web", limit("core", 0, -1)).unwrap();
        for (name, soft, hard) in [("files", 1, 1), ("nofile", 2, 1), ("nofile", -1, 1), ("cpu", -2, -2)] {
            let error = ulimits("web", limit(name, soft, hard)).unwrap_err();
            assert!(error.message.starts_with("Invalid setting for container 'web'. "), "{}", error.message);
        }
    }

    #[test]
    fn restart_policies_keep_to_the_bounds_of_aws() {
        let policy = |period| wire::ContainerRestartPolicy {
            enabled: true,
            ignored_exit_codes: None,
            restart_attempt_period: period,
        };
        let shown = write_restart_policy(&restart_policy("web", policy(None)).unwrap());
        assert_eq!(shown.restart_attempt_period, Some(300));
        assert!(restart_policy("web", policy(Some(60))).is_ok());
        assert!(restart_policy("web", policy(Some(1800))).is_ok());
        for period in [59, 1801] {
            let error = restart_policy("web", policy(Some(period))).unwrap_err();
            assert!(error.message.contains("must be between 60 and 1800"), "{}", error.message);
        }
        let many =
            wire::ContainerRestartPolicy { ignored_exit_codes: Some((0..51).collect()), ..policy(None) };
        assert!(restart_policy("web", many).is_err());
    }

    #[test]
    fn what_linux_is_not_asked_for_here_is_refused_by_name() {
        let tmpfs = |size, option: &str| wire::LinuxParameters {
            tmpfs: Some(vec![wire::Tmpfs {
                container_path: "/scratch".into(),
                size,
                mount_options: Some(vec![option.into()]),
            }]),
            ..Default::default()
        };
        let without = |name: &str| wire::LinuxParameters {
            capabilities: Some(wire::KernelCapabilities { drop: Some(vec![name.into()]) }),
            ..Default::default()
        };
        let good = linux_parameters("web", tmpfs(16, "noexec")).unwrap();
        assert_eq!(write_linux_parameters(&good), tmpfs(16, "noexec"));
        linux_parameters("web", without("ALL")).unwrap();
        let cases = [
            (without("FLY"), "Invalid capability: FLY"),
            (tmpfs(0, "ro"), "at least 1 MiB"),
            (tmpfs(1, "rshared"), "tmpfs mount option rshared"),
        ];
        for (given, words) in cases {
            let error = linux_parameters("web", given).unwrap_err();
            assert!(error.message.contains(words), "{}", error.message);
        }
    }
}
