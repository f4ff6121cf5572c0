//! DescribeAccountLimits: the quotas that hold here, which are AWS's own defaults; pages.

use ledger::World;
use shapes::Error;
use shapes::elbv2::{DescribeAccountLimits, DescribeAccountLimitsInput, DescribeAccountLimitsOutput, Limit};

use super::{
    actions, create_listener, create_load_balancer, create_rule, create_target_group, listener_tls, listing,
    register_targets, usage,
};
use crate::Caller;
use crate::table::Read;

/// Name and quota. What is not in this product has none.
fn all() -> [(&'static str, usize); 10] {
    [
        ("application-load-balancers", create_load_balancer::MOST),
        ("condition-values-per-alb-rule", model::elbv2::MOST_VALUES),
        ("condition-wildcards-per-alb-rule", model::elbv2::MOST_WILDCARDS),
        ("listeners-per-application-load-balancer", create_listener::MOST),
        ("certificates-per-application-load-balancer", listener_tls::MOST),
        ("rules-per-application-load-balancer", create_rule::MOST),
        ("target-groups", create_target_group::MOST),
        ("target-groups-per-application-load-balancer", usage::MOST_GROUPS),
        ("target-groups-per-action-on-application-load-balancer", actions::MOST_GROUPS),
        ("targets-per-application-load-balancer", register_targets::MOST),
    ]
}

impl Read for DescribeAccountLimits {
    fn read(
        _: &World,
        _: &mut Caller,
        input: DescribeAccountLimitsInput,
    ) -> Result<DescribeAccountLimitsOutput, Error> {
        let key = |(name, _): &(&'static str, usize)| (*name).to_owned();
        let mut known = all();
        known.sort_unstable();
        let page = listing::cut(known.into_iter(), key, input.marker.as_deref(), input.page_size)?;
        let limit =
            |(name, most): (&str, usize)| Limit { name: Some(name.into()), max: Some(most.to_string()) };
        Ok(DescribeAccountLimitsOutput {
            limits: Some(page.items.into_iter().map(limit).collect()),
            next_marker: page.next,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    #[test]
    fn quotas_come_in_pages() {
        let mut example = Example::new();
        let mut ask = |marker| {
            let input = DescribeAccountLimitsInput { page_size: Some(6), marker };
            example.read::<DescribeAccountLimits>(input).unwrap()
        };
        let first = ask(None);
        let rest = ask(first.next_marker.clone());
        let limits = [first.limits.unwrap(), rest.limits.unwrap()].concat();
        assert_eq!((limits.len(), rest.next_marker), (all().len(), None));
        let rules =
            limits.iter().find(|limit| limit.name.as_deref() == Some("rules-per-application-load-balancer"));
        assert_eq!(rules.unwrap().max.as_deref(), Some("100"));
    }
}
