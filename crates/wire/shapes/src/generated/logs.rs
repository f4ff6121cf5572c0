//! Written by `cargo xtask codegen` from `models/`; do not edit.
//!
//! In and out: typed inputs, outputs and errors of one service. Never here: behaviour.
#![allow(missing_docs, unused_imports)]

use std::collections::BTreeMap;

use crate::{
    convert::{FromDocument, IntoDocument, Mismatch, Unit},
    document::{Document, put},
    macros::{exceptions, operation, structure},
    schema::{OperationSchema, ServiceSchema},
    timestamp::Timestamp,
};
structure! { CreateLogGroupRequest {
    deletion_protection_enabled "deletionProtectionEnabled" Option<bool>,
    kms_key_id "kmsKeyId" Option<String>,
    log_group_class "logGroupClass" Option<String>,
    log_group_name "logGroupName" String,
    tags "tags" Option<BTreeMap<String, String>>,
} }
structure! { CreateLogStreamRequest {
    log_group_name "logGroupName" String,
    log_stream_name "logStreamName" String,
} }
structure! { DeleteLogGroupRequest {
    log_group_name "logGroupName" String,
} }
structure! { DeleteLogStreamRequest {
    log_group_name "logGroupName" String,
    log_stream_name "logStreamName" String,
} }
structure! { DeleteRetentionPolicyRequest {
    log_group_name "logGroupName" String,
} }
structure! { DescribeLogGroupsRequest {
    account_identifiers "accountIdentifiers" Option<Vec<String>>,
    include_linked_accounts "includeLinkedAccounts" Option<bool>,
    limit "limit" Option<i64>,
    log_group_class "logGroupClass" Option<String>,
    log_group_identifiers "logGroupIdentifiers" Option<Vec<String>>,
    log_group_name_pattern "logGroupNamePattern" Option<String>,
    log_group_name_prefix "logGroupNamePrefix" Option<String>,
    next_token "nextToken" Option<String>,
} }
structure! { DescribeLogGroupsResponse {
    log_groups "logGroups" Option<Vec<LogGroup>>,
    next_token "nextToken" Option<String>,
} }
structure! { DescribeLogStreamsRequest {
    descending "descending" Option<bool>,
    limit "limit" Option<i64>,
    log_group_identifier "logGroupIdentifier" Option<String>,
    log_group_name "logGroupName" Option<String>,
    log_stream_name_prefix "logStreamNamePrefix" Option<String>,
    next_token "nextToken" Option<String>,
    order_by "orderBy" Option<String>,
} }
structure! { DescribeLogStreamsResponse {
    log_streams "logStreams" Option<Vec<LogStream>>,
    next_token "nextToken" Option<String>,
} }
structure! { Entity {
    attributes "attributes" Option<BTreeMap<String, String>>,
    key_attributes "keyAttributes" Option<BTreeMap<String, String>>,
} }
structure! { FilterLogEventsRequest {
    end_time "endTime" Option<i64>,
    filter_pattern "filterPattern" Option<String>,
    interleaved "interleaved" Option<bool>,
    limit "limit" Option<i64>,
    log_group_identifier "logGroupIdentifier" Option<String>,
    log_group_name "logGroupName" Option<String>,
    log_stream_name_prefix "logStreamNamePrefix" Option<String>,
    log_stream_names "logStreamNames" Option<Vec<String>>,
    next_token "nextToken" Option<String>,
    start_time "startTime" Option<i64>,
    unmask "unmask" Option<bool>,
} }
structure! { FilterLogEventsResponse {
    events "events" Option<Vec<FilteredLogEvent>>,
    next_token "nextToken" Option<String>,
    searched_log_streams "searchedLogStreams" Option<Vec<SearchedLogStream>>,
} }
structure! { FilteredLogEvent {
    event_id "eventId" Option<String>,
    ingestion_time "ingestionTime" Option<i64>,
    log_stream_name "logStreamName" Option<String>,
    message "message" Option<String>,
    timestamp "timestamp" Option<i64>,
} }
structure! { GetLogEventsRequest {
    end_time "endTime" Option<i64>,
    limit "limit" Option<i64>,
    log_group_identifier "logGroupIdentifier" Option<String>,
    log_group_name "logGroupName" Option<String>,
    log_stream_name "logStreamName" String,
    next_token "nextToken" Option<String>,
    start_from_head "startFromHead" Option<bool>,
    start_time "startTime" Option<i64>,
    unmask "unmask" Option<bool>,
} }
structure! { GetLogEventsResponse {
    events "events" Option<Vec<OutputLogEvent>>,
    next_backward_token "nextBackwardToken" Option<String>,
    next_forward_token "nextForwardToken" Option<String>,
} }
structure! { InputLogEvent {
    message "message" String,
    timestamp "timestamp" i64,
} }
structure! { ListTagsForResourceRequest {
    resource_arn "resourceArn" String,
} }
structure! { ListTagsForResourceResponse {
    tags "tags" Option<BTreeMap<String, String>>,
} }
structure! { LogGroup {
    arn "arn" Option<String>,
    bearer_token_authentication_enabled "bearerTokenAuthenticationEnabled" Option<bool>,
    creation_time "creationTime" Option<i64>,
    data_protection_status "dataProtectionStatus" Option<String>,
    deletion_protection_enabled "deletionProtectionEnabled" Option<bool>,
    inherited_properties "inheritedProperties" Option<Vec<String>>,
    kms_key_id "kmsKeyId" Option<String>,
    log_group_arn "logGroupArn" Option<String>,
    log_group_class "logGroupClass" Option<String>,
    log_group_name "logGroupName" Option<String>,
    metric_filter_count "metricFilterCount" Option<i64>,
    retention_in_days "retentionInDays" Option<i64>,
    stored_bytes "storedBytes" Option<i64>,
} }
structure! { LogStream {
    arn "arn" Option<String>,
    creation_time "creationTime" Option<i64>,
    first_event_timestamp "firstEventTimestamp" Option<i64>,
    last_event_timestamp "lastEventTimestamp" Option<i64>,
    last_ingestion_time "lastIngestionTime" Option<i64>,
    log_stream_name "logStreamName" Option<String>,
    stored_bytes "storedBytes" Option<i64>,
    upload_sequence_token "uploadSequenceToken" Option<String>,
} }
structure! { OutputLogEvent {
    ingestion_time "ingestionTime" Option<i64>,
    message "message" Option<String>,
    timestamp "timestamp" Option<i64>,
} }
structure! { PutLogEventsRequest {
    entity "entity" Option<Entity>,
    log_events "logEvents" Vec<InputLogEvent>,
    log_group_name "logGroupName" String,
    log_stream_name "logStreamName" String,
    sequence_token "sequenceToken" Option<String>,
} }
structure! { PutLogEventsResponse {
    next_sequence_token "nextSequenceToken" Option<String>,
    rejected_entity_info "rejectedEntityInfo" Option<RejectedEntityInfo>,
    rejected_log_events_info "rejectedLogEventsInfo" Option<RejectedLogEventsInfo>,
} }
structure! { PutRetentionPolicyRequest {
    log_group_name "logGroupName" String,
    retention_in_days "retentionInDays" i64,
} }
structure! { RejectedEntityInfo {
    error_type "errorType" Option<String>,
} }
structure! { RejectedLogEventsInfo {
    expired_log_event_end_index "expiredLogEventEndIndex" Option<i64>,
    too_new_log_event_start_index "tooNewLogEventStartIndex" Option<i64>,
    too_old_log_event_end_index "tooOldLogEventEndIndex" Option<i64>,
} }
structure! { SearchedLogStream {
    log_stream_name "logStreamName" Option<String>,
    searched_completely "searchedCompletely" Option<bool>,
} }
structure! { TagResourceRequest {
    resource_arn "resourceArn" String,
    tags "tags" BTreeMap<String, String>,
} }
structure! { UntagResourceRequest {
    resource_arn "resourceArn" String,
    tag_keys "tagKeys" Vec<String>,
} }
operation! { CreateLogGroup CreateLogGroupRequest Unit }
operation! { CreateLogStream CreateLogStreamRequest Unit }
operation! { DeleteLogGroup DeleteLogGroupRequest Unit }
operation! { DeleteLogStream DeleteLogStreamRequest Unit }
operation! { DeleteRetentionPolicy DeleteRetentionPolicyRequest Unit }
operation! { DescribeLogGroups DescribeLogGroupsRequest DescribeLogGroupsResponse }
operation! { DescribeLogStreams DescribeLogStreamsRequest DescribeLogStreamsResponse }
operation! { FilterLogEvents FilterLogEventsRequest FilterLogEventsResponse }
operation! { GetLogEvents GetLogEventsRequest GetLogEventsResponse }
operation! { ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResponse }
operation! { PutLogEvents PutLogEventsRequest PutLogEventsResponse }
operation! { PutRetentionPolicy PutRetentionPolicyRequest Unit }
operation! { TagResource TagResourceRequest Unit }
operation! { UntagResource UntagResourceRequest Unit }
exceptions! {
    data_already_accepted_exception DataAlreadyAcceptedException "DataAlreadyAcceptedException" 400 Sender;
    invalid_parameter_exception InvalidParameterException "InvalidParameterException" 400 Sender;
    invalid_sequence_token_exception InvalidSequenceTokenException "InvalidSequenceTokenException" 400 Sender;
    limit_exceeded_exception LimitExceededException "LimitExceededException" 400 Sender;
    operation_aborted_exception OperationAbortedException "OperationAbortedException" 400 Sender;
    resource_already_exists_exception ResourceAlreadyExistsException "ResourceAlreadyExistsException" 400 Sender;
    resource_not_found_exception ResourceNotFoundException "ResourceNotFoundException" 400 Sender;
    service_unavailable_exception ServiceUnavailableException "ServiceUnavailableException" 500 Receiver;
    too_many_tags_exception TooManyTagsException "TooManyTagsException" 400 Sender;
    unrecognized_client_exception UnrecognizedClientException "UnrecognizedClientException" 400 Sender;
    validation_exception ValidationException "ValidationException" 400 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "logs",
    signing_name: "logs",
    endpoint_prefix: "logs",
    protocols: &[crate::Protocol::Json11],
    query_compatible: false,
    target_prefix: "Logs_20140328",
    api_version: "2014-03-28",
    xml_namespace: "",
    operations: &[
        &operations::CreateLogGroup,
        &operations::CreateLogStream,
        &operations::DeleteLogGroup,
        &operations::DeleteLogStream,
        &operations::DeleteRetentionPolicy,
        &operations::DescribeLogGroups,
        &operations::DescribeLogStreams,
        &operations::FilterLogEvents,
        &operations::GetLogEvents,
        &operations::ListTagsForResource,
        &operations::PutLogEvents,
        &operations::PutRetentionPolicy,
        &operations::TagResource,
        &operations::UntagResource,
    ],
    names: &[
        "AssociateKmsKey",
        "AssociateSourceToS3TableIntegration",
        "CancelExportTask",
        "CancelImportTask",
        "CreateDelivery",
        "CreateExportTask",
        "CreateImportTask",
        "CreateLogAnomalyDetector",
        "CreateLogGroup",
        "CreateLogStream",
        "CreateLookupTable",
        "CreateScheduledQuery",
        "DeleteAccountPolicy",
        "DeleteDataProtectionPolicy",
        "DeleteDelivery",
        "DeleteDeliveryDestination",
        "DeleteDeliveryDestinationPolicy",
        "DeleteDeliverySource",
        "DeleteDestination",
        "DeleteIndexPolicy",
        "DeleteIntegration",
        "DeleteLogAnomalyDetector",
        "DeleteLogGroup",
        "DeleteLogStream",
        "DeleteLookupTable",
        "DeleteMetricFilter",
        "DeleteQueryDefinition",
        "DeleteResourcePolicy",
        "DeleteRetentionPolicy",
        "DeleteScheduledQuery",
        "DeleteSubscriptionFilter",
        "DeleteTransformer",
        "DescribeAccountPolicies",
        "DescribeConfigurationTemplates",
        "DescribeDeliveries",
        "DescribeDeliveryDestinations",
        "DescribeDeliverySources",
        "DescribeDestinations",
        "DescribeExportTasks",
        "DescribeFieldIndexes",
        "DescribeImportTaskBatches",
        "DescribeImportTasks",
        "DescribeIndexPolicies",
        "DescribeLogGroups",
        "DescribeLogStreams",
        "DescribeLookupTables",
        "DescribeMetricFilters",
        "DescribeQueries",
        "DescribeQueryDefinitions",
        "DescribeResourcePolicies",
        "DescribeSubscriptionFilters",
        "DisassociateKmsKey",
        "DisassociateSourceFromS3TableIntegration",
        "FilterLogEvents",
        "GetDataProtectionPolicy",
        "GetDelivery",
        "GetDeliveryDestination",
        "GetDeliveryDestinationPolicy",
        "GetDeliverySource",
        "GetIntegration",
        "GetLogAnomalyDetector",
        "GetLogEvents",
        "GetLogFields",
        "GetLogGroupFields",
        "GetLogObject",
        "GetLogRecord",
        "GetLookupTable",
        "GetQueryResults",
        "GetScheduledQuery",
        "GetScheduledQueryHistory",
        "GetTransformer",
        "ListAggregateLogGroupSummaries",
        "ListAnomalies",
        "ListIntegrations",
        "ListLogAnomalyDetectors",
        "ListLogGroups",
        "ListLogGroupsForQuery",
        "ListScheduledQueries",
        "ListSourcesForS3TableIntegration",
        "ListTagsForResource",
        "ListTagsLogGroup",
        "PutAccountPolicy",
        "PutBearerTokenAuthentication",
        "PutDataProtectionPolicy",
        "PutDeliveryDestination",
        "PutDeliveryDestinationPolicy",
        "PutDeliverySource",
        "PutDestination",
        "PutDestinationPolicy",
        "PutIndexPolicy",
        "PutIntegration",
        "PutLogEvents",
        "PutLogGroupDeletionProtection",
        "PutMetricFilter",
        "PutQueryDefinition",
        "PutResourcePolicy",
        "PutRetentionPolicy",
        "PutSubscriptionFilter",
        "PutTransformer",
        "StartLiveTail",
        "StartQuery",
        "StopQuery",
        "TagLogGroup",
        "TagResource",
        "TestMetricFilter",
        "TestTransformer",
        "UntagLogGroup",
        "UntagResource",
        "UpdateAnomaly",
        "UpdateDeliveryConfiguration",
        "UpdateLogAnomalyDetector",
        "UpdateLookupTable",
        "UpdateScheduledQuery",
    ],
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static CreateLogGroup: OperationSchema = OperationSchema {
        name: "CreateLogGroup",
        service: &SERVICE,
        input: Some(&shapes::CreateLogGroupRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceAlreadyExistsException,
            &errors::LimitExceededException,
            &errors::OperationAbortedException,
            &errors::ServiceUnavailableException,
        ],
    };
    pub static CreateLogStream: OperationSchema = OperationSchema {
        name: "CreateLogStream",
        service: &SERVICE,
        input: Some(&shapes::CreateLogStreamRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceAlreadyExistsException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
    };
    pub static DeleteLogGroup: OperationSchema = OperationSchema {
        name: "DeleteLogGroup",
        service: &SERVICE,
        input: Some(&shapes::DeleteLogGroupRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::OperationAbortedException,
            &errors::ServiceUnavailableException,
            &errors::ValidationException,
        ],
    };
    pub static DeleteLogStream: OperationSchema = OperationSchema {
        name: "DeleteLogStream",
        service: &SERVICE,
        input: Some(&shapes::DeleteLogStreamRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::OperationAbortedException,
            &errors::ServiceUnavailableException,
            &errors::ValidationException,
        ],
    };
    pub static DeleteRetentionPolicy: OperationSchema = OperationSchema {
        name: "DeleteRetentionPolicy",
        service: &SERVICE,
        input: Some(&shapes::DeleteRetentionPolicyRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::OperationAbortedException,
            &errors::ServiceUnavailableException,
        ],
    };
    pub static DescribeLogGroups: OperationSchema = OperationSchema {
        name: "DescribeLogGroups",
        service: &SERVICE,
        input: Some(&shapes::DescribeLogGroupsRequest),
        output: Some(&shapes::DescribeLogGroupsResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidParameterException, &errors::ServiceUnavailableException],
    };
    pub static DescribeLogStreams: OperationSchema = OperationSchema {
        name: "DescribeLogStreams",
        service: &SERVICE,
        input: Some(&shapes::DescribeLogStreamsRequest),
        output: Some(&shapes::DescribeLogStreamsResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
    };
    pub static FilterLogEvents: OperationSchema = OperationSchema {
        name: "FilterLogEvents",
        service: &SERVICE,
        input: Some(&shapes::FilterLogEventsRequest),
        output: Some(&shapes::FilterLogEventsResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
    };
    pub static GetLogEvents: OperationSchema = OperationSchema {
        name: "GetLogEvents",
        service: &SERVICE,
        input: Some(&shapes::GetLogEventsRequest),
        output: Some(&shapes::GetLogEventsResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
    };
    pub static ListTagsForResource: OperationSchema = OperationSchema {
        name: "ListTagsForResource",
        service: &SERVICE,
        input: Some(&shapes::ListTagsForResourceRequest),
        output: Some(&shapes::ListTagsForResourceResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
    };
    pub static PutLogEvents: OperationSchema = OperationSchema {
        name: "PutLogEvents",
        service: &SERVICE,
        input: Some(&shapes::PutLogEventsRequest),
        output: Some(&shapes::PutLogEventsResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InvalidSequenceTokenException,
            &errors::DataAlreadyAcceptedException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
            &errors::UnrecognizedClientException,
        ],
    };
    pub static PutRetentionPolicy: OperationSchema = OperationSchema {
        name: "PutRetentionPolicy",
        service: &SERVICE,
        input: Some(&shapes::PutRetentionPolicyRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::OperationAbortedException,
            &errors::ServiceUnavailableException,
        ],
    };
    pub static TagResource: OperationSchema = OperationSchema {
        name: "TagResource",
        service: &SERVICE,
        input: Some(&shapes::TagResourceRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
            &errors::TooManyTagsException,
        ],
    };
    pub static UntagResource: OperationSchema = OperationSchema {
        name: "UntagResource",
        service: &SERVICE,
        input: Some(&shapes::UntagResourceRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Shape, make as k};
    pub static AccountId: Shape = k::string("AccountId", &[], "^\\d{12}$", k::within(12, 12));
    pub static AccountIds: Shape = k::list("AccountIds", &AccountId, "member", false, k::within(0, 20));
    pub static AmazonResourceName: Shape =
        k::string("AmazonResourceName", &[], "[\\w+=/:,.@-]*", k::within(1, 1011));
    pub static Arn: Shape = k::string("Arn", &[], "", k::FREE);
    pub static BearerTokenAuthenticationEnabled: Shape =
        k::simple("BearerTokenAuthenticationEnabled", Kind::Boolean, k::FREE);
    pub static CreateLogGroupRequest: Shape = k::structure(
        "CreateLogGroupRequest",
        &[
            k::optional("deletionProtectionEnabled", &DeletionProtectionEnabled),
            k::optional("kmsKeyId", &KmsKeyId),
            k::optional("logGroupClass", &LogGroupClass),
            k::required("logGroupName", &LogGroupName),
            k::optional("tags", &Tags),
        ],
    );
    pub static CreateLogStreamRequest: Shape = k::structure(
        "CreateLogStreamRequest",
        &[k::required("logGroupName", &LogGroupName), k::required("logStreamName", &LogStreamName)],
    );
    pub static DataProtectionStatus: Shape =
        k::string("DataProtectionStatus", &["ACTIVATED", "DELETED", "ARCHIVED", "DISABLED"], "", k::FREE);
    pub static Days: Shape = k::simple("Days", Kind::Integer, k::FREE);
    pub static DeleteLogGroupRequest: Shape =
        k::structure("DeleteLogGroupRequest", &[k::required("logGroupName", &LogGroupName)]);
    pub static DeleteLogStreamRequest: Shape = k::structure(
        "DeleteLogStreamRequest",
        &[k::required("logGroupName", &LogGroupName), k::required("logStreamName", &LogStreamName)],
    );
    pub static DeleteRetentionPolicyRequest: Shape =
        k::structure("DeleteRetentionPolicyRequest", &[k::required("logGroupName", &LogGroupName)]);
    pub static DeletionProtectionEnabled: Shape =
        k::simple("DeletionProtectionEnabled", Kind::Boolean, k::FREE);
    pub static Descending: Shape = k::simple("Descending", Kind::Boolean, k::FREE);
    pub static DescribeLimit: Shape = k::simple("DescribeLimit", Kind::Integer, k::within(1, 50));
    pub static DescribeLogGroupsLogGroupIdentifiers: Shape = k::list(
        "DescribeLogGroupsLogGroupIdentifiers",
        &LogGroupIdentifier,
        "member",
        false,
        k::within(1, 50),
    );
    pub static DescribeLogGroupsRequest: Shape = k::structure(
        "DescribeLogGroupsRequest",
        &[
            k::optional("accountIdentifiers", &AccountIds),
            k::optional("includeLinkedAccounts", &IncludeLinkedAccounts),
            k::optional("limit", &DescribeLimit),
            k::optional("logGroupClass", &LogGroupClass),
            k::optional("logGroupIdentifiers", &DescribeLogGroupsLogGroupIdentifiers),
            k::optional("logGroupNamePattern", &LogGroupNamePattern),
            k::optional("logGroupNamePrefix", &LogGroupName),
            k::optional("nextToken", &NextToken),
        ],
    );
    pub static DescribeLogGroupsResponse: Shape = k::structure(
        "DescribeLogGroupsResponse",
        &[k::optional("logGroups", &LogGroups), k::optional("nextToken", &NextToken)],
    );
    pub static DescribeLogStreamsRequest: Shape = k::structure(
        "DescribeLogStreamsRequest",
        &[
            k::optional("descending", &Descending),
            k::optional("limit", &DescribeLimit),
            k::optional("logGroupIdentifier", &LogGroupIdentifier),
            k::optional("logGroupName", &LogGroupName),
            k::optional("logStreamNamePrefix", &LogStreamName),
            k::optional("nextToken", &NextToken),
            k::optional("orderBy", &OrderBy),
        ],
    );
    pub static DescribeLogStreamsResponse: Shape = k::structure(
        "DescribeLogStreamsResponse",
        &[k::optional("logStreams", &LogStreams), k::optional("nextToken", &NextToken)],
    );
    pub static Entity: Shape = k::structure(
        "Entity",
        &[k::optional("attributes", &EntityAttributes), k::optional("keyAttributes", &EntityKeyAttributes)],
    );
    pub static EntityAttributes: Shape = k::map(
        "EntityAttributes",
        &EntityAttributesKey,
        &EntityAttributesValue,
        ("key", "value"),
        k::within(0, 10),
    );
    pub static EntityAttributesKey: Shape = k::string("EntityAttributesKey", &[], "", k::within(1, 256));
    pub static EntityAttributesValue: Shape = k::string("EntityAttributesValue", &[], "", k::within(1, 512));
    pub static EntityKeyAttributes: Shape = k::map(
        "EntityKeyAttributes",
        &EntityKeyAttributesKey,
        &EntityKeyAttributesValue,
        ("key", "value"),
        k::within(2, 4),
    );
    pub static EntityKeyAttributesKey: Shape = k::string("EntityKeyAttributesKey", &[], "", k::within(1, 32));
    pub static EntityKeyAttributesValue: Shape =
        k::string("EntityKeyAttributesValue", &[], "", k::within(1, 512));
    pub static EntityRejectionErrorType: Shape = k::string(
        "EntityRejectionErrorType",
        &[
            "InvalidEntity",
            "InvalidTypeValue",
            "InvalidKeyAttributes",
            "InvalidAttributes",
            "EntitySizeTooLarge",
            "UnsupportedLogGroupType",
            "MissingRequiredFields",
        ],
        "",
        k::FREE,
    );
    pub static EventId: Shape = k::string("EventId", &[], "", k::FREE);
    pub static EventMessage: Shape = k::string("EventMessage", &[], "", k::at_least(1));
    pub static EventsLimit: Shape = k::simple("EventsLimit", Kind::Integer, k::within(1, 10000));
    pub static FilterCount: Shape = k::simple("FilterCount", Kind::Integer, k::FREE);
    pub static FilterLogEventsRequest: Shape = k::structure(
        "FilterLogEventsRequest",
        &[
            k::optional("endTime", &Timestamp),
            k::optional("filterPattern", &FilterPattern),
            k::optional("interleaved", &Interleaved),
            k::optional("limit", &EventsLimit),
            k::optional("logGroupIdentifier", &LogGroupIdentifier),
            k::optional("logGroupName", &LogGroupName),
            k::optional("logStreamNamePrefix", &LogStreamName),
            k::optional("logStreamNames", &InputLogStreamNames),
            k::optional("nextToken", &NextToken),
            k::optional("startTime", &Timestamp),
            k::optional("unmask", &Unmask),
        ],
    );
    pub static FilterLogEventsResponse: Shape = k::structure(
        "FilterLogEventsResponse",
        &[
            k::optional("events", &FilteredLogEvents),
            k::optional("nextToken", &NextToken),
            k::optional("searchedLogStreams", &SearchedLogStreams),
        ],
    );
    pub static FilterPattern: Shape = k::string("FilterPattern", &[], "", k::within(0, 1024));
    pub static FilteredLogEvent: Shape = k::structure(
        "FilteredLogEvent",
        &[
            k::optional("eventId", &EventId),
            k::optional("ingestionTime", &Timestamp),
            k::optional("logStreamName", &LogStreamName),
            k::optional("message", &EventMessage),
            k::optional("timestamp", &Timestamp),
        ],
    );
    pub static FilteredLogEvents: Shape =
        k::list("FilteredLogEvents", &FilteredLogEvent, "member", false, k::FREE);
    pub static GetLogEventsRequest: Shape = k::structure(
        "GetLogEventsRequest",
        &[
            k::optional("endTime", &Timestamp),
            k::optional("limit", &EventsLimit),
            k::optional("logGroupIdentifier", &LogGroupIdentifier),
            k::optional("logGroupName", &LogGroupName),
            k::required("logStreamName", &LogStreamName),
            k::optional("nextToken", &NextToken),
            k::optional("startFromHead", &StartFromHead),
            k::optional("startTime", &Timestamp),
            k::optional("unmask", &Unmask),
        ],
    );
    pub static GetLogEventsResponse: Shape = k::structure(
        "GetLogEventsResponse",
        &[
            k::optional("events", &OutputLogEvents),
            k::optional("nextBackwardToken", &NextToken),
            k::optional("nextForwardToken", &NextToken),
        ],
    );
    pub static IncludeLinkedAccounts: Shape = k::simple("IncludeLinkedAccounts", Kind::Boolean, k::FREE);
    pub static InheritedProperties: Shape =
        k::list("InheritedProperties", &InheritedProperty, "member", false, k::FREE);
    pub static InheritedProperty: Shape =
        k::string("InheritedProperty", &["ACCOUNT_DATA_PROTECTION"], "", k::FREE);
    pub static InputLogEvent: Shape = k::structure(
        "InputLogEvent",
        &[k::required("message", &EventMessage), k::required("timestamp", &Timestamp)],
    );
    pub static InputLogEvents: Shape =
        k::list("InputLogEvents", &InputLogEvent, "member", false, k::within(1, 10000));
    pub static InputLogStreamNames: Shape =
        k::list("InputLogStreamNames", &LogStreamName, "member", false, k::within(1, 100));
    pub static Interleaved: Shape = k::simple("Interleaved", Kind::Boolean, k::FREE);
    pub static KmsKeyId: Shape = k::string("KmsKeyId", &[], "", k::at_most(256));
    pub static ListTagsForResourceRequest: Shape =
        k::structure("ListTagsForResourceRequest", &[k::required("resourceArn", &AmazonResourceName)]);
    pub static ListTagsForResourceResponse: Shape =
        k::structure("ListTagsForResourceResponse", &[k::optional("tags", &Tags)]);
    pub static LogEventIndex: Shape = k::simple("LogEventIndex", Kind::Integer, k::FREE);
    pub static LogGroup: Shape = k::structure(
        "LogGroup",
        &[
            k::optional("arn", &Arn),
            k::optional("bearerTokenAuthenticationEnabled", &BearerTokenAuthenticationEnabled),
            k::optional("creationTime", &Timestamp),
            k::optional("dataProtectionStatus", &DataProtectionStatus),
            k::optional("deletionProtectionEnabled", &DeletionProtectionEnabled),
            k::optional("inheritedProperties", &InheritedProperties),
            k::optional("kmsKeyId", &KmsKeyId),
            k::optional("logGroupArn", &Arn),
            k::optional("logGroupClass", &LogGroupClass),
            k::optional("logGroupName", &LogGroupName),
            k::optional("metricFilterCount", &FilterCount),
            k::optional("retentionInDays", &Days),
            k::optional("storedBytes", &StoredBytes),
        ],
    );
    pub static LogGroupClass: Shape =
        k::string("LogGroupClass", &["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"], "", k::FREE);
    pub static LogGroupIdentifier: Shape =
        k::string("LogGroupIdentifier", &[], "[\\w#+=/:,.@-]*", k::within(1, 2048));
    pub static LogGroupName: Shape =
        k::string("LogGroupName", &[], "[\\.\\-_/#A-Za-z0-9]+", k::within(1, 512));
    pub static LogGroupNamePattern: Shape =
        k::string("LogGroupNamePattern", &[], "[\\.\\-_/#A-Za-z0-9]*", k::within(0, 512));
    pub static LogGroups: Shape = k::list("LogGroups", &LogGroup, "member", false, k::FREE);
    pub static LogStream: Shape = k::structure(
        "LogStream",
        &[
            k::optional("arn", &Arn),
            k::optional("creationTime", &Timestamp),
            k::optional("firstEventTimestamp", &Timestamp),
            k::optional("lastEventTimestamp", &Timestamp),
            k::optional("lastIngestionTime", &Timestamp),
            k::optional("logStreamName", &LogStreamName),
            k::optional("storedBytes", &StoredBytes),
            k::optional("uploadSequenceToken", &SequenceToken),
        ],
    );
    pub static LogStreamName: Shape = k::string("LogStreamName", &[], "[^:*]*", k::within(1, 512));
    pub static LogStreamSearchedCompletely: Shape =
        k::simple("LogStreamSearchedCompletely", Kind::Boolean, k::FREE);
    pub static LogStreams: Shape = k::list("LogStreams", &LogStream, "member", false, k::FREE);
    pub static Message: Shape = k::string("Message", &[], "", k::FREE);
    pub static NextToken: Shape = k::string("NextToken", &[], "", k::at_least(1));
    pub static OrderBy: Shape = k::string("OrderBy", &["LogStreamName", "LastEventTime"], "", k::FREE);
    pub static OutputLogEvent: Shape = k::structure(
        "OutputLogEvent",
        &[
            k::optional("ingestionTime", &Timestamp),
            k::optional("message", &EventMessage),
            k::optional("timestamp", &Timestamp),
        ],
    );
    pub static OutputLogEvents: Shape = k::list("OutputLogEvents", &OutputLogEvent, "member", false, k::FREE);
    pub static PutLogEventsRequest: Shape = k::structure(
        "PutLogEventsRequest",
        &[
            k::optional("entity", &Entity),
            k::required("logEvents", &InputLogEvents),
            k::required("logGroupName", &LogGroupName),
            k::required("logStreamName", &LogStreamName),
            k::optional("sequenceToken", &SequenceToken),
        ],
    );
    pub static PutLogEventsResponse: Shape = k::structure(
        "PutLogEventsResponse",
        &[
            k::optional("nextSequenceToken", &SequenceToken),
            k::optional("rejectedEntityInfo", &RejectedEntityInfo),
            k::optional("rejectedLogEventsInfo", &RejectedLogEventsInfo),
        ],
    );
    pub static PutRetentionPolicyRequest: Shape = k::structure(
        "PutRetentionPolicyRequest",
        &[k::required("logGroupName", &LogGroupName), k::required("retentionInDays", &Days)],
    );
    pub static RejectedEntityInfo: Shape =
        k::structure("RejectedEntityInfo", &[k::required("errorType", &EntityRejectionErrorType)]);
    pub static RejectedLogEventsInfo: Shape = k::structure(
        "RejectedLogEventsInfo",
        &[
            k::optional("expiredLogEventEndIndex", &LogEventIndex),
            k::optional("tooNewLogEventStartIndex", &LogEventIndex),
            k::optional("tooOldLogEventEndIndex", &LogEventIndex),
        ],
    );
    pub static SearchedLogStream: Shape = k::structure(
        "SearchedLogStream",
        &[
            k::optional("logStreamName", &LogStreamName),
            k::optional("searchedCompletely", &LogStreamSearchedCompletely),
        ],
    );
    pub static SearchedLogStreams: Shape =
        k::list("SearchedLogStreams", &SearchedLogStream, "member", false, k::FREE);
    pub static SequenceToken: Shape = k::string("SequenceToken", &[], "", k::at_least(1));
    pub static StartFromHead: Shape = k::simple("StartFromHead", Kind::Boolean, k::FREE);
    pub static StoredBytes: Shape = k::simple("StoredBytes", Kind::Long, k::at_least(0));
    pub static TagKey: Shape =
        k::string("TagKey", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$", k::within(1, 128));
    pub static TagKeyList: Shape = k::list("TagKeyList", &TagKey, "member", false, k::within(0, 50));
    pub static TagResourceRequest: Shape = k::structure(
        "TagResourceRequest",
        &[k::required("resourceArn", &AmazonResourceName), k::required("tags", &Tags)],
    );
    pub static TagValue: Shape =
        k::string("TagValue", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", k::at_most(256));
    pub static Tags: Shape = k::map("Tags", &TagKey, &TagValue, ("key", "value"), k::within(1, 50));
    pub static Timestamp: Shape = k::simple("Timestamp", Kind::Long, k::at_least(0));
    pub static Unmask: Shape = k::simple("Unmask", Kind::Boolean, k::FREE);
    pub static UntagResourceRequest: Shape = k::structure(
        "UntagResourceRequest",
        &[k::required("resourceArn", &AmazonResourceName), k::required("tagKeys", &TagKeyList)],
    );
}
