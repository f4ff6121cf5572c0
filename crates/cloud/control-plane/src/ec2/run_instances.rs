//! RunInstances: instances that run at once, each in a zone and at an address of its own.
//!
//! An instance is a share of this machine: nothing must boot, so its record is `running` from the first moment.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use ledger::{Txn, World};
use model::Scope;
use model::ec2::{self, Instance, InstanceState};
use shapes::Error;
use shapes::ec2::{Reservation, RunInstances, RunInstancesRequest};

use super::launch::{self, Launch};
use super::{addresses, networks, refusals, view};
use crate::Caller;
use crate::table::Write;

/// Instances of one account and Region that may be there at once.
const MOST: usize = 256;

impl Write for RunInstances {
    fn write(txn: &mut Txn, caller: &mut Caller, input: RunInstancesRequest) -> Result<Reservation, Error> {
        let rehearsal = input.dry_run;
        let launch = launch::read(txn.world(), &caller.scope, input)?;
        if let Some(before) = launched_before(txn.world(), &caller.scope, &launch)? {
            return Ok(before);
        }
        let room = MOST.saturating_sub(living(txn.world(), &caller.scope).count());
        let addresses = Some(launch.count).filter(|count| *count <= room);
        let addresses =
            addresses.and_then(|count| addresses::free(txn.world(), caller.instance_network, count));
        let addresses = addresses.ok_or_else(|| too_many(launch.count, room))?;
        refusals::dry_run(rehearsal)?;
        networks::settle(txn, &caller.scope);
        let instances = instances(txn.world(), caller, &launch, addresses)?;
        for instance in &instances {
            txn.put(instance.clone());
        }
        Ok(view::reservation(txn.world(), &instances.iter().collect::<Vec<_>>()))
    }
}

fn too_many(asked: usize, room: usize) -> Error {
    let text = format!("You have requested {asked} more instances, but there is room for {room} only");
    Error::sender("InstanceLimitExceeded", text)
}

fn living<'w>(world: &'w World, scope: &Scope) -> impl Iterator<Item = &'w Instance> + use<'w> {
    let all = world.scan::<Instance>(scope).map(|found| &**found);
    all.filter(|found| found.state != InstanceState::Terminated)
}

/// The reservation that the same client token made.
fn launched_before(world: &World, scope: &Scope, launch: &Launch) -> Result<Option<Reservation>, Error> {
    let Some(token) = launch.client_token.as_deref() else { return Ok(None) };
    let all = world.scan::<Instance>(scope).map(|found| &**found);
    let found: Vec<&Instance> = all.filter(|found| found.client_token.as_deref() == Some(token)).collect();
    let Some(first) = found.first() else { return Ok(None) };
    let same = found.len() == launch.count
        && (&first.image_id, &first.instance_type, &first.user_data)
            == (&launch.image_id, &launch.instance_type, &launch.user_data);
    if !same {
        let text = "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).";
        return Err(Error::sender("IdempotentParameterMismatch", text));
    }
    Ok(Some(view::reservation(world, &found)))
}

/// One instance an address, each in the zone that then has the fewest.
fn instances(
    world: &World,
    caller: &mut Caller,
    launch: &Launch,
    addresses: Vec<Ipv4Addr>,
) -> Result<Vec<Instance>, Error> {
    let reservation_id = format!("r-{}", caller.dice.hex(17));
    let mut crowd = crowd(world, &caller.scope, launch.zone.as_deref());
    let one = |address| {
        let zone = emptiest(&mut crowd);
        let scope = caller.scope.clone();
        let subnet = networks::default_subnet(world, &scope, &zone);
        let subnet = subnet.ok_or_else(|| missing_subnet(&zone))?;
        Ok(Instance {
            id: format!("i-{}", caller.dice.hex(17)),
            reservation_id: reservation_id.clone(),
            image_id: launch.image_id.clone(),
            instance_type: launch.instance_type.clone(),
            subnet_id: subnet.id.clone(),
            vpc_id: subnet.vpc_id.clone(),
            zone,
            address,
            instance_profile: launch.instance_profile.clone(),
            user_data: launch.user_data.clone(),
            key_name: launch.key_name.clone(),
            security_groups: launch.security_groups.clone(),
            state: InstanceState::Running,
            client_token: launch.client_token.clone(),
            launched_at: caller.now,
            terminated_at: None,
            options: launch.options.clone(),
            tags: launch.tags.clone(),
            scope,
        })
    };
    let mut instances = addresses.into_iter().map(one).collect::<Result<Vec<Instance>, Error>>()?;
    // Launch indices follow the ids, the order in which records are read again.
    instances.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(instances)
}

fn missing_subnet(zone: &str) -> Error {
    let text = format!("No default subnet for availability zone: '{zone}'.");
    Error::sender("MissingInput", text)
}

/// Living instances in each zone that may be chosen.
fn crowd(world: &World, scope: &Scope, only: Option<&str>) -> BTreeMap<String, usize> {
    let zones = ec2::zones(scope.region.as_str()).into_iter();
    let mut crowd: BTreeMap<String, usize> =
        zones.filter(|zone| only.is_none_or(|only| only == zone)).map(|zone| (zone, 0)).collect();
    for instance in living(world, scope) {
        if let Some(count) = crowd.get_mut(&instance.zone) {
            *count += 1;
        }
    }
    crowd
}

/// The zone with the fewest instances, which now has one more.
fn emptiest(crowd: &mut BTreeMap<String, usize>) -> String {
    let least = crowd.iter_mut().min_by_key(|(_, count)| **count);
    least.map_or_else(String::new, |(zone, count)| {
        *count += 1;
        zone.clone()
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ec2::example::Example;
    use shapes::ec2::{IamInstanceProfileSpecification, Placement};

    fn zones(reservation: &Reservation) -> Vec<String> {
        let all = reservation.instances.iter().flatten();
        let mut zones: Vec<_> =
            all.map(|found| found.placement.clone().unwrap().availability_zone.unwrap()).collect();
        zones.sort();
        zones
    }

    #[test]
    fn instances_run_in_different_zones_at_different_addresses() {
        let mut example = Example::new();
        let made = example.run(|input| input.max_count = 3).unwrap();
        assert_eq!(zones(&made), ["us-west-2a", "us-west-2b", "us-west-2c"]);
        let instances = made.instances.unwrap();
        assert!(instances.iter().all(|found| found.state.as_ref().unwrap().code == Some(16)));
        let mut addresses: Vec<_> =
            instances.iter().map(|found| found.private_ip_address.clone().unwrap()).collect();
        addresses.sort();
        assert_eq!(addresses, ["127.1.0.10", "127.1.0.11", "127.1.0.12"]);
        let next = example.run(|_| {}).unwrap();
        assert_eq!(zones(&next), ["us-west-2d"]);
        example.caller.scope = Scope::new("123456789012", "eu-west-1").unwrap();
        let other = example.run(|_| {}).unwrap().instances.unwrap().remove(0);
        assert_eq!(other.public_ip_address.as_deref(), Some("127.1.0.14"));
        assert_eq!(other.private_dns_name.as_deref(), Some("ip-127-1-0-14.eu-west-1.compute.internal"));
    }

    #[test]
    fn the_zone_follows_subnet_or_placement() {
        let mut example = Example::new();
        let subnet = ec2::default_subnet(&example.caller.scope, "us-west-2c");
        let made = example.run(|input| input.subnet_id = Some(subnet)).unwrap();
        assert_eq!(zones(&made), ["us-west-2c"]);
        let place =
            |zone: &str| Some(Placement { availability_zone: Some(zone.to_owned()), ..Default::default() });
        let made =
            example.run(|input| (input.placement, input.max_count) = (place("us-west-2b"), 2)).unwrap();
        assert_eq!(zones(&made), ["us-west-2b", "us-west-2b"]);
        assert!(example.run(|input| input.placement = place("us-west-2z")).is_err());
        let error = example.run(|input| input.subnet_id = Some("subnet-1".into())).unwrap_err();
        assert_eq!(error.code, "InvalidSubnetID.NotFound");
    }

    #[test]
    fn a_client_token_launches_once() {
        let mut example = Example::new();
        let with_token = |input: &mut RunInstancesRequest| input.client_token = Some("t".into());
        let first = example.run(with_token).unwrap();
        assert_eq!(example.run(with_token).unwrap(), first);
        assert_eq!(example.world().count::<Instance>(), 1);
        let other = example.run(|input| {
            with_token(input);
            input.instance_type = Some("t2.large".into());
        });
        assert_eq!(other.unwrap_err().code, "IdempotentParameterMismatch");
    }

    #[test]
    fn user_data_and_profile_are_kept() {
        let mut example = Example::new();
        let data = "IyEvYmluL2Jhc2gKZWNobyBFQ1NfQ0xVU1RFUj1hYmMgPj4gL2V0Yy9lY3MvZWNzLmNvbmZpZwo=";
        let made = example.run(|input| {
            input.user_data = Some(data.into());
            let name = Some("ecsInstanceRole".to_owned());
            input.iam_instance_profile = Some(IamInstanceProfileSpecification { name, arn: None });
        });
        let arn = made.unwrap().instances.unwrap().remove(0).iam_instance_profile.unwrap().arn.unwrap();
        assert_eq!(arn, "arn:aws:iam::000000000000:instance-profile/ecsInstanceRole");
        let world = example.world();
        assert_eq!(world.all::<Instance>().next().unwrap().ecs_cluster().as_deref(), Some("abc"));
        let error = example.run(|input| input.user_data = Some("echo!".into())).unwrap_err();
        assert_eq!(error.code, "InvalidUserData.Malformed");
    }

    #[test]
    fn without_a_type_it_is_a_small_one() {
        let made = Example::new().run(|input| input.instance_type = None).unwrap();
        assert_eq!(made.instances.unwrap()[0].instance_type.as_deref(), Some("m1.small"));
    }

    #[test]
    fn what_cannot_be_is_refused_and_nothing_is_launched() {
        let mut example = Example::new();
        let mut code = |change: fn(&mut RunInstancesRequest)| example.run(change).unwrap_err().code;
        assert_eq!(code(|input| input.image_id = None), "MissingParameter");
        assert_eq!(code(|input| input.image_id = Some("ubuntu".into())), "InvalidAMIID.Malformed");
        assert_eq!(code(|input| input.instance_type = Some("p5.48xlarge".into())), "UnsupportedOperation");
        assert_eq!(code(|input| input.max_count = 0), "InvalidParameterValue");
        assert_eq!(code(|input| input.max_count = 257), "InstanceLimitExceeded");
        assert_eq!(
            code(|input| input.security_group_ids = Some(vec!["sg-1".into()])),
            "InvalidGroup.NotFound"
        );
        assert_eq!(code(|input| input.dry_run = Some(true)), "DryRunOperation");
        assert_eq!(example.world().count::<Instance>(), 0);
    }
}
