//! Subnets and security groups a load balancer stands in. In: ids from a request. Out: subnets with their zones, or AWS's error.
//! Known are the default subnets and the default security group that every account has in every Region.

use std::collections::BTreeSet;

use model::{Scope, ec2};
use shapes::Error;
use shapes::elbv2::{SubnetMapping, errors};

const TOO_FEW: &str = "At least two subnets in two different Availability Zones must be specified";

/// Subnet ids and zones, by zone, from whichever of the two members was given.
pub(crate) fn subnets(
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
        let zone = ec2::zone_of_subnet(scope, &id).ok_or_else(|| missing(&id))?;
        subnets.push((id, zone));
    }
    subnets.sort_by(|one, other| one.1.cmp(&other.1));
    check_zones(&subnets)?;
    Ok(subnets)
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
pub(crate) fn security_groups(scope: &Scope, given: Option<Vec<String>>) -> Result<Vec<String>, Error> {
    let default = ec2::default_security_group(scope);
    let given = given.unwrap_or_default();
    if let Some(unknown) = given.iter().find(|id| **id != default) {
        let text = format!("The security group '{unknown}' does not exist");
        return Err(errors::invalid_security_group_exception(text));
    }
    Ok(vec![default])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn two_zones_are_needed_and_each_once() {
        let scope = Scope::new("000000000000", "us-west-2").unwrap();
        let id = |letter: &str| ec2::default_subnet(&scope, &format!("us-west-2{letter}"));
        let code = |ids: Vec<String>| subnets(&scope, Some(ids), None).unwrap_err().code.to_string();
        assert_eq!(code(vec![id("a")]), "ValidationException");
        assert_eq!(code(vec![id("a"), "subnet-1".into()]), "SubnetNotFoundException");
        let both = subnets(&scope, Some(vec![id("b"), id("a")]), None).unwrap();
        assert_eq!(
            both.iter().map(|(_, zone)| zone.as_str()).collect::<Vec<_>>(),
            ["us-west-2a", "us-west-2b"]
        );
        assert!(security_groups(&scope, Some(vec!["sg-1".into()])).is_err());
    }
}
