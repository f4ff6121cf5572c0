//! Elastic Load Balancing v2: load balancers, target groups, listeners, rules, targets and what probes saw of them.

mod condition;
mod condition_field;
mod wildcard;

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use crate::ecs::words;
use crate::{Key, Record, Scope, Tags, Time, arn::arn};

pub use condition::{Condition, MOST_VALUES, MOST_WILDCARDS, Unfit, Values};
pub use condition_field::{ConditionMatcher, Field, Form, Plain, Request, Row};
pub use wildcard::Pattern;

/// Attribute key to value, for example `idle_timeout.timeout_seconds`: `60`. Only those that differ from the default are kept.
pub type Attributes = BTreeMap<String, String>;

/// An Application Load Balancer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoadBalancer {
    /// Account and Region.
    pub scope: Scope,
    /// Unique in its scope.
    pub name: String,
    /// 16 hexadecimal digits of its ARN.
    pub id: String,
    /// Name clients send in `Host`.
    pub dns_name: String,
    /// A loopback address no other load balancer or instance has; none for one made before there were such.
    #[serde(default)]
    pub address: Option<Ipv4Addr>,
    /// `internet-facing` or `internal`, kept and shown.
    pub scheme: String,
    /// `ipv4`.
    pub ip_address_type: String,
    /// VPC of its subnets.
    pub vpc_id: String,
    /// Subnet id and its zone.
    pub subnets: Vec<(String, String)>,
    /// Kept and shown.
    pub security_groups: Vec<String>,
    /// Attributes that were set.
    pub attributes: Attributes,
    /// When it was created.
    pub created_at: Time,
    /// The user's tags.
    pub tags: Tags,
}

impl LoadBalancer {
    /// The key of the load balancer of this name.
    pub fn key_of(scope: &Scope, name: &str) -> Key {
        Key::new(scope, name)
    }

    /// `app/NAME/ID`, as in metric dimensions and ARNs.
    pub fn full_name(&self) -> String {
        format!("app/{}/{}", self.name, self.id)
    }

    /// `arn:aws:elasticloadbalancing:R:A:loadbalancer/app/NAME/ID`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "elasticloadbalancing", &format!("loadbalancer/{}", self.full_name()))
    }
}

impl Record for LoadBalancer {
    const KIND: &'static str = "elbv2.load-balancer";
    fn key(&self) -> Key {
        LoadBalancer::key_of(&self.scope, &self.name)
    }
}

/// How targets are probed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCheck {
    /// Always true for instance and ip targets.
    pub enabled: bool,
    /// `HTTP` or `HTTPS`.
    pub protocol: String,
    /// Port number, or `None` for the traffic port.
    pub port: Option<u16>,
    /// Path and query of the probe.
    pub path: String,
    /// Seconds between probes.
    pub interval: i64,
    /// Seconds a probe may take.
    pub timeout: i64,
    /// Successes in a row that make an unhealthy target healthy.
    pub healthy_threshold: i64,
    /// Failures in a row that make a healthy target unhealthy.
    pub unhealthy_threshold: i64,
    /// Codes that count as success: `200`, `200,202` or `200-299`.
    pub matcher: String,
}

/// A target group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetGroup {
    /// Account and Region.
    pub scope: Scope,
    /// Unique in its scope.
    pub name: String,
    /// 16 hexadecimal digits of its ARN.
    pub id: String,
    /// `HTTP` or `HTTPS`.
    pub protocol: String,
    /// `HTTP1`, `HTTP2` or `GRPC`.
    pub protocol_version: String,
    /// Default port of its targets.
    pub port: u16,
    /// VPC, kept and shown.
    pub vpc_id: Option<String>,
    /// `instance` or `ip`.
    pub target_type: String,
    /// How targets are probed.
    pub health_check: HealthCheck,
    /// Attributes that were set.
    pub attributes: Attributes,
    /// When it was created.
    pub created_at: Time,
    /// The user's tags.
    pub tags: Tags,
}

impl TargetGroup {
    /// The key of the target group of this name.
    pub fn key_of(scope: &Scope, name: &str) -> Key {
        Key::new(scope, name)
    }

    /// `targetgroup/NAME/ID`.
    pub fn full_name(&self) -> String {
        format!("targetgroup/{}/{}", self.name, self.id)
    }

    /// `arn:aws:elasticloadbalancing:R:A:targetgroup/NAME/ID`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "elasticloadbalancing", &self.full_name())
    }

    /// Seconds a deregistered target may finish its requests; 300 unless set.
    pub fn deregistration_delay(&self) -> i64 {
        let set = self.attributes.get("deregistration_delay.timeout_seconds");
        set.and_then(|seconds| seconds.parse().ok()).unwrap_or(300)
    }
}

impl Record for TargetGroup {
    const KIND: &'static str = "elbv2.target-group";
    fn key(&self) -> Key {
        TargetGroup::key_of(&self.scope, &self.name)
    }
}

/// A weighted target group of a forward action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightedGroup {
    /// ARN of the target group.
    pub target_group_arn: String,
    /// Share of the traffic, 0 to 999.
    pub weight: i64,
}

/// What a listener or rule does with a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Action {
    /// To target groups by weight; stickiness seconds when enabled.
    Forward {
        /// At least one.
        groups: Vec<WeightedGroup>,
        /// Seconds a client stays with its group; absent when off.
        stickiness: Option<i64>,
    },
    /// Elsewhere, with the placeholders `#{protocol} #{host} #{port} #{path} #{query}`.
    Redirect {
        /// `HTTP`, `HTTPS` or the placeholder.
        protocol: String,
        /// Host or placeholder.
        host: String,
        /// Port or placeholder.
        port: String,
        /// Path beginning with `/`.
        path: String,
        /// Query without `?`.
        query: String,
        /// `HTTP_301` or `HTTP_302`.
        status: String,
    },
    /// An answer of the load balancer's own.
    FixedResponse {
        /// HTTP status.
        status: u16,
        /// Media type.
        content_type: Option<String>,
        /// Up to 1,024 bytes.
        body: Option<String>,
    },
}

impl Action {
    /// What the secondary ids of listeners and rules that lead to a target group (by its ARN) begin with; then comes the id.
    pub fn leading_to(group: &str) -> String {
        format!("leading-to/{group}/")
    }

    /// The secondary ids of a listener or rule of this id that has this action.
    fn leads(&self, id: &str) -> Vec<String> {
        let lead = |group: &WeightedGroup| Action::leading_to(&group.target_group_arn) + id;
        let mut ids: Vec<String> = self.groups().iter().map(lead).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The target groups it leads to; none for redirects and fixed responses.
    pub fn groups(&self) -> &[WeightedGroup] {
        match self {
            Action::Forward { groups, .. } => groups,
            Action::Redirect { .. } | Action::FixedResponse { .. } => &[],
        }
    }
}

/// A listener: a port of a load balancer and what happens there by default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listener {
    /// Account and Region.
    pub scope: Scope,
    /// Name of its load balancer.
    pub load_balancer: String,
    /// 16 hexadecimal digits of its load balancer's ARN.
    pub load_balancer_id: String,
    /// 16 hexadecimal digits of its own.
    pub id: String,
    /// 1 to 65535.
    pub port: u16,
    /// `HTTP` or `HTTPS`.
    pub protocol: String,
    /// What an HTTPS listener shows and speaks; absent for HTTP.
    #[serde(default)]
    pub tls: Option<ListenerTls>,
    /// The default rule's action.
    pub default_action: Action,
    /// Attributes that were set.
    pub attributes: Attributes,
    /// The user's tags.
    pub tags: Tags,
}

/// What makes a listener an HTTPS listener.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListenerTls {
    /// ARN of the certificate for clients that ask for no name, or for one no certificate stands for.
    pub default_certificate: String,
    /// ARNs of those chosen by host name; the default one may be among them.
    pub certificates: Vec<String>,
    /// Name of the security policy.
    pub policy: String,
}

impl ListenerTls {
    /// ARNs of all its certificates, the default one first; it may come again.
    pub fn arns(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.default_certificate).chain(&self.certificates).map(String::as_str)
    }
}

impl Listener {
    /// `arn:aws:elasticloadbalancing:R:A:listener/app/NAME/LB-ID/ID`.
    pub fn arn(&self) -> String {
        let resource = format!("listener/app/{}/{}/{}", self.load_balancer, self.load_balancer_id, self.id);
        arn(&self.scope, "elasticloadbalancing", &resource)
    }
}

impl Listener {
    /// The key of a listener of a load balancer.
    pub fn key_of(scope: &Scope, load_balancer: &str, id: &str) -> Key {
        Key::new(scope, format!("{load_balancer}/{id}"))
    }

    /// Id of its default rule: no record of its own, so its id follows from the listener's.
    pub fn default_rule_id(&self) -> String {
        let number = u64::from_str_radix(&self.id, 16).unwrap_or_default();
        format!("{:016x}", number ^ 0x5bd1_e995_9e37_79b9)
    }

    /// ARN of its default rule.
    pub fn default_rule_arn(&self) -> String {
        let path = format!("{}/{}/{}", self.load_balancer, self.load_balancer_id, self.id);
        let resource = format!("listener-rule/app/{path}/{}", self.default_rule_id());
        arn(&self.scope, "elasticloadbalancing", &resource)
    }
}

impl Record for Listener {
    const KIND: &'static str = "elbv2.listener";
    /// `LOAD-BALANCER/ID`: the listeners of one load balancer lie together.
    fn key(&self) -> Key {
        Listener::key_of(&self.scope, &self.load_balancer, &self.id)
    }
    fn secondary_ids(&self) -> Vec<String> {
        self.default_action.leads(&self.key().id)
    }
}

/// A rule of a listener, other than its default one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Account and Region.
    pub scope: Scope,
    /// Name of its load balancer.
    pub load_balancer: String,
    /// 16 hexadecimal digits of its load balancer's ARN.
    pub load_balancer_id: String,
    /// 16 hexadecimal digits of its listener's ARN.
    pub listener_id: String,
    /// 16 hexadecimal digits of its own.
    pub id: String,
    /// 1 to 50000, the smallest first.
    pub priority: i64,
    /// All must match.
    pub conditions: Vec<Condition>,
    /// What then happens.
    pub action: Action,
    /// The user's tags.
    pub tags: Tags,
}

impl Rule {
    /// `arn:aws:elasticloadbalancing:R:A:listener-rule/app/NAME/LB-ID/LISTENER-ID/ID`.
    pub fn arn(&self) -> String {
        let path =
            format!("{}/{}/{}/{}", self.load_balancer, self.load_balancer_id, self.listener_id, self.id);
        arn(&self.scope, "elasticloadbalancing", &format!("listener-rule/app/{path}"))
    }
}

impl Record for Rule {
    const KIND: &'static str = "elbv2.rule";
    /// `LOAD-BALANCER/LISTENER-ID/ID`: the rules of one listener lie together.
    fn key(&self) -> Key {
        Key::new(&self.scope, format!("{}/{}/{}", self.load_balancer, self.listener_id, self.id))
    }
    fn secondary_ids(&self) -> Vec<String> {
        self.action.leads(&self.key().id)
    }
}

/// A registered target: wanted by a user or by ECS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Account and Region.
    pub scope: Scope,
    /// Name of its target group.
    pub target_group: String,
    /// Instance id (`i-...`) or IP address.
    pub id: String,
    /// Port on it.
    pub port: u16,
    /// Zone, when known.
    pub zone: Option<String>,
    /// When it was registered.
    pub registered_at: Time,
    /// When it was deregistered: it takes no new requests and is gone when the deregistration delay ends.
    pub draining_since: Option<Time>,
    /// The ECS task it leads to, when the scheduler registered it: `CLUSTER/TASK-ID`.
    pub task: Option<String>,
}

impl Target {
    /// The key of a target in a group.
    pub fn key_of(scope: &Scope, target_group: &str, id: &str, port: u16) -> Key {
        Key::new(scope, format!("{target_group}/{id}:{port}"))
    }
}

impl Record for Target {
    const KIND: &'static str = "elbv2.target";
    fn key(&self) -> Key {
        Target::key_of(&self.scope, &self.target_group, &self.id, self.port)
    }
}

words! {
    /// What is known of a target.
    TargetState {
        /// Registered, no verdict yet.
        Initial = "initial",
        /// Takes requests.
        Healthy = "healthy",
        /// Failed its probes.
        Unhealthy = "unhealthy",
        /// No listener leads to its group.
        Unused = "unused",
        /// Deregistered, finishing its requests.
        Draining = "draining",
        /// Cannot be probed.
        Unavailable = "unavailable",
    }
}

/// Observed health of a target, written by the loop that reads the load balancer's probes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetHealth {
    /// Account and Region.
    pub scope: Scope,
    /// Name of its target group.
    pub target_group: String,
    /// Target id.
    pub id: String,
    /// Target port.
    pub port: u16,
    /// The verdict.
    pub state: TargetState,
    /// AWS's code, for example `Target.ResponseCodeMismatch`.
    pub reason: Option<String>,
    /// AWS's words, for example `Health checks failed with these codes: [404]`.
    pub description: Option<String>,
    /// Since when.
    pub since: Time,
}

impl Record for TargetHealth {
    const KIND: &'static str = "elbv2.target-health";
    fn key(&self) -> Key {
        Target::key_of(&self.scope, &self.target_group, &self.id, self.port)
    }
}
