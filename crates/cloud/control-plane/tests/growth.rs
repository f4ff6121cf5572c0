//! What a call costs does not grow with what lies around: every list, description and lookup, with few and with many of everything, first
//! page and last, told in records looked at.
#![allow(clippy::unwrap_used)]

use control_plane::entries;
use kernel::rig::Rig;
use ledger::visits;
use serde_json::{Value, json};
use shapes::{Document, Error};

const FEW: usize = 120;
const MANY: usize = 1200;
/// A page of lists that can be asked for one.
const PAGE: usize = 10;

/// A cloud without loops.
struct Cloud(Rig);

impl Cloud {
    fn call(&self, service: &str, operation: &str, input: &Value) -> Result<Document, Error> {
        self.0.call(service, operation, input)
    }

    #[track_caller]
    fn make(&self, service: &str, operation: &str, input: &Value) -> Document {
        self.call(service, operation, input).unwrap_or_else(|error| panic!("{service} {operation}: {error}"))
    }

    /// So many of everything.
    fn filled(count: usize) -> Cloud {
        let cloud = Cloud(Rig::in_memory(entries()));
        cloud.make("ecs", "CreateCluster", &json!({"clusterName": "c"}));
        cloud.make("logs", "CreateLogGroup", &json!({"logGroupName": "g"}));
        cloud.make("sns", "CreateTopic", &json!({"Name": "t"}));
        cloud.make("ecr", "CreateRepository", &json!({"repositoryName": "repo"}));
        let container = json!([{"name": "app", "image": "a", "memory": 64}]);
        for _ in 0..2 {
            let input = json!({"family": "few", "containerDefinitions": container});
            cloud.make("ecs", "RegisterTaskDefinition", &input);
        }
        (0..count).for_each(|number| cloud.add(number, &container));
        cloud
    }

    fn add(&self, number: usize, container: &Value) {
        let name = format!("n{number:06}");
        self.make("ecs", "CreateCluster", &json!({"clusterName": name}));
        for family in ["many", &name] {
            let input = json!({"family": family, "containerDefinitions": container});
            self.make("ecs", "RegisterTaskDefinition", &input);
        }
        let service =
            json!({"cluster": "c", "serviceName": name, "taskDefinition": "few", "desiredCount": 0});
        self.make("ecs", "CreateService", &service);
        self.make("logs", "CreateLogGroup", &json!({"logGroupName": name}));
        self.make("logs", "CreateLogStream", &json!({"logGroupName": "g", "logStreamName": name}));
        if number.is_multiple_of(2) {
            let event =
                json!({"timestamp": self.0.now().0 - 1000 + (number * 7919 % 997) as i64, "message": "m"});
            let input = json!({"logGroupName": "g", "logStreamName": name, "logEvents": [event]});
            self.make("logs", "PutLogEvents", &input);
        }
        self.make("sns", "CreateTopic", &json!({"Name": name}));
        let endpoint = format!("http://127.0.0.1/{name}");
        let topic = "arn:aws:sns:us-west-2:000000000000:t";
        self.make("sns", "Subscribe", &json!({"TopicArn": topic, "Protocol": "http", "Endpoint": endpoint}));
        for path in ["/a/", "/deep/"] {
            let deep = if path == "/deep/" { "/x" } else { "" };
            let input = json!({"Name": format!("{path}{name}{deep}"), "Value": "v", "Type": "String"});
            self.make("ssm", "PutParameter", &input);
        }
        let datum = json!([{"MetricName": name, "Value": 1.0}]);
        self.make("cloudwatch", "PutMetricData", &json!({"Namespace": "n", "MetricData": datum}));
        self.make("ecr", "CreateRepository", &json!({"repositoryName": name}));
        let alarm = json!({
            "AlarmName": name, "MetricName": "m", "Namespace": "n", "Statistic": "Sum", "Period": 60,
            "EvaluationPeriods": 1, "Threshold": 1.0, "ComparisonOperator": "GreaterThanThreshold",
        });
        self.make("cloudwatch", "PutMetricAlarm", &alarm);
        let group = json!({"Name": name, "Protocol": "HTTP", "Port": 80, "VpcId": model::ec2::default_vpc(&self.0.scope())});
        self.make("elbv2", "CreateTargetGroup", &group);
        let table = json!({
            "TableName": name, "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
        });
        self.make("dynamodb", "CreateTable", &table);
    }

    /// Records looked at for a call, and its answer.
    #[track_caller]
    fn cost(&self, service: &str, operation: &str, input: &Value) -> (u64, Document) {
        let before = visits();
        let answer = self.make(service, operation, input);
        (visits() - before, answer)
    }

    /// The dearest page of a list, walked to its end; pages walked at most bounded.
    #[track_caller]
    fn dearest_page(&self, service: &str, operation: &str, input: &Value, token: &Token) -> u64 {
        let (mut input, mut dearest, mut pages) = (input.clone(), 0, 0);
        loop {
            let (cost, answer) = self.cost(service, operation, &input);
            dearest = dearest.max(cost);
            pages += 1;
            assert!(pages < 2000, "{service} {operation} does not end");
            match answer.get(token.answered).and_then(Document::as_str) {
                Some(next) => input[token.asked] = next.into(),
                None => return dearest,
            }
        }
    }
}

/// The members that lead from page to page.
struct Token {
    asked: &'static str,
    answered: &'static str,
}

const LOWER: Token = Token { asked: "nextToken", answered: "nextToken" };
const UPPER: Token = Token { asked: "NextToken", answered: "NextToken" };
const MARKER: Token = Token { asked: "Marker", answered: "NextMarker" };
const TABLE: Token = Token { asked: "ExclusiveStartTableName", answered: "LastEvaluatedTableName" };

type Case = (&'static str, &'static str, Value, &'static Token);

fn lists() -> Vec<Case> {
    let topic = "arn:aws:sns:us-west-2:000000000000:t";
    let by_time = |descending: bool| json!({"logGroupName": "g", "orderBy": "LastEventTime", "descending": descending, "limit": PAGE});
    let by_name = |descending: bool| json!({"logGroupName": "g", "descending": descending, "limit": PAGE});
    vec![
        ("ecs", "ListClusters", json!({"maxResults": PAGE}), &LOWER),
        ("ecs", "ListServices", json!({"cluster": "c", "maxResults": PAGE}), &LOWER),
        ("ecs", "ListTasks", json!({"cluster": "c", "maxResults": PAGE}), &LOWER),
        ("ecs", "ListTaskDefinitions", json!({"maxResults": PAGE}), &LOWER),
        ("ecs", "ListTaskDefinitions", json!({"maxResults": PAGE, "sort": "DESC"}), &LOWER),
        ("ecs", "ListTaskDefinitions", json!({"maxResults": PAGE, "familyPrefix": "many"}), &LOWER),
        ("ecs", "ListTaskDefinitions", json!({"maxResults": PAGE, "familyPrefix": "few"}), &LOWER),
        ("ecs", "ListTaskDefinitions", json!({"maxResults": PAGE, "status": "INACTIVE"}), &LOWER),
        ("ecs", "ListTaskDefinitionFamilies", json!({"maxResults": PAGE}), &LOWER),
        ("ecs", "ListTaskDefinitionFamilies", json!({"maxResults": PAGE, "status": "ACTIVE"}), &LOWER),
        ("ecs", "ListTaskDefinitionFamilies", json!({"maxResults": PAGE, "familyPrefix": "f"}), &LOWER),
        ("logs", "DescribeLogGroups", json!({"limit": PAGE}), &LOWER),
        ("logs", "ListLogGroups", json!({"limit": PAGE}), &LOWER),
        ("logs", "DescribeLogStreams", by_name(false), &LOWER),
        ("logs", "DescribeLogStreams", by_name(true), &LOWER),
        ("logs", "DescribeLogStreams", by_time(false), &LOWER),
        ("logs", "DescribeLogStreams", by_time(true), &LOWER),
        ("sns", "ListTopics", json!({}), &UPPER),
        ("sns", "ListSubscriptions", json!({}), &UPPER),
        ("sns", "ListSubscriptionsByTopic", json!({"TopicArn": topic}), &UPPER),
        ("ssm", "GetParametersByPath", json!({"Path": "/a", "MaxResults": PAGE}), &UPPER),
        ("ssm", "GetParametersByPath", json!({"Path": "/", "MaxResults": PAGE}), &UPPER),
        ("ssm", "GetParametersByPath", json!({"Path": "/deep", "MaxResults": PAGE}), &UPPER),
        ("ssm", "GetParametersByPath", json!({"Path": "/", "Recursive": true, "MaxResults": PAGE}), &UPPER),
        ("ssm", "DescribeParameters", json!({"MaxResults": PAGE}), &UPPER),
        ("cloudwatch", "DescribeAlarms", json!({"MaxRecords": PAGE}), &UPPER),
        ("ecr", "DescribeRepositories", json!({"maxResults": PAGE}), &LOWER),
        ("elbv2", "DescribeTargetGroups", json!({"PageSize": PAGE}), &MARKER),
        ("dynamodb", "ListTables", json!({"Limit": PAGE}), &TABLE),
    ]
}

/// Calls about one thing, or a few.
fn singles() -> Vec<(&'static str, &'static str, Value)> {
    let topic = "arn:aws:sns:us-west-2:000000000000:t";
    let subscribe = json!({"TopicArn": topic, "Protocol": "http", "Endpoint": "http://127.0.0.1/one-more"});
    let container = json!([{"name": "app", "image": "a", "memory": 64}]);
    let new = "arn:aws:sns:us-west-2:000000000000:n000001";
    vec![
        ("ecs", "DescribeClusters", json!({"clusters": ["c"], "include": ["TAGS"]})),
        ("ecs", "DescribeServices", json!({"cluster": "c", "services": ["n000001"]})),
        ("ecs", "DescribeTaskDefinition", json!({"taskDefinition": "many"})),
        ("ecs", "DescribeTaskDefinition", json!({"taskDefinition": "n000001:1"})),
        ("ecs", "RegisterTaskDefinition", json!({"family": "many", "containerDefinitions": container})),
        ("sns", "GetTopicAttributes", json!({"TopicArn": topic})),
        ("sns", "Subscribe", subscribe),
        ("sns", "Publish", json!({"TopicArn": new, "Message": "m"})),
        ("ssm", "GetParameter", json!({"Name": "/a/n000001"})),
        ("ssm", "PutParameter", json!({"Name": "/one-more", "Value": "v", "Type": "String"})),
        ("logs", "CreateLogStream", json!({"logGroupName": "g", "logStreamName": "one-more"})),
        ("logs", "GetLogEvents", json!({"logGroupName": "g", "logStreamName": "n000000"})),
        ("cloudwatch", "ListMetrics", json!({"Namespace": "n", "MetricName": "n000001"})),
        ("cloudwatch", "ListMetrics", json!({"Namespace": "other"})),
        ("ecr", "DescribeRepositories", json!({"repositoryNames": ["n000001"]})),
        ("dynamodb", "DescribeTable", json!({"TableName": "n000001"})),
    ]
}

#[test]
fn no_call_looks_at_more_because_more_lies_around() {
    if visits() == 0 && !cfg!(debug_assertions) {
        return;
    }
    let (few, many) = (Cloud::filled(FEW), Cloud::filled(MANY));
    let mut grown = Vec::new();
    let mut compare = |name: String, before: u64, after: u64| {
        if after * 2 > before * 3 + 4 {
            grown.push(format!("{name}: {before} -> {after}"));
        }
    };
    for (service, operation, input, token) in lists() {
        // Once, so that what is set up at the first call is.
        few.make(service, operation, &input);
        many.make(service, operation, &input);
        let before = few.dearest_page(service, operation, &input, token);
        let after = many.dearest_page(service, operation, &input, token);
        compare(format!("{service} {operation} {input}"), before, after);
    }
    for (service, operation, input) in singles() {
        let (before, _) = few.cost(service, operation, &input);
        let (after, _) = many.cost(service, operation, &input);
        compare(format!("{service} {operation} {input}"), before, after);
    }
    assert!(grown.is_empty(), "records looked at with {FEW} -> {MANY} of everything:\n{}", grown.join("\n"));
}
