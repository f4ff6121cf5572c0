//! The data plane of the Application Load Balancer. In: a [`RoutingTable`] from the owner, requests from clients. Out:
//! answers as Amazon's load balancer gives them; the health of targets; counters; log lines. Deliberately absent: the control
//! plane's API, what a task or service is, mutual TLS, HTTP/2 without TLS, any clock but the socket's own.
//!
//! ```text
//!   listen / serve_stream          session        prepare                     exchange                    session
//!   accept ----------------------> read head ---> check, choose the rule ---> pick a target ------------> next request
//!   (one socket per worker,        (httparse)     write the target's head     pooled or new connection    or close
//!    SO_REUSEPORT)                                 or a whole answer          upload | download
//!                                                  ^                           ^
//!                             ArcSwap<Snapshot> ---'     eligible targets -----'   <--- prober: probe -> health
//! ```
//!
//! ```text
//!   what a session reads from:   TCP ------------------------------------------.
//!                                TLS (`secure`, `tls`) --ALPN http/1.1----------+--> session --> exchange ----> HTTP/1.1, plain or TLS
//!                                  `--ALPN h2--> h2_session --> h2_stream, each-'       `------> h2_exchange -> HTTP/2, gRPC
//! ```
//!
//! A stream of HTTP/2 speaks HTTP/1.1 to its session, so there is one set of rules, limits and checks against smuggling.
//!
//! Each worker is one thread with one single-threaded runtime, its own idle connections to targets and its own counters.
//! A request takes no lock another thread could hold: it reads the snapshot of the table and the list of eligible targets
//! through `ArcSwap`. Publishing and health probes build new values beside it and swap them in.

mod access_log;
mod balancer;
mod caller;
mod chunk;
mod claim;
mod clock;
mod desync;
mod dial;
mod dice;
mod download;
mod exchange;
#[doc(hidden)]
pub mod exercise;
mod framing;
mod group;
mod h2_exchange;
mod h2_pool;
mod h2_probe;
mod h2_session;
mod h2_stream;
mod header;
mod health;
mod histogram;
mod http_date;
mod inbox;
mod misdirected;
mod page;
mod pool;
mod prepare;
mod probe;
mod prober;
mod redirect;
mod request_head;
mod response_head;
mod response_headers;
mod route;
mod secure;
mod session;
mod snapshot;
mod stickiness;
mod strange_head;
mod stream;
mod table;
mod tally;
mod tls;
mod tunnel;
mod upload;
mod upstream_head;
mod worker;

pub use access_log::{AccessLog, LogEnded, LogKind, LogLine, LogQueue, LogReader, log_queue};
pub use balancer::{Balancer, Config};
pub use dial::{BoxFuture, Dialer, DirectDialer};
pub use health::{Reason, State, TargetHealth};
pub use histogram::Histogram;
pub use snapshot::TableError;
pub use table::{
    Action, Algorithm, Attributes, DesyncMode, Endpoint, FixedResponse, Forward, ForwardedFor, HealthCheck,
    LeastHealthy, Listener, LoadBalancer, Matcher, Names, Protocol, ProtocolVersion, Redirect, RoutingTable,
    Rule, Stickiness, Target, TargetGroup, WeightedTargetGroup,
};
pub use tally::{Counters, Metrics};
pub use tls::{Certificate, CertificateError, CertificateShelf, SecurityPolicy, TlsSettings, TlsVersion};
