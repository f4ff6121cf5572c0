//! The load balancer's way to its targets. In: an endpoint of the routing table. Out: a connection, made by the container runtime where a
//! published port is meant. Never here: which target, HTTP.

use std::io;
use std::sync::Arc;

use load_balancer::{BoxFuture, Dialer, Endpoint};
use tokio::net::TcpStream;

use super::FrontDoor;

/// Dials the addresses of targets. Endpoints that are names are refused: the routing table has none.
pub(crate) struct LbDialer {
    runtime: Arc<dyn container_runtime::Dialer>,
    front_door: FrontDoor,
}

impl LbDialer {
    /// Over the dialer of the container runtime. Who has the cloud itself as its target comes to it as a task does.
    pub(crate) fn new(runtime: Arc<dyn container_runtime::Dialer>, front_door: FrontDoor) -> LbDialer {
        LbDialer { runtime, front_door }
    }
}

impl Dialer for LbDialer {
    fn dial<'a>(&'a self, endpoint: &'a Endpoint) -> BoxFuture<'a, io::Result<TcpStream>> {
        match endpoint {
            Endpoint::Address(address) => self.runtime.dial(self.front_door.for_tasks(*address)),
            Endpoint::Named { name, .. } => {
                let why = format!("targets are reached by address; {name} is a name");
                Box::pin(std::future::ready(Err(io::Error::new(io::ErrorKind::Unsupported, why))))
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use container_runtime::sim::SimRuntime;
    use tokio::net::TcpListener;
    use tokio::sync::mpsc;

    use super::super::fixture;
    use super::*;

    #[tokio::test]
    async fn the_endpoint_as_a_target_is_reached_as_tasks_reach_it() {
        let behind = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (events, _events) = mpsc::channel(8);
        let sim = SimRuntime::new(events);
        sim.set_door(fixture::FRONT_DOOR.for_tasks, behind.local_addr().unwrap());
        let dialer = LbDialer::new(Arc::new(sim), fixture::FRONT_DOOR);
        let target = Endpoint::Address("127.0.0.1:4566".parse().unwrap());
        let (stream, accepted) = tokio::join!(dialer.dial(&target), behind.accept());
        assert_eq!(stream.unwrap().local_addr().unwrap(), accepted.unwrap().1);
    }

    #[tokio::test]
    async fn a_target_is_the_runtimes_to_dial() {
        let behind = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (events, _events) = mpsc::channel(8);
        let sim = SimRuntime::new(events);
        let published = "127.1.0.10:32768".parse().unwrap();
        sim.set_door(published, behind.local_addr().unwrap());
        let dialer = LbDialer::new(Arc::new(sim), fixture::FRONT_DOOR);
        let target = Endpoint::Address(published);
        let (stream, accepted) = tokio::join!(dialer.dial(&target), behind.accept());
        assert_eq!(stream.unwrap().local_addr().unwrap(), accepted.unwrap().1);
        let named = Endpoint::Named { name: "task".into(), port: 80 };
        assert_eq!(dialer.dial(&named).await.unwrap_err().kind(), io::ErrorKind::Unsupported);
    }
}
