//! Makes a data directory with a record of nearly every kind, a log event and a metric value: what `crates/core/ledger/tests/formats` keeps of
//! each format. In: a directory that is not there yet. Out: its files.
//!
//! `cargo run -p testkit --example one_of_everything DIRECTORY`, once, when a format is about to change.

use std::error::Error;
use std::path::PathBuf;

use control_plane::entries;
use kernel::rig::Rig;
use ledger::Storage;
use model::Scope;
use serde_json::{Value, json};

type Outcome = Result<(), Box<dyn Error>>;

/// Service, operation, input.
fn calls(scope: &Scope) -> Vec<(&'static str, &'static str, Value)> {
    let vpc = model::ec2::default_vpc(scope);
    let topic = "arn:aws:sns:us-west-2:000000000000:orders";
    let container = json!([{"name": "app", "image": "a", "memory": 64}]);
    let event = json!([{"timestamp": 1_795_000_000_000_i64, "message": "hello"}]);
    let transformation = json!([{"metricName": "m", "metricNamespace": "n", "metricValue": "1"}]);
    vec![
        ("ecs", "CreateCluster", json!({"clusterName": "c"})),
        ("ecs", "PutAccountSetting", json!({"name": "containerInsights", "value": "enabled"})),
        ("ecs", "RegisterTaskDefinition", json!({"family": "web", "containerDefinitions": container})),
        (
            "ecs",
            "CreateService",
            json!({"cluster": "c", "serviceName": "web", "taskDefinition": "web", "desiredCount": 0}),
        ),
        ("ec2", "RunInstances", json!({"ImageId": "ami-1", "MinCount": 1, "MaxCount": 1})),
        ("elbv2", "CreateTargetGroup", json!({"Name": "web", "Protocol": "HTTP", "Port": 80, "VpcId": vpc})),
        ("sns", "CreateTopic", json!({"Name": "orders"})),
        (
            "sns",
            "Subscribe",
            json!({"TopicArn": topic, "Protocol": "http", "Endpoint": "http://127.0.0.1:9/"}),
        ),
        ("ssm", "PutParameter", json!({"Name": "/shop/key", "Value": "v", "Type": "String"})),
        ("ecr", "CreateRepository", json!({"repositoryName": "shop"})),
        ("logs", "CreateLogGroup", json!({"logGroupName": "g"})),
        ("logs", "CreateLogStream", json!({"logGroupName": "g", "logStreamName": "s"})),
        ("logs", "PutLogEvents", json!({"logGroupName": "g", "logStreamName": "s", "logEvents": event})),
        (
            "logs",
            "PutMetricFilter",
            json!({"logGroupName": "g", "filterName": "f", "filterPattern": "hello", "metricTransformations": transformation}),
        ),
        ("logs", "PutQueryDefinition", json!({"name": "q", "queryString": "fields @message"})),
        (
            "cloudwatch",
            "PutMetricData",
            json!({"Namespace": "n", "MetricData": [{"MetricName": "m", "Value": 1.5}]}),
        ),
        (
            "cloudwatch",
            "PutMetricAlarm",
            json!({
                "AlarmName": "hot", "MetricName": "m", "Namespace": "n", "Statistic": "Sum", "Period": 60,
                "EvaluationPeriods": 1, "Threshold": 1.5, "ComparisonOperator": "GreaterThanThreshold",
            }),
        ),
        (
            "dynamodb",
            "CreateTable",
            json!({
                "TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
            }),
        ),
        ("dynamodb", "PutItem", json!({"TableName": "orders", "Item": {"k": {"S": "one"}}})),
        ("servicediscovery", "CreateHttpNamespace", json!({"Name": "shop"})),
        ("acm", "RequestCertificate", json!({"DomainName": "a.test"})),
        (
            "sts",
            "AssumeRole",
            json!({"RoleArn": "arn:aws:iam::000000000000:role/app", "RoleSessionName": "shop"}),
        ),
    ]
}

fn main() -> Outcome {
    let directory: PathBuf = std::env::args_os().nth(1).ok_or("which directory?")?.into();
    let cloud = Rig::open(entries(), &Storage::Directory(directory));
    for (service, operation, input) in calls(&cloud.scope()) {
        cloud.call(service, operation, &input).map_err(|error| format!("{service} {operation}: {error}"))?;
    }
    Ok(())
}
