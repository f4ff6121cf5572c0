//! What the history of an alarm says. In: alarms, states, what came of an action. Out: a summary and JSON in CloudWatch's form. Never
//! here: records, the time.

use model::cloudwatch::{
    Alarm, AlarmState, Condition, HistoryItemType, MetricCondition, MetricStat, StateValue, Watched,
};
use model::{Record, Time};
use serde_json::{Map, Value, json};

use super::reason::moment;
use super::suppression;

/// Characters of a summary (CloudWatch API reference, AlarmHistoryItem).
const LONGEST: usize = 255;

/// One item, without its place and time.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What kind of thing happened.
    pub what: HistoryItemType,
    /// In words.
    pub summary: String,
    /// As JSON.
    pub data: String,
}

/// What was done to a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// It was made.
    Create,
    /// It was put again.
    Update,
    /// It was deleted.
    Delete,
}

/// The configuration of an alarm changed.
pub fn configured(alarm: &Alarm, state: &AlarmState, edit: Edit) -> Item {
    let (done, kind, member) = match edit {
        Edit::Create => ("created", "Create", "createdAlarm"),
        Edit::Update => ("updated", "Update", "updatedAlarm"),
        Edit::Delete => ("deleted", "Delete", "deletedAlarm"),
    };
    let mut data = Map::from_iter([("version".to_owned(), json!("1.0")), ("type".to_owned(), json!(kind))]);
    data.insert(member.to_owned(), Value::Object(described(alarm, state)));
    item(
        HistoryItemType::ConfigurationUpdate,
        format!("Alarm \"{}\" {done}", alarm.name),
        &Value::Object(data),
    )
}

/// The state of an alarm became another.
pub fn changed(old: &AlarmState, new: &AlarmState) -> Item {
    let data = json!({"version": "1.0", "oldState": told(old), "newState": told(new)});
    item(HistoryItemType::StateUpdate, format!("Alarm updated from {} to {}", old.value, new.value), &data)
}

/// An action was taken: `outcome` is the message published, if it is one that publishes, or why nothing was done.
pub fn acted(action: &str, entered: StateValue, at: Time, outcome: Result<Option<&str>, &str>) -> Item {
    let (done, message, error) = match outcome {
        Ok(message) => (true, message, None),
        Err(error) => (false, None, Some(error)),
    };
    let summary = match error {
        None => format!("Successfully executed action {action}"),
        Some(error) => format!("Failed to execute action {action}. Received error: \"{error}\""),
    };
    let data = json!({
        "actionState": if done { "Succeeded" } else { "Failed" },
        "stateUpdateTimestamp": at.0,
        "stateValue": entered.as_str(),
        "notificationResource": action,
        "publishedMessage": message,
        "error": error,
    });
    item(HistoryItemType::Action, summary, &data)
}

fn item(what: HistoryItemType, summary: String, data: &Value) -> Item {
    Item { what, summary: summary.chars().take(LONGEST).collect(), data: data.to_string() }
}

/// A state: its JSON is a value in it, where it is JSON.
fn told(state: &AlarmState) -> Value {
    let mut told = json!({"stateValue": state.value.as_str(), "stateReason": state.reason});
    if let Some(data) = &state.reason_data {
        told["stateReasonData"] = serde_json::from_str(data).unwrap_or_else(|_| json!(data));
    }
    if let Some(held) = state.suppression {
        told["actionsSuppressedBy"] = json!(held.by.as_str());
        told["actionsSuppressedReason"] = json!(suppression::reason(held.by));
    }
    told
}

fn described(alarm: &Alarm, state: &AlarmState) -> Map<String, Value> {
    let actions = &alarm.actions;
    let mut all = entries(json!({
        "alarmName": alarm.name,
        "alarmArn": alarm.arn(),
        "alarmDescription": alarm.description,
        "alarmConfigurationUpdatedTimestamp": moment(alarm.configured_at.0),
        "actionsEnabled": actions.enabled,
        "okactions": actions.ok,
        "alarmActions": actions.alarm,
        "insufficientDataActions": actions.insufficient_data,
        "stateValue": state.value.as_str(),
        "stateUpdatedTimestamp": moment(state.updated_at.0),
    }));
    match &alarm.condition {
        Condition::Metric(condition) => all.extend(of_metric(condition)),
        Condition::Composite { rule, suppressor } => all.extend(entries(json!({
            "alarmRule": rule,
            "actionsSuppressor": suppressor.as_ref().map(|it| &it.alarm),
            "actionsSuppressorWaitPeriod": suppressor.as_ref().map(|it| it.wait),
            "actionsSuppressorExtensionPeriod": suppressor.as_ref().map(|it| it.extension),
        }))),
    }
    debug_assert!(alarm.key() == state.key(), "a state of another alarm");
    all
}

fn of_metric(condition: &MetricCondition) -> Map<String, Value> {
    let mut all = entries(json!({
        "evaluationPeriods": condition.evaluation_periods,
        "datapointsToAlarm": condition.datapoints_to_alarm,
        "threshold": condition.threshold,
        "comparisonOperator": condition.comparison.as_str(),
        "treatMissingData": condition.missing_data.map(model::cloudwatch::MissingData::as_str),
    }));
    match &condition.watched {
        Watched::Metric(stat) => all.extend(of_stat(stat)),
        Watched::Queries(queries) => {
            all.insert("metrics".to_owned(), queries.iter().map(super::notice::query).collect());
        }
    }
    all
}

fn of_stat(stat: &MetricStat) -> Map<String, Value> {
    let dimensions = stat.metric.dimensions.iter();
    entries(json!({
        "namespace": stat.metric.namespace,
        "metricName": stat.metric.name,
        "dimensions": dimensions.map(|(name, value)| json!({"name": name, "value": value})).collect::<Vec<_>>(),
        "statistic": stat.statistic,
        "period": stat.period,
        "unit": stat.unit.map(model::cloudwatch::Unit::as_str),
    }))
}

/// The members of an object that are there.
fn entries(object: Value) -> Map<String, Value> {
    let Value::Object(mut members) = object else { return Map::new() };
    members.retain(|_, value| !value.is_null());
    members
}
