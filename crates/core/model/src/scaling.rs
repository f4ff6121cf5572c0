//! Application Auto Scaling of ECS services: bounds, policies and scheduled actions as users put them (spec), and what came of them
//! (observed: activities, the last run of every scheduled action).
//!
//! In and out: plain records. Never here: decisions, metrics, alarms (a policy only names those it owns).
//!
//! ```text
//! activity: InProgress --the service has so many tasks--> Successful
//!               |--another activity or a user set another count--> Overridden
//!               |--the service has not reached the count in half an hour--> Unfulfilled
//!               '--the service is gone, or the count could not be set--> Failed
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cloudwatch::{MetricName, MetricQuery, Unit};
use crate::ecs::{Service, words};
use crate::{Key, Record, Scope, Tags, Time, arn::arn};

/// The service whose desired count is scaled: what `service/CLUSTER/SERVICE` means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Scaled {
    /// Account and Region.
    pub scope: Scope,
    /// Name of the cluster.
    pub cluster: String,
    /// Name of the service.
    pub service: String,
}

impl Scaled {
    /// What `service/CLUSTER/SERVICE` means; `None` for another form.
    pub fn parse(scope: &Scope, resource_id: &str) -> Option<Scaled> {
        let (cluster, service) = resource_id.strip_prefix("service/")?.split_once('/')?;
        let whole = !cluster.is_empty() && !service.is_empty() && !service.contains('/');
        whole.then(|| Scaled { scope: scope.clone(), cluster: cluster.into(), service: service.into() })
    }

    /// `service/CLUSTER/SERVICE`.
    pub fn resource_id(&self) -> String {
        format!("service/{}/{}", self.cluster, self.service)
    }

    /// Key of the service, and of what there is once for it.
    pub fn key(&self) -> Key {
        Service::key_of(&self.scope, &self.cluster, &self.service)
    }

    /// Key of what there is several times for it.
    pub fn key_of(&self, name: &str) -> Key {
        Key::new(&self.scope, format!("{}{name}", self.prefix()))
    }

    /// What the ids of those keys begin with.
    pub fn prefix(&self) -> String {
        format!("{}/{}/", self.cluster, self.service)
    }
}

/// A service registered to be scaled within bounds. A scheduled action that runs puts other bounds, as its user asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScalableTarget {
    /// Which service.
    pub of: Scaled,
    /// The end of its ARN.
    pub id: String,
    /// Fewest tasks.
    pub min: i64,
    /// Most tasks.
    pub max: i64,
    /// What is suspended.
    pub suspended: Suspended,
    /// When it was first registered.
    pub created_at: Time,
    /// The user's tags.
    pub tags: Tags,
}

impl ScalableTarget {
    /// `arn:aws:application-autoscaling:R:A:scalable-target/ID`.
    pub fn arn(&self) -> String {
        arn(&self.of.scope, "application-autoscaling", &format!("scalable-target/{}", self.id))
    }
}

impl Record for ScalableTarget {
    const KIND: &'static str = "scaling.target";
    fn key(&self) -> Key {
        self.of.key()
    }
}

/// Scaling a user has suspended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspended {
    /// Policies take no tasks away.
    pub dynamic_in: bool,
    /// Policies add no tasks.
    pub dynamic_out: bool,
    /// Scheduled actions do nothing.
    pub scheduled: bool,
}

/// What moves a service within its bounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScalingPolicy {
    /// Which service.
    pub of: Scaled,
    /// Unique for the service.
    pub name: String,
    /// A UUID, in its ARN.
    pub id: String,
    /// How.
    pub rule: PolicyRule,
    /// Names of the CloudWatch alarms it owns, by what they are for.
    pub alarms: OwnAlarms,
    /// When it was first put.
    pub created_at: Time,
}

impl ScalingPolicy {
    /// `arn:aws:autoscaling:R:A:scalingPolicy:ID:resource/ecs/service/C/S:policyName/NAME`.
    pub fn arn(&self) -> String {
        let (id, resource, name) = (&self.id, self.of.resource_id(), &self.name);
        let rest = format!("scalingPolicy:{id}:resource/ecs/{resource}:policyName/{name}");
        arn(&self.of.scope, "autoscaling", &rest)
    }
}

impl Record for ScalingPolicy {
    const KIND: &'static str = "scaling.policy";
    fn key(&self) -> Key {
        self.of.key_of(&self.name)
    }
}

/// The alarms target tracking makes for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAlarms {
    /// The metric is above the target.
    pub high: Option<String>,
    /// The metric is well below it.
    pub low: Option<String>,
}

impl OwnAlarms {
    /// All of them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.high.iter().chain(&self.low).map(String::as_str)
    }
}

/// How a policy moves the count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PolicyRule {
    /// So many more or fewer, by how far a user's alarm is breached.
    Step(StepScaling),
    /// So that a metric stays near a value.
    Tracking(TargetTracking),
}

/// Steps taken when an alarm whose action the policy is says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepScaling {
    /// What an adjustment means.
    pub adjustment_type: AdjustmentType,
    /// Ascending, without gaps.
    pub steps: Vec<Step>,
    /// Tasks that percentages come to at least.
    pub min_magnitude: Option<i64>,
    /// Nominal seconds.
    pub cooldown: Option<i64>,
    /// What the latest values of the alarm come to.
    pub aggregation: Option<Aggregation>,
}

/// What is done for values between two bounds; the bounds are told from the alarm's threshold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// None: no matter how far below.
    pub lower: Option<f64>,
    /// None: no matter how far above.
    pub upper: Option<f64>,
    /// Tasks, a percentage, or the count itself.
    pub adjustment: i64,
}

words! {
    /// What an adjustment means.
    AdjustmentType {
        /// So many tasks more or fewer.
        ChangeInCapacity = "ChangeInCapacity",
        /// So many percent more or fewer.
        PercentChangeInCapacity = "PercentChangeInCapacity",
        /// So many tasks.
        ExactCapacity = "ExactCapacity",
    }
}

words! {
    /// What the latest values of a metric come to.
    Aggregation {
        /// Their mean.
        Average = "Average",
        /// The least.
        Minimum = "Minimum",
        /// The greatest.
        Maximum = "Maximum",
    }
}

/// A metric and the value it shall have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetTracking {
    /// What is looked at.
    pub metric: TrackedMetric,
    /// What it shall be at most.
    pub target: f64,
    /// Whether tasks are only ever added; as said.
    pub disable_scale_in: Option<bool>,
    /// Nominal seconds.
    pub scale_in_cooldown: Option<i64>,
    /// Nominal seconds.
    pub scale_out_cooldown: Option<i64>,
}

/// A metric that halves when the tasks double.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TrackedMetric {
    /// One AWS has a word for.
    Predefined {
        /// The word.
        kind: PredefinedMetric,
        /// `app/LB/ID/targetgroup/TG/ID`, of requests alone.
        label: Option<String>,
    },
    /// Any other.
    Customized {
        /// Which.
        metric: MetricName,
        /// As `Statistic::parse` reads it.
        statistic: String,
        /// Only values of this unit.
        unit: Option<Unit>,
    },
    /// What an expression over metrics comes to.
    Queries(Vec<MetricQuery>),
}

words! {
    /// Metrics of ECS services AWS has a word for.
    PredefinedMetric {
        /// Percent of the CPU the tasks reserve.
        EcsCpu = "ECSServiceAverageCPUUtilization",
        /// Percent of the memory they reserve.
        EcsMemory = "ECSServiceAverageMemoryUtilization",
        /// Requests a minute and target.
        AlbRequests = "ALBRequestCountPerTarget",
    }
}

/// New bounds at set times.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScheduledAction {
    /// Which service.
    pub of: Scaled,
    /// Unique for the service.
    pub name: String,
    /// A UUID, in its ARN.
    pub id: String,
    /// `at(...)`, `rate(...)` or `cron(...)` as written.
    pub schedule: String,
    /// Name of the time zone `at` and `cron` are meant in; UTC unless said.
    pub timezone: Option<String>,
    /// Not before.
    pub start: Option<Time>,
    /// Not after.
    pub end: Option<Time>,
    /// The new minimum, if it changes.
    pub min: Option<i64>,
    /// The new maximum, if it changes.
    pub max: Option<i64>,
    /// When it was first put.
    pub created_at: Time,
    /// When it was last put: earlier times do not count.
    pub put_at: Time,
}

impl ScheduledAction {
    /// `arn:aws:autoscaling:R:A:scheduledAction:ID:resource/ecs/service/C/S:scheduledActionName/NAME`.
    pub fn arn(&self) -> String {
        let (id, resource, name) = (&self.id, self.of.resource_id(), &self.name);
        let rest = format!("scheduledAction:{id}:resource/ecs/{resource}:scheduledActionName/{name}");
        arn(&self.of.scope, "autoscaling", &rest)
    }
}

impl Record for ScheduledAction {
    const KIND: &'static str = "scaling.scheduled_action";
    fn key(&self) -> Key {
        self.of.key_of(&self.name)
    }
}

/// When the scheduled actions of a service last came due, by name, done or suspended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScheduledRuns {
    /// Which service.
    pub of: Scaled,
    /// Name of the action to the moment.
    pub last: BTreeMap<String, Time>,
}

impl Record for ScheduledRuns {
    const KIND: &'static str = "scaling.scheduled_runs";
    fn key(&self) -> Key {
        self.of.key()
    }
}

words! {
    /// How far an activity is.
    ActivityStatus {
        /// The count is set, the service has not reached it.
        InProgress = "InProgress",
        /// Done.
        Successful = "Successful",
        /// Another count was set before the service had reached this one.
        Overridden = "Overridden",
        /// The service did not reach the count in time.
        Unfulfilled = "Unfulfilled",
        /// Not done.
        Failed = "Failed",
    }
}

words! {
    /// Why nothing was scaled.
    NotScaledCode {
        /// It would have to be taken back at once.
        AnticipatedFlapping = "AutoScalingAnticipatedFlapping",
        /// The service is being deployed.
        Unscalable = "TargetServicePutResourceAsUnscalable",
        /// There are as many tasks as there may be.
        AtMax = "AlreadyAtMaxCapacity",
        /// There are as few as there may be.
        AtMin = "AlreadyAtMinCapacity",
        /// There are as many as there should be.
        AtDesired = "AlreadyAtDesiredCapacity",
    }
}

/// Why nothing was scaled, with the number that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotScaled {
    /// Why.
    pub code: NotScaledCode,
    /// The bound, or the count.
    pub capacity: i64,
}

/// What moves a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mover {
    /// A policy; its cooldown follows.
    Policy,
    /// Bounds the count was outside of.
    Bounds,
}

/// From how many tasks to how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Desired before.
    pub from: i64,
    /// Desired after.
    pub to: i64,
    /// What moved it.
    pub by: Mover,
}

/// Something that was done to a service, or was not and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScalingActivity {
    /// Which service.
    pub of: Scaled,
    /// A UUID.
    pub id: String,
    /// What, in AWS's words.
    pub description: String,
    /// Why, in AWS's words.
    pub cause: String,
    /// What was done to the count; none where only bounds were set, or nothing was scaled.
    pub moved: Option<Move>,
    /// How far it is.
    pub status: ActivityStatus,
    /// How far, in AWS's words.
    pub message: Option<String>,
    /// Why nothing was scaled; then nothing was.
    pub not_scaled: Option<NotScaled>,
    /// When it began.
    pub started_at: Time,
    /// When it was over.
    pub ended_at: Option<Time>,
}

impl ScalingActivity {
    /// The order of all: by the time they began.
    pub const BY_TIME: &str = "by-time/";

    /// The same order of those of a resource.
    pub fn of(resource: &str) -> String {
        format!("of/{resource}\0")
    }

    /// Where it stands in these orders.
    pub fn place(&self) -> String {
        format!("{:015}/{}", self.started_at.0, self.key().id)
    }

    /// How long a service may take to reach a count, nominal ms. AWS's documents have the word for it and not the time.
    pub const PATIENCE: i64 = 30 * 60_000;
    /// How many activities of a service are kept, of each kind (scaled, not scaled).
    pub const KEPT: usize = 200;

    /// The move, if it is one to more tasks.
    pub fn out(&self) -> Option<Move> {
        self.moved.filter(|it| it.to > it.from)
    }

    /// The move, if it is one to fewer tasks.
    pub fn inward(&self) -> Option<Move> {
        self.moved.filter(|it| it.to < it.from)
    }
}

impl Record for ScalingActivity {
    const KIND: &'static str = "scaling.activity";
    /// In the order they began.
    fn key(&self) -> Key {
        self.of.key_of(&format!("{:015}/{}", self.started_at.0, self.id))
    }
    fn secondary_ids(&self) -> Vec<String> {
        let place = self.place();
        vec![
            format!("{}{place}", ScalingActivity::BY_TIME),
            ScalingActivity::of(&self.of.resource_id()) + &place,
        ]
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_id_has_a_cluster_and_a_service() {
        let scope = Scope::new("000000000000", "us-west-2").unwrap();
        let scaled = Scaled::parse(&scope, "service/shop/web").unwrap();
        assert_eq!(
            (scaled.resource_id().as_str(), scaled.prefix().as_str()),
            ("service/shop/web", "shop/web/")
        );
        for bad in ["service/web", "service//web", "service/shop/", "service/a/b/c", "table/a/b", ""] {
            assert_eq!(Scaled::parse(&scope, bad), None, "{bad}");
        }
    }
}
