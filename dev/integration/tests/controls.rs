//! Who may end or empty the product. In: programs of this machine with and without the token of the data directory, tasks, and what posts
//! where a task says (SNS, load balancers). Out: only the owner ends it; tasks do not even reset it, unless that was allowed.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use integration::cloud::{Cloud, How, program};
use integration::http::{self, Reply};
use integration::patience::until;
use integration::receiver::Receiver;
use integration::scratch::Scratch;
use integration::stage::{Stage, text};
use integration::{ports, skip};
use serde_json::{Value, json};

const RESET: &str = "/_localstack/state/reset";
const STOP: &str = "/_interstella/stop";

fn post(cloud: &Cloud, path: &str, more: &[(&str, &str)]) -> Reply {
    let headers = [&[("host", "localhost")], more].concat();
    http::send(&cloud.address(), &headers, "POST", path, b"").unwrap()
}

/// Empty where there is none.
fn token(cloud: &Cloud) -> String {
    fs::read_to_string(cloud.data().join("control-token")).unwrap_or_default().trim().to_owned()
}

#[test]
fn only_who_has_the_token_ends_it() {
    let Some(mut cloud) = Cloud::start() else { return };
    let file = cloud.data().join("control-token");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let (good, first) = (format!("Bearer {}", token(&cloud)), token(&cloud));
    for bad in [
        "",
        "Bearer ",
        "Bearer 0",
        &good[..good.len() - 1],
        &format!("{good}0"),
        &first,
        &good.to_uppercase(),
    ] {
        let reply = post(&cloud, STOP, &[("authorization", bad)]);
        assert!(
            reply.status == 403 && reply.text().contains(&file.display().to_string()),
            "{bad}: {}",
            reply.text()
        );
    }
    assert_eq!(post(&cloud, STOP, &[]).status, 403);
    let put =
        http::send(&cloud.address(), &[("host", "localhost"), ("authorization", &good)], "PUT", STOP, b"")
            .unwrap();
    assert_eq!(put.status, 405);
    // A page has no token, and would be refused with it.
    let page = post(&cloud, STOP, &[("authorization", &good), ("origin", "http://evil.example")]);
    assert_eq!(page.status, 403);
    assert_eq!(cloud.page("/_localstack/health")["services"]["ecs"], "available");
    assert_eq!(post(&cloud, STOP, &[("authorization", &good)]).status, 202);
    assert!(cloud.ended().success());
    cloud.start_again();
    assert_eq!(token(&cloud), first, "made once");
}

#[test]
fn down_sends_the_token_or_says_where_it_is() {
    let Some(mut cloud) = Cloud::start() else { return };
    let (other, port) = (Scratch::new(), cloud.port().to_string());
    fs::set_permissions(other.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let down = |data: &std::path::Path| {
        let mut command = Command::new(program());
        let output = command
            .args(["down", "--port", &port, "--data-dir"])
            .arg(data)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (status, words) = down(other.path());
    let own = cloud.data().display().to_string();
    assert!(status == Some(1) && words.contains(&own) && words.contains(&port), "{words}");
    let (file, first) = (cloud.data().join("control-token"), token(&cloud));
    fs::write(&file, "0123456789abcdef0123456789abcdef\n").unwrap();
    let (status, words) = down(&cloud.data());
    let told = words.contains("another cloud's") && words.contains("control-token") && words.contains(&own);
    assert!(status == Some(1) && told, "{words}");
    fs::remove_file(&file).unwrap();
    let (status, words) = down(&cloud.data());
    assert!(status == Some(1) && words.contains(&format!("{}: it is not there", file.display())), "{words}");
    assert_eq!(cloud.page("/_localstack/health")["services"]["ecs"], "available");
    fs::write(&file, first).unwrap();
    assert_eq!(down(&cloud.data()).0, Some(0));
    assert!(cloud.ended().success());
    // Where nothing runs, a token is not missed.
    assert_eq!(down(other.path()).0, Some(3));
}

/// What is sent to something that says it is this cloud, on another port, by a command that names that port.
fn heads_told_to_an_impostor(cloud: &Cloud, words: &[&str]) -> (Option<i32>, Vec<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let says = json!({
        "dataDirectory": cloud.data(), "port": port, "process": cloud.pid(), "loadBalancerDomains": [],
        // Where HQ is, when that is asked.
        "8888": [format!("127.0.0.1:{port}")],
    });
    let (told, heads) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = vec![0; 64 * 1024];
            let read = stream.read(&mut head).unwrap();
            told.send(String::from_utf8_lossy(&head[..read]).into_owned()).unwrap();
            let (status, body) = match &head[..4] {
                b"GET " => ("200 OK", says.to_string()),
                _ => ("403 Forbidden", String::new()),
            };
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
            )
            .unwrap();
        }
    });
    let mut command = Command::new(program());
    let output =
        command.args(words).args(["--port", &port.to_string()]).stdin(Stdio::null()).output().unwrap();
    (output.status.code(), heads.try_iter().collect())
}

#[test]
fn the_token_is_shown_to_nobody_who_only_says_that_he_is_the_cloud() {
    let Some(cloud) = Cloud::start() else { return };
    let secret = token(&cloud);
    fs::write(cloud.data().join("hq-admin-token"), format!("{secret}\n")).unwrap();
    for words in [&["down"][..], &["rate", "3"]] {
        let (status, heads) = heads_told_to_an_impostor(&cloud, words);
        assert!(status == Some(1) && !heads.is_empty(), "{words:?}: {status:?} {heads:?}");
        assert!(!heads.iter().any(|head| head.contains(&secret)), "{words:?}: {heads:?}");
    }
    assert_eq!(cloud.page("/_localstack/health")["services"]["ecs"], "available");
}

#[test]
fn programs_of_this_machine_reset_without_a_token() {
    let Some(mut stage) = Stage::bare() else { return };
    stage.boto.call("sns", "create_topic", json!({"Name": "orders"}));
    assert_eq!(post(&stage.cloud, RESET, &[("origin", "http://evil.example")]).status, 403);
    assert_eq!(topics(&mut stage), 1);
    assert_eq!(post(&stage.cloud, RESET, &[]).status, 200);
    assert_eq!(topics(&mut stage), 0);
}

fn topics(stage: &mut Stage) -> usize {
    stage.boto.call("sns", "list_topics", json!({}))["Topics"].as_array().unwrap().len()
}

/// A running task that fetches what it is told to.
fn task(stage: &mut Stage) -> Value {
    let definition =
        stage.register("inside", &json!({"portMappings": [{"containerPort": 8080, "hostPort": 0}]}));
    let arn = stage.run_task(&definition);
    stage.running(&arn)
}

/// The head of what a URL answers inside a task.
fn inside(stage: &mut Stage, task: &Value, how: &str, url: &str) -> String {
    stage.page(task, &format!("/fetch?{how}&url={url}"))
}

/// By what names a task reaches the cloud.
fn ways_in(stage: &Stage) -> [String; 4] {
    let port = stage.cloud.port();
    [
        format!("http://localhost:{port}"),
        "http://sns.us-west-2.amazonaws.com".to_owned(),
        format!("http://198.18.0.1:{port}"),
        format!("http://data-localhost:{port}"),
    ]
}

#[test]
fn a_task_reads_but_neither_ends_nor_resets_the_cloud() {
    let Some(mut stage) = Stage::furnished() else { return };
    let task = task(&mut stage);
    stage.boto.call("sns", "create_topic", json!({"Name": "orders"}));
    let shown = format!("method=POST&header=authorization:Bearer%20{}", token(&stage.cloud));
    for way in ways_in(&stage) {
        let health = inside(&mut stage, &task, "method=GET", &format!("{way}/_localstack/health"));
        assert!(health.starts_with("HTTP/1.1 200"), "{way}: {health}");
        let platform = inside(&mut stage, &task, "method=GET", &format!("{way}/_interstella/platform"));
        assert!(platform.starts_with("HTTP/1.1 200"), "{way}: {platform}");
        let reset = inside(&mut stage, &task, "method=POST", &format!("{way}{RESET}"));
        assert!(
            reset.starts_with("HTTP/1.1 403") && reset.contains("--allow-reset-from-tasks"),
            "{way}: {reset}"
        );
        // Not even with the token, which it has from nowhere.
        let stop = inside(&mut stage, &task, &shown, &format!("{way}{STOP}"));
        assert!(stop.starts_with("HTTP/1.1 403"), "{way}: {stop}");
    }
    let health = format!("{}/health", ways_in(&stage)[0]);
    let rebound = inside(&mut stage, &task, "method=GET&header=origin:http://evil.example", &health);
    assert!(rebound.starts_with("HTTP/1.1 403"), "{rebound}");
    assert_eq!(topics(&mut stage), 1);
}

#[test]
fn tasks_reset_where_that_was_allowed_and_still_end_nothing() {
    let mut how = How::usual();
    how.arguments.push("--allow-reset-from-tasks".into());
    let Some(mut stage) = Stage::furnished_how(how) else { return };
    let task = task(&mut stage);
    let way = ways_in(&stage)[0].clone();
    let shown = format!("method=POST&header=authorization:Bearer%20{}", token(&stage.cloud));
    assert!(inside(&mut stage, &task, &shown, &format!("{way}{STOP}")).starts_with("HTTP/1.1 403"));
    // Of another account, so that the task itself lives to tell.
    let reset = inside(&mut stage, &task, "method=POST", &format!("{way}{RESET}?account=111122223333"));
    assert!(reset.starts_with("HTTP/1.1 200"), "{reset}");
}

#[test]
fn what_posts_where_a_task_says_resets_nothing_either() {
    let Some(mut stage) = Stage::bare() else { return };
    let port = stage.cloud.port();
    let topic = text(&stage.boto.call("sns", "create_topic", json!({"Name": "orders"}))["TopicArn"]);
    let subscribe = |stage: &mut Stage, endpoint: String| {
        stage.boto.call(
            "sns",
            "subscribe",
            json!({"TopicArn": topic, "Protocol": "http", "Endpoint": endpoint}),
        )
    };
    for host in ["localhost", "127.0.0.1", "0.0.0.0", "sns.us-west-2.amazonaws.com", "x.localhost"] {
        let port = if host.ends_with(".com") { 80 } else { port };
        subscribe(&mut stage, format!("http://{host}:{port}{RESET}"));
    }
    // A later one that arrives: the earlier ones have been posted, or never will be.
    for _ in 0..2 {
        let door = ports::free();
        let receiver = Receiver::listen(door);
        subscribe(&mut stage, format!("http://127.0.0.1:{door}/"));
        until("a confirmation", || {
            receiver.of_type("SubscriptionConfirmation").pop().ok_or_else(|| "none".to_owned())
        });
    }
    let listed = stage.boto.call("sns", "list_subscriptions", json!({}));
    assert_eq!(listed["Subscriptions"].as_array().unwrap().len(), 7, "{listed}");
}

/// A listener whose only target is the endpoint itself.
fn in_front_of_the_endpoint(stage: &mut Stage) -> (integration::stage::Balancer, u16) {
    let vpcs = stage.boto.call("ec2", "describe_vpcs", json!({}));
    let group = json!({"Name": "self", "Protocol": "HTTP", "Port": stage.cloud.port(), "VpcId": vpcs["Vpcs"][0]["VpcId"],
        "TargetType": "ip", "HealthCheckPath": "/health", "HealthCheckIntervalSeconds": 5, "HealthCheckTimeoutSeconds": 2, "HealthyThresholdCount": 2});
    let group =
        text(&stage.boto.call("elbv2", "create_target_group", group)["TargetGroups"][0]["TargetGroupArn"]);
    let target = json!([{"Id": "127.0.0.1", "Port": stage.cloud.port()}]);
    stage.boto.call("elbv2", "register_targets", json!({"TargetGroupArn": group, "Targets": target}));
    let (balancer, port) = (stage.load_balancer("front"), ports::free());
    stage.listener(&balancer, port, &group);
    until("healthy", || match stage.healthy(&group) {
        0 => Err(format!("{:?}", stage.health(&group))),
        _ => Ok(()),
    });
    (balancer, port)
}

#[test]
fn a_load_balancer_in_front_of_the_endpoint_is_no_way_round() {
    let Some(mut stage) = Stage::bare() else { return };
    let (balancer, port) = in_front_of_the_endpoint(&mut stage);
    let door = stage.door(port);
    let by = |host: &str, path: &str, shown: &str| {
        http::send(&door, &[("host", host), ("authorization", shown)], "POST", path, b"").unwrap()
    };
    let shown = format!("Bearer {}", token(&stage.cloud));
    for path in [RESET, STOP] {
        let reply = by("localhost", path, &shown);
        assert!(reply.status == 403 && reply.text().contains("a task may not"), "{path}: {}", reply.text());
    }
    let reply = by(&balancer.dns_name, "/", "");
    assert!(reply.status == 421 && reply.text().contains("load balancer"), "{}", reply.text());
}

#[test]
fn a_stranger_of_this_machine_can_neither_read_the_token_nor_say_down() {
    // SAFETY: takes nothing and cannot fail.
    if unsafe { libc::geteuid() } != 0 {
        return skip::announced("only root can be somebody else", "run it as root");
    }
    let Some(cloud) = Cloud::start() else { return };
    let mut command = Command::new(program());
    std::os::unix::process::CommandExt::uid(&mut command, 65_534);
    let command = command.args(["down", "--port", &cloud.port().to_string(), "--data-dir"]).arg(cloud.data());
    let output = command.stdin(Stdio::null()).output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.code() == Some(1)
            && words.contains("permission is denied")
            && words.contains("as the user who started"),
        "{words}"
    );
    assert_eq!(cloud.page("/_localstack/health")["services"]["ecs"], "available");
}
