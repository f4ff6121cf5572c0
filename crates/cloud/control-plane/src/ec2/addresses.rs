//! Addresses of instances: one loopback address each, unique over all accounts and Regions of this machine. The last sixteenth of the
//! network is left to load balancers.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use ledger::World;
use model::ec2::{Instance, InstanceState};

/// The lowest free addresses of `127.NETWORK.0.10` to `127.NETWORK.239.254`, `count` of them; `None` when there are fewer.
///
/// The address of a terminated instance is taken only when no other is left: its tasks may still be going down.
pub(crate) fn free(world: &World, network: u8, count: usize) -> Option<Vec<Ipv4Addr>> {
    let of = |terminated: bool| -> BTreeSet<u32> {
        let all = world.all::<Instance>();
        let some = all.filter(|instance| (instance.state == InstanceState::Terminated) == terminated);
        some.map(|instance| instance.address.to_bits()).collect()
    };
    let (used, resting) = (of(false), of(true));
    let (first, last) =
        (u32::from_be_bytes([127, network, 0, 10]), u32::from_be_bytes([127, network, 239, 254]));
    let usable = || (first..=last).filter(|bits| !matches!(bits & 0xff, 0 | 0xff) && !used.contains(bits));
    let fresh = usable().filter(|bits| !resting.contains(bits));
    let again = usable().filter(|bits| resting.contains(bits));
    let found: Vec<Ipv4Addr> = fresh.chain(again).take(count).map(Ipv4Addr::from_bits).collect();
    (found.len() == count).then_some(found)
}
