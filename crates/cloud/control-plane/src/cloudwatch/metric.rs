//! Names of metrics as requests write them and answers show them. In: namespaces, dimensions, units. Out: `MetricName`, or the
//! refusal. Never here: values.

use model::cloudwatch::{MetricName, Unit};
use shapes::Error;
use shapes::cloudwatch::{Dimension, Metric};

use super::refusal::{invalid, invalid_value, too_many};

/// The most dimensions a metric may have.
const MOST_DIMENSIONS: usize = 30;

/// The metric that namespace, name and dimensions of a request mean; `at` is where the dimensions stand in it.
pub(crate) fn read(
    namespace: &str,
    name: &str,
    dimensions: Option<&[Dimension]>,
    at: &str,
) -> Result<MetricName, Error> {
    let dimensions = dimensions.unwrap_or_default();
    if dimensions.len() > MOST_DIMENSIONS {
        return Err(too_many(at, MOST_DIMENSIONS));
    }
    for (place, dimension) in dimensions.iter().enumerate() {
        let number = place + 1;
        if dimension.value.trim().is_empty() {
            return Err(invalid(format!(
                "The value for parameter {at}.member.{number}.Value must not be empty."
            )));
        }
        if !dimension.name.is_ascii() || dimension.name.starts_with(':') {
            return Err(invalid_value(&dimension.name, &format!("{at}.member.{number}.Name")));
        }
        if dimensions[..place].iter().any(|earlier| earlier.name == dimension.name) {
            return Err(invalid(format!(
                "{at} must have distinct names: {} is there twice.",
                dimension.name
            )));
        }
    }
    let pairs = dimensions.iter().map(|one| (one.name.as_str(), one.value.as_str()));
    Ok(MetricName::new(namespace, name, pairs))
}

/// How answers show it.
pub(crate) fn shown(metric: &MetricName) -> Metric {
    Metric {
        namespace: Some(metric.namespace.clone()),
        metric_name: Some(metric.name.clone()),
        dimensions: Some(dimensions(metric)),
    }
}

/// Its dimensions as answers show them.
pub(crate) fn dimensions(metric: &MetricName) -> Vec<Dimension> {
    let pairs = metric.dimensions.iter().cloned();
    pairs.map(|(name, value)| Dimension { name, value }).collect()
}

/// The unit of this name; the wire has checked that there is one.
pub(crate) fn unit(text: Option<&str>) -> Result<Option<Unit>, Error> {
    let read = |text: &str| text.parse().map_err(|()| invalid_value(text, "Unit"));
    text.filter(|text| !text.is_empty()).map(read).transpose()
}
