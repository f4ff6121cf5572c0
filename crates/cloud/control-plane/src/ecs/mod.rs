//! Amazon ECS: one file an operation, and the rooms they share (`find`, `view`, `tags`, `refuse`, ...).

mod account_settings;
mod attributes;
mod belonging;
mod capacity;
mod capacity_providers;
mod circuit_breaker;
mod cluster_settings;
mod container_settings;
mod create_capacity_provider;
mod create_cluster;
mod create_service;
mod daemon;
mod delete_account_setting;
mod delete_attributes;
mod delete_capacity_provider;
mod delete_cluster;
mod delete_service;
mod delete_task_definitions;
mod dependencies;
mod deployment_history;
mod deployments;
mod deregister_container_instance;
mod deregister_task_definition;
mod describe_capacity_providers;
mod describe_clusters;
mod describe_container_instances;
mod describe_service_deployments;
mod describe_service_revisions;
mod describe_services;
mod describe_task_definition;
mod describe_tasks;
pub(crate) mod desired_count;
mod execute_command;
mod fargate;
mod find;
#[cfg(test)]
pub(crate) mod fixture;
mod get_task_protection;
mod health_check;
mod list_account_settings;
mod list_attributes;
mod list_clusters;
mod list_container_instances;
mod list_service_deployments;
mod list_services;
mod list_tags_for_resource;
mod list_task_definition_families;
mod list_task_definitions;
mod list_tasks;
mod load_balancers;
mod log_options;
mod network;
mod overrides;
mod placement_rules;
mod put_account_setting;
mod put_account_setting_default;
mod put_attributes;
mod put_cluster_capacity_providers;
mod reach;
mod receipts;
mod refuse;
mod register_container_instance;
mod register_task_definition;
mod run_task;
mod service_registries;
mod start_task;
mod stop_service_deployment;
mod stop_task;
mod tag_resource;
mod tags;
mod untag_resource;
mod update_capacity_provider;
mod update_cluster;
mod update_cluster_settings;
mod update_container_instances_state;
mod update_service;
mod update_task_protection;
mod view;
mod volumes;
mod zone_rebalancing;

use kernel::Entry;
use shapes::ecs as op;

use crate::table::Lines;

/// The operations of Amazon ECS.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::write::<op::CreateCapacityProvider>(),
        Entry::write::<op::CreateCluster>(),
        Entry::write::<op::CreateService>(),
        Entry::write::<op::DeleteAccountSetting>(),
        Entry::write::<op::DeleteAttributes>(),
        Entry::write::<op::DeleteCapacityProvider>(),
        Entry::write::<op::DeleteCluster>(),
        Entry::write::<op::DeleteService>(),
        Entry::write::<op::DeleteTaskDefinitions>(),
        Entry::write::<op::DeregisterContainerInstance>(),
        Entry::write::<op::DeregisterTaskDefinition>(),
        Entry::read::<op::DescribeCapacityProviders>(),
        Entry::read::<op::DescribeClusters>(),
        Entry::read::<op::DescribeContainerInstances>(),
        Entry::read::<op::DescribeServiceDeployments>(),
        Entry::read::<op::DescribeServiceRevisions>(),
        Entry::read::<op::DescribeServices>(),
        Entry::read::<op::DescribeTaskDefinition>(),
        Entry::read::<op::DescribeTasks>(),
        Entry::read::<op::ExecuteCommand>(),
        Entry::read::<op::GetTaskProtection>(),
        Entry::read::<op::ListAccountSettings>(),
        Entry::read::<op::ListAttributes>(),
        Entry::read::<op::ListClusters>(),
        Entry::read::<op::ListContainerInstances>(),
        Entry::read::<op::ListServiceDeployments>(),
        Entry::read::<op::ListServices>(),
        Entry::read::<op::ListTagsForResource>(),
        Entry::read::<op::ListTaskDefinitionFamilies>(),
        Entry::read::<op::ListTaskDefinitions>(),
        Entry::read::<op::ListTasks>(),
        Entry::write::<op::PutAccountSetting>(),
        Entry::write::<op::PutAccountSettingDefault>(),
        Entry::write::<op::PutAttributes>(),
        Entry::write::<op::PutClusterCapacityProviders>(),
        Entry::write::<op::RegisterContainerInstance>(),
        Entry::write::<op::RegisterTaskDefinition>(),
        Entry::write::<op::RunTask>(),
        Entry::write::<op::StartTask>(),
        Entry::write::<op::StopServiceDeployment>(),
        Entry::write::<op::StopTask>(),
        Entry::write::<op::TagResource>(),
        Entry::write::<op::UntagResource>(),
        Entry::write::<op::UpdateCapacityProvider>(),
        Entry::write::<op::UpdateCluster>(),
        Entry::write::<op::UpdateClusterSettings>(),
        Entry::write::<op::UpdateContainerInstancesState>(),
        Entry::write::<op::UpdateService>(),
        Entry::write::<op::UpdateTaskProtection>(),
    ]
}
