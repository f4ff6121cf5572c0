//! A runtime in which nothing runs. In: the same commands, and outcomes set by a test. Out: the same events,
//! at once, in the same order. Never here: a clock, threads, or randomness; time passes when the test says so ([`SimRuntime::pass`]).
//!
//! ```text
//! start ─▶ Pulling (─ held? wait for `release`) ─▶ Pulled ─▶ ContainerStarted …  | TaskStartFailed ─▶ TaskStopped
//! held container: start_held ─▶ ContainerStarted
//! abandon ─▶ everything goes on untold, what was still being pulled is gone ─▶ adopt ─▶ all of it told, what was told before once more
//! stop / exit ─▶ ContainerExited … ─▶ TaskStopped        (a stubborn container waits for `kill`, or for its stop timeout to pass)
//! ```

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::mpsc;

use crate::api::{
    BoxFuture, ContainerRuntime, Dialer, HealthOutcome, Meter, Refused, RunningContainer, RunningTask,
    validate,
};
use crate::event::{StartError, TaskEvent};
use crate::restart::Restart;
use crate::spec::{TaskId, TaskSpec};
use crate::usage::Usage;

/// What becomes of containers of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Runs until stopped; ends with 143 on a stop signal.
    Runs,
    /// Runs and ignores the stop signal; ends with 137 on `kill`, and when its stop timeout is over.
    Stubborn,
    /// Cannot start.
    FailsToStart(StartError),
    /// Starts and ends at once.
    Exits(i32),
}

/// The simulated runtime; clones share their world.
#[derive(Clone)]
pub struct SimRuntime {
    state: Arc<Mutex<State>>,
}

struct State {
    events: mpsc::Sender<TaskEvent>,
    /// What the channel had no room for; sent before anything newer.
    backlog: VecDeque<TaskEvent>,
    outcomes: HashMap<String, Outcome>,
    /// By container name, of every task or of one.
    health: HashMap<(Option<TaskId>, String), HealthOutcome>,
    doors: HashMap<SocketAddr, SocketAddr>,
    tasks: BTreeMap<TaskId, Task>,
    /// Everything that happened to a task, until the owner has written down its end.
    histories: BTreeMap<TaskId, Vec<TaskEvent>>,
    /// Tasks of an earlier life of the owner.
    inherited: BTreeSet<TaskId>,
    /// Ends of containers that nobody attended to.
    unattended: Vec<Exit>,
    /// Tasks that were told to stop and have not, and how long they still may take.
    stopping: BTreeMap<TaskId, Duration>,
    holding: bool,
    next: u32,
}

/// The end of a container by itself.
struct Exit {
    task: TaskId,
    container: String,
    exit_code: i32,
    oom: bool,
    ran: Duration,
}

struct Task {
    spec: TaskSpec,
    address: Option<Ipv4Addr>,
    running: Vec<RunningContainer>,
    /// Names of containers nobody has asked for yet.
    held: Vec<String>,
}

impl SimRuntime {
    /// Everything runs until told otherwise.
    pub fn new(events: mpsc::Sender<TaskEvent>) -> Self {
        let state = State {
            events,
            backlog: VecDeque::new(),
            outcomes: HashMap::new(),
            health: HashMap::new(),
            doors: HashMap::new(),
            tasks: BTreeMap::new(),
            histories: BTreeMap::new(),
            inherited: BTreeSet::new(),
            unattended: Vec::new(),
            stopping: BTreeMap::new(),
            holding: false,
            next: 0,
        };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets what becomes of containers started from now on with this image name.
    pub fn set_outcome(&self, image: &str, outcome: Outcome) {
        self.state().outcomes.insert(image.to_owned(), outcome);
    }

    /// Sets what health checks in containers of this name answer; the default is exit code 0.
    pub fn set_health(&self, container: &str, outcome: HealthOutcome) {
        self.state().health.insert((None, container.to_owned()), outcome);
    }

    /// The same for one task only.
    pub fn set_health_of(&self, task: &TaskId, container: &str, outcome: HealthOutcome) {
        self.state().health.insert((Some(task.clone()), container.to_owned()), outcome);
    }

    /// Lets the dialer connect to `to` when asked for `from`; anything not set is refused.
    pub fn set_door(&self, from: SocketAddr, to: SocketAddr) {
        self.state().doors.insert(from, to);
    }

    /// From now on started tasks stay in `Pulling`.
    pub fn hold(&self) {
        self.state().holding = true;
    }

    /// Lets held tasks, and those after them, go on.
    pub fn release(&self) {
        let mut state = self.state();
        state.holding = false;
        let waiting: Vec<_> = state.tasks.iter().filter(|(_, task)| task.address.is_none()).collect();
        let waiting: Vec<TaskId> = waiting.into_iter().map(|(id, _)| id.clone()).collect();
        waiting.iter().for_each(|id| state.bring_up(id));
    }

    /// A container ends by itself; an essential one takes the others along. Unknown names change nothing.
    pub fn exit(&self, task: &TaskId, container: &str, exit_code: i32, oom: bool) {
        self.exit_after(task, container, exit_code, oom, Duration::ZERO);
    }

    /// The same for a container that ran this long, which its [`crate::Restart`] is told.
    pub fn exit_after(&self, task: &TaskId, container: &str, exit_code: i32, oom: bool, ran: Duration) {
        let (task, container) = (task.clone(), container.to_owned());
        self.state().exit(Exit { task, container, exit_code, oom, ran });
    }

    /// Time passes: what should have stopped by now is killed.
    pub fn pass(&self, time: Duration) {
        let mut state = self.state();
        for left in state.stopping.values_mut() {
            *left = left.saturating_sub(time);
        }
        let over: Vec<TaskId> =
            state.stopping.iter().filter(|(_, left)| left.is_zero()).map(|(task, _)| task.clone()).collect();
        for task in over {
            state.stop_all(&task, 137, false);
            state.finish(&task);
        }
    }

    /// The owner was killed: what runs goes on, and is told nobody until it is adopted. What waits to be read is the caller's to drop.
    pub fn abandon(&self) {
        let mut state = self.state();
        state.backlog.clear();
        // The owner unpacked images and watched over stop timeouts.
        state.stopping.clear();
        let begun =
            |state: &State, id: &TaskId| state.tasks.get(id).is_none_or(|task| task.address.is_some());
        let unborn: Vec<TaskId> = state.tasks.keys().filter(|id| !begun(&state, id)).cloned().collect();
        for id in unborn {
            state.tasks.remove(&id);
            state.histories.remove(&id);
        }
        state.inherited = state.histories.keys().cloned().collect();
    }

    /// The machine ended with the owner: nothing is left.
    pub fn vanish(&self) {
        let mut state = self.state();
        state.backlog.clear();
        state.tasks.clear();
        state.histories.clear();
        state.inherited.clear();
        state.stopping.clear();
    }

    /// Sends events that did not fit into the channel earlier.
    pub fn flush(&self) {
        self.state().flush();
    }
}

impl State {
    fn tell(&mut self, event: TaskEvent) {
        self.histories.entry(event.task().clone()).or_default().push(event.clone());
        self.backlog.push_back(event);
        self.flush();
    }

    fn exit(&mut self, exit: Exit) {
        if self.inherited.contains(&exit.task) {
            return self.unattended.push(exit);
        }
        let Exit { task, container, exit_code, oom, ran } = exit;
        if self.restart(&task, &container, exit_code, ran) {
            return;
        }
        if self.end(&task, &container, exit_code, oom) {
            self.stop_all(&task, 143, true);
        }
        self.finish(&task);
    }

    fn flush(&mut self) {
        while let Some(event) = self.backlog.pop_front() {
            if let Err(mpsc::error::TrySendError::Full(event)) = self.events.try_send(event) {
                self.backlog.push_front(event);
                return;
            }
        }
    }

    fn bring_up(&mut self, id: &TaskId) {
        self.next += 1;
        let [_, _, high, low] = self.next.to_be_bytes();
        let address = Ipv4Addr::new(10, 88, high, low);
        let Some(task) = self.tasks.get_mut(id) else { return };
        let address = task.spec.network_address.unwrap_or(address);
        task.address = Some(address);
        let free: Vec<_> = task.spec.containers.iter().enumerate().filter(|(_, c)| !c.held).collect();
        let free: Vec<(usize, String)> = free.into_iter().map(|(at, c)| (at, c.name.clone())).collect();
        self.tell(TaskEvent::Pulled { task: id.clone() });
        for (at, name) in free {
            if !self.bring_up_container(id, &name, address, at) {
                break;
            }
        }
        self.finish(id);
    }

    /// Whether the task goes on.
    fn bring_up_container(&mut self, id: &TaskId, name: &str, address: Ipv4Addr, at: usize) -> bool {
        let image = self.tasks.get(id).and_then(|task| Some(&task.spec.containers.get(at)?.image.name));
        match image.and_then(|image| self.outcomes.get(image)).cloned().unwrap_or(Outcome::Runs) {
            Outcome::FailsToStart(error) => {
                let container = Some(name.to_owned());
                self.tell(TaskEvent::TaskStartFailed { task: id.clone(), container, error });
                self.stop_all(id, 137, false);
                return false;
            }
            Outcome::Exits(code) => {
                self.begin(id, name, address, at);
                if self.end(id, name, code, false) {
                    self.stop_all(id, 143, true);
                    return false;
                }
            }
            Outcome::Runs | Outcome::Stubborn => self.begin(id, name, address, at),
        }
        true
    }

    /// Starts a held container, once.
    fn start_held(&mut self, id: &TaskId, name: &str) {
        let Some(task) = self.tasks.get_mut(id) else { return };
        let place = task.spec.containers.iter().position(|container| container.name == name);
        let waiting = task.held.iter().position(|held| held == name);
        let (Some(at), Some(waiting), Some(address)) = (place, waiting, task.address) else { return };
        task.held.remove(waiting);
        self.bring_up_container(id, name, address, at);
        self.finish(id);
    }

    fn begin(&mut self, id: &TaskId, name: &str, address: Ipv4Addr, at: usize) {
        let runtime_id = format!("{:062x}{at:02x}", self.next);
        let pid = (self.next * 64) as i32 + at as i32;
        let running = RunningContainer {
            name: name.to_owned(),
            runtime_id: runtime_id.clone(),
            pid,
            memory_bytes: Some(0),
            cpu_nanos: Some(0),
        };
        if let Some(task) = self.tasks.get_mut(id) {
            task.running.push(running);
        }
        let (task, container) = (id.clone(), name.to_owned());
        self.tell(TaskEvent::ContainerStarted { task, container, runtime_id, pid, address });
    }

    /// Whether it is started again.
    fn restart(&mut self, id: &TaskId, name: &str, exit_code: i32, ran: Duration) -> bool {
        let Some(task) = self.tasks.get(id) else { return false };
        let spec = task.spec.containers.iter().find(|container| container.name == name);
        let again = spec.and_then(|spec| spec.restart.as_ref()).is_some_and(|it| it.again(exit_code, ran));
        let running = task.running.iter().find(|container| container.name == name);
        let Some(running) = running.filter(|_| again) else { return false };
        let pid = running.pid;
        let (task, container) = (id.clone(), name.to_owned());
        self.tell(TaskEvent::ContainerRestarted { task, container, exit_code, pid });
        true
    }

    /// Whether it was running and essential.
    fn end(&mut self, id: &TaskId, name: &str, exit_code: i32, oom: bool) -> bool {
        let Some(task) = self.tasks.get_mut(id) else { return false };
        let Some(at) = task.running.iter().position(|container| container.name == name) else { return false };
        task.running.remove(at);
        let essential =
            task.spec.containers.iter().any(|container| container.name == name && container.essential);
        let (task, container) = (id.clone(), name.to_owned());
        self.tell(TaskEvent::ContainerExited { task, container, exit_code, oom, reason: None });
        essential
    }

    fn stop_all(&mut self, id: &TaskId, exit_code: i32, politely: bool) {
        let Some(task) = self.tasks.get_mut(id) else { return };
        task.held.clear();
        let task = &*task;
        let stays = |name: &str| {
            let image = task.spec.containers.iter().find(|c| c.name == name).map(|c| c.image.name.as_str());
            politely && image.and_then(|image| self.outcomes.get(image)) == Some(&Outcome::Stubborn)
        };
        let names: Vec<_> = task.running.iter().map(|c| c.name.clone()).filter(|name| !stays(name)).collect();
        for name in names {
            self.end(id, &name, exit_code, false);
        }
    }

    fn finish(&mut self, id: &TaskId) {
        if self.tasks.get(id).is_some_and(|task| task.running.is_empty() && task.held.is_empty()) {
            self.tasks.remove(id);
            self.stopping.remove(id);
            self.tell(TaskEvent::TaskStopped { task: id.clone() });
        }
    }
}

impl ContainerRuntime for SimRuntime {
    fn inherited(&self) -> Vec<TaskId> {
        self.state().inherited.iter().cloned().collect()
    }

    fn adopt(&self, task: &TaskId, restarts: BTreeMap<String, Restart>) {
        let mut state = self.state();
        if !state.inherited.remove(task) {
            return;
        }
        for container in state.tasks.get_mut(task).into_iter().flat_map(|task| &mut task.spec.containers) {
            container.restart = restarts.get(&container.name).cloned();
        }
        let history = state.histories.get(task).cloned().unwrap_or_default();
        use TaskEvent::{ContainerExited, ContainerStarted, TaskStopped};
        let told = |event: &TaskEvent| {
            matches!(event, ContainerStarted { .. } | ContainerExited { .. } | TaskStopped { .. })
        };
        state.backlog.extend(history.into_iter().filter(told));
        state.flush();
        let (ended, others) = state.unattended.drain(..).partition(|exit| exit.task == *task);
        state.unattended = others;
        let ended: Vec<Exit> = ended;
        ended.into_iter().for_each(|exit| state.exit(exit));
    }

    fn forget(&self, task: &TaskId) {
        self.state().histories.remove(task);
    }

    fn start(&self, spec: TaskSpec) -> Result<(), Refused> {
        validate(&spec)?;
        let mut state = self.state();
        let id = spec.id.clone();
        if state.tasks.contains_key(&id) || state.inherited.contains(&id) {
            return Err(Refused::AlreadyExists(id));
        }
        let held =
            spec.containers.iter().filter(|container| container.held).map(|c| c.name.clone()).collect();
        state.tasks.insert(id.clone(), Task { spec, address: None, running: Vec::new(), held });
        state.tell(TaskEvent::Pulling { task: id.clone() });
        if !state.holding {
            state.bring_up(&id);
        }
        Ok(())
    }

    fn start_held(&self, task: &TaskId, container: &str) {
        self.state().start_held(task, container);
    }

    fn stop(&self, task: &TaskId, timeout: Duration) {
        let mut state = self.state();
        state.stop_all(task, 143, true);
        if let Some(left) = state.tasks.get(task) {
            let own = left.spec.containers.iter().filter_map(|container| container.stop_timeout).max();
            state.stopping.entry(task.clone()).or_insert(own.unwrap_or(timeout));
        }
        state.finish(task);
    }

    fn kill(&self, task: &TaskId) {
        let mut state = self.state();
        state.stop_all(task, 137, false);
        state.finish(task);
    }

    fn keep_volumes(&self, _keepers: &BTreeSet<String>) {}

    fn list(&self) -> Vec<RunningTask> {
        let state = self.state();
        let one = |(id, task): (&TaskId, &Task)| RunningTask {
            id: id.clone(),
            address: task.address,
            containers: task.running.clone(),
        };
        state.tasks.iter().filter(|(id, _)| !state.inherited.contains(*id)).map(one).collect()
    }

    fn exec_health<'a>(
        &'a self,
        task: &'a TaskId,
        container: &'a str,
        _command: Vec<String>,
        _timeout: Duration,
    ) -> BoxFuture<'a, io::Result<HealthOutcome>> {
        let well = HealthOutcome::Exited { exit_code: 0, output: Vec::new() };
        let state = self.state();
        let set = |task: Option<&TaskId>| state.health.get(&(task.cloned(), container.to_owned()));
        let outcome = set(Some(task)).or_else(|| set(None)).cloned().unwrap_or(well);
        Box::pin(async move { Ok(outcome) })
    }

    fn dialer(&self) -> Arc<dyn Dialer> {
        Arc::new(self.clone())
    }

    fn meter(&self) -> Arc<dyn Meter> {
        Arc::new(self.clone())
    }
}

/// What does not run uses nothing.
impl Meter for SimRuntime {
    fn usage(&self, task: &TaskId) -> Vec<Usage> {
        let running = self.state().tasks.get(task).map(|task| task.running.clone()).unwrap_or_default();
        running.into_iter().map(|it| Usage { runtime_id: it.runtime_id, ..Usage::default() }).collect()
    }
}

impl Dialer for SimRuntime {
    fn dial(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<TcpStream>> {
        let door = self.state().doors.get(&to).copied();
        Box::pin(async move {
            match door {
                Some(real) => TcpStream::connect(real).await,
                None => Err(io::ErrorKind::ConnectionRefused.into()),
            }
        })
    }

    fn dial_task<'a>(&'a self, task: &'a TaskId, port: u16) -> BoxFuture<'a, io::Result<TcpStream>> {
        let address = self.state().tasks.get(task).and_then(|task| task.address);
        match address {
            Some(address) => self.dial(SocketAddr::from((address, port))),
            None => Box::pin(async { Err(io::ErrorKind::NotFound.into()) }),
        }
    }
}

#[cfg(test)]
mod tests;
