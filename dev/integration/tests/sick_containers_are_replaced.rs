//! Health checks run in the container and are believed: HEALTHY, UNHEALTHY, replaced; containers start in the order asked for. In: the
//! probe program as its own health check. Out: `healthStatus`, reasons, what the containers wrote and when.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::patience::until;
use integration::stage::{Stage, array, text};
use integration::watching::{LOG_GROUP, host_port, id, logs_to};
use serde_json::{Value, json};

/// The probe asks itself.
fn check() -> Value {
    json!({
        "command": ["CMD", "/app/probe-app", "check", "8080"],
        "interval": 5, "timeout": 2, "retries": 1, "startPeriod": 0,
    })
}

fn healthy(stage: &mut Stage, task: &str) -> Value {
    until("HEALTHY", || {
        let task = stage.task(task);
        if task["healthStatus"] == "HEALTHY" { Ok(task) } else { Err(task.to_string()) }
    })
}

#[test]
fn an_unhealthy_container_costs_its_task_the_place() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register(
        "web",
        &json!({"portMappings": [{"containerPort": 8080, "hostPort": 0}], "healthCheck": check()}),
    );
    stage.service("web", &definition, 1, None);
    stage.stable(&["web"]);
    let first = text(&stage.tasks("web", "RUNNING")[0]["taskArn"]);
    let task = healthy(&mut stage, &first);
    assert_eq!(task["containers"][0]["healthStatus"], "HEALTHY", "{task}");
    stage.event("web", "deployment completed.");

    let address = stage.address_of(&text(&task["containerInstanceArn"]));
    let mut door = integration::http::connect(&format!("{address}:{}", host_port(&task))).unwrap();
    std::io::Write::write_all(&mut door, b"GET /freeze HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let told = stage.event("web", "failed container health checks.");
    assert_eq!(told, format!("(service web) (task {}) failed container health checks.", id(&json!(first))));
    let stopped = stage.stopped(&first);
    assert_eq!(
        (&stopped["stopCode"], &stopped["stoppedReason"], &stopped["healthStatus"]),
        (
            &json!("ServiceSchedulerInitiated"),
            &json!("Task failed container health checks"),
            &json!("UNHEALTHY")
        ),
        "{stopped}"
    );
    stage.stable(&["web"]);
    let second = text(&stage.tasks("web", "RUNNING")[0]["taskArn"]);
    assert_ne!(first, second);
    healthy(&mut stage, &second);
}

#[test]
fn a_task_of_its_own_is_told_unhealthy_and_left_alone() {
    let Some(mut stage) = Stage::furnished() else { return };
    let mut sick = check();
    sick["command"] = json!(["CMD", "/app/probe-app", "check", "8081"]);
    let definition = stage.register("sick", &json!({"healthCheck": sick}));
    let task = stage.run_task(&definition);
    let seen = until("UNHEALTHY", || {
        let task = stage.task(&task);
        if task["healthStatus"] == "UNHEALTHY" { Ok(task) } else { Err(task.to_string()) }
    });
    assert_eq!(
        (&seen["lastStatus"], &seen["desiredStatus"]),
        (&json!("RUNNING"), &json!("RUNNING")),
        "{seen}"
    );
    let none = stage.register("none", &json!({}));
    let none = stage.run_task(&none);
    assert_eq!(stage.running(&none)["healthStatus"], "UNKNOWN");
}

/// A container of the probe image.
fn container(stage: &Stage, name: &str, more: Value) -> Value {
    let mut all = json!({
        "name": name, "image": stage.image(), "memory": 64, "essential": false, "logConfiguration": logs_to("order"),
    });
    for (member, value) in more.as_object().unwrap() {
        all[member] = value.clone();
    }
    all
}

/// When a container of a task wrote its first line, in milliseconds.
fn first_line(stage: &mut Stage, name: &str, task: &str) -> i64 {
    let stream = format!("order/{name}/{task}");
    until(&format!("a line of {name}"), || {
        let wanted = json!({"logGroupName": LOG_GROUP, "logStreamName": stream, "startFromHead": true});
        let events = stage.boto.attempt("logs", "get_log_events", wanted).map_err(|it| it.message)?;
        events["events"][0]["timestamp"].as_i64().ok_or_else(|| events.to_string())
    })
}

#[test]
fn containers_start_in_the_order_asked_for() {
    let Some(mut stage) = Stage::furnished() else { return };
    let migrate = container(
        &stage,
        "migrate",
        json!({
            "environment": [{"name": "SAY", "value": "migrated"}],
            "dependsOn": [{"containerName": "store", "condition": "HEALTHY"}],
        }),
    );
    let store = container(
        &stage,
        "store",
        json!({
            "healthCheck": check(), "essential": true,
            "environment": [{"name": "START_DELAY_MS", "value": "1500"}],
        }),
    );
    let app = container(
        &stage,
        "app",
        json!({
            "essential": true, "environment": [{"name": "PORT", "value": "9090"}],
            "dependsOn": [
                {"containerName": "migrate", "condition": "SUCCESS"},
                {"containerName": "store", "condition": "START"},
            ],
        }),
    );
    // Written the wrong way round: only what they say of each other counts.
    let definition = json!({"family": "order", "containerDefinitions": [app, migrate, store]});
    let made = stage.boto.call("ecs", "register_task_definition", definition);
    let task = stage.run_task(&text(&made["taskDefinition"]["taskDefinitionArn"]));
    let running = stage.running(&task);
    let known = id(&json!(task));
    let moments: Vec<_> =
        ["store", "migrate", "app"].iter().map(|name| first_line(&mut stage, name, &known)).collect();
    assert!(moments.is_sorted(), "{moments:?}");
    let of = |name: &str| {
        array(&running["containers"]).into_iter().find(|container| container["name"] == name).unwrap()
    };
    assert_eq!((&of("migrate")["lastStatus"], &of("migrate")["exitCode"]), (&json!("STOPPED"), &json!(0)));
    assert_eq!(of("store")["healthStatus"], "HEALTHY");
    // Health of the task is that of its essential containers with a check.
    assert_eq!(of("app")["lastStatus"], "RUNNING");

    let failing = container(
        &stage,
        "migrate",
        json!({"environment": [{"name": "SAY", "value": "no"}, {"name": "EXIT_CODE", "value": "4"}]}),
    );
    let app = container(
        &stage,
        "app",
        json!({"essential": true, "dependsOn": [{"containerName": "migrate", "condition": "SUCCESS"}]}),
    );
    let definition = json!({"family": "order", "containerDefinitions": [app, failing]});
    let made = stage.boto.call("ecs", "register_task_definition", definition);
    let task = stage.run_task(&text(&made["taskDefinition"]["taskDefinitionArn"]));
    let stopped = stage.stopped(&task);
    assert_eq!(stopped["stopCode"], "TaskFailedToStart", "{stopped}");
    let app = array(&stopped["containers"]).into_iter().find(|it| it["name"] == "app").unwrap();
    assert!(app.get("exitCode").is_none(), "it never ran: {app}");
    assert!(stopped.to_string().contains("migrate"), "{stopped}");
}

#[test]
fn what_waits_for_itself_is_refused() {
    let Some(mut stage) = Stage::bare() else { return };
    let on =
        |name: &str| json!({"dependsOn": [{"containerName": name, "condition": "START"}], "essential": true});
    let pair = [container(&stage, "a", on("b")), container(&stage, "b", on("a"))];
    let circle = json!({"family": "circle", "containerDefinitions": pair});
    assert_eq!(stage.boto.refused("ecs", "register_task_definition", circle).code, "ClientException");
    let lonely = container(&stage, "a", on("nobody"));
    let lonely = json!({"family": "lonely", "containerDefinitions": [lonely]});
    assert_eq!(stage.boto.refused("ecs", "register_task_definition", lonely).code, "ClientException");
    assert_eq!(
        stage.boto.call("ecs", "list_task_definitions", json!({"familyPrefix": "circle"}))["taskDefinitionArns"],
        json!([])
    );
}
