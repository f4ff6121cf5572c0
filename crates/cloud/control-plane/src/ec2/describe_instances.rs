//! DescribeInstances: by page, id and filter, grouped by launch.

use std::collections::BTreeMap;

use ledger::World;
use model::ec2::Instance;
use shapes::Error;
use shapes::ec2::{DescribeInstances, DescribeInstancesRequest, DescribeInstancesResult};

use super::find::{self, Asked};
use super::{refusals, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeInstances {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeInstancesRequest,
    ) -> Result<DescribeInstancesResult, Error> {
        let asked = Asked {
            ids: input.instance_ids,
            filters: input.filters,
            max_results: input.max_results,
            next_token: input.next_token,
        };
        let page = find::instances(world, &caller.scope, asked)?;
        refusals::dry_run(input.dry_run)?;
        let mut launches: BTreeMap<&str, Vec<&Instance>> = BTreeMap::new();
        for instance in &page.items {
            launches.entry(&instance.reservation_id).or_default().push(instance);
        }
        let reservations = launches.values().map(|instances| view::reservation(world, instances)).collect();
        Ok(DescribeInstancesResult { reservations: Some(reservations), next_token: page.next })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ec2::example::Example;
    use shapes::ec2::{Filter, Tag, TagSpecification};

    /// Five instances in two launches, the second tagged.
    fn example() -> Example {
        let mut example = Example::new();
        example.run(|input| input.max_count = 4).unwrap();
        let tag = Tag { key: Some("Name".into()), value: Some("ECS host".into()) };
        let of = |kind: &str| TagSpecification {
            resource_type: Some(kind.to_owned()),
            tags: Some(vec![tag.clone()]),
        };
        example.run(|input| input.tag_specifications = Some(vec![of("volume"), of("instance")])).unwrap();
        example
    }

    fn count(example: &mut Example, filters: Option<Vec<Filter>>) -> Result<usize, Error> {
        let output =
            example.read::<DescribeInstances>(DescribeInstancesRequest { filters, ..Default::default() })?;
        let all = output.reservations.unwrap();
        Ok(all.iter().map(|one| one.instances.as_ref().unwrap().len()).sum())
    }

    #[test]
    fn filters_narrow_and_unknown_ones_are_refused() {
        let mut example = example();
        let mut count = |name: &str, value: &str| count(&mut example, Example::filter(name, value));
        assert_eq!(count("instance-state-name", "running").unwrap(), 5);
        assert_eq!(count("instance-state-name", "stopped").unwrap(), 0);
        assert_eq!(count("availability-zone", "us-west-2a").unwrap(), 2);
        assert_eq!(count("tag:Name", "ECS*").unwrap(), 1);
        assert_eq!(count("tag-key", "Name").unwrap(), 1);
        assert_eq!(count("ip-address", "127.1.0.1?").unwrap(), 5);
        let error = count("colour", "red").unwrap_err();
        assert_eq!(
            (&*error.code, &*error.message),
            ("InvalidParameterValue", "The filter 'colour' is invalid")
        );
    }

    #[test]
    fn pages_hold_every_instance_once() {
        let mut example = example();
        example.run(|input| input.max_count = 3).unwrap();
        let (mut seen, mut next_token) = (0, None);
        for _ in 0..2 {
            let input = DescribeInstancesRequest { max_results: Some(5), next_token, ..Default::default() };
            let output = example.read::<DescribeInstances>(input).unwrap();
            let all = output.reservations.unwrap();
            seen += all.iter().map(|one| one.instances.as_ref().unwrap().len()).sum::<usize>();
            next_token = output.next_token;
        }
        assert_eq!((seen, next_token), (8, None));
        assert_eq!(count(&mut example, None).unwrap(), 8);
        let input = DescribeInstancesRequest { max_results: Some(4), ..Default::default() };
        assert!(example.read::<DescribeInstances>(input).is_err());
    }
}
