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
structure! { output ComplianceDetails {
    compliance_status "ComplianceStatus" Option<bool>,
    keys_with_noncompliant_values "KeysWithNoncompliantValues" Option<Vec<String>>,
    noncompliant_keys "NoncompliantKeys" Option<Vec<String>>,
} }
structure! { output FailureInfo {
    error_code "ErrorCode" Option<String>,
    error_message "ErrorMessage" Option<String>,
    status_code "StatusCode" Option<i64>,
} }
structure! { input GetResourcesInput {
    exclude_compliant_resources "ExcludeCompliantResources" Option<bool>,
    include_compliance_details "IncludeComplianceDetails" Option<bool>,
    pagination_token "PaginationToken" Option<String>,
    resource_arn_list "ResourceARNList" Option<Vec<String>>,
    resource_type_filters "ResourceTypeFilters" Option<Vec<String>>,
    resources_per_page "ResourcesPerPage" Option<i64>,
    tag_filters "TagFilters" Option<Vec<TagFilter>>,
    tags_per_page "TagsPerPage" Option<i64>,
} }
structure! { output GetResourcesOutput {
    pagination_token "PaginationToken" Option<String>,
    resource_tag_mapping_list "ResourceTagMappingList" Option<Vec<ResourceTagMapping>>,
} }
structure! { input GetTagKeysInput {
    pagination_token "PaginationToken" Option<String>,
} }
structure! { output GetTagKeysOutput {
    pagination_token "PaginationToken" Option<String>,
    tag_keys "TagKeys" Option<Vec<String>>,
} }
structure! { input GetTagValuesInput {
    key "Key" String,
    pagination_token "PaginationToken" Option<String>,
} }
structure! { output GetTagValuesOutput {
    pagination_token "PaginationToken" Option<String>,
    tag_values "TagValues" Option<Vec<String>>,
} }
structure! { output ResourceTagMapping {
    compliance_details "ComplianceDetails" Option<ComplianceDetails>,
    resource_arn "ResourceARN" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { output Tag {
    key "Key" Option<String>,
    value "Value" Option<String>,
} }
tag! { Tag }
structure! { input TagFilter {
    key "Key" Option<String>,
    values "Values" Option<Vec<String>>,
} }
structure! { input TagResourcesInput {
    resource_arn_list "ResourceARNList" Vec<String>,
    tags "Tags" BTreeMap<String, String>,
} }
structure! { output TagResourcesOutput {
    failed_resources_map "FailedResourcesMap" Option<BTreeMap<String, FailureInfo>>,
} }
structure! { input UntagResourcesInput {
    resource_arn_list "ResourceARNList" Vec<String>,
    tag_keys "TagKeys" Vec<String>,
} }
structure! { output UntagResourcesOutput {
    failed_resources_map "FailedResourcesMap" Option<BTreeMap<String, FailureInfo>>,
} }
operation! { GetResources GetResourcesInput GetResourcesOutput }
operation! { GetTagKeys GetTagKeysInput GetTagKeysOutput }
operation! { GetTagValues GetTagValuesInput GetTagValuesOutput }
operation! { TagResources TagResourcesInput TagResourcesOutput }
operation! { UntagResources UntagResourcesInput UntagResourcesOutput }
exceptions! {
    internal_service_exception InternalServiceException "InternalServiceException" 500 Receiver;
    invalid_parameter_exception InvalidParameterException "InvalidParameterException" 400 Sender;
    pagination_token_expired_exception PaginationTokenExpiredException "PaginationTokenExpiredException" 400 Sender;
    throttled_exception ThrottledException "ThrottledException" 400 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "resourcegroupstaggingapi",
    signing_name: "tagging",
    endpoint_prefix: "tagging",
    protocols: &[crate::Protocol::Json11],
    query_compatible: false,
    target_prefix: "ResourceGroupsTaggingAPI_20170126",
    api_version: "2017-01-26",
    xml_namespace: "",
    operations: &[
        &operations::GetResources,
        &operations::GetTagKeys,
        &operations::GetTagValues,
        &operations::TagResources,
        &operations::UntagResources,
    ],
    names: &[
        "DescribeReportCreation",
        "GetComplianceSummary",
        "GetResources",
        "GetTagKeys",
        "GetTagValues",
        "ListRequiredTags",
        "StartReportCreation",
        "TagResources",
        "UntagResources",
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
    pub static GetResources: OperationSchema = OperationSchema {
        name: "GetResources",
        service: &SERVICE,
        input: Some(&shapes::GetResourcesInput),
        output: Some(&shapes::GetResourcesOutput),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ThrottledException,
            &errors::InternalServiceException,
            &errors::PaginationTokenExpiredException,
        ],
        http: None,
    };
    pub static GetTagKeys: OperationSchema = OperationSchema {
        name: "GetTagKeys",
        service: &SERVICE,
        input: Some(&shapes::GetTagKeysInput),
        output: Some(&shapes::GetTagKeysOutput),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ThrottledException,
            &errors::InternalServiceException,
            &errors::PaginationTokenExpiredException,
        ],
        http: None,
    };
    pub static GetTagValues: OperationSchema = OperationSchema {
        name: "GetTagValues",
        service: &SERVICE,
        input: Some(&shapes::GetTagValuesInput),
        output: Some(&shapes::GetTagValuesOutput),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ThrottledException,
            &errors::InternalServiceException,
            &errors::PaginationTokenExpiredException,
        ],
        http: None,
    };
    pub static TagResources: OperationSchema = OperationSchema {
        name: "TagResources",
        service: &SERVICE,
        input: Some(&shapes::TagResourcesInput),
        output: Some(&shapes::TagResourcesOutput),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ThrottledException,
            &errors::InternalServiceException,
        ],
        http: None,
    };
    pub static UntagResources: OperationSchema = OperationSchema {
        name: "UntagResources",
        service: &SERVICE,
        input: Some(&shapes::UntagResourcesInput),
        output: Some(&shapes::UntagResourcesOutput),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ThrottledException,
            &errors::InternalServiceException,
        ],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static AmazonResourceType: Shape =
        k::string("AmazonResourceType", &[], "[\\s\\S]*", k::within(0, 256));
    pub static ComplianceDetails: Shape = k::structure(
        "ComplianceDetails",
        &[
            k::optional("ComplianceStatus", &ComplianceStatus),
            k::optional("KeysWithNoncompliantValues", &TagKeyList),
            k::optional("NoncompliantKeys", &TagKeyList),
        ],
    );
    pub static ComplianceStatus: Shape = k::simple("ComplianceStatus", Kind::Boolean, k::FREE);
    pub static ErrorCode: Shape =
        k::string("ErrorCode", &["InternalServiceException", "InvalidParameterException"], "", k::FREE);
    pub static ErrorMessage: Shape = k::string("ErrorMessage", &[], "", k::FREE);
    pub static ExceptionMessage: Shape = k::string("ExceptionMessage", &[], "", k::within(0, 2048));
    pub static ExcludeCompliantResources: Shape =
        k::simple("ExcludeCompliantResources", Kind::Boolean, k::FREE);
    pub static FailedResourcesMap: Shape =
        k::map("FailedResourcesMap", &ResourceARN, &FailureInfo, ("key", "value"), false, k::FREE);
    pub static FailureInfo: Shape = k::structure(
        "FailureInfo",
        &[
            k::optional("ErrorCode", &ErrorCode),
            k::optional("ErrorMessage", &ErrorMessage),
            k::optional("StatusCode", &StatusCode),
        ],
    );
    pub static GetResourcesInput: Shape = k::structure(
        "GetResourcesInput",
        &[
            k::optional("ExcludeCompliantResources", &ExcludeCompliantResources),
            k::optional("IncludeComplianceDetails", &IncludeComplianceDetails),
            k::optional("PaginationToken", &PaginationToken),
            k::optional("ResourceARNList", &ResourceARNListForGet),
            k::optional("ResourceTypeFilters", &ResourceTypeFilterList),
            k::optional("ResourcesPerPage", &ResourcesPerPage),
            k::optional("TagFilters", &TagFilterList),
            k::optional("TagsPerPage", &TagsPerPage),
        ],
    );
    pub static GetResourcesOutput: Shape = k::structure(
        "GetResourcesOutput",
        &[
            k::optional("PaginationToken", &PaginationToken),
            k::optional("ResourceTagMappingList", &ResourceTagMappingList),
        ],
    );
    pub static GetTagKeysInput: Shape =
        k::structure("GetTagKeysInput", &[k::optional("PaginationToken", &PaginationToken)]);
    pub static GetTagKeysOutput: Shape = k::structure(
        "GetTagKeysOutput",
        &[k::optional("PaginationToken", &PaginationToken), k::optional("TagKeys", &TagKeyList)],
    );
    pub static GetTagValuesInput: Shape = k::structure(
        "GetTagValuesInput",
        &[k::required("Key", &TagKey), k::optional("PaginationToken", &PaginationToken)],
    );
    pub static GetTagValuesOutput: Shape = k::structure(
        "GetTagValuesOutput",
        &[k::optional("PaginationToken", &PaginationToken), k::optional("TagValues", &TagValuesOutputList)],
    );
    pub static IncludeComplianceDetails: Shape =
        k::simple("IncludeComplianceDetails", Kind::Boolean, k::FREE);
    pub static PaginationToken: Shape = k::string("PaginationToken", &[], "[\\s\\S]*", k::within(0, 2048));
    pub static ResourceARN: Shape = k::string("ResourceARN", &[], "[\\s\\S]*", k::within(1, 1011));
    pub static ResourceARNListForGet: Shape =
        k::list("ResourceARNListForGet", &ResourceARN, "member", false, k::within(1, 100));
    pub static ResourceARNListForTagUntag: Shape =
        k::list("ResourceARNListForTagUntag", &ResourceARN, "member", false, k::within(1, 20));
    pub static ResourceTagMapping: Shape = k::structure(
        "ResourceTagMapping",
        &[
            k::optional("ComplianceDetails", &ComplianceDetails),
            k::optional("ResourceARN", &ResourceARN),
            k::optional("Tags", &TagList),
        ],
    );
    pub static ResourceTagMappingList: Shape =
        k::list("ResourceTagMappingList", &ResourceTagMapping, "member", false, k::FREE);
    pub static ResourceTypeFilterList: Shape =
        k::list("ResourceTypeFilterList", &AmazonResourceType, "member", false, k::FREE);
    pub static ResourcesPerPage: Shape = k::simple("ResourcesPerPage", Kind::Integer, k::FREE);
    pub static StatusCode: Shape = k::simple("StatusCode", Kind::Integer, k::FREE);
    pub static Tag: Shape =
        k::structure("Tag", &[k::required("Key", &TagKey), k::required("Value", &TagValue)]);
    pub static TagFilter: Shape =
        k::structure("TagFilter", &[k::optional("Key", &TagKey), k::optional("Values", &TagValueList)]);
    pub static TagFilterList: Shape = k::list("TagFilterList", &TagFilter, "member", false, k::within(0, 50));
    pub static TagKey: Shape = k::string("TagKey", &[], "[\\s\\S]*", k::within(1, 128));
    pub static TagKeyList: Shape = k::list("TagKeyList", &TagKey, "member", false, k::FREE);
    pub static TagKeyListForUntag: Shape =
        k::list("TagKeyListForUntag", &TagKey, "member", false, k::within(1, 50));
    pub static TagList: Shape = k::list("TagList", &Tag, "member", false, k::FREE);
    pub static TagMap: Shape =
        k::map("TagMap", &TagKey, &TagValue, ("key", "value"), false, k::within(1, 50));
    pub static TagResourcesInput: Shape = k::structure(
        "TagResourcesInput",
        &[k::required("ResourceARNList", &ResourceARNListForTagUntag), k::required("Tags", &TagMap)],
    );
    pub static TagResourcesOutput: Shape =
        k::structure("TagResourcesOutput", &[k::optional("FailedResourcesMap", &FailedResourcesMap)]);
    pub static TagValue: Shape = k::string("TagValue", &[], "[\\s\\S]*", k::within(0, 256));
    pub static TagValueList: Shape = k::list("TagValueList", &TagValue, "member", false, k::within(0, 20));
    pub static TagValuesOutputList: Shape =
        k::list("TagValuesOutputList", &TagValue, "member", false, k::FREE);
    pub static TagsPerPage: Shape = k::simple("TagsPerPage", Kind::Integer, k::FREE);
    pub static UntagResourcesInput: Shape = k::structure(
        "UntagResourcesInput",
        &[
            k::required("ResourceARNList", &ResourceARNListForTagUntag),
            k::required("TagKeys", &TagKeyListForUntag),
        ],
    );
    pub static UntagResourcesOutput: Shape =
        k::structure("UntagResourcesOutput", &[k::optional("FailedResourcesMap", &FailedResourcesMap)]);
}
