//! The one place where VPCs, subnets and security groups are looked up. In: the world, an account and Region. Out: records: those that are
//! kept, or the default network as the first write that needs it will keep it. Never here: refusals, AWS's shapes.
//!
//! ```text
//! no receipt: the default network, computed --[settle, in the first write that refers to it]--> receipt: whatever the records say
//! ```
//! So a list writes nothing, an account nobody uses has no records, and whatever changes a network (another VPC, an attribute, tags, the
//! end of the default one) calls [`settle`] and then writes records like any other.

use std::sync::Arc;

use ledger::{Stored, Txn, World};
use model::ec2::{DefaultNetwork, NetworkReceipt, SecurityGroup, Subnet, Vpc};
use model::ecs::{AwsvpcConfiguration, Service};
use model::{Key, Scope};

fn is_settled(world: &World, scope: &Scope) -> bool {
    world.contains::<NetworkReceipt>(&NetworkReceipt::key_of(scope))
}

/// Puts the default network into the records, unless it once was: to be called by every write that refers to a network or changes one.
pub fn settle(txn: &mut Txn, scope: &Scope) {
    if is_settled(txn.world(), scope) {
        return;
    }
    let DefaultNetwork { vpc, subnets, security_group } = DefaultNetwork::of(scope);
    txn.put(vpc);
    for subnet in subnets {
        txn.put(subnet);
    }
    txn.put(security_group);
    txn.put(NetworkReceipt { scope: scope.clone() });
}

/// A kind of record of which the default network has some.
trait Networked: Stored {
    fn of_default(network: DefaultNetwork) -> Vec<Self>;
}

impl Networked for Vpc {
    fn of_default(network: DefaultNetwork) -> Vec<Vpc> {
        vec![network.vpc]
    }
}

impl Networked for Subnet {
    fn of_default(network: DefaultNetwork) -> Vec<Subnet> {
        network.subnets
    }
}

impl Networked for SecurityGroup {
    fn of_default(network: DefaultNetwork) -> Vec<SecurityGroup> {
        vec![network.security_group]
    }
}

/// All of an account and Region, by id.
fn all<R: Networked>(world: &World, scope: &Scope) -> Vec<Arc<R>> {
    if is_settled(world, scope) {
        return world.scan::<R>(scope).cloned().collect();
    }
    let mut all = R::of_default(DefaultNetwork::of(scope));
    all.sort_by_key(R::key);
    all.into_iter().map(Arc::new).collect()
}

fn one<R: Networked>(world: &World, scope: &Scope, id: &str) -> Option<Arc<R>> {
    let key = Key::new(scope, id);
    if is_settled(world, scope) {
        return world.get::<R>(&key).cloned();
    }
    R::of_default(DefaultNetwork::of(scope)).into_iter().find(|record| record.key() == key).map(Arc::new)
}

/// The VPCs, by id.
pub fn vpcs(world: &World, scope: &Scope) -> Vec<Arc<Vpc>> {
    all(world, scope)
}

/// The subnets, by id.
pub fn subnets(world: &World, scope: &Scope) -> Vec<Arc<Subnet>> {
    all(world, scope)
}

/// The security groups, by id.
pub fn security_groups(world: &World, scope: &Scope) -> Vec<Arc<SecurityGroup>> {
    all(world, scope)
}

/// The VPC of this id.
pub fn vpc(world: &World, scope: &Scope, id: &str) -> Option<Arc<Vpc>> {
    one(world, scope, id)
}

/// The subnet of this id.
pub fn subnet(world: &World, scope: &Scope, id: &str) -> Option<Arc<Subnet>> {
    one(world, scope, id)
}

/// The security group of this id.
pub fn security_group(world: &World, scope: &Scope, id: &str) -> Option<Arc<SecurityGroup>> {
    one(world, scope, id)
}

/// The default VPC's subnet of a zone.
pub fn default_subnet(world: &World, scope: &Scope, zone: &str) -> Option<Arc<Subnet>> {
    subnets(world, scope).into_iter().find(|subnet| subnet.is_default && subnet.zone == zone)
}

/// The security group that came with the default VPC.
pub fn default_security_group(world: &World, scope: &Scope) -> Option<Arc<SecurityGroup>> {
    let default = vpcs(world, scope).into_iter().find(|vpc| vpc.is_default)?;
    let is_it =
        |group: &Arc<SecurityGroup>| group.vpc_id == default.id && group.name == SecurityGroup::DEFAULT;
    security_groups(world, scope).into_iter().find(is_it)
}

/// The subnets a configuration names, in its order; those that do not exist are left out.
pub fn of_configuration(
    world: &World,
    scope: &Scope,
    configuration: &AwsvpcConfiguration,
) -> Vec<Arc<Subnet>> {
    configuration.subnets.iter().filter_map(|id| subnet(world, scope, id)).collect()
}

/// The subnets the tasks of a service go to; none when they have no addresses of their own.
pub fn of_service(world: &World, service: &Service) -> Vec<Arc<Subnet>> {
    let named = service.network.as_ref().map(|named| of_configuration(world, &service.scope, named));
    named.unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ledger::{Ledger, Storage};

    use super::*;

    type Seen = (Vec<Arc<Vpc>>, Vec<Arc<Subnet>>, Vec<Arc<SecurityGroup>>);

    fn seen(world: &World, scope: &Scope) -> Seen {
        (vpcs(world, scope), subnets(world, scope), security_groups(world, scope))
    }

    #[test]
    fn what_is_read_before_the_first_write_is_what_that_write_keeps() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let [here, there] =
            ["us-west-2", "us-east-1"].map(|region| Scope::new("000000000000", region).unwrap());
        let before = seen(&ledger.snapshot(), &here);
        assert_eq!((before.0.len(), before.1.len(), before.2.len()), (1, 4, 1));
        assert_eq!(ledger.snapshot().count::<Subnet>(), 0, "a look writes nothing");
        ledger.write(|txn| settle(txn, &here)).1.wait().unwrap();
        let world = ledger.snapshot();
        assert_eq!((seen(&world, &here), world.count::<Subnet>()), (before.clone(), 4));
        assert_eq!(world.scan::<Subnet>(&there).count(), 0, "each account and Region has its own");
        for found in &before.1 {
            assert_eq!(subnet(&world, &here, &found.id).as_ref(), Some(found));
            assert_eq!(subnet(&world, &there, &found.id), None);
            assert_eq!(default_subnet(&world, &here, &found.zone).as_ref(), Some(found));
        }
        assert_eq!(vpc(&world, &here, &before.0[0].id).as_ref(), Some(&before.0[0]));
        assert_eq!(default_security_group(&world, &here).as_ref(), Some(&before.2[0]));
    }

    #[test]
    fn what_was_changed_or_removed_stays_so() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let scope = Scope::new("000000000000", "us-west-2").unwrap();
        let subnet = |letter: &str| model::ec2::default_subnet(&scope, &format!("us-west-2{letter}"));
        let written = ledger.write(|txn| {
            settle(txn, &scope);
            txn.remove::<Subnet>(&Key::new(&scope, subnet("a")));
            let changed = |subnet: &mut Subnet| subnet.public_addresses = false;
            txn.update::<Subnet, _>(&Key::new(&scope, subnet("b")), changed);
            settle(txn, &scope);
        });
        written.1.wait().unwrap();
        let world = ledger.snapshot();
        assert_eq!(super::subnet(&world, &scope, &subnet("a")), None);
        assert!(!super::subnet(&world, &scope, &subnet("b")).unwrap().public_addresses);
        let network = |subnets: Vec<String>| AwsvpcConfiguration {
            subnets,
            security_groups: Vec::new(),
            assign_public_ip: false,
        };
        let found = of_configuration(&world, &scope, &network(vec![subnet("c"), subnet("a"), subnet("b")]));
        let zones: Vec<&str> = found.iter().map(|subnet| subnet.zone.as_str()).collect();
        assert_eq!(zones, ["us-west-2c", "us-west-2b"]);
    }
}
