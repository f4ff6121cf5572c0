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
structure! { input CreateHttpNamespaceRequest {
    creator_request_id "CreatorRequestId" Option<String>,
    description "Description" Option<String>,
    name "Name" String,
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { output CreateHttpNamespaceResponse {
    operation_id "OperationId" Option<String>,
} }
structure! { input CreatePrivateDnsNamespaceRequest {
    creator_request_id "CreatorRequestId" Option<String>,
    description "Description" Option<String>,
    name "Name" String,
    properties "Properties" Option<PrivateDnsNamespaceProperties>,
    tags "Tags" Option<Vec<Tag>>,
    vpc "Vpc" String,
} }
structure! { output CreatePrivateDnsNamespaceResponse {
    operation_id "OperationId" Option<String>,
} }
structure! { input CreateServiceRequest {
    creator_request_id "CreatorRequestId" Option<String>,
    description "Description" Option<String>,
    dns_config "DnsConfig" Option<DnsConfig>,
    health_check_custom_config "HealthCheckCustomConfig" Option<HealthCheckCustomConfig>,
    name "Name" String,
    namespace_id "NamespaceId" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
    r#type "Type" Option<String>,
} }
structure! { output CreateServiceResponse {
    service "Service" Option<Service>,
} }
structure! { input DeleteNamespaceRequest {
    id "Id" String,
} }
structure! { output DeleteNamespaceResponse {
    operation_id "OperationId" Option<String>,
} }
structure! { input DeleteServiceRequest {
    id "Id" String,
} }
structure! { output DeleteServiceResponse {
} }
structure! { input DeregisterInstanceRequest {
    instance_id "InstanceId" String,
    service_id "ServiceId" String,
} }
structure! { output DeregisterInstanceResponse {
    operation_id "OperationId" Option<String>,
} }
structure! { input DiscoverInstancesRequest {
    health_status "HealthStatus" Option<String>,
    max_results "MaxResults" Option<i64>,
    namespace_name "NamespaceName" String,
    optional_parameters "OptionalParameters" Option<BTreeMap<String, String>>,
    owner_account "OwnerAccount" Option<String>,
    query_parameters "QueryParameters" Option<BTreeMap<String, String>>,
    service_name "ServiceName" String,
} }
structure! { output DiscoverInstancesResponse {
    instances "Instances" Option<Vec<HttpInstanceSummary>>,
    instances_revision "InstancesRevision" Option<i64>,
} }
structure! { input DiscoverInstancesRevisionRequest {
    namespace_name "NamespaceName" String,
    owner_account "OwnerAccount" Option<String>,
    service_name "ServiceName" String,
} }
structure! { output DiscoverInstancesRevisionResponse {
    instances_revision "InstancesRevision" Option<i64>,
} }
structure! { both DnsConfig {
    dns_records "DnsRecords" Vec<DnsRecord>,
    namespace_id "NamespaceId" Option<String>,
    routing_policy "RoutingPolicy" Option<String>,
} }
structure! { input DnsConfigChange {
    dns_records "DnsRecords" Vec<DnsRecord>,
} }
structure! { output DnsProperties {
    hosted_zone_id "HostedZoneId" Option<String>,
    soa "SOA" Option<SOA>,
} }
structure! { both DnsRecord {
    ttl "TTL" i64,
    r#type "Type" String,
} }
structure! { input GetInstanceRequest {
    instance_id "InstanceId" String,
    service_id "ServiceId" String,
} }
structure! { output GetInstanceResponse {
    instance "Instance" Option<Instance>,
    resource_owner "ResourceOwner" Option<String>,
} }
structure! { input GetInstancesHealthStatusRequest {
    instances "Instances" Option<Vec<String>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
    service_id "ServiceId" String,
} }
structure! { output GetInstancesHealthStatusResponse {
    next_token "NextToken" Option<String>,
    status "Status" Option<BTreeMap<String, String>>,
} }
structure! { input GetNamespaceRequest {
    id "Id" String,
} }
structure! { output GetNamespaceResponse {
    namespace "Namespace" Option<Namespace>,
} }
structure! { input GetOperationRequest {
    operation_id "OperationId" String,
    owner_account "OwnerAccount" Option<String>,
} }
structure! { output GetOperationResponse {
    operation "Operation" Option<Operation>,
} }
structure! { input GetServiceRequest {
    id "Id" String,
} }
structure! { output GetServiceResponse {
    service "Service" Option<Service>,
} }
structure! { output HealthCheckConfig {
    failure_threshold "FailureThreshold" Option<i64>,
    resource_path "ResourcePath" Option<String>,
    r#type "Type" Option<String>,
} }
structure! { both HealthCheckCustomConfig {
    failure_threshold "FailureThreshold" Option<i64>,
} }
structure! { output HttpInstanceSummary {
    attributes "Attributes" Option<BTreeMap<String, String>>,
    health_status "HealthStatus" Option<String>,
    instance_id "InstanceId" Option<String>,
    namespace_name "NamespaceName" Option<String>,
    service_name "ServiceName" Option<String>,
} }
structure! { input HttpNamespaceChange {
    description "Description" String,
} }
structure! { output HttpProperties {
    http_name "HttpName" Option<String>,
} }
structure! { output Instance {
    attributes "Attributes" Option<BTreeMap<String, String>>,
    created_by_account "CreatedByAccount" Option<String>,
    creator_request_id "CreatorRequestId" Option<String>,
    id "Id" Option<String>,
} }
structure! { output InstanceSummary {
    attributes "Attributes" Option<BTreeMap<String, String>>,
    created_by_account "CreatedByAccount" Option<String>,
    id "Id" Option<String>,
} }
structure! { input ListInstancesRequest {
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
    service_id "ServiceId" String,
} }
structure! { output ListInstancesResponse {
    instances "Instances" Option<Vec<InstanceSummary>>,
    next_token "NextToken" Option<String>,
    resource_owner "ResourceOwner" Option<String>,
} }
structure! { input ListNamespacesRequest {
    filters "Filters" Option<Vec<NamespaceFilter>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
} }
structure! { output ListNamespacesResponse {
    namespaces "Namespaces" Option<Vec<NamespaceSummary>>,
    next_token "NextToken" Option<String>,
} }
structure! { input ListOperationsRequest {
    filters "Filters" Option<Vec<OperationFilter>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
} }
structure! { output ListOperationsResponse {
    next_token "NextToken" Option<String>,
    operations "Operations" Option<Vec<OperationSummary>>,
} }
structure! { input ListServicesRequest {
    filters "Filters" Option<Vec<ServiceFilter>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
} }
structure! { output ListServicesResponse {
    next_token "NextToken" Option<String>,
    services "Services" Option<Vec<ServiceSummary>>,
} }
structure! { input ListTagsForResourceRequest {
    resource_arn "ResourceARN" String,
} }
structure! { output ListTagsForResourceResponse {
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { output Namespace {
    arn "Arn" Option<String>,
    create_date "CreateDate" Option<Timestamp>,
    creator_request_id "CreatorRequestId" Option<String>,
    description "Description" Option<String>,
    id "Id" Option<String>,
    name "Name" Option<String>,
    properties "Properties" Option<NamespaceProperties>,
    resource_owner "ResourceOwner" Option<String>,
    service_count "ServiceCount" Option<i64>,
    r#type "Type" Option<String>,
} }
structure! { input NamespaceFilter {
    condition "Condition" Option<String>,
    name "Name" String,
    values "Values" Vec<String>,
} }
structure! { output NamespaceProperties {
    dns_properties "DnsProperties" Option<DnsProperties>,
    http_properties "HttpProperties" Option<HttpProperties>,
} }
structure! { output NamespaceSummary {
    arn "Arn" Option<String>,
    create_date "CreateDate" Option<Timestamp>,
    description "Description" Option<String>,
    id "Id" Option<String>,
    name "Name" Option<String>,
    properties "Properties" Option<NamespaceProperties>,
    resource_owner "ResourceOwner" Option<String>,
    service_count "ServiceCount" Option<i64>,
    r#type "Type" Option<String>,
} }
structure! { output Operation {
    create_date "CreateDate" Option<Timestamp>,
    error_code "ErrorCode" Option<String>,
    error_message "ErrorMessage" Option<String>,
    id "Id" Option<String>,
    owner_account "OwnerAccount" Option<String>,
    status "Status" Option<String>,
    targets "Targets" Option<BTreeMap<String, String>>,
    r#type "Type" Option<String>,
    update_date "UpdateDate" Option<Timestamp>,
} }
structure! { input OperationFilter {
    condition "Condition" Option<String>,
    name "Name" String,
    values "Values" Vec<String>,
} }
structure! { output OperationSummary {
    id "Id" Option<String>,
    status "Status" Option<String>,
} }
structure! { input PrivateDnsNamespaceChange {
    description "Description" Option<String>,
    properties "Properties" Option<PrivateDnsNamespacePropertiesChange>,
} }
structure! { input PrivateDnsNamespaceProperties {
    dns_properties "DnsProperties" PrivateDnsPropertiesMutable,
} }
structure! { input PrivateDnsNamespacePropertiesChange {
    dns_properties "DnsProperties" PrivateDnsPropertiesMutableChange,
} }
structure! { input PrivateDnsPropertiesMutable {
    soa "SOA" SOA,
} }
structure! { input PrivateDnsPropertiesMutableChange {
    soa "SOA" SOAChange,
} }
structure! { input RegisterInstanceRequest {
    attributes "Attributes" BTreeMap<String, String>,
    creator_request_id "CreatorRequestId" Option<String>,
    instance_id "InstanceId" String,
    service_id "ServiceId" String,
} }
structure! { output RegisterInstanceResponse {
    operation_id "OperationId" Option<String>,
} }
structure! { both SOA {
    ttl "TTL" i64,
} }
structure! { input SOAChange {
    ttl "TTL" i64,
} }
structure! { output Service {
    arn "Arn" Option<String>,
    create_date "CreateDate" Option<Timestamp>,
    created_by_account "CreatedByAccount" Option<String>,
    creator_request_id "CreatorRequestId" Option<String>,
    description "Description" Option<String>,
    dns_config "DnsConfig" Option<DnsConfig>,
    health_check_config "HealthCheckConfig" Option<HealthCheckConfig>,
    health_check_custom_config "HealthCheckCustomConfig" Option<HealthCheckCustomConfig>,
    id "Id" Option<String>,
    instance_count "InstanceCount" Option<i64>,
    name "Name" Option<String>,
    namespace_id "NamespaceId" Option<String>,
    resource_owner "ResourceOwner" Option<String>,
    r#type "Type" Option<String>,
} }
structure! { input ServiceChange {
    description "Description" Option<String>,
    dns_config "DnsConfig" Option<DnsConfigChange>,
} }
structure! { input ServiceFilter {
    condition "Condition" Option<String>,
    name "Name" String,
    values "Values" Vec<String>,
} }
structure! { output ServiceSummary {
    arn "Arn" Option<String>,
    create_date "CreateDate" Option<Timestamp>,
    created_by_account "CreatedByAccount" Option<String>,
    description "Description" Option<String>,
    dns_config "DnsConfig" Option<DnsConfig>,
    health_check_config "HealthCheckConfig" Option<HealthCheckConfig>,
    health_check_custom_config "HealthCheckCustomConfig" Option<HealthCheckCustomConfig>,
    id "Id" Option<String>,
    instance_count "InstanceCount" Option<i64>,
    name "Name" Option<String>,
    resource_owner "ResourceOwner" Option<String>,
    r#type "Type" Option<String>,
} }
structure! { both Tag {
    key "Key" String,
    value "Value" String,
} }
tag! { Tag }
structure! { input TagResourceRequest {
    resource_arn "ResourceARN" String,
    tags "Tags" Vec<Tag>,
} }
structure! { output TagResourceResponse {
} }
structure! { input UntagResourceRequest {
    resource_arn "ResourceARN" String,
    tag_keys "TagKeys" Vec<String>,
} }
structure! { output UntagResourceResponse {
} }
structure! { input UpdateHttpNamespaceRequest {
    id "Id" String,
    namespace "Namespace" HttpNamespaceChange,
} }
structure! { output UpdateHttpNamespaceResponse {
    operation_id "OperationId" Option<String>,
} }
structure! { input UpdateInstanceCustomHealthStatusRequest {
    instance_id "InstanceId" String,
    service_id "ServiceId" String,
    status "Status" String,
} }
structure! { input UpdatePrivateDnsNamespaceRequest {
    id "Id" String,
    namespace "Namespace" PrivateDnsNamespaceChange,
} }
structure! { output UpdatePrivateDnsNamespaceResponse {
    operation_id "OperationId" Option<String>,
} }
structure! { input UpdateServiceRequest {
    id "Id" String,
    service "Service" ServiceChange,
} }
structure! { output UpdateServiceResponse {
    operation_id "OperationId" Option<String>,
} }
operation! { CreateHttpNamespace CreateHttpNamespaceRequest CreateHttpNamespaceResponse }
operation! { CreatePrivateDnsNamespace CreatePrivateDnsNamespaceRequest CreatePrivateDnsNamespaceResponse }
operation! { CreateService CreateServiceRequest CreateServiceResponse }
operation! { DeleteNamespace DeleteNamespaceRequest DeleteNamespaceResponse }
operation! { DeleteService DeleteServiceRequest DeleteServiceResponse }
operation! { DeregisterInstance DeregisterInstanceRequest DeregisterInstanceResponse }
operation! { DiscoverInstances DiscoverInstancesRequest DiscoverInstancesResponse }
operation! { DiscoverInstancesRevision DiscoverInstancesRevisionRequest DiscoverInstancesRevisionResponse }
operation! { GetInstance GetInstanceRequest GetInstanceResponse }
operation! { GetInstancesHealthStatus GetInstancesHealthStatusRequest GetInstancesHealthStatusResponse }
operation! { GetNamespace GetNamespaceRequest GetNamespaceResponse }
operation! { GetOperation GetOperationRequest GetOperationResponse }
operation! { GetService GetServiceRequest GetServiceResponse }
operation! { ListInstances ListInstancesRequest ListInstancesResponse }
operation! { ListNamespaces ListNamespacesRequest ListNamespacesResponse }
operation! { ListOperations ListOperationsRequest ListOperationsResponse }
operation! { ListServices ListServicesRequest ListServicesResponse }
operation! { ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResponse }
operation! { RegisterInstance RegisterInstanceRequest RegisterInstanceResponse }
operation! { TagResource TagResourceRequest TagResourceResponse }
operation! { UntagResource UntagResourceRequest UntagResourceResponse }
operation! { UpdateHttpNamespace UpdateHttpNamespaceRequest UpdateHttpNamespaceResponse }
operation! { UpdateInstanceCustomHealthStatus UpdateInstanceCustomHealthStatusRequest Unit }
operation! { UpdatePrivateDnsNamespace UpdatePrivateDnsNamespaceRequest UpdatePrivateDnsNamespaceResponse }
operation! { UpdateService UpdateServiceRequest UpdateServiceResponse }
exceptions! {
    custom_health_not_found CustomHealthNotFound "CustomHealthNotFound" 400 Sender;
    duplicate_request DuplicateRequest "DuplicateRequest" 400 Sender;
    instance_not_found InstanceNotFound "InstanceNotFound" 400 Sender;
    invalid_input InvalidInput "InvalidInput" 400 Sender;
    namespace_already_exists NamespaceAlreadyExists "NamespaceAlreadyExists" 400 Sender;
    namespace_not_found NamespaceNotFound "NamespaceNotFound" 400 Sender;
    operation_not_found OperationNotFound "OperationNotFound" 400 Sender;
    request_limit_exceeded RequestLimitExceeded "RequestLimitExceeded" 400 Sender;
    resource_in_use ResourceInUse "ResourceInUse" 400 Sender;
    resource_limit_exceeded ResourceLimitExceeded "ResourceLimitExceeded" 400 Sender;
    resource_not_found_exception ResourceNotFoundException "ResourceNotFoundException" 400 Sender;
    service_already_exists ServiceAlreadyExists "ServiceAlreadyExists" 400 Sender;
    service_not_found ServiceNotFound "ServiceNotFound" 400 Sender;
    too_many_tags_exception TooManyTagsException "TooManyTagsException" 400 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "servicediscovery",
    signing_name: "servicediscovery",
    endpoint_prefix: "servicediscovery",
    protocols: &[crate::Protocol::Json11],
    query_compatible: false,
    target_prefix: "Route53AutoNaming_v20170314",
    api_version: "2017-03-14",
    xml_namespace: "",
    operations: &[
        &operations::CreateHttpNamespace,
        &operations::CreatePrivateDnsNamespace,
        &operations::CreateService,
        &operations::DeleteNamespace,
        &operations::DeleteService,
        &operations::DeregisterInstance,
        &operations::DiscoverInstances,
        &operations::DiscoverInstancesRevision,
        &operations::GetInstance,
        &operations::GetInstancesHealthStatus,
        &operations::GetNamespace,
        &operations::GetOperation,
        &operations::GetService,
        &operations::ListInstances,
        &operations::ListNamespaces,
        &operations::ListOperations,
        &operations::ListServices,
        &operations::ListTagsForResource,
        &operations::RegisterInstance,
        &operations::TagResource,
        &operations::UntagResource,
        &operations::UpdateHttpNamespace,
        &operations::UpdateInstanceCustomHealthStatus,
        &operations::UpdatePrivateDnsNamespace,
        &operations::UpdateService,
    ],
    names: &[
        "CreateHttpNamespace",
        "CreatePrivateDnsNamespace",
        "CreatePublicDnsNamespace",
        "CreateService",
        "DeleteNamespace",
        "DeleteService",
        "DeleteServiceAttributes",
        "DeregisterInstance",
        "DiscoverInstances",
        "DiscoverInstancesRevision",
        "GetInstance",
        "GetInstancesHealthStatus",
        "GetNamespace",
        "GetOperation",
        "GetService",
        "GetServiceAttributes",
        "ListInstances",
        "ListNamespaces",
        "ListOperations",
        "ListServices",
        "ListTagsForResource",
        "RegisterInstance",
        "TagResource",
        "UntagResource",
        "UpdateHttpNamespace",
        "UpdateInstanceCustomHealthStatus",
        "UpdatePrivateDnsNamespace",
        "UpdatePublicDnsNamespace",
        "UpdateService",
        "UpdateServiceAttributes",
    ],
    refusal: &errors::InvalidInput,
    refused: &[],
    elsewhere: &[],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static CreateHttpNamespace: OperationSchema = OperationSchema {
        name: "CreateHttpNamespace",
        service: &SERVICE,
        input: Some(&shapes::CreateHttpNamespaceRequest),
        output: Some(&shapes::CreateHttpNamespaceResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidInput,
            &errors::NamespaceAlreadyExists,
            &errors::ResourceLimitExceeded,
            &errors::DuplicateRequest,
            &errors::TooManyTagsException,
        ],
        http: None,
    };
    pub static CreatePrivateDnsNamespace: OperationSchema = OperationSchema {
        name: "CreatePrivateDnsNamespace",
        service: &SERVICE,
        input: Some(&shapes::CreatePrivateDnsNamespaceRequest),
        output: Some(&shapes::CreatePrivateDnsNamespaceResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidInput,
            &errors::NamespaceAlreadyExists,
            &errors::ResourceLimitExceeded,
            &errors::DuplicateRequest,
            &errors::TooManyTagsException,
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
            &errors::InvalidInput,
            &errors::ResourceLimitExceeded,
            &errors::NamespaceNotFound,
            &errors::ServiceAlreadyExists,
            &errors::TooManyTagsException,
        ],
        http: None,
    };
    pub static DeleteNamespace: OperationSchema = OperationSchema {
        name: "DeleteNamespace",
        service: &SERVICE,
        input: Some(&shapes::DeleteNamespaceRequest),
        output: Some(&shapes::DeleteNamespaceResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidInput,
            &errors::NamespaceNotFound,
            &errors::ResourceInUse,
            &errors::DuplicateRequest,
        ],
        http: None,
    };
    pub static DeleteService: OperationSchema = OperationSchema {
        name: "DeleteService",
        service: &SERVICE,
        input: Some(&shapes::DeleteServiceRequest),
        output: Some(&shapes::DeleteServiceResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidInput, &errors::ServiceNotFound, &errors::ResourceInUse],
        http: None,
    };
    pub static DeregisterInstance: OperationSchema = OperationSchema {
        name: "DeregisterInstance",
        service: &SERVICE,
        input: Some(&shapes::DeregisterInstanceRequest),
        output: Some(&shapes::DeregisterInstanceResponse),
        result_wrapper: "",
        errors: &[
            &errors::DuplicateRequest,
            &errors::InvalidInput,
            &errors::InstanceNotFound,
            &errors::ResourceInUse,
            &errors::ServiceNotFound,
        ],
        http: None,
    };
    pub static DiscoverInstances: OperationSchema = OperationSchema {
        name: "DiscoverInstances",
        service: &SERVICE,
        input: Some(&shapes::DiscoverInstancesRequest),
        output: Some(&shapes::DiscoverInstancesResponse),
        result_wrapper: "",
        errors: &[
            &errors::ServiceNotFound,
            &errors::NamespaceNotFound,
            &errors::InvalidInput,
            &errors::RequestLimitExceeded,
        ],
        http: None,
    };
    pub static DiscoverInstancesRevision: OperationSchema = OperationSchema {
        name: "DiscoverInstancesRevision",
        service: &SERVICE,
        input: Some(&shapes::DiscoverInstancesRevisionRequest),
        output: Some(&shapes::DiscoverInstancesRevisionResponse),
        result_wrapper: "",
        errors: &[
            &errors::ServiceNotFound,
            &errors::NamespaceNotFound,
            &errors::InvalidInput,
            &errors::RequestLimitExceeded,
        ],
        http: None,
    };
    pub static GetInstance: OperationSchema = OperationSchema {
        name: "GetInstance",
        service: &SERVICE,
        input: Some(&shapes::GetInstanceRequest),
        output: Some(&shapes::GetInstanceResponse),
        result_wrapper: "",
        errors: &[&errors::InstanceNotFound, &errors::InvalidInput, &errors::ServiceNotFound],
        http: None,
    };
    pub static GetInstancesHealthStatus: OperationSchema = OperationSchema {
        name: "GetInstancesHealthStatus",
        service: &SERVICE,
        input: Some(&shapes::GetInstancesHealthStatusRequest),
        output: Some(&shapes::GetInstancesHealthStatusResponse),
        result_wrapper: "",
        errors: &[&errors::InstanceNotFound, &errors::InvalidInput, &errors::ServiceNotFound],
        http: None,
    };
    pub static GetNamespace: OperationSchema = OperationSchema {
        name: "GetNamespace",
        service: &SERVICE,
        input: Some(&shapes::GetNamespaceRequest),
        output: Some(&shapes::GetNamespaceResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidInput, &errors::NamespaceNotFound],
        http: None,
    };
    pub static GetOperation: OperationSchema = OperationSchema {
        name: "GetOperation",
        service: &SERVICE,
        input: Some(&shapes::GetOperationRequest),
        output: Some(&shapes::GetOperationResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidInput, &errors::OperationNotFound],
        http: None,
    };
    pub static GetService: OperationSchema = OperationSchema {
        name: "GetService",
        service: &SERVICE,
        input: Some(&shapes::GetServiceRequest),
        output: Some(&shapes::GetServiceResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidInput, &errors::ServiceNotFound],
        http: None,
    };
    pub static ListInstances: OperationSchema = OperationSchema {
        name: "ListInstances",
        service: &SERVICE,
        input: Some(&shapes::ListInstancesRequest),
        output: Some(&shapes::ListInstancesResponse),
        result_wrapper: "",
        errors: &[&errors::ServiceNotFound, &errors::InvalidInput],
        http: None,
    };
    pub static ListNamespaces: OperationSchema = OperationSchema {
        name: "ListNamespaces",
        service: &SERVICE,
        input: Some(&shapes::ListNamespacesRequest),
        output: Some(&shapes::ListNamespacesResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidInput],
        http: None,
    };
    pub static ListOperations: OperationSchema = OperationSchema {
        name: "ListOperations",
        service: &SERVICE,
        input: Some(&shapes::ListOperationsRequest),
        output: Some(&shapes::ListOperationsResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidInput],
        http: None,
    };
    pub static ListServices: OperationSchema = OperationSchema {
        name: "ListServices",
        service: &SERVICE,
        input: Some(&shapes::ListServicesRequest),
        output: Some(&shapes::ListServicesResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidInput],
        http: None,
    };
    pub static ListTagsForResource: OperationSchema = OperationSchema {
        name: "ListTagsForResource",
        service: &SERVICE,
        input: Some(&shapes::ListTagsForResourceRequest),
        output: Some(&shapes::ListTagsForResourceResponse),
        result_wrapper: "",
        errors: &[&errors::ResourceNotFoundException, &errors::InvalidInput],
        http: None,
    };
    pub static RegisterInstance: OperationSchema = OperationSchema {
        name: "RegisterInstance",
        service: &SERVICE,
        input: Some(&shapes::RegisterInstanceRequest),
        output: Some(&shapes::RegisterInstanceResponse),
        result_wrapper: "",
        errors: &[
            &errors::DuplicateRequest,
            &errors::InvalidInput,
            &errors::ResourceInUse,
            &errors::ResourceLimitExceeded,
            &errors::ServiceNotFound,
        ],
        http: None,
    };
    pub static TagResource: OperationSchema = OperationSchema {
        name: "TagResource",
        service: &SERVICE,
        input: Some(&shapes::TagResourceRequest),
        output: Some(&shapes::TagResourceResponse),
        result_wrapper: "",
        errors: &[&errors::ResourceNotFoundException, &errors::TooManyTagsException, &errors::InvalidInput],
        http: None,
    };
    pub static UntagResource: OperationSchema = OperationSchema {
        name: "UntagResource",
        service: &SERVICE,
        input: Some(&shapes::UntagResourceRequest),
        output: Some(&shapes::UntagResourceResponse),
        result_wrapper: "",
        errors: &[&errors::ResourceNotFoundException, &errors::InvalidInput],
        http: None,
    };
    pub static UpdateHttpNamespace: OperationSchema = OperationSchema {
        name: "UpdateHttpNamespace",
        service: &SERVICE,
        input: Some(&shapes::UpdateHttpNamespaceRequest),
        output: Some(&shapes::UpdateHttpNamespaceResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidInput,
            &errors::NamespaceNotFound,
            &errors::ResourceInUse,
            &errors::DuplicateRequest,
        ],
        http: None,
    };
    pub static UpdateInstanceCustomHealthStatus: OperationSchema = OperationSchema {
        name: "UpdateInstanceCustomHealthStatus",
        service: &SERVICE,
        input: Some(&shapes::UpdateInstanceCustomHealthStatusRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InstanceNotFound,
            &errors::ServiceNotFound,
            &errors::CustomHealthNotFound,
            &errors::InvalidInput,
        ],
        http: None,
    };
    pub static UpdatePrivateDnsNamespace: OperationSchema = OperationSchema {
        name: "UpdatePrivateDnsNamespace",
        service: &SERVICE,
        input: Some(&shapes::UpdatePrivateDnsNamespaceRequest),
        output: Some(&shapes::UpdatePrivateDnsNamespaceResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidInput,
            &errors::NamespaceNotFound,
            &errors::ResourceInUse,
            &errors::DuplicateRequest,
        ],
        http: None,
    };
    pub static UpdateService: OperationSchema = OperationSchema {
        name: "UpdateService",
        service: &SERVICE,
        input: Some(&shapes::UpdateServiceRequest),
        output: Some(&shapes::UpdateServiceResponse),
        result_wrapper: "",
        errors: &[&errors::DuplicateRequest, &errors::InvalidInput, &errors::ServiceNotFound],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static AWSAccountId: Shape = k::string("AWSAccountId", &[], "", k::within(12, 12));
    pub static AmazonResourceName: Shape = k::string("AmazonResourceName", &[], "", k::within(1, 1011));
    pub static Arn: Shape = k::string("Arn", &[], "", k::at_most(255));
    pub static AttrKey: Shape = k::string("AttrKey", &[], "^[a-zA-Z0-9!-~]+$", k::at_most(255));
    pub static AttrValue: Shape = k::string(
        "AttrValue",
        &[],
        "^([a-zA-Z0-9!-~][ \\ta-zA-Z0-9!-~]*){0,1}[a-zA-Z0-9!-~]{0,1}$",
        k::at_most(1024),
    );
    pub static Attributes: Shape =
        k::map("Attributes", &AttrKey, &AttrValue, ("key", "value"), false, k::FREE);
    pub static Code: Shape = k::string("Code", &[], "", k::FREE);
    pub static CreateHttpNamespaceRequest: Shape = k::structure(
        "CreateHttpNamespaceRequest",
        &[
            k::token(k::optional("CreatorRequestId", &ResourceId)),
            k::optional("Description", &ResourceDescription),
            k::required("Name", &NamespaceNameHttp),
            k::optional("Tags", &TagList),
        ],
    );
    pub static CreateHttpNamespaceResponse: Shape =
        k::structure("CreateHttpNamespaceResponse", &[k::optional("OperationId", &OperationId)]);
    pub static CreatePrivateDnsNamespaceRequest: Shape = k::structure(
        "CreatePrivateDnsNamespaceRequest",
        &[
            k::token(k::optional("CreatorRequestId", &ResourceId)),
            k::optional("Description", &ResourceDescription),
            k::required("Name", &NamespaceNamePrivate),
            k::optional("Properties", &PrivateDnsNamespaceProperties),
            k::optional("Tags", &TagList),
            k::required("Vpc", &ResourceId),
        ],
    );
    pub static CreatePrivateDnsNamespaceResponse: Shape =
        k::structure("CreatePrivateDnsNamespaceResponse", &[k::optional("OperationId", &OperationId)]);
    pub static CreateServiceRequest: Shape = k::structure(
        "CreateServiceRequest",
        &[
            k::token(k::optional("CreatorRequestId", &ResourceId)),
            k::optional("Description", &ResourceDescription),
            k::optional("DnsConfig", &DnsConfig),
            k::optional(
                "HealthCheckConfig",
                &k::refused(&[], "health checks of Route 53; use HealthCheckCustomConfig"),
            ),
            k::optional("HealthCheckCustomConfig", &HealthCheckCustomConfig),
            k::required("Name", &ServiceName),
            k::optional("NamespaceId", &Arn),
            k::optional("Tags", &TagList),
            k::optional("Type", &ServiceTypeOption),
        ],
    );
    pub static CreateServiceResponse: Shape =
        k::structure("CreateServiceResponse", &[k::optional("Service", &Service)]);
    pub static CustomHealthStatus: Shape =
        k::string("CustomHealthStatus", &["HEALTHY", "UNHEALTHY"], "", k::FREE);
    pub static DeleteNamespaceRequest: Shape =
        k::structure("DeleteNamespaceRequest", &[k::required("Id", &Arn)]);
    pub static DeleteNamespaceResponse: Shape =
        k::structure("DeleteNamespaceResponse", &[k::optional("OperationId", &OperationId)]);
    pub static DeleteServiceRequest: Shape = k::structure("DeleteServiceRequest", &[k::required("Id", &Arn)]);
    pub static DeleteServiceResponse: Shape = k::structure("DeleteServiceResponse", &[]);
    pub static DeregisterInstanceRequest: Shape = k::structure(
        "DeregisterInstanceRequest",
        &[k::required("InstanceId", &ResourceId), k::required("ServiceId", &Arn)],
    );
    pub static DeregisterInstanceResponse: Shape =
        k::structure("DeregisterInstanceResponse", &[k::optional("OperationId", &OperationId)]);
    pub static DiscoverInstancesRequest: Shape = k::structure(
        "DiscoverInstancesRequest",
        &[
            k::optional("HealthStatus", &HealthStatusFilter),
            k::optional("MaxResults", &DiscoverMaxResults),
            k::required("NamespaceName", &NamespaceName),
            k::optional("OptionalParameters", &Attributes),
            k::optional("OwnerAccount", &AWSAccountId),
            k::optional("QueryParameters", &Attributes),
            k::required("ServiceName", &ServiceName),
        ],
    );
    pub static DiscoverInstancesResponse: Shape = k::structure(
        "DiscoverInstancesResponse",
        &[k::optional("Instances", &HttpInstanceSummaryList), k::optional("InstancesRevision", &Revision)],
    );
    pub static DiscoverInstancesRevisionRequest: Shape = k::structure(
        "DiscoverInstancesRevisionRequest",
        &[
            k::required("NamespaceName", &NamespaceName),
            k::optional("OwnerAccount", &AWSAccountId),
            k::required("ServiceName", &ServiceName),
        ],
    );
    pub static DiscoverInstancesRevisionResponse: Shape =
        k::structure("DiscoverInstancesRevisionResponse", &[k::optional("InstancesRevision", &Revision)]);
    pub static DiscoverMaxResults: Shape = k::simple("DiscoverMaxResults", Kind::Integer, k::within(1, 1000));
    pub static DnsConfig: Shape = k::structure(
        "DnsConfig",
        &[
            k::required("DnsRecords", &DnsRecordList),
            k::optional("NamespaceId", &ResourceId),
            k::optional("RoutingPolicy", &RoutingPolicy),
        ],
    );
    pub static DnsConfigChange: Shape =
        k::structure("DnsConfigChange", &[k::required("DnsRecords", &DnsRecordList)]);
    pub static DnsProperties: Shape =
        k::structure("DnsProperties", &[k::optional("HostedZoneId", &ResourceId), k::optional("SOA", &SOA)]);
    pub static DnsRecord: Shape =
        k::structure("DnsRecord", &[k::required("TTL", &RecordTTL), k::required("Type", &RecordType)]);
    pub static DnsRecordList: Shape = k::list("DnsRecordList", &DnsRecord, "member", false, k::FREE);
    pub static ErrorMessage: Shape = k::string("ErrorMessage", &[], "", k::FREE);
    pub static FailureThreshold: Shape = k::simple("FailureThreshold", Kind::Integer, k::within(1, 10));
    pub static FilterCondition: Shape =
        k::string("FilterCondition", &["EQ", "IN", "BETWEEN", "BEGINS_WITH"], "", k::FREE);
    pub static FilterValue: Shape = k::string("FilterValue", &[], "", k::within(1, 255));
    pub static FilterValues: Shape = k::list("FilterValues", &FilterValue, "member", false, k::FREE);
    pub static GetInstanceRequest: Shape = k::structure(
        "GetInstanceRequest",
        &[k::required("InstanceId", &ResourceId), k::required("ServiceId", &Arn)],
    );
    pub static GetInstanceResponse: Shape = k::structure(
        "GetInstanceResponse",
        &[k::optional("Instance", &Instance), k::optional("ResourceOwner", &AWSAccountId)],
    );
    pub static GetInstancesHealthStatusRequest: Shape = k::structure(
        "GetInstancesHealthStatusRequest",
        &[
            k::optional("Instances", &InstanceIdList),
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &NextToken),
            k::required("ServiceId", &Arn),
        ],
    );
    pub static GetInstancesHealthStatusResponse: Shape = k::structure(
        "GetInstancesHealthStatusResponse",
        &[k::optional("NextToken", &NextToken), k::optional("Status", &InstanceHealthStatusMap)],
    );
    pub static GetNamespaceRequest: Shape = k::structure("GetNamespaceRequest", &[k::required("Id", &Arn)]);
    pub static GetNamespaceResponse: Shape =
        k::structure("GetNamespaceResponse", &[k::optional("Namespace", &Namespace)]);
    pub static GetOperationRequest: Shape = k::structure(
        "GetOperationRequest",
        &[k::required("OperationId", &OperationId), k::optional("OwnerAccount", &AWSAccountId)],
    );
    pub static GetOperationResponse: Shape =
        k::structure("GetOperationResponse", &[k::optional("Operation", &Operation)]);
    pub static GetServiceRequest: Shape = k::structure("GetServiceRequest", &[k::required("Id", &Arn)]);
    pub static GetServiceResponse: Shape =
        k::structure("GetServiceResponse", &[k::optional("Service", &Service)]);
    pub static HealthCheckConfig: Shape = k::structure(
        "HealthCheckConfig",
        &[
            k::optional("FailureThreshold", &FailureThreshold),
            k::optional("ResourcePath", &ResourcePath),
            k::required("Type", &HealthCheckType),
        ],
    );
    pub static HealthCheckCustomConfig: Shape =
        k::structure("HealthCheckCustomConfig", &[k::optional("FailureThreshold", &FailureThreshold)]);
    pub static HealthCheckType: Shape = k::string("HealthCheckType", &["HTTP", "HTTPS", "TCP"], "", k::FREE);
    pub static HealthStatus: Shape =
        k::string("HealthStatus", &["HEALTHY", "UNHEALTHY", "UNKNOWN"], "", k::FREE);
    pub static HealthStatusFilter: Shape =
        k::string("HealthStatusFilter", &["HEALTHY", "UNHEALTHY", "ALL", "HEALTHY_OR_ELSE_ALL"], "", k::FREE);
    pub static HttpInstanceSummary: Shape = k::structure(
        "HttpInstanceSummary",
        &[
            k::optional("Attributes", &Attributes),
            k::optional("HealthStatus", &HealthStatus),
            k::optional("InstanceId", &ResourceId),
            k::optional("NamespaceName", &NamespaceNameHttp),
            k::optional("ServiceName", &ServiceName),
        ],
    );
    pub static HttpInstanceSummaryList: Shape =
        k::list("HttpInstanceSummaryList", &HttpInstanceSummary, "member", false, k::FREE);
    pub static HttpNamespaceChange: Shape =
        k::structure("HttpNamespaceChange", &[k::required("Description", &ResourceDescription)]);
    pub static HttpProperties: Shape =
        k::structure("HttpProperties", &[k::optional("HttpName", &NamespaceName)]);
    pub static Instance: Shape = k::structure(
        "Instance",
        &[
            k::optional("Attributes", &Attributes),
            k::optional("CreatedByAccount", &AWSAccountId),
            k::optional("CreatorRequestId", &ResourceId),
            k::required("Id", &ResourceId),
        ],
    );
    pub static InstanceHealthStatusMap: Shape =
        k::map("InstanceHealthStatusMap", &ResourceId, &HealthStatus, ("key", "value"), false, k::FREE);
    pub static InstanceId: Shape = k::string("InstanceId", &[], "^[0-9a-zA-Z_/:.@-]+$", k::at_most(64));
    pub static InstanceIdList: Shape =
        k::list("InstanceIdList", &ResourceId, "member", false, k::at_least(1));
    pub static InstanceSummary: Shape = k::structure(
        "InstanceSummary",
        &[
            k::optional("Attributes", &Attributes),
            k::optional("CreatedByAccount", &AWSAccountId),
            k::optional("Id", &ResourceId),
        ],
    );
    pub static InstanceSummaryList: Shape =
        k::list("InstanceSummaryList", &InstanceSummary, "member", false, k::FREE);
    pub static ListInstancesRequest: Shape = k::structure(
        "ListInstancesRequest",
        &[
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &NextToken),
            k::required("ServiceId", &Arn),
        ],
    );
    pub static ListInstancesResponse: Shape = k::structure(
        "ListInstancesResponse",
        &[
            k::optional("Instances", &InstanceSummaryList),
            k::optional("NextToken", &NextToken),
            k::optional("ResourceOwner", &AWSAccountId),
        ],
    );
    pub static ListNamespacesRequest: Shape = k::structure(
        "ListNamespacesRequest",
        &[
            k::optional("Filters", &NamespaceFilters),
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &NextToken),
        ],
    );
    pub static ListNamespacesResponse: Shape = k::structure(
        "ListNamespacesResponse",
        &[k::optional("Namespaces", &NamespaceSummariesList), k::optional("NextToken", &NextToken)],
    );
    pub static ListOperationsRequest: Shape = k::structure(
        "ListOperationsRequest",
        &[
            k::optional("Filters", &OperationFilters),
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &NextToken),
        ],
    );
    pub static ListOperationsResponse: Shape = k::structure(
        "ListOperationsResponse",
        &[k::optional("NextToken", &NextToken), k::optional("Operations", &OperationSummaryList)],
    );
    pub static ListServicesRequest: Shape = k::structure(
        "ListServicesRequest",
        &[
            k::optional("Filters", &ServiceFilters),
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &NextToken),
        ],
    );
    pub static ListServicesResponse: Shape = k::structure(
        "ListServicesResponse",
        &[k::optional("NextToken", &NextToken), k::optional("Services", &ServiceSummariesList)],
    );
    pub static ListTagsForResourceRequest: Shape =
        k::structure("ListTagsForResourceRequest", &[k::required("ResourceARN", &AmazonResourceName)]);
    pub static ListTagsForResourceResponse: Shape =
        k::structure("ListTagsForResourceResponse", &[k::optional("Tags", &TagList)]);
    pub static MaxResults: Shape = k::simple("MaxResults", Kind::Integer, k::within(1, 100));
    pub static Message: Shape = k::string("Message", &[], "", k::FREE);
    pub static Namespace: Shape = k::structure(
        "Namespace",
        &[
            k::optional("Arn", &Arn),
            k::optional("CreateDate", &Timestamp),
            k::optional("CreatorRequestId", &ResourceId),
            k::optional("Description", &ResourceDescription),
            k::optional("Id", &ResourceId),
            k::optional("Name", &NamespaceName),
            k::optional("Properties", &NamespaceProperties),
            k::optional("ResourceOwner", &AWSAccountId),
            k::optional("ServiceCount", &ResourceCount),
            k::optional("Type", &NamespaceType),
        ],
    );
    pub static NamespaceFilter: Shape = k::structure(
        "NamespaceFilter",
        &[
            k::optional("Condition", &FilterCondition),
            k::required("Name", &NamespaceFilterName),
            k::required("Values", &FilterValues),
        ],
    );
    pub static NamespaceFilterName: Shape =
        k::string("NamespaceFilterName", &["TYPE", "NAME", "HTTP_NAME", "RESOURCE_OWNER"], "", k::FREE);
    pub static NamespaceFilters: Shape =
        k::list("NamespaceFilters", &NamespaceFilter, "member", false, k::FREE);
    pub static NamespaceName: Shape = k::string("NamespaceName", &[], "^[!-~]{1,1024}$", k::at_most(1024));
    pub static NamespaceNameHttp: Shape =
        k::string("NamespaceNameHttp", &[], "^(?!arn:)[!-~]{1,1024}$", k::at_most(1024));
    pub static NamespaceNamePrivate: Shape =
        k::string("NamespaceNamePrivate", &[], "^(?!arn:)[!-~]{1,253}$", k::at_most(253));
    pub static NamespaceProperties: Shape = k::structure(
        "NamespaceProperties",
        &[k::optional("DnsProperties", &DnsProperties), k::optional("HttpProperties", &HttpProperties)],
    );
    pub static NamespaceSummariesList: Shape =
        k::list("NamespaceSummariesList", &NamespaceSummary, "member", false, k::FREE);
    pub static NamespaceSummary: Shape = k::structure(
        "NamespaceSummary",
        &[
            k::optional("Arn", &Arn),
            k::optional("CreateDate", &Timestamp),
            k::optional("Description", &ResourceDescription),
            k::optional("Id", &ResourceId),
            k::optional("Name", &NamespaceName),
            k::optional("Properties", &NamespaceProperties),
            k::optional("ResourceOwner", &AWSAccountId),
            k::optional("ServiceCount", &ResourceCount),
            k::optional("Type", &NamespaceType),
        ],
    );
    pub static NamespaceType: Shape =
        k::string("NamespaceType", &["DNS_PUBLIC", "DNS_PRIVATE", "HTTP"], "", k::FREE);
    pub static NextToken: Shape = k::string("NextToken", &[], "", k::at_most(4096));
    pub static Operation: Shape = k::structure(
        "Operation",
        &[
            k::optional("CreateDate", &Timestamp),
            k::optional("ErrorCode", &Code),
            k::optional("ErrorMessage", &Message),
            k::optional("Id", &OperationId),
            k::optional("OwnerAccount", &AWSAccountId),
            k::optional("Status", &OperationStatus),
            k::optional("Targets", &OperationTargetsMap),
            k::optional("Type", &OperationType),
            k::optional("UpdateDate", &Timestamp),
        ],
    );
    pub static OperationFilter: Shape = k::structure(
        "OperationFilter",
        &[
            k::optional("Condition", &FilterCondition),
            k::required("Name", &OperationFilterName),
            k::required("Values", &FilterValues),
        ],
    );
    pub static OperationFilterName: Shape = k::string(
        "OperationFilterName",
        &["NAMESPACE_ID", "SERVICE_ID", "STATUS", "TYPE", "UPDATE_DATE"],
        "",
        k::FREE,
    );
    pub static OperationFilters: Shape =
        k::list("OperationFilters", &OperationFilter, "member", false, k::FREE);
    pub static OperationId: Shape = k::string("OperationId", &[], "", k::at_most(255));
    pub static OperationStatus: Shape =
        k::string("OperationStatus", &["SUBMITTED", "PENDING", "SUCCESS", "FAIL"], "", k::FREE);
    pub static OperationSummary: Shape = k::structure(
        "OperationSummary",
        &[k::optional("Id", &OperationId), k::optional("Status", &OperationStatus)],
    );
    pub static OperationSummaryList: Shape =
        k::list("OperationSummaryList", &OperationSummary, "member", false, k::FREE);
    pub static OperationTargetType: Shape =
        k::string("OperationTargetType", &["NAMESPACE", "SERVICE", "INSTANCE"], "", k::FREE);
    pub static OperationTargetsMap: Shape =
        k::map("OperationTargetsMap", &OperationTargetType, &ResourceId, ("key", "value"), false, k::FREE);
    pub static OperationType: Shape = k::string(
        "OperationType",
        &[
            "CREATE_NAMESPACE",
            "DELETE_NAMESPACE",
            "UPDATE_NAMESPACE",
            "UPDATE_SERVICE",
            "REGISTER_INSTANCE",
            "DEREGISTER_INSTANCE",
        ],
        "",
        k::FREE,
    );
    pub static PrivateDnsNamespaceChange: Shape = k::structure(
        "PrivateDnsNamespaceChange",
        &[
            k::optional("Description", &ResourceDescription),
            k::optional("Properties", &PrivateDnsNamespacePropertiesChange),
        ],
    );
    pub static PrivateDnsNamespaceProperties: Shape = k::structure(
        "PrivateDnsNamespaceProperties",
        &[k::required("DnsProperties", &PrivateDnsPropertiesMutable)],
    );
    pub static PrivateDnsNamespacePropertiesChange: Shape = k::structure(
        "PrivateDnsNamespacePropertiesChange",
        &[k::required("DnsProperties", &PrivateDnsPropertiesMutableChange)],
    );
    pub static PrivateDnsPropertiesMutable: Shape =
        k::structure("PrivateDnsPropertiesMutable", &[k::required("SOA", &SOA)]);
    pub static PrivateDnsPropertiesMutableChange: Shape =
        k::structure("PrivateDnsPropertiesMutableChange", &[k::required("SOA", &SOAChange)]);
    pub static RecordTTL: Shape = k::simple("RecordTTL", Kind::Long, k::within(0, 2147483647));
    pub static RecordType: Shape = k::string("RecordType", &["SRV", "A", "AAAA", "CNAME"], "", k::FREE);
    pub static RegisterInstanceRequest: Shape = k::structure(
        "RegisterInstanceRequest",
        &[
            k::required("Attributes", &Attributes),
            k::token(k::optional("CreatorRequestId", &ResourceId)),
            k::required("InstanceId", &InstanceId),
            k::required("ServiceId", &Arn),
        ],
    );
    pub static RegisterInstanceResponse: Shape =
        k::structure("RegisterInstanceResponse", &[k::optional("OperationId", &OperationId)]);
    pub static ResourceCount: Shape = k::simple("ResourceCount", Kind::Integer, k::FREE);
    pub static ResourceDescription: Shape = k::string("ResourceDescription", &[], "", k::at_most(1024));
    pub static ResourceId: Shape = k::string("ResourceId", &[], "", k::at_most(64));
    pub static ResourcePath: Shape = k::string("ResourcePath", &[], "", k::at_most(255));
    pub static Revision: Shape = k::simple("Revision", Kind::Long, k::FREE);
    pub static RoutingPolicy: Shape = k::string("RoutingPolicy", &["MULTIVALUE", "WEIGHTED"], "", k::FREE);
    pub static SOA: Shape = k::structure("SOA", &[k::required("TTL", &RecordTTL)]);
    pub static SOAChange: Shape = k::structure("SOAChange", &[k::required("TTL", &RecordTTL)]);
    pub static Service: Shape = k::structure(
        "Service",
        &[
            k::optional("Arn", &Arn),
            k::optional("CreateDate", &Timestamp),
            k::optional("CreatedByAccount", &AWSAccountId),
            k::optional("CreatorRequestId", &ResourceId),
            k::optional("Description", &ResourceDescription),
            k::optional("DnsConfig", &DnsConfig),
            k::optional("HealthCheckConfig", &HealthCheckConfig),
            k::optional("HealthCheckCustomConfig", &HealthCheckCustomConfig),
            k::optional("Id", &ResourceId),
            k::optional("InstanceCount", &ResourceCount),
            k::optional("Name", &ServiceName),
            k::optional("NamespaceId", &ResourceId),
            k::optional("ResourceOwner", &AWSAccountId),
            k::optional("Type", &ServiceType),
        ],
    );
    pub static ServiceChange: Shape = k::structure(
        "ServiceChange",
        &[
            k::optional("Description", &ResourceDescription),
            k::optional("DnsConfig", &DnsConfigChange),
            k::optional("HealthCheckConfig", &k::refused(&[], "health checks of Route 53")),
        ],
    );
    pub static ServiceFilter: Shape = k::structure(
        "ServiceFilter",
        &[
            k::optional("Condition", &FilterCondition),
            k::required("Name", &ServiceFilterName),
            k::required("Values", &FilterValues),
        ],
    );
    pub static ServiceFilterName: Shape =
        k::string("ServiceFilterName", &["NAMESPACE_ID", "RESOURCE_OWNER"], "", k::FREE);
    pub static ServiceFilters: Shape = k::list("ServiceFilters", &ServiceFilter, "member", false, k::FREE);
    pub static ServiceName: Shape = k::string(
        "ServiceName",
        &[],
        "((?=^.{1,127}$)^([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9])(\\.([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9]))*$)|(^\\.$)",
        k::FREE,
    );
    pub static ServiceSummariesList: Shape =
        k::list("ServiceSummariesList", &ServiceSummary, "member", false, k::FREE);
    pub static ServiceSummary: Shape = k::structure(
        "ServiceSummary",
        &[
            k::optional("Arn", &Arn),
            k::optional("CreateDate", &Timestamp),
            k::optional("CreatedByAccount", &AWSAccountId),
            k::optional("Description", &ResourceDescription),
            k::optional("DnsConfig", &DnsConfig),
            k::optional("HealthCheckConfig", &HealthCheckConfig),
            k::optional("HealthCheckCustomConfig", &HealthCheckCustomConfig),
            k::optional("Id", &ResourceId),
            k::optional("InstanceCount", &ResourceCount),
            k::optional("Name", &ServiceName),
            k::optional("ResourceOwner", &AWSAccountId),
            k::optional("Type", &ServiceType),
        ],
    );
    pub static ServiceType: Shape = k::string("ServiceType", &["HTTP", "DNS_HTTP", "DNS"], "", k::FREE);
    pub static ServiceTypeOption: Shape = k::string("ServiceTypeOption", &["HTTP"], "", k::FREE);
    pub static Tag: Shape =
        k::structure("Tag", &[k::required("Key", &TagKey), k::required("Value", &TagValue)]);
    pub static TagKey: Shape = k::string("TagKey", &[], "", k::within(1, 128));
    pub static TagKeyList: Shape = k::list("TagKeyList", &TagKey, "member", false, k::within(0, 200));
    pub static TagList: Shape = k::list("TagList", &Tag, "member", false, k::within(0, 200));
    pub static TagResourceRequest: Shape = k::structure(
        "TagResourceRequest",
        &[k::required("ResourceARN", &AmazonResourceName), k::required("Tags", &TagList)],
    );
    pub static TagResourceResponse: Shape = k::structure("TagResourceResponse", &[]);
    pub static TagValue: Shape = k::string("TagValue", &[], "", k::within(0, 256));
    pub static Timestamp: Shape = k::simple("Timestamp", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static UntagResourceRequest: Shape = k::structure(
        "UntagResourceRequest",
        &[k::required("ResourceARN", &AmazonResourceName), k::required("TagKeys", &TagKeyList)],
    );
    pub static UntagResourceResponse: Shape = k::structure("UntagResourceResponse", &[]);
    pub static UpdateHttpNamespaceRequest: Shape = k::structure(
        "UpdateHttpNamespaceRequest",
        &[
            k::required("Id", &Arn),
            k::required("Namespace", &HttpNamespaceChange),
            k::token(k::optional("UpdaterRequestId", &ResourceId)),
        ],
    );
    pub static UpdateHttpNamespaceResponse: Shape =
        k::structure("UpdateHttpNamespaceResponse", &[k::optional("OperationId", &OperationId)]);
    pub static UpdateInstanceCustomHealthStatusRequest: Shape = k::structure(
        "UpdateInstanceCustomHealthStatusRequest",
        &[
            k::required("InstanceId", &ResourceId),
            k::required("ServiceId", &Arn),
            k::required("Status", &CustomHealthStatus),
        ],
    );
    pub static UpdatePrivateDnsNamespaceRequest: Shape = k::structure(
        "UpdatePrivateDnsNamespaceRequest",
        &[
            k::required("Id", &Arn),
            k::required("Namespace", &PrivateDnsNamespaceChange),
            k::token(k::optional("UpdaterRequestId", &ResourceId)),
        ],
    );
    pub static UpdatePrivateDnsNamespaceResponse: Shape =
        k::structure("UpdatePrivateDnsNamespaceResponse", &[k::optional("OperationId", &OperationId)]);
    pub static UpdateServiceRequest: Shape = k::structure(
        "UpdateServiceRequest",
        &[k::required("Id", &Arn), k::required("Service", &ServiceChange)],
    );
    pub static UpdateServiceResponse: Shape =
        k::structure("UpdateServiceResponse", &[k::optional("OperationId", &OperationId)]);
}
