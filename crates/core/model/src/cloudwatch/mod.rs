//! Metrics: what they are called, and what is kept of their values; and the alarms over them.

mod alarm;
mod alarm_history;
mod distribution;
mod statistic;
mod trimmed;
mod unit;

use serde::{Deserialize, Serialize};

pub use alarm::{
    Alarm, AlarmActions, AlarmState, Comparison, Condition, LowSamples, MetricCondition, MetricQuery,
    MetricStat, MissingData, QuerySource, StateValue, SuppressedBy, Suppression, Suppressor, Watched,
};
pub use alarm_history::{AlarmHistoryItem, AlarmType, HistoryItemType};
pub use distribution::Distribution;
pub use statistic::Statistic;
pub use trimmed::Trimmed;
pub use unit::Unit;

/// The full name of a metric within an account and Region: two that differ in a dimension are two metrics.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MetricName {
    /// For example `AWS/ECS`.
    pub namespace: String,
    /// For example `CPUUtilization`.
    pub name: String,
    /// Name and value, ordered by name, each name once.
    pub dimensions: Vec<(String, String)>,
}

impl MetricName {
    /// A metric with these dimensions, in any order; of dimensions of one name the last counts.
    pub fn new<'a>(
        namespace: &str,
        name: &str,
        dimensions: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> MetricName {
        let sorted: std::collections::BTreeMap<&str, &str> = dimensions.into_iter().collect();
        let dimensions =
            sorted.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        MetricName { namespace: namespace.into(), name: name.into(), dimensions }
    }

    /// The value of a dimension.
    pub fn dimension(&self, name: &str) -> Option<&str> {
        self.dimensions.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::MetricName;

    #[test]
    fn the_order_of_dimensions_does_not_matter() {
        let one = MetricName::new("N", "M", [("b", "2"), ("a", "1")]);
        assert_eq!(one, MetricName::new("N", "M", [("a", "1"), ("b", "2")]));
        assert_ne!(one, MetricName::new("N", "M", [("a", "1")]));
        assert_eq!((one.dimension("b"), one.dimension("c")), (Some("2"), None));
    }
}
