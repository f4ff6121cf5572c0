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
structure! { input CreateGroupInput {
    criticality "Criticality" Option<i64>,
    description "Description" Option<String>,
    display_name "DisplayName" Option<String>,
    name "Name" String,
    owner "Owner" Option<String>,
    resource_query "ResourceQuery" Option<ResourceQuery>,
    tags "Tags" Option<BTreeMap<String, String>>,
} }
structure! { output CreateGroupOutput {
    group "Group" Option<Group>,
    group_configuration "GroupConfiguration" Option<GroupConfiguration>,
    resource_query "ResourceQuery" Option<ResourceQuery>,
    tags "Tags" Option<BTreeMap<String, String>>,
} }
structure! { input DeleteGroupInput {
    group "Group" Option<String>,
    group_name "GroupName" Option<String>,
} }
structure! { output DeleteGroupOutput {
    group "Group" Option<Group>,
} }
structure! { input GetGroupConfigurationInput {
    group "Group" Option<String>,
} }
structure! { output GetGroupConfigurationOutput {
    group_configuration "GroupConfiguration" Option<GroupConfiguration>,
} }
structure! { input GetGroupInput {
    group "Group" Option<String>,
    group_name "GroupName" Option<String>,
} }
structure! { output GetGroupOutput {
    group "Group" Option<Group>,
} }
structure! { input GetGroupQueryInput {
    group "Group" Option<String>,
    group_name "GroupName" Option<String>,
} }
structure! { output GetGroupQueryOutput {
    group_query "GroupQuery" Option<GroupQuery>,
} }
structure! { input GetTagsInput {
    arn "Arn" String,
} }
structure! { output GetTagsOutput {
    arn "Arn" Option<String>,
    tags "Tags" Option<BTreeMap<String, String>>,
} }
structure! { output Group {
    application_tag "ApplicationTag" Option<BTreeMap<String, String>>,
    criticality "Criticality" Option<i64>,
    description "Description" Option<String>,
    display_name "DisplayName" Option<String>,
    group_arn "GroupArn" Option<String>,
    name "Name" Option<String>,
    owner "Owner" Option<String>,
} }
structure! { output GroupConfiguration {
    configuration "Configuration" Option<Vec<GroupConfigurationItem>>,
    failure_reason "FailureReason" Option<String>,
    proposed_configuration "ProposedConfiguration" Option<Vec<GroupConfigurationItem>>,
    status "Status" Option<String>,
} }
structure! { output GroupConfigurationItem {
    parameters "Parameters" Option<Vec<GroupConfigurationParameter>>,
    r#type "Type" Option<String>,
} }
structure! { output GroupConfigurationParameter {
    name "Name" Option<String>,
    values "Values" Option<Vec<String>>,
} }
structure! { input GroupFilter {
    name "Name" String,
    values "Values" Vec<String>,
} }
structure! { output GroupIdentifier {
    criticality "Criticality" Option<i64>,
    description "Description" Option<String>,
    display_name "DisplayName" Option<String>,
    group_arn "GroupArn" Option<String>,
    group_name "GroupName" Option<String>,
    owner "Owner" Option<String>,
} }
structure! { output GroupQuery {
    group_name "GroupName" Option<String>,
    resource_query "ResourceQuery" Option<ResourceQuery>,
} }
structure! { input ListGroupResourcesInput {
    filters "Filters" Option<Vec<ResourceFilter>>,
    group "Group" Option<String>,
    group_name "GroupName" Option<String>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
} }
structure! { output ListGroupResourcesItem {
    identifier "Identifier" Option<ResourceIdentifier>,
    status "Status" Option<ResourceStatus>,
} }
structure! { output ListGroupResourcesOutput {
    next_token "NextToken" Option<String>,
    query_errors "QueryErrors" Option<Vec<QueryError>>,
    resource_identifiers "ResourceIdentifiers" Option<Vec<ResourceIdentifier>>,
    resources "Resources" Option<Vec<ListGroupResourcesItem>>,
} }
structure! { input ListGroupsInput {
    filters "Filters" Option<Vec<GroupFilter>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
} }
structure! { output ListGroupsOutput {
    group_identifiers "GroupIdentifiers" Option<Vec<GroupIdentifier>>,
    groups "Groups" Option<Vec<Group>>,
    next_token "NextToken" Option<String>,
} }
structure! { output QueryError {
    error_code "ErrorCode" Option<String>,
    message "Message" Option<String>,
} }
structure! { input ResourceFilter {
    name "Name" String,
    values "Values" Vec<String>,
} }
structure! { output ResourceIdentifier {
    resource_arn "ResourceArn" Option<String>,
    resource_type "ResourceType" Option<String>,
} }
structure! { both ResourceQuery {
    query "Query" String,
    r#type "Type" String,
} }
structure! { output ResourceStatus {
    name "Name" Option<String>,
} }
structure! { input SearchResourcesInput {
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
    resource_query "ResourceQuery" ResourceQuery,
} }
structure! { output SearchResourcesOutput {
    next_token "NextToken" Option<String>,
    query_errors "QueryErrors" Option<Vec<QueryError>>,
    resource_identifiers "ResourceIdentifiers" Option<Vec<ResourceIdentifier>>,
} }
structure! { input TagInput {
    arn "Arn" String,
    tags "Tags" BTreeMap<String, String>,
} }
structure! { output TagOutput {
    arn "Arn" Option<String>,
    tags "Tags" Option<BTreeMap<String, String>>,
} }
structure! { input UntagInput {
    arn "Arn" String,
    keys "Keys" Vec<String>,
} }
structure! { output UntagOutput {
    arn "Arn" Option<String>,
    keys "Keys" Option<Vec<String>>,
} }
structure! { input UpdateGroupInput {
    criticality "Criticality" Option<i64>,
    description "Description" Option<String>,
    display_name "DisplayName" Option<String>,
    group "Group" Option<String>,
    group_name "GroupName" Option<String>,
    owner "Owner" Option<String>,
} }
structure! { output UpdateGroupOutput {
    group "Group" Option<Group>,
} }
structure! { input UpdateGroupQueryInput {
    group "Group" Option<String>,
    group_name "GroupName" Option<String>,
    resource_query "ResourceQuery" ResourceQuery,
} }
structure! { output UpdateGroupQueryOutput {
    group_query "GroupQuery" Option<GroupQuery>,
} }
operation! { CreateGroup CreateGroupInput CreateGroupOutput }
operation! { DeleteGroup DeleteGroupInput DeleteGroupOutput }
operation! { GetGroup GetGroupInput GetGroupOutput }
operation! { GetGroupConfiguration GetGroupConfigurationInput GetGroupConfigurationOutput }
operation! { GetGroupQuery GetGroupQueryInput GetGroupQueryOutput }
operation! { GetTags GetTagsInput GetTagsOutput }
operation! { ListGroupResources ListGroupResourcesInput ListGroupResourcesOutput }
operation! { ListGroups ListGroupsInput ListGroupsOutput }
operation! { SearchResources SearchResourcesInput SearchResourcesOutput }
operation! { Tag TagInput TagOutput }
operation! { Untag UntagInput UntagOutput }
operation! { UpdateGroup UpdateGroupInput UpdateGroupOutput }
operation! { UpdateGroupQuery UpdateGroupQueryInput UpdateGroupQueryOutput }
exceptions! {
    bad_request_exception BadRequestException "BadRequestException" 400 Sender;
    forbidden_exception ForbiddenException "ForbiddenException" 403 Sender;
    internal_server_error_exception InternalServerErrorException "InternalServerErrorException" 500 Receiver;
    method_not_allowed_exception MethodNotAllowedException "MethodNotAllowedException" 405 Sender;
    not_found_exception NotFoundException "NotFoundException" 404 Sender;
    too_many_requests_exception TooManyRequestsException "TooManyRequestsException" 429 Sender;
    unauthorized_exception UnauthorizedException "UnauthorizedException" 401 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "resource-groups",
    signing_name: "resource-groups",
    endpoint_prefix: "resource-groups",
    protocols: &[crate::Protocol::RestJson],
    query_compatible: false,
    target_prefix: "",
    api_version: "2017-11-27",
    xml_namespace: "",
    operations: &[
        &operations::CreateGroup,
        &operations::DeleteGroup,
        &operations::GetGroup,
        &operations::GetGroupConfiguration,
        &operations::GetGroupQuery,
        &operations::GetTags,
        &operations::ListGroupResources,
        &operations::ListGroups,
        &operations::SearchResources,
        &operations::Tag,
        &operations::Untag,
        &operations::UpdateGroup,
        &operations::UpdateGroupQuery,
    ],
    names: &[
        "CancelTagSyncTask",
        "CreateGroup",
        "DeleteGroup",
        "GetAccountSettings",
        "GetGroup",
        "GetGroupConfiguration",
        "GetGroupQuery",
        "GetTagSyncTask",
        "GetTags",
        "GroupResources",
        "ListGroupResources",
        "ListGroupingStatuses",
        "ListGroups",
        "ListTagSyncTasks",
        "PutGroupConfiguration",
        "SearchResources",
        "StartTagSyncTask",
        "Tag",
        "UngroupResources",
        "Untag",
        "UpdateAccountSettings",
        "UpdateGroup",
        "UpdateGroupQuery",
    ],
    refusal: &errors::BadRequestException,
    refused: &[
        ("GroupResources", "Give the resources a tag that the group's query asks for"),
        ("UngroupResources", "Take away the tag that the group's query asks for"),
    ],
    elsewhere: &[
        (crate::schema::make::http("POST", "/cancel-tag-sync-task", 200), "CancelTagSyncTask"),
        (crate::schema::make::http("POST", "/get-account-settings", 200), "GetAccountSettings"),
        (crate::schema::make::http("POST", "/get-tag-sync-task", 200), "GetTagSyncTask"),
        (crate::schema::make::http("POST", "/group-resources", 200), "GroupResources"),
        (crate::schema::make::http("POST", "/list-grouping-statuses", 200), "ListGroupingStatuses"),
        (crate::schema::make::http("POST", "/list-tag-sync-tasks", 200), "ListTagSyncTasks"),
        (crate::schema::make::http("POST", "/put-group-configuration", 202), "PutGroupConfiguration"),
        (crate::schema::make::http("POST", "/start-tag-sync-task", 200), "StartTagSyncTask"),
        (crate::schema::make::http("POST", "/ungroup-resources", 200), "UngroupResources"),
        (crate::schema::make::http("POST", "/update-account-settings", 200), "UpdateAccountSettings"),
    ],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static CreateGroup: OperationSchema = OperationSchema {
        name: "CreateGroup",
        service: &SERVICE,
        input: Some(&shapes::CreateGroupInput),
        output: Some(&shapes::CreateGroupOutput),
        result_wrapper: "",
        errors: &[
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("POST", "/groups", 200)),
    };
    pub static DeleteGroup: OperationSchema = OperationSchema {
        name: "DeleteGroup",
        service: &SERVICE,
        input: Some(&shapes::DeleteGroupInput),
        output: Some(&shapes::DeleteGroupOutput),
        result_wrapper: "",
        errors: &[
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::NotFoundException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("POST", "/delete-group", 200)),
    };
    pub static GetGroup: OperationSchema = OperationSchema {
        name: "GetGroup",
        service: &SERVICE,
        input: Some(&shapes::GetGroupInput),
        output: Some(&shapes::GetGroupOutput),
        result_wrapper: "",
        errors: &[
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::NotFoundException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("POST", "/get-group", 200)),
    };
    pub static GetGroupConfiguration: OperationSchema = OperationSchema {
        name: "GetGroupConfiguration",
        service: &SERVICE,
        input: Some(&shapes::GetGroupConfigurationInput),
        output: Some(&shapes::GetGroupConfigurationOutput),
        result_wrapper: "",
        errors: &[
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::NotFoundException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("POST", "/get-group-configuration", 200)),
    };
    pub static GetGroupQuery: OperationSchema = OperationSchema {
        name: "GetGroupQuery",
        service: &SERVICE,
        input: Some(&shapes::GetGroupQueryInput),
        output: Some(&shapes::GetGroupQueryOutput),
        result_wrapper: "",
        errors: &[
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::NotFoundException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("POST", "/get-group-query", 200)),
    };
    pub static GetTags: OperationSchema = OperationSchema {
        name: "GetTags",
        service: &SERVICE,
        input: Some(&shapes::GetTagsInput),
        output: Some(&shapes::GetTagsOutput),
        result_wrapper: "",
        errors: &[
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::NotFoundException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("GET", "/resources/{Arn}/tags", 200)),
    };
    pub static ListGroupResources: OperationSchema = OperationSchema {
        name: "ListGroupResources",
        service: &SERVICE,
        input: Some(&shapes::ListGroupResourcesInput),
        output: Some(&shapes::ListGroupResourcesOutput),
        result_wrapper: "",
        errors: &[
            &errors::UnauthorizedException,
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::NotFoundException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("POST", "/list-group-resources", 200)),
    };
    pub static ListGroups: OperationSchema = OperationSchema {
        name: "ListGroups",
        service: &SERVICE,
        input: Some(&shapes::ListGroupsInput),
        output: Some(&shapes::ListGroupsOutput),
        result_wrapper: "",
        errors: &[
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("POST", "/groups-list", 200)),
    };
    pub static SearchResources: OperationSchema = OperationSchema {
        name: "SearchResources",
        service: &SERVICE,
        input: Some(&shapes::SearchResourcesInput),
        output: Some(&shapes::SearchResourcesOutput),
        result_wrapper: "",
        errors: &[
            &errors::UnauthorizedException,
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("POST", "/resources/search", 200)),
    };
    pub static Tag: OperationSchema = OperationSchema {
        name: "Tag",
        service: &SERVICE,
        input: Some(&shapes::TagInput),
        output: Some(&shapes::TagOutput),
        result_wrapper: "",
        errors: &[
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::NotFoundException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("PUT", "/resources/{Arn}/tags", 200)),
    };
    pub static Untag: OperationSchema = OperationSchema {
        name: "Untag",
        service: &SERVICE,
        input: Some(&shapes::UntagInput),
        output: Some(&shapes::UntagOutput),
        result_wrapper: "",
        errors: &[
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::NotFoundException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("PATCH", "/resources/{Arn}/tags", 200)),
    };
    pub static UpdateGroup: OperationSchema = OperationSchema {
        name: "UpdateGroup",
        service: &SERVICE,
        input: Some(&shapes::UpdateGroupInput),
        output: Some(&shapes::UpdateGroupOutput),
        result_wrapper: "",
        errors: &[
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::NotFoundException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("POST", "/update-group", 200)),
    };
    pub static UpdateGroupQuery: OperationSchema = OperationSchema {
        name: "UpdateGroupQuery",
        service: &SERVICE,
        input: Some(&shapes::UpdateGroupQueryInput),
        output: Some(&shapes::UpdateGroupQueryOutput),
        result_wrapper: "",
        errors: &[
            &errors::BadRequestException,
            &errors::ForbiddenException,
            &errors::NotFoundException,
            &errors::MethodNotAllowedException,
            &errors::TooManyRequestsException,
            &errors::InternalServerErrorException,
        ],
        http: Some(crate::schema::make::http("POST", "/update-group-query", 200)),
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static ApplicationArn: Shape = k::string(
        "ApplicationArn",
        &[],
        "arn:aws(-[a-z]+)*:resource-groups:[a-z]{2}(-[a-z]+)+-\\d{1}:[0-9]{12}:group/[a-zA-Z0-9_\\.-]{1,150}/[a-zA-Z0-9]{22,26}",
        k::within(12, 1600),
    );
    pub static ApplicationTag: Shape =
        k::map("ApplicationTag", &ApplicationTagKey, &ApplicationArn, ("key", "value"), false, k::FREE);
    pub static ApplicationTagKey: Shape = k::string("ApplicationTagKey", &[], "awsApplication", k::FREE);
    pub static CreateGroupInput: Shape = k::structure(
        "CreateGroupInput",
        &[
            k::optional(
                "Configuration",
                &k::refused(
                    &[],
                    "groups that are made of what a service puts into them (capacity reservations, hosts)",
                ),
            ),
            k::optional("Criticality", &Criticality),
            k::optional("Description", &Description),
            k::optional("DisplayName", &DisplayName),
            k::required("Name", &CreateGroupName),
            k::optional("Owner", &Owner),
            k::optional("ResourceQuery", &ResourceQuery),
            k::optional("Tags", &Tags),
        ],
    );
    pub static CreateGroupName: Shape =
        k::string("CreateGroupName", &[], "[a-zA-Z0-9_\\.-]+", k::within(1, 300));
    pub static CreateGroupOutput: Shape = k::structure(
        "CreateGroupOutput",
        &[
            k::optional("Group", &Group),
            k::optional("GroupConfiguration", &GroupConfiguration),
            k::optional("ResourceQuery", &ResourceQuery),
            k::optional("Tags", &Tags),
        ],
    );
    pub static Criticality: Shape = k::simple("Criticality", Kind::Integer, k::within(1, 10));
    pub static DeleteGroupInput: Shape = k::structure(
        "DeleteGroupInput",
        &[k::optional("Group", &GroupStringV2), k::optional("GroupName", &GroupName)],
    );
    pub static DeleteGroupOutput: Shape = k::structure("DeleteGroupOutput", &[k::optional("Group", &Group)]);
    pub static Description: Shape = k::string("Description", &[], "[\\sa-zA-Z0-9_\\.-]*", k::at_most(1024));
    pub static DisplayName: Shape =
        k::string("DisplayName", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", k::within(0, 300));
    pub static ErrorMessage: Shape = k::string("ErrorMessage", &[], "", k::within(1, 1024));
    pub static GetGroupConfigurationInput: Shape =
        k::structure("GetGroupConfigurationInput", &[k::optional("Group", &GroupString)]);
    pub static GetGroupConfigurationOutput: Shape = k::structure(
        "GetGroupConfigurationOutput",
        &[k::optional("GroupConfiguration", &GroupConfiguration)],
    );
    pub static GetGroupInput: Shape = k::structure(
        "GetGroupInput",
        &[k::optional("Group", &GroupStringV2), k::optional("GroupName", &GroupName)],
    );
    pub static GetGroupOutput: Shape = k::structure("GetGroupOutput", &[k::optional("Group", &Group)]);
    pub static GetGroupQueryInput: Shape = k::structure(
        "GetGroupQueryInput",
        &[k::optional("Group", &GroupString), k::optional("GroupName", &GroupName)],
    );
    pub static GetGroupQueryOutput: Shape =
        k::structure("GetGroupQueryOutput", &[k::optional("GroupQuery", &GroupQuery)]);
    pub static GetTagsInput: Shape =
        k::structure("GetTagsInput", &[k::placed(k::required("Arn", &GroupArnV2), Place::Label)]);
    pub static GetTagsOutput: Shape =
        k::structure("GetTagsOutput", &[k::optional("Arn", &GroupArnV2), k::optional("Tags", &Tags)]);
    pub static Group: Shape = k::structure(
        "Group",
        &[
            k::optional("ApplicationTag", &ApplicationTag),
            k::optional("Criticality", &Criticality),
            k::optional("Description", &Description),
            k::optional("DisplayName", &DisplayName),
            k::required("GroupArn", &GroupArnV2),
            k::required("Name", &GroupName),
            k::optional("Owner", &Owner),
        ],
    );
    pub static GroupArn: Shape = k::string(
        "GroupArn",
        &[],
        "arn:aws(-[a-z]+)*:resource-groups:[a-z]{2}(-[a-z]+)+-\\d{1}:[0-9]{12}:group/([a-zA-Z0-9_\\.-]{1,300}|[a-zA-Z0-9_\\.-]{1,150}/[a-z0-9]{26})",
        k::within(12, 1600),
    );
    pub static GroupArnV2: Shape = k::string(
        "GroupArnV2",
        &[],
        "arn:aws(-[a-z]+)*:resource-groups:[a-z]{2}(-[a-z]+)+-\\d{1}:[0-9]{12}:group/([a-zA-Z0-9_\\.-]{1,300}|[a-zA-Z0-9_\\.-]{1,150}/[a-z0-9]{26})",
        k::within(12, 1600),
    );
    pub static GroupConfiguration: Shape = k::structure(
        "GroupConfiguration",
        &[
            k::optional("Configuration", &GroupConfigurationList),
            k::optional("FailureReason", &GroupConfigurationFailureReason),
            k::optional("ProposedConfiguration", &GroupConfigurationList),
            k::optional("Status", &GroupConfigurationStatus),
        ],
    );
    pub static GroupConfigurationFailureReason: Shape =
        k::string("GroupConfigurationFailureReason", &[], "", k::FREE);
    pub static GroupConfigurationItem: Shape = k::structure(
        "GroupConfigurationItem",
        &[k::optional("Parameters", &GroupParameterList), k::required("Type", &GroupConfigurationType)],
    );
    pub static GroupConfigurationList: Shape =
        k::list("GroupConfigurationList", &GroupConfigurationItem, "member", false, k::at_most(2));
    pub static GroupConfigurationParameter: Shape = k::structure(
        "GroupConfigurationParameter",
        &[
            k::required("Name", &GroupConfigurationParameterName),
            k::optional("Values", &GroupConfigurationParameterValueList),
        ],
    );
    pub static GroupConfigurationParameterName: Shape =
        k::string("GroupConfigurationParameterName", &[], "[a-z-]+", k::within(1, 80));
    pub static GroupConfigurationParameterValue: Shape =
        k::string("GroupConfigurationParameterValue", &[], "[a-zA-Z0-9:\\/\\._-]+", k::within(1, 256));
    pub static GroupConfigurationParameterValueList: Shape = k::list(
        "GroupConfigurationParameterValueList",
        &GroupConfigurationParameterValue,
        "member",
        false,
        k::FREE,
    );
    pub static GroupConfigurationStatus: Shape =
        k::string("GroupConfigurationStatus", &["UPDATING", "UPDATE_COMPLETE", "UPDATE_FAILED"], "", k::FREE);
    pub static GroupConfigurationType: Shape =
        k::string("GroupConfigurationType", &[], "AWS::[a-zA-Z0-9]+::[a-zA-Z0-9]+", k::at_most(40));
    pub static GroupFilter: Shape = k::structure(
        "GroupFilter",
        &[k::required("Name", &GroupFilterName), k::required("Values", &GroupFilterValues)],
    );
    pub static GroupFilterList: Shape = k::list("GroupFilterList", &GroupFilter, "member", false, k::FREE);
    pub static GroupFilterName: Shape = k::string(
        "GroupFilterName",
        &["resource-type", "configuration-type", "owner", "display-name", "criticality"],
        "",
        k::FREE,
    );
    pub static GroupFilterValue: Shape = k::string(
        "GroupFilterValue",
        &[],
        "AWS::(AllSupported|[a-zA-Z0-9]+::[a-zA-Z0-9]+)|[\\s\\p{L}0-9_\\.-]*",
        k::within(1, 300),
    );
    pub static GroupFilterValues: Shape =
        k::list("GroupFilterValues", &GroupFilterValue, "member", false, k::within(1, 5));
    pub static GroupIdentifier: Shape = k::structure(
        "GroupIdentifier",
        &[
            k::optional("Criticality", &Criticality),
            k::optional("Description", &Description),
            k::optional("DisplayName", &DisplayName),
            k::optional("GroupArn", &GroupArn),
            k::optional("GroupName", &GroupName),
            k::optional("Owner", &Owner),
        ],
    );
    pub static GroupIdentifierList: Shape =
        k::list("GroupIdentifierList", &GroupIdentifier, "member", false, k::FREE);
    pub static GroupList: Shape = k::list("GroupList", &Group, "member", false, k::FREE);
    pub static GroupName: Shape = k::string(
        "GroupName",
        &[],
        "[a-zA-Z0-9_\\.-]{1,300}|[a-zA-Z0-9_\\.-]{1,150}/[a-z0-9]{26}",
        k::within(1, 300),
    );
    pub static GroupParameterList: Shape =
        k::list("GroupParameterList", &GroupConfigurationParameter, "member", false, k::FREE);
    pub static GroupQuery: Shape = k::structure(
        "GroupQuery",
        &[k::required("GroupName", &GroupName), k::required("ResourceQuery", &ResourceQuery)],
    );
    pub static GroupString: Shape = k::string(
        "GroupString",
        &[],
        "[a-zA-Z0-9_\\.-]{1,300}|[a-zA-Z0-9_\\.-]{1,150}/[a-z0-9]{26}|arn:aws(-[a-z]+)*:resource-groups:[a-z]{2}(-[a-z]+)+-\\d{1}:[0-9]{12}:group/([a-zA-Z0-9_\\.-]{1,300}|[a-zA-Z0-9_\\.-]{1,150}/[a-z0-9]{26})",
        k::within(1, 1600),
    );
    pub static GroupStringV2: Shape = k::string(
        "GroupStringV2",
        &[],
        "[a-zA-Z0-9_\\.-]{1,300}|[a-zA-Z0-9_\\.-]{1,150}/[a-z0-9]{26}|arn:aws(-[a-z]+)*:resource-groups:[a-z]{2}(-[a-z]+)+-\\d{1}:[0-9]{12}:group/([a-zA-Z0-9_\\.-]{1,300}|[a-zA-Z0-9_\\.-]{1,150}/[a-z0-9]{26})",
        k::within(1, 1600),
    );
    pub static ListGroupResourcesInput: Shape = k::structure(
        "ListGroupResourcesInput",
        &[
            k::optional("Filters", &ResourceFilterList),
            k::optional("Group", &GroupStringV2),
            k::optional("GroupName", &GroupName),
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &NextToken),
        ],
    );
    pub static ListGroupResourcesItem: Shape = k::structure(
        "ListGroupResourcesItem",
        &[k::optional("Identifier", &ResourceIdentifier), k::optional("Status", &ResourceStatus)],
    );
    pub static ListGroupResourcesItemList: Shape =
        k::list("ListGroupResourcesItemList", &ListGroupResourcesItem, "member", false, k::FREE);
    pub static ListGroupResourcesOutput: Shape = k::structure(
        "ListGroupResourcesOutput",
        &[
            k::optional("NextToken", &NextToken),
            k::optional("QueryErrors", &QueryErrorList),
            k::optional("ResourceIdentifiers", &ResourceIdentifierList),
            k::optional("Resources", &ListGroupResourcesItemList),
        ],
    );
    pub static ListGroupsInput: Shape = k::structure(
        "ListGroupsInput",
        &[
            k::optional("Filters", &GroupFilterList),
            k::placed(
                k::spelt(k::optional("MaxResults", &MaxResults), "maxResults", "maxResults"),
                Place::Query,
            ),
            k::placed(k::spelt(k::optional("NextToken", &NextToken), "nextToken", "nextToken"), Place::Query),
        ],
    );
    pub static ListGroupsOutput: Shape = k::structure(
        "ListGroupsOutput",
        &[
            k::optional("GroupIdentifiers", &GroupIdentifierList),
            k::optional("Groups", &GroupList),
            k::optional("NextToken", &NextToken),
        ],
    );
    pub static MaxResults: Shape = k::simple("MaxResults", Kind::Integer, k::within(1, 50));
    pub static NextToken: Shape = k::string("NextToken", &[], "^[a-zA-Z0-9+/]*={0,2}$", k::within(0, 8192));
    pub static Owner: Shape =
        k::string("Owner", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", k::within(0, 300));
    pub static Query: Shape = k::string("Query", &[], "[\\s\\S]*", k::at_most(4096));
    pub static QueryError: Shape = k::structure(
        "QueryError",
        &[k::optional("ErrorCode", &QueryErrorCode), k::optional("Message", &QueryErrorMessage)],
    );
    pub static QueryErrorCode: Shape = k::string(
        "QueryErrorCode",
        &[
            "CLOUDFORMATION_STACK_INACTIVE",
            "CLOUDFORMATION_STACK_NOT_EXISTING",
            "CLOUDFORMATION_STACK_UNASSUMABLE_ROLE",
            "RESOURCE_TYPE_NOT_SUPPORTED",
        ],
        "",
        k::FREE,
    );
    pub static QueryErrorList: Shape = k::list("QueryErrorList", &QueryError, "member", false, k::FREE);
    pub static QueryErrorMessage: Shape = k::string("QueryErrorMessage", &[], "", k::FREE);
    pub static QueryType: Shape =
        k::string("QueryType", &["TAG_FILTERS_1_0", "CLOUDFORMATION_STACK_1_0"], "^\\w+$", k::within(1, 128));
    pub static ResourceArn: Shape = k::string(
        "ResourceArn",
        &[],
        "arn:aws(-[a-z]+)*:[a-z0-9\\-]*:([a-z]{2}(-[a-z]+)+-\\d{1})?:([0-9]{12})?:.+",
        k::FREE,
    );
    pub static ResourceFilter: Shape = k::structure(
        "ResourceFilter",
        &[k::required("Name", &ResourceFilterName), k::required("Values", &ResourceFilterValues)],
    );
    pub static ResourceFilterList: Shape =
        k::list("ResourceFilterList", &ResourceFilter, "member", false, k::FREE);
    pub static ResourceFilterName: Shape = k::string("ResourceFilterName", &["resource-type"], "", k::FREE);
    pub static ResourceFilterValue: Shape =
        k::string("ResourceFilterValue", &[], "AWS::[a-zA-Z0-9]+::[a-zA-Z0-9]+", k::within(1, 128));
    pub static ResourceFilterValues: Shape =
        k::list("ResourceFilterValues", &ResourceFilterValue, "member", false, k::within(1, 5));
    pub static ResourceIdentifier: Shape = k::structure(
        "ResourceIdentifier",
        &[k::optional("ResourceArn", &ResourceArn), k::optional("ResourceType", &ResourceType)],
    );
    pub static ResourceIdentifierList: Shape =
        k::list("ResourceIdentifierList", &ResourceIdentifier, "member", false, k::FREE);
    pub static ResourceQuery: Shape =
        k::structure("ResourceQuery", &[k::required("Query", &Query), k::required("Type", &QueryType)]);
    pub static ResourceStatus: Shape =
        k::structure("ResourceStatus", &[k::optional("Name", &ResourceStatusValue)]);
    pub static ResourceStatusValue: Shape = k::string("ResourceStatusValue", &["PENDING"], "", k::FREE);
    pub static ResourceType: Shape = k::string("ResourceType", &[], "AWS::[a-zA-Z0-9]+::\\w+", k::FREE);
    pub static SearchResourcesInput: Shape = k::structure(
        "SearchResourcesInput",
        &[
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &NextToken),
            k::required("ResourceQuery", &ResourceQuery),
        ],
    );
    pub static SearchResourcesOutput: Shape = k::structure(
        "SearchResourcesOutput",
        &[
            k::optional("NextToken", &NextToken),
            k::optional("QueryErrors", &QueryErrorList),
            k::optional("ResourceIdentifiers", &ResourceIdentifierList),
        ],
    );
    pub static TagInput: Shape = k::structure(
        "TagInput",
        &[k::placed(k::required("Arn", &GroupArnV2), Place::Label), k::required("Tags", &Tags)],
    );
    pub static TagKey: Shape =
        k::string("TagKey", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", k::within(1, 128));
    pub static TagKeyList: Shape = k::list("TagKeyList", &TagKey, "member", false, k::FREE);
    pub static TagOutput: Shape =
        k::structure("TagOutput", &[k::optional("Arn", &GroupArnV2), k::optional("Tags", &Tags)]);
    pub static TagValue: Shape =
        k::string("TagValue", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", k::within(0, 256));
    pub static Tags: Shape = k::map("Tags", &TagKey, &TagValue, ("key", "value"), false, k::FREE);
    pub static UntagInput: Shape = k::structure(
        "UntagInput",
        &[k::placed(k::required("Arn", &GroupArnV2), Place::Label), k::required("Keys", &TagKeyList)],
    );
    pub static UntagOutput: Shape =
        k::structure("UntagOutput", &[k::optional("Arn", &GroupArnV2), k::optional("Keys", &TagKeyList)]);
    pub static UpdateGroupInput: Shape = k::structure(
        "UpdateGroupInput",
        &[
            k::optional("Criticality", &Criticality),
            k::optional("Description", &Description),
            k::optional("DisplayName", &DisplayName),
            k::optional("Group", &GroupStringV2),
            k::optional("GroupName", &GroupName),
            k::optional("Owner", &Owner),
        ],
    );
    pub static UpdateGroupOutput: Shape = k::structure("UpdateGroupOutput", &[k::optional("Group", &Group)]);
    pub static UpdateGroupQueryInput: Shape = k::structure(
        "UpdateGroupQueryInput",
        &[
            k::optional("Group", &GroupString),
            k::optional("GroupName", &GroupName),
            k::required("ResourceQuery", &ResourceQuery),
        ],
    );
    pub static UpdateGroupQueryOutput: Shape =
        k::structure("UpdateGroupQueryOutput", &[k::optional("GroupQuery", &GroupQuery)]);
}
