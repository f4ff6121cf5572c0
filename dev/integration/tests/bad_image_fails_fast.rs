//! S11: what cannot start says why at once, and the circuit breaker acts on it. In: services whose new revision is broken in one way or
//! another. Out: reasons, events, rollout states, who waits and who returns.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::patience::until;
use integration::stage::{CLUSTER, Stage, array, text};
use integration::{cli, ports};
use serde_json::{Value, json};

const TOLD: &str = "CannotPullContainerError";

fn breaker(rollback: bool) -> Value {
    json!({"deploymentCircuitBreaker": {"enable": true, "rollback": rollback}})
}

/// The URI of a tag that nobody pushed.
fn missing(stage: &Stage) -> String {
    format!("localhost:{}/probe:nobody-pushed-this", stage.cloud.port())
}

fn bad(stage: &mut Stage, family: &str) -> String {
    let image = missing(stage);
    stage.register(family, &json!({"image": image}))
}

/// A good service of two tasks, stable.
fn good(stage: &mut Stage, name: &str) -> String {
    let definition = stage.register(name, &json!({}));
    stage.service(name, &definition, 2, None);
    stage.stable(&[name]);
    definition
}

/// Every stopped task of a service that runs a definition, once there is one.
fn failed(stage: &mut Stage, service: &str, definition: &str) -> Vec<Value> {
    until("a stopped task", || {
        let mut stopped = stage.tasks(service, "STOPPED");
        stopped.retain(|task| task["taskDefinitionArn"] == definition && task["lastStatus"] == "STOPPED");
        if stopped.is_empty() { Err("none".to_owned()) } else { Ok(stopped) }
    })
}

fn says_why(stage: &mut Stage, service: &str, definition: &str) {
    for task in failed(stage, service, definition) {
        assert_eq!(task["stopCode"], "TaskFailedToStart", "{task}");
        let reason = text(&task["stoppedReason"]);
        assert!(reason.starts_with(TOLD) && reason.contains("nobody-pushed-this"), "{task}");
        let container = text(&task["containers"][0]["reason"]);
        assert!(container.starts_with(TOLD), "{task}");
        assert!(task["containers"][0].get("exitCode").is_none(), "it never ran: {task}");
    }
}

#[test]
fn the_breaker_rolls_back_and_the_waiter_returns() {
    let Some(mut stage) = Stage::furnished() else { return };
    if !cli::is_here() {
        return;
    }
    let first = good(&mut stage, "web");
    let kept: Vec<_> = stage.tasks("web", "RUNNING").iter().map(|task| text(&task["taskArn"])).collect();
    let broken = bad(&mut stage, "web");
    let cloud = &stage.cloud;
    let configuration = breaker(true).to_string();
    cli::aws(
        cloud,
        &[
            "ecs",
            "update-service",
            "--cluster",
            CLUSTER,
            "--service",
            "web",
            "--task-definition",
            &broken,
            "--deployment-configuration",
            &configuration,
        ],
    );
    cli::aws(cloud, &["ecs", "wait", "services-stable", "--cluster", CLUSTER, "--services", "web"]);

    let service = stage.describe("web");
    assert_eq!(service["taskDefinition"], first, "{service}");
    let deployment = until("COMPLETED", || {
        let deployments = array(&stage.describe("web")["deployments"]);
        match deployments.as_slice() {
            [one] if one["rolloutState"] == "COMPLETED" => Ok(one.clone()),
            _ => Err(format!("{deployments:?}")),
        }
    });
    assert_eq!((&deployment["taskDefinition"], &deployment["failedTasks"]), (&json!(first), &json!(0)));
    let now: Vec<_> = stage.tasks("web", "RUNNING").iter().map(|task| text(&task["taskArn"])).collect();
    assert!(kept.iter().all(|task| now.contains(task)) && now.len() == 2, "the good ones went on: {now:?}");
    says_why(&mut stage, "web", &broken);
    stage.event("web", "deployment failed: tasks failed to start.");
    stage.event("web", "rolling back to deployment ecs-svc/");
    let named = stage.event("web", TOLD);
    assert!(named.contains("nobody-pushed-this"), "{named}");
}

#[test]
fn without_rollback_it_is_failed_and_stays_unstable() {
    let Some(mut stage) = Stage::furnished() else { return };
    let first = good(&mut stage, "web");
    let broken = bad(&mut stage, "web");
    let change = json!({"taskDefinition": broken, "deploymentConfiguration": breaker(false)});
    stage.update("web", &change);
    let deployment = until("FAILED", || {
        let deployment = stage.describe("web")["deployments"][0].clone();
        if deployment["rolloutState"] == "FAILED" { Ok(deployment) } else { Err(deployment.to_string()) }
    });
    assert_eq!(
        deployment["rolloutStateReason"], "ECS deployment circuit breaker: tasks failed to start.",
        "{deployment}"
    );
    assert!(deployment["failedTasks"].as_u64().unwrap() >= 3, "{deployment}");
    assert_eq!((&deployment["status"], &deployment["taskDefinition"]), (&json!("PRIMARY"), &json!(broken)));
    let service = stage.describe("web");
    assert_eq!((&service["taskDefinition"], &service["runningCount"]), (&json!(broken), &json!(2)));
    let older = &service["deployments"][1];
    assert_eq!((&older["status"], &older["runningCount"]), (&json!("ACTIVE"), &json!(2)), "{service}");
    says_why(&mut stage, "web", &broken);
    let wanted = json!({"cluster": CLUSTER, "services": ["web"]});
    let gave_up = stage.boto.wait_for("ecs", "services_stable", wanted, 3).unwrap_err();
    assert!(gave_up.message.contains("Max attempts exceeded"), "{gave_up:?}");
    // Nothing of it is started any more, and a good revision ends the trouble.
    let tried = failed(&mut stage, "web", &broken).len();
    let third = stage.register("web", &json!({}));
    stage.update("web", &json!({"taskDefinition": third}));
    stage.stable(&["web"]);
    assert_eq!(failed(&mut stage, "web", &broken).len(), tried);
    assert_ne!(first, third);
}

#[test]
fn the_very_first_deployment_has_nothing_to_go_back_to() {
    let Some(mut stage) = Stage::furnished() else { return };
    let broken = bad(&mut stage, "new");
    stage.boto.call(
        "ecs",
        "create_service",
        json!({
            "cluster": CLUSTER, "serviceName": "new", "taskDefinition": broken, "desiredCount": 1,
            "deploymentConfiguration": breaker(true),
        }),
    );
    until("FAILED", || {
        let service = stage.describe("new");
        let states: Vec<_> =
            array(&service["deployments"]).iter().map(|it| text(&it["rolloutState"])).collect();
        if states == ["FAILED"] { Ok(()) } else { Err(service.to_string()) }
    });
    stage.event("new", "deployment failed: tasks failed to start.");
    assert!(!stage.events("new").iter().any(|told| told.contains("rolling back")));
    says_why(&mut stage, "new", &broken);
}

#[test]
fn a_program_that_ends_at_once_is_started_again_and_never_stable() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register(
        "short",
        &json!({"environment": [{"name": "SAY", "value": "bye"}, {"name": "EXIT_CODE", "value": "7"}]}),
    );
    stage.boto.call(
        "ecs",
        "create_service",
        json!({
            "cluster": CLUSTER, "serviceName": "short", "taskDefinition": definition, "desiredCount": 1,
            "deploymentConfiguration": breaker(true),
        }),
    );
    let ended = until("a third life", || {
        let ended = failed(&mut stage, "short", &definition);
        if ended.len() > 2 { Ok(ended) } else { Err(format!("{}", ended.len())) }
    });
    for task in ended {
        assert_eq!(task["stopCode"], "EssentialContainerExited", "{task}");
        assert_eq!(task["stoppedReason"], "Essential container in task exited", "{task}");
        assert_eq!(task["containers"][0]["exitCode"], 7, "{task}");
    }
    let deployment = stage.describe("short")["deployments"][0].clone();
    assert_eq!((&deployment["rolloutState"], &deployment["failedTasks"]), (&json!("IN_PROGRESS"), &json!(0)));
    let wanted = json!({"cluster": CLUSTER, "services": ["short"]});
    let gave_up = stage.boto.wait_for("ecs", "services_stable", wanted, 3);
    // It may be caught in the moment its program is alive: then one task runs of one wanted, which is what the waiter asks.
    if let Err(gave_up) = gave_up {
        assert!(gave_up.message.contains("Max attempts exceeded"), "{gave_up:?}");
    }
    assert!(!stage.events("short").iter().any(|told| told.contains("deployment completed")));
}

#[test]
fn failed_target_checks_count() {
    let Some(mut stage) = Stage::furnished() else { return };
    let (group, balancer) = (stage.target_group("web"), stage.load_balancer("front"));
    stage.listener(&balancer, ports::free(), &group);
    stage.boto.call(
        "elbv2",
        "modify_target_group",
        json!({"TargetGroupArn": group, "Matcher": {"HttpCode": "404"}}),
    );
    let definition =
        stage.register("web", &json!({"portMappings": [{"containerPort": 8080, "hostPort": 0}]}));
    stage.boto.call(
        "ecs",
        "create_service",
        json!({
            "cluster": CLUSTER, "serviceName": "web", "taskDefinition": definition, "desiredCount": 3,
            "deploymentConfiguration": breaker(true),
            "loadBalancers": [{"targetGroupArn": group, "containerName": "app", "containerPort": 8080}],
        }),
    );
    let deployment = until("FAILED", || {
        let deployment = stage.describe("web")["deployments"][0].clone();
        if deployment["rolloutState"] == "FAILED" { Ok(deployment) } else { Err(deployment.to_string()) }
    });
    assert!(deployment["failedTasks"].as_u64().unwrap() >= 3, "{deployment}");
    let told = stage.event("web", "is unhealthy in (target-group ");
    assert!(told.ends_with("due to (reason Health checks failed with these codes: [200])."), "{told}");
    for task in failed(&mut stage, "web", &definition) {
        let reason = text(&task["stoppedReason"]);
        assert_eq!(reason, format!("Task failed ELB health checks in (target-group {group})"), "{task}");
        assert_eq!(task["stopCode"], "ServiceSchedulerInitiated", "{task}");
    }
}
