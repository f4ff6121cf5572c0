//! One task from its acceptance to `TaskStopped`. In: a spec and the owner's wishes. Out: events, in order.
//! Never here: one container's own life (`container`).
//!
//! ```text
//! Pulling ─▶ network ─▶ containers in order ─▶ attended ──all ended──▶ clean ─▶ TaskStopped
//!     │           │             │    ▲            │ a held one is asked for
//!     │           │             │    └────────────┘
//!     └─ failed ─┴─ failed ──────┴─ failed: the started ones are stopped ──┘
//! ```
//! The end of an essential container stops the others. While a container is held and no stop is wanted, the task goes on.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::container::{self, Running, Surroundings, attend};
use super::hub::TaskNetwork;
use super::{Inner, Wish, net_gate};
use crate::event::{StartError, StartErrorKind, TaskEvent};
use crate::spec::{ContainerSpec, TaskSpec};

/// What the ECS agent gives containers when an essential one has ended.
const ESSENTIAL_GRACE: Duration = Duration::from_secs(30);

type Failure = (Option<String>, StartError);

/// The whole life of a task; `asked` names the held containers that may start.
pub(super) async fn live(
    inner: Arc<Inner>,
    spec: TaskSpec,
    wish: watch::Sender<Wish>,
    asked: watch::Receiver<BTreeSet<String>>,
) {
    let network = match begin(&inner, &spec).await {
        Ok((layers, network)) => {
            let mut loopback = serve_loopback(&inner, &spec, &network);
            let waiting = (0..spec.containers.len()).collect();
            let crew = Crew { inner: &inner, spec: &spec, layers, network: &network, wish: &wish, waiting };
            crew.attend(asked).await;
            loopback.drain(..).for_each(|serving| serving.abort());
            Some(network)
        }
        Err(failure) => {
            report(&inner, &spec, failure).await;
            None
        }
    };
    clean(&inner, &spec, network).await;
    inner.forget(&spec.id);
    inner.tell(TaskEvent::TaskStopped { task: spec.id }).await;
}

/// The containers of a task whose network is there.
struct Crew<'a> {
    inner: &'a Arc<Inner>,
    spec: &'a TaskSpec,
    layers: Vec<Vec<String>>,
    network: &'a Arc<TaskNetwork>,
    wish: &'a watch::Sender<Wish>,
    /// Places of those not started yet, in order.
    waiting: Vec<usize>,
}

impl Crew<'_> {
    /// Starts what may start and sees all to their ends.
    async fn attend(mut self, mut asked: watch::Receiver<BTreeSet<String>>) {
        let mut attended = JoinSet::new();
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
            // Subscribed before the start, so that a stop during it is not missed.
            let wishes = self.wish.subscribe();
            if *wishes.borrow() != Wish::Run {
                return Ok(());
            }
            let container = &spec.containers[at];
            let running = self.start_one(at, container, &hosts).await;
            let running = running.map_err(|error| (Some(container.name.clone()), error))?;
            attended.spawn(attend(running, self.inner.clone(), spec.id.clone(), wishes));
        }
        Ok(())
    }

    async fn start_one(&self, at: usize, spec: &ContainerSpec, hosts: &str) -> Result<Running, StartError> {
        let (inner, network, task) = (self.inner, self.network, &self.spec.id);
        let directory = inner.task_directory(task).join(at.to_string());
        let layers = &self.layers[at];
        let running =
            container::start(Surroundings { inner, task, network, directory, layers, hosts }, spec).await?;
        inner.note_container(task, &running);
        let started = TaskEvent::ContainerStarted {
            task: task.clone(),
            container: spec.name.clone(),
            runtime_id: running.runtime_id.clone(),
            pid: running.pid,
            address: network.address,
        };
        inner.tell(started).await;
        Ok(running)
    }
}

/// Layers, then network.
async fn begin(inner: &Arc<Inner>, spec: &TaskSpec) -> Result<(Vec<Vec<String>>, Arc<TaskNetwork>), Failure> {
    inner.tell(TaskEvent::Pulling { task: spec.id.clone() }).await;
    let layers = pull(inner, spec).await?;
    inner.tell(TaskEvent::Pulled { task: spec.id.clone() }).await;
    let (shared, wanted, mac) = (inner.clone(), spec.network_address, spec.network_mac);
    wanted.into_iter().for_each(|address| inner.note_chosen(address));
    let joined = inner.spawner.run(move || shared.hub.join(wanted, mac, &shared.loopback_ports));
    let network =
        joined.await.map_err(|e| (None, StartError::new(StartErrorKind::ResourceInitialization, e)))?;
    inner.note_address(&spec.id, network.address);
    Ok((layers, Arc::new(network)))
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

fn hosts(spec: &TaskSpec, network: &TaskNetwork) -> String {
    let mut text = format!("127.0.0.1\tlocalhost\n{}\t{{hostname}}\n", network.address);
    for (name, address) in &spec.extra_hosts {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{address}\t{name}");
    }
    text
}

async fn report(inner: &Inner, spec: &TaskSpec, (container, error): Failure) {
    inner.tell(TaskEvent::TaskStartFailed { task: spec.id.clone(), container, error }).await;
}

async fn clean(inner: &Arc<Inner>, spec: &TaskSpec, network: Option<Arc<TaskNetwork>>) {
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
        && error.kind() != std::io::ErrorKind::NotFound
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
