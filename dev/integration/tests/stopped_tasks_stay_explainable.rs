//! S12: how a task ended is told hours later, after a restart too, and `explain` says why things are as they are. In: tasks that end in
//! every way there is. Out: exit codes, stop codes, reasons, the words of `interstella explain`.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::boto::Boto;
use integration::cloud::Cloud;
use integration::patience::{until, until_true};
use integration::ports;
use integration::skip;
use integration::stage::{CLUSTER, Stage, array, text};
use integration::watching::id;
use serde_json::{Value, json};

/// Whether this machine limits memory; says so when not.
fn limits_memory(cloud: &Cloud) -> bool {
    let (_, words) = cloud.doctor();
    let here = words.lines().any(|line| line.starts_with("ok") && line.contains("memory limits"));
    if !here {
        skip::skipped("no cgroups that limit memory", "see `interstella doctor`");
    }
    here
}

/// What must be told of an end.
struct End {
    task: String,
    stop_code: &'static str,
    stopped_reason: String,
    exit_code: Value,
    container_reason: &'static str,
}

fn run(stage: &mut Stage, family: &str, container: Value) -> String {
    let definition = stage.register(family, &container);
    stage.run_task(&definition)
}

fn variable(name: &str, value: &str) -> Value {
    json!({"environment": [{"name": name, "value": value}]})
}

fn ended_by_itself(stage: &mut Stage) -> End {
    let environment = json!([{"name": "SAY", "value": "bye"}, {"name": "EXIT_CODE", "value": "3"}]);
    End {
        task: run(stage, "three", json!({"environment": environment})),
        stop_code: "EssentialContainerExited",
        stopped_reason: "Essential container in task exited".to_owned(),
        exit_code: json!(3),
        container_reason: "",
    }
}

fn stopped_by_user(stage: &mut Stage) -> End {
    let task = run(stage, "user", json!({}));
    stage.running(&task);
    stage.boto.call("ecs", "stop_task", json!({"cluster": CLUSTER, "task": task, "reason": "for tea"}));
    End {
        task,
        stop_code: "UserInitiated",
        stopped_reason: "for tea".to_owned(),
        // Told before or after it asked to be told: both are right.
        exit_code: Value::Null,
        container_reason: "",
    }
}

fn without_image(stage: &mut Stage) -> End {
    let image = format!("localhost:{}/probe:absent", stage.cloud.port());
    End {
        task: run(stage, "absent", json!({"image": image})),
        stop_code: "TaskFailedToStart",
        stopped_reason: "CannotPullContainerError".to_owned(),
        exit_code: Value::Null,
        container_reason: "CannotPullContainerError",
    }
}

fn without_program(stage: &mut Stage) -> End {
    End {
        task: run(stage, "nothing", json!({"entryPoint": ["/no/such/program"]})),
        stop_code: "TaskFailedToStart",
        stopped_reason: "CannotStartContainerError".to_owned(),
        exit_code: Value::Null,
        container_reason: "CannotStartContainerError",
    }
}

fn out_of_memory(stage: &mut Stage) -> End {
    End {
        task: run(stage, "greedy", variable("ALLOCATE_MB", "300")),
        stop_code: "EssentialContainerExited",
        stopped_reason: "Essential container in task exited".to_owned(),
        exit_code: json!(137),
        container_reason: "OutOfMemoryError: Container killed due to memory usage",
    }
}

fn scaled_in(stage: &mut Stage) -> End {
    let definition = stage.register("web", &json!({}));
    stage.service("web", &definition, 1, None);
    stage.stable(&["web"]);
    let task = text(&stage.tasks("web", "RUNNING")[0]["taskArn"]);
    let service = stage.update("web", &json!({"desiredCount": 0}));
    let deployment = text(&service["deployments"][0]["id"]);
    End {
        task,
        stop_code: "ServiceSchedulerInitiated",
        stopped_reason: format!("Scaling activity initiated by (deployment {deployment})"),
        exit_code: Value::Null,
        container_reason: "",
    }
}

fn told(stage: &mut Stage, end: &End) -> Value {
    let task = stage.stopped(&end.task);
    let container = &task["containers"][0];
    assert_eq!(task["stopCode"], end.stop_code, "{task}");
    assert!(text(&task["stoppedReason"]).starts_with(&end.stopped_reason), "{task}");
    assert!(text(&container["reason"]).starts_with(end.container_reason), "{task}");
    if !end.exit_code.is_null() {
        assert_eq!(container["exitCode"], end.exit_code, "{task}");
    }
    assert_eq!(container["lastStatus"], "STOPPED", "{task}");
    for moment in ["createdAt", "stoppingAt", "executionStoppedAt", "stoppedAt"] {
        assert!(task.get(moment).is_some(), "{moment}: {task}");
    }
    task
}

#[test]
fn every_end_is_told_and_still_after_a_restart() {
    let Some(mut stage) = Stage::furnished() else { return };
    let mut ends = vec![
        ended_by_itself(&mut stage),
        stopped_by_user(&mut stage),
        without_image(&mut stage),
        without_program(&mut stage),
        scaled_in(&mut stage),
    ];
    if limits_memory(&stage.cloud) {
        ends.push(out_of_memory(&mut stage));
    }
    let before: Vec<_> = ends.iter().map(|end| told(&mut stage, end)).collect();

    stage.cloud.kill();
    stage.cloud.start_again();
    stage.boto = Boto::start(&stage.cloud).unwrap();
    let after: Vec<_> = ends.iter().map(|end| told(&mut stage, end)).collect();
    assert_eq!(before, after);
    for (end, task) in ends.iter().zip(&after) {
        let words = stage.explained("task", &id(&task["taskArn"]));
        assert!(words.contains(&end.stopped_reason) && words.contains(end.stop_code), "{words}");
        let json = stage.explained_as_json("task", &id(&task["taskArn"]));
        assert_eq!(array(&json).len(), 1, "{json}");
    }
}

#[test]
fn what_is_lost_with_the_machine_is_told_as_lost_not_as_running() {
    let Some(mut stage) = Stage::furnished() else { return };
    let task = run(&mut stage, "alone", json!({}));
    stage.running(&task);
    stage.cloud.lose();
    stage.cloud.start_again();
    stage.boto = Boto::start(&stage.cloud).unwrap();
    // At once: nobody has to wait for the truth.
    let now = stage.task(&task);
    assert_eq!((&now["lastStatus"], &now["desiredStatus"]), (&json!("STOPPED"), &json!("STOPPED")), "{now}");
    assert!(!text(&now["stoppedReason"]).is_empty(), "{now}");
}

#[test]
fn explain_says_what_is_missing() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("big", &json!({"memory": 3000}));
    stage.service("big", &definition, 3, None);
    stage.event("big", "was unable to place a task");
    for (kind, name) in
        [("service", "big".to_owned()), ("deployment", text(&stage.describe("big")["deployments"][0]["id"]))]
    {
        let words = stage.explained(kind, &name);
        assert!(words.contains("3000 MiB of memory needed"), "{words}");
        let json = stage.explained_as_json(kind, &name);
        assert!(text(&json[0]["title"]).contains("big") && json[0]["facts"].is_object(), "{json}");
    }
    let (status, words) = stage.cloud.command(&["explain", "service", "nobody"]);
    assert!(status != Some(0) && words.contains("nobody"), "{status:?}: {words}");
}

#[test]
fn explain_says_why_a_target_is_unhealthy_and_why_a_deployment_is_stuck() {
    let Some(mut stage) = Stage::furnished() else { return };
    let (group, balancer) = (stage.target_group("web"), stage.load_balancer("front"));
    stage.listener(&balancer, ports::free(), &group);
    let nobody = json!({"TargetGroupArn": group, "Targets": [{
        "Id": stage.instances()[0]["ec2InstanceId"], "Port": ports::free(),
    }]});
    stage.boto.call("elbv2", "register_targets", nobody);
    let states = until("unhealthy", || {
        let states = stage.health(&group);
        if states[0].0 == "unhealthy" { Ok(states) } else { Err(format!("{states:?}")) }
    });
    let words = stage.explained("target", "web");
    assert!(words.contains("unhealthy"), "{states:?}: {words}");
    assert!(words.to_lowercase().contains("refused") || words.contains("Health checks failed"), "{words}");
    assert_eq!(array(&stage.explained_as_json("target", &group)).len(), 1);

    // Not one more than the first, and the minimum keeps the first: nothing can move.
    let port = ports::free();
    let limits = json!({"minimumHealthyPercent": 51, "maximumPercent": 100});
    let first =
        stage.register("stuck", &json!({"portMappings": [{"containerPort": 8080, "hostPort": port}]}));
    stage.boto.call(
        "ecs",
        "create_service",
        json!({
            "cluster": CLUSTER, "serviceName": "stuck", "taskDefinition": first, "desiredCount": 1,
            "deploymentConfiguration": limits,
        }),
    );
    stage.stable(&["stuck"]);
    let second = stage.register("stuck", &json!({"cpu": 65}));
    stage.update("stuck", &json!({"taskDefinition": second}));
    stage.event("stuck", "was unable to stop or start tasks during a deployment");
    let words = stage.explained("service", "stuck");
    assert!(words.contains("minimumHealthyPercent") || words.contains("maximumPercent"), "{words}");
    let wanted = json!({"cluster": CLUSTER, "services": ["stuck"]});
    stage.boto.wait_for("ecs", "services_stable", wanted, 2).unwrap_err();
    let freed = json!({"deploymentConfiguration": {"minimumHealthyPercent": 0, "maximumPercent": 100}});
    stage.update("stuck", &freed);
    stage.stable(&["stuck"]);
    until_true("the second", || {
        stage.tasks("stuck", "RUNNING").iter().all(|task| task["taskDefinitionArn"] == second)
    });
}
