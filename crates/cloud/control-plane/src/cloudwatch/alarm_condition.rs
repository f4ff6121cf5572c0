//! When a metric alarm goes off, as PutMetricAlarm writes it. In: its input. Out: a condition, or the refusal. Never here: records.

use model::cloudwatch::{Comparison, MetricCondition, MetricStat, Statistic, Watched};
use shapes::Error;
use shapes::cloudwatch::PutMetricAlarmInput;

use super::refusal::{exclusive, invalid_value, missing, unsupported};
use super::{alarm_queries, metric};

/// Seconds an alarm may look back: a day, or a week when its period is at least an hour.
const DAY: i64 = 86_400;
const WEEK: i64 = 604_800;
const HOUR: i64 = 3600;

/// The condition that a request describes.
pub(crate) fn read(input: &PutMetricAlarmInput) -> Result<MetricCondition, Error> {
    let watched = match (&input.metric_name, input.metrics.as_deref()) {
        (Some(_), Some(_)) => return Err(exclusive("MetricName", "Metrics")),
        (Some(name), None) => Watched::Metric(stat(input, name)?),
        (None, Some(queries)) => {
            refuse_beside_queries(input)?;
            Watched::Queries(alarm_queries::read(queries)?)
        }
        (None, None) => return Err(missing("MetricName")),
    };
    let (evaluation_periods, datapoints_to_alarm) = periods(input, watched.period())?;
    Ok(MetricCondition {
        watched,
        comparison: comparison(input)?,
        threshold: threshold(input)?,
        evaluation_periods,
        datapoints_to_alarm,
        missing_data: option(input.treat_missing_data.as_deref(), |value| {
            format!(
                "The value {value} is not supported for TreatMissingData parameter. Supported values are [breaching, notBreaching, \
                 ignore, missing]."
            )
        })?,
        low_sample_percentile: option(input.evaluate_low_sample_count_percentile.as_deref(), |value| {
            format!(
                "Option {value} is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore."
            )
        })?,
    })
}

/// What a request with `Metrics` says in them.
fn refuse_beside_queries(input: &PutMetricAlarmInput) -> Result<(), Error> {
    let beside = [
        ("Namespace", input.namespace.is_some()),
        ("Dimensions", input.dimensions.as_ref().is_some_and(|all| !all.is_empty())),
        ("Period", input.period.is_some()),
        ("Unit", input.unit.is_some()),
        ("Statistic", input.statistic.is_some()),
        ("ExtendedStatistic", input.extended_statistic.is_some()),
    ];
    match beside.iter().find(|(_, given)| *given) {
        Some((name, _)) => Err(exclusive(name, "Metrics")),
        None => Ok(()),
    }
}

fn stat(input: &PutMetricAlarmInput, name: &str) -> Result<MetricStat, Error> {
    let namespace = input.namespace.as_deref().ok_or_else(|| missing("Namespace"))?;
    Ok(MetricStat {
        metric: metric::read(namespace, name, input.dimensions.as_deref(), "Dimensions")?,
        statistic: statistic(input)?,
        period: period(input.period.ok_or_else(|| missing("Period"))?)?,
        unit: metric::unit(input.unit.as_deref())?,
    })
}

fn statistic(input: &PutMetricAlarmInput) -> Result<String, Error> {
    match (&input.statistic, &input.extended_statistic) {
        (Some(_), Some(_)) => Err(exclusive("Statistic", "ExtendedStatistic")),
        (Some(plain), None) => Ok(plain.clone()),
        (None, Some(extended)) if Statistic::extended(extended).is_some() => Ok(extended.clone()),
        (None, Some(extended)) => Err(Error::validation(format!(
            "The value {extended} for parameter ExtendedStatistic is not supported."
        ))),
        (None, None) => Err(missing("Statistic")),
    }
}

/// Seconds of a period, if an alarm may have it.
pub(crate) fn period(seconds: i64) -> Result<i64, Error> {
    match matches!(seconds, 10 | 20 | 30) || (seconds >= 60 && seconds % 60 == 0) {
        true => Ok(seconds),
        false => Err(Error::validation("Period must be 10, 20, 30 or a multiple of 60")),
    }
}

/// N and M.
fn periods(input: &PutMetricAlarmInput, period: i64) -> Result<(u32, Option<u32>), Error> {
    let several = input.evaluation_periods.ok_or_else(|| missing("EvaluationPeriods"))?;
    let (most, told) = if period < HOUR { (DAY, "a day") } else { (WEEK, "seven days") };
    if several.saturating_mul(period) > most {
        return Err(Error::validation(format!(
            "Metrics cannot be checked across more than {told} (EvaluationPeriods * Period must be <= {most})."
        )));
    }
    if input.datapoints_to_alarm.is_some_and(|minimum| minimum > several) {
        let text = "DatapointsToAlarm must be less than or equal to EvaluationPeriods.";
        return Err(Error::validation(text));
    }
    // Both are positive (the wire) and small (above).
    let small = |number: i64| u32::try_from(number).unwrap_or(1);
    Ok((small(several), input.datapoints_to_alarm.map(small)))
}

fn comparison(input: &PutMetricAlarmInput) -> Result<Comparison, Error> {
    let word = input.comparison_operator.as_deref().ok_or_else(|| missing("ComparisonOperator"))?;
    word.parse()
        .map_err(|()| unsupported(&format!("An alarm on anomaly detection (ComparisonOperator {word})")))
}

fn threshold(input: &PutMetricAlarmInput) -> Result<f64, Error> {
    let threshold = input.threshold.ok_or_else(|| missing("Threshold"))?;
    match threshold.is_finite() {
        true => Ok(threshold),
        false => Err(invalid_value(threshold, "Threshold")),
    }
}

fn option<T: std::str::FromStr>(
    given: Option<&str>,
    refusal: impl Fn(&str) -> String,
) -> Result<Option<T>, Error> {
    let read = |word: &str| word.parse().map_err(|_| Error::validation(refusal(word)));
    given.filter(|word| !word.is_empty()).map(read).transpose()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::alarm_bench::put_input;

    fn refused(change: impl Fn(&mut PutMetricAlarmInput)) -> String {
        let mut input = put_input("a");
        change(&mut input);
        read(&input).unwrap_err().message
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_aws_words() {
        assert!(read(&put_input("a")).is_ok());
        let words =
            "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).";
        assert_eq!(refused(|input| input.evaluation_periods = Some(1441)), words);
        let week = |input: &mut PutMetricAlarmInput| {
            (input.period, input.evaluation_periods) = (Some(3600), Some(169));
        };
        assert!(refused(week).contains("seven days"));
        assert_eq!(refused(|input| input.period = Some(45)), "Period must be 10, 20, 30 or a multiple of 60");
        assert!(
            refused(|input| input.datapoints_to_alarm = Some(2)).starts_with("DatapointsToAlarm must be")
        );
        assert!(
            refused(|input| input.treat_missing_data = Some("maybe".into())).starts_with("The value maybe")
        );
        assert!(
            refused(|input| input.extended_statistic = Some("p90".into())).contains("mutually exclusive")
        );
        assert_eq!(refused(|input| input.threshold = None), "The parameter Threshold is required.");
        assert_eq!(refused(|input| input.metric_name = None), "The parameter MetricName is required.");
    }

    #[test]
    fn what_is_not_built_is_refused_by_name() {
        let trimmed = refused(|input| {
            (input.statistic, input.extended_statistic) = (None, Some("tm".into()));
        });
        assert!(trimmed.starts_with("The value tm for parameter ExtendedStatistic is not supported"));
        let band = refused(|input| input.comparison_operator = Some("GreaterThanUpperThreshold".into()));
        assert!(band.starts_with("An alarm on anomaly detection"), "{band}");
    }

    #[test]
    fn ten_seconds_and_a_day_are_taken() {
        let mut input = put_input("a");
        (input.period, input.evaluation_periods, input.datapoints_to_alarm) = (Some(10), Some(8640), Some(3));
        let condition = read(&input).unwrap();
        assert_eq!((condition.evaluation_periods, condition.minimum()), (8640, 3));
    }
}
