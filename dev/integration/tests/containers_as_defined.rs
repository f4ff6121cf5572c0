//! Containers are given what their definition says, and kept to it: volumes, memory, programs that are not there, what they are told of
//! themselves. In: boto3. Out: what the programs saw, and the reasons DescribeTasks gives.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::patience::{until, until_true};
use integration::stage::{CLUSTER, Stage, text};
use integration::{http, ports};
use serde_json::{Value, json};

/// The address of a running task's host port, once it answers.
fn address_of(stage: &mut Stage, task: &str, port: u16) -> String {
    until("the task running", || {
        let wanted = json!({"cluster": CLUSTER, "tasks": [task]});
        let task = stage.boto.call("ecs", "describe_tasks", wanted)["tasks"][0].clone();
        match task["lastStatus"].as_str() {
            Some("RUNNING") => {
                Ok(format!("{}:{port}", stage.address_of(&text(&task["containerInstanceArn"]))))
            }
            _ => Err(task.to_string()),
        }
    })
}

fn get(address: &str, path: &str) -> String {
    until("an answer", || {
        let reply = http::get(address, "x", path).map_err(|error| error.to_string())?;
        Ok(reply.text())
    })
}

#[test]
fn containers_of_a_task_share_a_volume_that_ends_with_it() {
    let Some(mut stage) = Stage::furnished() else { return };
    let (port, image) = (ports::free(), stage.image());
    let shared = |read_only: bool| json!([{"sourceVolume": "shared", "containerPath": "/shared", "readOnly": read_only}]);
    let family = json!({
        "family": "sharing", "volumes": [{"name": "shared"}],
        "containerDefinitions": [
            {"name": "writer", "image": image, "memory": 32, "essential": false, "mountPoints": shared(false),
             "environment": [{"name": "WRITE", "value": "/shared/word"}, {"name": "SAY", "value": "written"}]},
            {"name": "app", "image": image, "memory": 32, "mountPoints": shared(true),
             "dependsOn": [{"containerName": "writer", "condition": "SUCCESS"}],
             "portMappings": [{"containerPort": 8080, "hostPort": port}]},
        ],
    });
    let registered = stage.boto.call("ecs", "register_task_definition", family);
    let definition = &registered["taskDefinition"];
    assert_eq!(definition["volumes"], json!([{"name": "shared", "host": {}}]));
    let task = stage.run_task(&text(&definition["taskDefinitionArn"]));
    let address = address_of(&mut stage, &task, port);
    assert_eq!(get(&address, "/read?path=/shared/word"), "probe");
    stage.boto.call("ecs", "stop_task", json!({"cluster": CLUSTER, "task": task}));
    let stopped = stage.stopped(&task);
    assert_eq!(stopped["stopCode"], "UserInitiated", "{stopped}");
}

#[test]
fn a_container_over_its_memory_says_so() {
    let Some(mut stage) = Stage::furnished() else { return };
    let port = ports::free();
    let more = json!({"portMappings": [{"containerPort": 8080, "hostPort": port}]});
    let definition = stage.register("hungry", &more);
    let task = stage.run_task(&definition);
    let address = address_of(&mut stage, &task, port);
    get(&address, "/");
    // The connection breaks when the program is killed.
    drop(http::get(&address, "x", "/allocate?mb=256"));
    let stopped = stage.stopped(&task);
    assert_eq!(stopped["stopCode"], "EssentialContainerExited", "{stopped}");
    let container = &stopped["containers"][0];
    assert_eq!(container["exitCode"], 137);
    assert_eq!(container["reason"], "OutOfMemoryError: Container killed due to memory usage");
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("nothing", &json!({"entryPoint": ["no-such-program"]}));
    let task = stage.run_task(&definition);
    let stopped = stage.stopped(&task);
    assert_eq!(stopped["stopCode"], "TaskFailedToStart", "{stopped}");
    let container = &stopped["containers"][0];
    let reason = text(&container["reason"]);
    let start =
        "CannotStartContainerError: Error response from daemon: failed to create task for container: ";
    let end = "exec: \"no-such-program\": executable file not found in $PATH: unknown";
    assert!(reason.starts_with(start) && reason.ends_with(end), "{reason}");
    assert_eq!(container["exitCode"], 127);
}

#[test]
fn a_program_reads_what_it_uses() {
    let Some(mut stage) = Stage::furnished() else { return };
    let port = ports::free();
    let more = json!({
        "portMappings": [{"containerPort": 8080, "hostPort": port}],
        "restartPolicy": {"enabled": true}, "ulimits": [{"name": "nofile", "softLimit": 512, "hardLimit": 1024}],
    });
    let definition = stage.register("curious", &more);
    let task = stage.run_task(&definition);
    let address = address_of(&mut stage, &task, port);
    let env = get(&address, "/env");
    let uri = env.lines().find_map(|line| line.strip_prefix("ECS_CONTAINER_METADATA_URI_V4=")).unwrap();
    let ask = |path: &str| -> Value {
        let answer = get(&address, &format!("/fetch?url={uri}{path}"));
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
        serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}"))
    };
    let container = ask("");
    assert_eq!(container["RestartCount"], 0, "{container}");
    let first = ask("/stats");
    assert_eq!(first["id"], container["DockerId"], "{first}");
    assert!(first["memory_stats"]["usage"].as_u64().unwrap() > 0, "{first}");
    assert!(first["networks"]["eth0"]["rx_bytes"].as_u64().unwrap() > 0, "{first}");
    until_true("a second reading", || {
        let now = ask("/stats");
        now["preread"] == first["read"]
            && now["cpu_stats"]["system_cpu_usage"].as_u64() > first["cpu_stats"]["system_cpu_usage"].as_u64()
    });
    let all = ask("/task/stats");
    assert!(all[text(&container["DockerId"])]["cpu_stats"].is_object(), "{all}");
    assert_eq!(
        get(&address, "/read?path=/proc/self/limits")
            .lines()
            .find(|line| line.starts_with("Max open files"))
            .map(|line| line.split_whitespace().skip(3).take(2).collect::<Vec<_>>()),
        Some(vec!["512", "1024"])
    );
}
