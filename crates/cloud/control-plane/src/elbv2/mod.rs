//! Elastic Load Balancing v2: Application Load Balancers, their listeners and rules, target groups and targets.
//!
//! In: typed inputs. Out: records the loops read and answers made from them. Never here: sockets, probes, routing; whether a
//! port could be bound and whether a target is healthy is observed elsewhere.
//!
//! Deliberately absent: Network and Gateway Load Balancers, Lambda and ALB targets, mutual authentication, authentication actions, rewrites, regular expressions; each is refused by name.

mod actions;
mod add_listener_certificates;
mod add_tags;
mod addresses;
mod attributes;
pub(crate) mod conditions;
mod create_listener;
mod create_load_balancer;
mod create_rule;
mod create_target_group;
mod delete_listener;
mod delete_load_balancer;
mod delete_rule;
mod delete_target_group;
mod deregister_targets;
mod describe_account_limits;
mod describe_capacity_reservation;
mod describe_listener_attributes;
mod describe_listener_certificates;
mod describe_listeners;
mod describe_load_balancer_attributes;
mod describe_load_balancers;
mod describe_rules;
mod describe_ssl_policies;
mod describe_tags;
mod describe_target_group_attributes;
mod describe_target_groups;
mod describe_target_health;
mod describe_trust_stores;
#[cfg(test)]
mod example;
mod find;
mod health_check;
mod listener_tls;
mod listing;
mod log_buckets;
mod modify_capacity_reservation;
mod modify_listener;
mod modify_listener_attributes;
mod modify_load_balancer_attributes;
mod modify_rule;
mod modify_target_group;
mod modify_target_group_attributes;
mod names;
mod network;
mod register_targets;
mod remove_listener_certificates;
mod remove_tags;
mod set_ip_address_type;
mod set_rule_priorities;
mod set_security_groups;
mod set_subnets;
mod ssl_policies;
mod tags;
mod usage;
mod view;

use kernel::Entry;
use shapes::elbv2 as op;

use crate::table::Lines;

/// The operations of Elastic Load Balancing v2.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::write::<op::AddListenerCertificates>(),
        Entry::write::<op::AddTags>(),
        Entry::write::<op::CreateListener>(),
        Entry::write::<op::CreateLoadBalancer>(),
        Entry::write::<op::CreateRule>(),
        Entry::write::<op::CreateTargetGroup>(),
        Entry::write::<op::DeleteListener>(),
        Entry::write::<op::DeleteLoadBalancer>(),
        Entry::write::<op::DeleteRule>(),
        Entry::write::<op::DeleteTargetGroup>(),
        Entry::write::<op::DeregisterTargets>(),
        Entry::read::<op::DescribeAccountLimits>(),
        Entry::read::<op::DescribeCapacityReservation>(),
        Entry::read::<op::DescribeListenerAttributes>(),
        Entry::read::<op::DescribeListenerCertificates>(),
        Entry::read::<op::DescribeListeners>(),
        Entry::read::<op::DescribeLoadBalancerAttributes>(),
        Entry::read::<op::DescribeLoadBalancers>(),
        Entry::read::<op::DescribeRules>(),
        Entry::read::<op::DescribeSSLPolicies>(),
        Entry::read::<op::DescribeTags>(),
        Entry::read::<op::DescribeTargetGroupAttributes>(),
        Entry::read::<op::DescribeTargetGroups>(),
        Entry::read::<op::DescribeTargetHealth>(),
        Entry::read::<op::DescribeTrustStores>(),
        Entry::write::<op::ModifyCapacityReservation>(),
        Entry::write::<op::ModifyListener>(),
        Entry::write::<op::ModifyListenerAttributes>(),
        Entry::write::<op::ModifyLoadBalancerAttributes>(),
        Entry::write::<op::ModifyRule>(),
        Entry::write::<op::ModifyTargetGroup>(),
        Entry::write::<op::ModifyTargetGroupAttributes>(),
        Entry::write::<op::RegisterTargets>(),
        Entry::write::<op::RemoveListenerCertificates>(),
        Entry::write::<op::RemoveTags>(),
        Entry::write::<op::SetIpAddressType>(),
        Entry::write::<op::SetRulePriorities>(),
        Entry::write::<op::SetSecurityGroups>(),
        Entry::write::<op::SetSubnets>(),
    ]
}
