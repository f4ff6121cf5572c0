//! Limits of memory, CPU and processes by cgroups. In: a container's or task's limits, a pid. Out: whether the kernel killed it for
//! memory. Never here: deciding limits, reading usage (`usage`).
//!
//! A task with limits of its own has a group, in which its containers' groups are: `SCOPE/TASK/CONTAINER`, else `SCOPE/CONTAINER`.
//!
//! v1 is used where its memory hierarchy is mounted and writable (root), else v2 where a subtree may be made
//! (root, or a delegated one), else none: then `memory_watch` samples instead and says so.
//!
//! With v1 a container has a group in every hierarchy that is mounted, also where nothing is limited: in a group of the machine it could
//! freeze its neighbours, and it would see in /proc where it stands.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

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
        pids: Option<PathBuf>,
        /// In all other hierarchies.
        others: Vec<PathBuf>,
    },
    V2(PathBuf),
    Absent,
}

/// One container's cgroup; `remove` it when all its processes have gone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Cgroup {
    pub(super) memory: PathBuf,
    pub(super) cpu: Option<PathBuf>,
    pub(super) cpuacct: Option<PathBuf>,
    pub(super) pids: Option<PathBuf>,
    /// Where nothing is limited.
    pub(super) others: Vec<PathBuf>,
    pub(super) v2: bool,
}

/// What a group may use; nothing is limited by default.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Limits {
    /// Hard limit, bytes.
    pub(super) memory: Option<u64>,
    /// Bytes it is left with when memory is short.
    pub(super) reservation: Option<u64>,
    /// Weight against other groups, 1024 = one vCPU.
    pub(super) shares: Option<u32>,
    /// The most it gets, 1024 = one vCPU.
    pub(super) quota: Option<u32>,
    /// Processes and threads.
    pub(super) processes: Option<u32>,
}

/// What a quota is measured in, microseconds.
const PERIOD: u64 = 100_000;

impl Cgroups {
    /// Finds a usable hierarchy. `scope` names the daemon's state directory: what an earlier daemon of the
    /// same scope left behind is removed, but for the groups to keep.
    pub(super) fn open<'a>(scope: &str, keep: impl IntoIterator<Item = &'a Cgroup>) -> Self {
        let keep: HashSet<&Path> = keep.into_iter().flat_map(Cgroup::dirs).map(PathBuf::as_path).collect();
        let found = Self::v1(Path::new(V1), scope).or_else(|| Self::v2(scope)).unwrap_or(Self::Absent);
        found.roots().iter().for_each(|root| sweep(root, &keep));
        found
    }

    fn v1(mounts: &Path, scope: &str) -> Option<Self> {
        let all = hierarchies(mounts);
        let place = |controller: &str| {
            let root = all.get(controller)?;
            let shared = root.join("interstella");
            forsaken(&shared).iter().for_each(|scope| sweep_old(scope));
            let mine = shared.join(scope);
            fs::create_dir_all(&mine).ok()?;
            if controller == "cpuset" {
                inherit_sets(root, &shared, &mine).ok()?;
            }
            Some(mine)
        };
        let memory = place("memory")?;
        let (cpu, cpuacct, pids) = (place("cpu"), place("cpuacct"), place("pids"));
        let used = ["memory", "cpu", "cpuacct", "pids"].map(|controller| all.get(controller));
        let others = all.iter().filter(|(_, root)| !used.contains(&Some(*root)));
        let others = others.filter_map(|(controller, _)| place(controller)).collect();
        Some(Self::V1 { memory, cpu, cpuacct, pids, others })
    }

    fn v2(scope: &str) -> Option<Self> {
        let top = Path::new(V1);
        fs::read_to_string(top.join("cgroup.controllers")).ok()?.contains("memory").then_some(())?;
        let own = own_group("")?;
        // As root beside everything else; else below our own group, which someone must have delegated.
        [top.to_owned(), own.clone()].into_iter().find_map(|base| {
            if base == own && base != top {
                step_aside(&base).ok()?;
            }
            let ours = base.join("interstella");
            let mine = ours.join(scope);
            fs::create_dir_all(&mine).ok()?;
            for parent in [&base, &ours, &mine] {
                delegate(parent).ok()?;
            }
            Some(Self::V2(mine))
        })
    }

    fn roots(&self) -> Vec<&Path> {
        match self {
            Self::V1 { memory, cpu, cpuacct, pids, others } => {
                let named = [Some(memory), cpu.as_ref(), cpuacct.as_ref(), pids.as_ref()];
                named.into_iter().flatten().chain(others).map(PathBuf::as_path).collect()
            }
            Self::V2(root) => vec![root],
            Self::Absent => Vec::new(),
        }
    }

    /// Whether groups bound the number of processes.
    pub(super) fn bounds_processes(&self) -> bool {
        match self {
            Self::V1 { pids, .. } => pids.is_some(),
            Self::V2(root) => root.join("pids.max").exists() || root.join("cgroup.controllers").exists(),
            Self::Absent => false,
        }
    }

    /// Makes a group with limits; `None` where there are no cgroups.
    pub(super) fn create(&self, name: &str, limits: Limits) -> io::Result<Option<Cgroup>> {
        let Some(group) = self.group(name) else { return Ok(None) };
        for dir in group.dirs() {
            // With its parents: another daemon may have taken ours for forsaken while it was empty.
            fs::create_dir_all(dir)?;
        }
        group.limit(limits)?;
        Ok(Some(group))
    }

    /// A group for a task, in which containers may have theirs.
    pub(super) fn create_for_task(&self, name: &str, limits: Limits) -> io::Result<Option<Cgroup>> {
        let group = self.create(name, limits)?;
        if let Some(group) = group.as_ref().filter(|group| group.v2) {
            delegate(&group.memory)?;
        }
        Ok(group)
    }

    fn group(&self, name: &str) -> Option<Cgroup> {
        let below = |place: &Option<PathBuf>| place.as_ref().map(|place| place.join(name));
        Some(match self {
            Self::V1 { memory, cpu, cpuacct, pids, others } => Cgroup {
                memory: memory.join(name),
                cpu: below(cpu),
                cpuacct: below(cpuacct),
                pids: below(pids),
                others: others.iter().map(|place| place.join(name)).collect(),
                v2: false,
            },
            Self::V2(root) => {
                let memory = root.join(name);
                Cgroup { memory, cpu: None, cpuacct: None, pids: None, others: Vec::new(), v2: true }
            }
            Self::Absent => return None,
        })
    }

    /// Says that a process is about to be moved: the kernel then begins to wait for what it waits for before a move (a grace period of
    /// RCU, some 10 ms), and the move itself, if it comes within the next one, need not. Done by moving this process to where it is.
    /// Blocks that long.
    pub(super) fn expect_a_move(&self) {
        let own = match self {
            Self::V1 { .. } => own_group("memory"),
            Self::V2(_) => own_group(""),
            Self::Absent => None,
        };
        if let Some(own) = own {
            // Where it is refused a move takes its time.
            let _ = fs::write(own.join("cgroup.procs"), std::process::id().to_string());
        }
    }

    /// Removes the daemon's own directories.
    pub(super) fn close(&self) {
        for root in self.roots() {
            sweep(root, &HashSet::new());
            let _ = fs::remove_dir(root);
            // The directory all daemons share goes with the last of them: the kernel refuses while another one is in it.
            if let Some(shared) = root.parent().filter(|shared| shared.ends_with("interstella")) {
                let _ = fs::remove_dir(shared);
            }
        }
    }
}

/// Where this process is in the hierarchy of a controller; in that of v2, which is none's, for an empty one.
fn own_group(controller: &str) -> Option<PathBuf> {
    let all = fs::read_to_string("/proc/self/cgroup").ok()?;
    let place = all.lines().find_map(|line| {
        let (_, line) = line.split_once(':')?;
        let (controllers, place) = line.split_once(":/")?;
        controllers.split(',').any(|one| one == controller).then_some(place)
    })?;
    Some(Path::new(V1).join(controller).join(place))
}

impl Cgroup {
    fn dirs(&self) -> impl Iterator<Item = &PathBuf> {
        let named = [Some(&self.memory), self.cpu.as_ref(), self.cpuacct.as_ref(), self.pids.as_ref()];
        named.into_iter().flatten().chain(&self.others)
    }

    fn limit(&self, limits: Limits) -> io::Result<()> {
        if let Some(bytes) = limits.memory {
            self.limit_memory(bytes.max(MINIMUM))?;
        }
        if let Some(bytes) = limits.reservation {
            let file = if self.v2 { "memory.low" } else { "memory.soft_limit_in_bytes" };
            // A wish towards the kernel, which not every one grants.
            let _ = fs::write(self.memory.join(file), bytes.to_string());
        }
        if let Some(shares) = limits.shares {
            self.weigh(shares)?;
        }
        if let Some(units) = limits.quota {
            self.cap(units)?;
        }
        let pids = if self.v2 { Some(&self.memory) } else { self.pids.as_ref() };
        if let (Some(most), Some(pids)) = (limits.processes, pids) {
            // Without the controller there is no such bound, and no container stays away for that.
            let _ = fs::write(pids.join("pids.max"), most.to_string());
        }
        Ok(())
    }

    fn limit_memory(&self, bytes: u64) -> io::Result<()> {
        let file = if self.v2 { "memory.max" } else { "memory.limit_in_bytes" };
        fs::write(self.memory.join(file), bytes.to_string())?;
        // Without it a limit would merely move the container to swap.
        let _ = match self.v2 {
            true => fs::write(self.memory.join("memory.swap.max"), "0"),
            false => fs::write(self.memory.join("memory.memsw.limit_in_bytes"), bytes.to_string()),
        };
        Ok(())
    }

    /// A bound of CPU time, as the agent sets it for a task.
    fn cap(&self, units: u32) -> io::Result<()> {
        // The kernel takes no quota below a millisecond.
        let quota = (u64::from(units) * PERIOD / 1024).max(1000);
        match (&self.cpu, self.v2) {
            (Some(cpu), _) => {
                fs::write(cpu.join("cpu.cfs_period_us"), PERIOD.to_string())?;
                fs::write(cpu.join("cpu.cfs_quota_us"), quota.to_string())
            }
            (None, true) => fs::write(self.memory.join("cpu.max"), format!("{quota} {PERIOD}")),
            (None, false) => Ok(()),
        }
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

    /// Moves a process here, which takes milliseconds.
    pub(super) async fn admit(&self, pid: i32) -> io::Result<()> {
        let group = self.clone();
        let work =
            move || group.dirs().try_for_each(|dir| fs::write(dir.join("cgroup.procs"), pid.to_string()));
        tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
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

/// Mount points of the hierarchies below a directory, by controller, or by name where there is none (`systemd`, `unified`). Controllers
/// that are mounted together have the same one.
fn hierarchies(mounts: &Path) -> BTreeMap<String, PathBuf> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(mounts).into_iter().flatten().flatten() {
        // `cpu` may be a link to `cpu,cpuacct`.
        let Ok(root) = entry.path().canonicalize() else { continue };
        if root.join("cgroup.procs").exists() {
            let name = entry.file_name().to_string_lossy().into_owned();
            all.extend(name.split(',').map(|controller| (controller.to_owned(), root.clone())));
        }
    }
    all
}

/// A set of processors or memory nodes is empty at first, and nothing may run in it: ours, and those below, have the machine's.
fn inherit_sets(root: &Path, shared: &Path, mine: &Path) -> io::Result<()> {
    for (from, to) in [(root, shared), (shared, mine)] {
        for file in ["cpuset.cpus", "cpuset.mems"] {
            fs::write(to.join(file), fs::read_to_string(from.join(file))?)?;
        }
        fs::write(to.join("cgroup.clone_children"), "1")?;
    }
    Ok(())
}

/// Lets groups below `parent` have limits; without a controller for processes there is no bound of their number.
fn delegate(parent: &Path) -> io::Result<()> {
    let control = parent.join("cgroup.subtree_control");
    let _ = fs::write(&control, "+pids");
    fs::write(&control, "+memory +cpu")
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
        sweep(&group, &HashSet::new());
        let _ = fs::remove_dir(group);
    }
    let _ = fs::remove_dir(scope);
}

fn sweep(root: &Path, keep: &HashSet<&Path>) {
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !keep.contains(path.as_path()) {
            sweep(&path, keep);
            let _ = fs::remove_dir(path);
        }
    }
}

pub(super) fn value_of(text: &str, key: &str) -> Option<u64> {
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
