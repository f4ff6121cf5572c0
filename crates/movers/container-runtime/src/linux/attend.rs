//! One container from its process to its end. In: a running container and the owner's wishes. Out: `ContainerRestarted`,
//! `ContainerExited`. Never here: the start itself (`container`), whether a container may be started again (the owner's word).
//!
//! ```text
//! running ─(Stop)─▶ those it stops after have ended ─▶ stop signal ─(time)─▶ SIGKILL ─▶ exited
//!    │ ▲      (Kill)─────────────────────────────────────────────────────────▶┘
//!    │ └── its Restart says so, nobody wants a stop
//!    └─ ends by itself ─▶ exited
//! ```

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::cgroup::Cgroup;
use super::container::{Running, Surroundings, remove_cgroup, signal, start_again};
use super::exit::KILLED;
use super::notes::End;
use super::{Wish, memory_watch};
use crate::event::TaskEvent;
use crate::spec::{ContainerSpec, Signal};

/// What an attendant watches beside the process.
pub(super) struct Watched {
    pub(super) wish: watch::Receiver<Wish>,
    /// Names of the containers of the task that are being started or run.
    pub(super) alive: watch::Sender<BTreeSet<String>>,
}

impl Watched {
    /// Of what is wished already, too: it may have been before anybody watched.
    pub(super) fn new(wish: &watch::Sender<Wish>, alive: &watch::Sender<BTreeSet<String>>) -> Self {
        let mut wish = wish.subscribe();
        wish.mark_changed();
        Self { wish, alive: alive.clone() }
    }
}

/// Sees a container to its end, obeying the wishes; whether it was essential.
pub(super) async fn attend(
    mut running: Running,
    around: Surroundings,
    spec: ContainerSpec,
    mut watched: Watched,
) -> bool {
    let end = loop {
        let (status, reason) = until_end(&running, &spec, &mut watched).await;
        let end = wind_up(&mut running, &around, status, reason).await;
        if !is_wanted_again(&running, &spec, &end, &watched) {
            break end;
        }
        if let Err(error) = start_again(&around, &spec, &mut running).await {
            break End { reason: Some(error.to_string()), ..end };
        }
        around.inner.note_container(&around.task, &running);
        let (task, container, pid) = (around.task.clone(), running.name.clone(), running.process.pid);
        let exit_code = end.exit_code;
        around.inner.tell(TaskEvent::ContainerRestarted { task, container, exit_code, pid }).await;
    };
    around.note_end(&running.process, &end);
    report(running, around, &watched.alive, end).await
}

fn is_wanted_again(running: &Running, spec: &ContainerSpec, end: &End, watched: &Watched) -> bool {
    let ran = running.process.started.elapsed();
    let word = || spec.restart.as_ref().is_some_and(|restart| restart.again(end.exit_code, ran));
    *watched.wish.borrow() == Wish::Run && word()
}

/// The exit code, and why the runtime itself ended the container if it did.
async fn until_end(
    running: &Running,
    spec: &ContainerSpec,
    watched: &mut Watched,
) -> (io::Result<i32>, Option<String>) {
    let process = &running.process;
    let (mut asked, mut deadline, mut reason): (Option<Duration>, Option<Instant>, _) = (None, None, None);
    let mut alive = watched.alive.subscribe();
    let mut over = std::pin::pin!(over_limit(running, spec));
    let mut end = std::pin::pin!(process.exit.of(&process.pidfd));
    loop {
        tokio::select! {
            status = &mut end => return (status, reason),
            why = &mut over, if reason.is_none() => {
                reason = Some(why);
                signal(&process.pidfd, Signal::KILL);
            }
            wished = next_wish(&mut watched.wish) => match wished {
                Wish::Run => {}
                Wish::Stop(timeout) => asked = Some(spec.stop_timeout.unwrap_or(timeout)),
                Wish::Kill => signal(&process.pidfd, Signal::KILL),
            },
            timeout = turn_to_stop(asked, &spec.stops_after, &mut alive) => {
                signal(&process.pidfd, spec.image.config.stop_signal.unwrap_or(Signal::TERM));
                (asked, deadline) = (None, Some(Instant::now() + timeout));
            }
            () = sleep_until(deadline) => {
                signal(&process.pidfd, Signal::KILL);
                deadline = None;
            }
        }
    }
}

/// Once a stop is asked for and nothing runs any more that must end first; the time until SIGKILL.
async fn turn_to_stop(
    asked: Option<Duration>,
    after: &[String],
    alive: &mut watch::Receiver<BTreeSet<String>>,
) -> Duration {
    let Some(timeout) = asked else { return std::future::pending().await };
    // Nobody left to tell means that nobody is left to wait for.
    drop(alive.wait_for(|alive| !after.iter().any(|name| alive.contains(name))).await);
    timeout
}

/// Only without cgroups; resolves to the reason.
async fn over_limit(running: &Running, spec: &ContainerSpec) -> String {
    let limit = spec.memory_limit.filter(|_| running.process.cgroup.is_none());
    let Some(limit) = limit else { return std::future::pending().await };
    let used = memory_watch::over_limit(running.process.pid, limit).await;
    format!(
        "Container killed due to memory usage: {used} bytes in use, {limit} allowed (sampled, without cgroups)"
    )
}

/// After the last process of the container: its pipes, its cgroup, its place in the list.
async fn wind_up(
    running: &mut Running,
    around: &Surroundings,
    status: io::Result<i32>,
    reason: Option<String>,
) -> End {
    let process = &mut running.process;
    // All processes of its pid namespace are gone, so the pipes end.
    for log in process.logs.drain(..) {
        let _ = log.await;
    }
    let (exit_code, unknown) = match status {
        Ok(code) => (code, None),
        Err(error) => (KILLED, Some(error.to_string())),
    };
    let killed_by_kernel = process.cgroup.as_deref().is_some_and(Cgroup::oom_killed) && exit_code != 0;
    remove_cgroup(process.cgroup.as_deref()).await;
    around.inner.forget_container(&around.task, &running.name);
    End { exit_code, oom: killed_by_kernel || reason.is_some(), reason: reason.or(unknown) }
}

async fn report(
    running: Running,
    around: Surroundings,
    alive: &watch::Sender<BTreeSet<String>>,
    end: End,
) -> bool {
    for published in running.forwarders {
        published.task.abort();
        around.inner.forget_published(published.address);
    }
    alive.send_modify(|alive| {
        alive.remove(&running.name);
    });
    let (inner, task) = (Arc::clone(&around.inner), around.task.clone());
    // Let go of the task's network before the task hears of the end.
    drop(around);
    let End { exit_code, oom, reason } = end;
    let container = running.name;
    inner.tell(TaskEvent::ContainerExited { task, container, exit_code, oom, reason }).await;
    running.essential
}

async fn next_wish(wish: &mut watch::Receiver<Wish>) -> Wish {
    match wish.changed().await {
        Ok(()) => *wish.borrow_and_update(),
        Err(_) => std::future::pending().await,
    }
}

async fn sleep_until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}
