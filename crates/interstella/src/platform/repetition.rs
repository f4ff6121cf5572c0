//! The promise that the same deployment again changes nothing, shown against the real operations behind a real socket; no task runs,
//! so that only what is declared is looked at. Never here: what needs containers; that is shown from outside.

#![allow(clippy::unwrap_used)]

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use control_loops::clock::{Clock, SystemClock};
use control_loops::doors::Doors;
use http_body_util::BodyExt;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use ledger::{Books, Ledger, Storage};
use model::dynamodb::Table;
use model::ecs::{Service, TaskDefinition};
use model::elbv2::{Listener, LoadBalancer, Rule, TargetGroup};
use model::logs::LogGroup;
use model::ssm::ParameterVersion;
use tokio::net::TcpListener;

use super::*;
use crate::config::Config;
use crate::front_door::Api;
use crate::surroundings;

/// The cloud's API with nothing behind it but memory, and container instances that join at once.
async fn cloud() -> (Ledger, SocketAddr) {
    let ledger = Ledger::open(Storage::Memory).unwrap();
    let books = Books::open(&Storage::Memory).unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let config = Config { port: address.port(), ..Config::example() };
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let engine = surroundings::engine((ledger.clone(), books), &Doors::default(), &clock, &config);
    let api = Arc::new(Api::new(engine));
    let memory = ledger.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (api, memory) = (Arc::clone(&api), memory.clone());
            let service = service_fn(move |request: http::Request<hyper::body::Incoming>| {
                let (api, memory) = (Arc::clone(&api), memory.clone());
                async move {
                    let answer = api.answer(request, None).await;
                    control_loops::instances::round(&memory, &memory.snapshot(), model::Time(0));
                    let (head, body) = answer.into_parts();
                    let body = http_body_util::Full::new(body.collect().await.unwrap().to_bytes());
                    Ok::<_, std::convert::Infallible>(http::Response::from_parts(head, body))
                }
            });
            let connection = hyper::server::conn::http1::Builder::new();
            tokio::spawn(connection.serve_connection(TokioIo::new(stream), service));
        }
    });
    (ledger, address)
}

/// Everything of a deployment that needs no running task.
async fn declare(endpoint: SocketAddr, rate: f64) {
    let (hq, aws) = (Aws::new(endpoint, HQ_ACCOUNT, REGION), Aws::new(endpoint, ATTENDEE_ACCOUNT, REGION));
    let progress = Progress::start();
    let ground = hq::prepare(&hq, &progress).await.unwrap();
    let balancer = attendee::prepare(&aws, &progress).await.unwrap();
    attendee::publish(&aws, &ground.topics, &ground.api_endpoint()).await.unwrap();
    let image = "localhost:4566/monolith:build-1";
    attendee::monolith(&aws, &balancer, image).await.unwrap();
    for (name, _) in service::COUNTS {
        attendee::declare(&aws, &balancer, name, image).await.unwrap();
    }
    // The same for all: the token in it must be the same again.
    let data_dir = std::env::temp_dir().join("interstella-repetition");
    std::fs::create_dir_all(&data_dir).unwrap();
    let order = Order { endpoint, data_dir, binary: "x".into(), rate };
    hq::declare(&hq, &order, &ground, image).await.unwrap();
}

/// How many there are of each kind of thing.
fn counts(ledger: &Ledger) -> Vec<(&'static str, usize)> {
    let world = ledger.snapshot();
    vec![
        ("topics", world.count::<model::sns::Topic>()),
        ("tables", world.count::<Table>()),
        ("instances", world.count::<model::ec2::Instance>()),
        ("balancers", world.count::<LoadBalancer>()),
        ("groups", world.count::<TargetGroup>()),
        ("listeners", world.count::<Listener>()),
        ("rules", world.count::<Rule>()),
        ("log groups", world.count::<LogGroup>()),
        ("parameter versions", world.count::<ParameterVersion>()),
        ("task definitions", world.count::<TaskDefinition>()),
        ("services", world.count::<Service>()),
    ]
}

#[tokio::test]
async fn the_same_again_changes_nothing_and_news_only_what_they_concern() {
    let (ledger, endpoint) = cloud().await;
    declare(endpoint, 5.0).await;
    let first = counts(&ledger);
    let of = |name: &str, counts: &[(&str, usize)]| counts.iter().find(|(n, _)| *n == name).unwrap().1;
    assert_eq!((of("instances", &first), of("services", &first), of("rules", &first)), (3, 4, 2));
    let services: Vec<Service> = ledger.snapshot().all::<Service>().map(|one| (**one).clone()).collect();
    declare(endpoint, 5.0).await;
    assert_eq!(counts(&ledger), first);
    let again: Vec<Service> = ledger.snapshot().all::<Service>().map(|one| (**one).clone()).collect();
    assert_eq!(again, services, "no deployment is begun for nothing");
    declare(endpoint, 7.0).await;
    let third = counts(&ledger);
    assert_eq!(of("task definitions", &third), of("task definitions", &first) + 1, "HQ's, with its new rate");
    assert_eq!(of("services", &third), of("services", &first));
}

#[tokio::test]
async fn a_count_the_user_raised_stays() {
    let (ledger, endpoint) = cloud().await;
    declare(endpoint, 5.0).await;
    let aws = Aws::new(endpoint, ATTENDEE_ACCOUNT, REGION);
    for (asked, wanted) in [(4, 4), (0, 2)] {
        let change = serde_json::json!({ "cluster": PLATFORM, "service": "iridium", "desiredCount": asked });
        aws.json(crate::client::JsonService::Ecs, "UpdateService", change).await.unwrap();
        declare(endpoint, 5.0).await;
        let world = ledger.snapshot();
        let iridium = world.all::<Service>().find(|service| service.name == "iridium").unwrap();
        assert_eq!(iridium.desired_count, wanted);
    }
}
