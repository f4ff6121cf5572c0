//! What a metric filter makes of an event. In: a filter; later, messages. Out: a value and the metric it belongs to.
//! Never here: the metric book, times, default values (a minute has one, not an event).

use model::cloudwatch::MetricName;
use model::logs::{MetricFilter, MetricTransformation};

use crate::log_pattern::{BadPattern, Found, Pattern};

/// Dimensions a filter may have.
const MOST_DIMENSIONS: usize = 3;

/// A filter that can be asked.
#[derive(Clone, Debug)]
pub struct Meter {
    pattern: Pattern,
    transformation: MetricTransformation,
    /// The value, where the filter says a number.
    constant: Option<f64>,
}

/// What a filter says of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// It is not meant.
    Other,
    /// It is meant, but has no number, or lacks a dimension, where the filter looks for it.
    Nothing,
    /// It adds this value to this metric.
    Value(MetricName, f64),
}

impl Meter {
    /// A filter as configured; an error in words for its author.
    pub fn new(filter: &MetricFilter) -> Result<Meter, BadPattern> {
        let pattern = Pattern::parse(&filter.pattern)?;
        let transformation = filter.transformation.clone();
        let constant = transformation.value.trim().parse::<f64>().ok().filter(|value| value.is_finite());
        let meter = Meter { pattern, transformation, constant };
        meter.check()?;
        Ok(meter)
    }

    fn check(&self) -> Result<(), BadPattern> {
        let said = &self.transformation;
        let bad = |what: String| Err(BadPattern(format!("Invalid metric transformation: {what}")));
        if self.constant.is_none() && !self.pattern.knows(&said.value) {
            return bad(format!(
                "metricValue '{}' is neither a number nor a field of the filter pattern",
                said.value
            ));
        }
        if said.dimensions.len() > MOST_DIMENSIONS {
            return bad(format!("at most {MOST_DIMENSIONS} dimensions are allowed"));
        }
        if said.default.is_some() && !said.dimensions.is_empty() {
            return bad("dimensions and default value are mutually exclusive properties.".to_owned());
        }
        match said.dimensions.values().find(|selector| !self.pattern.knows(selector)) {
            Some(selector) => bad(format!("dimension value '{selector}' is no field of the filter pattern")),
            None => Ok(()),
        }
    }

    /// What it says of an event.
    pub fn read(&self, message: &str) -> Reading {
        let Some(found) = self.pattern.find(message) else { return Reading::Other };
        let value = self.value(&found).zip(self.metric(&found));
        value.map_or(Reading::Nothing, |(value, metric)| Reading::Value(metric, value))
    }

    fn value(&self, found: &Found<'_>) -> Option<f64> {
        let read = || found.value(&self.transformation.value)?.trim().parse().ok();
        self.constant.or_else(read).filter(|value: &f64| value.is_finite())
    }

    fn metric(&self, found: &Found<'_>) -> Option<MetricName> {
        let said = &self.transformation;
        let pair = |(name, selector): (&String, &String)| {
            found.value(selector).filter(|value| !value.is_empty()).map(|value| (name.clone(), value))
        };
        let dimensions = said.dimensions.iter().map(pair).collect::<Option<Vec<_>>>()?;
        let pairs = dimensions.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        Some(MetricName::new(&said.namespace, &said.metric, pairs))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::cloudwatch::Unit;
    use model::{Scope, Time};

    use super::*;

    fn filter(pattern: &str, value: &str, dimensions: &[(&str, &str)]) -> MetricFilter {
        let own = |(name, selector): &(&str, &str)| ((*name).to_owned(), (*selector).to_owned());
        MetricFilter {
            scope: Scope::new("000000000000", "us-west-2").unwrap(),
            group: "g".into(),
            name: "f".into(),
            pattern: pattern.into(),
            transformation: MetricTransformation {
                namespace: "N".into(),
                metric: "M".into(),
                value: value.into(),
                default: None,
                dimensions: dimensions.iter().map(own).collect(),
                unit: Unit::None,
            },
            created_at: Time(0),
        }
    }

    fn read(filter: &MetricFilter, message: &str) -> Reading {
        Meter::new(filter).unwrap().read(message)
    }

    #[test]
    fn a_number_counts_and_a_selector_measures() {
        let plain = MetricName::new("N", "M", []);
        assert_eq!(read(&filter("ERROR", "1", &[]), "an ERROR"), Reading::Value(plain.clone(), 1.0));
        assert_eq!(read(&filter("ERROR", "1", &[]), "fine"), Reading::Other);
        let latency = filter("{ $.ms = * }", "$.ms", &[]);
        assert_eq!(read(&latency, r#"{"ms": 12.5}"#), Reading::Value(plain.clone(), 12.5));
        assert_eq!(read(&latency, r#"{"ms": "7"}"#), Reading::Value(plain, 7.0));
        assert_eq!(read(&latency, r#"{"ms": "fast"}"#), Reading::Nothing);
    }

    #[test]
    fn dimensions_come_from_the_event() {
        let by_room = filter("[ip, room, bytes]", "$bytes", &[("Room", "$room")]);
        let metric = MetricName::new("N", "M", [("Room", "kitchen")]);
        assert_eq!(read(&by_room, "::1 kitchen 300"), Reading::Value(metric, 300.0));
        let by_kind = filter("{ $.a = 1 }", "1", &[("Kind", "$.kind")]);
        assert_eq!(read(&by_kind, r#"{"a": 1}"#), Reading::Nothing);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let words = |filter: &MetricFilter| Meter::new(filter).unwrap_err().0;
        assert!(words(&filter("ERROR", "$.ms", &[])).contains("neither a number nor a field"));
        assert!(words(&filter("ERROR", "1", &[("A", "$.a")])).contains("no field of the filter pattern"));
        assert!(words(&filter("[a, b]", "$c", &[])).contains("'$c'"));
        let many = [("A", "$.a"), ("B", "$.a"), ("C", "$.a"), ("D", "$.a")];
        assert!(words(&filter("{ $.a = 1 }", "1", &many)).contains("at most 3"));
        let mut both = filter("{ $.a = 1 }", "1", &many[..1]);
        both.transformation.default = Some(0.0);
        assert!(words(&both).ends_with("dimensions and default value are mutually exclusive properties."));
    }
}
