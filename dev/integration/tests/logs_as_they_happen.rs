//! S4: what containers say is in the log groups while they live and after. In: the awslogs driver. Out: streams, lines, exit codes.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::patience::{until, until_true};
use integration::stage::{CLUSTER, Stage, array, text};
use integration::{cli, ports};
use serde_json::{Value, json};

const GROUP: &str = "/ecs/probe";

fn driver(group: &str, prefix: Option<&str>) -> Value {
    let mut options = json!({"awslogs-group": group, "awslogs-region": "us-west-2"});
    if let Some(prefix) = prefix {
        options["awslogs-stream-prefix"] = json!(prefix);
    }
    json!({"logDriver": "awslogs", "options": options})
}

fn messages(stage: &mut Stage, stream: &str) -> Vec<String> {
    let wanted = json!({"logGroupName": GROUP, "logStreamName": stream, "startFromHead": true});
    match stage.boto.attempt("logs", "get_log_events", wanted) {
        Ok(answer) => array(&answer["events"]).iter().map(|event| text(&event["message"])).collect(),
        Err(_) => Vec::new(),
    }
}

#[test]
fn last_words_of_a_short_life() {
    let Some(mut stage) = Stage::furnished() else { return };
    stage.boto.call("logs", "create_log_group", json!({"logGroupName": GROUP}));
    let definition = stage.register(
        "short",
        &json!({
            "logConfiguration": driver(GROUP, Some("short")),
            "environment": [{"name": "SAY", "value": "last words"}, {"name": "EXIT_CODE", "value": "3"}],
        }),
    );
    let arn = stage.run_task(&definition);
    let task = stage.stopped(&arn);
    assert_eq!(task["containers"][0]["exitCode"], 3);
    assert_eq!(task["stopCode"], "EssentialContainerExited");
    assert_eq!(task["stoppedReason"], "Essential container in task exited");
    let stream = format!("short/app/{}", arn.rsplit('/').next().unwrap());
    until_true("the last words", || messages(&mut stage, &stream) == ["last words"]);
}

#[test]
fn lines_while_it_runs() {
    let Some(mut stage) = Stage::furnished() else { return };
    stage.boto.call("logs", "create_log_group", json!({"logGroupName": GROUP}));
    let port = ports::free();
    let definition = stage.register("web", &json!({
        "logConfiguration": driver(GROUP, None), "portMappings": [{"containerPort": 8080, "hostPort": port}],
    }));
    let arn = stage.run_task(&definition);
    let address = until("the task running", || {
        let task =
            stage.boto.call("ecs", "describe_tasks", json!({"cluster": CLUSTER, "tasks": [arn]}))["tasks"][0]
                .clone();
        if task["lastStatus"] != "RUNNING" {
            return Err(task.to_string());
        }
        // Without a prefix the stream is the container's id.
        Ok((
            stage.address_of(&text(&task["containerInstanceArn"])),
            text(&task["containers"][0]["runtimeId"]),
        ))
    });
    let (address, stream) = address;
    until("an answer", || {
        integration::http::get(&format!("{address}:{port}"), "x", "/marked?x=1").map_err(|e| e.to_string())
    });
    until_true("the request's line", || {
        messages(&mut stage, &stream).iter().any(|line| line.contains("GET /marked?x=1"))
    });
    if !cli::is_here() {
        return;
    }
    let found = cli::aws(
        &stage.cloud,
        &["logs", "filter-log-events", "--log-group-name", GROUP, "--filter-pattern", "marked"],
    );
    assert_eq!(array(&found["events"]).len(), 1, "{found}");
}

#[test]
fn a_missing_group_stops_the_task_and_is_named() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition =
        stage.register("mute", &json!({"logConfiguration": driver("/no/such/group", Some("x"))}));
    let arn = stage.run_task(&definition);
    let task = stage.stopped(&arn);
    assert_eq!(task["stopCode"], "TaskFailedToStart", "{task}");
    let words = format!("{} {}", text(&task["stoppedReason"]), text(&task["containers"][0]["reason"]));
    assert!(words.contains("/no/such/group"), "{words}");
}
