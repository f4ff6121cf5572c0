//! One task from its acceptance to `TaskStopped`. In: a spec and the owner's wishes. Out: events, in order.
//! Never here: one container's own life (`container`).
//!
//! ```text
//! Pulling ─▶ network ─▶ containers in order ─▶ attended ──all ended──▶ clean ─▶ TaskStopped
//!     └─ failed ─┴─ failed ──────┴─ failed: the started ones are stopped ──┘
//! ```
//! The end of an essential container stops the others.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::container::{self, Surroundings, attend};
use super::hub::TaskNetwork;
use super::{Inner, Wish, net_gate};
use crate::event::{StartError, StartErrorKind, TaskEvent};
use crate::spec::TaskSpec;

/// What the ECS agent gives containers when an essential one has ended.
const ESSENTIAL_GRACE: Duration = Duration::from_secs(30);

type Failure = (Option<String>, StartError);

/// The whole life of a task.
pub(super) async fn live(inner: Arc<Inner>, spec: TaskSpec, wish: watch::Sender<Wish>) {
    let mut attended = JoinSet::new();
    let network = begin(&inner, &spec).await;
    let (network, mut loopback) = match network {
        Ok((layers, network)) => {
            let loopback = serve_loopback(&inner, &spec, &network);
            if let Err(failure) = start_all(&inner, &spec, &layers, &network, &wish, &mut attended).await {
                report(&inner, &spec, failure).await;
                raise(&wish, Wish::Stop(ESSENTIAL_GRACE));
            }
            (Some(network), loopback)
        }
        Err(failure) => {
            report(&inner, &spec, failure).await;
            (None, Vec::new())
        }
    };
    while let Some(ended) = attended.join_next().await {
        // A panicking attendant counts as essential: better stop than lose a container.
        if ended.unwrap_or(true) {
            raise(&wish, Wish::Stop(ESSENTIAL_GRACE));
        }
    }
    loopback.drain(..).for_each(|serving| serving.abort());
    clean(&inner, &spec, network).await;
    inner.forget(&spec.id);
    inner.tell(TaskEvent::TaskStopped { task: spec.id }).await;
}

/// Layers, then network.
async fn begin(inner: &Arc<Inner>, spec: &TaskSpec) -> Result<(Vec<Vec<String>>, Arc<TaskNetwork>), Failure> {
    inner.tell(TaskEvent::Pulling { task: spec.id.clone() }).await;
    let layers = pull(inner, spec).await?;
    inner.tell(TaskEvent::Pulled { task: spec.id.clone() }).await;
    let (shared, wanted) = (inner.clone(), spec.network_address);
    let joined = inner.spawner.run(move || shared.hub.join(wanted, &shared.loopback_ports));
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

async fn start_all(
    inner: &Arc<Inner>,
    spec: &TaskSpec,
    layers: &[Vec<String>],
    network: &Arc<TaskNetwork>,
    wish: &watch::Sender<Wish>,
    attended: &mut JoinSet<bool>,
) -> Result<(), Failure> {
    let hosts = hosts(spec, network);
    for (at, (container, layers)) in spec.containers.iter().zip(layers).enumerate() {
        // Subscribed before the start, so that a stop during it is not missed.
        let wishes = wish.subscribe();
        if *wishes.borrow() != Wish::Run {
            return Ok(());
        }
        let directory = inner.task_directory(&spec.id).join(at.to_string());
        let around = Surroundings { inner, task: &spec.id, network, directory, layers, hosts: &hosts };
        let running = container::start(around, container).await;
        let running = running.map_err(|error| (Some(container.name.clone()), error))?;
        inner.note_container(&spec.id, &running);
        let started = TaskEvent::ContainerStarted {
            task: spec.id.clone(),
            container: container.name.clone(),
            runtime_id: running.runtime_id.clone(),
            pid: running.pid,
            address: network.address,
        };
        inner.tell(started).await;
        attended.spawn(attend(running, inner.clone(), spec.id.clone(), wishes));
    }
    Ok(())
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
