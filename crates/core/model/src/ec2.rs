//! The little of Amazon EC2 that container instances need: instances with a zone and an address.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use crate::ecs::words;
use crate::{Key, Record, Scope, Tags, Time, arn::arn};

words! {
    /// State of an instance.
    InstanceState {
        /// Starting.
        Pending = "pending",
        /// Up.
        Running = "running",
        /// Going down.
        ShuttingDown = "shutting-down",
        /// Gone; described for an hour.
        Terminated = "terminated",
    }
}

/// An instance: a share of this machine with a loopback address of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    /// Account and Region.
    pub scope: Scope,
    /// `i-` and 17 hexadecimal digits.
    pub id: String,
    /// `r-` and 17 hexadecimal digits.
    pub reservation_id: String,
    /// Image id, kept and shown.
    pub image_id: String,
    /// For example `t2.medium`.
    pub instance_type: String,
    /// Availability Zone.
    pub zone: String,
    /// Subnet of the zone.
    pub subnet_id: String,
    /// VPC of the subnet.
    pub vpc_id: String,
    /// Address at which its host ports are bound and reached; unique on this machine.
    pub address: Ipv4Addr,
    /// Name or ARN of the instance profile.
    pub instance_profile: Option<String>,
    /// User data as given, base64.
    pub user_data: Option<String>,
    /// Key pair name, kept and shown.
    pub key_name: Option<String>,
    /// Security group ids, kept and shown.
    pub security_groups: Vec<String>,
    /// Whether it runs.
    pub state: InstanceState,
    /// Idempotency token of the launch.
    pub client_token: Option<String>,
    /// When it was launched.
    pub launched_at: Time,
    /// When it was terminated.
    pub terminated_at: Option<Time>,
    /// The user's tags.
    pub tags: Tags,
}

impl Instance {
    /// The key of the instance with this id.
    pub fn key_of(scope: &Scope, id: &str) -> Key {
        Key::new(scope, id)
    }

    /// `arn:aws:ec2:R:A:instance/ID`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "ec2", &format!("instance/{}", self.id))
    }
}

impl Record for Instance {
    const KIND: &'static str = "ec2.instance";
    fn key(&self) -> Key {
        Instance::key_of(&self.scope, &self.id)
    }
}

/// Virtual CPUs and MiB of an instance type; `None` for a type this product does not know.
pub fn instance_type(name: &str) -> Option<(i64, i64)> {
    let known = TYPES.iter().find(|(candidate, _, _)| *candidate == name)?;
    Some((known.1, known.2))
}

/// Type, virtual CPUs, MiB.
const TYPES: &[(&str, i64, i64)] = &[
    ("t2.nano", 1, 512),
    ("t2.micro", 1, 1024),
    ("t2.small", 1, 2048),
    ("t2.medium", 2, 4096),
    ("t2.large", 2, 8192),
    ("t2.xlarge", 4, 16384),
    ("t3.nano", 2, 512),
    ("t3.micro", 2, 1024),
    ("t3.small", 2, 2048),
    ("t3.medium", 2, 4096),
    ("t3.large", 2, 8192),
    ("t3.xlarge", 4, 16384),
    ("m4.large", 2, 8192),
    ("m5.large", 2, 8192),
    ("m5.xlarge", 4, 16384),
    ("m5.2xlarge", 8, 32768),
    ("c4.large", 2, 3840),
    ("c5.large", 2, 4096),
    ("c5.xlarge", 4, 8192),
];

/// Zone letters of a Region: how many Availability Zones it has here.
pub fn zones(region: &str) -> Vec<String> {
    let letters = match region {
        "us-east-1" => "abcdef",
        "us-west-2" => "abcd",
        "us-west-1" | "eu-central-2" => "ab",
        _ => "abc",
    };
    letters.chars().map(|letter| format!("{region}{letter}")).collect()
}

/// Id of the default VPC of a scope: every account has one in every Region.
pub fn default_vpc(scope: &Scope) -> String {
    format!("vpc-{:017x}", fingerprint(scope, "vpc"))
}

/// Id of the default subnet of a zone.
pub fn default_subnet(scope: &Scope, zone: &str) -> String {
    format!("subnet-{:017x}", fingerprint(scope, zone))
}

/// Id of the default security group.
pub fn default_security_group(scope: &Scope) -> String {
    format!("sg-{:017x}", fingerprint(scope, "sg"))
}

/// The zone whose default subnet this is.
pub fn zone_of_subnet(scope: &Scope, subnet_id: &str) -> Option<String> {
    zones(scope.region.as_str()).into_iter().find(|zone| default_subnet(scope, zone) == subnet_id)
}

/// FNV-1a: default resources keep their ids without being stored.
fn fingerprint(scope: &Scope, what: &str) -> u64 {
    let text = format!("{scope}/{what}");
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The ECS cluster that user data, base64 or plain, makes an instance join: the last `ECS_CLUSTER=NAME` in it, as the lines a boot script
/// appends to `/etc/ecs/ecs.config`.
pub fn ecs_cluster_of(user_data: &str) -> Option<String> {
    use base64::Engine;
    let packed: String = user_data.split_whitespace().collect();
    let decoded =
        base64::engine::general_purpose::STANDARD.decode(packed).ok().and_then(|b| String::from_utf8(b).ok());
    let text = decoded.as_deref().unwrap_or(user_data);
    let (_, rest) = text.rsplit_once("ECS_CLUSTER=")?;
    let name: String = rest
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_')
        .collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::ecs_cluster_of;

    #[test]
    fn user_data_names_the_cluster_plain_or_encoded() {
        let script = "#!/bin/bash\necho ECS_CLUSTER=orbit-1 >> /etc/ecs/ecs.config\n";
        assert_eq!(ecs_cluster_of(script).as_deref(), Some("orbit-1"));
        assert_eq!(ecs_cluster_of("RUNTX0NMVVNURVI9b3JiaXQ=").as_deref(), Some("orbit"));
        assert_eq!(ecs_cluster_of("#!/bin/bash\nyum update"), None);
    }
}
