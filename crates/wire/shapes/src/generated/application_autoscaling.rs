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
structure! { output Alarm {
    alarm_arn "AlarmARN" Option<String>,
    alarm_name "AlarmName" Option<String>,
} }
structure! { both CustomizedMetricSpecification {
    dimensions "Dimensions" Option<Vec<MetricDimension>>,
    metric_name "MetricName" Option<String>,
    metrics "Metrics" Option<Vec<TargetTrackingMetricDataQuery>>,
    namespace "Namespace" Option<String>,
    statistic "Statistic" Option<String>,
    unit "Unit" Option<String>,
} }
structure! { input DeleteScalingPolicyRequest {
    policy_name "PolicyName" String,
    resource_id "ResourceId" String,
    scalable_dimension "ScalableDimension" String,
    service_namespace "ServiceNamespace" String,
} }
structure! { output DeleteScalingPolicyResponse {
} }
structure! { input DeleteScheduledActionRequest {
    resource_id "ResourceId" String,
    scalable_dimension "ScalableDimension" String,
    scheduled_action_name "ScheduledActionName" String,
    service_namespace "ServiceNamespace" String,
} }
structure! { output DeleteScheduledActionResponse {
} }
structure! { input DeregisterScalableTargetRequest {
    resource_id "ResourceId" String,
    scalable_dimension "ScalableDimension" String,
    service_namespace "ServiceNamespace" String,
} }
structure! { output DeregisterScalableTargetResponse {
} }
structure! { input DescribeScalableTargetsRequest {
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
    resource_ids "ResourceIds" Option<Vec<String>>,
    scalable_dimension "ScalableDimension" Option<String>,
    service_namespace "ServiceNamespace" String,
} }
structure! { output DescribeScalableTargetsResponse {
    next_token "NextToken" Option<String>,
    scalable_targets "ScalableTargets" Option<Vec<ScalableTarget>>,
} }
structure! { input DescribeScalingActivitiesRequest {
    include_not_scaled_activities "IncludeNotScaledActivities" Option<bool>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
    resource_id "ResourceId" Option<String>,
    scalable_dimension "ScalableDimension" Option<String>,
    service_namespace "ServiceNamespace" String,
} }
structure! { output DescribeScalingActivitiesResponse {
    next_token "NextToken" Option<String>,
    scaling_activities "ScalingActivities" Option<Vec<ScalingActivity>>,
} }
structure! { input DescribeScalingPoliciesRequest {
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
    policy_names "PolicyNames" Option<Vec<String>>,
    resource_id "ResourceId" Option<String>,
    scalable_dimension "ScalableDimension" Option<String>,
    service_namespace "ServiceNamespace" String,
} }
structure! { output DescribeScalingPoliciesResponse {
    next_token "NextToken" Option<String>,
    scaling_policies "ScalingPolicies" Option<Vec<ScalingPolicy>>,
} }
structure! { input DescribeScheduledActionsRequest {
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
    resource_id "ResourceId" Option<String>,
    scalable_dimension "ScalableDimension" Option<String>,
    scheduled_action_names "ScheduledActionNames" Option<Vec<String>>,
    service_namespace "ServiceNamespace" String,
} }
structure! { output DescribeScheduledActionsResponse {
    next_token "NextToken" Option<String>,
    scheduled_actions "ScheduledActions" Option<Vec<ScheduledAction>>,
} }
structure! { input ListTagsForResourceRequest {
    resource_arn "ResourceARN" String,
} }
structure! { output ListTagsForResourceResponse {
    tags "Tags" Option<BTreeMap<String, String>>,
} }
structure! { both MetricDimension {
    name "Name" String,
    value "Value" String,
} }
structure! { output NotScaledReason {
    code "Code" Option<String>,
    current_capacity "CurrentCapacity" Option<i64>,
    max_capacity "MaxCapacity" Option<i64>,
    min_capacity "MinCapacity" Option<i64>,
} }
structure! { both PredefinedMetricSpecification {
    predefined_metric_type "PredefinedMetricType" String,
    resource_label "ResourceLabel" Option<String>,
} }
structure! { output PredictiveScalingCustomizedMetricSpecification {
    metric_data_queries "MetricDataQueries" Option<Vec<PredictiveScalingMetricDataQuery>>,
} }
structure! { output PredictiveScalingMetric {
    dimensions "Dimensions" Option<Vec<PredictiveScalingMetricDimension>>,
    metric_name "MetricName" Option<String>,
    namespace "Namespace" Option<String>,
} }
structure! { output PredictiveScalingMetricDataQuery {
    expression "Expression" Option<String>,
    id "Id" Option<String>,
    label "Label" Option<String>,
    metric_stat "MetricStat" Option<PredictiveScalingMetricStat>,
    return_data "ReturnData" Option<bool>,
} }
structure! { output PredictiveScalingMetricDimension {
    name "Name" Option<String>,
    value "Value" Option<String>,
} }
structure! { output PredictiveScalingMetricSpecification {
    customized_capacity_metric_specification "CustomizedCapacityMetricSpecification" Option<PredictiveScalingCustomizedMetricSpecification>,
    customized_load_metric_specification "CustomizedLoadMetricSpecification" Option<PredictiveScalingCustomizedMetricSpecification>,
    customized_scaling_metric_specification "CustomizedScalingMetricSpecification" Option<PredictiveScalingCustomizedMetricSpecification>,
    predefined_load_metric_specification "PredefinedLoadMetricSpecification" Option<PredictiveScalingPredefinedLoadMetricSpecification>,
    predefined_metric_pair_specification "PredefinedMetricPairSpecification" Option<PredictiveScalingPredefinedMetricPairSpecification>,
    predefined_scaling_metric_specification "PredefinedScalingMetricSpecification" Option<PredictiveScalingPredefinedScalingMetricSpecification>,
    target_value "TargetValue" Option<f64>,
} }
structure! { output PredictiveScalingMetricStat {
    metric "Metric" Option<PredictiveScalingMetric>,
    stat "Stat" Option<String>,
    unit "Unit" Option<String>,
} }
structure! { output PredictiveScalingPolicyConfiguration {
    max_capacity_breach_behavior "MaxCapacityBreachBehavior" Option<String>,
    max_capacity_buffer "MaxCapacityBuffer" Option<i64>,
    metric_specifications "MetricSpecifications" Option<Vec<PredictiveScalingMetricSpecification>>,
    mode "Mode" Option<String>,
    scheduling_buffer_time "SchedulingBufferTime" Option<i64>,
} }
structure! { output PredictiveScalingPredefinedLoadMetricSpecification {
    predefined_metric_type "PredefinedMetricType" Option<String>,
    resource_label "ResourceLabel" Option<String>,
} }
structure! { output PredictiveScalingPredefinedMetricPairSpecification {
    predefined_metric_type "PredefinedMetricType" Option<String>,
    resource_label "ResourceLabel" Option<String>,
} }
structure! { output PredictiveScalingPredefinedScalingMetricSpecification {
    predefined_metric_type "PredefinedMetricType" Option<String>,
    resource_label "ResourceLabel" Option<String>,
} }
structure! { input PutScalingPolicyRequest {
    policy_name "PolicyName" String,
    policy_type "PolicyType" Option<String>,
    resource_id "ResourceId" String,
    scalable_dimension "ScalableDimension" String,
    service_namespace "ServiceNamespace" String,
    step_scaling_policy_configuration "StepScalingPolicyConfiguration" Option<StepScalingPolicyConfiguration>,
    target_tracking_scaling_policy_configuration "TargetTrackingScalingPolicyConfiguration" Option<TargetTrackingScalingPolicyConfiguration>,
} }
structure! { output PutScalingPolicyResponse {
    alarms "Alarms" Option<Vec<Alarm>>,
    policy_arn "PolicyARN" Option<String>,
} }
structure! { input PutScheduledActionRequest {
    end_time "EndTime" Option<Timestamp>,
    resource_id "ResourceId" String,
    scalable_dimension "ScalableDimension" String,
    scalable_target_action "ScalableTargetAction" Option<ScalableTargetAction>,
    schedule "Schedule" Option<String>,
    scheduled_action_name "ScheduledActionName" String,
    service_namespace "ServiceNamespace" String,
    start_time "StartTime" Option<Timestamp>,
    timezone "Timezone" Option<String>,
} }
structure! { output PutScheduledActionResponse {
} }
structure! { input RegisterScalableTargetRequest {
    max_capacity "MaxCapacity" Option<i64>,
    min_capacity "MinCapacity" Option<i64>,
    resource_id "ResourceId" String,
    scalable_dimension "ScalableDimension" String,
    service_namespace "ServiceNamespace" String,
    suspended_state "SuspendedState" Option<SuspendedState>,
    tags "Tags" Option<BTreeMap<String, String>>,
} }
structure! { output RegisterScalableTargetResponse {
    scalable_target_arn "ScalableTargetARN" Option<String>,
} }
structure! { output ScalableTarget {
    creation_time "CreationTime" Option<Timestamp>,
    max_capacity "MaxCapacity" Option<i64>,
    min_capacity "MinCapacity" Option<i64>,
    predicted_capacity "PredictedCapacity" Option<i64>,
    resource_id "ResourceId" Option<String>,
    role_arn "RoleARN" Option<String>,
    scalable_dimension "ScalableDimension" Option<String>,
    scalable_target_arn "ScalableTargetARN" Option<String>,
    service_namespace "ServiceNamespace" Option<String>,
    suspended_state "SuspendedState" Option<SuspendedState>,
} }
structure! { both ScalableTargetAction {
    max_capacity "MaxCapacity" Option<i64>,
    min_capacity "MinCapacity" Option<i64>,
} }
structure! { output ScalingActivity {
    activity_id "ActivityId" Option<String>,
    cause "Cause" Option<String>,
    description "Description" Option<String>,
    details "Details" Option<String>,
    end_time "EndTime" Option<Timestamp>,
    not_scaled_reasons "NotScaledReasons" Option<Vec<NotScaledReason>>,
    resource_id "ResourceId" Option<String>,
    scalable_dimension "ScalableDimension" Option<String>,
    service_namespace "ServiceNamespace" Option<String>,
    start_time "StartTime" Option<Timestamp>,
    status_code "StatusCode" Option<String>,
    status_message "StatusMessage" Option<String>,
} }
structure! { output ScalingPolicy {
    alarms "Alarms" Option<Vec<Alarm>>,
    creation_time "CreationTime" Option<Timestamp>,
    policy_arn "PolicyARN" Option<String>,
    policy_name "PolicyName" Option<String>,
    policy_type "PolicyType" Option<String>,
    predictive_scaling_policy_configuration "PredictiveScalingPolicyConfiguration" Option<PredictiveScalingPolicyConfiguration>,
    resource_id "ResourceId" Option<String>,
    scalable_dimension "ScalableDimension" Option<String>,
    service_namespace "ServiceNamespace" Option<String>,
    step_scaling_policy_configuration "StepScalingPolicyConfiguration" Option<StepScalingPolicyConfiguration>,
    target_tracking_scaling_policy_configuration "TargetTrackingScalingPolicyConfiguration" Option<TargetTrackingScalingPolicyConfiguration>,
} }
structure! { output ScheduledAction {
    creation_time "CreationTime" Option<Timestamp>,
    end_time "EndTime" Option<Timestamp>,
    resource_id "ResourceId" Option<String>,
    scalable_dimension "ScalableDimension" Option<String>,
    scalable_target_action "ScalableTargetAction" Option<ScalableTargetAction>,
    schedule "Schedule" Option<String>,
    scheduled_action_arn "ScheduledActionARN" Option<String>,
    scheduled_action_name "ScheduledActionName" Option<String>,
    service_namespace "ServiceNamespace" Option<String>,
    start_time "StartTime" Option<Timestamp>,
    timezone "Timezone" Option<String>,
} }
structure! { both StepAdjustment {
    metric_interval_lower_bound "MetricIntervalLowerBound" Option<f64>,
    metric_interval_upper_bound "MetricIntervalUpperBound" Option<f64>,
    scaling_adjustment "ScalingAdjustment" i64,
} }
structure! { both StepScalingPolicyConfiguration {
    adjustment_type "AdjustmentType" Option<String>,
    cooldown "Cooldown" Option<i64>,
    metric_aggregation_type "MetricAggregationType" Option<String>,
    min_adjustment_magnitude "MinAdjustmentMagnitude" Option<i64>,
    step_adjustments "StepAdjustments" Option<Vec<StepAdjustment>>,
} }
structure! { both SuspendedState {
    dynamic_scaling_in_suspended "DynamicScalingInSuspended" Option<bool>,
    dynamic_scaling_out_suspended "DynamicScalingOutSuspended" Option<bool>,
    scheduled_scaling_suspended "ScheduledScalingSuspended" Option<bool>,
} }
structure! { input TagResourceRequest {
    resource_arn "ResourceARN" String,
    tags "Tags" BTreeMap<String, String>,
} }
structure! { output TagResourceResponse {
} }
structure! { both TargetTrackingMetric {
    dimensions "Dimensions" Option<Vec<TargetTrackingMetricDimension>>,
    metric_name "MetricName" Option<String>,
    namespace "Namespace" Option<String>,
} }
structure! { both TargetTrackingMetricDataQuery {
    expression "Expression" Option<String>,
    id "Id" String,
    label "Label" Option<String>,
    metric_stat "MetricStat" Option<TargetTrackingMetricStat>,
    return_data "ReturnData" Option<bool>,
} }
structure! { both TargetTrackingMetricDimension {
    name "Name" String,
    value "Value" String,
} }
structure! { both TargetTrackingMetricStat {
    metric "Metric" TargetTrackingMetric,
    stat "Stat" String,
    unit "Unit" Option<String>,
} }
structure! { both TargetTrackingScalingPolicyConfiguration {
    customized_metric_specification "CustomizedMetricSpecification" Option<CustomizedMetricSpecification>,
    disable_scale_in "DisableScaleIn" Option<bool>,
    predefined_metric_specification "PredefinedMetricSpecification" Option<PredefinedMetricSpecification>,
    scale_in_cooldown "ScaleInCooldown" Option<i64>,
    scale_out_cooldown "ScaleOutCooldown" Option<i64>,
    target_value "TargetValue" f64,
} }
structure! { input UntagResourceRequest {
    resource_arn "ResourceARN" String,
    tag_keys "TagKeys" Vec<String>,
} }
structure! { output UntagResourceResponse {
} }
operation! { DeleteScalingPolicy DeleteScalingPolicyRequest DeleteScalingPolicyResponse }
operation! { DeleteScheduledAction DeleteScheduledActionRequest DeleteScheduledActionResponse }
operation! { DeregisterScalableTarget DeregisterScalableTargetRequest DeregisterScalableTargetResponse }
operation! { DescribeScalableTargets DescribeScalableTargetsRequest DescribeScalableTargetsResponse }
operation! { DescribeScalingActivities DescribeScalingActivitiesRequest DescribeScalingActivitiesResponse }
operation! { DescribeScalingPolicies DescribeScalingPoliciesRequest DescribeScalingPoliciesResponse }
operation! { DescribeScheduledActions DescribeScheduledActionsRequest DescribeScheduledActionsResponse }
operation! { ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResponse }
operation! { PutScalingPolicy PutScalingPolicyRequest PutScalingPolicyResponse }
operation! { PutScheduledAction PutScheduledActionRequest PutScheduledActionResponse }
operation! { RegisterScalableTarget RegisterScalableTargetRequest RegisterScalableTargetResponse }
operation! { TagResource TagResourceRequest TagResourceResponse }
operation! { UntagResource UntagResourceRequest UntagResourceResponse }
exceptions! {
    concurrent_update_exception ConcurrentUpdateException "ConcurrentUpdateException" 400 Sender;
    failed_resource_access_exception FailedResourceAccessException "FailedResourceAccessException" 400 Sender;
    internal_service_exception InternalServiceException "InternalServiceException" 400 Sender;
    invalid_next_token_exception InvalidNextTokenException "InvalidNextTokenException" 400 Sender;
    limit_exceeded_exception LimitExceededException "LimitExceededException" 400 Sender;
    object_not_found_exception ObjectNotFoundException "ObjectNotFoundException" 400 Sender;
    resource_not_found_exception ResourceNotFoundException "ResourceNotFoundException" 400 Sender;
    too_many_tags_exception TooManyTagsException "TooManyTagsException" 400 Sender;
    validation_exception ValidationException "ValidationException" 400 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "application-autoscaling",
    signing_name: "application-autoscaling",
    endpoint_prefix: "application-autoscaling",
    protocols: &[crate::Protocol::Json11],
    query_compatible: false,
    target_prefix: "AnyScaleFrontendService",
    api_version: "2016-02-06",
    xml_namespace: "",
    operations: &[
        &operations::DeleteScalingPolicy,
        &operations::DeleteScheduledAction,
        &operations::DeregisterScalableTarget,
        &operations::DescribeScalableTargets,
        &operations::DescribeScalingActivities,
        &operations::DescribeScalingPolicies,
        &operations::DescribeScheduledActions,
        &operations::ListTagsForResource,
        &operations::PutScalingPolicy,
        &operations::PutScheduledAction,
        &operations::RegisterScalableTarget,
        &operations::TagResource,
        &operations::UntagResource,
    ],
    names: &[
        "DeleteScalingPolicy",
        "DeleteScheduledAction",
        "DeregisterScalableTarget",
        "DescribeScalableTargets",
        "DescribeScalingActivities",
        "DescribeScalingPolicies",
        "DescribeScheduledActions",
        "GetPredictiveScalingForecast",
        "ListTagsForResource",
        "PutScalingPolicy",
        "PutScheduledAction",
        "RegisterScalableTarget",
        "TagResource",
        "UntagResource",
    ],
    refusal: &errors::ValidationException,
    refused: &[],
    elsewhere: &[],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static DeleteScalingPolicy: OperationSchema = OperationSchema {
        name: "DeleteScalingPolicy",
        service: &SERVICE,
        input: Some(&shapes::DeleteScalingPolicyRequest),
        output: Some(&shapes::DeleteScalingPolicyResponse),
        result_wrapper: "",
        errors: &[
            &errors::ValidationException,
            &errors::ObjectNotFoundException,
            &errors::ConcurrentUpdateException,
            &errors::InternalServiceException,
        ],
        http: None,
    };
    pub static DeleteScheduledAction: OperationSchema = OperationSchema {
        name: "DeleteScheduledAction",
        service: &SERVICE,
        input: Some(&shapes::DeleteScheduledActionRequest),
        output: Some(&shapes::DeleteScheduledActionResponse),
        result_wrapper: "",
        errors: &[
            &errors::ValidationException,
            &errors::ObjectNotFoundException,
            &errors::ConcurrentUpdateException,
            &errors::InternalServiceException,
        ],
        http: None,
    };
    pub static DeregisterScalableTarget: OperationSchema = OperationSchema {
        name: "DeregisterScalableTarget",
        service: &SERVICE,
        input: Some(&shapes::DeregisterScalableTargetRequest),
        output: Some(&shapes::DeregisterScalableTargetResponse),
        result_wrapper: "",
        errors: &[
            &errors::ValidationException,
            &errors::ObjectNotFoundException,
            &errors::ConcurrentUpdateException,
            &errors::InternalServiceException,
        ],
        http: None,
    };
    pub static DescribeScalableTargets: OperationSchema = OperationSchema {
        name: "DescribeScalableTargets",
        service: &SERVICE,
        input: Some(&shapes::DescribeScalableTargetsRequest),
        output: Some(&shapes::DescribeScalableTargetsResponse),
        result_wrapper: "",
        errors: &[
            &errors::ValidationException,
            &errors::InvalidNextTokenException,
            &errors::ConcurrentUpdateException,
            &errors::InternalServiceException,
        ],
        http: None,
    };
    pub static DescribeScalingActivities: OperationSchema = OperationSchema {
        name: "DescribeScalingActivities",
        service: &SERVICE,
        input: Some(&shapes::DescribeScalingActivitiesRequest),
        output: Some(&shapes::DescribeScalingActivitiesResponse),
        result_wrapper: "",
        errors: &[
            &errors::ValidationException,
            &errors::InvalidNextTokenException,
            &errors::ConcurrentUpdateException,
            &errors::InternalServiceException,
        ],
        http: None,
    };
    pub static DescribeScalingPolicies: OperationSchema = OperationSchema {
        name: "DescribeScalingPolicies",
        service: &SERVICE,
        input: Some(&shapes::DescribeScalingPoliciesRequest),
        output: Some(&shapes::DescribeScalingPoliciesResponse),
        result_wrapper: "",
        errors: &[
            &errors::ValidationException,
            &errors::FailedResourceAccessException,
            &errors::InvalidNextTokenException,
            &errors::ConcurrentUpdateException,
            &errors::InternalServiceException,
        ],
        http: None,
    };
    pub static DescribeScheduledActions: OperationSchema = OperationSchema {
        name: "DescribeScheduledActions",
        service: &SERVICE,
        input: Some(&shapes::DescribeScheduledActionsRequest),
        output: Some(&shapes::DescribeScheduledActionsResponse),
        result_wrapper: "",
        errors: &[
            &errors::ValidationException,
            &errors::InvalidNextTokenException,
            &errors::ConcurrentUpdateException,
            &errors::InternalServiceException,
        ],
        http: None,
    };
    pub static ListTagsForResource: OperationSchema = OperationSchema {
        name: "ListTagsForResource",
        service: &SERVICE,
        input: Some(&shapes::ListTagsForResourceRequest),
        output: Some(&shapes::ListTagsForResourceResponse),
        result_wrapper: "",
        errors: &[&errors::ResourceNotFoundException],
        http: None,
    };
    pub static PutScalingPolicy: OperationSchema = OperationSchema {
        name: "PutScalingPolicy",
        service: &SERVICE,
        input: Some(&shapes::PutScalingPolicyRequest),
        output: Some(&shapes::PutScalingPolicyResponse),
        result_wrapper: "",
        errors: &[
            &errors::ValidationException,
            &errors::LimitExceededException,
            &errors::ObjectNotFoundException,
            &errors::ConcurrentUpdateException,
            &errors::FailedResourceAccessException,
            &errors::InternalServiceException,
        ],
        http: None,
    };
    pub static PutScheduledAction: OperationSchema = OperationSchema {
        name: "PutScheduledAction",
        service: &SERVICE,
        input: Some(&shapes::PutScheduledActionRequest),
        output: Some(&shapes::PutScheduledActionResponse),
        result_wrapper: "",
        errors: &[
            &errors::ValidationException,
            &errors::LimitExceededException,
            &errors::ObjectNotFoundException,
            &errors::ConcurrentUpdateException,
            &errors::InternalServiceException,
        ],
        http: None,
    };
    pub static RegisterScalableTarget: OperationSchema = OperationSchema {
        name: "RegisterScalableTarget",
        service: &SERVICE,
        input: Some(&shapes::RegisterScalableTargetRequest),
        output: Some(&shapes::RegisterScalableTargetResponse),
        result_wrapper: "",
        errors: &[
            &errors::ValidationException,
            &errors::LimitExceededException,
            &errors::ConcurrentUpdateException,
            &errors::InternalServiceException,
        ],
        http: None,
    };
    pub static TagResource: OperationSchema = OperationSchema {
        name: "TagResource",
        service: &SERVICE,
        input: Some(&shapes::TagResourceRequest),
        output: Some(&shapes::TagResourceResponse),
        result_wrapper: "",
        errors: &[
            &errors::ResourceNotFoundException,
            &errors::TooManyTagsException,
            &errors::ValidationException,
        ],
        http: None,
    };
    pub static UntagResource: OperationSchema = OperationSchema {
        name: "UntagResource",
        service: &SERVICE,
        input: Some(&shapes::UntagResourceRequest),
        output: Some(&shapes::UntagResourceResponse),
        result_wrapper: "",
        errors: &[&errors::ResourceNotFoundException, &errors::ValidationException],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static AdjustmentType: Shape = k::string(
        "AdjustmentType",
        &["ChangeInCapacity", "PercentChangeInCapacity", "ExactCapacity"],
        "",
        k::FREE,
    );
    pub static Alarm: Shape =
        k::structure("Alarm", &[k::required("AlarmARN", &ResourceId), k::required("AlarmName", &ResourceId)]);
    pub static Alarms: Shape = k::list("Alarms", &Alarm, "member", false, k::FREE);
    pub static AmazonResourceName: Shape = k::string(
        "AmazonResourceName",
        &[],
        "^arn:.+:application-autoscaling:.+:[0-9]+:scalable-target\\/[a-zA-Z0-9-]+$",
        k::within(1, 1011),
    );
    pub static Cooldown: Shape = k::simple("Cooldown", Kind::Integer, k::FREE);
    pub static CustomizedMetricSpecification: Shape = k::structure(
        "CustomizedMetricSpecification",
        &[
            k::optional("Dimensions", &MetricDimensions),
            k::optional("MetricName", &MetricName),
            k::optional("Metrics", &TargetTrackingMetricDataQueries),
            k::optional("Namespace", &MetricNamespace),
            k::optional("Statistic", &MetricStatistic),
            k::optional("Unit", &MetricUnit),
        ],
    );
    pub static DeleteScalingPolicyRequest: Shape = k::structure(
        "DeleteScalingPolicyRequest",
        &[
            k::required("PolicyName", &ResourceIdMaxLen1600),
            k::required("ResourceId", &ResourceIdMaxLen1600),
            k::required("ScalableDimension", &ScalableDimension),
            k::required("ServiceNamespace", &ServiceNamespace),
        ],
    );
    pub static DeleteScalingPolicyResponse: Shape = k::structure("DeleteScalingPolicyResponse", &[]);
    pub static DeleteScheduledActionRequest: Shape = k::structure(
        "DeleteScheduledActionRequest",
        &[
            k::required("ResourceId", &ResourceIdMaxLen1600),
            k::required("ScalableDimension", &ScalableDimension),
            k::required("ScheduledActionName", &ResourceIdMaxLen1600),
            k::required("ServiceNamespace", &ServiceNamespace),
        ],
    );
    pub static DeleteScheduledActionResponse: Shape = k::structure("DeleteScheduledActionResponse", &[]);
    pub static DeregisterScalableTargetRequest: Shape = k::structure(
        "DeregisterScalableTargetRequest",
        &[
            k::required("ResourceId", &ResourceIdMaxLen1600),
            k::required("ScalableDimension", &ScalableDimension),
            k::required("ServiceNamespace", &ServiceNamespace),
        ],
    );
    pub static DeregisterScalableTargetResponse: Shape =
        k::structure("DeregisterScalableTargetResponse", &[]);
    pub static DescribeScalableTargetsRequest: Shape = k::structure(
        "DescribeScalableTargetsRequest",
        &[
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &XmlString),
            k::optional("ResourceIds", &ResourceIdsMaxLen1600),
            k::optional("ScalableDimension", &ScalableDimension),
            k::required("ServiceNamespace", &ServiceNamespace),
        ],
    );
    pub static DescribeScalableTargetsResponse: Shape = k::structure(
        "DescribeScalableTargetsResponse",
        &[k::optional("NextToken", &XmlString), k::optional("ScalableTargets", &ScalableTargets)],
    );
    pub static DescribeScalingActivitiesRequest: Shape = k::structure(
        "DescribeScalingActivitiesRequest",
        &[
            k::optional("IncludeNotScaledActivities", &IncludeNotScaledActivities),
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &XmlString),
            k::optional("ResourceId", &ResourceIdMaxLen1600),
            k::optional("ScalableDimension", &ScalableDimension),
            k::required("ServiceNamespace", &ServiceNamespace),
        ],
    );
    pub static DescribeScalingActivitiesResponse: Shape = k::structure(
        "DescribeScalingActivitiesResponse",
        &[k::optional("NextToken", &XmlString), k::optional("ScalingActivities", &ScalingActivities)],
    );
    pub static DescribeScalingPoliciesRequest: Shape = k::structure(
        "DescribeScalingPoliciesRequest",
        &[
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &XmlString),
            k::optional("PolicyNames", &ResourceIdsMaxLen1600),
            k::optional("ResourceId", &ResourceIdMaxLen1600),
            k::optional("ScalableDimension", &ScalableDimension),
            k::required("ServiceNamespace", &ServiceNamespace),
        ],
    );
    pub static DescribeScalingPoliciesResponse: Shape = k::structure(
        "DescribeScalingPoliciesResponse",
        &[k::optional("NextToken", &XmlString), k::optional("ScalingPolicies", &ScalingPolicies)],
    );
    pub static DescribeScheduledActionsRequest: Shape = k::structure(
        "DescribeScheduledActionsRequest",
        &[
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &XmlString),
            k::optional("ResourceId", &ResourceIdMaxLen1600),
            k::optional("ScalableDimension", &ScalableDimension),
            k::optional("ScheduledActionNames", &ResourceIdsMaxLen1600),
            k::required("ServiceNamespace", &ServiceNamespace),
        ],
    );
    pub static DescribeScheduledActionsResponse: Shape = k::structure(
        "DescribeScheduledActionsResponse",
        &[k::optional("NextToken", &XmlString), k::optional("ScheduledActions", &ScheduledActions)],
    );
    pub static DisableScaleIn: Shape = k::simple("DisableScaleIn", Kind::Boolean, k::FREE);
    pub static ErrorMessage: Shape = k::string("ErrorMessage", &[], "", k::FREE);
    pub static ExceptionMessage: Shape = k::string("ExceptionMessage", &[], "", k::FREE);
    pub static Expression: Shape = k::string(
        "Expression",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 2048),
    );
    pub static Id: Shape = k::string(
        "Id",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 255),
    );
    pub static IncludeNotScaledActivities: Shape =
        k::simple("IncludeNotScaledActivities", Kind::Boolean, k::FREE);
    pub static ListTagsForResourceRequest: Shape =
        k::structure("ListTagsForResourceRequest", &[k::required("ResourceARN", &AmazonResourceName)]);
    pub static ListTagsForResourceResponse: Shape =
        k::structure("ListTagsForResourceResponse", &[k::optional("Tags", &TagMap)]);
    pub static MaxResults: Shape = k::simple("MaxResults", Kind::Integer, k::FREE);
    pub static MetricAggregationType: Shape =
        k::string("MetricAggregationType", &["Average", "Minimum", "Maximum"], "", k::FREE);
    pub static MetricDimension: Shape = k::structure(
        "MetricDimension",
        &[k::required("Name", &MetricDimensionName), k::required("Value", &MetricDimensionValue)],
    );
    pub static MetricDimensionName: Shape = k::string("MetricDimensionName", &[], "", k::FREE);
    pub static MetricDimensionValue: Shape = k::string("MetricDimensionValue", &[], "", k::FREE);
    pub static MetricDimensions: Shape =
        k::list("MetricDimensions", &MetricDimension, "member", false, k::FREE);
    pub static MetricName: Shape = k::string("MetricName", &[], "", k::FREE);
    pub static MetricNamespace: Shape = k::string("MetricNamespace", &[], "", k::FREE);
    pub static MetricScale: Shape = k::simple("MetricScale", Kind::Double, k::FREE);
    pub static MetricStatistic: Shape =
        k::string("MetricStatistic", &["Average", "Minimum", "Maximum", "SampleCount", "Sum"], "", k::FREE);
    pub static MetricType: Shape = k::string(
        "MetricType",
        &[
            "DynamoDBReadCapacityUtilization",
            "DynamoDBWriteCapacityUtilization",
            "ALBRequestCountPerTarget",
            "RDSReaderAverageCPUUtilization",
            "RDSReaderAverageDatabaseConnections",
            "EC2SpotFleetRequestAverageCPUUtilization",
            "EC2SpotFleetRequestAverageNetworkIn",
            "EC2SpotFleetRequestAverageNetworkOut",
            "SageMakerVariantInvocationsPerInstance",
            "ECSServiceAverageCPUUtilization",
            "ECSServiceAverageMemoryUtilization",
            "AppStreamAverageCapacityUtilization",
            "ComprehendInferenceUtilization",
            "LambdaProvisionedConcurrencyUtilization",
            "CassandraReadCapacityUtilization",
            "CassandraWriteCapacityUtilization",
            "KafkaBrokerStorageUtilization",
            "ElastiCacheEngineCPUUtilization",
            "ElastiCacheDatabaseMemoryUsagePercentage",
            "ElastiCachePrimaryEngineCPUUtilization",
            "ElastiCacheReplicaEngineCPUUtilization",
            "ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage",
            "NeptuneReaderAverageCPUUtilization",
            "SageMakerVariantProvisionedConcurrencyUtilization",
            "ElastiCacheDatabaseCapacityUsageCountedForEvictPercentage",
            "SageMakerInferenceComponentInvocationsPerCopy",
            "WorkSpacesAverageUserSessionsCapacityUtilization",
            "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution",
            "SageMakerVariantConcurrentRequestsPerModelHighResolution",
        ],
        "",
        k::FREE,
    );
    pub static MetricUnit: Shape = k::string("MetricUnit", &[], "", k::FREE);
    pub static MinAdjustmentMagnitude: Shape = k::simple("MinAdjustmentMagnitude", Kind::Integer, k::FREE);
    pub static NotScaledReason: Shape = k::structure(
        "NotScaledReason",
        &[
            k::required("Code", &XmlString),
            k::optional("CurrentCapacity", &ResourceCapacity),
            k::optional("MaxCapacity", &ResourceCapacity),
            k::optional("MinCapacity", &ResourceCapacity),
        ],
    );
    pub static NotScaledReasons: Shape =
        k::list("NotScaledReasons", &NotScaledReason, "member", false, k::FREE);
    pub static PolicyName: Shape = k::string("PolicyName", &[], "\\p{Print}+", k::within(1, 256));
    pub static PolicyType: Shape =
        k::string("PolicyType", &["StepScaling", "TargetTrackingScaling", "PredictiveScaling"], "", k::FREE);
    pub static PredefinedMetricSpecification: Shape = k::structure(
        "PredefinedMetricSpecification",
        &[k::required("PredefinedMetricType", &MetricType), k::optional("ResourceLabel", &ResourceLabel)],
    );
    pub static PredictiveScalingCustomizedMetricSpecification: Shape = k::structure(
        "PredictiveScalingCustomizedMetricSpecification",
        &[k::required("MetricDataQueries", &PredictiveScalingMetricDataQueries)],
    );
    pub static PredictiveScalingMaxCapacityBreachBehavior: Shape = k::string(
        "PredictiveScalingMaxCapacityBreachBehavior",
        &["HonorMaxCapacity", "IncreaseMaxCapacity"],
        "",
        k::FREE,
    );
    pub static PredictiveScalingMaxCapacityBuffer: Shape =
        k::simple("PredictiveScalingMaxCapacityBuffer", Kind::Integer, k::within(0, 100));
    pub static PredictiveScalingMetric: Shape = k::structure(
        "PredictiveScalingMetric",
        &[
            k::optional("Dimensions", &PredictiveScalingMetricDimensions),
            k::optional("MetricName", &PredictiveScalingMetricName),
            k::optional("Namespace", &PredictiveScalingMetricNamespace),
        ],
    );
    pub static PredictiveScalingMetricDataQueries: Shape = k::list(
        "PredictiveScalingMetricDataQueries",
        &PredictiveScalingMetricDataQuery,
        "member",
        false,
        k::FREE,
    );
    pub static PredictiveScalingMetricDataQuery: Shape = k::structure(
        "PredictiveScalingMetricDataQuery",
        &[
            k::optional("Expression", &Expression),
            k::required("Id", &Id),
            k::optional("Label", &XmlString),
            k::optional("MetricStat", &PredictiveScalingMetricStat),
            k::optional("ReturnData", &ReturnData),
        ],
    );
    pub static PredictiveScalingMetricDimension: Shape = k::structure(
        "PredictiveScalingMetricDimension",
        &[
            k::required("Name", &PredictiveScalingMetricDimensionName),
            k::required("Value", &PredictiveScalingMetricDimensionValue),
        ],
    );
    pub static PredictiveScalingMetricDimensionName: Shape = k::string(
        "PredictiveScalingMetricDimensionName",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 255),
    );
    pub static PredictiveScalingMetricDimensionValue: Shape = k::string(
        "PredictiveScalingMetricDimensionValue",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 1024),
    );
    pub static PredictiveScalingMetricDimensions: Shape = k::list(
        "PredictiveScalingMetricDimensions",
        &PredictiveScalingMetricDimension,
        "member",
        false,
        k::FREE,
    );
    pub static PredictiveScalingMetricName: Shape = k::string(
        "PredictiveScalingMetricName",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 255),
    );
    pub static PredictiveScalingMetricNamespace: Shape = k::string(
        "PredictiveScalingMetricNamespace",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 255),
    );
    pub static PredictiveScalingMetricSpecification: Shape = k::structure(
        "PredictiveScalingMetricSpecification",
        &[
            k::optional(
                "CustomizedCapacityMetricSpecification",
                &PredictiveScalingCustomizedMetricSpecification,
            ),
            k::optional("CustomizedLoadMetricSpecification", &PredictiveScalingCustomizedMetricSpecification),
            k::optional(
                "CustomizedScalingMetricSpecification",
                &PredictiveScalingCustomizedMetricSpecification,
            ),
            k::optional(
                "PredefinedLoadMetricSpecification",
                &PredictiveScalingPredefinedLoadMetricSpecification,
            ),
            k::optional(
                "PredefinedMetricPairSpecification",
                &PredictiveScalingPredefinedMetricPairSpecification,
            ),
            k::optional(
                "PredefinedScalingMetricSpecification",
                &PredictiveScalingPredefinedScalingMetricSpecification,
            ),
            k::required("TargetValue", &MetricScale),
        ],
    );
    pub static PredictiveScalingMetricSpecifications: Shape = k::list(
        "PredictiveScalingMetricSpecifications",
        &PredictiveScalingMetricSpecification,
        "member",
        false,
        k::FREE,
    );
    pub static PredictiveScalingMetricStat: Shape = k::structure(
        "PredictiveScalingMetricStat",
        &[
            k::required("Metric", &PredictiveScalingMetric),
            k::required("Stat", &XmlString),
            k::optional("Unit", &PredictiveScalingMetricUnit),
        ],
    );
    pub static PredictiveScalingMetricType: Shape =
        k::string("PredictiveScalingMetricType", &[], "", k::within(1, 128));
    pub static PredictiveScalingMetricUnit: Shape = k::string(
        "PredictiveScalingMetricUnit",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 1023),
    );
    pub static PredictiveScalingMode: Shape =
        k::string("PredictiveScalingMode", &["ForecastOnly", "ForecastAndScale"], "", k::FREE);
    pub static PredictiveScalingPolicyConfiguration: Shape = k::structure(
        "PredictiveScalingPolicyConfiguration",
        &[
            k::optional("MaxCapacityBreachBehavior", &PredictiveScalingMaxCapacityBreachBehavior),
            k::optional("MaxCapacityBuffer", &PredictiveScalingMaxCapacityBuffer),
            k::required("MetricSpecifications", &PredictiveScalingMetricSpecifications),
            k::optional("Mode", &PredictiveScalingMode),
            k::optional("SchedulingBufferTime", &PredictiveScalingSchedulingBufferTime),
        ],
    );
    pub static PredictiveScalingPredefinedLoadMetricSpecification: Shape = k::structure(
        "PredictiveScalingPredefinedLoadMetricSpecification",
        &[
            k::required("PredefinedMetricType", &PredictiveScalingMetricType),
            k::optional("ResourceLabel", &ResourceLabel),
        ],
    );
    pub static PredictiveScalingPredefinedMetricPairSpecification: Shape = k::structure(
        "PredictiveScalingPredefinedMetricPairSpecification",
        &[
            k::required("PredefinedMetricType", &PredictiveScalingMetricType),
            k::optional("ResourceLabel", &ResourceLabel),
        ],
    );
    pub static PredictiveScalingPredefinedScalingMetricSpecification: Shape = k::structure(
        "PredictiveScalingPredefinedScalingMetricSpecification",
        &[
            k::required("PredefinedMetricType", &PredictiveScalingMetricType),
            k::optional("ResourceLabel", &ResourceLabel),
        ],
    );
    pub static PredictiveScalingSchedulingBufferTime: Shape =
        k::simple("PredictiveScalingSchedulingBufferTime", Kind::Integer, k::within(0, 3600));
    pub static PutScalingPolicyRequest: Shape = k::structure(
        "PutScalingPolicyRequest",
        &[
            k::required("PolicyName", &PolicyName),
            k::optional("PolicyType", &PolicyType),
            k::optional("PredictiveScalingPolicyConfiguration", &k::refused(&[], "predictive scaling")),
            k::required("ResourceId", &ResourceIdMaxLen1600),
            k::required("ScalableDimension", &ScalableDimension),
            k::required("ServiceNamespace", &ServiceNamespace),
            k::optional("StepScalingPolicyConfiguration", &StepScalingPolicyConfiguration),
            k::optional(
                "TargetTrackingScalingPolicyConfiguration",
                &TargetTrackingScalingPolicyConfiguration,
            ),
        ],
    );
    pub static PutScalingPolicyResponse: Shape = k::structure(
        "PutScalingPolicyResponse",
        &[k::optional("Alarms", &Alarms), k::required("PolicyARN", &ResourceIdMaxLen1600)],
    );
    pub static PutScheduledActionRequest: Shape = k::structure(
        "PutScheduledActionRequest",
        &[
            k::optional("EndTime", &TimestampType),
            k::required("ResourceId", &ResourceIdMaxLen1600),
            k::required("ScalableDimension", &ScalableDimension),
            k::optional("ScalableTargetAction", &ScalableTargetAction),
            k::optional("Schedule", &ResourceIdMaxLen1600),
            k::required("ScheduledActionName", &ScheduledActionName),
            k::required("ServiceNamespace", &ServiceNamespace),
            k::optional("StartTime", &TimestampType),
            k::optional("Timezone", &ResourceIdMaxLen1600),
        ],
    );
    pub static PutScheduledActionResponse: Shape = k::structure("PutScheduledActionResponse", &[]);
    pub static RegisterScalableTargetRequest: Shape = k::structure(
        "RegisterScalableTargetRequest",
        &[
            k::optional("MaxCapacity", &ResourceCapacity),
            k::optional("MinCapacity", &ResourceCapacity),
            k::required("ResourceId", &ResourceIdMaxLen1600),
            k::optional("RoleARN", &ResourceIdMaxLen1600),
            k::required("ScalableDimension", &ScalableDimension),
            k::required("ServiceNamespace", &ServiceNamespace),
            k::optional("SuspendedState", &SuspendedState),
            k::optional("Tags", &TagMap),
        ],
    );
    pub static RegisterScalableTargetResponse: Shape =
        k::structure("RegisterScalableTargetResponse", &[k::optional("ScalableTargetARN", &XmlString)]);
    pub static ResourceCapacity: Shape = k::simple("ResourceCapacity", Kind::Integer, k::FREE);
    pub static ResourceId: Shape = k::string(
        "ResourceId",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::FREE,
    );
    pub static ResourceIdMaxLen1600: Shape = k::string(
        "ResourceIdMaxLen1600",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 1600),
    );
    pub static ResourceIdsMaxLen1600: Shape =
        k::list("ResourceIdsMaxLen1600", &ResourceIdMaxLen1600, "member", false, k::at_most(50));
    pub static ResourceLabel: Shape = k::string("ResourceLabel", &[], "", k::within(1, 1023));
    pub static ReturnData: Shape = k::simple("ReturnData", Kind::Boolean, k::FREE);
    pub static ScalableDimension: Shape = k::string(
        "ScalableDimension",
        &[
            "ecs:service:DesiredCount",
            "ec2:spot-fleet-request:TargetCapacity",
            "elasticmapreduce:instancegroup:InstanceCount",
            "appstream:fleet:DesiredCapacity",
            "dynamodb:table:ReadCapacityUnits",
            "dynamodb:table:WriteCapacityUnits",
            "dynamodb:index:ReadCapacityUnits",
            "dynamodb:index:WriteCapacityUnits",
            "rds:cluster:ReadReplicaCount",
            "sagemaker:variant:DesiredInstanceCount",
            "custom-resource:ResourceType:Property",
            "comprehend:document-classifier-endpoint:DesiredInferenceUnits",
            "comprehend:entity-recognizer-endpoint:DesiredInferenceUnits",
            "lambda:function:ProvisionedConcurrency",
            "cassandra:table:ReadCapacityUnits",
            "cassandra:table:WriteCapacityUnits",
            "kafka:broker-storage:VolumeSize",
            "elasticache:cache-cluster:Nodes",
            "elasticache:replication-group:NodeGroups",
            "elasticache:replication-group:Replicas",
            "neptune:cluster:ReadReplicaCount",
            "sagemaker:variant:DesiredProvisionedConcurrency",
            "sagemaker:inference-component:DesiredCopyCount",
            "workspaces:workspacespool:DesiredUserSessions",
        ],
        "",
        k::FREE,
    );
    pub static ScalableTarget: Shape = k::structure(
        "ScalableTarget",
        &[
            k::required("CreationTime", &TimestampType),
            k::required("MaxCapacity", &ResourceCapacity),
            k::required("MinCapacity", &ResourceCapacity),
            k::optional("PredictedCapacity", &ResourceCapacity),
            k::required("ResourceId", &ResourceIdMaxLen1600),
            k::required("RoleARN", &ResourceIdMaxLen1600),
            k::required("ScalableDimension", &ScalableDimension),
            k::optional("ScalableTargetARN", &XmlString),
            k::required("ServiceNamespace", &ServiceNamespace),
            k::optional("SuspendedState", &SuspendedState),
        ],
    );
    pub static ScalableTargetAction: Shape = k::structure(
        "ScalableTargetAction",
        &[k::optional("MaxCapacity", &ResourceCapacity), k::optional("MinCapacity", &ResourceCapacity)],
    );
    pub static ScalableTargets: Shape = k::list("ScalableTargets", &ScalableTarget, "member", false, k::FREE);
    pub static ScalingActivities: Shape =
        k::list("ScalingActivities", &ScalingActivity, "member", false, k::FREE);
    pub static ScalingActivity: Shape = k::structure(
        "ScalingActivity",
        &[
            k::required("ActivityId", &ResourceId),
            k::required("Cause", &XmlString),
            k::required("Description", &XmlString),
            k::optional("Details", &XmlString),
            k::optional("EndTime", &TimestampType),
            k::optional("NotScaledReasons", &NotScaledReasons),
            k::required("ResourceId", &ResourceIdMaxLen1600),
            k::required("ScalableDimension", &ScalableDimension),
            k::required("ServiceNamespace", &ServiceNamespace),
            k::required("StartTime", &TimestampType),
            k::required("StatusCode", &ScalingActivityStatusCode),
            k::optional("StatusMessage", &XmlString),
        ],
    );
    pub static ScalingActivityStatusCode: Shape = k::string(
        "ScalingActivityStatusCode",
        &["Pending", "InProgress", "Successful", "Overridden", "Unfulfilled", "Failed"],
        "",
        k::FREE,
    );
    pub static ScalingAdjustment: Shape = k::simple("ScalingAdjustment", Kind::Integer, k::FREE);
    pub static ScalingPolicies: Shape = k::list("ScalingPolicies", &ScalingPolicy, "member", false, k::FREE);
    pub static ScalingPolicy: Shape = k::structure(
        "ScalingPolicy",
        &[
            k::optional("Alarms", &Alarms),
            k::required("CreationTime", &TimestampType),
            k::required("PolicyARN", &ResourceIdMaxLen1600),
            k::required("PolicyName", &PolicyName),
            k::required("PolicyType", &PolicyType),
            k::optional("PredictiveScalingPolicyConfiguration", &PredictiveScalingPolicyConfiguration),
            k::required("ResourceId", &ResourceIdMaxLen1600),
            k::required("ScalableDimension", &ScalableDimension),
            k::required("ServiceNamespace", &ServiceNamespace),
            k::optional("StepScalingPolicyConfiguration", &StepScalingPolicyConfiguration),
            k::optional(
                "TargetTrackingScalingPolicyConfiguration",
                &TargetTrackingScalingPolicyConfiguration,
            ),
        ],
    );
    pub static ScalingSuspended: Shape = k::simple("ScalingSuspended", Kind::Boolean, k::FREE);
    pub static ScheduledAction: Shape = k::structure(
        "ScheduledAction",
        &[
            k::required("CreationTime", &TimestampType),
            k::optional("EndTime", &TimestampType),
            k::required("ResourceId", &ResourceIdMaxLen1600),
            k::optional("ScalableDimension", &ScalableDimension),
            k::optional("ScalableTargetAction", &ScalableTargetAction),
            k::required("Schedule", &ResourceIdMaxLen1600),
            k::required("ScheduledActionARN", &ResourceIdMaxLen1600),
            k::required("ScheduledActionName", &ScheduledActionName),
            k::required("ServiceNamespace", &ServiceNamespace),
            k::optional("StartTime", &TimestampType),
            k::optional("Timezone", &ResourceIdMaxLen1600),
        ],
    );
    pub static ScheduledActionName: Shape = k::string(
        "ScheduledActionName",
        &[],
        "(?!((^[ ]+.*)|(.*([\\u0000-\\u001f]|[\\u007f-\\u009f]|[:/|])+.*)|(.*[ ]+$))).+",
        k::within(1, 256),
    );
    pub static ScheduledActions: Shape =
        k::list("ScheduledActions", &ScheduledAction, "member", false, k::FREE);
    pub static ServiceNamespace: Shape = k::string(
        "ServiceNamespace",
        &[
            "ecs",
            "elasticmapreduce",
            "ec2",
            "appstream",
            "dynamodb",
            "rds",
            "sagemaker",
            "custom-resource",
            "comprehend",
            "lambda",
            "cassandra",
            "kafka",
            "elasticache",
            "neptune",
            "workspaces",
        ],
        "",
        k::FREE,
    );
    pub static StepAdjustment: Shape = k::structure(
        "StepAdjustment",
        &[
            k::optional("MetricIntervalLowerBound", &MetricScale),
            k::optional("MetricIntervalUpperBound", &MetricScale),
            k::required("ScalingAdjustment", &ScalingAdjustment),
        ],
    );
    pub static StepAdjustments: Shape = k::list("StepAdjustments", &StepAdjustment, "member", false, k::FREE);
    pub static StepScalingPolicyConfiguration: Shape = k::structure(
        "StepScalingPolicyConfiguration",
        &[
            k::optional("AdjustmentType", &AdjustmentType),
            k::optional("Cooldown", &Cooldown),
            k::optional("MetricAggregationType", &MetricAggregationType),
            k::optional("MinAdjustmentMagnitude", &MinAdjustmentMagnitude),
            k::optional("StepAdjustments", &StepAdjustments),
        ],
    );
    pub static SuspendedState: Shape = k::structure(
        "SuspendedState",
        &[
            k::optional("DynamicScalingInSuspended", &ScalingSuspended),
            k::optional("DynamicScalingOutSuspended", &ScalingSuspended),
            k::optional("ScheduledScalingSuspended", &ScalingSuspended),
        ],
    );
    pub static TagKey: Shape = k::string("TagKey", &[], "", k::within(1, 128));
    pub static TagKeyList: Shape = k::list("TagKeyList", &TagKey, "member", false, k::within(0, 200));
    pub static TagMap: Shape = k::map("TagMap", &TagKey, &TagValue, ("key", "value"), false, k::FREE);
    pub static TagResourceRequest: Shape = k::structure(
        "TagResourceRequest",
        &[k::required("ResourceARN", &AmazonResourceName), k::required("Tags", &TagMap)],
    );
    pub static TagResourceResponse: Shape = k::structure("TagResourceResponse", &[]);
    pub static TagValue: Shape = k::string("TagValue", &[], "", k::within(0, 256));
    pub static TargetTrackingMetric: Shape = k::structure(
        "TargetTrackingMetric",
        &[
            k::optional("Dimensions", &TargetTrackingMetricDimensions),
            k::optional("MetricName", &TargetTrackingMetricName),
            k::optional("Namespace", &TargetTrackingMetricNamespace),
        ],
    );
    pub static TargetTrackingMetricDataQueries: Shape =
        k::list("TargetTrackingMetricDataQueries", &TargetTrackingMetricDataQuery, "member", false, k::FREE);
    pub static TargetTrackingMetricDataQuery: Shape = k::structure(
        "TargetTrackingMetricDataQuery",
        &[
            k::optional("Expression", &Expression),
            k::required("Id", &Id),
            k::optional("Label", &XmlString),
            k::optional("MetricStat", &TargetTrackingMetricStat),
            k::optional("ReturnData", &ReturnData),
        ],
    );
    pub static TargetTrackingMetricDimension: Shape = k::structure(
        "TargetTrackingMetricDimension",
        &[
            k::required("Name", &TargetTrackingMetricDimensionName),
            k::required("Value", &TargetTrackingMetricDimensionValue),
        ],
    );
    pub static TargetTrackingMetricDimensionName: Shape = k::string(
        "TargetTrackingMetricDimensionName",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 255),
    );
    pub static TargetTrackingMetricDimensionValue: Shape = k::string(
        "TargetTrackingMetricDimensionValue",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 1024),
    );
    pub static TargetTrackingMetricDimensions: Shape =
        k::list("TargetTrackingMetricDimensions", &TargetTrackingMetricDimension, "member", false, k::FREE);
    pub static TargetTrackingMetricName: Shape = k::string(
        "TargetTrackingMetricName",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 255),
    );
    pub static TargetTrackingMetricNamespace: Shape = k::string(
        "TargetTrackingMetricNamespace",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 255),
    );
    pub static TargetTrackingMetricStat: Shape = k::structure(
        "TargetTrackingMetricStat",
        &[
            k::required("Metric", &TargetTrackingMetric),
            k::required("Stat", &XmlString),
            k::optional("Unit", &TargetTrackingMetricUnit),
        ],
    );
    pub static TargetTrackingMetricUnit: Shape = k::string(
        "TargetTrackingMetricUnit",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::within(1, 1023),
    );
    pub static TargetTrackingScalingPolicyConfiguration: Shape = k::structure(
        "TargetTrackingScalingPolicyConfiguration",
        &[
            k::optional("CustomizedMetricSpecification", &CustomizedMetricSpecification),
            k::optional("DisableScaleIn", &DisableScaleIn),
            k::optional("PredefinedMetricSpecification", &PredefinedMetricSpecification),
            k::optional("ScaleInCooldown", &Cooldown),
            k::optional("ScaleOutCooldown", &Cooldown),
            k::required("TargetValue", &MetricScale),
        ],
    );
    pub static TimestampType: Shape =
        k::simple("TimestampType", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static UntagResourceRequest: Shape = k::structure(
        "UntagResourceRequest",
        &[k::required("ResourceARN", &AmazonResourceName), k::required("TagKeys", &TagKeyList)],
    );
    pub static UntagResourceResponse: Shape = k::structure("UntagResourceResponse", &[]);
    pub static XmlString: Shape = k::string(
        "XmlString",
        &[],
        "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
        k::FREE,
    );
}
