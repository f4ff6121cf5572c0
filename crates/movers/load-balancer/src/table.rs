//! The routing table: what the owner wants balanced. In: plain values written by the owner's loop. Out: the same values,
//! read by [`crate::Balancer::publish`]. Never done here: I/O, health, choosing a target.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use model::elbv2::Condition;

use crate::tls::TlsSettings;

/// Everything the balancer should serve from now on. Actions name target groups by ARN.
#[derive(Debug, Clone, Default)]
pub struct RoutingTable {
    /// Load balancers in order of preference when no Host header decides.
    pub load_balancers: Vec<LoadBalancer>,
    /// Every target group an action names; those no action names are neither probed nor routed to.
    pub target_groups: Vec<TargetGroup>,
    /// Which names can only be load balancers'.
    pub names: Names,
}

/// Names that can only be load balancers', of this table or of somebody else's on the same machine. A request for one that is not in the
/// table is answered 421 with words, where the load balancers share an address: no rule of another's is to answer it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// What such names end in: `.elb.localhost`, in lower case.
    pub endings: Vec<Arc<str>>,
    /// Whose table it is, in words: `the cloud at http://localhost:4566`.
    pub owner: Arc<str>,
}

/// One load balancer and its listeners.
#[derive(Debug, Clone)]
pub struct LoadBalancer {
    /// Full ARN.
    pub arn: Arc<str>,
    /// The metric name, `app/NAME/0123456789abcdef`.
    pub name: Arc<str>,
    /// The DNS name that, in a Host header, selects this load balancer.
    pub dns_name: Arc<str>,
    /// Behaviour settings.
    pub attributes: Attributes,
    /// At most one listener per port.
    pub listeners: Vec<Listener>,
}

/// The load balancer attributes the data plane obeys; `default()` is what AWS gives a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributes {
    /// `idle_timeout.timeout_seconds`, both legs.
    pub idle_timeout: Duration,
    /// `client_keep_alive.seconds`: the longest life of a client connection.
    pub client_keep_alive: Duration,
    /// `routing.http.preserve_host_header.enabled`.
    pub preserve_host: bool,
    /// `routing.http.xff_header_processing.mode`.
    pub forwarded_for: ForwardedFor,
    /// `routing.http.xff_client_port.enabled`.
    pub forwarded_for_port: bool,
    /// `routing.http.drop_invalid_header_fields.enabled`.
    pub drop_invalid_headers: bool,
    /// `routing.http.desync_mitigation_mode`.
    pub desync: DesyncMode,
    /// `routing.http2.enabled`: whether TLS listeners offer HTTP/2.
    pub http2: bool,
    /// `routing.http.x_amzn_tls_version_and_cipher_suite.enabled`.
    pub tls_headers: bool,
    /// `access_logs.s3.enabled`: a line per request, given to the [`crate::AccessLog`] of the configuration.
    pub access_log: bool,
    /// `connection_logs.s3.enabled`: a line per TLS connection, given to the same.
    pub connection_log: bool,
}

impl Default for Attributes {
    fn default() -> Self {
        Self {
            idle_timeout: Duration::from_secs(60),
            client_keep_alive: Duration::from_secs(3600),
            preserve_host: false,
            forwarded_for: ForwardedFor::Append,
            forwarded_for_port: false,
            drop_invalid_headers: false,
            desync: DesyncMode::Defensive,
            http2: true,
            tls_headers: false,
            access_log: false,
            connection_log: false,
        }
    }
}

/// What happens to `X-Forwarded-For` on its way to the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForwardedFor {
    /// The client's address is added at the end.
    Append,
    /// The header passes untouched.
    Preserve,
    /// The header is taken out.
    Remove,
}

/// How strictly requests with doubtful framing are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DesyncMode {
    /// Everything that can be framed at all passes.
    Monitor,
    /// Ambiguous requests pass and cost both connections; severe ones get 400.
    Defensive,
    /// Only compliant requests pass.
    Strictest,
}

/// One listener: HTTP, or HTTPS when it has TLS settings.
#[derive(Debug, Clone)]
pub struct Listener {
    /// Full ARN.
    pub arn: Arc<str>,
    /// The port the listener was created with (may differ from the local socket's port).
    pub port: u16,
    /// What makes it an HTTPS listener. Changed settings hold for handshakes to come; open connections go on.
    pub tls: Option<TlsSettings>,
    /// `routing.http.response.server.enabled`: whether generated answers say `Server: awselb/2.0`.
    pub server_header: bool,
    /// `routing.http.response.*.header_value`: headers every answer carries, in place of the target's own of that name.
    pub response_headers: Vec<(String, String)>,
    /// Rules in any order; they are tried by ascending priority.
    pub rules: Vec<Rule>,
    /// What happens when no rule matches.
    pub default_action: Action,
}

/// One listener rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// 1-50000, unique in its listener.
    pub priority: u32,
    /// All must match.
    pub conditions: Vec<Condition>,
    /// What happens then.
    pub action: Action,
}

/// What a rule does with a request.
#[derive(Debug, Clone)]
pub enum Action {
    /// Send it to one of these target groups, by weight.
    Forward(Forward),
    /// Answer with a redirect.
    Redirect(Redirect),
    /// Answer with this.
    FixedResponse(FixedResponse),
}

/// A weighted forward.
#[derive(Debug, Clone, Default)]
pub struct Forward {
    /// The groups and their weights.
    pub target_groups: Vec<WeightedTargetGroup>,
    /// When enabled, how long a client stays with its group (`AWSALBTG` cookie).
    pub stickiness: Option<Duration>,
}

/// One choice of a weighted forward.
#[derive(Debug, Clone)]
pub struct WeightedTargetGroup {
    /// Target group ARN.
    pub arn: Arc<str>,
    /// 0-999; a group of weight 0 gets nothing.
    pub weight: u32,
}

/// Parts of the new address; each may hold `#{protocol} #{host} #{port} #{path} #{query}`.
#[derive(Debug, Clone)]
pub struct Redirect {
    /// `HTTP`, `HTTPS` or `#{protocol}`.
    pub protocol: String,
    /// Host, default `#{host}`.
    pub host: String,
    /// Port, default `#{port}`.
    pub port: String,
    /// Path, default `/#{path}`.
    pub path: String,
    /// Query, default `#{query}`.
    pub query: String,
    /// True for 301, false for 302.
    pub permanent: bool,
}

/// A canned answer.
#[derive(Debug, Clone)]
pub struct FixedResponse {
    /// 200-599.
    pub status: u16,
    /// Content type, when there is a body.
    pub content_type: Option<String>,
    /// Body, at most 1024 bytes by the API's rule.
    pub body: String,
}

/// A group of targets with one health check.
#[derive(Debug, Clone)]
pub struct TargetGroup {
    /// Full ARN.
    pub arn: Arc<str>,
    /// The metric name, `targetgroup/NAME/0123456789abcdef`.
    pub name: Arc<str>,
    /// How targets are probed.
    pub health_check: HealthCheck,
    /// How one is chosen.
    pub algorithm: Algorithm,
    /// Whether requests to targets go through TLS. Certificates of targets are not verified, as at AWS.
    pub protocol: Protocol,
    /// What is spoken with the targets.
    pub version: ProtocolVersion,
    /// When enabled, how a client stays with its target.
    pub stickiness: Option<Stickiness>,
    /// `slow_start.duration_seconds`: how long a target that became healthy takes to get its full share of a round
    /// robin; `None` when off.
    pub slow_start: Option<Duration>,
    /// `target_group_health.unhealthy_state_routing.*`: below this, unhealthy targets get requests too.
    pub least_healthy: LeastHealthy,
    /// `load_balancing.cross_zone.enabled`: off gives every zone with targets the same share.
    pub cross_zone: bool,
    /// Registered and draining targets.
    pub targets: Vec<Target>,
}

impl TargetGroup {
    /// A group as AWS makes one when nothing is said, without targets.
    pub fn new(arn: Arc<str>, name: Arc<str>) -> Self {
        Self {
            arn,
            name,
            health_check: HealthCheck::default(),
            algorithm: Algorithm::RoundRobin,
            protocol: Protocol::Http,
            version: ProtocolVersion::Http1,
            stickiness: None,
            slow_start: None,
            least_healthy: LeastHealthy::default(),
            cross_zone: true,
            targets: Vec::new(),
        }
    }
}

/// Plain or through TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// Plain TCP.
    Http,
    /// TLS.
    Https,
}

/// What a target group's targets speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProtocolVersion {
    /// HTTP/1.1; for clients of HTTP/1.1 and HTTP/2.
    Http1,
    /// HTTP/2 with prior knowledge (or ALPN `h2` through TLS); for clients of HTTP/2 only.
    Http2,
    /// gRPC over HTTP/2; for POST requests of HTTP/2 clients only.
    Grpc,
}

/// How a client stays with its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stickiness {
    /// Type `lb_cookie`: the balancer's own cookie `AWSALB`, good for this long.
    Balancer(Duration),
    /// Type `app_cookie`: begins when the target sets its own cookie; `AWSALBAPP-0` remembers the target.
    Application {
        /// The application's cookie.
        cookie: Arc<str>,
        /// How long the client stays once the application has set it.
        lasts: Duration,
    },
}

/// How many healthy targets a group needs for its unhealthy ones to be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeastHealthy {
    /// `minimum_healthy_targets.count`, at least 1.
    pub count: u32,
    /// `minimum_healthy_targets.percentage`, 1-100; `None` when off.
    pub percent: Option<u8>,
}

impl Default for LeastHealthy {
    fn default() -> Self {
        Self { count: 1, percent: None }
    }
}

/// How a target is chosen among the eligible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Each in turn.
    RoundRobin,
    /// The one with the fewest requests in flight.
    LeastOutstanding,
    /// At random, all alike.
    WeightedRandom,
}

/// One registered target. Its identity is (target group, id, port).
#[derive(Debug, Clone)]
pub struct Target {
    /// Instance id or IP, as registered.
    pub id: Arc<str>,
    /// Port, as registered.
    pub port: u16,
    /// Availability zone.
    pub zone: Arc<str>,
    /// The address the target is known by, shown in the probe's Host header.
    pub ip: IpAddr,
    /// How to reach it.
    pub endpoint: Endpoint,
    /// True once deregistered: no new requests; leave it in the table until its delay ends.
    pub draining: bool,
}

/// How to reach a target; given as is to the [`crate::Dialer`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// A plain socket address.
    Address(SocketAddr),
    /// A name only the dialer understands (a task's network), and a port inside it.
    Named {
        /// The dialer's name for the network.
        name: Arc<str>,
        /// Port inside it.
        port: u16,
    },
}

impl Endpoint {
    /// The same place at another port.
    pub fn at_port(&self, port: u16) -> Self {
        match self {
            Self::Address(address) => Self::Address(SocketAddr::new(address.ip(), port)),
            Self::Named { name, .. } => Self::Named { name: Arc::clone(name), port },
        }
    }
}

/// Health check settings; `default()` is what AWS gives a new target group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthCheck {
    /// Whether probes go through TLS; certificates are not verified.
    pub protocol: Protocol,
    /// What probes speak: the target group's protocol version. A gRPC probe calls the method at `path`.
    pub version: ProtocolVersion,
    /// Path and query of the probe.
    pub path: String,
    /// A port other than the traffic port.
    pub port: Option<u16>,
    /// From the start of one probe to the start of the next.
    pub interval: Duration,
    /// How long one probe may take.
    pub timeout: Duration,
    /// Successes in a row that make an unhealthy target healthy.
    pub healthy_threshold: u32,
    /// Failures in a row that make a target unhealthy.
    pub unhealthy_threshold: u32,
    /// Codes that count as success: HTTP status codes, or gRPC codes (0-99) in a gRPC group.
    pub matcher: Matcher,
}

impl Default for HealthCheck {
    fn default() -> Self {
        Self {
            protocol: Protocol::Http,
            version: ProtocolVersion::Http1,
            path: "/".to_owned(),
            port: None,
            interval: Duration::from_secs(30),
            timeout: Duration::from_secs(5),
            healthy_threshold: 5,
            unhealthy_threshold: 2,
            matcher: Matcher(vec![(200, 200)]),
        }
    }
}

/// HTTP or gRPC codes, as closed ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matcher(pub Vec<(u16, u16)>);

impl Matcher {
    /// Reads `200`, `200,202` or `200-299`; `None` when it is none of these.
    pub fn parse(text: &str) -> Option<Self> {
        let range = |part: &str| {
            let (low, high) = part.split_once('-').unwrap_or((part, part));
            let (low, high) = (low.trim().parse().ok()?, high.trim().parse().ok()?);
            (low <= high).then_some((low, high))
        };
        text.split(',').map(range).collect::<Option<Vec<_>>>().map(Self)
    }

    /// True when `status` counts as success.
    pub fn accepts(&self, status: u16) -> bool {
        self.0.iter().any(|(low, high)| (*low..=*high).contains(&status))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn matcher_forms() {
        let matcher = Matcher::parse("200,202,300-399").unwrap();
        assert!(matcher.accepts(200) && matcher.accepts(202) && matcher.accepts(350));
        assert!(!matcher.accepts(201) && !matcher.accepts(400));
        assert!(Matcher::parse("2xx").is_none() && Matcher::parse("299-200").is_none());
    }
}
