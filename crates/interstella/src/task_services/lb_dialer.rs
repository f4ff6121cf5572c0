//! The load balancer's way to its targets. In: an endpoint of the routing table. Out: a connection, made by the container runtime where a
//! published port is meant. Never here: which target, HTTP.

use std::io;

use load_balancer::{BoxFuture, Dialer, Endpoint};
use tokio::net::TcpStream;

use super::TaskServices;

/// Dials the addresses of targets. Endpoints that are names are refused: the routing table has none.
pub(crate) struct LbDialer(pub(super) TaskServices);

impl Dialer for LbDialer {
    fn dial<'a>(&'a self, endpoint: &'a Endpoint) -> BoxFuture<'a, io::Result<TcpStream>> {
        Box::pin(async move {
            match endpoint {
                Endpoint::Address(address) => self.0.dial(*address).await,
                Endpoint::Named { name, .. } => {
                    let why = format!("targets are reached by address; {name} is a name");
                    Err(io::Error::new(io::ErrorKind::Unsupported, why))
                }
            }
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use container_runtime::ContainerRuntime;
    use container_runtime::sim::SimRuntime;
    use tokio::net::TcpListener;
    use tokio::sync::mpsc;

    use super::super::fixture;
    use super::*;

    #[tokio::test]
    async fn a_target_is_the_runtimes_to_dial_while_there_is_one() {
        let behind = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (events, _events) = mpsc::channel(8);
        let sim = SimRuntime::new(events);
        let published = "127.1.0.10:32768".parse().unwrap();
        sim.set_door(published, behind.local_addr().unwrap());
        let runtime: Arc<dyn ContainerRuntime> = Arc::new(sim);
        let services = TaskServices::example(&fixture::ledger());
        services.attach(&runtime);
        let (dialer, target) = (services.lb_dialer(), Endpoint::Address(published));
        let (stream, accepted) = tokio::join!(dialer.dial(&target), behind.accept());
        assert_eq!(stream.unwrap().local_addr().unwrap(), accepted.unwrap().1);
        drop(runtime);
        assert!(services.runtime().is_none(), "the services keep a runtime alive that its owner let go of");
        let plain = Endpoint::Address(behind.local_addr().unwrap());
        let (stream, _) = tokio::join!(dialer.dial(&plain), behind.accept());
        assert!(stream.is_ok());
        let named = Endpoint::Named { name: "task".into(), port: 80 };
        assert_eq!(dialer.dial(&named).await.unwrap_err().kind(), io::ErrorKind::Unsupported);
    }
}
