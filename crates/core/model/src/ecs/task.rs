//! A task: containers of one definition on one instance. Desired is written by the scheduler or the user, observed by the runtime's loop.

use serde::{Deserialize, Serialize};

use super::{
    DesiredStatus, HealthStatus, LastStatus, LaunchType, StopReason, TaskDefinitionRef, TaskNetwork,
    Transport, container_instance::Resources, stop_reason,
};
use crate::{Key, Record, Scope, Tags, Time, arn::arn};

/// What a task takes from its instance.
pub type Reservation = Resources;

/// A container port and the host port that reaches it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkBinding {
    /// Port inside the container.
    pub container_port: u16,
    /// Port on the instance's address.
    pub host_port: u16,
    /// TCP or UDP.
    pub protocol: Transport,
}

/// Changes RunTask makes to a container of the definition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContainerOverride {
    /// Container it applies to.
    pub name: String,
    /// Replaces the command.
    pub command: Option<Vec<String>>,
    /// Adds to or replaces environment variables.
    pub environment: Vec<(String, String)>,
    /// CPU units.
    pub cpu: Option<i64>,
    /// Hard limit, MiB.
    pub memory: Option<i64>,
    /// Soft limit, MiB.
    pub memory_reservation: Option<i64>,
}

/// One container of a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskContainer {
    /// UUID; the last part of its ARN.
    pub id: String,
    /// Name in the definition.
    pub name: String,
    /// Image reference in the definition.
    pub image: String,
    /// `sha256:...` once resolved.
    pub image_digest: Option<String>,
    /// Id the runtime gave it.
    pub runtime_id: Option<String>,
    /// Observed.
    pub last: LastStatus,
    /// When its program was started.
    #[serde(default)]
    pub started_at: Option<Time>,
    /// Exit code once it ended; 128 + signal when killed.
    pub exit_code: Option<i64>,
    /// Why it failed, in AWS's words.
    pub reason: Option<String>,
    /// Ports the scheduler chose.
    pub bindings: Vec<NetworkBinding>,
    /// What its health check says.
    pub health: HealthStatus,
    /// The check by which it came to say so.
    #[serde(default)]
    pub health_report: Option<HealthReport>,
    /// How often it was started again.
    #[serde(default)]
    pub restart_count: u32,
}

/// The check that changed a container's health.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthReport {
    /// When it ended.
    pub since: Time,
    /// Exit code of the command; -1 when it was killed for taking too long.
    pub exit_code: i64,
    /// The first 1,024 characters of what it wrote.
    pub output: String,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Account and Region.
    pub scope: Scope,
    /// Name of its cluster.
    pub cluster: String,
    /// 32 hexadecimal digits.
    pub id: String,
    /// What it runs.
    pub task_definition: TaskDefinitionRef,
    /// `service:NAME`, `family:FAMILY` or the user's word.
    pub group: String,
    /// Deployment id or the user's word.
    pub started_by: Option<String>,
    /// The service's deployment that started it.
    pub deployment: Option<u64>,
    /// Id of its container instance; of its subnet for FARGATE.
    pub instance: String,
    /// Zone of that instance.
    pub zone: String,
    /// EC2 or FARGATE.
    pub launch_type: LaunchType,
    /// Capacity provider it came from; then its launch type is not shown.
    #[serde(default)]
    pub capacity_provider: Option<String>,
    /// Its network interface, in network mode `awsvpc`.
    #[serde(default)]
    pub network: Option<TaskNetwork>,
    /// What it takes from the instance while it is not STOPPED.
    pub reservation: Reservation,
    /// Changes to the definition's containers.
    pub overrides: Vec<ContainerOverride>,
    /// Wanted.
    pub desired: DesiredStatus,
    /// Observed.
    pub last: LastStatus,
    /// Its containers.
    pub containers: Vec<TaskContainer>,
    /// Why it ended or is ending.
    #[serde(flatten, with = "stop_reason::kept")]
    pub stopped_reason: Option<StopReason>,
    /// When it was placed.
    pub created_at: Time,
    /// When image resolution and unpacking began.
    pub pull_started_at: Option<Time>,
    /// When they ended.
    pub pull_stopped_at: Option<Time>,
    /// When it reached RUNNING.
    pub started_at: Option<Time>,
    /// When its end was decided.
    pub stopping_at: Option<Time>,
    /// When its last container ended.
    pub execution_stopped_at: Option<Time>,
    /// When it reached STOPPED.
    pub stopped_at: Option<Time>,
    /// Grows with each change a client can see.
    pub version: i64,
    /// The user's tags.
    pub tags: Tags,
    /// Scale-in and deployments leave it alone up to this moment.
    #[serde(default)]
    pub protected_until: Option<Time>,
}

impl Task {
    /// Whether scale-in and deployments leave it alone now.
    pub fn is_protected(&self, now: Time) -> bool {
        self.protected_until.is_some_and(|until| now < until)
    }

    /// The key of a task in a cluster.
    pub fn key_of(scope: &Scope, cluster: &str, id: &str) -> Key {
        Key { scope: scope.clone(), id: format!("{cluster}/{id}") }
    }

    /// `arn:aws:ecs:R:A:task/CLUSTER/ID`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "ecs", &format!("task/{}/{}", self.cluster, self.id))
    }

    /// What tasks of a cluster are counted as, after its name and a slash: those that run, and those that are to.
    pub const RUNNING: &str = "running";
    /// See [`Task::RUNNING`].
    pub const PENDING: &str = "pending";

    /// What the secondary ids of a cluster's tasks begin with, and those of no other; then come desired status, a slash, and the id.
    pub fn of_cluster(cluster: &str) -> String {
        format!("of-cluster/{cluster}/")
    }

    /// The same of a service's tasks.
    pub fn of_service(cluster: &str, service: &str) -> String {
        format!("of-service/{cluster}/{service}/")
    }

    /// Name of the service it belongs to.
    pub fn service(&self) -> Option<&str> {
        self.deployment.and(self.group.strip_prefix("service:"))
    }

    /// The host port that reaches a container's port.
    pub fn host_port(&self, container: &str, container_port: u16) -> Option<u16> {
        let container = self.containers.iter().find(|candidate| candidate.name == container)?;
        container.bindings.iter().find(|b| b.container_port == container_port).map(|b| b.host_port)
    }

    /// Asks for its end, once: the first reason stays.
    pub fn want_stopped(&mut self, reason: StopReason, now: Time) {
        if self.desired == DesiredStatus::Stopped {
            return;
        }
        self.desired = DesiredStatus::Stopped;
        self.stopped_reason = Some(reason);
        self.stopping_at = Some(now);
        self.version += 1;
    }

    /// Moves the observed status forward; `false` when it would go back or stay.
    pub fn observe(&mut self, status: LastStatus) -> bool {
        let forward = status > self.last;
        if forward {
            self.last = status;
            self.version += 1;
        }
        forward
    }
}

impl Record for Task {
    const KIND: &'static str = "ecs.task";
    fn key(&self) -> Key {
        Task::key_of(&self.scope, &self.cluster, &self.id)
    }
    fn secondary_ids(&self) -> Vec<String> {
        let (desired, id) = (self.desired.as_str(), &self.id);
        let of_service = self.service().map(|service| Task::of_service(&self.cluster, service));
        let orders = of_service.into_iter().chain([Task::of_cluster(&self.cluster)]);
        orders.map(|order| format!("{order}{desired}/{id}")).collect()
    }
    fn counted_as(&self) -> Vec<String> {
        let state = match self.last {
            LastStatus::Running => Task::RUNNING,
            last if last < LastStatus::Running => Task::PENDING,
            _ => return Vec::new(),
        };
        vec![format!("{}/{state}", self.cluster)]
    }
}

/// That a RunTask request with a client token was carried out, so that a repetition starts nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunReceipt {
    /// Account and Region.
    pub scope: Scope,
    /// Name of the cluster.
    pub cluster: String,
    /// The client's token.
    pub token: String,
    /// Digest of what was asked for.
    pub digest: String,
    /// Ids of the tasks that were started.
    pub tasks: Vec<String>,
    /// When it was carried out.
    pub at: Time,
}

impl RunReceipt {
    /// Milliseconds a token is remembered.
    const REMEMBERED: i64 = 24 * 3_600_000;

    /// Whether the token may be used anew.
    pub fn is_over(&self, now: Time) -> bool {
        now.since(self.at) > RunReceipt::REMEMBERED
    }
}

impl Record for RunReceipt {
    const KIND: &'static str = "ecs.run-receipt";
    fn key(&self) -> Key {
        Key::new(&self.scope, self.token.as_str())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::{Value, json};

    use super::Task;
    use crate::ecs::StopReason;

    /// A task as records have been kept since the first version, with the least it may hold.
    fn kept(more: Value) -> Value {
        let mut record = json!({
            "scope": {"account": "000000000000", "region": "us-west-2"},
            "cluster": "c", "id": "1", "task_definition": {"family": "web", "revision": 1}, "group": "service:web",
            "started_by": null, "deployment": 1, "instance": "2", "zone": "us-west-2a", "launch_type": "EC2",
            "reservation": {"cpu": 0, "memory": 0, "ports": [], "udp_ports": []}, "overrides": [],
            "desired": "STOPPED", "last": "RUNNING", "containers": [], "created_at": 1, "pull_started_at": null,
            "pull_stopped_at": null, "started_at": null, "stopping_at": 2, "execution_stopped_at": null,
            "stopped_at": null, "version": 1, "tags": {},
        });
        let (members, more) = (record.as_object_mut().unwrap(), more.as_object().unwrap());
        members.extend(more.clone());
        record
    }

    #[test]
    fn a_record_keeps_the_code_and_the_words_beside_its_other_members() {
        let check = "Task failed container health checks";
        let ends = [
            ("ServiceSchedulerInitiated", check, StopReason::FailedContainerHealthChecks),
            ("UserInitiated", check, StopReason::Said(check.to_owned())),
            ("TaskFailedToStart", "", StopReason::FailedToStart(String::new())),
        ];
        for (code, words, reason) in ends {
            let record = kept(json!({"stop_code": code, "stopped_reason": words}));
            let task: Task = serde_json::from_value(record).unwrap();
            assert_eq!(task.stopped_reason, Some(reason));
            let again = serde_json::to_value(&task).unwrap();
            assert_eq!((&again["stop_code"], &again["stopped_reason"]), (&json!(code), &json!(words)));
            assert_eq!(serde_json::from_value::<Task>(again).unwrap(), task);
        }
    }

    #[test]
    fn a_task_that_runs_has_none() {
        let task: Task =
            serde_json::from_value(kept(json!({"stop_code": null, "stopped_reason": null}))).unwrap();
        assert_eq!(task.stopped_reason, None);
        assert_eq!(serde_json::to_value(&task).unwrap()["stop_code"], Value::Null);
    }
}
