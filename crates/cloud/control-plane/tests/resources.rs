//! Every type of resource is found by the ARN its own service gives it. In: one of each, made by its operations. Out: tags on all of them.

#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeSet;

use kernel::resources;
use kernel::rig::Rig;
use serde_json::{Value, json};
use shapes::Document;

/// The first text an answer has at a member of this name, however deep.
fn text(document: &Document, member: &str) -> Option<String> {
    match document {
        Document::Map(all) => {
            let own = all.iter().find_map(|(name, value)| match value {
                Document::String(text) if name == member => Some(text.clone()),
                _ => None,
            });
            own.or_else(|| all.iter().find_map(|(_, value)| text(value, member)))
        }
        Document::List(all) => all.iter().find_map(|one| text(one, member)),
        _ => None,
    }
}

fn make(rig: &Rig, service: &str, operation: &str, member: &str, input: Value) -> String {
    let answer = rig.call(service, operation, &input);
    let answer = answer.unwrap_or_else(|error| panic!("{operation}: {error:?}"));
    text(&answer, member).unwrap_or_else(|| panic!("{operation}: {answer:?}"))
}

#[allow(clippy::too_many_lines)]
fn one_of_each(rig: &Rig) -> Vec<String> {
    let subnets: Vec<String> = ["us-west-2a", "us-west-2b"]
        .iter()
        .map(|zone| {
            let filters = json!([{"Name": "availability-zone", "Values": [zone]}]);
            make(rig, "ec2", "DescribeSubnets", "SubnetId", json!({"Filters": filters}))
        })
        .collect();
    let container = json!([{"name": "c", "image": "i", "memory": 64}]);
    let definition = json!({"family": "f", "containerDefinitions": container});
    let namespace = make(rig, "servicediscovery", "CreateHttpNamespace", "OperationId", json!({"Name": "n"}));
    let namespace =
        make(rig, "servicediscovery", "GetOperation", "NAMESPACE", json!({"OperationId": namespace}));
    let balancer = json!({"Name": "lb", "Subnets": subnets});
    let balancer = make(rig, "elbv2", "CreateLoadBalancer", "LoadBalancerArn", balancer);
    let group = json!({"Name": "tg", "Protocol": "HTTP", "Port": 80, "VpcId": vpc(rig)});
    let group = make(rig, "elbv2", "CreateTargetGroup", "TargetGroupArn", group);
    let forward = json!([{"Type": "forward", "TargetGroupArn": group}]);
    let listener =
        json!({"LoadBalancerArn": balancer, "Protocol": "HTTP", "Port": 80, "DefaultActions": forward});
    let listener = make(rig, "elbv2", "CreateListener", "ListenerArn", listener);
    let conditions = json!([{"Field": "path-pattern", "Values": ["/x"]}]);
    let rule = json!({"ListenerArn": listener, "Priority": 1, "Conditions": conditions, "Actions": forward});
    let rule = make(rig, "elbv2", "CreateRule", "RuleArn", rule);
    let ecs = |operation, member, input| make(rig, "ecs", operation, member, input);
    let cluster = ecs("CreateCluster", "clusterArn", json!({"clusterName": "c"}));
    let definition = ecs("RegisterTaskDefinition", "taskDefinitionArn", definition);
    let service = json!({"cluster": "c", "serviceName": "s", "taskDefinition": "f", "desiredCount": 0});
    let service = ecs("CreateService", "serviceArn", service);
    let target = json!({
        "ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount", "ResourceId": "service/c/s",
        "MinCapacity": 0, "MaxCapacity": 1
    });
    let key = json!([{"AttributeName": "k", "KeyType": "HASH"}]);
    let table = json!({
        "TableName": "tab", "KeySchema": key, "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}]
    });
    let alarm = json!({
        "AlarmName": "al", "MetricName": "m", "Namespace": "n", "Statistic": "Sum", "Period": 60, "Threshold": 1,
        "EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanThreshold"
    });
    rig.call("cloudwatch", "PutMetricAlarm", &alarm).unwrap();
    let cloud_map = json!({"Name": "web", "NamespaceId": namespace});
    rig.call("logs", "CreateLogGroup", &json!({"logGroupName": "/g"})).unwrap();
    for name in ["/a/b", "plain"] {
        rig.call("ssm", "PutParameter", &json!({"Name": name, "Value": "v", "Type": "String"})).unwrap();
    }
    let parameter = |name| make(rig, "ssm", "GetParameter", "ARN", json!({"Name": name}));
    vec![
        make(rig, "acm", "RequestCertificate", "CertificateArn", json!({"DomainName": "a.example"})),
        make(rig, "application-autoscaling", "RegisterScalableTarget", "ScalableTargetARN", target),
        make(rig, "cloudwatch", "DescribeAlarms", "AlarmArn", json!({})),
        make(rig, "dynamodb", "CreateTable", "TableArn", table),
        make(rig, "ecr", "CreateRepository", "repositoryArn", json!({"repositoryName": "a/b"})),
        make(rig, "logs", "DescribeLogGroups", "logGroupArn", json!({})),
        make(rig, "servicediscovery", "CreateService", "Arn", cloud_map),
        make(rig, "servicediscovery", "GetNamespace", "Arn", json!({"Id": namespace})),
        make(rig, "sns", "CreateTopic", "TopicArn", json!({"Name": "t"})),
        make(rig, "ec2", "DescribeSecurityGroups", "SecurityGroupArn", json!({})),
        make(rig, "ec2", "DescribeSubnets", "SubnetArn", json!({})),
        format!("arn:aws:ec2:us-west-2:000000000000:vpc/{}", vpc(rig)),
        parameter("/a/b"),
        parameter("plain"),
        balancer,
        group,
        listener,
        rule,
        cluster,
        definition,
        service,
    ]
}

fn vpc(rig: &Rig) -> String {
    make(rig, "ec2", "DescribeVpcs", "VpcId", json!({}))
}

#[test]
fn every_type_of_resource_is_found_by_the_arn_of_its_service() {
    let rig = Rig::in_memory(control_plane::entries());
    let made = one_of_each(&rig);
    for some in made.chunks(20) {
        let input = json!({"ResourceARNList": some, "Tags": {"stage": "test"}});
        let answer = rig.call("resourcegroupstaggingapi", "TagResources", &input).unwrap();
        assert_eq!(answer.get("FailedResourcesMap"), Some(&Document::Map(Vec::new())), "{answer:?}");
    }
    let tagged = resources::tagged(&rig.ledger.snapshot(), &rig.scope());
    let tagged: Vec<_> = tagged.into_iter().filter(|found| found.tags.contains_key("stage")).collect();
    let arns: BTreeSet<&str> = tagged.iter().map(|found| found.arn.as_str()).collect();
    assert_eq!(arns, made.iter().map(String::as_str).collect());
    // Each is asked for its tags by its own service too.
    let of_ecs = json!({"resourceArn": made[20]});
    let own = rig.call("ecs", "ListTagsForResource", &of_ecs).unwrap();
    assert_eq!(text(&own, "value").as_deref(), Some("test"));
    let types: BTreeSet<&str> = tagged.iter().map(|found| &*found.type_name).collect();
    assert_eq!(types.len(), 20, "{types:?}");
}
