//! DescribeLoadBalancers: all by page, or those of some names or ARNs, which must all exist.

use std::sync::Arc;

use kernel::paging::Page;
use ledger::World;
use model::elbv2::LoadBalancer;
use shapes::Error;
use shapes::elbv2::{DescribeLoadBalancers, DescribeLoadBalancersInput, DescribeLoadBalancersOutput, errors};

use super::{find, listing, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeLoadBalancers {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeLoadBalancersInput,
    ) -> Result<DescribeLoadBalancersOutput, Error> {
        let page = match (listing::given(input.names), listing::given(input.load_balancer_arns)) {
            (Some(_), Some(_)) => {
                let text = "Load balancer names and ARNs cannot be specified at the same time";
                return Err(Error::validation(text));
            }
            (Some(names), None) => named(world, caller, &names)?,
            (None, Some(arns)) => by_arn(world, caller, &arns)?,
            (None, None) => {
                let all =
                    |after: Option<&str>| world.scan_from::<LoadBalancer>(&caller.scope, "", after).cloned();
                listing::cut_from(all, |one| one.name.clone(), input.marker.as_deref(), input.page_size)?
            }
        };
        let shown = page.items.iter().map(|balancer| view::load_balancer(world, caller, balancer));
        Ok(DescribeLoadBalancersOutput { load_balancers: Some(shown.collect()), next_marker: page.next })
    }
}

fn named(world: &World, caller: &Caller, names: &[String]) -> Result<Page<Arc<LoadBalancer>>, Error> {
    listing::check_count("load balancer names", names)?;
    let missing = || errors::load_balancer_not_found_exception("One or more load balancers not found");
    let find =
        |name: &String| world.get(&LoadBalancer::key_of(&caller.scope, name)).cloned().ok_or_else(missing);
    Ok(Page { items: names.iter().map(find).collect::<Result<_, _>>()?, next: None })
}

fn by_arn(world: &World, caller: &Caller, arns: &[String]) -> Result<Page<Arc<LoadBalancer>>, Error> {
    listing::check_count("load balancer ARNs", arns)?;
    let find = |arn: &String| find::load_balancer(world, &caller.scope, arn);
    Ok(Page { items: arns.iter().map(find).collect::<Result<_, _>>()?, next: None })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    #[test]
    fn pages_follow_each_other() {
        let mut example = Example::new();
        for name in ["a", "b", "c"] {
            example.load_balancer(name);
        }
        let mut describe = |marker: Option<String>| {
            let input = DescribeLoadBalancersInput { page_size: Some(2), marker, ..Default::default() };
            let output = example.read::<DescribeLoadBalancers>(input).unwrap();
            let names: Vec<_> = output
                .load_balancers
                .unwrap()
                .into_iter()
                .map(|one| one.load_balancer_name.unwrap())
                .collect();
            (names.concat(), output.next_marker)
        };
        let (first, marker) = describe(None);
        assert_eq!((first.as_str(), describe(marker)), ("ab", ("c".to_owned(), None)));
    }

    #[test]
    fn what_is_named_must_exist() {
        let mut example = Example::new();
        let arn = example.load_balancer("a");
        let names = Some(vec!["a".to_owned(), "b".to_owned()]);
        let error = example
            .read::<DescribeLoadBalancers>(DescribeLoadBalancersInput { names, ..Default::default() })
            .unwrap_err();
        assert_eq!(error.message, "One or more load balancers not found");
        let mut by_arn = |arn: String| {
            let input =
                DescribeLoadBalancersInput { load_balancer_arns: Some(vec![arn]), ..Default::default() };
            example.read::<DescribeLoadBalancers>(input)
        };
        assert!(by_arn(arn.clone()).is_ok());
        let elsewhere = by_arn(arn.replace("us-west-2", "us-east-1")).unwrap_err();
        assert_eq!(elsewhere.query_code.as_deref(), Some("LoadBalancerNotFound"));
        assert_eq!(by_arn("x".into()).unwrap_err().message, "'x' is not a valid load balancer ARN");
    }
}
