//! What happens to tasks and targets in a second, and what users, programs and machines do to them.

use model::Time;
use model::ecs::*;
use model::elbv2::{TargetHealth, TargetState};
use planner::stopping::{Route, Stopping, stopping};

use super::records::{self, SCOPE};
use super::{Nature, TestTarget, World};

/// Milliseconds a target drains.
const DELAY: i64 = 5_000;

impl World {
    /// One second passes; says whether anything moved.
    pub(crate) fn second(&mut self) -> bool {
        self.now = self.now.plus(1_000);
        let before = (self.tasks.clone(), self.targets.len(), self.health.clone());
        for index in 0..self.tasks.len() {
            self.move_task(index);
        }
        self.move_targets();
        self.check_containers();
        before != (self.tasks.clone(), self.targets.len(), self.health.clone())
    }

    /// When time alone moves something next.
    pub(crate) fn next_motion(&self) -> Option<Time> {
        self.targets
            .values()
            .filter_map(|target| target.draining_since)
            .map(|since| since.plus(DELAY - 1_000))
            .min()
    }

    fn nature(&self, task: &Task) -> Nature {
        self.natures.get(&task.task_definition.revision).copied().unwrap_or(Nature::Good)
    }

    fn move_task(&mut self, index: usize) {
        let (now, nature) = (self.now, self.nature(&self.tasks[index]));
        let routes = self.routes(&self.tasks[index]);
        let task = &mut self.tasks[index];
        match (task.desired, task.last) {
            (_, LastStatus::Stopped) => {}
            (DesiredStatus::Stopped, LastStatus::Running) => {
                task.observe(LastStatus::Deactivating);
                let id = task.id.clone();
                let own = self.targets.values_mut().filter(|target| target.task == id);
                own.for_each(|target| _ = target.draining_since.get_or_insert(now));
            }
            (DesiredStatus::Running, LastStatus::Provisioning) => _ = task.observe(LastStatus::Pending),
            (DesiredStatus::Stopped, LastStatus::Deactivating) => match stopping(task, &routes, now) {
                Stopping::Now => end(task, now, &routes),
                Stopping::Drain(until) => assert!(until > now, "it waits for a moment that is over"),
                Stopping::Deregister => unreachable!("its targets began to drain when it was deactivated"),
            },
            (DesiredStatus::Stopped, _) => end(task, now, &routes),
            (DesiredStatus::Running, LastStatus::Pending) if nature == Nature::NeverStarts => {
                task.want_stopped(StopReason::FailedToStart("Task failed to start".to_owned()), now);
                end(task, now, &routes);
            }
            (DesiredStatus::Running, LastStatus::Pending) => {
                task.observe(LastStatus::Running);
                task.started_at = Some(now);
            }
            (DesiredStatus::Running, LastStatus::Running) if nature == Nature::Crashes => {
                task.want_stopped(StopReason::EssentialContainerExited, now);
            }
            _ => {}
        }
    }

    /// The targets that lead to a task; a leaving one still answers requests for a while.
    fn routes(&self, task: &Task) -> Vec<Route> {
        let own = self.targets.values().filter(|target| target.task == task.id);
        let busy_until = |since: Time| since.plus(self.busy * 1_000);
        let route = |target: &TestTarget| Route {
            draining_since: target.draining_since,
            delay: DELAY,
            in_flight: usize::from(target.draining_since.is_some_and(|since| self.now < busy_until(since))),
            withdrawn: target.draining_since.is_some(),
        };
        own.map(route).collect()
    }

    /// Whether a task fails its checks at the moment.
    fn fails(&self, task: &Task) -> bool {
        let bad_second = self.now.0 / 1_000 % 2 == 0 && self.flapping.contains(&task.id);
        bad_second || self.sick.contains(&task.id) || self.nature(task) == Nature::FailsProbes
    }

    /// The containers' own health checks.
    fn check_containers(&mut self) {
        if !self.checks_containers {
            return;
        }
        let health = |world: &World, task: &Task| match (task.last, world.fails(task)) {
            (LastStatus::Running, true) => HealthStatus::Unhealthy,
            (LastStatus::Running, false) => HealthStatus::Healthy,
            _ => HealthStatus::Unknown,
        };
        let seen: Vec<HealthStatus> = self.tasks.iter().map(|task| health(self, task)).collect();
        for (task, seen) in self.tasks.iter_mut().zip(seen) {
            task.containers.iter_mut().for_each(|container| container.health = seen);
        }
    }

    fn move_targets(&mut self) {
        let now = self.now;
        self.targets.retain(|_, target| target.draining_since.is_none_or(|since| now.since(since) < DELAY));
        let (targets, tasks) = (&self.targets, &self.tasks);
        self.health.retain(|key, _| targets.contains_key(key));
        for (key, target) in targets.iter().filter(|(_, target)| target.draining_since.is_none()) {
            let Some(task) = tasks.iter().find(|task| task.id == target.task) else { continue };
            let bad = self.fails(task);
            let state = if bad { TargetState::Unhealthy } else { TargetState::Healthy };
            if self.health.get(key).is_none_or(|health| health.state != state) {
                self.health.insert(key.clone(), health(key, state, now));
            }
        }
    }

    /// A program ends by itself.
    pub(crate) fn exit(&mut self, pick: usize) {
        self.end_one(pick, StopReason::EssentialContainerExited);
    }

    /// A user stops a task.
    pub(crate) fn user_stop(&mut self, pick: usize) {
        self.end_one(pick, StopReason::StoppedByUser);
    }

    fn end_one(&mut self, pick: usize, reason: StopReason) {
        let ids: Vec<String> = self.wanted().map(|task| task.id.clone()).collect();
        if !ids.is_empty() {
            self.want_stopped(&ids[pick % ids.len()], reason);
        }
    }

    /// A task begins to fail its probes.
    pub(crate) fn sicken(&mut self, pick: usize) {
        let ids: Vec<String> = self.wanted().map(|task| task.id.clone()).collect();
        if !ids.is_empty() {
            self.sick.insert(ids[pick % ids.len()].clone());
        }
    }

    /// A task begins to pass its checks every other second only.
    pub(crate) fn flap(&mut self, pick: usize) {
        let ids: Vec<String> = self.wanted().map(|task| task.id.clone()).collect();
        if !ids.is_empty() {
            self.flapping.insert(ids[pick % ids.len()].clone());
        }
    }

    /// Every sick task passes its probes again.
    pub(crate) fn recover(&mut self) {
        self.sick.clear();
        self.flapping.clear();
    }

    /// A new machine joins the cluster, if there are not many yet.
    pub(crate) fn join(&mut self, zone: usize, cpu: i64, memory: i64) {
        if self.instances.len() < 8 {
            self.instances.push(records::instance(self.instances.len(), zone, cpu, memory));
        }
    }

    /// A task of somebody else starts on a machine, if it has what it takes, and on the port services like to have.
    pub(crate) fn neighbour(&mut self, pick: usize, reservation: Reservation) {
        let index = pick % self.instances.len();
        let instance = &self.instances[index];
        let fleet = planner::fleet::Fleet::new(&self.instances, &self.tasks);
        let fits = fleet.room(&instance.id).is_some_and(|room| {
            room.is_open()
                && room.cpu >= reservation.cpu
                && room.memory >= reservation.memory
                && room.ports.is_disjoint(&reservation.ports)
        });
        if !fits {
            return;
        }
        let placement = planner::placement::Placement {
            instance: instance.id.clone(),
            zone: instance.zone.clone(),
            bindings: Vec::new(),
            reservation,
        };
        let (id, definition) = (format!("neighbour-{}", self.tasks.len()), &self.definitions[0]);
        let origin = planner::launch::Origin {
            cluster: self.service.cluster.clone(),
            group: records::NEIGHBOURS.to_owned(),
            ..Default::default()
        };
        let dice = &mut model::Dice::new(1);
        self.tasks.push(planner::launch::task(id, definition, placement, origin, self.now, dice));
    }

    /// All tasks of somebody else end.
    pub(crate) fn neighbours_leave(&mut self) {
        let now = self.now;
        for task in self.tasks.iter_mut().filter(|task| task.group == records::NEIGHBOURS) {
            task.want_stopped(StopReason::StoppedByUser, now);
        }
    }

    pub(crate) fn set_instance(&mut self, pick: usize, status: InstanceStatus) {
        let index = pick % self.instances.len();
        if self.instances[index].status != InstanceStatus::Inactive {
            self.instances[index].status = status;
        }
    }

    pub(crate) fn set_agent(&mut self, pick: usize, connected: bool) {
        let index = pick % self.instances.len();
        self.instances[index].agent_connected = connected;
    }

    /// A machine is gone with all that ran on it.
    pub(crate) fn lose(&mut self, pick: usize) {
        let index = pick % self.instances.len();
        self.instances[index].status = InstanceStatus::Inactive;
        let id = self.instances[index].id.clone();
        let lost: Vec<String> =
            self.tasks.iter().filter(|t| t.instance == id).map(|t| t.id.clone()).collect();
        for task in lost {
            self.want_stopped(&task, StopReason::HostTerminated { instance: "i-1".to_owned() });
        }
    }

    /// A new deployment of the same revision.
    pub(crate) fn force(&mut self) {
        let Some(revision) = self.service.primary().map(|primary| primary.task_definition.revision) else {
            return;
        };
        let nature = self.natures.get(&revision).copied().unwrap_or(Nature::Good);
        self.update(nature);
        self.service.deployments[0].task_definition.revision = revision;
    }

    /// A new deployment with tasks of this nature.
    pub(crate) fn update(&mut self, nature: Nature) {
        let mut definition = self.definitions[0].clone();
        definition.name.revision = self.definitions.len() as u32 + 1;
        self.natures.insert(definition.name.revision, nature);
        let fallback = self.service.primary().and_then(Deployment::last_completed);
        for older in &mut self.service.deployments {
            older.status = DeploymentStatus::Active;
        }
        let new = records::deployment(u64::from(definition.name.revision), self.now);
        let deployment = Deployment { fallback, ..new };
        self.service.deployments.insert(0, deployment);
        self.definitions.push(definition);
    }
}

/// A target leaves the routing table before its task ends.
fn end(task: &mut Task, now: Time, routes: &[Route]) {
    let draining = |route: &Route| route.draining_since.is_some();
    assert!(routes.iter().all(draining), "{} ends while it is in rotation", task.id);
    let finished = |route: &Route| {
        route.in_flight == 0 || route.draining_since.is_some_and(|since| now.since(since) >= DELAY)
    };
    assert!(routes.iter().all(finished), "{} ends with requests in flight", task.id);
    task.observe(LastStatus::Stopped);
    task.stopped_at = Some(now);
}

fn health(key: &(String, u16), state: TargetState, now: Time) -> TargetHealth {
    TargetHealth {
        scope: SCOPE.clone(),
        target_group: "web".to_owned(),
        id: key.0.clone(),
        port: key.1,
        state,
        reason: None,
        description: (state == TargetState::Unhealthy)
            .then(|| "Health checks failed with these codes: [500]".to_owned()),
        since: now,
    }
}
