//! stub
use container_runtime::{Dialer, Egress, Local, LocalService, Names, Onward, TaskId};
use control_loops::{clock::Clock, targets::Doors};
use ledger::Ledger;
use std::io;
use std::net::{IpAddr, SocketAddr, SocketAddrV4};
use std::sync::{Arc, OnceLock};
use tokio::net::TcpStream;
pub(crate) struct TaskServices {
    dialer: OnceLock<Arc<dyn Dialer>>,
}
impl TaskServices {
    pub(crate) fn new(_l: Ledger, _d: Doors, _p: u16, _c: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self { dialer: OnceLock::new() })
    }
    pub(crate) fn set_dialer(&self, d: Arc<dyn Dialer>) {
        drop(self.dialer.set(d));
    }
}
impl LocalService for TaskServices {
    fn serve(&self, _: TaskId, _: Local, _: TcpStream) {}
}
impl Names for TaskServices {
    fn resolve(&self, _: &TaskId, _: &str) -> Option<Vec<IpAddr>> {
        None
    }
}
impl Egress for TaskServices {
    fn route(&self, _: &TaskId, d: SocketAddrV4) -> Option<Onward> {
        Some(Onward::Host(d.into()))
    }
}
pub(crate) struct LbDialer(Arc<dyn Dialer>);
impl LbDialer {
    pub(crate) fn new(d: Arc<dyn Dialer>) -> Self {
        Self(d)
    }
}
impl load_balancer::Dialer for LbDialer {
    fn dial<'a>(
        &'a self,
        e: &'a load_balancer::Endpoint,
    ) -> std::pin::Pin<Box<dyn Future<Output = io::Result<TcpStream>> + Send + 'a>> {
        Box::pin(async move {
            match e {
                load_balancer::Endpoint::Address(a) => self.0.dial(*a).await,
                _ => Err(io::Error::other("x")),
            }
        })
    }
}
pub(crate) struct TopicConnect(#[allow(dead_code)] Arc<TaskServices>);
impl TopicConnect {
    pub(crate) fn new(s: Arc<TaskServices>) -> Self {
        Self(s)
    }
}
impl topic_delivery::Connect for TopicConnect {
    fn connect<'a>(&'a self, h: &'a str, p: u16) -> topic_delivery::Connecting<'a> {
        Box::pin(async move { TcpStream::connect((h, p)).await })
    }
}
#[allow(dead_code)]
fn _x(_: SocketAddr) {}
