//! A service: so many tasks of a definition, kept running, and the deployments that bring a new definition in.

use serde::{Deserialize, Serialize};

use super::{
    AwsvpcConfiguration, CapacityProviderStrategyItem, CircuitBreaker, LaunchType, TaskDefinitionRef,
    status::words,
};
use crate::{Dice, Key, Record, Scope, Tags, Time, arn::arn};

/// What the id of a deployment begins with; its number follows.
const ID: &str = "ecs-svc/";

words! {
    /// ACTIVE -> DRAINING (deleted, tasks still end) -> INACTIVE.
    ServiceStatus {
        /// In use.
        Active = "ACTIVE",
        /// Deleted; its tasks are ending.
        Draining = "DRAINING",
        /// Over; described for a while.
        Inactive = "INACTIVE",
    }
}

words! {
    /// How many tasks and where.
    SchedulingStrategy {
        /// `desired_count` tasks anywhere.
        Replica = "REPLICA",
        /// One task on every instance.
        Daemon = "DAEMON",
    }
}

words! {
    /// Which deployment a record is.
    DeploymentStatus {
        /// The newest.
        Primary = "PRIMARY",
        /// An older one that still has tasks.
        Active = "ACTIVE",
    }
}

words! {
    /// How far a deployment is.
    RolloutState {
        /// Under way.
        InProgress = "IN_PROGRESS",
        /// In a steady state.
        Completed = "COMPLETED",
        /// Given up by the circuit breaker.
        Failed = "FAILED",
    }
}

words! {
    /// Where tasks of a service take their tags from.
    PropagateTags {
        /// The task definition.
        TaskDefinition = "TASK_DEFINITION",
        /// The service.
        Service = "SERVICE",
        /// Nowhere.
        None = "NONE",
    }
}

/// A rule that prefers some instances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlacementStrategy {
    /// Evenly over the values of an attribute, or `instanceId`.
    Spread(String),
    /// Where the least CPU remains.
    BinpackCpu,
    /// Where the least memory remains.
    BinpackMemory,
    /// Anywhere.
    Random,
}

/// A rule that binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlacementConstraint {
    /// No two tasks of the group on one instance.
    DistinctInstance,
    /// Only instances for which the expression of the cluster query language holds.
    MemberOf(String),
}

/// Limits on how many tasks a deployment may stop and start at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeploymentConfiguration {
    /// Percent of the desired count that stays healthy, rounded up.
    pub minimum_healthy_percent: i64,
    /// Percent of the desired count that may exist, rounded down.
    pub maximum_percent: i64,
    /// When a deployment is given up.
    #[serde(default)]
    pub circuit_breaker: CircuitBreaker,
}

/// A container port behind a target group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadBalancing {
    /// ARN of the target group.
    pub target_group_arn: String,
    /// Container of the task definition.
    pub container_name: String,
    /// Port of that container.
    pub container_port: u16,
}

/// The Cloud Map service that every task of a service is registered with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRegistry {
    /// ARN of the Cloud Map service.
    pub registry_arn: String,
    /// Port told in SRV records, where the task has an address of its own.
    pub port: Option<u16>,
    /// Container whose port is told.
    pub container_name: Option<String>,
    /// Port of that container.
    pub container_port: Option<u16>,
}

/// A deployment that completed: what may be brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fallback {
    /// Its number.
    pub number: u64,
    /// What its tasks run.
    pub task_definition: TaskDefinitionRef,
}

/// One attempt to bring a task definition to every task of the service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deployment {
    /// The number in `ecs-svc/NUMBER`.
    pub number: u64,
    /// PRIMARY is the newest.
    pub status: DeploymentStatus,
    /// What its tasks run.
    pub task_definition: TaskDefinitionRef,
    /// When it began.
    pub created_at: Time,
    /// When it last changed.
    pub updated_at: Time,
    /// How far it is.
    pub rollout_state: RolloutState,
    /// In AWS's words.
    pub rollout_state_reason: String,
    /// The last deployment before it that completed, if one did.
    #[serde(default)]
    pub fallback: Option<Fallback>,
    /// Whether the circuit breaker made it PRIMARY: it is not rolled back again.
    #[serde(default)]
    pub is_rollback: bool,
}

impl Deployment {
    /// `ecs-svc/NUMBER`.
    pub fn id(&self) -> String {
        Deployment::id_of(self.number)
    }

    /// The id of the deployment of this number.
    pub fn id_of(number: u64) -> String {
        format!("{ID}{number}")
    }

    /// The number of the deployment of this id.
    pub fn number_of(id: &str) -> Option<u64> {
        let number = id.strip_prefix(ID)?.parse().ok()?;
        (Deployment::id_of(number) == id).then_some(number)
    }

    /// A number for a new deployment: nineteen digits, as AWS writes them.
    pub fn new_number(dice: &mut Dice) -> u64 {
        1_000_000_000_000_000_000 + dice.roll() % 8_000_000_000_000_000_000
    }

    /// What a deployment that begins after this one may fall back to.
    pub fn last_completed(&self) -> Option<Fallback> {
        match self.rollout_state {
            RolloutState::Completed => Some(self.as_fallback()),
            RolloutState::InProgress | RolloutState::Failed => self.fallback.clone(),
        }
    }

    /// This deployment as one to fall back to.
    pub fn as_fallback(&self) -> Fallback {
        Fallback { number: self.number, task_definition: self.task_definition.clone() }
    }
}

/// A service as its user asked for it; running and pending counts are derived from the tasks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Account and Region.
    pub scope: Scope,
    /// Name of its cluster.
    pub cluster: String,
    /// Unique in the cluster.
    pub name: String,
    /// ACTIVE until deleted.
    pub status: ServiceStatus,
    /// How many tasks.
    pub desired_count: i64,
    /// Launch type of its tasks; of the providers where a strategy is given.
    pub launch_type: LaunchType,
    /// Capacity providers and their shares; then its launch type is not shown.
    #[serde(default)]
    pub capacity_strategy: Vec<CapacityProviderStrategyItem>,
    /// Platform version of FARGATE as asked for, for example `LATEST`.
    #[serde(default)]
    pub platform_version: Option<String>,
    /// Subnets of its tasks, in network mode `awsvpc`.
    #[serde(default)]
    pub network: Option<AwsvpcConfiguration>,
    /// REPLICA or DAEMON.
    pub scheduling: SchedulingStrategy,
    /// Percentages.
    pub configuration: DeploymentConfiguration,
    /// Newest first; the first is PRIMARY.
    pub deployments: Vec<Deployment>,
    /// In the order they apply; empty means the default: spread over zones.
    pub strategy: Vec<PlacementStrategy>,
    /// All must hold.
    pub constraints: Vec<PlacementConstraint>,
    /// Target groups its tasks are registered with.
    pub load_balancers: Vec<LoadBalancing>,
    /// Cloud Map services its tasks are registered with; at most one.
    #[serde(default)]
    pub registries: Vec<ServiceRegistry>,
    /// Seconds after the start during which failing checks are ignored.
    pub health_check_grace_period: Option<i64>,
    /// Role given by the user, kept and shown.
    pub role_arn: Option<String>,
    /// Idempotency token of the creating call.
    pub client_token: Option<String>,
    /// Where tasks take their tags from.
    pub propagate_tags: PropagateTags,
    /// Whether ECS adds its own tags.
    pub enable_ecs_managed_tags: bool,
    /// Whether tasks move from zones with more of them to zones with fewer.
    #[serde(default)]
    pub zone_rebalancing: bool,
    /// When it was created.
    pub created_at: Time,
    /// The user's tags.
    pub tags: Tags,
}

impl Service {
    /// The key of a service in a cluster.
    pub fn key_of(scope: &Scope, cluster: &str, name: &str) -> Key {
        Key { scope: scope.clone(), id: format!("{cluster}/{name}") }
    }

    /// `arn:aws:ecs:R:A:service/CLUSTER/NAME`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "ecs", &format!("service/{}/{}", self.cluster, self.name))
    }

    /// `service:NAME`, the group of its tasks.
    pub fn group(&self) -> String {
        format!("service:{}", self.name)
    }

    /// The newest deployment; a service always has one while it is ACTIVE.
    pub fn primary(&self) -> Option<&Deployment> {
        self.deployments.iter().find(|deployment| deployment.status == DeploymentStatus::Primary)
    }
}

impl Record for Service {
    const KIND: &'static str = "ecs.service";
    fn key(&self) -> Key {
        Service::key_of(&self.scope, &self.cluster, &self.name)
    }
    fn counted_as(&self) -> Vec<String> {
        vec![format!("{}/{}", self.cluster, self.status.as_str())]
    }
}

/// One line of a service's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceEvent {
    /// A UUID.
    pub id: String,
    /// When it was written.
    pub at: Time,
    /// In AWS's words.
    pub message: String,
}

/// The history of one service, newest first, at most [`ServiceEvents::KEPT`]. Apart from the service, so that an event does not rewrite it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceEvents {
    /// Account and Region.
    pub scope: Scope,
    /// Name of the cluster.
    pub cluster: String,
    /// Name of the service.
    pub service: String,
    /// Newest first.
    pub events: Vec<ServiceEvent>,
}

impl ServiceEvents {
    /// How many events DescribeServices shows.
    pub const KEPT: usize = 100;
}

impl Record for ServiceEvents {
    const KIND: &'static str = "ecs.service-events";
    fn key(&self) -> Key {
        Service::key_of(&self.scope, &self.cluster, &self.service)
    }
}
