//! DescribeAlarmsForMetric: the alarms on exactly one metric; not those on metric math that uses it.

use ledger::World;
use model::cloudwatch::{Alarm, Condition, MetricCondition, MetricName, MetricStat, Watched};
use shapes::Error;
use shapes::cloudwatch::{
    DescribeAlarmsForMetric, DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput,
};

use super::{alarm_records, alarm_view, metric};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeAlarmsForMetric {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeAlarmsForMetricInput,
    ) -> Result<DescribeAlarmsForMetricOutput, Error> {
        let dimensions = input.dimensions.as_deref();
        let metric = metric::read(&input.namespace, &input.metric_name, dimensions, "Dimensions")?;
        let on_it =
            |alarm: &Alarm| on_metric(alarm).filter(|(_, stat)| wants(&input, &metric, stat)).is_some();
        let alarms = world.scan::<Alarm>(&caller.scope).filter(|alarm| on_it(alarm));
        let shown = alarms.filter_map(|alarm| {
            let (condition, _) = on_metric(alarm)?;
            Some(alarm_view::metric_alarm(alarm, &alarm_records::state(world, alarm), condition))
        });
        Ok(DescribeAlarmsForMetricOutput { metric_alarms: Some(shown.collect()) })
    }
}

fn on_metric(alarm: &Alarm) -> Option<(&MetricCondition, &MetricStat)> {
    let Condition::Metric(condition) = &alarm.condition else { return None };
    let Watched::Metric(stat) = &condition.watched else { return None };
    Some((condition, stat))
}

fn wants(input: &DescribeAlarmsForMetricInput, metric: &MetricName, stat: &MetricStat) -> bool {
    let statistic = input.statistic.as_ref().or(input.extended_statistic.as_ref());
    stat.metric == *metric
        && statistic.is_none_or(|wanted| *wanted == stat.statistic)
        && input.period.is_none_or(|wanted| wanted == stat.period)
        && input.unit.as_deref().is_none_or(|wanted| stat.unit.is_some_and(|unit| unit.as_str() == wanted))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::alarm_bench::AlarmBench;

    #[test]
    fn the_metric_and_what_else_is_asked_must_be_the_same() {
        let mut bench = AlarmBench::with_alarm("hot", &[]);
        let asked = DescribeAlarmsForMetricInput {
            namespace: "Shop".into(),
            metric_name: "m".into(),
            ..Default::default()
        };
        let mut count =
            |input| bench.read::<DescribeAlarmsForMetric>(input).unwrap().metric_alarms.unwrap().len();
        assert_eq!(count(asked.clone()), 1);
        assert_eq!(
            count(DescribeAlarmsForMetricInput {
                period: Some(60),
                statistic: Some("Sum".into()),
                ..asked.clone()
            }),
            1
        );
        assert_eq!(count(DescribeAlarmsForMetricInput { period: Some(300), ..asked.clone() }), 0);
        assert_eq!(count(DescribeAlarmsForMetricInput { metric_name: "n".into(), ..asked }), 0);
    }
}
