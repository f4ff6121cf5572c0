//! What an alarm publishes on entering a state. In: the alarm, its old and new state. Out: subject and JSON body in CloudWatch's form. Never
//! here: publishing.

use model::Scope;
use model::cloudwatch::{
    Alarm, AlarmState, Condition, MetricCondition, MetricQuery, MetricStat, QuerySource, StateValue,
    Statistic, Watched,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::reason::moment;

/// Characters of a subject: SNS takes less than 100.
const LONGEST_SUBJECT: usize = 99;

/// `ALARM: "name" in US West (Oregon)`: printable ASCII, the name cut where it is too long.
pub fn subject(alarm: &Alarm, state: &AlarmState) -> String {
    let (before, after) = (format!("{}: \"", state.value), format!("\" in {}", region_name(&alarm.scope)));
    let room = LONGEST_SUBJECT.saturating_sub(before.len() + after.len());
    let plain = |c: char| if c == ' ' || c.is_ascii_graphic() { c } else { '?' };
    let name: String = alarm.name.chars().map(plain).collect();
    let name = if name.len() > room { format!("{}...", &name[..room.saturating_sub(3)]) } else { name };
    format!("{before}{name}{after}")
}

/// The name of a Region as messages have it; the code of one without.
fn region_name(scope: &Scope) -> &str {
    match scope.region.as_str() {
        "us-east-1" => "US East (N. Virginia)",
        "us-east-2" => "US East (Ohio)",
        "us-west-1" => "US West (N. California)",
        "us-west-2" => "US West (Oregon)",
        "ca-central-1" => "Canada (Central)",
        "eu-central-1" => "EU (Frankfurt)",
        "eu-north-1" => "EU (Stockholm)",
        "eu-west-1" => "EU (Ireland)",
        "eu-west-2" => "EU (London)",
        "eu-west-3" => "EU (Paris)",
        "ap-northeast-1" => "Asia Pacific (Tokyo)",
        "ap-northeast-2" => "Asia Pacific (Seoul)",
        "ap-south-1" => "Asia Pacific (Mumbai)",
        "ap-southeast-1" => "Asia Pacific (Singapore)",
        "ap-southeast-2" => "Asia Pacific (Sydney)",
        "sa-east-1" => "South America (Sao Paulo)",
        code => code,
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    alarm_name: &'a str,
    alarm_description: Option<&'a str>,
    #[serde(rename = "AWSAccountId")]
    aws_account_id: &'a str,
    alarm_configuration_updated_timestamp: String,
    new_state_value: &'static str,
    new_state_reason: &'a str,
    state_change_time: String,
    region: &'a str,
    alarm_arn: String,
    old_state_value: &'static str,
    #[serde(rename = "OKActions")]
    ok_actions: &'a [String],
    alarm_actions: &'a [String],
    insufficient_data_actions: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    trigger: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alarm_rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    triggering_children: Option<Value>,
}

/// The body; `old` is the state that the last message was, or would have been, about.
pub fn body(alarm: &Alarm, old: StateValue, new: &AlarmState) -> String {
    let (trigger, alarm_rule) = match &alarm.condition {
        Condition::Metric(condition) => (Some(trigger(condition)), None),
        Condition::Composite { rule, .. } => (None, Some(rule.as_str())),
    };
    let body = Body {
        alarm_name: &alarm.name,
        alarm_description: alarm.description.as_deref(),
        aws_account_id: alarm.scope.account.as_str(),
        alarm_configuration_updated_timestamp: moment(alarm.configured_at.0),
        new_state_value: new.value.as_str(),
        new_state_reason: &new.reason,
        state_change_time: moment(new.transitioned_at.0),
        region: region_name(&alarm.scope),
        alarm_arn: alarm.arn(),
        old_state_value: old.as_str(),
        ok_actions: &alarm.actions.ok,
        alarm_actions: &alarm.actions.alarm,
        insufficient_data_actions: &alarm.actions.insufficient_data,
        trigger,
        alarm_rule,
        triggering_children: alarm_rule.and_then(|_| triggering(new)),
    };
    // Strings and finite numbers: nothing that JSON could refuse.
    serde_json::to_string(&body).unwrap_or_default()
}

/// The children a composite alarm followed, in the words of messages.
fn triggering(state: &AlarmState) -> Option<Value> {
    let data: Value = serde_json::from_str(state.reason_data.as_deref()?).ok()?;
    let told = |one: &Value| {
        let (value, timestamp) = (&one["state"]["value"], &one["state"]["timestamp"]);
        json!({"Arn": one["arn"], "State": {"Value": value, "Timestamp": timestamp}})
    };
    Some(data["triggeringAlarms"].as_array()?.iter().map(told).collect())
}

fn trigger(condition: &MetricCondition) -> Value {
    let mut all = match &condition.watched {
        Watched::Metric(stat) => of_stat(stat),
        Watched::Queries(queries) => json!({"Metrics": queries.iter().map(query).collect::<Vec<_>>()}),
    };
    all["Period"] = json!(condition.watched.period());
    all["EvaluationPeriods"] = json!(condition.evaluation_periods);
    all["DatapointsToAlarm"] = json!(condition.minimum());
    all["ComparisonOperator"] = json!(condition.comparison.as_str());
    all["Threshold"] = json!(condition.threshold);
    all["TreatMissingData"] =
        json!(condition.missing_data.map_or("", model::cloudwatch::MissingData::as_str));
    let low = condition.low_sample_percentile.map_or("", model::cloudwatch::LowSamples::as_str);
    all["EvaluateLowSampleCountPercentile"] = json!(low);
    all
}

fn of_stat(stat: &MetricStat) -> Value {
    let mut all = json!({
        "MetricName": stat.metric.name,
        "Namespace": stat.metric.namespace,
        "Unit": stat.unit.map(model::cloudwatch::Unit::as_str),
        "Dimensions": dimensions(stat),
    });
    let plain = Statistic::plain(&stat.statistic).is_some();
    let (kind, statistic) = match plain {
        true => ("Statistic", messages_word(&stat.statistic)),
        false => ("ExtendedStatistic", stat.statistic.clone()),
    };
    all["StatisticType"] = json!(kind);
    all[kind] = json!(statistic);
    all
}

/// Messages write statistics as the oldest version of the API did.
fn messages_word(statistic: &str) -> String {
    match statistic {
        "SampleCount" => "SAMPLE_COUNT".to_owned(),
        other => other.to_ascii_uppercase(),
    }
}

/// Name and value begin small in messages.
fn dimensions(stat: &MetricStat) -> Vec<Value> {
    let pairs = stat.metric.dimensions.iter();
    pairs.map(|(name, value)| json!({"value": value, "name": name})).collect()
}

/// A query of metric math.
pub(super) fn query(query: &MetricQuery) -> Value {
    let mut all = Map::from_iter([("Id".to_owned(), json!(query.id))]);
    all.extend(query.label.as_ref().map(|label| ("Label".to_owned(), json!(label))));
    match &query.source {
        QuerySource::Expression { text, period } => {
            all.insert("Expression".to_owned(), json!(text));
            all.extend(period.map(|period| ("Period".to_owned(), json!(period))));
        }
        QuerySource::Stat(stat) => {
            let metric = json!({
                "Dimensions": dimensions(stat), "MetricName": stat.metric.name, "Namespace": stat.metric.namespace,
            });
            let mut told = json!({"Metric": metric, "Period": stat.period, "Stat": stat.statistic});
            if let Some(unit) = stat.unit {
                told["Unit"] = json!(unit.as_str());
            }
            all.insert("MetricStat".to_owned(), told);
        }
    }
    all.insert("ReturnData".to_owned(), json!(query.return_data));
    Value::Object(all)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::cloudwatch::AlarmActions;
    use model::{Tags, Time};

    use super::*;
    use crate::alarms::evaluation::tests::condition;
    use crate::alarms::history::{self, Edit};

    fn scope() -> Scope {
        Scope::new("000000000000", "us-west-2").unwrap()
    }

    fn alarm(name: &str) -> Alarm {
        Alarm {
            scope: scope(),
            name: name.into(),
            description: None,
            condition: Condition::Metric(condition(1, 1)),
            actions: AlarmActions {
                enabled: true,
                alarm: vec!["arn:topic".into()],
                ..AlarmActions::default()
            },
            configured_at: Time(0),
            tags: Tags::new(),
        }
    }

    fn states(name: &str) -> (AlarmState, AlarmState) {
        let old = AlarmState::unchecked(&scope(), name, Time(0));
        let mut new = AlarmState { value: StateValue::Alarm, reason: "It is hot".into(), ..old.clone() };
        (new.transitioned_at, new.reason_data) = (Time(60_000), Some(r#"{"version":"1.0"}"#.into()));
        (old, new)
    }

    #[test]
    fn the_subject_names_alarm_and_region() {
        let (_, new) = states("hot");
        assert_eq!(subject(&alarm("hot"), &new), "ALARM: \"hot\" in US West (Oregon)");
        let long = subject(&alarm(&"é".repeat(200)), &new);
        assert_eq!(long.len(), 99);
        assert!(long.ends_with("?...\" in US West (Oregon)") && long.is_ascii(), "{long}");
    }

    #[test]
    fn the_body_is_cloudwatchs() {
        let (old, new) = states("hot");
        let body: Value = serde_json::from_str(&body(&alarm("hot"), old.value, &new)).unwrap();
        let wanted = json!({
            "AlarmName": "hot", "AlarmDescription": null, "AWSAccountId": "000000000000",
            "AlarmConfigurationUpdatedTimestamp": "1970-01-01T00:00:00.000+0000",
            "NewStateValue": "ALARM", "NewStateReason": "It is hot", "StateChangeTime": "1970-01-01T00:01:00.000+0000",
            "Region": "US West (Oregon)", "AlarmArn": "arn:aws:cloudwatch:us-west-2:000000000000:alarm:hot",
            "OldStateValue": "INSUFFICIENT_DATA", "OKActions": [], "AlarmActions": ["arn:topic"], "InsufficientDataActions": [],
            "Trigger": {
                "MetricName": "m", "Namespace": "Shop", "StatisticType": "Statistic", "Statistic": "AVERAGE", "Unit": "Percent",
                "Dimensions": [], "Period": 60, "EvaluationPeriods": 1, "DatapointsToAlarm": 1,
                "ComparisonOperator": "GreaterThanThreshold", "Threshold": 80.0, "TreatMissingData": "",
                "EvaluateLowSampleCountPercentile": "",
            },
        });
        assert_eq!(body, wanted);
    }

    #[test]
    fn a_composite_alarm_tells_its_rule_and_what_it_followed() {
        let (old, mut new) = states("all");
        new.reason_data = Some(
            r#"{"triggeringAlarms":[{"arn":"arn:a","state":{"value":"ALARM","timestamp":"T"}}]}"#.into(),
        );
        let condition = Condition::Composite { rule: "ALARM(a)".into(), suppressor: None };
        let body: Value =
            serde_json::from_str(&body(&Alarm { condition, ..alarm("all") }, old.value, &new)).unwrap();
        assert_eq!((&body["AlarmRule"], body.get("Trigger")), (&json!("ALARM(a)"), None));
        let children = json!([{"Arn": "arn:a", "State": {"Value": "ALARM", "Timestamp": "T"}}]);
        assert_eq!(body["TriggeringChildren"], children);
    }

    #[test]
    fn history_tells_states_configurations_and_actions() {
        let (old, new) = states("hot");
        let told = history::changed(&old, &new);
        assert_eq!(told.summary, "Alarm updated from INSUFFICIENT_DATA to ALARM");
        let data: Value = serde_json::from_str(&told.data).unwrap();
        assert_eq!(data["newState"]["stateReasonData"]["version"], "1.0");
        assert_eq!(data["oldState"]["stateReason"], "Unchecked: Initial alarm creation");
        let made = history::configured(&alarm("hot"), &old, Edit::Create);
        assert_eq!(made.summary, "Alarm \"hot\" created");
        let data: Value = serde_json::from_str(&made.data).unwrap();
        assert_eq!((&data["type"], &data["createdAlarm"]["threshold"]), (&json!("Create"), &json!(80.0)));
        let scaled = history::acted("arn:policy", StateValue::Alarm, Time(0), Ok(None));
        assert_eq!(scaled.summary, "Successfully executed action arn:policy");
        let failed = history::acted("arn:topic", StateValue::Alarm, Time(0), Err("Topic does not exist"));
        assert_eq!(
            failed.summary,
            "Failed to execute action arn:topic. Received error: \"Topic does not exist\""
        );
    }
}
