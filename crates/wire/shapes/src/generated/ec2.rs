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
structure! { output AttributeBooleanValue {
    value "Value" Option<bool>,
} }
structure! { output AttributeValue {
    value "Value" Option<String>,
} }
structure! { output AvailabilityZone {
    geography "Geography" Option<Vec<AvailabilityZoneGeography>>,
    group_long_name "GroupLongName" Option<String>,
    group_name "GroupName" Option<String>,
    messages "Messages" Option<Vec<AvailabilityZoneMessage>>,
    network_border_group "NetworkBorderGroup" Option<String>,
    opt_in_status "OptInStatus" Option<String>,
    parent_zone_id "ParentZoneId" Option<String>,
    parent_zone_name "ParentZoneName" Option<String>,
    region_name "RegionName" Option<String>,
    state "State" Option<String>,
    sub_geography "SubGeography" Option<Vec<AvailabilityZoneSubGeography>>,
    zone_id "ZoneId" Option<String>,
    zone_name "ZoneName" Option<String>,
    zone_type "ZoneType" Option<String>,
} }
structure! { output AvailabilityZoneGeography {
    name "Name" Option<String>,
} }
structure! { output AvailabilityZoneMessage {
    message "Message" Option<String>,
} }
structure! { output AvailabilityZoneSubGeography {
    name "Name" Option<String>,
} }
structure! { input BlockDeviceMapping {
    device_name "DeviceName" Option<String>,
    ebs "Ebs" Option<EbsBlockDevice>,
} }
structure! { output BlockPublicAccessStates {
    internet_gateway_block_mode "InternetGatewayBlockMode" Option<String>,
} }
structure! { output CapacityReservationSpecificationResponse {
    capacity_reservation_preference "CapacityReservationPreference" Option<String>,
    capacity_reservation_target "CapacityReservationTarget" Option<CapacityReservationTargetResponse>,
} }
structure! { output CapacityReservationTargetResponse {
    capacity_reservation_id "CapacityReservationId" Option<String>,
    capacity_reservation_resource_group_arn "CapacityReservationResourceGroupArn" Option<String>,
} }
structure! { output ConnectionTrackingSpecificationResponse {
    tcp_established_timeout "TcpEstablishedTimeout" Option<i64>,
    udp_stream_timeout "UdpStreamTimeout" Option<i64>,
    udp_timeout "UdpTimeout" Option<i64>,
} }
structure! { output CpuOptions {
    amd_sev_snp "AmdSevSnp" Option<String>,
    core_count "CoreCount" Option<i64>,
    nested_virtualization "NestedVirtualization" Option<String>,
    threads_per_core "ThreadsPerCore" Option<i64>,
} }
structure! { input CpuOptionsRequest {
    amd_sev_snp "AmdSevSnp" Option<String>,
    core_count "CoreCount" Option<i64>,
    nested_virtualization "NestedVirtualization" Option<String>,
    threads_per_core "ThreadsPerCore" Option<i64>,
} }
structure! { input CreditSpecificationRequest {
    cpu_credits "CpuCredits" String,
} }
structure! { input DescribeAvailabilityZonesRequest {
    dry_run "DryRun" Option<bool>,
    filters "Filters" Option<Vec<Filter>>,
    zone_ids "ZoneIds" Option<Vec<String>>,
    zone_names "ZoneNames" Option<Vec<String>>,
} }
structure! { output DescribeAvailabilityZonesResult {
    availability_zones "AvailabilityZones" Option<Vec<AvailabilityZone>>,
} }
structure! { input DescribeInstanceAttributeRequest {
    attribute "Attribute" String,
    dry_run "DryRun" Option<bool>,
    instance_id "InstanceId" String,
} }
structure! { input DescribeInstanceCreditSpecificationsRequest {
    dry_run "DryRun" Option<bool>,
    filters "Filters" Option<Vec<Filter>>,
    instance_ids "InstanceIds" Option<Vec<String>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
} }
structure! { output DescribeInstanceCreditSpecificationsResult {
    instance_credit_specifications "InstanceCreditSpecifications" Option<Vec<InstanceCreditSpecification>>,
    next_token "NextToken" Option<String>,
} }
structure! { input DescribeInstanceStatusRequest {
    dry_run "DryRun" Option<bool>,
    filters "Filters" Option<Vec<Filter>>,
    include_all_instances "IncludeAllInstances" Option<bool>,
    instance_ids "InstanceIds" Option<Vec<String>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
} }
structure! { output DescribeInstanceStatusResult {
    instance_statuses "InstanceStatuses" Option<Vec<InstanceStatus>>,
    next_token "NextToken" Option<String>,
} }
structure! { input DescribeInstancesRequest {
    dry_run "DryRun" Option<bool>,
    filters "Filters" Option<Vec<Filter>>,
    instance_ids "InstanceIds" Option<Vec<String>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
} }
structure! { output DescribeInstancesResult {
    next_token "NextToken" Option<String>,
    reservations "Reservations" Option<Vec<Reservation>>,
} }
structure! { input DescribeRegionsRequest {
    dry_run "DryRun" Option<bool>,
    filters "Filters" Option<Vec<Filter>>,
    region_names "RegionNames" Option<Vec<String>>,
} }
structure! { output DescribeRegionsResult {
    regions "Regions" Option<Vec<Region>>,
} }
structure! { input DescribeSecurityGroupsRequest {
    dry_run "DryRun" Option<bool>,
    filters "Filters" Option<Vec<Filter>>,
    group_ids "GroupIds" Option<Vec<String>>,
    group_names "GroupNames" Option<Vec<String>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
} }
structure! { output DescribeSecurityGroupsResult {
    next_token "NextToken" Option<String>,
    security_groups "SecurityGroups" Option<Vec<SecurityGroup>>,
} }
structure! { input DescribeSubnetsRequest {
    dry_run "DryRun" Option<bool>,
    filters "Filters" Option<Vec<Filter>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
    subnet_ids "SubnetIds" Option<Vec<String>>,
} }
structure! { output DescribeSubnetsResult {
    next_token "NextToken" Option<String>,
    subnets "Subnets" Option<Vec<Subnet>>,
} }
structure! { input DescribeVpcAttributeRequest {
    attribute "Attribute" String,
    dry_run "DryRun" Option<bool>,
    vpc_id "VpcId" String,
} }
structure! { output DescribeVpcAttributeResult {
    enable_dns_hostnames "EnableDnsHostnames" Option<AttributeBooleanValue>,
    enable_dns_support "EnableDnsSupport" Option<AttributeBooleanValue>,
    enable_network_address_usage_metrics "EnableNetworkAddressUsageMetrics" Option<AttributeBooleanValue>,
    vpc_id "VpcId" Option<String>,
} }
structure! { input DescribeVpcsRequest {
    dry_run "DryRun" Option<bool>,
    filters "Filters" Option<Vec<Filter>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
    vpc_ids "VpcIds" Option<Vec<String>>,
} }
structure! { output DescribeVpcsResult {
    next_token "NextToken" Option<String>,
    vpcs "Vpcs" Option<Vec<Vpc>>,
} }
structure! { input EbsBlockDevice {
    delete_on_termination "DeleteOnTermination" Option<bool>,
    encrypted "Encrypted" Option<bool>,
    iops "Iops" Option<i64>,
    kms_key_id "KmsKeyId" Option<String>,
    snapshot_id "SnapshotId" Option<String>,
    throughput "Throughput" Option<i64>,
    volume_size "VolumeSize" Option<i64>,
    volume_type "VolumeType" Option<String>,
} }
structure! { output EbsInstanceBlockDevice {
    associated_resource "AssociatedResource" Option<String>,
    attach_time "AttachTime" Option<Timestamp>,
    delete_on_termination "DeleteOnTermination" Option<bool>,
    ebs_card_index "EbsCardIndex" Option<i64>,
    operator "Operator" Option<OperatorResponse>,
    status "Status" Option<String>,
    volume_id "VolumeId" Option<String>,
    volume_owner_id "VolumeOwnerId" Option<String>,
} }
structure! { output EbsStatusDetails {
    impaired_since "ImpairedSince" Option<Timestamp>,
    name "Name" Option<String>,
    status "Status" Option<String>,
} }
structure! { output EbsStatusSummary {
    details "Details" Option<Vec<EbsStatusDetails>>,
    status "Status" Option<String>,
} }
structure! { output ElasticGpuAssociation {
    elastic_gpu_association_id "ElasticGpuAssociationId" Option<String>,
    elastic_gpu_association_state "ElasticGpuAssociationState" Option<String>,
    elastic_gpu_association_time "ElasticGpuAssociationTime" Option<String>,
    elastic_gpu_id "ElasticGpuId" Option<String>,
} }
structure! { output ElasticInferenceAcceleratorAssociation {
    elastic_inference_accelerator_arn "ElasticInferenceAcceleratorArn" Option<String>,
    elastic_inference_accelerator_association_id "ElasticInferenceAcceleratorAssociationId" Option<String>,
    elastic_inference_accelerator_association_state "ElasticInferenceAcceleratorAssociationState" Option<String>,
    elastic_inference_accelerator_association_time "ElasticInferenceAcceleratorAssociationTime" Option<Timestamp>,
} }
structure! { output EnclaveOptions {
    enabled "Enabled" Option<bool>,
} }
structure! { input Filter {
    name "Name" Option<String>,
    values "Values" Option<Vec<String>>,
} }
structure! { output GroupIdentifier {
    group_id "GroupId" Option<String>,
    group_name "GroupName" Option<String>,
} }
structure! { output HibernationOptions {
    configured "Configured" Option<bool>,
} }
structure! { output IamInstanceProfile {
    arn "Arn" Option<String>,
    id "Id" Option<String>,
} }
structure! { input IamInstanceProfileSpecification {
    arn "Arn" Option<String>,
    name "Name" Option<String>,
} }
structure! { output Instance {
    ami_launch_index "AmiLaunchIndex" Option<i64>,
    architecture "Architecture" Option<String>,
    block_device_mappings "BlockDeviceMappings" Option<Vec<InstanceBlockDeviceMapping>>,
    boot_mode "BootMode" Option<String>,
    capacity_block_id "CapacityBlockId" Option<String>,
    capacity_reservation_id "CapacityReservationId" Option<String>,
    capacity_reservation_specification "CapacityReservationSpecification" Option<CapacityReservationSpecificationResponse>,
    client_token "ClientToken" Option<String>,
    cpu_options "CpuOptions" Option<CpuOptions>,
    current_instance_boot_mode "CurrentInstanceBootMode" Option<String>,
    ebs_optimized "EbsOptimized" Option<bool>,
    elastic_gpu_associations "ElasticGpuAssociations" Option<Vec<ElasticGpuAssociation>>,
    elastic_inference_accelerator_associations "ElasticInferenceAcceleratorAssociations" Option<Vec<ElasticInferenceAcceleratorAssociation>>,
    ena_support "EnaSupport" Option<bool>,
    enclave_options "EnclaveOptions" Option<EnclaveOptions>,
    hibernation_options "HibernationOptions" Option<HibernationOptions>,
    hypervisor "Hypervisor" Option<String>,
    iam_instance_profile "IamInstanceProfile" Option<IamInstanceProfile>,
    image_id "ImageId" Option<String>,
    instance_id "InstanceId" Option<String>,
    instance_lifecycle "InstanceLifecycle" Option<String>,
    instance_type "InstanceType" Option<String>,
    ipv6_address "Ipv6Address" Option<String>,
    kernel_id "KernelId" Option<String>,
    key_name "KeyName" Option<String>,
    launch_time "LaunchTime" Option<Timestamp>,
    licenses "Licenses" Option<Vec<LicenseConfiguration>>,
    maintenance_options "MaintenanceOptions" Option<InstanceMaintenanceOptions>,
    metadata_options "MetadataOptions" Option<InstanceMetadataOptionsResponse>,
    monitoring "Monitoring" Option<Monitoring>,
    network_interfaces "NetworkInterfaces" Option<Vec<InstanceNetworkInterface>>,
    network_performance_options "NetworkPerformanceOptions" Option<InstanceNetworkPerformanceOptions>,
    operator "Operator" Option<OperatorResponse>,
    outpost_arn "OutpostArn" Option<String>,
    placement "Placement" Option<Placement>,
    platform "Platform" Option<String>,
    platform_details "PlatformDetails" Option<String>,
    private_dns_name "PrivateDnsName" Option<String>,
    private_dns_name_options "PrivateDnsNameOptions" Option<PrivateDnsNameOptionsResponse>,
    private_ip_address "PrivateIpAddress" Option<String>,
    product_codes "ProductCodes" Option<Vec<ProductCode>>,
    public_dns_name "PublicDnsName" Option<String>,
    public_ip_address "PublicIpAddress" Option<String>,
    ramdisk_id "RamdiskId" Option<String>,
    root_device_name "RootDeviceName" Option<String>,
    root_device_type "RootDeviceType" Option<String>,
    secondary_interfaces "SecondaryInterfaces" Option<Vec<InstanceSecondaryInterface>>,
    security_groups "SecurityGroups" Option<Vec<GroupIdentifier>>,
    source_dest_check "SourceDestCheck" Option<bool>,
    spot_instance_request_id "SpotInstanceRequestId" Option<String>,
    sriov_net_support "SriovNetSupport" Option<String>,
    state "State" Option<InstanceState>,
    state_reason "StateReason" Option<StateReason>,
    state_transition_reason "StateTransitionReason" Option<String>,
    subnet_id "SubnetId" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
    tpm_support "TpmSupport" Option<String>,
    usage_operation "UsageOperation" Option<String>,
    usage_operation_update_time "UsageOperationUpdateTime" Option<Timestamp>,
    virtualization_type "VirtualizationType" Option<String>,
    vpc_id "VpcId" Option<String>,
} }
structure! { output InstanceAttachmentEnaSrdSpecification {
    ena_srd_enabled "EnaSrdEnabled" Option<bool>,
    ena_srd_udp_specification "EnaSrdUdpSpecification" Option<InstanceAttachmentEnaSrdUdpSpecification>,
} }
structure! { output InstanceAttachmentEnaSrdUdpSpecification {
    ena_srd_udp_enabled "EnaSrdUdpEnabled" Option<bool>,
} }
structure! { output InstanceAttribute {
    block_device_mappings "BlockDeviceMappings" Option<Vec<InstanceBlockDeviceMapping>>,
    disable_api_stop "DisableApiStop" Option<AttributeBooleanValue>,
    disable_api_termination "DisableApiTermination" Option<AttributeBooleanValue>,
    ebs_optimized "EbsOptimized" Option<AttributeBooleanValue>,
    ena_support "EnaSupport" Option<AttributeBooleanValue>,
    enclave_options "EnclaveOptions" Option<EnclaveOptions>,
    groups "Groups" Option<Vec<GroupIdentifier>>,
    instance_id "InstanceId" Option<String>,
    instance_initiated_shutdown_behavior "InstanceInitiatedShutdownBehavior" Option<AttributeValue>,
    instance_type "InstanceType" Option<AttributeValue>,
    kernel_id "KernelId" Option<AttributeValue>,
    product_codes "ProductCodes" Option<Vec<ProductCode>>,
    ramdisk_id "RamdiskId" Option<AttributeValue>,
    root_device_name "RootDeviceName" Option<AttributeValue>,
    source_dest_check "SourceDestCheck" Option<AttributeBooleanValue>,
    sriov_net_support "SriovNetSupport" Option<AttributeValue>,
    user_data "UserData" Option<AttributeValue>,
} }
structure! { output InstanceBlockDeviceMapping {
    device_name "DeviceName" Option<String>,
    ebs "Ebs" Option<EbsInstanceBlockDevice>,
} }
structure! { output InstanceCreditSpecification {
    cpu_credits "CpuCredits" Option<String>,
    instance_id "InstanceId" Option<String>,
} }
structure! { output InstanceIpv4Prefix {
    ipv4_prefix "Ipv4Prefix" Option<String>,
} }
structure! { output InstanceIpv6Address {
    ipv6_address "Ipv6Address" Option<String>,
    is_primary_ipv6 "IsPrimaryIpv6" Option<bool>,
} }
structure! { output InstanceIpv6Prefix {
    ipv6_prefix "Ipv6Prefix" Option<String>,
} }
structure! { output InstanceMaintenanceOptions {
    auto_recovery "AutoRecovery" Option<String>,
    reboot_migration "RebootMigration" Option<String>,
} }
structure! { input InstanceMetadataOptionsRequest {
    http_endpoint "HttpEndpoint" Option<String>,
    http_protocol_ipv6 "HttpProtocolIpv6" Option<String>,
    http_put_response_hop_limit "HttpPutResponseHopLimit" Option<i64>,
    http_tokens "HttpTokens" Option<String>,
    instance_metadata_tags "InstanceMetadataTags" Option<String>,
} }
structure! { output InstanceMetadataOptionsResponse {
    http_endpoint "HttpEndpoint" Option<String>,
    http_protocol_ipv6 "HttpProtocolIpv6" Option<String>,
    http_put_response_hop_limit "HttpPutResponseHopLimit" Option<i64>,
    http_tokens "HttpTokens" Option<String>,
    instance_metadata_tags "InstanceMetadataTags" Option<String>,
    state "State" Option<String>,
} }
structure! { output InstanceNetworkInterface {
    association "Association" Option<InstanceNetworkInterfaceAssociation>,
    attachment "Attachment" Option<InstanceNetworkInterfaceAttachment>,
    connection_tracking_configuration "ConnectionTrackingConfiguration" Option<ConnectionTrackingSpecificationResponse>,
    description "Description" Option<String>,
    groups "Groups" Option<Vec<GroupIdentifier>>,
    interface_type "InterfaceType" Option<String>,
    ipv4_prefixes "Ipv4Prefixes" Option<Vec<InstanceIpv4Prefix>>,
    ipv6_addresses "Ipv6Addresses" Option<Vec<InstanceIpv6Address>>,
    ipv6_prefixes "Ipv6Prefixes" Option<Vec<InstanceIpv6Prefix>>,
    mac_address "MacAddress" Option<String>,
    network_interface_id "NetworkInterfaceId" Option<String>,
    operator "Operator" Option<OperatorResponse>,
    owner_id "OwnerId" Option<String>,
    private_dns_name "PrivateDnsName" Option<String>,
    private_ip_address "PrivateIpAddress" Option<String>,
    private_ip_addresses "PrivateIpAddresses" Option<Vec<InstancePrivateIpAddress>>,
    source_dest_check "SourceDestCheck" Option<bool>,
    status "Status" Option<String>,
    subnet_id "SubnetId" Option<String>,
    vpc_id "VpcId" Option<String>,
} }
structure! { output InstanceNetworkInterfaceAssociation {
    carrier_ip "CarrierIp" Option<String>,
    customer_owned_ip "CustomerOwnedIp" Option<String>,
    ip_owner_id "IpOwnerId" Option<String>,
    public_dns_name "PublicDnsName" Option<String>,
    public_ip "PublicIp" Option<String>,
} }
structure! { output InstanceNetworkInterfaceAttachment {
    attach_time "AttachTime" Option<Timestamp>,
    attachment_id "AttachmentId" Option<String>,
    delete_on_termination "DeleteOnTermination" Option<bool>,
    device_index "DeviceIndex" Option<i64>,
    ena_queue_count "EnaQueueCount" Option<i64>,
    ena_srd_specification "EnaSrdSpecification" Option<InstanceAttachmentEnaSrdSpecification>,
    network_card_index "NetworkCardIndex" Option<i64>,
    status "Status" Option<String>,
} }
structure! { input InstanceNetworkInterfaceSpecification {
    groups "Groups" Option<Vec<String>>,
    network_interface_id "NetworkInterfaceId" Option<String>,
    private_ip_address "PrivateIpAddress" Option<String>,
    subnet_id "SubnetId" Option<String>,
} }
structure! { output InstanceNetworkPerformanceOptions {
    bandwidth_weighting "BandwidthWeighting" Option<String>,
} }
structure! { output InstancePrivateIpAddress {
    association "Association" Option<InstanceNetworkInterfaceAssociation>,
    primary "Primary" Option<bool>,
    private_dns_name "PrivateDnsName" Option<String>,
    private_ip_address "PrivateIpAddress" Option<String>,
} }
structure! { output InstanceSecondaryInterface {
    attachment "Attachment" Option<InstanceSecondaryInterfaceAttachment>,
    interface_type "InterfaceType" Option<String>,
    mac_address "MacAddress" Option<String>,
    owner_id "OwnerId" Option<String>,
    private_ip_addresses "PrivateIpAddresses" Option<Vec<InstanceSecondaryInterfacePrivateIpAddress>>,
    secondary_interface_id "SecondaryInterfaceId" Option<String>,
    secondary_network_id "SecondaryNetworkId" Option<String>,
    secondary_subnet_id "SecondarySubnetId" Option<String>,
    source_dest_check "SourceDestCheck" Option<bool>,
    status "Status" Option<String>,
} }
structure! { output InstanceSecondaryInterfaceAttachment {
    attach_time "AttachTime" Option<Timestamp>,
    attachment_id "AttachmentId" Option<String>,
    delete_on_termination "DeleteOnTermination" Option<bool>,
    device_index "DeviceIndex" Option<i64>,
    network_card_index "NetworkCardIndex" Option<i64>,
    status "Status" Option<String>,
} }
structure! { output InstanceSecondaryInterfacePrivateIpAddress {
    private_ip_address "PrivateIpAddress" Option<String>,
} }
structure! { output InstanceState {
    code "Code" Option<i64>,
    name "Name" Option<String>,
} }
structure! { output InstanceStateChange {
    current_state "CurrentState" Option<InstanceState>,
    instance_id "InstanceId" Option<String>,
    previous_state "PreviousState" Option<InstanceState>,
} }
structure! { output InstanceStatus {
    attached_ebs_status "AttachedEbsStatus" Option<EbsStatusSummary>,
    availability_zone "AvailabilityZone" Option<String>,
    availability_zone_id "AvailabilityZoneId" Option<String>,
    events "Events" Option<Vec<InstanceStatusEvent>>,
    instance_id "InstanceId" Option<String>,
    instance_state "InstanceState" Option<InstanceState>,
    instance_status "InstanceStatus" Option<InstanceStatusSummary>,
    operator "Operator" Option<OperatorResponse>,
    outpost_arn "OutpostArn" Option<String>,
    system_status "SystemStatus" Option<InstanceStatusSummary>,
} }
structure! { output InstanceStatusDetails {
    impaired_since "ImpairedSince" Option<Timestamp>,
    name "Name" Option<String>,
    status "Status" Option<String>,
} }
structure! { output InstanceStatusEvent {
    code "Code" Option<String>,
    description "Description" Option<String>,
    instance_event_id "InstanceEventId" Option<String>,
    not_after "NotAfter" Option<Timestamp>,
    not_before "NotBefore" Option<Timestamp>,
    not_before_deadline "NotBeforeDeadline" Option<Timestamp>,
} }
structure! { output InstanceStatusSummary {
    details "Details" Option<Vec<InstanceStatusDetails>>,
    status "Status" Option<String>,
} }
structure! { output IpPermission {
    from_port "FromPort" Option<i64>,
    ip_protocol "IpProtocol" Option<String>,
    ip_ranges "IpRanges" Option<Vec<IpRange>>,
    ipv6_ranges "Ipv6Ranges" Option<Vec<Ipv6Range>>,
    prefix_list_ids "PrefixListIds" Option<Vec<PrefixListId>>,
    to_port "ToPort" Option<i64>,
    user_id_group_pairs "UserIdGroupPairs" Option<Vec<UserIdGroupPair>>,
} }
structure! { output IpRange {
    cidr_ip "CidrIp" Option<String>,
    description "Description" Option<String>,
} }
structure! { output Ipv6Range {
    cidr_ipv6 "CidrIpv6" Option<String>,
    description "Description" Option<String>,
} }
structure! { output LicenseConfiguration {
    license_configuration_arn "LicenseConfigurationArn" Option<String>,
} }
structure! { output Monitoring {
    state "State" Option<String>,
} }
structure! { output OperatorResponse {
    hidden_by_default "HiddenByDefault" Option<bool>,
    managed "Managed" Option<bool>,
    principal "Principal" Option<String>,
} }
structure! { both Placement {
    affinity "Affinity" Option<String>,
    availability_zone "AvailabilityZone" Option<String>,
    group_id "GroupId" Option<String>,
    group_name "GroupName" Option<String>,
    host_id "HostId" Option<String>,
    host_resource_group_arn "HostResourceGroupArn" Option<String>,
    partition_number "PartitionNumber" Option<i64>,
    spread_domain "SpreadDomain" Option<String>,
    tenancy "Tenancy" Option<String>,
} }
structure! { output PrefixListId {
    description "Description" Option<String>,
    prefix_list_id "PrefixListId" Option<String>,
} }
structure! { output PrivateDnsNameOptionsOnLaunch {
    enable_resource_name_dns_aaaa_record "EnableResourceNameDnsAAAARecord" Option<bool>,
    enable_resource_name_dns_a_record "EnableResourceNameDnsARecord" Option<bool>,
    hostname_type "HostnameType" Option<String>,
} }
structure! { output PrivateDnsNameOptionsResponse {
    enable_resource_name_dns_aaaa_record "EnableResourceNameDnsAAAARecord" Option<bool>,
    enable_resource_name_dns_a_record "EnableResourceNameDnsARecord" Option<bool>,
    hostname_type "HostnameType" Option<String>,
} }
structure! { output ProductCode {
    product_code_id "ProductCodeId" Option<String>,
    product_code_type "ProductCodeType" Option<String>,
} }
structure! { output Region {
    endpoint "Endpoint" Option<String>,
    geography "Geography" Option<Vec<RegionGeography>>,
    opt_in_status "OptInStatus" Option<String>,
    region_name "RegionName" Option<String>,
} }
structure! { output RegionGeography {
    name "Name" Option<String>,
} }
structure! { output Reservation {
    groups "Groups" Option<Vec<GroupIdentifier>>,
    instances "Instances" Option<Vec<Instance>>,
    owner_id "OwnerId" Option<String>,
    requester_id "RequesterId" Option<String>,
    reservation_id "ReservationId" Option<String>,
} }
structure! { input RunInstancesMonitoringEnabled {
    enabled "Enabled" bool,
} }
structure! { input RunInstancesRequest {
    block_device_mappings "BlockDeviceMappings" Option<Vec<BlockDeviceMapping>>,
    client_token "ClientToken" Option<String>,
    cpu_options "CpuOptions" Option<CpuOptionsRequest>,
    credit_specification "CreditSpecification" Option<CreditSpecificationRequest>,
    disable_api_stop "DisableApiStop" Option<bool>,
    dry_run "DryRun" Option<bool>,
    ebs_optimized "EbsOptimized" Option<bool>,
    iam_instance_profile "IamInstanceProfile" Option<IamInstanceProfileSpecification>,
    image_id "ImageId" Option<String>,
    instance_initiated_shutdown_behavior "InstanceInitiatedShutdownBehavior" Option<String>,
    instance_type "InstanceType" Option<String>,
    key_name "KeyName" Option<String>,
    max_count "MaxCount" i64,
    metadata_options "MetadataOptions" Option<InstanceMetadataOptionsRequest>,
    min_count "MinCount" i64,
    monitoring "Monitoring" Option<RunInstancesMonitoringEnabled>,
    network_interfaces "NetworkInterfaces" Option<Vec<InstanceNetworkInterfaceSpecification>>,
    placement "Placement" Option<Placement>,
    security_group_ids "SecurityGroupIds" Option<Vec<String>>,
    security_groups "SecurityGroups" Option<Vec<String>>,
    subnet_id "SubnetId" Option<String>,
    tag_specifications "TagSpecifications" Option<Vec<TagSpecification>>,
    user_data "UserData" Option<String>,
} }
structure! { output SecurityGroup {
    description "Description" Option<String>,
    group_id "GroupId" Option<String>,
    group_name "GroupName" Option<String>,
    ip_permissions "IpPermissions" Option<Vec<IpPermission>>,
    ip_permissions_egress "IpPermissionsEgress" Option<Vec<IpPermission>>,
    owner_id "OwnerId" Option<String>,
    security_group_arn "SecurityGroupArn" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
    vpc_id "VpcId" Option<String>,
} }
structure! { input StartInstancesRequest {
    dry_run "DryRun" Option<bool>,
    instance_ids "InstanceIds" Vec<String>,
} }
structure! { output StartInstancesResult {
    starting_instances "StartingInstances" Option<Vec<InstanceStateChange>>,
} }
structure! { output StateReason {
    code "Code" Option<String>,
    message "Message" Option<String>,
} }
structure! { input StopInstancesRequest {
    dry_run "DryRun" Option<bool>,
    instance_ids "InstanceIds" Vec<String>,
} }
structure! { output StopInstancesResult {
    stopping_instances "StoppingInstances" Option<Vec<InstanceStateChange>>,
} }
structure! { output Subnet {
    assign_ipv6_address_on_creation "AssignIpv6AddressOnCreation" Option<bool>,
    availability_zone "AvailabilityZone" Option<String>,
    availability_zone_id "AvailabilityZoneId" Option<String>,
    available_ip_address_count "AvailableIpAddressCount" Option<i64>,
    block_public_access_states "BlockPublicAccessStates" Option<BlockPublicAccessStates>,
    cidr_block "CidrBlock" Option<String>,
    customer_owned_ipv4_pool "CustomerOwnedIpv4Pool" Option<String>,
    default_for_az "DefaultForAz" Option<bool>,
    enable_dns64 "EnableDns64" Option<bool>,
    enable_lni_at_device_index "EnableLniAtDeviceIndex" Option<i64>,
    ipv6_cidr_block_association_set "Ipv6CidrBlockAssociationSet" Option<Vec<SubnetIpv6CidrBlockAssociation>>,
    ipv6_native "Ipv6Native" Option<bool>,
    map_customer_owned_ip_on_launch "MapCustomerOwnedIpOnLaunch" Option<bool>,
    map_public_ip_on_launch "MapPublicIpOnLaunch" Option<bool>,
    outpost_arn "OutpostArn" Option<String>,
    owner_id "OwnerId" Option<String>,
    private_dns_name_options_on_launch "PrivateDnsNameOptionsOnLaunch" Option<PrivateDnsNameOptionsOnLaunch>,
    state "State" Option<String>,
    subnet_arn "SubnetArn" Option<String>,
    subnet_id "SubnetId" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
    r#type "Type" Option<String>,
    vpc_id "VpcId" Option<String>,
} }
structure! { output SubnetCidrBlockState {
    state "State" Option<String>,
    status_message "StatusMessage" Option<String>,
} }
structure! { output SubnetIpv6CidrBlockAssociation {
    association_id "AssociationId" Option<String>,
    ip_source "IpSource" Option<String>,
    ipv6_address_attribute "Ipv6AddressAttribute" Option<String>,
    ipv6_cidr_block "Ipv6CidrBlock" Option<String>,
    ipv6_cidr_block_state "Ipv6CidrBlockState" Option<SubnetCidrBlockState>,
} }
structure! { both Tag {
    key "Key" Option<String>,
    value "Value" Option<String>,
} }
tag! { Tag }
structure! { input TagSpecification {
    resource_type "ResourceType" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { input TerminateInstancesRequest {
    dry_run "DryRun" Option<bool>,
    instance_ids "InstanceIds" Vec<String>,
} }
structure! { output TerminateInstancesResult {
    terminating_instances "TerminatingInstances" Option<Vec<InstanceStateChange>>,
} }
structure! { output UserIdGroupPair {
    description "Description" Option<String>,
    group_id "GroupId" Option<String>,
    group_name "GroupName" Option<String>,
    peering_status "PeeringStatus" Option<String>,
    user_id "UserId" Option<String>,
    vpc_id "VpcId" Option<String>,
    vpc_peering_connection_id "VpcPeeringConnectionId" Option<String>,
} }
structure! { output Vpc {
    block_public_access_states "BlockPublicAccessStates" Option<BlockPublicAccessStates>,
    cidr_block "CidrBlock" Option<String>,
    cidr_block_association_set "CidrBlockAssociationSet" Option<Vec<VpcCidrBlockAssociation>>,
    dhcp_options_id "DhcpOptionsId" Option<String>,
    encryption_control "EncryptionControl" Option<VpcEncryptionControl>,
    instance_tenancy "InstanceTenancy" Option<String>,
    ipv6_cidr_block_association_set "Ipv6CidrBlockAssociationSet" Option<Vec<VpcIpv6CidrBlockAssociation>>,
    is_default "IsDefault" Option<bool>,
    owner_id "OwnerId" Option<String>,
    state "State" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
    vpc_id "VpcId" Option<String>,
} }
structure! { output VpcCidrBlockAssociation {
    association_id "AssociationId" Option<String>,
    cidr_block "CidrBlock" Option<String>,
    cidr_block_state "CidrBlockState" Option<VpcCidrBlockState>,
} }
structure! { output VpcCidrBlockState {
    state "State" Option<String>,
    status_message "StatusMessage" Option<String>,
} }
structure! { output VpcEncryptionControl {
    mode "Mode" Option<String>,
    resource_exclusions "ResourceExclusions" Option<VpcEncryptionControlExclusions>,
    state "State" Option<String>,
    state_message "StateMessage" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
    vpc_encryption_control_id "VpcEncryptionControlId" Option<String>,
    vpc_id "VpcId" Option<String>,
} }
structure! { output VpcEncryptionControlExclusion {
    state "State" Option<String>,
    state_message "StateMessage" Option<String>,
} }
structure! { output VpcEncryptionControlExclusions {
    egress_only_internet_gateway "EgressOnlyInternetGateway" Option<VpcEncryptionControlExclusion>,
    elastic_file_system "ElasticFileSystem" Option<VpcEncryptionControlExclusion>,
    internet_gateway "InternetGateway" Option<VpcEncryptionControlExclusion>,
    lambda "Lambda" Option<VpcEncryptionControlExclusion>,
    nat_gateway "NatGateway" Option<VpcEncryptionControlExclusion>,
    virtual_private_gateway "VirtualPrivateGateway" Option<VpcEncryptionControlExclusion>,
    vpc_lattice "VpcLattice" Option<VpcEncryptionControlExclusion>,
    vpc_peering "VpcPeering" Option<VpcEncryptionControlExclusion>,
} }
structure! { output VpcIpv6CidrBlockAssociation {
    association_id "AssociationId" Option<String>,
    ip_source "IpSource" Option<String>,
    ipv6_address_attribute "Ipv6AddressAttribute" Option<String>,
    ipv6_cidr_block "Ipv6CidrBlock" Option<String>,
    ipv6_cidr_block_state "Ipv6CidrBlockState" Option<VpcCidrBlockState>,
    ipv6_pool "Ipv6Pool" Option<String>,
    network_border_group "NetworkBorderGroup" Option<String>,
} }
operation! { DescribeAvailabilityZones DescribeAvailabilityZonesRequest DescribeAvailabilityZonesResult }
operation! { DescribeInstanceAttribute DescribeInstanceAttributeRequest InstanceAttribute }
operation! { DescribeInstanceCreditSpecifications DescribeInstanceCreditSpecificationsRequest DescribeInstanceCreditSpecificationsResult }
operation! { DescribeInstanceStatus DescribeInstanceStatusRequest DescribeInstanceStatusResult }
operation! { DescribeInstances DescribeInstancesRequest DescribeInstancesResult }
operation! { DescribeRegions DescribeRegionsRequest DescribeRegionsResult }
operation! { DescribeSecurityGroups DescribeSecurityGroupsRequest DescribeSecurityGroupsResult }
operation! { DescribeSubnets DescribeSubnetsRequest DescribeSubnetsResult }
operation! { DescribeVpcAttribute DescribeVpcAttributeRequest DescribeVpcAttributeResult }
operation! { DescribeVpcs DescribeVpcsRequest DescribeVpcsResult }
operation! { RunInstances RunInstancesRequest Reservation }
operation! { StartInstances StartInstancesRequest StartInstancesResult }
operation! { StopInstances StopInstancesRequest StopInstancesResult }
operation! { TerminateInstances TerminateInstancesRequest TerminateInstancesResult }
exceptions! {}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "ec2",
    signing_name: "ec2",
    endpoint_prefix: "ec2",
    protocols: &[crate::Protocol::Ec2],
    query_compatible: false,
    target_prefix: "",
    api_version: "2016-11-15",
    xml_namespace: "http://ec2.amazonaws.com/doc/2016-11-15",
    operations: &[
        &operations::CreateDhcpOptions,
        &operations::CreateEgressOnlyInternetGateway,
        &operations::CreatePlacementGroup,
        &operations::DeleteDhcpOptions,
        &operations::DeleteEgressOnlyInternetGateway,
        &operations::DeletePlacementGroup,
        &operations::DescribeAvailabilityZones,
        &operations::DescribeDhcpOptions,
        &operations::DescribeEgressOnlyInternetGateways,
        &operations::DescribeInstanceAttribute,
        &operations::DescribeInstanceCreditSpecifications,
        &operations::DescribeInstanceStatus,
        &operations::DescribeInstances,
        &operations::DescribePlacementGroups,
        &operations::DescribeRegions,
        &operations::DescribeSecurityGroups,
        &operations::DescribeSubnets,
        &operations::DescribeVpcAttribute,
        &operations::DescribeVpcs,
        &operations::RunInstances,
        &operations::StartInstances,
        &operations::StopInstances,
        &operations::TerminateInstances,
    ],
    names: &[
        "AcceptAddressTransfer",
        "AcceptCapacityReservationBillingOwnership",
        "AcceptReservedInstancesExchangeQuote",
        "AcceptTransitGatewayClientVpnAttachment",
        "AcceptTransitGatewayMulticastDomainAssociations",
        "AcceptTransitGatewayPeeringAttachment",
        "AcceptTransitGatewayVpcAttachment",
        "AcceptVpcEndpointConnections",
        "AcceptVpcPeeringConnection",
        "AdvertiseByoipCidr",
        "AllocateAddress",
        "AllocateHosts",
        "AllocateIpamPoolCidr",
        "ApplySecurityGroupsToClientVpnTargetNetwork",
        "AssignIpv6Addresses",
        "AssignPrivateIpAddresses",
        "AssignPrivateNatGatewayAddress",
        "AssociateAddress",
        "AssociateCapacityReservationBillingOwner",
        "AssociateClientVpnTargetNetwork",
        "AssociateDhcpOptions",
        "AssociateEnclaveCertificateIamRole",
        "AssociateIamInstanceProfile",
        "AssociateInstanceEventWindow",
        "AssociateIpamByoasn",
        "AssociateIpamResourceDiscovery",
        "AssociateNatGatewayAddress",
        "AssociateRouteServer",
        "AssociateRouteTable",
        "AssociateSecurityGroupVpc",
        "AssociateSubnetCidrBlock",
        "AssociateTransitGatewayMulticastDomain",
        "AssociateTransitGatewayPolicyTable",
        "AssociateTransitGatewayRouteTable",
        "AssociateTrunkInterface",
        "AssociateVpcCidrBlock",
        "AttachClassicLinkVpc",
        "AttachInternetGateway",
        "AttachNetworkInterface",
        "AttachVerifiedAccessTrustProvider",
        "AttachVolume",
        "AttachVpnGateway",
        "AuthorizeClientVpnIngress",
        "AuthorizeSecurityGroupEgress",
        "AuthorizeSecurityGroupIngress",
        "BundleInstance",
        "CancelBundleTask",
        "CancelCapacityReservation",
        "CancelCapacityReservationFleets",
        "CancelConversionTask",
        "CancelDeclarativePoliciesReport",
        "CancelExportTask",
        "CancelImageLaunchPermission",
        "CancelImportTask",
        "CancelReservedInstancesListing",
        "CancelSpotFleetRequests",
        "CancelSpotInstanceRequests",
        "ConfirmProductInstance",
        "CopyFpgaImage",
        "CopyImage",
        "CopySnapshot",
        "CopyVolumes",
        "CreateCapacityManagerDataExport",
        "CreateCapacityReservation",
        "CreateCapacityReservationBySplitting",
        "CreateCapacityReservationFleet",
        "CreateCarrierGateway",
        "CreateClientVpnEndpoint",
        "CreateClientVpnRoute",
        "CreateCoipCidr",
        "CreateCoipPool",
        "CreateCustomerGateway",
        "CreateDefaultSubnet",
        "CreateDefaultVpc",
        "CreateDelegateMacVolumeOwnershipTask",
        "CreateDhcpOptions",
        "CreateEgressOnlyInternetGateway",
        "CreateFleet",
        "CreateFlowLogs",
        "CreateFpgaImage",
        "CreateImage",
        "CreateImageUsageReport",
        "CreateInstanceConnectEndpoint",
        "CreateInstanceEventWindow",
        "CreateInstanceExportTask",
        "CreateInternetGateway",
        "CreateInterruptibleCapacityReservationAllocation",
        "CreateIpam",
        "CreateIpamExternalResourceVerificationToken",
        "CreateIpamPolicy",
        "CreateIpamPool",
        "CreateIpamPrefixListResolver",
        "CreateIpamPrefixListResolverTarget",
        "CreateIpamResourceDiscovery",
        "CreateIpamScope",
        "CreateKeyPair",
        "CreateLaunchTemplate",
        "CreateLaunchTemplateVersion",
        "CreateLocalGatewayRoute",
        "CreateLocalGatewayRouteTable",
        "CreateLocalGatewayRouteTableVirtualInterfaceGroupAssociation",
        "CreateLocalGatewayRouteTableVpcAssociation",
        "CreateLocalGatewayVirtualInterface",
        "CreateLocalGatewayVirtualInterfaceGroup",
        "CreateMacSystemIntegrityProtectionModificationTask",
        "CreateManagedPrefixList",
        "CreateNatGateway",
        "CreateNetworkAcl",
        "CreateNetworkAclEntry",
        "CreateNetworkInsightsAccessScope",
        "CreateNetworkInsightsPath",
        "CreateNetworkInterface",
        "CreateNetworkInterfacePermission",
        "CreatePlacementGroup",
        "CreatePublicIpv4Pool",
        "CreateReplaceRootVolumeTask",
        "CreateReservedInstancesListing",
        "CreateRestoreImageTask",
        "CreateRoute",
        "CreateRouteServer",
        "CreateRouteServerEndpoint",
        "CreateRouteServerPeer",
        "CreateRouteTable",
        "CreateSecondaryNetwork",
        "CreateSecondarySubnet",
        "CreateSecurityGroup",
        "CreateSnapshot",
        "CreateSnapshots",
        "CreateSpotDatafeedSubscription",
        "CreateStoreImageTask",
        "CreateSubnet",
        "CreateSubnetCidrReservation",
        "CreateTags",
        "CreateTrafficMirrorFilter",
        "CreateTrafficMirrorFilterRule",
        "CreateTrafficMirrorSession",
        "CreateTrafficMirrorTarget",
        "CreateTransitGateway",
        "CreateTransitGatewayConnect",
        "CreateTransitGatewayConnectPeer",
        "CreateTransitGatewayMeteringPolicy",
        "CreateTransitGatewayMeteringPolicyEntry",
        "CreateTransitGatewayMulticastDomain",
        "CreateTransitGatewayPeeringAttachment",
        "CreateTransitGatewayPolicyTable",
        "CreateTransitGatewayPrefixListReference",
        "CreateTransitGatewayRoute",
        "CreateTransitGatewayRouteTable",
        "CreateTransitGatewayRouteTableAnnouncement",
        "CreateTransitGatewayVpcAttachment",
        "CreateVerifiedAccessEndpoint",
        "CreateVerifiedAccessGroup",
        "CreateVerifiedAccessInstance",
        "CreateVerifiedAccessTrustProvider",
        "CreateVolume",
        "CreateVpc",
        "CreateVpcBlockPublicAccessExclusion",
        "CreateVpcEncryptionControl",
        "CreateVpcEndpoint",
        "CreateVpcEndpointConnectionNotification",
        "CreateVpcEndpointServiceConfiguration",
        "CreateVpcPeeringConnection",
        "CreateVpnConcentrator",
        "CreateVpnConnection",
        "CreateVpnConnectionRoute",
        "CreateVpnGateway",
        "DeleteCapacityManagerDataExport",
        "DeleteCarrierGateway",
        "DeleteClientVpnEndpoint",
        "DeleteClientVpnRoute",
        "DeleteCoipCidr",
        "DeleteCoipPool",
        "DeleteCustomerGateway",
        "DeleteDhcpOptions",
        "DeleteEgressOnlyInternetGateway",
        "DeleteFleets",
        "DeleteFlowLogs",
        "DeleteFpgaImage",
        "DeleteImageUsageReport",
        "DeleteInstanceConnectEndpoint",
        "DeleteInstanceEventWindow",
        "DeleteInternetGateway",
        "DeleteIpam",
        "DeleteIpamExternalResourceVerificationToken",
        "DeleteIpamPolicy",
        "DeleteIpamPool",
        "DeleteIpamPrefixListResolver",
        "DeleteIpamPrefixListResolverTarget",
        "DeleteIpamResourceDiscovery",
        "DeleteIpamScope",
        "DeleteKeyPair",
        "DeleteLaunchTemplate",
        "DeleteLaunchTemplateVersions",
        "DeleteLocalGatewayRoute",
        "DeleteLocalGatewayRouteTable",
        "DeleteLocalGatewayRouteTableVirtualInterfaceGroupAssociation",
        "DeleteLocalGatewayRouteTableVpcAssociation",
        "DeleteLocalGatewayVirtualInterface",
        "DeleteLocalGatewayVirtualInterfaceGroup",
        "DeleteManagedPrefixList",
        "DeleteNatGateway",
        "DeleteNetworkAcl",
        "DeleteNetworkAclEntry",
        "DeleteNetworkInsightsAccessScope",
        "DeleteNetworkInsightsAccessScopeAnalysis",
        "DeleteNetworkInsightsAnalysis",
        "DeleteNetworkInsightsPath",
        "DeleteNetworkInterface",
        "DeleteNetworkInterfacePermission",
        "DeletePlacementGroup",
        "DeletePublicIpv4Pool",
        "DeleteQueuedReservedInstances",
        "DeleteRoute",
        "DeleteRouteServer",
        "DeleteRouteServerEndpoint",
        "DeleteRouteServerPeer",
        "DeleteRouteTable",
        "DeleteSecondaryNetwork",
        "DeleteSecondarySubnet",
        "DeleteSecurityGroup",
        "DeleteSnapshot",
        "DeleteSpotDatafeedSubscription",
        "DeleteSubnet",
        "DeleteSubnetCidrReservation",
        "DeleteTags",
        "DeleteTrafficMirrorFilter",
        "DeleteTrafficMirrorFilterRule",
        "DeleteTrafficMirrorSession",
        "DeleteTrafficMirrorTarget",
        "DeleteTransitGateway",
        "DeleteTransitGatewayClientVpnAttachment",
        "DeleteTransitGatewayConnect",
        "DeleteTransitGatewayConnectPeer",
        "DeleteTransitGatewayMeteringPolicy",
        "DeleteTransitGatewayMeteringPolicyEntry",
        "DeleteTransitGatewayMulticastDomain",
        "DeleteTransitGatewayPeeringAttachment",
        "DeleteTransitGatewayPolicyTable",
        "DeleteTransitGatewayPrefixListReference",
        "DeleteTransitGatewayRoute",
        "DeleteTransitGatewayRouteTable",
        "DeleteTransitGatewayRouteTableAnnouncement",
        "DeleteTransitGatewayVpcAttachment",
        "DeleteVerifiedAccessEndpoint",
        "DeleteVerifiedAccessGroup",
        "DeleteVerifiedAccessInstance",
        "DeleteVerifiedAccessTrustProvider",
        "DeleteVolume",
        "DeleteVpc",
        "DeleteVpcBlockPublicAccessExclusion",
        "DeleteVpcEncryptionControl",
        "DeleteVpcEndpointConnectionNotifications",
        "DeleteVpcEndpointServiceConfigurations",
        "DeleteVpcEndpoints",
        "DeleteVpcPeeringConnection",
        "DeleteVpnConcentrator",
        "DeleteVpnConnection",
        "DeleteVpnConnectionRoute",
        "DeleteVpnGateway",
        "DeprovisionByoipCidr",
        "DeprovisionIpamByoasn",
        "DeprovisionIpamPoolCidr",
        "DeprovisionPublicIpv4PoolCidr",
        "DeregisterImage",
        "DeregisterInstanceEventNotificationAttributes",
        "DeregisterTransitGatewayMulticastGroupMembers",
        "DeregisterTransitGatewayMulticastGroupSources",
        "DescribeAccountAttributes",
        "DescribeAddressTransfers",
        "DescribeAddresses",
        "DescribeAddressesAttribute",
        "DescribeAggregateIdFormat",
        "DescribeAvailabilityZones",
        "DescribeAwsNetworkPerformanceMetricSubscriptions",
        "DescribeBundleTasks",
        "DescribeByoipCidrs",
        "DescribeCapacityBlockExtensionHistory",
        "DescribeCapacityBlockExtensionOfferings",
        "DescribeCapacityBlockOfferings",
        "DescribeCapacityBlockStatus",
        "DescribeCapacityBlocks",
        "DescribeCapacityManagerDataExports",
        "DescribeCapacityReservationBillingRequests",
        "DescribeCapacityReservationFleets",
        "DescribeCapacityReservationTopology",
        "DescribeCapacityReservations",
        "DescribeCarrierGateways",
        "DescribeClassicLinkInstances",
        "DescribeClientVpnAuthorizationRules",
        "DescribeClientVpnConnections",
        "DescribeClientVpnEndpoints",
        "DescribeClientVpnRoutes",
        "DescribeClientVpnTargetNetworks",
        "DescribeCoipPools",
        "DescribeConversionTasks",
        "DescribeCustomerGateways",
        "DescribeDeclarativePoliciesReports",
        "DescribeDhcpOptions",
        "DescribeEgressOnlyInternetGateways",
        "DescribeElasticGpus",
        "DescribeExportImageTasks",
        "DescribeExportTasks",
        "DescribeFastLaunchImages",
        "DescribeFastSnapshotRestores",
        "DescribeFleetHistory",
        "DescribeFleetInstances",
        "DescribeFleets",
        "DescribeFlowLogs",
        "DescribeFpgaImageAttribute",
        "DescribeFpgaImages",
        "DescribeHostReservationOfferings",
        "DescribeHostReservations",
        "DescribeHosts",
        "DescribeIamInstanceProfileAssociations",
        "DescribeIdFormat",
        "DescribeIdentityIdFormat",
        "DescribeImageAttribute",
        "DescribeImageReferences",
        "DescribeImageUsageReportEntries",
        "DescribeImageUsageReports",
        "DescribeImages",
        "DescribeImportImageTasks",
        "DescribeImportSnapshotTasks",
        "DescribeInstanceAttribute",
        "DescribeInstanceConnectEndpoints",
        "DescribeInstanceCreditSpecifications",
        "DescribeInstanceEventNotificationAttributes",
        "DescribeInstanceEventWindows",
        "DescribeInstanceImageMetadata",
        "DescribeInstanceSqlHaHistoryStates",
        "DescribeInstanceSqlHaStates",
        "DescribeInstanceStatus",
        "DescribeInstanceTopology",
        "DescribeInstanceTypeOfferings",
        "DescribeInstanceTypes",
        "DescribeInstances",
        "DescribeInternetGateways",
        "DescribeIpamByoasn",
        "DescribeIpamExternalResourceVerificationTokens",
        "DescribeIpamPolicies",
        "DescribeIpamPoolAllocations",
        "DescribeIpamPools",
        "DescribeIpamPrefixListResolverTargets",
        "DescribeIpamPrefixListResolvers",
        "DescribeIpamResourceDiscoveries",
        "DescribeIpamResourceDiscoveryAssociations",
        "DescribeIpamScopes",
        "DescribeIpams",
        "DescribeIpv6Pools",
        "DescribeKeyPairs",
        "DescribeLaunchTemplateVersions",
        "DescribeLaunchTemplates",
        "DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociations",
        "DescribeLocalGatewayRouteTableVpcAssociations",
        "DescribeLocalGatewayRouteTables",
        "DescribeLocalGatewayVirtualInterfaceGroups",
        "DescribeLocalGatewayVirtualInterfaces",
        "DescribeLocalGateways",
        "DescribeLockedSnapshots",
        "DescribeMacHosts",
        "DescribeMacModificationTasks",
        "DescribeManagedPrefixLists",
        "DescribeMovingAddresses",
        "DescribeNatGateways",
        "DescribeNetworkAcls",
        "DescribeNetworkInsightsAccessScopeAnalyses",
        "DescribeNetworkInsightsAccessScopes",
        "DescribeNetworkInsightsAnalyses",
        "DescribeNetworkInsightsPaths",
        "DescribeNetworkInterfaceAttribute",
        "DescribeNetworkInterfacePermissions",
        "DescribeNetworkInterfaces",
        "DescribeOutpostLags",
        "DescribePlacementGroups",
        "DescribePrefixLists",
        "DescribePrincipalIdFormat",
        "DescribePublicIpv4Pools",
        "DescribeRegions",
        "DescribeReplaceRootVolumeTasks",
        "DescribeReservedInstances",
        "DescribeReservedInstancesListings",
        "DescribeReservedInstancesModifications",
        "DescribeReservedInstancesOfferings",
        "DescribeRouteServerEndpoints",
        "DescribeRouteServerPeers",
        "DescribeRouteServers",
        "DescribeRouteTables",
        "DescribeScheduledInstanceAvailability",
        "DescribeScheduledInstances",
        "DescribeSecondaryInterfaces",
        "DescribeSecondaryNetworks",
        "DescribeSecondarySubnets",
        "DescribeSecurityGroupReferences",
        "DescribeSecurityGroupRules",
        "DescribeSecurityGroupVpcAssociations",
        "DescribeSecurityGroups",
        "DescribeServiceLinkVirtualInterfaces",
        "DescribeSnapshotAttribute",
        "DescribeSnapshotTierStatus",
        "DescribeSnapshots",
        "DescribeSpotDatafeedSubscription",
        "DescribeSpotFleetInstances",
        "DescribeSpotFleetRequestHistory",
        "DescribeSpotFleetRequests",
        "DescribeSpotInstanceRequests",
        "DescribeSpotPriceHistory",
        "DescribeStaleSecurityGroups",
        "DescribeStoreImageTasks",
        "DescribeSubnets",
        "DescribeTags",
        "DescribeTrafficMirrorFilterRules",
        "DescribeTrafficMirrorFilters",
        "DescribeTrafficMirrorSessions",
        "DescribeTrafficMirrorTargets",
        "DescribeTransitGatewayAttachments",
        "DescribeTransitGatewayConnectPeers",
        "DescribeTransitGatewayConnects",
        "DescribeTransitGatewayMeteringPolicies",
        "DescribeTransitGatewayMulticastDomains",
        "DescribeTransitGatewayPeeringAttachments",
        "DescribeTransitGatewayPolicyTables",
        "DescribeTransitGatewayRouteTableAnnouncements",
        "DescribeTransitGatewayRouteTables",
        "DescribeTransitGatewayVpcAttachments",
        "DescribeTransitGateways",
        "DescribeTrunkInterfaceAssociations",
        "DescribeVerifiedAccessEndpoints",
        "DescribeVerifiedAccessGroups",
        "DescribeVerifiedAccessInstanceLoggingConfigurations",
        "DescribeVerifiedAccessInstances",
        "DescribeVerifiedAccessTrustProviders",
        "DescribeVolumeAttribute",
        "DescribeVolumeStatus",
        "DescribeVolumes",
        "DescribeVolumesModifications",
        "DescribeVpcAttribute",
        "DescribeVpcBlockPublicAccessExclusions",
        "DescribeVpcBlockPublicAccessOptions",
        "DescribeVpcClassicLink",
        "DescribeVpcClassicLinkDnsSupport",
        "DescribeVpcEncryptionControls",
        "DescribeVpcEndpointAssociations",
        "DescribeVpcEndpointConnectionNotifications",
        "DescribeVpcEndpointConnections",
        "DescribeVpcEndpointServiceConfigurations",
        "DescribeVpcEndpointServicePermissions",
        "DescribeVpcEndpointServices",
        "DescribeVpcEndpoints",
        "DescribeVpcPeeringConnections",
        "DescribeVpcs",
        "DescribeVpnConcentrators",
        "DescribeVpnConnections",
        "DescribeVpnGateways",
        "DetachClassicLinkVpc",
        "DetachInternetGateway",
        "DetachNetworkInterface",
        "DetachVerifiedAccessTrustProvider",
        "DetachVolume",
        "DetachVpnGateway",
        "DisableAddressTransfer",
        "DisableAllowedImagesSettings",
        "DisableAwsNetworkPerformanceMetricSubscription",
        "DisableCapacityManager",
        "DisableEbsEncryptionByDefault",
        "DisableFastLaunch",
        "DisableFastSnapshotRestores",
        "DisableImage",
        "DisableImageBlockPublicAccess",
        "DisableImageDeprecation",
        "DisableImageDeregistrationProtection",
        "DisableInstanceSqlHaStandbyDetections",
        "DisableIpamOrganizationAdminAccount",
        "DisableIpamPolicy",
        "DisableRouteServerPropagation",
        "DisableSerialConsoleAccess",
        "DisableSnapshotBlockPublicAccess",
        "DisableTransitGatewayRouteTablePropagation",
        "DisableVgwRoutePropagation",
        "DisableVpcClassicLink",
        "DisableVpcClassicLinkDnsSupport",
        "DisassociateAddress",
        "DisassociateCapacityReservationBillingOwner",
        "DisassociateClientVpnTargetNetwork",
        "DisassociateEnclaveCertificateIamRole",
        "DisassociateIamInstanceProfile",
        "DisassociateInstanceEventWindow",
        "DisassociateIpamByoasn",
        "DisassociateIpamResourceDiscovery",
        "DisassociateNatGatewayAddress",
        "DisassociateRouteServer",
        "DisassociateRouteTable",
        "DisassociateSecurityGroupVpc",
        "DisassociateSubnetCidrBlock",
        "DisassociateTransitGatewayMulticastDomain",
        "DisassociateTransitGatewayPolicyTable",
        "DisassociateTransitGatewayRouteTable",
        "DisassociateTrunkInterface",
        "DisassociateVpcCidrBlock",
        "EnableAddressTransfer",
        "EnableAllowedImagesSettings",
        "EnableAwsNetworkPerformanceMetricSubscription",
        "EnableCapacityManager",
        "EnableEbsEncryptionByDefault",
        "EnableFastLaunch",
        "EnableFastSnapshotRestores",
        "EnableImage",
        "EnableImageBlockPublicAccess",
        "EnableImageDeprecation",
        "EnableImageDeregistrationProtection",
        "EnableInstanceSqlHaStandbyDetections",
        "EnableIpamOrganizationAdminAccount",
        "EnableIpamPolicy",
        "EnableReachabilityAnalyzerOrganizationSharing",
        "EnableRouteServerPropagation",
        "EnableSerialConsoleAccess",
        "EnableSnapshotBlockPublicAccess",
        "EnableTransitGatewayRouteTablePropagation",
        "EnableVgwRoutePropagation",
        "EnableVolumeIO",
        "EnableVpcClassicLink",
        "EnableVpcClassicLinkDnsSupport",
        "ExportClientVpnClientCertificateRevocationList",
        "ExportClientVpnClientConfiguration",
        "ExportImage",
        "ExportTransitGatewayRoutes",
        "ExportVerifiedAccessInstanceClientConfiguration",
        "GetActiveVpnTunnelStatus",
        "GetAllowedImagesSettings",
        "GetAssociatedEnclaveCertificateIamRoles",
        "GetAssociatedIpv6PoolCidrs",
        "GetAwsNetworkPerformanceData",
        "GetCapacityManagerAttributes",
        "GetCapacityManagerMetricData",
        "GetCapacityManagerMetricDimensions",
        "GetCapacityManagerMonitoredTagKeys",
        "GetCapacityReservationUsage",
        "GetCoipPoolUsage",
        "GetConsoleOutput",
        "GetConsoleScreenshot",
        "GetDeclarativePoliciesReportSummary",
        "GetDefaultCreditSpecification",
        "GetEbsDefaultKmsKeyId",
        "GetEbsEncryptionByDefault",
        "GetEnabledIpamPolicy",
        "GetFlowLogsIntegrationTemplate",
        "GetGroupsForCapacityReservation",
        "GetHostReservationPurchasePreview",
        "GetImageAncestry",
        "GetImageBlockPublicAccessState",
        "GetInstanceMetadataDefaults",
        "GetInstanceTpmEkPub",
        "GetInstanceTypesFromInstanceRequirements",
        "GetInstanceUefiData",
        "GetIpamAddressHistory",
        "GetIpamDiscoveredAccounts",
        "GetIpamDiscoveredPublicAddresses",
        "GetIpamDiscoveredResourceCidrs",
        "GetIpamPolicyAllocationRules",
        "GetIpamPolicyOrganizationTargets",
        "GetIpamPoolAllocations",
        "GetIpamPoolCidrs",
        "GetIpamPrefixListResolverRules",
        "GetIpamPrefixListResolverVersionEntries",
        "GetIpamPrefixListResolverVersions",
        "GetIpamResourceCidrs",
        "GetLaunchTemplateData",
        "GetManagedPrefixListAssociations",
        "GetManagedPrefixListEntries",
        "GetManagedResourceVisibility",
        "GetNetworkInsightsAccessScopeAnalysisFindings",
        "GetNetworkInsightsAccessScopeContent",
        "GetPasswordData",
        "GetReservedInstancesExchangeQuote",
        "GetRouteServerAssociations",
        "GetRouteServerPropagations",
        "GetRouteServerRoutingDatabase",
        "GetSecurityGroupsForVpc",
        "GetSerialConsoleAccessStatus",
        "GetSnapshotBlockPublicAccessState",
        "GetSpotPlacementScores",
        "GetSubnetCidrReservations",
        "GetTransitGatewayAttachmentPropagations",
        "GetTransitGatewayMeteringPolicyEntries",
        "GetTransitGatewayMulticastDomainAssociations",
        "GetTransitGatewayPolicyTableAssociations",
        "GetTransitGatewayPolicyTableEntries",
        "GetTransitGatewayPrefixListReferences",
        "GetTransitGatewayRouteTableAssociations",
        "GetTransitGatewayRouteTablePropagations",
        "GetVerifiedAccessEndpointPolicy",
        "GetVerifiedAccessEndpointTargets",
        "GetVerifiedAccessGroupPolicy",
        "GetVpcResourcesBlockingEncryptionEnforcement",
        "GetVpnConnectionDeviceSampleConfiguration",
        "GetVpnConnectionDeviceTypes",
        "GetVpnTunnelReplacementStatus",
        "ImportClientVpnClientCertificateRevocationList",
        "ImportImage",
        "ImportInstance",
        "ImportKeyPair",
        "ImportSnapshot",
        "ImportVolume",
        "ListImagesInRecycleBin",
        "ListSnapshotsInRecycleBin",
        "ListVolumesInRecycleBin",
        "LockSnapshot",
        "ModifyAddressAttribute",
        "ModifyAvailabilityZoneGroup",
        "ModifyCapacityReservation",
        "ModifyCapacityReservationFleet",
        "ModifyClientVpnEndpoint",
        "ModifyDefaultCreditSpecification",
        "ModifyEbsDefaultKmsKeyId",
        "ModifyFleet",
        "ModifyFpgaImageAttribute",
        "ModifyHosts",
        "ModifyIdFormat",
        "ModifyIdentityIdFormat",
        "ModifyImageAttribute",
        "ModifyInstanceAttribute",
        "ModifyInstanceCapacityReservationAttributes",
        "ModifyInstanceConnectEndpoint",
        "ModifyInstanceCpuOptions",
        "ModifyInstanceCreditSpecification",
        "ModifyInstanceEventStartTime",
        "ModifyInstanceEventWindow",
        "ModifyInstanceMaintenanceOptions",
        "ModifyInstanceMetadataDefaults",
        "ModifyInstanceMetadataOptions",
        "ModifyInstanceNetworkPerformanceOptions",
        "ModifyInstancePlacement",
        "ModifyIpam",
        "ModifyIpamPolicyAllocationRules",
        "ModifyIpamPool",
        "ModifyIpamPoolAllocation",
        "ModifyIpamPrefixListResolver",
        "ModifyIpamPrefixListResolverTarget",
        "ModifyIpamResourceCidr",
        "ModifyIpamResourceDiscovery",
        "ModifyIpamScope",
        "ModifyLaunchTemplate",
        "ModifyLocalGatewayRoute",
        "ModifyManagedPrefixList",
        "ModifyManagedResourceVisibility",
        "ModifyNetworkInterfaceAttribute",
        "ModifyPrivateDnsNameOptions",
        "ModifyPublicIpDnsNameOptions",
        "ModifyReservedInstances",
        "ModifyRouteServer",
        "ModifySecurityGroupRules",
        "ModifySnapshotAttribute",
        "ModifySnapshotTier",
        "ModifySpotFleetRequest",
        "ModifySubnetAttribute",
        "ModifyTrafficMirrorFilterNetworkServices",
        "ModifyTrafficMirrorFilterRule",
        "ModifyTrafficMirrorSession",
        "ModifyTransitGateway",
        "ModifyTransitGatewayMeteringPolicy",
        "ModifyTransitGatewayPrefixListReference",
        "ModifyTransitGatewayVpcAttachment",
        "ModifyVerifiedAccessEndpoint",
        "ModifyVerifiedAccessEndpointPolicy",
        "ModifyVerifiedAccessGroup",
        "ModifyVerifiedAccessGroupPolicy",
        "ModifyVerifiedAccessInstance",
        "ModifyVerifiedAccessInstanceLoggingConfiguration",
        "ModifyVerifiedAccessTrustProvider",
        "ModifyVolume",
        "ModifyVolumeAttribute",
        "ModifyVpcAttribute",
        "ModifyVpcBlockPublicAccessExclusion",
        "ModifyVpcBlockPublicAccessOptions",
        "ModifyVpcEncryptionControl",
        "ModifyVpcEndpoint",
        "ModifyVpcEndpointConnectionNotification",
        "ModifyVpcEndpointServiceConfiguration",
        "ModifyVpcEndpointServicePayerResponsibility",
        "ModifyVpcEndpointServicePermissions",
        "ModifyVpcPeeringConnectionOptions",
        "ModifyVpcTenancy",
        "ModifyVpnConnection",
        "ModifyVpnConnectionOptions",
        "ModifyVpnTunnelCertificate",
        "ModifyVpnTunnelOptions",
        "MonitorInstances",
        "MoveAddressToVpc",
        "MoveByoipCidrToIpam",
        "MoveCapacityReservationInstances",
        "ProvisionByoipCidr",
        "ProvisionIpamByoasn",
        "ProvisionIpamPoolCidr",
        "ProvisionPublicIpv4PoolCidr",
        "PurchaseCapacityBlock",
        "PurchaseCapacityBlockExtension",
        "PurchaseHostReservation",
        "PurchaseReservedInstancesOffering",
        "PurchaseScheduledInstances",
        "RebootInstances",
        "RegisterImage",
        "RegisterInstanceEventNotificationAttributes",
        "RegisterTransitGatewayMulticastGroupMembers",
        "RegisterTransitGatewayMulticastGroupSources",
        "RejectCapacityReservationBillingOwnership",
        "RejectTransitGatewayClientVpnAttachment",
        "RejectTransitGatewayMulticastDomainAssociations",
        "RejectTransitGatewayPeeringAttachment",
        "RejectTransitGatewayVpcAttachment",
        "RejectVpcEndpointConnections",
        "RejectVpcPeeringConnection",
        "ReleaseAddress",
        "ReleaseHosts",
        "ReleaseIpamPoolAllocation",
        "ReplaceIamInstanceProfileAssociation",
        "ReplaceImageCriteriaInAllowedImagesSettings",
        "ReplaceNetworkAclAssociation",
        "ReplaceNetworkAclEntry",
        "ReplaceRoute",
        "ReplaceRouteTableAssociation",
        "ReplaceTransitGatewayRoute",
        "ReplaceVpnTunnel",
        "ReportInstanceStatus",
        "RequestSpotFleet",
        "RequestSpotInstances",
        "ResetAddressAttribute",
        "ResetEbsDefaultKmsKeyId",
        "ResetFpgaImageAttribute",
        "ResetImageAttribute",
        "ResetInstanceAttribute",
        "ResetNetworkInterfaceAttribute",
        "ResetSnapshotAttribute",
        "RestoreAddressToClassic",
        "RestoreImageFromRecycleBin",
        "RestoreManagedPrefixListVersion",
        "RestoreSnapshotFromRecycleBin",
        "RestoreSnapshotTier",
        "RestoreVolumeFromRecycleBin",
        "RevokeClientVpnIngress",
        "RevokeSecurityGroupEgress",
        "RevokeSecurityGroupIngress",
        "RunInstances",
        "RunScheduledInstances",
        "SearchLocalGatewayRoutes",
        "SearchTransitGatewayMulticastGroups",
        "SearchTransitGatewayRoutes",
        "SendDiagnosticInterrupt",
        "StartDeclarativePoliciesReport",
        "StartInstances",
        "StartNetworkInsightsAccessScopeAnalysis",
        "StartNetworkInsightsAnalysis",
        "StartVpcEndpointServicePrivateDnsVerification",
        "StopInstances",
        "TerminateClientVpnConnections",
        "TerminateInstances",
        "UnassignIpv6Addresses",
        "UnassignPrivateIpAddresses",
        "UnassignPrivateNatGatewayAddress",
        "UnlockSnapshot",
        "UnmonitorInstances",
        "UpdateCapacityManagerMonitoredTagKeys",
        "UpdateCapacityManagerOrganizationsAccess",
        "UpdateInterruptibleCapacityReservationAllocation",
        "UpdateSecurityGroupRuleDescriptionsEgress",
        "UpdateSecurityGroupRuleDescriptionsIngress",
        "WithdrawByoipCidr",
    ],
    refusal: &crate::schema::make::refusal("UnsupportedOperation", "UnsupportedOperation"),
    refused: &[],
    elsewhere: &[],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static CreateDhcpOptions: OperationSchema = OperationSchema {
        name: "CreateDhcpOptions",
        service: &SERVICE,
        input: Some(&shapes::CreateDhcpOptionsRequest),
        output: Some(&shapes::CreateDhcpOptionsResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static CreateEgressOnlyInternetGateway: OperationSchema = OperationSchema {
        name: "CreateEgressOnlyInternetGateway",
        service: &SERVICE,
        input: Some(&shapes::CreateEgressOnlyInternetGatewayRequest),
        output: Some(&shapes::CreateEgressOnlyInternetGatewayResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static CreatePlacementGroup: OperationSchema = OperationSchema {
        name: "CreatePlacementGroup",
        service: &SERVICE,
        input: Some(&shapes::CreatePlacementGroupRequest),
        output: Some(&shapes::CreatePlacementGroupResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DeleteDhcpOptions: OperationSchema = OperationSchema {
        name: "DeleteDhcpOptions",
        service: &SERVICE,
        input: Some(&shapes::DeleteDhcpOptionsRequest),
        output: None,
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DeleteEgressOnlyInternetGateway: OperationSchema = OperationSchema {
        name: "DeleteEgressOnlyInternetGateway",
        service: &SERVICE,
        input: Some(&shapes::DeleteEgressOnlyInternetGatewayRequest),
        output: Some(&shapes::DeleteEgressOnlyInternetGatewayResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DeletePlacementGroup: OperationSchema = OperationSchema {
        name: "DeletePlacementGroup",
        service: &SERVICE,
        input: Some(&shapes::DeletePlacementGroupRequest),
        output: None,
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribeAvailabilityZones: OperationSchema = OperationSchema {
        name: "DescribeAvailabilityZones",
        service: &SERVICE,
        input: Some(&shapes::DescribeAvailabilityZonesRequest),
        output: Some(&shapes::DescribeAvailabilityZonesResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribeDhcpOptions: OperationSchema = OperationSchema {
        name: "DescribeDhcpOptions",
        service: &SERVICE,
        input: Some(&shapes::DescribeDhcpOptionsRequest),
        output: Some(&shapes::DescribeDhcpOptionsResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribeEgressOnlyInternetGateways: OperationSchema = OperationSchema {
        name: "DescribeEgressOnlyInternetGateways",
        service: &SERVICE,
        input: Some(&shapes::DescribeEgressOnlyInternetGatewaysRequest),
        output: Some(&shapes::DescribeEgressOnlyInternetGatewaysResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribeInstanceAttribute: OperationSchema = OperationSchema {
        name: "DescribeInstanceAttribute",
        service: &SERVICE,
        input: Some(&shapes::DescribeInstanceAttributeRequest),
        output: Some(&shapes::InstanceAttribute),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribeInstanceCreditSpecifications: OperationSchema = OperationSchema {
        name: "DescribeInstanceCreditSpecifications",
        service: &SERVICE,
        input: Some(&shapes::DescribeInstanceCreditSpecificationsRequest),
        output: Some(&shapes::DescribeInstanceCreditSpecificationsResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribeInstanceStatus: OperationSchema = OperationSchema {
        name: "DescribeInstanceStatus",
        service: &SERVICE,
        input: Some(&shapes::DescribeInstanceStatusRequest),
        output: Some(&shapes::DescribeInstanceStatusResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribeInstances: OperationSchema = OperationSchema {
        name: "DescribeInstances",
        service: &SERVICE,
        input: Some(&shapes::DescribeInstancesRequest),
        output: Some(&shapes::DescribeInstancesResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribePlacementGroups: OperationSchema = OperationSchema {
        name: "DescribePlacementGroups",
        service: &SERVICE,
        input: Some(&shapes::DescribePlacementGroupsRequest),
        output: Some(&shapes::DescribePlacementGroupsResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribeRegions: OperationSchema = OperationSchema {
        name: "DescribeRegions",
        service: &SERVICE,
        input: Some(&shapes::DescribeRegionsRequest),
        output: Some(&shapes::DescribeRegionsResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribeSecurityGroups: OperationSchema = OperationSchema {
        name: "DescribeSecurityGroups",
        service: &SERVICE,
        input: Some(&shapes::DescribeSecurityGroupsRequest),
        output: Some(&shapes::DescribeSecurityGroupsResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribeSubnets: OperationSchema = OperationSchema {
        name: "DescribeSubnets",
        service: &SERVICE,
        input: Some(&shapes::DescribeSubnetsRequest),
        output: Some(&shapes::DescribeSubnetsResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribeVpcAttribute: OperationSchema = OperationSchema {
        name: "DescribeVpcAttribute",
        service: &SERVICE,
        input: Some(&shapes::DescribeVpcAttributeRequest),
        output: Some(&shapes::DescribeVpcAttributeResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static DescribeVpcs: OperationSchema = OperationSchema {
        name: "DescribeVpcs",
        service: &SERVICE,
        input: Some(&shapes::DescribeVpcsRequest),
        output: Some(&shapes::DescribeVpcsResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static RunInstances: OperationSchema = OperationSchema {
        name: "RunInstances",
        service: &SERVICE,
        input: Some(&shapes::RunInstancesRequest),
        output: Some(&shapes::Reservation),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static StartInstances: OperationSchema = OperationSchema {
        name: "StartInstances",
        service: &SERVICE,
        input: Some(&shapes::StartInstancesRequest),
        output: Some(&shapes::StartInstancesResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static StopInstances: OperationSchema = OperationSchema {
        name: "StopInstances",
        service: &SERVICE,
        input: Some(&shapes::StopInstancesRequest),
        output: Some(&shapes::StopInstancesResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static TerminateInstances: OperationSchema = OperationSchema {
        name: "TerminateInstances",
        service: &SERVICE,
        input: Some(&shapes::TerminateInstancesRequest),
        output: Some(&shapes::TerminateInstancesResult),
        result_wrapper: "",
        errors: &[],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static AmdSevSnpSpecification: Shape =
        k::string("AmdSevSnpSpecification", &["enabled", "disabled"], "", k::FREE);
    pub static ArchitectureValues: Shape =
        k::string("ArchitectureValues", &["i386", "x86_64", "arm64", "x86_64_mac", "arm64_mac"], "", k::FREE);
    pub static AttachmentStatus: Shape =
        k::string("AttachmentStatus", &["attaching", "attached", "detaching", "detached"], "", k::FREE);
    pub static AttributeBooleanValue: Shape =
        k::structure("AttributeBooleanValue", &[k::spelt(k::optional("Value", &Boolean), "value", "Value")]);
    pub static AttributeValue: Shape =
        k::structure("AttributeValue", &[k::spelt(k::optional("Value", &String), "value", "Value")]);
    pub static AvailabilityZone: Shape = k::structure(
        "AvailabilityZone",
        &[
            k::spelt(
                k::optional("Geography", &AvailabilityZoneGeographyList),
                "geographySet",
                "GeographySet",
            ),
            k::spelt(k::optional("GroupLongName", &String), "groupLongName", "GroupLongName"),
            k::spelt(k::optional("GroupName", &String), "groupName", "GroupName"),
            k::spelt(k::optional("Messages", &AvailabilityZoneMessageList), "messageSet", "MessageSet"),
            k::spelt(k::optional("NetworkBorderGroup", &String), "networkBorderGroup", "NetworkBorderGroup"),
            k::spelt(k::optional("OptInStatus", &AvailabilityZoneOptInStatus), "optInStatus", "OptInStatus"),
            k::spelt(k::optional("ParentZoneId", &String), "parentZoneId", "ParentZoneId"),
            k::spelt(k::optional("ParentZoneName", &String), "parentZoneName", "ParentZoneName"),
            k::spelt(k::optional("RegionName", &String), "regionName", "RegionName"),
            k::spelt(k::optional("State", &AvailabilityZoneState), "zoneState", "ZoneState"),
            k::spelt(
                k::optional("SubGeography", &AvailabilityZoneSubGeographyList),
                "subGeographySet",
                "SubGeographySet",
            ),
            k::spelt(k::optional("ZoneId", &String), "zoneId", "ZoneId"),
            k::spelt(k::optional("ZoneName", &String), "zoneName", "ZoneName"),
            k::spelt(k::optional("ZoneType", &String), "zoneType", "ZoneType"),
        ],
    );
    pub static AvailabilityZoneGeography: Shape =
        k::structure("AvailabilityZoneGeography", &[k::spelt(k::optional("Name", &String), "name", "Name")]);
    pub static AvailabilityZoneGeographyList: Shape =
        k::list("AvailabilityZoneGeographyList", &AvailabilityZoneGeography, "item", false, k::FREE);
    pub static AvailabilityZoneId: Shape = k::string("AvailabilityZoneId", &[], "", k::FREE);
    pub static AvailabilityZoneList: Shape =
        k::list("AvailabilityZoneList", &AvailabilityZone, "item", false, k::FREE);
    pub static AvailabilityZoneMessage: Shape = k::structure(
        "AvailabilityZoneMessage",
        &[k::spelt(k::optional("Message", &String), "message", "Message")],
    );
    pub static AvailabilityZoneMessageList: Shape =
        k::list("AvailabilityZoneMessageList", &AvailabilityZoneMessage, "item", false, k::FREE);
    pub static AvailabilityZoneOptInStatus: Shape = k::string(
        "AvailabilityZoneOptInStatus",
        &["opt-in-not-required", "opted-in", "not-opted-in"],
        "",
        k::FREE,
    );
    pub static AvailabilityZoneState: Shape = k::string(
        "AvailabilityZoneState",
        &["available", "information", "impaired", "unavailable", "constrained"],
        "",
        k::FREE,
    );
    pub static AvailabilityZoneSubGeography: Shape = k::structure(
        "AvailabilityZoneSubGeography",
        &[k::spelt(k::optional("Name", &String), "name", "Name")],
    );
    pub static AvailabilityZoneSubGeographyList: Shape =
        k::list("AvailabilityZoneSubGeographyList", &AvailabilityZoneSubGeography, "item", false, k::FREE);
    pub static BlockDeviceMapping: Shape = k::structure(
        "BlockDeviceMapping",
        &[
            k::spelt(k::optional("DeviceName", &String), "deviceName", "DeviceName"),
            k::spelt(k::optional("Ebs", &EbsBlockDevice), "ebs", "Ebs"),
            k::spelt(
                k::optional("NoDevice", &k::refused(&[], "devices of an image, and instance store")),
                "noDevice",
                "NoDevice",
            ),
            k::spelt(
                k::optional("VirtualName", &k::refused(&[], "devices of an image, and instance store")),
                "virtualName",
                "VirtualName",
            ),
        ],
    );
    pub static BlockDeviceMappingRequestList: Shape =
        k::list("BlockDeviceMappingRequestList", &BlockDeviceMapping, "BlockDeviceMapping", false, k::FREE);
    pub static BlockPublicAccessMode: Shape =
        k::string("BlockPublicAccessMode", &["off", "block-bidirectional", "block-ingress"], "", k::FREE);
    pub static BlockPublicAccessStates: Shape = k::structure(
        "BlockPublicAccessStates",
        &[k::spelt(
            k::optional("InternetGatewayBlockMode", &BlockPublicAccessMode),
            "internetGatewayBlockMode",
            "InternetGatewayBlockMode",
        )],
    );
    pub static Boolean: Shape = k::simple("Boolean", Kind::Boolean, k::FREE);
    pub static BootModeValues: Shape =
        k::string("BootModeValues", &["legacy-bios", "uefi", "uefi-preferred"], "", k::FREE);
    pub static CapacityReservationPreference: Shape = k::string(
        "CapacityReservationPreference",
        &["capacity-reservations-only", "open", "none"],
        "",
        k::FREE,
    );
    pub static CapacityReservationSpecificationResponse: Shape = k::structure(
        "CapacityReservationSpecificationResponse",
        &[
            k::spelt(
                k::optional("CapacityReservationPreference", &CapacityReservationPreference),
                "capacityReservationPreference",
                "CapacityReservationPreference",
            ),
            k::spelt(
                k::optional("CapacityReservationTarget", &CapacityReservationTargetResponse),
                "capacityReservationTarget",
                "CapacityReservationTarget",
            ),
        ],
    );
    pub static CapacityReservationTargetResponse: Shape = k::structure(
        "CapacityReservationTargetResponse",
        &[
            k::spelt(
                k::optional("CapacityReservationId", &String),
                "capacityReservationId",
                "CapacityReservationId",
            ),
            k::spelt(
                k::optional("CapacityReservationResourceGroupArn", &String),
                "capacityReservationResourceGroupArn",
                "CapacityReservationResourceGroupArn",
            ),
        ],
    );
    pub static CoipPoolId: Shape = k::string("CoipPoolId", &[], "", k::FREE);
    pub static ConnectionTrackingSpecificationResponse: Shape = k::structure(
        "ConnectionTrackingSpecificationResponse",
        &[
            k::spelt(
                k::optional("TcpEstablishedTimeout", &Integer),
                "tcpEstablishedTimeout",
                "TcpEstablishedTimeout",
            ),
            k::spelt(k::optional("UdpStreamTimeout", &Integer), "udpStreamTimeout", "UdpStreamTimeout"),
            k::spelt(k::optional("UdpTimeout", &Integer), "udpTimeout", "UdpTimeout"),
        ],
    );
    pub static CpuOptions: Shape = k::structure(
        "CpuOptions",
        &[
            k::spelt(k::optional("AmdSevSnp", &AmdSevSnpSpecification), "amdSevSnp", "AmdSevSnp"),
            k::spelt(k::optional("CoreCount", &Integer), "coreCount", "CoreCount"),
            k::spelt(
                k::optional("NestedVirtualization", &NestedVirtualizationSpecification),
                "nestedVirtualization",
                "NestedVirtualization",
            ),
            k::spelt(k::optional("ThreadsPerCore", &Integer), "threadsPerCore", "ThreadsPerCore"),
        ],
    );
    pub static CpuOptionsRequest: Shape = k::structure(
        "CpuOptionsRequest",
        &[
            k::optional("AmdSevSnp", &AmdSevSnpSpecification),
            k::optional("CoreCount", &Integer),
            k::optional("NestedVirtualization", &NestedVirtualizationSpecification),
            k::optional("ThreadsPerCore", &Integer),
        ],
    );
    pub static CreateDhcpOptionsRequest: Shape = k::structure(
        "CreateDhcpOptionsRequest",
        &[
            k::spelt(
                k::required("DhcpConfigurations", &NewDhcpConfigurationList),
                "dhcpConfiguration",
                "DhcpConfiguration",
            ),
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(
                k::optional("TagSpecifications", &TagSpecificationList),
                "TagSpecification",
                "TagSpecification",
            ),
        ],
    );
    pub static CreateDhcpOptionsResult: Shape = k::structure(
        "CreateDhcpOptionsResult",
        &[k::spelt(k::optional("DhcpOptions", &DhcpOptions), "dhcpOptions", "DhcpOptions")],
    );
    pub static CreateEgressOnlyInternetGatewayRequest: Shape = k::structure(
        "CreateEgressOnlyInternetGatewayRequest",
        &[
            k::optional("ClientToken", &String),
            k::optional("DryRun", &Boolean),
            k::spelt(
                k::optional("TagSpecifications", &TagSpecificationList),
                "TagSpecification",
                "TagSpecification",
            ),
            k::required("VpcId", &VpcId),
        ],
    );
    pub static CreateEgressOnlyInternetGatewayResult: Shape = k::structure(
        "CreateEgressOnlyInternetGatewayResult",
        &[
            k::spelt(k::optional("ClientToken", &String), "clientToken", "ClientToken"),
            k::spelt(
                k::optional("EgressOnlyInternetGateway", &EgressOnlyInternetGateway),
                "egressOnlyInternetGateway",
                "EgressOnlyInternetGateway",
            ),
        ],
    );
    pub static CreatePlacementGroupRequest: Shape = k::structure(
        "CreatePlacementGroupRequest",
        &[
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::optional("GroupName", &String), "groupName", "GroupName"),
            k::optional("LinkedGroupId", &k::refused(&[], "linked groups")),
            k::optional("Operator", &k::refused(&[], "groups managed by another service")),
            k::optional("PartitionCount", &Integer),
            k::optional("SpreadLevel", &SpreadLevel),
            k::spelt(k::optional("Strategy", &PlacementStrategy), "strategy", "Strategy"),
            k::spelt(
                k::optional("TagSpecifications", &TagSpecificationList),
                "TagSpecification",
                "TagSpecification",
            ),
        ],
    );
    pub static CreatePlacementGroupResult: Shape = k::structure(
        "CreatePlacementGroupResult",
        &[k::spelt(k::optional("PlacementGroup", &PlacementGroup), "placementGroup", "PlacementGroup")],
    );
    pub static CreditSpecificationRequest: Shape =
        k::structure("CreditSpecificationRequest", &[k::required("CpuCredits", &String)]);
    pub static DateTime: Shape = k::simple("DateTime", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static DeleteDhcpOptionsRequest: Shape = k::structure(
        "DeleteDhcpOptionsRequest",
        &[
            k::required("DhcpOptionsId", &DhcpOptionsId),
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
        ],
    );
    pub static DeleteEgressOnlyInternetGatewayRequest: Shape = k::structure(
        "DeleteEgressOnlyInternetGatewayRequest",
        &[
            k::optional("DryRun", &Boolean),
            k::required("EgressOnlyInternetGatewayId", &EgressOnlyInternetGatewayId),
        ],
    );
    pub static DeleteEgressOnlyInternetGatewayResult: Shape = k::structure(
        "DeleteEgressOnlyInternetGatewayResult",
        &[k::spelt(k::optional("ReturnCode", &Boolean), "returnCode", "ReturnCode")],
    );
    pub static DeletePlacementGroupRequest: Shape = k::structure(
        "DeletePlacementGroupRequest",
        &[
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::required("GroupName", &PlacementGroupNameWithResolver), "groupName", "GroupName"),
        ],
    );
    pub static DescribeAvailabilityZonesRequest: Shape = k::structure(
        "DescribeAvailabilityZonesRequest",
        &[
            k::optional("AllAvailabilityZones", &Boolean),
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::optional("Filters", &FilterList), "Filter", "Filter"),
            k::spelt(k::optional("ZoneIds", &ZoneIdStringList), "ZoneId", "ZoneId"),
            k::spelt(k::optional("ZoneNames", &ZoneNameStringList), "ZoneName", "ZoneName"),
        ],
    );
    pub static DescribeAvailabilityZonesResult: Shape = k::structure(
        "DescribeAvailabilityZonesResult",
        &[k::spelt(
            k::optional("AvailabilityZones", &AvailabilityZoneList),
            "availabilityZoneInfo",
            "AvailabilityZoneInfo",
        )],
    );
    pub static DescribeDhcpOptionsMaxResults: Shape =
        k::simple("DescribeDhcpOptionsMaxResults", Kind::Integer, k::within(5, 1000));
    pub static DescribeDhcpOptionsRequest: Shape = k::structure(
        "DescribeDhcpOptionsRequest",
        &[
            k::spelt(
                k::optional("DhcpOptionsIds", &DhcpOptionsIdStringList),
                "DhcpOptionsId",
                "DhcpOptionsId",
            ),
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::optional("Filters", &FilterList), "Filter", "Filter"),
            k::optional("MaxResults", &DescribeDhcpOptionsMaxResults),
            k::optional("NextToken", &String),
        ],
    );
    pub static DescribeDhcpOptionsResult: Shape = k::structure(
        "DescribeDhcpOptionsResult",
        &[
            k::spelt(k::optional("DhcpOptions", &DhcpOptionsList), "dhcpOptionsSet", "DhcpOptionsSet"),
            k::spelt(k::optional("NextToken", &String), "nextToken", "NextToken"),
        ],
    );
    pub static DescribeEgressOnlyInternetGatewaysMaxResults: Shape =
        k::simple("DescribeEgressOnlyInternetGatewaysMaxResults", Kind::Integer, k::within(5, 255));
    pub static DescribeEgressOnlyInternetGatewaysRequest: Shape = k::structure(
        "DescribeEgressOnlyInternetGatewaysRequest",
        &[
            k::optional("DryRun", &Boolean),
            k::spelt(
                k::optional("EgressOnlyInternetGatewayIds", &EgressOnlyInternetGatewayIdList),
                "EgressOnlyInternetGatewayId",
                "EgressOnlyInternetGatewayId",
            ),
            k::spelt(k::optional("Filters", &FilterList), "Filter", "Filter"),
            k::optional("MaxResults", &DescribeEgressOnlyInternetGatewaysMaxResults),
            k::optional("NextToken", &String),
        ],
    );
    pub static DescribeEgressOnlyInternetGatewaysResult: Shape = k::structure(
        "DescribeEgressOnlyInternetGatewaysResult",
        &[
            k::spelt(
                k::optional("EgressOnlyInternetGateways", &EgressOnlyInternetGatewayList),
                "egressOnlyInternetGatewaySet",
                "EgressOnlyInternetGatewaySet",
            ),
            k::spelt(k::optional("NextToken", &String), "nextToken", "NextToken"),
        ],
    );
    pub static DescribeInstanceAttributeRequest: Shape = k::structure(
        "DescribeInstanceAttributeRequest",
        &[
            k::spelt(k::required("Attribute", &InstanceAttributeName), "attribute", "Attribute"),
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::required("InstanceId", &InstanceId), "instanceId", "InstanceId"),
        ],
    );
    pub static DescribeInstanceCreditSpecificationsMaxResults: Shape =
        k::simple("DescribeInstanceCreditSpecificationsMaxResults", Kind::Integer, k::within(5, 1000));
    pub static DescribeInstanceCreditSpecificationsRequest: Shape = k::structure(
        "DescribeInstanceCreditSpecificationsRequest",
        &[
            k::optional("DryRun", &Boolean),
            k::spelt(k::optional("Filters", &FilterList), "Filter", "Filter"),
            k::spelt(k::optional("InstanceIds", &InstanceIdStringList), "InstanceId", "InstanceId"),
            k::optional("MaxResults", &DescribeInstanceCreditSpecificationsMaxResults),
            k::optional("NextToken", &String),
        ],
    );
    pub static DescribeInstanceCreditSpecificationsResult: Shape = k::structure(
        "DescribeInstanceCreditSpecificationsResult",
        &[
            k::spelt(
                k::optional("InstanceCreditSpecifications", &InstanceCreditSpecificationList),
                "instanceCreditSpecificationSet",
                "InstanceCreditSpecificationSet",
            ),
            k::spelt(k::optional("NextToken", &String), "nextToken", "NextToken"),
        ],
    );
    pub static DescribeInstanceStatusRequest: Shape = k::structure(
        "DescribeInstanceStatusRequest",
        &[
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::optional("Filters", &FilterList), "Filter", "Filter"),
            k::spelt(
                k::optional("IncludeAllInstances", &Boolean),
                "includeAllInstances",
                "IncludeAllInstances",
            ),
            k::optional("IncludeManagedResources", &Boolean),
            k::spelt(k::optional("InstanceIds", &InstanceIdStringList), "InstanceId", "InstanceId"),
            k::optional("MaxResults", &Integer),
            k::optional("NextToken", &String),
        ],
    );
    pub static DescribeInstanceStatusResult: Shape = k::structure(
        "DescribeInstanceStatusResult",
        &[
            k::spelt(
                k::optional("InstanceStatuses", &InstanceStatusList),
                "instanceStatusSet",
                "InstanceStatusSet",
            ),
            k::spelt(k::optional("NextToken", &String), "nextToken", "NextToken"),
        ],
    );
    pub static DescribeInstancesRequest: Shape = k::structure(
        "DescribeInstancesRequest",
        &[
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::optional("Filters", &FilterList), "Filter", "Filter"),
            k::optional("IncludeManagedResources", &Boolean),
            k::spelt(k::optional("InstanceIds", &InstanceIdStringList), "InstanceId", "InstanceId"),
            k::spelt(k::optional("MaxResults", &Integer), "maxResults", "MaxResults"),
            k::spelt(k::optional("NextToken", &String), "nextToken", "NextToken"),
        ],
    );
    pub static DescribeInstancesResult: Shape = k::structure(
        "DescribeInstancesResult",
        &[
            k::spelt(k::optional("NextToken", &String), "nextToken", "NextToken"),
            k::spelt(k::optional("Reservations", &ReservationList), "reservationSet", "ReservationSet"),
        ],
    );
    pub static DescribePlacementGroupsRequest: Shape = k::structure(
        "DescribePlacementGroupsRequest",
        &[
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::optional("Filters", &FilterList), "Filter", "Filter"),
            k::spelt(k::optional("GroupIds", &PlacementGroupIdStringList), "GroupId", "GroupId"),
            k::spelt(k::optional("GroupNames", &PlacementGroupStringList), "groupName", "GroupName"),
        ],
    );
    pub static DescribePlacementGroupsResult: Shape = k::structure(
        "DescribePlacementGroupsResult",
        &[k::spelt(
            k::optional("PlacementGroups", &PlacementGroupList),
            "placementGroupSet",
            "PlacementGroupSet",
        )],
    );
    pub static DescribeRegionsRequest: Shape = k::structure(
        "DescribeRegionsRequest",
        &[
            k::optional("AllRegions", &Boolean),
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::optional("Filters", &FilterList), "Filter", "Filter"),
            k::spelt(k::optional("RegionNames", &RegionNameStringList), "RegionName", "RegionName"),
        ],
    );
    pub static DescribeRegionsResult: Shape = k::structure(
        "DescribeRegionsResult",
        &[k::spelt(k::optional("Regions", &RegionList), "regionInfo", "RegionInfo")],
    );
    pub static DescribeSecurityGroupsMaxResults: Shape =
        k::simple("DescribeSecurityGroupsMaxResults", Kind::Integer, k::within(5, 1000));
    pub static DescribeSecurityGroupsRequest: Shape = k::structure(
        "DescribeSecurityGroupsRequest",
        &[
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::optional("Filters", &FilterList), "Filter", "Filter"),
            k::spelt(k::optional("GroupIds", &GroupIdStringList), "GroupId", "GroupId"),
            k::spelt(k::optional("GroupNames", &GroupNameStringList), "GroupName", "GroupName"),
            k::optional("MaxResults", &DescribeSecurityGroupsMaxResults),
            k::optional("NextToken", &String),
        ],
    );
    pub static DescribeSecurityGroupsResult: Shape = k::structure(
        "DescribeSecurityGroupsResult",
        &[
            k::spelt(k::optional("NextToken", &String), "nextToken", "NextToken"),
            k::spelt(
                k::optional("SecurityGroups", &SecurityGroupList),
                "securityGroupInfo",
                "SecurityGroupInfo",
            ),
        ],
    );
    pub static DescribeSubnetsMaxResults: Shape =
        k::simple("DescribeSubnetsMaxResults", Kind::Integer, k::within(5, 1000));
    pub static DescribeSubnetsRequest: Shape = k::structure(
        "DescribeSubnetsRequest",
        &[
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::optional("Filters", &FilterList), "Filter", "Filter"),
            k::optional("MaxResults", &DescribeSubnetsMaxResults),
            k::optional("NextToken", &String),
            k::spelt(k::optional("SubnetIds", &SubnetIdStringList), "SubnetId", "SubnetId"),
        ],
    );
    pub static DescribeSubnetsResult: Shape = k::structure(
        "DescribeSubnetsResult",
        &[
            k::spelt(k::optional("NextToken", &String), "nextToken", "NextToken"),
            k::spelt(k::optional("Subnets", &SubnetList), "subnetSet", "SubnetSet"),
        ],
    );
    pub static DescribeVpcAttributeRequest: Shape = k::structure(
        "DescribeVpcAttributeRequest",
        &[
            k::required("Attribute", &VpcAttributeName),
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::required("VpcId", &VpcId),
        ],
    );
    pub static DescribeVpcAttributeResult: Shape = k::structure(
        "DescribeVpcAttributeResult",
        &[
            k::spelt(
                k::optional("EnableDnsHostnames", &AttributeBooleanValue),
                "enableDnsHostnames",
                "EnableDnsHostnames",
            ),
            k::spelt(
                k::optional("EnableDnsSupport", &AttributeBooleanValue),
                "enableDnsSupport",
                "EnableDnsSupport",
            ),
            k::spelt(
                k::optional("EnableNetworkAddressUsageMetrics", &AttributeBooleanValue),
                "enableNetworkAddressUsageMetrics",
                "EnableNetworkAddressUsageMetrics",
            ),
            k::spelt(k::optional("VpcId", &String), "vpcId", "VpcId"),
        ],
    );
    pub static DescribeVpcsMaxResults: Shape =
        k::simple("DescribeVpcsMaxResults", Kind::Integer, k::within(5, 1000));
    pub static DescribeVpcsRequest: Shape = k::structure(
        "DescribeVpcsRequest",
        &[
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::optional("Filters", &FilterList), "Filter", "Filter"),
            k::optional("MaxResults", &DescribeVpcsMaxResults),
            k::optional("NextToken", &String),
            k::spelt(k::optional("VpcIds", &VpcIdStringList), "VpcId", "VpcId"),
        ],
    );
    pub static DescribeVpcsResult: Shape = k::structure(
        "DescribeVpcsResult",
        &[
            k::spelt(k::optional("NextToken", &String), "nextToken", "NextToken"),
            k::spelt(k::optional("Vpcs", &VpcList), "vpcSet", "VpcSet"),
        ],
    );
    pub static DeviceType: Shape = k::string("DeviceType", &["ebs", "instance-store"], "", k::FREE);
    pub static DhcpConfiguration: Shape = k::structure(
        "DhcpConfiguration",
        &[
            k::spelt(k::optional("Key", &String), "key", "Key"),
            k::spelt(k::optional("Values", &DhcpConfigurationValueList), "valueSet", "ValueSet"),
        ],
    );
    pub static DhcpConfigurationList: Shape =
        k::list("DhcpConfigurationList", &DhcpConfiguration, "item", false, k::FREE);
    pub static DhcpConfigurationValueList: Shape =
        k::list("DhcpConfigurationValueList", &AttributeValue, "item", false, k::FREE);
    pub static DhcpOptions: Shape = k::structure(
        "DhcpOptions",
        &[
            k::spelt(
                k::optional("DhcpConfigurations", &DhcpConfigurationList),
                "dhcpConfigurationSet",
                "DhcpConfigurationSet",
            ),
            k::spelt(k::optional("DhcpOptionsId", &String), "dhcpOptionsId", "DhcpOptionsId"),
            k::spelt(k::optional("OwnerId", &String), "ownerId", "OwnerId"),
            k::spelt(k::optional("Tags", &TagList), "tagSet", "TagSet"),
        ],
    );
    pub static DhcpOptionsId: Shape = k::string("DhcpOptionsId", &[], "", k::FREE);
    pub static DhcpOptionsIdStringList: Shape =
        k::list("DhcpOptionsIdStringList", &DhcpOptionsId, "DhcpOptionsId", false, k::FREE);
    pub static DhcpOptionsList: Shape = k::list("DhcpOptionsList", &DhcpOptions, "item", false, k::FREE);
    pub static EbsBlockDevice: Shape = k::structure(
        "EbsBlockDevice",
        &[
            k::spelt(
                k::optional("AvailabilityZone", &k::refused(&[], "")),
                "availabilityZone",
                "AvailabilityZone",
            ),
            k::optional("AvailabilityZoneId", &k::refused(&[], "")),
            k::spelt(
                k::optional("DeleteOnTermination", &Boolean),
                "deleteOnTermination",
                "DeleteOnTermination",
            ),
            k::optional("EbsCardIndex", &k::refused(&[], "")),
            k::spelt(k::optional("Encrypted", &Boolean), "encrypted", "Encrypted"),
            k::spelt(k::optional("Iops", &Integer), "iops", "Iops"),
            k::spelt(k::optional("KmsKeyId", &String), "kmsKeyId", "KmsKeyId"),
            k::spelt(k::optional("OutpostArn", &k::refused(&[], "")), "outpostArn", "OutpostArn"),
            k::spelt(k::optional("SnapshotId", &SnapshotId), "snapshotId", "SnapshotId"),
            k::spelt(k::optional("Throughput", &Integer), "throughput", "Throughput"),
            k::optional("VolumeInitializationRate", &k::refused(&[], "")),
            k::spelt(k::optional("VolumeSize", &Integer), "volumeSize", "VolumeSize"),
            k::spelt(k::optional("VolumeType", &VolumeType), "volumeType", "VolumeType"),
        ],
    );
    pub static EbsInstanceBlockDevice: Shape = k::structure(
        "EbsInstanceBlockDevice",
        &[
            k::spelt(k::optional("AssociatedResource", &String), "associatedResource", "AssociatedResource"),
            k::spelt(k::optional("AttachTime", &DateTime), "attachTime", "AttachTime"),
            k::spelt(
                k::optional("DeleteOnTermination", &Boolean),
                "deleteOnTermination",
                "DeleteOnTermination",
            ),
            k::spelt(k::optional("EbsCardIndex", &Integer), "ebsCardIndex", "EbsCardIndex"),
            k::spelt(k::optional("Operator", &OperatorResponse), "operator", "Operator"),
            k::spelt(k::optional("Status", &AttachmentStatus), "status", "Status"),
            k::spelt(k::optional("VolumeId", &String), "volumeId", "VolumeId"),
            k::spelt(k::optional("VolumeOwnerId", &String), "volumeOwnerId", "VolumeOwnerId"),
        ],
    );
    pub static EbsStatusDetails: Shape = k::structure(
        "EbsStatusDetails",
        &[
            k::spelt(k::optional("ImpairedSince", &MillisecondDateTime), "impairedSince", "ImpairedSince"),
            k::spelt(k::optional("Name", &StatusName), "name", "Name"),
            k::spelt(k::optional("Status", &StatusType), "status", "Status"),
        ],
    );
    pub static EbsStatusDetailsList: Shape =
        k::list("EbsStatusDetailsList", &EbsStatusDetails, "item", false, k::FREE);
    pub static EbsStatusSummary: Shape = k::structure(
        "EbsStatusSummary",
        &[
            k::spelt(k::optional("Details", &EbsStatusDetailsList), "details", "Details"),
            k::spelt(k::optional("Status", &SummaryStatus), "status", "Status"),
        ],
    );
    pub static EgressOnlyInternetGateway: Shape = k::structure(
        "EgressOnlyInternetGateway",
        &[
            k::spelt(
                k::optional("Attachments", &InternetGatewayAttachmentList),
                "attachmentSet",
                "AttachmentSet",
            ),
            k::spelt(
                k::optional("EgressOnlyInternetGatewayId", &EgressOnlyInternetGatewayId),
                "egressOnlyInternetGatewayId",
                "EgressOnlyInternetGatewayId",
            ),
            k::spelt(k::optional("Tags", &TagList), "tagSet", "TagSet"),
        ],
    );
    pub static EgressOnlyInternetGatewayId: Shape =
        k::string("EgressOnlyInternetGatewayId", &[], "", k::FREE);
    pub static EgressOnlyInternetGatewayIdList: Shape =
        k::list("EgressOnlyInternetGatewayIdList", &EgressOnlyInternetGatewayId, "item", false, k::FREE);
    pub static EgressOnlyInternetGatewayList: Shape =
        k::list("EgressOnlyInternetGatewayList", &EgressOnlyInternetGateway, "item", false, k::FREE);
    pub static ElasticGpuAssociation: Shape = k::structure(
        "ElasticGpuAssociation",
        &[
            k::spelt(
                k::optional("ElasticGpuAssociationId", &String),
                "elasticGpuAssociationId",
                "ElasticGpuAssociationId",
            ),
            k::spelt(
                k::optional("ElasticGpuAssociationState", &String),
                "elasticGpuAssociationState",
                "ElasticGpuAssociationState",
            ),
            k::spelt(
                k::optional("ElasticGpuAssociationTime", &String),
                "elasticGpuAssociationTime",
                "ElasticGpuAssociationTime",
            ),
            k::spelt(k::optional("ElasticGpuId", &ElasticGpuId), "elasticGpuId", "ElasticGpuId"),
        ],
    );
    pub static ElasticGpuAssociationList: Shape =
        k::list("ElasticGpuAssociationList", &ElasticGpuAssociation, "item", false, k::FREE);
    pub static ElasticGpuId: Shape = k::string("ElasticGpuId", &[], "", k::FREE);
    pub static ElasticInferenceAcceleratorAssociation: Shape = k::structure(
        "ElasticInferenceAcceleratorAssociation",
        &[
            k::spelt(
                k::optional("ElasticInferenceAcceleratorArn", &String),
                "elasticInferenceAcceleratorArn",
                "ElasticInferenceAcceleratorArn",
            ),
            k::spelt(
                k::optional("ElasticInferenceAcceleratorAssociationId", &String),
                "elasticInferenceAcceleratorAssociationId",
                "ElasticInferenceAcceleratorAssociationId",
            ),
            k::spelt(
                k::optional("ElasticInferenceAcceleratorAssociationState", &String),
                "elasticInferenceAcceleratorAssociationState",
                "ElasticInferenceAcceleratorAssociationState",
            ),
            k::spelt(
                k::optional("ElasticInferenceAcceleratorAssociationTime", &DateTime),
                "elasticInferenceAcceleratorAssociationTime",
                "ElasticInferenceAcceleratorAssociationTime",
            ),
        ],
    );
    pub static ElasticInferenceAcceleratorAssociationList: Shape = k::list(
        "ElasticInferenceAcceleratorAssociationList",
        &ElasticInferenceAcceleratorAssociation,
        "item",
        false,
        k::FREE,
    );
    pub static EnclaveOptions: Shape =
        k::structure("EnclaveOptions", &[k::spelt(k::optional("Enabled", &Boolean), "enabled", "Enabled")]);
    pub static EventCode: Shape = k::string(
        "EventCode",
        &["instance-reboot", "system-reboot", "system-maintenance", "instance-retirement", "instance-stop"],
        "",
        k::FREE,
    );
    pub static Filter: Shape = k::structure(
        "Filter",
        &[k::optional("Name", &String), k::spelt(k::optional("Values", &ValueStringList), "Value", "Value")],
    );
    pub static FilterList: Shape = k::list("FilterList", &Filter, "Filter", false, k::FREE);
    pub static GroupIdStringList: Shape =
        k::list("GroupIdStringList", &SecurityGroupId, "groupId", false, k::FREE);
    pub static GroupIdentifier: Shape = k::structure(
        "GroupIdentifier",
        &[
            k::spelt(k::optional("GroupId", &String), "groupId", "GroupId"),
            k::spelt(k::optional("GroupName", &String), "groupName", "GroupName"),
        ],
    );
    pub static GroupIdentifierList: Shape =
        k::list("GroupIdentifierList", &GroupIdentifier, "item", false, k::FREE);
    pub static GroupNameStringList: Shape =
        k::list("GroupNameStringList", &SecurityGroupName, "GroupName", false, k::FREE);
    pub static HibernationOptions: Shape = k::structure(
        "HibernationOptions",
        &[k::spelt(k::optional("Configured", &Boolean), "configured", "Configured")],
    );
    pub static HostnameType: Shape = k::string("HostnameType", &["ip-name", "resource-name"], "", k::FREE);
    pub static HttpTokensState: Shape = k::string("HttpTokensState", &["optional", "required"], "", k::FREE);
    pub static HypervisorType: Shape = k::string("HypervisorType", &["ovm", "xen"], "", k::FREE);
    pub static IamInstanceProfile: Shape = k::structure(
        "IamInstanceProfile",
        &[
            k::spelt(k::optional("Arn", &String), "arn", "Arn"),
            k::spelt(k::optional("Id", &String), "id", "Id"),
        ],
    );
    pub static IamInstanceProfileSpecification: Shape = k::structure(
        "IamInstanceProfileSpecification",
        &[
            k::spelt(k::optional("Arn", &String), "arn", "Arn"),
            k::spelt(k::optional("Name", &String), "name", "Name"),
        ],
    );
    pub static ImageId: Shape = k::string("ImageId", &[], "", k::FREE);
    pub static Instance: Shape = k::structure(
        "Instance",
        &[
            k::spelt(k::optional("AmiLaunchIndex", &Integer), "amiLaunchIndex", "AmiLaunchIndex"),
            k::spelt(k::optional("Architecture", &ArchitectureValues), "architecture", "Architecture"),
            k::spelt(
                k::optional("BlockDeviceMappings", &InstanceBlockDeviceMappingList),
                "blockDeviceMapping",
                "BlockDeviceMapping",
            ),
            k::spelt(k::optional("BootMode", &BootModeValues), "bootMode", "BootMode"),
            k::spelt(k::optional("CapacityBlockId", &String), "capacityBlockId", "CapacityBlockId"),
            k::spelt(
                k::optional("CapacityReservationId", &String),
                "capacityReservationId",
                "CapacityReservationId",
            ),
            k::spelt(
                k::optional("CapacityReservationSpecification", &CapacityReservationSpecificationResponse),
                "capacityReservationSpecification",
                "CapacityReservationSpecification",
            ),
            k::spelt(k::optional("ClientToken", &String), "clientToken", "ClientToken"),
            k::spelt(k::optional("CpuOptions", &CpuOptions), "cpuOptions", "CpuOptions"),
            k::spelt(
                k::optional("CurrentInstanceBootMode", &InstanceBootModeValues),
                "currentInstanceBootMode",
                "CurrentInstanceBootMode",
            ),
            k::spelt(k::optional("EbsOptimized", &Boolean), "ebsOptimized", "EbsOptimized"),
            k::spelt(
                k::optional("ElasticGpuAssociations", &ElasticGpuAssociationList),
                "elasticGpuAssociationSet",
                "ElasticGpuAssociationSet",
            ),
            k::spelt(
                k::optional(
                    "ElasticInferenceAcceleratorAssociations",
                    &ElasticInferenceAcceleratorAssociationList,
                ),
                "elasticInferenceAcceleratorAssociationSet",
                "ElasticInferenceAcceleratorAssociationSet",
            ),
            k::spelt(k::optional("EnaSupport", &Boolean), "enaSupport", "EnaSupport"),
            k::spelt(k::optional("EnclaveOptions", &EnclaveOptions), "enclaveOptions", "EnclaveOptions"),
            k::spelt(
                k::optional("HibernationOptions", &HibernationOptions),
                "hibernationOptions",
                "HibernationOptions",
            ),
            k::spelt(k::optional("Hypervisor", &HypervisorType), "hypervisor", "Hypervisor"),
            k::spelt(
                k::optional("IamInstanceProfile", &IamInstanceProfile),
                "iamInstanceProfile",
                "IamInstanceProfile",
            ),
            k::spelt(k::optional("ImageId", &String), "imageId", "ImageId"),
            k::spelt(k::optional("InstanceId", &String), "instanceId", "InstanceId"),
            k::spelt(
                k::optional("InstanceLifecycle", &InstanceLifecycleType),
                "instanceLifecycle",
                "InstanceLifecycle",
            ),
            k::spelt(k::optional("InstanceType", &InstanceType), "instanceType", "InstanceType"),
            k::spelt(k::optional("Ipv6Address", &String), "ipv6Address", "Ipv6Address"),
            k::spelt(k::optional("KernelId", &String), "kernelId", "KernelId"),
            k::spelt(k::optional("KeyName", &String), "keyName", "KeyName"),
            k::spelt(k::optional("LaunchTime", &DateTime), "launchTime", "LaunchTime"),
            k::spelt(k::optional("Licenses", &LicenseList), "licenseSet", "LicenseSet"),
            k::spelt(
                k::optional("MaintenanceOptions", &InstanceMaintenanceOptions),
                "maintenanceOptions",
                "MaintenanceOptions",
            ),
            k::spelt(
                k::optional("MetadataOptions", &InstanceMetadataOptionsResponse),
                "metadataOptions",
                "MetadataOptions",
            ),
            k::spelt(k::optional("Monitoring", &Monitoring), "monitoring", "Monitoring"),
            k::spelt(
                k::optional("NetworkInterfaces", &InstanceNetworkInterfaceList),
                "networkInterfaceSet",
                "NetworkInterfaceSet",
            ),
            k::spelt(
                k::optional("NetworkPerformanceOptions", &InstanceNetworkPerformanceOptions),
                "networkPerformanceOptions",
                "NetworkPerformanceOptions",
            ),
            k::spelt(k::optional("Operator", &OperatorResponse), "operator", "Operator"),
            k::spelt(k::optional("OutpostArn", &String), "outpostArn", "OutpostArn"),
            k::spelt(k::optional("Placement", &Placement), "placement", "Placement"),
            k::spelt(k::optional("Platform", &PlatformValues), "platform", "Platform"),
            k::spelt(k::optional("PlatformDetails", &String), "platformDetails", "PlatformDetails"),
            k::spelt(k::optional("PrivateDnsName", &String), "privateDnsName", "PrivateDnsName"),
            k::spelt(
                k::optional("PrivateDnsNameOptions", &PrivateDnsNameOptionsResponse),
                "privateDnsNameOptions",
                "PrivateDnsNameOptions",
            ),
            k::spelt(k::optional("PrivateIpAddress", &String), "privateIpAddress", "PrivateIpAddress"),
            k::spelt(k::optional("ProductCodes", &ProductCodeList), "productCodes", "ProductCodes"),
            k::spelt(k::optional("PublicDnsName", &String), "dnsName", "DnsName"),
            k::spelt(k::optional("PublicIpAddress", &String), "ipAddress", "IpAddress"),
            k::spelt(k::optional("RamdiskId", &String), "ramdiskId", "RamdiskId"),
            k::spelt(k::optional("RootDeviceName", &String), "rootDeviceName", "RootDeviceName"),
            k::spelt(k::optional("RootDeviceType", &DeviceType), "rootDeviceType", "RootDeviceType"),
            k::spelt(
                k::optional("SecondaryInterfaces", &InstanceSecondaryInterfaceList),
                "secondaryInterfaceSet",
                "SecondaryInterfaceSet",
            ),
            k::spelt(k::optional("SecurityGroups", &GroupIdentifierList), "groupSet", "GroupSet"),
            k::spelt(k::optional("SourceDestCheck", &Boolean), "sourceDestCheck", "SourceDestCheck"),
            k::spelt(
                k::optional("SpotInstanceRequestId", &String),
                "spotInstanceRequestId",
                "SpotInstanceRequestId",
            ),
            k::spelt(k::optional("SriovNetSupport", &String), "sriovNetSupport", "SriovNetSupport"),
            k::spelt(k::optional("State", &InstanceState), "instanceState", "InstanceState"),
            k::spelt(k::optional("StateReason", &StateReason), "stateReason", "StateReason"),
            k::spelt(k::optional("StateTransitionReason", &String), "reason", "Reason"),
            k::spelt(k::optional("SubnetId", &String), "subnetId", "SubnetId"),
            k::spelt(k::optional("Tags", &TagList), "tagSet", "TagSet"),
            k::spelt(k::optional("TpmSupport", &String), "tpmSupport", "TpmSupport"),
            k::spelt(k::optional("UsageOperation", &String), "usageOperation", "UsageOperation"),
            k::spelt(
                k::optional("UsageOperationUpdateTime", &MillisecondDateTime),
                "usageOperationUpdateTime",
                "UsageOperationUpdateTime",
            ),
            k::spelt(
                k::optional("VirtualizationType", &VirtualizationType),
                "virtualizationType",
                "VirtualizationType",
            ),
            k::spelt(k::optional("VpcId", &String), "vpcId", "VpcId"),
        ],
    );
    pub static InstanceAttachmentEnaSrdSpecification: Shape = k::structure(
        "InstanceAttachmentEnaSrdSpecification",
        &[
            k::spelt(k::optional("EnaSrdEnabled", &Boolean), "enaSrdEnabled", "EnaSrdEnabled"),
            k::spelt(
                k::optional("EnaSrdUdpSpecification", &InstanceAttachmentEnaSrdUdpSpecification),
                "enaSrdUdpSpecification",
                "EnaSrdUdpSpecification",
            ),
        ],
    );
    pub static InstanceAttachmentEnaSrdUdpSpecification: Shape = k::structure(
        "InstanceAttachmentEnaSrdUdpSpecification",
        &[k::spelt(k::optional("EnaSrdUdpEnabled", &Boolean), "enaSrdUdpEnabled", "EnaSrdUdpEnabled")],
    );
    pub static InstanceAttribute: Shape = k::structure(
        "InstanceAttribute",
        &[
            k::spelt(
                k::optional("BlockDeviceMappings", &InstanceBlockDeviceMappingList),
                "blockDeviceMapping",
                "BlockDeviceMapping",
            ),
            k::spelt(
                k::optional("DisableApiStop", &AttributeBooleanValue),
                "disableApiStop",
                "DisableApiStop",
            ),
            k::spelt(
                k::optional("DisableApiTermination", &AttributeBooleanValue),
                "disableApiTermination",
                "DisableApiTermination",
            ),
            k::spelt(k::optional("EbsOptimized", &AttributeBooleanValue), "ebsOptimized", "EbsOptimized"),
            k::spelt(k::optional("EnaSupport", &AttributeBooleanValue), "enaSupport", "EnaSupport"),
            k::spelt(k::optional("EnclaveOptions", &EnclaveOptions), "enclaveOptions", "EnclaveOptions"),
            k::spelt(k::optional("Groups", &GroupIdentifierList), "groupSet", "GroupSet"),
            k::spelt(k::optional("InstanceId", &String), "instanceId", "InstanceId"),
            k::spelt(
                k::optional("InstanceInitiatedShutdownBehavior", &AttributeValue),
                "instanceInitiatedShutdownBehavior",
                "InstanceInitiatedShutdownBehavior",
            ),
            k::spelt(k::optional("InstanceType", &AttributeValue), "instanceType", "InstanceType"),
            k::spelt(k::optional("KernelId", &AttributeValue), "kernel", "Kernel"),
            k::spelt(k::optional("ProductCodes", &ProductCodeList), "productCodes", "ProductCodes"),
            k::spelt(k::optional("RamdiskId", &AttributeValue), "ramdisk", "Ramdisk"),
            k::spelt(k::optional("RootDeviceName", &AttributeValue), "rootDeviceName", "RootDeviceName"),
            k::spelt(
                k::optional("SourceDestCheck", &AttributeBooleanValue),
                "sourceDestCheck",
                "SourceDestCheck",
            ),
            k::spelt(k::optional("SriovNetSupport", &AttributeValue), "sriovNetSupport", "SriovNetSupport"),
            k::spelt(k::optional("UserData", &AttributeValue), "userData", "UserData"),
        ],
    );
    pub static InstanceAttributeName: Shape = k::string(
        "InstanceAttributeName",
        &[
            "instanceType",
            "kernel",
            "ramdisk",
            "userData",
            "disableApiTermination",
            "instanceInitiatedShutdownBehavior",
            "rootDeviceName",
            "blockDeviceMapping",
            "productCodes",
            "sourceDestCheck",
            "groupSet",
            "ebsOptimized",
            "sriovNetSupport",
            "enaSupport",
            "enclaveOptions",
            "disableApiStop",
        ],
        "",
        k::FREE,
    );
    pub static InstanceAutoRecoveryState: Shape =
        k::string("InstanceAutoRecoveryState", &["disabled", "default"], "", k::FREE);
    pub static InstanceBandwidthWeighting: Shape =
        k::string("InstanceBandwidthWeighting", &["default", "vpc-1", "ebs-1"], "", k::FREE);
    pub static InstanceBlockDeviceMapping: Shape = k::structure(
        "InstanceBlockDeviceMapping",
        &[
            k::spelt(k::optional("DeviceName", &String), "deviceName", "DeviceName"),
            k::spelt(k::optional("Ebs", &EbsInstanceBlockDevice), "ebs", "Ebs"),
        ],
    );
    pub static InstanceBlockDeviceMappingList: Shape =
        k::list("InstanceBlockDeviceMappingList", &InstanceBlockDeviceMapping, "item", false, k::FREE);
    pub static InstanceBootModeValues: Shape =
        k::string("InstanceBootModeValues", &["legacy-bios", "uefi"], "", k::FREE);
    pub static InstanceCreditSpecification: Shape = k::structure(
        "InstanceCreditSpecification",
        &[
            k::spelt(k::optional("CpuCredits", &String), "cpuCredits", "CpuCredits"),
            k::spelt(k::optional("InstanceId", &String), "instanceId", "InstanceId"),
        ],
    );
    pub static InstanceCreditSpecificationList: Shape =
        k::list("InstanceCreditSpecificationList", &InstanceCreditSpecification, "item", false, k::FREE);
    pub static InstanceEventId: Shape = k::string("InstanceEventId", &[], "", k::FREE);
    pub static InstanceId: Shape = k::string("InstanceId", &[], "", k::FREE);
    pub static InstanceIdStringList: Shape =
        k::list("InstanceIdStringList", &InstanceId, "InstanceId", false, k::FREE);
    pub static InstanceIpv4Prefix: Shape = k::structure(
        "InstanceIpv4Prefix",
        &[k::spelt(k::optional("Ipv4Prefix", &String), "ipv4Prefix", "Ipv4Prefix")],
    );
    pub static InstanceIpv4PrefixList: Shape =
        k::list("InstanceIpv4PrefixList", &InstanceIpv4Prefix, "item", false, k::FREE);
    pub static InstanceIpv6Address: Shape = k::structure(
        "InstanceIpv6Address",
        &[
            k::spelt(k::optional("Ipv6Address", &String), "ipv6Address", "Ipv6Address"),
            k::spelt(k::optional("IsPrimaryIpv6", &Boolean), "isPrimaryIpv6", "IsPrimaryIpv6"),
        ],
    );
    pub static InstanceIpv6AddressList: Shape =
        k::list("InstanceIpv6AddressList", &InstanceIpv6Address, "item", false, k::FREE);
    pub static InstanceIpv6Prefix: Shape = k::structure(
        "InstanceIpv6Prefix",
        &[k::spelt(k::optional("Ipv6Prefix", &String), "ipv6Prefix", "Ipv6Prefix")],
    );
    pub static InstanceIpv6PrefixList: Shape =
        k::list("InstanceIpv6PrefixList", &InstanceIpv6Prefix, "item", false, k::FREE);
    pub static InstanceLifecycleType: Shape = k::string(
        "InstanceLifecycleType",
        &["spot", "scheduled", "capacity-block", "interruptible-capacity-reservation"],
        "",
        k::FREE,
    );
    pub static InstanceList: Shape = k::list("InstanceList", &Instance, "item", false, k::FREE);
    pub static InstanceMaintenanceOptions: Shape = k::structure(
        "InstanceMaintenanceOptions",
        &[
            k::spelt(k::optional("AutoRecovery", &InstanceAutoRecoveryState), "autoRecovery", "AutoRecovery"),
            k::spelt(
                k::optional("RebootMigration", &InstanceRebootMigrationState),
                "rebootMigration",
                "RebootMigration",
            ),
        ],
    );
    pub static InstanceMetadataEndpointState: Shape =
        k::string("InstanceMetadataEndpointState", &["disabled", "enabled"], "", k::FREE);
    pub static InstanceMetadataOptionsRequest: Shape = k::structure(
        "InstanceMetadataOptionsRequest",
        &[
            k::optional("HttpEndpoint", &InstanceMetadataEndpointState),
            k::optional("HttpProtocolIpv6", &InstanceMetadataProtocolState),
            k::optional("HttpPutResponseHopLimit", &Integer),
            k::optional("HttpTokens", &HttpTokensState),
            k::optional("InstanceMetadataTags", &InstanceMetadataTagsState),
        ],
    );
    pub static InstanceMetadataOptionsResponse: Shape = k::structure(
        "InstanceMetadataOptionsResponse",
        &[
            k::spelt(
                k::optional("HttpEndpoint", &InstanceMetadataEndpointState),
                "httpEndpoint",
                "HttpEndpoint",
            ),
            k::spelt(
                k::optional("HttpProtocolIpv6", &InstanceMetadataProtocolState),
                "httpProtocolIpv6",
                "HttpProtocolIpv6",
            ),
            k::spelt(
                k::optional("HttpPutResponseHopLimit", &Integer),
                "httpPutResponseHopLimit",
                "HttpPutResponseHopLimit",
            ),
            k::spelt(k::optional("HttpTokens", &HttpTokensState), "httpTokens", "HttpTokens"),
            k::spelt(
                k::optional("InstanceMetadataTags", &InstanceMetadataTagsState),
                "instanceMetadataTags",
                "InstanceMetadataTags",
            ),
            k::spelt(k::optional("State", &InstanceMetadataOptionsState), "state", "State"),
        ],
    );
    pub static InstanceMetadataOptionsState: Shape =
        k::string("InstanceMetadataOptionsState", &["pending", "applied"], "", k::FREE);
    pub static InstanceMetadataProtocolState: Shape =
        k::string("InstanceMetadataProtocolState", &["disabled", "enabled"], "", k::FREE);
    pub static InstanceMetadataTagsState: Shape =
        k::string("InstanceMetadataTagsState", &["disabled", "enabled"], "", k::FREE);
    pub static InstanceNetworkInterface: Shape = k::structure(
        "InstanceNetworkInterface",
        &[
            k::spelt(
                k::optional("Association", &InstanceNetworkInterfaceAssociation),
                "association",
                "Association",
            ),
            k::spelt(
                k::optional("Attachment", &InstanceNetworkInterfaceAttachment),
                "attachment",
                "Attachment",
            ),
            k::spelt(
                k::optional("ConnectionTrackingConfiguration", &ConnectionTrackingSpecificationResponse),
                "connectionTrackingConfiguration",
                "ConnectionTrackingConfiguration",
            ),
            k::spelt(k::optional("Description", &String), "description", "Description"),
            k::spelt(k::optional("Groups", &GroupIdentifierList), "groupSet", "GroupSet"),
            k::spelt(k::optional("InterfaceType", &String), "interfaceType", "InterfaceType"),
            k::spelt(k::optional("Ipv4Prefixes", &InstanceIpv4PrefixList), "ipv4PrefixSet", "Ipv4PrefixSet"),
            k::spelt(
                k::optional("Ipv6Addresses", &InstanceIpv6AddressList),
                "ipv6AddressesSet",
                "Ipv6AddressesSet",
            ),
            k::spelt(k::optional("Ipv6Prefixes", &InstanceIpv6PrefixList), "ipv6PrefixSet", "Ipv6PrefixSet"),
            k::spelt(k::optional("MacAddress", &String), "macAddress", "MacAddress"),
            k::spelt(k::optional("NetworkInterfaceId", &String), "networkInterfaceId", "NetworkInterfaceId"),
            k::spelt(k::optional("Operator", &OperatorResponse), "operator", "Operator"),
            k::spelt(k::optional("OwnerId", &String), "ownerId", "OwnerId"),
            k::spelt(k::optional("PrivateDnsName", &String), "privateDnsName", "PrivateDnsName"),
            k::spelt(k::optional("PrivateIpAddress", &String), "privateIpAddress", "PrivateIpAddress"),
            k::spelt(
                k::optional("PrivateIpAddresses", &InstancePrivateIpAddressList),
                "privateIpAddressesSet",
                "PrivateIpAddressesSet",
            ),
            k::spelt(k::optional("SourceDestCheck", &Boolean), "sourceDestCheck", "SourceDestCheck"),
            k::spelt(k::optional("Status", &NetworkInterfaceStatus), "status", "Status"),
            k::spelt(k::optional("SubnetId", &String), "subnetId", "SubnetId"),
            k::spelt(k::optional("VpcId", &String), "vpcId", "VpcId"),
        ],
    );
    pub static InstanceNetworkInterfaceAssociation: Shape = k::structure(
        "InstanceNetworkInterfaceAssociation",
        &[
            k::spelt(k::optional("CarrierIp", &String), "carrierIp", "CarrierIp"),
            k::spelt(k::optional("CustomerOwnedIp", &String), "customerOwnedIp", "CustomerOwnedIp"),
            k::spelt(k::optional("IpOwnerId", &String), "ipOwnerId", "IpOwnerId"),
            k::spelt(k::optional("PublicDnsName", &String), "publicDnsName", "PublicDnsName"),
            k::spelt(k::optional("PublicIp", &String), "publicIp", "PublicIp"),
        ],
    );
    pub static InstanceNetworkInterfaceAttachment: Shape = k::structure(
        "InstanceNetworkInterfaceAttachment",
        &[
            k::spelt(k::optional("AttachTime", &DateTime), "attachTime", "AttachTime"),
            k::spelt(k::optional("AttachmentId", &String), "attachmentId", "AttachmentId"),
            k::spelt(
                k::optional("DeleteOnTermination", &Boolean),
                "deleteOnTermination",
                "DeleteOnTermination",
            ),
            k::spelt(k::optional("DeviceIndex", &Integer), "deviceIndex", "DeviceIndex"),
            k::spelt(k::optional("EnaQueueCount", &Integer), "enaQueueCount", "EnaQueueCount"),
            k::spelt(
                k::optional("EnaSrdSpecification", &InstanceAttachmentEnaSrdSpecification),
                "enaSrdSpecification",
                "EnaSrdSpecification",
            ),
            k::spelt(k::optional("NetworkCardIndex", &Integer), "networkCardIndex", "NetworkCardIndex"),
            k::spelt(k::optional("Status", &AttachmentStatus), "status", "Status"),
        ],
    );
    pub static InstanceNetworkInterfaceList: Shape =
        k::list("InstanceNetworkInterfaceList", &InstanceNetworkInterface, "item", false, k::FREE);
    pub static InstanceNetworkInterfaceSpecification: Shape = k::structure(
        "InstanceNetworkInterfaceSpecification",
        &[
            k::optional("AssociateCarrierIpAddress", &k::refused(&["false"], "")),
            k::spelt(
                k::optional("AssociatePublicIpAddress", &Boolean),
                "associatePublicIpAddress",
                "AssociatePublicIpAddress",
            ),
            k::optional("ConnectionTrackingSpecification", &k::refused(&["false"], "")),
            k::spelt(
                k::optional("DeleteOnTermination", &k::refused(&["true"], "interfaces that stay")),
                "deleteOnTermination",
                "DeleteOnTermination",
            ),
            k::spelt(
                k::optional("Description", &k::refused(&[], "descriptions of interfaces")),
                "description",
                "Description",
            ),
            k::spelt(
                k::optional("DeviceIndex", &k::refused(&["0"], "a second interface")),
                "deviceIndex",
                "DeviceIndex",
            ),
            k::optional("EnaQueueCount", &k::refused(&["false"], "")),
            k::optional("EnaSrdSpecification", &k::refused(&["false"], "")),
            k::spelt(k::optional("Groups", &SecurityGroupIdStringList), "SecurityGroupId", "SecurityGroupId"),
            k::optional("InterfaceType", &k::refused(&["interface"], "other kinds of interface")),
            k::optional("Ipv4PrefixCount", &k::refused(&["0"], "addresses are chosen by the subnet")),
            k::spelt(
                k::optional("Ipv4Prefixes", &k::refused(&["0"], "addresses are chosen by the subnet")),
                "Ipv4Prefix",
                "Ipv4Prefix",
            ),
            k::spelt(
                k::optional("Ipv6AddressCount", &k::refused(&["0", "false"], "IPv6")),
                "ipv6AddressCount",
                "Ipv6AddressCount",
            ),
            k::spelt(
                k::optional("Ipv6Addresses", &k::refused(&["0", "false"], "IPv6")),
                "ipv6AddressesSet",
                "Ipv6Addresses",
            ),
            k::optional("Ipv6PrefixCount", &k::refused(&["0", "false"], "IPv6")),
            k::spelt(
                k::optional("Ipv6Prefixes", &k::refused(&["0", "false"], "IPv6")),
                "Ipv6Prefix",
                "Ipv6Prefix",
            ),
            k::optional("NetworkCardIndex", &k::refused(&["0"], "a second interface")),
            k::spelt(
                k::optional("NetworkInterfaceId", &NetworkInterfaceId),
                "networkInterfaceId",
                "NetworkInterfaceId",
            ),
            k::optional("PrimaryIpv6", &k::refused(&["0", "false"], "IPv6")),
            k::spelt(k::optional("PrivateIpAddress", &String), "privateIpAddress", "PrivateIpAddress"),
            k::spelt(
                k::optional("PrivateIpAddresses", &k::refused(&["0"], "addresses are chosen by the subnet")),
                "privateIpAddressesSet",
                "PrivateIpAddresses",
            ),
            k::spelt(
                k::optional(
                    "SecondaryPrivateIpAddressCount",
                    &k::refused(&["0"], "addresses are chosen by the subnet"),
                ),
                "secondaryPrivateIpAddressCount",
                "SecondaryPrivateIpAddressCount",
            ),
            k::spelt(k::optional("SubnetId", &String), "subnetId", "SubnetId"),
        ],
    );
    pub static InstanceNetworkInterfaceSpecificationList: Shape = k::list(
        "InstanceNetworkInterfaceSpecificationList",
        &InstanceNetworkInterfaceSpecification,
        "item",
        false,
        k::FREE,
    );
    pub static InstanceNetworkPerformanceOptions: Shape = k::structure(
        "InstanceNetworkPerformanceOptions",
        &[k::spelt(
            k::optional("BandwidthWeighting", &InstanceBandwidthWeighting),
            "bandwidthWeighting",
            "BandwidthWeighting",
        )],
    );
    pub static InstancePrivateIpAddress: Shape = k::structure(
        "InstancePrivateIpAddress",
        &[
            k::spelt(
                k::optional("Association", &InstanceNetworkInterfaceAssociation),
                "association",
                "Association",
            ),
            k::spelt(k::optional("Primary", &Boolean), "primary", "Primary"),
            k::spelt(k::optional("PrivateDnsName", &String), "privateDnsName", "PrivateDnsName"),
            k::spelt(k::optional("PrivateIpAddress", &String), "privateIpAddress", "PrivateIpAddress"),
        ],
    );
    pub static InstancePrivateIpAddressList: Shape =
        k::list("InstancePrivateIpAddressList", &InstancePrivateIpAddress, "item", false, k::FREE);
    pub static InstanceRebootMigrationState: Shape =
        k::string("InstanceRebootMigrationState", &["disabled", "default"], "", k::FREE);
    pub static InstanceSecondaryInterface: Shape = k::structure(
        "InstanceSecondaryInterface",
        &[
            k::spelt(
                k::optional("Attachment", &InstanceSecondaryInterfaceAttachment),
                "attachment",
                "Attachment",
            ),
            k::spelt(k::optional("InterfaceType", &SecondaryInterfaceType), "interfaceType", "InterfaceType"),
            k::spelt(k::optional("MacAddress", &String), "macAddress", "MacAddress"),
            k::spelt(k::optional("OwnerId", &String), "ownerId", "OwnerId"),
            k::spelt(
                k::optional("PrivateIpAddresses", &InstanceSecondaryInterfacePrivateIpAddressList),
                "privateIpAddressSet",
                "PrivateIpAddressSet",
            ),
            k::spelt(
                k::optional("SecondaryInterfaceId", &SecondaryInterfaceId),
                "secondaryInterfaceId",
                "SecondaryInterfaceId",
            ),
            k::spelt(
                k::optional("SecondaryNetworkId", &SecondaryNetworkId),
                "secondaryNetworkId",
                "SecondaryNetworkId",
            ),
            k::spelt(
                k::optional("SecondarySubnetId", &SecondarySubnetId),
                "secondarySubnetId",
                "SecondarySubnetId",
            ),
            k::spelt(k::optional("SourceDestCheck", &Boolean), "sourceDestCheck", "SourceDestCheck"),
            k::spelt(k::optional("Status", &SecondaryInterfaceStatus), "status", "Status"),
        ],
    );
    pub static InstanceSecondaryInterfaceAttachment: Shape = k::structure(
        "InstanceSecondaryInterfaceAttachment",
        &[
            k::spelt(k::optional("AttachTime", &MillisecondDateTime), "attachTime", "AttachTime"),
            k::spelt(k::optional("AttachmentId", &String), "attachmentId", "AttachmentId"),
            k::spelt(
                k::optional("DeleteOnTermination", &Boolean),
                "deleteOnTermination",
                "DeleteOnTermination",
            ),
            k::spelt(k::optional("DeviceIndex", &Integer), "deviceIndex", "DeviceIndex"),
            k::spelt(k::optional("NetworkCardIndex", &Integer), "networkCardIndex", "NetworkCardIndex"),
            k::spelt(k::optional("Status", &AttachmentStatus), "status", "Status"),
        ],
    );
    pub static InstanceSecondaryInterfaceList: Shape =
        k::list("InstanceSecondaryInterfaceList", &InstanceSecondaryInterface, "item", false, k::FREE);
    pub static InstanceSecondaryInterfacePrivateIpAddress: Shape = k::structure(
        "InstanceSecondaryInterfacePrivateIpAddress",
        &[k::spelt(k::optional("PrivateIpAddress", &String), "privateIpAddress", "PrivateIpAddress")],
    );
    pub static InstanceSecondaryInterfacePrivateIpAddressList: Shape = k::list(
        "InstanceSecondaryInterfacePrivateIpAddressList",
        &InstanceSecondaryInterfacePrivateIpAddress,
        "item",
        false,
        k::FREE,
    );
    pub static InstanceState: Shape = k::structure(
        "InstanceState",
        &[
            k::spelt(k::optional("Code", &Integer), "code", "Code"),
            k::spelt(k::optional("Name", &InstanceStateName), "name", "Name"),
        ],
    );
    pub static InstanceStateChange: Shape = k::structure(
        "InstanceStateChange",
        &[
            k::spelt(k::optional("CurrentState", &InstanceState), "currentState", "CurrentState"),
            k::spelt(k::optional("InstanceId", &String), "instanceId", "InstanceId"),
            k::spelt(k::optional("PreviousState", &InstanceState), "previousState", "PreviousState"),
        ],
    );
    pub static InstanceStateChangeList: Shape =
        k::list("InstanceStateChangeList", &InstanceStateChange, "item", false, k::FREE);
    pub static InstanceStateName: Shape = k::string(
        "InstanceStateName",
        &["pending", "running", "shutting-down", "terminated", "stopping", "stopped"],
        "",
        k::FREE,
    );
    pub static InstanceStatus: Shape = k::structure(
        "InstanceStatus",
        &[
            k::spelt(
                k::optional("AttachedEbsStatus", &EbsStatusSummary),
                "attachedEbsStatus",
                "AttachedEbsStatus",
            ),
            k::spelt(k::optional("AvailabilityZone", &String), "availabilityZone", "AvailabilityZone"),
            k::spelt(
                k::optional("AvailabilityZoneId", &AvailabilityZoneId),
                "availabilityZoneId",
                "AvailabilityZoneId",
            ),
            k::spelt(k::optional("Events", &InstanceStatusEventList), "eventsSet", "EventsSet"),
            k::spelt(k::optional("InstanceId", &String), "instanceId", "InstanceId"),
            k::spelt(k::optional("InstanceState", &InstanceState), "instanceState", "InstanceState"),
            k::spelt(
                k::optional("InstanceStatus", &InstanceStatusSummary),
                "instanceStatus",
                "InstanceStatus",
            ),
            k::spelt(k::optional("Operator", &OperatorResponse), "operator", "Operator"),
            k::spelt(k::optional("OutpostArn", &String), "outpostArn", "OutpostArn"),
            k::spelt(k::optional("SystemStatus", &InstanceStatusSummary), "systemStatus", "SystemStatus"),
        ],
    );
    pub static InstanceStatusDetails: Shape = k::structure(
        "InstanceStatusDetails",
        &[
            k::spelt(k::optional("ImpairedSince", &DateTime), "impairedSince", "ImpairedSince"),
            k::spelt(k::optional("Name", &StatusName), "name", "Name"),
            k::spelt(k::optional("Status", &StatusType), "status", "Status"),
        ],
    );
    pub static InstanceStatusDetailsList: Shape =
        k::list("InstanceStatusDetailsList", &InstanceStatusDetails, "item", false, k::FREE);
    pub static InstanceStatusEvent: Shape = k::structure(
        "InstanceStatusEvent",
        &[
            k::spelt(k::optional("Code", &EventCode), "code", "Code"),
            k::spelt(k::optional("Description", &String), "description", "Description"),
            k::spelt(k::optional("InstanceEventId", &InstanceEventId), "instanceEventId", "InstanceEventId"),
            k::spelt(k::optional("NotAfter", &DateTime), "notAfter", "NotAfter"),
            k::spelt(k::optional("NotBefore", &DateTime), "notBefore", "NotBefore"),
            k::spelt(k::optional("NotBeforeDeadline", &DateTime), "notBeforeDeadline", "NotBeforeDeadline"),
        ],
    );
    pub static InstanceStatusEventList: Shape =
        k::list("InstanceStatusEventList", &InstanceStatusEvent, "item", false, k::FREE);
    pub static InstanceStatusList: Shape =
        k::list("InstanceStatusList", &InstanceStatus, "item", false, k::FREE);
    pub static InstanceStatusSummary: Shape = k::structure(
        "InstanceStatusSummary",
        &[
            k::spelt(k::optional("Details", &InstanceStatusDetailsList), "details", "Details"),
            k::spelt(k::optional("Status", &SummaryStatus), "status", "Status"),
        ],
    );
    pub static InstanceType: Shape = k::string(
        "InstanceType",
        &[
            "a1.medium",
            "a1.large",
            "a1.xlarge",
            "a1.2xlarge",
            "a1.4xlarge",
            "a1.metal",
            "c1.medium",
            "c1.xlarge",
            "c3.large",
            "c3.xlarge",
            "c3.2xlarge",
            "c3.4xlarge",
            "c3.8xlarge",
            "c4.large",
            "c4.xlarge",
            "c4.2xlarge",
            "c4.4xlarge",
            "c4.8xlarge",
            "c5.large",
            "c5.xlarge",
            "c5.2xlarge",
            "c5.4xlarge",
            "c5.9xlarge",
            "c5.12xlarge",
            "c5.18xlarge",
            "c5.24xlarge",
            "c5.metal",
            "c5a.large",
            "c5a.xlarge",
            "c5a.2xlarge",
            "c5a.4xlarge",
            "c5a.8xlarge",
            "c5a.12xlarge",
            "c5a.16xlarge",
            "c5a.24xlarge",
            "c5ad.large",
            "c5ad.xlarge",
            "c5ad.2xlarge",
            "c5ad.4xlarge",
            "c5ad.8xlarge",
            "c5ad.12xlarge",
            "c5ad.16xlarge",
            "c5ad.24xlarge",
            "c5d.large",
            "c5d.xlarge",
            "c5d.2xlarge",
            "c5d.4xlarge",
            "c5d.9xlarge",
            "c5d.12xlarge",
            "c5d.18xlarge",
            "c5d.24xlarge",
            "c5d.metal",
            "c5n.large",
            "c5n.xlarge",
            "c5n.2xlarge",
            "c5n.4xlarge",
            "c5n.9xlarge",
            "c5n.18xlarge",
            "c5n.metal",
            "c6g.medium",
            "c6g.large",
            "c6g.xlarge",
            "c6g.2xlarge",
            "c6g.4xlarge",
            "c6g.8xlarge",
            "c6g.12xlarge",
            "c6g.16xlarge",
            "c6g.metal",
            "c6gd.medium",
            "c6gd.large",
            "c6gd.xlarge",
            "c6gd.2xlarge",
            "c6gd.4xlarge",
            "c6gd.8xlarge",
            "c6gd.12xlarge",
            "c6gd.16xlarge",
            "c6gd.metal",
            "c6gn.medium",
            "c6gn.large",
            "c6gn.xlarge",
            "c6gn.2xlarge",
            "c6gn.4xlarge",
            "c6gn.8xlarge",
            "c6gn.12xlarge",
            "c6gn.16xlarge",
            "c6i.large",
            "c6i.xlarge",
            "c6i.2xlarge",
            "c6i.4xlarge",
            "c6i.8xlarge",
            "c6i.12xlarge",
            "c6i.16xlarge",
            "c6i.24xlarge",
            "c6i.32xlarge",
            "c6i.metal",
            "cc1.4xlarge",
            "cc2.8xlarge",
            "cg1.4xlarge",
            "cr1.8xlarge",
            "d2.xlarge",
            "d2.2xlarge",
            "d2.4xlarge",
            "d2.8xlarge",
            "d3.xlarge",
            "d3.2xlarge",
            "d3.4xlarge",
            "d3.8xlarge",
            "d3en.xlarge",
            "d3en.2xlarge",
            "d3en.4xlarge",
            "d3en.6xlarge",
            "d3en.8xlarge",
            "d3en.12xlarge",
            "dl1.24xlarge",
            "f1.2xlarge",
            "f1.4xlarge",
            "f1.16xlarge",
            "g2.2xlarge",
            "g2.8xlarge",
            "g3.4xlarge",
            "g3.8xlarge",
            "g3.16xlarge",
            "g3s.xlarge",
            "g4ad.xlarge",
            "g4ad.2xlarge",
            "g4ad.4xlarge",
            "g4ad.8xlarge",
            "g4ad.16xlarge",
            "g4dn.xlarge",
            "g4dn.2xlarge",
            "g4dn.4xlarge",
            "g4dn.8xlarge",
            "g4dn.12xlarge",
            "g4dn.16xlarge",
            "g4dn.metal",
            "g5.xlarge",
            "g5.2xlarge",
            "g5.4xlarge",
            "g5.8xlarge",
            "g5.12xlarge",
            "g5.16xlarge",
            "g5.24xlarge",
            "g5.48xlarge",
            "g5g.xlarge",
            "g5g.2xlarge",
            "g5g.4xlarge",
            "g5g.8xlarge",
            "g5g.16xlarge",
            "g5g.metal",
            "hi1.4xlarge",
            "hpc6a.48xlarge",
            "hs1.8xlarge",
            "h1.2xlarge",
            "h1.4xlarge",
            "h1.8xlarge",
            "h1.16xlarge",
            "i2.xlarge",
            "i2.2xlarge",
            "i2.4xlarge",
            "i2.8xlarge",
            "i3.large",
            "i3.xlarge",
            "i3.2xlarge",
            "i3.4xlarge",
            "i3.8xlarge",
            "i3.16xlarge",
            "i3.metal",
            "i3en.large",
            "i3en.xlarge",
            "i3en.2xlarge",
            "i3en.3xlarge",
            "i3en.6xlarge",
            "i3en.12xlarge",
            "i3en.24xlarge",
            "i3en.metal",
            "im4gn.large",
            "im4gn.xlarge",
            "im4gn.2xlarge",
            "im4gn.4xlarge",
            "im4gn.8xlarge",
            "im4gn.16xlarge",
            "inf1.xlarge",
            "inf1.2xlarge",
            "inf1.6xlarge",
            "inf1.24xlarge",
            "is4gen.medium",
            "is4gen.large",
            "is4gen.xlarge",
            "is4gen.2xlarge",
            "is4gen.4xlarge",
            "is4gen.8xlarge",
            "m1.small",
            "m1.medium",
            "m1.large",
            "m1.xlarge",
            "m2.xlarge",
            "m2.2xlarge",
            "m2.4xlarge",
            "m3.medium",
            "m3.large",
            "m3.xlarge",
            "m3.2xlarge",
            "m4.large",
            "m4.xlarge",
            "m4.2xlarge",
            "m4.4xlarge",
            "m4.10xlarge",
            "m4.16xlarge",
            "m5.large",
            "m5.xlarge",
            "m5.2xlarge",
            "m5.4xlarge",
            "m5.8xlarge",
            "m5.12xlarge",
            "m5.16xlarge",
            "m5.24xlarge",
            "m5.metal",
            "m5a.large",
            "m5a.xlarge",
            "m5a.2xlarge",
            "m5a.4xlarge",
            "m5a.8xlarge",
            "m5a.12xlarge",
            "m5a.16xlarge",
            "m5a.24xlarge",
            "m5ad.large",
            "m5ad.xlarge",
            "m5ad.2xlarge",
            "m5ad.4xlarge",
            "m5ad.8xlarge",
            "m5ad.12xlarge",
            "m5ad.16xlarge",
            "m5ad.24xlarge",
            "m5d.large",
            "m5d.xlarge",
            "m5d.2xlarge",
            "m5d.4xlarge",
            "m5d.8xlarge",
            "m5d.12xlarge",
            "m5d.16xlarge",
            "m5d.24xlarge",
            "m5d.metal",
            "m5dn.large",
            "m5dn.xlarge",
            "m5dn.2xlarge",
            "m5dn.4xlarge",
            "m5dn.8xlarge",
            "m5dn.12xlarge",
            "m5dn.16xlarge",
            "m5dn.24xlarge",
            "m5dn.metal",
            "m5n.large",
            "m5n.xlarge",
            "m5n.2xlarge",
            "m5n.4xlarge",
            "m5n.8xlarge",
            "m5n.12xlarge",
            "m5n.16xlarge",
            "m5n.24xlarge",
            "m5n.metal",
            "m5zn.large",
            "m5zn.xlarge",
            "m5zn.2xlarge",
            "m5zn.3xlarge",
            "m5zn.6xlarge",
            "m5zn.12xlarge",
            "m5zn.metal",
            "m6a.large",
            "m6a.xlarge",
            "m6a.2xlarge",
            "m6a.4xlarge",
            "m6a.8xlarge",
            "m6a.12xlarge",
            "m6a.16xlarge",
            "m6a.24xlarge",
            "m6a.32xlarge",
            "m6a.48xlarge",
            "m6g.metal",
            "m6g.medium",
            "m6g.large",
            "m6g.xlarge",
            "m6g.2xlarge",
            "m6g.4xlarge",
            "m6g.8xlarge",
            "m6g.12xlarge",
            "m6g.16xlarge",
            "m6gd.metal",
            "m6gd.medium",
            "m6gd.large",
            "m6gd.xlarge",
            "m6gd.2xlarge",
            "m6gd.4xlarge",
            "m6gd.8xlarge",
            "m6gd.12xlarge",
            "m6gd.16xlarge",
            "m6i.large",
            "m6i.xlarge",
            "m6i.2xlarge",
            "m6i.4xlarge",
            "m6i.8xlarge",
            "m6i.12xlarge",
            "m6i.16xlarge",
            "m6i.24xlarge",
            "m6i.32xlarge",
            "m6i.metal",
            "mac1.metal",
            "p2.xlarge",
            "p2.8xlarge",
            "p2.16xlarge",
            "p3.2xlarge",
            "p3.8xlarge",
            "p3.16xlarge",
            "p3dn.24xlarge",
            "p4d.24xlarge",
            "r3.large",
            "r3.xlarge",
            "r3.2xlarge",
            "r3.4xlarge",
            "r3.8xlarge",
            "r4.large",
            "r4.xlarge",
            "r4.2xlarge",
            "r4.4xlarge",
            "r4.8xlarge",
            "r4.16xlarge",
            "r5.large",
            "r5.xlarge",
            "r5.2xlarge",
            "r5.4xlarge",
            "r5.8xlarge",
            "r5.12xlarge",
            "r5.16xlarge",
            "r5.24xlarge",
            "r5.metal",
            "r5a.large",
            "r5a.xlarge",
            "r5a.2xlarge",
            "r5a.4xlarge",
            "r5a.8xlarge",
            "r5a.12xlarge",
            "r5a.16xlarge",
            "r5a.24xlarge",
            "r5ad.large",
            "r5ad.xlarge",
            "r5ad.2xlarge",
            "r5ad.4xlarge",
            "r5ad.8xlarge",
            "r5ad.12xlarge",
            "r5ad.16xlarge",
            "r5ad.24xlarge",
            "r5b.large",
            "r5b.xlarge",
            "r5b.2xlarge",
            "r5b.4xlarge",
            "r5b.8xlarge",
            "r5b.12xlarge",
            "r5b.16xlarge",
            "r5b.24xlarge",
            "r5b.metal",
            "r5d.large",
            "r5d.xlarge",
            "r5d.2xlarge",
            "r5d.4xlarge",
            "r5d.8xlarge",
            "r5d.12xlarge",
            "r5d.16xlarge",
            "r5d.24xlarge",
            "r5d.metal",
            "r5dn.large",
            "r5dn.xlarge",
            "r5dn.2xlarge",
            "r5dn.4xlarge",
            "r5dn.8xlarge",
            "r5dn.12xlarge",
            "r5dn.16xlarge",
            "r5dn.24xlarge",
            "r5dn.metal",
            "r5n.large",
            "r5n.xlarge",
            "r5n.2xlarge",
            "r5n.4xlarge",
            "r5n.8xlarge",
            "r5n.12xlarge",
            "r5n.16xlarge",
            "r5n.24xlarge",
            "r5n.metal",
            "r6g.medium",
            "r6g.large",
            "r6g.xlarge",
            "r6g.2xlarge",
            "r6g.4xlarge",
            "r6g.8xlarge",
            "r6g.12xlarge",
            "r6g.16xlarge",
            "r6g.metal",
            "r6gd.medium",
            "r6gd.large",
            "r6gd.xlarge",
            "r6gd.2xlarge",
            "r6gd.4xlarge",
            "r6gd.8xlarge",
            "r6gd.12xlarge",
            "r6gd.16xlarge",
            "r6gd.metal",
            "r6i.large",
            "r6i.xlarge",
            "r6i.2xlarge",
            "r6i.4xlarge",
            "r6i.8xlarge",
            "r6i.12xlarge",
            "r6i.16xlarge",
            "r6i.24xlarge",
            "r6i.32xlarge",
            "r6i.metal",
            "t1.micro",
            "t2.nano",
            "t2.micro",
            "t2.small",
            "t2.medium",
            "t2.large",
            "t2.xlarge",
            "t2.2xlarge",
            "t3.nano",
            "t3.micro",
            "t3.small",
            "t3.medium",
            "t3.large",
            "t3.xlarge",
            "t3.2xlarge",
            "t3a.nano",
            "t3a.micro",
            "t3a.small",
            "t3a.medium",
            "t3a.large",
            "t3a.xlarge",
            "t3a.2xlarge",
            "t4g.nano",
            "t4g.micro",
            "t4g.small",
            "t4g.medium",
            "t4g.large",
            "t4g.xlarge",
            "t4g.2xlarge",
            "u-6tb1.56xlarge",
            "u-6tb1.112xlarge",
            "u-9tb1.112xlarge",
            "u-12tb1.112xlarge",
            "u-6tb1.metal",
            "u-9tb1.metal",
            "u-12tb1.metal",
            "u-18tb1.metal",
            "u-24tb1.metal",
            "vt1.3xlarge",
            "vt1.6xlarge",
            "vt1.24xlarge",
            "x1.16xlarge",
            "x1.32xlarge",
            "x1e.xlarge",
            "x1e.2xlarge",
            "x1e.4xlarge",
            "x1e.8xlarge",
            "x1e.16xlarge",
            "x1e.32xlarge",
            "x2iezn.2xlarge",
            "x2iezn.4xlarge",
            "x2iezn.6xlarge",
            "x2iezn.8xlarge",
            "x2iezn.12xlarge",
            "x2iezn.metal",
            "x2gd.medium",
            "x2gd.large",
            "x2gd.xlarge",
            "x2gd.2xlarge",
            "x2gd.4xlarge",
            "x2gd.8xlarge",
            "x2gd.12xlarge",
            "x2gd.16xlarge",
            "x2gd.metal",
            "z1d.large",
            "z1d.xlarge",
            "z1d.2xlarge",
            "z1d.3xlarge",
            "z1d.6xlarge",
            "z1d.12xlarge",
            "z1d.metal",
            "x2idn.16xlarge",
            "x2idn.24xlarge",
            "x2idn.32xlarge",
            "x2iedn.xlarge",
            "x2iedn.2xlarge",
            "x2iedn.4xlarge",
            "x2iedn.8xlarge",
            "x2iedn.16xlarge",
            "x2iedn.24xlarge",
            "x2iedn.32xlarge",
            "c6a.large",
            "c6a.xlarge",
            "c6a.2xlarge",
            "c6a.4xlarge",
            "c6a.8xlarge",
            "c6a.12xlarge",
            "c6a.16xlarge",
            "c6a.24xlarge",
            "c6a.32xlarge",
            "c6a.48xlarge",
            "c6a.metal",
            "m6a.metal",
            "i4i.large",
            "i4i.xlarge",
            "i4i.2xlarge",
            "i4i.4xlarge",
            "i4i.8xlarge",
            "i4i.16xlarge",
            "i4i.32xlarge",
            "i4i.metal",
            "x2idn.metal",
            "x2iedn.metal",
            "c7g.medium",
            "c7g.large",
            "c7g.xlarge",
            "c7g.2xlarge",
            "c7g.4xlarge",
            "c7g.8xlarge",
            "c7g.12xlarge",
            "c7g.16xlarge",
            "mac2.metal",
            "c6id.large",
            "c6id.xlarge",
            "c6id.2xlarge",
            "c6id.4xlarge",
            "c6id.8xlarge",
            "c6id.12xlarge",
            "c6id.16xlarge",
            "c6id.24xlarge",
            "c6id.32xlarge",
            "c6id.metal",
            "m6id.large",
            "m6id.xlarge",
            "m6id.2xlarge",
            "m6id.4xlarge",
            "m6id.8xlarge",
            "m6id.12xlarge",
            "m6id.16xlarge",
            "m6id.24xlarge",
            "m6id.32xlarge",
            "m6id.metal",
            "r6id.large",
            "r6id.xlarge",
            "r6id.2xlarge",
            "r6id.4xlarge",
            "r6id.8xlarge",
            "r6id.12xlarge",
            "r6id.16xlarge",
            "r6id.24xlarge",
            "r6id.32xlarge",
            "r6id.metal",
            "r6a.large",
            "r6a.xlarge",
            "r6a.2xlarge",
            "r6a.4xlarge",
            "r6a.8xlarge",
            "r6a.12xlarge",
            "r6a.16xlarge",
            "r6a.24xlarge",
            "r6a.32xlarge",
            "r6a.48xlarge",
            "r6a.metal",
            "p4de.24xlarge",
            "u-3tb1.56xlarge",
            "u-18tb1.112xlarge",
            "u-24tb1.112xlarge",
            "trn1.2xlarge",
            "trn1.32xlarge",
            "hpc6id.32xlarge",
            "c6in.large",
            "c6in.xlarge",
            "c6in.2xlarge",
            "c6in.4xlarge",
            "c6in.8xlarge",
            "c6in.12xlarge",
            "c6in.16xlarge",
            "c6in.24xlarge",
            "c6in.32xlarge",
            "m6in.large",
            "m6in.xlarge",
            "m6in.2xlarge",
            "m6in.4xlarge",
            "m6in.8xlarge",
            "m6in.12xlarge",
            "m6in.16xlarge",
            "m6in.24xlarge",
            "m6in.32xlarge",
            "m6idn.large",
            "m6idn.xlarge",
            "m6idn.2xlarge",
            "m6idn.4xlarge",
            "m6idn.8xlarge",
            "m6idn.12xlarge",
            "m6idn.16xlarge",
            "m6idn.24xlarge",
            "m6idn.32xlarge",
            "r6in.large",
            "r6in.xlarge",
            "r6in.2xlarge",
            "r6in.4xlarge",
            "r6in.8xlarge",
            "r6in.12xlarge",
            "r6in.16xlarge",
            "r6in.24xlarge",
            "r6in.32xlarge",
            "r6idn.large",
            "r6idn.xlarge",
            "r6idn.2xlarge",
            "r6idn.4xlarge",
            "r6idn.8xlarge",
            "r6idn.12xlarge",
            "r6idn.16xlarge",
            "r6idn.24xlarge",
            "r6idn.32xlarge",
            "c7g.metal",
            "m7g.medium",
            "m7g.large",
            "m7g.xlarge",
            "m7g.2xlarge",
            "m7g.4xlarge",
            "m7g.8xlarge",
            "m7g.12xlarge",
            "m7g.16xlarge",
            "m7g.metal",
            "r7g.medium",
            "r7g.large",
            "r7g.xlarge",
            "r7g.2xlarge",
            "r7g.4xlarge",
            "r7g.8xlarge",
            "r7g.12xlarge",
            "r7g.16xlarge",
            "r7g.metal",
            "c6in.metal",
            "m6in.metal",
            "m6idn.metal",
            "r6in.metal",
            "r6idn.metal",
            "inf2.xlarge",
            "inf2.8xlarge",
            "inf2.24xlarge",
            "inf2.48xlarge",
            "trn1n.32xlarge",
            "i4g.large",
            "i4g.xlarge",
            "i4g.2xlarge",
            "i4g.4xlarge",
            "i4g.8xlarge",
            "i4g.16xlarge",
            "hpc7g.4xlarge",
            "hpc7g.8xlarge",
            "hpc7g.16xlarge",
            "c7gn.medium",
            "c7gn.large",
            "c7gn.xlarge",
            "c7gn.2xlarge",
            "c7gn.4xlarge",
            "c7gn.8xlarge",
            "c7gn.12xlarge",
            "c7gn.16xlarge",
            "p5.48xlarge",
            "m7i.large",
            "m7i.xlarge",
            "m7i.2xlarge",
            "m7i.4xlarge",
            "m7i.8xlarge",
            "m7i.12xlarge",
            "m7i.16xlarge",
            "m7i.24xlarge",
            "m7i.48xlarge",
            "m7i-flex.large",
            "m7i-flex.xlarge",
            "m7i-flex.2xlarge",
            "m7i-flex.4xlarge",
            "m7i-flex.8xlarge",
            "m7a.medium",
            "m7a.large",
            "m7a.xlarge",
            "m7a.2xlarge",
            "m7a.4xlarge",
            "m7a.8xlarge",
            "m7a.12xlarge",
            "m7a.16xlarge",
            "m7a.24xlarge",
            "m7a.32xlarge",
            "m7a.48xlarge",
            "m7a.metal-48xl",
            "hpc7a.12xlarge",
            "hpc7a.24xlarge",
            "hpc7a.48xlarge",
            "hpc7a.96xlarge",
            "c7gd.medium",
            "c7gd.large",
            "c7gd.xlarge",
            "c7gd.2xlarge",
            "c7gd.4xlarge",
            "c7gd.8xlarge",
            "c7gd.12xlarge",
            "c7gd.16xlarge",
            "m7gd.medium",
            "m7gd.large",
            "m7gd.xlarge",
            "m7gd.2xlarge",
            "m7gd.4xlarge",
            "m7gd.8xlarge",
            "m7gd.12xlarge",
            "m7gd.16xlarge",
            "r7gd.medium",
            "r7gd.large",
            "r7gd.xlarge",
            "r7gd.2xlarge",
            "r7gd.4xlarge",
            "r7gd.8xlarge",
            "r7gd.12xlarge",
            "r7gd.16xlarge",
            "r7a.medium",
            "r7a.large",
            "r7a.xlarge",
            "r7a.2xlarge",
            "r7a.4xlarge",
            "r7a.8xlarge",
            "r7a.12xlarge",
            "r7a.16xlarge",
            "r7a.24xlarge",
            "r7a.32xlarge",
            "r7a.48xlarge",
            "c7i.large",
            "c7i.xlarge",
            "c7i.2xlarge",
            "c7i.4xlarge",
            "c7i.8xlarge",
            "c7i.12xlarge",
            "c7i.16xlarge",
            "c7i.24xlarge",
            "c7i.48xlarge",
            "mac2-m2pro.metal",
            "r7iz.large",
            "r7iz.xlarge",
            "r7iz.2xlarge",
            "r7iz.4xlarge",
            "r7iz.8xlarge",
            "r7iz.12xlarge",
            "r7iz.16xlarge",
            "r7iz.32xlarge",
            "c7a.medium",
            "c7a.large",
            "c7a.xlarge",
            "c7a.2xlarge",
            "c7a.4xlarge",
            "c7a.8xlarge",
            "c7a.12xlarge",
            "c7a.16xlarge",
            "c7a.24xlarge",
            "c7a.32xlarge",
            "c7a.48xlarge",
            "c7a.metal-48xl",
            "r7a.metal-48xl",
            "r7i.large",
            "r7i.xlarge",
            "r7i.2xlarge",
            "r7i.4xlarge",
            "r7i.8xlarge",
            "r7i.12xlarge",
            "r7i.16xlarge",
            "r7i.24xlarge",
            "r7i.48xlarge",
            "dl2q.24xlarge",
            "mac2-m2.metal",
            "i4i.12xlarge",
            "i4i.24xlarge",
            "c7i.metal-24xl",
            "c7i.metal-48xl",
            "m7i.metal-24xl",
            "m7i.metal-48xl",
            "r7i.metal-24xl",
            "r7i.metal-48xl",
            "r7iz.metal-16xl",
            "r7iz.metal-32xl",
            "c7gd.metal",
            "m7gd.metal",
            "r7gd.metal",
            "g6.xlarge",
            "g6.2xlarge",
            "g6.4xlarge",
            "g6.8xlarge",
            "g6.12xlarge",
            "g6.16xlarge",
            "g6.24xlarge",
            "g6.48xlarge",
            "gr6.4xlarge",
            "gr6.8xlarge",
            "c7i-flex.large",
            "c7i-flex.xlarge",
            "c7i-flex.2xlarge",
            "c7i-flex.4xlarge",
            "c7i-flex.8xlarge",
            "u7i-12tb.224xlarge",
            "u7in-16tb.224xlarge",
            "u7in-24tb.224xlarge",
            "u7in-32tb.224xlarge",
            "u7ib-12tb.224xlarge",
            "c7gn.metal",
            "r8g.medium",
            "r8g.large",
            "r8g.xlarge",
            "r8g.2xlarge",
            "r8g.4xlarge",
            "r8g.8xlarge",
            "r8g.12xlarge",
            "r8g.16xlarge",
            "r8g.24xlarge",
            "r8g.48xlarge",
            "r8g.metal-24xl",
            "r8g.metal-48xl",
            "mac2-m1ultra.metal",
            "g6e.xlarge",
            "g6e.2xlarge",
            "g6e.4xlarge",
            "g6e.8xlarge",
            "g6e.12xlarge",
            "g6e.16xlarge",
            "g6e.24xlarge",
            "g6e.48xlarge",
            "c8g.medium",
            "c8g.large",
            "c8g.xlarge",
            "c8g.2xlarge",
            "c8g.4xlarge",
            "c8g.8xlarge",
            "c8g.12xlarge",
            "c8g.16xlarge",
            "c8g.24xlarge",
            "c8g.48xlarge",
            "c8g.metal-24xl",
            "c8g.metal-48xl",
            "m8g.medium",
            "m8g.large",
            "m8g.xlarge",
            "m8g.2xlarge",
            "m8g.4xlarge",
            "m8g.8xlarge",
            "m8g.12xlarge",
            "m8g.16xlarge",
            "m8g.24xlarge",
            "m8g.48xlarge",
            "m8g.metal-24xl",
            "m8g.metal-48xl",
            "x8g.medium",
            "x8g.large",
            "x8g.xlarge",
            "x8g.2xlarge",
            "x8g.4xlarge",
            "x8g.8xlarge",
            "x8g.12xlarge",
            "x8g.16xlarge",
            "x8g.24xlarge",
            "x8g.48xlarge",
            "x8g.metal-24xl",
            "x8g.metal-48xl",
            "i7ie.large",
            "i7ie.xlarge",
            "i7ie.2xlarge",
            "i7ie.3xlarge",
            "i7ie.6xlarge",
            "i7ie.12xlarge",
            "i7ie.18xlarge",
            "i7ie.24xlarge",
            "i7ie.48xlarge",
            "i8g.large",
            "i8g.xlarge",
            "i8g.2xlarge",
            "i8g.4xlarge",
            "i8g.8xlarge",
            "i8g.12xlarge",
            "i8g.16xlarge",
            "i8g.24xlarge",
            "i8g.metal-24xl",
            "u7i-6tb.112xlarge",
            "u7i-8tb.112xlarge",
            "u7inh-32tb.480xlarge",
            "p5e.48xlarge",
            "p5en.48xlarge",
            "f2.12xlarge",
            "f2.48xlarge",
            "trn2.48xlarge",
            "c7i-flex.12xlarge",
            "c7i-flex.16xlarge",
            "m7i-flex.12xlarge",
            "m7i-flex.16xlarge",
            "i7ie.metal-24xl",
            "i7ie.metal-48xl",
            "i8g.48xlarge",
            "c8gd.medium",
            "c8gd.large",
            "c8gd.xlarge",
            "c8gd.2xlarge",
            "c8gd.4xlarge",
            "c8gd.8xlarge",
            "c8gd.12xlarge",
            "c8gd.16xlarge",
            "c8gd.24xlarge",
            "c8gd.48xlarge",
            "c8gd.metal-24xl",
            "c8gd.metal-48xl",
            "i7i.large",
            "i7i.xlarge",
            "i7i.2xlarge",
            "i7i.4xlarge",
            "i7i.8xlarge",
            "i7i.12xlarge",
            "i7i.16xlarge",
            "i7i.24xlarge",
            "i7i.48xlarge",
            "i7i.metal-24xl",
            "i7i.metal-48xl",
            "p6-b200.48xlarge",
            "m8gd.medium",
            "m8gd.large",
            "m8gd.xlarge",
            "m8gd.2xlarge",
            "m8gd.4xlarge",
            "m8gd.8xlarge",
            "m8gd.12xlarge",
            "m8gd.16xlarge",
            "m8gd.24xlarge",
            "m8gd.48xlarge",
            "m8gd.metal-24xl",
            "m8gd.metal-48xl",
            "r8gd.medium",
            "r8gd.large",
            "r8gd.xlarge",
            "r8gd.2xlarge",
            "r8gd.4xlarge",
            "r8gd.8xlarge",
            "r8gd.12xlarge",
            "r8gd.16xlarge",
            "r8gd.24xlarge",
            "r8gd.48xlarge",
            "r8gd.metal-24xl",
            "r8gd.metal-48xl",
            "c8gn.medium",
            "c8gn.large",
            "c8gn.xlarge",
            "c8gn.2xlarge",
            "c8gn.4xlarge",
            "c8gn.8xlarge",
            "c8gn.12xlarge",
            "c8gn.16xlarge",
            "c8gn.24xlarge",
            "c8gn.48xlarge",
            "c8gn.metal-24xl",
            "c8gn.metal-48xl",
            "f2.6xlarge",
            "p6e-gb200.36xlarge",
            "g6f.large",
            "g6f.xlarge",
            "g6f.2xlarge",
            "g6f.4xlarge",
            "gr6f.4xlarge",
            "p5.4xlarge",
            "r8i.large",
            "r8i.xlarge",
            "r8i.2xlarge",
            "r8i.4xlarge",
            "r8i.8xlarge",
            "r8i.12xlarge",
            "r8i.16xlarge",
            "r8i.24xlarge",
            "r8i.32xlarge",
            "r8i.48xlarge",
            "r8i.96xlarge",
            "r8i.metal-48xl",
            "r8i.metal-96xl",
            "r8i-flex.large",
            "r8i-flex.xlarge",
            "r8i-flex.2xlarge",
            "r8i-flex.4xlarge",
            "r8i-flex.8xlarge",
            "r8i-flex.12xlarge",
            "r8i-flex.16xlarge",
            "m8i.large",
            "m8i.xlarge",
            "m8i.2xlarge",
            "m8i.4xlarge",
            "m8i.8xlarge",
            "m8i.12xlarge",
            "m8i.16xlarge",
            "m8i.24xlarge",
            "m8i.32xlarge",
            "m8i.48xlarge",
            "m8i.96xlarge",
            "m8i.metal-48xl",
            "m8i.metal-96xl",
            "m8i-flex.large",
            "m8i-flex.xlarge",
            "m8i-flex.2xlarge",
            "m8i-flex.4xlarge",
            "m8i-flex.8xlarge",
            "m8i-flex.12xlarge",
            "m8i-flex.16xlarge",
            "i8ge.large",
            "i8ge.xlarge",
            "i8ge.2xlarge",
            "i8ge.3xlarge",
            "i8ge.6xlarge",
            "i8ge.12xlarge",
            "i8ge.18xlarge",
            "i8ge.24xlarge",
            "i8ge.48xlarge",
            "i8ge.metal-24xl",
            "i8ge.metal-48xl",
            "mac-m4.metal",
            "mac-m4pro.metal",
            "r8gn.medium",
            "r8gn.large",
            "r8gn.xlarge",
            "r8gn.2xlarge",
            "r8gn.4xlarge",
            "r8gn.8xlarge",
            "r8gn.12xlarge",
            "r8gn.16xlarge",
            "r8gn.24xlarge",
            "r8gn.48xlarge",
            "r8gn.metal-24xl",
            "r8gn.metal-48xl",
            "c8i.large",
            "c8i.xlarge",
            "c8i.2xlarge",
            "c8i.4xlarge",
            "c8i.8xlarge",
            "c8i.12xlarge",
            "c8i.16xlarge",
            "c8i.24xlarge",
            "c8i.32xlarge",
            "c8i.48xlarge",
            "c8i.96xlarge",
            "c8i.metal-48xl",
            "c8i.metal-96xl",
            "c8i-flex.large",
            "c8i-flex.xlarge",
            "c8i-flex.2xlarge",
            "c8i-flex.4xlarge",
            "c8i-flex.8xlarge",
            "c8i-flex.12xlarge",
            "c8i-flex.16xlarge",
            "r8gb.medium",
            "r8gb.large",
            "r8gb.xlarge",
            "r8gb.2xlarge",
            "r8gb.4xlarge",
            "r8gb.8xlarge",
            "r8gb.12xlarge",
            "r8gb.16xlarge",
            "r8gb.24xlarge",
            "r8gb.metal-24xl",
            "m8a.medium",
            "m8a.large",
            "m8a.xlarge",
            "m8a.2xlarge",
            "m8a.4xlarge",
            "m8a.8xlarge",
            "m8a.12xlarge",
            "m8a.16xlarge",
            "m8a.24xlarge",
            "m8a.48xlarge",
            "m8a.metal-24xl",
            "m8a.metal-48xl",
            "trn2.3xlarge",
            "r8a.medium",
            "r8a.large",
            "r8a.xlarge",
            "r8a.2xlarge",
            "r8a.4xlarge",
            "r8a.8xlarge",
            "r8a.12xlarge",
            "r8a.16xlarge",
            "r8a.24xlarge",
            "r8a.48xlarge",
            "r8a.metal-24xl",
            "r8a.metal-48xl",
            "p6-b300.48xlarge",
            "c8a.medium",
            "c8a.large",
            "c8a.xlarge",
            "c8a.2xlarge",
            "c8a.4xlarge",
            "c8a.8xlarge",
            "c8a.12xlarge",
            "c8a.16xlarge",
            "c8a.24xlarge",
            "c8a.48xlarge",
            "c8a.metal-24xl",
            "c8a.metal-48xl",
            "c8gb.12xlarge",
            "c8gb.16xlarge",
            "c8gb.24xlarge",
            "c8gb.2xlarge",
            "c8gb.4xlarge",
            "c8gb.8xlarge",
            "c8gb.large",
            "c8gb.medium",
            "c8gb.metal-24xl",
            "c8gb.xlarge",
            "c8gb.48xlarge",
            "c8gb.metal-48xl",
            "m8gb.12xlarge",
            "m8gb.16xlarge",
            "m8gb.24xlarge",
            "m8gb.2xlarge",
            "m8gb.4xlarge",
            "m8gb.8xlarge",
            "m8gb.large",
            "m8gb.medium",
            "m8gb.xlarge",
            "m8gb.48xlarge",
            "m8gb.metal-24xl",
            "m8gb.metal-48xl",
            "m8gn.12xlarge",
            "m8gn.16xlarge",
            "m8gn.24xlarge",
            "m8gn.2xlarge",
            "m8gn.48xlarge",
            "m8gn.4xlarge",
            "m8gn.8xlarge",
            "m8gn.large",
            "m8gn.medium",
            "m8gn.xlarge",
            "m8gn.metal-24xl",
            "m8gn.metal-48xl",
            "x8aedz.12xlarge",
            "x8aedz.24xlarge",
            "x8aedz.3xlarge",
            "x8aedz.6xlarge",
            "x8aedz.large",
            "x8aedz.metal-12xl",
            "x8aedz.metal-24xl",
            "x8aedz.xlarge",
            "m8azn.medium",
            "m8azn.large",
            "m8azn.xlarge",
            "m8azn.3xlarge",
            "m8azn.6xlarge",
            "m8azn.12xlarge",
            "m8azn.24xlarge",
            "m8azn.metal-12xl",
            "m8azn.metal-24xl",
            "x8i.large",
            "x8i.xlarge",
            "x8i.2xlarge",
            "x8i.4xlarge",
            "x8i.8xlarge",
            "x8i.12xlarge",
            "x8i.16xlarge",
            "x8i.24xlarge",
            "x8i.32xlarge",
            "x8i.48xlarge",
            "x8i.64xlarge",
            "x8i.96xlarge",
            "x8i.metal-48xl",
            "x8i.metal-96xl",
            "mac-m4max.metal",
            "g7e.2xlarge",
            "g7e.4xlarge",
            "g7e.8xlarge",
            "g7e.12xlarge",
            "g7e.24xlarge",
            "g7e.48xlarge",
            "r8id.large",
            "r8id.xlarge",
            "r8id.2xlarge",
            "r8id.4xlarge",
            "r8id.8xlarge",
            "r8id.12xlarge",
            "r8id.16xlarge",
            "r8id.24xlarge",
            "r8id.32xlarge",
            "r8id.48xlarge",
            "r8id.96xlarge",
            "r8id.metal-48xl",
            "r8id.metal-96xl",
            "c8id.large",
            "c8id.xlarge",
            "c8id.2xlarge",
            "c8id.4xlarge",
            "c8id.8xlarge",
            "c8id.12xlarge",
            "c8id.16xlarge",
            "c8id.24xlarge",
            "c8id.32xlarge",
            "c8id.48xlarge",
            "c8id.96xlarge",
            "c8id.metal-48xl",
            "c8id.metal-96xl",
            "m8id.large",
            "m8id.xlarge",
            "m8id.2xlarge",
            "m8id.4xlarge",
            "m8id.8xlarge",
            "m8id.12xlarge",
            "m8id.16xlarge",
            "m8id.24xlarge",
            "m8id.32xlarge",
            "m8id.48xlarge",
            "m8id.96xlarge",
            "m8id.metal-48xl",
            "m8id.metal-96xl",
            "hpc8a.96xlarge",
        ],
        "",
        k::FREE,
    );
    pub static Integer: Shape = k::simple("Integer", Kind::Integer, k::FREE);
    pub static InternetGatewayAttachment: Shape = k::structure(
        "InternetGatewayAttachment",
        &[
            k::spelt(k::optional("State", &AttachmentStatus), "state", "State"),
            k::spelt(k::optional("VpcId", &String), "vpcId", "VpcId"),
        ],
    );
    pub static InternetGatewayAttachmentList: Shape =
        k::list("InternetGatewayAttachmentList", &InternetGatewayAttachment, "item", false, k::FREE);
    pub static IpPermission: Shape = k::structure(
        "IpPermission",
        &[
            k::spelt(k::optional("FromPort", &Integer), "fromPort", "FromPort"),
            k::spelt(k::optional("IpProtocol", &String), "ipProtocol", "IpProtocol"),
            k::spelt(k::optional("IpRanges", &IpRangeList), "ipRanges", "IpRanges"),
            k::spelt(k::optional("Ipv6Ranges", &Ipv6RangeList), "ipv6Ranges", "Ipv6Ranges"),
            k::spelt(k::optional("PrefixListIds", &PrefixListIdList), "prefixListIds", "PrefixListIds"),
            k::spelt(k::optional("ToPort", &Integer), "toPort", "ToPort"),
            k::spelt(k::optional("UserIdGroupPairs", &UserIdGroupPairList), "groups", "Groups"),
        ],
    );
    pub static IpPermissionList: Shape = k::list("IpPermissionList", &IpPermission, "item", false, k::FREE);
    pub static IpRange: Shape = k::structure(
        "IpRange",
        &[
            k::spelt(k::optional("CidrIp", &String), "cidrIp", "CidrIp"),
            k::spelt(k::optional("Description", &String), "description", "Description"),
        ],
    );
    pub static IpRangeList: Shape = k::list("IpRangeList", &IpRange, "item", false, k::FREE);
    pub static IpSource: Shape = k::string("IpSource", &["amazon", "byoip", "none"], "", k::FREE);
    pub static Ipv6AddressAttribute: Shape =
        k::string("Ipv6AddressAttribute", &["public", "private"], "", k::FREE);
    pub static Ipv6Range: Shape = k::structure(
        "Ipv6Range",
        &[
            k::spelt(k::optional("CidrIpv6", &String), "cidrIpv6", "CidrIpv6"),
            k::spelt(k::optional("Description", &String), "description", "Description"),
        ],
    );
    pub static Ipv6RangeList: Shape = k::list("Ipv6RangeList", &Ipv6Range, "item", false, k::FREE);
    pub static KeyPairName: Shape = k::string("KeyPairName", &[], "", k::FREE);
    pub static LicenseConfiguration: Shape = k::structure(
        "LicenseConfiguration",
        &[k::spelt(
            k::optional("LicenseConfigurationArn", &String),
            "licenseConfigurationArn",
            "LicenseConfigurationArn",
        )],
    );
    pub static LicenseList: Shape = k::list("LicenseList", &LicenseConfiguration, "item", false, k::FREE);
    pub static MillisecondDateTime: Shape =
        k::simple("MillisecondDateTime", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static Monitoring: Shape =
        k::structure("Monitoring", &[k::spelt(k::optional("State", &MonitoringState), "state", "State")]);
    pub static MonitoringState: Shape =
        k::string("MonitoringState", &["disabled", "disabling", "enabled", "pending"], "", k::FREE);
    pub static NestedVirtualizationSpecification: Shape =
        k::string("NestedVirtualizationSpecification", &["enabled", "disabled"], "", k::FREE);
    pub static NetworkInterfaceId: Shape = k::string("NetworkInterfaceId", &[], "", k::FREE);
    pub static NetworkInterfaceStatus: Shape = k::string(
        "NetworkInterfaceStatus",
        &["available", "associated", "attaching", "in-use", "detaching"],
        "",
        k::FREE,
    );
    pub static NewDhcpConfiguration: Shape = k::structure(
        "NewDhcpConfiguration",
        &[k::optional("Key", &String), k::spelt(k::optional("Values", &ValueStringList), "Value", "Value")],
    );
    pub static NewDhcpConfigurationList: Shape =
        k::list("NewDhcpConfigurationList", &NewDhcpConfiguration, "item", false, k::FREE);
    pub static OperatorResponse: Shape = k::structure(
        "OperatorResponse",
        &[
            k::spelt(k::optional("HiddenByDefault", &Boolean), "hiddenByDefault", "HiddenByDefault"),
            k::spelt(k::optional("Managed", &Boolean), "managed", "Managed"),
            k::spelt(k::optional("Principal", &String), "principal", "Principal"),
        ],
    );
    pub static Placement: Shape = k::structure(
        "Placement",
        &[
            k::spelt(k::optional("Affinity", &String), "affinity", "Affinity"),
            k::spelt(k::optional("AvailabilityZone", &String), "availabilityZone", "AvailabilityZone"),
            k::spelt(
                k::optional("AvailabilityZoneId", &k::refused(&[], "name the zone")),
                "availabilityZoneId",
                "AvailabilityZoneId",
            ),
            k::spelt(k::optional("GroupId", &PlacementGroupId), "groupId", "GroupId"),
            k::spelt(k::optional("GroupName", &PlacementGroupName), "groupName", "GroupName"),
            k::spelt(k::optional("HostId", &String), "hostId", "HostId"),
            k::spelt(
                k::optional("HostResourceGroupArn", &String),
                "hostResourceGroupArn",
                "HostResourceGroupArn",
            ),
            k::spelt(k::optional("PartitionNumber", &Integer), "partitionNumber", "PartitionNumber"),
            k::spelt(k::optional("SpreadDomain", &String), "spreadDomain", "SpreadDomain"),
            k::spelt(k::optional("Tenancy", &Tenancy), "tenancy", "Tenancy"),
        ],
    );
    pub static PlacementGroup: Shape = k::structure(
        "PlacementGroup",
        &[
            k::spelt(k::optional("GroupArn", &String), "groupArn", "GroupArn"),
            k::spelt(k::optional("GroupId", &String), "groupId", "GroupId"),
            k::spelt(k::optional("GroupName", &String), "groupName", "GroupName"),
            k::spelt(k::optional("LinkedGroupId", &PlacementGroupId), "linkedGroupId", "LinkedGroupId"),
            k::spelt(k::optional("Operator", &OperatorResponse), "operator", "Operator"),
            k::spelt(k::optional("PartitionCount", &Integer), "partitionCount", "PartitionCount"),
            k::spelt(k::optional("SpreadLevel", &SpreadLevel), "spreadLevel", "SpreadLevel"),
            k::spelt(k::optional("State", &PlacementGroupState), "state", "State"),
            k::spelt(k::optional("Strategy", &PlacementStrategy), "strategy", "Strategy"),
            k::spelt(k::optional("Tags", &TagList), "tagSet", "TagSet"),
        ],
    );
    pub static PlacementGroupId: Shape = k::string("PlacementGroupId", &[], "", k::FREE);
    pub static PlacementGroupIdStringList: Shape =
        k::list("PlacementGroupIdStringList", &PlacementGroupId, "GroupId", false, k::FREE);
    pub static PlacementGroupList: Shape =
        k::list("PlacementGroupList", &PlacementGroup, "item", false, k::FREE);
    pub static PlacementGroupName: Shape = k::string("PlacementGroupName", &[], "", k::FREE);
    pub static PlacementGroupNameWithResolver: Shape =
        k::string("PlacementGroupNameWithResolver", &[], "", k::FREE);
    pub static PlacementGroupState: Shape =
        k::string("PlacementGroupState", &["pending", "available", "deleting", "deleted"], "", k::FREE);
    pub static PlacementGroupStringList: Shape =
        k::list("PlacementGroupStringList", &PlacementGroupName, "member", false, k::FREE);
    pub static PlacementStrategy: Shape =
        k::string("PlacementStrategy", &["cluster", "spread", "partition"], "", k::FREE);
    pub static PlatformValues: Shape = k::string("PlatformValues", &["Windows"], "", k::FREE);
    pub static PrefixListId: Shape = k::structure(
        "PrefixListId",
        &[
            k::spelt(k::optional("Description", &String), "description", "Description"),
            k::spelt(k::optional("PrefixListId", &String), "prefixListId", "PrefixListId"),
        ],
    );
    pub static PrefixListIdList: Shape = k::list("PrefixListIdList", &PrefixListId, "item", false, k::FREE);
    pub static PrivateDnsNameOptionsOnLaunch: Shape = k::structure(
        "PrivateDnsNameOptionsOnLaunch",
        &[
            k::spelt(
                k::optional("EnableResourceNameDnsAAAARecord", &Boolean),
                "enableResourceNameDnsAAAARecord",
                "EnableResourceNameDnsAAAARecord",
            ),
            k::spelt(
                k::optional("EnableResourceNameDnsARecord", &Boolean),
                "enableResourceNameDnsARecord",
                "EnableResourceNameDnsARecord",
            ),
            k::spelt(k::optional("HostnameType", &HostnameType), "hostnameType", "HostnameType"),
        ],
    );
    pub static PrivateDnsNameOptionsResponse: Shape = k::structure(
        "PrivateDnsNameOptionsResponse",
        &[
            k::spelt(
                k::optional("EnableResourceNameDnsAAAARecord", &Boolean),
                "enableResourceNameDnsAAAARecord",
                "EnableResourceNameDnsAAAARecord",
            ),
            k::spelt(
                k::optional("EnableResourceNameDnsARecord", &Boolean),
                "enableResourceNameDnsARecord",
                "EnableResourceNameDnsARecord",
            ),
            k::spelt(k::optional("HostnameType", &HostnameType), "hostnameType", "HostnameType"),
        ],
    );
    pub static ProductCode: Shape = k::structure(
        "ProductCode",
        &[
            k::spelt(k::optional("ProductCodeId", &String), "productCode", "ProductCode"),
            k::spelt(k::optional("ProductCodeType", &ProductCodeValues), "type", "Type"),
        ],
    );
    pub static ProductCodeList: Shape = k::list("ProductCodeList", &ProductCode, "item", false, k::FREE);
    pub static ProductCodeValues: Shape =
        k::string("ProductCodeValues", &["devpay", "marketplace"], "", k::FREE);
    pub static Region: Shape = k::structure(
        "Region",
        &[
            k::spelt(k::optional("Endpoint", &String), "regionEndpoint", "RegionEndpoint"),
            k::spelt(k::optional("Geography", &RegionGeographyList), "geographySet", "GeographySet"),
            k::spelt(k::optional("OptInStatus", &String), "optInStatus", "OptInStatus"),
            k::spelt(k::optional("RegionName", &String), "regionName", "RegionName"),
        ],
    );
    pub static RegionGeography: Shape =
        k::structure("RegionGeography", &[k::spelt(k::optional("Name", &String), "name", "Name")]);
    pub static RegionGeographyList: Shape =
        k::list("RegionGeographyList", &RegionGeography, "item", false, k::FREE);
    pub static RegionList: Shape = k::list("RegionList", &Region, "item", false, k::FREE);
    pub static RegionNameStringList: Shape =
        k::list("RegionNameStringList", &String, "RegionName", false, k::FREE);
    pub static Reservation: Shape = k::structure(
        "Reservation",
        &[
            k::spelt(k::optional("Groups", &GroupIdentifierList), "groupSet", "GroupSet"),
            k::spelt(k::optional("Instances", &InstanceList), "instancesSet", "InstancesSet"),
            k::spelt(k::optional("OwnerId", &String), "ownerId", "OwnerId"),
            k::spelt(k::optional("RequesterId", &String), "requesterId", "RequesterId"),
            k::spelt(k::optional("ReservationId", &String), "reservationId", "ReservationId"),
        ],
    );
    pub static ReservationList: Shape = k::list("ReservationList", &Reservation, "item", false, k::FREE);
    pub static ResourceType: Shape = k::string(
        "ResourceType",
        &[
            "capacity-reservation",
            "client-vpn-endpoint",
            "customer-gateway",
            "carrier-gateway",
            "coip-pool",
            "declarative-policies-report",
            "dedicated-host",
            "dhcp-options",
            "egress-only-internet-gateway",
            "elastic-ip",
            "elastic-gpu",
            "export-image-task",
            "export-instance-task",
            "fleet",
            "fpga-image",
            "host-reservation",
            "image",
            "image-usage-report",
            "import-image-task",
            "import-snapshot-task",
            "instance",
            "instance-event-window",
            "internet-gateway",
            "ipam",
            "ipam-pool",
            "ipam-scope",
            "ipv4pool-ec2",
            "ipv6pool-ec2",
            "key-pair",
            "launch-template",
            "local-gateway",
            "local-gateway-route-table",
            "local-gateway-virtual-interface",
            "local-gateway-virtual-interface-group",
            "local-gateway-route-table-vpc-association",
            "local-gateway-route-table-virtual-interface-group-association",
            "natgateway",
            "network-acl",
            "network-interface",
            "network-insights-analysis",
            "network-insights-path",
            "network-insights-access-scope",
            "network-insights-access-scope-analysis",
            "outpost-lag",
            "placement-group",
            "prefix-list",
            "replace-root-volume-task",
            "reserved-instances",
            "route-table",
            "security-group",
            "security-group-rule",
            "service-link-virtual-interface",
            "snapshot",
            "spot-fleet-request",
            "spot-instances-request",
            "subnet",
            "subnet-cidr-reservation",
            "traffic-mirror-filter",
            "traffic-mirror-session",
            "traffic-mirror-target",
            "transit-gateway",
            "transit-gateway-attachment",
            "transit-gateway-connect-peer",
            "transit-gateway-multicast-domain",
            "transit-gateway-policy-table",
            "transit-gateway-metering-policy",
            "transit-gateway-route-table",
            "transit-gateway-route-table-announcement",
            "volume",
            "vpc",
            "vpc-endpoint",
            "vpc-endpoint-connection",
            "vpc-endpoint-service",
            "vpc-endpoint-service-permission",
            "vpc-peering-connection",
            "vpn-connection",
            "vpn-gateway",
            "vpc-flow-log",
            "capacity-reservation-fleet",
            "traffic-mirror-filter-rule",
            "vpc-endpoint-connection-device-type",
            "verified-access-instance",
            "verified-access-group",
            "verified-access-endpoint",
            "verified-access-policy",
            "verified-access-trust-provider",
            "vpn-connection-device-type",
            "vpc-block-public-access-exclusion",
            "vpc-encryption-control",
            "route-server",
            "route-server-endpoint",
            "route-server-peer",
            "ipam-resource-discovery",
            "ipam-resource-discovery-association",
            "instance-connect-endpoint",
            "verified-access-endpoint-target",
            "ipam-external-resource-verification-token",
            "capacity-block",
            "mac-modification-task",
            "ipam-prefix-list-resolver",
            "ipam-policy",
            "ipam-prefix-list-resolver-target",
            "secondary-interface",
            "secondary-network",
            "secondary-subnet",
            "capacity-manager-data-export",
            "vpn-concentrator",
            "ipam-pool-allocation",
        ],
        "",
        k::FREE,
    );
    pub static RunInstancesMonitoringEnabled: Shape = k::structure(
        "RunInstancesMonitoringEnabled",
        &[k::spelt(k::required("Enabled", &Boolean), "enabled", "Enabled")],
    );
    pub static RunInstancesRequest: Shape = k::structure(
        "RunInstancesRequest",
        &[
            k::spelt(k::optional("AdditionalInfo", &k::refused(&[], "")), "additionalInfo", "AdditionalInfo"),
            k::spelt(
                k::optional("BlockDeviceMappings", &BlockDeviceMappingRequestList),
                "BlockDeviceMapping",
                "BlockDeviceMapping",
            ),
            k::optional("CapacityReservationSpecification", &k::refused(&["open"], "capacity reservations")),
            k::spelt(k::token(k::optional("ClientToken", &String)), "clientToken", "ClientToken"),
            k::optional("CpuOptions", &CpuOptionsRequest),
            k::optional("CreditSpecification", &CreditSpecificationRequest),
            k::optional("DisableApiStop", &Boolean),
            k::spelt(
                k::optional("DisableApiTermination", &k::refused(&["false"], "termination protection")),
                "disableApiTermination",
                "DisableApiTermination",
            ),
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::optional("EbsOptimized", &Boolean), "ebsOptimized", "EbsOptimized"),
            k::optional("ElasticGpuSpecification", &k::refused(&[], "accelerators")),
            k::spelt(
                k::optional("ElasticInferenceAccelerators", &k::refused(&[], "accelerators")),
                "ElasticInferenceAccelerator",
                "ElasticInferenceAccelerator",
            ),
            k::optional("EnablePrimaryIpv6", &k::refused(&["0", "false"], "IPv6")),
            k::optional("EnclaveOptions", &k::refused(&["false"], "enclaves")),
            k::optional("HibernationOptions", &k::refused(&["false"], "hibernation")),
            k::spelt(
                k::optional("IamInstanceProfile", &IamInstanceProfileSpecification),
                "iamInstanceProfile",
                "IamInstanceProfile",
            ),
            k::optional("ImageId", &ImageId),
            k::spelt(
                k::optional("InstanceInitiatedShutdownBehavior", &ShutdownBehavior),
                "instanceInitiatedShutdownBehavior",
                "InstanceInitiatedShutdownBehavior",
            ),
            k::optional("InstanceMarketOptions", &k::refused(&[], "Spot Instances")),
            k::optional("InstanceType", &InstanceType),
            k::optional("Ipv6AddressCount", &k::refused(&["0", "false"], "IPv6")),
            k::spelt(
                k::optional("Ipv6Addresses", &k::refused(&["0", "false"], "IPv6")),
                "Ipv6Address",
                "Ipv6Address",
            ),
            k::optional("KernelId", &k::refused(&[], "kernels and RAM disks of paravirtual images")),
            k::optional("KeyName", &KeyPairName),
            k::optional("LaunchTemplate", &k::refused(&[], "launch templates")),
            k::spelt(
                k::optional("LicenseSpecifications", &k::refused(&[], "licenses")),
                "LicenseSpecification",
                "LicenseSpecification",
            ),
            k::optional("MaintenanceOptions", &k::refused(&["default"], "maintenance")),
            k::required("MaxCount", &Integer),
            k::optional("MetadataOptions", &InstanceMetadataOptionsRequest),
            k::required("MinCount", &Integer),
            k::optional("Monitoring", &RunInstancesMonitoringEnabled),
            k::spelt(
                k::optional("NetworkInterfaces", &InstanceNetworkInterfaceSpecificationList),
                "networkInterface",
                "NetworkInterface",
            ),
            k::optional("NetworkPerformanceOptions", &k::refused(&["default"], "bandwidth weights")),
            k::optional("Operator", &k::refused(&[], "")),
            k::optional("Placement", &Placement),
            k::optional(
                "PrivateDnsNameOptions",
                &k::refused(&["ip-name", "false"], "names made from resource ids"),
            ),
            k::spelt(
                k::optional("PrivateIpAddress", &k::refused(&[], "addresses are chosen by the subnet")),
                "privateIpAddress",
                "PrivateIpAddress",
            ),
            k::optional("RamdiskId", &k::refused(&[], "kernels and RAM disks of paravirtual images")),
            k::spelt(
                k::optional("SecondaryInterfaces", &k::refused(&[], "")),
                "SecondaryInterface",
                "SecondaryInterface",
            ),
            k::spelt(
                k::optional("SecurityGroupIds", &SecurityGroupIdStringList),
                "SecurityGroupId",
                "SecurityGroupId",
            ),
            k::spelt(
                k::optional("SecurityGroups", &SecurityGroupStringList),
                "SecurityGroup",
                "SecurityGroup",
            ),
            k::optional("SubnetId", &SubnetId),
            k::spelt(
                k::optional("TagSpecifications", &TagSpecificationList),
                "TagSpecification",
                "TagSpecification",
            ),
            k::optional("UserData", &RunInstancesUserData),
        ],
    );
    pub static RunInstancesUserData: Shape =
        k::sensitive(k::string("RunInstancesUserData", &[], "", k::FREE));
    pub static SecondaryInterfaceId: Shape = k::string("SecondaryInterfaceId", &[], "", k::FREE);
    pub static SecondaryInterfaceStatus: Shape =
        k::string("SecondaryInterfaceStatus", &["available", "in-use"], "", k::FREE);
    pub static SecondaryInterfaceType: Shape =
        k::string("SecondaryInterfaceType", &["secondary"], "", k::FREE);
    pub static SecondaryNetworkId: Shape = k::string("SecondaryNetworkId", &[], "", k::FREE);
    pub static SecondarySubnetId: Shape = k::string("SecondarySubnetId", &[], "", k::FREE);
    pub static SecurityGroup: Shape = k::structure(
        "SecurityGroup",
        &[
            k::spelt(k::optional("Description", &String), "groupDescription", "GroupDescription"),
            k::spelt(k::optional("GroupId", &String), "groupId", "GroupId"),
            k::spelt(k::optional("GroupName", &String), "groupName", "GroupName"),
            k::spelt(k::optional("IpPermissions", &IpPermissionList), "ipPermissions", "IpPermissions"),
            k::spelt(
                k::optional("IpPermissionsEgress", &IpPermissionList),
                "ipPermissionsEgress",
                "IpPermissionsEgress",
            ),
            k::spelt(k::optional("OwnerId", &String), "ownerId", "OwnerId"),
            k::spelt(k::optional("SecurityGroupArn", &String), "securityGroupArn", "SecurityGroupArn"),
            k::spelt(k::optional("Tags", &TagList), "tagSet", "TagSet"),
            k::spelt(k::optional("VpcId", &String), "vpcId", "VpcId"),
        ],
    );
    pub static SecurityGroupId: Shape = k::string("SecurityGroupId", &[], "", k::FREE);
    pub static SecurityGroupIdStringList: Shape =
        k::list("SecurityGroupIdStringList", &SecurityGroupId, "SecurityGroupId", false, k::FREE);
    pub static SecurityGroupList: Shape =
        k::list("SecurityGroupList", &SecurityGroup, "item", false, k::FREE);
    pub static SecurityGroupName: Shape = k::string("SecurityGroupName", &[], "", k::FREE);
    pub static SecurityGroupStringList: Shape =
        k::list("SecurityGroupStringList", &SecurityGroupName, "SecurityGroup", false, k::FREE);
    pub static ShutdownBehavior: Shape = k::string("ShutdownBehavior", &["stop", "terminate"], "", k::FREE);
    pub static SnapshotId: Shape = k::string("SnapshotId", &[], "", k::FREE);
    pub static SpreadLevel: Shape = k::string("SpreadLevel", &["host", "rack"], "", k::FREE);
    pub static StartInstancesRequest: Shape = k::structure(
        "StartInstancesRequest",
        &[
            k::spelt(k::optional("AdditionalInfo", &k::refused(&[], "")), "additionalInfo", "AdditionalInfo"),
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::required("InstanceIds", &InstanceIdStringList), "InstanceId", "InstanceId"),
        ],
    );
    pub static StartInstancesResult: Shape = k::structure(
        "StartInstancesResult",
        &[k::spelt(
            k::optional("StartingInstances", &InstanceStateChangeList),
            "instancesSet",
            "InstancesSet",
        )],
    );
    pub static StateReason: Shape = k::structure(
        "StateReason",
        &[
            k::spelt(k::optional("Code", &String), "code", "Code"),
            k::spelt(k::optional("Message", &String), "message", "Message"),
        ],
    );
    pub static StatusName: Shape = k::string("StatusName", &["reachability"], "", k::FREE);
    pub static StatusType: Shape =
        k::string("StatusType", &["passed", "failed", "insufficient-data", "initializing"], "", k::FREE);
    pub static StopInstancesRequest: Shape = k::structure(
        "StopInstancesRequest",
        &[
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::spelt(k::optional("Force", &Boolean), "force", "Force"),
            k::optional("Hibernate", &k::refused(&["false"], "hibernation")),
            k::spelt(k::required("InstanceIds", &InstanceIdStringList), "InstanceId", "InstanceId"),
            k::optional("SkipOsShutdown", &Boolean),
        ],
    );
    pub static StopInstancesResult: Shape = k::structure(
        "StopInstancesResult",
        &[k::spelt(
            k::optional("StoppingInstances", &InstanceStateChangeList),
            "instancesSet",
            "InstancesSet",
        )],
    );
    pub static String: Shape = k::string("String", &[], "", k::FREE);
    pub static Subnet: Shape = k::structure(
        "Subnet",
        &[
            k::spelt(
                k::optional("AssignIpv6AddressOnCreation", &Boolean),
                "assignIpv6AddressOnCreation",
                "AssignIpv6AddressOnCreation",
            ),
            k::spelt(k::optional("AvailabilityZone", &String), "availabilityZone", "AvailabilityZone"),
            k::spelt(k::optional("AvailabilityZoneId", &String), "availabilityZoneId", "AvailabilityZoneId"),
            k::spelt(
                k::optional("AvailableIpAddressCount", &Integer),
                "availableIpAddressCount",
                "AvailableIpAddressCount",
            ),
            k::spelt(
                k::optional("BlockPublicAccessStates", &BlockPublicAccessStates),
                "blockPublicAccessStates",
                "BlockPublicAccessStates",
            ),
            k::spelt(k::optional("CidrBlock", &String), "cidrBlock", "CidrBlock"),
            k::spelt(
                k::optional("CustomerOwnedIpv4Pool", &CoipPoolId),
                "customerOwnedIpv4Pool",
                "CustomerOwnedIpv4Pool",
            ),
            k::spelt(k::optional("DefaultForAz", &Boolean), "defaultForAz", "DefaultForAz"),
            k::spelt(k::optional("EnableDns64", &Boolean), "enableDns64", "EnableDns64"),
            k::spelt(
                k::optional("EnableLniAtDeviceIndex", &Integer),
                "enableLniAtDeviceIndex",
                "EnableLniAtDeviceIndex",
            ),
            k::spelt(
                k::optional("Ipv6CidrBlockAssociationSet", &SubnetIpv6CidrBlockAssociationSet),
                "ipv6CidrBlockAssociationSet",
                "Ipv6CidrBlockAssociationSet",
            ),
            k::spelt(k::optional("Ipv6Native", &Boolean), "ipv6Native", "Ipv6Native"),
            k::spelt(
                k::optional("MapCustomerOwnedIpOnLaunch", &Boolean),
                "mapCustomerOwnedIpOnLaunch",
                "MapCustomerOwnedIpOnLaunch",
            ),
            k::spelt(
                k::optional("MapPublicIpOnLaunch", &Boolean),
                "mapPublicIpOnLaunch",
                "MapPublicIpOnLaunch",
            ),
            k::spelt(k::optional("OutpostArn", &String), "outpostArn", "OutpostArn"),
            k::spelt(k::optional("OwnerId", &String), "ownerId", "OwnerId"),
            k::spelt(
                k::optional("PrivateDnsNameOptionsOnLaunch", &PrivateDnsNameOptionsOnLaunch),
                "privateDnsNameOptionsOnLaunch",
                "PrivateDnsNameOptionsOnLaunch",
            ),
            k::spelt(k::optional("State", &SubnetState), "state", "State"),
            k::spelt(k::optional("SubnetArn", &String), "subnetArn", "SubnetArn"),
            k::spelt(k::optional("SubnetId", &String), "subnetId", "SubnetId"),
            k::spelt(k::optional("Tags", &TagList), "tagSet", "TagSet"),
            k::spelt(k::optional("Type", &String), "type", "Type"),
            k::spelt(k::optional("VpcId", &String), "vpcId", "VpcId"),
        ],
    );
    pub static SubnetCidrAssociationId: Shape = k::string("SubnetCidrAssociationId", &[], "", k::FREE);
    pub static SubnetCidrBlockState: Shape = k::structure(
        "SubnetCidrBlockState",
        &[
            k::spelt(k::optional("State", &SubnetCidrBlockStateCode), "state", "State"),
            k::spelt(k::optional("StatusMessage", &String), "statusMessage", "StatusMessage"),
        ],
    );
    pub static SubnetCidrBlockStateCode: Shape = k::string(
        "SubnetCidrBlockStateCode",
        &["associating", "associated", "disassociating", "disassociated", "failing", "failed"],
        "",
        k::FREE,
    );
    pub static SubnetId: Shape = k::string("SubnetId", &[], "", k::FREE);
    pub static SubnetIdStringList: Shape =
        k::list("SubnetIdStringList", &SubnetId, "SubnetId", false, k::FREE);
    pub static SubnetIpv6CidrBlockAssociation: Shape = k::structure(
        "SubnetIpv6CidrBlockAssociation",
        &[
            k::spelt(
                k::optional("AssociationId", &SubnetCidrAssociationId),
                "associationId",
                "AssociationId",
            ),
            k::spelt(k::optional("IpSource", &IpSource), "ipSource", "IpSource"),
            k::spelt(
                k::optional("Ipv6AddressAttribute", &Ipv6AddressAttribute),
                "ipv6AddressAttribute",
                "Ipv6AddressAttribute",
            ),
            k::spelt(k::optional("Ipv6CidrBlock", &String), "ipv6CidrBlock", "Ipv6CidrBlock"),
            k::spelt(
                k::optional("Ipv6CidrBlockState", &SubnetCidrBlockState),
                "ipv6CidrBlockState",
                "Ipv6CidrBlockState",
            ),
        ],
    );
    pub static SubnetIpv6CidrBlockAssociationSet: Shape =
        k::list("SubnetIpv6CidrBlockAssociationSet", &SubnetIpv6CidrBlockAssociation, "item", false, k::FREE);
    pub static SubnetList: Shape = k::list("SubnetList", &Subnet, "item", false, k::FREE);
    pub static SubnetState: Shape = k::string(
        "SubnetState",
        &["pending", "available", "unavailable", "failed", "failed-insufficient-capacity"],
        "",
        k::FREE,
    );
    pub static SummaryStatus: Shape = k::string(
        "SummaryStatus",
        &["ok", "impaired", "insufficient-data", "not-applicable", "initializing"],
        "",
        k::FREE,
    );
    pub static Tag: Shape = k::structure(
        "Tag",
        &[
            k::spelt(k::optional("Key", &String), "key", "Key"),
            k::spelt(k::optional("Value", &String), "value", "Value"),
        ],
    );
    pub static TagList: Shape = k::list("TagList", &Tag, "item", false, k::FREE);
    pub static TagSpecification: Shape = k::structure(
        "TagSpecification",
        &[
            k::spelt(k::optional("ResourceType", &ResourceType), "resourceType", "ResourceType"),
            k::spelt(k::optional("Tags", &TagList), "Tag", "Tag"),
        ],
    );
    pub static TagSpecificationList: Shape =
        k::list("TagSpecificationList", &TagSpecification, "item", false, k::FREE);
    pub static Tenancy: Shape = k::string("Tenancy", &["default", "dedicated", "host"], "", k::FREE);
    pub static TerminateInstancesRequest: Shape = k::structure(
        "TerminateInstancesRequest",
        &[
            k::spelt(k::optional("DryRun", &Boolean), "dryRun", "DryRun"),
            k::optional("Force", &Boolean),
            k::spelt(k::required("InstanceIds", &InstanceIdStringList), "InstanceId", "InstanceId"),
            k::optional("SkipOsShutdown", &Boolean),
        ],
    );
    pub static TerminateInstancesResult: Shape = k::structure(
        "TerminateInstancesResult",
        &[k::spelt(
            k::optional("TerminatingInstances", &InstanceStateChangeList),
            "instancesSet",
            "InstancesSet",
        )],
    );
    pub static UserIdGroupPair: Shape = k::structure(
        "UserIdGroupPair",
        &[
            k::spelt(k::optional("Description", &String), "description", "Description"),
            k::spelt(k::optional("GroupId", &String), "groupId", "GroupId"),
            k::spelt(k::optional("GroupName", &String), "groupName", "GroupName"),
            k::spelt(k::optional("PeeringStatus", &String), "peeringStatus", "PeeringStatus"),
            k::spelt(k::optional("UserId", &String), "userId", "UserId"),
            k::spelt(k::optional("VpcId", &String), "vpcId", "VpcId"),
            k::spelt(
                k::optional("VpcPeeringConnectionId", &String),
                "vpcPeeringConnectionId",
                "VpcPeeringConnectionId",
            ),
        ],
    );
    pub static UserIdGroupPairList: Shape =
        k::list("UserIdGroupPairList", &UserIdGroupPair, "item", false, k::FREE);
    pub static ValueStringList: Shape = k::list("ValueStringList", &String, "item", false, k::FREE);
    pub static VirtualizationType: Shape =
        k::string("VirtualizationType", &["hvm", "paravirtual"], "", k::FREE);
    pub static VolumeType: Shape =
        k::string("VolumeType", &["standard", "io1", "io2", "gp2", "sc1", "st1", "gp3"], "", k::FREE);
    pub static Vpc: Shape = k::structure(
        "Vpc",
        &[
            k::spelt(
                k::optional("BlockPublicAccessStates", &BlockPublicAccessStates),
                "blockPublicAccessStates",
                "BlockPublicAccessStates",
            ),
            k::spelt(k::optional("CidrBlock", &String), "cidrBlock", "CidrBlock"),
            k::spelt(
                k::optional("CidrBlockAssociationSet", &VpcCidrBlockAssociationSet),
                "cidrBlockAssociationSet",
                "CidrBlockAssociationSet",
            ),
            k::spelt(k::optional("DhcpOptionsId", &String), "dhcpOptionsId", "DhcpOptionsId"),
            k::spelt(
                k::optional("EncryptionControl", &VpcEncryptionControl),
                "encryptionControl",
                "EncryptionControl",
            ),
            k::spelt(k::optional("InstanceTenancy", &Tenancy), "instanceTenancy", "InstanceTenancy"),
            k::spelt(
                k::optional("Ipv6CidrBlockAssociationSet", &VpcIpv6CidrBlockAssociationSet),
                "ipv6CidrBlockAssociationSet",
                "Ipv6CidrBlockAssociationSet",
            ),
            k::spelt(k::optional("IsDefault", &Boolean), "isDefault", "IsDefault"),
            k::spelt(k::optional("OwnerId", &String), "ownerId", "OwnerId"),
            k::spelt(k::optional("State", &VpcState), "state", "State"),
            k::spelt(k::optional("Tags", &TagList), "tagSet", "TagSet"),
            k::spelt(k::optional("VpcId", &String), "vpcId", "VpcId"),
        ],
    );
    pub static VpcAttributeName: Shape = k::string(
        "VpcAttributeName",
        &["enableDnsSupport", "enableDnsHostnames", "enableNetworkAddressUsageMetrics"],
        "",
        k::FREE,
    );
    pub static VpcCidrBlockAssociation: Shape = k::structure(
        "VpcCidrBlockAssociation",
        &[
            k::spelt(k::optional("AssociationId", &String), "associationId", "AssociationId"),
            k::spelt(k::optional("CidrBlock", &String), "cidrBlock", "CidrBlock"),
            k::spelt(k::optional("CidrBlockState", &VpcCidrBlockState), "cidrBlockState", "CidrBlockState"),
        ],
    );
    pub static VpcCidrBlockAssociationSet: Shape =
        k::list("VpcCidrBlockAssociationSet", &VpcCidrBlockAssociation, "item", false, k::FREE);
    pub static VpcCidrBlockState: Shape = k::structure(
        "VpcCidrBlockState",
        &[
            k::spelt(k::optional("State", &VpcCidrBlockStateCode), "state", "State"),
            k::spelt(k::optional("StatusMessage", &String), "statusMessage", "StatusMessage"),
        ],
    );
    pub static VpcCidrBlockStateCode: Shape = k::string(
        "VpcCidrBlockStateCode",
        &["associating", "associated", "disassociating", "disassociated", "failing", "failed"],
        "",
        k::FREE,
    );
    pub static VpcEncryptionControl: Shape = k::structure(
        "VpcEncryptionControl",
        &[
            k::spelt(k::optional("Mode", &VpcEncryptionControlMode), "mode", "Mode"),
            k::spelt(
                k::optional("ResourceExclusions", &VpcEncryptionControlExclusions),
                "resourceExclusions",
                "ResourceExclusions",
            ),
            k::spelt(k::optional("State", &VpcEncryptionControlState), "state", "State"),
            k::spelt(k::optional("StateMessage", &String), "stateMessage", "StateMessage"),
            k::spelt(k::optional("Tags", &TagList), "tagSet", "TagSet"),
            k::spelt(
                k::optional("VpcEncryptionControlId", &VpcEncryptionControlId),
                "vpcEncryptionControlId",
                "VpcEncryptionControlId",
            ),
            k::spelt(k::optional("VpcId", &VpcId), "vpcId", "VpcId"),
        ],
    );
    pub static VpcEncryptionControlExclusion: Shape = k::structure(
        "VpcEncryptionControlExclusion",
        &[
            k::spelt(k::optional("State", &VpcEncryptionControlExclusionState), "state", "State"),
            k::spelt(k::optional("StateMessage", &String), "stateMessage", "StateMessage"),
        ],
    );
    pub static VpcEncryptionControlExclusionState: Shape = k::string(
        "VpcEncryptionControlExclusionState",
        &["enabling", "enabled", "disabling", "disabled"],
        "",
        k::FREE,
    );
    pub static VpcEncryptionControlExclusions: Shape = k::structure(
        "VpcEncryptionControlExclusions",
        &[
            k::spelt(
                k::optional("EgressOnlyInternetGateway", &VpcEncryptionControlExclusion),
                "egressOnlyInternetGateway",
                "EgressOnlyInternetGateway",
            ),
            k::spelt(
                k::optional("ElasticFileSystem", &VpcEncryptionControlExclusion),
                "elasticFileSystem",
                "ElasticFileSystem",
            ),
            k::spelt(
                k::optional("InternetGateway", &VpcEncryptionControlExclusion),
                "internetGateway",
                "InternetGateway",
            ),
            k::spelt(k::optional("Lambda", &VpcEncryptionControlExclusion), "lambda", "Lambda"),
            k::spelt(k::optional("NatGateway", &VpcEncryptionControlExclusion), "natGateway", "NatGateway"),
            k::spelt(
                k::optional("VirtualPrivateGateway", &VpcEncryptionControlExclusion),
                "virtualPrivateGateway",
                "VirtualPrivateGateway",
            ),
            k::spelt(k::optional("VpcLattice", &VpcEncryptionControlExclusion), "vpcLattice", "VpcLattice"),
            k::spelt(k::optional("VpcPeering", &VpcEncryptionControlExclusion), "vpcPeering", "VpcPeering"),
        ],
    );
    pub static VpcEncryptionControlId: Shape = k::string("VpcEncryptionControlId", &[], "", k::FREE);
    pub static VpcEncryptionControlMode: Shape =
        k::string("VpcEncryptionControlMode", &["monitor", "enforce"], "", k::FREE);
    pub static VpcEncryptionControlState: Shape = k::string(
        "VpcEncryptionControlState",
        &[
            "enforce-in-progress",
            "monitor-in-progress",
            "enforce-failed",
            "monitor-failed",
            "deleting",
            "deleted",
            "available",
            "creating",
            "delete-failed",
        ],
        "",
        k::FREE,
    );
    pub static VpcId: Shape = k::string("VpcId", &[], "", k::FREE);
    pub static VpcIdStringList: Shape = k::list("VpcIdStringList", &VpcId, "VpcId", false, k::FREE);
    pub static VpcIpv6CidrBlockAssociation: Shape = k::structure(
        "VpcIpv6CidrBlockAssociation",
        &[
            k::spelt(k::optional("AssociationId", &String), "associationId", "AssociationId"),
            k::spelt(k::optional("IpSource", &IpSource), "ipSource", "IpSource"),
            k::spelt(
                k::optional("Ipv6AddressAttribute", &Ipv6AddressAttribute),
                "ipv6AddressAttribute",
                "Ipv6AddressAttribute",
            ),
            k::spelt(k::optional("Ipv6CidrBlock", &String), "ipv6CidrBlock", "Ipv6CidrBlock"),
            k::spelt(
                k::optional("Ipv6CidrBlockState", &VpcCidrBlockState),
                "ipv6CidrBlockState",
                "Ipv6CidrBlockState",
            ),
            k::spelt(k::optional("Ipv6Pool", &String), "ipv6Pool", "Ipv6Pool"),
            k::spelt(k::optional("NetworkBorderGroup", &String), "networkBorderGroup", "NetworkBorderGroup"),
        ],
    );
    pub static VpcIpv6CidrBlockAssociationSet: Shape =
        k::list("VpcIpv6CidrBlockAssociationSet", &VpcIpv6CidrBlockAssociation, "item", false, k::FREE);
    pub static VpcList: Shape = k::list("VpcList", &Vpc, "item", false, k::FREE);
    pub static VpcState: Shape = k::string("VpcState", &["pending", "available"], "", k::FREE);
    pub static ZoneIdStringList: Shape = k::list("ZoneIdStringList", &String, "ZoneId", false, k::FREE);
    pub static ZoneNameStringList: Shape = k::list("ZoneNameStringList", &String, "ZoneName", false, k::FREE);
}
