//! Amazon CloudWatch Logs: that groups and streams exist, metric filters, saved queries. Events are in the ledger's log book, not here.
//!
//! In: nothing. Out: plain records. Never here: events, sizes, times of events (the log book knows them).

use serde::{Deserialize, Serialize};

use crate::cloudwatch::Unit;
use crate::ecs::words;
use crate::{Key, Record, Scope, Tags, Time, arn::arn};

words! {
    /// How a group is billed on AWS; changes nothing here.
    LogGroupClass {
        /// All features.
        Standard = "STANDARD",
        /// Cheaper, fewer features.
        InfrequentAccess = "INFREQUENT_ACCESS",
        /// Only passed on.
        Delivery = "DELIVERY",
    }
}

/// A log group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogGroup {
    /// Account and Region.
    pub scope: Scope,
    /// Unique in its scope; letters, digits and `.-_/#`, so never a colon.
    pub name: String,
    /// When it was created.
    pub created_at: Time,
    /// How long events are kept; `None` is for ever.
    pub retention_days: Option<i64>,
    /// As the user chose it.
    pub class: LogGroupClass,
    /// The key it was to be encrypted with, in records of former versions; shown, not used.
    pub kms_key: Option<String>,
    /// Whether neither it nor a stream of it can be deleted.
    #[serde(default)]
    pub deletion_protection: bool,
    /// The user's tags.
    pub tags: Tags,
}

impl LogGroup {
    /// The key of the group of this name.
    pub fn key_of(scope: &Scope, name: &str) -> Key {
        Key::new(scope, name)
    }

    /// A STANDARD group that keeps its events for ever.
    pub fn new(scope: &Scope, name: &str, created_at: Time) -> LogGroup {
        LogGroup {
            scope: scope.clone(),
            name: name.to_owned(),
            created_at,
            retention_days: None,
            class: LogGroupClass::Standard,
            kms_key: None,
            deletion_protection: false,
            tags: Tags::new(),
        }
    }

    /// `arn:aws:logs:R:A:log-group:NAME`, without the `:*` that some answers add.
    pub fn arn(&self) -> String {
        LogGroup::arn_of(&self.scope, &self.name)
    }

    /// The same of the group of this name.
    pub fn arn_of(scope: &Scope, name: &str) -> String {
        arn(scope, "logs", &format!("log-group:{name}"))
    }

    /// The earliest moment whose events are still kept at `now`; `None` when all are.
    pub fn keeps_from(&self, now: Time) -> Option<Time> {
        self.retention_days.map(|days| now.plus(-days.saturating_mul(86_400_000)))
    }
}

impl Record for LogGroup {
    const KIND: &'static str = "logs.group";
    fn key(&self) -> Key {
        LogGroup::key_of(&self.scope, &self.name)
    }
}

/// A log stream of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogStream {
    /// Account and Region.
    pub scope: Scope,
    /// Name of its group.
    pub group: String,
    /// Unique in its group; never with a colon or an asterisk.
    pub name: String,
    /// When it was created.
    pub created_at: Time,
}

impl LogStream {
    /// The key of a stream: `GROUP:STREAM`; a colon is in neither name.
    pub fn key_of(scope: &Scope, group: &str, name: &str) -> Key {
        Key::new(scope, format!("{group}:{name}"))
    }

    /// What the ids of all streams of a group begin with, and those of no other.
    pub fn prefix_of(group: &str) -> String {
        format!("{group}:")
    }

    /// `arn:aws:logs:R:A:log-group:GROUP:log-stream:NAME`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "logs", &format!("log-group:{}:log-stream:{}", self.group, self.name))
    }
}

impl Record for LogStream {
    const KIND: &'static str = "logs.stream";
    fn key(&self) -> Key {
        LogStream::key_of(&self.scope, &self.group, &self.name)
    }
    fn counted_as(&self) -> Vec<String> {
        vec![self.group.clone()]
    }
}

/// A metric filter of a group: which events count, and what they add to which metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricFilter {
    /// Account and Region.
    pub scope: Scope,
    /// Name of its group.
    pub group: String,
    /// Unique in its group; never with a colon or an asterisk.
    pub name: String,
    /// As written.
    pub pattern: String,
    /// What a matching event adds.
    pub transformation: MetricTransformation,
    /// When it was created; putting it again changes it and not this.
    pub created_at: Time,
}

/// What an event that matches adds to a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricTransformation {
    /// Namespace of the metric.
    pub namespace: String,
    /// Name of the metric.
    pub metric: String,
    /// A number, or the selector of one in the event: `$.latency`, `$bytes`.
    pub value: String,
    /// The value of a minute in which events came and none matched.
    pub default: Option<f64>,
    /// Names of dimensions and the selectors of their values; at most three.
    pub dimensions: std::collections::BTreeMap<String, String>,
    /// Of the values.
    pub unit: Unit,
}

impl MetricFilter {
    /// The key of a filter: `GROUP:FILTER`; a colon is in neither name.
    pub fn key_of(scope: &Scope, group: &str, name: &str) -> Key {
        Key::new(scope, format!("{group}:{name}"))
    }

    /// What the ids of all filters of a group begin with, and those of no other.
    pub fn prefix_of(group: &str) -> String {
        format!("{group}:")
    }
}

impl Record for MetricFilter {
    const KIND: &'static str = "logs.metric_filter";
    fn key(&self) -> Key {
        MetricFilter::key_of(&self.scope, &self.group, &self.name)
    }
    fn counted_as(&self) -> Vec<String> {
        vec![self.group.clone()]
    }
}

/// A query somebody saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueryDefinition {
    /// Account and Region.
    pub scope: Scope,
    /// A UUID.
    pub id: String,
    /// What people call it; folders are a part of it, with slashes.
    pub name: String,
    /// The query, as written.
    pub query: String,
    /// Names of the groups it is meant for.
    pub groups: Vec<String>,
    /// When it was last put.
    pub modified_at: Time,
    /// The client token of the request that made it, and the digest of that request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<(String, String)>,
}

impl QueryDefinition {
    /// The key of the definition with this id.
    pub fn key_of(scope: &Scope, id: &str) -> Key {
        Key::new(scope, id)
    }
}

impl Record for QueryDefinition {
    const KIND: &'static str = "logs.query_definition";
    fn key(&self) -> Key {
        QueryDefinition::key_of(&self.scope, &self.id)
    }
}

words! {
    /// How far a query of CloudWatch Logs Insights is.
    QueryStatus {
        /// It waits for its turn.
        Scheduled = "Scheduled",
        /// It is being answered.
        Running = "Running",
        /// It is answered.
        Complete = "Complete",
        /// It could not be answered.
        Failed = "Failed",
        /// Somebody stopped it.
        Cancelled = "Cancelled",
        /// It took too long.
        Timeout = "Timeout",
    }
}

impl QueryStatus {
    /// Whether nothing more comes of it.
    pub fn is_over(self) -> bool {
        !matches!(self, QueryStatus::Scheduled | QueryStatus::Running)
    }
}
