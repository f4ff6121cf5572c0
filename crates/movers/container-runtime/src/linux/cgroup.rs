//! Memory limits, CPU weights and usage by cgroups. In: a container's limits and pid. Out: usage, and whether
//! the kernel killed it for memory. Never here: deciding limits.
//!
//! v1 is used where its memory hierarchy is mounted and writable (root), else v2 where a subtree may be made
//! (root, or a delegated one), else none: then `memory_watch` samples instead and says so.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

const V1: &str = "/sys/fs/cgroup";
const MINIMUM: u64 = 4 << 20;

/// The daemon's place in the cgroup tree.
#[derive(Debug)]
pub(super) enum Cgroups {
    /// One directory per controller.
    V1 {
        memory: PathBuf,
        cpu: Option<PathBuf>,
        cpuacct: Option<PathBuf>,
    },
    V2(PathBuf),
    Absent,
}

/// One container's cgroup; `remove` it when all its processes have gone.
#[derive(Debug)]
pub(super) struct Cgroup {
    memory: PathBuf,
    cpu: Option<PathBuf>,
    cpuacct: Option<PathBuf>,
    v2: bool,
}

impl Cgroups {
    /// Finds a usable hierarchy. `scope` names the daemon's state directory: what an earlier daemon of the
    /// same scope left behind is removed.
    pub(super) fn open(scope: &str) -> Self {
        let found = Self::v1(Path::new(V1), scope).or_else(|| Self::v2(scope)).unwrap_or(Self::Absent);
        found.roots().iter().for_each(|root| sweep(root));
        found
    }

    fn v1(mounts: &Path, scope: &str) -> Option<Self> {
        let place = |controller: &str| {
            let root = mounts.join(controller);
            root.join("cgroup.procs").exists().then_some(())?;
            let shared = root.join("interstella");
            forsaken(&shared).iter().for_each(|scope| sweep_old(scope));
            let mine = shared.join(scope);
            fs::create_dir_all(&mine).ok()?;
            Some(mine)
        };
        Some(Self::V1 { memory: place("memory")?, cpu: place("cpu"), cpuacct: place("cpuacct") })
    }

    fn v2(scope: &str) -> Option<Self> {
        let top = Path::new(V1);
        fs::read_to_string(top.join("cgroup.controllers")).ok()?.contains("memory").then_some(())?;
        let own = fs::read_to_string("/proc/self/cgroup").ok()?;
        let own = top.join(own.lines().find_map(|line| line.strip_prefix("0::/"))?);
        // As root beside everything else; else below our own group, which someone must have delegated.
        [top.to_owned(), own.clone()].into_iter().find_map(|base| {
            if base == own && base != top {
                step_aside(&base).ok()?;
            }
            let ours = base.join("interstella");
            let mine = ours.join(scope);
            fs::create_dir_all(&mine).ok()?;
            for parent in [&base, &ours, &mine] {
                fs::write(parent.join("cgroup.subtree_control"), "+memory +cpu").ok()?;
            }
            Some(Self::V2(mine))
        })
    }

    fn roots(&self) -> Vec<&Path> {
        match self {
            Self::V1 { memory, cpu, cpuacct } => [Some(memory), cpu.as_ref(), cpuacct.as_ref()]
                .into_iter()
                .flatten()
                .map(PathBuf::as_path)
                .collect(),
            Self::V2(root) => vec![root],
            Self::Absent => Vec::new(),
        }
    }

    /// Makes a cgroup with limits; `None` where there are no cgroups.
    pub(super) fn create(
        &self,
        name: &str,
        memory: Option<u64>,
        shares: Option<u32>,
    ) -> io::Result<Option<Cgroup>> {
        let (group, limit_file) = match self {
            Self::V1 { memory, cpu, cpuacct } => {
                let (cpu, cpuacct) =
                    (cpu.as_ref().map(|p| p.join(name)), cpuacct.as_ref().map(|p| p.join(name)));
                (Cgroup { memory: memory.join(name), cpu, cpuacct, v2: false }, "memory.limit_in_bytes")
            }
            Self::V2(root) => {
                (Cgroup { memory: root.join(name), cpu: None, cpuacct: None, v2: true }, "memory.max")
            }
            Self::Absent => return Ok(None),
        };
        for dir in group.dirs() {
            // With its parents: another daemon may have taken ours for forsaken while it was empty.
            fs::create_dir_all(dir)?;
        }
        if let Some(bytes) = memory {
            fs::write(group.memory.join(limit_file), bytes.max(MINIMUM).to_string())?;
            // Without it a limit would merely move the container to swap.
            let _ = match group.v2 {
                true => fs::write(group.memory.join("memory.swap.max"), "0"),
                false => fs::write(
                    group.memory.join("memory.memsw.limit_in_bytes"),
                    bytes.max(MINIMUM).to_string(),
                ),
            };
        }
        if let Some(shares) = shares {
            group.weigh(shares)?;
        }
        Ok(Some(group))
    }

    /// Removes the daemon's own directories.
    pub(super) fn close(&self) {
        for root in self.roots() {
            sweep(root);
            let _ = fs::remove_dir(root);
            // The directory all daemons share goes with the last of them: the kernel refuses while another one is in it.
            if let Some(shared) = root.parent().filter(|shared| shared.ends_with("interstella")) {
                let _ = fs::remove_dir(shared);
            }
        }
    }
}

impl Cgroup {
    fn dirs(&self) -> impl Iterator<Item = &PathBuf> {
        [Some(&self.memory), self.cpu.as_ref(), self.cpuacct.as_ref()].into_iter().flatten()
    }

    fn weigh(&self, shares: u32) -> io::Result<()> {
        let shares = shares.clamp(2, 262_144);
        match (&self.cpu, self.v2) {
            (Some(cpu), _) => fs::write(cpu.join("cpu.shares"), shares.to_string()),
            // The mapping every container runtime uses: 2..262144 onto 1..10000.
            (None, true) => {
                let weight = 1 + (u64::from(shares) - 2) * 9999 / 262_142;
                fs::write(self.memory.join("cpu.weight"), weight.to_string())
            }
            (None, false) => Ok(()),
        }
    }

    pub(super) fn admit(&self, pid: i32) -> io::Result<()> {
        self.dirs().try_for_each(|dir| fs::write(dir.join("cgroup.procs"), pid.to_string()))
    }

    /// Whether the kernel killed a process here for going over the limit.
    pub(super) fn oom_killed(&self) -> bool {
        let file = if self.v2 { "memory.events" } else { "memory.oom_control" };
        let text = fs::read_to_string(self.memory.join(file)).unwrap_or_default();
        value_of(&text, "oom_kill").is_some_and(|kills| kills > 0)
    }

    pub(super) fn memory_bytes(&self) -> Option<u64> {
        let file = if self.v2 { "memory.current" } else { "memory.usage_in_bytes" };
        fs::read_to_string(self.memory.join(file)).ok()?.trim().parse().ok()
    }

    pub(super) fn cpu_nanos(&self) -> Option<u64> {
        if self.v2 {
            let text = fs::read_to_string(self.memory.join("cpu.stat")).ok()?;
            return value_of(&text, "usage_usec").map(|micros| micros * 1000);
        }
        fs::read_to_string(self.cpuacct.as_ref()?.join("cpuacct.usage")).ok()?.trim().parse().ok()
    }

    /// Removes the directories. The kernel takes a moment to let go of the last process: `Err` then.
    pub(super) fn remove(&self) -> io::Result<()> {
        self.dirs().try_for_each(|dir| match fs::remove_dir(dir) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })
    }
}

/// v2 allows processes only in leaves: the daemon itself moves into one.
fn step_aside(own: &Path) -> io::Result<()> {
    let leaf = own.join("daemon");
    match fs::create_dir(&leaf) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    fs::write(leaf.join("cgroup.procs"), std::process::id().to_string())
}

/// How long a cgroup must have stood before it is taken for forsaken: one that was just made may not have its process yet.
const FORSAKEN: Duration = Duration::from_secs(60);

/// Directories in `shared` that no daemon has touched for a while.
fn forsaken(shared: &Path) -> Vec<PathBuf> {
    let old = |path: &Path| {
        let modified = fs::metadata(path).and_then(|facts| facts.modified()).ok();
        modified.and_then(|at| at.elapsed().ok()).is_some_and(|age| age > FORSAKEN)
    };
    let entries = fs::read_dir(shared).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.filter(|path| path.is_dir() && old(path)).collect()
}

/// Removes what a daemon that was killed left behind; the kernel keeps whatever still has a process.
fn sweep_old(scope: &Path) {
    for group in forsaken(scope) {
        let _ = fs::remove_dir(group);
    }
    let _ = fs::remove_dir(scope);
}

fn sweep(root: &Path) {
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            let _ = fs::remove_dir(entry.path());
        }
    }
}

fn value_of(text: &str, key: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(' ')?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_found_by_their_whole_name() {
        let text = "oom_kill_disable 1\nunder_oom 0\noom_kill 3\n";
        assert_eq!(value_of(text, "oom_kill"), Some(3));
        assert_eq!(value_of(text, "oom"), None);
    }
}
