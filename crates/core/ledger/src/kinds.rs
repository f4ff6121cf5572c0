//! The list of everything the ledger keeps. A new kind is one line here.
//! Deliberately absent: anything but the list; what a kind means is said in `model`.

use model::{
    acm, cloud_map, cloudtrail, cloudwatch, dynamodb, ec2, ecr, ecs, elbv2, kept, logs, resource_groups,
    scaling, sns, ssm, sts,
};

use crate::specimen;

crate::world::world! {
    notes: specimen::Note,
    specimens: specimen::Specimen,

    account_settings: ecs::AccountSetting,
    clusters: ecs::Cluster,
    capacity_providers: ecs::CapacityProvider,
    container_instances: ecs::ContainerInstance,
    task_definitions: ecs::TaskDefinition,
    services: ecs::Service,
    service_events: ecs::ServiceEvents,
    service_deployments: ecs::ServiceDeployment,
    service_revisions: ecs::ServiceRevision,
    tasks: ecs::Task,
    run_receipts: ecs::RunReceipt,

    load_balancers: elbv2::LoadBalancer,
    target_groups: elbv2::TargetGroup,
    listeners: elbv2::Listener,
    rules: elbv2::Rule,
    targets: elbv2::Target,
    target_healths: elbv2::TargetHealth,

    certificates: acm::Certificate,
    certificate_requests: acm::CertificateRequest,

    instances: ec2::Instance,
    vpcs: ec2::Vpc,
    subnets: ec2::Subnet,
    security_groups: ec2::SecurityGroup,
    network_receipts: ec2::NetworkReceipt,

    sessions: sts::Session,

    topics: sns::Topic,
    subscriptions: sns::Subscription,
    messages: sns::Message,
    deliveries: sns::Delivery,

    parameters: ssm::Parameter,
    parameter_versions: ssm::ParameterVersion,

    repositories: ecr::Repository,
    images: ecr::Image,

    log_groups: logs::LogGroup,
    log_streams: logs::LogStream,
    metric_filters: logs::MetricFilter,
    query_definitions: logs::QueryDefinition,

    events: cloudtrail::Event,

    kept_resources: kept::KeptResource,

    resource_groups: resource_groups::Group,

    alarms: cloudwatch::Alarm,
    alarm_states: cloudwatch::AlarmState,
    alarm_histories: cloudwatch::AlarmHistoryItem,

    scalable_targets: scaling::ScalableTarget,
    scaling_policies: scaling::ScalingPolicy,
    scheduled_actions: scaling::ScheduledAction,
    scheduled_runs: scaling::ScheduledRuns,
    scaling_activities: scaling::ScalingActivity,

    dynamodb_tables: dynamodb::Table,
    dynamodb_items: dynamodb::Item,
    dynamodb_receipts: dynamodb::Receipt,

    namespaces: cloud_map::Namespace,
    discovery_services: cloud_map::Service,
    discovery_instances: cloud_map::Instance,
    discovery_operations: cloud_map::Operation,
}
