//! Alarms as answers show them. In: records. Out: shapes. Never here: choosing.

use model::Time;
use model::cloudwatch::{
    Alarm, AlarmState, Comparison, LowSamples, MetricCondition, MissingData, Statistic, Unit, Watched,
};
use planner::alarms::suppression;
use shapes::Timestamp;
use shapes::cloudwatch as out;

use super::transition::suppressor;
use super::{alarm_queries, metric};

/// A metric alarm.
pub(crate) fn metric_alarm(
    alarm: &Alarm,
    state: &AlarmState,
    condition: &MetricCondition,
) -> out::MetricAlarm {
    let common = out::MetricAlarm {
        alarm_description: alarm.description.clone(),
        alarm_configuration_updated_timestamp: moment(alarm.configured_at),
        actions_enabled: Some(alarm.actions.enabled),
        ok_actions: Some(alarm.actions.ok.clone()),
        alarm_actions: Some(alarm.actions.alarm.clone()),
        insufficient_data_actions: Some(alarm.actions.insufficient_data.clone()),
        state_reason: Some(state.reason.clone()),
        state_reason_data: state.reason_data.clone(),
        state_transitioned_timestamp: moment(state.transitioned_at),
        evaluation_periods: Some(condition.evaluation_periods.into()),
        datapoints_to_alarm: condition.datapoints_to_alarm.map(Into::into),
        threshold: Some(condition.threshold),
        comparison_operator: Some(Comparison::as_str(condition.comparison).to_owned()),
        treat_missing_data: condition.missing_data.map(MissingData::as_str).map(str::to_owned),
        evaluate_low_sample_count_percentile: condition
            .low_sample_percentile
            .map(LowSamples::as_str)
            .map(str::to_owned),
        ..brief_metric_alarm(alarm, state)
    };
    watching(common, &condition.watched)
}

/// What it watches.
fn watching(alarm: out::MetricAlarm, watched: &Watched) -> out::MetricAlarm {
    let stat = match watched {
        Watched::Queries(queries) => {
            let metrics = Some(queries.iter().map(alarm_queries::shown).collect());
            return out::MetricAlarm { metrics, dimensions: Some(Vec::new()), ..alarm };
        }
        Watched::Metric(stat) => stat,
    };
    let is_plain = Statistic::plain(&stat.statistic).is_some();
    let statistic = |wanted: bool| (is_plain == wanted).then(|| stat.statistic.clone());
    out::MetricAlarm {
        namespace: Some(stat.metric.namespace.clone()),
        metric_name: Some(stat.metric.name.clone()),
        dimensions: Some(metric::dimensions(&stat.metric)),
        statistic: statistic(true),
        extended_statistic: statistic(false),
        period: Some(stat.period),
        unit: stat.unit.map(Unit::as_str).map(str::to_owned),
        ..alarm
    }
}

/// A composite alarm.
pub(crate) fn composite_alarm(alarm: &Alarm, state: &AlarmState, rule: &str) -> out::CompositeAlarm {
    let suppressor = suppressor(alarm);
    let held = state.suppression.map(|it| it.by);
    out::CompositeAlarm {
        actions_suppressed_by: held.map(|by| by.as_str().to_owned()),
        actions_suppressed_reason: held.map(suppression::reason),
        actions_suppressor: suppressor.map(|it| it.alarm.clone()),
        actions_suppressor_wait_period: suppressor.map(|it| it.wait),
        actions_suppressor_extension_period: suppressor.map(|it| it.extension),
        alarm_description: alarm.description.clone(),
        alarm_configuration_updated_timestamp: moment(alarm.configured_at),
        alarm_rule: Some(rule.to_owned()),
        actions_enabled: Some(alarm.actions.enabled),
        ok_actions: Some(alarm.actions.ok.clone()),
        alarm_actions: Some(alarm.actions.alarm.clone()),
        insufficient_data_actions: Some(alarm.actions.insufficient_data.clone()),
        state_reason: Some(state.reason.clone()),
        state_reason_data: state.reason_data.clone(),
        state_transitioned_timestamp: moment(state.transitioned_at),
        ..brief_composite_alarm(alarm, Some(state))
    }
}

/// What is shown of a metric alarm among the children of another.
pub(crate) fn brief_metric_alarm(alarm: &Alarm, state: &AlarmState) -> out::MetricAlarm {
    out::MetricAlarm {
        alarm_name: Some(alarm.name.clone()),
        alarm_arn: Some(alarm.arn()),
        state_value: Some(state.value.as_str().to_owned()),
        state_updated_timestamp: moment(state.updated_at),
        ..Default::default()
    }
}

/// The same of a composite alarm; among the parents of another without a state.
pub(crate) fn brief_composite_alarm(alarm: &Alarm, state: Option<&AlarmState>) -> out::CompositeAlarm {
    out::CompositeAlarm {
        alarm_name: Some(alarm.name.clone()),
        alarm_arn: Some(alarm.arn()),
        state_value: state.map(|state| state.value.as_str().to_owned()),
        state_updated_timestamp: state.and_then(|state| moment(state.updated_at)),
        ..Default::default()
    }
}

fn moment(at: Time) -> Option<Timestamp> {
    Some(Timestamp::from_millis(at.0))
}
