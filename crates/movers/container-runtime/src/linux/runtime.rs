//! The runtime's front: opening it and the commands of [`ContainerRuntime`]. In: configuration and commands.
//! Out: spawned lives of tasks. Never here: those lives.

use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ffi::OsString;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};

use super::adopt::{self, Inherited, Pending};
use super::cgroup::Cgroups;
use super::file_limit::FileBudget;
use super::host_paths::HostPaths;
use super::hub::Hub;
use super::keeper::{self, Keeper, Kept, Launch};
use super::rootfs::Storage;
use super::spare::Spare;
use super::state::{Entry, Inner, Wish, file_name};
use super::trust::{TrustLayers, TrustedRoots};
use super::{container, exec, file_limit, net_gate, ownership, probe, task, user_namespace};
use crate::api::{BoxFuture, ContainerRuntime, Dialer, HealthOutcome, Meter, Refused, RunningTask, validate};
use crate::event::TaskEvent;
use crate::hooks::Hooks;
use crate::layer::{Bounds, Ids, LayerCache};
use crate::restart::Restart;
use crate::spec::{Signal, TaskId, TaskSpec};
use crate::usage::Usage;

/// Between two looks for tasks to kill at the end.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// How to open a [`LinuxRuntime`].
#[derive(Clone, Debug)]
pub struct LinuxConfig {
    /// Unpacked layers and the tasks' files; not on overlayfs, or layers are copied for every container.
    pub state_directory: PathBuf,
    /// Destination ports open to tasks on any address; others are refused. 80 is always open.
    pub egress_ports: Vec<u16>,
    /// Ports of the cloud itself that also answer on `localhost` inside every task.
    pub loopback_ports: Vec<u16>,
    /// Limits of one layer.
    pub layer_bounds: Bounds,
    /// Copies layers for every container even where overlayfs works.
    pub copy_layers: bool,
    /// How long a container may take to start its program.
    pub start_timeout: Duration,
    /// The parent of the containers; without one they are children of the daemon.
    pub keeper: Option<KeeperProgram>,
    /// Containers have user namespaces of their own: root in there is nobody on the machine.
    pub user_namespaces: bool,
    /// Directories of the machine that tasks may mount, and what is below them.
    pub host_paths: Vec<PathBuf>,
    /// What programs of containers trust besides what their images do.
    pub trusted_roots: TrustedRoots,
    /// Directories that tasks never see, beside the state directory.
    pub hidden_paths: Vec<PathBuf>,
}

/// What to execute as the keeper: a program that calls [`super::keep`] when it is given these arguments.
#[derive(Clone, Debug)]
pub struct KeeperProgram {
    /// Its file.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Containers outlive a daemon that is killed; else they end with it.
    pub outlives: bool,
}

/// What the ECS agent allows a start to take (`ECS_CONTAINER_START_TIMEOUT`).
const START_TIMEOUT: Duration = Duration::from_secs(180);

impl LinuxConfig {
    /// The usual ports: the web, the cloud (4566) and the platform (8888).
    pub fn new(state_directory: impl Into<PathBuf>) -> Self {
        Self {
            state_directory: state_directory.into(),
            egress_ports: vec![80, 443, 3000, 4566, 5000, 8000, 8080, 8443, 8888],
            loopback_ports: vec![4566],
            layer_bounds: Bounds::default(),
            copy_layers: false,
            start_timeout: START_TIMEOUT,
            keeper: None,
            user_namespaces: true,
            host_paths: Vec::new(),
            trusted_roots: TrustedRoots::default(),
            hidden_paths: Vec::new(),
        }
    }
}

/// Runs tasks on this Linux machine.
pub struct LinuxRuntime {
    pub(super) inner: Arc<Inner>,
    tokio: Handle,
    open_ports: Mutex<HashSet<u16>>,
}

impl LinuxRuntime {
    /// Opens the hub, takes over what an earlier daemon left running, and removes what else it left in the state directory. Must run
    /// inside tokio.
    ///
    /// Errors: another runtime uses the directory, or the kernel refuses namespaces ([`super::doctor`] says why).
    pub async fn open(
        config: LinuxConfig,
        hooks: Hooks,
        events: mpsc::Sender<TaskEvent>,
    ) -> io::Result<Self> {
        let ports: Vec<u16> = config.egress_ports.iter().copied().chain([80]).collect();
        let inner = tokio::task::spawn_blocking(move || build(config, hooks, events))
            .await
            .map_err(io::Error::other)??;
        let runtime = Self { inner: Arc::new(inner), tokio: Handle::current(), open_ports: Mutex::default() };
        let names = runtime.inner.hub.name_socket().await?;
        tokio::spawn(net_gate::answer_names(names, Arc::downgrade(&runtime.inner)));
        tokio::spawn(net_gate::watch_beginnings(Arc::downgrade(&runtime.inner)));
        for port in ports {
            runtime.open_egress_port(port).await?;
        }
        runtime.inner.restock();
        Ok(runtime)
    }

    /// Waits until every adopted task is reached again: by its ports, by its address. The owner must go on reading events meanwhile.
    pub async fn adopted(&self) {
        // The sender lives as long as this runtime.
        let _ = self.inner.adopting.subscribe().wait_for(|count| *count == 0).await;
    }

    /// Lets tasks connect to `port` of any address (subject to [`crate::Egress`]); again is harmless.
    pub async fn open_egress_port(&self, port: u16) -> io::Result<()> {
        if !self.open_ports.lock().unwrap_or_else(PoisonError::into_inner).insert(port) {
            return Ok(());
        }
        let listener = match self.inner.hub.listen(port).await {
            Ok(listener) => listener,
            Err(error) => {
                self.open_ports.lock().unwrap_or_else(PoisonError::into_inner).remove(&port);
                return Err(error);
            }
        };
        self.tokio.spawn(net_gate::accept_egress(listener, Arc::downgrade(&self.inner)));
        Ok(())
    }

    /// Tells every task to stop; kills those that still run after `grace`, and waits until nothing of them is left, at most `patience`
    /// more. Then the keeper ends. The owner must go on reading events meanwhile; whether all have gone in time is the result.
    pub async fn shutdown(&self, grace: Duration, patience: Duration) -> bool {
        let running: Vec<_> = self.inner.tasks().values().map(|entry| entry.wish.clone()).collect();
        running.iter().for_each(|wish| task::raise(wish, Wish::Stop(grace)));
        let _ = tokio::time::timeout(grace, self.inner.all_gone()).await;
        let gone = tokio::time::timeout(patience, self.kill_until_none()).await.is_ok();
        let inner = self.inner.clone();
        let end = move || {
            if let Some(keeper) = &inner.keeper {
                keeper.end();
            }
        };
        // Fails only when it panics, which it has said then.
        let _ = tokio::task::spawn_blocking(end).await;
        // Not left to `Drop`: the owner's hooks may hold our dialer, and so us, to the end of the process.
        self.inner.cgroups.close();
        gone
    }

    /// Again and again: a task whose start was under way at the first look is there at a later one.
    async fn kill_until_none(&self) {
        loop {
            let running: Vec<_> = self.inner.tasks().values().map(|entry| entry.wish.clone()).collect();
            running.iter().for_each(|wish| task::raise(wish, Wish::Kill));
            if tokio::time::timeout(LOOK_AGAIN, self.inner.all_gone()).await.is_ok() {
                return;
            }
        }
    }

    /// Where the containers' memory is counted, if cgroups are used.
    pub fn cgroup_directory(&self) -> Option<&Path> {
        match &self.inner.cgroups {
            Cgroups::V1 { memory: directory, .. } | Cgroups::V2(directory) => Some(directory),
            Cgroups::Absent => None,
        }
    }

    /// One line about the ways chosen on this machine, for a start-up log.
    pub fn describe(&self) -> String {
        let cgroups = match &self.inner.cgroups {
            Cgroups::V1 { .. } => "cgroup v1",
            Cgroups::V2(_) => "cgroup v2",
            Cgroups::Absent => "no cgroups (memory is sampled)",
        };
        let privilege = if self.inner.privileged { "root" } else { "user namespace" };
        let users = match self.inner.container_ids {
            Some(ids) => format!("containers' ids from {} on", ids.base),
            None => "containers' root is this one's".to_owned(),
        };
        format!("{privilege}, {users}, {:?} file systems, {cgroups}", self.inner.storage)
    }
}

fn build(config: LinuxConfig, hooks: Hooks, events: mpsc::Sender<TaskEvent>) -> io::Result<Inner> {
    file_limit::raise();
    fs::create_dir_all(&config.state_directory)?;
    let state = config.state_directory.canonicalize()?;
    let lock = lock(&state)?;
    let launch = config.keeper.map(|KeeperProgram { program, arguments, outlives }| Launch {
        program,
        arguments,
        outlives,
        directory: state.clone(),
    });
    let estate = Estate::take(&state, launch.as_ref());
    let tasks_directory = state.join("tasks");
    clear(&tasks_directory, &estate.inherited)?;
    let privileged = !user_namespace::single_uid_map();
    let storage = choose_storage(&tasks_directory, privileged, config.copy_layers)?;
    let mut identities = Identities::choose(config.user_namespaces)?;
    let hidden: Vec<PathBuf> = config.hidden_paths.into_iter().chain([state.clone()]).collect();
    let volumes_directory = state.join("volumes");
    ownership::adapt(&volumes_directory, identities.ids)?;
    let Grounds { keeper, hub, cgroups, inherited } = Grounds::prepare(estate, &state, launch)?;
    let chosen = inherited.values().filter_map(|one| one.spec().network_address).collect();
    let mut loopback_ports = config.loopback_ports;
    loopback_ports.sort_unstable();
    loopback_ports.dedup();
    Ok(Inner {
        spawner: hub.resident("spawner")?,
        supplier: hub.resident("supplier")?,
        user_namespaces: Spare::default(),
        hub,
        keeper,
        cgroups,
        inherited: Mutex::new(inherited),
        adopting: watch::Sender::default(),
        cache: LayerCache::open(identities.layers(&state), config.layer_bounds, identities.ids)?,
        storage,
        privileged,
        container_ids: identities.own,
        ids: identities.ids,
        shift: identities.namespace.take(),
        trust: TrustLayers::new(config.trusted_roots, identities.trust(&state), identities.ids),
        own_devices: probe::own_devices(&tasks_directory),
        host_paths: HostPaths::new(&config.host_paths, &hidden)?,
        hooks,
        loopback_ports,
        events,
        tasks_directory,
        volumes_directory,
        files: FileBudget::new(),
        start_timeout: config.start_timeout,
        _lock: lock,
        tasks: Mutex::default(),
        by_address: Default::default(),
        chosen: RwLock::new(chosen),
        published: Default::default(),
        departures: Default::default(),
    })
}

/// Who is who in containers.
struct Identities {
    /// Ids of ours for user namespaces of containers, if they have their own.
    own: Option<Ids>,
    /// What their ids are on disk.
    ids: Ids,
    /// One such namespace, where ids differ.
    namespace: Option<OwnedFd>,
}

impl Identities {
    fn choose(wanted: bool) -> io::Result<Self> {
        let own = user_namespace::range().filter(|_| wanted);
        if wanted && own.is_none() {
            tracing::warn!(
                "too few user ids here for user namespaces of containers: root in them is root of this one"
            );
        }
        let ids = own.filter(|ids| ids.shifts()).unwrap_or(Ids::same());
        let namespace = ids.shifts().then(|| user_namespace::make(ids)).transpose()?;
        Ok(Self { own, ids, namespace })
    }

    /// Unpacked layers belong to the ids they were unpacked for.
    fn layers(&self, state: &Path) -> PathBuf {
        self.directory(state, "layers")
    }

    fn trust(&self, state: &Path) -> PathBuf {
        self.directory(state, "trust")
    }

    fn directory(&self, state: &Path, name: &str) -> PathBuf {
        if self.ids.shifts() { state.join(format!("{name}-{}", self.ids.base)) } else { state.join(name) }
    }
}

/// One runtime per state directory; the kernel releases the lock however the daemon ends. A child of a daemon that was killed is gone an
/// instant after it, so a lock that is held is tried again for half a second.
fn lock(state: &Path) -> io::Result<File> {
    let file = File::create(state.join("lock"))?;
    let mut locked = file.try_lock();
    for _ in 0..50 {
        if locked.is_ok() {
            break;
        }
        thread::sleep(Duration::from_millis(10));
        locked = file.try_lock();
    }
    locked.map_err(|_| {
        let text = format!(
            "another Interstella runs on {}; stop it or use another state directory",
            state.display()
        );
        io::Error::new(io::ErrorKind::AddrInUse, text)
    })?;
    Ok(file)
}

/// What an earlier daemon left.
#[derive(Default)]
struct Estate {
    keeper: Option<Keeper>,
    hub: Option<OwnedFd>,
    inherited: HashMap<TaskId, Inherited>,
}

impl Estate {
    /// Without a keeper of its own to be, a daemon ends the one that is there.
    fn take(state: &Path, launch: Option<&Launch>) -> Self {
        let Some(launch) = launch else {
            keeper::leave(state);
            return Self::default();
        };
        let Some((keeper, hub, kept)) = Keeper::inherit(launch) else { return Self::default() };
        let inherited = kept.into_iter().filter_map(|one| read(&keeper, one)).collect();
        Self { keeper: Some(keeper), hub, inherited }
    }
}

/// What tasks stand on.
struct Grounds {
    keeper: Option<Keeper>,
    hub: Hub,
    cgroups: Cgroups,
    inherited: HashMap<TaskId, Inherited>,
}

impl Grounds {
    /// What was left, and what is missing of it.
    fn prepare(estate: Estate, state: &Path, launch: Option<Launch>) -> io::Result<Self> {
        let Estate { keeper, hub, inherited } = estate;
        let hub = Hub::open(hub)?;
        let cgroups = Cgroups::open(&scope(state), inherited.values().flat_map(Inherited::cgroups));
        // After the cgroups: a new keeper belongs where this process has its place among them.
        let keeper = match (keeper, launch) {
            (None, Some(launch)) => Some(Keeper::start_new(launch)?),
            (found, _) => found,
        };
        if let Some(keeper) = &keeper {
            keeper.keep_hub(&hub.namespace)?;
        }
        let joined = inherited.values().filter_map(Inherited::joined);
        joined.for_each(|joined| hub.take(joined.address, joined.link));
        Ok(Self { keeper, hub, cgroups, inherited })
    }
}

/// A task by its id; what cannot be read is ended.
fn read(keeper: &Keeper, kept: Kept) -> Option<(TaskId, Inherited)> {
    let name = kept.name.clone();
    let processes = kept.children.iter().filter_map(|child| child.descriptors.first()?.try_clone().ok());
    let processes: Vec<OwnedFd> = processes.collect();
    match Inherited::read(kept) {
        Ok(task) => Some((task.spec().id.clone(), task)),
        Err(error) => {
            tracing::warn!(%error, task = name, "a task of an earlier run is ended: its note cannot be read");
            processes.iter().for_each(|process| container::signal(process, Signal::KILL));
            keeper.forget(&name);
            None
        }
    }
}

/// Ends the keeper that a daemon left in this state directory when it was killed, every container it has, and removes their cgroups and files;
/// whether there was one. For a directory no daemon runs on. Blocks until they have ended.
pub fn end_keeper(state_directory: &Path) -> bool {
    let Ok(state) = state_directory.canonicalize() else { return false };
    let Ok(_lock) = lock(&state) else { return false };
    let found = keeper::leave(&state);
    if found {
        Cgroups::open(&scope(&state), None).close();
        // As far as this process may: the next start removes what is left of them.
        let _ = fs::remove_dir_all(state.join("tasks"));
    }
    found
}

/// Removes the files of tasks that are no more.
fn clear(directory: &Path, inherited: &HashMap<TaskId, Inherited>) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    let kept: HashSet<String> = inherited.keys().map(file_name).collect();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if !kept.contains(&*entry.file_name().to_string_lossy()) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

fn choose_storage(work: &Path, privileged: bool, copy: bool) -> io::Result<Storage> {
    if !copy {
        let Err(overlay) = probe::try_storage(work, Storage::Overlay, privileged) else {
            return Ok(Storage::Overlay);
        };
        tracing::warn!(%overlay, "overlayfs cannot be mounted here; layers are copied for every container");
    }
    probe::try_storage(work, Storage::Copy, privileged)?;
    Ok(Storage::Copy)
}

/// A short name for the state directory, the same at every start.
fn scope(state: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    state.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

impl LinuxRuntime {
    fn inherited(&self) -> std::sync::MutexGuard<'_, HashMap<TaskId, Inherited>> {
        self.inner.inherited.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place among the tasks, if it has none yet.
    fn enter(&self, task: &TaskId) -> Option<task::Says> {
        let (wish, _) = watch::channel(Wish::Run);
        let (asked, held) = watch::channel(BTreeSet::new());
        match self.inner.tasks().entry(task.clone()) {
            Slot::Occupied(_) => return None,
            Slot::Vacant(slot) => {
                slot.insert(Entry { wish: wish.clone(), asked, address: None, containers: Vec::new() });
            }
        }
        Some((wish, held))
    }
}

impl ContainerRuntime for LinuxRuntime {
    fn inherited(&self) -> Vec<TaskId> {
        self.inherited().keys().cloned().collect()
    }

    fn adopt(&self, task: &TaskId, restarts: BTreeMap<String, Restart>) {
        let found = self.inherited().remove(task);
        if let Some((inherited, says)) = found.zip(self.enter(task)) {
            self.tokio.spawn(adopt::go_on(
                self.inner.clone(),
                inherited,
                restarts,
                (says, Pending::new(&self.inner)),
            ));
        }
    }

    fn forget(&self, task: &TaskId) {
        if let Some(keeper) = &self.inner.keeper {
            keeper.forget(task.as_str());
        }
    }

    fn start(&self, spec: TaskSpec) -> Result<(), Refused> {
        validate(&spec)?;
        let known = self.inherited().contains_key(&spec.id);
        let Some(says) = (!known).then(|| self.enter(&spec.id)).flatten() else {
            return Err(Refused::AlreadyExists(spec.id));
        };
        self.tokio.spawn(task::live(self.inner.clone(), spec, says));
        Ok(())
    }

    fn start_held(&self, task: &TaskId, container: &str) {
        if let Some(entry) = self.inner.tasks().get(task) {
            task::ask_for(&entry.asked, container);
        }
    }

    fn stop(&self, task: &TaskId, timeout: Duration) {
        if let Some(entry) = self.inner.tasks().get(task) {
            task::raise(&entry.wish, Wish::Stop(timeout));
        }
    }

    fn kill(&self, task: &TaskId) {
        if let Some(entry) = self.inner.tasks().get(task) {
            task::raise(&entry.wish, Wish::Kill);
        }
    }

    fn keep_volumes(&self, keepers: &BTreeSet<String>) {
        let all = fs::read_dir(&self.inner.volumes_directory).into_iter().flatten().flatten();
        for entry in all.filter(|entry| !keepers.contains(&*entry.file_name().to_string_lossy())) {
            if let Err(error) = fs::remove_dir_all(entry.path()) {
                tracing::warn!(%error, path = %entry.path().display(), "a volume could not be removed");
            }
        }
    }

    fn list(&self) -> Vec<RunningTask> {
        self.inner.list()
    }

    fn exec_health<'a>(
        &'a self,
        task: &'a TaskId,
        container: &'a str,
        command: Vec<String>,
        timeout: Duration,
    ) -> BoxFuture<'a, io::Result<HealthOutcome>> {
        Box::pin(exec::run(&self.inner, task, container, command, timeout))
    }

    fn dialer(&self) -> Arc<dyn Dialer> {
        self.inner.clone()
    }

    fn meter(&self) -> Arc<dyn Meter> {
        self.inner.clone()
    }
}

impl Meter for Inner {
    fn usage(&self, task: &TaskId) -> Vec<Usage> {
        Inner::usage(self, task)
    }
}

impl Dialer for Inner {
    fn dial(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<TcpStream>> {
        Box::pin(Inner::dial(self, to))
    }

    fn dial_task<'a>(&'a self, task: &'a TaskId, port: u16) -> BoxFuture<'a, io::Result<TcpStream>> {
        Box::pin(Inner::dial_task(self, task, port))
    }
}
