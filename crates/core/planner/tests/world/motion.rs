//! What happens to tasks and targets in a second, and what users, programs and machines do to them.

use model::Time;
use model::ecs::*;
use model::elbv2::{TargetHealth, TargetState};

use super::records::{self, SCOPE};
use super::{Nature, World};

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
        let task = &mut self.tasks[index];
        match (task.desired, task.last) {
            (_, LastStatus::Stopped) => {}
            (DesiredStatus::Stopped, LastStatus::Running) => {
                task.observe(LastStatus::Deactivating);
                let id = task.id.clone();
                let own = self.targets.values_mut().filter(|target| target.task == id);
                own.for_each(|target| _ = target.draining_since.get_or_insert(now));
            }
            (DesiredStatus::Stopped, _) => end(task, now),
            (DesiredStatus::Running, LastStatus::Provisioning) => _ = task.observe(LastStatus::Pending),
            (DesiredStatus::Running, LastStatus::Pending) if nature == Nature::NeverStarts => {
                task.want_stopped(StopCode::TaskFailedToStart, "Task failed to start", now);
                end(task, now);
            }
            (DesiredStatus::Running, LastStatus::Pending) => {
                task.observe(LastStatus::Running);
                task.started_at = Some(now);
            }
            (DesiredStatus::Running, LastStatus::Running) if nature == Nature::Crashes => {
                task.want_stopped(
                    StopCode::EssentialContainerExited,
                    "Essential container in task exited",
                    now,
                );
            }
            _ => {}
        }
    }

    fn move_targets(&mut self) {
        let now = self.now;
        self.targets.retain(|_, target| target.draining_since.is_none_or(|since| now.since(since) < DELAY));
        let (targets, tasks) = (&self.targets, &self.tasks);
        self.health.retain(|key, _| targets.contains_key(key));
        for (key, target) in targets.iter().filter(|(_, target)| target.draining_since.is_none()) {
            let Some(task) = tasks.iter().find(|task| task.id == target.task) else { continue };
            let bad = self.sick.contains(&task.id) || self.nature(task) == Nature::FailsProbes;
            let state = if bad { TargetState::Unhealthy } else { TargetState::Healthy };
            if self.health.get(key).is_none_or(|health| health.state != state) {
                self.health.insert(key.clone(), health(key, state, now));
            }
        }
    }

    /// A program ends by itself.
    pub(crate) fn exit(&mut self, pick: usize) {
        self.end_one(pick, StopCode::EssentialContainerExited, "Essential container in task exited");
    }

    /// A user stops a task.
    pub(crate) fn user_stop(&mut self, pick: usize) {
        self.end_one(pick, StopCode::UserInitiated, "Task stopped by user");
    }

    fn end_one(&mut self, pick: usize, code: StopCode, reason: &str) {
        let ids: Vec<String> = self.wanted().map(|task| task.id.clone()).collect();
        if !ids.is_empty() {
            self.want_stopped(&ids[pick % ids.len()], code, reason);
        }
    }

    /// A task begins to fail its probes.
    pub(crate) fn sicken(&mut self, pick: usize) {
        let ids: Vec<String> = self.wanted().map(|task| task.id.clone()).collect();
        if !ids.is_empty() {
            self.sick.insert(ids[pick % ids.len()].clone());
        }
    }

    /// Every sick task passes its probes again.
    pub(crate) fn recover(&mut self) {
        self.sick.clear();
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
            self.want_stopped(&task, StopCode::TerminationNotice, "Host EC2 terminated.");
        }
    }

    /// A new deployment with tasks of this nature.
    pub(crate) fn update(&mut self, nature: Nature) {
        let mut definition = self.definitions[0].clone();
        definition.name.revision = self.definitions.len() as u32 + 1;
        self.natures.insert(definition.name.revision, nature);
        let falls_back_to = self.service.primary().and_then(Deployment::last_completed).cloned();
        for older in &mut self.service.deployments {
            older.status = DeploymentStatus::Active;
        }
        let new = records::deployment(u64::from(definition.name.revision), self.now);
        let deployment = Deployment { falls_back_to, ..new };
        self.service.deployments.insert(0, deployment);
        self.definitions.push(definition);
    }
}

fn end(task: &mut Task, now: Time) {
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
