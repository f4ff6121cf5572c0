//! Makes a data directory with a record of nearly every kind, a log event and a metric value: what `crates/core/ledger/tests/formats` keeps of
//! each format. In: a directory that is not there yet. Out: its files.
//!
//! `cargo run -p testkit --example one_of_everything DIRECTORY`, once, when a format is about to change.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use control_plane::{Caller, Entry, Handler, entries};
use ledger::{Books, Ledger, Storage};
use model::{Dice, Pace, Scope, Time};
use serde_json::{Value, json};
use shapes::Document;

type Outcome = Result<(), Box<dyn Error>>;

struct Cloud {
    ledger: Ledger,
    books: Books,
    table: BTreeMap<(&'static str, &'static str), Entry>,
    caller: Caller,
}

fn document(value: &Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(it) => Document::Bool(*it),
        Value::Number(it) => {
            it.as_i64().map_or(Document::Float(it.as_f64().unwrap_or(0.0)), Document::Integer)
        }
        Value::String(it) => Document::String(it.clone()),
        Value::Array(all) => Document::List(all.iter().map(document).collect()),
        Value::Object(all) => {
            Document::Map(all.iter().map(|(name, it)| (name.clone().into(), document(it))).collect())
        }
    }
}

impl Cloud {
    fn open(storage: &Storage) -> Result<Cloud, Box<dyn Error>> {
        let named = entries().into_iter().map(|it| ((it.operation.service.name, it.operation.name), it));
        Ok(Cloud {
            ledger: Ledger::open(storage.clone())?,
            books: Books::open(storage)?,
            table: named.collect(),
            caller: Caller {
                scope: Scope::new("000000000000", "us-west-2")?,
                access_key: "test".to_owned(),
                now: Time(1_795_000_000_000),
                dice: Dice::new(1),
                entropy: [7; 32],
                endpoint_url: "http://localhost:4566".to_owned(),
                instance_network: 1,
                balancer_names: Default::default(),
                moved_ports: Default::default(),
                pace: Pace::HONEST,
            },
        })
    }

    fn make(&mut self, service: &str, operation: &str, input: &Value) -> Outcome {
        let found = self.table.iter().find(|((owner, name), _)| *owner == service && *name == operation);
        let (_, entry) = found.ok_or_else(|| format!("{service} {operation} is not in this product"))?;
        let (input, caller) = (document(input), &mut self.caller);
        let (name, books) = (|error| format!("{service} {operation}: {error}"), &self.books);
        match entry.handler {
            Handler::Write(write) => {
                let done = self.ledger.transact(|txn| write(txn, caller, input));
                Ok(done.map_err(name)?.1.wait()?)
            }
            Handler::WriteBooks(write) => {
                let done = self.ledger.transact(|txn| write(txn, books, caller, input));
                let ((_, in_book), durable) = done.map_err(name)?;
                durable.wait()?;
                Ok(in_book.wait()?)
            }
            _ => Err(format!("{service} {operation} writes nothing").into()),
        }
    }
}

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
    let mut cloud = Cloud::open(&Storage::Directory(directory))?;
    let calls = calls(&cloud.caller.scope);
    calls.iter().try_for_each(|(service, operation, input)| cloud.make(service, operation, input))
}
