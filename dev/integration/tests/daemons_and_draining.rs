//! A DAEMON service keeps one task on every instance, and a DRAINING instance is emptied without going under the minimum. In: instances
//! that come, drain and go. Out: where the tasks are, at every look.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use integration::patience::until;
use integration::stage::{CLUSTER, Stage, array, text};
use serde_json::{Value, json};

fn places(tasks: &[Value]) -> Vec<String> {
    let running = tasks.iter().filter(|task| task["lastStatus"] == "RUNNING");
    let mut places: Vec<_> = running.map(|task| text(&task["containerInstanceArn"])).collect();
    places.sort();
    places
}

fn set_status(stage: &mut Stage, instance: &str, status: &str) {
    let change = json!({"cluster": CLUSTER, "containerInstances": [instance], "status": status});
    let answered = stage.boto.call("ecs", "update_container_instances_state", change);
    assert_eq!(answered["failures"], json!([]), "{answered}");
    assert_eq!(answered["containerInstances"][0]["status"], status, "{answered}");
}

/// Waits until the tasks of a service run exactly on these instances, one on each.
fn covers(stage: &mut Stage, service: &str, instances: &[String]) {
    let mut wanted = instances.to_vec();
    wanted.sort();
    until("one on each", || {
        let places = places(&stage.tasks(service, "RUNNING"));
        if places == wanted { Ok(()) } else { Err(format!("{places:?}, not {wanted:?}")) }
    });
}

fn active(stage: &mut Stage) -> Vec<String> {
    stage.instances().iter().map(|instance| text(&instance["containerInstanceArn"])).collect()
}

#[test]
fn a_daemon_is_on_every_instance() {
    let Some(mut stage) = Stage::furnished() else { return };
    let first = stage.register("agent", &json!({}));
    stage.boto.call(
        "ecs",
        "create_service",
        json!({
            "cluster": CLUSTER, "serviceName": "agent", "taskDefinition": first,
            "schedulingStrategy": "DAEMON",
        }),
    );
    let two = active(&mut stage);
    covers(&mut stage, "agent", &two);
    stage.stable(&["agent"]);
    assert_eq!(stage.describe("agent")["desiredCount"], 2);

    stage.run_instances(1);
    let three = active(&mut stage);
    assert_eq!(three.len(), 3);
    covers(&mut stage, "agent", &three);
    assert_eq!(stage.describe("agent")["desiredCount"], 3);

    set_status(&mut stage, &three[0], "DRAINING");
    covers(&mut stage, "agent", &three[1..]);
    set_status(&mut stage, &three[0], "ACTIVE");
    covers(&mut stage, "agent", &three);

    let second = stage.register("agent", &json!({"cpu": 65}));
    let answered = stage.update("agent", &json!({"taskDefinition": second}));
    assert_eq!(array(&answered["deployments"]).len(), 2, "{answered}");
    stage.stable(&["agent"]);
    covers(&mut stage, "agent", &three);
    let tasks = stage.tasks("agent", "RUNNING");
    assert!(tasks.iter().all(|task| task["taskDefinitionArn"] == second), "{tasks:?}");
    let scaled = json!({"cluster": CLUSTER, "service": "agent", "desiredCount": 5});
    let refused = stage.boto.refused("ecs", "update_service", scaled);
    assert_eq!(refused.code, "InvalidParameterException", "{refused:?}");
}

#[test]
fn a_draining_instance_is_emptied_and_nobody_is_missed() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("web", &json!({}));
    stage.service("web", &definition, 4, None);
    stage.stable(&["web"]);
    // A task of no service is not moved.
    let instances = active(&mut stage);
    let asked = json!({
        "cluster": CLUSTER, "taskDefinition": definition, "containerInstances": [instances[0]],
    });
    let alone = text(&stage.boto.call("ecs", "start_task", asked)["tasks"][0]["taskArn"]);
    stage.running(&alone);

    set_status(&mut stage, &instances[0], "DRAINING");
    until("all on the other", || {
        let service = stage.describe("web");
        assert!(service["runningCount"].as_u64().unwrap() >= 4, "never under the minimum: {service}");
        let tasks = stage.tasks("web", "RUNNING");
        assert!(tasks.len() <= 8, "never over the maximum: {tasks:?}");
        let places: BTreeSet<_> = tasks.iter().map(|task| text(&task["containerInstanceArn"])).collect();
        let moved = tasks.len() == 4 && places.len() == 1 && places.contains(&instances[1]);
        if moved { Ok(()) } else { Err(format!("{} on {places:?}", tasks.len())) }
    });
    let left = stage.task(&alone);
    assert_eq!(
        (&left["lastStatus"], &left["desiredStatus"]),
        (&json!("RUNNING"), &json!("RUNNING")),
        "{left}"
    );
    stage.stable(&["web"]);

    // Nothing is placed there, and taking it out while a task runs there needs force.
    let asked = json!({
        "cluster": CLUSTER, "taskDefinition": definition, "count": 2,
        "placementConstraints": [{"type": "distinctInstance"}],
    });
    let ran = stage.boto.call("ecs", "run_task", asked);
    assert_eq!(array(&ran["tasks"]).len(), 1, "{ran}");
    assert_eq!(ran["tasks"][0]["containerInstanceArn"], instances[1], "{ran}");
    assert!(!array(&ran["failures"]).is_empty(), "one of two was not placed: {ran}");
    let out = json!({"cluster": CLUSTER, "containerInstance": instances[0]});
    let refused = stage.boto.refused("ecs", "deregister_container_instance", out.clone());
    assert_eq!(refused.code, "InvalidParameterException", "{refused:?}");
    stage.boto.call("ecs", "stop_task", json!({"cluster": CLUSTER, "task": alone}));
    stage.stopped(&alone);
    let gone = stage.boto.call("ecs", "deregister_container_instance", out);
    assert_eq!(gone["containerInstance"]["status"], "INACTIVE", "{gone}");
}
