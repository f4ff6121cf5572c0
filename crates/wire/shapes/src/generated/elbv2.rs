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
structure! { both Action {
    fixed_response_config "FixedResponseConfig" Option<FixedResponseActionConfig>,
    forward_config "ForwardConfig" Option<ForwardActionConfig>,
    order "Order" Option<i64>,
    redirect_config "RedirectConfig" Option<RedirectActionConfig>,
    target_group_arn "TargetGroupArn" Option<String>,
    r#type "Type" String,
} }
structure! { input AddListenerCertificatesInput {
    certificates "Certificates" Vec<Certificate>,
    listener_arn "ListenerArn" String,
} }
structure! { output AddListenerCertificatesOutput {
    certificates "Certificates" Option<Vec<Certificate>>,
} }
structure! { input AddTagsInput {
    resource_arns "ResourceArns" Vec<String>,
    tags "Tags" Vec<Tag>,
} }
structure! { output AddTagsOutput {
} }
structure! { output AdministrativeOverride {
    description "Description" Option<String>,
    reason "Reason" Option<String>,
    state "State" Option<String>,
} }
structure! { output AnomalyDetection {
    mitigation_in_effect "MitigationInEffect" Option<String>,
    result "Result" Option<String>,
} }
structure! { output AvailabilityZone {
    load_balancer_addresses "LoadBalancerAddresses" Option<Vec<LoadBalancerAddress>>,
    outpost_id "OutpostId" Option<String>,
    source_nat_ipv6_prefixes "SourceNatIpv6Prefixes" Option<Vec<String>>,
    subnet_id "SubnetId" Option<String>,
    zone_name "ZoneName" Option<String>,
} }
structure! { output CapacityReservationStatus {
    code "Code" Option<String>,
    reason "Reason" Option<String>,
} }
structure! { both Certificate {
    certificate_arn "CertificateArn" Option<String>,
    is_default "IsDefault" Option<bool>,
} }
structure! { output Cipher {
    name "Name" Option<String>,
    priority "Priority" Option<i64>,
} }
structure! { input CreateListenerInput {
    alpn_policy "AlpnPolicy" Option<Vec<String>>,
    certificates "Certificates" Option<Vec<Certificate>>,
    default_actions "DefaultActions" Vec<Action>,
    load_balancer_arn "LoadBalancerArn" String,
    port "Port" Option<i64>,
    protocol "Protocol" Option<String>,
    ssl_policy "SslPolicy" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { output CreateListenerOutput {
    listeners "Listeners" Option<Vec<Listener>>,
} }
structure! { input CreateLoadBalancerInput {
    ip_address_type "IpAddressType" Option<String>,
    name "Name" String,
    scheme "Scheme" Option<String>,
    security_groups "SecurityGroups" Option<Vec<String>>,
    subnet_mappings "SubnetMappings" Option<Vec<SubnetMapping>>,
    subnets "Subnets" Option<Vec<String>>,
    tags "Tags" Option<Vec<Tag>>,
    r#type "Type" Option<String>,
} }
structure! { output CreateLoadBalancerOutput {
    load_balancers "LoadBalancers" Option<Vec<LoadBalancer>>,
} }
structure! { input CreateRuleInput {
    actions "Actions" Vec<Action>,
    conditions "Conditions" Vec<RuleCondition>,
    listener_arn "ListenerArn" String,
    priority "Priority" i64,
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { output CreateRuleOutput {
    rules "Rules" Option<Vec<Rule>>,
} }
structure! { input CreateTargetGroupInput {
    health_check_enabled "HealthCheckEnabled" Option<bool>,
    health_check_interval_seconds "HealthCheckIntervalSeconds" Option<i64>,
    health_check_path "HealthCheckPath" Option<String>,
    health_check_port "HealthCheckPort" Option<String>,
    health_check_protocol "HealthCheckProtocol" Option<String>,
    health_check_timeout_seconds "HealthCheckTimeoutSeconds" Option<i64>,
    healthy_threshold_count "HealthyThresholdCount" Option<i64>,
    ip_address_type "IpAddressType" Option<String>,
    matcher "Matcher" Option<Matcher>,
    name "Name" String,
    port "Port" Option<i64>,
    protocol "Protocol" Option<String>,
    protocol_version "ProtocolVersion" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
    target_type "TargetType" Option<String>,
    unhealthy_threshold_count "UnhealthyThresholdCount" Option<i64>,
    vpc_id "VpcId" Option<String>,
} }
structure! { output CreateTargetGroupOutput {
    target_groups "TargetGroups" Option<Vec<TargetGroup>>,
} }
structure! { input DeleteListenerInput {
    listener_arn "ListenerArn" String,
} }
structure! { output DeleteListenerOutput {
} }
structure! { input DeleteLoadBalancerInput {
    load_balancer_arn "LoadBalancerArn" String,
} }
structure! { output DeleteLoadBalancerOutput {
} }
structure! { input DeleteRuleInput {
    rule_arn "RuleArn" String,
} }
structure! { output DeleteRuleOutput {
} }
structure! { input DeleteTargetGroupInput {
    target_group_arn "TargetGroupArn" String,
} }
structure! { output DeleteTargetGroupOutput {
} }
structure! { input DeregisterTargetsInput {
    target_group_arn "TargetGroupArn" String,
    targets "Targets" Vec<TargetDescription>,
} }
structure! { output DeregisterTargetsOutput {
} }
structure! { input DescribeAccountLimitsInput {
    marker "Marker" Option<String>,
    page_size "PageSize" Option<i64>,
} }
structure! { output DescribeAccountLimitsOutput {
    limits "Limits" Option<Vec<Limit>>,
    next_marker "NextMarker" Option<String>,
} }
structure! { input DescribeCapacityReservationInput {
    load_balancer_arn "LoadBalancerArn" String,
} }
structure! { output DescribeCapacityReservationOutput {
    capacity_reservation_state "CapacityReservationState" Option<Vec<ZonalCapacityReservationState>>,
    decrease_requests_remaining "DecreaseRequestsRemaining" Option<i64>,
    last_modified_time "LastModifiedTime" Option<Timestamp>,
    minimum_load_balancer_capacity "MinimumLoadBalancerCapacity" Option<MinimumLoadBalancerCapacity>,
} }
structure! { input DescribeListenerAttributesInput {
    listener_arn "ListenerArn" String,
} }
structure! { output DescribeListenerAttributesOutput {
    attributes "Attributes" Option<Vec<ListenerAttribute>>,
} }
structure! { input DescribeListenerCertificatesInput {
    listener_arn "ListenerArn" String,
    marker "Marker" Option<String>,
    page_size "PageSize" Option<i64>,
} }
structure! { output DescribeListenerCertificatesOutput {
    certificates "Certificates" Option<Vec<Certificate>>,
    next_marker "NextMarker" Option<String>,
} }
structure! { input DescribeListenersInput {
    listener_arns "ListenerArns" Option<Vec<String>>,
    load_balancer_arn "LoadBalancerArn" Option<String>,
    marker "Marker" Option<String>,
    page_size "PageSize" Option<i64>,
} }
structure! { output DescribeListenersOutput {
    listeners "Listeners" Option<Vec<Listener>>,
    next_marker "NextMarker" Option<String>,
} }
structure! { input DescribeLoadBalancerAttributesInput {
    load_balancer_arn "LoadBalancerArn" String,
} }
structure! { output DescribeLoadBalancerAttributesOutput {
    attributes "Attributes" Option<Vec<LoadBalancerAttribute>>,
} }
structure! { input DescribeLoadBalancersInput {
    load_balancer_arns "LoadBalancerArns" Option<Vec<String>>,
    marker "Marker" Option<String>,
    names "Names" Option<Vec<String>>,
    page_size "PageSize" Option<i64>,
} }
structure! { output DescribeLoadBalancersOutput {
    load_balancers "LoadBalancers" Option<Vec<LoadBalancer>>,
    next_marker "NextMarker" Option<String>,
} }
structure! { input DescribeRulesInput {
    listener_arn "ListenerArn" Option<String>,
    marker "Marker" Option<String>,
    page_size "PageSize" Option<i64>,
    rule_arns "RuleArns" Option<Vec<String>>,
} }
structure! { output DescribeRulesOutput {
    next_marker "NextMarker" Option<String>,
    rules "Rules" Option<Vec<Rule>>,
} }
structure! { input DescribeSSLPoliciesInput {
    load_balancer_type "LoadBalancerType" Option<String>,
    marker "Marker" Option<String>,
    names "Names" Option<Vec<String>>,
    page_size "PageSize" Option<i64>,
} }
structure! { output DescribeSSLPoliciesOutput {
    next_marker "NextMarker" Option<String>,
    ssl_policies "SslPolicies" Option<Vec<SslPolicy>>,
} }
structure! { input DescribeTagsInput {
    resource_arns "ResourceArns" Vec<String>,
} }
structure! { output DescribeTagsOutput {
    tag_descriptions "TagDescriptions" Option<Vec<TagDescription>>,
} }
structure! { input DescribeTargetGroupAttributesInput {
    target_group_arn "TargetGroupArn" String,
} }
structure! { output DescribeTargetGroupAttributesOutput {
    attributes "Attributes" Option<Vec<TargetGroupAttribute>>,
} }
structure! { input DescribeTargetGroupsInput {
    load_balancer_arn "LoadBalancerArn" Option<String>,
    marker "Marker" Option<String>,
    names "Names" Option<Vec<String>>,
    page_size "PageSize" Option<i64>,
    target_group_arns "TargetGroupArns" Option<Vec<String>>,
} }
structure! { output DescribeTargetGroupsOutput {
    next_marker "NextMarker" Option<String>,
    target_groups "TargetGroups" Option<Vec<TargetGroup>>,
} }
structure! { input DescribeTargetHealthInput {
    target_group_arn "TargetGroupArn" String,
    targets "Targets" Option<Vec<TargetDescription>>,
} }
structure! { output DescribeTargetHealthOutput {
    target_health_descriptions "TargetHealthDescriptions" Option<Vec<TargetHealthDescription>>,
} }
structure! { input DescribeTrustStoresInput {
    names "Names" Option<Vec<String>>,
    trust_store_arns "TrustStoreArns" Option<Vec<String>>,
} }
structure! { output DescribeTrustStoresOutput {
    next_marker "NextMarker" Option<String>,
    trust_stores "TrustStores" Option<Vec<TrustStore>>,
} }
structure! { both FixedResponseActionConfig {
    content_type "ContentType" Option<String>,
    message_body "MessageBody" Option<String>,
    status_code "StatusCode" String,
} }
structure! { both ForwardActionConfig {
    target_group_stickiness_config "TargetGroupStickinessConfig" Option<TargetGroupStickinessConfig>,
    target_groups "TargetGroups" Option<Vec<TargetGroupTuple>>,
} }
structure! { both HostHeaderConditionConfig {
    values "Values" Option<Vec<String>>,
} }
structure! { output HostHeaderRewriteConfig {
    rewrites "Rewrites" Option<Vec<RewriteConfig>>,
} }
structure! { both HttpHeaderConditionConfig {
    http_header_name "HttpHeaderName" Option<String>,
    values "Values" Option<Vec<String>>,
} }
structure! { both HttpRequestMethodConditionConfig {
    values "Values" Option<Vec<String>>,
} }
structure! { output IpamPools {
    ipv4_ipam_pool_id "Ipv4IpamPoolId" Option<String>,
} }
structure! { output Limit {
    max "Max" Option<String>,
    name "Name" Option<String>,
} }
structure! { output Listener {
    alpn_policy "AlpnPolicy" Option<Vec<String>>,
    certificates "Certificates" Option<Vec<Certificate>>,
    default_actions "DefaultActions" Option<Vec<Action>>,
    listener_arn "ListenerArn" Option<String>,
    load_balancer_arn "LoadBalancerArn" Option<String>,
    mutual_authentication "MutualAuthentication" Option<MutualAuthenticationAttributes>,
    port "Port" Option<i64>,
    protocol "Protocol" Option<String>,
    ssl_policy "SslPolicy" Option<String>,
} }
structure! { both ListenerAttribute {
    key "Key" Option<String>,
    value "Value" Option<String>,
} }
structure! { output LoadBalancer {
    availability_zones "AvailabilityZones" Option<Vec<AvailabilityZone>>,
    canonical_hosted_zone_id "CanonicalHostedZoneId" Option<String>,
    created_time "CreatedTime" Option<Timestamp>,
    customer_owned_ipv4_pool "CustomerOwnedIpv4Pool" Option<String>,
    dns_name "DNSName" Option<String>,
    enable_prefix_for_ipv6_source_nat "EnablePrefixForIpv6SourceNat" Option<String>,
    enforce_security_group_inbound_rules_on_private_link_traffic "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic" Option<String>,
    ip_address_type "IpAddressType" Option<String>,
    ipam_pools "IpamPools" Option<IpamPools>,
    load_balancer_arn "LoadBalancerArn" Option<String>,
    load_balancer_name "LoadBalancerName" Option<String>,
    scheme "Scheme" Option<String>,
    security_groups "SecurityGroups" Option<Vec<String>>,
    state "State" Option<LoadBalancerState>,
    r#type "Type" Option<String>,
    vpc_id "VpcId" Option<String>,
} }
structure! { output LoadBalancerAddress {
    allocation_id "AllocationId" Option<String>,
    i_pv6_address "IPv6Address" Option<String>,
    ip_address "IpAddress" Option<String>,
    private_i_pv4_address "PrivateIPv4Address" Option<String>,
} }
structure! { both LoadBalancerAttribute {
    key "Key" Option<String>,
    value "Value" Option<String>,
} }
structure! { output LoadBalancerState {
    code "Code" Option<String>,
    reason "Reason" Option<String>,
} }
structure! { both Matcher {
    grpc_code "GrpcCode" Option<String>,
    http_code "HttpCode" Option<String>,
} }
structure! { output MinimumLoadBalancerCapacity {
    capacity_units "CapacityUnits" Option<i64>,
} }
structure! { input ModifyCapacityReservationInput {
    load_balancer_arn "LoadBalancerArn" String,
    reset_capacity_reservation "ResetCapacityReservation" Option<bool>,
} }
structure! { output ModifyCapacityReservationOutput {
    capacity_reservation_state "CapacityReservationState" Option<Vec<ZonalCapacityReservationState>>,
    decrease_requests_remaining "DecreaseRequestsRemaining" Option<i64>,
    last_modified_time "LastModifiedTime" Option<Timestamp>,
    minimum_load_balancer_capacity "MinimumLoadBalancerCapacity" Option<MinimumLoadBalancerCapacity>,
} }
structure! { input ModifyListenerAttributesInput {
    attributes "Attributes" Vec<ListenerAttribute>,
    listener_arn "ListenerArn" String,
} }
structure! { output ModifyListenerAttributesOutput {
    attributes "Attributes" Option<Vec<ListenerAttribute>>,
} }
structure! { input ModifyListenerInput {
    alpn_policy "AlpnPolicy" Option<Vec<String>>,
    certificates "Certificates" Option<Vec<Certificate>>,
    default_actions "DefaultActions" Option<Vec<Action>>,
    listener_arn "ListenerArn" String,
    port "Port" Option<i64>,
    protocol "Protocol" Option<String>,
    ssl_policy "SslPolicy" Option<String>,
} }
structure! { output ModifyListenerOutput {
    listeners "Listeners" Option<Vec<Listener>>,
} }
structure! { input ModifyLoadBalancerAttributesInput {
    attributes "Attributes" Vec<LoadBalancerAttribute>,
    load_balancer_arn "LoadBalancerArn" String,
} }
structure! { output ModifyLoadBalancerAttributesOutput {
    attributes "Attributes" Option<Vec<LoadBalancerAttribute>>,
} }
structure! { input ModifyRuleInput {
    actions "Actions" Option<Vec<Action>>,
    conditions "Conditions" Option<Vec<RuleCondition>>,
    rule_arn "RuleArn" String,
} }
structure! { output ModifyRuleOutput {
    rules "Rules" Option<Vec<Rule>>,
} }
structure! { input ModifyTargetGroupAttributesInput {
    attributes "Attributes" Vec<TargetGroupAttribute>,
    target_group_arn "TargetGroupArn" String,
} }
structure! { output ModifyTargetGroupAttributesOutput {
    attributes "Attributes" Option<Vec<TargetGroupAttribute>>,
} }
structure! { input ModifyTargetGroupInput {
    health_check_enabled "HealthCheckEnabled" Option<bool>,
    health_check_interval_seconds "HealthCheckIntervalSeconds" Option<i64>,
    health_check_path "HealthCheckPath" Option<String>,
    health_check_port "HealthCheckPort" Option<String>,
    health_check_protocol "HealthCheckProtocol" Option<String>,
    health_check_timeout_seconds "HealthCheckTimeoutSeconds" Option<i64>,
    healthy_threshold_count "HealthyThresholdCount" Option<i64>,
    matcher "Matcher" Option<Matcher>,
    target_group_arn "TargetGroupArn" String,
    unhealthy_threshold_count "UnhealthyThresholdCount" Option<i64>,
} }
structure! { output ModifyTargetGroupOutput {
    target_groups "TargetGroups" Option<Vec<TargetGroup>>,
} }
structure! { output MutualAuthenticationAttributes {
    advertise_trust_store_ca_names "AdvertiseTrustStoreCaNames" Option<String>,
    ignore_client_certificate_expiry "IgnoreClientCertificateExpiry" Option<bool>,
    mode "Mode" Option<String>,
    trust_store_arn "TrustStoreArn" Option<String>,
    trust_store_association_status "TrustStoreAssociationStatus" Option<String>,
} }
structure! { both PathPatternConditionConfig {
    values "Values" Option<Vec<String>>,
} }
structure! { both QueryStringConditionConfig {
    values "Values" Option<Vec<QueryStringKeyValuePair>>,
} }
structure! { both QueryStringKeyValuePair {
    key "Key" Option<String>,
    value "Value" Option<String>,
} }
structure! { both RedirectActionConfig {
    host "Host" Option<String>,
    path "Path" Option<String>,
    port "Port" Option<String>,
    protocol "Protocol" Option<String>,
    query "Query" Option<String>,
    status_code "StatusCode" String,
} }
structure! { input RegisterTargetsInput {
    target_group_arn "TargetGroupArn" String,
    targets "Targets" Vec<TargetDescription>,
} }
structure! { output RegisterTargetsOutput {
} }
structure! { input RemoveListenerCertificatesInput {
    certificates "Certificates" Vec<Certificate>,
    listener_arn "ListenerArn" String,
} }
structure! { output RemoveListenerCertificatesOutput {
} }
structure! { input RemoveTagsInput {
    resource_arns "ResourceArns" Vec<String>,
    tag_keys "TagKeys" Vec<String>,
} }
structure! { output RemoveTagsOutput {
} }
structure! { output RewriteConfig {
    regex "Regex" Option<String>,
    replace "Replace" Option<String>,
} }
structure! { output Rule {
    actions "Actions" Option<Vec<Action>>,
    conditions "Conditions" Option<Vec<RuleCondition>>,
    is_default "IsDefault" Option<bool>,
    priority "Priority" Option<String>,
    rule_arn "RuleArn" Option<String>,
    transforms "Transforms" Option<Vec<RuleTransform>>,
} }
structure! { both RuleCondition {
    field "Field" Option<String>,
    host_header_config "HostHeaderConfig" Option<HostHeaderConditionConfig>,
    http_header_config "HttpHeaderConfig" Option<HttpHeaderConditionConfig>,
    http_request_method_config "HttpRequestMethodConfig" Option<HttpRequestMethodConditionConfig>,
    path_pattern_config "PathPatternConfig" Option<PathPatternConditionConfig>,
    query_string_config "QueryStringConfig" Option<QueryStringConditionConfig>,
    source_ip_config "SourceIpConfig" Option<SourceIpConditionConfig>,
    values "Values" Option<Vec<String>>,
} }
structure! { input RulePriorityPair {
    priority "Priority" Option<i64>,
    rule_arn "RuleArn" Option<String>,
} }
structure! { output RuleTransform {
    host_header_rewrite_config "HostHeaderRewriteConfig" Option<HostHeaderRewriteConfig>,
    r#type "Type" Option<String>,
    url_rewrite_config "UrlRewriteConfig" Option<UrlRewriteConfig>,
} }
structure! { input SetIpAddressTypeInput {
    ip_address_type "IpAddressType" String,
    load_balancer_arn "LoadBalancerArn" String,
} }
structure! { output SetIpAddressTypeOutput {
    ip_address_type "IpAddressType" Option<String>,
} }
structure! { input SetRulePrioritiesInput {
    rule_priorities "RulePriorities" Vec<RulePriorityPair>,
} }
structure! { output SetRulePrioritiesOutput {
    rules "Rules" Option<Vec<Rule>>,
} }
structure! { input SetSecurityGroupsInput {
    enforce_security_group_inbound_rules_on_private_link_traffic "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic" Option<String>,
    load_balancer_arn "LoadBalancerArn" String,
    security_groups "SecurityGroups" Vec<String>,
} }
structure! { output SetSecurityGroupsOutput {
    enforce_security_group_inbound_rules_on_private_link_traffic "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic" Option<String>,
    security_group_ids "SecurityGroupIds" Option<Vec<String>>,
} }
structure! { input SetSubnetsInput {
    ip_address_type "IpAddressType" Option<String>,
    load_balancer_arn "LoadBalancerArn" String,
    subnet_mappings "SubnetMappings" Option<Vec<SubnetMapping>>,
    subnets "Subnets" Option<Vec<String>>,
} }
structure! { output SetSubnetsOutput {
    availability_zones "AvailabilityZones" Option<Vec<AvailabilityZone>>,
    enable_prefix_for_ipv6_source_nat "EnablePrefixForIpv6SourceNat" Option<String>,
    ip_address_type "IpAddressType" Option<String>,
} }
structure! { both SourceIpConditionConfig {
    values "Values" Option<Vec<String>>,
} }
structure! { output SslPolicy {
    ciphers "Ciphers" Option<Vec<Cipher>>,
    name "Name" Option<String>,
    ssl_protocols "SslProtocols" Option<Vec<String>>,
    supported_load_balancer_types "SupportedLoadBalancerTypes" Option<Vec<String>>,
} }
structure! { input SubnetMapping {
    allocation_id "AllocationId" Option<String>,
    i_pv6_address "IPv6Address" Option<String>,
    private_i_pv4_address "PrivateIPv4Address" Option<String>,
    subnet_id "SubnetId" Option<String>,
} }
structure! { both Tag {
    key "Key" String,
    value "Value" Option<String>,
} }
tag! { Tag }
structure! { output TagDescription {
    resource_arn "ResourceArn" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { both TargetDescription {
    availability_zone "AvailabilityZone" Option<String>,
    id "Id" String,
    port "Port" Option<i64>,
    quic_server_id "QuicServerId" Option<String>,
} }
structure! { output TargetGroup {
    health_check_enabled "HealthCheckEnabled" Option<bool>,
    health_check_interval_seconds "HealthCheckIntervalSeconds" Option<i64>,
    health_check_path "HealthCheckPath" Option<String>,
    health_check_port "HealthCheckPort" Option<String>,
    health_check_protocol "HealthCheckProtocol" Option<String>,
    health_check_timeout_seconds "HealthCheckTimeoutSeconds" Option<i64>,
    healthy_threshold_count "HealthyThresholdCount" Option<i64>,
    ip_address_type "IpAddressType" Option<String>,
    load_balancer_arns "LoadBalancerArns" Option<Vec<String>>,
    matcher "Matcher" Option<Matcher>,
    port "Port" Option<i64>,
    protocol "Protocol" Option<String>,
    protocol_version "ProtocolVersion" Option<String>,
    target_control_port "TargetControlPort" Option<i64>,
    target_group_arn "TargetGroupArn" Option<String>,
    target_group_name "TargetGroupName" Option<String>,
    target_type "TargetType" Option<String>,
    unhealthy_threshold_count "UnhealthyThresholdCount" Option<i64>,
    vpc_id "VpcId" Option<String>,
} }
structure! { both TargetGroupAttribute {
    key "Key" Option<String>,
    value "Value" Option<String>,
} }
structure! { both TargetGroupStickinessConfig {
    duration_seconds "DurationSeconds" Option<i64>,
    enabled "Enabled" Option<bool>,
} }
structure! { both TargetGroupTuple {
    target_group_arn "TargetGroupArn" Option<String>,
    weight "Weight" Option<i64>,
} }
structure! { output TargetHealth {
    description "Description" Option<String>,
    reason "Reason" Option<String>,
    state "State" Option<String>,
} }
structure! { output TargetHealthDescription {
    administrative_override "AdministrativeOverride" Option<AdministrativeOverride>,
    anomaly_detection "AnomalyDetection" Option<AnomalyDetection>,
    health_check_port "HealthCheckPort" Option<String>,
    target "Target" Option<TargetDescription>,
    target_health "TargetHealth" Option<TargetHealth>,
} }
structure! { output TrustStore {
    name "Name" Option<String>,
    number_of_ca_certificates "NumberOfCaCertificates" Option<i64>,
    status "Status" Option<String>,
    total_revoked_entries "TotalRevokedEntries" Option<i64>,
    trust_store_arn "TrustStoreArn" Option<String>,
} }
structure! { output UrlRewriteConfig {
    rewrites "Rewrites" Option<Vec<RewriteConfig>>,
} }
structure! { output ZonalCapacityReservationState {
    availability_zone "AvailabilityZone" Option<String>,
    effective_capacity_units "EffectiveCapacityUnits" Option<f64>,
    state "State" Option<CapacityReservationStatus>,
} }
operation! { AddListenerCertificates AddListenerCertificatesInput AddListenerCertificatesOutput }
operation! { AddTags AddTagsInput AddTagsOutput }
operation! { CreateListener CreateListenerInput CreateListenerOutput }
operation! { CreateLoadBalancer CreateLoadBalancerInput CreateLoadBalancerOutput }
operation! { CreateRule CreateRuleInput CreateRuleOutput }
operation! { CreateTargetGroup CreateTargetGroupInput CreateTargetGroupOutput }
operation! { DeleteListener DeleteListenerInput DeleteListenerOutput }
operation! { DeleteLoadBalancer DeleteLoadBalancerInput DeleteLoadBalancerOutput }
operation! { DeleteRule DeleteRuleInput DeleteRuleOutput }
operation! { DeleteTargetGroup DeleteTargetGroupInput DeleteTargetGroupOutput }
operation! { DeregisterTargets DeregisterTargetsInput DeregisterTargetsOutput }
operation! { DescribeAccountLimits DescribeAccountLimitsInput DescribeAccountLimitsOutput }
operation! { DescribeCapacityReservation DescribeCapacityReservationInput DescribeCapacityReservationOutput }
operation! { DescribeListenerAttributes DescribeListenerAttributesInput DescribeListenerAttributesOutput }
operation! { DescribeListenerCertificates DescribeListenerCertificatesInput DescribeListenerCertificatesOutput }
operation! { DescribeListeners DescribeListenersInput DescribeListenersOutput }
operation! { DescribeLoadBalancerAttributes DescribeLoadBalancerAttributesInput DescribeLoadBalancerAttributesOutput }
operation! { DescribeLoadBalancers DescribeLoadBalancersInput DescribeLoadBalancersOutput }
operation! { DescribeRules DescribeRulesInput DescribeRulesOutput }
operation! { DescribeSSLPolicies DescribeSSLPoliciesInput DescribeSSLPoliciesOutput }
operation! { DescribeTags DescribeTagsInput DescribeTagsOutput }
operation! { DescribeTargetGroupAttributes DescribeTargetGroupAttributesInput DescribeTargetGroupAttributesOutput }
operation! { DescribeTargetGroups DescribeTargetGroupsInput DescribeTargetGroupsOutput }
operation! { DescribeTargetHealth DescribeTargetHealthInput DescribeTargetHealthOutput }
operation! { DescribeTrustStores DescribeTrustStoresInput DescribeTrustStoresOutput }
operation! { ModifyCapacityReservation ModifyCapacityReservationInput ModifyCapacityReservationOutput }
operation! { ModifyListener ModifyListenerInput ModifyListenerOutput }
operation! { ModifyListenerAttributes ModifyListenerAttributesInput ModifyListenerAttributesOutput }
operation! { ModifyLoadBalancerAttributes ModifyLoadBalancerAttributesInput ModifyLoadBalancerAttributesOutput }
operation! { ModifyRule ModifyRuleInput ModifyRuleOutput }
operation! { ModifyTargetGroup ModifyTargetGroupInput ModifyTargetGroupOutput }
operation! { ModifyTargetGroupAttributes ModifyTargetGroupAttributesInput ModifyTargetGroupAttributesOutput }
operation! { RegisterTargets RegisterTargetsInput RegisterTargetsOutput }
operation! { RemoveListenerCertificates RemoveListenerCertificatesInput RemoveListenerCertificatesOutput }
operation! { RemoveTags RemoveTagsInput RemoveTagsOutput }
operation! { SetIpAddressType SetIpAddressTypeInput SetIpAddressTypeOutput }
operation! { SetRulePriorities SetRulePrioritiesInput SetRulePrioritiesOutput }
operation! { SetSecurityGroups SetSecurityGroupsInput SetSecurityGroupsOutput }
operation! { SetSubnets SetSubnetsInput SetSubnetsOutput }
exceptions! {
    alpn_policy_not_supported_exception ALPNPolicyNotSupportedException "ALPNPolicyNotFound" 400 Sender;
    allocation_id_not_found_exception AllocationIdNotFoundException "AllocationIdNotFound" 400 Sender;
    availability_zone_not_supported_exception AvailabilityZoneNotSupportedException "AvailabilityZoneNotSupported" 400 Sender;
    capacity_decrease_requests_limit_exceeded_exception CapacityDecreaseRequestsLimitExceededException "CapacityDecreaseRequestLimitExceeded" 400 Sender;
    capacity_reservation_pending_exception CapacityReservationPendingException "CapacityReservationPending" 400 Sender;
    capacity_units_limit_exceeded_exception CapacityUnitsLimitExceededException "CapacityUnitsLimitExceeded" 400 Sender;
    certificate_not_found_exception CertificateNotFoundException "CertificateNotFound" 400 Sender;
    duplicate_listener_exception DuplicateListenerException "DuplicateListener" 400 Sender;
    duplicate_load_balancer_name_exception DuplicateLoadBalancerNameException "DuplicateLoadBalancerName" 400 Sender;
    duplicate_tag_keys_exception DuplicateTagKeysException "DuplicateTagKeys" 400 Sender;
    duplicate_target_group_name_exception DuplicateTargetGroupNameException "DuplicateTargetGroupName" 400 Sender;
    health_unavailable_exception HealthUnavailableException "HealthUnavailable" 500 Receiver;
    incompatible_protocols_exception IncompatibleProtocolsException "IncompatibleProtocols" 400 Sender;
    insufficient_capacity_exception InsufficientCapacityException "InsufficientCapacity" 500 Receiver;
    invalid_configuration_request_exception InvalidConfigurationRequestException "InvalidConfigurationRequest" 400 Sender;
    invalid_load_balancer_action_exception InvalidLoadBalancerActionException "InvalidLoadBalancerAction" 400 Sender;
    invalid_scheme_exception InvalidSchemeException "InvalidScheme" 400 Sender;
    invalid_security_group_exception InvalidSecurityGroupException "InvalidSecurityGroup" 400 Sender;
    invalid_subnet_exception InvalidSubnetException "InvalidSubnet" 400 Sender;
    invalid_target_exception InvalidTargetException "InvalidTarget" 400 Sender;
    listener_not_found_exception ListenerNotFoundException "ListenerNotFound" 400 Sender;
    load_balancer_not_found_exception LoadBalancerNotFoundException "LoadBalancerNotFound" 400 Sender;
    operation_not_permitted_exception OperationNotPermittedException "OperationNotPermitted" 400 Sender;
    prior_request_not_complete_exception PriorRequestNotCompleteException "PriorRequestNotComplete" 429 Sender;
    priority_in_use_exception PriorityInUseException "PriorityInUse" 400 Sender;
    resource_in_use_exception ResourceInUseException "ResourceInUse" 400 Sender;
    rule_not_found_exception RuleNotFoundException "RuleNotFound" 400 Sender;
    ssl_policy_not_found_exception SSLPolicyNotFoundException "SSLPolicyNotFound" 400 Sender;
    subnet_not_found_exception SubnetNotFoundException "SubnetNotFound" 400 Sender;
    target_group_association_limit_exception TargetGroupAssociationLimitException "TargetGroupAssociationLimit" 400 Sender;
    target_group_not_found_exception TargetGroupNotFoundException "TargetGroupNotFound" 400 Sender;
    too_many_actions_exception TooManyActionsException "TooManyActions" 400 Sender;
    too_many_certificates_exception TooManyCertificatesException "TooManyCertificates" 400 Sender;
    too_many_listeners_exception TooManyListenersException "TooManyListeners" 400 Sender;
    too_many_load_balancers_exception TooManyLoadBalancersException "TooManyLoadBalancers" 400 Sender;
    too_many_registrations_for_target_id_exception TooManyRegistrationsForTargetIdException "TooManyRegistrationsForTargetId" 400 Sender;
    too_many_rules_exception TooManyRulesException "TooManyRules" 400 Sender;
    too_many_tags_exception TooManyTagsException "TooManyTags" 400 Sender;
    too_many_target_groups_exception TooManyTargetGroupsException "TooManyTargetGroups" 400 Sender;
    too_many_targets_exception TooManyTargetsException "TooManyTargets" 400 Sender;
    too_many_unique_target_groups_per_load_balancer_exception TooManyUniqueTargetGroupsPerLoadBalancerException "TooManyUniqueTargetGroupsPerLoadBalancer" 400 Sender;
    trust_store_not_found_exception TrustStoreNotFoundException "TrustStoreNotFound" 400 Sender;
    trust_store_not_ready_exception TrustStoreNotReadyException "TrustStoreNotReady" 400 Sender;
    unsupported_protocol_exception UnsupportedProtocolException "UnsupportedProtocol" 400 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "elbv2",
    signing_name: "elasticloadbalancing",
    endpoint_prefix: "elasticloadbalancing",
    protocols: &[crate::Protocol::Query],
    query_compatible: false,
    target_prefix: "",
    api_version: "2015-12-01",
    xml_namespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
    operations: &[
        &operations::AddListenerCertificates,
        &operations::AddTags,
        &operations::CreateListener,
        &operations::CreateLoadBalancer,
        &operations::CreateRule,
        &operations::CreateTargetGroup,
        &operations::DeleteListener,
        &operations::DeleteLoadBalancer,
        &operations::DeleteRule,
        &operations::DeleteTargetGroup,
        &operations::DeregisterTargets,
        &operations::DescribeAccountLimits,
        &operations::DescribeCapacityReservation,
        &operations::DescribeListenerAttributes,
        &operations::DescribeListenerCertificates,
        &operations::DescribeListeners,
        &operations::DescribeLoadBalancerAttributes,
        &operations::DescribeLoadBalancers,
        &operations::DescribeRules,
        &operations::DescribeSSLPolicies,
        &operations::DescribeTags,
        &operations::DescribeTargetGroupAttributes,
        &operations::DescribeTargetGroups,
        &operations::DescribeTargetHealth,
        &operations::DescribeTrustStores,
        &operations::ModifyCapacityReservation,
        &operations::ModifyListener,
        &operations::ModifyListenerAttributes,
        &operations::ModifyLoadBalancerAttributes,
        &operations::ModifyRule,
        &operations::ModifyTargetGroup,
        &operations::ModifyTargetGroupAttributes,
        &operations::RegisterTargets,
        &operations::RemoveListenerCertificates,
        &operations::RemoveTags,
        &operations::SetIpAddressType,
        &operations::SetRulePriorities,
        &operations::SetSecurityGroups,
        &operations::SetSubnets,
    ],
    names: &[
        "AddListenerCertificates",
        "AddTags",
        "AddTrustStoreRevocations",
        "CreateListener",
        "CreateLoadBalancer",
        "CreateRule",
        "CreateTargetGroup",
        "CreateTrustStore",
        "DeleteListener",
        "DeleteLoadBalancer",
        "DeleteRule",
        "DeleteSharedTrustStoreAssociation",
        "DeleteTargetGroup",
        "DeleteTrustStore",
        "DeregisterTargets",
        "DescribeAccountLimits",
        "DescribeCapacityReservation",
        "DescribeListenerAttributes",
        "DescribeListenerCertificates",
        "DescribeListeners",
        "DescribeLoadBalancerAttributes",
        "DescribeLoadBalancers",
        "DescribeRules",
        "DescribeSSLPolicies",
        "DescribeTags",
        "DescribeTargetGroupAttributes",
        "DescribeTargetGroups",
        "DescribeTargetHealth",
        "DescribeTrustStoreAssociations",
        "DescribeTrustStoreRevocations",
        "DescribeTrustStores",
        "GetResourcePolicy",
        "GetTrustStoreCaCertificatesBundle",
        "GetTrustStoreRevocationContent",
        "ModifyCapacityReservation",
        "ModifyIpPools",
        "ModifyListener",
        "ModifyListenerAttributes",
        "ModifyLoadBalancerAttributes",
        "ModifyRule",
        "ModifyTargetGroup",
        "ModifyTargetGroupAttributes",
        "ModifyTrustStore",
        "RegisterTargets",
        "RemoveListenerCertificates",
        "RemoveTags",
        "RemoveTrustStoreRevocations",
        "SetIpAddressType",
        "SetRulePriorities",
        "SetSecurityGroups",
        "SetSubnets",
    ],
    refusal: &errors::InvalidConfigurationRequestException,
    refused: &[],
    elsewhere: &[],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static AddListenerCertificates: OperationSchema = OperationSchema {
        name: "AddListenerCertificates",
        service: &SERVICE,
        input: Some(&shapes::AddListenerCertificatesInput),
        output: Some(&shapes::AddListenerCertificatesOutput),
        result_wrapper: "AddListenerCertificatesResult",
        errors: &[
            &errors::ListenerNotFoundException,
            &errors::TooManyCertificatesException,
            &errors::CertificateNotFoundException,
        ],
        http: None,
    };
    pub static AddTags: OperationSchema = OperationSchema {
        name: "AddTags",
        service: &SERVICE,
        input: Some(&shapes::AddTagsInput),
        output: Some(&shapes::AddTagsOutput),
        result_wrapper: "AddTagsResult",
        errors: &[
            &errors::DuplicateTagKeysException,
            &errors::TooManyTagsException,
            &errors::LoadBalancerNotFoundException,
            &errors::TargetGroupNotFoundException,
            &errors::ListenerNotFoundException,
            &errors::RuleNotFoundException,
            &errors::TrustStoreNotFoundException,
        ],
        http: None,
    };
    pub static CreateListener: OperationSchema = OperationSchema {
        name: "CreateListener",
        service: &SERVICE,
        input: Some(&shapes::CreateListenerInput),
        output: Some(&shapes::CreateListenerOutput),
        result_wrapper: "CreateListenerResult",
        errors: &[
            &errors::DuplicateListenerException,
            &errors::TooManyListenersException,
            &errors::TooManyCertificatesException,
            &errors::LoadBalancerNotFoundException,
            &errors::TargetGroupNotFoundException,
            &errors::TargetGroupAssociationLimitException,
            &errors::InvalidConfigurationRequestException,
            &errors::IncompatibleProtocolsException,
            &errors::SSLPolicyNotFoundException,
            &errors::CertificateNotFoundException,
            &errors::UnsupportedProtocolException,
            &errors::TooManyRegistrationsForTargetIdException,
            &errors::TooManyTargetsException,
            &errors::TooManyActionsException,
            &errors::InvalidLoadBalancerActionException,
            &errors::TooManyUniqueTargetGroupsPerLoadBalancerException,
            &errors::ALPNPolicyNotSupportedException,
            &errors::TooManyTagsException,
            &errors::TrustStoreNotFoundException,
            &errors::TrustStoreNotReadyException,
        ],
        http: None,
    };
    pub static CreateLoadBalancer: OperationSchema = OperationSchema {
        name: "CreateLoadBalancer",
        service: &SERVICE,
        input: Some(&shapes::CreateLoadBalancerInput),
        output: Some(&shapes::CreateLoadBalancerOutput),
        result_wrapper: "CreateLoadBalancerResult",
        errors: &[
            &errors::DuplicateLoadBalancerNameException,
            &errors::TooManyLoadBalancersException,
            &errors::InvalidConfigurationRequestException,
            &errors::SubnetNotFoundException,
            &errors::InvalidSubnetException,
            &errors::InvalidSecurityGroupException,
            &errors::InvalidSchemeException,
            &errors::TooManyTagsException,
            &errors::DuplicateTagKeysException,
            &errors::ResourceInUseException,
            &errors::AllocationIdNotFoundException,
            &errors::AvailabilityZoneNotSupportedException,
            &errors::OperationNotPermittedException,
        ],
        http: None,
    };
    pub static CreateRule: OperationSchema = OperationSchema {
        name: "CreateRule",
        service: &SERVICE,
        input: Some(&shapes::CreateRuleInput),
        output: Some(&shapes::CreateRuleOutput),
        result_wrapper: "CreateRuleResult",
        errors: &[
            &errors::PriorityInUseException,
            &errors::TooManyTargetGroupsException,
            &errors::TooManyRulesException,
            &errors::TargetGroupAssociationLimitException,
            &errors::IncompatibleProtocolsException,
            &errors::ListenerNotFoundException,
            &errors::TargetGroupNotFoundException,
            &errors::InvalidConfigurationRequestException,
            &errors::TooManyRegistrationsForTargetIdException,
            &errors::TooManyTargetsException,
            &errors::UnsupportedProtocolException,
            &errors::TooManyActionsException,
            &errors::InvalidLoadBalancerActionException,
            &errors::TooManyUniqueTargetGroupsPerLoadBalancerException,
            &errors::TooManyTagsException,
        ],
        http: None,
    };
    pub static CreateTargetGroup: OperationSchema = OperationSchema {
        name: "CreateTargetGroup",
        service: &SERVICE,
        input: Some(&shapes::CreateTargetGroupInput),
        output: Some(&shapes::CreateTargetGroupOutput),
        result_wrapper: "CreateTargetGroupResult",
        errors: &[
            &errors::DuplicateTargetGroupNameException,
            &errors::TooManyTargetGroupsException,
            &errors::InvalidConfigurationRequestException,
            &errors::TooManyTagsException,
        ],
        http: None,
    };
    pub static DeleteListener: OperationSchema = OperationSchema {
        name: "DeleteListener",
        service: &SERVICE,
        input: Some(&shapes::DeleteListenerInput),
        output: Some(&shapes::DeleteListenerOutput),
        result_wrapper: "DeleteListenerResult",
        errors: &[&errors::ListenerNotFoundException, &errors::ResourceInUseException],
        http: None,
    };
    pub static DeleteLoadBalancer: OperationSchema = OperationSchema {
        name: "DeleteLoadBalancer",
        service: &SERVICE,
        input: Some(&shapes::DeleteLoadBalancerInput),
        output: Some(&shapes::DeleteLoadBalancerOutput),
        result_wrapper: "DeleteLoadBalancerResult",
        errors: &[
            &errors::LoadBalancerNotFoundException,
            &errors::OperationNotPermittedException,
            &errors::ResourceInUseException,
        ],
        http: None,
    };
    pub static DeleteRule: OperationSchema = OperationSchema {
        name: "DeleteRule",
        service: &SERVICE,
        input: Some(&shapes::DeleteRuleInput),
        output: Some(&shapes::DeleteRuleOutput),
        result_wrapper: "DeleteRuleResult",
        errors: &[&errors::RuleNotFoundException, &errors::OperationNotPermittedException],
        http: None,
    };
    pub static DeleteTargetGroup: OperationSchema = OperationSchema {
        name: "DeleteTargetGroup",
        service: &SERVICE,
        input: Some(&shapes::DeleteTargetGroupInput),
        output: Some(&shapes::DeleteTargetGroupOutput),
        result_wrapper: "DeleteTargetGroupResult",
        errors: &[&errors::ResourceInUseException],
        http: None,
    };
    pub static DeregisterTargets: OperationSchema = OperationSchema {
        name: "DeregisterTargets",
        service: &SERVICE,
        input: Some(&shapes::DeregisterTargetsInput),
        output: Some(&shapes::DeregisterTargetsOutput),
        result_wrapper: "DeregisterTargetsResult",
        errors: &[&errors::TargetGroupNotFoundException, &errors::InvalidTargetException],
        http: None,
    };
    pub static DescribeAccountLimits: OperationSchema = OperationSchema {
        name: "DescribeAccountLimits",
        service: &SERVICE,
        input: Some(&shapes::DescribeAccountLimitsInput),
        output: Some(&shapes::DescribeAccountLimitsOutput),
        result_wrapper: "DescribeAccountLimitsResult",
        errors: &[],
        http: None,
    };
    pub static DescribeCapacityReservation: OperationSchema = OperationSchema {
        name: "DescribeCapacityReservation",
        service: &SERVICE,
        input: Some(&shapes::DescribeCapacityReservationInput),
        output: Some(&shapes::DescribeCapacityReservationOutput),
        result_wrapper: "DescribeCapacityReservationResult",
        errors: &[&errors::LoadBalancerNotFoundException],
        http: None,
    };
    pub static DescribeListenerAttributes: OperationSchema = OperationSchema {
        name: "DescribeListenerAttributes",
        service: &SERVICE,
        input: Some(&shapes::DescribeListenerAttributesInput),
        output: Some(&shapes::DescribeListenerAttributesOutput),
        result_wrapper: "DescribeListenerAttributesResult",
        errors: &[&errors::ListenerNotFoundException],
        http: None,
    };
    pub static DescribeListenerCertificates: OperationSchema = OperationSchema {
        name: "DescribeListenerCertificates",
        service: &SERVICE,
        input: Some(&shapes::DescribeListenerCertificatesInput),
        output: Some(&shapes::DescribeListenerCertificatesOutput),
        result_wrapper: "DescribeListenerCertificatesResult",
        errors: &[&errors::ListenerNotFoundException],
        http: None,
    };
    pub static DescribeListeners: OperationSchema = OperationSchema {
        name: "DescribeListeners",
        service: &SERVICE,
        input: Some(&shapes::DescribeListenersInput),
        output: Some(&shapes::DescribeListenersOutput),
        result_wrapper: "DescribeListenersResult",
        errors: &[
            &errors::ListenerNotFoundException,
            &errors::LoadBalancerNotFoundException,
            &errors::UnsupportedProtocolException,
        ],
        http: None,
    };
    pub static DescribeLoadBalancerAttributes: OperationSchema = OperationSchema {
        name: "DescribeLoadBalancerAttributes",
        service: &SERVICE,
        input: Some(&shapes::DescribeLoadBalancerAttributesInput),
        output: Some(&shapes::DescribeLoadBalancerAttributesOutput),
        result_wrapper: "DescribeLoadBalancerAttributesResult",
        errors: &[&errors::LoadBalancerNotFoundException],
        http: None,
    };
    pub static DescribeLoadBalancers: OperationSchema = OperationSchema {
        name: "DescribeLoadBalancers",
        service: &SERVICE,
        input: Some(&shapes::DescribeLoadBalancersInput),
        output: Some(&shapes::DescribeLoadBalancersOutput),
        result_wrapper: "DescribeLoadBalancersResult",
        errors: &[&errors::LoadBalancerNotFoundException],
        http: None,
    };
    pub static DescribeRules: OperationSchema = OperationSchema {
        name: "DescribeRules",
        service: &SERVICE,
        input: Some(&shapes::DescribeRulesInput),
        output: Some(&shapes::DescribeRulesOutput),
        result_wrapper: "DescribeRulesResult",
        errors: &[
            &errors::ListenerNotFoundException,
            &errors::RuleNotFoundException,
            &errors::UnsupportedProtocolException,
        ],
        http: None,
    };
    pub static DescribeSSLPolicies: OperationSchema = OperationSchema {
        name: "DescribeSSLPolicies",
        service: &SERVICE,
        input: Some(&shapes::DescribeSSLPoliciesInput),
        output: Some(&shapes::DescribeSSLPoliciesOutput),
        result_wrapper: "DescribeSSLPoliciesResult",
        errors: &[&errors::SSLPolicyNotFoundException],
        http: None,
    };
    pub static DescribeTags: OperationSchema = OperationSchema {
        name: "DescribeTags",
        service: &SERVICE,
        input: Some(&shapes::DescribeTagsInput),
        output: Some(&shapes::DescribeTagsOutput),
        result_wrapper: "DescribeTagsResult",
        errors: &[
            &errors::LoadBalancerNotFoundException,
            &errors::TargetGroupNotFoundException,
            &errors::ListenerNotFoundException,
            &errors::RuleNotFoundException,
            &errors::TrustStoreNotFoundException,
        ],
        http: None,
    };
    pub static DescribeTargetGroupAttributes: OperationSchema = OperationSchema {
        name: "DescribeTargetGroupAttributes",
        service: &SERVICE,
        input: Some(&shapes::DescribeTargetGroupAttributesInput),
        output: Some(&shapes::DescribeTargetGroupAttributesOutput),
        result_wrapper: "DescribeTargetGroupAttributesResult",
        errors: &[&errors::TargetGroupNotFoundException],
        http: None,
    };
    pub static DescribeTargetGroups: OperationSchema = OperationSchema {
        name: "DescribeTargetGroups",
        service: &SERVICE,
        input: Some(&shapes::DescribeTargetGroupsInput),
        output: Some(&shapes::DescribeTargetGroupsOutput),
        result_wrapper: "DescribeTargetGroupsResult",
        errors: &[&errors::LoadBalancerNotFoundException, &errors::TargetGroupNotFoundException],
        http: None,
    };
    pub static DescribeTargetHealth: OperationSchema = OperationSchema {
        name: "DescribeTargetHealth",
        service: &SERVICE,
        input: Some(&shapes::DescribeTargetHealthInput),
        output: Some(&shapes::DescribeTargetHealthOutput),
        result_wrapper: "DescribeTargetHealthResult",
        errors: &[
            &errors::InvalidTargetException,
            &errors::TargetGroupNotFoundException,
            &errors::HealthUnavailableException,
        ],
        http: None,
    };
    pub static DescribeTrustStores: OperationSchema = OperationSchema {
        name: "DescribeTrustStores",
        service: &SERVICE,
        input: Some(&shapes::DescribeTrustStoresInput),
        output: Some(&shapes::DescribeTrustStoresOutput),
        result_wrapper: "DescribeTrustStoresResult",
        errors: &[&errors::TrustStoreNotFoundException],
        http: None,
    };
    pub static ModifyCapacityReservation: OperationSchema = OperationSchema {
        name: "ModifyCapacityReservation",
        service: &SERVICE,
        input: Some(&shapes::ModifyCapacityReservationInput),
        output: Some(&shapes::ModifyCapacityReservationOutput),
        result_wrapper: "ModifyCapacityReservationResult",
        errors: &[
            &errors::LoadBalancerNotFoundException,
            &errors::InvalidConfigurationRequestException,
            &errors::CapacityUnitsLimitExceededException,
            &errors::CapacityReservationPendingException,
            &errors::InsufficientCapacityException,
            &errors::CapacityDecreaseRequestsLimitExceededException,
            &errors::PriorRequestNotCompleteException,
            &errors::OperationNotPermittedException,
        ],
        http: None,
    };
    pub static ModifyListener: OperationSchema = OperationSchema {
        name: "ModifyListener",
        service: &SERVICE,
        input: Some(&shapes::ModifyListenerInput),
        output: Some(&shapes::ModifyListenerOutput),
        result_wrapper: "ModifyListenerResult",
        errors: &[
            &errors::DuplicateListenerException,
            &errors::TooManyListenersException,
            &errors::TooManyCertificatesException,
            &errors::ListenerNotFoundException,
            &errors::TargetGroupNotFoundException,
            &errors::TargetGroupAssociationLimitException,
            &errors::IncompatibleProtocolsException,
            &errors::SSLPolicyNotFoundException,
            &errors::CertificateNotFoundException,
            &errors::InvalidConfigurationRequestException,
            &errors::UnsupportedProtocolException,
            &errors::TooManyRegistrationsForTargetIdException,
            &errors::TooManyTargetsException,
            &errors::TooManyActionsException,
            &errors::InvalidLoadBalancerActionException,
            &errors::TooManyUniqueTargetGroupsPerLoadBalancerException,
            &errors::ALPNPolicyNotSupportedException,
            &errors::TrustStoreNotFoundException,
            &errors::TrustStoreNotReadyException,
        ],
        http: None,
    };
    pub static ModifyListenerAttributes: OperationSchema = OperationSchema {
        name: "ModifyListenerAttributes",
        service: &SERVICE,
        input: Some(&shapes::ModifyListenerAttributesInput),
        output: Some(&shapes::ModifyListenerAttributesOutput),
        result_wrapper: "ModifyListenerAttributesResult",
        errors: &[&errors::ListenerNotFoundException, &errors::InvalidConfigurationRequestException],
        http: None,
    };
    pub static ModifyLoadBalancerAttributes: OperationSchema = OperationSchema {
        name: "ModifyLoadBalancerAttributes",
        service: &SERVICE,
        input: Some(&shapes::ModifyLoadBalancerAttributesInput),
        output: Some(&shapes::ModifyLoadBalancerAttributesOutput),
        result_wrapper: "ModifyLoadBalancerAttributesResult",
        errors: &[&errors::LoadBalancerNotFoundException, &errors::InvalidConfigurationRequestException],
        http: None,
    };
    pub static ModifyRule: OperationSchema = OperationSchema {
        name: "ModifyRule",
        service: &SERVICE,
        input: Some(&shapes::ModifyRuleInput),
        output: Some(&shapes::ModifyRuleOutput),
        result_wrapper: "ModifyRuleResult",
        errors: &[
            &errors::TargetGroupAssociationLimitException,
            &errors::IncompatibleProtocolsException,
            &errors::RuleNotFoundException,
            &errors::OperationNotPermittedException,
            &errors::TooManyRegistrationsForTargetIdException,
            &errors::TooManyTargetsException,
            &errors::TargetGroupNotFoundException,
            &errors::UnsupportedProtocolException,
            &errors::TooManyActionsException,
            &errors::InvalidLoadBalancerActionException,
            &errors::TooManyUniqueTargetGroupsPerLoadBalancerException,
        ],
        http: None,
    };
    pub static ModifyTargetGroup: OperationSchema = OperationSchema {
        name: "ModifyTargetGroup",
        service: &SERVICE,
        input: Some(&shapes::ModifyTargetGroupInput),
        output: Some(&shapes::ModifyTargetGroupOutput),
        result_wrapper: "ModifyTargetGroupResult",
        errors: &[&errors::TargetGroupNotFoundException, &errors::InvalidConfigurationRequestException],
        http: None,
    };
    pub static ModifyTargetGroupAttributes: OperationSchema = OperationSchema {
        name: "ModifyTargetGroupAttributes",
        service: &SERVICE,
        input: Some(&shapes::ModifyTargetGroupAttributesInput),
        output: Some(&shapes::ModifyTargetGroupAttributesOutput),
        result_wrapper: "ModifyTargetGroupAttributesResult",
        errors: &[&errors::TargetGroupNotFoundException, &errors::InvalidConfigurationRequestException],
        http: None,
    };
    pub static RegisterTargets: OperationSchema = OperationSchema {
        name: "RegisterTargets",
        service: &SERVICE,
        input: Some(&shapes::RegisterTargetsInput),
        output: Some(&shapes::RegisterTargetsOutput),
        result_wrapper: "RegisterTargetsResult",
        errors: &[
            &errors::TargetGroupNotFoundException,
            &errors::TooManyTargetsException,
            &errors::InvalidTargetException,
            &errors::TooManyRegistrationsForTargetIdException,
        ],
        http: None,
    };
    pub static RemoveListenerCertificates: OperationSchema = OperationSchema {
        name: "RemoveListenerCertificates",
        service: &SERVICE,
        input: Some(&shapes::RemoveListenerCertificatesInput),
        output: Some(&shapes::RemoveListenerCertificatesOutput),
        result_wrapper: "RemoveListenerCertificatesResult",
        errors: &[&errors::ListenerNotFoundException, &errors::OperationNotPermittedException],
        http: None,
    };
    pub static RemoveTags: OperationSchema = OperationSchema {
        name: "RemoveTags",
        service: &SERVICE,
        input: Some(&shapes::RemoveTagsInput),
        output: Some(&shapes::RemoveTagsOutput),
        result_wrapper: "RemoveTagsResult",
        errors: &[
            &errors::LoadBalancerNotFoundException,
            &errors::TargetGroupNotFoundException,
            &errors::ListenerNotFoundException,
            &errors::RuleNotFoundException,
            &errors::TooManyTagsException,
            &errors::TrustStoreNotFoundException,
        ],
        http: None,
    };
    pub static SetIpAddressType: OperationSchema = OperationSchema {
        name: "SetIpAddressType",
        service: &SERVICE,
        input: Some(&shapes::SetIpAddressTypeInput),
        output: Some(&shapes::SetIpAddressTypeOutput),
        result_wrapper: "SetIpAddressTypeResult",
        errors: &[
            &errors::LoadBalancerNotFoundException,
            &errors::InvalidConfigurationRequestException,
            &errors::InvalidSubnetException,
        ],
        http: None,
    };
    pub static SetRulePriorities: OperationSchema = OperationSchema {
        name: "SetRulePriorities",
        service: &SERVICE,
        input: Some(&shapes::SetRulePrioritiesInput),
        output: Some(&shapes::SetRulePrioritiesOutput),
        result_wrapper: "SetRulePrioritiesResult",
        errors: &[
            &errors::RuleNotFoundException,
            &errors::PriorityInUseException,
            &errors::OperationNotPermittedException,
        ],
        http: None,
    };
    pub static SetSecurityGroups: OperationSchema = OperationSchema {
        name: "SetSecurityGroups",
        service: &SERVICE,
        input: Some(&shapes::SetSecurityGroupsInput),
        output: Some(&shapes::SetSecurityGroupsOutput),
        result_wrapper: "SetSecurityGroupsResult",
        errors: &[
            &errors::LoadBalancerNotFoundException,
            &errors::InvalidConfigurationRequestException,
            &errors::InvalidSecurityGroupException,
        ],
        http: None,
    };
    pub static SetSubnets: OperationSchema = OperationSchema {
        name: "SetSubnets",
        service: &SERVICE,
        input: Some(&shapes::SetSubnetsInput),
        output: Some(&shapes::SetSubnetsOutput),
        result_wrapper: "SetSubnetsResult",
        errors: &[
            &errors::LoadBalancerNotFoundException,
            &errors::InvalidConfigurationRequestException,
            &errors::SubnetNotFoundException,
            &errors::InvalidSubnetException,
            &errors::AllocationIdNotFoundException,
            &errors::AvailabilityZoneNotSupportedException,
            &errors::CapacityReservationPendingException,
        ],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static Action: Shape = k::structure(
        "Action",
        &[
            k::optional("AuthenticateCognitoConfig", &k::refused(&[], "authentication")),
            k::optional("AuthenticateOidcConfig", &k::refused(&[], "authentication")),
            k::optional("FixedResponseConfig", &FixedResponseActionConfig),
            k::optional("ForwardConfig", &ForwardActionConfig),
            k::optional("JwtValidationConfig", &k::refused(&[], "authentication")),
            k::optional("Order", &ActionOrder),
            k::optional("RedirectConfig", &RedirectActionConfig),
            k::optional("TargetGroupArn", &TargetGroupArn),
            k::required("Type", &ActionTypeEnum),
        ],
    );
    pub static ActionOrder: Shape = k::simple("ActionOrder", Kind::Integer, k::within(1, 50000));
    pub static ActionTypeEnum: Shape = k::string(
        "ActionTypeEnum",
        &[
            "forward",
            "authenticate-oidc",
            "authenticate-cognito",
            "redirect",
            "fixed-response",
            "jwt-validation",
        ],
        "",
        k::FREE,
    );
    pub static Actions: Shape = k::list("Actions", &Action, "member", false, k::FREE);
    pub static AddListenerCertificatesInput: Shape = k::structure(
        "AddListenerCertificatesInput",
        &[k::required("Certificates", &CertificateList), k::required("ListenerArn", &ListenerArn)],
    );
    pub static AddListenerCertificatesOutput: Shape =
        k::structure("AddListenerCertificatesOutput", &[k::optional("Certificates", &CertificateList)]);
    pub static AddTagsInput: Shape = k::structure(
        "AddTagsInput",
        &[k::required("ResourceArns", &ResourceArns), k::required("Tags", &TagList)],
    );
    pub static AddTagsOutput: Shape = k::structure("AddTagsOutput", &[]);
    pub static AdministrativeOverride: Shape = k::structure(
        "AdministrativeOverride",
        &[
            k::optional("Description", &Description),
            k::optional("Reason", &TargetAdministrativeOverrideReasonEnum),
            k::optional("State", &TargetAdministrativeOverrideStateEnum),
        ],
    );
    pub static AdvertiseTrustStoreCaNamesEnum: Shape =
        k::string("AdvertiseTrustStoreCaNamesEnum", &["on", "off"], "", k::FREE);
    pub static AllocationId: Shape = k::string("AllocationId", &[], "", k::FREE);
    pub static AlpnPolicyName: Shape = k::list("AlpnPolicyName", &AlpnPolicyValue, "member", false, k::FREE);
    pub static AlpnPolicyValue: Shape = k::string("AlpnPolicyValue", &[], "", k::FREE);
    pub static AnomalyDetection: Shape = k::structure(
        "AnomalyDetection",
        &[
            k::optional("MitigationInEffect", &MitigationInEffectEnum),
            k::optional("Result", &AnomalyResultEnum),
        ],
    );
    pub static AnomalyResultEnum: Shape =
        k::string("AnomalyResultEnum", &["anomalous", "normal"], "", k::FREE);
    pub static AvailabilityZone: Shape = k::structure(
        "AvailabilityZone",
        &[
            k::optional("LoadBalancerAddresses", &LoadBalancerAddresses),
            k::optional("OutpostId", &OutpostId),
            k::optional("SourceNatIpv6Prefixes", &SourceNatIpv6Prefixes),
            k::optional("SubnetId", &SubnetId),
            k::optional("ZoneName", &ZoneName),
        ],
    );
    pub static AvailabilityZones: Shape =
        k::list("AvailabilityZones", &AvailabilityZone, "member", false, k::FREE);
    pub static CanonicalHostedZoneId: Shape = k::string("CanonicalHostedZoneId", &[], "", k::FREE);
    pub static CapacityReservationStateEnum: Shape = k::string(
        "CapacityReservationStateEnum",
        &["provisioned", "pending", "rebalancing", "failed"],
        "",
        k::FREE,
    );
    pub static CapacityReservationStatus: Shape = k::structure(
        "CapacityReservationStatus",
        &[k::optional("Code", &CapacityReservationStateEnum), k::optional("Reason", &StateReason)],
    );
    pub static CapacityUnits: Shape = k::simple("CapacityUnits", Kind::Integer, k::FREE);
    pub static CapacityUnitsDouble: Shape = k::simple("CapacityUnitsDouble", Kind::Double, k::FREE);
    pub static Certificate: Shape = k::structure(
        "Certificate",
        &[k::optional("CertificateArn", &CertificateArn), k::optional("IsDefault", &Default)],
    );
    pub static CertificateArn: Shape = k::string("CertificateArn", &[], "", k::FREE);
    pub static CertificateList: Shape = k::list("CertificateList", &Certificate, "member", false, k::FREE);
    pub static Cipher: Shape =
        k::structure("Cipher", &[k::optional("Name", &CipherName), k::optional("Priority", &CipherPriority)]);
    pub static CipherName: Shape = k::string("CipherName", &[], "", k::FREE);
    pub static CipherPriority: Shape = k::simple("CipherPriority", Kind::Integer, k::FREE);
    pub static Ciphers: Shape = k::list("Ciphers", &Cipher, "member", false, k::FREE);
    pub static ConditionFieldName: Shape = k::string("ConditionFieldName", &[], "", k::at_most(64));
    pub static CreateListenerInput: Shape = k::structure(
        "CreateListenerInput",
        &[
            k::optional("AlpnPolicy", &AlpnPolicyName),
            k::optional("Certificates", &CertificateList),
            k::required("DefaultActions", &Actions),
            k::required("LoadBalancerArn", &LoadBalancerArn),
            k::optional("MutualAuthentication", &k::refused(&["off", "false"], "mutual authentication")),
            k::optional("Port", &Port),
            k::optional("Protocol", &ProtocolEnum),
            k::optional("SslPolicy", &SslPolicyName),
            k::optional("Tags", &TagList),
        ],
    );
    pub static CreateListenerOutput: Shape =
        k::structure("CreateListenerOutput", &[k::optional("Listeners", &Listeners)]);
    pub static CreateLoadBalancerInput: Shape = k::structure(
        "CreateLoadBalancerInput",
        &[
            k::optional("CustomerOwnedIpv4Pool", &k::refused(&[], "address pools")),
            k::optional("EnablePrefixForIpv6SourceNat", &k::refused(&["off"], "IPv6")),
            k::optional("IpAddressType", &IpAddressType),
            k::optional("IpamPools", &k::refused(&[], "address pools")),
            k::required("Name", &LoadBalancerName),
            k::optional("Scheme", &LoadBalancerSchemeEnum),
            k::optional("SecurityGroups", &SecurityGroups),
            k::optional("SubnetMappings", &SubnetMappings),
            k::optional("Subnets", &Subnets),
            k::optional("Tags", &TagList),
            k::optional("Type", &LoadBalancerTypeEnum),
        ],
    );
    pub static CreateLoadBalancerOutput: Shape =
        k::structure("CreateLoadBalancerOutput", &[k::optional("LoadBalancers", &LoadBalancers)]);
    pub static CreateRuleInput: Shape = k::structure(
        "CreateRuleInput",
        &[
            k::required("Actions", &Actions),
            k::required("Conditions", &RuleConditionList),
            k::required("ListenerArn", &ListenerArn),
            k::required("Priority", &RulePriority),
            k::optional("Tags", &TagList),
            k::optional("Transforms", &k::refused(&[], "rewrites")),
        ],
    );
    pub static CreateRuleOutput: Shape = k::structure("CreateRuleOutput", &[k::optional("Rules", &Rules)]);
    pub static CreateTargetGroupInput: Shape = k::structure(
        "CreateTargetGroupInput",
        &[
            k::optional("HealthCheckEnabled", &HealthCheckEnabled),
            k::optional("HealthCheckIntervalSeconds", &HealthCheckIntervalSeconds),
            k::optional("HealthCheckPath", &Path),
            k::optional("HealthCheckPort", &HealthCheckPort),
            k::optional("HealthCheckProtocol", &ProtocolEnum),
            k::optional("HealthCheckTimeoutSeconds", &HealthCheckTimeoutSeconds),
            k::optional("HealthyThresholdCount", &HealthCheckThresholdCount),
            k::optional("IpAddressType", &TargetGroupIpAddressTypeEnum),
            k::optional("Matcher", &Matcher),
            k::required("Name", &TargetGroupName),
            k::optional("Port", &Port),
            k::optional("Protocol", &ProtocolEnum),
            k::optional("ProtocolVersion", &ProtocolVersion),
            k::optional("Tags", &TagList),
            k::optional("TargetControlPort", &k::refused(&[], "target control")),
            k::optional("TargetType", &TargetTypeEnum),
            k::optional("UnhealthyThresholdCount", &HealthCheckThresholdCount),
            k::optional("VpcId", &VpcId),
        ],
    );
    pub static CreateTargetGroupOutput: Shape =
        k::structure("CreateTargetGroupOutput", &[k::optional("TargetGroups", &TargetGroups)]);
    pub static CreatedTime: Shape =
        k::simple("CreatedTime", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static CustomerOwnedIpv4Pool: Shape =
        k::string("CustomerOwnedIpv4Pool", &[], "^(ipv4pool-coip-)[a-zA-Z0-9]+$", k::at_most(256));
    pub static DNSName: Shape = k::string("DNSName", &[], "", k::FREE);
    pub static DecreaseRequestsRemaining: Shape =
        k::simple("DecreaseRequestsRemaining", Kind::Integer, k::FREE);
    pub static Default: Shape = k::simple("Default", Kind::Boolean, k::FREE);
    pub static DeleteListenerInput: Shape =
        k::structure("DeleteListenerInput", &[k::required("ListenerArn", &ListenerArn)]);
    pub static DeleteListenerOutput: Shape = k::structure("DeleteListenerOutput", &[]);
    pub static DeleteLoadBalancerInput: Shape =
        k::structure("DeleteLoadBalancerInput", &[k::required("LoadBalancerArn", &LoadBalancerArn)]);
    pub static DeleteLoadBalancerOutput: Shape = k::structure("DeleteLoadBalancerOutput", &[]);
    pub static DeleteRuleInput: Shape = k::structure("DeleteRuleInput", &[k::required("RuleArn", &RuleArn)]);
    pub static DeleteRuleOutput: Shape = k::structure("DeleteRuleOutput", &[]);
    pub static DeleteTargetGroupInput: Shape =
        k::structure("DeleteTargetGroupInput", &[k::required("TargetGroupArn", &TargetGroupArn)]);
    pub static DeleteTargetGroupOutput: Shape = k::structure("DeleteTargetGroupOutput", &[]);
    pub static DeregisterTargetsInput: Shape = k::structure(
        "DeregisterTargetsInput",
        &[k::required("TargetGroupArn", &TargetGroupArn), k::required("Targets", &TargetDescriptions)],
    );
    pub static DeregisterTargetsOutput: Shape = k::structure("DeregisterTargetsOutput", &[]);
    pub static DescribeAccountLimitsInput: Shape = k::structure(
        "DescribeAccountLimitsInput",
        &[k::optional("Marker", &Marker), k::optional("PageSize", &PageSize)],
    );
    pub static DescribeAccountLimitsOutput: Shape = k::structure(
        "DescribeAccountLimitsOutput",
        &[k::optional("Limits", &Limits), k::optional("NextMarker", &Marker)],
    );
    pub static DescribeCapacityReservationInput: Shape =
        k::structure("DescribeCapacityReservationInput", &[k::required("LoadBalancerArn", &LoadBalancerArn)]);
    pub static DescribeCapacityReservationOutput: Shape = k::structure(
        "DescribeCapacityReservationOutput",
        &[
            k::optional("CapacityReservationState", &ZonalCapacityReservationStates),
            k::optional("DecreaseRequestsRemaining", &DecreaseRequestsRemaining),
            k::optional("LastModifiedTime", &LastModifiedTime),
            k::optional("MinimumLoadBalancerCapacity", &MinimumLoadBalancerCapacity),
        ],
    );
    pub static DescribeListenerAttributesInput: Shape =
        k::structure("DescribeListenerAttributesInput", &[k::required("ListenerArn", &ListenerArn)]);
    pub static DescribeListenerAttributesOutput: Shape =
        k::structure("DescribeListenerAttributesOutput", &[k::optional("Attributes", &ListenerAttributes)]);
    pub static DescribeListenerCertificatesInput: Shape = k::structure(
        "DescribeListenerCertificatesInput",
        &[
            k::required("ListenerArn", &ListenerArn),
            k::optional("Marker", &Marker),
            k::optional("PageSize", &PageSize),
        ],
    );
    pub static DescribeListenerCertificatesOutput: Shape = k::structure(
        "DescribeListenerCertificatesOutput",
        &[k::optional("Certificates", &CertificateList), k::optional("NextMarker", &Marker)],
    );
    pub static DescribeListenersInput: Shape = k::structure(
        "DescribeListenersInput",
        &[
            k::optional("ListenerArns", &ListenerArns),
            k::optional("LoadBalancerArn", &LoadBalancerArn),
            k::optional("Marker", &Marker),
            k::optional("PageSize", &PageSize),
        ],
    );
    pub static DescribeListenersOutput: Shape = k::structure(
        "DescribeListenersOutput",
        &[k::optional("Listeners", &Listeners), k::optional("NextMarker", &Marker)],
    );
    pub static DescribeLoadBalancerAttributesInput: Shape = k::structure(
        "DescribeLoadBalancerAttributesInput",
        &[k::required("LoadBalancerArn", &LoadBalancerArn)],
    );
    pub static DescribeLoadBalancerAttributesOutput: Shape = k::structure(
        "DescribeLoadBalancerAttributesOutput",
        &[k::optional("Attributes", &LoadBalancerAttributes)],
    );
    pub static DescribeLoadBalancersInput: Shape = k::structure(
        "DescribeLoadBalancersInput",
        &[
            k::optional("LoadBalancerArns", &LoadBalancerArns),
            k::optional("Marker", &Marker),
            k::optional("Names", &LoadBalancerNames),
            k::optional("PageSize", &PageSize),
        ],
    );
    pub static DescribeLoadBalancersOutput: Shape = k::structure(
        "DescribeLoadBalancersOutput",
        &[k::optional("LoadBalancers", &LoadBalancers), k::optional("NextMarker", &Marker)],
    );
    pub static DescribeRulesInput: Shape = k::structure(
        "DescribeRulesInput",
        &[
            k::optional("ListenerArn", &ListenerArn),
            k::optional("Marker", &Marker),
            k::optional("PageSize", &PageSize),
            k::optional("RuleArns", &RuleArns),
        ],
    );
    pub static DescribeRulesOutput: Shape = k::structure(
        "DescribeRulesOutput",
        &[k::optional("NextMarker", &Marker), k::optional("Rules", &Rules)],
    );
    pub static DescribeSSLPoliciesInput: Shape = k::structure(
        "DescribeSSLPoliciesInput",
        &[
            k::optional("LoadBalancerType", &LoadBalancerTypeEnum),
            k::optional("Marker", &Marker),
            k::optional("Names", &SslPolicyNames),
            k::optional("PageSize", &PageSize),
        ],
    );
    pub static DescribeSSLPoliciesOutput: Shape = k::structure(
        "DescribeSSLPoliciesOutput",
        &[k::optional("NextMarker", &Marker), k::optional("SslPolicies", &SslPolicies)],
    );
    pub static DescribeTagsInput: Shape =
        k::structure("DescribeTagsInput", &[k::required("ResourceArns", &ResourceArns)]);
    pub static DescribeTagsOutput: Shape =
        k::structure("DescribeTagsOutput", &[k::optional("TagDescriptions", &TagDescriptions)]);
    pub static DescribeTargetGroupAttributesInput: Shape =
        k::structure("DescribeTargetGroupAttributesInput", &[k::required("TargetGroupArn", &TargetGroupArn)]);
    pub static DescribeTargetGroupAttributesOutput: Shape = k::structure(
        "DescribeTargetGroupAttributesOutput",
        &[k::optional("Attributes", &TargetGroupAttributes)],
    );
    pub static DescribeTargetGroupsInput: Shape = k::structure(
        "DescribeTargetGroupsInput",
        &[
            k::optional("LoadBalancerArn", &LoadBalancerArn),
            k::optional("Marker", &Marker),
            k::optional("Names", &TargetGroupNames),
            k::optional("PageSize", &PageSize),
            k::optional("TargetGroupArns", &TargetGroupArns),
        ],
    );
    pub static DescribeTargetGroupsOutput: Shape = k::structure(
        "DescribeTargetGroupsOutput",
        &[k::optional("NextMarker", &Marker), k::optional("TargetGroups", &TargetGroups)],
    );
    pub static DescribeTargetHealthInput: Shape = k::structure(
        "DescribeTargetHealthInput",
        &[
            k::optional("Include", &k::refused(&[], "anomaly detection")),
            k::required("TargetGroupArn", &TargetGroupArn),
            k::optional("Targets", &TargetDescriptions),
        ],
    );
    pub static DescribeTargetHealthOutput: Shape = k::structure(
        "DescribeTargetHealthOutput",
        &[k::optional("TargetHealthDescriptions", &TargetHealthDescriptions)],
    );
    pub static DescribeTrustStoresInput: Shape = k::structure(
        "DescribeTrustStoresInput",
        &[
            k::optional("Marker", &Marker),
            k::optional("Names", &TrustStoreNames),
            k::optional("PageSize", &PageSize),
            k::optional("TrustStoreArns", &TrustStoreArns),
        ],
    );
    pub static DescribeTrustStoresOutput: Shape = k::structure(
        "DescribeTrustStoresOutput",
        &[k::optional("NextMarker", &Marker), k::optional("TrustStores", &TrustStores)],
    );
    pub static Description: Shape = k::string("Description", &[], "", k::FREE);
    pub static EnablePrefixForIpv6SourceNatEnum: Shape =
        k::string("EnablePrefixForIpv6SourceNatEnum", &["on", "off"], "", k::FREE);
    pub static EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: Shape =
        k::string("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", &[], "", k::FREE);
    pub static EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum: Shape =
        k::string("EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum", &["on", "off"], "", k::FREE);
    pub static FixedResponseActionConfig: Shape = k::structure(
        "FixedResponseActionConfig",
        &[
            k::optional("ContentType", &FixedResponseActionContentType),
            k::optional("MessageBody", &FixedResponseActionMessage),
            k::required("StatusCode", &FixedResponseActionStatusCode),
        ],
    );
    pub static FixedResponseActionContentType: Shape =
        k::string("FixedResponseActionContentType", &[], "", k::within(0, 32));
    pub static FixedResponseActionMessage: Shape =
        k::string("FixedResponseActionMessage", &[], "", k::within(0, 1024));
    pub static FixedResponseActionStatusCode: Shape =
        k::string("FixedResponseActionStatusCode", &[], "^(2|4|5)\\d\\d$", k::FREE);
    pub static ForwardActionConfig: Shape = k::structure(
        "ForwardActionConfig",
        &[
            k::optional("TargetGroupStickinessConfig", &TargetGroupStickinessConfig),
            k::optional("TargetGroups", &TargetGroupList),
        ],
    );
    pub static GrpcCode: Shape = k::string("GrpcCode", &[], "", k::FREE);
    pub static HealthCheckEnabled: Shape = k::simple("HealthCheckEnabled", Kind::Boolean, k::FREE);
    pub static HealthCheckIntervalSeconds: Shape =
        k::simple("HealthCheckIntervalSeconds", Kind::Integer, k::within(5, 300));
    pub static HealthCheckPort: Shape = k::string("HealthCheckPort", &[], "", k::FREE);
    pub static HealthCheckThresholdCount: Shape =
        k::simple("HealthCheckThresholdCount", Kind::Integer, k::within(2, 10));
    pub static HealthCheckTimeoutSeconds: Shape =
        k::simple("HealthCheckTimeoutSeconds", Kind::Integer, k::within(2, 120));
    pub static HostHeaderConditionConfig: Shape = k::structure(
        "HostHeaderConditionConfig",
        &[
            k::optional("RegexValues", &k::refused(&[], "regular expressions in conditions")),
            k::optional("Values", &ListOfString),
        ],
    );
    pub static HostHeaderRewriteConfig: Shape =
        k::structure("HostHeaderRewriteConfig", &[k::optional("Rewrites", &RewriteConfigList)]);
    pub static HttpCode: Shape = k::string("HttpCode", &[], "", k::FREE);
    pub static HttpHeaderConditionConfig: Shape = k::structure(
        "HttpHeaderConditionConfig",
        &[
            k::optional("HttpHeaderName", &HttpHeaderConditionName),
            k::optional("RegexValues", &k::refused(&[], "regular expressions in conditions")),
            k::optional("Values", &ListOfString),
        ],
    );
    pub static HttpHeaderConditionName: Shape = k::string("HttpHeaderConditionName", &[], "", k::FREE);
    pub static HttpRequestMethodConditionConfig: Shape =
        k::structure("HttpRequestMethodConditionConfig", &[k::optional("Values", &ListOfString)]);
    pub static IPv6Address: Shape = k::string("IPv6Address", &[], "", k::FREE);
    pub static IgnoreClientCertificateExpiry: Shape =
        k::simple("IgnoreClientCertificateExpiry", Kind::Boolean, k::FREE);
    pub static IpAddress: Shape = k::string("IpAddress", &[], "", k::FREE);
    pub static IpAddressType: Shape =
        k::string("IpAddressType", &["ipv4", "dualstack", "dualstack-without-public-ipv4"], "", k::FREE);
    pub static IpamPoolId: Shape =
        k::string("IpamPoolId", &[], "^(ipam-pool-)[a-zA-Z0-9]+$", k::at_most(1000));
    pub static IpamPools: Shape = k::structure("IpamPools", &[k::optional("Ipv4IpamPoolId", &IpamPoolId)]);
    pub static IsDefault: Shape = k::simple("IsDefault", Kind::Boolean, k::FREE);
    pub static LastModifiedTime: Shape =
        k::simple("LastModifiedTime", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static Limit: Shape = k::structure("Limit", &[k::optional("Max", &Max), k::optional("Name", &Name)]);
    pub static Limits: Shape = k::list("Limits", &Limit, "member", false, k::FREE);
    pub static ListOfString: Shape = k::list("ListOfString", &StringValue, "member", false, k::FREE);
    pub static Listener: Shape = k::structure(
        "Listener",
        &[
            k::optional("AlpnPolicy", &AlpnPolicyName),
            k::optional("Certificates", &CertificateList),
            k::optional("DefaultActions", &Actions),
            k::optional("ListenerArn", &ListenerArn),
            k::optional("LoadBalancerArn", &LoadBalancerArn),
            k::optional("MutualAuthentication", &MutualAuthenticationAttributes),
            k::optional("Port", &Port),
            k::optional("Protocol", &ProtocolEnum),
            k::optional("SslPolicy", &SslPolicyName),
        ],
    );
    pub static ListenerArn: Shape = k::string("ListenerArn", &[], "", k::FREE);
    pub static ListenerArns: Shape = k::list("ListenerArns", &ListenerArn, "member", false, k::FREE);
    pub static ListenerAttribute: Shape = k::structure(
        "ListenerAttribute",
        &[k::optional("Key", &ListenerAttributeKey), k::optional("Value", &ListenerAttributeValue)],
    );
    pub static ListenerAttributeKey: Shape =
        k::string("ListenerAttributeKey", &[], "^[a-zA-Z0-9._]+$", k::at_most(256));
    pub static ListenerAttributeValue: Shape = k::string("ListenerAttributeValue", &[], "", k::FREE);
    pub static ListenerAttributes: Shape =
        k::list("ListenerAttributes", &ListenerAttribute, "member", false, k::FREE);
    pub static Listeners: Shape = k::list("Listeners", &Listener, "member", false, k::FREE);
    pub static LoadBalancer: Shape = k::structure(
        "LoadBalancer",
        &[
            k::optional("AvailabilityZones", &AvailabilityZones),
            k::optional("CanonicalHostedZoneId", &CanonicalHostedZoneId),
            k::optional("CreatedTime", &CreatedTime),
            k::optional("CustomerOwnedIpv4Pool", &CustomerOwnedIpv4Pool),
            k::optional("DNSName", &DNSName),
            k::optional("EnablePrefixForIpv6SourceNat", &EnablePrefixForIpv6SourceNatEnum),
            k::optional(
                "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
                &EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic,
            ),
            k::optional("IpAddressType", &IpAddressType),
            k::optional("IpamPools", &IpamPools),
            k::optional("LoadBalancerArn", &LoadBalancerArn),
            k::optional("LoadBalancerName", &LoadBalancerName),
            k::optional("Scheme", &LoadBalancerSchemeEnum),
            k::optional("SecurityGroups", &SecurityGroups),
            k::optional("State", &LoadBalancerState),
            k::optional("Type", &LoadBalancerTypeEnum),
            k::optional("VpcId", &VpcId),
        ],
    );
    pub static LoadBalancerAddress: Shape = k::structure(
        "LoadBalancerAddress",
        &[
            k::optional("AllocationId", &AllocationId),
            k::optional("IPv6Address", &IPv6Address),
            k::optional("IpAddress", &IpAddress),
            k::optional("PrivateIPv4Address", &PrivateIPv4Address),
        ],
    );
    pub static LoadBalancerAddresses: Shape =
        k::list("LoadBalancerAddresses", &LoadBalancerAddress, "member", false, k::FREE);
    pub static LoadBalancerArn: Shape = k::string("LoadBalancerArn", &[], "", k::FREE);
    pub static LoadBalancerArns: Shape =
        k::list("LoadBalancerArns", &LoadBalancerArn, "member", false, k::FREE);
    pub static LoadBalancerAttribute: Shape = k::structure(
        "LoadBalancerAttribute",
        &[k::optional("Key", &LoadBalancerAttributeKey), k::optional("Value", &LoadBalancerAttributeValue)],
    );
    pub static LoadBalancerAttributeKey: Shape =
        k::string("LoadBalancerAttributeKey", &[], "^[a-zA-Z0-9._]+$", k::at_most(256));
    pub static LoadBalancerAttributeValue: Shape =
        k::string("LoadBalancerAttributeValue", &[], "", k::at_most(1024));
    pub static LoadBalancerAttributes: Shape =
        k::list("LoadBalancerAttributes", &LoadBalancerAttribute, "member", false, k::at_most(20));
    pub static LoadBalancerName: Shape = k::string("LoadBalancerName", &[], "", k::FREE);
    pub static LoadBalancerNames: Shape =
        k::list("LoadBalancerNames", &LoadBalancerName, "member", false, k::FREE);
    pub static LoadBalancerSchemeEnum: Shape =
        k::string("LoadBalancerSchemeEnum", &["internet-facing", "internal"], "", k::FREE);
    pub static LoadBalancerState: Shape = k::structure(
        "LoadBalancerState",
        &[k::optional("Code", &LoadBalancerStateEnum), k::optional("Reason", &StateReason)],
    );
    pub static LoadBalancerStateEnum: Shape = k::string(
        "LoadBalancerStateEnum",
        &["active", "provisioning", "active_impaired", "failed"],
        "",
        k::FREE,
    );
    pub static LoadBalancerTypeEnum: Shape =
        k::string("LoadBalancerTypeEnum", &["application", "network", "gateway"], "", k::FREE);
    pub static LoadBalancers: Shape = k::list("LoadBalancers", &LoadBalancer, "member", false, k::FREE);
    pub static Marker: Shape = k::string("Marker", &[], "", k::FREE);
    pub static Matcher: Shape =
        k::structure("Matcher", &[k::optional("GrpcCode", &GrpcCode), k::optional("HttpCode", &HttpCode)]);
    pub static Max: Shape = k::string("Max", &[], "", k::FREE);
    pub static MinimumLoadBalancerCapacity: Shape =
        k::structure("MinimumLoadBalancerCapacity", &[k::optional("CapacityUnits", &CapacityUnits)]);
    pub static MitigationInEffectEnum: Shape =
        k::string("MitigationInEffectEnum", &["yes", "no"], "", k::FREE);
    pub static Mode: Shape = k::string("Mode", &[], "", k::FREE);
    pub static ModifyCapacityReservationInput: Shape = k::structure(
        "ModifyCapacityReservationInput",
        &[
            k::required("LoadBalancerArn", &LoadBalancerArn),
            k::optional(
                "MinimumLoadBalancerCapacity",
                &k::refused(&[], "this machine has the capacity it has"),
            ),
            k::optional("ResetCapacityReservation", &ResetCapacityReservation),
        ],
    );
    pub static ModifyCapacityReservationOutput: Shape = k::structure(
        "ModifyCapacityReservationOutput",
        &[
            k::optional("CapacityReservationState", &ZonalCapacityReservationStates),
            k::optional("DecreaseRequestsRemaining", &DecreaseRequestsRemaining),
            k::optional("LastModifiedTime", &LastModifiedTime),
            k::optional("MinimumLoadBalancerCapacity", &MinimumLoadBalancerCapacity),
        ],
    );
    pub static ModifyListenerAttributesInput: Shape = k::structure(
        "ModifyListenerAttributesInput",
        &[k::required("Attributes", &ListenerAttributes), k::required("ListenerArn", &ListenerArn)],
    );
    pub static ModifyListenerAttributesOutput: Shape =
        k::structure("ModifyListenerAttributesOutput", &[k::optional("Attributes", &ListenerAttributes)]);
    pub static ModifyListenerInput: Shape = k::structure(
        "ModifyListenerInput",
        &[
            k::optional("AlpnPolicy", &AlpnPolicyName),
            k::optional("Certificates", &CertificateList),
            k::optional("DefaultActions", &Actions),
            k::required("ListenerArn", &ListenerArn),
            k::optional("MutualAuthentication", &k::refused(&["off", "false"], "mutual authentication")),
            k::optional("Port", &Port),
            k::optional("Protocol", &ProtocolEnum),
            k::optional("SslPolicy", &SslPolicyName),
        ],
    );
    pub static ModifyListenerOutput: Shape =
        k::structure("ModifyListenerOutput", &[k::optional("Listeners", &Listeners)]);
    pub static ModifyLoadBalancerAttributesInput: Shape = k::structure(
        "ModifyLoadBalancerAttributesInput",
        &[
            k::required("Attributes", &LoadBalancerAttributes),
            k::required("LoadBalancerArn", &LoadBalancerArn),
        ],
    );
    pub static ModifyLoadBalancerAttributesOutput: Shape = k::structure(
        "ModifyLoadBalancerAttributesOutput",
        &[k::optional("Attributes", &LoadBalancerAttributes)],
    );
    pub static ModifyRuleInput: Shape = k::structure(
        "ModifyRuleInput",
        &[
            k::optional("Actions", &Actions),
            k::optional("Conditions", &RuleConditionList),
            k::optional("ResetTransforms", &k::refused(&["false"], "rewrites")),
            k::required("RuleArn", &RuleArn),
            k::optional("Transforms", &k::refused(&[], "rewrites")),
        ],
    );
    pub static ModifyRuleOutput: Shape = k::structure("ModifyRuleOutput", &[k::optional("Rules", &Rules)]);
    pub static ModifyTargetGroupAttributesInput: Shape = k::structure(
        "ModifyTargetGroupAttributesInput",
        &[k::required("Attributes", &TargetGroupAttributes), k::required("TargetGroupArn", &TargetGroupArn)],
    );
    pub static ModifyTargetGroupAttributesOutput: Shape = k::structure(
        "ModifyTargetGroupAttributesOutput",
        &[k::optional("Attributes", &TargetGroupAttributes)],
    );
    pub static ModifyTargetGroupInput: Shape = k::structure(
        "ModifyTargetGroupInput",
        &[
            k::optional("HealthCheckEnabled", &HealthCheckEnabled),
            k::optional("HealthCheckIntervalSeconds", &HealthCheckIntervalSeconds),
            k::optional("HealthCheckPath", &Path),
            k::optional("HealthCheckPort", &HealthCheckPort),
            k::optional("HealthCheckProtocol", &ProtocolEnum),
            k::optional("HealthCheckTimeoutSeconds", &HealthCheckTimeoutSeconds),
            k::optional("HealthyThresholdCount", &HealthCheckThresholdCount),
            k::optional("Matcher", &Matcher),
            k::required("TargetGroupArn", &TargetGroupArn),
            k::optional("UnhealthyThresholdCount", &HealthCheckThresholdCount),
        ],
    );
    pub static ModifyTargetGroupOutput: Shape =
        k::structure("ModifyTargetGroupOutput", &[k::optional("TargetGroups", &TargetGroups)]);
    pub static MutualAuthenticationAttributes: Shape = k::structure(
        "MutualAuthenticationAttributes",
        &[
            k::optional("AdvertiseTrustStoreCaNames", &AdvertiseTrustStoreCaNamesEnum),
            k::optional("IgnoreClientCertificateExpiry", &IgnoreClientCertificateExpiry),
            k::optional("Mode", &Mode),
            k::optional("TrustStoreArn", &TrustStoreArn),
            k::optional("TrustStoreAssociationStatus", &TrustStoreAssociationStatusEnum),
        ],
    );
    pub static Name: Shape = k::string("Name", &[], "", k::FREE);
    pub static NumberOfCaCertificates: Shape = k::simple("NumberOfCaCertificates", Kind::Integer, k::FREE);
    pub static OutpostId: Shape = k::string("OutpostId", &[], "", k::FREE);
    pub static PageSize: Shape = k::simple("PageSize", Kind::Integer, k::within(1, 400));
    pub static Path: Shape = k::string("Path", &[], "", k::within(1, 1024));
    pub static PathPatternConditionConfig: Shape = k::structure(
        "PathPatternConditionConfig",
        &[
            k::optional("RegexValues", &k::refused(&[], "regular expressions in conditions")),
            k::optional("Values", &ListOfString),
        ],
    );
    pub static Port: Shape = k::simple("Port", Kind::Integer, k::within(1, 65535));
    pub static PrivateIPv4Address: Shape = k::string("PrivateIPv4Address", &[], "", k::FREE);
    pub static ProtocolEnum: Shape = k::string(
        "ProtocolEnum",
        &["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"],
        "",
        k::FREE,
    );
    pub static ProtocolVersion: Shape = k::string("ProtocolVersion", &[], "", k::FREE);
    pub static QueryStringConditionConfig: Shape =
        k::structure("QueryStringConditionConfig", &[k::optional("Values", &QueryStringKeyValuePairList)]);
    pub static QueryStringKeyValuePair: Shape = k::structure(
        "QueryStringKeyValuePair",
        &[k::optional("Key", &StringValue), k::optional("Value", &StringValue)],
    );
    pub static QueryStringKeyValuePairList: Shape =
        k::list("QueryStringKeyValuePairList", &QueryStringKeyValuePair, "member", false, k::FREE);
    pub static QuicServerId: Shape = k::string("QuicServerId", &[], "", k::within(1, 256));
    pub static RedirectActionConfig: Shape = k::structure(
        "RedirectActionConfig",
        &[
            k::optional("Host", &RedirectActionHost),
            k::optional("Path", &RedirectActionPath),
            k::optional("Port", &RedirectActionPort),
            k::optional("Protocol", &RedirectActionProtocol),
            k::optional("Query", &RedirectActionQuery),
            k::required("StatusCode", &RedirectActionStatusCodeEnum),
        ],
    );
    pub static RedirectActionHost: Shape = k::string("RedirectActionHost", &[], "", k::within(1, 128));
    pub static RedirectActionPath: Shape = k::string("RedirectActionPath", &[], "", k::within(1, 128));
    pub static RedirectActionPort: Shape = k::string("RedirectActionPort", &[], "", k::FREE);
    pub static RedirectActionProtocol: Shape =
        k::string("RedirectActionProtocol", &[], "^(HTTPS?|#\\{protocol\\})$", k::FREE);
    pub static RedirectActionQuery: Shape = k::string("RedirectActionQuery", &[], "", k::within(0, 128));
    pub static RedirectActionStatusCodeEnum: Shape =
        k::string("RedirectActionStatusCodeEnum", &["HTTP_301", "HTTP_302"], "", k::FREE);
    pub static RegisterTargetsInput: Shape = k::structure(
        "RegisterTargetsInput",
        &[k::required("TargetGroupArn", &TargetGroupArn), k::required("Targets", &TargetDescriptions)],
    );
    pub static RegisterTargetsOutput: Shape = k::structure("RegisterTargetsOutput", &[]);
    pub static RemoveListenerCertificatesInput: Shape = k::structure(
        "RemoveListenerCertificatesInput",
        &[k::required("Certificates", &CertificateList), k::required("ListenerArn", &ListenerArn)],
    );
    pub static RemoveListenerCertificatesOutput: Shape =
        k::structure("RemoveListenerCertificatesOutput", &[]);
    pub static RemoveTagsInput: Shape = k::structure(
        "RemoveTagsInput",
        &[k::required("ResourceArns", &ResourceArns), k::required("TagKeys", &TagKeys)],
    );
    pub static RemoveTagsOutput: Shape = k::structure("RemoveTagsOutput", &[]);
    pub static ResetCapacityReservation: Shape =
        k::simple("ResetCapacityReservation", Kind::Boolean, k::FREE);
    pub static ResourceArn: Shape = k::string("ResourceArn", &[], "", k::FREE);
    pub static ResourceArns: Shape = k::list("ResourceArns", &ResourceArn, "member", false, k::FREE);
    pub static RewriteConfig: Shape = k::structure(
        "RewriteConfig",
        &[k::required("Regex", &StringValue), k::required("Replace", &StringValue)],
    );
    pub static RewriteConfigList: Shape =
        k::list("RewriteConfigList", &RewriteConfig, "member", false, k::FREE);
    pub static Rule: Shape = k::structure(
        "Rule",
        &[
            k::optional("Actions", &Actions),
            k::optional("Conditions", &RuleConditionList),
            k::optional("IsDefault", &IsDefault),
            k::optional("Priority", &String),
            k::optional("RuleArn", &RuleArn),
            k::optional("Transforms", &RuleTransformList),
        ],
    );
    pub static RuleArn: Shape = k::string("RuleArn", &[], "", k::FREE);
    pub static RuleArns: Shape = k::list("RuleArns", &RuleArn, "member", false, k::FREE);
    pub static RuleCondition: Shape = k::structure(
        "RuleCondition",
        &[
            k::optional("Field", &ConditionFieldName),
            k::optional("HostHeaderConfig", &HostHeaderConditionConfig),
            k::optional("HttpHeaderConfig", &HttpHeaderConditionConfig),
            k::optional("HttpRequestMethodConfig", &HttpRequestMethodConditionConfig),
            k::optional("PathPatternConfig", &PathPatternConditionConfig),
            k::optional("QueryStringConfig", &QueryStringConditionConfig),
            k::optional("RegexValues", &k::refused(&[], "regular expressions in conditions")),
            k::optional("SourceIpConfig", &SourceIpConditionConfig),
            k::optional("Values", &ListOfString),
        ],
    );
    pub static RuleConditionList: Shape =
        k::list("RuleConditionList", &RuleCondition, "member", false, k::FREE);
    pub static RulePriority: Shape = k::simple("RulePriority", Kind::Integer, k::within(1, 50000));
    pub static RulePriorityList: Shape =
        k::list("RulePriorityList", &RulePriorityPair, "member", false, k::FREE);
    pub static RulePriorityPair: Shape = k::structure(
        "RulePriorityPair",
        &[k::optional("Priority", &RulePriority), k::optional("RuleArn", &RuleArn)],
    );
    pub static RuleTransform: Shape = k::structure(
        "RuleTransform",
        &[
            k::optional("HostHeaderRewriteConfig", &HostHeaderRewriteConfig),
            k::required("Type", &TransformTypeEnum),
            k::optional("UrlRewriteConfig", &UrlRewriteConfig),
        ],
    );
    pub static RuleTransformList: Shape =
        k::list("RuleTransformList", &RuleTransform, "member", false, k::FREE);
    pub static Rules: Shape = k::list("Rules", &Rule, "member", false, k::FREE);
    pub static SecurityGroupId: Shape = k::string("SecurityGroupId", &[], "", k::FREE);
    pub static SecurityGroups: Shape = k::list("SecurityGroups", &SecurityGroupId, "member", false, k::FREE);
    pub static SetIpAddressTypeInput: Shape = k::structure(
        "SetIpAddressTypeInput",
        &[k::required("IpAddressType", &IpAddressType), k::required("LoadBalancerArn", &LoadBalancerArn)],
    );
    pub static SetIpAddressTypeOutput: Shape =
        k::structure("SetIpAddressTypeOutput", &[k::optional("IpAddressType", &IpAddressType)]);
    pub static SetRulePrioritiesInput: Shape =
        k::structure("SetRulePrioritiesInput", &[k::required("RulePriorities", &RulePriorityList)]);
    pub static SetRulePrioritiesOutput: Shape =
        k::structure("SetRulePrioritiesOutput", &[k::optional("Rules", &Rules)]);
    pub static SetSecurityGroupsInput: Shape = k::structure(
        "SetSecurityGroupsInput",
        &[
            k::optional(
                "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
                &EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum,
            ),
            k::required("LoadBalancerArn", &LoadBalancerArn),
            k::required("SecurityGroups", &SecurityGroups),
        ],
    );
    pub static SetSecurityGroupsOutput: Shape = k::structure(
        "SetSecurityGroupsOutput",
        &[
            k::optional(
                "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
                &EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum,
            ),
            k::optional("SecurityGroupIds", &SecurityGroups),
        ],
    );
    pub static SetSubnetsInput: Shape = k::structure(
        "SetSubnetsInput",
        &[
            k::optional("EnablePrefixForIpv6SourceNat", &k::refused(&["off"], "IPv6")),
            k::optional("IpAddressType", &IpAddressType),
            k::required("LoadBalancerArn", &LoadBalancerArn),
            k::optional("SubnetMappings", &SubnetMappings),
            k::optional("Subnets", &Subnets),
        ],
    );
    pub static SetSubnetsOutput: Shape = k::structure(
        "SetSubnetsOutput",
        &[
            k::optional("AvailabilityZones", &AvailabilityZones),
            k::optional("EnablePrefixForIpv6SourceNat", &EnablePrefixForIpv6SourceNatEnum),
            k::optional("IpAddressType", &IpAddressType),
        ],
    );
    pub static SourceIpConditionConfig: Shape =
        k::structure("SourceIpConditionConfig", &[k::optional("Values", &ListOfString)]);
    pub static SourceNatIpv6Prefix: Shape = k::string("SourceNatIpv6Prefix", &[], "", k::FREE);
    pub static SourceNatIpv6Prefixes: Shape =
        k::list("SourceNatIpv6Prefixes", &SourceNatIpv6Prefix, "member", false, k::FREE);
    pub static SslPolicies: Shape = k::list("SslPolicies", &SslPolicy, "member", false, k::FREE);
    pub static SslPolicy: Shape = k::structure(
        "SslPolicy",
        &[
            k::optional("Ciphers", &Ciphers),
            k::optional("Name", &SslPolicyName),
            k::optional("SslProtocols", &SslProtocols),
            k::optional("SupportedLoadBalancerTypes", &ListOfString),
        ],
    );
    pub static SslPolicyName: Shape = k::string("SslPolicyName", &[], "", k::FREE);
    pub static SslPolicyNames: Shape = k::list("SslPolicyNames", &SslPolicyName, "member", false, k::FREE);
    pub static SslProtocol: Shape = k::string("SslProtocol", &[], "", k::FREE);
    pub static SslProtocols: Shape = k::list("SslProtocols", &SslProtocol, "member", false, k::FREE);
    pub static StateReason: Shape = k::string("StateReason", &[], "", k::FREE);
    pub static String: Shape = k::string("String", &[], "", k::FREE);
    pub static StringValue: Shape = k::string("StringValue", &[], "", k::FREE);
    pub static SubnetId: Shape = k::string("SubnetId", &[], "", k::FREE);
    pub static SubnetMapping: Shape = k::structure(
        "SubnetMapping",
        &[
            k::optional("AllocationId", &AllocationId),
            k::optional("IPv6Address", &IPv6Address),
            k::optional("PrivateIPv4Address", &PrivateIPv4Address),
            k::optional("SourceNatIpv6Prefix", &k::refused(&[], "IPv6")),
            k::optional("SubnetId", &SubnetId),
        ],
    );
    pub static SubnetMappings: Shape = k::list("SubnetMappings", &SubnetMapping, "member", false, k::FREE);
    pub static Subnets: Shape = k::list("Subnets", &SubnetId, "member", false, k::FREE);
    pub static Tag: Shape =
        k::structure("Tag", &[k::required("Key", &TagKey), k::optional("Value", &TagValue)]);
    pub static TagDescription: Shape = k::structure(
        "TagDescription",
        &[k::optional("ResourceArn", &ResourceArn), k::optional("Tags", &TagList)],
    );
    pub static TagDescriptions: Shape = k::list("TagDescriptions", &TagDescription, "member", false, k::FREE);
    pub static TagKey: Shape =
        k::string("TagKey", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", k::within(1, 128));
    pub static TagKeys: Shape = k::list("TagKeys", &TagKey, "member", false, k::FREE);
    pub static TagList: Shape = k::list("TagList", &Tag, "member", false, k::at_least(1));
    pub static TagValue: Shape =
        k::string("TagValue", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", k::within(0, 256));
    pub static TargetAdministrativeOverrideReasonEnum: Shape = k::string(
        "TargetAdministrativeOverrideReasonEnum",
        &[
            "AdministrativeOverride.Unknown",
            "AdministrativeOverride.NoOverride",
            "AdministrativeOverride.ZonalShiftActive",
            "AdministrativeOverride.ZonalShiftDelegatedToDns",
        ],
        "",
        k::FREE,
    );
    pub static TargetAdministrativeOverrideStateEnum: Shape = k::string(
        "TargetAdministrativeOverrideStateEnum",
        &["unknown", "no_override", "zonal_shift_active", "zonal_shift_delegated_to_dns"],
        "",
        k::FREE,
    );
    pub static TargetControlPort: Shape = k::simple("TargetControlPort", Kind::Integer, k::within(1, 65535));
    pub static TargetDescription: Shape = k::structure(
        "TargetDescription",
        &[
            k::optional("AvailabilityZone", &ZoneName),
            k::required("Id", &TargetId),
            k::optional("Port", &Port),
            k::optional("QuicServerId", &QuicServerId),
        ],
    );
    pub static TargetDescriptions: Shape =
        k::list("TargetDescriptions", &TargetDescription, "member", false, k::FREE);
    pub static TargetGroup: Shape = k::structure(
        "TargetGroup",
        &[
            k::optional("HealthCheckEnabled", &HealthCheckEnabled),
            k::optional("HealthCheckIntervalSeconds", &HealthCheckIntervalSeconds),
            k::optional("HealthCheckPath", &Path),
            k::optional("HealthCheckPort", &HealthCheckPort),
            k::optional("HealthCheckProtocol", &ProtocolEnum),
            k::optional("HealthCheckTimeoutSeconds", &HealthCheckTimeoutSeconds),
            k::optional("HealthyThresholdCount", &HealthCheckThresholdCount),
            k::optional("IpAddressType", &TargetGroupIpAddressTypeEnum),
            k::optional("LoadBalancerArns", &LoadBalancerArns),
            k::optional("Matcher", &Matcher),
            k::optional("Port", &Port),
            k::optional("Protocol", &ProtocolEnum),
            k::optional("ProtocolVersion", &ProtocolVersion),
            k::optional("TargetControlPort", &TargetControlPort),
            k::optional("TargetGroupArn", &TargetGroupArn),
            k::optional("TargetGroupName", &TargetGroupName),
            k::optional("TargetType", &TargetTypeEnum),
            k::optional("UnhealthyThresholdCount", &HealthCheckThresholdCount),
            k::optional("VpcId", &VpcId),
        ],
    );
    pub static TargetGroupArn: Shape = k::string("TargetGroupArn", &[], "", k::FREE);
    pub static TargetGroupArns: Shape = k::list("TargetGroupArns", &TargetGroupArn, "member", false, k::FREE);
    pub static TargetGroupAttribute: Shape = k::structure(
        "TargetGroupAttribute",
        &[k::optional("Key", &TargetGroupAttributeKey), k::optional("Value", &TargetGroupAttributeValue)],
    );
    pub static TargetGroupAttributeKey: Shape =
        k::string("TargetGroupAttributeKey", &[], "^[a-zA-Z0-9._]+$", k::at_most(256));
    pub static TargetGroupAttributeValue: Shape = k::string("TargetGroupAttributeValue", &[], "", k::FREE);
    pub static TargetGroupAttributes: Shape =
        k::list("TargetGroupAttributes", &TargetGroupAttribute, "member", false, k::FREE);
    pub static TargetGroupIpAddressTypeEnum: Shape =
        k::string("TargetGroupIpAddressTypeEnum", &["ipv4", "ipv6"], "", k::FREE);
    pub static TargetGroupList: Shape =
        k::list("TargetGroupList", &TargetGroupTuple, "member", false, k::FREE);
    pub static TargetGroupName: Shape = k::string("TargetGroupName", &[], "", k::FREE);
    pub static TargetGroupNames: Shape =
        k::list("TargetGroupNames", &TargetGroupName, "member", false, k::FREE);
    pub static TargetGroupStickinessConfig: Shape = k::structure(
        "TargetGroupStickinessConfig",
        &[
            k::optional("DurationSeconds", &TargetGroupStickinessDurationSeconds),
            k::optional("Enabled", &TargetGroupStickinessEnabled),
        ],
    );
    pub static TargetGroupStickinessDurationSeconds: Shape =
        k::simple("TargetGroupStickinessDurationSeconds", Kind::Integer, k::FREE);
    pub static TargetGroupStickinessEnabled: Shape =
        k::simple("TargetGroupStickinessEnabled", Kind::Boolean, k::FREE);
    pub static TargetGroupTuple: Shape = k::structure(
        "TargetGroupTuple",
        &[k::optional("TargetGroupArn", &TargetGroupArn), k::optional("Weight", &TargetGroupWeight)],
    );
    pub static TargetGroupWeight: Shape = k::simple("TargetGroupWeight", Kind::Integer, k::FREE);
    pub static TargetGroups: Shape = k::list("TargetGroups", &TargetGroup, "member", false, k::FREE);
    pub static TargetHealth: Shape = k::structure(
        "TargetHealth",
        &[
            k::optional("Description", &Description),
            k::optional("Reason", &TargetHealthReasonEnum),
            k::optional("State", &TargetHealthStateEnum),
        ],
    );
    pub static TargetHealthDescription: Shape = k::structure(
        "TargetHealthDescription",
        &[
            k::optional("AdministrativeOverride", &AdministrativeOverride),
            k::optional("AnomalyDetection", &AnomalyDetection),
            k::optional("HealthCheckPort", &HealthCheckPort),
            k::optional("Target", &TargetDescription),
            k::optional("TargetHealth", &TargetHealth),
        ],
    );
    pub static TargetHealthDescriptions: Shape =
        k::list("TargetHealthDescriptions", &TargetHealthDescription, "member", false, k::FREE);
    pub static TargetHealthReasonEnum: Shape = k::string(
        "TargetHealthReasonEnum",
        &[
            "Elb.RegistrationInProgress",
            "Elb.InitialHealthChecking",
            "Target.ResponseCodeMismatch",
            "Target.Timeout",
            "Target.FailedHealthChecks",
            "Target.NotRegistered",
            "Target.NotInUse",
            "Target.DeregistrationInProgress",
            "Target.InvalidState",
            "Target.IpUnusable",
            "Target.HealthCheckDisabled",
            "Elb.InternalError",
        ],
        "",
        k::FREE,
    );
    pub static TargetHealthStateEnum: Shape = k::string(
        "TargetHealthStateEnum",
        &["initial", "healthy", "unhealthy", "unhealthy.draining", "unused", "draining", "unavailable"],
        "",
        k::FREE,
    );
    pub static TargetId: Shape = k::string("TargetId", &[], "", k::FREE);
    pub static TargetTypeEnum: Shape =
        k::string("TargetTypeEnum", &["instance", "ip", "lambda", "alb"], "", k::FREE);
    pub static TotalRevokedEntries: Shape = k::simple("TotalRevokedEntries", Kind::Long, k::FREE);
    pub static TransformTypeEnum: Shape =
        k::string("TransformTypeEnum", &["host-header-rewrite", "url-rewrite"], "", k::FREE);
    pub static TrustStore: Shape = k::structure(
        "TrustStore",
        &[
            k::optional("Name", &TrustStoreName),
            k::optional("NumberOfCaCertificates", &NumberOfCaCertificates),
            k::optional("Status", &TrustStoreStatus),
            k::optional("TotalRevokedEntries", &TotalRevokedEntries),
            k::optional("TrustStoreArn", &TrustStoreArn),
        ],
    );
    pub static TrustStoreArn: Shape = k::string("TrustStoreArn", &[], "", k::FREE);
    pub static TrustStoreArns: Shape = k::list("TrustStoreArns", &TrustStoreArn, "member", false, k::FREE);
    pub static TrustStoreAssociationStatusEnum: Shape =
        k::string("TrustStoreAssociationStatusEnum", &["active", "removed"], "", k::FREE);
    pub static TrustStoreName: Shape =
        k::string("TrustStoreName", &[], "^([a-zA-Z0-9]+-)*[a-zA-Z0-9]+$", k::within(1, 32));
    pub static TrustStoreNames: Shape = k::list("TrustStoreNames", &TrustStoreName, "member", false, k::FREE);
    pub static TrustStoreStatus: Shape = k::string("TrustStoreStatus", &["ACTIVE", "CREATING"], "", k::FREE);
    pub static TrustStores: Shape = k::list("TrustStores", &TrustStore, "member", false, k::FREE);
    pub static UrlRewriteConfig: Shape =
        k::structure("UrlRewriteConfig", &[k::optional("Rewrites", &RewriteConfigList)]);
    pub static VpcId: Shape = k::string("VpcId", &[], "", k::FREE);
    pub static ZonalCapacityReservationState: Shape = k::structure(
        "ZonalCapacityReservationState",
        &[
            k::optional("AvailabilityZone", &ZoneName),
            k::optional("EffectiveCapacityUnits", &CapacityUnitsDouble),
            k::optional("State", &CapacityReservationStatus),
        ],
    );
    pub static ZonalCapacityReservationStates: Shape =
        k::list("ZonalCapacityReservationStates", &ZonalCapacityReservationState, "member", false, k::FREE);
    pub static ZoneName: Shape = k::string("ZoneName", &[], "", k::FREE);
}
