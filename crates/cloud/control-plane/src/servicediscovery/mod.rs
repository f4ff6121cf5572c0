//! AWS Cloud Map: one file an operation, and the rooms they share (`find`, `instances`, `operations`, `dns_settings`, ...).
//!
//! In: typed inputs. Out: records and answers; what AWS carries out later is written at once, and its operation with it.
//! Never here: answers to name queries, which instances the tasks of a service are.
//!
//! Deliberately absent: public DNS namespaces, Route 53 health checks, CNAME and alias records, service attributes, shared namespaces.

mod create_http_namespace;
mod create_private_dns_namespace;
mod create_service;
mod delete_namespace;
mod delete_service;
mod deregister_instance;
mod discover_instances;
mod discover_instances_revision;
mod dns_settings;
mod filters;
mod find;
#[cfg(test)]
mod fixture;
mod get_instance;
mod get_instances_health_status;
mod get_namespace;
mod get_operation;
mod get_service;
mod instances;
mod list_instances;
mod list_namespaces;
mod list_operations;
mod list_services;
mod list_tags_for_resource;
mod namespaces;
mod operations;
mod register_instance;
mod tag_resource;
mod tags;
mod untag_resource;
mod update_http_namespace;
mod update_instance_custom_health_status;
mod update_private_dns_namespace;
mod update_service;
mod view;

use kernel::Entry;
use shapes::servicediscovery as op;

use crate::table::Lines;

/// The operations of Cloud Map.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::write::<op::CreateHttpNamespace>(),
        Entry::write::<op::CreatePrivateDnsNamespace>(),
        Entry::write::<op::CreateService>(),
        Entry::write::<op::DeleteNamespace>(),
        Entry::write::<op::DeleteService>(),
        Entry::write::<op::DeregisterInstance>(),
        Entry::read::<op::DiscoverInstances>(),
        Entry::read::<op::DiscoverInstancesRevision>(),
        Entry::read::<op::GetInstance>(),
        Entry::read::<op::GetInstancesHealthStatus>(),
        Entry::read::<op::GetNamespace>(),
        Entry::read::<op::GetOperation>(),
        Entry::read::<op::GetService>(),
        Entry::read::<op::ListInstances>(),
        Entry::read::<op::ListNamespaces>(),
        Entry::read::<op::ListOperations>(),
        Entry::read::<op::ListServices>(),
        Entry::read::<op::ListTagsForResource>(),
        Entry::write::<op::RegisterInstance>(),
        Entry::write::<op::TagResource>(),
        Entry::write::<op::UntagResource>(),
        Entry::write::<op::UpdateHttpNamespace>(),
        Entry::write::<op::UpdateInstanceCustomHealthStatus>(),
        Entry::write::<op::UpdatePrivateDnsNamespace>(),
        Entry::write::<op::UpdateService>(),
    ]
}
