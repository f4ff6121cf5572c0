//! What a cloud could leave behind. In: a running cloud; later, a look. Out: what of it is still there. Never here: removing it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cloud::Cloud;

/// A process: its id and when it was started, so that a later process of the same id is told apart.
type Process = (u32, String);

/// Everything a cloud had at one moment.
#[derive(Debug, Clone)]
pub struct Belongings {
    processes: BTreeSet<Process>,
    data: PathBuf,
    cgroups: BTreeSet<PathBuf>,
}

impl Belongings {
    /// Looks at a running cloud.
    pub fn of(cloud: &Cloud) -> Belongings {
        let data = cloud.data();
        let mut processes = BTreeSet::new();
        collect(cloud.pid(), &mut processes);
        // A keeper that an earlier life of the cloud started is no child of it, and its containers are none.
        if let Some(keeper) = keeper_of(&data) {
            collect(keeper, &mut processes);
        }
        let cgroups = processes.iter().flat_map(|(pid, _)| cgroups_of(*pid)).collect();
        Belongings { processes, data, cgroups }
    }

    /// Processes of it, itself included.
    pub fn processes(&self) -> usize {
        self.processes.len()
    }

    /// What is still there: processes, mounts below its data directory, cgroups of its tasks.
    pub fn left(&self) -> Vec<String> {
        let processes =
            self.processes.iter().filter(|(pid, started)| start_of(*pid).as_ref() == Some(started));
        let processes = processes.map(|(pid, _)| format!("process {pid}"));
        let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        let data = self.data.display().to_string();
        let mounts: Vec<_> =
            mounts.lines().filter(|line| line.contains(&data)).map(|line| format!("mount {line}")).collect();
        let cgroups = self.cgroups.iter().filter(|path| path.exists());
        processes.chain(mounts).chain(cgroups.map(|path| format!("cgroup {}", path.display()))).collect()
    }
}

/// The process that keeps the containers of a data directory: its standard output is the directory of the container runtime.
pub fn keeper_of(data: &Path) -> Option<u32> {
    let containers = data.join("containers").canonicalize().ok()?;
    let all = fs::read_dir("/proc").ok()?.flatten();
    let mut pids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    pids.find(|pid| {
        let name = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
        name.trim() == "task-keeper"
            && fs::read_link(format!("/proc/{pid}/fd/1")).is_ok_and(|place| place == containers)
    })
}

/// A process and all below it.
fn collect(pid: u32, into: &mut BTreeSet<Process>) {
    let Some(started) = start_of(pid) else { return };
    if !into.insert((pid, started)) {
        return;
    }
    // Children are listed by the thread that made them.
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    for thread in threads {
        let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        children
            .split_whitespace()
            .filter_map(|child| child.parse().ok())
            .for_each(|child| collect(child, into));
    }
}

/// Field 22 of `stat`, counted after the name, which may contain anything. None for a process that ended.
fn start_of(pid: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    (*fields.first()? != "Z").then(|| fields.get(19).map(|start| (*start).to_owned()))?
}

/// The product's own cgroups that a process is in.
fn cgroups_of(pid: u32) -> Vec<PathBuf> {
    let lines = fs::read_to_string(format!("/proc/{pid}/cgroup")).unwrap_or_default();
    let ours = lines.lines().filter(|line| line.contains("interstella"));
    let paths = ours.filter_map(|line| {
        let mut parts = line.splitn(3, ':').skip(1);
        let (controllers, path) = (parts.next()?, parts.next()?);
        let mount = if controllers.is_empty() { PathBuf::new() } else { PathBuf::from(controllers) };
        Some(Path::new("/sys/fs/cgroup").join(mount).join(path.trim_start_matches('/')))
    });
    paths.filter(|path| path.exists()).collect()
}
