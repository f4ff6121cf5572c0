//! The account's default network. In: nothing. Out: its VPC and one subnet for each of two zones. Never here: making networks.

use super::PlatformError;
use super::error::needed;
use crate::client::{Aws, QueryService};

/// Where instances and load balancers stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Network {
    pub(crate) vpc: String,
    /// One in zone a, one in zone b.
    pub(crate) subnets: [String; 2],
}

/// Finds it.
pub(crate) async fn find(aws: &Aws) -> Result<Network, PlatformError> {
    let answer = aws.query(QueryService::Ec2, "DescribeSubnets", &[]).await?;
    let subnets = answer.list("subnetSet");
    let in_zone = |letter: &str| {
        let zone = format!("{}{letter}", aws.region());
        subnets.iter().find(|subnet| subnet.text_at("availabilityZone") == Some(&zone))
    };
    let (a, b) = (needed(in_zone("a"), "subnet in zone a")?, needed(in_zone("b"), "subnet in zone b")?);
    let text =
        |subnet: &crate::client::Element, name: &str| needed(subnet.text_at(name).map(str::to_owned), name);
    Ok(Network { vpc: text(a, "vpcId")?, subnets: [text(a, "subnetId")?, text(b, "subnetId")?] })
}
