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
structure! { output ArchivalSummary {
    archival_backup_arn "ArchivalBackupArn" Option<String>,
    archival_date_time "ArchivalDateTime" Option<Timestamp>,
    archival_reason "ArchivalReason" Option<String>,
} }
structure! { both AttributeDefinition {
    attribute_name "AttributeName" String,
    attribute_type "AttributeType" String,
} }
structure! { both AttributeValue {
    b "B" Option<Vec<u8>>,
    bool "BOOL" Option<bool>,
    bs "BS" Option<Vec<Vec<u8>>>,
    l "L" Option<Vec<AttributeValue>>,
    m "M" Option<BTreeMap<String, AttributeValue>>,
    n "N" Option<String>,
    ns "NS" Option<Vec<String>>,
    null "NULL" Option<bool>,
    s "S" Option<String>,
    ss "SS" Option<Vec<String>>,
} }
structure! { input BatchGetItemInput {
    request_items "RequestItems" BTreeMap<String, KeysAndAttributes>,
    return_consumed_capacity "ReturnConsumedCapacity" Option<String>,
} }
structure! { output BatchGetItemOutput {
    consumed_capacity "ConsumedCapacity" Option<Vec<ConsumedCapacity>>,
    responses "Responses" Option<BTreeMap<String, Vec<BTreeMap<String, AttributeValue>>>>,
    unprocessed_keys "UnprocessedKeys" Option<BTreeMap<String, KeysAndAttributes>>,
} }
structure! { input BatchWriteItemInput {
    request_items "RequestItems" BTreeMap<String, Vec<WriteRequest>>,
    return_consumed_capacity "ReturnConsumedCapacity" Option<String>,
} }
structure! { output BatchWriteItemOutput {
    consumed_capacity "ConsumedCapacity" Option<Vec<ConsumedCapacity>>,
    item_collection_metrics "ItemCollectionMetrics" Option<BTreeMap<String, Vec<ItemCollectionMetrics>>>,
    unprocessed_items "UnprocessedItems" Option<BTreeMap<String, Vec<WriteRequest>>>,
} }
structure! { output BillingModeSummary {
    billing_mode "BillingMode" Option<String>,
    last_update_to_pay_per_request_date_time "LastUpdateToPayPerRequestDateTime" Option<Timestamp>,
} }
structure! { output CancellationReason {
    code "Code" Option<String>,
    item "Item" Option<BTreeMap<String, AttributeValue>>,
    message "Message" Option<String>,
} }
structure! { output Capacity {
    capacity_units "CapacityUnits" Option<f64>,
    read_capacity_units "ReadCapacityUnits" Option<f64>,
    write_capacity_units "WriteCapacityUnits" Option<f64>,
} }
structure! { input ConditionCheck {
    condition_expression "ConditionExpression" String,
    expression_attribute_names "ExpressionAttributeNames" Option<BTreeMap<String, String>>,
    expression_attribute_values "ExpressionAttributeValues" Option<BTreeMap<String, AttributeValue>>,
    key "Key" BTreeMap<String, AttributeValue>,
    return_values_on_condition_check_failure "ReturnValuesOnConditionCheckFailure" Option<String>,
    table_name "TableName" String,
} }
structure! { output ConsumedCapacity {
    capacity_units "CapacityUnits" Option<f64>,
    global_secondary_indexes "GlobalSecondaryIndexes" Option<BTreeMap<String, Capacity>>,
    local_secondary_indexes "LocalSecondaryIndexes" Option<BTreeMap<String, Capacity>>,
    read_capacity_units "ReadCapacityUnits" Option<f64>,
    table "Table" Option<Capacity>,
    table_name "TableName" Option<String>,
    write_capacity_units "WriteCapacityUnits" Option<f64>,
} }
structure! { output ContinuousBackupsDescription {
    continuous_backups_status "ContinuousBackupsStatus" Option<String>,
    point_in_time_recovery_description "PointInTimeRecoveryDescription" Option<PointInTimeRecoveryDescription>,
} }
structure! { input CreateTableInput {
    attribute_definitions "AttributeDefinitions" Option<Vec<AttributeDefinition>>,
    billing_mode "BillingMode" Option<String>,
    key_schema "KeySchema" Option<Vec<KeySchemaElement>>,
    provisioned_throughput "ProvisionedThroughput" Option<ProvisionedThroughput>,
    table_class "TableClass" Option<String>,
    table_name "TableName" String,
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { output CreateTableOutput {
    table_description "TableDescription" Option<TableDescription>,
} }
structure! { input Delete {
    condition_expression "ConditionExpression" Option<String>,
    expression_attribute_names "ExpressionAttributeNames" Option<BTreeMap<String, String>>,
    expression_attribute_values "ExpressionAttributeValues" Option<BTreeMap<String, AttributeValue>>,
    key "Key" BTreeMap<String, AttributeValue>,
    return_values_on_condition_check_failure "ReturnValuesOnConditionCheckFailure" Option<String>,
    table_name "TableName" String,
} }
structure! { input DeleteItemInput {
    condition_expression "ConditionExpression" Option<String>,
    expression_attribute_names "ExpressionAttributeNames" Option<BTreeMap<String, String>>,
    expression_attribute_values "ExpressionAttributeValues" Option<BTreeMap<String, AttributeValue>>,
    key "Key" BTreeMap<String, AttributeValue>,
    return_consumed_capacity "ReturnConsumedCapacity" Option<String>,
    return_values "ReturnValues" Option<String>,
    return_values_on_condition_check_failure "ReturnValuesOnConditionCheckFailure" Option<String>,
    table_name "TableName" String,
} }
structure! { output DeleteItemOutput {
    attributes "Attributes" Option<BTreeMap<String, AttributeValue>>,
    consumed_capacity "ConsumedCapacity" Option<ConsumedCapacity>,
    item_collection_metrics "ItemCollectionMetrics" Option<ItemCollectionMetrics>,
} }
structure! { both DeleteRequest {
    key "Key" BTreeMap<String, AttributeValue>,
} }
structure! { input DeleteTableInput {
    table_name "TableName" String,
} }
structure! { output DeleteTableOutput {
    table_description "TableDescription" Option<TableDescription>,
} }
structure! { input DescribeContinuousBackupsInput {
    table_name "TableName" String,
} }
structure! { output DescribeContinuousBackupsOutput {
    continuous_backups_description "ContinuousBackupsDescription" Option<ContinuousBackupsDescription>,
} }
structure! { input DescribeTableInput {
    table_name "TableName" String,
} }
structure! { output DescribeTableOutput {
    table "Table" Option<TableDescription>,
} }
structure! { input DescribeTimeToLiveInput {
    table_name "TableName" String,
} }
structure! { output DescribeTimeToLiveOutput {
    time_to_live_description "TimeToLiveDescription" Option<TimeToLiveDescription>,
} }
structure! { input Get {
    expression_attribute_names "ExpressionAttributeNames" Option<BTreeMap<String, String>>,
    key "Key" BTreeMap<String, AttributeValue>,
    projection_expression "ProjectionExpression" Option<String>,
    table_name "TableName" String,
} }
structure! { input GetItemInput {
    consistent_read "ConsistentRead" Option<bool>,
    expression_attribute_names "ExpressionAttributeNames" Option<BTreeMap<String, String>>,
    key "Key" BTreeMap<String, AttributeValue>,
    projection_expression "ProjectionExpression" Option<String>,
    return_consumed_capacity "ReturnConsumedCapacity" Option<String>,
    table_name "TableName" String,
} }
structure! { output GetItemOutput {
    consumed_capacity "ConsumedCapacity" Option<ConsumedCapacity>,
    item "Item" Option<BTreeMap<String, AttributeValue>>,
} }
structure! { output GlobalSecondaryIndexDescription {
    backfilling "Backfilling" Option<bool>,
    index_arn "IndexArn" Option<String>,
    index_name "IndexName" Option<String>,
    index_size_bytes "IndexSizeBytes" Option<i64>,
    index_status "IndexStatus" Option<String>,
    item_count "ItemCount" Option<i64>,
    key_schema "KeySchema" Option<Vec<KeySchemaElement>>,
    on_demand_throughput "OnDemandThroughput" Option<OnDemandThroughput>,
    projection "Projection" Option<Projection>,
    provisioned_throughput "ProvisionedThroughput" Option<ProvisionedThroughputDescription>,
    warm_throughput "WarmThroughput" Option<GlobalSecondaryIndexWarmThroughputDescription>,
} }
structure! { output GlobalSecondaryIndexWarmThroughputDescription {
    read_units_per_second "ReadUnitsPerSecond" Option<i64>,
    status "Status" Option<String>,
    write_units_per_second "WriteUnitsPerSecond" Option<i64>,
} }
structure! { output GlobalTableWitnessDescription {
    region_name "RegionName" Option<String>,
    witness_status "WitnessStatus" Option<String>,
} }
structure! { output ItemCollectionMetrics {
    item_collection_key "ItemCollectionKey" Option<BTreeMap<String, AttributeValue>>,
    size_estimate_range_gb "SizeEstimateRangeGB" Option<Vec<f64>>,
} }
structure! { output ItemResponse {
    item "Item" Option<BTreeMap<String, AttributeValue>>,
} }
structure! { both KeySchemaElement {
    attribute_name "AttributeName" String,
    key_type "KeyType" String,
} }
structure! { both KeysAndAttributes {
    consistent_read "ConsistentRead" Option<bool>,
    expression_attribute_names "ExpressionAttributeNames" Option<BTreeMap<String, String>>,
    keys "Keys" Vec<BTreeMap<String, AttributeValue>>,
    projection_expression "ProjectionExpression" Option<String>,
} }
structure! { input ListTablesInput {
    exclusive_start_table_name "ExclusiveStartTableName" Option<String>,
    limit "Limit" Option<i64>,
} }
structure! { output ListTablesOutput {
    last_evaluated_table_name "LastEvaluatedTableName" Option<String>,
    table_names "TableNames" Option<Vec<String>>,
} }
structure! { input ListTagsOfResourceInput {
    resource_arn "ResourceArn" String,
} }
structure! { output ListTagsOfResourceOutput {
    next_token "NextToken" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { output LocalSecondaryIndexDescription {
    index_arn "IndexArn" Option<String>,
    index_name "IndexName" Option<String>,
    index_size_bytes "IndexSizeBytes" Option<i64>,
    item_count "ItemCount" Option<i64>,
    key_schema "KeySchema" Option<Vec<KeySchemaElement>>,
    projection "Projection" Option<Projection>,
} }
structure! { output OnDemandThroughput {
    max_read_request_units "MaxReadRequestUnits" Option<i64>,
    max_write_request_units "MaxWriteRequestUnits" Option<i64>,
} }
structure! { output OnDemandThroughputOverride {
    max_read_request_units "MaxReadRequestUnits" Option<i64>,
} }
structure! { output PointInTimeRecoveryDescription {
    earliest_restorable_date_time "EarliestRestorableDateTime" Option<Timestamp>,
    latest_restorable_date_time "LatestRestorableDateTime" Option<Timestamp>,
    point_in_time_recovery_status "PointInTimeRecoveryStatus" Option<String>,
    recovery_period_in_days "RecoveryPeriodInDays" Option<i64>,
} }
structure! { output Projection {
    non_key_attributes "NonKeyAttributes" Option<Vec<String>>,
    projection_type "ProjectionType" Option<String>,
} }
structure! { input ProvisionedThroughput {
    read_capacity_units "ReadCapacityUnits" i64,
    write_capacity_units "WriteCapacityUnits" i64,
} }
structure! { output ProvisionedThroughputDescription {
    last_decrease_date_time "LastDecreaseDateTime" Option<Timestamp>,
    last_increase_date_time "LastIncreaseDateTime" Option<Timestamp>,
    number_of_decreases_today "NumberOfDecreasesToday" Option<i64>,
    read_capacity_units "ReadCapacityUnits" Option<i64>,
    write_capacity_units "WriteCapacityUnits" Option<i64>,
} }
structure! { output ProvisionedThroughputOverride {
    read_capacity_units "ReadCapacityUnits" Option<i64>,
} }
structure! { input Put {
    condition_expression "ConditionExpression" Option<String>,
    expression_attribute_names "ExpressionAttributeNames" Option<BTreeMap<String, String>>,
    expression_attribute_values "ExpressionAttributeValues" Option<BTreeMap<String, AttributeValue>>,
    item "Item" BTreeMap<String, AttributeValue>,
    return_values_on_condition_check_failure "ReturnValuesOnConditionCheckFailure" Option<String>,
    table_name "TableName" String,
} }
structure! { input PutItemInput {
    condition_expression "ConditionExpression" Option<String>,
    expression_attribute_names "ExpressionAttributeNames" Option<BTreeMap<String, String>>,
    expression_attribute_values "ExpressionAttributeValues" Option<BTreeMap<String, AttributeValue>>,
    item "Item" BTreeMap<String, AttributeValue>,
    return_consumed_capacity "ReturnConsumedCapacity" Option<String>,
    return_values "ReturnValues" Option<String>,
    return_values_on_condition_check_failure "ReturnValuesOnConditionCheckFailure" Option<String>,
    table_name "TableName" String,
} }
structure! { output PutItemOutput {
    attributes "Attributes" Option<BTreeMap<String, AttributeValue>>,
    consumed_capacity "ConsumedCapacity" Option<ConsumedCapacity>,
    item_collection_metrics "ItemCollectionMetrics" Option<ItemCollectionMetrics>,
} }
structure! { both PutRequest {
    item "Item" BTreeMap<String, AttributeValue>,
} }
structure! { input QueryInput {
    consistent_read "ConsistentRead" Option<bool>,
    exclusive_start_key "ExclusiveStartKey" Option<BTreeMap<String, AttributeValue>>,
    expression_attribute_names "ExpressionAttributeNames" Option<BTreeMap<String, String>>,
    expression_attribute_values "ExpressionAttributeValues" Option<BTreeMap<String, AttributeValue>>,
    filter_expression "FilterExpression" Option<String>,
    index_name "IndexName" Option<String>,
    key_condition_expression "KeyConditionExpression" Option<String>,
    limit "Limit" Option<i64>,
    projection_expression "ProjectionExpression" Option<String>,
    return_consumed_capacity "ReturnConsumedCapacity" Option<String>,
    scan_index_forward "ScanIndexForward" Option<bool>,
    select "Select" Option<String>,
    table_name "TableName" String,
} }
structure! { output QueryOutput {
    consumed_capacity "ConsumedCapacity" Option<ConsumedCapacity>,
    count "Count" Option<i64>,
    items "Items" Option<Vec<BTreeMap<String, AttributeValue>>>,
    last_evaluated_key "LastEvaluatedKey" Option<BTreeMap<String, AttributeValue>>,
    scanned_count "ScannedCount" Option<i64>,
} }
structure! { output ReplicaDescription {
    global_secondary_indexes "GlobalSecondaryIndexes" Option<Vec<ReplicaGlobalSecondaryIndexDescription>>,
    global_table_settings_replication_mode "GlobalTableSettingsReplicationMode" Option<String>,
    kms_master_key_id "KMSMasterKeyId" Option<String>,
    on_demand_throughput_override "OnDemandThroughputOverride" Option<OnDemandThroughputOverride>,
    provisioned_throughput_override "ProvisionedThroughputOverride" Option<ProvisionedThroughputOverride>,
    region_name "RegionName" Option<String>,
    replica_arn "ReplicaArn" Option<String>,
    replica_inaccessible_date_time "ReplicaInaccessibleDateTime" Option<Timestamp>,
    replica_status "ReplicaStatus" Option<String>,
    replica_status_description "ReplicaStatusDescription" Option<String>,
    replica_status_percent_progress "ReplicaStatusPercentProgress" Option<String>,
    replica_table_class_summary "ReplicaTableClassSummary" Option<TableClassSummary>,
    warm_throughput "WarmThroughput" Option<TableWarmThroughputDescription>,
} }
structure! { output ReplicaGlobalSecondaryIndexDescription {
    index_name "IndexName" Option<String>,
    on_demand_throughput_override "OnDemandThroughputOverride" Option<OnDemandThroughputOverride>,
    provisioned_throughput_override "ProvisionedThroughputOverride" Option<ProvisionedThroughputOverride>,
    warm_throughput "WarmThroughput" Option<GlobalSecondaryIndexWarmThroughputDescription>,
} }
structure! { output RestoreSummary {
    restore_date_time "RestoreDateTime" Option<Timestamp>,
    restore_in_progress "RestoreInProgress" Option<bool>,
    source_backup_arn "SourceBackupArn" Option<String>,
    source_table_arn "SourceTableArn" Option<String>,
} }
structure! { output SSEDescription {
    inaccessible_encryption_date_time "InaccessibleEncryptionDateTime" Option<Timestamp>,
    kms_master_key_arn "KMSMasterKeyArn" Option<String>,
    sse_type "SSEType" Option<String>,
    status "Status" Option<String>,
} }
structure! { input ScanInput {
    consistent_read "ConsistentRead" Option<bool>,
    exclusive_start_key "ExclusiveStartKey" Option<BTreeMap<String, AttributeValue>>,
    expression_attribute_names "ExpressionAttributeNames" Option<BTreeMap<String, String>>,
    expression_attribute_values "ExpressionAttributeValues" Option<BTreeMap<String, AttributeValue>>,
    filter_expression "FilterExpression" Option<String>,
    index_name "IndexName" Option<String>,
    limit "Limit" Option<i64>,
    projection_expression "ProjectionExpression" Option<String>,
    return_consumed_capacity "ReturnConsumedCapacity" Option<String>,
    segment "Segment" Option<i64>,
    select "Select" Option<String>,
    table_name "TableName" String,
    total_segments "TotalSegments" Option<i64>,
} }
structure! { output ScanOutput {
    consumed_capacity "ConsumedCapacity" Option<ConsumedCapacity>,
    count "Count" Option<i64>,
    items "Items" Option<Vec<BTreeMap<String, AttributeValue>>>,
    last_evaluated_key "LastEvaluatedKey" Option<BTreeMap<String, AttributeValue>>,
    scanned_count "ScannedCount" Option<i64>,
} }
structure! { output StreamSpecification {
    stream_enabled "StreamEnabled" Option<bool>,
    stream_view_type "StreamViewType" Option<String>,
} }
structure! { output TableClassSummary {
    last_update_date_time "LastUpdateDateTime" Option<Timestamp>,
    table_class "TableClass" Option<String>,
} }
structure! { output TableDescription {
    archival_summary "ArchivalSummary" Option<ArchivalSummary>,
    attribute_definitions "AttributeDefinitions" Option<Vec<AttributeDefinition>>,
    billing_mode_summary "BillingModeSummary" Option<BillingModeSummary>,
    creation_date_time "CreationDateTime" Option<Timestamp>,
    deletion_protection_enabled "DeletionProtectionEnabled" Option<bool>,
    global_secondary_indexes "GlobalSecondaryIndexes" Option<Vec<GlobalSecondaryIndexDescription>>,
    global_table_settings_replication_mode "GlobalTableSettingsReplicationMode" Option<String>,
    global_table_version "GlobalTableVersion" Option<String>,
    global_table_witnesses "GlobalTableWitnesses" Option<Vec<GlobalTableWitnessDescription>>,
    item_count "ItemCount" Option<i64>,
    key_schema "KeySchema" Option<Vec<KeySchemaElement>>,
    latest_stream_arn "LatestStreamArn" Option<String>,
    latest_stream_label "LatestStreamLabel" Option<String>,
    local_secondary_indexes "LocalSecondaryIndexes" Option<Vec<LocalSecondaryIndexDescription>>,
    multi_region_consistency "MultiRegionConsistency" Option<String>,
    on_demand_throughput "OnDemandThroughput" Option<OnDemandThroughput>,
    provisioned_throughput "ProvisionedThroughput" Option<ProvisionedThroughputDescription>,
    replicas "Replicas" Option<Vec<ReplicaDescription>>,
    restore_summary "RestoreSummary" Option<RestoreSummary>,
    sse_description "SSEDescription" Option<SSEDescription>,
    stream_specification "StreamSpecification" Option<StreamSpecification>,
    table_arn "TableArn" Option<String>,
    table_class_summary "TableClassSummary" Option<TableClassSummary>,
    table_id "TableId" Option<String>,
    table_name "TableName" Option<String>,
    table_size_bytes "TableSizeBytes" Option<i64>,
    table_status "TableStatus" Option<String>,
    warm_throughput "WarmThroughput" Option<TableWarmThroughputDescription>,
} }
structure! { output TableWarmThroughputDescription {
    read_units_per_second "ReadUnitsPerSecond" Option<i64>,
    status "Status" Option<String>,
    write_units_per_second "WriteUnitsPerSecond" Option<i64>,
} }
structure! { both Tag {
    key "Key" String,
    value "Value" String,
} }
tag! { Tag }
structure! { input TagResourceInput {
    resource_arn "ResourceArn" String,
    tags "Tags" Vec<Tag>,
} }
structure! { output ThrottlingReason {
    reason "reason" Option<String>,
    resource "resource" Option<String>,
} }
structure! { output TimeToLiveDescription {
    attribute_name "AttributeName" Option<String>,
    time_to_live_status "TimeToLiveStatus" Option<String>,
} }
structure! { input TransactGetItem {
    get "Get" Get,
} }
structure! { input TransactGetItemsInput {
    return_consumed_capacity "ReturnConsumedCapacity" Option<String>,
    transact_items "TransactItems" Vec<TransactGetItem>,
} }
structure! { output TransactGetItemsOutput {
    consumed_capacity "ConsumedCapacity" Option<Vec<ConsumedCapacity>>,
    responses "Responses" Option<Vec<ItemResponse>>,
} }
structure! { input TransactWriteItem {
    condition_check "ConditionCheck" Option<ConditionCheck>,
    delete "Delete" Option<Delete>,
    put "Put" Option<Put>,
    update "Update" Option<Update>,
} }
structure! { input TransactWriteItemsInput {
    client_request_token "ClientRequestToken" Option<String>,
    return_consumed_capacity "ReturnConsumedCapacity" Option<String>,
    transact_items "TransactItems" Vec<TransactWriteItem>,
} }
structure! { output TransactWriteItemsOutput {
    consumed_capacity "ConsumedCapacity" Option<Vec<ConsumedCapacity>>,
    item_collection_metrics "ItemCollectionMetrics" Option<BTreeMap<String, Vec<ItemCollectionMetrics>>>,
} }
structure! { input UntagResourceInput {
    resource_arn "ResourceArn" String,
    tag_keys "TagKeys" Vec<String>,
} }
structure! { input Update {
    condition_expression "ConditionExpression" Option<String>,
    expression_attribute_names "ExpressionAttributeNames" Option<BTreeMap<String, String>>,
    expression_attribute_values "ExpressionAttributeValues" Option<BTreeMap<String, AttributeValue>>,
    key "Key" BTreeMap<String, AttributeValue>,
    return_values_on_condition_check_failure "ReturnValuesOnConditionCheckFailure" Option<String>,
    table_name "TableName" String,
    update_expression "UpdateExpression" String,
} }
structure! { input UpdateItemInput {
    condition_expression "ConditionExpression" Option<String>,
    expression_attribute_names "ExpressionAttributeNames" Option<BTreeMap<String, String>>,
    expression_attribute_values "ExpressionAttributeValues" Option<BTreeMap<String, AttributeValue>>,
    key "Key" BTreeMap<String, AttributeValue>,
    return_consumed_capacity "ReturnConsumedCapacity" Option<String>,
    return_values "ReturnValues" Option<String>,
    return_values_on_condition_check_failure "ReturnValuesOnConditionCheckFailure" Option<String>,
    table_name "TableName" String,
    update_expression "UpdateExpression" Option<String>,
} }
structure! { output UpdateItemOutput {
    attributes "Attributes" Option<BTreeMap<String, AttributeValue>>,
    consumed_capacity "ConsumedCapacity" Option<ConsumedCapacity>,
    item_collection_metrics "ItemCollectionMetrics" Option<ItemCollectionMetrics>,
} }
structure! { both WriteRequest {
    delete_request "DeleteRequest" Option<DeleteRequest>,
    put_request "PutRequest" Option<PutRequest>,
} }
operation! { BatchGetItem BatchGetItemInput BatchGetItemOutput }
operation! { BatchWriteItem BatchWriteItemInput BatchWriteItemOutput }
operation! { CreateTable CreateTableInput CreateTableOutput }
operation! { DeleteItem DeleteItemInput DeleteItemOutput }
operation! { DeleteTable DeleteTableInput DeleteTableOutput }
operation! { DescribeContinuousBackups DescribeContinuousBackupsInput DescribeContinuousBackupsOutput }
operation! { DescribeTable DescribeTableInput DescribeTableOutput }
operation! { DescribeTimeToLive DescribeTimeToLiveInput DescribeTimeToLiveOutput }
operation! { GetItem GetItemInput GetItemOutput }
operation! { ListTables ListTablesInput ListTablesOutput }
operation! { ListTagsOfResource ListTagsOfResourceInput ListTagsOfResourceOutput }
operation! { PutItem PutItemInput PutItemOutput }
operation! { Query QueryInput QueryOutput }
operation! { Scan ScanInput ScanOutput }
operation! { TagResource TagResourceInput Unit }
operation! { TransactGetItems TransactGetItemsInput TransactGetItemsOutput }
operation! { TransactWriteItems TransactWriteItemsInput TransactWriteItemsOutput }
operation! { UntagResource UntagResourceInput Unit }
operation! { UpdateItem UpdateItemInput UpdateItemOutput }
exceptions! {
    conditional_check_failed_exception ConditionalCheckFailedException "ConditionalCheckFailedException" 400 Sender;
    idempotent_parameter_mismatch_exception IdempotentParameterMismatchException "IdempotentParameterMismatchException" 400 Sender;
    internal_server_error InternalServerError "InternalServerError" 500 Receiver;
    item_collection_size_limit_exceeded_exception ItemCollectionSizeLimitExceededException "ItemCollectionSizeLimitExceededException" 400 Sender;
    limit_exceeded_exception LimitExceededException "LimitExceededException" 400 Sender;
    provisioned_throughput_exceeded_exception ProvisionedThroughputExceededException "ProvisionedThroughputExceededException" 400 Sender;
    replicated_write_conflict_exception ReplicatedWriteConflictException "ReplicatedWriteConflictException" 400 Sender;
    request_limit_exceeded RequestLimitExceeded "RequestLimitExceeded" 400 Sender;
    resource_in_use_exception ResourceInUseException "ResourceInUseException" 400 Sender;
    resource_not_found_exception ResourceNotFoundException "ResourceNotFoundException" 400 Sender;
    table_not_found_exception TableNotFoundException "TableNotFoundException" 400 Sender;
    throttling_exception ThrottlingException "ThrottlingException" 400 Sender;
    transaction_canceled_exception TransactionCanceledException "TransactionCanceledException" 400 Sender;
    transaction_conflict_exception TransactionConflictException "TransactionConflictException" 400 Sender;
    transaction_in_progress_exception TransactionInProgressException "TransactionInProgressException" 400 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "dynamodb",
    signing_name: "dynamodb",
    endpoint_prefix: "dynamodb",
    protocols: &[crate::Protocol::Json10],
    query_compatible: false,
    target_prefix: "DynamoDB_20120810",
    api_version: "2012-08-10",
    xml_namespace: "",
    operations: &[
        &operations::BatchGetItem,
        &operations::BatchWriteItem,
        &operations::CreateTable,
        &operations::DeleteItem,
        &operations::DeleteTable,
        &operations::DescribeContinuousBackups,
        &operations::DescribeTable,
        &operations::DescribeTimeToLive,
        &operations::GetItem,
        &operations::ListTables,
        &operations::ListTagsOfResource,
        &operations::PutItem,
        &operations::Query,
        &operations::Scan,
        &operations::TagResource,
        &operations::TransactGetItems,
        &operations::TransactWriteItems,
        &operations::UntagResource,
        &operations::UpdateItem,
    ],
    names: &[
        "BatchExecuteStatement",
        "BatchGetItem",
        "BatchWriteItem",
        "CreateBackup",
        "CreateGlobalTable",
        "CreateTable",
        "DeleteBackup",
        "DeleteItem",
        "DeleteResourcePolicy",
        "DeleteTable",
        "DescribeBackup",
        "DescribeContinuousBackups",
        "DescribeContributorInsights",
        "DescribeEndpoints",
        "DescribeExport",
        "DescribeGlobalTable",
        "DescribeGlobalTableSettings",
        "DescribeImport",
        "DescribeKinesisStreamingDestination",
        "DescribeLimits",
        "DescribeTable",
        "DescribeTableReplicaAutoScaling",
        "DescribeTimeToLive",
        "DisableKinesisStreamingDestination",
        "EnableKinesisStreamingDestination",
        "ExecuteStatement",
        "ExecuteTransaction",
        "ExportTableToPointInTime",
        "GetItem",
        "GetResourcePolicy",
        "ImportTable",
        "ListBackups",
        "ListContributorInsights",
        "ListExports",
        "ListGlobalTables",
        "ListImports",
        "ListTables",
        "ListTagsOfResource",
        "PutItem",
        "PutResourcePolicy",
        "Query",
        "RestoreTableFromBackup",
        "RestoreTableToPointInTime",
        "Scan",
        "TagResource",
        "TransactGetItems",
        "TransactWriteItems",
        "UntagResource",
        "UpdateContinuousBackups",
        "UpdateContributorInsights",
        "UpdateGlobalTable",
        "UpdateGlobalTableSettings",
        "UpdateItem",
        "UpdateKinesisStreamingDestination",
        "UpdateTable",
        "UpdateTableReplicaAutoScaling",
        "UpdateTimeToLive",
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
    pub static BatchGetItem: OperationSchema = OperationSchema {
        name: "BatchGetItem",
        service: &SERVICE,
        input: Some(&shapes::BatchGetItemInput),
        output: Some(&shapes::BatchGetItemOutput),
        result_wrapper: "",
        errors: &[
            &errors::ProvisionedThroughputExceededException,
            &errors::ResourceNotFoundException,
            &errors::RequestLimitExceeded,
            &errors::InternalServerError,
            &errors::ThrottlingException,
        ],
        http: None,
    };
    pub static BatchWriteItem: OperationSchema = OperationSchema {
        name: "BatchWriteItem",
        service: &SERVICE,
        input: Some(&shapes::BatchWriteItemInput),
        output: Some(&shapes::BatchWriteItemOutput),
        result_wrapper: "",
        errors: &[
            &errors::ProvisionedThroughputExceededException,
            &errors::ResourceNotFoundException,
            &errors::ItemCollectionSizeLimitExceededException,
            &errors::RequestLimitExceeded,
            &errors::InternalServerError,
            &errors::ReplicatedWriteConflictException,
            &errors::ThrottlingException,
        ],
        http: None,
    };
    pub static CreateTable: OperationSchema = OperationSchema {
        name: "CreateTable",
        service: &SERVICE,
        input: Some(&shapes::CreateTableInput),
        output: Some(&shapes::CreateTableOutput),
        result_wrapper: "",
        errors: &[
            &errors::ResourceInUseException,
            &errors::LimitExceededException,
            &errors::InternalServerError,
        ],
        http: None,
    };
    pub static DeleteItem: OperationSchema = OperationSchema {
        name: "DeleteItem",
        service: &SERVICE,
        input: Some(&shapes::DeleteItemInput),
        output: Some(&shapes::DeleteItemOutput),
        result_wrapper: "",
        errors: &[
            &errors::ConditionalCheckFailedException,
            &errors::ProvisionedThroughputExceededException,
            &errors::ResourceNotFoundException,
            &errors::ItemCollectionSizeLimitExceededException,
            &errors::TransactionConflictException,
            &errors::RequestLimitExceeded,
            &errors::InternalServerError,
            &errors::ReplicatedWriteConflictException,
            &errors::ThrottlingException,
        ],
        http: None,
    };
    pub static DeleteTable: OperationSchema = OperationSchema {
        name: "DeleteTable",
        service: &SERVICE,
        input: Some(&shapes::DeleteTableInput),
        output: Some(&shapes::DeleteTableOutput),
        result_wrapper: "",
        errors: &[
            &errors::ResourceInUseException,
            &errors::ResourceNotFoundException,
            &errors::LimitExceededException,
            &errors::InternalServerError,
        ],
        http: None,
    };
    pub static DescribeContinuousBackups: OperationSchema = OperationSchema {
        name: "DescribeContinuousBackups",
        service: &SERVICE,
        input: Some(&shapes::DescribeContinuousBackupsInput),
        output: Some(&shapes::DescribeContinuousBackupsOutput),
        result_wrapper: "",
        errors: &[&errors::TableNotFoundException, &errors::InternalServerError],
        http: None,
    };
    pub static DescribeTable: OperationSchema = OperationSchema {
        name: "DescribeTable",
        service: &SERVICE,
        input: Some(&shapes::DescribeTableInput),
        output: Some(&shapes::DescribeTableOutput),
        result_wrapper: "",
        errors: &[&errors::ResourceNotFoundException, &errors::InternalServerError],
        http: None,
    };
    pub static DescribeTimeToLive: OperationSchema = OperationSchema {
        name: "DescribeTimeToLive",
        service: &SERVICE,
        input: Some(&shapes::DescribeTimeToLiveInput),
        output: Some(&shapes::DescribeTimeToLiveOutput),
        result_wrapper: "",
        errors: &[&errors::ResourceNotFoundException, &errors::InternalServerError],
        http: None,
    };
    pub static GetItem: OperationSchema = OperationSchema {
        name: "GetItem",
        service: &SERVICE,
        input: Some(&shapes::GetItemInput),
        output: Some(&shapes::GetItemOutput),
        result_wrapper: "",
        errors: &[
            &errors::ProvisionedThroughputExceededException,
            &errors::ResourceNotFoundException,
            &errors::RequestLimitExceeded,
            &errors::InternalServerError,
            &errors::ThrottlingException,
        ],
        http: None,
    };
    pub static ListTables: OperationSchema = OperationSchema {
        name: "ListTables",
        service: &SERVICE,
        input: Some(&shapes::ListTablesInput),
        output: Some(&shapes::ListTablesOutput),
        result_wrapper: "",
        errors: &[&errors::InternalServerError],
        http: None,
    };
    pub static ListTagsOfResource: OperationSchema = OperationSchema {
        name: "ListTagsOfResource",
        service: &SERVICE,
        input: Some(&shapes::ListTagsOfResourceInput),
        output: Some(&shapes::ListTagsOfResourceOutput),
        result_wrapper: "",
        errors: &[&errors::ResourceNotFoundException, &errors::InternalServerError],
        http: None,
    };
    pub static PutItem: OperationSchema = OperationSchema {
        name: "PutItem",
        service: &SERVICE,
        input: Some(&shapes::PutItemInput),
        output: Some(&shapes::PutItemOutput),
        result_wrapper: "",
        errors: &[
            &errors::ConditionalCheckFailedException,
            &errors::ProvisionedThroughputExceededException,
            &errors::ResourceNotFoundException,
            &errors::ItemCollectionSizeLimitExceededException,
            &errors::TransactionConflictException,
            &errors::RequestLimitExceeded,
            &errors::InternalServerError,
            &errors::ReplicatedWriteConflictException,
            &errors::ThrottlingException,
        ],
        http: None,
    };
    pub static Query: OperationSchema = OperationSchema {
        name: "Query",
        service: &SERVICE,
        input: Some(&shapes::QueryInput),
        output: Some(&shapes::QueryOutput),
        result_wrapper: "",
        errors: &[
            &errors::ProvisionedThroughputExceededException,
            &errors::ResourceNotFoundException,
            &errors::RequestLimitExceeded,
            &errors::InternalServerError,
            &errors::ThrottlingException,
        ],
        http: None,
    };
    pub static Scan: OperationSchema = OperationSchema {
        name: "Scan",
        service: &SERVICE,
        input: Some(&shapes::ScanInput),
        output: Some(&shapes::ScanOutput),
        result_wrapper: "",
        errors: &[
            &errors::ProvisionedThroughputExceededException,
            &errors::ResourceNotFoundException,
            &errors::RequestLimitExceeded,
            &errors::InternalServerError,
            &errors::ThrottlingException,
        ],
        http: None,
    };
    pub static TagResource: OperationSchema = OperationSchema {
        name: "TagResource",
        service: &SERVICE,
        input: Some(&shapes::TagResourceInput),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::LimitExceededException,
            &errors::ResourceNotFoundException,
            &errors::InternalServerError,
            &errors::ResourceInUseException,
        ],
        http: None,
    };
    pub static TransactGetItems: OperationSchema = OperationSchema {
        name: "TransactGetItems",
        service: &SERVICE,
        input: Some(&shapes::TransactGetItemsInput),
        output: Some(&shapes::TransactGetItemsOutput),
        result_wrapper: "",
        errors: &[
            &errors::ResourceNotFoundException,
            &errors::TransactionCanceledException,
            &errors::ProvisionedThroughputExceededException,
            &errors::RequestLimitExceeded,
            &errors::InternalServerError,
            &errors::ThrottlingException,
        ],
        http: None,
    };
    pub static TransactWriteItems: OperationSchema = OperationSchema {
        name: "TransactWriteItems",
        service: &SERVICE,
        input: Some(&shapes::TransactWriteItemsInput),
        output: Some(&shapes::TransactWriteItemsOutput),
        result_wrapper: "",
        errors: &[
            &errors::ResourceNotFoundException,
            &errors::TransactionCanceledException,
            &errors::TransactionInProgressException,
            &errors::IdempotentParameterMismatchException,
            &errors::ProvisionedThroughputExceededException,
            &errors::RequestLimitExceeded,
            &errors::InternalServerError,
            &errors::ThrottlingException,
        ],
        http: None,
    };
    pub static UntagResource: OperationSchema = OperationSchema {
        name: "UntagResource",
        service: &SERVICE,
        input: Some(&shapes::UntagResourceInput),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::LimitExceededException,
            &errors::ResourceNotFoundException,
            &errors::InternalServerError,
            &errors::ResourceInUseException,
        ],
        http: None,
    };
    pub static UpdateItem: OperationSchema = OperationSchema {
        name: "UpdateItem",
        service: &SERVICE,
        input: Some(&shapes::UpdateItemInput),
        output: Some(&shapes::UpdateItemOutput),
        result_wrapper: "",
        errors: &[
            &errors::ConditionalCheckFailedException,
            &errors::ProvisionedThroughputExceededException,
            &errors::ResourceNotFoundException,
            &errors::ItemCollectionSizeLimitExceededException,
            &errors::TransactionConflictException,
            &errors::RequestLimitExceeded,
            &errors::InternalServerError,
            &errors::ReplicatedWriteConflictException,
            &errors::ThrottlingException,
        ],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static ArchivalReason: Shape = k::string("ArchivalReason", &[], "", k::FREE);
    pub static ArchivalSummary: Shape = k::structure(
        "ArchivalSummary",
        &[
            k::optional("ArchivalBackupArn", &BackupArn),
            k::optional("ArchivalDateTime", &Date),
            k::optional("ArchivalReason", &ArchivalReason),
        ],
    );
    pub static AttributeDefinition: Shape = k::structure(
        "AttributeDefinition",
        &[
            k::required("AttributeName", &KeySchemaAttributeName),
            k::required("AttributeType", &ScalarAttributeType),
        ],
    );
    pub static AttributeDefinitions: Shape =
        k::list("AttributeDefinitions", &AttributeDefinition, "member", false, k::FREE);
    pub static AttributeMap: Shape =
        k::map("AttributeMap", &AttributeName, &AttributeValue, ("key", "value"), false, k::FREE);
    pub static AttributeName: Shape = k::string("AttributeName", &[], "", k::at_most(65535));
    pub static AttributeValue: Shape = k::structure(
        "AttributeValue",
        &[
            k::optional("B", &BinaryAttributeValue),
            k::optional("BOOL", &BooleanAttributeValue),
            k::optional("BS", &BinarySetAttributeValue),
            k::optional("L", &ListAttributeValue),
            k::optional("M", &MapAttributeValue),
            k::optional("N", &NumberAttributeValue),
            k::optional("NS", &NumberSetAttributeValue),
            k::optional("NULL", &NullAttributeValue),
            k::optional("S", &StringAttributeValue),
            k::optional("SS", &StringSetAttributeValue),
        ],
    );
    pub static AvailabilityErrorMessage: Shape = k::string("AvailabilityErrorMessage", &[], "", k::FREE);
    pub static Backfilling: Shape = k::simple("Backfilling", Kind::Boolean, k::FREE);
    pub static BackupArn: Shape = k::string("BackupArn", &[], "", k::within(37, 1024));
    pub static BatchGetItemInput: Shape = k::structure(
        "BatchGetItemInput",
        &[
            k::required("RequestItems", &BatchGetRequestMap),
            k::optional("ReturnConsumedCapacity", &ReturnConsumedCapacity),
        ],
    );
    pub static BatchGetItemOutput: Shape = k::structure(
        "BatchGetItemOutput",
        &[
            k::optional("ConsumedCapacity", &ConsumedCapacityMultiple),
            k::optional("Responses", &BatchGetResponseMap),
            k::optional("UnprocessedKeys", &BatchGetRequestMap),
        ],
    );
    pub static BatchGetRequestMap: Shape = k::map(
        "BatchGetRequestMap",
        &TableArn,
        &KeysAndAttributes,
        ("key", "value"),
        false,
        k::within(1, 100),
    );
    pub static BatchGetResponseMap: Shape =
        k::map("BatchGetResponseMap", &TableArn, &ItemList, ("key", "value"), false, k::FREE);
    pub static BatchWriteItemInput: Shape = k::structure(
        "BatchWriteItemInput",
        &[
            k::required("RequestItems", &BatchWriteItemRequestMap),
            k::optional("ReturnConsumedCapacity", &ReturnConsumedCapacity),
            k::optional("ReturnItemCollectionMetrics", &ReturnItemCollectionMetrics),
        ],
    );
    pub static BatchWriteItemOutput: Shape = k::structure(
        "BatchWriteItemOutput",
        &[
            k::optional("ConsumedCapacity", &ConsumedCapacityMultiple),
            k::optional("ItemCollectionMetrics", &ItemCollectionMetricsPerTable),
            k::optional("UnprocessedItems", &BatchWriteItemRequestMap),
        ],
    );
    pub static BatchWriteItemRequestMap: Shape = k::map(
        "BatchWriteItemRequestMap",
        &TableArn,
        &WriteRequests,
        ("key", "value"),
        false,
        k::within(1, 25),
    );
    pub static BillingMode: Shape =
        k::string("BillingMode", &["PROVISIONED", "PAY_PER_REQUEST"], "", k::FREE);
    pub static BillingModeSummary: Shape = k::structure(
        "BillingModeSummary",
        &[k::optional("BillingMode", &BillingMode), k::optional("LastUpdateToPayPerRequestDateTime", &Date)],
    );
    pub static BinaryAttributeValue: Shape = k::simple("BinaryAttributeValue", Kind::Blob, k::FREE);
    pub static BinarySetAttributeValue: Shape =
        k::list("BinarySetAttributeValue", &BinaryAttributeValue, "member", false, k::FREE);
    pub static BooleanAttributeValue: Shape = k::simple("BooleanAttributeValue", Kind::Boolean, k::FREE);
    pub static BooleanObject: Shape = k::simple("BooleanObject", Kind::Boolean, k::FREE);
    pub static CancellationReason: Shape = k::structure(
        "CancellationReason",
        &[
            k::optional("Code", &Code),
            k::optional("Item", &AttributeMap),
            k::optional("Message", &ErrorMessage),
        ],
    );
    pub static CancellationReasonList: Shape =
        k::list("CancellationReasonList", &CancellationReason, "member", false, k::within(1, 100));
    pub static Capacity: Shape = k::structure(
        "Capacity",
        &[
            k::optional("CapacityUnits", &ConsumedCapacityUnits),
            k::optional("ReadCapacityUnits", &ConsumedCapacityUnits),
            k::optional("WriteCapacityUnits", &ConsumedCapacityUnits),
        ],
    );
    pub static ClientRequestToken: Shape = k::string("ClientRequestToken", &[], "", k::within(1, 36));
    pub static Code: Shape = k::string("Code", &[], "", k::FREE);
    pub static ConditionCheck: Shape = k::structure(
        "ConditionCheck",
        &[
            k::required("ConditionExpression", &ConditionExpression),
            k::optional("ExpressionAttributeNames", &ExpressionAttributeNameMap),
            k::optional("ExpressionAttributeValues", &ExpressionAttributeValueMap),
            k::required("Key", &Key),
            k::optional("ReturnValuesOnConditionCheckFailure", &ReturnValuesOnConditionCheckFailure),
            k::required("TableName", &TableArn),
        ],
    );
    pub static ConditionExpression: Shape = k::string("ConditionExpression", &[], "", k::FREE);
    pub static ConsistentRead: Shape = k::simple("ConsistentRead", Kind::Boolean, k::FREE);
    pub static ConsumedCapacity: Shape = k::structure(
        "ConsumedCapacity",
        &[
            k::optional("CapacityUnits", &ConsumedCapacityUnits),
            k::optional("GlobalSecondaryIndexes", &SecondaryIndexesCapacityMap),
            k::optional("LocalSecondaryIndexes", &SecondaryIndexesCapacityMap),
            k::optional("ReadCapacityUnits", &ConsumedCapacityUnits),
            k::optional("Table", &Capacity),
            k::optional("TableName", &TableArn),
            k::optional("WriteCapacityUnits", &ConsumedCapacityUnits),
        ],
    );
    pub static ConsumedCapacityMultiple: Shape =
        k::list("ConsumedCapacityMultiple", &ConsumedCapacity, "member", false, k::FREE);
    pub static ConsumedCapacityUnits: Shape = k::simple("ConsumedCapacityUnits", Kind::Double, k::FREE);
    pub static ContinuousBackupsDescription: Shape = k::structure(
        "ContinuousBackupsDescription",
        &[
            k::required("ContinuousBackupsStatus", &ContinuousBackupsStatus),
            k::optional("PointInTimeRecoveryDescription", &PointInTimeRecoveryDescription),
        ],
    );
    pub static ContinuousBackupsStatus: Shape =
        k::string("ContinuousBackupsStatus", &["ENABLED", "DISABLED"], "", k::FREE);
    pub static CreateTableInput: Shape = k::structure(
        "CreateTableInput",
        &[
            k::optional("AttributeDefinitions", &AttributeDefinitions),
            k::optional("BillingMode", &BillingMode),
            k::optional(
                "DeletionProtectionEnabled",
                &k::refused(&["false"], "no operation here could take the protection off again"),
            ),
            k::optional("GlobalSecondaryIndexes", &k::refused(&[], "secondary indexes")),
            k::optional("GlobalTableSettingsReplicationMode", &k::refused(&[], "global tables")),
            k::optional("GlobalTableSourceArn", &k::refused(&[], "global tables")),
            k::optional("KeySchema", &KeySchema),
            k::optional("LocalSecondaryIndexes", &k::refused(&[], "secondary indexes")),
            k::optional("OnDemandThroughput", &k::refused(&[], "nothing is throttled")),
            k::optional("ProvisionedThroughput", &ProvisionedThroughput),
            k::optional("ResourcePolicy", &k::refused(&[], "resource policies")),
            k::optional("SSESpecification", &k::refused(&["false"], "keys of AWS KMS")),
            k::optional("StreamSpecification", &k::refused(&["false"], "streams")),
            k::optional("TableClass", &TableClass),
            k::required("TableName", &TableArn),
            k::optional("Tags", &TagList),
            k::optional("WarmThroughput", &k::refused(&[], "nothing is throttled")),
        ],
    );
    pub static CreateTableOutput: Shape =
        k::structure("CreateTableOutput", &[k::optional("TableDescription", &TableDescription)]);
    pub static Date: Shape = k::simple("Date", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static Delete: Shape = k::structure(
        "Delete",
        &[
            k::optional("ConditionExpression", &ConditionExpression),
            k::optional("ExpressionAttributeNames", &ExpressionAttributeNameMap),
            k::optional("ExpressionAttributeValues", &ExpressionAttributeValueMap),
            k::required("Key", &Key),
            k::optional("ReturnValuesOnConditionCheckFailure", &ReturnValuesOnConditionCheckFailure),
            k::required("TableName", &TableArn),
        ],
    );
    pub static DeleteItemInput: Shape = k::structure(
        "DeleteItemInput",
        &[
            k::optional("ConditionExpression", &ConditionExpression),
            k::optional(
                "ConditionalOperator",
                &k::refused(&[], "a legacy parameter; use expressions instead"),
            ),
            k::optional("Expected", &k::refused(&[], "a legacy parameter; use expressions instead")),
            k::optional("ExpressionAttributeNames", &ExpressionAttributeNameMap),
            k::optional("ExpressionAttributeValues", &ExpressionAttributeValueMap),
            k::required("Key", &Key),
            k::optional("ReturnConsumedCapacity", &ReturnConsumedCapacity),
            k::optional("ReturnItemCollectionMetrics", &ReturnItemCollectionMetrics),
            k::optional("ReturnValues", &ReturnValue),
            k::optional("ReturnValuesOnConditionCheckFailure", &ReturnValuesOnConditionCheckFailure),
            k::required("TableName", &TableArn),
        ],
    );
    pub static DeleteItemOutput: Shape = k::structure(
        "DeleteItemOutput",
        &[
            k::optional("Attributes", &AttributeMap),
            k::optional("ConsumedCapacity", &ConsumedCapacity),
            k::optional("ItemCollectionMetrics", &ItemCollectionMetrics),
        ],
    );
    pub static DeleteRequest: Shape = k::structure("DeleteRequest", &[k::required("Key", &Key)]);
    pub static DeleteTableInput: Shape =
        k::structure("DeleteTableInput", &[k::required("TableName", &TableArn)]);
    pub static DeleteTableOutput: Shape =
        k::structure("DeleteTableOutput", &[k::optional("TableDescription", &TableDescription)]);
    pub static DeletionProtectionEnabled: Shape =
        k::simple("DeletionProtectionEnabled", Kind::Boolean, k::FREE);
    pub static DescribeContinuousBackupsInput: Shape =
        k::structure("DescribeContinuousBackupsInput", &[k::required("TableName", &TableArn)]);
    pub static DescribeContinuousBackupsOutput: Shape = k::structure(
        "DescribeContinuousBackupsOutput",
        &[k::optional("ContinuousBackupsDescription", &ContinuousBackupsDescription)],
    );
    pub static DescribeTableInput: Shape =
        k::structure("DescribeTableInput", &[k::required("TableName", &TableArn)]);
    pub static DescribeTableOutput: Shape =
        k::structure("DescribeTableOutput", &[k::optional("Table", &TableDescription)]);
    pub static DescribeTimeToLiveInput: Shape =
        k::structure("DescribeTimeToLiveInput", &[k::required("TableName", &TableArn)]);
    pub static DescribeTimeToLiveOutput: Shape = k::structure(
        "DescribeTimeToLiveOutput",
        &[k::optional("TimeToLiveDescription", &TimeToLiveDescription)],
    );
    pub static ErrorMessage: Shape = k::string("ErrorMessage", &[], "", k::FREE);
    pub static ExpressionAttributeNameMap: Shape = k::map(
        "ExpressionAttributeNameMap",
        &ExpressionAttributeNameVariable,
        &AttributeName,
        ("key", "value"),
        false,
        k::FREE,
    );
    pub static ExpressionAttributeNameVariable: Shape =
        k::string("ExpressionAttributeNameVariable", &[], "", k::FREE);
    pub static ExpressionAttributeValueMap: Shape = k::map(
        "ExpressionAttributeValueMap",
        &ExpressionAttributeValueVariable,
        &AttributeValue,
        ("key", "value"),
        false,
        k::FREE,
    );
    pub static ExpressionAttributeValueVariable: Shape =
        k::string("ExpressionAttributeValueVariable", &[], "", k::FREE);
    pub static Get: Shape = k::structure(
        "Get",
        &[
            k::optional("ExpressionAttributeNames", &ExpressionAttributeNameMap),
            k::required("Key", &Key),
            k::optional("ProjectionExpression", &ProjectionExpression),
            k::required("TableName", &TableArn),
        ],
    );
    pub static GetItemInput: Shape = k::structure(
        "GetItemInput",
        &[
            k::optional("AttributesToGet", &k::refused(&[], "a legacy parameter; use expressions instead")),
            k::optional("ConsistentRead", &ConsistentRead),
            k::optional("ExpressionAttributeNames", &ExpressionAttributeNameMap),
            k::required("Key", &Key),
            k::optional("ProjectionExpression", &ProjectionExpression),
            k::optional("ReturnConsumedCapacity", &ReturnConsumedCapacity),
            k::required("TableName", &TableArn),
        ],
    );
    pub static GetItemOutput: Shape = k::structure(
        "GetItemOutput",
        &[k::optional("ConsumedCapacity", &ConsumedCapacity), k::optional("Item", &AttributeMap)],
    );
    pub static GlobalSecondaryIndexDescription: Shape = k::structure(
        "GlobalSecondaryIndexDescription",
        &[
            k::optional("Backfilling", &Backfilling),
            k::optional("IndexArn", &String),
            k::optional("IndexName", &IndexName),
            k::optional("IndexSizeBytes", &LongObject),
            k::optional("IndexStatus", &IndexStatus),
            k::optional("ItemCount", &LongObject),
            k::optional("KeySchema", &KeySchema),
            k::optional("OnDemandThroughput", &OnDemandThroughput),
            k::optional("Projection", &Projection),
            k::optional("ProvisionedThroughput", &ProvisionedThroughputDescription),
            k::optional("WarmThroughput", &GlobalSecondaryIndexWarmThroughputDescription),
        ],
    );
    pub static GlobalSecondaryIndexDescriptionList: Shape = k::list(
        "GlobalSecondaryIndexDescriptionList",
        &GlobalSecondaryIndexDescription,
        "member",
        false,
        k::FREE,
    );
    pub static GlobalSecondaryIndexWarmThroughputDescription: Shape = k::structure(
        "GlobalSecondaryIndexWarmThroughputDescription",
        &[
            k::optional("ReadUnitsPerSecond", &PositiveLongObject),
            k::optional("Status", &IndexStatus),
            k::optional("WriteUnitsPerSecond", &PositiveLongObject),
        ],
    );
    pub static GlobalTableSettingsReplicationMode: Shape = k::string(
        "GlobalTableSettingsReplicationMode",
        &["ENABLED", "DISABLED", "ENABLED_WITH_OVERRIDES"],
        "",
        k::FREE,
    );
    pub static GlobalTableWitnessDescription: Shape = k::structure(
        "GlobalTableWitnessDescription",
        &[k::optional("RegionName", &RegionName), k::optional("WitnessStatus", &WitnessStatus)],
    );
    pub static GlobalTableWitnessDescriptionList: Shape = k::list(
        "GlobalTableWitnessDescriptionList",
        &GlobalTableWitnessDescription,
        "member",
        false,
        k::FREE,
    );
    pub static IndexName: Shape = k::string("IndexName", &[], "[a-zA-Z0-9_.-]+", k::within(3, 255));
    pub static IndexStatus: Shape =
        k::string("IndexStatus", &["CREATING", "UPDATING", "DELETING", "ACTIVE"], "", k::FREE);
    pub static Integer: Shape = k::simple("Integer", Kind::Integer, k::FREE);
    pub static ItemCollectionKeyAttributeMap: Shape = k::map(
        "ItemCollectionKeyAttributeMap",
        &AttributeName,
        &AttributeValue,
        ("key", "value"),
        false,
        k::FREE,
    );
    pub static ItemCollectionMetrics: Shape = k::structure(
        "ItemCollectionMetrics",
        &[
            k::optional("ItemCollectionKey", &ItemCollectionKeyAttributeMap),
            k::optional("SizeEstimateRangeGB", &ItemCollectionSizeEstimateRange),
        ],
    );
    pub static ItemCollectionMetricsMultiple: Shape =
        k::list("ItemCollectionMetricsMultiple", &ItemCollectionMetrics, "member", false, k::FREE);
    pub static ItemCollectionMetricsPerTable: Shape = k::map(
        "ItemCollectionMetricsPerTable",
        &TableArn,
        &ItemCollectionMetricsMultiple,
        ("key", "value"),
        false,
        k::FREE,
    );
    pub static ItemCollectionSizeEstimateBound: Shape =
        k::simple("ItemCollectionSizeEstimateBound", Kind::Double, k::FREE);
    pub static ItemCollectionSizeEstimateRange: Shape = k::list(
        "ItemCollectionSizeEstimateRange",
        &ItemCollectionSizeEstimateBound,
        "member",
        false,
        k::FREE,
    );
    pub static ItemList: Shape = k::list("ItemList", &AttributeMap, "member", false, k::FREE);
    pub static ItemResponse: Shape = k::structure("ItemResponse", &[k::optional("Item", &AttributeMap)]);
    pub static ItemResponseList: Shape =
        k::list("ItemResponseList", &ItemResponse, "member", false, k::within(1, 100));
    pub static KMSMasterKeyArn: Shape = k::string("KMSMasterKeyArn", &[], "", k::FREE);
    pub static KMSMasterKeyId: Shape = k::string("KMSMasterKeyId", &[], "", k::FREE);
    pub static Key: Shape = k::map("Key", &AttributeName, &AttributeValue, ("key", "value"), false, k::FREE);
    pub static KeyExpression: Shape = k::string("KeyExpression", &[], "", k::FREE);
    pub static KeyList: Shape = k::list("KeyList", &Key, "member", false, k::within(1, 100));
    pub static KeySchema: Shape = k::list("KeySchema", &KeySchemaElement, "member", false, k::at_least(1));
    pub static KeySchemaAttributeName: Shape =
        k::string("KeySchemaAttributeName", &[], "", k::within(1, 255));
    pub static KeySchemaElement: Shape = k::structure(
        "KeySchemaElement",
        &[k::required("AttributeName", &KeySchemaAttributeName), k::required("KeyType", &KeyType)],
    );
    pub static KeyType: Shape = k::string("KeyType", &["HASH", "RANGE"], "", k::FREE);
    pub static KeysAndAttributes: Shape = k::structure(
        "KeysAndAttributes",
        &[
            k::optional("AttributesToGet", &k::refused(&[], "a legacy parameter; use expressions instead")),
            k::optional("ConsistentRead", &ConsistentRead),
            k::optional("ExpressionAttributeNames", &ExpressionAttributeNameMap),
            k::required("Keys", &KeyList),
            k::optional("ProjectionExpression", &ProjectionExpression),
        ],
    );
    pub static ListAttributeValue: Shape =
        k::list("ListAttributeValue", &AttributeValue, "member", false, k::FREE);
    pub static ListTablesInput: Shape = k::structure(
        "ListTablesInput",
        &[k::optional("ExclusiveStartTableName", &TableName), k::optional("Limit", &ListTablesInputLimit)],
    );
    pub static ListTablesInputLimit: Shape =
        k::simple("ListTablesInputLimit", Kind::Integer, k::within(1, 100));
    pub static ListTablesOutput: Shape = k::structure(
        "ListTablesOutput",
        &[k::optional("LastEvaluatedTableName", &TableName), k::optional("TableNames", &TableNameList)],
    );
    pub static ListTagsOfResourceInput: Shape = k::structure(
        "ListTagsOfResourceInput",
        &[k::optional("NextToken", &NextTokenString), k::required("ResourceArn", &ResourceArnString)],
    );
    pub static ListTagsOfResourceOutput: Shape = k::structure(
        "ListTagsOfResourceOutput",
        &[k::optional("NextToken", &NextTokenString), k::optional("Tags", &TagList)],
    );
    pub static LocalSecondaryIndexDescription: Shape = k::structure(
        "LocalSecondaryIndexDescription",
        &[
            k::optional("IndexArn", &String),
            k::optional("IndexName", &IndexName),
            k::optional("IndexSizeBytes", &LongObject),
            k::optional("ItemCount", &LongObject),
            k::optional("KeySchema", &KeySchema),
            k::optional("Projection", &Projection),
        ],
    );
    pub static LocalSecondaryIndexDescriptionList: Shape = k::list(
        "LocalSecondaryIndexDescriptionList",
        &LocalSecondaryIndexDescription,
        "member",
        false,
        k::FREE,
    );
    pub static LongObject: Shape = k::simple("LongObject", Kind::Long, k::FREE);
    pub static MapAttributeValue: Shape =
        k::map("MapAttributeValue", &AttributeName, &AttributeValue, ("key", "value"), false, k::FREE);
    pub static MultiRegionConsistency: Shape =
        k::string("MultiRegionConsistency", &["EVENTUAL", "STRONG"], "", k::FREE);
    pub static NextTokenString: Shape = k::string("NextTokenString", &[], "", k::FREE);
    pub static NonKeyAttributeName: Shape = k::string("NonKeyAttributeName", &[], "", k::within(1, 255));
    pub static NonKeyAttributeNameList: Shape =
        k::list("NonKeyAttributeNameList", &NonKeyAttributeName, "member", false, k::within(1, 20));
    pub static NonNegativeLongObject: Shape = k::simple("NonNegativeLongObject", Kind::Long, k::at_least(0));
    pub static NullAttributeValue: Shape = k::simple("NullAttributeValue", Kind::Boolean, k::FREE);
    pub static NumberAttributeValue: Shape = k::string("NumberAttributeValue", &[], "", k::FREE);
    pub static NumberSetAttributeValue: Shape =
        k::list("NumberSetAttributeValue", &NumberAttributeValue, "member", false, k::FREE);
    pub static OnDemandThroughput: Shape = k::structure(
        "OnDemandThroughput",
        &[k::optional("MaxReadRequestUnits", &LongObject), k::optional("MaxWriteRequestUnits", &LongObject)],
    );
    pub static OnDemandThroughputOverride: Shape =
        k::structure("OnDemandThroughputOverride", &[k::optional("MaxReadRequestUnits", &LongObject)]);
    pub static PointInTimeRecoveryDescription: Shape = k::structure(
        "PointInTimeRecoveryDescription",
        &[
            k::optional("EarliestRestorableDateTime", &Date),
            k::optional("LatestRestorableDateTime", &Date),
            k::optional("PointInTimeRecoveryStatus", &PointInTimeRecoveryStatus),
            k::optional("RecoveryPeriodInDays", &RecoveryPeriodInDays),
        ],
    );
    pub static PointInTimeRecoveryStatus: Shape =
        k::string("PointInTimeRecoveryStatus", &["ENABLED", "DISABLED"], "", k::FREE);
    pub static PositiveIntegerObject: Shape =
        k::simple("PositiveIntegerObject", Kind::Integer, k::at_least(1));
    pub static PositiveLongObject: Shape = k::simple("PositiveLongObject", Kind::Long, k::at_least(1));
    pub static Projection: Shape = k::structure(
        "Projection",
        &[
            k::optional("NonKeyAttributes", &NonKeyAttributeNameList),
            k::optional("ProjectionType", &ProjectionType),
        ],
    );
    pub static ProjectionExpression: Shape = k::string("ProjectionExpression", &[], "", k::FREE);
    pub static ProjectionType: Shape =
        k::string("ProjectionType", &["ALL", "KEYS_ONLY", "INCLUDE"], "", k::FREE);
    pub static ProvisionedThroughput: Shape = k::structure(
        "ProvisionedThroughput",
        &[
            k::required("ReadCapacityUnits", &PositiveLongObject),
            k::required("WriteCapacityUnits", &PositiveLongObject),
        ],
    );
    pub static ProvisionedThroughputDescription: Shape = k::structure(
        "ProvisionedThroughputDescription",
        &[
            k::optional("LastDecreaseDateTime", &Date),
            k::optional("LastIncreaseDateTime", &Date),
            k::optional("NumberOfDecreasesToday", &PositiveLongObject),
            k::optional("ReadCapacityUnits", &NonNegativeLongObject),
            k::optional("WriteCapacityUnits", &NonNegativeLongObject),
        ],
    );
    pub static ProvisionedThroughputOverride: Shape = k::structure(
        "ProvisionedThroughputOverride",
        &[k::optional("ReadCapacityUnits", &PositiveLongObject)],
    );
    pub static Put: Shape = k::structure(
        "Put",
        &[
            k::optional("ConditionExpression", &ConditionExpression),
            k::optional("ExpressionAttributeNames", &ExpressionAttributeNameMap),
            k::optional("ExpressionAttributeValues", &ExpressionAttributeValueMap),
            k::required("Item", &PutItemInputAttributeMap),
            k::optional("ReturnValuesOnConditionCheckFailure", &ReturnValuesOnConditionCheckFailure),
            k::required("TableName", &TableArn),
        ],
    );
    pub static PutItemInput: Shape = k::structure(
        "PutItemInput",
        &[
            k::optional("ConditionExpression", &ConditionExpression),
            k::optional(
                "ConditionalOperator",
                &k::refused(&[], "a legacy parameter; use expressions instead"),
            ),
            k::optional("Expected", &k::refused(&[], "a legacy parameter; use expressions instead")),
            k::optional("ExpressionAttributeNames", &ExpressionAttributeNameMap),
            k::optional("ExpressionAttributeValues", &ExpressionAttributeValueMap),
            k::required("Item", &PutItemInputAttributeMap),
            k::optional("ReturnConsumedCapacity", &ReturnConsumedCapacity),
            k::optional("ReturnItemCollectionMetrics", &ReturnItemCollectionMetrics),
            k::optional("ReturnValues", &ReturnValue),
            k::optional("ReturnValuesOnConditionCheckFailure", &ReturnValuesOnConditionCheckFailure),
            k::required("TableName", &TableArn),
        ],
    );
    pub static PutItemInputAttributeMap: Shape =
        k::map("PutItemInputAttributeMap", &AttributeName, &AttributeValue, ("key", "value"), false, k::FREE);
    pub static PutItemOutput: Shape = k::structure(
        "PutItemOutput",
        &[
            k::optional("Attributes", &AttributeMap),
            k::optional("ConsumedCapacity", &ConsumedCapacity),
            k::optional("ItemCollectionMetrics", &ItemCollectionMetrics),
        ],
    );
    pub static PutRequest: Shape =
        k::structure("PutRequest", &[k::required("Item", &PutItemInputAttributeMap)]);
    pub static QueryInput: Shape = k::structure(
        "QueryInput",
        &[
            k::optional("AttributesToGet", &k::refused(&[], "a legacy parameter; use expressions instead")),
            k::optional(
                "ConditionalOperator",
                &k::refused(&[], "a legacy parameter; use expressions instead"),
            ),
            k::optional("ConsistentRead", &ConsistentRead),
            k::optional("ExclusiveStartKey", &Key),
            k::optional("ExpressionAttributeNames", &ExpressionAttributeNameMap),
            k::optional("ExpressionAttributeValues", &ExpressionAttributeValueMap),
            k::optional("FilterExpression", &ConditionExpression),
            k::optional("IndexName", &IndexName),
            k::optional("KeyConditionExpression", &KeyExpression),
            k::optional("KeyConditions", &k::refused(&[], "a legacy parameter; use expressions instead")),
            k::optional("Limit", &PositiveIntegerObject),
            k::optional("ProjectionExpression", &ProjectionExpression),
            k::optional("QueryFilter", &k::refused(&[], "a legacy parameter; use expressions instead")),
            k::optional("ReturnConsumedCapacity", &ReturnConsumedCapacity),
            k::optional("ScanIndexForward", &BooleanObject),
            k::optional("Select", &Select),
            k::required("TableName", &TableArn),
        ],
    );
    pub static QueryOutput: Shape = k::structure(
        "QueryOutput",
        &[
            k::optional("ConsumedCapacity", &ConsumedCapacity),
            k::optional("Count", &Integer),
            k::optional("Items", &ItemList),
            k::optional("LastEvaluatedKey", &Key),
            k::optional("ScannedCount", &Integer),
        ],
    );
    pub static Reason: Shape = k::string("Reason", &[], "", k::FREE);
    pub static RecoveryPeriodInDays: Shape =
        k::simple("RecoveryPeriodInDays", Kind::Integer, k::within(1, 35));
    pub static RegionName: Shape = k::string("RegionName", &[], "", k::FREE);
    pub static ReplicaDescription: Shape = k::structure(
        "ReplicaDescription",
        &[
            k::optional("GlobalSecondaryIndexes", &ReplicaGlobalSecondaryIndexDescriptionList),
            k::optional("GlobalTableSettingsReplicationMode", &GlobalTableSettingsReplicationMode),
            k::optional("KMSMasterKeyId", &KMSMasterKeyId),
            k::optional("OnDemandThroughputOverride", &OnDemandThroughputOverride),
            k::optional("ProvisionedThroughputOverride", &ProvisionedThroughputOverride),
            k::optional("RegionName", &RegionName),
            k::optional("ReplicaArn", &String),
            k::optional("ReplicaInaccessibleDateTime", &Date),
            k::optional("ReplicaStatus", &ReplicaStatus),
            k::optional("ReplicaStatusDescription", &ReplicaStatusDescription),
            k::optional("ReplicaStatusPercentProgress", &ReplicaStatusPercentProgress),
            k::optional("ReplicaTableClassSummary", &TableClassSummary),
            k::optional("WarmThroughput", &TableWarmThroughputDescription),
        ],
    );
    pub static ReplicaDescriptionList: Shape =
        k::list("ReplicaDescriptionList", &ReplicaDescription, "member", false, k::FREE);
    pub static ReplicaGlobalSecondaryIndexDescription: Shape = k::structure(
        "ReplicaGlobalSecondaryIndexDescription",
        &[
            k::optional("IndexName", &IndexName),
            k::optional("OnDemandThroughputOverride", &OnDemandThroughputOverride),
            k::optional("ProvisionedThroughputOverride", &ProvisionedThroughputOverride),
            k::optional("WarmThroughput", &GlobalSecondaryIndexWarmThroughputDescription),
        ],
    );
    pub static ReplicaGlobalSecondaryIndexDescriptionList: Shape = k::list(
        "ReplicaGlobalSecondaryIndexDescriptionList",
        &ReplicaGlobalSecondaryIndexDescription,
        "member",
        false,
        k::FREE,
    );
    pub static ReplicaStatus: Shape = k::string(
        "ReplicaStatus",
        &[
            "CREATING",
            "CREATION_FAILED",
            "UPDATING",
            "DELETING",
            "ACTIVE",
            "REGION_DISABLED",
            "INACCESSIBLE_ENCRYPTION_CREDENTIALS",
            "ARCHIVING",
            "ARCHIVED",
            "REPLICATION_NOT_AUTHORIZED",
        ],
        "",
        k::FREE,
    );
    pub static ReplicaStatusDescription: Shape = k::string("ReplicaStatusDescription", &[], "", k::FREE);
    pub static ReplicaStatusPercentProgress: Shape =
        k::string("ReplicaStatusPercentProgress", &[], "", k::FREE);
    pub static Resource: Shape = k::string("Resource", &[], "", k::FREE);
    pub static ResourceArnString: Shape = k::string("ResourceArnString", &[], "", k::within(1, 1283));
    pub static RestoreInProgress: Shape = k::simple("RestoreInProgress", Kind::Boolean, k::FREE);
    pub static RestoreSummary: Shape = k::structure(
        "RestoreSummary",
        &[
            k::required("RestoreDateTime", &Date),
            k::required("RestoreInProgress", &RestoreInProgress),
            k::optional("SourceBackupArn", &BackupArn),
            k::optional("SourceTableArn", &TableArn),
        ],
    );
    pub static ReturnConsumedCapacity: Shape =
        k::string("ReturnConsumedCapacity", &["INDEXES", "TOTAL", "NONE"], "", k::FREE);
    pub static ReturnItemCollectionMetrics: Shape =
        k::string("ReturnItemCollectionMetrics", &["SIZE", "NONE"], "", k::FREE);
    pub static ReturnValue: Shape =
        k::string("ReturnValue", &["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"], "", k::FREE);
    pub static ReturnValuesOnConditionCheckFailure: Shape =
        k::string("ReturnValuesOnConditionCheckFailure", &["ALL_OLD", "NONE"], "", k::FREE);
    pub static SSEDescription: Shape = k::structure(
        "SSEDescription",
        &[
            k::optional("InaccessibleEncryptionDateTime", &Date),
            k::optional("KMSMasterKeyArn", &KMSMasterKeyArn),
            k::optional("SSEType", &SSEType),
            k::optional("Status", &SSEStatus),
        ],
    );
    pub static SSEStatus: Shape =
        k::string("SSEStatus", &["ENABLING", "ENABLED", "DISABLING", "DISABLED", "UPDATING"], "", k::FREE);
    pub static SSEType: Shape = k::string("SSEType", &["AES256", "KMS"], "", k::FREE);
    pub static ScalarAttributeType: Shape = k::string("ScalarAttributeType", &["S", "N", "B"], "", k::FREE);
    pub static ScanInput: Shape = k::structure(
        "ScanInput",
        &[
            k::optional("AttributesToGet", &k::refused(&[], "a legacy parameter; use expressions instead")),
            k::optional(
                "ConditionalOperator",
                &k::refused(&[], "a legacy parameter; use expressions instead"),
            ),
            k::optional("ConsistentRead", &ConsistentRead),
            k::optional("ExclusiveStartKey", &Key),
            k::optional("ExpressionAttributeNames", &ExpressionAttributeNameMap),
            k::optional("ExpressionAttributeValues", &ExpressionAttributeValueMap),
            k::optional("FilterExpression", &ConditionExpression),
            k::optional("IndexName", &IndexName),
            k::optional("Limit", &PositiveIntegerObject),
            k::optional("ProjectionExpression", &ProjectionExpression),
            k::optional("ReturnConsumedCapacity", &ReturnConsumedCapacity),
            k::optional("ScanFilter", &k::refused(&[], "a legacy parameter; use expressions instead")),
            k::optional("Segment", &ScanSegment),
            k::optional("Select", &Select),
            k::required("TableName", &TableArn),
            k::optional("TotalSegments", &ScanTotalSegments),
        ],
    );
    pub static ScanOutput: Shape = k::structure(
        "ScanOutput",
        &[
            k::optional("ConsumedCapacity", &ConsumedCapacity),
            k::optional("Count", &Integer),
            k::optional("Items", &ItemList),
            k::optional("LastEvaluatedKey", &Key),
            k::optional("ScannedCount", &Integer),
        ],
    );
    pub static ScanSegment: Shape = k::simple("ScanSegment", Kind::Integer, k::within(0, 999999));
    pub static ScanTotalSegments: Shape =
        k::simple("ScanTotalSegments", Kind::Integer, k::within(1, 1000000));
    pub static SecondaryIndexesCapacityMap: Shape =
        k::map("SecondaryIndexesCapacityMap", &IndexName, &Capacity, ("key", "value"), false, k::FREE);
    pub static Select: Shape = k::string(
        "Select",
        &["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT"],
        "",
        k::FREE,
    );
    pub static StreamArn: Shape = k::string("StreamArn", &[], "", k::within(37, 1024));
    pub static StreamEnabled: Shape = k::simple("StreamEnabled", Kind::Boolean, k::FREE);
    pub static StreamSpecification: Shape = k::structure(
        "StreamSpecification",
        &[k::required("StreamEnabled", &StreamEnabled), k::optional("StreamViewType", &StreamViewType)],
    );
    pub static StreamViewType: Shape = k::string(
        "StreamViewType",
        &["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"],
        "",
        k::FREE,
    );
    pub static String: Shape = k::string("String", &[], "", k::FREE);
    pub static StringAttributeValue: Shape = k::string("StringAttributeValue", &[], "", k::FREE);
    pub static StringSetAttributeValue: Shape =
        k::list("StringSetAttributeValue", &StringAttributeValue, "member", false, k::FREE);
    pub static TableArn: Shape = k::string("TableArn", &[], "", k::within(1, 1024));
    pub static TableClass: Shape =
        k::string("TableClass", &["STANDARD", "STANDARD_INFREQUENT_ACCESS"], "", k::FREE);
    pub static TableClassSummary: Shape = k::structure(
        "TableClassSummary",
        &[k::optional("LastUpdateDateTime", &Date), k::optional("TableClass", &TableClass)],
    );
    pub static TableDescription: Shape = k::structure(
        "TableDescription",
        &[
            k::optional("ArchivalSummary", &ArchivalSummary),
            k::optional("AttributeDefinitions", &AttributeDefinitions),
            k::optional("BillingModeSummary", &BillingModeSummary),
            k::optional("CreationDateTime", &Date),
            k::optional("DeletionProtectionEnabled", &DeletionProtectionEnabled),
            k::optional("GlobalSecondaryIndexes", &GlobalSecondaryIndexDescriptionList),
            k::optional("GlobalTableSettingsReplicationMode", &GlobalTableSettingsReplicationMode),
            k::optional("GlobalTableVersion", &String),
            k::optional("GlobalTableWitnesses", &GlobalTableWitnessDescriptionList),
            k::optional("ItemCount", &LongObject),
            k::optional("KeySchema", &KeySchema),
            k::optional("LatestStreamArn", &StreamArn),
            k::optional("LatestStreamLabel", &String),
            k::optional("LocalSecondaryIndexes", &LocalSecondaryIndexDescriptionList),
            k::optional("MultiRegionConsistency", &MultiRegionConsistency),
            k::optional("OnDemandThroughput", &OnDemandThroughput),
            k::optional("ProvisionedThroughput", &ProvisionedThroughputDescription),
            k::optional("Replicas", &ReplicaDescriptionList),
            k::optional("RestoreSummary", &RestoreSummary),
            k::optional("SSEDescription", &SSEDescription),
            k::optional("StreamSpecification", &StreamSpecification),
            k::optional("TableArn", &String),
            k::optional("TableClassSummary", &TableClassSummary),
            k::optional("TableId", &TableId),
            k::optional("TableName", &TableName),
            k::optional("TableSizeBytes", &LongObject),
            k::optional("TableStatus", &TableStatus),
            k::optional("WarmThroughput", &TableWarmThroughputDescription),
        ],
    );
    pub static TableId: Shape =
        k::string("TableId", &[], "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", k::FREE);
    pub static TableName: Shape = k::string("TableName", &[], "[a-zA-Z0-9_.-]+", k::within(3, 255));
    pub static TableNameList: Shape = k::list("TableNameList", &TableName, "member", false, k::FREE);
    pub static TableStatus: Shape = k::string(
        "TableStatus",
        &[
            "CREATING",
            "UPDATING",
            "DELETING",
            "ACTIVE",
            "INACCESSIBLE_ENCRYPTION_CREDENTIALS",
            "ARCHIVING",
            "ARCHIVED",
            "REPLICATION_NOT_AUTHORIZED",
        ],
        "",
        k::FREE,
    );
    pub static TableWarmThroughputDescription: Shape = k::structure(
        "TableWarmThroughputDescription",
        &[
            k::optional("ReadUnitsPerSecond", &PositiveLongObject),
            k::optional("Status", &TableStatus),
            k::optional("WriteUnitsPerSecond", &PositiveLongObject),
        ],
    );
    pub static Tag: Shape =
        k::structure("Tag", &[k::required("Key", &TagKeyString), k::required("Value", &TagValueString)]);
    pub static TagKeyList: Shape = k::list("TagKeyList", &TagKeyString, "member", false, k::FREE);
    pub static TagKeyString: Shape = k::string("TagKeyString", &[], "", k::within(1, 128));
    pub static TagList: Shape = k::list("TagList", &Tag, "member", false, k::FREE);
    pub static TagResourceInput: Shape = k::structure(
        "TagResourceInput",
        &[k::required("ResourceArn", &ResourceArnString), k::required("Tags", &TagList)],
    );
    pub static TagValueString: Shape = k::string("TagValueString", &[], "", k::within(0, 256));
    pub static ThrottlingReason: Shape = k::structure(
        "ThrottlingReason",
        &[k::optional("reason", &Reason), k::optional("resource", &Resource)],
    );
    pub static ThrottlingReasonList: Shape =
        k::list("ThrottlingReasonList", &ThrottlingReason, "member", false, k::FREE);
    pub static TimeToLiveAttributeName: Shape =
        k::string("TimeToLiveAttributeName", &[], "", k::within(1, 255));
    pub static TimeToLiveDescription: Shape = k::structure(
        "TimeToLiveDescription",
        &[
            k::optional("AttributeName", &TimeToLiveAttributeName),
            k::optional("TimeToLiveStatus", &TimeToLiveStatus),
        ],
    );
    pub static TimeToLiveStatus: Shape =
        k::string("TimeToLiveStatus", &["ENABLING", "DISABLING", "ENABLED", "DISABLED"], "", k::FREE);
    pub static TransactGetItem: Shape = k::structure("TransactGetItem", &[k::required("Get", &Get)]);
    pub static TransactGetItemList: Shape =
        k::list("TransactGetItemList", &TransactGetItem, "member", false, k::within(1, 100));
    pub static TransactGetItemsInput: Shape = k::structure(
        "TransactGetItemsInput",
        &[
            k::optional("ReturnConsumedCapacity", &ReturnConsumedCapacity),
            k::required("TransactItems", &TransactGetItemList),
        ],
    );
    pub static TransactGetItemsOutput: Shape = k::structure(
        "TransactGetItemsOutput",
        &[
            k::optional("ConsumedCapacity", &ConsumedCapacityMultiple),
            k::optional("Responses", &ItemResponseList),
        ],
    );
    pub static TransactWriteItem: Shape = k::structure(
        "TransactWriteItem",
        &[
            k::optional("ConditionCheck", &ConditionCheck),
            k::optional("Delete", &Delete),
            k::optional("Put", &Put),
            k::optional("Update", &Update),
        ],
    );
    pub static TransactWriteItemList: Shape =
        k::list("TransactWriteItemList", &TransactWriteItem, "member", false, k::within(1, 100));
    pub static TransactWriteItemsInput: Shape = k::structure(
        "TransactWriteItemsInput",
        &[
            k::token(k::optional("ClientRequestToken", &ClientRequestToken)),
            k::optional("ReturnConsumedCapacity", &ReturnConsumedCapacity),
            k::optional("ReturnItemCollectionMetrics", &ReturnItemCollectionMetrics),
            k::required("TransactItems", &TransactWriteItemList),
        ],
    );
    pub static TransactWriteItemsOutput: Shape = k::structure(
        "TransactWriteItemsOutput",
        &[
            k::optional("ConsumedCapacity", &ConsumedCapacityMultiple),
            k::optional("ItemCollectionMetrics", &ItemCollectionMetricsPerTable),
        ],
    );
    pub static UntagResourceInput: Shape = k::structure(
        "UntagResourceInput",
        &[k::required("ResourceArn", &ResourceArnString), k::required("TagKeys", &TagKeyList)],
    );
    pub static Update: Shape = k::structure(
        "Update",
        &[
            k::optional("ConditionExpression", &ConditionExpression),
            k::optional("ExpressionAttributeNames", &ExpressionAttributeNameMap),
            k::optional("ExpressionAttributeValues", &ExpressionAttributeValueMap),
            k::required("Key", &Key),
            k::optional("ReturnValuesOnConditionCheckFailure", &ReturnValuesOnConditionCheckFailure),
            k::required("TableName", &TableArn),
            k::required("UpdateExpression", &UpdateExpression),
        ],
    );
    pub static UpdateExpression: Shape = k::string("UpdateExpression", &[], "", k::FREE);
    pub static UpdateItemInput: Shape = k::structure(
        "UpdateItemInput",
        &[
            k::optional("AttributeUpdates", &k::refused(&[], "a legacy parameter; use expressions instead")),
            k::optional("ConditionExpression", &ConditionExpression),
            k::optional(
                "ConditionalOperator",
                &k::refused(&[], "a legacy parameter; use expressions instead"),
            ),
            k::optional("Expected", &k::refused(&[], "a legacy parameter; use expressions instead")),
            k::optional("ExpressionAttributeNames", &ExpressionAttributeNameMap),
            k::optional("ExpressionAttributeValues", &ExpressionAttributeValueMap),
            k::required("Key", &Key),
            k::optional("ReturnConsumedCapacity", &ReturnConsumedCapacity),
            k::optional("ReturnItemCollectionMetrics", &ReturnItemCollectionMetrics),
            k::optional("ReturnValues", &ReturnValue),
            k::optional("ReturnValuesOnConditionCheckFailure", &ReturnValuesOnConditionCheckFailure),
            k::required("TableName", &TableArn),
            k::optional("UpdateExpression", &UpdateExpression),
        ],
    );
    pub static UpdateItemOutput: Shape = k::structure(
        "UpdateItemOutput",
        &[
            k::optional("Attributes", &AttributeMap),
            k::optional("ConsumedCapacity", &ConsumedCapacity),
            k::optional("ItemCollectionMetrics", &ItemCollectionMetrics),
        ],
    );
    pub static WitnessStatus: Shape =
        k::string("WitnessStatus", &["CREATING", "DELETING", "ACTIVE"], "", k::FREE);
    pub static WriteRequest: Shape = k::structure(
        "WriteRequest",
        &[k::optional("DeleteRequest", &DeleteRequest), k::optional("PutRequest", &PutRequest)],
    );
    pub static WriteRequests: Shape =
        k::list("WriteRequests", &WriteRequest, "member", false, k::within(1, 25));
}
