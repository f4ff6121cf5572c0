//! DescribeMetricFilters: of a group, of a metric, or all; by group and name, 50 a page.

use kernel::paging;
use ledger::World;
use model::logs::{MetricFilter, MetricTransformation};
use shapes::Error;
use shapes::logs::{
    self as shape, DescribeMetricFilters, DescribeMetricFiltersRequest, DescribeMetricFiltersResponse, errors,
};

use super::{find, paging as tokens};
use crate::Caller;
use crate::table::Read;

/// The largest page, and the usual one.
const PAGE: i64 = 50;

impl Read for DescribeMetricFilters {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeMetricFiltersRequest,
    ) -> Result<DescribeMetricFiltersResponse, Error> {
        if input.metric_name.is_some() != input.metric_namespace.is_some() {
            let text = "metricName and metricNamespace must be given together.";
            return Err(errors::invalid_parameter_exception(text));
        }
        let prefix = match &input.log_group_name {
            Some(group) => {
                find::group(world, &caller.scope, group)?;
                MetricFilter::prefix_of(group) + input.filter_name_prefix.as_deref().unwrap_or_default()
            }
            None => String::new(),
        };
        let is = |wanted: &Option<String>, own: &String| wanted.as_ref().is_none_or(|wanted| wanted == own);
        let filters = |after: Option<&str>| {
            world.scan_from::<MetricFilter>(&caller.scope, &prefix, after).filter(|filter| {
                let of = &filter.transformation;
                is(&input.metric_name, &of.metric) && is(&input.metric_namespace, &of.namespace)
            })
        };
        let limit = input.limit.unwrap_or(PAGE).clamp(1, PAGE) as usize;
        let key = |filter: &&std::sync::Arc<MetricFilter>| format!("{}:{}", filter.group, filter.name);
        let page = paging::page_from(filters, key, input.next_token.as_deref(), limit, tokens::bad_token)?;
        let metric_filters = page.items.iter().map(|filter| shown(filter)).collect();
        Ok(DescribeMetricFiltersResponse { metric_filters: Some(metric_filters), next_token: page.next })
    }
}

fn shown(filter: &MetricFilter) -> shape::MetricFilter {
    shape::MetricFilter {
        apply_on_transformed_logs: Some(false),
        creation_time: Some(filter.created_at.0),
        filter_name: Some(filter.name.clone()),
        filter_pattern: Some(filter.pattern.clone()),
        log_group_name: Some(filter.group.clone()),
        metric_transformations: Some(vec![transformation(&filter.transformation)]),
        ..Default::default()
    }
}

fn transformation(said: &MetricTransformation) -> shape::MetricTransformation {
    shape::MetricTransformation {
        default_value: said.default,
        dimensions: (!said.dimensions.is_empty()).then(|| said.dimensions.clone()),
        metric_name: said.metric.clone(),
        metric_namespace: said.namespace.clone(),
        metric_value: said.value.clone(),
        unit: Some(said.unit.as_str().to_owned()),
    }
}
