//! What the runtime knows while it runs. In: notes from the tasks' lives. Out: answers to "who", "where",
//! "which". Never here: anything on disk.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::File;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::os::fd::{BorrowedFd, OwnedFd};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc, watch};

use super::adopt::Inherited;
use super::cgroup::{Cgroup, Cgroups};
use super::container::Running;
use super::file_limit::FileBudget;
use super::host_paths::HostPaths;
use super::hub::Hub;
use super::keeper::Keeper;
use super::memory_watch;
use super::notes::{self, Stage, TaskNote};
use super::rootfs::Storage;
use super::spare::Spare;
use super::trust::TrustLayers;
use super::worker::Worker;
use super::{usage, user_namespace};
use crate::api::{RunningContainer, RunningTask};
use crate::event::TaskEvent;
use crate::hooks::Hooks;
use crate::layer::{Ids, LayerCache};
use crate::spec::{TaskId, TaskSpec};
use crate::usage::Usage;

/// What the owner wants of a task; only ever raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Run,
    Stop(Duration),
    Kill,
}

impl Wish {
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Run => 0,
            Self::Stop(_) => 1,
            Self::Kill => 2,
        }
    }
}

/// Shared by every task and door.
pub(super) struct Inner {
    pub(super) hub: Hub,
    /// The parent of every container; without one it is the spawner.
    pub(super) keeper: Option<Keeper>,
    /// What an earlier daemon left and nobody adopted yet.
    pub(super) inherited: Mutex<HashMap<TaskId, Inherited>>,
    /// Adoptions that are not done.
    pub(super) adopting: watch::Sender<usize>,
    /// The thread every process that is started here is a child of.
    pub(super) spawner: Worker,
    /// The thread that makes what tasks and containers need of the kernel before they ask for it.
    pub(super) supplier: Worker,
    /// For the next container, if it gets one.
    pub(super) user_namespaces: Spare<OwnedFd>,
    pub(super) cgroups: Cgroups,
    pub(super) cache: LayerCache,
    pub(super) storage: Storage,
    /// Real root, with more than one uid.
    pub(super) privileged: bool,
    /// Ids of ours for containers with user namespaces of their own.
    pub(super) container_ids: Option<Ids>,
    /// What ids in containers are outside.
    pub(super) ids: Ids,
    /// A user namespace with those ids, where they are others.
    pub(super) shift: Option<OwnedFd>,
    /// What programs of containers trust.
    pub(super) trust: TrustLayers,
    /// Device files can be made here.
    pub(super) own_devices: bool,
    /// What of the machine tasks may mount.
    pub(super) host_paths: HostPaths,
    pub(super) hooks: Hooks,
    pub(super) loopback_ports: Vec<u16>,
    pub(super) events: mpsc::Sender<TaskEvent>,
    pub(super) tasks_directory: PathBuf,
    /// Files of shared volumes, `KEEPER/NAME`.
    pub(super) volumes_directory: PathBuf,
    /// Open files there are for tasks.
    pub(super) files: FileBudget,
    /// How long a container may take from its first step to its program.
    pub(super) start_timeout: Duration,
    /// Held while the runtime lives: one runtime per state directory.
    pub(super) _lock: File,
    pub(super) tasks: Mutex<HashMap<TaskId, Entry>>,
    pub(super) by_address: RwLock<HashMap<Ipv4Addr, TaskId>>,
    /// Addresses the owner chose for tasks, past ones included (as many as its subnets have): nothing else is meant by them.
    pub(super) chosen: RwLock<HashSet<Ipv4Addr>>,
    pub(super) published: RwLock<HashMap<SocketAddrV4, SocketAddrV4>>,
    /// Told whenever a task is gone.
    pub(super) departures: Notify,
}

/// One task that is not yet stopped.
pub(super) struct Entry {
    pub(super) wish: watch::Sender<Wish>,
    /// Names of the held containers that were asked for.
    pub(super) asked: watch::Sender<BTreeSet<String>>,
    pub(super) address: Option<Ipv4Addr>,
    pub(super) containers: Vec<Container>,
}

pub(super) struct Container {
    pub(super) name: String,
    pub(super) runtime_id: String,
    pub(super) pid: i32,
    pub(super) pidfd: Arc<OwnedFd>,
    pub(super) cgroup: Option<Arc<Cgroup>>,
}

impl Inner {
    pub(super) fn tasks(&self) -> std::sync::MutexGuard<'_, HashMap<TaskId, Entry>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the kernel get ready for a process that will be moved into a cgroup, beside whatever comes before.
    pub(super) fn expect_a_move(self: &Arc<Self>) {
        let inner = self.clone();
        tokio::task::spawn_blocking(move || inner.cgroups.expect_a_move());
    }

    /// A user namespace for a container, if containers have their own.
    pub(super) fn user_namespace(&self) -> io::Result<Option<OwnedFd>> {
        let make = |ids| self.user_namespaces.take_or(|| user_namespace::make(ids));
        self.container_ids.map(make).transpose()
    }

    /// What the next task needs is made while nobody waits for it.
    pub(super) fn restock(self: &Arc<Self>) {
        let inner = self.clone();
        self.supplier.post(move || {
            let namespace = match inner.container_ids {
                Some(ids) => inner.user_namespaces.restock(|| user_namespace::make(ids)),
                None => Ok(()),
            };
            let made = inner.hub.restock(&inner.loopback_ports).and(namespace);
            // Whoever needs it tries again, and says what is wrong.
            let _ = made.inspect_err(|error| tracing::debug!(%error, "nothing could be made in advance"));
        });
    }

    /// Tells the keeper, if there is one, how far a task has come; it holds these descriptors instead of those before.
    pub(super) fn keep(&self, spec: &TaskSpec, stage: Stage, held: &[BorrowedFd<'_>]) -> io::Result<()> {
        let Some(keeper) = &self.keeper else { return Ok(()) };
        keeper.keep(spec.id.as_str(), notes::write(&TaskNote { spec, stage })?, held)
    }

    /// Hands an event to the owner; waits when the owner is behind.
    pub(super) async fn tell(&self, event: TaskEvent) {
        // An owner that has dropped its end does not want to know.
        let _ = self.events.send(event).await;
    }

    pub(super) fn task_at(&self, address: Ipv4Addr) -> Option<TaskId> {
        self.by_address.read().unwrap_or_else(PoisonError::into_inner).get(&address).cloned()
    }

    pub(super) fn task_directory(&self, task: &TaskId) -> PathBuf {
        self.tasks_directory.join(file_name(task))
    }

    pub(super) fn note_address(&self, task: &TaskId, address: Ipv4Addr) {
        self.by_address.write().unwrap_or_else(PoisonError::into_inner).insert(address, task.clone());
        if let Some(entry) = self.tasks().get_mut(task) {
            entry.address = Some(address);
        }
    }

    pub(super) fn note_chosen(&self, address: Ipv4Addr) {
        self.chosen.write().unwrap_or_else(PoisonError::into_inner).insert(address);
    }

    fn is_chosen(&self, address: Ipv4Addr) -> bool {
        self.chosen.read().unwrap_or_else(PoisonError::into_inner).contains(&address)
    }

    pub(super) fn forget_address(&self, address: Ipv4Addr) {
        self.by_address.write().unwrap_or_else(PoisonError::into_inner).remove(&address);
    }

    pub(super) fn note_published(&self, host: SocketAddrV4, task: SocketAddrV4) {
        self.published.write().unwrap_or_else(PoisonError::into_inner).insert(host, task);
    }

    pub(super) fn forget_published(&self, host: SocketAddrV4) {
        self.published.write().unwrap_or_else(PoisonError::into_inner).remove(&host);
    }

    pub(super) fn note_container(&self, task: &TaskId, running: &Running) {
        if let Some(entry) = self.tasks().get_mut(task) {
            entry.containers.push(Container {
                name: running.name.clone(),
                runtime_id: running.runtime_id.clone(),
                pid: running.process.pid,
                pidfd: running.process.pidfd.clone(),
                cgroup: running.process.cgroup.clone(),
            });
        }
    }

    pub(super) fn forget_container(&self, task: &TaskId, name: &str) {
        if let Some(entry) = self.tasks().get_mut(task) {
            entry.containers.retain(|container| container.name != name);
        }
    }

    pub(super) fn forget(&self, task: &TaskId) {
        self.tasks().remove(task);
        self.departures.notify_waiters();
    }

    /// Waits until no task is left.
    pub(super) async fn all_gone(&self) {
        loop {
            let mut departure = std::pin::pin!(self.departures.notified());
            // Registered before looking, so that no departure is missed in between.
            departure.as_mut().enable();
            if self.tasks().is_empty() {
                return;
            }
            departure.await;
        }
    }

    /// Straight into a published port's task, a task's address, or the host's network.
    pub(super) async fn dial(&self, to: SocketAddr) -> io::Result<TcpStream> {
        let SocketAddr::V4(to) = to else { return TcpStream::connect(to).await };
        let published = self.published.read().unwrap_or_else(PoisonError::into_inner).get(&to).copied();
        match published {
            Some(inside) => self.hub.dial(inside).await,
            None if self.task_at(*to.ip()).is_some() => self.hub.dial(to).await,
            None if self.is_chosen(*to.ip()) => Err(io::ErrorKind::ConnectionRefused.into()),
            None => TcpStream::connect(to).await,
        }
    }

    pub(super) async fn dial_task(&self, task: &TaskId, port: u16) -> io::Result<TcpStream> {
        let address = self.tasks().get(task).and_then(|entry| entry.address);
        let address =
            address.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, format!("no task {task}")))?;
        self.hub.dial(SocketAddrV4::new(address, port)).await
    }

    /// Read outside the lock: a reading is some files.
    pub(super) fn usage(&self, task: &TaskId) -> Vec<Usage> {
        let one =
            |container: &Container| (container.runtime_id.clone(), container.pid, container.cgroup.clone());
        let running: Vec<_> = self
            .tasks()
            .get(task)
            .map(|entry| entry.containers.iter().map(one).collect())
            .unwrap_or_default();
        running.iter().map(|(id, pid, cgroup)| usage::read(id, *pid, cgroup.as_deref())).collect()
    }

    pub(super) fn list(&self) -> Vec<RunningTask> {
        let one = |(id, entry): (&TaskId, &Entry)| RunningTask {
            id: id.clone(),
            address: entry.address,
            containers: entry.containers.iter().map(Container::describe).collect(),
        };
        self.tasks().iter().map(one).collect()
    }
}

/// A task's name as a file name.
pub(super) fn file_name(task: &TaskId) -> String {
    let safe = task.as_str().chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    safe.take(128).collect()
}

impl Container {
    fn describe(&self) -> RunningContainer {
        let measured = self.cgroup.as_deref();
        RunningContainer {
            name: self.name.clone(),
            runtime_id: self.runtime_id.clone(),
            pid: self.pid,
            memory_bytes: match measured {
                Some(cgroup) => cgroup.memory_bytes(),
                None => Some(memory_watch::resident_bytes(self.pid, 8)),
            },
            cpu_nanos: measured.and_then(Cgroup::cpu_nanos),
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.cgroups.close();
    }
}
