//! GetMetricStatistics: statistics of one metric by stretches of a period; units are told apart.

use ledger::{MetricBook, Stretch, World};
use model::cloudwatch::{Distribution, Statistic};
use shapes::Error;
use shapes::Timestamp;
use shapes::cloudwatch::{
    Datapoint, GetMetricStatistics, GetMetricStatisticsInput, GetMetricStatisticsOutput,
};

use super::metric;
use super::refusal::{combination, exclusive, invalid_value};
use super::window::Window;
use crate::Caller;
use crate::table::ReadMetrics;

/// Datapoints an answer may hold.
const MOST: i64 = 1440;

impl ReadMetrics for GetMetricStatistics {
    fn read_metrics(
        _: &World,
        book: &MetricBook,
        caller: &mut Caller,
        input: GetMetricStatisticsInput,
    ) -> Result<GetMetricStatisticsOutput, Error> {
        let asked = Asked::read(&input)?;
        let metric =
            metric::read(&input.namespace, &input.metric_name, input.dimensions.as_deref(), "Dimensions")?;
        let window = Window::new(input.start_time, input.end_time, input.period, caller.now)?;
        if window.stretches() > MOST {
            return Err(combination(format!(
                "You have requested up to {} datapoints, which exceeds the limit of {MOST}. You may reduce the datapoints \
                 requested by increasing Period, or decreasing the time range.",
                window.stretches()
            )));
        }
        let unit = metric::unit(input.unit.as_deref())?;
        let read = book.read(&caller.scope, &metric, unit, (window.from, window.to), window.period);
        let datapoints = read.iter().filter_map(|stretch| asked.of(stretch)).collect();
        Ok(GetMetricStatisticsOutput { datapoints: Some(datapoints), label: Some(input.metric_name) })
    }
}

/// The statistics asked for.
struct Asked {
    plain: Vec<Statistic>,
    extended: Vec<(String, Statistic)>,
}

impl Asked {
    fn read(input: &GetMetricStatisticsInput) -> Result<Asked, Error> {
        let plain = input.statistics.as_deref().unwrap_or_default();
        let extended = input.extended_statistics.as_deref().unwrap_or_default();
        match (plain.is_empty(), extended.is_empty()) {
            (true, true) => return Err(combination("Must specify either Statistics or ExtendedStatistics")),
            (false, false) => return Err(exclusive("Statistics", "ExtendedStatistics")),
            _ => {}
        }
        let plain = plain.iter().enumerate().map(|(place, text)| {
            let at = || invalid_value(text, &format!("Statistics.member.{}", place + 1));
            Statistic::plain(text).ok_or_else(at)
        });
        let others = extended.iter().enumerate().map(|(place, text)| {
            let at = || invalid_value(text, &format!("ExtendedStatistics.member.{}", place + 1));
            Ok((text.clone(), Statistic::extended(text).ok_or_else(at)?))
        });
        Ok(Asked {
            plain: plain.collect::<Result<_, Error>>()?,
            extended: others.collect::<Result<_, Error>>()?,
        })
    }

    /// `None` when the values tell nothing of what was asked: statistics without a spread have no percentiles.
    fn of(&self, stretch: &Stretch) -> Option<Datapoint> {
        let values = &stretch.values;
        let told = |wanted| if self.plain.contains(&wanted) { wanted.of(values) } else { None };
        let extended = self.extended(values);
        if self.plain.is_empty() && extended.is_none() {
            return None;
        }
        Some(Datapoint {
            timestamp: Some(Timestamp::from_millis(stretch.start)),
            unit: Some(stretch.unit.as_str().to_owned()),
            average: told(Statistic::Average),
            sum: told(Statistic::Sum),
            minimum: told(Statistic::Minimum),
            maximum: told(Statistic::Maximum),
            sample_count: told(Statistic::SampleCount),
            extended_statistics: extended,
        })
    }

    fn extended(&self, values: &Distribution) -> Option<std::collections::BTreeMap<String, f64>> {
        let each = self.extended.iter();
        let told: std::collections::BTreeMap<_, _> =
            each.filter_map(|(text, wanted)| Some((text.clone(), wanted.of(values)?))).collect();
        (!told.is_empty()).then_some(told)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::bench::{Bench, refused};

    fn ask(bench: &Bench, minutes: i64, period: i64, statistics: &[&str]) -> GetMetricStatisticsInput {
        GetMetricStatisticsInput {
            namespace: "Shop".into(),
            metric_name: "m".into(),
            start_time: bench.minute(-minutes),
            end_time: bench.minute(1),
            period,
            statistics: Some(statistics.iter().map(|&text| text.into()).collect()),
            ..Default::default()
        }
    }

    #[test]
    fn only_what_was_asked_is_told_by_period() {
        let mut bench = Bench::new();
        let data = vec![bench.datum("m", -3, 1.0), bench.datum("m", -2, 5.0), bench.datum("m", 0, 7.0)];
        bench.put(data).unwrap();
        let input = ask(&bench, 3, 120, &["Sum", "Maximum"]);
        let answer = bench.read_metrics::<GetMetricStatistics>(input).unwrap();
        let points = answer.datapoints.unwrap();
        let first = Datapoint {
            timestamp: Some(bench.minute(-3)),
            unit: Some("None".into()),
            sum: Some(6.0),
            maximum: Some(5.0),
            ..Default::default()
        };
        assert_eq!(points[0], first);
        assert_eq!((points.len(), points[1].sum), (2, Some(7.0)));
        assert_eq!(answer.label.as_deref(), Some("m"));
    }

    #[test]
    fn percentiles_need_a_spread() {
        let mut bench = Bench::new();
        let mut set = bench.datum("m", 0, 0.0);
        set.value = None;
        set.statistic_values = Some(shapes::cloudwatch::StatisticSet {
            sample_count: 2.0,
            sum: 9.0,
            minimum: 0.5,
            maximum: 8.5,
        });
        bench.put(vec![bench.datum("m", -1, 3.0), set]).unwrap();
        let extended = |bench: &Bench| GetMetricStatisticsInput {
            extended_statistics: Some(vec!["p50".into()]),
            ..ask(bench, 5, 60, &[])
        };
        let input = extended(&bench);
        let points = bench.read_metrics::<GetMetricStatistics>(input).unwrap().datapoints.unwrap();
        assert_eq!(points.len(), 1);
        assert!((points[0].extended_statistics.as_ref().unwrap()["p50"] - 3.0).abs() < 0.05);
        let bad =
            GetMetricStatisticsInput { extended_statistics: Some(vec!["p101".into()]), ..extended(&bench) };
        assert_eq!(refused(bench.read_metrics::<GetMetricStatistics>(bad)).0, "InvalidParameterValue");
    }

    #[test]
    fn too_many_points_are_refused_in_aws_words() {
        let mut bench = Bench::new();
        let input = ask(&bench, 1440, 60, &["Sum"]);
        let words = refused(bench.read_metrics::<GetMetricStatistics>(input));
        let text = "You have requested up to 1441 datapoints, which exceeds the limit of 1440. You may reduce the datapoints \
                    requested by increasing Period, or decreasing the time range.";
        assert_eq!(words, ("InvalidParameterCombination".into(), text.into()));
        let input = ask(&bench, 5, 60, &[]);
        let none = refused(bench.read_metrics::<GetMetricStatistics>(input));
        assert_eq!(none.1, "Must specify either Statistics or ExtendedStatistics");
    }
}
