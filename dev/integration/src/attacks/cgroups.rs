//! The bounds of a container and the ways out of them: hierarchies it can mount or find mounted, groups it can write.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::mounts::mount;
use super::namespaces::become_root_inside;
use super::system::{mount_table, names, workplace};
use super::{Attempts, Machine, Outcome, Table};

pub(super) const TABLE: Table = &[
    ("cgroups/view", view),
    ("cgroups/mount", mount_hierarchies),
    ("cgroups/limits", lift_limits),
    ("cgroups/leave", leave),
    ("cgroups/freeze", freeze),
    ("cgroups/kill", kill),
    ("cgroups/release-agent", release_agent),
    ("cgroups/make", make),
];

/// Groups looked at in one hierarchy.
const MOST: usize = 2_000;

/// With a cgroup namespace, a container is at the root of every hierarchy.
fn view(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for file in ["/proc/self/cgroup", "/proc/1/cgroup"] {
        for line in fs::read_to_string(file).unwrap_or_default().lines() {
            match line.splitn(3, ':').nth(2) {
                Some("/") => attempts.fine(line),
                _ => attempts.breach(&format!("{file}: {line}")),
            }
        }
    }
    attempts.outcome()
}

/// `cgroup` options of every hierarchy of the kernel; none for version 2.
fn hierarchies() -> Vec<Option<String>> {
    let table = fs::read_to_string("/proc/cgroups").unwrap_or_default();
    let controllers = table.lines().filter(|line| !line.starts_with('#'));
    let names = controllers.filter_map(|line| line.split_whitespace().next().map(str::to_owned));
    names.chain(["none,name=systemd".to_owned()]).map(Some).chain([None]).collect()
}

/// Mounts all hierarchies that can be mounted: as it is, and as root of a user namespace. Name and place of each, and of those that are
/// mounted anyway.
fn reachable() -> (Vec<(String, PathBuf)>, Vec<String>) {
    let mut refused = Vec::new();
    let mut found: Vec<_> = mount_table()
        .into_iter()
        .filter(|mount| mount.kind.starts_with("cgroup"))
        .map(|mount| (format!("{} (there already)", mount.place), PathBuf::from(mount.place)))
        .collect();
    for rooted in [false, true] {
        if rooted && let Err(error) = become_root_inside(libc::CLONE_NEWNS | libc::CLONE_NEWCGROUP) {
            refused.push(format!("user namespace: {error}"));
            break;
        }
        for hierarchy in hierarchies() {
            let (kind, options) = match &hierarchy {
                Some(options) => ("cgroup", options.as_str()),
                None => ("cgroup2", ""),
            };
            let name = format!("{kind} {options}");
            let place = workplace().join(format!("{}-{rooted}", options.replace(',', "-")));
            match fs::create_dir_all(&place).and_then(|()| mount("none", &place, kind, 0, options)) {
                Ok(()) => found.push((name, place)),
                Err(error) => refused.push(format!("{name}: {error}")),
            }
        }
    }
    (found, refused)
}

fn mount_hierarchies(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    let (found, refused) = reachable();
    for (name, _) in found.iter().filter(|(name, _)| !name.ends_with("(there already)")) {
        attempts.breach(name);
    }
    refused.iter().for_each(|words| attempts.fine(words));
    attempts.outcome()
}

/// Tries something on every group of every hierarchy that is reached.
fn on_groups(mut tried: impl FnMut(&mut Attempts, &Path)) -> Outcome {
    let mut attempts = Attempts::default();
    let (found, _) = reachable();
    for (_, place) in &found {
        groups(place).iter().for_each(|group| tried(&mut attempts, group));
    }
    if found.is_empty() {
        attempts.fine("no hierarchy is reached");
    }
    attempts.outcome()
}

fn groups(top: &Path) -> Vec<PathBuf> {
    let mut all = vec![top.to_owned()];
    let mut at = 0;
    while let (Some(next), true) = (all.get(at).cloned(), all.len() < MOST) {
        let below = names(&next).into_iter().map(|name| next.join(name));
        all.extend(below.filter(|path| fs::symlink_metadata(path).is_ok_and(|facts| facts.is_dir())));
        at += 1;
    }
    all
}

/// Writes into a file that is there.
fn write(path: &Path, words: &str) -> io::Result<()> {
    OpenOptions::new().write(true).open(path)?.write_all(words.as_bytes())
}

/// Only of groups without children whose limit is small: a container's, not the machine's.
fn lift_limits(_: &Machine) -> Outcome {
    const FILES: [(&str, &str); 5] = [
        ("memory.limit_in_bytes", "-1"),
        ("memory.max", "max"),
        ("pids.max", "max"),
        ("cpu.max", "max"),
        ("cpu.cfs_quota_us", "-1"),
    ];
    on_groups(|attempts, group| {
        for (name, none) in FILES {
            let path = group.join(name);
            let own = fs::read_to_string(group.join("cgroup.procs")).unwrap_or_default();
            if path.exists() && own.lines().any(|pid| pid == "1") {
                attempts.must_fail(&path.display().to_string(), write(&path, none));
            }
        }
    })
}

/// Into any group, even its own: a file that takes processes is a file that takes others'.
fn leave(_: &Machine) -> Outcome {
    on_groups(|attempts, group| {
        let path = group.join("cgroup.procs");
        attempts.must_fail(&path.display().to_string(), write(&path, "0"));
    })
}

/// The canary's group alone, and thaws it.
fn freeze(machine: &Machine) -> Outcome {
    on_groups(|attempts, group| {
        if !is_canary(machine, group) {
            return;
        }
        for (name, freeze, thaw) in [("freezer.state", "FROZEN", "THAWED"), ("cgroup.freeze", "1", "0")] {
            let path = group.join(name);
            attempts.must_fail(&path.display().to_string(), write(&path, freeze));
            // What was not frozen cannot be thawed.
            drop(write(&path, thaw));
        }
    })
}

fn kill(machine: &Machine) -> Outcome {
    on_groups(|attempts, group| {
        if is_canary(machine, group) {
            let path = group.join("cgroup.kill");
            attempts.must_fail(&path.display().to_string(), write(&path, "1"));
        }
    })
}

fn is_canary(machine: &Machine, group: &Path) -> bool {
    !machine.cgroup.is_empty() && group.ends_with(&machine.cgroup)
}

/// Opened for writing is enough; what is written is what was read.
fn release_agent(_: &Machine) -> Outcome {
    on_groups(|attempts, group| {
        let agent = group.join("release_agent");
        if agent.exists() {
            attempts.must_fail(&agent.display().to_string(), OpenOptions::new().write(true).open(&agent));
        }
        let notify = group.join("notify_on_release");
        if let Ok(before) = fs::read_to_string(&notify) {
            attempts.must_fail(&notify.display().to_string(), write(&notify, before.trim()));
        }
    })
}

fn make(_: &Machine) -> Outcome {
    on_groups(|attempts, group| {
        let inner = group.join("attack");
        attempts.must_fail(&inner.display().to_string(), fs::create_dir(&inner));
        // What was not made cannot be removed.
        drop(fs::remove_dir(&inner));
    })
}
