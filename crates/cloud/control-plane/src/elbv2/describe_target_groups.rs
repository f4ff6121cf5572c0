//! DescribeTargetGroups: all by page, those of a load balancer, or those of some names or ARNs, which must all exist.

use std::sync::Arc;

use kernel::paging::Page;
use ledger::World;
use model::elbv2::TargetGroup;
use shapes::Error;
use shapes::elbv2::{DescribeTargetGroups, DescribeTargetGroupsInput, DescribeTargetGroupsOutput, errors};

use super::{find, listing, usage, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeTargetGroups {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeTargetGroupsInput,
    ) -> Result<DescribeTargetGroupsOutput, Error> {
        let page = page(world, caller, input)?;
        let shown = page.items.iter().map(|group| view::target_group(world, group)).collect();
        Ok(DescribeTargetGroupsOutput { target_groups: Some(shown), next_marker: page.next })
    }
}

type Found = Result<Page<Arc<TargetGroup>>, Error>;

fn page(world: &World, caller: &Caller, input: DescribeTargetGroupsInput) -> Found {
    let balancer = input.load_balancer_arn.filter(|arn| !arn.is_empty());
    let names = listing::given(input.names);
    let arns = listing::given(input.target_group_arns);
    let marker = input.marker.as_deref();
    match (balancer, names, arns) {
        (None, None, None) => {
            let all = |after: Option<&str>| world.scan_from::<TargetGroup>(&caller.scope, "", after).cloned();
            listing::cut_from(all, |group| group.name.clone(), marker, input.page_size)
        }
        (Some(balancer), None, None) => {
            let balancer = find::load_balancer(world, &caller.scope, &balancer)?;
            let used = usage::groups_of(world, &balancer).into_iter();
            listing::cut(used, |group| group.name.clone(), marker, input.page_size)
        }
        (None, Some(names), None) => named(world, caller, &names),
        (None, None, Some(arns)) => by_arn(world, caller, &arns),
        _ => Err(Error::validation(
            "Only one of a load balancer ARN, target group names and target group ARNs can be specified",
        )),
    }
}

fn named(world: &World, caller: &Caller, names: &[String]) -> Found {
    listing::check_count("target group names", names)?;
    let missing = || errors::target_group_not_found_exception("One or more target groups not found");
    let find =
        |name: &String| world.get(&TargetGroup::key_of(&caller.scope, name)).cloned().ok_or_else(missing);
    Ok(Page { items: names.iter().map(find).collect::<Result<_, _>>()?, next: None })
}

fn by_arn(world: &World, caller: &Caller, arns: &[String]) -> Found {
    listing::check_count("target group ARNs", arns)?;
    let missing = |error: Error| match error.code == errors::TargetGroupNotFoundException.name {
        true => errors::target_group_not_found_exception("One or more target groups not found"),
        false => error,
    };
    let find = |arn: &String| find::target_group(world, &caller.scope, arn).map_err(missing);
    Ok(Page { items: arns.iter().map(find).collect::<Result<_, _>>()?, next: None })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    #[test]
    fn a_load_balancer_shows_the_groups_it_leads_to() {
        let mut example = Example::new();
        let (balancer, one, two) =
            (example.load_balancer("a"), example.target_group("one"), example.target_group("two"));
        example.target_group("three");
        let listener = example.listener(&balancer, 80, &one).unwrap();
        example.rule(&listener, 1, "/a", &two).unwrap();
        let input =
            DescribeTargetGroupsInput { load_balancer_arn: Some(balancer.clone()), ..Default::default() };
        let groups = example.read::<DescribeTargetGroups>(input).unwrap().target_groups.unwrap();
        assert_eq!(groups.len(), 2);
        assert!(groups.iter().all(|group| group.load_balancer_arns == Some(vec![balancer.clone()])));
    }
}
