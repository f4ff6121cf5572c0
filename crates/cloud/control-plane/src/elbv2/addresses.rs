//! Addresses of load balancers: one loopback address each, unique over all accounts and Regions of this machine, kept for life. In: the
//! load balancers there are. Out: a free address. Never here: binding it.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use ledger::World;
use model::elbv2::LoadBalancer;

/// The lowest free address of `127.NETWORK.240.0/20`, which no instance gets; `None` when all are taken.
pub(crate) fn free(world: &World, network: u8) -> Option<Ipv4Addr> {
    let used: BTreeSet<Ipv4Addr> = world.all::<LoadBalancer>().filter_map(|one| one.address).collect();
    let [first, last] = [[127, network, 240, 1], [127, network, 255, 254]].map(u32::from_be_bytes);
    let usable = (first..=last).filter(|bits| !matches!(bits & 0xff, 0 | 0xff)).map(Ipv4Addr::from_bits);
    usable.into_iter().find(|address| !used.contains(address))
}
