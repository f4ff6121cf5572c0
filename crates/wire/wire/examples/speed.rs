//! Prints how long one DescribeServices takes to read, type, untype and write. Run with `--release`.
#![allow(clippy::unwrap_used)]

use std::{hint::black_box, time::Instant};

use shapes::{FromDocument, IntoDocument, Operation, Timestamp, ecs};
use wire::{Request, read, write};

const ROUNDS: u32 = 50_000;

const HEADERS: &[(&str, &str)] = &[
    ("content-type", "application/x-amz-json-1.1"),
    ("x-amz-target", "AmazonEC2ContainerServiceV20141113.DescribeServices"),
    (
        "authorization",
        "AWS4-HMAC-SHA256 Credential=123456789012/20261122/us-west-2/ecs/aws4_request, SignedHeaders=host, Signature=00",
    ),
];

fn service(name: &str) -> ecs::Service {
    let event = |at: i64| ecs::ServiceEvent {
        id: Some(format!("event-{at}")),
        created_at: Some(Timestamp::from_millis(1_733_318_615_211 + at)),
        message: Some(format!("(service {name}) has reached a steady state.")),
    };
    ecs::Service {
        service_arn: Some(format!("arn:aws:ecs:us-west-2:123456789012:service/default/{name}")),
        service_name: Some(name.to_owned()),
        cluster_arn: Some("arn:aws:ecs:us-west-2:123456789012:cluster/default".to_owned()),
        status: Some("ACTIVE".to_owned()),
        desired_count: Some(2),
        running_count: Some(2),
        pending_count: Some(0),
        launch_type: Some("EC2".to_owned()),
        task_definition: Some(format!("arn:aws:ecs:us-west-2:123456789012:task-definition/{name}:3")),
        events: Some((0..10).map(event).collect()),
        created_at: Some(Timestamp::from_millis(1_733_318_615_211)),
        ..Default::default()
    }
}

fn main() {
    let request = Request {
        method: "POST",
        path: "/",
        query: "",
        headers: &HEADERS,
        body: br#"{"cluster":"default","services":["web"]}"#,
    };
    let answer =
        ecs::DescribeServicesResponse { services: Some(vec![service("web")]), failures: Some(vec![]) };
    let start = Instant::now();
    for _ in 0..ROUNDS {
        let call = read(black_box(&request)).unwrap();
        black_box(ecs::DescribeServicesRequest::from_document(call.input).unwrap());
    }
    let reading = start.elapsed() / ROUNDS;
    let copies: Vec<_> = (0..ROUNDS).map(|_| answer.clone()).collect();
    let start = Instant::now();
    for copy in copies {
        let document = copy.into_document();
        black_box(write(ecs::DescribeServices::schema(), shapes::Protocol::Json11, "id", Ok(&document)));
    }
    let writing = start.elapsed() / ROUNDS;
    println!("read {reading:?}, write {writing:?} (one service, ten events)");
}
