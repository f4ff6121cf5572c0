//! Addresses that exist only inside tasks: one for the cloud, one for each load balancer. In: a world. Out: addresses.
//! Never here: what answers there.
//!
//! They lie in 198.18.0.0/15, set aside for measurements (RFC 2544) and so never in use on a network. A load balancer's follows from its
//! ARN; where two would meet, the older one stays and the younger moves on to the next free address.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::Arc;

use ledger::World;
use model::Key;
use model::Record;
use model::elbv2::LoadBalancer;

/// Where tasks find the cloud.
pub(crate) const CLOUD: Ipv4Addr = Ipv4Addr::new(198, 18, 0, 1);
/// The first address for load balancers.
const FIRST: u32 = u32::from_be_bytes([198, 18, 1, 0]);
/// How many there are: to 198.18.255.255. Load balancers beyond have none.
const POOL: u32 = 255 * 256;

/// The load balancers of a world and their addresses.
#[derive(Debug, Default)]
pub(crate) struct VirtualAddresses {
    by_name: BTreeMap<String, Ipv4Addr>,
    by_address: BTreeMap<Ipv4Addr, Key>,
}

impl VirtualAddresses {
    /// The same world always gives the same addresses.
    pub(crate) fn of(world: &World) -> VirtualAddresses {
        let mut all: Vec<(String, &Arc<LoadBalancer>)> =
            world.all::<LoadBalancer>().map(|balancer| (balancer.arn(), balancer)).collect();
        all.sort_by(|(arn, one), (other_arn, other)| {
            (one.created_at, arn).cmp(&(other.created_at, other_arn))
        });
        let mut addresses = VirtualAddresses::default();
        for (arn, balancer) in all.into_iter().take(POOL as usize) {
            let address = addresses.free_from(place(&arn));
            addresses.by_address.insert(address, balancer.key());
            // What leads to it on this machine leads to it from a task, too.
            addresses.by_address.extend(balancer.address.map(|own| (own, balancer.key())));
            addresses.by_name.insert(balancer.dns_name.to_ascii_lowercase(), address);
        }
        addresses
    }

    /// The address behind a load balancer's DNS name, given in lower case.
    pub(crate) fn named(&self, dns_name: &str) -> Option<Ipv4Addr> {
        self.by_name.get(dns_name).copied()
    }

    /// The load balancer at an address: its virtual one, or its own on this machine.
    pub(crate) fn at(&self, address: Ipv4Addr) -> Option<&Key> {
        self.by_address.get(&address)
    }

    /// The first free address from a place on; there is one, for there are fewer load balancers than addresses.
    fn free_from(&self, place: u32) -> Ipv4Addr {
        let address = |step: u32| Ipv4Addr::from(FIRST + (place + step) % POOL);
        (0..POOL).map(address).find(|address| !self.by_address.contains_key(address)).unwrap_or(CLOUD)
    }
}

/// Whether nothing outside this product can be meant by this address.
pub(crate) fn is_virtual(address: Ipv4Addr) -> bool {
    matches!(address.octets(), [198, 18 | 19, ..])
}

/// FNV-1a, folded into the pool.
fn place(arn: &str) -> u32 {
    let hash =
        arn.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619));
    hash % POOL
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use ledger::{Ledger, Storage};

    use super::super::fixture;
    use super::*;

    #[test]
    fn every_load_balancer_has_its_own_and_keeps_it() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        // By the birthday bound a pool of 65,280 sees collisions among 1,000.
        fixture::write(&ledger, |txn| {
            for n in 0..1000 {
                txn.put(fixture::balancer(&format!("lb-{n:04}"), n));
            }
        });
        let before = VirtualAddresses::of(&ledger.snapshot());
        let different: BTreeSet<_> = before.by_name.values().collect();
        assert_eq!(different.len(), 1000);
        assert!(different.iter().all(|address| is_virtual(**address) && **address > CLOUD));
        let moved = before.by_name.iter().filter(|(name, address)| {
            let arn = fixture::balancer(name.split_once("-1.").unwrap().0, 0).arn();
            u32::from(**address) != FIRST + place(&arn)
        });
        assert!(moved.count() > 0, "no collision was seen");
        fixture::write(&ledger, |txn| txn.put(fixture::balancer("younger", 1000)));
        let after = VirtualAddresses::of(&ledger.snapshot());
        assert!(before.by_name.iter().all(|(name, address)| after.named(name) == Some(*address)));
        let younger = after.named("younger-1.us-west-2.elb.localhost").unwrap();
        assert_eq!(after.at(younger).map(|key| key.id.as_str()), Some("younger"));
    }
}
