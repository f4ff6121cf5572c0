//! Tasks run on their own: how many, as whom, where and how changed is the caller's word, and what cannot be is answered with the reason.
//! In: RunTask and StartTask by boto3. Out: what the tasks are, what the failures say.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use integration::ports;
use integration::stage::{CLUSTER, Stage, array, text};
use integration::watching::id;
use serde_json::{Value, json};

fn run(stage: &mut Stage, definition: &str, more: Value) -> Value {
    let mut asked = json!({"cluster": CLUSTER, "taskDefinition": definition});
    for (name, value) in more.as_object().unwrap() {
        asked[name] = value.clone();
    }
    stage.boto.call("ecs", "run_task", asked)
}

fn arns(ran: &Value) -> Vec<String> {
    array(&ran["tasks"]).iter().map(|task| text(&task["taskArn"])).collect()
}

fn reasons(ran: &Value) -> Vec<String> {
    array(&ran["failures"]).iter().map(|failure| text(&failure["reason"])).collect()
}

fn serving() -> Value {
    json!({"portMappings": [{"containerPort": 8080, "hostPort": 0}]})
}

#[test]
fn count_overrides_group_starter_and_tags() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("web", &serving());
    let ran = run(
        &mut stage,
        &definition,
        json!({
            "count": 2, "group": "night-shift", "startedBy": "suite",
            "tags": [{"key": "team", "value": "probes"}],
            "overrides": {"containerOverrides": [{
                "name": "app", "memory": 96, "cpu": 32, "environment": [{"name": "NAME", "value": "changed"}],
            }]},
        }),
    );
    let tasks = arns(&ran);
    assert_eq!((tasks.len(), reasons(&ran).len()), (2, 0), "{ran}");
    for arn in &tasks {
        let task = stage.running(arn);
        assert_eq!((&task["group"], &task["startedBy"]), (&json!("night-shift"), &json!("suite")), "{task}");
        let container = &task["containers"][0];
        assert_eq!((&container["memory"], &container["cpu"]), (&json!("96"), &json!("32")), "{task}");
        assert_eq!(stage.page(&task, "/"), "changed\n");
        let changed = &task["overrides"]["containerOverrides"][0];
        assert_eq!((&changed["name"], &changed["memory"]), (&json!("app"), &json!(96)), "{task}");
        assert_eq!(task["tags"], json!([]), "tags are shown when asked for: {task}");
        let wanted = json!({"cluster": CLUSTER, "tasks": [arn], "include": ["TAGS"]});
        let shown = stage.boto.call("ecs", "describe_tasks", wanted);
        assert_eq!(shown["tasks"][0]["tags"], json!([{"key": "team", "value": "probes"}]));
    }
    let listed = |stage: &mut Stage, filter: Value| {
        let mut wanted = filter;
        wanted["cluster"] = json!(CLUSTER);
        let listed = stage.boto.call("ecs", "list_tasks", wanted);
        array(&listed["taskArns"]).iter().map(text).collect::<BTreeSet<_>>()
    };
    let both: BTreeSet<_> = tasks.into_iter().collect();
    assert_eq!(listed(&mut stage, json!({"startedBy": "suite"})), both);
    assert_eq!(listed(&mut stage, json!({"family": "web"})), both);
    assert_eq!(listed(&mut stage, json!({"startedBy": "nobody"})).len(), 0);
    let alone = run(&mut stage, &definition, json!({}));
    assert_eq!(alone["tasks"][0]["group"], "family:web");
}

#[test]
fn the_same_token_starts_the_same_task_once() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("once", &json!({}));
    let first = run(&mut stage, &definition, json!({"clientToken": "t-1"}));
    let again = run(&mut stage, &definition, json!({"clientToken": "t-1"}));
    assert_eq!(arns(&first), arns(&again));
    let other = run(&mut stage, &definition, json!({"clientToken": "t-2"}));
    assert_ne!(arns(&first), arns(&other));
    let changed = json!({
        "cluster": CLUSTER, "taskDefinition": definition, "clientToken": "t-1", "count": 2,
    });
    let refused = stage.boto.refused("ecs", "run_task", changed);
    assert_eq!(refused.code, "ConflictException", "{refused:?}");
    let all = stage.boto.call("ecs", "list_tasks", json!({"cluster": CLUSTER}));
    assert_eq!(array(&all["taskArns"]).len(), 2, "{all}");
}

#[test]
fn constraints_and_attributes_say_where() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("placed", &json!({}));
    let instances = stage.instances();
    let chosen = &instances[0]["containerInstanceArn"];
    let attribute = json!({"name": "stack", "value": "blue", "targetId": chosen});
    stage.boto.call("ecs", "put_attributes", json!({"cluster": CLUSTER, "attributes": [attribute]}));
    let on_blue = json!([{"type": "memberOf", "expression": "attribute:stack == blue"}]);
    let ran = run(&mut stage, &definition, json!({"count": 3, "placementConstraints": on_blue}));
    let tasks = array(&ran["tasks"]);
    assert!(tasks.len() == 3 && tasks.iter().all(|task| &task["containerInstanceArn"] == chosen), "{ran}");
    let nowhere = json!([{"type": "memberOf", "expression": "attribute:stack == green"}]);
    let ran = run(&mut stage, &definition, json!({"placementConstraints": nowhere}));
    assert_eq!((arns(&ran).len(), reasons(&ran)), (0, vec!["ATTRIBUTE".to_owned(); 2]));
    let apart = json!([{"type": "distinctInstance"}]);
    let ran =
        run(&mut stage, &definition, json!({"count": 2, "group": "apart", "placementConstraints": apart}));
    let places: BTreeSet<_> =
        array(&ran["tasks"]).iter().map(|task| text(&task["containerInstanceArn"])).collect();
    assert_eq!(places.len(), 2, "{ran}");
    let spread = json!([{"type": "spread", "field": "attribute:ecs.availability-zone"}]);
    let ran = run(&mut stage, &definition, json!({"count": 4, "group": "fair", "placementStrategy": spread}));
    let zones = array(&ran["tasks"]).iter().map(|task| text(&task["availabilityZone"])).collect::<Vec<_>>();
    let first = zones.iter().filter(|zone| **zone == zones[0]).count();
    assert_eq!((zones.len(), first), (4, 2), "{zones:?}");
}

#[test]
fn start_task_on_named_instances_and_what_fails_there() {
    let Some(mut stage) = Stage::furnished() else { return };
    let port = ports::free();
    let definition =
        stage.register("fixed", &json!({"portMappings": [{"containerPort": 8080, "hostPort": port}]}));
    let chosen = stage.instances()[1]["containerInstanceArn"].clone();
    let asked = json!({
        "cluster": CLUSTER, "taskDefinition": definition, "containerInstances": [chosen], "startedBy": "hand",
    });
    let started = stage.boto.call("ecs", "start_task", asked.clone());
    let task = text(&started["tasks"][0]["taskArn"]);
    let running = stage.running(&task);
    assert_eq!((&running["containerInstanceArn"], &running["startedBy"]), (&chosen, &json!("hand")));
    let again = stage.boto.call("ecs", "start_task", asked);
    assert_eq!((arns(&again).len(), reasons(&again)), (0, vec!["RESOURCE:PORTS".to_owned()]), "{again}");
    assert_eq!(again["failures"][0]["arn"], chosen);
    let nobody = "0123456789abcdef0123456789abcdef";
    let asked = json!({"cluster": CLUSTER, "taskDefinition": definition, "containerInstances": [nobody]});
    let missing = stage.boto.call("ecs", "start_task", asked);
    assert_eq!((arns(&missing).len(), reasons(&missing)), (0, vec!["MISSING".to_owned()]), "{missing}");
}

#[test]
fn a_cluster_without_instances_says_so() {
    let Some(mut stage) = Stage::bare() else { return };
    stage.boto.call("ecs", "create_cluster", json!({"clusterName": CLUSTER}));
    let definition = stage.register("lonely", &json!({}));
    let asked = json!({"cluster": CLUSTER, "taskDefinition": definition});
    let refused = stage.boto.refused("ecs", "run_task", asked);
    assert_eq!(refused.code, "InvalidParameterException");
    assert_eq!(refused.message, "No Container Instances were found in your cluster.");
    stage.service("lonely", &definition, 1, None);
    let told = stage.event("lonely", "was unable to place a task");
    assert!(told.ends_with("Reason: No Container Instances were found in your cluster."), "{told}");
    let service = stage.describe("lonely");
    assert_eq!((&service["runningCount"], &service["pendingCount"]), (&json!(0), &json!(0)), "{service}");
    // An instance comes, and with it the task.
    stage.run_instances(1);
    image_for(&mut stage);
    stage.stable(&["lonely"]);
}

/// The image the waiting service names.
fn image_for(stage: &mut Stage) {
    let name = integration::stage::REPOSITORY;
    stage.boto.call("ecr", "create_repository", json!({"repositoryName": name}));
    integration::image::push_probe(&stage.cloud, name, "1");
}

#[test]
fn tags_go_where_they_are_sent() {
    let Some(mut stage) = Stage::furnished() else { return };
    let image = stage.image();
    let made = stage.boto.call(
        "ecs",
        "register_task_definition",
        json!({
            "family": "tagged", "tags": [{"key": "of", "value": "definition"}],
            "containerDefinitions": [{"name": "app", "image": image, "memory": 64}],
        }),
    );
    let definition = text(&made["taskDefinition"]["taskDefinitionArn"]);
    for (from, expected) in [("TASK_DEFINITION", "definition"), ("SERVICE", "service")] {
        let name = from.to_lowercase().replace('_', "-");
        stage.boto.call(
            "ecs",
            "create_service",
            json!({
                "cluster": CLUSTER, "serviceName": name, "taskDefinition": definition, "desiredCount": 1,
                "propagateTags": from, "tags": [{"key": "of", "value": "service"}],
            }),
        );
        stage.stable(&[&name]);
        let task = text(&stage.tasks(&name, "RUNNING")[0]["taskArn"]);
        let tags = stage.boto.call("ecs", "list_tags_for_resource", json!({"resourceArn": task}));
        assert_eq!(tags["tags"], json!([{"key": "of", "value": expected}]), "{from}");
        // What the task has is its own from then on.
        let tag = json!({"resourceArn": task, "tags": [{"key": "seen", "value": "yes"}]});
        stage.boto.call("ecs", "tag_resource", tag);
        let untag = json!({"resourceArn": task, "tagKeys": ["of"]});
        stage.boto.call("ecs", "untag_resource", untag);
        let tags = stage.boto.call("ecs", "list_tags_for_resource", json!({"resourceArn": task}));
        assert_eq!(tags["tags"], json!([{"key": "seen", "value": "yes"}]), "{}", id(&json!(task)));
    }
}
