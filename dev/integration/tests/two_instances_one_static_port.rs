//! S8: host ports, memory and CPU are really accounted. In: two instances. Out: what is placed where, and why the rest is not.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use integration::patience::{until, until_true};
use integration::stage::{CLUSTER, Stage, array, text};
use integration::{http, ports};
use serde_json::{Value, json};

/// The last part of an ARN.
fn id(arn: &Value) -> String {
    text(arn).rsplit('/').next().unwrap_or_default().to_owned()
}

fn host_port(task: &Value) -> u16 {
    let port = task["containers"][0]["networkBindings"][0]["hostPort"].as_u64();
    u16::try_from(port.unwrap_or(0)).unwrap()
}

/// Every task answers at its instance's address and its host port, and says which it is.
fn reachable(stage: &mut Stage, tasks: &[Value]) {
    for task in tasks {
        let address = stage.address_of(&text(&task["containerInstanceArn"]));
        let page = http::get(&format!("{address}:{}", host_port(task)), &address, "/").unwrap();
        assert_eq!((page.status, page.text().as_str()), (200, "probe\n"));
    }
}

#[test]
fn one_a_zone_and_the_third_is_told_why_not() {
    let Some(mut stage) = Stage::furnished() else { return };
    let port = ports::free();
    let mapping = json!({"portMappings": [{"containerPort": 8080, "hostPort": port}]});
    let definition = stage.register("static", &mapping);
    stage.service("static", &definition, 2, None);
    stage.stable(&["static"]);

    let tasks = stage.tasks("static", "RUNNING");
    let zones: BTreeSet<_> = tasks.iter().map(|task| text(&task["availabilityZone"])).collect();
    assert_eq!((tasks.len(), zones.len()), (2, 2), "{tasks:?}");
    assert!(tasks.iter().all(|task| host_port(task) == port));
    reachable(&mut stage, &tasks);

    stage.boto.call(
        "ecs",
        "update_service",
        json!({"cluster": CLUSTER, "service": "static", "desiredCount": 3}),
    );
    let told = until("the event", || {
        let events = array(&stage.describe("static")["events"]);
        let found = events
            .iter()
            .map(|event| text(&event["message"]))
            .find(|words| words.contains("unable to place"));
        found.ok_or_else(|| format!("{events:?}"))
    });
    let sentences = stage
        .instances()
        .iter()
        .map(|instance| sentence(&id(&instance["containerInstanceArn"])))
        .collect::<Vec<_>>();
    assert!(sentences.contains(&told), "{told}\nis none of {sentences:?}");
    let service = stage.describe("static");
    assert_eq!((&service["runningCount"], &service["desiredCount"]), (&json!(2), &json!(3)));
    let known: BTreeSet<_> = tasks.iter().map(|task| id(&task["taskArn"])).collect();
    let now: BTreeSet<_> = stage.tasks("static", "RUNNING").iter().map(|task| id(&task["taskArn"])).collect();
    assert_eq!(known, now, "the two went on undisturbed");
}

fn sentence(instance: &str) -> String {
    format!(
        "(service static) was unable to place a task because no container instance met all of its requirements. \
         The closest matching (container-instance {instance}) is already using a port required by your task. \
         For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."
    )
}

#[test]
fn with_host_port_zero_all_three_run() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition =
        stage.register("dynamic", &json!({"portMappings": [{"containerPort": 8080, "hostPort": 0}]}));
    stage.service("dynamic", &definition, 3, None);
    stage.stable(&["dynamic"]);
    let tasks = stage.tasks("dynamic", "RUNNING");
    let places: BTreeSet<_> =
        tasks.iter().map(|task| (id(&task["containerInstanceArn"]), host_port(task))).collect();
    assert_eq!((tasks.len(), places.len()), (3, 3));
    assert!(places.iter().all(|(_, port)| *port >= 32_768), "{places:?}");
    reachable(&mut stage, &tasks);
}

#[test]
fn memory_cpu_and_ports_run_out() {
    let Some(mut stage) = Stage::furnished() else { return };
    let before = remaining(&mut stage, "MEMORY");
    let port = ports::free();
    let cases = [
        ("RESOURCE:MEMORY", json!({"memory": before - 100, "cpu": 0})),
        ("RESOURCE:CPU", json!({"cpu": 2000})),
        ("RESOURCE:PORTS", json!({"portMappings": [{"containerPort": 8080, "hostPort": port}]})),
    ];
    for (reason, container) in cases {
        let definition = stage.register("big", &container);
        let ran: Vec<_> = (0..2).map(|_| stage.run_task(&definition)).collect();
        let more = json!({"cluster": CLUSTER, "taskDefinition": definition});
        let refused = stage.boto.call("ecs", "run_task", more);
        assert_eq!(refused["tasks"], json!([]), "{refused}");
        let reasons: Vec<_> =
            array(&refused["failures"]).iter().map(|failure| text(&failure["reason"])).collect();
        assert_eq!(reasons, [reason, reason], "one failure an instance");
        for task in ran {
            stage.boto.call("ecs", "stop_task", json!({"cluster": CLUSTER, "task": task}));
            stage.stopped(&task);
        }
        until_true("the memory back", || remaining(&mut stage, "MEMORY") == before);
    }
}

/// Least remaining amount of a resource on any instance.
fn remaining(stage: &mut Stage, resource: &str) -> i64 {
    let of_one = |instance: Value| {
        let resources = array(&instance["remainingResources"]);
        let found = resources.iter().find(|one| one["name"] == resource).unwrap();
        found["integerValue"].as_i64().unwrap()
    };
    stage.instances().into_iter().map(of_one).min().unwrap()
}
