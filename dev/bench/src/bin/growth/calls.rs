//! The calls that fill a cloud, and those that are measured. Out: calls. Never here: times.

use bench::aws;
use bench::client::Client;
use serde_json::{Value, json};

use super::Outcome;

/// One AWS call.
pub(crate) struct Call {
    service: &'static str,
    operation: &'static str,
    input: Input,
}

enum Input {
    Json { target: &'static str, value: Value },
    Form(String),
}

/// Of services, which the scheduler looks at one by one, there are so many times fewer.
const SERVICES: usize = 10;
const ACCOUNT: &str = aws::ACCOUNT;
const ECS: &str = "AmazonEC2ContainerServiceV20141113";
const LOGS: &str = "Logs_20140328";
const SSM: &str = "AmazonSSM";
const ECR: &str = "AmazonEC2ContainerRegistry_V20150921";
const METRICS: &str = "GraniteServiceVersion20100801";
const TABLES: &str = "DynamoDB_20120810";

impl Call {
    pub(crate) fn make(&self, door: &mut Client) -> Outcome<()> {
        match &self.input {
            Input::Json { target, value } => {
                let target = format!("{target}.{}", self.operation);
                aws::json(door, self.service, &target, value).map(drop)
            }
            Input::Form(form) => aws::query(door, self.service, form).map(drop),
        }
    }

    /// Service, operation, and what tells it from its likes.
    pub(crate) fn title(&self) -> String {
        let more = match &self.input {
            Input::Json { value, .. } => {
                value.as_object().into_iter().flatten().map(said).collect::<String>()
            }
            Input::Form(_) => String::new(),
        };
        format!("{} {}{more}", self.service, self.operation).chars().take(55).collect()
    }
}

fn said((name, value): (&String, &Value)) -> String {
    match value {
        Value::String(text) => format!(" {text}"),
        Value::Bool(true) => format!(" {name}"),
        _ => String::new(),
    }
}

fn ask(service: &'static str, target: &'static str, operation: &'static str, value: Value) -> Call {
    Call { service, operation, input: Input::Json { target, value } }
}

fn ecs(operation: &'static str, value: Value) -> Call {
    ask("ecs", ECS, operation, value)
}

fn logs(operation: &'static str, value: Value) -> Call {
    ask("logs", LOGS, operation, value)
}

fn ssm(operation: &'static str, value: Value) -> Call {
    ask("ssm", SSM, operation, value)
}

fn metrics(operation: &'static str, value: Value) -> Call {
    ask("monitoring", METRICS, operation, value)
}

fn form(service: &'static str, version: &str, operation: &'static str, rest: &str) -> Call {
    let form = format!("Action={operation}&Version={version}{rest}");
    Call { service, operation, input: Input::Form(form) }
}

fn sns(operation: &'static str, rest: &str) -> Call {
    form("sns", "2010-03-31", operation, rest)
}

fn elb(operation: &'static str, rest: &str) -> Call {
    form("elasticloadbalancing", "2015-12-01", operation, rest)
}

fn topic(name: &str) -> String {
    format!("arn:aws:sns:us-west-2:{ACCOUNT}:{name}")
}

fn containers() -> Value {
    json!([{"name": "app", "image": "a", "memory": 64}])
}

/// What everything else hangs on.
pub(crate) fn foundation() -> Vec<Call> {
    vec![
        ecs("CreateCluster", json!({"clusterName": "c"})),
        ecs("RegisterTaskDefinition", json!({"family": "few", "containerDefinitions": containers()})),
        logs("CreateLogGroup", json!({"logGroupName": "g"})),
        sns("CreateTopic", "&Name=t"),
    ]
}

fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_millis() as i64)
}

/// The calls that make one more of everything.
pub(crate) fn one_of_everything(number: usize, vpc: &str) -> Vec<Call> {
    let name = format!("n{number:06}");
    let endpoint = format!("http%3A%2F%2F127.0.0.1%3A9%2F{name}");
    let stream = json!({"logGroupName": "g", "logStreamName": name});
    let event = json!([{"timestamp": now(), "message": "m"}]);
    let parameter = |path: &str| json!({"Name": format!("{path}{name}"), "Value": "v", "Type": "String"});
    let mut calls = vec![
        ecs("CreateCluster", json!({"clusterName": name})),
        ecs("RegisterTaskDefinition", json!({"family": name, "containerDefinitions": containers()})),
        ecs("RegisterTaskDefinition", json!({"family": "many", "containerDefinitions": containers()})),
        logs("CreateLogGroup", json!({"logGroupName": name})),
        logs("CreateLogStream", stream),
        logs("PutLogEvents", json!({"logGroupName": "g", "logStreamName": name, "logEvents": event})),
        sns("CreateTopic", &format!("&Name={name}")),
        metrics(
            "PutMetricData",
            json!({"Namespace": "n", "MetricData": [{"MetricName": name, "Value": 1.0}]}),
        ),
        ask("ecr", ECR, "CreateRepository", json!({"repositoryName": name})),
    ];
    // Half of each, as an account has 10,000 parameters at most.
    calls.push(ssm("PutParameter", parameter(if number.is_multiple_of(2) { "/a/" } else { "/b/c/" })));
    if number.is_multiple_of(2) {
        let rest = format!("&TopicArn={}&Protocol=http&Endpoint={endpoint}", topic("t"));
        calls.push(sns("Subscribe", &rest));
    }
    if number.is_multiple_of(SERVICES) {
        let service =
            json!({"cluster": "c", "serviceName": name, "taskDefinition": "few", "desiredCount": 0});
        calls.push(ecs("CreateService", service));
        calls.push(elb("CreateTargetGroup", &format!("&Name={name}&Protocol=HTTP&Port=80&VpcId={vpc}")));
    }
    calls
}

/// The calls whose cost is printed, all of them lists of a page or about one thing.
pub(crate) fn measured() -> Vec<Call> {
    let streams = |order: &str, descending: bool| {
        logs(
            "DescribeLogStreams",
            json!({"logGroupName": "g", "orderBy": order, "descending": descending, "limit": 10}),
        )
    };
    let by_path = |path: &str, recursive: bool| {
        ssm("GetParametersByPath", json!({"Path": path, "Recursive": recursive}))
    };
    let t = topic("t");
    vec![
        ecs("ListClusters", json!({"maxResults": 10})),
        ecs("DescribeClusters", json!({"clusters": ["c"]})),
        ecs("ListServices", json!({"cluster": "c"})),
        ecs("DescribeServices", json!({"cluster": "c", "services": ["n000000"]})),
        ecs("ListTasks", json!({"cluster": "c"})),
        ecs("ListTaskDefinitions", json!({"maxResults": 10})),
        ecs("ListTaskDefinitions", json!({"maxResults": 10, "sort": "DESC"})),
        ecs("ListTaskDefinitions", json!({"maxResults": 10, "familyPrefix": "many"})),
        ecs("ListTaskDefinitionFamilies", json!({"maxResults": 10})),
        ecs("ListTaskDefinitionFamilies", json!({"maxResults": 10, "status": "ACTIVE"})),
        ecs("DescribeTaskDefinition", json!({"taskDefinition": "many"})),
        ecs("DescribeTaskDefinition", json!({"taskDefinition": "few:1"})),
        logs("DescribeLogGroups", json!({"limit": 10})),
        streams("LogStreamName", false),
        streams("LogStreamName", true),
        streams("LastEventTime", false),
        streams("LastEventTime", true),
        logs("GetLogEvents", json!({"logGroupName": "g", "logStreamName": "n000000"})),
        sns("ListTopics", ""),
        sns("GetTopicAttributes", &format!("&TopicArn={t}")),
        sns("ListSubscriptionsByTopic", &format!("&TopicArn={t}")),
        sns("ListSubscriptions", ""),
        ssm("GetParameter", json!({"Name": "/a/n000000"})),
        by_path("/a", false),
        by_path("/", true),
        ssm("DescribeParameters", json!({"MaxResults": 10})),
        metrics("ListMetrics", json!({"Namespace": "n", "MetricName": "n000000"})),
        metrics("ListMetrics", json!({"Namespace": "other"})),
        ask("ecr", ECR, "DescribeRepositories", json!({"maxResults": 10})),
        elb("DescribeTargetGroups", "&PageSize=10"),
        ask("dynamodb", TABLES, "ListTables", json!({"Limit": 10})),
    ]
}
