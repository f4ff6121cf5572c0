//! PutMetricData: values, values with counts, or statistics; all of a request or none of it.

use ledger::{Durable, MetricBook, Observation, Txn};
use model::cloudwatch::{Distribution, Unit};
use model::{Pace, Time};
use shapes::Error;
use shapes::Unit as Nothing;
use shapes::cloudwatch::{MetricDatum, PutMetricData, PutMetricDataInput, StatisticSet, errors};

use super::metric;
use super::refusal::{combination, exclusive, invalid, invalid_value, missing, too_many};
use crate::Caller;
use crate::table::WriteMetrics;

/// Datums of a request, and values of a datum.
const MOST_DATUMS: usize = 1000;
const MOST_VALUES: usize = 150;
/// Milliseconds a value may be behind and ahead of the service.
const OLDEST: i64 = 14 * 86_400_000;
const NEWEST: i64 = 2 * 3_600_000;
/// 2^360: values lie between its negative and itself.
const GREATEST: f64 = 2.348_542_582_773_833_2e108;

impl WriteMetrics for PutMetricData {
    fn write_metrics(
        _: &mut Txn,
        book: &MetricBook,
        caller: &mut Caller,
        input: PutMetricDataInput,
    ) -> Result<(Nothing, Durable), Error> {
        if input.namespace.starts_with("AWS/") || input.namespace.starts_with(':') {
            return Err(invalid_value(&input.namespace, "Namespace"));
        }
        let data = input.metric_data.filter(|data| !data.is_empty()).ok_or_else(|| missing("MetricData"))?;
        if data.len() > MOST_DATUMS {
            return Err(too_many("MetricData", MOST_DATUMS));
        }
        let read = |(place, datum): (usize, &MetricDatum)| {
            observation(caller, &input.namespace, datum, &format!("MetricData.member.{}", place + 1))
        };
        let observations = data.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
        let kept = book.record(observations, caller.now.0);
        let full = |_| {
            let text =
                format!("An account has at most {} metrics in a Region here.", MetricBook::MOST_METRICS);
            errors::limit_exceeded_fault(text)
        };
        Ok((Nothing, kept.map_err(full)?))
    }
}

fn observation(
    caller: &Caller,
    namespace: &str,
    datum: &MetricDatum,
    at: &str,
) -> Result<Observation, Error> {
    let dimensions = format!("{at}.Dimensions");
    let metric = metric::read(namespace, &datum.metric_name, datum.dimensions.as_deref(), &dimensions)?;
    let resolution = match datum.storage_resolution {
        // With a clock that runs faster, periods are shorter than the minutes that would be kept.
        None | Some(60) if caller.pace != Pace::HONEST => 1,
        None | Some(60) => 60,
        Some(1) => 1,
        Some(other) => return Err(invalid_value(other, &format!("{at}.StorageResolution"))),
    };
    Ok(Observation {
        scope: caller.scope.clone(),
        metric,
        unit: metric::unit(datum.unit.as_deref())?.unwrap_or(Unit::None),
        at: moment(caller.now, datum, at)?,
        resolution,
        values: values(datum, at)?,
    })
}

fn moment(now: Time, datum: &MetricDatum, at: &str) -> Result<i64, Error> {
    let at_ms = datum.timestamp.map_or(now.0, |timestamp| timestamp.millis());
    if at_ms < now.0 - OLDEST {
        let text = format!("The parameter {at}.Timestamp must specify a time within the past two weeks.");
        return Err(invalid(text));
    }
    if at_ms > now.0 + NEWEST {
        let text =
            format!("The parameter {at}.Timestamp must specify a time no more than two hours in the future.");
        return Err(invalid(text));
    }
    Ok(at_ms)
}

/// What the datum says, in one of its three ways.
fn values(datum: &MetricDatum, at: &str) -> Result<Distribution, Error> {
    let several = datum.values.as_deref().filter(|values| !values.is_empty());
    match (datum.value, several, &datum.statistic_values) {
        (Some(_), Some(_), _) => Err(exclusive(&format!("{at}.Value"), &format!("{at}.Values"))),
        (Some(_), _, Some(_)) => Err(exclusive(&format!("{at}.Value"), &format!("{at}.StatisticValues"))),
        (_, Some(_), Some(_)) => Err(exclusive(&format!("{at}.Values"), &format!("{at}.StatisticValues"))),
        (Some(value), None, None) => Ok(Distribution::of(bounded(value, &format!("{at}.Value"))?, 1.0)),
        (None, Some(values), None) => counted(values, datum.counts.as_deref(), at),
        (None, None, Some(set)) => statistics(set, &format!("{at}.StatisticValues")),
        (None, None, None) => Err(missing(&format!("{at}.Value"))),
    }
}

fn counted(values: &[f64], counts: Option<&[f64]>, at: &str) -> Result<Distribution, Error> {
    if values.len() > MOST_VALUES {
        return Err(too_many(&format!("{at}.Values"), MOST_VALUES));
    }
    if counts.is_some_and(|counts| counts.len() != values.len()) {
        return Err(invalid(format!("The parameters {at}.Values and {at}.Counts must be of the same size.")));
    }
    let mut all = Distribution::default();
    for (place, value) in values.iter().enumerate() {
        let value = bounded(*value, &format!("{at}.Values.member.{}", place + 1))?;
        let count = counts.map_or(1.0, |counts| counts[place]);
        if !count.is_finite() || count <= 0.0 || count > GREATEST {
            return Err(invalid_value(count, &format!("{at}.Counts.member.{}", place + 1)));
        }
        all.add(&Distribution::of(value, count));
    }
    Ok(all)
}

fn statistics(set: &StatisticSet, at: &str) -> Result<Distribution, Error> {
    let bounded = |value: f64, member: &str| bounded(value, &format!("{at}.{member}"));
    let (sum, count) = (bounded(set.sum, "Sum")?, bounded(set.sample_count, "SampleCount")?);
    let (minimum, maximum) = (bounded(set.minimum, "Minimum")?, bounded(set.maximum, "Maximum")?);
    if count <= 0.0 {
        return Err(invalid_value(count, &format!("{at}.SampleCount")));
    }
    if minimum > maximum {
        return Err(combination(format!(
            "The parameter {at}.Maximum must be greater than or equal to {at}.Minimum."
        )));
    }
    Ok(Distribution::of_statistics(sum, count, minimum, maximum))
}

/// A value CloudWatch takes: a number, and not too great.
fn bounded(value: f64, parameter: &str) -> Result<f64, Error> {
    match value.is_finite() && value.abs() <= GREATEST {
        true => Ok(value),
        false => Err(invalid_value(value, parameter)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::bench::{Bench, refused};
    use model::cloudwatch::MetricName;

    fn kept(bench: &Bench) -> Distribution {
        let metric = MetricName::new("Shop", "m", []);
        let read = bench.books().metrics.read(&bench.caller.scope, &metric, None, (0, i64::MAX), 60_000);
        let mut all = Distribution::default();
        read.iter().for_each(|stretch| all.add(&stretch.values));
        all
    }

    fn words(change: impl Fn(&mut MetricDatum)) -> (String, String) {
        let mut bench = Bench::new();
        let mut datum = bench.datum("m", 0, 1.0);
        change(&mut datum);
        let refused = refused(bench.put(vec![bench.datum("m", 0, 1.0), datum]));
        assert_eq!(kept(&bench).count, 0.0, "nothing of a refused request is kept");
        refused
    }

    #[test]
    fn the_three_ways_to_say_values_add_up() {
        let mut bench = Bench::new();
        let plain = bench.datum("m", 0, 4.0);
        let mut counted = bench.datum("m", 0, 0.0);
        (counted.value, counted.values, counted.counts) = (None, Some(vec![1.0, 2.0]), Some(vec![3.0, 0.5]));
        let mut set = bench.datum("m", -1, 0.0);
        set.value = None;
        set.statistic_values = Some(StatisticSet { sample_count: 2.0, sum: 9.0, minimum: 0.5, maximum: 8.5 });
        bench.put(vec![plain, counted, set]).unwrap();
        let all = kept(&bench);
        assert_eq!((all.sum, all.count, all.minimum, all.maximum), (17.0, 6.5, 0.5, 8.5));
    }

    #[test]
    fn contradictions_are_refused_in_aws_words() {
        let both = words(|datum| datum.values = Some(vec![1.0]));
        let text = "The parameters MetricData.member.2.Value and MetricData.member.2.Values are mutually exclusive and you have specified both.";
        assert_eq!(both, ("InvalidParameterCombination".into(), text.into()));
        let uneven = words(|datum| {
            (datum.value, datum.values, datum.counts) = (None, Some(vec![1.0]), Some(vec![1.0, 2.0]));
        });
        assert_eq!(uneven.0, "InvalidParameterValue");
        assert!(uneven.1.ends_with("must be of the same size."));
        assert_eq!(words(|datum| datum.value = None).0, "MissingParameter");
        let text = "The value NaN for parameter MetricData.member.2.Value is invalid.";
        assert_eq!(words(|datum| datum.value = Some(f64::NAN)).1, text);
        assert_eq!(words(|datum| datum.value = Some(1e109)).0, "InvalidParameterValue");
        assert_eq!(words(|datum| datum.storage_resolution = Some(30)).0, "InvalidParameterValue");
    }

    #[test]
    fn times_far_away_are_refused() {
        let shift = |by: i64| {
            words(move |datum| {
                let at = Caller::example().now.0 + by;
                datum.timestamp = Some(shapes::Timestamp::from_millis(at));
            })
        };
        assert!(shift(-OLDEST - 1).1.ends_with("within the past two weeks."));
        assert!(shift(NEWEST + 1).1.ends_with("no more than two hours in the future."));
    }

    #[test]
    fn namespaces_of_aws_are_its_own() {
        let mut bench = Bench::new();
        let data = Some(vec![bench.datum("m", 0, 1.0)]);
        let input = PutMetricDataInput { namespace: "AWS/ECS".into(), metric_data: data };
        let text = "The value AWS/ECS for parameter Namespace is invalid.";
        assert_eq!(refused(bench.write_metrics::<PutMetricData>(input)).1, text);
    }
}
