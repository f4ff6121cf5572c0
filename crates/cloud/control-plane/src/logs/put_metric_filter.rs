//! PutMetricFilter: creates a filter or changes it; what was ingested before is not looked at.

use ledger::{Txn, World};
use model::Record;
use model::logs::{LogGroup, MetricFilter, MetricTransformation};
use planner::log_pattern::{BadPattern, Pattern};
use planner::metric_filter::Meter;
use shapes::logs::{self as shape, PutMetricFilter, PutMetricFilterRequest, errors};
use shapes::{Error, Unit};

use super::find;
use crate::Caller;
use crate::quotas;
use crate::table::Write;

impl Write for PutMetricFilter {
    fn write(txn: &mut Txn, caller: &mut Caller, input: PutMetricFilterRequest) -> Result<Unit, Error> {
        find::check_stream_name(&input.filter_name)?;
        let group = find::group(txn.world(), &caller.scope, &input.log_group_name)?;
        let key = MetricFilter::key_of(&caller.scope, &group.name, &input.filter_name);
        let created_at = txn.get::<MetricFilter>(&key).map_or(caller.now, |known| known.created_at);
        let filter = MetricFilter {
            scope: caller.scope.clone(),
            group: group.name.clone(),
            name: input.filter_name,
            pattern: input.filter_pattern,
            transformation: transformation(input.metric_transformations)?,
            created_at,
        };
        Meter::new(&filter).map_err(|BadPattern(words)| errors::invalid_parameter_exception(words))?;
        check_room(txn.world(), &group, &filter)?;
        txn.put(filter);
        Ok(Unit)
    }
}

fn transformation(said: Vec<shape::MetricTransformation>) -> Result<MetricTransformation, Error> {
    let refused =
        |text: &str| errors::invalid_parameter_exception(format!("Invalid metric transformation: {text}"));
    // The wire has checked that there is one.
    let said = said.into_iter().next().ok_or_else(|| refused("one is required"))?;
    if said.metric_namespace.starts_with("AWS/") {
        return Err(refused("metricNamespace must not start with AWS/"));
    }
    if said.metric_name.is_empty() || said.metric_namespace.is_empty() {
        return Err(refused("metricName and metricNamespace must not be empty"));
    }
    if said.default_value.is_some_and(|value| !value.is_finite()) {
        return Err(refused("defaultValue must be a finite number"));
    }
    let unit = said.unit.as_deref().unwrap_or("None");
    Ok(MetricTransformation {
        namespace: said.metric_namespace,
        metric: said.metric_name,
        value: said.metric_value,
        default: said.default_value,
        dimensions: said.dimensions.unwrap_or_default(),
        unit: unit.parse().map_err(|()| refused("unit is not one of CloudWatch"))?,
    })
}

fn check_room(world: &World, group: &LogGroup, filter: &MetricFilter) -> Result<(), Error> {
    let has_expressions = |filter: &MetricFilter| {
        Pattern::parse(&filter.pattern).is_ok_and(|pattern| pattern.has_expressions())
    };
    let others = world.scan_prefix::<MetricFilter>(&group.scope, &MetricFilter::prefix_of(&group.name));
    let others: Vec<_> = others.filter(|other| other.key() != filter.key()).collect();
    quotas::METRIC_FILTERS.room_beside(others.len())?;
    if has_expressions(filter) {
        let with = others.iter().filter(|other| has_expressions(other)).count();
        quotas::METRIC_FILTERS_WITH_EXPRESSIONS.room_beside(with)?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;

    fn ask(name: &str, pattern: &str) -> PutMetricFilterRequest {
        let transformation = shape::MetricTransformation {
            metric_name: "Errors".into(),
            metric_namespace: "Shop".into(),
            metric_value: "1".into(),
            ..Default::default()
        };
        PutMetricFilterRequest {
            filter_name: name.into(),
            filter_pattern: pattern.into(),
            log_group_name: "g".into(),
            metric_transformations: vec![transformation],
        }
    }

    #[test]
    fn filters_are_put_changed_shown_and_deleted() {
        let mut bench = Bench::new();
        for (name, pattern) in [("b", "x"), ("a", "y"), ("a", "z")] {
            bench.write::<PutMetricFilter>(ask(name, pattern)).unwrap();
            bench.caller.now = bench.caller.now.plus(1);
        }
        let all =
            shape::DescribeMetricFiltersRequest { log_group_name: Some("g".into()), ..Default::default() };
        let shown = bench.read::<shape::DescribeMetricFilters>(all.clone()).unwrap().metric_filters.unwrap();
        let words = |filter: &shape::MetricFilter| {
            (filter.filter_name.clone().unwrap(), filter.filter_pattern.clone().unwrap())
        };
        assert_eq!(
            shown.iter().map(words).collect::<Vec<_>>(),
            [("a".into(), "z".into()), ("b".into(), "x".into())]
        );
        assert_eq!(shown[0].creation_time, Some(bench.caller.now.0 - 2));
        let groups =
            bench.read_logs::<shape::DescribeLogGroups>(Default::default()).unwrap().log_groups.unwrap();
        assert_eq!(groups[0].metric_filter_count, Some(2));
        let gone = shape::DeleteMetricFilterRequest { filter_name: "a".into(), log_group_name: "g".into() };
        bench.write::<shape::DeleteMetricFilter>(gone.clone()).unwrap();
        let words = "The specified metric filter does not exist.";
        assert_eq!(bench.write::<shape::DeleteMetricFilter>(gone).unwrap_err().message, words);
        bench
            .write_logs::<shape::DeleteLogGroup>(shape::DeleteLogGroupRequest { log_group_name: "g".into() })
            .unwrap();
        assert_eq!(bench.ledger.snapshot().count::<MetricFilter>(), 0);
    }

    #[test]
    fn a_group_has_room_for_a_hundred_and_five_expressions() {
        let mut bench = Bench::new();
        for number in 0..5 {
            bench.write::<PutMetricFilter>(ask(&format!("e{number}"), "%a%")).unwrap();
        }
        assert_eq!(
            bench.write::<PutMetricFilter>(ask("e5", "%a%")).unwrap_err().code,
            "LimitExceededException"
        );
        for number in 5..100 {
            bench.write::<PutMetricFilter>(ask(&format!("e{number}"), "a")).unwrap();
        }
        assert_eq!(
            bench.write::<PutMetricFilter>(ask("more", "a")).unwrap_err().code,
            "LimitExceededException"
        );
        bench.write::<PutMetricFilter>(ask("e0", "%b%")).unwrap();
    }

    #[test]
    fn bad_filters_are_refused() {
        let mut bench = Bench::new();
        let mut words = |input| bench.write::<PutMetricFilter>(input).unwrap_err().message;
        assert!(words(ask("f", "{ $.a ")).starts_with("Invalid filter pattern"));
        let mut reserved = ask("f", "x");
        reserved.metric_transformations[0].metric_namespace = "AWS/ECS".into();
        assert!(words(reserved).contains("must not start with AWS/"));
        let mut endless = ask("f", "x");
        endless.metric_transformations[0].default_value = Some(f64::NAN);
        assert!(words(endless).contains("finite"));
    }
}
