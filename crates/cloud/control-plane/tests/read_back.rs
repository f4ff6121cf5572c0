//! Operations that change little: what one of them does, another shows. In: calls by name through the engine, as the front door makes them.
//! Out: answers.

#![allow(missing_docs, clippy::unwrap_used)]

use kernel::rig::Rig;
use serde_json::{Value, json};
use shapes::Document;

fn rig() -> Rig {
    Rig::in_memory(control_plane::entries())
}

fn json_of(document: &Document) -> Value {
    match document {
        Document::Null | Document::Blob(_) => Value::Null,
        Document::Bool(it) => json!(it),
        Document::Integer(it) => json!(it),
        Document::Float(it) => json!(it),
        Document::Timestamp(it) => json!(it.millis()),
        Document::String(it) => json!(it),
        Document::List(all) => all.iter().map(json_of).collect(),
        Document::Map(all) => all.iter().map(|(name, it)| (name.to_string(), json_of(it))).collect(),
    }
}

fn call(rig: &Rig, service: &str, operation: &str, input: Value) -> Value {
    let answer = rig.call(service, operation, &input);
    json_of(&answer.unwrap_or_else(|error| panic!("{operation}: {error:?}")))
}

fn refusal(rig: &Rig, service: &str, operation: &str, input: Value) -> (String, String) {
    let error = rig.call(service, operation, &input).unwrap_err();
    (error.code.to_string(), error.message)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value}")).to_owned()
}

/// A cluster with a service that wants nothing.
fn with_service(rig: &Rig) {
    call(rig, "ecs", "CreateCluster", json!({"clusterName": "c"}));
    let containers = json!([{"name": "c", "image": "i", "memory": 64}]);
    let definition = json!({"family": "f", "containerDefinitions": containers});
    call(rig, "ecs", "RegisterTaskDefinition", definition);
    let service = json!({"cluster": "c", "serviceName": "s", "taskDefinition": "f", "desiredCount": 0});
    call(rig, "ecs", "CreateService", service);
}

#[test]
fn a_clusters_settings_are_changed_and_a_cluster_in_use_stays() {
    let rig = rig();
    with_service(&rig);
    let shown = || {
        let asked = json!({"clusters": ["c"], "include": ["SETTINGS"]});
        call(&rig, "ecs", "DescribeClusters", asked)["clusters"][0]["settings"][0]["value"].clone()
    };
    for (operation, value) in [("UpdateCluster", "enabled"), ("UpdateClusterSettings", "disabled")] {
        let settings = json!([{"name": "containerInsights", "value": value}]);
        call(&rig, "ecs", operation, json!({"cluster": "c", "settings": settings}));
        assert_eq!(shown(), json!(value), "{operation}");
    }
    let cluster = || json!({"cluster": "c"});
    assert_eq!(refusal(&rig, "ecs", "DeleteCluster", cluster()).0, "ClusterContainsServicesException");
    call(&rig, "ecs", "CreateCluster", json!({"clusterName": "empty"}));
    let gone = call(&rig, "ecs", "DeleteCluster", json!({"cluster": "empty"}));
    assert_eq!(gone["cluster"]["status"], json!("INACTIVE"));
}

#[test]
fn revisions_of_a_service_are_described_and_unknown_ones_are_failures() {
    let rig = rig();
    with_service(&rig);
    let listed = call(&rig, "ecs", "ListServiceDeployments", json!({"cluster": "c", "service": "s"}));
    let revision = text(&listed["serviceDeployments"][0]["targetServiceRevisionArn"]);
    let unknown = format!("{}0", &revision[..revision.len() - 1]);
    let asked = json!({"serviceRevisionArns": [revision, unknown]});
    let answer = call(&rig, "ecs", "DescribeServiceRevisions", asked);
    assert_eq!(answer["serviceRevisions"][0]["serviceRevisionArn"], json!(revision), "{answer}");
    assert_eq!(answer["failures"].as_array().map(Vec::len), Some(1), "{answer}");
}

#[test]
fn commands_in_tasks_are_refused_in_the_words_of_ecs() {
    let rig = rig();
    with_service(&rig);
    let asked = json!({"cluster": "c", "task": "0".repeat(32), "command": "sh", "interactive": true});
    let (code, words) = refusal(&rig, "ecs", "ExecuteCommand", asked);
    assert_eq!(code, "InvalidParameterException");
    assert!(words.contains("not found or is not running"), "{words}");
}

#[test]
fn a_capacity_providers_numbers_are_changed() {
    let rig = rig();
    let group = "arn:aws:autoscaling:us-west-2:000000000000:autoScalingGroup:u:autoScalingGroupName/g";
    let scaling = |capacity: u32| json!({"status": "DISABLED", "targetCapacity": capacity});
    let provider = json!({"autoScalingGroupArn": group, "managedScaling": scaling(100)});
    call(&rig, "ecs", "CreateCapacityProvider", json!({"name": "p", "autoScalingGroupProvider": provider}));
    let change = json!({"name": "p", "autoScalingGroupProvider": {"managedScaling": scaling(50)}});
    call(&rig, "ecs", "UpdateCapacityProvider", change);
    let shown = call(&rig, "ecs", "DescribeCapacityProviders", json!({"capacityProviders": ["p"]}));
    let scaling = &shown["capacityProviders"][0]["autoScalingGroupProvider"]["managedScaling"];
    assert_eq!(scaling["targetCapacity"], json!(50), "{shown}");
}

/// A load balancer, a listener and a target group: their ARNs.
fn balancer(rig: &Rig) -> (String, String, String) {
    let subnets = call(rig, "ec2", "DescribeSubnets", json!({}));
    let subnets: Vec<&Value> = subnets["Subnets"].as_array().unwrap().iter().collect();
    let two: Vec<&Value> = subnets[..2].iter().map(|subnet| &subnet["SubnetId"]).collect();
    let made = call(rig, "elbv2", "CreateLoadBalancer", json!({"Name": "lb", "Subnets": two}));
    let balancer = text(&made["LoadBalancers"][0]["LoadBalancerArn"]);
    let group = json!({"Name": "tg", "Protocol": "HTTP", "Port": 80, "VpcId": subnets[0]["VpcId"]});
    let group = text(&call(rig, "elbv2", "CreateTargetGroup", group)["TargetGroups"][0]["TargetGroupArn"]);
    let forward = json!([{"Type": "forward", "TargetGroupArn": group}]);
    let listener =
        json!({"LoadBalancerArn": balancer, "Protocol": "HTTP", "Port": 80, "DefaultActions": forward});
    let listener = text(&call(rig, "elbv2", "CreateListener", listener)["Listeners"][0]["ListenerArn"]);
    (balancer, listener, group)
}

#[test]
fn attributes_groups_and_what_no_load_balancer_has() {
    let rig = rig();
    let (balancer, listener, group) = balancer(&rig);
    let has = |answer: &Value, key: &str, value: &str| {
        let all = answer["Attributes"].as_array().unwrap();
        assert!(all.contains(&json!({"Key": key, "Value": value})), "{answer}");
    };
    let server = json!([{"Key": "routing.http.response.server.enabled", "Value": "false"}]);
    let change = json!({"ListenerArn": listener, "Attributes": server});
    call(&rig, "elbv2", "ModifyListenerAttributes", change);
    let shown = call(&rig, "elbv2", "DescribeListenerAttributes", json!({"ListenerArn": listener}));
    has(&shown, "routing.http.response.server.enabled", "false");
    let delay = json!([{"Key": "deregistration_delay.timeout_seconds", "Value": "7"}]);
    let change = json!({"TargetGroupArn": group, "Attributes": delay});
    call(&rig, "elbv2", "ModifyTargetGroupAttributes", change);
    let shown = call(&rig, "elbv2", "DescribeTargetGroupAttributes", json!({"TargetGroupArn": group}));
    has(&shown, "deregistration_delay.timeout_seconds", "7");

    let own = call(&rig, "ec2", "DescribeSecurityGroups", json!({}))["SecurityGroups"][0]["GroupId"].clone();
    let groups = |groups: Value| json!({"LoadBalancerArn": balancer, "SecurityGroups": groups});
    let set = call(&rig, "elbv2", "SetSecurityGroups", groups(json!([own])));
    assert_eq!(set["SecurityGroupIds"], json!([own]));
    let none = refusal(&rig, "elbv2", "SetSecurityGroups", groups(json!([])));
    assert_eq!(none.1, "At least one security group must be specified");

    let reserved = call(&rig, "elbv2", "DescribeCapacityReservation", json!({"LoadBalancerArn": balancer}));
    assert_eq!(reserved["CapacityReservationState"], json!([]));
    assert_eq!(call(&rig, "elbv2", "DescribeTrustStores", json!({}))["TrustStores"], json!([]));
    let none = refusal(&rig, "elbv2", "DescribeTrustStores", json!({"Names": ["mine"]}));
    assert_eq!(none.0, "TrustStoreNotFoundException");
}

#[test]
fn scheduled_actions_are_described_and_deleted() {
    const SERVICE: &str = "application-autoscaling";
    let rig = rig();
    with_service(&rig);
    let scaled = |mut more: Value| {
        more["ServiceNamespace"] = json!("ecs");
        more["ScalableDimension"] = json!("ecs:service:DesiredCount");
        more["ResourceId"] = json!("service/c/s");
        more
    };
    call(&rig, SERVICE, "RegisterScalableTarget", scaled(json!({"MinCapacity": 0, "MaxCapacity": 2})));
    let named = || scaled(json!({"ScheduledActionName": "night"}));
    let mut action = named();
    action["Schedule"] = json!("cron(0 22 * * ? *)");
    action["ScalableTargetAction"] = json!({"MaxCapacity": 1});
    call(&rig, SERVICE, "PutScheduledAction", action);
    let shown = || call(&rig, SERVICE, "DescribeScheduledActions", json!({"ServiceNamespace": "ecs"}));
    assert_eq!(shown()["ScheduledActions"][0]["Schedule"], json!("cron(0 22 * * ? *)"));
    call(&rig, SERVICE, "DeleteScheduledAction", named());
    assert_eq!(shown()["ScheduledActions"], json!([]));
    assert_eq!(refusal(&rig, SERVICE, "DeleteScheduledAction", named()).0, "ObjectNotFoundException");
}

#[test]
fn the_callers_region_is_among_the_regions() {
    let regions = call(&rig(), "ec2", "DescribeRegions", json!({"RegionNames": ["us-west-2"]}));
    assert_eq!(regions["Regions"][0]["RegionName"], json!("us-west-2"));
}

#[test]
fn descriptions_and_times_of_cloud_map_are_changed_and_each_change_is_an_operation() {
    let rig = rig();
    let made = |operation: &str, input: Value| {
        let done = call(&rig, "servicediscovery", operation, input)["OperationId"].clone();
        let done = call(&rig, "servicediscovery", "GetOperation", json!({"OperationId": done}));
        text(&done["Operation"]["Targets"]["NAMESPACE"])
    };
    let http = made("CreateHttpNamespace", json!({"Name": "plain"}));
    let dns = made("CreatePrivateDnsNamespace", json!({"Name": "inner", "Vpc": "vpc-1"}));
    let records = |ttl: u32| json!({"DnsRecords": [{"Type": "A", "TTL": ttl}]});
    let service = json!({"Name": "web", "NamespaceId": dns, "DnsConfig": records(60)});
    let service = text(&call(&rig, "servicediscovery", "CreateService", service)["Service"]["Id"]);

    for (operation, id) in [("UpdateHttpNamespace", &http), ("UpdatePrivateDnsNamespace", &dns)] {
        call(&rig, "servicediscovery", operation, json!({"Id": id, "Namespace": {"Description": "new"}}));
        let shown = call(&rig, "servicediscovery", "GetNamespace", json!({"Id": id}));
        assert_eq!(shown["Namespace"]["Description"], json!("new"), "{operation}");
    }
    let wrong = json!({"Id": dns, "Namespace": {"Description": "new"}});
    assert_eq!(refusal(&rig, "servicediscovery", "UpdateHttpNamespace", wrong).0, "InvalidInput");
    let change = json!({"Id": service, "Service": {"Description": "d", "DnsConfig": records(5)}});
    call(&rig, "servicediscovery", "UpdateService", change);

    let of = |id: &str| json!({"Filters": [{"Name": "NAMESPACE_ID", "Values": [id]}]});
    let listed = call(&rig, "servicediscovery", "ListServices", of(&dns));
    assert_eq!(listed["Services"][0]["DnsConfig"]["DnsRecords"][0]["TTL"], json!(5), "{listed}");
    assert_eq!(call(&rig, "servicediscovery", "ListServices", of(&http))["Services"], json!([]));
    let updates = json!({"Filters": [{"Name": "TYPE", "Values": ["UPDATE_SERVICE", "UPDATE_NAMESPACE"], "Condition": "IN"}]});
    let listed = call(&rig, "servicediscovery", "ListOperations", updates);
    assert_eq!(listed["Operations"].as_array().map(Vec::len), Some(3), "{listed}");
}
