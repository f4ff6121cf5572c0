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
structure! { input CreateLogGroupRequest {
    deletion_protection_enabled "deletionProtectionEnabled" Option<bool>,
    log_group_class "logGroupClass" Option<String>,
    log_group_name "logGroupName" String,
    tags "tags" Option<BTreeMap<String, String>>,
} }
structure! { input CreateLogStreamRequest {
    log_group_name "logGroupName" String,
    log_stream_name "logStreamName" String,
} }
structure! { input DeleteLogGroupRequest {
    log_group_name "logGroupName" String,
} }
structure! { input DeleteLogStreamRequest {
    log_group_name "logGroupName" String,
    log_stream_name "logStreamName" String,
} }
structure! { input DeleteMetricFilterRequest {
    filter_name "filterName" String,
    log_group_name "logGroupName" String,
} }
structure! { input DeleteQueryDefinitionRequest {
    query_definition_id "queryDefinitionId" String,
} }
structure! { output DeleteQueryDefinitionResponse {
    success "success" Option<bool>,
} }
structure! { input DeleteRetentionPolicyRequest {
    log_group_name "logGroupName" String,
} }
structure! { input DescribeLogGroupsRequest {
    limit "limit" Option<i64>,
    log_group_class "logGroupClass" Option<String>,
    log_group_identifiers "logGroupIdentifiers" Option<Vec<String>>,
    log_group_name_pattern "logGroupNamePattern" Option<String>,
    log_group_name_prefix "logGroupNamePrefix" Option<String>,
    next_token "nextToken" Option<String>,
} }
structure! { output DescribeLogGroupsResponse {
    log_groups "logGroups" Option<Vec<LogGroup>>,
    next_token "nextToken" Option<String>,
} }
structure! { input DescribeLogStreamsRequest {
    descending "descending" Option<bool>,
    limit "limit" Option<i64>,
    log_group_identifier "logGroupIdentifier" Option<String>,
    log_group_name "logGroupName" Option<String>,
    log_stream_name_prefix "logStreamNamePrefix" Option<String>,
    next_token "nextToken" Option<String>,
    order_by "orderBy" Option<String>,
} }
structure! { output DescribeLogStreamsResponse {
    log_streams "logStreams" Option<Vec<LogStream>>,
    next_token "nextToken" Option<String>,
} }
structure! { input DescribeMetricFiltersRequest {
    filter_name_prefix "filterNamePrefix" Option<String>,
    limit "limit" Option<i64>,
    log_group_name "logGroupName" Option<String>,
    metric_name "metricName" Option<String>,
    metric_namespace "metricNamespace" Option<String>,
    next_token "nextToken" Option<String>,
} }
structure! { output DescribeMetricFiltersResponse {
    metric_filters "metricFilters" Option<Vec<MetricFilter>>,
    next_token "nextToken" Option<String>,
} }
structure! { input DescribeQueriesRequest {
    log_group_name "logGroupName" Option<String>,
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
    query_language "queryLanguage" Option<String>,
    status "status" Option<String>,
} }
structure! { output DescribeQueriesResponse {
    next_token "nextToken" Option<String>,
    queries "queries" Option<Vec<QueryInfo>>,
} }
structure! { input DescribeQueryDefinitionsRequest {
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
    query_definition_name_prefix "queryDefinitionNamePrefix" Option<String>,
    query_language "queryLanguage" Option<String>,
} }
structure! { output DescribeQueryDefinitionsResponse {
    next_token "nextToken" Option<String>,
    query_definitions "queryDefinitions" Option<Vec<QueryDefinition>>,
} }
structure! { input DescribeSubscriptionFiltersRequest {
    log_group_name "logGroupName" String,
    next_token "nextToken" Option<String>,
} }
structure! { output DescribeSubscriptionFiltersResponse {
    next_token "nextToken" Option<String>,
    subscription_filters "subscriptionFilters" Option<Vec<SubscriptionFilter>>,
} }
structure! { input FilterLogEventsRequest {
    end_time "endTime" Option<i64>,
    filter_pattern "filterPattern" Option<String>,
    limit "limit" Option<i64>,
    log_group_identifier "logGroupIdentifier" Option<String>,
    log_group_name "logGroupName" Option<String>,
    log_stream_name_prefix "logStreamNamePrefix" Option<String>,
    log_stream_names "logStreamNames" Option<Vec<String>>,
    next_token "nextToken" Option<String>,
    start_time "startTime" Option<i64>,
} }
structure! { output FilterLogEventsResponse {
    events "events" Option<Vec<FilteredLogEvent>>,
    next_token "nextToken" Option<String>,
    searched_log_streams "searchedLogStreams" Option<Vec<SearchedLogStream>>,
} }
structure! { output FilteredLogEvent {
    event_id "eventId" Option<String>,
    ingestion_time "ingestionTime" Option<i64>,
    log_stream_name "logStreamName" Option<String>,
    message "message" Option<String>,
    timestamp "timestamp" Option<i64>,
} }
structure! { input GetLogEventsRequest {
    end_time "endTime" Option<i64>,
    limit "limit" Option<i64>,
    log_group_identifier "logGroupIdentifier" Option<String>,
    log_group_name "logGroupName" Option<String>,
    log_stream_name "logStreamName" String,
    next_token "nextToken" Option<String>,
    start_from_head "startFromHead" Option<bool>,
    start_time "startTime" Option<i64>,
} }
structure! { output GetLogEventsResponse {
    events "events" Option<Vec<OutputLogEvent>>,
    next_backward_token "nextBackwardToken" Option<String>,
    next_forward_token "nextForwardToken" Option<String>,
} }
structure! { input GetLogGroupFieldsRequest {
    log_group_identifier "logGroupIdentifier" Option<String>,
    log_group_name "logGroupName" Option<String>,
    time "time" Option<i64>,
} }
structure! { output GetLogGroupFieldsResponse {
    log_group_fields "logGroupFields" Option<Vec<LogGroupField>>,
} }
structure! { input GetLogRecordRequest {
    log_record_pointer "logRecordPointer" String,
} }
structure! { output GetLogRecordResponse {
    log_record "logRecord" Option<BTreeMap<String, String>>,
} }
structure! { input GetQueryResultsRequest {
    max_items "maxItems" Option<i64>,
    next_token "nextToken" Option<String>,
    query_id "queryId" String,
} }
structure! { output GetQueryResultsResponse {
    encryption_key "encryptionKey" Option<String>,
    next_token "nextToken" Option<String>,
    query_language "queryLanguage" Option<String>,
    results "results" Option<Vec<Vec<ResultField>>>,
    statistics "statistics" Option<QueryStatistics>,
    status "status" Option<String>,
} }
structure! { input InputLogEvent {
    message "message" String,
    timestamp "timestamp" i64,
} }
structure! { input ListLogGroupsRequest {
    limit "limit" Option<i64>,
    log_group_class "logGroupClass" Option<String>,
    log_group_name_pattern "logGroupNamePattern" Option<String>,
    log_group_tags "logGroupTags" Option<Vec<TagFilter>>,
    next_token "nextToken" Option<String>,
} }
structure! { output ListLogGroupsResponse {
    log_groups "logGroups" Option<Vec<LogGroupSummary>>,
    next_token "nextToken" Option<String>,
} }
structure! { input ListTagsForResourceRequest {
    resource_arn "resourceArn" String,
} }
structure! { output ListTagsForResourceResponse {
    tags "tags" Option<BTreeMap<String, String>>,
} }
structure! { input ListTagsLogGroupRequest {
    log_group_name "logGroupName" String,
} }
structure! { output ListTagsLogGroupResponse {
    tags "tags" Option<BTreeMap<String, String>>,
} }
structure! { output LiveTailSessionLogEvent {
    ingestion_time "ingestionTime" Option<i64>,
    log_group_identifier "logGroupIdentifier" Option<String>,
    log_stream_name "logStreamName" Option<String>,
    message "message" Option<String>,
    timestamp "timestamp" Option<i64>,
} }
structure! { output LiveTailSessionMetadata {
    sampled "sampled" Option<bool>,
} }
structure! { output LiveTailSessionStart {
    log_event_filter_pattern "logEventFilterPattern" Option<String>,
    log_group_identifiers "logGroupIdentifiers" Option<Vec<String>>,
    log_stream_name_prefixes "logStreamNamePrefixes" Option<Vec<String>>,
    log_stream_names "logStreamNames" Option<Vec<String>>,
    request_id "requestId" Option<String>,
    session_id "sessionId" Option<String>,
} }
structure! { output LiveTailSessionUpdate {
    session_metadata "sessionMetadata" Option<LiveTailSessionMetadata>,
    session_results "sessionResults" Option<Vec<LiveTailSessionLogEvent>>,
} }
structure! { output LogGroup {
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
structure! { output LogGroupField {
    name "name" Option<String>,
    percent "percent" Option<i64>,
} }
structure! { output LogGroupSummary {
    log_group_arn "logGroupArn" Option<String>,
    log_group_class "logGroupClass" Option<String>,
    log_group_name "logGroupName" Option<String>,
} }
structure! { output LogStream {
    arn "arn" Option<String>,
    creation_time "creationTime" Option<i64>,
    first_event_timestamp "firstEventTimestamp" Option<i64>,
    last_event_timestamp "lastEventTimestamp" Option<i64>,
    last_ingestion_time "lastIngestionTime" Option<i64>,
    log_stream_name "logStreamName" Option<String>,
    stored_bytes "storedBytes" Option<i64>,
    upload_sequence_token "uploadSequenceToken" Option<String>,
} }
structure! { output MetricFilter {
    apply_on_transformed_logs "applyOnTransformedLogs" Option<bool>,
    creation_time "creationTime" Option<i64>,
    emit_system_field_dimensions "emitSystemFieldDimensions" Option<Vec<String>>,
    field_selection_criteria "fieldSelectionCriteria" Option<String>,
    filter_name "filterName" Option<String>,
    filter_pattern "filterPattern" Option<String>,
    log_group_name "logGroupName" Option<String>,
    metric_transformations "metricTransformations" Option<Vec<MetricTransformation>>,
} }
structure! { output MetricFilterMatchRecord {
    event_message "eventMessage" Option<String>,
    event_number "eventNumber" Option<i64>,
    extracted_values "extractedValues" Option<BTreeMap<String, String>>,
} }
structure! { both MetricTransformation {
    default_value "defaultValue" Option<f64>,
    dimensions "dimensions" Option<BTreeMap<String, String>>,
    metric_name "metricName" String,
    metric_namespace "metricNamespace" String,
    metric_value "metricValue" String,
    unit "unit" Option<String>,
} }
structure! { output OutputLogEvent {
    ingestion_time "ingestionTime" Option<i64>,
    message "message" Option<String>,
    timestamp "timestamp" Option<i64>,
} }
structure! { input PutLogEventsRequest {
    log_events "logEvents" Vec<InputLogEvent>,
    log_group_name "logGroupName" String,
    log_stream_name "logStreamName" String,
} }
structure! { output PutLogEventsResponse {
    next_sequence_token "nextSequenceToken" Option<String>,
    rejected_entity_info "rejectedEntityInfo" Option<RejectedEntityInfo>,
    rejected_log_events_info "rejectedLogEventsInfo" Option<RejectedLogEventsInfo>,
} }
structure! { input PutLogGroupDeletionProtectionRequest {
    deletion_protection_enabled "deletionProtectionEnabled" bool,
    log_group_identifier "logGroupIdentifier" String,
} }
structure! { input PutMetricFilterRequest {
    filter_name "filterName" String,
    filter_pattern "filterPattern" String,
    log_group_name "logGroupName" String,
    metric_transformations "metricTransformations" Vec<MetricTransformation>,
} }
structure! { input PutQueryDefinitionRequest {
    client_token "clientToken" Option<String>,
    log_group_names "logGroupNames" Option<Vec<String>>,
    name "name" String,
    query_definition_id "queryDefinitionId" Option<String>,
    query_language "queryLanguage" Option<String>,
    query_string "queryString" String,
} }
structure! { output PutQueryDefinitionResponse {
    query_definition_id "queryDefinitionId" Option<String>,
} }
structure! { input PutRetentionPolicyRequest {
    log_group_name "logGroupName" String,
    retention_in_days "retentionInDays" i64,
} }
structure! { output QueryCompileError {
    location "location" Option<QueryCompileErrorLocation>,
    message "message" Option<String>,
} }
structure! { output QueryCompileErrorLocation {
    end_char_offset "endCharOffset" Option<i64>,
    start_char_offset "startCharOffset" Option<i64>,
} }
structure! { output QueryDefinition {
    last_modified "lastModified" Option<i64>,
    log_group_names "logGroupNames" Option<Vec<String>>,
    name "name" Option<String>,
    parameters "parameters" Option<Vec<QueryParameter>>,
    query_definition_id "queryDefinitionId" Option<String>,
    query_language "queryLanguage" Option<String>,
    query_string "queryString" Option<String>,
} }
structure! { output QueryInfo {
    bytes_scanned "bytesScanned" Option<f64>,
    create_time "createTime" Option<i64>,
    log_group_name "logGroupName" Option<String>,
    query_duration "queryDuration" Option<i64>,
    query_id "queryId" Option<String>,
    query_language "queryLanguage" Option<String>,
    query_string "queryString" Option<String>,
    status "status" Option<String>,
    user_identity "userIdentity" Option<String>,
} }
structure! { output QueryParameter {
    default_value "defaultValue" Option<String>,
    description "description" Option<String>,
    name "name" Option<String>,
} }
structure! { output QueryStatistics {
    bytes_scanned "bytesScanned" Option<f64>,
    estimated_bytes_skipped "estimatedBytesSkipped" Option<f64>,
    estimated_records_skipped "estimatedRecordsSkipped" Option<f64>,
    log_groups_scanned "logGroupsScanned" Option<f64>,
    records_matched "recordsMatched" Option<f64>,
    records_scanned "recordsScanned" Option<f64>,
} }
structure! { output RejectedEntityInfo {
    error_type "errorType" Option<String>,
} }
structure! { output RejectedLogEventsInfo {
    expired_log_event_end_index "expiredLogEventEndIndex" Option<i64>,
    too_new_log_event_start_index "tooNewLogEventStartIndex" Option<i64>,
    too_old_log_event_end_index "tooOldLogEventEndIndex" Option<i64>,
} }
structure! { output ResultField {
    field "field" Option<String>,
    value "value" Option<String>,
} }
structure! { output SearchedLogStream {
    log_stream_name "logStreamName" Option<String>,
    searched_completely "searchedCompletely" Option<bool>,
} }
structure! { input StartLiveTailRequest {
    log_event_filter_pattern "logEventFilterPattern" Option<String>,
    log_group_identifiers "logGroupIdentifiers" Vec<String>,
    log_stream_name_prefixes "logStreamNamePrefixes" Option<Vec<String>>,
    log_stream_names "logStreamNames" Option<Vec<String>>,
} }
structure! { output StartLiveTailResponse {
    response_stream "responseStream" Option<StartLiveTailResponseStream>,
} }
structure! { output StartLiveTailResponseStream {
    session_start "sessionStart" Option<LiveTailSessionStart>,
    session_update "sessionUpdate" Option<LiveTailSessionUpdate>,
} }
structure! { input StartQueryRequest {
    end_time "endTime" i64,
    limit "limit" Option<i64>,
    log_group_identifiers "logGroupIdentifiers" Option<Vec<String>>,
    log_group_name "logGroupName" Option<String>,
    log_group_names "logGroupNames" Option<Vec<String>>,
    query_language "queryLanguage" Option<String>,
    query_string "queryString" String,
    start_time "startTime" i64,
} }
structure! { output StartQueryResponse {
    query_id "queryId" Option<String>,
} }
structure! { input StopQueryRequest {
    query_id "queryId" String,
} }
structure! { output StopQueryResponse {
    success "success" Option<bool>,
} }
structure! { output SubscriptionFilter {
    apply_on_transformed_logs "applyOnTransformedLogs" Option<bool>,
    creation_time "creationTime" Option<i64>,
    destination_arn "destinationArn" Option<String>,
    distribution "distribution" Option<String>,
    emit_system_fields "emitSystemFields" Option<Vec<String>>,
    field_selection_criteria "fieldSelectionCriteria" Option<String>,
    filter_name "filterName" Option<String>,
    filter_pattern "filterPattern" Option<String>,
    log_group_name "logGroupName" Option<String>,
    role_arn "roleArn" Option<String>,
} }
structure! { input TagFilter {
    key "key" String,
    values "values" Option<Vec<String>>,
} }
structure! { input TagLogGroupRequest {
    log_group_name "logGroupName" String,
    tags "tags" BTreeMap<String, String>,
} }
structure! { input TagResourceRequest {
    resource_arn "resourceArn" String,
    tags "tags" BTreeMap<String, String>,
} }
structure! { input TestMetricFilterRequest {
    filter_pattern "filterPattern" String,
    log_event_messages "logEventMessages" Vec<String>,
} }
structure! { output TestMetricFilterResponse {
    matches "matches" Option<Vec<MetricFilterMatchRecord>>,
} }
structure! { input UntagLogGroupRequest {
    log_group_name "logGroupName" String,
    tags "tags" Vec<String>,
} }
structure! { input UntagResourceRequest {
    resource_arn "resourceArn" String,
    tag_keys "tagKeys" Vec<String>,
} }
operation! { CreateLogGroup CreateLogGroupRequest Unit }
operation! { CreateLogStream CreateLogStreamRequest Unit }
operation! { DeleteLogGroup DeleteLogGroupRequest Unit }
operation! { DeleteLogStream DeleteLogStreamRequest Unit }
operation! { DeleteMetricFilter DeleteMetricFilterRequest Unit }
operation! { DeleteQueryDefinition DeleteQueryDefinitionRequest DeleteQueryDefinitionResponse }
operation! { DeleteRetentionPolicy DeleteRetentionPolicyRequest Unit }
operation! { DescribeLogGroups DescribeLogGroupsRequest DescribeLogGroupsResponse }
operation! { DescribeLogStreams DescribeLogStreamsRequest DescribeLogStreamsResponse }
operation! { DescribeMetricFilters DescribeMetricFiltersRequest DescribeMetricFiltersResponse }
operation! { DescribeQueries DescribeQueriesRequest DescribeQueriesResponse }
operation! { DescribeQueryDefinitions DescribeQueryDefinitionsRequest DescribeQueryDefinitionsResponse }
operation! { DescribeSubscriptionFilters DescribeSubscriptionFiltersRequest DescribeSubscriptionFiltersResponse }
operation! { FilterLogEvents FilterLogEventsRequest FilterLogEventsResponse }
operation! { GetLogEvents GetLogEventsRequest GetLogEventsResponse }
operation! { GetLogGroupFields GetLogGroupFieldsRequest GetLogGroupFieldsResponse }
operation! { GetLogRecord GetLogRecordRequest GetLogRecordResponse }
operation! { GetQueryResults GetQueryResultsRequest GetQueryResultsResponse }
operation! { ListLogGroups ListLogGroupsRequest ListLogGroupsResponse }
operation! { ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResponse }
operation! { ListTagsLogGroup ListTagsLogGroupRequest ListTagsLogGroupResponse }
operation! { PutLogEvents PutLogEventsRequest PutLogEventsResponse }
operation! { PutLogGroupDeletionProtection PutLogGroupDeletionProtectionRequest Unit }
operation! { PutMetricFilter PutMetricFilterRequest Unit }
operation! { PutQueryDefinition PutQueryDefinitionRequest PutQueryDefinitionResponse }
operation! { PutRetentionPolicy PutRetentionPolicyRequest Unit }
operation! { StartLiveTail StartLiveTailRequest StartLiveTailResponse }
operation! { StartQuery StartQueryRequest StartQueryResponse }
operation! { StopQuery StopQueryRequest StopQueryResponse }
operation! { TagLogGroup TagLogGroupRequest Unit }
operation! { TagResource TagResourceRequest Unit }
operation! { TestMetricFilter TestMetricFilterRequest TestMetricFilterResponse }
operation! { UntagLogGroup UntagLogGroupRequest Unit }
operation! { UntagResource UntagResourceRequest Unit }
exceptions! {
    access_denied_exception AccessDeniedException "AccessDeniedException" 400 Sender;
    data_already_accepted_exception DataAlreadyAcceptedException "DataAlreadyAcceptedException" 400 Sender;
    invalid_operation_exception InvalidOperationException "InvalidOperationException" 400 Sender;
    invalid_parameter_exception InvalidParameterException "InvalidParameterException" 400 Sender;
    invalid_sequence_token_exception InvalidSequenceTokenException "InvalidSequenceTokenException" 400 Sender;
    limit_exceeded_exception LimitExceededException "LimitExceededException" 400 Sender;
    malformed_query_exception MalformedQueryException "MalformedQueryException" 400 Sender;
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
        &operations::DeleteMetricFilter,
        &operations::DeleteQueryDefinition,
        &operations::DeleteRetentionPolicy,
        &operations::DescribeLogGroups,
        &operations::DescribeLogStreams,
        &operations::DescribeMetricFilters,
        &operations::DescribeQueries,
        &operations::DescribeQueryDefinitions,
        &operations::DescribeSubscriptionFilters,
        &operations::FilterLogEvents,
        &operations::GetLogEvents,
        &operations::GetLogGroupFields,
        &operations::GetLogRecord,
        &operations::GetQueryResults,
        &operations::ListLogGroups,
        &operations::ListTagsForResource,
        &operations::ListTagsLogGroup,
        &operations::PutLogEvents,
        &operations::PutLogGroupDeletionProtection,
        &operations::PutMetricFilter,
        &operations::PutQueryDefinition,
        &operations::PutRetentionPolicy,
        &operations::StartLiveTail,
        &operations::StartQuery,
        &operations::StopQuery,
        &operations::TagLogGroup,
        &operations::TagResource,
        &operations::TestMetricFilter,
        &operations::UntagLogGroup,
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
        http: None,
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
        http: None,
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
        http: None,
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
        http: None,
    };
    pub static DeleteMetricFilter: OperationSchema = OperationSchema {
        name: "DeleteMetricFilter",
        service: &SERVICE,
        input: Some(&shapes::DeleteMetricFilterRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::OperationAbortedException,
            &errors::ServiceUnavailableException,
        ],
        http: None,
    };
    pub static DeleteQueryDefinition: OperationSchema = OperationSchema {
        name: "DeleteQueryDefinition",
        service: &SERVICE,
        input: Some(&shapes::DeleteQueryDefinitionRequest),
        output: Some(&shapes::DeleteQueryDefinitionResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
        http: None,
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
        http: None,
    };
    pub static DescribeLogGroups: OperationSchema = OperationSchema {
        name: "DescribeLogGroups",
        service: &SERVICE,
        input: Some(&shapes::DescribeLogGroupsRequest),
        output: Some(&shapes::DescribeLogGroupsResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidParameterException, &errors::ServiceUnavailableException],
        http: None,
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
        http: None,
    };
    pub static DescribeMetricFilters: OperationSchema = OperationSchema {
        name: "DescribeMetricFilters",
        service: &SERVICE,
        input: Some(&shapes::DescribeMetricFiltersRequest),
        output: Some(&shapes::DescribeMetricFiltersResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
        http: None,
    };
    pub static DescribeQueries: OperationSchema = OperationSchema {
        name: "DescribeQueries",
        service: &SERVICE,
        input: Some(&shapes::DescribeQueriesRequest),
        output: Some(&shapes::DescribeQueriesResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
        http: None,
    };
    pub static DescribeQueryDefinitions: OperationSchema = OperationSchema {
        name: "DescribeQueryDefinitions",
        service: &SERVICE,
        input: Some(&shapes::DescribeQueryDefinitionsRequest),
        output: Some(&shapes::DescribeQueryDefinitionsResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidParameterException, &errors::ServiceUnavailableException],
        http: None,
    };
    pub static DescribeSubscriptionFilters: OperationSchema = OperationSchema {
        name: "DescribeSubscriptionFilters",
        service: &SERVICE,
        input: Some(&shapes::DescribeSubscriptionFiltersRequest),
        output: Some(&shapes::DescribeSubscriptionFiltersResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
        http: None,
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
        http: None,
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
        http: None,
    };
    pub static GetLogGroupFields: OperationSchema = OperationSchema {
        name: "GetLogGroupFields",
        service: &SERVICE,
        input: Some(&shapes::GetLogGroupFieldsRequest),
        output: Some(&shapes::GetLogGroupFieldsResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::LimitExceededException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
        http: None,
    };
    pub static GetLogRecord: OperationSchema = OperationSchema {
        name: "GetLogRecord",
        service: &SERVICE,
        input: Some(&shapes::GetLogRecordRequest),
        output: Some(&shapes::GetLogRecordResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::LimitExceededException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
        http: None,
    };
    pub static GetQueryResults: OperationSchema = OperationSchema {
        name: "GetQueryResults",
        service: &SERVICE,
        input: Some(&shapes::GetQueryResultsRequest),
        output: Some(&shapes::GetQueryResultsResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
        http: None,
    };
    pub static ListLogGroups: OperationSchema = OperationSchema {
        name: "ListLogGroups",
        service: &SERVICE,
        input: Some(&shapes::ListLogGroupsRequest),
        output: Some(&shapes::ListLogGroupsResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidParameterException, &errors::ServiceUnavailableException],
        http: None,
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
        http: None,
    };
    pub static ListTagsLogGroup: OperationSchema = OperationSchema {
        name: "ListTagsLogGroup",
        service: &SERVICE,
        input: Some(&shapes::ListTagsLogGroupRequest),
        output: Some(&shapes::ListTagsLogGroupResponse),
        result_wrapper: "",
        errors: &[&errors::ResourceNotFoundException, &errors::ServiceUnavailableException],
        http: None,
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
        http: None,
    };
    pub static PutLogGroupDeletionProtection: OperationSchema = OperationSchema {
        name: "PutLogGroupDeletionProtection",
        service: &SERVICE,
        input: Some(&shapes::PutLogGroupDeletionProtectionRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::AccessDeniedException,
            &errors::OperationAbortedException,
            &errors::ServiceUnavailableException,
            &errors::InvalidOperationException,
        ],
        http: None,
    };
    pub static PutMetricFilter: OperationSchema = OperationSchema {
        name: "PutMetricFilter",
        service: &SERVICE,
        input: Some(&shapes::PutMetricFilterRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::OperationAbortedException,
            &errors::LimitExceededException,
            &errors::ServiceUnavailableException,
            &errors::InvalidOperationException,
        ],
        http: None,
    };
    pub static PutQueryDefinition: OperationSchema = OperationSchema {
        name: "PutQueryDefinition",
        service: &SERVICE,
        input: Some(&shapes::PutQueryDefinitionRequest),
        output: Some(&shapes::PutQueryDefinitionResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::LimitExceededException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
        http: None,
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
        http: None,
    };
    pub static StartLiveTail: OperationSchema = OperationSchema {
        name: "StartLiveTail",
        service: &SERVICE,
        input: Some(&shapes::StartLiveTailRequest),
        output: Some(&shapes::StartLiveTailResponse),
        result_wrapper: "",
        errors: &[
            &errors::AccessDeniedException,
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::LimitExceededException,
            &errors::InvalidOperationException,
        ],
        http: None,
    };
    pub static StartQuery: OperationSchema = OperationSchema {
        name: "StartQuery",
        service: &SERVICE,
        input: Some(&shapes::StartQueryRequest),
        output: Some(&shapes::StartQueryResponse),
        result_wrapper: "",
        errors: &[
            &errors::MalformedQueryException,
            &errors::InvalidParameterException,
            &errors::LimitExceededException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
        http: None,
    };
    pub static StopQuery: OperationSchema = OperationSchema {
        name: "StopQuery",
        service: &SERVICE,
        input: Some(&shapes::StopQueryRequest),
        output: Some(&shapes::StopQueryResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::ResourceNotFoundException,
            &errors::ServiceUnavailableException,
        ],
        http: None,
    };
    pub static TagLogGroup: OperationSchema = OperationSchema {
        name: "TagLogGroup",
        service: &SERVICE,
        input: Some(&shapes::TagLogGroupRequest),
        output: None,
        result_wrapper: "",
        errors: &[&errors::ResourceNotFoundException, &errors::InvalidParameterException],
        http: None,
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
        http: None,
    };
    pub static TestMetricFilter: OperationSchema = OperationSchema {
        name: "TestMetricFilter",
        service: &SERVICE,
        input: Some(&shapes::TestMetricFilterRequest),
        output: Some(&shapes::TestMetricFilterResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidParameterException, &errors::ServiceUnavailableException],
        http: None,
    };
    pub static UntagLogGroup: OperationSchema = OperationSchema {
        name: "UntagLogGroup",
        service: &SERVICE,
        input: Some(&shapes::UntagLogGroupRequest),
        output: None,
        result_wrapper: "",
        errors: &[&errors::ResourceNotFoundException],
        http: None,
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
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static AmazonResourceName: Shape =
        k::string("AmazonResourceName", &[], "[\\w+=/:,.@-]*", k::within(1, 1011));
    pub static ApplyOnTransformedLogs: Shape = k::simple("ApplyOnTransformedLogs", Kind::Boolean, k::FREE);
    pub static Arn: Shape = k::string("Arn", &[], "", k::FREE);
    pub static BearerTokenAuthenticationEnabled: Shape =
        k::simple("BearerTokenAuthenticationEnabled", Kind::Boolean, k::FREE);
    pub static BytesScannedValue: Shape = k::simple("BytesScannedValue", Kind::Double, k::FREE);
    pub static ClientToken: Shape = k::string("ClientToken", &[], "\\S{36,128}", k::within(36, 128));
    pub static CreateLogGroupRequest: Shape = k::structure(
        "CreateLogGroupRequest",
        &[
            k::optional("deletionProtectionEnabled", &DeletionProtectionEnabled),
            k::optional("kmsKeyId", &k::refused(&[], "keys of AWS KMS")),
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
    pub static DefaultValue: Shape = k::simple("DefaultValue", Kind::Double, k::FREE);
    pub static DeleteLogGroupRequest: Shape =
        k::structure("DeleteLogGroupRequest", &[k::required("logGroupName", &LogGroupName)]);
    pub static DeleteLogStreamRequest: Shape = k::structure(
        "DeleteLogStreamRequest",
        &[k::required("logGroupName", &LogGroupName), k::required("logStreamName", &LogStreamName)],
    );
    pub static DeleteMetricFilterRequest: Shape = k::structure(
        "DeleteMetricFilterRequest",
        &[k::required("filterName", &FilterName), k::required("logGroupName", &LogGroupName)],
    );
    pub static DeleteQueryDefinitionRequest: Shape =
        k::structure("DeleteQueryDefinitionRequest", &[k::required("queryDefinitionId", &QueryId)]);
    pub static DeleteQueryDefinitionResponse: Shape =
        k::structure("DeleteQueryDefinitionResponse", &[k::optional("success", &Success)]);
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
            k::optional("accountIdentifiers", &k::refused(&["false"], "cross-account observability")),
            k::optional("includeLinkedAccounts", &k::refused(&["false"], "cross-account observability")),
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
    pub static DescribeMetricFiltersRequest: Shape = k::structure(
        "DescribeMetricFiltersRequest",
        &[
            k::optional("filterNamePrefix", &FilterName),
            k::optional("limit", &DescribeLimit),
            k::optional("logGroupName", &LogGroupName),
            k::optional("metricName", &MetricName),
            k::optional("metricNamespace", &MetricNamespace),
            k::optional("nextToken", &NextToken),
        ],
    );
    pub static DescribeMetricFiltersResponse: Shape = k::structure(
        "DescribeMetricFiltersResponse",
        &[k::optional("metricFilters", &MetricFilters), k::optional("nextToken", &NextToken)],
    );
    pub static DescribeQueriesMaxResults: Shape =
        k::simple("DescribeQueriesMaxResults", Kind::Integer, k::within(1, 1000));
    pub static DescribeQueriesRequest: Shape = k::structure(
        "DescribeQueriesRequest",
        &[
            k::optional("logGroupName", &LogGroupName),
            k::optional("maxResults", &DescribeQueriesMaxResults),
            k::optional("nextToken", &NextToken),
            k::optional("queryLanguage", &QueryLanguage),
            k::optional("status", &QueryStatus),
        ],
    );
    pub static DescribeQueriesResponse: Shape = k::structure(
        "DescribeQueriesResponse",
        &[k::optional("nextToken", &NextToken), k::optional("queries", &QueryInfoList)],
    );
    pub static DescribeQueryDefinitionsRequest: Shape = k::structure(
        "DescribeQueryDefinitionsRequest",
        &[
            k::optional("maxResults", &QueryListMaxResults),
            k::optional("nextToken", &NextToken),
            k::optional("queryDefinitionNamePrefix", &QueryDefinitionName),
            k::optional("queryLanguage", &QueryLanguage),
        ],
    );
    pub static DescribeQueryDefinitionsResponse: Shape = k::structure(
        "DescribeQueryDefinitionsResponse",
        &[k::optional("nextToken", &NextToken), k::optional("queryDefinitions", &QueryDefinitionList)],
    );
    pub static DescribeSubscriptionFiltersRequest: Shape = k::structure(
        "DescribeSubscriptionFiltersRequest",
        &[
            k::optional("filterNamePrefix", &FilterName),
            k::optional("limit", &DescribeLimit),
            k::required("logGroupName", &LogGroupName),
            k::optional("nextToken", &NextToken),
        ],
    );
    pub static DescribeSubscriptionFiltersResponse: Shape = k::structure(
        "DescribeSubscriptionFiltersResponse",
        &[k::optional("nextToken", &NextToken), k::optional("subscriptionFilters", &SubscriptionFilters)],
    );
    pub static DestinationArn: Shape = k::string("DestinationArn", &[], "", k::at_least(1));
    pub static Dimensions: Shape =
        k::map("Dimensions", &DimensionsKey, &DimensionsValue, ("key", "value"), false, k::FREE);
    pub static DimensionsKey: Shape = k::string("DimensionsKey", &[], "", k::at_most(255));
    pub static DimensionsValue: Shape = k::string("DimensionsValue", &[], "", k::at_most(255));
    pub static Distribution: Shape = k::string("Distribution", &["Random", "ByLogStream"], "", k::FREE);
    pub static EmitSystemFields: Shape = k::list("EmitSystemFields", &SystemField, "member", false, k::FREE);
    pub static EncryptionKey: Shape = k::string("EncryptionKey", &[], "", k::at_most(256));
    pub static Entity: Shape = k::structure(
        "Entity",
        &[k::optional("attributes", &EntityAttributes), k::optional("keyAttributes", &EntityKeyAttributes)],
    );
    pub static EntityAttributes: Shape = k::map(
        "EntityAttributes",
        &EntityAttributesKey,
        &EntityAttributesValue,
        ("key", "value"),
        false,
        k::within(0, 10),
    );
    pub static EntityAttributesKey: Shape = k::string("EntityAttributesKey", &[], "", k::within(1, 256));
    pub static EntityAttributesValue: Shape = k::string("EntityAttributesValue", &[], "", k::within(1, 512));
    pub static EntityKeyAttributes: Shape = k::map(
        "EntityKeyAttributes",
        &EntityKeyAttributesKey,
        &EntityKeyAttributesValue,
        ("key", "value"),
        false,
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
    pub static EventNumber: Shape = k::simple("EventNumber", Kind::Long, k::FREE);
    pub static EventsLimit: Shape = k::simple("EventsLimit", Kind::Integer, k::within(1, 10000));
    pub static EventsLimitStartQuery: Shape =
        k::simple("EventsLimitStartQuery", Kind::Integer, k::within(1, 100000));
    pub static ExtractedValues: Shape =
        k::map("ExtractedValues", &Token, &Value, ("key", "value"), false, k::FREE);
    pub static Field: Shape = k::string("Field", &[], "", k::FREE);
    pub static FieldSelectionCriteria: Shape =
        k::string("FieldSelectionCriteria", &[], "", k::within(0, 2000));
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
    pub static FilterName: Shape = k::string("FilterName", &[], "[^:*]*", k::within(1, 512));
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
    pub static GetLogGroupFieldsRequest: Shape = k::structure(
        "GetLogGroupFieldsRequest",
        &[
            k::optional("logGroupIdentifier", &LogGroupIdentifier),
            k::optional("logGroupName", &LogGroupName),
            k::optional("time", &Timestamp),
        ],
    );
    pub static GetLogGroupFieldsResponse: Shape =
        k::structure("GetLogGroupFieldsResponse", &[k::optional("logGroupFields", &LogGroupFieldList)]);
    pub static GetLogRecordRequest: Shape = k::structure(
        "GetLogRecordRequest",
        &[k::required("logRecordPointer", &LogRecordPointer), k::optional("unmask", &Unmask)],
    );
    pub static GetLogRecordResponse: Shape =
        k::structure("GetLogRecordResponse", &[k::optional("logRecord", &LogRecord)]);
    pub static GetQueryResultsMaxItems: Shape =
        k::simple("GetQueryResultsMaxItems", Kind::Integer, k::within(0, 10000));
    pub static GetQueryResultsNextToken: Shape =
        k::string("GetQueryResultsNextToken", &[], "", k::at_most(1024));
    pub static GetQueryResultsRequest: Shape = k::structure(
        "GetQueryResultsRequest",
        &[
            k::optional("maxItems", &GetQueryResultsMaxItems),
            k::optional("nextToken", &GetQueryResultsNextToken),
            k::required("queryId", &QueryId),
        ],
    );
    pub static GetQueryResultsResponse: Shape = k::structure(
        "GetQueryResultsResponse",
        &[
            k::optional("encryptionKey", &EncryptionKey),
            k::optional("nextToken", &GetQueryResultsNextToken),
            k::optional("queryLanguage", &QueryLanguage),
            k::optional("results", &QueryResults),
            k::optional("statistics", &QueryStatistics),
            k::optional("status", &QueryStatus),
        ],
    );
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
    pub static IsSampled: Shape = k::simple("IsSampled", Kind::Boolean, k::FREE);
    pub static KmsKeyId: Shape = k::string("KmsKeyId", &[], "", k::at_most(256));
    pub static ListLimit: Shape = k::simple("ListLimit", Kind::Integer, k::within(1, 1000));
    pub static ListLogGroupsRequest: Shape = k::structure(
        "ListLogGroupsRequest",
        &[
            k::optional("accountIdentifiers", &k::refused(&["false"], "cross-account observability")),
            k::optional("dataSources", &k::refused(&[], "data sources and field indexes")),
            k::optional("fieldIndexNames", &k::refused(&[], "data sources and field indexes")),
            k::optional("includeLinkedAccounts", &k::refused(&["false"], "cross-account observability")),
            k::optional("limit", &ListLimit),
            k::optional("logGroupClass", &LogGroupClass),
            k::optional("logGroupNamePattern", &LogGroupNameRegexPattern),
            k::optional("logGroupTags", &TagFilters),
            k::optional("nextToken", &NextToken),
        ],
    );
    pub static ListLogGroupsResponse: Shape = k::structure(
        "ListLogGroupsResponse",
        &[k::optional("logGroups", &LogGroupSummaries), k::optional("nextToken", &NextToken)],
    );
    pub static ListTagsForResourceRequest: Shape =
        k::structure("ListTagsForResourceRequest", &[k::required("resourceArn", &AmazonResourceName)]);
    pub static ListTagsForResourceResponse: Shape =
        k::structure("ListTagsForResourceResponse", &[k::optional("tags", &Tags)]);
    pub static ListTagsLogGroupRequest: Shape =
        k::structure("ListTagsLogGroupRequest", &[k::required("logGroupName", &LogGroupName)]);
    pub static ListTagsLogGroupResponse: Shape =
        k::structure("ListTagsLogGroupResponse", &[k::optional("tags", &Tags)]);
    pub static LiveTailSessionLogEvent: Shape = k::structure(
        "LiveTailSessionLogEvent",
        &[
            k::optional("ingestionTime", &Timestamp),
            k::optional("logGroupIdentifier", &LogGroupIdentifier),
            k::optional("logStreamName", &LogStreamName),
            k::optional("message", &EventMessage),
            k::optional("timestamp", &Timestamp),
        ],
    );
    pub static LiveTailSessionMetadata: Shape =
        k::structure("LiveTailSessionMetadata", &[k::optional("sampled", &IsSampled)]);
    pub static LiveTailSessionResults: Shape =
        k::list("LiveTailSessionResults", &LiveTailSessionLogEvent, "member", false, k::FREE);
    pub static LiveTailSessionStart: Shape = k::structure(
        "LiveTailSessionStart",
        &[
            k::optional("logEventFilterPattern", &FilterPattern),
            k::optional("logGroupIdentifiers", &StartLiveTailLogGroupIdentifiers),
            k::optional("logStreamNamePrefixes", &InputLogStreamNames),
            k::optional("logStreamNames", &InputLogStreamNames),
            k::optional("requestId", &RequestId),
            k::optional("sessionId", &SessionId),
        ],
    );
    pub static LiveTailSessionUpdate: Shape = k::structure(
        "LiveTailSessionUpdate",
        &[
            k::optional("sessionMetadata", &LiveTailSessionMetadata),
            k::optional("sessionResults", &LiveTailSessionResults),
        ],
    );
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
    pub static LogGroupField: Shape =
        k::structure("LogGroupField", &[k::optional("name", &Field), k::optional("percent", &Percentage)]);
    pub static LogGroupFieldList: Shape =
        k::list("LogGroupFieldList", &LogGroupField, "member", false, k::FREE);
    pub static LogGroupIdentifier: Shape =
        k::string("LogGroupIdentifier", &[], "[\\w#+=/:,.@-]*", k::within(1, 2048));
    pub static LogGroupIdentifiers: Shape =
        k::list("LogGroupIdentifiers", &LogGroupIdentifier, "member", false, k::FREE);
    pub static LogGroupName: Shape =
        k::string("LogGroupName", &[], "[\\.\\-_/#A-Za-z0-9]+", k::within(1, 512));
    pub static LogGroupNamePattern: Shape =
        k::string("LogGroupNamePattern", &[], "[\\.\\-_/#A-Za-z0-9]*", k::within(0, 512));
    pub static LogGroupNameRegexPattern: Shape = k::string(
        "LogGroupNameRegexPattern",
        &[],
        "(\\^?[\\.\\-_\\/#A-Za-z0-9]{3,24})(\\|\\^?[\\.\\-_\\/#A-Za-z0-9]{3,24}){0,4}",
        k::within(3, 129),
    );
    pub static LogGroupNames: Shape = k::list("LogGroupNames", &LogGroupName, "member", false, k::FREE);
    pub static LogGroupSummaries: Shape =
        k::list("LogGroupSummaries", &LogGroupSummary, "member", false, k::FREE);
    pub static LogGroupSummary: Shape = k::structure(
        "LogGroupSummary",
        &[
            k::optional("logGroupArn", &Arn),
            k::optional("logGroupClass", &LogGroupClass),
            k::optional("logGroupName", &LogGroupName),
        ],
    );
    pub static LogGroups: Shape = k::list("LogGroups", &LogGroup, "member", false, k::FREE);
    pub static LogRecord: Shape = k::map("LogRecord", &Field, &Value, ("key", "value"), false, k::FREE);
    pub static LogRecordPointer: Shape = k::string("LogRecordPointer", &[], "", k::FREE);
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
    pub static MetricFilter: Shape = k::structure(
        "MetricFilter",
        &[
            k::optional("applyOnTransformedLogs", &ApplyOnTransformedLogs),
            k::optional("creationTime", &Timestamp),
            k::optional("emitSystemFieldDimensions", &EmitSystemFields),
            k::optional("fieldSelectionCriteria", &FieldSelectionCriteria),
            k::optional("filterName", &FilterName),
            k::optional("filterPattern", &FilterPattern),
            k::optional("logGroupName", &LogGroupName),
            k::optional("metricTransformations", &MetricTransformations),
        ],
    );
    pub static MetricFilterMatchRecord: Shape = k::structure(
        "MetricFilterMatchRecord",
        &[
            k::optional("eventMessage", &EventMessage),
            k::optional("eventNumber", &EventNumber),
            k::optional("extractedValues", &ExtractedValues),
        ],
    );
    pub static MetricFilterMatches: Shape =
        k::list("MetricFilterMatches", &MetricFilterMatchRecord, "member", false, k::FREE);
    pub static MetricFilters: Shape = k::list("MetricFilters", &MetricFilter, "member", false, k::FREE);
    pub static MetricName: Shape = k::string("MetricName", &[], "[^:*$]*", k::at_most(255));
    pub static MetricNamespace: Shape = k::string("MetricNamespace", &[], "[^:*$]*", k::at_most(255));
    pub static MetricTransformation: Shape = k::structure(
        "MetricTransformation",
        &[
            k::optional("defaultValue", &DefaultValue),
            k::optional("dimensions", &Dimensions),
            k::required("metricName", &MetricName),
            k::required("metricNamespace", &MetricNamespace),
            k::required("metricValue", &MetricValue),
            k::optional("unit", &StandardUnit),
        ],
    );
    pub static MetricTransformations: Shape =
        k::list("MetricTransformations", &MetricTransformation, "member", false, k::within(1, 1));
    pub static MetricValue: Shape = k::string("MetricValue", &[], "", k::at_most(100));
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
    pub static Percentage: Shape = k::simple("Percentage", Kind::Integer, k::within(0, 100));
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
    pub static PutLogGroupDeletionProtectionRequest: Shape = k::structure(
        "PutLogGroupDeletionProtectionRequest",
        &[
            k::required("deletionProtectionEnabled", &DeletionProtectionEnabled),
            k::required("logGroupIdentifier", &LogGroupIdentifier),
        ],
    );
    pub static PutMetricFilterRequest: Shape = k::structure(
        "PutMetricFilterRequest",
        &[
            k::optional("applyOnTransformedLogs", &k::refused(&["false"], "log transformers")),
            k::optional("emitSystemFieldDimensions", &k::refused(&["false"], "log transformers")),
            k::optional("fieldSelectionCriteria", &k::refused(&["false"], "log transformers")),
            k::required("filterName", &FilterName),
            k::required("filterPattern", &FilterPattern),
            k::required("logGroupName", &LogGroupName),
            k::required("metricTransformations", &MetricTransformations),
        ],
    );
    pub static PutQueryDefinitionRequest: Shape = k::structure(
        "PutQueryDefinitionRequest",
        &[
            k::token(k::optional("clientToken", &ClientToken)),
            k::optional("logGroupNames", &LogGroupNames),
            k::required("name", &QueryDefinitionName),
            k::optional("parameters", &k::refused(&[], "queries with parameters")),
            k::optional("queryDefinitionId", &QueryId),
            k::optional("queryLanguage", &QueryLanguage),
            k::required("queryString", &QueryDefinitionString),
        ],
    );
    pub static PutQueryDefinitionResponse: Shape =
        k::structure("PutQueryDefinitionResponse", &[k::optional("queryDefinitionId", &QueryId)]);
    pub static PutRetentionPolicyRequest: Shape = k::structure(
        "PutRetentionPolicyRequest",
        &[k::required("logGroupName", &LogGroupName), k::required("retentionInDays", &Days)],
    );
    pub static QueryCharOffset: Shape = k::simple("QueryCharOffset", Kind::Integer, k::FREE);
    pub static QueryCompileError: Shape = k::structure(
        "QueryCompileError",
        &[k::optional("location", &QueryCompileErrorLocation), k::optional("message", &Message)],
    );
    pub static QueryCompileErrorLocation: Shape = k::structure(
        "QueryCompileErrorLocation",
        &[k::optional("endCharOffset", &QueryCharOffset), k::optional("startCharOffset", &QueryCharOffset)],
    );
    pub static QueryDefinition: Shape = k::structure(
        "QueryDefinition",
        &[
            k::optional("lastModified", &Timestamp),
            k::optional("logGroupNames", &LogGroupNames),
            k::optional("name", &QueryDefinitionName),
            k::optional("parameters", &QueryParameterList),
            k::optional("queryDefinitionId", &QueryId),
            k::optional("queryLanguage", &QueryLanguage),
            k::optional("queryString", &QueryDefinitionString),
        ],
    );
    pub static QueryDefinitionList: Shape =
        k::list("QueryDefinitionList", &QueryDefinition, "member", false, k::FREE);
    pub static QueryDefinitionName: Shape = k::string("QueryDefinitionName", &[], "", k::within(1, 255));
    pub static QueryDefinitionString: Shape =
        k::string("QueryDefinitionString", &[], "", k::within(1, 10000));
    pub static QueryDuration: Shape = k::simple("QueryDuration", Kind::Long, k::FREE);
    pub static QueryId: Shape = k::string("QueryId", &[], "", k::within(1, 256));
    pub static QueryInfo: Shape = k::structure(
        "QueryInfo",
        &[
            k::optional("bytesScanned", &BytesScannedValue),
            k::optional("createTime", &Timestamp),
            k::optional("logGroupName", &LogGroupName),
            k::optional("queryDuration", &QueryDuration),
            k::optional("queryId", &QueryId),
            k::optional("queryLanguage", &QueryLanguage),
            k::optional("queryString", &QueryString),
            k::optional("status", &QueryStatus),
            k::optional("userIdentity", &UserIdentity),
        ],
    );
    pub static QueryInfoList: Shape = k::list("QueryInfoList", &QueryInfo, "member", false, k::FREE);
    pub static QueryLanguage: Shape = k::string("QueryLanguage", &["CWLI", "SQL", "PPL"], "", k::FREE);
    pub static QueryListMaxResults: Shape =
        k::simple("QueryListMaxResults", Kind::Integer, k::within(1, 1000));
    pub static QueryParameter: Shape = k::structure(
        "QueryParameter",
        &[
            k::optional("defaultValue", &QueryParameterDefaultValue),
            k::optional("description", &QueryParameterDescription),
            k::required("name", &QueryParameterName),
        ],
    );
    pub static QueryParameterDefaultValue: Shape =
        k::string("QueryParameterDefaultValue", &[], "", k::at_most(1024));
    pub static QueryParameterDescription: Shape =
        k::string("QueryParameterDescription", &[], "", k::at_most(512));
    pub static QueryParameterList: Shape =
        k::list("QueryParameterList", &QueryParameter, "member", false, k::at_most(20));
    pub static QueryParameterName: Shape =
        k::string("QueryParameterName", &[], "^[a-zA-Z_][a-zA-Z0-9_]*", k::within(1, 128));
    pub static QueryResults: Shape = k::list("QueryResults", &ResultRows, "member", false, k::FREE);
    pub static QueryStatistics: Shape = k::structure(
        "QueryStatistics",
        &[
            k::optional("bytesScanned", &StatsValue),
            k::optional("estimatedBytesSkipped", &StatsValue),
            k::optional("estimatedRecordsSkipped", &StatsValue),
            k::optional("logGroupsScanned", &StatsValue),
            k::optional("recordsMatched", &StatsValue),
            k::optional("recordsScanned", &StatsValue),
        ],
    );
    pub static QueryStatus: Shape = k::string(
        "QueryStatus",
        &["Scheduled", "Running", "Complete", "Failed", "Cancelled", "Timeout", "Unknown"],
        "",
        k::FREE,
    );
    pub static QueryString: Shape = k::string("QueryString", &[], "", k::within(0, 10000));
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
    pub static RequestId: Shape = k::string("RequestId", &[], "", k::within(0, 256));
    pub static ResultField: Shape =
        k::structure("ResultField", &[k::optional("field", &Field), k::optional("value", &Value)]);
    pub static ResultRows: Shape = k::list("ResultRows", &ResultField, "member", false, k::FREE);
    pub static RoleArn: Shape = k::string("RoleArn", &[], "", k::at_least(1));
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
    pub static SessionId: Shape = k::string("SessionId", &[], "", k::within(0, 256));
    pub static StandardUnit: Shape = k::string(
        "StandardUnit",
        &[
            "Seconds",
            "Microseconds",
            "Milliseconds",
            "Bytes",
            "Kilobytes",
            "Megabytes",
            "Gigabytes",
            "Terabytes",
            "Bits",
            "Kilobits",
            "Megabits",
            "Gigabits",
            "Terabits",
            "Percent",
            "Count",
            "Bytes/Second",
            "Kilobytes/Second",
            "Megabytes/Second",
            "Gigabytes/Second",
            "Terabytes/Second",
            "Bits/Second",
            "Kilobits/Second",
            "Megabits/Second",
            "Gigabits/Second",
            "Terabits/Second",
            "Count/Second",
            "None",
        ],
        "",
        k::FREE,
    );
    pub static StartFromHead: Shape = k::simple("StartFromHead", Kind::Boolean, k::FREE);
    pub static StartLiveTailLogGroupIdentifiers: Shape =
        k::list("StartLiveTailLogGroupIdentifiers", &LogGroupIdentifier, "member", false, k::within(1, 10));
    pub static StartLiveTailRequest: Shape = k::structure(
        "StartLiveTailRequest",
        &[
            k::optional("logEventFilterPattern", &FilterPattern),
            k::required("logGroupIdentifiers", &StartLiveTailLogGroupIdentifiers),
            k::optional("logStreamNamePrefixes", &InputLogStreamNames),
            k::optional("logStreamNames", &InputLogStreamNames),
        ],
    );
    pub static StartLiveTailResponse: Shape =
        k::structure("StartLiveTailResponse", &[k::optional("responseStream", &StartLiveTailResponseStream)]);
    pub static StartLiveTailResponseStream: Shape = k::structure(
        "StartLiveTailResponseStream",
        &[
            k::optional("sessionStart", &LiveTailSessionStart),
            k::optional("sessionUpdate", &LiveTailSessionUpdate),
        ],
    );
    pub static StartQueryRequest: Shape = k::structure(
        "StartQueryRequest",
        &[
            k::required("endTime", &Timestamp),
            k::optional("limit", &EventsLimitStartQuery),
            k::optional("logGroupIdentifiers", &LogGroupIdentifiers),
            k::optional("logGroupName", &LogGroupName),
            k::optional("logGroupNames", &LogGroupNames),
            k::optional("queryLanguage", &QueryLanguage),
            k::required("queryString", &QueryString),
            k::required("startTime", &Timestamp),
        ],
    );
    pub static StartQueryResponse: Shape =
        k::structure("StartQueryResponse", &[k::optional("queryId", &QueryId)]);
    pub static StatsValue: Shape = k::simple("StatsValue", Kind::Double, k::FREE);
    pub static StopQueryRequest: Shape =
        k::structure("StopQueryRequest", &[k::required("queryId", &QueryId)]);
    pub static StopQueryResponse: Shape =
        k::structure("StopQueryResponse", &[k::optional("success", &Success)]);
    pub static StoredBytes: Shape = k::simple("StoredBytes", Kind::Long, k::at_least(0));
    pub static SubscriptionFilter: Shape = k::structure(
        "SubscriptionFilter",
        &[
            k::optional("applyOnTransformedLogs", &ApplyOnTransformedLogs),
            k::optional("creationTime", &Timestamp),
            k::optional("destinationArn", &DestinationArn),
            k::optional("distribution", &Distribution),
            k::optional("emitSystemFields", &EmitSystemFields),
            k::optional("fieldSelectionCriteria", &FieldSelectionCriteria),
            k::optional("filterName", &FilterName),
            k::optional("filterPattern", &FilterPattern),
            k::optional("logGroupName", &LogGroupName),
            k::optional("roleArn", &RoleArn),
        ],
    );
    pub static SubscriptionFilters: Shape =
        k::list("SubscriptionFilters", &SubscriptionFilter, "member", false, k::FREE);
    pub static Success: Shape = k::simple("Success", Kind::Boolean, k::FREE);
    pub static SystemField: Shape = k::string("SystemField", &[], "", k::FREE);
    pub static TagFilter: Shape = k::structure(
        "TagFilter",
        &[k::required("key", &TagFilterKey), k::optional("values", &TagFilterValues)],
    );
    pub static TagFilterKey: Shape =
        k::string("TagFilterKey", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$", k::within(1, 128));
    pub static TagFilterValue: Shape =
        k::string("TagFilterValue", &[], "^!?\\*?([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)\\*?$", k::within(0, 259));
    pub static TagFilterValues: Shape =
        k::list("TagFilterValues", &TagFilterValue, "member", false, k::within(0, 5));
    pub static TagFilters: Shape = k::list("TagFilters", &TagFilter, "member", false, k::within(1, 5));
    pub static TagKey: Shape =
        k::string("TagKey", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$", k::within(1, 128));
    pub static TagKeyList: Shape = k::list("TagKeyList", &TagKey, "member", false, k::within(0, 50));
    pub static TagList: Shape = k::list("TagList", &TagKey, "member", false, k::at_least(1));
    pub static TagLogGroupRequest: Shape = k::structure(
        "TagLogGroupRequest",
        &[k::required("logGroupName", &LogGroupName), k::required("tags", &Tags)],
    );
    pub static TagResourceRequest: Shape = k::structure(
        "TagResourceRequest",
        &[k::required("resourceArn", &AmazonResourceName), k::required("tags", &Tags)],
    );
    pub static TagValue: Shape =
        k::string("TagValue", &[], "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", k::at_most(256));
    pub static Tags: Shape = k::map("Tags", &TagKey, &TagValue, ("key", "value"), false, k::within(1, 50));
    pub static TestEventMessages: Shape =
        k::list("TestEventMessages", &EventMessage, "member", false, k::within(1, 50));
    pub static TestMetricFilterRequest: Shape = k::structure(
        "TestMetricFilterRequest",
        &[k::required("filterPattern", &FilterPattern), k::required("logEventMessages", &TestEventMessages)],
    );
    pub static TestMetricFilterResponse: Shape =
        k::structure("TestMetricFilterResponse", &[k::optional("matches", &MetricFilterMatches)]);
    pub static Timestamp: Shape = k::simple("Timestamp", Kind::Long, k::at_least(0));
    pub static Token: Shape = k::string("Token", &[], "", k::FREE);
    pub static Unmask: Shape = k::simple("Unmask", Kind::Boolean, k::FREE);
    pub static UntagLogGroupRequest: Shape = k::structure(
        "UntagLogGroupRequest",
        &[k::required("logGroupName", &LogGroupName), k::required("tags", &TagList)],
    );
    pub static UntagResourceRequest: Shape = k::structure(
        "UntagResourceRequest",
        &[k::required("resourceArn", &AmazonResourceName), k::required("tagKeys", &TagKeyList)],
    );
    pub static UserIdentity: Shape = k::string("UserIdentity", &[], "", k::within(1, 2048));
    pub static Value: Shape = k::string("Value", &[], "", k::FREE);
}
