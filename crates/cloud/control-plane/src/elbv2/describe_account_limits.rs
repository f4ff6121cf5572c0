//! DescribeAccountLimits: the quotas that hold here, which are AWS's own defaults; pages.

use kernel::quota::Quota;
use ledger::World;
use shapes::Error;
use shapes::elbv2::{DescribeAccountLimits, DescribeAccountLimitsInput, DescribeAccountLimitsOutput, Limit};

use super::listing;
use crate::Caller;
use crate::quotas::OF_LOAD_BALANCING;
use crate::table::Read;

impl Read for DescribeAccountLimits {
    fn read(
        _: &World,
        _: &mut Caller,
        input: DescribeAccountLimitsInput,
    ) -> Result<DescribeAccountLimitsOutput, Error> {
        let mut known = OF_LOAD_BALANCING.to_vec();
        known.sort_unstable_by_key(|quota| quota.name);
        let key = |quota: &&Quota| quota.name.to_owned();
        let page = listing::cut(known.into_iter(), key, input.marker.as_deref(), input.page_size)?;
        let limit =
            |quota: &Quota| Limit { name: Some(quota.name.into()), max: Some(quota.most.to_string()) };
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
        assert_eq!((limits.len(), rest.next_marker), (OF_LOAD_BALANCING.len(), None));
        let rules =
            limits.iter().find(|limit| limit.name.as_deref() == Some("rules-per-application-load-balancer"));
        assert_eq!(rules.unwrap().max.as_deref(), Some("100"));
    }
}
