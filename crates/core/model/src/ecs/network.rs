//! The network of tasks with an address of their own (network mode `awsvpc`): what a user asks for, and what a task got.
//! In: subnets, a chosen address. Out: records and the names that follow from them. Never here: which address is free.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use crate::Scope;

/// `networkConfiguration.awsvpcConfiguration` of a service or of RunTask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwsvpcConfiguration {
    /// Ids of 1 to 16 subnets that exist; tasks go to their zones.
    pub subnets: Vec<String>,
    /// Up to 5 ids, kept and shown: nothing filters traffic.
    pub security_groups: Vec<String>,
    /// Whether `assignPublicIp` is ENABLED; kept and shown.
    pub assign_public_ip: bool,
}

/// The network interface of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskNetwork {
    /// Subnet its address is of.
    pub subnet: String,
    /// Private address; no other task of this machine has it.
    pub address: Ipv4Addr,
    /// `eni-` and 17 hexadecimal digits.
    pub interface: String,
    /// UUID of the attachment.
    pub attachment: String,
}

impl TaskNetwork {
    /// Locally administered, and as unique as the address it is made from.
    pub fn hardware_address(&self) -> [u8; 6] {
        let [a, b, c, d] = self.address.octets();
        [0x0a, 0xff, a, b, c, d]
    }

    /// The same as text: `0a:ff:ac:1f:04:11`.
    pub fn mac(&self) -> String {
        self.hardware_address().map(|byte| format!("{byte:02x}")).join(":")
    }

    /// `ip-172-31-4-17.us-west-2.compute.internal`; in us-east-1 the domain is `ec2.internal`.
    pub fn private_dns_name(&self, scope: &Scope) -> String {
        crate::ec2::private_dns_name(scope, self.address)
    }
}
