//! Amazon EC2, as much as container instances need: instances with a zone and an address, and the networks of an account.
//!
//! In: typed inputs. Out: instance records (a share of this machine each) and the network every account has. Never here: agents,
//! containers; a loop registers an instance with the cluster its user data names.
//!
//! Deliberately absent: networks, images and key pairs of the user's own, disks, Spot, launch templates.

mod addresses;
mod describe_availability_zones;
mod describe_instance_attribute;
mod describe_instance_credit_specifications;
mod describe_instance_status;
mod describe_instances;
mod describe_regions;
mod describe_security_groups;
mod describe_subnets;
mod describe_vpc_attribute;
mod describe_vpcs;
#[cfg(test)]
mod example;
mod filters;
mod find;
mod kept;
mod launch;
mod launch_options;
pub mod networks;
mod power;
mod refusals;
mod run_instances;
mod start_instances;
mod stop_instances;
mod terminate_instances;
mod view;

use kernel::Entry;
use shapes::ec2 as op;

use crate::table::Lines;

/// The operations of Amazon EC2.
pub(crate) fn entries() -> Vec<Entry> {
    let mut entries = vec![
        Entry::read::<op::DescribeAvailabilityZones>(),
        Entry::read::<op::DescribeInstanceAttribute>(),
        Entry::read::<op::DescribeInstanceCreditSpecifications>(),
        Entry::read::<op::DescribeInstanceStatus>(),
        Entry::read::<op::DescribeInstances>(),
        Entry::read::<op::DescribeRegions>(),
        Entry::read::<op::DescribeSecurityGroups>(),
        Entry::read::<op::DescribeSubnets>(),
        Entry::read::<op::DescribeVpcAttribute>(),
        Entry::read::<op::DescribeVpcs>(),
        Entry::write::<op::RunInstances>(),
        Entry::write::<op::StartInstances>(),
        Entry::write::<op::StopInstances>(),
        Entry::write::<op::TerminateInstances>(),
    ];
    entries.extend(kept::entries());
    entries
}
