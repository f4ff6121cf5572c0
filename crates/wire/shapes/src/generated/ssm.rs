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
structure! { input AddTagsToResourceRequest {
    resource_id "ResourceId" String,
    resource_type "ResourceType" String,
    tags "Tags" Vec<Tag>,
} }
structure! { output AddTagsToResourceResult {
} }
structure! { input DeleteParameterRequest {
    name "Name" String,
} }
structure! { output DeleteParameterResult {
} }
structure! { input DeleteParametersRequest {
    names "Names" Vec<String>,
} }
structure! { output DeleteParametersResult {
    deleted_parameters "DeletedParameters" Option<Vec<String>>,
    invalid_parameters "InvalidParameters" Option<Vec<String>>,
} }
structure! { input DescribeParametersRequest {
    filters "Filters" Option<Vec<ParametersFilter>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
    parameter_filters "ParameterFilters" Option<Vec<ParameterStringFilter>>,
} }
structure! { output DescribeParametersResult {
    next_token "NextToken" Option<String>,
    parameters "Parameters" Option<Vec<ParameterMetadata>>,
} }
structure! { input GetParameterRequest {
    name "Name" String,
} }
structure! { output GetParameterResult {
    parameter "Parameter" Option<Parameter>,
} }
structure! { input GetParametersByPathRequest {
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
    parameter_filters "ParameterFilters" Option<Vec<ParameterStringFilter>>,
    path "Path" String,
    recursive "Recursive" Option<bool>,
} }
structure! { output GetParametersByPathResult {
    next_token "NextToken" Option<String>,
    parameters "Parameters" Option<Vec<Parameter>>,
} }
structure! { input GetParametersRequest {
    names "Names" Vec<String>,
} }
structure! { output GetParametersResult {
    invalid_parameters "InvalidParameters" Option<Vec<String>>,
    parameters "Parameters" Option<Vec<Parameter>>,
} }
structure! { input ListTagsForResourceRequest {
    resource_id "ResourceId" String,
    resource_type "ResourceType" String,
} }
structure! { output ListTagsForResourceResult {
    tag_list "TagList" Option<Vec<Tag>>,
} }
structure! { output Parameter {
    arn "ARN" Option<String>,
    data_type "DataType" Option<String>,
    last_modified_date "LastModifiedDate" Option<Timestamp>,
    name "Name" Option<String>,
    selector "Selector" Option<String>,
    source_result "SourceResult" Option<String>,
    r#type "Type" Option<String>,
    value "Value" Option<String>,
    version "Version" Option<i64>,
} }
structure! { output ParameterInlinePolicy {
    policy_status "PolicyStatus" Option<String>,
    policy_text "PolicyText" Option<String>,
    policy_type "PolicyType" Option<String>,
} }
structure! { output ParameterMetadata {
    arn "ARN" Option<String>,
    allowed_pattern "AllowedPattern" Option<String>,
    data_type "DataType" Option<String>,
    description "Description" Option<String>,
    key_id "KeyId" Option<String>,
    last_modified_date "LastModifiedDate" Option<Timestamp>,
    last_modified_user "LastModifiedUser" Option<String>,
    name "Name" Option<String>,
    policies "Policies" Option<Vec<ParameterInlinePolicy>>,
    tier "Tier" Option<String>,
    r#type "Type" Option<String>,
    version "Version" Option<i64>,
} }
structure! { input ParameterStringFilter {
    key "Key" String,
    option "Option" Option<String>,
    values "Values" Option<Vec<String>>,
} }
structure! { input ParametersFilter {
    key "Key" String,
    values "Values" Vec<String>,
} }
structure! { input PutParameterRequest {
    description "Description" Option<String>,
    key_id "KeyId" Option<String>,
    name "Name" String,
    overwrite "Overwrite" Option<bool>,
    tags "Tags" Option<Vec<Tag>>,
    tier "Tier" Option<String>,
    r#type "Type" Option<String>,
    value "Value" String,
} }
structure! { output PutParameterResult {
    tier "Tier" Option<String>,
    version "Version" Option<i64>,
} }
structure! { input RemoveTagsFromResourceRequest {
    resource_id "ResourceId" String,
    resource_type "ResourceType" String,
    tag_keys "TagKeys" Vec<String>,
} }
structure! { output RemoveTagsFromResourceResult {
} }
structure! { both Tag {
    key "Key" String,
    value "Value" String,
} }
tag! { Tag }
operation! { AddTagsToResource AddTagsToResourceRequest AddTagsToResourceResult }
operation! { DeleteParameter DeleteParameterRequest DeleteParameterResult }
operation! { DeleteParameters DeleteParametersRequest DeleteParametersResult }
operation! { DescribeParameters DescribeParametersRequest DescribeParametersResult }
operation! { GetParameter GetParameterRequest GetParameterResult }
operation! { GetParameters GetParametersRequest GetParametersResult }
operation! { GetParametersByPath GetParametersByPathRequest GetParametersByPathResult }
operation! { ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResult }
operation! { PutParameter PutParameterRequest PutParameterResult }
operation! { RemoveTagsFromResource RemoveTagsFromResourceRequest RemoveTagsFromResourceResult }
exceptions! {
    hierarchy_level_limit_exceeded_exception HierarchyLevelLimitExceededException "HierarchyLevelLimitExceededException" 400 Sender;
    hierarchy_type_mismatch_exception HierarchyTypeMismatchException "HierarchyTypeMismatchException" 400 Sender;
    incompatible_policy_exception IncompatiblePolicyException "IncompatiblePolicyException" 400 Sender;
    internal_server_error InternalServerError "InternalServerError" 500 Receiver;
    invalid_allowed_pattern_exception InvalidAllowedPatternException "InvalidAllowedPatternException" 400 Sender;
    invalid_filter_key InvalidFilterKey "InvalidFilterKey" 400 Sender;
    invalid_filter_option InvalidFilterOption "InvalidFilterOption" 400 Sender;
    invalid_filter_value InvalidFilterValue "InvalidFilterValue" 400 Sender;
    invalid_key_id InvalidKeyId "InvalidKeyId" 400 Sender;
    invalid_next_token InvalidNextToken "InvalidNextToken" 400 Sender;
    invalid_policy_attribute_exception InvalidPolicyAttributeException "InvalidPolicyAttributeException" 400 Sender;
    invalid_policy_type_exception InvalidPolicyTypeException "InvalidPolicyTypeException" 400 Sender;
    invalid_resource_id InvalidResourceId "InvalidResourceId" 400 Sender;
    invalid_resource_type InvalidResourceType "InvalidResourceType" 400 Sender;
    parameter_already_exists ParameterAlreadyExists "ParameterAlreadyExists" 400 Sender;
    parameter_limit_exceeded ParameterLimitExceeded "ParameterLimitExceeded" 400 Sender;
    parameter_max_version_limit_exceeded ParameterMaxVersionLimitExceeded "ParameterMaxVersionLimitExceeded" 400 Sender;
    parameter_not_found ParameterNotFound "ParameterNotFound" 400 Sender;
    parameter_pattern_mismatch_exception ParameterPatternMismatchException "ParameterPatternMismatchException" 400 Sender;
    parameter_version_not_found ParameterVersionNotFound "ParameterVersionNotFound" 400 Sender;
    policies_limit_exceeded_exception PoliciesLimitExceededException "PoliciesLimitExceededException" 400 Sender;
    too_many_tags_error TooManyTagsError "TooManyTagsError" 400 Sender;
    too_many_updates TooManyUpdates "TooManyUpdates" 400 Sender;
    unsupported_parameter_type UnsupportedParameterType "UnsupportedParameterType" 400 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "ssm",
    signing_name: "ssm",
    endpoint_prefix: "ssm",
    protocols: &[crate::Protocol::Json11],
    query_compatible: false,
    target_prefix: "AmazonSSM",
    api_version: "2014-11-06",
    xml_namespace: "",
    operations: &[
        &operations::AddTagsToResource,
        &operations::DeleteParameter,
        &operations::DeleteParameters,
        &operations::DescribeParameters,
        &operations::GetParameter,
        &operations::GetParameters,
        &operations::GetParametersByPath,
        &operations::ListTagsForResource,
        &operations::PutParameter,
        &operations::RemoveTagsFromResource,
    ],
    names: &[
        "AddTagsToResource",
        "AssociateOpsItemRelatedItem",
        "CancelCommand",
        "CancelMaintenanceWindowExecution",
        "CreateActivation",
        "CreateAssociation",
        "CreateAssociationBatch",
        "CreateDocument",
        "CreateMaintenanceWindow",
        "CreateOpsItem",
        "CreateOpsMetadata",
        "CreatePatchBaseline",
        "CreateResourceDataSync",
        "DeleteActivation",
        "DeleteAssociation",
        "DeleteDocument",
        "DeleteInventory",
        "DeleteMaintenanceWindow",
        "DeleteOpsItem",
        "DeleteOpsMetadata",
        "DeleteParameter",
        "DeleteParameters",
        "DeletePatchBaseline",
        "DeleteResourceDataSync",
        "DeleteResourcePolicy",
        "DeregisterManagedInstance",
        "DeregisterPatchBaselineForPatchGroup",
        "DeregisterTargetFromMaintenanceWindow",
        "DeregisterTaskFromMaintenanceWindow",
        "DescribeActivations",
        "DescribeAssociation",
        "DescribeAssociationExecutionTargets",
        "DescribeAssociationExecutions",
        "DescribeAutomationExecutions",
        "DescribeAutomationStepExecutions",
        "DescribeAvailablePatches",
        "DescribeDocument",
        "DescribeDocumentPermission",
        "DescribeEffectiveInstanceAssociations",
        "DescribeEffectivePatchesForPatchBaseline",
        "DescribeInstanceAssociationsStatus",
        "DescribeInstanceInformation",
        "DescribeInstancePatchStates",
        "DescribeInstancePatchStatesForPatchGroup",
        "DescribeInstancePatches",
        "DescribeInstanceProperties",
        "DescribeInventoryDeletions",
        "DescribeMaintenanceWindowExecutionTaskInvocations",
        "DescribeMaintenanceWindowExecutionTasks",
        "DescribeMaintenanceWindowExecutions",
        "DescribeMaintenanceWindowSchedule",
        "DescribeMaintenanceWindowTargets",
        "DescribeMaintenanceWindowTasks",
        "DescribeMaintenanceWindows",
        "DescribeMaintenanceWindowsForTarget",
        "DescribeOpsItems",
        "DescribeParameters",
        "DescribePatchBaselines",
        "DescribePatchGroupState",
        "DescribePatchGroups",
        "DescribePatchProperties",
        "DescribeSessions",
        "DisassociateOpsItemRelatedItem",
        "GetAccessToken",
        "GetAutomationExecution",
        "GetCalendarState",
        "GetCommandInvocation",
        "GetConnectionStatus",
        "GetDefaultPatchBaseline",
        "GetDeployablePatchSnapshotForInstance",
        "GetDocument",
        "GetExecutionPreview",
        "GetInventory",
        "GetInventorySchema",
        "GetMaintenanceWindow",
        "GetMaintenanceWindowExecution",
        "GetMaintenanceWindowExecutionTask",
        "GetMaintenanceWindowExecutionTaskInvocation",
        "GetMaintenanceWindowTask",
        "GetOpsItem",
        "GetOpsMetadata",
        "GetOpsSummary",
        "GetParameter",
        "GetParameterHistory",
        "GetParameters",
        "GetParametersByPath",
        "GetPatchBaseline",
        "GetPatchBaselineForPatchGroup",
        "GetResourcePolicies",
        "GetServiceSetting",
        "LabelParameterVersion",
        "ListAssociationVersions",
        "ListAssociations",
        "ListCommandInvocations",
        "ListCommands",
        "ListComplianceItems",
        "ListComplianceSummaries",
        "ListDocumentMetadataHistory",
        "ListDocumentVersions",
        "ListDocuments",
        "ListInventoryEntries",
        "ListNodes",
        "ListNodesSummary",
        "ListOpsItemEvents",
        "ListOpsItemRelatedItems",
        "ListOpsMetadata",
        "ListResourceComplianceSummaries",
        "ListResourceDataSync",
        "ListTagsForResource",
        "ModifyDocumentPermission",
        "PutComplianceItems",
        "PutInventory",
        "PutParameter",
        "PutResourcePolicy",
        "RegisterDefaultPatchBaseline",
        "RegisterPatchBaselineForPatchGroup",
        "RegisterTargetWithMaintenanceWindow",
        "RegisterTaskWithMaintenanceWindow",
        "RemoveTagsFromResource",
        "ResetServiceSetting",
        "ResumeSession",
        "SendAutomationSignal",
        "SendCommand",
        "StartAccessRequest",
        "StartAssociationsOnce",
        "StartAutomationExecution",
        "StartChangeRequestExecution",
        "StartExecutionPreview",
        "StartSession",
        "StopAutomationExecution",
        "TerminateSession",
        "UnlabelParameterVersion",
        "UpdateAssociation",
        "UpdateAssociationStatus",
        "UpdateDocument",
        "UpdateDocumentDefaultVersion",
        "UpdateDocumentMetadata",
        "UpdateMaintenanceWindow",
        "UpdateMaintenanceWindowTarget",
        "UpdateMaintenanceWindowTask",
        "UpdateManagedInstanceRole",
        "UpdateOpsItem",
        "UpdateOpsMetadata",
        "UpdatePatchBaseline",
        "UpdateResourceDataSync",
        "UpdateServiceSetting",
    ],
    refusal: &crate::schema::make::refusal("ValidationException", "ValidationException"),
    refused: &[],
    elsewhere: &[],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static AddTagsToResource: OperationSchema = OperationSchema {
        name: "AddTagsToResource",
        service: &SERVICE,
        input: Some(&shapes::AddTagsToResourceRequest),
        output: Some(&shapes::AddTagsToResourceResult),
        result_wrapper: "",
        errors: &[
            &errors::InvalidResourceType,
            &errors::InvalidResourceId,
            &errors::InternalServerError,
            &errors::TooManyTagsError,
            &errors::TooManyUpdates,
        ],
        http: None,
    };
    pub static DeleteParameter: OperationSchema = OperationSchema {
        name: "DeleteParameter",
        service: &SERVICE,
        input: Some(&shapes::DeleteParameterRequest),
        output: Some(&shapes::DeleteParameterResult),
        result_wrapper: "",
        errors: &[&errors::InternalServerError, &errors::ParameterNotFound],
        http: None,
    };
    pub static DeleteParameters: OperationSchema = OperationSchema {
        name: "DeleteParameters",
        service: &SERVICE,
        input: Some(&shapes::DeleteParametersRequest),
        output: Some(&shapes::DeleteParametersResult),
        result_wrapper: "",
        errors: &[&errors::InternalServerError],
        http: None,
    };
    pub static DescribeParameters: OperationSchema = OperationSchema {
        name: "DescribeParameters",
        service: &SERVICE,
        input: Some(&shapes::DescribeParametersRequest),
        output: Some(&shapes::DescribeParametersResult),
        result_wrapper: "",
        errors: &[
            &errors::InternalServerError,
            &errors::InvalidFilterKey,
            &errors::InvalidFilterOption,
            &errors::InvalidFilterValue,
            &errors::InvalidNextToken,
        ],
        http: None,
    };
    pub static GetParameter: OperationSchema = OperationSchema {
        name: "GetParameter",
        service: &SERVICE,
        input: Some(&shapes::GetParameterRequest),
        output: Some(&shapes::GetParameterResult),
        result_wrapper: "",
        errors: &[
            &errors::InternalServerError,
            &errors::InvalidKeyId,
            &errors::ParameterNotFound,
            &errors::ParameterVersionNotFound,
        ],
        http: None,
    };
    pub static GetParameters: OperationSchema = OperationSchema {
        name: "GetParameters",
        service: &SERVICE,
        input: Some(&shapes::GetParametersRequest),
        output: Some(&shapes::GetParametersResult),
        result_wrapper: "",
        errors: &[&errors::InvalidKeyId, &errors::InternalServerError],
        http: None,
    };
    pub static GetParametersByPath: OperationSchema = OperationSchema {
        name: "GetParametersByPath",
        service: &SERVICE,
        input: Some(&shapes::GetParametersByPathRequest),
        output: Some(&shapes::GetParametersByPathResult),
        result_wrapper: "",
        errors: &[
            &errors::InternalServerError,
            &errors::InvalidFilterKey,
            &errors::InvalidFilterOption,
            &errors::InvalidFilterValue,
            &errors::InvalidKeyId,
            &errors::InvalidNextToken,
        ],
        http: None,
    };
    pub static ListTagsForResource: OperationSchema = OperationSchema {
        name: "ListTagsForResource",
        service: &SERVICE,
        input: Some(&shapes::ListTagsForResourceRequest),
        output: Some(&shapes::ListTagsForResourceResult),
        result_wrapper: "",
        errors: &[&errors::InvalidResourceType, &errors::InvalidResourceId, &errors::InternalServerError],
        http: None,
    };
    pub static PutParameter: OperationSchema = OperationSchema {
        name: "PutParameter",
        service: &SERVICE,
        input: Some(&shapes::PutParameterRequest),
        output: Some(&shapes::PutParameterResult),
        result_wrapper: "",
        errors: &[
            &errors::InternalServerError,
            &errors::InvalidKeyId,
            &errors::ParameterLimitExceeded,
            &errors::TooManyUpdates,
            &errors::ParameterAlreadyExists,
            &errors::HierarchyLevelLimitExceededException,
            &errors::HierarchyTypeMismatchException,
            &errors::InvalidAllowedPatternException,
            &errors::ParameterMaxVersionLimitExceeded,
            &errors::ParameterPatternMismatchException,
            &errors::UnsupportedParameterType,
            &errors::PoliciesLimitExceededException,
            &errors::InvalidPolicyTypeException,
            &errors::InvalidPolicyAttributeException,
            &errors::IncompatiblePolicyException,
        ],
        http: None,
    };
    pub static RemoveTagsFromResource: OperationSchema = OperationSchema {
        name: "RemoveTagsFromResource",
        service: &SERVICE,
        input: Some(&shapes::RemoveTagsFromResourceRequest),
        output: Some(&shapes::RemoveTagsFromResourceResult),
        result_wrapper: "",
        errors: &[
            &errors::InvalidResourceType,
            &errors::InvalidResourceId,
            &errors::InternalServerError,
            &errors::TooManyUpdates,
        ],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static AddTagsToResourceRequest: Shape = k::structure(
        "AddTagsToResourceRequest",
        &[
            k::required("ResourceId", &ResourceId),
            k::required("ResourceType", &ResourceTypeForTagging),
            k::required("Tags", &TagList),
        ],
    );
    pub static AddTagsToResourceResult: Shape = k::structure("AddTagsToResourceResult", &[]);
    pub static AllowedPattern: Shape = k::string("AllowedPattern", &[], "", k::within(0, 1024));
    pub static Boolean: Shape = k::simple("Boolean", Kind::Boolean, k::FREE);
    pub static DateTime: Shape = k::simple("DateTime", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static DeleteParameterRequest: Shape =
        k::structure("DeleteParameterRequest", &[k::required("Name", &PSParameterName)]);
    pub static DeleteParameterResult: Shape = k::structure("DeleteParameterResult", &[]);
    pub static DeleteParametersRequest: Shape =
        k::structure("DeleteParametersRequest", &[k::required("Names", &ParameterNameList)]);
    pub static DeleteParametersResult: Shape = k::structure(
        "DeleteParametersResult",
        &[
            k::optional("DeletedParameters", &ParameterNameList),
            k::optional("InvalidParameters", &ParameterNameList),
        ],
    );
    pub static DescribeParametersRequest: Shape = k::structure(
        "DescribeParametersRequest",
        &[
            k::optional("Filters", &ParametersFilterList),
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &NextToken),
            k::optional("ParameterFilters", &ParameterStringFilterList),
            k::optional("Shared", &k::refused(&["false"], "shared parameters")),
        ],
    );
    pub static DescribeParametersResult: Shape = k::structure(
        "DescribeParametersResult",
        &[k::optional("NextToken", &NextToken), k::optional("Parameters", &ParameterMetadataList)],
    );
    pub static GetParameterRequest: Shape = k::structure(
        "GetParameterRequest",
        &[k::required("Name", &PSParameterName), k::optional("WithDecryption", &Boolean)],
    );
    pub static GetParameterResult: Shape =
        k::structure("GetParameterResult", &[k::optional("Parameter", &Parameter)]);
    pub static GetParametersByPathMaxResults: Shape =
        k::simple("GetParametersByPathMaxResults", Kind::Integer, k::within(1, 10));
    pub static GetParametersByPathRequest: Shape = k::structure(
        "GetParametersByPathRequest",
        &[
            k::optional("MaxResults", &GetParametersByPathMaxResults),
            k::optional("NextToken", &NextToken),
            k::optional("ParameterFilters", &ParameterStringFilterList),
            k::required("Path", &PSParameterName),
            k::optional("Recursive", &Boolean),
            k::optional("WithDecryption", &Boolean),
        ],
    );
    pub static GetParametersByPathResult: Shape = k::structure(
        "GetParametersByPathResult",
        &[k::optional("NextToken", &NextToken), k::optional("Parameters", &ParameterList)],
    );
    pub static GetParametersRequest: Shape = k::structure(
        "GetParametersRequest",
        &[k::required("Names", &ParameterNameList), k::optional("WithDecryption", &Boolean)],
    );
    pub static GetParametersResult: Shape = k::structure(
        "GetParametersResult",
        &[k::optional("InvalidParameters", &ParameterNameList), k::optional("Parameters", &ParameterList)],
    );
    pub static KeyList: Shape = k::list("KeyList", &TagKey, "member", false, k::FREE);
    pub static ListTagsForResourceRequest: Shape = k::structure(
        "ListTagsForResourceRequest",
        &[k::required("ResourceId", &ResourceId), k::required("ResourceType", &ResourceTypeForTagging)],
    );
    pub static ListTagsForResourceResult: Shape =
        k::structure("ListTagsForResourceResult", &[k::optional("TagList", &TagList)]);
    pub static MaxResults: Shape = k::simple("MaxResults", Kind::Integer, k::within(1, 50));
    pub static NextToken: Shape = k::string("NextToken", &[], "", k::FREE);
    pub static PSParameterName: Shape = k::string("PSParameterName", &[], "", k::within(1, 2048));
    pub static PSParameterSelector: Shape = k::string("PSParameterSelector", &[], "", k::within(0, 128));
    pub static PSParameterValue: Shape = k::sensitive(k::string("PSParameterValue", &[], "", k::FREE));
    pub static PSParameterVersion: Shape = k::simple("PSParameterVersion", Kind::Long, k::FREE);
    pub static Parameter: Shape = k::structure(
        "Parameter",
        &[
            k::optional("ARN", &String),
            k::optional("DataType", &ParameterDataType),
            k::optional("LastModifiedDate", &DateTime),
            k::optional("Name", &PSParameterName),
            k::optional("Selector", &PSParameterSelector),
            k::optional("SourceResult", &String),
            k::optional("Type", &ParameterType),
            k::optional("Value", &PSParameterValue),
            k::optional("Version", &PSParameterVersion),
        ],
    );
    pub static ParameterDataType: Shape = k::string("ParameterDataType", &[], "", k::within(0, 128));
    pub static ParameterDescription: Shape = k::string("ParameterDescription", &[], "", k::within(0, 1024));
    pub static ParameterInlinePolicy: Shape = k::structure(
        "ParameterInlinePolicy",
        &[
            k::optional("PolicyStatus", &String),
            k::optional("PolicyText", &String),
            k::optional("PolicyType", &String),
        ],
    );
    pub static ParameterKeyId: Shape =
        k::string("ParameterKeyId", &[], "^([a-zA-Z0-9:/_-]+)$", k::within(1, 256));
    pub static ParameterList: Shape = k::list("ParameterList", &Parameter, "member", false, k::FREE);
    pub static ParameterMetadata: Shape = k::structure(
        "ParameterMetadata",
        &[
            k::optional("ARN", &String),
            k::optional("AllowedPattern", &AllowedPattern),
            k::optional("DataType", &ParameterDataType),
            k::optional("Description", &ParameterDescription),
            k::optional("KeyId", &ParameterKeyId),
            k::optional("LastModifiedDate", &DateTime),
            k::optional("LastModifiedUser", &String),
            k::optional("Name", &PSParameterName),
            k::optional("Policies", &ParameterPolicyList),
            k::optional("Tier", &ParameterTier),
            k::optional("Type", &ParameterType),
            k::optional("Version", &PSParameterVersion),
        ],
    );
    pub static ParameterMetadataList: Shape =
        k::list("ParameterMetadataList", &ParameterMetadata, "member", false, k::FREE);
    pub static ParameterNameList: Shape =
        k::list("ParameterNameList", &PSParameterName, "member", false, k::within(1, 10));
    pub static ParameterPolicyList: Shape =
        k::list("ParameterPolicyList", &ParameterInlinePolicy, "member", false, k::FREE);
    pub static ParameterStringFilter: Shape = k::structure(
        "ParameterStringFilter",
        &[
            k::required("Key", &ParameterStringFilterKey),
            k::optional("Option", &ParameterStringQueryOption),
            k::optional("Values", &ParameterStringFilterValueList),
        ],
    );
    pub static ParameterStringFilterKey: Shape = k::string(
        "ParameterStringFilterKey",
        &[],
        "tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType",
        k::within(1, 132),
    );
    pub static ParameterStringFilterList: Shape =
        k::list("ParameterStringFilterList", &ParameterStringFilter, "member", false, k::FREE);
    pub static ParameterStringFilterValue: Shape =
        k::string("ParameterStringFilterValue", &[], "", k::within(1, 1024));
    pub static ParameterStringFilterValueList: Shape = k::list(
        "ParameterStringFilterValueList",
        &ParameterStringFilterValue,
        "member",
        false,
        k::within(1, 50),
    );
    pub static ParameterStringQueryOption: Shape =
        k::string("ParameterStringQueryOption", &[], "", k::within(1, 10));
    pub static ParameterTier: Shape =
        k::string("ParameterTier", &["Standard", "Advanced", "Intelligent-Tiering"], "", k::FREE);
    pub static ParameterType: Shape =
        k::string("ParameterType", &["String", "StringList", "SecureString"], "", k::FREE);
    pub static ParametersFilter: Shape = k::structure(
        "ParametersFilter",
        &[k::required("Key", &ParametersFilterKey), k::required("Values", &ParametersFilterValueList)],
    );
    pub static ParametersFilterKey: Shape =
        k::string("ParametersFilterKey", &["Name", "Type", "KeyId"], "", k::FREE);
    pub static ParametersFilterList: Shape =
        k::list("ParametersFilterList", &ParametersFilter, "member", false, k::FREE);
    pub static ParametersFilterValue: Shape = k::string("ParametersFilterValue", &[], "", k::within(1, 1024));
    pub static ParametersFilterValueList: Shape =
        k::list("ParametersFilterValueList", &ParametersFilterValue, "member", false, k::within(1, 50));
    pub static PutParameterRequest: Shape = k::structure(
        "PutParameterRequest",
        &[
            k::optional("AllowedPattern", &k::refused(&[], "patterns of values")),
            k::optional("DataType", &k::refused(&["text"], "other types than text")),
            k::optional("Description", &ParameterDescription),
            k::optional("KeyId", &ParameterKeyId),
            k::required("Name", &PSParameterName),
            k::optional("Overwrite", &Boolean),
            k::optional("Policies", &k::refused(&["[]"], "parameter policies")),
            k::optional("Tags", &TagList),
            k::optional("Tier", &ParameterTier),
            k::optional("Type", &ParameterType),
            k::required("Value", &PSParameterValue),
        ],
    );
    pub static PutParameterResult: Shape = k::structure(
        "PutParameterResult",
        &[k::optional("Tier", &ParameterTier), k::optional("Version", &PSParameterVersion)],
    );
    pub static RemoveTagsFromResourceRequest: Shape = k::structure(
        "RemoveTagsFromResourceRequest",
        &[
            k::required("ResourceId", &ResourceId),
            k::required("ResourceType", &ResourceTypeForTagging),
            k::required("TagKeys", &KeyList),
        ],
    );
    pub static RemoveTagsFromResourceResult: Shape = k::structure("RemoveTagsFromResourceResult", &[]);
    pub static ResourceId: Shape = k::string("ResourceId", &[], "", k::FREE);
    pub static ResourceTypeForTagging: Shape = k::string(
        "ResourceTypeForTagging",
        &[
            "Document",
            "ManagedInstance",
            "MaintenanceWindow",
            "Parameter",
            "PatchBaseline",
            "OpsItem",
            "OpsMetadata",
            "Automation",
            "Association",
        ],
        "",
        k::FREE,
    );
    pub static String: Shape = k::string("String", &[], "", k::FREE);
    pub static Tag: Shape =
        k::structure("Tag", &[k::required("Key", &TagKey), k::required("Value", &TagValue)]);
    pub static TagKey: Shape =
        k::string("TagKey", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", k::within(1, 128));
    pub static TagList: Shape = k::list("TagList", &Tag, "member", false, k::at_most(1000));
    pub static TagValue: Shape =
        k::string("TagValue", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", k::within(0, 256));
}
