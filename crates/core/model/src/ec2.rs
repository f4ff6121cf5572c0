//! The little of Amazon EC2 that container instances need: instances with a zone and an address, and networks.

mod launch_options;
mod network;

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use crate::ecs::words;
use crate::{Key, Record, Scope, Tags, Time, arn::arn};

pub use launch_options::{BlockDevice, CpuOptions, LaunchOptions, MetadataOptions, PlacementOptions};
pub use network::{DefaultNetwork, NetworkReceipt, SecurityGroup, Subnet, Vpc};

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
        /// Going to sleep.
        Stopping = "stopping",
        /// Switched off; may be started again.
        Stopped = "stopped",
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
    /// What else was asked for at its launch: kept and shown.
    #[serde(default)]
    pub options: LaunchOptions,
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

impl Instance {
    /// `ip-127-1-0-10.us-west-2.compute.internal`; in us-east-1 the domain is `ec2.internal`.
    pub fn private_dns_name(&self) -> String {
        private_dns_name(&self.scope, self.address)
    }

    /// The cluster its user data makes it join.
    pub fn ecs_cluster(&self) -> Option<String> {
        ecs_cluster_of(self.user_data.as_deref()?)
    }
}

/// The cluster that user data (base64 or plain text) makes an instance join: the last `ECS_CLUSTER=NAME` that is not a comment.
///
/// `None` when there is none, or its name is not one a cluster can have (an unexpanded `${...}`, for example).
pub fn ecs_cluster_of(user_data: &str) -> Option<String> {
    use base64::Engine;
    let compact: String = user_data.split_whitespace().collect();
    let decoded = base64::engine::general_purpose::STANDARD.decode(compact).ok();
    let decoded = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    let text = decoded.as_deref().unwrap_or(user_data);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let name = lines.filter_map(assigned_cluster).next_back()?;
    let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (!name.is_empty() && name.len() <= 255 && name.bytes().all(known)).then(|| name.to_owned())
}

/// What a line assigns to `ECS_CLUSTER`, without quotes.
fn assigned_cluster(line: &str) -> Option<&str> {
    const NAME: &str = "ECS_CLUSTER=";
    let (at, _) = line.match_indices(NAME).last()?;
    let part_of_a_longer_name = line[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let value = line[at + NAME.len()..].trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| c.is_whitespace() || "\"'>;&|\\".contains(c)).unwrap_or(value.len());
    (!part_of_a_longer_name).then_some(&value[..end])
}

impl Record for Instance {
    const KIND: &'static str = "ec2.instance";
    fn key(&self) -> Key {
        Instance::key_of(&self.scope, &self.id)
    }
}

/// What EC2 starts when no type is named.
pub const DEFAULT_TYPE: &str = "m1.small";

/// Virtual CPUs and MiB of an instance type; `None` for a type this product does not know.
pub fn instance_type(name: &str) -> Option<(i64, i64)> {
    let known = TYPES.iter().find(|(candidate, _, _)| *candidate == name)?;
    Some((known.1, known.2))
}

/// Type, virtual CPUs, MiB.
const TYPES: &[(&str, i64, i64)] = &[
    (DEFAULT_TYPE, 1, 1740),
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

/// `us-west-2a` is `usw2-az1`: the short form of the Region and the place of the letter.
pub fn zone_id(region: &str, zone: &str) -> String {
    let place = zone.bytes().last().map_or(0, |letter| letter.saturating_sub(b'a') + 1);
    let short: String = region.split('-').enumerate().map(|(part, word)| short(part, word)).collect();
    format!("{short}-az{place}")
}

/// `us` and numbers stay, `west` is `w`, `southeast` is `se`.
fn short(part: usize, word: &str) -> String {
    if part == 0 || word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut letters: String = word.chars().take(1).collect();
    if word.len() > 5 && word.ends_with("east") {
        letters.push('e');
    } else if word.len() > 5 && word.ends_with("west") {
        letters.push('w');
    }
    letters
}

/// Id of the default VPC of a scope: every account has one in every Region.
pub fn default_vpc(scope: &Scope) -> String {
    format!("vpc-{:017x}", fingerprint(scope, "vpc"))
}

/// Id of the default subnet of a zone.
pub fn default_subnet(scope: &Scope, zone: &str) -> String {
    format!("subnet-{:017x}", fingerprint(scope, zone))
}

/// The name EC2 gives a private address: `ip-172-31-4-17.us-west-2.compute.internal`; in us-east-1 the domain is `ec2.internal`.
pub fn private_dns_name(scope: &Scope, address: Ipv4Addr) -> String {
    let dashed = address.to_string().replace('.', "-");
    match scope.region.as_str() {
        "us-east-1" => format!("ip-{dashed}.ec2.internal"),
        region => format!("ip-{dashed}.{region}.compute.internal"),
    }
}

/// Id of the default security group.
pub fn default_security_group(scope: &Scope) -> String {
    format!("sg-{:017x}", fingerprint(scope, "sg"))
}

/// FNV-1a: default resources have the same ids before they are stored.
fn fingerprint(scope: &Scope, what: &str) -> u64 {
    let text = format!("{scope}/{what}");
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{ecs_cluster_of, zone_id};

    #[test]
    fn user_data_names_the_cluster_to_join() {
        for (text, cluster) in [
            ("#!/bin/bash\necho ECS_CLUSTER=interstella >> /etc/ecs/ecs.config\n", Some("interstella")),
            ("echo \"ECS_CLUSTER='a_b-1'\" > /etc/ecs/ecs.config", Some("a_b-1")),
            ("echo ECS_CLUSTER=one>>/etc/ecs/ecs.config\nECS_CLUSTER=two", Some("two")),
            ("ECS_CLUSTER=a\n# ECS_CLUSTER=b", Some("a")),
            ("echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config", None),
            ("MY_ECS_CLUSTER=a", None),
            ("ECS_CLUSTER=", None),
            ("yum update >> /etc/ecs/ecs.config", None),
        ] {
            assert_eq!(ecs_cluster_of(text).as_deref(), cluster, "{text}");
        }
    }

    #[test]
    fn base64_is_read_too() {
        let data = "IyEvYmluL2Jhc2gKZWNobyBFQ1NfQ0xVU1RFUj1hYmMgPj4gL2V0Yy9lY3MvZWNzLmNvbmZpZwo=";
        assert_eq!(ecs_cluster_of(data).as_deref(), Some("abc"));
        assert_eq!(ecs_cluster_of(&data.replace("IyEv", "IyEv\n")).as_deref(), Some("abc"));
    }

    #[test]
    fn zone_ids_are_short_regions() {
        assert_eq!(zone_id("us-west-2", "us-west-2b"), "usw2-az2");
        assert_eq!(zone_id("ap-southeast-1", "ap-southeast-1a"), "apse1-az1");
        assert_eq!(zone_id("eu-central-1", "eu-central-1c"), "euc1-az3");
        assert_eq!(zone_id("ap-south-1", "ap-south-1a"), "aps1-az1");
    }
}
