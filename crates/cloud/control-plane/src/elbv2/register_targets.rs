//! RegisterTargets: instances that run, or addresses of private networks; registering a draining target takes it back.

use std::net::Ipv4Addr;

use ledger::{Txn, World};
use model::ec2::{self, Instance, InstanceState};
use model::elbv2::{Target, TargetGroup};
use model::{Record, Scope};
use shapes::Error;
use shapes::elbv2::{
    RegisterTargets, RegisterTargetsInput, RegisterTargetsOutput, TargetDescription, errors,
};

use super::find;
use crate::Caller;
use crate::ec2::networks;
use crate::quotas;
use crate::table::Write;

impl Write for RegisterTargets {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: RegisterTargetsInput,
    ) -> Result<RegisterTargetsOutput, Error> {
        let group = find::target_group(txn.world(), &caller.scope, &input.target_group_arn)?;
        if input.targets.is_empty() {
            return Err(Error::validation("At least one target must be specified"));
        }
        for given in input.targets {
            let target = target(txn.world(), caller, &group, given)?;
            put(txn, target);
        }
        quotas::TARGETS
            .check(txn.scan_prefix::<Target>(&group.scope, &format!("{}/", group.name)).count())?;
        Ok(RegisterTargetsOutput {})
    }
}

/// A target that is there keeps the moment of its registration and stops draining.
fn put(txn: &mut Txn, target: Target) {
    let key = target.key();
    if txn.update(&key, |present: &mut Target| present.draining_since = None).is_none() {
        txn.put(target);
    }
}

/// The target a description means.
fn target(
    world: &World,
    caller: &Caller,
    group: &TargetGroup,
    given: TargetDescription,
) -> Result<Target, Error> {
    let zone = match group.target_type.as_str() {
        "instance" => Some(running_instance(world, caller, &given.id)?),
        _ => address_zone(world, &caller.scope, &given)?,
    };
    Ok(Target {
        scope: group.scope.clone(),
        target_group: group.name.clone(),
        port: port(group, given.port)?,
        id: given.id,
        zone,
        registered_at: caller.now,
        draining_since: None,
        task: None,
    })
}

/// The port of a target; the group's unless given.
pub(crate) fn port(group: &TargetGroup, given: Option<i64>) -> Result<u16, Error> {
    let Some(port) = given else { return Ok(group.port) };
    let valid = u16::try_from(port).ok().filter(|port| *port > 0);
    valid.ok_or_else(|| Error::validation(format!("Target port '{port}' must be between 1 and 65535")))
}

/// The zone of an instance that runs.
fn running_instance(world: &World, caller: &Caller, id: &str) -> Result<String, Error> {
    let instance = world.get::<Instance>(&Instance::key_of(&caller.scope, id));
    let instance = instance
        .ok_or_else(|| errors::invalid_target_exception(format!("Instance ID '{id}' is not valid")))?;
    if instance.state != InstanceState::Running {
        let text =
            format!("The following targets are not in a running state and cannot be registered: '{id}'");
        return Err(errors::invalid_target_exception(text));
    }
    Ok(instance.zone.clone())
}

/// An address must belong to a private network or this machine. One of the VPC is in the zone of its subnet, whatever is said.
fn address_zone(world: &World, scope: &Scope, given: &TargetDescription) -> Result<Option<String>, Error> {
    let address = given.id.parse::<Ipv4Addr>();
    let address =
        address.map_err(|_| Error::validation(format!("'{}' is not a valid IPv4 address", given.id)))?;
    let zones = ec2::zones(scope.region.as_str());
    let shared = address.octets()[0] == 100 && (64..128).contains(&address.octets()[1]);
    if !(address.is_loopback() || address.is_private() || shared) {
        let text = format!("The IP address '{address}' is not within a private network");
        return Err(errors::invalid_target_exception(text));
    }
    let named = given.availability_zone.clone().filter(|zone| !zone.is_empty());
    if let Some(unknown) = named.as_ref().filter(|zone| *zone != "all" && !zones.contains(zone)) {
        let text = format!("The Availability Zone '{unknown}' is not valid");
        return Err(Error::validation(text));
    }
    let subnets = networks::subnets(world, scope);
    let own = subnets.iter().find(|subnet| subnet.block.holds(address.into()));
    Ok(own.map(|subnet| subnet.zone.clone()).or(named))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;
    use shapes::elbv2::{DeregisterTargets, DeregisterTargetsInput};

    fn register(example: &mut Example, group: &str, id: &str, port: Option<i64>) -> Result<(), Error> {
        let target = TargetDescription { id: id.to_owned(), port, ..Default::default() };
        let input = RegisterTargetsInput { target_group_arn: group.to_owned(), targets: vec![target] };
        example.write::<RegisterTargets>(input).map(|_| ())
    }

    #[test]
    fn instances_must_run() {
        let mut example = Example::new();
        let group = example.target_group("g");
        example.instance("i-1", InstanceState::Running);
        example.instance("i-2", InstanceState::Terminated);
        register(&mut example, &group, "i-1", None).unwrap();
        register(&mut example, &group, "i-1", Some(32768)).unwrap();
        let error = register(&mut example, &group, "i-2", None).unwrap_err();
        assert!(error.message.contains("not in a running state"));
        assert_eq!(
            register(&mut example, &group, "i-3", None).unwrap_err().message,
            "Instance ID 'i-3' is not valid"
        );
        let world = example.world();
        let ports: Vec<_> = world.all::<Target>().map(|target| target.port).collect();
        assert_eq!(ports, [32768, 80]);
    }

    #[test]
    fn an_address_of_the_vpc_is_in_the_zone_of_its_subnet() {
        let scope = Example::new().caller.scope.clone();
        let zone = |id: &str, named: &str| {
            let availability_zone = Some(named.to_owned());
            let given = TargetDescription { id: id.to_owned(), availability_zone, ..Default::default() };
            address_zone(&World::default(), &scope, &given)
        };
        let zones = ec2::zones(scope.region.as_str());
        assert_eq!(zone("172.31.0.9", ""), Ok(Some(zones[0].clone())));
        assert_eq!(zone("172.31.16.9", "all"), Ok(Some(zones[1].clone())));
        assert_eq!(zone("10.0.0.9", "all"), Ok(Some("all".to_owned())));
        assert_eq!(zone("127.0.0.1", ""), Ok(None));
        let error = zone("10.0.0.9", "moon-1a").unwrap_err();
        assert_eq!(error.message, "The Availability Zone 'moon-1a' is not valid");
    }

    #[test]
    fn registering_again_ends_the_draining() {
        let mut example = Example::new();
        let group = example.target_group("g");
        example.instance("i-1", InstanceState::Running);
        register(&mut example, &group, "i-1", None).unwrap();
        let targets = vec![TargetDescription { id: "i-1".into(), ..Default::default() }];
        let input = DeregisterTargetsInput { target_group_arn: group.clone(), targets };
        example.write::<DeregisterTargets>(input).unwrap();
        let draining = |example: &Example| example.world().all::<Target>().next().unwrap().draining_since;
        assert_eq!(draining(&example), Some(example.caller.now));
        register(&mut example, &group, "i-1", None).unwrap();
        assert_eq!(draining(&example), None);
    }
}
