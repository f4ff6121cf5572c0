//! S32: a page of another origin in the user's browser neither changes nor reads anything; one the user allowed uses the endpoint as an SDK in
//! a browser does. In: a real Chromium, pages that try all they can. Out: what boto3 sees afterwards, and what the pages could tell.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;

use integration::boto::Boto;
use integration::browser::{self, Browser};
use integration::cloud::{Cloud, How};
use integration::site::Site;
use integration::stage::{array, text};
use integration::{http, ports};
use serde_json::{Value, json};

/// SHA-256 of `x`, which the pages try to push.
const BLOB: &str = "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
/// Names that lead to this machine by the DNS of somebody else, or by nobody's.
const NAMES: [&str; 3] = ["evil.example", "localhost.localstack.cloud", "localstack"];
/// Calls without a signature are of this Region.
const REGION: &str = "us-east-1";

/// What the pages are after: a topic, a repository with an image's tag, a log group.
struct Treasure {
    boto: Boto,
    topic: String,
}

impl Treasure {
    fn lay_out(cloud: &Cloud) -> Option<Treasure> {
        let mut boto = Boto::start_as(cloud, "test", REGION)?;
        let topic = text(&boto.call("sns", "create_topic", json!({"Name": "kept"}))["TopicArn"]);
        boto.call("ecr", "create_repository", json!({"repositoryName": "kept"}));
        boto.call("logs", "create_log_group", json!({"logGroupName": "kept"}));
        Some(Treasure { boto, topic })
    }

    /// Everything the pages could have changed, as names.
    fn look(&mut self, cloud: &Cloud) -> BTreeMap<&'static str, Vec<String>> {
        let mut names = |service: &str, operation: &str, list: &str, member: &str| {
            let all = array(&self.boto.call(service, operation, json!({}))[list]);
            let name = |one: &Value| text(if member.is_empty() { one } else { &one[member] });
            all.iter().map(|one| name(one).rsplit([':', '/']).next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let pushed = http::get(&cloud.address(), "localhost", &format!("/v2/kept/blobs/{BLOB}")).unwrap();
        BTreeMap::from([
            ("topics", names("sns", "list_topics", "Topics", "TopicArn")),
            ("subscriptions", names("sns", "list_subscriptions", "Subscriptions", "Endpoint")),
            ("clusters", names("ecs", "list_clusters", "clusterArns", "")),
            ("repositories", names("ecr", "describe_repositories", "repositories", "repositoryName")),
            ("log groups", names("logs", "describe_log_groups", "logGroups", "logGroupName")),
            ("pushed", if pushed.status == 200 { vec![BLOB.to_owned()] } else { Vec::new() }),
        ])
    }
}

/// Everything the endpoint is called on this machine.
fn spellings(port: u16) -> Vec<String> {
    let plain = ["localhost", "127.0.0.1", "localhost.localstack.cloud", "localstack"];
    let plain = plain.iter().map(|host| format!("http://{host}:{port}"));
    plain.chain([format!("https://localhost:{port}")]).collect()
}

fn neighbour(cloud: &Cloud, treasure: &Treasure, phase: &str) -> Site {
    let page = include_str!("../pages/neighbour.html");
    let taker = format!("http://127.0.0.1:{}/taken", ports::free());
    let page = page
        .replace("TARGETS", &json!(spellings(cloud.port())).to_string())
        .replace("PHASE", phase)
        .replace("KEPT", &treasure.topic)
        .replace("TAKER", &taker)
        .replace("BLOB", BLOB);
    Site::listen(ports::free(), page)
}

/// What a page could read, and how many attempts it made.
fn reads(report: &Value) -> (Vec<String>, usize) {
    let outcomes = report["outcomes"].as_object().unwrap();
    let read = outcomes.iter().filter(|(_, outcome)| text(outcome).starts_with("READ"));
    (read.map(|(name, outcome)| format!("{name}: {outcome}")).collect(), outcomes.len())
}

#[test]
fn a_page_of_another_origin_changes_nothing_and_reads_nothing() {
    if !browser::is_here() {
        return;
    }
    let Some(mut cloud) = Cloud::start() else { return };
    let Some(mut treasure) = Treasure::lay_out(&cloud) else { return };
    let before = treasure.look(&cloud);
    assert_eq!(before["topics"], ["kept"]);
    for (phase, least) in [("calls", 200), ("controls", 45)] {
        // Another origin of this machine, and one of the world.
        for host in ["localhost", "evil.example"] {
            let site = neighbour(&cloud, &treasure, phase);
            let browser = Browser::open(&format!("http://{host}:{}/", site.port()), &NAMES);
            let report = site.report("outcomes");
            drop(browser);
            let (read, attempts) = reads(&report);
            assert_eq!(read, Vec::<String>::new(), "read by a page of {host}: {report}");
            assert!(attempts >= least, "{attempts} attempts: {report}");
            assert_eq!(treasure.look(&cloud), before, "changed by a page of {host}: {report}");
        }
    }
    // Nothing of it ended or hurt the cloud either.
    assert!(cloud.stop().success());
}

#[test]
fn a_page_whose_name_leads_to_the_endpoint_meanwhile_gets_nothing() {
    if !browser::is_here() {
        return;
    }
    let Some(mut cloud) = Cloud::start() else { return };
    let Some(treasure) = Treasure::lay_out(&cloud) else { return };
    drop(treasure);
    assert!(cloud.stop().success());

    let reports = Site::listen(ports::free(), String::new());
    let page = include_str!("../pages/rebound.html");
    let page =
        page.replace("REPORTS", &format!("http://localhost:{}/report", reports.port())).replace("BLOB", BLOB);
    let mut site = Site::listen(cloud.port(), page);
    let _browser = Browser::open(&format!("http://evil.example:{}/", cloud.port()), &NAMES);
    reports.report("waiting");
    site.close();
    cloud.start_again();

    let report = reports.report("outcomes");
    for (name, outcome) in report["outcomes"].as_object().unwrap() {
        let outcome = text(outcome);
        assert!(
            outcome.starts_with("READ 403 Interstella refused a request: its host is evil.example"),
            "{name}: {outcome}"
        );
    }
    let mut treasure =
        Treasure { boto: Boto::start_as(&cloud, "test", REGION).unwrap(), topic: String::new() };
    let after = treasure.look(&cloud);
    assert_eq!(
        (&after["topics"], &after["repositories"]),
        (&vec!["kept".to_owned()], &vec!["kept".to_owned()])
    );
    assert_eq!((after["clusters"].len(), after["pushed"].len()), (0, 0), "{after:?}");
    assert!(cloud.complaints().contains("--allow-host evil.example"), "{}", cloud.complaints());
}

/// A cloud that allows pages of this port of localhost.
fn allowing(port: u16) -> Option<Cloud> {
    let variables = [
        ("EXTRA_CORS_ALLOWED_ORIGINS", format!("http://localhost:{port}")),
        ("EXTRA_CORS_ALLOWED_HEADERS", "x-mine".to_owned()),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value)).to_vec();
    Cloud::start_how(How { variables, ..How::usual() })
}

#[test]
fn a_page_the_user_allowed_works_as_an_sdk_in_a_browser() {
    if !browser::is_here() {
        return;
    }
    let port = ports::free();
    let Some(cloud) = allowing(port) else { return };
    let page = include_str!("../pages/allowed.html").replace("ENDPOINT", &cloud.endpoint());
    let site = Site::listen(port, page.clone());
    let browser = Browser::open(&format!("http://localhost:{port}/"), &[]);
    let outcomes = site.report("outcomes")["outcomes"].clone();
    drop(browser);
    assert_eq!(
        (&outcomes["json"]["status"], &outcomes["query"]["status"]),
        (&json!(200), &json!(200)),
        "{outcomes}"
    );
    assert_eq!(outcomes["json"]["body"]["cluster"]["clusterName"], "from-a-page", "{outcomes}");
    assert!(outcomes["json"]["id"].is_string(), "{outcomes}");
    assert!(text(&outcomes["query"]["body"]).contains("ListTopicsResponse"), "{outcomes}");
    assert_eq!(outcomes["refusal"]["status"], 400, "{outcomes}");
    assert_eq!(
        (&outcomes["extra"]["status"], &outcomes["unnamed"]),
        (&json!(200), &json!("failed: TypeError")),
        "{outcomes}"
    );
    assert_eq!(outcomes["stop"]["status"], 403, "controls take the token: {outcomes}");

    // Its neighbour at another port was not named.
    let other = Site::listen(ports::free(), page);
    let _browser = Browser::open(&format!("http://localhost:{}/", other.port()), &[]);
    let outcomes = other.report("outcomes")["outcomes"].clone();
    let all = outcomes.as_object().unwrap();
    assert!(all.values().all(|outcome| outcome == "failed: TypeError"), "{outcomes}");
}
