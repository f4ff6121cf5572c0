//! `interstella logs` and `interstella explain` take a service or task by every name there is for it. In: a service in a cluster of its own
//! that writes more lines than anybody wants to begin with. Out: which lines, and in which words.

#![allow(clippy::unwrap_used, missing_docs)]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use integration::cloud::program;
use integration::patience::until;
use integration::stage::{CLUSTER, Stage, text};
use serde_json::{Value, json};

/// A service that counts, until the task says it is far beyond what is shown first; its ARN and its task's.
fn counting(stage: &mut Stage) -> (String, String) {
    stage.boto.call("logs", "create_log_group", json!({"logGroupName": "/app"}));
    let options =
        json!({"awslogs-group": "/app", "awslogs-region": "us-west-2", "awslogs-stream-prefix": "ecs"});
    let definition = stage.register(
        "counter",
        &json!({"logConfiguration": {"logDriver": "awslogs", "options": options},
                "environment": [{"name": "TICK_MS", "value": "10"}]}),
    );
    stage.service("ticker", &definition, 1, None);
    stage.stable(&["ticker"]);
    let task = stage.tasks("ticker", "RUNNING").remove(0);
    (text(&stage.describe("ticker")["serviceArn"]), text(&task["taskArn"]))
}

fn ticks(said: &str) -> Vec<u64> {
    said.lines().filter_map(|line| line.rsplit_once("tick ")?.1.parse().ok()).collect()
}

#[test]
fn a_service_and_a_task_are_found_by_name_id_and_arn() {
    let Some(mut stage) = Stage::furnished() else { return };
    let (service, task) = counting(&mut stage);
    let id = task.rsplit('/').next().unwrap().to_owned();
    until("many lines", || {
        let (_, said) = stage.cloud.command(&["logs", "ticker", "--since", "10m"]);
        if ticks(&said).len() > 120 { Ok(()) } else { Err(said) }
    });
    let path = format!("{CLUSTER}/ticker");
    for name in ["ticker", &path, &service, &task, &id, &id[..12], "counter"] {
        let (status, said) = stage.cloud.command(&["logs", name]);
        assert_eq!((status, said.lines().count()), (Some(0), 50), "{name}: {said}");
        let seen = ticks(&said);
        assert!(seen.len() >= 49, "the last lines, in order\n{said}");
        assert!(seen.windows(2).all(|pair| pair[1] == pair[0] + 1) && seen[0] > 60, "{name}: {seen:?}");
        assert!(said.lines().all(|line| line.contains(&format!("ticker/{} ", &id[..8]))), "{said}");
    }
    let (_, said) = stage.cloud.command(&["logs", "-n", "3", "--output", "json"]);
    let last: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(
        last.len() == 3 && last.iter().all(|line| line["service"] == "ticker" && line["task"] == *id),
        "{said}"
    );
    let (_, said) = stage.cloud.command(&["logs", "ticker", "--since", "1h"]);
    assert!(ticks(&said)[0] == 1, "all of them: {said}");
    for nobody in ["nobody", "other/ticker", "arn:aws:ecs:us-east-1:000000000000:service/interstella/ticker"]
    {
        let (status, said) = stage.cloud.command(&["logs", nobody]);
        assert!(
            status == Some(1) && said.contains(&format!("no service or task is called {nobody}")),
            "{said}"
        );
    }
    explained(&mut stage, &service, &task);
    followed(&stage);
}

fn explained(stage: &mut Stage, service: &str, task: &str) {
    let id = task.rsplit('/').next().unwrap().to_owned();
    let instance = text(&stage.instances().iter().map(|one| one["ec2InstanceId"].clone()).next().unwrap());
    assert!(instance.starts_with("i-"));
    for name in [task, &id, &format!("{CLUSTER}/{id}")] {
        let words = stage.explained("task", name);
        assert!(words.contains(&format!("task {id} in cluster {CLUSTER}")), "{words}");
        assert!(words.contains("on instance i-"), "instances as `status` names them: {words}");
    }
    for name in ["ticker", service, &format!("{CLUSTER}/ticker")] {
        let words = stage.explained("service", name);
        assert!(words.contains(" RUNNING on i-"), "{words}");
    }
    let deployments =
        stage.boto.call("ecs", "list_service_deployments", json!({"cluster": CLUSTER, "service": "ticker"}));
    let deployment = text(&deployments["serviceDeployments"][0]["serviceDeploymentArn"]);
    assert!(stage.explained("deployment", &deployment).starts_with("deployment ecs-svc/"));
}

/// `--follow` begins with the last lines and goes on, each once.
fn followed(stage: &Stage) {
    let mut command = Command::new(program());
    command.args(["logs", "ticker", "--follow", "--data-dir"]).arg(stage.cloud.data());
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().take(150);
    let seen: Vec<u64> =
        lines.filter_map(|line| line.unwrap().rsplit_once("tick ")?.1.parse().ok()).collect();
    assert!(seen.windows(2).all(|pair| pair[1] == pair[0] + 1), "{seen:?}");
    // Nobody reads any more: it ends by itself, and well.
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
