//! Networks: VPCs, their subnets and security groups. In: an account and Region. Out: records, and those of the network that every account has
//! in every Region. Never here: which of the two there is (`control_plane::ec2::networks`), routes, filters: nothing filters traffic here.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::{default_security_group, default_subnet, default_vpc, zones};
use crate::{AddressBlock, Key, Record, Scope, Tags};

/// A VPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vpc {
    /// Account and Region.
    pub scope: Scope,
    /// `vpc-...`.
    pub id: String,
    /// Its addresses.
    pub block: AddressBlock,
    /// Whether it is the one that came with the account.
    pub is_default: bool,
    /// The user's tags.
    pub tags: Tags,
}

/// A subnet of a VPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subnet {
    /// Account and Region.
    pub scope: Scope,
    /// `subnet-...`.
    pub id: String,
    /// Its VPC.
    pub vpc_id: String,
    /// The zone it lies in.
    pub zone: String,
    /// Its part of the VPC's addresses.
    pub block: AddressBlock,
    /// Whether it is the zone's in the default VPC.
    pub is_default: bool,
    /// `MapPublicIpOnLaunch`, shown only.
    pub public_addresses: bool,
    /// The user's tags.
    pub tags: Tags,
}

/// A security group of a VPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityGroup {
    /// Account and Region.
    pub scope: Scope,
    /// `sg-...`.
    pub id: String,
    /// Its VPC.
    pub vpc_id: String,
    /// Unique in its VPC; `default` is the one that came with it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The user's tags.
    pub tags: Tags,
}

impl SecurityGroup {
    /// Name of the group that comes with a VPC.
    pub const DEFAULT: &str = "default";
}

/// That the default network of an account and Region lies in the records, and so is as they say: changed, or gone. Before, it is
/// [`DefaultNetwork::of`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkReceipt {
    /// Account and Region.
    pub scope: Scope,
}

impl NetworkReceipt {
    /// Its key: there is one an account and Region.
    pub fn key_of(scope: &Scope) -> Key {
        Key::new(scope, "default")
    }
}

/// The network that every account has in every Region: a VPC, a subnet a zone, a security group. Blocks are the same everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultNetwork {
    /// `172.31.0.0/16`.
    pub vpc: Vpc,
    /// `172.31.0.0/20` in the first zone, `172.31.16.0/20` in the second and so on.
    pub subnets: Vec<Subnet>,
    /// The VPC's own group.
    pub security_group: SecurityGroup,
}

impl DefaultNetwork {
    /// That of an account and Region, as AWS makes it. Its ids follow from these: they are the same before and after it is in the records.
    pub fn of(scope: &Scope) -> DefaultNetwork {
        let vpc = default_vpc(scope);
        let zones = zones(scope.region.as_str()).into_iter().zip(0_u8..);
        DefaultNetwork {
            subnets: zones.map(|(zone, place)| subnet(scope, zone, place)).collect(),
            security_group: SecurityGroup {
                scope: scope.clone(),
                id: default_security_group(scope),
                vpc_id: vpc.clone(),
                name: SecurityGroup::DEFAULT.to_owned(),
                description: "default VPC security group".to_owned(),
                tags: Tags::new(),
            },
            vpc: Vpc {
                scope: scope.clone(),
                id: vpc,
                block: AddressBlock::v4(Ipv4Addr::new(172, 31, 0, 0), 16),
                is_default: true,
                tags: Tags::new(),
            },
        }
    }
}

/// The default subnet of a zone; no Region has more than sixteen.
fn subnet(scope: &Scope, zone: String, place: u8) -> Subnet {
    Subnet {
        scope: scope.clone(),
        id: default_subnet(scope, &zone),
        vpc_id: default_vpc(scope),
        zone,
        block: AddressBlock::v4(Ipv4Addr::new(172, 31, place.wrapping_mul(16), 0), 20),
        is_default: true,
        public_addresses: true,
        tags: Tags::new(),
    }
}

impl Record for Vpc {
    const KIND: &'static str = "ec2.vpc";
    fn key(&self) -> Key {
        Key::new(&self.scope, self.id.as_str())
    }
}

impl Record for Subnet {
    const KIND: &'static str = "ec2.subnet";
    fn key(&self) -> Key {
        Key::new(&self.scope, self.id.as_str())
    }
}

impl Record for SecurityGroup {
    const KIND: &'static str = "ec2.security-group";
    fn key(&self) -> Key {
        Key::new(&self.scope, self.id.as_str())
    }
}

impl Record for NetworkReceipt {
    const KIND: &'static str = "ec2.network-receipt";
    fn key(&self) -> Key {
        NetworkReceipt::key_of(&self.scope)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::DefaultNetwork;
    use crate::Scope;

    #[test]
    fn ids_and_blocks_are_those_of_earlier_versions() {
        let network = DefaultNetwork::of(&Scope::new("000000000000", "us-west-2").unwrap());
        let subnets: Vec<String> =
            network.subnets.iter().map(|it| format!("{} {} {}", it.id, it.zone, it.block)).collect();
        assert_eq!((network.vpc.id.as_str(), network.vpc.block.to_string().as_str()), (VPC, "172.31.0.0/16"));
        assert_eq!(network.security_group.id, GROUP);
        assert_eq!(subnets, SUBNETS);
    }

    const VPC: &str = "vpc-09e0399ce4f5c0149";
    const GROUP: &str = "sg-010428869d128d0e8";
    const SUBNETS: [&str; 4] = [
        "subnet-066b9d8d4840d521c us-west-2a 172.31.0.0/20",
        "subnet-066b9dbd4840d5735 us-west-2b 172.31.16.0/20",
        "subnet-066b9dad4840d5582 us-west-2c 172.31.32.0/20",
        "subnet-066b9d5d4840d4d03 us-west-2d 172.31.48.0/20",
    ];
}
