//! The waiters of AWS's own clients return when what they wait for is true, and not before. In: services and tasks in every kind of
//! change. Out: when `services-stable`, `services-inactive`, `tasks-running` and `tasks-stopped` return, and what is true then.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use integration::cli;
use integration::stage::{CLUSTER, Stage, array, text};
use integration::watching::id;
use serde_json::{Value, json};

fn of(service: &str) -> Value {
    json!({"cluster": CLUSTER, "services": [service]})
}

/// What is true of a service the waiter called stable; its tasks.
fn is_stable(stage: &mut Stage, service: &str, definition: &str, count: usize) -> Vec<Value> {
    let described = stage.describe(service);
    assert_eq!(array(&described["deployments"]).len(), 1, "{described}");
    assert_eq!(described["deployments"][0]["taskDefinition"], definition, "{described}");
    let counted = (&described["runningCount"], &described["pendingCount"], &described["desiredCount"]);
    assert_eq!(counted, (&json!(count), &json!(0), &json!(count)), "{described}");
    let tasks = stage.tasks(service, "RUNNING");
    assert_eq!(tasks.len(), count, "{tasks:?}");
    for task in &tasks {
        assert_eq!(task["lastStatus"], "RUNNING", "{task}");
        assert_eq!(task["taskDefinitionArn"], definition, "{task}");
    }
    tasks
}

fn ids(tasks: &[Value]) -> BTreeSet<String> {
    tasks.iter().map(|task| id(&task["taskArn"])).collect()
}

#[test]
fn stable_after_every_change() {
    let Some(mut stage) = Stage::furnished() else { return };
    let first = stage.register("web", &json!({}));
    stage.service("web", &first, 2, None);
    stage.stable(&["web"]);
    let before = is_stable(&mut stage, "web", &first, 2);

    // Out and in.
    stage.update("web", &json!({"desiredCount": 4}));
    stage.stable(&["web"]);
    let more = is_stable(&mut stage, "web", &first, 4);
    assert!(ids(&before).is_subset(&ids(&more)), "nobody was replaced");
    stage.update("web", &json!({"desiredCount": 1}));
    stage.stable(&["web"]);
    is_stable(&mut stage, "web", &first, 1);
    stage.update("web", &json!({"desiredCount": 2}));
    stage.stable(&["web"]);

    // A new revision: unstable in the very answer, until all of it is new. The same revision again, by force, too.
    let second = stage.register("web", &json!({"cpu": 65}));
    let older = ids(&is_stable(&mut stage, "web", &first, 2));
    for change in [json!({"taskDefinition": second}), json!({"forceNewDeployment": true})] {
        let answered = stage.update("web", &change);
        assert_eq!(array(&answered["deployments"]).len(), 2, "{answered}");
        stage.stable(&["web"]);
        is_stable(&mut stage, "web", &second, 2);
    }
    // Back to the first.
    let answered = stage.update("web", &json!({"taskDefinition": first}));
    assert_eq!(array(&answered["deployments"]).len(), 2, "{answered}");
    if cli::is_here() {
        let words = ["ecs", "wait", "services-stable", "--cluster", CLUSTER, "--services", "web"];
        cli::aws(&stage.cloud, &words);
    } else {
        stage.stable(&["web"]);
    }
    let back = ids(&is_stable(&mut stage, "web", &first, 2));
    assert!(older.is_disjoint(&back), "tasks do not come back");
}

#[test]
fn stable_again_after_an_instance_is_lost() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("web", &json!({}));
    stage.service("web", &definition, 4, None);
    stage.stable(&["web"]);
    let tasks = is_stable(&mut stage, "web", &definition, 4);
    let lost = text(&tasks[0]["containerInstanceArn"]);
    let described = json!({"cluster": CLUSTER, "containerInstances": [lost]});
    let instance = stage.boto.call("ecs", "describe_container_instances", described);
    let instance = &instance["containerInstances"][0]["ec2InstanceId"];
    stage.boto.call("ec2", "terminate_instances", json!({"InstanceIds": [instance]}));
    stage.stable(&["web"]);
    let now = is_stable(&mut stage, "web", &definition, 4);
    assert!(now.iter().all(|task| task["containerInstanceArn"] != lost.as_str()), "{now:?}");
    let gone = tasks.iter().find(|task| task["containerInstanceArn"] == lost.as_str()).unwrap();
    let gone = stage.stopped(&text(&gone["taskArn"]));
    assert_eq!(
        gone["stoppedReason"],
        format!("Host EC2 (instance {}) terminated.", text(instance)),
        "{gone}"
    );
}

#[test]
fn never_stable_while_something_cannot_be_placed() {
    let Some(mut stage) = Stage::furnished() else { return };
    let first = stage.register("web", &json!({}));
    stage.service("web", &first, 2, None);
    stage.stable(&["web"]);
    let kept = ids(&is_stable(&mut stage, "web", &first, 2));
    let too_big = stage.register("web", &json!({"memory": 60_000}));
    let hindered = [json!({"taskDefinition": too_big}), json!({"taskDefinition": first, "desiredCount": 90})];
    for change in hindered {
        stage.update("web", &change);
        let gave_up = stage.boto.wait_for("ecs", "services_stable", of("web"), 4).unwrap_err();
        assert!(gave_up.message.contains("Max attempts exceeded"), "{gave_up:?}");
        stage.event("web", "was unable to place a task");
        assert!(kept.is_subset(&ids(&stage.tasks("web", "RUNNING"))), "the old ones go on");
    }
    stage.update("web", &json!({"desiredCount": 2}));
    stage.stable(&["web"]);
    is_stable(&mut stage, "web", &first, 2);
}

#[test]
fn inactive_after_the_end_of_its_last_task() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("web", &json!({}));
    for (name, force) in [("gently", false), ("by-force", true)] {
        stage.service(name, &definition, 2, None);
        stage.stable(&[name]);
        let tasks = stage.tasks(name, "RUNNING");
        let refused =
            stage.boto.refused("ecs", "delete_service", json!({"cluster": CLUSTER, "service": name}));
        assert_eq!(refused.code, "InvalidParameterException", "{refused:?}");
        assert!(
            refused.message.contains("The service cannot be stopped while it is scaled above 0."),
            "{refused:?}"
        );
        if !force {
            stage.update(name, &json!({"desiredCount": 0}));
            stage.stable(&[name]);
        }
        let delete = json!({"cluster": CLUSTER, "service": name, "force": force});
        let deleted = stage.boto.call("ecs", "delete_service", delete)["service"].clone();
        assert_ne!(deleted["status"], "ACTIVE", "{deleted}");
        stage.boto.wait("ecs", "services_inactive", of(name));
        assert_eq!(stage.describe(name)["status"], "INACTIVE");
        for task in tasks {
            let task = stage.task(&text(&task["taskArn"]));
            assert_eq!(task["lastStatus"], "STOPPED", "nothing of an INACTIVE service runs: {task}");
        }
        // What is over is never stable, and the waiter says so at once.
        let over = stage.boto.wait_for("ecs", "services_stable", of(name), 60).unwrap_err();
        assert!(over.message.contains("terminal failure state"), "{over:?}");
        // The name is free again.
        stage.service(name, &definition, 1, None);
        stage.stable(&[name]);
    }
}

#[test]
fn running_and_stopped_tasks() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("one", &json!({}));
    let asked = json!({"cluster": CLUSTER, "taskDefinition": definition, "count": 3});
    let ran = stage.boto.call("ecs", "run_task", asked);
    let arns: Vec<_> = array(&ran["tasks"]).iter().map(|task| text(&task["taskArn"])).collect();
    assert_eq!(arns.len(), 3);
    let wanted = json!({"cluster": CLUSTER, "tasks": arns});
    stage.boto.wait("ecs", "tasks_running", wanted.clone());
    for arn in &arns {
        let task = stage.task(arn);
        assert_eq!(task["lastStatus"], "RUNNING", "{task}");
        assert_eq!(task["containers"][0]["lastStatus"], "RUNNING", "{task}");
        stage.boto.call("ecs", "stop_task", json!({"cluster": CLUSTER, "task": arn}));
    }
    stage.boto.wait("ecs", "tasks_stopped", wanted.clone());
    for arn in &arns {
        let task = stage.task(arn);
        assert_eq!(
            (&task["stopCode"], &task["stoppedReason"]),
            (&json!("UserInitiated"), &json!("Task stopped by user"))
        );
    }
    let over = stage.boto.wait_for("ecs", "tasks_running", wanted, 60).unwrap_err();
    assert!(over.message.contains("terminal failure state"), "{over:?}");
    let nobody = json!({"cluster": CLUSTER, "tasks": ["0123456789abcdef0123456789abcdef"]});
    let missing = stage.boto.wait_for("ecs", "tasks_running", nobody, 60).unwrap_err();
    assert!(missing.message.contains("MISSING"), "{missing:?}");
}
