//! Open files (`ulimit -n`): the limit of this process, raised as far as the kernel lets it, and how many tasks it is enough for. In: what
//! tasks need. Out: a share of what there is, or words that say how many there are. Shells allow 1,024, a task keeps half a dozen.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tokio::sync::Semaphore;

use crate::spec::TaskSpec;

/// Linux' own limit of limits unless it was changed (`fs.nr_open`).
const MOST: u64 = 1 << 20;
/// For everything else of the process: files, listeners, connections. The owner bounds these by the same share of the limit.
const OTHERS: i64 = 128;
const SHARE_OF_OTHERS: (i64, i64) = (5, 16);
/// What a container takes while it is started: pipes, namespaces, mounts.
const STARTING: i64 = 16;
/// Containers started at a time, whatever the limit.
const FEWEST_STARTS: i64 = 4;
const MOST_STARTS: i64 = 64;

/// Raises it: root beyond the hard limit, everybody up to it.
pub(super) fn raise() {
    let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE) else { return };
    let wanted = MOST.max(hard);
    if setrlimit(Resource::RLIMIT_NOFILE, wanted, wanted).is_err() && soft < hard {
        // Refused nowhere: it is the limit's own bound.
        let _ = setrlimit(Resource::RLIMIT_NOFILE, hard, hard);
    }
}

/// Files this process may have open now (`ulimit -n`), at most [`MOST`]. [`super::LinuxRuntime::open`] raises it first.
pub fn most_open_files() -> u64 {
    let (limit, _) = getrlimit(Resource::RLIMIT_NOFILE).unwrap_or((1024, 1024));
    limit.min(MOST)
}

/// What of the limit is left for tasks.
pub(super) struct FileBudget {
    limit: i64,
    left: Arc<AtomicI64>,
    /// Held while a container is started.
    pub(super) starts: Semaphore,
}

/// What a task has of it, given back when it is dropped.
pub(super) struct FileShare {
    left: Arc<AtomicI64>,
    files: i64,
}

impl FileBudget {
    /// Of the limit this process has now.
    pub(super) fn new() -> Self {
        Self::of(most_open_files() as i64)
    }

    fn of(limit: i64) -> Self {
        let others = OTHERS.max(limit * SHARE_OF_OTHERS.0 / SHARE_OF_OTHERS.1);
        let starts = ((limit - others) / (8 * STARTING)).clamp(FEWEST_STARTS, MOST_STARTS);
        let left = Arc::new(AtomicI64::new(limit - others - starts * STARTING));
        Self { limit, left, starts: Semaphore::new(starts as usize) }
    }

    /// For a task that may start; `ports` are listened to in its own loopback.
    pub(super) fn share(&self, spec: &TaskSpec, ports: usize) -> io::Result<FileShare> {
        let share = self.take(spec, ports);
        if self.left.load(Ordering::SeqCst) < 0 {
            let text = format!(
                "too many open files: this process may have {} (`ulimit -n`), and the tasks that run need what there is",
                self.limit
            );
            return Err(io::Error::new(io::ErrorKind::QuotaExceeded, text));
        }
        Ok(share)
    }

    /// For a task that runs, enough or not.
    pub(super) fn take(&self, spec: &TaskSpec, ports: usize) -> FileShare {
        let containers = spec.containers.iter().map(|container| 3 + container.port_mappings.len());
        let files = (1 + 2 * ports + containers.sum::<usize>()) as i64;
        self.left.fetch_sub(files, Ordering::SeqCst);
        FileShare { left: self.left.clone(), files }
    }
}

impl Drop for FileShare {
    fn drop(&mut self) {
        self.left.fetch_add(self.files, Ordering::SeqCst);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::spec::{ContainerSpec, TaskId};

    #[test]
    fn a_share_is_had_again_once_it_is_given_back() {
        let spec = TaskSpec {
            id: TaskId::new("t"),
            instance_address: Ipv4Addr::LOCALHOST,
            network_address: None,
            network_mac: None,
            extra_hosts: Vec::new(),
            memory_limit: None,
            cpu_limit: None,
            containers: vec![ContainerSpec::default()],
        };
        let budget = FileBudget::of(1024);
        let mut shares: Vec<_> = std::iter::from_fn(|| budget.share(&spec, 1).ok()).collect();
        assert!((100..200).contains(&shares.len()), "{}", shares.len());
        let why = budget.share(&spec, 1).err().unwrap().to_string();
        assert!(why.contains("1024") && why.contains("ulimit -n"), "{why}");
        shares.pop();
        assert!(budget.share(&spec, 1).is_ok());
        assert!(FileBudget::of(64).share(&spec, 1).is_err());
    }
}
