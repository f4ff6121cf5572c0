//! Cloud Map: namespaces, the services in them, the instances registered for a service, and the operations that made them so.
//!
//! In and out: plain records. Never here: checks of what a user sends, answers to name queries, decisions about tasks.
//!
//! ```text
//! Namespace (shop.local) 1 --- n Service (orders) 1 --- n Instance (a task, or whatever a user registered)
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ecs::{HealthStatus, words};
use crate::{Dice, Key, Record, Scope, Tags, Time, arn::arn};

words! {
    /// How names of a namespace are found.
    NamespaceKind {
        /// By DNS inside tasks, and by DiscoverInstances.
        DnsPrivate = "DNS_PRIVATE",
        /// By DiscoverInstances alone.
        Http = "HTTP",
    }
}

words! {
    /// How instances of a service are found.
    ServiceKind {
        /// By DNS and DiscoverInstances.
        DnsHttp = "DNS_HTTP",
        /// By DiscoverInstances alone.
        Http = "HTTP",
    }
}

words! {
    /// How many instances an answer names.
    RoutingPolicy {
        /// Up to eight healthy ones.
        Multivalue = "MULTIVALUE",
        /// One of the healthy ones.
        Weighted = "WEIGHTED",
    }
}

words! {
    /// What a name leads to.
    RecordType {
        /// Port and host name.
        Srv = "SRV",
        /// IPv4 address.
        A = "A",
        /// IPv6 address.
        Aaaa = "AAAA",
    }
}

words! {
    /// What an operation does.
    OperationKind {
        /// CreateHttpNamespace, CreatePrivateDnsNamespace.
        CreateNamespace = "CREATE_NAMESPACE",
        /// DeleteNamespace.
        DeleteNamespace = "DELETE_NAMESPACE",
        /// UpdateHttpNamespace, UpdatePrivateDnsNamespace.
        UpdateNamespace = "UPDATE_NAMESPACE",
        /// UpdateService.
        UpdateService = "UPDATE_SERVICE",
        /// RegisterInstance.
        RegisterInstance = "REGISTER_INSTANCE",
        /// DeregisterInstance.
        DeregisterInstance = "DEREGISTER_INSTANCE",
    }
}

words! {
    /// How far an operation is. The effect and its operation are written together, so no other state is ever seen.
    OperationStatus {
        /// Its effect is written.
        Success = "SUCCESS",
    }
}

/// Attribute of an instance's IPv4 address.
pub const IPV4: &str = "AWS_INSTANCE_IPV4";
/// Attribute of an instance's IPv6 address.
pub const IPV6: &str = "AWS_INSTANCE_IPV6";
/// Attribute of an instance's port.
pub const PORT: &str = "AWS_INSTANCE_PORT";
/// Attribute of the first custom health status.
pub const INIT_HEALTH: &str = "AWS_INIT_HEALTH_STATUS";

/// A name under which services are found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Namespace {
    /// Account and Region.
    pub scope: Scope,
    /// `ns-` and sixteen letters or digits.
    pub id: String,
    /// `shop.local`.
    pub name: String,
    /// DNS or not.
    pub kind: NamespaceKind,
    /// The user's words.
    pub description: Option<String>,
    /// The VPC given for a private one, kept and shown: its names resolve in every task of the account and Region.
    pub vpc: Option<String>,
    /// Id of the hosted zone of a private one.
    pub hosted_zone: Option<String>,
    /// Seconds, of the zone's SOA record.
    pub soa_ttl: i64,
    /// Idempotency token of the creating call.
    pub creator_request_id: Option<String>,
    /// When it was created.
    pub created_at: Time,
    /// The user's tags.
    pub tags: Tags,
}

impl Namespace {
    /// What the secondary ids of the namespaces of a name begin with, whatever its capitals; then comes the id.
    pub fn named(name: &str) -> String {
        format!("named/{}\0", name.to_ascii_lowercase())
    }

    /// The key of the namespace with this id.
    pub fn key_of(scope: &Scope, id: &str) -> Key {
        Key::new(scope, id)
    }

    /// `arn:aws:servicediscovery:R:A:namespace/ID`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "servicediscovery", &format!("namespace/{}", self.id))
    }
}

impl Record for Namespace {
    const KIND: &'static str = "servicediscovery.namespace";
    fn key(&self) -> Key {
        Namespace::key_of(&self.scope, &self.id)
    }
    fn secondary_ids(&self) -> Vec<String> {
        vec![Namespace::named(&self.name) + &self.id]
    }
}

/// A kind of record every instance of a service has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnsRecord {
    /// What it leads to.
    pub kind: RecordType,
    /// Seconds an answer may be kept.
    pub ttl: u32,
}

/// How a service is found by DNS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnsSettings {
    /// How many instances an answer names.
    pub routing: RoutingPolicy,
    /// The records each instance has.
    pub records: Vec<DnsRecord>,
}

impl DnsSettings {
    /// The record of a type, if instances have one.
    pub fn record(&self, kind: RecordType) -> Option<DnsRecord> {
        self.records.iter().find(|record| record.kind == kind).copied()
    }
}

/// A name in a namespace, and what its instances must say of themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Account and Region.
    pub scope: Scope,
    /// `srv-` and sixteen letters or digits.
    pub id: String,
    /// Unique in its namespace.
    pub name: String,
    /// Id of its namespace.
    pub namespace: String,
    /// The user's words.
    pub description: Option<String>,
    /// How instances are found.
    pub kind: ServiceKind,
    /// Absent when they are not found by DNS.
    pub dns: Option<DnsSettings>,
    /// Whether instances have a health status that is told (`HealthCheckCustomConfig`).
    pub custom_health: bool,
    /// Idempotency token of the creating call.
    pub creator_request_id: Option<String>,
    /// Grows with every change of its instances.
    pub revision: i64,
    /// When it was created.
    pub created_at: Time,
    /// The user's tags.
    pub tags: Tags,
}

impl Service {
    /// Instances a service may have.
    pub const MOST_INSTANCES: usize = 1000;

    /// The key of the service with this id.
    pub fn key_of(scope: &Scope, id: &str) -> Key {
        Key::new(scope, id)
    }

    /// `arn:aws:servicediscovery:R:A:service/ID`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "servicediscovery", &format!("service/{}", self.id))
    }
}

impl Record for Service {
    const KIND: &'static str = "servicediscovery.service";
    fn key(&self) -> Key {
        Service::key_of(&self.scope, &self.id)
    }
    fn secondary_ids(&self) -> Vec<String> {
        vec![
            Service::within(&self.namespace) + &self.id,
            Service::named(&self.namespace, &self.name) + &self.id,
        ]
    }
    fn counted_as(&self) -> Vec<String> {
        vec![self.namespace.clone()]
    }
}

impl Service {
    /// What the secondary ids of the services of a namespace begin with; then comes the id.
    pub fn within(namespace: &str) -> String {
        format!("within/{namespace}/")
    }

    /// The same of those of a name, whatever its capitals.
    pub fn named(namespace: &str, name: &str) -> String {
        format!("named/{namespace}/{}\0", name.to_ascii_lowercase())
    }

    /// Its instances changed: the revision that tells so moves on.
    pub fn instances_changed(&mut self) {
        self.revision += 1;
    }
}

/// One thing found under a service's name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    /// Account and Region.
    pub scope: Scope,
    /// Id of its service.
    pub service: String,
    /// The user's word, or a task's id.
    pub id: String,
    /// What it says of itself.
    pub attributes: BTreeMap<String, String>,
    /// Present where the service has a custom health check.
    pub health: Option<HealthStatus>,
    /// Id of the task (`CLUSTER/ID`) ECS registered it for.
    pub task: Option<String>,
    /// Idempotency token of the call.
    pub creator_request_id: Option<String>,
    /// When it was registered first.
    pub created_at: Time,
}

impl Instance {
    /// The key of an instance; those of one service lie together.
    pub fn key_of(scope: &Scope, service: &str, id: &str) -> Key {
        Key::new(scope, format!("{service}/{id}"))
    }

    /// Whether an answer may name it. One nobody speaks for counts as healthy.
    pub fn is_healthy(&self) -> bool {
        self.health.is_none_or(|health| health == HealthStatus::Healthy)
    }
}

impl Record for Instance {
    const KIND: &'static str = "servicediscovery.instance";
    fn key(&self) -> Key {
        Instance::key_of(&self.scope, &self.service, &self.id)
    }
    fn counted_as(&self) -> Vec<String> {
        vec![self.service.clone()]
    }
}

/// What a call that AWS carries out later came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// 32 and 8 letters or digits.
    pub id: String,
    /// Account and Region.
    pub scope: Scope,
    /// What it does.
    pub kind: OperationKind,
    /// How far it is.
    pub status: OperationStatus,
    /// `NAMESPACE`, `SERVICE`, `INSTANCE` to the id concerned.
    pub targets: BTreeMap<String, String>,
    /// When it was asked for.
    pub created_at: Time,
    /// When its status last changed.
    pub updated_at: Time,
}

impl Operation {
    /// The key of the operation with this id.
    pub fn key_of(scope: &Scope, id: &str) -> Key {
        Key::new(scope, id)
    }
}

impl Record for Operation {
    const KIND: &'static str = "servicediscovery.operation";
    fn key(&self) -> Key {
        Operation::key_of(&self.scope, &self.id)
    }
}

/// So many lower-case letters and digits.
pub fn letters(dice: &mut Dice, count: usize) -> String {
    const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    (0..count).map(|_| char::from(ALPHABET[dice.below(ALPHABET.len())])).collect()
}
