//! A shell that allows few open files (`ulimit -n`): tasks there is no room for say so, and cost those that run nothing. In: a cloud of an
//! ordinary user, who cannot raise the limit. Out: tasks, and the process that keeps them.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::cloud::How;
use integration::leftovers::keeper_of;
use integration::patience::until;
use integration::stage::{CLUSTER, Stage, array, text};
use serde_json::{Value, json};

/// Enough for the cloud and a few tasks.
const FEW: u64 = 256;
/// More tasks than that is enough for.
const MANY: usize = 80;

#[test]
fn tasks_beyond_the_limit_say_so_and_the_others_run_on() {
    let how = How { open_files: Some(FEW), ..How::unprivileged() };
    let Some(mut stage) = Stage::furnished_how(how) else { return };
    let definition = stage.register("many", &json!({"memory": 16, "cpu": 8}));
    let mut tasks = Vec::new();
    while tasks.len() < MANY {
        let ten = json!({"cluster": CLUSTER, "taskDefinition": definition, "count": 10});
        let ran = stage.boto.call("ecs", "run_task", ten);
        tasks.extend(array(&ran["tasks"]).iter().map(|task| text(&task["taskArn"])));
    }
    let described = until("every task running or over", || {
        let wanted = json!({"cluster": CLUSTER, "tasks": tasks});
        let tasks = array(&stage.boto.call("ecs", "describe_tasks", wanted)["tasks"]);
        let settled = |task: &Value| task["lastStatus"] == "RUNNING" || task["lastStatus"] == "STOPPED";
        if tasks.iter().all(settled) { Ok(tasks) } else { Err(format!("{tasks:?}")) }
    });
    let (running, over): (Vec<_>, Vec<_>) =
        described.iter().partition(|task| task["lastStatus"] == "RUNNING");
    assert!(!running.is_empty() && !over.is_empty(), "{} run, {} do not", running.len(), over.len());
    for task in over {
        let said = task.to_string().to_lowercase();
        assert!(said.contains("too many open files"), "{task}");
    }
    assert!(keeper_of(&stage.cloud.data()).is_some(), "the keeper has ended");
    // There is room again once some have ended.
    for task in running.iter().take(5) {
        stage.boto.call("ecs", "stop_task", json!({"cluster": CLUSTER, "task": task["taskArn"]}));
        stage.stopped(&text(&task["taskArn"]));
    }
    let another = stage.run_task(&definition);
    until("another task", || {
        let wanted = json!({"cluster": CLUSTER, "tasks": [another]});
        let task = stage.boto.call("ecs", "describe_tasks", wanted)["tasks"][0].clone();
        if task["lastStatus"] == "RUNNING" { Ok(()) } else { Err(task.to_string()) }
    });
}
