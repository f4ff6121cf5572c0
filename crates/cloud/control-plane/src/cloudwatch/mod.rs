//! Amazon CloudWatch, metrics and alarms: one file an operation, and the rooms they share (`refusal`, `metric`, `window`; of alarms
//! `alarm_records`, `alarm_view`, [`transition`]).
//!
//! In: typed inputs and the metric book. Out: typed outputs. Never here: measuring and evaluating (the loops do), files.
//! Deliberately absent: dashboards, metric streams, anomaly detection, Contributor Insights.

mod alarm_actions;
#[cfg(test)]
pub(crate) mod alarm_bench;
mod alarm_condition;
pub(crate) mod alarm_queries;
pub(crate) mod alarm_records;
mod alarm_spec;
mod alarm_view;
mod delete_alarms;
mod describe_alarm_history;
mod describe_alarms;
mod describe_alarms_for_metric;
mod disable_alarm_actions;
mod enable_alarm_actions;
mod get_metric_data;
mod get_metric_statistics;
mod list_metrics;
mod list_tags_for_resource;
mod metric;
mod metric_query;
pub mod metric_values;
mod put_composite_alarm;
mod put_metric_alarm;
mod put_metric_data;
mod refusal;
mod set_alarm_state;
mod tag_resource;
mod tags;
pub mod transition;
mod untag_resource;
mod window;

use kernel::Entry;
use shapes::cloudwatch as op;

use crate::table::Lines;

/// The operations of CloudWatch.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::write::<op::PutMetricAlarm>(),
        Entry::write::<op::PutCompositeAlarm>(),
        Entry::read::<op::DescribeAlarms>(),
        Entry::read::<op::DescribeAlarmsForMetric>(),
        Entry::read::<op::DescribeAlarmHistory>(),
        Entry::write::<op::DeleteAlarms>(),
        Entry::write::<op::SetAlarmState>(),
        Entry::write::<op::EnableAlarmActions>(),
        Entry::write::<op::DisableAlarmActions>(),
        Entry::write::<op::TagResource>(),
        Entry::write::<op::UntagResource>(),
        Entry::read::<op::ListTagsForResource>(),
        Entry::read_metrics::<op::GetMetricData>(),
        Entry::read_metrics::<op::GetMetricStatistics>(),
        Entry::read_metrics::<op::ListMetrics>(),
        Entry::write_metrics::<op::PutMetricData>(),
    ]
}

/// A ledger and a metric book of their own for each test.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod bench {
    use shapes::Error;
    use shapes::Timestamp;
    use shapes::cloudwatch as op;

    use crate::rig::{Rig, rig_of};

    /// What an operation needs.
    pub(crate) struct Bench {
        rig: Rig,
    }

    rig_of!(Bench holds Rig);

    impl Bench {
        pub(crate) fn new() -> Bench {
            Bench { rig: Rig::new() }
        }

        /// A moment so many minutes after the caller's now, rounded down to its minute.
        pub(crate) fn minute(&self, after: i64) -> Timestamp {
            Timestamp::from_millis(self.caller.now.0.div_euclid(60_000) * 60_000 + after * 60_000)
        }

        pub(crate) fn datum(&self, name: &str, after: i64, value: f64) -> op::MetricDatum {
            let (timestamp, value) = (Some(self.minute(after)), Some(value));
            op::MetricDatum { metric_name: name.into(), timestamp, value, ..Default::default() }
        }

        pub(crate) fn put(&mut self, data: Vec<op::MetricDatum>) -> Result<(), Error> {
            let input = op::PutMetricDataInput { namespace: "Shop".into(), metric_data: Some(data) };
            self.write_metrics::<op::PutMetricData>(input).map(drop)
        }
    }

    /// The code a refused call answers on the Query protocol, and its words.
    pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> (String, String) {
        let error = result.unwrap_err();
        (error.code_for(shapes::Protocol::Query).to_owned(), error.message)
    }
}
