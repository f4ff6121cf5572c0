//! Endpoints that hang hold up nobody else, of their own topic or another; and endpoints are posted to over few connections that are kept.
//! In: topics with good endpoints and such as hang. Out: the order in which things happen, connections.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::endpoints::{Endpoints, Event, Manner};
use integration::open_files;
use integration::patience::{until, until_true};
use integration::stage::{Stage, text};
use serde_json::{Value, json};

fn topic(stage: &mut Stage, name: &str) -> String {
    text(&stage.boto.call("sns", "create_topic", json!({"Name": name}))["TopicArn"])
}

/// Subscribes an endpoint and confirms it.
fn subscribe(stage: &mut Stage, endpoints: &Endpoints, (topic, name, manner): (&str, &str, Manner)) {
    let url = endpoints.url(name, manner);
    let wanted = json!({"TopicArn": topic, "Protocol": "http", "Endpoint": url});
    stage.boto.call("sns", "subscribe", wanted);
}

fn confirm(stage: &mut Stage, endpoints: &Endpoints, topic: &str, name: &str) {
    let token = until("a confirmation", || endpoints.token(name).ok_or_else(|| name.to_owned()));
    stage.boto.call("sns", "confirm_subscription", json!({"TopicArn": topic, "Token": token}));
}

fn publish(stage: &mut Stage, topic: &str, count: usize) {
    let entries: Vec<Value> =
        (0..10).map(|one| json!({"Id": one.to_string(), "Message": format!("{one}")})).collect();
    for _ in 0..count / 10 {
        let wanted = json!({"TopicArn": topic, "PublishBatchRequestEntries": entries});
        stage.boto.call("sns", "publish_batch", wanted);
    }
}

/// A good endpoint of the topic with `count` hanging ones, and one of another topic: both have everything before any hanging one is given up.
fn good_ones_beside(count: usize, messages: usize) {
    if !open_files::raise(4096) {
        return integration::skip::skipped("too few open files", "ulimit -n 4096");
    }
    let Some(mut stage) = Stage::bare() else { return };
    let (hanging, other) = (topic(&mut stage, "hanging"), topic(&mut stage, "other"));
    let endpoints = Endpoints::listen();
    let mut all: Vec<_> =
        (0..count).map(|one| (hanging.clone(), format!("hangs-{one}"), Manner::Hangs)).collect();
    all.push((hanging.clone(), "good-among-them".to_owned(), Manner::Good));
    all.push((other.clone(), "good-elsewhere".to_owned(), Manner::Good));
    for (topic, name, manner) in &all {
        subscribe(&mut stage, &endpoints, (topic, name, *manner));
    }
    for (topic, name, _) in &all {
        confirm(&mut stage, &endpoints, topic, name);
    }
    publish(&mut stage, &hanging, messages);
    until_true("hanging posts", || endpoints.events().len() > count / 2);
    publish(&mut stage, &other, messages);
    for name in ["good-elsewhere", "good-among-them"] {
        until("everything good", || match endpoints.arrived(name) {
            all if all == messages => Ok(()),
            other => Err(format!("{other} at {name}")),
        });
    }
    let events = endpoints.events();
    let left = events.iter().position(|event| matches!(event, Event::Left(_)));
    let last = events.iter().rposition(|event| matches!(event, Event::Arrived(at) if at.starts_with("good")));
    assert!(left.is_none_or(|left| last.unwrap() < left), "{left:?} before {last:?}");
}

#[test]
fn fifty_that_hang_hold_up_nobody() {
    good_ones_beside(50, 20);
}

#[test]
fn six_hundred_that_hang_hold_up_nobody() {
    good_ones_beside(600, 10);
}

#[test]
fn few_connections_carry_many_deliveries() {
    let Some(mut stage) = Stage::bare() else { return };
    let topic = topic(&mut stage, "orders");
    let each: Vec<_> = (0..10).map(|one| (Endpoints::listen(), format!("good-{one}"))).collect();
    for (endpoints, name) in &each {
        subscribe(&mut stage, endpoints, (&topic, name, Manner::Good));
        confirm(&mut stage, endpoints, &topic, name);
    }
    publish(&mut stage, &topic, 200);
    for (endpoints, name) in &each {
        until("all deliveries", || match endpoints.arrived(name) {
            200.. => Ok(()),
            other => Err(format!("{other} at {name}")),
        });
        assert!(endpoints.connections() <= 16, "{} to {name}", endpoints.connections());
    }
}
