//! S14: state survives a kill, services heal, and the end leaves nothing. In: a stage with a service. Out: the same records, new tasks.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use integration::boto::Boto;
use integration::leftovers::Belongings;
use integration::patience::until;
use integration::ports;
use integration::stage::{CLUSTER, Stage, text};
use serde_json::{Value, json};

/// Records that no restart may touch.
fn records(stage: &mut Stage, topic: &str, balancer: &str) -> Value {
    let mut call =
        |service: &str, operation: &str, parameters: Value| stage.boto.call(service, operation, parameters);
    json!([
        call("ecs", "describe_task_definition", json!({"taskDefinition": "web:1"})),
        call("ecr", "describe_images", json!({"repositoryName": "probe"})),
        call("sns", "get_topic_attributes", json!({"TopicArn": topic})),
        call("sns", "list_subscriptions_by_topic", json!({"TopicArn": topic})),
        call("elbv2", "describe_load_balancers", json!({"LoadBalancerArns": [balancer]})),
        call("elbv2", "describe_listeners", json!({"LoadBalancerArn": balancer})),
        call("ssm", "get_parameter", json!({"Name": "/interstella/key"})),
        call("ec2", "describe_instances", json!({})),
    ])
}

fn ids(tasks: &[Value]) -> BTreeSet<String> {
    tasks.iter().map(|task| text(&task["taskArn"])).collect()
}

#[test]
fn killed_at_any_moment_it_goes_on_where_it_was() {
    let Some(mut stage) = Stage::furnished() else { return };
    let port = ports::free();
    let definition =
        stage.register("web", &json!({"portMappings": [{"containerPort": 8080, "hostPort": 0}]}));
    let (balancer, group) = (stage.load_balancer("front"), stage.target_group("web"));
    stage.listener(&balancer, port, &group);
    stage.service("web", &definition, 2, Some(&group));
    let topic = text(&stage.boto.call("sns", "create_topic", json!({"Name": "orders"}))["TopicArn"]);
    let endpoint = format!("http://127.0.0.1:{}/order", ports::free());
    stage.boto.call("sns", "subscribe", json!({"TopicArn": topic, "Protocol": "http", "Endpoint": endpoint}));
    stage.boto.call(
        "ssm",
        "put_parameter",
        json!({"Name": "/interstella/key", "Value": "k", "Type": "String"}),
    );
    stage.stable(&["web"]);
    let kept = records(&mut stage, &topic, &balancer.arn);
    let first = ids(&stage.tasks("web", "RUNNING"));

    stage.cloud.kill();
    stage.cloud.start_again();
    stage.boto = Boto::start(&stage.cloud).unwrap();
    assert_eq!(records(&mut stage, &topic, &balancer.arn), kept);

    stage.stable(&["web"]);
    until("the page back", || {
        let page = stage.through(&balancer, port, "/");
        if page.status == 200 { Ok(()) } else { Err(page.text()) }
    });
    let now = stage.tasks("web", "RUNNING");
    assert!(now.len() == 2 && now.iter().all(|task| task["lastStatus"] == "RUNNING"), "{now:?}");
    // They are the tasks of before: what becomes of those is the suite `adoption`'s.
    assert_eq!(ids(&now), first);
    let instances = stage.instances();
    let running: i64 = instances.iter().filter_map(|one| one["runningTasksCount"].as_i64()).sum();
    assert_eq!((instances.len(), running), (2, 2), "{instances:?}");
}

#[test]
fn the_end_leaves_nothing_and_the_next_start_serves_again() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition =
        stage.register("web", &json!({"portMappings": [{"containerPort": 8080, "hostPort": 0}]}));
    stage.service("web", &definition, 3, None);
    stage.stable(&["web"]);
    let before = Belongings::of(&stage.cloud);
    assert!(before.processes() >= 4, "{before:?}");
    let status = stage.cloud.stop();
    assert!(status.success(), "{}", stage.cloud.complaints());
    assert_eq!(before.left(), Vec::<String>::new());
    assert_eq!(stage.cloud.complaints(), "", "an orderly end complains of nothing");

    stage.cloud.start_again();
    stage.boto = Boto::start(&stage.cloud).unwrap();
    stage.stable(&["web"]);
    assert_eq!(stage.tasks("web", "RUNNING").len(), 3);
}

#[test]
fn reset_forgets_everything_and_ends_the_tasks() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("web", &json!({}));
    stage.service("web", &definition, 2, None);
    stage.stable(&["web"]);
    let with_tasks = Belongings::of(&stage.cloud).processes();
    let (status, words) = stage.cloud.command(&["reset"]);
    assert_eq!(status, Some(0), "{words}");
    assert_eq!(stage.boto.call("ecs", "list_clusters", json!({}))["clusterArns"], json!([]));
    let gone =
        stage.boto.refused("ecs", "describe_services", json!({"cluster": CLUSTER, "services": ["web"]}));
    assert_eq!(gone.code, "ClusterNotFoundException");
    until("the tasks ended", || {
        let now = Belongings::of(&stage.cloud).processes();
        if now <= with_tasks - 2 { Ok(()) } else { Err(format!("{now} processes")) }
    });
}

#[test]
fn reset_of_an_account_leaves_the_others_alone() {
    let Some(mut stage) = Stage::bare() else { return };
    let Some(mut seat) = Boto::start_as(&stage.cloud, "111122223333", "eu-west-1") else { return };
    let parameter = json!({"Name": "/a", "Value": "1", "Type": "String"});
    let group = json!({"GroupName": "near"});
    for boto in [&mut stage.boto, &mut seat] {
        boto.call("ssm", "put_parameter", parameter.clone());
        boto.call("ec2", "create_placement_group", group.clone());
    }
    let (status, words) = stage.cloud.command(&["reset", "--account", "12"]);
    assert_eq!(status, Some(2), "{words}");
    let (status, words) = stage.cloud.command(&["reset", "--account", "111122223333"]);
    assert_eq!((status, words.contains("111122223333")), (Some(0), true), "{words}");
    for (boto, left) in [(&mut stage.boto, 1), (&mut seat, 0)] {
        let parameters = boto.call("ssm", "describe_parameters", json!({}));
        let groups = boto.call("ec2", "describe_placement_groups", json!({}));
        let counted =
            [&parameters["Parameters"], &groups["PlacementGroups"]].map(|all| all.as_array().unwrap().len());
        assert_eq!(counted, [left, left]);
    }
}
