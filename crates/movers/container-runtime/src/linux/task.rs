//! One task from its acceptance to `TaskStopped`. In: a spec and the owner's wishes. Out: events, in order.
//! Never here: one container's own life (`container`).
//!
//! ```text
//! Pulling ─▶ network ─▶ containers in order ─▶ attended ──all ended──▶ clean ─▶ TaskStopped
//!     │           │             │    ▲            │ a held one is asked for
//!     │           │             │    └────────────┘
//!     └─ failed ─┴─ failed ──────┴─ failed: the started ones are stopped ──┘
//! ```
//! An earlier daemon's task comes in where it was: among the attended, with what `adopt` found of its containers.
//!
//! The end of an essential container stops the others. While a container is held and no stop is wanted, the task goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io;
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::adopt::Arrivals;
use super::attend::{Watched, attend};
use super::cgroup::{Cgroup, Limits};
use super::container::{self, LayingOut, Running, Surroundings, remove_cgroup};
use super::hub::TaskNetwork;
use super::notes::{Joined, Stage};
use super::state::file_name;
use super::{Inner, Wish, net_gate};
use crate::event::{StartError, StartErrorKind, TaskEvent};
use crate::spec::{ContainerSpec, TaskSpec};

/// What the ECS agent gives containers when an essential one has ended.
pub(super) const ESSENTIAL_GRACE: Duration = Duration::from_secs(30);

type Failure = (Option<String>, StartError);

/// The whole life of a task.
pub(super) async fn live(inner: Arc<Inner>, spec: TaskSpec, says: Says) {
    inner.expect_a_move();
    let begun = match inner.files.share(&spec, inner.loopback_ports.len()) {
        Ok(files) => begin(&inner, &spec).await.map(|begun| (begun, files)),
        Err(error) => Err(cannot_begin(error)),
    };
    let network = match begun {
        Ok((begun, _files)) => Some(conduct(&inner, &spec, begun, Arrivals::default(), says).await),
        Err(failure) => {
            report(&inner, &spec, failure).await;
            None
        }
    };
    finish(inner, spec, network).await;
}

/// What the owner may say to a task that lives: what it wants of it, which held containers may start.
pub(super) type Says = (watch::Sender<Wish>, watch::Receiver<BTreeSet<String>>);

/// From the network to the end of the last container; those that arrive run already, or did. Gives the network back.
pub(super) async fn conduct(
    inner: &Arc<Inner>,
    spec: &TaskSpec,
    begun: Begun,
    arrivals: Arrivals,
    (wish, asked): Says,
) -> Arc<TaskNetwork> {
    let Begun { layers, network, group, laid_out } = begun;
    let mut loopback = serve_loopback(inner, spec, &network);
    let mut crew = Crew {
        inner,
        spec,
        layers,
        laid_out,
        network: &network,
        grouped: group.is_some(),
        wish: &wish,
        alive: watch::Sender::default(),
        waiting: (0..spec.containers.len()).collect(),
    };
    let mut attended = JoinSet::new();
    crew.take_over(arrivals, &mut attended).await;
    crew.attend(asked, attended).await;
    laid_out_all(crew.laid_out).await;
    loopback.drain(..).for_each(|serving| serving.abort());
    remove_cgroup(group.as_ref()).await;
    network
}

/// After the last container.
pub(super) async fn finish(inner: Arc<Inner>, spec: TaskSpec, network: Option<Arc<TaskNetwork>>) {
    clean(&inner, &spec, network).await;
    inner.forget(&spec.id);
    inner.tell(TaskEvent::TaskStopped { task: spec.id }).await;
}

/// The containers of a task whose network is there.
pub(super) struct Crew<'a> {
    pub(super) inner: &'a Arc<Inner>,
    pub(super) spec: &'a TaskSpec,
    layers: Vec<Vec<String>>,
    /// By place, those whose directories are being made.
    laid_out: BTreeMap<usize, LayingOut>,
    pub(super) network: &'a Arc<TaskNetwork>,
    /// The task has a cgroup of its own.
    grouped: bool,
    pub(super) wish: &'a watch::Sender<Wish>,
    /// Names of the containers that are being started or run.
    pub(super) alive: watch::Sender<BTreeSet<String>>,
    /// Places of those not started yet, in order.
    pub(super) waiting: Vec<usize>,
}

impl Crew<'_> {
    /// Starts what may start and sees all to their ends.
    async fn attend(&mut self, mut asked: watch::Receiver<BTreeSet<String>>, mut attended: JoinSet<bool>) {
        let mut wishes = self.wish.subscribe();
        loop {
            let names = asked.borrow_and_update().clone();
            if let Err(failure) = self.start(&names, &mut attended).await {
                report(self.inner, self.spec, failure).await;
                raise(self.wish, Wish::Stop(ESSENTIAL_GRACE));
            }
            if *wishes.borrow_and_update() != Wish::Run {
                self.waiting.clear();
            }
            if attended.is_empty() && self.waiting.is_empty() {
                return;
            }
            tokio::select! {
                // A panicking attendant counts as essential: better stop than lose a container.
                Some(ended) = attended.join_next() => if ended.unwrap_or(true) {
                    raise(self.wish, Wish::Stop(ESSENTIAL_GRACE));
                },
                Ok(()) = asked.changed(), if !self.waiting.is_empty() => {}
                Ok(()) = wishes.changed() => {}
                // Nobody can ask or wish any more: the daemon is going down.
                else => return,
            }
        }
    }

    /// Those that are not held, and those asked for, in order.
    async fn start(&mut self, asked: &BTreeSet<String>, attended: &mut JoinSet<bool>) -> Result<(), Failure> {
        let hosts = hosts(self.spec, self.network);
        let (spec, may) = (self.spec, |c: &ContainerSpec| !c.held || asked.contains(&c.name));
        let (now, later) = self.waiting.iter().partition(|at| may(&spec.containers[**at]));
        self.waiting = later;
        let now: Vec<usize> = now;
        for at in now {
            let container = &spec.containers[at];
            // Alive before the look at the wishes: a stop that comes now waits for it where it has to.
            self.alive.send_modify(|alive| {
                alive.insert(container.name.clone());
            });
            let watched = Watched::new(self.wish, &self.alive);
            if *watched.wish.borrow() != Wish::Run {
                self.no_longer_alive(&container.name);
                return Ok(());
            }
            let around = self.surroundings(at, &hosts);
            let laid_out = self.laid_out.remove(&at);
            let running = self.start_one(&around, container, laid_out).await.map_err(|error| {
                self.no_longer_alive(&container.name);
                (Some(container.name.clone()), error)
            })?;
            attended.spawn(attend(running, around, container.clone(), watched));
        }
        Ok(())
    }

    fn no_longer_alive(&self, name: &str) {
        self.alive.send_modify(|alive| {
            alive.remove(name);
        });
    }

    pub(super) fn surroundings(&self, at: usize, hosts: &str) -> Surroundings {
        Surroundings {
            inner: self.inner.clone(),
            task: self.spec.id.clone(),
            at,
            network: self.network.clone(),
            directory: container_directory(self.inner, self.spec, at),
            layers: self.layers[at].clone(),
            hosts: hosts.to_owned(),
            group: self.grouped.then(|| file_name(&self.spec.id)),
        }
    }

    async fn start_one(
        &self,
        around: &Surroundings,
        spec: &ContainerSpec,
        laid_out: Option<LayingOut>,
    ) -> Result<Running, StartError> {
        let laid_out = laid_out.unwrap_or_else(|| {
            container::lay_out(self.inner, around.directory.clone(), around.layers.clone())
        });
        let running = container::start(around, spec, laid_out).await?;
        self.inner.note_container(&around.task, &running);
        self.tell_started(&spec.name, &running.runtime_id, running.process.pid).await;
        self.inner.restock();
        Ok(running)
    }

    pub(super) async fn tell_started(&self, container: &str, runtime_id: &str, pid: i32) {
        let (task, container, runtime_id) =
            (self.spec.id.clone(), container.to_owned(), runtime_id.to_owned());
        let address = self.network.address;
        self.inner.tell(TaskEvent::ContainerStarted { task, container, runtime_id, pid, address }).await;
    }
}

/// What there is before the first container.
pub(super) struct Begun {
    pub(super) layers: Vec<Vec<String>>,
    pub(super) network: Arc<TaskNetwork>,
    pub(super) group: Option<Cgroup>,
    /// By place, containers whose directories are being made.
    pub(super) laid_out: BTreeMap<usize, LayingOut>,
}

/// Layers, then beside each other the containers' directories and what `join` makes.
async fn begin(inner: &Arc<Inner>, spec: &TaskSpec) -> Result<Begun, Failure> {
    let failed = cannot_begin;
    inner.keep(spec, Stage::Beginning, &[]).map_err(failed)?;
    inner.tell(TaskEvent::Pulling { task: spec.id.clone() }).await;
    let layers = pull(inner, spec).await?;
    inner.tell(TaskEvent::Pulled { task: spec.id.clone() }).await;
    let lay_out = |(at, layers): (usize, &Vec<String>)| {
        (at, container::lay_out(inner, container_directory(inner, spec, at), layers.clone()))
    };
    let laid_out = layers.iter().enumerate().map(lay_out).collect();
    match join(inner, spec, &layers).await {
        Ok((network, group)) => Ok(Begun { layers, network: Arc::new(network), group, laid_out }),
        Err(error) => {
            laid_out_all(laid_out).await;
            Err(failed(error))
        }
    }
}

/// A cgroup for limits of the whole task, then its network.
async fn join(
    inner: &Arc<Inner>,
    spec: &TaskSpec,
    layers: &[Vec<String>],
) -> io::Result<(TaskNetwork, Option<Cgroup>)> {
    let group = group(inner, spec)?;
    let (shared, wanted, mac) = (inner.clone(), spec.network_address, spec.network_mac);
    wanted.into_iter().for_each(|address| inner.note_chosen(address));
    let joined = inner.supplier.run(move || shared.hub.join(wanted, mac, &shared.loopback_ports));
    let network = joined.await?;
    inner.note_address(&spec.id, network.address);
    let stage = Joined {
        address: network.address,
        link: network.link,
        layers: layers.to_vec(),
        group: group.clone(),
    };
    let held: Vec<_> =
        [network.namespace.as_fd()].into_iter().chain(network.loopback.iter().map(AsFd::as_fd)).collect();
    inner.keep(spec, Stage::Joined(stage), &held)?;
    drop(held);
    Ok((network, group))
}

/// Nothing is made in a task's directory any more, so that it can be removed.
async fn laid_out_all(laid_out: BTreeMap<usize, LayingOut>) {
    for one in laid_out.into_values() {
        // What became of it mattered to a container that is not started.
        let _ = one.await;
    }
}

fn container_directory(inner: &Inner, spec: &TaskSpec, at: usize) -> PathBuf {
    inner.task_directory(&spec.id).join(at.to_string())
}

fn cannot_begin(error: io::Error) -> Failure {
    (None, StartError::new(StartErrorKind::ResourceInitialization, error))
}

/// A cgroup for a task with limits of its own, where there are cgroups.
fn group(inner: &Inner, spec: &TaskSpec) -> io::Result<Option<Cgroup>> {
    let limits = Limits { memory: spec.memory_limit, quota: spec.cpu_limit, ..Limits::default() };
    match limits.memory.is_some() || limits.quota.is_some() {
        true => inner.cgroups.create_for_task(&file_name(&spec.id), limits),
        false => Ok(None),
    }
}

async fn pull(inner: &Arc<Inner>, spec: &TaskSpec) -> Result<Vec<Vec<String>>, Failure> {
    let (inner, containers) = (inner.clone(), spec.containers.clone());
    let work = move || {
        let one = |container: &crate::spec::ContainerSpec| {
            let names = container
                .image
                .layers
                .iter()
                .map(|layer| inner.cache.ensure(layer))
                .collect::<Result<_, _>>();
            names.map_err(|error| (Some(container.name.clone()), cannot_pull(&container.image.name, error)))
        };
        containers.iter().map(one).collect()
    };
    let failed = |e| (None, StartError::new(StartErrorKind::CannotPullContainer, e));
    tokio::task::spawn_blocking(work).await.map_err(failed)?
}

fn cannot_pull(image: &str, error: impl std::fmt::Display) -> StartError {
    StartError::new(StartErrorKind::CannotPullContainer, format!("failed to extract {image}: {error}"))
}

fn serve_loopback(inner: &Arc<Inner>, spec: &TaskSpec, network: &TaskNetwork) -> Vec<JoinHandle<()>> {
    let one = |listener: &std::net::TcpListener| {
        let listener = tokio::net::TcpListener::from_std(listener.try_clone().ok()?).ok()?;
        Some(tokio::spawn(net_gate::accept_loopback(listener, spec.id.clone(), Arc::downgrade(inner))))
    };
    network.loopback.iter().filter_map(one).collect()
}

pub(super) fn hosts(spec: &TaskSpec, network: &TaskNetwork) -> String {
    let mut text = format!("127.0.0.1\tlocalhost\n{}\t{{hostname}}\n", network.address);
    for (name, address) in &spec.extra_hosts {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{address}\t{name}");
    }
    text
}

pub(super) async fn report(inner: &Inner, spec: &TaskSpec, (container, error): Failure) {
    inner.tell(TaskEvent::TaskStartFailed { task: spec.id.clone(), container, error }).await;
}

async fn clean(inner: &Arc<Inner>, spec: &TaskSpec, network: Option<Arc<TaskNetwork>>) {
    // Said first: a link that is free again may be another task's at once.
    if let Err(error) = inner.keep(spec, Stage::Over, &[]) {
        tracing::warn!(%error, task = %spec.id, "the end of a task could not be kept for a next run");
    }
    let (shared, directory) = (inner.clone(), inner.task_directory(&spec.id));
    if let Some(network) = &network {
        inner.forget_address(network.address);
    }
    // Removing a link waits for the kernel's readers, so it is no work for an async thread.
    let work = move || {
        if let Some(network) = network.and_then(Arc::into_inner) {
            shared.hub.part(network);
        }
        std::fs::remove_dir_all(directory)
    };
    if let Ok(Err(error)) = tokio::task::spawn_blocking(work).await
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, task = %spec.id, "a task's files could not be removed");
    }
}

/// Wishes only ever grow: run, stop, kill.
pub(super) fn raise(wish: &watch::Sender<Wish>, to: Wish) {
    wish.send_if_modified(|now| {
        let grows = now.rank() < to.rank();
        if grows {
            *now = to;
        }
        grows
    });
}

/// Lets a held container start; names once asked for stay so.
pub(super) fn ask_for(asked: &watch::Sender<BTreeSet<String>>, container: &str) {
    asked.send_if_modified(|names| {
        // More names than a task can have containers are none of its own.
        names.len() < 64 && names.insert(container.to_owned())
    });
}
