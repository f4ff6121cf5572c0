//! Names as tasks see them. In: a lower-case name and a world. Out: addresses, or `None` for the host's resolver to say.
//! Never here: a resolver.
//!
//! | name | address |
//! |---|---|
//! | DNS name of a load balancer | its virtual one |
//! | any other `*.elb.localhost`, or `*.elb.DOMAIN` where load balancers are called so | none: the load balancer is gone, and the task's own loopback must not answer for it |
//! | host of an AWS API, here or not, or of a registry of ECR (see `aws_hosts`) | 198.18.0.1 |
//! | `ip-127-1-0-10.REGION.compute.internal`, `ec2-127-1-0-10.REGION.compute.amazonaws.com` | that instance's |
//! | `ip-172-31-4-17.REGION.compute.internal` | that task's own, in network mode `awsvpc` |
//! | `data-localhost` | 127.0.0.1, where the task finds the AWS endpoint |
//! | names in private namespaces of Cloud Map | see `discovered` |
//!
//! An API that is not here is refused by name there. Whatever else is Amazon's (a bucket, `checkip`) keeps its real address.

use std::net::Ipv4Addr;

use container_runtime::dns::Answer;
use container_runtime::{Names, TaskId};
use control_loops::tasks::task_key;
use ledger::World;
use model::ec2::{Instance, InstanceState};
use model::ecs::{LastStatus, Task};
use model::{BalancerNames, Dice};

use super::virtual_addresses::{CLOUD, VirtualAddresses};
use super::{TaskServices, discovered};
use crate::{aws_hosts, random};

/// What SDKs make of the endpoint `http://localhost:PORT` for operations whose host has the prefix `data-`.
const PREFIXED_LOCALHOST: &str = "data-localhost";

impl Names for TaskServices {
    fn resolve(&self, who: &TaskId, name: &str) -> Option<Answer> {
        let world = self.ledger.snapshot();
        if let Some(known) = self.resolve_name(&world, name) {
            return Some(Answer::addresses(known));
        }
        let scope = task_key(who)?.scope;
        discovered::resolve(&world, &scope, name, &mut Dice::new(random::seed()))
    }
}

impl TaskServices {
    /// What the product knows of a name, whoever asks.
    pub(super) fn resolve_name(&self, world: &World, name: &str) -> Option<Option<Ipv4Addr>> {
        let addresses = self.addresses(world);
        resolve(world, &addresses, &self.balancer_names, name)
    }
}

/// At most one address.
fn resolve(
    world: &World,
    addresses: &VirtualAddresses,
    balancers: &BalancerNames,
    name: &str,
) -> Option<Option<Ipv4Addr>> {
    let balancer = addresses.named(name);
    if balancer.is_some() || balancers.covers(name) {
        return Some(balancer);
    }
    if aws_hosts::service(name).is_some() {
        return Some(Some(CLOUD));
    }
    if name == PREFIXED_LOCALHOST {
        return Some(Some(Ipv4Addr::LOCALHOST));
    }
    instance(world, name).or_else(|| task(world, name)).map(Some)
}

/// The address of the instance with this private or public name.
fn instance(world: &World, name: &str) -> Option<Ipv4Addr> {
    let (label, _) = name.split_once('.')?;
    let dashed = label.strip_prefix("ip-").or_else(|| label.strip_prefix("ec2-"))?;
    let address: Ipv4Addr = dashed.replace('-', ".").parse().ok()?;
    let named = |instance: &Instance| instance.private_dns_name() == name || public_name(instance) == name;
    let mut there = world.all::<Instance>().filter(|instance| instance.address == address);
    there.any(|instance| instance.state != InstanceState::Terminated && named(instance)).then_some(address)
}

/// The address of the task whose interface has this name.
fn task(world: &World, name: &str) -> Option<Ipv4Addr> {
    if !name.starts_with("ip-") {
        return None;
    }
    let present = world.all::<Task>().filter(|task| task.last != LastStatus::Stopped);
    let mut attached = present.filter_map(|task| Some((task, task.network.as_ref()?)));
    let (_, network) = attached.find(|(task, network)| network.private_dns_name(&task.scope) == name)?;
    Some(network.address)
}

/// `ec2-127-1-0-10.us-west-2.compute.amazonaws.com`; in us-east-1 the domain is `compute-1`.
pub(super) fn public_name(instance: &Instance) -> String {
    let dashed = instance.address.to_string().replace('.', "-");
    match instance.scope.region.as_str() {
        "us-east-1" => format!("ec2-{dashed}.compute-1.amazonaws.com"),
        region => format!("ec2-{dashed}.{region}.compute.amazonaws.com"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::fixture;
    use super::*;

    fn ask(name: &str) -> Option<Option<Ipv4Addr>> {
        let world = fixture::ledger().snapshot();
        let balancers = BalancerNames::Domain("dev.example.com".into());
        resolve(&world, &VirtualAddresses::of(&world), &balancers, name)
    }

    #[test]
    fn service_hosts_are_the_cloud() {
        for name in [
            "sns.us-west-2.amazonaws.com",
            "elasticloadbalancing.eu-central-1.amazonaws.com",
            "api.ecr.us-west-2.amazonaws.com",
            "123456789012.dkr.ecr.us-west-2.amazonaws.com",
            "sts.amazonaws.com",
            "lambda.us-west-2.amazonaws.com",
        ] {
            assert_eq!(ask(name), Some(Some(CLOUD)), "{name}");
        }
        for other in [
            "bucket.s3.us-west-2.amazonaws.com",
            "checkip.amazonaws.com",
            "bucket.sns.us-west-2.amazonaws.com",
            "sns.us-west-2.example.com",
            "snsx.us-west-2.amazonaws.com",
            "sns.what.amazonaws.com",
            "1.dkr.ecr.us-west-2.amazonaws.com",
            "amazonaws.com",
            "example.com",
            "localhost",
            "api-localhost",
        ] {
            assert_eq!(ask(other), None, "{other}");
        }
    }

    #[test]
    fn the_host_prefix_of_an_sdk_leads_to_the_same_endpoint() {
        assert_eq!(ask("data-localhost"), Some(Some(Ipv4Addr::LOCALHOST)));
    }

    #[test]
    fn load_balancers_by_their_exact_name() {
        let world = fixture::ledger().snapshot();
        let own = VirtualAddresses::of(&world).named(fixture::BALANCER);
        assert!(own.is_some());
        assert_eq!(ask(fixture::BALANCER), Some(own));
        assert_eq!(ask("gone-1.us-west-2.elb.localhost"), Some(None));
        assert_eq!(ask("gone-1.us-west-2.elb.dev.example.com"), Some(None));
        assert_eq!((ask("web.localhost"), ask("shop.dev.example.com")), (None, None));
    }

    #[test]
    fn tasks_with_an_address_of_their_own() {
        let ledger = fixture::ledger();
        fixture::write(&ledger, |txn| txn.put(fixture::networked()));
        let world = ledger.snapshot();
        let (addresses, name) = (VirtualAddresses::of(&world), "ip-172-31-16-9.us-west-2.compute.internal");
        let found = resolve(&world, &addresses, &BalancerNames::Localhost, name);
        assert_eq!(found, Some(Some(fixture::OWN_ADDRESS)));
    }

    #[test]
    fn instances_by_both_their_names() {
        let address = Some(Some(Ipv4Addr::new(127, 1, 0, 10)));
        assert_eq!(ask("ip-127-1-0-10.us-west-2.compute.internal"), address);
        assert_eq!(ask("ec2-127-1-0-10.us-west-2.compute.amazonaws.com"), address);
        for other in [
            "ip-127-1-0-10.eu-west-1.compute.internal",
            "ip-127-1-0-11.us-west-2.compute.internal",
            "ec2-52-1-2-3.us-west-2.compute.amazonaws.com",
            "ip-127-1-0-10",
        ] {
            assert_eq!(ask(other), None, "{other}");
        }
    }
}
