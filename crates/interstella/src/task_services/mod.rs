//! What a task finds around itself: metadata and credentials, names, and where its connections lead.
//!
//! In: questions of the container runtime with the id of the asking task; host names of SNS subscribers; addresses of targets.
//! Out: answers read from the ledger's newest world. Never here: a decision about tasks, or a write other than the session of a role
//! whose credentials were handed out, and the protection a task asks for itself.
//!
//! ```text
//!  169.254.169.254:80   instance metadata            ([`local_service`], [`instance_facts`], [`role_credentials`])
//!  169.254.170.2:80     task metadata, credentials   ([`local_service`], [`task_facts`], [`role_credentials`])
//!                       scale-in protection          ([`task_protection`])
//!  198.18.0.1:80, :443  the cloud: every host of an AWS API ([`names`], [`egress`])
//!  198.18.X.Y:PORT      a load balancer's listener   ([`virtual_addresses`], [`egress`])
//!  127.1.X.Y:PORT       a published port of a task on that instance ([`egress`])
//! ```
//!
//! SDKs reach the cloud by `AWS_ENDPOINT_URL`, which every container gets, or by the names they would use on AWS.

mod discovered;
mod egress;
#[cfg(test)]
mod fixture;
mod instance_facts;
mod lb_dialer;
mod local_service;
mod names;
mod role_credentials;
mod stats_book;
mod task_facts;
mod task_protection;
mod topic_connect;
mod virtual_addresses;

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use container_runtime::metadata::TokenBook;
use container_runtime::{Dialer, Meter, TaskId};
use control_loops::clock::Clock;
use control_loops::doors::Doors;
use control_loops::tasks::task_key;
use kernel::Engine;
use ledger::{Ledger, World};
use model::ecs::Task;
use model::elbv2::LoadBalancer;
use model::{BalancerNames, Time};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

pub(crate) use lb_dialer::LbDialer;
use role_credentials::RoleCredentials;
use stats_book::StatsBook;
pub(crate) use topic_connect::TopicConnect;
use virtual_addresses::VirtualAddresses;

/// Connections to the link-local services at one time, of all tasks together.
const CONNECTIONS: usize = 1024;

/// Where the cloud itself answers.
///
/// Everything of tasks reaches it from loopback, as programs of this machine do. So tasks are led to a listener of their own, and with them
/// what dials where a task may have said: deliveries of SNS, load balancers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FrontDoor {
    /// The endpoint's port on 127.0.0.1 and ::1.
    pub(crate) port: u16,
    /// The listener for tasks.
    pub(crate) for_tasks: SocketAddr,
}

impl FrontDoor {
    /// The same address, but the listener for tasks in place of the endpoint's own.
    fn for_tasks(&self, to: SocketAddr) -> SocketAddr {
        let address = to.ip().to_canonical();
        // Where nothing is said at all, the kernel connects to loopback.
        let own = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)].contains(&address);
        if to.port() == self.port && (own || address.is_unspecified()) { self.for_tasks } else { to }
    }
}

/// The services of tasks.
pub(crate) struct TaskServices {
    /// For the connections it serves.
    me: Weak<TaskServices>,
    ledger: Ledger,
    engine: Arc<Engine>,
    doors: Doors,
    front_door: FrontDoor,
    balancer_names: BalancerNames,
    clock: Arc<dyn Clock>,
    /// Weak: the runtime holds these services as its hooks, and it must end when its owner lets go of it.
    dialer: OnceLock<Weak<dyn Dialer>>,
    /// Weak for the same reason.
    meter: OnceLock<Weak<dyn Meter>>,
    stats: StatsBook,
    roles: RoleCredentials,
    tokens: Mutex<TokenBook>,
    /// With the state of the load balancers they follow from.
    addresses: Mutex<Option<(u64, Arc<VirtualAddresses>)>>,
    connections: Arc<Semaphore>,
}

impl TaskServices {
    /// `front_door` is where the cloud itself answers, `balancer_names` what load balancers are called. Give the runtime's dialer to
    /// [`TaskServices::set_dialer`] once it is open.
    pub(crate) fn new(
        engine: Arc<Engine>,
        doors: Doors,
        (front_door, balancer_names): (FrontDoor, BalancerNames),
        clock: Arc<dyn Clock>,
    ) -> Arc<TaskServices> {
        Arc::new_cyclic(|me| TaskServices {
            me: me.clone(),
            ledger: engine.ledger().clone(),
            engine,
            doors,
            front_door,
            balancer_names,
            clock,
            dialer: OnceLock::new(),
            meter: OnceLock::new(),
            stats: StatsBook::default(),
            roles: RoleCredentials::default(),
            tokens: Mutex::default(),
            addresses: Mutex::default(),
            connections: Arc::new(Semaphore::new(CONNECTIONS)),
        })
    }

    /// Makes the tasks of a runtime reachable for SNS posts; the first dialer given stays. It is not kept alive: its runtime does that.
    pub(crate) fn set_dialer(&self, dialer: Arc<dyn Dialer>) {
        // A second one would belong to a second runtime, which a cloud does not have.
        drop(self.dialer.set(Arc::downgrade(&dialer)));
    }

    /// Lets tasks see what their containers use; the first meter given stays, and is not kept alive.
    pub(crate) fn set_meter(&self, meter: &Arc<dyn Meter>) {
        drop(self.meter.set(Arc::downgrade(meter)));
    }

    /// Straight into a task where a published port is meant; without a runtime there is none. Whoever had a task's word for where to dial is
    /// a task to the front door.
    async fn dial(&self, to: SocketAddr) -> io::Result<TcpStream> {
        let to = self.front_door.for_tasks(to);
        match self.dialer.get().and_then(Weak::upgrade) {
            Some(dialer) => dialer.dial(to).await,
            None => TcpStream::connect(to).await,
        }
    }

    /// The task the runtime names so.
    fn task(world: &World, who: &TaskId) -> Option<Arc<Task>> {
        world.get::<Task>(&task_key(who)?).cloned()
    }

    fn now(&self) -> Time {
        self.clock.now()
    }

    /// The load balancers' addresses in this world, computed again only when a load balancer changed.
    fn addresses(&self, world: &World) -> Arc<VirtualAddresses> {
        let stamp = world.changed::<LoadBalancer>();
        let mut known = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((of, addresses)) if *of == stamp => Arc::clone(addresses),
            _ => {
                let addresses = Arc::new(VirtualAddresses::of(world));
                *known = Some((stamp, Arc::clone(&addresses)));
                addresses
            }
        }
    }

    /// Where the product itself answers for a virtual address; `None` when nothing does.
    fn door(&self, world: &World, wanted: SocketAddrV4) -> Option<SocketAddr> {
        let doors = |own: Option<Ipv4Addr>, port| {
            let own = own.and_then(|address| self.doors.of_own(address, port));
            own.map_or_else(|| self.doors.of(port), |door| vec![door])
        };
        egress::door(world, &self.addresses(world), &doors, self.front_door, wanted)
    }
}

#[cfg(test)]
impl TaskServices {
    /// Over this ledger, at a fixed moment, without a runtime; the front door is on port 4566.
    fn example(ledger: &Ledger) -> Arc<TaskServices> {
        let known = (fixture::FRONT_DOOR, BalancerNames::Localhost);
        TaskServices::new(fixture::engine(ledger), Doors::default(), known, Arc::new(fixture::FixedClock))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_the_endpoint_leads_tasks_to_their_own_listener() {
        let led = |to: &str| fixture::FRONT_DOOR.for_tasks(to.parse().unwrap());
        for endpoint in
            ["127.0.0.1:4566", "[::1]:4566", "[::ffff:127.0.0.1]:4566", "0.0.0.0:4566", "[::]:4566"]
        {
            assert_eq!(led(endpoint), fixture::FRONT_DOOR.for_tasks, "{endpoint}");
        }
        for other in ["127.0.0.1:4567", "127.1.0.10:4566", "10.0.0.1:4566", "[::2]:4566"] {
            assert_eq!(led(other), other.parse().unwrap(), "{other}");
        }
    }
}
