//! Tasks with an address of their own, on FARGATE and on instances, and tasks on the instance's network. In: a cluster, with and without
//! instances. Out: what answers where, and what the API and the task's own metadata say of it.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use integration::patience::until;
use integration::stage::{Balancer, CLUSTER, REPOSITORY, Stage, array, text};
use integration::{http, image, ports};
use serde_json::{Value, json};

/// No port the runtime opens for tasks by itself.
const PORT: u16 = 9191;

/// A cluster without instances, and the probe image.
fn without_instances() -> Option<Stage> {
    let mut stage = Stage::bare()?;
    let providers = json!(["FARGATE", "FARGATE_SPOT"]);
    stage.boto.call("ecs", "create_cluster", json!({"clusterName": CLUSTER, "capacityProviders": providers}));
    stage.boto.call("ecr", "create_repository", json!({"repositoryName": REPOSITORY}));
    image::push_probe(&stage.cloud, REPOSITORY, "1");
    Some(stage)
}

/// Subnet ids of the first zones.
fn subnets(stage: &mut Stage, count: usize) -> Vec<String> {
    let described = stage.boto.call("ec2", "describe_subnets", json!({}));
    let mut zones: Vec<_> = array(&described["Subnets"])
        .iter()
        .map(|subnet| (text(&subnet["AvailabilityZone"]), text(&subnet["SubnetId"])))
        .collect();
    zones.sort();
    zones.into_iter().take(count).map(|(_, subnet)| subnet).collect()
}

fn network(subnets: &[String]) -> Value {
    json!({"awsvpcConfiguration": {"subnets": subnets, "securityGroups": []}})
}

/// A definition of the smallest FARGATE size; its ARN.
fn register(stage: &mut Stage, family: &str, mode: &str, name: &str) -> String {
    let environment = json!([{"name": "PORT", "value": PORT.to_string()}, {"name": "NAME", "value": name}]);
    let container = json!({"name": "app", "image": stage.image(), "environment": environment,
        "portMappings": [{"containerPort": PORT}]});
    let compatible = if mode == "awsvpc" { json!(["FARGATE", "EC2"]) } else { json!(["EC2"]) };
    let definition = json!({"family": family, "networkMode": mode, "cpu": "256", "memory": "512",
        "requiresCompatibilities": compatible, "containerDefinitions": [container]});
    let made = stage.boto.call("ecs", "register_task_definition", definition);
    text(&made["taskDefinition"]["taskDefinitionArn"])
}

fn ip_group(stage: &mut Stage, name: &str) -> String {
    let vpcs = stage.boto.call("ec2", "describe_vpcs", json!({}));
    let group = json!({"Name": name, "Protocol": "HTTP", "Port": 80, "VpcId": vpcs["Vpcs"][0]["VpcId"],
        "TargetType": "ip", "HealthCheckIntervalSeconds": 5, "HealthCheckTimeoutSeconds": 2,
        "HealthyThresholdCount": 2, "UnhealthyThresholdCount": 2});
    let made = stage.boto.call("elbv2", "create_target_group", group);
    let arn = text(&made["TargetGroups"][0]["TargetGroupArn"]);
    let delay = json!([{"Key": "deregistration_delay.timeout_seconds", "Value": "2"}]);
    let attributes = json!({"TargetGroupArn": arn, "Attributes": delay});
    stage.boto.call("elbv2", "modify_target_group_attributes", attributes);
    arn
}

/// Details of a task's interface.
fn detail(task: &Value, name: &str) -> String {
    let details = array(&task["attachments"][0]["details"]);
    let found = details.iter().find(|detail| detail["name"] == name);
    text(&found.unwrap_or_else(|| panic!("no {name} in {task}"))["value"])
}

fn addresses(tasks: &[Value]) -> BTreeSet<String> {
    tasks.iter().map(|task| detail(task, "privateIPv4Address")).collect()
}

/// What a task behind the balancer is answered when it fetches a URL.
fn fetched(stage: &Stage, balancer: &Balancer, port: u16, url: &str) -> String {
    stage.through(balancer, port, &format!("/fetch?url={url}")).text()
}

/// A variable of the environment of a task behind the balancer.
fn variable(stage: &Stage, balancer: &Balancer, port: u16, name: &str) -> String {
    let all = stage.through(balancer, port, "/env").text();
    let line = all.lines().find_map(|line| line.strip_prefix(&format!("{name}=")).map(str::to_owned));
    line.unwrap_or_else(|| panic!("no {name} in {all}"))
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or(answer, |(_, body)| body)
}

#[test]
fn fargate_runs_without_instances_behind_a_load_balancer() {
    let Some(mut stage) = without_instances() else { return };
    let definition = register(&mut stage, "web", "awsvpc", "one");
    let (balancer, group) = (stage.load_balancer("front"), ip_group(&mut stage, "front"));
    let port = ports::free();
    stage.listener(&balancer, port, &group);
    let subnets = subnets(&mut stage, 2);
    let balanced = json!([{"targetGroupArn": group, "containerName": "app", "containerPort": PORT}]);
    let service = json!({"cluster": CLUSTER, "serviceName": "web", "taskDefinition": definition,
        "desiredCount": 2, "launchType": "FARGATE", "networkConfiguration": network(&subnets),
        "loadBalancers": balanced});
    stage.boto.call("ecs", "create_service", service);
    stage.stable(&["web"]);

    let tasks = stage.tasks("web", "RUNNING");
    let zones: BTreeSet<_> = tasks.iter().map(|task| text(&task["availabilityZone"])).collect();
    assert_eq!((tasks.len(), zones.len()), (2, 2), "{tasks:?}");
    for task in &tasks {
        assert_eq!((&task["launchType"], &task["platformVersion"]), (&json!("FARGATE"), &json!("1.4.0")));
        assert_eq!(task.get("containerInstanceArn"), None);
        assert_eq!(task["containers"][0]["networkBindings"], json!([]));
        assert!(subnets.contains(&detail(task, "subnetId")));
        let interface = &task["containers"][0]["networkInterfaces"][0];
        assert_eq!(interface["privateIpv4Address"], json!(detail(task, "privateIPv4Address")));
        assert_eq!(interface["attachmentId"], task["attachments"][0]["id"]);
    }
    let described = stage.boto.call("elbv2", "describe_target_health", json!({"TargetGroupArn": group}));
    let targets: BTreeSet<_> = array(&described["TargetHealthDescriptions"])
        .iter()
        .map(|one| (text(&one["Target"]["Id"]), one["Target"]["Port"].clone().as_u64()))
        .collect();
    let expected = addresses(&tasks).into_iter().map(|address| (address, Some(u64::from(PORT)))).collect();
    assert_eq!(targets, expected);
    assert_eq!(stage.through(&balancer, port, "/").text(), "one\n");

    told_who_it_is(&stage, &balancer, port, &tasks);
    // From task to task, by address and by name, on a port nobody opened.
    for task in &tasks {
        for host in [detail(task, "privateIPv4Address"), detail(task, "privateDnsName")] {
            let answer = fetched(&stage, &balancer, port, &format!("http://{host}:{PORT}/"));
            assert_eq!(body(&answer), "one\n", "{host}: {answer}");
        }
    }
    let before = addresses(&tasks);
    assert_eq!(failures_during_an_update(&mut stage, &balancer, port), 0);
    assert!(addresses(&stage.tasks("web", "RUNNING")).is_disjoint(&before));
    assert_eq!(stage.through(&balancer, port, "/").text(), "two\n");
}

/// What the environment and the metadata of a task say of it.
fn told_who_it_is(stage: &Stage, balancer: &Balancer, port: u16, tasks: &[Value]) {
    assert_eq!(variable(stage, balancer, port, "AWS_EXECUTION_ENV"), "AWS_ECS_FARGATE");
    assert_eq!(variable(stage, balancer, port, "AWS_REGION"), "us-west-2");
    // The two tasks take turns, and neither can answer for the other: one request between brings the first one back.
    let metadata = until("a task's own metadata", || {
        let url = variable(stage, balancer, port, "ECS_CONTAINER_METADATA_URI_V4");
        stage.through(balancer, port, "/");
        let answer = fetched(stage, balancer, port, &format!("{url}/task"));
        let told = serde_json::from_str::<Value>(body(&answer)).ok();
        told.filter(Value::is_object).ok_or(answer)
    });
    assert_eq!((&metadata["LaunchType"], &metadata["Limits"]["CPU"]), (&json!("FARGATE"), &json!(0.25)));
    let own = &metadata["Containers"][0]["Networks"][0];
    let task = tasks.iter().find(|task| task["taskArn"] == metadata["TaskARN"]).unwrap();
    assert_eq!(own["IPv4Addresses"], json!([detail(task, "privateIPv4Address")]));
    assert_eq!(
        (&own["NetworkMode"], &own["MACAddress"]),
        (&json!("awsvpc"), &json!(detail(task, "macAddress")))
    );
    assert_eq!(metadata["AvailabilityZone"], task["availabilityZone"]);
}

/// Requests that fail while the service moves to a new revision.
fn failures_during_an_update(stage: &mut Stage, balancer: &Balancer, port: u16) -> usize {
    let definition = register(stage, "web", "awsvpc", "two");
    let (door, host) = (stage.door(port), format!("{}:{port}", balancer.dns_name));
    let over = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&over);
    let load = std::thread::spawn(move || {
        let mut failed = 0;
        while !seen.load(Ordering::Relaxed) {
            let answer = http::get(&door, &host, "/");
            failed += usize::from(!answer.is_ok_and(|answer| answer.status == 200));
        }
        failed
    });
    let update = json!({"cluster": CLUSTER, "service": "web", "taskDefinition": definition});
    stage.boto.call("ecs", "update_service", update);
    stage.stable(&["web"]);
    over.store(true, Ordering::Relaxed);
    load.join().unwrap()
}

#[test]
fn capacity_providers_share_the_tasks_of_a_request() {
    let Some(mut stage) = without_instances() else { return };
    let definition = register(&mut stage, "job", "awsvpc", "job");
    let subnets = subnets(&mut stage, 1);
    let strategy = json!([{"capacityProvider": "FARGATE", "base": 1, "weight": 1},
        {"capacityProvider": "FARGATE_SPOT", "weight": 1}]);
    let run = json!({"cluster": CLUSTER, "taskDefinition": definition, "count": 4,
        "networkConfiguration": network(&subnets), "capacityProviderStrategy": strategy});
    let ran = array(&stage.boto.call("ecs", "run_task", run)["tasks"]);
    let mut providers: Vec<_> = ran.iter().map(|task| text(&task["capacityProviderName"])).collect();
    providers.sort();
    // One by the base, three shared evenly, the first of equals first.
    assert_eq!(providers, ["FARGATE", "FARGATE", "FARGATE", "FARGATE_SPOT"]);
    assert!(ran.iter().all(|task| task.get("launchType").is_none() && task["lastStatus"] == "PROVISIONING"));
    let arns: Vec<_> = ran.iter().map(|task| text(&task["taskArn"])).collect();
    stage.boto.wait("ecs", "tasks_running", json!({"cluster": CLUSTER, "tasks": arns}));
    stage.boto.call("ecs", "stop_task", json!({"cluster": CLUSTER, "task": arns[0]}));
    let stopped = stage.stopped(&arns[0]);
    assert_eq!(
        (&stopped["stopCode"], &stopped["attachments"][0]["status"]),
        (&json!("UserInitiated"), &json!("DELETED"))
    );
}

#[test]
fn on_instances_a_task_has_its_own_address_or_the_instances_ports() {
    let Some(mut stage) = Stage::furnished() else { return };
    let own = register(&mut stage, "own", "awsvpc", "own");
    let instance = stage.instances()[0].clone();
    let zone_subnet = array(&instance["attributes"])
        .iter()
        .find(|attribute| attribute["name"] == "ecs.subnet-id")
        .map(|attribute| text(&attribute["value"]))
        .unwrap();
    let run = json!({"cluster": CLUSTER, "taskDefinition": own, "count": 2,
        "networkConfiguration": network(&[zone_subnet])});
    let ran = array(&stage.boto.call("ecs", "run_task", run)["tasks"]);
    let arns: Vec<_> = ran.iter().map(|task| text(&task["taskArn"])).collect();
    stage.boto.wait("ecs", "tasks_running", json!({"cluster": CLUSTER, "tasks": arns}));
    let described = stage.boto.call("ecs", "describe_tasks", json!({"cluster": CLUSTER, "tasks": arns}));
    let tasks = array(&described["tasks"]);
    assert!(tasks.iter().all(|task| task["containerInstanceArn"] == instance["containerInstanceArn"]));
    assert_eq!(addresses(&tasks).len(), 2, "two on one instance with the same port");

    let host = register(&mut stage, "host", "host", "host");
    stage.service("host", &host, 2, None);
    stage.stable(&["host"]);
    for task in stage.tasks("host", "RUNNING") {
        assert_eq!(task["containers"][0]["networkBindings"][0]["hostPort"], json!(PORT));
        let address = stage.address_of(&text(&task["containerInstanceArn"]));
        let answer = http::get(&format!("{address}:{PORT}"), &address, "/").unwrap();
        assert_eq!(answer.text(), "host\n");
    }
}
