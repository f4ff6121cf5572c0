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
structure! { output AlarmHistoryItem {
    alarm_contributor_attributes "AlarmContributorAttributes" Option<BTreeMap<String, String>>,
    alarm_contributor_id "AlarmContributorId" Option<String>,
    alarm_name "AlarmName" Option<String>,
    alarm_type "AlarmType" Option<String>,
    history_data "HistoryData" Option<String>,
    history_item_type "HistoryItemType" Option<String>,
    history_summary "HistorySummary" Option<String>,
    timestamp "Timestamp" Option<Timestamp>,
} }
structure! { output AlarmPromQLCriteria {
    pending_period "PendingPeriod" Option<i64>,
    query "Query" Option<String>,
    recovery_period "RecoveryPeriod" Option<i64>,
} }
structure! { output CompositeAlarm {
    actions_enabled "ActionsEnabled" Option<bool>,
    actions_suppressed_by "ActionsSuppressedBy" Option<String>,
    actions_suppressed_reason "ActionsSuppressedReason" Option<String>,
    actions_suppressor "ActionsSuppressor" Option<String>,
    actions_suppressor_extension_period "ActionsSuppressorExtensionPeriod" Option<i64>,
    actions_suppressor_wait_period "ActionsSuppressorWaitPeriod" Option<i64>,
    alarm_actions "AlarmActions" Option<Vec<String>>,
    alarm_arn "AlarmArn" Option<String>,
    alarm_configuration_updated_timestamp "AlarmConfigurationUpdatedTimestamp" Option<Timestamp>,
    alarm_description "AlarmDescription" Option<String>,
    alarm_name "AlarmName" Option<String>,
    alarm_rule "AlarmRule" Option<String>,
    insufficient_data_actions "InsufficientDataActions" Option<Vec<String>>,
    ok_actions "OKActions" Option<Vec<String>>,
    state_reason "StateReason" Option<String>,
    state_reason_data "StateReasonData" Option<String>,
    state_transitioned_timestamp "StateTransitionedTimestamp" Option<Timestamp>,
    state_updated_timestamp "StateUpdatedTimestamp" Option<Timestamp>,
    state_value "StateValue" Option<String>,
} }
structure! { output Datapoint {
    average "Average" Option<f64>,
    extended_statistics "ExtendedStatistics" Option<BTreeMap<String, f64>>,
    maximum "Maximum" Option<f64>,
    minimum "Minimum" Option<f64>,
    sample_count "SampleCount" Option<f64>,
    sum "Sum" Option<f64>,
    timestamp "Timestamp" Option<Timestamp>,
    unit "Unit" Option<String>,
} }
structure! { input DeleteAlarmsInput {
    alarm_names "AlarmNames" Vec<String>,
} }
structure! { input DescribeAlarmHistoryInput {
    alarm_name "AlarmName" Option<String>,
    alarm_types "AlarmTypes" Option<Vec<String>>,
    end_date "EndDate" Option<Timestamp>,
    history_item_type "HistoryItemType" Option<String>,
    max_records "MaxRecords" Option<i64>,
    next_token "NextToken" Option<String>,
    scan_by "ScanBy" Option<String>,
    start_date "StartDate" Option<Timestamp>,
} }
structure! { output DescribeAlarmHistoryOutput {
    alarm_history_items "AlarmHistoryItems" Option<Vec<AlarmHistoryItem>>,
    next_token "NextToken" Option<String>,
} }
structure! { input DescribeAlarmsForMetricInput {
    dimensions "Dimensions" Option<Vec<Dimension>>,
    extended_statistic "ExtendedStatistic" Option<String>,
    metric_name "MetricName" String,
    namespace "Namespace" String,
    period "Period" Option<i64>,
    statistic "Statistic" Option<String>,
    unit "Unit" Option<String>,
} }
structure! { output DescribeAlarmsForMetricOutput {
    metric_alarms "MetricAlarms" Option<Vec<MetricAlarm>>,
} }
structure! { input DescribeAlarmsInput {
    action_prefix "ActionPrefix" Option<String>,
    alarm_name_prefix "AlarmNamePrefix" Option<String>,
    alarm_names "AlarmNames" Option<Vec<String>>,
    alarm_types "AlarmTypes" Option<Vec<String>>,
    children_of_alarm_name "ChildrenOfAlarmName" Option<String>,
    max_records "MaxRecords" Option<i64>,
    next_token "NextToken" Option<String>,
    parents_of_alarm_name "ParentsOfAlarmName" Option<String>,
    state_value "StateValue" Option<String>,
} }
structure! { output DescribeAlarmsOutput {
    composite_alarms "CompositeAlarms" Option<Vec<CompositeAlarm>>,
    metric_alarms "MetricAlarms" Option<Vec<MetricAlarm>>,
    next_token "NextToken" Option<String>,
} }
structure! { both Dimension {
    name "Name" String,
    value "Value" String,
} }
structure! { input DimensionFilter {
    name "Name" String,
    value "Value" Option<String>,
} }
structure! { input DisableAlarmActionsInput {
    alarm_names "AlarmNames" Vec<String>,
} }
structure! { input EnableAlarmActionsInput {
    alarm_names "AlarmNames" Vec<String>,
} }
structure! { output EvaluationCriteria {
    prom_ql_criteria "PromQLCriteria" Option<AlarmPromQLCriteria>,
} }
structure! { input GetMetricDataInput {
    end_time "EndTime" Timestamp,
    max_datapoints "MaxDatapoints" Option<i64>,
    metric_data_queries "MetricDataQueries" Vec<MetricDataQuery>,
    next_token "NextToken" Option<String>,
    scan_by "ScanBy" Option<String>,
    start_time "StartTime" Timestamp,
} }
structure! { output GetMetricDataOutput {
    messages "Messages" Option<Vec<MessageData>>,
    metric_data_results "MetricDataResults" Option<Vec<MetricDataResult>>,
    next_token "NextToken" Option<String>,
} }
structure! { input GetMetricStatisticsInput {
    dimensions "Dimensions" Option<Vec<Dimension>>,
    end_time "EndTime" Timestamp,
    extended_statistics "ExtendedStatistics" Option<Vec<String>>,
    metric_name "MetricName" String,
    namespace "Namespace" String,
    period "Period" i64,
    start_time "StartTime" Timestamp,
    statistics "Statistics" Option<Vec<String>>,
    unit "Unit" Option<String>,
} }
structure! { output GetMetricStatisticsOutput {
    datapoints "Datapoints" Option<Vec<Datapoint>>,
    label "Label" Option<String>,
} }
structure! { input ListMetricsInput {
    dimensions "Dimensions" Option<Vec<DimensionFilter>>,
    metric_name "MetricName" Option<String>,
    namespace "Namespace" Option<String>,
    next_token "NextToken" Option<String>,
    recently_active "RecentlyActive" Option<String>,
} }
structure! { output ListMetricsOutput {
    metrics "Metrics" Option<Vec<Metric>>,
    next_token "NextToken" Option<String>,
    owning_accounts "OwningAccounts" Option<Vec<String>>,
} }
structure! { input ListTagsForResourceInput {
    resource_arn "ResourceARN" String,
} }
structure! { output ListTagsForResourceOutput {
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { output MessageData {
    code "Code" Option<String>,
    value "Value" Option<String>,
} }
structure! { both Metric {
    dimensions "Dimensions" Option<Vec<Dimension>>,
    metric_name "MetricName" Option<String>,
    namespace "Namespace" Option<String>,
} }
structure! { output MetricAlarm {
    actions_enabled "ActionsEnabled" Option<bool>,
    alarm_actions "AlarmActions" Option<Vec<String>>,
    alarm_arn "AlarmArn" Option<String>,
    alarm_configuration_updated_timestamp "AlarmConfigurationUpdatedTimestamp" Option<Timestamp>,
    alarm_description "AlarmDescription" Option<String>,
    alarm_name "AlarmName" Option<String>,
    comparison_operator "ComparisonOperator" Option<String>,
    datapoints_to_alarm "DatapointsToAlarm" Option<i64>,
    dimensions "Dimensions" Option<Vec<Dimension>>,
    evaluate_low_sample_count_percentile "EvaluateLowSampleCountPercentile" Option<String>,
    evaluation_criteria "EvaluationCriteria" Option<EvaluationCriteria>,
    evaluation_interval "EvaluationInterval" Option<i64>,
    evaluation_periods "EvaluationPeriods" Option<i64>,
    evaluation_state "EvaluationState" Option<String>,
    extended_statistic "ExtendedStatistic" Option<String>,
    insufficient_data_actions "InsufficientDataActions" Option<Vec<String>>,
    metric_name "MetricName" Option<String>,
    metrics "Metrics" Option<Vec<MetricDataQuery>>,
    namespace "Namespace" Option<String>,
    ok_actions "OKActions" Option<Vec<String>>,
    period "Period" Option<i64>,
    state_reason "StateReason" Option<String>,
    state_reason_data "StateReasonData" Option<String>,
    state_transitioned_timestamp "StateTransitionedTimestamp" Option<Timestamp>,
    state_updated_timestamp "StateUpdatedTimestamp" Option<Timestamp>,
    state_value "StateValue" Option<String>,
    statistic "Statistic" Option<String>,
    threshold "Threshold" Option<f64>,
    threshold_metric_id "ThresholdMetricId" Option<String>,
    treat_missing_data "TreatMissingData" Option<String>,
    unit "Unit" Option<String>,
} }
structure! { both MetricDataQuery {
    expression "Expression" Option<String>,
    id "Id" String,
    label "Label" Option<String>,
    metric_stat "MetricStat" Option<MetricStat>,
    period "Period" Option<i64>,
    return_data "ReturnData" Option<bool>,
} }
structure! { output MetricDataResult {
    id "Id" Option<String>,
    label "Label" Option<String>,
    messages "Messages" Option<Vec<MessageData>>,
    status_code "StatusCode" Option<String>,
    timestamps "Timestamps" Option<Vec<Timestamp>>,
    values "Values" Option<Vec<f64>>,
} }
structure! { input MetricDatum {
    counts "Counts" Option<Vec<f64>>,
    dimensions "Dimensions" Option<Vec<Dimension>>,
    metric_name "MetricName" String,
    statistic_values "StatisticValues" Option<StatisticSet>,
    storage_resolution "StorageResolution" Option<i64>,
    timestamp "Timestamp" Option<Timestamp>,
    unit "Unit" Option<String>,
    value "Value" Option<f64>,
    values "Values" Option<Vec<f64>>,
} }
structure! { both MetricStat {
    metric "Metric" Metric,
    period "Period" i64,
    stat "Stat" String,
    unit "Unit" Option<String>,
} }
structure! { input PutCompositeAlarmInput {
    actions_enabled "ActionsEnabled" Option<bool>,
    actions_suppressor "ActionsSuppressor" Option<String>,
    actions_suppressor_extension_period "ActionsSuppressorExtensionPeriod" Option<i64>,
    actions_suppressor_wait_period "ActionsSuppressorWaitPeriod" Option<i64>,
    alarm_actions "AlarmActions" Option<Vec<String>>,
    alarm_description "AlarmDescription" Option<String>,
    alarm_name "AlarmName" String,
    alarm_rule "AlarmRule" String,
    insufficient_data_actions "InsufficientDataActions" Option<Vec<String>>,
    ok_actions "OKActions" Option<Vec<String>>,
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { input PutMetricAlarmInput {
    actions_enabled "ActionsEnabled" Option<bool>,
    alarm_actions "AlarmActions" Option<Vec<String>>,
    alarm_description "AlarmDescription" Option<String>,
    alarm_name "AlarmName" String,
    comparison_operator "ComparisonOperator" Option<String>,
    datapoints_to_alarm "DatapointsToAlarm" Option<i64>,
    dimensions "Dimensions" Option<Vec<Dimension>>,
    evaluate_low_sample_count_percentile "EvaluateLowSampleCountPercentile" Option<String>,
    evaluation_periods "EvaluationPeriods" Option<i64>,
    extended_statistic "ExtendedStatistic" Option<String>,
    insufficient_data_actions "InsufficientDataActions" Option<Vec<String>>,
    metric_name "MetricName" Option<String>,
    metrics "Metrics" Option<Vec<MetricDataQuery>>,
    namespace "Namespace" Option<String>,
    ok_actions "OKActions" Option<Vec<String>>,
    period "Period" Option<i64>,
    statistic "Statistic" Option<String>,
    tags "Tags" Option<Vec<Tag>>,
    threshold "Threshold" Option<f64>,
    treat_missing_data "TreatMissingData" Option<String>,
    unit "Unit" Option<String>,
} }
structure! { input PutMetricDataInput {
    metric_data "MetricData" Option<Vec<MetricDatum>>,
    namespace "Namespace" String,
} }
structure! { input SetAlarmStateInput {
    alarm_name "AlarmName" String,
    state_reason "StateReason" String,
    state_reason_data "StateReasonData" Option<String>,
    state_value "StateValue" String,
} }
structure! { input StatisticSet {
    maximum "Maximum" f64,
    minimum "Minimum" f64,
    sample_count "SampleCount" f64,
    sum "Sum" f64,
} }
structure! { both Tag {
    key "Key" String,
    value "Value" String,
} }
tag! { Tag }
structure! { input TagResourceInput {
    resource_arn "ResourceARN" String,
    tags "Tags" Vec<Tag>,
} }
structure! { output TagResourceOutput {
} }
structure! { input UntagResourceInput {
    resource_arn "ResourceARN" String,
    tag_keys "TagKeys" Vec<String>,
} }
structure! { output UntagResourceOutput {
} }
operation! { DeleteAlarms DeleteAlarmsInput Unit }
operation! { DescribeAlarmHistory DescribeAlarmHistoryInput DescribeAlarmHistoryOutput }
operation! { DescribeAlarms DescribeAlarmsInput DescribeAlarmsOutput }
operation! { DescribeAlarmsForMetric DescribeAlarmsForMetricInput DescribeAlarmsForMetricOutput }
operation! { DisableAlarmActions DisableAlarmActionsInput Unit }
operation! { EnableAlarmActions EnableAlarmActionsInput Unit }
operation! { GetMetricData GetMetricDataInput GetMetricDataOutput }
operation! { GetMetricStatistics GetMetricStatisticsInput GetMetricStatisticsOutput }
operation! { ListMetrics ListMetricsInput ListMetricsOutput }
operation! { ListTagsForResource ListTagsForResourceInput ListTagsForResourceOutput }
operation! { PutCompositeAlarm PutCompositeAlarmInput Unit }
operation! { PutMetricAlarm PutMetricAlarmInput Unit }
operation! { PutMetricData PutMetricDataInput Unit }
operation! { SetAlarmState SetAlarmStateInput Unit }
operation! { TagResource TagResourceInput TagResourceOutput }
operation! { UntagResource UntagResourceInput UntagResourceOutput }
exceptions! {
    concurrent_modification_exception ConcurrentModificationException "ConcurrentModificationException" 429 Sender;
    conflict_exception ConflictException "ConflictException" 409 Sender;
    internal_service_fault InternalServiceFault "InternalServiceError" 500 Receiver;
    invalid_format_fault InvalidFormatFault "InvalidFormat" 400 Sender;
    invalid_next_token InvalidNextToken "InvalidNextToken" 400 Sender;
    invalid_parameter_combination_exception InvalidParameterCombinationException "InvalidParameterCombination" 400 Sender;
    invalid_parameter_value_exception InvalidParameterValueException "InvalidParameterValue" 400 Sender;
    limit_exceeded_fault LimitExceededFault "LimitExceeded" 400 Sender;
    missing_required_parameter_exception MissingRequiredParameterException "MissingParameter" 400 Sender;
    resource_not_found ResourceNotFound "ResourceNotFound" 404 Sender;
    resource_not_found_exception ResourceNotFoundException "ResourceNotFoundException" 404 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "cloudwatch",
    signing_name: "monitoring",
    endpoint_prefix: "monitoring",
    protocols: &[crate::Protocol::Cbor, crate::Protocol::Json10, crate::Protocol::Query],
    query_compatible: true,
    target_prefix: "GraniteServiceVersion20100801",
    api_version: "2010-08-01",
    xml_namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
    operations: &[
        &operations::DeleteAlarms,
        &operations::DescribeAlarmHistory,
        &operations::DescribeAlarms,
        &operations::DescribeAlarmsForMetric,
        &operations::DisableAlarmActions,
        &operations::EnableAlarmActions,
        &operations::GetMetricData,
        &operations::GetMetricStatistics,
        &operations::ListMetrics,
        &operations::ListTagsForResource,
        &operations::PutCompositeAlarm,
        &operations::PutMetricAlarm,
        &operations::PutMetricData,
        &operations::SetAlarmState,
        &operations::TagResource,
        &operations::UntagResource,
    ],
    names: &[
        "DeleteAlarmMuteRule",
        "DeleteAlarms",
        "DeleteAnomalyDetector",
        "DeleteDashboards",
        "DeleteInsightRules",
        "DeleteMetricStream",
        "DescribeAlarmContributors",
        "DescribeAlarmHistory",
        "DescribeAlarms",
        "DescribeAlarmsForMetric",
        "DescribeAnomalyDetectors",
        "DescribeInsightRules",
        "DisableAlarmActions",
        "DisableInsightRules",
        "EnableAlarmActions",
        "EnableInsightRules",
        "GetAlarmMuteRule",
        "GetDashboard",
        "GetInsightRuleReport",
        "GetMetricData",
        "GetMetricStatistics",
        "GetMetricStream",
        "GetMetricWidgetImage",
        "GetOTelEnrichment",
        "ListAlarmMuteRules",
        "ListDashboards",
        "ListManagedInsightRules",
        "ListMetricStreams",
        "ListMetrics",
        "ListTagsForResource",
        "PutAlarmMuteRule",
        "PutAnomalyDetector",
        "PutCompositeAlarm",
        "PutDashboard",
        "PutInsightRule",
        "PutManagedInsightRules",
        "PutMetricAlarm",
        "PutMetricData",
        "PutMetricStream",
        "SetAlarmState",
        "StartMetricStreams",
        "StartOTelEnrichment",
        "StopMetricStreams",
        "StopOTelEnrichment",
        "TagResource",
        "UntagResource",
    ],
    refusal: &crate::schema::make::refusal("ValidationException", "ValidationError"),
    refused: &[],
    elsewhere: &[],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static DeleteAlarms: OperationSchema = OperationSchema {
        name: "DeleteAlarms",
        service: &SERVICE,
        input: Some(&shapes::DeleteAlarmsInput),
        output: None,
        result_wrapper: "",
        errors: &[&errors::ResourceNotFound],
        http: None,
    };
    pub static DescribeAlarmHistory: OperationSchema = OperationSchema {
        name: "DescribeAlarmHistory",
        service: &SERVICE,
        input: Some(&shapes::DescribeAlarmHistoryInput),
        output: Some(&shapes::DescribeAlarmHistoryOutput),
        result_wrapper: "DescribeAlarmHistoryResult",
        errors: &[&errors::InvalidNextToken],
        http: None,
    };
    pub static DescribeAlarms: OperationSchema = OperationSchema {
        name: "DescribeAlarms",
        service: &SERVICE,
        input: Some(&shapes::DescribeAlarmsInput),
        output: Some(&shapes::DescribeAlarmsOutput),
        result_wrapper: "DescribeAlarmsResult",
        errors: &[&errors::InvalidNextToken],
        http: None,
    };
    pub static DescribeAlarmsForMetric: OperationSchema = OperationSchema {
        name: "DescribeAlarmsForMetric",
        service: &SERVICE,
        input: Some(&shapes::DescribeAlarmsForMetricInput),
        output: Some(&shapes::DescribeAlarmsForMetricOutput),
        result_wrapper: "DescribeAlarmsForMetricResult",
        errors: &[],
        http: None,
    };
    pub static DisableAlarmActions: OperationSchema = OperationSchema {
        name: "DisableAlarmActions",
        service: &SERVICE,
        input: Some(&shapes::DisableAlarmActionsInput),
        output: None,
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static EnableAlarmActions: OperationSchema = OperationSchema {
        name: "EnableAlarmActions",
        service: &SERVICE,
        input: Some(&shapes::EnableAlarmActionsInput),
        output: None,
        result_wrapper: "",
        errors: &[],
        http: None,
    };
    pub static GetMetricData: OperationSchema = OperationSchema {
        name: "GetMetricData",
        service: &SERVICE,
        input: Some(&shapes::GetMetricDataInput),
        output: Some(&shapes::GetMetricDataOutput),
        result_wrapper: "GetMetricDataResult",
        errors: &[&errors::InvalidNextToken],
        http: None,
    };
    pub static GetMetricStatistics: OperationSchema = OperationSchema {
        name: "GetMetricStatistics",
        service: &SERVICE,
        input: Some(&shapes::GetMetricStatisticsInput),
        output: Some(&shapes::GetMetricStatisticsOutput),
        result_wrapper: "GetMetricStatisticsResult",
        errors: &[
            &errors::InvalidParameterValueException,
            &errors::MissingRequiredParameterException,
            &errors::InvalidParameterCombinationException,
            &errors::InternalServiceFault,
        ],
        http: None,
    };
    pub static ListMetrics: OperationSchema = OperationSchema {
        name: "ListMetrics",
        service: &SERVICE,
        input: Some(&shapes::ListMetricsInput),
        output: Some(&shapes::ListMetricsOutput),
        result_wrapper: "ListMetricsResult",
        errors: &[&errors::InternalServiceFault, &errors::InvalidParameterValueException],
        http: None,
    };
    pub static ListTagsForResource: OperationSchema = OperationSchema {
        name: "ListTagsForResource",
        service: &SERVICE,
        input: Some(&shapes::ListTagsForResourceInput),
        output: Some(&shapes::ListTagsForResourceOutput),
        result_wrapper: "ListTagsForResourceResult",
        errors: &[
            &errors::InvalidParameterValueException,
            &errors::ResourceNotFoundException,
            &errors::InternalServiceFault,
        ],
        http: None,
    };
    pub static PutCompositeAlarm: OperationSchema = OperationSchema {
        name: "PutCompositeAlarm",
        service: &SERVICE,
        input: Some(&shapes::PutCompositeAlarmInput),
        output: None,
        result_wrapper: "",
        errors: &[&errors::LimitExceededFault],
        http: None,
    };
    pub static PutMetricAlarm: OperationSchema = OperationSchema {
        name: "PutMetricAlarm",
        service: &SERVICE,
        input: Some(&shapes::PutMetricAlarmInput),
        output: None,
        result_wrapper: "",
        errors: &[&errors::LimitExceededFault],
        http: None,
    };
    pub static PutMetricData: OperationSchema = OperationSchema {
        name: "PutMetricData",
        service: &SERVICE,
        input: Some(&shapes::PutMetricDataInput),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterValueException,
            &errors::MissingRequiredParameterException,
            &errors::InvalidParameterCombinationException,
            &errors::InternalServiceFault,
        ],
        http: None,
    };
    pub static SetAlarmState: OperationSchema = OperationSchema {
        name: "SetAlarmState",
        service: &SERVICE,
        input: Some(&shapes::SetAlarmStateInput),
        output: None,
        result_wrapper: "",
        errors: &[&errors::ResourceNotFound, &errors::InvalidFormatFault],
        http: None,
    };
    pub static TagResource: OperationSchema = OperationSchema {
        name: "TagResource",
        service: &SERVICE,
        input: Some(&shapes::TagResourceInput),
        output: Some(&shapes::TagResourceOutput),
        result_wrapper: "TagResourceResult",
        errors: &[
            &errors::InvalidParameterValueException,
            &errors::ResourceNotFoundException,
            &errors::ConcurrentModificationException,
            &errors::InternalServiceFault,
            &errors::ConflictException,
        ],
        http: None,
    };
    pub static UntagResource: OperationSchema = OperationSchema {
        name: "UntagResource",
        service: &SERVICE,
        input: Some(&shapes::UntagResourceInput),
        output: Some(&shapes::UntagResourceOutput),
        result_wrapper: "UntagResourceResult",
        errors: &[
            &errors::InvalidParameterValueException,
            &errors::ResourceNotFoundException,
            &errors::ConcurrentModificationException,
            &errors::InternalServiceFault,
            &errors::ConflictException,
        ],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static AccountId: Shape = k::string("AccountId", &[], "", k::within(1, 255));
    pub static ActionPrefix: Shape = k::string("ActionPrefix", &[], "", k::within(1, 1024));
    pub static ActionsEnabled: Shape = k::simple("ActionsEnabled", Kind::Boolean, k::FREE);
    pub static ActionsSuppressedBy: Shape =
        k::string("ActionsSuppressedBy", &["WaitPeriod", "ExtensionPeriod", "Alarm"], "", k::FREE);
    pub static ActionsSuppressedReason: Shape =
        k::string("ActionsSuppressedReason", &[], "", k::within(0, 1024));
    pub static AlarmArn: Shape = k::string("AlarmArn", &[], "", k::within(1, 1600));
    pub static AlarmDescription: Shape = k::string("AlarmDescription", &[], "", k::within(0, 1024));
    pub static AlarmHistoryItem: Shape = k::structure(
        "AlarmHistoryItem",
        &[
            k::optional("AlarmContributorAttributes", &ContributorAttributes),
            k::optional("AlarmContributorId", &ContributorId),
            k::optional("AlarmName", &AlarmName),
            k::optional("AlarmType", &AlarmType),
            k::optional("HistoryData", &HistoryData),
            k::optional("HistoryItemType", &HistoryItemType),
            k::optional("HistorySummary", &HistorySummary),
            k::optional("Timestamp", &Timestamp),
        ],
    );
    pub static AlarmHistoryItems: Shape =
        k::list("AlarmHistoryItems", &AlarmHistoryItem, "member", false, k::FREE);
    pub static AlarmName: Shape = k::string("AlarmName", &[], "", k::within(1, 255));
    pub static AlarmNamePrefix: Shape = k::string("AlarmNamePrefix", &[], "", k::within(1, 255));
    pub static AlarmNames: Shape = k::list("AlarmNames", &AlarmName, "member", false, k::at_most(100));
    pub static AlarmPromQLCriteria: Shape = k::structure(
        "AlarmPromQLCriteria",
        &[
            k::optional("PendingPeriod", &PendingPeriod),
            k::required("Query", &Query),
            k::optional("RecoveryPeriod", &RecoveryPeriod),
        ],
    );
    pub static AlarmRule: Shape = k::string("AlarmRule", &[], "", k::within(1, 10240));
    pub static AlarmType: Shape = k::string("AlarmType", &["CompositeAlarm", "MetricAlarm"], "", k::FREE);
    pub static AlarmTypes: Shape = k::list("AlarmTypes", &AlarmType, "member", false, k::FREE);
    pub static AmazonResourceName: Shape = k::string("AmazonResourceName", &[], "", k::within(1, 1024));
    pub static AttributeName: Shape = k::string("AttributeName", &[], "", k::within(1, 255));
    pub static AttributeValue: Shape = k::string("AttributeValue", &[], "", k::within(1, 1024));
    pub static AwsQueryErrorMessage: Shape = k::string("AwsQueryErrorMessage", &[], "", k::FREE);
    pub static ComparisonOperator: Shape = k::string(
        "ComparisonOperator",
        &[
            "GreaterThanOrEqualToThreshold",
            "GreaterThanThreshold",
            "LessThanThreshold",
            "LessThanOrEqualToThreshold",
            "LessThanLowerOrGreaterThanUpperThreshold",
            "LessThanLowerThreshold",
            "GreaterThanUpperThreshold",
        ],
        "",
        k::FREE,
    );
    pub static CompositeAlarm: Shape = k::structure(
        "CompositeAlarm",
        &[
            k::optional("ActionsEnabled", &ActionsEnabled),
            k::optional("ActionsSuppressedBy", &ActionsSuppressedBy),
            k::optional("ActionsSuppressedReason", &ActionsSuppressedReason),
            k::optional("ActionsSuppressor", &AlarmArn),
            k::optional("ActionsSuppressorExtensionPeriod", &SuppressorPeriod),
            k::optional("ActionsSuppressorWaitPeriod", &SuppressorPeriod),
            k::optional("AlarmActions", &ResourceList),
            k::optional("AlarmArn", &AlarmArn),
            k::optional("AlarmConfigurationUpdatedTimestamp", &Timestamp),
            k::optional("AlarmDescription", &AlarmDescription),
            k::optional("AlarmName", &AlarmName),
            k::optional("AlarmRule", &AlarmRule),
            k::optional("InsufficientDataActions", &ResourceList),
            k::optional("OKActions", &ResourceList),
            k::optional("StateReason", &StateReason),
            k::optional("StateReasonData", &StateReasonData),
            k::optional("StateTransitionedTimestamp", &Timestamp),
            k::optional("StateUpdatedTimestamp", &Timestamp),
            k::optional("StateValue", &StateValue),
        ],
    );
    pub static CompositeAlarms: Shape = k::list("CompositeAlarms", &CompositeAlarm, "member", false, k::FREE);
    pub static ContributorAttributes: Shape = k::map(
        "ContributorAttributes",
        &AttributeName,
        &AttributeValue,
        ("key", "value"),
        false,
        k::within(0, 150),
    );
    pub static ContributorId: Shape = k::string("ContributorId", &[], "", k::within(1, 16));
    pub static Counts: Shape = k::list("Counts", &DatapointValue, "member", false, k::FREE);
    pub static Datapoint: Shape = k::structure(
        "Datapoint",
        &[
            k::optional("Average", &DatapointValue),
            k::optional("ExtendedStatistics", &DatapointValueMap),
            k::optional("Maximum", &DatapointValue),
            k::optional("Minimum", &DatapointValue),
            k::optional("SampleCount", &DatapointValue),
            k::optional("Sum", &DatapointValue),
            k::optional("Timestamp", &Timestamp),
            k::optional("Unit", &StandardUnit),
        ],
    );
    pub static DatapointValue: Shape = k::simple("DatapointValue", Kind::Double, k::FREE);
    pub static DatapointValueMap: Shape =
        k::map("DatapointValueMap", &ExtendedStatistic, &DatapointValue, ("key", "value"), false, k::FREE);
    pub static DatapointValues: Shape = k::list("DatapointValues", &DatapointValue, "member", false, k::FREE);
    pub static Datapoints: Shape = k::list("Datapoints", &Datapoint, "member", false, k::FREE);
    pub static DatapointsToAlarm: Shape = k::simple("DatapointsToAlarm", Kind::Integer, k::at_least(1));
    pub static DeleteAlarmsInput: Shape =
        k::structure("DeleteAlarmsInput", &[k::required("AlarmNames", &AlarmNames)]);
    pub static DescribeAlarmHistoryInput: Shape = k::structure(
        "DescribeAlarmHistoryInput",
        &[
            k::optional("AlarmContributorId", &k::refused(&[], "alarms with contributors")),
            k::optional("AlarmName", &AlarmName),
            k::optional("AlarmTypes", &AlarmTypes),
            k::optional("EndDate", &Timestamp),
            k::optional("HistoryItemType", &HistoryItemType),
            k::optional("MaxRecords", &MaxRecords),
            k::optional("NextToken", &NextToken),
            k::optional("ScanBy", &ScanBy),
            k::optional("StartDate", &Timestamp),
        ],
    );
    pub static DescribeAlarmHistoryOutput: Shape = k::structure(
        "DescribeAlarmHistoryOutput",
        &[k::optional("AlarmHistoryItems", &AlarmHistoryItems), k::optional("NextToken", &NextToken)],
    );
    pub static DescribeAlarmsForMetricInput: Shape = k::structure(
        "DescribeAlarmsForMetricInput",
        &[
            k::optional("Dimensions", &Dimensions),
            k::optional("ExtendedStatistic", &ExtendedStatistic),
            k::required("MetricName", &MetricName),
            k::required("Namespace", &Namespace),
            k::optional("Period", &Period),
            k::optional("Statistic", &Statistic),
            k::optional("Unit", &StandardUnit),
        ],
    );
    pub static DescribeAlarmsForMetricOutput: Shape =
        k::structure("DescribeAlarmsForMetricOutput", &[k::optional("MetricAlarms", &MetricAlarms)]);
    pub static DescribeAlarmsInput: Shape = k::structure(
        "DescribeAlarmsInput",
        &[
            k::optional("ActionPrefix", &ActionPrefix),
            k::optional("AlarmNamePrefix", &AlarmNamePrefix),
            k::optional("AlarmNames", &AlarmNames),
            k::optional("AlarmTypes", &AlarmTypes),
            k::optional("ChildrenOfAlarmName", &AlarmName),
            k::optional("MaxRecords", &MaxRecords),
            k::optional("NextToken", &NextToken),
            k::optional("ParentsOfAlarmName", &AlarmName),
            k::optional("StateValue", &StateValue),
        ],
    );
    pub static DescribeAlarmsOutput: Shape = k::structure(
        "DescribeAlarmsOutput",
        &[
            k::optional("CompositeAlarms", &CompositeAlarms),
            k::optional("MetricAlarms", &MetricAlarms),
            k::optional("NextToken", &NextToken),
        ],
    );
    pub static Dimension: Shape = k::structure(
        "Dimension",
        &[k::required("Name", &DimensionName), k::required("Value", &DimensionValue)],
    );
    pub static DimensionFilter: Shape = k::structure(
        "DimensionFilter",
        &[k::required("Name", &DimensionName), k::optional("Value", &DimensionValue)],
    );
    pub static DimensionFilters: Shape =
        k::list("DimensionFilters", &DimensionFilter, "member", false, k::at_most(10));
    pub static DimensionName: Shape = k::string("DimensionName", &[], "", k::within(1, 255));
    pub static DimensionValue: Shape = k::string("DimensionValue", &[], "", k::within(1, 1024));
    pub static Dimensions: Shape = k::list("Dimensions", &Dimension, "member", false, k::at_most(30));
    pub static DisableAlarmActionsInput: Shape =
        k::structure("DisableAlarmActionsInput", &[k::required("AlarmNames", &AlarmNames)]);
    pub static EnableAlarmActionsInput: Shape =
        k::structure("EnableAlarmActionsInput", &[k::required("AlarmNames", &AlarmNames)]);
    pub static ErrorMessage: Shape = k::string("ErrorMessage", &[], "", k::within(1, 255));
    pub static EvaluateLowSampleCountPercentile: Shape =
        k::string("EvaluateLowSampleCountPercentile", &[], "", k::within(1, 255));
    pub static EvaluationCriteria: Shape =
        k::union("EvaluationCriteria", &[k::optional("PromQLCriteria", &AlarmPromQLCriteria)]);
    pub static EvaluationInterval: Shape =
        k::simple("EvaluationInterval", Kind::Integer, k::within(10, 3600));
    pub static EvaluationPeriods: Shape = k::simple("EvaluationPeriods", Kind::Integer, k::at_least(1));
    pub static EvaluationState: Shape = k::string(
        "EvaluationState",
        &["PARTIAL_DATA", "EVALUATION_FAILURE", "EVALUATION_ERROR"],
        "",
        k::FREE,
    );
    pub static ExtendedStatistic: Shape = k::string("ExtendedStatistic", &[], "", k::FREE);
    pub static ExtendedStatistics: Shape =
        k::list("ExtendedStatistics", &ExtendedStatistic, "member", false, k::within(1, 10));
    pub static FaultDescription: Shape = k::string("FaultDescription", &[], "", k::FREE);
    pub static GetMetricDataInput: Shape = k::structure(
        "GetMetricDataInput",
        &[
            k::required("EndTime", &Timestamp),
            k::optional("LabelOptions", &k::refused(&[], "dynamic labels")),
            k::optional("MaxDatapoints", &GetMetricDataMaxDatapoints),
            k::required("MetricDataQueries", &MetricDataQueries),
            k::optional("NextToken", &NextToken),
            k::optional("ScanBy", &ScanBy),
            k::required("StartTime", &Timestamp),
        ],
    );
    pub static GetMetricDataMaxDatapoints: Shape =
        k::simple("GetMetricDataMaxDatapoints", Kind::Integer, k::FREE);
    pub static GetMetricDataOutput: Shape = k::structure(
        "GetMetricDataOutput",
        &[
            k::optional("Messages", &MetricDataResultMessages),
            k::optional("MetricDataResults", &MetricDataResults),
            k::optional("NextToken", &NextToken),
        ],
    );
    pub static GetMetricStatisticsInput: Shape = k::structure(
        "GetMetricStatisticsInput",
        &[
            k::optional("Dimensions", &Dimensions),
            k::required("EndTime", &Timestamp),
            k::optional("ExtendedStatistics", &ExtendedStatistics),
            k::required("MetricName", &MetricName),
            k::required("Namespace", &Namespace),
            k::required("Period", &Period),
            k::required("StartTime", &Timestamp),
            k::optional("Statistics", &Statistics),
            k::optional("Unit", &StandardUnit),
        ],
    );
    pub static GetMetricStatisticsOutput: Shape = k::structure(
        "GetMetricStatisticsOutput",
        &[k::optional("Datapoints", &Datapoints), k::optional("Label", &MetricLabel)],
    );
    pub static HistoryData: Shape = k::string("HistoryData", &[], "", k::within(1, 4095));
    pub static HistoryItemType: Shape = k::string(
        "HistoryItemType",
        &[
            "ConfigurationUpdate",
            "StateUpdate",
            "Action",
            "AlarmContributorStateUpdate",
            "AlarmContributorAction",
        ],
        "",
        k::FREE,
    );
    pub static HistorySummary: Shape = k::string("HistorySummary", &[], "", k::within(1, 255));
    pub static ListMetricsInput: Shape = k::structure(
        "ListMetricsInput",
        &[
            k::optional("Dimensions", &DimensionFilters),
            k::optional("IncludeLinkedAccounts", &k::refused(&["false"], "cross-account observability")),
            k::optional("MetricName", &MetricName),
            k::optional("Namespace", &Namespace),
            k::optional("NextToken", &NextToken),
            k::optional("OwningAccount", &k::refused(&["false"], "cross-account observability")),
            k::optional("RecentlyActive", &RecentlyActive),
        ],
    );
    pub static ListMetricsOutput: Shape = k::structure(
        "ListMetricsOutput",
        &[
            k::optional("Metrics", &Metrics),
            k::optional("NextToken", &NextToken),
            k::optional("OwningAccounts", &OwningAccounts),
        ],
    );
    pub static ListTagsForResourceInput: Shape =
        k::structure("ListTagsForResourceInput", &[k::required("ResourceARN", &AmazonResourceName)]);
    pub static ListTagsForResourceOutput: Shape =
        k::structure("ListTagsForResourceOutput", &[k::optional("Tags", &TagList)]);
    pub static MaxRecords: Shape = k::simple("MaxRecords", Kind::Integer, k::within(1, 100));
    pub static MessageData: Shape = k::structure(
        "MessageData",
        &[k::optional("Code", &MessageDataCode), k::optional("Value", &MessageDataValue)],
    );
    pub static MessageDataCode: Shape = k::string("MessageDataCode", &[], "", k::FREE);
    pub static MessageDataValue: Shape = k::string("MessageDataValue", &[], "", k::FREE);
    pub static Metric: Shape = k::structure(
        "Metric",
        &[
            k::optional("Dimensions", &Dimensions),
            k::optional("MetricName", &MetricName),
            k::optional("Namespace", &Namespace),
        ],
    );
    pub static MetricAlarm: Shape = k::structure(
        "MetricAlarm",
        &[
            k::optional("ActionsEnabled", &ActionsEnabled),
            k::optional("AlarmActions", &ResourceList),
            k::optional("AlarmArn", &AlarmArn),
            k::optional("AlarmConfigurationUpdatedTimestamp", &Timestamp),
            k::optional("AlarmDescription", &AlarmDescription),
            k::optional("AlarmName", &AlarmName),
            k::optional("ComparisonOperator", &ComparisonOperator),
            k::optional("DatapointsToAlarm", &DatapointsToAlarm),
            k::optional("Dimensions", &Dimensions),
            k::optional("EvaluateLowSampleCountPercentile", &EvaluateLowSampleCountPercentile),
            k::optional("EvaluationCriteria", &EvaluationCriteria),
            k::optional("EvaluationInterval", &EvaluationInterval),
            k::optional("EvaluationPeriods", &EvaluationPeriods),
            k::optional("EvaluationState", &EvaluationState),
            k::optional("ExtendedStatistic", &ExtendedStatistic),
            k::optional("InsufficientDataActions", &ResourceList),
            k::optional("MetricName", &MetricName),
            k::optional("Metrics", &MetricDataQueries),
            k::optional("Namespace", &Namespace),
            k::optional("OKActions", &ResourceList),
            k::optional("Period", &Period),
            k::optional("StateReason", &StateReason),
            k::optional("StateReasonData", &StateReasonData),
            k::optional("StateTransitionedTimestamp", &Timestamp),
            k::optional("StateUpdatedTimestamp", &Timestamp),
            k::optional("StateValue", &StateValue),
            k::optional("Statistic", &Statistic),
            k::optional("Threshold", &Threshold),
            k::optional("ThresholdMetricId", &MetricId),
            k::optional("TreatMissingData", &TreatMissingData),
            k::optional("Unit", &StandardUnit),
        ],
    );
    pub static MetricAlarms: Shape = k::list("MetricAlarms", &MetricAlarm, "member", false, k::FREE);
    pub static MetricData: Shape = k::list("MetricData", &MetricDatum, "member", false, k::FREE);
    pub static MetricDataQueries: Shape =
        k::list("MetricDataQueries", &MetricDataQuery, "member", false, k::FREE);
    pub static MetricDataQuery: Shape = k::structure(
        "MetricDataQuery",
        &[
            k::optional("AccountId", &k::refused(&[], "cross-account observability")),
            k::optional("Expression", &MetricExpression),
            k::required("Id", &MetricId),
            k::optional("Label", &MetricLabel),
            k::optional("MetricStat", &MetricStat),
            k::optional("Period", &Period),
            k::optional("ReturnData", &ReturnData),
        ],
    );
    pub static MetricDataResult: Shape = k::structure(
        "MetricDataResult",
        &[
            k::optional("Id", &MetricId),
            k::optional("Label", &MetricLabel),
            k::optional("Messages", &MetricDataResultMessages),
            k::optional("StatusCode", &StatusCode),
            k::optional("Timestamps", &Timestamps),
            k::optional("Values", &DatapointValues),
        ],
    );
    pub static MetricDataResultMessages: Shape =
        k::list("MetricDataResultMessages", &MessageData, "member", false, k::FREE);
    pub static MetricDataResults: Shape =
        k::list("MetricDataResults", &MetricDataResult, "member", false, k::FREE);
    pub static MetricDatum: Shape = k::structure(
        "MetricDatum",
        &[
            k::optional("Counts", &Counts),
            k::optional("Dimensions", &Dimensions),
            k::required("MetricName", &MetricName),
            k::optional("StatisticValues", &StatisticSet),
            k::optional("StorageResolution", &StorageResolution),
            k::optional("Timestamp", &Timestamp),
            k::optional("Unit", &StandardUnit),
            k::optional("Value", &DatapointValue),
            k::optional("Values", &Values),
        ],
    );
    pub static MetricExpression: Shape = k::string("MetricExpression", &[], "", k::within(1, 2048));
    pub static MetricId: Shape = k::string("MetricId", &[], "", k::within(1, 255));
    pub static MetricLabel: Shape = k::string("MetricLabel", &[], "", k::FREE);
    pub static MetricName: Shape = k::string("MetricName", &[], "", k::within(1, 255));
    pub static MetricStat: Shape = k::structure(
        "MetricStat",
        &[
            k::required("Metric", &Metric),
            k::required("Period", &Period),
            k::required("Stat", &Stat),
            k::optional("Unit", &StandardUnit),
        ],
    );
    pub static Metrics: Shape = k::list("Metrics", &Metric, "member", false, k::FREE);
    pub static Namespace: Shape = k::string("Namespace", &[], "[^:].*", k::within(1, 255));
    pub static NextToken: Shape = k::string("NextToken", &[], "", k::FREE);
    pub static OwningAccounts: Shape = k::list("OwningAccounts", &AccountId, "member", false, k::FREE);
    pub static PendingPeriod: Shape = k::simple("PendingPeriod", Kind::Integer, k::within(0, 86400));
    pub static Period: Shape = k::simple("Period", Kind::Integer, k::at_least(1));
    pub static PutCompositeAlarmInput: Shape = k::structure(
        "PutCompositeAlarmInput",
        &[
            k::optional("ActionsEnabled", &ActionsEnabled),
            k::optional("ActionsSuppressor", &AlarmArn),
            k::optional("ActionsSuppressorExtensionPeriod", &SuppressorPeriod),
            k::optional("ActionsSuppressorWaitPeriod", &SuppressorPeriod),
            k::optional("AlarmActions", &ResourceList),
            k::optional("AlarmDescription", &AlarmDescription),
            k::required("AlarmName", &AlarmName),
            k::required("AlarmRule", &AlarmRule),
            k::optional("InsufficientDataActions", &ResourceList),
            k::optional("OKActions", &ResourceList),
            k::optional("Tags", &TagList),
        ],
    );
    pub static PutMetricAlarmInput: Shape = k::structure(
        "PutMetricAlarmInput",
        &[
            k::optional("ActionsEnabled", &ActionsEnabled),
            k::optional("AlarmActions", &ResourceList),
            k::optional("AlarmDescription", &AlarmDescription),
            k::required("AlarmName", &AlarmName),
            k::optional("ComparisonOperator", &ComparisonOperator),
            k::optional("DatapointsToAlarm", &DatapointsToAlarm),
            k::optional("Dimensions", &Dimensions),
            k::optional("EvaluateLowSampleCountPercentile", &EvaluateLowSampleCountPercentile),
            k::optional("EvaluationCriteria", &k::refused(&[], "alarms on PromQL")),
            k::optional("EvaluationInterval", &k::refused(&[], "alarms on PromQL")),
            k::optional("EvaluationPeriods", &EvaluationPeriods),
            k::optional("ExtendedStatistic", &ExtendedStatistic),
            k::optional("InsufficientDataActions", &ResourceList),
            k::optional("MetricName", &MetricName),
            k::optional("Metrics", &MetricDataQueries),
            k::optional("Namespace", &Namespace),
            k::optional("OKActions", &ResourceList),
            k::optional("Period", &Period),
            k::optional("Statistic", &Statistic),
            k::optional("Tags", &TagList),
            k::optional("Threshold", &Threshold),
            k::optional("ThresholdMetricId", &k::refused(&[], "anomaly detection")),
            k::optional("TreatMissingData", &TreatMissingData),
            k::optional("Unit", &StandardUnit),
        ],
    );
    pub static PutMetricDataInput: Shape = k::structure(
        "PutMetricDataInput",
        &[
            k::optional("EntityMetricData", &k::refused(&[], "entities")),
            k::optional("MetricData", &MetricData),
            k::required("Namespace", &Namespace),
            k::optional("StrictEntityValidation", &k::refused(&["false"], "entities")),
        ],
    );
    pub static Query: Shape = k::string("Query", &[], "", k::within(1, 10000));
    pub static RecentlyActive: Shape = k::string("RecentlyActive", &["PT3H"], "", k::FREE);
    pub static RecoveryPeriod: Shape = k::simple("RecoveryPeriod", Kind::Integer, k::within(0, 86400));
    pub static ResourceId: Shape = k::string("ResourceId", &[], "", k::FREE);
    pub static ResourceList: Shape = k::list("ResourceList", &ResourceName, "member", false, k::at_most(5));
    pub static ResourceName: Shape = k::string("ResourceName", &[], "", k::within(1, 1024));
    pub static ResourceType: Shape = k::string("ResourceType", &[], "", k::FREE);
    pub static ReturnData: Shape = k::simple("ReturnData", Kind::Boolean, k::FREE);
    pub static ScanBy: Shape =
        k::string("ScanBy", &["TimestampDescending", "TimestampAscending"], "", k::FREE);
    pub static SetAlarmStateInput: Shape = k::structure(
        "SetAlarmStateInput",
        &[
            k::required("AlarmName", &AlarmName),
            k::required("StateReason", &StateReason),
            k::optional("StateReasonData", &StateReasonData),
            k::required("StateValue", &StateValue),
        ],
    );
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
    pub static Stat: Shape = k::string("Stat", &[], "", k::FREE);
    pub static StateReason: Shape = k::string("StateReason", &[], "", k::within(0, 1023));
    pub static StateReasonData: Shape = k::string("StateReasonData", &[], "", k::within(0, 4000));
    pub static StateValue: Shape =
        k::string("StateValue", &["OK", "ALARM", "INSUFFICIENT_DATA"], "", k::FREE);
    pub static Statistic: Shape =
        k::string("Statistic", &["SampleCount", "Average", "Sum", "Minimum", "Maximum"], "", k::FREE);
    pub static StatisticSet: Shape = k::structure(
        "StatisticSet",
        &[
            k::required("Maximum", &DatapointValue),
            k::required("Minimum", &DatapointValue),
            k::required("SampleCount", &DatapointValue),
            k::required("Sum", &DatapointValue),
        ],
    );
    pub static Statistics: Shape = k::list("Statistics", &Statistic, "member", false, k::within(1, 5));
    pub static StatusCode: Shape =
        k::string("StatusCode", &["Complete", "InternalError", "PartialData", "Forbidden"], "", k::FREE);
    pub static StorageResolution: Shape = k::simple("StorageResolution", Kind::Integer, k::at_least(1));
    pub static SuppressorPeriod: Shape = k::simple("SuppressorPeriod", Kind::Integer, k::FREE);
    pub static Tag: Shape =
        k::structure("Tag", &[k::required("Key", &TagKey), k::required("Value", &TagValue)]);
    pub static TagKey: Shape = k::string("TagKey", &[], "", k::within(1, 128));
    pub static TagKeyList: Shape = k::list("TagKeyList", &TagKey, "member", false, k::FREE);
    pub static TagList: Shape = k::list("TagList", &Tag, "member", false, k::FREE);
    pub static TagResourceInput: Shape = k::structure(
        "TagResourceInput",
        &[k::required("ResourceARN", &AmazonResourceName), k::required("Tags", &TagList)],
    );
    pub static TagResourceOutput: Shape = k::structure("TagResourceOutput", &[]);
    pub static TagValue: Shape = k::string("TagValue", &[], "", k::within(0, 256));
    pub static Threshold: Shape = k::simple("Threshold", Kind::Double, k::FREE);
    pub static Timestamp: Shape = k::simple("Timestamp", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static Timestamps: Shape = k::list("Timestamps", &Timestamp, "member", false, k::FREE);
    pub static TreatMissingData: Shape = k::string("TreatMissingData", &[], "", k::within(1, 255));
    pub static UntagResourceInput: Shape = k::structure(
        "UntagResourceInput",
        &[k::required("ResourceARN", &AmazonResourceName), k::required("TagKeys", &TagKeyList)],
    );
    pub static UntagResourceOutput: Shape = k::structure("UntagResourceOutput", &[]);
    pub static Values: Shape = k::list("Values", &DatapointValue, "member", false, k::FREE);
}
