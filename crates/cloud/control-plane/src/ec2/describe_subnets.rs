//! DescribeSubnets: the default ones, one a zone, until others can be made.

use ledger::World;
use model::arn::arn;
use model::{Scope, ec2};
use shapes::Error;
use shapes::ec2::{DescribeSubnets, DescribeSubnetsRequest, DescribeSubnetsResult, Subnet};

use super::filters::{Fields, flag, one};
use super::{find, networks, refusals, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeSubnets {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeSubnetsRequest,
    ) -> Result<DescribeSubnetsResult, Error> {
        let subnets = named(all(world, &caller.scope), input.subnet_ids)?;
        let mut subnets = FIELDS.apply(input.filters, subnets)?;
        subnets.sort_by_key(id);
        let page = find::cut(subnets, id, input.max_results, input.next_token)?;
        refusals::dry_run(input.dry_run)?;
        Ok(DescribeSubnetsResult { subnets: Some(page.items), next_token: page.next })
    }
}

fn id(subnet: &Subnet) -> String {
    subnet.subnet_id.clone().unwrap_or_default()
}

/// Those named, which must all exist.
fn named(all: Vec<Subnet>, ids: Option<Vec<String>>) -> Result<Vec<Subnet>, Error> {
    let Some(ids) = ids.filter(|ids| !ids.is_empty()) else { return Ok(all) };
    if let Some(unknown) = ids.iter().find(|wanted| !all.iter().any(|subnet| id(subnet) == **wanted)) {
        let text = format!("The subnet ID '{unknown}' does not exist");
        return Err(Error::sender("InvalidSubnetID.NotFound", text));
    }
    Ok(all.into_iter().filter(|subnet| ids.contains(&id(subnet))).collect())
}

fn all(world: &World, scope: &Scope) -> Vec<Subnet> {
    networks::subnets(world, scope).iter().map(|subnet| describe(subnet)).collect()
}

fn describe(subnet: &ec2::Subnet) -> Subnet {
    let ec2::Subnet { scope, id, vpc_id, zone, .. } = subnet;
    Subnet {
        subnet_arn: Some(arn(scope, "ec2", &format!("subnet/{id}"))),
        subnet_id: Some(id.clone()),
        vpc_id: Some(vpc_id.clone()),
        availability_zone: Some(zone.clone()),
        availability_zone_id: Some(ec2::zone_id(scope.region.as_str(), zone)),
        cidr_block: Some(subnet.block.to_string()),
        available_ip_address_count: Some(4091),
        default_for_az: Some(subnet.is_default),
        map_public_ip_on_launch: Some(subnet.public_addresses),
        assign_ipv6_address_on_creation: Some(false),
        owner_id: Some(scope.account.to_string()),
        state: Some("available".to_owned()),
        tags: Some(view::tags(&subnet.tags)),
        ..Default::default()
    }
}

static FIELDS: Fields<Subnet> = Fields {
    named: &[
        ("subnet-id", |subnet| one(&subnet.subnet_id)),
        ("vpc-id", |subnet| one(&subnet.vpc_id)),
        ("availability-zone", |subnet| one(&subnet.availability_zone)),
        ("availabilityZone", |subnet| one(&subnet.availability_zone)),
        ("availability-zone-id", |subnet| one(&subnet.availability_zone_id)),
        ("cidr-block", |subnet| one(&subnet.cidr_block)),
        ("default-for-az", |subnet| flag(subnet.default_for_az)),
        ("defaultForAz", |subnet| flag(subnet.default_for_az)),
        ("map-public-ip-on-launch", |subnet| flag(subnet.map_public_ip_on_launch)),
        ("owner-id", |subnet| one(&subnet.owner_id)),
        ("state", |subnet| one(&subnet.state)),
    ],
    tags: |subnet| view::read_tags(&subnet.tags),
};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ec2::example::Example;
    use shapes::ec2::{DescribeVpcs, DescribeVpcsRequest};

    #[test]
    fn the_default_network_is_found_as_a_client_looks_for_it() {
        let mut example = Example::new();
        let filters = Example::filter("isDefault", "true");
        let input = DescribeVpcsRequest { filters, ..Default::default() };
        let vpc = example.read::<DescribeVpcs>(input).unwrap().vpcs.unwrap().remove(0).vpc_id.unwrap();
        let filters = Example::filter("vpc-id", &vpc);
        let input = DescribeSubnetsRequest { filters, ..Default::default() };
        let subnets = example.read::<DescribeSubnets>(input).unwrap().subnets.unwrap();
        assert_eq!(subnets.len(), 4);
        let zone = subnets[0].availability_zone.clone().unwrap();
        assert_eq!(ec2::default_subnet(&example.caller.scope, &zone), id(&subnets[0]));
        let input =
            DescribeSubnetsRequest { subnet_ids: Some(vec!["subnet-1".into()]), ..Default::default() };
        assert_eq!(example.read::<DescribeSubnets>(input).unwrap_err().code, "InvalidSubnetID.NotFound");
    }

    #[test]
    fn the_first_write_that_needs_the_network_keeps_it_as_it_was_shown() {
        let mut example = Example::new();
        let list = |example: &mut Example| {
            let all = DescribeSubnetsRequest::default();
            example.read::<DescribeSubnets>(all).unwrap().subnets.unwrap()
        };
        let before = list(&mut example);
        assert_eq!(example.world().count::<ec2::Subnet>(), 0);
        let ran = example.run(|_| ()).unwrap().instances.unwrap().remove(0);
        assert_eq!((example.world().count::<ec2::Subnet>(), list(&mut example)), (4, before.clone()));
        assert!(before.iter().any(|it| (&it.subnet_id, &it.vpc_id) == (&ran.subnet_id, &ran.vpc_id)));
    }
}
