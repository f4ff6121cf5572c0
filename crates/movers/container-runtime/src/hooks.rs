//! What the owner answers on behalf of the world outside a task. In: questions with the asking task's id.
//! Out: the owner's answers. Never here: policy; the runtime only asks.

use std::net::{SocketAddr, SocketAddrV4};
use std::sync::Arc;

use tokio::net::TcpStream;

use crate::dns::Answer;
use crate::spec::TaskId;

/// The two addresses AWS puts inside every task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    /// 169.254.170.2:80, credentials and task metadata.
    TaskEndpoint,
    /// 169.254.169.254:80, the instance metadata service.
    InstanceMetadata,
}

/// Takes over connections a task opened to [`Local`] addresses.
pub trait LocalService: Send + Sync {
    /// Called on the runtime's accept loop: must spawn and return at once.
    fn serve(&self, who: TaskId, service: Local, stream: TcpStream);
}

/// Resolves names for tasks before the host's resolver is asked.
pub trait Names: Send + Sync {
    /// All records of a name; the runtime answers those of the type that was asked for. `None` passes the name on to the host's
    /// resolver, no records say "exists, without any". The name is lower case, without the last dot.
    fn resolve(&self, who: &TaskId, name: &str) -> Option<Answer>;
}

/// Where a connection out of a task really goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Onward {
    /// Dial this address in the host's network.
    Host(SocketAddr),
    /// Dial this port of another (or the same) task.
    Task(TaskId, u16),
}

/// Decides where connections out of a task go.
pub trait Egress: Send + Sync {
    /// `None` refuses the connection.
    fn route(&self, who: &TaskId, wanted: SocketAddrV4) -> Option<Onward>;
}

/// The stream a line was written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogStream {
    /// File descriptor 1.
    Stdout,
    /// File descriptor 2.
    Stderr,
}

/// Receives every line a container writes.
pub trait LogSink: Send + Sync {
    /// `bytes` has no line end and at most [`crate::MAX_LINE`] bytes; `time_ms` is Unix time in milliseconds.
    /// Must not block.
    fn line(&self, task: &TaskId, container: &str, stream: LogStream, time_ms: i64, bytes: &[u8]);
}

/// The four hooks together.
#[derive(Clone)]
pub struct Hooks {
    /// Metadata and credentials endpoints.
    pub local: Arc<dyn LocalService>,
    /// Name resolution.
    pub names: Arc<dyn Names>,
    /// Connections out of tasks.
    pub egress: Arc<dyn Egress>,
    /// Log lines.
    pub logs: Arc<dyn LogSink>,
}
