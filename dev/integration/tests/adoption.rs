//! S14: a cloud that is killed leaves its containers running, and its next life goes on with them as if nothing had happened. In: a service
//! behind a load balancer, a task that ends meanwhile, as root and as an ordinary user. Out: the same tasks, every line, the right counts.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;

use integration::boto::Boto;
use integration::cloud::{Cloud, How};
use integration::leftovers::{Belongings, keeper_of};
use integration::load::Load;
use integration::patience::{until, until_true};
use integration::ports;
use integration::stage::{Balancer, CLUSTER, Stage, array, text};
use integration::watching::{LOG_GROUP, id, logs_to};
use serde_json::{Value, json};

const DESIRED: usize = 4;

/// What must be the same of every task afterwards.
fn identity(stage: &mut Stage) -> BTreeMap<String, Value> {
    let one = |task: &Value| {
        let container = &task["containers"][0];
        let kept = json!([
            task["lastStatus"],
            task["createdAt"],
            task["startedAt"],
            task["pullStartedAt"],
            task["containerInstanceArn"],
            container["runtimeId"],
            container["networkBindings"],
            container["containerArn"],
            container["exitCode"],
        ]);
        (text(&task["taskArn"]), kept)
    };
    stage.tasks("web", "RUNNING").iter().map(one).collect()
}

fn messages(stage: &mut Stage, stream: &str) -> Vec<String> {
    let (mut all, mut token) = (Vec::new(), Value::Null);
    loop {
        let mut wanted = json!({"logGroupName": LOG_GROUP, "logStreamName": stream, "startFromHead": true});
        if !token.is_null() {
            wanted["nextToken"] = token.clone();
        }
        let answer = stage.boto.call("logs", "get_log_events", wanted);
        let events = array(&answer["events"]);
        all.extend(events.iter().map(|event| text(&event["message"])));
        if events.is_empty() || answer["nextForwardToken"] == token {
            return all;
        }
        token = answer["nextForwardToken"].clone();
    }
}

/// The numbers of the lines `tick N`.
fn ticks(stage: &mut Stage, stream: &str) -> Vec<u64> {
    let lines = messages(stage, stream);
    lines.iter().filter_map(|line| line.strip_prefix("tick ")?.parse().ok()).collect()
}

/// A service of [`DESIRED`] behind a load balancer that answers.
fn serve(stage: &mut Stage) -> (Balancer, u16, String) {
    let port = ports::free();
    let definition = stage.register(
        "web",
        &json!({
            "portMappings": [{"containerPort": 8080, "hostPort": 0}], "logConfiguration": logs_to("web"),
            "environment": [{"name": "TICK_MS", "value": "50"}],
        }),
    );
    let (balancer, group) = (stage.load_balancer("front"), stage.target_group("web"));
    stage.listener(&balancer, port, &group);
    stage.service("web", &definition, DESIRED as u32, Some(&group));
    stage.stable(&["web"]);
    (balancer, port, group)
}

fn start_again(stage: &mut Stage) {
    stage.cloud.start_again();
    stage.boto = Boto::start(&stage.cloud).unwrap();
}

fn processes(cloud: &Cloud) -> usize {
    Belongings::of(cloud).processes()
}

/// Killed under load with a task that ends meanwhile; killed again; then told to end.
fn goes_on(how: How) {
    let Some(mut stage) = Stage::furnished_how(how) else { return };
    let (balancer, port, group) = serve(&mut stage);
    let short = stage.register(
        "short",
        &json!({
            "logConfiguration": logs_to("short"),
            "environment": [{"name": "LIVE_MS", "value": "4000"}, {"name": "EXIT_CODE", "value": "7"}, {"name": "TICK_MS", "value": "50"}],
        }),
    );
    let arn = stage.run_task(&short);
    stage.running(&arn);
    let before = identity(&mut stage);
    assert_eq!(before.len(), DESIRED);
    let everything = Belongings::of(&stage.cloud);
    let load = Load::begin(&stage.door(port), &format!("{}:{port}", balancer.dns_name), 8);
    until_true("answers", || load.so_far().answers.values().sum::<usize>() > 100);

    let keeper = keeper_of(&stage.cloud.data()).unwrap();
    stage.cloud.kill();
    drop(load);
    let children = || std::fs::read_to_string(format!("/proc/{keeper}/task/{keeper}/children")).unwrap();
    until_true("the short task over", || children().split_whitespace().count() == DESIRED);
    start_again(&mut stage);
    assert_eq!(identity(&mut stage), before, "the same tasks, containers and times");
    let ended = stage.stopped(&arn);
    assert_eq!(
        (&ended["containers"][0]["exitCode"], &ended["stopCode"]),
        (&json!(7), &json!("EssentialContainerExited"))
    );

    // Every line once, those of the dead time as well; what was read in the very moment of the kill may be missing.
    let said = until("its last lines", || {
        let said = ticks(&mut stage, &format!("short/app/{}", id(&json!(arn))));
        if said.last().is_some_and(|last| *last > 40) { Ok(said) } else { Err(format!("{said:?}")) }
    });
    let missing = said.last().unwrap() - said.len() as u64;
    assert!(said.is_sorted_by(|one, next| one < next) && missing <= 2, "{said:?}");

    until("all targets healthy again", || {
        let health = stage.health(&group);
        let well = health.iter().filter(|(state, _)| state == "healthy").count();
        if well == DESIRED && health.len() == DESIRED { Ok(()) } else { Err(format!("{health:?}")) }
    });
    let load = Load::begin(&stage.door(port), &format!("{}:{port}", balancer.dns_name), 8);
    until_true("answers", || load.so_far().answers.values().sum::<usize>() > 200);
    let tally = load.finish();
    assert!(tally.failures.is_empty(), "{}", tally.trouble());
    inside_works(&mut stage, &balancer, port);
    assert_eq!(identity(&mut stage), before, "nothing was replaced");
    let service = stage.describe("web");
    let counts = (&service["runningCount"], &service["pendingCount"], &service["desiredCount"]);
    assert_eq!(counts, (&json!(DESIRED), &json!(0), &json!(DESIRED)));

    stage.cloud.kill();
    start_again(&mut stage);
    assert_eq!(identity(&mut stage), before, "a second time");
    let stopped = before.keys().next().unwrap().clone();
    stage.boto.call("ecs", "stop_task", json!({"cluster": CLUSTER, "task": stopped}));
    assert_eq!(stage.stopped(&stopped)["containers"][0]["exitCode"], json!(0), "SIGTERM reaches it");
    let status = stage.cloud.stop();
    assert!(status.success(), "{}", stage.cloud.complaints());
    until("nothing left", || {
        let left = everything.left();
        if left.is_empty() { Ok(()) } else { Err(format!("{left:?}")) }
    });
    assert_eq!(keeper_of(&stage.cloud.data()), None);
}

/// Names, the AWS endpoint and the metadata of a task.
fn inside_works(stage: &mut Stage, balancer: &Balancer, port: u16) {
    let address = stage.door(port);
    let host = format!("{}:{port}", balancer.dns_name);
    let ask = |path: &str| integration::http::get(&address, &host, path).unwrap().text();
    let name = ask(&format!("/resolve?name={}", balancer.dns_name));
    assert!(name.contains("198.18.") || name.contains("127."), "{name}");
    let health =
        ask(&format!("/fetch?method=GET&url=http://localhost:{}/_localstack/health", stage.cloud.port()));
    assert!(health.contains("available"), "{health}");
    let uri = ask("/env");
    let metadata = uri
        .split(['"', '\n', ' ', ','])
        .find_map(|word| word.split_once("ECS_CONTAINER_METADATA_URI_V4="))
        .map(|(_, uri)| uri.to_owned());
    let metadata = metadata.unwrap_or_else(|| panic!("{uri}"));
    // Another task may answer: it asks for its own, which that one is refused.
    until("a task's own metadata", || {
        let task = ask(&format!("/fetch?method=GET&url={metadata}/task"));
        if task.contains("TaskARN") { Ok(()) } else { Err(task) }
    });
}

#[test]
fn killed_under_load_it_goes_on_with_the_same_tasks() {
    goes_on(How::usual());
}

#[test]
fn an_ordinary_users_cloud_does_so_too() {
    // SAFETY: asks for a number.
    if unsafe { libc::geteuid() } != 0 {
        return; // The test above was this one.
    }
    goes_on(How::unprivileged());
}

#[test]
fn down_ends_what_a_killed_cloud_left() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("web", &json!({}));
    stage.service("web", &definition, 2, None);
    stage.stable(&["web"]);
    let everything = Belongings::of(&stage.cloud);
    assert!(processes(&stage.cloud) >= 4, "{everything:?}");
    stage.cloud.kill();
    let (status, words) = stage.cloud.command(&["down"]);
    assert_eq!(status, Some(0), "{words}");
    until("nothing left", || {
        let left = everything.left();
        if left.is_empty() { Ok(()) } else { Err(format!("{left:?}")) }
    });
    assert_eq!(stage.cloud.command(&["down"]).0, Some(3), "nothing runs any more");
    // What cannot have survived is told so, and the service starts others.
    start_again(&mut stage);
    stage.stable(&["web"]);
    let reasons: Vec<_> =
        stage.tasks("web", "STOPPED").iter().map(|task| text(&task["stoppedReason"])).collect();
    assert!(reasons.len() == 2 && reasons.iter().all(|reason| reason.contains("restarted")), "{reasons:?}");
}

#[test]
fn reset_in_a_second_life_ends_what_the_first_began() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("web", &json!({}));
    stage.service("web", &definition, 3, None);
    stage.stable(&["web"]);
    stage.cloud.kill();
    start_again(&mut stage);
    let with_tasks = processes(&stage.cloud);
    let (status, words) = stage.cloud.command(&["reset"]);
    assert_eq!(status, Some(0), "{words}");
    until("the tasks ended", || {
        let now = processes(&stage.cloud);
        if now <= with_tasks - 3 { Ok(()) } else { Err(format!("{now} processes")) }
    });
    // Nothing of them is held for a third life.
    stage.cloud.kill();
    start_again(&mut stage);
    assert_eq!(processes(&stage.cloud), with_tasks - 3);
}

#[test]
fn in_memory_nothing_outlives_the_cloud() {
    let mut how = How::usual();
    how.arguments.push("--in-memory".to_owned());
    let Some(mut stage) = Stage::furnished_how(how) else { return };
    let definition = stage.register("web", &json!({}));
    stage.service("web", &definition, 1, None);
    stage.stable(&["web"]);
    let everything = Belongings::of(&stage.cloud);
    stage.cloud.kill();
    until("nothing left", || {
        let left: Vec<_> = everything.left().into_iter().filter(|one| !one.starts_with("cgroup")).collect();
        if left.is_empty() { Ok(()) } else { Err(format!("{left:?}")) }
    });
}
