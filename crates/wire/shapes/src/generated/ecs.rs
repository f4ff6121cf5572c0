//! Written by `cargo xtask codegen` from `models/`; do not edit.
//!
//! In and out: typed inputs, outputs and errors of one service. Never here: behaviour.
#![allow(deprecated, missing_docs, unused_imports)]

use std::collections::BTreeMap;

use crate::{
    convert::{FromDocument, IntoDocument, Mismatch, Unit},
    document::{Document, put},
    macros::{exceptions, operation, structure, tag},
    schema::{OperationSchema, ServiceSchema},
    timestamp::Timestamp,
};
structure! { output AcceleratorCountRequest {
    max "max" Option<i64>,
    min "min" Option<i64>,
} }
structure! { output AcceleratorTotalMemoryMiBRequest {
    max "max" Option<i64>,
    min "min" Option<i64>,
} }
structure! { output Attachment {
    details "details" Option<Vec<KeyValuePair>>,
    id "id" Option<String>,
    status "status" Option<String>,
    r#type "type" Option<String>,
} }
structure! { both Attribute {
    name "name" String,
    target_id "targetId" Option<String>,
    target_type "targetType" Option<String>,
    value "value" Option<String>,
} }
structure! { output AutoRepairConfiguration {
    actions_status "actionsStatus" Option<String>,
} }
structure! { both AutoScalingGroupProvider {
    auto_scaling_group_arn "autoScalingGroupArn" String,
    managed_draining "managedDraining" Option<String>,
    managed_scaling "managedScaling" Option<ManagedScaling>,
    managed_termination_protection "managedTerminationProtection" Option<String>,
} }
structure! { input AutoScalingGroupProviderUpdate {
    managed_draining "managedDraining" Option<String>,
    managed_scaling "managedScaling" Option<ManagedScaling>,
    managed_termination_protection "managedTerminationProtection" Option<String>,
} }
structure! { both AwsVpcConfiguration {
    assign_public_ip "assignPublicIp" Option<String>,
    security_groups "securityGroups" Option<Vec<String>>,
    subnets "subnets" Vec<String>,
} }
structure! { output BaselineEbsBandwidthMbpsRequest {
    max "max" Option<i64>,
    min "min" Option<i64>,
} }
structure! { output CapacityProvider {
    auto_scaling_group_provider "autoScalingGroupProvider" Option<AutoScalingGroupProvider>,
    capacity_provider_arn "capacityProviderArn" Option<String>,
    cluster "cluster" Option<String>,
    managed_instances_provider "managedInstancesProvider" Option<ManagedInstancesProvider>,
    name "name" Option<String>,
    status "status" Option<String>,
    tags "tags" Option<Vec<Tag>>,
    r#type "type" Option<String>,
    update_status "updateStatus" Option<String>,
    update_status_reason "updateStatusReason" Option<String>,
} }
structure! { both CapacityProviderStrategyItem {
    base "base" Option<i64>,
    capacity_provider "capacityProvider" String,
    weight "weight" Option<i64>,
} }
structure! { output CapacityReservationRequest {
    reservation_group_arn "reservationGroupArn" Option<String>,
    reservation_preference "reservationPreference" Option<String>,
} }
structure! { output Cluster {
    active_services_count "activeServicesCount" Option<i64>,
    attachments "attachments" Option<Vec<Attachment>>,
    attachments_status "attachmentsStatus" Option<String>,
    capacity_providers "capacityProviders" Option<Vec<String>>,
    cluster_arn "clusterArn" Option<String>,
    cluster_name "clusterName" Option<String>,
    configuration "configuration" Option<ClusterConfiguration>,
    default_capacity_provider_strategy "defaultCapacityProviderStrategy" Option<Vec<CapacityProviderStrategyItem>>,
    pending_tasks_count "pendingTasksCount" Option<i64>,
    registered_container_instances_count "registeredContainerInstancesCount" Option<i64>,
    running_tasks_count "runningTasksCount" Option<i64>,
    service_connect_defaults "serviceConnectDefaults" Option<ClusterServiceConnectDefaults>,
    settings "settings" Option<Vec<ClusterSetting>>,
    statistics "statistics" Option<Vec<KeyValuePair>>,
    status "status" Option<String>,
    tags "tags" Option<Vec<Tag>>,
} }
structure! { both ClusterConfiguration {
    execute_command_configuration "executeCommandConfiguration" Option<ExecuteCommandConfiguration>,
} }
structure! { output ClusterServiceConnectDefaults {
    namespace "namespace" Option<String>,
} }
structure! { both ClusterSetting {
    name "name" Option<String>,
    value "value" Option<String>,
} }
structure! { output Container {
    container_arn "containerArn" Option<String>,
    cpu "cpu" Option<String>,
    exit_code "exitCode" Option<i64>,
    gpu_ids "gpuIds" Option<Vec<String>>,
    gpu_sharing_strategy "gpuSharingStrategy" Option<SharingStrategy>,
    health_status "healthStatus" Option<String>,
    image "image" Option<String>,
    image_digest "imageDigest" Option<String>,
    last_status "lastStatus" Option<String>,
    managed_agents "managedAgents" Option<Vec<ManagedAgent>>,
    memory "memory" Option<String>,
    memory_reservation "memoryReservation" Option<String>,
    name "name" Option<String>,
    network_bindings "networkBindings" Option<Vec<NetworkBinding>>,
    network_interfaces "networkInterfaces" Option<Vec<NetworkInterface>>,
    neuron_device_ids "neuronDeviceIds" Option<Vec<String>>,
    reason "reason" Option<String>,
    runtime_id "runtimeId" Option<String>,
    task_arn "taskArn" Option<String>,
} }
structure! { both ContainerDefinition {
    command "command" Option<Vec<String>>,
    cpu "cpu" Option<i64>,
    depends_on "dependsOn" Option<Vec<ContainerDependency>>,
    docker_labels "dockerLabels" Option<BTreeMap<String, String>>,
    entry_point "entryPoint" Option<Vec<String>>,
    environment "environment" Option<Vec<KeyValuePair>>,
    essential "essential" Option<bool>,
    health_check "healthCheck" Option<HealthCheck>,
    hostname "hostname" Option<String>,
    image "image" Option<String>,
    linux_parameters "linuxParameters" Option<LinuxParameters>,
    log_configuration "logConfiguration" Option<LogConfiguration>,
    memory "memory" Option<i64>,
    memory_reservation "memoryReservation" Option<i64>,
    mount_points "mountPoints" Option<Vec<MountPoint>>,
    name "name" Option<String>,
    port_mappings "portMappings" Option<Vec<PortMapping>>,
    readonly_root_filesystem "readonlyRootFilesystem" Option<bool>,
    restart_policy "restartPolicy" Option<ContainerRestartPolicy>,
    secrets "secrets" Option<Vec<Secret>>,
    start_timeout "startTimeout" Option<i64>,
    stop_timeout "stopTimeout" Option<i64>,
    system_controls "systemControls" Option<Vec<String>>,
    ulimits "ulimits" Option<Vec<Ulimit>>,
    user "user" Option<String>,
    version_consistency "versionConsistency" Option<String>,
    volumes_from "volumesFrom" Option<Vec<VolumeFrom>>,
    working_directory "workingDirectory" Option<String>,
} }
structure! { both ContainerDependency {
    condition "condition" String,
    container_name "containerName" String,
} }
structure! { output ContainerImage {
    container_name "containerName" Option<String>,
    image "image" Option<String>,
    image_digest "imageDigest" Option<String>,
} }
structure! { output ContainerInstance {
    agent_connected "agentConnected" Option<bool>,
    agent_update_status "agentUpdateStatus" Option<String>,
    attachments "attachments" Option<Vec<Attachment>>,
    attributes "attributes" Option<Vec<Attribute>>,
    capacity_provider_name "capacityProviderName" Option<String>,
    container_instance_arn "containerInstanceArn" Option<String>,
    ec2_instance_id "ec2InstanceId" Option<String>,
    gpu_devices "gpuDevices" Option<Vec<GpuDevice>>,
    health_status "healthStatus" Option<ContainerInstanceHealthStatus>,
    pending_tasks_count "pendingTasksCount" Option<i64>,
    registered_at "registeredAt" Option<Timestamp>,
    registered_resources "registeredResources" Option<Vec<Resource>>,
    remaining_resources "remainingResources" Option<Vec<Resource>>,
    running_tasks_count "runningTasksCount" Option<i64>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    tags "tags" Option<Vec<Tag>>,
    version "version" Option<i64>,
    version_info "versionInfo" Option<VersionInfo>,
} }
structure! { output ContainerInstanceHealthStatus {
    details "details" Option<Vec<InstanceHealthCheckResult>>,
    overall_status "overallStatus" Option<String>,
} }
structure! { both ContainerOverride {
    command "command" Option<Vec<String>>,
    cpu "cpu" Option<i64>,
    environment "environment" Option<Vec<KeyValuePair>>,
    memory "memory" Option<i64>,
    memory_reservation "memoryReservation" Option<i64>,
    name "name" Option<String>,
} }
structure! { both ContainerRestartPolicy {
    enabled "enabled" bool,
    ignored_exit_codes "ignoredExitCodes" Option<Vec<i64>>,
    restart_attempt_period "restartAttemptPeriod" Option<i64>,
} }
structure! { input CreateCapacityProviderRequest {
    auto_scaling_group_provider "autoScalingGroupProvider" Option<AutoScalingGroupProvider>,
    name "name" String,
    tags "tags" Option<Vec<Tag>>,
} }
structure! { output CreateCapacityProviderResponse {
    capacity_provider "capacityProvider" Option<CapacityProvider>,
} }
structure! { input CreateClusterRequest {
    capacity_providers "capacityProviders" Option<Vec<String>>,
    cluster_name "clusterName" Option<String>,
    configuration "configuration" Option<ClusterConfiguration>,
    default_capacity_provider_strategy "defaultCapacityProviderStrategy" Option<Vec<CapacityProviderStrategyItem>>,
    settings "settings" Option<Vec<ClusterSetting>>,
    tags "tags" Option<Vec<Tag>>,
} }
structure! { output CreateClusterResponse {
    cluster "cluster" Option<Cluster>,
} }
structure! { input CreateServiceRequest {
    availability_zone_rebalancing "availabilityZoneRebalancing" Option<String>,
    capacity_provider_strategy "capacityProviderStrategy" Option<Vec<CapacityProviderStrategyItem>>,
    client_token "clientToken" Option<String>,
    cluster "cluster" Option<String>,
    deployment_configuration "deploymentConfiguration" Option<DeploymentConfiguration>,
    deployment_controller "deploymentController" Option<DeploymentController>,
    desired_count "desiredCount" Option<i64>,
    enable_ecs_managed_tags "enableECSManagedTags" Option<bool>,
    health_check_grace_period_seconds "healthCheckGracePeriodSeconds" Option<i64>,
    launch_type "launchType" Option<String>,
    load_balancers "loadBalancers" Option<Vec<LoadBalancer>>,
    network_configuration "networkConfiguration" Option<NetworkConfiguration>,
    placement_constraints "placementConstraints" Option<Vec<PlacementConstraint>>,
    placement_strategy "placementStrategy" Option<Vec<PlacementStrategy>>,
    platform_version "platformVersion" Option<String>,
    propagate_tags "propagateTags" Option<String>,
    role "role" Option<String>,
    scheduling_strategy "schedulingStrategy" Option<String>,
    service_name "serviceName" String,
    service_registries "serviceRegistries" Option<Vec<ServiceRegistry>>,
    tags "tags" Option<Vec<Tag>>,
    task_definition "taskDefinition" Option<String>,
} }
structure! { output CreateServiceResponse {
    service "service" Option<Service>,
} }
structure! { input CreatedAt {
    after "after" Option<Timestamp>,
    before "before" Option<Timestamp>,
} }
structure! { input DeleteAccountSettingRequest {
    name "name" String,
    principal_arn "principalArn" Option<String>,
} }
structure! { output DeleteAccountSettingResponse {
    setting "setting" Option<Setting>,
} }
structure! { input DeleteAttributesRequest {
    attributes "attributes" Vec<Attribute>,
    cluster "cluster" Option<String>,
} }
structure! { output DeleteAttributesResponse {
    attributes "attributes" Option<Vec<Attribute>>,
} }
structure! { input DeleteCapacityProviderRequest {
    capacity_provider "capacityProvider" String,
} }
structure! { output DeleteCapacityProviderResponse {
    capacity_provider "capacityProvider" Option<CapacityProvider>,
} }
structure! { input DeleteClusterRequest {
    cluster "cluster" String,
} }
structure! { output DeleteClusterResponse {
    cluster "cluster" Option<Cluster>,
} }
structure! { input DeleteServiceRequest {
    cluster "cluster" Option<String>,
    force "force" Option<bool>,
    service "service" String,
} }
structure! { output DeleteServiceResponse {
    service "service" Option<Service>,
} }
structure! { input DeleteTaskDefinitionsRequest {
    task_definitions "taskDefinitions" Vec<String>,
} }
structure! { output DeleteTaskDefinitionsResponse {
    failures "failures" Option<Vec<Failure>>,
    task_definitions "taskDefinitions" Option<Vec<TaskDefinition>>,
} }
structure! { output Deployment {
    capacity_provider_strategy "capacityProviderStrategy" Option<Vec<CapacityProviderStrategyItem>>,
    created_at "createdAt" Option<Timestamp>,
    desired_count "desiredCount" Option<i64>,
    failed_tasks "failedTasks" Option<i64>,
    fargate_ephemeral_storage "fargateEphemeralStorage" Option<DeploymentEphemeralStorage>,
    id "id" Option<String>,
    launch_type "launchType" Option<String>,
    network_configuration "networkConfiguration" Option<NetworkConfiguration>,
    pending_count "pendingCount" Option<i64>,
    platform_family "platformFamily" Option<String>,
    platform_version "platformVersion" Option<String>,
    rollout_state "rolloutState" Option<String>,
    rollout_state_reason "rolloutStateReason" Option<String>,
    running_count "runningCount" Option<i64>,
    service_connect_configuration "serviceConnectConfiguration" Option<ServiceConnectConfiguration>,
    service_connect_resources "serviceConnectResources" Option<Vec<ServiceConnectServiceResource>>,
    status "status" Option<String>,
    task_definition "taskDefinition" Option<String>,
    updated_at "updatedAt" Option<Timestamp>,
    volume_configurations "volumeConfigurations" Option<Vec<ServiceVolumeConfiguration>>,
    vpc_lattice_configurations "vpcLatticeConfigurations" Option<Vec<VpcLatticeConfiguration>>,
} }
structure! { both DeploymentCircuitBreaker {
    enable "enable" bool,
    reset_on_healthy_task "resetOnHealthyTask" Option<bool>,
    rollback "rollback" bool,
    threshold_configuration "thresholdConfiguration" Option<ThresholdConfiguration>,
} }
structure! { both DeploymentConfiguration {
    deployment_circuit_breaker "deploymentCircuitBreaker" Option<DeploymentCircuitBreaker>,
    maximum_percent "maximumPercent" Option<i64>,
    minimum_healthy_percent "minimumHealthyPercent" Option<i64>,
    strategy "strategy" Option<String>,
} }
structure! { both DeploymentController {
    r#type "type" String,
} }
structure! { output DeploymentEphemeralStorage {
    kms_key_id "kmsKeyId" Option<String>,
} }
structure! { output DeploymentLifecycleHookDetail {
    expires_at "expiresAt" Option<Timestamp>,
    hook_id "hookId" Option<String>,
    status "status" Option<String>,
    target_arn "targetArn" Option<String>,
    target_type "targetType" Option<String>,
    timeout_action "timeoutAction" Option<String>,
} }
structure! { input DeregisterContainerInstanceRequest {
    cluster "cluster" Option<String>,
    container_instance "containerInstance" String,
    force "force" Option<bool>,
} }
structure! { output DeregisterContainerInstanceResponse {
    container_instance "containerInstance" Option<ContainerInstance>,
} }
structure! { input DeregisterTaskDefinitionRequest {
    task_definition "taskDefinition" String,
} }
structure! { output DeregisterTaskDefinitionResponse {
    task_definition "taskDefinition" Option<TaskDefinition>,
} }
structure! { input DescribeCapacityProvidersRequest {
    capacity_providers "capacityProviders" Option<Vec<String>>,
    cluster "cluster" Option<String>,
    include "include" Option<Vec<String>>,
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
} }
structure! { output DescribeCapacityProvidersResponse {
    capacity_providers "capacityProviders" Option<Vec<CapacityProvider>>,
    failures "failures" Option<Vec<Failure>>,
    next_token "nextToken" Option<String>,
} }
structure! { input DescribeClustersRequest {
    clusters "clusters" Option<Vec<String>>,
    include "include" Option<Vec<String>>,
} }
structure! { output DescribeClustersResponse {
    clusters "clusters" Option<Vec<Cluster>>,
    failures "failures" Option<Vec<Failure>>,
} }
structure! { input DescribeContainerInstancesRequest {
    cluster "cluster" Option<String>,
    container_instances "containerInstances" Vec<String>,
    include "include" Option<Vec<String>>,
} }
structure! { output DescribeContainerInstancesResponse {
    container_instances "containerInstances" Option<Vec<ContainerInstance>>,
    failures "failures" Option<Vec<Failure>>,
} }
structure! { input DescribeServiceDeploymentsRequest {
    service_deployment_arns "serviceDeploymentArns" Vec<String>,
} }
structure! { output DescribeServiceDeploymentsResponse {
    failures "failures" Option<Vec<Failure>>,
    service_deployments "serviceDeployments" Option<Vec<ServiceDeployment>>,
} }
structure! { input DescribeServiceRevisionsRequest {
    service_revision_arns "serviceRevisionArns" Vec<String>,
} }
structure! { output DescribeServiceRevisionsResponse {
    failures "failures" Option<Vec<Failure>>,
    service_revisions "serviceRevisions" Option<Vec<ServiceRevision>>,
} }
structure! { input DescribeServicesRequest {
    cluster "cluster" Option<String>,
    include "include" Option<Vec<String>>,
    services "services" Vec<String>,
} }
structure! { output DescribeServicesResponse {
    failures "failures" Option<Vec<Failure>>,
    services "services" Option<Vec<Service>>,
} }
structure! { input DescribeTaskDefinitionRequest {
    include "include" Option<Vec<String>>,
    task_definition "taskDefinition" String,
} }
structure! { output DescribeTaskDefinitionResponse {
    tags "tags" Option<Vec<Tag>>,
    task_definition "taskDefinition" Option<TaskDefinition>,
} }
structure! { input DescribeTasksRequest {
    cluster "cluster" Option<String>,
    include "include" Option<Vec<String>>,
    tasks "tasks" Vec<String>,
} }
structure! { output DescribeTasksResponse {
    failures "failures" Option<Vec<Failure>>,
    tasks "tasks" Option<Vec<Task>>,
} }
structure! { both DockerVolumeConfiguration {
    autoprovision "autoprovision" Option<bool>,
    driver "driver" Option<String>,
    labels "labels" Option<BTreeMap<String, String>>,
    scope "scope" Option<String>,
} }
structure! { output EBSTagSpecification {
    propagate_tags "propagateTags" Option<String>,
    resource_type "resourceType" Option<String>,
    tags "tags" Option<Vec<Tag>>,
} }
structure! { output ECSManagedResources {
    auto_scaling "autoScaling" Option<ManagedAutoScaling>,
    gateway_connections "gatewayConnections" Option<Vec<GatewayConnection>>,
    ingress_paths "ingressPaths" Option<Vec<ManagedIngressPath>>,
    log_groups "logGroups" Option<Vec<ManagedLogGroup>>,
    metric_alarms "metricAlarms" Option<Vec<ManagedMetricAlarm>>,
    service_security_groups "serviceSecurityGroups" Option<Vec<ManagedSecurityGroup>>,
} }
structure! { output EphemeralStorage {
    size_in_gi_b "sizeInGiB" Option<i64>,
} }
structure! { both ExecuteCommandConfiguration {
    kms_key_id "kmsKeyId" Option<String>,
    log_configuration "logConfiguration" Option<ExecuteCommandLogConfiguration>,
    logging "logging" Option<String>,
} }
structure! { both ExecuteCommandLogConfiguration {
    cloud_watch_encryption_enabled "cloudWatchEncryptionEnabled" Option<bool>,
    cloud_watch_log_group_name "cloudWatchLogGroupName" Option<String>,
    s3_bucket_name "s3BucketName" Option<String>,
    s3_encryption_enabled "s3EncryptionEnabled" Option<bool>,
    s3_key_prefix "s3KeyPrefix" Option<String>,
} }
structure! { input ExecuteCommandRequest {
    cluster "cluster" Option<String>,
    task "task" String,
} }
structure! { output ExecuteCommandResponse {
    cluster_arn "clusterArn" Option<String>,
    container_arn "containerArn" Option<String>,
    container_name "containerName" Option<String>,
    interactive "interactive" Option<bool>,
    session "session" Option<Session>,
    task_arn "taskArn" Option<String>,
} }
structure! { output Failure {
    arn "arn" Option<String>,
    detail "detail" Option<String>,
    reason "reason" Option<String>,
} }
structure! { output GatewayConnection {
    access_type "accessType" Option<String>,
    gateway_arn "gatewayArn" Option<String>,
    gateway_route_arn "gatewayRouteArn" Option<String>,
    port_name "portName" Option<String>,
    resources "resources" Option<GatewayConnectionResources>,
    service_url "serviceUrl" Option<String>,
    status "status" Option<String>,
} }
structure! { output GatewayConnectionAlbResources {
    acm_certificate_arn "acmCertificateArn" Option<String>,
    alternate_target_group_arn "alternateTargetGroupArn" Option<String>,
    listener_arn "listenerArn" Option<String>,
    listener_rule_arn "listenerRuleArn" Option<String>,
    load_balancer_arn "loadBalancerArn" Option<String>,
    load_balancer_security_group_arns "loadBalancerSecurityGroupArns" Option<Vec<String>>,
    target_group_arn "targetGroupArn" Option<String>,
    test_listener_rule_arn "testListenerRuleArn" Option<String>,
} }
structure! { output GatewayConnectionResources {
    host_shared_alb "hostSharedAlb" Option<Vec<GatewayConnectionAlbResources>>,
} }
structure! { output GatewayConnector {
    deregistration_delay "deregistrationDelay" Option<GatewayConnectorDeregistrationDelay>,
    filters "filters" Option<GatewayConnectorFilters>,
    health_check "healthCheck" Option<GatewayConnectorHealthCheck>,
    port_name "portName" Option<String>,
} }
structure! { output GatewayConnectorDeregistrationDelay {
    timeout_seconds "timeoutSeconds" Option<i64>,
} }
structure! { output GatewayConnectorFilters {
    access_types "accessTypes" Option<Vec<String>>,
} }
structure! { output GatewayConnectorHealthCheck {
    health_check_interval_seconds "healthCheckIntervalSeconds" Option<i64>,
    health_check_path "healthCheckPath" Option<String>,
    health_check_port "healthCheckPort" Option<i64>,
    health_check_protocol "healthCheckProtocol" Option<String>,
    health_check_timeout_seconds "healthCheckTimeoutSeconds" Option<i64>,
    healthy_threshold_count "healthyThresholdCount" Option<i64>,
    matcher "matcher" Option<GatewayConnectorHealthCheckMatcher>,
    unhealthy_threshold_count "unhealthyThresholdCount" Option<i64>,
} }
structure! { output GatewayConnectorHealthCheckMatcher {
    grpc_code "grpcCode" Option<String>,
    http_code "httpCode" Option<String>,
} }
structure! { input GetTaskProtectionRequest {
    cluster "cluster" String,
    tasks "tasks" Option<Vec<String>>,
} }
structure! { output GetTaskProtectionResponse {
    failures "failures" Option<Vec<Failure>>,
    protected_tasks "protectedTasks" Option<Vec<ProtectedTask>>,
} }
structure! { output GpuDevice {
    container_count "containerCount" Option<i64>,
    gpu_id "gpuId" Option<String>,
    remaining_memory_in_mi_b "remainingMemoryInMiB" Option<i64>,
    sharing_mode "sharingMode" Option<String>,
    total_memory_in_mi_b "totalMemoryInMiB" Option<i64>,
} }
structure! { both HealthCheck {
    command "command" Vec<String>,
    interval "interval" Option<i64>,
    retries "retries" Option<i64>,
    start_period "startPeriod" Option<i64>,
    timeout "timeout" Option<i64>,
} }
structure! { both HostVolumeProperties {
    source_path "sourcePath" Option<String>,
} }
structure! { output InferenceAccelerator {
    device_name "deviceName" Option<String>,
    device_type "deviceType" Option<String>,
} }
structure! { output InfrastructureOptimization {
    scale_in_after "scaleInAfter" Option<i64>,
} }
structure! { output InstanceHealthCheckResult {
    last_status_change "lastStatusChange" Option<Timestamp>,
    last_updated "lastUpdated" Option<Timestamp>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    r#type "type" Option<String>,
} }
structure! { output InstanceLaunchTemplate {
    capacity_option_type "capacityOptionType" Option<String>,
    capacity_reservations "capacityReservations" Option<CapacityReservationRequest>,
    ec2_instance_profile_arn "ec2InstanceProfileArn" Option<String>,
    fips_enabled "fipsEnabled" Option<bool>,
    instance_metadata_tags_propagation "instanceMetadataTagsPropagation" Option<bool>,
    instance_requirements "instanceRequirements" Option<InstanceRequirementsRequest>,
    local_storage_configuration "localStorageConfiguration" Option<ManagedInstancesLocalStorageConfiguration>,
    monitoring "monitoring" Option<String>,
    network_configuration "networkConfiguration" Option<ManagedInstancesNetworkConfiguration>,
    nitro_enclaves_enabled "nitroEnclavesEnabled" Option<bool>,
    storage_configuration "storageConfiguration" Option<ManagedInstancesStorageConfiguration>,
} }
structure! { output InstanceRequirementsRequest {
    accelerator_count "acceleratorCount" Option<AcceleratorCountRequest>,
    accelerator_manufacturers "acceleratorManufacturers" Option<Vec<String>>,
    accelerator_names "acceleratorNames" Option<Vec<String>>,
    accelerator_total_memory_mi_b "acceleratorTotalMemoryMiB" Option<AcceleratorTotalMemoryMiBRequest>,
    accelerator_types "acceleratorTypes" Option<Vec<String>>,
    allowed_instance_types "allowedInstanceTypes" Option<Vec<String>>,
    bare_metal "bareMetal" Option<String>,
    baseline_ebs_bandwidth_mbps "baselineEbsBandwidthMbps" Option<BaselineEbsBandwidthMbpsRequest>,
    burstable_performance "burstablePerformance" Option<String>,
    cpu_manufacturers "cpuManufacturers" Option<Vec<String>>,
    excluded_instance_types "excludedInstanceTypes" Option<Vec<String>>,
    instance_generations "instanceGenerations" Option<Vec<String>>,
    local_storage "localStorage" Option<String>,
    local_storage_types "localStorageTypes" Option<Vec<String>>,
    max_spot_price_as_percentage_of_optimal_on_demand_price "maxSpotPriceAsPercentageOfOptimalOnDemandPrice" Option<i64>,
    memory_gi_b_per_v_cpu "memoryGiBPerVCpu" Option<MemoryGiBPerVCpuRequest>,
    memory_mi_b "memoryMiB" Option<MemoryMiBRequest>,
    network_bandwidth_gbps "networkBandwidthGbps" Option<NetworkBandwidthGbpsRequest>,
    network_interface_count "networkInterfaceCount" Option<NetworkInterfaceCountRequest>,
    on_demand_max_price_percentage_over_lowest_price "onDemandMaxPricePercentageOverLowestPrice" Option<i64>,
    require_hibernate_support "requireHibernateSupport" Option<bool>,
    spot_max_price_percentage_over_lowest_price "spotMaxPricePercentageOverLowestPrice" Option<i64>,
    total_local_storage_gb "totalLocalStorageGB" Option<TotalLocalStorageGBRequest>,
    v_cpu_count "vCpuCount" Option<VCpuCountRangeRequest>,
} }
structure! { both KernelCapabilities {
    drop "drop" Option<Vec<String>>,
} }
structure! { both KeyValuePair {
    name "name" Option<String>,
    value "value" Option<String>,
} }
structure! { both LinuxParameters {
    capabilities "capabilities" Option<KernelCapabilities>,
    shared_memory_size "sharedMemorySize" Option<i64>,
    tmpfs "tmpfs" Option<Vec<Tmpfs>>,
} }
structure! { input ListAccountSettingsRequest {
    effective_settings "effectiveSettings" Option<bool>,
    max_results "maxResults" Option<i64>,
    name "name" Option<String>,
    next_token "nextToken" Option<String>,
    principal_arn "principalArn" Option<String>,
    value "value" Option<String>,
} }
structure! { output ListAccountSettingsResponse {
    next_token "nextToken" Option<String>,
    settings "settings" Option<Vec<Setting>>,
} }
structure! { input ListAttributesRequest {
    attribute_name "attributeName" Option<String>,
    attribute_value "attributeValue" Option<String>,
    cluster "cluster" Option<String>,
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
} }
structure! { output ListAttributesResponse {
    attributes "attributes" Option<Vec<Attribute>>,
    next_token "nextToken" Option<String>,
} }
structure! { input ListClustersRequest {
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
} }
structure! { output ListClustersResponse {
    cluster_arns "clusterArns" Option<Vec<String>>,
    next_token "nextToken" Option<String>,
} }
structure! { input ListContainerInstancesRequest {
    cluster "cluster" Option<String>,
    filter "filter" Option<String>,
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
    status "status" Option<String>,
} }
structure! { output ListContainerInstancesResponse {
    container_instance_arns "containerInstanceArns" Option<Vec<String>>,
    next_token "nextToken" Option<String>,
} }
structure! { input ListServiceDeploymentsRequest {
    cluster "cluster" Option<String>,
    created_at "createdAt" Option<CreatedAt>,
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
    service "service" String,
    status "status" Option<Vec<String>>,
} }
structure! { output ListServiceDeploymentsResponse {
    next_token "nextToken" Option<String>,
    service_deployments "serviceDeployments" Option<Vec<ServiceDeploymentBrief>>,
} }
structure! { input ListServicesRequest {
    cluster "cluster" Option<String>,
    launch_type "launchType" Option<String>,
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
    scheduling_strategy "schedulingStrategy" Option<String>,
} }
structure! { output ListServicesResponse {
    next_token "nextToken" Option<String>,
    service_arns "serviceArns" Option<Vec<String>>,
} }
structure! { input ListTagsForResourceRequest {
    resource_arn "resourceArn" String,
} }
structure! { output ListTagsForResourceResponse {
    tags "tags" Option<Vec<Tag>>,
} }
structure! { input ListTaskDefinitionFamiliesRequest {
    family_prefix "familyPrefix" Option<String>,
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
    status "status" Option<String>,
} }
structure! { output ListTaskDefinitionFamiliesResponse {
    families "families" Option<Vec<String>>,
    next_token "nextToken" Option<String>,
} }
structure! { input ListTaskDefinitionsRequest {
    family_prefix "familyPrefix" Option<String>,
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
    sort "sort" Option<String>,
    status "status" Option<String>,
} }
structure! { output ListTaskDefinitionsResponse {
    next_token "nextToken" Option<String>,
    task_definition_arns "taskDefinitionArns" Option<Vec<String>>,
} }
structure! { input ListTasksRequest {
    cluster "cluster" Option<String>,
    container_instance "containerInstance" Option<String>,
    desired_status "desiredStatus" Option<String>,
    family "family" Option<String>,
    launch_type "launchType" Option<String>,
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
    service_name "serviceName" Option<String>,
    started_by "startedBy" Option<String>,
} }
structure! { output ListTasksResponse {
    next_token "nextToken" Option<String>,
    task_arns "taskArns" Option<Vec<String>>,
} }
structure! { both LoadBalancer {
    container_name "containerName" Option<String>,
    container_port "containerPort" Option<i64>,
    target_group_arn "targetGroupArn" Option<String>,
} }
structure! { both LogConfiguration {
    log_driver "logDriver" String,
    options "options" Option<BTreeMap<String, String>>,
} }
structure! { output ManagedAgent {
    last_started_at "lastStartedAt" Option<Timestamp>,
    last_status "lastStatus" Option<String>,
    name "name" Option<String>,
    reason "reason" Option<String>,
} }
structure! { output ManagedApplicationAutoScalingPolicy {
    arn "arn" Option<String>,
    metric "metric" Option<String>,
    policy_type "policyType" Option<String>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    target_value "targetValue" Option<f64>,
    updated_at "updatedAt" Option<Timestamp>,
} }
structure! { output ManagedAutoScaling {
    application_auto_scaling_policies "applicationAutoScalingPolicies" Option<Vec<ManagedApplicationAutoScalingPolicy>>,
    scalable_target "scalableTarget" Option<ManagedScalableTarget>,
} }
structure! { output ManagedCertificate {
    arn "arn" Option<String>,
    domain_name "domainName" Option<String>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    updated_at "updatedAt" Option<Timestamp>,
} }
structure! { output ManagedIngressPath {
    access_type "accessType" Option<String>,
    certificate "certificate" Option<ManagedCertificate>,
    endpoint "endpoint" Option<String>,
    listener "listener" Option<ManagedListener>,
    load_balancer "loadBalancer" Option<ManagedLoadBalancer>,
    load_balancer_security_groups "loadBalancerSecurityGroups" Option<Vec<ManagedSecurityGroup>>,
    rule "rule" Option<ManagedListenerRule>,
    target_groups "targetGroups" Option<Vec<ManagedTargetGroup>>,
} }
structure! { output ManagedInstancesLocalStorageConfiguration {
    use_local_storage "useLocalStorage" Option<bool>,
} }
structure! { output ManagedInstancesNetworkConfiguration {
    security_groups "securityGroups" Option<Vec<String>>,
    subnets "subnets" Option<Vec<String>>,
} }
structure! { output ManagedInstancesProvider {
    auto_repair_configuration "autoRepairConfiguration" Option<AutoRepairConfiguration>,
    infrastructure_optimization "infrastructureOptimization" Option<InfrastructureOptimization>,
    infrastructure_role_arn "infrastructureRoleArn" Option<String>,
    instance_launch_template "instanceLaunchTemplate" Option<InstanceLaunchTemplate>,
    propagate_tags "propagateTags" Option<String>,
} }
structure! { output ManagedInstancesStorageConfiguration {
    storage_size_gi_b "storageSizeGiB" Option<i64>,
} }
structure! { output ManagedListener {
    arn "arn" Option<String>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    updated_at "updatedAt" Option<Timestamp>,
} }
structure! { output ManagedListenerRule {
    arn "arn" Option<String>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    updated_at "updatedAt" Option<Timestamp>,
} }
structure! { output ManagedLoadBalancer {
    arn "arn" Option<String>,
    scheme "scheme" Option<String>,
    security_group_ids "securityGroupIds" Option<Vec<String>>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    subnet_ids "subnetIds" Option<Vec<String>>,
    updated_at "updatedAt" Option<Timestamp>,
} }
structure! { output ManagedLogGroup {
    arn "arn" Option<String>,
    log_group_name "logGroupName" Option<String>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    updated_at "updatedAt" Option<Timestamp>,
} }
structure! { output ManagedMetricAlarm {
    arn "arn" Option<String>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    updated_at "updatedAt" Option<Timestamp>,
} }
structure! { output ManagedScalableTarget {
    arn "arn" Option<String>,
    max_capacity "maxCapacity" Option<i64>,
    min_capacity "minCapacity" Option<i64>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    updated_at "updatedAt" Option<Timestamp>,
} }
structure! { both ManagedScaling {
    instance_warmup_period "instanceWarmupPeriod" Option<i64>,
    maximum_scaling_step_size "maximumScalingStepSize" Option<i64>,
    minimum_scaling_step_size "minimumScalingStepSize" Option<i64>,
    status "status" Option<String>,
    target_capacity "targetCapacity" Option<i64>,
} }
structure! { output ManagedSecurityGroup {
    arn "arn" Option<String>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    updated_at "updatedAt" Option<Timestamp>,
} }
structure! { output ManagedTargetGroup {
    arn "arn" Option<String>,
    health_check_path "healthCheckPath" Option<String>,
    health_check_port "healthCheckPort" Option<i64>,
    port "port" Option<i64>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    updated_at "updatedAt" Option<Timestamp>,
} }
structure! { output MemoryGiBPerVCpuRequest {
    max "max" Option<f64>,
    min "min" Option<f64>,
} }
structure! { output MemoryMiBRequest {
    max "max" Option<i64>,
    min "min" Option<i64>,
} }
structure! { output MetricConfiguration {
    metric_names "metricNames" Option<Vec<String>>,
    resolution_seconds "resolutionSeconds" Option<i64>,
} }
structure! { output MonitoringConfiguration {
    metric_configurations "metricConfigurations" Option<Vec<MetricConfiguration>>,
} }
structure! { both MountPoint {
    container_path "containerPath" Option<String>,
    read_only "readOnly" Option<bool>,
    source_volume "sourceVolume" Option<String>,
} }
structure! { output NetworkBandwidthGbpsRequest {
    max "max" Option<f64>,
    min "min" Option<f64>,
} }
structure! { output NetworkBinding {
    bind_ip "bindIP" Option<String>,
    container_port "containerPort" Option<i64>,
    container_port_range "containerPortRange" Option<String>,
    host_port "hostPort" Option<i64>,
    host_port_range "hostPortRange" Option<String>,
    protocol "protocol" Option<String>,
} }
structure! { both NetworkConfiguration {
    awsvpc_configuration "awsvpcConfiguration" Option<AwsVpcConfiguration>,
} }
structure! { output NetworkInterface {
    attachment_id "attachmentId" Option<String>,
    ipv6_address "ipv6Address" Option<String>,
    private_ipv4_address "privateIpv4Address" Option<String>,
} }
structure! { output NetworkInterfaceCountRequest {
    max "max" Option<i64>,
    min "min" Option<i64>,
} }
structure! { output NvidiaMpsAllocation {
    max_compute_percent "maxComputePercent" Option<i64>,
    memory "memory" Option<i64>,
} }
structure! { both PlacementConstraint {
    expression "expression" Option<String>,
    r#type "type" Option<String>,
} }
structure! { both PlacementStrategy {
    field "field" Option<String>,
    r#type "type" Option<String>,
} }
structure! { both PortMapping {
    app_protocol "appProtocol" Option<String>,
    container_port "containerPort" Option<i64>,
    host_port "hostPort" Option<i64>,
    name "name" Option<String>,
    protocol "protocol" Option<String>,
} }
structure! { output ProtectedTask {
    expiration_date "expirationDate" Option<Timestamp>,
    protection_enabled "protectionEnabled" Option<bool>,
    task_arn "taskArn" Option<String>,
} }
structure! { output ProxyConfiguration {
    container_name "containerName" Option<String>,
    properties "properties" Option<Vec<KeyValuePair>>,
    r#type "type" Option<String>,
} }
structure! { input PutAccountSettingDefaultRequest {
    name "name" String,
    value "value" String,
} }
structure! { output PutAccountSettingDefaultResponse {
    setting "setting" Option<Setting>,
} }
structure! { input PutAccountSettingRequest {
    name "name" String,
    principal_arn "principalArn" Option<String>,
    value "value" String,
} }
structure! { output PutAccountSettingResponse {
    setting "setting" Option<Setting>,
} }
structure! { input PutAttributesRequest {
    attributes "attributes" Vec<Attribute>,
    cluster "cluster" Option<String>,
} }
structure! { output PutAttributesResponse {
    attributes "attributes" Option<Vec<Attribute>>,
} }
structure! { input PutClusterCapacityProvidersRequest {
    capacity_providers "capacityProviders" Vec<String>,
    cluster "cluster" String,
    default_capacity_provider_strategy "defaultCapacityProviderStrategy" Vec<CapacityProviderStrategyItem>,
} }
structure! { output PutClusterCapacityProvidersResponse {
    cluster "cluster" Option<Cluster>,
} }
structure! { input RegisterContainerInstanceRequest {
    attributes "attributes" Option<Vec<Attribute>>,
    cluster "cluster" Option<String>,
    instance_identity_document "instanceIdentityDocument" Option<String>,
    tags "tags" Option<Vec<Tag>>,
    total_resources "totalResources" Option<Vec<Resource>>,
} }
structure! { output RegisterContainerInstanceResponse {
    container_instance "containerInstance" Option<ContainerInstance>,
} }
structure! { input RegisterTaskDefinitionRequest {
    container_definitions "containerDefinitions" Vec<ContainerDefinition>,
    cpu "cpu" Option<String>,
    execution_role_arn "executionRoleArn" Option<String>,
    family "family" String,
    memory "memory" Option<String>,
    network_mode "networkMode" Option<String>,
    placement_constraints "placementConstraints" Option<Vec<TaskDefinitionPlacementConstraint>>,
    requires_compatibilities "requiresCompatibilities" Option<Vec<String>>,
    runtime_platform "runtimePlatform" Option<RuntimePlatform>,
    tags "tags" Option<Vec<Tag>>,
    task_role_arn "taskRoleArn" Option<String>,
    volumes "volumes" Option<Vec<Volume>>,
} }
structure! { output RegisterTaskDefinitionResponse {
    tags "tags" Option<Vec<Tag>>,
    task_definition "taskDefinition" Option<TaskDefinition>,
} }
structure! { output ResolvedConfiguration {
    load_balancers "loadBalancers" Option<Vec<ServiceRevisionLoadBalancer>>,
    vpc_lattice_configurations "vpcLatticeConfigurations" Option<Vec<ServiceRevisionVpcLatticeConfiguration>>,
} }
structure! { both Resource {
    double_value "doubleValue" Option<f64>,
    integer_value "integerValue" Option<i64>,
    long_value "longValue" Option<i64>,
    name "name" Option<String>,
    string_set_value "stringSetValue" Option<Vec<String>>,
    r#type "type" Option<String>,
} }
structure! { output Rollback {
    reason "reason" Option<String>,
    service_revision_arn "serviceRevisionArn" Option<String>,
    started_at "startedAt" Option<Timestamp>,
} }
structure! { input RunTaskRequest {
    capacity_provider_strategy "capacityProviderStrategy" Option<Vec<CapacityProviderStrategyItem>>,
    client_token "clientToken" Option<String>,
    cluster "cluster" Option<String>,
    count "count" Option<i64>,
    enable_ecs_managed_tags "enableECSManagedTags" Option<bool>,
    group "group" Option<String>,
    launch_type "launchType" Option<String>,
    network_configuration "networkConfiguration" Option<NetworkConfiguration>,
    overrides "overrides" Option<TaskOverride>,
    placement_constraints "placementConstraints" Option<Vec<PlacementConstraint>>,
    placement_strategy "placementStrategy" Option<Vec<PlacementStrategy>>,
    platform_version "platformVersion" Option<String>,
    propagate_tags "propagateTags" Option<String>,
    started_by "startedBy" Option<String>,
    tags "tags" Option<Vec<Tag>>,
    task_definition "taskDefinition" String,
} }
structure! { output RunTaskResponse {
    failures "failures" Option<Vec<Failure>>,
    tasks "tasks" Option<Vec<Task>>,
} }
structure! { both RuntimePlatform {
    cpu_architecture "cpuArchitecture" Option<String>,
    operating_system_family "operatingSystemFamily" Option<String>,
} }
structure! { output RuntimePlatformOverride {
    cpu_architecture "cpuArchitecture" Option<String>,
} }
structure! { output Scale {
    unit "unit" Option<String>,
    value "value" Option<f64>,
} }
structure! { both Secret {
    name "name" String,
    value_from "valueFrom" String,
} }
structure! { output Service {
    availability_zone_rebalancing "availabilityZoneRebalancing" Option<String>,
    capacity_provider_strategy "capacityProviderStrategy" Option<Vec<CapacityProviderStrategyItem>>,
    cluster_arn "clusterArn" Option<String>,
    created_at "createdAt" Option<Timestamp>,
    created_by "createdBy" Option<String>,
    current_service_deployment "currentServiceDeployment" Option<String>,
    current_service_revisions "currentServiceRevisions" Option<Vec<ServiceCurrentRevisionSummary>>,
    deployment_configuration "deploymentConfiguration" Option<DeploymentConfiguration>,
    deployment_controller "deploymentController" Option<DeploymentController>,
    deployments "deployments" Option<Vec<Deployment>>,
    desired_count "desiredCount" Option<i64>,
    enable_ecs_managed_tags "enableECSManagedTags" Option<bool>,
    enable_execute_command "enableExecuteCommand" Option<bool>,
    events "events" Option<Vec<ServiceEvent>>,
    health_check_grace_period_seconds "healthCheckGracePeriodSeconds" Option<i64>,
    launch_type "launchType" Option<String>,
    load_balancers "loadBalancers" Option<Vec<LoadBalancer>>,
    network_configuration "networkConfiguration" Option<NetworkConfiguration>,
    pending_count "pendingCount" Option<i64>,
    placement_constraints "placementConstraints" Option<Vec<PlacementConstraint>>,
    placement_strategy "placementStrategy" Option<Vec<PlacementStrategy>>,
    platform_family "platformFamily" Option<String>,
    platform_version "platformVersion" Option<String>,
    propagate_tags "propagateTags" Option<String>,
    resource_management_type "resourceManagementType" Option<String>,
    role_arn "roleArn" Option<String>,
    running_count "runningCount" Option<i64>,
    scheduling_strategy "schedulingStrategy" Option<String>,
    service_arn "serviceArn" Option<String>,
    service_name "serviceName" Option<String>,
    service_registries "serviceRegistries" Option<Vec<ServiceRegistry>>,
    status "status" Option<String>,
    tags "tags" Option<Vec<Tag>>,
    task_definition "taskDefinition" Option<String>,
    task_sets "taskSets" Option<Vec<TaskSet>>,
} }
structure! { output ServiceConnectAccessLogConfiguration {
    format "format" Option<String>,
    include_query_parameters "includeQueryParameters" Option<String>,
} }
structure! { output ServiceConnectClientAlias {
    dns_name "dnsName" Option<String>,
    port "port" Option<i64>,
    test_traffic_rules "testTrafficRules" Option<ServiceConnectTestTrafficRules>,
} }
structure! { output ServiceConnectConfiguration {
    access_log_configuration "accessLogConfiguration" Option<ServiceConnectAccessLogConfiguration>,
    container_configurations "containerConfigurations" Option<Vec<ServiceConnectContainerConfiguration>>,
    enabled "enabled" Option<bool>,
    log_configuration "logConfiguration" Option<LogConfiguration>,
    namespace "namespace" Option<String>,
    services "services" Option<Vec<ServiceConnectService>>,
} }
structure! { output ServiceConnectContainerConfiguration {
    log_level "logLevel" Option<String>,
} }
structure! { output ServiceConnectService {
    client_aliases "clientAliases" Option<Vec<ServiceConnectClientAlias>>,
    discovery_name "discoveryName" Option<String>,
    ingress_port_override "ingressPortOverride" Option<i64>,
    port_name "portName" Option<String>,
    timeout "timeout" Option<TimeoutConfiguration>,
    tls "tls" Option<ServiceConnectTlsConfiguration>,
} }
structure! { output ServiceConnectServiceResource {
    discovery_arn "discoveryArn" Option<String>,
    discovery_name "discoveryName" Option<String>,
} }
structure! { output ServiceConnectTestTrafficHeaderMatchRules {
    exact "exact" Option<String>,
} }
structure! { output ServiceConnectTestTrafficHeaderRules {
    name "name" Option<String>,
    value "value" Option<ServiceConnectTestTrafficHeaderMatchRules>,
} }
structure! { output ServiceConnectTestTrafficRules {
    header "header" Option<ServiceConnectTestTrafficHeaderRules>,
} }
structure! { output ServiceConnectTlsCertificateAuthority {
    aws_pca_authority_arn "awsPcaAuthorityArn" Option<String>,
} }
structure! { output ServiceConnectTlsConfiguration {
    issuer_certificate_authority "issuerCertificateAuthority" Option<ServiceConnectTlsCertificateAuthority>,
    kms_key "kmsKey" Option<String>,
    role_arn "roleArn" Option<String>,
} }
structure! { output ServiceCurrentRevisionSummary {
    arn "arn" Option<String>,
    pending_task_count "pendingTaskCount" Option<i64>,
    requested_task_count "requestedTaskCount" Option<i64>,
    running_task_count "runningTaskCount" Option<i64>,
} }
structure! { output ServiceDeployment {
    alarms "alarms" Option<ServiceDeploymentAlarms>,
    cluster_arn "clusterArn" Option<String>,
    created_at "createdAt" Option<Timestamp>,
    deployment_circuit_breaker "deploymentCircuitBreaker" Option<ServiceDeploymentCircuitBreaker>,
    deployment_configuration "deploymentConfiguration" Option<DeploymentConfiguration>,
    finished_at "finishedAt" Option<Timestamp>,
    lifecycle_hook_details "lifecycleHookDetails" Option<Vec<DeploymentLifecycleHookDetail>>,
    lifecycle_stage "lifecycleStage" Option<String>,
    rollback "rollback" Option<Rollback>,
    service_arn "serviceArn" Option<String>,
    service_deployment_arn "serviceDeploymentArn" Option<String>,
    source_service_revisions "sourceServiceRevisions" Option<Vec<ServiceRevisionSummary>>,
    started_at "startedAt" Option<Timestamp>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    stopped_at "stoppedAt" Option<Timestamp>,
    target_service_revision "targetServiceRevision" Option<ServiceRevisionSummary>,
    updated_at "updatedAt" Option<Timestamp>,
} }
structure! { output ServiceDeploymentAlarms {
    alarm_names "alarmNames" Option<Vec<String>>,
    status "status" Option<String>,
    triggered_alarm_names "triggeredAlarmNames" Option<Vec<String>>,
} }
structure! { output ServiceDeploymentBrief {
    cluster_arn "clusterArn" Option<String>,
    created_at "createdAt" Option<Timestamp>,
    finished_at "finishedAt" Option<Timestamp>,
    service_arn "serviceArn" Option<String>,
    service_deployment_arn "serviceDeploymentArn" Option<String>,
    started_at "startedAt" Option<Timestamp>,
    status "status" Option<String>,
    status_reason "statusReason" Option<String>,
    target_service_revision_arn "targetServiceRevisionArn" Option<String>,
} }
structure! { output ServiceDeploymentCircuitBreaker {
    failure_count "failureCount" Option<i64>,
    status "status" Option<String>,
    threshold "threshold" Option<i64>,
} }
structure! { output ServiceEvent {
    created_at "createdAt" Option<Timestamp>,
    id "id" Option<String>,
    message "message" Option<String>,
} }
structure! { output ServiceManagedEBSVolumeConfiguration {
    encrypted "encrypted" Option<bool>,
    filesystem_type "filesystemType" Option<String>,
    iops "iops" Option<i64>,
    kms_key_id "kmsKeyId" Option<String>,
    role_arn "roleArn" Option<String>,
    size_in_gi_b "sizeInGiB" Option<i64>,
    snapshot_id "snapshotId" Option<String>,
    tag_specifications "tagSpecifications" Option<Vec<EBSTagSpecification>>,
    throughput "throughput" Option<i64>,
    volume_initialization_rate "volumeInitializationRate" Option<i64>,
    volume_type "volumeType" Option<String>,
} }
structure! { both ServiceRegistry {
    container_name "containerName" Option<String>,
    container_port "containerPort" Option<i64>,
    port "port" Option<i64>,
    registry_arn "registryArn" Option<String>,
} }
structure! { output ServiceRevision {
    capacity_provider_strategy "capacityProviderStrategy" Option<Vec<CapacityProviderStrategyItem>>,
    cluster_arn "clusterArn" Option<String>,
    container_images "containerImages" Option<Vec<ContainerImage>>,
    created_at "createdAt" Option<Timestamp>,
    ecs_managed_resources "ecsManagedResources" Option<ECSManagedResources>,
    fargate_ephemeral_storage "fargateEphemeralStorage" Option<DeploymentEphemeralStorage>,
    gateway_connectors "gatewayConnectors" Option<Vec<GatewayConnector>>,
    guard_duty_enabled "guardDutyEnabled" Option<bool>,
    launch_type "launchType" Option<String>,
    load_balancers "loadBalancers" Option<Vec<LoadBalancer>>,
    monitoring "monitoring" Option<MonitoringConfiguration>,
    network_configuration "networkConfiguration" Option<NetworkConfiguration>,
    overrides "overrides" Option<ServiceRevisionOverrides>,
    platform_family "platformFamily" Option<String>,
    platform_version "platformVersion" Option<String>,
    resolved_configuration "resolvedConfiguration" Option<ResolvedConfiguration>,
    service_arn "serviceArn" Option<String>,
    service_connect_configuration "serviceConnectConfiguration" Option<ServiceConnectConfiguration>,
    service_registries "serviceRegistries" Option<Vec<ServiceRegistry>>,
    service_revision_arn "serviceRevisionArn" Option<String>,
    task_definition "taskDefinition" Option<String>,
    volume_configurations "volumeConfigurations" Option<Vec<ServiceVolumeConfiguration>>,
    vpc_lattice_configurations "vpcLatticeConfigurations" Option<Vec<VpcLatticeConfiguration>>,
} }
structure! { output ServiceRevisionLoadBalancer {
    production_listener_rule "productionListenerRule" Option<String>,
    target_group_arn "targetGroupArn" Option<String>,
} }
structure! { output ServiceRevisionOverrides {
    runtime_platform "runtimePlatform" Option<RuntimePlatformOverride>,
} }
structure! { output ServiceRevisionSummary {
    arn "arn" Option<String>,
    pending_task_count "pendingTaskCount" Option<i64>,
    requested_production_traffic_weight "requestedProductionTrafficWeight" Option<f64>,
    requested_task_count "requestedTaskCount" Option<i64>,
    requested_test_traffic_weight "requestedTestTrafficWeight" Option<f64>,
    running_task_count "runningTaskCount" Option<i64>,
} }
structure! { output ServiceRevisionVpcLatticeConfiguration {
    production_listener_rule "productionListenerRule" Option<String>,
    target_group_arn "targetGroupArn" Option<String>,
} }
structure! { output ServiceVolumeConfiguration {
    managed_ebs_volume "managedEBSVolume" Option<ServiceManagedEBSVolumeConfiguration>,
    name "name" Option<String>,
} }
structure! { output Session {
    session_id "sessionId" Option<String>,
    stream_url "streamUrl" Option<String>,
    token_value "tokenValue" Option<String>,
} }
structure! { output Setting {
    name "name" Option<String>,
    principal_arn "principalArn" Option<String>,
    r#type "type" Option<String>,
    value "value" Option<String>,
} }
structure! { output SharingStrategy {
    nvidia_mps "nvidiaMps" Option<NvidiaMpsAllocation>,
} }
structure! { input StartTaskRequest {
    cluster "cluster" Option<String>,
    container_instances "containerInstances" Vec<String>,
    enable_ecs_managed_tags "enableECSManagedTags" Option<bool>,
    group "group" Option<String>,
    network_configuration "networkConfiguration" Option<NetworkConfiguration>,
    overrides "overrides" Option<TaskOverride>,
    propagate_tags "propagateTags" Option<String>,
    started_by "startedBy" Option<String>,
    tags "tags" Option<Vec<Tag>>,
    task_definition "taskDefinition" String,
} }
structure! { output StartTaskResponse {
    failures "failures" Option<Vec<Failure>>,
    tasks "tasks" Option<Vec<Task>>,
} }
structure! { input StopServiceDeploymentRequest {
    service_deployment_arn "serviceDeploymentArn" String,
    stop_type "stopType" Option<String>,
} }
structure! { output StopServiceDeploymentResponse {
    service_deployment_arn "serviceDeploymentArn" Option<String>,
} }
structure! { input StopTaskRequest {
    cluster "cluster" Option<String>,
    reason "reason" Option<String>,
    task "task" String,
} }
structure! { output StopTaskResponse {
    task "task" Option<Task>,
} }
structure! { both Tag {
    key "key" Option<String>,
    value "value" Option<String>,
} }
tag! { Tag }
structure! { input TagResourceRequest {
    resource_arn "resourceArn" String,
    tags "tags" Vec<Tag>,
} }
structure! { output TagResourceResponse {
} }
structure! { output Task {
    attachments "attachments" Option<Vec<Attachment>>,
    attributes "attributes" Option<Vec<Attribute>>,
    availability_zone "availabilityZone" Option<String>,
    capacity_provider_name "capacityProviderName" Option<String>,
    cluster_arn "clusterArn" Option<String>,
    connectivity "connectivity" Option<String>,
    connectivity_at "connectivityAt" Option<Timestamp>,
    container_instance_arn "containerInstanceArn" Option<String>,
    containers "containers" Option<Vec<Container>>,
    cpu "cpu" Option<String>,
    created_at "createdAt" Option<Timestamp>,
    desired_status "desiredStatus" Option<String>,
    enable_execute_command "enableExecuteCommand" Option<bool>,
    ephemeral_storage "ephemeralStorage" Option<EphemeralStorage>,
    execution_stopped_at "executionStoppedAt" Option<Timestamp>,
    fargate_ephemeral_storage "fargateEphemeralStorage" Option<TaskEphemeralStorage>,
    group "group" Option<String>,
    health_status "healthStatus" Option<String>,
    inference_accelerators "inferenceAccelerators" Option<Vec<InferenceAccelerator>>,
    last_status "lastStatus" Option<String>,
    launch_type "launchType" Option<String>,
    memory "memory" Option<String>,
    overrides "overrides" Option<TaskOverride>,
    platform_family "platformFamily" Option<String>,
    platform_version "platformVersion" Option<String>,
    pull_started_at "pullStartedAt" Option<Timestamp>,
    pull_stopped_at "pullStoppedAt" Option<Timestamp>,
    started_at "startedAt" Option<Timestamp>,
    started_by "startedBy" Option<String>,
    stop_code "stopCode" Option<String>,
    stopped_at "stoppedAt" Option<Timestamp>,
    stopped_reason "stoppedReason" Option<String>,
    stopping_at "stoppingAt" Option<Timestamp>,
    tags "tags" Option<Vec<Tag>>,
    task_arn "taskArn" Option<String>,
    task_definition_arn "taskDefinitionArn" Option<String>,
    trusted_execution_summary "trustedExecutionSummary" Option<TrustedExecutionSummary>,
    version "version" Option<i64>,
} }
structure! { output TaskDefinition {
    compatibilities "compatibilities" Option<Vec<String>>,
    container_definitions "containerDefinitions" Option<Vec<ContainerDefinition>>,
    cpu "cpu" Option<String>,
    delete_requested_at "deleteRequestedAt" Option<Timestamp>,
    deregistered_at "deregisteredAt" Option<Timestamp>,
    enable_fault_injection "enableFaultInjection" Option<bool>,
    ephemeral_storage "ephemeralStorage" Option<EphemeralStorage>,
    execution_role_arn "executionRoleArn" Option<String>,
    family "family" Option<String>,
    inference_accelerators "inferenceAccelerators" Option<Vec<InferenceAccelerator>>,
    ipc_mode "ipcMode" Option<String>,
    memory "memory" Option<String>,
    network_mode "networkMode" Option<String>,
    pid_mode "pidMode" Option<String>,
    placement_constraints "placementConstraints" Option<Vec<TaskDefinitionPlacementConstraint>>,
    proxy_configuration "proxyConfiguration" Option<ProxyConfiguration>,
    registered_at "registeredAt" Option<Timestamp>,
    registered_by "registeredBy" Option<String>,
    requires_attributes "requiresAttributes" Option<Vec<Attribute>>,
    requires_compatibilities "requiresCompatibilities" Option<Vec<String>>,
    revision "revision" Option<i64>,
    runtime_platform "runtimePlatform" Option<RuntimePlatform>,
    status "status" Option<String>,
    task_definition_arn "taskDefinitionArn" Option<String>,
    task_role_arn "taskRoleArn" Option<String>,
    trusted_execution_configuration "trustedExecutionConfiguration" Option<TrustedExecutionConfiguration>,
    volumes "volumes" Option<Vec<Volume>>,
} }
structure! { both TaskDefinitionPlacementConstraint {
    expression "expression" Option<String>,
    r#type "type" Option<String>,
} }
structure! { output TaskEphemeralStorage {
    kms_key_id "kmsKeyId" Option<String>,
    size_in_gi_b "sizeInGiB" Option<i64>,
} }
structure! { both TaskOverride {
    container_overrides "containerOverrides" Option<Vec<ContainerOverride>>,
    inference_accelerator_overrides "inferenceAcceleratorOverrides" Option<Vec<String>>,
} }
structure! { output TaskSet {
    capacity_provider_strategy "capacityProviderStrategy" Option<Vec<CapacityProviderStrategyItem>>,
    cluster_arn "clusterArn" Option<String>,
    computed_desired_count "computedDesiredCount" Option<i64>,
    created_at "createdAt" Option<Timestamp>,
    external_id "externalId" Option<String>,
    fargate_ephemeral_storage "fargateEphemeralStorage" Option<DeploymentEphemeralStorage>,
    id "id" Option<String>,
    launch_type "launchType" Option<String>,
    load_balancers "loadBalancers" Option<Vec<LoadBalancer>>,
    network_configuration "networkConfiguration" Option<NetworkConfiguration>,
    pending_count "pendingCount" Option<i64>,
    platform_family "platformFamily" Option<String>,
    platform_version "platformVersion" Option<String>,
    running_count "runningCount" Option<i64>,
    scale "scale" Option<Scale>,
    service_arn "serviceArn" Option<String>,
    service_registries "serviceRegistries" Option<Vec<ServiceRegistry>>,
    stability_status "stabilityStatus" Option<String>,
    stability_status_at "stabilityStatusAt" Option<Timestamp>,
    started_by "startedBy" Option<String>,
    status "status" Option<String>,
    tags "tags" Option<Vec<Tag>>,
    task_definition "taskDefinition" Option<String>,
    task_set_arn "taskSetArn" Option<String>,
    updated_at "updatedAt" Option<Timestamp>,
} }
structure! { both ThresholdConfiguration {
    r#type "type" String,
    value "value" i64,
} }
structure! { output TimeoutConfiguration {
    idle_timeout_seconds "idleTimeoutSeconds" Option<i64>,
    per_request_timeout_seconds "perRequestTimeoutSeconds" Option<i64>,
} }
structure! { both Tmpfs {
    container_path "containerPath" String,
    mount_options "mountOptions" Option<Vec<String>>,
    size "size" i64,
} }
structure! { output TotalLocalStorageGBRequest {
    max "max" Option<f64>,
    min "min" Option<f64>,
} }
structure! { output TrustedExecutionConfiguration {
    attestation_policy "attestationPolicy" Option<String>,
    isolation_mode "isolationMode" Option<String>,
} }
structure! { output TrustedExecutionSummary {
    attestation_policy_status "attestationPolicyStatus" Option<String>,
    isolation_mode "isolationMode" Option<String>,
} }
structure! { both Ulimit {
    hard_limit "hardLimit" i64,
    name "name" String,
    soft_limit "softLimit" i64,
} }
structure! { input UntagResourceRequest {
    resource_arn "resourceArn" String,
    tag_keys "tagKeys" Vec<String>,
} }
structure! { output UntagResourceResponse {
} }
structure! { input UpdateCapacityProviderRequest {
    auto_scaling_group_provider "autoScalingGroupProvider" Option<AutoScalingGroupProviderUpdate>,
    name "name" String,
} }
structure! { output UpdateCapacityProviderResponse {
    capacity_provider "capacityProvider" Option<CapacityProvider>,
} }
structure! { input UpdateClusterRequest {
    cluster "cluster" String,
    configuration "configuration" Option<ClusterConfiguration>,
    settings "settings" Option<Vec<ClusterSetting>>,
} }
structure! { output UpdateClusterResponse {
    cluster "cluster" Option<Cluster>,
} }
structure! { input UpdateClusterSettingsRequest {
    cluster "cluster" String,
    settings "settings" Vec<ClusterSetting>,
} }
structure! { output UpdateClusterSettingsResponse {
    cluster "cluster" Option<Cluster>,
} }
structure! { input UpdateContainerInstancesStateRequest {
    cluster "cluster" Option<String>,
    container_instances "containerInstances" Vec<String>,
    status "status" String,
} }
structure! { output UpdateContainerInstancesStateResponse {
    container_instances "containerInstances" Option<Vec<ContainerInstance>>,
    failures "failures" Option<Vec<Failure>>,
} }
structure! { input UpdateServiceRequest {
    availability_zone_rebalancing "availabilityZoneRebalancing" Option<String>,
    capacity_provider_strategy "capacityProviderStrategy" Option<Vec<CapacityProviderStrategyItem>>,
    cluster "cluster" Option<String>,
    deployment_configuration "deploymentConfiguration" Option<DeploymentConfiguration>,
    deployment_controller "deploymentController" Option<DeploymentController>,
    desired_count "desiredCount" Option<i64>,
    enable_ecs_managed_tags "enableECSManagedTags" Option<bool>,
    force_new_deployment "forceNewDeployment" Option<bool>,
    health_check_grace_period_seconds "healthCheckGracePeriodSeconds" Option<i64>,
    load_balancers "loadBalancers" Option<Vec<LoadBalancer>>,
    network_configuration "networkConfiguration" Option<NetworkConfiguration>,
    placement_constraints "placementConstraints" Option<Vec<PlacementConstraint>>,
    placement_strategy "placementStrategy" Option<Vec<PlacementStrategy>>,
    platform_version "platformVersion" Option<String>,
    propagate_tags "propagateTags" Option<String>,
    service "service" String,
    service_registries "serviceRegistries" Option<Vec<ServiceRegistry>>,
    task_definition "taskDefinition" Option<String>,
} }
structure! { output UpdateServiceResponse {
    service "service" Option<Service>,
} }
structure! { input UpdateTaskProtectionRequest {
    cluster "cluster" String,
    expires_in_minutes "expiresInMinutes" Option<i64>,
    protection_enabled "protectionEnabled" bool,
    tasks "tasks" Vec<String>,
} }
structure! { output UpdateTaskProtectionResponse {
    failures "failures" Option<Vec<Failure>>,
    protected_tasks "protectedTasks" Option<Vec<ProtectedTask>>,
} }
structure! { output VCpuCountRangeRequest {
    max "max" Option<i64>,
    min "min" Option<i64>,
} }
structure! { both VersionInfo {
    agent_hash "agentHash" Option<String>,
    agent_version "agentVersion" Option<String>,
    docker_version "dockerVersion" Option<String>,
} }
structure! { both Volume {
    docker_volume_configuration "dockerVolumeConfiguration" Option<DockerVolumeConfiguration>,
    host "host" Option<HostVolumeProperties>,
    name "name" Option<String>,
} }
structure! { both VolumeFrom {
    read_only "readOnly" Option<bool>,
    source_container "sourceContainer" Option<String>,
} }
structure! { output VpcLatticeAdvancedConfiguration {
    alternate_target_group_arn "alternateTargetGroupArn" Option<String>,
    production_listener_rule "productionListenerRule" Option<String>,
    test_listener_rule "testListenerRule" Option<String>,
} }
structure! { output VpcLatticeConfiguration {
    advanced_configuration "advancedConfiguration" Option<VpcLatticeAdvancedConfiguration>,
    port_name "portName" Option<String>,
    role_arn "roleArn" Option<String>,
    target_group_arn "targetGroupArn" Option<String>,
} }
operation! { CreateCapacityProvider CreateCapacityProviderRequest CreateCapacityProviderResponse }
operation! { CreateCluster CreateClusterRequest CreateClusterResponse }
operation! { CreateService CreateServiceRequest CreateServiceResponse }
operation! { DeleteAccountSetting DeleteAccountSettingRequest DeleteAccountSettingResponse }
operation! { DeleteAttributes DeleteAttributesRequest DeleteAttributesResponse }
operation! { DeleteCapacityProvider DeleteCapacityProviderRequest DeleteCapacityProviderResponse }
operation! { DeleteCluster DeleteClusterRequest DeleteClusterResponse }
operation! { DeleteService DeleteServiceRequest DeleteServiceResponse }
operation! { DeleteTaskDefinitions DeleteTaskDefinitionsRequest DeleteTaskDefinitionsResponse }
operation! { DeregisterContainerInstance DeregisterContainerInstanceRequest DeregisterContainerInstanceResponse }
operation! { DeregisterTaskDefinition DeregisterTaskDefinitionRequest DeregisterTaskDefinitionResponse }
operation! { DescribeCapacityProviders DescribeCapacityProvidersRequest DescribeCapacityProvidersResponse }
operation! { DescribeClusters DescribeClustersRequest DescribeClustersResponse }
operation! { DescribeContainerInstances DescribeContainerInstancesRequest DescribeContainerInstancesResponse }
operation! { DescribeServiceDeployments DescribeServiceDeploymentsRequest DescribeServiceDeploymentsResponse }
operation! { DescribeServiceRevisions DescribeServiceRevisionsRequest DescribeServiceRevisionsResponse }
operation! { DescribeServices DescribeServicesRequest DescribeServicesResponse }
operation! { DescribeTaskDefinition DescribeTaskDefinitionRequest DescribeTaskDefinitionResponse }
operation! { DescribeTasks DescribeTasksRequest DescribeTasksResponse }
operation! { ExecuteCommand ExecuteCommandRequest ExecuteCommandResponse }
operation! { GetTaskProtection GetTaskProtectionRequest GetTaskProtectionResponse }
operation! { ListAccountSettings ListAccountSettingsRequest ListAccountSettingsResponse }
operation! { ListAttributes ListAttributesRequest ListAttributesResponse }
operation! { ListClusters ListClustersRequest ListClustersResponse }
operation! { ListContainerInstances ListContainerInstancesRequest ListContainerInstancesResponse }
operation! { ListServiceDeployments ListServiceDeploymentsRequest ListServiceDeploymentsResponse }
operation! { ListServices ListServicesRequest ListServicesResponse }
operation! { ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResponse }
operation! { ListTaskDefinitionFamilies ListTaskDefinitionFamiliesRequest ListTaskDefinitionFamiliesResponse }
operation! { ListTaskDefinitions ListTaskDefinitionsRequest ListTaskDefinitionsResponse }
operation! { ListTasks ListTasksRequest ListTasksResponse }
operation! { PutAccountSetting PutAccountSettingRequest PutAccountSettingResponse }
operation! { PutAccountSettingDefault PutAccountSettingDefaultRequest PutAccountSettingDefaultResponse }
operation! { PutAttributes PutAttributesRequest PutAttributesResponse }
operation! { PutClusterCapacityProviders PutClusterCapacityProvidersRequest PutClusterCapacityProvidersResponse }
operation! { RegisterContainerInstance RegisterContainerInstanceRequest RegisterContainerInstanceResponse }
operation! { RegisterTaskDefinition RegisterTaskDefinitionRequest RegisterTaskDefinitionResponse }
operation! { RunTask RunTaskRequest RunTaskResponse }
operation! { StartTask StartTaskRequest StartTaskResponse }
operation! { StopServiceDeployment StopServiceDeploymentRequest StopServiceDeploymentResponse }
operation! { StopTask StopTaskRequest StopTaskResponse }
operation! { TagResource TagResourceRequest TagResourceResponse }
operation! { UntagResource UntagResourceRequest UntagResourceResponse }
operation! { UpdateCapacityProvider UpdateCapacityProviderRequest UpdateCapacityProviderResponse }
operation! { UpdateCluster UpdateClusterRequest UpdateClusterResponse }
operation! { UpdateClusterSettings UpdateClusterSettingsRequest UpdateClusterSettingsResponse }
operation! { UpdateContainerInstancesState UpdateContainerInstancesStateRequest UpdateContainerInstancesStateResponse }
operation! { UpdateService UpdateServiceRequest UpdateServiceResponse }
operation! { UpdateTaskProtection UpdateTaskProtectionRequest UpdateTaskProtectionResponse }
exceptions! {
    access_denied_exception AccessDeniedException "AccessDeniedException" 400 Sender;
    attribute_limit_exceeded_exception AttributeLimitExceededException "AttributeLimitExceededException" 400 Sender;
    blocked_exception BlockedException "BlockedException" 400 Sender;
    client_exception ClientException "ClientException" 400 Sender;
    cluster_contains_capacity_provider_exception ClusterContainsCapacityProviderException "ClusterContainsCapacityProviderException" 400 Sender;
    cluster_contains_container_instances_exception ClusterContainsContainerInstancesException "ClusterContainsContainerInstancesException" 400 Sender;
    cluster_contains_services_exception ClusterContainsServicesException "ClusterContainsServicesException" 400 Sender;
    cluster_contains_tasks_exception ClusterContainsTasksException "ClusterContainsTasksException" 400 Sender;
    cluster_not_found_exception ClusterNotFoundException "ClusterNotFoundException" 400 Sender;
    conflict_exception ConflictException "ConflictException" 400 Sender;
    invalid_parameter_exception InvalidParameterException "InvalidParameterException" 400 Sender;
    limit_exceeded_exception LimitExceededException "LimitExceededException" 400 Sender;
    namespace_not_found_exception NamespaceNotFoundException "NamespaceNotFoundException" 400 Sender;
    platform_task_definition_incompatibility_exception PlatformTaskDefinitionIncompatibilityException "PlatformTaskDefinitionIncompatibilityException" 400 Sender;
    platform_unknown_exception PlatformUnknownException "PlatformUnknownException" 400 Sender;
    resource_in_use_exception ResourceInUseException "ResourceInUseException" 400 Sender;
    resource_not_found_exception ResourceNotFoundException "ResourceNotFoundException" 400 Sender;
    server_exception ServerException "ServerException" 500 Receiver;
    service_deployment_not_found_exception ServiceDeploymentNotFoundException "ServiceDeploymentNotFoundException" 400 Sender;
    service_not_active_exception ServiceNotActiveException "ServiceNotActiveException" 400 Sender;
    service_not_found_exception ServiceNotFoundException "ServiceNotFoundException" 400 Sender;
    target_not_connected_exception TargetNotConnectedException "TargetNotConnectedException" 400 Sender;
    target_not_found_exception TargetNotFoundException "TargetNotFoundException" 400 Sender;
    unsupported_feature_exception UnsupportedFeatureException "UnsupportedFeatureException" 400 Sender;
    update_in_progress_exception UpdateInProgressException "UpdateInProgressException" 400 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "ecs",
    signing_name: "ecs",
    endpoint_prefix: "ecs",
    protocols: &[crate::Protocol::Json11],
    query_compatible: false,
    target_prefix: "AmazonEC2ContainerServiceV20141113",
    api_version: "2014-11-13",
    xml_namespace: "",
    operations: &[
        &operations::CreateCapacityProvider,
        &operations::CreateCluster,
        &operations::CreateService,
        &operations::DeleteAccountSetting,
        &operations::DeleteAttributes,
        &operations::DeleteCapacityProvider,
        &operations::DeleteCluster,
        &operations::DeleteService,
        &operations::DeleteTaskDefinitions,
        &operations::DeregisterContainerInstance,
        &operations::DeregisterTaskDefinition,
        &operations::DescribeCapacityProviders,
        &operations::DescribeClusters,
        &operations::DescribeContainerInstances,
        &operations::DescribeServiceDeployments,
        &operations::DescribeServiceRevisions,
        &operations::DescribeServices,
        &operations::DescribeTaskDefinition,
        &operations::DescribeTasks,
        &operations::ExecuteCommand,
        &operations::GetTaskProtection,
        &operations::ListAccountSettings,
        &operations::ListAttributes,
        &operations::ListClusters,
        &operations::ListContainerInstances,
        &operations::ListServiceDeployments,
        &operations::ListServices,
        &operations::ListTagsForResource,
        &operations::ListTaskDefinitionFamilies,
        &operations::ListTaskDefinitions,
        &operations::ListTasks,
        &operations::PutAccountSetting,
        &operations::PutAccountSettingDefault,
        &operations::PutAttributes,
        &operations::PutClusterCapacityProviders,
        &operations::RegisterContainerInstance,
        &operations::RegisterTaskDefinition,
        &operations::RunTask,
        &operations::StartTask,
        &operations::StopServiceDeployment,
        &operations::StopTask,
        &operations::TagResource,
        &operations::UntagResource,
        &operations::UpdateCapacityProvider,
        &operations::UpdateCluster,
        &operations::UpdateClusterSettings,
        &operations::UpdateContainerInstancesState,
        &operations::UpdateService,
        &operations::UpdateTaskProtection,
    ],
    names: &[
        "AssociateGatewayWithCluster",
        "ContinueServiceDeployment",
        "CreateCapacityProvider",
        "CreateCluster",
        "CreateDaemon",
        "CreateExpressGatewayService",
        "CreateGateway",
        "CreateService",
        "CreateTaskSet",
        "DeleteAccountSetting",
        "DeleteAttributes",
        "DeleteCapacityProvider",
        "DeleteCluster",
        "DeleteDaemon",
        "DeleteDaemonTaskDefinition",
        "DeleteExpressGatewayService",
        "DeleteGateway",
        "DeleteService",
        "DeleteTaskDefinitions",
        "DeleteTaskSet",
        "DeregisterContainerInstance",
        "DeregisterTaskDefinition",
        "DescribeCapacityProviders",
        "DescribeClusters",
        "DescribeContainerInstances",
        "DescribeDaemon",
        "DescribeDaemonDeployments",
        "DescribeDaemonRevisions",
        "DescribeDaemonTaskDefinition",
        "DescribeExpressGatewayService",
        "DescribeGateway",
        "DescribeGatewayResources",
        "DescribeGatewayRoute",
        "DescribeServiceDeployments",
        "DescribeServiceRevisions",
        "DescribeServices",
        "DescribeTaskDefinition",
        "DescribeTaskSets",
        "DescribeTasks",
        "DisassociateGatewayFromCluster",
        "DiscoverPollEndpoint",
        "ExecuteCommand",
        "GetTaskProtection",
        "ListAccountSettings",
        "ListAttributes",
        "ListClusters",
        "ListContainerInstances",
        "ListDaemonDeployments",
        "ListDaemonTaskDefinitions",
        "ListDaemons",
        "ListGatewayClusterAssociations",
        "ListGatewayRoutes",
        "ListGateways",
        "ListServiceDeployments",
        "ListServices",
        "ListServicesByNamespace",
        "ListTagsForResource",
        "ListTaskDefinitionFamilies",
        "ListTaskDefinitions",
        "ListTasks",
        "PutAccountSetting",
        "PutAccountSettingDefault",
        "PutAttributes",
        "PutClusterCapacityProviders",
        "RegisterContainerInstance",
        "RegisterDaemonTaskDefinition",
        "RegisterTaskDefinition",
        "RunTask",
        "StartTask",
        "StopServiceDeployment",
        "StopTask",
        "SubmitAttachmentStateChanges",
        "SubmitContainerStateChange",
        "SubmitTaskStateChange",
        "TagResource",
        "UntagResource",
        "UpdateCapacityProvider",
        "UpdateCluster",
        "UpdateClusterSettings",
        "UpdateContainerAgent",
        "UpdateContainerInstancesState",
        "UpdateDaemon",
        "UpdateExpressGatewayService",
        "UpdateGateway",
        "UpdateService",
        "UpdateServicePrimaryTaskSet",
        "UpdateTaskProtection",
        "UpdateTaskSet",
    ],
    refusal: &errors::InvalidParameterException,
    refused: &[],
    elsewhere: &[],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static CreateCapacityProvider: OperationSchema = OperationSchema {
        name: "CreateCapacityProvider",
        service: &SERVICE,
        input: Some(&shapes::CreateCapacityProviderRequest),
        output: Some(&shapes::CreateCapacityProviderResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::LimitExceededException,
            &errors::ServerException,
            &errors::UpdateInProgressException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static CreateCluster: OperationSchema = OperationSchema {
        name: "CreateCluster",
        service: &SERVICE,
        input: Some(&shapes::CreateClusterRequest),
        output: Some(&shapes::CreateClusterResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::NamespaceNotFoundException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static CreateService: OperationSchema = OperationSchema {
        name: "CreateService",
        service: &SERVICE,
        input: Some(&shapes::CreateServiceRequest),
        output: Some(&shapes::CreateServiceResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::PlatformUnknownException,
            &errors::NamespaceNotFoundException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
            &errors::PlatformTaskDefinitionIncompatibilityException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static DeleteAccountSetting: OperationSchema = OperationSchema {
        name: "DeleteAccountSetting",
        service: &SERVICE,
        input: Some(&shapes::DeleteAccountSettingRequest),
        output: Some(&shapes::DeleteAccountSettingResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static DeleteAttributes: OperationSchema = OperationSchema {
        name: "DeleteAttributes",
        service: &SERVICE,
        input: Some(&shapes::DeleteAttributesRequest),
        output: Some(&shapes::DeleteAttributesResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::TargetNotFoundException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static DeleteCapacityProvider: OperationSchema = OperationSchema {
        name: "DeleteCapacityProvider",
        service: &SERVICE,
        input: Some(&shapes::DeleteCapacityProviderRequest),
        output: Some(&shapes::DeleteCapacityProviderResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::UpdateInProgressException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static DeleteCluster: OperationSchema = OperationSchema {
        name: "DeleteCluster",
        service: &SERVICE,
        input: Some(&shapes::DeleteClusterRequest),
        output: Some(&shapes::DeleteClusterResponse),
        result_wrapper: "",
        errors: &[
            &errors::ClusterContainsContainerInstancesException,
            &errors::AccessDeniedException,
            &errors::ClusterContainsServicesException,
            &errors::ClusterContainsCapacityProviderException,
            &errors::ClusterContainsTasksException,
            &errors::ServerException,
            &errors::UpdateInProgressException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static DeleteService: OperationSchema = OperationSchema {
        name: "DeleteService",
        service: &SERVICE,
        input: Some(&shapes::DeleteServiceRequest),
        output: Some(&shapes::DeleteServiceResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ServiceNotFoundException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static DeleteTaskDefinitions: OperationSchema = OperationSchema {
        name: "DeleteTaskDefinitions",
        service: &SERVICE,
        input: Some(&shapes::DeleteTaskDefinitionsRequest),
        output: Some(&shapes::DeleteTaskDefinitionsResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static DeregisterContainerInstance: OperationSchema = OperationSchema {
        name: "DeregisterContainerInstance",
        service: &SERVICE,
        input: Some(&shapes::DeregisterContainerInstanceRequest),
        output: Some(&shapes::DeregisterContainerInstanceResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static DeregisterTaskDefinition: OperationSchema = OperationSchema {
        name: "DeregisterTaskDefinition",
        service: &SERVICE,
        input: Some(&shapes::DeregisterTaskDefinitionRequest),
        output: Some(&shapes::DeregisterTaskDefinitionResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static DescribeCapacityProviders: OperationSchema = OperationSchema {
        name: "DescribeCapacityProviders",
        service: &SERVICE,
        input: Some(&shapes::DescribeCapacityProvidersRequest),
        output: Some(&shapes::DescribeCapacityProvidersResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static DescribeClusters: OperationSchema = OperationSchema {
        name: "DescribeClusters",
        service: &SERVICE,
        input: Some(&shapes::DescribeClustersRequest),
        output: Some(&shapes::DescribeClustersResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static DescribeContainerInstances: OperationSchema = OperationSchema {
        name: "DescribeContainerInstances",
        service: &SERVICE,
        input: Some(&shapes::DescribeContainerInstancesRequest),
        output: Some(&shapes::DescribeContainerInstancesResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static DescribeServiceDeployments: OperationSchema = OperationSchema {
        name: "DescribeServiceDeployments",
        service: &SERVICE,
        input: Some(&shapes::DescribeServiceDeploymentsRequest),
        output: Some(&shapes::DescribeServiceDeploymentsResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ServiceNotFoundException,
            &errors::ClusterNotFoundException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static DescribeServiceRevisions: OperationSchema = OperationSchema {
        name: "DescribeServiceRevisions",
        service: &SERVICE,
        input: Some(&shapes::DescribeServiceRevisionsRequest),
        output: Some(&shapes::DescribeServiceRevisionsResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ServiceNotFoundException,
            &errors::ClusterNotFoundException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static DescribeServices: OperationSchema = OperationSchema {
        name: "DescribeServices",
        service: &SERVICE,
        input: Some(&shapes::DescribeServicesRequest),
        output: Some(&shapes::DescribeServicesResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static DescribeTaskDefinition: OperationSchema = OperationSchema {
        name: "DescribeTaskDefinition",
        service: &SERVICE,
        input: Some(&shapes::DescribeTaskDefinitionRequest),
        output: Some(&shapes::DescribeTaskDefinitionResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static DescribeTasks: OperationSchema = OperationSchema {
        name: "DescribeTasks",
        service: &SERVICE,
        input: Some(&shapes::DescribeTasksRequest),
        output: Some(&shapes::DescribeTasksResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static ExecuteCommand: OperationSchema = OperationSchema {
        name: "ExecuteCommand",
        service: &SERVICE,
        input: Some(&shapes::ExecuteCommandRequest),
        output: Some(&shapes::ExecuteCommandResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::TargetNotConnectedException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static GetTaskProtection: OperationSchema = OperationSchema {
        name: "GetTaskProtection",
        service: &SERVICE,
        input: Some(&shapes::GetTaskProtectionRequest),
        output: Some(&shapes::GetTaskProtectionResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ResourceNotFoundException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static ListAccountSettings: OperationSchema = OperationSchema {
        name: "ListAccountSettings",
        service: &SERVICE,
        input: Some(&shapes::ListAccountSettingsRequest),
        output: Some(&shapes::ListAccountSettingsResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static ListAttributes: OperationSchema = OperationSchema {
        name: "ListAttributes",
        service: &SERVICE,
        input: Some(&shapes::ListAttributesRequest),
        output: Some(&shapes::ListAttributesResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static ListClusters: OperationSchema = OperationSchema {
        name: "ListClusters",
        service: &SERVICE,
        input: Some(&shapes::ListClustersRequest),
        output: Some(&shapes::ListClustersResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static ListContainerInstances: OperationSchema = OperationSchema {
        name: "ListContainerInstances",
        service: &SERVICE,
        input: Some(&shapes::ListContainerInstancesRequest),
        output: Some(&shapes::ListContainerInstancesResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static ListServiceDeployments: OperationSchema = OperationSchema {
        name: "ListServiceDeployments",
        service: &SERVICE,
        input: Some(&shapes::ListServiceDeploymentsRequest),
        output: Some(&shapes::ListServiceDeploymentsResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ServiceNotFoundException,
            &errors::ClusterNotFoundException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static ListServices: OperationSchema = OperationSchema {
        name: "ListServices",
        service: &SERVICE,
        input: Some(&shapes::ListServicesRequest),
        output: Some(&shapes::ListServicesResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static ListTagsForResource: OperationSchema = OperationSchema {
        name: "ListTagsForResource",
        service: &SERVICE,
        input: Some(&shapes::ListTagsForResourceRequest),
        output: Some(&shapes::ListTagsForResourceResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static ListTaskDefinitionFamilies: OperationSchema = OperationSchema {
        name: "ListTaskDefinitionFamilies",
        service: &SERVICE,
        input: Some(&shapes::ListTaskDefinitionFamiliesRequest),
        output: Some(&shapes::ListTaskDefinitionFamiliesResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static ListTaskDefinitions: OperationSchema = OperationSchema {
        name: "ListTaskDefinitions",
        service: &SERVICE,
        input: Some(&shapes::ListTaskDefinitionsRequest),
        output: Some(&shapes::ListTaskDefinitionsResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static ListTasks: OperationSchema = OperationSchema {
        name: "ListTasks",
        service: &SERVICE,
        input: Some(&shapes::ListTasksRequest),
        output: Some(&shapes::ListTasksResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ServiceNotFoundException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static PutAccountSetting: OperationSchema = OperationSchema {
        name: "PutAccountSetting",
        service: &SERVICE,
        input: Some(&shapes::PutAccountSettingRequest),
        output: Some(&shapes::PutAccountSettingResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static PutAccountSettingDefault: OperationSchema = OperationSchema {
        name: "PutAccountSettingDefault",
        service: &SERVICE,
        input: Some(&shapes::PutAccountSettingDefaultRequest),
        output: Some(&shapes::PutAccountSettingDefaultResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static PutAttributes: OperationSchema = OperationSchema {
        name: "PutAttributes",
        service: &SERVICE,
        input: Some(&shapes::PutAttributesRequest),
        output: Some(&shapes::PutAttributesResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::TargetNotFoundException,
            &errors::ServerException,
            &errors::AttributeLimitExceededException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static PutClusterCapacityProviders: OperationSchema = OperationSchema {
        name: "PutClusterCapacityProviders",
        service: &SERVICE,
        input: Some(&shapes::PutClusterCapacityProvidersRequest),
        output: Some(&shapes::PutClusterCapacityProvidersResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::UpdateInProgressException,
            &errors::InvalidParameterException,
            &errors::ResourceInUseException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static RegisterContainerInstance: OperationSchema = OperationSchema {
        name: "RegisterContainerInstance",
        service: &SERVICE,
        input: Some(&shapes::RegisterContainerInstanceRequest),
        output: Some(&shapes::RegisterContainerInstanceResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static RegisterTaskDefinition: OperationSchema = OperationSchema {
        name: "RegisterTaskDefinition",
        service: &SERVICE,
        input: Some(&shapes::RegisterTaskDefinitionRequest),
        output: Some(&shapes::RegisterTaskDefinitionResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::LimitExceededException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
        ],
        http: None,
    };
    pub static RunTask: OperationSchema = OperationSchema {
        name: "RunTask",
        service: &SERVICE,
        input: Some(&shapes::RunTaskRequest),
        output: Some(&shapes::RunTaskResponse),
        result_wrapper: "",
        errors: &[
            &errors::ConflictException,
            &errors::AccessDeniedException,
            &errors::PlatformUnknownException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::BlockedException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
            &errors::PlatformTaskDefinitionIncompatibilityException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static StartTask: OperationSchema = OperationSchema {
        name: "StartTask",
        service: &SERVICE,
        input: Some(&shapes::StartTaskRequest),
        output: Some(&shapes::StartTaskResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::NamespaceNotFoundException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static StopServiceDeployment: OperationSchema = OperationSchema {
        name: "StopServiceDeployment",
        service: &SERVICE,
        input: Some(&shapes::StopServiceDeploymentRequest),
        output: Some(&shapes::StopServiceDeploymentResponse),
        result_wrapper: "",
        errors: &[
            &errors::ConflictException,
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ServiceDeploymentNotFoundException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static StopTask: OperationSchema = OperationSchema {
        name: "StopTask",
        service: &SERVICE,
        input: Some(&shapes::StopTaskRequest),
        output: Some(&shapes::StopTaskResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static TagResource: OperationSchema = OperationSchema {
        name: "TagResource",
        service: &SERVICE,
        input: Some(&shapes::TagResourceRequest),
        output: Some(&shapes::TagResourceResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::LimitExceededException,
            &errors::ResourceNotFoundException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static UntagResource: OperationSchema = OperationSchema {
        name: "UntagResource",
        service: &SERVICE,
        input: Some(&shapes::UntagResourceRequest),
        output: Some(&shapes::UntagResourceResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ResourceNotFoundException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static UpdateCapacityProvider: OperationSchema = OperationSchema {
        name: "UpdateCapacityProvider",
        service: &SERVICE,
        input: Some(&shapes::UpdateCapacityProviderRequest),
        output: Some(&shapes::UpdateCapacityProviderResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static UpdateCluster: OperationSchema = OperationSchema {
        name: "UpdateCluster",
        service: &SERVICE,
        input: Some(&shapes::UpdateClusterRequest),
        output: Some(&shapes::UpdateClusterResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::NamespaceNotFoundException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static UpdateClusterSettings: OperationSchema = OperationSchema {
        name: "UpdateClusterSettings",
        service: &SERVICE,
        input: Some(&shapes::UpdateClusterSettingsRequest),
        output: Some(&shapes::UpdateClusterSettingsResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::UpdateInProgressException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static UpdateContainerInstancesState: OperationSchema = OperationSchema {
        name: "UpdateContainerInstancesState",
        service: &SERVICE,
        input: Some(&shapes::UpdateContainerInstancesStateRequest),
        output: Some(&shapes::UpdateContainerInstancesStateResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
        ],
        http: None,
    };
    pub static UpdateService: OperationSchema = OperationSchema {
        name: "UpdateService",
        service: &SERVICE,
        input: Some(&shapes::UpdateServiceRequest),
        output: Some(&shapes::UpdateServiceResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::PlatformUnknownException,
            &errors::NamespaceNotFoundException,
            &errors::ServiceNotActiveException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ServiceNotFoundException,
            &errors::ClusterNotFoundException,
            &errors::PlatformTaskDefinitionIncompatibilityException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
    pub static UpdateTaskProtection: OperationSchema = OperationSchema {
        name: "UpdateTaskProtection",
        service: &SERVICE,
        input: Some(&shapes::UpdateTaskProtectionRequest),
        output: Some(&shapes::UpdateTaskProtectionResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::ResourceNotFoundException,
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::ClientException,
            &errors::ClusterNotFoundException,
            &errors::UnsupportedFeatureException,
        ],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static AcceleratorCountRequest: Shape = k::structure(
        "AcceleratorCountRequest",
        &[k::optional("max", &BoxedInteger), k::optional("min", &BoxedInteger)],
    );
    pub static AcceleratorManufacturer: Shape = k::string(
        "AcceleratorManufacturer",
        &["amazon-web-services", "amd", "nvidia", "xilinx", "habana"],
        "",
        k::FREE,
    );
    pub static AcceleratorManufacturerSet: Shape =
        k::list("AcceleratorManufacturerSet", &AcceleratorManufacturer, "member", false, k::FREE);
    pub static AcceleratorName: Shape = k::string(
        "AcceleratorName",
        &[
            "a100",
            "inferentia",
            "k520",
            "k80",
            "m60",
            "radeon-pro-v520",
            "t4",
            "vu9p",
            "v100",
            "a10g",
            "h100",
            "t4g",
            "l40s",
            "l4",
        ],
        "",
        k::FREE,
    );
    pub static AcceleratorNameSet: Shape =
        k::list("AcceleratorNameSet", &AcceleratorName, "member", false, k::FREE);
    pub static AcceleratorTotalMemoryMiBRequest: Shape = k::structure(
        "AcceleratorTotalMemoryMiBRequest",
        &[k::optional("max", &BoxedInteger), k::optional("min", &BoxedInteger)],
    );
    pub static AcceleratorType: Shape =
        k::string("AcceleratorType", &["gpu", "fpga", "inference"], "", k::FREE);
    pub static AcceleratorTypeSet: Shape =
        k::list("AcceleratorTypeSet", &AcceleratorType, "member", false, k::FREE);
    pub static AccessType: Shape = k::string("AccessType", &["PUBLIC", "PRIVATE"], "", k::FREE);
    pub static AccessTypeList: Shape =
        k::list("AccessTypeList", &AccessType, "member", false, k::within(0, 2));
    pub static AgentUpdateStatus: Shape = k::string(
        "AgentUpdateStatus",
        &["PENDING", "STAGING", "STAGED", "UPDATING", "UPDATED", "FAILED"],
        "",
        k::FREE,
    );
    pub static AllowedInstanceType: Shape =
        k::string("AllowedInstanceType", &[], "[a-zA-Z0-9\\.\\*\\-]+", k::within(1, 30));
    pub static AllowedInstanceTypeSet: Shape =
        k::list("AllowedInstanceTypeSet", &AllowedInstanceType, "member", false, k::within(0, 400));
    pub static ApplicationProtocol: Shape =
        k::string("ApplicationProtocol", &["http", "http2", "grpc"], "", k::FREE);
    pub static AssignPublicIp: Shape = k::string("AssignPublicIp", &["ENABLED", "DISABLED"], "", k::FREE);
    pub static Attachment: Shape = k::structure(
        "Attachment",
        &[
            k::optional("details", &AttachmentDetails),
            k::optional("id", &String),
            k::optional("status", &String),
            k::optional("type", &String),
        ],
    );
    pub static AttachmentDetails: Shape =
        k::list("AttachmentDetails", &KeyValuePair, "member", false, k::FREE);
    pub static Attachments: Shape = k::list("Attachments", &Attachment, "member", false, k::FREE);
    pub static AttestationPolicyStatus: Shape =
        k::string("AttestationPolicyStatus", &["CONFIGURED"], "", k::FREE);
    pub static Attribute: Shape = k::structure(
        "Attribute",
        &[
            k::required("name", &String),
            k::optional("targetId", &String),
            k::optional("targetType", &TargetType),
            k::optional("value", &String),
        ],
    );
    pub static Attributes: Shape = k::list("Attributes", &Attribute, "member", false, k::FREE);
    pub static AutoRepairActionsStatus: Shape =
        k::string("AutoRepairActionsStatus", &["ENABLED", "DISABLED"], "", k::FREE);
    pub static AutoRepairConfiguration: Shape =
        k::structure("AutoRepairConfiguration", &[k::optional("actionsStatus", &AutoRepairActionsStatus)]);
    pub static AutoScalingGroupProvider: Shape = k::structure(
        "AutoScalingGroupProvider",
        &[
            k::required("autoScalingGroupArn", &String),
            k::optional("managedDraining", &ManagedDraining),
            k::optional("managedScaling", &ManagedScaling),
            k::optional("managedTerminationProtection", &ManagedTerminationProtection),
        ],
    );
    pub static AutoScalingGroupProviderUpdate: Shape = k::structure(
        "AutoScalingGroupProviderUpdate",
        &[
            k::optional("managedDraining", &ManagedDraining),
            k::optional("managedScaling", &ManagedScaling),
            k::optional("managedTerminationProtection", &ManagedTerminationProtection),
        ],
    );
    pub static AvailabilityZoneRebalancing: Shape =
        k::string("AvailabilityZoneRebalancing", &["ENABLED", "DISABLED"], "", k::FREE);
    pub static AwsVpcConfiguration: Shape = k::structure(
        "AwsVpcConfiguration",
        &[
            k::optional("assignPublicIp", &AssignPublicIp),
            k::optional("securityGroups", &StringList),
            k::required("subnets", &StringList),
        ],
    );
    pub static BareMetal: Shape = k::string("BareMetal", &["included", "required", "excluded"], "", k::FREE);
    pub static BaselineEbsBandwidthMbpsRequest: Shape = k::structure(
        "BaselineEbsBandwidthMbpsRequest",
        &[k::optional("max", &BoxedInteger), k::optional("min", &BoxedInteger)],
    );
    pub static Boolean: Shape = k::simple("Boolean", Kind::Boolean, k::FREE);
    pub static BoxedBoolean: Shape = k::simple("BoxedBoolean", Kind::Boolean, k::FREE);
    pub static BoxedDouble: Shape = k::simple("BoxedDouble", Kind::Double, k::FREE);
    pub static BoxedInteger: Shape = k::simple("BoxedInteger", Kind::Integer, k::FREE);
    pub static BurstablePerformance: Shape =
        k::string("BurstablePerformance", &["included", "required", "excluded"], "", k::FREE);
    pub static CPUArchitecture: Shape = k::string("CPUArchitecture", &["X86_64", "ARM64"], "", k::FREE);
    pub static CapacityOptionType: Shape =
        k::string("CapacityOptionType", &["ON_DEMAND", "SPOT", "RESERVED"], "", k::FREE);
    pub static CapacityProvider: Shape = k::structure(
        "CapacityProvider",
        &[
            k::optional("autoScalingGroupProvider", &AutoScalingGroupProvider),
            k::optional("capacityProviderArn", &String),
            k::optional("cluster", &String),
            k::optional("managedInstancesProvider", &ManagedInstancesProvider),
            k::optional("name", &String),
            k::optional("status", &CapacityProviderStatus),
            k::optional("tags", &Tags),
            k::optional("type", &CapacityProviderType),
            k::optional("updateStatus", &CapacityProviderUpdateStatus),
            k::optional("updateStatusReason", &String),
        ],
    );
    pub static CapacityProviderField: Shape = k::string("CapacityProviderField", &["TAGS"], "", k::FREE);
    pub static CapacityProviderFieldList: Shape =
        k::list("CapacityProviderFieldList", &CapacityProviderField, "member", false, k::FREE);
    pub static CapacityProviderStatus: Shape = k::string(
        "CapacityProviderStatus",
        &["PROVISIONING", "ACTIVE", "DEPROVISIONING", "INACTIVE"],
        "",
        k::FREE,
    );
    pub static CapacityProviderStrategy: Shape =
        k::list("CapacityProviderStrategy", &CapacityProviderStrategyItem, "member", false, k::FREE);
    pub static CapacityProviderStrategyItem: Shape = k::structure(
        "CapacityProviderStrategyItem",
        &[
            k::optional("base", &CapacityProviderStrategyItemBase),
            k::required("capacityProvider", &String),
            k::optional("weight", &CapacityProviderStrategyItemWeight),
        ],
    );
    pub static CapacityProviderStrategyItemBase: Shape =
        k::simple("CapacityProviderStrategyItemBase", Kind::Integer, k::within(0, 100000));
    pub static CapacityProviderStrategyItemWeight: Shape =
        k::simple("CapacityProviderStrategyItemWeight", Kind::Integer, k::within(0, 1000));
    pub static CapacityProviderType: Shape = k::string(
        "CapacityProviderType",
        &["EC2_AUTOSCALING", "MANAGED_INSTANCES", "FARGATE", "FARGATE_SPOT"],
        "",
        k::FREE,
    );
    pub static CapacityProviderUpdateStatus: Shape = k::string(
        "CapacityProviderUpdateStatus",
        &[
            "CREATE_IN_PROGRESS",
            "CREATE_COMPLETE",
            "CREATE_FAILED",
            "DELETE_IN_PROGRESS",
            "DELETE_COMPLETE",
            "DELETE_FAILED",
            "UPDATE_IN_PROGRESS",
            "UPDATE_COMPLETE",
            "UPDATE_FAILED",
        ],
        "",
        k::FREE,
    );
    pub static CapacityProviders: Shape =
        k::list("CapacityProviders", &CapacityProvider, "member", false, k::FREE);
    pub static CapacityReservationPreference: Shape = k::string(
        "CapacityReservationPreference",
        &["RESERVATIONS_ONLY", "RESERVATIONS_FIRST", "RESERVATIONS_EXCLUDED"],
        "",
        k::FREE,
    );
    pub static CapacityReservationRequest: Shape = k::structure(
        "CapacityReservationRequest",
        &[
            k::optional("reservationGroupArn", &String),
            k::optional("reservationPreference", &CapacityReservationPreference),
        ],
    );
    pub static Cluster: Shape = k::structure(
        "Cluster",
        &[
            k::optional("activeServicesCount", &Integer),
            k::optional("attachments", &Attachments),
            k::optional("attachmentsStatus", &String),
            k::optional("capacityProviders", &StringList),
            k::optional("clusterArn", &String),
            k::optional("clusterName", &String),
            k::optional("configuration", &ClusterConfiguration),
            k::optional("defaultCapacityProviderStrategy", &CapacityProviderStrategy),
            k::optional("pendingTasksCount", &Integer),
            k::optional("registeredContainerInstancesCount", &Integer),
            k::optional("runningTasksCount", &Integer),
            k::optional("serviceConnectDefaults", &ClusterServiceConnectDefaults),
            k::optional("settings", &ClusterSettings),
            k::optional("statistics", &Statistics),
            k::optional("status", &String),
            k::optional("tags", &Tags),
        ],
    );
    pub static ClusterConfiguration: Shape = k::structure(
        "ClusterConfiguration",
        &[
            k::optional("executeCommandConfiguration", &ExecuteCommandConfiguration),
            k::optional("managedStorageConfiguration", &k::refused(&[], "keys of AWS KMS")),
        ],
    );
    pub static ClusterField: Shape = k::string(
        "ClusterField",
        &["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"],
        "",
        k::FREE,
    );
    pub static ClusterFieldList: Shape = k::list("ClusterFieldList", &ClusterField, "member", false, k::FREE);
    pub static ClusterServiceConnectDefaults: Shape =
        k::structure("ClusterServiceConnectDefaults", &[k::optional("namespace", &String)]);
    pub static ClusterSetting: Shape = k::structure(
        "ClusterSetting",
        &[k::optional("name", &ClusterSettingName), k::optional("value", &String)],
    );
    pub static ClusterSettingName: Shape =
        k::string("ClusterSettingName", &["containerInsights"], "", k::FREE);
    pub static ClusterSettings: Shape = k::list("ClusterSettings", &ClusterSetting, "member", false, k::FREE);
    pub static Clusters: Shape = k::list("Clusters", &Cluster, "member", false, k::FREE);
    pub static Compatibility: Shape =
        k::string("Compatibility", &["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"], "", k::FREE);
    pub static CompatibilityList: Shape =
        k::list("CompatibilityList", &Compatibility, "member", false, k::FREE);
    pub static Connectivity: Shape = k::string("Connectivity", &["CONNECTED", "DISCONNECTED"], "", k::FREE);
    pub static Container: Shape = k::structure(
        "Container",
        &[
            k::optional("containerArn", &String),
            k::optional("cpu", &String),
            k::optional("exitCode", &BoxedInteger),
            k::optional("gpuIds", &GpuIds),
            k::optional("gpuSharingStrategy", &SharingStrategy),
            k::optional("healthStatus", &HealthStatus),
            k::optional("image", &String),
            k::optional("imageDigest", &String),
            k::optional("lastStatus", &String),
            k::optional("managedAgents", &ManagedAgents),
            k::optional("memory", &String),
            k::optional("memoryReservation", &String),
            k::optional("name", &String),
            k::optional("networkBindings", &NetworkBindings),
            k::optional("networkInterfaces", &NetworkInterfaces),
            k::optional("neuronDeviceIds", &NeuronDeviceIds),
            k::optional("reason", &String),
            k::optional("runtimeId", &String),
            k::optional("taskArn", &String),
        ],
    );
    pub static ContainerCondition: Shape =
        k::string("ContainerCondition", &["START", "COMPLETE", "SUCCESS", "HEALTHY"], "", k::FREE);
    pub static ContainerDefinition: Shape = k::structure(
        "ContainerDefinition",
        &[
            k::optional("command", &StringList),
            k::optional("cpu", &Integer),
            k::optional("credentialSpecs", &k::refused(&[], "Active Directory")),
            k::optional("dependsOn", &ContainerDependencies),
            k::optional("disableNetworking", &k::refused(&["false"], "")),
            k::optional("dnsSearchDomains", &k::refused(&[], "names are answered by the product")),
            k::optional("dnsServers", &k::refused(&[], "names are answered by the product")),
            k::optional("dockerLabels", &DockerLabelsMap),
            k::optional("dockerSecurityOptions", &k::refused(&[], "")),
            k::optional("entryPoint", &StringList),
            k::optional("environment", &EnvironmentVariables),
            k::optional("environmentFiles", &k::refused(&[], "objects of Amazon S3")),
            k::optional("essential", &BoxedBoolean),
            k::optional("extraHosts", &k::refused(&[], "names are answered by the product")),
            k::optional("firelensConfiguration", &k::refused(&[], "FireLens")),
            k::optional("healthCheck", &HealthCheck),
            k::optional("hostname", &String),
            k::optional("image", &String),
            k::optional("interactive", &k::refused(&["false"], "")),
            k::optional(
                "links",
                &k::refused(
                    &[],
                    "name the port of a container in the same task by localhost in network mode awsvpc, or use service discovery",
                ),
            ),
            k::optional("linuxParameters", &LinuxParameters),
            k::optional("logConfiguration", &LogConfiguration),
            k::optional("memory", &BoxedInteger),
            k::optional("memoryReservation", &BoxedInteger),
            k::optional("mountPoints", &MountPointList),
            k::optional("name", &String),
            k::optional("portMappings", &PortMappingList),
            k::optional(
                "privileged",
                &k::refused(&["false"], "a container does not get the rights of this machine"),
            ),
            k::optional("pseudoTerminal", &k::refused(&["false"], "")),
            k::optional("readonlyRootFilesystem", &BoxedBoolean),
            k::optional("repositoryCredentials", &k::refused(&[], "AWS Secrets Manager")),
            k::optional("resourceRequirements", &k::refused(&[], "GPUs")),
            k::optional("restartPolicy", &ContainerRestartPolicy),
            k::optional("secrets", &SecretList),
            k::optional("startTimeout", &BoxedInteger),
            k::optional("stopTimeout", &BoxedInteger),
            k::optional("systemControls", &k::refused(&[], "sysctls")),
            k::optional("ulimits", &UlimitList),
            k::optional("user", &String),
            k::optional("versionConsistency", &VersionConsistency),
            k::optional("volumesFrom", &VolumeFromList),
            k::optional("workingDirectory", &String),
        ],
    );
    pub static ContainerDefinitions: Shape =
        k::list("ContainerDefinitions", &ContainerDefinition, "member", false, k::FREE);
    pub static ContainerDependencies: Shape =
        k::list("ContainerDependencies", &ContainerDependency, "member", false, k::FREE);
    pub static ContainerDependency: Shape = k::structure(
        "ContainerDependency",
        &[k::required("condition", &ContainerCondition), k::required("containerName", &String)],
    );
    pub static ContainerImage: Shape = k::structure(
        "ContainerImage",
        &[
            k::optional("containerName", &String),
            k::optional("image", &String),
            k::optional("imageDigest", &String),
        ],
    );
    pub static ContainerImages: Shape = k::list("ContainerImages", &ContainerImage, "member", false, k::FREE);
    pub static ContainerInstance: Shape = k::structure(
        "ContainerInstance",
        &[
            k::optional("agentConnected", &Boolean),
            k::optional("agentUpdateStatus", &AgentUpdateStatus),
            k::optional("attachments", &Attachments),
            k::optional("attributes", &Attributes),
            k::optional("capacityProviderName", &String),
            k::optional("containerInstanceArn", &String),
            k::optional("ec2InstanceId", &String),
            k::optional("gpuDevices", &GpuDevices),
            k::optional("healthStatus", &ContainerInstanceHealthStatus),
            k::optional("pendingTasksCount", &Integer),
            k::optional("registeredAt", &Timestamp),
            k::optional("registeredResources", &Resources),
            k::optional("remainingResources", &Resources),
            k::optional("runningTasksCount", &Integer),
            k::optional("status", &String),
            k::optional("statusReason", &String),
            k::optional("tags", &Tags),
            k::optional("version", &Long),
            k::optional("versionInfo", &VersionInfo),
        ],
    );
    pub static ContainerInstanceField: Shape =
        k::string("ContainerInstanceField", &["TAGS", "CONTAINER_INSTANCE_HEALTH"], "", k::FREE);
    pub static ContainerInstanceFieldList: Shape =
        k::list("ContainerInstanceFieldList", &ContainerInstanceField, "member", false, k::FREE);
    pub static ContainerInstanceHealthStatus: Shape = k::structure(
        "ContainerInstanceHealthStatus",
        &[
            k::optional("details", &InstanceHealthCheckResultList),
            k::optional("overallStatus", &InstanceHealthCheckState),
        ],
    );
    pub static ContainerInstanceStatus: Shape = k::string(
        "ContainerInstanceStatus",
        &["ACTIVE", "DRAINING", "REGISTERING", "DEREGISTERING", "REGISTRATION_FAILED"],
        "",
        k::FREE,
    );
    pub static ContainerInstances: Shape =
        k::list("ContainerInstances", &ContainerInstance, "member", false, k::FREE);
    pub static ContainerOverride: Shape = k::structure(
        "ContainerOverride",
        &[
            k::optional("command", &StringList),
            k::optional("cpu", &BoxedInteger),
            k::optional("environment", &EnvironmentVariables),
            k::optional("environmentFiles", &k::refused(&[], "objects of Amazon S3")),
            k::optional("memory", &BoxedInteger),
            k::optional("memoryReservation", &BoxedInteger),
            k::optional("name", &String),
            k::optional("resourceRequirements", &k::refused(&[], "GPUs")),
        ],
    );
    pub static ContainerOverrides: Shape =
        k::list("ContainerOverrides", &ContainerOverride, "member", false, k::FREE);
    pub static ContainerRestartPolicy: Shape = k::structure(
        "ContainerRestartPolicy",
        &[
            k::required("enabled", &BoxedBoolean),
            k::optional("ignoredExitCodes", &IntegerList),
            k::optional("restartAttemptPeriod", &BoxedInteger),
        ],
    );
    pub static Containers: Shape = k::list("Containers", &Container, "member", false, k::FREE);
    pub static CpuManufacturer: Shape =
        k::string("CpuManufacturer", &["intel", "amd", "amazon-web-services"], "", k::FREE);
    pub static CpuManufacturerSet: Shape =
        k::list("CpuManufacturerSet", &CpuManufacturer, "member", false, k::FREE);
    pub static CreateCapacityProviderRequest: Shape = k::structure(
        "CreateCapacityProviderRequest",
        &[
            k::optional("autoScalingGroupProvider", &AutoScalingGroupProvider),
            k::optional("cluster", &k::refused(&[], "capacity providers of one cluster")),
            k::optional("managedInstancesProvider", &k::refused(&[], "managed instances")),
            k::required("name", &String),
            k::optional("tags", &Tags),
        ],
    );
    pub static CreateCapacityProviderResponse: Shape =
        k::structure("CreateCapacityProviderResponse", &[k::optional("capacityProvider", &CapacityProvider)]);
    pub static CreateClusterRequest: Shape = k::structure(
        "CreateClusterRequest",
        &[
            k::optional("capacityProviders", &StringList),
            k::optional("clusterName", &String),
            k::optional("configuration", &ClusterConfiguration),
            k::optional("defaultCapacityProviderStrategy", &CapacityProviderStrategy),
            k::optional(
                "serviceConnectDefaults",
                &k::refused(
                    &[],
                    "Service Connect; use service discovery (serviceRegistries with a private DNS namespace of Cloud Map) or a load balancer",
                ),
            ),
            k::optional("settings", &ClusterSettings),
            k::optional("tags", &Tags),
        ],
    );
    pub static CreateClusterResponse: Shape =
        k::structure("CreateClusterResponse", &[k::optional("cluster", &Cluster)]);
    pub static CreateServiceRequest: Shape = k::structure(
        "CreateServiceRequest",
        &[
            k::optional("availabilityZoneRebalancing", &AvailabilityZoneRebalancing),
            k::optional("capacityProviderStrategy", &CapacityProviderStrategy),
            k::optional("clientToken", &String),
            k::optional("cluster", &String),
            k::optional("deploymentConfiguration", &DeploymentConfiguration),
            k::optional("deploymentController", &DeploymentController),
            k::optional("desiredCount", &BoxedInteger),
            k::optional("enableECSManagedTags", &Boolean),
            k::optional("enableExecuteCommand", &k::refused(&["false"], "ECS Exec")),
            k::optional("gatewayConnectors", &k::refused(&[], "")),
            k::optional("healthCheckGracePeriodSeconds", &BoxedInteger),
            k::optional("launchType", &LaunchType),
            k::optional("loadBalancers", &LoadBalancers),
            k::optional("monitoring", &k::refused(&[], "")),
            k::optional("networkConfiguration", &NetworkConfiguration),
            k::optional("placementConstraints", &PlacementConstraints),
            k::optional("placementStrategy", &PlacementStrategies),
            k::optional("platformVersion", &String),
            k::optional("propagateTags", &PropagateTags),
            k::optional("role", &String),
            k::optional("schedulingStrategy", &SchedulingStrategy),
            k::optional(
                "serviceConnectConfiguration",
                &k::refused(
                    &["false"],
                    "Service Connect; use service discovery (serviceRegistries with a private DNS namespace of Cloud Map) or a load balancer",
                ),
            ),
            k::required("serviceName", &String),
            k::optional("serviceRegistries", &ServiceRegistries),
            k::optional("tags", &Tags),
            k::optional("taskDefinition", &String),
            k::optional("volumeConfigurations", &k::refused(&[], "Amazon EBS volumes")),
            k::optional("vpcLatticeConfigurations", &k::refused(&[], "VPC Lattice")),
        ],
    );
    pub static CreateServiceResponse: Shape =
        k::structure("CreateServiceResponse", &[k::optional("service", &Service)]);
    pub static CreatedAt: Shape =
        k::structure("CreatedAt", &[k::optional("after", &Timestamp), k::optional("before", &Timestamp)]);
    pub static DeleteAccountSettingRequest: Shape = k::structure(
        "DeleteAccountSettingRequest",
        &[k::required("name", &SettingName), k::optional("principalArn", &String)],
    );
    pub static DeleteAccountSettingResponse: Shape =
        k::structure("DeleteAccountSettingResponse", &[k::optional("setting", &Setting)]);
    pub static DeleteAttributesRequest: Shape = k::structure(
        "DeleteAttributesRequest",
        &[k::required("attributes", &Attributes), k::optional("cluster", &String)],
    );
    pub static DeleteAttributesResponse: Shape =
        k::structure("DeleteAttributesResponse", &[k::optional("attributes", &Attributes)]);
    pub static DeleteCapacityProviderRequest: Shape = k::structure(
        "DeleteCapacityProviderRequest",
        &[
            k::required("capacityProvider", &String),
            k::optional("cluster", &k::refused(&[], "capacity providers of one cluster")),
        ],
    );
    pub static DeleteCapacityProviderResponse: Shape =
        k::structure("DeleteCapacityProviderResponse", &[k::optional("capacityProvider", &CapacityProvider)]);
    pub static DeleteClusterRequest: Shape =
        k::structure("DeleteClusterRequest", &[k::required("cluster", &String)]);
    pub static DeleteClusterResponse: Shape =
        k::structure("DeleteClusterResponse", &[k::optional("cluster", &Cluster)]);
    pub static DeleteServiceRequest: Shape = k::structure(
        "DeleteServiceRequest",
        &[
            k::optional("cluster", &String),
            k::optional("force", &BoxedBoolean),
            k::required("service", &String),
        ],
    );
    pub static DeleteServiceResponse: Shape =
        k::structure("DeleteServiceResponse", &[k::optional("service", &Service)]);
    pub static DeleteTaskDefinitionsRequest: Shape =
        k::structure("DeleteTaskDefinitionsRequest", &[k::required("taskDefinitions", &StringList)]);
    pub static DeleteTaskDefinitionsResponse: Shape = k::structure(
        "DeleteTaskDefinitionsResponse",
        &[k::optional("failures", &Failures), k::optional("taskDefinitions", &TaskDefinitionList)],
    );
    pub static Deployment: Shape = k::structure(
        "Deployment",
        &[
            k::optional("capacityProviderStrategy", &CapacityProviderStrategy),
            k::optional("createdAt", &Timestamp),
            k::optional("desiredCount", &Integer),
            k::optional("failedTasks", &Integer),
            k::optional("fargateEphemeralStorage", &DeploymentEphemeralStorage),
            k::optional("id", &String),
            k::optional("launchType", &LaunchType),
            k::optional("networkConfiguration", &NetworkConfiguration),
            k::optional("pendingCount", &Integer),
            k::optional("platformFamily", &String),
            k::optional("platformVersion", &String),
            k::optional("rolloutState", &DeploymentRolloutState),
            k::optional("rolloutStateReason", &String),
            k::optional("runningCount", &Integer),
            k::optional("serviceConnectConfiguration", &ServiceConnectConfiguration),
            k::optional("serviceConnectResources", &ServiceConnectServiceResourceList),
            k::optional("status", &String),
            k::optional("taskDefinition", &String),
            k::optional("updatedAt", &Timestamp),
            k::optional("volumeConfigurations", &ServiceVolumeConfigurations),
            k::optional("vpcLatticeConfigurations", &VpcLatticeConfigurations),
        ],
    );
    pub static DeploymentCircuitBreaker: Shape = k::structure(
        "DeploymentCircuitBreaker",
        &[
            k::required("enable", &Boolean),
            k::optional("resetOnHealthyTask", &BoxedBoolean),
            k::required("rollback", &Boolean),
            k::optional("thresholdConfiguration", &ThresholdConfiguration),
        ],
    );
    pub static DeploymentConfiguration: Shape = k::structure(
        "DeploymentConfiguration",
        &[
            k::optional("alarms", &k::refused(&["false"], "deployment alarms")),
            k::optional("bakeTimeInMinutes", &k::refused(&["0"], "other strategies than ROLLING")),
            k::optional("canaryConfiguration", &k::refused(&["0"], "other strategies than ROLLING")),
            k::optional("deploymentCircuitBreaker", &DeploymentCircuitBreaker),
            k::optional("earlySuccessCriteria", &k::refused(&["false"], "early success criteria")),
            k::optional("lifecycleHooks", &k::refused(&[], "lifecycle hooks")),
            k::optional("linearConfiguration", &k::refused(&["0"], "other strategies than ROLLING")),
            k::optional("maximumPercent", &BoxedInteger),
            k::optional("minimumHealthyPercent", &BoxedInteger),
            k::optional("strategy", &DeploymentStrategy),
        ],
    );
    pub static DeploymentController: Shape =
        k::structure("DeploymentController", &[k::required("type", &DeploymentControllerType)]);
    pub static DeploymentControllerType: Shape =
        k::string("DeploymentControllerType", &["ECS", "CODE_DEPLOY", "EXTERNAL"], "", k::FREE);
    pub static DeploymentEphemeralStorage: Shape =
        k::structure("DeploymentEphemeralStorage", &[k::optional("kmsKeyId", &String)]);
    pub static DeploymentLifecycleHookAction: Shape =
        k::string("DeploymentLifecycleHookAction", &["ROLLBACK", "CONTINUE"], "", k::FREE);
    pub static DeploymentLifecycleHookDetail: Shape = k::structure(
        "DeploymentLifecycleHookDetail",
        &[
            k::optional("expiresAt", &Timestamp),
            k::optional("hookId", &String),
            k::optional("status", &DeploymentLifecycleHookStatus),
            k::optional("targetArn", &String),
            k::optional("targetType", &DeploymentLifecycleHookTargetType),
            k::optional("timeoutAction", &DeploymentLifecycleHookAction),
        ],
    );
    pub static DeploymentLifecycleHookDetailList: Shape = k::list(
        "DeploymentLifecycleHookDetailList",
        &DeploymentLifecycleHookDetail,
        "member",
        false,
        k::FREE,
    );
    pub static DeploymentLifecycleHookStatus: Shape = k::string(
        "DeploymentLifecycleHookStatus",
        &["AWAITING_ACTION", "IN_PROGRESS", "SUCCEEDED", "FAILED", "TIMED_OUT"],
        "",
        k::FREE,
    );
    pub static DeploymentLifecycleHookTargetType: Shape =
        k::string("DeploymentLifecycleHookTargetType", &["AWS_LAMBDA", "PAUSE"], "", k::FREE);
    pub static DeploymentRolloutState: Shape =
        k::string("DeploymentRolloutState", &["COMPLETED", "FAILED", "IN_PROGRESS"], "", k::FREE);
    pub static DeploymentStrategy: Shape =
        k::string("DeploymentStrategy", &["ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"], "", k::FREE);
    pub static Deployments: Shape = k::list("Deployments", &Deployment, "member", false, k::FREE);
    pub static DeregisterContainerInstanceRequest: Shape = k::structure(
        "DeregisterContainerInstanceRequest",
        &[
            k::optional("cluster", &String),
            k::required("containerInstance", &String),
            k::optional("force", &BoxedBoolean),
        ],
    );
    pub static DeregisterContainerInstanceResponse: Shape = k::structure(
        "DeregisterContainerInstanceResponse",
        &[k::optional("containerInstance", &ContainerInstance)],
    );
    pub static DeregisterTaskDefinitionRequest: Shape =
        k::structure("DeregisterTaskDefinitionRequest", &[k::required("taskDefinition", &String)]);
    pub static DeregisterTaskDefinitionResponse: Shape =
        k::structure("DeregisterTaskDefinitionResponse", &[k::optional("taskDefinition", &TaskDefinition)]);
    pub static DescribeCapacityProvidersRequest: Shape = k::structure(
        "DescribeCapacityProvidersRequest",
        &[
            k::optional("capacityProviders", &StringList),
            k::optional("cluster", &String),
            k::optional("include", &CapacityProviderFieldList),
            k::optional("maxResults", &BoxedInteger),
            k::optional("nextToken", &String),
        ],
    );
    pub static DescribeCapacityProvidersResponse: Shape = k::structure(
        "DescribeCapacityProvidersResponse",
        &[
            k::optional("capacityProviders", &CapacityProviders),
            k::optional("failures", &Failures),
            k::optional("nextToken", &String),
        ],
    );
    pub static DescribeClustersRequest: Shape = k::structure(
        "DescribeClustersRequest",
        &[k::optional("clusters", &StringList), k::optional("include", &ClusterFieldList)],
    );
    pub static DescribeClustersResponse: Shape = k::structure(
        "DescribeClustersResponse",
        &[k::optional("clusters", &Clusters), k::optional("failures", &Failures)],
    );
    pub static DescribeContainerInstancesRequest: Shape = k::structure(
        "DescribeContainerInstancesRequest",
        &[
            k::optional("cluster", &String),
            k::required("containerInstances", &StringList),
            k::optional("include", &ContainerInstanceFieldList),
        ],
    );
    pub static DescribeContainerInstancesResponse: Shape = k::structure(
        "DescribeContainerInstancesResponse",
        &[k::optional("containerInstances", &ContainerInstances), k::optional("failures", &Failures)],
    );
    pub static DescribeServiceDeploymentsRequest: Shape = k::structure(
        "DescribeServiceDeploymentsRequest",
        &[k::required("serviceDeploymentArns", &StringList)],
    );
    pub static DescribeServiceDeploymentsResponse: Shape = k::structure(
        "DescribeServiceDeploymentsResponse",
        &[k::optional("failures", &Failures), k::optional("serviceDeployments", &ServiceDeployments)],
    );
    pub static DescribeServiceRevisionsRequest: Shape =
        k::structure("DescribeServiceRevisionsRequest", &[k::required("serviceRevisionArns", &StringList)]);
    pub static DescribeServiceRevisionsResponse: Shape = k::structure(
        "DescribeServiceRevisionsResponse",
        &[k::optional("failures", &Failures), k::optional("serviceRevisions", &ServiceRevisions)],
    );
    pub static DescribeServicesRequest: Shape = k::structure(
        "DescribeServicesRequest",
        &[
            k::optional("cluster", &String),
            k::optional("include", &ServiceFieldList),
            k::required("services", &StringList),
        ],
    );
    pub static DescribeServicesResponse: Shape = k::structure(
        "DescribeServicesResponse",
        &[k::optional("failures", &Failures), k::optional("services", &Services)],
    );
    pub static DescribeTaskDefinitionRequest: Shape = k::structure(
        "DescribeTaskDefinitionRequest",
        &[k::optional("include", &TaskDefinitionFieldList), k::required("taskDefinition", &String)],
    );
    pub static DescribeTaskDefinitionResponse: Shape = k::structure(
        "DescribeTaskDefinitionResponse",
        &[k::optional("tags", &Tags), k::optional("taskDefinition", &TaskDefinition)],
    );
    pub static DescribeTasksRequest: Shape = k::structure(
        "DescribeTasksRequest",
        &[
            k::optional("cluster", &String),
            k::optional("include", &TaskFieldList),
            k::required("tasks", &StringList),
        ],
    );
    pub static DescribeTasksResponse: Shape = k::structure(
        "DescribeTasksResponse",
        &[k::optional("failures", &Failures), k::optional("tasks", &Tasks)],
    );
    pub static DesiredStatus: Shape =
        k::string("DesiredStatus", &["RUNNING", "PENDING", "STOPPED"], "", k::FREE);
    pub static DockerLabelsMap: Shape =
        k::map("DockerLabelsMap", &String, &String, ("key", "value"), false, k::FREE);
    pub static DockerVolumeConfiguration: Shape = k::structure(
        "DockerVolumeConfiguration",
        &[
            k::optional("autoprovision", &BoxedBoolean),
            k::optional("driver", &String),
            k::optional("driverOpts", &k::refused(&[], "options of volume drivers")),
            k::optional("labels", &StringMap),
            k::optional("scope", &Scope),
        ],
    );
    pub static Double: Shape = k::simple("Double", Kind::Double, k::FREE);
    pub static Duration: Shape = k::simple("Duration", Kind::Integer, k::within(0, 2147483647));
    pub static EBSKMSKeyId: Shape = k::string("EBSKMSKeyId", &[], "", k::FREE);
    pub static EBSResourceType: Shape = k::string("EBSResourceType", &["volume"], "", k::FREE);
    pub static EBSSnapshotId: Shape = k::string("EBSSnapshotId", &[], "", k::FREE);
    pub static EBSTagSpecification: Shape = k::structure(
        "EBSTagSpecification",
        &[
            k::optional("propagateTags", &PropagateTags),
            k::required("resourceType", &EBSResourceType),
            k::optional("tags", &Tags),
        ],
    );
    pub static EBSTagSpecifications: Shape =
        k::list("EBSTagSpecifications", &EBSTagSpecification, "member", false, k::FREE);
    pub static EBSVolumeType: Shape = k::string("EBSVolumeType", &[], "", k::FREE);
    pub static ECSManagedResources: Shape = k::structure(
        "ECSManagedResources",
        &[
            k::optional("autoScaling", &ManagedAutoScaling),
            k::optional("gatewayConnections", &GatewayConnectionList),
            k::optional("ingressPaths", &ManagedIngressPaths),
            k::optional("logGroups", &ManagedLogGroups),
            k::optional("metricAlarms", &ManagedMetricAlarms),
            k::optional("serviceSecurityGroups", &ManagedSecurityGroups),
        ],
    );
    pub static ECSVolumeName: Shape = k::string("ECSVolumeName", &[], "", k::FREE);
    pub static EnvironmentVariables: Shape =
        k::sensitive(k::list("EnvironmentVariables", &KeyValuePair, "member", false, k::FREE));
    pub static EphemeralStorage: Shape =
        k::structure("EphemeralStorage", &[k::required("sizeInGiB", &Integer)]);
    pub static ExcludedInstanceType: Shape =
        k::string("ExcludedInstanceType", &[], "[a-zA-Z0-9\\.\\*\\-]+", k::within(1, 30));
    pub static ExcludedInstanceTypeSet: Shape =
        k::list("ExcludedInstanceTypeSet", &ExcludedInstanceType, "member", false, k::within(0, 400));
    pub static ExecuteCommandConfiguration: Shape = k::structure(
        "ExecuteCommandConfiguration",
        &[
            k::optional("kmsKeyId", &String),
            k::optional("logConfiguration", &ExecuteCommandLogConfiguration),
            k::optional("logging", &ExecuteCommandLogging),
        ],
    );
    pub static ExecuteCommandLogConfiguration: Shape = k::structure(
        "ExecuteCommandLogConfiguration",
        &[
            k::optional("cloudWatchEncryptionEnabled", &Boolean),
            k::optional("cloudWatchLogGroupName", &String),
            k::optional("s3BucketName", &String),
            k::optional("s3EncryptionEnabled", &Boolean),
            k::optional("s3KeyPrefix", &String),
        ],
    );
    pub static ExecuteCommandLogging: Shape =
        k::string("ExecuteCommandLogging", &["NONE", "DEFAULT", "OVERRIDE"], "", k::FREE);
    pub static ExecuteCommandRequest: Shape = k::structure(
        "ExecuteCommandRequest",
        &[
            k::optional("cluster", &String),
            k::required("command", &String),
            k::optional("container", &String),
            k::required("interactive", &Boolean),
            k::required("task", &String),
        ],
    );
    pub static ExecuteCommandResponse: Shape = k::structure(
        "ExecuteCommandResponse",
        &[
            k::optional("clusterArn", &String),
            k::optional("containerArn", &String),
            k::optional("containerName", &String),
            k::optional("interactive", &Boolean),
            k::optional("session", &Session),
            k::optional("taskArn", &String),
        ],
    );
    pub static Failure: Shape = k::structure(
        "Failure",
        &[k::optional("arn", &String), k::optional("detail", &String), k::optional("reason", &String)],
    );
    pub static Failures: Shape = k::list("Failures", &Failure, "member", false, k::FREE);
    pub static GatewayConnection: Shape = k::structure(
        "GatewayConnection",
        &[
            k::optional("accessType", &AccessType),
            k::optional("gatewayArn", &String),
            k::optional("gatewayRouteArn", &String),
            k::optional("portName", &String),
            k::optional("resources", &GatewayConnectionResources),
            k::optional("serviceUrl", &String),
            k::optional("status", &GatewayRouteStatus),
        ],
    );
    pub static GatewayConnectionAlbResources: Shape = k::structure(
        "GatewayConnectionAlbResources",
        &[
            k::optional("acmCertificateArn", &String),
            k::optional("alternateTargetGroupArn", &String),
            k::optional("listenerArn", &String),
            k::optional("listenerRuleArn", &String),
            k::optional("loadBalancerArn", &String),
            k::optional("loadBalancerSecurityGroupArns", &StringList),
            k::optional("targetGroupArn", &String),
            k::optional("testListenerRuleArn", &String),
        ],
    );
    pub static GatewayConnectionAlbResourcesList: Shape = k::list(
        "GatewayConnectionAlbResourcesList",
        &GatewayConnectionAlbResources,
        "member",
        false,
        k::within(0, 1),
    );
    pub static GatewayConnectionList: Shape =
        k::list("GatewayConnectionList", &GatewayConnection, "member", false, k::within(0, 5));
    pub static GatewayConnectionResources: Shape = k::union(
        "GatewayConnectionResources",
        &[k::optional("hostSharedAlb", &GatewayConnectionAlbResourcesList)],
    );
    pub static GatewayConnector: Shape = k::structure(
        "GatewayConnector",
        &[
            k::optional("deregistrationDelay", &GatewayConnectorDeregistrationDelay),
            k::optional("filters", &GatewayConnectorFilters),
            k::optional("healthCheck", &GatewayConnectorHealthCheck),
            k::required("portName", &String),
        ],
    );
    pub static GatewayConnectorDeregistrationDelay: Shape = k::structure(
        "GatewayConnectorDeregistrationDelay",
        &[k::optional("timeoutSeconds", &GatewayConnectorDeregistrationDelayTimeoutSecondsInteger)],
    );
    pub static GatewayConnectorDeregistrationDelayTimeoutSecondsInteger: Shape = k::simple(
        "GatewayConnectorDeregistrationDelayTimeoutSecondsInteger",
        Kind::Integer,
        k::within(0, 3600),
    );
    pub static GatewayConnectorFilters: Shape =
        k::structure("GatewayConnectorFilters", &[k::optional("accessTypes", &AccessTypeList)]);
    pub static GatewayConnectorHealthCheck: Shape = k::structure(
        "GatewayConnectorHealthCheck",
        &[
            k::optional("healthCheckIntervalSeconds", &BoxedInteger),
            k::optional("healthCheckPath", &String),
            k::optional("healthCheckPort", &BoxedInteger),
            k::optional("healthCheckProtocol", &GatewayConnectorHealthCheckProtocol),
            k::optional("healthCheckTimeoutSeconds", &BoxedInteger),
            k::optional("healthyThresholdCount", &BoxedInteger),
            k::optional("matcher", &GatewayConnectorHealthCheckMatcher),
            k::optional("unhealthyThresholdCount", &BoxedInteger),
        ],
    );
    pub static GatewayConnectorHealthCheckMatcher: Shape = k::structure(
        "GatewayConnectorHealthCheckMatcher",
        &[k::optional("grpcCode", &String), k::optional("httpCode", &String)],
    );
    pub static GatewayConnectorHealthCheckProtocol: Shape =
        k::string("GatewayConnectorHealthCheckProtocol", &["HTTP", "HTTPS"], "", k::FREE);
    pub static GatewayConnectorList: Shape =
        k::list("GatewayConnectorList", &GatewayConnector, "member", false, k::within(0, 1));
    pub static GatewayRouteStatus: Shape = k::string(
        "GatewayRouteStatus",
        &[
            "ACTIVE",
            "CREATE_IN_PROGRESS",
            "CREATE_FAILED",
            "UPDATE_IN_PROGRESS",
            "UPDATE_FAILED",
            "DELETE_IN_PROGRESS",
            "DELETE_FAILED",
        ],
        "",
        k::FREE,
    );
    pub static GetTaskProtectionRequest: Shape = k::structure(
        "GetTaskProtectionRequest",
        &[k::required("cluster", &String), k::optional("tasks", &StringList)],
    );
    pub static GetTaskProtectionResponse: Shape = k::structure(
        "GetTaskProtectionResponse",
        &[k::optional("failures", &Failures), k::optional("protectedTasks", &ProtectedTasks)],
    );
    pub static GpuDevice: Shape = k::structure(
        "GpuDevice",
        &[
            k::optional("containerCount", &BoxedInteger),
            k::optional("gpuId", &String),
            k::optional("remainingMemoryInMiB", &BoxedInteger),
            k::optional("sharingMode", &GpuSharingMode),
            k::optional("totalMemoryInMiB", &BoxedInteger),
        ],
    );
    pub static GpuDevices: Shape = k::list("GpuDevices", &GpuDevice, "member", false, k::FREE);
    pub static GpuIds: Shape = k::list("GpuIds", &String, "member", false, k::FREE);
    pub static GpuSharingMode: Shape =
        k::string("GpuSharingMode", &["IDLE", "NVIDIA_MPS", "DEDICATED"], "", k::FREE);
    pub static HealthCheck: Shape = k::structure(
        "HealthCheck",
        &[
            k::required("command", &StringList),
            k::optional("interval", &BoxedInteger),
            k::optional("retries", &BoxedInteger),
            k::optional("startPeriod", &BoxedInteger),
            k::optional("timeout", &BoxedInteger),
        ],
    );
    pub static HealthStatus: Shape =
        k::string("HealthStatus", &["HEALTHY", "UNHEALTHY", "UNKNOWN"], "", k::FREE);
    pub static HostVolumeProperties: Shape =
        k::structure("HostVolumeProperties", &[k::optional("sourcePath", &String)]);
    pub static IAMRoleArn: Shape = k::string("IAMRoleArn", &[], "", k::FREE);
    pub static InferenceAccelerator: Shape = k::structure(
        "InferenceAccelerator",
        &[k::required("deviceName", &String), k::required("deviceType", &String)],
    );
    pub static InferenceAccelerators: Shape =
        k::list("InferenceAccelerators", &InferenceAccelerator, "member", false, k::FREE);
    pub static InfrastructureOptimization: Shape =
        k::structure("InfrastructureOptimization", &[k::optional("scaleInAfter", &BoxedInteger)]);
    pub static InstanceGeneration: Shape =
        k::string("InstanceGeneration", &["current", "previous"], "", k::FREE);
    pub static InstanceGenerationSet: Shape =
        k::list("InstanceGenerationSet", &InstanceGeneration, "member", false, k::FREE);
    pub static InstanceHealthCheckResult: Shape = k::structure(
        "InstanceHealthCheckResult",
        &[
            k::optional("lastStatusChange", &Timestamp),
            k::optional("lastUpdated", &Timestamp),
            k::optional("status", &InstanceHealthCheckState),
            k::optional("statusReason", &String),
            k::optional("type", &InstanceHealthCheckType),
        ],
    );
    pub static InstanceHealthCheckResultList: Shape =
        k::list("InstanceHealthCheckResultList", &InstanceHealthCheckResult, "member", false, k::FREE);
    pub static InstanceHealthCheckState: Shape = k::string(
        "InstanceHealthCheckState",
        &["OK", "IMPAIRED", "INSUFFICIENT_DATA", "INITIALIZING"],
        "",
        k::FREE,
    );
    pub static InstanceHealthCheckType: Shape = k::string(
        "InstanceHealthCheckType",
        &["CONTAINER_RUNTIME", "ACCELERATED_COMPUTE", "DAEMON", "AGENT_CONNECTIVITY"],
        "",
        k::FREE,
    );
    pub static InstanceLaunchTemplate: Shape = k::structure(
        "InstanceLaunchTemplate",
        &[
            k::optional("capacityOptionType", &CapacityOptionType),
            k::optional("capacityReservations", &CapacityReservationRequest),
            k::required("ec2InstanceProfileArn", &String),
            k::optional("fipsEnabled", &BoxedBoolean),
            k::optional("instanceMetadataTagsPropagation", &BoxedBoolean),
            k::optional("instanceRequirements", &InstanceRequirementsRequest),
            k::optional("localStorageConfiguration", &ManagedInstancesLocalStorageConfiguration),
            k::optional("monitoring", &ManagedInstancesMonitoringOptions),
            k::required("networkConfiguration", &ManagedInstancesNetworkConfiguration),
            k::optional("nitroEnclavesEnabled", &BoxedBoolean),
            k::optional("storageConfiguration", &ManagedInstancesStorageConfiguration),
        ],
    );
    pub static InstanceRequirementsRequest: Shape = k::structure(
        "InstanceRequirementsRequest",
        &[
            k::optional("acceleratorCount", &AcceleratorCountRequest),
            k::optional("acceleratorManufacturers", &AcceleratorManufacturerSet),
            k::optional("acceleratorNames", &AcceleratorNameSet),
            k::optional("acceleratorTotalMemoryMiB", &AcceleratorTotalMemoryMiBRequest),
            k::optional("acceleratorTypes", &AcceleratorTypeSet),
            k::optional("allowedInstanceTypes", &AllowedInstanceTypeSet),
            k::optional("bareMetal", &BareMetal),
            k::optional("baselineEbsBandwidthMbps", &BaselineEbsBandwidthMbpsRequest),
            k::optional("burstablePerformance", &BurstablePerformance),
            k::optional("cpuManufacturers", &CpuManufacturerSet),
            k::optional("excludedInstanceTypes", &ExcludedInstanceTypeSet),
            k::optional("instanceGenerations", &InstanceGenerationSet),
            k::optional("localStorage", &LocalStorage),
            k::optional("localStorageTypes", &LocalStorageTypeSet),
            k::optional("maxSpotPriceAsPercentageOfOptimalOnDemandPrice", &BoxedInteger),
            k::optional("memoryGiBPerVCpu", &MemoryGiBPerVCpuRequest),
            k::required("memoryMiB", &MemoryMiBRequest),
            k::optional("networkBandwidthGbps", &NetworkBandwidthGbpsRequest),
            k::optional("networkInterfaceCount", &NetworkInterfaceCountRequest),
            k::optional("onDemandMaxPricePercentageOverLowestPrice", &BoxedInteger),
            k::optional("requireHibernateSupport", &BoxedBoolean),
            k::optional("spotMaxPricePercentageOverLowestPrice", &BoxedInteger),
            k::optional("totalLocalStorageGB", &TotalLocalStorageGBRequest),
            k::required("vCpuCount", &VCpuCountRangeRequest),
        ],
    );
    pub static Integer: Shape = k::simple("Integer", Kind::Integer, k::FREE);
    pub static IntegerList: Shape = k::list("IntegerList", &BoxedInteger, "member", false, k::FREE);
    pub static IpcMode: Shape = k::string("IpcMode", &["host", "task", "none"], "", k::FREE);
    pub static IsolationMode: Shape =
        k::string("IsolationMode", &["SHARED", "ISOLATED_SANDBOX", "CONFIDENTIAL_SANDBOX"], "", k::FREE);
    pub static KernelCapabilities: Shape = k::structure(
        "KernelCapabilities",
        &[
            k::optional("add", &k::refused(&[], "containers do not get more rights")),
            k::optional("drop", &StringList),
        ],
    );
    pub static KeyValuePair: Shape =
        k::structure("KeyValuePair", &[k::optional("name", &String), k::optional("value", &String)]);
    pub static LaunchType: Shape =
        k::string("LaunchType", &["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"], "", k::FREE);
    pub static LinuxParameters: Shape = k::structure(
        "LinuxParameters",
        &[
            k::optional("capabilities", &KernelCapabilities),
            k::optional("devices", &k::refused(&["false"], "")),
            k::optional("initProcessEnabled", &k::refused(&["false"], "")),
            k::optional("maxSwap", &k::refused(&[], "swap")),
            k::optional("sharedMemorySize", &BoxedInteger),
            k::optional("swappiness", &k::refused(&[], "swap")),
            k::optional("tmpfs", &TmpfsList),
        ],
    );
    pub static ListAccountSettingsRequest: Shape = k::structure(
        "ListAccountSettingsRequest",
        &[
            k::optional("effectiveSettings", &Boolean),
            k::optional("maxResults", &Integer),
            k::optional("name", &SettingName),
            k::optional("nextToken", &String),
            k::optional("principalArn", &String),
            k::optional("value", &String),
        ],
    );
    pub static ListAccountSettingsResponse: Shape = k::structure(
        "ListAccountSettingsResponse",
        &[k::optional("nextToken", &String), k::optional("settings", &Settings)],
    );
    pub static ListAttributesRequest: Shape = k::structure(
        "ListAttributesRequest",
        &[
            k::optional("attributeName", &String),
            k::optional("attributeValue", &String),
            k::optional("cluster", &String),
            k::optional("maxResults", &BoxedInteger),
            k::optional("nextToken", &String),
            k::required("targetType", &TargetType),
        ],
    );
    pub static ListAttributesResponse: Shape = k::structure(
        "ListAttributesResponse",
        &[k::optional("attributes", &Attributes), k::optional("nextToken", &String)],
    );
    pub static ListClustersRequest: Shape = k::structure(
        "ListClustersRequest",
        &[k::optional("maxResults", &BoxedInteger), k::optional("nextToken", &String)],
    );
    pub static ListClustersResponse: Shape = k::structure(
        "ListClustersResponse",
        &[k::optional("clusterArns", &StringList), k::optional("nextToken", &String)],
    );
    pub static ListContainerInstancesRequest: Shape = k::structure(
        "ListContainerInstancesRequest",
        &[
            k::optional("cluster", &String),
            k::optional("filter", &String),
            k::optional("maxResults", &BoxedInteger),
            k::optional("nextToken", &String),
            k::optional("status", &ContainerInstanceStatus),
        ],
    );
    pub static ListContainerInstancesResponse: Shape = k::structure(
        "ListContainerInstancesResponse",
        &[k::optional("containerInstanceArns", &StringList), k::optional("nextToken", &String)],
    );
    pub static ListServiceDeploymentsRequest: Shape = k::structure(
        "ListServiceDeploymentsRequest",
        &[
            k::optional("cluster", &String),
            k::optional("createdAt", &CreatedAt),
            k::optional("maxResults", &BoxedInteger),
            k::optional("nextToken", &String),
            k::required("service", &String),
            k::optional("status", &ServiceDeploymentStatusList),
        ],
    );
    pub static ListServiceDeploymentsResponse: Shape = k::structure(
        "ListServiceDeploymentsResponse",
        &[k::optional("nextToken", &String), k::optional("serviceDeployments", &ServiceDeploymentsBrief)],
    );
    pub static ListServicesRequest: Shape = k::structure(
        "ListServicesRequest",
        &[
            k::optional("cluster", &String),
            k::optional("launchType", &LaunchType),
            k::optional("maxResults", &BoxedInteger),
            k::optional("nextToken", &String),
            k::optional("resourceManagementType", &k::refused(&["CUSTOMER"], "services managed by others")),
            k::optional("schedulingStrategy", &SchedulingStrategy),
        ],
    );
    pub static ListServicesResponse: Shape = k::structure(
        "ListServicesResponse",
        &[k::optional("nextToken", &String), k::optional("serviceArns", &StringList)],
    );
    pub static ListTagsForResourceRequest: Shape =
        k::structure("ListTagsForResourceRequest", &[k::required("resourceArn", &String)]);
    pub static ListTagsForResourceResponse: Shape =
        k::structure("ListTagsForResourceResponse", &[k::optional("tags", &Tags)]);
    pub static ListTaskDefinitionFamiliesRequest: Shape = k::structure(
        "ListTaskDefinitionFamiliesRequest",
        &[
            k::optional("familyPrefix", &String),
            k::optional("maxResults", &BoxedInteger),
            k::optional("nextToken", &String),
            k::optional("status", &TaskDefinitionFamilyStatus),
        ],
    );
    pub static ListTaskDefinitionFamiliesResponse: Shape = k::structure(
        "ListTaskDefinitionFamiliesResponse",
        &[k::optional("families", &StringList), k::optional("nextToken", &String)],
    );
    pub static ListTaskDefinitionsRequest: Shape = k::structure(
        "ListTaskDefinitionsRequest",
        &[
            k::optional("familyPrefix", &String),
            k::optional("maxResults", &BoxedInteger),
            k::optional("nextToken", &String),
            k::optional("sort", &SortOrder),
            k::optional("status", &TaskDefinitionStatus),
        ],
    );
    pub static ListTaskDefinitionsResponse: Shape = k::structure(
        "ListTaskDefinitionsResponse",
        &[k::optional("nextToken", &String), k::optional("taskDefinitionArns", &StringList)],
    );
    pub static ListTasksRequest: Shape = k::structure(
        "ListTasksRequest",
        &[
            k::optional("cluster", &String),
            k::optional("containerInstance", &String),
            k::optional("daemonName", &k::refused(&[], "daemons of managed instances")),
            k::optional("desiredStatus", &DesiredStatus),
            k::optional("family", &String),
            k::optional("launchType", &LaunchType),
            k::optional("maxResults", &BoxedInteger),
            k::optional("nextToken", &String),
            k::optional("serviceName", &String),
            k::optional("startedBy", &String),
        ],
    );
    pub static ListTasksResponse: Shape = k::structure(
        "ListTasksResponse",
        &[k::optional("nextToken", &String), k::optional("taskArns", &StringList)],
    );
    pub static LoadBalancer: Shape = k::structure(
        "LoadBalancer",
        &[
            k::optional("advancedConfiguration", &k::refused(&[], "other strategies than ROLLING")),
            k::optional("containerName", &String),
            k::optional("containerPort", &BoxedInteger),
            k::optional("loadBalancerName", &k::refused(&[], "Classic Load Balancers")),
            k::optional("targetGroupArn", &String),
        ],
    );
    pub static LoadBalancers: Shape = k::list("LoadBalancers", &LoadBalancer, "member", false, k::FREE);
    pub static LocalStorage: Shape =
        k::string("LocalStorage", &["included", "required", "excluded"], "", k::FREE);
    pub static LocalStorageType: Shape = k::string("LocalStorageType", &["hdd", "ssd"], "", k::FREE);
    pub static LocalStorageTypeSet: Shape =
        k::list("LocalStorageTypeSet", &LocalStorageType, "member", false, k::FREE);
    pub static LogConfiguration: Shape = k::structure(
        "LogConfiguration",
        &[
            k::required("logDriver", &LogDriver),
            k::optional("options", &LogConfigurationOptionsMap),
            k::optional("secretOptions", &k::refused(&[], "AWS Secrets Manager")),
        ],
    );
    pub static LogConfigurationOptionsMap: Shape =
        k::map("LogConfigurationOptionsMap", &String, &String, ("key", "value"), false, k::FREE);
    pub static LogDriver: Shape = k::string(
        "LogDriver",
        &["json-file", "syslog", "journald", "gelf", "fluentd", "awslogs", "splunk", "awsfirelens"],
        "",
        k::FREE,
    );
    pub static Long: Shape = k::simple("Long", Kind::Long, k::FREE);
    pub static ManagedAgent: Shape = k::structure(
        "ManagedAgent",
        &[
            k::optional("lastStartedAt", &Timestamp),
            k::optional("lastStatus", &String),
            k::optional("name", &ManagedAgentName),
            k::optional("reason", &String),
        ],
    );
    pub static ManagedAgentName: Shape = k::string("ManagedAgentName", &["ExecuteCommandAgent"], "", k::FREE);
    pub static ManagedAgents: Shape = k::list("ManagedAgents", &ManagedAgent, "member", false, k::FREE);
    pub static ManagedApplicationAutoScalingPolicies: Shape = k::list(
        "ManagedApplicationAutoScalingPolicies",
        &ManagedApplicationAutoScalingPolicy,
        "member",
        false,
        k::FREE,
    );
    pub static ManagedApplicationAutoScalingPolicy: Shape = k::structure(
        "ManagedApplicationAutoScalingPolicy",
        &[
            k::optional("arn", &String),
            k::required("metric", &String),
            k::required("policyType", &String),
            k::required("status", &ManagedResourceStatus),
            k::optional("statusReason", &String),
            k::required("targetValue", &Double),
            k::required("updatedAt", &Timestamp),
        ],
    );
    pub static ManagedAutoScaling: Shape = k::structure(
        "ManagedAutoScaling",
        &[
            k::optional("applicationAutoScalingPolicies", &ManagedApplicationAutoScalingPolicies),
            k::optional("scalableTarget", &ManagedScalableTarget),
        ],
    );
    pub static ManagedCertificate: Shape = k::structure(
        "ManagedCertificate",
        &[
            k::optional("arn", &String),
            k::required("domainName", &String),
            k::required("status", &ManagedResourceStatus),
            k::optional("statusReason", &String),
            k::required("updatedAt", &Timestamp),
        ],
    );
    pub static ManagedDraining: Shape = k::string("ManagedDraining", &["ENABLED", "DISABLED"], "", k::FREE);
    pub static ManagedIngressPath: Shape = k::structure(
        "ManagedIngressPath",
        &[
            k::required("accessType", &AccessType),
            k::optional("certificate", &ManagedCertificate),
            k::required("endpoint", &String),
            k::optional("listener", &ManagedListener),
            k::optional("loadBalancer", &ManagedLoadBalancer),
            k::optional("loadBalancerSecurityGroups", &ManagedSecurityGroups),
            k::optional("rule", &ManagedListenerRule),
            k::optional("targetGroups", &ManagedTargetGroups),
        ],
    );
    pub static ManagedIngressPaths: Shape =
        k::list("ManagedIngressPaths", &ManagedIngressPath, "member", false, k::FREE);
    pub static ManagedInstancesLocalStorageConfiguration: Shape = k::structure(
        "ManagedInstancesLocalStorageConfiguration",
        &[k::optional("useLocalStorage", &Boolean)],
    );
    pub static ManagedInstancesMonitoringOptions: Shape =
        k::string("ManagedInstancesMonitoringOptions", &["BASIC", "DETAILED"], "", k::FREE);
    pub static ManagedInstancesNetworkConfiguration: Shape = k::structure(
        "ManagedInstancesNetworkConfiguration",
        &[k::optional("securityGroups", &StringList), k::optional("subnets", &StringList)],
    );
    pub static ManagedInstancesProvider: Shape = k::structure(
        "ManagedInstancesProvider",
        &[
            k::optional("autoRepairConfiguration", &AutoRepairConfiguration),
            k::optional("infrastructureOptimization", &InfrastructureOptimization),
            k::optional("infrastructureRoleArn", &String),
            k::optional("instanceLaunchTemplate", &InstanceLaunchTemplate),
            k::optional("propagateTags", &PropagateMITags),
        ],
    );
    pub static ManagedInstancesStorageConfiguration: Shape = k::structure(
        "ManagedInstancesStorageConfiguration",
        &[k::optional("storageSizeGiB", &TaskVolumeStorageGiB)],
    );
    pub static ManagedListener: Shape = k::structure(
        "ManagedListener",
        &[
            k::optional("arn", &String),
            k::required("status", &ManagedResourceStatus),
            k::optional("statusReason", &String),
            k::required("updatedAt", &Timestamp),
        ],
    );
    pub static ManagedListenerRule: Shape = k::structure(
        "ManagedListenerRule",
        &[
            k::optional("arn", &String),
            k::required("status", &ManagedResourceStatus),
            k::optional("statusReason", &String),
            k::required("updatedAt", &Timestamp),
        ],
    );
    pub static ManagedLoadBalancer: Shape = k::structure(
        "ManagedLoadBalancer",
        &[
            k::optional("arn", &String),
            k::required("scheme", &String),
            k::optional("securityGroupIds", &StringList),
            k::required("status", &ManagedResourceStatus),
            k::optional("statusReason", &String),
            k::optional("subnetIds", &StringList),
            k::required("updatedAt", &Timestamp),
        ],
    );
    pub static ManagedLogGroup: Shape = k::structure(
        "ManagedLogGroup",
        &[
            k::optional("arn", &String),
            k::required("logGroupName", &String),
            k::required("status", &ManagedResourceStatus),
            k::optional("statusReason", &String),
            k::required("updatedAt", &Timestamp),
        ],
    );
    pub static ManagedLogGroups: Shape =
        k::list("ManagedLogGroups", &ManagedLogGroup, "member", false, k::FREE);
    pub static ManagedMetricAlarm: Shape = k::structure(
        "ManagedMetricAlarm",
        &[
            k::optional("arn", &String),
            k::required("status", &ManagedResourceStatus),
            k::optional("statusReason", &String),
            k::required("updatedAt", &Timestamp),
        ],
    );
    pub static ManagedMetricAlarms: Shape =
        k::list("ManagedMetricAlarms", &ManagedMetricAlarm, "member", false, k::FREE);
    pub static ManagedResourceStatus: Shape = k::string(
        "ManagedResourceStatus",
        &["PROVISIONING", "ACTIVE", "DEPROVISIONING", "DELETED", "FAILED"],
        "",
        k::FREE,
    );
    pub static ManagedScalableTarget: Shape = k::structure(
        "ManagedScalableTarget",
        &[
            k::optional("arn", &String),
            k::required("maxCapacity", &Integer),
            k::required("minCapacity", &Integer),
            k::required("status", &ManagedResourceStatus),
            k::optional("statusReason", &String),
            k::required("updatedAt", &Timestamp),
        ],
    );
    pub static ManagedScaling: Shape = k::structure(
        "ManagedScaling",
        &[
            k::optional("instanceWarmupPeriod", &ManagedScalingInstanceWarmupPeriod),
            k::optional("maximumScalingStepSize", &ManagedScalingStepSize),
            k::optional("minimumScalingStepSize", &ManagedScalingStepSize),
            k::optional("status", &ManagedScalingStatus),
            k::optional("targetCapacity", &ManagedScalingTargetCapacity),
        ],
    );
    pub static ManagedScalingInstanceWarmupPeriod: Shape =
        k::simple("ManagedScalingInstanceWarmupPeriod", Kind::Integer, k::within(0, 10000));
    pub static ManagedScalingStatus: Shape =
        k::string("ManagedScalingStatus", &["ENABLED", "DISABLED"], "", k::FREE);
    pub static ManagedScalingStepSize: Shape =
        k::simple("ManagedScalingStepSize", Kind::Integer, k::within(1, 10000));
    pub static ManagedScalingTargetCapacity: Shape =
        k::simple("ManagedScalingTargetCapacity", Kind::Integer, k::within(1, 100));
    pub static ManagedSecurityGroup: Shape = k::structure(
        "ManagedSecurityGroup",
        &[
            k::optional("arn", &String),
            k::required("status", &ManagedResourceStatus),
            k::optional("statusReason", &String),
            k::required("updatedAt", &Timestamp),
        ],
    );
    pub static ManagedSecurityGroups: Shape =
        k::list("ManagedSecurityGroups", &ManagedSecurityGroup, "member", false, k::FREE);
    pub static ManagedTargetGroup: Shape = k::structure(
        "ManagedTargetGroup",
        &[
            k::optional("arn", &String),
            k::required("healthCheckPath", &String),
            k::required("healthCheckPort", &Integer),
            k::required("port", &Integer),
            k::required("status", &ManagedResourceStatus),
            k::optional("statusReason", &String),
            k::required("updatedAt", &Timestamp),
        ],
    );
    pub static ManagedTargetGroups: Shape =
        k::list("ManagedTargetGroups", &ManagedTargetGroup, "member", false, k::FREE);
    pub static ManagedTerminationProtection: Shape =
        k::string("ManagedTerminationProtection", &["ENABLED", "DISABLED"], "", k::FREE);
    pub static MemoryGiBPerVCpuRequest: Shape = k::structure(
        "MemoryGiBPerVCpuRequest",
        &[k::optional("max", &BoxedDouble), k::optional("min", &BoxedDouble)],
    );
    pub static MemoryMiBRequest: Shape = k::structure(
        "MemoryMiBRequest",
        &[k::optional("max", &BoxedInteger), k::required("min", &BoxedInteger)],
    );
    pub static MetricConfiguration: Shape = k::structure(
        "MetricConfiguration",
        &[
            k::required("metricNames", &MetricNamesList),
            k::required("resolutionSeconds", &MetricResolutionSeconds),
        ],
    );
    pub static MetricConfigurationList: Shape =
        k::list("MetricConfigurationList", &MetricConfiguration, "member", false, k::within(0, 5));
    pub static MetricName: Shape = k::string("MetricName", &[], "", k::within(1, 255));
    pub static MetricNamesList: Shape =
        k::list("MetricNamesList", &MetricName, "member", false, k::within(1, 5));
    pub static MetricResolutionSeconds: Shape =
        k::simple("MetricResolutionSeconds", Kind::Integer, k::within(20, 60));
    pub static MonitoringConfiguration: Shape = k::structure(
        "MonitoringConfiguration",
        &[k::optional("metricConfigurations", &MetricConfigurationList)],
    );
    pub static MountPoint: Shape = k::structure(
        "MountPoint",
        &[
            k::optional("containerPath", &String),
            k::optional("readOnly", &BoxedBoolean),
            k::optional("sourceVolume", &String),
        ],
    );
    pub static MountPointList: Shape = k::list("MountPointList", &MountPoint, "member", false, k::FREE);
    pub static NetworkBandwidthGbpsRequest: Shape = k::structure(
        "NetworkBandwidthGbpsRequest",
        &[k::optional("max", &BoxedDouble), k::optional("min", &BoxedDouble)],
    );
    pub static NetworkBinding: Shape = k::structure(
        "NetworkBinding",
        &[
            k::optional("bindIP", &String),
            k::optional("containerPort", &BoxedInteger),
            k::optional("containerPortRange", &String),
            k::optional("hostPort", &BoxedInteger),
            k::optional("hostPortRange", &String),
            k::optional("protocol", &TransportProtocol),
        ],
    );
    pub static NetworkBindings: Shape = k::list("NetworkBindings", &NetworkBinding, "member", false, k::FREE);
    pub static NetworkConfiguration: Shape =
        k::structure("NetworkConfiguration", &[k::optional("awsvpcConfiguration", &AwsVpcConfiguration)]);
    pub static NetworkInterface: Shape = k::structure(
        "NetworkInterface",
        &[
            k::optional("attachmentId", &String),
            k::optional("ipv6Address", &String),
            k::optional("privateIpv4Address", &String),
        ],
    );
    pub static NetworkInterfaceCountRequest: Shape = k::structure(
        "NetworkInterfaceCountRequest",
        &[k::optional("max", &BoxedInteger), k::optional("min", &BoxedInteger)],
    );
    pub static NetworkInterfaces: Shape =
        k::list("NetworkInterfaces", &NetworkInterface, "member", false, k::FREE);
    pub static NetworkMode: Shape =
        k::string("NetworkMode", &["bridge", "host", "awsvpc", "none"], "", k::FREE);
    pub static NeuronDeviceIds: Shape = k::list("NeuronDeviceIds", &String, "member", false, k::FREE);
    pub static NvidiaMpsAllocation: Shape = k::structure(
        "NvidiaMpsAllocation",
        &[
            k::optional("maxComputePercent", &NvidiaMpsAllocationMaxComputePercentInteger),
            k::required("memory", &NvidiaMpsAllocationMemoryInteger),
        ],
    );
    pub static NvidiaMpsAllocationMaxComputePercentInteger: Shape =
        k::simple("NvidiaMpsAllocationMaxComputePercentInteger", Kind::Integer, k::within(1, 100));
    pub static NvidiaMpsAllocationMemoryInteger: Shape =
        k::simple("NvidiaMpsAllocationMemoryInteger", Kind::Integer, k::at_least(1));
    pub static OSFamily: Shape = k::string(
        "OSFamily",
        &[
            "WINDOWS_SERVER_2019_FULL",
            "WINDOWS_SERVER_2019_CORE",
            "WINDOWS_SERVER_2016_FULL",
            "WINDOWS_SERVER_2004_CORE",
            "WINDOWS_SERVER_2022_CORE",
            "WINDOWS_SERVER_2022_FULL",
            "WINDOWS_SERVER_2025_CORE",
            "WINDOWS_SERVER_2025_FULL",
            "WINDOWS_SERVER_20H2_CORE",
            "LINUX",
        ],
        "",
        k::FREE,
    );
    pub static PidMode: Shape = k::string("PidMode", &["host", "task"], "", k::FREE);
    pub static PlacementConstraint: Shape = k::structure(
        "PlacementConstraint",
        &[k::optional("expression", &String), k::optional("type", &PlacementConstraintType)],
    );
    pub static PlacementConstraintType: Shape =
        k::string("PlacementConstraintType", &["distinctInstance", "memberOf"], "", k::FREE);
    pub static PlacementConstraints: Shape =
        k::list("PlacementConstraints", &PlacementConstraint, "member", false, k::FREE);
    pub static PlacementStrategies: Shape =
        k::list("PlacementStrategies", &PlacementStrategy, "member", false, k::FREE);
    pub static PlacementStrategy: Shape = k::structure(
        "PlacementStrategy",
        &[k::optional("field", &String), k::optional("type", &PlacementStrategyType)],
    );
    pub static PlacementStrategyType: Shape =
        k::string("PlacementStrategyType", &["random", "spread", "binpack"], "", k::FREE);
    pub static PortMapping: Shape = k::structure(
        "PortMapping",
        &[
            k::optional("appProtocol", &ApplicationProtocol),
            k::optional("containerPort", &BoxedInteger),
            k::optional("containerPortRange", &k::refused(&[], "ranges of ports")),
            k::optional("hostPort", &BoxedInteger),
            k::optional("name", &String),
            k::optional("protocol", &TransportProtocol),
        ],
    );
    pub static PortMappingList: Shape = k::list("PortMappingList", &PortMapping, "member", false, k::FREE);
    pub static PortNumber: Shape = k::simple("PortNumber", Kind::Integer, k::within(0, 65535));
    pub static PropagateMITags: Shape =
        k::string("PropagateMITags", &["CAPACITY_PROVIDER", "NONE"], "", k::FREE);
    pub static PropagateTags: Shape =
        k::string("PropagateTags", &["TASK_DEFINITION", "SERVICE", "NONE"], "", k::FREE);
    pub static ProtectedTask: Shape = k::structure(
        "ProtectedTask",
        &[
            k::optional("expirationDate", &Timestamp),
            k::optional("protectionEnabled", &Boolean),
            k::optional("taskArn", &String),
        ],
    );
    pub static ProtectedTasks: Shape = k::list("ProtectedTasks", &ProtectedTask, "member", false, k::FREE);
    pub static ProxyConfiguration: Shape = k::structure(
        "ProxyConfiguration",
        &[
            k::required("containerName", &String),
            k::optional("properties", &ProxyConfigurationProperties),
            k::optional("type", &ProxyConfigurationType),
        ],
    );
    pub static ProxyConfigurationProperties: Shape =
        k::list("ProxyConfigurationProperties", &KeyValuePair, "member", false, k::FREE);
    pub static ProxyConfigurationType: Shape = k::string("ProxyConfigurationType", &["APPMESH"], "", k::FREE);
    pub static PutAccountSettingDefaultRequest: Shape = k::structure(
        "PutAccountSettingDefaultRequest",
        &[k::required("name", &SettingName), k::required("value", &String)],
    );
    pub static PutAccountSettingDefaultResponse: Shape =
        k::structure("PutAccountSettingDefaultResponse", &[k::optional("setting", &Setting)]);
    pub static PutAccountSettingRequest: Shape = k::structure(
        "PutAccountSettingRequest",
        &[
            k::required("name", &SettingName),
            k::optional("principalArn", &String),
            k::required("value", &String),
        ],
    );
    pub static PutAccountSettingResponse: Shape =
        k::structure("PutAccountSettingResponse", &[k::optional("setting", &Setting)]);
    pub static PutAttributesRequest: Shape = k::structure(
        "PutAttributesRequest",
        &[k::required("attributes", &Attributes), k::optional("cluster", &String)],
    );
    pub static PutAttributesResponse: Shape =
        k::structure("PutAttributesResponse", &[k::optional("attributes", &Attributes)]);
    pub static PutClusterCapacityProvidersRequest: Shape = k::structure(
        "PutClusterCapacityProvidersRequest",
        &[
            k::required("capacityProviders", &StringList),
            k::required("cluster", &String),
            k::required("defaultCapacityProviderStrategy", &CapacityProviderStrategy),
        ],
    );
    pub static PutClusterCapacityProvidersResponse: Shape =
        k::structure("PutClusterCapacityProvidersResponse", &[k::optional("cluster", &Cluster)]);
    pub static RegisterContainerInstanceRequest: Shape = k::structure(
        "RegisterContainerInstanceRequest",
        &[
            k::optional("attributes", &Attributes),
            k::optional("cluster", &String),
            k::optional("containerInstanceArn", &String),
            k::optional("instanceIdentityDocument", &String),
            k::optional("instanceIdentityDocumentSignature", &String),
            k::optional("platformDevices", &k::refused(&[], "accelerators")),
            k::optional("tags", &Tags),
            k::optional("totalResources", &Resources),
            k::optional("versionInfo", &VersionInfo),
        ],
    );
    pub static RegisterContainerInstanceResponse: Shape = k::structure(
        "RegisterContainerInstanceResponse",
        &[k::optional("containerInstance", &ContainerInstance)],
    );
    pub static RegisterTaskDefinitionRequest: Shape = k::structure(
        "RegisterTaskDefinitionRequest",
        &[
            k::required("containerDefinitions", &ContainerDefinitions),
            k::optional("cpu", &String),
            k::optional("enableFaultInjection", &k::refused(&["false"], "fault injection")),
            k::optional("ephemeralStorage", &k::refused(&[], "nothing limits the disk of a task")),
            k::optional("executionRoleArn", &String),
            k::required("family", &String),
            k::optional("inferenceAccelerators", &k::refused(&[], "accelerators")),
            k::optional("ipcMode", &k::refused(&[], "shared namespaces")),
            k::optional("memory", &String),
            k::optional("networkMode", &NetworkMode),
            k::optional("pidMode", &k::refused(&[], "shared namespaces")),
            k::optional("placementConstraints", &TaskDefinitionPlacementConstraints),
            k::optional("proxyConfiguration", &k::refused(&[], "App Mesh")),
            k::optional("requiresCompatibilities", &CompatibilityList),
            k::optional("runtimePlatform", &RuntimePlatform),
            k::optional("tags", &Tags),
            k::optional("taskRoleArn", &String),
            k::optional("trustedExecutionConfiguration", &k::refused(&[], "")),
            k::optional("volumes", &VolumeList),
        ],
    );
    pub static RegisterTaskDefinitionResponse: Shape = k::structure(
        "RegisterTaskDefinitionResponse",
        &[k::optional("tags", &Tags), k::optional("taskDefinition", &TaskDefinition)],
    );
    pub static RequiresAttributes: Shape =
        k::list("RequiresAttributes", &Attribute, "member", false, k::FREE);
    pub static ResolvedConfiguration: Shape = k::structure(
        "ResolvedConfiguration",
        &[
            k::optional("loadBalancers", &ServiceRevisionLoadBalancers),
            k::optional("vpcLatticeConfigurations", &ServiceRevisionVpcLatticeConfigurations),
        ],
    );
    pub static Resource: Shape = k::structure(
        "Resource",
        &[
            k::optional("doubleValue", &Double),
            k::optional("integerValue", &Integer),
            k::optional("longValue", &Long),
            k::optional("name", &String),
            k::optional("stringSetValue", &StringList),
            k::optional("type", &String),
        ],
    );
    pub static ResourceIds: Shape = k::list("ResourceIds", &String, "member", false, k::FREE);
    pub static ResourceManagementType: Shape =
        k::string("ResourceManagementType", &["CUSTOMER", "ECS"], "", k::FREE);
    pub static Resources: Shape = k::list("Resources", &Resource, "member", false, k::FREE);
    pub static Rollback: Shape = k::structure(
        "Rollback",
        &[
            k::optional("reason", &String),
            k::optional("serviceRevisionArn", &String),
            k::optional("startedAt", &Timestamp),
        ],
    );
    pub static RunTaskRequest: Shape = k::structure(
        "RunTaskRequest",
        &[
            k::optional("capacityProviderStrategy", &CapacityProviderStrategy),
            k::token(k::optional("clientToken", &String)),
            k::optional("cluster", &String),
            k::optional("count", &BoxedInteger),
            k::optional("enableECSManagedTags", &Boolean),
            k::optional("enableExecuteCommand", &k::refused(&["false"], "ECS Exec")),
            k::optional("group", &String),
            k::optional("launchType", &LaunchType),
            k::optional("networkConfiguration", &NetworkConfiguration),
            k::optional("overrides", &TaskOverride),
            k::optional("placementConstraints", &PlacementConstraints),
            k::optional("placementStrategy", &PlacementStrategies),
            k::optional("platformVersion", &String),
            k::optional("propagateTags", &PropagateTags),
            k::optional("referenceId", &k::refused(&[], "")),
            k::optional("startedBy", &String),
            k::optional("tags", &Tags),
            k::required("taskDefinition", &String),
            k::optional("volumeConfigurations", &k::refused(&[], "Amazon EBS volumes")),
        ],
    );
    pub static RunTaskResponse: Shape =
        k::structure("RunTaskResponse", &[k::optional("failures", &Failures), k::optional("tasks", &Tasks)]);
    pub static RuntimePlatform: Shape = k::structure(
        "RuntimePlatform",
        &[k::optional("cpuArchitecture", &CPUArchitecture), k::optional("operatingSystemFamily", &OSFamily)],
    );
    pub static RuntimePlatformOverride: Shape =
        k::structure("RuntimePlatformOverride", &[k::optional("cpuArchitecture", &String)]);
    pub static Scale: Shape =
        k::structure("Scale", &[k::optional("unit", &ScaleUnit), k::optional("value", &Double)]);
    pub static ScaleUnit: Shape = k::string("ScaleUnit", &["PERCENT"], "", k::FREE);
    pub static SchedulingStrategy: Shape =
        k::string("SchedulingStrategy", &["REPLICA", "DAEMON"], "", k::FREE);
    pub static Scope: Shape = k::string("Scope", &["task", "shared"], "", k::FREE);
    pub static Secret: Shape =
        k::structure("Secret", &[k::required("name", &String), k::required("valueFrom", &String)]);
    pub static SecretList: Shape = k::list("SecretList", &Secret, "member", false, k::FREE);
    pub static SensitiveString: Shape = k::sensitive(k::string("SensitiveString", &[], "", k::FREE));
    pub static Service: Shape = k::structure(
        "Service",
        &[
            k::optional("availabilityZoneRebalancing", &AvailabilityZoneRebalancing),
            k::optional("capacityProviderStrategy", &CapacityProviderStrategy),
            k::optional("clusterArn", &String),
            k::optional("createdAt", &Timestamp),
            k::optional("createdBy", &String),
            k::optional("currentServiceDeployment", &String),
            k::optional("currentServiceRevisions", &ServiceCurrentRevisionSummaryList),
            k::optional("deploymentConfiguration", &DeploymentConfiguration),
            k::optional("deploymentController", &DeploymentController),
            k::optional("deployments", &Deployments),
            k::optional("desiredCount", &Integer),
            k::optional("enableECSManagedTags", &Boolean),
            k::optional("enableExecuteCommand", &Boolean),
            k::optional("events", &ServiceEvents),
            k::optional("healthCheckGracePeriodSeconds", &BoxedInteger),
            k::optional("launchType", &LaunchType),
            k::optional("loadBalancers", &LoadBalancers),
            k::optional("networkConfiguration", &NetworkConfiguration),
            k::optional("pendingCount", &Integer),
            k::optional("placementConstraints", &PlacementConstraints),
            k::optional("placementStrategy", &PlacementStrategies),
            k::optional("platformFamily", &String),
            k::optional("platformVersion", &String),
            k::optional("propagateTags", &PropagateTags),
            k::optional("resourceManagementType", &ResourceManagementType),
            k::optional("roleArn", &String),
            k::optional("runningCount", &Integer),
            k::optional("schedulingStrategy", &SchedulingStrategy),
            k::optional("serviceArn", &String),
            k::optional("serviceName", &String),
            k::optional("serviceRegistries", &ServiceRegistries),
            k::optional("status", &String),
            k::optional("tags", &Tags),
            k::optional("taskDefinition", &String),
            k::optional("taskSets", &TaskSets),
        ],
    );
    pub static ServiceConnectAccessLogConfiguration: Shape = k::structure(
        "ServiceConnectAccessLogConfiguration",
        &[
            k::required("format", &ServiceConnectAccessLoggingFormat),
            k::optional("includeQueryParameters", &ServiceConnectIncludeQueryParameters),
        ],
    );
    pub static ServiceConnectAccessLoggingFormat: Shape =
        k::string("ServiceConnectAccessLoggingFormat", &["TEXT", "JSON"], "", k::FREE);
    pub static ServiceConnectClientAlias: Shape = k::structure(
        "ServiceConnectClientAlias",
        &[
            k::optional("dnsName", &String),
            k::required("port", &PortNumber),
            k::optional("testTrafficRules", &ServiceConnectTestTrafficRules),
        ],
    );
    pub static ServiceConnectClientAliasList: Shape =
        k::list("ServiceConnectClientAliasList", &ServiceConnectClientAlias, "member", false, k::FREE);
    pub static ServiceConnectConfiguration: Shape = k::structure(
        "ServiceConnectConfiguration",
        &[
            k::optional("accessLogConfiguration", &ServiceConnectAccessLogConfiguration),
            k::optional("containerConfigurations", &ServiceConnectContainerConfigurations),
            k::required("enabled", &Boolean),
            k::optional("logConfiguration", &LogConfiguration),
            k::optional("namespace", &String),
            k::optional("services", &ServiceConnectServiceList),
        ],
    );
    pub static ServiceConnectContainerConfiguration: Shape = k::union(
        "ServiceConnectContainerConfiguration",
        &[k::optional("logLevel", &ServiceConnectContainerLogLevel)],
    );
    pub static ServiceConnectContainerConfigurations: Shape = k::list(
        "ServiceConnectContainerConfigurations",
        &ServiceConnectContainerConfiguration,
        "member",
        false,
        k::within(0, 10),
    );
    pub static ServiceConnectContainerLogLevel: Shape =
        k::string("ServiceConnectContainerLogLevel", &["debug", "info"], "", k::FREE);
    pub static ServiceConnectIncludeQueryParameters: Shape =
        k::string("ServiceConnectIncludeQueryParameters", &["DISABLED", "ENABLED"], "", k::FREE);
    pub static ServiceConnectService: Shape = k::structure(
        "ServiceConnectService",
        &[
            k::optional("clientAliases", &ServiceConnectClientAliasList),
            k::optional("discoveryName", &String),
            k::optional("ingressPortOverride", &PortNumber),
            k::required("portName", &String),
            k::optional("timeout", &TimeoutConfiguration),
            k::optional("tls", &ServiceConnectTlsConfiguration),
        ],
    );
    pub static ServiceConnectServiceList: Shape =
        k::list("ServiceConnectServiceList", &ServiceConnectService, "member", false, k::FREE);
    pub static ServiceConnectServiceResource: Shape = k::structure(
        "ServiceConnectServiceResource",
        &[k::optional("discoveryArn", &String), k::optional("discoveryName", &String)],
    );
    pub static ServiceConnectServiceResourceList: Shape = k::list(
        "ServiceConnectServiceResourceList",
        &ServiceConnectServiceResource,
        "member",
        false,
        k::FREE,
    );
    pub static ServiceConnectTestTrafficHeaderMatchRules: Shape =
        k::structure("ServiceConnectTestTrafficHeaderMatchRules", &[k::required("exact", &String)]);
    pub static ServiceConnectTestTrafficHeaderRules: Shape = k::structure(
        "ServiceConnectTestTrafficHeaderRules",
        &[k::required("name", &String), k::optional("value", &ServiceConnectTestTrafficHeaderMatchRules)],
    );
    pub static ServiceConnectTestTrafficRules: Shape = k::structure(
        "ServiceConnectTestTrafficRules",
        &[k::required("header", &ServiceConnectTestTrafficHeaderRules)],
    );
    pub static ServiceConnectTlsCertificateAuthority: Shape =
        k::structure("ServiceConnectTlsCertificateAuthority", &[k::optional("awsPcaAuthorityArn", &String)]);
    pub static ServiceConnectTlsConfiguration: Shape = k::structure(
        "ServiceConnectTlsConfiguration",
        &[
            k::required("issuerCertificateAuthority", &ServiceConnectTlsCertificateAuthority),
            k::optional("kmsKey", &String),
            k::optional("roleArn", &String),
        ],
    );
    pub static ServiceCurrentRevisionSummary: Shape = k::structure(
        "ServiceCurrentRevisionSummary",
        &[
            k::optional("arn", &String),
            k::optional("pendingTaskCount", &Integer),
            k::optional("requestedTaskCount", &Integer),
            k::optional("runningTaskCount", &Integer),
        ],
    );
    pub static ServiceCurrentRevisionSummaryList: Shape = k::list(
        "ServiceCurrentRevisionSummaryList",
        &ServiceCurrentRevisionSummary,
        "member",
        false,
        k::FREE,
    );
    pub static ServiceDeployment: Shape = k::structure(
        "ServiceDeployment",
        &[
            k::optional("alarms", &ServiceDeploymentAlarms),
            k::optional("clusterArn", &String),
            k::optional("createdAt", &Timestamp),
            k::optional("deploymentCircuitBreaker", &ServiceDeploymentCircuitBreaker),
            k::optional("deploymentConfiguration", &DeploymentConfiguration),
            k::optional("finishedAt", &Timestamp),
            k::optional("lifecycleHookDetails", &DeploymentLifecycleHookDetailList),
            k::optional("lifecycleStage", &ServiceDeploymentLifecycleStage),
            k::optional("rollback", &Rollback),
            k::optional("serviceArn", &String),
            k::optional("serviceDeploymentArn", &String),
            k::optional("sourceServiceRevisions", &ServiceRevisionsSummaryList),
            k::optional("startedAt", &Timestamp),
            k::optional("status", &ServiceDeploymentStatus),
            k::optional("statusReason", &String),
            k::optional("stoppedAt", &Timestamp),
            k::optional("targetServiceRevision", &ServiceRevisionSummary),
            k::optional("updatedAt", &Timestamp),
        ],
    );
    pub static ServiceDeploymentAlarms: Shape = k::structure(
        "ServiceDeploymentAlarms",
        &[
            k::optional("alarmNames", &StringList),
            k::optional("status", &ServiceDeploymentRollbackMonitorsStatus),
            k::optional("triggeredAlarmNames", &StringList),
        ],
    );
    pub static ServiceDeploymentBrief: Shape = k::structure(
        "ServiceDeploymentBrief",
        &[
            k::optional("clusterArn", &String),
            k::optional("createdAt", &Timestamp),
            k::optional("finishedAt", &Timestamp),
            k::optional("serviceArn", &String),
            k::optional("serviceDeploymentArn", &String),
            k::optional("startedAt", &Timestamp),
            k::optional("status", &ServiceDeploymentStatus),
            k::optional("statusReason", &String),
            k::optional("targetServiceRevisionArn", &String),
        ],
    );
    pub static ServiceDeploymentCircuitBreaker: Shape = k::structure(
        "ServiceDeploymentCircuitBreaker",
        &[
            k::optional("failureCount", &Integer),
            k::optional("status", &ServiceDeploymentRollbackMonitorsStatus),
            k::optional("threshold", &Integer),
        ],
    );
    pub static ServiceDeploymentLifecycleStage: Shape = k::string(
        "ServiceDeploymentLifecycleStage",
        &[
            "RECONCILE_SERVICE",
            "PRE_SCALE_UP",
            "SCALE_UP",
            "POST_SCALE_UP",
            "TEST_TRAFFIC_SHIFT",
            "POST_TEST_TRAFFIC_SHIFT",
            "PRODUCTION_TRAFFIC_SHIFT",
            "POST_PRODUCTION_TRAFFIC_SHIFT",
            "BAKE_TIME",
            "CLEAN_UP",
        ],
        "",
        k::FREE,
    );
    pub static ServiceDeploymentRollbackMonitorsStatus: Shape = k::string(
        "ServiceDeploymentRollbackMonitorsStatus",
        &["TRIGGERED", "MONITORING", "MONITORING_COMPLETE", "DISABLED"],
        "",
        k::FREE,
    );
    pub static ServiceDeploymentStatus: Shape = k::string(
        "ServiceDeploymentStatus",
        &[
            "PENDING",
            "SUCCESSFUL",
            "STOPPED",
            "STOP_REQUESTED",
            "IN_PROGRESS",
            "ROLLBACK_REQUESTED",
            "ROLLBACK_IN_PROGRESS",
            "ROLLBACK_SUCCESSFUL",
            "ROLLBACK_FAILED",
        ],
        "",
        k::FREE,
    );
    pub static ServiceDeploymentStatusList: Shape =
        k::list("ServiceDeploymentStatusList", &ServiceDeploymentStatus, "member", false, k::FREE);
    pub static ServiceDeployments: Shape =
        k::list("ServiceDeployments", &ServiceDeployment, "member", false, k::FREE);
    pub static ServiceDeploymentsBrief: Shape =
        k::list("ServiceDeploymentsBrief", &ServiceDeploymentBrief, "member", false, k::FREE);
    pub static ServiceEvent: Shape = k::structure(
        "ServiceEvent",
        &[k::optional("createdAt", &Timestamp), k::optional("id", &String), k::optional("message", &String)],
    );
    pub static ServiceEvents: Shape = k::list("ServiceEvents", &ServiceEvent, "member", false, k::FREE);
    pub static ServiceField: Shape = k::string("ServiceField", &["TAGS"], "", k::FREE);
    pub static ServiceFieldList: Shape = k::list("ServiceFieldList", &ServiceField, "member", false, k::FREE);
    pub static ServiceManagedEBSVolumeConfiguration: Shape = k::structure(
        "ServiceManagedEBSVolumeConfiguration",
        &[
            k::optional("encrypted", &BoxedBoolean),
            k::optional("filesystemType", &TaskFilesystemType),
            k::optional("iops", &BoxedInteger),
            k::optional("kmsKeyId", &EBSKMSKeyId),
            k::required("roleArn", &IAMRoleArn),
            k::optional("sizeInGiB", &BoxedInteger),
            k::optional("snapshotId", &EBSSnapshotId),
            k::optional("tagSpecifications", &EBSTagSpecifications),
            k::optional("throughput", &BoxedInteger),
            k::optional("volumeInitializationRate", &BoxedInteger),
            k::optional("volumeType", &EBSVolumeType),
        ],
    );
    pub static ServiceRegistries: Shape =
        k::list("ServiceRegistries", &ServiceRegistry, "member", false, k::FREE);
    pub static ServiceRegistry: Shape = k::structure(
        "ServiceRegistry",
        &[
            k::optional("containerName", &String),
            k::optional("containerPort", &BoxedInteger),
            k::optional("port", &BoxedInteger),
            k::optional("registryArn", &String),
        ],
    );
    pub static ServiceRevision: Shape = k::structure(
        "ServiceRevision",
        &[
            k::optional("capacityProviderStrategy", &CapacityProviderStrategy),
            k::optional("clusterArn", &String),
            k::optional("containerImages", &ContainerImages),
            k::optional("createdAt", &Timestamp),
            k::optional("ecsManagedResources", &ECSManagedResources),
            k::optional("fargateEphemeralStorage", &DeploymentEphemeralStorage),
            k::optional("gatewayConnectors", &GatewayConnectorList),
            k::optional("guardDutyEnabled", &Boolean),
            k::optional("launchType", &LaunchType),
            k::optional("loadBalancers", &LoadBalancers),
            k::optional("monitoring", &MonitoringConfiguration),
            k::optional("networkConfiguration", &NetworkConfiguration),
            k::optional("overrides", &ServiceRevisionOverrides),
            k::optional("platformFamily", &String),
            k::optional("platformVersion", &String),
            k::optional("resolvedConfiguration", &ResolvedConfiguration),
            k::optional("serviceArn", &String),
            k::optional("serviceConnectConfiguration", &ServiceConnectConfiguration),
            k::optional("serviceRegistries", &ServiceRegistries),
            k::optional("serviceRevisionArn", &String),
            k::optional("taskDefinition", &String),
            k::optional("volumeConfigurations", &ServiceVolumeConfigurations),
            k::optional("vpcLatticeConfigurations", &VpcLatticeConfigurations),
        ],
    );
    pub static ServiceRevisionLoadBalancer: Shape = k::structure(
        "ServiceRevisionLoadBalancer",
        &[k::optional("productionListenerRule", &String), k::optional("targetGroupArn", &String)],
    );
    pub static ServiceRevisionLoadBalancers: Shape =
        k::list("ServiceRevisionLoadBalancers", &ServiceRevisionLoadBalancer, "member", false, k::FREE);
    pub static ServiceRevisionOverrides: Shape =
        k::structure("ServiceRevisionOverrides", &[k::optional("runtimePlatform", &RuntimePlatformOverride)]);
    pub static ServiceRevisionSummary: Shape = k::structure(
        "ServiceRevisionSummary",
        &[
            k::optional("arn", &String),
            k::optional("pendingTaskCount", &Integer),
            k::optional("requestedProductionTrafficWeight", &Double),
            k::optional("requestedTaskCount", &Integer),
            k::optional("requestedTestTrafficWeight", &Double),
            k::optional("runningTaskCount", &Integer),
        ],
    );
    pub static ServiceRevisionVpcLatticeConfiguration: Shape = k::structure(
        "ServiceRevisionVpcLatticeConfiguration",
        &[k::optional("productionListenerRule", &String), k::optional("targetGroupArn", &String)],
    );
    pub static ServiceRevisionVpcLatticeConfigurations: Shape = k::list(
        "ServiceRevisionVpcLatticeConfigurations",
        &ServiceRevisionVpcLatticeConfiguration,
        "member",
        false,
        k::FREE,
    );
    pub static ServiceRevisions: Shape =
        k::list("ServiceRevisions", &ServiceRevision, "member", false, k::FREE);
    pub static ServiceRevisionsSummaryList: Shape =
        k::list("ServiceRevisionsSummaryList", &ServiceRevisionSummary, "member", false, k::FREE);
    pub static ServiceVolumeConfiguration: Shape = k::structure(
        "ServiceVolumeConfiguration",
        &[
            k::optional("managedEBSVolume", &ServiceManagedEBSVolumeConfiguration),
            k::required("name", &ECSVolumeName),
        ],
    );
    pub static ServiceVolumeConfigurations: Shape =
        k::list("ServiceVolumeConfigurations", &ServiceVolumeConfiguration, "member", false, k::FREE);
    pub static Services: Shape = k::list("Services", &Service, "member", false, k::FREE);
    pub static Session: Shape = k::structure(
        "Session",
        &[
            k::optional("sessionId", &String),
            k::optional("streamUrl", &String),
            k::optional("tokenValue", &SensitiveString),
        ],
    );
    pub static Setting: Shape = k::structure(
        "Setting",
        &[
            k::optional("name", &SettingName),
            k::optional("principalArn", &String),
            k::optional("type", &SettingType),
            k::optional("value", &String),
        ],
    );
    pub static SettingName: Shape = k::string(
        "SettingName",
        &[
            "serviceLongArnFormat",
            "taskLongArnFormat",
            "containerInstanceLongArnFormat",
            "awsvpcTrunking",
            "containerInsights",
            "fargateFIPSMode",
            "tagResourceAuthorization",
            "fargateTaskRetirementWaitPeriod",
            "guardDutyActivate",
            "defaultLogDriverMode",
            "fargateEventWindows",
        ],
        "",
        k::FREE,
    );
    pub static SettingType: Shape = k::string("SettingType", &["user", "aws_managed"], "", k::FREE);
    pub static Settings: Shape = k::list("Settings", &Setting, "member", false, k::FREE);
    pub static SharingStrategy: Shape =
        k::union("SharingStrategy", &[k::optional("nvidiaMps", &NvidiaMpsAllocation)]);
    pub static SortOrder: Shape = k::string("SortOrder", &["ASC", "DESC"], "", k::FREE);
    pub static StabilityStatus: Shape =
        k::string("StabilityStatus", &["STEADY_STATE", "STABILIZING"], "", k::FREE);
    pub static StartTaskRequest: Shape = k::structure(
        "StartTaskRequest",
        &[
            k::optional("cluster", &String),
            k::required("containerInstances", &StringList),
            k::optional("enableECSManagedTags", &Boolean),
            k::optional("enableExecuteCommand", &k::refused(&["false"], "ECS Exec")),
            k::optional("group", &String),
            k::optional("networkConfiguration", &NetworkConfiguration),
            k::optional("overrides", &TaskOverride),
            k::optional("propagateTags", &PropagateTags),
            k::optional("referenceId", &k::refused(&[], "")),
            k::optional("startedBy", &String),
            k::optional("tags", &Tags),
            k::required("taskDefinition", &String),
            k::optional("volumeConfigurations", &k::refused(&[], "Amazon EBS volumes")),
        ],
    );
    pub static StartTaskResponse: Shape = k::structure(
        "StartTaskResponse",
        &[k::optional("failures", &Failures), k::optional("tasks", &Tasks)],
    );
    pub static Statistics: Shape = k::list("Statistics", &KeyValuePair, "member", false, k::FREE);
    pub static StopServiceDeploymentRequest: Shape = k::structure(
        "StopServiceDeploymentRequest",
        &[
            k::required("serviceDeploymentArn", &String),
            k::optional("stopType", &StopServiceDeploymentStopType),
        ],
    );
    pub static StopServiceDeploymentResponse: Shape =
        k::structure("StopServiceDeploymentResponse", &[k::optional("serviceDeploymentArn", &String)]);
    pub static StopServiceDeploymentStopType: Shape =
        k::string("StopServiceDeploymentStopType", &["ABORT", "ROLLBACK"], "", k::FREE);
    pub static StopTaskRequest: Shape = k::structure(
        "StopTaskRequest",
        &[k::optional("cluster", &String), k::optional("reason", &String), k::required("task", &String)],
    );
    pub static StopTaskResponse: Shape = k::structure("StopTaskResponse", &[k::optional("task", &Task)]);
    pub static String: Shape = k::string("String", &[], "", k::FREE);
    pub static StringList: Shape = k::list("StringList", &String, "member", false, k::FREE);
    pub static StringMap: Shape = k::map("StringMap", &String, &String, ("key", "value"), false, k::FREE);
    pub static Tag: Shape =
        k::structure("Tag", &[k::optional("key", &TagKey), k::optional("value", &TagValue)]);
    pub static TagKey: Shape =
        k::string("TagKey", &[], "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)", k::within(1, 128));
    pub static TagKeys: Shape = k::list("TagKeys", &TagKey, "member", false, k::FREE);
    pub static TagResourceRequest: Shape = k::structure(
        "TagResourceRequest",
        &[k::required("resourceArn", &String), k::required("tags", &Tags)],
    );
    pub static TagResourceResponse: Shape = k::structure("TagResourceResponse", &[]);
    pub static TagValue: Shape =
        k::string("TagValue", &[], "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)", k::within(0, 256));
    pub static Tags: Shape = k::list("Tags", &Tag, "member", false, k::within(0, 50));
    pub static TargetType: Shape = k::string("TargetType", &["container-instance"], "", k::FREE);
    pub static Task: Shape = k::structure(
        "Task",
        &[
            k::optional("attachments", &Attachments),
            k::optional("attributes", &Attributes),
            k::optional("availabilityZone", &String),
            k::optional("capacityProviderName", &String),
            k::optional("clusterArn", &String),
            k::optional("connectivity", &Connectivity),
            k::optional("connectivityAt", &Timestamp),
            k::optional("containerInstanceArn", &String),
            k::optional("containers", &Containers),
            k::optional("cpu", &String),
            k::optional("createdAt", &Timestamp),
            k::optional("desiredStatus", &String),
            k::optional("enableExecuteCommand", &Boolean),
            k::optional("ephemeralStorage", &EphemeralStorage),
            k::optional("executionStoppedAt", &Timestamp),
            k::optional("fargateEphemeralStorage", &TaskEphemeralStorage),
            k::optional("group", &String),
            k::optional("healthStatus", &HealthStatus),
            k::optional("inferenceAccelerators", &InferenceAccelerators),
            k::optional("lastStatus", &String),
            k::optional("launchType", &LaunchType),
            k::optional("memory", &String),
            k::optional("overrides", &TaskOverride),
            k::optional("platformFamily", &String),
            k::optional("platformVersion", &String),
            k::optional("pullStartedAt", &Timestamp),
            k::optional("pullStoppedAt", &Timestamp),
            k::optional("startedAt", &Timestamp),
            k::optional("startedBy", &String),
            k::optional("stopCode", &TaskStopCode),
            k::optional("stoppedAt", &Timestamp),
            k::optional("stoppedReason", &String),
            k::optional("stoppingAt", &Timestamp),
            k::optional("tags", &Tags),
            k::optional("taskArn", &String),
            k::optional("taskDefinitionArn", &String),
            k::optional("trustedExecutionSummary", &TrustedExecutionSummary),
            k::optional("version", &Long),
        ],
    );
    pub static TaskDefinition: Shape = k::structure(
        "TaskDefinition",
        &[
            k::optional("compatibilities", &CompatibilityList),
            k::optional("containerDefinitions", &ContainerDefinitions),
            k::optional("cpu", &String),
            k::optional("deleteRequestedAt", &Timestamp),
            k::optional("deregisteredAt", &Timestamp),
            k::optional("enableFaultInjection", &BoxedBoolean),
            k::optional("ephemeralStorage", &EphemeralStorage),
            k::optional("executionRoleArn", &String),
            k::optional("family", &String),
            k::optional("inferenceAccelerators", &InferenceAccelerators),
            k::optional("ipcMode", &IpcMode),
            k::optional("memory", &String),
            k::optional("networkMode", &NetworkMode),
            k::optional("pidMode", &PidMode),
            k::optional("placementConstraints", &TaskDefinitionPlacementConstraints),
            k::optional("proxyConfiguration", &ProxyConfiguration),
            k::optional("registeredAt", &Timestamp),
            k::optional("registeredBy", &String),
            k::optional("requiresAttributes", &RequiresAttributes),
            k::optional("requiresCompatibilities", &CompatibilityList),
            k::optional("revision", &Integer),
            k::optional("runtimePlatform", &RuntimePlatform),
            k::optional("status", &TaskDefinitionStatus),
            k::optional("taskDefinitionArn", &String),
            k::optional("taskRoleArn", &String),
            k::optional("trustedExecutionConfiguration", &TrustedExecutionConfiguration),
            k::optional("volumes", &VolumeList),
        ],
    );
    pub static TaskDefinitionFamilyStatus: Shape =
        k::string("TaskDefinitionFamilyStatus", &["ACTIVE", "INACTIVE", "ALL"], "", k::FREE);
    pub static TaskDefinitionField: Shape = k::string("TaskDefinitionField", &["TAGS"], "", k::FREE);
    pub static TaskDefinitionFieldList: Shape =
        k::list("TaskDefinitionFieldList", &TaskDefinitionField, "member", false, k::FREE);
    pub static TaskDefinitionList: Shape =
        k::list("TaskDefinitionList", &TaskDefinition, "member", false, k::FREE);
    pub static TaskDefinitionPlacementConstraint: Shape = k::structure(
        "TaskDefinitionPlacementConstraint",
        &[k::optional("expression", &String), k::optional("type", &TaskDefinitionPlacementConstraintType)],
    );
    pub static TaskDefinitionPlacementConstraintType: Shape =
        k::string("TaskDefinitionPlacementConstraintType", &["memberOf"], "", k::FREE);
    pub static TaskDefinitionPlacementConstraints: Shape = k::list(
        "TaskDefinitionPlacementConstraints",
        &TaskDefinitionPlacementConstraint,
        "member",
        false,
        k::FREE,
    );
    pub static TaskDefinitionStatus: Shape =
        k::string("TaskDefinitionStatus", &["ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS"], "", k::FREE);
    pub static TaskEphemeralStorage: Shape = k::structure(
        "TaskEphemeralStorage",
        &[k::optional("kmsKeyId", &String), k::optional("sizeInGiB", &Integer)],
    );
    pub static TaskField: Shape = k::string("TaskField", &["TAGS"], "", k::FREE);
    pub static TaskFieldList: Shape = k::list("TaskFieldList", &TaskField, "member", false, k::FREE);
    pub static TaskFilesystemType: Shape =
        k::string("TaskFilesystemType", &["ext3", "ext4", "xfs", "ntfs"], "", k::FREE);
    pub static TaskOverride: Shape = k::structure(
        "TaskOverride",
        &[
            k::optional("containerOverrides", &ContainerOverrides),
            k::optional("cpu", &k::refused(&[], "the size of a task is its definition's")),
            k::optional("ephemeralStorage", &k::refused(&[], "nothing limits the disk of a task")),
            k::optional("executionRoleArn", &k::refused(&[], "roles are the definition's")),
            k::optional("inferenceAcceleratorOverrides", &k::refused(&[], "accelerators")),
            k::optional("memory", &k::refused(&[], "the size of a task is its definition's")),
            k::optional("taskRoleArn", &k::refused(&[], "roles are the definition's")),
        ],
    );
    pub static TaskSet: Shape = k::structure(
        "TaskSet",
        &[
            k::optional("capacityProviderStrategy", &CapacityProviderStrategy),
            k::optional("clusterArn", &String),
            k::optional("computedDesiredCount", &Integer),
            k::optional("createdAt", &Timestamp),
            k::optional("externalId", &String),
            k::optional("fargateEphemeralStorage", &DeploymentEphemeralStorage),
            k::optional("id", &String),
            k::optional("launchType", &LaunchType),
            k::optional("loadBalancers", &LoadBalancers),
            k::optional("networkConfiguration", &NetworkConfiguration),
            k::optional("pendingCount", &Integer),
            k::optional("platformFamily", &String),
            k::optional("platformVersion", &String),
            k::optional("runningCount", &Integer),
            k::optional("scale", &Scale),
            k::optional("serviceArn", &String),
            k::optional("serviceRegistries", &ServiceRegistries),
            k::optional("stabilityStatus", &StabilityStatus),
            k::optional("stabilityStatusAt", &Timestamp),
            k::optional("startedBy", &String),
            k::optional("status", &String),
            k::optional("tags", &Tags),
            k::optional("taskDefinition", &String),
            k::optional("taskSetArn", &String),
            k::optional("updatedAt", &Timestamp),
        ],
    );
    pub static TaskSets: Shape = k::list("TaskSets", &TaskSet, "member", false, k::FREE);
    pub static TaskStopCode: Shape = k::string(
        "TaskStopCode",
        &[
            "TaskFailedToStart",
            "EssentialContainerExited",
            "UserInitiated",
            "ServiceSchedulerInitiated",
            "SpotInterruption",
            "TerminationNotice",
            "InfrastructureHealth",
        ],
        "",
        k::FREE,
    );
    pub static TaskVolumeStorageGiB: Shape = k::simple("TaskVolumeStorageGiB", Kind::Integer, k::at_least(1));
    pub static Tasks: Shape = k::list("Tasks", &Task, "member", false, k::FREE);
    pub static ThresholdConfiguration: Shape = k::structure(
        "ThresholdConfiguration",
        &[k::required("type", &ThresholdType), k::required("value", &Integer)],
    );
    pub static ThresholdType: Shape =
        k::string("ThresholdType", &["COUNT", "BOUNDED_PERCENT", "UNBOUNDED_PERCENT"], "", k::FREE);
    pub static TimeoutConfiguration: Shape = k::structure(
        "TimeoutConfiguration",
        &[k::optional("idleTimeoutSeconds", &Duration), k::optional("perRequestTimeoutSeconds", &Duration)],
    );
    pub static Timestamp: Shape = k::simple("Timestamp", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static Tmpfs: Shape = k::structure(
        "Tmpfs",
        &[
            k::required("containerPath", &String),
            k::optional("mountOptions", &StringList),
            k::required("size", &Integer),
        ],
    );
    pub static TmpfsList: Shape = k::list("TmpfsList", &Tmpfs, "member", false, k::FREE);
    pub static TotalLocalStorageGBRequest: Shape = k::structure(
        "TotalLocalStorageGBRequest",
        &[k::optional("max", &BoxedDouble), k::optional("min", &BoxedDouble)],
    );
    pub static TransportProtocol: Shape = k::string("TransportProtocol", &["tcp", "udp"], "", k::FREE);
    pub static TrustedExecutionConfiguration: Shape = k::structure(
        "TrustedExecutionConfiguration",
        &[k::optional("attestationPolicy", &String), k::required("isolationMode", &IsolationMode)],
    );
    pub static TrustedExecutionSummary: Shape = k::structure(
        "TrustedExecutionSummary",
        &[
            k::optional("attestationPolicyStatus", &AttestationPolicyStatus),
            k::required("isolationMode", &IsolationMode),
        ],
    );
    pub static Ulimit: Shape = k::structure(
        "Ulimit",
        &[
            k::required("hardLimit", &Integer),
            k::required("name", &UlimitName),
            k::required("softLimit", &Integer),
        ],
    );
    pub static UlimitList: Shape = k::list("UlimitList", &Ulimit, "member", false, k::FREE);
    pub static UlimitName: Shape = k::string(
        "UlimitName",
        &[
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack",
        ],
        "",
        k::FREE,
    );
    pub static UntagResourceRequest: Shape = k::structure(
        "UntagResourceRequest",
        &[k::required("resourceArn", &String), k::required("tagKeys", &TagKeys)],
    );
    pub static UntagResourceResponse: Shape = k::structure("UntagResourceResponse", &[]);
    pub static UpdateCapacityProviderRequest: Shape = k::structure(
        "UpdateCapacityProviderRequest",
        &[
            k::optional("autoScalingGroupProvider", &AutoScalingGroupProviderUpdate),
            k::optional("cluster", &k::refused(&[], "capacity providers of one cluster")),
            k::optional("managedInstancesProvider", &k::refused(&[], "managed instances")),
            k::required("name", &String),
        ],
    );
    pub static UpdateCapacityProviderResponse: Shape =
        k::structure("UpdateCapacityProviderResponse", &[k::optional("capacityProvider", &CapacityProvider)]);
    pub static UpdateClusterRequest: Shape = k::structure(
        "UpdateClusterRequest",
        &[
            k::required("cluster", &String),
            k::optional("configuration", &ClusterConfiguration),
            k::optional(
                "serviceConnectDefaults",
                &k::refused(
                    &[],
                    "Service Connect; use service discovery (serviceRegistries with a private DNS namespace of Cloud Map) or a load balancer",
                ),
            ),
            k::optional("settings", &ClusterSettings),
        ],
    );
    pub static UpdateClusterResponse: Shape =
        k::structure("UpdateClusterResponse", &[k::optional("cluster", &Cluster)]);
    pub static UpdateClusterSettingsRequest: Shape = k::structure(
        "UpdateClusterSettingsRequest",
        &[k::required("cluster", &String), k::required("settings", &ClusterSettings)],
    );
    pub static UpdateClusterSettingsResponse: Shape =
        k::structure("UpdateClusterSettingsResponse", &[k::optional("cluster", &Cluster)]);
    pub static UpdateContainerInstancesStateRequest: Shape = k::structure(
        "UpdateContainerInstancesStateRequest",
        &[
            k::optional("cluster", &String),
            k::required("containerInstances", &StringList),
            k::required("status", &ContainerInstanceStatus),
        ],
    );
    pub static UpdateContainerInstancesStateResponse: Shape = k::structure(
        "UpdateContainerInstancesStateResponse",
        &[k::optional("containerInstances", &ContainerInstances), k::optional("failures", &Failures)],
    );
    pub static UpdateServiceRequest: Shape = k::structure(
        "UpdateServiceRequest",
        &[
            k::optional("availabilityZoneRebalancing", &AvailabilityZoneRebalancing),
            k::optional("capacityProviderStrategy", &CapacityProviderStrategy),
            k::optional("cluster", &String),
            k::optional("deploymentConfiguration", &DeploymentConfiguration),
            k::optional("deploymentController", &DeploymentController),
            k::optional("desiredCount", &BoxedInteger),
            k::optional("enableECSManagedTags", &BoxedBoolean),
            k::optional("enableExecuteCommand", &k::refused(&["false"], "ECS Exec")),
            k::optional("forceNewDeployment", &Boolean),
            k::optional("gatewayConnectors", &k::refused(&[], "")),
            k::optional("healthCheckGracePeriodSeconds", &BoxedInteger),
            k::optional("loadBalancers", &LoadBalancers),
            k::optional("monitoring", &k::refused(&[], "")),
            k::optional("networkConfiguration", &NetworkConfiguration),
            k::optional("placementConstraints", &PlacementConstraints),
            k::optional("placementStrategy", &PlacementStrategies),
            k::optional("platformVersion", &String),
            k::optional("propagateTags", &PropagateTags),
            k::required("service", &String),
            k::optional(
                "serviceConnectConfiguration",
                &k::refused(
                    &["false"],
                    "Service Connect; use service discovery (serviceRegistries with a private DNS namespace of Cloud Map) or a load balancer",
                ),
            ),
            k::optional("serviceRegistries", &ServiceRegistries),
            k::optional("taskDefinition", &String),
            k::optional("volumeConfigurations", &k::refused(&[], "Amazon EBS volumes")),
            k::optional("vpcLatticeConfigurations", &k::refused(&[], "VPC Lattice")),
        ],
    );
    pub static UpdateServiceResponse: Shape =
        k::structure("UpdateServiceResponse", &[k::optional("service", &Service)]);
    pub static UpdateTaskProtectionRequest: Shape = k::structure(
        "UpdateTaskProtectionRequest",
        &[
            k::required("cluster", &String),
            k::optional("expiresInMinutes", &BoxedInteger),
            k::required("protectionEnabled", &Boolean),
            k::required("tasks", &StringList),
        ],
    );
    pub static UpdateTaskProtectionResponse: Shape = k::structure(
        "UpdateTaskProtectionResponse",
        &[k::optional("failures", &Failures), k::optional("protectedTasks", &ProtectedTasks)],
    );
    pub static VCpuCountRangeRequest: Shape = k::structure(
        "VCpuCountRangeRequest",
        &[k::optional("max", &BoxedInteger), k::required("min", &BoxedInteger)],
    );
    pub static VersionConsistency: Shape =
        k::string("VersionConsistency", &["enabled", "disabled"], "", k::FREE);
    pub static VersionInfo: Shape = k::structure(
        "VersionInfo",
        &[
            k::optional("agentHash", &String),
            k::optional("agentVersion", &String),
            k::optional("dockerVersion", &String),
        ],
    );
    pub static Volume: Shape = k::structure(
        "Volume",
        &[
            k::optional("configuredAtLaunch", &k::refused(&["false"], "Amazon EBS volumes")),
            k::optional("dockerVolumeConfiguration", &DockerVolumeConfiguration),
            k::optional("efsVolumeConfiguration", &k::refused(&[], "Amazon EFS")),
            k::optional("fsxWindowsFileServerVolumeConfiguration", &k::refused(&[], "Amazon FSx")),
            k::optional("host", &HostVolumeProperties),
            k::optional("name", &String),
            k::optional("s3filesVolumeConfiguration", &k::refused(&[], "Amazon S3")),
        ],
    );
    pub static VolumeFrom: Shape = k::structure(
        "VolumeFrom",
        &[k::optional("readOnly", &BoxedBoolean), k::optional("sourceContainer", &String)],
    );
    pub static VolumeFromList: Shape = k::list("VolumeFromList", &VolumeFrom, "member", false, k::FREE);
    pub static VolumeList: Shape = k::list("VolumeList", &Volume, "member", false, k::FREE);
    pub static VpcLatticeAdvancedConfiguration: Shape = k::structure(
        "VpcLatticeAdvancedConfiguration",
        &[
            k::optional("alternateTargetGroupArn", &String),
            k::optional("productionListenerRule", &String),
            k::optional("testListenerRule", &String),
        ],
    );
    pub static VpcLatticeConfiguration: Shape = k::structure(
        "VpcLatticeConfiguration",
        &[
            k::optional("advancedConfiguration", &VpcLatticeAdvancedConfiguration),
            k::required("portName", &String),
            k::required("roleArn", &IAMRoleArn),
            k::required("targetGroupArn", &String),
        ],
    );
    pub static VpcLatticeConfigurations: Shape =
        k::list("VpcLatticeConfigurations", &VpcLatticeConfiguration, "member", false, k::FREE);
}
