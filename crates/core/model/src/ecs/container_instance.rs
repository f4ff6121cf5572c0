//! A container instance: a share of this machine with an address and a zone of its own, registered into a cluster.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::status::words;
use crate::{Key, Record, Scope, Tags, Time, arn::arn};

words! {
    /// Whether the scheduler may place tasks there.
    InstanceStatus {
        /// Takes tasks.
        Active = "ACTIVE",
        /// Takes no new tasks; service tasks are moved away.
        Draining = "DRAINING",
        /// Deregistered.
        Inactive = "INACTIVE",
    }
}

/// Amounts an instance offers or a task takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resources {
    /// CPU units, 1024 a core.
    pub cpu: i64,
    /// MiB.
    pub memory: i64,
    /// TCP host ports.
    pub ports: BTreeSet<u16>,
    /// UDP host ports.
    pub udp_ports: BTreeSet<u16>,
}

/// Attribute name to value; a value may be absent.
pub type Attribute = BTreeMap<String, Option<String>>;

/// A container instance; what remains free is derived from the tasks on it, never stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContainerInstance {
    /// Account and Region.
    pub scope: Scope,
    /// Name of its cluster.
    pub cluster: String,
    /// 32 hexadecimal digits.
    pub id: String,
    /// `i-...` of the EC2 instance it runs on.
    pub ec2_instance_id: String,
    /// Availability Zone, for example `us-west-2a`.
    pub zone: String,
    /// Address at which its host ports are bound and reached.
    pub address: std::net::Ipv4Addr,
    /// What it offers; `ports` are those reserved from the start.
    pub registered: Resources,
    /// Built-in, capability and custom attributes.
    pub attributes: Attribute,
    /// Whether it takes tasks.
    pub status: InstanceStatus,
    /// Whether its agent answers.
    pub agent_connected: bool,
    /// When it joined.
    pub registered_at: Time,
    /// Grows with each change.
    pub version: i64,
    /// The user's tags.
    pub tags: Tags,
}

impl ContainerInstance {
    /// The key of the instance with this id in a cluster.
    pub fn key_of(scope: &Scope, cluster: &str, id: &str) -> Key {
        Key { scope: scope.clone(), id: format!("{cluster}/{id}") }
    }

    /// `arn:aws:ecs:R:A:container-instance/CLUSTER/ID`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "ecs", &format!("container-instance/{}/{}", self.cluster, self.id))
    }
}

impl Record for ContainerInstance {
    const KIND: &'static str = "ecs.container-instance";
    fn key(&self) -> Key {
        ContainerInstance::key_of(&self.scope, &self.cluster, &self.id)
    }
    fn counted_as(&self) -> Vec<String> {
        vec![format!("{}/{}", self.cluster, self.status.as_str())]
    }
}
