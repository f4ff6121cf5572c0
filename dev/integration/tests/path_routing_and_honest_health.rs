//! S10: the load balancer routes by path and weight, and believes nothing but its probes. In: services behind load balancers. Out: who
//! answers, and what `describe-target-health` says.

#![allow(clippy::unwrap_used, missing_docs)]

use std::process::Command;

use integration::patience::until;
use integration::stage::{Balancer, Stage, array, text};
use integration::{http, ports, skip};
use serde_json::{Value, json};

/// A service whose every page is its name.
fn named_service(stage: &mut Stage, name: &str, group: &str) {
    let definition = stage.register(
        name,
        &json!({
            "portMappings": [{"containerPort": 8080, "hostPort": 0}],
            "environment": [{"name": "NAME", "value": name}],
        }),
    );
    stage.service(name, &definition, 1, Some(group));
}

/// A load balancer with one listener; and the service behind it.
fn front(stage: &mut Stage, balancer: &str, service: &str) -> Front {
    let group = stage.target_group(service);
    let (balancer, port) = (stage.load_balancer(balancer), ports::free());
    let listener = stage.listener(&balancer, port, &group);
    named_service(stage, service, &group);
    Front { balancer, port, listener, group }
}

struct Front {
    balancer: Balancer,
    port: u16,
    listener: String,
    group: String,
}

fn add_rule(stage: &mut Stage, listener: &str, pattern: &str, group: &str) {
    stage.boto.call(
        "elbv2",
        "create_rule",
        json!({
            "ListenerArn": listener, "Priority": 10,
            "Conditions": [{"Field": "path-pattern", "Values": [pattern]}],
            "Actions": [{"Type": "forward", "TargetGroupArn": group}],
        }),
    );
}

/// Waits until these services are stable, which they are once their tasks run, and then until their load balancers have reached the tasks.
fn serving(stage: &mut Stage, services: &[(&str, &str)]) {
    let names: Vec<&str> = services.iter().map(|(name, _)| *name).collect();
    stage.stable(&names);
    for (_, group) in services {
        stage.boto.wait("elbv2", "target_in_service", json!({"TargetGroupArn": group}));
    }
}

fn answer(stage: &Stage, front: &Front, path: &str) -> String {
    let reply = stage.through(&front.balancer, front.port, path);
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.text().trim().to_owned()
}

#[test]
fn by_path_from_the_host_and_from_inside_a_task() {
    let Some(mut stage) = Stage::furnished() else { return };
    let (front, other) = (front(&mut stage, "front", "monolith"), front(&mut stage, "other", "magnesite"));
    let iridium = stage.target_group("iridium");
    add_rule(&mut stage, &front.listener, "/iridium*", &iridium);
    named_service(&mut stage, "iridium", &iridium);
    serving(&mut stage, &[("monolith", &front.group), ("iridium", &iridium), ("magnesite", &other.group)]);

    assert_eq!(answer(&stage, &front, "/iridium/"), "iridium");
    assert_eq!(answer(&stage, &front, "/iridium"), "iridium");
    assert_eq!(answer(&stage, &front, "/"), "monolith");
    assert_eq!(answer(&stage, &front, "/fulfill/"), "monolith");
    assert_eq!(answer(&stage, &other, "/"), "magnesite");

    // The endpoint leads on by name, too: one port for everything.
    let by_name = http::get(&stage.cloud.address(), &front.balancer.dns_name, "/iridium/").unwrap();
    assert_eq!((by_name.status, by_name.text().as_str()), (200, "iridium\n"));

    // From inside a task, by the printed name, through rule and balancer to another task.
    let url = format!("http://{}:{}/iridium/", front.balancer.dns_name, front.port);
    let seen = answer(&stage, &front, &format!("/fetch?url={url}"));
    assert!(seen.starts_with("HTTP/1.1 200") && seen.ends_with("iridium"), "{seen}");
}

/// What curl prints of a URL as a user types it: the system resolves the name.
fn curl(url: &str) -> Result<String, String> {
    let words = ["-sS", "--noproxy", "*", "--max-time", "20", "--fail-with-body", url];
    let output = Command::new("curl").args(words).output().map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

#[test]
fn the_printed_name_and_the_own_address_lead_to_one_load_balancer() {
    let Some(mut stage) = Stage::furnished() else { return };
    if Command::new("curl").arg("--version").output().is_err() {
        return skip::skipped("curl is not here", "install it");
    }
    let (one, two) = (front(&mut stage, "one", "monolith"), stage.load_balancer("two"));
    let iridium = stage.target_group("iridium");
    // Both at one port: the name tells them apart, and so does the address.
    let says = json!([{"Type": "fixed-response",
        "FixedResponseConfig": {"StatusCode": "200", "ContentType": "text/plain", "MessageBody": "two"}}]);
    let made =
        json!({"LoadBalancerArn": two.arn, "Protocol": "HTTP", "Port": one.port, "DefaultActions": says});
    stage.boto.call("elbv2", "create_listener", made);
    add_rule(&mut stage, &one.listener, "/iridium*", &iridium);
    named_service(&mut stage, "iridium", &iridium);
    serving(&mut stage, &[("monolith", &one.group), ("iridium", &iridium)]);

    let described = stage.boto.call("elbv2", "describe_load_balancers", json!({"Names": ["one"]}));
    let name = text(&described["LoadBalancers"][0]["DNSName"]);
    let (door, port) = (stage.door(one.port), one.port);
    let real = door.rsplit(':').next().unwrap();
    assert_eq!(curl(&format!("http://{name}:{real}/iridium/")).unwrap(), "iridium");
    assert_eq!(curl(&format!("http://{name}:{real}/")).unwrap(), "monolith");
    assert_eq!(curl(&format!("http://{}:{real}/iridium/", two.dns_name)).unwrap(), "two");

    let own = stage.cloud.page("/_interstella/doors")["loadBalancers"].clone();
    let at = |balancer: &Balancer| text(&own[&balancer.dns_name]["listeners"][port.to_string()]);
    assert_eq!(curl(&format!("http://{}/iridium/", at(&one.balancer))).unwrap(), "iridium");
    assert_eq!(curl(&format!("http://{}/iridium/", at(&two))).unwrap(), "two");
    let foreign = http::get(&at(&two), &format!("{name}:{port}"), "/").unwrap();
    assert_eq!(foreign.text(), "two", "the Host header of another leads nowhere else");

    // Inside a task too: by the address the name resolves to, or the own one, with no name in the Host header.
    for (balancer, says) in [(&one.balancer, "iridium"), (&two, "two")] {
        let resolved = answer(&stage, &one, &format!("/resolve?name={}", balancer.dns_name));
        for address in [resolved, text(&own[&balancer.dns_name]["address"])] {
            let seen = answer(&stage, &one, &format!("/fetch?url=http://{address}:{port}/iridium/"));
            assert!(seen.starts_with("HTTP/1.1 200") && seen.ends_with(says), "{address}: {seen}");
        }
    }
}

#[test]
fn a_target_is_initial_until_a_probe_has_succeeded() {
    let Some(mut stage) = Stage::furnished() else { return };
    let group = stage.target_group("web");
    let balancer = stage.load_balancer("front");
    stage.listener(&balancer, ports::free(), &group);
    let more = json!({
        "portMappings": [{"containerPort": 8080, "hostPort": 0}],
        // The first probe comes too early and fails; one failure is no verdict.
        "environment": [{"name": "START_DELAY_MS", "value": "2000"}],
    });
    let definition = stage.register("web", &more);
    stage.service("web", &definition, 1, Some(&group));
    let mut seen: Vec<(String, String)> = Vec::new();
    until("healthy", || {
        for state in stage.health(&group) {
            if seen.last() != Some(&state) {
                seen.push(state);
            }
        }
        if seen.last().is_some_and(|(state, _)| state == "healthy") {
            Ok(())
        } else {
            Err(format!("{seen:?}"))
        }
    });
    let states: Vec<&str> = seen.iter().map(|(state, _)| state.as_str()).collect();
    assert_eq!(states.first(), Some(&"initial"), "{seen:?}");
    assert!(seen[0].1.starts_with("Elb."), "{seen:?}");
    assert_eq!(seen.last().unwrap().1, "", "a healthy target has no reason: {seen:?}");
}

#[test]
fn a_frozen_program_turns_unhealthy_and_is_replaced() {
    let Some(mut stage) = Stage::furnished() else { return };
    let front = front(&mut stage, "front", "web");
    let group = front.group.clone();
    stage.stable(&["web"]);
    let first = text(&stage.tasks("web", "RUNNING")[0]["taskArn"]);

    // It never answers this, and nothing after it.
    drop(integration::http::connect(&stage.door(front.port)).map(|mut stream| {
        std::io::Write::write_all(&mut stream, b"GET /freeze HTTP/1.1\r\nhost: x\r\n\r\n")
    }));
    let seen = until("unhealthy", || {
        let events = array(&stage.describe("web")["events"]);
        let found =
            events.iter().map(|event| text(&event["message"])).find(|words| words.contains("unhealthy"));
        found.ok_or_else(|| format!("{:?}; {events:?}", stage.health(&group)))
    });
    assert!(
        seen.contains(&format!("is unhealthy in (target-group {group}) due to (reason Request timed out)")),
        "{seen}"
    );
    let stopped = stage.stopped(&first);
    assert!(
        text(&stopped["stoppedReason"]).starts_with("Task failed ELB health checks in (target-group "),
        "{stopped}"
    );
    stage.stable(&["web"]);
    let now = stage.tasks("web", "RUNNING");
    assert_eq!(now.len(), 1);
    assert_ne!(text(&now[0]["taskArn"]), first);
    until("the new task in rotation", || {
        let page = stage.through(&front.balancer, front.port, "/");
        if page.status == 200 { Ok(()) } else { Err(page.text()) }
    });
}

#[test]
fn probes_that_get_another_status_say_which() {
    let Some(mut stage) = Stage::furnished() else { return };
    let group = front(&mut stage, "front", "web").group;
    stage.boto.call(
        "elbv2",
        "modify_target_group",
        json!({"TargetGroupArn": group, "Matcher": {"HttpCode": "404"}}),
    );
    let described = until("unhealthy", || {
        let seen = stage.boto.call("elbv2", "describe_target_health", json!({"TargetGroupArn": group}));
        let health = seen["TargetHealthDescriptions"][0]["TargetHealth"].clone();
        if health["State"] == "unhealthy" { Ok(health) } else { Err(seen.to_string()) }
    });
    assert_eq!(described["Reason"], "Target.ResponseCodeMismatch");
    assert_eq!(described["Description"], "Health checks failed with these codes: [200]");
}

#[test]
fn weights_shift_and_come_back() {
    let Some(mut stage) = Stage::furnished() else { return };
    let front = front(&mut stage, "front", "blue");
    let (blue, listener) = (front.group.clone(), front.listener.clone());
    let green = stage.target_group("green");
    shift(&mut stage, &listener, weighted(&blue, &green, 100, 0));
    named_service(&mut stage, "green", &green);
    serving(&mut stage, &[("blue", &blue), ("green", &green)]);
    assert_eq!(count_green(&stage, &front), 0);
    shift(&mut stage, &listener, weighted(&blue, &green, 90, 10));
    let some = until("the new weights in force", || match count_green(&stage, &front) {
        0 => Err("all blue".to_owned()),
        some => Ok(some),
    });
    // Expected 20 of 200; twelve standard deviations of the binomial lie between these bounds.
    assert!((1..=71).contains(&some), "{some} of 200 went to the lighter group");
    shift(&mut stage, &listener, weighted(&blue, &green, 100, 0));
    until("all back to blue", || match count_green(&stage, &front) {
        0 => Ok(()),
        some => Err(format!("{some} green")),
    });
}

fn weighted(blue: &str, green: &str, first: u32, second: u32) -> Value {
    json!([{"Type": "forward", "ForwardConfig": {"TargetGroups": [
        {"TargetGroupArn": blue, "Weight": first}, {"TargetGroupArn": green, "Weight": second},
    ]}}])
}

fn shift(stage: &mut Stage, listener: &str, actions: Value) {
    stage.boto.call("elbv2", "modify_listener", json!({"ListenerArn": listener, "DefaultActions": actions}));
}

fn count_green(stage: &Stage, front: &Front) -> usize {
    (0..200).filter(|_| answer(stage, front, "/") == "green").count()
}
