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
//!  198.18.0.1:80        the cloud: every `SERVICE.REGION.amazonaws.com` of this product ([`names`], [`egress`])
//!  198.18.X.Y:PORT      a load balancer's listener   ([`virtual_addresses`], [`egress`])
//!  127.1.X.Y:PORT       a published port of a task on that instance ([`egress`])
//! ```
//!
//! Deliberately absent: port 443 of the cloud. Nothing serves TLS there, so `https://sns.us-west-2.amazonaws.com` is refused at once;
//! SDKs reach the cloud by `AWS_ENDPOINT_URL`, which every container gets.

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
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use container_runtime::metadata::TokenBook;
use container_runtime::{Dialer, Meter, TaskId};
use control_loops::clock::Clock;
use control_loops::doors::Doors;
use control_loops::tasks::task_key;
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

/// The services of tasks.
pub(crate) struct TaskServices {
    /// For the connections it serves.
    me: Weak<TaskServices>,
    ledger: Ledger,
    doors: Doors,
    cloud_port: u16,
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
    /// `cloud_port` is the port of the front door on 127.0.0.1, `balancer_names` what load balancers are called. Give the runtime's dialer to [`TaskServices::set_dialer`] once it is open.
    pub(crate) fn new(
        ledger: Ledger,
        doors: Doors,
        (cloud_port, balancer_names): (u16, BalancerNames),
        clock: Arc<dyn Clock>,
    ) -> Arc<TaskServices> {
        Arc::new_cyclic(|me| TaskServices {
            me: me.clone(),
            ledger,
            doors,
            cloud_port,
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

    /// Straight into a task where a published port is meant; without a runtime there is none.
    async fn dial(&self, to: SocketAddr) -> io::Result<TcpStream> {
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
        egress::door(world, &self.addresses(world), &doors, self.cloud_port, wanted)
    }
}

#[cfg(test)]
impl TaskServices {
    /// Over this ledger, at a fixed moment, without a runtime; the front door is on port 4566.
    fn example(ledger: &Ledger) -> Arc<TaskServices> {
        let known = (4566, BalancerNames::Localhost);
        TaskServices::new(ledger.clone(), Doors::default(), known, Arc::new(fixture::FixedClock))
    }
}
