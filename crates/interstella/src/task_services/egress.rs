//! Where connections out of tasks go. In: the wanted address, a world, the load balancer's open ports. Out: where to, or nowhere.
//! Never here: connecting.

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};

use container_runtime::{Egress, Onward, TaskId};
use control_loops::tasks::runtime_id;
use ledger::World;
use model::ec2::{Instance, InstanceState};
use model::ecs::{ContainerInstance, InstanceStatus, LastStatus, Task, Transport};
use model::elbv2::{Listener, LoadBalancer};

use super::virtual_addresses::{CLOUD, VirtualAddresses, is_virtual};
use super::{FrontDoor, TaskServices};

impl Egress for TaskServices {
    fn route(&self, _who: &TaskId, wanted: SocketAddrV4) -> Option<Onward> {
        let world = self.ledger.snapshot();
        if is_virtual(*wanted.ip()) || self.addresses(&world).at(*wanted.ip()).is_some() {
            return self.door(&world, wanted).map(Onward::Host);
        }
        route(&world, self.front_door, wanted)
    }
}

/// The open door that stands for an address of the cloud or of a load balancer.
///
/// A load balancer has a door at an address of its own. One made before there were such shares a door with the others that listen on its
/// port: the `Host` header, which every client sends, tells them apart there.
pub(super) fn door(
    world: &World,
    addresses: &VirtualAddresses,
    doors: &dyn Fn(Option<Ipv4Addr>, u16) -> Vec<SocketAddr>,
    front_door: FrontDoor,
    wanted: SocketAddrV4,
) -> Option<SocketAddr> {
    if *wanted.ip() == CLOUD {
        // With TLS or without: the front door hears which.
        let open = matches!(wanted.port(), 80 | 443) || wanted.port() == front_door.port;
        return open.then_some(front_door.for_tasks);
    }
    let balancer = addresses.at(*wanted.ip())?;
    let own = world.get::<LoadBalancer>(balancer).and_then(|balancer| balancer.address);
    let prefix = format!("{}/", balancer.id);
    let ports = || world.scan_prefix::<Listener>(&balancer.scope, &prefix).map(|listener| listener.port);
    let open = |port: u16| {
        let open = doors(own, port);
        open.iter().find(|door| door.is_ipv4()).or(open.first()).copied()
    };
    if ports().any(|port| port == wanted.port()) {
        return open(wanted.port());
    }
    // By every load balancer's name the endpoint's port leads to it, as on this machine: the endpoint knows it by its Host.
    if wanted.port() == front_door.port {
        return Some(front_door.for_tasks);
    }
    // At its own address also the port that stands for a listener's, as its DNS name may say.
    ports().filter_map(open).find(|door| *door == wanted.into())
}

/// Everything but virtual addresses. Of this machine's own loopback and link-local addresses only the cloud and the instances can be
/// reached: what else listens there is not the tasks' business (the credentials of a cloud machine least of all).
fn route(world: &World, front_door: FrontDoor, wanted: SocketAddrV4) -> Option<Onward> {
    let address = *wanted.ip();
    if address == Ipv4Addr::LOCALHOST && wanted.port() == front_door.port {
        return Some(Onward::Host(front_door.for_tasks));
    }
    if address.is_loopback() {
        return on_instance(world, wanted);
    }
    if let Some(task) = owner(world, address) {
        // Behind the address of a task that is over is nothing of this machine's.
        let alive = task.last != LastStatus::Stopped;
        return alive.then(|| Onward::Task(runtime_id(task), wanted.port()));
    }
    let own = address.octets()[0] == 0 || address.is_link_local();
    let many = address.is_multicast() || address.is_broadcast();
    (!own && !many).then_some(Onward::Host(wanted.into()))
}

/// The task that has, or had last, this address of its own.
fn owner(world: &World, address: Ipv4Addr) -> Option<&Task> {
    let has = |task: &&Task| task.network.as_ref().is_some_and(|network| network.address == address);
    let all = world.all::<Task>().map(|task| &**task).filter(has);
    all.max_by_key(|task| (task.last != LastStatus::Stopped, task.created_at))
}

/// A port of an instance's address: the task that publishes it, else whatever this machine has there.
fn on_instance(world: &World, wanted: SocketAddrV4) -> Option<Onward> {
    let address = *wanted.ip();
    let here = |instance: &&std::sync::Arc<ContainerInstance>| {
        instance.address == address && instance.status != InstanceStatus::Inactive
    };
    let publisher = world.all::<ContainerInstance>().filter(here);
    let mut published = publisher.filter_map(|instance| publisher_on(world, instance, wanted.port()));
    published.next().or_else(|| is_instance(world, address).then_some(Onward::Host(wanted.into())))
}

/// The task on an instance that publishes a TCP port, and the container port behind it.
fn publisher_on(world: &World, instance: &ContainerInstance, port: u16) -> Option<Onward> {
    let tasks = world.scan_prefix::<Task>(&instance.scope, &format!("{}/", instance.cluster));
    let mut here = tasks.filter(|task| task.instance == instance.id && task.last != LastStatus::Stopped);
    here.find_map(|task| {
        let mut bindings = task.containers.iter().flat_map(|container| &container.bindings);
        let binding = bindings.find(|b| b.host_port == port && b.protocol == Transport::Tcp)?;
        Some(Onward::Task(runtime_id(task), binding.container_port))
    })
}

/// Whether this is the address of a task that lives, or of an instance.
pub(super) fn is_ours(world: &World, address: Ipv4Addr) -> bool {
    owner(world, address).is_some_and(|task| task.last != LastStatus::Stopped) || is_instance(world, address)
}

fn is_instance(world: &World, address: Ipv4Addr) -> bool {
    world
        .all::<Instance>()
        .any(|instance| instance.address == address && instance.state != InstanceState::Terminated)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::fixture;
    use super::*;

    fn v4(text: &str) -> SocketAddrV4 {
        text.parse().unwrap()
    }

    fn host(text: &str) -> Option<Onward> {
        Some(Onward::Host(text.parse().unwrap()))
    }

    #[test]
    fn the_cloud_is_reached_by_both_its_addresses() {
        let ledger = fixture::ledger();
        let services = TaskServices::example(&ledger);
        let who = fixture::who();
        for cloud in ["127.0.0.1:4566", "198.18.0.1:80", "198.18.0.1:443", "198.18.0.1:4566"] {
            assert_eq!(services.route(&who, v4(cloud)), host("127.0.0.1:45660"), "{cloud}");
        }
        for nowhere in ["198.18.0.1:22", "127.0.0.1:22", "198.18.9.9:80", "198.19.0.1:80"] {
            assert_eq!(services.route(&who, v4(nowhere)), None, "{nowhere}");
        }
    }

    #[test]
    fn an_instance_leads_to_the_task_that_publishes_the_port() {
        let world = fixture::ledger().snapshot();
        let route = |wanted| super::route(&world, fixture::FRONT_DOOR, v4(wanted));
        assert_eq!(route("127.1.0.10:32768"), Some(Onward::Task(fixture::who(), 80)));
        assert_eq!(route("127.1.0.10:32769"), host("127.1.0.10:32769"));
        assert_eq!(route("127.1.0.11:32768"), None, "no instance has this address");
    }

    #[test]
    fn a_stopped_task_publishes_nothing() {
        let ledger = fixture::ledger();
        fixture::write(&ledger, |txn| {
            txn.update::<Task, _>(&fixture::task_key(), |task| task.last = LastStatus::Stopped)
        });
        let onward = super::route(&ledger.snapshot(), fixture::FRONT_DOOR, v4("127.1.0.10:32768"));
        assert_eq!(onward, host("127.1.0.10:32768"));
    }

    #[test]
    fn a_tasks_own_address_leads_to_it_and_nowhere_once_it_is_over() {
        let ledger = fixture::ledger();
        let wanted = SocketAddrV4::new(fixture::OWN_ADDRESS, 9000);
        let route = |ledger: &ledger::Ledger| super::route(&ledger.snapshot(), fixture::FRONT_DOOR, wanted);
        assert_eq!(route(&ledger), Some(Onward::Host(wanted.into())), "no task has it yet");
        let task = fixture::networked();
        fixture::write(&ledger, |txn| txn.put(task.clone()));
        assert_eq!(route(&ledger), Some(Onward::Task(runtime_id(&task), 9000)));
        fixture::write(&ledger, |txn| txn.put(Task { last: LastStatus::Stopped, ..task.clone() }));
        assert_eq!(route(&ledger), None);
    }

    #[test]
    fn the_network_is_open_and_the_machine_is_not() {
        let world = fixture::ledger().snapshot();
        let route = |wanted| super::route(&world, fixture::FRONT_DOOR, v4(wanted));
        assert_eq!(route("93.184.216.34:443"), host("93.184.216.34:443"));
        assert_eq!(route("192.168.1.4:5432"), host("192.168.1.4:5432"));
        for own in ["127.0.0.2:80", "0.0.0.0:4566", "169.254.169.254:81", "224.0.0.1:80", "255.255.255.255:1"]
        {
            assert_eq!(route(own), None, "{own}");
        }
    }

    #[test]
    fn a_load_balancer_answers_at_its_listeners_door() {
        let world = fixture::ledger().snapshot();
        let addresses = VirtualAddresses::of(&world);
        let balancer = addresses.named(fixture::BALANCER).unwrap();
        let balancer_key = addresses.at(balancer).unwrap().clone();
        let open = |_, port: u16| match port {
            80 => vec!["[::1]:8080".parse().unwrap(), "127.0.0.1:8080".parse().unwrap()],
            _ => vec!["127.0.0.1:9999".parse().unwrap()],
        };
        let door = |port| {
            super::door(&world, &addresses, &open, fixture::FRONT_DOOR, SocketAddrV4::new(balancer, port))
        };
        assert_eq!(door(80), Some("127.0.0.1:8080".parse().unwrap()));
        assert_eq!(door(81), None, "another load balancer's port");
        assert_eq!(door(4566), Some("127.0.0.1:45660".parse().unwrap()), "by name at the endpoint, too");
        let own = Ipv4Addr::new(127, 1, 240, 1);
        let ledger = fixture::ledger();
        fixture::write(&ledger, |txn| {
            txn.update(&balancer_key, |one: &mut LoadBalancer| one.address = Some(own));
        });
        let (world, addresses) = (ledger.snapshot(), VirtualAddresses::of(&ledger.snapshot()));
        let only_own =
            |asked: Option<Ipv4Addr>, port| asked.map(|own| (own, port).into()).into_iter().collect();
        for wanted in [own, balancer] {
            let wanted = SocketAddrV4::new(wanted, 80);
            let door = super::door(&world, &addresses, &only_own, fixture::FRONT_DOOR, wanted);
            assert_eq!(door, Some(SocketAddr::from((own, 80))), "its own door and nobody else's");
        }
        let stand_in = |asked: Option<Ipv4Addr>, _| asked.map(|own| (own, 8080).into()).into_iter().collect();
        for (wanted, at) in
            [((own, 80), true), ((own, 8080), true), ((own, 8081), false), ((balancer, 8080), false)]
        {
            let wanted = SocketAddrV4::new(wanted.0, wanted.1);
            let door = super::door(&world, &addresses, &stand_in, fixture::FRONT_DOOR, wanted);
            assert_eq!(door, at.then_some(SocketAddr::from((own, 8080))), "{wanted}");
        }
        let closed = |_, _| Vec::new();
        let wanted = SocketAddrV4::new(balancer, 80);
        assert_eq!(super::door(&world, &addresses, &closed, fixture::FRONT_DOOR, wanted), None);
    }
}
