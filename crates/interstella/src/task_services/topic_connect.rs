//! The way of SNS posts. In: host and port of a subscription's URL. Out: a connection. Never here: HTTP, retries.
//!
//! ```text
//! host --IP address?--> itself
//!      --known to the product (load balancer, instance, service)?--> that address
//!      --localhost, *.localhost?--> 127.0.0.1
//!      --else--> the system's resolver
//! address --virtual, or a load balancer's own?--> the door that stands for it
//!         --the endpoint's?--> the listener for tasks: who subscribes may be one
//!         --else--> the container runtime's dialer, which knows the published ports
//! ```

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::{TcpStream, lookup_host};
use topic_delivery::{Connect, Connecting};

use super::virtual_addresses::is_virtual;
use super::{TaskServices, egress};

/// Addresses of one name that are tried; the poster's time limit covers them all.
const TRIES: usize = 8;

/// Opens connections to subscribers.
pub(crate) struct TopicConnect(Arc<TaskServices>);

impl TopicConnect {
    /// Asks these services.
    pub(crate) fn new(services: Arc<TaskServices>) -> TopicConnect {
        TopicConnect(services)
    }
}

impl Connect for TopicConnect {
    fn connect<'a>(&'a self, host: &'a str, port: u16) -> Connecting<'a> {
        Box::pin(async move {
            let mut failure = io::Error::new(io::ErrorKind::NotFound, format!("{host} has no address"));
            for address in self.addresses(host, port).await?.into_iter().take(TRIES) {
                match self.dial(address).await {
                    Ok(stream) => return Ok(stream),
                    Err(error) => failure = error,
                }
            }
            Err(failure)
        })
    }
}

impl TaskServices {
    /// Whether a subscriber's host leads to a task: it is a load balancer, an instance or a task of this product, by name or by address.
    pub(crate) fn is_inside(&self, host: &str) -> bool {
        let world = self.ledger.snapshot();
        let address = host.parse().ok().or_else(|| {
            let name = host.trim_end_matches('.').to_ascii_lowercase();
            self.resolve_name(&world, &name).flatten()
        });
        address.is_some_and(|address| {
            self.addresses(&world).at(address).is_some() || egress::is_ours(&world, address)
        })
    }
}

impl TopicConnect {
    async fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        match self.known(host) {
            Some(known) => Ok(known.into_iter().map(|address| SocketAddr::new(address, port)).collect()),
            None => Ok(lookup_host((host, port)).await?.collect()),
        }
    }

    /// What needs no resolver.
    fn known(&self, host: &str) -> Option<Vec<IpAddr>> {
        if let Ok(address) = host.parse() {
            return Some(vec![address]);
        }
        let name = host.trim_end_matches('.').to_ascii_lowercase();
        let local = name == "localhost" || name.ends_with(".localhost");
        let product = self.0.resolve_name(&self.0.ledger.snapshot(), &name);
        let known = product.or_else(|| local.then_some(Some(Ipv4Addr::LOCALHOST)));
        known.map(|known| known.into_iter().map(IpAddr::V4).collect())
    }

    /// Whether a load balancer is there, or could be.
    fn is_balancer(&self, address: Ipv4Addr) -> bool {
        is_virtual(address) || self.0.addresses(&self.0.ledger.snapshot()).at(address).is_some()
    }

    async fn dial(&self, to: SocketAddr) -> io::Result<TcpStream> {
        match to {
            SocketAddr::V4(wanted) if self.is_balancer(*wanted.ip()) => {
                let door = self.0.door(&self.0.ledger.snapshot(), wanted);
                let refused =
                    || io::Error::new(io::ErrorKind::ConnectionRefused, "no listener has this port");
                TcpStream::connect(door.ok_or_else(refused)?).await
            }
            other => self.0.dial(other).await,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use container_runtime::Dialer;
    use container_runtime::sim::SimRuntime;
    use tokio::net::TcpListener;
    use tokio::sync::mpsc;

    use super::super::{FrontDoor, fixture};
    use super::*;

    fn connect() -> TopicConnect {
        TopicConnect::new(TaskServices::example(&fixture::ledger()))
    }

    #[test]
    fn names_that_need_no_resolver() {
        let known = |host| connect().known(host);
        let local = Some(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]);
        for host in ["localhost", "web.localhost", "127.0.0.1", "LOCALHOST."] {
            assert_eq!(known(host), local, "{host}");
        }
        assert_eq!(known("ip-127-1-0-10.us-west-2.compute.internal").unwrap()[0].to_string(), "127.1.0.10");
        assert_eq!(known("gone-1.us-west-2.elb.localhost"), Some(vec![]));
        assert_eq!(known("example.com"), None);
    }

    #[test]
    fn tasks_are_told_from_what_else_listens_here() {
        let ledger = fixture::ledger();
        let services = TaskServices::example(&ledger);
        let task = fixture::networked();
        fixture::write(&ledger, |txn| txn.put(task.clone()));
        let own = fixture::OWN_ADDRESS.to_string();
        let balancer = fixture::BALANCER.to_ascii_uppercase();
        let instance = "ip-127-1-0-10.us-west-2.compute.internal";
        for inside in [own.as_str(), &balancer, instance, "127.1.0.10"] {
            assert!(services.is_inside(inside), "{inside}");
        }
        for outside in [
            "localhost",
            "127.0.0.1",
            "::1",
            "example.com",
            "gone-1.us-west-2.elb.localhost",
            "127.1.0.11",
            "198.18.0.1",
        ] {
            assert!(!services.is_inside(outside), "{outside}");
        }
    }

    #[tokio::test]
    async fn a_subscriber_that_is_the_endpoint_is_reached_as_tasks_reach_it() {
        let behind = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let front_door = FrontDoor { port: 4566, for_tasks: behind.local_addr().unwrap() };
        let clock = Arc::new(fixture::FixedClock);
        let known = (front_door, model::BalancerNames::Localhost);
        let services =
            TaskServices::new(fixture::engine(&fixture::ledger()), Default::default(), known, clock);
        let connect = TopicConnect::new(services);
        for host in ["localhost", "127.0.0.1", "::1", "0.0.0.0", "sns.us-west-2.amazonaws.com"] {
            let port = if host.ends_with("com") { 80 } else { 4566 };
            let (stream, accepted) = tokio::join!(connect.connect(host, port), behind.accept());
            assert_eq!(stream.unwrap().local_addr().unwrap(), accepted.unwrap().1, "{host}");
        }
    }

    #[tokio::test]
    async fn a_load_balancer_without_an_open_door_refuses() {
        let upper = fixture::BALANCER.to_ascii_uppercase();
        let error = connect().connect(&upper, 80).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
        let error = connect().connect("gone-1.us-west-2.elb.localhost", 80).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }

    #[tokio::test]
    async fn an_instances_port_is_the_runtimes_to_dial() {
        let behind = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (events, _events) = mpsc::channel(8);
        let sim = SimRuntime::new(events);
        sim.set_door("127.1.0.10:32768".parse().unwrap(), behind.local_addr().unwrap());
        let dialer: Arc<dyn Dialer> = Arc::new(sim);
        let connect = connect();
        connect.0.set_dialer(Arc::clone(&dialer));
        let host = "ip-127-1-0-10.us-west-2.compute.internal";
        let (stream, accepted) = tokio::join!(connect.connect(host, 32768), behind.accept());
        assert_eq!(stream.unwrap().local_addr().unwrap(), accepted.unwrap().1);
        assert_eq!(Arc::strong_count(&dialer), 1, "the services keep the runtime alive");
    }
}
