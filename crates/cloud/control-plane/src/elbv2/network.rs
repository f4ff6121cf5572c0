//! Subnets and security groups a load balancer stands in. In: ids from a request. Out: subnets with their zones, or AWS's error.
//! Which there are, `ec2::networks` knows.

use std::collections::BTreeSet;

use ledger::World;
use model::Scope;
use shapes::Error;
use shapes::elbv2::{SubnetMapping, errors};

use crate::ec2::networks;

const TOO_FEW: &str = "At least two subnets in two different Availability Zones must be specified";

/// Subnet ids and zones, by zone, from whichever of the two members was given.
pub(crate) fn subnets(
    world: &World,
    scope: &Scope,
    ids: Option<Vec<String>>,
    mappings: Option<Vec<SubnetMapping>>,
) -> Result<Vec<(String, String)>, Error> {
    let ids = ids.unwrap_or_default();
    let mappings = mappings.unwrap_or_default();
    if !ids.is_empty() && !mappings.is_empty() {
        return Err(Error::validation("Subnets and subnet mappings cannot be specified at the same time"));
    }
    let mapped = mappings.into_iter().map(mapped_subnet).collect::<Result<Vec<_>, _>>()?;
    let mut subnets = Vec::new();
    for id in ids.into_iter().chain(mapped).collect::<BTreeSet<_>>() {
        let subnet = networks::subnet(world, scope, &id).ok_or_else(|| missing(&id))?;
        subnets.push((id, subnet.zone.clone()));
    }
    subnets.sort_by(|one, other| one.1.cmp(&other.1));
    check_zones(&subnets)?;
    Ok(subnets)
}

/// The VPC the first of these subnets belongs to.
pub(crate) fn vpc_of(world: &World, scope: &Scope, subnets: &[(String, String)]) -> String {
    let first = subnets.first().and_then(|(id, _)| networks::subnet(world, scope, id));
    first.map(|subnet| subnet.vpc_id.clone()).unwrap_or_default()
}

fn missing(id: &str) -> Error {
    errors::subnet_not_found_exception(format!("The subnet ID '{id}' does not exist"))
}

fn mapped_subnet(mapping: SubnetMapping) -> Result<String, Error> {
    let pinned = [&mapping.allocation_id, &mapping.private_i_pv4_address, &mapping.i_pv6_address];
    if pinned.into_iter().flatten().any(|text| !text.is_empty()) {
        let text = "You cannot specify addresses for the subnets of an Application Load Balancer";
        return Err(errors::invalid_configuration_request_exception(text));
    }
    mapping.subnet_id.ok_or_else(|| Error::validation("A subnet ID must be specified"))
}

fn check_zones(subnets: &[(String, String)]) -> Result<(), Error> {
    if subnets.windows(2).any(|pair| pair[0].1 == pair[1].1) {
        let text = "A load balancer cannot be attached to multiple subnets in the same Availability Zone";
        return Err(errors::invalid_configuration_request_exception(text));
    }
    if subnets.len() < 2 { Err(Error::validation(TOO_FEW)) } else { Ok(()) }
}

/// The security groups of a load balancer; the default one when none is given.
pub(crate) fn security_groups(
    world: &World,
    scope: &Scope,
    given: Option<Vec<String>>,
) -> Result<Vec<String>, Error> {
    let mut given = given.unwrap_or_default();
    if let Some(unknown) = given.iter().find(|id| networks::security_group(world, scope, id).is_none()) {
        let text = format!("The security group '{unknown}' does not exist");
        return Err(errors::invalid_security_group_exception(text));
    }
    if given.is_empty() {
        given.extend(networks::default_security_group(world, scope).map(|default| default.id.clone()));
    }
    given.sort_unstable();
    given.dedup();
    Ok(given)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use model::ec2;

    #[test]
    fn two_zones_are_needed_and_each_once() {
        let scope = Scope::new("000000000000", "us-west-2").unwrap();
        let id = |letter: &str| ec2::default_subnet(&scope, &format!("us-west-2{letter}"));
        let code = |ids: Vec<String>| {
            subnets(&World::default(), &scope, Some(ids), None).unwrap_err().code.to_string()
        };
        assert_eq!(code(vec![id("a")]), "ValidationException");
        assert_eq!(code(vec![id("a"), "subnet-1".into()]), "SubnetNotFoundException");
        let both = subnets(&World::default(), &scope, Some(vec![id("b"), id("a")]), None).unwrap();
        assert_eq!(
            both.iter().map(|(_, zone)| zone.as_str()).collect::<Vec<_>>(),
            ["us-west-2a", "us-west-2b"]
        );
        assert!(security_groups(&World::default(), &scope, Some(vec!["sg-1".into()])).is_err());
    }
}
