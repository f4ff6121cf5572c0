//! Alarms: what the user configured (spec) and what they came to (observed), in two records with one key, because each has its own writer.
//!
//! In and out: plain records. Never here: evaluation, actions.

use serde::{Deserialize, Serialize};

use super::{AlarmType, MetricName, Unit};
use crate::ecs::words;
use crate::{Key, Record, Scope, Tags, Time, arn::arn};

/// An alarm as configured. Metric and composite alarms share one space of names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alarm {
    /// Account and Region.
    pub scope: Scope,
    /// At most 255 characters.
    pub name: String,
    /// The user's words.
    pub description: Option<String>,
    /// When it goes off.
    pub condition: Condition,
    /// What it then does.
    pub actions: AlarmActions,
    /// When it was last put.
    pub configured_at: Time,
    /// The user's tags.
    pub tags: Tags,
}

impl Alarm {
    /// The key of the alarm of this name.
    pub fn key_of(scope: &Scope, name: &str) -> Key {
        Key::new(scope, name)
    }

    /// `arn:aws:cloudwatch:R:A:alarm:NAME`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "cloudwatch", &format!("alarm:{}", self.name))
    }
}

impl Record for Alarm {
    const KIND: &'static str = "cloudwatch.alarm";
    fn key(&self) -> Key {
        Alarm::key_of(&self.scope, &self.name)
    }
}

impl Condition {
    /// What it is over.
    pub fn alarm_type(&self) -> AlarmType {
        match self {
            Condition::Metric(_) => AlarmType::Metric,
            Condition::Composite { .. } => AlarmType::Composite,
        }
    }
}

impl AlarmActions {
    /// What is done on entering a state.
    pub fn on(&self, state: StateValue) -> &[String] {
        match state {
            StateValue::Ok => &self.ok,
            StateValue::Alarm => &self.alarm,
            StateValue::InsufficientData => &self.insufficient_data,
        }
    }
}

/// When an alarm goes off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// Values of a metric, or of an expression over metrics, against a threshold.
    Metric(MetricCondition),
    /// States of other alarms.
    Composite {
        /// The rule as written, such as `ALARM("a") AND NOT OK("b")`.
        rule: String,
        /// What holds its actions back.
        #[serde(default)]
        suppressor: Option<Suppressor>,
    },
}

/// An alarm that holds the actions of a composite alarm back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppressor {
    /// Its name or ARN, as written.
    pub alarm: String,
    /// Nominal seconds that actions wait for it to go into `ALARM`.
    pub wait: i64,
    /// Nominal seconds that actions are held back after it has left `ALARM`.
    pub extension: i64,
}

/// Values against a threshold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricCondition {
    /// What is looked at: one metric, or queries of which exactly one returns data.
    pub watched: Watched,
    /// How values and threshold compare for a datapoint to breach.
    pub comparison: Comparison,
    /// What values are compared with.
    pub threshold: f64,
    /// How many periods are looked at (N).
    pub evaluation_periods: u32,
    /// How many of them must breach (M); all unless said.
    pub datapoints_to_alarm: Option<u32>,
    /// What a period without a value counts as; `missing` unless said.
    pub missing_data: Option<MissingData>,
    /// Whether percentiles of few samples are evaluated; they are unless said.
    pub low_sample_percentile: Option<LowSamples>,
}

/// What a metric alarm looks at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Watched {
    /// One metric.
    Metric(MetricStat),
    /// Metric math: the queries as put.
    Queries(Vec<MetricQuery>),
}

impl MetricCondition {
    /// How many of the evaluated periods must breach (M).
    pub fn minimum(&self) -> u32 {
        self.datapoints_to_alarm.unwrap_or(self.evaluation_periods)
    }

    /// What a period without a value counts as. Amazon DynamoDB's metrics leave the state as it is, whatever was said.
    pub fn treatment(&self) -> MissingData {
        match &self.watched {
            Watched::Metric(stat) if stat.metric.namespace == "AWS/DynamoDB" => MissingData::Ignore,
            _ => self.missing_data.unwrap_or(MissingData::Missing),
        }
    }
}

impl Watched {
    /// Nominal seconds of a period: all queries of an alarm have the same.
    pub fn period(&self) -> i64 {
        let of = |source: &QuerySource| match source {
            QuerySource::Stat(stat) => Some(stat.period),
            QuerySource::Expression { period, .. } => *period,
        };
        match self {
            Watched::Metric(stat) => stat.period,
            Watched::Queries(queries) => {
                queries.iter().find_map(|query| of(&query.source)).unwrap_or(Watched::USUAL_PERIOD)
            }
        }
    }

    /// Nominal seconds of a period where nothing says another: an expression of numbers alone.
    pub const USUAL_PERIOD: i64 = 60;
}

/// A statistic of a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricStat {
    /// Which metric.
    pub metric: MetricName,
    /// As `Statistic::parse` reads it: `Average`, `p99`.
    pub statistic: String,
    /// Nominal seconds of a period.
    pub period: i64,
    /// Only values of this unit.
    pub unit: Option<Unit>,
}

/// One query of metric math.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricQuery {
    /// What expressions call it.
    pub id: String,
    /// What people call it.
    pub label: Option<String>,
    /// Whether its values are the answer.
    pub return_data: bool,
    /// Where its values come from.
    pub source: QuerySource,
}

/// Where the values of a query come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum QuerySource {
    /// A metric.
    Stat(MetricStat),
    /// Other queries.
    Expression {
        /// As written, such as `m1 / m2`.
        text: String,
        /// Nominal seconds of a period, where said.
        period: Option<i64>,
    },
}

/// ARNs of what an alarm does on entering a state: SNS topics and scaling policies.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AlarmActions {
    /// Whether anything is done at all.
    pub enabled: bool,
    /// On `ALARM`.
    pub alarm: Vec<String>,
    /// On `OK`.
    pub ok: Vec<String>,
    /// On `INSUFFICIENT_DATA`.
    pub insufficient_data: Vec<String>,
}

impl AlarmActions {
    /// Every action, of any state.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.alarm.iter().chain(&self.ok).chain(&self.insufficient_data)
    }

    /// Takes an action out of every state.
    pub fn forget(&mut self, action: &str) {
        for state in [&mut self.alarm, &mut self.ok, &mut self.insufficient_data] {
            state.retain(|it| it != action);
        }
    }
}

words! {
    /// What an alarm says.
    StateValue {
        /// The condition does not hold.
        Ok = "OK",
        /// The condition holds.
        Alarm = "ALARM",
        /// Too little is known.
        InsufficientData = "INSUFFICIENT_DATA",
    }
}

words! {
    /// How a value compares with the threshold when it breaches.
    Comparison {
        /// >=
        GreaterThanOrEqualToThreshold = "GreaterThanOrEqualToThreshold",
        /// >
        GreaterThanThreshold = "GreaterThanThreshold",
        /// <
        LessThanThreshold = "LessThanThreshold",
        /// <=
        LessThanOrEqualToThreshold = "LessThanOrEqualToThreshold",
    }
}

words! {
    /// What a period without a value counts as.
    MissingData {
        /// As a breach.
        Breaching = "breaching",
        /// As none.
        NotBreaching = "notBreaching",
        /// The state stays.
        Ignore = "ignore",
        /// As nothing: too little of it makes `INSUFFICIENT_DATA`.
        Missing = "missing",
    }
}

words! {
    /// What becomes of percentiles of too few samples.
    LowSamples {
        /// They are taken as they are.
        Evaluate = "evaluate",
        /// The state stays.
        Ignore = "ignore",
    }
}

words! {
    /// What holds the actions of a composite alarm back.
    SuppressedBy {
        /// Its suppressor is given time to go into `ALARM`.
        WaitPeriod = "WaitPeriod",
        /// Its suppressor left `ALARM` a while ago.
        ExtensionPeriod = "ExtensionPeriod",
        /// Its suppressor is in `ALARM`.
        Alarm = "Alarm",
    }
}

/// Actions of a composite alarm that are held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppression {
    /// By what.
    pub by: SuppressedBy,
    /// When that began.
    pub since: Time,
    /// The state the last actions were taken for, or would have been, if others are owed since.
    pub owed_from: Option<StateValue>,
}

/// What an alarm came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlarmState {
    /// Account and Region.
    pub scope: Scope,
    /// Of the alarm.
    pub name: String,
    /// The state.
    pub value: StateValue,
    /// Why, in words.
    pub reason: String,
    /// Why, as JSON.
    pub reason_data: Option<String>,
    /// When state, reason or data last changed.
    pub updated_at: Time,
    /// When the state last became another.
    pub transitioned_at: Time,
    /// Whether actions are held back, of a composite alarm with a suppressor.
    #[serde(default)]
    pub suppression: Option<Suppression>,
}

impl AlarmState {
    /// The reason of a state nobody has looked into.
    const UNCHECKED: &'static str = "Unchecked: Initial alarm creation";

    /// Whether nobody has evaluated the alarm yet.
    pub fn is_unchecked(&self) -> bool {
        self.reason == AlarmState::UNCHECKED
    }

    /// The state of an alarm nobody has evaluated yet.
    pub fn unchecked(scope: &Scope, name: &str, now: Time) -> AlarmState {
        AlarmState {
            scope: scope.clone(),
            name: name.to_owned(),
            value: StateValue::InsufficientData,
            reason: AlarmState::UNCHECKED.to_owned(),
            reason_data: None,
            updated_at: now,
            transitioned_at: now,
            suppression: None,
        }
    }
}

impl Record for AlarmState {
    const KIND: &'static str = "cloudwatch.alarm_state";
    fn key(&self) -> Key {
        Alarm::key_of(&self.scope, &self.name)
    }
}
