//! Tasks that an earlier daemon left with the keeper. In: notes and descriptors. Out: the same tasks, attended again. Never here: whether
//! they are still wanted (the owner's word).
//!
//! ```text
//! Beginning ─▶ from the start (nothing of it ever ran)
//! Joined ─▶ each container: not begun ─▶ waits     ended ─▶ told     else ─▶ told, attended (its end may have come meanwhile)
//! Over ─▶ its ends told once more, cleaned
//! ```
//! What is told has perhaps been told before: the owner may have been killed with the word in its ear.

use std::collections::BTreeMap;
use std::io;
use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::sync::Arc;

use tokio::task::JoinSet;

use super::attend::{Watched, attend};
use super::cgroup::Cgroup;
use super::hub::TaskNetwork;
use super::keeper::{Child, Kept};
use super::notes::{self, ContainerNote, End, Joined, Stage, TaskNote};
use super::task::{self, Begun, Crew, ESSENTIAL_GRACE, Says};
use super::{Inner, Wish, container};
use crate::event::TaskEvent;
use crate::restart::Restart;
use crate::spec::TaskSpec;

/// A task as it was left.
pub(super) struct Inherited {
    note: TaskNote,
    descriptors: Vec<OwnedFd>,
    found: Vec<Found>,
}

/// A container as it was left.
pub(super) struct Found {
    child: Child,
    note: ContainerNote,
}

/// The containers of a task that come in, and the adoption that is done when they are in.
#[derive(Default)]
pub(super) struct Arrivals {
    found: Vec<Found>,
    pending: Option<Pending>,
}

/// An adoption that is not done: whoever waits for all to be done waits for its end.
pub(super) struct Pending(Arc<Inner>);

impl Pending {
    pub(super) fn new(inner: &Arc<Inner>) -> Self {
        inner.adopting.send_modify(|count| *count += 1);
        Self(inner.clone())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.0.adopting.send_modify(|count| *count -= 1);
    }
}

impl Inherited {
    /// Errors: the notes make no sense to this version.
    pub(super) fn read(kept: Kept) -> io::Result<Self> {
        let one = |child: Child| Ok(Found { note: notes::read(&child.note)?, child });
        let found = kept.children.into_iter().map(one).collect::<io::Result<_>>()?;
        Ok(Self { note: notes::read(&kept.note)?, descriptors: kept.descriptors, found })
    }

    pub(super) fn spec(&self) -> &TaskSpec {
        &self.note.spec
    }

    /// What it has of the hub and of its descriptors.
    pub(super) fn joined(&self) -> Option<&Joined> {
        match &self.note.stage {
            Stage::Joined(joined) => Some(joined),
            Stage::Beginning | Stage::Over => None,
        }
    }

    /// Its cgroups: what they counted may still be asked for.
    pub(super) fn cgroups(&self) -> impl Iterator<Item = &Cgroup> {
        let group = self.joined().and_then(|joined| joined.group.as_ref());
        group.into_iter().chain(self.found.iter().filter_map(|found| found.note.cgroup.as_ref()))
    }
}

/// The rest of the life of an inherited task; `restarts` by container name.
pub(super) async fn go_on(
    inner: Arc<Inner>,
    inherited: Inherited,
    mut restarts: BTreeMap<String, Restart>,
    (says, pending): (Says, Pending),
) {
    let Inherited { note: TaskNote { mut spec, stage }, descriptors, found } = inherited;
    for container in &mut spec.containers {
        container.restart = restarts.remove(&container.name);
    }
    match stage {
        Stage::Beginning => {
            drop(pending);
            task::live(inner, spec, says).await;
        }
        Stage::Joined(joined) => {
            let _files = inner.files.take(&spec, inner.loopback_ports.len());
            let Some(network) = network(&joined, descriptors) else {
                tracing::warn!(task = %spec.id, "a task of an earlier run came without its network");
                return task::finish(inner, spec, None).await;
            };
            let begun = Begun {
                layers: joined.layers,
                network: Arc::new(network),
                group: joined.group,
                laid_out: BTreeMap::new(),
            };
            let arrivals = Arrivals { found, pending: Some(pending) };
            let network = task::conduct(&inner, &spec, begun, arrivals, says).await;
            task::finish(inner, spec, Some(network)).await;
        }
        Stage::Over => {
            for Found { note, child } in found {
                let name = spec.containers.get(child.at as usize).map(|container| container.name.clone());
                if let (Some(container), Some(end)) = (name, note.end) {
                    tell_end(&inner, &spec, container, end).await;
                }
            }
            task::finish(inner, spec, None).await;
        }
    }
}

/// The namespace came first.
fn network(joined: &Joined, descriptors: Vec<OwnedFd>) -> Option<TaskNetwork> {
    let mut descriptors = descriptors.into_iter();
    let namespace = descriptors.next()?;
    let loopback = descriptors.map(TcpListener::from).collect();
    Some(TaskNetwork { namespace, address: joined.address, loopback, link: joined.link })
}

async fn tell_end(inner: &Inner, spec: &TaskSpec, container: String, end: End) {
    let End { exit_code, oom, reason } = end;
    inner.tell(TaskEvent::ContainerExited { task: spec.id.clone(), container, exit_code, oom, reason }).await;
}

impl Crew<'_> {
    /// Goes on with containers that were started before.
    pub(super) async fn take_over(&mut self, arrivals: Arrivals, attended: &mut JoinSet<bool>) {
        let Arrivals { found, pending } = arrivals;
        self.inner.note_address(&self.spec.id, self.network.address);
        let hosts = task::hosts(self.spec, self.network);
        for Found { note, child } in found.into_iter().filter(|found| found.note.begun) {
            let at = child.at as usize;
            let Some(spec) = self.spec.containers.get(at) else { continue };
            self.waiting.retain(|waiting| *waiting != at);
            self.tell_started(&spec.name, &note.runtime_id, child.pid).await;
            if let Some(end) = note.end {
                tell_end(self.inner, self.spec, spec.name.clone(), end).await;
                if spec.essential {
                    task::raise(self.wish, Wish::Stop(ESSENTIAL_GRACE));
                }
                continue;
            }
            let around = self.surroundings(at, &hosts);
            match container::resume(&around, spec, child, note).await {
                Ok((running, published)) => {
                    self.alive.send_modify(|alive| {
                        alive.insert(spec.name.clone());
                    });
                    if let Err(error) = published {
                        task::report(self.inner, self.spec, (Some(spec.name.clone()), error)).await;
                        task::raise(self.wish, Wish::Stop(ESSENTIAL_GRACE));
                    }
                    self.inner.note_container(&self.spec.id, &running);
                    let watched = Watched::new(self.wish, &self.alive);
                    attended.spawn(attend(running, around, spec.clone(), watched));
                }
                Err(error) => tracing::warn!(%error, task = %self.spec.id, "a container was lost"),
            }
        }
        drop(pending);
    }
}
