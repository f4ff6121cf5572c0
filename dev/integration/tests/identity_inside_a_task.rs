//! S13: a task knows who and where it is, by the addresses every SDK asks. In: tasks on two instances. Out: what the metadata addresses,
//! role credentials and secrets say inside, compared with what the API says outside.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use integration::stage::{CLUSTER, Stage, array, text};
use integration::watching::{host_port, id};
use integration::{cli, http};
use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::000000000000:role/probe-role";

/// Registers a family of one container with these members of the definition laid over it.
fn register(stage: &mut Stage, family: &str, container: Value, more: Value) -> String {
    let mut all = json!({"name": "app", "image": stage.image(), "memory": 64, "cpu": 64, "essential": true});
    for (name, value) in container.as_object().unwrap() {
        all[name] = value.clone();
    }
    let mut definition = json!({"family": family, "containerDefinitions": [all]});
    for (name, value) in more.as_object().unwrap() {
        definition[name] = value.clone();
    }
    let made = stage.boto.call("ecs", "register_task_definition", definition);
    text(&made["taskDefinition"]["taskDefinitionArn"])
}

fn serving() -> Value {
    json!({"portMappings": [{"containerPort": 8080, "hostPort": 0}]})
}

/// The variables a task sees.
fn variables(stage: &mut Stage, task: &Value) -> BTreeMap<String, String> {
    let page = stage.page(task, "/env");
    page.lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// What a URL answers inside a task: status and body. `how` is `method=M&header=NAME:VALUE&`, or nothing.
fn inside(stage: &mut Stage, task: &Value, how: &str, url: &str) -> (u16, String) {
    let page = stage.page(task, &format!("/fetch?{how}url={url}"));
    let (head, body) = page.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{url}: {page}"));
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap();
    (status, body.to_owned())
}

/// As [`inside`], JSON of status 200.
fn json_inside(stage: &mut Stage, task: &Value, url: &str) -> Value {
    let (status, body) = inside(stage, task, "", url);
    assert_eq!(status, 200, "{url}: {body}");
    serde_json::from_str(&body).unwrap_or_else(|error| panic!("{url}: {error}: {body}"))
}

fn is_the_container(seen: &Value, task: &Value) {
    let container = &task["containers"][0];
    assert_eq!(seen["DockerId"], container["runtimeId"], "{seen}");
    assert_eq!(seen["Name"], "app");
    assert_eq!(seen["Image"], container["image"], "{seen}");
    assert_eq!(seen["ImageID"], container["imageDigest"], "{seen}");
    assert_eq!((&seen["DesiredStatus"], &seen["KnownStatus"]), (&json!("RUNNING"), &json!("RUNNING")));
    assert_eq!(seen["Limits"], json!({"CPU": 64, "Memory": 64}));
    assert_eq!(seen["Type"], "NORMAL");
    assert_eq!(seen["Ports"][0]["ContainerPort"], 8080, "{seen}");
    assert_eq!(seen["Ports"][0]["HostPort"], host_port(task), "{seen}");
    let labels = &seen["Labels"];
    assert_eq!(labels["com.amazonaws.ecs.container-name"], "app", "{seen}");
    assert_eq!(labels["com.amazonaws.ecs.task-arn"], task["taskArn"], "{seen}");
    assert_eq!(labels["com.amazonaws.ecs.task-definition-family"], "known", "{seen}");
    assert_eq!(labels["com.amazonaws.ecs.task-definition-version"], "1", "{seen}");
}

fn is_the_task(seen: &Value, task: &Value) {
    assert_eq!(seen["TaskARN"], task["taskArn"]);
    assert!(text(&seen["Cluster"]).ends_with(CLUSTER), "{seen}");
    assert_eq!((&seen["Family"], &seen["Revision"]), (&json!("known"), &json!("1")));
    assert_eq!((&seen["DesiredStatus"], &seen["KnownStatus"]), (&json!("RUNNING"), &json!("RUNNING")));
    assert_eq!(seen["AvailabilityZone"], task["availabilityZone"]);
    assert_eq!(array(&seen["Containers"]).len(), 1);
    is_the_container(&seen["Containers"][0], task);
}

/// Two tasks of a family with a role and a tag, one on each instance.
fn two_tasks(stage: &mut Stage) -> Vec<Value> {
    let definition = register(stage, "known", serving(), json!({"taskRoleArn": ROLE}));
    let ran = stage.boto.call(
        "ecs",
        "run_task",
        json!({
            "cluster": CLUSTER, "taskDefinition": definition, "count": 2,
            "placementConstraints": [{"type": "distinctInstance"}],
            "tags": [{"key": "team", "value": "probes"}],
        }),
    );
    assert_eq!(ran["failures"], json!([]), "{ran}");
    array(&ran["tasks"]).iter().map(|task| stage.running(&text(&task["taskArn"]))).collect()
}

#[test]
fn metadata_of_the_task() {
    let Some(mut stage) = Stage::furnished() else { return };
    for task in two_tasks(&mut stage) {
        let known = variables(&mut stage, &task);
        let (v3, v4) = (&known["ECS_CONTAINER_METADATA_URI"], &known["ECS_CONTAINER_METADATA_URI_V4"]);
        for root in [v3, v4] {
            is_the_container(&json_inside(&mut stage, &task, root), &task);
            is_the_task(&json_inside(&mut stage, &task, &format!("{root}/task")), &task);
            let (status, _) = inside(&mut stage, &task, "", &format!("{root}/nothing"));
            assert_eq!(status, 404);
        }
        let container = json_inside(&mut stage, &task, v4);
        assert_eq!(container["ContainerARN"], task["containers"][0]["containerArn"], "{container}");
        let tagged = json_inside(&mut stage, &task, &format!("{v4}/taskWithTags"));
        is_the_task(&tagged, &task);
        assert_eq!(tagged["LaunchType"], "EC2");
        assert_eq!(tagged["TaskTags"], json!({"team": "probes"}), "{tagged}");
    }
}

#[test]
fn credentials_of_the_role() {
    let Some(mut stage) = Stage::furnished() else { return };
    let task = two_tasks(&mut stage).remove(0);
    let known = variables(&mut stage, &task);
    let url = format!("http://169.254.170.2{}", known["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]);
    let keys = json_inside(&mut stage, &task, &url);
    let names: Vec<_> = keys.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["AccessKeyId", "Expiration", "RoleArn", "SecretAccessKey", "Token"]);
    assert_eq!(keys["RoleArn"], ROLE);

    let (access, token) = (text(&keys["AccessKeyId"]), text(&keys["Token"]));
    let endpoint = &known["AWS_ENDPOINT_URL"];
    let how = format!(
        "header=Authorization:AWS4-HMAC-SHA256%20Credential={access}/20270101/us-west-2/sts/aws4_request,\
         %20SignedHeaders=host,%20Signature=00&header=X-Amz-Security-Token:{token}&"
    );
    let (status, who) =
        inside(&mut stage, &task, &how, &format!("{endpoint}/?Action=GetCallerIdentity&Version=2011-06-15"));
    let arn = format!("arn:aws:sts::000000000000:assumed-role/probe-role/{}", id(&task["taskArn"]));
    assert!(status == 200 && who.contains(&format!("<Arn>{arn}</Arn>")), "{arn}: {who}");
    if cli::is_here() {
        let secret = text(&keys["SecretAccessKey"]);
        let variables = [
            ("AWS_ACCESS_KEY_ID", access.as_str()),
            ("AWS_SECRET_ACCESS_KEY", secret.as_str()),
            ("AWS_SESSION_TOKEN", token.as_str()),
        ];
        let who = cli::aws_with(&stage.cloud, &variables, &["sts", "get-caller-identity"]);
        assert_eq!((&who["Arn"], &who["Account"]), (&json!(arn), &json!("000000000000")), "{who}");
    }

    let bare = register(&mut stage, "bare", serving(), json!({}));
    let bare = stage.run_task(&bare);
    let bare = stage.running(&bare);
    let known = variables(&mut stage, &bare);
    assert!(!known.contains_key("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"), "{known:?}");
    let (status, body) = inside(&mut stage, &bare, "", &url);
    assert_eq!(status, 400, "another task's credentials: {body}");
}

#[test]
fn metadata_of_the_instance() {
    let Some(mut stage) = Stage::furnished() else { return };
    let mut zones = BTreeSet::new();
    for task in two_tasks(&mut stage) {
        let root = "http://169.254.169.254/latest";
        let (status, token) = inside(
            &mut stage,
            &task,
            "method=PUT&header=X-aws-ec2-metadata-token-ttl-seconds:600&",
            &format!("{root}/api/token"),
        );
        assert_eq!(status, 200, "{token}");
        let with_token = format!("header=X-aws-ec2-metadata-token:{token}&");
        let mut both = |path: &str| {
            let url = format!("{root}/meta-data/{path}");
            let (first, second) =
                (inside(&mut stage, &task, "", &url), inside(&mut stage, &task, &with_token, &url));
            assert_eq!(first, second, "{path}");
            assert_eq!(first.0, 200, "{path}: {}", first.1);
            first.1
        };
        let zone = both("placement/availability-zone");
        assert_eq!(json!(zone), task["availabilityZone"]);
        assert_eq!(both("placement/region"), "us-west-2");
        let (instance, address) = (both("instance-id"), both("public-ipv4"));
        zones.insert(zone);

        let wanted = json!({"cluster": CLUSTER, "containerInstances": [task["containerInstanceArn"]]});
        let described = stage.boto.call("ecs", "describe_container_instances", wanted);
        assert_eq!(described["containerInstances"][0]["ec2InstanceId"], instance);
        // Its host ports are reached there: from outside and from inside.
        let door = format!("{address}:{}", host_port(&task));
        assert_eq!(http::get(&door, &door, "/").unwrap().text(), "probe\n");
        let (status, page) = inside(&mut stage, &task, "", &format!("http://{door}/"));
        assert_eq!((status, page.as_str()), (200, "probe\n"));

        let token_url = format!("{root}/api/token");
        assert_eq!(inside(&mut stage, &task, "method=PUT&", &token_url).0, 400, "no lifetime");
        let forged = "header=X-aws-ec2-metadata-token:forged&";
        assert_eq!(inside(&mut stage, &task, forged, &format!("{root}/meta-data/instance-id")).0, 401);
        assert_eq!(inside(&mut stage, &task, "", &format!("{root}/meta-data/nothing")).0, 404);
    }
    assert_eq!(zones.len(), 2, "{zones:?}");
}

#[test]
fn secrets_by_name_and_arn_and_a_missing_one_named() {
    let Some(mut stage) = Stage::furnished() else { return };
    for (name, value) in [("/probe/key", "k-1"), ("flat", "f-1")] {
        let parameter = json!({"Name": name, "Value": value, "Type": "String"});
        stage.boto.call("ssm", "put_parameter", parameter);
    }
    let arn = |name: &str| format!("arn:aws:ssm:us-west-2:000000000000:parameter{name}");
    let execution = json!({"executionRoleArn": ROLE});
    let mut container = serving();
    container["secrets"] = json!([
        {"name": "BY_NAME", "valueFrom": "/probe/key"},
        {"name": "BY_ARN", "valueFrom": arn("/probe/key")},
        {"name": "FLAT", "valueFrom": arn("/flat")},
    ]);
    let definition = register(&mut stage, "secret", container, execution.clone());
    let task = stage.run_task(&definition);
    let task = stage.running(&task);
    let known = variables(&mut stage, &task);
    for (name, value) in [("BY_NAME", "k-1"), ("BY_ARN", "k-1"), ("FLAT", "f-1")] {
        assert_eq!(known.get(name).map(String::as_str), Some(value), "{known:?}");
    }
    let described = stage.boto.call("ecs", "describe_task_definition", json!({"taskDefinition": definition}));
    assert!(!described.to_string().contains("k-1"), "a secret is nowhere but in the container");

    for missing in ["/probe/nobody".to_owned(), arn("/probe/nobody")] {
        let container = json!({"secrets": [{"name": "KEY", "valueFrom": missing}]});
        let definition = register(&mut stage, "missing", container, execution.clone());
        let task = stage.run_task(&definition);
        let task = stage.stopped(&task);
        assert_eq!(task["stopCode"], "TaskFailedToStart", "{task}");
        let reason = text(&task["stoppedReason"]);
        let named = reason.starts_with("ResourceInitializationError") && reason.contains("/probe/nobody");
        assert!(named, "{task}");
    }
}
